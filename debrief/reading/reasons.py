"""Why the customer decided so: the mail's own words, one sentence, shortened where it is long."""

from __future__ import annotations

import re
from collections.abc import Sequence

from debrief.reading.clauses import sentences
from debrief.reading.criteria import clauses_of
from debrief.reading.grounds import Ground, odds

LONGEST = 240  # characters
LONG = 160  # characters from which a sentence is cut to what says why
MANY = 6  # numbers that make a sentence a table
NEARLY = 1.2  # by how much less the sentence beside it may say why, to be told as well

_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w])")


def reason_of(grounds: Sequence[Ground], own: frozenset[str]) -> str | None:
    """Return the sentence that best says why, with the one beside it where both do; None if none does."""
    told = [index for index, each in enumerate(grounds) if each.score > 0]
    told = [index for index in told if not is_scored(grounds[index].text)]
    at = max(told, key=lambda index: grounds[index].score, default=None)
    if at is None:
        return None
    best = grounds[at]
    beside = [
        index
        for index in (at - 1, at + 1)
        if 0 <= index < len(grounds)
        and grounds[index].heard.turn == best.heard.turn
        and grounds[index].score > max(best.score - NEARLY, 0.0)
        and index in told
    ]
    other = max(beside, key=lambda index: grounds[index].score, default=None)
    if other is None or len(best.text) + len(grounds[other].text) > LONGEST:
        return shortened(best.text, own)
    first, second = sorted((at, other))
    return _bare(f"{grounds[first].text} {grounds[second].text}")


def is_scored(text: str) -> bool:
    """Tell whether a text is a row or a table of points, which says how much but not why."""
    words, numbers = len(_WORD.findall(text)), len(_NUMBER.findall(text))
    return (numbers >= 2 and numbers >= words) or (numbers >= MANY and numbers * 3 >= words)


def shortened(text: str, own: frozenset[str]) -> str:
    """Return a sentence from the clause on that says why where it is long."""
    if len(text) <= LONG:
        return _bare(text)
    places, start = [], 0
    for clause in clauses_of(text):
        start = text.find(clause, start)
        places.append((_odds(clause, own), start))
        start += len(clause)
    _, begin = max(places, default=(0.0, 0))
    for _, place in reversed(places):
        if place < begin and len(text) - place <= LONG:
            begin = place
    return _bare(text[begin : begin + LONGEST])


def _odds(clause: str, own: frozenset[str]) -> float:
    part = next(iter(sentences(clause)), None)
    return odds(part, (), own)[0] if part is not None else -9.0


def _bare(text: str) -> str:
    return text.strip(' .;,:-–*|"“”„«»')[:LONGEST]
