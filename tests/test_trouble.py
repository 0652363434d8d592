"""A server in trouble costs only what it concerns; what waits is told once and shown by `status`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from debrief.chapters.planning import changed
from debrief.console.office_work import dismiss, print_status
from debrief.demo.cast import forwarded_loss
from debrief.engine.effects import resumed
from debrief.engine.filing import MOST_REFUSED
from debrief.engine.trouble import FILING, MAIL
from debrief.errors import DebriefError, Refused, SignInNeeded, TryLater
from debrief.model import Stage
from tests.world import World, no_effect_twice

FULL = "the mailbox is full: delete mail in it, or have its quota raised"
FAULTS = [TryLater(FULL), SignInNeeded(FULL), Refused(FULL), KeyError(FULL)]


def raising(fault: Exception) -> Callable[..., None]:
    def refuse(*_: object, **__: object) -> None:
        raise fault

    return refuse


def turn(world: World) -> None:
    """Work once as the loop does; a fault is its own to say."""
    try:
        world.desk.cycle()
    except DebriefError:
        return


def post_loss(world: World) -> None:
    mail = forwarded_loss(world.cast, world.clock.now)
    world.post(mail, world.manager, world.debrief_address)


def pass_hours(world: World, hours: int) -> None:
    for _ in range(hours * 4):
        world.clock.now += timedelta(minutes=15)
        turn(world)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_message_that_cannot_be_filed_holds_up_nothing_and_is_told_once(
    world: World, monkeypatch: pytest.MonkeyPatch, fault: Exception
):
    filed: list[str] = []
    with monkeypatch.context() as broken:
        broken.setattr(world.desk.backend.mailbox, "file", raising(fault))
        world.loss()
        world.pass_time(minutes=20)
        assert world.mails(world.customer, "call")
        world.answer(world.customer, "ACCEPTED")
        assert world.review.call.answer == "accepted"
        assert FILING in world.desk.troubles.now()
        assert not world.mails(world.manager, "trouble")
        pass_hours(world, 4)
        assert len(world.mails(world.manager, "trouble")) == 1
        assert FULL in " ".join(world.text(world.manager, "trouble").split())
    real = world.desk.backend.mailbox.file
    monkeypatch.setattr(
        world.desk.backend.mailbox, "file", lambda name, box: (filed.append(name), real(name, box))
    )
    pass_hours(world, 2)
    assert len(filed) == len(set(filed)) >= 2
    assert not world.desk.troubles.now()
    no_effect_twice(world)


def test_a_server_that_hangs_over_each_message_is_not_waited_for_a_hundred_times(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    asked: list[str] = []

    def hang(name: str, box: str) -> None:
        asked.append(name)
        raise TryLater("no answer in time")

    monkeypatch.setattr(world.desk.backend.mailbox, "file", hang)
    for number in range(9):
        world.desk.filing.put(f"mail {number}", "handled")
    assert len(asked) == MOST_REFUSED
    with monkeypatch.context() as mended:
        mended.setattr(world.desk.backend.mailbox, "file", lambda name, _: asked.append(name))
        world.clock.now += timedelta(hours=1)
        turn(world)
    assert set(asked) == {f"mail {number}" for number in range(9)}


def test_what_is_dismissed_is_dismissed_though_it_cannot_be_filed(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    world.booked()
    words = "What was it that we quoted them?"
    world.reply(world.rep, words, "call", sender="office@brightwater.example")
    (aside,) = [e for e in world.desk.store.all_inbound() if e.status == "set_aside"]
    monkeypatch.setattr("debrief.backends.local.LocalMailbox.file", raising(TryLater(FULL)))
    dismiss(world.data, aside.key)
    assert "dismissed" in capsys.readouterr().out
    kept = world.desk.store.inbound(aside.key)
    assert kept is not None and kept.status == "handled"


@pytest.mark.parametrize(
    "fault", [TryLater("the calendar server answered 503"), SignInNeeded("the calendar is locked")]
)
def test_a_calendar_that_stays_away_is_told_once_and_all_goes_on_when_it_is_back(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    fault: Exception,
):
    with monkeypatch.context() as broken:
        broken.setattr(world.desk.backend.calendar, "busy", raising(fault))
        post_loss(world)
        turn(world)
        assert world.mails(world.manager, "receipt")
        assert not world.mails(world.manager, "trouble")
        pass_hours(world, 6)
        assert len(world.mails(world.manager, "trouble")) == 1
        said = world.text(world.manager, "trouble")
        assert str(fault) in said and "debrief check" in said
        print_status(world.data, None, None)
        told = capsys.readouterr().out
        assert "TROUBLE" in told and str(fault) in told
    world.pass_time(days=1)
    assert not world.desk.troubles.now()
    assert len(world.mails(world.customer, "call")) == 1
    assert len(world.mails(world.manager, "trouble")) == 1
    no_effect_twice(world)


def test_a_fault_that_passes_within_the_hour_is_told_to_nobody(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as broken:
        broken.setattr(world.desk.backend.calendar, "busy", raising(TryLater("busy")))
        post_loss(world)
        turn(world)
        assert world.desk.troubles.now()
    world.pass_time(hours=3)
    assert not world.desk.troubles.now()
    assert not world.mails(world.manager, "trouble")


def test_while_the_mailbox_itself_is_away_no_mail_about_it_is_planned(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as broken:
        broken.setattr(world.desk.backend.mailbox, "fetch", raising(TryLater("no connection")))
        pass_hours(world, 5)
        assert set(world.desk.troubles.now()) == {MAIL}
    world.pass_time(hours=1)
    assert not world.desk.troubles.now()
    assert not world.mails(world.manager, "trouble")


@pytest.fixture
def refused(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """No invitation is taken: the review has begun, and the manager was told."""
    with monkeypatch.context() as broken:
        fault = Refused("550 5.1.1 no such user")
        broken.setattr("debrief.backends.local.LocalCalendar.invite", raising(fault))
        world.loss()
        world.pass_time(minutes=30)
        yield broken


def test_a_customer_whom_no_invitation_reached_is_never_reminded_of_it(
    world: World, refused: pytest.MonkeyPatch
):
    said = " ".join(world.text(world.manager, "could_not_send").split())
    assert "`email: name@company.example`" in said or "email: name@company.example" in said
    world.pass_time(days=4)
    assert not world.mails(world.manager, "question_script")
    assert not world.mails(world.manager, "question_script_soon")
    assert not world.mails(world.rep, "role_card")
    refused.undo()
    world.pass_time(days=5)
    assert not world.mails(world.customer)
    assert world.review.call.outcome == "unreachable"


def test_an_invitation_that_is_taken_up_again_after_its_time_has_a_new_one(
    world: World, refused: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    world.pass_time(days=2)
    refused.undo()
    world.desk.store.save(resumed(world.review))
    world.pass_time(hours=3)
    assert len(world.mails(world.customer, "call")) == 1
    assert not world.mails(world.customer, "chase")
    start = world.review.call.slot
    assert start is not None and start.start > world.clock.now
    assert len(world.mails(world.manager, "could_not_send")) == 1
    assert len(world.mails(world.manager, "question_script")) == 1


def test_the_right_address_invites_a_customer_whose_invitation_was_refused(
    world: World, refused: pytest.MonkeyPatch
):
    refused.undo()
    right = "e.whitcombe@pemberton-ceramics.example"
    world.office.open_for(right)
    world.reply(world.manager, f"email: {right}", "could_not_send")
    world.pass_time(days=1)
    assert len(world.mails(right, "call")) == 1
    assert not world.mails(world.customer)


def test_a_call_whose_time_passes_while_nobody_can_sign_in_is_offered_at_another(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as broken:
        fault = SignInNeeded("the password is refused")
        broken.setattr("debrief.backends.local.LocalCalendar.invite", raising(fault))
        world.loss()
        world.pass_time(days=3)
        assert not world.mails(world.manager, "could_not_send")
        assert not world.mails(world.manager, "question_script")
    world.pass_time(days=1)
    (mail,) = world.mails(world.customer, "call")
    assert "chase" not in str(mail["X-Debrief-Effect"])
    no_effect_twice(world)


def test_a_review_that_has_ended_is_in_trouble_no_more(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as broken:
        broken.setattr(world.desk.backend.calendar, "busy", raising(TryLater("no calendar")))
        post_loss(world)
        turn(world)
        turn(world)
        assert world.review.id in world.desk.troubles.now()
        world.desk.store.save(changed(world.review, stage=Stage.STOPPED, closed_at=world.clock.now))
        assert world.review.id not in world.desk.troubles.now()
