"""A company's name that its domain shortens: "hsantroc" is Hospital Sant Roc, "unimaule" Universidad del Maule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from debrief.reading.legal_forms import FORM
from debrief.reading.wording import fold, word_set

SHORTEST, LONGEST = 4, 32  # letters of a label that is looked at
MOST_TEXT = 6_000  # characters of a text that are looked at
MOST_WORDS = 9  # of a name
WHOLE = 4  # letters from which on a part of the label stands for a word
MOST_WAYS = 20  # looked at from one word on
MOST_BEGINNINGS = 100  # words of a text that are looked at as a name's first
INITIALS = 3  # words from which on mere initials are believed
_SMALL = word_set(
    "of the for de del la las los el du des d l da do das dos der die das den fur van von het een en y e et und and i und am im sur aux al"
)
_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"(?: |-|['’]|\. ?| & | ?/ ?)\Z")
_LEGAL = re.compile(rf",? {FORM}\b\.?")


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to read a label as words of a text: up to which word, and the letters each word gives."""

    last: int
    shares: tuple[tuple[int, bool], ...]  # letters, and whether they are the whole word

    @property
    def weight(self) -> int:
        """How many letters stand for words rather than for initials."""
        return sum(size for size, whole in self.shares if size >= WHOLE or (whole and size > 2))


def shortened_to(label: str, text: str) -> str | None:
    """Return the words of a text that a domain's label shortens; None where none are.

    Every word gives its first letters in order; mere initials count from three words on.
    """
    if not SHORTEST <= len(label) <= LONGEST:
        return None
    text = text[:MOST_TEXT]
    words = [_Word(m[0], fold(m[0]), m.start(), m.end()) for m in _WORD.finditer(text)]
    ways = _Ways(label, words, text)
    best = max(ways.believed(), key=lambda found: found[1].weight, default=None)
    if best is None:
        return None
    start, end = words[best[0]].start, words[best[1].last].end
    legal = _LEGAL.match(text, end)
    return text[start : legal.end() if legal else end]


@dataclass(frozen=True, slots=True)
class _Word:
    written: str
    plain: str
    start: int
    end: int

    @property
    def counts(self) -> bool:
        """Tell whether the word may give letters to a label: a name's word, or a small one between such."""
        return not self.written[0].islower() or self.plain in _SMALL


class _Ways:
    """The ways to read a label as the beginnings of words that follow each other in a text."""

    def __init__(self, label: str, words: list[_Word], text: str) -> None:
        self.label, self.words, self.text = label, words, text
        self.dead: set[tuple[int, int]] = set()  # places in label and text from which none goes on

    def believed(self) -> Iterator[tuple[int, _Way]]:
        """Yield the ways that are no accident, each with the number of its first word."""
        begins = [
            at
            for at, word in enumerate(self.words)
            if word.written[0].isupper() and word.plain[0] == self.label[0]
        ]
        for first in begins[:MOST_BEGINNINGS]:
            for way in islice(self._from(0, first, first), MOST_WAYS):
                if _is_believed(way, self.label) and self.words[way.last].written[0].isupper():
                    yield first, way

    def _from(self, at: int, index: int, first: int) -> Iterator[_Way]:
        """Yield the ways in which the label's rest is the beginnings of the words from ``index`` on."""
        if at == len(self.label):
            yield _Way(index - 1, ())
            return
        if (at, index) in self.dead or index == len(self.words) or index - first >= MOST_WORDS:
            return
        found = False
        for size in self._sizes(at, index, first):
            for way in self._from(at + size, index + 1, first):
                found = True
                share = ((size, size == len(self.words[index].plain)),) if size else ()
                yield _Way(way.last, (*share, *way.shares))
        if not found and index - first < MOST_WORDS - 1:
            self.dead.add((at, index))

    def _sizes(self, at: int, index: int, first: int) -> Iterator[int]:
        """Yield how many letters a word may give, the most first; a word without a capital may give none."""
        word = self.words[index]
        if "@" in self.text[max(0, word.start - 1) : word.end + 1]:
            return
        if index > first and not _GAP.match(self.text[self.words[index - 1].end : word.start]):
            return
        if word.counts:
            yield from range(_common(word.plain, self.label, at), 0, -1)
        if index > first and word.written[0].islower():
            yield 0


def _common(word: str, label: str, at: int) -> int:
    size = 0
    while size < len(word) and at + size < len(label) and word[size] == label[at + size]:
        size += 1
    return size


def _is_believed(way: _Way, label: str) -> bool:
    """Tell whether it is no accident: half of the label stands for words, or every word gives its initials."""
    if len(way.shares) < 2:
        return False
    if way.weight * 2 >= len(label) and any(size >= WHOLE for size, _ in way.shares):
        return True
    return len(way.shares) >= INITIALS and all(size <= 2 for size, _ in way.shares)
