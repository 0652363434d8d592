"""Read the working hours that somebody set in Outlook, as getSchedule tells them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta, tzinfo
from typing import Any

from debrief.calendars.times import to_utc, zone_named

_DAY = timedelta(days=1)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def outside_hours(
    hours: Mapping[str, Any] | None, start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """Yield the times of a window in UTC outside the hours; none where they are not known."""
    zone = zone_named(str(((hours or {}).get("timeZone") or {}).get("name") or ""), {})
    days = frozenset((hours or {}).get("daysOfWeek") or ())
    first, last = _clock((hours or {}).get("startTime")), _clock((hours or {}).get("endTime"))
    if zone is None or first is None or last is None or not days:
        return
    at = start
    for begin, finish in _periods(days, first, last, zone, start, end):
        if at < begin:
            yield at, min(begin, end)
        at = max(at, finish)
    if at < end:
        yield at, end


def _periods(
    days: frozenset[str], first: time, last: time, zone: tzinfo, start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """Yield the working times that touch a window, in order."""
    day = start.astimezone(zone).date() - _DAY
    while day <= end.astimezone(zone).date():
        until = day + _DAY if last <= first else day  # until midnight, or into the night
        begin = to_utc(datetime.combine(day, first), zone)
        finish = to_utc(datetime.combine(until, last), zone)
        if _DAYS[day.weekday()] in days and begin < end and finish > start:
            yield begin, finish
        day += _DAY


def _clock(value: object) -> time | None:
    try:
        return time.fromisoformat(str(value))
    except ValueError:
        return None
