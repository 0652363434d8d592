"""What a call keeps clear of unless somebody names the time: times that others were offered, and days full of calls."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from debrief.chapters.scene import Scene
from debrief.model import Call, Effect, Review, Slot


def kept_clear(review: Review, scene: Scene) -> tuple[Slot, ...]:
    """Return the times that are left to other reviews as long as there are others."""
    beside = scene.calls_beside(review)
    offered = (slot for call in beside if is_open_offer(call) for slot in call.alternatives)
    return (*(s for s in offered if s.end > scene.now), *_full_days(beside, scene))


def is_open_offer(call: Call) -> bool:
    """Tell whether its customer may still take one of the other times that they were offered."""
    return call.state == "booked" and call.answer != "accepted"


def was_offered(review: Review, slot: Slot) -> bool:
    """Tell whether a time was named to the customer, in any of our mails, as one that suits us."""
    sent = (e for e in review.effects if e.done_at is not None)
    return any(slot.start == each.start for e in sent for each in _times(e, "alternatives"))


def told_taken(review: Review) -> tuple[Slot, ...]:
    """Return the times that the customer was told to be taken on our side."""
    told = (e for e in review.effects if e.template == "other_times")
    return tuple(slot for e in told for slot in _times(e, "taken"))


def _times(effect: Effect, name: str) -> list[Slot]:
    """Return the times that stand in a mail under a name."""
    rows = effect.context.get(name)
    return [Slot.model_validate(row) for row in rows] if isinstance(rows, list) else []


def _full_days(beside: tuple[Call, ...], scene: Scene) -> list[Slot]:
    """Return the manager's days on which as many calls stand as one person leads well."""
    zone = ZoneInfo(scene.team.manager.time_zone)
    booked = (call.slot for call in beside if call.slot is not None and call.state != "written")
    calls = Counter(slot.start.astimezone(zone).date() for slot in booked)
    full = (day for day, count in calls.items() if count >= scene.policy.calls_a_day)
    return [_whole(day, zone) for day in sorted(full)]


def _whole(day: date, zone: ZoneInfo) -> Slot:
    begin, end = (datetime.combine(d, time(0), zone) for d in (day, day + timedelta(days=1)))
    return Slot(start=begin, end=end)
