"""Draft practices: which of them wait for the manager's word, and how they are shown."""

from __future__ import annotations

from collections.abc import Iterable

from debrief.chapters.planning import count_of, marked, planned_mail, unmarked
from debrief.chapters.practice_checking import holds
from debrief.chapters.practice_sharing import names_of_ours
from debrief.chapters.scene import Scene
from debrief.model import Draft, PracticeBook, Review, Stage
from debrief.practices.blameless import Name, hint_rows
from debrief.practices.practices import near_drafts, near_duplicates

NAME = "best_practices"


def is_waiting(review: Review) -> bool:
    """Tell whether drafts wait for the manager's word."""
    return any(d.status == "draft" for d in review.drafts)


def as_notes_hold(draft: Draft, review: Review) -> Draft:
    """Return an open draft dropped where the notes hold the words that it comes of no more."""
    if draft.status != "draft" or holds(review.notes, draft):
        return draft
    return draft.model_copy(update={"status": "dropped"})


def show_group_drafts(review: Review, scene: Scene) -> Review:
    """Show the manager what the groups added."""
    review = marked(unmarked(review, "approval_again"), "approval_asked", scene.now)
    return show_drafts(review, scene, from_groups=True)


def show_again(review: Review, scene: Scene) -> Review:
    """Show the open drafts once more."""
    from_groups = review.stage is Stage.MEETING or review.meeting_beside
    return show_drafts(review, scene, again=True, from_groups=from_groups)


def show_drafts(
    review: Review,
    scene: Scene,
    *,
    again: bool = False,
    changes: Iterable[str] = (),
    doubts: Iterable[dict[str, object]] = (),
    from_groups: bool = False,
) -> Review:
    """Show the manager the drafts that wait, and what their last answer changed."""
    names = names_of_ours(review, scene.team)
    waiting = [d for d in review.drafts if d.status == "draft"]
    rows = [_draft_row(d, review.drafts, scene.book, names) for d in waiting]
    if not rows and not changes:
        return review
    return planned_mail(
        review,
        scene,
        NAME,
        "practice_drafts",
        scene.team.manager,
        {
            "drafts": rows,
            "changed": list(changes),
            "doubts": list(doubts),
            "from_groups": from_groups,
            "again": again,
        },
        generation=count_of(review, "practice_drafts") + 1,
    )


def _draft_row(
    draft: Draft, drafts: tuple[Draft, ...], book: PracticeBook, names: tuple[Name, ...]
) -> dict[str, object]:
    similar = [{"number": p.number, "text": p.text} for p in near_duplicates(draft.text, book)]
    return {
        "number": draft.number,
        "text": draft.text,
        "words": draft.words,
        "origin": draft.origin,
        "similar": similar,
        "near": list(near_drafts(draft, drafts)),
        "hints": hint_rows(draft.text, names),
    }
