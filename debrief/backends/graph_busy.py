"""Ask Microsoft Graph when people are busy (getSchedule). What it does not tell is unknown.

Graph takes 20 people and 62 days at once, and answers for each person apart: with items, with an
error, or, where only free/busy is shared, with nothing but a digit for each quarter of an hour.
Time outside the working hours that somebody set in Outlook counts as tentative: rather not.

https://learn.microsoft.com/graph/api/calendar-getschedule
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any
from urllib.parse import quote

from debrief.backends.graph_hours import outside_hours
from debrief.backends.graph_http import MOST_AT_ONCE, GraphClient
from debrief.calendars.busy import BusyTimes, merged
from debrief.calendars.times import to_utc, zone_named
from debrief.errors import Refused

MOST_PEOPLE = 20
MOST_DAYS = 62
STEP_MINUTES = 15  # of the digits, one a step
_FREE = frozenset(["free", "workingElsewhere"])
_DIGITS = {"1": "tentative", "2": "busy", "3": "oof"}  # 0 free, 4 working elsewhere

Span = tuple[int, int]
Spans = list[tuple[Span, bool]]  # [start, end) in UTC seconds; True: only tentative


@dataclass(frozen=True, slots=True)
class Schedules:
    """The free/busy that the owner of a mailbox may see."""

    client: GraphClient
    user: str
    hours: bool = True  # whether working hours count

    def busy(
        self, people: Sequence[str], start: datetime, end: datetime, ours: Span | None
    ) -> dict[str, BusyTimes | None]:
        """Return each address's busy times between two aware times; None is unknown.

        ``ours`` is when our own event lies that is not to count: one item at exactly that time is
        left out for each person.
        """
        people = list(dict.fromkeys(people))
        asked = list(product(_batches(people), _windows(start, end)))
        with ThreadPoolExecutor(MOST_AT_ONCE) as pool:
            answers = list(pool.map(lambda question: self._ask(*question), asked))
        found: dict[str, Spans | None] = {address: [] for address in people}
        for (batch, _), answer in zip(asked, answers, strict=True):
            for address in batch:
                spans, part = found[address], answer.get(address.lower())
                found[address] = None if spans is None or part is None else spans + part
        return {address: _times(spans, ours) for address, spans in found.items()}

    def _ask(self, people: Sequence[str], window: tuple[datetime, datetime]) -> dict[str, Spans]:
        """Return what one request tells; whoever is missing is unknown.

        A request that is refused as a whole because of one address is asked again in halves.
        """
        body = {
            "Schedules": list(people),
            "StartTime": graph_time(window[0]),
            "EndTime": graph_time(window[1]),
            "AvailabilityViewInterval": STEP_MINUTES,
        }
        path = f"/users/{quote(self.user)}/calendar/getSchedule"
        try:
            answer = self.client.ask(path, body, wanted=(400,))
        except Refused:  # no right to ask: nobody is known
            return {}
        if answer.status == 400:
            middle = len(people) // 2
            if not middle:
                return {}
            return {**self._ask(people[:middle], window), **self._ask(people[middle:], window)}
        read = ((str(e.get("scheduleId")).lower(), self._told(e, window)) for e in answer.values)
        return {address: spans for address, spans in read if spans is not None}

    def _told(self, entry: Mapping[str, Any], window: tuple[datetime, datetime]) -> Spans | None:
        spans = _spans(entry, window[0])
        if spans is None or not self.hours:
            return spans
        away = outside_hours(entry.get("workingHours"), *window)
        return spans + [((int(a.timestamp()), int(b.timestamp())), True) for a, b in away]


def graph_time(at: datetime) -> dict[str, str]:
    """Return an aware time as Graph's dateTimeTimeZone."""
    return {"dateTime": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}", "timeZone": "UTC"}


def read_time(value: Mapping[str, Any] | None) -> datetime | None:
    """Read Graph's dateTimeTimeZone in UTC; None when it has no time or no known zone."""
    zone = zone_named(str((value or {}).get("timeZone") or ""), {})
    try:
        wall = datetime.fromisoformat(str((value or {}).get("dateTime")))
    except ValueError:
        return None
    if wall.tzinfo is not None:
        return wall.astimezone(UTC)
    return to_utc(wall, zone) if zone is not None else None


def _batches(people: Sequence[str]) -> Iterator[Sequence[str]]:
    for first in range(0, len(people), MOST_PEOPLE):
        yield people[first : first + MOST_PEOPLE]


def _windows(start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    while start < end:
        until = min(end, start + timedelta(days=MOST_DAYS))
        yield start, until
        start = until


def _spans(entry: Mapping[str, Any], start: datetime) -> Spans | None:
    """Return a person's spans; None when Graph reports an error or nothing at all."""
    items, view = entry.get("scheduleItems"), entry.get("availabilityView")
    if entry.get("error") or (items is None and view is None):
        return None
    if not items:
        return list(_of_digits(str(view or ""), int(start.timestamp())))
    spans: Spans = []
    for item in items:
        begin, until = read_time(item.get("start")), read_time(item.get("end"))
        if begin is None or until is None:
            return None  # busy at a time that nobody knows: any time
        if item.get("status") not in _FREE:
            span = (int(begin.timestamp()), int(until.timestamp()))
            spans.append((span, item.get("status") == "tentative"))
    return spans


def _of_digits(view: str, start: int) -> Iterator[tuple[Span, bool]]:
    step = STEP_MINUTES * 60
    for place, digit in enumerate(view):
        status = _DIGITS.get(digit)
        if status is not None:
            at = start + place * step
            yield (at, at + step), status == "tentative"


def _times(spans: Spans | None, ours: Span | None) -> BusyTimes | None:
    if spans is None:
        return None
    own = next((n for n, (span, _) in enumerate(spans) if span == ours), None)
    kept = [entry for n, entry in enumerate(spans) if n != own]
    return BusyTimes(
        busy=merged(span for span, tentative in kept if not tentative),
        tentative=merged(span for span, tentative in kept if tentative),
    )
