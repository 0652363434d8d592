"""What Exchange alone can do, and the ways to sign in: against a stand-in."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from exchangelib.properties import MessageHeader

from debrief.backends import exchange_inbox
from debrief.backends.base import Backend
from debrief.backends.exchange import read_settings
from debrief.backends.exchange_inbox import is_internal, with_trace
from debrief.calendars.busy import BusyTimes
from debrief.credentials import Credentials
from debrief.errors import BadInput, SignInNeeded
from tests.backends.contract import BackendContract, everything, inbound, subjects
from tests.backends.exchange_hands import ExchangeHands, Opener, opener
from tests.backends.exchange_server import ExchangeServer
from tests.backends.hands import Hands, read_mail

make = BackendContract()
FIRST = datetime(2027, 3, 22, tzinfo=UTC)  # a Monday; clocks in Berlin go forward on the 28th


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
    return opened()


def works(backend: Backend, hands: ExchangeHands) -> None:
    """One mail in, one mail out, one question, one invitation."""
    hands.deliver(inbound("hello"))
    assert subjects(everything(backend, None)[0]) == ["hello"]
    backend.mailbox.send(make.mail(hands))
    meeting = make.meeting(hands)
    make.invite(backend, hands, meeting)
    make.told(hands, meeting.uid, 1)
    assert make.busy(backend, hands.owner) is not None


# -- signing in ------------------------------------------------------------------------------


@pytest.mark.parametrize("access", ["delegate", "own"])
def test_full_access_and_ones_own_account_work_without_impersonation(
    server: ExchangeServer, opened: Opener, hands: ExchangeHands, access: str
):
    server.may_impersonate.clear()
    works(opened(access=access), hands)


def test_ntlm_works(
    server: ExchangeServer,
    opened: Opener,
    hands: ExchangeHands,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    users = tmp_path / "ntlm"
    users.write_text("HARBOUR:debrief:secret\n")
    monkeypatch.setenv("NTLM_USER_FILE", str(users))
    server.sign_in = "ntlm"
    works(opened(sign_in="ntlm"), hands)
    Credentials(tmp_path).put("exchange_password", "wrong")
    with pytest.raises(SignInNeeded):
        opened(sign_in="ntlm").mailbox.fetch(None)


@pytest.mark.parametrize(
    ("username", "grant"), [(None, "client_credentials"), ("debrief@harbour.example", "password")]
)
def test_tokens_work_and_are_renewed(
    server: ExchangeServer,
    opened: Opener,
    hands: ExchangeHands,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    username: str | None,
    grant: str,
):
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # the stand-in speaks plain HTTP
    server.sign_in = "oauth"
    Credentials(tmp_path).put("exchange_client_secret", "app-secret")
    settings = {
        "sign_in": "oauth",
        "username": username,
        "client_id": "app",
        "token_url": server.url.replace("/EWS/Exchange.asmx", "/token"),
        "scope": "https://mail.harbour.example/.default",
    }
    backend = opened(**settings)
    works(backend, hands)
    assert server.grants[0]["grant_type"] == grant
    assert server.grants[0]["scope"] == "https://mail.harbour.example/.default"
    server.tokens.clear()  # revoked before it ran out
    with pytest.raises(SignInNeeded):
        backend.mailbox.fetch(None)
    assert subjects(everything(backend, None)[0]) == ["hello"]  # with a new one


def test_a_refused_application_is_told(
    server: ExchangeServer, opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    Credentials(tmp_path).put("exchange_client_secret", "old")
    url = server.url.replace("/EWS/Exchange.asmx", "/token")
    backend = opened(sign_in="oauth", username=None, client_id="app", token_url=url)
    for _ in range(6):  # more often than there are connections
        with pytest.raises(SignInNeeded, match="no token"):
            backend.mailbox.fetch(None)


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ({"server": "outlook.office365.com", "username": "x"}, 'backend = "graph"'),
        ({"url": "https://eu.outlook.com/EWS/Exchange.asmx", "username": "x"}, "October 2026"),
        ({"url": "http://mail.harbour.example/EWS/Exchange.asmx", "username": "x"}, "https://"),
        ({"username": "x"}, "give one of"),
        ({"server": "a.example", "autodiscover": True, "username": "x"}, "give one of"),
        ({"server": "mail.harbour.example"}, "exchange.username"),
        ({"server": "mail.harbour.example", "sign_in": "oauth"}, "client_id"),
        ({"server": "mail.harbour.example", "username": "x", "conections": 3}, "conections"),
        ({"server": "mail.harbour.example", "username": "x", "access": "root"}, "access"),
    ],
)
def test_settings_that_cannot_work_are_named_with_their_remedy(section: dict[str, Any], words: str):
    with pytest.raises(BadInput, match=words):
        read_settings(section)


def test_a_missing_password_says_where_to_put_it(opened: Opener, tmp_path: Path):
    backend = opened()
    (tmp_path / "credentials" / "exchange_password").unlink()
    with pytest.raises(SignInNeeded, match="exchange_password"):
        backend.mailbox.fetch(None)


# -- the mailbox -----------------------------------------------------------------------------


def test_a_notification_comes_at_once_and_silence_stays_silent(
    backend: Backend, hands: ExchangeHands
):
    backend.mailbox.wait(2)  # the first answer says only that listening has begun
    assert not backend.mailbox.wait(0.3)
    begun = time.monotonic()
    threading.Timer(0.2, hands.deliver, [inbound("news")]).start()
    assert backend.mailbox.wait(5)
    assert time.monotonic() - begun < 1.5


def test_notifications_come_back_after_a_break(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands
):
    backend.mailbox.wait(2)
    with server.broken_for_a_while():
        assert not backend.mailbox.wait(0.5)
    assert backend.mailbox.wait(5)  # listening has begun again: look, something may have come
    threading.Timer(0.2, hands.deliver, [inbound("news")]).start()
    assert backend.mailbox.wait(3)


def test_several_backends_with_notifications_do_not_wait_for_each_other(
    server: ExchangeServer, opened: Opener, hands: ExchangeHands
):
    backends = [opened(connections=2) for _ in range(4)]
    for backend in backends:
        assert backend.mailbox.wait(3)
    hands.deliver(inbound("one"))
    with ThreadPoolExecutor() as pool:
        looks = [pool.submit(everything, backend, None) for backend in backends]
        assert [subjects(look.result(timeout=10)[0]) for look in looks] == [["one"]] * 4


def test_connections_end_with_the_backend(server: ExchangeServer, opened: Opener):
    for _ in range(5):
        opened(push=False).mailbox.fetch(None)
    gc.collect()
    end = time.monotonic() + 5
    while server.connections and time.monotonic() < end:
        time.sleep(0.05)
    assert server.connections == 0


def test_mail_from_before_the_first_look_is_left_alone_when_it_is_old(
    server: ExchangeServer,
    opened: Opener,
    hands: ExchangeHands,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(exchange_inbox, "PAGE", 1)  # the old one comes on a page of its own
    for subject, days in (("ancient", 40), ("recent", 3)):
        hands.deliver(inbound(subject))
        item = server.office.in_folder(hands.owner, "inbox")[0]
        item.created -= timedelta(days=days)
    backend = opened()
    found, cursor = everything(backend, None)
    assert subjects(found) == ["recent"]
    (ancient,) = (i for i in server.office.in_folder(hands.owner, "inbox") if b"ancient" in i.mime)
    server.office.move(server.office.move(ancient, "deleteditems"), "inbox")
    assert subjects(everything(backend, cursor)[0]) == ["ancient"]  # put there by its owner


def test_a_long_first_look_goes_page_by_page_and_loses_nothing(
    backend: Backend, hands: ExchangeHands, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(exchange_inbox, "PAGE", 7)
    for number in range(40):
        hands.deliver(inbound(f"n{number}"))
    found, cursor = everything(backend, None, limit=3)
    assert sorted(subjects(found)) == sorted(f"n{n}" for n in range(40))
    assert everything(backend, cursor)[0] == []


@pytest.mark.parametrize("kind", ["SharingMessage", "PostItem", "Task"])
def test_items_of_other_kinds_stop_nobody(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands, kind: str
):
    for subject in ("before", "odd", "after"):
        hands.deliver(inbound(subject))
    odd = next(i for i in server.office.in_folder(hands.owner, "inbox") if b"odd" in i.mime)
    odd.kind = kind
    assert subjects(everything(backend, None)[0]) == ["before", "odd", "after"]
    backend.mailbox.file(everything(backend, None)[0][1].id, "handled")


def test_one_batch_holds_no_more_than_memory_can(
    backend: Backend, hands: ExchangeHands, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(exchange_inbox, "MOST_BYTES", 30_000)
    for number in range(5):
        hands.deliver(inbound(f"n{number}", "word " * 4000))
    batch = backend.mailbox.fetch(None)
    assert len(batch.messages) == 1
    assert subjects(everything(backend, None)[0]) == [f"n{n}" for n in range(5)]


def test_only_what_exchange_signed_in_itself_is_vouched_for(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands
):
    mark = b"X-MS-Exchange-Organization-AuthAs: Internal\r\n"
    hands.deliver(mark + inbound("forged", sender=hands.colleague))
    server.office.deliver(inbound("real", sender=hands.colleague), hands.owner, internal=True)
    server.office.deliver(
        inbound("relay", sender=hands.colleague), hands.owner, internal=True, mechanism="10"
    )
    found, _ = everything(backend, None)
    known = dict(zip(subjects(found), (m.authenticated for m in found), strict=True))
    assert known == {"forged": None, "real": True, "relay": None}


def test_what_mail_hosts_wrote_is_put_back_in_its_own_order(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands
):
    trace = (
        "Received: by mail.harbour.example; Mon, 1 Mar 2027 10:00:00 +0000",
        "Authentication-Results: mx.harbour.example; dmarc=pass header.from=customer.example",
        "Received: from evil.example; Mon, 1 Mar 2027 09:59:00 +0000",
        "Authentication-Results: mx.harbour.example; dmarc=pass header.from=harbour.example",
    )
    hands.deliver("\r\n".join(trace).encode() + b"\r\n" + inbound("traced"))
    (whole,), _ = everything(backend, None)
    server.operations.writes_anew = True
    (anew,), _ = everything(backend, None)
    for got in (whole, anew):
        mail = read_mail(got.raw)
        found = [
            (n, str(v)) for n, v in mail.items() if n in ("Received", "Authentication-Results")
        ]
        assert [f"{n}: {v}" for n, v in found] == list(trace)
        assert mail["Subject"] == "traced"
        assert mail.get_all("From") is not None
        assert len(mail.get_all("From", [])) == 1


def test_a_mail_with_its_trace_is_left_as_it_is():
    raw = b"Received: by mail.harbour.example\r\nSubject: s\r\n\r\nwords\r\n"
    more = [MessageHeader(name="Authentication-Results", value="mx; dmarc=pass")]
    assert with_trace(raw, more) == raw


@pytest.mark.parametrize(
    "said",
    [
        [],
        ["Anonymous"],
        ["Internal", "Anonymous"],
        ["Internal", "Internal"],
        ["internal "],
        ["Partner"],
    ],
)
def test_marks_that_are_not_exactly_one_internal_say_nothing(said: list[str]):
    name = "X-MS-Exchange-Organization-AuthAs"
    assert is_internal([MessageHeader(name=name, value=v) for v in said]) is None


def test_the_category_stands_beside_the_owners_own(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands
):
    hands.deliver(inbound("one"))
    (item,) = server.office.in_folder(hands.owner, "inbox")
    item.fields["Categories"] = ["Private"]
    (got,), _ = everything(backend, None)
    backend.mailbox.file(got.id, "set_aside")
    assert item.fields["Categories"] == ["Private", "Debrief: set aside"]


def test_the_message_id_is_the_one_that_people_have(backend: Backend, hands: ExchangeHands):
    mail = make.mail(hands)
    receipt = backend.mailbox.send(mail)
    (got,) = (read_mail(m) for m in hands.inbox_of(hands.guest))
    assert str(got["Message-ID"]) == receipt.message_id
    assert "mail.harbour.example" in str(receipt.message_id)  # not the one we gave


# -- the calendar ----------------------------------------------------------------------------


def ask(backend: Backend, who: str, days: int = 1) -> BusyTimes | None:
    return backend.calendar.busy([(who, "UTC")], FIRST, FIRST + timedelta(days=days))[who]


@pytest.mark.parametrize("view", ["FreeBusy", "FreeBusyMerged", "Detailed", "MergedOnly"])
def test_every_view_that_rights_allow_is_read(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands, view: str
):
    server.office.boxes[hands.colleague].view = view
    start = FIRST + timedelta(hours=9)
    hands.book(hands.colleague, start, start + timedelta(hours=1))
    server.office.book(hands.colleague, start + timedelta(hours=2), start + timedelta(hours=3), "Tentative")  # fmt: skip
    found = ask(backend, hands.colleague)
    assert found is not None
    at = int(start.timestamp())
    assert found.busy == ((at, at + 3600),)
    assert found.tentative == ((at + 7200, at + 10800),)


def test_no_rights_and_no_data_are_unknown(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands
):
    server.office.boxes[hands.owner].view = "None"
    assert ask(backend, hands.owner) is None
    server.office.book(hands.colleague, FIRST, FIRST + timedelta(hours=1), "NoData")
    assert ask(backend, hands.colleague) is None


def test_being_away_is_busy_and_working_elsewhere_is_not(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands
):
    server.office.book(hands.owner, FIRST, FIRST + timedelta(hours=1), "OOF")
    server.office.book(hands.owner, FIRST + timedelta(hours=5), FIRST + timedelta(hours=6), "WorkingElsewhere")  # fmt: skip
    found = ask(backend, hands.owner)
    assert found is not None
    at = int(FIRST.timestamp())
    assert found.busy == ((at, at + 3600),)


def test_times_outside_ones_own_working_hours_are_rather_not(
    server: ExchangeServer, opened: Opener, hands: ExchangeHands
):
    server.office.boxes[hands.colleague].hours = [("Monday Tuesday Wednesday", 540, 1020)]
    found = ask(opened(), hands.colleague, days=8)
    assert found is not None
    at = int(FIRST.timestamp())
    day, hour = 86400, 3600
    assert found.tentative == (
        (at, at + 8 * hour),  # 9:00 in Berlin is 8:00 in UTC before the clocks change
        (at + 16 * hour, at + day + 8 * hour),
        (at + day + 16 * hour, at + 2 * day + 8 * hour),
        (at + 2 * day + 16 * hour, at + 7 * day + 7 * hour),  # and 7:00 after
        (at + 7 * day + 15 * hour, at + 8 * day),
    )
    assert found.busy == ()
    without = ask(opened(working_hours=False), hands.colleague, days=8)
    assert without is not None
    assert without.tentative == ()


def test_many_people_are_asked_for_in_bounded_batches_at_once(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands
):
    people = [(f"p{n}@elsewhere.example", "UTC") for n in range(450)]
    found = backend.calendar.busy(
        [*people, (hands.owner, "UTC")], FIRST, FIRST + timedelta(days=90)
    )
    assert len(found) == 451
    assert found[hands.owner] is not None
    assert server.seen.count("GetUserAvailability") == 15
    assert 1 < server.most_at_once <= 3


def test_somebody_elses_event_at_the_same_time_still_counts(backend: Backend, hands: ExchangeHands):
    meeting = make.meeting(hands)
    make.invite(backend, hands, meeting)
    hands.book(hands.owner, meeting.start, meeting.end)
    without = make.busy(backend, hands.owner, ignoring=meeting.uid)
    assert without is not None
    assert without.busy == ((int(meeting.start.timestamp()), int(meeting.end.timestamp())),)


def test_who_declined_has_something_else_at_that_time(backend: Backend, hands: ExchangeHands):
    meeting = make.meeting(hands)
    make.invite(backend, hands, meeting)
    span = (int(meeting.start.timestamp()), int(meeting.end.timestamp()))
    invited = make.busy(backend, hands.colleague, ignoring=meeting.uid)
    assert invited is not None
    assert (invited.busy, invited.tentative) == ((), ())
    hands.answer(meeting.uid, hands.colleague, "DECLINED")
    hands.book(hands.colleague, meeting.start, meeting.end)
    found = make.busy(backend, hands.colleague, ignoring=meeting.uid)
    assert found is not None
    assert found.busy == (span,)


def test_people_added_at_a_move_are_invited_and_answers_of_the_others_are_kept_apart(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands
):
    meeting = make.meeting(hands)
    make.invite(backend, hands, meeting)
    fewer = make.later(meeting, hands, invitees=meeting.invitees[:1])
    make.invite(backend, hands, fewer)
    standing = make.standing(backend, meeting.uid)
    assert set(standing.partstats) == {hands.guest}
    assert standing.sequence == 1


def test_an_invitation_is_known_by_the_message_id_that_people_have(
    backend: Backend, hands: ExchangeHands
):
    def latest() -> str:
        return str(read_mail(hands.inbox_of(hands.guest)[-1])["Message-ID"])

    meeting = make.meeting(hands)
    first = backend.calendar.invite(meeting, make.asking(meeting, hands))
    assert first.message_id == latest()
    moved = make.later(meeting, hands)
    second = backend.calendar.invite(moved, make.asking(moved, hands))
    assert second.message_id == latest() != first.message_id
    known = backend.calendar.invited(moved.key)
    assert known is not None
    assert known.message_id == second.message_id
    off = make.later(moved, hands, status="CANCELLED")
    third = backend.calendar.cancel(off, make.asking(off, hands))
    assert third.message_id == latest() != second.message_id


def test_a_link_that_somebody_added_is_told(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands
):
    meeting = make.meeting(hands)
    make.invite(backend, hands, meeting)
    assert make.standing(backend, meeting.uid).link is None
    item = server.office.meeting(hands.owner, meeting.uid)
    assert item is not None
    item.own["publicstrings", "SkypeTeamsMeetingUrl"] = "https://meet.harbour.example/1?a=b&c"
    item.fields["Location"] = "Room 5"
    assert make.standing(backend, meeting.uid).link == "https://meet.harbour.example/1?a=b&c"
    make.invite(backend, hands, make.later(meeting, hands))
    assert item.fields["Location"] == "Room 5"
    assert item.fields["Body"].count('href="https://meet.harbour.example/1?a=b&amp;c"') == 1


def test_a_mail_costs_four_requests(server: ExchangeServer, backend: Backend, hands: ExchangeHands):
    backend.mailbox.send(make.mail(hands))
    before = len(server.seen)
    backend.mailbox.send(make.mail(hands))
    asked = [o for o in server.seen[before:] if o != "GetStreamingEvents"]
    assert asked == ["FindItem", "CreateItem", "SendItem", "FindItem"]


def test_a_mailbox_watched_for_long_asks_little(
    server: ExchangeServer, backend: Backend, hands: ExchangeHands
):
    hands.deliver(inbound("one"))
    _, cursor = everything(backend, None)
    before = len(server.seen)
    backend.mailbox.fetch(cursor)
    assert server.seen[before:] == ["SyncFolderItems"]
