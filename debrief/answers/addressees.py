"""Whose an address may be: a mail greets nobody by somebody else's name."""

from __future__ import annotations

import re

from debrief.lexicon import fold
from debrief.model import Facts

UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe", "æ": "ae"}
)


def may_be_theirs(facts: Facts, address: str) -> bool:
    """Tell whether the known name still holds at another address: nobody is greeted as another.

    It does where the address bears the name, or where only the domain was put right.
    """
    before = (facts.customer_email or "").partition("@")[0]
    local = address.partition("@")[0]
    return not before or before == local or bears_name(local, facts.customer_name or "")


def bears_name(local: str, name: str) -> bool:
    """Tell whether an address's local part holds a part of the name, umlauts in either spelling."""
    spelt = (fold(name), fold(name.casefold().translate(UMLAUTS)))
    parts = {p for form in spelt for p in re.findall(r"\w{3,}", form)}
    return any(part in fold(local) for part in parts)
