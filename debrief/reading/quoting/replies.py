"""What somebody newly wrote in an answer: inline answers kept, quotation and signature off.

Losing a word the person wrote is worse than leaking a quoted one, so everything that is
not surely quoted stays. All passes are linear in the number of lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum

from debrief.reading.mail.addresses import Address
from debrief.reading.mail.html_text import html_to_text
from debrief.reading.mail.lines import Line, fenced, separator_kind, split_lines
from debrief.reading.mail.message import Message
from debrief.reading.mail.phrases import WROTE, fold_phrase
from debrief.reading.mail.subjects import without_prefixes
from debrief.reading.quoting.attribution import Attribution, attribution_at
from debrief.reading.quoting.coloured_answers import coloured_answers
from debrief.reading.quoting.forwarded import Forward, split_forward
from debrief.reading.quoting.header_block import HeaderBlock, find_blocks
from debrief.reading.quoting.own_signature import is_own_signature
from debrief.reading.quoting.quoted_answers import differences, marked_answers
from debrief.reading.quoting.signatures import strip_signature, written_below

MAX_LINES = 60_000
_SENTENCE = re.compile(
    r"(.{1,200}?[.!?…,])\s{1,5}(?:On|Am|Le|El|Il|Em|Op|Den|Dne|W dniu|Pe|На)\s[^\d]{0,20}\d.{10,}"
)
_MORE_THAN = re.compile(r"> ?\d+(?:[.,]\d+)*(?![.)\d])\s?[\w%€$£]")
_DRAWN = re.compile(r"[-_=*~‐‑‒]{3,}")
_REMNANT = 40  # the rest of a wrapped quoted line is shorter than this


class Role(Enum):
    """What a line of a reply is."""

    NEW = 1
    QUOTED = 2
    TAIL = 3  # quoted without marks: everything below a header block or an attribution
    FRAME = 4  # attribution, header or separator


@dataclass(slots=True)
class _Reply:
    lines: list[Line]
    roles: list[Role] = field(default_factory=list)
    tail_at: int | None = None


def new_text(message: Message, sent_text: str | None = None) -> str:
    """Return what the sender newly wrote; of a forward, the note.

    ``sent_text`` is the plain text of the mail we sent, when known: where the quotation
    differs from it, the difference is an answer.
    """
    return written_above(message, split_forward(message), sent_text)


def written_above(message: Message, forward: Forward | None, sent_text: str | None = None) -> str:
    """Return what the sender newly wrote, where it is known what they forward."""
    if forward is not None:
        return strip_signature(forward.note, message.sender)
    return _extract(message.text, message.subject, message.html, sent_text, message.sender)


def _extract(
    text: str, subject: str, html: str | None, sent_text: str | None, writer: Address | None
) -> str:
    reply = _classify(text, subject)
    if reply.tail_at is not None and html:
        marked = _classify(html_to_text(html), subject)
        if marked.tail_at is None and Role.QUOTED in marked.roles:
            reply = marked
    if sent_text:
        found = _with_differences(reply, sent_text, writer)
        if found is not None:
            return found
    written = _written(reply, writer)
    if reply.tail_at is not None:
        tail = _as_shown(reply.lines[reply.tail_at :])
        answers = marked_answers(
            tail, writer.name if writer else None, written
        ) or coloured_answers(html, written)
        written = "\n\n".join(part for part in (written, "\n".join(answers)) if part)
        if not written:
            return strip_signature(_joined(reply, Role.TAIL), writer)
    return written


def _as_shown(tail: list[Line]) -> list[str]:
    """Return unmarked lines; ">>" counts as an answer's mark where nothing else is quoted with ">"."""
    if any(line.depth == 1 for line in tail):
        return [line.text for line in tail]
    return [line.raw.strip() for line in tail]


def _classify(text: str, subject: str) -> _Reply:
    lines = split_lines(text)
    for index in fenced([line.raw for line in lines]):  # ">" means nothing in code
        lines[index] = Line(0, lines[index].raw.strip(), lines[index].raw)
    reply = _Reply(lines, [Role.QUOTED if line.depth else Role.NEW for line in lines])
    _mark_foreign_quotes(reply)
    searched = lines[:MAX_LINES]
    blocks = {block.start: block for block in find_blocks(searched, without_prefixes(subject))}
    covered = {i: block for block in blocks.values() for i in range(block.start, block.end)}
    floor = 0
    for index, line in enumerate(searched):
        if index in covered:
            block = covered[index]
            reply.roles[index] = Role.FRAME
            floor = index + 1
            if block.depth == 0 and index == block.end - 1 and _opens_tail(reply, block.end, block):
                break
            continue
        framed = line.raw.startswith(">>>")  # GroupWise's own mark looks like a quotation
        if line.blank or not (framed or (line.depth == 0 and reply.roles[index] is Role.NEW)):
            continue
        found = attribution_at(lines, index, floor)
        if found is not None:
            _frame(reply, found)
            floor = found.end
            if _opens_tail(reply, found.end, found):
                break
        elif not framed and separator_kind(line.text) in ("original", "forward"):
            reply.roles[index] = Role.FRAME
            if _opens_tail(reply, index + 1, None):
                break
    _take_back_remnants(reply)
    _keep_more_than(reply)
    return reply


def _keep_more_than(reply: _Reply) -> None:
    """Keep "> 50 users: slow" where nothing else in the mail is a quotation."""
    quoted = [at for at, role in enumerate(reply.roles) if role is Role.QUOTED]
    if Role.FRAME in reply.roles or Role.TAIL in reply.roles:
        return
    if all(_MORE_THAN.match(reply.lines[at].raw) for at in quoted):
        for at in quoted:
            reply.roles[at] = Role.NEW


def _frame(reply: _Reply, found: Attribution) -> None:
    for index in range(found.start, found.end):
        reply.roles[index] = Role.FRAME
    first = reply.lines[found.start]
    ended = _SENTENCE.match(first.text)
    if ended is not None:  # "Thanks! On Fri, Oct 9, 2026 … wrote:" lost its line break
        reply.lines[found.start] = Line(0, ended[1], ended[1])
        reply.roles[found.start] = Role.NEW
    above = found.start - 1
    while above >= 0 and reply.lines[above].blank:
        above -= 1
    text = reply.lines[above].text if above >= 0 else ""
    if separator_kind(text) in ("original", "forward", "rule") or _DRAWN.fullmatch(text):
        reply.roles[above] = Role.FRAME


def _opens_tail(reply: _Reply, start: int, cause: HeaderBlock | Attribution | None) -> bool:
    """Mark everything below as quoted, unless the quotation below is marked line by line."""
    lines = reply.lines
    following = next((i for i in range(start, len(lines)) if not lines[i].blank), None)
    if following is None:
        return False
    if lines[following].depth or reply.roles[following] is Role.QUOTED:
        return False
    later_marks = any(role is Role.QUOTED for role in reply.roles[following:])
    above = any(
        role is Role.NEW and not line.blank
        for role, line in zip(reply.roles[:start], lines[:start], strict=True)
    )
    if later_marks and not above and isinstance(cause, Attribution):
        return False
    reply.tail_at = start
    for index in range(start, len(lines)):
        reply.roles[index] = Role.TAIL
    return True


def _mark_foreign_quotes(reply: _Reply) -> None:
    """Mark "| text", "» text" and "JD> text" lines, as some programs quote.

    A mark counts where it stands before several lines in a row, or below an attribution;
    ">" that is set in may draw a list, and counts below an attribution only.
    """
    lines = reply.lines
    kinds: list[str] = []
    quoting: set[str] = set()
    written = ""  # the last line above that is no quotation
    for line in lines:
        above = kinds[-1] if kinds else ""
        kind = above if above and line.text == above else _foreign_prefix(line)
        if kind and (
            (kind == above and kind != ">")
            or (written.endswith((":", "：")) and _says_wrote(written))
        ):
            quoting.add(kind)
        if kind or not line.blank:
            written = "" if kind else line.text
        kinds.append(kind)
    for at, (kind, line) in enumerate(zip(kinds, lines, strict=True)):
        if kind in quoting:
            reply.roles[at] = Role.QUOTED
            lines[at] = Line(1, line.text[len(kind) :].lstrip(" >"), line.raw)


def _says_wrote(text: str) -> bool:
    return len(text) < 200 and WROTE.search(fold_phrase(text)) is not None


def _foreign_prefix(line: Line) -> str:
    if line.depth or not line.text:
        return ""
    head = line.text[:6]
    if head[0] == ">":
        return ">"
    if head[:2] in ("| ", "» ", "│ ", "┃ "):
        return head[0] if line.text.count(head[0]) == 1 else ""
    mark = head.find(">")
    if 0 < mark < 5 and head[:mark].isalpha() and line.text[mark + 1 : mark + 2] in (" ", ">", ""):
        return head[:mark]
    return ""


def _take_back_remnants(reply: _Reply) -> None:
    """Give the wrapped rest of a quoted line back to the quotation."""
    roles, lines = reply.roles, reply.lines
    for index in range(1, len(lines) - 1):
        if roles[index] is not Role.NEW or lines[index].blank:
            continue
        above, below = lines[index - 1], lines[index + 1]
        if roles[index - 1] is not Role.QUOTED or roles[index + 1] is not Role.QUOTED:
            continue
        if _is_remnant(above, lines[index], below):
            roles[index] = Role.QUOTED


def _is_remnant(above: Line, line: Line, below: Line) -> bool:
    if len(line.text) > _REMNANT or len(above.raw) < 55 or len(above.raw) > 110:
        return False
    if len(above.raw) + len(line.text.split()[0]) < 66 or not above.text:
        return False
    lowered = line.text[:1].islower() or line.text[:1].isdigit() or not line.text[:1].isalnum()
    if above.text[-1:] in ".?!:":
        return lowered and not line.text[:1].isdigit()
    return lowered or below.text[:1].islower() or (above.text[-1:] in ",-" and len(line.text) < 25)


def _written(reply: _Reply, writer: Address | None) -> str:
    """Return the new runs, each without signature, joined by a blank line."""
    runs: list[list[str]] = []
    previous: Role | None = None
    for role, line in zip(reply.roles, reply.lines, strict=True):
        if role is Role.NEW:
            if previous is not Role.NEW:
                runs.append([])
            runs[-1].append(line.raw.rstrip())
        previous = role
    texts = ["\n".join(run).strip() for run in runs]
    texts = [text for text in texts if text]
    texts = [text for text in texts if not is_own_signature(text, writer)] or texts
    kept = [strip_signature(text, writer) for text in texts]
    if not any(kept):
        kept = [written_below(text) for text in texts]
    return "\n\n".join(text for text in kept if text)


def _joined(reply: _Reply, role: Role) -> str:
    pairs = zip(reply.roles, reply.lines, strict=True)
    return "\n".join(line.raw.rstrip() for kind, line in pairs if kind is role).strip()


def _with_differences(reply: _Reply, sent_text: str, writer: Address | None) -> str | None:
    """Return new text and what was changed inside the quotation, in order of appearance."""
    quoted = [
        (index, reply.lines[index].text)
        for index, role in enumerate(reply.roles)
        if role in (Role.QUOTED, Role.TAIL) and reply.lines[index].depth <= 1
    ]
    changed = differences([text for _, text in quoted], sent_text)
    if changed is None:
        return None
    extra = {quoted[at][0]: text for at, text in changed.items()}
    roles = list(reply.roles)
    lines = list(reply.lines)
    for index, text in extra.items():
        roles[index] = Role.NEW
        lines[index] = Line(0, text, text)
    return _written(_Reply(lines, roles), writer)
