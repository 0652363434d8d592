"""Chapter 5, the team meeting: a slot with quorum, groups of 3-4, group sheets, share-out."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from debrief.calendars.recorded_answers import as_heard, recorded_answers
from debrief.chapters import best_practices
from debrief.chapters.drafts import is_waiting, show_again
from debrief.chapters.group_sheets import (
    all_sheets_in,
    collect,
    collected_at,
    drafts_due,
    hear_sheet,
    is_sheet,
    send_sheets,
    share_out,
)
from debrief.chapters.meeting_answers import (
    FOR_A_HUMAN,
    calendar_answer,
    hear_coming,
    hear_words,
    manager_says,
    pass_words_on,
    says_coming,
)
from debrief.chapters.meeting_event import (
    CHOSEN,
    DOUBT,
    NAME,
    UNCLEAR,
    book,
    call_off,
    called_off,
    manager_busy,
    moved,
    tell,
    with_team_of_now,
)
from debrief.chapters.planning import marked, noted, told_by_hand
from debrief.chapters.scene import Decision, Heard, Scene
from debrief.chapters.shared_meeting import APART, JOINED, joins
from debrief.chapters.team_groups import with_pairs
from debrief.lexicon import is_only_friendly
from debrief.model import Review, Slot, Stage
from debrief.timing import workdays

LOOK_EVERY = timedelta(hours=4)

__all__ = ["NAME", "advance", "call_off", "hear", "wake"]


def wake(review: Review, scene: Scene) -> datetime | None:
    """Book, look after the event, send the sheets, collect, share out."""
    if review.stage is not Stage.MEETING and not review.meeting_beside:
        return None
    meeting = review.meeting
    if meeting.state == "none":
        if JOINED in review.marks and APART not in review.marks:
            return review.marks[JOINED]
        shared = best_practices.REP_FIRST + timedelta(minutes=5)  # the rep and the team hear first
        learned = review.marks.get("learned", review.created_at)
        return max(review.marks.get("meeting_again", learned), learned + shared)
    if meeting.state == "booked" and meeting.slot:
        looked = review.marks.get("meeting_looked", scene.now)
        return min(meeting.slot.start, looked + LOOK_EVERY)
    if meeting.state == "held" and meeting.slot:
        if all_sheets_in(review) and scene.now >= meeting.slot.end:
            return scene.now
        return collected_at(review, scene)
    if meeting.state == "approving":
        return drafts_due(review, scene)
    return scene.now


def advance(review: Review, scene: Scene) -> Decision:
    """Take the step that is due."""
    due = wake(review, scene)
    if due is None or due > scene.now:
        return Decision(review)
    state = review.meeting.state
    if state == "none":
        joined = joins(review, scene)
        return Decision(joined) if joined is not None else book(review, scene)
    if state == "booked":
        slot = review.meeting.slot
        review = _look(review, scene)
        begins = slot is not None and slot.start <= scene.now and review.meeting.slot == slot
        if begins and review.meeting.state == "booked":
            review = send_sheets(review, scene)
            met = with_pairs(scene.book, review.id, review.meeting.groups)
            return Decision(review, book=met)
        return Decision(review)
    if state == "held":
        return Decision(collect(review, scene))
    if state == "approving" and is_waiting(review):
        if "approval_again" not in review.marks:
            review = marked(review, "approval_again", scene.now)
            return Decision(show_again(review, scene))
        review = noted(review, scene.now, NAME, "The groups' drafts stay drafts: no answer")
    return Decision(share_out(review, scene))


def hear(review: Review, scene: Scene, heard: Heard) -> Decision:
    """Take a calendar answer or a group sheet."""
    if heard.answer is not None:
        return calendar_answer(review, scene, heard)
    if heard.sender == scene.team.manager.email:
        return manager_says(review, scene, heard)
    person = scene.team.rep(heard.sender)
    coming = says_coming(review, heard, person) if review.meeting.state == "booked" else None
    if person is not None and coming is not None:
        return hear_coming(review, scene, heard, person, coming)
    sheet = is_sheet(review, heard)
    if not sheet and is_only_friendly(heard.text):
        return Decision(review, why="a friendly word")
    if person is not None and (passed_on := hear_words(review, scene, heard, person)):
        return passed_on
    if person is not None and not sheet and heard.purpose == "meeting":
        return pass_words_on(review, scene, heard, person)
    if person is None or not sheet:
        return Decision(review, outcome="set_aside", why=FOR_A_HUMAN)
    return hear_sheet(review, scene, heard, person)


def _not_here(review: Review, scene: Scene) -> Review:
    """Say once that the meeting stands, though this calendar, another one than before, does not hold it."""
    mark = f"meeting not here {review.meeting.sequence}"
    return (
        review if mark in review.marks else tell(marked(review, mark, scene.now), scene, "not_here")
    )


def _look(review: Review, scene: Scene) -> Review:
    """Follow the manager's own move of the event, with one update."""
    meeting = review.meeting
    review = marked(review, "meeting_looked", scene.now)
    effect = review.known_in_calendars(meeting.uid or "")
    if effect is None or effect.event is None or meeting.slot is None or meeting.uid is None:
        return review
    failed = effect != review.effect_for_event(meeting.uid)
    standing = scene.standing(meeting.uid)
    if standing is None and scene.lies_elsewhere(effect):
        return _not_here(review, scene)
    if standing is None or standing.cancelled:
        return called_off(tell(review, scene, "removed"), scene)
    times = (standing.start, standing.end)
    if failed and times == (effect.event.start, effect.event.end):
        return review  # as we sent it: the failed state has nothing to do with a hand of theirs
    if times == (meeting.slot.start, meeting.slot.end):
        reps = (rep.email for rep in scene.team.reps)
        for answer in recorded_answers(review, standing, reps, meeting.sequence):
            review = calendar_answer(review, scene, as_heard(answer, scene.now)).review
        return _doubted(with_team_of_now(review, scene, effect), scene)
    if standing.unclear or standing.end <= standing.start or standing.start <= scene.now:
        return _asked_when(review, scene)
    slot = Slot(start=standing.start, end=standing.end)
    review = moved(review, scene, slot, after=standing.sequence)
    review = told_by_hand(review, meeting.uid, scene)
    return tell(review, scene, "moved") if review.meeting.missing else review


def _asked_when(review: Review, scene: Scene) -> Review:
    """Ask once about an event that stands at no time to come; nobody else hears of it."""
    if UNCLEAR in review.marks:
        return review
    return tell(marked(review, UNCLEAR, scene.now), scene, "unclear")


def _doubted(review: Review, scene: Scene) -> Review:
    """Tell the manager, once, that something now stands against a time that we chose."""
    slot, manager = review.meeting.slot, scene.team.manager
    if slot is None or DOUBT in review.marks or CHOSEN in review.marks:
        return review
    day = slot.start.astimezone(ZoneInfo(manager.time_zone)).date()
    reason = "" if workdays.is_workday(day, scene.hours(manager)) else "holiday"
    if not reason and manager_busy(review, scene, slot):
        reason = "busy"
    return tell(marked(review, DOUBT, scene.now), scene, reason) if reason else review
