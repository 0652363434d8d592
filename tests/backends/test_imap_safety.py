"""Over the network nothing goes in the clear, and tokens serve where passwords do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from debrief.backends.imap import findings, open_mailbox
from debrief.backends.imap_mail import ImapMailbox
from debrief.backends.imap_settings import OAuth
from debrief.backends.oauth_token import AccessTokens
from debrief.backends.registry import Site
from debrief.credentials import Credentials
from debrief.errors import SignInNeeded, TryLater
from tests.backends.contract import inbound
from tests.backends.test_imap_mail import KEY, mail
from tests.servers.certificate import server_context, write_certificate
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.harbour import People, new_people
from tests.servers.smtp import Receiver
from tests.servers.tokens import TokenService

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(not Dovecot.installed(), reason="Dovecot cannot be started here"),
]


@dataclass
class Safe:
    """A house behind TLS, with a sign-in service."""

    dovecot: Dovecot
    smtp: Receiver
    tokens: TokenService
    certificate: Path

    def site(self, data: Path, people: People, **but: dict[str, Any]) -> Site:
        trusted = {"host": "127.0.0.1", "ca_file": str(self.certificate), "timeout": 10}
        sections = {
            "imap": {**trusted, "port": self.dovecot.imaps, **but.get("imap", {})},
            "smtp": {
                **trusted, "port": self.smtp.port, "security": "starttls", **but.get("smtp", {})
            },
        }  # fmt: skip
        credentials = Credentials(data)
        credentials.put("imap_password", PASSWORD)
        return Site(people.team(), data, data, sections, credentials, lambda: datetime.now(UTC))

    def oauth(self) -> dict[str, Any]:
        url = f"http://127.0.0.1:{self.tokens.port}/token"
        return {"auth": "xoauth2", "oauth": {"token_url": url, "client_id": "debrief"}}


@pytest.fixture(scope="module")
def safe() -> Iterator[Safe]:
    with TemporaryDirectory(prefix="safe-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        paths = write_certificate(folder)
        (folder / "dovecot").mkdir()
        tokens = TokenService()
        tokens.start()
        introspection = f"http://127.0.0.1:{tokens.port}/introspect"
        dovecot = Dovecot(folder / "dovecot", certificate=paths, introspection=introspection)
        smtp = Receiver(dovecot.deliver, tls=server_context(paths))
        smtp.tokens = tokens.valid
        try:
            dovecot.start()
            smtp.start()
            yield Safe(dovecot, smtp, tokens, paths[0])
        finally:
            smtp.stop()
            dovecot.stop()
            tokens.stop()


@pytest.fixture
def people(safe: Safe) -> People:
    made = new_people()
    safe.tokens.user = made.owner
    safe.tokens.failing = 0
    safe.tokens.valid.clear()
    return made


def works(mailbox: ImapMailbox, safe: Safe, people: People) -> None:
    safe.dovecot.deliver(inbound("hello"), [people.owner])
    assert len(mailbox.fetch(None).messages) == 1
    mailbox.send(mail(people))
    (got,) = safe.dovecot.mails(people.guest)
    assert KEY.encode() in got


def test_tls_from_the_first_byte_and_starttls_work(safe: Safe, people: People, tmp_path: Path):
    works(open_mailbox(safe.site(tmp_path, people)), safe, people)


def test_imap_with_starttls_works(safe: Safe, people: People, tmp_path: Path):
    imap = {"security": "starttls", "port": safe.dovecot.imap}
    works(open_mailbox(safe.site(tmp_path, people, imap=imap)), safe, people)


def test_a_certificate_nobody_vouches_for_ends_it_before_the_password(
    safe: Safe, people: People, tmp_path: Path
):
    unknown = {"ca_file": None}
    mailbox = open_mailbox(safe.site(tmp_path, people, imap=unknown))
    with pytest.raises(TryLater, match="authority that this machine does not know"):
        mailbox.fetch(None)
    mailbox = open_mailbox(safe.site(tmp_path, people, smtp=unknown))
    with pytest.raises(TryLater, match="authority that this machine does not know"):
        mailbox.send(mail(people))


def test_a_password_of_any_letters_signs_in(safe: Safe, people: People, tmp_path: Path):
    site = safe.site(tmp_path, people)
    site.credentials.put("imap_password", "schlüssel-é")
    safe.smtp.password = "schlüssel-é"
    try:
        works(open_mailbox(site), safe, people)
    finally:
        safe.smtp.password = "secret"


@pytest.mark.parametrize("password", ["wrong", "fälsch"])
def test_a_wrong_password_is_told_with_the_file_that_it_is_in(
    safe: Safe, people: People, tmp_path: Path, password: str
):
    site = safe.site(tmp_path, people)
    site.credentials.put("imap_password", password)
    found = {f.name.split()[0]: f.said for f in findings(site)}
    for server in ("IMAP", "SMTP"):
        assert f"right password into {tmp_path}/credentials/imap_password" in found[server]
        assert "Unicode" not in found[server]


@pytest.mark.parametrize(
    ("section", "change", "words"),
    [
        ("imap", {"port": 1}, ("nothing answers", "port 1", "[imap]")),
        ("smtp", {"port": 1}, ("nothing answers", "port 1", "[smtp]")),
        ("imap", {"host": "nowhere.invalid"}, ("no host of the name nowhere.invalid", "[imap]")),
        ("imap", {"ca_file": None}, ("authority", 'ca_file = "', "[imap]")),
        ("smtp", {"ca_file": None}, ("authority", 'ca_file = "', "[smtp]")),
        ("imap", {"tls on": "imap"}, ("does not speak TLS", 'security = "starttls"', "[imap]")),
    ],
)
def test_a_server_that_cannot_be_reached_says_where_and_what_to_set(
    safe: Safe, people: People, tmp_path: Path, section: str, change: dict, words: tuple[str, ...]
):
    if "tls on" in change:
        change = {"port": safe.dovecot.imap}
    site = safe.site(tmp_path, people, **{section: change})
    found = {f.name.split()[0]: f for f in findings(site)}
    told = found.pop(section.upper())
    assert told.good is False
    assert all(word in told.said for word in words), told.said
    assert told.said.count(people.owner) == 0  # the line's name tells it
    assert all(other.good for other in found.values())


def test_a_server_without_starttls_gets_no_password(people: People, tmp_path: Path):
    plain = Receiver(lambda *_: None)
    plain.start()
    try:
        host = {"host": "127.0.0.1", "port": plain.port, "security": "starttls"}
        site = Site(
            people.team(), tmp_path, tmp_path, {"imap": {"host": "127.0.0.1"}, "smtp": host},
            Credentials(tmp_path), lambda: datetime.now(UTC),
        )  # fmt: skip
        with pytest.raises(TryLater, match="STARTTLS"):
            open_mailbox(site).outbox.smtp.check()
    finally:
        plain.stop()


def test_tokens_serve_imap_and_smtp(safe: Safe, people: People, tmp_path: Path):
    site = safe.site(tmp_path, people, imap=safe.oauth(), smtp={"auth": "xoauth2", **safe.oauth()})
    site.credentials.put("imap_refresh_token", safe.tokens.refresh)
    site.credentials.put("smtp_refresh_token", safe.tokens.refresh)
    works(open_mailbox(site), safe, people)


def test_a_token_that_ended_early_is_renewed(safe: Safe, people: People, tmp_path: Path):
    site = safe.site(tmp_path, people, imap=safe.oauth(), smtp={"auth": "xoauth2", **safe.oauth()})
    site.credentials.put("imap_refresh_token", safe.tokens.refresh)
    site.credentials.put("smtp_refresh_token", safe.tokens.refresh)
    mailbox = open_mailbox(site)
    mailbox.fetch(None)
    mailbox.send(mail(people, "r-1/customer_call/call/ann/0"))
    safe.tokens.valid.clear()  # revoked: our clocks still think they last
    for connection in (*mailbox.accounts.values(), mailbox.outbox.connection):
        connection.close()
    mailbox.outbox.smtp.close()
    mailbox.fetch(None)
    mailbox.send(mail(people))
    assert len(keys_of(safe, people)) == 2


def keys_of(safe: Safe, people: People) -> list[bytes]:
    return safe.dovecot.mails(people.guest)


def test_a_revoked_refresh_token_asks_for_a_new_sign_in(safe: Safe, people: People, tmp_path: Path):
    site = safe.site(tmp_path, people, imap=safe.oauth())
    site.credentials.put("imap_refresh_token", "stolen and revoked")
    with pytest.raises(SignInNeeded, match="the token was revoked"):
        open_mailbox(site).fetch(None)


def test_a_busy_sign_in_service_is_tried_later(safe: Safe, people: People, tmp_path: Path):
    site = safe.site(tmp_path, people, imap=safe.oauth())
    site.credentials.put("imap_refresh_token", safe.tokens.refresh)
    safe.tokens.failing = 503
    with pytest.raises(TryLater) as err:
        open_mailbox(site).fetch(None)
    assert err.value.retry_after == 7


def test_a_token_lasts_until_it_is_due_and_a_new_refresh_token_is_kept(
    safe: Safe, people: People, tmp_path: Path
):
    settings = OAuth(token_url=f"http://127.0.0.1:{safe.tokens.port}/token", client_id="debrief")
    credentials = Credentials(tmp_path)
    credentials.put("imap_refresh_token", safe.tokens.refresh)
    safe.tokens.rotates = True
    try:
        tokens = AccessTokens(settings, credentials, "imap")
        first = tokens.get()
        assert tokens.get() == first
        assert credentials.get("imap_refresh_token") == safe.tokens.refresh
        assert tokens.get(anew=True) != first
    finally:
        safe.tokens.rotates = False
