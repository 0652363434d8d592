"""Other deals of one customer: who hears from us about one is not asked about the next unless a person says so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from debrief.chapters.planning import changed, marked
from debrief.chapters.same_deal import same_customer
from debrief.model import Review, Stage

BESIDE_MARK = "beside"  # the same customer was asked for a call about another deal


def beside(review: Review, known: Iterable[Review], now: datetime) -> Review:
    """Mark a review whose customer hears from us about another deal: a person decides on more."""
    other = asked_in(review, known)
    return review if other is None else marked_beside(review, other, now)


def asked_in(review: Review, known: Iterable[Review]) -> Review | None:
    """Return the first of other reviews in which the same customer, or a colleague, is asked for a call."""
    return next(
        (
            r
            for r in known
            if review.facts.customer_email
            and r.id != review.id
            and same_customer(r.facts, review.facts)
            and (r.call.uid is not None or r.call.state == "written" or r.stage is Stage.CALLING)
        ),
        None,
    )


def marked_beside(review: Review, other: Review, now: datetime) -> Review:
    """Mark a review beside the other one, and say why a person is asked."""
    whom = other.facts.customer_name or other.facts.customer_email
    deal = other.facts.deal or other.source.subject or "another deal"
    why = f"{whom} has heard from us about {deal}. {review.why}"
    return marked(changed(review, why=why), BESIDE_MARK, now)
