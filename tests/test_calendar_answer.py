"""What comes back on an invitation: as clients really write it, and as nobody should."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from debrief.calendars.answers import (
    METHODS,
    CalendarAnswer,
    apply_answer,
    read_answer,
)
from debrief.calendars.invitation import (
    Invitee,
    Meeting,
    counter_ics,
    event_ics,
    reply_ics,
    request_ics,
)

STAMP = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
START = datetime(2026, 11, 26, 14, 0, tzinfo=UTC)
CUSTOMER = "ines.kuebler@customer.example"
MEETING = Meeting(
    uid="call-7f3a@our.example",
    sequence=1,
    start=START,
    end=START + timedelta(minutes=30),
    summary="A few questions",
    description="Thank you.",
    organizer=Invitee("Dana Reyes", "dana.reyes@our.example"),
    invitees=(Invitee("Ines Kübler", CUSTOMER), Invitee("Sam Ito", "sam.ito@our.example")),
    key="r-1/customer_call/invite/1",
)
BERLIN_BY_OUTLOOK = """BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


def calendar(event: str, method: str = "METHOD:REPLY\n", zones: str = "") -> str:
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{method}{zones}BEGIN:VEVENT\n{event}END:VEVENT\n"
    return (text + "END:VCALENDAR\n").replace("\n", "\r\n")


OUTLOOK = calendar(
    "ATTENDEE;PARTSTAT=ACCEPTED;CN=Ines Kübler:mailto:Ines.Kuebler@customer.example\n"
    "COMMENT;LANGUAGE=de-DE:\\n\n"
    "UID:call-7f3a@our.example\nSUMMARY;LANGUAGE=de-DE:Zugesagt: A few questions\n"
    "DTSTART;TZID=W. Europe Standard Time:20261126T150000\n"
    "DTEND;TZID=W. Europe Standard Time:20261126T153000\n"
    "CLASS:PUBLIC\nPRIORITY:5\nDTSTAMP:20261124T093000Z\nTRANSP:OPAQUE\nSTATUS:CONFIRMED\n"
    "SEQUENCE:1\nX-MICROSOFT-CDO-APPT-SEQUENCE:1\nX-MICROSOFT-CDO-BUSYSTATUS:BUSY\n",
    zones=BERLIN_BY_OUTLOOK.format(name="W. Europe Standard Time"),
)
GOOGLE = calendar(
    "DTSTART:20261126T140000Z\nDTEND:20261126T143000Z\nDTSTAMP:20261124T093000Z\n"
    "ORGANIZER;CN=Dana Reyes:mailto:dana.reyes@our.example\nUID:call-7f3a@our.example\n"
    "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED;CN=Ines K\n"
    ' übler;X-NUM-GUESTS=0;X-RESPONSE-COMMENT="We would rather not":mailto:ines\n'
    " .kuebler@customer.example\nX-MICROSOFT-CDO-OWNERAPPTID:12345\nSEQUENCE:1\n"
    "STATUS:CONFIRMED\nTRANSP:OPAQUE\n",
    "CALSCALE:GREGORIAN\nMETHOD:REPLY\n",
)
APPLE = calendar(
    "CREATED:20261124T092000Z\nUID:call-7f3a@our.example\nDTEND:20261126T143000Z\n"
    'ATTENDEE;CN="Kübler, Ines";CUTYPE=INDIVIDUAL;EMAIL="ines.kuebler@customer.example";'
    "PARTSTAT=TENTATIVE;ROLE=REQ-PARTICIPANT:mailto:ines.kuebler@customer.example\n"
    "SUMMARY:A few questions\nDTSTART:20261126T140000Z\nDTSTAMP:20261124T093000Z\n"
    'ORGANIZER;CN="Dana Reyes":mailto:dana.reyes@our.example\nSEQUENCE:1\n',
)
EXCHANGE = calendar(
    "ATTENDEE;PARTSTAT=ACCEPTED;CN=Ines Kübler:MAILTO:ines.kuebler@customer.example\n"
    "COMMENT;LANGUAGE=en-US:Gladly\\, but keep it short.\\n\nUID:call-7f3a@our.example\n"
    "DTSTAMP:20261124T093000Z\nSEQUENCE:1\n"
    "ORGANIZER;CN=Dana Reyes:MAILTO:dana.reyes@our.example\n",
    "METHOD:REPLY\nPRODID:Microsoft Exchange Server 2010\n",
)
ZOHO = calendar(
    "DTSTAMP:20261124T093000Z\nUID:call-7f3a@our.example\n"
    "ATTENDEE;RSVP=TRUE;PARTSTAT=ACCEPTED;CN=ines.kuebler@customer.example:mailto:"
    "ines.kuebler@customer.example\nORGANIZER;CN=Dana:mailto:dana.reyes@our.example\n"
    "SEQUENCE:1\nPRIORITY:0\nDTSTART;TZID=Europe/Berlin:20261126T150000\n",
)
FASTMAIL = calendar(
    "UID:call-7f3a@our.example\nDTSTAMP:20261124T093000Z\nSEQUENCE:1\n"
    "DTSTART;TZID=Europe/Berlin:20261126T150000\nDURATION:PT30M\n"
    "ORGANIZER:mailto:dana.reyes@our.example\nREQUEST-STATUS:2.0;Success\n"
    "ATTENDEE;PARTSTAT=DECLINED;EMAIL=ines.kuebler@customer.example;CN=Ines:mailto:"
    "ines.kuebler%40customer.example\n",
)
LOTUS = calendar(
    'ATTENDEE;PARTSTAT=ACCEPTED;CN="CN=Ines Kübler/OU=Buying/O=Customer";RSVP=FALSE:mailto:'
    "ines.kuebler@customer.example\nCLASS:PUBLIC\nDTSTAMP:20261124T093000Z\nSEQUENCE:1\n"
    "SUMMARY:Accepted: A few questions\nUID:call-7f3a@our.example\n"
    "X-LOTUS-CHARSET:UTF-8\nX-LOTUS-NOTICETYPE:A\nX-LOTUS-UPDATE-SEQ:1\n",
    "X-LOTUS-CHARSET:UTF-8\nVERSION:2.0\nMETHOD:REPLY\n",
)


@pytest.mark.parametrize(
    ("text", "partstat", "comment"),
    [
        (OUTLOOK, "ACCEPTED", ""),
        (GOOGLE, "DECLINED", "We would rather not"),
        (APPLE, "TENTATIVE", ""),
        (EXCHANGE, "ACCEPTED", "Gladly, but keep it short."),
        (ZOHO, "ACCEPTED", ""),
        (FASTMAIL, "DECLINED", ""),
        (LOTUS, "ACCEPTED", ""),
    ],
    ids=["outlook", "google", "apple", "exchange", "zoho", "fastmail", "lotus"],
)
def test_every_client_s_reply_says_who_answers_what(text, partstat, comment):
    answer = read_answer(text)
    assert answer is not None
    assert answer.method == "REPLY"
    assert answer.uid == MEETING.uid
    assert answer.attendee == CUSTOMER
    assert answer.partstat == partstat
    assert answer.comment == comment
    assert answer.sequence == 1
    assert answer.stamp == STAMP
    assert answer.start in {START, None}
    assert not answer.needs_human


def test_outlook_s_missing_organizer_does_not_matter():
    answer = read_answer(OUTLOOK)
    assert answer is not None
    assert answer.organizer is None
    assert answer.zone == "Europe/Berlin"


@pytest.mark.parametrize("breaks", ["\n", "\r", "\r\n"])
def test_line_breaks_of_any_kind_are_read(breaks):
    answer = read_answer("\ufeff" + GOOGLE.replace("\r\n", breaks))
    assert answer is not None
    assert (answer.partstat, answer.attendee) == ("DECLINED", CUSTOMER)


def test_what_we_write_we_read():
    for partstat in ("ACCEPTED", "DECLINED", "TENTATIVE"):
        answer = read_answer(reply_ics(MEETING, CUSTOMER, partstat, STAMP, "one, two"))
        assert answer is not None
        assert answer == CalendarAnswer(
            method="REPLY",
            uid=MEETING.uid,
            sequence=1,
            stamp=STAMP,
            attendee=CUSTOMER,
            attendee_name="Ines Kübler",
            partstat=partstat,
            start=START,
            end=MEETING.end,
            comment="one, two",
            summary=MEETING.summary,
            organizer="dana.reyes@our.example",
        )


def test_the_calendar_s_own_method_wins_and_the_header_s_is_only_a_fallback():
    bare = GOOGLE.replace("METHOD:REPLY\r\n", "")
    assert read_answer(bare) is None
    found = read_answer(bare, method="reply")
    assert found is not None
    assert found.method == "REPLY"
    kept = read_answer(GOOGLE, method="REQUEST")
    assert kept is not None
    assert kept.method == "REPLY"


# --- proposals ---


def proposal(times: str, zones: str = "") -> CalendarAnswer:
    answer = read_answer(
        calendar(
            f"UID:u\nSEQUENCE:0\nDTSTAMP:20261124T093000Z\n{times}"
            "X-MS-OLK-ORIGINALSTART:20261126T140000Z\n"
            f"ATTENDEE;PARTSTAT=TENTATIVE;CN=Ines:mailto:{CUSTOMER}\n",
            "METHOD:COUNTER\n",
            zones,
        )
    )
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    ("times", "zones"),
    [
        ("DTSTART:20261127T090000Z\nDTEND:20261127T093000Z\n", ""),
        (
            "DTSTART;TZID=Europe/Berlin:20261127T100000\nDTEND;TZID=Europe/Berlin:20261127T103000\n",
            "",
        ),
        (
            "DTSTART;TZID=Romance Standard Time:20261127T100000\n"
            "DTEND;TZID=Romance Standard Time:20261127T103000\n",
            "",
        ),
        (
            'DTSTART;TZID="/vendor.example/Tzfile/Europe/Berlin":20261127T100000\nDURATION:PT30M\n',
            "",
        ),
        (
            "DTSTART;TZID=Customized Time Zone:20261127T100000\n"
            "DTEND;TZID=Customized Time Zone:20261127T103000\n",
            BERLIN_BY_OUTLOOK.format(name="Customized Time Zone"),
        ),
        ("DTSTART;TZID=tzone://Microsoft/Utc:20261127T090000\nDURATION:PT30M\n", ""),
    ],
    ids=["utc", "iana", "windows", "vendor", "own", "microsoft-utc"],
)
def test_a_proposed_time_is_read_in_whatever_zone_it_names(times, zones):
    answer = proposal(times, zones)
    assert answer.proposed_start == datetime(2026, 11, 27, 9, tzinfo=UTC)
    assert answer.proposed_end == datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
    assert not answer.needs_human


@pytest.mark.parametrize(
    "times",
    [
        "DTSTART;TZID=Customized Time Zone:20261127T100000\nDURATION:PT30M\n",
        "DTSTART;TZID=GMT+0200:20261127T100000\nDURATION:PT30M\n",
        "DTSTART;TZID=localtime:20261127T100000\nDURATION:PT30M\n",
        "DTSTART;TZID=../../etc/passwd:20261127T100000\nDURATION:PT30M\n",
        "DTSTART:20261127T100000\nDURATION:PT30M\n",
        "DTSTART;VALUE=DATE:20261127\n",
        "DTSTART:20261127T100000Z\nDTEND;TZID=Nowhere:20261127T103000\n",
        "DTSTART:20261127T100000Z\nDTEND:20261127T100000Z\n",
        "DTSTART:20261327T100000Z\n",
        "",
    ],
)
def test_a_proposal_at_an_unclear_time_is_for_a_human_and_names_no_time(times):
    answer = proposal(times)
    assert answer.needs_human
    assert answer.why
    assert answer.proposed_start is None
    assert answer.proposed_end is None


def test_a_zone_defined_in_one_message_is_not_believed_in_the_next():
    times = "DTSTART;TZID=Plant:20260727T100000\nDURATION:PT30M\n"
    first = proposal(times, BERLIN_BY_OUTLOOK.format(name="Plant"))
    other = BERLIN_BY_OUTLOOK.replace("+0100", "+0900").replace("+0200", "+1000")
    second = proposal(times, other.format(name="Plant"))
    assert first.proposed_start == datetime(2026, 7, 27, 8, tzinfo=UTC)
    assert second.proposed_start == datetime(2026, 7, 27, 0, tzinfo=UTC)
    assert proposal(times).needs_human


@pytest.mark.parametrize(
    ("wall", "utc"),
    [
        ("20261025T013000", datetime(2026, 10, 24, 23, 30, tzinfo=UTC)),
        ("20261025T023000", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # the first of two
        ("20261025T033000", datetime(2026, 10, 25, 2, 30, tzinfo=UTC)),
        ("20260329T023000", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),  # in the gap
        ("20260329T033000", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
    ],
)
@pytest.mark.parametrize("name", ["Europe/Berlin", "Own Zone"])
def test_clock_changes_are_read_as_rfc_5545_says(wall, utc, name):
    zones = BERLIN_BY_OUTLOOK.format(name="Own Zone")
    answer = proposal(f"DTSTART;TZID={name}:{wall}\nDURATION:PT30M\n", zones)
    assert answer.proposed_start == utc


def test_a_proposal_without_an_end_keeps_the_length_open():
    answer = proposal("DTSTART:20261127T090000Z\n")
    assert answer.proposed_start is not None
    assert answer.proposed_end is None


def test_a_proposal_we_write_is_read():
    begin = START + timedelta(days=1)
    sent = counter_ics(MEETING, CUSTOMER, begin, begin + timedelta(hours=1), STAMP, "better")
    answer = read_answer(sent)
    assert answer is not None
    assert (answer.proposed_start, answer.comment) == (begin, "better")
    refused = read_answer(sent.replace(b"METHOD:COUNTER", b"METHOD:DECLINECOUNTER"))
    assert refused is not None
    assert (refused.method, refused.proposed_start) == ("DECLINECOUNTER", None)


# --- who answers ---

MANY = calendar(
    "UID:u\nATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:sam.ito@our.example\n"
    f"ATTENDEE;PARTSTAT=TENTATIVE:mailto:{CUSTOMER}\n"
    "ATTENDEE;PARTSTAT=ACCEPTED:mailto:dana.reyes@our.example\nDTSTART:20261127T090000Z\n",
    "METHOD:COUNTER\n",
)


def test_of_several_attendees_the_sender_is_the_one_who_answers():
    answer = read_answer(MANY, sender="Ines.Kuebler@Customer.example")
    assert answer is not None
    assert (answer.attendee, answer.partstat) == (CUSTOMER, "TENTATIVE")


def test_of_several_attendees_nobody_is_guessed():
    answer = read_answer(MANY)
    assert answer is not None
    assert answer.attendee is None
    assert answer.needs_human


def test_an_assistant_answers_for_the_attendee():
    text = calendar(
        f'UID:u\nATTENDEE;PARTSTAT=ACCEPTED;SENT-BY="mailto:desk@customer.example":mailto:{CUSTOMER}\n'
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:x@customer.example\n"
    )
    answer = read_answer(text, sender="desk@customer.example")
    assert answer is not None
    assert answer.attendee == CUSTOMER


def test_a_delegation_names_who_comes_instead():
    text = calendar(
        f'UID:u\nATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:Jo@customer.example":mailto:{CUSTOMER}\n'
    )
    answer = read_answer(text)
    assert answer is not None
    assert (answer.partstat, answer.delegated_to) == ("DELEGATED", "jo@customer.example")


@pytest.mark.parametrize("parameter", ["", ";PARTSTAT=PERHAPS", ";PARTSTAT="])
def test_a_reply_that_does_not_say_what_it_answers_is_for_a_human(parameter):
    answer = read_answer(calendar(f"UID:u\nATTENDEE{parameter}:mailto:{CUSTOMER}\n"))
    assert answer is not None
    assert answer.partstat is None
    assert answer.needs_human


@pytest.mark.parametrize(
    "line",
    [
        "ATTENDEE;CN=Kübler: Ines;PARTSTAT=ACCEPTED:mailto:{}",
        "attendee;partstat=accepted;cn=Ines:Mailto:{}",
        "ATTENDEE;PARTSTAT=ACCEPTED:{}",
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:mailto:{}",
        "ATTENDEE ;PARTSTAT=ACCEPTED:mailto:<{}>",
        'ATTENDEE;PARTSTAT="ACCEPTED":mailto: {}',
    ],
)
def test_damaged_attendee_lines_still_name_the_attendee(line):
    answer = read_answer(calendar("UID:u\n" + line.format(CUSTOMER) + "\n"))
    assert answer is not None
    assert answer.attendee == CUSTOMER


def test_an_invitation_of_somebody_else_shows_its_time_zone_and_no_answer():
    text = calendar(
        "UID:theirs\nORGANIZER;CN=Ines:mailto:ines.kuebler@customer.example\nSUMMARY:Call us\n"
        "DTSTART;TZID=W. Europe Standard Time:20261126T150000\nDURATION:PT1H\n"
        "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:dana.reyes@our.example\n",
        "METHOD:REQUEST\n",
    )
    answer = read_answer(text)
    assert answer is not None
    assert (answer.method, answer.organizer, answer.zone) == ("REQUEST", CUSTOMER, "Europe/Berlin")
    assert (answer.attendee, answer.partstat, answer.proposed_start) == (None, None, None)
    assert (answer.start, answer.end) == (START, START + timedelta(hours=1))


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "hello",
        "BEGIN:VCALENDAR",
        calendar("SUMMARY:no uid\n"),
        calendar("UID:u\n", "METHOD:DANCE\n"),
        calendar("UID:u\n").replace("END:VEVENT", ""),
        "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VTODO\r\nUID:u\r\nEND:VTODO\r\nEND:VCALENDAR\r\n",
        "\x00" * 1000,
    ],
)
def test_what_is_no_answer_is_none(broken):
    assert read_answer(broken) is None


def test_a_property_inside_an_alarm_is_not_the_event_s():
    text = calendar(
        "BEGIN:VALARM\nBEGIN:X-A\nEND:X-A\nUID:a\nATTENDEE:mailto:x@y.example\nEND:VALARM\n"
        f"UID:u\nATTENDEE;PARTSTAT=ACCEPTED:mailto:{CUSTOMER}\n"
    )
    answer = read_answer(text)
    assert answer is not None
    assert (answer.uid, answer.attendee) == ("u", CUSTOMER)


PIECES = st.sampled_from(
    [*OUTLOOK.split("\r\n"), *GOOGLE.split("\r\n"), *MANY.split("\r\n"), ":", ";", '"', "TZID"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.text(max_size=30), max_size=40), st.sampled_from(["\r\n", "\n", ""]))
def test_nothing_makes_the_reader_raise(pieces, breaks):
    answer = read_answer(breaks.join(pieces))
    assert answer is None or answer.method in METHODS
    if answer is not None:
        apply_answer(breaks.join(pieces).encode("utf-8", "replace"), answer)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 400))
def test_damaged_bytes_do_not_make_the_reader_raise(noise, place):
    raw = OUTLOOK.encode()
    answer = read_answer(raw[:place] + noise + raw[place + len(noise) :])
    assert answer is None or answer.uid


def test_a_long_hostile_calendar_is_read_in_linear_time():
    rule = "RRULE:FREQ=SECONDLY\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\n"
    zones = "".join(
        BERLIN_BY_OUTLOOK.replace("RRULE:", rule + "RRULE:").format(name=f"Z{i}")
        for i in range(500)
    )
    text = calendar(
        "UID:u\nDTSTART;TZID=Z7:20261127T100000\n" + "ATTENDEE;CN=" + ";" * 200_000 + "\n",
        zones=zones,
    )
    answer = read_answer(text)
    assert answer is not None
    assert answer.start is None


# --- the organizer's copy ---


def partstats(ics: bytes) -> dict[str, str]:
    (event,) = Calendar.from_ical(ics).walk("VEVENT")
    return {str(a).removeprefix("mailto:"): a.params["PARTSTAT"] for a in event["ATTENDEE"]}


COPY = event_ics(MEETING, STAMP)
SAID = CalendarAnswer(
    "REPLY", MEETING.uid, sequence=1, stamp=STAMP, attendee=CUSTOMER, partstat="ACCEPTED"
)


def answered(**changes) -> CalendarAnswer:
    return CalendarAnswer(**{**{n: getattr(SAID, n) for n in SAID.__slots__}, **changes})


def test_an_answer_changes_only_its_own_attendee():
    noted = apply_answer(COPY, SAID)
    before = partstats(COPY)
    assert partstats(noted) == {**before, CUSTOMER: "ACCEPTED"}
    lines = [set(text.replace(b"\r\n ", b"").split(b"\r\n")) for text in (COPY, noted)]
    assert len(lines[0] - lines[1]) == len(lines[1] - lines[0]) == 1


def test_noting_an_answer_twice_changes_nothing_more():
    once = apply_answer(COPY, SAID)
    assert apply_answer(once, SAID) == once


@pytest.mark.parametrize(
    "changes",
    [
        {"uid": "another@our.example"},
        {"attendee": "stranger@elsewhere.example"},
        {"attendee": None},
        {"sequence": 0},
        {"partstat": None},
        {"sequence": None},  # says nothing of the time it is about
    ],
)
def test_an_answer_to_something_else_changes_nothing(changes):
    assert apply_answer(COPY, answered(**changes)) == COPY


def test_an_answer_without_sequence_counts_if_it_repeats_the_present_time():
    assert (
        partstats(apply_answer(COPY, answered(sequence=None, start=START)))[CUSTOMER] == "ACCEPTED"
    )
    moved_since = answered(sequence=None, start=START - timedelta(days=1))
    assert apply_answer(COPY, moved_since) == COPY


def test_an_older_answer_that_arrives_late_does_not_replace_a_newer_one():
    newer = apply_answer(COPY, answered(partstat="DECLINED", stamp=STAMP + timedelta(hours=1)))
    assert apply_answer(newer, SAID) == newer
    changed = apply_answer(newer, answered(stamp=STAMP + timedelta(hours=2)))
    assert partstats(changed)[CUSTOMER] == "ACCEPTED"


def test_a_delegate_is_added_once():
    handed_on = answered(partstat="DELEGATED", delegated_to="jo@customer.example")
    noted = apply_answer(COPY, handed_on)
    assert partstats(noted)[CUSTOMER] == "DELEGATED"
    assert partstats(noted)["jo@customer.example"] == "NEEDS-ACTION"
    assert apply_answer(noted, handed_on) == noted


@pytest.mark.parametrize("copy", [b"", b"not a calendar", b"BEGIN:VEVENT\r\nUID:u", b"\xff\xfe"])
def test_a_broken_copy_comes_back_as_it_was(copy):
    assert apply_answer(copy, SAID) == copy


def test_a_request_we_write_is_no_answer():
    found = read_answer(request_ics(MEETING, STAMP))
    assert found is not None
    assert (found.method, found.partstat, found.needs_human) == ("REQUEST", None, False)
