"""Recurring events in free/busy, compared with an independent implementation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import recurring_ical_events
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from debrief.calendars.busy import BusyTimes, merged, read_busy

BERLIN = ZoneInfo("Europe/Berlin")
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


@dataclass(frozen=True)
class Shape:
    """How a series writes its times."""

    zone: str
    all_day: bool

    def line(self, name: str, at: datetime) -> str:
        if self.all_day:
            return f"{name};VALUE=DATE:{at:%Y%m%d}"
        if self.zone in {"UTC", ""}:
            return f"{name}:{self.value(at)}"
        return f"{name};TZID={self.zone}:{at:%Y%m%dT%H%M%S}"

    def value(self, at: datetime) -> str:
        if self.all_day:
            return f"{at:%Y%m%d}"
        return f"{at:%Y%m%dT%H%M%S}{'Z' if self.zone else ''}"

    def event(self, at: datetime, length: timedelta, *lines: str) -> str:
        times = (self.line("DTSTART", at), self.line("DTEND", at + length))
        return "\r\n".join(["BEGIN:VEVENT", "UID:u", *times, *lines, "END:VEVENT\r\n"])


SHAPES = st.builds(
    Shape,
    st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Sydney", "UTC", ""]),
    st.sampled_from([False, False, False, True]),
)
FIRSTS = st.integers(0, 364 * 96).map(
    lambda quarters: datetime(2026, 1, 1) + timedelta(minutes=15 * quarters)  # noqa: DTZ001
)
NUMBERS = st.integers(1, 20)


@st.composite
def rules(draw, shape: Shape, first: datetime) -> tuple[str, int]:
    """Draw a rule that its first date obeys, and about how many days lie between its dates."""
    frequency, step = draw(
        st.sampled_from([("DAILY", 1), ("WEEKLY", 7), ("MONTHLY", 28), ("YEARLY", 365)])
    )
    rule = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 4))}"]
    end = draw(st.sampled_from(["", "COUNT", "UNTIL"]))
    if end == "COUNT":
        rule.append(f"COUNT={draw(st.integers(1, 40))}")
    elif end:
        rule.append(f"UNTIL={shape.value(first + timedelta(days=draw(st.integers(1, 300))))}")
    own = WEEKDAYS[first.weekday()]
    if frequency == "WEEKLY":
        days = {own, *draw(st.lists(st.sampled_from(WEEKDAYS), max_size=3))}
        rule += [f"BYDAY={','.join(sorted(days))}", f"WKST={draw(st.sampled_from(['MO', 'SU']))}"]
    if frequency == "MONTHLY" and draw(st.booleans()):
        rule.append(f"BYDAY={(first.day - 1) // 7 + 1}{own}")
    return "RRULE:" + ";".join(rule), step


@st.composite
def calendars(draw) -> str:
    """Draw one series with exceptions, extra dates and moved occurrences."""
    shape, first = draw(SHAPES), draw(FIRSTS)
    days, quarters = draw(st.integers(1, 3)), draw(st.integers(1, 40))
    length = timedelta(days=days) if shape.all_day else timedelta(minutes=15 * quarters)
    rule, step = draw(rules(shape, first))
    out = draw(st.lists(NUMBERS, max_size=3))
    extra = draw(st.lists(NUMBERS, max_size=2))
    lines = [rule, *(shape.line("EXDATE", first + timedelta(days=step * n)) for n in out)]
    lines += [shape.line("RDATE", first + timedelta(days=n)) for n in extra]
    events = [shape.event(first, length, *lines)]
    # What is both excluded and moved, implementations read differently: ours keeps it busy.
    for n in draw(st.lists(NUMBERS.filter(lambda n: n not in out), max_size=2, unique=True)):
        instance = first + timedelta(days=step * n)
        at = instance + timedelta(days=draw(st.integers(-3, 3)), hours=0 if shape.all_day else 5)
        events.append(shape.event(at, length, shape.line("RECURRENCE-ID", instance)))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(events)}END:VCALENDAR\r\n"


@settings(max_examples=60, deadline=None)
@given(calendars(), st.integers(0, 330))
@example(
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTART;TZID=Europe/Berlin:20260328T181500\r\n"
    "DTEND;TZID=Europe/Berlin:20260329T041500\r\nRRULE:FREQ=WEEKLY;COUNT=34;BYDAY=SA,SU;WKST=SA\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n",
    80,
)
def test_occurrences_agree_with_another_implementation(text, day):
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day)
    end = start + timedelta(weeks=4)
    margin = timedelta(days=4)
    others = recurring_ical_events.of(Calendar.from_ical(text)).between(
        start - margin, end + margin
    )
    expected = []
    for event in others:
        begin, finish = (in_utc(event[name].dt) for name in ("DTSTART", "DTEND"))
        expected.append((int(max(begin, start).timestamp()), int(min(finish, end).timestamp())))
    found = read_busy([text.encode()], start, end, zone="Europe/Berlin")
    assert found == BusyTimes(merged(expected))


def in_utc(moment: date) -> datetime:
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001
    return (moment if moment.tzinfo else moment.replace(tzinfo=BERLIN)).astimezone(UTC)
