"""Say in plain words why a slot was chosen and what stood in an earlier one's way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from debrief.timing.slots import (
    Attendee,
    Slot,
    SlotRequest,
    SlotResult,
    TickRange,
    after_notice,
    covers,
    local_day,
    padded,
    possible_starts,
)
from debrief.timing.workdays import Interval, common_intervals

MOST_DAYS_TOLD, MOST_PEOPLE_A_DAY, MOST_NAMES = 5, 3, 5
EVER: TickRange = (-(2**62), 2**62)


def explain(request: SlotRequest, result: SlotResult) -> list[str]:
    """Say in plain sentences why the best slot was chosen and what stood in earlier ones' way."""
    if result.best is None:
        return ["There is no time that suits.", *_obstacles(request, request.latest)]
    return [_why(request, result.best), *_obstacles(request, result.best.start)]


def _why(request: SlotRequest, slot: Slot) -> str:
    local = datetime.fromtimestamp(slot.start, request.zone)
    parts = []
    if slot.complete:
        whom = "everybody who is needed" if slot.missing or slot.unknown else "everybody"
        parts.append(f"{whom} is free")
    if slot.missing:
        parts.append(f"{_names(slot.missing)} cannot come")
    if slot.unknown:
        parts.append(f"nobody knows the calendar of {_names(slot.unknown)}")
    if slot.tentative:
        parts.append(f"{_names(slot.tentative)} may have something else then")
    return f"{_day_name(local.date())}, {local:%H:%M}: {'; '.join(parts)}."


def _obstacles(request: SlotRequest, before: int) -> list[str]:
    """Say for each earlier day of the first person who stands in the way, most often first.

    What is no better at the time chosen (somebody whose calendar nobody can see) explains nothing.
    """
    layers = [(who.label, _layers(request, who)) for who in request.people]
    chosen = _reasons(layers, before // request.step) if before < request.latest else []
    days: dict[date, Counter[tuple[str, str]]] = defaultdict(Counter)
    for first, last in possible_starts(request, _work(request, request.people[0], before), []):
        for tick in range(first, last + 1):
            days[local_day(tick, request)].update(
                r for r in _reasons(layers, tick) if r not in chosen
            )
    told = [(day, tally) for day, tally in days.items() if tally]
    lines = [f"{_day_name(day)}: {_blamed(tally)}." for day, tally in told[:MOST_DAYS_TOLD]]
    if len(told) > MOST_DAYS_TOLD:
        lines.append(f"It is much the same on {len(told) - MOST_DAYS_TOLD} more days before that.")
    return lines


def _blamed(tally: Counter[tuple[str, str]]) -> str:
    """Name who is most often in the way that day, each with all their reasons."""
    people: dict[str, list[str]] = {}
    for (label, reason), _ in tally.most_common():
        people.setdefault(label, []).append(reason)
    named = [f"{label} {' or '.join(why)}" for label, why in people.items()]
    more = len(named) - MOST_PEOPLE_A_DAY
    return _list([*named[:MOST_PEOPLE_A_DAY], *([f"{more} more people"] if more > 0 else [])])


def _work(request: SlotRequest, who: Attendee, until: int) -> list[Interval]:
    return common_intervals(who.hours, request.earliest, min(until, request.latest))


def _layers(request: SlotRequest, who: Attendee) -> list[tuple[str, list[TickRange]]]:
    """Return, from the outermost, each reason with the ticks at which it does not hold."""
    work = _work(request, who, request.latest)
    noticed = after_notice(request, who, work)
    holds, busy, soft = (
        sorted(padded(part, request.buffer))
        for part in (request.holds, who.busy or (), who.tentative)
    )
    return [
        ("is outside working hours", possible_starts(request, work, [])),
        ("needs more notice", possible_starts(request, noticed, [])),
        ("is kept free for another review", possible_starts(request, noticed, holds)),
        ("is busy", possible_starts(request, noticed, sorted(holds + busy))),
        ("has a calendar we cannot see", [] if who.busy is None else [EVER]),
        ("has something tentative", possible_starts(request, noticed, sorted(holds + busy + soft))),
    ]


def _reasons(
    people: Iterable[tuple[str, list[tuple[str, list[TickRange]]]]], tick: int
) -> list[tuple[str, str]]:
    """Return who stands in the way of a start, and why."""
    return [(label, why) for label, layers in people if (why := _reason(layers, tick))]


def _reason(layers: list[tuple[str, list[TickRange]]], tick: int) -> str | None:
    return next((reason for reason, ranges in layers if not covers(ranges, tick)), None)


def _names(names: Sequence[str]) -> str:
    if len(names) > MOST_NAMES:
        return f"{', '.join(names[:MOST_NAMES])} and {len(names) - MOST_NAMES} others"
    return _list(names)


def _list(items: Iterable[str]) -> str:
    *most, last = items
    return f"{', '.join(most)} and {last}" if most else last


def _day_name(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"
