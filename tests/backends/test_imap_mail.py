"""What only IMAP and SMTP have: doubt after DATA, TLS, tokens, IDLE, UIDVALIDITY."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import pytest
from imapclient import FLAGGED, IMAPClient

from debrief.backends.base import Backend, Outgoing
from debrief.backends.imap import open_mailbox
from debrief.backends.imap_connection import SignIn
from debrief.backends.imap_mail import ImapMailbox
from debrief.backends.imap_settings import (
    CalDavSettings,
    ImapSettings,
    SmtpSettings,
    read_section,
)
from debrief.backends.mime import build_mail
from debrief.backends.smtp import SmtpSender
from debrief.credentials import Credentials
from debrief.errors import BadInput, Doubtful, Refused, SignInNeeded, TryLater
from tests.backends.contract import everything, inbound, subjects
from tests.backends.hands import read_mail
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.harbour import Harbour, People
from tests.servers.radicale import Radicale
from tests.servers.smtp import Receiver

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(not Dovecot.installed(), reason="Dovecot cannot be started here"),
    pytest.mark.skipif(not Radicale.installed(), reason="Radicale is not installed"),
    pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning"),
]
KEY = "r-1/customer_call/call/ann/1"


@pytest.fixture
def mailbox(harbour: Harbour, people: People, tmp_path: Path) -> ImapMailbox:
    return open_mailbox(harbour.site(tmp_path, people.team()))


def mail(people: People, key: str = KEY, **fields: object) -> Outgoing:
    given: dict[str, object] = {
        "key": key,
        "sender": ("Ines", people.owner),
        "to": (("Ann", people.guest),),
        "subject": "Hello",
        "text": "one\n.\ntwo\n",
        "html": "<p>one</p>",
    }
    return Outgoing(**{**given, **fields})  # type: ignore[arg-type]


def keys(harbour: Harbour, address: str, folder: str = "") -> list[str]:
    mails = harbour.dovecot.mails(address, folder)
    return [str(read_mail(raw)["X-Debrief-Effect"]) for raw in mails]


def signed_in(harbour: Harbour, address: str) -> IMAPClient:
    client = IMAPClient("127.0.0.1", harbour.dovecot.imap, ssl=False, timeout=10)
    client.login(address, PASSWORD)
    return client


# -- sending and its doubts --------------------------------------------------------------------


def test_a_lost_answer_is_doubtful_and_the_mail_is_never_sent_again(
    harbour: Harbour, people: People, mailbox: ImapMailbox
):
    harbour.smtp.silent_once = True
    with pytest.raises(Doubtful, match="whether it took the mail"):
        mailbox.send(mail(people))
    assert keys(harbour, people.guest) == [KEY]  # it did arrive: nobody could know
    for _ in range(2):
        with pytest.raises(Refused, match=r"Debrief sending.*delete it"):
            mailbox.sent(KEY)
        with pytest.raises(Refused):
            mailbox.send(mail(people))
    assert keys(harbour, people.guest) == [KEY]


@pytest.mark.parametrize("arrived", [True, False])
def test_the_manager_decides_a_doubt_by_moving_or_deleting_the_copy(
    harbour: Harbour, people: People, mailbox: ImapMailbox, arrived: bool
):
    harbour.smtp.silent_once = harbour.smtp.lost_once = False
    if arrived:
        harbour.smtp.silent_once = True
    else:
        harbour.smtp.lost_once = True
    with pytest.raises(Doubtful):
        mailbox.send(mail(people))
    with signed_in(harbour, people.owner) as client:
        client.select_folder("Debrief sending")
        if arrived:
            client.move(client.search(), "Sent")
        else:
            client.delete_messages(client.search())
            client.expunge()
    assert (mailbox.sent(KEY) is not None) == arrived
    mailbox.send(mail(people))
    assert keys(harbour, people.guest) == [KEY]


def test_a_mail_to_the_manager_proves_itself_by_lying_in_the_inbox(
    harbour: Harbour, people: People, mailbox: ImapMailbox
):
    harbour.smtp.silent_once = True
    own = mail(people, to=(("Ines", people.owner),))
    with pytest.raises(Doubtful):
        mailbox.send(own)
    assert mailbox.sent(KEY) is not None
    mailbox.send(own)
    assert keys(harbour, people.owner) == [KEY]
    assert keys(harbour, people.owner, "Sent") == [KEY]
    assert keys(harbour, people.owner, "Debrief sending") == []


def test_a_mails_last_bytes_do_not_wait_for_the_receipt_of_those_before(
    people: People, tmp_path: Path
):
    quiet = Receiver(lambda *_: None)
    quiet.start()
    try:
        host = {"host": "127.0.0.1", "port": quiet.port, "security": "plain"}
        settings = read_section("smtp", host, SmtpSettings)
        credentials = Credentials(tmp_path)
        credentials.put("smtp_password", PASSWORD)
        sender = SmtpSender(settings, SignIn(people.owner, "smtp", credentials))
        raw = build_mail(mail(people), datetime.now(UTC)).as_bytes()
        taken = []
        for _ in range(40):  # the first few are acknowledged at once by any system
            begun = time.monotonic()
            sender.deliver(people.owner, [people.guest], raw, lambda: None)
            taken.append(time.monotonic() - begun)
    finally:
        quiet.stop()
    assert median(taken) < 0.03  # 0.04 and more where one waits for the other


def test_a_crash_before_the_mail_went_leaves_no_doubt(
    harbour: Harbour, people: People, mailbox: ImapMailbox
):
    harbour.smtp.stop()
    with pytest.raises(TryLater):
        mailbox.send(mail(people))
    harbour.smtp.start()
    assert len(keys(harbour, people.owner, "Debrief sending")) == 1  # prepared, not going
    assert mailbox.sent(KEY) is None
    mailbox.send(mail(people))
    assert keys(harbour, people.guest) == [KEY]
    assert keys(harbour, people.owner, "Debrief sending") == []


def test_a_crash_between_the_servers_yes_and_sent_is_healed_by_whoever_knew(
    harbour: Harbour, people: People, mailbox: ImapMailbox
):
    hand_on = harbour.smtp.hand_on

    def and_then_the_mail_server_goes(raw: bytes, recipients: list[str], sender: str) -> None:
        hand_on(raw, recipients, sender)
        harbour.dovecot.stop()

    harbour.smtp.hand_on = and_then_the_mail_server_goes
    with pytest.raises(Doubtful, match="the mail went out"):
        mailbox.send(mail(people))
    harbour.smtp.hand_on = hand_on
    harbour.dovecot.start()
    assert mailbox.sent(KEY) is not None
    assert keys(harbour, people.owner, "Sent") == [KEY]
    assert keys(harbour, people.guest) == [KEY]


def test_a_refused_recipient_stops_the_mail_to_everybody(
    harbour: Harbour, people: People, mailbox: ImapMailbox
):
    harbour.smtp.refused[people.colleague] = "550 5.1.1 no such person"
    both = mail(people, to=(("Ann", people.guest), ("Ben", people.colleague)))
    with pytest.raises(Refused, match=f"recipient {people.colleague}.*no such person"):
        mailbox.send(both)
    assert keys(harbour, people.guest) == []
    assert mailbox.sent(KEY) is None
    harbour.smtp.refused[people.colleague] = "451 4.7.1 come back later"
    with pytest.raises(TryLater, match="come back later"):
        mailbox.send(both)
    harbour.smtp.refused.clear()
    mailbox.send(both)
    assert keys(harbour, people.guest) == keys(harbour, people.colleague) == [KEY]


@pytest.mark.parametrize(("answer", "error"), [("552 too large", Refused), ("452 full", TryLater)])
def test_what_the_server_answers_after_the_mail_is_certain(
    harbour: Harbour, people: People, mailbox: ImapMailbox, answer: str, error: type[Exception]
):
    harbour.smtp.after_data = answer
    with pytest.raises(error):
        mailbox.send(mail(people))
    harbour.smtp.after_data = ""
    assert mailbox.sent(KEY) is None
    mailbox.send(mail(people))
    assert keys(harbour, people.guest) == [KEY]


def test_a_mail_larger_than_the_server_takes_is_refused_before_it_goes(
    harbour: Harbour, people: People, mailbox: ImapMailbox
):
    with pytest.raises(Refused, match="takes at most 20000000 bytes"):
        mailbox.send(mail(people, text="x" * 21_000_000))
    assert mailbox.sent(KEY) is None


def test_a_line_of_one_dot_survives_and_smuggles_nothing(
    harbour: Harbour, people: People, mailbox: ImapMailbox
):
    mailbox.send(mail(people, text="one\r\n.\r\nMAIL FROM:<x@y.example>\n.\rtwo\n"))
    (raw,) = harbour.dovecot.mails(people.guest)
    body = read_mail(raw).get_body(("plain",))
    assert body is not None
    assert [x.strip() for x in body.get_content().splitlines() if x.strip()][:2] == ["one", "."]
    assert "two" in body.get_content()


def test_a_key_in_somebodys_mail_is_no_proof_of_sending(
    harbour: Harbour, people: People, mailbox: ImapMailbox
):
    raw = b"X-Debrief-Effect: " + KEY.encode() + b"\r\n" + inbound("forged")
    harbour.dovecot.deliver(raw, [people.owner])
    assert mailbox.sent(KEY) is None


def test_a_server_that_keeps_sent_itself_ends_the_doubt(
    harbour: Harbour, people: People, tmp_path: Path
):
    sections = harbour.sections(people.team())
    but = {"smtp": {**sections["smtp"], "keeps_sent": True}}
    mailbox = open_mailbox(harbour.site(tmp_path, people.team(), but=but))
    mailbox.send(mail(people, "r-1/customer_call/call/ann/0"))  # makes the folders
    harbour.smtp.silent_once = True
    with pytest.raises(Doubtful):
        mailbox.send(mail(people))
    (copy,) = harbour.dovecot.mails(people.guest)[1:]
    with signed_in(harbour, people.owner) as client:
        client.append("Sent", copy)  # as such a server does
    assert mailbox.sent(KEY) is not None


# -- taking in ---------------------------------------------------------------------------------


def test_a_mailbox_made_anew_is_read_from_the_start(
    harbour: Harbour, people: People, mailbox: ImapMailbox
):
    harbour.dovecot.deliver(inbound("one"), [people.owner])
    backend = Backend("imap", mailbox, None)  # type: ignore[arg-type]
    _, cursor = everything(backend, None)
    box = harbour.folder / "dovecot" / "mail" / people.owner
    for connection in mailbox.accounts.values():
        connection.close()
    for path in box.glob("dovecot*"):
        path.unlink()  # UIDs and UIDVALIDITY are lost
    harbour.dovecot.deliver(inbound("two"), [people.owner])
    assert set(subjects(everything(backend, cursor)[0])) == {"one", "two"}


def test_years_of_old_mail_are_left_alone_at_the_first_look(
    harbour: Harbour, people: People, mailbox: ImapMailbox
):
    now = mailbox.clock()
    with signed_in(harbour, people.owner) as client:
        for days, subject in ((900, "ancient"), (60, "old"), (3, "recent")):
            client.append("INBOX", inbound(subject), (), now - timedelta(days=days))
    backend = Backend("imap", mailbox, None)  # type: ignore[arg-type]
    assert subjects(everything(backend, None)[0]) == ["recent"]


def test_large_mails_come_in_small_batches(harbour: Harbour, people: People, mailbox: ImapMailbox):
    for number in range(3):
        raw = inbound(f"large {number}", "x" * 70 + "\n" + "y" * 70 + "\n" * 200)
        harbour.dovecot.deliver(raw + b"z" * 9_000_000, [people.owner])
    batch = mailbox.fetch(None)
    assert len(batch.messages) == 2
    assert len(mailbox.fetch(batch.cursor).messages) == 1


def test_mail_to_a_plus_address_comes_too(harbour: Harbour, people: People, mailbox: ImapMailbox):
    harbour.dovecot.deliver(inbound("please"), [people.team().debrief_address or ""])
    backend = Backend("imap", mailbox, None)  # type: ignore[arg-type]
    assert subjects(everything(backend, None)[0]) == ["please"]


def test_a_debrief_address_with_a_mailbox_of_its_own_is_watched(
    harbour: Harbour, people: People, tmp_path: Path
):
    own = people.owner.replace("ines", "debrief")
    sections = harbour.sections(people.team())
    but = {"imap": {**sections["imap"], "debrief_user": own}}
    site = harbour.site(tmp_path, people.team(), but=but)
    site.credentials.put("imap_debrief_password", PASSWORD)
    mailbox = open_mailbox(site)
    harbour.dovecot.deliver(inbound("forwarded"), [own])
    harbour.dovecot.deliver(inbound("direct"), [people.owner])
    backend = Backend("imap", mailbox, None)  # type: ignore[arg-type]
    found, _ = everything(backend, None)
    assert set(subjects(found)) == {"forwarded", "direct"}
    for message in found:
        mailbox.file(message.id, "set_aside")
    assert len(harbour.dovecot.mails(own, "Debrief set aside")) == 1


def test_handled_and_set_aside_are_seen_in_any_mail_program(
    harbour: Harbour, people: People, mailbox: ImapMailbox
):
    for subject in ("one", "two"):
        harbour.dovecot.deliver(inbound(subject), [people.owner])
    first, second = mailbox.fetch(None).messages
    mailbox.file(first.id, "handled")
    mailbox.file(second.id, "set_aside")
    with signed_in(harbour, people.owner) as client:
        client.select_folder("INBOX", readonly=True)
        assert client.search(["KEYWORD", "DebriefHandled"]) == [1]
        assert client.search(["KEYWORD", "DebriefSetAside"]) == [2]
        assert FLAGGED in client.get_flags([2])[2]
        assert client.search(["SEEN"]) == []  # reading is the manager's


def test_what_was_set_aside_is_flagged_no_more_once_it_is_handled(
    harbour: Harbour, people: People, mailbox: ImapMailbox
):
    harbour.dovecot.deliver(inbound("one"), [people.owner])
    (message,) = mailbox.fetch(None).messages
    mailbox.file(message.id, "set_aside")
    mailbox.file(message.id, "handled")
    with signed_in(harbour, people.owner) as client:
        client.select_folder("INBOX", readonly=True)
        assert client.get_flags([1])[1] == (b"DebriefHandled",)
    assert harbour.dovecot.mails(people.owner, "Debrief set aside") == []


def test_handled_mail_moves_to_a_folder_where_one_is_named(
    harbour: Harbour, people: People, tmp_path: Path
):
    sections = harbour.sections(people.team())
    but = {"imap": {**sections["imap"], "handled": "Losses"}}
    mailbox = open_mailbox(harbour.site(tmp_path, people.team(), but=but))
    harbour.dovecot.deliver(inbound("one"), [people.owner])
    (message,) = mailbox.fetch(None).messages
    for _ in range(2):
        mailbox.file(message.id, "handled")
    assert len(harbour.dovecot.mails(people.owner, "Losses")) == 1
    assert mailbox.fetch(None).messages == ()


# -- the hint ----------------------------------------------------------------------------------


def settled(mailbox: ImapMailbox) -> None:
    """Begin watching: the first look is itself a hint."""
    assert mailbox.wait(0.1)
    assert not mailbox.wait(0.2)


def later(do: object, seconds: float = 0.2) -> threading.Timer:
    timer = threading.Timer(seconds, do)  # type: ignore[arg-type]
    timer.start()
    return timer


def test_new_mail_ends_the_wait(harbour: Harbour, people: People, mailbox: ImapMailbox):
    settled(mailbox)
    timer = later(lambda: harbour.dovecot.deliver(inbound("now"), [people.owner]))
    begun = time.monotonic()
    assert mailbox.wait(10)
    assert time.monotonic() - begun < 4
    timer.join()


def test_what_comes_between_two_waits_is_told_at_once(
    harbour: Harbour, people: People, mailbox: ImapMailbox
):
    settled(mailbox)
    harbour.dovecot.deliver(inbound("between"), [people.owner])
    time.sleep(1)
    begun = time.monotonic()
    assert mailbox.wait(10)
    assert time.monotonic() - begun < 0.3


def test_watching_is_renewed_before_the_server_ends_it(
    harbour: Harbour, people: People, mailbox: ImapMailbox
):
    (watcher,) = mailbox.watchers
    assert watcher.renewed < 29 * 60
    watcher.renewed = 0.3
    settled(mailbox)
    since = watcher._since
    for _ in range(3):
        assert not mailbox.wait(0.4)
    assert watcher._since != since
    harbour.dovecot.deliver(inbound("after"), [people.owner])
    assert any(mailbox.wait(1) for _ in range(5))


def test_a_connection_that_breaks_is_watched_anew(
    harbour: Harbour, people: People, mailbox: ImapMailbox
):
    settled(mailbox)
    with harbour.broken():
        for _ in range(3):
            mailbox.wait(0.2)
    assert any(mailbox.wait(1) for _ in range(30))  # the new connection is itself a hint
    harbour.dovecot.deliver(inbound("after"), [people.owner])
    assert any(mailbox.wait(1) for _ in range(5))


# -- settings ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"host": "mail.example", "security": "plain"}, "imap: security 'plain' would show"),
        ({}, "imap.host: is missing"),
        ({"host": "localhost:993"}, 'write host = "localhost" and port = 993'),
        ({"host": "100k EUR"}, "write it as mail.company.example"),
        ({"host": "cal.x/dav"}, "write it as mail.company.example"),
        ({"host": "x", "port": "much"}, "imap.port: must be a whole number from 1 to 65535"),
        ({"host": "x", "timeout": True}, "imap.timeout: must be a number above 0 to 300"),
        ({"host": "x", "prot": 1}, "imap.prot: is unknown; known are host"),
        ({"host": "x", "auth": "xoauth2"}, "needs oauth"),
        ({"host": "x", "oauth": {"token_url": "http://x/", "client_id": "y"}}, "imap.oauth.token"),
        ({"host": "x", "timeout": 0}, "imap.timeout"),
    ],
)
def test_settings_that_cannot_be_are_named(values: dict[str, object], said: str):
    with pytest.raises(BadInput) as err:
        read_section("imap", values, ImapSettings)
    assert said in str(err.value)


@pytest.mark.parametrize("url", ["https://[bad", "https://cal.example:x/", "cal.example/dav", ""])
def test_an_address_that_is_none_is_told_so(url: str):
    with pytest.raises(BadInput, match=r"caldav: .*is no address; write it as https://"):
        read_section("caldav", {"url": url}, CalDavSettings)


def test_a_password_file_that_is_not_utf_8_is_named(tmp_path: Path):
    secrets = Credentials(tmp_path)
    secrets.put("imap_password", "x")
    (secrets.folder / "imap_password").write_bytes("schlüssel".encode("latin-1"))
    with pytest.raises(BadInput, match="imap_password: is not UTF-8 text; save it as UTF-8"):
        secrets.get("imap_password")


def test_a_calendar_over_the_open_network_is_refused():
    with pytest.raises(BadInput, match="would show the password"):
        read_section("caldav", {"url": "http://cal.example/"}, CalDavSettings)


def test_a_wrong_password_says_where_the_right_one_belongs(
    harbour: Harbour, people: People, tmp_path: Path
):
    site = harbour.site(tmp_path, people.team())
    site.credentials.put("imap_password", "wrong")
    mailbox = open_mailbox(site)
    with pytest.raises(SignInNeeded, match=r"credentials/imap_password"):
        mailbox.fetch(None)
    assert not mailbox.wait(0.1)
    with pytest.raises(SignInNeeded):
        mailbox.send(mail(people))


def test_a_mail_deleted_between_two_that_are_filed_is_passed_over(
    harbour: Harbour, people: People, mailbox: ImapMailbox
):
    for number in range(3):
        harbour.dovecot.deliver(inbound(f"mail {number}"), [people.owner])
    first, second, third = mailbox.fetch(None).messages
    mailbox.file(first.id, "handled")
    with signed_in(harbour, people.owner) as client:
        client.select_folder("INBOX")
        client.delete_messages([int(second.id.rsplit(" ", 1)[1])])
        client.expunge()
    for message, folder in ((second, "handled"), (second, "set_aside"), (third, "set_aside")):
        mailbox.file(message.id, folder)
    with signed_in(harbour, people.owner) as client:
        client.select_folder("INBOX")
        assert len(client.search(["KEYWORD", "DebriefHandled"])) == 1
        assert len(client.search(["FLAGGED"])) == 1


def test_a_copy_taken_away_before_the_mail_goes_holds_it_back(
    harbour: Harbour, people: People, mailbox: ImapMailbox
):
    mailbox.send(mail(people, "r-1/customer_call/call/ann/0"))
    harbour.smtp.before_data = lambda: emptied(harbour, people.owner, "Debrief sending")
    try:
        with pytest.raises(TryLater, match="is gone"):
            mailbox.send(mail(people))
    finally:
        harbour.smtp.before_data = None
    assert keys(harbour, people.guest) == ["r-1/customer_call/call/ann/0"]
    mailbox.send(mail(people))
    assert keys(harbour, people.guest)[1:] == [KEY]


def emptied(harbour: Harbour, address: str, folder: str) -> None:
    with signed_in(harbour, address) as client:
        client.select_folder(folder)
        client.delete_messages(client.search())
        client.expunge()
