"""The facts that the rules find in prose: what the customer, a go-between or one of us writes."""

from __future__ import annotations

import re
from dataclasses import replace

from debrief.reading.facts.contacts import contact_of
from debrief.reading.facts.customer import Customer, company_of, decider, emails_in
from debrief.reading.facts.deals import guess
from debrief.reading.facts.fact_record import Facts
from debrief.reading.facts.go_betweens import client_on_copy, client_turn
from debrief.reading.facts.names import writer_of
from debrief.reading.facts.notes import company_in, company_in_subject, lost_to, person_in, rival_in
from debrief.reading.facts.principal import bearer_of, behind
from debrief.reading.facts.winner_phrases import (
    completed,
    is_plausible,
    is_their_own,
    winner_by_phrase,
)
from debrief.reading.facts.winners import is_german, rival_told
from debrief.reading.judged import Judged
from debrief.reading.legal_forms import FORM
from debrief.reading.mail.addresses import Address
from debrief.reading.mail.subject_line import bare_subject
from debrief.reading.people import Sides, domain
from debrief.reading.records.record_facts import company_field
from debrief.reading.verdicts.parts import is_plain
from debrief.reading.verdicts.signals import Voice
from debrief.reading.wording import fold


def from_customer(mail: Judged) -> Facts:
    """Return what the customer writes: of whoever decided, for the company they decided for."""
    turn, sides, known = mail.turn, mail.sides, _addresses(mail)
    writer = decider(turn, known, sides)
    customer = behind(writer, turn, known, sides)
    company = company_field(mail.record, sides) or company_of(
        turn,
        customer.email or turn.email if customer != writer else turn.email or customer.email,
        (turn.text, *(each.text for each in mail.turns)),
        turn.subject,
    )
    company = company or company_in_subject(turn.subject, turn.text, sides, (mail.verdict.rival,))
    if customer == writer:
        customer = contact_of(customer, turn, known, sides)
    company = customer.company or company
    return _told(mail, customer, company)


def _addresses(mail: Judged) -> list[Address]:
    """Return everybody who wrote or was written to, as often as they did."""
    return [
        a for each in mail.turns for a in (*each.to, *each.cc, *each.quoted_to, each.sender) if a
    ]


def from_go_between(mail: Judged) -> Facts:
    """Return what a partner or consultant tells of their client: never their own name or address."""
    turn, sides = mail.turn, mail.sides
    passed = client_turn(turn, mail.turns, sides)
    if passed is None:
        return from_note(mail, domain(turn.email))
    customer = decider(passed, (), sides)
    company = company_field(mail.record, sides) or company_of(
        passed, customer.email or passed.email, (turn.text, passed.text), turn.subject
    )
    return _told(mail, customer, company)


def from_note(mail: Judged, between: str | None = None) -> Facts:
    """Return what is told of the customer by one of us, or by somebody ``between``, at that domain."""
    turn, verdict, sides = mail.turn, mail.verdict, mail.sides
    known = [a for a in _addresses(mail) if not between or domain(a.email) != between]
    plain = is_plain(turn.text)
    phrased = _found_rival(mail, ())
    rival = phrased or rival_told(
        verdict.said, Voice.OURS, sides, (bare_subject(turn.subject),), is_german(turn.text)
    )
    mails = emails_in("\n".join(each.text for each in mail.turns), sides)
    mails = tuple(each for each in mails if not between or domain(each) != between)
    company = _before_more(company_field(mail.record, sides))
    copied = client_on_copy(turn, sides) if between else None
    theirs = copied.email if copied else mails[0] if len(mails) == 1 else None
    if company is None and theirs:
        company = company_of(replace(turn, text=""), theirs, (turn.text,), turn.subject)
    others = (rival, _house_words(between))
    company = company or company_in_subject(turn.subject, turn.text, sides, others)
    company = company or verdict.lost
    company = company or company_in(verdict.parsed, turn.subject, sides, others, plain)
    if company is None and phrased is None:  # the only name is likelier the customer's
        company = company_in(verdict.parsed, turn.subject, sides, others[1:], plain)
    names = person_in(
        verdict.parsed, sides, (rival, company, writer_of(turn) if between else None), plain
    )
    customer = _addressed(names, mails, known, sides)
    if copied is not None and copied.email and not customer.email:
        customer = Customer(copied.name or customer.name, copied.email.lower())
    if between and customer.email:
        customer = replace(customer, name=bearer_of(turn.text, customer.email) or customer.name)
    return _told(mail, customer, company)


def _house_words(host: str | None) -> str | None:
    """Return the words of which a domain is made: no customer of that house is called by one of them."""
    words = re.split(r"[.-]", (host or "").rpartition(".")[0])
    return " ".join(word for word in words if len(word) > 2) or None


def _before_more(field: str | None) -> str | None:
    """Return the name that a labelled line of a note begins with ("Quill Foods (Leeds), Mr Quill")."""
    name = _MORE.split(field or "", 1)[0].strip()
    return name if name[:1].isupper() and len(name.split()) <= 6 else None


_MORE = re.compile(rf"\s?[(;/|]|\s[–—-]\s|\.\s|,(?! ?{FORM}\b)")


def _addressed(
    names: list[str], mails: tuple[str, ...], known: list[Address], sides: Sides
) -> Customer:
    """Return the first person of a note, with an address where one in the mail bears the name."""
    outside = [a for a in known if a.email and a.name and not sides.ours(a.email)]
    for name in names:
        words = [word for word in fold(name).split() if len(word) > 2]
        for mail in mails:
            if any(word in mail.partition("@")[0] for word in words):
                return Customer(name, mail)
        for address in outside:
            if words and set(words) <= set(fold(address.name or "").split()):
                return Customer(address.name, address.email)
    if names:
        return Customer(names[0], None)
    return Customer(None, mails[0]) if len(mails) == 1 else Customer()


def _told(mail: Judged, customer: Customer, company: str | None) -> Facts:
    """Return the facts that prose tells, whoever wrote it."""
    rival = _winner(mail, customer, company)
    return Facts(
        customer_name=customer.name,
        customer_email=customer.email,
        company=company,
        deal=guess(mail.turn, mail.turns, company, mail.record),
        competitor=rival,
        reason_given=_unquoted(mail.record.get("reason")),
        no_decision=mail.verdict.no_decision and rival is None,
    )


def _winner(mail: Judged, customer: Customer, company: str | None) -> str | None:
    """Return who won by the first of the rules that finds somebody, the surest rule first."""
    turn, verdict, sides = mail.turn, mail.verdict, mail.sides
    people = (company, customer.name, turn.name, *(each.name for each in mail.turns))
    idle = verdict.no_decision
    rival = _not_customer(_found_rival(mail, people), company)
    rival = rival or _not_customer(mail.record.get("competitor"), company)
    if rival is None and (verdict.voice is Voice.CUSTOMER or idle):
        news = verdict.signals[0].sentence if verdict.signals else None
        rival = rival_in(verdict.parsed, news, sides, (company, customer.name))
    if rival is None and verdict.voice is Voice.OURS and not idle:
        rival = _not_customer(lost_to(turn.text), company)
    if rival is None and not idle:
        rival = rival_told(verdict.said, verdict.voice, sides, people, is_german(turn.text))
    if not rival or not is_plausible(rival) or is_their_own(rival, turn.text):
        return None
    return completed(rival, turn.text)


def _found_rival(mail: Judged, not_these: tuple[str | None, ...]) -> str | None:
    """Return the winner as a deciding sentence or plain words around the name give it."""
    rival, text = mail.verdict.rival, mail.turn.text
    if rival and is_plausible(rival) and not is_their_own(rival, text):
        return rival
    return winner_by_phrase(text, (*not_these, *mail.sides.names))


def _not_customer(rival: str | None, company: str | None) -> str | None:
    if rival is None or (company and fold(rival) in fold(company)):
        return None
    return rival if re.search(r"\.[A-Z]\.$", rival) else rival.strip(" .,")


def _unquoted(text: str | None) -> str | None:
    return text.strip(" \"'“”«»„") or None if text else None
