"""The customer behind the writer: whom an assistant, a consultant or a machine writes for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from debrief.reading.addresses import Address
from debrief.reading.customer import Customer, emails_in, is_office, principal_of
from debrief.reading.people import Sides, domain, is_public, is_robot, is_role
from debrief.reading.turns import Turn
from debrief.reading.wording import fold

_CLIENT = re.compile(
    r"\b(?:my|our|the) (?:client|customer|principal)\b|\bend[- ]customer\b|\bcontact there\b|\bunser(?:e[rnm]?)? (?:kunde|mandant|auftraggeber)\w*|\bmeine[rnms]? (?:kund|mandant|auftraggeber)\w*|"
    r"\b(?:mon|notre) client\w*|\bma cliente\b|\b(?:mi|nuestr[oa]) cliente\b|\b(?:mijn|onze) (?:opdrachtgever|klant)\b|\b(?:o|a)? ?(?:meu|minha|noss[oa]) cliente\b|\bour joint (?:offer|bid)\b"
)
_CAPITALS = re.compile(
    r"(?:(?:Herrn?|Frau|Mrs?\.?|Ms\.?|Mme|M\.|Dra?\.?|Prof\.|Sra?\.|Lic\.|Ing\.|Eng\.º|Dhr\.|Mevr\.|Direktor|Direktorin|Director) )*[A-ZÀ-Þ][\w’'-]*(?:(?: (?:van|von|de|da|do|der|den|del|dos|ten|ter|zu|la))* [A-ZÀ-Þ][\w’'-]*){0,3}"
)
NEAR = 160  # characters around an address in which its bearer is looked for first


def behind(customer: Customer, turn: Turn, others: Iterable[Address], sides: Sides) -> Customer:
    """Return whom the writer writes for, with an address the mail gives; else the writer."""
    outside = [a for a in others if a.email and not sides.ours(a.email)]
    name = principal_of(turn)
    if name:
        return _for_principal(customer, name, turn, outside, sides)
    if _is_office(turn) or _CLIENT.search(fold(turn.text)):
        return _for_client(customer, turn, sides)
    return customer


def _for_principal(
    customer: Customer, name: str, turn: Turn, outside: list[Address], sides: Sides
) -> Customer:
    """Return the person in whose name an assistant writes, at their own address where it is told."""
    for address in outside:
        if address.email != turn.email and (
            _shares_name(name, address.name or "") or belongs(address.email or "", name)
        ):
            return Customer(address.name or name, (address.email or "").lower())
    for email in emails_in(turn.text, sides):
        if email != turn.email and belongs(email, name):
            return Customer(bearer_of(turn.text, email) or name, email)
    return customer


def _for_client(customer: Customer, turn: Turn, sides: Sides) -> Customer:
    """Return the one person of another address whom the text names, for whom a third party writes."""
    own = domain(turn.email)
    people = [e for e in emails_in(turn.text, sides) if not is_role(e) and e != turn.email]
    office = _is_office(turn)
    told = [e for e in people if office or domain(e) != own]
    if len(told) != 1 or is_public(told[0]):
        return customer
    found = bearer_of(turn.text, told[0])
    if found is None and not office:
        return customer
    return replace(customer, name=found or customer.name, email=told[0])


def _is_office(turn: Turn) -> bool:
    """Tell whether a machine or an office wrote, and no person by name."""
    if turn.email is None or is_robot(turn.sender) or is_role(turn.email):
        return True
    return turn.name is not None and is_office(turn.name, turn.email)


def bearer_of(text: str, email: str) -> str | None:
    """Return the name in a text that an address holds a part of, the nearest one."""
    at = text.lower().find(email)
    best: tuple[int, str] | None = None
    for match in _CAPITALS.finditer(text):
        name = match[0].strip()
        words = name.split()
        if text[match.end() : match.end() + 1] == "@":
            continue
        if not belongs(email, words[-1]) or text[max(0, match.start() - 1) : match.start()] == "@":
            continue
        distance = abs(match.start() - at) - (NEAR if len(words) > 1 else 0)
        if best is None or distance < best[0]:
            best = (distance, name)
    return best[1] if best else None


_MACHINES = re.compile(
    r"no[._-]?(?:reply|responder|contest|rispond)|do[._-]?not|ne[._-]?pas|nao[._-]?respond|niet[._-]?(?:beantwoorden|antwoorden)|nicht[._-]?antworten|notif|benachrichtig|workflow|alert|ping|mailer|daemon|robot|\\bbot\\b|automat|system|\\bcrm\\b|events?\\b"
)


def is_machines(email: str | None) -> bool:
    """Tell whether nobody reads what is sent to an address, as far as the address shows."""
    local, _, host = fold(email or "").partition("@")
    return bool(_MACHINES.search(local)) or (len(local) > 4 and local in host.split("."))


def belongs(email: str, name: str) -> bool:
    """Tell whether an address holds a word of the name, titles and initials aside."""
    local = fold(email.partition("@")[0])
    return any(len(word) > 2 and word in local for word in re.findall(r"[^\W\d_]+", fold(name)))


def _shares_name(one: str, two: str) -> bool:
    first, second = (set(re.findall(r"[^\W\d_]{3,}", fold(each))) for each in (one, two))
    return bool(first & second)
