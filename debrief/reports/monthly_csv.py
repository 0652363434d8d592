"""Everything behind the monthly page as CSV files; like the page, they hold deals and no persons."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime

from debrief.model import PracticeBook, Review
from debrief.practices.adoption import Promise
from debrief.practices.practices import safe_cell
from debrief.practices.reason_themes import main_theme
from debrief.reports.monthly import (
    all_promises,
    counts,
    gap_views,
    month_span,
    outcome_at,
    reason_of,
    title_of,
)
from debrief.reports.review_clock import steps_of


def monthly_csv(
    reviews: Iterable[Review], book: PracticeBook, month: str, zone: str = "UTC"
) -> dict[str, str]:
    """Return name -> CSV (RFC 4180): all that was known at the month's end, moments in UTC.

    Raises `ValueError` when ``month`` is not written as 2026-11.
    """
    end = month_span(month, zone).end
    lost = [r for r in reviews if counts(r) and r.created_at < end]
    return {
        "reviews": _table(
            "review,title,amount,currency,opened,loss,ask,call,practice,meeting,worksheets,"
            "outcome,reason,named_first",
            [_review(r, end) for r in lost],
        ),
        "views": _table(
            "title,customer,customer_named_first,rep_view,rep_named_first,same",
            [
                (v.title, v.customer, v.customer_theme, v.rep, v.rep_theme,
                 "yes" if v.customer_theme == v.rep_theme else "no")
                for v in gap_views(lost, end)
            ],
        ),
        "promises": _table(
            "review,practice,practice_text,opportunity,action,due,promised,done,helped,told",
            [_promise(p, book, end) for p in all_promises(lost, end)],
        ),
    }  # fmt: skip


def _review(review: Review, end: datetime) -> tuple[object, ...]:
    facts, steps = review.facts, steps_of(review).until(end)
    taken = (steps.loss, steps.ask, steps.call, steps.practice, steps.meeting, steps.sheets)
    reason = reason_of(review, end)
    return (
        review.id,
        title_of(review),
        facts.amount,
        facts.currency,
        review.created_at,
        *taken,
        outcome_at(review, end),
        reason,
        main_theme(reason),
    )


def _promise(promise: Promise, book: PracticeBook, end: datetime) -> tuple[object, ...]:
    practice = book.get(promise.practice) if promise.practice is not None else None
    done = promise.done_at if promise.done_at and promise.done_at < end else None
    told = promise.helped_at if promise.helped_at and promise.helped_at < end else None
    return (
        promise.review_id,
        promise.practice,
        practice.text if practice else None,
        promise.opportunity,
        promise.action,
        promise.due,
        promise.made_at,
        done,
        promise.helped if told else None,
        told,
    )


def _table(head: str, rows: Sequence[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head.split(","))
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, float):
        return f"{value:.15g}"
    return safe_cell(" ".join(str(value).split()))
