"""Who vouches for senders: what a mail to oneself proves, and which backends need no host named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from debrief.backends.base import Incoming
from debrief.backends.local import utc_now
from debrief.backends.registry import PROVING_HOSTS, Site
from debrief.backends.registry import open_backend as open_any
from debrief.bootstrap import open_backend
from debrief.config import load_config, write_config
from debrief.console.proving import prove
from debrief.credentials import Credentials
from debrief.engine.vouching import common_host, nobody_vouches, vouching
from debrief.reading.mail.authentication import certain
from debrief.reading.mail.message import parse_message
from tests.backends.exchange_hands import TEAM
from tests.backends.exchange_server import ExchangeServer
from tests.backends.hands import Hands

TEAM_FILE = {
    "company": {"name": "Harbour", "domain": "harbour.example"},
    "manager": {"name": "Ines", "email": Hands.owner},
    "reps": [{"name": "Ben", "email": Hands.colleague}],
}


@pytest.mark.parametrize(
    ("authenticated", "vouched", "host", "found"),
    [
        (True, None, None, None), (True, None, "mx.a.example", True), (True, True, None, True),
        (False, None, None, False), (False, True, None, False), (None, None, None, None),
        (None, None, "mx.a.example", None), (True, False, None, None), (True, None, "", None),
    ],
)  # fmt: skip
def test_a_pass_counts_only_from_a_host_that_somebody_named(authenticated, vouched, host, found):
    assert certain(authenticated, vouched, host) is found


@pytest.mark.parametrize(("backend", "host"), [("google", "mx.google.com"), ("embedded", None)])
def test_where_every_mailbox_has_one_host_it_need_not_be_named(
    tmp_path: Path, backend: str, host: str | None
):
    write_config(tmp_path, tmp_path / "office", TEAM_FILE, backend=backend)
    config = load_config(tmp_path)
    assert config.team().authserv_id == host == PROVING_HOSTS.get(backend)
    assert "authserv_id" not in json.loads((tmp_path / "team.json").read_text())


def test_the_embedded_office_needs_no_host(tmp_path: Path):
    write_config(tmp_path, tmp_path / "office", TEAM_FILE)
    config = load_config(tmp_path)
    assert not nobody_vouches(config.team(), open_backend(config, config.team(), utc_now))


def on_exchange(server: ExchangeServer, data: Path) -> Site:
    credentials = Credentials(data)
    credentials.put("exchange_password", "secret")
    section = {"url": server.url, "username": r"HARBOUR\debrief", "sign_in": "basic", "push": False}
    return Site(TEAM, data, data, {"exchange": section}, credentials, utc_now)


def test_exchange_vouches_for_its_own_people_by_itself(tmp_path: Path):
    server = ExchangeServer(Hands.owner, Hands.colleague)
    try:
        site = on_exchange(server, tmp_path)
        found = {f.name: f for f in prove("exchange", site, send=True, patience=10)}
        assert not nobody_vouches(site.team, open_any("exchange", site))
    finally:
        server.stop()
    assert found["who wrote a mail"].good is True
    assert "the mailbox itself vouches" in found["who wrote a mail"].said


def mail(host: str | None, sender: str) -> bytes:
    word = f"Authentication-Results: {host}; dmarc=pass header.from=x\r\n" if host else ""
    return f"{word}From: {sender}\r\nSubject: x\r\n\r\nhello\r\n".encode()


@pytest.mark.parametrize(
    ("mails", "found"),
    [
        ([("mx.a.example", f"a@d{n}.example") for n in range(5)], "mx.a.example"),
        ([("mx.a.example", f"a@d{n}.example") for n in range(4)], None),  # too few
        ([("mx.a.example", f"a{n}@d.example") for n in range(9)], None),  # all of one domain
        ([("mx.a.example", f"a@d{n}.example") for n in range(5)] + [(None, "b@e.example")] * 2, None),
        ([], None),
    ],
)  # fmt: skip
def test_a_host_is_proposed_only_when_nearly_all_mail_names_it(mails, found):
    assert common_host(parse_message(mail(*one)) for one in mails) == found


OWN = f"Message-ID: <own@harbour.example>\r\nFrom: {Hands.owner}\r\nSubject: x\r\n\r\nhello\r\n"
EDGE = "mx.harbour.example"
STORED = f"Received: from {EDGE} by store.lan with LMTP; Mon, 5 Oct 2026 09:00:00 +0000\r\n"
STATED = f"Authentication-Results: {EDGE}; dmarc={{}} header.from=harbour.example\r\n"


class _Server:
    """What `vouching` looks at of a backend that does not vouch by itself."""

    class mailbox:
        trusts_delivery = False


@pytest.mark.parametrize("dmarc", ["pass", "none", "fail", "temperror", ""])
@pytest.mark.parametrize("others", [0, 9])
@pytest.mark.parametrize("store", ["", STORED])
def test_a_host_that_is_proposed_is_taken_once_it_is_named(store: str, others: int, dmarc: str):
    raw = store + (STATED.format(dmarc) if dmarc else "") + OWN
    came = Incoming("1", raw.encode(), utc_now())
    beside = [parse_message(mail(EDGE, f"a@d{n}.example")) for n in range(others)]
    found = vouching(TEAM.model_copy(update={"authserv_id": None}), _Server(), came, beside)
    named = TEAM.model_copy(update={"authserv_id": EDGE.upper()})
    then = vouching(named, _Server(), came, beside)
    assert then.proposes == ""
    assert found.proposes == (EDGE if dmarc == "pass" or (not dmarc and others) else "")
    assert then.good is (True if dmarc == "pass" else None if found.proposes else False)
    if dmarc not in ("", "pass"):
        assert f"dmarc={dmarc}" in found.said
        assert found.said == then.said
