"""What the team's and the manager's answers do to the team meeting."""

from __future__ import annotations

from debrief.chapters.meeting_event import (
    FEW,
    NAME,
    called_off,
    how_many_expected,
    moved,
    name_of,
    tell,
    wanted,
    who_is_away,
)
from debrief.chapters.team_groups import grouped
from debrief.groups import rebalance
from debrief.meeting_wish import read_wish
from debrief.model import Review
from debrief.planning import asked_back, changed, marked, noted
from debrief.recorded_answers import remembered
from debrief.scene import Decision, Heard, Scene

FOR_A_HUMAN = "a human should read this answer"


def manager_says(review: Review, scene: Scene, heard: Heard) -> Decision:
    """Keep the meeting, move it or call it off as the manager replies."""
    slot, zone = review.meeting.slot, scene.team.manager.time_zone
    wish = read_wish(heard.text, heard.at, zone, slot)
    if wish.kind == "keep":
        return Decision(review, why="the meeting stays")
    if review.meeting.state != "booked" or slot is None:
        return Decision(review, outcome="set_aside", why=FOR_A_HUMAN)
    if wish.kind == "off":
        review = tell(review, scene, "off")
        return Decision(called_off(review, scene), outcome="answered", why="called off")
    if wish.kind == "move":
        found = wanted(review, scene, wish.windows, slot)
        if found is None:
            return Decision(tell(review, scene, "no_time"), outcome="answered")
        review = moved(review, scene, found, sequence=review.meeting.sequence + 1)
        return Decision(tell(review, scene, "moved"), outcome="answered", why="moved")
    expected = (
        "`keep`, a time such as `Friday 15:00`, `move` (I look for another time), "
        "`cancel` (the meeting alone) or `stop` (the whole review)"
    )
    lines = [heard.text.strip()]
    review = asked_back(review, scene, NAME, scene.team.manager, heard, lines, expected)
    return Decision(review, outcome="answered")


def calendar_answer(review: Review, scene: Scene, heard: Heard) -> Review:
    """Take a rep's answer to the invitation."""
    answer, meeting = heard.answer, review.meeting
    if answer is None or answer.uid != meeting.uid or scene.team.rep(heard.sender) is None:
        return review
    if answer.about_earlier(meeting.sequence, meeting.slot.start if meeting.slot else None):
        return review
    review = remembered(review, answer, meeting.sequence, scene.now)
    return attendance(review, scene, heard.sender, (answer.partstat or "").lower())


def attendance(review: Review, scene: Scene, who: str, partstat: str) -> Review:
    """Take a rep out of the meeting and its groups, or in again."""
    meeting = review.meeting
    if partstat == "declined" and who not in meeting.declined:
        declined = (*meeting.declined, who)
        groups = meeting.groups
        if meeting.state == "booked":
            groups = rebalance(groups, {who})
        meeting = meeting.model_copy(update={"declined": declined, "groups": groups})
        review = changed(review, meeting=meeting)
        review = noted(review, scene.now, NAME, f"{name_of(scene, who)} cannot come")
        return _below_quorum(review, scene)
    away = who in meeting.declined or who not in meeting.attendees
    if partstat == "accepted" and away and meeting.state == "booked" and meeting.slot:
        declined = tuple(a for a in meeting.declined if a != who)
        missing = tuple(a for a in meeting.missing if a != who)
        attendees = (*(a for a in meeting.attendees if a != who), who)
        coming = tuple(a for a in attendees if a not in declined)
        groups = grouped(coming, scene, meeting.slot, review.id)
        update = {
            "declined": declined,
            "missing": missing,
            "attendees": attendees,
            "groups": groups,
        }
        review = changed(review, meeting=meeting.model_copy(update=update))
        return noted(review, scene.now, NAME, f"{name_of(scene, who)} comes after all")
    return review


def _below_quorum(review: Review, scene: Scene) -> Review:
    """Name who cannot come to the manager, once too many are away, all but one, and all."""
    total, away = how_many_expected(review, scene), len(who_is_away(review, scene))
    there = total - away
    few = [there < scene.policy.quorum * total, there <= 1 < total - 1, there <= 0]
    news = [mark for mark, true in zip(FEW, few, strict=True) if true and mark not in review.marks]
    if review.meeting.state != "booked" or not news:
        return review
    for mark in news:
        review = marked(review, mark, scene.now)
    return tell(review, scene, "declines" if there > 0 else "nobody")
