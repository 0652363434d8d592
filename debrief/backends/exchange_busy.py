"""Ask Exchange when many people are busy: GetUserAvailability, in batches, in UTC.

Whoever is not known to the organisation, or whose calendar may not be seen, comes back as an
error in their own place: unknown, not free. A server that is too busy fails the whole question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

from exchangelib import EWSDateTime
from exchangelib.ewsdatetime import UTC as EWS_UTC
from exchangelib.properties import (
    DaylightTime,
    FreeBusyViewOptions,
    MailboxData,
    StandardTime,
    TimeWindow,
    TimeZone,
)

from debrief.backends.exchange_hours import outside_hours
from debrief.backends.exchange_items import Availability
from debrief.calendars.busy import BusyTimes, Intervals
from debrief.calendars.standing import Standing

if TYPE_CHECKING:
    from debrief.backends.exchange import Exchange

MOST_PEOPLE = 100  # in one request
MOST_DAYS = 42
MOST_AT_ONCE = 3  # requests; one connection is left for notifications
STEP = timedelta(minutes=15)  # of the merged view, where only that is given
_BUSY = ("Busy", "OOF")
_FREE = ("Free", "WorkingElsewhere")
_DIGITS = {"0": "Free", "1": "Tentative", "2": "Busy", "3": "OOF"}  # "4" is unknown or elsewhere
_NO_CHANGE: dict[str, Any] = {"bias": 0, "time": time(0, 0), "occurrence": 1, "weekday": 7}
_IN_UTC = TimeZone(
    bias=0,
    standard_time=StandardTime(iso_month=10, **_NO_CHANGE),
    daylight_time=DaylightTime(iso_month=4, **_NO_CHANGE),
)

Span = tuple[datetime, datetime]


def busy_times(
    server: Exchange,
    addresses: Sequence[str],
    start: datetime,
    end: datetime,
    moved: Standing | None,
) -> Mapping[str, BusyTimes | None]:
    """Return everybody's busy times; ``moved`` is an event of ours that is not to count."""
    groups = [addresses[i : i + MOST_PEOPLE] for i in range(0, len(addresses), MOST_PEOPLE)]
    jobs = list(product(groups, _windows(start, end, timedelta(days=MOST_DAYS))))
    with ThreadPoolExecutor(max_workers=MOST_AT_ONCE) as pool:
        answers = list(pool.map(lambda job: _ask(server, *job), jobs))
    parts: dict[str, list[tuple[Span, Any]]] = {address: [] for address in addresses}
    for (group, window), views in zip(jobs, answers, strict=True):
        for address, view in zip(group, views, strict=True):
            parts[address].append((window, view))
    hours = server.settings.working_hours
    return {a: _person(a, views, moved, hours=hours) for a, views in parts.items()}


def _windows(start: datetime, end: datetime, longest: timedelta) -> list[Span]:
    found: list[Span] = []
    at = start.astimezone(UTC)
    while at < end:
        found.append((at, min(at + longest, end.astimezone(UTC))))
        at = found[-1][1]
    return found


def _ask(server: Exchange, people: Sequence[str], window: Span) -> list[Any]:
    """Return a view or an error for each person, in the order asked."""
    with server.asked("tell who is busy") as account:
        answer = Availability(account.protocol).call(
            tzinfo=EWS_UTC,
            mailbox_data=[
                MailboxData(email=p, attendee_type="Required", exclude_conflicts=False)
                for p in people
            ],
            timezone=_IN_UTC,
            free_busy_view_options=FreeBusyViewOptions(
                time_window=TimeWindow(
                    start=EWSDateTime.from_datetime(window[0]),
                    end=EWSDateTime.from_datetime(window[1]),
                ),
                merged_free_busy_interval=int(STEP.total_seconds() // 60),
                requested_view="DetailedMerged",
            ),
        )
        views = list(answer)
    return [*views, *[None] * (len(people) - len(views))]  # half an answer: the rest is unknown


def _person(
    address: str, parts: Sequence[tuple[Span, Any]], moved: Standing | None, *, hours: bool
) -> BusyTimes | None:
    """Put one person's windows together; one unknown window makes the person unknown."""
    busy: list[Span] = []
    tentative: list[Span] = []
    for window, view in parts:
        events = _events(view, window[0])
        if events is None:
            return None
        events = _without(events, moved, address)
        if any(kind not in (*_BUSY, *_FREE, "Tentative") for _, _, kind in events):
            return None
        busy += _inside(((s, e) for s, e, kind in events if kind in _BUSY), window)
        tentative += _inside(((s, e) for s, e, kind in events if kind == "Tentative"), window)
        if hours:
            tentative += _inside(outside_hours(view, *window), window)
    return BusyTimes(_merged(busy), _merged(tentative))


def _events(view: Any, start: datetime) -> list[tuple[datetime, datetime, str]] | None:  # noqa: ANN401
    """Return start, end and kind of what is in a view; None when it tells nothing."""
    if view is None or isinstance(view, Exception) or view.view_type == "None":
        return None
    if view.view_type != "MergedOnly":
        return [(_moment(e.start), _moment(e.end), e.busy_type) for e in view.calendar_events or ()]
    if not view.merged:
        return None
    return [
        (start + n * STEP, start + (n + 1) * STEP, _DIGITS.get(digit, "Busy"))
        for n, digit in enumerate(view.merged)
    ]


def _without(
    events: list[tuple[datetime, datetime, str]], moved: Standing | None, address: str
) -> list[tuple[datetime, datetime, str]]:
    """Leave out the event that is being moved: once, for those in whose calendar it stands.

    Free/busy names no UID, so it is known by its exact time.
    """
    if moved is None or moved.partstats.get(address) == "DECLINED":
        return events
    own = next((e for e in events if e[:2] == (moved.start, moved.end) and e[2] != "Free"), None)
    if own is None:
        return events
    at = events.index(own)
    return events[:at] + events[at + 1 :]


def _inside(spans: Iterable[Span], window: Span) -> Iterator[Span]:
    for start, end in spans:
        start, end = max(start, window[0]), min(end, window[1])
        if start < end:
            yield start, end


def _merged(spans: list[Span]) -> Intervals:
    found: list[tuple[int, int]] = []
    for start, end in sorted((int(s.timestamp()), int(e.timestamp())) for s, e in spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def _moment(value: Any) -> datetime:  # noqa: ANN401
    return datetime.fromtimestamp(value.timestamp(), UTC)
