"""Several losses in one mail, passed on or told in own words: each is a review of its own."""

from __future__ import annotations

import re
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import pytest

from debrief.model import Stage
from debrief.reading.mail.message import parse_message
from debrief.reading.verdicts.told_losses import losses_told
from tests.losses import forward, passed_on, receipt, with_attached
from tests.world import World


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


TOLD = (
    "We lost Acme (50k) to Peakline and Globex (80k) to Vantor.",
    "Hi,\n\nwe lost Acme (50k) to Peakline.\nWe also lost Globex (80k) to Vantor.\n\nThanks",
    "lost Acme, 50k, to Peakline; lost Globex, 80k, to Vantor",
    "Two losses this week:\n- Acme (50k) to Peakline\n- Globex (80k) to Vantor",
    "Wir haben Acme (50k) an Peakline und Globex (80k) an Vantor verloren.",
    "On a perdu Acme (50k) contre Peakline et Globex (80k) contre Vantor.",
    "Perdimos Acme (50k) contra Peakline y Globex (80k) contra Vantor.",
    "We hebben Acme (50k) aan Peakline en Globex (80k) aan Vantor verloren.",
    "Perdemos a Acme (50k) para a Peakline e a Globex (80k) para a Vantor.",
)


def own_words(world: World, text: str) -> None:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = world.manager, world.debrief_address, "losses"
    mail["Date"], mail["Message-ID"] = (
        format_datetime(world.clock.now),
        "<told@brightwater.example>",
    )
    mail.set_content(text)
    world.post(mail, world.manager, world.debrief_address)
    world.settle()


@pytest.mark.parametrize("text", TOLD)
def test_each_of_several_losses_told_in_own_words_becomes_a_review(world: World, text: str):
    own_words(world, text)
    facts = sorted((r.facts.company, r.facts.amount, r.facts.competitor) for r in world.reviews())
    assert facts == [("Acme", 50_000, "Peakline"), ("Globex", 80_000, "Vantor")]
    assert len(world.mails(world.manager, "receipt")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "We lost the Acme and Globex deal (50k) to Peakline.",
        "We lost Smith and Sons, 50k, to Peakline",
        "Acme and Globex (80k) lost to Peakline",
        "we lost Acme and Globex",
    ],
)
def test_no_deal_is_called_by_two_names(world: World, text: str):
    own_words(world, text)
    for review in world.reviews():
        assert " and " not in f"{review.facts.deal} {review.facts.company}"
        assert (review.verdict, review.stage) == ("unsure", Stage.ASKING)
    asked = world.mails(world.manager)[-1]
    line = re.search(r'"(We lost the [^"]+)"', " ".join(str(asked.get_body(("plain",))).split()))
    assert line and losses_told(parse_message(f"\n\n{line[1]}; {line[1]}".encode()))


def test_a_word_of_restraint_beside_several_losses_is_answered_and_starts_none(world: World):
    own_words(world, f"Please don't call them yet.\n{TOLD[0]}")
    world.pass_time(days=1)
    assert world.inbound() == {"losses": "answered"}
    assert all(r.stage is Stage.ASKING for r in world.reviews())
