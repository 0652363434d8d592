"""The facts that a record states in its own fields: a CRM's mail about a deal."""

from __future__ import annotations

import re

from debrief.reading.facts.contact_points import contact_named
from debrief.reading.facts.customer import Customer, emails_in, house_of_portal
from debrief.reading.facts.deals import guess
from debrief.reading.facts.fact_record import Facts
from debrief.reading.facts.nobody import is_nobody, is_recorded
from debrief.reading.facts.notes import company_in_subject
from debrief.reading.facts.principal import bearer_of, belongs
from debrief.reading.facts.public_bodies import public_body, without_office
from debrief.reading.facts.winner_phrases import who_undercut, winner_by_phrase
from debrief.reading.mail.addresses import EMAIL
from debrief.reading.people import Sides, is_robot, is_role
from debrief.reading.quoting.turns import Turn
from debrief.reading.records.crm import Record
from debrief.reading.records.record_reasons import criteria_in_record, reason_in
from debrief.reading.verdicts.clauses import sentences
from debrief.reading.verdicts.evidence import find
from debrief.reading.verdicts.signals import Voice
from debrief.reading.wording import fold

_CUSTOMER_NUMBER = re.compile(r"^\s*(?:0\d{2,}|\d{5,})[ \t]+(?:[-–][ \t]*)?(?=[^\W\d])")
_COMPANY_AND_PERSON = re.compile(
    r"(.{3,60}?)\s*\(([A-ZÀ-Þ][\w.’'-]{1,40}(?: [A-ZÀ-Þ][\w.’'-]{1,40}){1,3})\)"
)
_PERSON_MAIL = re.compile(
    rf"(?<!\w)(?P<name>[A-ZÀ-Þ][\w’'-]{{1,40}}(?: [A-ZÀ-Þ][\w’'-]{{1,40}}){{1,3}})(?:, [^,<(\n]{{3,40}})?\s?[,(<–-]+\s?(?P<mail>{EMAIL.pattern})"
)
_FIELD = re.compile(r"\W*[^\W\d][^:\n]{1,34}:")  # a line of its own
_COMPETITOR_IN = re.compile(
    r"\b(?i:(?:an)?other (?:vendor|supplier|provider)|ander\w+ (?:anbieter|lieferant\w*|leverancier|aanbieder)|autre (?:fournisseur|prestataire)|otro (?:proveedor|fabricante)|outro fornecedor|competitor|lost to|competition|wettbewerb(?:er)?|mitbewerb(?:er)?|konkurrenz|concurrent(?:ie)?|concurrence|competidor|competencia|concorrente|concorr[eê]ncia)\b\W{1,3}([A-ZÀ-Þ][\w&.-]*(?: [A-ZÀ-Þ][\w&.-]*){0,3})"
)


def from_record(record: Record, turn: Turn, turns: tuple[Turn, ...], sides: Sides) -> Facts:
    """Return the facts of a record, and what the words around its fields add to them."""
    contact = _contact(record, turn, sides)
    reason = reason_in(record, sides.names)
    idle = is_recorded(reason, record.get("competitor"))
    rival = _rival_told(record, reason, sides)
    if rival is None and not idle:
        rival = _rival_around(record, contact.name, turn, sides)
    company, person = _company(record, contact.name, rival, turn, sides)
    contact = _completed(Customer(person, contact.email), turn, sides)
    return Facts(
        customer_name=contact.name,
        customer_email=None if sides.ours(contact.email) else contact.email,
        company=company,
        deal=record.get("deal") or guess(turn, turns, company, record),
        competitor=rival,
        priorities=_listed(record.get("priorities") or "")
        or criteria_in_record(record, sides.names, rival, idle and rival is None),
        reason_given=reason,
        no_decision=rival is None and idle,
    )


def _contact(record: Record, turn: Turn, sides: Sides) -> Customer:
    """Return the person of the record's own fields, else whom a labelled line names."""
    buyer = record.get("company") or ""  # which may be a person: "Buyer: Ann Lee (COO) <a.lee@…>"
    contact = record.get("contact") or (buyer if EMAIL.search(buyer) else "")
    email = _address(contact) or _address(record.get("contact_email"))
    name = EMAIL.sub("", contact).replace("mailto:", "").strip(" ()<>[],;-\"'“”") or None
    name = re.sub(r"\s*\([^()]*$", "", name) if name else None
    if name is None and email is None and (person := contact_named(turn.text, sides)):
        return Customer(person.name, _address(person.email))
    return Customer(name, email)


def _address(text: str | None) -> str | None:
    found = EMAIL.search(text or "")
    return found[0].lower() if found else None


def _completed(contact: Customer, turn: Turn, sides: Sides) -> Customer:
    """Return the contact, where no address is known with the one that the text gives, and its bearer."""
    if contact.email is not None:
        return contact
    told = None if contact.name else _PERSON_MAIL.search(turn.text)
    if told and not sides.ours(told["mail"]):
        return Customer(told["name"], _address(told["mail"]))
    below = contact.name and re.search(
        rf"{re.escape(contact.name)}[^\n]{{0,80}}\n[ \t]{{0,20}}({EMAIL.pattern})[ \t]*(?:\n|$)",
        turn.text,
    )
    if below and not sides.ours(below[1]):
        return Customer(contact.name, _address(below[1]))
    people = [e for e in emails_in(turn.text, sides) if not is_role(e) and e != turn.email]
    if len(people) != 1 or (contact.name and not belongs(people[0], contact.name)):
        return contact
    return Customer(contact.name or bearer_of(turn.text, people[0]), people[0])


def _company(
    record: Record, person: str | None, rival: str | None, turn: Turn, sides: Sides
) -> tuple[str | None, str | None]:
    """Return the company, and the person: where none is known, whom a parenthesis behind it names."""
    field = company_field(record, sides)
    inside = _COMPANY_AND_PERSON.fullmatch(field or "")
    if inside and person is None:
        return inside[1], inside[2]
    if field is None and not sides.ours(turn.email):
        field = house_of_portal(turn) or (public_body(turn.text) if is_robot(turn.sender) else None)
    return field or company_in_subject(turn.subject, turn.text, sides, (rival,)), person


def company_field(record: Record, sides: Sides) -> str | None:
    """Return a record's field for the customer's house; None where it names us, as the supplier's may."""
    field = record.get("company")
    own = fold(sides.team.company.name) if sides.team is not None else ""
    if field and (own.startswith(fold(field)) or EMAIL.search(field)):
        return None
    return without_office(_CUSTOMER_NUMBER.sub("", field)) if field else None


def _listed(priorities: str) -> tuple[str, ...]:
    pieces = re.split(r"[;\n]|,(?! and)", priorities)
    return tuple(piece.strip() for piece in pieces if piece.strip())


def _rival_told(record: Record, reason: str | None, sides: Sides) -> str | None:
    """Return the winner of the record's own field, else the one that its reason names."""
    rival = record.get("competitor")
    if rival and not is_nobody(rival):
        return rival
    return (_rival_in_reason(reason, sides) or _leading_name(reason)) if reason else None


def _rival_around(record: Record, person: str | None, turn: Turn, sides: Sides) -> str | None:
    """Return the winner that a whole sentence beside the fields names."""
    people = (person, record.get("company"), record.get("deal"), record.get("owner"))
    lines = (line for line in turn.text.split("\n") if len(line.split()) > 4)
    said = "\n".join(f"\n{line}" if _FIELD.match(line) else line for line in lines)
    return winner_by_phrase(said, (*people, *sides.names))


def _leading_name(reason: str) -> str | None:
    """Return the name that a reason begins with ("Tessellate, because …")."""
    match = re.match(
        r"([A-ZÀ-Þ][\w&-]{2,}(?: [A-ZÀ-Þ][\w&-]+){0,2}), (?:because|weil|car|porque|omdat|since|pois)\b",
        reason,
    )
    return match[1] if match else None


_IN_BRACKETS = re.compile(r"\(([A-ZÀ-Þ][\w&-]{2,}(?: [A-ZÀ-Þ][\w&-]+){0,2})\)\W*$")


def stated_in(reason: str) -> str | None:
    """Return the winner that a reason names outright ("Chose competitor (Optidat)", "rental (Optidat)", "Optidat 9 % under us")."""
    match = _COMPETITOR_IN.search(reason)
    if match:
        return match[1].strip(" .)")
    aside = _IN_BRACKETS.search(reason)
    if aside is not None and any(each.has("CHOOSE") for each in sentences(reason)):
        return aside[1]
    return who_undercut(reason)


def _rival_in_reason(reason: str, sides: Sides) -> str | None:
    """Return the winner that a free-text reason names, outright or as one of us would say it."""
    stated = stated_in(reason)
    if stated is not None:
        return stated
    for sentence in sentences(reason):
        for signal in find(sentence, Voice.OURS, sides.names):
            if signal.rival and signal.weight > 0:
                return signal.rival
    return None
