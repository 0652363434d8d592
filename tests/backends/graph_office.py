"""A stand-in for Exchange Online's mailboxes: what is in them and what happens between them.

It keeps state as the documentation tells: drafts become sent copies under the same immutable id,
recipients inside get copies with Exchange's mark, meetings are mailed by the server under a UID of
its own, a moved meeting asks everybody anew, a cancelled one leaves the calendar. Nothing here
knows Debrief. What it is like in truth only Microsoft's service can show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime, getaddresses, parseaddr
from itertools import count
from typing import Any
from uuid import uuid4

from debrief.calendars.answers import read_answer
from debrief.calendars.invitation import (
    Invitee,
    Meeting,
    cancel_ics,
    counter_ics,
    reply_ics,
    request_ics,
)
from tests.backends.hands import calendar_text, read_mail, with_calendar

RESPONSES = {"ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "tentativelyAccepted"}
_NOTED = frozenset({"REPLY", "COUNTER"})
FOLDERS = ("inbox", "drafts", "sentitems", "outbox", "deleteditems")
TEAMS_BLOCK = (
    '<div><div style="margin-bottom:24px"><span>' + "_" * 80 + "</span></div>"
    '<a href="{link}">Join the meeting now</a></div>'
)


def stamp(at: datetime) -> str:
    """Write a DateTimeOffset as Graph does."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def zoned(at: datetime) -> dict[str, str]:
    """Write a dateTimeTimeZone as Graph does."""
    return {"dateTime": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.0000000", "timeZone": "UTC"}


@dataclass
class Mail:
    """A message in a mailbox."""

    id: str
    folder: str
    raw: bytes
    at: datetime
    draft: bool = False
    kind: str = "message"
    about: dict[str, Any] = field(default_factory=dict)  # what only a meeting's messages have
    number: int = 0  # of its arrival in its folder
    changed: int = 0
    categories: list[str] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    _read: tuple[bytes, EmailMessage] | None = None

    @property
    def parsed(self) -> EmailMessage:
        """The message, read; once for as long as its bytes stay."""
        if self._read is None or self._read[0] is not self.raw:
            self._read = (self.raw, read_mail(self.raw))
        return self._read[1]


@dataclass
class Happening:
    """An event in its organiser's calendar."""

    id: str
    uid: str
    fields: dict[str, Any]
    start: datetime
    end: datetime
    created: datetime
    changed: datetime
    sequence: int = 0
    attendees: dict[str, dict[str, Any]] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)


@dataclass
class Box:
    """One person's mailbox and calendar."""

    address: str
    mails: dict[str, Mail] = field(default_factory=dict)
    events: dict[str, Happening] = field(default_factory=dict)
    removed: dict[str, Happening] = field(default_factory=dict)
    appointments: list[tuple[datetime, datetime, str]] = field(default_factory=list)
    allows_teams: bool = True
    shares: str = "items"  # what others see: "items", "digits", "nothing"

    def mail_where(self, test: Callable[[Mail], bool]) -> list[Mail]:
        """Return the messages that pass, newest first."""
        return sorted((m for m in self.mails.values() if test(m)), key=lambda m: -m.number)


class Office:
    """All mailboxes of one tenant, and the mails that left it."""

    def __init__(self, people: Iterable[str], clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.boxes = {address: Box(address) for address in people}
        self.outside: dict[str, list[bytes]] = {}
        self.told: list[tuple[str, str]] = []  # (address, server's UID): every mail of a meeting
        self.aliases: dict[str, str] = {}
        self.arrived: list[Callable[[str, bytes], None]] = []  # told of every mail that arrives
        self.left_out: set[str] = set()  # whom an answer on free/busy forgets
        self.overwrites_message_ids = False
        self.files_meeting_mail = True  # in Sent; in truth a moment later
        self.shows_sent_after = 0  # looks until a sent mail has left the outbox
        self.generation = uuid4().hex[:8]  # of delta tokens
        self._numbers = count(1)
        self._last = datetime.min.replace(tzinfo=UTC)

    def _arrival(self) -> datetime:
        """Return when a mail arrives: Graph tells whole seconds, so each has one of its own."""
        self._last = max(self.clock(), self._last + timedelta(seconds=1))
        return self._last

    def next_number(self) -> int:
        """Return the number of the next change."""
        return next(self._numbers)

    # -- mail --------------------------------------------------------------------------------

    def put(self, box: Box, folder: str, raw: bytes, **fields: Any) -> Mail:
        """Put a message into a folder."""
        name = f"AAkALgAA-{uuid4().hex}="
        number = self.next_number()
        at = self._arrival()
        mail = Mail(name, folder, raw, at, number=number, changed=number, **fields)
        box.mails[name] = mail
        return mail

    def deliver(
        self, address: str, raw: bytes, *, inside: bool = False, kind: str = "message"
    ) -> None:
        """Bring a mail to somebody, with Exchange's own mark."""
        address = self.aliases.get(address.lower(), address.lower())
        for tell in self.arrived:
            tell(address, raw)
        box = self.boxes.get(address)
        if box is None:
            self.outside.setdefault(address, []).append(raw)
            return
        mark = b"Internal" if inside else b"Anonymous"
        marked = b"X-MS-Exchange-Organization-AuthAs: " + mark + b"\r\n" + raw
        self.put(box, "inbox", marked, kind=kind)
        if b"text/calendar" in raw:
            self._note_answer(box, raw)

    def send(self, box: Box, draft: Mail) -> None:
        """Send a draft: it becomes the sent copy, and everybody gets theirs."""
        message = read_mail(draft.raw)
        if self.overwrites_message_ids:
            del message["Message-ID"]
            message["Message-ID"] = f"<{uuid4().hex}@prod.outlook.example>"
            draft.raw = message.as_bytes(policy=policy.SMTP)
        draft.draft, draft.folder, draft.at = False, "sentitems", self.clock()
        draft.number = draft.changed = self.next_number()
        if self.shows_sent_after:
            draft.folder, draft.draft = "outbox", True
        headers = [str(message[name]) for name in ("To", "Cc") if message[name]]
        for address in dict.fromkeys(a.lower() for _, a in getaddresses(headers)):
            self.deliver(address, draft.raw, inside=True)

    def time_passes(self) -> None:
        """Let mails leave the outbox, as they do in truth a moment later."""
        if self.shows_sent_after:
            self.shows_sent_after -= 1
            return
        for box in self.boxes.values():
            for mail in box.mail_where(lambda m: m.folder == "outbox"):
                mail.folder, mail.draft = "sentitems", False

    # -- meetings ----------------------------------------------------------------------------

    def create(self, box: Box, fields: dict[str, Any]) -> Happening:
        """Make an event and invite its attendees."""
        now = self.clock()
        event = Happening(
            f"AAkAEvAA-{uuid4().hex}=", f"040000008200E00074C5B7101A82E008{uuid4().hex.upper()}",
            {}, now, now, now, now,
        )  # fmt: skip
        box.events[event.id] = event
        self._take(box, event, fields)
        self._mail(box, event, "REQUEST")
        return event

    def update(self, box: Box, event: Happening, fields: dict[str, Any]) -> None:
        """Change an event; whoever is invited is told, and asked anew when it moves."""
        before = (event.start, event.end)
        self._take(box, event, fields)
        event.changed = self.clock()
        if (event.start, event.end) != before:
            event.sequence += 1
            for attendee in event.attendees.values():
                attendee["status"] = {"response": "none", "time": "0001-01-01T00:00:00Z"}
                attendee.pop("proposedNewTime", None)
        if set(fields) - {"singleValueExtendedProperties", "categories"}:
            self._mail(box, event, "REQUEST")

    def cancel(self, box: Box, event: Happening, comment: str = "") -> None:
        """Cancel an event: everybody is told and it leaves the calendar."""
        event.sequence += 1
        self._mail(box, event, "CANCEL", comment)
        box.removed[event.id] = box.events.pop(event.id)

    def remove_silently(self, box: Box, event: Happening) -> None:
        """Remove an event without a word to anybody, as classic Outlook offers."""
        box.removed[event.id] = box.events.pop(event.id)

    def _take(self, box: Box, event: Happening, fields: dict[str, Any]) -> None:
        fields = dict(fields)
        for item in fields.pop("singleValueExtendedProperties", ()):
            event.properties[item["id"]] = item["value"]
        if "start" in fields:
            event.start = _read(fields.pop("start"))
        if "end" in fields:
            event.end = _read(fields.pop("end"))
        if "attendees" in fields:
            known = event.attendees
            event.attendees = {}
            for given in fields.pop("attendees"):
                who = given["emailAddress"]["address"].lower()
                none = {"response": "none", "time": "0001-01-01T00:00:00Z"}
                event.attendees[who] = {"status": none, **known.get(who, {}), **given}
        link = event.fields.get("onlineMeeting")
        event.fields |= fields
        if event.fields.get("isOnlineMeeting") and box.allows_teams and link is None:
            link = {"joinUrl": f"https://teams.example/l/meetup-join/{uuid4().hex}"}
            body = event.fields["body"]
            block = TEAMS_BLOCK.format(link=link["joinUrl"])
            event.fields["body"] = {**body, "content": f"{body['content']}{block}"}
        if link is not None and link["joinUrl"] not in event.fields["body"]["content"]:
            link = None  # whoever drops the joining details ends the online meeting
        event.fields["isOnlineMeeting"] = link is not None
        event.fields["onlineMeeting"] = link

    def meeting(self, box: Box, event: Happening) -> Meeting:
        """Return the event as an iCalendar writer takes it, under the server's UID."""
        invitees = tuple(
            Invitee(a["emailAddress"].get("name", ""), who, a["type"] == "required")
            for who, a in event.attendees.items()
        )
        return Meeting(
            event.uid, event.sequence, event.start, event.end, event.fields["subject"], "",
            Invitee("", box.address), invitees, "",
        )  # fmt: skip

    def _mail(self, box: Box, event: Happening, method: str, comment: str = "") -> None:
        if not event.attendees:
            return
        meeting = self.meeting(box, event)
        write = request_ics if method == "REQUEST" else cancel_ics
        mail = EmailMessage()
        mail["From"] = box.address
        mail["To"] = ", ".join(event.attendees)
        mail["Subject"] = (
            event.fields["subject"]
            if method == "REQUEST"
            else f"Canceled: {event.fields['subject']}"
        )
        mail["Date"] = format_datetime(self.clock())
        mail["Message-ID"] = f"<{uuid4().hex}@prod.outlook.example>"
        mail.set_content(comment or "An invitation")
        mail.add_alternative(event.fields["body"]["content"], subtype="html")
        mail.add_alternative(
            write(meeting, self.clock()),
            maintype="text",
            subtype="calendar",
            params={"method": method},
        )
        raw = mail.as_bytes(policy=policy.SMTP)
        kind = "eventMessageRequest" if method == "REQUEST" else "eventMessage"
        asked = "meetingRequest" if method == "REQUEST" else "meetingCancelled"
        times = {"startDateTime": zoned(event.start), "endDateTime": zoned(event.end)}
        about = {"meetingMessageType": asked, **times}
        if self.files_meeting_mail:
            self.put(box, "sentitems", raw, kind=kind, about=about)
        for address in event.attendees:
            self.told.append((address, event.uid))
            self.deliver(address, raw, inside=True, kind=kind)

    def respond(self, box: Box, event: Happening, who: str, partstat: str) -> None:
        """Let an attendee answer by mail."""
        part = reply_ics(self.meeting(box, event), who, partstat, self.clock())
        raw = with_calendar(part, "REPLY", who, box.address)
        self.deliver(box.address, raw, inside=who in self.boxes, kind="eventMessageResponse")

    def propose(self, box: Box, event: Happening, who: str, start: datetime, end: datetime) -> None:
        """Let an attendee propose another time by mail."""
        part = counter_ics(self.meeting(box, event), who, start, end, self.clock())
        raw = with_calendar(part, "COUNTER", who, box.address)
        self.deliver(box.address, raw, inside=who in self.boxes, kind="eventMessageResponse")

    def _note_answer(self, box: Box, raw: bytes) -> None:
        """Note an answer in the organiser's event, as Exchange's calendar attendant does."""
        mail = read_mail(raw)
        sender = parseaddr(str(mail["From"]))[1].lower()
        answer = read_answer(calendar_text(mail), sender=sender)
        event = next((e for e in box.events.values() if answer and e.uid == answer.uid), None)
        if answer is None or event is None or sender not in event.attendees:
            return
        if answer.method not in _NOTED or (answer.sequence or 0) < event.sequence:
            return
        attendee = event.attendees[sender]
        response = RESPONSES.get(answer.partstat or "", "tentativelyAccepted")
        attendee["status"] = {"response": response, "time": stamp(self.clock())}
        attendee.pop("proposedNewTime", None)
        if answer.proposed_start and answer.proposed_end:
            slot = {"start": zoned(answer.proposed_start), "end": zoned(answer.proposed_end)}
            attendee["proposedNewTime"] = slot
        event.changed = self.clock()

    # -- free and busy -----------------------------------------------------------------------

    def busy_items(self, address: str) -> list[tuple[datetime, datetime, str]]:
        """Return everything in somebody's calendar as (start, end, status)."""
        found = list(self.boxes[address].appointments)
        for box in self.boxes.values():
            for event in box.events.values():
                if box.address == address:
                    found.append((event.start, event.end, "busy"))
                elif address in event.attendees:
                    response = event.attendees[address]["status"]["response"]
                    status = {"accepted": "busy", "declined": "free"}.get(response, "tentative")
                    found.append((event.start, event.end, status))
        return found

    def schedule(self, address: str, start: datetime, end: datetime, step: int) -> dict[str, Any]:
        """Return one person's scheduleInformation."""
        box = self.boxes.get(address.lower())
        if box is None:
            error = {
                "message": "Unable to resolve mailbox",
                "responseCode": "ErrorMailRecipientNotFound",
            }
            return {"scheduleId": address, "error": error}
        if box.shares == "nothing":
            error = {"message": "No right to see", "responseCode": "ErrorNoFreeBusyAccess"}
            return {"scheduleId": address, "error": error}
        items = [i for i in self.busy_items(box.address) if i[0] < end and i[1] > start]
        view, at = "", start
        while at < end:
            until = at + timedelta(minutes=step)
            codes = [_DIGIT[s] for b, e, s in items if b < until and e > at]
            view += str(max(codes, default=0))
            at = until
        shown = items if box.shares == "items" else []
        return {
            "scheduleId": address,
            "availabilityView": view,
            "scheduleItems": [
                {"status": s, "start": zoned(b), "end": zoned(e), "isPrivate": False}
                for b, e, s in sorted(shown)
            ],
            "workingHours": {
                "daysOfWeek": ["monday", "tuesday", "wednesday", "thursday", "friday"],
                "startTime": "08:00:00.0000000",
                "endTime": "17:00:00.0000000",
                "timeZone": {"name": "W. Europe Standard Time"},
            },
        }


_DIGIT = {"free": 0, "tentative": 1, "busy": 2, "oof": 3, "workingElsewhere": 0}


def _read(value: dict[str, str]) -> datetime:
    assert value["timeZone"] == "UTC"
    return datetime.fromisoformat(value["dateTime"]).replace(tzinfo=UTC)
