"""The call as an event: the one invitation, its moves, its cancellation, and word of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from debrief.chapters.call_slots import find_call, unseen_rep, zone_of
from debrief.chapters.planning import (
    changed,
    count_of,
    dropped_where,
    event_uid,
    following_sequence,
    iso,
    marked,
    next_sequence,
    noted,
    planned_event,
    planned_mail,
    slot_rows,
    unmarked,
)
from debrief.chapters.scene import Scene
from debrief.model import Call, Effect, EffectKind, EffectStatus, Event, Review, Slot, Stage
from debrief.moments import both
from debrief.team import Person
from debrief.timing import workdays

NAME = "customer_call"
TELL_EVERY = timedelta(days=7)  # that no time was found
TITLES = {  # of the event: the customer's calendar shows it beside the mail
    "en": "{theirs} and {ours}: a short talk",
    "de": "{theirs} und {ours}: ein kurzes Gespräch",
    "fr": "{theirs} et {ours} : un court échange",
    "es": "{theirs} y {ours}: una breve conversación",
    "nl": "{theirs} en {ours}: een kort gesprek",
    "pt": "{theirs} e {ours}: uma breve conversa",
}
HOW_SEEN = "Whoever runs Debrief finds out with `debrief check` how it may be seen."
BY_HAND = "by hand "  # marks what the manager was asked about in their own calendar
MOVED_BY_US = "moved by us"  # since when nobody but us chose the time: once is enough
UNINVITED = "uninvited"  # the mail to one of ours without whom the call goes on
REP_OPEN = "rep open"  # since when the manager is asked what a rep who is not free changes
MOST_MOVES = 4  # of one meeting by us before a human decides


def invite(review: Review, scene: Scene, found: tuple[Slot, tuple[Slot, ...]]) -> Review:
    """Plan the one invitation, in the thread of the customer's mail where there is one."""
    slot, others = found
    guess = zone_of(review, scene)
    generation, sequence = review.call.generation + 1, 0
    last = _left_standing(review, scene)
    left = last.event if last is not None else None
    if left is not None:  # it is the same meeting: a second event would stand beside it
        generation, sequence = review.call.generation, next_sequence(review, left.uid)
    call = review.call.model_copy(
        update={
            "state": "booked",
            "generation": generation,
            "sequence": sequence,
            "uid": event_uid(review.id, "call", scene.team.company.domain, generation),
            "slot": slot,
            "alternatives": others,
            "zone": guess.zone,
            "zone_source": guess.source,
            "waiting_since": review.call.waiting_since or scene.now,
            "answer": None,
            "rep_answer": None,
        }
    )
    review = marked(changed(review, call=call), "looked", scene.now)
    review = noted(review, scene.now, NAME, f"Call offered for {spoken_time(review, scene)}")
    known = last is not None and last.kind is EffectKind.CANCEL
    grace = review.marks.get("grace")
    if known and left is not None and left.start != slot.start:
        extra: dict[str, object] = {"old_start": iso(left.start), "reason": "our side"}
        return _send_event(review, scene, "call_moved", extra, not_before=grace)
    return _send_event(review, scene, "call_invitation", {}, not_before=grace)


def move(
    review: Review,
    scene: Scene,
    slot: Slot,
    others: tuple[Slot, ...],
    *,
    template: str = "call_moved",
    reason: str = "our side",
    accepted: bool = False,
    nth: int | None = None,
    missed: bool = False,
    unasked: bool = False,
) -> Review:
    """Move the meeting: the same UID, SEQUENCE one higher, one updated invitation.

    ``unasked``: neither the customer nor the manager chose it; see `may_move`.

    Whoever was never told of the old time is invited to the new one.
    """
    if nobody_told(review):
        return invite(withdrawn(review), scene, (slot, others))
    old = review.call.slot
    call = review.call.model_copy(
        update={
            "state": "booked",
            "sequence": _following(review, scene),
            "slot": slot,
            "alternatives": tuple(o for o in others if o.start >= slot.end),
            "moves": review.call.moves + 1,
            "answer": "accepted" if accepted else None,
            "rep_answer": None,
        }
    )
    review = changed(unmarked(review, MOVED_BY_US), call=call)
    review = marked(review, MOVED_BY_US, scene.now) if unasked else review
    review = marked(review, "looked", scene.now)
    review = noted(review, scene.now, NAME, f"Call moved to {spoken_time(review, scene)}")
    extra: dict[str, object] = {"old_start": iso(old.start if old else None), "reason": reason}
    if old is not None and old.start == slot.start and old.end != slot.end:
        extra = {"old_start": None, "reason": "length"}
    if nth is not None:
        extra = {"nth": nth, "missed": missed}
    if accepted:  # it is their own time: no other is offered beside it
        extra["alternatives"] = []
    return _send_event(review, scene, template, extra)


def may_move(review: Review) -> bool:
    """Tell whether we may move the call by ourselves: once, and then a human decides."""
    return review.call.moves < MOST_MOVES and MOVED_BY_US not in review.marks


_RESTATED = {
    "colleague": "The colleague on the call changed",
    "joins": "Somebody joins the call",
    "fewer": "Somebody is not on the call after all",
}


def restated(review: Review, scene: Scene, *, reason: str = "colleague") -> Review:
    """Send the invitation anew for the same time; answers still count.

    The colleague is another, somebody "joins", or there are "fewer".
    """
    update: dict[str, object] = {"sequence": _following(review, scene)}
    if reason == "colleague":
        update["rep_answer"] = None
        if review.call.guests and _rep_name(review, scene) is None:
            reason = "fewer"  # they are more than two
    call = review.call.model_copy(update=update)
    what = _RESTATED[reason]
    review = noted(changed(review, call=call), scene.now, NAME, what)
    extra: dict[str, object] = {"old_start": None, "reason": reason}
    if call.answer == "accepted":  # the time is theirs: no other is offered beside it
        extra["alternatives"] = []
    return _send_event(review, scene, "call_moved", extra)


def nobody_told(review: Review, but: str = "") -> bool:
    """Tell whether no invitation to the call has left, nor the questions, though one may be decided on.

    One that failed for certain has not left; that of the key ``but`` does not count.
    """
    told = any(_may_be_out(e) for e in _of_the_call(review) if e.key != but)
    return review.stage is Stage.CALLING and review.call.state != "written" and not told


def never_left(review: Review) -> bool:
    """Tell whether the one invitation to the call failed for certain, and a person is to mend it."""
    failed = any(_failed(e) and not e.in_doubt for e in _of_the_call(review))
    waits = any(e.open for e in _of_the_call(review))
    return review.call.state == "booked" and failed and not waits and nobody_told(review)


def _of_the_call(review: Review) -> Iterator[Effect]:
    return (e for e in review.effects if e.event and e.event.uid == review.call.uid)


def _may_be_out(effect: Effect) -> bool:
    doubted = _failed(effect) and effect.in_doubt
    return doubted or effect.status in (EffectStatus.ATTEMPTED, EffectStatus.DONE)


def is_first_call(review: Review, effect: Effect) -> bool:
    """Tell whether an effect that is not out is the invitation of a call of which nobody has heard."""
    ours = effect.event is not None and effect.event.uid == review.call.uid
    return ours and effect.kind is EffectKind.INVITE and nobody_told(review, effect.key)


def withdrawn(review: Review) -> Review:
    """Take back an invitation that has not left: nobody hears of it."""
    uid = review.call.uid
    return dropped_where(
        review,
        lambda e: e.kind is EffectKind.INVITE and e.event is not None and e.event.uid == uid,
    )


def taken_back(review: Review, *, with_rep: bool, asked: bool) -> Review:
    """Put a call of which nobody was told back to where its start is decided on.

    ``asked``: the manager is asked again whether to wait for the rep.
    """
    review = unmarked(withdrawn(review), "grace", "script", "find_again", "no_slot", "paused")
    review = unmarked(review, "choosing") if asked else review
    call = Call(
        generation=review.call.generation,
        with_rep=with_rep,
        chases=review.call.chases,
        not_before=review.call.not_before,
        windows=review.call.windows,
        ours=review.call.ours,
        guests=review.call.guests,
        left_out=review.call.left_out,
        zone=review.call.zone,
        zone_source=review.call.zone_source,
    )
    return changed(review, stage=Stage.ASKING, call=call)


def _send_event(
    review: Review,
    scene: Scene,
    template: str,
    extra: dict[str, object],
    *,
    not_before: datetime | None = None,
) -> Review:
    """Plan an invitation or its update; whoever of ours it leaves out is told so."""
    event = _event(review, scene)
    review = _planned(review, scene, template, event, extra, not_before=not_before)
    return _uninvited(unmarked(review, REP_OPEN), scene, event)


def _uninvited(review: Review, scene: Scene, event: Event) -> Review:
    """Take off the event whoever of ours, or of its guests, was invited before and is not now.

    A server that invites by itself tells them by itself.
    """
    if scene.server_invites:
        return review
    back = tuple(
        e.model_copy(update={"status": EffectStatus.DROPPED})
        if e.purpose == UNINVITED
        and e.status is EffectStatus.PLANNED
        and e.to[0] in (*event.required, *event.optional)
        else e
        for e in review.effects
    )
    review = changed(review, effects=back)
    for email in _holders(review, scene):
        person = scene.team.rep(email)
        if email in (*event.required, *event.optional):
            continue
        if person is not None:
            review = uninvited(review, scene, person, event, sequence=event.sequence)
        elif email in review.call.left_out:
            name = _called_before(review, email)
            review = uninvited(review, scene, (name, email), event, sequence=event.sequence)
    return review


def uninvited(
    review: Review, scene: Scene, who: Person | tuple[str, str], event: Event, *, sequence: int
) -> Review:
    """Take somebody off the event, which goes on without them."""
    email = who.email if isinstance(who, Person) else who[1]
    alone = {"required": (email,), "optional": (), "names": {}, "sequence": sequence}
    shown: dict[str, object] = {"start": iso(event.start), "zone": scene.team.manager.time_zone}
    ours = scene.team.is_ours(email)
    if not ours:
        clocks = {"zone": review.call.zone, "our_zone": scene.team.manager.time_zone}
        shown |= {**clocks, "language": review.source.language}
    return planned_mail(
        review,
        scene,
        NAME,
        "call_without_you" if ours else "call_goes_on",
        who,
        shown,
        purpose=UNINVITED,
        generation=count_of(review, UNINVITED, email) + 1,
        uninvites=event.model_copy(update=alone),
    )


def _holders(review: Review, scene: Scene) -> tuple[str, ...]:
    """Return who may have the call in their calendar."""
    uid = review.call.uid
    sent = [e for e in _sent(review) if e.kind is EffectKind.INVITE]
    if scene.server_invites:
        sent = sent[-1:]
    gone = {
        email: e.uninvites.sequence
        for e in review.effects
        if e.uninvites and e.uninvites.uid == uid and e.status is not EffectStatus.DROPPED
        for email in e.to
    }
    asked = {
        email: e.event.sequence
        for e in sent
        if e.event
        for email in (*e.event.required, *e.event.optional)
    }
    return tuple(email for email, at in asked.items() if at >= gone.get(email, 0))


def _called_before(review: Review, email: str) -> str:
    """Return the name under which a guest was invited."""
    names = (e.event.names.get(email) for e in reversed(_sent(review)) if e.event)
    return next((name for name in names if name), email)


def _sent(review: Review) -> list[Effect]:
    """Return what was sent of the call's event, in its order.

    An invitation that failed did arrive where the customer answered it.
    """
    told = [e for e in review.effects if e.event and e.event.uid == review.call.uid]
    sent = [e for e in told if e.status in ("attempted", "done")]
    if review.call.answer:
        sent += [e for e in told if e.kind is EffectKind.INVITE and _failed(e)]
    return sorted(sent, key=lambda e: e.event.sequence if e.event else 0)


def _planned(
    review: Review,
    scene: Scene,
    template: str,
    event: Event,
    extra: dict[str, object],
    *,
    cancel: bool = False,
    not_before: datetime | None = None,
) -> Review:
    context = {
        "start": iso(event.start),
        "end": iso(event.end),
        "zone": review.call.zone,
        "our_zone": scene.team.manager.time_zone,
        "alternatives": slot_rows(review.call.alternatives),
        "link": None,
        "rep_name": _rep_name(review, scene),
        "guests": [review.call.guests[a] for a in event.optional if a in review.call.guests],
        "minutes": int((event.end - event.start).total_seconds() // 60),
        "language": review.source.language,
        **extra,
    }
    return planned_event(
        review,
        scene,
        NAME,
        template,
        event,
        context,
        purpose="call",
        cancel=cancel,
        not_before=not_before if not_before and not_before > scene.now else None,
        in_reply_to=review.source.customer_message_id,
    )


def _event(review: Review, scene: Scene) -> Event:
    call, facts = review.call, review.facts
    if call.uid is None or call.slot is None or facts.customer_email is None:
        raise ValueError("a call needs a slot and a customer before it can be an event")
    rep = scene.team.rep(facts.rep_email) if call.with_rep else None
    theirs = facts.company or facts.customer_name or facts.customer_email
    title = TITLES.get(review.source.language, TITLES["en"])
    required = (facts.customer_email, *((rep.email,) if rep else ()))
    return Event(
        uid=call.uid,
        sequence=call.sequence,
        start=call.slot.start,
        end=call.slot.end,
        summary=title.format(theirs=theirs, ours=scene.team.company.name),
        required=required,
        optional=_added(review, scene, required),
        names={
            **call.guests,
            facts.customer_email: facts.customer_name or facts.customer_email,
        },
    )


def _added(review: Review, scene: Scene, invited: tuple[str, ...]) -> tuple[str, ...]:
    """Return whom the manager added, by a word or by hand: they stay, and hear of the event's moves.

    Whoever was taken off the event, by a word or by hand, stays off.
    """
    uid = review.call.uid
    guests = set(review.call.guests).difference(invited)
    standing = scene.standing(uid) if uid else None
    if standing is None or standing.cancelled:
        return tuple(sorted(guests))
    out = set(review.call.left_out)
    known, before = {scene.team.manager.email, *invited, *(out - guests)}, set[str]()
    for effect in review.effects:
        if effect.event is not None and effect.event.uid == uid:
            known.update(effect.event.required)
            before.update(effect.event.optional if effect.status is EffectStatus.DONE else ())
    there = set(standing.partstats)
    return tuple(sorted((there - known) | (guests - (before - out - there))))


def is_added(review: Review, email: str) -> bool:
    """Tell whether somebody is on the call whom only the manager's hand added."""
    event = next((e.event for e in reversed(_sent(review)) if e.event), None)
    return event is not None and email in event.optional


def _left_standing(review: Review, scene: Scene) -> Effect | None:
    """Return what was last tried of a call that the customer may still have in their calendar.

    It is a cancellation not known to have been sent, or an invitation of which nobody could tell
    whether it arrived: after that, the rep alone may have it where the customer's address was wrong.
    """
    uid = event_uid(review.id, "call", scene.team.company.domain, review.call.generation)
    last = review.effect_for_event(uid)
    if last is None or last.status is EffectStatus.DONE:
        return None
    if last.kind is not EffectKind.CANCEL and not (_failed(last) and last.attempts):
        return None
    if last.status is EffectStatus.PLANNED and not last.attempts:
        return None  # it goes out before whatever is planned after it
    who = {review.facts.customer_email}
    if last.in_doubt and last.kind is not EffectKind.CANCEL and review.call.with_rep:
        who.add(review.facts.rep_email)
    return last if who.intersection(last.to) else None


def _failed(effect: Effect) -> bool:
    return effect.status is EffectStatus.FAILED


def stands(review: Review) -> bool:
    """Tell whether an invitation to the call is out, or on its way, and not cancelled: also after
    its time, when the questions went out in writing, or when it came back."""
    latest = review.effect_for_event(review.call.uid) if review.call.uid else None
    return latest is not None and latest.kind != "cancel"


def called_off(review: Review, scene: Scene, *, in_writing: bool = False) -> Review:
    """Cancel the meeting for whoever has it, if an invitation ever left or is on its way.

    ``in_writing``: the questions follow, so the customer reads that instead of a farewell.
    """
    uid = review.call.uid
    review = dropped_where(  # but for another event's cancellation
        review,
        lambda e: (
            e.purpose in ("call", UNINVITED)
            and not (e.kind is EffectKind.CANCEL and e.event is not None and e.event.uid != uid)
        ),
    )
    last = next(reversed(_sent(review)), None)
    if last is None or last.kind is EffectKind.CANCEL:
        return review
    call = review.call.model_copy(update={"sequence": _following(review, scene)})
    review = changed(review, call=call)
    return _planned(
        review,
        scene,
        "call_cancelled",
        _off(review, scene, last),
        {"in_writing": in_writing},
        cancel=True,
    )


def _following(review: Review, scene: Scene) -> int:
    return following_sequence(scene, review.call.uid, review.call.sequence)


def _off(review: Review, scene: Scene, last: Effect) -> Event:
    """Return the cancelled event for those who have it, under the name they were invited by."""
    if last.event is None or review.call.slot is None:
        raise ValueError("a call needs a slot before it can be called off")
    slot, invited = review.call.slot, last.event.required
    asked = (*invited, *last.event.optional)
    others = (a for a in _holders(review, scene) if a not in asked and scene.team.person(a))
    update = {
        "sequence": review.call.sequence,
        "start": slot.start,
        "end": slot.end,
        "required": (*invited, *others),
        "optional": tuple(dict.fromkeys((*last.event.optional, *_added(review, scene, invited)))),
    }
    return last.event.model_copy(update=update)


def tell(
    review: Review,
    scene: Scene,
    event: str,
    following: str,
    quote: str | None = None,
    *,
    needs_reply: bool | None = False,
) -> Review:
    """Tell the manager what happened to the call and what follows.

    ``needs_reply`` None: it is theirs to see whether there is something to do.
    """
    slot = review.call.slot
    return planned_mail(
        review,
        scene,
        NAME,
        "call_update",
        scene.team.manager,
        {
            "event": event,
            "start": iso(slot.start) if slot else None,
            "zone": scene.team.manager.time_zone,
            "quote": quote.strip()[:1000] if quote and quote.strip() else None,
            "next": following,
            "needs_reply": needs_reply,
        },
        generation=count_of(review, "call_update") + 1,
    )


def to_customer(
    review: Review,
    scene: Scene,
    template: str,
    context: dict[str, object],
    *,
    generation: int = 1,
) -> Review:
    """Plan a mail to the customer, in their thread; the only place that does."""
    email = review.facts.customer_email
    if email is None:
        return review
    return planned_mail(
        review,
        scene,
        NAME,
        template,
        (review.facts.customer_name or email, email),
        {**context, "language": review.source.language},
        generation=generation,
        in_reply_to=review.source.customer_message_id,
    )


def _rep_name(review: Review, scene: Scene) -> str | None:
    rep = scene.team.rep(review.facts.rep_email) if review.call.with_rep else None
    return rep.name if rep else None


def spoken_time(review: Review, scene: Scene) -> str:
    """Return the call's time in the customer's zone and in ours."""
    slot = review.call.slot
    if slot is None:
        return "no time"
    return both(slot.start, review.call.zone, scene.team.manager.time_zone)


def invite_again(review: Review, scene: Scene, *, with_rep: bool) -> Review:
    """Invite at the best time now, with or without the rep, or look again tomorrow."""
    review = changed(review, call=review.call.model_copy(update={"with_rep": with_rep}))
    found = find_call(review, scene, with_rep=with_rep)
    return none_found(review, scene) if found is None else invite(review, scene, found)


def none_found(review: Review, scene: Scene) -> Review:
    """Look again every working day; the manager hears of it at first and then once a week."""
    review = changed(review, call=review.call.model_copy(update={"state": "finding"}))
    tomorrow = scene.now + timedelta(days=1)
    again = workdays.next_working_moment(tomorrow, scene.hours(scene.team.manager))
    review = marked(review, "find_again", again)
    told = review.marks.get("no_slot")
    if told is not None and scene.now < told + TELL_EVERY:
        return review
    rep = _rep_name(review, scene)
    if rep and find_call(review, scene, with_rep=False) is None:
        rep = None  # it is not the rep's calendar that stands in the way
    alone = f"Reply `alone` to call without {rep}, or" if rep else "Reply"
    unseen = unseen_rep(review, scene) if rep else None
    if unseen is None:
        event, looks = "no_slot", "I look again every day."
        time = "a time of your own, such as `Thursday 15:00`."
    else:
        event, looks = "rep_unseen", HOW_SEEN
        time = f"the hour that you and {unseen.first_name} agreed on, such as `Thursday 15:00`."
    review = marked(review, "no_slot", scene.now)
    return tell(review, scene, event, f"{looks} {alone} with {time}", needs_reply=None)
