"""Whose deal it was: the account rep whom a mail tells or shows."""

from __future__ import annotations

import re

from debrief.reading.addresses import Address
from debrief.reading.crm import Record
from debrief.reading.message import Message
from debrief.reading.people import Sides
from debrief.reading.record_owners import owner_of
from debrief.reading.turns import Turn
from debrief.reading.wording import fold
from debrief.team import Person, Team


def account_rep(
    message: Message, turns: tuple[Turn, ...], record: Record, sides: Sides, turn: Turn
) -> Person | None:
    """Return whose deal it was: the record's owner, the addressee, the writer, or who is named."""
    team = sides.team
    if team is None:
        return None
    owner = record.get("owner")
    found = owner_of(owner, sides) if owner else None
    if found is not None and found != team.manager:
        return found
    for group in _parties(turn, turns, message):
        for address in group:
            person = sides.member(address)
            if person is not None and person != team.manager:
                return person
    return _named_rep(turns, message, team)


def _parties(turn: Turn, turns: tuple[Turn, ...], message: Message) -> list[tuple[Address, ...]]:
    """Return the people around the news, the nearest first."""
    groups: list[tuple[Address, ...]] = []
    for each in (turn, *turns):
        groups += [(each.sender,) if each.sender else (), each.to, each.cc]
    return [*groups, message.to, message.cc]


def _named_rep(turns: tuple[Turn, ...], message: Message, team: Team) -> Person | None:
    text = fold("\n".join([message.subject, *(turn.text for turn in turns)]))
    full = [rep for rep in team.reps if fold(rep.name) in text]
    if len(full) == 1:
        return full[0]
    words = set(re.findall(r"\w+", text))
    first = [rep for rep in team.reps if set(re.findall(r"\w+", fold(rep.first_name))) <= words]
    return first[0] if len(first) == 1 and not full else None
