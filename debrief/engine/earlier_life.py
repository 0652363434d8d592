"""What may have gone out in an earlier life of the records, which they no longer know of.

Records get lost, or come back from a backup older than the last mail: the mailbox then knows more than
they do. The moment at which they *began* is kept. What belongs to a review that is older, or to a message that
lay in the mailbox by then, is looked for in the mailbox before its first attempt as if it had been
attempted. A mail of ours in the manager's mailbox that the records know nothing of shows by itself
that they are behind, however they came back (a machine's snapshot, `pg_restore`).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from debrief.calendars.standing import Standing
from debrief.chapters.planning import changed, marked, with_effect
from debrief.chapters.waiting import LIVED_MARK
from debrief.engine.limits import Settings
from debrief.model import Effect, EffectStatus, Review, Slot

BEGAN = "began"  # the setting
FRESH = timedelta(hours=1)  # a request that came this shortly before the beginning still starts
WHY = (
    "it was answered before, but the records of that are lost or older, so how far the review got is "
    "not known here; nobody hears from us again unless you say so"
)
ERRANDS = timedelta(days=40)  # the monthly page is the rarest of them


def began(settings: Settings) -> datetime | None:
    """Return when the records began to know what goes out."""
    kept = settings.setting(BEGAN)
    return datetime.fromisoformat(kept.partition(" ")[0]) if kept else None


def begin(settings: Settings, now: datetime, mailbox: str = "") -> None:
    """Take what is older than this moment as perhaps done by an earlier life.

    For the same mailbox the first word counts; without one it is a new beginning. Mail servers date
    arrivals to the second, and so is this.
    """
    now = now.replace(microsecond=0)
    known = (settings.setting(BEGAN) or "").partition(" ")[2]
    if not mailbox or known != mailbox:
        settings.save_setting(BEGAN, f"{now.isoformat()} {mailbox}".strip())


def came_before(settings: Settings, arrived: datetime, margin: timedelta = timedelta()) -> bool:
    """Tell whether a message lay in the mailbox, for longer than the margin, when the records began."""
    moment = began(settings)
    return moment is not None and arrived < moment - margin


def of_earlier_life(review: Review, arrived: datetime, settings: Settings) -> Review:
    """Return a new review, marked when the message that opened it came before the records began."""
    return marked(review, LIVED_MARK, arrived) if came_before(settings, arrived) else review


def may_be_out(review: Review, effect: Effect, settings: Settings, now: datetime) -> bool:
    """Tell whether an effect that was never attempted may have gone out in an earlier life."""
    if effect.status is not EffectStatus.PLANNED or effect.attempts:
        return False
    if LIVED_MARK in review.marks:
        return True
    moment = began(settings)
    if moment is None:
        return False
    return now <= moment + ERRANDS if review.errand else review.created_at < moment


def as_it_stands(review: Review, key: str, standing: Standing) -> Review:
    """Return the review with the meeting of this effect at the time that its calendar shows."""
    effect = review.effect(key)
    if effect is None or effect.event is None:
        return review
    slot = Slot(start=standing.start, end=standing.end)
    event = effect.event.model_copy(update={"start": slot.start, "end": slot.end})
    review = with_effect(review, effect.model_copy(update={"event": event}))
    for name in ("call", "meeting"):
        meets = getattr(review, name)
        if meets.uid == event.uid:
            sequence = max(meets.sequence, standing.sequence)
            there = meets.model_copy(update={"slot": slot, "sequence": sequence})
            review = changed(review, **{name: there})
    return review
