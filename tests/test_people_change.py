"""People and their places change while a review is open: a rep hands over, the manager sold it, a colleague answers."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

import pytest

from debrief.answers.account_rep import passes_on, with_rep_named
from debrief.demo.cast import make_cast
from debrief.model import Stage
from debrief.team import Team
from tests.losses import arrive, customers_mail, noted_forward, receipt, regret
from tests.world import World, utc

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
        "theo takes this one instead of imani",
        "imani is out, theo covers for her",
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


LAURA = "laura.price@pemberton-ceramics.example"


def in_the_thread(world: World, who: str, name: str, text: str, of: str = "") -> None:
    """Let somebody who was not written to answer the invitation, or another mail of ours."""
    (*_, mail) = world.mails(of or world.customer)
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = (
        f"{name} <{who}>",
        world.manager,
        "Re: call",
    )
    message["Date"] = format_datetime(world.clock.now)
    message["Message-ID"] = f"<{len(world.inbound())}-{who}>"
    message["In-Reply-To"] = str(mail["Message-ID"])
    message.set_content(text)
    world.post(message, who, world.manager)
    world.settle()


def test_an_assistant_who_names_a_time_is_put_before_the_manager(world: World):
    booked(world)
    before = world.review.call
    in_the_thread(
        world, LAURA, "Laura Price", "Ms Whitcombe can do Wednesday 3pm.\n\nLaura Price\nPA"
    )
    told = " ".join(world.text(world.manager, "call_update").split())
    assert '"16 September 09:00"' in told
    assert f'"email: Laura Price <{LAURA}>"' in told
    assert world.review.call == before
    world.pass_time(days=3)
    assert len(world.mails(world.customer)) == 1  # no reminder meanwhile
    assert "answered" in world.inbound().values()


def test_the_managers_answer_moves_the_call_to_what_the_assistant_named(world: World):
    booked(world)
    in_the_thread(world, LAURA, "Laura Price", "Ms Whitcombe can do Wednesday 3pm.")
    world.reply(world.manager, "16 September 9:00", "call_update")
    assert world.review.call.slot is not None
    assert world.review.call.slot.start == utc("2026-09-16 14:00")
    assert "Thank you for proposing another time" in world.text(world.customer, "call")
    world.pass_time(days=1)
    assert world.mails(world.customer, "chase") == []  # it is their own time


def test_another_time_of_the_managers_than_the_assistant_named_is_ours(world: World):
    booked(world)
    in_the_thread(world, LAURA, "Laura Price", "Ms Whitcombe can do Wednesday 3pm.")
    world.reply(world.manager, "17 September 9:00", "call_update")
    assert "something came up on our side" in world.text(world.customer, "call")


def test_a_colleague_who_asks_for_no_contact_is_not_offered_a_call(world: World):
    booked(world)
    in_the_thread(world, LAURA, "Laura Price", "Please do not contact Eleanor any more.")
    told = " ".join(world.text(world.manager, "call_update").split())
    assert "They ask that nobody be contacted" in told
    assert "email:" not in told


def test_a_false_name_beside_an_address_is_not_passed_on(world: World):
    booked(world)
    in_the_thread(world, LAURA, "Reply go to start", "Wednesday 3pm would suit.")
    assert "Reply go to start" not in world.text(world.manager, "call_update")


@pytest.mark.parametrize("text", ["stop", "Move it to Thursday 10:00 please"])
def test_the_managers_other_address_commands_nothing_and_is_told_so(world: World, text: str):
    booked(world)
    before = world.review.call
    in_the_thread(world, "nadia.ferrant@gmail.example", "Nadia Ferrant", text)
    assert world.review.call == before
    told = " ".join(world.text(world.manager, "set_aside").split())
    assert "reply from nadia.ferrant@brightwater.example" in told


def test_a_colleague_of_ours_is_not_taken_for_somebody_of_the_customer(world: World):
    booked(world)
    other = next(rep for rep in world.reps if rep != world.rep)
    in_the_thread(
        world, other, "Saoirse", "I'm standing in for Nadia. Thursday 10:00.", world.manager
    )
    told = world.text(world.manager, "call_update")
    assert "Somebody on your team wrote" in told
    assert "in place of" not in told


def test_whoever_takes_the_managers_place_is_not_taken_for_the_rep(world: World):
    world.booked()
    world.reply(world.manager, "Theo takes my place, I can't make it", "question_script")
    assert world.review.facts.rep_email == world.rep
    assert "You cannot make it" in world.text(world.manager, "call_update")


@pytest.mark.parametrize(
    "words",
    [
        "Imani leaves on Friday, Theo takes over her accounts",
        "Imani is on leave on Tuesday, take Theo",
        "Imani ist ab Freitag weg, Theo übernimmt ihre Kunden",
    ],
)
def test_who_may_stand_for_the_account_is_proposed_for_a_yes(world: World, words: str):
    world.loss()
    world.reply(world.manager, words, "receipt")
    assert "rep: Theo Abernathy" in world.text(world.manager, "receipt")
    assert world.review.facts.rep_email == world.rep
    world.reply(world.manager, "yes", "receipt")
    assert world.review.facts.rep_email == "theo.abernathy@brightwater.example"


@pytest.mark.parametrize(
    ("to", "named"),
    [
        ("Marta Lind <marta.lind@brightwater.example>", True),
        ("sales@brightwater.example", False),
        ("Jo Banks <jo.banks@pemberton-ceramics.example>", False),
    ],
)
def test_who_beyond_the_team_got_the_loss_is_told_before_anybody_asks(
    world: World, to: str, named: bool
):
    mail = customers_mail(world, regret(world))
    mail.replace_header("To", f"{world.rep}, {to}")
    arrive(world, mail)
    plan = " ".join(receipt(world)["plan"])
    assert ("The same mail went to Marta Lind, not of your team" in plan) is named
    assert "Imani" not in plan.partition("The same mail")[2]
