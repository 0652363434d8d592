"""A start put off to a day, by the manager's word."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from debrief.answers.later_start import split_start
from debrief.model import Stage
from tests.losses import arrive, customers_mail, regret
from tests.world import World, utc


@pytest.mark.parametrize(
    "words",
    [
        "yes but only next week",
        "go ahead next Monday or so",
        "Go ahead on Wednesday at 3pm",
        "ja, aber erst nächste Woche",
    ],
)
def test_a_go_for_a_later_day_is_held_and_told_to_come_on_that_day(world: World, words: str):
    arrive(world, customers_mail(world, regret(world)))
    world.reply(world.manager, words, "receipt")
    world.pass_time(days=9)
    assert world.mails(world.customer) == []
    told = " ".join(world.text(world.manager, "receipt").split())
    assert words in told and "for a later day, name it" in told


LATER = {
    "go next Monday": "2026-09-21",
    "Go ahead, but please not before the 23rd.": "2026-09-23",
    "start in two weeks": "2026-09-28",
    "hold it until next week, then go": "2026-09-21",
    "go after the 20th": "2026-09-21",
    "start am 21. September": "2026-09-21",
    "bitte erst nächste Woche starten": "2026-09-21",
    "pas avant lundi prochain": "2026-09-21",
    "empieza después del 20": "2026-09-21",
    "start pas maandag": "2026-09-21",
    "comece na próxima semana": "2026-09-21",
}


@pytest.mark.parametrize("words", LATER)
def test_a_go_for_a_later_day_starts_by_itself_on_that_day(world: World, words: str):
    world.loss()
    world.reply(world.manager, words, "receipt")
    at = world.review.marks["start_at"]
    assert f"{at:%Y-%m-%d}" == LATER[words]
    assert "starts by itself" in " ".join(world.text(world.manager, "receipt").split())
    world.until(at - timedelta(minutes=1))
    assert (world.review.stage, world.mails(world.customer)) == (Stage.ASKING, [])
    world.until(at + timedelta(minutes=20))
    assert world.review.stage is Stage.CALLING
    assert len(world.invitations(world.customer)) == 1


NO_DAY = (
    "start after the holidays",
    "go by Friday",
    "go on Thursday at 9",
    "go on Monday or Tuesday",
    "go if she is back on Monday",
    "go ahead with the call next Monday",
    "go when I am back on the 20th",
)


@pytest.mark.parametrize("words", NO_DAY)
def test_a_go_for_no_certain_day_is_held_and_asked_about(world: World, words: str):
    world.loss()
    world.pass_time(minutes=1)
    world.reply(world.manager, words, "receipt")
    world.pass_time(days=20)
    assert (world.review.stage, world.mails(world.customer)) == (Stage.ASKING, [])
    offered = re.search(
        r'name it: "(go on \d+ \w+)"', " ".join(world.text(world.manager, "receipt").split())
    )
    assert offered
    assert split_start(offered[1], utc("2026-09-14 15:00"), "UTC")[1] == date(2026, 9, 21)


@pytest.mark.parametrize(
    ("words", "starts"),
    [
        ("stop", None),
        ("wait, hold on", None),
        ("go", "2026-09-15"),
        ("not before 28 September", "2026-09-28"),
        ("amount: 260k", "2026-09-21"),
        ("thanks", "2026-09-21"),
    ],
)
def test_what_waits_for_its_day_can_still_be_stopped_moved_and_corrected(
    world: World, words: str, starts: str | None
):
    world.loss()
    world.reply(world.manager, "go next Monday", "receipt")
    world.pass_time(days=1)
    world.reply(world.manager, words, "receipt")
    world.pass_time(days=30)
    heard = [e.done_at for e in world.review.effects if e.purpose == "call" and e.done_at]
    assert [f"{at:%Y-%m-%d}" for at in heard[:1]] == ([starts] if starts else [])


def test_a_small_deal_may_start_on_a_day_as_well(world: World):
    world.minor()
    world.settle()
    world.reply(world.manager, "go next Monday", "receipt")
    (review,) = world.reviews()
    assert (review.stage, "start_at" in review.marks) == (Stage.ASKING, True)


def test_the_day_to_start_on_counts_from_when_it_was_written(world: World):
    world.loss()
    world.reply(world.manager, "not yet", "receipt")
    world.until(utc("2026-09-15 04:50"))  # 23:50 on Monday in Chicago
    mail = world.mails(world.manager, "receipt")[-1]
    message = world._answer_to(mail, world.manager, f"Re: {mail['Subject']}", None)
    message.set_content("go next Monday")
    world.clock.now = utc("2026-09-21 05:10")  # taken in a week later, on that Monday
    world.post(message, world.manager, world.manager)
    world.settle()
    assert f"{world.review.marks['start_at']:%Y-%m-%d}" == "2026-09-21"
