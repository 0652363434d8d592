"""Read a team's open opportunities: CSV, XLSX or tables of a pipeline mail.

Cells are text and stay text: nothing is ever evaluated, and formulas are refused by name. Sizes
are bounded, so that no file can keep Debrief busy.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from debrief.amounts import read_amount, read_currency
from debrief.errors import BadInput
from debrief.funnels.columns import header_currency, is_closed, outcome_of, recognise
from debrief.lexicon import (
    fold,
)
from debrief.model import Opportunity
from debrief.when.due_date import read_when

MAX_BYTES = 10_000_000
MAX_ROWS = 25_000
MAX_COLUMNS = 250
MAX_CELL = 2_000
MAX_PROBLEMS = 50

_NEEDED = (
    "give a header row with the columns Opportunity Name, Account Name, Owner Email, Amount, "
    "Stage and Close Date"
)


@dataclass(frozen=True, slots=True)
class FunnelFile:
    """What a file or table held.

    ``by_rep`` is keyed by the rep's address (by the owner as written when no ``owners`` were
    given; "" when the file names no owner). ``columns`` maps field to the heading it was found
    under. ``skipped`` counts closed deals, ``foreign`` rows of owners who are not of the team.
    """

    by_rep: dict[str, tuple[Opportunity, ...]] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    skipped: int = 0
    foreign: int = 0
    ended: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)  # name, outcome


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a table: where it stands and its cells."""

    line: int
    cells: Sequence[str]


def read_funnel_csv(
    data: bytes, *, name: str, today: date, owners: Mapping[str, str] | None = None
) -> FunnelFile:
    """Read a CSV export; raise `BadInput` naming file, line and remedy.

    ``owners`` maps a folded name or a lower-case address to a rep's address.
    """
    if len(data) > MAX_BYTES:
        raise BadInput(f"{name}: is larger than 10 MB; export the open opportunities only")
    text = _decoded(data, name)
    lines = text.splitlines()
    if lines and re.fullmatch(r"sep=.", lines[0].strip()):
        text = "\n".join(lines[1:])
    return _read_rows(_csv_rows(text, name), name=name, today=today, owners=owners)


def _decoded(data: bytes, name: str) -> str:
    """Decode UTF-8 or UTF-16 (with or without mark), else Windows-1252."""
    if data[:4] == b"PK\x03\x04":
        raise BadInput(f"{name}: is not text but an XLSX or ZIP file; name it .xlsx or save as CSV")
    encodings = ["utf-8-sig", "cp1252"]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif data[:200].count(0) > len(data[:200]) // 4:
        encodings = ["utf-16-le" if data[1:2] == b"\0" else "utf-16-be"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadInput(f"{name}: its characters cannot be read; save it as CSV UTF-8")


def _delimiter(text: str) -> str:
    """Return the sign that parts the columns: the most frequent outside quotes at the top."""
    top = re.sub(r'"[^"]{0,2000}"', "", text[:20_000])
    lines = [line for line in top.splitlines() if line.strip()][:10]
    scores = {d: max((line.count(d) for line in lines), default=0) for d in ";\t,|"}
    return max(scores, key=lambda d: scores[d])


def _csv_rows(text: str, name: str) -> list[_Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
    rows: list[_Row] = []
    try:
        for cells in reader:
            if any(c.strip() for c in cells):
                rows.append(_Row(reader.line_num, _bounded(cells, name, reader.line_num)))
            if len(rows) > MAX_ROWS:
                raise BadInput(f"{name}: has more than {MAX_ROWS} rows; export open deals only")
    except csv.Error as err:
        raise BadInput(f"{name}, line {reader.line_num}: {err}; mend the quotes there") from err
    return rows


def _bounded(cells: Sequence[str], name: str, line: int) -> list[str]:
    if len(cells) > MAX_COLUMNS:
        raise BadInput(f"{name}, line {line}: has more than {MAX_COLUMNS} columns; remove some")
    return [" ".join(c[:MAX_CELL].split()) for c in cells]


def read_funnel_xlsx(
    data: bytes, *, name: str, today: date, owners: Mapping[str, str] | None = None
) -> FunnelFile:
    """Read the first sheet with a known header; a formula is refused by its cell's name."""
    from debrief.funnels.spreadsheet import sheet_rows

    if len(data) > MAX_BYTES:
        raise BadInput(f"{name}: is larger than 10 MB; export the open opportunities only")
    formulas: list[tuple[int, int, str]] = []
    for rows in sheet_rows(data, name, formulas, max_rows=MAX_ROWS, max_columns=MAX_COLUMNS):
        table = [_Row(line, [c[:MAX_CELL] for c in cells]) for line, cells in rows]
        header = _header(table)
        if header is None:
            formulas.clear()
            continue
        used = set(recognise(table[header].cells).values())
        for line, column, cell in formulas:
            if column in used and line >= table[header].line:
                raise BadInput(
                    f"{name}, cell {cell}: holds a formula; paste values instead "
                    "(copy, then paste special: values)"
                )
        return _read_rows(table, name=name, today=today, owners=owners)
    raise BadInput(f"{name}: no sheet has a header row that is understood; {_NEEDED}")


def read_funnel_table(
    tables: Sequence[Sequence[Sequence[str]]],
    *,
    name: str = "the mail",
    today: date,
    owners: Mapping[str, str] | None = None,
) -> FunnelFile:
    """Read the tables of a pipeline report's HTML (table > row > cell); the largest one counts."""
    best: list[_Row] = []
    for table in tables:
        rows = [
            _Row(i, _bounded([str(c) for c in cells], name, i))
            for i, cells in enumerate(table[:MAX_ROWS], 1)
            if any(str(c).strip() for c in cells)
        ]
        if _header(rows) is not None and len(rows) > len(best):
            best = rows
    if not best:
        raise BadInput(f"{name}: holds no table of opportunities that is understood; {_NEEDED}")
    return _read_rows(best, name=name, today=today, owners=owners)


def _header(rows: Sequence[_Row]) -> int | None:
    """Return where the header stands: the row of the first thirty with most known names."""
    best, found = None, 1
    for index, row in enumerate(rows[:30]):
        columns = recognise(row.cells)
        if ("name" in columns or "company" in columns) and len(columns) > found:
            best, found = index, len(columns)
    return best


def _read_rows(
    rows: Sequence[_Row], *, name: str, today: date, owners: Mapping[str, str] | None
) -> FunnelFile:
    start = _header(rows)
    if start is None:
        first = ", ".join(c for c in (rows[0].cells if rows else ()) if c)[:120]
        line = rows[0].line if rows else 1
        raise BadInput(f"{name}, line {line}: no known column in {first!r}; {_NEEDED}")
    table = _Table(rows[start].cells, name, today, owners)
    body = rows[start + 1 :]
    table.learn_date_order(body)
    for row in body:
        table.take(row)
    return table.result()


class _Table:
    """Takes the rows of one table apart."""

    def __init__(
        self, header: Sequence[str], name: str, today: date, owners: Mapping[str, str] | None
    ) -> None:
        self.header = header
        self.at = recognise(header)
        self.name = name
        self.today = today
        self.owners = None if owners is None else {fold(k): v for k, v in owners.items()}
        self.by_rep: dict[str, list[Opportunity]] = {}
        self.problems: list[str] = []
        self.skipped = 0
        self.ended: dict[str, list[tuple[str, str]]] = {}
        self.foreign = 0
        self.day_first: bool | None = None
        amount = self.at.get("amount")
        self.currency = header_currency(header[amount]) if amount is not None else None
        self.unknown: set[str] = set()

    def learn_date_order(self, rows: Iterable[_Row]) -> None:
        """Learn from unmistakable dates whether 03/04 is March or April."""
        seen: set[bool] = set()
        for row in rows:
            match = re.match(r"(\d{1,2})([./-])(\d{1,2})\2\d{2,4}\b", self._cell(row, "close_date"))
            if match and (int(match[1]) > 12) != (int(match[3]) > 12):
                seen.add(int(match[1]) > 12)
            elif match and match[2] == ".":
                seen.add(True)
        self.day_first = seen.pop() if len(seen) == 1 else None

    def take(self, row: _Row) -> None:
        """Take one row in: skip the closed, refuse what has no name, say what is odd."""
        name, company = self._cell(row, "name"), self._cell(row, "company")
        if not name and not company:
            if self._cell(row, "owner") and self._cell(row, "amount"):
                self._problem(row, "has neither an opportunity nor an account name; left out")
            return
        if _is_total(name or company):
            return
        if is_closed(self._cell(row, "stage"), self._cell(row, "closed") or self._cell(row, "won")):
            self.skipped += 1
            self._ended(row, name or company)
            return
        rep = self._rep(row)
        if rep is not None:
            self.by_rep.setdefault(rep, []).append(self._opportunity(row, name, company))

    def _ended(self, row: _Row, name: str) -> None:
        """Note how a closed deal of one of ours ended."""
        outcome = outcome_of(self._cell(row, "stage"), self._cell(row, "won"))
        rep = self._one_of_ours(row)
        if rep and outcome and self._cell(row, "name"):
            self.ended.setdefault(rep, []).append((name, outcome))

    def _opportunity(self, row: _Row, name: str, company: str) -> Opportunity:
        amount, currency = self._amount(row)
        return Opportunity(
            name=name or company,
            company=company,
            amount=amount,
            currency=currency,
            stage=self._cell(row, "stage"),
            close_date=self._date(row),
        )

    def _cell(self, row: _Row, name: str) -> str:
        index = self.at.get(name)
        return row.cells[index].strip() if index is not None and index < len(row.cells) else ""

    def _rep(self, row: _Row) -> str | None:
        """Return whose deal it is; None, with a problem noted once, for somebody unknown."""
        written = [self._cell(row, "owner_email"), self._cell(row, "owner")]
        if self.owners is None:
            return next((w.lower() if "@" in w else w for w in written if w), "")
        if "owner" not in self.at and "owner_email" not in self.at:
            return ""
        if (known := self._one_of_ours(row)) is not None:
            return known
        self.foreign += 1
        who = next((w for w in written if w), "")
        if who not in self.unknown:
            self.unknown.add(who)
            said = f"owner {who!r} is not on the team" if who else "has no owner"
            self._problem(row, f"{said}; left out")
        return None

    def _one_of_ours(self, row: _Row) -> str | None:
        """Return the address of the owner whom we know."""
        for text in (self._cell(row, "owner_email"), self._cell(row, "owner")):
            for form in (fold(text), fold(" ".join(reversed(text.split(",", 1)))), _address(text)):
                if form and self.owners and form in self.owners:
                    return self.owners[form]
        return None

    def _amount(self, row: _Row) -> tuple[float | None, str | None]:
        text = self._cell(row, "amount")
        stated = read_currency(self._cell(row, "currency")) or self.currency
        if not text or text.strip("-– 0.,") == "":
            return None, stated
        read = read_amount(text, stated)
        if read is None:
            self._problem(
                row, f"amount {text[:40]!r} is not understood; write it as 120000 or 120k"
            )
            return None, stated
        return read[0], read[1] or stated

    def _date(self, row: _Row) -> date | None:
        text = self._cell(row, "close_date")
        if not text:
            return None
        when = read_cell_date(text, self.today, day_first=self.day_first)
        if when is None:
            self._problem(row, f"close date {text[:40]!r} is not certain; write it as 2026-11-30")
        return when

    def _problem(self, row: _Row, text: str) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(f"{self.name}, line {row.line}: {text}")

    def result(self) -> FunnelFile:
        """Return what was read."""
        return FunnelFile(
            by_rep={rep: tuple(dict.fromkeys(deals)) for rep, deals in self.by_rep.items()},
            columns={name: self.header[index] for name, index in self.at.items()},
            problems=tuple(self.problems),
            skipped=self.skipped,
            foreign=self.foreign,
            ended={rep: tuple(deals) for rep, deals in self.ended.items()},
        )


def _address(text: str) -> str:
    match = re.search(r"[^\s<>,;()]+@[^\s<>,;()]+", text)
    return match.group().lower() if match else ""


def _is_total(name: str) -> bool:
    return re.match(r"(?:grand |sub)?(?:total|totals|summe|gesamt|gesamtsumme|totaal|suma)"
                    r"\b(?!.*\w{4,}.*\w{4,})",
                    fold(name)) is not None  # fmt: skip


def read_cell_date(text: str, today: date, *, day_first: bool | None = None) -> date | None:
    """Return a cell's date; "03/04/2026" only when ``day_first`` or the figures decide."""
    iso = re.match(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]|$)", text)
    plain = re.match(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?:\s|$)", text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if plain:
            first, second = int(plain[1]), int(plain[3])
            year = int(plain[4]) + (2000 if len(plain[4]) == 2 else 0)
            if first > 12 or plain[2] == "." or first == second or (second <= 12 and day_first):
                return date(year, second, first)
            return date(year, first, second) if second > 12 or day_first is False else None
    except ValueError:
        return None
    if short := re.fullmatch(r"(\d{1,2})-([^\W\d_]{3,9}\.?)-((?:20)?\d{2})", text):  # "4-Dec-26"
        text = f"{short[1]} {short[2]} 20{short[3][-2:]}"
    return read_when(text, today) if len(text) < 40 else None
