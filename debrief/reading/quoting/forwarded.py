"""Forwarded mails taken apart: who wrote the original, when, and what the forwarder added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from debrief.reading.mail.addresses import Address
from debrief.reading.mail.lines import Line, separator_kind, split_lines, unquote
from debrief.reading.mail.message import Attachment, Message, parse_message
from debrief.reading.mail.subjects import announcement, first_prefix, without_prefixes
from debrief.reading.quoting.attribution import Attribution, attribution_at
from debrief.reading.quoting.header_block import HeaderBlock, find_blocks
from debrief.reading.quoting.own_signature import (
    is_house_signature,
    is_own_signature,
    is_signed_by,
)
from debrief.reading.quoting.signatures import without_phone_line

# "VS:" forwards in Danish and Norwegian, and answers in Finnish and Estonian.
_VS_REPLIES = frozenset({"lähettäjä", "saatja"})
MOST_BELOW = 30  # lines of a forwarder below what is forwarded
MAX_LINES = 60_000  # of a body that is searched; what follows belongs to the last part


@dataclass(frozen=True, slots=True)
class Forward:
    """A forwarded mail. ``date`` is naive when no zone is printed; unknown is None."""

    from_name: str | None
    from_email: str | None
    subject: str | None
    date: datetime | None
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    body: str
    note: str
    date_text: str | None = None
    attached: bool = False  # sent along as message/rfc822


@dataclass(frozen=True, slots=True)
class Part:
    """One mail of a thread; ``depth`` counts from 0, the newest."""

    sender: Address | None
    date: datetime | None
    subject: str | None
    text: str
    depth: int
    people: tuple[Address, ...] = ()  # to whom its header says it went


def split_forward(message: Message) -> Forward | None:
    """Return the outermost forward in a mail, or None when it is none."""
    lines = split_lines(message.text)
    found = _first_structure(lines[:MAX_LINES], without_prefixes(message.subject))
    if isinstance(found, HeaderBlock) and _is_forward(found, message, lines):
        return _from_block(found, lines, message)
    if isinstance(found, Attribution) and _is_forward_attribution(found, message, lines):
        return _from_attribution(found, lines, message)
    if isinstance(found, int):
        return _from_separator(found, lines, message)
    return _from_attachment(message)


def unwrap(message: Message, limit: int = 8) -> tuple[Forward, ...]:
    """Return a forward, the forward inside it and so on, outermost first."""
    out: list[Forward] = []
    while len(out) < limit:
        found = split_forward(message)
        if found is None:
            break
        out.append(found)
        sender = Address(found.from_name, found.from_email)
        message = replace(
            message,
            text=found.body,
            subject=found.subject or "",
            sender=sender,
            to=found.to,
            cc=found.cc,
            date=found.date if found.date and found.date.tzinfo else message.date,
            attachments=(),
            in_reply_to=(),
            references=(),
        )
    return tuple(out)


def _first_structure(
    lines: Sequence[Line], expected: str
) -> HeaderBlock | Attribution | int | None:
    """Return what quotes first: a header block, an attribution, or a bare separator's line."""
    block = next(find_blocks(lines, expected), None)
    stop = block.start if block is not None else len(lines)
    for index in range(stop):
        attribution = attribution_at(lines, index)
        if attribution is not None:
            return attribution
        if separator_kind(lines[index].text) == "forward" and _ruled(lines[index].text):
            return _after_separator(lines, index)
    return block


def _ruled(text: str) -> bool:
    return text[:1] in "-_=*~‐‑‒—–<>#+" or text.endswith((":", "："))


def _after_separator(lines: Sequence[Line], index: int) -> Attribution | int:
    for following in range(index + 1, min(len(lines), index + 8)):
        found = attribution_at(lines, following, index + 1)
        if found is not None:
            return Attribution(index, found.end, found.text)
    return index


def _addressees(message: Message) -> set[str]:
    people = (*message.to, *message.cc)
    return {person.email.lower() for person in people if person.email}


def _is_forward(block: HeaderBlock, message: Message, lines: Sequence[Line]) -> bool:
    announced = announcement(message.subject)
    if block.separator == "forward":
        return True
    if announced == "forward" and message.subject[:3].casefold() == "vs:":
        announced = "reply" if block.label in _VS_REPLIES else "forward"
    if announced is not None:
        return announced == "forward"
    sender = block.sender()
    if sender is not None and sender.email and sender.email.lower() in _addressees(message):
        return False
    if block.separator in (None, "unknown") and not _is_printed(block, sender, lines):
        return False
    return not message.in_reply_to or not any(line.text for line in lines[: block.start])


def _is_printed(block: HeaderBlock, sender: Address | None, lines: Sequence[Line]) -> bool:
    """Tell a block that a mail program printed from lines that somebody set in, or that look alike."""
    if block.depth == 0 and lines[block.head].raw[:2] == "  ":
        return False
    return bool(sender and sender.email) or ":" in block.fields.get("date", "")


def _is_forward_attribution(found: Attribution, message: Message, lines: Sequence[Line]) -> bool:
    if separator_kind(lines[found.start].text) == "forward":
        return True
    if announcement(message.subject) != "forward" or _vs_answers(message, found.text):
        return False
    sender = found.sender()
    return not (sender and sender.email and sender.email.lower() in _addressees(message))


def _vs_answers(message: Message, attribution: str) -> bool:
    """Tell whether "VS:" answers, as it does in Finnish and Estonian."""
    if message.subject[:3].casefold() != "vs:":
        return False
    return bool(message.in_reply_to) or "kirjoit" in attribution or "kirjuta" in attribution


def _from_block(block: HeaderBlock, lines: Sequence[Line], message: Message) -> Forward:
    depth = block.depth
    if not depth and _marked_alone(lines, block, message):
        depth = 1
    body, after = _split_body(lines, block.end, depth, block.separator)
    sender = block.sender()
    if sender is None or message.sender is None or sender.email != message.sender.email:
        body, below = _without_forwarder(body, message.sender)
        after = [*below, *after]
    return Forward(
        from_name=sender.name if sender else None,
        from_email=sender.email if sender else None,
        subject=block.fields.get("subject", _stripped(message.subject)) or None,
        date=block.date(message.date),
        to=block.people("to"),
        cc=block.people("cc"),
        body=body,
        note=_note(lines[: block.start], after),
        date_text=block.fields.get("date") or None,
    )


def _without_forwarder(body: str, forwarder: Address | None) -> tuple[str, list[Line]]:
    """Return the body without the forwarder's signature at its end, and their note where a rule sets it apart."""
    lines = body.split("\n")
    for at in range(len(lines) - 1, max(0, len(lines) - MOST_BELOW), -1):
        text = lines[at].strip()
        below = "\n".join(lines[at + 1 :])
        theirs = is_own_signature(below, forwarder) or is_house_signature(below, forwarder)
        if text == "--" and theirs:
            return "\n".join(lines[:at]).rstrip(), []
        if len(text) > 20 and not text.strip("-") and is_signed_by(below, forwarder):
            return "\n".join(lines[:at]).rstrip(), split_lines(below)
    return body, []


def _marked_alone(lines: Sequence[Line], block: HeaderBlock, message: Message) -> bool:
    """Tell whether the original's text alone is marked, and the forwarder writes below it.

    An answer that is forwarded looks alike: its subject says so, or a note stands above.
    """
    subject = block.fields.get("subject") or _stripped(message.subject) or ""
    first = _first_written(lines, block.end)
    if first >= len(lines) or not lines[first].depth or announcement(subject) == "reply":
        return False
    if any(not line.blank for line in lines[: block.start]):
        return False
    return not any(line.depth for line in lines[_end_of_quote(lines, first, 1) :])


def _from_attribution(found: Attribution, lines: Sequence[Line], message: Message) -> Forward:
    sender = found.sender()
    last = lines[found.end - 1]
    depth = 0 if last.raw.rstrip().endswith(">>>") else last.depth  # GroupWise's own mark
    body, after = _split_body(lines, found.end, depth, "forward")
    return Forward(
        from_name=sender.name if sender else None,
        from_email=sender.email if sender else None,
        subject=_stripped(message.subject),
        date=found.date(message.date),
        to=(),
        cc=(),
        body=body,
        note=_note(lines[: found.start], after),
        date_text=found.text,
    )


def _from_separator(index: int, lines: Sequence[Line], message: Message) -> Forward:
    body, after = _split_body(lines, index + 1, lines[index].depth, "forward")
    note = _note(lines[:index], after)
    return Forward(None, None, _stripped(message.subject), None, (), (), body, note)


def _stripped(subject: str) -> str | None:
    kind, rest = first_prefix(subject)
    return (rest.strip() if kind == "forward" else subject) or None


def _split_body(
    lines: Sequence[Line], start: int, depth: int, separator: str | None
) -> tuple[str, Sequence[Line]]:
    """Return the original's text, unquoted, and the forwarder's lines below it."""
    ruled = start < len(lines) and separator_kind(lines[start].text) == "rule"
    start = _first_written(lines, start)
    closed = separator == "forward" and start < len(lines) and _closes_headers(lines[start])
    if closed or ruled:
        start = _first_written(lines, start + 1)
    marked = depth == 0 and start < len(lines) and lines[start].depth > 0
    if marked and _all_quoted(lines, start):
        depth = 1
    stop = len(lines)
    if depth:
        stop = _end_of_quote(lines, start, depth)
    if separator == "forward":
        stop = _end_mark(lines, start, stop)
    shown = [unquote(line, depth).rstrip() for line in lines[start:stop]]
    if shown and all(text.startswith("\t") for text in shown if text):
        shown = [text[1:] for text in shown]  # Outlook may indent all it forwards
    return "\n".join(shown).strip("\n"), lines[stop:]


def _first_written(lines: Sequence[Line], start: int) -> int:
    return next((i for i in range(start, len(lines)) if not lines[i].blank), len(lines))


def _closes_headers(line: Line) -> bool:
    """Tell whether a separator is printed again below the headers, as Zoho does."""
    return line.text.startswith("==") and separator_kind(line.text) in (
        "forward",
        "original",
        "rule",
    )


def _all_quoted(lines: Sequence[Line], start: int) -> bool:
    return _end_of_quote(lines, start, 1) >= len(lines)


def _end_of_quote(lines: Sequence[Line], start: int, depth: int) -> int:
    """Return where text of the forwarder follows; a wrapped rest of a line is no such text."""
    for index in range(start, len(lines)):
        line = lines[index]
        if line.depth >= depth or line.blank:
            continue
        wrapped = index + 1 < len(lines) and lines[index + 1].depth >= depth
        if wrapped and lines[index - 1].depth >= depth and len(line.text) < 40:
            continue
        return index
    return len(lines)


def _end_mark(lines: Sequence[Line], start: int, stop: int) -> int:
    for index in range(start, stop):
        text = lines[index].text
        if text[:1] in "-=_*" and separator_kind(text) == "end":
            return index
    last = stop - 1
    while last > start and lines[last].blank:
        last -= 1
    if last > start and lines[last].text[:2] in ("--", "==") and not lines[last].depth:
        kind = separator_kind(lines[last].text)
        if kind == "forward" or (kind == "rule" and len(lines[last].text) > 20):
            return last
    return stop


def _note(above: Sequence[Line], below: Sequence[Line]) -> str:
    drawn = ("end", "rule", "forward")
    after = [line for line in below if separator_kind(line.text) not in drawn]
    parts = ["\n".join(line.raw.rstrip() for line in lines).strip() for lines in (above, after)]
    return "\n\n".join(filter(None, map(without_phone_line, parts)))


def attached_mails(message: Message) -> tuple[Attachment, ...]:
    """Return the mails that are sent along with a mail."""
    return tuple(
        attachment
        for attachment in message.attachments
        if attachment.content_type == "message/rfc822"
        or (attachment.filename or "").lower().endswith(".eml")
    )


def _from_attachment(message: Message) -> Forward | None:
    if message.content_type == "multipart/report":
        return None
    for attachment in attached_mails(message):
        if announcement(message.subject) == "reply" and message.in_reply_to:
            return None
        return _from_message(parse_message(attachment.content), message.text.strip())
    return None


def _from_message(inner: Message, note: str) -> Forward:
    return Forward(
        from_name=inner.sender.name if inner.sender else None,
        from_email=inner.sender.email if inner.sender else None,
        subject=inner.subject or None,
        date=inner.date,
        to=inner.to,
        cc=inner.cc,
        body=inner.text.strip("\n"),
        note=note,
        date_text=inner.header("Date"),
        attached=True,
    )


def split_thread(text: str) -> tuple[Part, ...]:
    """Return the mails of a thread, newest first; the whole text when nothing is quoted."""
    lines = split_lines(text)
    cuts = _cuts(lines[:MAX_LINES])
    if not cuts:
        return (Part(None, None, None, text.strip("\n"), 0),)
    parts = [Part(None, None, None, _plain(lines[: cuts[0].start]), 0)]
    for index, cut in enumerate(cuts):
        stop = cuts[index + 1].start if index + 1 < len(cuts) else len(lines)
        part = Part(cut.sender(), cut.date(), None, _plain(lines[cut.end : stop]), index + 1)
        if isinstance(cut, HeaderBlock):
            people = (*cut.people("to"), *cut.people("cc"))
            part = replace(part, subject=cut.fields.get("subject"), people=people)
        parts.append(part)
    return tuple(parts)


def _cuts(lines: Sequence[Line]) -> list[HeaderBlock | Attribution]:
    cuts: list[HeaderBlock | Attribution] = list(find_blocks(lines))
    taken = {i for cut in cuts for i in range(cut.start, cut.end)}
    floor = 0
    for index in range(len(lines)):
        if index in taken:
            floor = index + 1
            continue
        found = attribution_at(lines, index, floor)
        if found is not None:
            cuts.append(found)
            floor = found.end
    return sorted(cuts, key=lambda cut: cut.start)


def _plain(lines: Sequence[Line]) -> str:
    depth = min((line.depth for line in lines if not line.blank), default=0)
    return "\n".join(unquote(line, depth).rstrip() for line in lines).strip("\n").strip()
