"""What an Exchange organisation keeps and does, as far as Debrief can tell: mailboxes, folders,
items with properties of one's own, transport, and the calendar attendant.

Its habits are those Microsoft documents, and where several are allowed the harder one for us: a
sent message gets a new Message-ID and keeps none of our headers that were not set as properties;
a moved item gets a new id; a meeting's attendees are told, and asked anew when it moves.
"""

from __future__ import annotations

import base64
import itertools
import json
import threading
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage, Message
from email.policy import SMTP, compat32
from email.utils import format_datetime, getaddresses
from typing import Any
from uuid import uuid4

import icalendar

FOLDERS = ("root", "msgfolderroot", "inbox", "drafts", "sentitems", "outbox", "deleteditems", "calendar")  # fmt: skip
INTERNET_HEADERS = "internetheaders"
PropertyName = tuple[str, str]  # set, name
MEETING_ID: PropertyName = ("meeting", "35")  # PidLidCleanGlobalObjectId
ANSWERS = {"ACCEPTED": "Accept", "DECLINED": "Decline", "TENTATIVE": "Tentative"}


def now() -> datetime:
    """Return the present moment, to the second as Exchange tells it."""
    return datetime.now(UTC)


@dataclass
class Person:
    """An attendee as the organiser's item keeps them."""

    name: str
    address: str
    required: bool = True
    response: str = "Unknown"
    proposed: tuple[datetime, datetime] | None = None


@dataclass
class Item:
    """One item of any kind."""

    id: str
    kind: str  # Message, CalendarItem, MeetingRequest, MeetingResponse, MeetingCancellation
    owner: str
    folder: str
    created: datetime
    modified: datetime
    mime: bytes = b""
    fields: dict[str, Any] = field(default_factory=dict)
    own: dict[PropertyName, str] = field(default_factory=dict)
    version: int = 1
    sent: datetime | None = None
    draft: bool = False
    submitted: bool = False
    people: list[Person] = field(default_factory=list)
    sequence: int = 0
    cancelled: bool = False
    request_sent: bool = False
    fails: str | None = None  # the response code when its content is asked for

    @property
    def head(self) -> Message:
        """The headers of its content."""
        return message_from_bytes(self.mime.split(b"\r\n\r\n", 1)[0] + b"\r\n\r\n")


@dataclass
class Mailbox:
    """One person's mailbox; what happens in it is logged for whoever synchronises."""

    address: str
    name: str
    items: dict[str, Item] = field(default_factory=dict)
    log: list[tuple[str, str, str]] = field(default_factory=list)  # folder, what, item id
    view: str = "DetailedMerged"  # of free/busy that others get
    hours: list[tuple[str, int, int]] = field(default_factory=list)  # days, minutes
    zone: tuple[int, int, int] = (-60, 0, -60)  # bias, standard, daylight: Berlin
    epoch: str = field(default_factory=lambda: uuid4().hex)


class Organisation:
    """All mailboxes, and the way between them and to the outside."""

    def __init__(
        self,
        *addresses: str,
        rewrites_message_ids: bool = True,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self.clock = clock
        self.aliases: dict[str, str] = {}
        self.arrived: list[Callable[[str, bytes], None]] = []  # told of every delivery
        self.boxes = {a: Mailbox(a, a.partition("@")[0].title()) for a in addresses}
        self.outside: dict[str, list[bytes]] = {}
        self.reports: dict[str, list[str]] = {}  # who reports to whom
        self.lists: dict[str, list[str]] = {}  # distribution lists
        self.rewrites = rewrites_message_ids
        self.slow_transport = False  # what is sent stays in the outbox until `flush`
        self.changed = threading.Condition(threading.RLock())
        self._ids = itertools.count(1)

    # -- items ---------------------------------------------------------------------------

    def new_id(self, owner: str) -> str:
        """Return an id as long and as opaque as Exchange's."""
        plain = f"{owner}|{next(self._ids):08d}|{uuid4().hex}"
        return "AAMk" + base64.b64encode(plain.encode()).decode()

    def item(self, kind: str, owner: str, folder: str, **parts: Any) -> Item:
        """Return a new item, not yet in its folder."""
        at = self.clock()
        return Item(self.new_id(owner), kind, owner, folder, created=at, modified=at, **parts)

    def add(self, item: Item) -> Item:
        """Put an item into its folder."""
        with self.changed:
            box = self.boxes[item.owner]
            box.items[item.id] = item
            box.log.append((item.folder, "Create", item.id))
            self.changed.notify_all()
        return item

    def touch(self, item: Item) -> None:
        """Note that an item changed."""
        with self.changed:
            item.version += 1
            item.modified = self.clock()
            self.boxes[item.owner].log.append((item.folder, "Update", item.id))

    def remove(self, item: Item) -> None:
        """Delete an item for good."""
        with self.changed:
            box = self.boxes[item.owner]
            del box.items[item.id]
            box.log.append((item.folder, "Delete", item.id))

    def move(self, item: Item, folder: str) -> Item:
        """Move an item; its id changes, as in Exchange."""
        self.remove(item)
        item.id, item.folder = self.new_id(item.owner), folder
        item.modified = self.clock()
        return self.add(item)

    def find(self, item_id: str) -> Item | None:
        """Return the item of this id, in whosever mailbox."""
        return next((b.items[item_id] for b in self.boxes.values() if item_id in b.items), None)

    def in_folder(self, owner: str, folder: str) -> list[Item]:
        """Return a folder's items, newest first."""
        found = [i for i in self.boxes[owner].items.values() if i.folder == folder]
        return sorted(found, key=lambda i: i.created, reverse=True)

    # -- synchronising -------------------------------------------------------------------

    def changes(
        self, owner: str, folder: str, state: str | None, most: int
    ) -> tuple[list[tuple[str, str]], str, bool] | None:
        """Return what changed, the new state and whether that was all; None: unknown state."""
        box = self.boxes[owner]
        with self.changed:
            if state is None:
                todo = [["Create", i.id] for i in self.in_folder(owner, folder)]
                known = [box.epoch, len(box.log), todo]
            else:
                try:
                    known = json.loads(zlib.decompress(base64.b64decode(state)))
                except (ValueError, zlib.error):
                    return None
                if known[0] != box.epoch:
                    return None
            epoch, position, todo = known
            if not todo:
                todo = self._since(box, folder, position)
                position = len(box.log)
        part, rest = todo[:most], todo[most:]
        written = json.dumps([epoch, position, rest]).encode()
        return (
            [(what, item_id) for what, item_id in part],
            base64.b64encode(zlib.compress(written)).decode(),
            not rest,
        )

    def _since(self, box: Mailbox, folder: str, position: int) -> list[list[str]]:
        """Return changes after a position; a later one of an item swallows the earlier."""
        found: dict[str, str] = {}
        for where, what, item_id in box.log[position:]:
            if where != folder:
                continue
            if what == "Update" and found.get(item_id) == "Create":
                continue
            if what == "Delete" and found.pop(item_id, None) == "Create":
                continue
            found[item_id] = what
        return [[what, item_id] for item_id, what in found.items()]

    # -- transport -----------------------------------------------------------------------

    def submit(self, item: Item, saved_to: str) -> str | None:
        """Send a draft; return a response code when it cannot be."""
        recipients = [a for _, a in getaddresses(_all(item.head, "To", "Cc", "Bcc")) if "@" in a]
        if not recipients:
            return "ErrorMissingRecipients"
        if self.slow_transport:
            item.submitted = True
            self.move(item, "outbox")
            return None
        self._transport(item, recipients, saved_to)
        return None

    def flush(self) -> None:
        """Send what waits in every outbox."""
        for box in self.boxes.values():
            for item in self.in_folder(box.address, "outbox"):
                recipients = [a for _, a in getaddresses(_all(item.head, "To", "Cc")) if "@" in a]
                self._transport(item, recipients, "sentitems")

    def _transport(self, item: Item, recipients: list[str], saved_to: str) -> None:
        item.mime = self.written(item)
        item.draft = item.submitted = False
        item.sent = self.clock()
        self.move(item, saved_to)
        for address in dict.fromkeys(recipients):
            self.hand_over(item.mime, address.lower())

    def written(self, item: Item) -> bytes:
        """Return the mail as transport writes it from the item (MS-OXCMAIL)."""
        mail = message_from_bytes(item.mime, policy=compat32.clone(linesep="\r\n"))
        for name in set(mail.keys()):
            foreign = name.lower().startswith("x-") and name.lower() != "x-auto-response-suppress"
            if foreign or name.lower() in ("auto-submitted", "sender", "from", "bcc"):
                del mail[name]
        box = self.boxes[item.owner]
        mail["From"] = f"{box.name} <{box.address}>"
        for (where, name), value in item.own.items():
            if where == INTERNET_HEADERS:
                mail[name] = value
        if self.rewrites:
            del mail["Message-ID"]
            mail["Message-ID"] = f"<{uuid4().hex}@mail.harbour.example>"
        return mail.as_bytes()

    def hand_over(self, raw: bytes, address: str, *, internal: bool = True) -> None:
        """Deliver inside, as from one of ours or not, or send outside."""
        owner = self.aliases.get(address, address)
        if owner in self.boxes:
            self.deliver(raw, owner, internal=internal)
            return
        self.outside.setdefault(address, []).append(raw)
        for tell in self.arrived:
            tell(address, raw)

    def deliver(self, raw: bytes, address: str, *, internal: bool = False, mechanism: str = "04") -> Item:  # fmt: skip
        """Put a mail into an inbox, through the header firewall, and let the attendant see it."""
        mail = message_from_bytes(raw, policy=compat32.clone(linesep="\r\n"))
        for name in [n for n in mail if n.lower().startswith("x-ms-exchange-organization-")]:
            del mail[name]
        mail["X-MS-Exchange-Organization-AuthAs"] = "Internal" if internal else "Anonymous"
        if internal:
            mail["X-MS-Exchange-Organization-AuthMechanism"] = mechanism
        item = self.item("Message", address, "inbox", mime=mail.as_bytes())
        part = next((p for p in mail.walk() if p.get_content_type() == "text/calendar"), None)
        if part is not None:
            payload = part.get_payload(decode=True)
            self._attend(item, payload if isinstance(payload, bytes) else b"")
        for tell in self.arrived:
            tell(address, item.mime)
        return self.add(item)

    # -- meetings ------------------------------------------------------------------------

    def meeting(self, owner: str, uid: str, folder: str = "calendar") -> Item | None:
        """Return somebody's own item of a meeting."""
        found = (i for i in self.in_folder(owner, folder) if i.kind == "CalendarItem")
        return next((i for i in found if i.fields.get("UID") == uid), None)

    def tell(self, item: Item, method: str, people: list[Person], words: str) -> None:
        """Send the invitation, update or cancellation to these attendees."""
        raw = self._itip(item, method, people, words)
        for person in people:
            address = person.address.lower()
            self.hand_over(raw, address)
            if address in self.boxes:
                self._keep_copy(item, address, method)
        kind = "MeetingRequest" if method == "REQUEST" else "MeetingCancellation"
        copy = self.item(kind, item.owner, "sentitems", mime=raw, sent=self.clock())
        copy.own[MEETING_ID] = item.own[MEETING_ID]
        self.add(copy)
        if method == "REQUEST":
            item.request_sent = True

    def _itip(self, item: Item, method: str, people: list[Person], words: str) -> bytes:
        event = icalendar.Event()
        event.add("uid", item.fields["UID"])
        event.add("dtstamp", self.clock())
        event.add("dtstart", item.fields["Start"])
        event.add("dtend", item.fields["End"])
        event.add("summary", item.fields.get("Subject", ""))
        event.add("sequence", item.sequence)
        event.add("organizer", f"mailto:{item.owner}")
        for one in item.people:
            given = {"PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
            event.add("attendee", f"mailto:{one.address}", parameters=given)
        calendar = icalendar.Calendar()
        calendar.add("prodid", "Microsoft Exchange Server 2016")
        calendar.add("version", "2.0")
        calendar.add("method", method)
        calendar.add_component(event)
        mail = EmailMessage(policy=SMTP)
        box = self.boxes[item.owner]
        mail["From"] = Address(box.name, addr_spec=box.address)
        mail["To"] = [Address(person.name, addr_spec=person.address) for person in people]
        mail["Subject"] = item.fields.get("Subject", "")
        mail["Date"] = format_datetime(self.clock())
        mail["Message-ID"] = f"<{uuid4().hex}@mail.harbour.example>"
        mail.set_content("Text of the meeting\n")
        mail.add_alternative(words, subtype="html")
        mail.add_alternative(calendar.to_ical(), maintype="text", subtype="calendar", params={"method": method})  # fmt: skip
        return mail.as_bytes()

    def _drop_copy(self, address: str, uid: str) -> None:
        known = self.meeting(address, uid)
        if known is not None:
            self.remove(known)

    def _keep_copy(self, item: Item, address: str, method: str) -> None:
        """The attendant of one of ours keeps the invitation as tentative."""
        self._drop_copy(address, item.fields["UID"])
        if method == "REQUEST":
            kept = {**item.fields, "LegacyFreeBusyStatus": "Tentative"}
            self.add(self.item("CalendarItem", address, "calendar", fields=kept))

    def _attend(self, item: Item, text: bytes) -> None:
        """Note an answer to one of the owner's meetings."""
        calendar = icalendar.Calendar.from_ical(text)
        method = str(calendar.get("METHOD", ""))
        item.kind = {"REQUEST": "MeetingRequest", "CANCEL": "MeetingCancellation"}.get(method, "MeetingResponse")  # fmt: skip
        event = next(iter(calendar.walk("VEVENT")))
        if item.kind != "MeetingResponse":
            return
        own = self.meeting(item.owner, str(event["UID"]))
        attendee = event.get("ATTENDEE")
        if own is None or attendee is None:
            return
        address = str(attendee).lower().removeprefix("mailto:")
        for person in own.people:
            if person.address.lower() == address:
                person.response = ANSWERS.get(attendee.params.get("PARTSTAT", ""), "Unknown")
                if person.response == "Decline" and address in self.boxes:
                    self._drop_copy(address, str(event["UID"]))
                if method == "COUNTER":
                    person.proposed = (event["DTSTART"].dt, event["DTEND"].dt)
        self.touch(own)

    def book(self, address: str, start: datetime, end: datetime, kind: str = "Busy") -> Item:
        """Give somebody an appointment of their own."""
        fields = {"UID": uuid4().hex, "Subject": "Dentist", "Start": start, "End": end, "LegacyFreeBusyStatus": kind}  # fmt: skip
        return self.add(self.item("CalendarItem", address, "calendar", fields=fields))

    def busy(self, address: str, start: datetime, end: datetime) -> list[tuple[datetime, datetime, str, str]]:  # fmt: skip
        """Return what stands in a calendar between two times: start, end, kind, subject."""
        found = [
            (i.fields["Start"], i.fields["End"], i.fields.get("LegacyFreeBusyStatus", "Busy"), i.fields.get("Subject", ""))
            for i in self.in_folder(address, "calendar")
        ]  # fmt: skip
        return sorted(f for f in found if f[0] < end and f[1] > start and f[2] != "Free")


def _all(mail: Message, *names: str) -> list[str]:
    return [str(value) for name in names for value in mail.get_all(name, [])]
