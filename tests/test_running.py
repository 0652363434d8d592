"""The loop of `debrief run`, at a real desk over the embedded office."""

import asyncio
import re
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from debrief.backends.local import Office
from debrief.bootstrap import open_desk
from debrief.cli import NEEDS_A_PERSON
from debrief.config import Config, load_config, write_config
from debrief.engine import lateness
from debrief.engine.desk import Desk
from debrief.engine.running import (
    FIRST_PAUSE,
    LONGEST_HEEDED,
    LONGEST_PAUSE,
    REFUSED_PAUSE,
    SECOND,
    Loop,
    Pause,
    Plainly,
    ThroughFlows,
    run,
)
from debrief.errors import BadInput, SignInNeeded, TryLater
from debrief.funnels.pipeline import Pipeline
from debrief.funnels.table import FunnelFile
from flows.quiet_server import prefect_at_hand

ROOT = Path(__file__).parents[1]
MANAGER = "ines.falk@larkspur.example"
TEAM = {
    "company": {"name": "Larkspur Tools", "domain": "larkspur.example"},
    "manager": {"name": "Ines Falk", "email": MANAGER, "time_zone": "Europe/Berlin"},
    "reps": [
        {
            "name": "Oskar Lind",
            "email": "oskar.lind@larkspur.example",
            "time_zone": "Europe/Berlin",
        },
        {
            "name": "Mara Pohl",
            "email": "mara.pohl@larkspur.example",
            "time_zone": "Europe/Vienna",
        },
    ],
    "major_deal_threshold": {"amount": 50000, "currency": "EUR"},
}


@pytest.fixture
def config(tmp_path: Path) -> Config:
    write_config(tmp_path / "data", Path("office"), TEAM)
    return load_config(tmp_path / "data")


def deliver_a_loss(config: Config) -> None:
    mail = EmailMessage()
    mail["From"] = "Oskar Lind <oskar.lind@larkspur.example>"
    mail["To"] = f"Ines Falk <{MANAGER}>"
    mail["Subject"] = "We lost Bramwell Foundry"
    mail["Message-ID"] = "<lost-1@larkspur.example>"
    mail.set_content(
        "Hi Ines,\n\nwe lost the Bramwell Foundry deal (EUR 120,000) to Copperline today.\n"
        "Contact was Edda Voss, edda.voss@bramwell.example.\n\nOskar\n"
    )
    Office(config.office).deliver(mail.as_bytes(), MANAGER, "1.loss.office")


def receipts(config: Config) -> int:
    box = config.office / MANAGER / "Maildir"
    mails = [p.read_bytes() for part in ("new", "cur") for p in (box / part).glob("*")]
    return sum(b"X-Debrief-Effect:" in raw for raw in mails)


def wait_until(holds: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end and not holds():
        time.sleep(0.02)
    return holds()


DATED = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d{4} ")


class Working:
    """A loop in the background that remembers what it said."""

    def __init__(self, config: Config) -> None:
        self.stop = threading.Event()
        self.said: list[str] = []
        self.thread = threading.Thread(
            target=run,
            args=(config,),
            kwargs={"prefect": False, "stop": self.stop, "say": self.said.append},
        )

    def __enter__(self) -> "Working":
        self.thread.start()
        assert wait_until(lambda: bool(self.said), 30)
        return self

    def __exit__(self, *exc: object) -> None:
        self.stop.set()
        self.thread.join(10)


def test_mail_that_arrives_is_answered_by_itself(config: Config):
    with Working(config):
        deliver_a_loss(config)
        assert wait_until(lambda: receipts(config) == 1, 30)


def test_a_stop_ends_the_loop_with_one_quiet_line(config: Config):
    with Working(config) as working:
        working.stop.set()
        working.thread.join(30)
        assert not working.thread.is_alive()
    assert working.said[-1].startswith("Stopped.")


def test_settings_that_were_changed_are_said_to_count_from_the_next_start(config: Config):
    said: list[str] = []
    desk = open_desk(config)
    loop = Loop(desk, Plainly(desk), threading.Event(), said.append, config.state_on_disk)
    loop.turn(hint=True)
    assert not said
    config.team_file.write_text(config.team_file.read_text().replace("Mara Pohl", "Mara Lind"))
    for _ in range(2):
        loop.turn(hint=True)
    assert len(said) == 1 and "team.json was changed" in said[0] and "start it again" in said[0]


def test_starting_again_answers_nothing_twice(config: Config):
    deliver_a_loss(config)
    for _ in range(3):
        run(config, prefect=False, once=True, say=lambda _: None)
    assert receipts(config) == 1


def test_while_paused_nothing_is_taken_in_and_nothing_is_lost(config: Config):
    deliver_a_loss(config)
    desk = open_desk(config)
    desk.store.save_setting("paused", "2026-10-05")
    run(config, prefect=False, once=True, say=lambda _: None)
    assert receipts(config) == 0
    desk.store.save_setting("paused", None)
    run(config, prefect=False, once=True, say=lambda _: None)
    assert receipts(config) == 1


def test_with_prefect_settings_given_on_the_command_line_are_refused_plainly(config: Config):
    elsewhere = load_config(config.data, office=config.data / "other")
    with pytest.raises(BadInput, match=r"debrief\.toml"):
        run(elsewhere, prefect=True, once=True, say=lambda _: None)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_program_quietly(config: Config, number: signal.Signals):
    code = """
    import sys
    from pathlib import Path
    from debrief.config import load_config
    from debrief.engine.running import run
    run(load_config(Path(sys.argv[1])), prefect=False, say=lambda line: print(line, flush=True))
    """
    program = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), str(config.data)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert program.stdout is not None
        assert program.stdout.readline().startswith("Watching")
        program.send_signal(number)
        rest, _ = program.communicate(timeout=5)
    finally:
        program.kill()
        program.wait()
    assert program.returncode == 0
    assert len(rest.splitlines()) == 1


def test_without_its_server_the_work_goes_on_without_prefect(config: Config):
    deliver_a_loss(config)
    desk = open_desk(config)
    with asyncio.Runner() as runner:
        work = ThroughFlows(desk, str(config.data), runner, at_hand=lambda: False)
        Loop(desk, work, threading.Event(), say=lambda _: None).until_nothing_is_left()
    assert receipts(config) == 1


# -- faults --------------------------------------------------------------------------------------


class Faulty:
    """Work that fails as told, then does the real thing."""

    def __init__(self, desk: Desk, *faults: Exception) -> None:
        self.faults = list(faults)
        self.work = Plainly(desk)
        self.tries = 0

    def take_in(self) -> int:
        self.tries += 1
        if self.faults:
            raise self.faults.pop(0)
        return self.work.take_in()

    def advance(self) -> int:
        return self.work.advance()


def faulty_loop(config: Config, *faults: Exception) -> tuple[Loop, Faulty, list[str]]:
    deliver_a_loss(config)
    desk = open_desk(config)
    work = Faulty(desk, *faults)
    said: list[str] = []
    return Loop(desk, work, threading.Event(), said.append), work, said


@pytest.mark.parametrize("fault", [TryLater("the server is busy"), KeyError("a mistake of ours")])
def test_a_fault_is_said_once_with_its_cause_and_the_work_goes_on(config: Config, fault: Exception):
    loop, work, said = faulty_loop(config, fault, fault)
    for _ in range(3):
        loop.turn(hint=True)
    assert work.tries == 3
    assert len([line for line in said if str(fault) in line]) == 1
    assert receipts(config) == 1
    assert said[-1].endswith("All is well again.")
    assert all(DATED.match(line) for line in said), said


def test_what_is_done_is_said_with_date_and_zone(config: Config):
    loop, _, said = faulty_loop(config)
    loop.until_nothing_is_left()
    assert said and all(DATED.match(line) for line in said), said


@pytest.mark.parametrize(
    ("why", "times"), [("the mailbox is full: delete mail in it.", 1), (lateness.HELD, 0)]
)
def test_what_cannot_be_sent_yet_is_said_once_with_its_cause(
    config: Config, monkeypatch: pytest.MonkeyPatch, why: str, times: int
):
    def later(*_: object) -> None:
        raise TryLater(why)

    loop, _, said = faulty_loop(config)
    monkeypatch.setattr("debrief.backends.local.LocalMailbox.send", later)
    for _ in range(3):
        loop.waiting_seen = float("-inf")
        loop.turn(hint=True)
    assert (
        len([line for line in said if f"Not sent yet: {why.rstrip('.')}. It is" in line]) == times
    )


def test_a_second_run_on_the_same_records_says_so(config: Config):
    with Working(config) as first, Working(config) as second:
        assert SECOND in second.said and SECOND not in first.said


def test_a_crm_that_does_not_answer_leaves_one_line(config: Config):
    def away(_day: date) -> FunnelFile:
        raise TryLater("HubSpot cannot be reached")

    desk = open_desk(config)
    desk.pipeline = Pipeline(desk, away)
    said: list[str] = []
    loop = Loop(desk, Plainly(desk), threading.Event(), said.append)
    loop.work.advance()  # looks at the CRM once a day
    loop.until_nothing_is_left()
    loop.until_nothing_is_left()
    assert len([line for line in said if "HubSpot cannot be reached" in line]) == 1


@pytest.mark.parametrize("address", ["http://user:secret@127.0.0.1:9/api", "127.0.0.1:9"])
def test_a_prefect_server_that_is_named_and_away_is_named_and_keeps_nothing_waiting(
    config: Config, monkeypatch: pytest.MonkeyPatch, address: str
):
    monkeypatch.setenv("PREFECT_API_URL", address)
    monkeypatch.setenv("PREFECT_HOME", str(config.data / "prefect"))
    said: list[str] = []
    with prefect_at_hand(config.data / "prefect", said.append) as at_hand:
        assert not at_hand()
    assert "PREFECT_API_URL" in said[0] and "--plain" in said[0] and "127.0.0.1:9" in said[0]
    assert "secret" not in said[0]


def test_what_only_a_person_can_mend_ends_the_loop(config: Config, monkeypatch: pytest.MonkeyPatch):
    def refused() -> bool:
        raise SignInNeeded("sign in again")

    loop, _, _ = faulty_loop(config)
    monkeypatch.setattr(loop.desk, "has_mail", refused)
    with pytest.raises(SignInNeeded):
        loop.turn(hint=True)


def test_a_mailbox_that_cannot_be_read_is_shown_by_the_status_until_it_can(
    config: Config, monkeypatch: pytest.MonkeyPatch
):
    def away(*_: object) -> None:
        raise TryLater("no connection")

    loop, _, _ = faulty_loop(config)
    with monkeypatch.context() as broken:
        broken.setattr("debrief.backends.local.LocalMailbox.fetch", away)
        loop.turn(hint=True)
        assert loop.desk.troubles.now()["mail"].why == "no connection"
    loop.turn(hint=True)
    loop.turn(hint=True)
    assert not loop.desk.troubles.now()


def test_a_calendar_that_refuses_the_sign_in_does_not_end_the_reading_of_mail(config: Config):
    loop, _, said = faulty_loop(config, SignInNeeded("the calendar's password is refused"))
    loop.turn(hint=True)
    assert "password is refused. Next try in 900 s" in said[-1]


def test_a_sign_in_that_is_refused_later_is_tried_again_after_a_long_pause(config: Config):
    loop, work, said = faulty_loop(config)
    loop.turn(hint=True)
    work.faults = [SignInNeeded("sign in again")]
    Office(config.office).deliver(b"Subject: Lunch?\n\nAt one?\n", MANAGER, "2.lunch.office")
    loop.turn(hint=True)
    assert loop.fault.until - time.monotonic() > REFUSED_PAUSE - 60
    assert "sign in again. Next try in 900 s; nothing is lost." in said[-1]
    loop.turn(hint=True)
    assert said[-1].endswith("All is well again.")


def test_a_run_that_needs_a_person_ends_with_a_status_of_its_own_and_is_read_line_by_line(
    config: Config,
):
    command = [sys.executable, "-m", "debrief.cli", "run", "--plain", "--data", str(config.data)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as working:
        assert working.stdout is not None and b"Watching" in working.stdout.readline()
        working.send_signal(signal.SIGTERM)
        assert b"Stopped." in working.communicate()[0]
    config.team_file.write_text("{")
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert ended.returncode == NEEDS_A_PERSON
    assert b"team.json" in ended.stderr and ended.stderr.count(b"\n") == 1


def test_after_a_fault_there_is_no_further_try_before_the_pause_is_over(config: Config):
    loop, work, _ = faulty_loop(config, *[TryLater("busy", retry_after=60)] * 9)
    threading.Timer(1.5, loop.stop.set).start()
    loop.until_stopped()
    assert work.tries == 1


def test_pauses_double_up_to_the_longest_and_heed_what_the_server_asks():
    pause = Pause()
    lengths = [pause.grow() for _ in range(12)]
    assert lengths[:3] == [FIRST_PAUSE, FIRST_PAUSE * 2, FIRST_PAUSE * 4]
    assert lengths[-1] == LONGEST_PAUSE
    assert pause.grow(at_least=900) == 900
    assert pause.grow(at_least=86400) == LONGEST_HEEDED  # mail is read meanwhile
    assert not pause.over()
    pause.end()
    assert pause.over()
    assert pause.grow() == FIRST_PAUSE


def test_a_due_review_in_which_nothing_changes_does_not_make_the_loop_hot(config: Config):
    loop, _, _ = faulty_loop(config)
    loop.until_nothing_is_left()
    [review] = list(loop.desk.store.open())
    loop.desk.store.save(review.model_copy(update={"due_at": loop.desk.clock()}))
    calls = []

    class Idle(Faulty):
        def advance(self) -> int:
            calls.append(1)
            return 0

    loop.work = Idle(loop.desk)
    for _ in range(50):
        loop.turn(hint=False)
    assert len(calls) == 1


def test_the_daily_work_is_done_though_no_review_is_due(config: Config):
    looked: list[date] = []
    desk = open_desk(config)
    desk.pipeline = Pipeline(desk, lambda day: (looked.append(day), FunnelFile())[1])
    loop = Loop(desk, Plainly(desk), threading.Event(), lambda _: None)
    for _ in range(3):
        loop.turn(hint=True)
    assert len(looked) == 1
