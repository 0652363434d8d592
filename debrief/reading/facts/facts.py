"""The facts of a lost deal that a mail states; what it does not state stays None."""

from __future__ import annotations

from dataclasses import replace

from debrief.reading.facts.account_reps import account_rep
from debrief.reading.facts.contacts import beside, can_be_told, is_unnamed
from debrief.reading.facts.criteria import criteria_of
from debrief.reading.facts.customer import emails_in, is_spelled_out
from debrief.reading.facts.deal_candidates import Mail
from debrief.reading.facts.deals import deal_of
from debrief.reading.facts.fact_record import Facts
from debrief.reading.facts.go_betweens import is_go_between
from debrief.reading.facts.money import is_major
from debrief.reading.facts.named_winner import Won
from debrief.reading.facts.names import Names, by_role, spot
from debrief.reading.facts.naming import mail_of, named
from debrief.reading.facts.nobody import is_nobody
from debrief.reading.facts.nobody_odds import numbers_of, odds
from debrief.reading.facts.person_words import words_of
from debrief.reading.facts.reasons import reason_in_passing, reason_of
from debrief.reading.facts.tagged_winner import winner_by_tags, words_of_others
from debrief.reading.facts.told_facts import from_customer, from_go_between, from_note
from debrief.reading.facts.told_sums import ELSEWHERE, TOLD, told_elsewhere, told_sums
from debrief.reading.facts.whole_company import as_signed
from debrief.reading.facts.winner_at_work import winner_at_work
from debrief.reading.facts.winner_phrases import (
    as_winner,
    is_in_house,
    winner_by_label,
    winner_called,
)
from debrief.reading.facts.worth import Scene, Worth, amount_of, scene_of
from debrief.reading.judged import Judged
from debrief.reading.learned.grounds import Ground, grounds_of, heard_in
from debrief.reading.learned.passage import Passage
from debrief.reading.learned.tags import RIVAL, Tagged, likeliest
from debrief.reading.machines import is_machines
from debrief.reading.mail.addresses import EMAIL
from debrief.reading.people import domain, is_robot
from debrief.reading.quoting.turns import Turn
from debrief.reading.records.award_tables import award_table
from debrief.reading.records.placings import placing
from debrief.reading.records.record_facts import from_record
from debrief.reading.records.score_gaps import told_gaps
from debrief.reading.verdicts.parts import heads_of
from debrief.reading.verdicts.signals import Voice
from debrief.reading.verdicts.verdict import Verdict, passage_of
from debrief.reading.wording import fold, words_of_names

# Log odds of its words below which a name is not the winner's, whoever took it for that.
NO_RIVAL = -3.5
FIELDS = 3  # of a mail from which on they are a record's, and not lines that begin like its labels


def facts_of(mail: Judged) -> Facts:
    """Return the facts of a mail that was judged a loss, or may be one."""
    tags, team = _tags(mail), mail.sides.team
    found, names, grounds = _concerned(mail, tags)
    deal = mail_of(found, names, mail, tags)
    found = replace(found, deal=deal_of(deal)) if deal is not None else found
    if not mail.by_record:
        found = _with_grounds(found, mail, grounds)
    rep = account_rep(mail)
    scene = scene_of(mail.sides, rep.time_zone if rep else None, found.competitor)
    amount, currency = _worth(mail, scene, tags)
    if not mail.by_record:
        found = _as_awarded(found, mail)
    return replace(
        found,
        rep_email=rep.email if rep else None,
        amount=amount,
        currency=currency,
        major=is_major(amount, currency, team.major_deal_threshold) if team else None,
        date=mail.turn.date or mail.message.date,
    )


def _worth(mail: Judged, scene: Scene, tags: Tagged) -> Worth:
    """Return the sum that the deciding turn tells, or a surer one of the turns beside it."""
    told = told_sums(mail.turn, tags)
    amount, currency = amount_of(mail, replace(scene, told=told))
    sure = amount is not None and told.get(amount, ELSEWHERE) >= ELSEWHERE
    if mail.by_record or not mail.turns or sure:
        return amount, currency
    least = TOLD if amount is None else ELSEWHERE
    told = told_elsewhere(mail.turn, mail.turns, mail.sides, least)
    other = amount_of(mail, replace(scene, told=told))
    return other if amount is None or other[0] in told else (amount, currency)


def by_rule(mail: Judged) -> dict[str, str | None]:
    """Return what the rules find for each of the learned roles."""
    return by_role(_ruled(mail))


def deal_told(mail: Judged) -> Mail | None:
    """Return what is known of a mail where its deal is to be named; None where no turn told of the loss."""
    tags = _tags(mail)
    found, names, _ = _concerned(mail, tags)
    return mail_of(found, names, mail, tags)


def _tags(mail: Judged) -> Tagged:
    from debrief.reading.learned.tagger import (
        tags_of,  # it takes numpy, which most commands never need
    )

    return tags_of(mail.turns, mail.verdict, mail.sides)


def _concerned(mail: Judged, tags: Tagged) -> tuple[Facts, Names | None, tuple[Ground, ...]]:
    """Return who is concerned, what else the words may name, and what the loss is put down to."""
    found = _ruled(mail)
    grounds = _grounds(mail, found.competitor, tags)
    found, names = _named(found, mail, grounds, tags)
    found = _as_labelled(_as_told(found, mail), mail)
    if found.company and not mail.by_record:
        found = replace(found, company=as_signed(found.company, mail.turn.text))
    if found.competitor is None and not found.no_decision:
        taken = words_of_others(found.company, found.customer_name, found.deal)
        name = winner_by_tags(mail, tags, taken, names is None)
        found = replace(found, competitor=name)
    return found, names, grounds


def _grounds(mail: Judged, rival: str | None, tags: Tagged) -> tuple[Ground, ...]:
    """Return the sentences that may say why, each with how surely it does."""
    heard = heard_in(mail.turns, mail.verdict, mail.sides, tags)
    return grounds_of(heard, mail.sides, rival)


def numbers_for_nobody(mail: Judged) -> dict[str, float]:
    """Return the numbers by which is judged whether nobody won; for learning what they mean."""
    found, tags = _ruled(mail), _tags(mail)
    grounds = _grounds(mail, found.competitor, tags)
    names = spot(found, mail, tags)
    rival = Won(names, grounds).numbers if names is not None else {}
    return numbers_of(grounds, rival, mail.verdict.voice)


def numbers_for_go_between(mail: Judged) -> dict[str, float] | None:
    """Return the numbers by which is judged whether the writer is a go-between; for learning what they mean."""
    from debrief.reading.facts import go_between_odds as between  # it takes numpy

    if _is_second_hand(mail):
        return None  # the writer says so
    names = spot(_ruled(mail), mail, _tags(mail))
    return between.numbers_of(names) if names is not None else None


def _ruled(mail: Judged) -> Facts:
    """Return what the rules find: who, which company and deal, and the winner."""
    if mail.by_record:
        return from_record(mail.record, mail.turn, mail.turns, mail.sides)
    if _is_second_hand(mail):
        found = from_go_between(mail)
    elif mail.verdict.voice is Voice.CUSTOMER:
        found = from_customer(mail)
    else:
        found = from_note(mail)
    return _from_sender(found, mail)


def _is_second_hand(mail: Judged) -> bool:
    """Tell whether a partner or consultant tells what their client decided."""
    if mail.verdict.voice is not Voice.CUSTOMER:
        return False
    turn, turns, sides = mail.turn, mail.turns, mail.sides
    note = turns[0].text if turns and turns[0] is not turn and sides.speaks_for_us(turns[0]) else ""
    return is_go_between(turn, sides, note)


def _from_sender(found: Facts, mail: Judged) -> Facts:
    """Return the facts with the writer of the mail as the customer where an older turn decided."""
    sender, turn = mail.message.sender, mail.turn
    if found.customer_email or sender is None or not sender.email or turn.forwarded:
        return found
    if (
        mail.sides.ours(sender.email)
        or is_robot(sender)
        or is_machines(sender.email)
        or turn.email == sender.email
    ):
        return found
    return replace(
        found, customer_email=sender.email.lower(), customer_name=sender.name or found.customer_name
    )


def _named(
    found: Facts, mail: Judged, grounds: tuple[Ground, ...], tags: Tagged
) -> tuple[Facts, Names | None]:
    """Return the facts with the likeliest names, and without an address that nobody reads."""
    turn, turns, verdict, sides = mail.turn, mail.turns, mail.verdict, mail.sides
    ruled = found.competitor
    told = _is_second_hand(mail) or is_unnamed(found, turn, verdict)
    names = spot(found, mail, tags, second_hand=told)
    passage = None if _is_told_for(found, turn) else passage_of(verdict, turns, sides)
    if names is not None and _tells_of_another(names, passage):
        found, told = from_go_between(mail), True
        names = spot(found, mail, tags, second_hand=True)
    found = named(names, grounds) if names is not None else _unnamed(found, grounds, verdict)
    parts = (*verdict.parsed, *heads_of(turn, turns))
    sure = likeliest(found.competitor, parts, tags, RIVAL) if found.competitor else None
    untold = sure is not None and sure < NO_RIVAL and found.competitor != ruled
    if found.competitor and (untold or is_in_house(found.competitor, turn.text)):
        found = replace(found, competitor=None)
    if found.customer_name and not can_be_told(found, turn):
        found = replace(found, customer_name=None)
    email = found.customer_email
    if email and (is_machines(email) or not EMAIL.fullmatch(email) or _is_winners(email, found)):
        return replace(found, customer_email=None), names
    if email is None and found.customer_name is None and verdict.voice is Voice.OURS:
        found = replace(found, customer_email=_only_address(mail, found))
    elif email is None and found.customer_name and (told or verdict.voice is Voice.OURS):
        return replace(found, customer_email=beside(found.customer_name, turn, sides)), names
    return found, names


def _only_address(mail: Judged, found: Facts) -> str | None:
    """Return the one address in a note that names nobody else whose it could be."""
    mails = emails_in("\n".join(each.text for each in mail.turns), mail.sides)
    only = mails[0] if len(mails) == 1 else None
    return None if only is None or is_machines(only) or _is_winners(only, found) else only


def _is_told_for(found: Facts, turn: Turn) -> bool:
    """Tell whether the writer passes on what a person of their own house decided, whose address they give."""
    email, writer = found.customer_email, turn.email
    return bool(email and writer) and email != writer and domain(email) == domain(writer)


def _tells_of_another(names: Names, passage: Passage | None) -> bool:
    """Tell whether the writer is likelier a go-between, although no words of theirs say so."""
    from debrief.reading.facts import go_between_odds as between  # it takes numpy

    numbers = between.numbers_of(names) if passage is not None else None
    if passage is None or numbers is None or between.is_of_own_house(numbers):
        return False
    return between.odds(numbers, passage) > 0


def _unnamed(found: Facts, grounds: tuple[Ground, ...], verdict: Verdict) -> Facts:
    """Return the facts of a mail in which no name shows: nobody won where none was found and all speaks for it."""
    nobody = found.competitor is None and odds(numbers_of(grounds, {}, verdict.voice)) > 0
    return replace(found, no_decision=found.no_decision or nobody)


def _as_told(found: Facts, mail: Judged) -> Facts:
    """Return the facts with who was lost, and to whom, as a sentence of ours tells outright.

    What else is known of either stays, unless it is the other one's name or none at all.
    """
    lost, rival = mail.verdict.lost, mail.verdict.rival
    if lost is None or mail.by_record:
        return found
    company, won = found.company, found.competitor
    if company is None or (rival and words_of(company) & words_of(rival)):
        company = lost
    # "Van Peakline verloren we Acme": a preposition with a capital, but "Van Dalen" is a name elsewhere.
    begins = (
        won and mail.turn.text.lstrip().startswith(won) and words_of(won) & words_of(rival or "")
    )
    if rival and (won is None or begins or words_of(won) & words_of(lost)):
        won = rival
    person = found.customer_name
    if person and found.customer_email is None and words_of(lost) <= words_of(person):
        person = None  # "den Kunden Hagemann"
    return replace(
        found,
        company=company,
        competitor=won,
        customer_name=person,
        no_decision=found.no_decision and not won,
    )


def _as_labelled(found: Facts, mail: Judged) -> Facts:
    """Return the facts with the winner that a label or a record's field names, or that is said to be called so or to come to do the work.

    It is none of ours, nor the customer or their person.
    """
    text, record = mail.turn.text, mail.record
    name = winner_by_label(text, mail.sides.own_word)
    if name is None and found.competitor is None:
        given = record.get("winner") if len(record.fields) >= FIELDS else None
        name = as_winner(given) if given else None
        name = name or (None if found.no_decision else winner_called(text)) or _at_work(found, mail)
    if name is None or is_nobody(name) or set(fold(name).split()) & mail.sides.names:
        return found
    theirs = (fold(each) for each in (found.company, found.customer_name) if each)
    if any(fold(name) in each or each in fold(name) for each in theirs):
        return found
    return replace(found, competitor=name, no_decision=False)


def _at_work(found: Facts, mail: Judged) -> str | None:
    """Return the firm, none of the customer's or ours, that is said to come to do the work.

    Where nothing says that nobody won, every turn is read: whoever passes a mail on may only sigh.
    """
    people = (each.name for each in mail.turns)
    others = (found.company, found.customer_name, *people, *mail.sides.names)
    own = mail.sides.own_word
    read = (mail.turn,) if mail.verdict.no_decision else (mail.turn, *mail.turns)
    return next(filter(None, (winner_at_work(each.text, others, own) for each in read)), None)


def _is_winners(email: str, found: Facts) -> bool:
    """Tell whether an address is at the house that won, and not at the customer's: nobody there is to be asked."""
    won, house = found.competitor, found.company
    if won is None or not is_spelled_out(email, (won,)):
        return False
    return house is None or not is_spelled_out(email, (house,))


def _with_grounds(found: Facts, mail: Judged, grounds: tuple[Ground, ...]) -> Facts:
    """Return the facts with why the customer decided so and what mattered."""
    sides = mail.sides
    reason = found.reason_given or reason_of(grounds, sides.names)
    if reason is None and sides.speaks_for_us(mail.turn):
        named = (found.company, found.competitor, found.customer_name, found.deal)
        reason = reason_in_passing(mail.turn.text, words_of_names(named))
    return replace(
        found,
        priorities=criteria_of(
            mail.turn.text,
            grounds,
            sides.names,
            found.competitor,
            found.no_decision,
            sides.speaks_for_us(mail.turn),
        ),
        reason_given=reason,
    )


def _as_awarded(found: Facts, mail: Judged) -> Facts:
    """Return the facts with the winner, the criteria and where we were behind, as a table of the award shows them."""
    team = mail.sides.team
    if team is None:
        return found
    tables, text = mail.message.tables, mail.turn.text
    winner, criteria = award_table(tables, team.company.name, text)
    placed = placing(tables, text, team.company.name)
    if placed is not None and not placed.ours:
        winner = placed.first
    if winner and found.competitor and fold(winner) in fold(found.competitor):
        winner = None  # in the table it stands shortened
    won = winner or found.competitor
    return replace(
        found,
        competitor=won,
        priorities=criteria or found.priorities,
        reason_given=found.reason_given or told_gaps(tables, text, team.company.name, won),
        no_decision=found.no_decision and winner is None,
    )
