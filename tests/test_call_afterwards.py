"""What a customer writes once the call is over: the manager gets a way on that works."""

from __future__ import annotations

import pytest

from debrief.chapters.colleague_word import words_on
from debrief.model import Stage
from tests.test_other_deals import second_loss
from tests.world import World


def silent(world: World) -> None:
    """Nobody answers: the review goes on without the customer."""
    world.loss()
    world.pass_time(days=24)
    assert world.review.call.outcome == "silent"


def updates(world: World) -> list[str]:
    return [str(e.context["event"]) for e in world.review.effects if e.purpose == "call_update"]


LATE = (
    "Hi Nadia, so sorry, was out for weeks. Happy to talk, next week Tuesday after 2 would be good."
)


@pytest.mark.parametrize("answer", ["go", "great! Tuesday 9am then"])
def test_a_late_yes_leads_to_a_call_by_the_managers_word(world: World, answer: str):
    silent(world)
    mails = len(world.mails(world.customer))
    world.reply(world.customer, LATE, "written_questions")
    assert updates(world)[-1] == "late_yes" and len(world.mails(world.customer)) == mails
    assert "Reply" in world.text(world.manager, "call_update")
    world.reply(world.manager, answer, "call_update")
    slot = world.review.call.slot
    assert world.review.stage is Stage.CALLING and slot is not None
    assert slot.start > world.clock.now and slot.start.strftime("%A") == "Tuesday"
    assert world.review.call.answer == "accepted"
    assert len(world.mails(world.customer)) == mails + 1
    world.until(slot.end)
    world.pass_time(hours=1)
    assert world.review.stage is Stage.LISTENING and world.review.call.outcome is None
    world.reply(world.manager, "1: price\n4: answer sooner", "notes_request")
    assert world.review.call.outcome == "held"


def test_a_late_yes_after_the_team_has_learned_names_the_way_by_hand(world: World):
    silent(world)
    world.reply(world.manager, "1: they were faster\n4: answer sooner", "notes_request")
    world.pass_time(minutes=5)
    world.reply(world.manager, "yes", "practice_drafts")
    stage = world.review.stage
    world.reply(world.customer, LATE, "written_questions")
    assert updates(world)[-1] == "late_yes" and world.review.stage is stage
    told = " ".join(world.text(world.manager, "call_update").split())
    assert "numbers 1 to 5" in told
    world.reply(world.manager, "4: send prices earlier", "call_update")
    assert "send prices earlier" in world.review.notes.answers["4"]


def test_words_that_cannot_be_read_then_name_only_what_can(world: World):
    silent(world)
    world.reply(world.manager, "hmm, interesting", "call_update")
    told = " ".join(world.text(world.manager, "not_understood").split())
    assert "Thursday 15:00" not in told and "in writing" not in told


@pytest.mark.parametrize("answer", ["add to 4", "yes", "Please add it"])
def test_one_more_answer_of_the_customers_is_offered_and_added(world: World, answer: str):
    world.learned()
    before = world.review.notes.answers
    world.reply(world.customer, "One more thing after our call:\n4. please send prices earlier")
    assert updates(world)[-1] == "wrote_again"
    assert "add to 4" in world.text(world.manager, "call_update")
    assert world.review.notes.answers == before
    world.reply(world.manager, answer, "call_update")
    assert world.review.notes.answers["4"].endswith("please send prices earlier")
    assert world.review.notes.answers["1"] == before["1"]


def test_a_word_on_a_colleague_is_read_by_the_manager_before_any_go(world: World):
    world.called()
    second_loss(world)
    second = next(r for r in world.reviews() if r.stage is Stage.ASKING)
    name, address = "Pat Rowntree", "pat.rowntree@elsewhere.example"
    facts = second.facts.model_copy(update={"customer_name": name, "customer_email": address})
    world.desk.store.save(second.model_copy(update={"facts": facts}))
    words = "Tellurix had the shorter lead time, Pat is on leave so don't ask him."
    world.reply(world.customer, f"Thank you for the call.\n\n{words}")
    (told,) = (r for r in world.reviews() if r.facts.customer_name == name)
    assert words in told.source.wishes and told.stage is Stage.ASKING
    assert words in " ".join(world.text(world.manager, "receipt").split())
    assert world.mails(address) == []


@pytest.mark.parametrize(
    ("words", "against"),
    [
        ("Please don't ask Pat.", True),
        ("Bitte fragen Sie Pat nicht.", True),
        ("Merci de ne pas contacter Pat.", True),
        ("Por favor no contacten a Pat.", True),
        ("Pat is met verlof.", True),
        ("Por favor não incomodem o Pat.", True),
        ("Pat sends her regards.", False),
        ("Pat was happy with the offer.", False),
        ("Don't ask me again.", False),
    ],
)
def test_what_speaks_against_asking_a_colleague(world: World, words: str, against: bool):
    review = world.loss()
    update = {"customer_name": "Pat Rowntree", "customer_email": "pat@elsewhere.example"}
    other = review.model_copy(update={"id": "r-2", "facts": review.facts.model_copy(update=update)})
    assert bool(words_on(review, words, other)) is against
