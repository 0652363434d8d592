"""Chapter 3, the question script: to the manager twice, a role card and private questions to the rep."""

from __future__ import annotations

from datetime import datetime, timedelta

from debrief.answers.notes import read_notes
from debrief.chapters.call_event import never_left
from debrief.chapters.call_rep import rep_says
from debrief.chapters.call_slots import zone_of
from debrief.chapters.customer_language import NAMES
from debrief.chapters.planning import (
    asked_back,
    changed,
    count_of,
    iso,
    marked,
    noted,
    planned_mail,
)
from debrief.chapters.scene import Decision, Heard, Scene
from debrief.lexicon import is_only_friendly, said
from debrief.model import EffectKind, Notes, Review, Stage
from debrief.practices.questions import (
    REMINDERS,
    opening_for,
    questions_for,
    rep_questions_for,
    written_questions_for,
)

NAME = "question_script"
SOON = timedelta(hours=1)
TRIED = timedelta(minutes=1)  # after which an attempt has gone one way or the other


def wake(review: Review, scene: Scene) -> datetime | None:
    """Once when the call is booked and its invitation out, and again an hour before it."""
    if not _booked(review):
        return None
    if "script" not in review.marks and (out := _invited_at_best(review)) is not None:
        return out
    if "script" not in review.marks:
        return review.marks.get("grace", scene.now)
    if _lacks_role_card(review, scene):
        return scene.now
    slot = review.call.slot
    if slot is None or _soon_mark(review) in review.marks:
        return None
    return max(slot.start - SOON, review.marks["script"])


def advance(review: Review, scene: Scene) -> Decision:
    """Send the script and the role card; an hour before the call, the script again."""
    slot = review.call.slot
    due = wake(review, scene)
    if slot is None or due is None or due > scene.now:
        return Decision(review)
    if "script" not in review.marks:
        review = marked(review, "script", scene.now)
        review = noted(review, scene.now, NAME, "Question script and role card sent")
        return Decision(_role_card(_script(review, scene, soon=False), scene))
    if _lacks_role_card(review, scene):
        return Decision(_role_card(review, scene))
    review = marked(review, _soon_mark(review), scene.now)
    if slot.start <= scene.now:
        return Decision(review)
    return Decision(_script(review, scene, soon=True))


def hear(review: Review, scene: Scene, heard: Heard) -> Decision:
    """Take the rep's private answers to the same five questions."""
    reading = read_notes(heard.text, earlier=review.rep_view)
    if reading.answers == review.rep_view.answers:
        if is_only_friendly(heard.text):
            return Decision(review, why="a friendly word")
        return Decision(_not_read(review, scene, heard), outcome="answered")
    view = Notes(answers=dict(reading.answers), at=scene.now)
    review = noted(
        changed(review, rep_view=view), scene.now, NAME, "The rep's own view arrived (private)"
    )
    return Decision(review, why="the rep's own view")


def _not_read(review: Review, scene: Scene, heard: Heard) -> Review:
    rep = scene.team.person(heard.sender)
    if rep is None:
        return review
    expected = "your own answers under the numbers 1 to 5, a few words each"
    if _booked(review):
        expected += f". {scene.team.manager.first_name} has your words as they are"
        review = rep_says(review, scene, heard.text)
    return asked_back(review, scene, NAME, rep, heard, said(heard.text)[:5], expected)


def question_rows(review: Review) -> list[dict[str, object]]:
    """Return the five questions as templates take them, in the customer's language too where it is another."""
    language = review.source.language
    theirs = written_questions_for(review.facts, language) if language != "en" else ()
    said = {q.number: q.text for q in theirs}
    return [
        {"number": q.number, "text": q.text, "hint": q.hint, "theirs": said.get(q.number)}
        for q in questions_for(review.facts)
    ]


def sent_again(review: Review, scene: Scene) -> Review:
    """Send a script that is out once more, since the call is about another deal as well."""
    if "script" not in review.marks or not _booked(review):
        return review
    return _script(review, scene, soon=False, nth=count_of(review, "question_script") + 1)


def _script(review: Review, scene: Scene, *, soon: bool, nth: int = 1) -> Review:
    slot = review.call.slot
    if slot is None:
        return review
    manager, phone = scene.team.manager, review.call.phone
    number = [f"They gave a number to be called on: {phone}."] if phone else []
    return planned_mail(
        review,
        scene,
        NAME,
        "question_script",
        manager,
        {
            "soon": soon,
            "start": iso(slot.start),
            "end": iso(slot.end),
            "zone": manager.time_zone,
            "customer_zone": zone_of(review, scene).zone,
            "questions": question_rows(review),
            "tongue": NAMES.get(review.source.language),
            "opening": opening_for(review.facts, manager),
            "reminders": [*number, *(_unanswered(review) if soon else ()), *REMINDERS],
            "rep_view": dict(review.rep_view.answers),
            "covers": list(review.covers),
        },
        purpose="question_script_soon" if soon else "question_script",
        generation=review.call.generation * 100 + review.call.sequence + 1 if soon else nth,
    )


def _unanswered(review: Review) -> list[str]:
    """Say to whoever goes into the call that the customer has agreed to nothing yet."""
    if review.call.answer:
        return []
    customer = review.facts.customer_name or "The customer"
    return [
        f"{customer} has not answered the invitation. Be there all the same; if nobody comes, say so when I ask for "
        "your notes, and another time is offered."
    ]


def _role_card(review: Review, scene: Scene) -> Review:
    rep = scene.team.rep(review.facts.rep_email)
    slot = review.call.slot
    if rep is None:
        return review
    questions = [
        {"number": q.number, "text": q.text, "hint": q.hint}
        for q in rep_questions_for(review.facts)
    ]
    booked = review.call.with_rep
    return planned_mail(
        review,
        scene,
        NAME,
        "role_card",
        rep,
        {
            "start": iso(slot.start) if slot else None,
            "zone": rep.time_zone,
            "questions": questions,
            "booked": booked,
        },
    )


def _lacks_role_card(review: Review, scene: Scene) -> bool:
    """Tell whether a rep has taken the place of another and has no role card yet."""
    rep = scene.team.rep(review.facts.rep_email)
    last = review.effect_for_event(review.call.uid or "")
    if rep is None or last is None or last.event is None or rep.email not in last.event.required:
        return False
    return count_of(review, "role_card") > 0 and not count_of(review, "role_card", rep.email)


def _booked(review: Review) -> bool:
    booked = review.stage is Stage.CALLING and review.call.state == "booked"
    return booked and not never_left(review)


def _invited_at_best(review: Review) -> datetime | None:
    """Return when an invitation that is held back or tried again may be out; None where none is."""
    waiting = (
        e.next_try_at
        for e in review.effects
        if e.kind is EffectKind.INVITE and e.open and e.event and e.event.uid == review.call.uid
    )
    latest = max((at for at in waiting if at is not None), default=None)
    return latest + TRIED if latest is not None else None


def _soon_mark(review: Review) -> str:
    return f"soon-{review.call.generation}-{review.call.sequence}"
