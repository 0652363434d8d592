"""Open an XLSX file from outside without trusting it: bounded, nothing evaluated."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
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

SheetRow = tuple[int, list[str]]


def open_workbook(data: bytes, name: str) -> Any:  # noqa: ANN401 - openpyxl is untyped
    """Return an openpyxl workbook opened read-only; raise `BadInput` for anything suspicious."""
    from openpyxl.reader.excel import ExcelReader

    try:
        reader = ExcelReader(io.BytesIO(data), read_only=True, keep_links=False)
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
        self._held: dict[str, int] = {}
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
        if part.filename not in self._held:
            with super().open(part) as stream:
                self._held[part.filename] = _elements_of(stream, self._name, part.filename)
        self._elements -= self._held[part.filename]
        if self._elements < 0:
            raise _too_much(self._name)
        return super().open(part, *args, **kwargs)

    def read(self, name: str | zipfile.ZipInfo, pwd: bytes | None = None) -> bytes:
        """Read a part in one piece."""
        data = super().read(name, pwd)
        held = self._held[name if isinstance(name, str) else name.filename]
        if held > MOST_IN_ONE_PIECE:
            raise _too_much(self._name)
        return data


def _elements_of(stream: IO[bytes], name: str, part: str) -> int:
    """Count a part's elements without keeping them; refuse entities and what swells when read."""
    parser = expat.ParserCreate()
    within = [0]  # how many elements each open element holds so far
    most = [_MOST_WITHIN_OTHERS]
    total = 0

    def begins(tag: str, _: dict[str, str]) -> None:
        nonlocal total
        total += 1
        within[-1] += 1
        if total > MOST_IN_A_PART or within[-1] > most[-1] or len(within) > DEEPEST:
            raise _too_much(name)
        within.append(0)
        most.append(_MOST_WITHIN.get(tag.rpartition(":")[2], _MOST_WITHIN_OTHERS))

    def ends(_: str) -> None:
        within.pop()
        most.pop()

    def declares(*_: object) -> None:
        raise BadInput(f"{name}: {part} declares a DOCTYPE; refused")

    parser.StartElementHandler, parser.EndElementHandler = begins, ends
    parser.StartDoctypeDeclHandler = declares
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
    return total


def _too_much(name: str) -> BadInput:
    return BadInput(
        f"{name}: is larger inside than any team's open deals; export these alone, with only the "
        "columns needed, or save as CSV"
    )


def sheet_rows(
    data: bytes,
    name: str,
    formulas: list[tuple[int, int, str]],
    *,
    max_rows: int,
    max_columns: int,
) -> Iterator[list[SheetRow]]:
    """Yield each sheet as (row number, cell texts); formulas are listed as (row, column, cell)."""
    book = open_workbook(data, name)
    try:
        for sheet in book.worksheets[:_MAX_SHEETS]:
            formulas.clear()
            yield _rows(sheet, name, formulas, max_rows, max_columns)
    except BadInput:
        raise
    except Exception as err:  # as above: a part may turn out damaged while it is read
        raise BadInput(f"{name}: is a damaged XLSX file; save it anew") from err
    finally:
        book.close()


def _rows(
    sheet: Any,  # noqa: ANN401 - openpyxl is untyped
    name: str,
    formulas: list[tuple[int, int, str]],
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
            if getattr(cell, "data_type", "") == "f":
                formulas.append((cell.row, column, cell.coordinate))
            texts[column] = cell_text(cell.value)
        if any(texts):
            rows.append((count, texts))
    return rows


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
    return " ".join(str(value).split())
