"""How practices are taken up: promised, done, helped, and what became of the deal; no persons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from debrief.lexicon import fold
from debrief.model import Commitment, EndedDeal, Funnel, PracticeBook, Review, Worksheet


@dataclass(frozen=True, slots=True)
class Promise:
    """One commitment with its moments; the rep is left out."""

    review_id: str
    rep: str  # to find the deal again; never told
    practice: int | None
    opportunity: str
    action: str
    due: date | None
    made_at: datetime
    done_at: datetime | None
    helped: str | None
    helped_at: datetime | None
    state: str


def promises_of(review: Review) -> list[Promise]:
    """Return what reps promised in a review."""
    return [_promise(review, sheet, c) for sheet in review.worksheets for c in sheet.commitments]


def _promise(review: Review, sheet: Worksheet, c: Commitment) -> Promise:
    done = c.done_at or (c.answered_at if c.state == "done" else None)
    helped = c.helped_at or (done if c.helped in ("yes", "no") else None)
    return Promise(
        review_id=review.id,
        rep=sheet.rep,
        practice=c.practice,
        opportunity=c.opportunity,
        action=c.action,
        due=c.due,
        made_at=c.made_at or sheet.answered_at or review.created_at,
        done_at=done if c.state == "done" else None,
        helped=c.helped,
        helped_at=helped if c.state == "done" else None,
        state=c.state,
    )


def adoption_rows(
    promises: Iterable[Promise],
    book: PracticeBook,
    start: datetime,
    end: datetime,
    funnels: Iterable[Funnel] = (),
) -> list[dict[str, Any]]:
    """Return each practice's count up to ``end``, most promised first; ``new``: since ``start``.

    ``won`` and ``lost`` count the deals in which it was done, as later reports showed them.
    """
    outcomes = {(f.rep, fold(d.name)): d for f in funnels for d in f.ended if d.seen_at < end}
    made: dict[int, list[Promise]] = {}
    for promise in promises:
        if promise.practice is not None:
            made.setdefault(promise.practice, []).append(promise)
    rows = [
        _row(number, practice.text, mine, start, end) | _became(mine, outcomes, end)
        for number, mine in made.items()
        if (practice := book.get(number)) is not None
    ]
    return sorted(rows, key=lambda row: (-row["promised"], row["number"]))


def _became(
    promises: list[Promise], outcomes: Mapping[tuple[str, str], EndedDeal], end: datetime
) -> dict[str, int]:
    done = {
        (p.rep, fold(p.opportunity)): p.done_at
        for p in promises
        if p.done_at is not None and p.done_at < end
    }
    ended = [outcomes[key] for key, at in done.items() if key in outcomes]
    return {word: sum(d.outcome == word for d in ended) for word in ("won", "lost")}


def _row(
    number: int, text: str, promises: list[Promise], start: datetime, end: datetime
) -> dict[str, Any]:
    done = [p for p in promises if p.done_at is not None and p.done_at < end]
    told = [p for p in done if p.helped_at is not None and p.helped_at < end]
    return {
        "number": number,
        "text": text,
        "promised": len(promises),
        "new": sum(p.made_at >= start for p in promises),
        "applied": len(done),
        "helped": sum(p.helped == "yes" for p in told),
        "not_helped": sum(p.helped == "no" for p in told),
    }
