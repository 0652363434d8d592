"""The monthly page's figures: the clock of every review, reasons, gaps, practices; no persons.

A page tells what happened within its month, where the manager is, and what was known at its end:
an answer that comes later belongs to a later page, whenever its review was opened. Comparisons
are made over the twelve months up to the page's, and only from `FEWEST` cases on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from debrief.chapters.waiting import waits_since
from debrief.model import Funnel, PracticeBook, Review, Stage
from debrief.moments import money
from debrief.practices.adoption import Promise, adoption_rows, promises_of
from debrief.practices.check import check_rows, due_for_check
from debrief.practices.reason_themes import main_theme
from debrief.reports.plots import clock_plot, practice_plot, reason_plot
from debrief.reports.review_clock import steps_of

FEWEST = 5  # cases below which nothing is claimed, only told
MOST_BARS = 10  # of one plot


@dataclass(frozen=True, slots=True)
class Span:
    """A month from its first moment to the first of the next."""

    start: datetime
    end: datetime

    def __contains__(self, moment: datetime | None) -> bool:
        return moment is not None and self.start <= moment < self.end


@dataclass(frozen=True, slots=True)
class View:
    """What customer and rep named first when asked why the winner was chosen."""

    title: str
    customer: str
    rep: str
    customer_theme: str
    rep_theme: str


def month_name(month: str) -> str:
    """Return "November 2026" for "2026-11"."""
    return datetime.strptime(month, "%Y-%m").strftime("%B %Y")  # noqa: DTZ007 - a month, no moment


def month_span(month: str, zone: str) -> Span:
    """Return the month ("2026-11") as it is in a zone; raises `ValueError` for anything else."""
    first = datetime.strptime(month, "%Y-%m")  # noqa: DTZ007 - the zone follows
    return Span(*(_first_of(first.year, first.month + n, zone) for n in (0, 1)))


def _first_of(year: int, month: int, zone: str) -> datetime:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return datetime(year, month, 1, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def counts(review: Review) -> bool:
    """Tell whether a review is one of a lost major deal that the manager wanted."""
    return bool(
        not review.errand
        and review.major
        and review.confirmed
        and review.stage is not Stage.STOPPED
    )


def under_way(review: Review, span: Span) -> bool:
    """Tell whether a review was open at any time within the month."""
    over = review.closed_at is not None and review.closed_at < span.start
    return counts(review) and review.created_at < span.end and not over


def waiting_rows(reviews: Iterable[Review], span: Span) -> list[dict[str, str]]:
    """Return the reviews that have waited for the manager's word since before the month's end."""
    rows = ((waits_since(r), title_of(r)) for r in reviews if r.major is not False)
    waiting = sorted((at, title) for at, title in rows if at is not None and at < span.end)
    return [{"title": title, "since": at.isoformat()} for at, title in waiting]


def monthly_context(
    reviews: Iterable[Review],
    book: PracticeBook,
    month: str,
    zone: str = "UTC",
    check_days: int = 180,
    funnels: Iterable[Funnel] = (),
) -> dict[str, Any]:
    """Return the context of the monthly mail and page for ``month`` ("2026-11" in ``zone``).

    Practices that nobody has looked at for ``check_days`` are asked about.
    """
    span, known = month_span(month, zone), list(reviews)
    lost = sorted(
        (r for r in known if counts(r) and r.created_at < span.end),
        key=lambda r: (r.created_at, r.id),
    )
    active = [r for r in lost if under_way(r, span)]
    year = Span(_first_of(span.end.year - 1, span.end.month, "UTC"), span.end)
    promises = [p for r in lost for p in promises_of(r) if p.made_at < span.end]
    views = [v for r in lost if (v := _view(r, year)) is not None]
    practices = adoption_rows(promises, book, span.start, span.end, funnels)
    context: dict[str, Any] = {
        "month": month_name(month),
        "n": sum(r.created_at in span for r in lost),
        "waiting": waiting_rows(known, span),
        "earlier": sum(r.created_at < span.start for r in active),
        "fewest": FEWEST,
        "reviews": [_clock(r, span) for r in active],
        "clock_claim": _clock_claim([r for r in lost if r.created_at in year], span),
        "reasons": _reasons(lost, year),
        "reasons_n": sum(r.created_at in year for r in lost),
        "gaps": [_gap_row(r) for r in lost if r.notes.at in span and _said_both(r)],
        "gap": _gap(views),
        "practices": practices,
        "checks": check_rows(due_for_check(book, span.end, check_days), practices),
        "answers": sum(p.done_at in span or p.helped_at in span for p in promises),
    }
    return context | {"plots": _plots(context)}


def _plots(context: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what is worth drawing, as `debrief.reports.plots` takes it; the figures stand in tables too."""
    drawn = [
        clock_plot(context["reviews"][-MOST_BARS:]),
        reason_plot(context["gap"]) if context["gap"]["n"] >= FEWEST else None,
        practice_plot(context["practices"][:MOST_BARS]),
    ]
    return [plot for plot in drawn if plot is not None]


def title_of(review: Review) -> str:
    """Return the words by which a review is known."""
    return review.facts.title or review.source.subject


def _clock(review: Review, span: Span) -> dict[str, Any]:
    facts = review.facts
    return {
        "title": title_of(review),
        "amount_text": money(facts.amount, facts.currency) if facts.amount else "",
        "outcome": outcome_at(review, span.end),
        "days": steps_of(review).until(span.end).days(),
    }


def outcome_at(review: Review, end: datetime) -> str:
    """Return how the call had ended by then: held, answered in writing, declined … or under way."""
    at = review.call.outcome_at
    return review.call.outcome if review.call.outcome and at and at < end else "under way"


def _clock_claim(reviews: list[Review], span: Span) -> dict[str, Any] | None:
    """Return within how many days half of the customers were heard; None for too few."""
    days = []
    for review in reviews:
        steps = steps_of(review).until(span.end)
        if steps.call is not None and steps.call >= steps.loss:
            days.append((steps.call - steps.loss).total_seconds() / 86400)
    if len(days) < FEWEST:
        return None
    return {"n": len(days), "of": len(reviews), "days": round(median(days), 1)}


def _reasons(reviews: list[Review], year: Span) -> list[dict[str, Any]]:
    """Count what customers named first, over the year; what they told us on the call comes first."""
    named = [main_theme(reason_of(r, year.end)) for r in reviews if r.created_at in year]
    counted = Counter(name or "no reason given" for name in named)
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [{"reason": reason, "count": count} for reason, count in ordered]


def reason_of(review: Review, end: datetime) -> str:
    """Return the customer's reason: answer 1 once it was given, else what the loss mail said."""
    heard = review.notes.at is not None and review.notes.at < end
    return (review.notes.answers.get("1") if heard else None) or review.facts.reason_given or ""


def _said_both(review: Review) -> bool:
    return bool(review.notes.answers.get("1") and review.rep_view.answers.get("1"))


def _view(review: Review, year: Span) -> View | None:
    """Return both views of why the winner was chosen, where both are there."""
    if review.notes.at not in year or not _said_both(review):
        return None
    customer, rep = review.notes.answers["1"], review.rep_view.answers["1"]
    themes = main_theme(customer) or "", main_theme(rep) or ""
    return View(title_of(review), customer, rep, *themes)


def _gap_row(review: Review) -> dict[str, str]:
    """Lay the customer's and the rep's answer to question 1 side by side."""
    return {
        "title": review.facts.company or review.source.subject,
        "customer": review.notes.answers["1"],
        "rep": review.rep_view.answers["1"],
    }


def _gap(views: list[View]) -> dict[str, Any]:
    """Count how often both named the same reason, and what each side named, over the year."""
    theirs = Counter(v.customer_theme for v in views)
    ours = Counter(v.rep_theme for v in views)
    names = sorted({*theirs, *ours}, key=lambda name: (-theirs[name] - ours[name], name))
    return {
        "n": len(views),
        "same": sum(v.customer_theme == v.rep_theme for v in views),
        "rows": [{"reason": n, "customer": theirs[n], "rep": ours[n]} for n in names],
    }


def gap_views(reviews: Iterable[Review], end: datetime) -> list[View]:
    """Return every pair of views given before ``end``, for the export."""
    always = Span(datetime.min.replace(tzinfo=UTC), end)
    return [v for r in reviews if counts(r) and (v := _view(r, always)) is not None]


def all_promises(reviews: Iterable[Review], end: datetime) -> list[Promise]:
    """Return every promise made before ``end``, for the export."""
    return [p for r in reviews if counts(r) for p in promises_of(r) if p.made_at < end]
