"""Share approved practices with the whole team, each once, and lay out what was learned."""

from __future__ import annotations

from datetime import datetime

from debrief import workdays
from debrief.blameless import name_parts
from debrief.model import PracticeBook, Review
from debrief.planning import count_of, iso, noted, planned_mail
from debrief.questions import questions_for
from debrief.scene import Scene
from debrief.team import Team

CHAPTER = "best_practices"


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


def names_of_ours(review: Review, team: Team) -> tuple[str, ...]:
    """Return the names that may not stand in what the team reads."""
    return name_parts((p.name for p in team.people()), review.facts.customer_name or "")


def lesson(review: Review) -> str:
    """Return the one sentence that sums up what the customer said."""
    answers = told_answers(review)
    words = answers.get("4") or answers.get("3") or ""
    first = words.strip().split("\n")[0]
    return first if len(first) <= 240 else first[:237].rsplit(" ", 1)[0] + " …"


def unshared(review: Review, book: PracticeBook) -> list[dict[str, object]]:
    """Return this review's approved practices of which the team has not heard yet."""
    told = set()
    for effect in review.effects:
        rows_told = effect.context.get("practices") if effect.template == "practices_shared" else ()
        for row in rows_told if isinstance(rows_told, list) else ():
            told.add(row["number"] if isinstance(row, dict) else None)
    rows = [r for g in (False, True) for r in shared_rows(review, book, from_groups=g)]
    return [row for row in rows if row["number"] not in told]
