"""Open an XLSX file from outside without trusting it: bounded, nothing evaluated."""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO, Any
from xml.parsers import expat

from debrief.errors import BadInput

MOST_BYTES = 100_000_000  # unpacked, of all that is opened; a sheet is opened twice
MOST_ELEMENTS = 4_000_000  # likewise
MOST_IN_A_PART = 2_000_000  # 200 reps' 100 deals, 30 columns each, are 1.6 million
MOST_IN_ONE_PIECE = 100_000  # of a part that is read whole: styles, names, relations
MOST_PARTS = 2_000
LONGEST_TAG = 1_000_000
DEEPEST = 50
_MOST_WITHIN = {"row": 16_384, "sheetData": 1_048_576, "sst": 1_000_000, "sheets": 255}
_MOST_WITHIN_OTHERS = 65_536  # what the format itself allows of hyperlinks and cell formats
_MAX_SHEETS = 30
_CHUNK = 65_536

_MOST_FILLED = 100_000  # cells that merged ones are filled down into

SheetRow = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: (row number, cell texts) of the rows with anything in them.

    A formula's text is the value that was stored with it; ``unvalued`` are the (row, column from 0)
    of formulas without one. ``hidden_rows`` are row numbers, ``hidden`` is the sheet itself.
    """

    title: str
    rows: list[SheetRow]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    unvalued: frozenset[tuple[int, int]] = frozenset()


@dataclass(slots=True)
class _Seen:
    """What a look through a sheet's part tells beside its cells."""

    elements: int = 0
    merged: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    unvalued: set[tuple[int, int]] = field(default_factory=set)


def is_workbook(data: bytes) -> bool:
    """Tell whether the bytes are an XLSX file, whatever it is called."""
    return data[:4] == b"PK\x03\x04" and b"xl/" in data


def open_workbook(data: bytes, name: str) -> Any:  # noqa: ANN401 - openpyxl is untyped
    """Return an openpyxl workbook opened read-only; raise `BadInput` for anything suspicious."""
    from openpyxl.reader.excel import ExcelReader

    try:
        reader = ExcelReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        reader.archive = _Archive(data, name)
        reader.read()
    except BadInput:
        raise
    except Exception as err:  # openpyxl raises whatever its parsers raise on a damaged file
        raise BadInput(f"{name}: is not a readable XLSX file; save it anew as .xlsx") from err
    return reader.wb


class _Archive(zipfile.ZipFile):
    """The parts of an XLSX file: each is looked through before it is read, all within bounds."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(io.BytesIO(data))
        self._name = name
        self._bytes, self._elements = MOST_BYTES, MOST_ELEMENTS
        self.seen: dict[str, _Seen] = {}
        if len(self.namelist()) > MOST_PARTS:
            raise _too_much(name)

    def open(self, name: str | zipfile.ZipInfo, *args: Any, **kwargs: Any) -> IO[bytes]:  # noqa: ANN401 - passed on
        """Open a part, unless it or all that was opened so far is too much."""
        part = self.getinfo(name) if isinstance(name, str) else name
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise BadInput(f"{self._name}: is packed in an unusual way; save it anew as .xlsx")
        self._bytes -= part.file_size
        if self._bytes < 0:
            raise _too_much(self._name)
        if part.filename not in self.seen:
            with super().open(part) as stream:
                self.seen[part.filename] = _look_through(stream, self._name, part.filename)
        self._elements -= self.seen[part.filename].elements
        if self._elements < 0:
            raise _too_much(self._name)
        return super().open(part, *args, **kwargs)

    def read(self, name: str | zipfile.ZipInfo, pwd: bytes | None = None) -> bytes:
        """Read a part in one piece."""
        data = super().read(name, pwd)
        held = self.seen[name if isinstance(name, str) else name.filename]
        if held.elements > MOST_IN_ONE_PIECE:
            raise _too_much(self._name)
        return data


def _look_through(stream: IO[bytes], name: str, part: str) -> _Seen:
    """Look through a part's elements without keeping them; refuse entities and what swells when read."""
    parser = expat.ParserCreate()
    within = [0]  # how many elements each open element holds so far
    most = [_MOST_WITHIN_OTHERS]
    seen = _Seen()
    cell = _Cell(seen)

    def begins(tag: str, attributes: dict[str, str]) -> None:
        seen.elements += 1
        within[-1] += 1
        if seen.elements > MOST_IN_A_PART or within[-1] > most[-1] or len(within) > DEEPEST:
            raise _too_much(name)
        within.append(0)
        bare = tag.rpartition(":")[2]
        most.append(_MOST_WITHIN.get(bare, _MOST_WITHIN_OTHERS))
        cell.begins(bare, attributes)

    def ends(tag: str) -> None:
        within.pop()
        most.pop()
        cell.ends(tag.rpartition(":")[2])

    def declares(*_: object) -> None:
        raise BadInput(f"{name}: {part} declares a DOCTYPE; refused")

    parser.StartElementHandler, parser.EndElementHandler = begins, ends
    parser.StartDoctypeDeclHandler = declares
    if part.startswith("xl/worksheets/"):
        parser.CharacterDataHandler = cell.says
    try:
        read = 0
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk)
            read += len(chunk)
            if read - parser.CurrentByteIndex > LONGEST_TAG:
                raise _too_much(name)
        parser.Parse(b"", True)
    except expat.ExpatError as err:
        raise BadInput(f"{name}: is a damaged XLSX file; save it anew") from err
    return seen


class _Cell:
    """Follows rows and cells through a sheet's part: where they stand, and what is not shown of them."""

    def __init__(self, seen: _Seen) -> None:
        self._seen = seen
        self._row, self._column = 0, -1
        self._formula = self._in_value = self._valued = False

    def begins(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in an element that begins."""
        if tag == "c":
            self._column = _column_of(attributes.get("r", "")) or self._column + 1
            self._formula = self._valued = False
        elif tag == "row":
            number = attributes.get("r", "")
            self._row = int(number[:7]) if number.isdecimal() else self._row + 1
            self._column = -1
            if attributes.get("hidden") in ("1", "true"):
                self._seen.hidden_rows.add(self._row)
        elif tag == "f":
            self._formula = True
        elif tag == "v":
            self._in_value = True
        elif tag == "mergeCell":
            self._seen.merged.append(attributes.get("ref", ""))

    def says(self, text: str) -> None:
        """Take in text between elements."""
        if self._in_value and text.strip():
            self._valued = True

    def ends(self, tag: str) -> None:
        """Take in that an element ends."""
        if tag == "v":
            self._in_value = False
        elif tag == "c" and self._formula and not self._valued:
            self._seen.unvalued.add((self._row, self._column))


def _column_of(coordinate: str) -> int | None:
    """Return the column (from 0) of a cell such as "AB12", None where none is written."""
    number = 0
    for letter in coordinate[:3]:
        if "A" <= letter <= "Z":
            number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1 if number else None


def _too_much(name: str) -> BadInput:
    return BadInput(
        f"{name}: is larger inside than any team's open deals; export these alone, with only the "
        "columns needed, or save as CSV"
    )


def sheets(data: bytes, name: str, *, max_rows: int, max_columns: int) -> Iterator[Sheet]:
    """Yield each sheet of an XLSX file; merged cells show their value in each row that they span."""
    book = open_workbook(data, name)
    try:
        for sheet in book.worksheets[:_MAX_SHEETS]:
            rows = _rows(sheet, name, max_rows, max_columns)
            seen = book._archive.seen.get(sheet._worksheet_path, _Seen())
            _fill_merged(rows, seen.merged)
            yield Sheet(
                str(sheet.title),
                rows,
                sheet.sheet_state != "visible",
                frozenset(seen.hidden_rows),
                frozenset(seen.unvalued),
            )
    except BadInput:
        raise
    except Exception as err:  # as above: a part may turn out damaged while it is read
        raise BadInput(f"{name}: is a damaged XLSX file; save it anew") from err
    finally:
        book.close()


def _rows(
    sheet: Any,  # noqa: ANN401 - openpyxl is untyped
    name: str,
    max_rows: int,
    max_columns: int,
) -> list[SheetRow]:
    from openpyxl.cell.read_only import EMPTY_CELL

    rows: list[SheetRow] = []
    sheet.reset_dimensions()
    for count, cells in enumerate(sheet.iter_rows(max_col=max_columns), 1):
        if count > max_rows:
            raise BadInput(f"{name}: has more than {max_rows} rows; export open deals only")
        filled = {i: cell for i, cell in enumerate(cells) if cell is not EMPTY_CELL}
        texts = [""] * (max(filled, default=-1) + 1)
        for column, cell in filled.items():
            texts[column] = cell_text(cell.value)
        if any(texts):
            rows.append((count, texts))
    return rows


def _fill_merged(rows: list[SheetRow], merged: list[str]) -> None:
    """Write the value of cells that are merged downwards into each row beside them."""
    numbers = [number for number, _ in rows]
    left = _MOST_FILLED
    for reference in merged:
        match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})", reference)
        if match is None:
            continue
        column, first, last = _column_of(match[1]) or 0, int(match[2]), int(match[3])
        start = bisect_left(numbers, first)
        if last == first or start == len(rows) or numbers[start] != first:
            continue
        value = rows[start][1][column] if column < len(rows[start][1]) else ""
        for number, texts in rows[start + 1 :] if value else ():
            left -= 1
            if number > last or left < 0:
                break
            texts.extend([""] * (column + 1 - len(texts)))
            texts[column] = texts[column] or value


def cell_text(value: object) -> str:
    """Return a cell's value as the text a CSV would hold; dates in ISO form."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, float) and re.search(r"\.\d{3}$", str(value)):
        return f"{value}0"  # 12.375 is no twelve thousand
    return " ".join(str(value).split())
