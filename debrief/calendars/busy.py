"""Read from calendar files when somebody is busy, without expanding what cannot matter.

What makes somebody busy is told in `calendars.events`; our own choices here are marked with *.
Unknown is not free. A time in a zone that nobody knows is busy from the earliest to the latest
instant it can mean (14 hours before to 12 hours after)*. A rule that cannot be expanded counts as
every day at that time, or as all the time if it repeats within a day*. Both are counted in
`widened`. Events without a readable time cannot be stood for; they are counted in `unreadable`, so
that the caller can treat the person as unknown.

Days and floating times are the owner's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import chain
from operator import itemgetter
from zoneinfo import ZoneInfo

from debrief.calendars.events import (
    BUSY,
    EAST,
    FREE,
    LONGEST,
    TENTATIVE,
    WEST,
    CalendarEvent,
    read_event,
)
from debrief.calendars.recurrence import Unexpandable, expand, read_rule
from debrief.calendars.text import components, content_lines, read_properties
from debrief.calendars.times import (
    CalendarTime,
    own_zones,
    read_duration,
    read_time_value,
    to_utc,
)
from debrief.errors import BadInput

Intervals = tuple[tuple[int, int], ...]

_DAY = timedelta(days=1)
# Two days cover every zone's distance from UTC, and the day that an end without a time adds.
_MARGIN = 2 * _DAY
_MOST_WALKED = 3_000_000  # steps of all rules in one reading: some seconds
# A date that exists: what merely looks like one must not let an event be skipped.
_DATE = r"(?:;[^\n:\"]*)?:(\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))"
_START = re.compile(r"\nDTSTART" + _DATE, re.ASCII)
_END = re.compile(r"\nDTEND" + _DATE, re.ASCII)
_INSTANCE = re.compile(r"\nRECURRENCE-ID" + _DATE, re.ASCII)
_WITHIN_A_DAY = re.compile("SECONDLY|MINUTELY|HOURLY|BYHOUR|BYMINUTE|BYSECOND", re.IGNORECASE)
_MOST_DAYS = 100  # that stand in for a rule; beyond, all the time does
_ODD_CASE = re.compile(r"(?mi)^(?:begin|end):[a-z-]+")


@dataclass(frozen=True, slots=True)
class BusyTimes:
    """When somebody is busy: sorted, merged [start, end) in UTC seconds, inside the window.

    `tentative` may overlap `busy`. `unreadable` counts the events whose time is not known at all:
    any of the rest may be busy too. `widened` counts those taken as longer than they may be.
    """

    busy: Intervals
    tentative: Intervals = ()
    unreadable: int = 0
    widened: int = 0


@dataclass(slots=True)
class _Reading:
    """What is being read, and what was found so far."""

    start: datetime
    end: datetime
    owner: str
    zone: tzinfo
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    unreadable: int = 0
    widened: int = 0
    walked: int = 0  # steps of recurrence rules so far

    def add(self, kind: str, start: datetime, end: datetime) -> None:
        """Note an interval as far as it is inside the window."""
        start, end = max(start, self.start), min(end, self.end)
        if start < end and kind != FREE:
            self.spans.setdefault(kind, []).append((int(start.timestamp()), int(end.timestamp())))


def read_busy(
    ics_texts: Iterable[bytes],
    start: datetime,
    end: datetime,
    owner: str | None = None,
    zone: str = "UTC",
    except_uids: Collection[str] = (),
) -> BusyTimes:
    """Return when the owner of these calendars is busy between two aware times.

    `owner` is their address, whose answers count; `zone` the IANA name of the zone they live in;
    `except_uids` are events to leave out, such as the one that is being moved.
    """
    if start.utcoffset() is None or end.utcoffset() is None:
        raise BadInput("a window needs a time zone; pass aware datetimes")
    reading = _Reading(
        start.astimezone(UTC), end.astimezone(UTC), (owner or "").strip().lower(), ZoneInfo(zone)
    )
    masters: list[tuple[CalendarEvent, Mapping[str, tzinfo]]] = []
    changed: dict[str, list[CalendarEvent]] = {}
    for text in ics_texts:
        for event, zones in _read_calendar(text, reading):
            if event.uid in except_uids:
                continue
            if event.instance is not None:
                changed.setdefault(event.uid, []).append(event)
            else:
                masters.append((event, zones))
    for event, zones in masters:
        _add_series(reading, event, changed.get(event.uid, []), zones)
    for event in chain.from_iterable(changed.values()):
        _add_occurrence(reading, event, event.start.wall)
    return BusyTimes(
        merged(reading.spans.get(BUSY, [])),
        merged(reading.spans.get(TENTATIVE, [])),
        reading.unreadable,
        reading.widened,
    )


def merged(spans: Iterable[tuple[int, int]]) -> Intervals:
    """Return intervals sorted, those that touch or overlap made one, empty ones left out."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


def _read_calendar(
    ics: bytes, reading: _Reading
) -> Iterator[tuple[CalendarEvent, Mapping[str, tzinfo]]]:
    """Yield the events of one file that can touch the window."""
    text = "\n" + ics.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    if "\nbegin:" in text or "\nBegin:" in text:
        text = _ODD_CASE.sub(lambda m: m[0].upper(), text)
    if "\nBEGIN:VCALENDAR" not in text.replace("\ufeff", "", 1):
        reading.unreadable += 1  # empty, another encoding, no calendar: nobody knows what it was
    blocks, rest = _blocks_that_matter(text, reading)
    if not blocks and "VFREEBUSY" not in rest:
        return
    other = content_lines(rest)
    zones = own_zones(other)
    _add_published(reading, other, zones)
    for block in blocks:
        event = read_event(block, zones, reading.owner)
        if event is None:
            reading.unreadable += 1
        else:
            reading.unreadable += event.length_unknown
            reading.widened += event.start.zone_unknown and event.kind != FREE
            yield event, zones


def _blocks_that_matter(text: str, reading: _Reading) -> tuple[list[str], str]:
    """Return the VEVENT texts that can touch the window, and the text around all of them."""
    low = f"{reading.start - _MARGIN:%Y%m%d}"
    high = f"{reading.end + _MARGIN:%Y%m%d}"
    blocks: list[str] = []
    around: list[str] = []
    at = 0
    while (begin := text.find("\nBEGIN:VEVENT", at)) >= 0:
        around.append(text[at:begin])
        finish = text.find("\nEND:VEVENT", begin)
        if finish < 0:  # cut off: what there is of the event still counts
            finish = len(text)
            reading.unreadable += 1
        if _can_matter(text, begin, finish, low, high):
            blocks.append(text[begin:finish])
        at = finish + len("\nEND:VEVENT")
    around.append(text[at:])
    return blocks, "".join(around)


def _can_matter(text: str, begin: int, finish: int, low: str, high: str) -> bool:
    """Tell whether an event may touch the days low to high; written for speed, errs on yes."""
    start = _START.search(text, begin, finish)
    if start is None or text.find("\nRDATE", begin, finish) >= 0:
        return True
    instance = _INSTANCE.search(text, begin, finish)
    if instance is not None:
        if low <= instance[1] <= high or text.find("RANGE=", begin, finish) >= 0:
            return True
    elif text.find("\nRECURRENCE-ID", begin, finish) >= 0:
        return True
    if start[1] > high:
        return False
    if start[1] >= low or text.find("\nRRULE", begin, finish) >= 0:
        return True
    end = _END.search(text, begin, finish)
    if end is not None:
        return end[1] >= low
    return text.find("\nDURATION", begin, finish) >= 0 or text.find("\nDTEND", begin, finish) >= 0


def _add_occurrence(
    reading: _Reading,
    event: CalendarEvent,
    wall: datetime,
    shift: timedelta = timedelta(),
    template: CalendarEvent | None = None,
) -> None:
    """Note one occurrence that starts at a wall-clock time, moved and shaped by `template`."""
    shape = template or event
    if shape.kind == FREE:
        return
    try:
        wall += shift
        finish = wall + shape.length.wall
        if event.start.zone_unknown:
            begin, end = to_utc(wall, UTC) - WEST, to_utc(finish, UTC) + shape.length.real + EAST
        else:
            zone = event.start.zone or reading.zone
            begin, end = to_utc(wall, zone), to_utc(finish, zone) + shape.length.real
    except OverflowError:
        reading.unreadable += 1
        return
    reading.add(shape.kind, begin, end)


def _add_series(
    reading: _Reading,
    event: CalendarEvent,
    changed: list[CalendarEvent],
    zones: Mapping[str, tzinfo],
) -> None:
    """Note every occurrence of an event, or the one there is."""
    later = _changed_for_good(reading, event, changed)
    if event.kind == FREE and not later:
        return
    reach = _MARGIN + max((min(abs(shift), LONGEST) for _, shift, _ in later), default=_DAY)
    after = _wall(reading, event, reading.start) - reach - event.length.wall - event.length.real
    before = _wall(reading, event, reading.end) + reach
    starts = {event.start.wall, *_listed(reading, event, zones)}
    for rule in event.found.get("RRULE", []):
        starts.update(_ruled(reading, event, rule.value, after, before))
    gone, days_gone = _excluded(reading, event, changed, zones)
    for wall in starts:
        if wall in gone or wall.date() in days_gone:
            continue
        changes = bisect_right(later, wall, key=itemgetter(0))
        _, shift, template = later[changes - 1] if changes else (wall, timedelta(), None)
        _add_occurrence(reading, event, wall, shift, template)


def _changed_for_good(
    reading: _Reading, event: CalendarEvent, changed: list[CalendarEvent]
) -> list[tuple[datetime, timedelta, CalendarEvent]]:
    """Return the changes that hold for all later occurrences: since when, moved by, and to what."""
    found = []
    for change in changed:
        if change.and_later and change.instance is not None:
            since = _wall_of(reading, event, change.instance)
            found.append((since, _wall_of(reading, event, change.start) - since, change))
    return sorted(found, key=itemgetter(0))


def _ruled(
    reading: _Reading, event: CalendarEvent, value: str, after: datetime, before: datetime
) -> Iterator[datetime]:
    """Yield the starts that a rule gives; for one that cannot be expanded, what stands for it."""
    first, until = event.start.wall, None
    try:
        parts = read_rule(value)
        until = _until(reading, event, parts.get("UNTIL", ""))
        if reading.walked > _MOST_WALKED:
            raise Unexpandable("this calendar's rules have too many times")
        reading.walked += yield from expand(parts, first, until, after, before)
    except Unexpandable:
        reading.widened += 1
        yield from _stand_in(reading, event, value, after, min(before, until or before))


def _stand_in(
    reading: _Reading, event: CalendarEvent, value: str, after: datetime, last: datetime
) -> Iterator[datetime]:
    """Yield a start every day for a rule that cannot be expanded, or note all the time as taken."""
    first = event.start.wall
    days = max(0, (after - first) // _DAY)
    number = (last - first) // _DAY + 1 - days
    if _WITHIN_A_DAY.search(value) or number > _MOST_DAYS:
        zone = event.start.zone or reading.zone
        reading.add(event.kind, to_utc(max(first, after), zone), to_utc(last, zone))
    for day in range(days, days + min(number, _MOST_DAYS)):
        yield first + day * _DAY


def _until(reading: _Reading, event: CalendarEvent, value: str) -> datetime | None:
    """Return a rule's UNTIL on the event's wall clock: the last instant that still counts."""
    time = read_time_value(value, {}, {})
    if time is None:
        return None
    if time.whole_day:
        return time.wall.replace(hour=23, minute=59, second=59)
    wall = _wall_of(reading, event, time)
    return max(wall, time.wall) if event.start.whole_day else wall


def _listed(
    reading: _Reading, event: CalendarEvent, zones: Mapping[str, tzinfo]
) -> Iterator[datetime]:
    """Yield the starts listed by RDATE; note its periods, which bring their own length, at once."""
    for item in event.found.get("RDATE", []):
        for value in item.value.split(","):
            begin, slash, end = value.partition("/")
            start = read_time_value(begin, item.parameters, zones)
            if start is None:
                reading.unreadable += 1
            elif slash and (period := _period(start, end, item.parameters, zones)):
                reading.add(event.kind, *period)
            else:
                yield _wall_of(reading, event, start)


def _period(
    start: CalendarTime, end: str, parameters: Mapping[str, str], zones: Mapping[str, tzinfo]
) -> tuple[datetime, datetime] | None:
    """Return the two instants of a PERIOD (RFC 5545, 3.3.9), or None if they are not known."""
    if start.moment is None:
        return None
    length = read_duration(end)
    if length is not None:
        return (start.moment, start.moment + length) if timedelta() <= length <= LONGEST else None
    finish = read_time_value(end, parameters, zones)
    return (start.moment, finish.moment) if finish is not None and finish.moment else None


def _excluded(
    reading: _Reading,
    event: CalendarEvent,
    changed: list[CalendarEvent],
    zones: Mapping[str, tzinfo],
) -> tuple[set[datetime], set[date]]:
    """Return the starts that EXDATE or a changed occurrence takes out: times, and whole days."""
    times = [
        read_time_value(value, item.parameters, zones)
        for item in event.found.get("EXDATE", [])
        for value in item.value.split(",")
    ]
    gone: set[datetime] = set()
    days: set[date] = set()
    for time in (*times, *(change.instance for change in changed)):
        if time is not None and (time.whole_day or event.start.whole_day):
            days.add(_wall_of(reading, event, time).date())
        elif time is not None:
            gone.add(_wall_of(reading, event, time))
    return gone, days


def _wall_of(reading: _Reading, event: CalendarEvent, time: CalendarTime) -> datetime:
    """Return a time on the wall clock of the event's own zone."""
    if time.whole_day or time.moment is None or time.zone == event.start.zone:
        return time.wall
    return _wall(reading, event, time.moment)


def _wall(reading: _Reading, event: CalendarEvent, moment: datetime) -> datetime:
    """Return an instant on the wall clock of the event's own zone, the owner's if it has none."""
    return moment.astimezone(event.start.zone or reading.zone).replace(tzinfo=None)


def _add_published(reading: _Reading, lines: list[str], zones: Mapping[str, tzinfo]) -> None:
    """Note the periods of published free/busy components (RFC 5545, 3.6.4)."""
    kinds = {"FREE": FREE, "BUSY-TENTATIVE": TENTATIVE}
    for block in components(lines, "VFREEBUSY"):
        for item in read_properties(block).get("FREEBUSY", []):
            kind = kinds.get(item.parameters.get("FBTYPE", "BUSY").upper(), BUSY)
            for value in item.value.split(","):
                begin, _, end = value.partition("/")
                start = read_time_value(begin, item.parameters, zones)
                period = _period(start, end, item.parameters, zones) if start else None
                if period is None:
                    reading.unreadable += 1
                else:
                    reading.add(kind, *period)
