"""What comes late does not reach a customer at an odd hour.

After a stop there is a backlog: mail that came long ago, and what should have gone out meanwhile. A
prompt answer may go out at any hour; a late one waits until the customer is at work.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from debrief.chapters.call_slots import customer_hours
from debrief.chapters.planning import changed
from debrief.chapters.scene import Scene
from debrief.model import Effect, EffectKind, Review
from debrief.timing import workdays

LATE = timedelta(hours=1)
HELD = "it comes late, and waits until the customer is at work"
MANY_TRIES = 4  # by the growing pauses an hour and more


def is_late(moment: datetime, now: datetime) -> bool:
    """Tell whether what was to be done at the moment is done late."""
    return now - moment > LATE


def overdue(effect: Effect, now: datetime) -> bool:
    """Tell whether an effect should have gone out long ago."""
    wanted = effect.not_before
    return effect.attempts >= MANY_TRIES or (wanted is not None and is_late(wanted, now))


def at_work(review: Review, scene: Scene, moment: datetime | None = None) -> datetime:
    """Return when the customer is next at work, from the moment on (else from now)."""
    hours = customer_hours(review, scene)
    return workdays.next_working_moment(max(scene.now, moment or scene.now), hours)


def waiting(
    before: Review, after: Review, scene: Scene, outside: Callable[[Effect], bool]
) -> Review:
    """Return a review whose new words to people outside, decided on late, wait until they are at work."""
    known = {effect.key for effect in before.effects}

    def later(effect: Effect) -> Effect:
        if effect.key in known or effect.kind is EffectKind.CANCEL or not outside(effect):
            return effect
        at = at_work(after, scene, effect.not_before)
        return effect.model_copy(update={"not_before": at}) if at > scene.now else effect

    effects = tuple(map(later, after.effects))
    return changed(after, effects=effects) if effects != after.effects else after
