"""The embedded office: a Maildir and a folder of iCalendar files per person, in one folder.

Layout: ``OFFICE/<address>/Maildir`` (with ``.Sent`` and ``.Set aside`` below it, Maildir++) and
``OFFICE/<address>/calendar/<uid>.ics``. Any Maildir or iCalendar client can open it. Delivery is
idempotent: a file is named after the effect's key and its recipient, and the copy in Sent is
written last, so that a send broken off in the middle is completed by the next try and never
repeated.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote
from uuid import uuid4

from debrief.backends.base import (
    Backend,
    Batch,
    Capabilities,
    Incoming,
    Outgoing,
    Receipt,
)
from debrief.backends.maildir import (
    UidList,
    Unreadable,
    folder_stamp,
    holding,
    make_box,
    make_private,
    read_message,
    write_whole,
)
from debrief.backends.mime import build_mail, mail_bytes
from debrief.calendars.answers import CalendarAnswer, apply_answer
from debrief.calendars.busy import BusyTimes, read_busy
from debrief.calendars.invitation import Meeting, cancel_ics, event_ics, request_ics
from debrief.calendars.standing import Standing, read_standing, standing_in
from debrief.errors import Doubtful, Refused, TryLater
from debrief.model import short_hash
from debrief.team import ADDRESS, fold_address

if TYPE_CHECKING:
    from debrief.backends.registry import Site

AUTHSERV_ID = "office.debrief.invalid"  # the embedded office's own mail host, stamped on delivery
SET_ASIDE = ".Set aside"
SENT = ".Sent"
POLL_SECONDS = 0.1
MOST_BYTES = 24_000_000  # of one batch, unless one message alone is larger

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


class Office:
    """The folder itself: delivers mail and keeps calendars for everybody in it."""

    def __init__(self, folder: Path, clock: Clock = utc_now) -> None:
        self.folder = folder
        self.clock = clock

    def person(self, address: str) -> Path:
        """Return the person's folder; raise `Refused` for what cannot be an address."""
        folded = fold_address(address)
        plain = folded.isprintable() and "/" not in folded and not folded.startswith(".")
        if not plain or not ADDRESS.fullmatch(folded):
            raise Refused(f"{address!r} is not a mail address the office can deliver to")
        return self.folder / folded

    def open_for(self, address: str) -> None:
        """Make the person's Maildir and calendar if they are missing.

        Raises `Refused` for what is no address, `TryLater` while the disk cannot be written.
        """
        home = self.person(address)
        try:
            for box in ("Maildir", f"Maildir/{SENT}"):
                make_box(home / box)
            make_private(home / "calendar")
        except OSError as err:
            if err.errno == errno.ENAMETOOLONG:
                raise Refused(f"{address!r} is too long for the office to deliver to") from err
            why = f"{home}: cannot be written ({err.strerror}); mend its rights or make room"
            raise TryLater(why) from err

    def deliver(self, raw: bytes, address: str, name: str, at: datetime | None = None) -> bool:
        """Put one message into the person's inbox under a unique name; False if it is there.

        A repeated call with the same name delivers nothing.
        """
        self.open_for(address)
        box = self.person(address) / "Maildir"
        if holding(box, name):
            return False
        write_whole(box / "tmp" / name, box / "new" / name, raw, at or self.clock())
        return True

    def post(self, raw: bytes, recipients: Iterable[str], sender: str | None = None) -> None:
        """Deliver what a person of the office wrote, stamped as a mail host would."""
        at = self.clock()
        name = f"{int(at.timestamp())}.{uuid4().hex}.office"
        stamp = b""
        if sender is not None:
            domain = sender.rpartition("@")[2]
            stamp = (
                f"Return-Path: <{sender}>\r\n"
                f"Authentication-Results: {AUTHSERV_ID}; dmarc=pass header.from={domain}\r\n"
                f"Received: by {AUTHSERV_ID}; {format_datetime(at)}\r\n"
            ).encode()
        for address in recipients:
            self.deliver(stamp + raw, address, name, at)
        if sender is not None:
            self.keep_sent(raw, sender, name, at)

    def letters(self, seen: Container[str]) -> Iterator[tuple[str, str, bytes]]:
        """Yield each new mail with whose it is and its name; those seen are left out."""
        for who in sorted(os.listdir(self.folder)):
            box = f"{self.folder}/{who}/Maildir/new"
            for name in sorted(os.listdir(box)) if os.path.isdir(box) else ():
                if f"{who}/{name}" not in seen:
                    yield who, f"{who}/{name}", Path(box, name).read_bytes()

    def keep_sent(self, raw: bytes, address: str, name: str, at: datetime) -> None:
        """Keep a copy among what the person sent."""
        self.open_for(address)
        box = self.person(address) / "Maildir" / SENT
        write_whole(box / "tmp" / name, box / "cur" / f"{name}:2,S", raw, at)

    def event_file(self, address: str, uid: str) -> Path:
        """Return where the person's copy of an event lies."""
        if not uid or "/" in uid or uid.startswith("."):
            raise Refused(f"{uid!r} cannot be the name of an event file")
        return self.person(address) / "calendar" / f"{uid}.ics"

    def put_event(self, address: str, uid: str, ics: bytes) -> None:
        """Write the person's copy of an event, whole or not at all."""
        self.open_for(address)
        path = self.event_file(address, uid)
        temporary = path.with_name(f".{uuid4().hex}.tmp")
        write_whole(temporary, path, ics, self.clock())

    def place_event(self, address: str, meeting: Meeting, copy: bytes) -> None:
        """Keep the newer copy of an event: a repeated or late call changes nothing."""
        present = self.get_event(address, meeting.uid)
        event = read_standing(present) if present is not None else None
        if event is None or event.sequence < meeting.sequence:
            self.put_event(address, meeting.uid, copy)

    def get_event(self, address: str, uid: str) -> bytes | None:
        """Return the person's copy of an event."""
        try:
            return self.event_file(address, uid).read_bytes()
        except FileNotFoundError:
            return None

    def events(self, address: str, ignoring: str | None = None) -> list[bytes] | None:
        """Return every event file of the person but one; None when they cannot be read."""
        folder = self.person(address) / "calendar"
        try:
            paths = sorted(p for p in folder.glob("*.ics") if p.stem != ignoring)
            return [path.read_bytes() for path in paths]
        except OSError:
            return None


class LocalMailbox:
    """The manager's mailbox in the office, and the debrief address's where there is one."""

    trusts_delivery = True

    def __init__(self, office: Office, owner: str, watched: Sequence[str] = ()) -> None:
        self.office = office
        self.owner = owner
        self.watched = tuple(dict.fromkeys((owner, *watched)))
        for address in self.watched:
            office.open_for(address)
        self._lists = {a: UidList(office.person(a) / "Maildir") for a in self.watched}

    def fetch(self, cursor: str | None, limit: int = 100) -> Batch:
        """Return messages after the cursor, oldest first."""
        seen = _places(cursor or "")
        found: list[Incoming] = []
        for address in self.watched:
            try:
                messages, seen[address] = self._fetch(address, seen.get(address, ""), limit)
            except OSError as err:
                where = err.filename or self.office.person(address)
                raise TryLater(
                    f"{where}: the mailbox cannot be read ({err.strerror}); mend its rights or disk"
                ) from err
            found += messages
        found.sort(key=lambda m: (m.received_at, m.id))
        return Batch(tuple(found), _cursor(seen))

    def _fetch(self, address: str, place: str, limit: int) -> tuple[list[Incoming], str]:
        """Return up to ``limit`` messages of one mailbox and the place behind the last.

        The place names what could not be read, too: it is tried again.
        """
        numbering = self._lists[address].read()
        names = numbering.names
        uid, unread = _place(place, numbering.validity)
        found: list[Incoming] = []
        still: list[int] = []
        for late in (n for n in unread if n <= len(names)):
            full = _is_full(found, limit)
            message = None if full else self._read(address, names[late - 1])
            if full or (message and message.unreadable):
                still.append(late)
            elif message:
                found.append(message)
        while uid < len(names) and not _is_full(found, limit):
            message = self._read(address, names[uid])
            uid += 1
            if message is not None:  # else its owner moved or deleted it
                found.append(message)
                still += [uid] if message.unreadable else []
        return found, "".join((f"{numbering.validity}:{uid}", *(f",{n}" for n in still)))

    def _read(self, address: str, name: str) -> Incoming | None:
        box = self.office.person(address) / "Maildir"
        try:
            message = read_message(box, name)
        except Unreadable as err:
            return Incoming(f"{address}/{name}", b"", err.arrived, unreadable=str(err))
        return Incoming(f"{address}/{name}", *message) if message else None

    def wait(self, seconds: float) -> bool:
        """Watch the inboxes' folders for a change."""
        before = self._stamp()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(min(POLL_SECONDS, max(0.0, end - time.monotonic())))
            if self._stamp() != before:
                return True
        return False

    def send(self, mail: Outgoing) -> Receipt:
        """Deliver to every recipient, then keep the copy in Sent."""
        if mail.uninvites is not None:
            self._strike(mail.uninvites)
        return self.send_built(mail, build_mail(mail, self.office.clock()))

    def _strike(self, meeting: Meeting) -> None:
        """Mark a meeting cancelled for those whom it goes on without."""
        copy = event_ics(meeting, self.office.clock())
        try:
            for person in meeting.invitees:
                self.office.place_event(person.email, meeting, copy)
        except OSError as err:
            raise Doubtful(f"the office cannot be written ({err.strerror})") from err

    def send_built(self, mail: Outgoing, message: EmailMessage) -> Receipt:
        """Deliver a message that is already built; the copy in Sent seals it."""
        at = self.office.clock()
        raw = mail_bytes(message)
        stamp = f"Return-Path: <{mail.sender[1]}>\r\n".encode()
        try:
            for _, address in dict.fromkeys((*mail.to, *mail.cc)):
                name = _delivery_name(mail.key, address)
                self.office.deliver(stamp + raw, address, name, at)
            self.office.keep_sent(raw, self.owner, _delivery_name(mail.key, "sent"), at)
        except OSError as err:
            raise Doubtful(f"the office cannot be written ({err.strerror})") from err
        return Receipt(str(message["Message-ID"]), at)

    def sent(self, key: str) -> Receipt | None:
        """Look for the effect's copy in Sent, and wherever its owner may have filed it."""
        home = self.office.person(self.owner) / "Maildir"
        boxes = (home / SENT, *(b for b in sorted(home.glob(".*/")) if b.name != SENT))
        name = _delivery_name(key, "sent")
        found = next((path for box in boxes if (path := holding(box, name))), None)
        if found is None:
            return None
        from email.parser import BytesHeaderParser

        headers = BytesHeaderParser().parsebytes(found.read_bytes())
        at = datetime.fromtimestamp(found.stat().st_mtime, UTC)
        return Receipt(str(headers["Message-ID"]).strip(), at)

    def file(self, message_id: str, folder: str) -> None:
        """Copy a message into *Set aside*; what is handled stays in the inbox alone."""
        address, _, name = message_id.partition("/")
        box = self.office.person(address) / "Maildir"
        aside = box / SET_ASIDE
        try:
            if folder != "set_aside":
                if (copy := holding(aside, name)) is not None:
                    copy.unlink(missing_ok=True)
                return
            make_box(aside)
            found = self._read(address, name) if holding(aside, name) is None else None
            if found is not None and not found.unreadable:
                new, at = aside / "new" / name, found.received_at
                write_whole(aside / "tmp" / name, new, found.raw, at)
        except OSError as err:
            raise TryLater(f"{aside}: cannot be written ({err.strerror}); mend its rights") from err

    def _stamp(self) -> tuple[tuple[int, ...], ...]:
        return tuple(folder_stamp(self.office.person(a) / "Maildir") for a in self.watched)


class LocalCalendar:
    """The manager's calendar in the office."""

    def __init__(self, office: Office, owner: str, mailbox: LocalMailbox) -> None:
        self.office = office
        self.owner = owner
        self.mailbox = mailbox

    def busy(
        self,
        people: Sequence[tuple[str, str]],
        start: datetime,
        end: datetime,
        ignoring: str | None = None,
    ) -> Mapping[str, BusyTimes | None]:
        """Read each person's event files; an unreadable one makes the person unknown."""
        found: dict[str, BusyTimes | None] = {}
        for address, zone in people:
            known = (self.office.person(address) / "calendar").is_dir()
            texts = self.office.events(address, ignoring) if known else None
            times = None if texts is None else read_busy(texts, start, end, address, zone)
            found[address] = None if times is None or times.unreadable else times
        return found

    def invite(self, meeting: Meeting, mail: Outgoing) -> Receipt:
        """Write the event into every calendar and deliver the invitation."""
        return self._publish(meeting, mail, request_ics(meeting, self.office.clock()), "REQUEST")

    def cancel(self, meeting: Meeting, mail: Outgoing) -> Receipt:
        """Mark the event cancelled in every calendar and tell the invitees."""
        return self._publish(meeting, mail, cancel_ics(meeting, self.office.clock()), "CANCEL")

    def invited(self, key: str) -> Receipt | None:
        """An invitation went out when its mail lies in Sent."""
        return self.mailbox.sent(key)

    def standing(self, uid: str) -> Standing | None:
        """Read the event from the manager's calendar."""
        ics = self.office.get_event(self.owner, uid)
        return standing_in(ics, uid)

    def note_answer(self, answer: CalendarAnswer) -> None:
        """Set an invitee's PARTSTAT in the manager's copy."""
        ics = self.office.get_event(self.owner, answer.uid)
        if ics is not None:
            self.office.put_event(self.owner, answer.uid, apply_answer(ics, answer))

    def _publish(self, meeting: Meeting, mail: Outgoing, part: bytes, method: str) -> Receipt:
        copy = event_ics(meeting, self.office.clock())
        try:
            for address in (self.owner, *(i.email for i in meeting.invitees)):
                self.office.place_event(address, meeting, copy)
        except OSError as err:
            raise Doubtful(f"the office cannot be written ({err.strerror})") from err
        message = build_mail(mail, self.office.clock(), calendar=part, method=method)
        return self.mailbox.send_built(mail, message)


def local_backend(
    folder: Path, owner: str, watched: Sequence[str] = (), clock: Clock = utc_now
) -> Backend:
    """Return the embedded office as a backend for this manager."""
    office = Office(folder, clock)
    mailbox = LocalMailbox(office, owner, watched)
    calendar = LocalCalendar(office, owner, mailbox)
    return Backend("embedded", mailbox, calendar, Capabilities(sends_once=True, push=True))


def open_backend(site: Site) -> Backend:
    """Return the embedded office as a backend; makes what is missing of it."""
    office = Office(site.office, site.clock)
    for person in site.team.people():
        office.open_for(person.email)
    return local_backend(site.office, site.team.manager.email, site.watched, site.clock)


def _is_full(found: Sequence[Incoming], limit: int) -> bool:
    """Tell whether a batch holds enough messages, or bytes, to be dealt with first."""
    return len(found) >= limit or sum(len(m.raw) for m in found) >= MOST_BYTES


def _places(cursor: str) -> dict[str, str]:
    """Return how far each mailbox was read."""
    parts = (part.partition("=") for part in cursor.split("|"))
    return {unquote(address): place for address, sign, place in parts if sign}


def _place(place: str, validity: str) -> tuple[int, list[int]]:
    """Return how far a mailbox was read under this validity, and what before it could not be."""
    known, _, numbers = place.partition(":")
    read = numbers.split(",")
    if known != validity or not all(number.isdigit() for number in read):
        return 0, []
    return int(read[0]), [int(number) for number in read[1:]]


def _cursor(places: Mapping[str, str]) -> str:
    """Return the cursor of these places; an address may hold the signs that part them."""
    return "|".join(f"{quote(a, safe='@+')}={c}" for a, c in sorted(places.items()))


def _delivery_name(key: str, recipient: str) -> str:
    return f"D{short_hash('delivery', key, fold_address(recipient), length=32)}.debrief"
