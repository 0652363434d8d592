"""One team meeting for several reviews: a review that is ready while one lies ahead joins it.

The manager is told at once and may give it a meeting of its own. Where the meeting that it joined is
called off, the review books its own.
"""

from __future__ import annotations

from datetime import timedelta

from debrief.chapters.meeting_event import NAME, called_off, tell, tell_joined
from debrief.chapters.planning import changed, event_uid, marked, noted, unmarked
from debrief.chapters.scene import Scene
from debrief.model import Review, Stage

JOINED = "meeting_joined"  # until when another review's meeting is waited for
APART = "meeting_apart"  # the manager wants a meeting of its own
NO_MEETING = "no_meeting"  # the manager wants no further meeting
AFTER = timedelta(minutes=5)
LOOK_EVERY = timedelta(hours=4)
LATELY = timedelta(days=7)
GOING_ON = ("held", "approving")


def joins(review: Review, scene: Scene) -> Review | None:
    """Return the review as it joins another one's meeting, or waits for it; None: it needs its own."""
    if APART in review.marks:
        return None
    ahead = _ahead(review, scene)
    if ahead is not None and ahead.meeting.slot is not None:
        first = JOINED not in review.marks
        review = marked(review, JOINED, ahead.meeting.slot.end + AFTER)
        return tell_joined(review, scene, ahead) if first else review
    if JOINED in review.marks and any(
        r.meeting.state in GOING_ON and not r.over for r in scene.others(review)
    ):
        return marked(review, JOINED, scene.now + LOOK_EVERY)  # its worksheets go out first
    if _was_held(review, scene):
        return _without_meeting(review, scene)
    if NO_MEETING in review.marks:
        return _without_meeting(tell(review, scene, "none"), scene)
    return None


def no_further(review: Review, scene: Scene) -> Review:
    """Book no meeting for this review, and call off the one that is booked, as the manager wants."""
    if review.meeting.state == "booked":
        return called_off(tell(review, scene, "off"), scene)
    return marked(review, NO_MEETING, scene.now)


def _without_meeting(review: Review, scene: Scene) -> Review:
    """Go on to the worksheets; the manager may still have a meeting booked."""
    uid = event_uid(review.id, "meeting", scene.team.company.domain)
    meeting = review.meeting.model_copy(update={"state": "shared", "slot": None, "uid": uid})
    review = noted(review, scene.now, NAME, "No team meeting of its own")
    return changed(review, meeting=meeting, stage=Stage.WORKSHEETS)


def apart(review: Review, scene: Scene) -> Review:
    """Give the review a meeting of its own after all."""
    return marked(unmarked(review, JOINED, NO_MEETING), APART, scene.now)


def _ahead(review: Review, scene: Scene) -> Review | None:
    """Return the review whose meeting comes next."""
    booked = [
        (r.meeting.slot.start, r.id, r)
        for r in scene.others(review)
        if r.meeting.state == "booked" and not r.over
        if r.meeting.slot and r.meeting.slot.start > scene.now
    ]
    return min(booked)[2] if booked else None


def _was_held(review: Review, scene: Scene) -> bool:
    """Tell whether the meeting that was joined has taken place."""
    slots = [r.meeting.slot for r in scene.others(review) if r.meeting.slot is not None]
    return JOINED in review.marks and any(
        slot.start <= scene.now and scene.now - slot.end < LATELY for slot in slots
    )
