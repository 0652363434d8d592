"""Killed at any single touch of the disk, Debrief goes on as if nothing had happened.

The demo's journey is played step by step. At each step the folder is put back to where it stood,
the work is done again and killed at one of its touches of the disk, started anew from what lies
there, and must come to the very state of the step that nothing disturbed. A sample of the points
is tried by default; DEBRIEF_ALL_CRASH_POINTS=1 tries every one.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from debrief.backends.local import Office
from debrief.bootstrap import open_backend, open_store
from debrief.config import load_config, write_config
from debrief.demo import play as demo
from debrief.demo.cast import make_cast
from debrief.demo.people import People
from debrief.demo.play import SimulatedClock
from debrief.desk import Desk
from debrief.model import Stage
from debrief.rendering import Renderer
from debrief.standing import read_standing
from tests.faulty import Crash, DyingDisk, dying, no_power_loss, sent_headers
from tests.simulate import same_names, scratch

EVERY = "DEBRIEF_ALL_CRASH_POINTS" in os.environ
SHARE = 1.0 if EVERY else 0.02  # of the points that are tried
JOURNEYS = 8 if EVERY else 1  # that are killed in every one of their steps


class Journey:
    """The demo's journey, one settled moment after the other."""

    def __init__(self, folder: Path, seed: int = 2) -> None:
        self.folder = folder
        self.cast = make_cast(seed)
        self.clock = SimulatedClock(self.cast.start)
        write_config(folder / "data", folder / "office", self.cast.team)
        self.config = load_config(folder / "data")
        self.team = self.config.team()
        self.renderer = Renderer(self.team, None)
        self.office = Office(folder / "office", self.clock)
        self.office.open_for(self.cast.deal.email)
        desk = self.open()
        desk.store.save_setting("secret", f"{seed:064x}")
        demo._fill_calendars(self.cast, self.office, seed)
        demo._load_funnels(self.cast, desk, seed, self.clock.now.date())
        self.people = People(self.cast, self.office, seed)
        demo._first_mails(self.cast, self.office, self.people)

    def open(self) -> Desk:
        """Start from what lies on the disk."""
        return Desk(
            team=self.team,
            policy=self.config.policy,
            store=open_store(self.config),
            backend=open_backend(self.config, self.team, self.clock),
            renderer=self.renderer,
            clock=self.clock,
        )

    def steps(self) -> Iterator[Callable[[], None]]:
        """Yield, for each moment, the work that is to be done then; the caller must do it."""
        end = self.cast.start + demo.LONGEST
        while self.clock.now < end:
            yield self.work
            self.people.look()
            self.people.act(self.clock.now)
            desk = self.open()
            moments = [m for m in (desk.next_due(), self.people.next_at()) if m is not None]
            if not moments:
                return
            if not desk.has_mail():
                self.clock.now = max(min(moments), self.clock.now + timedelta(seconds=1))

    def work(self) -> None:
        """Do everything that is due at this moment, from a fresh start."""
        desk = self.open()
        for _ in range(30):
            if not desk.cycle() and not desk.has_mail():
                return
        raise AssertionError("the desk does not come to rest")

    def state(self) -> dict[str, Any]:
        """Return everything that matters: what people hold, and what the records say."""
        store = open_store(self.config)
        state: dict[str, Any] = {}
        for review in (*store.open(), *store.closed()):
            fields = review.model_dump(mode="json", exclude={"version", "effects"})
            for name, value in fields.items():
                if name in AS_THEY_CAME:
                    value = sorted(value, key=str)
                state[f"review {review.id} {name}"] = value
            for effect in review.effects:
                kept = (effect.status.value, effect.message_id, str(effect.done_at))
                state[f"effect {effect.key}"] = kept
        for entry in store.all_inbound():
            name = f"inbound {entry.sender} {entry.subject} {entry.status.value} {entry.review_id}"
            state[name] = (
                state.get(name, 0) + 1
            )  # a key holds the random boundary of its MIME parts
        state["book"] = store.book().model_dump(mode="json", exclude={"version"})
        for home in self.office.folder.iterdir():
            state |= _held(home)
        return state


# Two mails of one moment are taken in in the order of their random file names.
AS_THEY_CAME = ("handled", "history", "tokens")


def _held(home: Path) -> dict[str, Any]:
    state: dict[str, Any] = {}
    for folder in ("Maildir", "Maildir/.Sent", "Maildir/.Set aside"):
        for part in ("new", "cur"):
            for path in (home / folder / part).glob("*"):
                key, message_id = sent_headers(path)
                name = f"mail {home.name} {folder} {key or message_id}"
                state[name] = state.get(name, 0) + 1
    for path in (home / "calendar").glob("*.ics"):
        standing = read_standing(path.read_bytes())
        assert standing is not None
        state[f"event {home.name} {standing.uid}"] = (
            standing.start,
            standing.end,
            standing.sequence,
            standing.cancelled,
            dict(standing.partstats),
        )
    return state


def differences(wanted: dict[str, Any], got: dict[str, Any]) -> list[str]:
    names = sorted(wanted.keys() | got.keys())
    return [
        f"{name}: {got.get(name)!r} instead of {wanted.get(name)!r}"[:400]
        for name in names
        if wanted.get(name) != got.get(name)
    ]


def copy_of(folder: Path, target: Path) -> None:
    """Copy a folder; what is only ever replaced whole is linked."""

    def copy(source: str, there: str) -> str:
        if "/Maildir/new/" in source or "/Maildir/cur/" in source or source.endswith(".ics"):
            os.link(source, there)
        else:
            shutil.copy2(source, there)
        return there

    shutil.copytree(folder, target, copy_function=copy)


@dataclass
class Trial:
    """Tries the crash points of one journey."""

    journey: Journey
    aside: Path
    draw: random.Random
    points: int = 0
    tried: int = 0
    wrong: list[str] = field(default_factory=list)

    def step(self, work: Callable[[], None]) -> None:
        """Do the step undisturbed, then again from the same start for each chosen point."""
        folder = self.journey.folder
        before, after = self.aside / "before", self.aside / "after"
        copy_of(folder, before)
        disk = DyingDisk(folder)
        with dying(disk):
            work()
        chosen = [at for at in range(1, disk.count + 1) if self.draw.random() < SHARE]
        self.points += disk.count
        if chosen:
            wanted = self.journey.state()
            folder.rename(after)
            for at in chosen:
                copy_of(before, folder)
                self.die_and_go_on(at, work, wanted)
                shutil.rmtree(folder)
            after.rename(folder)
        shutil.rmtree(before)

    def die_and_go_on(self, at: int, work: Callable[[], None], wanted: dict[str, Any]) -> None:
        self.tried += 1
        try:
            with dying(DyingDisk(self.journey.folder, at)):
                work()
        except Crash as crash:
            where = str(crash).replace(str(self.journey.folder), "")
        else:
            return  # this time it needed fewer touches
        work()
        found = differences(wanted, self.journey.state())
        if found:
            self.wrong.append(
                f"{self.journey.clock.now:%m-%d %H:%M} {where}: " + "; ".join(found[:4])
            )


@pytest.fixture
def place() -> Iterator[Path]:
    with scratch() as folder, no_power_loss(), same_names(5):
        yield folder


@pytest.mark.slow
def test_killed_at_any_touch_of_the_disk_the_step_comes_out_as_if_undisturbed(place: Path):
    trial = Trial(Journey(place / "world"), place, random.Random(3))
    for work in trial.journey.steps():
        trial.step(work)
    print(f"{trial.points} crash points, {trial.tried} tried, {len(trial.wrong)} wrong")
    assert trial.wrong == [], "\n".join(trial.wrong[:20])
    assert trial.points > 1500
    assert trial.tried > (1500 if EVERY else 60)
    reviews = trial.journey.open().store.closed()
    assert any(r.stage is Stage.CLOSED and r.major for r in reviews)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(JOURNEYS))
def test_a_journey_killed_in_every_step_ends_with_the_same_office(place: Path, number: int):
    undisturbed = Journey(place / "undisturbed")
    for work in undisturbed.steps():
        work()
    with same_names(5):
        disturbed = Journey(place / "disturbed")
        deaths = play_with_a_death_in_every_step(disturbed, random.Random(number))
    assert deaths > 30
    found = differences(undisturbed.state(), disturbed.state())
    assert found == [], "\n".join(found[:20])


def play_with_a_death_in_every_step(journey: Journey, draw: random.Random) -> int:
    deaths = 0
    for work in journey.steps():
        try:
            with dying(DyingDisk(journey.folder, 1 + int(draw.expovariate(1 / 25)))):
                work()
        except Crash:
            deaths += 1
        work()
    return deaths
