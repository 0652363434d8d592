"""What goes out on calendars: valid for strict readers, whatever text it carries."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from debrief.calendars.answers import read_answer
from debrief.calendars.invitation import (
    Invitee,
    Meeting,
    cancel_ics,
    cancelled,
    counter_ics,
    event_ics,
    moved,
    reply_ics,
    request_ics,
)
from debrief.calendars.text import content_lines, property_name
from debrief.errors import BadInput

STAMP = datetime(2026, 11, 23, 8, 15, tzinfo=UTC)
START = datetime(2026, 11, 26, 14, 0, tzinfo=UTC)
MANAGER = Invitee("Dana Reyes", "dana.reyes@our.example")
CUSTOMER = Invitee("Ines Kübler", "ines.kuebler@customer.example")
REP = Invitee("Sam Ito", "sam.ito@our.example", required=False)


def meeting(**changes) -> Meeting:
    values = {
        "uid": "call-7f3a@our.example",
        "sequence": 0,
        "start": START,
        "end": START + timedelta(minutes=30),
        "summary": "A few questions so that we get better",
        "description": "Thank you for telling us.\nTwo other times would suit us too.",
        "organizer": MANAGER,
        "invitees": (CUSTOMER, REP),
        "key": "r-1/customer_call/invite/1",
        "url": "https://meet.our.example/j/42?pwd=a;b",
    }
    return Meeting(**{**values, **changes})


def only_event(ics: bytes) -> Event:
    (event,) = Calendar.from_ical(ics).walk("VEVENT")
    assert not event.errors
    return event


def names_in(ics: bytes) -> list[str]:
    return sorted(property_name(line) for line in content_lines(ics.decode()))


# RFC 5546, 3.2.2, 3.2.5, 3.2.3, 3.2.7: exactly once, and never.
REQUIRED = {
    "REQUEST": "UID DTSTAMP DTSTART DTEND ORGANIZER SEQUENCE SUMMARY STATUS",
    "CANCEL": "UID DTSTAMP ORGANIZER SEQUENCE STATUS",
    "REPLY": "UID DTSTAMP ORGANIZER ATTENDEE",
    "COUNTER": "UID DTSTAMP DTSTART DTEND ORGANIZER SEQUENCE SUMMARY ATTENDEE",
}
FORBIDDEN = {
    "REQUEST": "REQUEST-STATUS RRULE RECURRENCE-ID COMMENT",
    "CANCEL": "REQUEST-STATUS RRULE",
    "REPLY": "RRULE DESCRIPTION TRANSP STATUS X-DEBRIEF-EFFECT",
    "COUNTER": "RRULE DESCRIPTION TRANSP STATUS X-DEBRIEF-EFFECT",
}
WRITTEN = {
    "REQUEST": request_ics(meeting(), STAMP),
    "CANCEL": cancel_ics(meeting(), STAMP),
    "REPLY": reply_ics(meeting(), CUSTOMER.email, "ACCEPTED", STAMP),
    "COUNTER": counter_ics(meeting(), CUSTOMER.email, START, START + timedelta(hours=1), STAMP),
}


@pytest.mark.parametrize("method", WRITTEN)
def test_each_method_carries_what_it_must_and_nothing_it_must_not(method):
    ics = WRITTEN[method]
    names = names_in(ics)
    assert Calendar.from_ical(ics)["METHOD"] == method
    for name in REQUIRED[method].split():
        assert names.count(name) == 1, name
    for name in FORBIDDEN[method].split():
        assert name not in names, name
    assert "VALARM" not in ics.decode()


@pytest.mark.parametrize("method", WRITTEN)
def test_an_independent_parser_reads_the_same_event(method):
    calendar = vobject.readOne(WRITTEN[method].decode())
    assert calendar.method.value == method
    assert calendar.version.value == "2.0"
    assert calendar.vevent.uid.value == "call-7f3a@our.example"
    assert calendar.vevent.dtstart.value == START
    assert calendar.vevent.organizer.value == "mailto:dana.reyes@our.example"
    assert calendar.validate(raiseException=True)


def test_an_invitation_shows_buttons_to_everybody_invited():
    attendees = only_event(request_ics(meeting(), STAMP))["ATTENDEE"]
    asked = {str(a): a.params for a in attendees if "RSVP" in a.params}
    assert set(asked) == {f"mailto:{CUSTOMER.email}", f"mailto:{REP.email}"}
    for parameters in asked.values():
        assert parameters["RSVP"] == "TRUE"
        assert parameters["PARTSTAT"] == "NEEDS-ACTION"
    assert asked[f"mailto:{CUSTOMER.email}"]["CN"] == "Ines Kübler"
    assert asked[f"mailto:{CUSTOMER.email}"]["ROLE"] == "REQ-PARTICIPANT"
    assert asked[f"mailto:{REP.email}"]["ROLE"] == "OPT-PARTICIPANT"


def test_who_has_answered_is_not_asked_again():
    half = meeting(invitees=(Invitee("I", CUSTOMER.email, partstat="ACCEPTED"), REP))
    asked = [a for a in only_event(event_ics(half, STAMP))["ATTENDEE"] if "RSVP" in a.params]
    assert asked == [f"mailto:{REP.email}"]


def test_the_organizer_takes_part_and_is_not_asked_again():
    twice = meeting(invitees=(CUSTOMER, Invitee("Dana", "Dana.Reyes@our.example")))
    attendees = only_event(request_ics(twice, STAMP))["ATTENDEE"]
    own = [a for a in attendees if "dana" in a.lower()]
    assert len(own) == 1
    assert own[0].params["PARTSTAT"] == "ACCEPTED"
    assert "RSVP" not in own[0].params


def test_times_are_written_in_utc_whatever_zone_they_come_in():
    east = timezone(timedelta(hours=5, minutes=30))
    ics = request_ics(meeting(start=START.astimezone(east)), STAMP.astimezone(east))
    assert b"DTSTART:20261126T140000Z\r\n" in ics
    assert b"DTSTAMP:20261123T081500Z\r\n" in ics


def test_the_effect_key_and_the_link_are_in_the_event():
    event = only_event(request_ics(meeting(), STAMP))
    assert event["X-DEBRIEF-EFFECT"] == "r-1/customer_call/invite/1"
    assert event["URL"] == "https://meet.our.example/j/42?pwd=a;b"
    assert event["LOCATION"] == event["URL"]


def test_a_stored_event_names_no_method():
    assert "METHOD" not in names_in(event_ics(meeting(), STAMP))


def test_a_move_keeps_the_uid_raises_the_sequence_and_asks_anew():
    accepted = meeting(invitees=(Invitee("I", CUSTOMER.email, partstat="ACCEPTED"),))
    later = moved(accepted, START + timedelta(days=1), START + timedelta(days=1, minutes=30))
    assert (later.uid, later.sequence) == (accepted.uid, 1)
    assert [p.partstat for p in later.invitees] == ["NEEDS-ACTION"]


def test_a_cancellation_is_one_sequence_higher_and_repeating_it_changes_nothing():
    off = cancelled(meeting(sequence=3))
    assert (off.sequence, off.status) == (4, "CANCELLED")
    assert cancelled(off) is off
    assert cancel_ics(off, STAMP) == cancel_ics(meeting(sequence=3), STAMP)
    event = only_event(cancel_ics(off, STAMP))
    assert (event["SEQUENCE"], event["STATUS"], event["TRANSP"]) == (4, "CANCELLED", "TRANSPARENT")
    assert b"RSVP" not in cancel_ics(off, STAMP)


def test_a_cancelled_meeting_cannot_be_requested():
    with pytest.raises(BadInput, match="cancelled"):
        request_ics(cancelled(meeting()), STAMP)


def test_an_invitation_needs_somebody_to_invite():
    with pytest.raises(BadInput, match="somebody"):
        request_ics(meeting(invitees=()), STAMP)


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": START.replace(tzinfo=None)},
        {"end": START},
        {"end": START - timedelta(hours=1)},
        {"uid": "  "},
        {"uid": "a\r\nb"},
        {"sequence": -1},
        {"status": "MAYBE"},
    ],
)
def test_a_meeting_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(BadInput):
        meeting(**wrong)


def test_a_naive_stamp_is_refused():
    with pytest.raises(BadInput, match="time zone"):
        request_ics(meeting(), STAMP.replace(tzinfo=None))


@pytest.mark.parametrize(
    "address",
    ["", "nobody", "a@b@c", "a b@c.example", 'a"@c.example', "a@c.example\r\nX:1", "a@\ud800"],
)
def test_what_is_no_address_is_not_invited(address):
    with pytest.raises(BadInput):
        Invitee("X", address)


@pytest.mark.parametrize("address", ["o'neil+x@c.example", "a&b%41@c.example", "jürgen@c.example"])
def test_an_odd_address_survives_as_a_uri(address):
    reply = reply_ics(meeting(invitees=(Invitee("", address),)), address, "DECLINED", STAMP)
    (line,) = [x for x in content_lines(reply.decode()) if x.startswith("ATTENDEE")]
    assert line.rpartition(":")[2].isascii()
    answer = read_answer(reply)
    assert answer is not None
    assert answer.attendee == address


def test_an_answer_carries_one_attendee_with_the_name_we_gave_them():
    reply = reply_ics(meeting(), "INES.kuebler@customer.example", "TENTATIVE", STAMP, "maybe; ask")
    event = only_event(reply)
    assert event["ATTENDEE"].params["PARTSTAT"] == "TENTATIVE"
    assert event["ATTENDEE"].params["CN"] == "Ines Kübler"
    assert event["COMMENT"] == "maybe; ask"


FOREIGN = (
    b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VTIMEZONE\r\nTZID:Plant Time\r\nBEGIN:STANDARD\r\n"
    b"DTSTART:16010101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\n"
    b"END:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:f1\r\nSEQUENCE:4\r\nRECURRENCE-ID:20261126T140000Z\r\n"
    b"ORGANIZER:MAILTO:pat@customer.example\r\nDTSTART;TZID=Plant Time:20261126T150000\r\n"
    b"DURATION:PT30M\r\nRRULE:FREQ=DAILY\r\nDESCRIPTION:long\r\n text\r\nSUMMARY:Review\r\n"
    b"ATTENDEE;CN=Dana:mailto:dana.reyes@our.example\r\nBEGIN:VALARM\r\nUID:not this\r\n"
    b"END:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def test_an_answer_to_a_foreign_invitation_repeats_its_identity_and_its_zone():
    reply = reply_ics(FOREIGN, MANAGER.email, "ACCEPTED", STAMP)
    event = only_event(reply)
    assert (event["UID"], event["SEQUENCE"]) == ("f1", 4)
    assert event["RECURRENCE-ID"].dt == START
    assert len(Calendar.from_ical(reply).walk("VTIMEZONE")) == 1
    names = names_in(reply)
    assert not {"RRULE", "DESCRIPTION"} & set(names)
    assert "VALARM" not in reply.decode()


@pytest.mark.parametrize("broken", [b"", b"hello", b"BEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\n"])
def test_what_is_no_invitation_cannot_be_answered(broken):
    with pytest.raises(BadInput, match="no invitation"):
        reply_ics(broken, MANAGER.email, "ACCEPTED", STAMP)


def test_an_unknown_answer_is_refused():
    with pytest.raises(BadInput, match="no answer"):
        reply_ics(meeting(), CUSTOMER.email, "PERHAPS", STAMP)


def test_a_proposal_carries_its_own_time_and_the_sequence_it_is_about():
    begin = START + timedelta(days=2)
    proposal = counter_ics(
        meeting(sequence=2), CUSTOMER.email, begin, begin + timedelta(minutes=45), STAMP
    )
    event = only_event(proposal)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (begin, begin + timedelta(minutes=45))
    assert event["SEQUENCE"] == 2


def test_a_proposal_that_ends_before_it_starts_is_refused():
    with pytest.raises(BadInput):
        counter_ics(meeting(), CUSTOMER.email, START, START, STAMP)


HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(list("\r\n\t\x00\x0b\x0c\x1c\x7f\x85\u2028\u2029\ufeff\";:,\\^'=<>{}%")),
        st.sampled_from(["\ud800", "é", "漢", "🙂"]),
    ),
    max_size=120,
) | st.sampled_from(
    ["x\r\nEND:VEVENT\r\nBEGIN:VEVENT", "x\nATTENDEE:mailto:e@vil.example", '";PARTSTAT=DECLINED']
)
PLAIN = meeting(location="Room 1")


@settings(max_examples=150, deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_no_text_can_leave_its_place(summary, description, name, place, link):
    hostile = meeting(
        summary=summary,
        description=description,
        organizer=Invitee(name, MANAGER.email),
        invitees=(Invitee(name, CUSTOMER.email), REP),
        location="Room " + place,
        url="https://meet.our.example/" + link,
        key=link,
    )
    for write in (request_ics, cancel_ics, event_ics):
        ics = write(hostile, STAMP)
        assert names_in(ics) == names_in(write(PLAIN, STAMP))
        event = only_event(ics)
        assert {str(a) for a in event["ATTENDEE"]} == {
            str(a) for a in only_event(write(PLAIN, STAMP))["ATTENDEE"]
        }
        assert not any(a.params["PARTSTAT"] == "DECLINED" for a in event["ATTENDEE"])
    reply = reply_ics(hostile, CUSTOMER.email, "ACCEPTED", STAMP, "c" + description)
    assert names_in(reply) == names_in(reply_ics(PLAIN, CUSTOMER.email, "ACCEPTED", STAMP, "c"))


@settings(max_examples=150, deadline=None)
@given(HOSTILE)
def test_lines_are_folded_at_75_octets_and_never_inside_a_character(text):
    ics = request_ics(meeting(description=text * 5, summary=text), STAMP)
    assert ics.endswith(b"END:VCALENDAR\r\n")
    for line in ics.removesuffix(b"\r\n").split(b"\r\n"):
        assert 0 < len(line) <= 75
        assert not re.search("[\x00-\x08\x0a-\x1f\x7f-\x9f]", line.decode("utf-8"))


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=200))
def test_text_without_control_characters_comes_back_as_it_was(text):
    text = text.replace("\ufeff", "")
    event = only_event(request_ics(meeting(description="." + text + "\n."), STAMP))
    assert event["DESCRIPTION"] == "." + text + "\n."


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=60))
def test_a_name_comes_back_but_for_quotes_and_backslashes(name):
    name = name.replace("\ufeff", "")
    attendees = only_event(request_ics(meeting(invitees=(Invitee(name, REP.email),)), STAMP))
    (found,) = [a for a in attendees["ATTENDEE"] if a == f"mailto:{REP.email}"]
    written = " ".join(name.split()).replace('"', "'").replace("\\", "/")
    assert found.params["CN"] == (written or REP.email)
