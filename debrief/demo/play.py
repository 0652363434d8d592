"""Play the whole journey on a simulated clock and show it chapter by chapter."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from debrief.backends.local import Office
from debrief.bootstrap import open_desk
from debrief.calendars.invitation import Invitee, Meeting, event_ics
from debrief.config import load_config, write_config
from debrief.demo.cast import (
    Cast,
    address,
    crm_alert,
    forwarded_loss,
    funnel_csv,
    make_cast,
    minor_loss,
    won_deal,
)
from debrief.demo.people import People, Town
from debrief.engine.chapters import CHAPTERS
from debrief.engine.desk import Desk, Progress
from debrief.errors import BadInput, Doubtful, SignInNeeded, TryLater
from debrief.funnels.report import read_file
from debrief.model import Review, Stage

LONGEST = timedelta(days=75)

Say = Callable[[Progress], None]


@dataclass(slots=True)
class SimulatedClock:
    """A clock that stands still until it is set."""

    now: datetime

    def __call__(self) -> datetime:
        """Return the simulated moment."""
        return self.now


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the play came to."""

    cast: Cast
    desk: Desk
    reviews: tuple[Review, ...]
    reached: tuple[str, ...]
    days: float

    @property
    def missed(self) -> tuple[str, ...]:
        """Chapters that were not reached."""
        return tuple(name for name in CHAPTERS if name not in self.reached)


def play(office_folder: Path, data: Path, seed: int, say: Say) -> Outcome:
    """Play until everything is over; both folders must be empty or absent."""
    for folder in (office_folder, data):
        if folder.exists() and any(folder.iterdir()):
            raise BadInput(f"{folder}: is not empty; choose another folder or remove it first")
    cast = make_cast(seed)
    clock = SimulatedClock(cast.start)
    data.mkdir(parents=True, exist_ok=True)
    write_config(data, office_folder.resolve(), cast.team)
    desk = open_desk(load_config(data), clock)
    office = Office(office_folder.resolve(), clock)
    office.open_for(cast.deal.email)
    return play_in(office, desk, cast, clock, seed, say)


def play_in(
    office: Town,
    desk: Desk,
    cast: Cast,
    clock: SimulatedClock,
    seed: int,
    say: Say,
    again: Callable[[], Desk] | None = None,
) -> Outcome:
    """Play with whatever mail and calendars the desk and the people share.

    ``again`` opens the desk anew after a passing fault, as a restart does; without it a fault is
    the caller's.
    """
    _fill_calendars(cast, office, seed)
    _load_funnels(cast, desk, seed, clock.now.date())
    people = People(cast, office, seed)
    _first_mails(cast, office, people)
    desk.watchers.append(say)
    desk = _run(desk, people, clock, cast.start + LONGEST, again)
    reviews = tuple(r for r in (*desk.store.open(), *desk.store.closed()) if not r.errand)
    reached = tuple(
        name for name in CHAPTERS if any(h.chapter == name for r in reviews for h in r.history)
    )
    closed = any(r.stage is Stage.CLOSED and r.major for r in reviews)
    return Outcome(
        cast, desk, reviews, reached if closed else (), (clock.now - cast.start) / timedelta(days=1)
    )


def _run(
    desk: Desk,
    people: People,
    clock: SimulatedClock,
    end: datetime,
    again: Callable[[], Desk] | None = None,
) -> Desk:
    """Let mail, people and time take turns until nothing more is to come; return the last desk."""
    while clock.now < end:
        try:
            desk.cycle()
            more = desk.has_mail()
        except (TryLater, Doubtful, SignInNeeded):
            if again is None:
                raise
            clock.now += timedelta(minutes=1)  # it passes
            watchers, desk = desk.watchers, again()
            desk.watchers = watchers
            continue
        people.look()
        if people.act(clock.now) or more:
            continue
        moments = [m for m in (desk.next_due(), people.next_at()) if m is not None]
        if not moments or min(moments) > end:
            break  # what remains, such as reconnecting in spring, lies beyond the play
        clock.now = max(min(moments), clock.now + timedelta(seconds=1))
    return desk


def _first_mails(cast: Cast, office: Town, people: People) -> None:
    """The four mails of the first morning."""
    rep = cast.minor[0]
    winner = str(cast.team["reps"][2]["email"])
    sends = (
        (0, forwarded_loss, cast.manager, str(cast.team["debrief_address"])),
        (14, crm_alert, "noreply@crm.example", cast.manager),
        (31, minor_loss, address(rep), cast.manager),
        (55, won_deal, winner, cast.manager),
    )
    for minutes, write, sender, to in sends:

        def send(write: Callable[..., object] = write, sender: str = sender, to: str = to) -> None:
            message = write(cast, office.clock())
            office.post(message.as_bytes(), [to], sender=sender)  # type: ignore[attr-defined]

        people.later(timedelta(minutes=minutes), send)


def _fill_calendars(cast: Cast, office: Town, seed: int) -> None:
    """Give everybody a week like real ones; the account rep is busy on the first days."""
    draw = random.Random(seed + 3)  # noqa: S311 - a play, not a secret
    people = [cast.team["manager"], *cast.team["reps"]]
    first = cast.start.date()
    for person in people:
        zone = ZoneInfo(str(person["time_zone"]))
        busy_rep = person["email"] == address(cast.deal.rep)
        for number in range(18):
            week, weekday = divmod(draw.randrange(0, 20), 5)
            day = first + timedelta(days=7 * week + weekday)
            start = datetime.combine(
                day, time(draw.randrange(9, 16), draw.choice((0, 30))), tzinfo=zone
            )
            _event(office, person, start, timedelta(minutes=draw.choice((30, 60))), number)
        if busy_rep:
            start = datetime.combine(first, time(9), tzinfo=zone)
            _event(office, person, start, timedelta(hours=8), 90)
        monday = first - timedelta(days=first.weekday())
        _weekly(office, person, datetime.combine(monday, time(9), tzinfo=zone))


def _event(
    office: Town, person: dict[str, str], start: datetime, length: timedelta, n: int
) -> None:
    who = Invitee(person["name"], person["email"], partstat="ACCEPTED")
    uid = f"own-{n}-{person['email']}"
    meeting = Meeting(
        uid=uid,
        sequence=0,
        start=start.astimezone(UTC),
        end=start.astimezone(UTC) + length,
        summary="Customer visit" if length > timedelta(hours=2) else "Busy",
        description="",
        organizer=who,
        invitees=(),
        key="",
    )
    office.put_event(person["email"], uid, event_ics(meeting, office.clock()))


def _weekly(office: Town, person: dict[str, str], start: datetime) -> None:
    """A recurring event: the weekly hour that every team has."""
    uid = f"own-weekly-{person['email']}"
    stamp = office.clock().strftime("%Y%m%dT%H%M%SZ")
    begin = start.strftime("%Y%m%dT%H%M%S")
    finish = (start + timedelta(minutes=30)).strftime("%Y%m%dT%H%M%S")
    zone = person["time_zone"]
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Debrief//Demo//EN",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;TZID={zone}:{begin}",
        f"DTEND;TZID={zone}:{finish}",
        "RRULE:FREQ=WEEKLY;BYDAY=MO",
        "SUMMARY:Weekly planning",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    )
    office.put_event(person["email"], uid, "\r\n".join(lines).encode())


def _load_funnels(cast: Cast, desk: Desk, seed: int, today: date) -> None:
    data = funnel_csv(cast, seed, today)
    desk.pipeline.take_over(read_file(data, "pipeline.csv", desk.team, today), "pipeline.csv")
