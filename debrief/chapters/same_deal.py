"""Tell whether two notifications are about one deal."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from debrief.lexicon import word_list
from debrief.model import Facts, Review
from debrief.reading.legal_forms import WORDS

_NOISE = WORDS | frozenset(
    word_list("the and of de la le les el los das der die company group holding holdings")
)
_GENERIC = frozenset(
    word_list(
        "your our my new proposal offer quote quotation tender bid project deal decision order request opportunity "
        "angebot projekt auftrag ausschreibung anfrage entscheidung offre projet proposition devis oferta propuesta "
        "proyecto presupuesto offerte opdracht voorstel proposta projeto orcamento"
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


def _deal_words(facts: Facts, company: str | None) -> frozenset[str]:
    """Return the words that tell a deal from others of the same company."""
    return _words(facts.deal) - _GENERIC - _words(company) - _words(facts.company)


def _one_deal(ours: Facts, theirs: Facts) -> bool | None:
    """Tell whether the names given to two deals are of one; None where they do not tell."""
    a, b = _deal_words(ours, theirs.company), _deal_words(theirs, ours.company)
    if not a or not b:
        return True if _alike(ours.deal, theirs.deal) else None
    if a <= b or b <= a:
        return True
    return None if a & b else False


def same_customer(ours: Facts, theirs: Facts) -> bool:
    """Tell whether two deals are of one person, or of one company."""
    one_address = ours.customer_email is not None and ours.customer_email == theirs.customer_email
    return one_address or _alike(ours.company, theirs.company)


def same_deal(review: Review, facts: Facts, at: datetime, days: int) -> bool:
    """Tell whether another notification is about this review's deal.

    One customer address, or one company with nothing that speaks against it (another deal, amount
    or rep), and not further apart than ``days``. Another amount is a slip where the deal's name is the same.
    """
    ours = review.facts
    if abs(at - review.source.received_at) > timedelta(days=days):
        return False
    if not same_customer(ours, facts):
        return False
    one = _one_deal(ours, facts)
    pairs = ((ours.amount, facts.amount), (ours.currency, facts.currency))
    if ours.rep_email and facts.rep_email and ours.rep_email != facts.rep_email:
        # The rep may have been corrected since.
        return ours.customer_email == facts.customer_email and one is True
    if any(a is not None and b is not None and a != b for a, b in pairs):
        return one is True
    if _deal_number(ours.deal) and _deal_number(facts.deal):
        return _deal_number(ours.deal) == _deal_number(facts.deal)
    return one is not False or (ours.amount is not None and ours.amount == facts.amount)
