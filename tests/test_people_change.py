"""People and their places change while a review is open: a rep hands over, the manager sold it, a colleague answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from debrief.answers.account_rep import passes_on, with_rep_named
from debrief.demo.cast import make_cast
from debrief.model import Stage
from debrief.team import Team
from tests.losses import noted_forward, receipt
from tests.world import World

TEAM = Team.model_validate(make_cast(1).team)
IMANI = "imani.okonjo@brightwater.example"
THEO = "theo.abernathy@brightwater.example"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def booked(world: World) -> None:
    world.loss()
    world.pass_time(minutes=20)


def invited(world: World) -> tuple[str, ...]:
    effect = world.review.effect_for_event(world.review.call.uid or "")
    assert effect is not None
    assert effect.event is not None
    return effect.event.required


@pytest.mark.parametrize(
    "said",
    [
        "take Theo instead of Imani for this one",
        "Imani has left the company, please take Theo instead",
        "Theo takes over from Imani",
        "Theo replaces her",
        "Bitte Theo statt Imani",
        "Theo übernimmt das",
        "Theo remplace Imani",
        "Theo en lugar de Imani",
        "Theo in plaats van Imani",
        "Theo substitui a Imani",
    ],
)
def test_one_rep_in_anothers_place_is_the_account_rep(said: str):
    assert with_rep_named(said, TEAM, IMANI) == "rep: Theo Abernathy."


@pytest.mark.parametrize(
    "said",
    [
        "Imani takes over from Theo",
        "Imani instead of Theo",
        "don't take Theo instead",
        "Could Theo take over?",
        "Imani is leaving on Friday, Theo takes over the account",
        "If Imani cannot, take Theo instead",
        "Owen or Theo instead of Imani",
        "They took Peakline instead",
        "Theo will join too",
        "> take Theo instead of Imani",
    ],
)
def test_what_leaves_open_who_is_the_account_rep_stays_as_written(said: str):
    assert with_rep_named(said, TEAM, IMANI) == said


@pytest.mark.parametrize(
    ("said", "new"),
    [
        ("Hi Nadia, I'm leaving on Friday, Theo takes over.", THEO),
        ("Could Theo take my place? He knows Eleanor better", THEO),
        ("This isn't my account any more", None),
        ("Ich verlasse die Firma Ende des Monats", None),
    ],
)
def test_a_rep_who_would_hand_over_is_understood(said: str, new: str | None):
    passes, named = passes_on(said, TEAM, IMANI)
    assert passes
    assert (named.email if named else None) == new


@pytest.mark.parametrize(
    "said",
    ["I'm leaving for my holidays on Friday", "They chose Peakline instead", "Theo helped me"],
)
def test_a_holiday_or_a_helper_hands_nothing_over(said: str):
    assert not passes_on(said, TEAM, IMANI)[0]


@pytest.mark.parametrize("thread", ["receipt", "question_script"])
def test_the_manager_gives_a_rep_s_place_to_another_in_any_thread(world: World, thread: str):
    booked(world)
    world.answer(world.customer)
    world.reply(world.manager, "Imani has left us, please take Theo instead.\n\nNadia", thread)
    assert world.review.facts.rep_email == THEO
    assert invited(world) == (world.customer, THEO)
    assert world.review.call.answer == "accepted"
    assert world.mails(THEO, "role_card")


@pytest.mark.parametrize(
    "said", ["rep: me", "rep is me", "rep: none", "I was the rep myself", "it was my own deal"]
)
def test_a_deal_of_the_managers_own_is_reviewed_without_a_rep(world: World, said: str):
    noted_forward(world, "pls handle")
    world.reply(world.manager, said, "receipt")
    assert world.review.facts.rep_email == world.manager
    world.pass_time(minutes=20)
    assert world.review.stage is Stage.CALLING
    assert invited(world) == (world.customer,)


def test_a_rep_whom_the_manager_takes_off_is_uninvited(world: World):
    booked(world)
    world.reply(world.manager, "rep: me", "receipt")
    assert invited(world) == (world.customer,)
    assert world.mails(IMANI, "uninvited")
    assert any("You hold the call alone" in line for line in receipt(world)["plan"])


@pytest.mark.parametrize("booked_already", [False, True])
def test_a_rep_who_hands_over_is_put_before_the_manager_and_changes_nothing(
    world: World, booked_already: bool
):
    booked(world)
    if booked_already:
        world.answer(world.customer)
    before = world.review.call
    world.reply(world.rep, "I'm leaving on Friday, Theo takes over.", "role_card")
    assert world.review.call == before
    assert "rep: Theo Abernathy" in world.text(world.manager, "call_update")
    assert "Nadia has your words" in world.text(world.rep, "word_passed_on")
    world.reply(world.manager, "rep: Theo Abernathy", "call_update")
    assert invited(world) == (world.customer, THEO)


def test_whoever_was_invited_wrongly_is_named_to_the_manager(world: World):
    booked(world)
    world.answer(world.customer)
    world.reply(world.manager, "email: peter.hale@pemberton-ceramics.example", "receipt")
    assert receipt(world)["plan"][0].startswith("Eleanor Whitcombe is told that the call")
