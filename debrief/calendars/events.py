"""Read one calendar event: when it is, how long it takes, and whether it makes its owner busy.

What counts (our own choices are marked with *):
  busy        a confirmed event; out of office; an all-day event that is not marked as free
  tentative   STATUS or busy status TENTATIVE; an invitation the owner has not answered yet*, or
              answered with "maybe"
  free        cancelled, TRANSP:TRANSPARENT, declined or delegated by the owner, working elsewhere*

Where TRANSP and Microsoft's busy status disagree, an explicit TRANSP wins if it says free; OPAQUE
beats FREE*.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta, tzinfo
from typing import NamedTuple

from debrief.calendars.text import Property, components, content_lines, read_properties
from debrief.calendars.times import CalendarTime, read_duration, read_time

BUSY, TENTATIVE, FREE = "busy", "tentative", "free"
LONGEST = timedelta(days=36_525)  # what lasts longer than a century was not meant
WEST, EAST = timedelta(hours=14), timedelta(hours=12)  # how far UTC can be from a wall clock

_DAY = timedelta(days=1)
Found = Mapping[str, list[Property]]  # an event's properties by name


class Length(NamedTuple):
    """How long an event takes: first on the wall clock, then in real time."""

    wall: timedelta
    real: timedelta


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One VEVENT: a single event, the first of a series, or a changed occurrence."""

    uid: str
    start: CalendarTime
    length: Length
    kind: str
    found: Found
    instance: CalendarTime | None = None  # which occurrence of the series this replaces
    and_later: bool = False
    length_unknown: bool = False


def read_event(text: str, zones: Mapping[str, tzinfo], owner: str) -> CalendarEvent | None:
    """Read the text of one VEVENT; None if it has no readable start.

    `zones` are the calendar's own, by TZID; `owner` is a mail address in lower case, or empty.
    """
    lines = [*content_lines(text), "END:VEVENT"]
    found = read_properties(next(components(lines, "VEVENT"), []))
    start = first_time(found, "DTSTART", zones)
    if start is None:
        return None
    length = _length(found, start, zones)
    instance = found.get("RECURRENCE-ID", [])
    return CalendarEvent(
        uid=next((item.text.strip() for item in found.get("UID", [])), ""),
        start=start,
        length=length or Length(_DAY if start.whole_day else timedelta(hours=1), timedelta()),
        length_unknown=length is None,
        kind=_kind(found, owner),
        found=found,
        instance=read_time(instance[0], zones) if instance else None,
        and_later=any(i.parameters.get("RANGE") == "THISANDFUTURE" for i in instance),
    )


def first_time(found: Found, name: str, zones: Mapping[str, tzinfo]) -> CalendarTime | None:
    """Return the moment that an event's property names, None where it has none or a broken one."""
    return next((read_time(item, zones) for item in found.get(name, [])), None)


def _length(found: Found, start: CalendarTime, zones: Mapping[str, tzinfo]) -> Length | None:
    """Return how long an event takes (RFC 5545, 3.6.1, for one without an end); None if broken."""
    nothing = timedelta()
    if "DTEND" not in found:
        return _duration(found, start)
    end = first_time(found, "DTEND", zones)
    if end is None:
        return None
    if start.zone == end.zone and start.zone_unknown == end.zone_unknown:
        length = Length(end.wall - start.wall, nothing)
    elif start.moment is not None and end.moment is not None:
        length = Length(nothing, end.moment - start.moment)
    else:
        length = Length(nothing, end.wall - start.wall + WEST)
    total = length.wall + length.real
    if start.whole_day and total == nothing:  # seen in the wild for one day
        return Length(_DAY, nothing)
    return length if nothing <= total <= LONGEST else None


def _duration(found: Found, start: CalendarTime) -> Length | None:
    """Return the length of an event without DTEND: its days on the wall clock, the rest real."""
    written = next((item.value for item in found.get("DURATION", [])), None)
    if written is None:
        return Length(_DAY if start.whole_day else timedelta(), timedelta())
    length = read_duration(written)
    if length is None or not timedelta() <= length <= LONGEST:
        return None
    days = timedelta(days=length.days)
    return Length(days, length - days)


def _kind(found: Found, owner: str) -> str:
    """Tell whether an event makes its owner busy, tentative, or leaves them free."""
    status = _token(found, "STATUS")
    transparent = _token(found, "TRANSP")
    microsoft = _token(found, "X-MICROSOFT-CDO-BUSYSTATUS")
    answer = _own_answer(found, owner)
    if status == "CANCELLED" or transparent == "TRANSPARENT" or answer in {"DECLINED", "DELEGATED"}:
        return FREE
    if microsoft in {"FREE", "WORKINGELSEWHERE"} and transparent != "OPAQUE":
        return FREE
    if "TENTATIVE" in {status, microsoft} or answer in {"TENTATIVE", "NEEDS-ACTION"}:
        return TENTATIVE
    return BUSY


def _token(found: Found, name: str) -> str:
    return next((item.value.strip().upper() for item in found.get(name, [])), "")


def _own_answer(found: Found, owner: str) -> str:
    """Return the owner's answer; who organizes an event goes to it unless they said no."""
    if not owner:
        return ""
    own = next((i for i in found.get("ATTENDEE", []) if i.address == owner), None)
    answer = own.parameters.get("PARTSTAT", "NEEDS-ACTION").upper() if own else ""
    organizes = any(item.address == owner for item in found.get("ORGANIZER", []))
    return "" if organizes and answer == "NEEDS-ACTION" else answer
