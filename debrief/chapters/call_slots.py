"""Where a customer call fits: the slot request for manager, rep and customer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from enum import Enum, auto
from functools import partial

from debrief.calendars.busy import BusyTimes
from debrief.chapters.call_room import kept_clear
from debrief.chapters.scene import Busy, Scene
from debrief.model import Review, Slot
from debrief.team import Person
from debrief.timing import slots, workdays
from debrief.timing.places import country_of_zone
from debrief.timing.zones import ZoneGuess, hours_for, infer_zone

CUSTOMER = "customer"
MANAGERS_WORD = "your own word"
NO_TIMES = BusyTimes(())
THEIR_CALENDAR = "the calendar they answered from"
SAID = (MANAGERS_WORD, THEIR_CALENDAR)


class _Leeway(Enum):
    """What may give way for a time that somebody named."""

    NONE = auto()
    DAY = auto()  # the customer's day may be longer than business hours
    MINUTE = auto()  # their day and ours may be longer, and the notice shorter
    UNSEEN = auto()  # the manager answers for a rep whose calendar cannot be seen


@dataclass(frozen=True, slots=True)
class _Search:
    """Whom a call is looked for, when they are busy and at work, and what is no choice."""

    ours: list[Person]
    busy: Busy
    blocked: tuple[Slot, ...]
    hours: tuple[workdays.Hours, ...]  # of the customer
    notice: int  # seconds
    long_day: bool = False  # ours may come an hour or two early or late


def zone_of(review: Review, scene: Scene) -> ZoneGuess:
    """Infer the customer's zone; what the manager or the customer's calendar said wins.

    Where nothing tells, a rep who serves another country than the manager is nearest to them.
    """
    stated = review.call.zone if review.call.zone_source in SAID else None
    rep = scene.team.rep(review.facts.rep_email)
    abroad = rep is not None and _country(rep) != _country(scene.team.manager)
    guess = infer_zone(
        stated=stated,
        tzids=(),
        text=review.source.text,
        email=review.facts.customer_email,
        date_offset_minutes=None,
        fallback=(rep if rep and abroad else scene.team.manager).time_zone,
        whose=f"{rep.name}'s" if rep and abroad else "our own",
    )
    return replace(guess, source=review.call.zone_source) if stated and guess.known else guess


def _country(person: Person) -> str:
    return person.country or country_of_zone(person.time_zone) or person.time_zone


def customer_hours(review: Review, scene: Scene) -> workdays.Hours:
    """Return the customer's likely working hours, for counting business days."""
    return hours_for(zone_of(review, scene))[0]


def find_call(
    review: Review,
    scene: Scene,
    *,
    with_rep: bool,
    windows: Sequence[Slot] = (),
    theirs: bool = True,
    after: datetime | None = None,
    without: Sequence[Slot] = (),
) -> tuple[Slot, tuple[Slot, ...]] | None:
    """Return the best slot and two other times, or None when nothing suits everybody for sure.

    ``windows`` limits where it may start; ``after`` when it may start at the earliest; ``without``
    are times that are no choice. Notice and the customer's business hours are kept, but for what
    the customer (``theirs``) named: the very minute at an hour's notice, and else an hour of theirs
    when business hours leave nothing. A minute that the manager named counts as free for a rep
    whose calendar cannot be seen.
    """
    best = partial(_best, review, scene, with_rep=with_rep, after=after, without=without)
    if not windows:
        return best(())
    length = timedelta(minutes=scene.policy.call_minutes)
    minutes = [w for w in windows if w.end - w.start <= length]
    exact = minutes if theirs else []
    wide = [w for w in windows if w not in exact]
    vouched = len(minutes) == len(windows) and not theirs
    found = [
        best(exact, _Leeway.MINUTE) if exact else None,
        best(wide, _Leeway.UNSEEN if vouched else _Leeway.NONE) if wide else None,
    ]
    if wide and theirs and not any(found):
        found.append(best(wide, _Leeway.DAY))
    return min(filter(None, found), key=lambda one: one[0].start, default=None)


def find_again(
    review: Review,
    scene: Scene,
    *,
    with_rep: bool,
    after: datetime | None = None,
    within: Sequence[Slot] = (),
) -> tuple[Slot, tuple[Slot, ...]] | None:
    """Return another time within what was agreed on, and ``within`` these; any time where nothing was."""
    windows = agreed_on(review, scene)
    if within:
        windows = _shared(windows, within) if windows else tuple(within)
        if not windows:
            return None
    return find_call(
        review,
        scene,
        with_rep=with_rep,
        windows=windows,
        theirs=bool(review.call.windows),
        after=after,
    )


def _shared(some: Sequence[Slot], others: Sequence[Slot]) -> tuple[Slot, ...]:
    """Return the stretches that lie in one of both."""
    cut = ((max(a.start, b.start), min(a.end, b.end)) for a in some for b in others)
    return tuple(Slot(start=start, end=end) for start, end in cut if start < end)


def agreed_on(review: Review, scene: Scene) -> tuple[Slot, ...]:
    """Return the times that the customer wished or the manager chose, as far as they are to come."""
    named = review.call.windows or review.call.ours
    return tuple(w for w in named if w.end > scene.now)


def is_refused(review: Review, slot: Slot) -> bool:
    """Tell whether somebody has said that a time does not suit."""
    return any(w.start < slot.end and slot.start < w.end for w in review.call.excluded)


def _best(
    review: Review,
    scene: Scene,
    windows: Sequence[Slot],
    leeway: _Leeway = _Leeway.NONE,
    *,
    with_rep: bool,
    after: datetime | None,
    without: Sequence[Slot],
) -> tuple[Slot, tuple[Slot, ...]] | None:
    """Return the earliest of the windows' best slots; all days where there are no windows.

    What is left to others, and quiet days, are chosen by whoever names them: by the minute, or alone.
    """
    earliest, latest = _span(review, scene, after)
    ours = _ours(review, scene, with_rep)
    early = leeway is _Leeway.MINUTE
    longer = leeway in (_Leeway.MINUTE, _Leeway.DAY)
    hours = _named_hours(review, scene) if longer else hours_for(zone_of(review, scene))
    ready = _ready(review, scene, earliest, hours, early=early) if windows else earliest
    ranges = _ranges(windows, ready, latest)
    if not ranges:
        return None
    busy = scene.free_busy(ours, *_seen(ranges, scene), review.call.uid)
    if leeway is _Leeway.UNSEEN:
        busy = {p.email: busy.get(p.email) or (NO_TIMES if p != ours[0] else None) for p in ours}
    search = _Search(
        ours,
        busy,
        blocked=(*review.call.excluded, *without),
        hours=hours,
        notice=0 if windows else scene.policy.notice_hours * 3600,
        long_day=early,
    )
    length = timedelta(minutes=scene.policy.call_minutes)
    minutes = bool(windows) and all(w.end - w.start <= length for w in windows)
    left = () if minutes else kept_clear(review, scene)
    for calm, clear in ((True, left), (not windows, ())):
        if not (minutes and calm):
            ask = partial(_request, review, scene, search, calm=calm, clear=clear)
            found = [_in(ask(each)) for each in ranges]
            if any(found):
                return min(filter(None, found), key=lambda one: one[0].start)
    return None


def _in(request: slots.SlotRequest) -> tuple[Slot, tuple[Slot, ...]] | None:
    """Return the best slot that everybody can surely make, and two others."""
    result = slots.find_slots(request)
    if result.best is None or not result.best.complete:
        return None
    return _slot(result.best), tuple(_slot(s) for s in slots.alternatives(result, 2))


def call_request(review: Review, scene: Scene, *, with_rep: bool) -> slots.SlotRequest:
    """Return what `find_call` asks for at this moment, so that it can be explained."""
    earliest, latest = _span(review, scene, None)
    ours = _ours(review, scene, with_rep)
    busy = scene.free_busy(ours, earliest, latest, review.call.uid)
    hours, notice = hours_for(zone_of(review, scene)), scene.policy.notice_hours * 3600
    search = _Search(ours, busy, review.call.excluded, hours, notice)
    within = int(earliest.timestamp()), int(latest.timestamp())
    clear = kept_clear(review, scene)
    return _request(review, scene, search, within, calm=True, clear=clear)


def _span(review: Review, scene: Scene, after: datetime | None) -> tuple[datetime, datetime]:
    """Return between when and when a call is looked for."""
    earliest = max(filter(None, (scene.now, review.call.not_before, after)))
    hours = replace(scene.hours(scene.team.manager), calm=True)
    return earliest, workdays.add_workdays(earliest, scene.policy.search_days, hours)


def last_day(scene: Scene) -> datetime:
    """Return until when calls are looked for at this moment."""
    days, hours = scene.policy.search_days, scene.hours(scene.team.manager)
    return workdays.add_workdays(scene.now, days, hours)


def unseen_rep(review: Review, scene: Scene) -> Person | None:
    """Return the rep who is to join where nobody can see when they are busy."""
    earliest, latest = _span(review, scene, None)
    busy = scene.free_busy(_ours(review, scene, True), earliest, latest, review.call.uid)
    rep = scene.team.rep(review.facts.rep_email) if review.call.with_rep else None
    return rep if rep is not None and busy.get(rep.email) is None else None


def everybody_free(review: Review, scene: Scene, slot: Slot) -> bool:
    """Tell whether manager and rep are known to be free, our own event not counted."""
    ours = _ours(review, scene, review.call.with_rep)
    busy = scene.free_busy(ours, slot.start, slot.end, review.call.uid)
    start, end = _seconds(slot)
    for person in ours:
        times = busy.get(person.email)
        if times is None or any(a < end and start < b for a, b in times.busy):
            return False
    return True


def surely_busy(review: Review, scene: Scene) -> bool:
    """Tell whether manager or rep is known to have something else at the call's time."""
    if review.call.slot is None:
        return False
    start, end = _seconds(review.call.slot)
    ours = _ours(review, scene, review.call.with_rep)
    busy = scene.free_busy(ours, review.call.slot.start, review.call.slot.end, review.call.uid)
    known = [times for person in ours if (times := busy.get(person.email)) is not None]
    return any(a < end and start < b for times in known for a, b in times.busy)


def within_hours(review: Review, scene: Scene, slot: Slot) -> bool:
    """Tell whether the slot lies in our own people's working hours (the customer chose it)."""
    start, end = _seconds(slot)
    return all(
        any(a <= start and end <= b for a, b in workdays.working_intervals(_all_day(h), start, end))
        for h in (scene.hours(p) for p in _ours(review, scene, review.call.with_rep))
    )


def in_working_day(review: Review, scene: Scene, slot: Slot) -> bool:
    """Tell whether the slot lies in the customer's day at work, in every zone that may be theirs."""
    start, end = _seconds(slot)
    days = (
        replace(h, start=time(8), end=time(18), lunch=None)
        for h in hours_for(zone_of(review, scene))
    )
    return all(
        any(a <= start and end <= b for a, b in workdays.working_intervals(h, start, end))
        for h in days
    )


def _all_day(hours: workdays.Hours) -> workdays.Hours:
    """A customer's own proposal may fall into our lunch, and some hours early or late."""
    return replace(hours, start=time(7), end=time(20), lunch=None)


def _ours(review: Review, scene: Scene, with_rep: bool) -> list[Person]:
    rep = scene.team.rep(review.facts.rep_email) if with_rep else None
    return [scene.team.manager, rep] if rep else [scene.team.manager]


def _request(
    review: Review,
    scene: Scene,
    search: _Search,
    within: tuple[int, int],
    *,
    calm: bool,
    clear: Sequence[Slot],
) -> slots.SlotRequest:
    """Return what is asked for between two moments.

    ``calm``: no quiet day; ``clear``: times left to other reviews.
    """
    at_work = {p.email: replace(scene.hours(p), calm=calm) for p in search.ours}
    if search.long_day:
        at_work = {email: _all_day(kept) for email, kept in at_work.items()}
    people = [attendee(p, search.busy.get(p.email), at_work[p.email]) for p in search.ours]
    customer = slots.Attendee(
        key=CUSTOMER,
        hours=tuple(replace(each, calm=calm) for each in search.hours),
        busy=tuple(map(_seconds, search.blocked)),
        name=review.facts.customer_name or "the customer",
        notice=search.notice,
    )
    return slots.SlotRequest(
        people=(*people, customer),
        duration=scene.policy.call_minutes * 60,
        earliest=within[0],
        latest=within[1],
        buffer=scene.policy.buffer_minutes * 60,
        holds=tuple(_seconds(h) for h in (*scene.holds(review.call.uid), *clear)),
    )


def _named_hours(review: Review, scene: Scene) -> tuple[workdays.Hours, ...]:
    """A time that the customer named suits them, early or late; ours is to keep our own hours."""
    return (_all_day(hours_for(zone_of(review, scene))[0]),)


def _ready(
    review: Review,
    scene: Scene,
    earliest: datetime,
    hours: tuple[workdays.Hours, ...],
    *,
    early: bool,
) -> datetime:
    """Return when the notice is over: an hour's for their minute where a call was offered before."""
    notice = 3600 if early and review.call.slot else scene.policy.notice_hours * 3600
    return max(workdays.add_working_seconds(earliest, notice, h) for h in hours)


def attendee(
    person: Person, times: BusyTimes | None, hours: workdays.Hours, *, required: bool = True
) -> slots.Attendee:
    """Return one of ours as the slot finder knows people; no times means unknown, not free."""
    return slots.Attendee(
        key=person.email,
        hours=(hours,),
        busy=None if times is None else tuple(times.busy),
        tentative=() if times is None else tuple(times.tentative),
        required=required,
        name=person.name,
    )


def _ranges(windows: Sequence[Slot], ready: datetime, latest: datetime) -> list[tuple[int, int]]:
    whole = (int(ready.timestamp()), int(latest.timestamp()))
    ranges = [(max(whole[0], a), b) for a, b in map(_seconds, windows) if b > whole[0]]
    return ranges or ([] if windows else [whole])


def _seen(ranges: Sequence[tuple[int, int]], scene: Scene) -> tuple[datetime, datetime]:
    """Return between when calendars are looked at: all of the ranges and the room around them."""
    room = scene.policy.buffer_minutes * 60
    first, last = min(a for a, _ in ranges) - room, max(b for _, b in ranges) + room
    return datetime.fromtimestamp(first, UTC), datetime.fromtimestamp(last, UTC)


def _seconds(slot: Slot) -> tuple[int, int]:
    return int(slot.start.timestamp()), int(slot.end.timestamp())


def _slot(found: slots.Slot) -> Slot:
    return Slot(
        start=datetime.fromtimestamp(found.start, UTC), end=datetime.fromtimestamp(found.end, UTC)
    )
