"""What labelled mail taught: how likely a sentence tells of a lost deal, and what else it may tell.

The weights stand in ``experience.bin``, made by ``python -m benchmarks.train_reader`` from the corpora
in ``tests/corpus``. A sentence is judged by adding up the weights of its traits, one row of small
numbers a trait; all classes of a row are added at once as the digits of one whole number. The last
number of a row says what the trait tells of a mail as a whole, wherever in it the trait stands.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from debrief.reading.learned.package import Held, in_package, opened
from debrief.reading.learned.traits import (
    WordSums,
    parts_in,
    summed,
    word_traits,
    words_and_phrases,
)
from debrief.reading.verdicts.clauses import Sentence
from debrief.reading.verdicts.signals import Signal, Voice

CLASSES = ("loss", "won", "slip", "fear", "churn", "refuse_other", "third_party", "business")
COLUMNS = len(CLASSES) + 1  # the classes of a sentence, and the mail as a whole
_LANE = 4  # bytes of the whole number kept for one column: room for sixteen million traits
_ROW = _LANE * COLUMNS
_LANES = struct.Struct(f"<{COLUMNS}II")  # of a sum of rows; the last number tells how many they are
_ONE = 1 << (8 * _ROW)  # what makes a row count as one
FEWEST = 20  # words that a share is taken of, however few there are
_ZERO = 128  # what stands for nought in an unsigned byte


@dataclass(frozen=True, slots=True)
class Table:
    """The weights of one voice: a packed row for every trait that is known, and the sums of words met before."""

    rows: dict[int, int]
    scales: tuple[float, ...]  # of each column
    bias: tuple[float, ...]
    words: WordSums

    def odds(
        self, sentence: Sentence, signals: Iterable[Signal], own: frozenset[str]
    ) -> tuple[float, ...]:
        """Return a score for each class, log of its chance up to one constant for all, and one for the mail."""
        words, phrases = words_and_phrases(sentence, own)
        scores = self._with(self.bias, *self.words.together(words))
        for traits in (phrases, parts_in(sentence, tuple(signals))):
            scores = self._with(scores, summed(self.rows, traits), len(traits))
        return scores

    def _with(self, scores: tuple[float, ...], total: int, traits: int) -> tuple[float, ...]:
        """Return the scores with a packed sum of rows added, shared among so many traits."""
        if not total:
            return scores
        share = 1 / math.sqrt(traits)
        *sums, rows = _LANES.unpack(total.to_bytes(_LANES.size, "little"))
        zero = _ZERO * rows
        return tuple(
            [
                score + share * scale * (digits - zero)
                for score, scale, digits in zip(scores, self.scales, sums, strict=True)
            ]
        )


def chances(scores: tuple[float, ...]) -> tuple[float, ...]:
    """Turn scores into chances that add up to one."""
    most = max(scores)
    parts = [math.exp(score - most) for score in scores]
    whole = sum(parts)
    return tuple(part / whole for part in parts)


_held = Held(lambda: opened(in_package("experience.bin")))  # the head of the file and its body


def use_weights(raw: bytes | None) -> None:
    """Judge by these weights from now on, or by those in the package again; for learning only."""
    _held.use(opened(raw) if raw is not None else None)
    table.cache_clear()


@cache
def table(name: str) -> Table:
    """Return the weights of a voice ("customer" or "ours"), read once."""
    head, body = _held.get()
    number, classes = head["traits"], COLUMNS
    keys = struct.unpack(f"<{number}I", body[: 4 * number])
    start = 4 * number + head["voices"].index(name) * number * classes
    wide = bytearray(_LANE * number * classes)
    wide[::_LANE] = body[start : start + number * classes]
    packed = [
        _ONE + int.from_bytes(row, "little") for (row,) in struct.iter_unpack(f"{_ROW}s", wide)
    ]
    rows = dict(zip(keys, packed, strict=True))
    return Table(rows, tuple(head["scales"]), tuple(head["bias"][name]), WordSums(rows))


def parameters(name: str) -> dict[str, Any]:
    """Return a named set of further learned numbers."""
    found: dict[str, Any] = _held.get()[0][name]
    return found


def told(
    sentence: Sentence, voice: Voice, signals: Iterable[Signal], own: frozenset[str]
) -> tuple[tuple[float, ...], float]:
    """Return how likely the sentence, said in this voice, is of each of `CLASSES`, and what it says of its mail.

    ``own`` holds the folded names of our company and our people.
    """
    heard = table("customer" if voice is Voice.CUSTOMER else "ours")
    *scores, mail = heard.odds(sentence, signals, own)
    return chances(tuple(scores)), mail


def is_known(word: str) -> bool:
    """Tell whether a folded word occurred in the sentences learned from."""
    return word_traits(word)[0] in table("customer").rows


def strangeness(parts: Iterable[Sentence]) -> float:
    """Return the share of a text's words, names and numbers aside, that were never met in learning."""
    words = [
        word
        for part in parts
        for word, (first, _) in zip(part.words, part.spans, strict=True)
        if word.isalpha() and not part.text[first].isupper()
    ]
    unknown = sum(not is_known(word) for word in words)
    return unknown / max(len(words), FEWEST)
