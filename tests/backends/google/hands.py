"""The hands of the people around the Google backend."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

from debrief.backends.google_calendar import event_id
from debrief.calendars.invitation import Invitee, Meeting, counter_ics, reply_ics
from tests.backends.google.front import Front
from tests.backends.google.gmail import Gmail
from tests.backends.hands import Hands, with_calendar


class GoogleHands(Hands):
    """People at Google (the colleague) and elsewhere (the guest)."""

    patience = 1.0

    def __init__(self, front: Front) -> None:
        self.front = front
        self.inboxes: dict[str, list[bytes]] = {}
        if front.gmail is not None:
            front.gmail.post = lambda who, raw: self.inboxes.setdefault(who, []).append(raw)

    @property
    def gmail(self) -> Gmail:
        """The owner's mailbox."""
        assert self.front.gmail is not None
        return self.front.gmail

    def deliver(self, raw: bytes) -> None:
        self.gmail.receive(raw)

    def inbox_of(self, address: str) -> list[bytes]:
        return self.inboxes.get(address, [])

    def sent_copies(self) -> list[bytes]:
        return self.gmail.copies()

    def filed(self, folder: str) -> int:
        names = {"handled": "Debrief/Handled", "set_aside": "Debrief/Set aside"}
        return len(self.gmail.labelled(names[folder]))

    def told(self, address: str, uid: str) -> int:
        return self.front.calendar.told[(address, self._id(uid))]

    def answer(self, uid: str, attendee: str, partstat: str) -> None:
        self.front.calendar.answer(self._id(uid), attendee, partstat)
        if self.front.gmail is None:
            return
        part = reply_ics(self.meeting(uid), attendee, partstat, datetime.now(UTC))
        self.deliver(with_calendar(part, "REPLY", attendee, self.owner))

    def propose(self, uid: str, attendee: str, start: datetime, end: datetime) -> None:
        part = counter_ics(self.meeting(uid), attendee, start, end, datetime.now(UTC))
        self.deliver(with_calendar(part, "COUNTER", attendee, self.owner))

    def move(self, uid: str, start: datetime, end: datetime) -> None:
        self.front.calendar.move(self._id(uid), start, end)

    def delete(self, uid: str) -> None:
        self.front.calendar.delete(self._id(uid))

    def book(self, address: str, start: datetime, end: datetime) -> None:
        self.front.calendar.book(address, start, end)

    def broken(self) -> AbstractContextManager[None]:
        return self.front.down()

    def _id(self, uid: str) -> str:
        living = [g for g in range(5) if event_id(uid, g) in self.front.calendar.events]
        return event_id(uid, max(living, default=0))

    def meeting(self, uid: str) -> Meeting:
        """Return the event as the invitation shows it to a guest: under Google's UID."""
        return meeting_at_google(self.front.calendar.event(self._id(uid)))


def meeting_at_google(event: dict[str, Any]) -> Meeting:
    """Return an event of Google's as the invitation that people get."""
    moment: Callable[[str], datetime] = datetime.fromisoformat
    return Meeting(
        uid=event["iCalUID"],
        sequence=event["sequence"],
        start=moment(event["start"]["dateTime"]),
        end=moment(event["end"]["dateTime"]),
        summary=event["summary"],
        description=event.get("description", ""),
        organizer=Invitee("", event["organizer"]["email"], partstat="ACCEPTED"),
        invitees=tuple(
            Invitee(a.get("displayName", ""), a["email"], not a.get("optional", False))
            for a in event["attendees"]
            if not a.get("organizer")
        ),
        key="google",
    )
