"""`debrief run` killed with -9 at random instants while mail keeps arriving: nothing twice, nothing lost.

DEBRIEF_KILLS sets the number of kills (40).
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
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
from debrief.desk import Desk
from debrief.model import InboundStatus
from tests.crowd import lost_deals
from tests.invariants import Watch

KILLS = int(os.environ.get("DEBRIEF_KILLS", "40"))
LIMIT = 45.0 if KILLS == 40 else KILLS * 3.0  # seconds
LOSSES = 8

# One of these forks a worker for each life, so that no life begins with a second of imports.
NURSERY = """
import os, sys
from pathlib import Path
from debrief.config import load_config
from debrief import running, desk, rendering
from store import tiny
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

    def __init__(self, data: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", NURSERY, str(data)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
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
                return
        raise AssertionError("it does not come to rest")

    def assert_nothing_twice_and_nothing_lost(self) -> None:
        watch = Watch(self.office, self.desk.store, self.desk.team)
        assert watch.broken(datetime.now(UTC), at_rest=True) == []
        entries = list(self.desk.store.all_inbound())
        people = [e for e in entries if e.why != "sent by Debrief itself"]
        assert len(people) == self.posted
        assert {e.status for e in people} <= {InboundStatus.ANSWERED, InboundStatus.HANDLED}
        reviews = [r for r in (*self.desk.store.open(), *self.desk.store.closed()) if not r.errand]
        assert len(reviews) == LOSSES
        for review in reviews:
            assert [e.template for e in review.effects].count("receipt") >= 1
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
    end = time.monotonic() + LIMIT / 2
    kills = 0
    while kills < KILLS // 2 and time.monotonic() < end:
        for _ in range(workers - len(nursery.alive)):
            nursery.worker()
        if mails and draw.random() < 0.8:
            scene.post(*mails.pop(0))
        time.sleep(draw.uniform(0.02, 0.9))
        nursery.kill(draw.choice(nursery.alive))
        kills += 1
    for left in mails:
        scene.post(*left)
    for worker in list(nursery.alive):
        nursery.kill(worker)
    scene.finish()
    scene.assert_nothing_twice_and_nothing_lost()
    assert kills >= KILLS // 4
    print(f"{kills} kills, {scene.posted} mails, nothing twice, nothing lost")
