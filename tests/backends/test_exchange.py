"""Exchange Server keeps the contract of every backend: against a stand-in (see there)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from debrief.backends.base import Backend
from debrief.backends.exchange import open_backend
from debrief.backends.local import utc_now
from debrief.backends.registry import Site
from debrief.credentials import Credentials
from debrief.invitation import counter_ics, reply_ics
from debrief.team import Company, Person, Team
from tests.backends.contract import BackendContract
from tests.backends.exchange_server import ExchangeServer
from tests.backends.hands import Hands, calendar_text, read_mail, with_calendar

TEAM = Team(
    company=Company(name="Harbour", domain="harbour.example"),
    manager=Person(name="Ines", email=Hands.owner, time_zone="Europe/Berlin"),
    reps=(Person(name="Ben", email=Hands.colleague, time_zone="Europe/Berlin"),),
)
Opener = Callable[..., Backend]


@pytest.fixture
def server() -> Iterator[ExchangeServer]:
    """An organisation of two; at the end everything said on both sides was valid."""
    made = ExchangeServer(Hands.owner, Hands.colleague)
    yield made
    made.stop()
    assert made.invalid == []


@pytest.fixture
def opened(server: ExchangeServer, tmp_path: Path) -> Opener:
    """Open the backend with settings of one's own."""

    def open_it(**settings: object) -> Backend:
        credentials = Credentials(tmp_path)
        if credentials.get("exchange_password") is None:
            credentials.put("exchange_password", "secret")
        given = {
            "url": server.url,
            "username": "HARBOUR\\debrief",
            "sign_in": "basic",
            "timeout": 5,
        }
        section = {name: v for name, v in {**given, **settings}.items() if v is not None}
        return open_backend(
            Site(TEAM, tmp_path, tmp_path, {"exchange": section}, credentials, utc_now)
        )

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
        item = self.office.meeting(self.owner, uid)
        assert item is not None
        item.fields |= {"Start": start, "End": end}
        self.office.touch(item)

    def delete(self, uid: str) -> None:
        item = self.office.meeting(self.owner, uid)
        assert item is not None
        self.office.move(item, "deleteditems")

    def book(self, address: str, start: datetime, end: datetime) -> None:
        self.office.book(address, start, end)

    def broken(self) -> AbstractContextManager[None]:
        return self.server.broken_for_a_while()

    def _invitation(self, uid: str, attendee: str) -> str:
        texts = [calendar_text(read_mail(raw)) for raw in self.inbox_of(attendee)]
        return next(t for t in reversed(texts) if uid in t)


class TestExchange(BackendContract):
    """With impersonation and a password; the server replaces every Message-ID."""

    @pytest.fixture
    def hands(self, server: ExchangeServer) -> Hands:
        return ExchangeHands(server)

    @pytest.fixture
    def backend(self, opened: Opener) -> Backend:
        return opened()
