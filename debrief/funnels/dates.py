"""When a deal is to close, as a table's cell writes it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from debrief.when.due_date import read_when

_FIRST_DAY = date(1899, 12, 30)  # a spreadsheet counts days from it (ECMA-376, 18.17.4.1)
_LONGEST = 40


def read_cell_date(text: str, today: date, *, day_first: bool | None = None) -> date | None:
    """Return a cell's date; "03/04/2026" only when ``day_first`` or the figures decide."""
    iso = re.match(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]|$)", text) or re.fullmatch(
        r"(20\d\d)(\d\d)(\d\d)", text
    )
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
        if (month := _month_alone(text)) is not None:
            return month
    except ValueError:
        return None
    if re.fullmatch(r"[34567]\d{4}(?:\.0+)?", text):  # a date that lost its form
        return _FIRST_DAY + timedelta(days=int(text[:5]))
    return read_when(_spelt_out(text), today) if len(text) < _LONGEST else None


def _month_alone(text: str) -> date | None:
    """Return the last day of "12/2026", "2026-12" and "Q1/27"."""
    if match := re.fullmatch(r"(\d{1,2})[./-](20\d\d)", text):
        return _last_day(int(match[2]), int(match[1]))
    if match := re.fullmatch(r"(20\d\d)[./-](\d{1,2})", text):
        return _last_day(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(?i)[QT]([1-4])\s?[/'’-]\s?(?:20)?(\d\d)", text):
        return _last_day(2000 + int(match[2]), 3 * int(match[1]))
    return None


def _last_day(year: int, month: int) -> date:
    """Return a month's last day; raise `ValueError` for no month."""
    date(year, month, 1)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _spelt_out(text: str) -> str:
    """Return "4-Dec-26" and "Dec-26" with blanks and the whole year."""
    if short := re.fullmatch(r"(\d{1,2})-([^\W\d_]{3,9}\.?)-((?:20)?\d{2})", text):
        return f"{short[1]} {short[2]} 20{short[3][-2:]}"
    if short := re.fullmatch(r"([^\W\d_]{3,9}\.?)\s?[-/'’]\s?(?:20)?(\d{2})", text):
        return f"{short[1]} 20{short[2]}"
    return text
