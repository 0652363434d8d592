"""Which sentence of a mail says why the deal was lost, and which says what mattered to the customer.

What both look like was learned from labelled mail (``python -m benchmarks.train_grounds`` writes
``grounds.bin``): every trait of a sentence speaks for or against it, then place, length and neighbours
are weighed, so that the sentences of one mail can be put in order.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from debrief.reading.learned.lanes import Lanes
from debrief.reading.learned.package import Held, in_package, opened
from debrief.reading.learned.tags import CRITERION, GROUND, Row, Tagged
from debrief.reading.learned.traits import WordSums, parts_in, summed, traits_of, words_and_phrases
from debrief.reading.people import Sides
from debrief.reading.quoting.turns import Turn
from debrief.reading.verdicts.clauses import Sentence, first_of
from debrief.reading.verdicts.evidence import find
from debrief.reading.verdicts.parts import body_of, is_plain, voice_of
from debrief.reading.verdicts.signals import Signal, Voice
from debrief.reading.verdicts.verdict import Verdict

ASPECTS = ("ground", "criterion")  # says why; says what mattered to the customer
_LANES = Lanes(len(ASPECTS))
ALONE = -3.0  # what counts as the neighbour's score where there is none
NO_WORDS = -9.0  # log odds of a clause without words
MOST_TAGGED = 5.0  # log odds of a tag beyond which certainty no longer counts
MOST_SENTENCES = 120  # of one mail; the news of a decision is shorter


@dataclass(frozen=True, slots=True)
class Heard:
    """One sentence that may say why: in which turn and place it stands and what else is known of it."""

    sentence: Sentence
    signals: tuple[Signal, ...]
    turn: int
    place: int
    length: int  # sentences in its turn
    voice: Voice
    deciding: bool  # its turn is the one the verdict rests on
    news: bool  # it tells more clearly than any other that the deal is lost
    tags: Sequence[Row] = field(default=(), compare=False)  # of its words from the first on


@dataclass(frozen=True, slots=True)
class Ground:
    """A sentence that may say why: how surely, against finding none, and how surely it names a criterion.

    ``said`` is how surely it says why by its words alone (log odds).
    """

    heard: Heard
    score: float
    criterion: float
    said: float

    @property
    def text(self) -> str:
        """The sentence on one line."""
        return " ".join(self.heard.sentence.text.split())


def heard_in(
    turns: tuple[Turn, ...], verdict: Verdict, sides: Sides, tags: Tagged
) -> tuple[Heard, ...]:
    """Return the sentences that may say why: of the deciding turn, of newer ones, of what a note passes on."""
    at, news = verdict.place_in(turns), verdict.news
    noted = bool(turns) and voice_of(turns[at], sides) is Voice.OURS
    found: list[Heard] = []
    for index, turn in enumerate(turns):
        voice = voice_of(turn, sides)
        passed_on = noted and turn.forwarded and voice is Voice.CUSTOMER
        if voice is Voice.OUTBOUND or (index > at and not passed_on):
            continue
        parts = body_of(turn)
        judged = _judged(verdict) if index == at and voice is verdict.voice else {}
        found += [
            Heard(
                part,
                judged[part] if part in judged else tuple(find(part, voice, sides.names)),
                index,
                place,
                len(parts),
                voice,
                index == at,
                index == at and news is not None and part.text == news.text,
                tags.get(part.text, ()) if index == at else (),
            )
            for place, part in enumerate(parts)
        ]
    return tuple(found[:MOST_SENTENCES])


def _judged(verdict: Verdict) -> dict[Sentence, tuple[Signal, ...]]:
    """Return what the verdict found in each sentence, unless it looked for names without capitals."""
    if verdict.turn is None or is_plain(verdict.turn.text):
        return {}
    return {told.sentence: told.signals for told in verdict.said}


def grounds_of(heard: Sequence[Heard], sides: Sides, rival: str | None) -> tuple[Ground, ...]:
    """Return the sentences in the order of the text, each with its scores; above nought it is a ground."""
    weights = _numbers()
    spoken = [odds(each.sentence, each.signals, sides.names) for each in heard]
    table = numbers_of(heard, [ground for ground, _ in spoken], rival)
    return tuple(
        Ground(
            each,
            weights[""] + sum(weights.get(n, 0.0) * value for n, value in numbers.items()),
            criterion,
            said,
        )
        for each, numbers, (said, criterion) in zip(heard, table, spoken, strict=True)
    )


def numbers_of(
    heard: Sequence[Heard], spoken: Sequence[float], rival: str | None
) -> list[dict[str, float]]:
    """Return the named numbers by which the sentences of one mail are put in order."""
    news = next((at for at, each in enumerate(heard) if each.news), 0)
    before = [ALONE, *(s if a.turn == b.turn else ALONE for s, (a, b) in zip(spoken, pairwise(heard), strict=False))]  # fmt: skip
    after = [*(s if a.turn == b.turn else ALONE for s, (a, b) in zip(spoken[1:], pairwise(heard), strict=True)), ALONE]  # fmt: skip
    return [
        {"said": spoken[at], "before": before[at], "after": after[at]}
        | _place(each, at - news)
        | _form(each, rival)
        | _tagged(each)
        for at, each in enumerate(heard)
    ]


def _place(each: Heard, distance: int) -> dict[str, float]:
    """Return where the sentence stands; the distance is that to the sentence with the news."""
    numbers = {
        "deciding turn": each.deciding,
        "ours": each.voice is Voice.OURS,
        "first": each.place == 0,
        "last": each.place >= each.length - 2,
        "place": each.place / each.length,
        "long before": distance < -1,
        "just before": distance == -1,
        "the news": distance == 0,
        "next": distance == 1,
        "second next": distance == 2,
        "later": distance > 2,
    }
    return {name: float(value) for name, value in numbers.items()}


def _form(each: Heard, rival: str | None) -> dict[str, float]:
    """Return what the sentence is like apart from its words."""
    words = each.sentence.words
    first = rival.casefold().split()[0] if rival and rival.split() else None
    numbers = {
        "length": math.log1p(min(len(words), 16)),
        "very short": len(words) < 4,
        "short": len(words) < 7,
        "long": len(words) > 24,
        "question": each.sentence.question,
        "names the winner": first is not None and first in each.sentence.text.casefold(),
        "found by rule": any(signal.weight > 0 for signal in each.signals),
    }
    return {name: float(value) for name, value in numbers.items()}


def _tagged(each: Heard) -> dict[str, float]:
    """Return what its words are tagged with: how surely as a ground on average, and as a criterion at best."""
    if not each.tags:
        return {"untagged": 1.0, "tagged": 0.0, "criterion tagged": 0.0}
    ground = sum(row[GROUND] for row in each.tags) / len(each.tags)
    criterion = max(row[CRITERION] for row in each.tags)
    return {
        "untagged": 0.0,
        "tagged": max(-MOST_TAGGED, min(MOST_TAGGED, ground)),
        "criterion tagged": max(-MOST_TAGGED, min(MOST_TAGGED, criterion)),
    }


def shares(
    sentence: Sentence, signals: Iterable[Signal], own: frozenset[str]
) -> list[tuple[int, float]]:
    """Return the traits of a sentence, each with its share in its group."""
    return [
        (trait, 1 / math.sqrt(len(group)))
        for group in traits_of(sentence, signals, own)
        for trait in group
    ]


class Odds(NamedTuple):
    """How surely, by its words alone, a sentence says why and that it names a criterion (log odds)."""

    ground: float
    criterion: float


def odds(sentence: Sentence, signals: Iterable[Signal], own: frozenset[str]) -> Odds:
    """Return the log odds, by its words alone, that a sentence says why and that it names a criterion."""
    learned = _held.get()
    words, phrases = words_and_phrases(sentence, own)
    parts = parts_in(sentence, tuple(signals))
    ground, criterion = learned.head["bias"]
    for total, number in (
        learned.words.together(words),
        (summed(learned.rows, phrases), len(phrases)),
        (summed(learned.rows, parts), len(parts)),
    ):
        if total:
            first, second = _LANES.unpacked(total)
            share = learned.head["scale"] / math.sqrt(number)
            ground += first * share
            criterion += second * share
    return Odds(ground, criterion)


def clause_odds(clause: str, own: frozenset[str]) -> Odds:
    """Return the `odds` of a clause by itself; hardly any where it has no words."""
    part = first_of(clause)
    return odds(part, (), own) if part is not None else Odds(NO_WORDS, NO_WORDS)


@dataclass(frozen=True, slots=True)
class _Learned:
    """The weights in use: the head of their file, those of every trait in one number, and words met."""

    head: dict[str, Any]
    rows: dict[int, int]
    words: WordSums


def _unpacked(raw: bytes) -> _Learned:
    """Return the weights in a file."""
    head, body = opened(raw)
    number = head["traits"]
    keys = struct.unpack(f"<{number}I", body[: 4 * number])
    rows = dict(zip(keys, _LANES.packed(body[4 * number :]), strict=True))
    return _Learned(head, rows, WordSums(rows))


_held = Held(lambda: _unpacked(in_package("grounds.bin")))


def use_weights(raw: bytes | None) -> None:
    """Go by these weights from now on, or by those in the package again; for learning only."""
    _held.use(_unpacked(raw) if raw is not None else None)


def _numbers() -> dict[str, float]:
    weights: dict[str, float] = _held.get().head["numbers"]
    return weights
