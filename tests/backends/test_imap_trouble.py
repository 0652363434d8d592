"""Servers that get into trouble: each fault costs only what it concerns, and is told in clear words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from debrief.backends.base import Incoming
from debrief.backends.imap import open_mailbox
from debrief.backends.imap_mail import ImapMailbox
from debrief.errors import Doubtful, Refused, SignInNeeded, TryLater
from tests.backends.contract import inbound
from tests.backends.test_imap_mail import KEY, keys, mail
from tests.servers.dovecot import Dovecot
from tests.servers.harbour import Harbour, People
from tests.servers.radicale import Radicale
from tests.servers.trouble import BROKEN, LOST, Answer, Between

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(not Dovecot.installed(), reason="Dovecot cannot be started here"),
    pytest.mark.skipif(not Radicale.installed(), reason="Radicale is not installed"),
    pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning"),
]


@pytest.fixture
def between(harbour: Harbour) -> Iterator[Between]:
    made = Between(harbour.dovecot.imap, "imap")
    yield made
    made.close()


@pytest.fixture
def mailbox(harbour: Harbour, people: People, tmp_path: Path, between: Between) -> ImapMailbox:
    section = {**harbour.sections(people.team())["imap"], "port": between.port}
    return open_mailbox(harbour.site(tmp_path, people.team(), but={"imap": section}))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("NO [LIMIT] Maximum number of connections from user+IP exceeded", "lower at_once"),
        ("NO [ALERT] Too many simultaneous connections. (Failure)", "lower at_once"),
        ("NO [INUSE] the mailbox is locked", "cannot check sign-ins now"),
        ("NO [UNAVAILABLE] Temporary authentication failure.", "cannot check sign-ins now"),
        ("NO Server is busy, try again", "cannot check sign-ins now"),
    ],
)
def test_a_sign_in_that_is_only_not_taken_now_is_tried_again(
    mailbox: ImapMailbox, between: Between, answer: str, said: str
):
    between.trouble.on("^LOGIN", answer)
    with pytest.raises(TryLater, match=said) as told:
        mailbox.fetch(None)
    assert "password" not in str(told.value)
    between.trouble.over()
    mailbox.fetch(None)


@pytest.mark.parametrize("how", [BROKEN, LOST])
def test_a_line_that_breaks_while_signing_in_is_no_wrong_password(
    mailbox: ImapMailbox, between: Between, how: str
):
    between.trouble.on("^LOGIN", how)
    with pytest.raises(TryLater) as told:
        mailbox.fetch(None)
    assert "password" not in str(told.value)


@pytest.mark.parametrize(
    "answer",
    ["NO [AUTHENTICATIONFAILED] Authentication failed.", "NO Login failed.", "NO [EXPIRED] gone"],
)
def test_a_sign_in_that_is_refused_names_the_password(
    mailbox: ImapMailbox, between: Between, answer: str
):
    between.trouble.on("^LOGIN", answer)
    with pytest.raises(SignInNeeded, match="put the right password"):
        mailbox.fetch(None)


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        (r"^UID (MOVE|COPY)", "NO [OVERQUOTA] Quota exceeded"),
        (r"^UID MOVE", BROKEN),
        (r"^UID MOVE", LOST),
        (r"^UID STORE \d+ -FLAGS", BROKEN),
        (r"^UID STORE \d+ -FLAGS", LOST),
    ],
)
@pytest.mark.parametrize("restarted", [False, True])
def test_a_mail_whose_copy_could_not_be_settled_is_never_sent_again(
    harbour: Harbour,
    people: People,
    tmp_path: Path,
    mailbox: ImapMailbox,
    between: Between,
    command: str,
    answer: Answer,
    restarted: bool,
):
    between.trouble.on(command, answer)
    with suppress(Doubtful):
        mailbox.send(mail(people))
    between.trouble.over()
    if restarted:
        mailbox = open_mailbox(harbour.site(tmp_path, people.team()))
    with suppress(Refused):  # nobody can know: a person is asked
        receipt = mailbox.sent(KEY)
        assert receipt is not None
        mailbox.send(mail(people))
    assert keys(harbour, people.guest) == [KEY]


def test_a_mail_that_is_known_to_be_out_is_not_doubted_though_sent_stays_full(
    harbour: Harbour, people: People, mailbox: ImapMailbox, between: Between
):
    between.trouble.on(r"^UID (MOVE|COPY)", "NO [OVERQUOTA] Quota exceeded")
    with pytest.raises(Doubtful, match="went out, but Sent could not be written"):
        mailbox.send(mail(people))
    assert mailbox.sent(KEY) is not None
    assert keys(harbour, people.guest) == [KEY]


def test_a_copy_whose_keeping_was_not_heard_of_does_not_stay_behind(
    harbour: Harbour, people: People, mailbox: ImapMailbox, between: Between
):
    mailbox.send(mail(people, "r-1/customer_call/call/ann/0"))
    between.trouble.on(r"^APPEND", LOST, times=1)
    mailbox.send(mail(people))
    assert keys(harbour, people.guest)[1:] == [KEY]
    assert len(harbour.dovecot.mails(people.owner, "Sent")) == 2
    assert harbour.dovecot.mails(people.owner, "Debrief sending") == []


def test_a_password_that_smtp_refused_is_not_tried_again_until_it_is_another_one(
    harbour: Harbour, people: People, tmp_path: Path
):
    site = harbour.site(tmp_path, people.team())
    mailbox = open_mailbox(site)
    site.credentials.put("smtp_password", "an old one")
    with pytest.raises(SignInNeeded, match="credentials/smtp_password"):
        mailbox.send(mail(people))
    sessions = harbour.smtp.sessions
    for _ in range(3):
        with pytest.raises(SignInNeeded, match="credentials/smtp_password"):
            mailbox.send(mail(people))
    assert harbour.smtp.sessions == sessions
    site.credentials.put("smtp_password", "secret")
    mailbox.send(mail(people))
    assert keys(harbour, people.guest) == [KEY]


@pytest.mark.parametrize("limit", [1, 100])
def test_one_mail_that_the_server_does_not_give_keeps_no_other_waiting(
    harbour: Harbour,
    people: People,
    mailbox: ImapMailbox,
    between: Between,
    monkeypatch: pytest.MonkeyPatch,
    limit: int,
):
    for number in range(1, 4):
        harbour.dovecot.deliver(inbound(f"mail {number}"), [people.owner])
    broken = r"^UID FETCH (2|1,2,3|1:3|2:3|2,3) .*BODY.PEEK"
    between.trouble.on(broken, "NO [SERVERBUG] Internal error occurred.")
    came, cursor = everything(mailbox, limit)
    assert [m.unreadable is None for m in came] == [True, False, True]
    assert "does not give it" in str(came[1].unreadable)
    assert not mailbox.fetch(cursor).messages  # told once
    between.trouble.over()
    monkeypatch.setattr("debrief.backends.imap_mail.LATE_SECONDS", 0.0)
    (late,) = mailbox.fetch(cursor).messages
    assert late.id == came[1].id and b"mail 2" in late.raw and late.unreadable is None
    assert not mailbox.fetch(mailbox.fetch(cursor).cursor).messages


def test_a_server_that_gives_no_mail_at_all_is_tried_again(
    harbour: Harbour, people: People, mailbox: ImapMailbox, between: Between
):
    for number in range(3):
        harbour.dovecot.deliver(inbound(f"mail {number}"), [people.owner])
    between.trouble.on(r"^UID FETCH .*BODY.PEEK", "NO [SERVERBUG] Internal error occurred.")
    with pytest.raises(TryLater):
        mailbox.fetch(None)
    between.trouble.over()
    assert len(mailbox.fetch(None).messages) == 3


def everything(mailbox: ImapMailbox, limit: int) -> tuple[list[Incoming], str]:
    cursor, came = None, list[Incoming]()
    while (batch := mailbox.fetch(cursor, limit)).messages:
        came += batch.messages
        cursor = batch.cursor
    return came, batch.cursor
