"""Which sums of a mail its words' tags tell to be what the lost deal was worth."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from debrief.reading.clauses import Sentence
from debrief.reading.money import Amount, amounts, bare_amounts
from debrief.reading.tags import AMOUNT, Tagged

TOLD = 0.25  # log odds from which a number without a currency is taken for the sum
_THOUSANDS = re.compile(r"(?<![\w.,:/-])[1-9]\d{1,2}(?![\w%:/]|[.,-]\d)")


def told_sums(parts: Iterable[Sentence], tags: Tagged) -> dict[float, float]:
    """Return how surely each sum is what the deal was worth (log odds), by its value; unread sentences are left out."""
    found: dict[float, float] = {}
    for part in parts:
        rows = tags.get(part.text)
        if rows and any(map(str.isdigit, part.text)):
            for each, odds in _with_odds(part, [row[AMOUNT] for row in rows]):
                found[each.value] = max(found.get(each.value, odds), odds)
    return found


def _with_odds(part: Sentence, odds: list[float]) -> Iterator[tuple[Amount, float]]:
    """Yield the sums of a sentence, each as sure as the surest word of it; small numbers only where likely."""
    plain = (*amounts(part.text), *bare_amounts(part.text))
    taken = {place for each in plain for place in range(each.first, each.last)}
    small = [each for each in thousands(part.text) if each.first not in taken]
    for each in (*plain, *small):
        sure = max(
            (one for one, (first, last) in zip(odds, part.spans, strict=False) if each.first < last and first < each.last),
            default=None,
        )  # fmt: skip
        if sure is not None and (sure > TOLD or each in plain):
            yield each, sure


def has_sum(text: str) -> bool:
    """Tell whether a text holds anything that may be a sum."""
    return bool(amounts(text) or bare_amounts(text))


def thousands(text: str) -> Iterator[Amount]:
    """Yield the small numbers of a text as thousands: "we were at 214"."""
    for match in _THOUSANDS.finditer(text):
        yield Amount(1e3 * int(match[0]), None, match.start(), match.end())
