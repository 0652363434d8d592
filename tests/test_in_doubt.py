"""Invitations given up though they may be out: nobody is invited twice, nobody is left waiting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from debrief.backends.base import Outgoing, Receipt
from debrief.backends.local import LocalCalendar
from debrief.calendars.invitation import Meeting
from debrief.calendars.standing import Standing, read_standing
from debrief.chapters.planning import changed
from debrief.console.office_work import take_up_again
from debrief.engine.effects import resumed
from debrief.errors import BadInput, Refused, TryLater
from debrief.model import EffectStatus, Review
from tests.faulty import told_nothing
from tests.test_team_meeting import move
from tests.world import World


def told(world: World, who: str, purpose: str) -> list[tuple[int, bool]]:
    """Return sequence and whether it was a cancellation of all that somebody got of one event."""
    uids = {e.event.uid for e in world.review.effects if e.event and e.purpose == purpose}
    found: Iterator[Standing | None] = (read_standing(ics) for _, ics in world.invitations(who))
    return sorted((s.sequence, s.cancelled) for s in found if s is not None and s.uid in uids)


def uids(review: Review, purpose: str) -> set[str]:
    return {e.event.uid for e in review.effects if e.event and e.purpose == purpose}


def retried(world: World, key: str | None = None) -> None:
    world.desk.store.save(resumed(world.review, key))
    world.settle()


# -- the team meeting --------------------------------------------------------------------------


def doubtfully_set(world: World, *, arrives: bool) -> None:
    """Set a team meeting whose invitation nobody can tell the fate of; then the line is mended."""
    world.noted()
    calendar = told_nothing(world.desk, arrives=arrives)
    world.reply(world.manager, "yes", "practice_drafts")
    world.pass_time(hours=12)
    assert world.review.meeting.state == "booked"
    calendar.broken = False


@pytest.mark.parametrize("arrives", [False, True])
def test_a_meeting_of_which_nobody_can_tell_is_called_off_at_a_stop(world: World, arrives: bool):
    doubtfully_set(world, arrives=arrives)
    said = world.text(world.manager, "could_not_send")
    assert "Nobody can tell whether this was sent" in said
    world.reply(world.manager, "stop", "could_not_send")
    first = [(0, False)] if arrives else []
    for rep in world.reps:
        assert told(world, rep, "meeting") == [*first, (1, True)]
    assert "has been cancelled" in world.text(world.manager, "stopped")
    for key in (None, next(e.key for e in world.review.effects if e.purpose == "meeting")):
        retried(world, key)  # as the manager was advised before
    world.reply(world.manager, "go", "stopped")
    world.pass_time(hours=12)
    for rep in world.reps:
        assert told(world, rep, "meeting") == [*first, (1, True), (2, False)]
    assert len(uids(world.review, "meeting")) == 1


def test_a_meeting_whose_move_was_given_up_is_still_called_off(world: World):
    world.learned()
    told_nothing(world.desk, arrives=False)
    move(world, timedelta(days=1))
    world.pass_time(hours=6)
    told_nothing(world.desk).broken = False
    world.reply(world.manager, "stop", "could_not_send")
    assert told(world, world.rep, "meeting") == [(0, False), (2, True)]
    world.reply(world.manager, "go", "stopped")
    world.pass_time(hours=12)
    world.reply(world.manager, "stop", "stopped")
    assert told(world, world.rep, "meeting") == [(0, False), (2, True), (3, False), (4, True)]


class Refuses(LocalCalendar):
    """The office's calendar on a day on which nothing is taken."""

    why: TryLater | Refused

    def invite(self, meeting: Meeting, mail: Outgoing) -> Receipt:
        raise self.why


def refusing(world: World, why: TryLater | Refused) -> None:
    able = world.desk.performer
    calendar = Refuses(world.office, world.manager, able.backend.mailbox)  # type: ignore[arg-type]
    calendar.why = why
    world.desk.performer = replace(able, backend=replace(able.backend, calendar=calendar))


def test_nobody_is_invited_to_a_meeting_after_the_stop(world: World):
    world.noted()
    able = world.desk.performer
    refusing(world, Refused("not today"))
    world.reply(world.manager, "yes", "practice_drafts")
    world.pass_time(hours=12)
    world.desk.performer = able
    world.reply(world.manager, "stop", "could_not_send")
    assert "Nobody was expecting a meeting" in world.text(world.manager, "stopped")
    retried(world)
    assert all(told(world, rep, "meeting") == [] for rep in world.reps)


# -- the day to speak again --------------------------------------------------------------------


def day_named(world: World, words: str) -> None:
    world.reply(world.manager, f"5: {words}", "notes_readback")
    world.pass_time(hours=2)


@pytest.mark.parametrize("arrives", [False, True])
def test_another_day_moves_the_one_event_that_may_stand(world: World, arrives: bool):
    world.noted()
    calendar = told_nothing(world.desk, arrives=arrives)
    day_named(world, "Yes, call us on 2027-03-15.")
    calendar.broken = False
    day_named(world, "Yes, but call us on 2027-04-12.")
    retried(world)
    first = [(0, False)] if arrives else []
    assert told(world, world.rep, "reconnect_event") == [*first, (1, False)]
    assert len(uids(world.review, "reconnect_event")) == 1
    day_named(world, "No, they never will.")
    retried(world)
    assert told(world, world.rep, "reconnect_event") == [*first, (1, False), (2, True)]


@pytest.mark.parametrize("stands", [False, True])
def test_a_day_that_was_never_told_hides_no_earlier_and_no_later_one(world: World, stands: bool):
    world.noted()
    able = world.desk.performer
    if stands:
        day_named(world, "Yes, call us on 2027-03-15.")
    refusing(world, TryLater("the calendar is down"))
    world.reply(world.manager, "5: Yes, but call us on 2027-04-12.", "notes_readback")
    world.reply(world.manager, "5: No, they never will.", "notes_readback")
    world.desk.performer = able
    world.pass_time(hours=2)
    first = [(0, False), (2, True)] if stands else []
    assert told(world, world.rep, "reconnect_event") == first
    day_named(world, "Yes, call us on 2027-05-10.")
    later = (3, False) if stands else (1, False)
    assert told(world, world.rep, "reconnect_event") == [*first, later]


def test_a_go_takes_the_day_to_speak_again_up_with_the_rest(world: World):
    world.noted()
    day_named(world, "Yes, call us on 2027-03-15.")
    world.reply(world.manager, "stop", "receipt")
    world.reply(world.manager, "go", "stopped")
    world.pass_time(hours=2)
    assert told(world, world.rep, "reconnect_event") == [(0, False), (1, True), (2, False)]
    assert sum(e.open for e in world.review.effects if e.purpose == "reconnect") == 1


def test_a_go_after_the_day_to_speak_again_reminds_at_once_and_puts_nothing_into_the_past(
    world: World,
):
    world.noted()
    day_named(world, "Yes, call us on 2026-10-15.")
    world.reply(world.manager, "stop", "receipt")
    world.pass_time(days=60)
    world.reply(world.manager, "go", "stopped")
    world.pass_time(hours=2)
    assert len(world.mails(world.rep, "reconnect")) == 1
    assert told(world, world.rep, "reconnect_event") == [(0, False), (1, True)]
    assert not world.mails(world.manager, "could_not_send")


# -- trying again ------------------------------------------------------------------------------


def test_trying_another_mail_again_invites_nobody_a_second_time(world: World):
    calendar = told_nothing(world.desk, arrives=True)
    world.loss()
    world.pass_time(minutes=30)
    calendar.broken = False
    (failed,) = [e for e in world.review.effects if e.status is EffectStatus.FAILED]
    assert f"debrief retry {failed.key}" in " ".join(
        world.text(world.manager, "could_not_send").split()
    )
    retried(world)
    assert told(world, world.customer, "call") == [(0, False)]


def test_one_sending_is_taken_up_again_by_its_key(world: World):
    world.loss()
    world.pass_time(minutes=30)
    review = world.review
    failed = tuple(e.model_copy(update={"status": EffectStatus.FAILED}) for e in review.effects)
    world.desk.store.save(changed(review, effects=failed))
    key, *others = [e.key for e in failed]
    with pytest.raises(BadInput, match="no review or message"):
        take_up_again(world.data, f"{key}0")
    take_up_again(world.data, key)
    statuses = {e.key: e.status for e in world.review.effects if e.key in (key, *others)}
    assert statuses == {key: EffectStatus.DONE} | dict.fromkeys(others, EffectStatus.FAILED)


def test_an_invitation_to_an_address_that_was_wrong_is_not_sent_later(world: World):
    able = world.desk.performer
    refusing(world, Refused("no such user"))
    world.loss()
    world.pass_time(minutes=30)
    world.desk.performer = able
    wrong, right = world.customer, f"right.{world.customer}"
    world.office.open_for(right)
    world.reply(world.manager, f"email: {right}", "could_not_send")
    world.pass_time(minutes=30)
    retried(world)
    assert told(world, wrong, "call") == []
    assert told(world, right, "call") == told(world, world.rep, "call") == [(0, False)]


@pytest.mark.parametrize("arrives", [False, True])
def test_after_a_wrong_address_in_doubt_the_rep_has_one_event(world: World, arrives: bool):
    calendar = told_nothing(world.desk, arrives=arrives)
    world.loss()
    world.pass_time(minutes=30)
    calendar.broken = False
    right = f"right.{world.customer}"
    world.office.open_for(right)
    world.reply(world.manager, f"email: {right}", "could_not_send")
    world.pass_time(minutes=30)
    assert len(uids(world.review, "call")) == 1
    assert told(world, right, "call") == [(1, False)]
    assert told(world, world.rep, "call") == [(0, False), (1, False)][not arrives :]
