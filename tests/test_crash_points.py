"""Killed at any single touch of the disk, Debrief goes on as if nothing had happened.

The demo's journey is played step by step. Before each touch of the disk the folder is kept as a
death at that touch leaves it, a write's first half included. Afterwards Debrief is started anew
from each of these folders and must come to the very state of the step that nothing disturbed, from
where the rest is the same: what is started next knows nothing but the folder. A sample of the
points is tried by default; DEBRIEF_ALL_CRASH_POINTS=1 tries every one.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from debrief.backends.base import Backend
from debrief.backends.local import Office
from debrief.bootstrap import open_backend, open_store
from debrief.calendars.standing import read_standing
from debrief.config import load_config, write_config
from debrief.demo import play as demo
from debrief.demo.cast import make_cast
from debrief.demo.people import People
from debrief.demo.play import SimulatedClock
from debrief.engine.desk import Desk
from debrief.engine.effects import Performer
from debrief.model import Stage
from debrief.rendering import Renderer
from tests.faulty import (
    Crash,
    DyingDisk,
    Fate,
    Faulty,
    dying,
    faulty_backend,
    no_power_loss,
    sent_headers,
)
from tests.simulate import same_names, scratch

EVERY = "DEBRIEF_ALL_CRASH_POINTS" in os.environ
SHARE = 1.0 if EVERY else 0.1  # of the points that are tried
JOURNEYS = 8 if EVERY else 1  # that are killed in every one of their steps


class Journey:
    """The demo's journey, one settled moment after the other."""

    def __init__(self, folder: Path, seed: int = 2, server: str = "embedded") -> None:
        self.folder = folder
        self.server = server
        # A mail server's own files do not die with us.
        self.mortal = folder if server == "embedded" else folder / "data"
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
            backend=self._backend(),
            renderer=self.renderer,
            clock=self.clock,
        )

    def _backend(self) -> Backend:
        if self.server == "embedded":
            return open_backend(self.config, self.team, self.clock)
        watched = [str(self.team.debrief_address)]
        owner, well = self.team.manager.email, Faulty(Fate(0, 0.0))
        return faulty_backend(self.office, owner, watched, well, server=self.server)

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


_standing = lru_cache(maxsize=2000)(read_standing)


def _held(home: Path) -> dict[str, Any]:
    state: dict[str, Any] = {}
    for folder in ("Maildir", "Maildir/.Sent", "Maildir/.Set aside"):
        for part in ("new", "cur"):
            for path in (home / folder / part).glob("*"):
                key, message_id = sent_headers(path)
                name = f"mail {home.name} {folder} {key or message_id}"
                state[name] = state.get(name, 0) + 1
    for path in (home / "calendar").glob("*.ics"):
        standing = _standing(path.read_bytes())
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


CHANGED_IN_PLACE = (".tmp", "index.terms")  # all else is only ever replaced whole


def copy_of(folder: str, target: str) -> None:
    """Copy a folder; what is only ever replaced whole is linked."""
    os.mkdir(target)
    in_place = folder.endswith("/Maildir/tmp")
    with os.scandir(folder) as entries:
        for entry in entries:
            there = f"{target}/{entry.name}"
            if entry.is_dir():
                copy_of(entry.path, there)
            elif in_place or entry.name.endswith(CHANGED_IN_PLACE):
                shutil.copy2(entry.path, there)
            else:
                os.link(entry.path, there)


@dataclass(slots=True)
class Photographer(DyingDisk):
    """Counts what is asked of the disk, and keeps the world as a death at that call leaves it."""

    world: Path = field(kw_only=True)
    album: Path = field(kw_only=True)
    chosen: Callable[[], bool] = field(kw_only=True)
    taken: list[tuple[str, Path]] = field(default_factory=list)  # where it dies, and the folder
    synced: str | None = None  # a chosen fsync: the next call finds the disk as it leaves it
    _busy: bool = False

    def boundary(self, name: str, args: tuple[Any, ...]) -> bool:
        if self._busy or not self._concerns(name, args):
            return False
        self.count += 1
        where = f"{name} {self._ours[args[0]] if isinstance(args[0], int) else args[0]}"
        chosen = self.chosen()
        if name == "fsync" and self.folder == self.world:  # nothing changes it uncounted
            self.synced = where if chosen else self.synced
        elif chosen or self.synced:
            self.take(where, half=args if name == "write" and chosen else None)
            if name == "write" and chosen and self.synced:
                self.take(self.synced)
            self.synced = None
        return True

    def take(self, where: str, half: tuple[Any, ...] | None = None) -> None:
        """Keep the world as it is now, with the first half of a write."""
        self._busy = True
        photo = self.album / f"{len(self.taken)}"
        copy_of(str(self.world), str(photo))
        if half is not None:
            path = photo / Path(self._ours[half[0]]).relative_to(self.world)
            with path.open("ab") as stream:
                stream.write(bytes(half[1])[: len(half[1]) // 2])
        self.taken.append((where.replace(str(self.world), ""), photo))
        self._busy = False


@dataclass
class Trial:
    """Tries the crash points of one journey."""

    journey: Journey
    aside: Path
    draw: random.Random
    share: float = SHARE
    points: int = 0
    tried: int = 0
    restarts: int = 0
    wrong: list[str] = field(default_factory=list)

    def step(self, work: Callable[[], None]) -> None:
        """Do the step undisturbed, then finish it from each folder that a death leaves."""
        folder, after, album = self.journey.folder, self.aside / "after", self.aside / "album"
        album.mkdir()
        disk = Photographer(self.journey.mortal, world=folder, album=album, chosen=self._chosen)
        with dying(disk):
            work()
        if disk.synced:
            disk.take(disk.synced)
        self.points += disk.count
        if disk.taken:
            wanted = self.journey.state()
            folder.rename(after)
            for where, photo in disk.taken:
                photo.rename(folder)
                self.go_on(where, work, wanted)
                shutil.rmtree(folder)
            after.rename(folder)
        album.rmdir()

    def _chosen(self) -> bool:
        chosen = self.draw.random() < self.share
        self.tried += chosen
        return chosen

    def go_on(self, where: str, work: Callable[[], None], wanted: dict[str, Any]) -> None:
        """Start anew and do what is left of the step; note where that comes out otherwise."""
        self.restarts += 1
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
    print(
        f"{trial.points} crash points, {trial.tried} tried by {trial.restarts} restarts, "
        f"{len(trial.wrong)} wrong"
    )
    assert trial.wrong == [], "\n".join(trial.wrong[:20])
    assert trial.points > 1500
    assert trial.tried == trial.points if EVERY else trial.tried > 350
    reviews = trial.journey.open().store.closed()
    assert any(r.stage is Stage.CLOSED and r.major for r in reviews)


@pytest.mark.slow
def test_without_looking_before_trying_again_a_crash_point_shows_it(
    place: Path, monkeypatch: pytest.MonkeyPatch
):
    trial = Trial(Journey(place / "world", server="server"), place, random.Random(3), share=1.0)
    monkeypatch.setattr(Performer, "_find", lambda self, effect: None)
    for work in islice(trial.journey.steps(), 2):
        trial.step(work)
    assert any("2 instead of 1" in line for line in trial.wrong)


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
