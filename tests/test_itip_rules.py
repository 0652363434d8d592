"""Every calendar part and file that a played journey leaves keeps the rules of iTIP."""

from __future__ import annotations

import pytest

from debrief.calendars.answers import read_answer
from tests.itip_rules import broken
from tests.test_invitation import WRITTEN
from tests.world import World, utc


def calendars(world: World) -> list[bytes]:
    """Return every event file and every calendar part in everybody's mailbox."""
    files = [path.read_bytes() for path in world.office.folder.glob("*/calendar/*.ics")]
    everybody = (world.customer, world.manager, *world.reps)
    parts = [ics for who in everybody for _, ics in world.invitations(who)]
    assert files and parts
    return [*files, *parts]


def methods(world: World) -> set[str]:
    answers = (read_answer(ics) for ics in calendars(world))
    return {answer.method for answer in answers if answer is not None}


@pytest.mark.parametrize("method", WRITTEN)
def test_what_is_written_keeps_the_rules_of_its_method(method):
    assert broken(WRITTEN[method]) == []


def test_a_call_that_is_proposed_moved_and_called_off_keeps_the_rules(world: World):
    world.loss()
    world.pass_time(minutes=20)
    world.counter(world.customer, utc("2026-09-16 14:30"))
    world.answer(world.rep, "DECLINED")
    world.reply(world.customer, "No thank you, after all we would rather not.")
    assert methods(world) >= {"REQUEST", "CANCEL"}
    assert [rule for ics in calendars(world) for rule in broken(ics)] == []


def test_a_team_meeting_and_its_answers_keep_the_rules(world: World):
    world.learned()
    world.answer(world.reps[1], "ACCEPTED")
    world.answer(world.reps[2], "DECLINED", "Sorry, I am away; dépêche, ü")
    assert [rule for ics in calendars(world) for rule in broken(ics)] == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (b"UID:call-7f3a@our.example\r\n", b"", "0 x UID"),
        (b"STATUS:CONFIRMED", b"STATUS:CANCELLED", "STATUS CANCELLED"),
        (b"DTSTAMP:20261123T081500Z", b"DTSTAMP:20261123T081500", "not in UTC"),
        (b"DTEND:20261126T143000Z", b"DTEND:20261126T130000Z", "end after"),
        (b"DTSTART:20261126T140000Z", b"DTSTART;TZID=Nowhere:20261126T140000", "VTIMEZONE"),
        (b"TRANSP:OPAQUE\r\n", b"TRANSP:OPAQUE\n", "CRLF"),
        (b"TRANSP:OPAQUE\r\n", b"TRANSP:OPAQUE\r\nREQUEST-STATUS:2.0;Ok\r\n", "REQUEST-STATUS"),
    ],
)
def test_the_rules_notice_what_is_broken(old: bytes, new: bytes, rule: str):
    ics = WRITTEN["REQUEST"]
    assert ics.count(old) == 1
    assert any(rule in said for said in broken(ics.replace(old, new)))
