"""What the manager does to the call in their own calendar."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from debrief.backends.base import Capabilities
from debrief.calendars.standing import read_standing
from debrief.model import EffectStatus
from tests.calls import booked, events, sequences
from tests.world import World


def move_by_hand(world: World) -> datetime:
    """Let the manager move the call by a day in the calendar; return its new start."""
    uid = world.review.call.uid
    slot = world.review.call.slot
    ics = world.office.get_event(world.manager, uid)
    moved = slot.start + timedelta(days=1)
    text = ics.replace(
        f"{slot.start:%Y%m%dT%H%M%SZ}".encode(), f"{moved:%Y%m%dT%H%M%SZ}".encode()
    ).replace(
        f"{slot.end:%Y%m%dT%H%M%SZ}".encode(),
        f"{slot.end + timedelta(days=1):%Y%m%dT%H%M%SZ}".encode(),
    )
    assert text != ics
    world.office.put_event(world.manager, uid, text)
    world.pass_time(hours=2)
    return moved


def test_the_manager_moving_the_event_updates_the_invitation(world: World):
    booked(world)
    moved = move_by_hand(world)
    assert world.review.call.slot.start == moved
    assert sequences(world, world.customer) == [0, 1]


def test_where_the_calendars_server_tells_of_the_move_we_do_not_tell_it_again(world: World):
    booked(world)
    by_itself = Capabilities(server_invites=True)
    world.desk.backend = replace(world.desk.backend, capabilities=by_itself)
    moved = move_by_hand(world)
    assert world.review.call.slot.start == moved
    assert world.review.call.answer is None  # the new time has to be answered anew
    assert sequences(world, world.customer) == [0]


def by_hand(world: World, start: str, end: str) -> None:
    """Let the manager write other times into the event, each with its parameters."""
    uid = world.review.call.uid
    text = world.office.get_event(world.manager, uid).decode()
    text = re.sub(r"DTSTART[^\r\n]*", f"DTSTART{start}", text)
    world.office.put_event(
        world.manager, uid, re.sub(r"DTEND[^\r\n]*", f"DTEND{end}", text).encode()
    )


def stamp(moment: datetime) -> str:
    return f":{moment:%Y%m%dT%H%M%SZ}"


def hand_over(world: World, start: timedelta, length: timedelta = timedelta(minutes=30)) -> None:
    moved = world.review.call.slot.start + start
    by_hand(world, stamp(moved), stamp(moved + length))


UNREADABLE = {
    "a whole day": (";VALUE=DATE:20260916", ";VALUE=DATE:20260917"),
    "floating": (":20260916T150000", ":20260916T153000"),
    "unknown zone": (
        ";TZID=Customized Time Zone:20260916T150000",
        ";TZID=Customized Time Zone:20260916T153000",
    ),
    "past": (":20260907T080000Z", ":20260907T083000Z"),
    "no length": (":20260916T130000Z", ":20260916T130000Z"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_an_event_that_no_longer_tells_a_time_to_come_is_asked_about(world: World, case: str):
    world.booked()
    slot, told = world.review.call.slot, len(world.mails(world.customer))
    by_hand(world, *UNREADABLE[case])
    world.until(slot.start - timedelta(minutes=10))
    assert events(world).count("by_hand") == 1
    assert len(world.mails(world.customer)) == told
    call = world.review.call
    assert (call.slot, call.state, call.answer) == (slot, "booked", "accepted")
    assert "Reply `go`" not in world.text(world.manager, "call_update")
    world.reply(world.manager, "Wednesday 9:30am", "call_update")
    assert world.review.call.slot != slot and sequences(world, world.customer) == [0, 1]
    world.pass_time(hours=2)
    assert events(world).count("by_hand") == 1


def test_a_calendar_file_that_is_empty_for_a_moment_cancels_nothing(world: World):
    world.booked()
    uid = world.review.call.uid
    held = world.office.get_event(world.manager, uid)
    world.office.put_event(world.manager, uid, b"")
    world.pass_time(hours=2)
    world.office.put_event(world.manager, uid, held)
    world.pass_time(hours=2)
    assert world.review.call.answer == "accepted" and sequences(world, world.customer) == [0]


ODD = {
    "a weekend": lambda w: timedelta(days=5 - w.review.call.slot.start.weekday()),
    "at night": lambda w: timedelta(days=1, hours=3 - w.review.call.slot.start.hour),
}


@pytest.mark.parametrize("case", ODD)
def test_a_time_at_which_nobody_works_is_sent_only_after_the_managers_go(world: World, case: str):
    booked(world)
    slot, away = world.review.call.slot, ODD[case](world)
    hand_over(world, away)
    world.pass_time(hours=2)
    assert sequences(world, world.customer) == [0] and events(world) == ["by_hand"]
    world.reply(world.manager, "go", "call_update")
    assert world.review.call.slot.start == slot.start + away
    assert sequences(world, world.customer) == [0, 1]
    world.pass_time(hours=2)
    assert events(world) == ["by_hand", "moved"]


def test_no_chase_names_a_time_while_the_manager_is_asked_which_is_meant(world: World):
    booked(world)
    world.reply(world.customer, "In two weeks, on Friday at 10:00, please", "call")
    slot = world.review.call.slot
    hand_over(world, timedelta(days=5 - slot.start.weekday()))
    world.until(slot.start - timedelta(minutes=1))
    assert world.mails(world.customer, "chase") == []


def test_the_mail_tells_the_length_that_the_manager_gave_the_call(world: World):
    world.booked()
    hand_over(world, timedelta(), timedelta(minutes=15))
    world.pass_time(hours=2)
    text = " ".join(world.text(world.customer, "call").split())
    assert "15 minutes" in text and "30 minutes" not in text and "Instead of" not in text
    assert world.review.call.answer == "accepted"  # they gave more than that
    hand_over(world, timedelta(), timedelta(minutes=60))
    world.pass_time(hours=2)
    assert "60 minutes" in world.text(world.customer, "call")
    assert world.review.call.answer is None


def test_a_call_of_many_hours_is_asked_about(world: World):
    booked(world)
    hand_over(world, timedelta(days=1), timedelta(hours=3))
    world.pass_time(hours=2)
    assert sequences(world, world.customer) == [0] and events(world) == ["by_hand"]


def test_whom_the_manager_added_stays_and_hears_of_the_move_and_the_end(world: World):
    booked(world)
    other, uid = "cleo@engineering.example", world.review.call.uid
    world.office.open_for(other)
    text = world.office.get_event(world.manager, uid).decode()
    added = f"ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:{other}\r\nEND:VEVENT"
    world.office.put_event(world.manager, uid, text.replace("END:VEVENT", added).encode())
    world.reply(world.customer, "Thursday at 15:00 works", "call")
    assert sequences(world, other) == [1]
    assert other in world.office.get_event(world.manager, uid).decode()
    world.answer(other, "ACCEPTED")
    assert events(world)[-1] == "moved"  # nobody is told of a stranger
    world.reply(world.manager, "stop", "receipt")
    assert any(b"METHOD:CANCEL" in ics for _, ics in world.invitations(other))


@pytest.mark.parametrize("minutes", [50, 40, 12])
def test_a_removal_in_the_last_hour_reaches_the_customer_at_once(world: World, minutes: int):
    world.booked()
    start = world.review.call.slot.start
    world.until(start - timedelta(minutes=minutes))
    world.office.event_file(world.manager, world.review.call.uid).unlink()
    world.pass_time(minutes=6)
    assert b"METHOD:CANCEL" in world.invitations(world.customer)[-1][1]


def test_a_move_in_the_last_hour_reaches_the_customer_at_once(world: World):
    world.booked()
    start = world.review.call.slot.start
    world.until(start - timedelta(minutes=40))
    hand_over(world, timedelta(hours=1))
    world.pass_time(minutes=6)
    assert world.review.call.slot.start == start + timedelta(hours=1)
    assert sequences(world, world.customer) == [0, 1]


def test_a_move_to_within_the_next_minutes_is_asked_about(world: World):
    world.booked()
    start = world.review.call.slot.start
    world.until(start - timedelta(minutes=40))
    hand_over(world, -timedelta(minutes=20))
    world.pass_time(minutes=6)
    assert sequences(world, world.customer) == [0] and events(world)[-1] == "by_hand"


def test_a_removal_seen_only_after_the_call_is_told_to_the_manager(world: World):
    world.booked()
    start = world.review.call.slot.start
    world.until(start - timedelta(minutes=40))
    world.office.event_file(world.manager, world.review.call.uid).unlink()
    world.clock.now = start + timedelta(hours=3)  # the machine slept
    world.settle()
    assert events(world)[-1] == "seen_late"
    assert sequences(world, world.customer) == [0]


def test_the_managers_move_is_followed_although_a_later_state_of_ours_failed(world: World):
    booked(world)
    review = world.review
    sent = review.effect_for_event(review.call.uid)
    event = sent.event.model_copy(update={"sequence": sent.event.sequence + 1})
    update = {"key": f"{sent.key}0", "status": EffectStatus.FAILED, "event": event}
    failed = sent.model_copy(update=update)
    world.desk.store.save(review.model_copy(update={"effects": (*review.effects, failed)}))
    moved = move_by_hand(world)
    assert world.review.call.slot.start == moved
    assert read_standing(world.invitations(world.customer)[-1][1]).start == moved


def test_a_touch_in_a_calendar_program_tells_nobody_and_loses_no_later_update(world: World):
    booked(world)
    uid = str(world.review.call.uid)
    before = len(world.mails(world.customer))
    event = world.office.get_event(world.manager, uid)
    assert event is not None
    touched = event.replace(b"SEQUENCE:0", b"SEQUENCE:7")
    touched = re.sub(rb"DTSTAMP:\w+", b"DTSTAMP:20300101T000000Z", touched)
    assert touched != event
    world.office.put_event(world.manager, uid, touched)
    world.pass_time(minutes=45)
    assert len(world.mails(world.customer)) == before
    start = world.review.call.slot.start + timedelta(days=1)
    world.counter(world.customer, start.replace(hour=15, minute=0))
    world.pass_time(hours=2)
    assert len(world.invitations(world.customer)) == 2
    standing = world.desk.backend.calendar.standing(uid)
    assert standing.start == world.review.call.slot.start == start.replace(hour=15, minute=0)
    world.reply(world.manager, "stop", "receipt")
    assert world.desk.backend.calendar.standing(uid).cancelled
