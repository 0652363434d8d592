"""Gmail: what is taken in, what goes out, and what happens when answers are lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from debrief.backends.base import Backend, Outgoing
from debrief.backends.google_calendar import event_id
from debrief.backends.google_sending import GIVEN_UP, SETTLING
from debrief.calendars.answers import read_answer
from debrief.calendars.invitation import reply_ics
from debrief.errors import Doubtful, Refused, TryLater
from debrief.reading.mail.authentication import authenticated
from debrief.reading.mail.message import parse_message
from tests.backends.contract import BackendContract, everything, inbound, subjects
from tests.backends.google.front import Fault, Front
from tests.backends.google.hands import GoogleHands
from tests.backends.google.site import COLLEAGUE, OWNER, open_google
from tests.backends.hands import read_mail, with_calendar

pytestmark = pytest.mark.server

KEY = "r-1/customer_call/call/ann/1"
GUEST = "ann@customer.example"


def mail(key: str = KEY, to: str = GUEST, **fields: object) -> Outgoing:
    given = (key, ("Ines", OWNER), (("Ann", to),), "Subject", "text\n", "<p>text</p>")
    return Outgoing(*given, **fields)  # type: ignore[arg-type]


def got(hands: GoogleHands, key: str = KEY) -> int:
    """Return how often the guest got the mail of a key."""
    mails = [read_mail(raw) for raw in hands.inbox_of(GUEST)]
    return sum(m["X-Debrief-Effect"] == key for m in mails)


# -- taking in -----------------------------------------------------------------------------------


def test_an_expired_history_loses_nothing(backend: Backend, hands: GoogleHands):
    hands.deliver(inbound("before"))
    _, cursor = everything(backend, None)
    hands.deliver(inbound("meanwhile"))
    hands.gmail.expire()
    found, after = everything(backend, cursor)
    assert "meanwhile" in subjects(found)
    hands.deliver(inbound("after"))
    assert subjects(everything(backend, after)[0]) == ["after"]


def test_what_a_filter_archived_is_taken_in_and_spam_is_not(backend: Backend, hands: GoogleHands):
    _, cursor = everything(backend, None)
    hands.gmail.insert(inbound("archived"), ["UNREAD"])
    hands.gmail.insert(inbound("spam"), ["SPAM"])
    hands.gmail.insert(inbound("deleted"), ["TRASH"])
    assert subjects(everything(backend, cursor)[0]) == ["archived"]
    assert subjects(everything(backend, None)[0]) == ["archived"]


def test_a_manager_who_writes_to_the_debrief_address_is_vouched_for(
    backend: Backend, hands: GoogleHands
):
    _, cursor = everything(backend, None)
    own = inbound("Fwd: we decided", sender=OWNER)
    hands.gmail.write(
        own.replace(b"To: ines@harbour.example", b"To: Debrief <Debrief@harbour.example>")
    )
    hands.gmail.write(own.replace(b"To: ines@harbour.example", b"To: ben@harbour.example"))
    (message,) = everything(backend, cursor)[0]
    assert message.authenticated is True


def test_a_note_to_oneself_is_taken_in_once(backend: Backend, hands: GoogleHands):
    _, cursor = everything(backend, None)
    hands.gmail.write(inbound("to myself", sender=OWNER))
    (message,) = everything(backend, cursor)[0]
    assert message.authenticated is True


def test_a_forged_sender_is_not_vouched_for(backend: Backend, hands: GoogleHands):
    _, cursor = everything(backend, None)
    hands.gmail.receive(inbound("go", sender=OWNER), verified=False)
    (message,) = everything(backend, cursor)[0]
    assert message.authenticated is None
    assert authenticated(parse_message(message.raw), "mx.google.com") is False


def test_gmails_own_proof_of_a_sender_is_read(backend: Backend, hands: GoogleHands):
    _, cursor = everything(backend, None)
    hands.gmail.receive(inbound("hello", sender=COLLEAGUE))
    (message,) = everything(backend, cursor)[0]
    assert authenticated(parse_message(message.raw), "mx.google.com") is True


def test_the_first_start_looks_back_only_so_far(front: Front, hands: GoogleHands, tmp_path: Path):
    backend = open_google(tmp_path, front, look_back_days=3)
    for days in (40, 20, 10, 4, 2, 1):
        when = format_datetime(datetime.now(UTC) - timedelta(days=days))
        raw = inbound(f"{days} days ago")
        head, _, rest = raw.partition(b"Date: ")
        hands.deliver(head + b"Date: " + when.encode() + rest[rest.index(b"\n") :])
    assert subjects(everything(backend, None)[0]) == ["2 days ago", "1 days ago"]


def test_a_restart_in_the_middle_of_old_mail_loses_nothing(
    front: Front, hands: GoogleHands, tmp_path: Path
):
    for number in range(5):
        hands.deliver(inbound(f"number {number}"))
    first = open_google(tmp_path, front).mailbox.fetch(None, 2)
    hands.deliver(inbound("number 5"))
    rest, _ = everything(open_google(tmp_path, front), first.cursor)
    assert {*subjects([*first.messages, *rest])} == {f"number {n}" for n in range(6)}


def test_many_pages_of_history_come_in_order(backend: Backend, hands: GoogleHands):
    _, cursor = everything(backend, None)
    for number in range(25):
        hands.deliver(inbound(f"{number:02}"))
    found, _ = everything(backend, cursor, limit=7)
    assert subjects(found) == [f"{n:02}" for n in range(25)]


def test_waiting_hears_of_new_mail(backend: Backend, hands: GoogleHands):
    everything(backend, None)
    assert backend.mailbox.wait(0.3) is False
    hands.deliver(inbound("new"))
    assert backend.mailbox.wait(2.0) is True


def test_an_answer_to_an_invitation_bears_our_uid(backend: Backend, hands: GoogleHands):
    meeting = BackendContract().meeting(hands)
    BackendContract().invite(backend, hands, meeting)
    _, cursor = everything(backend, None)
    hands.answer(meeting.uid, GUEST, "ACCEPTED")
    (message,) = everything(backend, cursor)[0]
    answer = read_answer(parse_message(message.raw).calendar or "")
    assert answer is not None
    assert (answer.uid, answer.partstat) == (meeting.uid, "ACCEPTED")


@pytest.mark.parametrize(
    ("who", "kept", "vouched"),
    [
        (COLLEAGUE, True, True),
        (COLLEAGUE, False, None),  # forged: Google knows nothing of it
        (OWNER, True, None),  # the organiser's own answer proves nothing
    ],
)
def test_an_answer_counts_as_proved_when_google_keeps_it_too(
    backend: Backend, hands: GoogleHands, who: str, kept: bool, vouched: bool | None
):
    meeting = BackendContract().meeting(hands)
    BackendContract().invite(backend, hands, meeting)
    _, cursor = everything(backend, None)
    part = reply_ics(hands.meeting(meeting.uid), who, "ACCEPTED", datetime.now(UTC))
    if kept:
        hands.front.calendar.answer(event_id(meeting.uid, 0), who, "ACCEPTED")
    hands.gmail.receive(with_calendar(part, "REPLY", who, OWNER), verified=False)
    (message,) = everything(backend, cursor)[0]
    assert message.authenticated is vouched


# -- labels --------------------------------------------------------------------------------------


def test_a_message_bears_the_last_label_only(backend: Backend, hands: GoogleHands):
    _, cursor = everything(backend, None)
    hands.deliver(inbound("one"))
    (message,) = everything(backend, cursor)[0]
    backend.mailbox.file(message.id, "set_aside")
    backend.mailbox.file(message.id, "handled")
    assert (hands.filed("handled"), hands.filed("set_aside")) == (1, 0)
    assert hands.gmail.labelled("INBOX") == [message.id]


def test_a_label_that_somebody_removed_is_made_again(backend: Backend, hands: GoogleHands):
    _, cursor = everything(backend, None)
    for subject in ("one", "two"):
        hands.deliver(inbound(subject))
    one, two = everything(backend, cursor)[0]
    backend.mailbox.file(one.id, "handled")
    hands.gmail.remove_label("Debrief/Handled")
    backend.mailbox.file(two.id, "handled")
    assert hands.gmail.labelled("Debrief/Handled") == [two.id]


# -- sending -------------------------------------------------------------------------------------


def test_the_receipt_names_what_the_message_id_became(backend: Backend, hands: GoogleHands):
    receipt = backend.mailbox.send(mail())
    assert str(receipt.message_id).endswith("@mail.gmail.com>")
    (raw,) = hands.inbox_of(GUEST)
    assert read_mail(raw)["Message-ID"] == receipt.message_id


def test_an_answer_joins_the_thread(backend: Backend, hands: GoogleHands):
    _, cursor = everything(backend, None)
    hands.deliver(inbound("We decided"))
    (asked,) = everything(backend, cursor)[0]
    message_id = parse_message(asked.raw).message_id
    backend.mailbox.send(mail(in_reply_to=message_id, answers=True))
    (sent,) = hands.gmail.labelled("SENT")
    assert hands.gmail.thread(sent) == hands.gmail.thread(asked.id)


def test_after_a_restart_the_thread_is_found_by_search(
    front: Front, backend: Backend, hands: GoogleHands, tmp_path: Path
):
    hands.deliver(inbound("We decided"))
    (asked,) = everything(backend, None)[0]
    message_id = parse_message(asked.raw).message_id
    open_google(tmp_path, front).mailbox.send(mail(in_reply_to=message_id, answers=True))
    (sent,) = hands.gmail.labelled("SENT")
    assert hands.gmail.thread(sent) == hands.gmail.thread(asked.id)


def test_an_answer_to_a_mail_of_ours_joins_its_thread(
    front: Front, backend: Backend, hands: GoogleHands, tmp_path: Path
):
    first = backend.mailbox.send(mail())
    again = open_google(tmp_path, front)
    again.mailbox.send(mail(KEY[:-1] + "2", in_reply_to=first.message_id))
    one, two = hands.gmail.labelled("SENT")
    assert hands.gmail.thread(one) == hands.gmail.thread(two)
    assert front.count("GET .*/messages$") == 0  # the outbox knew


def test_a_thread_that_is_gone_does_not_stop_the_mail(
    front: Front, backend: Backend, hands: GoogleHands
):
    first = backend.mailbox.send(mail())
    front.faults.append(Fault("POST .*/drafts$", "404"))
    backend.mailbox.send(mail(KEY[:-1] + "2", in_reply_to=first.message_id))
    assert got(hands, KEY[:-1] + "2") == 1


def test_a_mail_that_gmail_refuses_leaves_no_draft(
    front: Front, backend: Backend, hands: GoogleHands
):
    front.faults.append(Fault("drafts/send", "400", reason="invalidArgument"))
    with pytest.raises(Refused):
        backend.mailbox.send(mail())
    assert hands.gmail.drafts() == []
    assert backend.mailbox.sent(KEY) is None


def test_the_outbox_tells_nothing_about_people(backend: Backend, tmp_path: Path):
    backend.mailbox.send(mail())
    data = b"".join(p.read_bytes() for p in (tmp_path / "data" / "google").iterdir())
    assert KEY.encode() not in data
    assert b"ann" not in data
    assert b"harbour" not in data


# -- doubts --------------------------------------------------------------------------------------

LOST = {
    "a draft's answer": Fault("POST .*/drafts$", "loses the answer"),
    "a draft refused": Fault("POST .*/drafts$", "503"),
    "a draft half answered": Fault("POST .*/drafts$", "half an answer"),
    "never arrived": Fault("drafts/send", "drops it"),
    "its answer": Fault("drafts/send", "loses the answer"),
    "half its answer": Fault("drafts/send", "half an answer"),
    "patience": Fault("drafts/send", "stalls"),
    "a 503 after all": Fault("drafts/send", "503 done"),
    "a 503": Fault("drafts/send", "503"),
    "the reading back": Fault("GET .*/messages/", "loses the answer"),
    "throttled": Fault("drafts/send", "429", headers={"Retry-After": "7"}),
    "throttled at the draft": Fault("POST .*/drafts$", "403", reason="rateLimitExceeded"),
}


@pytest.mark.parametrize("what", LOST)
@pytest.mark.parametrize("restart", [False, True])
def test_whatever_is_lost_the_mail_goes_out_once(
    front: Front, hands: GoogleHands, tmp_path: Path, what: str, restart: bool
):
    fault = LOST[what]
    front.faults.append(Fault(fault.where, fault.kind, 1, fault.reason, headers=fault.headers))
    backend = open_google(tmp_path, front)
    with pytest.raises((Doubtful, TryLater)) as lost:
        backend.mailbox.send(mail())
    if restart:
        backend = open_google(tmp_path, front)
    if isinstance(lost.value, Doubtful):
        found = backend.mailbox.sent(KEY)
        assert (found is not None) == (got(hands) == 1)
    receipt = backend.mailbox.send(mail())
    assert got(hands) == 1
    assert hands.gmail.drafts() == []
    assert str(receipt.message_id).endswith("@mail.gmail.com>")
    assert backend.mailbox.sent(KEY) == receipt


def test_a_lost_outbox_is_made_up_for_by_what_lies_in_sent(
    front: Front, backend: Backend, hands: GoogleHands, tmp_path: Path
):
    receipt = backend.mailbox.send(mail())
    backend.mailbox.send(mail(KEY[:-1] + "2"))
    (tmp_path / "data" / "google" / "outbox.sqlite3").unlink()
    again = open_google(tmp_path, front)
    found = again.mailbox.sent(KEY)
    assert found is not None
    assert found.message_id == receipt.message_id
    again.mailbox.send(mail())
    assert got(hands) == 1


def test_without_our_header_the_message_id_tells(
    front: Front, backend: Backend, hands: GoogleHands, tmp_path: Path
):
    hands.gmail.keeps_headers = False
    receipt = backend.mailbox.send(mail())
    (tmp_path / "data" / "google" / "outbox.sqlite3").unlink()
    found = open_google(tmp_path, front).mailbox.sent(KEY)
    assert found is not None
    assert found.message_id == receipt.message_id


def test_a_copy_deleted_from_sent_went_out_all_the_same(
    front: Front, backend: Backend, hands: GoogleHands, tmp_path: Path
):
    backend.mailbox.send(mail())
    (copy,) = hands.gmail.labelled("SENT")
    hands.gmail.erase(copy)
    again = open_google(tmp_path, front).mailbox
    assert again.sent(KEY) is not None
    again.send(mail())
    assert got(hands) == 1


def test_a_draft_thrown_away_by_hand_is_doubted_and_then_written_anew(
    front: Front, hands: GoogleHands, tmp_path: Path
):
    now = [datetime.now(UTC)]
    backend = open_google(tmp_path, front, clock=lambda: now[0])
    front.faults.append(Fault("drafts/send", "drops it"))
    with pytest.raises(Doubtful):
        backend.mailbox.send(mail())
    (draft,) = hands.gmail.drafts()
    hands.gmail.ask("DELETE", f"/drafts/{draft}")
    with pytest.raises(Doubtful):
        backend.mailbox.sent(KEY)
    now[0] += SETTLING
    assert backend.mailbox.sent(KEY) is None
    backend.mailbox.send(mail())
    assert got(hands) == 1


def test_a_draft_that_was_given_up_does_not_stay_among_the_managers(
    front: Front, hands: GoogleHands, tmp_path: Path
):
    now = [datetime.now(UTC)]
    front.faults.append(Fault("drafts/send", "drops it", times=2))
    backend = open_google(tmp_path, front, clock=lambda: now[0])
    for number in (1, 2):
        with pytest.raises(Doubtful):
            backend.mailbox.send(mail(f"{KEY[:-1]}{number}"))
    now[0] += timedelta(days=2)
    backend.mailbox.send(mail(f"{KEY[:-1]}1"))
    assert len(hands.gmail.drafts()) == 1
    now[0] += GIVEN_UP
    backend.mailbox.send(mail(f"{KEY[:-1]}3"))
    assert hands.gmail.drafts() == []
    backend.mailbox.send(mail(f"{KEY[:-1]}2"))  # taken up again by the manager after all
    assert [got(hands, f"{KEY[:-1]}{n}") for n in (1, 2, 3)] == [1, 1, 1]


def test_two_at_work_send_one_mail(front: Front, hands: GoogleHands, tmp_path: Path):
    mailboxes = [open_google(tmp_path, front).mailbox for _ in range(4)]
    with ThreadPoolExecutor(4) as workers:
        receipts = list(workers.map(lambda mailbox: mailbox.send(mail()), mailboxes))
    assert got(hands) == 1
    assert len({receipt.message_id for receipt in receipts}) == 1


@pytest.mark.parametrize("kind", ["drops it", "loses the answer"])
def test_wherever_the_connection_breaks_one_mail_goes_out(
    front: Front, hands: GoogleHands, tmp_path: Path, kind: str
):
    """Break each request in turn, restart, and finish as the effect engine does."""
    hands.deliver(inbound("We decided"))
    message_id = parse_message(everything(open_google(tmp_path, front), None)[0][0].raw).message_id
    for number in range(20):
        key = f"r-{number}/customer_call/call/ann/1"
        asked = mail(key, in_reply_to=message_id)
        fault = Fault("/gmail/", kind, skip=number)
        front.faults = [fault]
        tries = attempts(tmp_path, front, asked)
        assert got(hands, key) == 1, number
        assert hands.gmail.drafts() == []
        if fault.times:  # fewer requests than that: every one of them was broken once
            assert (tries, number) == (1, number)
            assert number >= 4
            return
    raise AssertionError("sending takes too many requests")


def attempts(folder: Path, front: Front, asked: Outgoing) -> int:
    """Send as the effect engine does, a new process each time; return how many tries it took."""
    doubt = False
    for number in range(1, 6):
        mailbox = open_google(folder, front).mailbox
        try:
            if not (doubt and mailbox.sent(asked.key)):
                mailbox.send(asked)
            return number
        except Doubtful:
            doubt = True
        except TryLater:
            continue
    raise AssertionError("it never goes out")
