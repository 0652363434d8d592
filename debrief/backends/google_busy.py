"""Who is busy, by Google's free/busy: merged times without saying of what.

Google answers for up to 50 calendars and a quarter of a year at once; an error for one calendar
makes that person unknown and nobody else. Merged times cannot leave an event out, so an event
that is being moved is taken out of the answer: the manager's own calendar is read event by event
instead, everybody else loses the event's own hour, if they hold it (have not declined).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from debrief.backends.google_wire import call
from debrief.calendars.busy import BusyTimes, merged
from debrief.team import fold_address

MOST_PEOPLE = 50  # FreeBusyRequest.calendarExpansionMax
MOST_DAYS = 60  # Google names no limit and refuses long spans ("timeRangeTooLong")
PAGE = 2500
# An event of these types takes no time: where somebody works, whose birthday it is.
FREE_TYPES = frozenset({"workingLocation", "birthday"})

Span = tuple[int, int]


class GoogleBusy:
    """Reads free and busy times as the manager may see them."""

    def __init__(self, calendar: Any, owner: str) -> None:  # noqa: ANN401
        self.freebusy = calendar.freebusy()
        self.events = calendar.events()
        self.owner = fold_address(owner)

    def of(
        self,
        people: Sequence[tuple[str, str]],
        start: datetime,
        end: datetime,
        without: Any,  # noqa: ANN401 - an event of ours that does not count
    ) -> Mapping[str, BusyTimes | None]:
        """Return each person's busy times; None for a person Google gives an error for."""
        found: dict[str, list[Span] | None] = {address: [] for address, _ in people}
        for begin, finish in _windows(start, end):
            for group in _groups(list(found), MOST_PEOPLE):
                for address, spans in self._ask(group, begin, finish).items():
                    so_far = found[address]
                    both = so_far is not None and spans is not None
                    found[address] = [*so_far, *spans] if both else None  # type: ignore[misc]
        if without is not None:
            self._leave_out(found, without, start, end)
        return {a: None if s is None else BusyTimes(merged(s)) for a, s in found.items()}

    def _ask(
        self, group: Sequence[str], start: datetime, end: datetime
    ) -> dict[str, list[Span] | None]:
        body = {
            "timeMin": start.astimezone(UTC).isoformat(),
            "timeMax": end.astimezone(UTC).isoformat(),
            "timeZone": "UTC",
            "calendarExpansionMax": MOST_PEOPLE,
            "items": [{"id": address} for address in group],
        }
        answer = call(self.freebusy.query(body=body)).get("calendars", {})
        by_address = {fold_address(name): entry for name, entry in answer.items()}
        return {
            address: _spans(by_address.get(fold_address(address)), start, end) for address in group
        }

    def _leave_out(
        self,
        found: dict[str, list[Span] | None],
        event: Any,  # noqa: ANN401
        start: datetime,
        end: datetime,
    ) -> None:
        hour = _span(event["start"], event["end"], UTC)
        holding = {
            fold_address(a["email"])
            for a in event.get("attendees", [])
            if a.get("responseStatus") != "declined"
        }
        for address, spans in found.items():
            if spans is None:
                continue
            if fold_address(address) == self.owner:
                found[address] = self._own(event["id"], start, end)
            elif fold_address(address) in holding:
                found[address] = [rest for span in spans for rest in _minus(span, hour)]

    def _own(self, without: str, start: datetime, end: datetime) -> list[Span]:
        """Read the manager's own events, but for one."""
        spans: list[Span] = []
        token = None
        while True:
            page = call(
                self.events.list(
                    calendarId="primary",
                    timeMin=start.astimezone(UTC).isoformat(),
                    timeMax=end.astimezone(UTC).isoformat(),
                    singleEvents=True,
                    maxResults=PAGE,
                    pageToken=token,
                )
            )
            zone = ZoneInfo(page.get("timeZone", "UTC"))
            for event in page.get("items", []):
                if event["id"] != without and _takes_time(event):
                    spans += _within(_span(event["start"], event["end"], zone), start, end)
            token = page.get("nextPageToken")
            if not token:
                return spans


def _takes_time(event: Any) -> bool:  # noqa: ANN401
    if event.get("status") == "cancelled" or event.get("transparency") == "transparent":
        return False
    if event.get("eventType") in FREE_TYPES:
        return False
    answers = [a.get("responseStatus") for a in event.get("attendees", []) if a.get("self")]
    return answers != ["declined"]


def _spans(entry: Any, start: datetime, end: datetime) -> list[Span] | None:  # noqa: ANN401
    """Return a calendar's busy times inside the window; None where Google does not know."""
    if entry is None or entry.get("errors") or "busy" not in entry:
        return None
    found: list[Span] = []
    for period in entry["busy"]:
        found += _within((_seconds(period["start"]), _seconds(period["end"])), start, end)
    return found


def _within(span: Span, start: datetime, end: datetime) -> list[Span]:
    begin = max(span[0], int(start.timestamp()))
    finish = min(span[1], int(end.timestamp()))
    return [(begin, finish)] if begin < finish else []


def _minus(span: Span, hour: Span) -> Iterator[Span]:
    for begin, finish in ((span[0], min(span[1], hour[0])), (max(span[0], hour[1]), span[1])):
        if begin < finish:
            yield begin, finish


def _span(start: Any, end: Any, zone: Any) -> Span:  # noqa: ANN401
    return point(start, zone), point(end, zone)


def point(moment: Any, zone: Any) -> int:  # noqa: ANN401
    """Return an EventDateTime as UTC seconds; a whole day begins in the calendar's zone."""
    if "dateTime" in moment:
        return _seconds(moment["dateTime"])
    day = datetime.combine(date.fromisoformat(moment["date"]), time(), zone)
    return int(day.timestamp())


def _seconds(text: str) -> int:
    return int(datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())


def _windows(start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    begin, last = start.astimezone(UTC), end.astimezone(UTC)
    while begin < last:
        finish = min(begin + timedelta(days=MOST_DAYS), last)
        yield begin, finish
        begin = finish


def _groups(items: list[str], size: int) -> Iterator[list[str]]:
    for at in range(0, len(items), size):
        yield items[at : at + size]
