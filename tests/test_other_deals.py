"""Other deals of one customer: whoever was asked about one is not asked about the next by itself."""

from __future__ import annotations

import re
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from debrief.demo.cast import forwarded_loss
from debrief.model import Stage
from tests.losses import forward
from tests.world import World


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
