"""Open an XLSX file from outside without trusting it: bounded, nothing evaluated."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from debrief.errors import BadInput

_MAX_UNPACKED = 100_000_000
_MAX_PARTS = 2_000
_MAX_SHEETS = 30

SheetRow = tuple[int, list[str]]


def open_workbook(data: bytes, name: str) -> Any:  # noqa: ANN401 - openpyxl is untyped
    """Return an openpyxl workbook opened read-only; raise `BadInput` for anything suspicious."""
    import openpyxl

    _inspect(data, name)
    try:
        return openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=False, keep_links=False
        )
    except Exception as err:  # openpyxl raises whatever its parsers raise on a damaged file
        raise BadInput(f"{name}: is not a readable XLSX file; save it anew as .xlsx") from err


def _inspect(data: bytes, name: str) -> None:
    """Refuse archives that unpack too large, or whose XML declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > _MAX_PARTS or sum(p.file_size for p in parts) > _MAX_UNPACKED:
                raise BadInput(f"{name}: unpacks to more than 100 MB; export open deals only")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as stream:
                        if b"<!DOCTYPE" in stream.read(1024):
                            raise BadInput(f"{name}: {part.filename} declares a DOCTYPE; refused")
    except (
        zipfile.BadZipFile,
        OSError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        zlib.error,
    ) as err:
        raise BadInput(f"{name}: is not an XLSX file; save it as .xlsx or CSV") from err


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
    rows: list[SheetRow] = []
    sheet.reset_dimensions()
    for count, cells in enumerate(sheet.iter_rows(max_col=max_columns), 1):
        if count > max_rows:
            raise BadInput(f"{name}: has more than {max_rows} rows; export open deals only")
        texts = []
        for column, cell in enumerate(cells):
            if getattr(cell, "data_type", "") == "f":
                formulas.append((cell.row, column, cell.coordinate))
            texts.append(cell_text(cell.value))
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
