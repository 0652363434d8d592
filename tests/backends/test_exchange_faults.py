"""What goes wrong between us and Exchange, and that nothing is lost or said twice by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from debrief.backends.base import Backend, Outgoing
from debrief.backends.exchange import Exchange, read_settings
from debrief.calendars.invitation import Meeting
from debrief.credentials import Credentials
from debrief.errors import Doubtful, Refused, SignInNeeded, TryLater
from tests.backends.contract import BackendContract, everything, inbound, subjects
from tests.backends.exchange_hands import ExchangeHands, Opener, opener
from tests.backends.exchange_server import ExchangeServer, Fault
from tests.backends.hands import Hands, read_mail

make = BackendContract()


@pytest.fixture
def server() -> Iterator[ExchangeServer]:
    made = ExchangeServer(Hands.owner, Hands.colleague)
    yield made
    made.stop()
    assert made.invalid == []


@pytest.fixture
def hands(server: ExchangeServer) -> ExchangeHands:
    return ExchangeHands(server)


@pytest.fixture
def opened(server: ExchangeServer, tmp_path: Path) -> Opener:
    return opener(server, tmp_path)


@pytest.fixture
def backend(opened: Opener) -> Backend:
    return opened(push=False)


@pytest.fixture
def mail(hands: ExchangeHands) -> Outgoing:
    return make.mail(hands)


@pytest.fixture
def meeting(hands: ExchangeHands) -> Meeting:
    return make.meeting(hands)


def mails(hands: ExchangeHands, key: str) -> int:
    """How many mails of this key the guest has."""
    return sum(read_mail(m)["X-Debrief-Effect"] == key for m in hands.inbox_of(hands.guest))


# -- sending ---------------------------------------------------------------------------------


def test_a_connection_lost_before_the_send_is_a_doubt_that_resolves_to_no(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands, mail: Outgoing
):
    server.faults = [Fault("SendItem", "drop before")]
    with pytest.raises(Doubtful):
        backend.mailbox.send(mail)
    assert backend.mailbox.sent(mail.key) is None
    backend.mailbox.send(mail)
    assert mails(hands, mail.key) == 1
    assert server.seen.count("CreateItem") == 1  # the draft was found and used
    assert server.office.in_folder(hands.owner, "drafts") == []


@pytest.mark.parametrize("push", [False, True])
def test_a_connection_lost_after_the_send_is_a_doubt_that_resolves_to_yes(
    server: ExchangeServer, opened: Opener, hands: ExchangeHands, mail: Outgoing, push: bool
):
    backend = opened(push=push)
    backend.mailbox.wait(3 if push else 0)  # with a second connection errors come in another form
    server.faults = [Fault("SendItem", "drop after")]
    with pytest.raises(Doubtful):
        backend.mailbox.send(mail)
    receipt = backend.mailbox.sent(mail.key)
    assert receipt is not None
    assert receipt.message_id == str(read_mail(hands.sent_copies()[0])["Message-ID"])
    assert backend.mailbox.send(mail).message_id == receipt.message_id
    assert mails(hands, mail.key) == 1


def test_a_lost_answer_to_a_draft_leaves_one_draft_that_is_used(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands, mail: Outgoing
):
    server.faults = [Fault("CreateItem", "drop after")]
    with pytest.raises(TryLater):
        backend.mailbox.send(mail)
    backend.mailbox.send(mail)
    assert mails(hands, mail.key) == 1
    assert server.office.in_folder(hands.owner, "drafts") == []


def test_an_answer_that_takes_too_long_is_a_doubt(
    server: ExchangeServer, opened: Opener, hands: ExchangeHands, mail: Outgoing
):
    backend = opened(timeout=1)
    server.faults = [Fault("SendItem", "slow", seconds=1.5)]
    with pytest.raises(Doubtful):
        backend.mailbox.send(mail)


def test_where_nobody_listens_nothing_was_done(
    server: ExchangeServer, backend: Backend, mail: Outgoing
):
    backend.mailbox.fetch(None)
    server.stop()
    with pytest.raises(TryLater):
        backend.mailbox.send(mail)


@pytest.mark.parametrize("host", ["127.0.0.1:9", "nowhere.invalid"])
def test_without_any_connection_even_what_tells_people_was_surely_not_done(
    tmp_path: Path, host: str
):
    Credentials(tmp_path).put("exchange_password", "secret")
    scheme = "http" if host.startswith("127.") else "https"
    section = {"url": f"{scheme}://{host}/EWS/Exchange.asmx", "username": "x", "sign_in": "basic"}
    server = Exchange(read_settings(section), Hands.owner, Credentials(tmp_path))
    with pytest.raises(TryLater), server.asked("send a mail", acting=True) as account:
        assert account.sent


def test_a_mail_on_its_way_is_neither_sent_again_nor_called_sent(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands, mail: Outgoing
):
    server.office.slow_transport = True
    receipt = backend.mailbox.send(mail)  # accepted; the copy in Sent comes later
    assert receipt.message_id is not None
    for again in (backend.mailbox.send, lambda m: backend.mailbox.sent(m.key)):
        with pytest.raises(TryLater):
            again(mail)
    server.office.flush()
    assert backend.mailbox.sent(mail.key) is not None
    assert mails(hands, mail.key) == 1


def test_a_mail_that_moves_on_while_it_is_looked_for_is_found(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands, mail: Outgoing
):
    server.office.slow_transport = True
    backend.mailbox.send(mail)
    server.operations.meanwhile = server.office.flush
    assert backend.mailbox.sent(mail.key) is not None


def test_a_copy_that_its_owner_threw_away_still_counts_as_sent(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands, mail: Outgoing
):
    backend.mailbox.send(mail)
    (copy,) = server.office.in_folder(hands.owner, "sentitems")
    server.office.move(copy, "deleteditems")
    assert backend.mailbox.sent(mail.key) is not None


def test_a_draft_that_its_owner_threw_away_is_made_anew(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands, mail: Outgoing
):
    server.faults = [Fault("SendItem", "drop before")]
    with pytest.raises(Doubtful):
        backend.mailbox.send(mail)
    (draft,) = server.office.in_folder(hands.owner, "drafts")
    server.office.move(draft, "deleteditems")
    assert backend.mailbox.sent(mail.key) is None
    backend.mailbox.send(mail)
    assert mails(hands, mail.key) == 1


def test_what_exchange_will_never_send_is_refused(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands
):
    server.faults = [Fault("SendItem", "soap", code="ErrorMessageSizeExceeded")]
    with pytest.raises(Refused, match="ErrorMessageSizeExceeded"):
        backend.mailbox.send(make.mail(hands))


# -- busy, broken, shut out ------------------------------------------------------------------


def test_a_busy_server_is_left_alone_as_long_as_it_says(
    server: ExchangeServer, backend: Backend, mail: Outgoing
):
    for operation in ("SyncFolderItems", "SendItem"):
        server.faults = [Fault(operation, "busy", seconds=7.5)]
        with pytest.raises(TryLater) as told:
            backend.mailbox.fetch(None) if operation != "SendItem" else backend.mailbox.send(mail)
        assert told.value.retry_after == 7.5


def test_retry_after_of_a_front_end_is_honoured(server: ExchangeServer, backend: Backend):
    server.faults = [Fault("SyncFolderItems", "http", status=503, headers={"Retry-After": "40"})]
    with pytest.raises(TryLater) as told:
        backend.mailbox.fetch(None)
    assert told.value.retry_after == 40


@pytest.mark.parametrize("status", [502, 504])
def test_a_gateway_that_gives_up_leaves_a_doubt(
    server: ExchangeServer, backend: Backend, mail: Outgoing, status: int
):
    server.faults = [Fault("SendItem", "http", status=status)]
    with pytest.raises(Doubtful):
        backend.mailbox.send(mail)


def test_a_soap_fault_is_a_passing_fault_when_reading_and_a_doubt_when_sending(
    server: ExchangeServer, backend: Backend, mail: Outgoing
):
    server.faults = [Fault("SyncFolderItems", "soap"), Fault("SendItem", "soap")]
    with pytest.raises(TryLater):
        backend.mailbox.fetch(None)
    with pytest.raises(Doubtful):
        backend.mailbox.send(mail)


def test_a_wrong_password_is_told_and_a_mended_one_is_taken_up(
    server: ExchangeServer, opened: Opener, tmp_path: Path
):
    backend = opened()
    Credentials(tmp_path).put("exchange_password", "wrong")
    with pytest.raises(SignInNeeded, match="user name and password"):
        backend.mailbox.fetch(None)
    Credentials(tmp_path).put("exchange_password", "secret")
    assert backend.mailbox.fetch(None).messages == ()


def test_a_password_changed_in_between_is_told(
    server: ExchangeServer, backend: Backend, mail: Outgoing, hands: ExchangeHands
):
    backend.mailbox.fetch(None)
    server.users[r"HARBOUR\debrief"] = "changed"
    with pytest.raises(SignInNeeded):
        backend.mailbox.send(mail)
    server.users[r"HARBOUR\debrief"] = "secret"
    backend.mailbox.send(mail)
    assert mails(hands, mail.key) == 1


def test_revoked_impersonation_is_told_with_its_remedy_and_heals(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands, mail: Outgoing
):
    backend.mailbox.fetch(None)
    server.may_impersonate.clear()
    with pytest.raises(SignInNeeded, match="ApplicationImpersonation"):
        backend.mailbox.send(mail)
    server.may_impersonate.add(hands.owner)
    backend.mailbox.send(mail)
    assert mails(hands, mail.key) == 1


def test_missing_full_access_is_told_with_its_remedy(server: ExchangeServer, opened: Opener):
    server.full_access.clear()
    with pytest.raises(SignInNeeded, match="full access"):
        opened(access="delegate").mailbox.fetch(None)


def test_closed_web_services_are_told(server: ExchangeServer, backend: Backend):
    server.faults = [Fault("*", "http", status=403, times=9)]
    with pytest.raises(SignInNeeded, match="Web Services are closed"):
        backend.mailbox.fetch(None)


# -- taking in -------------------------------------------------------------------------------


def test_half_an_answer_loses_no_mail(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands
):
    _, cursor = everything(backend, None)
    for number in range(4):
        hands.deliver(inbound(f"number {number}"))
    server.operations.answers_only = 2
    with pytest.raises(TryLater):
        backend.mailbox.fetch(cursor)
    server.operations.answers_only = None
    assert subjects(everything(backend, cursor)[0]) == [f"number {n}" for n in range(4)]


def test_a_mail_moved_away_in_between_is_passed_over(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands
):
    for subject in ("one", "two", "three"):
        hands.deliver(inbound(subject))
    first = backend.mailbox.fetch(None, limit=1)
    gone = next(i for i in server.office.in_folder(hands.owner, "inbox") if b"two" in i.mime)
    server.office.move(gone, "deleteditems")
    rest, _ = everything(backend, first.cursor)
    assert subjects([*first.messages, *rest]) == ["one", "three"]


def test_a_mail_that_exchange_cannot_write_out_comes_from_its_fields(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands
):
    hands.deliver(inbound("Tricky", "what it says\n"))
    hands.deliver(inbound("plain"))
    tricky = next(i for i in server.office.in_folder(hands.owner, "inbox") if b"Tricky" in i.mime)
    tricky.fails = "ErrorMimeContentConversionFailed"
    found, _ = everything(backend, None)
    assert subjects(found) == ["Tricky", "plain"]
    mail = read_mail(found[0].raw)
    assert mail["From"].addresses[0].addr_spec == "ann@customer.example"
    assert "what it says" in mail.get_content()
    assert found[0].authenticated is None


def test_a_sync_state_that_the_server_forgot_starts_anew(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands
):
    hands.deliver(inbound("early"))
    _, cursor = everything(backend, None)
    server.office.boxes[hands.owner].epoch = "restored from a backup"
    hands.deliver(inbound("late"))
    assert subjects(everything(backend, cursor)[0]) == ["early", "late"]


# -- meetings --------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["drop before", "drop after"])
def test_a_doubtful_invitation_is_told_once(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands, meeting: Meeting, what: str
):
    server.faults = [Fault("CreateItem", what)]
    with pytest.raises(Doubtful):
        make.invite(backend, hands, meeting)
    assert (backend.calendar.invited(meeting.key) is not None) == (what == "drop after")
    make.invite(backend, hands, meeting)
    make.told(hands, meeting.uid, 1)


@pytest.mark.parametrize("what", ["drop before", "drop after"])
def test_a_doubtful_move_is_told_once(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands, meeting: Meeting, what: str
):
    make.invite(backend, hands, meeting)
    moved = make.later(meeting, hands)
    server.faults = [Fault("UpdateItem", what)]
    with pytest.raises(Doubtful):
        make.invite(backend, hands, moved)
    assert (backend.calendar.invited(moved.key) is not None) == (what == "drop after")
    make.invite(backend, hands, moved)
    make.told(hands, meeting.uid, 2)
    assert backend.calendar.invited(meeting.key) is not None  # the first one is still known


@pytest.mark.parametrize(
    ("operation", "what", "happened"),
    [
        ("UpdateItem", "drop before", False),
        ("UpdateItem", "drop after", False),
        ("CreateItem", "drop before", False),
        ("CreateItem", "drop after", True),
    ],
)
def test_a_doubtful_cancellation_is_told_once(
    server: ExchangeServer,
    backend: Backend,
    hands: ExchangeHands,
    meeting: Meeting,
    operation: str,
    what: str,
    happened: bool,
):
    make.invite(backend, hands, meeting)
    off = make.later(meeting, hands, status="CANCELLED")
    server.faults = [Fault(operation, what)]
    with pytest.raises(Doubtful if operation == "CreateItem" else TryLater):
        backend.calendar.cancel(off, make.asking(off, hands))
    assert (backend.calendar.invited(off.key) is not None) == happened
    standing = backend.calendar.standing(meeting.uid)
    assert (standing is None) == happened
    backend.calendar.cancel(off, make.asking(off, hands))
    make.told(hands, meeting.uid, 2)


def test_an_earlier_time_that_was_never_sent_comes_too_late(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands, meeting: Meeting
):
    moved = make.later(meeting, hands)
    make.invite(backend, hands, moved)
    make.invite(backend, hands, meeting)
    assert make.standing(backend, meeting.uid).start == moved.start
    make.told(hands, meeting.uid, 1)


def test_of_a_meeting_deleted_silently_people_are_told_by_mail(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands, meeting: Meeting
):
    make.invite(backend, hands, meeting)
    hands.delete(meeting.uid)
    off = make.later(meeting, hands, status="CANCELLED")
    for _ in range(2):
        backend.calendar.cancel(off, make.asking(off, hands))
    assert mails(hands, off.key) == 1
    assert backend.calendar.invited(off.key) is not None


def test_of_a_meeting_called_off_by_hand_nobody_is_told_again(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands, meeting: Meeting
):
    make.invite(backend, hands, meeting)
    item = server.office.meeting(hands.owner, meeting.uid)
    assert item is not None
    item.cancelled = True
    earlier = datetime.now(UTC) - timedelta(hours=1)
    server.office.clock = lambda: earlier
    hands.delete(meeting.uid)
    off = make.later(meeting, hands, status="CANCELLED")
    receipt = backend.calendar.cancel(off, make.asking(off, hands))
    assert abs(receipt.at - earlier) < timedelta(seconds=1)
    assert mails(hands, off.key) == 0


def test_a_cancelled_meeting_left_in_the_calendar_is_over(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands, meeting: Meeting
):
    make.invite(backend, hands, meeting)
    off = make.later(meeting, hands, status="CANCELLED")
    backend.calendar.cancel(off, make.asking(off, hands))
    (item,) = (
        i for i in server.office.in_folder(hands.owner, "deleteditems") if i.kind == "CalendarItem"
    )
    server.office.move(item, "calendar")  # as its owner can, and as some server may leave it
    assert backend.calendar.invited(off.key) is not None
    assert make.standing(backend, meeting.uid).cancelled
    backend.calendar.cancel(off, make.asking(off, hands))
    make.told(hands, meeting.uid, 2)


def test_a_meeting_whose_invitations_never_left_is_sent_after_all(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands, meeting: Meeting
):
    make.invite(backend, hands, meeting)
    item = server.office.meeting(hands.owner, meeting.uid)
    assert item is not None
    item.request_sent = False  # saved, and the server fell over before it sent
    assert backend.calendar.invited(meeting.key) is None
    make.invite(backend, hands, meeting)
    assert backend.calendar.invited(meeting.key) is not None


def test_half_an_answer_on_free_busy_is_unknown_for_the_rest(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands, meeting: Meeting
):
    server.operations.answers_only = 1
    people = [(hands.owner, "UTC"), (hands.colleague, "UTC")]
    found = backend.calendar.busy(people, meeting.start, meeting.end)
    assert found[hands.owner] is not None
    assert found[hands.colleague] is None


def test_a_server_too_busy_for_free_busy_fails_the_question(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands, meeting: Meeting
):
    server.faults = [Fault("GetUserAvailability", "busy", seconds=3)]
    with pytest.raises(TryLater) as told:
        backend.calendar.busy([(hands.owner, "UTC")], meeting.start, meeting.end)
    assert told.value.retry_after == 3
