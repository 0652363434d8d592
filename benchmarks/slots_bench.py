"""How fast are slots found? The sweep against a step scan with aware datetimes, and `portion`.

Run as a program, or call `rows()` for (what, figure) pairs.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib import import_module
from zoneinfo import ZoneInfo

from debrief.timing.slots import Attendee, SlotRequest, find_slots
from debrief.timing.workdays import Hours, working_intervals

START = datetime(2026, 11, 23, tzinfo=UTC)
DAYS = 28  # twenty working days
MEETINGS = 80  # in each calendar
ZONES = ("Europe/Berlin", "Europe/London", "America/New_York")


def team(size: int, seed: int = 1) -> SlotRequest:
    """Return a request for a team whose calendars are filled at random."""
    chance = random.Random(seed)  # noqa: S311 - test data
    begin = int(START.timestamp())
    end = begin + DAYS * 86400
    people = []
    for number in range(size):
        hours = Hours(chance.choice(ZONES))
        work = working_intervals(hours, begin, end)
        busy = []
        for _ in range(MEETINGS):
            first = chance.randrange(*chance.choice(work), 900)
            busy.append((first, first + chance.choice((1800, 3600))))
        people.append(Attendee(f"p{number}", (hours,), tuple(busy)))
    return SlotRequest(tuple(people), 3600, begin, end, quorum=0.2)


def step_scan(request: SlotRequest) -> int:
    """Return the most people free at any quarter-hour, tried one after the other."""
    calendars = [
        (
            ZoneInfo(person.hours[0].zone),
            person.hours[0],
            [
                (datetime.fromtimestamp(a, UTC), datetime.fromtimestamp(b, UTC))
                for a, b in person.busy or ()
            ],
        )
        for person in request.people
    ]
    length = timedelta(seconds=request.duration)
    best, moment = 0, START
    while moment < START + timedelta(days=DAYS):
        best = max(best, sum(_free(moment, moment + length, *one) for one in calendars))
        moment += timedelta(minutes=15)
    return best


def _free(
    start: datetime,
    end: datetime,
    zone: ZoneInfo,
    hours: Hours,
    busy: list[tuple[datetime, datetime]],
) -> bool:
    local, last = start.astimezone(zone), end.astimezone(zone)
    if local.weekday() not in hours.weekdays or local.date() != last.date():
        return False
    if not any(a <= local.time() and last.time() <= b for a, b in hours.parts()):
        return False
    return not any(start < b and end > a for a, b in busy)


def merged_with_portion(request: SlotRequest) -> Callable[[], object] | None:
    """Return the merging of all busy times by the library `portion`, if it is installed."""
    try:
        portion = import_module("portion")
    except ImportError:
        return None
    spans = [span for person in request.people for span in person.busy or ()]
    return lambda: portion.Interval(*(portion.closedopen(a, b) for a, b in spans))


def best_of(times: int, work: Callable[[], object]) -> float:
    """Return the shortest of several runs, in seconds."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begin)
    return min(taken)


def rows() -> list[tuple[str, str]]:
    """Measure and return (what, figure) pairs; takes about half a minute."""
    found = []
    figures = {}
    for size in (200, 400, 800):
        request = team(size)
        figures[size] = best_of(9, lambda request=request: find_slots(request))  # type: ignore[misc]
        what = f"best 3 slots, {size} people x 20 days, {size * MEETINGS:,} busy times"
        found.append((what, f"{figures[size] * 1000:.1f} ms"))
    found.append(("growth from 200 to 800 people", f"{figures[800] / figures[200]:.1f}x"))
    request = team(200)
    result = find_slots(request)
    assert result.best is not None
    best = step_scan(request)
    assert best == len(request.people) - len(result.best.missing), "both must find the same best"
    scan = best_of(1, lambda: step_scan(request))
    found.append(("step scan with aware datetimes, 200 people", f"{scan:.1f} s"))
    found.append(("sweep against step scan", f"{scan / figures[200]:.0f}x faster"))
    if merging := merged_with_portion(team(200)):
        portion = best_of(1, merging)
        found.append(("only merging 16,000 busy times with portion", f"{portion:.2f} s"))
        found.append(
            ("the whole ranking against that merging", f"{portion / figures[200]:.0f}x faster")
        )
    return found


if __name__ == "__main__":
    for what, figure in rows():
        print(f"{what:<60} {figure:>14}")
