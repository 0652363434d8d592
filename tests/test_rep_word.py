"""What a rep says of a loss unasked: passed on to the manager, and never a command."""

from __future__ import annotations

import re

import pytest

from debrief.demo.cast import forwarded_loss
from debrief.model import Stage
from tests.world import World

CAUTION = (
    "please do not contact her",
    "Please don't call her, she is on sick leave.",
    "Leave her alone for now, please",
    "Bitte nicht anrufen",
    "Ne l'appelez pas s'il vous plaît",
    "por favor no la contacten",
    "bel haar alsjeblieft niet",
    "não contacte a cliente",
    "no, we won it back",
)


@pytest.mark.parametrize("words", CAUTION)
def test_a_reps_caution_is_put_before_the_manager_and_no_reminder_goes_out(
    world: World, words: str
):
    world.loss()
    world.pass_time(minutes=20)
    sent = len(world.mails(world.customer))
    world.reply(world.rep, words, "role_card")
    assert words in world.text(world.manager, "call_update")
    assert len(world.mails(world.rep, "word_passed_on")) == 1
    world.pass_time(days=4)
    assert (world.review.stage, len(world.mails(world.customer))) == (Stage.CALLING, sent)
    world.reply(world.manager, "stop", "call_update")
    assert world.review.stage is Stage.STOPPED


def passed_by(world: World, rep: str) -> None:
    mail = forwarded_loss(world.cast, world.clock.now)
    mail.replace_header("From", rep)
    mail.replace_header("Message-ID", f"<{len(world.mails(rep))}.{rep}>")
    world.post(mail, rep, world.debrief_address)
    world.settle()


def test_a_reps_caution_holds_what_nobody_has_heard_of(world: World):
    rep = world.reps[1]
    passed_by(world, rep)
    world.loss()
    world.reply(rep, "please do not contact her yet", "passed_on")
    world.pass_time(days=2)
    assert (world.review.stage, world.mails(world.customer)) == (Stage.ASKING, [])
    world.reply(world.manager, "go", "call_update")
    assert world.review.stage is Stage.CALLING


def test_a_rep_who_passes_a_loss_on_is_thanked_once_and_told_nothing_of_it(world: World):
    rep, other = world.reps[1:3]
    for who in (rep, rep, other):
        passed_by(world, who)
    for who in (rep, other):
        (mail,) = world.mails(who)
        assert not {"Pemberton", "Eleanor", "Peakline", "240"} & set(re.findall(r"\w+", str(mail)))


def test_a_machine_that_passes_a_loss_on_in_a_reps_name_is_not_thanked(world: World):
    mail = forwarded_loss(world.cast, world.clock.now)
    mail.replace_header("From", world.reps[1])
    mail["Auto-Submitted"] = "auto-generated"
    world.post(mail, world.reps[1], world.debrief_address)
    world.settle()
    assert world.mails(world.reps[1]) == []


def test_a_rep_who_cannot_come_still_has_the_call_moved(world: World):
    world.booked()
    world.reply(world.rep, "I can't make it on that day", "role_card")
    assert world.review.call.rep_answer != "accepted"
    assert "word_passed_on" not in {e.purpose for e in world.review.effects}
