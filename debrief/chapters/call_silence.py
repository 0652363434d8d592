"""What silence does to a call: two chases, the questions in writing, a recorded outcome."""

from __future__ import annotations

from datetime import datetime, timedelta

from debrief.answers.erasure_wish import wants_erasure
from debrief.chapters.call_event import (
    BY_HAND,
    NAME,
    called_off,
    move,
    never_left,
    nobody_told,
    tell,
    to_customer,
)
from debrief.chapters.call_slots import agreed_on, customer_hours, find_again, is_refused
from debrief.chapters.planning import changed, dropped, iso, marked, noted, slot_rows, unmarked
from debrief.chapters.scene import Scene
from debrief.model import Effect, Review, Stage
from debrief.practices.questions import customers_facts, written_questions_for
from debrief.timing import workdays

CALL_OFF_AHEAD = timedelta(hours=1)
REMINDERS = ("chase", "written_questions")
QUIET_MARK = "quiet"  # the manager said what may speak against another mail to the customer


def time_passes(review: Review, scene: Scene) -> Review:
    """Chase at two and five business days, then write, then go on without the customer."""
    ends = call_ends(review)
    if ends is not None and ends <= scene.now:
        return ended(review, scene, None)
    unread = human_ends(review, scene)
    if unread is not None and unread <= scene.now:
        review = noted(review, scene.now, NAME, "No word from the manager on the unclear answer")
        return ended(review, scene, None)
    off = call_off_due(review)
    if off is not None and off <= scene.now:
        review = called_off(review, scene)
    due = chase_due(review, scene)
    if due is None or due > scene.now:
        return review
    if review.call.state == "written":
        return ended(review, scene, "silent")
    if review.call.state == "unreached" or never_left(review):
        return ended(called_off(review, scene), scene, "unreachable")
    if review.call.chases < 2:
        return chase(review, scene)
    return write_questions(review, scene)


def call_ends(review: Review) -> datetime | None:
    """The end of an agreed call, after which notes are asked for."""
    call = review.call
    agreed = call.answer in ("accepted", "tentative")
    return call.slot.end if call.slot and agreed and call.state == "booked" else None


def call_off_due(review: Review) -> datetime | None:
    """When nobody of ours is to wait for a customer whom the invitation never reached."""
    call = review.call
    if call.state != "unreached" or call.slot is None:
        return None
    cancelled = any(
        e.kind == "cancel" and e.event and e.event.uid == call.uid for e in review.effects
    )
    return None if cancelled else call.slot.start - CALL_OFF_AHEAD


def human_ends(review: Review, scene: Scene) -> datetime | None:
    """When a review no longer waits for the manager to say what an unclear answer meant.

    They were asked and may have settled it by themselves: after the call's time, notes are asked
    for, so that the review goes on and ends with an outcome.
    """
    paused, call = review.marks.get("paused") or review.marks.get(QUIET_MARK), review.call
    if paused is None or call.state not in ("booked", "written") or call.answer is not None:
        return None
    days = scene.policy.approval_gives_up_days
    patience = workdays.add_workdays(paused, days, scene.hours(scene.team.manager))
    return max(call.slot.end, patience) if call.slot and call.state == "booked" else patience


def waits_for_them(review: Review) -> bool:
    """Tell whether the customer was asked for a call, or in writing, and the review waits for them."""
    asked = review.stage is Stage.CALLING and review.call.state in ("booked", "written")
    return asked and not nobody_told(review)


def kept_quiet(review: Review, scene: Scene) -> Review:
    """Write to a silent customer no more until the manager's word is clear."""
    call = review.call
    waits = call.state in ("booked", "written") and call.answer is None
    asked = review.stage is Stage.CALLING and waits
    if not asked or nobody_told(review):
        return review
    return marked(review, QUIET_MARK, scene.now)


def speaking_again(review: Review) -> Review:
    """Let the chases go on, as the manager says."""
    return unmarked(review, QUIET_MARK)


def is_quiet(review: Review) -> bool:
    """Tell whether the manager's unclear word keeps the chases back."""
    return review.stage is Stage.CALLING and QUIET_MARK in review.marks


def chase_due(review: Review, scene: Scene) -> datetime | None:
    """Return when the customer's silence next has a consequence; None while it has none."""
    call, policy = review.call, scene.policy
    if call.waiting_since is None or call.answer is not None:
        return None
    if "paused" in review.marks or QUIET_MARK in review.marks:
        return None
    ahead = call.slot is not None and call.slot.start > scene.now
    if ahead and any(name.startswith(BY_HAND) for name in review.marks):
        return None  # which time is meant, is the manager's to say
    hours = customer_hours(review, scene)
    if call.state == "unreached" or never_left(review):
        return workdays.add_workdays(call.waiting_since, policy.chase_days[1], hours)
    if call.state not in ("booked", "written") or _on_its_way(review):
        return None
    patience = (0, *policy.chase_days, policy.written_days, policy.silent_days)
    step = 4 if call.state == "written" else min(call.chases, 2) + 1
    due = workdays.add_workdays(_asked_at(review, call.waiting_since), patience[step], hours)
    if (latest := _reminded_at(review)) is not None:  # it may have waited, too
        due = max(due, workdays.add_workdays(latest, patience[step] - patience[step - 1], hours))
    if call.chases >= 2 and call.state == "booked" and call.slot:
        due = max(due, call.slot.end)
    # When we come late (a pause, a machine that slept), nobody is written to at a weekend.
    return due if due > scene.now else workdays.next_working_moment(scene.now, hours)


def _words(review: Review) -> tuple[Effect, ...]:
    """Return what asks the customer for an answer: the invitation, the chases, the questions."""
    uid = review.call.uid
    return tuple(
        e
        for e in review.effects
        if e.template in REMINDERS
        or (uid and e.event and e.event.uid == uid and e.kind == "invite")
    )


def _on_its_way(review: Review) -> bool:
    """Tell whether the customer has still to get what they are to answer."""
    return any(e.open for e in _words(review))


def _asked_at(review: Review, wanted: datetime) -> datetime:
    """Return since when the customer has been asked: from the sending, however long that waited."""
    sent = [e.done_at for e in _words(review) if e.done_at is not None]
    return max(wanted, min(sent, default=wanted))


def _reminded_at(review: Review) -> datetime | None:
    """Return when the customer was last written to after the invitation."""
    sent = (e.done_at for e in _words(review) if e.template in REMINDERS)
    return max((at for at in sent if at is not None), default=None)


def chase(review: Review, scene: Scene, *, missed: bool = False) -> Review:
    """Ask once more: with a new time where the old one is past or near, in one message.

    ``missed``: they had agreed and did not come.
    """
    before, nth = review, review.call.chases + 1
    review = changed(review, call=review.call.model_copy(update={"chases": nth}))
    review = noted(review, scene.now, NAME, f"Chase {nth} to the customer")
    event = "no_show" if missed else "chased"
    slot = review.call.slot
    soon = scene.now + timedelta(hours=4)
    left = slot is not None and is_refused(review, slot) and review.call.rep_answer != "declined"
    if slot is not None and slot.start > soon and not left:
        return to_customer(
            tell(review, scene, event, ""),
            scene,
            "chase",
            {
                "nth": nth,
                "missed": missed,
                "start": iso(slot.start),
                "end": iso(slot.end),
                "zone": review.call.zone,
                "our_zone": scene.team.manager.time_zone,
                "alternatives": slot_rows(review.call.alternatives),
            },
            generation=nth,
        )
    found = find_again(review, scene, with_rep=review.call.with_rep)
    if found is None and (left or agreed_on(review, scene)):
        return _none_left(before, scene)
    if found is None:
        return write_questions(review, scene)
    review = move(review, scene, found[0], found[1], template="chase", nth=nth, missed=missed)
    return tell(review, scene, event, "")


def _none_left(review: Review, scene: Scene) -> Review:
    """Ask the manager where nothing is left of the times that somebody named."""
    following = (
        "Nothing is left of the times that were named, so nothing was sent to them. Reply with a time, "
        "such as `Thursday 15:00`, or `write` to send the questions in writing."
    )
    review = marked(review, "paused", scene.now)
    return tell(review, scene, "no_slot", following, needs_reply=True)


def write_instead(review: Review, scene: Scene, words: str | None = None) -> Review:
    """Send the questions in writing in place of the call, which the customer or the manager wishes."""
    review = called_off(review, scene, in_writing=True)
    review = dropped(review, ("chase", "other_times"))
    review = unmarked(review, "paused", QUIET_MARK, "grace")
    call = review.call.model_copy(update={"answer": None, "waiting_since": scene.now})
    return write_questions(changed(review, call=call), scene, words)


def no_show(review: Review, scene: Scene) -> Review:
    """They did not come: ask once more with a new time, or write when that was done twice."""
    agreed = review.call.answer == "accepted"
    call = review.call.model_copy(
        update={"state": "booked", "answer": None, "outcome": None, "outcome_at": None}
    )
    review = changed(review, call=call, stage=Stage.CALLING)
    review = noted(review, scene.now, NAME, "The customer did not come")
    return (
        chase(review, scene, missed=agreed) if call.chases < 2 else write_questions(review, scene)
    )


def write_questions(review: Review, scene: Scene, words: str | None = None) -> Review:
    """Send the five questions in writing, the last that a silent customer gets from us.

    ``words`` are those in which the customer asked for it.
    """
    unasked = nobody_told(review)
    review = changed(review, call=review.call.model_copy(update={"state": "written"}))
    review = noted(review, scene.now, NAME, "The five questions went out in writing")
    event = "written_wanted" if words else "written"
    review = tell(review, scene, event, "", words)
    facts = customers_facts(review.facts, review.source.customer_text)
    questions = [
        {"number": q.number, "text": q.text}
        for q in written_questions_for(facts, review.source.language)
    ]
    return to_customer(
        review, scene, "written_questions", {"questions": questions, "unasked": unasked}
    )


def ended(review: Review, scene: Scene, outcome: str | None, words: str | None = None) -> Review:
    """End the call; the outcome of an agreed one is known when the notes come.

    ``words`` are what the customer wrote: the manager is to read them.
    """
    call = review.call.model_copy(
        update={
            "state": "over",
            "outcome": outcome,
            "outcome_at": scene.now if outcome else None,
        }
    )
    review = changed(review, call=call, stage=Stage.LISTENING)
    review = noted(
        review, scene.now, NAME, f"Outcome: {outcome}" if outcome else "The call is over"
    )
    if outcome in ("silent", "unreachable", "declined"):
        following = "The review goes on without the customer; nobody writes to them again."
        following = " ".join(filter(None, (following, to_be_forgotten(review, words))))
        needs_reply = None if words and words.strip() else False
        review = tell(review, scene, outcome, following, words, needs_reply=needs_reply)
    return review


def to_be_forgotten(review: Review, words: str | None) -> str:
    """Say how a customer who asks for it is removed; that is a person's decision."""
    if not words or not wants_erasure(words):
        return ""
    return (
        "They ask that their data be removed: whoever runs Debrief does it with "
        f"`debrief erase {review.facts.customer_email}`."
    )
