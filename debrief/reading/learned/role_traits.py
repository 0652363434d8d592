"""What stands around and inside some words of a mail: the traits by which a role is told.

A trait is a short name. Those of a run of words are the traits of its beginning, of its end, of every
word in it, and of the run as a whole, so that each is worked out once and not for every run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from debrief.reading.learned.role_weights import is_ordinary
from debrief.reading.learned.tags import ROLES, Row
from debrief.reading.verdicts.clauses import Sentence
from debrief.reading.wording import word_set

LONGEST = 7  # words of one run
MOST_OF_A_SENTENCE = 80
_WALL = re.compile(r"[.;:!?()\[\]\"“”„«»|,…]|\s[–—-]\s|\n")
_QUOTE = re.compile(r"[\"“”„«»‘’']\s?$")
_QUOTED = re.compile(r"^\s?[\"“”«»’']")
_FURTHEST = 5  # log odds of a tag beyond which certainty no longer counts
# The traits of a word within a run, of one before it and of one behind it, by role and log odds of the tag.
_WITHIN, _BEFORE, _BEHIND = (
    [[f"{place}{role[0]}{odds}" for odds in range(-_FURTHEST, _FURTHEST + 1)] for role in ROLES]
    for place in ("T", "P", "N")
)
_JOINING = word_set("& and of de du von van der la le y et und e del da do dos das den des the")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One sentence, or the subject, with where it stands: the first part of how its words are read."""

    sentence: Sentence
    kind: str
    tags: Sequence[Row] = field(default=(), compare=False)  # of its words from the first on

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words, not more than are looked at."""
        return self.sentence.words[:MOST_OF_A_SENTENCE]


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of an excerpt in a row, from one index to another, that one included."""

    excerpt: Excerpt
    first: int
    last: int

    @property
    def text(self) -> str:
        """The words as written."""
        spans = self.excerpt.sentence.spans
        return " ".join(
            self.excerpt.sentence.text[spans[self.first][0] : spans[self.last][1]].split()
        )

    @property
    def plain(self) -> str:
        """The words as compared."""
        return " ".join(self.excerpt.words[self.first : self.last + 1])


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a mail beforehand: what the rules found for each role, and who is who."""

    found: dict[str, str]  # by role, folded words
    ours: frozenset[str]
    people: frozenset[str]  # words of the names of those who write and are written to
    domains: str  # the domains of the other side's addresses, one a line
    subject: frozenset[str]


@lru_cache(maxsize=20_000)
def _shape(word: str) -> str:
    if word[0].isdigit():
        return "9" if word.isdigit() else "9x"
    if not word[0].isupper():
        return "x"
    if len(word) > 1 and word.isupper():
        return "XX"
    return "Xx" if any(char.isupper() for char in word[1:]) else "X"


def _gaps(sentence: Sentence, size: int) -> list[str]:
    """Return what stands before the first word, between the words, and after the last of so many."""
    ends = [0, *(last for _, last in sentence.spans[:size])]
    starts = [first for first, _ in sentence.spans[: size + 1]]
    if len(starts) == size:
        starts.append(len(sentence.text))
    return [sentence.text[end:start] for end, start in zip(ends, starts, strict=True)]


@lru_cache(maxsize=2_000)
def _mark(gap: str) -> str:
    """Return the kind of what stands between two words."""
    plain = gap.strip()
    if not plain:
        return "_"
    return plain[0] if len(plain) == 1 else ('"' if _QUOTE.search(gap) else plain[-1])


@lru_cache(maxsize=2_000)
def _bounds(gap: str) -> tuple[bool, bool, bool, bool, bool]:
    """Tell of what stands between two words: opens or closes a quotation, joins names, parts them, is a dot."""
    plain = gap.strip()
    return (
        _QUOTE.search(gap) is not None,
        _QUOTED.search(gap) is not None,
        plain in ("", "&", "-"),
        _WALL.search(gap) is not None,
        plain == ".",
    )


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands around the words of an excerpt and what is known of each, worked out once for all runs."""

    shapes: list[str]
    marks: list[str]  # before each word, and after the last
    known: list[str]  # what is known of each word from elsewhere in the mail
    ordinary: list[int]  # how many ordinary words stand before each, and in all
    opens: list[bool]  # a quotation mark stands before the word
    closes: list[bool]  # one stands behind it
    joined: list[bool]  # only a blank parts the word from one with a capital before it
    goes_on: list[bool]  # only a blank parts it from one with a capital behind it
    walls: list[bool]  # something that no name goes across stands before it


def layout_of(excerpt: Excerpt, hints: Hints) -> Layout:
    """Return what stands around the words of an excerpt and is known of them."""
    sentence, words = excerpt.sentence, excerpt.words
    size = len(words)
    gaps = _gaps(sentence, size)
    bounds = [_bounds(gap) for gap in gaps]
    shapes = [_shape(sentence.text[first:last]) for first, last in sentence.spans[:size]]
    known = [_about(word, hints) for word in words]
    tight = [at > 0 and bounds[at][2] for at in range(size)]
    return Layout(
        shapes,
        [_mark(gap) for gap in gaps],
        known,
        list(accumulate(("w" in about for about in known), initial=0)),
        [bound[0] for bound in bounds[:-1]],
        [bound[1] for bound in bounds[1:]],
        [tight[at] and shapes[at - 1][0] == "X" for at in range(size)],
        [*(tight[at] and shapes[at][0] == "X" for at in range(1, size)), False],
        [at > 0 and bounds[at][3] and not (bounds[at][4] and len(words[at - 1]) <= 3) for at in range(size)],
    )  # fmt: skip


def _about(word: str, hints: Hints) -> str:
    """Return what is known of a word from elsewhere in the mail."""
    known = "w" if is_ordinary(word) else ""
    if word in hints.ours:
        known += "u"
    if word in hints.people:
        known += "p"
    if len(word) > 2 and word in hints.domains:
        known += "d"
    return known + ("s" if word in hints.subject else "")


def _tags(excerpt: Excerpt, at: int, names: list[list[str]]) -> list[str]:
    """Return the traits by which a word is tagged; none where it was not read."""
    if not 0 <= at < len(excerpt.tags):
        return []
    row = excerpt.tags[at]
    return [
        by_odds[round(max(min(row[role], _FURTHEST), -_FURTHEST)) + _FURTHEST]
        for role, by_odds in enumerate(names)
    ]


def beginnings(excerpt: Excerpt, layout: Layout) -> list[list[str]]:
    """Return, for every word, the traits of a run that begins with it."""
    kind, found = excerpt.kind, []
    one = two = "<"
    for at, (word, shape, mark, known) in enumerate(zip(excerpt.words, layout.shapes, layout.marks, layout.known, strict=False)):  # fmt: skip
        found.append(
            [
                f"l={one}", f"m{two}", f"n{two} {one}", f"f={word}", f"o{one} {shape}",
                f"b{mark}{shape}", f"k{kind}", f"q{kind[:2]}{one}", f"v{known}",
                *_tags(excerpt, at - 1, _BEFORE),
            ]
        )  # fmt: skip
        one, two = word, one
    return found


def endings(excerpt: Excerpt, layout: Layout) -> list[list[str]]:
    """Return, for every word, the traits of a run that ends with it."""
    ahead = [*excerpt.words[1:], ">", ">"]
    shapes = [*layout.shapes, ">"]
    return [
        [
            f"r={one}", f"t{two}", f"u{one} {two}", f"e={word}",
            f"a{mark}{shape}", f"w{shape}{mark}{after}", *_tags(excerpt, at + 1, _BEHIND),
        ]
        for at, (word, one, two, mark, shape, after) in enumerate(zip(
            excerpt.words, ahead, ahead[1:], layout.marks[1:], shapes, shapes[1:], strict=False
        ))
    ]  # fmt: skip


def insides(excerpt: Excerpt, layout: Layout) -> list[list[str]]:
    """Return, for every word, the traits of a run that holds it."""
    return [
        [f"i={word}", f"s{shape}", f"g{known}", *_tags(excerpt, at, _WITHIN)]
        for at, (word, shape, known) in enumerate(
            zip(excerpt.words, layout.shapes, layout.known, strict=True)
        )
    ]


def wholes(run: Run, layout: Layout, hints: Hints, counts: dict[str, int]) -> list[str]:
    """Return the traits of a run as a whole."""
    first, last, plain = run.first, run.last, run.plain
    traits = [f"z{min(last - first, 5)}"]
    for role, found in hints.found.items():
        if plain == found:
            traits.append(f"R{role}")
        elif plain in found or found in plain:
            traits.append(f"r{role}")
    traits.append(f"c{min(counts.get(plain, 1), 3)}")
    traits.append(f"ordinary {ordinary_part(layout, first, last)}")
    if layout.opens[first] and layout.closes[last]:
        traits.append("quoted")
    traits.append(f"S{layout.shapes[first]}{layout.shapes[last]}")
    if layout.joined[first]:
        traits.append("cut before")
    if layout.goes_on[last]:
        traits.append("cut after")
    return traits


def ordinary_part(layout: Layout, first: int, last: int) -> str:
    """Return how many of the words from one to another are ordinary."""
    number = layout.ordinary[last + 1] - layout.ordinary[first]
    return "none" if not number else "all" if number == last + 1 - first else "some"


def spans_of(excerpt: Excerpt, layout: Layout) -> Iterator[tuple[int, int, bool]]:
    """Yield every run's first and last word, and whether it looks like a name."""
    walls, words = layout.walls, excerpt.words
    small = [shape == "x" for shape in layout.shapes]
    size = len(words)
    for first in range(size):
        name = not small[first]
        for last in range(first, min(first + LONGEST, size)):
            if last > first and walls[last]:
                break
            if small[last] and name and words[last] not in _JOINING:
                name = False
            yield first, last, name and not small[last]


def runs_of(excerpt: Excerpt, layout: Layout, role: str) -> Iterator[Run]:
    """Yield the runs of an excerpt that may stand for a role: names, but for a deal any words."""
    if role != "deal" and excerpt.kind[0] == "b":
        return
    for first, last, name in spans_of(excerpt, layout):
        if name or role == "deal":
            yield Run(excerpt, first, last)


def counted(excerpts: Iterable[Excerpt]) -> dict[str, int]:
    """Return how often each single word, and each two in a row, occur in a mail."""
    found: dict[str, int] = {}
    for excerpt in excerpts:
        words = excerpt.words
        for at, word in enumerate(words):
            found[word] = found.get(word, 0) + 1
            if at:
                pair = f"{words[at - 1]} {word}"
                found[pair] = found.get(pair, 0) + 1
    return found
