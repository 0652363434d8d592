"""Chapter 2, the customer call: one invitation, every answer, two chases, a recorded outcome."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from debrief import workdays
from debrief.calendar_answer import CalendarAnswer
from debrief.chapters.call_slots import (
    customer_hours,
    everybody_free,
    find_call,
    within_hours,
    zone_of,
)
from debrief.commands import read_commands
from debrief.model import Call, Event, Notes, Review, Slot, Source, Stage
from debrief.moments import both
from debrief.notes import read_notes
from debrief.planning import (
    changed,
    count_of,
    dropped,
    event_uid,
    iso,
    marked,
    noted,
    planned_event,
    planned_mail,
    slot_rows,
)
from debrief.questions import written_questions_for
from debrief.scene import Decision, Heard, Scene
from debrief.team import Person
from debrief.when_words import TimeAnswer, read_times

NAME = "customer_call"
LOOK_EVERY = timedelta(hours=1)  # at the manager's own calendar, for moves and conflicts
MOST_MOVES = 4  # of one meeting by us before a human decides

__all__ = ["zone_of"]


# -- what time makes due ---------------------------------------------------------------------


def wake(review: Review, scene: Scene) -> datetime | None:
    """Say when the call next needs attention."""
    call = review.call
    if review.stage is not Stage.CALLING:
        return None
    if call.state in ("none", "finding"):
        return max(scene.now, review.marks.get("find_again", scene.now))
    if call.state == "choosing":
        return _choice_ends(review, scene)
    moments = [m for m in (_chase_due(review, scene), _call_ends(review)) if m is not None]
    if call.state == "booked":
        moments.append(review.marks.get("looked", scene.now - LOOK_EVERY) + LOOK_EVERY)
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
        review = _invite_first(review, scene, with_rep=True)
    elif review.call.state == "booked":
        review = _look(review, scene)
    if review.stage is Stage.CALLING and review.call.state in ("booked", "written", "unreached"):
        review = _time_passes(review, scene)
    return Decision(review)


def _book(review: Review, scene: Scene) -> Review:
    """Invite for the earliest slot; when the rep cannot make it soon, the manager chooses."""
    start = review.marks.get("grace", scene.now)
    both = find_call(review, scene, with_rep=True, after=start)
    rep = scene.team.rep(review.facts.rep_email)
    limit = workdays.add_workdays(
        max(start, scene.now), scene.policy.rep_days, scene.hours(scene.team.manager)
    )
    if rep is not None and (both is None or both[0].start > limit):
        alone = find_call(review, scene, with_rep=False, after=start)
        if alone is not None and alone[0].start <= limit:
            return _ask_choice(review, scene, rep, both[0] if both else None, alone[0])
    if both is None:
        review = marked(review, "find_again", scene.now + timedelta(days=1))
        return _tell(
            review,
            scene,
            "no_slot",
            "I look again tomorrow. Or reply with a time, such as: Thursday 15:00.",
            needs_reply=True,
        )
    return _invite(review, scene, both)


def _ask_choice(
    review: Review, scene: Scene, rep: Person, both: Slot | None, alone: Slot
) -> Review:
    review = changed(review, call=review.call.model_copy(update={"state": "choosing"}))
    review = marked(review, "choosing", scene.now)
    review = noted(review, scene.now, NAME, f"{rep.name} is not free soon: the manager chooses")
    return planned_mail(
        review,
        scene,
        NAME,
        "rep_unavailable",
        scene.team.manager,
        {
            "rep_name": rep.name,
            "first_start": iso(both.start) if both else None,
            "alone_start": iso(alone.start),
        },
        generation=count_of(review, "rep_unavailable") + 1,
    )


def _choice_ends(review: Review, scene: Scene) -> datetime:
    asked = review.marks.get("choosing", scene.now)
    return workdays.add_workdays(asked, 1, scene.hours(scene.team.manager))


def _invite_first(review: Review, scene: Scene, *, with_rep: bool) -> Review:
    review = changed(review, call=review.call.model_copy(update={"with_rep": with_rep}))
    found = find_call(review, scene, with_rep=with_rep)
    if found is None:
        call = review.call.model_copy(update={"state": "finding"})
        review = marked(changed(review, call=call), "find_again", scene.now + timedelta(days=1))
        return _tell(review, scene, "no_slot", "I look again tomorrow.", needs_reply=True)
    return _invite(review, scene, found)


def _invite(review: Review, scene: Scene, found: tuple[Slot, tuple[Slot, ...]]) -> Review:
    """Plan the one invitation, in the thread of the customer's mail where there is one."""
    slot, others = found
    guess = zone_of(review, scene)
    generation = review.call.generation + 1
    call = review.call.model_copy(
        update={
            "state": "booked",
            "generation": generation,
            "sequence": 0,
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
    review = noted(review, scene.now, NAME, f"Call offered for {_spoken(review, scene)}")
    return _send_event(review, scene, "call_invitation", {})


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
) -> Review:
    """Move the meeting: the same UID, SEQUENCE one higher, one updated invitation."""
    old = review.call.slot
    call = review.call.model_copy(
        update={
            "state": "booked",
            "sequence": review.call.sequence + 1,
            "slot": slot,
            "alternatives": others,
            "moves": review.call.moves + 1,
            "answer": "accepted" if accepted else None,
            "rep_answer": None,
        }
    )
    review = marked(changed(review, call=call), "looked", scene.now)
    review = noted(review, scene.now, NAME, f"Call moved to {_spoken(review, scene)}")
    extra: dict[str, object] = {"old_start": iso(old.start if old else None), "reason": reason}
    if nth is not None:
        extra = {"nth": nth}
    return _send_event(review, scene, template, extra)


def _send_event(
    review: Review, scene: Scene, template: str, extra: dict[str, object], *, cancel: bool = False
) -> Review:
    event = _event(review, scene)
    context = {
        "start": iso(event.start),
        "end": iso(event.end),
        "zone": review.call.zone,
        "our_zone": scene.team.manager.time_zone,
        "alternatives": slot_rows(review.call.alternatives),
        "link": None,
        "rep_name": _rep_name(review, scene),
        "minutes": scene.policy.call_minutes,
        **extra,
    }
    grace = review.marks.get("grace")
    return planned_event(
        review,
        scene,
        NAME,
        template,
        event,
        context,
        purpose="call",
        cancel=cancel,
        not_before=grace if event.sequence == 0 and grace and grace > scene.now else None,
        in_reply_to=review.source.customer_message_id,
    )


def _event(review: Review, scene: Scene) -> Event:
    call, facts = review.call, review.facts
    if call.uid is None or call.slot is None or facts.customer_email is None:
        raise ValueError("a call needs a slot and a customer before it can be an event")
    rep = scene.team.rep(facts.rep_email) if call.with_rep else None
    company = facts.company or facts.customer_name or "your team"
    return Event(
        uid=call.uid,
        sequence=call.sequence,
        start=call.slot.start,
        end=call.slot.end,
        summary=f"{company} and {scene.team.company.name}: a short talk",
        required=(facts.customer_email, *((rep.email,) if rep else ())),
        names={facts.customer_email: facts.customer_name or facts.customer_email},
    )


def called_off(review: Review, scene: Scene) -> Review:
    """Cancel the meeting, if an invitation for it ever left or is on its way."""
    invitations = [e for e in review.effects if e.event and e.event.uid == review.call.uid]
    sent = [e for e in invitations if e.status not in ("planned", "dropped")]
    review = dropped(review, ("call",))
    if not sent or any(e.kind == "cancel" for e in sent):
        return review
    call = review.call.model_copy(update={"sequence": review.call.sequence + 1})
    review = changed(review, call=call)
    return _send_event(review, scene, "call_cancelled", {}, cancel=True)


def customer_changed(review: Review, scene: Scene) -> Review:
    """Invite the right person after the address was corrected; the wrong one is told no more."""
    if review.call.uid is None or review.over:
        return review
    before = review.effect_for_event(review.call.uid)
    if before is not None and before.event is not None:
        wrong = review.facts.model_copy(update={"customer_email": before.event.required[0]})
        right = review.facts
        review = changed(called_off(changed(review, facts=wrong), scene), facts=right)
    call = Call(
        state="finding",
        generation=review.call.generation,
        with_rep=review.call.with_rep,
        zone=review.call.zone,
        zone_source=review.call.zone_source,
    )
    return changed(review, call=call, stage=Stage.CALLING)


# -- the booked meeting ----------------------------------------------------------------------


def _look(review: Review, scene: Scene) -> Review:
    """See whether the manager moved or removed the event, or a conflict appeared."""
    call = review.call
    looked = review.marks.get("looked", scene.now - LOOK_EVERY)
    if looked + LOOK_EVERY > scene.now or call.slot is None or call.uid is None:
        return review
    review = marked(review, "looked", scene.now)
    latest = review.effect_for_event(call.uid)
    if latest is None or latest.status != "done" or call.slot.start <= scene.now:
        return review
    standing = scene.standing(call.uid)
    if standing is None or standing.cancelled:
        return _removed_by_manager(review, scene)
    if (standing.start, standing.end) != (call.slot.start, call.slot.end):
        slot = Slot(start=standing.start, end=standing.end)
        review = noted(review, scene.now, NAME, "The manager moved the meeting")
        review = changed(
            review, call=call.model_copy(update={"sequence": max(call.sequence, standing.sequence)})
        )
        return move(review, scene, slot, call.alternatives)
    if not everybody_free(review, scene, call.slot) and call.moves < MOST_MOVES:
        found = find_call(review, scene, with_rep=call.with_rep)
        if found is not None:
            review = noted(review, scene.now, NAME, "A conflict appeared in our calendars")
            review = move(review, scene, found[0], found[1])
            return _tell(review, scene, "moved", "An updated invitation is on its way.")
    return review


def _removed_by_manager(review: Review, scene: Scene) -> Review:
    review = called_off(review, scene)
    call = review.call.model_copy(update={"state": "unreached", "waiting_since": scene.now})
    review = changed(review, call=call)
    return _tell(
        review,
        scene,
        "moved",
        "You removed the meeting, so it is cancelled for everybody. Reply with a time to book it "
        "again, or `stop` to end the review.",
        needs_reply=True,
    )


def _time_passes(review: Review, scene: Scene) -> Review:
    """Chase at two and five business days, then write, then go on without the customer."""
    ends = _call_ends(review)
    if ends is not None and ends <= scene.now:
        return _over(review, scene, None)
    due = _chase_due(review, scene)
    if due is None or due > scene.now:
        return review
    if review.call.state == "written":
        return _over(review, scene, "silent")
    if review.call.state == "unreached":
        return _over(review, scene, "unreachable")
    if review.call.chases < 2:
        return _chase(review, scene)
    return _write(review, scene)


def _call_ends(review: Review) -> datetime | None:
    """The end of an agreed call, after which notes are asked for."""
    call = review.call
    agreed = call.answer in ("accepted", "tentative")
    return call.slot.end if call.slot and agreed and call.state == "booked" else None


def _chase_due(review: Review, scene: Scene) -> datetime | None:
    call, policy = review.call, scene.policy
    if call.waiting_since is None or call.answer is not None or "paused" in review.marks:
        return None
    hours = customer_hours(review, scene)
    if call.state == "unreached":
        return workdays.add_workdays(call.waiting_since, policy.chase_days[1], hours)
    if call.state == "written":
        days = policy.silent_days
    elif call.state != "booked":
        return None
    else:
        days = (*policy.chase_days, policy.written_days)[min(call.chases, 2)]
    due = workdays.add_workdays(call.waiting_since, days, hours)
    if call.chases >= 2 and call.state == "booked" and call.slot:
        due = max(due, call.slot.end)
    return due


def _chase(review: Review, scene: Scene) -> Review:
    """Ask once more: with a new time where the old one is past or near, in one message."""
    nth = review.call.chases + 1
    review = changed(review, call=review.call.model_copy(update={"chases": nth}))
    review = noted(review, scene.now, NAME, f"Chase {nth} to the customer")
    slot = review.call.slot
    review = _tell(review, scene, "chased", "A short, polite reminder goes to the customer.")
    if slot is not None and slot.start > scene.now + timedelta(hours=4):
        return _to_customer(
            review,
            scene,
            "chase",
            {
                "nth": nth,
                "start": iso(slot.start),
                "end": iso(slot.end),
                "zone": review.call.zone,
                "our_zone": scene.team.manager.time_zone,
                "alternatives": slot_rows(review.call.alternatives),
            },
            generation=nth,
        )
    found = find_call(review, scene, with_rep=review.call.with_rep)
    if found is None:
        return _write(review, scene)
    return move(review, scene, found[0], found[1], template="chase", nth=nth)


def _write(review: Review, scene: Scene) -> Review:
    review = changed(review, call=review.call.model_copy(update={"state": "written"}))
    review = noted(review, scene.now, NAME, "The five questions went out in writing")
    review = _tell(review, scene, "written", "The five questions go to the customer in writing.")
    questions = [{"number": q.number, "text": q.text} for q in written_questions_for(review.facts)]
    return _to_customer(review, scene, "written_questions", {"questions": questions})


def _over(review: Review, scene: Scene, outcome: str | None) -> Review:
    """End the call; the outcome of an agreed one is known when the notes come."""
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
        review = _tell(
            review,
            scene,
            "unreachable" if outcome == "unreachable" else outcome,
            "The review goes on without the customer; nobody writes to them again.",
        )
    return review


# -- answers ---------------------------------------------------------------------------------


def hear(review: Review, scene: Scene, heard: Heard) -> Decision:
    """Take in an answer of the customer, the rep, the manager or a stranger."""
    customer, rep = review.facts.customer_email, review.facts.rep_email
    if heard.kind == "bounce":
        return Decision(_bounced(review, scene, heard))
    if heard.sender == scene.team.manager.email:
        return _manager_says(review, scene, heard)
    if heard.answer is not None and heard.answer.uid == review.call.uid:
        return _calendar_answer(review, scene, heard, heard.answer)
    if heard.sender == customer:
        if heard.kind == "auto_reply":
            return Decision(_away(review, scene, heard))
        return Decision(_customer_writes(review, scene, heard))
    if heard.sender == rep:
        return Decision(review, outcome="set_aside", why="the rep wrote about the call in words")
    return Decision(_stranger(review, scene, heard), outcome="set_aside", why="not invited")


def _calendar_answer(
    review: Review, scene: Scene, heard: Heard, answer: CalendarAnswer
) -> Decision:
    call, who = review.call, answer.attendee or heard.sender
    if who != heard.sender or who not in (review.facts.customer_email, review.facts.rep_email):
        return Decision(_stranger(review, scene, heard), outcome="set_aside", why="not invited")
    if answer.needs_human:
        review = _tell(review, scene, "unclear", answer.why, quote=answer.comment or None)
        return Decision(review, outcome="set_aside", why=answer.why)
    if answer.sequence is not None and answer.sequence < call.sequence:
        return Decision(review, why="an answer to an earlier time")
    if review.stage is not Stage.CALLING or call.state != "booked":
        return Decision(review, why="the call is no longer open")
    if who == review.facts.rep_email and who != review.facts.customer_email:
        return Decision(_rep_answers(review, scene, answer))
    if answer.method == "COUNTER" and answer.proposed_start and answer.proposed_end:
        wish = Slot(start=answer.proposed_start, end=answer.proposed_end)
        return Decision(_proposed(review, scene, wish, answer.comment))
    partstat = answer.partstat or ""
    if partstat == "ACCEPTED":
        return Decision(_accepted(review, scene))
    if answer.comment.strip() and partstat in ("TENTATIVE", "DECLINED"):
        said = _read(review, scene, answer.comment)
        if said.kind in ("windows", "never"):
            return Decision(_customer_says(review, scene, said, answer.comment))
    if partstat == "TENTATIVE":
        call = call.model_copy(update={"answer": "tentative"})
        review = changed(review, call=call)
        return Decision(_tell(review, scene, "tentative", "The time is kept."))
    if partstat == "DECLINED":
        return Decision(_declined(review, scene, answer.comment or None))
    return Decision(_stranger(review, scene, heard), outcome="set_aside", why="passed on")


def _rep_answers(review: Review, scene: Scene, answer: CalendarAnswer) -> Review:
    if answer.partstat == "ACCEPTED":
        call = review.call.model_copy(update={"rep_answer": "accepted"})
        return changed(review, call=call)
    if answer.partstat != "DECLINED" and answer.method != "COUNTER":
        return review
    slot = review.call.slot
    call = review.call.model_copy(
        update={
            "rep_answer": "declined",
            "excluded": (*review.call.excluded, *((slot,) if slot else ())),
        }
    )
    review = changed(review, call=call)
    found = None if call.moves >= MOST_MOVES else find_call(review, scene, with_rep=True)
    if found is None:
        return _tell(
            review,
            scene,
            "rep_declined",
            "I found no other time that suits everybody. Reply `alone` to keep it without the rep.",
            quote=answer.comment or None,
            needs_reply=True,
        )
    review = move(review, scene, found[0], found[1])
    return _tell(
        review,
        scene,
        "rep_declined",
        "It was moved, once, with an updated invitation.",
        quote=answer.comment or None,
    )


def _accepted(review: Review, scene: Scene) -> Review:
    if review.call.answer == "accepted":
        return review
    review = changed(review, call=review.call.model_copy(update={"answer": "accepted"}))
    review = noted(review, scene.now, NAME, "The customer accepted")
    return _tell(review, scene, "accepted", "You get the questions again an hour before.")


def _declined(review: Review, scene: Scene, quote: str | None) -> Review:
    """A no is a no: the meeting is called off and nobody writes to the customer again."""
    review = called_off(review, scene) if quote is None or review.call.slot else review
    review = dropped(review, ("chase", "written_questions", "other_times"))
    review = noted(review, scene.now, NAME, "The customer declined")
    return _over(review, scene, "declined")


def _proposed(review: Review, scene: Scene, wish: Slot, comment: str) -> Review:
    """Take the customer's own time when manager and rep can; else offer others."""
    fits = (
        wish.start > scene.now + timedelta(minutes=30)
        and wish.end - wish.start <= timedelta(hours=2)
        and within_hours(review, scene, wish)
        and everybody_free(review, scene, wish)
    )
    if not fits:
        return _offer_others(review, scene, comment or None, wish)
    if review.call.slot == wish:
        return _accepted(review, scene)
    review = move(
        review, scene, wish, review.call.alternatives, reason="you proposed", accepted=True
    )
    review = noted(review, scene.now, NAME, "The customer proposed another time; it suits")
    return _tell(review, scene, "moved", "The time they proposed suits; it was moved.", comment)


def _offer_others(review: Review, scene: Scene, asked: str | None, wish: Slot | None) -> Review:
    found = find_call(
        review, scene, with_rep=review.call.with_rep, after=wish.start if wish else None
    ) or find_call(review, scene, with_rep=review.call.with_rep)
    slots = (found[0], *found[1]) if found else ()
    call = review.call.model_copy(update={"alternatives": slots})
    review = changed(review, call=call)
    if not slots:
        return _tell(review, scene, "no_slot", "Reply with a time.", asked, needs_reply=True)
    review = _tell(review, scene, "proposed_elsewhere", "Other times were offered.", asked)
    return _to_customer(
        review,
        scene,
        "other_times",
        {
            "asked": asked,
            "alternatives": slot_rows(slots),
            "zone": review.call.zone,
            "our_zone": scene.team.manager.time_zone,
        },
        generation=count_of(review, "other_times") + 1,
    )


def _customer_writes(review: Review, scene: Scene, heard: Heard) -> Review:
    """A plain reply: a time, a yes, a no, or the answers themselves."""
    review = changed(review, source=_thread(review, heard))
    notes = read_notes(heard.text, earlier=Notes())
    if len(notes.answers) >= 2 or (review.call.state == "written" and notes.answers):
        return _answered_in_writing(review, scene, notes.answers)
    if review.call.state == "written":
        said = _read(review, scene, heard.text)
        if said.kind in ("decline", "never"):
            return _declined(review, scene, heard.text)
        return _answered_in_writing(review, scene, {"1": heard.text.strip()})
    if review.stage is not Stage.CALLING:
        return _tell(review, scene, "unclear", "They wrote after the call.", heard.text)
    return _customer_says(review, scene, _read(review, scene, heard.text), heard.text)


def _customer_says(review: Review, scene: Scene, said: TimeAnswer, words: str) -> Review:
    if said.kind in ("decline", "never"):
        return _declined(review, scene, words)
    if said.kind == "accept" and review.call.slot:
        named = [Slot(start=a, end=b) for a, b in said.windows]
        if named and named[0].start != review.call.slot.start:
            length = timedelta(minutes=scene.policy.call_minutes)
            wish = Slot(start=named[0].start, end=named[0].start + length)
            return _proposed(review, scene, wish, words)
        return _accepted(review, scene)
    if said.kind == "windows":
        windows = tuple(Slot(start=a, end=b) for a, b in said.windows)
        excluded = tuple(Slot(start=a, end=b) for a, b in said.excluded)
        call = review.call.model_copy(
            update={"windows": windows, "excluded": (*review.call.excluded, *excluded)}
        )
        review = changed(review, call=call)
        found = find_call(review, scene, with_rep=call.with_rep, windows=windows)
        if found is None:
            return _offer_others(review, scene, words, None)
        review = move(review, scene, found[0], found[1], reason="you proposed", accepted=True)
        return _tell(review, scene, "moved", "A time they named suits; it was moved.", words)
    review = marked(review, "paused", scene.now)
    return _tell(
        review,
        scene,
        "unclear",
        "I am not sure what they mean, so nothing was sent. Reply with a time, such as "
        "`Thursday 15:00`, or answer them yourself.",
        words,
        needs_reply=True,
    )


def _answered_in_writing(review: Review, scene: Scene, answers: dict[str, str]) -> Review:
    review = called_off(review, scene) if review.call.state == "booked" else review
    notes = Notes(answers={**review.notes.answers, **answers}, at=scene.now)
    review = changed(review, notes=notes)
    review = _to_customer(review, scene, "thanks", {"reconnect": False})
    return _over(review, scene, "answered in writing")


def _away(review: Review, scene: Scene, heard: Heard) -> Review:
    """An absence with a date: after it, one updated invitation; the chases wait as well."""
    if heard.away_until is None or review.stage is not Stage.CALLING:
        return review
    hours = customer_hours(review, scene)
    back = datetime.combine(heard.away_until, hours.start, tzinfo=_zone(hours.zone))
    back = workdays.next_working_moment(back, hours)
    call = review.call.model_copy(update={"not_before": back, "waiting_since": back})
    review = changed(review, call=call)
    review = noted(review, scene.now, NAME, f"The customer is away until {heard.away_until}")
    if call.slot is None or call.slot.start >= back or call.answer is not None:
        return review
    found = find_call(review, scene, with_rep=call.with_rep)
    if found is None:
        return review
    review = move(review, scene, found[0], found[1])
    return _tell(review, scene, "out_of_office", "The call was moved to after their return.")


def _bounced(review: Review, scene: Scene, heard: Heard) -> Review:
    bounce = heard.bounce
    if (
        bounce is None
        or not bounce.permanent
        or review.stage is not Stage.CALLING
        or (bounce.recipient or "").lower() != (review.facts.customer_email or "")
    ):
        return review
    call = review.call.model_copy(update={"state": "unreached", "waiting_since": scene.now})
    review = changed(review, call=call)
    return _tell(
        review,
        scene,
        "bounced",
        "Reply with the right address, such as `customer_email: name@company.example`.",
        needs_reply=True,
    )


def _stranger(review: Review, scene: Scene, heard: Heard) -> Review:
    words = heard.answer.comment if heard.answer else heard.text
    return _tell(
        review,
        scene,
        "forwarded",
        f"{heard.sender or 'Somebody'} is not invited; nothing was changed.",
        words[:500] or None,
        needs_reply=True,
    )


def _manager_says(review: Review, scene: Scene, heard: Heard) -> Decision:
    """The manager's choice (wait, alone) or a time of their own."""
    commands = read_commands(
        heard.text, review.facts, currency=scene.team.major_deal_threshold.currency
    )
    if review.call.state == "choosing" and (commands.wait or commands.alone):
        return Decision(
            _invite_first(review, scene, with_rep=not commands.alone), outcome="answered"
        )
    if commands.alone and review.call.state == "booked" and review.call.slot:
        call = review.call.model_copy(update={"with_rep": False})
        review = move(changed(review, call=call), scene, review.call.slot, review.call.alternatives)
        return Decision(review, outcome="answered")
    said = read_times(heard.text, scene.now, scene.team.manager.time_zone)
    if said.kind in ("windows", "accept") and said.windows and review.stage is Stage.CALLING:
        windows = tuple(Slot(start=a, end=b) for a, b in said.windows)
        found = find_call(review, scene, with_rep=review.call.with_rep, windows=windows)
        if found is None:
            review = _tell(review, scene, "no_slot", "Please name another time.", needs_reply=True)
        elif review.call.uid and review.call.state == "booked":
            review = move(_unpaused(review), scene, found[0], found[1])
        else:
            review = _invite(_unpaused(review), scene, found)
        return Decision(review, outcome="answered")
    review = planned_mail(
        review,
        scene,
        NAME,
        "not_understood",
        scene.team.manager,
        {
            "lines": [{"line": heard.text.strip()[:300], "nearest": None}],
            "expected": "a time such as `Thursday 15:00`, `wait`, `alone`, `stop`, or a fact such "
            "as `amount: 120k`",
        },
        generation=count_of(review, "not_understood") + 1,
        in_reply_to=heard.message_id,
    )
    return Decision(review, outcome="answered")


def no_show(review: Review, scene: Scene) -> Review:
    """They did not come: ask once more with a new time, or write when that was done twice."""
    call = review.call.model_copy(
        update={"state": "booked", "answer": None, "outcome": None, "outcome_at": None}
    )
    review = changed(review, call=call, stage=Stage.CALLING)
    review = noted(review, scene.now, NAME, "The customer did not come")
    return _chase(review, scene) if call.chases < 2 else _write(review, scene)


# -- words and small things ------------------------------------------------------------------


def _tell(
    review: Review,
    scene: Scene,
    event: str,
    following: str,
    quote: str | None = None,
    *,
    needs_reply: bool = False,
) -> Review:
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


def _to_customer(
    review: Review,
    scene: Scene,
    template: str,
    context: dict[str, object],
    *,
    generation: int = 1,
) -> Review:
    email = review.facts.customer_email
    if email is None:
        return review
    return planned_mail(
        review,
        scene,
        NAME,
        template,
        (review.facts.customer_name or email, email),
        context,
        generation=generation,
        in_reply_to=review.source.customer_message_id,
    )


def _read(review: Review, scene: Scene, text: str) -> TimeAnswer:
    slots = (*((review.call.slot,) if review.call.slot else ()), *review.call.alternatives)
    return read_times(
        text,
        scene.now,
        review.call.zone,
        proposed=tuple(s.start for s in slots),
        duration=timedelta(minutes=scene.policy.call_minutes),
    )


def _thread(review: Review, heard: Heard) -> Source:
    """Later mails answer the customer's latest one."""
    if heard.message_id is None:
        return review.source
    return review.source.model_copy(update={"customer_message_id": heard.message_id})


def _unpaused(review: Review) -> Review:
    marks = {name: at for name, at in review.marks.items() if name != "paused"}
    return changed(review, marks=marks)


def _rep_name(review: Review, scene: Scene) -> str | None:
    rep = scene.team.rep(review.facts.rep_email) if review.call.with_rep else None
    return rep.name if rep else None


def _spoken(review: Review, scene: Scene) -> str:
    """Return the call's time in the customer's zone and in ours."""
    slot = review.call.slot
    if slot is None:
        return "no time"
    return both(slot.start, review.call.zone, scene.team.manager.time_zone)


def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
