"""How surely each word of a mail belongs to a name or a reason, by what the encoder makes of it in its place.

From the encoder's first step of layers on, further ones of its own go deeper; a small net (`Net`) looks at a
word's numbers after either, at those of its neighbours and at the middle of its sentence. Both are learned by
``benchmarks.train_tagger`` from what the corpus's authors state of their mails; ``tagger.npz`` holds them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from debrief.reading.learned.encoder import (
    MOST_HEAD,
    STEP,
    VOICES,
    WIDE,
    Matrix,
    adds_whole,
    encoder,
    pieces_of,
    places_of,
    state_at,
    step_of,
)
from debrief.reading.learned.package import Held
from debrief.reading.learned.passage import Passage
from debrief.reading.learned.tags import Row, Tagged
from debrief.reading.people import Sides
from debrief.reading.quoting.turns import Turn
from debrief.reading.verdicts.clauses import Sentence
from debrief.reading.verdicts.verdict import Verdict, passage_of

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

NEIGHBOURS = (
    1,
    -1,
    2,
    -2,
)  # how many words before it (behind it, below nought) others are looked at

Stretch: TypeAlias = tuple[int, int]  # pieces, from one to before another
Words: TypeAlias = Sequence[Stretch]  # of a sentence


def tags_of(turns: tuple[Turn, ...], verdict: Verdict, sides: Sides) -> Tagged:
    """Return how surely each word of the turn that tells of a loss has each of `tags.TAGS`; empty for a record."""
    passage = passage_of(verdict, turns, sides)
    return {} if passage is None else tagged(passage)


def tagged(passage: Passage) -> Tagged:
    """Return how surely each word has each of `tags.TAGS` (log odds), for the sentences that are read.

    Of a sentence that is too long the first words have rows.
    """
    numbers, where = words_at(passage)
    return dict(zip(where, weights().odds(numbers, list(where.values())), strict=True))


def meant(passage: Passage) -> Matrix:
    """Return what a passage means as a whole, as the tagger's own layers see it: 768 numbers."""
    deeper = weights().deeper(tuple(pieces_of(encoder().words, passage)[0]))
    found: Matrix = np.concatenate([deeper.mean(axis=0), deeper[0]])
    return found


def words_at(passage: Passage) -> tuple[tuple[int, ...], dict[str, Words]]:
    """Return the pieces of a passage, and which of them make each word, by the text of its sentence."""
    words, own, body = encoder().words, passage.own, passage.body
    numbers, whose = pieces_of(words, passage)
    found, first, room = {}, 1 + len(words.numbers(VOICES[passage.voice])), MOST_HEAD
    for part in passage.heads:
        places = places_of(part, own, words)[:room]
        found[part.text] = _made_of(part, places, first)
        first, room = first + len(places), room - len(places)
    for at in dict.fromkeys(each for each in whose if each >= 0):
        places = places_of(body[at], own, words)[: whose.count(at)]
        found[body[at].text] = _made_of(body[at], places, whose.index(at))
    return tuple(numbers), {text: each for text, each in found.items() if each}


def _made_of(sentence: Sentence, places: list[int], first: int) -> Words:
    """Return the pieces of each word of a sentence that begins with this one, as far as there are pieces."""
    starts = sorted(set(places))
    firsts = [first + places.index(start) for start in starts]
    ends = [*firsts[1:], first + len(places)]
    at = [bisect_right(starts, start) - 1 for start, _ in sentence.spans if starts and start <= starts[-1]]  # fmt: skip
    return [(firsts[each], ends[each]) for each in at]


@dataclass(frozen=True, slots=True)
class Net:
    """The weights: the layers, what their numbers are evened by, and the two steps that make log odds of them."""

    layers: InferenceSession
    middle: Matrix
    spread: Matrix
    first: Matrix
    first_offset: Matrix
    second: Matrix
    second_offset: Matrix

    def deeper(self, numbers: tuple[int, ...]) -> Matrix:
        """Return what the pieces mean behind the layers, a row each."""
        return _deeper(self.layers, numbers)

    def odds(self, numbers: tuple[int, ...], sentences: Sequence[Words]) -> list[list[Row]]:
        """Return the log odds of each of `tags.TAGS` for every word of some sentences made of these pieces."""
        if not sentences:
            return []
        state, deeper = state_at(numbers, STEP), self.deeper(numbers)
        added = np.zeros((len(state) + 1, 2 * WIDE), np.float32)
        np.cumsum(np.concatenate([state, deeper], axis=1), axis=0, out=added[1:])
        looked = []
        for words in sentences:
            first, last = np.array(words).T
            rows = (added[last] - added[first]) / (last - first)[:, None].astype(np.float32)
            looked.append(seen((rows - self.middle) / self.spread))
        inner = np.concatenate(looked) @ self.first + self.first_offset
        found = (np.maximum(inner, 0.0) @ self.second + self.second_offset).tolist()
        ends = [0, *accumulate(map(len, sentences))]
        return [found[first:last] for first, last in pairwise(ends)]


@lru_cache(maxsize=4)  # the whole is asked for right after the words
def _deeper(layers: InferenceSession, numbers: tuple[int, ...]) -> Matrix:
    (found,) = layers.run(None, {"state": state_at(numbers, STEP)})
    return cast(Matrix, found)


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


def _in_package() -> Net:
    """Return the weights in the package."""
    with as_file(files("debrief.reading.learned").joinpath("tagger.npz")) as path:
        return read(path)


_held = Held(_in_package)


def use_weights(net: Net | None) -> None:
    """Go by these weights from now on, or by those in the package again; for learning only."""
    _held.use(net)


def weights() -> Net:
    """Return the weights in use."""
    return _held.get()


def read(path: Path) -> Net:
    """Return the weights in a file."""
    with np.load(path) as kept:
        return unpacked({name: kept[name] for name in kept.files}, exact=not adds_whole())


def unpacked(kept: Mapping[str, NDArray[np.generic]], exact: bool) -> Net:
    """Return the weights of the arrays in the file; ``exact`` as in `encoder.unpacked`."""
    names = ("middle", "spread", "first", "first_offset", "second", "second_offset")
    return Net(step_of(dict(kept), 0, exact), *(kept[name].astype(np.float32) for name in names))
