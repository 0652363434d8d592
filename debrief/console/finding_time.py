"""`debrief slots`: when people can meet, why then, and why not earlier. Sends nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from debrief.bootstrap import open_desk
from debrief.chapters.call_slots import CUSTOMER, attendee, call_request, zone_of
from debrief.chapters.scene import Scene
from debrief.config import load_config
from debrief.errors import BadInput, NotFound
from debrief.team import Person
from debrief.timing import slots, workdays
from debrief.timing.slot_reasons import explain
from debrief.timing.zones import ZoneGuess, hours_for, infer_zone, place_named
from store.base import Store


def print_slots(
    data: Path | None,
    office: Path | None,
    team: Path | None,
    review: str | None,
    people: Sequence[str],
    zone: str | None,
    minutes: int,
    count: int,
    *,
    reasons: bool,
) -> None:
    """Print the best times for a review's call, or for people of the team and a customer's zone.

    ``minutes`` is the length of the meeting. Raises BadInput for who or what is not known.
    """
    desk = open_desk(load_config(data, office=office, team=team))
    scene = desk.scene()
    guess: ZoneGuess | None
    if review is not None:
        request, guess = _for_review(desk.store, scene, review)
    else:
        request, guess = _for_people(scene, people, zone, minutes)
    for line in described(request, guess, count=count, reasons=reasons):
        print(line)


def described(
    request: slots.SlotRequest, theirs: ZoneGuess | None, *, count: int, reasons: bool
) -> Iterator[str]:
    """Yield the lines to print; times in the first person's zone, the customer's behind them."""
    result = slots.find_slots(request)
    names = ", ".join(person.label for person in request.people)
    yield f"{request.duration // 60} minutes for {names}. Times in {request.zone.key}."
    if theirs is not None:
        yield f"The customer's clock: {theirs.zone}, from {theirs.source}."
    best = [result.best] if result.best else []
    for number, slot in enumerate([*best, *slots.alternatives(result, count - 1)], 1):
        yield f"{number}. {_when(slot, request.zone, theirs)}{_doubts(slot)}"
    if not best:
        yield "No time suits."
    if reasons:
        first, *earlier = explain(request, result)
        yield "Why this one" if best else "Why"
        yield f"  {first}"
        if earlier:
            yield "Why not earlier" if best else "What stands in the way"
        yield from (f"  {line}" for line in earlier)


def _when(slot: slots.Slot, zone: ZoneInfo, theirs: ZoneGuess | None) -> str:
    local = slot.starts_at().astimezone(zone)
    said = (
        f"{local:%A} {local.day} {local:%B}, {local:%H:%M}-{slot.ends_at().astimezone(zone):%H:%M}"
    )
    if theirs is None:
        return said
    there = slot.starts_at().astimezone(ZoneInfo(theirs.zone))
    day = "" if there.date() == local.date() else f"{there:%A} "
    return f"{said} ({day}{there:%H:%M} theirs)"


def _doubts(slot: slots.Slot) -> str:
    parts = [
        f"{', '.join(who)} {what}"
        for who, what in (
            (slot.missing, "cannot come"),
            (slot.unknown, "not known to be free"),
            (slot.tentative, "tentative"),
        )
        if who
    ]
    return f": {'; '.join(parts)}" if parts else ""


def _for_review(store: Store, scene: Scene, review_id: str) -> tuple[slots.SlotRequest, ZoneGuess]:
    try:
        review = store.get(review_id)
    except NotFound as err:
        raise BadInput(f"{review_id}: no review of this name; see `debrief status`") from err
    return call_request(review, scene, with_rep=review.call.with_rep), zone_of(review, scene)


def _for_people(
    scene: Scene, emails: Sequence[str], zone: str | None, minutes: int
) -> tuple[slots.SlotRequest, ZoneGuess | None]:
    people = [scene.team.manager, *(_member(scene, email) for email in emails)]
    latest = workdays.add_workdays(
        scene.now, scene.policy.search_days, scene.hours(scene.team.manager)
    )
    busy = scene.free_busy(people, scene.now, latest, None)
    seats = [attendee(p, busy.get(p.email), scene.hours(p)) for p in people]
    guess = _clock(scene, zone) if zone else None
    if guess:
        notice = scene.policy.notice_hours * 3600
        hours = hours_for(guess)
        seats.append(slots.Attendee(CUSTOMER, hours, (), name="the customer", notice=notice))
    if minutes <= 0:
        raise BadInput(f"--minutes {minutes}: a meeting takes at least one minute")
    request = slots.SlotRequest(
        people=tuple(seats),
        duration=minutes * 60,
        earliest=_seconds(scene.now),
        latest=_seconds(latest),
        buffer=scene.policy.buffer_minutes * 60,
        holds=tuple((_seconds(h.start), _seconds(h.end)) for h in scene.holds(None)),
    )
    return request, guess


def _member(scene: Scene, email: str) -> Person:
    person = scene.team.rep(email.strip().lower())
    if person is None:
        known = ", ".join(rep.email for rep in scene.team.reps[:3])
        raise BadInput(f"--with {email}: nobody of this team; write an address such as {known}")
    return person


def _clock(scene: Scene, zone: str) -> ZoneGuess:
    if place_named(zone) is None:
        raise BadInput(f"--zone {zone}: not known; write it as Europe/Berlin, Boston or PST")
    guess = infer_zone(stated=zone, fallback=scene.team.manager.time_zone)
    return replace(guess, source="--zone")


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
