"""Several reviews at once: words in the wrong thread, or in a mail of their own, reach the right one."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import pytest

from debrief.model import Review, Stage
from tests.losses import forward
from tests.world import World

GREG = "greg.ellwood@ashdown.example"
DANA = "dana.cole@norvale.example"


def lost(world: World, customer: str, company: str, deal: str, amount: str, rep: str) -> str:
    """Let the manager forward another loss; return the customer's address."""
    whom = f"{'.'.join(customer.lower().split())}@{company.lower().split()[0]}.example"
    world.office.open_for(whom)
    forward(
        world,
        f"pls handle\n\n---------- Forwarded message ---------\nFrom: {customer} <{whom}>\n"
        f"Date: {world.clock.now:%a, %d %b %Y} at 7:30\nSubject: {deal} - decision\nTo: {rep}\n\n"
        f"Hi,\n\nthanks for the proposal on {deal} (USD {amount}). After a lot of discussion we have "
        f"decided to go with Halvorsen.\n\nBest regards,\n{customer}\n{company}\nTel. +1 312 555 0142\n",
        f"Fwd: {deal} - decision",
    )
    return whom


def three(world: World, *, rep: str | None = None) -> None:
    """Three customers are asked for a call: the cast's, Greg of Ashdown and Dana of Norvale."""
    world.loss()
    lost(world, "Greg Ellwood", "Ashdown Mills", "line sensors", "95,000", rep or world.rep)
    lost(world, "Dana Cole", "Norvale Dairy", "cold store probes", "70,000", world.reps[-1])
    world.pass_time(minutes=20)


def of(world: World, customer: str) -> Review:
    return next(r for r in world.reviews() if r.facts.customer_email == customer)


def reply_about(world: World, who: str, customer: str, purpose: str, text: str) -> None:
    """Let somebody answer the latest mail of a purpose about one customer, and settle."""
    review = of(world, customer).id
    mail = next(m for m in reversed(world.mails(who, purpose)) if review in m["X-Debrief-Effect"])
    message = world._answer_to(mail, who, f"Re: {mail['Subject']}", None)
    message.set_content(f"{text}\n\nOn Monday, somebody wrote:\n> some text\n")
    world.post(message, who, world.manager)
    world.settle()


def new_mail(world: World, who: str, to: str, subject: str, text: str) -> None:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = who, to, subject
    mail["Date"] = format_datetime(world.clock.now)
    mail["Message-ID"] = f"<new-{len(world.inbound())}@brightwater.example>"
    mail.set_content(text)
    world.post(mail, who, to)
    world.settle()


def told(world: World, customer: str, purpose: str) -> list[str]:
    """Return the mails of a purpose that the manager got about a customer, as one line each."""
    review = of(world, customer).id
    mails = [m for m in world.mails(world.manager, purpose) if review in m["X-Debrief-Effect"]]
    return [" ".join(str(m.get_body(("plain",)).get_content()).split()) for m in mails]


def passed(world: World, rep: str, customer: str, text: str, subject: str = "our call") -> None:
    """Let a rep pass on what a customer wrote to them, just now."""
    name = customer.partition("@")[0].replace(".", " ").title()
    new_mail(
        world,
        rep,
        world.manager,
        f"Fwd: {subject}",
        f"fyi from {name.split()[0]}\n\n---------- Forwarded message ---------\nFrom: {name} <{customer}>\n"
        f"Date: {format_datetime(world.clock.now)}\nSubject: {subject}\nTo: {rep}\n\n{text}\n",
    )


# -- the manager in another thread ---------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "also for Ashdown: amount 110k",
        "Ashdown: amount: 110k",
        "ashdown - amount: 110k",
        "Greg: amount 110k",
        "Für Ashdown: Betrag: 110k",
        "pour Ashdown : montant: 110k",
        "para Ashdown: importe: 110k",
        "voor Ashdown: bedrag: 110k",
        "amount 110k for Ashdown",
    ],
)
def test_a_fact_that_begins_with_whose_it_is_is_written_there(world: World, line: str):
    three(world)
    reply_about(world, world.manager, DANA, "receipt", f"priorities: price, lead time\n{line}")
    assert of(world, GREG).facts.amount == 110_000
    assert of(world, DANA).facts.amount == 70_000
    assert of(world, DANA).facts.priorities == ("price", "lead time")
    assert "110" in told(world, GREG, "receipt")[-1]


def test_a_reason_given_for_another_deal_changes_nothing_in_this_one(world: World):
    three(world)
    before = of(world, DANA).facts.reason_given
    text = "priorities: price, lead time\nalso for Ashdown: amount 110k and reason: price"
    reply_about(world, world.manager, DANA, "receipt", text)
    assert of(world, DANA).facts.reason_given == before
    assert "could not read" not in told(world, DANA, "receipt")[-1]


def test_a_fact_that_compares_with_another_customer_is_one_of_this_deal(world: World):
    three(world)
    reply_about(world, world.manager, DANA, "receipt", "reason: price, as with Ashdown")
    assert of(world, DANA).facts.reason_given == "price, as with Ashdown"
    assert told(world, GREG, "confirm_command_") == []


def test_a_time_for_another_call_is_asked_about_and_moves_nobody_meanwhile(world: World):
    three(world)
    slots = {c: of(world, c).call.slot for c in (GREG, world.customer)}
    text = "ok, pls move Pemberton to Thursday 10am then"
    reply_about(world, world.manager, GREG, "question_script", text)
    assert {c: of(world, c).call.slot for c in slots} == slots
    (asked,) = [
        m for m in world.mails(world.manager) if str(m["Subject"]).startswith("Is this about")
    ]
    assert (
        "Pemberton" in asked["Subject"]
        and of(world, world.customer).id in asked["X-Debrief-Effect"]
    )
    purpose = asked["X-Debrief-Effect"].split("/")[2]
    reply_about(world, world.manager, world.customer, purpose, "yes")
    assert of(world, GREG).call.slot == slots[GREG]
    moved = of(world, world.customer).call.slot
    assert moved is not None and f"{moved.start:%A %H:%M}" == "Thursday 15:00"


def test_an_order_that_names_another_deal_in_passing_is_asked_about_in_any_language(world: World):
    three(world)
    before = {r.id: (r.stage, r.call.slot, r.call.with_rep) for r in world.reviews()}
    orders = (
        "bitte Pemberton auf Donnerstag 10 Uhr verschieben",
        "déplacez Pemberton à jeudi 10h",
        "mueve Pemberton al jueves a las 10",
        "verplaats Pemberton naar donderdag 10 uur",
        "muda Pemberton para quinta às 10h",
        "please stop the Pemberton review",
        "don't call Dana yet",
    )
    for place, text in enumerate(orders, 1):
        reply_about(world, world.manager, GREG, "question_script", text)
        subjects = [str(m["Subject"]) for m in world.mails(world.manager)]
        assert sum(s.startswith("Is this about") for s in subjects) == place, text
    assert {r.id: (r.stage, r.call.slot, r.call.with_rep) for r in world.reviews()} == before


def test_a_friendly_word_on_another_deal_asks_nothing(world: World):
    three(world)
    reply_about(world, world.manager, GREG, "question_script", "Norvale was hard work. Thanks!")
    subjects = [str(m["Subject"]) for m in world.mails(world.manager)]
    assert not any(s.startswith("Is this about") for s in subjects)


def test_a_line_that_names_both_deals_is_done_for_neither(world: World):
    three(world)
    slots = {c: of(world, c).call.slot for c in (GREG, world.customer)}
    text = "Thursday 10am for Pemberton and Ashdown on Friday 10am"
    reply_about(world, world.manager, GREG, "question_script", text)
    assert {c: of(world, c).call.slot for c in slots} == slots
    assert "begins with its name" in told(world, GREG, "not_understood")[-1]


# -- the manager's notes -------------------------------------------------------------------------


def over(world: World) -> None:
    """All three calls are agreed on and past."""
    three(world)
    for mail in world.reviews():
        whom = str(mail.facts.customer_email)
        world.answer(whom, "ACCEPTED")
    ends = [r.call.slot.end for r in world.reviews() if r.call.slot]
    world.until(max(ends))
    world.pass_time(minutes=15)


NORVALE = "1. Corvane had a local technician\n2. price was equal\n3. the audit\n4. show the audit trail\n5. maybe in 2027"
ASHDOWN = "1. Halvorsen were cheaper\n2. ok on all\n3. none really\n4. name an engineer in the offer\n5. yes, call in march"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Norvale (Dana):", "Ashdown (Greg):"),
        ("Norvale", "Ashdown"),
        ("Notizen Norvale:", "Notizen zum Gespräch mit Greg:"),
        ("Appel avec Dana :", "Appel avec Greg :"),
        ("Notas de Norvale:", "Notas de la llamada con Greg:"),
    ],
)
def test_notes_on_two_calls_are_taken_for_each_customer_apart(
    world: World, first: str, second: str
):
    over(world)
    text = f"{first}\n{NORVALE}\n\n{second}\n{ASHDOWN}"
    reply_about(world, world.manager, DANA, "notes_request", text)
    assert of(world, DANA).notes.answers["1"] == "Corvane had a local technician"
    assert of(world, GREG).notes.answers["1"] == "Halvorsen were cheaper"
    assert of(world, DANA).notes.answers["5"] == "maybe in 2027"
    back = told(world, DANA, "notes_readback")[-1]
    assert "Halvorsen were" not in back and "could not place" not in back


def test_two_sets_of_notes_without_names_are_taken_for_nobody(world: World):
    over(world)
    reply_about(world, world.manager, DANA, "notes_request", f"{NORVALE}\n\n{ASHDOWN}")
    assert of(world, DANA).notes.answers == {}
    assert "of two customers" in told(world, DANA, "not_understood")[-1]


def test_what_a_customer_says_of_another_stays_in_the_notes(world: World):
    over(world)
    text = NORVALE.replace("price was equal", "Ashdown told her to wait: stop and think")
    reply_about(world, world.manager, DANA, "notes_request", text)
    assert "Ashdown told her" in of(world, DANA).notes.answers["2"]
    assert of(world, GREG).notes.answers == {}


@pytest.mark.parametrize("subject", ["notes Ashdown call", "Ashdown", "Gesprächsnotizen Greg"])
def test_notes_in_a_mail_of_their_own_are_offered_to_their_review(world: World, subject: str):
    over(world)
    new_mail(world, world.manager, world.debrief_address, subject, f"Greg was nice.\n{ASHDOWN}")
    assert len(world.reviews()) == 3
    assert of(world, GREG).notes.answers == {}
    assert (
        "Are these the notes on your call with Greg Ellwood?"
        in told(world, GREG, "notes_check")[-1]
    )
    reply_about(world, world.manager, GREG, "notes_check", "yes")
    assert of(world, GREG).notes.answers["1"] == "Halvorsen were cheaper"
    assert of(world, DANA).notes.answers == {}


def test_a_new_loss_of_a_known_customer_is_none_of_its_notes(world: World):
    over(world)
    text = "We lost the dryer line at Ashdown Mills too, 130k USD, to Corvane. Greg was clear about it."
    new_mail(world, world.manager, world.debrief_address, "Ashdown again", text)
    assert told(world, GREG, "notes_check") == []


# -- what a rep writes or passes on ----------------------------------------------------------------


def test_a_rep_who_cannot_make_another_call_is_heard_there(world: World):
    three(world)
    world.answer(GREG, "ACCEPTED")
    slots = {c: of(world, c).call.slot for c in (GREG, world.customer)}
    text = (
        "Nadia, I can't make the Pemberton call tomorrow, dentist until noon. "
        "Greg's at 2 today is fine"
    )
    reply_about(world, world.rep, GREG, "role_card", text)
    assert {c: of(world, c).call.slot for c in slots} == slots
    assert not any("Better to wait" in m for m in told(world, GREG, "call_update"))
    (update,) = [m for m in told(world, world.customer, "call_update") if "dentist" in m]
    assert "Greg's at 2 today is fine" in update and "Ashdown Mills" in update
    reply_about(world, world.manager, world.customer, "call_update", "alone")
    assert not of(world, world.customer).call.with_rep
    assert of(world, GREG).call.with_rep


def test_a_clear_no_to_another_call_of_ones_own_moves_that_call(world: World):
    three(world)
    slot = of(world, world.customer).call.slot
    kept = of(world, GREG).call.slot
    text = "I can't come to the Pemberton call. Greg's is fine"
    reply_about(world, world.rep, GREG, "role_card", text)
    assert of(world, world.customer).call.slot != slot
    assert of(world, GREG).call.slot == kept


def test_a_customers_wish_that_a_rep_passes_on_is_put_before_the_manager(world: World):
    three(world)
    slot = of(world, GREG).call.slot
    world.pass_time(minutes=30)
    words = "Hi Owen, can you tell Nadia that tomorrow is bad after all, Thursday at 3 would be fine. Greg"
    passed(world, world.rep, GREG, words)
    assert len(world.reviews()) == 3
    assert of(world, GREG).call.slot == slot
    update = told(world, GREG, "call_update")[-1]
    assert "tomorrow is bad after all" in update and "17 September" in update
    assert "quiet" in of(world, GREG).marks
    reply_about(world, world.manager, GREG, "call_update", "17 September 15:00")
    moved = of(world, GREG).call.slot
    assert moved is not None and moved.start.day == 17


def test_what_a_customer_adds_after_the_call_is_offered_as_notes(world: World):
    over(world)
    reply_about(world, world.manager, GREG, "notes_request", ASHDOWN)
    words = (
        "Hi,\n\none thing I forgot: Halvorsen also gave us a paid pilot on one line, that helped a lot "
        "to decide for them. You should offer that.\n\nGreg"
    )
    passed(world, world.rep, GREG, words, "line sensors")
    assert len(world.reviews()) == 3
    assert told(world, GREG, "merged") == []
    assert "paid pilot" in told(world, GREG, "notes_check")[-1]
    reply_about(world, world.manager, GREG, "notes_check", "yes")
    notes = of(world, GREG).notes.answers
    assert "paid pilot" in notes["1"] and "You should offer that." in notes["4"]
    assert "Halvorsen were cheaper" in notes["1"]


def test_the_same_loss_passed_on_once_more_is_still_the_same_deal(world: World):
    three(world)
    name, company = "Greg Ellwood", "Ashdown Mills"
    new_mail(
        world,
        world.rep,
        world.manager,
        "Fwd: line sensors - decision",
        f"lost :(\n\n---------- Forwarded message ---------\nFrom: {name} <{GREG}>\n"
        f"Date: {world.clock.now:%a, %d %b %Y} at 7:30\nSubject: line sensors - decision\nTo: {world.rep}\n\n"
        "Hi,\n\nthanks for the proposal on line sensors (USD 95,000). After a lot of discussion we have "
        f"decided to go with Halvorsen.\n\nBest regards,\n{name}\n{company}\n",
    )
    assert len(world.reviews()) == 3
    assert len(told(world, GREG, "merged")) == 1


def test_another_loss_that_a_known_customer_writes_of_is_a_review_of_its_own(world: World):
    three(world)
    world.pass_time(hours=1)
    words = (
        "Hi,\n\nthanks for the proposal on the dryer upgrade (USD 140,000). We have decided to go with "
        "Corvane.\n\nBest regards,\nGreg Ellwood\nAshdown Mills"
    )
    passed(world, world.rep, GREG, words, "dryer upgrade - decision")
    assert len(world.reviews()) == 4
    assert all(r.stage is not Stage.CALLING for r in world.reviews() if r.facts.amount == 140_000)
