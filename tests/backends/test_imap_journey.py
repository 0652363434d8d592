"""The whole journey on Dovecot, SMTP and Radicale, with the demo's people."""

from __future__ import annotations

from collections import Counter

import pytest

from debrief.demo.play import Outcome, SimulatedClock, play_in
from debrief.desk import CHAPTERS
from debrief.model import EffectStatus, Stage
from tests.backends.hands import read_mail
from tests.servers.dovecot import Dovecot
from tests.servers.harbour import harbour_running
from tests.servers.radicale import Radicale
from tests.servers.town import ServerTown, server_cast, server_desk

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(not Dovecot.installed(), reason="Dovecot cannot be started here"),
    pytest.mark.skipif(not Radicale.installed(), reason="Radicale is not installed"),
    pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning"),
]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory):
    data = tmp_path_factory.mktemp("journey") / "data"
    with harbour_running() as harbour:
        cast = server_cast(1)
        clock = SimulatedClock(cast.start)
        town = ServerTown(harbour, cast, clock)
        desk = server_desk(harbour, cast, data, clock)
        outcome = play_in(town, desk, cast, clock, 1, lambda step: None)
        mails = {
            box.name: [read_mail(raw) for raw in harbour.dovecot.mails(box.name)]
            for box in (harbour.folder / "dovecot" / "mail").iterdir()
        }
        yield outcome, mails


def test_every_chapter_is_reached_and_the_review_closes(played):
    outcome: Outcome = played[0]
    assert outcome.missed == ()
    assert set(outcome.reached) == set(CHAPTERS)
    assert next(r for r in outcome.reviews if r.major).stage is Stage.CLOSED


def test_everything_went_out_once(played):
    outcome, mails = played
    for who, received in mails.items():
        counted = Counter(str(m["X-Debrief-Effect"]) for m in received if m["X-Debrief-Effect"])
        assert set(counted.values()) <= {1}, who
    assert sum(len(received) for received in mails.values()) > 40
    for review in outcome.reviews:
        assert not [e.key for e in review.effects if e.status is EffectStatus.FAILED]
        assert {e.purpose for e in review.effects if e.open} <= {"reconnect"}  # next spring's


def test_the_call_stands_in_the_managers_calendar_as_agreed(played):
    outcome, _ = played
    review = next(r for r in outcome.reviews if r.major)
    standing = outcome.desk.backend.calendar.standing(review.call.uid)
    assert standing is not None
    assert standing.start == review.call.slot.start
    assert standing.partstats[review.facts.customer_email] == "ACCEPTED"


def test_no_message_is_left_over(played):
    outcome, _ = played
    assert {e.status.value for e in outcome.desk.store.all_inbound()} <= {
        "handled",
        "answered",
        "left_alone",
        "set_aside",
    }
    assert not list(outcome.desk.store.waiting_inbound())
