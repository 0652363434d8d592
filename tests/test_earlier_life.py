"""Records that were lost or came back from a backup: the mailbox knows more than they do."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from debrief.backends.base import Receipt
from debrief.bootstrap import open_desk
from debrief.chapters.planning import planned_mail
from debrief.config import load_config
from debrief.demo.cast import forwarded_loss
from debrief.engine import earlier_life
from debrief.engine.effects import NOT_KNOWN_SINCE, resumed
from debrief.model import EffectStatus, Review
from store.backup import backup, restore
from store.tiny import TinyStore
from tests.faulty import SERVERS, Fate, Faulty, ServerMailbox, faulty_backend, make_faulty
from tests.world import EFFECT, World

Loss = Callable[[World], None]


def at_a_server(world: World, server: str = "server") -> None:
    """Open the desk at a mail server that sends whatever it is asked to, as often as it is asked."""
    calm = Faulty(Fate(0, 0.0))
    desk = open_desk(load_config(world.data), world.clock)
    watched = (world.debrief_address,)
    backend = faulty_backend(world.office, world.manager, watched, calm, server=server)
    world.desk = make_faulty(desk, backend, calm)


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path)
    at_a_server(world)
    world.settle()
    return world


def received(world: World) -> Counter[tuple[str, str]]:
    """Return how often each effect lies in somebody's inbox."""
    found: Counter[tuple[str, str]] = Counter()
    for path in world.office.folder.glob("*/Maildir/*/*"):
        if path.parent.name in ("new", "cur"):
            key = message_from_bytes(path.read_bytes(), policy=default)[EFFECT]
            found.update([(path.parts[-4], str(key))] if key else [])
    return found


def heard_by(world: World, who: str) -> list[str]:
    """Return the purposes of what somebody got, oldest first."""
    return [str(mail[EFFECT]).split("/")[2] for mail in world.mails(who)]


def archive(world: World) -> Path:
    return world.folder / "backup.tar.gz"


def records(world: World) -> Path:
    return world.data / "records"


def lose(world: World) -> None:
    shutil.rmtree(records(world))


def restore_them(world: World) -> None:
    """As `debrief restore` does it."""
    lose(world)
    now = world.clock()
    restore(archive(world), records(world), lambda p: earlier_life.begin(TinyStore(p), now))


def roll_back(world: World) -> None:
    """As a machine's snapshot or `pg_restore` does it: nobody says so."""
    lose(world)
    restore(archive(world), records(world))


def begin_anew(world: World, go_back: Loss) -> None:
    """Start again; records that know nothing of themselves ask a person whether they are the only ones."""
    go_back(world)
    at_a_server(world)
    if go_back is lose:
        world.desk.cycle()
        assert world.desk.guard.held
        world.desk.guard.take_over()


LOSSES = [lose, restore_them, roll_back]


@pytest.mark.parametrize("go_back", LOSSES)
@pytest.mark.parametrize("kept", ["before the loss", "before the invitation"])
@pytest.mark.parametrize("gap", [timedelta(hours=3), timedelta(days=2)])
def test_what_went_out_since_the_records_is_not_sent_again(
    world: World, go_back: Loss, kept: str, gap: timedelta
):
    if kept == "before the invitation":
        world.loss()
    backup(records(world), archive(world))
    if kept == "before the loss":
        world.loss()
    world.pass_time(minutes=20)
    assert world.invitations(world.customer)
    world.pass_time(seconds=gap.total_seconds())
    before = heard_by(world, world.customer)
    begin_anew(world, go_back)
    world.pass_time(minutes=10)  # others have time to see that these records go on
    at_once = heard_by(world, world.customer)
    world.pass_time(hours=1)
    assert [key for key, times in received(world).items() if times > 1] == []
    assert at_once in (before, [*before, "chase"])  # the chase is due by now
    assert heard_by(world, world.customer) == at_once
    assert world.review.facts.company  # and there is one review of it
    assert set(world.inbound().values()) == {"answered"}


@pytest.mark.parametrize("go_back", [lose, roll_back])
def test_a_person_is_asked_how_a_review_is_to_go_on_of_which_nothing_is_known(
    world: World, go_back: Loss
):
    backup(records(world), archive(world))
    world.loss()
    world.pass_time(minutes=20)
    world.pass_time(days=2)
    begin_anew(world, go_back)
    world.pass_time(days=4)
    told = world.mails(world.manager, "set_aside")
    assert len(told) == 1
    assert "nobody hears from us again unless you say so" in " ".join(
        world.text(world.manager, "set_aside").split()
    )
    before = world.invitations(world.customer)
    world.reply(world.manager, "go", "receipt")
    world.pass_time(hours=1)
    assert world.review.stage == "calling"
    assert len(world.invitations(world.customer)) == len(before)


def test_a_meeting_is_taken_to_be_when_its_calendar_says(world: World):
    world.loss()
    backup(records(world), archive(world))
    world.pass_time(minutes=20)
    stands = world.desk.backend.calendar.standing(str(world.review.call.uid))
    restore_them(world)
    at_a_server(world)
    world.clock.now += timedelta(hours=30)  # by now another time would be chosen
    world.settle()
    slot = world.review.call.slot
    assert stands is not None
    assert slot is not None
    assert (slot.start, slot.end) == (stands.start, stands.end)
    assert len(world.invitations(world.customer)) == 1


def test_an_old_request_that_lay_in_the_mailbox_is_asked_about(tmp_path: Path):
    world = World(tmp_path)
    mail = forwarded_loss(world.cast, world.clock.now)
    world.post(mail, world.manager, world.debrief_address)
    world.clock.now += timedelta(hours=3)
    world.pass_time(hours=2)
    assert len(world.mails(world.manager, "receipt")) == 1
    assert world.review.stage == "asking"
    assert world.invitations(world.customer) == []


def test_a_request_from_just_before_the_first_start_begins_by_itself(tmp_path: Path):
    world = World(tmp_path)
    mail = forwarded_loss(world.cast, world.clock.now)
    world.post(mail, world.manager, world.debrief_address)
    world.clock.now += timedelta(minutes=10)
    world.pass_time(hours=2)
    assert len(world.invitations(world.customer)) == 1


def test_a_header_of_ours_on_a_mail_that_we_did_not_send_hides_nothing(world: World):
    mail = forwarded_loss(world.cast, world.clock.now)
    mail[EFFECT] = f"r-0123456789/watch_inbox/receipt/{world.manager}/1"
    world.post(mail, world.manager, world.debrief_address, verified=False)
    world.settle()
    assert set(world.inbound().values()) == {"answered"}
    world.pass_time(hours=2)
    assert world.invitations(world.customer) == []  # a mail that we wrote asks for nothing


def with_a_plan(world: World) -> Review:
    """Return the review with a mail that the backup knows as planned."""
    review = world.loss()
    scene = world.desk.scene()
    later = scene.now + timedelta(hours=1)
    planned = planned_mail(
        review, scene, "watch_inbox", "held_back", world.desk.team.manager, {"most": 5},
        not_before=later,
    )  # fmt: skip
    return world.desk.store.save(planned)


def test_where_the_server_cannot_tell_a_person_is_asked(tmp_path: Path):
    world = World(tmp_path)
    at_a_server(world, "forgetful")
    world.settle()
    review = with_a_plan(world)
    backup(records(world), archive(world))
    world.clock.now += timedelta(minutes=30)
    restore_them(world)
    at_a_server(world, "forgetful")
    world.pass_time(hours=1)
    effect = next(e for e in world.desk.store.get(review.id).effects if e.template == "held_back")
    assert (effect.status, effect.error) == (EffectStatus.FAILED, NOT_KNOWN_SINCE)
    assert world.mails(world.manager, "held_back") == []
    world.desk.store.save(resumed(world.desk.store.get(review.id), effect.key))
    world.settle()
    assert len(world.mails(world.manager, "held_back")) == 1


class Counting(ServerMailbox):
    """A mail server that notes what it is asked for."""

    asked: list[str]

    def sent(self, key: str) -> Receipt | None:
        self.asked.append(key)
        return super().sent(key)


def test_an_ordinary_day_looks_for_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []
    monkeypatch.setattr(Counting, "asked", asked, raising=False)
    monkeypatch.setitem(SERVERS, "counting", Counting)  # type: ignore[misc]
    world = World(tmp_path)
    at_a_server(world, "counting")
    world.settle()
    world.clock.now += timedelta(minutes=5)
    world.loss()
    world.pass_time(hours=2)
    assert world.invitations(world.customer)
    assert asked == []
