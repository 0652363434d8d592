"""A mail of the corpus as it stands once it is judged."""

from __future__ import annotations

from debrief.reading.judged import Judged
from debrief.reading.mail.message import Message, parse_message
from debrief.reading.people import Sides, sides_of
from debrief.reading.quoting.forwarded import unwrap
from debrief.reading.quoting.turns import Turn, turns_of
from debrief.reading.records.crm import read_record
from debrief.reading.verdicts.verdict import judge
from debrief.team import Team


def taken_apart(raw: bytes, team: Team) -> tuple[Message, tuple[Turn, ...], Sides]:
    """Return a mail, its turns and who is who in it."""
    message = parse_message(raw)
    turns = turns_of(message, unwrap(message))
    return message, turns, sides_of(message, turns, team)


def judged(raw: bytes, team: Team) -> Judged | None:
    """Return a mail with the verdict on it, its sender believed; None where it has no text."""
    message, turns, sides = taken_apart(raw, team)
    if not turns:
        return None
    record = read_record(message, turns[-1].text)
    return Judged(message, turns, judge(message, turns, record, sides, True), record, sides)
