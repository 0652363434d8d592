"""Take the manager's answer to "still true?" on the monthly page."""

from __future__ import annotations

from debrief.lexicon import is_pleasantry, said
from debrief.model import Review
from debrief.planning import count_of, planned_mail
from debrief.practice_check import read_check
from debrief.scene import Decision, Heard, Scene

CHAPTER = "best_practices"


def still_true(review: Review, scene: Scene, heard: Heard) -> Decision:
    """Keep, reword or retire practices as told, and read it back; a friendly word is one."""
    check = read_check(heard.text, _asked(review), scene.book, scene.now)
    decided = check.kept or check.retired or check.reworded
    if not decided and all(is_pleasantry(line) for line in said(heard.text)):
        return Decision(review, why="a friendly word")
    if not decided and not check.doubts:
        return Decision(review, outcome="set_aside", why="a human should read this answer")
    review = planned_mail(
        review,
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
    return Decision(review, book=check.book, outcome="answered")


def _asked(review: Review) -> list[int]:
    """Return the numbers that the page asked about."""
    rows = next((e.context.get("checks") for e in review.effects if e.template == "monthly"), None)
    return (
        [int(str(row["number"])) for row in rows or () if isinstance(row, dict)]
        if isinstance(rows, list)
        else []
    )
