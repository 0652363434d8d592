"""Another calendar than before (another manager, server or folder): what it does not hold was removed by nobody."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from debrief.backends.registry import Site
from debrief.backends.which_calendar import which_calendar
from debrief.bootstrap import site_of
from debrief.config import load_config
from tests.world import World


def new_manager(world: World) -> None:
    """Let somebody else lead the team from now on, with a mailbox and calendar of their own."""
    world.cast.team["manager"]["email"] = "new.lead@brightwater.example"
    (world.data / "team.json").write_text(json.dumps(world.cast.team))
    world.open()


def lose_calendar(world: World) -> None:
    """Let the manager's calendar be gone, as on a machine to which only the records were brought."""
    shutil.rmtree(world.office.person(world.manager) / "calendar")
    world.open()


def lose_calendar_at_work(world: World) -> None:
    """Let the manager's calendar be gone while Debrief is running."""
    shutil.rmtree(world.office.person(world.manager) / "calendar")


CHANGES = [new_manager, lose_calendar, lose_calendar_at_work]


def told(world: World) -> list[str]:
    mails = [m for who in (world.manager, world.customer, *world.reps) for m in world.mails(who)]
    return [str(m["Subject"]).partition(":")[0].strip() for m in mails]


@pytest.mark.parametrize("change", CHANGES)
def test_a_call_is_not_cancelled_because_another_calendar_does_not_hold_it(
    world: World, change
) -> None:  # type: ignore[no-untyped-def]
    world.booked()
    change(world)
    world.pass_time(days=2)
    assert "Our call is cancelled" not in told(world)
    assert told(world).count("The call is not in this calendar") == 1
    assert world.review.stage == "listening"


def test_a_call_moved_since_stands_in_the_new_calendar_and_may_be_removed_there(
    world: World,
) -> None:
    world.booked()
    lose_calendar(world)
    world.settle()
    world.reply(world.manager, "Thursday 9:30", "call_update")
    world.pass_time(hours=2)
    world.office.event_file(world.manager, world.review.call.uid).unlink()
    world.pass_time(hours=2)
    assert told(world).count("Our call is cancelled") == 2  # the customer's and the rep's


@pytest.mark.parametrize("change", CHANGES)
def test_a_team_meeting_is_not_called_off_because_another_calendar_does_not_hold_it(
    world: World,
    change,  # type: ignore[no-untyped-def]
) -> None:
    world.learned()
    change(world)
    world.pass_time(hours=3)
    assert world.review.meeting.state == "booked"
    assert told(world).count("The meeting is not in this calendar") == 1


def site(world: World) -> Site:
    config = load_config(world.data)
    return site_of(config, config.team())


def test_a_folder_of_events_is_known_wherever_it_is_moved_and_not_when_made_anew(
    world: World, tmp_path: Path
) -> None:
    here = replace(site(world), sections={})
    before = which_calendar("imap", here)
    moved = tmp_path / "elsewhere"
    shutil.move(here.data, moved)
    assert which_calendar("imap", replace(here, data=moved)) == before
    shutil.rmtree(moved / "calendar")
    assert which_calendar("imap", replace(here, data=moved)) != before


def test_only_what_leads_to_another_calendar_counts_as_another(world: World) -> None:
    def named(**section: object) -> str:
        return which_calendar("imap", replace(site(world), sections={"caldav": section}))

    before = named(url="https://cal.company.example/", timeout=30.0)
    assert named(url="https://cal.company.example/", timeout=60.0, ca_file="/x.pem") == before
    assert named(url="https://other.company.example/") != before
    assert named(url="https://cal.company.example/", user="ben") != before
