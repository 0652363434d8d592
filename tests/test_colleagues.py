"""A colleague of another division shares our domain: never the customer, never a rep."""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

import pytest

from debrief.model import Stage
from tests.world import World

COLLEAGUE = "paula.rowan@brightwater.example"
NAMED = f"Paula Rowan <{COLLEAGUE}>"
LOSS = """Dear {who},

Thank you for the work that you put into the boiler retrofit proposal (USD 453,000). I am sorry to say
that we have decided to go with Peakline Systems.

Kind regards,
Eleanor Whitcombe
Operations Director
Pemberton Ceramics
"""


def mail(
    world: World, sender: str, to: str, text: str, subject: str, *, cc: str = "", answers: str = ""
) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"], message["Message-ID"] = format_datetime(world.clock.now), make_msgid()
    if cc:
        message["Cc"] = cc
    if answers:
        message["In-Reply-To"] = answers
    message.set_content(text)
    return message


@pytest.mark.parametrize(
    ("to", "cc", "who"),
    [(NAMED, "{manager}", "Paula"), ("{manager}", NAMED, "Nadia"), ("{rep}", NAMED, "Imani")],
)
def test_one_whom_the_customer_wrote_to_is_neither_rep_nor_customer(
    world: World, to: str, cc: str, who: str
):
    people = {"manager": world.manager, "rep": world.rep}
    sender, subject = f"Eleanor Whitcombe <{world.customer}>", "Boiler retrofit: our decision"
    to, cc = to.format(**people), cc.format(**people)
    loss = mail(world, sender, to, LOSS.format(who=who), subject, cc=cc)
    world.post(loss, world.customer, world.manager)
    world.settle()
    facts = world.review.facts
    assert facts.customer_email == world.customer
    assert facts.rep_email in (None, world.rep)


def test_a_loss_that_one_passes_on_is_asked_about_and_starts_nothing(world: World):
    loss = mail(
        world, NAMED, world.manager, f"Fyi, Paula\n\nFrom: {world.customer}\nTo: {world.rep}\n"
        f"Subject: Boiler retrofit: our decision\n\n{LOSS.format(who='Imani')}",
        "Fwd: Boiler retrofit: our decision",
    )  # fmt: skip
    world.post(loss, COLLEAGUE, world.manager)
    world.settle()
    world.pass_time(days=1)
    assert world.review.stage is Stage.ASKING
    assert "Did we lose this one?" in world.text(world.manager, "receipt")
    assert COLLEAGUE not in (world.review.facts.customer_email, world.review.facts.rep_email)


@pytest.mark.parametrize(
    "text",
    [
        f"Please talk to {NAMED} instead, she knows our reasons.",
        "I no longer handle this. Please contact my colleague in copy.",
    ],
)
def test_one_whom_the_customer_names_or_copies_is_not_invited_in_their_place(
    world: World, text: str
):
    world.loss()
    world.pass_time(minutes=20)
    invitation, _ = world.invitations(world.customer)[-1]
    sender, subject = f"Eleanor Whitcombe <{world.customer}>", f"Re: {invitation['Subject']}"
    answer = mail(
        world, sender, world.manager, text, subject.replace("\n", ""), cc=NAMED,
        answers=str(invitation["Message-ID"]),
    )  # fmt: skip
    world.post(answer, world.customer, world.manager)
    world.settle()
    world.pass_time(days=3)
    assert world.review.facts.customer_email == world.customer
    assert all(COLLEAGUE not in e.to for e in world.review.effects)


@pytest.mark.parametrize("address", [COLLEAGUE, "theo.abernathy@brightwater.example"])
@pytest.mark.parametrize("word", ["go", ""])
def test_the_managers_slip_does_not_make_one_of_us_the_customer(
    world: World, address: str, word: str
):
    world.loss()
    world.reply(world.manager, f"email: {address}\n{word}", "receipt")
    assert world.review.facts.customer_email == world.customer
    world.pass_time(minutes=1)
    shown = [str(m.get_body(("plain",))) for m in world.mails(world.manager, "receipt")]
    assert any(f"> email: {address}" in text for text in shown)
    world.pass_time(days=2)
    assert not world.invitations(world.customer)
    world.reply(world.manager, "go", "receipt")
    world.pass_time(minutes=20)
    assert world.invitations(world.customer)
