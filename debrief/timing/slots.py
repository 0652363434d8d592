"""Find when people can meet: one sweep over everybody's possible starts, then a ranking.

Every person is turned into ranges of quarter-hours at which a meeting could start for them;
counting how many ranges cover a quarter-hour needs only the range ends, so the time grows with
the number of busy intervals, not with people times quarter-hours.

Terminology
  start     a multiple of ``step`` in UTC seconds; inside the sweep, its number (``tick``)
  stretch   neighbouring ticks at which exactly the same people are free, unknown or soft
  missing   surely not there: busy, outside their hours, held by another review, too short notice
  unknown   inside their hours, but nobody knows their calendar: never counted as free
  soft      free, but with something tentative at that time
"""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import pairwise
from math import ceil
from operator import itemgetter
from zoneinfo import ZoneInfo

from debrief.timing.workdays import (
    Hours,
    Interval,
    add_working_seconds,
    common_intervals,
    day_intervals,
    intersect,
    local_days,
)

UNSOCIAL_SECONDS = 3600  # the first and the last hour of somebody's working day
TickRange = tuple[int, int]  # first and last tick, both included


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody to be met.

    ``hours``: the meeting must lie inside all of them (several when the zone is not certain).
    ``busy`` and ``tentative`` are UTC seconds in any order, overlaps allowed; ``busy=None`` means
    that the calendar could not be read. ``notice``: seconds of this person's own working time that
    must pass between the request's ``earliest`` and the meeting.
    """

    key: str
    hours: tuple[Hours, ...]
    busy: tuple[Interval, ...] | None
    tentative: tuple[Interval, ...] = ()
    required: bool = True
    name: str = ""
    notice: int = 0

    @property
    def label(self) -> str:
        """The name to print."""
        return self.name or self.key


@dataclass(frozen=True, slots=True)
class SlotRequest:
    """What is asked for; all times in UTC seconds, all lengths in seconds.

    ``quorum`` is the fraction of required people who are enough (None: all of them).
    ``buffer`` keeps that much free before and after everything in a calendar. ``holds`` are times
    that other reviews have set aside; nobody here can meet then. ``unsocial`` counts how often
    each key has already met in the first or last hour of their day. Raises ValueError for a
    request that makes no sense.
    """

    people: tuple[Attendee, ...]
    duration: int
    earliest: int
    latest: int
    buffer: int = 0
    step: int = 900
    count: int = 3
    quorum: float | None = None
    unsocial: Mapping[str, int] = field(default_factory=dict)
    holds: tuple[Interval, ...] = ()

    def __post_init__(self) -> None:
        if not self.people:
            raise ValueError("a meeting needs at least one person")
        if len({person.key for person in self.people}) != len(self.people):
            raise ValueError("two people have the same key")
        if self.duration <= 0 or self.step <= 0 or self.buffer < 0 or self.count < 0:
            raise ValueError("duration and step must be positive, buffer and count not negative")
        if self.quorum is not None and not 0 <= self.quorum <= 1:
            raise ValueError("quorum is a fraction between 0 and 1")

    @property
    def needed(self) -> int:
        """How many required people are enough."""
        required = sum(person.required for person in self.people)
        return required if self.quorum is None else ceil(self.quorum * required - 1e-9)

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which days are told apart: that of the first person."""
        hours = self.people[0].hours
        return ZoneInfo(hours[0].zone if hours else "UTC")


@dataclass(frozen=True, slots=True)
class Slot:
    """One time to meet (UTC seconds), with the names of who would not surely be there.

    ``complete``: every required person is known to be free. ``unsocial`` holds the keys of those
    for whom it is the first or last hour of their day.
    """

    start: int
    end: int
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    tentative: tuple[str, ...] = ()
    unsocial: tuple[str, ...] = ()
    complete: bool = True

    def starts_at(self) -> datetime:
        """Return the start as an aware UTC datetime."""
        return datetime.fromtimestamp(self.start, UTC)

    def ends_at(self) -> datetime:
        """Return the end as an aware UTC datetime."""
        return datetime.fromtimestamp(self.end, UTC)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Ticks ``first`` to ``last`` at which the same people can come, and how good that is.

    ``quality`` compares lower as better: required people not surely free, of these surely away,
    optional people not surely free, soft conflicts. ``burden`` is the unsocial history of those
    for whom these ticks are early or late.
    """

    first: int
    last: int
    quality: tuple[int, int, int, int]
    burden: int


@dataclass(frozen=True, slots=True)
class SlotResult:
    """The best slots, best first; they never overlap one another. Empty when nothing suits."""

    request: SlotRequest
    slots: tuple[Slot, ...]
    stretches: tuple[Stretch, ...] = field(repr=False, default=())

    @property
    def best(self) -> Slot | None:
        """The slot to take, if there is any."""
        return self.slots[0] if self.slots else None


def find_slots(request: SlotRequest) -> SlotResult:
    """Rank the times at which the people asked for can meet.

    Order: fewest required people not surely free, then fewest surely away, then optional people,
    then soft conflicts, then the earliest start. Only when there is an unsocial history does it
    decide between times of one day. Equal requests give equal results.
    """
    people = _prepared(request)
    stretches = _stretches(request, people)
    ticks = _choose(request, stretches, request.count, ())
    slots = tuple(_described(request, people, tick) for tick in ticks)
    return SlotResult(request, slots, stretches)


def alternatives(result: SlotResult, n: int) -> tuple[Slot, ...]:
    """Return up to `n` other times than the best: first on other days, then in other half-days.

    When the best slot has everybody for sure, so has every alternative: what is offered in words
    must hold when the customer takes it. Days are those of the first person's zone.
    """
    request, best = result.request, result.best
    if best is None:
        return ()
    pool = [part for part in result.stretches if not best.complete or not part.quality[0]]
    chosen = [best.start // request.step]
    for part_of_week in (local_day, _half_day):
        chosen += _choose(request, pool, n + 1 - len(chosen), chosen, part_of_week)
    people = _prepared(request)
    return tuple(_described(request, people, tick) for tick in chosen[1:])


def _choose(
    request: SlotRequest,
    stretches: Iterable[Stretch],
    count: int,
    taken: Sequence[int],
    apart: Callable[[int, SlotRequest], object] | None = None,
) -> list[int]:
    """Pick up to `count` best ticks that overlap neither each other nor those ``taken``.

    With ``apart``, no two of them have the same value of it either. Each stretch waits in a heap
    at its earliest tick that may still be picked.
    """
    chosen: list[int] = []
    used = {apart(tick, request) for tick in taken} if apart else set()
    width = -(-request.duration // request.step)
    heap = [(_rank(request, part, part.first), part) for part in stretches]
    heapq.heapify(heap)
    while heap and len(chosen) < count:
        rank, part = heapq.heappop(heap)
        tick = rank[-1]
        if any(abs(tick - other) < width for other in (*taken, *chosen)) or (
            apart and apart(tick, request) in used
        ):
            if tick < part.last:
                heapq.heappush(heap, (_rank(request, part, tick + 1), part))
            continue
        chosen.append(tick)
        if apart:
            used.add(apart(tick, request))
        heapq.heappush(heap, (rank, part))  # refused and moved on when it comes up again
    return chosen


def _rank(request: SlotRequest, part: Stretch, tick: int) -> tuple[int, ...]:
    """Return the sort key of one start; its last element is the tick itself."""
    day = local_day(tick, request).toordinal() if request.unsocial else 0
    return (*part.quality, day, part.burden, tick)


def local_day(tick: int, request: SlotRequest) -> date:
    """Return the first person's local day of a start."""
    return datetime.fromtimestamp(tick * request.step, request.zone).date()


def _half_day(tick: int, request: SlotRequest) -> tuple[date, bool]:
    local = datetime.fromtimestamp(tick * request.step, request.zone)
    return local.date(), local.hour >= 12


@dataclass(slots=True)
class _Possible:
    """At which ticks one person can start: the free ones, and of these the firm ones.

    Free: inside their hours, notice given, not held, nothing in the calendar as far as known.
    Firm: nothing tentative either.
    """

    who: Attendee
    free: list[TickRange]
    firm: list[TickRange]

    @property
    def known(self) -> bool:
        return self.who.busy is not None


def _stretches(request: SlotRequest, people: Sequence[_Possible]) -> tuple[Stretch, ...]:
    """Count how many can start at each tick and return the stretches at which they suffice."""
    counts = [defaultdict[int, int](int) for _ in range(6)]
    surely, perhaps, optional, maybe, soft, burden = counts
    for person in people:
        if person.who.required:
            _count(surely if person.known else perhaps, person.free)
        else:
            _count(optional if person.known else maybe, person.free)
        if person.firm is not person.free:
            _count(soft, person.free)
            _count(soft, person.firm, -1)
        if weight := request.unsocial.get(person.who.key, 0):
            _count(burden, _unsocial_ranges(request, person), weight)
    return tuple(_swept(request, counts))


def _count(changes: dict[int, int], ranges: Iterable[TickRange], weight: int = 1) -> None:
    for first, last in ranges:
        changes[first] += weight
        changes[last + 1] -= weight


def _swept(request: SlotRequest, counts: Sequence[dict[int, int]]) -> Iterator[Stretch]:
    required = sum(person.required for person in request.people)
    others = len(request.people) - required
    spare = required - request.needed
    running = [0] * len(counts)
    for here, after in pairwise(sorted(set().union(*counts))):
        for number, changes in enumerate(counts):
            if here in changes:
                running[number] += changes[here]
        surely, perhaps, optional, maybe, soft, burden = running
        away = required - surely - perhaps
        if away <= spare and surely + perhaps + optional + maybe:
            yield Stretch(
                here, after - 1, (required - surely, away, others - optional, soft), burden
            )


def _prepared(request: SlotRequest) -> list[_Possible]:
    """Return everybody's ranges; people with the same hours share the working out of them."""
    shared: dict[tuple[Hours, ...], list[Interval]] = {}
    holds = padded(request.holds, request.buffer)
    people = []
    for who in request.people:
        work = shared.get(who.hours)
        if work is None:
            work = common_intervals(who.hours, request.earliest, request.latest)
            shared[who.hours] = work
        if who.notice:
            work = after_notice(request, who, work)
        blocked = sorted(holds + padded(who.busy or (), request.buffer))
        free = firm = possible_starts(request, work, blocked)
        if who.tentative and who.busy is not None:
            soft = padded(who.tentative, request.buffer)
            firm = possible_starts(request, work, sorted(blocked + soft))
        people.append(_Possible(who, free, firm))
    return people


def after_notice(request: SlotRequest, who: Attendee, work: list[Interval]) -> list[Interval]:
    """Return the work left once the notice is over by all of this person's possible clocks."""
    asked = datetime.fromtimestamp(request.earliest, UTC)
    ends = [add_working_seconds(asked, who.notice, hours) for hours in who.hours]
    ready = max((int(end.timestamp()) for end in ends), default=request.earliest + who.notice)
    return [(max(begin, ready), end) for begin, end in work if end > ready]


def padded(intervals: Iterable[Interval], buffer: int) -> list[Interval]:
    """Return the intervals with the buffer on both sides, the empty ones left out."""
    if not buffer:
        return [span for span in intervals if span[0] < span[1]]
    return [(begin - buffer, end + buffer) for begin, end in intervals if begin < end]


def possible_starts(
    request: SlotRequest, work: list[Interval], blocked: list[Interval]
) -> list[TickRange]:
    """Return the ticks at which a meeting fits into ``work`` without touching ``blocked``.

    Both are sorted by their begin; ``blocked`` may overlap itself. ``reach`` is how far what has
    begun already blocks, so one pass is enough.
    """
    step, room = request.step, request.duration
    ranges: list[TickRange] = []
    position, reach, total = 0, request.earliest, len(blocked)
    for begin, end in work:
        free_from = begin if begin > reach else reach
        while position < total and blocked[position][0] < end:
            busy_from, busy_to = blocked[position]
            position += 1
            if busy_from - free_from >= room:
                first, last = -(-free_from // step), (busy_from - room) // step
                if first <= last:
                    ranges.append((first, last))
            if busy_to > free_from:
                free_from = busy_to
        if end - free_from >= room:
            first, last = -(-free_from // step), (end - room) // step
            if first <= last:
                ranges.append((first, last))
        reach = free_from
    return ranges


def _unsocial_ranges(request: SlotRequest, person: _Possible) -> list[TickRange]:
    """Return the ticks at which this person can come, but at the edge of their day."""
    edges: list[Interval] = []
    for hours in person.who.hours:
        for day in local_days(hours, request.earliest, request.latest):
            if parts := day_intervals(hours, day):
                edges += _edges(request, parts[0][0], parts[-1][1])
    free = [(first, last + 1) for first, last in person.free]
    return [(first, after - 1) for first, after in intersect(free, _merged(edges))]


def _edges(request: SlotRequest, opening: int, closing: int) -> list[Interval]:
    """Return one day's early and late starts as half-open tick ranges."""
    step, late = request.step, closing - UNSOCIAL_SECONDS - request.duration
    return [
        (-(-opening // step), -(-(opening + UNSOCIAL_SECONDS) // step)),
        (late // step + 1, (closing - request.duration) // step + 1),
    ]


def _merged(ranges: list[Interval]) -> list[Interval]:
    merged: list[Interval] = []
    for first, after in sorted(ranges):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(after, merged[-1][1]))
        elif first < after:
            merged.append((first, after))
    return merged


def _described(request: SlotRequest, people: Sequence[_Possible], tick: int) -> Slot:
    """Return the slot at a tick, with the names of those who are not surely there."""
    start, end = tick * request.step, tick * request.step + request.duration
    there = [person for person in people if covers(person.free, tick)]
    present = {person.who.key for person in there}
    sure = {person.who.key for person in there if person.known}
    return Slot(
        start,
        end,
        missing=tuple(who.label for who in request.people if who.key not in present),
        unknown=tuple(person.who.label for person in there if not person.known),
        tentative=tuple(p.who.label for p in there if not covers(p.firm, tick)),
        unsocial=tuple(p.who.key for p in there if _is_unsocial(p.who, start, end)),
        complete=all(who.key in sure for who in request.people if who.required),
    )


def covers(ranges: list[TickRange], tick: int) -> bool:
    """Tell whether the tick lies in one of the sorted ranges."""
    position = bisect_right(ranges, tick, key=itemgetter(0))
    return position > 0 and tick <= ranges[position - 1][1]


def _is_unsocial(who: Attendee, start: int, end: int) -> bool:
    for hours in who.hours:
        day = datetime.fromtimestamp(start, ZoneInfo(hours.zone)).date()
        parts = day_intervals(hours, day)
        if parts and (
            start < parts[0][0] + UNSOCIAL_SECONDS or end > parts[-1][1] - UNSOCIAL_SECONDS
        ):
            return True
    return False
