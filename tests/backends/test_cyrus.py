"""Cyrus: a calendar server that invites by itself, with IMAP and LMTP in one."""

from __future__ import annotations

import imaplib
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import httpx
import pytest
from imapclient import IMAPClient

from debrief.backends.base import Backend
from debrief.backends.imap import open_backend
from debrief.backends.registry import Site
from debrief.calendars.invitation import counter_ics, reply_ics
from debrief.calendars.text import with_parameters
from debrief.credentials import Credentials
from debrief.errors import Refused
from tests.backends.contract import BackendContract
from tests.backends.hands import Hands, event_of, moved_by_hand, with_calendar
from tests.servers.cyrus import PASSWORD, Cyrus
from tests.servers.harbour import new_people
from tests.servers.smtp import Receiver

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(not Cyrus.installed(), reason="Cyrus cannot be started here"),
    pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning"),
]


@dataclass
class House:
    """Cyrus with the SMTP host that carries its mail away."""

    cyrus: Cyrus
    smtp: Receiver

    def site(self, data: Path, hands: CyrusHands) -> Site:
        plain = {"host": "127.0.0.1", "security": "plain", "timeout": 10}
        credentials = Credentials(data)
        credentials.put("imap_password", PASSWORD)
        sections = {
            "imap": {**plain, "port": self.cyrus.imap},
            "smtp": {**plain, "port": self.smtp.port},
            "caldav": {"url": self.cyrus.url(hands.owner), "timeout": 10},
        }
        team = hands.people.team()
        return Site(team, data, data, sections, credentials, lambda: datetime.now(UTC))


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with TemporaryDirectory(prefix="cyrus-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)
        smtp = Receiver(lambda *_: None, auth=False)
        cyrus = Cyrus(folder, smtp.port)
        try:
            smtp.start()
            cyrus.start()
            yield House(cyrus, smtp)
        finally:
            cyrus.stop()
            smtp.stop()


class CyrusHands(Hands):
    """Owner and colleague on the same server, the guest outside."""

    patience = 15.0

    def __init__(self, house: House) -> None:
        self.house = house
        self.people = new_people()
        self.owner, self.colleague = self.people.owner, self.people.colleague
        self.guest = self.people.guest
        house.cyrus.let_in(self.owner, self.colleague)
        for who in (self.owner, self.colleague):  # a first look makes their calendars
            self._dav("PROPFIND", who, "")

    def deliver(self, raw: bytes) -> None:
        self.house.cyrus.deliver(raw, [self.owner])

    def inbox_of(self, address: str) -> list[bytes]:
        return [raw for _, to, raw in self.house.smtp.taken if address in to]

    def sent_copies(self) -> list[bytes]:
        return self._folder("Sent")

    def filed(self, folder: str) -> int | None:
        return len(self._folder("Debrief set aside")) if folder == "set_aside" else None

    def told(self, address: str, uid: str) -> int | None:
        mails = super().told(address, uid)
        if address == self.colleague:
            assert mails == 0, "the server has told them already"
            return None  # it puts the newest invitation into their calendar: nothing to count
        return mails

    def answer(self, uid: str, attendee: str, partstat: str) -> None:
        if attendee == self.guest:
            part = reply_ics(self._event(self.owner, uid)[1], attendee, partstat, datetime.now(UTC))
            self.deliver(with_calendar(part, "REPLY", attendee, self.owner))
            return
        place, ics = self._event(attendee, uid)
        lines = ics.decode().replace("\r\n ", "").splitlines()
        said = [
            with_parameters(line, {"PARTSTAT": partstat}) if attendee in line else line
            for line in lines
        ]
        self._put(attendee, place, "\r\n".join([*said, ""]).encode())

    def propose(self, uid: str, attendee: str, start: datetime, end: datetime) -> None:
        ics = self._event(self.owner, uid)[1]
        part = counter_ics(ics, attendee, start, end, datetime.now(UTC))
        self.deliver(with_calendar(part, "COUNTER", attendee, self.owner))

    def move(self, uid: str, start: datetime, end: datetime) -> None:
        place, ics = self._event(self.owner, uid)
        self._put(self.owner, place, moved_by_hand(ics, start, end))

    def delete(self, uid: str) -> None:
        self._ask("DELETE", self.owner, self._event(self.owner, uid)[0])

    def book(self, address: str, start: datetime, end: datetime) -> None:
        uid = uuid4().hex
        self._put(address, self._home(address) + f"{uid}.ics", event_of(uid, start, end))

    @contextmanager
    def _broken(self) -> Iterator[None]:
        self.house.cyrus.stop()
        self.house.smtp.stop()
        try:
            yield
        finally:
            self.house.smtp.start()
            self.house.cyrus.start()

    def broken(self) -> AbstractContextManager[None]:
        return self._broken()

    def _home(self, who: str) -> str:
        return f"/dav/calendars/user/{who}/Default/"

    def _event(self, who: str, uid: str) -> tuple[str, bytes]:
        found = self._dav("PROPFIND", who, "").text
        for place in re.findall(r"<D:href>([^<]*\.ics)</D:href>", found):
            ics = self._ask("GET", who, place).content
            if uid.encode() in ics:
                return place, ics
        raise AssertionError(f"{who} has no event {uid}")

    def _put(self, who: str, place: str, ics: bytes) -> None:
        self._ask("PUT", who, place, ics)

    def _dav(self, method: str, who: str, name: str) -> httpx.Response:
        return self._ask(method, who, self._home(who) + name)

    def _ask(self, method: str, who: str, place: str, body: bytes = b"") -> httpx.Response:
        url = f"http://127.0.0.1:{self.house.cyrus.http}{place}"
        headers = {"Depth": "1", "Content-Type": "text/calendar"} if body else {"Depth": "1"}
        auth = (who, PASSWORD)
        answer = httpx.request(method, url, content=body, auth=auth, headers=headers, timeout=20)
        assert answer.status_code < 300, answer.text
        return answer

    def _folder(self, name: str) -> list[bytes]:
        with IMAPClient("127.0.0.1", self.house.cyrus.imap, ssl=False, timeout=10) as client:
            client.login(self.owner, PASSWORD)
            try:
                client.select_folder(name, readonly=True)
            except imaplib.IMAP4.error:
                return []
            uids = client.search()
            got = client.fetch(uids, ["BODY.PEEK[]"]) if uids else {}
            return [data[b"BODY[]"] for data in got.values()]


class TestCyrus(BackendContract):
    """The server invites; mail goes by IMAP and SMTP."""

    @pytest.fixture
    def hands(self, house: House) -> Hands:
        return CyrusHands(house)

    @pytest.fixture
    def backend(self, house: House, hands: CyrusHands, tmp_path: Path) -> Backend:
        backend = open_backend(house.site(tmp_path, hands))
        assert backend.capabilities.server_invites
        return backend

    def test_a_colleague_answers_in_their_own_calendar(self, backend: Backend, hands: CyrusHands):
        meeting = self.meeting(hands)
        self.invite(backend, hands, meeting)
        hands.answer(meeting.uid, hands.colleague, "DECLINED")
        assert self.standing(backend, meeting.uid).partstats[hands.colleague] == "DECLINED"

    def test_whom_the_server_cannot_reach_gets_our_mail(self, backend: Backend, hands: CyrusHands):
        meeting = self.meeting(hands)
        hands.house.smtp.refused[hands.guest] = "550 not by this way"
        with pytest.raises(Refused):  # neither the server's mail nor ours
            self.invite(backend, hands, meeting)
        assert backend.calendar.invited(meeting.key) is None
        hands.house.smtp.refused.clear()
        self.invite(backend, hands, meeting)
        assert backend.calendar.invited(meeting.key) is not None
        assert self.received(hands, meeting.key) is not None
        assert hands.inbox_of(hands.colleague) == []
