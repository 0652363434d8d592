"""Chapter 3: the script comes twice, the rep's own view stays private, question 5 makes a date."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from debrief.engine.limits import OUTSIDE, Limit
from tests.world import World, no_effect_twice


def test_the_script_names_the_winner_and_this_customers_priorities(world: World):
    world.booked()
    text = " ".join(world.text(world.manager, "question_script").split())
    assert f"What did {world.cast.deal.competitor} do well" in text
    for priority in world.cast.deal.priorities:
        assert priority in text
    assert len(world.mails(world.manager, "question_script")) == 1


@pytest.mark.parametrize(
    "typed",
    [
        "uptime when it is 40 °C outside",
        "what a stop costs us per hour",
        "Energiekosten, die wir planen können",
        "integration with our own line",
        "support: who answers at night?",
    ],
)
def test_the_priorities_that_the_manager_typed_are_asked_about_as_typed(world: World, typed: str):
    world.loss()
    world.reply(world.manager, f"priorities: {typed}; price", "receipt")
    world.pass_time(minutes=20)
    world.answer(world.customer)
    text = " ".join(world.text(world.manager, "question_script").split())
    assert f"what mattered most to you: {typed} and price?" in text


def test_the_script_comes_again_one_hour_before_the_call_and_only_once(world: World):
    world.booked()
    start = world.review.call.slot.start
    world.until(start - timedelta(minutes=61))
    assert world.mails(world.manager, "question_script_soon") == []
    world.until(start + timedelta(minutes=5))
    assert len(world.mails(world.manager, "question_script_soon")) == 1
    no_effect_twice(world)


def test_a_customer_who_did_not_answer_may_still_come_so_the_script_comes(world: World):
    world.loss()
    world.pass_time(minutes=20)
    world.until(world.review.call.slot.start)
    assert len(world.mails(world.manager, "question_script_soon")) == 1


def test_the_rep_gets_a_role_card_with_the_five_questions(world: World):
    world.booked()
    text = world.text(world.rep, "role_card")
    for number in range(1, 6):
        assert f"{number}" in text
    assert world.mails(world.manager, "role_card") == []


def test_the_reps_own_view_is_kept_in_pieces_and_reaches_nobody_but_the_manager(world: World):
    world.booked()
    world.reply(world.rep, "1. Secretly: the price.\n2. Level.", "role_card")
    world.reply(world.rep, "4. More visits.", "role_card")
    assert set(world.review.rep_view.answers) == {"1", "2", "4"}
    world.until(world.review.call.slot.start)
    assert "Secretly" in world.text(world.manager, "question_script_soon")
    for who in [world.customer, *(r for r in world.reps if r != world.rep)]:
        assert all("Secretly" not in m.as_string() for m in world.mails(who))


@pytest.mark.parametrize("word", ["Thank you!", "👍", "Great, will do", "Verstanden, danke"])
def test_thanks_for_the_role_card_needs_no_answer(world: World, word: str):
    world.booked()
    before = len(world.mails(world.rep))
    world.reply(world.rep, word, "role_card")
    assert len(world.mails(world.rep)) == before


def test_a_role_card_reply_that_answers_nothing_is_asked_back_and_the_manager_reads_it(
    world: World,
):
    world.booked()
    world.reply(world.rep, "Can somebody lend me a hat for that day?", "role_card")
    assert "hat" in world.text(world.rep, "not_understood")
    assert "hat" in world.text(world.manager, "call_update")
    assert all("hat for that day" not in m.as_string() for m in world.mails(world.customer))


def test_script_and_role_card_wait_for_an_invitation_that_is_held_back(tmp_path: Path):
    world = World(tmp_path, policy="external_mails_a_day = 1\n")
    Limit(world.desk.store, OUTSIDE, 1).count(OUTSIDE, world.clock.now)
    world.loss()
    world.pass_time(hours=3)
    assert any("held back" in (e.error or "") for e in world.review.effects)
    assert world.review.call.state == "booked"
    assert world.mails(world.manager, "question_script") == []
    assert world.mails(world.rep, "role_card") == []
    world.pass_time(days=1)
    assert world.invitations(world.customer)
    assert len(world.mails(world.manager, "question_script")) == 1
    assert len(world.mails(world.rep, "role_card")) == 1


def test_an_hour_before_the_call_the_manager_reads_that_the_customer_has_not_answered(
    world: World,
):
    world.loss()
    world.pass_time(minutes=20)
    assert "has not answered" not in world.text(world.manager, "question_script")
    slot = world.review.call.slot
    assert slot is not None
    world.until(slot.start - timedelta(minutes=50))
    text = " ".join(world.text(world.manager, "question_script_soon").split())
    assert "has not answered the invitation" in text


def test_an_hour_before_a_call_that_was_accepted_nothing_is_said_of_an_answer(world: World):
    world.booked()
    slot = world.review.call.slot
    assert slot is not None
    world.until(slot.start - timedelta(minutes=50))
    assert "has not answered" not in world.text(world.manager, "question_script_soon")
