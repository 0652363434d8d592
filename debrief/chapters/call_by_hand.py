"""What the manager did to the call in their own calendar, and what is asked before it is followed."""

from __future__ import annotations

from datetime import datetime, timedelta

from debrief.calendars.standing import Standing
from debrief.chapters.call_event import BY_HAND, NAME, called_off, move, tell
from debrief.chapters.call_slots import in_working_day
from debrief.chapters.planning import changed, marked, noted, told_by_hand
from debrief.chapters.scene import Scene
from debrief.model import Event, Review, Slot
from debrief.moments import both

LOOK_EVERY = timedelta(hours=1)  # at the manager's own calendar, for moves and conflicts
LOOK_NEAR = timedelta(minutes=5)  # in the last hour, and for so long after the start
SOON = timedelta(hours=1)  # an earlier time nearer than this may find nobody
LONGEST = timedelta(hours=2)  # of a short call
_OR_ELSE = "Move it in your calendar, or reply with a time such as `Thursday 15:00`."


def next_look(review: Review, now: datetime) -> datetime:
    """Return when the manager's calendar is looked at again: more often as the call nears."""
    looked, slot = review.marks.get("looked"), review.call.slot
    if looked is None:
        return now
    if slot is None or looked >= slot.start:
        return looked + LOOK_EVERY
    near = slot.start - LOOK_EVERY
    return min(looked + LOOK_EVERY, near) if looked < near else min(looked + LOOK_NEAR, slot.start)


def is_changed(review: Review, standing: Standing | None, sent: Event | None = None) -> bool:
    """Tell whether the event no longer stands as it was sent; ``sent`` is its last state that was."""
    planned = sent or review.call.slot
    if standing is None or standing.cancelled or standing.unclear or planned is None:
        return True
    return (standing.start, standing.end) != (planned.start, planned.end)


def followed(review: Review, scene: Scene, standing: Standing | None) -> Review:
    """Take a changed event over for everybody, or ask where it may be a slip of the hand."""
    if standing is None or standing.cancelled:
        return _removed(review, scene)
    doubt = _impossible(standing, scene.now) or _unlikely(review, scene, standing)
    return _asked(review, scene, standing, doubt) if doubt else _moved(review, scene, standing)


def confirmed(review: Review, scene: Scene) -> Review | None:
    """Move the call to where the manager put it, as they say; None where nothing was asked."""
    call = review.call
    asked = any(name.startswith(BY_HAND) for name in review.marks)
    if not asked or call.state != "booked" or call.uid is None:
        return None
    standing = scene.standing(call.uid)
    if standing is None or standing.cancelled or not is_changed(review, standing):
        return None
    return None if _impossible(standing, scene.now) else _moved(review, scene, standing)


def seen_late(review: Review, scene: Scene, standing: Standing | None) -> Review:
    """Follow a move to a time still to come; else say that the customer was told nothing."""
    ahead = standing is not None and not standing.unclear and standing.start > scene.now
    if ahead and standing is not None and not standing.cancelled:
        return followed(review, scene, standing)
    if review.call.answer != "accepted":
        return review
    following = (
        "I saw it only after its time, so the customer was told nothing and may have waited; a "
        "word from you to them is best. Your notes are asked for as usual."
    )
    return tell(review, scene, "seen_late", following, needs_reply=None)


def not_here(review: Review, scene: Scene) -> Review:
    """Say once that the call stands, though this calendar, another one than before, does not hold it."""
    mark = f"not here {review.call.sequence}"
    if mark in review.marks:
        return review
    following = (
        "The calendar that I work with now is not the one into which I put it. The customer knows of "
        "the time above, and I sent nothing. Please put it into your calendar, or reply with another "
        "time such as `Thursday 15:00`, or `stop`."
    )
    return tell(marked(review, mark, scene.now), scene, "not_here", following, needs_reply=None)


def as_sent(review: Review) -> Review:
    """Forget what was asked: the event stands as it was sent."""
    marks = {name: at for name, at in review.marks.items() if not name.startswith(BY_HAND)}
    return changed(review, marks=marks) if len(marks) < len(review.marks) else review


def _impossible(standing: Standing, now: datetime) -> str:
    """Say why nobody can be invited to what stands there."""
    if standing.unclear:
        return "has no time that I can read there (a whole day, or a zone that I do not know)"
    if standing.end <= standing.start:
        return "has no length there"
    return "lies in the past there" if standing.start <= now else ""


def _unlikely(review: Review, scene: Scene, standing: Standing) -> str:
    """Say why the manager is asked before anybody hears of it; a server has told it already."""
    call = review.call
    if scene.server_invites or call.slot is None:
        return ""
    slot = Slot(start=standing.start, end=standing.end)
    when = f"is on {both(slot.start, call.zone, scene.team.manager.time_zone)} there"
    if slot.end - slot.start > LONGEST:
        return f"{when}, for {int((slot.end - slot.start).total_seconds() // 60)} minutes"
    if slot.start == call.slot.start:
        return ""
    if slot.start < min(call.slot.start, scene.now + SOON):
        return f"{when}, which is very soon"
    return "" if in_working_day(review, scene, slot) else f"{when}, outside their working hours"


def _asked(review: Review, scene: Scene, standing: Standing, doubt: str) -> Review:
    """Ask once about what stands there; the customer keeps the time that they know."""
    mark = f"{BY_HAND}{standing.start:%Y%m%dT%H%M}/{standing.end:%Y%m%dT%H%M}"
    if mark in review.marks:
        return review
    go = "" if _impossible(standing, scene.now) else "Reply `go` if it is meant so. "
    following = f"It {doubt}. I sent nothing: the customer knows of the time above. {go}{_OR_ELSE}"
    review = marked(as_sent(review), mark, scene.now)
    return tell(review, scene, "by_hand", following, needs_reply=True)


def _moved(review: Review, scene: Scene, standing: Standing) -> Review:
    call, slot = review.call, Slot(start=standing.start, end=standing.end)
    review = noted(as_sent(review), scene.now, NAME, "The manager moved the meeting")
    sequence = max(call.sequence, standing.sequence)
    update = {"sequence": sequence, "ours": (slot,), "windows": ()}  # what is agreed on from now on
    review = changed(review, call=call.model_copy(update=update))
    old = call.slot
    within = old is not None and old.start <= slot.start and slot.end <= old.end
    agreed = call.answer == "accepted" and within  # they gave the whole of it
    review = move(review, scene, slot, call.alternatives, accepted=agreed)
    return told_by_hand(review, call.uid or "", scene)


def _removed(review: Review, scene: Scene) -> Review:
    review = called_off(review, scene)
    call = review.call.model_copy(update={"state": "unreached", "waiting_since": scene.now})
    review = changed(review, call=call)
    return tell(
        review,
        scene,
        "cancelled",
        "You removed the meeting, so it is cancelled for everybody. Reply with a time to book it "
        "again, or `stop` to end the review.",
        needs_reply=True,
    )
