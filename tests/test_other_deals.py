"""Other deals of one customer: whoever was asked about one is not asked about the next by itself."""

from __future__ import annotations

import re
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import pytest

from debrief.answers.both_deals import wants_both
from debrief.demo.cast import forwarded_loss
from debrief.model import Review, Stage
from debrief.reports.monthly import monthly_context
from tests.losses import forward
from tests.world import World

PETER = "peter.holm@pemberton-ceramics.example"


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


def colleagues_loss(world: World) -> None:
    """The manager forwards the loss of another deal, of a colleague of the customer."""
    world.office.open_for(PETER)
    forward(
        world,
        f"pls handle\n\n---------- Forwarded message ---------\nFrom: Peter Holm <{PETER}>\n"
        f"Date: Mon, 14 Sep 2026 at 9:02\nSubject: Cold store probes\n"
        f"To: {world.cast.deal.rep} <{world.rep}>\n\nHi,\n\nthank you for the cold store probes "
        "proposal (USD 310,000). We have decided to go with Tellurix.\n\nBest regards,\n"
        f"Peter Holm\n{world.cast.deal.company}\n",
    )


def of(world: World, customer: str) -> Review:
    return next(r for r in world.reviews() if r.facts.customer_email == customer)


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


def test_a_colleague_of_a_customer_who_was_asked_is_not_asked_by_itself(world: World):
    world.loss()
    world.pass_time(minutes=20)
    colleague = PETER
    colleagues_loss(world)
    world.pass_time(days=1)
    assert len(world.reviews()) == 2
    assert world.invitations(colleague) == []
    told = " ".join(world.text(world.manager, "receipt").split())
    assert f"{world.cast.deal.customer} has heard from us" in told
    world.reply(world.manager, "go", "receipt")
    assert len(world.invitations(colleague)) == 1


def test_a_receipt_says_what_the_customer_has_heard_by_then(world: World):
    world.loss()
    colleagues_loss(world)
    told = " ".join(world.text(world.manager, "receipt").split())
    assert f"{world.cast.deal.customer} is about to hear from us about" in told
    assert "has heard from us" not in told


@pytest.mark.parametrize("answer", ["both", "lets cover both in one call with Eleanor"])
def test_both_deals_are_covered_in_one_call(world: World, answer: str):
    world.loss()
    world.pass_time(minutes=20)
    colleagues_loss(world)
    assert "cover it in the call with Eleanor" in world.text(world.manager, "receipt")
    world.reply(world.manager, answer, "receipt")
    second, first = of(world, PETER), of(world, world.customer)
    assert second.stage is Stage.CLOSED and second.call.outcome == "covered in another call"
    assert second.covered_by == first.id and "cold store probes" in first.covers[0]
    script = " ".join(world.text(world.manager, "question_script").split())
    assert "another deal as well" in script and "cold store probes" in script
    assert "One call for both" in world.text(world.manager, "covered")
    world.pass_time(days=1)
    assert world.invitations(PETER) == []
    assert len(world.invitations(world.customer)) == 1


def test_a_deal_that_is_covered_elsewhere_gets_its_own_call_by_a_go(world: World):
    world.loss()
    world.pass_time(minutes=20)
    colleagues_loss(world)
    world.reply(world.manager, "both", "receipt")
    world.reply(world.manager, "go", "covered")
    assert of(world, PETER).stage is Stage.CALLING
    assert len(world.invitations(PETER)) == 1


def test_one_call_for_both_is_not_offered_once_the_call_is_over(world: World):
    world.called()
    colleagues_loss(world)
    assert "cover it in the call" not in world.text(world.manager, "receipt")
    world.reply(world.manager, "both", "receipt")
    assert of(world, PETER).stage is Stage.ASKING
    assert world.invitations(PETER) == []


@pytest.mark.parametrize(
    "text",
    [
        "both",
        "Cover both in one call please",
        "add it to the call with Eleanor",
        "beide in einem Gespräch bitte",
        "les deux en un seul appel",
        "los dos en una llamada",
        "beide in één gesprek",
        "os dois na mesma chamada",
    ],
)
def test_one_call_for_both_is_understood(text: str):
    assert wants_both(text)


@pytest.mark.parametrize(
    "text",
    [
        "go",
        "not both",
        "both?",
        "nicht beide",
        "ask each separately",
        "pas les deux",
        "stop",
        "thanks",
    ],
)
def test_what_is_no_wish_for_one_call_is_none(text: str):
    assert not wants_both(text)


def test_the_manager_is_reminded_once_of_a_review_that_waits_for_their_word(world: World):
    world.loss()
    world.pass_time(minutes=20)
    colleagues_loss(world)
    asked = len(world.mails(world.manager, "receipt"))
    world.pass_time(days=6)
    assert len(world.mails(world.manager, "receipt")) == asked
    world.pass_time(days=2)
    mails = world.mails(world.manager, "receipt")
    assert len(mails) == asked + 1 and "waits for your word" in world.text(world.manager, "receipt")
    world.pass_time(days=30)
    assert len(world.mails(world.manager, "receipt")) == asked + 1
    assert world.invitations(PETER) == []
    world.reply(world.manager, "go", "receipt")
    assert of(world, PETER).stage is Stage.CALLING


def test_what_waits_for_a_word_stands_on_the_monthly_page(world: World):
    world.loss()
    world.pass_time(minutes=20)
    colleagues_loss(world)
    world.pass_time(days=20)
    page = monthly_context(world.reviews(), world.desk.store.book(), "2026-09")
    assert [row["title"] for row in page["waiting"]] == [of(world, PETER).facts.title]
    assert page["n"] == 1
    world.reply(world.manager, "stop", "receipt")
    page = monthly_context(world.reviews(), world.desk.store.book(), "2026-09")
    assert page["waiting"] == []


def test_nobody_is_reminded_of_a_mail_that_merely_read_like_a_loss(world: World):
    world.crm()
    world.settle()
    asked = len(world.mails(world.manager, "receipt"))
    world.pass_time(days=30)
    assert len(world.mails(world.manager, "receipt")) == asked


@pytest.mark.parametrize(("days", "asked"), [(120, True), (300, False)])
def test_whoever_was_asked_some_months_ago_is_asked_again_by_the_managers_word_alone(
    world: World, days: int, asked: bool
):
    world.loss()
    world.pass_time(minutes=20)
    world.answer(world.customer, "DECLINED")
    world.pass_time(days=days)
    had = len(world.invitations(world.customer))
    second_loss(world)
    world.pass_time(minutes=20)
    told = " ".join(world.text(world.manager, "receipt").split())
    assert ("has heard from us about Pemberton boiler retrofit" in told) is asked
    assert ("in September 2026" in told) is asked
    assert (len(world.invitations(world.customer)) == had) is asked
