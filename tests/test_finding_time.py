"""`debrief slots`: the times, the reasons, and nothing sent."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from debrief.chapters.call_slots import call_request, find_call, zone_of
from debrief.console.finding_time import described
from debrief.timing.slots import Attendee, SlotRequest
from debrief.timing.workdays import Hours
from debrief.timing.zones import ZoneGuess
from tests.test_cli import data, debrief, fails  # noqa: F401 - a fixture
from tests.world import World, utc


def test_what_is_shown_for_a_review_is_what_would_be_booked(world: World):
    world.loss()
    review, scene = world.review, world.desk.scene()
    found = find_call(review, scene, with_rep=True)
    assert found is not None
    lines = list(
        described(
            call_request(review, scene, with_rep=True),
            zone_of(review, scene),
            count=3,
            reasons=True,
        )
    )
    local = found[0].start.astimezone(ZoneInfo(scene.team.manager.time_zone))
    theirs = found[0].start.astimezone(ZoneInfo("Europe/London"))
    assert lines[2].startswith(f"1. {local:%A} {local.day} {local:%B}, {local:%H:%M}")
    assert f"{theirs:%H:%M} theirs" in lines[2]
    assert [line[:2] for line in lines[2:5]] == ["1.", "2.", "3."]
    assert any("needs more notice" in line for line in lines[6:])


def test_the_reasons_name_who_stood_in_an_earlier_times_way():
    start = int(utc("2026-11-23T09:00").timestamp())  # a Monday
    day = (Hours("UTC", lunch=None),)
    ann = Attendee("ann", day, (), name="Ann")
    bob = Attendee("bob", day, ((start, start + 2 * 3600),), name="Bob")
    cid = Attendee("cid", day, None, required=False, name="Cid")
    request = SlotRequest(
        (ann, bob, cid), 1800, start, start + int(timedelta(days=5).total_seconds())
    )
    theirs = ZoneGuess("Asia/Tokyo", ("Asia/Tokyo",), "JP", "the phone number +81", True)
    lines = list(described(request, theirs, count=2, reasons=True))
    assert lines == [
        "30 minutes for Ann, Bob, Cid. Times in UTC.",
        "The customer's clock: Asia/Tokyo, from the phone number +81.",
        "1. Monday 23 November, 11:00-11:30 (20:00 theirs): Cid not known to be free",
        "2. Tuesday 24 November, 09:00-09:30 (18:00 theirs): Cid not known to be free",
        "Why this one",
        "  Monday 23 November, 11:00: everybody who is needed is free; "
        "nobody knows the calendar of Cid.",
        "Why not earlier",
        "  Monday 23 November: Bob is busy.",
    ]


def test_when_nothing_suits_it_says_what_stands_in_the_way():
    start = int(utc("2026-11-23T09:00").timestamp())
    away = Attendee("ann", (Hours("UTC"),), ((start, start + 9 * 86400),), name="Ann")
    lines = list(
        described(SlotRequest((away,), 1800, start, start + 86400), None, count=3, reasons=True)
    )
    assert lines[1:4] == ["No time suits.", "Why", "  There is no time that suits."]
    assert "Ann is busy" in lines[-1]


def test_slots_shows_times_for_reps_and_a_customers_city_and_sends_nothing(data, world: World):  # noqa: F811
    sent = len(world.mails(world.rep)), len(world.mails(world.customer))
    done = debrief("slots", "--with", world.rep, "--zone", "Boston", "--explain", "--data", data)
    said = done.stdout.decode()
    assert done.returncode == 0, done.stderr
    assert "The customer's clock: America/New_York, from --zone." in said
    assert "\n1. " in said and "Why this one" in said
    assert (len(world.mails(world.rep)), len(world.mails(world.customer))) == sent
    fails(debrief("slots", "--with", "x@y.example", "--data", data), "nobody of this team")
    fails(debrief("slots", "--zone", "Nowhere", "--data", data), "--zone Nowhere: not known")
    fails(debrief("slots", "r-none", "--data", data), "no review of this name")
