"""Find the month of a bare day number: "in December, preferably the 3rd"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from debrief.when.calendar import FAR, Calendar
from debrief.when.clocks import LOOSE, Doubt, Row
from debrief.when.tokens import Token

OF = {"de", "of", "du", "von", "van", "do"}
PLACING = {"im", "en", "em", "in"}
EDGES = {"EARLY": 1, "MID": 12, "LATE": 25}  # the day with which that part of a month begins
NO_MONTH = {"may", "jan"}  # when bare, more likely another word or a name


@dataclass(frozen=True, slots=True)
class Named:
    """A month that a reply names, where, and the day named with it (0: the whole month)."""

    at: int
    month: int
    day: int = 0
    bare: bool = False  # neither a day nor "in" stands before it


def month_of_day(
    row: Row, at: int, calendar: Calendar, here: Sequence[Named], reply: Sequence[Named]
) -> date:
    """Return the day that the number there means; raise `Doubt` where two months are as likely.

    A month named ``here``, in the same statement, comes before one elsewhere in the ``reply``.
    Of a due date no month is taken that only stands in the text: "the December report by the 3rd".
    """
    day = row.token(at).numbers[0]
    nearest = calendar.written(day, 0, 0)
    found: set[date] = set()
    for named in here or reply:
        if named.bare and calendar.due:
            continue
        found |= _readings(named, day, calendar)
        found |= _neighbours(named, day, at, calendar) if here else set()
        if _is_open(named, row, at, elsewhere=not here):
            found.add(nearest)
    coming = {moment for moment in found or {nearest} if moment >= calendar.today}
    if len(coming) != 1:
        raise Doubt(f"it is not certain which month the {day}. is in")
    return coming.pop()


def named_months(tokens: Sequence[Token], calendar: Calendar) -> list[Named]:
    """Return every month that the tokens name."""
    row = Row(tokens)
    found = []
    for at, token in enumerate(tokens):
        if token.kind == "DATE" and token.numbers[1]:
            found.append(_dated(token, at, calendar))
        elif token.kind == "MONTH":
            named = _named(row, at, int(token.value))
            found += [] if named.bare and token.text in NO_MONTH else [named]
        elif token.kind == "MONTHS" and "NEXT" in {row.token(at - 1).kind, row.token(at + 1).kind}:
            found.append(Named(at, calendar.today.month % 12 + 1))
    return found


def _dated(token: Token, at: int, calendar: Calendar) -> Named:
    day, month, year = token.numbers
    if token.value == "/":
        moment = calendar.slashed(day, month, year)
        day, month = moment.day, moment.month
    return Named(at, month, day)


def _named(row: Row, at: int, month: int) -> Named:
    before, behind = at - 1, at + 1 + (row.token(at + 1).kind == "STOP")
    while before >= 0 and (row.token(before).kind in LOOSE or row.token(before).text in OF):
        before -= 1
    for look in (before, behind):
        token = row.token(look)
        if token.kind in {"NUMBER", "DATE"} and 1 <= token.numbers[0] <= 31:
            return Named(at, month, token.numbers[0])
    if (edge := row.token(before).kind) in EDGES:
        return Named(at, month, EDGES[edge])
    placed = row.token(at - 1).means("IN") is not None or row.token(at - 1).text in PLACING
    return Named(at, month, bare=not placed)


def _is_open(named: Named, row: Row, at: int, *, elsewhere: bool) -> bool:
    """Tell whether the number may as well be a day of the nearest month."""
    if elsewhere:
        return named.bare or bool(named.day)
    between = row.tokens[named.at + 1 : at]
    return named.bare and not (between and all(token.kind in LOOSE for token in between))


def _readings(named: Named, day: int, calendar: Calendar, months: int = 0) -> set[date]:
    """Return that day of the month, or of one so many months later, none when it is far."""
    today = calendar.today
    count = (today.year + (named.month < today.month)) * 12 + named.month - 1 + months
    try:
        found = date(count // 12, count % 12 + 1, day)
    except ValueError:
        if months:
            return set()
        raise Doubt(f"there is no day {day}/{named.month}") from None
    return set() if found.replace(day=1) - today > FAR else {found}


def _neighbours(named: Named, day: int, at: int, calendar: Calendar) -> set[date]:
    """Return the other reading of "28 November or the 3rd": the month that follows."""
    if named.day and named.at < at and day < named.day:
        return _readings(named, day, calendar, 1)
    if named.day and at < named.at and day > named.day:
        return _readings(named, day, calendar, -1)
    return set()
