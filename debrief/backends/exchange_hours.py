"""Read the working hours that somebody set in Outlook, in their mailbox's own zone.

Exchange gives the zone as two rules (when clocks go forward and back), not by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

Span = tuple[datetime, datetime]
_DAY = timedelta(days=1)


def outside_hours(view: Any, start: datetime, end: datetime) -> Iterator[Span]:  # noqa: ANN401
    """Yield the times of a window outside the working hours of a free/busy view; none if unset."""
    zone = view.working_hours_timezone
    if not view.working_hours or zone is None:
        return
    at = start
    for day in range((end - start).days + 3):
        for begin, finish in _periods(view.working_hours, zone, start.date() + (day - 1) * _DAY):
            if at < begin:
                yield at, begin
            at = max(at, finish)
    if at < end:
        yield at, end


def _periods(hours: Iterable[Any], zone: Any, day: date) -> list[Span]:  # noqa: ANN401
    """Return one day's working times in UTC, in order."""
    midnight = datetime.combine(day, time(0), UTC) + _bias(zone, day)
    found: list[Span] = []
    for period in hours:
        if day.isoweekday() in period.weekdays:
            start, end = _since_midnight(period.start), _since_midnight(period.end)
            if end <= start:  # until midnight, or into the night
                end += _DAY
            found.append((midnight + start, midnight + end))
    return sorted(found)


def _bias(zone: Any, day: date) -> timedelta:  # noqa: ANN401
    """Return what is added to the zone's time on that day to get UTC."""
    summer = _change(zone.daylight_time, day.year)
    winter = _change(zone.standard_time, day.year)
    if summer is None or winter is None:
        return timedelta(minutes=zone.bias)
    if summer < winter:
        in_summer = summer <= day < winter
    else:  # the southern half of the world
        in_summer = not winter <= day < summer
    part = zone.daylight_time if in_summer else zone.standard_time
    return timedelta(minutes=zone.bias + part.bias)


def _change(rule: Any, year: int) -> date | None:  # noqa: ANN401
    """Return the day of a change of clocks: the n-th weekday of a month, 5 is the last one."""
    if rule is None or not 1 <= (rule.iso_month or 0) <= 12:
        return None
    first = date(year, rule.iso_month, 1)
    day: date = first + ((rule.weekday - first.isoweekday()) % 7) * _DAY
    day += timedelta(weeks=(rule.occurrence or 1) - 1)
    return day if day.month == rule.iso_month else day - timedelta(weeks=1)


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute)
