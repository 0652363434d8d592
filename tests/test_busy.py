"""Free/busy from calendar files: right, cautious, and quick whatever the files hold."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from debrief.calendars.busy import BusyTimes, merged, read_busy
from debrief.calendars.invitation import Invitee, Meeting, cancel_ics, event_ics
from debrief.errors import BadInput

START = datetime(2026, 11, 23, tzinfo=UTC)
END = START + timedelta(weeks=4)
OWNER = "sam.ito@our.example"
OWN_ZONE = (
    "BEGIN:VTIMEZONE\nTZID:Customized Time Zone\nBEGIN:STANDARD\nDTSTART:16010101T030000\n"
    "TZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\n"
    "BEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n"
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
)


def calendar(*events: str, zones: str = "") -> bytes:
    named = (event if "UID" in event else f"UID:u\n{event}" for event in events)
    blocks = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in named)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{zones}{blocks}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def busy(*events: str, start: datetime = START, end: datetime = END, **options) -> BusyTimes:
    zones = options.pop("zones", "")
    options.setdefault("zone", "Europe/Berlin")
    return read_busy([calendar(*events, zones=zones)], start, end, **options)


def spans(*texts: str) -> tuple[tuple[int, int], ...]:
    """Read "2026-11-24 09:00/10:00" (UTC, the end's date may be given) into seconds."""
    found = []
    for text in texts:
        begin, _, end = text.partition("/")
        end = end if len(end) > 5 else f"{begin[:11]}{end}"
        found.append(tuple(int(datetime.fromisoformat(t + "Z").timestamp()) for t in (begin, end)))
    return tuple(found)


PLAIN = "DTSTART:20261124T090000Z\nDTEND:20261124T100000Z"
AT_NINE = spans("2026-11-24 09:00/10:00")


def test_an_event_is_busy_from_its_start_to_its_end():
    assert busy(PLAIN) == BusyTimes(AT_NINE)


def test_nothing_is_busy_in_an_empty_calendar():
    assert read_busy([], START, END) == BusyTimes(())
    assert read_busy([calendar(), b"\xef\xbb\xbf" + calendar()], START, END) == BusyTimes(())


@pytest.mark.parametrize("text", [b"", b"hello", calendar(PLAIN).decode().encode("utf-16")])
def test_a_file_that_is_no_calendar_is_unreadable_rather_than_free(text):
    assert read_busy([text], START, END) == BusyTimes((), unreadable=1)


def test_overlapping_and_touching_events_become_one():
    found = busy(
        PLAIN,
        "DTSTART:20261124T100000Z\nDURATION:PT15M",
        "DTSTART:20261124T091500Z\nDTEND:20261124T093000Z",
    )
    assert found.busy == spans("2026-11-24 09:00/10:15")


def test_only_what_lies_in_the_window_is_told():
    window = {"start": START + timedelta(days=1, hours=9, minutes=30), "end": END}
    assert busy(PLAIN, **window).busy == spans("2026-11-24 09:30/10:00")
    assert busy(PLAIN, start=END, end=END + timedelta(1)).busy == ()


def test_a_long_event_that_began_before_the_window_still_counts():
    assert busy("DTSTART:20200101T000000Z\nDTEND:20300101T000000Z").busy == (
        (int(START.timestamp()), int(END.timestamp())),
    )
    for end in ("DURATION:P30D", "DTEND:20261201T000000Z"):
        found = busy(f"DTSTART:20261101T000000Z\n{end}")
        assert found.busy == spans("2026-11-23 00:00/2026-12-01 00:00")


@pytest.mark.parametrize(
    ("zone", "start", "end", "expected"),
    [
        ("Pacific/Honolulu", "20261122T150000", "20261122T160000", "2026-11-23 01:00/02:00"),
        ("Pacific/Kiritimati", "20261222T000000", "20261222T010000", "2026-12-21 10:00/11:00"),
    ],
)
def test_an_event_dated_outside_the_window_can_be_inside_it(zone, start, end, expected):
    event = f"DTSTART;TZID={zone}:{start}\nDTEND;TZID={zone}:{end}"
    window = {"start": START, "end": datetime(2026, 12, 21, 12, tzinfo=UTC)}
    assert busy(event, **window).busy == spans(expected)


# --- what counts as busy ---


@pytest.mark.parametrize(
    "lines",
    [
        "STATUS:CANCELLED",
        "TRANSP:TRANSPARENT",
        "TRANSP:TRANSPARENT\nX-MICROSOFT-CDO-BUSYSTATUS:BUSY",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE",
        f"ATTENDEE;PARTSTAT=DECLINED:mailto:{OWNER}",
        f"ATTENDEE;PARTSTAT=DELEGATED:mailto:{OWNER}",
    ],
)
def test_what_does_not_take_the_owner_s_time_is_free(lines):
    assert busy(f"{PLAIN}\n{lines}", owner=OWNER) == BusyTimes(())


@pytest.mark.parametrize(
    "lines",
    [
        "STATUS:TENTATIVE",
        "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE",
        f"ATTENDEE;PARTSTAT=TENTATIVE:mailto:{OWNER}",
        f"ATTENDEE;PARTSTAT=NEEDS-ACTION:MAILTO:{OWNER.upper()}",
        f"ATTENDEE;CN=Sam:mailto:{OWNER}",
    ],
)
def test_what_is_not_certain_is_tentative(lines):
    assert busy(f"{PLAIN}\n{lines}", owner=OWNER) == BusyTimes((), AT_NINE)


@pytest.mark.parametrize(
    "lines",
    [
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "TRANSP:OPAQUE\nX-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "X-MICROSOFT-CDO-BUSYSTATUS:OOF",
        f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{OWNER}",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:kim@our.example",
        f"ORGANIZER:mailto:{OWNER}\nATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:{OWNER}",
        "SUMMARY:STATUS:CANCELLED\\nTRANSP:TRANSPARENT",
        "BEGIN:VALARM\nSTATUS:CANCELLED\nTRANSP:TRANSPARENT\nEND:VALARM",
    ],
)
def test_everything_else_is_busy(lines):
    assert busy(f"{PLAIN}\n{lines}", owner=OWNER) == BusyTimes(AT_NINE)


CALL = Meeting(
    uid="c@our.example",
    sequence=0,
    start=START + timedelta(days=1, hours=9),
    end=START + timedelta(days=1, hours=10),
    summary="Call",
    description="",
    organizer=Invitee("Dana", "dana.reyes@our.example"),
    invitees=(Invitee("Sam", OWNER),),
    key="k",
)


def test_our_own_invitation_is_busy_for_the_manager_and_tentative_for_the_rep():
    ics = event_ics(CALL, START)
    assert read_busy([ics], START, END, "dana.reyes@our.example") == BusyTimes(AT_NINE)
    assert read_busy([ics], START, END, OWNER) == BusyTimes((), AT_NINE)


def test_our_own_meeting_is_free_once_it_is_called_off():
    assert read_busy([cancel_ics(CALL, START)], START, END, OWNER) == BusyTimes(())


def test_an_event_that_is_being_moved_can_be_left_out():
    assert busy(f"UID:x@our.example\n{PLAIN}", except_uids={"x@our.example"}).busy == ()


def test_published_free_busy_times_count():
    text = (
        b"BEGIN:VCALENDAR\r\nBEGIN:VFREEBUSY\r\nFREEBUSY:20261124T090000Z/20261124T100000Z,2026112"
        b"\r\n 5T090000Z/PT1H\r\nFREEBUSY;FBTYPE=BUSY-TENTATIVE:20261126T090000Z/PT1H\r\n"
        b"FREEBUSY;FBTYPE=FREE:20261127T090000Z/PT1H\r\nFREEBUSY:never\r\nEND:VFREEBUSY\r\n"
        b"END:VCALENDAR\r\n"
    )
    assert read_busy([text], START, END) == BusyTimes(
        spans("2026-11-24 09:00/10:00", "2026-11-25 09:00/10:00"),
        spans("2026-11-26 09:00/10:00"),
        unreadable=1,
    )


# --- days, zones and clock changes ---


@pytest.mark.parametrize(
    "end",
    ["", "\nDTEND;VALUE=DATE:20261125", "\nDTEND;VALUE=DATE:20261124", "\nDURATION:P1D"],
)
def test_an_all_day_event_takes_the_owner_s_day(end):
    assert busy(f"DTSTART;VALUE=DATE:20261124{end}").busy == spans(
        "2026-11-23 23:00/2026-11-24 23:00"
    )
    found = busy(f"DTSTART;VALUE=DATE:20261124{end}", zone="Pacific/Auckland")
    assert found.busy == spans("2026-11-23 11:00/2026-11-24 11:00")


def test_the_day_on_which_the_clock_is_set_back_has_25_hours():
    window = {"start": datetime(2026, 10, 20, tzinfo=UTC), "end": START}
    (span,) = busy("DTSTART;VALUE=DATE:20261025", **window).busy
    assert span[1] - span[0] == 25 * 3600


def test_a_floating_time_is_the_owner_s():
    floating = "DTSTART:20261124T090000\nDTEND:20261124T100000"
    assert busy(floating).busy == spans("2026-11-24 08:00/09:00")
    assert busy(floating, zone="America/New_York").busy == spans("2026-11-24 14:00/15:00")


@pytest.mark.parametrize(
    "zone",
    [
        "Europe/Berlin",
        "W. Europe Standard Time",
        '"/freeassociation.example/Tzfile/Europe/Berlin"',
        "Customized Time Zone",
    ],
)
def test_times_are_read_in_the_zone_they_name_in_summer_and_winter(zone):
    for day, hour in (("20260724", 7), ("20261124", 8)):
        event = f"DTSTART;TZID={zone}:{day}T090000\nDTEND;TZID={zone}:{day}T100000"
        at = datetime(2026, int(day[4:6]), 24, hour, tzinfo=UTC)
        found = busy(event, zones=OWN_ZONE, start=at - timedelta(9), end=at + timedelta(9))
        assert found == BusyTimes(((int(at.timestamp()), int(at.timestamp()) + 3600),))


def test_an_unknown_zone_is_busy_for_as_long_as_it_can_mean():
    found = busy("DTSTART;TZID=Plant:20261124T090000\nDTEND;TZID=Plant:20261124T100000")
    assert found == BusyTimes(spans("2026-11-23 19:00/2026-11-24 22:00"), widened=1)


def test_an_event_that_crosses_zones_takes_its_real_time():
    flight = (
        "DTSTART;TZID=Europe/Berlin:20261124T100000\nDTEND;TZID=America/New_York:20261124T130000"
    )
    assert busy(flight).busy == spans("2026-11-24 09:00/18:00")


def test_a_weekly_meeting_keeps_its_wall_clock_time_across_the_clock_change():
    found = busy(
        "DTSTART;TZID=Europe/Berlin:20261019T100000\nDTEND;TZID=Europe/Berlin:20261019T110000\n"
        "RRULE:FREQ=WEEKLY;COUNT=2",
        start=datetime(2026, 10, 1, tzinfo=UTC),
    )
    assert found.busy == spans("2026-10-19 08:00/09:00", "2026-10-26 09:00/10:00")


@pytest.mark.parametrize("length", ["DTEND;TZID=Europe/Berlin:20261026T013000", "DURATION:P1D"])
def test_a_day_over_the_clock_change_is_counted_on_the_clock(length):
    found = busy(f"DTSTART;TZID=Europe/Berlin:20261025T013000\n{length}",
                 start=datetime(2026, 10, 1, tzinfo=UTC))  # fmt: skip
    assert found.busy == spans("2026-10-24 23:30/2026-10-26 00:30")


def test_hours_over_the_clock_change_are_counted_in_real_time():
    found = busy("DTSTART;TZID=Europe/Berlin:20261025T013000\nDURATION:PT3H",
                 start=datetime(2026, 10, 1, tzinfo=UTC))  # fmt: skip
    assert found.busy == spans("2026-10-24 23:30/2026-10-25 02:30")


# --- recurrence ---

DAILY = (
    "DTSTART;TZID=Europe/Berlin:20261123T090000\nDTEND;TZID=Europe/Berlin:20261123T100000\n"
    "RRULE:FREQ=DAILY;COUNT=5"
)
NINES = [f"2026-11-2{day} 08:00/09:00" for day in range(3, 8)]


def test_every_occurrence_counts():
    assert busy(DAILY).busy == spans(*NINES)


@pytest.mark.parametrize(
    "line",
    [
        "EXDATE;TZID=Europe/Berlin:20261124T090000,20261126T090000",
        "EXDATE:20261124T080000Z\nEXDATE:20261126T080000Z",
        "EXDATE;TZID=America/New_York:20261124T030000\nEXDATE;VALUE=DATE:20261126",
        "EXDATE:20261124T090000,20261126T090000",
    ],
)
def test_excluded_occurrences_are_free_however_they_are_written(line):
    assert busy(f"{DAILY}\n{line}").busy == spans(NINES[0], NINES[2], NINES[4])


def test_extra_occurrences_and_periods_count():
    found = busy(
        f"{DAILY}\nRDATE;TZID=Europe/Berlin:20261130T090000\n"
        "RDATE;VALUE=PERIOD:20261201T080000Z/PT2H,20261202T080000Z/20261202T083000Z"
    )
    assert found.busy[5:] == spans(
        "2026-11-30 08:00/09:00", "2026-12-01 08:00/10:00", "2026-12-02 08:00/08:30"
    )


@pytest.mark.parametrize(
    "instance",
    [";TZID=Europe/Berlin:20261124T090000", ":20261124T080000Z", ";VALUE=DATE:20261124"],
)
def test_a_moved_occurrence_frees_its_old_time(instance):
    moved = f"RECURRENCE-ID{instance}\nDTSTART:20261124T150000Z\nDTEND:20261124T153000Z"
    for events in ((DAILY, moved), (moved, DAILY)):
        assert busy(*events).busy == spans(NINES[0], "2026-11-24 15:00/15:30", *NINES[2:])


def test_an_occurrence_moved_into_the_window_from_far_away_counts():
    moved = "RECURRENCE-ID:20240101T080000Z\nDTSTART:20261124T150000Z\nDURATION:PT30M"
    assert busy(DAILY, moved).busy == spans(*NINES[:2], "2026-11-24 15:00/15:30", *NINES[2:])


def test_an_occurrence_moved_out_of_the_window_frees_its_time():
    moved = "RECURRENCE-ID:20261124T080000Z\nDTSTART:20280101T150000Z\nDURATION:PT30M"
    assert busy(DAILY, moved).busy == spans(NINES[0], *NINES[2:])


@pytest.mark.parametrize("why", ["STATUS:CANCELLED", f"ATTENDEE;PARTSTAT=DECLINED:mailto:{OWNER}"])
def test_one_occurrence_can_be_cancelled_or_declined(why):
    gone = f"RECURRENCE-ID:20261124T080000Z\nDTSTART:20261124T080000Z\nDURATION:PT1H\n{why}"
    assert busy(DAILY, gone, owner=OWNER).busy == spans(NINES[0], *NINES[2:])


def test_one_occurrence_of_a_free_series_can_be_busy():
    one = "RECURRENCE-ID:20261124T080000Z\nDTSTART:20261124T080000Z\nDURATION:PT1H"
    assert busy(f"{DAILY}\nTRANSP:TRANSPARENT", one).busy == spans(NINES[1])


def test_a_change_of_this_and_all_later_occurrences_holds():
    later = (
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20261125T080000Z\n"
        "DTSTART;TZID=Europe/Berlin:20261125T113000\nDTEND;TZID=Europe/Berlin:20261125T120000"
    )
    assert busy(DAILY, later).busy == spans(
        *NINES[:2], *(f"2026-11-2{day} 10:30/11:00" for day in (5, 6, 7))
    )


def test_changes_are_told_apart_by_uid():
    other = "UID:other\nRECURRENCE-ID:20261124T080000Z\nDTSTART:20280101T150000Z\nDURATION:PT30M"
    assert busy(DAILY, other).busy == spans(*NINES)


def test_an_old_endless_series_reaches_the_window():
    found = busy(
        "DTSTART;TZID=Europe/Berlin:19900101T090000\nDTEND;TZID=Europe/Berlin:19900101T100000\n"
        "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;WKST=SU"
    )
    oracle = (date(1990, 1, 1) - date(2026, 11, 23)).days // 7 % 2
    first = 23 if oracle == 0 else 30
    assert found.busy[0] == spans(f"2026-11-{first} 08:00/09:00")[0]
    assert len(found.busy) == 4


@pytest.mark.parametrize(
    ("until", "days"),
    [("20261125T080000Z", 3), ("20261125T075959Z", 2), ("20261125", 3), ("20261125T090000", 3)],
)
def test_until_is_inclusive_in_every_form_that_clients_write(until, days):
    rule = DAILY.replace("COUNT=5", f"UNTIL={until}")
    assert busy(rule).busy == spans(*NINES[:days])


@pytest.mark.parametrize(
    ("until", "zone"),
    [
        ("20261125", "Europe/Berlin"),
        ("20261125", "America/New_York"),
        ("20261125T000000Z", "Europe/Berlin"),
        ("20261125T000000Z", "America/New_York"),
        ("20261124T230000Z", "Europe/Berlin"),  # midnight there
    ],
)
def test_an_all_day_series_includes_its_last_day(until, zone):
    event = f"DTSTART;VALUE=DATE:20261124\nRRULE:FREQ=DAILY;UNTIL={until}"
    first, after = (datetime(2026, 11, day, tzinfo=ZoneInfo(zone)) for day in (24, 26))
    assert busy(event, zone=zone).busy == ((int(first.timestamp()), int(after.timestamp())),)


def test_a_rule_that_misses_its_own_first_date_still_has_it():
    found = busy("DTSTART:20261124T090000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;BYDAY=FR;COUNT=1")
    assert found.busy[0] == AT_NINE[0]


# --- what cannot be known ---


def test_a_rule_that_cannot_be_read_is_busy_every_day_at_its_time():
    found = busy(
        "DTSTART;TZID=Europe/Berlin:20200101T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;MOON=FULL",
        end=START + timedelta(days=3),
    )
    assert found == BusyTimes(spans(*NINES[:3]), widened=1)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY;INTERVAL=2",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MINUTELY;BYDAY=MO",
        "FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))) + ";BYMINUTE=0,10,20,30,40,50",
    ],
)
def test_a_rule_that_repeats_all_the_time_is_busy_all_the_time(rule):
    found = busy(f"DTSTART:20200101T090000Z\nDURATION:PT1S\nRRULE:{rule}")
    assert found == BusyTimes(((int(START.timestamp()), int(END.timestamp())),), widened=1)


def test_a_plain_hourly_rule_is_expanded():
    found = busy("DTSTART:20261124T090000Z\nDURATION:PT5M\nRRULE:FREQ=HOURLY;COUNT=3")
    assert found == BusyTimes(
        spans("2026-11-24 09:00/09:05", "2026-11-24 10:00/10:05", "2026-11-24 11:00/11:05")
    )


@pytest.mark.parametrize(
    "event",
    [
        "SUMMARY:no start",
        "DTSTART:someday",
        "DTSTART:20261301T000000Z",
        "DTSTART:20261124T090000Z\nDTEND:20261124T080000Z",
        "DTSTART:20261124T090000Z\nDURATION:forever",
        "DTSTART:20261124T090000Z\nRDATE:someday",
    ],
)
def test_an_event_whose_time_is_not_clear_is_counted_as_unreadable(event):
    assert busy(event).unreadable == 1


def test_one_broken_event_does_not_hide_the_others():
    assert busy("DTSTART:x", PLAIN, "SUMMARY:?") == BusyTimes(AT_NINE, unreadable=2)


def test_a_file_that_breaks_off_is_counted_and_what_there_is_of_it_counts():
    whole = calendar(PLAIN, PLAIN)
    found = read_busy([whole[: whole.rindex(b"END:VEVENT")]], START, END)
    assert found == BusyTimes(AT_NINE, unreadable=1)


@pytest.mark.parametrize("breaks", [b"\n", b"\r"])
def test_line_breaks_of_any_kind_are_read(breaks):
    text = calendar(PLAIN).replace(b"\r\n", breaks)
    assert read_busy([text], START, END) == BusyTimes(AT_NINE)


def test_names_in_lower_case_are_read():
    text = calendar("dtstart:20261124T090000Z\ndtend:20261124T100000Z")
    text = text.replace(b"BEGIN:VEVENT", b"begin:vevent").replace(b"END:VEVENT", b"end:vevent")
    assert read_busy([text], START, END) == BusyTimes(AT_NINE)


def test_folded_and_quoted_start_lines_are_not_skipped():
    folded = (
        "DTSTART;TZID=Europe/Berlin:20261\n 124T100000\n"
        'DTEND;TZID="Europe/Berlin":20261124T11\n 0000'
    )
    assert busy(folded).busy == spans("2026-11-24 09:00/10:00")


def test_a_naive_window_is_refused():
    with pytest.raises(BadInput, match="time zone"):
        read_busy([], START.replace(tzinfo=None), END)


def test_an_unreadable_rule_of_a_very_long_event_takes_bounded_work():
    event = "DTSTART:19000101T000000Z\nDURATION:P36000D\nRRULE:FREQ=NEVER"
    found = busy(*[f"UID:{n}\n{event}" for n in range(500)])
    assert found == BusyTimes(((int(START.timestamp()), int(END.timestamp())),), widened=500)


HOSTILE_RULES = [
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=MONTHLY;BYDAY=6MO",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;COUNT=999999999999",
    "FREQ=WEEKLY;INTERVAL=9999999",
    "FREQ=SECONDLY;COUNT=9999999",
    "FREQ=YEARLY;BYWEEKNO=99",
    "FREQ=DAILY;BYHOUR=99",
]


def test_hostile_rules_in_number_take_bounded_work():
    rules = [
        f"UID:{n}\nDTSTART:{1601 + n}0101T000000Z\nDURATION:PT1H\nRRULE:{HOSTILE_RULES[n % 9]}"
        for n in range(400)
    ]
    before = process_time()
    found = busy(*rules)
    assert process_time() - before < 30  # unbounded, these would take hours
    assert found.widened > 100


PIECES = st.sampled_from(
    [
        *calendar(DAILY, PLAIN, zones=OWN_ZONE).decode().split("\r\n"),
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20261124T080000Z",
        "RRULE:FREQ=YEARLY;UNTIL=99991231",
        "DTSTART:00010101T000000Z",
        "DTEND:99991231T235959Z",
        "DTSTART;TZID=Pacific/Auckland:99991231T235959",
        "DURATION:P99999W",
        "DURATION:P36500D",
        "RRULE:FREQ=YEARLY",
        "RRULE:FREQ=FORTNIGHTLY",
        "EXDATE:00010101T000000,",
        "RDATE;VALUE=PERIOD:99991231T235959Z/P1D",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.text(max_size=20), max_size=30))
@example(["BEGIN:VEVENT", "RRULE:FREQ=YEARLY", "DTSTART:00010101T000000Z", "DURATION:P36500D"])
@example(["BEGIN:VEVENT", "RRULE:FREQ=YEARLY;UNTIL=99991231", "DTSTART:16010101T030000"])
def test_nothing_in_a_file_makes_the_reader_raise(pieces):
    found = read_busy(["\r\n".join(pieces).encode("utf-8", "replace")], START, END, OWNER)
    assert found.busy == merged(found.busy)
    for begin, end in (*found.busy, *found.tentative):
        assert START.timestamp() <= begin < end <= END.timestamp()


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))))
def test_merging_keeps_every_second_and_leaves_gaps_between(pairs):
    result = merged(pairs)
    assert {n for a, b in pairs for n in range(a, b)} == {n for a, b in result for n in range(a, b)}
    assert all(first[1] < second[0] for first, second in pairwise(result))
