"""Reps are offered, picked and confirmed; what nobody confirmed is not written."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from debrief.backends.directory import Colleague
from debrief.config import write_config
from debrief.console.finding_reps import as_person, name_of, named, narrowed, numbers
from debrief.credentials import Credentials
from debrief.errors import BadInput
from tests.backends.contract import inbound
from tests.backends.exchange_server import ExchangeServer
from tests.servers.dovecot import Dovecot
from tests.servers.harbour import Harbour, People, harbour_running
from tests.servers.radicale import Radicale

ZONE = "Europe/Berlin"
MANAGER = "Ines Valk <ines@harbour.example>"


def debrief(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "debrief.cli", *map(str, words)]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=False, stdin=subprocess.DEVNULL
    )


def at_terminal(answers: list[tuple[str, str]], *words: str | Path) -> tuple[int, str]:
    """Run a command at a terminal; each answer is typed when its question is shown."""
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "debrief.cli", *map(str, words)]
    process = subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower)
    os.close(follower)
    shown, from_here, left = "", 0, list(answers)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if not select.select([leader], [], [], 1)[0]:
            continue
        try:
            shown += os.read(leader, 65536).decode("utf-8", "replace")
        except OSError:  # it has ended
            break
        if left and left[0][0] in shown[from_here:]:
            from_here = len(shown)
            os.write(leader, f"{left.pop(0)[1]}\n".encode())
    os.close(leader)
    try:
        code = process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        code = process.wait()
    assert not left, f"never asked {left[0][0]!r}:\n{shown}"
    return code, shown


def reps(data: Path) -> list[str]:
    return [p["email"] for p in json.loads((data / "team.json").read_text())["reps"]]


# -- pure parts --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("1", [1]), ("1, 3-5", [1, 3, 4, 5]), ("2 4", [2, 4]), ("all", [1, 2, 3, 4, 5]),
        ("ben", None), ("ben@x.example", None),
    ],
)  # fmt: skip
def test_numbers_pick(answer: str, found: list[int] | None):
    assert numbers(answer, 5) == found


@pytest.mark.parametrize("answer", ["6", "0", "3-9", ",", "5-2"])
def test_a_number_that_is_not_there_is_named(answer: str):
    with pytest.raises(BadInput, match="numbers 1 to 5"):
        numbers(answer, 5)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("ben.adler@x.example", "Ben Adler"), ("zoe@x.example", "Zoe"),
        ("anne-marie_roth2@x.example", "Anne Marie Roth2"), ("b.adler.2@x.example", "B Adler"),
    ],
)  # fmt: skip
def test_a_name_is_read_off_an_address(address: str, name: str):
    assert name_of(address) == name


def test_addresses_with_commas_are_read_once_each_with_name_and_zone_where_given():
    found = named(
        "Ben.Adler@x.example, Zoé B <zoe@x.example> Europe/Paris;ben.adler@x.example", ZONE
    )
    assert found == [
        {
            "name": "Ben Adler",
            "email": "ben.adler@x.example",
            "time_zone": ZONE,
            "country": "DE",
        },
        {"name": "Zoé B", "email": "zoe@x.example", "time_zone": "Europe/Paris", "country": "FR"},
    ]


@pytest.mark.parametrize("text", ["", " , ", "ben", "ben@x.example, zoe", "B <b@@x.example>"])
def test_what_is_no_address_is_named(text: str):
    with pytest.raises(BadInput, match="write it as"):
        named(text, ZONE)


def test_a_word_narrows_by_name_and_address():
    found = [Colleague("Ben Adler", "ba@x.example"), Colleague("", "zoe.brandt@x.example")]
    assert narrowed(found, "BRANDT") == found[1:]
    assert as_person(found[1], ZONE)["name"] == "Zoe Brandt"


# -- init --------------------------------------------------------------------------------------


def init(data: Path, *more: str) -> subprocess.CompletedProcess[str]:
    given = ("--company", "Harbour", "--manager", MANAGER, "--zone", ZONE)
    return debrief("init", "--data", data, *given, *more)


def test_init_takes_addresses_with_commas(tmp_path: Path):
    done = init(tmp_path / "d", "--reps", "ben.adler@harbour.example,cleo@harbour.example")
    assert done.returncode == 0, done.stderr
    assert reps(tmp_path / "d") == ["ben.adler@harbour.example", "cleo@harbour.example"]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ((), "--reps"),
        (("--reps", "ben"), "write it as"),
        (("--reps", "ben@harbour.example, ines@harbour.example"), None),
        (("--group", "sales@harbour.example"), "has no directory; name the reps with --reps"),
        (
            ("--group", "sales@harbour.example", "--backend", "google"),
            "debrief find-reps --sign-in",
        ),
        (("--group", "sales@harbour.example", "--backend", "graph"), "graph.tenant"),
    ],
)
def test_init_without_a_terminal_says_what_is_missing_and_writes_nothing(
    tmp_path: Path, more: tuple[str, ...], says: str | None
):
    done = init(tmp_path / "d", *more)
    if says is None:  # the manager is no rep of their own
        assert reps(tmp_path / "d") == ["ben@harbour.example"]
        return
    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "d" / "team.json").exists()


def test_init_at_a_terminal_without_a_directory_lets_reps_be_typed(tmp_path: Path):
    answers = [
        ("company's name", "Harbour"), ("The manager", MANAGER), ("time zone", ZONE),
        ("Which mail", "embedded"), ("major from", ""),
        ("A rep's address", "nonsense"), ("A rep's address", "ben@harbour.example"),
        ("A rep's address", "Cleo R <cleo@harbour.example> Europe/Paris"), ("A rep's address", ""),
        ("Are these 2 the reps?", "y"),
    ]  # fmt: skip
    code, shown = at_terminal(answers, "init", "--data", tmp_path / "d")
    assert code == 0, shown
    assert reps(tmp_path / "d") == ["ben@harbour.example", "cleo@harbour.example"]


def test_what_is_not_confirmed_is_not_written(tmp_path: Path):
    answers = [
        ("company's name", "Harbour"), ("The manager", MANAGER), ("time zone", ZONE),
        ("Which mail", "embedded"), ("major from", ""),
        ("A rep's address", "ben@harbour.example"), ("A rep's address", ""),
        ("Are these 1 the reps?", "n"), ("Begin anew?", "y"), ("A rep's address", ""),
        ("Go on looking?", "n"),
    ]  # fmt: skip
    code, shown = at_terminal(answers, "init", "--data", tmp_path / "d")
    assert code == 1
    assert "nothing is written" in shown
    assert not (tmp_path / "d" / "team.json").exists()


# -- an address book ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def harbour() -> Iterator[Harbour]:
    if not (Dovecot.installed() and Radicale.installed()):
        pytest.skip("Dovecot or Radicale cannot be started here")
    with harbour_running() as house:
        yield house


@pytest.fixture
def on_imap(harbour: Harbour, tmp_path: Path) -> tuple[Path, People]:
    """A team of one rep whose mail lies on Dovecot, with mail of two others."""
    people = harbour.new_people()
    site = harbour.site(tmp_path, people.team(), caldav=False)
    team = people.team().model_dump(mode="json")
    write_config(tmp_path, tmp_path, team, backend="imap", sections=site.sections)
    for name in ("Cleo Roth <cleo@harbour.example>", "rolf.klein@harbour.example"):
        raw = inbound("hello").replace(b"Ann <ann@customer.example>", name.encode())
        harbour.dovecot.deliver(
            raw.replace(b"ines@", people.owner.split("@")[0].encode() + b"@"), [people.owner]
        )
    return tmp_path, people


@pytest.mark.server
def test_without_a_terminal_find_reps_shows_and_writes_nothing(on_imap: tuple[Path, People]):
    data, people = on_imap
    done = debrief("find-reps", "--data", data)
    assert done.returncode == 0, done.stderr
    assert "Cleo Roth <cleo@harbour.example>" in done.stdout
    assert people.owner not in done.stdout
    assert reps(data) == [people.colleague]


@pytest.mark.server
def test_at_a_terminal_who_is_picked_and_confirmed_is_added(on_imap: tuple[Path, People]):
    data, people = on_imap
    answers = [
        ("Numbers pick", "9"), ("Numbers pick", "klein"), ("Numbers pick", "1"),
        ("Numbers pick", ""), ("Are these 1 the reps?", "y"),
    ]  # fmt: skip
    code, shown = at_terminal(answers, "find-reps", "--data", data)
    assert code == 0, shown
    assert reps(data) == [people.colleague, "rolf.klein@harbour.example"]


# -- a group -----------------------------------------------------------------------------------


@pytest.fixture
def exchange(tmp_path: Path) -> Iterator[Path]:
    server = ExchangeServer("ines@harbour.example", "ben@harbour.example", "cleo@harbour.example")
    server.office.lists = {
        "sales@harbour.example": ["cleo@harbour.example", "ann@customer.example", "ben@harbour.example"],
        "only@harbour.example": ["ann@customer.example"],
    }  # fmt: skip
    person = {"time_zone": ZONE}
    team = {
        "company": {"name": "Harbour", "domain": "harbour.example"},
        "manager": {"name": "Ines", "email": "ines@harbour.example", **person},
        "reps": [{"name": "Ben", "email": "ben@harbour.example", **person}],
    }
    section = {"url": server.url, "username": "HARBOUR\\debrief", "sign_in": "basic"}
    write_config(tmp_path, tmp_path, team, backend="exchange", sections={"exchange": section})
    Credentials(tmp_path).put("exchange_password", "secret")
    yield tmp_path
    server.stop()
    assert server.invalid == []


def test_a_groups_members_are_added_but_for_those_outside(exchange: Path):
    done = debrief("find-reps", "--data", exchange, "--group", "sales@harbour.example")
    assert done.returncode == 0, done.stderr
    assert "Left out, not of harbour.example: ann@customer.example" in done.stdout
    assert reps(exchange) == ["ben@harbour.example", "cleo@harbour.example"]


@pytest.mark.parametrize(
    ("group", "says"),
    [("only@harbour.example", "nothing is written"), ("none@harbour.example", "no such group")],
)
def test_a_group_without_new_reps_writes_nothing(exchange: Path, group: str, says: str):
    done = debrief("find-reps", "--data", exchange, "--group", group)
    assert done.returncode == 1
    assert says in done.stderr
    assert reps(exchange) == ["ben@harbour.example"]


def test_a_group_is_asked_about_at_a_terminal(exchange: Path):
    words = ("find-reps", "--data", exchange, "--group", "sales@harbour.example")
    code, shown = at_terminal([("Are these 1 the reps?", "n")], *words)
    assert code == 1
    assert "not confirmed" in shown
    assert reps(exchange) == ["ben@harbour.example"]
