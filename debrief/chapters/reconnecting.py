"""Speak to the customer again when they said: a mail on the day, and a time in the rep's calendar."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from debrief.chapters.planning import (
    changed,
    count_of,
    dropped,
    event_uid,
    marked,
    next_sequence,
    noted,
    planned_event,
    planned_mail,
    unmarked,
    with_effect,
)
from debrief.chapters.scene import Scene
from debrief.model import EffectStatus, Event, Notes, Review
from debrief.moments import day
from debrief.practices.reconnect import reconnect_date
from debrief.team import Person
from debrief.timing import workdays

NAME = "follow_through"
LENGTH = timedelta(minutes=15)


def with_reconnect_day(review: Review, scene: Scene, before: Notes) -> Review:
    """Take the day to speak again from answer 5; a corrected answer replaces or withdraws it."""
    answer = review.notes.answers.get("5", "")
    if answer == before.answers.get("5", ""):
        return review
    zone = ZoneInfo(scene.team.manager.time_zone)
    on = reconnect_date(answer, scene.now.astimezone(zone).date())
    if on == review.reconnect_on:
        return review
    return changed(dropped(unmarked(review, "reconnect"), ("reconnect",)), reconnect_on=on)


def reconnect_due(review: Review, scene: Scene) -> bool:
    """Tell whether a day was named or withdrawn that calendars do not show yet."""
    if review.over:
        return False
    if review.reconnect_on is not None:
        return "reconnect" not in review.marks
    return "reconnect" not in review.marks and _stands(review, scene)


def reconnect(review: Review, scene: Scene) -> Review:
    """Remind manager and rep on the day the customer named, and keep the rep's calendar true."""
    on = review.reconnect_on
    if on is None:
        return withdraw(marked(review, "reconnect", scene.now), scene)
    review = marked(review, "reconnect", scene.now)
    manager = scene.team.manager
    at = workdays.next_working_moment(workdays.at_nine(on, manager.time_zone), scene.hours(manager))
    rep = scene.team.rep(review.facts.rep_email)
    review = noted(review, scene.now, NAME, f"Reconnect on {day(at.date())}")
    review = planned_mail(
        review,
        scene,
        NAME,
        "reconnect",
        manager,
        {"on": on.isoformat(), "words": review.notes.answers.get("5", "")},
        not_before=at,
        cc=(rep.email,) if rep else (),
        generation=count_of(review, "reconnect") + 1,
    )
    return _event(review, scene, rep, on) if rep is not None and at > scene.now else review


def reconnect_uid(review: Review, scene: Scene) -> str:
    """Return the UID of the rep's event."""
    return event_uid(review.id, "reconnect", scene.team.company.domain)


def withdraw(review: Review, scene: Scene) -> Review:
    """Take the event off the rep's calendar, if it may stand there."""
    effect = review.effect_for_event(reconnect_uid(review, scene))
    if effect is None or effect.event is None or not _stands(review, scene):
        return review
    if effect.status is EffectStatus.PLANNED:  # an earlier day may stand beneath it
        gone = effect.model_copy(update={"status": EffectStatus.DROPPED})
        return withdraw(with_effect(review, gone), scene)
    event = effect.event.model_copy(update={"sequence": next_sequence(review, effect.event.uid)})
    context = {**effect.context, "state": "cancelled"}
    context["words"] = review.notes.answers.get("5", "")
    return planned_event(
        review, scene, NAME, "reconnect_event", event, context, purpose="reconnect_event", cancel=True
    )  # fmt: skip


def _stands(review: Review, scene: Scene) -> bool:
    effect = review.effect_for_event(reconnect_uid(review, scene))
    return effect is not None and effect.context.get("state") == "planned"


def _event(review: Review, scene: Scene, rep: Person, on: date) -> Review:
    """Put fifteen minutes into the rep's calendar, or move them."""
    uid = reconnect_uid(review, scene)
    start = workdays.next_working_moment(workdays.at_nine(on, rep.time_zone), scene.hours(rep))
    facts = review.facts
    whom = ", ".join(p for p in (facts.customer_name, facts.company) if p) or "the customer"
    event = Event(
        uid=uid,
        sequence=next_sequence(review, uid),
        start=start,
        end=start + LENGTH,
        summary=f"Say hello again: {whom}",
        required=(rep.email,),
    )
    context = {
        "on": start.astimezone(ZoneInfo(rep.time_zone)).date().isoformat(),
        "words": review.notes.answers.get("5", ""),
        "state": "planned",
    }
    return planned_event(
        review, scene, NAME, "reconnect_event", event, context, purpose="reconnect_event"
    )
