"""What a turn of a mail tells as a whole, by a small language model that knows what words mean.

The lower layers of a multilingual sentence encoder (multilingual-e5-small, MIT licence), its vocabulary
cut to the languages that we read, taught on the corpora in ``tests/corpus`` by
``benchmarks.train_encoder``. It answers after a third of its layers, and asks the deeper ones only where
that leaves the verdict in doubt. A turn costs some milliseconds; who calls decides whether it is worth it.
The weights are kept as whole numbers with a scale a row: four bits for the words, eight for the layers,
which ONNX Runtime works out as ``layers.onnx`` says (`benchmarks.encoder_graph`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from debrief.reading.learned.passage import Passage
from debrief.reading.learned.traits import OURS
from debrief.reading.learned.word_pieces import END, START, WordPieces
from debrief.reading.verdicts.clauses import Sentence
from debrief.reading.verdicts.signals import Voice

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

MOST_PIECES = 192  # read at once
MOST_HEAD = 24  # of them of the subject
WIDE = 384  # numbers by which each is known
HEADS = 12  # of attention
STEP = 3  # layers worked out at once; after each step there is an answer
DEPTH = 6  # layers after which a turn's words and its direction are read off
ANY = (-math.inf, math.inf)  # log odds of an answer after which a deeper one is asked
VOICES = {Voice.CUSTOMER: "customer:", Voice.OURS: "colleague:", Voice.OUTBOUND: "colleague:"}
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


def gist(passage: Passage, doubtful: tuple[Span, ...] = ()) -> Gist:
    """Return what a turn tells.

    ``doubtful`` holds, for the first answer and the next ones, between which log odds of a loss a deeper
    one is asked: always where nothing is given.
    """
    numbers, whose = pieces_of(encoder().words, passage)
    return _read(tuple(numbers), tuple(whose), len(passage.body), doubtful)


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
    """Return what the pieces mean in their place after so many layers, a row of `WIDE` numbers each."""
    model = encoder()
    if not depth:
        return model.opening(numbers)
    (found,) = model.steps[depth // STEP - 1].run(None, {"state": state_at(numbers, depth - STEP)})
    return cast(Matrix, found)


def pieces_of(words: WordPieces, passage: Passage) -> tuple[list[int], list[int]]:
    """Return the pieces of a turn as they are read, and of which sentence each is."""
    own = passage.own
    head = [number for part in passage.heads for number in words.numbers(masked(part, own))]
    parts = [words.numbers(masked(part, own)) for part in passage.body]
    return layout(parts, head, words.numbers(VOICES[passage.voice]), passage.middle)


@dataclass(frozen=True, slots=True)
class Encoder:
    """The model as it stands in memory; a text that is beyond doubt after a few layers is read no deeper."""

    words: WordPieces
    meanings: NDArray[np.uint8]  # two pieces of four bits a byte
    scales: NDArray[np.float16]  # of every 32 of them
    places: Matrix
    steps: tuple[InferenceSession, ...]  # each of `STEP` layers
    ends: dict[str, Matrix]

    @property
    def answering(self) -> range:
        """The numbers of layers after which it can answer."""
        return range(STEP, STEP * len(self.steps) + 1, STEP)

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
    with (
        as_file(files("debrief.reading.learned").joinpath("encoder.npz")) as path,
        np.load(path) as kept,
    ):
        return unpacked({name: kept[name] for name in kept.files}, exact=not adds_whole())


def adds_whole() -> bool:
    """Return whether the processor adds products of eight bits without cutting them off."""
    numbers = import_module("numpy._core._multiarray_umath")
    return bool(getattr(numbers, "__cpu_features__", {}).get("AVX512VNNI"))


def unpacked(kept: dict[str, NDArray[np.generic]], exact: bool) -> Encoder:
    """Return the model of the arrays in the file; ``exact`` tells whether products must be kept from being cut off.

    Processors without certain instructions would cut them off and answer otherwise; the others answer
    the same either way, but twice as fast without.
    """
    pieces = kept["pieces"].tobytes().decode().split("\n")
    ends = {
        name: kept[name].astype(np.float32) for name in kept if re.match(r"(?:first|a\d+)\.", name)
    }
    return Encoder(
        WordPieces(pieces, kept["scores"].astype(float).tolist()),
        kept["meanings"].astype(np.uint8),
        kept["scales"].astype(np.float16),
        kept["places"].astype(np.float32),
        tuple(step_of(kept, first, exact) for first in range(0, _layers(kept), STEP)),
        ends,
    )


def _layers(kept: Iterable[str]) -> int:
    return 1 + max(int(name[1 : name.index(".")]) for name in kept if re.match(r"l\d", name))


def step_of(kept: dict[str, NDArray[np.generic]], first: int, exact: bool) -> InferenceSession:
    """Return `STEP` layers from this one on, ready to run: ``layers.onnx`` with their weights."""
    from onnxruntime import InferenceSession, OrtValue, SessionOptions

    given: dict[str, NDArray[np.generic]] = {}
    for at in range(STEP):
        given |= {f"l{at}.{name}": array for name, array in _layer(kept, f"l{first + at}.").items()}
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors only
    if exact:
        options.add_session_config_entry("session.x64quantprecision", "1")
    options.add_external_initializers(
        list(given), [OrtValue.ortvalue_from_numpy(array) for array in given.values()]
    )
    drawn = files("debrief.reading.learned").joinpath("layers.onnx").read_bytes()
    return InferenceSession(drawn, options, providers=["CPUExecutionProvider"])


def _layer(kept: dict[str, NDArray[np.generic]], name: str) -> dict[str, NDArray[np.generic]]:
    """Return a layer's arrays as ``layers.onnx`` takes them; asked, key and value stand side by side."""
    found = {key.removeprefix(name): array for key, array in kept.items() if key.startswith(name)}
    root = np.sqrt(np.float32(WIDE // HEADS))
    for part in ("scale", "bias"):
        found[f"q.{part}"] = (found[f"q.{part}"] / root).astype(np.float32)
    for part in ("weight", "scale", "bias"):
        found[f"qkv.{part}"] = np.concatenate([found.pop(f"{each}.{part}") for each in "qkv"])
    return {key: np.ascontiguousarray(array.T) for key, array in found.items()}
