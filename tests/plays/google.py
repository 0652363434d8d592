"""The journey on Google: Gmail is an emulator by others, Google Calendar a stand-in of ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from debrief.backends.google_auth import TOKEN
from debrief.backends.google_calendar import own_uid
from debrief.calendars.answers import read_answer
from debrief.calendars.invitation import cancel_ics, event_ics, request_ics
from debrief.config import load_config, write_config
from debrief.credentials import Credentials
from debrief.reading.mail.message import parse_message
from tests.backends.google.calendar_server import CalendarServer
from tests.backends.google.emulator import NODE, PROGRAM, Emulator, emulator
from tests.backends.google.front import Fault, Front
from tests.backends.google.gmail import Gmail
from tests.backends.google.hands import meeting_at_google
from tests.backends.google.site import signed_in
from tests.backends.hands import read_mail, with_calendar
from tests.plays.house import House, Script, SeenOffice

KINDS = ("drops it", "loses the answer", "503", "429", "half an answer")
PLACES = (
    "drafts/send",
    "POST .*/drafts$",
    "POST .*/events$",
    "PATCH",
    "freeBusy",
    "GET .*/history",
)


def missing() -> str:
    """Return what has to be installed."""
    if NODE.exists() and PROGRAM.exists():
        return ""
    return "the Gmail emulator (with npm: sh tests/install_servers.sh)"


class GoogleHouse(House):
    """A Google Workspace domain: the manager's mail and everybody's calendar."""

    ran_on = (
        "Google: Gmail is the npm package `emulate`, which we did not write; Google Calendar is a "
        "stand-in of ours, both held to Google's discovery documents; not the real service."
    )

    def __init__(self, made: Script, emulated: Emulator) -> None:
        self.script = made
        manager, alias = made.cast.manager, str(made.cast.team["debrief_address"])
        self.gmail = Gmail(emulated, manager, [alias])
        self.calendar = CalendarServer(manager, set(made.ours), made.clock)
        self.front = Front(self.calendar, self.gmail)
        self.town = SeenOffice(made, self._hand_over, self.calendar.book)
        self.gmail.post = self.town.show
        self.calendar.tell = self._invite
        section = {"endpoint": self.front.url, "timeout_seconds": 5}
        write_config(
            made.data, made.office, made.cast.team, backend="google", sections={"google": section}
        )
        Credentials(made.data).put(TOKEN, signed_in(self.front))
        self.config = load_config(made.data)

    def _invite(self, address: str, event: dict[str, Any], method: str) -> None:
        """Mail an invitation or a cancellation as Google does, and put it into the calendar."""
        meeting = meeting_at_google(event)
        write = cancel_ics if method == "CANCEL" else request_ics
        part = write(meeting, self.script.clock())
        copy = event_ics(meeting, self.script.clock())
        super(SeenOffice, self.town).put_event(address, meeting.uid, copy)
        self.town.show(address, with_calendar(part, method, self.gmail.owner, address))

    def _hand_over(self, raw: bytes, address: str, sender: str | None) -> None:
        """Everything goes to the manager; Google notes an answer in the event as well."""
        assert address in self.gmail.own
        if sender == self.gmail.owner:
            self.gmail.write(raw)
            return
        self.gmail.receive(raw)
        self.town.deliver(raw, self.gmail.owner, f"in-{uuid4().hex}")
        calendar = parse_message(raw).calendar
        answer = read_answer(calendar, sender=sender) if calendar else None
        if answer is not None and answer.method == "REPLY" and answer.attendee and answer.partstat:
            event = answer.uid.removesuffix("@google.com")
            self.calendar.answer(event, answer.attendee, answer.partstat)

    def disturb(self, seed: int) -> None:
        """Let every kind of fault befall every kind of request."""
        for number, where in enumerate(PLACES):
            for at, kind in enumerate(KINDS):
                self.front.faults.append(Fault(where, kind, skip=at * 3 + number % 2))

    def received(self) -> dict[str, list[bytes]]:
        """Return what everybody saw; the manager's mailbox is the emulator's."""
        office = self.town
        seen: dict[str, list[bytes]] = {}
        for who, _, raw in office.letters(()):
            seen.setdefault(who, []).append(raw)
        return seen

    def sent(self) -> list[bytes]:
        """Return what Debrief sent, as Gmail holds it."""
        copies = self.gmail.copies()
        return [raw for raw in copies if read_mail(raw)["X-Debrief-Effect"]]

    def drafts(self) -> int:
        """Return how many drafts are left over."""
        return len(self.gmail.drafts())

    def problems(self) -> list[str]:
        """Return what was against Google's discovery documents."""
        return self.front.problems

    def events(self) -> list[dict[str, Any]]:
        """Return our own events in Google Calendar."""
        return [e for e in self.calendar.events.values() if own_uid(e["iCalUID"])]


@contextmanager
def house(made: Script) -> Iterator[House]:
    """Run the emulator and the servers in front of it for a while."""
    with TemporaryDirectory(prefix="emulate-") as name, emulator(Path(name)) as emulated:
        one = GoogleHouse(made, emulated)
        try:
            yield one
        finally:
            one.front.close()
