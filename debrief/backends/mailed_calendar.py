"""Invitations by mail (iMIP, RFC 6047) with the organiser's copy on a shelf of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from email.message import EmailMessage
from typing import Protocol

from debrief.backends.base import Outgoing, Receipt
from debrief.backends.event_shelf import Raced, Shelf, client_scheduled, effect_in, merged
from debrief.backends.mime import build_mail
from debrief.calendars.answers import CalendarAnswer, apply_answer
from debrief.calendars.busy import BusyTimes
from debrief.calendars.invitation import Meeting, cancel_ics, event_ics, request_ics
from debrief.calendars.standing import Standing, read_standing, standing_in
from debrief.errors import TryLater

MOST_RACES = 5

Clock = Callable[[], datetime]
Busy = Mapping[str, BusyTimes | None]


class Post(Protocol):
    """What sends a mail that is already built, once for its key."""

    def send_built(self, mail: Outgoing, message: EmailMessage) -> Receipt:
        """Send it unless it went out before."""
        ...

    def sent(self, key: str) -> Receipt | None:
        """Return the receipt of what went out."""
        ...


class FreeBusy(Protocol):
    """Who tells when people are busy."""

    def busy(
        self,
        people: Sequence[tuple[str, str]],
        start: datetime,
        end: datetime,
        ignoring: str | None = None,
    ) -> Busy:
        """Return each person's busy times; None is unknown."""
        ...


class NobodyKnows:
    """Without a calendar server nobody's times are known, the owner's included."""

    def busy(
        self,
        people: Sequence[tuple[str, str]],
        start: datetime,
        end: datetime,
        ignoring: str | None = None,
    ) -> Busy:
        """Return unknown for everybody."""
        return {address: None for address, _ in people}


class MailedCalendar:
    """We mail the invitations ourselves; the server, if any, is told to mail none."""

    def __init__(self, shelf: Shelf, free_busy: FreeBusy, post: Post, clock: Clock) -> None:
        self.shelf = shelf
        self.free_busy = free_busy
        self.post = post
        self.clock = clock

    def busy(
        self,
        people: Sequence[tuple[str, str]],
        start: datetime,
        end: datetime,
        ignoring: str | None = None,
    ) -> Busy:
        """Return each person's busy times; None is unknown."""
        return self.free_busy.busy(people, start, end, ignoring)

    def invite(self, meeting: Meeting, mail: Outgoing) -> Receipt:
        """Write the event, then mail the invitation; a newer time that stands there stays."""
        return self._publish(meeting, mail, request_ics(meeting, self.clock()), "REQUEST")

    def cancel(self, meeting: Meeting, mail: Outgoing) -> Receipt:
        """Mark the event cancelled where it still is, then mail the cancellation."""
        return self._publish(meeting, mail, cancel_ics(meeting, self.clock()), "CANCEL")

    def invited(self, key: str) -> Receipt | None:
        """An invitation went out when its mail did."""
        return self.post.sent(key)

    def standing(self, uid: str) -> Standing | None:
        """Return the event as it stands."""
        held = self.shelf.read(uid)
        return standing_in(held.ics if held else None, uid)

    def note_answer(self, answer: CalendarAnswer) -> None:
        """Set an invitee's PARTSTAT in the organiser's copy."""
        for _ in range(MOST_RACES):
            held = self.shelf.read(answer.uid)
            noted = apply_answer(held.ics, answer) if held else b""
            if held is None or noted == held.ics:
                return
            try:
                self.shelf.write(answer.uid, noted, held)
                return
            except Raced:
                continue

    def _publish(self, meeting: Meeting, mail: Outgoing, part: bytes, method: str) -> Receipt:
        before = self.post.sent(mail.key)
        if before is not None:
            return before
        if not place(self.shelf, meeting, client_scheduled(event_ics(meeting, self.clock()))):
            return Receipt(None, self.clock())  # a newer time stands there: this one is void
        message = build_mail(mail, self.clock(), calendar=part, method=method)
        return self.post.send_built(mail, message)


def place(shelf: Shelf, meeting: Meeting, ics: bytes) -> bool:
    """Write the event unless a newer one stands there, and tell that; a repetition writes nothing.

    A cancellation of what is gone already writes nothing either.
    """
    for _ in range(MOST_RACES):
        held = shelf.read(meeting.uid)
        standing = read_standing(held.ics) if held else None
        if standing is not None and standing.sequence > meeting.sequence:
            return False
        if held is None and meeting.status == "CANCELLED":
            return True
        same = standing is not None and standing.sequence == meeting.sequence
        if held is not None and same and effect_in(held.ics) == meeting.key:
            return True
        try:
            shelf.write(meeting.uid, merged(held.ics, ics) if held else ics, held)
            return True
        except Raced:
            continue
    raise TryLater(f"the event {meeting.uid} is being changed by others; it is tried again")
