"""The embedded office keeps the contract of every backend."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from debrief.backends.base import Backend
from debrief.backends.local import Office, local_backend
from debrief.calendars.invitation import counter_ics, reply_ics
from tests.backends.contract import BackendContract
from tests.backends.hands import Hands, event_of, moved_by_hand, with_calendar


class LocalHands(Hands):
    """People with a Maildir and a folder of events each."""

    patience = 1.0

    def __init__(self, folder: Path) -> None:
        self.office = Office(folder)
        for address in (self.owner, self.colleague):
            self.office.open_for(address)

    def deliver(self, raw: bytes) -> None:
        self.office.deliver(raw, self.owner, uuid4().hex)

    def inbox_of(self, address: str) -> list[bytes]:
        return self._mails(address, "Maildir")

    def sent_copies(self) -> list[bytes]:
        return self._mails(self.owner, "Maildir/.Sent")

    def filed(self, folder: str) -> int | None:
        if folder == "handled":
            return None  # what was handled stays where its owner expects it
        return len(self._mails(self.owner, "Maildir/.Set aside"))

    def answer(self, uid: str, attendee: str, partstat: str) -> None:
        part = reply_ics(self._event(uid), attendee, partstat, datetime.now(UTC))
        self.deliver(with_calendar(part, "REPLY", attendee, self.owner))

    def propose(self, uid: str, attendee: str, start: datetime, end: datetime) -> None:
        part = counter_ics(self._event(uid), attendee, start, end, datetime.now(UTC))
        self.deliver(with_calendar(part, "COUNTER", attendee, self.owner))

    def move(self, uid: str, start: datetime, end: datetime) -> None:
        self.office.put_event(self.owner, uid, moved_by_hand(self._event(uid), start, end))

    def delete(self, uid: str) -> None:
        self.office.event_file(self.owner, uid).unlink()

    def book(self, address: str, start: datetime, end: datetime) -> None:
        uid = uuid4().hex
        self.office.put_event(address, uid, event_of(uid, start, end))

    def _event(self, uid: str) -> bytes:
        return self.office.get_event(self.owner, uid) or b""

    def _mails(self, address: str, box: str) -> list[bytes]:
        folder = self.office.person(address) / box
        return [p.read_bytes() for part in ("new", "cur") for p in folder.glob(f"{part}/*")]


class TestEmbedded(BackendContract):
    """The office in one folder."""

    @pytest.fixture
    def hands(self, tmp_path: Path) -> Hands:
        return LocalHands(tmp_path)

    @pytest.fixture
    def backend(self, tmp_path: Path, hands: Hands) -> Backend:
        return local_backend(tmp_path, hands.owner)
