"""A burst of losses on real servers: many hands send, and each receipt goes out exactly once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from benchmarks.latency_bench import loss
from debrief.backends.local import utc_now
from debrief.bootstrap import open_desk
from debrief.config import load_config
from debrief.demo.cast import Cast
from debrief.engine.desk import Desk
from debrief.errors import TryLater
from debrief.model import EffectStatus, InboundStatus
from store import disk
from tests.backends.hands import read_mail
from tests.servers.dovecot import Dovecot
from tests.servers.harbour import Harbour, harbour_running
from tests.servers.radicale import Radicale
from tests.servers.town import server_cast, server_desk

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(not Dovecot.installed(), reason="Dovecot cannot be started here"),
    pytest.mark.skipif(not Radicale.installed(), reason="Radicale is not installed"),
    pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning"),
]
BURST = 12


@dataclass
class Town:
    """A team on these servers, and what its manager got."""

    harbour: Harbour
    cast: Cast
    data: Path

    def deliver(self, numbers: range) -> None:
        for number in numbers:
            self.harbour.dovecot.deliver(loss(self.cast, number), [self.cast.manager])

    def desk(self, later: timedelta = timedelta()) -> Desk:
        return open_desk(load_config(self.data), lambda: datetime.now(UTC) + later)

    def receipts(self) -> Counter[str]:
        mails = map(read_mail, self.harbour.dovecot.mails(self.cast.manager))
        keys = (str(mail["X-Debrief-Effect"] or "") for mail in mails)
        return Counter(key for key in keys if "/receipt/" in key)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with harbour_running() as harbour:
        cast = server_cast(1)
        harbour.radicale.let_in(cast.manager)
        desk = server_desk(harbour, cast, tmp_path / "data", utc_now)
        desk.take_in_mail()  # what lies there at the first look is dealt with one by one
        yield Town(harbour, cast, tmp_path / "data")


def test_a_burst_gets_one_receipt_each_over_few_connections(town: Town):
    town.deliver(range(BURST))
    desk = town.desk()
    before = town.harbour.smtp.sessions
    desk.take_in_mail()
    assert len(town.receipts()) == BURST
    assert set(town.receipts().values()) == {1}
    assert 1 < town.harbour.smtp.sessions - before <= 3
    reviews = list(desk.store.open())
    assert len(reviews) == BURST
    assert {e.status for r in reviews for e in r.effects} == {EffectStatus.DONE}
    assert not desk.store.waiting_inbound()


def test_two_words_of_one_deal_in_a_burst_are_one_review(town: Town):
    town.deliver(range(3))
    again = loss(town.cast, 1).replace(b"<loss-1@", b"<again@").replace(b"Hi,", b"Hello,")
    town.harbour.dovecot.deliver(again, [town.cast.manager])
    desk = town.desk()
    desk.take_in_mail()
    assert len(list(desk.store.open())) == 3
    assert set(town.receipts().values()) == {1}


def test_a_lost_answer_in_a_burst_is_that_mails_alone(town: Town):
    town.deliver(range(BURST))
    town.harbour.smtp.silent_once = True
    town.desk().take_in_mail()
    town.desk(timedelta(hours=1)).cycle()
    assert len(town.receipts()) == BURST  # it lies in the manager's inbox, which proves it
    assert set(town.receipts().values()) == {1}
    statuses = {e.status for r in town.desk().store.open() for e in r.effects}
    assert statuses == {EffectStatus.DONE}


def test_what_a_hand_could_not_note_keeps_its_message_waiting(
    town: Town, monkeypatch: pytest.MonkeyPatch
):
    """The disk is full after a mail went out: nothing is lost, and nothing goes out again."""
    town.deliver(range(BURST))
    real = disk.replace
    full: set[str] = set()

    def replace(path: Path, data: bytes, previous: Path | None = None) -> None:
        told = b'"status":"done"' in data and path.parent.name == "open"
        if told and (path.stem in full or len(full) < 3):
            full.add(path.stem)
            raise TryLater("the disk is full")
        real(path, data, previous)

    monkeypatch.setattr(disk, "replace", replace)
    desk = town.desk()
    with pytest.raises(TryLater, match="full"):
        desk.take_in_mail()
    waiting = desk.store.waiting_inbound()
    assert len(waiting) == len(full) == 3
    monkeypatch.setattr(disk, "replace", real)
    fresh = town.desk()
    fresh.cycle()
    assert not fresh.store.waiting_inbound()
    assert len(town.receipts()) == BURST
    assert set(town.receipts().values()) == {1}
    ours = [e for e in fresh.store.all_inbound() if e.review_id is not None]
    assert Counter(e.status for e in ours) == {InboundStatus.ANSWERED: BURST}
