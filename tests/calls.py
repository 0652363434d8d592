"""What the tests of the customer call play again and again."""

from __future__ import annotations

from datetime import datetime

from debrief.calendars.invitation import Invitee, Meeting, event_ics, reply_ics
from debrief.calendars.standing import read_standing
from tests.world import World, utc

WISH = utc("2026-09-16 14:30")  # a Wednesday afternoon on which everybody is free
AWAY = "I am out of the office until 24 September 2026 with no access to mail."


def booked(world: World) -> None:
    """Forward the loss and let the grace pass: the invitation is out."""
    world.loss()
    world.pass_time(minutes=20)


def sequences(world: World, who: str) -> list[int]:
    found = (read_standing(ics) for _, ics in world.invitations(who))
    return [s.sequence for s in found if s is not None]


def events(world: World) -> list[str]:
    return [str(e.context["event"]) for e in world.review.effects if e.purpose == "call_update"]


def with_comment(world: World, number: int, partstat: str, comment: str) -> None:
    mail, ics = world.invitations(world.customer)[number]
    answer = reply_ics(ics, world.customer, partstat, world.clock.now, comment)
    world._calendar_reply(world.customer, mail, answer)


def busy(world: World, who: str, start: datetime, end: datetime, uid: str = "other@x") -> None:
    me = Invitee(who, who)
    other = Meeting(uid, 0, start, end, "Something else", "", me, (), key="none")
    world.office.put_event(who, uid, event_ics(other, world.clock.now))


def accepted(world: World) -> bool:
    return world.review.call.answer == "accepted"


def written(world: World) -> None:
    """Keep silent until the questions are out in writing."""
    booked(world)
    world.pass_time(days=13)
    assert world.review.call.state == "written"


def absent(world: World, text: str = AWAY) -> None:
    headers = {"Auto-Submitted": "auto-replied"}
    world.reply(world.customer, text, headers=headers, quote=False)
