"""The worksheet as a file: filled in, sent back, and safe to open."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from debrief.errors import BadInput
from debrief.model import Opportunity
from debrief.worksheets.worksheet import WorksheetReading, read_worksheet_xlsx, worksheet_xlsx
from tests.test_worksheet import PRACTICES, ROWS, TODAY, expected_of, got_of


def filled(*answers: tuple[int, int, object]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(worksheet_xlsx(ROWS, PRACTICES, "Devon Ray")))
    for row, column, value in answers:
        book["Worksheet"].cell(row=row, column=column).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes) -> WorksheetReading:
    return read_worksheet_xlsx(data, rows=ROWS, practices=PRACTICES, today=TODAY)


def test_a_filled_in_file_comes_back_as_commitments() -> None:
    data = filled((5, 7, f"P3 {PRACTICES[3]}"), (5, 8, "call their CFO"), (5, 9, date(2026, 11, 27)),
                   (8, 7, "P1, P5"), (8, 8, "send both"), (8, 9, "Friday"))  # fmt: skip
    assert got_of(read(data)) == [
        expected_of("2 P3 fri call their CFO"),
        expected_of("5 P1 fri send both"),
        expected_of("5 P5 fri send both"),
    ]


def test_a_spare_row_of_the_file_takes_a_second_practice() -> None:
    data = filled((9, 1, 2), (9, 7, "P5"), (9, 8, "mail the price"), (9, 9, "2026-12-01"))
    assert got_of(read(data)) == [expected_of("2 P5 1dec mail the price")]


def test_an_empty_file_promises_nothing_and_asks_nothing() -> None:
    assert read(filled()) == WorksheetReading()


def test_an_unreadable_date_and_a_formula_in_the_file_are_asked_back() -> None:
    data = filled((5, 7, "P3"), (5, 8, "call"), (5, 9, "soonish"), (6, 7, "P1"), (6, 8, "=1+1"))
    reading = read(data)
    assert [(c.practice, c.due) for c in reading.commitments] == [(3, None)]
    assert any("soonish" in d.question for d in reading.unclear)
    assert any("formula" in d.question for d in reading.unclear)


def test_hostile_names_stay_text_in_the_file() -> None:
    rows = (Opportunity(name='=HYPERLINK("http://x.example")', company="+1", stage="@x\x01"),)
    book = openpyxl.load_workbook(io.BytesIO(worksheet_xlsx(rows, {1: "=1+1"}, "=2")))
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    assert book["Worksheet"]["B4"].value == '=HYPERLINK("http://x.example")'


def test_only_answers_can_be_changed_in_the_file() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(worksheet_xlsx(ROWS, PRACTICES, "Devon")))[
        "Worksheet"
    ]
    assert sheet.protection.sheet
    assert sheet["B4"].protection.locked
    assert not sheet["G4"].protection.locked
    assert sheet.data_validations.dataValidation


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"hello", b"\xd0\xcf\x11\xe0"])
def test_another_file_is_refused_with_a_remedy(data: bytes) -> None:
    with pytest.raises(BadInput, match="the worksheet"):
        read(data)
