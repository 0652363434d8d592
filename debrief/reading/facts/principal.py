"""The customer behind the writer: whom an assistant, a consultant or a machine writes for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from debrief.reading.facts.assistants import OFFICE_PARTS, principal_of
from debrief.reading.facts.customer import Customer, emails_in
from debrief.reading.facts.go_betweens import OUR_CLIENT
from debrief.reading.facts.person_words import COURTEOUSLY, words_of
from debrief.reading.facts.signed_names import is_office
from debrief.reading.mail.addresses import Address
from debrief.reading.people import Sides, domain, is_public, is_robot, is_role
from debrief.reading.quoting.turns import Turn
from debrief.reading.wording import fold, unmarked

_FOR_CLIENT = re.compile(
    rf"{OUR_CLIENT}|\bthe (?:client|customer|principal)\b|\bend[- ]customer\b|\bcontact there\b"
)
_CAPITALS = re.compile(
    rf"{COURTEOUSLY}{{0,4}}[A-ZÀ-Þ][\w’'-]*(?:(?: (?:van|von|de|da|do|der|den|del|dos|ten|ter|zu|la)){{0,2}} [A-ZÀ-Þ][\w’'-]*){{0,3}}"
)
# "Mr Krahe (krahe@…) …, he decided it", folded.
_THEY_DECIDED = re.compile(
    r"^[^.!?]{0,80}\b(?:he|she|who|er|sie|der|die|il|elle|qui|el|ella|quien|hij|zij|ele|ela|quem)"
    r"(?: (?!not |nicht |ne |pas |no |niet |nao )[\w']+){0,4}? (?:decided|decides|chose|entschied|entschieden|entscheidet|decide|tranche|choisi|decidio|decidido|eligio|besliste|beslist|besloot|besloten|koos|gekozen|decidiu|escolheu)\b"
)
DECIDED_WITHIN = 160  # characters behind an address in which it is said that its bearer decided
NEAR = 160  # characters around an address in which its bearer is looked for first


def behind(customer: Customer, turn: Turn, others: Iterable[Address], sides: Sides) -> Customer:
    """Return whom the writer writes for, with an address the mail gives; else the writer."""
    outside = [a for a in others if a.email and not sides.ours(a.email)]
    name = principal_of(turn, sides.names)
    if name:
        return _for_principal(name, turn, outside, sides)
    told = _colleague_who_decided(turn, sides)
    if told is not None:
        return told
    if _is_office(turn) or _FOR_CLIENT.search(fold(turn.text)):
        return _for_client(customer, turn, sides)
    return customer


def _colleague_who_decided(turn: Turn, sides: Sides) -> Customer | None:
    """Return the colleague whose address stands in a mail and of whom it says that they decided."""
    for email in emails_in(turn.text, sides):
        if email == turn.email or domain(email) != domain(turn.email) or is_role(email):
            continue
        behind_it = fold(turn.text[turn.text.lower().find(email) + len(email) :][:DECIDED_WITHIN])
        decided = _THEY_DECIDED.search(behind_it.split("\n\n")[0])
        name = bearer_of(turn.text, email) if decided else None
        if name is not None:
            return Customer(name, email)
    return None


def _for_principal(name: str, turn: Turn, outside: Iterable[Address], sides: Sides) -> Customer:
    """Return the person in whose name an assistant writes, at their own address where it is told."""
    for address in outside:
        if address.email != turn.email and (
            _shares_name(name, address.name or "") or belongs(address.email or "", name)
        ):
            fuller = not words_of(address.name or "") <= words_of(name)
            return Customer(address.name if fuller else name, (address.email or "").lower())
    for email in emails_in(turn.text, sides):
        if email != turn.email and belongs(email, name):
            return Customer(bearer_of(turn.text, email) or name, email)
    return Customer(name, turn.email.lower() if turn.email and _is_own(turn, name) else None)


def _is_own(turn: Turn, name: str) -> bool:
    """Tell whether an assistant writes from the mailbox of the person for whom they write."""
    local = fold((turn.email or "").partition("@")[0])
    if OFFICE_PARTS.search(local):
        return False
    mine = words_of(turn.name or "") - words_of(name)
    return belongs(turn.email or "", name) and not any(len(w) > 2 and w in local for w in mine)


def _for_client(customer: Customer, turn: Turn, sides: Sides) -> Customer:
    """Return the one person of another address whom the text names, for whom a third party writes."""
    own = domain(turn.email)
    people = [e for e in emails_in(turn.text, sides) if not is_role(e) and e != turn.email]
    office = _is_office(turn)
    told = [e for e in people if office or domain(e) != own]
    if len(told) != 1 or is_public(told[0]):
        return customer
    found = bearer_of(turn.text, told[0])
    if found is None and (not office or customer.name):
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


def belongs(email: str, name: str) -> bool:
    """Tell whether an address holds a word of the name, titles and initials aside."""
    local = unmarked(email.partition("@")[0])
    return any(len(word) > 2 and unmarked(word) in local for word in words_of(name))


def _shares_name(one: str, two: str) -> bool:
    """Tell whether two names may be one person's: they share the last of one's words."""
    first, second = words_of(one), words_of(two)
    shared = first & second
    return len(shared) > 1 or any(
        fold(each).split()[-1].strip(".") in shared for each in (one, two) if each
    )
