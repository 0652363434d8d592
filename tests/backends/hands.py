"""The hands of the other people in the contract suite: who writes, answers, moves and deletes."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from uuid import uuid4


class Hands:
    """What people do around one backend; a backend's test fills in what its stand-in can show.

    ``owner`` is the manager, ``colleague`` somebody of the same organisation, ``guest`` a
    customer, ``stranger`` an address whose free/busy cannot be known.
    """

    owner = "ines@harbour.example"
    colleague = "ben@harbour.example"
    guest = "ann@customer.example"
    stranger = "nobody@elsewhere.example"
    patience = 10.0  # seconds until a server has passed on what it was given

    def deliver(self, raw: bytes) -> None:
        """Put a mail into the watched mailbox, as a mail host would."""
        raise NotImplementedError

    def inbox_of(self, address: str) -> list[bytes] | None:
        """Return the mails that this person received; None where the stand-in cannot show it."""
        return None

    def sent_copies(self) -> list[bytes] | None:
        """Return the mails in the owner's Sent; None where the stand-in cannot show it."""
        return None

    def filed(self, folder: str) -> int | None:
        """Return how many messages are marked "handled" or "set_aside"; None: cannot show it."""
        return None

    def told(self, address: str, uid: str) -> int | None:
        """Return how often this person was told of the event (invitation, update, cancellation).

        Where the server tells people itself, its stand-in counts; None where it cannot.
        """
        mails = self.inbox_of(address)
        if mails is None:
            return None
        return sum(uid in calendar_text(read_mail(raw)) for raw in mails)

    def answer(self, uid: str, attendee: str, partstat: str) -> None:
        """Let somebody accept, decline or say perhaps."""
        raise NotImplementedError

    def propose(self, uid: str, attendee: str, start: datetime, end: datetime) -> None:
        """Let somebody propose another time."""
        raise NotImplementedError

    def move(self, uid: str, start: datetime, end: datetime) -> None:
        """Let the owner move the event in their own calendar program."""
        raise NotImplementedError

    def delete(self, uid: str) -> None:
        """Let the owner delete the event in their own calendar program."""
        raise NotImplementedError

    def book(self, address: str, start: datetime, end: datetime) -> None:
        """Give somebody an appointment of their own."""
        raise NotImplementedError

    def broken(self) -> AbstractContextManager[None] | None:
        """Break the connection for a while; None where the stand-in cannot."""
        return None


def read_mail(raw: bytes) -> EmailMessage:
    """Read a mail with the standard library, apart from our own reader."""
    return message_from_bytes(raw, policy=policy.default)


def calendar_text(mail: EmailMessage) -> str:
    """Return the unfolded calendar part of a mail; empty when there is none."""
    for part in mail.walk():
        if part.get_content_type() == "text/calendar":
            data = part.get_payload(decode=True)
            return data.decode().replace("\r\n ", "") if isinstance(data, bytes) else ""
    return ""


def with_calendar(part: bytes, method: str, sender: str, to: str) -> bytes:
    """Return a mail with an answer to an invitation, as calendar programs write it."""
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = to
    mail["Subject"] = f"{method.title()}: A few questions"
    mail["Date"] = format_datetime(datetime.now(UTC))
    mail["Message-ID"] = f"<{uuid4().hex}@{sender.rpartition('@')[2]}>"
    mail.set_content("An answer.\n")
    mail.add_alternative(part, maintype="text", subtype="calendar", params={"method": method})
    return mail.as_bytes()


def event_of(uid: str, start: datetime, end: datetime) -> bytes:
    """Return somebody's own appointment as an iCalendar file."""
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Somebody//EN", "BEGIN:VEVENT",
             f"UID:{uid}", f"DTSTAMP:{start:%Y%m%dT%H%M%SZ}", f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
             f"DTEND:{end:%Y%m%dT%H%M%SZ}", "SUMMARY:Dentist", "END:VEVENT", "END:VCALENDAR", "")  # fmt: skip
    return "\r\n".join(lines).encode()


def moved_by_hand(ics: bytes, start: datetime, end: datetime) -> bytes:
    """Return the event at another time, as a calendar program saves it."""
    text = re.sub(r"(?m)^DTSTART.*$", f"DTSTART:{start:%Y%m%dT%H%M%SZ}\r", ics.decode())
    text = re.sub(r"(?m)^DTEND.*$", f"DTEND:{end:%Y%m%dT%H%M%SZ}\r", text)
    return text.encode()
