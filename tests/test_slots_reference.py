"""Slots against a reference that asks the clock on everybody's wall, minute by minute.

Nothing of the slot finder's own is used here but its answer: working time is read off the local
clock, holidays off the library, notice is counted by walking.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debrief.timing.slots import Attendee, SlotRequest, alternatives, find_slots
from debrief.timing.workdays import Hours

STRIDE = 300  # seconds; every edge below is a multiple of it
# Weeks with clock changes, with holidays of a whole country, and of one part of it.
WEEKS = (
    datetime(2026, 1, 5, tzinfo=UTC),
    datetime(2026, 3, 6, tzinfo=UTC),
    datetime(2026, 3, 27, tzinfo=UTC),
    datetime(2026, 4, 2, tzinfo=UTC),
    datetime(2026, 10, 23, tzinfo=UTC),
    datetime(2026, 10, 30, tzinfo=UTC),
    datetime(2026, 11, 25, tzinfo=UTC),
)
PLACES = (
    ("Europe/Berlin", "DE", None),
    ("Europe/Berlin", "DE", "BY"),
    ("Europe/London", "GB", "SCT"),
    ("America/New_York", "US", None),
    ("America/Toronto", "CA", "QC"),
    ("Australia/Lord_Howe", None, None),  # half an hour of summer time
    ("Asia/Kathmandu", None, None),
    ("Europe/Zurich", "CH", "ZH"),
)
DAYS = 4


@lru_cache
def free_days(country: str, subdivision: str | None) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=2026))


def at_work(hours: Hours, moment: int) -> bool:
    """Ask the wall clock whether this instant is working time."""
    local = datetime.fromtimestamp(moment, ZoneInfo(hours.zone))
    day, clock = local.date(), local.time()
    if local.weekday() not in hours.weekdays:
        return False
    if any(first <= day <= last for first, last in hours.leave):
        return False
    if hours.country and day in free_days(hours.country, hours.subdivision):
        return False
    lunch = hours.lunch is not None and hours.lunch[0] <= clock < hours.lunch[1]
    return hours.start <= clock < hours.end and not lunch


def ready_at(hours: Hours, asked: int, notice: int) -> int:
    """Walk until that much working time has passed; the moment must be in working time."""
    moment, left = asked, notice
    while left > 0 or not at_work(hours, moment):
        left -= STRIDE * at_work(hours, moment)
        moment += STRIDE
    return moment


def free_of(request: SlotRequest, spans, start: int) -> bool:
    pad, end = request.buffer, start + request.duration
    return not any(a < b and a - pad < end and start < b + pad for a, b in spans)


def state(request: SlotRequest, who: Attendee, start: int) -> str:
    inside = start >= request.earliest and start + request.duration <= request.latest
    meeting = range(start, start + request.duration, STRIDE)
    if not inside or not all(at_work(hours, m) for hours in who.hours for m in meeting):
        return "missing"
    ready = [ready_at(h, request.earliest, who.notice) for h in who.hours] if who.notice else []
    if any(start < moment for moment in ready):
        return "missing"
    if not free_of(request, (*request.holds, *(who.busy or ())), start):
        return "missing"
    if who.busy is None:
        return "unknown"
    return "free" if free_of(request, who.tentative, start) else "soft"


def quality(request: SlotRequest, start: int):
    states = [(who, state(request, who, start)) for who in request.people]
    needed = [s for who, s in states if who.required]
    if needed.count("missing") > len(needed) - request.needed:
        return None
    if all(s == "missing" for _, s in states):
        return None
    unsure = [s in ("missing", "unknown") for _, s in states]
    return (
        sum(u for u, (who, _) in zip(unsure, states, strict=True) if who.required),
        needed.count("missing"),
        sum(u for u, (who, _) in zip(unsure, states, strict=True) if not who.required),
        sum(s == "soft" for _, s in states),
    )


def best_starts(request: SlotRequest) -> list[int]:
    first = -(-request.earliest // request.step) * request.step
    tried = ((quality(request, s), s) for s in range(first, request.latest, request.step))
    chosen: list[int] = []
    for _, start in sorted((q, s) for q, s in tried if q is not None):
        if len(chosen) < request.count and all(abs(start - c) >= request.duration for c in chosen):
            chosen.append(start)
    return chosen


@st.composite
def requests(draw):
    begin = int(draw(st.sampled_from(WEEKS)).timestamp()) + STRIDE * draw(st.integers(0, 200))

    def spans():
        found = []
        for _ in range(draw(st.integers(0, 3))):
            start = begin + STRIDE * draw(st.integers(0, DAYS * 288))
            found.append((start, start + STRIDE * draw(st.integers(0, 40))))
        return tuple(found)

    def hours():
        zone, country, part = draw(st.sampled_from(PLACES))
        leave = draw(st.sampled_from(((), ((date(2026, 3, 30), date(2026, 3, 30)),))))
        lunch = draw(st.sampled_from((None, (time(12), time(13)))))
        return Hours(zone, lunch=lunch, country=country, subdivision=part, leave=leave)

    people = [
        Attendee(
            f"p{number}",
            tuple(hours() for _ in range(draw(st.integers(1, 2)))),
            None if draw(st.integers(0, 4)) == 0 else spans(),
            tentative=spans(),
            required=draw(st.integers(0, 3)) > 0,
            notice=draw(st.sampled_from((0, 0, 3600, 4 * 3600))),
        )
        for number in range(draw(st.integers(1, 3)))
    ]
    return SlotRequest(
        tuple(people),
        duration=STRIDE * draw(st.sampled_from((3, 6, 12))),
        earliest=begin,
        latest=begin + DAYS * 86400,
        buffer=STRIDE * draw(st.sampled_from((0, 2))),
        quorum=draw(st.sampled_from((None, 0.5))),
        holds=spans(),
    )


@settings(max_examples=25, deadline=None)
@given(requests())
def test_the_best_slots_are_those_that_the_wall_clocks_allow(wanted):
    result = find_slots(wanted)
    assert [slot.start for slot in result.slots] == best_starts(wanted)
    for slot in (*result.slots, *alternatives(result, 2)):
        states = {who.key: state(wanted, who, slot.start) for who in wanted.people}
        named = dict.fromkeys(slot.missing, "missing")
        named |= dict.fromkeys(slot.unknown, "unknown")
        named |= dict.fromkeys(slot.tentative, "soft")
        assert named == {key: found for key, found in states.items() if found != "free"}


@settings(max_examples=25, deadline=None)
@given(requests())
def test_alternatives_take_other_days_as_long_as_there_are_any(wanted):
    result = find_slots(wanted)
    others = alternatives(result, 2)
    zone = wanted.zone
    days = [slot.starts_at().astimezone(zone).date() for slot in (*result.slots[:1], *others)]
    sure = result.best is not None and result.best.complete
    possible = {
        datetime.fromtimestamp(start, zone).date()
        for start in range(-(-wanted.earliest // 900) * 900, wanted.latest, 900)
        if (found := quality(wanted, start)) is not None and not (sure and found[0])
    }
    assert len(set(days)) == min(len(possible), 3)


def changes(zone: str) -> list[datetime]:
    """Return the midnights before the days of 2026 on which the zone's clock changes."""
    noons = [datetime(2025, 12, 31, 12, tzinfo=UTC) + timedelta(days=n) for n in range(367)]
    offsets = [noon.astimezone(ZoneInfo(zone)).utcoffset() for noon in noons]
    return [noons[n - 1] for n in range(1, 367) if offsets[n] != offsets[n - 1]]


# Every zone there is; the workdays behind the slots are tested day by day in test_workdays.
@pytest.mark.parametrize("zone", sorted(available_timezones() - {"localtime", "Factory"}))
def test_over_every_clock_change_of_a_year_a_slot_keeps_the_local_hours(zone):
    hours = Hours(zone, time(8), time(16), lunch=None, weekdays=frozenset(range(7)))
    for change in changes(zone):
        begin = int(change.timestamp()) - 86400
        wanted = SlotRequest((Attendee("a", (hours,), ()),), 1800, begin, begin + 4 * 86400)
        stretches = find_slots(wanted).stretches
        starts = [tick * 900 for part in stretches for tick in range(part.first, part.last + 1)]
        assert starts == [
            start
            for start in range(begin, begin + 4 * 86400, 900)
            if start + 1800 <= wanted.latest
            and at_work(hours, start)
            and at_work(hours, start + 1500)
        ]
