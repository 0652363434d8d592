"""What one turn of a mail gives to judge by: what was learned, what the rules found, who writes to whom.

`impression` turns all of it into named numbers; the weights that make one certainty of them stand
beside those of the sentences in ``experience.bin``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from debrief.reading.facts.money import amounts
from debrief.reading.learned.experience import CLASSES, told
from debrief.reading.mail.message import Message
from debrief.reading.people import Sides, is_robot
from debrief.reading.quoting.turns import Turn
from debrief.reading.verdicts.clauses import Sentence
from debrief.reading.verdicts.signals import Signal, Voice
from debrief.reading.verdicts.support import DECISIVE, greets_rep, has_manager_on_copy, is_large
from debrief.reading.wording import fold

SMALLEST_DEAL = 500  # in any currency; a mail that only speaks of less is about something else
_ITEM = re.compile(r"^[ \t]*(?:[-*•]|\d{1,2}[.:)])[ \t]", re.MULTILINE)  # a line of a list
LENGTH = 2.0  # log of sentences of a mail that is neither long nor short
_FURTHEST = 6.0  # log odds beyond which certainty no longer counts
_EXTENT = ("OFFER", "DEAL", "PROJECT", "VENDOR", "SELECTION", "JOB", "THING", "MATTER", "MEETING", "NEWS", "RENEW", "SUBSCRIPTION")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence, what the rules found in it, the learned chance of each class, what it says of the mail."""

    sentence: Sentence
    signals: tuple[Signal, ...]
    chances: tuple[float, ...]
    mail: float

    @property
    def loss(self) -> float:
        """Return the learned log odds that it tells of a lost deal."""
        return log_odds(self.chances[0])


def listen(
    sentence: Sentence, signals: tuple[Signal, ...], voice: Voice, own: frozenset[str]
) -> Told:
    """Return a sentence with all that is known of it."""
    return Told(sentence, signals, *told(sentence, voice, signals, own))


def log_odds(chance: float) -> float:
    """Return a chance as log odds, bounded."""
    chance = min(max(chance, 1e-6), 1 - 1e-6)
    return max(-_FURTHEST, min(_FURTHEST, math.log(chance / (1 - chance))))


def impression(
    said: tuple[Told, ...], turn: Turn, message: Message, voice: Voice, sides: Sides
) -> dict[str, float]:
    """Return the named numbers by which a turn is judged."""
    return {
        **_learned(said),
        **_found(said),
        **_extent(said),
        **_setting(turn, message, voice, sides),
    }


def _learned(said: tuple[Told, ...]) -> dict[str, float]:
    order = sorted((each.chances[0] for each in said), reverse=True)
    first, second, third = (log_odds(chance) for chance in (*order, 0.0, 0.0, 0.0)[:3])
    numbers = {"first": first, "second": second, "third": third}
    for index, name in enumerate(CLASSES[1:-1], 1):
        numbers[f"most {name}"] = log_odds(max((each.chances[index] for each in said), default=0.0))
        numbers[f"share {name}"] = sum(each.chances[index] for each in said) / max(len(said), 1)
    numbers["whole"] = sum(each.mail for each in said) / math.sqrt(len(said) or 1)
    numbers["share loss"] = sum(each.chances[0] for each in said) / max(len(said), 1)
    best = fullest(said)
    if best is not None:
        place = said.index(best)
        after = said[place + 1 :]
        numbers["place"] = place / len(said)
        numbers["asked"] = float(best.sentence.question)
        for name in ("won", "slip"):
            index = CLASSES.index(name)
            numbers[f"{name} after"] = max((each.chances[index] for each in after), default=0.0)
    return numbers


def _found(said: tuple[Told, ...]) -> dict[str, float]:
    numbers: dict[str, float] = {}
    for each in said:
        for signal in each.signals:
            name = f"rule {signal.name}"
            if abs(signal.weight) > abs(numbers.get(name, 0.0)):
                numbers[name] = signal.weight
    strong = sorted((w for n, w in numbers.items() if n[5:] in DECISIVE), reverse=True)
    numbers["rules"] = added_up([signal for each in said for signal in each.signals])
    numbers["rules decide"] = min(max(numbers["rules"], 0.0), 4.0)
    numbers["rule first"] = strong[0] if strong else 0.0
    numbers["rule second"] = strong[1] if len(strong) > 1 else 0.0
    return numbers


def _extent(said: tuple[Told, ...]) -> dict[str, float]:
    numbers = {f"has {tag}": 0.0 for tag in _EXTENT}
    for each in said:
        for tag, marks in each.sentence.marks.items():
            if tag in _EXTENT:
                numbers[f"has {tag}"] += min(len(marks), 2)
    shown = {name: math.log1p(value) for name, value in numbers.items()}
    shown["length"] = math.log1p(len(said)) - LENGTH
    return shown


def _setting(turn: Turn, message: Message, voice: Voice, sides: Sides) -> dict[str, float]:
    addressed = [*turn.to, *turn.cc]
    team = sides.team
    values = [amount.value for amount in amounts(turn.text[:3_000])]
    own = sides.own_word
    numbers = {
        "ours": voice is Voice.OURS,
        "to a rep": team is not None
        and any(sides.member(a) not in (None, team.manager) for a in turn.to),
        "to the manager": team is not None
        and any(sides.member(a) == team.manager for a in turn.to),
        "manager on copy": has_manager_on_copy(turn, sides),
        "concerns us": any(sides.ours(a.email) for a in addressed),
        "by a member": sides.member(turn.sender) is not None,
        "forwarded": turn.forwarded,
        "large amount": is_large(turn),
        "small amounts": bool(values) and max(values) < SMALLEST_DEAL,
        "robot": is_robot(turn.sender),
        "greets a rep": greets_rep(turn, sides),
        "names us": bool(own) and own in fold(turn.text),
        "list": len(_ITEM.findall(turn.text)) >= 3,
        "bulk": is_bulk(message),
    }
    return {name: float(value) for name, value in numbers.items()}


def added_up(found: list[Signal]) -> float:
    """Return the rules' log odds: the best finding of each kind, what repeats it counting little."""
    best: dict[str, float] = {}
    for signal in found:
        held = best.get(signal.name, 0.0)
        best[signal.name] = max(held, signal.weight, key=abs)
        if held and signal.name in ("other matter", "ongoing"):
            best[signal.name] = held + signal.weight * 0.5
    strong = sorted((best.pop(name) for name in list(best) if name in DECISIVE), reverse=True)
    for name, limit in (("thanks", 0.4), ("selection", 0.6)):
        best[name] = min(best.get(name, 0.0), limit)
    total = sum(
        weight * share for weight, share in zip(strong, (1.0, 0.6, 0.3, 0.2, 0.1), strict=False)
    )
    if strong and strong[0] >= 2.5:
        for name in ("slipping", "open", "fear", "conditional", "not lost", "existing customer"):
            best[name] = best.get(name, 0.0) * 0.4
    return total + sum(best.values())


def is_bulk(message: Message) -> bool:
    """Tell whether the mail went to many at once."""
    return bool(message.header("List-Unsubscribe") or message.header("List-Id")) or (
        (message.header("Precedence") or "").strip().lower() in ("bulk", "list", "junk")
    )


def weighed(numbers: dict[str, float], weights: dict[str, float]) -> float:
    """Return the log odds that these numbers add up to; unknown ones count nothing."""
    return weights.get("", 0.0) + sum(
        weights.get(name, 0.0) * value for name, value in numbers.items()
    )


def clearest(said: Sequence[Told]) -> int:
    """Return the place of the sentence that tells most clearly of a loss; nought where there is none."""
    return max(range(len(said)), key=lambda at: said[at].chances[0], default=0)


def fullest(said: Iterable[Told]) -> Told | None:
    """Return the sentence that tells most clearly of a loss."""
    return max(said, key=lambda each: each.chances[0], default=None)
