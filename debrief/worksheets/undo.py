"""Take a rep's last reply to a worksheet back; pure."""

from __future__ import annotations

from debrief.model import Commitment, Funnel, Worksheet


def to_remember(sheet: Worksheet) -> Worksheet:
    """Return what a reply may change of a worksheet, to be taken back."""
    return sheet.model_copy(update={"before": None, "rows": (), "practices": ()})


def as_before(sheet: Worksheet) -> Worksheet | None:
    """Return the worksheet without what the last reply did; None where it cannot be taken back.

    What was asked after since, or is done, stays; so does what became of older commitments.
    """
    if sheet.before is None:
        return None
    known = {_what(c): c for c in sheet.commitments}
    kept = tuple(known.get(_what(c), c) for c in sheet.before.commitments)
    gone = [c for c in sheet.commitments if c not in kept]
    if any(c.asked or c.state != "open" for c in gone):
        return None
    same = {"rows": sheet.rows, "practices": sheet.practices, "reminders": sheet.reminders}
    return sheet.before.model_copy(update={"commitments": kept, **same})


def _what(commitment: Commitment) -> tuple[object, ...]:
    """Return what was promised, whatever became of it."""
    c = commitment
    return c.number, c.opportunity, c.practice, c.action, c.due


def with_ended_again(funnel: Funnel, sheet: Worksheet) -> Funnel:
    """Return the rep's funnel with the deals that the last reply took off it."""
    there = {o.name for o in funnel.opportunities}
    again = tuple(o for o in sheet.rows if o.name in sheet.ended and o.name not in there)
    ended = tuple(d for d in funnel.ended if d.name not in sheet.ended)
    update = {"opportunities": (*funnel.opportunities, *again), "ended": ended}
    return funnel.model_copy(update=update)
