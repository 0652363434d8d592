"""Tell whether two notifications are about one deal."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from debrief.lexicon import word_list
from debrief.model import Facts, Review

_NOISE = frozenset(
    word_list(
        "the and of de la le les el los das der die gmbh ag kg se inc ltd llc plc corp co "
        "company group holding holdings sa sas sarl srl spa bv nv oy ab as limited"
    )
)


def _words(name: str | None) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", (name or "").casefold())) - _NOISE


def _alike(left: str | None, right: str | None) -> bool:
    """Tell whether one name's words are all among the other's."""
    a, b = _words(left), _words(right)
    return bool(a and b) and (a <= b or b <= a)


def _deal_number(deal: str | None) -> str | None:
    found = re.search(r"\b[A-Za-z]{1,5}-?\d[\d-]{2,}\b", deal or "")
    return found[0].casefold() if found else None


def same_deal(review: Review, facts: Facts, at: datetime, days: int) -> bool:
    """Tell whether another notification is about this review's deal.

    One customer address, or one company with nothing that speaks against it (another deal, amount
    or rep), and not further apart than ``days``.
    """
    ours = review.facts
    if abs(at - review.source.received_at) > timedelta(days=days):
        return False
    if not _alike(ours.company, facts.company) and (
        ours.customer_email is None or ours.customer_email != facts.customer_email
    ):
        return False
    pairs = ((ours.amount, facts.amount), (ours.currency, facts.currency))
    if any(a is not None and b is not None and a != b for a, b in pairs):
        return _alike(ours.deal, facts.deal)
    if ours.rep_email and facts.rep_email and ours.rep_email != facts.rep_email:
        # The rep may have been corrected since.
        return ours.customer_email == facts.customer_email and _alike(ours.deal, facts.deal)
    return not (_deal_number(ours.deal) and _deal_number(facts.deal)) or (
        _deal_number(ours.deal) == _deal_number(facts.deal)
    )
