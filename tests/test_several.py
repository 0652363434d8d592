"""Several mails that are passed on in one: each is a review of its own."""

from __future__ import annotations

import pytest

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
