"""What the mailbox itself knows of a sender counts more than what a mail says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from debrief.backends.base import Incoming
from debrief.demo.cast import forwarded_loss
from debrief.model import InboundStatus
from tests.world import World

ID = "debrief@office.example/mail"


@pytest.mark.parametrize(
    ("vouched", "ends"),
    [
        (True, InboundStatus.ANSWERED),
        (False, InboundStatus.SET_ASIDE),
    ],
)
def test_a_forward_is_believed_as_the_mailbox_vouches(
    tmp_path: Path, vouched: bool, ends: InboundStatus
):
    world = World(tmp_path)
    raw = forwarded_loss(world.cast, world.clock.now).as_bytes()
    entry = world.desk.take_in(Incoming(ID, raw, world.clock.now, vouched))
    assert entry.status is ends
    assert len(world.reviews()) == vouched


def test_what_was_vouched_for_is_remembered_when_the_work_breaks_off(tmp_path: Path):
    world = World(tmp_path)
    raw = forwarded_loss(world.cast, world.clock.now).as_bytes()
    entry = world.desk.take_in(Incoming(ID, raw, world.clock.now, False))
    again = entry.model_copy(update={"status": InboundStatus.RECEIVED, "attempts": 0})
    world.desk.store.save_inbound(again)
    world.desk.take_in_mail()
    kept = world.desk.store.inbound(entry.key)
    assert kept is not None
    assert kept.status is InboundStatus.SET_ASIDE
    assert world.reviews() == []
