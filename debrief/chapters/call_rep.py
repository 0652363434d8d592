"""What the account rep's answer does to a call."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from debrief.answers.attendance import says_of_coming
from debrief.answers.rep_absence import days_away, means_whole_day, says_away
from debrief.calendars.answers import CalendarAnswer
from debrief.chapters.call_event import may_move, move, tell
from debrief.chapters.call_slots import agreed_on, find_again
from debrief.chapters.planning import changed
from debrief.chapters.scene import Decision, Heard, Scene
from debrief.lexicon import is_friendly, said
from debrief.model import Review, Slot, Stage


def rep_answers(review: Review, scene: Scene, answer: CalendarAnswer) -> Review:
    """A no of the rep's calendar moves the call, once; another time that it proposes is a no."""
    if answer.partstat == "ACCEPTED":
        call = review.call.model_copy(update={"rep_answer": "accepted"})
        return changed(review, call=call)
    if answer.partstat != "DECLINED" and answer.method != "COUNTER":
        return review
    return _rep_cannot(review, scene, answer.comment)


def rep_writes(review: Review, scene: Scene, heard: Heard) -> Decision:
    """A rep's plain words count as the button does where they are clear; else a human reads them."""
    slot, away = review.call.slot, says_away(heard.text)
    coming = "declined" if away else says_of_coming(heard.text)
    lines = said(heard.text)
    if coming is None and lines and all(is_friendly(line) for line in lines):
        return Decision(review, why="a friendly word")
    if review.stage is not Stage.CALLING or review.call.state != "booked" or coming is None:
        return Decision(review, outcome="set_aside", why="the rep wrote about the call in words")
    if coming == "declined" and slot and (away or means_whole_day(heard.text)):
        return _rep_away(review, scene, heard, slot)
    if coming == "declined":
        return Decision(_rep_cannot(review, scene, heard.text), why="the rep cannot come")
    call = review.call.model_copy(update={"rep_answer": "accepted"})
    return Decision(changed(review, call=call), why="the rep comes")


def _rep_away(review: Review, scene: Scene, heard: Heard, slot: Slot) -> Decision:
    """A rep who is away declines every day until they are back, not the hour alone."""
    words, rep = heard.text, scene.team.rep(review.facts.rep_email)
    clock = ZoneInfo((rep or scene.team.manager).time_zone)
    today, asked = (moment.astimezone(clock).date() for moment in (heard.said_at, slot.start))
    days = days_away(words, today, asked)
    if days is None:
        following = (
            "I am not sure until when, so nothing was changed. Reply with a time, such as "
            "`Thursday 15:00`, or `alone` to keep it without the rep."
        )
        review = tell(review, scene, "rep_away", following, words, needs_reply=True)
        return Decision(review, outcome="answered", why="the rep is away, until when is not clear")
    start, end = (datetime.combine(day, time(0), tzinfo=clock) for day in days)
    span = Slot(start=start.astimezone(UTC), end=end.astimezone(UTC))
    if not (span.start < slot.end and slot.start < span.end):
        following = "The call is not on those days, so it stays as it is."
        return Decision(
            tell(review, scene, "rep_away", following, words), why="away at other times"
        )
    return Decision(_rep_cannot(review, scene, words, span), why="the rep is away")


def _rep_cannot(review: Review, scene: Scene, words: str, away: Slot | None = None) -> Review:
    """Move the call, once, to where the rep can come; the manager reads the rep's words.

    ``away`` is the time that does not suit them, where it is more than the call's own. What the
    customer wished or the manager chose is kept.
    """
    slot = away or review.call.slot
    call = review.call.model_copy(
        update={
            "rep_answer": "declined",
            "excluded": (*review.call.excluded, *((slot,) if slot else ())),
        }
    )
    review = changed(review, call=call)
    after = away.end if away else None
    found = find_again(review, scene, with_rep=True, after=after) if may_move(review) else None
    if found is None:
        agreed = " within what was agreed" if agreed_on(review, scene) else ""
        why = (
            f"I found no other time{agreed} that suits everybody, so the call stays."
            if may_move(review)
            else "I moved the call for our side before, so this time I leave it to you."
        )
        return tell(
            review,
            scene,
            "rep_declined",
            f"{why} Reply with a time, such as `Thursday 15:00`, or `alone` to keep it without the rep.",
            quote=words or None,
            needs_reply=True,
        )
    review = move(review, scene, found[0], found[1], unasked=True)
    return tell(
        review,
        scene,
        "rep_declined",
        "It was moved, once, with an updated invitation.",
        quote=words or None,
    )
