"""The two small Protocols that every backend keeps, and the values that pass through them.

A backend takes and returns these values, never a vendor's type, and translates its own errors
into `debrief.errors`: `TryLater` (nothing was done), `Doubtful` (perhaps done: ask `sent` or
`invited` before trying again), `Refused` (never), `SignInNeeded`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from debrief.calendars.answers import CalendarAnswer
from debrief.calendars.busy import BusyTimes
from debrief.calendars.invitation import Meeting
from debrief.calendars.standing import Standing

Mailer = tuple[str, str]  # display name, address
EFFECT_HEADER = "X-Debrief-Effect"  # of every mail of ours: the key of its effect
INSTALLATION_HEADER = "X-Debrief-Installation"  # and whose it is, of several in one mailbox


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message as the mailbox holds it.

    ``authenticated`` is what the backend itself knows of the sender, such as Exchange's internal
    mark: True proved, False refuted, None nothing (then Authentication-Results decide).
    """

    id: str  # the backend's own name for it
    raw: bytes
    received_at: datetime
    authenticated: bool | None = None
    unreadable: str | None = None  # why its bytes cannot be had; it comes once more when they can


@dataclass(frozen=True, slots=True)
class Batch:
    """New messages, oldest first, and where to go on from."""

    messages: tuple[Incoming, ...]
    cursor: str


@dataclass(frozen=True, slots=True)
class FileOut:
    """A file to send along; with a ``cid`` it is a picture that the HTML shows (RFC 2392)."""

    filename: str
    content_type: str
    content: bytes
    cid: str | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A mail to send: ``key`` is its effect's key, carried in `EFFECT_HEADER`."""

    key: str
    sender: Mailer
    to: tuple[Mailer, ...]
    subject: str
    text: str
    html: str
    cc: tuple[Mailer, ...] = ()
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    reply_to: Mailer | None = None
    files: tuple[FileOut, ...] = ()
    uninvites: Meeting | None = None  # goes on without the reader; their program is told so
    installation: str | None = None  # whose it is, carried in `INSTALLATION_HEADER`
    answers: bool = False  # an answer to a mail: auto-replied, not auto-generated (RFC 3834)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the backend made of it."""

    message_id: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a backend can do and cannot: said, never pretended.

    ``keeps_message_ids`` None is unknown until `debrief check` has measured it.
    ``certain_send`` tells that after any doubt `Mailbox.sent` knows for sure, or raises `Refused`
    where nobody can; without it a mail that may have gone out is left to the manager. ``sends_once`` tells that
    a mail of one key arrives once, however many send it. ``server_invites`` tells that the calendar's
    server mails the invitees itself. ``at_once`` tells how many mails may be sent at a time.
    """

    keeps_message_ids: bool | None = True
    certain_send: bool = True
    sends_once: bool = False
    free_busy_of_owner: bool = True
    free_busy_of_others: bool = True
    server_invites: bool = False
    online_meetings: bool = False
    working_hours: bool = False
    push: bool = False
    vouches: bool = False  # tells by itself which mail is of its own people (`Incoming`)
    at_once: int = 1
    most_people_asked: int | None = None  # in one free/busy request
    most_days_asked: int | None = None
    limits: tuple[str, ...] = ()  # what an administrator should know, in plain sentences


class Mailbox(Protocol):
    """The watched mailbox, and sending in its owner's name."""

    trusts_delivery: bool  # whoever can deliver here unmarked is one of ours (embedded office)

    def fetch(self, cursor: str | None, limit: int = 100) -> Batch:
        """Return messages after the cursor; None or a cursor of an old mailbox: from the start."""
        ...

    def wait(self, seconds: float) -> bool:
        """Wait for a hint of new mail; True when something may have come."""
        ...

    def send(self, mail: Outgoing) -> Receipt:
        """Send one mail and keep a copy in Sent."""
        ...

    def sent(self, key: str) -> Receipt | None:
        """Return the receipt of the mail of this key if it went out."""
        ...

    def file(self, message_id: str, folder: str) -> None:
        """Put a message into a folder; repeating it changes nothing."""
        ...


class Calendar(Protocol):
    """The organiser's calendar, and others' free/busy."""

    def busy(
        self,
        people: Sequence[tuple[str, str]],
        start: datetime,
        end: datetime,
        ignoring: str | None = None,
    ) -> Mapping[str, BusyTimes | None]:
        """Return each (address, zone)'s busy times; None is unknown, which is not free.

        ``ignoring`` is the UID of an event of ours that is not to count: it is being moved.
        """
        ...

    def invite(self, meeting: Meeting, mail: Outgoing) -> Receipt:
        """Create or, at a higher SEQUENCE, update the event and invite; the key is the mail's."""
        ...

    def cancel(self, meeting: Meeting, mail: Outgoing) -> Receipt:
        """Cancel the event and tell the invitees."""
        ...

    def invited(self, key: str) -> Receipt | None:
        """Return the receipt of the invitation or cancellation of this key if it went out."""
        ...

    def standing(self, uid: str) -> Standing | None:
        """Return the event as it stands; None when it is gone."""
        ...

    def note_answer(self, answer: CalendarAnswer) -> None:
        """Write an invitee's answer into the organiser's copy, where the server does not."""
        ...


@dataclass(frozen=True, slots=True)
class Backend:
    """A mailbox and a calendar that belong together."""

    name: str
    mailbox: Mailbox
    calendar: Calendar
    capabilities: Capabilities = Capabilities()
