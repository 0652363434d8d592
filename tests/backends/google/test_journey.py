"""The demo's journey, played unchanged through Google: the invented people read and answer.

Gmail is the emulator, Google Calendar our stand-in; neither is the real service.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from debrief.backends.google_auth import TOKEN
from debrief.backends.google_calendar import own_uid
from debrief.backends.local import Office
from debrief.bootstrap import open_desk
from debrief.busy import read_busy
from debrief.calendar_answer import read_answer
from debrief.config import load_config, write_config
from debrief.credentials import Credentials
from debrief.demo import play
from debrief.demo.cast import Cast, make_cast
from debrief.demo.people import People
from debrief.desk import CHAPTERS, Desk
from debrief.errors import DebriefError
from debrief.invitation import cancel_ics, event_ics, request_ics
from debrief.model import EffectStatus, Review, Stage
from debrief.reading.message import parse_message
from tests.backends.google.calendar_server import CalendarServer
from tests.backends.google.emulator import Emulator
from tests.backends.google.front import Fault, Front
from tests.backends.google.gmail import Gmail
from tests.backends.google.hands import meeting_at_google
from tests.backends.google.site import signed_in
from tests.backends.hands import read_mail, with_calendar

pytestmark = [pytest.mark.server, pytest.mark.slow]


class GoogleOffice(Office):
    """Where the demo's people read and write: the manager's mail and calendar are Google's."""

    def __init__(self, folder: Path, clock: Callable[[], datetime], front: Front) -> None:
        super().__init__(folder, clock)
        self.front = front
        assert front.gmail is not None
        self.gmail = front.gmail
        self.arrived = 0
        self.gmail.post = self.show
        front.calendar.tell = self.invite

    def show(self, address: str, raw: bytes) -> None:
        """Let somebody see what came."""
        self.arrived += 1
        self.deliver(raw, address, f"{self.arrived:06}")

    def invite(self, address: str, event: dict[str, Any], method: str) -> None:
        """Mail an invitation or a cancellation as Google does, and put it into the calendar."""
        meeting = meeting_at_google(event)
        write = cancel_ics if method == "CANCEL" else request_ics
        part = write(meeting, self.clock())
        super().put_event(address, meeting.uid, event_ics(meeting, self.clock()))
        self.show(address, with_calendar(part, method, self.gmail.owner, address))

    def post(self, raw: bytes, recipients: Iterable[str], sender: str | None = None) -> None:
        """Send what a person wrote; everything goes to the manager."""
        assert set(recipients) <= self.gmail.own
        if sender == self.gmail.owner:
            self.gmail.write(raw)
            return
        self.gmail.receive(raw)
        calendar = parse_message(raw).calendar
        answer = read_answer(calendar, sender=sender) if calendar else None
        if answer is not None and answer.method == "REPLY" and answer.attendee and answer.partstat:
            event = answer.uid.removesuffix("@google.com")
            self.front.calendar.answer(event, answer.attendee, answer.partstat)

    def put_event(self, address: str, uid: str, ics: bytes) -> None:
        """Book what a person has in their calendar anyway; keep their copies of invitations."""
        if own_uid(uid) is not None:
            return super().put_event(address, uid, ics)
        start = self.clock() - timedelta(days=7)
        for begin, end in read_busy([ics], start, start + timedelta(days=90), address).busy:
            moments = (datetime.fromtimestamp(s, UTC) for s in (begin, end))
            self.front.calendar.book(address, *moments)
        return None


class Play:
    """One play of the demo through Google."""

    def __init__(self, folder: Path, emulator: Emulator, seed: int) -> None:
        self.cast: Cast = make_cast(seed)
        self.cast.team["authserv_id"] = "mx.google.com"
        self.clock = play.SimulatedClock(self.cast.start)
        manager, alias = self.cast.manager, str(self.cast.team["debrief_address"])
        people = {manager, *(str(p["email"]) for p in self.cast.team["reps"])}
        self.front = Front(
            CalendarServer(manager, people, self.clock), Gmail(emulator, manager, [alias])
        )
        self.data, self.seed = folder / "data", seed
        path = write_config(self.data, folder / "people", self.cast.team)
        text = path.read_text("utf-8").replace('"embedded"', '"google"')
        endpoint = f'\n[google]\nendpoint = "{self.front.url}"\ntimeout_seconds = 5\n'
        path.write_text(text + endpoint, "utf-8")
        Credentials(self.data).put(TOKEN, signed_in(self.front))
        self.office = GoogleOffice(folder / "people", self.clock, self.front)
        for who in (*people, self.cast.deal.email):
            self.office.open_for(who)
        self.desk: Desk = open_desk(load_config(self.data), self.clock)

    def run(self) -> None:
        """Play until nothing more is to come."""
        play._fill_calendars(self.cast, self.office, self.seed)
        play._load_funnels(self.cast, self.desk, self.seed, self.clock.now.date())
        others = People(self.cast, self.office, self.seed)
        play._first_mails(self.cast, self.office, others)
        end = self.cast.start + play.LONGEST
        while self.clock.now < end:
            try:
                return play._run(self.desk, others, self.clock, end)
            except DebriefError:
                self.clock.now += timedelta(seconds=30)  # a fault passes
        return None

    def reviews(self) -> list[Review]:
        """Return the reviews of lost deals."""
        store = self.desk.store
        return [r for r in (*store.open(), *store.closed()) if not r.errand]


@pytest.fixture
def played(tmp_path: Path, gmail_emulator: Emulator) -> Iterator[Callable[[int], Play]]:
    plays: list[Play] = []

    def make(seed: int) -> Play:
        plays.append(Play(tmp_path, gmail_emulator, seed))
        return plays[-1]

    yield make
    for one in plays:
        one.front.close()


def ended_well(one: Play) -> None:
    """Assert that every chapter was reached, everybody was told once, and nothing is left."""
    assert one.front.problems == []
    reviews = one.reviews()
    told = {h.chapter for r in reviews for h in r.history}
    assert [c for c in CHAPTERS if c not in told] == []
    assert any(r.stage is Stage.CLOSED and r.major for r in reviews)
    effects = [e for r in reviews for e in r.effects]
    assert [(e.key, e.error) for e in effects if e.status is EffectStatus.FAILED] == []
    assert EffectStatus.ATTEMPTED not in {e.status for e in effects}
    keys = [read_mail(raw)["X-Debrief-Effect"] for raw in one.office.gmail.copies()]
    ours = [key for key in keys if key]
    assert len(ours) == len(set(ours)) > 20
    assert one.office.gmail.drafts() == []
    invitations = Counter(
        (e.event.uid, e.event.sequence) for r in reviews for e in r.effects
        if e.event is not None and e.status is EffectStatus.DONE
    )  # fmt: skip
    events = one.front.calendar.events.values()
    ours_there = [e for e in events if own_uid(e["iCalUID"])]
    assert len(ours_there) == len({uid for uid, _ in invitations})
    customer = one.cast.deal.email
    calls = [e for e in ours_there if any(a["email"] == customer for a in e["attendees"])]
    times = sum(n for (uid, _), n in invitations.items() if uid.startswith("call"))
    assert sum(one.front.calendar.told[(customer, e["id"])] for e in calls) == times


def test_the_journey_ends_on_google_as_it_does_in_the_embedded_office(
    played: Callable[[int], Play],
):
    one = played(2)
    one.run()
    ended_well(one)


def test_the_journey_ends_alike_through_all_faults(played: Callable[[int], Play]):
    one = played(1)
    kinds = ("drops it", "loses the answer", "503", "429", "half an answer")
    for number, where in enumerate(
        ("drafts/send", "POST .*/drafts$", "POST .*/events$", "PATCH", "freeBusy", "GET .*/history")
    ):
        for at, kind in enumerate(kinds):
            one.front.faults.append(Fault(where, kind, skip=at * 3 + number % 2))
    one.run()
    ended_well(one)
