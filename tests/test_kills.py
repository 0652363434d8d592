"""`debrief run` killed with -9 at random instants while mail keeps arriving: nothing twice, nothing lost.

DEBRIEF_KILLS sets the number of kills (60).
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from debrief.backends.local import Office
from debrief.bootstrap import open_desk
from debrief.config import load_config, write_config
from debrief.demo.cast import Cast, crm_alert, forwarded_loss, make_cast
from debrief.engine.desk import Desk
from debrief.engine.installation import ALONE
from debrief.model import InboundStatus
from tests.crowd import lost_deals
from tests.faulty import Fate, Faulty, faulty_backend, make_faulty
from tests.invariants import Watch

KILLS = int(os.environ.get("DEBRIEF_KILLS", "60"))
LOSSES = 8

BURST = 50  # mails that arrive at once

# One of these forks a worker for each life. It rehearses losses first, so that no life begins with
# seconds of imports, tables and templates, in which a kill meets nothing that was begun, and says
# how many seconds this machine takes for one.
# With "stalling" its mail server sends whatever it is asked to, and then keeps the worker waiting.
NURSERY = """
import os, sys, tempfile, time
from pathlib import Path
from debrief.config import load_config
from debrief.engine import running
from debrief.backends import local
from tests.faulty import ServerMailbox
from tests.test_kills import Scene

with tempfile.TemporaryDirectory() as folder:
    rehearsal = Scene(Path(folder))
    seconds = []
    for mail in list(rehearsal.mails())[:6]:
        began = time.monotonic()
        rehearsal.post(*mail)
        rehearsal.finish()
        seconds.append(time.monotonic() - began)
print(sorted(seconds)[2], flush=True)

class Stalling(ServerMailbox):
    def send_built(self, mail, message):
        receipt = super().send_built(mail, message)
        Path(sys.argv[1], "sent").touch()
        time.sleep(60)
        return receipt

if "stalling" in sys.argv:
    local.LocalMailbox = Stalling
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        running.run(load_config(Path(sys.argv[1])), prefect=False, say=lambda text: None)
        os._exit(0)
    print(child, flush=True)
"""


class Nursery:
    """Starts workers and kills them."""

    def __init__(self, data: Path, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", NURSERY, str(data), *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout
        self.pace = float(self.process.stdout.readline())  # seconds for one loss
        self.alive: list[int] = []

    def worker(self) -> int:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        self.alive.append(int(self.process.stdout.readline()))
        return self.alive[-1]

    def kill(self, worker: int) -> None:
        os.kill(worker, signal.SIGKILL)
        self.alive.remove(worker)

    def close(self) -> None:
        for worker in list(self.alive):
            self.kill(worker)
        self.process.kill()
        self.process.wait()


class Scene:
    """A team on the embedded office, with losses to tell of, in real time."""

    def __init__(self, folder: Path) -> None:
        self.cast: Cast = make_cast(3)
        self.data = folder / "data"
        config = write_config(self.data, folder / "office", self.cast.team)
        config.write_text(config.read_text() + "\n[policy]\ngrace_minutes = 0\n")
        self.office = Office(folder / "office")
        self.deals = lost_deals(self.cast, 3, LOSSES)
        self.desk: Desk = open_desk(load_config(self.data))
        self.posted = 0

    def mails(self) -> Iterator[tuple[EmailMessage, str, str]]:
        """Yield what arrives: forwards, alerts of the same deals, and replies to receipts."""
        now = datetime.now(UTC)
        manager, debrief = self.cast.manager, str(self.cast.team["debrief_address"])
        for deal in self.deals:
            self.office.open_for(deal.email)
            cast = replace(self.cast, deal=deal)
            yield forwarded_loss(cast, now), manager, debrief
            yield crm_alert(cast, now), "noreply@crm.example", manager

    def post(self, mail: EmailMessage, sender: str, to: str) -> None:
        self.office.post(mail.as_bytes(), [to], sender=sender)
        self.posted += 1

    def finish(self) -> None:
        """Do what is left to do now, in this process."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if not self.desk.cycle() and not self.desk.has_mail():
                due = self.desk.next_due()
                if due is None or due > datetime.now(UTC) + ALONE:
                    return
                time.sleep(0.2)
        raise AssertionError("it does not come to rest")

    def chatter(self, number: int) -> tuple[EmailMessage, str, str]:
        """Return a mail that is nobody's loss."""
        mail = EmailMessage()
        mail["From"], mail["To"] = "ivo@bakery.example", self.cast.manager
        mail["Subject"], mail["Message-ID"] = f"Order {number}", f"<{number}@bakery.example>"
        mail.set_content(f"Your order {number} is ready to be collected.")
        return mail, "ivo@bakery.example", self.cast.manager

    def assert_nothing_twice_and_nothing_lost(self, left_alone: int = 0) -> None:
        watch = Watch(self.office, self.desk.store, self.desk.team)
        assert watch.broken(at_rest=True) == []
        entries = list(self.desk.store.all_inbound())
        people = [e for e in entries if e.why != "sent by Debrief itself"]
        assert len(people) == self.posted
        ends = Counter(e.status for e in people)
        assert ends.pop(InboundStatus.LEFT_ALONE, 0) == left_alone
        assert set(ends) <= {InboundStatus.ANSWERED, InboundStatus.HANDLED}
        reviews = [r for r in (*self.desk.store.open(), *self.desk.store.closed()) if not r.errand]
        assert len(reviews) == len(self.deals)
        for review in reviews:
            assert [e.template for e in review.effects].count("receipt") >= 1
            if review.call.state == "choosing":  # the rep has no time these days: depends on today
                continue
            assert review.call.uid is not None
            assert self.office.get_event(self.cast.manager, review.call.uid) is not None


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


@pytest.fixture
def nursery(scene: Scene) -> Iterator[Nursery]:
    made = Nursery(scene.data)
    yield made
    made.close()


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2], ids=["one process", "two processes at once"])
def test_kill_9_at_random_instants_neither_repeats_nor_loses_anything(
    scene: Scene, nursery: Nursery, workers: int
):
    draw = random.Random(workers)
    mails = list(scene.mails())
    for kill in range(KILLS // 2):
        for _ in range(workers - len(nursery.alive)):
            nursery.worker()
        if draw.random() < 0.8:
            scene.post(*(mails.pop(0) if mails else scene.chatter(kill)))
        time.sleep(draw.uniform(0.02, 5 * nursery.pace))  # most lives see a loss through
        nursery.kill(draw.choice(nursery.alive))
    for left in mails:
        scene.post(*left)
    for worker in list(nursery.alive):
        nursery.kill(worker)
    scene.finish()
    scene.assert_nothing_twice_and_nothing_lost(left_alone=scene.posted - 2 * LOSSES)
    print(f"{KILLS // 2} kills, {scene.posted} mails, nothing twice, nothing lost")


def on_a_mail_server(scene: Scene) -> Desk:
    """Return the desk at a server that repeats a send whenever it is asked to."""
    calm = Faulty(Fate(0, 0.0))
    owner, watched = scene.cast.manager, (str(scene.cast.team["debrief_address"]),)
    backend = faulty_backend(scene.office, owner, watched, calm, server="server")
    return make_faulty(scene.desk, backend, calm)


@pytest.mark.slow
def test_killed_a_tenth_of_a_second_after_each_sending_and_before_it_is_recorded_repeats_none(
    scene: Scene,
):
    nursery = Nursery(scene.data, "stalling")
    for mail in scene.mails():
        scene.post(*mail)
    sent = scene.data / "sent"
    kills = 0
    while kills < 20:
        worker = nursery.worker()
        end = time.monotonic() + 20 + ALONE.total_seconds()
        while not sent.exists():
            assert time.monotonic() < end, f"nothing more was sent after {kills} kills"
            time.sleep(0.01)
        time.sleep(0.1)
        nursery.kill(worker)
        sent.unlink()
        kills += 1
    nursery.close()
    scene.desk = on_a_mail_server(scene)
    scene.finish()
    scene.assert_nothing_twice_and_nothing_lost()


@pytest.mark.slow
def test_killed_in_a_burst_of_mail_loses_none_of_it(scene: Scene):
    nursery = Nursery(scene.data)
    mails = list(scene.mails())
    mails += [scene.chatter(number) for number in range(BURST - len(mails))]
    random.Random(7).shuffle(mails)
    for mail in mails:
        scene.post(*mail)
    draw = random.Random(8)
    for _ in range(6):
        worker = nursery.worker()
        time.sleep(draw.uniform(0.2, 0.8))
        nursery.kill(worker)
    nursery.close()
    scene.finish()
    assert scene.posted == BURST
    scene.assert_nothing_twice_and_nothing_lost(left_alone=BURST - 2 * LOSSES)
