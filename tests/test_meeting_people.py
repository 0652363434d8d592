"""Who is in a team meeting when the team changes: whoever leaves is taken off, whoever joins is invited."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from debrief.backends.base import Capabilities
from debrief.calendars.standing import read_standing
from debrief.errors import Refused
from debrief.groups.sizes import sizes_for
from tests.test_team_meeting import members, move
from tests.world import World


def with_reps(world: World, *, without: str = "", joined: bool = False) -> None:
    team = world.desk.team
    reps = tuple(r for r in team.reps if r.email != without)
    if joined:
        update = {"email": f"una.berg@{team.company.domain}", "name": "Una Berg"}
        reps = (*reps, reps[-1].model_copy(update=update))
        world.office.open_for(str(update["email"]))
    changed = team.model_copy(update={"reps": reps})
    (world.data / "team.json").write_text(changed.model_dump_json())
    world.open()


def test_a_rep_who_left_is_in_no_group(world: World):
    world.learned()
    gone = world.reps[1]
    with_reps(world, without=gone)
    world.until(world.review.meeting.slot.start)
    assert members(world) == sorted(set(world.reps) - {gone})
    assert sorted(map(len, world.review.meeting.groups)) == sorted(sizes_for(len(members(world))))
    assert all(gone not in world.text(rep, "group_sheet") for rep in members(world))


def test_a_rep_who_left_is_taken_off_the_meeting_once_and_hears_no_more(world: World):
    world.learned()
    gone, uid = world.reps[1], world.review.meeting.uid
    sequence = world.review.meeting.sequence
    others = {rep: len(world.mails(rep, "meeting")) for rep in world.reps if rep != gone}
    with_reps(world, without=gone)
    before = len(world.mails(gone))
    world.pass_time(hours=9)
    (mail,) = world.mails(gone)[before:]
    assert "free again" in str(mail["Subject"])
    assert b"METHOD:CANCEL" in world.invitations(gone)[-1][1]
    assert read_standing(world.office.get_event(gone, uid)).cancelled
    assert not read_standing(world.office.get_event(world.manager, uid)).cancelled
    assert {rep: len(world.mails(rep, "meeting")) for rep in others} == others
    assert world.review.meeting.sequence == sequence
    world.until(world.review.meeting.slot.end + timedelta(days=1))
    assert len(world.mails(gone)) == before + 1


def test_where_the_calendars_server_tells_invitees_an_update_takes_out_whoever_left(world: World):
    world.learned()
    gone = world.reps[1]
    with_reps(world, without=gone)
    by_itself = Capabilities(server_invites=True)
    world.desk.backend = replace(world.desk.backend, capabilities=by_itself)
    world.pass_time(hours=9)
    events = [e for e in world.review.effects if e.purpose == "meeting"]
    assert [gone in e.to for e in events] == [True, False]
    assert not any(e.uninvites for e in world.review.effects)


def test_a_rep_who_left_and_came_back_is_invited_again(world: World):
    world.learned()
    gone, uid, team = world.reps[1], world.review.meeting.uid, world.desk.team
    with_reps(world, without=gone)
    world.pass_time(hours=5)
    (world.data / "team.json").write_text(team.model_dump_json())
    world.open()
    world.pass_time(hours=5)
    assert gone in members(world)
    assert not read_standing(world.office.get_event(gone, uid)).cancelled


@pytest.mark.parametrize("outcome", ["declined", "silent"])
def test_whoever_left_is_taken_off_also_when_the_customer_wants_no_more_mail(
    world: World, outcome: str
):
    world.learned()
    review = world.review
    call = review.call.model_copy(update={"outcome": outcome})
    world.desk.store.save(review.model_copy(update={"call": call}))
    gone = world.reps[1]
    with_reps(world, without=gone)
    world.pass_time(hours=5)
    assert read_standing(world.office.get_event(gone, review.meeting.uid)).cancelled


def test_a_move_takes_the_meeting_off_whoever_left_just_before(world: World):
    world.learned()
    gone, uid = world.reps[1], world.review.meeting.uid
    with_reps(world, without=gone)
    move(world, timedelta(days=1))
    world.pass_time(hours=5)
    assert read_standing(world.office.get_event(gone, uid)).cancelled
    standing = read_standing(world.office.get_event(world.reps[2], uid))
    assert standing.start == world.review.meeting.slot.start and not standing.cancelled


def test_a_rep_who_joins_is_invited_and_in_a_group(world: World):
    world.learned()
    with_reps(world, joined=True)
    new = world.desk.team.reps[-1].email
    world.pass_time(hours=5)
    assert new in members(world)
    assert world.office.get_event(new, world.review.meeting.uid) is not None
    world.pass_time(hours=5)
    assert len(world.mails(new, "meeting")) == 1


def without_answer(*_: object) -> None:
    raise Refused("the calendar does not take it")


@pytest.mark.parametrize("later", [0, 1])
def test_the_managers_move_is_followed_although_a_later_state_of_ours_failed(
    world: World, monkeypatch: pytest.MonkeyPatch, later: int
):
    world.learned()
    start, uid = world.review.meeting.slot.start, world.review.meeting.uid
    with_reps(world, joined=True)
    with monkeypatch.context() as patched:
        patched.setattr(world.desk.performer.backend.calendar, "invite", without_answer)
        world.pass_time(hours=5)
    assert world.review.effect_for_event(uid).status == "failed"
    told = len(world.mails(world.reps[1], "meeting"))
    if later:
        move(world, timedelta(days=later))
    world.pass_time(hours=9)
    assert world.review.meeting.slot.start == start + timedelta(days=later)
    standing = read_standing(world.office.get_event(world.reps[1], uid))
    assert standing.start == start + timedelta(days=later)
    assert len(world.mails(world.reps[1], "meeting")) == told + later


def test_a_decline_of_an_invitation_that_was_sent_anew_for_the_same_time_counts(world: World):
    world.learned()
    gone = world.reps[1]
    place = len(world.invitations(gone)) - 1
    with_reps(world, joined=True)
    world.pass_time(hours=5)
    world.answer_to(gone, place, "DECLINED")
    assert gone in world.review.meeting.declined
