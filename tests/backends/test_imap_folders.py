"""People rename and delete folders of their mailbox, and fill it up: sending goes on, or says what to do."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from imapclient.exceptions import IMAPClientError

from debrief.backends.imap import open_mailbox
from debrief.backends.imap_connection import _refusal
from debrief.backends.imap_mail import ImapMailbox
from debrief.console.proving import prove
from debrief.errors import Doubtful, TryLater
from tests.backends.test_imap_mail import KEY, keys, mail, pytestmark, signed_in  # noqa: F401
from tests.servers.harbour import Harbour, People


@pytest.fixture
def mailbox(harbour: Harbour, people: People, tmp_path: Path) -> ImapMailbox:
    return open_mailbox(harbour.site(tmp_path, people.team()))


@pytest.mark.parametrize("name", ["Sent", "Debrief sending"])
@pytest.mark.parametrize("gone", ["renamed", "deleted"])
def test_a_folder_of_ours_that_is_gone_is_made_anew_while_at_work(
    harbour: Harbour, people: People, mailbox: ImapMailbox, name: str, gone: str
):
    mailbox.send(mail(people))
    with signed_in(harbour, people.owner) as client:
        if gone == "renamed":
            client.rename_folder(name, "Old")
        else:
            client.delete_folder(name)
    second = mail(people, key="r-1/second")
    with suppress(TryLater):  # as it is tried again
        mailbox.send(second)
    mailbox.send(second)
    assert keys(harbour, people.guest) == [KEY, "r-1/second"]
    assert "r-1/second" in keys(harbour, people.owner, "Sent")


def test_a_mail_that_was_taken_is_not_sent_again_when_its_copys_folder_is_gone(
    harbour: Harbour, people: People, mailbox: ImapMailbox, monkeypatch: pytest.MonkeyPatch
):
    def gone(*_: object) -> None:
        with signed_in(harbour, people.owner) as client:
            client.rename_folder("Debrief sending", "Old")
        raise IMAPClientError("gone")

    with monkeypatch.context() as patched:
        patched.setattr("debrief.backends.imap_outbox.move", gone)
        with pytest.raises(Doubtful, match="went out"):
            mailbox.send(mail(people))
    with suppress(TryLater):
        mailbox.sent(KEY)
    assert mailbox.sent(KEY) is not None
    mailbox.send(mail(people))
    assert keys(harbour, people.guest) == [KEY]


def test_a_watched_folder_that_is_not_there_is_named_with_those_there_are(
    harbour: Harbour, people: People, tmp_path: Path
):
    section = {**harbour.sections(people.team())["imap"], "folders": ["INBOX", "Losses"]}
    site = harbour.site(tmp_path, people.team(), but={"imap": section})
    harbour.dovecot.deliver(b"From: a@b.example\r\n\r\nHello\r\n", [people.owner])
    with pytest.raises(TryLater, match=r"no folder 'Losses'; .*\[imap\].*there are .*INBOX"):
        open_mailbox(site).fetch(None)
    found = {finding.name: finding for finding in prove("imap", site)}
    assert found["watched folders"].good is False
    with signed_in(harbour, people.owner) as client:
        client.create_folder("Losses")
    found = {finding.name: finding for finding in prove("imap", site)}
    assert found["watched folders"].said == "INBOX, Losses"


def test_a_full_mailbox_is_told_with_its_remedy():
    full = IMAPClientError("append failed: [OVERQUOTA] Quota exceeded (mailbox for user is full)")
    assert _refusal(full).startswith("the mailbox is full: delete mail in it, or have its quota")
    assert _refusal(IMAPClientError("no such thing")) == "the mail server said no (no such thing)"
