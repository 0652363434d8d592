"""The worksheet as an XLSX file: made for a rep, and read back when it returns."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence, Set
from datetime import date
from typing import Any

from debrief.errors import BadInput
from debrief.funnels.spreadsheet import sheets
from debrief.lexicon import Doubt, fold
from debrief.model import Commitment, Opportunity
from debrief.worksheets.deals import Deals
from debrief.worksheets.promises import Promises, WorksheetReading

_HEADER = ("No.", "Opportunity", "Company", "Amount", "Stage", "Close date",
           "Practice", "How", "By when")  # fmt: skip
_WIDTHS = (6, 34, 26, 16, 16, 13, 30, 44, 14)
_FIRST_ROW = 4
_SPARE_ROWS = 5
_MAX_BYTES = 5_000_000
_FIELDS = {
    "no.": "number", "no": "number", "#": "number", "opportunity": "name", "company": "company",
    "practice": "practice", "practices": "practice", "how": "how", "by when": "when",
}  # fmt: skip


def worksheet_xlsx(
    rows: Sequence[Opportunity], practices: Mapping[int, str], rep_name: str
) -> bytes:
    """Return the worksheet as an XLSX file.

    Only Practice, How and By when can be changed; practices come as a drop-down that also lets
    through several ("P3, P5"). Every text is stored as text, never as a formula.
    """
    import openpyxl

    book: Any = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Worksheet"
    _text(sheet, 1, 1, f"Where can you use a practice? ({rep_name})")
    _text(
        sheet, 2, 1, "For each deal where one applies: choose the practice, say how, and by when."
    )
    for column, (title, width) in enumerate(zip(_HEADER, _WIDTHS, strict=True), 1):
        _text(sheet, _FIRST_ROW - 1, column, title)
        sheet.column_dimensions[_letter(column)].width = width
    for index, row in enumerate(rows):
        _row(sheet, _FIRST_ROW + index, index + 1, row)
    last = _FIRST_ROW + len(rows) + _SPARE_ROWS - 1
    _practice_sheet(book, practices)
    _unlock(sheet, last, len(rows), len(practices))
    sheet.freeze_panes = f"C{_FIRST_ROW}"
    sheet.protection.sheet = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_PROMISED = ("rep", "opportunity", "practice", "practice_text", "action", "due", "state")
_PROMISED_HEADER = ("Rep", "Opportunity", "Practice", "Practice's text", "How", "By when", "State")
_PROMISED_WIDTHS = (24, 34, 10, 50, 50, 14, 10)


def commitments_xlsx(rows: Sequence[Mapping[str, object]]) -> bytes:
    """Return what a team promised, a row each, as an XLSX file; every text is stored as text."""
    import openpyxl

    book: Any = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Commitments"
    heads = zip(_PROMISED_HEADER, _PROMISED_WIDTHS, strict=True)
    for column, (title, width) in enumerate(heads, 1):
        _text(sheet, 1, column, title)
        sheet.column_dimensions[_letter(column)].width = width
    for at, row in enumerate(rows, 2):
        for column, key in enumerate(_PROMISED, 1):
            value = row[key]
            prefix = "P" if key == "practice" and value else ""
            _text(sheet, at, column, "" if value is None else f"{prefix}{value}")
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _letter(column: int) -> str:
    return chr(ord("A") + column - 1)


_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _text(sheet: Any, row: int, column: int, value: str) -> None:  # noqa: ANN401 - untyped
    """Write text that stays text, also when it begins with "="."""
    cell = sheet.cell(row=row, column=column)
    cell.value = _ILLEGAL.sub(" ", value)[:32_000]
    cell.data_type = "s"
    cell.quotePrefix = True


def _row(sheet: Any, at: int, number: int, row: Opportunity) -> None:  # noqa: ANN401 - untyped
    sheet.cell(row=at, column=1).value = number
    _text(sheet, at, 2, row.name)
    _text(sheet, at, 3, row.company)
    amount = "" if row.amount is None else f"{row.amount:,.0f} {row.currency or ''}".strip()
    _text(sheet, at, 4, amount)
    _text(sheet, at, 5, row.stage)
    _text(sheet, at, 6, row.close_date.isoformat() if row.close_date else "")


def _practice_sheet(book: Any, practices: Mapping[int, str]) -> None:  # noqa: ANN401 - untyped
    sheet = book.create_sheet("Practices")
    sheet.column_dimensions["A"].width = 80
    for index, (number, text) in enumerate(sorted(practices.items()), 1):
        _text(sheet, index, 1, f"P{number} {text}"[:250])
    sheet.protection.sheet = True


def _unlock(sheet: Any, last: int, deals: int, practices: int) -> None:  # noqa: ANN401 - untyped
    """Open the answer cells, and the numbers of the spare rows, with drop-downs."""
    from openpyxl.styles import Protection
    from openpyxl.worksheet.datavalidation import DataValidation

    for at in range(_FIRST_ROW, last + 1):
        for column in (7, 8, 9, *((1,) if at >= _FIRST_ROW + deals else ())):
            sheet.cell(row=at, column=column).protection = Protection(locked=False)
        sheet.cell(row=at, column=9).number_format = "yyyy-mm-dd"
    if practices:
        choice = DataValidation(
            type="list",
            formula1=f"Practices!$A$1:$A${practices}",
            allow_blank=True,
            showErrorMessage=False,
        )
        choice.add(f"G{_FIRST_ROW}:G{last}")
        sheet.add_data_validation(choice)
    if deals:
        number = DataValidation(type="whole", operator="between", formula1="1", formula2=str(deals))
        number.add(f"A{_FIRST_ROW + deals}:A{last}")
        sheet.add_data_validation(number)


def read_worksheet_xlsx(
    data: bytes,
    *,
    rows: Sequence[Opportunity],
    practices: Mapping[int, str],
    today: date,
    earlier: Sequence[Commitment] = (),
    name: str = "the worksheet",
) -> WorksheetReading:
    """Read a returned worksheet; a formula becomes a question, raise `BadInput` for another file."""
    if len(data) > _MAX_BYTES:
        raise BadInput(f"{name}: is larger than 5 MB; send the worksheet itself back")
    for sheet in sheets(data, name, max_rows=5_000, max_columns=60):
        start, columns = _header(sheet.rows)
        if start is not None and {"practice", "how", "when"} & columns.keys():
            body = [(line, cells) for line, cells in sheet.rows if line > start]
            return _read(body, columns, sheet.unvalued, Deals(rows), practices, today, earlier)
    raise BadInput(f"{name}: is not the worksheet that was sent; fill in that file, or just reply")


def _header(table: Sequence[tuple[int, list[str]]]) -> tuple[int | None, dict[str, int]]:
    for line, cells in table[:20]:
        columns = {
            _FIELDS[fold(c)]: i for i, c in reversed(list(enumerate(cells))) if fold(c) in _FIELDS
        }
        if len(columns) >= 3:
            return line, columns
    return None, {}


def _read(
    body: Sequence[tuple[int, list[str]]],
    columns: Mapping[str, int],
    formulas: Set[tuple[int, int]],
    deals: Deals,
    practices: Mapping[int, str],
    today: date,
    earlier: Sequence[Commitment],
) -> WorksheetReading:
    promises = Promises(deals, practices, today, earlier)
    loose: list[str] = []
    for line, cells in body:
        said = {f: cells[i].strip() for f, i in columns.items() if i < len(cells)}
        answer = [said.get(f, "") for f in ("practice", "how", "when")]
        if any((line, columns[f]) in formulas for f in ("practice", "how", "when") if f in columns):
            text = f"Row {line} of the sheet"
            question = f"Row {line} holds a formula without its value; please write the text or date itself."
            promises.doubts.append(Doubt(text, None, question))
            continue
        if not any(answer):
            continue
        index = _deal(said, deals)
        if index is None:
            loose.append(" ".join(part for part in answer if part))
            continue
        promises.cells(index, *answer)
    return promises.result(loose, said_none=False)


def _deal(said: Mapping[str, str], deals: Deals) -> int | None:
    number = re.fullmatch(r"\s*#?(\d{1,4})\.?\s*", said.get("number", ""))
    if number and 1 <= int(number[1]) <= len(deals.rows):
        return int(number[1]) - 1
    found = deals.by_name(f"{said.get('name', '')} {said.get('company', '')}")
    return found.rows[0] if found is not None and len(found.rows) == 1 else None
