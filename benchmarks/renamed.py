"""A passage as it would read had it told of other firms: who learns from both learns what stands around a name."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from debrief.reading.learned.passage import Passage
from debrief.reading.verdicts.clauses import Sentence, sentences
from tests.corpus import NOBODY

FIRMS = ("rival", "company")  # whose names are changed
LONG = 4  # letters from which on a single word of a name stands for it
DRAWN = 3  # names, of which the first is taken that the passage does not hold
USUAL = 3  # names that share a word which is no firm's own


@dataclass(frozen=True)
class Firms:
    """The names of firms that mails tell of, and the words that many of them share."""

    names: dict[str, tuple[str, ...]]  # by role
    usual: frozenset[str]

    @classmethod
    def of(cls, told: Sequence[Mapping[str, str]]) -> Firms:
        """Return the firms that are stated of some mails."""
        roles = {
            role: {each[role] for each in told if role in each} - set(NOBODY) for role in FIRMS
        }
        every = set().union(*roles.values())
        counts = Counter(word for name in every for word in {*name.split()})
        usual = frozenset(word for word, number in counts.items() if number >= USUAL)
        return cls({role: tuple(sorted(names)) for role, names in roles.items()}, usual)

    def own_words(self, name: str) -> list[str]:
        """Return the words of a name that may stand for it alone."""
        words = [word.strip(",.()") for word in name.split()]
        return [
            each
            for each in words
            if len(each) >= LONG and each[0].isupper() and each not in self.usual
        ]


@dataclass(frozen=True)
class Renamed:
    """A passage under other names, and what is stated of it under these."""

    passage: Passage
    expected: dict[str, str]


def renamed(
    passage: Passage,
    expected: Mapping[str, str],
    firms: Firms,
    chance: random.Random,
    in_small: bool = False,
) -> Renamed:
    """Return a passage with other firms' names, drawn by chance; ``in_small`` puts it in small letters besides."""
    changed: dict[str, str] = {}
    whole = " ".join(part.text for part in (*passage.heads, *passage.body))
    for role in FIRMS:
        name = expected.get(role)
        if name and name not in NOBODY:
            drawn = [chance.choice(firms.names[role]) for _ in range(DRAWN)]
            other = next((each for each in drawn if each not in whole), name)
            changed |= _changes(firms, name, other)
    words = "|".join(sorted(map(re.escape, changed), key=len, reverse=True))
    any_name = re.compile(rf"(?<!\w)({words})(?: (?:{words}))*(?!\w)") if words else None

    def said(text: str) -> str:
        return any_name.sub(lambda match: changed[match[1]], text) if any_name else text

    def put(part: Sentence) -> tuple[Sentence, ...]:
        text = said(part.text)
        return sentences(text.lower() if in_small else text)

    body = [put(part) for part in passage.body]
    middle = sum(map(len, body[: passage.middle]))
    heads = tuple(part for head in passage.heads for part in put(head))
    flat = tuple(part for parts in body for part in parts)
    made = replace(passage, body=flat, heads=heads, middle=min(middle, max(len(flat) - 1, 0)))
    return Renamed(made, {key: said(value) for key, value in expected.items()})


def _changes(firms: Firms, name: str, other: str) -> dict[str, str]:
    """Return what a name becomes, and what its own words do where they stand alone."""
    short = next(iter(firms.own_words(other)), other)
    return {**dict.fromkeys(firms.own_words(name), short), name: other}
