"""What calls keep clear of: quiet days, times that others were offered, days full of calls."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from debrief.answers.second_thoughts import would_skip
from debrief.chapters.call_room import was_offered
from debrief.model import Call, Review
from tests.calls import busy
from tests.world import World, utc

CHICAGO = ZoneInfo("America/Chicago")


def losses(world: World, count: int) -> list[Review]:
    """Lose a deal to each of so many customers within one minute, and let them be invited."""
    first = world.loss()
    for number in range(1, count):
        other = f"frida.holm@umber{number}.example"
        world.office.open_for(other)
        facts = {"customer_name": "Frida Holm", "customer_email": other, "deal": f"Line {number}"}
        update = {
            "id": f"r-other{number}",
            "version": 0,
            "facts": first.facts.model_copy(update=facts),
            "effects": (),
            "call": Call(),
            "due_at": world.clock.now,
            "tokens": (),
            "handled": (f"other{number}",),
            "source": first.source.model_copy(update={"message_id": f"o{number}@mail.example"}),
            "also": (),
        }
        world.desk.store.add(first.model_copy(update=update))
    world.pass_time(minutes=20)
    return [first, *(world.desk.store.get(f"r-other{n}") for n in range(1, count))]


def days(world: World) -> list[str]:
    slots = [r.call.slot for r in world.reviews()]
    return sorted(f"{s.start.astimezone(CHICAGO):%m-%d}" for s in slots if s is not None)


def test_no_more_calls_stand_on_a_managers_day_than_they_lead_well(world: World):
    losses(world, 5)
    found = days(world)
    assert len(found) == 5
    assert max(found.count(day) for day in found) == 3


def test_how_many_calls_a_day_is_the_teams_to_say(tmp_path):
    world = World(tmp_path, policy="calls_a_day = 1\n")
    losses(world, 3)
    assert len(set(days(world))) == 3


def test_a_time_that_stands_in_an_unanswered_mail_is_offered_to_nobody_else(world: World):
    losses(world, 3)
    named = [s for r in world.reviews() for s in (r.call.slot, *r.call.alternatives) if s]
    assert len({slot.start for slot in named}) == len(named) == 9


def test_a_broken_offer_is_owned_to_the_customer_and_told_to_the_manager(world: World):
    losses(world, 1)
    slot = world.review.call.alternatives[0]
    assert was_offered(world.review, slot)
    local = slot.start.astimezone(ZoneInfo(world.review.call.zone))
    busy(world, world.manager, slot.start, slot.end)
    world.reply(world.customer, f"{local:%A} {local:%H:%M} works better for me.", "call")
    world.pass_time(minutes=1)
    told = " ".join(world.text(world.customer, "other_times").split())
    assert "I offered you this time" in told and "my mistake" in told
    assert f"{local:%A} {local.day} {local:%B}, {local:%H:%M}" not in told.split("mistake")[1]
    update = " ".join(world.text(world.manager, "call_update").split())
    assert "took a time that we had offered" in update and "proposed another" not in update


@pytest.mark.parametrize(
    ("now", "never"),
    [
        ("2026-12-22 15:10", [f"2026-12-{day}" for day in range(24, 32)]),
        ("2026-11-24 21:00", ["2026-11-26", "2026-11-27"]),
    ],
)
def test_no_quiet_day_is_ever_proposed(world: World, now: str, never: list[str]):
    world.clock.now = utc(now)
    losses(world, 4)
    calls = [review.call for review in world.reviews()]
    slots = [slot for call in calls for slot in (call.slot, *call.alternatives)]
    days = {f"{slot.start.astimezone(CHICAGO):%Y-%m-%d}" for slot in slots}
    assert days and days.isdisjoint(never)


@pytest.mark.parametrize(("who", "hour"), [("customer", "15:00"), ("manager", "9:00")])
def test_a_quiet_day_that_somebody_names_is_taken(world: World, who: str, hour: str):
    world.clock.now = utc("2026-12-21 15:10")
    losses(world, 1)
    purpose = "call" if who == "customer" else "question_script"
    world.reply(getattr(world, who), f"Tuesday 29 December at {hour}", purpose)
    world.pass_time(minutes=1)
    slot = world.review.call.slot
    assert slot is not None and f"{slot.start:%m-%d}" == "12-29"


@pytest.mark.parametrize(
    "words",
    [
        "really? ok then {}, or skip it, whatever",
        "{}, oder wir lassen es",
        "{}, ou laissez tomber",
        "{}, o lo dejamos",
        "{}, of laat maar",
        "{}, ou esquecemos",
    ],
)
def test_who_would_as_soon_leave_it_out_is_pointed_out_to_the_manager(words: str):
    assert would_skip(words.format("Tuesday 9:45"))


@pytest.mark.parametrize(
    "words",
    [
        "Tuesday 9:45, or Thursday, whatever suits you",
        "Dienstag oder Donnerstag, egal wann",
        "mardi ou jeudi, peu importe l'heure",
        "martes o jueves, da igual la hora",
        "dinsdag of donderdag",
        "terça ou quinta",
        "Tuesday at 3, or leave a message",
    ],
)
def test_who_leaves_the_time_to_us_leaves_nothing_out(words: str):
    assert not would_skip(words)


def test_a_move_beside_or_skip_it_is_told_with_the_way_to_stop(world: World):
    losses(world, 1)
    slot = world.review.call.alternatives[1]
    local = slot.start.astimezone(ZoneInfo(world.review.call.zone))
    world.reply(world.customer, f"ok then {local:%A} {local:%H:%M}, or skip it, whatever", "call")
    world.pass_time(minutes=1)
    assert world.review.call.slot == slot
    assert "`stop`" in str(
        [e.context["next"] for e in world.review.effects if e.purpose == "call_update"][-1]
    )
