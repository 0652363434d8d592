"""Records move from files into a real PostgreSQL: everything, once, and nothing is sent again."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from pathlib import Path

import pytest

from debrief.bootstrap import hidden_records, open_store
from debrief.config import load_config
from debrief.console import moving
from debrief.console.moving import MOVING, move_records
from debrief.console.office_work import print_audit
from debrief.engine.installation import HELD, known
from debrief.errors import BadInput, NeedsHuman
from store.base import Store
from store.carrying import carry, holds_work, inventory
from store.tiny import TinyStore
from tests.store.database import Server
from tests.world import World, no_effect_twice

pytestmark = pytest.mark.server


@pytest.fixture
def dsn(postgres_server: Server) -> str:
    import psycopg

    name = f"team_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(postgres_server.dsn, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return postgres_server.dsn.replace("dbname=postgres", f"dbname={name}")


def name_database(world: World, dsn: str) -> None:
    path = world.data / "debrief.toml"
    path.write_text(f"{path.read_text()}\n[store]\ndsn = {json.dumps(dsn)}\n")


def without_database(world: World) -> None:
    path = world.data / "debrief.toml"
    path.write_text(path.read_text().partition("\n[store]")[0] + "\n")


def files(world: World) -> TinyStore:
    return TinyStore(world.data / "records")


def sent(world: World) -> list[tuple[str, int]]:
    return [(who, len(world.mails(who))) for who in (world.manager, world.customer, *world.reps)]


@pytest.mark.parametrize("stage", ["loss", "booked", "noted", "learned", "shared_out"])
def test_an_installation_goes_on_in_the_database_as_if_nothing_had_happened(
    world: World, dsn: str, stage: str, capsys: pytest.CaptureFixture[str]
):
    world.funnels()
    getattr(world, stage)()
    before, mails = inventory(files(world)), sent(world)
    print_audit(world.data, None)
    trail = capsys.readouterr().out
    name_database(world, dsn)
    move_records(world.data, world.clock)
    assert f"{len(before['reviews'])} reviews" in capsys.readouterr().out
    desk = world.open()
    after = inventory(desk.store)
    assert {k: v for k, v in after.items() if k != "settings"} == {
        k: v for k, v in before.items() if k != "settings"
    }
    assert after["settings"]["secret"] == before["settings"]["secret"]
    print_audit(world.data, None)
    assert capsys.readouterr().out == trail
    world.clock.now += timedelta(seconds=1)
    world.settle()
    told = [(who, n + (who == world.manager)) for who, n in mails]
    assert sent(world) == told  # but for the word to the manager that these records go on
    assert not hidden_records(load_config(world.data))
    world.pass_time(days=14)
    no_effect_twice(world)


def test_what_was_asked_before_the_move_is_answered_after_it(world: World, dsn: str):
    world.loss()
    world.pass_time(minutes=20)
    name_database(world, dsn)
    move_records(world.data, world.clock)
    world.open()
    world.answer(world.customer, "ACCEPTED")
    assert world.review.call.state == "booked"
    slot = world.review.call.slot
    assert slot is not None
    world.until(slot.end + timedelta(minutes=11))
    world.reply(world.manager, World.NOTES, "notes_request")
    world.reply(world.manager, "yes", "practice_drafts")
    assert world.desk.store.book().approved()
    no_effect_twice(world)


def test_it_may_be_repeated(world: World, dsn: str, capsys: pytest.CaptureFixture[str]):
    world.booked()
    name_database(world, dsn)
    move_records(world.data, world.clock)
    world.open()
    world.pass_time(days=1)
    held = inventory(world.desk.store)
    capsys.readouterr()
    move_records(world.data, world.clock)
    assert "already" in capsys.readouterr().out
    assert inventory(world.desk.store) == held


@pytest.mark.parametrize("claim", ["run", "inbox"])
@pytest.mark.parametrize("where", ["files", "database"])
def test_it_refuses_while_debrief_is_running(world: World, dsn: str, where: str, claim: str):
    world.booked()
    name_database(world, dsn)
    store = files(world) if where == "files" else open_store(load_config(world.data))
    before = inventory(files(world))
    held = store.claim(claim)
    assert held is not None
    with held, pytest.raises(BadInput, match=f"at work on the {where}"):
        move_records(world.data, world.clock)
    assert inventory(files(world)) == before
    move_records(world.data, world.clock)


def test_a_database_with_work_of_its_own_is_not_touched(world: World, dsn: str):
    world.booked()
    name_database(world, dsn)
    target = open_store(load_config(world.data))
    target.add(world.review)
    held = inventory(target)
    with pytest.raises(BadInput, match="other work"):
        move_records(world.data, world.clock)
    assert inventory(target) == held
    assert files(world).setting(HELD) is None


def test_one_that_only_looked_at_the_mailbox_gives_way(world: World, dsn: str):
    world.booked()
    name_database(world, dsn)
    target = open_store(load_config(world.data))
    for name in ("secret", "daily", "elsewhere"):
        target.save_setting(name, "00")
    move_records(world.data, world.clock)
    assert target.setting("secret") == files(world).setting("secret")
    assert target.setting("elsewhere") is None


@pytest.mark.parametrize("fault", ["broken off", "not all"])
def test_what_breaks_off_or_arrives_otherwise_leaves_both_as_they_were(
    world: World, dsn: str, fault: str, monkeypatch: pytest.MonkeyPatch
):
    world.booked()
    before = inventory(files(world))
    name_database(world, dsn)

    def faulty(source: Store, target: Store) -> None:
        carry(source, target)
        if fault == "broken off":
            raise KeyboardInterrupt
        target.delete(world.review.id)

    with monkeypatch.context() as patched:
        patched.setattr(moving, "carry", faulty)
        with pytest.raises((BadInput, KeyboardInterrupt)):
            move_records(world.data, world.clock)
    assert inventory(files(world)) == before
    target = open_store(load_config(world.data))
    assert not holds_work(target)
    assert not target.words("settings")
    move_records(world.data, world.clock)
    assert holds_work(target)


def test_one_that_was_killed_in_the_midst_is_finished_by_repeating_it(world: World, dsn: str):
    world.booked()
    files(world).save_setting(HELD, MOVING)
    assert world.desk.paused
    name_database(world, dsn)
    move_records(world.data, world.clock)
    assert not world.open().paused


def test_a_damaged_record_stops_it_and_is_named(world: World, dsn: str):
    world.booked()
    name_database(world, dsn)
    for path in (world.data / "records" / "open").glob(f"{world.review.id}.json*"):
        path.write_bytes(b"broken")
    with pytest.raises(NeedsHuman, match="damaged"):
        move_records(world.data, world.clock)
    assert not holds_work(open_store(load_config(world.data)))
    assert files(world).setting(HELD) is None


def test_the_files_stay_held_and_who_goes_back_to_them_stops_the_database(world: World, dsn: str):
    world.booked()
    name_database(world, dsn)
    move_records(world.data, world.clock)
    shared = world.open()
    world.settle()
    without_database(world)
    back = world.open()
    assert back.paused
    world.clock.now += timedelta(minutes=10)
    back.guard.take_over()
    back.cycle()
    shared.cycle()
    assert shared.paused
    name_database(world, dsn)
    with pytest.raises(BadInput, match="worked on again"):
        move_records(world.data, world.clock)


def test_records_moved_once_are_not_moved_into_a_second_database(world: World, dsn: str):
    world.booked()
    name_database(world, dsn)
    move_records(world.data, world.clock)
    without_database(world)
    import psycopg

    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("DROP SCHEMA debrief CASCADE")
    name_database(world, dsn)
    with pytest.raises(BadInput, match="another database"):
        move_records(world.data, world.clock)


def test_the_installation_keeps_what_it_was_called_before(world: World, dsn: str):
    world.booked()
    before = known(files(world))
    name_database(world, dsn)
    move_records(world.data, world.clock)
    after = known(open_store(load_config(world.data)))
    assert before is not None
    assert after is not None
    assert before.id in after.earlier
    assert after.announced_at is not None


def test_without_a_database_or_without_records_it_says_what_to_do(
    world: World, dsn: str, tmp_path: Path
):
    with pytest.raises(BadInput, match="names no database"):
        move_records(world.data, world.clock)
    name_database(world, dsn)
    with pytest.raises(BadInput, match="no records"):
        move_records(world.data, world.clock)
