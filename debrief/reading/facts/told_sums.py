"""Which sums of a mail its words' tags tell to be what the lost deal was worth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from debrief.reading.facts.money import (
    Amount,
    amounts,
    bare_amounts,
    scaled_amounts,
    without_phones,
)
from debrief.reading.facts.number_words import in_figures
from debrief.reading.learned.passage import Passage
from debrief.reading.learned.tags import AMOUNT, Tagged
from debrief.reading.mail.subject_line import bare_subject
from debrief.reading.people import Sides
from debrief.reading.quoting.turns import Turn
from debrief.reading.verdicts.clauses import Sentence, sentences
from debrief.reading.verdicts.parts import heads_of
from debrief.reading.verdicts.signals import Voice

MOST_OTHERS = 3  # turns besides the one that tells of the loss, in which the sum is looked for
ELSEWHERE = 1.0  # log odds from which a number there is the sum although one less sure stands here
TOLD = 0.25  # log odds from which a number without a currency is taken for the sum,
COUNTED = 2.0  # and one before a word that may be what is counted by it
LARGE = re.compile(
    r"(?:thousand|grand|tausend|mille|duizend|mil|million\w*|millon\w*|milh\w+|miljoen)$"
)  # folded
_THOUSANDS = re.compile(r"(?<![\w.,:/-])[1-9]\d{1,2}(?:[.,]\d)?(?![\w%:/]|[.,-]\d)")


def told_sums(turn: Turn, tags: Tagged) -> dict[float, float]:
    """Return how surely each sum of a turn is what the deal was worth (log odds), by its value; unread sentences are left out."""
    found: dict[float, float] = {}
    for part in (*sentences(turn.text), *sentences(bare_subject(turn.subject))):
        rows = tags.get(part.text)
        if rows and _has_number(part.text):
            for each, odds in _with_odds(part, [row[AMOUNT] for row in rows]):
                found[each.value] = max(found.get(each.value, odds), odds)
    return found


def told_elsewhere(
    turn: Turn, turns: tuple[Turn, ...], sides: Sides, least: float
) -> dict[float, float]:
    """Return the same for the turns beside the one that tells of the loss: a note above it, what was said before."""
    from debrief.reading.learned.tagger import (
        tagged,  # it takes numpy, which most commands never need
    )

    found: dict[float, float] = {}
    for other in [each for each in turns if each is not turn and _has_sum(each.text)][:MOST_OTHERS]:
        voice = Voice.OURS if sides.speaks_for_us(other) else Voice.CUSTOMER
        tags = tagged(Passage(sentences(other.text), heads_of(other, turns), voice, sides.names))
        sums = told_sums(other, tags)
        found |= {value: odds for value, odds in sums.items() if odds > least}
    return found


def _with_odds(part: Sentence, odds: list[float]) -> Iterator[tuple[Amount, float]]:
    """Yield the sums of a sentence, each as sure as the surest word of it; small numbers only where likely."""
    plain = (*amounts(part.text), *bare_amounts(part.text))
    taken = {place for each in plain for place in range(each.first, each.last)}
    small = [each for each in unmarked(part.text) if each.first not in taken]
    for each in (*plain, *small):
        sure = max(
            (one for one, (first, last) in zip(odds, part.spans, strict=False) if each.first < last and first < each.last),
            default=None,
        )  # fmt: skip
        if sure is not None and (sure > TOLD or each in plain):
            yield each, sure
    yield from _in_words(part, odds)


def _in_words(part: Sentence, odds: list[float]) -> Iterator[tuple[Amount, float]]:
    """Yield the sums that a sentence writes out in words, each as sure as the surest word for a large number."""
    figures = in_figures(part.text)
    if figures == part.text:
        return
    sure = max(
        (one for one, word in zip(odds, part.words, strict=False) if LARGE.search(word)),
        default=None,
    )
    known = {each.value for each in bare_amounts(part.text)}
    for each in bare_amounts(figures):
        if sure is not None and each.value not in known:
            yield each, sure


def _has_number(text: str) -> bool:
    return any(map(str.isdigit, text)) or in_figures(text) != text


def _has_sum(text: str) -> bool:
    """Tell whether a text holds anything that may be a sum."""
    return bool(
        amounts(text) or bare_amounts(text) or any(unmarked(text)) or in_figures(text) != text
    )


def unmarked(text: str) -> Iterator[Amount]:
    """Yield the numbers of a text that may be sums although neither a currency nor marked thousands say so."""
    yield from scaled_amounts(text)
    yield from thousands(text)


def thousands(text: str) -> Iterator[Amount]:
    """Yield the small numbers of a text as thousands: "we were at 214", "412.6"."""
    for match in _THOUSANDS.finditer(without_phones(text)):
        value = round(1e3 * float(match[0].replace(",", ".")), 1)
        yield Amount(value, None, match.start(), match.end())
