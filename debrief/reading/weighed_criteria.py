"""Criteria in a row with shares of a hundred: "price 60, delay 30, team 10", "40 points price, 35 support, 25 training"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST = 6
ALL = 100
LONGEST = 62  # characters of a criterion
_SHARE = r"(?<![\w.,])(?P<share>\d{1,2})(?:[ \u00a0]?(?:%|percent|prozent|pour cent|por ciento|por cento|procent|points?|pts|punkte|punten|puntos|pontos))?"
_AND = r"(?:and|und|et|y|e|en)"
_BEHIND = re.compile(rf"{_SHARE}\)?(?![\d.,]*\d)[ \t]*(?=[,;/|.)\n]|\s{_AND}\s|$)", re.IGNORECASE)
_BEFORE = re.compile(
    rf"{_SHARE} (?:on |for |für |auf |pour |para |voor |op )?(?P<name>[^\W\d_][^\d\n,;:/()|]{{2,60}}?)(?:\s?\([^)\n]*\))?(?=[,;/|.\n]|\s{_AND}\s\d|$)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[\d\n,;:/()|]")
_JOINS = re.compile(rf"[\s,;/|.):*•–-]*(?:{_AND}\s+)?", re.IGNORECASE)
_INTO = re.compile(rf"^(?:.{{6,}}\s(?:on|by|nach|sur|sobre|op|em)\s|{_AND}\s)(?=\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Share:
    """A criterion with its share, and from where to where both stand."""

    name: str
    share: int
    start: int
    end: int


def weighed_in(text: str, told: bool) -> tuple[str, ...]:
    """Return what stands in a row with shares that are a hundred together.

    ``told`` is set where the text speaks of criteria; else only three or more count, shares behind their names.
    """
    names = _row(text, _behind(text), 2 if told else 3)
    return names or (_row(text, _before(text), 2) if told else ())


def _row(text: str, shares: Iterator[Share], least: int) -> tuple[str, ...]:
    row: list[Share] = []
    for share in shares:
        if row and not _JOINS.fullmatch(text, row[-1].end, share.start):
            row = []
        row.append(share)
        while sum(each.share for each in row) > ALL:
            row.pop(0)
        if len(row) >= least and sum(each.share for each in row) == ALL:
            return tuple(_INTO.sub("", each.name) for each in row)[:MOST]
    return ()


def _behind(text: str) -> Iterator[Share]:
    """Yield the shares that stand behind their names."""
    for match in _BEHIND.finditer(text):
        start = max(0, match.start() - LONGEST)
        head = text[start : match.start()].rstrip(" \t(:=–-")
        cut = max((part.end() for part in _PARTS.finditer(head)), default=0)
        name = head[cut:].lstrip(" \t*•–-\"'“„«")
        if len(name) > 2 and name[0].isalpha() and (cut or not start):
            first = start + len(head) - len(name)
            yield Share(" ".join(name.split()), int(match["share"]), first, match.end())


def _before(text: str) -> Iterator[Share]:
    """Yield the shares that stand before their names."""
    for match in _BEFORE.finditer(text):
        name = " ".join(match["name"].split())
        yield Share(name, int(match["share"]), match.start(), match.end())
