"""What each answer does to a call; every kind has one defined effect."""

from __future__ import annotations

from debrief.calendars.answers import CalendarAnswer
from debrief.calendars.recorded_answers import as_heard, is_news, recorded_answers, remembered
from debrief.calendars.standing import Standing
from debrief.chapters.call_customer import (
    away,
    customer_answers,
    customer_writes,
    invites_us,
    to_earlier_time,
    too_late,
    writes_apart,
)
from debrief.chapters.call_event import is_added, tell
from debrief.chapters.call_manager import manager_says
from debrief.chapters.call_others import bounced, stranger
from debrief.chapters.call_rep import rep_answers, rep_writes
from debrief.chapters.customer_language import answered_in
from debrief.chapters.scene import Decision, Heard, Scene
from debrief.model import Review, Stage


def hear(review: Review, scene: Scene, heard: Heard) -> Decision:
    """Take in an answer of the customer, the rep, the manager or a stranger."""
    customer, rep = review.facts.customer_email, review.facts.rep_email
    if heard.sender == customer and heard.kind not in ("bounce", "auto_reply"):
        review = answered_in(review, heard.answer.comment if heard.answer else heard.text, scene)
    if heard.kind == "bounce":
        return Decision(bounced(review, scene, heard))
    if heard.sender == scene.team.manager.email:
        return manager_says(review, scene, heard)
    if heard.answer is not None and heard.answer.uid == review.call.uid:
        return _calendar_answer(review, scene, heard, heard.answer)
    if heard.sender == customer:
        if heard.kind == "auto_reply":
            return Decision(away(review, scene, heard))
        if heard.answer is not None and heard.answer.method == "REQUEST":
            return Decision(invites_us(review, scene, heard, heard.answer), outcome="answered")
        if heard.apart:
            return Decision(writes_apart(review, scene, heard), outcome="answered")
        return Decision(customer_writes(review, scene, heard))
    if heard.sender == rep:
        return rep_writes(review, scene, heard)
    return Decision(stranger(review, scene, heard), outcome="answered", why="not invited")


def _calendar_answer(
    review: Review, scene: Scene, heard: Heard, answer: CalendarAnswer
) -> Decision:
    call, who = review.call, answer.attendee or heard.sender
    if who == heard.sender and is_added(review, who):
        why = "an answer of somebody whom the manager added"
        says_more = answer.comment.strip() or answer.method == "COUNTER"
        return Decision(stranger(review, scene, heard) if says_more else review, why=why)
    if who != heard.sender or who not in (review.facts.customer_email, review.facts.rep_email):
        return Decision(stranger(review, scene, heard), outcome="answered", why="not invited")
    if answer.needs_human:
        review = tell(review, scene, "unclear", answer.why, quote=answer.comment or None)
        return Decision(review, outcome="set_aside", why=answer.why)
    theirs = who == review.facts.customer_email
    if answer.about_earlier(call.sequence, call.slot.start if call.slot else None):
        return to_earlier_time(review, scene, heard, answer, theirs=theirs)
    still_asked = call.state == "written" and answer.method == "COUNTER" and theirs
    if review.stage is not Stage.CALLING or (call.state != "booked" and not still_asked):
        return too_late(review, scene, answer, theirs=theirs)
    if not is_news(review, answer, call.sequence) and not answer.comment.strip():
        return Decision(review, why="the same answer was heard before")
    review = remembered(review, answer, call.sequence, scene.now)
    if theirs:
        return customer_answers(review, scene, heard, answer)
    return Decision(rep_answers(review, scene, answer))


def hear_recorded(review: Review, scene: Scene, standing: Standing) -> Review:
    """Hear what the calendar's server noted of customer and rep since the last look."""
    before = (review.call.state, review.call.sequence, review.stage)
    people = (review.facts.customer_email, review.facts.rep_email)
    for answer in recorded_answers(review, standing, people, review.call.sequence):
        review = _calendar_answer(review, scene, as_heard(answer, scene.now), answer).review
        if (review.call.state, review.call.sequence, review.stage) != before:
            break  # the rest is an answer to what no longer stands; the next look tells
    return review
