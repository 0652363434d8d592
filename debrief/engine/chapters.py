"""The chapters of a review's life, and which of them is due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from debrief.chapters import (
    best_practices,
    customer_call,
    follow_through,
    funnel_worksheets,
    hearing,
    question_script,
    team_meeting,
)
from debrief.chapters.scene import Decision, Heard, Scene
from debrief.model import Review


class Chapter(Protocol):
    """What each chapter's module decides; running any of it again changes nothing."""

    def wake(self, review: Review, scene: Scene) -> datetime | None:
        """Return when something is due next; None for never by itself."""
        ...

    def advance(self, review: Review, scene: Scene) -> Decision:
        """Decide what time made due."""
        ...

    def hear(self, review: Review, scene: Scene, heard: Heard) -> Decision:
        """Decide what a message means."""
        ...


CHAPTERS: Mapping[str, Chapter] = {
    "watch_inbox": hearing,
    "customer_call": customer_call,
    "question_script": question_script,
    "best_practices": best_practices,
    "team_meeting": team_meeting,
    "funnel_worksheets": funnel_worksheets,
    "follow_through": follow_through,
}


def due_chapter(review: Review, scene: Scene, only: str | None = None) -> str | None:
    """Return the first chapter, or this only one, that is due now; None where none is."""
    for name, module in CHAPTERS.items():
        if only is not None and name != only:
            continue
        moment = module.wake(review, scene)
        if moment is not None and moment <= scene.now:
            return name
    return None


def due_at(review: Review, scene: Scene) -> datetime | None:
    """Return when a chapter is due next; None for never by itself."""
    if review.over:
        return None
    moments = (module.wake(review, scene) for module in CHAPTERS.values())
    return min((m for m in moments if m is not None), default=None)
