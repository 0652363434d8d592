"""The customer's house by what was learned of wording, beside what the rules found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from debrief.reading.facts.customer import house_of_portal
from debrief.reading.facts.domain_names import bears_trade
from debrief.reading.facts.introductions import introduced
from debrief.reading.facts.names import SURE, Names, likeliest, others_than_writer, whole
from debrief.reading.facts.person_words import words_of
from debrief.reading.facts.public_bodies import public_body
from debrief.reading.facts.signed_names import is_firms, is_title
from debrief.reading.learned.roles import Spotted
from debrief.reading.machines import is_by_machine
from debrief.reading.people import Sides, is_public, is_robot
from debrief.reading.quoting.turns import Turn
from debrief.reading.records.record_facts import company_field
from debrief.reading.verdicts.listed_deals import heading_over
from debrief.reading.verdicts.signals import Voice
from debrief.reading.verdicts.verdict import Verdict
from debrief.reading.wording import fold, words_in
from debrief.timing.known_cities import cities_called

TRADE = 1.5  # log odds that a trade in the name adds to its being a company's
UNLIKELY = -1.5  # log odds from which on a firm may be the customer where the rules know less
CALLED = (
    2.0  # log odds from which on the writer's house is called as the mail does, not as its domain
)
_OF = ("de", "d", "von", "of", "van", "do", "da", "del")


def company_of(names: Names) -> str | None:
    """Return the customer's house as it is likeliest called; None where what a rule found stands."""
    found, mail = names.found, names.mail
    verdict, turn, sides = mail.verdict, mail.turn, mail.sides
    writes = (
        found.company is not None and not names.second_hand and _writes_for_itself(turn, verdict)
    )
    field = company_field(mail.record, sides)
    kept = bool(field and (verdict.voice is not Voice.OURS or found.company))
    kept = kept or (found.company is not None and found.company == _shown_by_machine(turn, sides))
    if writes and not kept and not _stands(found.company, turn):
        return _signed(names)
    if kept or writes or _by_domain(found.company, found.customer_email):
        return None
    customer = _of_person(found.customer_name or "")
    firms = [
        each
        for each in names.spotted["company"]
        if fold(each.run.text) not in customer
        and not _is_reference(each)
        and not _is_city(each)
        and any(map(str.isupper, each.run.text))
    ]
    firms = others_than_writer(firms, turn) if names.second_hand else firms
    listed = names.told_of and not is_by_machine(turn)
    company = _listed(turn, verdict, sides, firms) if listed else None
    firms = _firmest(firms, names.spotted["person"]) if names.told_of else firms
    company = company or likeliest(firms, found.company)
    if company is None and names.told_of:
        company = _likelier(firms, found.company)
    company = _without_ours(company, sides) if company else None
    if company and (is_title(company) or words_of(company) & sides.names):
        return None
    return company


def _shown_by_machine(turn: Turn, sides: Sides) -> str | None:
    """Return who speaks on an answering machine, whose portal writes, or for which public body one does."""
    spoken = introduced(turn.text, sides) if is_by_machine(turn) else None
    if spoken is not None:
        return spoken.company
    return house_of_portal(turn) or (public_body(turn.text) if is_robot(turn.sender) else None)


def _stands(company: str | None, turn: Turn) -> bool:
    """Tell whether a name stands in the mail, and is not only made of the writer's domain."""
    written = " ".join(words_in(f"{turn.subject}\n{turn.text}"))
    return " ".join(words_in(company or "")) in written


def _signed(names: Names) -> str | None:
    """Return what the writer's own house is called in the mail where a rule knows its domain only."""
    won = {each.run.plain for each in names.spotted["rival"][:1]}
    ours = names.mail.sides.names
    firms = [
        each
        for each in names.spotted["company"]
        if each.run.plain not in won and not words_of(each.run.text) & ours
    ]
    sure = firms and firms[0].score >= CALLED
    return whole(firms[0]) if sure and not is_title(firms[0].run.text) else None


def _of_person(name: str) -> str:
    """Return a person's name, folded; nothing where a rule took a firm for one ("Marlowe Ferries rang")."""
    plain = fold(name)
    return "" if bears_trade(plain) or is_firms(name) else plain


def _is_city(found: Spotted) -> bool:
    """Tell whether a run is a city's name, or one word of it ("Kings" of "Kings Lynn")."""
    run, words = found.run, found.run.excerpt.words
    around = ((run.first, run.last), (run.first - 1, run.last), (run.first, run.last + 1))
    return any(
        cities_called(" ".join(words[first : last + 1])) for first, last in around if first >= 0
    )


def _is_reference(found: Spotted) -> bool:
    """Tell whether a run is what a number begins with ("NMH" of "NMH/2026/0387")."""
    sentence = found.run.excerpt.sentence
    return re.match(r"[/-]\d", sentence.text[sentence.spans[found.run.last][1] :]) is not None


def _without_ours(name: str, sides: Sides) -> str | None:
    """Return a firm's name without whose of us it is ("Montrevel de Baptiste")."""
    words = name.split()
    while words and fold(words[-1]) in sides.names:
        words = words[:-2] if len(words) > 1 and fold(words[-2]) in _OF else words[:-1]
    return " ".join(words) or None


def _listed(turn: Turn, verdict: Verdict, sides: Sides, firms: Sequence[Spotted]) -> str | None:
    """Return the customer under whose name the news stands in a note about several deals."""
    news = verdict.news
    name = heading_over(turn.text, news.text) if news is not None else None
    if name is None or words_of(name) & sides.names:
        return None
    likely = any(each.run.plain == fold(name) and each.score > 0 for each in firms)
    return name if likely or " " in name else None


def _firmest(firms: Sequence[Spotted], people: Sequence[Spotted]) -> list[Spotted]:
    """Return the likely firms, those first that bear a trade's name, and last what is likelier a person."""
    persons = {each.run.plain: each.score for each in people}

    def weight(each: Spotted) -> float:
        trade = TRADE if bears_trade(each.run.plain) or is_firms(each.run.text) else 0.0
        person = persons.get(each.run.plain, 0.0) - SURE
        return each.score + trade - (TRADE if person > 0 and not trade else 0.0)

    ranked = sorted(((weight(each), each) for each in firms), key=lambda pair: -pair[0])
    return [replace(each, score=score) for score, each in ranked]


def _likelier(firms: Sequence[Spotted], ruled: str | None) -> str | None:
    """Return an unlikely firm that is still likelier than the one that a rule found."""
    if not firms or firms[0].score <= UNLIKELY:
        return None
    plain = " ".join(words_in(ruled or ""))
    least = max((each.score for each in firms if each.run.plain == plain), default=UNLIKELY)
    return whole(firms[0]) if firms[0].score > least else None


def _writes_for_itself(turn: Turn, verdict: Verdict) -> bool:
    """Tell whether the customer's own domain tells the company, which no machine's and no public one does."""
    return verdict.voice is Voice.CUSTOMER and not is_public(turn.email) and not is_by_machine(turn)


def _by_domain(company: str | None, email: str | None) -> bool:
    """Tell whether the company's name is the one that the customer's domain spells out."""
    plain = re.sub(r"[^a-z0-9]", "", fold(company or ""))
    return " " in (company or "") and any(
        len(label) > 4 and plain.startswith(label)
        for label in fold(email or "").partition("@")[2].replace("-", "").split(".")
    )
