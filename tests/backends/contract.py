"""What every backend must do, whatever stands behind it.

A backend subclasses `BackendContract` and gives two fixtures: ``backend`` (opened anew for each
test, empty) and ``hands`` (`tests.backends.hands.Hands`). What a backend cannot do it declares in
its `Capabilities`; what its stand-in cannot show, the hands say with None. Nothing else is skipped.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from itertools import count
from typing import TypeVar

import pytest

from debrief.backends.base import Backend, FileOut, Incoming, Outgoing
from debrief.busy import BusyTimes
from debrief.calendar_answer import CalendarAnswer, read_answer
from debrief.errors import DebriefError, Doubtful, SignInNeeded, TryLater
from debrief.invitation import Invitee, Meeting
from debrief.reading.message import parse_message
from debrief.standing import Standing
from tests.backends.hands import Hands, calendar_text, read_mail

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


class BackendContract:
    """The suite; see the module."""

    # -- small parts -------------------------------------------------------------------------

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

    # -- the mailbox: taking in --------------------------------------------------------------

    def test_new_mail_comes_once_and_oldest_first(self, backend: Backend, hands: Hands):
        _, cursor = everything(backend, None)
        for number in range(5):
            hands.deliver(inbound(f"number {number}"))
        self.arrive(backend, hands, cursor, 5)
        found, end = everything(backend, cursor, limit=2)
        assert subjects(found) == [f"number {n}" for n in range(5)]
        assert everything(backend, end)[0] == []

    def test_mail_that_was_there_before_comes_too(self, backend: Backend, hands: Hands):
        hands.deliver(inbound("early"))
        assert "early" in subjects(self.arrive(backend, hands, None, 1))

    def test_an_old_cursor_gives_the_same_again(self, backend: Backend, hands: Hands):
        _, cursor = everything(backend, None)
        hands.deliver(inbound("one"))
        first = self.arrive(backend, hands, cursor, 1)
        again, _ = everything(backend, cursor)
        assert subjects(first) == subjects(again) == ["one"]
        assert [m.id for m in first] == [m.id for m in again]

    def test_a_cursor_nobody_knows_loses_nothing(self, backend: Backend, hands: Hands):
        hands.deliver(inbound("early"))
        self.arrive(backend, hands, None, 1)
        assert "early" in subjects(everything(backend, UNKNOWN_WORDS)[0])

    def test_a_mail_of_eight_bit_letters_is_read(self, backend: Backend, hands: Hands):
        _, cursor = everything(backend, None)
        raw = inbound("eight", "x\n").replace(b"7bit", b"8bit").replace(b"us-ascii", b"utf-8")
        hands.deliver(raw.replace(b"\n\nx\n", "\n\nSchöne Grüße, 失注 ✓\n".encode()))
        (got,) = self.arrive(backend, hands, cursor, 1)
        assert "Schöne Grüße, 失注 ✓" in parse_message(got.raw).text

    def test_a_mail_of_five_megabytes_arrives_whole(self, backend: Backend, hands: Hands):
        _, cursor = everything(backend, None)
        content = sha256(b"x").digest() * 163_840
        mail = read_mail(inbound("large"))
        mail.add_attachment(content, maintype="application", subtype="pdf", filename="offer.pdf")
        hands.deliver(mail.as_bytes())
        (got,) = self.arrive(backend, hands, cursor, 1)
        (file,) = parse_message(got.raw).attachments
        assert sha256(file.content).digest() == sha256(content).digest()

    def test_a_message_tells_when_it_came(self, backend: Backend, hands: Hands):
        _, cursor = everything(backend, None)
        hands.deliver(inbound("when"))
        (got,) = self.arrive(backend, hands, cursor, 1)
        assert abs(got.received_at - datetime.now(UTC)) < timedelta(minutes=2)

    def test_waiting_ends_by_itself(self, backend: Backend, hands: Hands):
        everything(backend, None)
        begun = time.monotonic()
        backend.mailbox.wait(0.5)
        assert time.monotonic() - begun < 5

    def test_filing_is_safe_to_repeat_and_gives_nothing_again(self, backend: Backend, hands: Hands):
        _, cursor = everything(backend, None)
        for subject in ("one", "two"):
            hands.deliver(inbound(subject))
        first, second = self.arrive(backend, hands, cursor, 2)
        _, end = everything(backend, cursor)
        for _ in range(2):
            backend.mailbox.file(first.id, "handled")
            backend.mailbox.file(second.id, "set_aside")
        assert everything(backend, end)[0] == []
        for folder in ("handled", "set_aside"):
            assert hands.filed(folder) in (None, 1), folder

    def test_filing_what_is_gone_does_nothing(self, backend: Backend, hands: Hands):
        _, cursor = everything(backend, None)
        hands.deliver(inbound("one"))
        (got,) = self.arrive(backend, hands, cursor, 1)
        head = got.id.rstrip("0123456789")
        backend.mailbox.file(f"{head}99999", "handled")
        backend.mailbox.file(f"{head}99999", "set_aside")

    # -- the mailbox: sending ----------------------------------------------------------------

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

    def test_a_mail_arrives_with_its_key_and_words(self, backend: Backend, hands: Hands):
        mail = self.mail(hands)
        receipt = backend.mailbox.send(mail)
        assert abs(receipt.at - datetime.now(UTC)) < timedelta(minutes=2)
        got = self.received(hands, mail.key)
        if got is None:
            return
        assert got["Subject"] == mail.subject
        assert got["Auto-Submitted"] == "auto-generated"
        text, html = got.get_body(("plain",)), got.get_body(("html",))
        assert text is not None
        assert html is not None
        assert "Grüße" in text.get_content()
        assert "<p>Grüße</p>" in html.get_content()
        assert str(got["Message-ID"]).strip("<> ") == str(receipt.message_id).strip("<> ")

    def test_a_copy_is_kept_in_sent(self, backend: Backend, hands: Hands):
        mail = self.mail(hands)
        backend.mailbox.send(mail)
        copies = hands.sent_copies()
        if copies is not None:
            keys = [read_mail(raw)["X-Debrief-Effect"] for raw in hands.sent_copies() or []]
            assert keys.count(mail.key) == 1

    def test_a_repeated_send_sends_once(self, backend: Backend, hands: Hands):
        mail = self.mail(hands)
        first = backend.mailbox.send(mail)
        second = backend.mailbox.send(mail)
        assert first.message_id == second.message_id
        time.sleep(min(0.5, hands.patience / 10))
        self.received(hands, mail.key)

    def test_sent_knows_what_went_out_and_what_did_not(self, backend: Backend, hands: Hands):
        mail = self.mail(hands)
        assert backend.mailbox.sent(mail.key) is None
        receipt = backend.mailbox.send(mail)
        found = backend.mailbox.sent(mail.key)
        assert found is not None
        assert found.message_id == receipt.message_id
        near = mail.key[:-1] + "12"
        assert backend.mailbox.sent(near) is None

    def test_a_thread_stays_one(self, backend: Backend, hands: Hands):
        _, cursor = everything(backend, None)
        hands.deliver(inbound("We have decided"))
        (asked,) = self.arrive(backend, hands, cursor, 1)
        message_id = parse_message(asked.raw).message_id
        assert message_id is not None
        chain = ("<older@customer.example>", message_id)
        mail = self.mail(
            hands,
            subject="Re: We have decided",
            in_reply_to=message_id,
            references=chain,
            answers=True,
        )
        backend.mailbox.send(mail)
        got = self.received(hands, mail.key)
        if got is not None:
            assert message_id.strip("<>") in str(got["In-Reply-To"])
            assert "older@customer.example" in str(got["References"])
            assert got["Auto-Submitted"] == "auto-replied"

    def test_files_and_copies_go_along(self, backend: Backend, hands: Hands):
        mail = self.mail(
            hands,
            cc=(("Ben", hands.colleague),),
            reply_to=("Debrief", hands.owner),
            files=(FileOut("Übersicht.csv", "text/csv", b"a;b\r\n1;2\r\n"),),
        )
        backend.mailbox.send(mail)
        got = self.received(hands, mail.key)
        if got is None:
            return
        (file,) = got.iter_attachments()
        assert file.get_filename() == "Übersicht.csv"
        assert file.get_payload(decode=True) == b"a;b\r\n1;2\r\n"
        assert hands.colleague in str(got["Cc"])
        assert hands.owner in str(got["Reply-To"])

    # -- free and busy -----------------------------------------------------------------------

    def test_the_owners_appointments_are_busy(self, backend: Backend, hands: Hands):
        hands.book(hands.owner, soon(9), soon(10))
        found = self.busy(backend, hands.owner)
        if not backend.capabilities.free_busy_of_owner:
            assert found is None
            return
        assert found is not None
        assert (int(soon(9).timestamp()), int(soon(10).timestamp())) in found.busy

    def test_a_colleague_is_known_or_unknown_and_never_free(self, backend: Backend, hands: Hands):
        hands.book(hands.colleague, soon(9), soon(10))
        found = self.busy(backend, hands.colleague)
        if not backend.capabilities.free_busy_of_others:
            assert found is None
            return
        assert found is not None
        assert found.busy == ((int(soon(9).timestamp()), int(soon(10).timestamp())),)

    def test_a_stranger_is_unknown_and_spoils_nobody_else(self, backend: Backend, hands: Hands):
        hands.book(hands.owner, soon(9), soon(10))
        people = [(hands.stranger, "UTC"), (hands.owner, "UTC")]
        found = backend.calendar.busy(people, soon(0), soon(23))
        assert found[hands.stranger] is None
        assert (found[hands.owner] is not None) == backend.capabilities.free_busy_of_owner

    def test_everybody_asked_for_is_answered_for(self, backend: Backend, hands: Hands):
        most = backend.capabilities.most_people_asked or 20
        people = [(f"p{n}@elsewhere.example", "UTC") for n in range(most + 3)]
        found = backend.calendar.busy([*people, (hands.owner, "UTC")], soon(0), soon(23))
        assert set(found) == {address for address, _ in [*people, (hands.owner, "UTC")]}

    def test_more_days_than_the_server_gives_at_once(self, backend: Backend, hands: Hands):
        days = (backend.capabilities.most_days_asked or 30) + 10
        hands.book(hands.owner, soon(9, days - 2), soon(10, days - 2))
        found = backend.calendar.busy([(hands.owner, "UTC")], soon(0, 1), soon(0, days))
        times = found[hands.owner]
        if not backend.capabilities.free_busy_of_owner:
            assert times is None
            return
        assert times is not None
        span = (int(soon(9, days - 2).timestamp()), int(soon(10, days - 2).timestamp()))
        assert span in times.busy

    def test_the_event_being_moved_does_not_count(self, backend: Backend, hands: Hands):
        meeting = self.meeting(hands)
        self.invite(backend, hands, meeting)
        span = (int(meeting.start.timestamp()), int(meeting.end.timestamp()))
        if not backend.capabilities.free_busy_of_owner:
            return

        def counted() -> bool:
            found = self.busy(backend, hands.owner)
            return found is not None and span in found.busy

        assert eventually(counted, hands.patience)
        without = self.busy(backend, hands.owner, ignoring=meeting.uid)
        assert without is not None
        assert without.busy == ()

    def test_the_event_being_moved_does_not_count_for_its_invitees(
        self, backend: Backend, hands: Hands
    ):
        meeting = self.meeting(hands)
        self.invite(backend, hands, meeting)
        if not backend.capabilities.free_busy_of_others:
            return
        without = self.busy(backend, hands.colleague, ignoring=meeting.uid)
        assert without is not None
        assert without.busy == without.tentative == ()

    # -- invitations -------------------------------------------------------------------------

    def test_an_invitation_is_made_and_everybody_is_told_once(self, backend: Backend, hands: Hands):
        meeting = self.meeting(hands)
        assert backend.calendar.invited(meeting.key) is None
        self.invite(backend, hands, meeting)
        standing = self.standing(backend, meeting.uid)
        assert (standing.start, standing.end) == (meeting.start, meeting.end)
        assert not standing.cancelled
        assert set(standing.partstats) >= {hands.guest, hands.colleague}
        assert backend.calendar.invited(meeting.key) is not None
        self.told(hands, meeting.uid, 1)

    def test_a_repeated_invitation_tells_nobody_again(self, backend: Backend, hands: Hands):
        meeting = self.meeting(hands)
        for _ in range(3):
            self.invite(backend, hands, meeting)
        self.told(hands, meeting.uid, 1)

    def test_the_mailed_invitation_shows_buttons(self, backend: Backend, hands: Hands):
        mails = hands.inbox_of(hands.guest)
        if backend.capabilities.server_invites or mails is None:
            return
        meeting = self.meeting(hands)
        self.invite(backend, hands, meeting)
        mail = self.received(hands, meeting.key)
        assert mail is not None
        text = calendar_text(mail)
        for line in ("METHOD:REQUEST", f"UID:{meeting.uid}", "SEQUENCE:0", "RSVP=TRUE"):
            assert line in text
        body = mail.get_body(("plain",))
        assert body is not None
        assert "Grüße" in body.get_content()

    def test_an_update_moves_the_one_event(self, backend: Backend, hands: Hands):
        meeting = self.meeting(hands)
        self.invite(backend, hands, meeting)
        moved = self.later(meeting, hands)
        for _ in range(2):
            self.invite(backend, hands, moved)
        standing = self.standing(backend, meeting.uid)
        assert standing.start == moved.start
        assert backend.calendar.invited(moved.key) is not None
        self.only_busy(backend, hands, (moved.start, moved.end))
        self.told(hands, meeting.uid, 2)

    def test_a_late_repeat_of_the_old_time_is_ignored(self, backend: Backend, hands: Hands):
        meeting = self.meeting(hands)
        self.invite(backend, hands, meeting)
        moved = self.later(meeting, hands)
        self.invite(backend, hands, moved)
        self.invite(backend, hands, meeting)
        assert self.standing(backend, meeting.uid).start == moved.start
        self.told(hands, meeting.uid, 2)

    def test_a_cancellation_frees_the_time_and_is_told_once(self, backend: Backend, hands: Hands):
        meeting = self.meeting(hands)
        self.invite(backend, hands, meeting)
        off = self.later(
            meeting, hands, start=meeting.start, end=meeting.end, status="CANCELLED",
            key=f"{meeting.key.rpartition('/')[0]}/off",
        )  # fmt: skip
        for _ in range(2):
            backend.calendar.cancel(off, self.asking(off, hands))
        standing = backend.calendar.standing(meeting.uid)
        assert standing is None or standing.cancelled
        assert backend.calendar.invited(off.key) is not None
        self.only_busy(backend, hands)
        self.told(hands, meeting.uid, 2)

    def test_cancelling_what_is_gone_still_tells_people(self, backend: Backend, hands: Hands):
        meeting = self.meeting(hands)
        self.invite(backend, hands, meeting)
        hands.delete(meeting.uid)
        off = self.later(meeting, hands, start=meeting.start, end=meeting.end, status="CANCELLED")
        backend.calendar.cancel(off, self.asking(off, hands))
        standing = backend.calendar.standing(meeting.uid)
        assert standing is None or standing.cancelled

    @pytest.mark.parametrize("partstat", ["ACCEPTED", "DECLINED", "TENTATIVE"])
    def test_an_answer_is_seen(self, backend: Backend, hands: Hands, partstat: str):
        meeting = self.meeting(hands)
        self.invite(backend, hands, meeting)
        _, cursor = everything(backend, None)
        hands.answer(meeting.uid, hands.guest, partstat)

        def seen() -> bool:
            self.answers(backend, cursor)
            return self.standing(backend, meeting.uid).partstats.get(hands.guest) == partstat

        assert eventually(seen, hands.patience)
        assert self.standing(backend, meeting.uid).partstats[hands.colleague] == "NEEDS-ACTION"

    def test_a_move_asks_everybody_anew(self, backend: Backend, hands: Hands):
        meeting = self.meeting(hands)
        self.invite(backend, hands, meeting)
        _, cursor = everything(backend, None)
        hands.answer(meeting.uid, hands.guest, "ACCEPTED")

        def seen() -> bool:
            self.answers(backend, cursor)
            return self.standing(backend, meeting.uid).partstats.get(hands.guest) == "ACCEPTED"

        assert eventually(seen, hands.patience)
        self.invite(backend, hands, self.later(meeting, hands))
        assert self.standing(backend, meeting.uid).partstats[hands.guest] != "ACCEPTED"

    def test_a_proposed_time_is_seen(self, backend: Backend, hands: Hands):
        meeting = self.meeting(hands)
        self.invite(backend, hands, meeting)
        _, cursor = everything(backend, None)
        start = meeting.start + timedelta(days=1)
        hands.propose(meeting.uid, hands.guest, start, start + timedelta(minutes=30))

        def seen() -> bool:
            by_mail = [a.proposed_start for a in self.answers(backend, cursor)]
            kept = self.standing(backend, meeting.uid).proposals.get(hands.guest)
            return start in by_mail or (kept is not None and kept[0] == start)

        assert eventually(seen, hands.patience)

    def test_an_event_moved_by_hand_is_seen_and_can_be_moved_again(
        self, backend: Backend, hands: Hands
    ):
        meeting = self.meeting(hands)
        self.invite(backend, hands, meeting)
        start = meeting.start + timedelta(hours=4)
        hands.move(meeting.uid, start, start + timedelta(minutes=30))
        standing = self.standing(backend, meeting.uid)
        assert standing.start == start
        again = self.later(meeting, hands, sequence=max(standing.sequence, meeting.sequence) + 1)
        self.invite(backend, hands, again)
        assert self.standing(backend, meeting.uid).start == again.start

    def test_an_event_deleted_by_hand_is_gone(self, backend: Backend, hands: Hands):
        meeting = self.meeting(hands)
        self.invite(backend, hands, meeting)
        hands.delete(meeting.uid)
        standing = backend.calendar.standing(meeting.uid)
        assert standing is None or standing.cancelled

    def test_nothing_is_known_of_an_event_that_never_was(self, backend: Backend, hands: Hands):
        assert backend.calendar.standing("never@harbour.example") is None
        assert backend.calendar.invited("r-0/customer_call/call/ann/1") is None

    def test_a_link_to_join_online_where_the_backend_promises_one(
        self, backend: Backend, hands: Hands
    ):
        if not backend.capabilities.online_meetings:
            return
        meeting = self.meeting(hands)
        self.invite(backend, hands, meeting)
        link = self.standing(backend, meeting.uid).link
        assert link is not None
        assert link.startswith("https://")

    # -- faults ------------------------------------------------------------------------------

    def test_a_broken_connection_is_told_and_healed(self, backend: Backend, hands: Hands):
        broken = hands.broken()
        if broken is None:
            return
        mail = self.mail(hands)
        _, cursor = everything(backend, None)
        with broken:
            with pytest.raises((TryLater, SignInNeeded)):
                backend.mailbox.fetch(cursor)
            with pytest.raises((TryLater, Doubtful)):
                backend.mailbox.send(mail)
            with pytest.raises(DebriefError):
                backend.calendar.invited(mail.key)
        assert everything(backend, cursor)[0] == []
        if backend.mailbox.sent(mail.key) is None:
            backend.mailbox.send(mail)
        self.received(hands, mail.key)
