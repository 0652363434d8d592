"""Who works with whom in a team meeting: mixed anew each time, and remembered once a meeting."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

from debrief.chapters.scene import Scene
from debrief.groups.groups import pairs_in, split_into_groups
from debrief.model import PracticeBook, Slot
from debrief.team import Person


def grouped(
    people: tuple[str, ...], scene: Scene, slot: Slot, review_id: str
) -> tuple[tuple[str, ...], ...]:
    """Split those who come so that people meet who have not; near zones stay together."""
    pairs: Counter[frozenset[str]] = Counter()
    for name, times in scene.book.past_pairs.items():
        names, _, met_in = name.partition(" ")
        if met_in != review_id:
            pairs[frozenset(names.split("|"))] += times
    zones = {p.email: offset(p, slot.start) for p in scene.team.reps if p.email in people}
    return split_into_groups(people, past_pairs=pairs, zones=zones)


def with_pairs(
    book: PracticeBook, review_id: str, groups: tuple[tuple[str, ...], ...]
) -> PracticeBook:
    """Write down who works with whom in this review's meeting, so that the next one mixes anew.

    The review's id is part of the name: a decision that is repeated counts nobody twice.
    """
    others = {k: v for k, v in book.past_pairs.items() if not k.endswith(f" {review_id}")}
    mine = {f"{'|'.join(sorted(pair))} {review_id}": 1 for pair in pairs_in(groups)}
    return book.model_copy(update={"past_pairs": {**others, **mine}})


def offset(person: Person, at: datetime) -> float:
    """Return how many hours somebody's clock is ahead of UTC at a moment."""
    delta = at.astimezone(ZoneInfo(person.time_zone)).utcoffset()
    return delta.total_seconds() / 3600 if delta else 0.0
