"""The demo's journey, played unchanged through Microsoft 365: invented people read and answer."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from debrief.backends.local import Office
from debrief.bootstrap import open_desk
from debrief.busy import read_busy
from debrief.config import Config, load_config, write_config
from debrief.demo import play
from debrief.demo.cast import Cast, make_cast
from debrief.demo.people import People
from debrief.desk import CHAPTERS, Desk
from debrief.effects import is_due
from debrief.errors import Doubtful, SignInNeeded, TryLater
from debrief.model import EffectStatus, Stage
from debrief.standing import read_standing
from tests.backends.graph_login import CLIENT
from tests.backends.graph_server import Fault
from tests.backends.graph_world import GraphWorld, graph_world
from tests.backends.hands import calendar_text, read_mail


class GraphOffice(Office):
    """Where the demo's people read and write: their mail and calendars are Microsoft's."""

    def __init__(self, folder: Path, clock: play.SimulatedClock, world: GraphWorld) -> None:
        super().__init__(folder, clock)
        self.world = world
        self._numbers = count()
        world.office.arrived.append(self.show)

    def show(self, address: str, raw: bytes) -> None:
        """Let somebody see what came; a calendar program keeps a copy of an invitation."""
        ics = calendar_text(read_mail(raw)).encode() if b"text/calendar" in raw else b""
        event = read_standing(ics)
        if event is not None and b"METHOD:REQUEST" in ics:
            super().put_event(address, event.uid, ics)
        self.deliver(raw, address, f"{next(self._numbers):06d}")

    def post(self, raw: bytes, recipients: Iterable[str], sender: str | None = None) -> None:
        """Send what a person wrote; Exchange vouches for its own."""
        for address in recipients:
            self.world.office.deliver(address, raw, inside=sender in self.world.office.boxes)

    def put_event(self, address: str, uid: str, ics: bytes) -> None:
        """Book what a person has in their calendar anyway; keep their copies of invitations."""
        if self.get_event(address, uid) is not None:
            return super().put_event(address, uid, ics)
        start = self.clock() - timedelta(days=7)
        times = read_busy([ics], start, start + timedelta(days=90), address)
        for begin, end in times.busy:
            moments = (datetime.fromtimestamp(s, UTC) for s in (begin, end))
            self.world.hands.book(address, *moments)
        return None


def run(
    world: GraphWorld, config: Config, people: People, clock: play.SimulatedClock, end: datetime
) -> Desk:
    """Let mail, people and time take turns; what breaks is begun anew, as after a restart."""
    desk = open_desk(config, clock)
    while clock.now < end:
        try:
            desk.cycle()
            more = desk.has_mail()
        except (TryLater, Doubtful, SignInNeeded):
            clock.now += timedelta(minutes=1)
            desk = open_desk(config, clock)
            continue
        people.look()
        if people.act(clock.now) or more:
            continue
        moments = [m for m in (desk.next_due(), people.next_at()) if m is not None]
        if not moments or min(moments) > end:
            break
        clock.now = max(min(moments), clock.now + timedelta(seconds=1))
    return desk


def fate(world: GraphWorld, seed: int) -> Callable[[str, str], Fault | None]:
    """Return what befalls requests: lost before or after, put off, or the token runs out."""
    draw = random.Random(seed)
    ways: list[str | int] = ["before", "after", "late", 429, 503, 500]

    def decide(method: str, path: str) -> Fault | None:
        if draw.random() < 0.01:
            world.server.tokens.clear()
        if draw.random() > (0.15 if method in {"POST", "PATCH"} else 0.02):
            return None
        return Fault(method, path, draw.choice(ways), retry_after="20")

    return decide


def told_once(world: GraphWorld) -> None:
    """Nobody got one mail, or one state of a meeting, twice."""
    inboxes = {
        address: [m.raw for m in box.mail_where(lambda m: m.folder == "inbox")]
        for address, box in world.office.boxes.items()
    }
    for address, mails in (inboxes | world.office.outside).items():
        seen = []
        for raw in mails:
            mail = read_mail(raw)
            lines = calendar_text(mail).splitlines()
            state = [x for x in lines if x.startswith(("METHOD", "UID", "SEQUENCE", "DTSTART"))]
            if mail["X-Debrief-Effect"] or "METHOD:REQUEST" in state:
                seen.append((mail["X-Debrief-Effect"], *state))
        assert len(seen) == len(set(seen)), address


@pytest.mark.slow
@pytest.mark.parametrize("disturbed", [False, True])
def test_the_journey_ends_on_microsoft_365_as_in_the_embedded_office(
    tmp_path: Path, disturbed: bool
):
    seed = 1
    cast = make_cast(seed)
    clock = play.SimulatedClock(cast.start)
    ours = [str(p["email"]) for p in (cast.team["manager"], *cast.team["reps"])]
    with graph_world(tmp_path, clock, ours) as world:
        world.office.aliases[str(cast.team["debrief_address"])] = cast.manager
        office = GraphOffice(tmp_path / "people", clock, world)
        for who in (*ours, cast.deal.email):
            office.open_for(who)
        config = configured(world, cast)
        play._fill_calendars(cast, office, seed)
        play._load_funnels(cast, open_desk(config, clock), seed, clock.now.date())
        people = People(cast, office, seed)
        play._first_mails(cast, office, people)
        if disturbed:
            world.server.fate = fate(world, seed)
        desk = run(world, config, people, clock, cast.start + play.LONGEST)
        ended_well(desk, clock)
        told_once(world)
        manager = world.office.boxes[cast.manager]
        assert len(manager.mail_where(lambda m: m.folder == "sentitems")) > 20
        assert manager.mail_where(lambda m: m.folder == "drafts") == []


def ended_well(desk: Desk, clock: play.SimulatedClock) -> None:
    """Assert that every chapter was reached and nothing that is due is open."""
    reviews = [r for r in (*desk.store.open(), *desk.store.closed()) if not r.errand]
    told = {h.chapter for r in reviews for h in r.history}
    assert [c for c in CHAPTERS if c not in told] == []
    (major,) = (r for r in reviews if r.major)
    assert (major.stage, major.call.outcome) == (Stage.CLOSED, "held")
    effects = [e for r in reviews for e in r.effects]
    ended = (EffectStatus.DONE, EffectStatus.DROPPED)
    assert [e.key for e in effects if e.status not in ended and is_due(e, clock.now)] == []


def configured(world: GraphWorld, cast: Cast) -> Config:
    """Return the configuration of a team in this tenant."""
    data = world.folder / "data"
    path = write_config(data, world.folder / "people", cast.team)
    text = path.read_text("utf-8").replace('backend = "embedded"', 'backend = "graph"')
    section = (
        f'[graph]\ntenant = "harbour.example"\nclient_id = "{CLIENT}"\n'
        f'endpoint = "{world.server.url}"\nlogin = "{world.login.url}"\n'
    )
    path.write_text(f"{text}\n{section}", "utf-8")
    return load_config(data)
