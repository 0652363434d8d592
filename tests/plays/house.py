"""What a play on servers needs: the servers, the people around them, and what they have seen."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from uuid import uuid4

from debrief.backends.local import Office
from debrief.bootstrap import open_desk
from debrief.calendars.busy import read_busy
from debrief.calendars.invitation import Invitee, Meeting, event_ics
from debrief.calendars.standing import Standing, read_standing
from debrief.config import Config
from debrief.demo.cast import Cast, make_cast
from debrief.demo.people import Town
from debrief.demo.play import Outcome, Say, SimulatedClock, play_in
from debrief.engine.chapters import CHAPTERS
from debrief.engine.desk import Desk
from debrief.engine.effects import is_due
from debrief.model import Effect, EffectStatus, Stage
from tests.backends.hands import calendar_text, read_mail

ENDED = (EffectStatus.DONE, EffectStatus.DROPPED)


@dataclass(frozen=True)
class Script:
    """Who plays, when, and where things are put: all that a house is built from."""

    seed: int
    cast: Cast
    clock: SimulatedClock
    office: Path  # what people have seen, as an office that anybody can open
    data: Path

    @property
    def ours(self) -> list[str]:
        """The addresses of the manager and the reps."""
        return [str(p["email"]) for p in (self.cast.team["manager"], *self.cast.team["reps"])]

    def vouched_by(self, host: str) -> Script:
        """Return the script of a team whose mail host vouches for senders."""
        cast = replace(self.cast, team={**self.cast.team, "authserv_id": host})
        return replace(self, cast=cast)


def script(seed: int, office: Path, data: Path) -> Script:
    """Return the script of a seed."""
    cast = make_cast(seed)
    return Script(seed, cast, SimulatedClock(cast.start), office.resolve(), data.resolve())


class House(ABC):
    """One backend's servers with the demo's people around them."""

    ran_on: str  # one line for whoever watches: on what, and what that is not
    script: Script
    config: Config
    town: Town

    @abstractmethod
    def disturb(self, seed: int) -> None:
        """From now on let requests fail now and then: before, after, or with a wait."""

    @abstractmethod
    def received(self) -> Mapping[str, Iterable[bytes]]:
        """Return everybody's inbox."""

    @abstractmethod
    def sent(self) -> list[bytes]:
        """Return what the manager's Sent holds."""

    @abstractmethod
    def drafts(self) -> int:
        """Return how many drafts are left over."""

    def problems(self) -> list[str]:
        """Return what was said against the vendor's own schema, as far as that is there."""
        return []

    def keep(self, office: Office) -> None:  # noqa: B027 - most towns did it all along
        """Write what people have seen into the office."""


OpenHouse = Callable[[Script], AbstractContextManager[House]]


def play_on(house: House, say: Say = lambda step: None, *, disturbed: bool = False) -> Outcome:
    """Play the demo's journey in a house; after a passing fault Debrief is started anew."""
    made = house.script

    def opened() -> Desk:
        return open_desk(house.config, made.clock)

    desk = opened()
    if disturbed:
        house.disturb(made.seed)
    return play_in(house.town, desk, made.cast, made.clock, made.seed, say, opened)


# -- what must hold after it -----------------------------------------------------------------


def ended_well(house: House, outcome: Outcome) -> None:
    """Assert that every chapter was reached, everybody was told once, and nothing is left over."""
    assert outcome.missed == ()
    assert set(outcome.reached) == set(CHAPTERS)
    (major,) = (r for r in outcome.reviews if r.major)
    assert (major.stage, major.call.outcome) == (Stage.CLOSED, "held")
    effects = [e for r in outcome.reviews for e in r.effects]
    now = house.script.clock.now
    assert [e.key for e in effects if e.status not in ENDED and is_due(e, now)] == []
    assert not list(outcome.desk.store.waiting_inbound())
    told_once(house)
    assert len(house.sent()) > 20
    assert house.drafts() == 0
    assert house.problems() == []


def told_once(house: House) -> None:
    """Assert that nobody got one mail, or one state of a meeting, twice."""
    for address, mails in house.received().items():
        seen: Counter[tuple[str, ...]] = Counter()
        for raw in mails:
            mail = read_mail(raw)
            lines = calendar_text(mail).splitlines()
            state = [x for x in lines if x.startswith(("METHOD", "UID", "SEQUENCE", "DTSTART"))]
            if mail["X-Debrief-Effect"] or "METHOD:REQUEST" in state:
                seen[str(mail["X-Debrief-Effect"]), *state] += 1
        assert set(seen.values()) <= {1}, address


# -- people whose mail and calendars are a server's --------------------------------------------


class SeenOffice(Office):
    """What people see of a server's mail and calendars, kept on disk like the embedded office.

    ``hand_over`` gives a server what a person wrote, ``book`` an appointment of somebody's.
    """

    def __init__(
        self,
        made: Script,
        hand_over: Callable[[bytes, str, str | None], None],
        book: Callable[[str, datetime, datetime], None],
    ) -> None:
        super().__init__(made.office, made.clock)
        self._hand_over = hand_over
        self._book = book
        self._numbers = count()
        for who in (*made.ours, made.cast.deal.email):
            self.open_for(who)

    def show(self, address: str, raw: bytes) -> None:
        """Let somebody see what came; a calendar program keeps a copy of an invitation."""
        ics = calendar_text(read_mail(raw)).encode() if b"text/calendar" in raw else b""
        event = read_standing(ics)
        if event is not None and b"METHOD:REQUEST" in ics:
            super().put_event(address, event.uid, ics)
        self.deliver(raw, address, f"{next(self._numbers):06d}")

    def post(self, raw: bytes, recipients: Iterable[str], sender: str | None = None) -> None:
        """Send what a person wrote."""
        for address in recipients:
            self._hand_over(raw, address, sender)
        if sender is not None:
            self.keep_sent(raw, sender, uuid4().hex, self.clock())

    def put_event(self, address: str, uid: str, ics: bytes) -> None:
        """Keep a person's copy; what they have in their calendar anyway is booked, too."""
        known = self.get_event(address, uid) is not None
        super().put_event(address, uid, ics)
        if known:
            return
        start = self.clock() - timedelta(days=7)
        for begin, end in read_busy([ics], start, start + timedelta(days=90), address).busy:
            self._book(
                address, datetime.fromtimestamp(begin, UTC), datetime.fromtimestamp(end, UTC)
            )


def keep_managers_side(house: House, outcome: Outcome) -> None:
    """Write the manager's Sent and their own meetings into the office, for whoever opens it."""
    office = Office(house.script.office, house.script.clock)
    house.keep(office)
    manager = house.script.cast.manager
    for number, raw in enumerate(house.sent()):
        at = read_mail(raw)["Date"].datetime
        office.keep_sent(raw, manager, f"server-{number:04d}", at)
    latest: dict[str, Effect] = {}
    for effect in (e for r in outcome.reviews for e in r.effects if e.event is not None):
        if effect.event is not None and effect.status is EffectStatus.DONE:
            before = latest.get(effect.event.uid)
            if (
                before is None
                or before.event is None
                or before.event.sequence <= effect.event.sequence
            ):
                latest[effect.event.uid] = effect
    for uid, effect in latest.items():
        standing = outcome.desk.backend.calendar.standing(uid)
        if standing is not None and not standing.cancelled:
            office.put_event(manager, uid, _managers_copy(house, effect, standing))


def _managers_copy(house: House, effect: Effect, standing: Standing) -> bytes:
    event, clock = effect.event, house.script.clock
    assert event is not None
    manager = house.script.cast.team["manager"]

    def invitee(address: str, required: bool) -> Invitee:
        answer = standing.partstats.get(address, "NEEDS-ACTION")
        return Invitee(effect.names.get(address, address), address, required, answer)

    people = [invitee(a, True) for a in event.required] + [
        invitee(a, False) for a in event.optional
    ]
    organizer = Invitee(str(manager["name"]), str(manager["email"]), partstat="ACCEPTED")
    meeting = Meeting(
        uid=event.uid, sequence=standing.sequence, start=standing.start, end=standing.end,
        summary=event.summary, description="", organizer=organizer, invitees=tuple(people),
        key=effect.key,
    )  # fmt: skip
    return event_ics(meeting, clock())
