"""Working time: right in every zone through a whole year of clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debrief.timing.workdays import (
    Hours,
    add_workdays,
    add_working_seconds,
    common_intervals,
    day_intervals,
    intersect,
    is_workday,
    next_working_moment,
    public_holidays,
    working_intervals,
    working_seconds_between,
)

BERLIN = Hours("Europe/Berlin")
ZONES = sorted(z for z in available_timezones() if "/" in z and not z.startswith(("Etc", "posix")))
YEAR = (date(2026, 1, 1), date(2027, 1, 1))


def at(text: str, zone: str = "Europe/Berlin") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def change_days(zone: str) -> list[date]:
    """Return the local days on which the zone's clock changes, and their neighbours."""
    clock = ZoneInfo(zone)
    noons = [datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=n) for n in range(366)]
    offsets = [noon.astimezone(clock).utcoffset() for noon in noons]
    changed = [n for n in range(1, 366) if offsets[n] != offsets[n - 1]]
    return [(noons[n] + timedelta(days=d)).date() for n in changed for d in (-1, 0, 1)]


@pytest.mark.parametrize("zone", ZONES)
def test_on_every_clock_change_of_the_year_work_starts_and_ends_by_the_local_clock(zone):
    every_day = Hours(zone, weekdays=frozenset(range(7)))
    for day in change_days(zone):
        parts = day_intervals(every_day, day)
        local = [datetime.fromtimestamp(edge, ZoneInfo(zone)) for part in parts for edge in part]
        assert [moment.time() for moment in local] == [time(9), time(12), time(13), time(17, 30)]
        assert {moment.date() for moment in local} == {day}
        later = add_workdays(datetime.combine(day, time(10, 15), ZoneInfo(zone)), 1, every_day)
        assert later.astimezone(ZoneInfo(zone)).time() == time(10, 15)
        assert later.astimezone(ZoneInfo(zone)).date() == day + timedelta(days=1)


def test_night_work_is_an_hour_longer_or_shorter_when_the_clock_changes():
    night = Hours("Europe/Berlin", time(0), time(6), lunch=None, weekdays=frozenset(range(7)))
    spring, autumn = date(2026, 3, 29), date(2026, 10, 25)
    length = {day: sum(b - a for a, b in day_intervals(night, day)) for day in (spring, autumn)}
    assert length == {spring: 5 * 3600, autumn: 7 * 3600}


def test_a_day_that_the_zone_skipped_has_no_working_time():
    samoa = Hours("Pacific/Apia")
    assert day_intervals(samoa, date(2011, 12, 30)) == []  # a Friday that never was
    assert day_intervals(samoa, date(2011, 12, 29)) != []


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(ZONES),
    st.integers(0, 300 * 86400),
    st.integers(0, 20 * 86400),
    st.sampled_from((None, (time(12), time(13)))),
)
def test_intervals_are_sorted_disjoint_inside_the_span_and_inside_the_day(
    zone, offset, span, lunch
):
    hours = Hours(zone, lunch=lunch)
    start = seconds(datetime(2026, 1, 1, tzinfo=UTC)) + offset
    found = working_intervals(hours, start, start + span)
    edges = [edge for interval in found for edge in interval]
    assert edges == sorted(set(edges)) or lunch is None
    assert all(start <= begin < end <= start + span for begin, end in found)
    for begin, end in found:
        first = datetime.fromtimestamp(begin, ZoneInfo(zone))
        last = datetime.fromtimestamp(end, ZoneInfo(zone))
        assert first.date() == last.date()
        assert first.weekday() < 5
        assert time(9) <= first.time() < last.time() <= time(17, 30)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 400), st.integers(0, 1439), st.integers(1, 12))
def test_adding_workdays_counts_exactly_the_workdays_passed(day, minute, count):
    hours = Hours("Europe/Berlin", country="DE", subdivision="BY")
    moment = at("2026-01-01T00:00") + timedelta(days=day, minutes=minute)
    later = add_workdays(moment, count, hours).astimezone(ZoneInfo("Europe/Berlin"))
    passed = [
        moment.date() + timedelta(days=n)
        for n in range(1, (later.date() - moment.date()).days + 1)
        if is_workday(moment.date() + timedelta(days=n), hours)
    ]
    assert len(passed) == count
    assert passed[-1] == later.date()
    assert time(9) <= later.time() <= time(17, 30)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 60 * 86400), st.integers(0, 5 * 86400))
def test_working_seconds_and_their_addition_undo_each_other(offset, amount):
    moment = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(seconds=offset)
    assert working_seconds_between(moment, add_working_seconds(moment, amount, BERLIN), BERLIN) == (
        amount
    )


def test_friday_evening_plus_one_workday_is_monday_at_closing_time():
    assert add_workdays(at("2026-11-20T22:00"), 1, BERLIN) == at("2026-11-23T17:30")
    assert add_workdays(at("2026-11-20T06:00"), 1, BERLIN) == at("2026-11-23T09:00")


def test_the_same_local_time_is_kept_across_a_clock_change():
    later = add_workdays(at("2026-03-27T10:00"), 1, BERLIN)
    assert later == at("2026-03-30T10:00")
    assert later - at("2026-03-27T10:00").astimezone(UTC) == timedelta(days=3, hours=-1)


def test_public_holidays_leave_and_weekends_are_no_workdays():
    hours = Hours("Europe/Berlin", country="DE", leave=((date(2026, 12, 28), date(2026, 12, 31)),))
    assert add_workdays(at("2026-12-24T10:00"), 1, hours) == at("2027-01-04T10:00")
    assert not is_workday(date(2026, 12, 25), hours)
    assert not is_workday(date(2026, 12, 30), hours)


def test_a_subdivision_adds_its_own_holidays_and_an_unknown_one_changes_nothing():
    corpus_christi = date(2026, 6, 4)
    assert corpus_christi in public_holidays("DE", "BY", 2026)
    assert corpus_christi not in public_holidays("DE", None, 2026)
    assert public_holidays("DE", "NOWHERE", 2026) == public_holidays("DE", None, 2026)
    assert public_holidays("XX", None, 2026) == frozenset()


def test_outside_working_time_the_next_moment_is_the_next_start_of_work():
    assert next_working_moment(at("2026-11-23T12:20"), BERLIN) == at("2026-11-23T13:00")
    assert next_working_moment(at("2026-11-20T17:30"), BERLIN) == at("2026-11-23T09:00")
    inside = at("2026-11-23T10:07:30")
    assert next_working_moment(inside, BERLIN) == inside
    assert next_working_moment(inside, BERLIN).tzinfo is UTC
    assert add_workdays(at("2026-11-21T10:00"), 0, BERLIN) == at("2026-11-23T09:00")


def test_four_hours_notice_on_friday_afternoon_end_on_monday():
    assert add_working_seconds(at("2026-11-20T16:30"), 4 * 3600, BERLIN) == at("2026-11-23T13:00")


def test_common_time_of_two_continents_is_the_afternoon_of_one():
    start, end = seconds(at("2026-11-23T00:00")), seconds(at("2026-11-24T00:00"))
    shared = common_intervals((BERLIN, Hours("America/New_York", lunch=None)), start, end)
    assert shared == [(seconds(at("2026-11-23T15:00")), seconds(at("2026-11-23T17:30")))]
    assert common_intervals((), start, end) == [(start, end)]


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=6)


@given(spans, spans)
def test_the_intersection_holds_exactly_the_shared_seconds(left, right):
    def disjoint(found):
        covered = sorted({second for start, size in found for second in range(start, start + size)})
        merged: list[tuple[int, int]] = []
        for second in covered:
            if merged and merged[-1][1] == second:
                merged[-1] = (merged[-1][0], second + 1)
            else:
                merged.append((second, second + 1))
        return merged

    def points(found):
        return {second for start, end in found for second in range(start, end)}

    one, other = disjoint(left), disjoint(right)
    assert points(intersect(one, other)) == points(one) & points(other)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"start": time(18), "end": time(9)}, "swap"),
        ({"weekdays": frozenset()}, "weekdays"),
        ({"weekdays": frozenset({7})}, "weekdays"),
        ({"lunch": (time(8), time(10))}, "lunch"),
    ],
)
def test_impossible_hours_are_refused(settings, words):
    with pytest.raises(ValueError, match=words):
        Hours("UTC", **settings)


def test_a_moment_without_zone_and_negative_amounts_are_refused():
    with pytest.raises(ValueError, match="zone"):
        add_workdays(datetime(2026, 1, 1), 1, BERLIN)  # noqa: DTZ001
    with pytest.raises(ValueError, match="negative"):
        add_workdays(at("2026-01-01T00:00"), -1, BERLIN)
    endless = Hours("UTC", leave=((date(2026, 1, 1), date(2036, 1, 1)),))
    with pytest.raises(ValueError, match="no work"):
        add_workdays(at("2026-01-01T00:00"), 1, endless)
    with pytest.raises(ValueError, match="no work"):
        next_working_moment(at("2026-01-01T00:00"), endless)
