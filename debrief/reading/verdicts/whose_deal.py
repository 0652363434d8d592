"""Whose deal a mail tells of: ours, or one that colleagues of another team speak of among themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from debrief.reading.mail.addresses import Address
from debrief.reading.mail.message import Message
from debrief.reading.people import Sides
from debrief.reading.quoting.turns import Turn
from debrief.reading.wording import fold

NAMED_WITHIN = 6_000  # characters of a turn in which it names whom it is meant for


def may_be_ours(message: Message, turns: tuple[Turn, ...], sides: Sides) -> bool:
    """Tell whether the mail passed between a customer and our team, so that its words may be believed."""
    return sides.team is not None and concerns_team(message, turns, sides)


def concerns_team(message: Message, turns: tuple[Turn, ...], sides: Sides) -> bool:
    """Tell whether anybody of ours wrote or got the mail."""
    people = [*message.to, *message.cc, *(turn.sender for turn in turns if turn.sender)]
    people += [address for turn in turns for address in (*turn.to, *turn.cc)]
    delivered = message.header("Delivered-To") or message.header("X-Original-To") or ""
    return any(sides.ours(address.email) for address in people) or sides.ours(
        delivered.strip(" <>")
    )


def is_another_teams(turn: Turn, message: Message, turns: tuple[Turn, ...], sides: Sides) -> bool:
    """Tell a colleague's news of another team's deal from our own."""
    assert sides.team is not None
    if _reaches_rep(turn, message, sides):
        return False
    if sides.speaks_for_us(turn) and sides.member(turn.sender) is None and turn.email:
        named = any(fold(rep.first_name) in fold(turn.text) for rep in sides.team.reps)
        to_us = any(sides.member(address) for address in turn.to or message.to)
        return not to_us or not named
    if sides.speaks_for_us(turn) or not turn.to:
        return False
    involved = any(sides.member(address) for address in (*turn.to, *turn.cc))
    return (
        bool(_outsiders(turn.to, sides))
        and not involved
        and not _passed_to_us(turn, message, turns, sides)
    )


def _passed_to_us(turn: Turn, message: Message, turns: Sequence[Turn], sides: Sides) -> bool:
    """Tell whether a colleague passed on to one of us what names one of our reps, there or in the note above."""
    assert sides.team is not None
    notes = [each for each in turns[: turns.index(turn)] if sides.ours(each.email)]
    plain = fold("\n".join(each.text[:NAMED_WITHIN] for each in (*notes, turn)))
    named = any(
        re.search(rf"\b{re.escape(fold(rep.first_name))}\b", plain) for rep in sides.team.reps
    )
    return named and turn.forwarded and any(map(sides.member, message.to))


def _outsiders(to: Iterable[Address], sides: Sides) -> list[Address]:
    """Return the people of ours who are not of the team."""
    return [
        address
        for address in to
        if sides.ours(address.email)
        and sides.member(address) is None
        and "." in (address.email or "").partition("@")[0]
    ]


def _reaches_rep(turn: Turn, message: Message, sides: Sides) -> bool:
    """Tell whether a turn, or the colleague's mail that passes it on, was meant for one of our reps.

    It is not where the team is only on copy of what colleagues write to one another.
    """
    if _is_for_rep(turn.to, turn.cc, sides):
        return True
    writer = message.sender.email if message.sender else None
    passed_on = [a for a in _outsiders(turn.to, sides) if a.email != writer]
    return not passed_on and _is_for_rep(message.to, message.cc, sides)


def _is_for_rep(to: Sequence[Address], cc: Sequence[Address], sides: Sides) -> bool:
    assert sides.team is not None
    reps = [a for a in (*to, *cc) if sides.member(a) not in (None, sides.team.manager)]
    return bool(reps) and any(map(sides.member, to)) and not _outsiders(to, sides)
