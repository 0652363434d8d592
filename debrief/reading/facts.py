"""The facts of a lost deal that a mail states; what it does not state stays None."""

from __future__ import annotations

import re
from dataclasses import replace

from debrief.reading.addresses import Address
from debrief.reading.clauses import sentences
from debrief.reading.contact_points import contact_named
from debrief.reading.contacts import beside, can_be_told, contact_of, is_unnamed
from debrief.reading.criteria import criteria_in, surest
from debrief.reading.crm import Record
from debrief.reading.customer import EMAIL, Customer, company_of, decider, emails_in
from debrief.reading.deals import award_table, deal_of
from debrief.reading.evidence import find
from debrief.reading.fact_record import FIELDS as FIELDS
from debrief.reading.fact_record import Facts as Facts
from debrief.reading.go_betweens import client_turn, is_go_between
from debrief.reading.grounds import Ground, grounds_of, heard_in
from debrief.reading.machines import is_machines
from debrief.reading.message import Message
from debrief.reading.money import is_major
from debrief.reading.naming import by_role, named
from debrief.reading.notes import company_in, company_in_subject, lost_to, person_in, rival_in
from debrief.reading.parts import is_plain
from debrief.reading.people import Sides, domain, is_robot, is_role
from debrief.reading.principal import bearer_of, behind, belongs
from debrief.reading.reasons import reason_of
from debrief.reading.record_reasons import criteria_in_record, reason_in
from debrief.reading.signals import Voice
from debrief.reading.stated_criteria import set_out_in
from debrief.reading.subject_line import bare_subject
from debrief.reading.turns import Turn
from debrief.reading.verdict import Verdict
from debrief.reading.winner_doubts import is_nobody
from debrief.reading.winner_phrases import (
    completed,
    is_plausible,
    is_their_own,
    winner_by_label,
    winner_by_phrase,
)
from debrief.reading.winners import is_german, rival_told
from debrief.reading.wording import fold
from debrief.reading.worth import amount_of
from debrief.team import Person, Team


def _turn(message: Message, verdict: Verdict) -> Turn:
    """Return the turn that decided, the whole mail where none did."""
    return verdict.turn or Turn(
        message.sender, message.to, message.cc, message.subject, message.date, message.text
    )


def ruled(
    message: Message, turns: tuple[Turn, ...], verdict: Verdict, record: Record, sides: Sides
) -> Facts:
    """Return what the rules find: who, which company and deal, and the winner."""
    turn = _turn(message, verdict)
    if verdict.voice is None:
        return _from_record(record, turn, turns, sides)
    if _is_second_hand(turn, turns, verdict, sides):
        found = _from_go_between(turn, turns, verdict, record, sides)
    elif verdict.voice is Voice.CUSTOMER:
        found = _from_customer(turn, turns, verdict, record, sides)
    else:
        found = _from_note(turn, turns, verdict, record, sides)
    return _from_sender(found, message, turn, sides)


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


def by_rule(
    message: Message, turns: tuple[Turn, ...], verdict: Verdict, record: Record, sides: Sides
) -> dict[str, str | None]:
    """Return what the rules find for each of the learned roles."""
    return by_role(ruled(message, turns, verdict, record, sides))


def _with_grounds(found: Facts, turn: Turn, grounds: tuple[Ground, ...], sides: Sides) -> Facts:
    """Return the facts with why the customer decided so and what mattered."""
    return replace(
        found,
        priorities=set_out_in(turn.text)
        or criteria_in(grounds, sides.names, found.competitor, found.no_decision),
        reason_given=found.reason_given or reason_of(grounds, sides.names),
    )


def _as_labelled(found: Facts, turn: Turn, sides: Sides) -> Facts:
    """Return the facts with the winner that stands after a label of its own, if it is not ours or the customer."""
    name = winner_by_label(turn.text)
    if name is None or is_nobody(name) or set(fold(name).split()) & sides.names:
        return found
    if found.company and fold(name) in fold(found.company):
        return found
    return replace(found, competitor=name, no_decision=False)


def facts_of(
    message: Message, turns: tuple[Turn, ...], verdict: Verdict, record: Record, sides: Sides
) -> Facts:
    """Return the facts of a mail that was judged a loss, or may be one."""
    turn = _turn(message, verdict)
    by_record = verdict.voice is None
    found = ruled(message, turns, verdict, record, sides)
    grounds = grounds_of(heard_in(turns, verdict, sides), sides, found.competitor)
    found = _named(found, turn, turns, verdict, record, sides, surest(grounds))
    found = _as_labelled(found, turn, sides)
    if not by_record:
        found = _with_grounds(found, turn, grounds, sides)
    rep = account_rep(message, turns, record, sides, turn)
    value, currency = amount_of(
        turn, turns, record, by_record, sides, rep.time_zone if rep else None,
        found.competitor, message.tables,
    )  # fmt: skip
    if sides.team is not None and not by_record:
        winner, criteria = award_table(message.tables, sides.team.company.name)
        found = replace(
            found, competitor=winner or found.competitor, priorities=criteria or found.priorities
        )
    major = is_major(value, currency, sides.team.major_deal_threshold) if sides.team else None
    return replace(
        found, rep_email=rep.email if rep else None, amount=value, currency=currency, major=major,
        date=turn.date or message.date,
    )  # fmt: skip


def _named(
    found: Facts,
    turn: Turn,
    turns: tuple[Turn, ...],
    verdict: Verdict,
    record: Record,
    sides: Sides,
    criterion: float,
) -> Facts:
    """Return the facts with the likeliest names, and without an address that nobody reads."""
    told = _is_second_hand(turn, turns, verdict, sides) or is_unnamed(found, turn, verdict)
    found = named(found, turns, verdict, record, sides, criterion, second_hand=told)
    if found.customer_name and not can_be_told(found, turn):
        found = replace(found, customer_name=None)
    if is_machines(found.customer_email) or not EMAIL.fullmatch(found.customer_email or "a@b.cd"):
        return replace(found, customer_email=None)
    if (
        found.customer_email is None
        and found.customer_name
        and (told or verdict.voice is Voice.OURS)
    ):
        return replace(found, customer_email=beside(found.customer_name, turn, sides))
    return found


_IDLE = re.compile(
    r"no[ -]decision|status quo|\bbudget|in[- ]house|built? (?:it )?(?:internally|themselves)|keine entscheidung|sans suite|sin decisi|project cancel|cancelled|no longer"
)


def _from_record(record: Record, turn: Turn, turns: tuple[Turn, ...], sides: Sides) -> Facts:
    contact = record.get("contact") or ""
    mail = EMAIL.search(contact) or EMAIL.search(record.get("contact_email") or "")
    name = EMAIL.sub("", contact).replace("mailto:", "").strip(" ()<>[],;-\"'“”") or None
    if name is None and mail is None and (person := contact_named(turn.text, sides)):
        name, mail = person.name, EMAIL.search(person.email or "")
    reason = reason_in(record, sides.names)
    rival = record.get("competitor")
    if rival and is_nobody(rival):
        rival = None
    if rival is None and reason:
        rival = _rival_in_reason(reason, sides) or _leading_name(reason)
    idle = bool(_IDLE.search(fold(f"{reason} {record.get('competitor')}")))
    if rival is None and not idle:
        people = (name, record.get("company"), record.get("deal"), record.get("owner"))
        said = "\n".join(line for line in turn.text.split("\n") if len(line.split()) > 4)
        rival = winner_by_phrase(said, (*people, *sides.names))
    wanted = record.get("priorities") or ""
    company = record.get("company")
    inside = re.fullmatch(
        r"(.{3,60}?)\s*\(([A-ZÀ-Þ][\w.’'-]+(?: [A-ZÀ-Þ][\w.’'-]+){1,3})\)", company or ""
    )
    company = company or company_in_subject(turn.subject, turn.text, sides, (rival,))
    if inside and name is None:
        company, name = inside[1], inside[2]
    if mail is None and name is None:
        told = _PERSON_MAIL.search(turn.text)
        if told and not sides.ours(told["mail"]):
            name, mail = told["name"], EMAIL.search(told["mail"])
    if mail is None:
        told_of = [e for e in emails_in(turn.text, sides) if not is_role(e) and e != turn.email]
        if len(told_of) == 1 and (name is None or belongs(told_of[0], name)):
            mail = EMAIL.search(told_of[0])
            name = name or bearer_of(turn.text, told_of[0])
    return Facts(
        customer_name=name,
        customer_email=mail[0].lower() if mail and not sides.ours(mail[0]) else None,
        company=company,
        deal=record.get("deal") or deal_of(turn, turns, company, record),
        competitor=rival,
        priorities=tuple(
            piece.strip() for piece in re.split(r"[;\n]|,(?! and)", wanted) if piece.strip()
        )
        or criteria_in_record(record, sides.names, rival, idle and rival is None),
        reason_given=reason,
        no_decision=rival is None and idle,
    )


_PERSON_MAIL = re.compile(
    rf"(?P<name>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){{1,3}})\s?[,(<–-]+\s?(?P<mail>{EMAIL.pattern})"
)


def _unquoted(text: str | None) -> str | None:
    return text.strip(" \"'“”«»„") or None if text else None


_COMPETITOR_IN = re.compile(
    r"\b(?:competitor|lost to|competition|wettbewerber|concurrent|competidor|concorrente)\b\W{1,3}([A-Z][\w&.-]*(?: [A-Z][\w&.-]*){0,3})"
)


def _leading_name(reason: str) -> str | None:
    """Return the name that a reason begins with ("Tessellate, because …")."""
    match = re.match(
        r"([A-ZÀ-Þ][\w&-]{2,}(?: [A-ZÀ-Þ][\w&-]+){0,2}), (?:because|weil|car|porque|omdat|since|pois)\b",
        reason,
    )
    return match[1] if match else None


def _rival_in_reason(reason: str, sides: Sides) -> str | None:
    """Return the winner that a free-text reason names ("Chose competitor (Optidat)")."""
    match = _COMPETITOR_IN.search(reason)
    if match:
        return match[1].strip(" .)")
    for sentence in sentences(reason):
        for signal in find(sentence, Voice.OURS, sides.names):
            if signal.rival and signal.weight > 0:
                return signal.rival
    return None


def _from_customer(
    turn: Turn, turns: tuple[Turn, ...], verdict: Verdict, record: Record, sides: Sides
) -> Facts:
    known = [address for each in turns for address in (*each.to, *each.cc, each.sender) if address]
    writer = decider(turn, known, sides)
    customer = behind(writer, turn, known, sides)
    company = record.get("company") or company_of(
        turn,
        customer.email or turn.email if customer != writer else turn.email or customer.email,
        (turn.text, *(each.text for each in turns)),
        turn.subject,
    )
    company = company or company_in_subject(turn.subject, turn.text, sides, (verdict.rival,))
    if customer == writer:
        customer = contact_of(customer, turn, known, sides)
    return _told(turn, turns, verdict, record, sides, customer, company)


def _from_go_between(
    turn: Turn, turns: tuple[Turn, ...], verdict: Verdict, record: Record, sides: Sides
) -> Facts:
    """Return what a partner or consultant tells of their client: never their own name or address."""
    passed = client_turn(turn, turns, sides)
    if passed is None:
        return _from_note(turn, turns, verdict, record, sides, domain(turn.email))
    customer = decider(passed, (), sides)
    company = record.get("company") or company_of(
        passed, customer.email or passed.email, (turn.text, passed.text), turn.subject
    )
    return _told(turn, turns, verdict, record, sides, customer, company)


def _found_rival(
    verdict: Verdict, turn: Turn, sides: Sides, not_these: tuple[str | None, ...]
) -> str | None:
    """Return the winner as a deciding sentence or plain words around the name give it."""
    if verdict.rival and is_plausible(verdict.rival) and not is_their_own(verdict.rival, turn.text):
        return verdict.rival
    return winner_by_phrase(turn.text, (*not_these, *sides.names))


def _from_note(
    turn: Turn,
    turns: tuple[Turn, ...],
    verdict: Verdict,
    record: Record,
    sides: Sides,
    between: str | None = None,
) -> Facts:
    """Return what is told of the customer by one of us, or by somebody ``between``, at that domain."""
    known = [address for each in turns for address in (*each.to, *each.cc, each.sender) if address]
    known = [address for address in known if not between or domain(address.email) != between]
    plain = is_plain(turn.text)
    rival = _found_rival(verdict, turn, sides, ()) or rival_told(
        verdict.said, Voice.OURS, sides, (bare_subject(turn.subject),), is_german(turn.text)
    )
    mails = emails_in("\n".join(each.text for each in turns), sides)
    mails = tuple(each for each in mails if not between or domain(each) != between)
    company = _before_more(record.get("company"))
    if company is None and len(mails) == 1:
        company = company_of(replace(turn, text=""), mails[0], (turn.text,), turn.subject)
    company = company or company_in_subject(turn.subject, turn.text, sides, (rival,))
    company = company or company_in(verdict.parsed, turn.subject, sides, (rival,), plain)
    names = person_in(
        verdict.parsed, sides, (rival, company, turn.name if between else None), plain
    )
    customer = _addressed(names, mails, known, sides)
    if between and customer.email:
        customer = replace(customer, name=bearer_of(turn.text, customer.email) or customer.name)
    return _told(turn, turns, verdict, record, sides, customer, company)


def _before_more(field: str | None) -> str | None:
    """Return the name that a labelled line of a note begins with ("Quill Foods (Leeds), Mr Quill")."""
    name = _MORE.split(field or "", 1)[0].strip()
    return name if name[:1].isupper() and len(name.split()) <= 6 else None


_MORE = re.compile(
    r"\s?[(;/|]|\s[–—-]\s|\.\s|,(?! ?(?:S\.?A|S\.?L|Inc|Ltd|Lda|Ltda|LLC|GmbH|B\.?V|N\.?V)\b)"
)


def _told(
    turn: Turn,
    turns: tuple[Turn, ...],
    verdict: Verdict,
    record: Record,
    sides: Sides,
    customer: Customer,
    company: str | None,
) -> Facts:
    """Return the facts that prose tells, whoever wrote it."""
    deciding = verdict.signals[0].sentence if verdict.signals else None
    known = (company, customer.name, turn.name, *(each.name for each in turns))
    rival = _not_customer(_found_rival(verdict, turn, sides, known), company) or _not_customer(
        record.get("competitor"), company
    )
    idle = verdict.no_decision
    if rival is None and (verdict.voice is Voice.CUSTOMER or idle):
        rival = rival_in(verdict.parsed, deciding, sides, (company, customer.name))
    if rival is None and verdict.voice is Voice.OURS and not idle:
        rival = _not_customer(lost_to(turn.text), company)
    if rival is None and not idle:
        people = (company, customer.name, turn.name, *(each.name for each in turns))
        rival = rival_told(verdict.said, verdict.voice, sides, people, is_german(turn.text))
    if rival is not None and (not is_plausible(rival) or is_their_own(rival, turn.text)):
        rival = None
    rival = completed(rival, turn.text) if rival else None
    return Facts(
        customer_name=customer.name,
        customer_email=customer.email,
        company=company,
        deal=deal_of(turn, turns, company, record, deciding.text if deciding else ""),
        competitor=rival,
        reason_given=_unquoted(record.get("reason")),
        no_decision=idle and rival is None,
    )


def _not_customer(rival: str | None, company: str | None) -> str | None:
    if rival is None or (company and fold(rival) in fold(company)):
        return None
    return rival if re.search(r"\.[A-Z]\.$", rival) else rival.strip(" .,")


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


def account_rep(
    message: Message, turns: tuple[Turn, ...], record: Record, sides: Sides, turn: Turn
) -> Person | None:
    """Return whose deal it was: the record's owner, the addressee, the writer, or who is named."""
    team = sides.team
    if team is None:
        return None
    owner = record.get("owner")
    if owner:
        mail = EMAIL.search(owner)
        found = (team.rep(mail[0]) if mail else None) or sides.by_name(
            EMAIL.sub("", owner).strip(" ()<>")
        )
        if found is not None and found != team.manager:
            return found
    for group in _parties(turn, turns, message):
        for address in group:
            person = sides.member(address)
            if person is not None and person != team.manager:
                return person
    return _named_rep(turns, message, team)


def _parties(turn: Turn, turns: tuple[Turn, ...], message: Message) -> list[tuple[Address, ...]]:
    """Return the people around the news, the nearest first."""
    groups: list[tuple[Address, ...]] = []
    for each in (turn, *turns):
        groups += [(each.sender,) if each.sender else (), each.to, each.cc]
    return [*groups, message.to, message.cc]


def _named_rep(turns: tuple[Turn, ...], message: Message, team: Team) -> Person | None:
    text = fold("\n".join([message.subject, *(turn.text for turn in turns)]))
    full = [rep for rep in team.reps if fold(rep.name) in text]
    if len(full) == 1:
        return full[0]
    words = set(re.findall(r"\w+", text))
    first = [rep for rep in team.reps if set(re.findall(r"\w+", fold(rep.first_name))) <= words]
    return first[0] if len(first) == 1 and not full else None
