"""Zones that a calendar defines itself behave like the zones they describe."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debrief.calendars.text import content_lines
from debrief.calendars.times import own_zones, read_duration, read_time_value, to_utc, zone_named

BERLIN = """BEGIN:VTIMEZONE
TZID:Plant A
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;UNTIL=20060326T010000Z
END:DAYLIGHT
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:20070325T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""
# Historic rules end and new ones begin, as Apple and evolution write them.
NEW_YORK = """BEGIN:VTIMEZONE
TZID:Plant B
BEGIN:DAYLIGHT
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
DTSTART:19870405T020000
RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;UNTIL=20060402T070000Z
END:DAYLIGHT
BEGIN:DAYLIGHT
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
DTSTART:19671029T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20061029T060000Z
END:STANDARD
BEGIN:STANDARD
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
END:STANDARD
END:VTIMEZONE
"""
ZONES = own_zones(content_lines(BERLIN + NEW_YORK))
PAIRS = st.sampled_from(
    [
        (ZONES["Plant A"], ZoneInfo("Europe/Berlin")),
        (ZONES["Plant B"], ZoneInfo("America/New_York")),
    ]
)
QUARTERS = st.integers(0, 4 * 24 * 365 * 38)  # from the end of 1996 to 2035
BEGIN = datetime(1996, 12, 1)  # noqa: DTZ001 - a wall clock


@given(PAIRS, QUARTERS, st.integers(0, 1))
def test_an_own_zone_has_the_offsets_of_the_zone_it_describes(pair, quarters, fold):
    own, known = pair
    wall = (BEGIN + timedelta(minutes=15 * quarters)).replace(fold=fold)
    assert wall.replace(tzinfo=own).utcoffset() == wall.replace(tzinfo=known).utcoffset()


@given(PAIRS, QUARTERS)
def test_an_own_zone_shows_instants_as_the_zone_it_describes(pair, quarters):
    own, known = pair
    instant = (BEGIN + timedelta(minutes=15 * quarters)).replace(tzinfo=UTC)
    shown, expected = instant.astimezone(own), instant.astimezone(known)
    assert shown.replace(tzinfo=None) == expected.replace(tzinfo=None)
    assert shown.fold == expected.fold
    assert shown.astimezone(UTC) == instant


@pytest.mark.parametrize(
    ("name", "known_name"), [("Plant A", "Europe/Berlin"), ("Plant B", "America/New_York")]
)
@pytest.mark.parametrize("year", [1997, 2006, 2007, 2026])
@pytest.mark.parametrize("month", [3, 4, 10, 11])
def test_every_quarter_of_a_month_with_a_clock_change_agrees(name, known_name, year, month):
    own, known = ZONES[name], ZoneInfo(known_name)
    for quarter in range(4 * 24 * 30):
        wall = datetime(year, month, 1) + timedelta(minutes=15 * quarter)  # noqa: DTZ001
        assert to_utc(wall, own) == to_utc(wall, known)


@pytest.mark.parametrize(
    "change",
    [
        ("TZOFFSETFROM:+0100\n", ""),
        ("TZOFFSETTO:+0200", "TZOFFSETTO:+9900"),
        ("DTSTART:19960331T020000", "DTSTART:spring"),
        ("BYDAY=-1SU", "BYDAY=-1SU;BYMOON=1"),
        ("FREQ=YEARLY", "FREQ=SECONDLY"),
        ("TZID:Plant A\n", ""),
        ("END:VTIMEZONE\n", ""),
    ],
)
def test_a_zone_that_cannot_be_read_in_full_is_not_known(change):
    assert own_zones(content_lines(BERLIN.replace(*change))) == {}


def test_a_name_that_everybody_knows_cannot_be_redefined():
    text = BERLIN.replace("TZID:Plant A", "TZID:America/New_York")
    zones = own_zones(content_lines(text))
    assert zone_named("America/New_York", zones) == ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("written", "length"),
    [
        ("PT30M", timedelta(minutes=30)),
        ("P1DT2H3M4S", timedelta(days=1, hours=2, minutes=3, seconds=4)),
        ("P2W", timedelta(weeks=2)),
        ("-PT15M", -timedelta(minutes=15)),
        ("+pt1h", timedelta(hours=1)),
        ("P", None),
        ("PT", None),
        ("1H", None),
        ("P1Y", None),
        ("", None),
    ],
)
def test_durations_are_read(written, length):
    assert read_duration(written) == length


@pytest.mark.parametrize("written", ["2026-11-24", "20261124T", "20261124T250000", "20260230", ""])
def test_what_is_no_time_is_none(written):
    assert read_time_value(written, {}, {}) is None


def test_a_leap_second_and_missing_seconds_are_read():
    for written in ("20261231T235960Z", "20261231T235959Z"):
        time = read_time_value(written, {}, {})
        assert time is not None
        assert time.moment == datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)
    short = read_time_value("20261231T2359", {}, {})
    assert short is not None
    assert short.wall.second == 0
