"""How surely each word of a mail belongs to a name or a reason, by what the encoder makes of it in its place.

A small net (`Net`) looks at a word's numbers after each of `DEPTHS` layers, at those of its neighbours and at the
middle of its sentence. It is learned by ``benchmarks.train_tagger`` from what the corpus's authors state of
their mails; ``tagger.npz`` holds it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import as_file, files
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np

from debrief.reading.clauses import Sentence
from debrief.reading.encoder import (
    MOST_HEAD,
    VOICES,
    WIDE,
    Matrix,
    encoder,
    places_of,
    states,
)
from debrief.reading.impression import clearest
from debrief.reading.parts import heads_of
from debrief.reading.people import Sides
from debrief.reading.signals import Voice
from debrief.reading.tags import Row, Tagged
from debrief.reading.turns import Turn
from debrief.reading.verdict import Verdict

DEPTHS = (3, 6)  # layers after which a word's numbers are looked at
NEIGHBOURS = (
    1,
    -1,
    2,
    -2,
)  # how many words before it (behind it, below nought) others are looked at


def tags_of(turns: tuple[Turn, ...], verdict: Verdict, sides: Sides) -> Tagged:
    """Return how surely each word of the turn that tells of a loss has each of `tags.TAGS`; empty for a record."""
    turn = verdict.turn
    if turn is None or verdict.voice is None:
        return {}
    heads = heads_of(turn, turns)
    return tagged(verdict.parsed, heads, verdict.voice, sides.names, middle_of(verdict))


def middle_of(verdict: Verdict) -> int:
    """Return which sentence of a turn tells most clearly: the others are read as far as there is room."""
    return clearest(verdict.said[: len(verdict.parsed)])


def tagged(
    body: Sequence[Sentence],
    heads: Sequence[Sentence],
    voice: Voice,
    own: frozenset[str],
    middle: int,
) -> Tagged:
    """Return how surely each word has each of `tags.TAGS` (log odds), for the sentences that are read.

    The arguments are those of `encoder.gist`. Of a sentence that is too long the first words have rows.
    """
    found = meant(body, heads, voice, own, middle)
    given = {text: rows for text, rows in found.items() if len(rows)}
    return dict(zip(given, weights().odds(list(given.values())), strict=True))


def meant(
    body: Sequence[Sentence],
    heads: Sequence[Sentence],
    voice: Voice,
    own: frozenset[str],
    middle: int,
) -> dict[str, Matrix]:
    """Return what each word means in its place, a row of numbers for each, by the text of its sentence."""
    words = encoder().words
    state, whose = states(body, heads, voice, own, middle, DEPTHS)
    found, first, room = {}, 1 + len(words.numbers(VOICES[voice])), MOST_HEAD
    for part in heads:
        places = places_of(part, own, words)[:room]
        found[part.text] = _by_word(part, places, state[first:])
        first, room = first + len(places), room - len(places)
    for at in dict.fromkeys(each for each in whose if each >= 0):
        places = places_of(body[at], own, words)[: whose.count(at)]
        found[body[at].text] = _by_word(body[at], places, state[whose.index(at) :])
    return found


def _by_word(sentence: Sentence, places: list[int], state: Matrix) -> Matrix:
    """Return the middle of what the pieces mean that make each word, as far as there are pieces."""
    starts = sorted(set(places))
    rows = [
        bisect_right(starts, first) - 1
        for first, _ in sentence.spans
        if starts and first <= starts[-1]
    ]
    if not rows:
        return np.empty((0, state.shape[1]), np.float32)
    firsts = [places.index(start) for start in starts]
    found: Matrix = np.add.reduceat(state[: len(places)], firsts, axis=0)
    found /= np.array([[places.count(start)] for start in starts], np.float32)
    return found[rows]


@dataclass(frozen=True, slots=True)
class Net:
    """The weights: what the numbers are evened by, and the two steps that make log odds by tag of them."""

    middle: Matrix
    spread: Matrix
    first: Matrix
    first_offset: Matrix
    second: Matrix
    second_offset: Matrix

    def odds(self, sentences: Sequence[Matrix]) -> list[list[Row]]:
        """Return the log odds of each of `tags.TAGS` for every word of some sentences, given by their numbers."""
        if not sentences:
            return []
        looked = [seen((rows - self.middle) / self.spread) for rows in sentences]
        inner = np.concatenate(looked) @ self.first + self.first_offset
        found = (np.maximum(inner, 0.0) @ self.second + self.second_offset).tolist()
        ends = [0, *accumulate(map(len, sentences))]
        return [found[first:last] for first, last in pairwise(ends)]


def seen(rows: Matrix) -> Matrix:
    """Return what is looked at for every word of a sentence; ``rows`` are the words' numbers, evened."""
    deepest = rows[:, -WIDE:]
    beside = [_moved(deepest, by) for by in NEIGHBOURS]
    whole = np.broadcast_to(deepest.mean(axis=0), deepest.shape)
    found: Matrix = np.concatenate([rows, *beside, whole], axis=1)
    return found


def _moved(rows: Matrix, by: int) -> Matrix:
    """Return the rows so many places before (behind, if below nought) each, nought where there is none."""
    found = np.zeros_like(rows)
    if abs(by) < len(rows):
        found[max(by, 0) : len(rows) + min(by, 0)] = rows[max(-by, 0) : len(rows) - max(by, 0)]
    return found


_learning: list[Net] = []  # weights in use while others are being learned


def use_weights(net: Net | None) -> None:
    """Go by these weights from now on, or by those in the package again; for learning only."""
    _learning[:] = [net] if net is not None else []
    weights.cache_clear()


@cache
def weights() -> Net:
    """Return the weights, read once."""
    if _learning:
        return _learning[0]
    with as_file(files("debrief.reading").joinpath("tagger.npz")) as path:
        return read(path)


def read(path: Path) -> Net:
    """Return the weights in a file."""
    with np.load(path) as kept:
        return Net(*(kept[part.name].astype(np.float32) for part in fields(Net)))
