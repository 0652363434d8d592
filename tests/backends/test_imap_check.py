"""`debrief check` proves the servers, or says what to mend, in plain words."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from debrief.backends.finding import Finding
from debrief.backends.imap_settings import ImapSettings, SmtpSettings, read_section
from debrief.backends.registry import Site
from debrief.config import load_config, write_config
from debrief.console.proving import prove
from debrief.console.setting_up import Given, imap_sections, init_data
from debrief.console.trying import Sections, tried
from tests.backends.contract import inbound
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.harbour import AUTHSERV_ID, Harbour, People
from tests.servers.radicale import Radicale

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(not Dovecot.installed(), reason="Dovecot cannot be started here"),
    pytest.mark.skipif(not Radicale.installed(), reason="Radicale is not installed"),
    pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning"),
]


def by_name(findings: Iterator[Finding]) -> dict[str, Finding]:
    return {f.name: f for f in findings}


def test_with_everything_right_nothing_is_to_mend(harbour: Harbour, people: People, tmp_path: Path):
    site = harbour.site(tmp_path, people.team())
    found = list(prove("imap", site, send=True, patience=10))
    assert [str(f) for f in found if f.good is False] == [
        f"MEND  free times of the reps: not {people.colleague}; let them share at least free/busy, "
        "or mend their addresses in team.json"
    ]  # the colleague has no calendar yet
    named = by_name(iter(found))
    assert named["Message-ID"].said == "reaches people as it was written"
    assert AUTHSERV_ID in named["who wrote a mail"].said
    assert "IDLE" in named[f"IMAP {people.owner} at 127.0.0.1"].said
    assert "Debrief, by mail" in named["CalDAV"].said
    assert len(harbour.dovecot.mails(people.owner)) == 1
    assert harbour.dovecot.mails(people.colleague) == []


def test_without_send_nothing_goes_out(harbour: Harbour, people: People, tmp_path: Path):
    found = by_name(prove("imap", harbour.site(tmp_path, people.team())))
    assert found["sending"].good is None
    assert "--send" in found["sending"].said
    assert harbour.dovecot.mails(people.owner) == []


def test_a_wrong_password_is_named_with_its_place(harbour: Harbour, people: People, tmp_path: Path):
    site = harbour.site(tmp_path, people.team(), caldav=False)
    site.credentials.put("imap_password", "wrong")
    found = by_name(prove("imap", site, send=True, patience=1))
    assert "credentials/imap_password" in found["mailbox"].said
    assert found["mailbox"].good is False
    assert found["sending"].good is False


def test_a_calendar_that_is_not_there_is_named(harbour: Harbour, people: People, tmp_path: Path):
    but = {"caldav": {"url": harbour.radicale.url.replace(str(harbour.radicale.port), "1")}}
    found = by_name(prove("imap", harbour.site(tmp_path, people.team(), but=but)))
    assert found["CalDAV"].good is False
    for word in ("nothing answers", "port 1", "[caldav]"):
        assert word in found["CalDAV"].said
    assert found[f"IMAP {people.owner} at 127.0.0.1"].good
    assert found[f"SMTP {people.owner} at 127.0.0.1"].good
    assert len([f for f in found.values() if f.good is False]) == 1


def test_an_smtp_server_that_is_down_is_named(harbour: Harbour, people: People, tmp_path: Path):
    harbour.smtp.stop()
    try:
        found = by_name(prove("imap", harbour.site(tmp_path, people.team()), send=True))
    finally:
        harbour.smtp.start()
    assert found[f"SMTP {people.owner} at 127.0.0.1"].good is False
    assert found["sending"].good is False


def unnamed(harbour: Harbour, people: People, data: Path) -> Site:
    """A site whose team file names no mail host."""
    team = people.team().model_copy(update={"authserv_id": None})
    return replace(harbour.site(data, people.team()), team=team)


def vouching(site: Site) -> Finding:
    """What a mail to oneself tells of the mail host; nothing else is told of it."""
    found = prove("imap", site, send=True, patience=10)
    (one,) = (f for f in found if f.name == "who wrote a mail")
    return one


def test_a_mail_host_that_is_not_named_is_proposed(
    harbour: Harbour, people: People, tmp_path: Path
):
    found = vouching(unnamed(harbour, people, tmp_path))
    assert (found.good, found.proposes) == (False, AUTHSERV_ID)
    assert f"--mail-host {AUTHSERV_ID}" in found.said


@pytest.mark.parametrize(("forgers", "proposed"), [(0, AUTHSERV_ID), (3, "")])
def test_a_host_that_all_other_mail_names_is_proposed(
    harbour: Harbour, people: People, tmp_path: Path, forgers: int, proposed: str
):
    for number in range(8):
        host = "mx.evil.example" if number < forgers else AUTHSERV_ID
        word = f"Authentication-Results: {host}; dmarc=pass header.from=c{number}.example\r\n"
        raw = inbound(f"mail {number}", sender=f"ann@c{number}.example")
        harbour.dovecot.deliver(word.encode() + raw, [people.owner])
    hand_on, harbour.smtp.hand_on = harbour.smtp.hand_on, harbour.dovecot.deliver  # no word on ours
    try:
        found = vouching(unnamed(harbour, people, tmp_path))
    finally:
        harbour.smtp.hand_on = hand_on
    assert found.good is False
    assert found.proposes == proposed


@pytest.mark.parametrize("wanted", ["", AUTHSERV_ID, "mx.elsewhere.example"])
def test_it_is_written_only_when_somebody_says_so(
    harbour: Harbour, people: People, tmp_path: Path, wanted: str
):
    team = people.team().model_dump(mode="json") | {"authserv_id": None, "more": 1}
    site = harbour.site(tmp_path, people.team(), caldav=False)
    write_config(tmp_path, tmp_path, team, backend="imap", sections=site.sections)
    check = [sys.executable, "-m", "debrief.cli", "check", "--send", "--data", str(tmp_path)]
    done = subprocess.run(
        [*check, *(["--mail-host", wanted] if wanted else [])], capture_output=True, text=True,
        timeout=60, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    kept = json.loads((tmp_path / "team.json").read_text())
    assert kept == team | {"authserv_id": wanted if wanted == AUTHSERV_ID else None}
    assert ("vouches for senders" in done.stdout) == (wanted == AUTHSERV_ID)


def test_without_a_calendar_that_is_said_and_nothing_to_mend(
    harbour: Harbour, people: People, tmp_path: Path
):
    found = by_name(prove("imap", harbour.site(tmp_path, people.team(), caldav=False)))
    assert found["your free times"].good is None
    assert found["free times of the reps"].good is None


def test_where_the_calendar_is_is_looked_for_once(harbour: Harbour, people: People, tmp_path: Path):
    team = people.team()
    harbour.backend(tmp_path, team)
    with harbour.broken():
        backend = harbour.backend(tmp_path, team)  # a status, an audit still work
        assert backend.name == "imap"
    changed = {"caldav": {**harbour.sections(team)["caldav"], "calendar": "Nowhere"}}
    found = by_name(prove("imap", harbour.site(tmp_path, team, but=changed)))
    assert "'Nowhere' is not there" in found["CalDAV"].said


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Typed]:
    """A person at the terminal: what they type, in order, and at the questions for passwords."""
    at = Typed([], [])
    for place in ("asking", "trying", "setting_up", "finding_reps"):
        monkeypatch.setattr(f"debrief.console.{place}.at_terminal", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: at.words.pop(0))
    monkeypatch.setattr("debrief.console.trying.getpass", lambda _: at.passwords.pop(0))
    yield at
    assert not at.words
    assert not at.passwords


@dataclass
class Typed:
    words: list[str]
    passwords: list[str]


def test_what_was_entered_at_the_set_up_is_tried_and_put_right(
    harbour: Harbour,
    people: People,
    tmp_path: Path,
    typed: Typed,
    capsys: pytest.CaptureFixture[str],
):
    alone = people.team().model_copy(update={"reps": ()})
    right = harbour.site(tmp_path, alone)
    wrong = {**right.sections, "smtp": {**right.section("smtp"), "port": 1}}
    right.credentials.put("imap_password", "not this")
    typed.words[:] = ["y", "change", "again", "c", "change"]
    typed.passwords[:] = ["nor this", "", PASSWORD]
    asked: list[Sections] = []

    def anew(sections: Sections) -> Sections:
        asked.append(sections)
        return right.sections

    found = tried("imap", wrong, lambda s: replace(right, sections=s), anew)
    said = capsys.readouterr().out
    assert found == right.sections
    assert asked == [wrong, right.sections, right.sections]
    assert said.count("credentials/imap_password") >= 3
    assert said.count("Trying") == 5
    assert said.endswith("It works: mail and calendar can be reached.\n")
    assert not harbour.dovecot.mails(people.owner)


@pytest.mark.parametrize(("words", "says"), [(["n"], ""), (["y", "later"], "kept as entered")])
def test_a_set_up_without_a_network_is_never_held_up(
    tmp_path: Path, typed: Typed, words: list[str], says: str, capsys: pytest.CaptureFixture[str]
):
    away = "mail.nowhere.invalid"
    typed.words[:] = [
        "Harbour", "Ines Valk <ines@harbour.example>", "Berlin", "imap", away, away, "none", "100k EUR",
        *words, "n",
    ]  # fmt: skip
    typed.passwords[:] = ["secret"] if words[0] == "y" else []
    given = Given(reps=["Tom Reed <tom@harbour.example> London"])
    assert init_data(tmp_path / "data", None, given) == 0
    said = capsys.readouterr().out
    assert (away in said) == (words[0] == "y")
    assert says in said
    assert load_config(tmp_path / "data").sections["imap"]["host"] == away


def test_a_port_is_told_at_the_set_up_with_the_server(typed: Typed):
    typed.words[:] = ["mx.corp.example:143", "mx.corp.example:465", "none"]
    first = imap_sections("ines@corp.example")
    starttls = {"host": "mx.corp.example", "port": 143, "security": "starttls"}
    assert first == {"imap": starttls, "smtp": {"host": "mx.corp.example", "port": 465}}
    typed.words[:] = ["", "mx.corp.example:2525 STARTTLS", ""]  # the earlier answer is offered
    own = {"host": "mx.corp.example", "port": 2525, "security": "starttls"}
    assert imap_sections("ines@corp.example", first) == {"imap": starttls, "smtp": own}
    for section, model in (("imap", ImapSettings), ("smtp", SmtpSettings)):
        read_section(section, own, model)


@pytest.mark.parametrize(
    "wrong", ["https://mx.corp.example", "mx.corp.example:", "mx:143 maybe", "a b:1 tls", "mx:1:2"]
)
def test_what_is_no_server_is_asked_again_at_the_set_up(typed: Typed, wrong: str):
    typed.words[:] = [wrong, "mx.corp.example", "smtp.corp.example", "none"]
    assert imap_sections("ines@corp.example")["imap"] == {"host": "mx.corp.example"}
