"""What the words of a mail are tagged with, as `tagger` finds it and the facts use it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from debrief.reading.verdicts.clauses import Sentence
from debrief.reading.wording import words_in

ROLES = ("rival", "deal", "company", "person")
# Names by role, why the deal was lost, what mattered, what it was worth.
TAGS = (*ROLES, "ground", "criterion", "amount")
RIVAL, DEAL, GROUND, CRITERION, AMOUNT = map(
    TAGS.index, ("rival", "deal", "ground", "criterion", "amount")
)

Row: TypeAlias = Sequence[float]  # log odds by tag
# By a sentence's text, a row for each of its words from the first on; a sentence that was not read is absent.
Tagged: TypeAlias = Mapping[str, Sequence[Row]]


def likeliest(name: str, parts: Iterable[Sentence], tags: Tagged, tag: int) -> float | None:
    """Return the log odds of the word of a name likeliest to have a tag; None where it was not read."""
    words = tuple(words_in(name))
    found = (
        max(row[tag] for row in rows[at : at + len(words)])
        for part in parts
        if (rows := tags.get(part.text)) and words
        for at in range(len(rows) - len(words) + 1)
        if part.words[at : at + len(words)] == words
    )
    return max(found, default=None)


def stretches(rows: Sequence[Row], tag: int, least: float = 0.0) -> Iterator[tuple[float, int, int]]:  # fmt: skip
    """Yield the words in a row that have a tag more likely than not: by how much in all, the first, the last.

    ``least`` is the log odds that count as even.
    """
    first, total, best, end = 0, 0.0, 0.0, -1
    for at, row in enumerate((*rows, None)):
        value = row[tag] - least if row is not None else -total - 1.0
        if total + value <= 0.0:
            if best > 0.0:
                yield best, first, end
            first, total, best = at + 1, 0.0, 0.0
            continue
        total += value
        if total > best:
            best, end = total, at
