"""Learn from the labelled corpora: ``python -m benchmarks.train_reader`` writes ``experience.bin``.

Sentences are learned with their classes, mails as wholes, and then how much each finding counts in a
mail that taught nothing of it. The same corpora give the same bytes: one fixed order, no threads.
Takes about a minute and a half. ``--check`` writes nothing and tells whether the file is the one the
corpora give; ``--without [AUTHOR ...]`` tells how an author, or each in turn, is read who was not learned from.
"""

from __future__ import annotations

import math
import random
import struct
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from benchmarks.judged import taken_apart
from benchmarks.weights_file import closed, keep
from debrief.reading.learned.experience import CLASSES, use_weights
from debrief.reading.learned.traits import traits_of
from debrief.reading.mail.message import Message
from debrief.reading.people import sides_of
from debrief.reading.verdicts.clauses import Sentence, sentences
from debrief.reading.verdicts.evidence import find
from debrief.reading.verdicts.parts import parts_judged, voice_of
from debrief.reading.verdicts.signals import Voice
from debrief.reading.verdicts.support import DECISIVE
from debrief.reading.verdicts.verdict import turn_numbers
from debrief.team import Team
from tests import corpus
from tests.corpus import mailboxes, rehearsal, spoken

WEIGHTS = Path(__file__).parents[1] / "debrief" / "reading" / "learned" / "experience.bin"
VOICES = ("customer", "ours")
EPOCHS = 6
RATE = 0.4
BATCH = 24  # sentences
DECAY = 1e-3  # pulls every weight a trait uses towards nought
RAREST = 2  # sentences a trait must occur in
ORDINARY = (
    4.0  # log odds that a sentence of which nothing is known is ordinary business; not learned
)
FOLDS = 3
PULL = 0.7  # pulls the weights of a mail's numbers towards nought
STEPS = 2_000  # at most, towards those weights
REHEARSED = 0.05  # what a mail counts that was composed of sentences
ASIDE = 0.3  # what a mail counts that the rules were written against, or that no mail was
UNHEARD = 4.0  # log odds against a loss of a mail of whose words nothing is known; not learned
OFTEN = 4  # mails a trait must occur in to say anything of a whole mail
FREEDOM, ROUNDS = 28.0, 100  # how far the weights of mails as wholes may go, and steps towards them
FROM_MAILS = "indirect"  # sentences after mails of the corpus; no mail is judged by what copies it
SMALLEST = 0.05  # weights below are left out


@dataclass(frozen=True)
class Example:
    """One labelled sentence, heard in one voice: its class and what its traits count."""

    label: int  # an index of `CLASSES`, or `NO_LOSS`
    voice: int
    traits: dict[int, float]
    weight: float = 1.0


NO_LOSS = -1  # any class but the first


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence of a mail as it is learned: of which turn, heard in which voice, what it counts."""

    turn: int
    voice: int
    head: bool  # of the subject
    traits: dict[int, float]
    words: int
    start: str  # its first 60 letters
    found: bool  # whether the rules found anything at all
    decisive: bool  # news of a loss beyond doubt


def said_in(raw: bytes) -> Iterator[tuple[int, Voice, bool, Sentence, frozenset[str]]]:
    """Yield the sentences of a mail to our team, but for what we wrote to others: each with its turn, its
    voice, whether it is of the subject, and our own names."""
    _, turns, sides = taken_apart(raw, corpus.team())
    for at, turn in enumerate(turns):
        voice = voice_of(turn, sides)
        if voice is Voice.OUTBOUND:
            continue
        body = len(sentences(turn.text))
        for place, part in enumerate(parts_judged(turn, turns)):
            yield at, voice, place >= body, part, sides.names


def start_of(part: Sentence) -> str:
    """Return the first 60 letters of a sentence."""
    return " ".join(part.text.split())[:60]


@cache
def parts_of(raw: bytes) -> tuple[Part, ...]:
    """Return what there is to learn from the sentences of a mail."""
    found = []
    for at, voice, head, part, names in said_in(raw):
        signals = list(find(part, voice, names))
        found.append(
            Part(
                at,
                (Voice.CUSTOMER, Voice.OURS).index(voice),
                head,
                traits_in([part], voice, names),
                len(part.words),
                start_of(part),
                bool(signals),
                any(s.name in DECISIVE and s.weight > 1.5 for s in signals),
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Whole:
    """One turn of a mail as a whole: whether it tells of a loss, in which voice, and what it counts."""

    loss: bool
    voice: int
    traits: dict[int, float]
    weight: float


def wholes(cases: Iterable[corpus.Case]) -> list[Whole]:
    """Return the turns of mails that somebody wrote: of a loss only the one that tells it."""
    found, marked = [], corpus.telling()
    for case in cases:
        parts = parts_of(case.raw)
        turns = sorted({part.turn for part in parts})
        starts = marked.get(case.name, ())
        if case.kind == rehearsal.KIND:
            continue
        if case.loss and len(turns) > 1:
            turns = sorted({p.turn for p in parts if p.decisive or p.start in starts})
        for turn in turns:
            mine = [part for part in parts if part.turn == turn]
            counted: dict[int, float] = {}
            for part in mine:
                for trait, value in part.traits.items():
                    counted[trait] = counted.get(trait, 0.0) + value / math.sqrt(len(mine))
            found.append(Whole(case.loss, mine[0].voice, counted, _count(case)))
    return found


def from_mails(cases: Iterable[corpus.Case]) -> list[Example]:
    """Return the sentences of labelled mails: of losses those that tell it, of other mails all, as no loss.

    Which they are the rules say, or ``telling.tsv``. What else stands in the news of a loss is left
    out: it may tell the same in other words.
    """
    found, marked = [], corpus.telling()
    for case in cases:
        if case.kind in (rehearsal.KIND, rehearsal.PLAIN):
            continue  # its sentences are learned by themselves
        starts = marked.get(case.name, ())
        for part in parts_of(case.raw):
            if part.head:
                continue
            tells = part.decisive or part.start in starts
            if case.loss and not tells and (part.found or part.words > 8):
                continue
            label = 0 if case.loss and tells else NO_LOSS
            found.append(Example(label, part.voice, part.traits, 0.5))
    return found


def examples(lines: Iterable[spoken.Line]) -> list[Example]:
    """Return the training examples of a sentence corpus, one for every voice a line may be said in."""
    found = []
    for line in lines:
        for voice in _voices(line.voice):
            traits = line_traits(line.text, voice)
            if traits:
                found.append(Example(CLASSES.index(line.label), voice, traits, line.weight))
    return found


@cache
def line_traits(text: str, voice: int) -> dict[int, float]:
    """Return the traits of a line said in a voice (an index of `VOICES`)."""
    return traits_in(sentences(text), (Voice.CUSTOMER, Voice.OURS)[voice], own_names(corpus.team()))


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
    """Return the weights (voice, trait, class) and the biases (voice, class) by AdaGrad on small batches."""
    classes = len(CLASSES)
    shape = (3, len(known) + 1, classes)  # shared, customer, ours; the last row is the bias
    weights, squares = np.zeros(shape), np.full(shape, 0.1)
    weights[0, -1, CLASSES.index("business")] = ORDINARY
    flat, sums = weights.reshape(-1, classes), squares.reshape(-1, classes)
    batches = _batches(found, known, seed)
    chance = random.Random(seed)  # noqa: S311 - an order, no secret
    for _ in range(EPOCHS):
        chance.shuffle(batches)
        for batch in batches:
            _step(flat, sums, batch)
    effective = np.stack([weights[0] + weights[1], weights[0] + weights[2]])
    return effective[:, :-1], effective[:, -1]


@dataclass(frozen=True)
class Batch:
    """Examples learned from together: a sparse table of their traits, shared ones and those of their voice."""

    table: csr_matrix
    turned: csr_matrix
    touched: np.ndarray  # the rows of its columns
    pull: np.ndarray
    held: np.ndarray  # 0 for the bias rows, which stay, else 1
    labels: np.ndarray
    weights: np.ndarray


def _batches(found: list[Example], known: dict[int, int], seed: int) -> list[Batch]:
    order = list(range(len(found)))
    random.Random(seed).shuffle(order)  # noqa: S311 - an order, no secret
    return [
        _batch([found[at] for at in order[start : start + BATCH]], known)
        for start in range(0, len(order), BATCH)
    ]


def _batch(found: list[Example], known: dict[int, int]) -> Batch:
    size = len(known) + 1
    ends, rows, values = [0], [], []
    for example in found:
        pairs = [(known[t], value) for t, value in example.traits.items() if t in known]
        pairs.append((len(known), 1.0))
        for offset in (0, (example.voice + 1) * size):
            rows += [row + offset for row, _ in pairs]
            values += [value for _, value in pairs]
        ends.append(len(rows))
    touched, columns, counts = np.unique(rows, return_inverse=True, return_counts=True)
    table = csr_matrix((values, columns, ends), shape=(len(found), len(touched)))
    return Batch(
        table, table.T.tocsr(), touched, DECAY * counts[:, None],
        (touched % size != size - 1)[:, None],
        np.array([example.label for example in found]), np.array([e.weight for e in found])[:, None],
    )  # fmt: skip


def _step(weights: np.ndarray, squares: np.ndarray, batch: Batch) -> None:
    held = weights[batch.touched]
    scores = batch.table @ held
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    slope = chances.copy()
    none = batch.labels == NO_LOSS
    slope[none, 1:] -= chances[none, 1:] / (1.0 - chances[none, :1])
    slope[~none, batch.labels[~none]] -= 1.0
    gradient = (batch.turned @ (slope * batch.weights) + batch.pull * held) * batch.held
    total = squares[batch.touched] + gradient * gradient
    squares[batch.touched] = total
    weights[batch.touched] = held - RATE * gradient / np.sqrt(total)


def learn_wholes(found: list[Whole], known: dict[int, int]) -> np.ndarray:
    """Return what each trait says of a mail as a whole (voice, trait), by logistic regression."""
    ends, rows, values, size = [0], [], [], len(known)
    often = Counter(trait for whole in found for trait in whole.traits)
    used = {trait: row for trait, row in known.items() if often[trait] >= OFTEN}
    for whole in found:
        pairs = [(used[t], value) for t, value in whole.traits.items() if t in used]
        rows += [row for row, _ in pairs] + [row + (whole.voice + 1) * size for row, _ in pairs]
        values += [value for _, value in pairs] + [value / 2 for _, value in pairs]
        ends.append(len(rows))
    table = csr_matrix((values, rows, ends), shape=(len(found), 3 * size))
    turned = table.T.tocsr()
    signs = np.array([1.0 if whole.loss else -1.0 for whole in found])
    much = np.array([whole.weight for whole in found])

    def cost(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margins = signs * (table @ weights - UNHEARD)
        slope = -much * signs / (1 + np.exp(margins))
        pull = weights / FREEDOM
        value = (much * np.logaddexp(0, -margins)).sum() + (weights * pull).sum() / 2
        return float(value), turned @ slope + pull

    found_weights = minimize(
        cost, np.zeros(3 * size), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}
    ).x
    weights = found_weights.reshape(3, size)
    return np.stack([weights[0] + weights[1] / 2, weights[0] + weights[2] / 2])


def pack(
    known: dict[int, int], weights: np.ndarray, bias: np.ndarray, further: dict[str, object]
) -> bytes:
    """Return the file: a head in JSON, then the traits and their weights as signed bytes, packed."""
    kept = [row for row in range(len(known)) if np.abs(weights[:, row]).max() >= SMALLEST]
    keys = [trait for trait, _ in sorted(known.items(), key=lambda item: item[1])]
    weights = weights[:, kept]
    scales = np.maximum(np.abs(weights).max(axis=(0, 1)), 1e-9) / 127
    scales[: len(CLASSES)] = scales[: len(CLASSES)].max()
    small = np.rint(weights / scales).astype(np.int16) + 128
    head = {
        "traits": len(kept),
        "voices": VOICES,
        "scales": [float(scale) for scale in scales],
        "bias": {v: [round(float(b), 6) for b in bias[i]] for i, v in enumerate(VOICES)},
        **further,
    }
    body = (
        struct.pack(f"<{len(kept)}I", *(keys[row] for row in kept))
        + small.astype(np.uint8).tobytes()
    )
    return closed(head, body)


def impressions(cases: Iterable[corpus.Case], team: Team) -> list[dict[str, float]]:
    """Return what a judge would go by in each mail: the numbers of the turn that tells most of a loss."""
    found = []
    for case in cases:
        message, turns, sides = taken_apart(case.raw, team)
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
    signs = 2.0 * wanted - 1.0

    def cost(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margins = signs * (table @ weights)
        slope = -much * signs / (1 + np.exp(margins))
        value = (much * np.logaddexp(0, -margins)).sum() + (pull * weights * weights).sum() / 2
        return float(value), table.T @ slope + pull * weights

    start = np.zeros(len(names) + 1)
    weights = minimize(cost, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    found = {n: round(float(w) / size[n], 3) for n, w in zip(names, weights, strict=False)}
    return {**{n: w for n, w in found.items() if w}, "": round(float(weights[-1]), 3)}


@dataclass(frozen=True)
class Learned:
    """What sentences and mails taught."""

    known: dict[int, int]
    weights: np.ndarray
    bias: np.ndarray

    def packed(self, further: dict[str, object]) -> bytes:
        """Return the file."""
        return pack(self.known, self.weights, self.bias, further)


def stage(found: list[Example], mails: list[Whole]) -> Learned:
    """Learn the sentences and the mails as wholes."""
    known = known_traits(found)
    weights, bias = learn(found, known)
    whole = learn_wholes(mails, known) if mails else np.zeros(weights.shape[:2])
    return Learned(
        known, np.concatenate([weights, whole[:, :, None]], axis=2), np.pad(bias, ((0, 0), (0, 1)))
    )


def crossed(cases: list[corpus.Case], lines: list[spoken.Line]) -> list[dict[str, float]]:
    """Return each mail's numbers, judged by what the other mails and sentences taught."""
    numbers: list[dict[str, float]] = [{}] * len(cases)
    for fold in range(FOLDS):
        others = _others(cases, fold)
        found = examples(_unsaid(lines, fold)) + from_mails(others)
        use_weights(stage(found, wholes(others)).packed({"weights": {}}))
        seen = impressions(cases[fold::FOLDS], corpus.team())
        for at, each in zip(range(fold, len(cases), FOLDS), seen, strict=True):
            numbers[at] = each
    return numbers


def _others(cases: list[corpus.Case], fold: int) -> list[corpus.Case]:
    return [case for at, case in enumerate(cases) if at % FOLDS != fold]


def _unsaid(lines: list[spoken.Line], fold: int) -> list[spoken.Line]:
    return [line for line in lines if line.fold % FOLDS != fold and line.source != FROM_MAILS]


def learned(cases: list[corpus.Case], lines: list[spoken.Line]) -> bytes:
    """Return the file that these mails and sentences give."""
    real = cases + rehearsal.ordinary()
    every = interleaved(real, _rehearsed(lines))
    numbers = crossed(every, lines)
    judged = [at for at, each in enumerate(numbers) if each]
    weights = weigh(
        [numbers[at] for at in judged],
        [every[at].loss for at in judged],
        [_count(every[at]) for at in judged],
    )
    found = examples(lines) + from_mails(real)
    return stage(found, wholes(every)).packed({"weights": weights})


def _rehearsed(lines: list[spoken.Line]) -> list[list[corpus.Case]]:
    """Return the mails made of sentences, those of each fold together."""
    made = zip(rehearsal.composed(lines, FOLDS), rehearsal.plain(lines, FOLDS), strict=True)
    return [short + long for long, short in made]


def rehearsed(lines: list[spoken.Line]) -> list[corpus.Case]:
    """Return all mails made of sentences."""
    return [case for made in _rehearsed(lines) for case in made]


def _count(case: corpus.Case) -> float:
    return {rehearsal.KIND: REHEARSED, "": ASIDE, "ordinary": ASIDE}.get(case.kind, 1.0)


def interleaved(real: list[corpus.Case], composed: list[list[corpus.Case]]) -> list[corpus.Case]:
    """Return all mails so that a composed one falls into the fold of its sentences."""
    folds = [real[fold::FOLDS] + composed[fold] for fold in range(FOLDS)]
    shortest = min(len(each) for each in folds)
    return [each[at] for at in range(shortest) for each in folds]


def main(arguments: list[str]) -> int:
    """Learn, then write the file or compare it."""
    if "--without" in arguments:
        from benchmarks import hold_out  # it learns with what stands here

        hold_out.main(arguments)
        return 0
    made = learned(labelled(), list(spoken.lines()))
    return keep(made, WEIGHTS, arguments)


def labelled(without: Collection[str] = ()) -> list[corpus.Case]:
    """Return the mails to learn from, in a fixed order, but for those of some authors."""
    return (
        corpus.messages(corpus.SETTLED + corpus.FRESH)
        + [
            case
            for author in corpus.LEARNED_FROM
            if author not in without
            for case in corpus.written(author)
        ]
        + ([] if without else list(mailboxes.learned_from(mailboxes.TAUGHT)))
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
