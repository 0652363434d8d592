"""Reviews that wait for the manager's word: neither begun nor ended, and not to be forgotten."""

from __future__ import annotations

from datetime import datetime

from debrief.chapters.scene import Scene
from debrief.model import Effect, EffectStatus, Review, Stage
from debrief.timing import workdays

LIVED_MARK = "lived_before"  # of a review that was opened by a message older than the records
REMINDED_MARK = "reminded"  # the manager was reminded of a review that waits for their word
_THEIRS = ("again", "old", "held", "wish")  # receipts of what the manager wanted, and that was held


def last_receipt(review: Review) -> Effect | None:
    """Return the receipt that the manager has last had, or is about to have."""
    receipts = (e for e in reversed(review.effects) if e.template == "receipt")
    return next((e for e in receipts if e.status is not EffectStatus.DROPPED), None)


def waits_since(review: Review) -> datetime | None:
    """Return since when a review that the manager wanted waits for their word; None: it does not.

    A mail that merely read like a loss, and was asked about, is no such review.
    """
    receipt = last_receipt(review)
    if review.stage is not Stage.ASKING or receipt is None or review.errand:
        return None
    mode = receipt.context.get("mode")
    wanted = review.source.requested or review.confirmed
    if mode in _THEIRS or (wanted and mode not in ("ask", "later")):
        return receipt.done_at
    return None


def reminder_due(review: Review, scene: Scene) -> datetime | None:
    """Say when the manager is reminded, once, of a review that waits for their word."""
    since = waits_since(review)
    if since is None or REMINDED_MARK in review.marks:
        return None
    days, hours = scene.policy.held_days, scene.hours(scene.team.manager)
    return workdays.add_workdays(since, days, hours)


def answered_before(review: Review) -> bool:
    """Tell whether a review waits for the manager whose receipt went out in an earlier life."""
    waits = review.stage is Stage.ASKING and LIVED_MARK in review.marks
    done = (e for e in review.effects if e.status is EffectStatus.DONE and not e.attempts)
    return waits and any(effect.template == "receipt" for effect in done)
