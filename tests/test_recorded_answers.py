"""Answers that stand in the calendar without a mail are heard once, with the same effect."""

from __future__ import annotations

from datetime import timedelta

import pytest

from debrief.calendars.answers import apply_answer, read_answer
from debrief.calendars.invitation import reply_ics
from debrief.model import Stage
from tests.calls import booked, events
from tests.world import World


def recorded(world: World, who: str, partstat: str, uid: str | None = None) -> None:
    """Let the server note an answer in the manager's copy, as servers with scheduling do."""
    uid = uid or world.review.call.uid
    assert uid is not None
    ics = world.office.get_event(world.manager, uid)
    assert ics is not None
    answer = read_answer(reply_ics(ics, who, partstat, world.clock.now), sender=who)
    assert answer is not None
    world.office.put_event(world.manager, uid, apply_answer(ics, answer))


def test_a_recorded_acceptance_is_told_once(world: World):
    booked(world)
    recorded(world, world.customer, "ACCEPTED")
    world.pass_time(hours=5)
    assert world.review.call.answer == "accepted"
    assert events(world) == ["accepted"]


@pytest.mark.parametrize("first", ["mail", "calendar"])
def test_an_answer_that_comes_both_ways_counts_once(world: World, first: str):
    booked(world)
    if first == "mail":
        world.answer(world.customer, "TENTATIVE")
    recorded(world, world.customer, "TENTATIVE")
    world.pass_time(hours=3)
    if first == "calendar":
        world.answer(world.customer, "TENTATIVE")
    assert events(world) == ["tentative"]


def test_a_recorded_no_ends_the_call_and_nobody_writes_again(world: World):
    booked(world)
    recorded(world, world.customer, "DECLINED")
    world.pass_time(hours=2)
    assert world.review.call.outcome == "declined"
    sent = len(world.mails(world.customer))
    world.pass_time(days=10)
    assert len(world.mails(world.customer)) == sent


def test_a_change_of_mind_counts_each_time(world: World):
    booked(world)
    for partstat in ("TENTATIVE", "ACCEPTED", "TENTATIVE"):
        recorded(world, world.customer, partstat)
        world.pass_time(hours=2)
    assert events(world) == ["tentative", "accepted", "tentative"]


def test_a_recorded_no_of_the_rep_moves_the_call_once(world: World):
    booked(world)
    slot = world.review.call.slot
    recorded(world, world.rep, "DECLINED")
    world.pass_time(hours=5)
    assert world.review.call.slot != slot
    assert world.review.call.sequence == 1
    assert events(world) == ["rep_declined"]
    assert world.review.stage is Stage.CALLING


def test_what_was_said_to_the_old_time_says_nothing_of_the_new_one(world: World):
    booked(world)
    recorded(world, world.customer, "ACCEPTED")
    world.pass_time(hours=2)
    recorded(world, world.rep, "DECLINED")
    world.pass_time(hours=2)
    assert world.review.call.answer is None  # asked anew at the new time
    recorded(world, world.customer, "ACCEPTED")
    world.pass_time(hours=2)
    assert world.review.call.answer == "accepted"


def test_a_rep_who_declined_the_meeting_in_the_calendar_is_regrouped(world: World):
    world.learned()
    while world.review.meeting.uid is None:
        world.pass_time(hours=2)
    world.pass_time(hours=1)
    who = world.review.meeting.attendees[-1]
    recorded(world, who, "DECLINED", world.review.meeting.uid)
    world.pass_time(hours=5)
    assert world.review.meeting.declined == (who,)
    assert all(who not in group for group in world.review.meeting.groups)


def test_a_proposed_time_that_the_server_kept_is_taken_up(world: World):
    from dataclasses import replace

    booked(world)
    slot = world.review.call.slot
    assert slot is not None
    day = slot.start + timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    wish = day.replace(hour=13, minute=0)
    calendar = world.desk.backend.calendar

    class Keeps:
        """The embedded calendar, on a server that keeps proposals, as Exchange does."""

        def __getattr__(self, name: str) -> object:
            return getattr(calendar, name)

        def standing(self, uid: str) -> object:
            found = calendar.standing(uid)
            if found is None or found.start == wish:
                return found
            proposals = {world.customer: (wish, wish + timedelta(minutes=30))}
            return replace(found, proposals=proposals)

    backend = replace(world.desk.backend, calendar=Keeps())
    world.desk.backend = backend
    world.desk.performer = replace(world.desk.performer, backend=backend)
    world.pass_time(hours=3)
    assert world.review.call.slot is not None
    assert world.review.call.slot.start == wish
    assert world.review.call.answer == "accepted"
    assert events(world) == ["moved"]
