"""The people around the stand-in for Exchange, and how its backend is opened for a test."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

from debrief.backends.base import Backend
from debrief.backends.local import utc_now
from debrief.backends.registry import Site, open_backend
from debrief.calendars.invitation import counter_ics, reply_ics
from debrief.credentials import Credentials
from debrief.team import Company, Person, Team
from tests.backends.exchange_server import ExchangeServer
from tests.backends.exchange_store import Item
from tests.backends.hands import Hands, calendar_text, read_mail, with_calendar

TEAM = Team(
    company=Company(name="Harbour", domain="harbour.example"),
    manager=Person(name="Ines", email=Hands.owner, time_zone="Europe/Berlin"),
    reps=(Person(name="Ben", email=Hands.colleague, time_zone="Europe/Berlin"),),
)
Opener = Callable[..., Backend]


def opener(server: ExchangeServer, data: Path) -> Opener:
    """Return a function that opens the backend with settings of one's own."""

    def open_it(**settings: object) -> Backend:
        credentials = Credentials(data)
        if credentials.get("exchange_password") is None:
            credentials.put("exchange_password", "secret")
        given = {"url": server.url, "username": r"HARBOUR\debrief", "sign_in": "basic"}
        section = {n: v for n, v in {**given, **settings}.items() if v is not None}
        site = Site(TEAM, data, data, {"exchange": section}, credentials, utc_now)
        return open_backend("exchange", site)

    return open_it


class ExchangeHands(Hands):
    """People around an Exchange organisation."""

    patience = 5.0

    def __init__(self, server: ExchangeServer) -> None:
        self.server = server
        self.office = server.office

    def deliver(self, raw: bytes) -> None:
        self.office.deliver(raw, self.owner)

    def inbox_of(self, address: str) -> list[bytes]:
        if address in self.office.boxes:
            return [i.mime for i in self.office.in_folder(address, "inbox")]
        return self.office.outside.get(address, [])

    def sent_copies(self) -> list[bytes]:
        return [i.mime for i in self.office.in_folder(self.owner, "sentitems")]

    def filed(self, folder: str) -> int:
        category = {"handled": "Debrief: handled", "set_aside": "Debrief: set aside"}[folder]
        inbox = self.office.in_folder(self.owner, "inbox")
        return sum(category in i.fields.get("Categories", ()) for i in inbox)

    def answer(self, uid: str, attendee: str, partstat: str) -> None:
        part = reply_ics(self._invitation(uid, attendee), attendee, partstat, datetime.now(UTC))
        self.deliver(with_calendar(part, "REPLY", attendee, self.owner))

    def propose(self, uid: str, attendee: str, start: datetime, end: datetime) -> None:
        part = counter_ics(self._invitation(uid, attendee), attendee, start, end, datetime.now(UTC))
        self.deliver(with_calendar(part, "COUNTER", attendee, self.owner))

    def move(self, uid: str, start: datetime, end: datetime) -> None:
        item = self._event(uid)
        item.fields |= {"Start": start, "End": end}
        self.office.touch(item)

    def delete(self, uid: str) -> None:
        self.office.move(self._event(uid), "deleteditems")

    def book(self, address: str, start: datetime, end: datetime) -> None:
        self.office.book(address, start, end)

    def broken(self) -> AbstractContextManager[None]:
        return self.server.broken_for_a_while()

    def _event(self, uid: str) -> Item:
        item = self.office.meeting(self.owner, uid)
        assert item is not None
        return item

    def _invitation(self, uid: str, attendee: str) -> str:
        texts = [calendar_text(read_mail(raw)) for raw in self.inbox_of(attendee)]
        return next(t for t in reversed(texts) if uid in t)
