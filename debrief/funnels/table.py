"""The rows of one table of deals, taken apart: whose each is, what it is worth, when it closes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from debrief.amounts import read_amount, read_currency
from debrief.funnels.columns import (
    field_of,
    header_currency,
    header_unit,
    is_closed,
    outcome_of,
    recognise,
)
from debrief.funnels.dates import read_cell_date
from debrief.funnels.owners import owner_in
from debrief.lexicon import UNKNOWN, fold
from debrief.model import Opportunity
from debrief.reading.records.left_open import is_left_open

MAX_PROBLEMS = 50
_ROWS_BEFORE_HEADER = 30
_MOST_IN_UNITS = 100_000  # 120000 below "Value (k€)" may well be written in full


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """How a list was read, and what of it was left out.

    ``columns`` maps field to the heading it was found under, ``unused`` are the other headings.
    ``skipped`` counts closed deals, ``foreign`` rows of owners who are not of the team, ``unowned``
    rows that leave the owner empty.
    """

    columns: dict[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    skipped: int = 0
    foreign: int = 0
    unowned: int = 0
    unused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelFile(Understood):
    """What a file or table held.

    ``by_rep`` is keyed by the rep's address (by the owner as written when no ``owners`` were
    given; "" for deals of which nothing tells whose they are).
    """

    by_rep: dict[str, tuple[Opportunity, ...]] = field(default_factory=dict)
    ended: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)  # name, outcome

    @property
    def names_owners(self) -> bool:
        """Tell whether it says of its deals whose they are."""
        return bool({"owner", "owner_email"} & self.columns.keys() or self.by_rep.keys() - {""})


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: where it stands and its cells."""

    line: int
    cells: Sequence[str]


def find_header(rows: Sequence[Row]) -> int | None:
    """Return where the header stands: the row of the first thirty with most known names."""
    best, found = None, 1
    for index, row in enumerate(rows[:_ROWS_BEFORE_HEADER]):
        columns = recognise(row.cells)
        if ("name" in columns or "company" in columns) and len(columns) > found:
            best, found = index, len(columns)
    return best


class Table:
    """Takes the rows of one table apart.

    ``owners`` maps an owner as written (`owners.owners_of`) to a rep's address; ``whose`` is the rep
    whom the sheet itself is named after. ``whole``: every row names its owner, if it has one.
    """

    def __init__(
        self,
        header: Sequence[str],
        name: str,
        today: date,
        owners: Mapping[str, str] | None,
        whose: str | None = None,
        *,
        whole: bool = False,
    ) -> None:
        self.header = header
        self.at = recognise(header)
        self.name = name
        self.today = today
        self.owners = owners
        self.whose = whose
        self.whole = whole
        self.strangers: set[int] = set()  # lines on which somebody else stands above their deals
        self.stranger = False
        self.by_rep: dict[str, list[Opportunity]] = {}
        self.problems: list[str] = []
        self.ended: dict[str, list[tuple[str, str]]] = {}
        self.skipped = self.foreign = self.unowned = 0
        self.day_first: bool | None = None
        self.grouped = False  # an owner stands beside the first of their deals alone
        self.last: str | None = None  # whose the deal above is
        amount = self.at.get("amount")
        self.currency = header_currency(header[amount]) if amount is not None else None
        self.unit = header_unit(header[amount]) if amount is not None else 1
        self.unknown: set[str] = set()
        self.stages = [i for i, cell in enumerate(header) if field_of(cell) == "stage"]

    def read(self, rows: Sequence[Row]) -> FunnelFile:
        """Take all rows in and return what they hold."""
        self._learn_date_order(rows)
        self._learn_grouping(rows)
        self._learn_strangers(rows)
        for row in rows:
            self._take(row)
        return self._result()

    def _learn_date_order(self, rows: Iterable[Row]) -> None:
        """Learn from unmistakable dates whether 03/04 is March or April."""
        seen: set[bool] = set()
        for row in rows:
            match = re.match(r"(\d{1,2})([./-])(\d{1,2})\2\d{2,4}\b", self._cell(row, "close_date"))
            if match and (int(match[1]) > 12) != (int(match[3]) > 12):
                seen.add(int(match[1]) > 12)
            elif match and match[2] == ".":
                seen.add(True)
        self.day_first = seen.pop() if len(seen) == 1 else None

    def _learn_grouping(self, rows: Sequence[Row]) -> None:
        """Learn whether an empty owner means the one above: none is written twice, and gaps part them.

        A system's own list leaves the owner empty where there is none.
        """
        deals = [r for r in rows if self._name(r) and not self._is_aside(r)]
        written = [fold(self._owner(r)) for r in deals]
        named = [owner for owner in written if owner]
        apart = any(not a and b for a, b in pairwise(written)) and bool(written[0])
        self.grouped = not self.whole and apart and len(set(named)) == len(named)
        if self.grouped and self.owners is not None:
            told = "a deal without an owner counts as one of the owner above it"
            self.problems.append(f"{self.name}: {told}")

    def _learn_strangers(self, rows: Sequence[Row]) -> None:
        """Learn who else stands alone above deals: among reps' names, two words above a fuller row."""
        alone = [
            sum(map(bool, map(str.strip, r.cells))) == 1 and not self._is_aside(r) for r in rows
        ]
        if not any(self._heading(r) for r, single in zip(rows, alone, strict=True) if single):
            return
        for (row, single), below in pairwise(zip(rows, alone, strict=True)):
            name = _TWO_NAMES.fullmatch(next(filter(str.strip, row.cells), "").strip())
            if single and name and not below[1] and not self._is_aside(below[0]):
                self.strangers.add(row.line)

    def _take(self, row: Row) -> None:
        """Take one row in: skip the closed, refuse what has no name, say what is odd."""
        if self._is_aside(row):
            return
        if (rep := self._heading(row)) is not None:
            self.whose, self.stranger = rep, False
            return
        if row.line in self.strangers:
            self.stranger = True
            self._problem(
                row,
                f"{self._name(row)!r} is not on the team; what stands below is left out (a deal needs its amount or stage)",
            )
            return
        name = self._name(row)
        if not name:
            if self._owner(row) and self._cell(row, "amount"):
                self._problem(row, "has neither an opportunity nor an account name; left out")
            return
        if self._is_over(row):
            self.skipped += 1
            self._ended(row, name)
            self.last = self._one_of_ours(row) if self._owner(row) else self.last
            return
        rep = self._rep(row)
        if rep is not None:
            self.by_rep.setdefault(rep, []).append(self._opportunity(row, name))

    def _is_aside(self, row: Row) -> bool:
        """Tell whether a row is a sum, or what an export writes below its table."""
        first = next((c for c in row.cells if c.strip()), "")
        few = sum(1 for c in row.cells if c.strip()) <= 2
        name = fold(self._name(row))
        is_deal = any(map(str.isalpha, self._cell(row, "stage"))) or self._cell(row, "close_date")
        return (
            (_TOTAL.match(name) is not None and (not is_deal or _TOTAL_OF.match(name) is not None))
            or _TOTAL_OF.search(fold(self._owner(row))) is not None
            or (few and _FOOTER.match(fold(first)) is not None)
        )

    def _heading(self, row: Row) -> str | None:
        """Return the rep whose name stands alone above their deals, with or without their sum.

        With a sum the name must be whole: "Becker, 5000" is rather a deal.
        """
        first, *rest = [c for c in row.cells if c.strip()] or [""]
        if self.owners is None or any(any(c.isalpha() for c in cell) for cell in rest):
            return None
        if rest and (self._owner(row) or self._cell(row, "close_date") or " " not in first.strip()):
            return None
        return owner_in(first, self.owners)

    def _is_over(self, row: Row) -> bool:
        closed = self._cell(row, "closed") or self._cell(row, "won")
        stages = [row.cells[i] for i in self.stages if i < len(row.cells)] or [""]
        return any(is_closed(stage, closed) for stage in stages)

    def _ended(self, row: Row, name: str) -> None:
        """Note how a closed deal of one of ours ended."""
        stages = [row.cells[i] for i in self.stages if i < len(row.cells)] or [""]
        outcomes = [outcome_of(stage, self._cell(row, "won")) for stage in stages]
        outcome = next(filter(None, outcomes), None)
        rep = self._one_of_ours(row)
        if rep and outcome and self._cell(row, "name"):
            self.ended.setdefault(rep, []).append((name, outcome))

    def _opportunity(self, row: Row, name: str) -> Opportunity:
        amount, currency = self._amount(row)
        return Opportunity(
            name=name,
            company=self._cell(row, "company"),
            amount=amount,
            currency=currency,
            stage=self._cell(row, "stage"),
            close_date=self._date(row),
        )

    def _cell(self, row: Row, name: str) -> str:
        index = self.at.get(name)
        return row.cells[index].strip() if index is not None and index < len(row.cells) else ""

    def _name(self, row: Row) -> str:
        return self._cell(row, "name") or self._cell(row, "company")

    def _owner(self, row: Row) -> str:
        return self._cell(row, "owner") or self._cell(row, "owner_email")

    def _rep(self, row: Row) -> str | None:
        """Return whose deal it is; None, with a problem noted once, for somebody unknown."""
        if self.owners is None:
            email = self._cell(row, "owner_email")
            return email.lower() if "@" in email else self._owner(row)
        who = self._owner(row)
        if not who and self.stranger:
            self.foreign += 1
            return None
        if not who and self.grouped:
            self.foreign += self.last is None
            return self.last
        if not who and self.whose is not None:
            return self.whose
        if "owner" not in self.at and "owner_email" not in self.at:
            return ""
        self.last = self._one_of_ours(row)
        if self.last is not None:
            return self.last
        self.foreign += bool(who)
        self.unowned += not who
        if who not in self.unknown:
            self.unknown.add(who)
            said = f"owner {who!r} is not on the team" if who else "has no owner"
            self._problem(row, f"{said}; left out")
        return None

    def _one_of_ours(self, row: Row) -> str | None:
        """Return the address of the owner whom we know."""
        written = (self._cell(row, "owner_email"), self._cell(row, "owner"))
        found = (owner_in(text, self.owners or {}) for text in written if text)
        return next(filter(None, found), None)

    def _amount(self, row: Row) -> tuple[float | None, str | None]:
        text = self._cell(row, "amount").rstrip("? ")
        stated = read_currency(self._cell(row, "currency")) or self.currency
        if _says_nothing(text) or re.fullmatch(r"[^\w]*0[^1-9]*", text):
            return None, stated
        bare = re.fullmatch(r"[€$£\s]*[\d.,'’\s]+", text) is not None
        scale = {1_000: "k", 1_000_000: "m"}.get(self.unit, "") if bare else ""
        read = read_amount(text + scale, stated)
        if read is not None and scale and read[0] >= _MOST_IN_UNITS * self.unit:
            told = f"{self.header[self.at['amount']][:40]!r}; write it as 120k or 120m"
            self._problem(row, f"amount {text[:40]!r} is very large below {told}")
            return None, stated
        if read is None:
            self._problem(
                row, f"amount {text[:40]!r} is not understood; write it as 120000 or 120k"
            )
            return None, stated
        return read[0], read[1] or stated

    def _date(self, row: Row) -> date | None:
        text = self._cell(row, "close_date")
        if _says_nothing(text):
            return None
        when = read_cell_date(text, self.today, day_first=self.day_first)
        if when is None:
            self._problem(row, f"close date {text[:40]!r} is not certain; write it as 2026-11-30")
        return when

    def _problem(self, row: Row, text: str) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(f"{self.name}, line {row.line}: {text}")

    def _result(self) -> FunnelFile:
        used = set(self.at.values()) | set(self.stages)
        return FunnelFile(
            by_rep={rep: tuple(dict.fromkeys(deals)) for rep, deals in self.by_rep.items()},
            columns={name: self.header[index] for name, index in self.at.items()},
            problems=tuple(self.problems),
            skipped=self.skipped,
            foreign=self.foreign,
            unowned=self.unowned,
            unused=tuple(c for i, c in enumerate(self.header) if c.strip() and i not in used),
            ended={rep: tuple(deals) for rep, deals in self.ended.items()},
        )


_TWO_NAMES = re.compile(r"[^\W\d_][\w.'’-]* [^\W\d_][\w.'’-]*")
_SUM = r"(?:total|totals|summe|gesamt|gesamtsumme|gesamtergebnis|ergebnis|totaal|suma|somme)"
_TOTAL = re.compile(
    rf"(?:grand |sub|zwischen)?{_SUM}\b(?!.*\w{{4,}}.*\w{{4,}})|(?:count|anzahl|sum)(?::? ?\d*)$"
)
_TOTAL_OF = re.compile(rf"(?:^|\s)(?:sub|zwischen)?{_SUM}$")  # "Tom Becker Total", of a pivot
_FOOTER = re.compile(  # of reports and exports
    r"copyright\b|confidential information\b|generated (?:by|on)\b|exported (?:by|on|from)\b|report (?:generated|run)\b|"
    r"erstellt (?:von|am)\b|genere (?:par|le)\b|generado (?:por|el)\b|gegenereerd (?:door|op)\b|gerado (?:por|em)\b"
)


def _says_nothing(text: str) -> bool:
    """Tell whether a cell is empty or says that nobody knows yet."""
    return is_left_open(text) or fold(text) in UNKNOWN | {"asap"}
