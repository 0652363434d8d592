"""What counts for a loss and against it, in log odds, besides what was learned."""

from __future__ import annotations

import re

from debrief.reading.experience import CLASSES
from debrief.reading.impression import added_up
from debrief.reading.message import Message
from debrief.reading.parts import heads_of
from debrief.reading.people import Sides
from debrief.reading.signals import Signal, Voice
from debrief.reading.support import DECISIVE
from debrief.reading.turns import Turn
from debrief.reading.wording import fold

STRANGER = 2.0  # log odds against mail of which nothing says that it concerns our team
PRIOR = -2.0  # log odds by which the rules' findings are held against a mail of no account
PLAIN = 1.9  # weight from which a finding is plain
DOUBTED = -1.8  # log odds of the clearest sentence below which nothing is plain
SPOILT = 1.5  # log odds from which what was learned says the contrary

_GATHERING = re.compile(
    r"conf\b|conf[ \d]|conference|\bsummit\b|symposium|\bcongress\b|\bjournal\b|kongress|hackathon|meetup|awards? (?:show|night|gala)"
)


def plainly(found: list[Signal], numbers: dict[str, float], voice: Voice) -> float:
    """Return the log odds that the rules alone give: what is said plainly needs nothing learned.

    They count nothing where what was learned is sure of a win, a delay or another matter.
    """
    strongest = max((s.weight for s in found if s.name in DECISIVE), default=0.0)
    first = numbers["first"]
    other_way = max(numbers[f"most {name}"] for name in CLASSES[1:-1])
    if strongest < PLAIN or first < DOUBTED or (other_way > SPOILT and first < other_way):
        return -9.0
    score = added_up(found) + PRIOR + (0.6 if voice is Voice.CUSTOMER else 1.3)
    score -= 3.0 * numbers["bulk"] + 2.5 * numbers["small amounts"]
    jobs, things, news = (numbers[f"has {tag}"] for tag in ("JOB", "THING", "NEWS"))
    return score - 1.9 * jobs - news - (1.2 * things if voice is Voice.OURS else 0.0)


def handicap(
    turn: Turn, message: Message, turns: tuple[Turn, ...], sides: Sides, voice: Voice
) -> float:
    """Return the log odds that stand against a loss whatever is said."""
    against = 9.0 if voice is Voice.OUTBOUND else 0.0
    if sides.team is None or not concerns_team(message, turns, sides):
        against += STRANGER
    if sides.team is not None and _other_team(turn, message, turns, sides):
        against += 7.0
    if voice is Voice.CUSTOMER and (
        _GATHERING.search(fold(turn.subject)) or _GATHERING.search(turn.email or "")
    ):
        against += 3.5
    if voice is Voice.CUSTOMER and any(head.has("JOB") for head in heads_of(turn, turns)):
        against += 3.0
    return against


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


def _other_team(turn: Turn, message: Message, turns: tuple[Turn, ...], sides: Sides) -> bool:
    """Tell a colleague's news of another team's deal from our own."""
    assert sides.team is not None
    if sides.speaks_for_us(turn) and sides.member(turn.sender) is None and turn.email:
        named = any(fold(rep.first_name) in fold(turn.text) for rep in sides.team.reps)
        to_us = any(sides.member(address) for address in turn.to or message.to)
        return not to_us or not named
    if sides.speaks_for_us(turn) or not turn.to:
        return False
    colleagues = [
        a
        for a in turn.to
        if sides.ours(a.email)
        and sides.member(a) is None
        and "." in (a.email or "").partition("@")[0]
    ]
    involved = any(sides.member(address) for address in (*turn.to, *turn.cc))
    return bool(colleagues) and not involved
