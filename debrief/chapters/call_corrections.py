"""What a corrected fact does to the call: found anew before the invitation leaves, updated after it."""

from __future__ import annotations

from dataclasses import replace

from debrief.chapters.call_event import (
    MOST_MOVES,
    NAME,
    REP_OPEN,
    called_off,
    move,
    nobody_told,
    restated,
    spoken_time,
    stands,
    taken_back,
    tell,
)
from debrief.chapters.call_slots import customer_hours, everybody_free, find_again, within_hours
from debrief.chapters.planning import changed, marked, noted
from debrief.chapters.scene import Scene
from debrief.model import EffectStatus, Facts, Review, Slot, Stage
from debrief.team import Person
from debrief.timing import workdays

SHOWN = ("customer_name", "company")  # in the invitation, besides what decides whether and when
NOBODY_LEFT = ("unreachable", "silent")  # outcomes after which another address is worth a call


def carried(
    review: Review,
    before: Facts,
    scene: Scene,
    *,
    zone: bool = False,
    language: bool = False,
    guests: tuple[str, ...] = (),
    fewer: bool = False,
    alone: bool = False,
) -> tuple[Review, tuple[str, ...]]:
    """Carry corrected facts into the call; return what follows for it, in sentences.

    What nobody outside has heard of goes back to where a start is decided on; a call that stands is
    updated. ``zone``: the customer's clock was corrected; ``language``: the one they are written to in; ``guests``: who
    else is to come; ``fewer``: somebody is not; ``alone``: the rep is not.
    """
    said: list[str] = []
    if review.facts.customer_email != before.customer_email:
        review = _without_their_guests(review, scene, said)
    if nobody_told(review):
        return _decided_anew(
            review, before, zone=zone, shown=language or bool(guests) or fewer, alone=alone
        ), tuple(said)
    if review.facts.customer_email != before.customer_email:
        return _another_customer(review, before, scene, said), tuple(said)
    if not _coming(review, scene):
        late = guests and review.stage is not Stage.ASKING
        return review, ("No call is to come that they could join.",) if late else ()
    if review.facts.rep_email != before.rep_email:
        review = _another_rep(review, before, scene, said)
    if guests or fewer or alone:
        review = restated(
            review, scene, reason="joins" if guests else "fewer" if fewer else "colleague"
        )
        said.append(
            f"The updated invitation to the call on {spoken_time(review, scene)} goes to everybody. The time stays."
        )
    if guests:
        said.append(f"`without: {guests[-1]}` takes them off it again.")
    if zone:
        review = _another_clock(review, scene, said)
    if any(getattr(review.facts, name) != getattr(before, name) for name in SHOWN):
        said.append("The invitation went out before, so the new name is in our records alone.")
    if language:
        said.append("The invitation went out before; what follows is written in that language.")
    return review, tuple(said)


def _decided_anew(review: Review, before: Facts, *, zone: bool, shown: bool, alone: bool) -> Review:
    """Take a call back that nobody was told of, where the correction matters to it."""
    facts, call = review.facts, review.call
    rep = facts.rep_email != before.rep_email
    sums = (facts.amount, facts.currency) != (before.amount, before.currency)
    elsewhere = zone or facts.customer_email != before.customer_email
    shown = shown or any(getattr(facts, name) != getattr(before, name) for name in SHOWN)
    if not (rep or sums or elsewhere or alone or (shown and call.state == "booked")):
        return review
    asked = rep or call.state == "choosing"
    return taken_back(review, with_rep=call.with_rep or (rep and not alone), asked=asked)


def _without_their_guests(review: Review, scene: Scene, said: list[str]) -> Review:
    """Leave out who was to join a customer of another company: one customer is no company for the next."""
    domain = (review.facts.customer_email or "").rpartition("@")[2]
    kept = {
        email: name
        for email, name in review.call.guests.items()
        if scene.team.is_ours(email) or email.rpartition("@")[2] == domain
    }
    left_out = [name for email, name in review.call.guests.items() if email not in kept]
    if left_out:
        said.append(f"{', '.join(left_out)} is not invited to it; `join: name <address>` does so.")
    return changed(review, call=review.call.model_copy(update={"guests": kept}))


def _another_customer(review: Review, before: Facts, scene: Scene, said: list[str]) -> Review:
    """Call off what the wrong person was asked to; the right one is invited after a grace.

    Nobody is, once the conversation took place or was refused.
    """
    call = review.call
    open_still = review.stage is Stage.CALLING or call.outcome in NOBODY_LEFT
    if call.uid is None or review.over or not open_still:
        return review
    if _coming(review, scene):
        who = before.customer_name or before.customer_email
        said.append(f"{who} is told that the call with them is off, and hears no more from us.")
    review = called_off(review, scene)
    review = noted(review, scene.now, NAME, f"Another address than {before.customer_email}")
    script = review.marks.get("script")
    review = taken_back(review, with_rep=call.with_rep, asked=False)
    call = review.call.model_copy(update={"not_before": None, "chases": 0})
    review = changed(review, call=call)
    return marked(review, "script", script) if script else review


def _coming(review: Review, scene: Scene) -> bool:
    """Tell whether the call stands and is still to come."""
    call = review.call
    booked = review.stage is Stage.CALLING and call.state == "booked" and stands(review)
    last = review.effect_for_event(call.uid or "")
    sent = last is not None and last.status is not EffectStatus.FAILED
    return booked and sent and call.slot is not None and call.slot.start > scene.now


def _another_rep(review: Review, before: Facts, scene: Scene, said: list[str]) -> Review:
    """Give the place to the right rep where they can come; else the manager says what follows."""
    call, rep = review.call, scene.team.rep(review.facts.rep_email)
    if call.slot is None or not call.with_rep:
        return review
    if rep and not (
        everybody_free(review, scene, call.slot) and within_hours(review, scene, call.slot)
    ):
        return _ask_about_rep(marked(review, REP_OPEN, scene.now), scene, rep, said)
    old = scene.team.rep(before.rep_email)
    review = restated(review, scene)
    told = f"; {old.name} is told that it goes on without them" if old else ""
    when = spoken_time(review, scene)
    comes = f"{rep.name} is invited now to the call" if rep else "You hold the call alone"
    said.append(f"{comes} on {when}{told}. The time stays.")
    return review


def _ask_about_rep(review: Review, scene: Scene, rep: Person, said: list[str]) -> Review:
    said.append(f"{rep.name} is not known to be free at the call's time: see what I asked you.")
    following = (
        f"{rep.name} is not known to be free then, so the invitation stays as it is. Reply `alone` "
        "to keep the time for you and the customer, or with a time, such as `Thursday 15:00`, to "
        f"move the call to where {rep.first_name} can come."
    )
    return tell(review, scene, "other_rep", following, needs_reply=True)


def _another_clock(review: Review, scene: Scene, said: list[str]) -> Review:
    """Move a call that lies outside the customer's hours by the right clock; tell where it is."""
    call = review.call
    if call.slot is None:
        return review
    if call.answer == "accepted" or _in_their_hours(review, scene, call.slot):
        said.append(f"The call stays on {spoken_time(review, scene)}.")
        return review
    found = None
    if call.moves < MOST_MOVES:
        found = find_again(review, scene, with_rep=call.with_rep)
    if found is None:
        said.append("By that clock the call lies outside the customer's hours: see what I asked.")
        following = (
            "By the customer's clock it lies outside their hours, and I found no other time. "
            "Reply with one, such as `Thursday 15:00`."
        )
        return tell(review, scene, "no_slot", following, needs_reply=True)
    review = move(review, scene, found[0], found[1])
    said.append(
        "By that clock the call lay outside the customer's hours. It is moved to "
        f"{spoken_time(review, scene)}, and the updated invitation goes out now."
    )
    return review


def _in_their_hours(review: Review, scene: Scene, slot: Slot) -> bool:
    """Tell whether a slot lies in the customer's business hours."""
    start, end = int(slot.start.timestamp()), int(slot.end.timestamp())
    hours = replace(customer_hours(review, scene), lunch=None)
    return any(a <= start and end <= b for a, b in workdays.working_intervals(hours, start, end))
