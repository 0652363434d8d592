"""Chapter 1: receipts, corrections, go and stop, major and minor, duplicates, strangers."""

from __future__ import annotations

import re
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from debrief.demo.cast import forwarded_loss
from debrief.model import Stage
from tests.world import World


def customers_mail(world: World, text: str, subject: str = "Your proposal") -> EmailMessage:
    """The customer writes to the rep directly, the manager on copy."""
    mail = EmailMessage(policy=SMTP)
    deal = world.cast.deal
    mail["From"] = f"{deal.customer} <{deal.email}>"
    mail["To"] = world.rep
    mail["Cc"] = world.manager
    mail["Subject"] = subject
    mail["Date"] = format_datetime(world.clock.now)
    mail["Message-ID"] = "<from-the-customer@pemberton-ceramics.example>"
    mail.set_content(text)
    return mail


def regret(world: World, amount: str = "USD 240,000") -> str:
    deal = world.cast.deal
    return (
        f"Dear {deal.rep.split()[0]},\n\nthank you for your proposal ({amount}). We have decided to "
        f"go with {deal.competitor}; their support for steam cleaning settled it.\n\n"
        f"Kind regards,\n{deal.customer}\n{deal.company}\n"
    )


def arrive(world: World, mail: EmailMessage, sender: str | None = None) -> None:
    world.post(mail, sender or world.customer, world.manager)
    world.settle()


def test_a_loss_that_merely_arrives_is_only_asked_about(world: World):
    arrive(world, customers_mail(world, regret(world)))
    world.pass_time(days=10)
    assert world.review.stage is Stage.ASKING
    assert len(world.mails(world.manager, "receipt")) == 1
    assert world.mails(world.customer) == []


def test_go_starts_it_and_the_invitation_goes_into_the_customers_thread(world: World):
    arrive(world, customers_mail(world, regret(world)))
    world.reply(world.manager, "go", "receipt")
    assert world.review.stage is Stage.CALLING
    mail, _ = world.invitations(world.customer)[0]
    assert mail["In-Reply-To"] == "<from-the-customer@pemberton-ceramics.example>"


def test_a_correction_is_taken_over_and_read_back(world: World):
    arrive(world, customers_mail(world, regret(world)))
    world.reply(world.manager, "amount: 120k\ncompetitor: Tellurix", "receipt")
    assert world.review.facts.amount == 120_000
    assert world.review.facts.competitor == "Tellurix"
    assert "120,000" in world.text(world.manager, "receipt")
    assert world.mails(world.customer) == []


@pytest.mark.parametrize(("word", "nobody_won"), [("unknown", False), ("none", True)])
def test_an_unknown_winner_is_not_the_same_as_none(world: World, word: str, nobody_won: bool):
    arrive(world, customers_mail(world, regret(world)))
    world.reply(world.manager, f"competitor: {word}\nrep: unknown", "receipt")
    facts = world.review.facts
    assert (facts.competitor, facts.no_decision, facts.rep_email) == (None, nobody_won, None)


def test_a_correction_below_the_threshold_makes_it_minor(world: World):
    arrive(world, customers_mail(world, regret(world)))
    world.reply(world.manager, "amount: 12k", "receipt")
    assert [r.stage for r in world.reviews()] == [Stage.LOGGED]


def test_a_minor_loss_can_be_reviewed_anyway(world: World):
    world.minor()
    world.settle()
    (minor,) = world.reviews()
    assert minor.stage is Stage.LOGGED
    world.reply(world.manager, "review\ncustomer_email: baker@tollgate-bakery.example", "receipt")
    (minor,) = world.reviews()
    assert minor.stage is Stage.CALLING


@pytest.mark.parametrize(
    ("amount", "mode"), [("EUR 45,000", "size_open"), ("EUR 240,000", "request")]
)
def test_an_amount_near_the_threshold_in_another_currency_is_asked_about(
    world: World, amount: str, mode: str
):
    noted_forward(world, "pls handle", amount=amount)
    assert receipt(world)["mode"] == mode
    world.reply(world.manager, "go", "receipt")
    assert world.review.stage is Stage.CALLING


def test_an_unknown_amount_is_asked_for(world: World):
    arrive(world, customers_mail(world, regret(world).replace("(USD 240,000)", "of last week")))
    review = world.reviews()[0]
    assert review.facts.amount is None
    assert review.effects[0].context["mode"] == "amount_unknown"
    world.reply(world.manager, "amount: 300000 USD\ngo", "receipt")
    assert world.review.stage is Stage.CALLING


@pytest.mark.parametrize(
    ("answer", "amount"),
    [("300k", 300_000), ("about 300.000 USD", 300_000), ("$1.2m\nJo", 1_200_000)],
)
def test_the_amount_that_was_asked_for_may_be_answered_alone(world: World, answer, amount):
    arrive(world, customers_mail(world, regret(world).replace("(USD 240,000)", "of last week")))
    world.reply(world.manager, answer, "receipt")
    assert world.review.facts.amount == amount
    assert world.review.effects[-1].context["doubts"] == []


def unknown(world: World) -> str:
    """Let the manager forward a mail that tells neither amount nor rep nor winner; return the rep's name."""
    deal = world.cast.deal
    text = (
        "One for a debrief.\n\n---------- Forwarded message ---------\n"
        f"From: {deal.customer} <{deal.email}>\nDate: Mon, 14 Sep 2026 at 11:02\n"
        "Subject: our decision\nTo: sales@brightwater.example\n\n\n"
        "Hi team,\n\nthank you for your offer for the line sensors. We have decided to go with another "
        f"supplier.\n\nBest regards,\n{deal.customer}\n{deal.company}\n"
    )
    forward(world, text)
    facts = world.review.facts
    assert (facts.amount, facts.rep_email, facts.competitor) == (None, None, None)
    return deal.rep


def receipt(world: World) -> dict[str, Any]:
    """Return what the latest receipt of the only review tells."""
    (review,) = world.reviews()
    return [e.context for e in review.effects if e.template == "receipt"][-1]


def forward(world: World, text: str, subject: str = "Fwd: our decision") -> None:
    """Let the manager forward a mail to the debrief address, and settle."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = world.manager, world.debrief_address, subject
    mail["Date"] = format_datetime(world.clock.now)
    mail["Message-ID"] = f"<forward-{len(world.inbound())}@brightwater.example>"
    mail.set_content(text)
    world.post(mail, world.manager, world.debrief_address)
    world.settle()


@pytest.mark.parametrize(
    "answer",
    [
        "80k, {first}, Corvane",
        "80k\n{first}\nCorvane",
        "1. 80k\n2. {first}\n3. Corvane",
        "- amount 80k\n- {lower}\n- Corvane",
        "amount 80k, rep {first}",
        "USD 80k / {full}",
        "{initial}; 80 k",
        "bedrag 80.000 USD, verkoper {first}",
    ],
)
def test_facts_that_were_asked_for_are_read_in_few_words(world: World, answer: str):
    rep = unknown(world)
    first, last = rep.split()
    said = answer.format(first=first, lower=first.lower(), full=rep, initial=f"{first} {last[0]}.")
    world.reply(world.manager, said, "receipt")
    facts = world.review.facts
    assert (facts.amount, facts.currency, facts.rep_email) == (80_000, "USD", world.rep)
    assert facts.competitor is None
    doubts = [(d["line"], d["nearest"]) for d in receipt(world)["doubts"]]
    assert doubts == ([("Corvane", "competitor: Corvane")] if "Corvane" in answer else [])


@pytest.mark.parametrize(
    ("answer", "nearest"),
    [
        ("{first} had it", "rep: {full}"),
        ("kommt von {first}", "rep: {full}"),
        ("$80-90k", "amount: 90k"),
        ("between 80 and 100k", "amount: 100k"),
    ],
)
def test_what_may_be_a_fact_is_asked_back_in_the_form_that_gives_it(
    world: World, answer: str, nearest: str
):
    rep = unknown(world)
    words = {"first": rep.split()[0], "full": rep}
    before = world.review.facts
    world.reply(world.manager, answer.format(**words), "receipt")
    assert world.review.facts == before
    assert [d["nearest"] for d in receipt(world)["doubts"]] == [nearest.format(**words)]


@pytest.mark.parametrize(
    "answer",
    ["email: {}", "Email: {}", "- E-Mail: {}", "customer email is {}", "contact: {}", "Try {}"],
)
def test_a_label_beside_an_address_is_nobodys_name(world: World, answer: str):
    world.minor()
    world.settle()
    world.reply(world.manager, "review", "receipt")
    world.reply(world.manager, answer.format("tom.reid@northgate.example"), "receipt")
    (review,) = world.reviews()
    assert review.facts.customer_name is None
    asked = [d["nearest"] for d in receipt(world)["doubts"]]
    read = review.facts.customer_email == "tom.reid@northgate.example"
    assert read or asked == ["customer email: tom.reid@northgate.example"]
    assert read or not answer.lower().startswith(("email", "- e-mail", "customer"))


@pytest.mark.parametrize(
    "words", ["but do not write to her before Friday", "erst nach dem 1. Oktober anrufen"]
)
def test_a_restriction_beside_the_last_missing_facts_holds_the_start(world: World, words: str):
    rep = unknown(world)
    world.reply(world.manager, f"amount: 80k\nrep: {rep}\n{words}", "receipt")
    world.pass_time(days=1)
    assert world.review.facts.amount == 80_000
    assert world.mails(world.customer) == []
    assert receipt(world)["mode"] == "held"


def test_whoever_was_asked_for_may_be_named_alone(world: World):
    world.minor()
    world.settle()
    world.reply(world.manager, "review", "receipt")
    world.reply(world.manager, "Tom Reid tom.reid@northgate.example", "receipt")
    (review,) = world.reviews()
    assert review.facts.customer_name == "Tom Reid"
    assert review.facts.customer_email == "tom.reid@northgate.example"


def test_a_bare_value_that_nobody_asked_for_is_asked_back(world: World):
    arrive(world, customers_mail(world, regret(world)))
    before = world.review.facts
    for answer in ("80k", "tom.reid@northgate.example", "Thursday"):
        world.reply(world.manager, answer, "receipt")
        assert world.review.facts == before


def test_a_go_with_something_needed_missing_asks_for_it_by_name(world: World):
    world.minor()
    world.settle()
    world.reply(world.manager, "review", "receipt")
    (review,) = world.reviews()
    assert review.stage is Stage.ASKING
    assert "customer" in world.text(world.manager, "receipt").lower()
    assert review.effects[-1].context["mode"] == "incomplete"


def test_a_reply_that_is_not_understood_is_quoted_back(world: World):
    arrive(world, customers_mail(world, regret(world)))
    world.reply(world.manager, "Ask Theo what he thinks of the green one", "receipt")
    assert "green one" in world.text(world.manager, "receipt")
    assert world.review.stage is Stage.ASKING


@pytest.mark.parametrize("word", ["don't go", "please do not start yet", "go? not sure"])
def test_what_is_not_clearly_go_is_not_go(world: World, word: str):
    arrive(world, customers_mail(world, regret(world)))
    world.reply(world.manager, word, "receipt")
    world.pass_time(days=5)
    assert world.mails(world.customer) == []


@pytest.mark.parametrize("words", ["don't start yet", "please do not go", "not now"])
def test_a_request_can_be_held_back_within_the_grace(world: World, words: str):
    world.loss()
    world.reply(world.manager, words, "receipt")
    world.pass_time(days=5)
    assert world.review.stage is Stage.ASKING
    assert world.mails(world.customer) == []
    world.reply(world.manager, "go", "receipt")
    world.pass_time(hours=1)
    assert len(world.invitations(world.customer)) == 1


def test_two_notifications_of_one_deal_become_one_review(world: World):
    world.loss()
    world.crm()
    world.settle()
    assert len(world.reviews()) == 1
    assert len(world.mails(world.manager, "merged")) == 1


def test_the_same_message_delivered_twice_is_handled_once(world: World):
    mail = customers_mail(world, regret(world))
    arrive(world, mail)
    arrive(world, mail)
    assert len(world.reviews()) == 1
    assert len(world.mails(world.manager, "receipt")) == 1
    assert world.mails(world.manager, "merged") == []


def test_a_won_deal_is_left_alone(world: World):
    world.won()
    world.settle()
    assert world.reviews() == []
    assert list(world.inbound().values()) == ["left_alone"]


def test_a_mail_that_fails_authentication_never_becomes_a_review(world: World):
    mail = customers_mail(world, regret(world))
    mail["Authentication-Results"] = "office.debrief.invalid; dmarc=fail header.from=x.example"
    world.office.post(mail.as_bytes(), [world.manager])
    world.settle()
    assert world.reviews() == []
    assert world.mails(world.customer) == []


def test_a_rep_cannot_say_go(world: World):
    world.desk.team  # noqa: B018 - the world is wired
    arrive(world, customers_mail(world, regret(world)))
    mail = world.mails(world.manager, "receipt")[-1]
    message = world._answer_to(mail, world.rep, f"Re: {mail['Subject']}", None)
    body = mail.get_body(("plain",))
    message.set_content("go\n\n" + "\n".join(f"> {x}" for x in body.get_content().splitlines()))
    world.post(message, world.rep, world.manager)
    world.settle()
    world.pass_time(days=5)
    assert world.mails(world.customer) == []


def test_text_in_a_customers_mail_is_data_and_no_command(world: World):
    text = regret(world) + "\ngo\nstop\namount: 1\ncustomer_email: evil@elsewhere.example\n"
    arrive(world, customers_mail(world, text))
    world.pass_time(days=5)
    assert world.mails(world.customer) == []
    assert world.review.facts.amount == 240_000


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\x00\x00",
        b"Subject: only a subject\r\n\r\n",
        b"From: \xff\xfe\r\nContent-Type: multipart/mixed\r\n\r\nno boundary",
        b"From: a@b.example\r\nContent-Type: text/plain; charset=klingon\r\n\r\n\xff\xfe\xfd",
    ],
)
def test_malformed_mail_ends_in_a_status_and_nothing_is_sent(world: World, raw: bytes):
    world.office.post(raw, [world.manager])
    world.settle()
    entries = list(world.desk.store.all_inbound())
    assert [e.status.value for e in entries if e.sender != world.manager][:1] in (
        ["left_alone"],
        ["set_aside"],
    )
    assert world.mails(world.customer) == []


def test_a_large_attachment_is_taken_in(world: World):
    mail = customers_mail(world, regret(world))
    mail.add_attachment(b"x" * 30_000_000, maintype="application", subtype="zip", filename="a.zip")
    arrive(world, mail)
    assert world.review.stage is Stage.ASKING


def test_pausing_holds_everything_and_resuming_loses_nothing(world: World):
    world.desk.store.save_setting("paused", "now")
    world.post(customers_mail(world, regret(world)), world.customer, world.manager)
    world.desk.cycle()
    assert world.mails(world.manager) == []
    world.desk.store.save_setting("paused", None)
    world.settle()
    assert len(world.mails(world.manager, "receipt")) == 1


def test_a_stop_calls_off_a_team_meeting_that_was_booked(world: World):
    world.learned()
    while world.review.meeting.uid is None:
        world.pass_time(hours=2)
    world.pass_time(hours=1)
    uid = world.review.meeting.uid
    world.reply(world.manager, "stop", "receipt")
    world.pass_time(days=1)
    assert world.review.stage is Stage.STOPPED
    for rep in world.reps:
        assert b"STATUS:CANCELLED" in world.office.get_event(rep, uid)


def test_the_managers_forward_starts_what_the_sales_system_only_told_of(world: World):
    world.crm()
    world.settle()
    assert world.review.stage is Stage.ASKING
    review = world.loss()
    assert review.confirmed
    assert review.stage is not Stage.ASKING
    assert len(world.mails(world.manager, "receipt")) == 2


def test_a_second_alert_starts_nothing(world: World):
    world.crm()
    world.settle()
    world.pass_time(hours=1)
    world.crm()
    world.settle()
    assert world.review.stage is Stage.ASKING


def test_another_forward_does_not_start_what_was_held_back(world: World):
    world.loss()
    world.reply(world.manager, "don't start", "receipt")
    world.pass_time(hours=1)
    again = forwarded_loss(world.cast, world.clock.now)
    world.post(again, world.manager, world.debrief_address)
    world.settle()
    assert world.review.stage is Stage.ASKING
    assert not world.review.confirmed


def test_a_go_after_a_stop_never_calls_a_customer_who_was_talked_to(world: World):
    world.noted()
    world.reply(world.manager, "stop", "receipt")
    before = len(world.mails(world.customer))
    world.pass_time(hours=2)
    world.reply(world.manager, "go", "receipt")
    world.pass_time(days=3)
    assert world.review.stage not in (Stage.STOPPED, Stage.ASKING, Stage.CALLING)
    assert len(world.mails(world.customer)) == before


def test_a_go_after_a_stop_never_writes_to_a_customer_who_said_no(world: World):
    world.booked()
    world.answer(world.customer, "DECLINED", "No thank you, please do not contact me again.")
    world.reply(world.manager, "stop", "receipt")
    before = len(world.mails(world.customer))
    world.reply(world.manager, "go", "receipt")
    world.pass_time(days=5)
    assert len(world.mails(world.customer)) == before


def test_a_go_after_a_stop_before_the_call_invites_afresh(world: World):
    world.booked()
    world.reply(world.manager, "stop", "receipt")
    world.reply(world.manager, "go", "receipt")
    assert world.review.stage is Stage.CALLING
    parts = [ics for _, ics in world.invitations(world.customer)]
    assert sorted(b"METHOD:CANCEL" in part for part in parts) == [False, False, True]


def answer_quoting(world: World, mail: EmailMessage, text: str, change: str = "") -> None:
    """Let the manager answer this very mail, quoting it whole; ``change`` replaces its amount."""
    body = mail.get_body(("plain",))
    assert body is not None
    lines = [
        change if change and line.startswith("Amount:") else line
        for line in str(body.get_content()).splitlines()
    ]
    quoted = "\n".join(f"> {line}" for line in lines)
    message = world._answer_to(mail, world.manager, f"Re: {mail['Subject']}", None)
    message.set_content(f"{text}\n\nOn Monday, Debrief wrote:\n{quoted}\n")
    world.post(message, world.manager, world.manager)
    world.settle()


def test_an_answer_to_an_older_receipt_takes_no_correction_back(world: World):
    world.loss()
    first = world.mails(world.manager, "receipt")[-1]
    world.pass_time(minutes=1)
    answer_quoting(world, first, "amount: 800k\ncompetitor: Zenith")
    world.pass_time(minutes=1)
    answer_quoting(world, first, "priorities: price, speed")
    facts = world.review.facts
    assert (facts.amount, facts.competitor) == (800_000, "Zenith")
    assert facts.priorities == ("price", "speed")


def test_a_line_changed_inside_an_older_receipt_still_counts(world: World):
    world.loss()
    first = world.mails(world.manager, "receipt")[-1]
    world.pass_time(minutes=1)
    answer_quoting(world, first, "competitor: Zenith")
    world.pass_time(minutes=1)
    answer_quoting(world, first, "", change="Amount:      USD 190,000")
    assert (world.review.facts.amount, world.review.facts.competitor) == (190_000, "Zenith")


@pytest.mark.parametrize(
    "text",
    [
        "We won it after all! They came back this morning.",
        "Wir haben doch gewonnen.",
        "It's not lost",
    ],
)
def test_a_deal_that_was_won_after_all_ends_the_review(world: World, text: str):
    world.loss()
    world.reply(world.manager, text, "receipt")
    world.pass_time(days=3)
    assert world.review.stage is Stage.STOPPED and world.mails(world.customer) == []


def test_talk_of_what_was_won_elsewhere_ends_nothing(world: World):
    world.loss()
    world.reply(world.manager, "competitor: Zenith, who won it on price", "receipt")
    world.pass_time(minutes=20)
    assert world.review.stage is Stage.CALLING


def second_loss(world: World) -> None:
    """The manager forwards another loss of the same customer."""
    mail = forwarded_loss(world.cast, world.clock.now)
    for part in mail.walk():
        if part.get_content_maintype() == "text":
            text = part.get_content()
            text = text.replace(world.cast.deal.title, "Kiln monitoring 2027")
            part.set_content(
                re.sub(r"4\d\d,000", "610,000", text), subtype=part.get_content_subtype()
            )
    mail.replace_header("Subject", "FW: Kiln monitoring 2027: our decision")
    mail.replace_header("Message-ID", "<second@brightwater.example>")
    world.post(mail, world.manager, world.debrief_address)
    world.settle()


def test_a_customer_who_was_asked_is_not_asked_about_another_deal_by_itself(world: World):
    world.loss()
    world.pass_time(minutes=20)
    second_loss(world)
    world.pass_time(minutes=20)
    assert len(world.reviews()) == 2
    assert len(world.invitations(world.customer)) == 1
    told = world.text(world.manager, "receipt")
    assert "same customer" in told and "Pemberton boiler retrofit" in " ".join(told.split())
    world.reply(world.manager, "go", "receipt")
    assert len(world.invitations(world.customer)) == 2


def test_a_customer_whose_address_is_learnt_later_is_not_asked_twice_by_itself(world: World):
    world.loss()
    world.pass_time(minutes=20)
    world.answer(world.customer, "DECLINED")
    world.pass_time(minutes=1)
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = world.rep, world.manager, "Lost"
    mail["Date"], mail["Message-ID"] = (
        format_datetime(world.clock.now),
        "<lost@brightwater.example>",
    )
    mail.set_content(
        "Hi Nadia, we lost the cold store probes at Umber Glassworks, 90k USD, to Corvane."
    )
    world.post(mail, world.rep, world.manager)
    world.settle()
    second = next(r for r in world.reviews() if r.facts.customer_email is None)
    world.reply(world.manager, f"email: {world.customer}\ngo", "receipt")
    second = world.desk.store.get(second.id)
    assert second.facts.customer_email == world.customer
    assert second.effects[-1].context["mode"] == "again"
    assert second.stage is Stage.ASKING
    world.reply(world.manager, "go", "receipt")
    assert world.desk.store.get(second.id).stage is Stage.CALLING


@pytest.mark.parametrize(
    ("words", "purpose"),
    [
        ("they came back to us, we have the order!", "receipt"),
        ("hold off please", "receipt"),
        ("hold off please", "question_script"),
        ("no more mails to her", "call_update"),
        ("they came back to us, we have the order!", "question_script"),
        ("no more mails to Helen", "question_script"),
        ("Helen called me, all settled", "question_script"),
    ],
)
def test_a_word_that_may_object_keeps_the_reminders_back(world: World, words: str, purpose: str):
    world.loss()
    world.pass_time(minutes=20)
    if purpose == "call_update":
        world.pass_time(days=3)
    world.reply(world.manager, words, purpose)
    heard = len(world.mails(world.customer))
    world.pass_time(days=4)
    assert len(world.mails(world.customer)) == heard
    world.reply(world.manager, "go", "not_understood" if purpose == "call_update" else "receipt")
    world.pass_time(days=4)
    assert len(world.mails(world.customer)) > heard


def test_a_colleague_of_a_customer_who_was_asked_is_not_asked_by_itself(world: World):
    world.loss()
    world.pass_time(minutes=20)
    company = world.cast.deal.company
    colleague = "peter.holm@pemberton-ceramics.example"
    world.office.open_for(colleague)
    forward(
        world,
        f"pls handle\n\n---------- Forwarded message ---------\nFrom: Peter Holm <{colleague}>\n"
        f"Date: Mon, 14 Sep 2026 at 9:02\nSubject: Cold store probes\n"
        f"To: {world.cast.deal.rep} <{world.rep}>\n\nHi,\n\nthank you for the cold store probes "
        "proposal (USD 310,000). We have decided to go with Tellurix.\n\nBest regards,\n"
        f"Peter Holm\n{company}\n",
    )
    world.pass_time(days=1)
    assert len(world.reviews()) == 2
    assert world.invitations(colleague) == []
    told = " ".join(world.text(world.manager, "receipt").split())
    assert f"{world.cast.deal.customer} has heard from us" in told
    world.reply(world.manager, "go", "receipt")
    assert len(world.invitations(colleague)) == 1


def unknown_place(world: World) -> None:
    """Forward a loss whose mail tells nothing of where the customer is."""
    mail = forwarded_loss(world.cast, world.clock.now)
    body = mail.get_body(("plain",))
    assert body is not None
    text = str(body.get_content())
    kept = [line for line in text.splitlines() if "+" not in line and ", UK" not in line]
    body.set_content("\n".join(kept))
    world.post(mail, world.manager, world.debrief_address)
    world.settle()


def test_where_nothing_tells_the_receipt_says_so_with_the_command_that_corrects_it(world: World):
    unknown_place(world)
    said = " ".join(world.text(world.manager, "receipt").split())
    assert "Nothing tells me where they are" in said
    assert "zone: Europe/Lisbon" in said
    world.pass_time(minutes=1)
    world.reply(world.manager, "customer's clock: New York time", "receipt")
    said = " ".join(world.text(world.manager, "receipt").split())
    assert "Nothing tells me where they are" not in said
    assert "New York time (your own word)" in said


def test_where_nothing_tells_the_clock_of_a_rep_abroad_is_nearer_than_our_own(world: World):
    unknown_place(world)
    ours = world.cast.team["manager"]["country"]
    abroad = next(r for r in world.cast.team["reps"] if r["country"] != ours)
    world.pass_time(minutes=1)
    world.reply(world.manager, f"rep: {abroad['email']}", "receipt")
    said = " ".join(world.text(world.manager, "receipt").split())
    assert f"nothing in their mail; {abroad['name']}'s zone" in said


@pytest.mark.parametrize(
    ("to", "requested"),
    [
        (("{name}@{domain}",), True),
        (("{name}+debrief@{domain}",), True),
        (("{name}+losses@{domain}", "{name}@{domain}"), True),
        (("{name}+debrief@elsewhere.example",), False),
        (("{name}x+debrief@{domain}",), False),
        (("{name}+debrief@{domain}", "colleague@{domain}"), False),
    ],
)
def test_what_the_manager_forwards_to_an_address_of_their_own_is_a_request(
    world: World, to: tuple[str, ...], requested: bool
):
    name, _, domain = world.manager.partition("@")
    mail = forwarded_loss(world.cast, world.clock.now)
    del mail["To"]
    mail["To"] = ", ".join(address.format(name=name, domain=domain) for address in to)
    world.post(mail, world.manager, world.manager)
    world.pass_time(minutes=20)
    assert bool(world.invitations(world.customer)) == requested


def noted_forward(
    world: World, note: str, sent: str = "14 September 2026 08:11", amount: str = "USD 240,000"
) -> None:
    """Let the manager forward the customer's mail with a note above it."""
    deal = world.cast.deal
    block = (
        f"From: {deal.customer} <{deal.email}>\nSent: {sent}\n"
        f"To: {deal.rep} <{world.rep}>\nSubject: Your proposal\n\n"
    )
    rule = "________________________________\n"
    forward(world, f"{note}\n\n{rule}{block}{regret(world, amount)}", "FW: Your proposal")


@pytest.mark.parametrize(
    "note",
    [
        "Please do NOT contact the customer, just log it",
        "lost. don't call them yet, I am talking to her on thursday",
        "below: FYI, lost, call Theo not Eleanor",
        "not sure if major?",
        "Not our loss I think, or is it? What do you think",
        "for the record only",
        "Stop",
        "?",
        "not yet",
        "Can you set up the call for next week? Wednesday is best",
        "she has left, new contact is Peter Holm peter.holm@pemberton-ceramics.example",
        "this one hurts, 1.2m!",
        "bitte erst nach meinem Gespräch am Donnerstag starten",
        "ne pas contacter pour le moment",
        "no la llaméis todavía",
        "nog niet bellen aub",
        "ainda não ligar",
    ],
)
def test_a_note_above_a_forward_that_restrains_or_is_unclear_holds_the_start(
    world: World, note: str
):
    noted_forward(world, note)
    world.pass_time(days=2)
    assert world.mails(world.customer) == []
    assert receipt(world)["mode"] == "held"
    world.reply(world.manager, "go", "receipt")
    assert world.review.stage is Stage.CALLING


@pytest.mark.parametrize(
    "note",
    [
        "pls handle",
        "Can you please set up a debrief on this one?",
        "Damn! We were so close. They liked our team but went for a cheaper offer.",
        "240k lost",
        "Not sure why we lost, price was fine. Please find out.",
        "Lost after 6 months of work. Let's learn from it.",
        "Bitte debriefen, leider verloren",
        "Para revisar, gracias",
        "Pour suite à donner, merci",
        "Please start a post-mortem on this.\n\nBest regards,\nNadia Ferrant\nRegional Sales Manager\n"
        "Mobile +1 312 555 0188\nnadia.ferrant@brightwater.example",
    ],
)
def test_a_note_that_merely_passes_a_loss_on_holds_nothing(world: World, note: str):
    noted_forward(world, note)
    assert receipt(world)["mode"] == "request"


def test_a_note_above_a_forward_puts_facts_right(world: World):
    noted_forward(world, f"amount: 290k\nrep: {world.reps[1]}")
    facts = world.review.facts
    assert (facts.amount, facts.rep_email) == (290_000, world.reps[1])
    assert receipt(world)["mode"] == "request"
    assert [name for name, _ in receipt(world)["changed"]] == ["amount", "rep_email"]


def test_a_note_above_another_forward_holds_what_was_about_to_start(world: World):
    noted_forward(world, "pls handle")
    world.pass_time(minutes=3)
    noted_forward(world, "Sorry, please do not write to her yet")
    world.pass_time(days=2)
    assert world.mails(world.customer) == []
    assert receipt(world)["mode"] == "held"


def test_a_question_above_the_same_forward_once_more_holds_nothing(world: World):
    noted_forward(world, "pls handle")
    noted_forward(world, "once more, did you get this?")
    world.pass_time(minutes=20)
    assert len(world.invitations(world.customer)) == 1


def test_a_like_deal_of_another_rep_with_another_amount_is_a_review_of_its_own(world: World):
    world.loss()
    deal = world.cast.deal
    other = next(str(p["name"]) for p in world.cast.team["reps"] if p["name"] != deal.rep)
    crm_alert_of(world, deal.title, "USD 90,000.00", rep=other)
    assert len(world.reviews()) == 2


def lost_mail(number: int) -> EmailMessage:
    """A customer's no, one of several."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = f"Jo Reid{number} <jo@site{number}.example>"
    mail["To"], mail["Subject"] = "sales@brightwater.example", f"Decision on line {number}"
    mail["Date"] = "Fri, 11 Sep 2026 10:00:00 +0000"
    mail.set_content(
        f"Hi team,\n\nthank you for the line {number} sensors proposal (USD {number + 60},000). "
        "We have decided to go with Corvane.\n\nBest regards,\nJo Reid\n"
    )
    return mail


def passed_on(number: int, to: str = "sales@brightwater.example") -> str:
    """A customer's no as a mail program quotes it in a forward."""
    lost = lost_mail(number)
    return (
        f"\n---------- Forwarded message ---------\nFrom: {lost['From']}\n"
        f"Date: Fri, 11 Sep 2026 at 10:00\nSubject: {lost['Subject']}\nTo: {to}\n\n"
        f"{lost.get_content()}\n"
    )


def with_attached(world: World, note: str, *numbers: int) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = world.manager, world.debrief_address, "Losses"
    mail["Date"] = format_datetime(world.clock.now)
    mail["Message-ID"] = "<several@brightwater.example>"
    mail.set_content(note)
    for number in numbers:
        mail.add_attachment(lost_mail(number))
    return mail


@pytest.mark.parametrize("attached", [(1, 2, 3), (3,), ()])
def test_each_of_several_mails_passed_on_in_one_becomes_a_review(
    world: World, attached: tuple[int, ...]
):
    inline = "".join(passed_on(n) for n in (1, 2, 3) if n not in attached)
    mail = with_attached(world, f"Please debrief these.\n\nNadia\n{inline}", *attached)
    for _ in range(2):
        world.post(mail, world.manager, world.debrief_address)
        world.settle()
    facts = sorted((r.facts.customer_email or "", r.facts.amount or 0) for r in world.reviews())
    assert facts == [(f"jo@site{n}.example", 60_000 + 1_000 * n) for n in (1, 2, 3)]
    assert len(world.mails(world.manager, "receipt")) == 3
    assert "3 mails that you passed on together" in world.text(world.manager, "receipt")


def test_a_receipt_of_one_of_several_is_answered_for_that_one_alone(world: World):
    forward(world, f"both lost\n{passed_on(1)}{passed_on(2)}")
    world.reply(world.manager, "stop", "receipt")
    stages = sorted(str(r.stage) for r in world.reviews())
    assert stages == ["asking", "stopped"]


@pytest.mark.parametrize("note", ["amount: 145k", "Please do not contact them yet"])
def test_a_note_above_several_mails_holds_all_of_them(world: World, note: str):
    forward(world, f"{note}\n{passed_on(1)}{passed_on(2)}")
    world.pass_time(days=1)
    assert [r.stage for r in world.reviews()] == [Stage.ASKING] * 2
    assert sorted(r.facts.amount or 0 for r in world.reviews()) == [61_000, 62_000]
    assert note in world.text(world.manager, "receipt")


def test_a_note_above_several_mails_makes_none_of_them_a_loss(world: World):
    order = EmailMessage(policy=SMTP)
    order["From"], order["Subject"] = "Peter Holm <peter.holm@ashdown-mills.example>", "Probes"
    order["To"], order["Date"] = world.rep, "Fri, 11 Sep 2026 10:00:00 +0000"
    order.set_content(
        "Hi,\n\nthank you for the cold store probes proposal (USD 90,000). Our purchase order is "
        "attached, we look forward to working with you.\n\nPeter Holm\nAshdown Mills\n"
    )
    mail = with_attached(world, "Two losses, please debrief", 1)
    mail.add_attachment(order)
    world.post(mail, world.manager, world.debrief_address)
    world.pass_time(days=1)
    assert sorted(r.verdict for r in world.reviews()) == ["loss", "unsure"]
    assert world.mails("peter.holm@ashdown-mills.example") == []


def test_a_forward_within_a_forward_is_one_mail(world: World):
    inner = passed_on(2, "Jo Reid1 <jo@site1.example>")
    forward(world, f"pls handle\n{passed_on(1)}{inner}")
    world.pass_time(hours=1)
    assert receipt(world)["mode"] in ("unsure", "amount_unknown")
    assert "forward each by itself" in " ".join(world.text(world.manager, "receipt").split())
    assert world.mails("jo@site1.example") == world.mails("jo@site2.example") == []


def test_too_many_mails_in_one_are_for_a_human(world: World):
    mail = with_attached(world, "Please debrief these.", *range(1, 27))
    world.post(mail, world.manager, world.debrief_address)
    world.settle()
    assert world.reviews() == []
    assert world.inbound() == {"Losses": "set_aside"}
    assert "smaller lots" in " ".join(world.text(world.manager, "set_aside").split())


def crm_alert_of(world: World, deal: str, amount: str, rep: str | None = None) -> None:
    """A sales system tells of a lost deal of the same company."""
    rows = (
        ("Opportunity Name", deal),
        ("Account Name", f"{world.cast.deal.company} Ltd."),
        ("Opportunity Owner", rep or world.cast.deal.rep),
        ("Amount", amount),
        ("Stage", "Closed Lost"),
    )
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = "Sales CRM <noreply@crm.example>", world.manager
    mail["Subject"], mail["Date"] = f"Opportunity closed: {deal}", format_datetime(world.clock.now)
    mail["Message-ID"] = f"<alert-{len(world.inbound())}@crm.example>"
    mail.set_content("\n".join(f"{name}: {value}" for name, value in rows))
    world.post(mail, "noreply@crm.example", world.manager)
    world.settle()


def test_the_same_deal_with_another_amount_is_one_review_and_the_difference_is_told(world: World):
    world.loss()
    crm_alert_of(world, f"{world.cast.deal.title} 2026", "USD 448,500.00")
    assert len(world.reviews()) == 1
    told = " ".join(world.text(world.manager, "merged").split())
    assert "448,500" in told and "453,000" in told
    world.reply(world.manager, "amount: 448500", "merged")
    assert world.review.facts.amount == 448_500


def test_another_deal_of_the_same_customer_is_a_review_of_its_own(world: World):
    world.loss()
    world.pass_time(minutes=20)
    deal = world.cast.deal
    mail = customers_mail(
        world,
        f"Dear {deal.rep.split()[0]},\n\nfor the cold store probes we have chosen Tellurix.\n\n"
        f"Kind regards,\n{deal.customer}\n{deal.company}\n",
        "Cold store probes",
    )
    arrive(world, mail)
    assert sorted(str(r.facts.amount) for r in world.reviews()) == ["453000.0", "None"]
    assert len(world.invitations(world.customer)) == 1


@pytest.mark.parametrize("amount", ["USD 453,000", "USD 9,000"])
def test_a_forward_of_a_deal_that_has_ended_says_so_and_how_to_begin(world: World, amount: str):
    noted_forward(world, f"amount: {amount}")
    if amount == "USD 453,000":
        world.reply(world.manager, "stop", "receipt")
    ended = world.reviews()[0].stage
    world.pass_time(days=2)
    noted_forward(world, "please do this one after all")
    (review,) = world.reviews()
    assert review.stage is ended in (Stage.STOPPED, Stage.LOGGED)
    word = "go" if ended is Stage.STOPPED else "review"
    assert word in world.text(world.manager, "merged").split()
    world.reply(world.manager, word, "merged")
    assert world.reviews()[0].stage is Stage.CALLING


@pytest.mark.parametrize(
    "words",
    [
        "yes but only next week",
        "go next Monday",
        "Go ahead on Wednesday at 3pm",
        "ja, aber erst nächste Woche",
    ],
)
def test_a_go_for_a_later_day_is_held_and_told_to_come_on_that_day(world: World, words: str):
    arrive(world, customers_mail(world, regret(world)))
    world.reply(world.manager, words, "receipt")
    world.pass_time(days=9)
    assert world.mails(world.customer) == []
    told = " ".join(world.text(world.manager, "receipt").split())
    assert words in told and "for a later day, reply with it on that day" in told


@pytest.mark.parametrize(
    ("sent", "mode"),
    [
        ("9 March 2026 08:11", "old"),
        ("12 July 2026 08:11", "old"),
        ("20 July 2026 08:11", "request"),
    ],
)
def test_a_decision_of_long_ago_is_asked_about_before_the_customer_hears(
    world: World, sent: str, mode: str
):
    noted_forward(world, "pls handle", sent)
    world.pass_time(hours=1)
    assert receipt(world)["mode"] == mode
    assert bool(world.mails(world.customer)) == (mode == "request")
    if mode == "old":
        assert sent.partition(" 2026")[0] in world.text(world.manager, "receipt")
        world.reply(world.manager, "go", "receipt")
    assert world.review.stage is Stage.CALLING


def test_a_decision_of_long_ago_starts_neither_by_a_fact_nor_by_another_forward(world: World):
    noted_forward(world, "amount: unknown", "9 March 2026 08:11")
    world.reply(world.manager, "amount: 240k", "receipt")
    noted_forward(world, "here it is", "9 March 2026 08:11")
    world.pass_time(days=1)
    assert receipt(world)["mode"] == "old"
    assert world.mails(world.customer) == []


def test_how_old_a_decision_may_be_is_the_teams_to_say(tmp_path: Path):
    world = World(tmp_path, policy="old_loss_days = 365")
    noted_forward(world, "pls handle", "9 March 2026 08:11")
    assert receipt(world)["mode"] == "request"


@pytest.mark.parametrize(
    "words", ["Yes we lost this one", "yes it is lost", "ja, verloren", "oui, perdu"]
)
def test_the_question_whether_it_is_lost_may_be_answered_in_its_own_words(world: World, words: str):
    arrive(world, customers_mail(world, regret(world)))
    world.reply(world.manager, words, "receipt")
    assert world.review.stage is Stage.CALLING


@pytest.mark.parametrize(
    "words", ["yes, not lost", "lost? yes and no", "yes but lost for now only"]
)
def test_a_doubtful_answer_to_that_question_starts_nothing(world: World, words: str):
    arrive(world, customers_mail(world, regret(world)))
    world.reply(world.manager, words, "receipt")
    assert world.review.stage is Stage.ASKING
