"""IMAP, SMTP and CalDAV on real servers: Dovecot, aiosmtpd in front of its LMTP, Radicale."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from debrief.backends.base import Backend
from debrief.calendars.invitation import counter_ics, reply_ics
from tests.backends.contract import BackendContract
from tests.backends.hands import Hands, event_of, moved_by_hand, with_calendar
from tests.servers.dovecot import Dovecot
from tests.servers.harbour import Harbour
from tests.servers.radicale import Radicale

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(not Dovecot.installed(), reason="Dovecot cannot be started here"),
    pytest.mark.skipif(not Radicale.installed(), reason="Radicale is not installed"),
    pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning"),
]


class MailHands(Hands):
    """People whose mail lies on Dovecot."""

    def __init__(self, harbour: Harbour) -> None:
        self.harbour = harbour
        people = harbour.new_people()
        self.owner, self.colleague, self.guest = people.owner, people.colleague, people.guest
        self.team = people.team()

    def deliver(self, raw: bytes) -> None:
        self.harbour.dovecot.deliver(raw, [self.owner])

    def inbox_of(self, address: str) -> list[bytes]:
        return self.harbour.dovecot.mails(address)

    def sent_copies(self) -> list[bytes]:
        return self.harbour.dovecot.mails(self.owner, "Sent")

    def filed(self, folder: str) -> int | None:
        if folder == "set_aside":
            return len(self.harbour.dovecot.mails(self.owner, "Debrief set aside"))
        return None  # a keyword: looked at in a test of its own

    def answer(self, uid: str, attendee: str, partstat: str) -> None:
        part = reply_ics(self._event(uid), attendee, partstat, datetime.now(UTC))
        self.deliver(with_calendar(part, "REPLY", attendee, self.owner))

    def propose(self, uid: str, attendee: str, start: datetime, end: datetime) -> None:
        part = counter_ics(self._event(uid), attendee, start, end, datetime.now(UTC))
        self.deliver(with_calendar(part, "COUNTER", attendee, self.owner))

    def broken(self) -> AbstractContextManager[None]:
        return self.harbour.broken()

    def _event(self, uid: str) -> bytes:
        raise NotImplementedError


class DavHands(MailHands):
    """People with calendars on Radicale, edited over CalDAV as their programs do."""

    def move(self, uid: str, start: datetime, end: datetime) -> None:
        self._dav("PUT", self.owner, uid, moved_by_hand(self._event(uid), start, end))

    def delete(self, uid: str) -> None:
        self._dav("DELETE", self.owner, uid)

    def book(self, address: str, start: datetime, end: datetime) -> None:
        uid = uuid4().hex
        self._dav("PUT", address, uid, event_of(uid, start, end))

    def _event(self, uid: str) -> bytes:
        return self._dav("GET", self.owner, uid).content

    def open_calendars(self) -> None:
        """Give everybody of the house a calendar."""
        for address in (self.owner, self.colleague):
            url = self._calendar(address)
            answer = httpx.request("MKCALENDAR", url, auth=(address, "secret"))
            assert answer.status_code == 201, answer.text

    def _calendar(self, address: str) -> str:
        return f"{self.harbour.radicale.url}{address}/calendar/"

    def _dav(self, method: str, address: str, uid: str, body: bytes = b"") -> httpx.Response:
        url, auth = self._calendar(address), (address, "secret")
        headers = {"Content-Type": "text/calendar"}
        answer = httpx.request(method, f"{url}{uid}.ics", content=body, auth=auth, headers=headers)
        assert answer.status_code < 300, answer.text
        return answer


class FileHands(MailHands):
    """Without a calendar server the organiser's copies are ours alone."""

    def __init__(self, harbour: Harbour, folder: Path) -> None:
        super().__init__(harbour)
        self.folder = folder

    def move(self, uid: str, start: datetime, end: datetime) -> None:
        path = self.folder / f"{uid}.ics"
        path.write_bytes(moved_by_hand(path.read_bytes(), start, end))

    def delete(self, uid: str) -> None:
        (self.folder / f"{uid}.ics").unlink()

    def book(self, address: str, start: datetime, end: datetime) -> None:
        pass  # nobody could know

    def _event(self, uid: str) -> bytes:
        return (self.folder / f"{uid}.ics").read_bytes()


class TestRadicale(BackendContract):
    """Mail by IMAP and SMTP, the calendar on a server that invites nobody by itself."""

    @pytest.fixture
    def hands(self, harbour: Harbour) -> Hands:
        return DavHands(harbour)

    @pytest.fixture
    def backend(self, harbour: Harbour, hands: DavHands, tmp_path: Path) -> Backend:
        hands.open_calendars()
        return harbour.backend(tmp_path, hands.team)


class TestMailAlone(BackendContract):
    """No calendar server at all: invitations by mail, nobody's free times known."""

    @pytest.fixture
    def hands(self, harbour: Harbour, tmp_path: Path) -> Hands:
        return FileHands(harbour, tmp_path / "calendar")

    @pytest.fixture
    def backend(self, harbour: Harbour, hands: FileHands, tmp_path: Path) -> Backend:
        return harbour.backend(tmp_path, hands.team, caldav=False)
