"""Further notifications: of the same deal they are one review, of another deal a review of its own."""

from __future__ import annotations

import pytest

from debrief.demo.cast import forwarded_loss
from debrief.model import Stage
from tests.losses import arrive, crm_alert_of, customers_mail, noted_forward
from tests.world import World


def test_two_notifications_of_one_deal_become_one_review(world: World):
    world.loss()
    world.crm()
    world.settle()
    assert len(world.reviews()) == 1
    assert len(world.mails(world.manager, "merged")) == 1


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


def test_a_like_deal_of_another_rep_with_another_amount_is_a_review_of_its_own(world: World):
    world.loss()
    deal = world.cast.deal
    other = next(str(p["name"]) for p in world.cast.team["reps"] if p["name"] != deal.rep)
    crm_alert_of(world, deal.title, "USD 90,000.00", rep=other)
    assert len(world.reviews()) == 2


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
