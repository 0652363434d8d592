"""Read a team's open opportunities: CSV, XLSX, and tables in a mail.

Cells are text and stay text: nothing is ever evaluated, and of a formula the value counts that was
stored with it. Sizes are bounded, so that no file can keep Debrief busy.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from debrief.errors import BadInput
from debrief.funnels.columns import is_closed, recognise
from debrief.funnels.owners import owner_in
from debrief.funnels.spreadsheet import Sheet, sheets
from debrief.funnels.table import FunnelFile, Row, Table, find_header
from debrief.lexicon import ends_letter, fold
from debrief.model import Opportunity

MAX_BYTES = 10_000_000
MAX_ROWS = 25_000
MAX_COLUMNS = 250
MAX_CELL = 2_000

_NEEDED = (
    "give a header row with the columns Opportunity Name, Account Name, Owner Email, Amount, "
    "Stage and Close Date"
)
_MOST_LINES = 2_000  # of a mail in whose text a table may stand


def read_funnel_csv(
    data: bytes, *, name: str, today: date, owners: Mapping[str, str] | None = None
) -> FunnelFile:
    """Read a CSV export; raise `BadInput` naming file, line and remedy.

    ``owners`` maps an owner as written to a rep's address (`owners.owners_of`).
    """
    if len(data) > MAX_BYTES:
        raise BadInput(f"{name}: is larger than 10 MB; export the open opportunities only")
    text = _decoded(data, name)
    if not text.strip():
        raise BadInput(
            f"{name}, line 1: is empty; export the open deals once more and send the file again"
        )
    lines = text.splitlines()
    if lines and re.fullmatch(r"sep=.", lines[0].strip()):
        text = "\n".join(lines[1:])
    sign = _delimiter(text)
    rows = _csv_rows(text, name, sign)
    start = find_header(rows)
    if start is None:
        first = ", ".join(c for c in (rows[0].cells if rows else ()) if c)[:120]
        line = rows[0].line if rows else 1
        raise BadInput(f"{name}, line {line}: no known column in {first!r}; {_NEEDED}")
    whose = owner_in(_title_of(name), owners or {})
    body = rows[start + 1 :]
    if sign == ",":
        width = len(rows[start].cells)
        body = [Row(row.line, _made_whole(row.cells, width)) for row in body]
    return Table(rows[start].cells, name, today, owners, whose).read(body)


def _title_of(name: str) -> str:
    """Return a file's name as a title: "pipeline_Tom_Becker.csv" is "Tom Becker"."""
    stem = re.sub(r"\.\w+$", "", name)
    words = [w for w in re.split(r"[\s_\-–]+", stem) if fold(w) not in _OF_FILES]
    return " ".join(w for w in words if not any(c.isdigit() for c in w))


_OF_FILES = frozenset(
    ["pipeline", "deals", "funnel", "open", "offene", "list", "liste", "export", "forecast", "opps"]
)


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


def _csv_rows(text: str, name: str, sign: str) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=False)
    rows: list[Row] = []
    try:
        for cells in reader:
            if any(c.strip() for c in cells):
                rows.append(Row(reader.line_num, _bounded(cells, name, reader.line_num)))
            if len(rows) > MAX_ROWS:
                raise BadInput(f"{name}: has more than {MAX_ROWS} rows; export open deals only")
    except csv.Error as err:
        raise BadInput(f"{name}, line {reader.line_num}: {err}; mend the quotes there") from err
    return rows


_CUT_APART = (  # by a comma of its own: a sum, a day
    (re.compile(r"\D{0,5}\d{1,3}(?:,\d{3})*"), re.compile(r"\d{3}(?:\.\d\d)?\D{0,5}"), ","),
    (re.compile(r"[^\W\d_]{3,9}\.? \d{1,2}"), re.compile(r"20\d\d"), " "),
)


def _made_whole(cells: Sequence[str], width: int) -> list[str]:
    """Return a row in which commas cut "120,000" or "Dec 4, 2026" apart with as many cells as headings."""
    whole = [cell.strip() for cell in cells]
    while len(whole) > width and not whole[-1]:
        whole.pop()
    for before, after, sign in _CUT_APART:
        at = 1
        while len(whole) > width and at < len(whole):
            if before.fullmatch(whole[at - 1]) and after.fullmatch(whole[at]):
                whole[at - 1 : at + 1] = [f"{whole[at - 1]}{sign}{whole[at]}"]
            else:
                at += 1
    return whole if len(whole) == width else list(cells)


def _bounded(cells: Sequence[str], name: str, line: int) -> list[str]:
    if len(cells) > MAX_COLUMNS:
        raise BadInput(f"{name}, line {line}: has more than {MAX_COLUMNS} columns; remove some")
    return [" ".join(c[:MAX_CELL].split()) for c in cells]


def read_funnel_xlsx(
    data: bytes, *, name: str, today: date, owners: Mapping[str, str] | None = None
) -> FunnelFile:
    """Read every sheet with a known header; hidden ones are left out, and named."""
    if len(data) > MAX_BYTES:
        raise BadInput(f"{name}: is larger than 10 MB; export the open opportunities only")
    found: list[tuple[Sheet, int, list[Row]]] = []
    hidden: list[str] = []
    for sheet in sheets(data, name, max_rows=MAX_ROWS, max_columns=MAX_COLUMNS):
        rows = [Row(line, [c[:MAX_CELL] for c in cells]) for line, cells in sheet.rows]
        header = find_header(rows)
        if header is not None and sheet.hidden:
            hidden.append(f"{name}: the hidden sheet {sheet.title!r} is left out")
        elif header is not None:
            found.append((sheet, header, rows))
    if not found:
        raise BadInput(
            "; ".join((*hidden, f"{name}: no sheet has a header row that is understood; {_NEEDED}"))
        )
    read = []
    for sheet, header, rows in found:
        where = f"{name}, sheet {sheet.title!r}" if len(found) > 1 else name
        whose = owner_in(sheet.title, owners or {}) or owner_in(_title_of(name), owners or {})
        table = Table(rows[header].cells, where, today, owners, whose)
        body = rows[header + 1 :]
        file = _with_notes(table.read(body), sheet, rows[header], body, where)
        read.append((where, _all_closed(file) if _of_closed(sheet.title) else file))
    whole = together(read)
    return replace(whole, problems=(*whole.problems, *hidden))


def _with_notes(
    file: FunnelFile, sheet: Sheet, header: Row, body: Sequence[Row], where: str
) -> FunnelFile:
    """Add what the file does not show, or shows without its value."""
    notes = []
    used = recognise(header.cells).values()
    lines = {row.line for row in body}
    blank = sorted(at for at in sheet.unvalued if at[0] in lines and at[1] in used)
    if blank:
        first = f"{_letters(blank[0][1])}{blank[0][0]}"
        notes.append(
            f"{where}, cell {first}: holds a formula without its value"
            f"{f', and so do {len(blank) - 1} more' if len(blank) > 1 else ''}; open the file in a "
            "spreadsheet program, save it, and send it again"
        )
    if count := len(sheet.hidden_rows & lines):
        rows = "1 hidden row was" if count == 1 else f"{count} hidden rows were"
        notes.append(f"{where}: {rows} read as well")
    return replace(file, problems=(*notes, *file.problems))


def _letters(column: int) -> str:
    from openpyxl.utils.cell import get_column_letter

    return str(get_column_letter(column + 1))


_ALSO_OPEN = re.compile(
    r"\b(?:open|offene?|ouvertes?|en cours|abiert[oa]s?|abert[oa]s?|openstaande?|all|alle|tous|toutes|todos|todas)\b"
)


def _of_closed(title: str) -> bool:
    return is_closed(title) and _ALSO_OPEN.search(fold(title)) is None


def _all_closed(file: FunnelFile) -> FunnelFile:
    """Return what a sheet such as "Lost" or "Closed 2026" holds: no open deal."""
    return replace(file, by_rep={}, skipped=file.skipped + sum(map(len, file.by_rep.values())))


def together(found: Sequence[tuple[str, FunnelFile]]) -> FunnelFile:
    """Return several tables as one; a deal that stands in two of them counts once.

    Where some say whose their deals are, those that do not are summaries: left out, and named. So
    is a rep's customer without a deal's name where another table names the deals with that customer.
    """
    some = any(file.names_owners for _, file in found)
    by_rep: dict[str, list[Opportunity]] = {}
    kept: list[FunnelFile] = []
    problems: list[str] = []
    for where, file in found:
        if some and file.by_rep and not file.names_owners:
            problems.append(f"{where}: does not say whose its deals are; left out")
            continue
        kept.append(file)
        for rep, deals in file.by_rep.items():
            before = by_rep.setdefault(rep, [])
            known = {(fold(o.name), fold(o.company)) for o in before}
            known |= {
                (c, c) for f in (f for _, f in found if f is not file) for c in _named(f, rep)
            }
            before += [o for o in deals if (fold(o.name), fold(o.company)) not in known]
    return FunnelFile(
        by_rep={rep: tuple(deals) for rep, deals in by_rep.items()},
        columns={name: head for file in kept for name, head in file.columns.items()},
        problems=(*problems, *(p for file in kept for p in file.problems)),
        skipped=sum(file.skipped for file in kept),
        foreign=sum(file.foreign for file in kept),
        unowned=sum(file.unowned for file in kept),
        unused=tuple(dict.fromkeys(head for file in kept for head in file.unused)),
        ended={
            rep: tuple(deal for file in kept for deal in file.ended.get(rep, ()))
            for rep in dict.fromkeys(r for file in kept for r in file.ended)
        },
    )


def _named(file: FunnelFile, rep: str) -> set[str]:
    """Return the customers, folded, with whom a table names a rep's deals."""
    deals = file.by_rep.get(rep, ())
    return {fold(o.company) for o in deals if fold(o.name) != fold(o.company)}


def read_funnel_table(
    tables: Sequence[Sequence[Sequence[str]]],
    *,
    name: str = "the mail",
    today: date,
    owners: Mapping[str, str] | None = None,
    whole: bool = False,
) -> FunnelFile:
    """Read the tables of a pipeline report's HTML (table > row > cell).

    ``whole``: every row names its owner, if it has one.
    """
    read: list[tuple[str, FunnelFile]] = []
    for cells_of in tables:
        rows = [
            Row(i, _bounded([str(c) for c in cells], name, i))
            for i, cells in enumerate(cells_of[:MAX_ROWS], 1)
            if any(str(c).strip() for c in cells)
        ]
        header = find_header(rows)
        if header is not None:
            table = Table(rows[header].cells, name, today, owners, whole=whole)
            read.append((name, table.read(rows[header + 1 :])))
    if not read:
        raise BadInput(f"{name}: holds no table of opportunities that is understood; {_NEEDED}")
    return together(read)


def tables_in_text(text: str) -> Iterator[list[list[str]]]:
    """Yield the tables that were pasted into a text: lines with tabs, semicolons, bars or commas."""
    lines = text.splitlines()[:_MOST_LINES]
    for sign, least in (("\t", 2), (";", 2), ("|", 2), (",", 3)):
        rows = [_cut(line, sign) if sign in line else [] for line in lines]
        start = next((i for i, cells in enumerate(rows) if _heads(cells, least)), None)
        if start is None:
            continue
        table = [rows[start]]
        table += _below(lines[start + 1 :], rows[start + 1 :], sign, len(rows[start]))
        if len(table) > 1:
            yield table
            return


def _below(
    lines: Sequence[str], rows: Sequence[list[str]], sign: str, width: int
) -> Iterator[list[str]]:
    """Yield the rows below a heading, up to the letter's end or to what is laid out otherwise."""
    apart = False
    for line, cells in zip(lines, rows, strict=True):
        if (not cells and line.strip()) or ends_letter(line.strip()):
            return
        if not any(c.isalnum() for cell in cells for c in cell):
            apart = apart or not line.strip()
            continue
        whole = _made_whole(cells, width) if sign == "," else cells
        if apart and sign != "\t" and len(whole) != width:
            return
        yield whole


def _cut(line: str, sign: str) -> list[str]:
    if sign == "|":
        line = line.strip().strip("|")
    return [cell.strip() for cell in next(csv.reader([line], delimiter=sign))][:MAX_COLUMNS]


def _heads(cells: Sequence[str], least: int) -> bool:
    """Tell whether most of the cells are headings of a list of deals."""
    columns = recognise(cells)
    named = "name" in columns or "company" in columns
    return named and len(columns) >= least and 2 * len(columns) >= len(cells)
