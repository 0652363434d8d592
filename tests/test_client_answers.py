"""Whole answers as Outlook, Google, Apple and Exchange send them, posted into the mailbox."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta
from email.utils import format_datetime

import pytest

from tests import tnef
from tests.calls import WISH, booked, events, sequences
from tests.test_calendar_answer import BERLIN_BY_OUTLOOK
from tests.world import World


def local(moment: datetime) -> str:
    """Return the moment on Berlin's clock in September, as Outlook writes it."""
    return f"{moment + timedelta(hours=2):%Y%m%dT%H%M%S}"


def post(world: World, head: str, body: str, *, threaded: bool = True) -> None:
    """Post a mail of the customer's, its own headers and body as the client wrote them."""
    invitation, _ = world.invitations(world.customer)[-1]
    thread = f"In-Reply-To: {invitation['Message-ID']}\n" if threaded else ""
    text = (
        f"From: Eleanor Whitcombe <{world.customer}>\nTo: {world.manager}\n"
        f"Date: {format_datetime(world.clock.now)}\nMIME-Version: 1.0\n"
        f"Message-ID: <answer-{world.clock.now:%H%M%S}@client.example>\n{thread}{head}\n{body}"
    )
    raw = text.replace("\n", "\r\n").encode()
    world.office.post(raw, [world.manager], sender=world.customer)
    world.settle()


def part(content_type: str, content: str | bytes, *more: str) -> str:
    data = content if isinstance(content, bytes) else content.replace("\n", "\r\n").encode()
    lines = base64.encodebytes(data).decode()
    heads = "".join(f"{line}\n" for line in (f"Content-Type: {content_type}", *more))
    return f"--b\n{heads}Content-Transfer-Encoding: base64\n\n{lines}\n"


def calendar(method: str, event: str, zones: str = "") -> str:
    return (
        f"BEGIN:VCALENDAR\n{method}PRODID:Microsoft Exchange Server 2010\nVERSION:2.0\n{zones}"
        f"BEGIN:VEVENT\n{event}END:VEVENT\nEND:VCALENDAR\n"
    )


def outlook(world: World, partstat: str, comment: str = "") -> None:
    """Outlook for Microsoft 365: no ORGANIZER, Windows zone, the answer named in the subject."""
    call = world.review.call
    event = (
        f"ATTENDEE;PARTSTAT={partstat};CN=Eleanor Whitcombe:MAILTO:{world.customer.upper()}\n"
        f"COMMENT;LANGUAGE=de-DE:{comment}\\n\nUID:{call.uid}\n"
        f"DTSTART;TZID=W. Europe Standard Time:{local(call.slot.start)}\n"
        f"DTEND;TZID=W. Europe Standard Time:{local(call.slot.end)}\n"
        f"CLASS:PUBLIC\nPRIORITY:5\nDTSTAMP:{world.clock.now:%Y%m%dT%H%M%SZ}\nTRANSP:OPAQUE\n"
        f"STATUS:CONFIRMED\nSEQUENCE:{call.sequence}\nLOCATION;LANGUAGE=de-DE:\n"
        f"X-MICROSOFT-CDO-APPT-SEQUENCE:{call.sequence}\nX-MICROSOFT-CDO-INTENDEDSTATUS:BUSY\n"
        "X-MICROSOFT-CDO-ALLDAYEVENT:FALSE\nX-MICROSOFT-CDO-IMPORTANCE:1\n"
        "X-MICROSOFT-CDO-INSTTYPE:0\nX-MICROSOFT-DISALLOW-COUNTER:FALSE\n"
    )
    zones = BERLIN_BY_OUTLOOK.format(name="W. Europe Standard Time")
    text = calendar("METHOD:REPLY\n", event, zones)
    head = (
        "Subject: Zugesagt: a short talk\nX-MS-Exchange-Calendar-Series-Instance-Id: 1\n"
        'Content-Type: multipart/alternative; boundary="b"\nX-MS-Has-Attach:\n'
    )
    body = part('text/plain; charset="iso-8859-1"', f"{comment}\n")
    body += part('text/calendar; charset="utf-8"; method=REPLY', text) + "--b--\n"
    post(world, head, body)


def google(world: World, method: str, partstat: str, times: tuple[datetime, datetime]) -> None:
    """Google: base64 in both forms, a HTML page, and a COUNTER with "Maybe"."""
    event = (
        f"DTSTART:{times[0]:%Y%m%dT%H%M%SZ}\nDTEND:{times[1]:%Y%m%dT%H%M%SZ}\n"
        f"DTSTAMP:{world.clock.now:%Y%m%dT%H%M%SZ}\n"
        f"ORGANIZER;CN={world.manager}:mailto:{world.manager}\nUID:{world.review.call.uid}\n"
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={partstat};CN=Eleanor;"
        f"X-NUM-GUESTS=0:mailto:{world.customer}\nX-GOOGLE-CONFERENCE:https://meet.example/x\n"
        f"CREATED:19000101T120000Z\nDESCRIPTION:\nLAST-MODIFIED:20260914T120000Z\n"
        f"SEQUENCE:{world.review.call.sequence}\nSTATUS:CONFIRMED\nTRANSP:OPAQUE\n"
    )
    text = calendar(f"CALSCALE:GREGORIAN\nMETHOD:{method}\n", event)
    head = (
        "Subject: Maybe: a short talk @ Wed 16 Sep 2026\nSender: Google Calendar "
        '<calendar-notification@google.com>\nContent-Type: multipart/mixed; boundary="b"\n'
    )
    body = part("text/plain; charset=UTF-8; format=flowed", "Eleanor has replied to this event.")
    body += part(f"text/calendar; charset=UTF-8; method={method}", text)
    name = 'Content-Disposition: attachment; filename="invite.ics"'
    body += part('application/ics; name="invite.ics"', text, name) + "--b--\n"
    post(world, head, body, threaded=False)


def apple(world: World, partstat: str, *, inside: bool) -> None:
    """Apple Mail: the method only inside the part, or only in the part's header."""
    event = (
        f"CREATED:20260914T120000Z\nUID:{world.review.call.uid}\n"
        f'ATTENDEE;CN="Whitcombe, Eleanor";CUTYPE=INDIVIDUAL;EMAIL="{world.customer}";'
        f"PARTSTAT={partstat};ROLE=REQ-PARTICIPANT:mailto:{world.customer}\n"
        f"DTSTART:{world.review.call.slot.start:%Y%m%dT%H%M%SZ}\n"
        f"DTEND:{world.review.call.slot.end:%Y%m%dT%H%M%SZ}\n"
        f"DTSTAMP:{world.clock.now:%Y%m%dT%H%M%SZ}\n"
        f'ORGANIZER;CN="Nadia":mailto:{world.manager}\nSEQUENCE:{world.review.call.sequence}\n'
    )
    text = calendar("METHOD:REPLY\n" if inside else "", event)
    kind = "text/calendar; charset=utf-8" + ("" if inside else "; method=REPLY")
    body = part("text/plain; charset=us-ascii", "Eleanor has accepted your invitation.")
    head = 'Subject: Eleanor accepted\nContent-Type: multipart/alternative; boundary="b"\n'
    post(world, head, body + part(kind, text) + "--b--\n")


def winmail(world: World, message_class: str, **more) -> None:
    """An Exchange that sends rich text outside: the answer is inside winmail.dat alone."""
    call = world.review.call
    data = tnef.answer(
        message_class, call.uid or "", call.sequence, call.slot.start, call.slot.end, **more
    )
    name = 'Content-Disposition: attachment; filename="winmail.dat"'
    head = 'Subject: Accepted: a short talk\nContent-Type: multipart/mixed; boundary="b"\n'
    body = part("text/plain; charset=us-ascii", "\n")
    post(
        world, head, body + part('application/ms-tnef; name="winmail.dat"', data, name) + "--b--\n"
    )


@pytest.mark.parametrize(
    ("partstat", "answer"), [("ACCEPTED", "accepted"), ("TENTATIVE", "tentative")]
)
def test_outlook_without_an_organizer_is_understood(world: World, partstat: str, answer: str):
    booked(world)
    outlook(world, partstat)
    assert world.review.call.answer == answer
    assert world.review.call.zone == "Europe/Berlin"  # their calendar knows better than we


def test_a_decline_from_outlook_ends_it(world: World):
    booked(world)
    outlook(world, "DECLINED", "Nein danke")
    assert world.review.call.outcome == "declined"


def test_googles_maybe_with_another_time_moves_the_call(world: World):
    booked(world)
    google(world, "COUNTER", "TENTATIVE", (WISH, WISH + timedelta(minutes=30)))
    assert world.review.call.slot.start == WISH
    assert sequences(world, world.customer) == [0, 1]


def test_googles_reply_needs_no_thread(world: World):
    booked(world)
    slot = world.review.call.slot
    google(world, "REPLY", "ACCEPTED", (slot.start, slot.end))
    assert events(world) == ["accepted"]


@pytest.mark.parametrize("inside", [True, False])
def test_apples_method_may_stand_in_either_place(world: World, inside: bool):
    booked(world)
    apple(world, "ACCEPTED", inside=inside)
    assert events(world) == ["accepted"]


def test_an_answer_wrapped_by_exchange_counts(world: World):
    booked(world)
    winmail(world, "IPM.Microsoft Schedule.MtgRespP")
    assert events(world) == ["accepted"]
    winmail(world, "IPM.Schedule.Meeting.Resp.Neg")
    assert world.review.call.outcome == "declined"


def test_a_time_proposed_inside_winmail_moves_the_call(world: World):
    booked(world)
    wish = (WISH, WISH + timedelta(minutes=30))
    winmail(world, "IPM.Schedule.Meeting.Resp.Tent", proposed=wish)
    assert world.review.call.slot.start == WISH
