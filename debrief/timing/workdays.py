"""Working time: whose hours are when, across zones, clock changes, holidays, lunch and leave.

Everything is computed in UTC seconds: Python's arithmetic inside one zone is wall-clock
arithmetic, which is an hour wrong across a clock change. Intervals are half open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

Interval = tuple[int, int]  # UTC seconds, from (included) to (excluded)

MONDAY_TO_FRIDAY = frozenset(range(5))
ONE_DAY = timedelta(days=1)
LARGE_PART = 1 / 6  # of a country's regions, and more than one of them
MOST_DAYS_AHEAD = 1000  # nobody is on leave for longer; a longer search is a mistake


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody works, in their own zone.

    ``weekdays`` counts Monday as 0. ``country`` (ISO 3166-1 alpha-2) and ``subdivision``
    (as the library `holidays` names it) choose the public holidays. ``leave`` holds days off
    as (first day, last day), both included; ``calm``: nothing is proposed on quiet days. Raises ValueError when no working time is left.
    """

    zone: str
    start: time = time(9)
    end: time = time(17, 30)
    lunch: tuple[time, time] | None = (time(12), time(13))
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    country: str | None = None
    subdivision: str | None = None
    leave: tuple[tuple[date, date], ...] = ()
    anywhere: bool = (
        False  # holidays of a large part of the country count, as its part is not known
    )
    calm: bool = False  # off on quiet days as well

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ValueError(f"work starts at {self.start} and ends at {self.end}: swap them")
        if not self.weekdays or not self.weekdays <= frozenset(range(7)):
            raise ValueError("weekdays needs at least one of 0 (Monday) to 6 (Sunday)")
        if self.lunch and not self.start <= self.lunch[0] <= self.lunch[1] <= self.end:
            raise ValueError("lunch lies outside the working day")

    def parts(self) -> tuple[tuple[time, time], ...]:
        """Return the stretches of one working day, in local time."""
        if self.lunch is None:
            return ((self.start, self.end),)
        halves = ((self.start, self.lunch[0]), (self.lunch[1], self.end))
        return tuple(half for half in halves if half[0] < half[1])


@lru_cache(maxsize=512)
def public_holidays(country: str, subdivision: str | None, year: int) -> frozenset[date]:
    """Return one year's public holidays; empty for a country the library does not know.

    An unknown subdivision counts as none, so that the country's own holidays still hold.
    """
    import holidays  # costs 0.1 s, and most programs never ask

    try:
        return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=year))
    except NotImplementedError:
        return public_holidays(country, None, year) if subdivision else frozenset()


@lru_cache(maxsize=128)
def regional_holidays(country: str, year: int) -> frozenset[date]:
    """Return the days that are public holidays in a large part of a country, or in all of it."""
    import holidays

    try:
        parts = holidays.country_holidays(country).subdivisions
    except NotImplementedError:
        return frozenset()
    kept = Counter(day for part in parts for day in public_holidays(country, part, year))
    wide = {day for day, count in kept.items() if count >= max(2, len(parts) * LARGE_PART)}
    return public_holidays(country, None, year) | wide


@lru_cache(maxsize=128)
def quiet_days(country: str | None, year: int) -> frozenset[date]:
    """Return the days of a year on which we propose nothing, although many work.

    From Christmas Eve to New Year's Eve, and in the United States the Friday after Thanksgiving
    (which is the fourth Thursday of November).
    """
    quiet = {date(year, 12, day) for day in range(24, 32)}
    if country == "US":
        first = date(year, 11, 1)
        thursday = first + timedelta(days=(3 - first.weekday()) % 7 + 21)
        quiet.add(thursday + ONE_DAY)
    return frozenset(quiet)


def is_workday(day: date, hours: Hours) -> bool:
    """Tell whether anybody with these hours works on that (local) day."""
    if day.weekday() not in hours.weekdays:
        return False
    if any(first <= day <= last for first, last in hours.leave):
        return False
    if hours.calm and day in quiet_days(hours.country, day.year):
        return False
    if hours.country is None:
        return True
    if hours.anywhere and hours.subdivision is None:
        return day not in regional_holidays(hours.country, day.year)
    return day not in public_holidays(hours.country, hours.subdivision, day.year)


def working_intervals(hours: Hours, start: int, end: int) -> list[Interval]:
    """Return the working time between two instants (UTC seconds), sorted and disjoint."""
    found: list[Interval] = []
    for day in local_days(hours, start, end):
        for begin, finish in day_intervals(hours, day):
            begin, finish = max(begin, start), min(finish, end)
            if begin < finish:
                found.append((begin, finish))
    return found


def day_intervals(hours: Hours, day: date) -> list[Interval]:
    """Return one local day's working time as UTC seconds; nothing on a day off.

    A local day that the zone skipped (Samoa, 30 December 2011) has no working time.
    """
    if not is_workday(day, hours):
        return []
    zone = ZoneInfo(hours.zone)
    opening = _at(day, hours.start, zone)
    if datetime.fromtimestamp(opening, zone).date() != day:
        return []
    closing = _at(day, hours.end, zone)
    if closing - opening == _seconds(hours.end) - _seconds(hours.start):  # no clock change inside
        base = opening - _seconds(hours.start)
        return [
            (base + _seconds(begin), base + _seconds(finish)) for begin, finish in hours.parts()
        ]
    parts = ((_at(day, begin, zone), _at(day, finish, zone)) for begin, finish in hours.parts())
    return [part for part in parts if part[0] < part[1]]


def add_workdays(moment: datetime, days: int, hours: Hours) -> datetime:
    """Return the same local time `days` business days later, in UTC.

    The time of day is clipped into the working day (lunch counts as part of it). The day of
    ``moment`` itself never counts, so Friday evening plus one is Monday. Zero days is
    `next_working_moment`. Raises ValueError for negative days or a naive moment.
    """
    if days < 0:
        raise ValueError("days must not be negative")
    if days == 0:
        return next_working_moment(moment, hours)
    zone = ZoneInfo(hours.zone)
    local = _aware(moment).astimezone(zone)
    day = _later_workday(local.date(), days, hours)
    clock = min(max(local.time(), hours.start), hours.end)
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)


def next_working_moment(moment: datetime, hours: Hours) -> datetime:
    """Return ``moment`` itself in working time, or else the next start of work, in UTC."""
    return add_working_seconds(moment, 0, hours)


def at_nine(day: date, zone: str) -> datetime:
    """Return nine o'clock of a day in a zone, in UTC."""
    return datetime.combine(day, time(9), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def add_working_seconds(moment: datetime, seconds: int, hours: Hours) -> datetime:
    """Return the earliest working moment with that much working time passed since ``moment``.

    This is how a minimum notice is counted: four hours' notice given on Friday at 16:30 ends
    on Monday. Raises ValueError for negative seconds or a naive moment.
    """
    if seconds < 0:
        raise ValueError("seconds must not be negative")
    now = int(-(-_aware(moment).timestamp() // 1))
    left = seconds
    for begin, finish in _intervals_from(hours, now):
        if left < finish - max(begin, now):
            exact = moment if not left and begin <= moment.timestamp() else None
            return (exact or datetime.fromtimestamp(max(begin, now) + left, UTC)).astimezone(UTC)
        left -= max(0, finish - max(begin, now))
    raise ValueError(f"no working time within {MOST_DAYS_AHEAD} days")


def working_seconds_between(start: datetime, end: datetime, hours: Hours) -> int:
    """Return how much working time passes from ``start`` to ``end``; 0 when end is not later."""
    first, last = int(_aware(start).timestamp()), int(_aware(end).timestamp())
    return sum(finish - begin for begin, finish in working_intervals(hours, first, last))


def common_intervals(everyone: tuple[Hours, ...], start: int, end: int) -> list[Interval]:
    """Return the time (UTC seconds) that lies inside all the given hours."""
    if not everyone:
        return [(start, end)] if start < end else []
    shared = working_intervals(everyone[0], start, end)
    for hours in everyone[1:]:
        shared = intersect(shared, working_intervals(hours, start, end))
    return shared


def intersect(left: list[Interval], right: list[Interval]) -> list[Interval]:
    """Return what two sorted, disjoint lists of intervals have in common, in linear time."""
    found: list[Interval] = []
    i = j = 0
    while i < len(left) and j < len(right):
        begin, finish = max(left[i][0], right[j][0]), min(left[i][1], right[j][1])
        if begin < finish:
            found.append((begin, finish))
        if left[i][1] < right[j][1]:
            i += 1
        else:
            j += 1
    return found


def local_days(hours: Hours, start: int, end: int) -> Iterator[date]:
    """Yield every local day that may touch the span (UTC seconds), days off included."""
    if start >= end:
        return
    zone = ZoneInfo(hours.zone)
    day = datetime.fromtimestamp(start, zone).date()
    last = datetime.fromtimestamp(end, zone).date()
    while day <= last:
        yield day
        day += ONE_DAY


def _intervals_from(hours: Hours, start: int) -> Iterator[Interval]:
    day = datetime.fromtimestamp(start, ZoneInfo(hours.zone)).date()
    for ahead in range(MOST_DAYS_AHEAD):
        for interval in day_intervals(hours, day + ahead * ONE_DAY):
            if interval[1] > start:
                yield interval


def _later_workday(day: date, count: int, hours: Hours) -> date:
    limit = day + timedelta(days=MOST_DAYS_AHEAD + 7 * count)
    while count:
        day += ONE_DAY
        if day > limit:
            raise ValueError(f"no working day within {MOST_DAYS_AHEAD} days")
        count -= is_workday(day, hours)
    return day


def _at(day: date, clock: time, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, clock, tzinfo=zone).timestamp())


def _seconds(clock: time) -> int:
    return clock.hour * 3600 + clock.minute * 60 + clock.second


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("the moment has no time zone")
    return moment


__all__ = [
    "Hours",
    "Interval",
    "add_workdays",
    "add_working_seconds",
    "common_intervals",
    "day_intervals",
    "intersect",
    "is_workday",
    "local_days",
    "next_working_moment",
    "public_holidays",
    "quiet_days",
    "regional_holidays",
    "working_intervals",
    "working_seconds_between",
]
