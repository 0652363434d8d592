"""The names in the facts as what was learned of wording gives them, beside what the rules found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from debrief.reading import roles
from debrief.reading.crm import Record
from debrief.reading.customer import is_title
from debrief.reading.fact_record import Facts
from debrief.reading.parts import is_plain
from debrief.reading.people import Sides
from debrief.reading.roles import Spotted
from debrief.reading.signals import Voice
from debrief.reading.turns import Turn
from debrief.reading.verdict import Verdict
from debrief.reading.winner_doubts import is_doubtful, tidied
from debrief.reading.wording import fold

NEAR = 0.7  # log odds within which a name is taken for the deal rather than a description
SHORTEST = 9  # letters of a single word that can be what a deal is called ("plan" cannot)
_TAIL = re.compile(
    r"\.?(?:,? ?(?:GmbH(?: & Co\.? KG)?|Ges\.m\.b\.H|AG|KG|SE|OG|eG|eGen|Inc|LLC|LLP|L\.P|Ltd|Limited|PLC|plc|DAC|Corp|Co|S\. ?A\. ?B\. de C\. ?V|S\. ?A\. de C\. ?V|S\. ?de R\. ?L|S\. ?A\. ?S|SASU?|SARL|S\. ?L\. ?U|S\. ?L|S\. ?Coop|E\.I\.R\.L|S\.P\.R\. de R\.L|S\. ?A|B\. ?V|N\. ?V|NV|BV|nv|V\.O\.F|Lda|Ltda|LDA|S\.p\.A|S\.r\.l|SRL|Oyj?|AB|AS|A/S|ApS|a\.G)\b\.?)+"
)


def by_role(found: Facts) -> dict[str, str | None]:
    """Return the facts that are names, by role."""
    return {
        "rival": found.competitor,
        "deal": found.deal,
        "company": found.company,
        "person": found.customer_name,
    }


def named(
    found: Facts,
    turns: Sequence[Turn],
    verdict: Verdict,
    record: Record,
    sides: Sides,
    criterion: float,
) -> Facts:
    """Return the facts with the names that were learned to be likelier; a record's own fields stand."""
    if verdict.turn is None or is_plain(verdict.turn.text):
        return found  # where nothing has capitals, names do not show by them
    hints = roles.hints_of(turns, verdict, sides, by_role(found))
    spotted = roles.spotted(roles.passages_of(turns, verdict, sides), hints)
    deal = company = person = None
    if not record.get("deal") or verdict.voice is not None:
        deal = _likeliest(_titled(spotted["deal"]), found.deal)
        if deal and deal.islower() and len(deal) < SHORTEST and " " not in deal:
            deal = None
    written_by_us = verdict.voice is Voice.OURS and found.customer_email is None
    if written_by_us or (verdict.voice is None and found.customer_name is None):
        person = _likeliest(spotted["person"], found.customer_name)
    if not record.get("company") and not _by_domain(found.company, found.customer_email):
        customer = fold(person or found.customer_name or "")
        firms = [each for each in spotted["company"] if fold(each.run.text) not in customer]
        company = _likeliest(firms, found.company)
        if company and is_title(company):
            company = None
    rival = found.competitor
    if not (verdict.voice is None and record.get("competitor")):
        likely = _undoubted(spotted["rival"])
        numbers = roles.numbers_of(likely, hints, verdict, criterion)
        rival = _winner(likely[0]) if likely and roles.is_named(numbers) else None
    if rival and company and fold(rival) in fold(company):
        company = None  # one name, and it is likelier the winner's
    company = company or found.company
    if rival and company and fold(rival) in fold(company):
        rival = None
    return replace(
        found,
        deal=deal or found.deal,
        company=company,
        customer_name=person or found.customer_name,
        competitor=rival,
        no_decision=rival is None and (found.no_decision or verdict.no_decision),
    )


def _undoubted(spotted: Sequence[Spotted]) -> list[Spotted]:
    """Return who may have won: nobody doubtful, nor a part of their name; after such, only who is likely."""
    doubted = [set(fold(each.run.text).split()) for each in spotted if _is_doubtful(each)]
    found = [
        each
        for each in spotted
        if not any(set(fold(each.run.text).split()) <= words for words in doubted)
    ]
    moved_up = bool(found) and found[0] is not spotted[0]
    return [each for each in found if each.score > 0] if moved_up else found


def _is_doubtful(found: Spotted) -> bool:
    sentence = found.run.passage.sentence
    first, last = sentence.spans[found.run.first][0], sentence.spans[found.run.last][1]
    return is_doubtful(sentence.text[first:last], sentence.text, first)


def _winner(found: Spotted) -> str:
    name, sentence = whole(found), found.run.passage.sentence
    end = sentence.spans[found.run.last][1] + len(name) - len(found.run.text)
    return tidied(name, sentence.text[end : end + 40])


def _by_domain(company: str | None, email: str | None) -> bool:
    """Tell whether the company's name is the one that the customer's domain spells out."""
    plain = re.sub(r"[^a-z0-9]", "", fold(company or ""))
    return " " in (company or "") and any(
        len(label) > 4 and plain.startswith(label)
        for label in fold(email or "").partition("@")[2].replace("-", "").split(".")
    )


def _titled(spotted: Sequence[Spotted]) -> Sequence[Spotted]:
    """Return what may be the deal: a name before a mere description that is hardly likelier."""
    if not spotted or not spotted[0].run.text.islower():
        return spotted
    names = [each for each in spotted if not each.run.text.islower()]
    near = bool(names) and names[0].score >= max(spotted[0].score - NEAR, 0.0)
    return names if near else spotted


def _likeliest(spotted: Sequence[Spotted], ruled: str | None) -> str | None:
    """Return the likeliest wording; where the rules found the same and more of it, theirs."""
    if not spotted or spotted[0].score <= 0:
        return None
    text = whole(spotted[0])
    if ruled and fold(text) in fold(ruled) and len(ruled) - len(text) < len(text):
        return ruled
    return text


def whole(found: Spotted) -> str:
    """Return a run as written, with the legal form that follows a name."""
    run = found.run
    sentence = run.passage.sentence
    end = sentence.spans[run.last][1]
    tail = _TAIL.match(sentence.text, end)
    return run.text + " ".join(tail[0].split(" ")) if tail else run.text
