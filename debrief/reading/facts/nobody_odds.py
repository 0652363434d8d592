"""How likely it is that nobody won, by a few named numbers of the whole mail and what they were learned to mean.

Where somebody won, the reason lies in the offer and a name stands near it; where nobody did, it lies with
the customer. The weights stand in ``nobody.json``, made by ``python -m benchmarks.train_nobody``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from debrief.reading.learned.grounds import Ground
from debrief.reading.learned.tags import RIVAL
from debrief.reading.verdicts.clauses import Sentence
from debrief.reading.verdicts.signals import Voice, is_negated

# The parts of the lexicon that speak for one of the four ways to lose to nobody, or for another house.
PARTS = (
    "NOBODY", "CANCELLED", "PROJECT", "STAY", "CURRENT", "INHOUSE", "ANOTHER", "VENDOR", "COMPETITOR", "CHOOSE",
    "GETS", "SELECTION", "DECIDE", "REFUSE", "OFFER", "DEAL", "LOST", "BEATEN", "SLIP", "NEG", "SOFT",
)  # fmt: skip
HOUSES = ("VENDOR", "COMPETITOR")
SIGNALS = ("no decision", "chosen", "named", "refused")
FURTHEST = 4.0  # log odds beyond which certainty no longer counts
NO_NAME = -6.0  # of the likeliest winner, where no name is likely


def numbers_of(
    grounds: Sequence[Ground], rival: Mapping[str, float], voice: Voice | None
) -> dict[str, float]:
    """Return the named numbers of a mail; ``rival`` holds those of the likeliest winner (`roles.numbers_of`)."""
    best = max((each.score for each in grounds), default=-3.0)
    said = {signal.name for each in grounds for signal in each.heard.signals}
    silent = float(best < 0)
    return {
        "criterion": _bounded(rival.get("criterion", 0.0)),
        "name": max(NO_NAME, min(3.0, rival.get("score", NO_NAME))),
        "ahead": rival.get("ahead", 0.0),
        "tagged name": _bounded(_likeliest_name(grounds)),
        "ground": _bounded(best),
        "silent": silent,
        "silent refusal": silent * ("refused" in said),
        "length": min(len(grounds), 12) / 12,
        "ours": float(voice is Voice.OURS),
        "record": float(voice is None),
        **{f"rule {name}": float(name in said) for name in SIGNALS},
        **_parts(grounds),
    }


def _likeliest_name(grounds: Sequence[Ground]) -> float:
    """Return how surely the likeliest word is tagged as the winner's name (log odds)."""
    return max((row[RIVAL] for each in grounds for row in each.heard.tags), default=-FURTHEST)


def odds(numbers: Mapping[str, float]) -> float:
    """Return the log odds that nobody won."""
    known = weights()
    return known[""] + sum(known.get(name, 0.0) * value for name, value in numbers.items())


def _parts(grounds: Sequence[Ground]) -> dict[str, float]:
    """Return for each part of the lexicon how much it counts where it stands."""
    found = dict.fromkeys(PARTS, 0.0)
    for each in grounds:
        weight = 1.0 if each.heard.news else 1 / (1 + math.exp(-each.score))
        for part in _parts_of(each.heard.sentence):
            if part in found:
                found[part] = max(found[part], weight)
    return found


def _parts_of(sentence: Sentence) -> Iterator[str]:
    """Yield the parts that a sentence has; a house that is denied is nobody ("kein Anbieter bekommt …")."""
    for part, marks in sentence.marks.items():
        denied = part in HOUSES and any(is_negated(sentence, mark, 1) for mark in marks)
        yield "NOBODY" if denied else part


def _bounded(score: float) -> float:
    return max(-FURTHEST, min(FURTHEST, score))


@cache
def weights() -> dict[str, float]:
    """Return the weight of each number, and under "" what every mail starts with."""
    text = files("debrief.reading.learned").joinpath("nobody.json").read_text(encoding="utf-8")
    found: dict[str, float] = json.loads(text)
    return found
