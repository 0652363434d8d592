"""The facts of a lost deal that a mail states; what it does not state stays None."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeAlias

from debrief.reading.account_reps import account_rep
from debrief.reading.addresses import EMAIL
from debrief.reading.award_tables import award_table
from debrief.reading.contacts import beside, can_be_told, is_unnamed
from debrief.reading.criteria import criteria_of
from debrief.reading.crm import Record
from debrief.reading.customer import is_spelled_out
from debrief.reading.deal_candidates import Mail
from debrief.reading.deals import deal_of
from debrief.reading.fact_record import Facts
from debrief.reading.go_betweens import is_go_between
from debrief.reading.grounds import Ground, grounds_of, heard_in
from debrief.reading.machines import is_machines
from debrief.reading.message import Message
from debrief.reading.money import is_major
from debrief.reading.named_winner import Won
from debrief.reading.names import Names, by_role, spot
from debrief.reading.naming import mail_of, named
from debrief.reading.nobody import is_nobody
from debrief.reading.nobody_odds import numbers_of, odds
from debrief.reading.parts import heads_of
from debrief.reading.passage import Passage
from debrief.reading.people import Sides, is_robot
from debrief.reading.reasons import reason_of
from debrief.reading.record_facts import from_record
from debrief.reading.signals import Voice
from debrief.reading.tagged_winner import winner_by_tags, words_of_others
from debrief.reading.tags import RIVAL, Tagged, likeliest
from debrief.reading.told_facts import from_customer, from_go_between, from_note
from debrief.reading.told_sums import ELSEWHERE, TOLD, told_elsewhere, told_sums
from debrief.reading.turns import Turn
from debrief.reading.verdict import Verdict, passage_of
from debrief.reading.winner_phrases import as_winner, winner_by_label, winner_called
from debrief.reading.wording import fold
from debrief.reading.worth import amount_of

Worth: TypeAlias = tuple[float | None, str | None]  # amount and currency
# Log odds of its words below which a name is not the winner's, whoever took it for that.
NO_RIVAL = -3.5
FIELDS = 3  # of a mail from which on they are a record's, and not lines that begin like its labels


def facts_of(
    message: Message, turns: tuple[Turn, ...], verdict: Verdict, record: Record, sides: Sides
) -> Facts:
    """Return the facts of a mail that was judged a loss, or may be one."""
    turn = _turn(message, verdict)
    by_record = verdict.voice is None
    tags = _tags(turns, verdict, sides)
    found, names, grounds = _concerned(message, turns, verdict, record, sides, tags)
    deal = mail_of(found, names, turns, verdict, record, sides, tags)
    found = replace(found, deal=deal_of(deal)) if deal is not None else found
    if not by_record:
        found = _with_grounds(found, turn, grounds, sides)
    rep = account_rep(message, turns, record, sides, turn)
    zone = rep.time_zone if rep else None
    worth = partial(
        amount_of, turn, turns, record, by_record, sides, zone, found.competitor, message.tables
    )
    amount, currency = _worth(worth, turn, () if by_record else turns, sides, tags)
    if not by_record:
        found = _as_awarded(found, message, turn, sides)
    return replace(
        found,
        rep_email=rep.email if rep else None,
        amount=amount,
        currency=currency,
        major=is_major(amount, currency, sides.team.major_deal_threshold) if sides.team else None,
        date=turn.date or message.date,
    )


def _worth(
    worth: Callable[[dict[float, float]], Worth],
    turn: Turn,
    turns: tuple[Turn, ...],
    sides: Sides,
    tags: Tagged,
) -> Worth:
    """Return the sum that the deciding turn tells, or a surer one of the turns beside it."""
    told = told_sums(turn, tags)
    amount, currency = worth(told)
    if not turns or (amount is not None and told.get(amount, ELSEWHERE) >= ELSEWHERE):
        return amount, currency
    told = told_elsewhere(turn, turns, sides, TOLD if amount is None else ELSEWHERE)
    other = worth(told)
    return other if amount is None or other[0] in told else (amount, currency)


def by_rule(
    message: Message, turns: tuple[Turn, ...], verdict: Verdict, record: Record, sides: Sides
) -> dict[str, str | None]:
    """Return what the rules find for each of the learned roles."""
    return by_role(_ruled(message, turns, verdict, record, sides))


def deal_told(
    message: Message, turns: tuple[Turn, ...], verdict: Verdict, record: Record, sides: Sides
) -> Mail | None:
    """Return what is known of a mail where its deal is to be named; None where no turn told of the loss."""
    tags = _tags(turns, verdict, sides)
    found, names, _ = _concerned(message, turns, verdict, record, sides, tags)
    return mail_of(found, names, turns, verdict, record, sides, tags)


def _tags(turns: tuple[Turn, ...], verdict: Verdict, sides: Sides) -> Tagged:
    from debrief.reading.tagger import tags_of  # it takes numpy, which most commands never need

    return tags_of(turns, verdict, sides)


def _concerned(
    message: Message,
    turns: tuple[Turn, ...],
    verdict: Verdict,
    record: Record,
    sides: Sides,
    tags: Tagged,
) -> tuple[Facts, Names | None, tuple[Ground, ...]]:
    """Return who is concerned, what else the words may name, and what the loss is put down to."""
    turn = _turn(message, verdict)
    found = _ruled(message, turns, verdict, record, sides)
    grounds = grounds_of(heard_in(turns, verdict, sides, tags), sides, found.competitor)
    found, names = _named(found, turn, turns, verdict, record, sides, grounds, tags)
    found = _as_labelled(found, turn, record, sides)
    if found.competitor is None and not found.no_decision:
        taken = words_of_others(found.company, found.customer_name, found.deal)
        name = winner_by_tags(turn, turns, verdict, record, sides, tags, taken, names is None)
        found = replace(found, competitor=name)
    return found, names, grounds


def numbers_for_nobody(
    message: Message, turns: tuple[Turn, ...], verdict: Verdict, record: Record, sides: Sides
) -> dict[str, float]:
    """Return the numbers by which is judged whether nobody won; for learning what they mean."""
    found = _ruled(message, turns, verdict, record, sides)
    tags = _tags(turns, verdict, sides)
    grounds = grounds_of(heard_in(turns, verdict, sides, tags), sides, found.competitor)
    names = spot(found, turns, verdict, record, sides, tags)
    rival = Won(names, grounds).numbers if names is not None else {}
    return numbers_of(grounds, rival, verdict.voice)


def numbers_for_go_between(
    message: Message, turns: tuple[Turn, ...], verdict: Verdict, record: Record, sides: Sides
) -> dict[str, float] | None:
    """Return the numbers by which is judged whether the writer is a go-between; for learning what they mean."""
    from debrief.reading import go_between_odds as between  # it takes numpy

    if _is_second_hand(_turn(message, verdict), turns, verdict, sides):
        return None  # the writer says so
    found = _ruled(message, turns, verdict, record, sides)
    names = spot(found, turns, verdict, record, sides, _tags(turns, verdict, sides))
    return between.numbers_of(names) if names is not None else None


def _ruled(
    message: Message, turns: tuple[Turn, ...], verdict: Verdict, record: Record, sides: Sides
) -> Facts:
    """Return what the rules find: who, which company and deal, and the winner."""
    turn = _turn(message, verdict)
    if verdict.voice is None:
        return from_record(record, turn, turns, sides)
    if _is_second_hand(turn, turns, verdict, sides):
        found = from_go_between(turn, turns, verdict, record, sides)
    elif verdict.voice is Voice.CUSTOMER:
        found = from_customer(turn, turns, verdict, record, sides)
    else:
        found = from_note(turn, turns, verdict, record, sides)
    return _from_sender(found, message, turn, sides)


def _turn(message: Message, verdict: Verdict) -> Turn:
    """Return the turn that decided, the whole mail where none did."""
    return verdict.turn or Turn(
        message.sender, message.to, message.cc, message.subject, message.date, message.text
    )


def _is_second_hand(turn: Turn, turns: tuple[Turn, ...], verdict: Verdict, sides: Sides) -> bool:
    """Tell whether a partner or consultant tells what their client decided."""
    if verdict.voice is not Voice.CUSTOMER:
        return False
    note = turns[0].text if turns and turns[0] is not turn and sides.speaks_for_us(turns[0]) else ""
    return is_go_between(turn, sides, note)


def _from_sender(found: Facts, message: Message, turn: Turn, sides: Sides) -> Facts:
    """Return the facts with the writer of the mail as the customer where an older turn decided."""
    sender = message.sender
    if found.customer_email or sender is None or not sender.email or turn.forwarded:
        return found
    if (
        sides.ours(sender.email)
        or is_robot(sender)
        or is_machines(sender.email)
        or turn.email == sender.email
    ):
        return found
    return replace(
        found, customer_email=sender.email.lower(), customer_name=sender.name or found.customer_name
    )


def _named(
    found: Facts,
    turn: Turn,
    turns: tuple[Turn, ...],
    verdict: Verdict,
    record: Record,
    sides: Sides,
    grounds: tuple[Ground, ...],
    tags: Tagged,
) -> tuple[Facts, Names | None]:
    """Return the facts with the likeliest names, and without an address that nobody reads."""
    told = _is_second_hand(turn, turns, verdict, sides) or is_unnamed(found, turn, verdict)
    names = spot(found, turns, verdict, record, sides, tags, second_hand=told)
    if names is not None and _tells_of_another(names, passage_of(verdict, turns, sides)):
        found, told = from_go_between(turn, turns, verdict, record, sides), True
        names = spot(found, turns, verdict, record, sides, tags, second_hand=True)
    found = named(names, grounds) if names is not None else _unnamed(found, grounds, verdict)
    parts = (*verdict.parsed, *heads_of(turn, turns))
    sure = likeliest(found.competitor, parts, tags, RIVAL) if found.competitor else None
    if sure is not None and sure < NO_RIVAL:
        found = replace(found, competitor=None)
    if found.customer_name and not can_be_told(found, turn):
        found = replace(found, customer_name=None)
    email = found.customer_email
    if email and (is_machines(email) or not EMAIL.fullmatch(email) or _is_winners(email, found)):
        return replace(found, customer_email=None), names
    if email is None and found.customer_name and (told or verdict.voice is Voice.OURS):
        return replace(found, customer_email=beside(found.customer_name, turn, sides)), names
    return found, names


def _tells_of_another(names: Names, passage: Passage | None) -> bool:
    """Tell whether the writer is likelier a go-between, although no words of theirs say so."""
    from debrief.reading import go_between_odds as between  # it takes numpy

    numbers = between.numbers_of(names) if passage is not None else None
    return passage is not None and numbers is not None and between.odds(numbers, passage) > 0


def _unnamed(found: Facts, grounds: tuple[Ground, ...], verdict: Verdict) -> Facts:
    """Return the facts of a mail in which no name shows: nobody won where none was found and all speaks for it."""
    nobody = found.competitor is None and odds(numbers_of(grounds, {}, verdict.voice)) > 0
    return replace(found, no_decision=found.no_decision or nobody)


def _as_labelled(found: Facts, turn: Turn, record: Record, sides: Sides) -> Facts:
    """Return the facts with the winner that a label or a record's field names, or that is said to be called so.

    It is none of ours, nor the customer or their person.
    """
    name = winner_by_label(turn.text)
    if name is None and found.competitor is None:
        given = record.get("winner") if len(record.fields) >= FIELDS else None
        name = as_winner(given) if given else None
        name = name or (None if found.no_decision else winner_called(turn.text))
    if name is None or is_nobody(name) or set(fold(name).split()) & sides.names:
        return found
    theirs = (fold(each) for each in (found.company, found.customer_name) if each)
    if any(fold(name) in each or each in fold(name) for each in theirs):
        return found
    return replace(found, competitor=name, no_decision=False)


def _is_winners(email: str, found: Facts) -> bool:
    """Tell whether an address is at the house that won, and not at the customer's: nobody there is to be asked."""
    won, house = found.competitor, found.company
    if won is None or not is_spelled_out(email, (won,)):
        return False
    return house is None or not is_spelled_out(email, (house,))


def _with_grounds(found: Facts, turn: Turn, grounds: tuple[Ground, ...], sides: Sides) -> Facts:
    """Return the facts with why the customer decided so and what mattered."""
    return replace(
        found,
        priorities=criteria_of(
            turn.text,
            grounds,
            sides.names,
            found.competitor,
            found.no_decision,
            sides.speaks_for_us(turn),
        ),
        reason_given=found.reason_given or reason_of(grounds, sides.names),
    )


def _as_awarded(found: Facts, message: Message, turn: Turn, sides: Sides) -> Facts:
    """Return the facts with the winner and the criteria that a table of the award shows."""
    if sides.team is None:
        return found
    winner, criteria = award_table(message.tables, sides.team.company.name, turn.text)
    if winner and found.competitor and fold(winner) in fold(found.competitor):
        winner = None  # in the table it stands shortened
    return replace(
        found,
        competitor=winner or found.competitor,
        priorities=criteria or found.priorities,
        no_decision=found.no_decision and winner is None,
    )
