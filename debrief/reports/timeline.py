"""A review's life as one page of Markdown: what happened, and what went out or still waits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from debrief.model import Effect, Review

Row = tuple[str, ...]

_SPECIAL = re.compile(r"([\\`*_{}\[\]|<>~])")


def deal_title(review: Review) -> str:
    """Return the words by which a person knows a deal; never empty."""
    if review.errand:
        return "notices"
    facts = review.facts
    return facts.company or facts.deal or facts.customer_name or f"review {review.id}"


def timeline_key(review: Review) -> str:
    """Return the name of a review's page: lower case letters, digits and dashes."""
    return "review-" + re.sub(r"[^a-z0-9]+", "-", review.id.lower()).strip("-")


def timeline_markdown(review: Review) -> str:
    """Return the page; moments are UTC. Words that come from mail cannot form markup."""
    return "\n".join(
        [
            f"# {_plain(deal_title(review))}",
            "",
            _standing(review),
            "",
            *_table(("When (UTC)", "Chapter", "What happened"), _happened(review)),
            "",
            *_table(("Goes out", "To", "Stands", "When (UTC)"), map(_effect_row, review.effects)),
            "",
        ]
    )


def _standing(review: Review) -> str:
    said = [f"Stage **{review.stage}**", f"opened {_moment(review.created_at)}"]
    if review.due_at is not None and not review.over:
        said.append(f"looked at again {_moment(review.due_at)}")
    if review.closed_at is not None:
        said.append(f"closed {_moment(review.closed_at)}")
    return ", ".join(said) + f" (`{review.id}`)"


def _happened(review: Review) -> list[Row]:
    return [(_moment(h.at), h.chapter.replace("_", " "), h.what) for h in review.history]


def _effect_row(effect: Effect) -> Row:
    moment = effect.done_at or effect.next_try_at or effect.not_before
    what = f"{effect.kind}: {effect.purpose.replace('_', ' ')}"
    stands = f"{effect.status} ({effect.error})" if effect.error else str(effect.status)
    return what, ", ".join(effect.to), stands, _moment(moment) if moment else ""


def _table(head: Row, rows: Iterable[Row]) -> list[str]:
    cells = (tuple(map(_plain, row)) for row in rows)
    return [_line(head), _line(("---",) * len(head)), *map(_line, cells)]


def _line(cells: Row) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
