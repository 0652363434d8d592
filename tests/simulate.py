"""Play histories full of faults and check every promise after every step.

    python -m tests.simulate --seeds 20            seeds 1 to 20; --first 21 goes on from there
    python -m tests.simulate --seed 7 [--long]     one seed, or a longer history of it

Two workers share one folder of records; each may die between any two steps and in the middle of
a write, and each is opened anew from what lies on the disk. By turns seeds play on the embedded
office, on a mail server that repeats a send whenever it is asked to, and on one that in addition
cannot tell what it has sent. Each seed draws how much is played (`draw_scale`): most histories are
small, some are large, some have hardly a fault and some little else.
"""

from __future__ import annotations

import argparse
import base64
import gc
import logging
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.generator import Generator
from functools import cache, partial
from itertools import pairwise
from pathlib import Path

from debrief.backends import maildir
from debrief.backends.local import Office
from debrief.bootstrap import open_store
from debrief.config import load_config, write_config
from debrief.demo import play as demo
from debrief.demo.cast import Cast, crm_alert, forwarded_loss, make_cast, minor_loss, won_deal
from debrief.demo.play import SimulatedClock
from debrief.engine.desk import Desk
from debrief.errors import Doubtful, SignInNeeded, TryLater
from debrief.model import short_hash
from debrief.rendering import Renderer
from debrief.reports import plots
from store import live
from tests import invariants
from tests.crowd import Crowd, lost_deals
from tests.faulty import (
    SERVERS,
    Crash,
    DyingDisk,
    Fate,
    Faulty,
    FaultyStore,
    dying,
    faulty_backend,
    no_power_loss,
)
from tests.invariants import Watch

MEMORY = Path("/dev/shm")  # a folder in memory, where there is one
MOST_TURNS_AT_ONCE = 150
LOSSES = (1, 1, 1, 1, 1, 1, 2, 2, 2, 4)  # of a history, 1.6 in the mean
RATES = (0.25, 0.5, 1.0, 1.0, 1.0, 2.0)  # of faults, 0.96 in the mean
REPS = (3, 4, 5, 7)  # of the team, 4.75 in the mean
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
LONG = 6  # losses of a history that is asked to be long
CALM = timedelta(days=12)  # at the end nothing fails any more, so that everything comes to rest


@dataclass(frozen=True, slots=True)
class Scale:
    """How much of a history there is."""

    losses: int
    rate: float  # of faults, 1 as in `tests.faulty`
    reps: int


def draw_scale(seed: int) -> Scale:
    """Return how much a seed plays."""
    draw = random.Random(seed + 41)
    return Scale(draw.choice(LOSSES), draw.choice(RATES), draw.choice(REPS))


class Broken(Exception):
    """A promise was broken: what, and when in the history, after which faults."""

    def __init__(
        self, what: tuple[str, ...], turn: int, at: datetime, faults: tuple[tuple[int, str], ...]
    ) -> None:
        super().__init__("; ".join(what[:3]))
        self.what = what
        self.turn = turn
        self.at = at
        self.faults = faults


class Simulation:
    """One seed's history."""

    def __init__(
        self,
        folder: Path,
        seed: int,
        *,
        losses: int | None = None,
        spared: frozenset[int] = frozenset(),
        server: str | None = None,
    ) -> None:
        self.scale = scale = draw_scale(seed)
        self.cast = with_fewer_reps(make_cast(seed), scale.reps)
        self.clock = SimulatedClock(self.cast.start)
        self.folder = folder
        self.server = server or list(SERVERS)[seed % 3]
        self.fate = Fate(seed, scale.rate, spared)
        write_config(folder / "data", folder / "office", self.cast.team)
        self.config = load_config(folder / "data")
        self.office = Office(folder / "office", self.clock)
        self.team = self.config.team()
        for person in self.team.people():
            self.office.open_for(person.email)
        self.renderer = Renderer(self.team, None)
        self.disk: DyingDisk | None = None
        self.nested = False
        self.dead: set[int] = set()
        self.turns = 0
        self.workers = [self._open(0), self._open(1)]
        self.onlooker = self._onlooker()
        self.onlooker.store.save_setting("secret", f"{seed:064x}")
        self.watch = Watch(self.office, self.onlooker.store, self.team)
        self.end = self.cast.start + timedelta(days=90)
        deals = lost_deals(self.cast, seed, losses or scale.losses)
        self.people = Crowd(self.cast, self.office, seed, deals)
        self._plan(seed)

    # -- workers -----------------------------------------------------------------------------

    def _open(self, number: int) -> Desk:
        """Start a worker from what lies on the disk."""
        faulty = Faulty(self.fate, partial(self._other_worker, number))
        watched = (self.team.debrief_address,) if self.team.debrief_address else ()
        backend = faulty_backend(
            self.office, self.team.manager.email, watched, faulty, server=self.server
        )
        store = FaultyStore(open_store(self.config), faulty)
        return Desk(
            team=self.team,
            policy=self.config.policy,
            store=store,  # type: ignore[arg-type]
            backend=backend,
            renderer=self.renderer,
            clock=self.clock,
        )

    def _onlooker(self) -> Desk:
        backend = faulty_backend(
            self.office,
            self.team.manager.email,
            (self.team.debrief_address,) if self.team.debrief_address else (),
            Faulty(Fate(0, 0.0)),
            server=self.server,
        )
        return Desk(
            team=self.team,
            policy=self.config.policy,
            store=open_store(self.config),
            backend=backend,
            renderer=self.renderer,
            clock=self.clock,
        )

    def _other_worker(self, number: int) -> None:
        """Give the other worker its turn in the middle of this one's."""
        if (
            self.nested
            or 1 - number in self.dead
            or not self.fate.chance("the other worker has its turn", 0.02)
        ):
            return
        self.nested = True
        try:
            self._cycle(1 - number)
        finally:
            self.nested = False

    def _cycle(self, number: int) -> int:
        """Let a worker do what is there; it may die, and is then opened anew."""
        try:
            return self.workers[number].cycle()
        except (TryLater, Doubtful, SignInNeeded):
            return 0
        except Broken:
            raise
        except Exception as err:
            self._fail([f"a worker failed with {type(err).__name__}: {err}"])
            raise
        except Crash:
            self.dead.add(number)
            if self.disk is not None and self.disk.dead and self.nested:
                raise  # the disk takes both with it
            return 1

    def turn(self) -> int:
        """Let one worker work, now and then on a disk that dies under it."""
        for dead in sorted(self.dead):
            self.workers[dead] = self._open(dead)
        self.dead.clear()
        number = self.fate.number(2)
        if not self.fate.chance("it dies in the middle of a write", 0.06):
            return self._cycle(number)
        whole = self.folder if self.server == "embedded" else self.folder / "data"
        self.disk = DyingDisk(whole, at=1 + self.fate.number(80))
        try:
            with dying(self.disk):
                return self._cycle(number)
        finally:
            self.disk = None

    # -- the history -------------------------------------------------------------------------

    def run(self) -> None:
        """Play it to its end; raise `Broken` at the first promise that is."""
        at_once = 0
        while self.clock.now < self.end:
            if self.clock.now > self.end - CALM:
                self.fate.rate = 0.0
            before = self.clock.now
            self.step()
            at_once = at_once + 1 if self.clock.now == before else 0
            if at_once > MOST_TURNS_AT_ONCE:
                self._fail(["the desk does not come to rest"])
        self._fail(self.watch.broken(at_rest=True))

    def step(self) -> None:
        """One turn of a worker, then of the people, then of the clock."""
        self.turns += 1
        happened = self.turn()
        self.people.look()
        acted = self.people.act(self.clock.now)
        self._mischief()
        self._fail(self.watch.broken())
        if not (happened or acted):
            self._pass_time()

    def _pass_time(self) -> None:
        moments = [m for m in (self.onlooker.next_due(), self.people.next_at()) if m is not None]
        coming = min([*moments, self.end])
        if self.onlooker.has_mail() or coming <= self.clock.now:
            coming = self.clock.now + timedelta(minutes=2)  # something passing is in the way
        elif self.fate.chance("the machine sleeps", 0.02):
            coming += timedelta(hours=self.fate.number(60))
        self.clock.now = max(coming, self.clock.now + timedelta(seconds=1))

    def _fail(self, broken: list[str]) -> None:
        if broken:
            what = tuple(dict.fromkeys(broken))
            raise Broken(what, self.turns, self.clock.now, tuple(self.fate.struck))

    def _mischief(self) -> None:
        """What servers and owners do to a mailbox."""
        inbox = self.office.person(self.cast.manager) / "Maildir"
        if self.fate.chance("a mail comes twice", 0.01):
            paths = [p for p in sorted((inbox / "new").iterdir()) if _of_people(p)]
            if paths:
                raw = paths[self.fate.number(len(paths))].read_bytes()
                again = b"Received: by relay.example\r\n" + raw
                name = f"again-{self.turns}"
                self.office.deliver(again, self.cast.manager, name, self.clock.now)
        if self.fate.chance("the owner deletes a mail", 0.01):
            known = {e.backend_id for e in self.onlooker.store.all_inbound()}
            paths = [
                p
                for p in sorted((inbox / "new").iterdir())
                if _of_people(p) and f"{self.cast.manager}/{p.name}" in known
            ]
            if paths:
                paths[self.fate.number(len(paths))].unlink()

    def _plan(self, seed: int) -> None:
        """Fill calendars and funnels, and plan the mails that will come."""
        draw = random.Random(seed + 23)
        demo._fill_calendars(self.cast, self.office, seed)
        demo._load_funnels(self.cast, self.onlooker, seed, self.clock.now.date())
        people, debrief = self.people, str(self.team.debrief_address)
        for deal in self.people.deals.values():
            cast = replace(self.cast, deal=deal)
            self.office.open_for(deal.email)
            delay = timedelta(minutes=draw.randrange(0, 20 * 24 * 60))

            def forward(cast: object = cast) -> None:
                mail = forwarded_loss(cast, self.clock.now)  # type: ignore[arg-type]
                self.office.post(mail.as_bytes(), [debrief], sender=self.cast.manager)

            def alert(cast: object = cast) -> None:
                mail = crm_alert(cast, self.clock.now)  # type: ignore[arg-type]
                self.office.post(mail.as_bytes(), [self.cast.manager], sender="noreply@crm.example")

            first, second = (forward, alert) if draw.random() < 0.7 else (alert, forward)
            people.later(delay, first)
            if draw.random() < 0.5:
                people.later(delay + timedelta(minutes=draw.randrange(1, 600)), second)
        self._plan_small_things(draw)

    def _plan_small_things(self, draw: random.Random) -> None:
        for write in (minor_loss, won_deal):

            def send(write: Callable[..., object] = write) -> None:
                mail = write(self.cast, self.clock.now)
                sender = str(mail["From"]).partition("<")[2].rstrip(">")  # type: ignore[index]
                self.office.post(mail.as_bytes(), [self.cast.manager], sender=sender)  # type: ignore[attr-defined]

            self.people.later(timedelta(hours=draw.randrange(1, 500)), send)
        for _ in range(2):
            days, remove = draw.randrange(1, 3), draw.random() < 0.3
            self.people.later(
                timedelta(hours=draw.randrange(24, 30 * 24)),
                partial(self.people.move_an_event, days, remove=remove),
            )


def with_fewer_reps(cast: Cast, number: int) -> Cast:
    """Return the cast with the first reps of its team alone."""
    return replace(cast, team={**cast.team, "reps": cast.team["reps"][:number]})


def _of_people(path: Path) -> bool:
    return b"\nX-Debrief-Effect:" not in path.read_bytes().partition(b"\r\n\r\n")[0]


@contextmanager
def scratch() -> Iterator[Path]:
    """Give a folder that is gone afterwards, in memory where possible."""
    folder = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
    try:
        yield folder.resolve()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def same_names(seed: int) -> Iterator[None]:
    """Let unguessable names be the same at every play of a seed."""
    urandom, draw = os.urandom, random.Random(seed)
    boundary = Generator.__dict__["_make_boundary"]
    os.urandom = draw.randbytes
    Generator._make_boundary = lambda _, text: f"=_{short_hash(str(text))}"  # type: ignore[attr-defined]
    try:
        yield
    finally:
        os.urandom = urandom
        Generator._make_boundary = boundary  # type: ignore[attr-defined]


@cache
def tick() -> int:
    """Return how finely files in memory are dated, in nanoseconds: three times the least difference."""
    with scratch() as folder:
        file, stamps = folder / "tick", set[int]()
        while len(stamps) < 20:
            file.write_bytes(b"")
            stamps.add(file.stat().st_mtime_ns)
    ordered = sorted(stamps)
    return max(1_000_000, 3 * min(b - a for a, b in pairwise(ordered)))


@contextmanager
def fine_clock() -> Iterator[None]:
    """Trust the times of files and folders as soon as this machine allows it."""
    before = maildir.SETTLED_NS, live._TICK_NS, invariants.TICK_NS
    maildir.SETTLED_NS = live._TICK_NS = invariants.TICK_NS = tick()
    try:
        yield
    finally:
        maildir.SETTLED_NS, live._TICK_NS, invariants.TICK_NS = before


@contextmanager
def one_picture() -> Iterator[None]:
    """Draw no plot, the dearest part of a mail: what it shows matters to no promise."""
    before = plots._png
    plots._png = lambda _: PIXEL  # type: ignore[assignment]
    try:
        yield
    finally:
        plots._png = before


def rarely_collected() -> None:
    """Let the garbage collector leave alone what is loaded, and look less often at the rest."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def play(
    seed: int,
    *,
    losses: int | None = None,
    spared: frozenset[int] = frozenset(),
    server: str | None = None,
) -> tuple[Simulation, Broken | None]:
    """Play one seed, with as many losses as it draws or these; return it and the promise that was
    broken, if one was."""
    logging.disable(logging.WARNING)
    with scratch() as folder, no_power_loss(), same_names(seed), fine_clock(), one_picture():
        simulation = Simulation(folder, seed, losses=losses, spared=spared, server=server)
        try:
            simulation.run()
        except Broken as broken:
            return simulation, broken
    return simulation, None


def fewest_faults(seed: int, losses: int | None, broken: Broken, runs: int = 24) -> Broken:
    """Leave out faults, half of them at a time and then fewer, while the promise stays broken."""
    spared: frozenset[int] = frozenset()
    share = 2
    while runs > 0 and len(broken.faults) > 1:
        numbers = [number for number, _ in broken.faults]
        size = max(1, len(numbers) // share)
        for start in range(0, len(numbers), size):
            runs -= 1
            tried = spared | set(numbers[start : start + size])
            _, still = play(seed, losses=losses, spared=tried)
            if still is not None:
                spared, broken = tried, still
                break
            if runs <= 0:
                return broken
        else:
            if size == 1:
                return broken
            share *= 2
    return broken


def main() -> int:
    """Play the seeds asked for; return 0 when every promise held."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--seeds", type=int, default=20, help="how many seeds")
    parser.add_argument("--first", type=int, default=1, help="the first of them")
    parser.add_argument("--seed", type=int, help="one seed only")
    parser.add_argument("--long", action="store_true", help="more losses in each history")
    asked = parser.parse_args()
    if os.environ.get("PYTHONHASHSEED") != "0":  # the same seed is to play the same anywhere
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(sys.executable, [sys.executable, "-m", "tests.simulate", *sys.argv[1:]])
    seeds = (
        [asked.seed]
        if asked.seed is not None
        else list(range(asked.first, asked.first + asked.seeds))
    )
    clean = 0
    workers = min(2, os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, initializer=rarely_collected) as pool:
        for held, story in pool.map(partial(tell, long=asked.long), seeds):
            clean += held
            print(story, flush=True)
    print(f"{clean} of {len(seeds)} seeds clean")
    return 0 if clean == len(seeds) else 1


def tell(seed: int, *, long: bool) -> tuple[bool, str]:
    """Play a seed; return whether all held, and the story of it or the fewest faults it takes."""
    losses = LONG if long else None
    began = time.monotonic()
    simulation, broken = play(seed, losses=losses)
    if broken is None:
        took = time.monotonic() - began
        faults = len(simulation.fate.struck)
        return True, (
            f"seed {seed}: every promise held; {len(simulation.people.deals)} losses, {faults} faults, "
            f"{simulation.turns} steps, {took:.1f} s"
        )
    fewest = fewest_faults(seed, losses, broken)
    lines = [
        f"seed {seed}: BROKEN at step {broken.turn}, {broken.at:%Y-%m-%d %H:%M} UTC",
        *(f"    {line}" for line in broken.what[:8]),
        f"  still broken with {len(fewest.faults)} of {len(broken.faults)} faults:",
        *(f"    call {number}: {what}" for number, what in fewest.faults[-12:]),
        f"  again: python -m tests.simulate --seed {seed}{' --long' if long else ''}",
    ]
    return False, "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
