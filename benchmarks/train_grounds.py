"""Learn which sentences say why a deal was lost: ``python -m benchmarks.train_grounds`` writes ``grounds.bin``.

Learned from ``tests/corpus/grounds``: single sentences (``LANG.tsv``) and the sentences of the corpus's
mails that their authors meant (``quotes.tsv``). The same corpora give the same bytes. ``--check`` writes
nothing and tells whether the file is the one they give; ``--without AUTHOR ...`` writes nothing either and
tells how well that author's mails are read by what the others taught.
"""

from __future__ import annotations

import random
import struct
import sys
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.judged import judged as as_judged
from benchmarks.line import descend, unscaled
from benchmarks.unseen import untagged
from benchmarks.weights_file import closed, keep, left_out
from debrief.reading.learned import grounds
from debrief.reading.learned.grounds import Heard, heard_in, numbers_of, shares
from debrief.reading.learned.tagger import tags_of
from debrief.reading.mail.message import Message
from debrief.reading.people import Sides, sides_of
from debrief.reading.verdicts.clauses import sentences
from debrief.reading.verdicts.evidence import find
from debrief.reading.verdicts.signals import Voice
from debrief.team import Team
from tests import corpus
from tests.corpus import stated

AUTHORS = corpus.LEARNED_FROM
WEIGHTS = Path(__file__).parents[1] / "debrief" / "reading" / "learned" / "grounds.bin"
EPOCHS = 14
RATE = 0.3
DECAY = 3e-3  # pulls every weight a trait uses towards nought
RAREST = 2  # sentences a trait must occur in
COMPOSED = (
    2.0  # what a sentence counts that was written for learning, spellings of a pattern together
)
ORDINARY = 0.5  # what a sentence of a mail counts that says nothing of the kind
FOLDS = 5
PULL = 0.002  # pulls the weights of the numbers towards nought
STEP, STEPS = 0.1, 600
SMALLEST = 0.01  # weights below are left out


@dataclass(frozen=True)
class Example:
    """One labelled sentence: what its traits count, and whether it is a ground and a criterion."""

    traits: dict[int, float]
    labels: tuple[float, float]
    weight: float


@dataclass(frozen=True)
class Lost:
    """The sentences of one mail, and which of them say why; ``wanted`` if they tell what mattered."""

    heard: tuple[Heard, ...]
    grounds: tuple[bool, ...]
    wanted: bool
    rival: str | None
    sides: Sides


def composed(team: Team) -> list[Example]:
    """Return the sentences written for learning."""
    own = sides_of(Message(), (), team).names
    found = []
    for line in stated.lines():
        labels = {"criterion": (1.0, 1.0), "circumstance": (1.0, 0.0)}.get(line.label, (0.0, 0.0))
        for part in sentences(line.text)[:1]:
            signals = tuple(find(part, Voice.CUSTOMER, own))
            traits = summed(shares(part, signals, own))
            found.append(Example(traits, labels, COMPOSED * line.weight))
    return found


def summed(traits: Iterable[tuple[int, float]]) -> dict[int, float]:
    """Return what every trait counts in all."""
    found: dict[int, float] = {}
    for trait, share in traits:
        found[trait] = found.get(trait, 0.0) + share
    return found


def lost(case: corpus.Case, team: Team) -> Lost | None:
    """Return the sentences of a mail with those marked that say why; None where nothing is known of it."""
    quotes = stated.quotes().get(case.name)
    if quotes is None:
        return None
    mail = as_judged(case.raw, team)
    if mail is None:
        return None
    turns, verdict, sides = mail.turns, mail.verdict, mail.sides
    heard = heard_in(turns, verdict, sides, tags_of(turns, verdict, sides))
    if mail.by_record or not heard:
        return None  # a system's record says why in a field
    marked = tuple(any(stated.holds(each.sentence.text, quote) for quote in quotes) for each in heard)  # fmt: skip
    if quotes and not any(marked):
        return None
    return Lost(heard, marked, "wants" in case.expected, verdict.rival, sides)


def from_mails(mails: Iterable[Lost]) -> list[Example]:
    """Return every sentence of the mails."""
    return [
        Example(
            summed(shares(each.sentence, each.signals, mail.sides.names)),
            (float(marked), float(marked and mail.wanted)),
            1.0 if marked else ORDINARY,
        )
        for mail in mails
        for each, marked in zip(mail.heard, mail.grounds, strict=True)
    ]


def learn(found: list[Example], seed: int = 7) -> tuple[list[int], np.ndarray]:
    """Return the traits that are frequent enough and their weights, one row each, the bias last."""
    counts: Counter[int] = Counter()
    for example in found:
        counts.update(example.traits.keys())
    keys = sorted(trait for trait, number in counts.items() if number >= RAREST)
    known = {trait: row for row, trait in enumerate(keys)}
    weights, squares = np.zeros((len(keys) + 1, 2)), np.full((len(keys) + 1, 2), 0.1)
    rows, values = [], []
    for example in found:
        pairs = sorted((known[t], value) for t, value in example.traits.items() if t in known)
        rows.append(np.array([row for row, _ in pairs] + [len(keys)]))
        values.append(np.array([value for _, value in pairs] + [1.0])[:, None])
    order = list(range(len(found)))
    chance = random.Random(seed)  # noqa: S311 - an order, no secret
    for _ in range(EPOCHS):
        chance.shuffle(order)
        for at in order:
            held = weights[rows[at]]
            scores = np.clip((values[at] * held).sum(axis=0), -30, 30)
            miss = 1 / (1 + np.exp(-scores)) - np.array(found[at].labels)
            slope = values[at] * miss * found[at].weight + DECAY * held
            total = squares[rows[at]] + slope * slope
            squares[rows[at]] = total
            weights[rows[at]] = held - RATE * slope / np.sqrt(total)
    return keys, weights


def pack(keys: list[int], weights: np.ndarray, numbers: dict[str, float]) -> bytes:
    """Return the file: a head in JSON, then the traits and their weights as signed bytes, packed."""
    kept = [row for row in range(len(keys)) if np.abs(weights[row]).max() >= SMALLEST]
    scale = float(np.abs(weights[kept]).max()) / 127
    small = np.rint(weights[kept] / scale).astype(np.int8)
    head = {
        "traits": len(kept),
        "scale": scale,
        "bias": [round(float(b), 6) for b in weights[-1]],
        "numbers": numbers,
    }
    body = struct.pack(f"<{len(kept)}I", *(keys[row] for row in kept)) + small.tobytes()
    return closed(head, body)


def tables(mails: Iterable[Lost]) -> list[list[dict[str, float]]]:
    """Return the numbers of every sentence of every mail, by the weights in use."""
    found = []
    for mail in mails:
        spoken = [
            grounds.odds(each.sentence, each.signals, mail.sides.names)[0] for each in mail.heard
        ]
        found.append(numbers_of(mail.heard, spoken, mail.rival))
    return found


def crossed(mails: list[Lost], told: list[Example]) -> list[list[dict[str, float]]]:
    """Return the numbers of every mail, its words judged by what the other mails taught."""
    found: list[list[dict[str, float]]] = [[] for _ in mails]
    for fold in range(FOLDS):
        others = [mail for at, mail in enumerate(mails) if at % FOLDS != fold]
        grounds.use_weights(pack(*learn(told + from_mails(others)), {"": 0.0}))
        mine = range(fold, len(mails), FOLDS)
        for at, table in zip(mine, tables(mails[at] for at in mine), strict=True):
            found[at] = table
    grounds.use_weights(None)
    return found


def weigh(numbers: list[list[dict[str, float]]], mails: list[Lost]) -> dict[str, float]:
    """Return weights by which the grounds of a mail come out above its other sentences, and these below nought.

    Finding none is one of the outcomes, of weight nought; "" is what every sentence is given besides.
    """
    names = sorted(numbers[0][0])
    every = np.array([[each[n] for n in names] for table in numbers for each in table])
    middle, spread = every.mean(axis=0), every.std(axis=0) + 1e-6
    groups = [
        (
            (np.array([[each[n] for n in names] for each in table]) - middle) / spread,
            np.array([*mail.grounds, not any(mail.grounds)], dtype=float),
        )
        for table, mail in zip(numbers, mails, strict=True)
    ]

    def slope_of(weights: np.ndarray) -> np.ndarray:
        slope = PULL * len(groups) * np.append(weights[:-1], 0.0)
        for table, right in groups:
            scores = np.append(table @ weights[:-1] + weights[-1], 0.0)
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            among = chances * right
            miss = (chances - among / among.sum())[:-1]
            slope += np.append(table.T @ miss, miss.sum())
        return np.asarray(slope)

    scaled, start = unscaled(descend(slope_of, len(names) + 1, STEP, STEPS), middle, spread)
    found = {n: round(float(w), 4) for n, w in zip(names, scaled, strict=True)}
    return {**found, "": round(start, 4)}


def learned(mails: list[Lost], told: list[Example]) -> bytes:
    """Return the file that these mails and sentences give."""
    numbers = weigh(crossed(mails, told), mails)
    return pack(*learn(told + from_mails(mails)), numbers)


def labelled(without: Collection[str] = ()) -> list[corpus.Case]:
    """Return the mails to learn from, in a fixed order, but for those of some authors."""
    found = [*corpus.messages(corpus.SETTLED + corpus.FRESH)]  # a list of our own
    for author in AUTHORS:
        found += corpus.written(author) if author not in without else []
    return [case for case in found if case.loss]


def known(cases: Iterable[corpus.Case], team: Team) -> list[Lost]:
    """Return the mails of which is known what says why."""
    return [mail for case in untagged(cases) if (mail := lost(case, team)) is not None]


def judged(mails: Iterable[Lost]) -> tuple[int, int]:
    """Return for how many mails a right sentence (or rightly none) comes first, and how many there are."""
    right = total = 0
    for mail in mails:
        found = grounds.grounds_of(mail.heard, mail.sides, mail.rival)
        best = max(range(len(found)), key=lambda at: found[at].score)
        right += mail.grounds[best] if found[best].score > 0 else not any(mail.grounds)
        total += 1
    return right, total


def main(arguments: list[str]) -> int:
    """Learn, then write the file or compare it."""
    team = corpus.team()
    without = left_out(arguments)
    made = learned(known(labelled(without), team), composed(team))
    if without:
        grounds.use_weights(made)
        for author in without:
            print(author, *judged(known([c for c in corpus.written(author) if c.loss], team)))
        return 0
    return keep(made, WEIGHTS, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
