"""Measure reading free/busy from a large calendar against the icalendar library's parsing alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

EVENTS = 50_000
START = datetime(2026, 11, 23, tzinfo=UTC)
OWNER = "dana.reyes@our.example"
_TWENTIETH = 20


def calendar(events: int = EVENTS) -> bytes:
    """Return a calendar of that many events around `START`: one in twenty repeats.

    It has the proportions of a long-kept calendar: nine years behind, one ahead, a fifth of the
    events all day, people and a text in each, a changed occurrence for one series in ten.
    """
    blocks = [_event(number, events) for number in range(events)]
    text = "".join(["BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Bench//EN\r\n", *blocks])
    return (text + "END:VCALENDAR\r\n").encode()


def _event(number: int, events: int) -> str:
    spread = timedelta(days=3650) * (number / events)
    begin = START - timedelta(days=3285) + timedelta(days=spread.days, hours=8 + number % 9)
    begin = begin.replace(minute=15 * (number % 4), second=0, microsecond=0)
    zone = "Europe/Berlin" if number % 3 else "America/New_York"
    times = (
        f"DTSTART;VALUE=DATE:{begin:%Y%m%d}\r\nTRANSP:TRANSPARENT\r\n"
        if number % 5 == 0
        else f"DTSTART;TZID={zone}:{begin:%Y%m%dT%H%M%S}\r\n"
        f"DTEND;TZID={zone}:{begin + timedelta(minutes=45):%Y%m%dT%H%M%S}\r\n"
    )
    if number % _TWENTIETH == 1:
        times += f"RRULE:FREQ=WEEKLY;COUNT={10 + number % 90};BYDAY=MO,WE\r\n"
    if number % (10 * _TWENTIETH) == 2:
        times += f"RECURRENCE-ID;TZID={zone}:{begin - timedelta(hours=1):%Y%m%dT%H%M%S}\r\n"
    return (
        f"BEGIN:VEVENT\r\nUID:{number}@bench.example\r\nDTSTAMP:20261101T080000Z\r\n{times}"
        f"SUMMARY:Meeting number {number}\r\n"
        f"ORGANIZER;CN=Sam Ito:mailto:sam.ito@our.example\r\n"
        f"ATTENDEE;CN=Dana Reyes;PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT:mailto:{OWNER}\r\n"
        f"ATTENDEE;CN=Kim Osei;PARTSTAT=TENTATIVE;ROLE=REQ-PARTICIPANT:mailto:kim@our.example\r\n"
        f"DESCRIPTION:Please bring the figures of last month\\, and what you make of them.\r\n"
        f"END:VEVENT\r\n"
    )


def _seconds(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def rows(events: int = EVENTS) -> list[tuple[str, str]]:
    """Return what was measured: each a name and a figure with its unit."""
    from icalendar import Calendar

    from debrief.calendars.busy import read_busy

    ics = calendar(events)
    end = START + timedelta(weeks=4)
    own = min(_seconds(lambda: read_busy([ics], START, end, OWNER, "Europe/Berlin")) for _ in "123")
    library = _seconds(lambda: Calendar.from_ical(ics))
    name = f"free/busy of {events:,} events, four weeks"
    return [
        (name, f"{own:.2f} s"),
        (f"icalendar's parsing of {events:,} events alone", f"{library:.2f} s"),
        (f"{name}, of icalendar's parsing", f"{own / library:.3f}x"),
    ]


if __name__ == "__main__":
    for label, figure in rows():
        print(f"{label:60} {figure}")
