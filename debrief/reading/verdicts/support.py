"""Is the mail about a sale at all? What has to stand beside a decision before it is believed."""

from __future__ import annotations

import re

from debrief.reading.facts.money import amounts
from debrief.reading.people import Sides
from debrief.reading.quoting.turns import Turn
from debrief.reading.verdicts.clauses import Sentence
from debrief.reading.verdicts.signals import Signal, Voice
from debrief.reading.wording import fold

DECISIVE = frozenset(
    ("refused", "declined", "chosen", "named", "no decision", "lost", "hinted", "told")
)
DECIDES = 0.9  # log odds beyond which such a finding says that something was decided


CONTEXT_AMOUNT = 8_000  # in any currency; from here on an amount hints at a deal by itself


_SURE = {
    "refused": 3.0,
    "lost": 2.4,
    "declined": 2.3,
}  # log odds from which a finding needs no support


_TOLD = re.compile(
    r"\b(?:told|said|says|called|phoned|emailed|wrote|rang|lost|sagte?|rief|angerufen|dit|appele|dijo|llamo|cito|belde|zei|disse|ligou)\b"
)


def is_decisive(signal: Signal) -> bool:
    """Tell whether a finding says that something was decided."""
    return signal.name in DECISIVE and signal.weight > DECIDES


def is_supported(
    found: list[Signal],
    voice: Voice,
    turn: Turn,
    parsed: tuple[Sentence, ...],
    heads: tuple[Sentence, ...],
    sides: Sides,
) -> bool:
    """Tell whether the mail is about a sale at all: people choose, lose and decline things every day."""
    if any(signal.weight >= _SURE.get(signal.name, 9.0) for signal in found):
        return True
    names = {signal.name for signal in found if signal.weight > 0}
    if len(names & DECISIVE) >= 2 or names & {"our offer"} or is_large(turn):
        return True
    if voice is Voice.OURS:
        named = any(signal.rival for signal in found)
        told = _TOLD.search(fold(turn.text)) is not None
        return ("regret" in names and (told or named)) or (named and told)
    if "farewell" in names or ("regret" in names and ("thanks" in names or "chosen" in names)):
        return True
    if "regret" in names and (turn.forwarded or greets_rep(turn, sides)):
        return True
    if "thanks" in names and names & {"chosen", "refused"}:
        return True
    if "named" in names and _is_announcement(found, turn, parsed, sides):
        return True
    ours = sides.own_word
    choosing = {part.words[mark.first] for part in parsed for mark in part.all("SELECTION")}
    strong = turn.forwarded and any(signal.weight >= 1.5 for signal in found)
    strong = strong or (
        sides.team is not None and any(head.has("OFFER", "SELECTION") for head in heads)
    )
    return (
        strong or len(choosing) >= 2 or (bool(ours) and any(ours in part.words for part in parsed))
    )


def _is_announcement(
    found: list[Signal], turn: Turn, parsed: tuple[Sentence, ...], sides: Sides
) -> bool:
    """Tell whether a customer tells one of our reps, the manager on copy or a decision announced."""
    if not any(sides.member(address) for address in turn.to):
        return False
    choices = [signal.sentence for signal in found if signal.name == "named"]
    announced = any(
        part.has("DECIDE") for part in parsed if all(part is not choice for choice in choices)
    )
    return has_manager_on_copy(turn, sides) or announced


def has_manager_on_copy(turn: Turn, sides: Sides) -> bool:
    """Tell whether the mail went to our manager on copy."""
    team = sides.team
    return team is not None and any(sides.member(each) == team.manager for each in turn.cc)


def greets_rep(turn: Turn, sides: Sides) -> bool:
    """Tell whether the mail begins with the name of one of our reps."""
    start = fold(turn.text.lstrip()[:40])
    return sides.team is not None and any(fold(rep.first_name) in start for rep in sides.team.reps)


def is_large(turn: Turn) -> bool:
    """Tell whether an amount as of a deal is spoken of."""
    return any(amount.value >= CONTEXT_AMOUNT for amount in amounts(turn.text[:3_000]))
