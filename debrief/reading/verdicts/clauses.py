"""Sentences with the deciding words marked in them: the ground on which `evidence` stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from debrief.reading.wording import LEXICON, expand, fold, word_set

LONGEST_SENTENCE = 700  # characters; what is longer is cut there, so that no rule sees a novel
LONGEST_TEXT = 40_000  # characters; a decision stands at the beginning of a mail

_WORD = re.compile(r"[^\W_]+")
_STOP = re.compile(
    r"[.!?…](?=[\s\"'”’)]|$)[\"'”’)]*|[;•|]|\s[–—-]\s|\n[ \t]*\n|\n[ \t]*(?=[-*•>\d])"
)
# What stands before and behind the dot of a German date, which ends nothing: "zum 27.11. kein", "vom 30. September".
_DAY = re.compile(r"(?<![\d.,])(?P<full>\d{1,2}\.)?\d{1,2}\Z")
_MONTH = re.compile(r" (?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)")
_ABBREVIATIONS = word_set(
    "mr mrs ms dr st inc ltd co corp nr no approx ca bzw z b e g i prof jr sr vs tel art sra sres mme"
)
_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»", "‟": "”"}
SHORT_LINE = 52  # characters; a shorter line was ended on purpose, a longer one was wrapped


class Mark(NamedTuple):
    """One term of the lexicon in a sentence: words ``first`` to ``last`` play this part."""

    tag: str
    first: int
    last: int


@dataclass(
    frozen=True, slots=True, eq=False
)  # the same only as itself, so that it can be looked up
class Sentence:
    """One sentence as written, its words as compared, and the marks on them."""

    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    marks: dict[str, list[Mark]]
    question: bool
    offset: int

    def names(self, at: int, own: frozenset[str]) -> bool:
        """Tell whether a word is one of these names (folded), and not a word like it: "ik ben", "claire"."""
        if self.words[at] not in own:
            return False
        return self.text[self.spans[at][0]].isupper() or self.text.islower()

    def has(self, *tags: str) -> bool:
        """Tell whether any of the tags occurs."""
        return any(tag in self.marks for tag in tags)

    def all(self, *tags: str) -> list[Mark]:
        """Return the marks of these tags in the order of the text."""
        if len(tags) == 1:
            return self.marks.get(tags[0], [])
        found = [mark for tag in tags for mark in self.marks.get(tag, ())]
        return sorted(found, key=lambda mark: mark.first)

    def near(self, mark: Mark, tag: str, before: int = 0, after: int = 0) -> Mark | None:
        """Return the nearest mark of the tag that many words before or after the given one."""
        best: Mark | None = None
        distance = 1_000
        for other in self.marks.get(tag, ()):
            ahead = other.first - mark.last
            behind = mark.first - other.last
            gap = ahead if 0 < ahead <= after else behind if 0 < behind <= before else 0
            if gap and gap < distance:
                best, distance = other, gap
        return best

    def original(self, index: int) -> str:
        """Return the word as it was written."""
        first, last = self.spans[index]
        return self.text[first:last]

    def quoted(self, mark: Mark) -> bool:
        """Tell whether the mark stands inside quotation marks."""
        at = self.spans[mark.first][0]
        close: str | None = None
        for char in self.text[:at]:
            if close is not None:
                close = None if char == close else close
            else:
                close = _QUOTES.get(char)
        return close is not None


_Entries = list[
    tuple[tuple[str, ...], tuple[str, ...], bool]
]  # (the words that follow, the tags, any stems)
_TERM_WORD = re.compile(r"[^\W_]+\*?")
SHORTEST_STEM = 3


@cache
def _trie() -> dict[str, _Entries]:
    """Return the lexicon by first word or stem (``opt*``), the longest phrases first."""
    tags: dict[tuple[str, ...], list[str]] = {}
    for tag, terms in LEXICON.items():
        for phrase in expand(terms):
            words = tuple(_TERM_WORD.findall(fold(phrase)))
            if words and tag not in tags.setdefault(words, []):
                tags[words].append(tag)
    found: dict[str, _Entries] = {}
    for words, names in tags.items():
        found.setdefault(words[0], []).append((words[1:], tuple(names), "*" in "".join(words[1:])))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


@lru_cache(maxsize=50_000)
def _entries(word: str) -> _Entries:
    """Return every lexicon entry that begins with this word or with a stem of it."""
    trie = _trie()
    found = list(trie.get(word, ()))
    for size in range(len(word), SHORTEST_STEM - 1, -1):
        found += trie.get(word[:size] + "*", ())
    found.sort(key=lambda entry: -len(entry[0]))
    return found


def _follows(words: tuple[str, ...], rest: tuple[str, ...]) -> bool:
    """Tell whether these words are the ones that a term asks for, stems allowed."""
    return len(words) == len(rest) and all(
        word.startswith(term[:-1]) if term[-1] == "*" else word == term
        for word, term in zip(words, rest, strict=True)
    )


def _mark(words: tuple[str, ...]) -> dict[str, list[Mark]]:
    """Return the longest term of every tag at every word; a courtesy hides what it contains."""
    marks: dict[str, list[Mark]] = {}
    ends: dict[str, int] = {}
    skip = 0
    for index, word in enumerate(words):
        if index < skip:
            continue
        for rest, tags, stems in _entries(word):
            last = index + len(rest)
            if rest:
                following = words[index + 1 : last + 1]
                if following != rest and not (stems and _follows(following, rest)):
                    continue
            if "POLITE" in tags:
                skip = last + 1
            for tag in tags:
                if ends.get(tag, -1) < index:
                    marks.setdefault(tag, []).append(Mark(tag, index, last))
                    ends[tag] = last
            if skip > index:
                break
    return marks


def _unwrap(text: str) -> str:
    """Turn line ends of wrapped paragraphs into spaces and those set on purpose into stops."""
    lines = text.replace("\r", "").split("\n")
    joined: list[str] = []
    for line in lines:
        joined.append(line)
        joined.append(" " if len(line.rstrip()) >= SHORT_LINE else "\n\n")
    return "".join(joined)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield the first and last character of every sentence."""
    start = 0
    for stop in _STOP.finditer(text):
        end = stop.end()
        dot = stop.start()
        if text[dot] == "." and (_is_abbreviation(text, dot) or _is_date(text, dot)):
            continue
        if end > start:
            yield start, end
        start = end
    if start < len(text):
        yield start, len(text)


def _is_abbreviation(text: str, dot: int) -> bool:
    first = dot
    while first > 0 and text[first - 1].isalpha():
        first -= 1
    word = text[first:dot]
    return (len(word) == 1 and word.isupper()) or word.lower() in _ABBREVIATIONS


def _is_date(text: str, dot: int) -> bool:
    found = _DAY.search(text[max(0, dot - 6) : dot])
    if found is None:
        return False
    if found["full"]:
        return text[dot + 2 : dot + 3].islower()
    return _MONTH.match(text, dot + 1) is not None


def first_of(text: str) -> Sentence | None:
    """Return the first sentence of a text; None where it has none."""
    return next(iter(sentences(text)), None)


@lru_cache(maxsize=24)
def sentences(text: str) -> tuple[Sentence, ...]:
    """Split a text into marked sentences, in linear time; the turns of a mail are asked for again and again."""
    flat = _unwrap(text[:LONGEST_TEXT])
    found = []
    for start, end in _pieces(flat):
        piece = flat[start : min(end, start + LONGEST_SENTENCE)]
        spans = tuple(match.span() for match in _WORD.finditer(piece))
        if spans:
            folded = fold(piece)
            words = tuple(folded[first:last] for first, last in spans)
            found.append(
                Sentence(
                    piece, words, spans, _mark(words), piece.rstrip(" \"'”’)").endswith("?"), start
                )
            )
    return tuple(found)
