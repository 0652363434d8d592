"""Learn from the labelled corpora: ``python -m benchmarks.train_reader`` writes ``experience.bin``.

The same corpora give the same bytes: one fixed order, sums taken row by row, no threads. Takes about
a minute. ``--check`` writes nothing and tells whether the file is the one the corpora give.
"""

from __future__ import annotations

import json
import math
import random
import struct
import sys
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from debrief.reading.clauses import Sentence, sentences
from debrief.reading.evidence import find
from debrief.reading.experience import CLASSES, use_weights
from debrief.reading.forwarded import unwrap
from debrief.reading.message import Message, parse_message
from debrief.reading.people import sides_of
from debrief.reading.signals import Voice
from debrief.reading.support import DECISIVE
from debrief.reading.traits import traits_of
from debrief.reading.turns import turns_of
from debrief.reading.verdict import turn_numbers, voice_of
from debrief.team import Team
from tests import corpus
from tests.corpus import rehearsal, spoken

WEIGHTS = Path(__file__).parents[1] / "debrief" / "reading" / "experience.bin"
VOICES = ("customer", "ours")
EPOCHS = 12
RATE = 0.4
DECAY = 1e-3  # pulls every weight a trait uses towards nought
RAREST = 2  # sentences a trait must occur in
ORDINARY = (
    4.0  # log odds that a sentence of which nothing is known is ordinary business; not learned
)
FOLDS = 3
PULL = 0.7  # pulls the weights of a mail's numbers towards nought
STEP, STEPS = 0.001, 5_000
REHEARSED = (
    0.3  # what a mail counts that was composed of sentences or that the rules were written against
)
FROM_MAILS = "indirect"  # sentences after mails of the corpus; no mail is judged by what copies it
SMALLEST = 0.02  # weights below are left out


@dataclass(frozen=True)
class Example:
    """One labelled sentence, heard in one voice: its class and what its traits count."""

    label: int  # an index of `CLASSES`, or `NO_LOSS`
    voice: int
    traits: dict[int, float]
    weight: float = 1.0


NO_LOSS = -1  # any class but the first


def from_mails(cases: Iterable[corpus.Case], team: Team) -> list[Example]:
    """Return the sentences of labelled mails: those of other mails are no loss, of losses the rules' ones are.

    What else stands in the news of a loss is left out: it may tell the same in other words.
    """
    found = []
    for case in cases:
        message = parse_message(case.raw)
        turns = turns_of(message, unwrap(message))
        sides = sides_of(message, turns, team)
        for turn in turns:
            voice = voice_of(turn, sides)
            if voice is Voice.OUTBOUND:
                continue
            if case.kind == rehearsal.KIND:
                continue  # its sentences are learned by themselves
            for part in sentences(turn.text):
                signals = list(find(part, voice, sides.names))
                decisive = any(s.name in DECISIVE and s.weight > 1.5 for s in signals)
                if case.loss and not decisive and (signals or len(part.words) > 8):
                    continue
                label = 0 if case.loss and decisive else NO_LOSS
                traits = traits_in([part], voice, sides.names)
                found.append(Example(label, (Voice.CUSTOMER, Voice.OURS).index(voice), traits, 0.5))
    return found


def examples(lines: Iterable[spoken.Line]) -> list[Example]:
    """Return the training examples of a sentence corpus, one for every voice a line may be said in."""
    found, own = [], own_names(corpus.team())
    for line in lines:
        parts = sentences(line.text)
        for voice in _voices(line.voice):
            traits = traits_in(parts, (Voice.CUSTOMER, Voice.OURS)[voice], own)
            if traits:
                found.append(Example(CLASSES.index(line.label), voice, traits, line.weight))
    return found


def own_names(team: Team) -> frozenset[str]:
    """Return our names as the reader knows them."""
    return sides_of(Message(), (), team).names


def traits_in(parts: Iterable[Sentence], voice: Voice, own: frozenset[str]) -> dict[int, float]:
    """Return the traits of what was said, each with its share in its group."""
    groups: list[list[int]] = [[], [], []]
    for part in parts:
        for group, traits in zip(groups, traits_of(part, find(part, voice, own), own), strict=True):
            group += traits
    counted: dict[int, float] = {}
    for group in groups:
        for trait in group:
            counted[trait] = counted.get(trait, 0.0) + 1 / math.sqrt(len(group))
    return counted


def _voices(voice: str) -> tuple[int, ...]:
    return {"customer": (0,), "machine": (0,), "ours": (1,)}.get(voice, (0, 1))


def known_traits(found: list[Example]) -> dict[int, int]:
    """Return the traits that are frequent enough, each with its row."""
    counts: Counter[int] = Counter()
    for example in found:
        counts.update(example.traits.keys())
    return {
        trait: row
        for row, trait in enumerate(sorted(t for t, number in counts.items() if number >= RAREST))
    }


def learn(
    found: list[Example], known: dict[int, int], seed: int = 7
) -> tuple[np.ndarray, np.ndarray]:
    """Return the weights (voice, trait, class) and the biases (voice, class) by AdaGrad."""
    classes = len(CLASSES)
    shape = (3, len(known) + 1, classes)  # shared, customer, ours; the last row is the bias
    weights, squares = np.zeros(shape), np.full(shape, 0.1)
    weights[0, -1, CLASSES.index("business")] = ORDINARY
    rows, values = [], []
    for example in found:
        pairs = sorted((known[t], value) for t, value in example.traits.items() if t in known)
        rows.append(np.array([row for row, _ in pairs] + [len(known)]))
        values.append(np.array([value for _, value in pairs] + [1.0])[:, None])
    order = list(range(len(found)))
    chance = random.Random(seed)  # noqa: S311 - an order, no secret
    for _ in range(EPOCHS):
        chance.shuffle(order)
        for at in order:
            _step(weights, squares, rows[at], values[at], found[at])
    effective = np.stack([weights[0] + weights[1], weights[0] + weights[2]])
    return effective[:, :-1], effective[:, -1]


def _step(
    weights: np.ndarray, squares: np.ndarray, rows: np.ndarray, values: np.ndarray, example: Example
) -> None:
    voice = example.voice + 1
    shared, own = weights[0, rows], weights[voice, rows]
    scores = (values * (shared + own)).sum(axis=0)
    most = max(scores)
    parts = [math.exp(score - most) for score in scores]
    whole = sum(parts)
    chances = np.array([part / whole for part in parts])
    slope = chances.copy()
    if example.label == NO_LOSS:
        slope[1:] -= chances[1:] / (1.0 - chances[0])
    else:
        slope[example.label] -= 1.0
    slope = values * (slope * example.weight)
    for which, held in ((0, shared), (voice, own)):
        gradient = slope + DECAY * held
        gradient[-1] = 0.0  # the bias stays
        total = squares[which, rows] + gradient * gradient
        squares[which, rows] = total
        weights[which, rows] = held - RATE * gradient / np.sqrt(total)


def pack(
    known: dict[int, int], weights: np.ndarray, bias: np.ndarray, further: dict[str, object]
) -> bytes:
    """Return the file: a head in JSON, then the traits and their weights as signed bytes, packed."""
    kept = [row for row in range(len(known)) if np.abs(weights[:, row]).max() >= SMALLEST]
    keys = [trait for trait, _ in sorted(known.items(), key=lambda item: item[1])]
    weights = weights[:, kept]
    scale = float(np.abs(weights).max()) / 127
    small = np.rint(weights / scale).astype(np.int16) + 128
    head = {
        "traits": len(kept),
        "voices": VOICES,
        "scale": scale,
        "bias": {v: [round(float(b), 6) for b in bias[i]] for i, v in enumerate(VOICES)},
        **further,
    }
    text = json.dumps(head, sort_keys=True).encode()
    body = (
        struct.pack(f"<{len(kept)}I", *(keys[row] for row in kept))
        + small.astype(np.uint8).tobytes()
    )
    return struct.pack("<I", len(text)) + text + zlib.compress(body, 9)


def impressions(cases: Iterable[corpus.Case], team: Team) -> list[dict[str, float]]:
    """Return what a judge would go by in each mail: the numbers of the turn that tells most of a loss."""
    found = []
    for case in cases:
        message = parse_message(case.raw)
        turns = turns_of(message, unwrap(message))
        sides = sides_of(message, turns, team)
        heard = [
            numbers
            for turn in turns
            if (numbers := turn_numbers(turn, message, turns, sides)) is not None
        ]
        found.append(max(heard, key=lambda numbers: numbers["first"], default={}))
    return found


def weigh(
    numbers: list[dict[str, float]], losses: list[bool], counts: list[float]
) -> dict[str, float]:
    """Return weights for the numbers by logistic regression, "" being the bias; rounded."""
    names = sorted({name for each in numbers for name in each})
    size = {name: max(max(abs(each.get(name, 0.0)) for each in numbers), 1e-6) for name in names}
    table = np.array([[each.get(n, 0.0) / size[n] for n in names] + [1.0] for each in numbers])
    wanted, much = np.array(losses, dtype=float), np.array(counts)
    pull = np.full(len(names) + 1, PULL)
    pull[-1] = 0.0
    weights = np.zeros(len(names) + 1)
    speed = np.zeros(len(names) + 1)
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-(table * weights).sum(axis=1)))
        slope = (table * (much * (chances - wanted))[:, None]).sum(axis=0) + pull * weights
        speed = 0.9 * speed - STEP * slope
        weights = weights + speed
    found = {n: round(float(w) / size[n], 3) for n, w in zip(names, weights, strict=False)}
    return {**{n: w for n, w in found.items() if w}, "": round(float(weights[-1]), 3)}


def stage(found: list[Example], further: dict[str, object]) -> bytes:
    """Learn the sentences and return the file."""
    known = known_traits(found)
    weights, bias = learn(found, known)
    return pack(known, weights, bias, further)


def crossed(
    cases: list[corpus.Case], team: Team, lines: list[spoken.Line]
) -> list[dict[str, float]]:
    """Return each mail's numbers, judged by what the other mails and sentences taught."""
    numbers: list[dict[str, float]] = [{}] * len(cases)
    for fold in range(FOLDS):
        others = [case for at, case in enumerate(cases) if at % FOLDS != fold]
        unsaid = [line for line in lines if line.fold % FOLDS != fold and line.source != FROM_MAILS]
        found = examples(unsaid) + from_mails(others, team)
        use_weights(stage(found, {"weights": {}}))
        mine = range(fold, len(cases), FOLDS)
        for at, seen in zip(mine, impressions([cases[at] for at in mine], team), strict=True):
            numbers[at] = seen
    return numbers


def learned(cases: list[corpus.Case], team: Team) -> bytes:
    """Return the file that the sentences and these mails give."""
    lines = list(spoken.lines())
    real = cases + rehearsal.ordinary()
    composed = rehearsal.composed(lines, FOLDS)
    numbers = crossed(interleaved(real, composed), team, lines)
    every = interleaved(real, composed)
    judged = [at for at, each in enumerate(numbers) if each]
    weights = weigh(
        [numbers[at] for at in judged],
        [every[at].loss for at in judged],
        [REHEARSED if every[at].kind in ("", rehearsal.KIND) else 1.0 for at in judged],
    )
    return stage(examples(lines) + from_mails(real, team), {"weights": weights})


def interleaved(real: list[corpus.Case], composed: list[list[corpus.Case]]) -> list[corpus.Case]:
    """Return all mails so that a composed one falls into the fold of its sentences."""
    folds = [real[fold::FOLDS] + composed[fold] for fold in range(FOLDS)]
    shortest = min(len(each) for each in folds)
    return [each[at] for at in range(shortest) for each in folds]


def main(arguments: list[str]) -> int:
    """Learn, then write the file or compare it."""
    made = learned(labelled(), corpus.team())
    if "--check" in arguments:
        same = WEIGHTS.exists() and WEIGHTS.read_bytes() == made
        print("the weights are those of the corpora" if same else "the weights differ")
        return 0 if same else 1
    WEIGHTS.write_bytes(made)
    print(f"{len(made):,} bytes")
    return 0


def labelled() -> list[corpus.Case]:
    """Return the mails to learn from, in a fixed order."""
    return corpus.messages(corpus.SETTLED + corpus.FRESH) + [
        case for author in ("author2", "author3", "author4") for case in corpus.written(author)
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
