"""The names in the facts as what was learned of wording gives them, beside what the rules found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from debrief.reading.facts.deal_candidates import Mail
from debrief.reading.facts.fact_record import Facts
from debrief.reading.facts.named_company import company_of
from debrief.reading.facts.named_person import person_of
from debrief.reading.facts.named_winner import Won, winner_of
from debrief.reading.facts.names import Names, by_role
from debrief.reading.judged import Judged
from debrief.reading.learned import roles
from debrief.reading.learned.grounds import Ground
from debrief.reading.learned.tags import Tagged
from debrief.reading.wording import fold


def named(names: Names, grounds: Sequence[Ground]) -> Facts:
    """Return the facts with the names that were learned to be likelier; a record's own fields stand."""
    found = names.found
    won = Won(names, grounds)
    rival = winner_of(names, won)
    company = company_of(names)
    if rival and company and fold(rival) in fold(company):
        company = None  # one name, and it is likelier the winner's
    company = company or found.company
    if rival and company and fold(rival) in fold(company):
        rival = None
    person = person_of(names, company)
    return replace(
        found,
        company=company,
        customer_name=person,
        competitor=rival,
        no_decision=rival is None
        and (found.no_decision or names.mail.verdict.no_decision or won.nobody > 0),
    )


def mail_of(found: Facts, names: Names | None, mail: Judged, tags: Tagged) -> Mail | None:
    """Return what is known of a mail where its deal is to be named; None where no turn told of the loss."""
    turns, verdict, sides = mail.turns, mail.verdict, mail.sides
    if verdict.turn is None:
        return None
    if names is not None:
        spotted = names.spotted
    else:  # without capitals no name shows, but what is for sale needs none
        hints = roles.hints_of(turns, verdict, sides, by_role(found))
        excerpts = roles.excerpts_of(turns, verdict, sides, tags)
        spotted = roles.spotted(excerpts, hints, ("deal",))
    return Mail(
        verdict.turn, turns, found, spotted, verdict.parsed, verdict.news,
        mail.record.get("deal"), mail.by_record, sides.names, tags,
    )  # fmt: skip
