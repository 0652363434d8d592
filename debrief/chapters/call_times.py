"""The customer's times of a call: they take ours, name their own, or ask for others."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from debrief.answers.given_numbers import number_given
from debrief.answers.second_thoughts import would_skip
from debrief.chapters.call_event import NAME, invite, move, stands, tell, to_customer
from debrief.chapters.call_room import told_taken, was_offered
from debrief.chapters.call_slots import everybody_free, find_call, is_refused, within_hours
from debrief.chapters.planning import changed, count_of, marked, noted, slot_rows
from debrief.chapters.scene import Scene
from debrief.lexicon import without_frills
from debrief.model import Review, Slot
from debrief.when.tokens import without_signature
from debrief.when.words import TimeAnswer

SHORT_YES = 6  # words; a longer yes may ask for something besides


def accepted(review: Review, scene: Scene, words: str = "") -> Review:
    """A yes; what else they wrote, such as a number to ring, is the manager's to read."""
    more = len(without_frills(words)) > SHORT_YES or number_given(words) is not None
    if review.call.answer == "accepted" and not more:
        return review
    review = changed(review, call=review.call.model_copy(update={"answer": "accepted"}))
    review = noted(review, scene.now, NAME, "The customer accepted")
    following = "You get the questions again an hour before."
    if more:
        following = f"I took the yes; whatever else they ask is yours to see to. {following}"
    return tell(review, scene, "accepted", following, words, needs_reply=None if more else False)


def proposed(review: Review, scene: Scene, wish: Slot, comment: str) -> Review:
    """Take the customer's own time when manager and rep can; else offer others."""
    if review.call.state == "booked" and review.call.slot == wish and wish.start > scene.now:
        return accepted(review, scene, comment)
    fits = (
        wish.start > scene.now + timedelta(minutes=30)
        and wish.end - wish.start <= timedelta(hours=2)
        and within_hours(review, scene, wish)
        and everybody_free(review, scene, wish)
    )
    if not fits:
        late = wish.start <= scene.now
        return offer_others(review, scene, comment or None, wish, taken=(wish,), late=late)
    review = _wishing(review, (wish,))
    review = _at_their_time(review, scene, wish, review.call.alternatives)
    review = noted(review, scene.now, NAME, "The customer proposed another time; it suits")
    return _moved_as_they_say(review, scene, "The time they proposed suits; it was moved.", comment)


_NONE_TO_OFFER = (
    "Nothing was sent to them, and no reminder goes out. Reply with a time, such as "
    "`Thursday 15:00`, or `write` to send the questions in writing."
)


def offer_others(
    review: Review,
    scene: Scene,
    asked: str | None,
    wish: Slot | None,
    *,
    named: bool = True,
    taken: tuple[Slot, ...] = (),
    late: bool = False,
) -> Review:
    """Offer other times instead of those they named, or because they asked for others.

    The time that they want to leave is none of them, nor what we once said was ``taken``: of that
    which we had offered ourselves, we say so, and where it had passed before we read of it (``late``),
    that. Without any, the manager is asked.
    """
    call, broken = review.call, not late and any(was_offered(review, slot) for slot in taken)
    without = (*told_taken(review), *taken)
    left = (call.slot,) if call.slot and call.state == "booked" else ()
    review = _wishing(review, (), left)
    find = partial(find_call, review, scene, with_rep=call.with_rep, without=without)
    found = find(after=wish.start if wish else None) or find()
    if found is None:
        review = marked(review, "paused", scene.now) if call.state == "booked" else review
        return tell(review, scene, "no_slot", _NONE_TO_OFFER, asked, needs_reply=True)
    slots = (found[0], *found[1])
    update = {"alternatives": slots, "waiting_since": scene.now}
    review = changed(review, call=review.call.model_copy(update=update))
    event = "proposed_elsewhere" if named else "other_wanted"
    following = "Other times were offered."
    if broken:
        event, following = "offer_broken", "I told them that this is our mistake. " + following
    elif late:
        event, following = "read_late", "I told them so. " + following
    review = tell(review, scene, event, following, asked, needs_reply=None if broken else False)
    return to_customer(
        review,
        scene,
        "other_times",
        {
            "asked": without_signature(asked).strip() if asked and named else None,
            "broken": broken,
            "late": late,
            "taken": slot_rows(taken),
            "alternatives": slot_rows(slots),
            "zone": review.call.zone,
            "our_zone": scene.team.manager.time_zone,
        },
        generation=count_of(review, "other_times") + 1,
    )


def wished(review: Review, scene: Scene, said: TimeAnswer, words: str) -> Review:
    """Move the call into the times they named; one that was offered to them comes first."""
    call = review.call
    windows = tuple(Slot(start=a, end=b) for a, b in said.windows)
    review = _wishing(review, windows, tuple(Slot(start=a, end=b) for a, b in said.excluded))
    slot = call.slot if call.state == "booked" and stands(review) else None
    if slot in windows:
        return accepted(review, scene, words)
    stays = slot and slot.start > scene.now and not is_refused(review, slot)
    if slot and stays and _lies_in(slot, windows):
        return _stays(review, scene, words)
    offered = tuple(o for o in call.alternatives if _lies_in(o, windows))
    found = offered and find_call(review, scene, with_rep=call.with_rep, windows=offered)
    found = found or find_call(review, scene, with_rep=call.with_rep, windows=windows)
    if not found:
        length = timedelta(minutes=scene.policy.call_minutes)
        minutes = tuple(w for w in windows if w.end - w.start <= length)
        return offer_others(review, scene, words, None, taken=minutes)
    review = _at_their_time(review, scene, *found)
    return _moved_as_they_say(review, scene, "A time they named suits; it was moved.", words)


def _moved_as_they_say(review: Review, scene: Scene, following: str, words: str) -> Review:
    """Tell of the move, and point at words that would as soon leave the call out."""
    if not would_skip(words):
        return tell(review, scene, "moved", following, words)
    following += (
        " But they write as well that it may be left out: if you would rather spare them the call, "
        "`stop` cancels it and ends the review."
    )
    return tell(review, scene, "moved", following, words, needs_reply=None)


def _wishing(review: Review, windows: tuple[Slot, ...], refused: tuple[Slot, ...] = ()) -> Review:
    """Keep what they wish, in place of what was wished or chosen before, and what they refuse."""
    excluded = (*review.call.excluded, *(w for w in refused if w not in review.call.excluded))
    update = {"windows": windows, "ours": (), "excluded": excluded}
    return changed(review, call=review.call.model_copy(update=update))


def _lies_in(slot: Slot, windows: tuple[Slot, ...]) -> bool:
    return any(w.start <= slot.start and slot.end <= w.end for w in windows)


def _stays(review: Review, scene: Scene, words: str) -> Review:
    """Keep the time that is among those they named: no word to them, and no yes of theirs either."""
    answer = review.call.answer or "tentative"
    review = changed(review, call=review.call.model_copy(update={"answer": answer}))
    following = (
        "They did not say whether it suits, so answer them yourself where you want to be sure. Reply "
        "with another time, such as `Thursday 15:00`, to move the call."
    )
    return tell(review, scene, "among_them", following, words, needs_reply=None)


def yes_to_earlier(review: Review, scene: Scene, words: str) -> Review:
    """A yes to a time that has moved since does not accept the new one."""
    following = (
        "It answers an earlier invitation, whose time has changed since, so it is no yes to the new "
        "time. They were told of that; answer them yourself where you want to be sure."
    )
    return tell(review, scene, "unclear", following, words, needs_reply=None)


def _at_their_time(review: Review, scene: Scene, slot: Slot, others: tuple[Slot, ...]) -> Review:
    """Move the call to the time they named, or invite anew where it was called off."""
    if stands(review):
        return move(review, scene, slot, others, reason="you proposed", accepted=True)
    review = invite(review, scene, (slot, ()))
    return changed(review, call=review.call.model_copy(update={"answer": "accepted"}))
