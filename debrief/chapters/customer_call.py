"""Chapter 2, the customer call: one invitation, every answer, two chases, a recorded outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from debrief.chapters.call_answers import hear, hear_recorded
from debrief.chapters.call_by_hand import (
    LOOK_NEAR,
    as_sent,
    followed,
    is_changed,
    next_look,
    not_here,
    seen_late,
)
from debrief.chapters.call_event import (
    NAME,
    REP_OPEN,
    called_off,
    invite,
    invite_again,
    may_move,
    move,
    nobody_told,
    none_found,
    tell,
    uninvited,
    withdrawn,
)
from debrief.chapters.call_silence import (
    call_ends,
    call_off_due,
    chase_due,
    human_ends,
    no_show,
    time_passes,
    write_instead,
)
from debrief.chapters.call_slots import (
    customer_hours,
    everybody_free,
    find_again,
    find_call,
    surely_busy,
    unseen_rep,
)
from debrief.chapters.planning import changed, count_of, iso, marked, noted, planned_mail
from debrief.chapters.scene import Decision, Scene
from debrief.model import Effect, Review, Slot, Stage
from debrief.team import Person
from debrief.timing import workdays

__all__ = [
    "NAME",
    "advance",
    "called_off",
    "hear",
    "no_show",
    "wake",
    "write_instead",
]


def wake(review: Review, scene: Scene) -> datetime | None:
    """Say when the call next needs attention."""
    call = review.call
    if review.stage is not Stage.CALLING:
        return None
    if call.state in ("none", "finding"):
        return max(scene.now, review.marks.get("find_again", scene.now))
    if call.state == "choosing":
        return _choice_ends(review, scene)
    ends = (
        chase_due(review, scene),
        call_ends(review),
        call_off_due(review),
        human_ends(review, scene),
    )
    moments = [m for m in ends if m is not None]
    if call.state == "booked":
        moments.append(next_look(review, scene.now))
    return min(moments, default=None)


def advance(review: Review, scene: Scene) -> Decision:
    """Book, look after the booked meeting, chase, fall back to writing, record the outcome."""
    if review.stage is not Stage.CALLING:
        return Decision(review)
    if review.call.state in ("none", "finding"):
        if review.marks.get("find_again", scene.now) <= scene.now:
            review = _book(review, scene)
    elif review.call.state == "choosing" and _choice_ends(review, scene) <= scene.now:
        review = noted(review, scene.now, NAME, "No choice was made: waiting for the rep")
        review = invite_again(review, scene, with_rep=True)
    elif review.call.state == "booked":
        review = _look(review, scene)
    if review.stage is Stage.CALLING and review.call.state in ("booked", "written", "unreached"):
        review = time_passes(review, scene)
    return Decision(review)


def _book(review: Review, scene: Scene) -> Review:
    """Invite for the earliest slot; when the rep cannot make it soon, the manager chooses once."""
    start = review.marks.get("grace", scene.now)
    with_rep = review.call.with_rep
    ours = review.call.ours  # the manager's word comes before the earliest
    if ours:
        wished = find_call(
            review, scene, with_rep=with_rep, windows=ours, theirs=False, after=start
        )
        if wished is not None:
            return invite(review, scene, wished)
    theirs = _named(review, scene)
    found = find_call(review, scene, with_rep=with_rep, windows=theirs, after=start)
    rep = scene.team.rep(review.facts.rep_email) if with_rep else None
    hours = replace(scene.hours(scene.team.manager), calm=True)
    limit = workdays.add_workdays(max(start, scene.now), scene.policy.rep_days, hours)
    late = found is None or found[0].start > limit
    if rep is not None and late and "choosing" not in review.marks:
        alone = find_call(review, scene, with_rep=False, windows=theirs, after=start)
        if alone is not None and alone[0].start <= limit:
            return _ask_choice(review, scene, rep, found[0] if found else None, alone[0])
    return none_found(review, scene) if found is None else invite(review, scene, found)


def _named(review: Review, scene: Scene) -> tuple[Slot, ...]:
    """Return the times that the customer named and that are still to come."""
    return tuple(w for w in review.call.windows if w.end > scene.now)


def _ask_choice(
    review: Review, scene: Scene, rep: Person, both: Slot | None, alone: Slot
) -> Review:
    review = changed(review, call=review.call.model_copy(update={"state": "choosing"}))
    review = marked(review, "choosing", scene.now)
    unseen = unseen_rep(review, scene) is not None
    why = "cannot be seen to be free" if unseen else "is not free soon"
    review = noted(review, scene.now, NAME, f"{rep.name} {why}: the manager chooses")
    return planned_mail(
        review,
        scene,
        NAME,
        "rep_unavailable",
        scene.team.manager,
        {
            "rep_name": rep.name,
            "unseen": unseen,
            "first_start": iso(both.start) if both else None,
            "alone_start": iso(alone.start),
        },
        generation=count_of(review, "rep_unavailable") + 1,
    )


def _choice_ends(review: Review, scene: Scene) -> datetime:
    asked = review.marks.get("choosing", scene.now)
    return workdays.add_workdays(asked, 1, scene.hours(scene.team.manager))


def _look(review: Review, scene: Scene) -> Review:
    """See whether the manager moved or removed the event, or a conflict appeared."""
    call = review.call
    if next_look(review, scene.now) > scene.now or call.slot is None or call.uid is None:
        return review
    before = review.marks.get("looked", scene.now)
    review = marked(review, "looked", scene.now)
    latest = review.effect_for_event(call.uid)
    if latest is None and nobody_told(review):
        return _book_anew(review, scene)
    if latest is not None and latest.next_try_at and latest.next_try_at > scene.now:
        return _put_off(review, scene, latest.next_try_at)
    known = review.known_in_calendars(call.uid)
    if known is None or known.event is None or before >= call.slot.start:
        return review
    standing = scene.standing(call.uid)
    if known != latest and standing is not None and not is_changed(review, standing, known.event):
        return review  # as we sent it: the failed state has nothing to do with a hand of theirs
    if standing is None and scene.lies_elsewhere(known):
        return not_here(review, scene)
    if is_changed(review, standing):
        late = call.slot.start + LOOK_NEAR <= scene.now
        return (seen_late if late else followed)(review, scene, standing)
    review = as_sent(review)
    if call.slot.start <= scene.now or standing is None:
        return review
    heard = hear_recorded(review, scene, standing)
    if (heard.call.sequence, heard.call.state) != (call.sequence, call.state):
        return heard
    review, call = _rep_left(heard, scene, known), heard.call
    if call.slot is None or REP_OPEN in review.marks:
        return review  # open: whose place it is, is the manager's to say
    if everybody_free(review, scene, call.slot):
        return review
    found = find_again(review, scene, with_rep=call.with_rep) if may_move(review) else None
    if found is None:
        return _conflict_told(review, scene)
    review = noted(review, scene.now, NAME, "A conflict appeared in our calendars")
    review = move(review, scene, found[0], found[1], unasked=True)
    return tell(review, scene, "moved", "An updated invitation is on its way.")


def _rep_left(review: Review, scene: Scene, known: Effect) -> Review:
    """Free a rep who is no longer on the team, and tell the manager once; the customer's call stands."""
    email, event = review.facts.rep_email, known.event
    mark = f"rep left {email}"
    if email is None or event is None or email not in event.required or scene.team.person(email):
        return review
    if mark in review.marks:
        return review
    name = known.names.get(email, email)
    review = noted(marked(review, mark, scene.now), scene.now, NAME, f"{name} has left the team")
    following = (
        f"{name} was to join the call and is no longer in your team file. The customer's invitation "
        "stays as it is, and you hold the call. To bring somebody else along, reply with their name, "
        f"such as `rep: {scene.team.reps[0].name}`."
    )
    if not scene.server_invites:
        review = uninvited(review, scene, (name, email), event, sequence=event.sequence + 1)
    return tell(review, scene, "rep_left", following, needs_reply=None)


def _book_anew(review: Review, scene: Scene) -> Review:
    """Find another time for an invitation that was held up for too long to go out with its own."""
    review = noted(
        review, scene.now, NAME, "The invitation was held up: another time is looked for"
    )
    review = changed(review, call=review.call.model_copy(update={"state": "finding"}))
    at_work = workdays.next_working_moment(scene.now, customer_hours(review, scene))
    return _book(marked(review, "grace", at_work), scene)


def _put_off(review: Review, scene: Scene, goes_out: datetime) -> Review:
    """Choose the time anew for an invitation of which nobody was told and that goes out only then."""
    if not nobody_told(review) or review.call.slot is None:
        return review
    found = find_call(review, scene, with_rep=review.call.with_rep, after=goes_out)
    if found is None or found[0].start <= review.call.slot.start:
        return review
    return invite(withdrawn(marked(review, "grace", goes_out)), scene, found)


def _conflict_told(review: Review, scene: Scene) -> Review:
    """Say once for each time that our own calendars no longer allow it."""
    told = f"conflict {review.call.sequence}"
    if told in review.marks or not surely_busy(review, scene):
        return review
    why = (
        "I found no other time."
        if may_move(review)
        else "I moved the call for our side before, so this time I leave it to you."
    )
    following = f"{why} Reply with a time such as `Thursday 15:00`, or make room for the call."
    review = marked(review, told, scene.now)
    return tell(review, scene, "conflict", following, needs_reply=True)
