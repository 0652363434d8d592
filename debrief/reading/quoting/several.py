"""Mails that were passed on side by side in one mail, each taken as a mail of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from debrief.reading.mail.addresses import Address
from debrief.reading.mail.lines import Line, split_lines
from debrief.reading.mail.message import Message, parse_message
from debrief.reading.mail.subjects import without_prefixes
from debrief.reading.quoting.forwarded import MAX_LINES, attached_mails
from debrief.reading.quoting.header_block import HeaderBlock, find_blocks
from debrief.reading.quoting.signatures import strip_signature, without_phone_line
from debrief.reading.wording import fold
from debrief.team import Team, fold_address


@dataclass(frozen=True, slots=True)
class Together:
    """Mails that were passed on side by side, and the note above them all.

    ``told``: they are losses told in somebody's own words, and the note is all of these.
    """

    note: str
    mails: tuple[Message, ...]
    told: bool = False


def mails_within(message: Message, team: Team) -> Together | None:
    """Return the mails that are passed on side by side in one; None where it is one at most.

    A thread, or a forward within a forward, is one mail. The note is in none of them: nobody knows of
    which it tells.
    """
    lines = split_lines(message.text)
    heads = _heads(lines[:MAX_LINES], message, team)
    attached = attached_mails(message)
    if len(heads) + len(attached) < 2:
        return None
    above = _text(lines, 0, heads[0].start if heads else len(lines))
    ends = [*(head.start for head in heads[1:]), len(lines)]
    others = tuple(a for a in message.attachments if a not in attached)
    mails = [
        replace(
            _of_its_own(message, _text(lines, head.start, end), _subject(head)), attachments=others
        )
        for head, end in zip(heads, ends, strict=False)
    ]
    mails += [
        replace(_of_its_own(message, "", parse_message(a.content).subject), attachments=(a,))
        for a in attached
    ]
    return Together(strip_signature(without_phone_line(above.strip())), tuple(mails))


def _of_its_own(message: Message, text: str, subject: str) -> Message:
    subject = f"Fwd: {without_prefixes(subject)}" if subject else message.subject
    return replace(message, text=text, subject=subject, html=None, tables=())


def _subject(head: HeaderBlock) -> str:
    return head.fields.get("subject", "")


def _text(lines: Sequence[Line], start: int, end: int) -> str:
    return "\n".join(line.raw for line in lines[start:end])


def _heads(lines: Sequence[Line], message: Message, team: Team) -> list[HeaderBlock]:
    """Return the header blocks with which a mail begins that is no part of the one above."""
    heads: list[HeaderBlock] = []
    above: HeaderBlock | None = None
    for block in find_blocks(lines, without_prefixes(message.subject)):
        if above is None or (block.depth <= heads[-1].depth and _stands_apart(block, above, team)):
            heads.append(block)
        above = block
    return heads


def _stands_apart(block: HeaderBlock, above: HeaderBlock, team: Team) -> bool:
    """Tell whether a mail neither was answered nor was passed on by the mail above it."""
    writer, sender = above.sender(), block.sender()
    people = (*block.people("to"), *block.people("cc"))
    if writer is None or sender is None or not people:
        return False
    same_subject = without_prefixes(_subject(block)) == without_prefixes(_subject(above))
    if _is_person(writer, [sender]):
        return not same_subject and block.separator == above.separator == "forward"
    if _is_person(writer, people) or _domain(writer) in map(_domain, (sender, *people)):
        return False
    if same_subject:
        return all(p.email and not team.is_ours(p.email) for p in (writer, sender))
    return not team.is_ours(writer.email) or team.is_ours(sender.email)


def _is_person(one: Address, others: Sequence[Address]) -> bool:
    return any(
        (one.email and other.email and fold_address(one.email) == fold_address(other.email))
        or (one.name and other.name and fold(one.name) == fold(other.name))
        for other in others
    )


def _domain(person: Address) -> str:
    """Return an address's domain; one without an address shares it with nobody."""
    return (person.email or "").rpartition("@")[2].lower() or f"?{person.name}"
