"""What is believed of the real Google, asked of the real Google: only where somebody wants it.

`DEBRIEF_GOOGLE_LIVE=DATA pytest tests/backends/google/test_live.py`, DATA being the data directory
of a *test* user who signed in (docs/google.md). It sends that user a mail, and makes and deletes
an event without guests.
"""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from debrief.backends.base import Backend, Outgoing
from debrief.backends.google_calendar import event_id
from debrief.backends.google_wire import NotThere, Taken, call
from debrief.backends.local import utc_now
from debrief.backends.mime import message_id_for
from debrief.bootstrap import open_backend
from debrief.calendars.invitation import Invitee, Meeting
from debrief.config import load_config
from tests.backends.contract import everything, soon

WHERE = os.environ.get("DEBRIEF_GOOGLE_LIVE")
pytestmark = pytest.mark.skipif(
    not WHERE,
    reason="asks the real Google; set DEBRIEF_GOOGLE_LIVE to a test user's data directory",
)


@pytest.fixture(scope="module")
def backend() -> Backend:
    config = load_config(Path(WHERE or ""))
    return open_backend(config, config.team(), utc_now)


@pytest.fixture(scope="module")
def owner() -> str:
    return load_config(Path(WHERE or "")).team().manager.email


@pytest.fixture(scope="module")
def sent(backend: Backend, owner: str) -> tuple[Outgoing, str]:
    key = f"live-{uuid4().hex[:8]}/check/live/self/1"
    mail = Outgoing(key, ("Debrief", owner), (("Self", owner),), "Debrief test", "x\n", "<p>x</p>")
    receipt = backend.mailbox.send(mail)
    assert receipt.message_id
    return mail, receipt.message_id


def test_a_mail_to_oneself_goes_out_once_and_comes_in_vouched_for(
    backend: Backend, sent: tuple[Outgoing, str]
):
    mail, message_id = sent
    assert backend.mailbox.send(mail).message_id == message_id
    for _ in range(30):
        found, _cursor = everything(backend, None)
        ours = [m for m in found if mail.key.encode() in m.raw]
        if ours:
            break
        time.sleep(2)
    assert [m.authenticated for m in ours] == [True]


def test_gmail_keeps_our_header_and_tells_what_the_message_id_became(
    backend: Backend, sent: tuple[Outgoing, str], owner: str
):
    mail, message_id = sent
    sending = backend.mailbox.sending  # type: ignore[attr-defined]
    copy = sending._copy(sending.outbox.get(mail.key).message)
    print(f"ours {message_id_for(mail.key, owner.rpartition('@')[2])}, became {message_id}")
    assert copy.key == mail.key
    assert copy.message_id == message_id


def test_a_sent_draft_is_gone_and_its_message_lies_in_its_thread(
    backend: Backend, sent: tuple[Outgoing, str]
):
    mail, _ = sent
    sending = backend.mailbox.sending  # type: ignore[attr-defined]
    entry = sending.outbox.get(mail.key)
    with pytest.raises(NotThere):
        call(sending.users.drafts().get(userId="me", id=entry.draft, format="minimal"))
    assert sending._in_thread(mail.key, entry.thread) is not None


@pytest.fixture
def meeting(owner: str) -> Meeting:
    uid = f"live-{uuid4().hex[:12]}@debrief.invalid"
    key = f"{uid}/check/live/self/1"
    start = soon()
    me = Invitee("Self", owner, partstat="ACCEPTED")
    return Meeting(uid, 0, start, start + timedelta(minutes=30), "Debrief test", "x", me, (), key)


def test_an_event_is_made_once_moved_and_called_off(backend: Backend, meeting: Meeting, owner: str):
    from dataclasses import replace

    calendar = backend.calendar
    words = Outgoing(meeting.key, ("Debrief", owner), (("Self", owner),), "x", "x", "x")
    calendar.invite(meeting, words)
    calendar.invite(meeting, words)
    assert calendar.invited(meeting.key) is not None
    standing = calendar.standing(meeting.uid)
    assert standing is not None
    assert standing.link is not None
    later = meeting.start + timedelta(hours=1)
    moved = replace(
        meeting, sequence=1, start=later, end=later + timedelta(minutes=30), key=f"{meeting.key}2"
    )
    calendar.invite(moved, words)
    standing = calendar.standing(meeting.uid)
    assert standing is not None
    assert standing.start == later
    busy = calendar.busy([(owner, "UTC")], soon(0), soon(23))[owner]
    assert busy is not None
    without = calendar.busy([(owner, "UTC")], soon(0), soon(23), meeting.uid)[owner]
    assert without is not None
    assert without.busy != busy.busy
    off = replace(moved, sequence=2, status="CANCELLED", key=f"{meeting.key}3")
    calendar.cancel(off, words)
    assert calendar.invited(off.key) is not None  # a deleted event still shows its marks
    start, end = ({"dateTime": moment.isoformat()} for moment in (off.start, off.end))
    body = {"id": event_id(meeting.uid, 0), "start": start, "end": end}
    again = calendar.events.insert(calendarId="primary", body=body)  # type: ignore[attr-defined]
    with pytest.raises(Taken):
        call(again)
