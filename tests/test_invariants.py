"""Whoever watches sees at the next look what broke since the last one, and nothing before."""

from __future__ import annotations

from pathlib import Path

import pytest

from debrief.chapters.planning import changed
from debrief.model import EffectStatus
from tests.invariants import Watch
from tests.world import World


@pytest.fixture
def watched(tmp_path: Path) -> tuple[World, Watch]:
    world = World(tmp_path)
    world.booked()
    watch = Watch(world.office, world.desk.store, world.desk.team)
    assert watch.broken() == []
    assert watch.broken() == []
    return world, watch


def test_a_mail_that_comes_twice_is_seen(watched: tuple[World, Watch]):
    world, watch = watched
    mail = world.mails(world.customer, "call")[0]
    world.office.deliver(mail.as_bytes(), world.customer, "again")
    assert any(line.endswith(" 2 times") for line in watch.broken())


def test_a_mail_of_no_record_is_seen(watched: tuple[World, Watch]):
    world, watch = watched
    stray = b"X-Debrief-Effect: nobody/customer_call/call/x/1\r\n\r\nHello\r\n"
    world.office.deliver(stray, world.customer, "stray")
    assert [line.partition(", ")[2] for line in watch.broken()] == ["which no record knows"]


def test_a_record_that_forgets_what_went_out_is_seen(watched: tuple[World, Watch]):
    world, watch = watched
    review = world.review
    effects = tuple(e.model_copy(update={"status": EffectStatus.PLANNED}) for e in review.effects)
    world.desk.store.save(changed(review, effects=effects))
    assert any("which the record calls planned" in line for line in watch.broken())


def test_an_event_that_falls_back_is_seen(watched: tuple[World, Watch]):
    world, watch = watched
    uid = world.review.call.uid
    assert uid is not None
    ics = world.office.get_event(world.customer, uid)
    assert ics is not None and b"SEQUENCE:0" in ics
    world.office.put_event(world.customer, uid, ics.replace(b"SEQUENCE:0", b"SEQUENCE:3"))
    assert watch.broken() == []
    world.office.put_event(world.customer, uid, ics)
    assert any("SEQUENCE" in line for line in watch.broken())


def test_an_event_that_is_another_is_seen_missing(watched: tuple[World, Watch]):
    world, watch = watched
    uid = world.review.call.uid
    assert uid is not None
    world.office.put_event(world.customer, uid, b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    assert any("does not show it" in line for line in watch.broken())
