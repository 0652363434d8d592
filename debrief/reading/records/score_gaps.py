"""Where we were behind, by the points that a table of bidders gives us and the winner for each criterion."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from debrief.reading.mail.html_text import Table
from debrief.reading.records.award_tables import TOTAL, is_us, tables_in
from debrief.reading.records.placings import AWARDED
from debrief.reading.wording import fold

MOST = 2  # criteria told
LARGEST = 1_000  # points; what is more is money
_WEIGHT = re.compile(
    r"\s*\(\s*(\d{1,3})(?:[.,]\d+)?\s*(?:%|points?|pts?\.?|p\.?)?\s*\)\s*$", re.IGNORECASE
)
_POINTS = re.compile(r"\s*(\d{1,4}(?:[.,]\d{1,3})?)\s*(?:%|points?|pts?\.?|punkte|puntos|pontos|punten)?\s*", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gap:
    """The points of one criterion, as written, and by how much of all its points we were behind."""

    criterion: str
    ours: str
    theirs: str
    behind: float


def told_gaps(tables: Iterable[Table], text: str, own: str, winner: str | None) -> str | None:
    """Return where we were furthest behind ("Cost: 33.4 vs. 38.2"); None where no table shows it.

    ``own`` is our company's name. Prices are no points: who has fewer of those is ahead.
    """
    if not own:
        return None
    for table in (*tables, *tables_in(text)):
        gaps = [*_by_row(table, own, winner), *_by_column(table, own, winner)]
        behind = sorted((gap for gap in gaps if gap.behind > 0), key=lambda gap: -gap.behind)
        if behind:
            return "; ".join(f"{g.criterion}: {g.ours} vs. {g.theirs}" for g in behind[:MOST])
    return None


def _by_row(table: Table, own: str, winner: str | None) -> Iterator[Gap]:
    """Yield the gaps of a table with a bidder a row and a weighted criterion a column."""
    head, *rows = table
    mine = next((row for row in rows if any(is_us(cell, own) for cell in row)), None)
    best = next((row for row in rows if row is not mine and _names(row, winner)), None)
    if mine is None or best is None or not len(mine) == len(best) == len(head):
        return
    for at, label in enumerate(head):
        if _WEIGHT.search(label):
            yield from _gap(label, mine[at], best[at])


def _by_column(table: Table, own: str, winner: str | None) -> Iterator[Gap]:
    """Yield the gaps of a table with a criterion a row, our points in one column and the winner's in another."""
    head, *rows = table
    ours = next((at for at, cell in enumerate(head) if at and is_us(cell, own)), None)
    theirs = next(
        (
            at
            for at, cell in enumerate(head)
            if at and at != ours and (AWARDED.fullmatch(fold(cell)) or _names((cell,), winner))
        ),
        None,
    )
    if ours is None or theirs is None:
        return
    for row in rows:
        if len(row) == len(head):
            yield from _gap(row[0], row[ours], row[theirs])


def _names(cells: Sequence[str], winner: str | None) -> bool:
    return winner is not None and any(fold(winner) in fold(cell) for cell in cells)


def _gap(label: str, ours: str, theirs: str) -> Iterator[Gap]:
    """Yield what two cells tell of a criterion, where both are points."""
    criterion = _WEIGHT.sub("", label).strip(" .:")
    mine, best = _POINTS.fullmatch(ours), _POINTS.fullmatch(theirs)
    if mine is None or best is None or not criterion or TOTAL.match(fold(criterion)):
        return
    own, other = (float(found[1].replace(",", ".")) for found in (mine, best))
    weight = _WEIGHT.search(label)
    most = float(weight[1]) if weight else max(own, other)
    if most and max(own, other) <= LARGEST:
        yield Gap(criterion, ours.strip(), theirs.strip(), (other - own) / most)
