"""What a turn of a mail tells as a whole, by a small language model that knows what words mean.

The lower layers of a multilingual sentence encoder (multilingual-e5-small, MIT licence), its vocabulary
cut to the languages that we read, taught on the corpora in ``tests/corpus`` by
``benchmarks.train_encoder``. It answers after a third of its layers, and asks the deeper ones only where
that leaves the verdict in doubt. A turn costs some ten milliseconds; who calls decides whether it is worth it.
The weights are kept as whole numbers with a scale a row: four bits for the words, eight for the layers.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import TypeAlias

# One thread: for tables this small a second one costs more than it gives, most of all on a busy machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from numpy.typing import NDArray

from debrief.reading.clauses import Sentence
from debrief.reading.signals import Voice
from debrief.reading.traits import OURS
from debrief.reading.word_pieces import END, START, WordPieces

MOST_PIECES = 192  # read at once
MOST_HEAD = 24  # of them of the subject
HEADS = 12  # of attention
DEPTH = 6  # layers after which a turn's words and its direction are read off
ANY = (-math.inf, math.inf)  # log odds of an answer after which a deeper one is asked
VOICES = {Voice.CUSTOMER: "customer:", Voice.OURS: "colleague:"}
_WORD = re.compile(r"\S+")

Matrix: TypeAlias = NDArray[np.float32]
Span: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Gist:
    """The log odds of a turn's telling of a loss, the chance of each of `experience.CLASSES`, and where it looked.

    ``looked`` holds each sentence's share of the attention, in the order given.
    """

    loss: float
    chances: tuple[float, ...]
    looked: tuple[float, ...]


def masked(sentence: Sentence, own: frozenset[str]) -> str:
    """Return a sentence as it is read: every name of ours as one sign."""
    return "".join(text for text, _ in _masked(sentence, own))


def places_of(sentence: Sentence, own: frozenset[str], words: WordPieces) -> list[int]:
    """Return where in the sentence each piece's word begins: an index of its text for every piece."""
    parts = _masked(sentence, own)
    starts = [place for text, at in parts for place in range(at, at + len(text))]
    found = _WORD.finditer("".join(text for text, _ in parts))
    return [starts[word.start()] for word in found for _ in words.numbers(word[0])]


def _masked(sentence: Sentence, own: frozenset[str]) -> list[tuple[str, int]]:
    """Return what a sentence is read as in parts, each with the place where it stands in it."""
    parts: list[tuple[str, int]] = []
    done, signs = 0, False  # what stands behind the last part is a sign and blanks at most
    for at, (first, last) in enumerate(sentence.spans):
        if sentence.names(at, own):
            between = sentence.text[done:first]
            if not (signs and between.isspace()):
                parts += [(between, done), (OURS, first)]
            done, signs = last, True
        else:
            signs = signs and last <= done
    parts.append((sentence.text[done:], done))
    return parts


def layout(
    body: Sequence[list[int]], head: list[int], voice: list[int], middle: int
) -> tuple[list[int], list[int]]:
    """Return the pieces to read and of which sentence each is (-1 for none).

    Of a body too long the sentences around the one at ``middle`` are taken, as many as there is room for.
    """
    head = head[:MOST_HEAD]
    opening = [START, *voice, *head, *([END] if head else [])]
    first, last = _window([len(part) for part in body], middle, MOST_PIECES - len(opening) - 1)
    numbers, whose = opening, [-1] * len(opening)
    for at in range(first, last):
        numbers = numbers + body[at]
        whose += [at] * len(body[at])
    return [*numbers[: MOST_PIECES - 1], END], [*whose[: MOST_PIECES - 1], -1]


def _window(sizes: list[int], middle: int, room: int) -> tuple[int, int]:
    """Return from which sentence to which there is room, the given one within."""
    first, last = middle, min(middle + 1, len(sizes))
    used = sum(sizes[first:last])
    grown = True
    while grown:
        grown = False
        if first > 0 and used + sizes[first - 1] <= room:
            first, used, grown = first - 1, used + sizes[first - 1], True
        if last < len(sizes) and used + sizes[last] <= room:
            last, used, grown = last + 1, used + sizes[last], True
    return first, last


def gist(
    body: Sequence[Sentence],
    heads: Iterable[Sentence],
    voice: Voice,
    own: frozenset[str],
    middle: int = 0,
    doubtful: tuple[Span, ...] = (),
) -> Gist:
    """Return what a turn tells, said in this voice under a subject of its own.

    ``own`` holds the folded names of our company and our people; ``middle`` is the sentence that matters
    most where there is no room for all. ``doubtful`` holds, for the first answer and the next ones,
    between which log odds of a loss a deeper one is asked: always where nothing is given.
    """
    numbers, whose = pieces_of(encoder().words, body, heads, voice, own, middle)
    return _read(tuple(numbers), tuple(whose), len(body), doubtful)


@lru_cache(maxsize=512)  # a mail is read again when it is taken up again, and many say the same
def _read(
    numbers: tuple[int, ...], whose: tuple[int, ...], sentences: int, doubtful: tuple[Span, ...]
) -> Gist:
    model, spans = encoder(), iter(doubtful)
    for depth in model.answering:
        found = model.answer(depth, state_at(numbers, depth), whose, sentences)
        low, high = next(spans, ANY)
        if not low < found.loss < high:
            break
    return found


@lru_cache(maxsize=8)  # the facts of a mail are read right after the verdict on it
def state_at(numbers: tuple[int, ...], depth: int) -> Matrix:
    """Return what the pieces mean in their place after so many layers, a row of 384 numbers each."""
    model = encoder()
    below = max((each for each in model.answering if each < depth), default=0)
    state = state_at(numbers, below).copy() if below else model.opening(numbers)
    for layer in model.layers[below:depth]:
        state = _passed(state, layer)
    return state


def pieces_of(
    words: WordPieces,
    body: Sequence[Sentence],
    heads: Iterable[Sentence],
    voice: Voice,
    own: frozenset[str],
    middle: int = 0,
) -> tuple[list[int], list[int]]:
    """Return the pieces of a turn as they are read, and of which sentence each is."""
    head = [number for part in heads for number in words.numbers(masked(part, own))]
    parts = [words.numbers(masked(part, own)) for part in body]
    return layout(parts, head, words.numbers(VOICES[voice]), middle)


def states(
    body: Sequence[Sentence],
    heads: Iterable[Sentence],
    voice: Voice,
    own: frozenset[str],
    middle: int = 0,
) -> tuple[Matrix, list[int]]:
    """Return what every piece of a turn means after `DEPTH` layers, and of which sentence of the body each is."""
    numbers, whose = pieces_of(encoder().words, body, heads, voice, own, middle)
    return state_at(tuple(numbers), DEPTH), whose


@dataclass(frozen=True, slots=True)
class Layer:
    """The weights of one layer: attention (qkv, ao), then the two steps of the feed-forward part (fi, fo)."""

    matrices: dict[str, Matrix]
    offsets: dict[str, Matrix]


@dataclass(frozen=True, slots=True)
class Encoder:
    """The model as it stands in memory; a text that is beyond doubt after a few layers is read no deeper."""

    words: WordPieces
    meanings: NDArray[np.uint8]  # two pieces of four bits a byte
    scales: NDArray[np.float16]  # of every 32 of them
    places: Matrix
    layers: tuple[Layer, ...]
    ends: dict[str, Matrix]

    @property
    def answering(self) -> tuple[int, ...]:
        """The numbers of layers after which it can answer."""
        depths = range(1, len(self.layers) + 1)
        return tuple(depth for depth in depths if f"a{depth}.pool" in self.ends)

    def opening(self, numbers: Sequence[int]) -> Matrix:
        """Return what the pieces mean before the first layer."""
        return _even(
            self._meant(list(numbers)) + self.places[: len(numbers)],
            self.ends["first.weight"],
            self.ends["first.bias"],
        )

    def together(self, depth: int, state: Matrix) -> tuple[Matrix, Matrix]:
        """Return what a text means by its state after so many layers, and each piece's share in it."""
        weight = _shares(state @ self.ends[f"a{depth}.pool"])
        return np.concatenate([weight @ state, state.mean(axis=0)]), weight

    def answer(self, depth: int, state: Matrix, whose: Sequence[int], sentences: int) -> Gist:
        """Return what a text tells, by its state after so many layers."""
        which = f"a{depth}"
        together, weight = self.together(depth, state)
        scores = self.ends[f"{which}.head.weight"] @ together + self.ends[f"{which}.head.bias"]
        chances = _shares(scores)
        looked = np.bincount(np.array(whose) + 1, weights=weight, minlength=sentences + 1)[1:]
        rest = max(float(1.0 - chances[0]), 1e-6)
        return Gist(
            float(np.log(max(float(chances[0]), 1e-6) / rest)),
            tuple(float(chance) for chance in chances),
            tuple(float(share) for share in looked),
        )

    def _meant(self, numbers: list[int]) -> Matrix:
        """Return the meaning of each piece: 384 numbers."""
        packed = self.meanings[numbers].reshape(len(numbers), -1, 16)
        values = np.concatenate([packed & 15, packed >> 4], axis=2).astype(np.float32) - 8.0
        scaled = values * self.scales[numbers].astype(np.float32)[:, :, None]
        found: Matrix = scaled.reshape(len(numbers), -1)
        return found


def _passed(state: Matrix, layer: Layer) -> Matrix:
    """Return the state after one layer, written over the one given."""
    give, offset = layer.matrices, layer.offsets
    state += _heard(state, layer) @ give["ao"]
    state += offset["ao.bias"]
    state = _even(state, offset["aln.weight"], offset["aln.bias"])
    inner = state @ give["fi"]
    inner += offset["fi.bias"]
    state += _bent(inner) @ give["fo"]
    state += offset["fo.bias"]
    return _even(state, offset["oln.weight"], offset["oln.bias"])


def _heard(state: Matrix, layer: Layer) -> Matrix:
    """Return what every piece hears from the others, all heads side by side."""
    heads = state @ layer.matrices["qkv"]
    heads += layer.offsets["qkv"]
    asked, key, value = heads.reshape(len(state), 3, HEADS, -1).transpose(1, 2, 0, 3)
    share = key @ asked.transpose(0, 2, 1)  # of each piece by row, for each by column
    share -= share.max(axis=1, keepdims=True)
    np.exp(share, out=share)
    heard = np.empty_like(state)
    parts = heard.reshape(len(state), HEADS, -1).transpose(1, 0, 2)
    np.matmul(share.transpose(0, 2, 1), value, out=parts)
    parts /= share.sum(axis=1)[:, :, None]
    return heard


def _bent(values: Matrix) -> Matrix:
    """Return what a feed-forward part lets through: `benchmarks.train_encoder` uses the same curve.

    The values are given as 0.3 of the learned ones and 0.5 more, what is let through is 0.3 of it: `_layer`
    sees to it. They are overwritten.
    """
    gate = np.clip(values, 0.0, 1.0)
    values -= np.float32(0.5)
    values *= gate
    return values


def _even(values: Matrix, weight: Matrix, bias: Matrix) -> Matrix:
    """Make every row one with mean nought and variance one, then weighted; return them."""
    values -= values.mean(axis=1, keepdims=True)
    spread = np.sqrt(np.einsum("ij,ij->i", values, values) / values.shape[1] + 1e-12)
    values /= spread[:, None]
    values *= weight
    values += bias
    return values


def _shares(scores: Matrix) -> Matrix:
    """Return shares that add up to one."""
    parts = np.exp(scores - scores.max())
    found: Matrix = parts / parts.sum()
    return found


@cache
def encoder() -> Encoder:
    """Return the model in the package, read once."""
    with as_file(files("debrief.reading").joinpath("encoder.npz")) as path, np.load(path) as kept:
        return unpacked({name: kept[name] for name in kept.files})


def unpacked(kept: dict[str, NDArray[np.generic]]) -> Encoder:
    """Return the model of the arrays in the file."""
    pieces = kept["pieces"].tobytes().decode().split("\n")
    count = 1 + max(int(name[1 : name.index(".")]) for name in kept if re.match(r"l\d", name))
    ends = {
        name: kept[name].astype(np.float32) for name in kept if re.match(r"(?:first|a\d+)\.", name)
    }
    return Encoder(
        WordPieces(pieces, kept["scores"].astype(float).tolist()),
        kept["meanings"].astype(np.uint8),
        kept["scales"].astype(np.float16),
        kept["places"].astype(np.float32),
        tuple(_layer(kept, f"l{number}.") for number in range(count)),
        ends,
    )


def _layer(kept: dict[str, NDArray[np.generic]], name: str) -> Layer:
    matrices = {
        part: _loosened(kept, f"{name}{part}") for part in ("q", "k", "v", "ao", "fi", "fo")
    }
    offsets = {
        key.removeprefix(name): kept[key].astype(np.float32)
        for key in kept
        if key.startswith(name) and (key.endswith(".bias") or "ln." in key)
    }
    for each, part in ((matrices, "q"), (offsets, "q.bias")):
        each[part] /= np.sqrt(np.float32(len(each[part].T) // HEADS))
    matrices["qkv"] = np.concatenate([matrices.pop(part) for part in "qkv"], axis=1)
    offsets["qkv"] = np.concatenate([offsets.pop(f"{part}.bias") for part in "qkv"])
    matrices["fi"] *= np.float32(0.3)
    offsets["fi.bias"] = offsets["fi.bias"] * np.float32(0.3) + np.float32(0.5)
    matrices["fo"] /= np.float32(0.3)
    return Layer(matrices, offsets)


def _loosened(kept: dict[str, NDArray[np.generic]], name: str) -> Matrix:
    """Return a matrix as it is multiplied from the right."""
    scale = kept[f"{name}.scale"].astype(np.float32)[:, None]
    return np.ascontiguousarray((kept[f"{name}.weight"].astype(np.float32) * scale).T)
