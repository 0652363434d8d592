"""Share approved practices with the whole team, each once, and lay out what was learned."""

from __future__ import annotations

from datetime import datetime

from pydantic import JsonValue

from debrief.chapters.planning import changed, count_of, iso, noted, planned_mail
from debrief.chapters.scene import Scene
from debrief.model import Effect, EffectStatus, PracticeBook, Review, Stage
from debrief.practices.blameless import Name, name_parts
from debrief.practices.questions import questions_for
from debrief.team import Team
from debrief.timing import workdays

CHAPTER = "best_practices"
TELLS = ("summary_preview", "practices_shared", "worksheet")  # what carries practices to the team
FIRST = ("practices_shared", "summary_preview")
LOST = (EffectStatus.FAILED, EffectStatus.DROPPED)


def share(
    review: Review,
    scene: Scene,
    rows: list[dict[str, object]],
    source: str,
    *,
    not_before: datetime | None = None,
) -> Review:
    """Send approved practices to the whole team, one mail a person, once a source."""
    if not rows:
        return review
    slot = review.meeting.slot
    for person in scene.team.reps:
        review = planned_mail(
            review,
            scene,
            CHAPTER,
            "practices_shared",
            person,
            {
                "practices": rows,
                "changed": changed_since(review, scene.book, person.email),
                "source": "groups" if source == "groups" else "call",
                "lesson": lesson(review),
                "meeting_start": iso(slot.start) if slot and source == "call" else None,
            },
            purpose=f"practices_shared_{source}",
            generation=count_of(review, f"practices_shared_{source}", person.email) + 1,
            not_before=workdays.next_working_moment(not_before or scene.now, scene.hours(person)),
        )
    return noted(review, scene.now, CHAPTER, f"{len(rows)} practices shared with the team")


def shared_rows(
    review: Review, book: PracticeBook, *, from_groups: bool
) -> list[dict[str, object]]:
    """Return this review's approved practices as templates take them."""
    numbers = {
        d.book_number
        for d in review.drafts
        if d.status == "approved" and d.origin.startswith("group") == from_groups
    }
    return [
        {"number": p.number, "text": p.text, "words": p.words, "credit": p.credit}
        for p in book.approved()
        if p.number in numbers
    ]


def answer_rows(review: Review) -> list[dict[str, object]]:
    """Return those of the customer's answers that the team may read, as templates take them."""
    texts = {str(q.number): q.text for q in questions_for(review.facts)}
    return [
        {"number": int(n), "question": texts.get(n, ""), "text": text, "rep_text": None}
        for n, text in sorted(told_answers(review).items())
    ]


def told_answers(review: Review) -> dict[str, str]:
    """Return the answers without those that name or blame one of ours."""
    return {n: t for n, t in review.notes.answers.items() if n not in review.notes.withheld}


def names_of_ours(review: Review, team: Team) -> tuple[Name, ...]:
    """Return the names that may not stand in what the team reads."""
    return name_parts((p.name for p in team.people()), review.facts.customer_name or "")


def lesson(review: Review) -> str:
    """Return the one sentence that sums up what the customer said."""
    answers = told_answers(review)
    words = answers.get("4") or answers.get("3") or ""
    first = words.strip().split("\n")[0]
    return first if len(first) <= 240 else first[:237].rsplit(" ", 1)[0] + " …"


def changed_since(review: Review, book: PracticeBook, person: str) -> list[dict[str, object]]:
    """Return what a person has by mail and reads differently now; without a text: withdrawn.

    It is told with the next mail that carries practices, and once: a mail of its own would only
    draw attention to what no longer counts.
    """
    told: dict[int, object] = {}
    for effect in review.effects:
        if effect.template in TELLS and person in effect.to and effect.status not in LOST:
            for name in ("practices", "changed"):
                told |= {int(str(row["number"])): row["text"] for row in _rows(effect, name)}
    texts = {p.number: p.text for p in book.approved()}
    return [
        {"number": n, "text": texts.get(n, "")}
        for n, text in sorted(told.items())
        if text != texts.get(n, "")
    ]


def as_in_book(review: Review, book: PracticeBook) -> Review:
    """Let what is not out yet tell practices as the book has them now."""
    return changed(review, effects=tuple(_as_in_book(e, book) for e in review.effects))


def _as_in_book(effect: Effect, book: PracticeBook) -> Effect:
    if effect.status is not EffectStatus.PLANNED or effect.template not in FIRST:
        return effect
    texts = {p.number: p.text for p in book.approved()}
    rows = [
        row | {"text": texts[int(str(row["number"]))]}
        for row in _rows(effect, "practices")
        if int(str(row["number"])) in texts
    ]
    if not rows and effect.template == "practices_shared":
        return effect.model_copy(update={"status": EffectStatus.DROPPED})
    return effect.model_copy(update={"context": {**effect.context, "practices": rows}})


def _rows(effect: Effect, name: str) -> list[dict[str, JsonValue]]:
    rows = effect.context.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def unheard(review: Review) -> bool:
    """Tell whether the team has still to hear of what was approved; the account rep may have read it."""
    shared = [e for e in review.effects if e.template == "practices_shared"]
    waits = all(e.status in (EffectStatus.PLANNED, EffectStatus.DROPPED) for e in shared)
    return review.stage is Stage.MEETING and review.meeting.state == "none" and waits


def unshared(review: Review, book: PracticeBook) -> list[dict[str, object]]:
    """Return this review's approved practices of which the team has not heard yet."""
    told = set()
    for effect in review.effects:
        if effect.template == "practices_shared" and effect.status is not EffectStatus.DROPPED:
            told |= {row["number"] for row in _rows(effect, "practices")}
    rows = [r for g in (False, True) for r in shared_rows(review, book, from_groups=g)]
    return [row for row in rows if row["number"] not in told]
