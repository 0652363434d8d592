"""The clock of a review: when each step was taken, as the record proves it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from itertools import pairwise

from debrief.model import EffectStatus, Review

CALL_HAPPENED = ("held", "answered in writing")


@dataclass(frozen=True, slots=True)
class Steps:
    """When a review's steps were taken; None where it has not come to that."""

    loss: datetime
    ask: datetime | None = None
    call: datetime | None = None
    practice: datetime | None = None
    meeting: datetime | None = None
    sheets: datetime | None = None

    def until(self, end: datetime) -> Steps:
        """Return the steps as they were known before ``end``."""
        taken = {f.name: at for f in fields(self) if (at := getattr(self, f.name)) and at < end}
        return Steps(**{"loss": self.loss, **taken})

    def days(self) -> dict[str, float | None]:
        """Return the days from each step to the next, to one decimal."""
        names = [f.name for f in fields(self)]
        ends = {"sheets": "worksheets"}
        return {
            f"{a}_to_{ends.get(b, b)}": _days(getattr(self, a), getattr(self, b))
            for a, b in pairwise(names)
        }


def steps_of(review: Review) -> Steps:
    """Return a review's steps so far."""
    slot = review.meeting.slot
    met = review.meeting.state in ("held", "approving", "shared")
    return Steps(
        loss=review.source.received_at,
        ask=_first_done(review, "call"),
        call=_heard_at(review),
        practice=_first_done(review, "practices_shared_call"),
        meeting=slot.start if slot and met else None,
        sheets=_first_done(review, "worksheet"),
    )


def _heard_at(review: Review) -> datetime | None:
    """When the customer spoke or wrote: the call's own time, not that of the notes on it."""
    call = review.call
    if call.outcome not in CALL_HAPPENED or call.outcome_at is None:
        return None
    if call.outcome == "held" and call.slot and call.slot.start <= call.outcome_at:
        return call.slot.start
    return call.outcome_at


def _first_done(review: Review, purpose: str) -> datetime | None:
    moments = [
        e.done_at
        for e in review.effects
        if e.purpose == purpose and e.status is EffectStatus.DONE and e.done_at
    ]
    return min(moments, default=None)


def _days(start: datetime | None, end: datetime | None) -> float | None:
    if start is None or end is None or end < start:
        return None
    return round((end - start).total_seconds() / 86400, 1)
