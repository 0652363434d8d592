"""What is believed of the real Microsoft 365, asked of it: only where somebody wants it.

`DEBRIEF_GRAPH_LIVE=DATA pytest tests/backends/test_graph_live.py`, DATA being the data directory of
a *test* tenant set up as docs/graph.md tells. It sends the manager a mail, and invites the first
rep to a meeting, moves it and calls it off.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import pytest

from debrief.backends.base import Backend, Outgoing
from debrief.backends.local import utc_now
from debrief.backends.mime import bracketed, message_id_for
from debrief.bootstrap import open_backend
from debrief.calendars.invitation import Invitee, Meeting
from debrief.config import load_config
from debrief.team import Team
from tests.backends.contract import everything, soon
from tests.backends.hands import read_mail

T = TypeVar("T")
WHERE = os.environ.get("DEBRIEF_GRAPH_LIVE")
pytestmark = pytest.mark.skipif(
    not WHERE,
    reason="asks the real Microsoft 365; set DEBRIEF_GRAPH_LIVE to a test tenant's data directory",
)


@pytest.fixture(scope="module")
def team() -> Team:
    return load_config(Path(WHERE or "")).team()


@pytest.fixture(scope="module")
def backend(team: Team) -> Backend:
    return open_backend(load_config(Path(WHERE or "")), team, utc_now)


def eventually(find: Callable[[], T]) -> T:
    """Return what is found as soon as it is true, after a minute whatever is found then."""
    for _ in range(30):
        if found := find():
            return found
        time.sleep(2)
    return find()


@pytest.fixture(scope="module")
def mail(team: Team) -> Outgoing:
    key = f"live-{uuid4().hex[:8]}/check/live/self/1"
    owner = team.manager.email
    return Outgoing(key, ("Debrief", owner), (("Self", owner),), "Debrief test", "x\n", "<p>x</p>")


def test_a_mail_to_oneself_goes_out_once_whole_and_vouched_for(
    backend: Backend, mail: Outgoing, team: Team
):
    first = backend.mailbox.send(mail)
    assert backend.mailbox.send(mail).message_id == first.message_id
    ours = eventually(
        lambda: [m for m in everything(backend, None)[0] if mail.key.encode() in m.raw]
    )
    (got,) = ours
    assert got.authenticated is True
    read = read_mail(got.raw)
    assert read["Auto-Submitted"] == "auto-generated"
    assert str(read["Message-ID"]).strip() == first.message_id
    given = bracketed(message_id_for(mail.key, team.manager.email.rpartition("@")[2]))
    print(f"ours {given}, became {first.message_id}")
    backend.mailbox.file(got.id, "handled")


def test_a_key_that_never_was_is_not_found(backend: Backend):
    assert backend.mailbox.sent("live-0/check/live/self/never") is None
    assert backend.calendar.invited("live-0/check/live/self/never") is None


def test_a_meeting_is_made_once_moved_and_called_off(backend: Backend, team: Team):
    owner, rep = team.manager, team.reps[0]
    uid = f"live-{uuid4().hex[:12]}@debrief.invalid"
    start = soon()
    meeting = Meeting(
        uid, 0, start, start + timedelta(minutes=30), "Debrief test", "x",
        Invitee(owner.name, owner.email, partstat="ACCEPTED"),
        (Invitee(rep.name, rep.email),), f"{uid}/check/live/rep/1",
    )  # fmt: skip
    words = Outgoing(
        meeting.key, ("", owner.email), (("", rep.email),), "Debrief test", "x", "<p>x</p>"
    )
    calendar = backend.calendar
    print(f"the invitation's Message-ID: {calendar.invite(meeting, words).message_id}")
    calendar.invite(meeting, words)
    assert calendar.invited(meeting.key) is not None
    link = eventually(lambda: getattr(calendar.standing(uid), "link", None))
    print(f"the link: {link}")
    later = start + timedelta(hours=1)
    moved = replace(
        meeting, sequence=1, start=later, end=later + timedelta(minutes=30), key=f"{meeting.key}2"
    )
    calendar.invite(moved, words)
    standing = calendar.standing(uid)
    assert standing is not None
    assert (standing.start, standing.link) == (later, link)
    people = [(owner.email, "UTC"), (rep.email, "UTC")]
    busy = calendar.busy(people, soon(0), soon(23))
    assert None not in busy.values()
    assert calendar.busy(people, soon(0), soon(23), uid)[owner.email] != busy[owner.email]
    off = replace(moved, sequence=2, status="CANCELLED", key=f"{meeting.key}3")
    calendar.cancel(off, words)
    assert calendar.standing(uid) is None
    assert calendar.invited(off.key) is not None
