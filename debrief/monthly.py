"""The monthly page's figures: the clock of every review, reasons, gaps, practices; no persons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from debrief.model import EffectStatus, PracticeBook, Review
from debrief.moments import money


def month_name(month: str) -> str:
    """Return "November 2026" for "2026-11"."""
    return datetime.strptime(month, "%Y-%m").strftime("%B %Y")  # noqa: DTZ007 - a month, no moment


def monthly_context(reviews: Iterable[Review], book: PracticeBook, month: str) -> dict[str, Any]:
    """Return the context of the monthly mail and page for ``month`` ("2026-11", UTC)."""
    chosen = [r for r in reviews if not r.errand and r.major and f"{r.created_at:%Y-%m}" == month]
    return {
        "month": month_name(month),
        "reviews": [_clock(r) for r in chosen],
        "n": len(chosen),
        "reasons": _reasons(chosen),
        "gaps": [g for r in chosen if (g := _gap(r)) is not None],
        "practices": _practices(chosen, book),
        "plots": [],
    }


def _clock(review: Review) -> dict[str, Any]:
    facts = review.facts
    invited = _first_done(review, "call")
    practice = _first_done(review, "practices_shared_call")
    slot = review.meeting.slot
    met = review.meeting.state in ("held", "approving", "shared")
    meeting = slot.start if slot and met else None
    sheets = _first_done(review, "worksheet")
    call = _heard_at(review)
    return {
        "title": " – ".join(p for p in (facts.company, facts.deal) if p) or review.source.subject,
        "amount_text": money(facts.amount, facts.currency) if facts.amount else "",
        "outcome": review.call.outcome or review.stage.value,
        "days": {
            "loss_to_ask": _days(review.source.received_at, invited),
            "ask_to_call": _days(invited, call),
            "call_to_practice": _days(call, practice),
            "practice_to_meeting": _days(practice, meeting),
            "meeting_to_worksheets": _days(meeting, sheets),
        },
    }


def _heard_at(review: Review) -> datetime | None:
    """When the customer spoke or wrote: the call's own time, not that of the notes on it."""
    call = review.call
    if call.outcome not in ("held", "answered in writing") or call.outcome_at is None:
        return None
    if call.outcome == "held" and call.slot and call.slot.start <= call.outcome_at:
        return call.slot.start
    return call.outcome_at


def _first_done(review: Review, purpose: str) -> datetime | None:
    moments = [
        e.done_at
        for e in review.effects
        if e.purpose == purpose and e.status is EffectStatus.DONE and e.done_at
    ]
    return min(moments, default=None)


def _days(start: datetime | None, end: datetime | None) -> float | None:
    if start is None or end is None or end < start:
        return None
    return round((end - start).total_seconds() / 86400, 1)


def _reasons(reviews: list[Review]) -> list[dict[str, Any]]:
    words = [
        " ".join((r.facts.reason_given or "no reason given").split()).rstrip(".") for r in reviews
    ]
    counted = Counter(w.casefold() for w in words)
    first = {w.casefold(): w for w in reversed(words)}
    return [{"reason": first[key], "count": count} for key, count in counted.most_common(8)]


def _gap(review: Review) -> dict[str, str] | None:
    """Lay the customer's and the rep's answer to question 1 side by side."""
    customer, rep = review.notes.answers.get("1"), review.rep_view.answers.get("1")
    if not customer or not rep:
        return None
    return {
        "title": review.facts.company or review.source.subject,
        "customer": customer,
        "rep": rep,
    }


def _practices(reviews: list[Review], book: PracticeBook) -> list[dict[str, Any]]:
    commitments = [c for r in reviews for w in r.worksheets for c in w.commitments]
    rows = []
    for practice in book.approved():
        mine = [c for c in commitments if c.practice == practice.number]
        if mine:
            rows.append(
                {
                    "number": practice.number,
                    "text": practice.text,
                    "applied": sum(c.state == "done" for c in mine),
                    "helped": sum(c.helped == "yes" for c in mine),
                    "not_helped": sum(c.helped == "no" for c in mine),
                }
            )
    return rows
