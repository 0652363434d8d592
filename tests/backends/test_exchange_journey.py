"""The demo's journey, played unchanged through Exchange: the invented people read and answer."""

from __future__ import annotations

import json
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
from debrief.credentials import Credentials
from debrief.demo import play
from debrief.demo.cast import Cast, make_cast
from debrief.demo.people import People
from debrief.desk import CHAPTERS, Desk
from debrief.effects import is_due
from debrief.errors import SignInNeeded, TryLater
from debrief.model import EffectStatus, Stage
from tests.backends.exchange_server import ExchangeServer, Fault
from tests.backends.hands import calendar_text, read_mail


class ExchangeOffice(Office):
    """Where the demo's people read and write: their mail and calendars are Exchange's."""

    def __init__(self, folder: Path, clock: play.SimulatedClock, server: ExchangeServer) -> None:
        super().__init__(folder, clock)
        self.server = server
        self._numbers = count()
        server.office.arrived.append(lambda address, raw: self.show(raw, address))

    def show(self, raw: bytes, address: str) -> None:
        """Let somebody see what came."""
        self.deliver(raw, address, f"{next(self._numbers):06d}")

    def post(self, raw: bytes, recipients: Iterable[str], sender: str | None = None) -> None:
        """Send what a person wrote: Exchange itself knows who of its own did."""
        inside = sender in self.server.office.boxes
        for address in recipients:
            self.server.office.hand_over(raw, address, internal=inside)

    def put_event(self, address: str, uid: str, ics: bytes) -> None:
        """Book what a person has in their calendar anyway."""
        start = self.clock() - timedelta(days=7)
        times = read_busy([ics], start, start + timedelta(days=90), address)
        for begin, end in times.busy:
            self.server.office.book(address, _moment(begin), _moment(end))


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def run(desk: Desk, people: People, clock: play.SimulatedClock, end: datetime) -> None:
    """Let mail, people and time take turns, and come back after what passes, as `debrief run`."""
    while clock.now < end:
        try:
            desk.cycle()
            more = desk.has_mail()
        except (TryLater, SignInNeeded):
            clock.now += timedelta(minutes=1)
            continue
        people.look()
        if people.act(clock.now) or more:
            continue
        moments = [m for m in (desk.next_due(), people.next_at()) if m is not None]
        if not moments or min(moments) > end:
            return
        clock.now = max(min(moments), clock.now + timedelta(seconds=1))


def fate(seed: int) -> Callable[[str], Fault | None]:
    """Return what befalls requests: a few in a hundred are lost before or after, or put off."""
    draw = random.Random(seed)
    acting = ("drop before", "drop after", "busy", "http", "soap")

    def decide(operation: str) -> Fault | None:
        if draw.random() > (
            0.15 if operation in ("SendItem", "CreateItem", "UpdateItem") else 0.02
        ):
            return None
        return Fault(operation, draw.choice(acting), status=503, seconds=20)

    return decide


def told_once(server: ExchangeServer) -> None:
    """Nobody got one mail, or one state of a meeting, twice."""
    inboxes = [
        (a, [i.mime for i in server.office.in_folder(a, "inbox")]) for a in server.office.boxes
    ]
    for address, mails in (*inboxes, *server.office.outside.items()):
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
def test_the_journey_ends_on_exchange_as_in_the_embedded_office(tmp_path: Path, disturbed: bool):
    seed = 1
    cast = make_cast(seed)
    clock = play.SimulatedClock(cast.start)
    people = [str(p["email"]) for p in (cast.team["manager"], *cast.team["reps"])]
    server = ExchangeServer(*people, clock=clock)
    server.office.aliases[str(cast.team["debrief_address"])] = cast.manager
    office = ExchangeOffice(tmp_path / "people", clock, server)
    for who in (*people, cast.deal.email):
        office.open_for(who)
    desk = open_desk(configured(tmp_path, cast, server), clock)
    play._fill_calendars(cast, office, seed)
    play._load_funnels(cast, desk, seed, clock.now.date())
    others = People(cast, office, seed)
    play._first_mails(cast, office, others)
    if disturbed:
        server.fate = fate(seed)
    try:
        run(desk, others, clock, cast.start + play.LONGEST)
    finally:
        server.stop()
    reviews = [r for r in (*desk.store.open(), *desk.store.closed()) if not r.errand]
    told = {h.chapter for r in reviews for h in r.history}
    assert [c for c in CHAPTERS if c not in told] == []
    (major,) = (r for r in reviews if r.major)
    assert (major.stage, major.call.outcome) == (Stage.CLOSED, "held")
    effects = [e for r in reviews for e in r.effects]
    ended = (EffectStatus.DONE, EffectStatus.DROPPED)
    assert [e.key for e in effects if e.status not in ended and is_due(e, clock.now)] == []
    told_once(server)
    assert len(server.office.in_folder(cast.manager, "sentitems")) > 20
    assert server.office.in_folder(cast.manager, "drafts") == []
    assert server.invalid == []


def configured(folder: Path, cast: Cast, server: ExchangeServer) -> Config:
    """Return the configuration of a team on this server."""
    data = folder / "data"
    path = write_config(data, folder / "people", cast.team)
    text = path.read_text("utf-8").replace('backend = "embedded"', 'backend = "exchange"')
    section = {"url": server.url, "username": r"HARBOUR\debrief", "sign_in": "basic"}
    lines = [f"{name} = {json.dumps(value)}" for name, value in section.items()]
    path.write_text("\n".join([text, "[exchange]", *lines, "push = false", ""]), "utf-8")
    Credentials(data).put("exchange_password", "secret")
    return load_config(data)
