"""Read calendar times and the zones they name (RFC 5545, 3.3.4, 3.3.5, 3.3.6, 3.6.5).

A zone is looked up as an IANA name, then as any other name of a place (Windows' names, vendors'
paths), then among the calendar's own VTIMEZONE components. Names that merely resemble an offset
(`GMT+0200`) stay unknown: nobody can tell how they treat summer time, or even their sign. What
cannot be known is said to be unknown, never guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from debrief.calendars.recurrence import Unexpandable, expand, read_rule
from debrief.calendars.text import Property, components, read_properties, whole_components
from debrief.timing.zones import SILENT_TZIDS, zone_of_tzid

_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?([Zz])?)?", re.ASCII)
_DURATION = re.compile(
    r"([+-])?P(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?",
    re.ASCII,
)
# Far enough from what dates can hold that sums with them stay inside.
_EVER, _NEVER = datetime(1000, 1, 1), datetime(9000, 1, 1)  # noqa: DTZ001 - wall clock
_LONGEST_NAME = 200
_UTC_NAMES = SILENT_TZIDS | {"tzone://microsoft/utc"}
# Not zones but whatever the machine happens to be set to.
_MACHINE_ZONES = frozenset({"localtime", "posixrules", "Factory"})
_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(\d\d)?", re.ASCII)
# Which onsets of a zone's summer and winter time are reckoned; earlier and later times take the
# offset at the edge.
_FIRST_ONSET, _LAST_ONSET = datetime(1965, 1, 1), datetime(2105, 1, 1)  # noqa: DTZ001 - wall clock


class CalendarTime(NamedTuple):
    """A time as written: `wall` is naive, `zone` None for a floating time.

    `whole_day` marks a DATE; `zone_unknown` a TZID that nobody can resolve.
    """

    wall: datetime
    zone: tzinfo | None = None
    whole_day: bool = False
    zone_unknown: bool = False

    @property
    def moment(self) -> datetime | None:
        """The instant in UTC, or None while the zone is not known."""
        return None if self.zone is None else to_utc(self.wall, self.zone)


def to_utc(wall: datetime, zone: tzinfo) -> datetime:
    """Return the instant of a wall-clock time.

    RFC 5545, 3.3.5: the first of two where the clock is set back; where it is set forward, the
    offset before the gap holds. Both are what `fold=0` means.
    """
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def read_time(item: Property, zones: Mapping[str, tzinfo]) -> CalendarTime | None:
    """Read the time of a property (the first, if it lists several); None if it is none."""
    return read_time_value(item.value.partition(",")[0], item.parameters, zones)


def read_time_value(
    value: str, parameters: Mapping[str, str], zones: Mapping[str, tzinfo]
) -> CalendarTime | None:
    """Read one DATE or DATE-TIME value; `zones` are the calendar's own, by TZID.

    Times outside the years 1000 to 9000, which stand for "ever" and "never", are moved there.
    """
    found = _TIME.fullmatch(value.strip())
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    try:  # a leap second is read as the second before (RFC 5545, 3.3.12)
        wall = datetime(year, month, day, hour, minute, min(second, 59))  # noqa: DTZ001 - zone follows
    except ValueError:
        return None
    wall = min(max(wall, _EVER), _NEVER)
    if found[4] is None:
        return CalendarTime(wall, whole_day=True)
    if found[7]:
        return CalendarTime(wall, UTC)
    name = parameters.get("TZID")
    if not name:
        return CalendarTime(wall)
    zone = zone_named(name, zones)
    return CalendarTime(wall, zone, zone_unknown=zone is None)


def read_duration(value: str) -> timedelta | None:
    """Read a DURATION value; None if it is none."""
    found = _DURATION.fullmatch(value.strip().upper())
    if found is None or not any(found.groups()[1:]):
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if found[1] == "-" else length


def zone_named(name: str, zones: Mapping[str, tzinfo]) -> tzinfo | None:
    """Return the zone of a TZID, or None if it is not known."""
    plain = name.strip().strip('"').strip()
    if len(plain) > _LONGEST_NAME:
        return None
    return _known_zone(plain) or zones.get(plain)


def own_zones(lines: Iterable[str]) -> dict[str, tzinfo]:
    """Return the zones that only the calendar itself defines (VTIMEZONE), by TZID.

    A definition that is broken, or built to keep a reader busy, defines nothing.
    """
    found: dict[str, tzinfo] = {}
    for block in whole_components(lines, "VTIMEZONE"):
        head = read_properties(next(components(block, "VTIMEZONE"), []))
        name = next((item.value.strip().strip('"') for item in head.get("TZID", [])), "")
        if not name or zone_named(name, found) is not None:
            continue
        if onsets := _onsets(tuple(block)):
            found[name] = OwnZone(name, onsets)
    return found


class Onset(NamedTuple):
    """From `moment` (naive UTC) on, the offset is `after`; until then it was `before`."""

    moment: datetime
    before: timedelta
    after: timedelta


class OwnZone(tzinfo):
    """A zone that a calendar defines itself, from its onsets in order (at least one)."""

    def __init__(self, name: str, onsets: Sequence[Onset]) -> None:
        self._name = name
        self._offsets = [onsets[0].before, *(onset.after for onset in onsets)]
        self._moments = [onset.moment for onset in onsets]
        # With fold=0 the offset before holds through a gap and through the first of two.
        self._walls = (
            [onset.moment + max(onset.before, onset.after) for onset in onsets],
            [onset.moment + min(onset.before, onset.after) for onset in onsets],
        )

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        """Return the offset at a wall-clock time."""
        if moment is None:
            return None
        return self._offsets[bisect_right(self._walls[moment.fold], moment.replace(tzinfo=None))]

    def dst(self, moment: datetime | None) -> timedelta | None:
        """Return None: which of its offsets is summer time does not matter to us."""
        return None

    def tzname(self, moment: datetime | None) -> str:
        """Return the TZID."""
        return self._name

    def fromutc(self, moment: datetime) -> datetime:
        """Return the wall-clock time of an instant."""
        number = bisect_right(self._moments, moment.replace(tzinfo=None))
        wall = moment + self._offsets[number]
        again = number > 0 and wall.replace(tzinfo=None) < self._walls[0][number - 1]
        return wall.replace(fold=int(again and self._offsets[number] < self._offsets[number - 1]))


@lru_cache(maxsize=64)  # every file of a folder brings the same definitions
def _onsets(zone: tuple[str, ...]) -> tuple[Onset, ...]:
    """Return every change of offset of a VTIMEZONE in order; none if one cannot be read."""
    found: list[Onset] = []
    for block in (*components(zone[1:-1], "STANDARD"), *components(zone[1:-1], "DAYLIGHT")):
        item = read_properties(block)
        before, after = (_offset(item, name) for name in ("TZOFFSETFROM", "TZOFFSETTO"))
        start = next((read_time(p, {}) for p in item.get("DTSTART", [])), None)
        if before is None or after is None or start is None:
            return ()
        try:
            walls = {start.wall, *_listed_onsets(item), *_ruled_onsets(item, start.wall, before)}
            found += [Onset(wall - before, before, after) for wall in walls]
        except (Unexpandable, OverflowError):
            return ()
    return tuple(sorted(found))


def _listed_onsets(item: Mapping[str, list[Property]]) -> Iterator[datetime]:
    for listed in item.get("RDATE", []):
        for value in listed.value.split(","):
            if (time := read_time_value(value.partition("/")[0], {}, {})) is not None:
                yield time.wall


def _ruled_onsets(
    item: Mapping[str, list[Property]], first: datetime, before: timedelta
) -> Iterator[datetime]:
    """Yield the wall-clock times a zone's rules give; their UNTIL is in UTC (RFC 5545, 3.6.5)."""
    for rule in item.get("RRULE", []):
        parts = read_rule(rule.value)
        until = read_time_value(parts.get("UNTIL", ""), {}, {})
        last = until.wall + (before if until.zone else timedelta()) if until else None
        yield from expand(parts, first, last, _FIRST_ONSET, _LAST_ONSET)


def _offset(item: Mapping[str, list[Property]], name: str) -> timedelta | None:
    """Read a UTC-OFFSET value (RFC 5545, 3.3.14)."""
    found = _OFFSET.fullmatch(next((p.value.strip() for p in item.get(name, [])), ""))
    if found is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    if hours > 23 or minutes > 59 or seconds > 59:
        return None
    length = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -length if found[1] == "-" else length


@lru_cache(maxsize=256)
def _known_zone(name: str) -> tzinfo | None:
    """Return the zone that everybody knows by this name."""
    if name.lower() in _UTC_NAMES:
        return UTC
    zone = _iana_names().get(name.lower()) or zone_of_tzid(name)
    return ZoneInfo(zone) if zone else None


@lru_cache(maxsize=1)
def _iana_names() -> Mapping[str, str]:
    return {name.lower(): name for name in available_timezones() - _MACHINE_ZONES}
