"""One team meeting for several reviews: joined by itself, and apart again when the manager says so."""

from __future__ import annotations

from datetime import timedelta

import pytest

from debrief.answers.meeting_wish import split_no_meeting
from debrief.model import Stage, TeamMeeting
from tests.world import World


def next_review(world: World) -> str:
    """Let a second review of the team come to its meeting; return its id."""
    first = world.reviews()[0]
    update = {"id": "r-second", "version": 0, "stage": Stage.MEETING, "due_at": world.clock.now}
    update |= {"meeting": TeamMeeting(), "effects": (), "tokens": (), "handled": ()}
    update |= {"marks": {"learned": world.clock.now - timedelta(days=1)}}
    world.desk.store.add(first.model_copy(update=update))
    world.settle()
    return "r-second"


def test_a_review_that_is_ready_joins_the_meeting_that_lies_ahead(world: World):
    world.learned()
    invited = len(world.mails(world.reps[1], "meeting"))
    second = next_review(world)
    told = " ".join(world.text(world.manager, "meeting_choice").split())
    assert "One meeting for both" in told and "own meeting" in told
    assert len(world.mails(world.reps[1], "meeting")) == invited
    world.pass_time(days=9)
    joined = world.desk.store.get(second)
    assert joined.stage in (Stage.WORKSHEETS, Stage.FOLLOWING)
    assert joined.meeting.state == "shared" and joined.meeting.slot is None
    assert len(world.mails(world.reps[1], "meeting")) == invited


def test_the_manager_may_give_a_joined_review_its_own_meeting(world: World):
    world.learned()
    second = next_review(world)
    world.reply(world.manager, "own meeting please", "meeting_choice")
    review = world.desk.store.get(second)
    assert review.meeting.state == "booked"
    assert review.meeting.slot != world.reviews()[0].meeting.slot


def test_a_joined_review_books_its_own_where_the_other_meeting_is_called_off(world: World):
    world.learned()
    second = next_review(world)
    first = world.reviews()[0]
    off = first.meeting.model_copy(update={"state": "shared", "slot": None})
    update = {"meeting": off, "stage": Stage.WORKSHEETS}
    world.desk.store.save(first.model_copy(update=update))
    world.pass_time(days=7)
    assert world.desk.store.get(second).meeting.slot is not None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("no extra meeting pls, take this one into tomorrows meeting with pemberton", ""),
        ("yes, but no extra meeting", "yes"),
        ("Yes. One meeting for both is enough.", "Yes."),
        ("keine extra Besprechung bitte", ""),
        ("pas de réunion supplémentaire", ""),
        ("sin otra reunión", ""),
        ("geen extra vergadering", ""),
        ("sem outra reunião", ""),
    ],
)
def test_no_extra_meeting_is_read(text: str, rest: str):
    assert split_no_meeting(text) == (rest, True)


@pytest.mark.parametrize(
    "text",
    [
        "1: bring a reference to the first meeting",
        "2: no further meeting without a plan",
        "drop 2, no meeting notes were sent",
        "is there no other meeting?",
    ],
)
def test_words_about_other_meetings_are_left_alone(text: str):
    assert split_no_meeting(text) == (text, False)


def test_no_extra_meeting_in_reply_to_drafts_books_none(world: World):
    world.noted()
    world.pass_time(minutes=5)
    world.reply(world.manager, "yes, but no extra meeting", "practice_drafts")
    world.pass_time(days=2)
    assert world.review.meeting.slot is None
    assert "No meeting is booked" in world.mails(world.manager, "meeting_choice")[-1]["Subject"]
    assert world.review.stage in (Stage.WORKSHEETS, Stage.FOLLOWING)
