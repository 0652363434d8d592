"""What the suite for backends is made of: mails, meetings, and ways to look at what became of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from itertools import count
from typing import TypeVar

from debrief.backends.base import Backend, Incoming, Outgoing
from debrief.calendars.answers import CalendarAnswer, read_answer
from debrief.calendars.busy import BusyTimes
from debrief.calendars.invitation import Invitee, Meeting
from debrief.calendars.standing import Standing
from debrief.reading.mail.message import parse_message
from tests.backends.hands import Hands, read_mail

T = TypeVar("T")
UNKNOWN_WORDS = "a mailbox that is no more"
_numbers = count(int(time.time()))  # every test's keys are its own, whatever a server remembers


def soon(hour: int = 10, days: int = 7) -> datetime:
    """Return a whole hour some days ahead: servers schedule nothing in the past."""
    day = datetime.now(UTC) + timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


def eventually(find: Callable[[], T], patience: float) -> T:
    """Return what is found as soon as it is true; after the patience whatever is found then."""
    end = time.monotonic() + patience
    while not (found := find()) and time.monotonic() < end:
        time.sleep(0.1)
    return found


def inbound(subject: str, body: str = "hello\n", *, sender: str = "ann@customer.example") -> bytes:
    """Return a mail as somebody writes it."""
    mail = EmailMessage()
    mail["From"] = f"Ann <{sender}>"
    mail["To"] = "ines@harbour.example"
    mail["Subject"] = subject
    mail["Date"] = format_datetime(datetime.now(UTC))
    mail["Message-ID"] = f"<in-{next(_numbers)}@customer.example>"
    mail.set_content(body)
    return mail.as_bytes()


def everything(
    backend: Backend, cursor: str | None, limit: int = 100
) -> tuple[list[Incoming], str]:
    """Fetch until nothing comes; return the messages and the last cursor."""
    found: list[Incoming] = []
    for _ in range(1000):
        batch = backend.mailbox.fetch(cursor, limit)
        found += batch.messages
        if not batch.messages and batch.cursor == cursor:
            return found, batch.cursor
        cursor = batch.cursor
    raise AssertionError("fetching never ends")


def subjects(messages: list[Incoming]) -> list[str]:
    """Return the subjects of these messages."""
    return [parse_message(m.raw).subject for m in messages]


class ContractParts:
    """Small parts that the suites share."""

    def arrive(self, backend: Backend, hands: Hands, cursor: str | None, n: int) -> list[Incoming]:
        """Return the messages after the cursor once there are ``n`` of them."""
        end = time.monotonic() + hands.patience
        while True:
            found, _ = everything(backend, cursor)
            if len(found) >= n or time.monotonic() > end:
                return found
            time.sleep(0.1)

    def mail(self, hands: Hands, **fields: object) -> Outgoing:
        """Return a mail to the guest with a key of its own."""
        given: dict[str, object] = {
            "key": f"r-{next(_numbers)}/customer_call/call/ann/1",
            "sender": ("Ines", hands.owner),
            "to": (("Ann", hands.guest),),
            "subject": "What we could do better",
            "text": "Grüße\n\nInes\n",
            "html": "<p>Grüße</p><p>Ines</p>",
        }
        return Outgoing(**{**given, **fields})  # type: ignore[arg-type]

    def meeting(self, hands: Hands, **fields: object) -> Meeting:
        """Return a meeting with guest and colleague with a UID of its own."""
        start = soon()
        number = next(_numbers)
        given: dict[str, object] = {
            "uid": f"d{number}@harbour.example",
            "sequence": 0,
            "start": start,
            "end": start + timedelta(minutes=30),
            "summary": "A few questions",
            "description": "Thank you for telling us.\n",
            "organizer": Invitee("Ines", hands.owner, partstat="ACCEPTED"),
            "invitees": (Invitee("Ann", hands.guest), Invitee("Ben", hands.colleague)),
            "key": f"r-{number}/customer_call/call/ann/1",
        }
        return Meeting(**{**given, **fields})  # type: ignore[arg-type]

    def later(self, meeting: Meeting, hands: Hands, **fields: object) -> Meeting:
        """Return the meeting two hours later, one SEQUENCE higher, under the next key."""
        number = meeting.sequence + 1
        given: dict[str, object] = {
            "uid": meeting.uid,
            "sequence": number,
            "start": meeting.start + timedelta(hours=2),
            "end": meeting.end + timedelta(hours=2),
            "key": f"{meeting.key.rpartition('/')[0]}/{number + 1}",
        }
        return self.meeting(hands, **{**given, **fields})

    def invite(self, backend: Backend, hands: Hands, meeting: Meeting) -> None:
        """Send the invitation to a meeting."""
        backend.calendar.invite(meeting, self.asking(meeting, hands))

    def asking(self, meeting: Meeting, hands: Hands) -> Outgoing:
        """Return the mail of an invitation."""
        people = tuple((i.name, i.email) for i in meeting.invitees)
        return self.mail(hands, key=meeting.key, to=people, subject=meeting.summary)

    def told(self, hands: Hands, uid: str, times: int, *who: str) -> None:
        """Assert how often people were told of the event, and that it stays at that."""
        for address in who or (hands.guest, hands.colleague):
            if hands.told(address, uid) is None:
                continue
            eventually(lambda a=address: (hands.told(a, uid) or 0) >= times, hands.patience)  # type: ignore[misc]
            time.sleep(min(0.3, hands.patience / 20))
            assert hands.told(address, uid) == times, address

    def standing(self, backend: Backend, uid: str) -> Standing:
        """Return how the event stands; it must be there."""
        found = backend.calendar.standing(uid)
        assert found is not None
        return found

    def answers(self, backend: Backend, cursor: str) -> list[CalendarAnswer]:
        """Take in what came by mail and note every answer, as the desk does."""
        found: list[CalendarAnswer] = []
        for incoming in everything(backend, cursor)[0]:
            message = parse_message(incoming.raw)
            sender = message.sender.email if message.sender else None
            answer = read_answer(message.calendar, sender=sender) if message.calendar else None
            if answer is not None:
                backend.calendar.note_answer(answer)
                found.append(answer)
        return found

    def busy(self, backend: Backend, who: str, ignoring: str | None = None) -> BusyTimes | None:
        """Return somebody's busy times on the day of `soon`."""
        day = soon(0)
        people = [(who, "Europe/Berlin")]
        return backend.calendar.busy(people, day, day + timedelta(days=1), ignoring)[who]

    def only_busy(self, backend: Backend, hands: Hands, *spans: tuple[datetime, datetime]) -> None:
        """Assert when the owner is busy on the day of `soon`, where that can be known."""
        if not backend.capabilities.free_busy_of_owner:
            return
        wanted = tuple((int(a.timestamp()), int(b.timestamp())) for a, b in spans)

        def busy() -> tuple[tuple[int, int], ...] | None:
            found = self.busy(backend, hands.owner)
            return found.busy if found else None

        eventually(lambda: busy() == wanted, hands.patience)
        assert busy() == wanted

    def received(self, hands: Hands, key: str, times: int = 1) -> EmailMessage | None:
        """Return the guest's mail of this key, which must be there so many times."""
        if hands.inbox_of(hands.guest) is None:
            return None

        def found() -> list[EmailMessage]:
            mails = [read_mail(raw) for raw in hands.inbox_of(hands.guest) or []]
            return [m for m in mails if m["X-Debrief-Effect"] == key]

        got = eventually(found, hands.patience)
        assert len(got) == times
        return got[0] if got else None
