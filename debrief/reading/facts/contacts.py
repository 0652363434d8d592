"""The customer's person: who passed a decision on, whom a machine names, who is told of in a note."""

from __future__ import annotations

import re
from dataclasses import replace

from debrief.reading.facts.contact_points import addressed_contact, contact_named, office_holder
from debrief.reading.facts.customer import Customer, emails_in
from debrief.reading.facts.fact_record import Facts
from debrief.reading.facts.introductions import introduced
from debrief.reading.facts.person_words import is_titled, words_of
from debrief.reading.facts.principal import belongs
from debrief.reading.facts.signed_names import CLOSING, is_firms
from debrief.reading.machines import is_by_machine
from debrief.reading.mail.addresses import Address
from debrief.reading.people import Sides, domain, same_name
from debrief.reading.quoting.turns import Turn
from debrief.reading.verdicts.signals import Voice
from debrief.reading.verdicts.verdict import Verdict
from debrief.reading.wording import fold


def contact_of(customer: Customer, turn: Turn, known: list[Address], sides: Sides) -> Customer:
    """Return whom a machine or an unsigned office names as the one to ask; no machine's own name."""
    machine = is_by_machine(turn)
    if not machine and customer.name:
        return customer
    named_there = contact_named(turn.text, sides)
    if named_there is not None and named_there.email is None:
        named_there = replace(named_there, email=_known_address(named_there.name, known, sides))
    if not machine and named_there is not None:
        return replace(named_there, email=named_there.email or customer.email)
    if not machine or named_there is not None:
        return named_there or customer
    spoken = introduced(turn.text, sides)
    if spoken is not None:
        return spoken
    name = customer.name if customer.name != turn.name else None
    name = name or office_holder(turn.text, sides)
    email = customer.email if customer.email != (turn.email or "").lower() else None
    return Customer(name, email or addressed_contact(turn.text, sides))


def _known_address(name: str | None, known: list[Address], sides: Sides) -> str | None:
    """Return the address of the one on the mail who bears a name."""
    for address in known:
        if address.email and name and same_name(address.name or "", name):
            return None if sides.ours(address.email) else address.email.lower()
    return None


def is_unnamed(found: Facts, turn: Turn, verdict: Verdict) -> bool:
    """Tell whether a machine passes on what somebody said whom no rule found."""
    silent = found.customer_name is None and found.customer_email is None
    return silent and verdict.voice is Voice.CUSTOMER and is_by_machine(turn)


def can_be_told(found: Facts, turn: Turn) -> bool:
    """Tell whether the name told of in a text can be the customer's person's, and not a firm's."""
    name = found.customer_name or ""
    if found.customer_email or name == turn.name:
        return True
    if is_firms(name) or CLOSING.match(fold(name)):
        return False
    words = words_of(name)
    firms = [words_of(firm) for firm in (found.company, found.competitor) if firm]
    return is_titled(name) or not any(words <= firm for firm in firms)


def beside(name: str, turn: Turn, sides: Sides) -> str | None:
    """Return the one address in what is told that is a person's: by a word or the initials of their name, or right behind it."""
    own = domain(turn.email)
    told = [each for each in emails_in(turn.text, sides) if domain(each) != own]
    found = [each for each in told if belongs(each, name)]
    if not found and len(told) == 1 and (_bears_initials(told[0], name) or _follows(told[0], name, turn.text)):  # fmt: skip
        return told[0]
    return found[0] if len(found) == 1 else None


def _bears_initials(email: str, name: str) -> bool:
    """Tell whether an address begins with the initials of a double first name ("kj.romkes" of Klaas-Jan)."""
    first = fold(name).split()[0].split("-")
    initials = "".join(part[:1] for part in first)
    return len(first) > 1 and re.match(rf"{re.escape(initials)}[._-]", email) is not None


def _follows(email: str, name: str, text: str) -> bool:
    """Tell whether a text gives an address right behind a name, in a parenthesis, with nobody else named between."""
    between = re.search(rf"{re.escape(name)},? ?\((?P<between>[^()\n]{{0,60}}?)\b{re.escape(email)}", text, re.IGNORECASE)  # fmt: skip
    return between is not None and not re.search(r"\b[A-ZÀ-Þ]\w", between["between"])
