"""A clock that cannot be right holds everything back, and nothing is lost by it."""

from __future__ import annotations

import threading
from datetime import timedelta
from email.message import EmailMessage

import pytest

from debrief.config import load_config
from debrief.console.office_work import print_status, take_up_again
from debrief.engine.clock_watch import LAST_WORK, ClockWatch
from debrief.engine.desk import Desk
from debrief.engine.running import Loop, Plainly
from debrief.errors import BadInput, SignInNeeded, TryLater
from store.carrying import inventory
from tests.world import World

YEAR = timedelta(days=365)


@pytest.fixture
def desk(world: World) -> Desk:
    """The desk of a booked call, whose clock may be wrong from now on."""
    world.booked()
    watched(world)
    world.settle()
    return world.desk


def watched(world: World) -> None:
    world.desk.clock_watch = ClockWatch(world.desk, trusted=False)


def everything(world: World) -> tuple[object, list[int]]:
    held = inventory(world.desk.store)
    people = (world.manager, world.customer, *world.reps)
    return held, [len(world.mails(who)) for who in people]


@pytest.mark.parametrize("wrong", [YEAR, timedelta(days=30), -timedelta(days=2), -40 * YEAR])
@pytest.mark.parametrize("again", [False, True], ids=["at work", "at the start"])
def test_a_clock_that_is_wrong_for_an_hour_does_nothing_and_the_work_goes_on_after_it(
    world: World, desk: Desk, wrong: timedelta, again: bool
):
    before, right = everything(world), world.clock.now
    world.clock.now += wrong
    if again:
        world.open()
        watched(world)
    for _ in range(6):
        world.clock.now += timedelta(minutes=10)
        assert not world.desk.cycle()
    assert world.desk.clock_watch.doubt()
    assert everything(world) == before
    world.clock.now = right + timedelta(hours=1)
    slot = world.review.call.slot
    assert slot is not None
    world.until(slot.end + timedelta(minutes=11))
    assert world.mails(world.manager, "notes_request")
    assert world.review.call.outcome is None


def test_what_comes_in_meanwhile_is_taken_in_afterwards(world: World, desk: Desk):
    right = world.clock.now
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = world.reps[1], world.manager, "Lunch?"
    mail.set_content("Today?")
    world.post(mail, world.reps[1], world.manager)
    world.clock.now += YEAR
    assert not desk.take_in_mail()
    world.clock.now = right + timedelta(minutes=1)
    assert [e.subject for e in desk.take_in_mail()] == ["Lunch?"]


def test_after_a_long_stop_a_new_mail_bears_the_clock_out(
    world: World, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    world.clock.now += timedelta(days=21)
    assert desk.paused
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = world.manager, world.manager, "anything"
    mail.set_content("To show the date.")
    world.post(mail, world.manager, world.manager)
    assert desk.paused  # it was looked for a moment ago
    monkeypatch.setattr("debrief.engine.clock_watch.LOOK_SECONDS", 0.0)
    assert not desk.paused
    world.settle()


def test_asking_whether_everything_waits_changes_nothing(world: World, desk: Desk):
    world.clock.now += timedelta(days=6)
    before = desk.store.setting(LAST_WORK)
    assert not desk.paused
    desk.next_due()
    assert desk.store.setting(LAST_WORK) == before
    assert desk.begin_work()
    assert desk.store.setting(LAST_WORK) == world.clock.now.isoformat()


def test_a_stop_of_some_days_needs_no_mail(world: World, desk: Desk):
    world.clock.now += timedelta(days=6)
    assert not desk.paused


def test_records_of_a_wrong_date_go_on_by_a_persons_word(world: World, desk: Desk):
    desk.clock_watch.believe(world.clock.now + YEAR)
    world.open()
    watched(world)
    assert "take-over" in (world.desk.clock_watch.doubt() or "")
    world.desk.clock_watch.believe(world.clock.now)
    world.desk.guard.take_over()
    assert not world.desk.paused


def test_it_is_said_once_and_when_it_is_over(world: World, desk: Desk):
    said: list[str] = []
    loop = Loop(desk, Plainly(desk), threading.Event(), said.append)
    right = world.clock.now
    world.clock.now += YEAR
    for _ in range(3):
        assert loop.turn(hint=True) == 0
    world.clock.now = right + timedelta(minutes=1)
    loop.turn(hint=True)
    told = [line.partition(" ")[2].partition(" ")[2] for line in said]
    assert [line[:11] for line in told if "clock" in line] == ["HELD: the c", "The clock i"]
    assert "Set the clock right" in told[0]


def test_nothing_is_taken_up_again_by_a_wrong_date(world: World, desk: Desk):
    desk.clock_watch.believe(world.clock.now + 50 * YEAR)
    with pytest.raises(BadInput, match="Set the clock right"):
        take_up_again(world.data, world.review.id)


def test_a_clock_that_is_set_by_hand_is_never_doubted(world: World):
    world.booked()
    world.clock.now += YEAR
    assert world.desk.clock_watch.doubt() is None


@pytest.mark.parametrize("fault", [TryLater("it has expired"), SignInNeeded("no")])
def test_a_clock_far_ahead_is_told_though_the_mail_server_cannot_be_asked(
    world: World,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    fault: Exception,
):
    def away(*_: object) -> None:
        raise fault

    world.clock.now += YEAR
    monkeypatch.setattr("debrief.backends.local.LocalMailbox.fetch", away)
    monkeypatch.setattr(
        "debrief.console.office_work._desk", lambda *_: (load_config(world.data), desk)
    )
    print_status(world.data, None, None)
    said = capsys.readouterr().out
    assert f"HELD      {'the clock says' if isinstance(fault, TryLater) else 'no'}" in said
    assert str(fault) in said and world.review.id in said
    if isinstance(fault, TryLater):
        assert not desk.cycle()
    else:  # which ends `debrief run`: whoever signs in again and again is locked out
        watched(world)
        with pytest.raises(SignInNeeded):
            desk.cycle()
