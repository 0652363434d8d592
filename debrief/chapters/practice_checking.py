"""Ask the manager whether practices are still true, and take the answer; the monthly page asks as well."""

from __future__ import annotations

from pydantic import JsonValue

from debrief.chapters.planning import count_of, planned_mail
from debrief.chapters.practice_sharing import as_in_book
from debrief.chapters.scene import Decision, Heard, Scene
from debrief.lexicon import beyond_thanks, fold
from debrief.model import Draft, Effect, Notes, PracticeBook, Review
from debrief.practices.check import Check, read_check
from debrief.practices.practices import edit, reinstate

CHAPTER = "best_practices"
_DECIDING = ("practices_checked", "practices_decided", "practice_drafts")
ANSWERS = {"winner": "1", "recommendation": "4"}  # by the origin of what is drafted from them


def holds(notes: Notes, draft: Draft) -> bool:
    """Tell whether the notes hold the customer's words that a draft comes of."""
    if draft.origin not in ANSWERS:
        return True
    answers = fold(" ".join(notes.answers.get(n, "") for n in ANSWERS.values()))
    return all(fold(line) in answers for line in draft.words.splitlines())


def question_published(before: Review, review: Review, scene: Scene) -> Review:
    """Ask of what the book has of words that the manager has just corrected whether it changes too."""
    rows = [
        {"number": p.number, "text": p.text, "words": d.words, "now": _now(d, review.notes)}
        for d in before.drafts
        if d.status == "approved" and holds(before.notes, d) and not holds(review.notes, d)
        for p in scene.book.approved()
        if p.number == d.book_number and p.review_id == review.id
    ]
    if not rows:
        return review
    return planned_mail(
        review,
        scene,
        CHAPTER,
        "practices_questioned",
        scene.team.manager,
        {"checks": rows},
        generation=count_of(review, "practices_questioned") + 1,
    )


def _now(draft: Draft, notes: Notes) -> str:
    return notes.answers.get(ANSWERS[draft.origin], "")


def still_true(review: Review, scene: Scene, heard: Heard) -> Decision:
    """Keep, reword or retire practices as told, and read it back; a friendly word is one."""
    check = read_check(heard.text, _asked(review), scene.book, scene.now)
    decided = check.kept or check.retired or check.reworded
    if not decided and not beyond_thanks(heard.text):
        return Decision(review, why="a friendly word")
    if not decided and not check.doubts:
        return Decision(review, outcome="set_aside", why="a human should read this answer")
    return Decision(_read_back(review, scene, heard, check), book=check.book, outcome="answered")


def decide_on_book(
    review: Review, scene: Scene, heard: Heard, text: str
) -> tuple[Review, PracticeBook]:
    """Do and read back what an answer about drafts says of practices of the book by their P-numbers."""
    check = read_check(text, (), scene.book, scene.now)
    return _read_back(review, scene, heard, check), check.book


def taken_back(review: Review, scene: Scene, heard: Heard) -> Decision | None:
    """Undo what the last answer did to practices of the book; None where it did nothing to them."""
    answers = [e for e in review.effects if e.template in _DECIDING]
    last = answers[-1] if answers else None
    if last is None or last.template != "practices_checked":
        return None
    book = scene.book
    named = [str(n) for n in _listed(last, "retired")]
    retired = [
        p.number for p in book.practices if f"P{p.number}" in named and p.status == "retired"
    ]
    for number in retired:
        book = reinstate(book, number)
    reworded = []
    for row in _listed(last, "reworded"):
        practice = book.get(int(str(row["number"]))) if isinstance(row, dict) else None
        if practice is not None and practice.earlier and practice.status == "approved":
            book = edit(book, practice.number, practice.earlier[-1])
            reworded.append(practice.number)
    if book == scene.book:
        return None
    check = Check(book=book, kept=tuple(retired), reworded=tuple(reworded))
    return Decision(_read_back(review, scene, heard, check), book=book, outcome="answered")


def _listed(effect: Effect, name: str) -> list[JsonValue]:
    rows = effect.context.get(name)
    return rows if isinstance(rows, list) else []


def _read_back(review: Review, scene: Scene, heard: Heard, check: Check) -> Review:
    return planned_mail(
        as_in_book(review, check.book),
        scene,
        CHAPTER,
        "practices_checked",
        scene.team.manager,
        {
            "kept": [f"P{n}" for n in check.kept],
            "retired": [f"P{n}" for n in check.retired],
            "reworded": [
                {"number": n, "text": practice.text}
                for n in check.reworded
                if (practice := check.book.get(n)) is not None
            ],
            "doubts": [{"line": d.line, "nearest": d.nearest} for d in check.doubts],
        },
        generation=count_of(review, "practices_checked") + 1,
        in_reply_to=heard.message_id,
    )


def _asked(review: Review) -> list[int]:
    """Return the numbers that were asked about last."""
    asked = (e.context["checks"] for e in reversed(review.effects) if "checks" in e.context)
    rows = next(asked, None)
    return (
        [int(str(row["number"])) for row in rows or () if isinstance(row, dict)]
        if isinstance(rows, list)
        else []
    )
