"""The embedded store keeps the contract, and what is wrong on the disk is told, not suffered."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import stat
import threading
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from debrief.errors import BadInput, NeedsHuman, NotFound, TryLater
from debrief.model import EffectStatus, Inbound, Review, Stage
from store import disk, migrations
from store.base import Store
from store.records import Kind
from store.terms import line_of
from store.tiny import TinyStore
from tests.store.store_contract import NOON, StoreContract, effect, ids, review, token


class TestTinyStore(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Store:
        return TinyStore(tmp_path / "data")

    @pytest.fixture
    def opening(self, tmp_path: Path) -> str:
        return (
            "from pathlib import Path\nfrom store.tiny import TinyStore\n"
            f"store = TinyStore(Path({str(tmp_path / 'data')!r}))"
        )


@pytest.fixture
def store(tmp_path: Path) -> TinyStore:
    return TinyStore(tmp_path / "data")


def twice_saved(store: TinyStore, **fields: object) -> Path:
    """Keep review a1 in version 2 and return its file."""
    kept = store.add(review("a1", why="one", due_at=NOON, **fields))
    store.save(kept.model_copy(update={"why": "two"}))
    return store.folder / "open" / "a1.json"


# The files


def test_stock_tinydb_opens_a_record(store: TinyStore) -> None:
    path = twice_saved(store)
    with TinyDB(path, access_mode="r") as db:
        [doc] = db.table("record").all()
    assert (doc["kind"], doc["version"], doc["data"]["why"]) == ("review", 2, "two")


def test_everything_is_for_our_eyes_only(store: TinyStore) -> None:
    kept = store.add(review("a1"))
    store.save(kept.model_copy(update={"stage": Stage.CLOSED}))
    store.save_inbound(Inbound(key="m", received_at=NOON))
    store.keep_raw("m", b"raw")
    with store.claim("work") or pytest.fail("the claim is free"):
        for path in [store.folder, *store.folder.rglob("*")]:
            mode = stat.S_IMODE(path.stat().st_mode)
            assert mode == (0o700 if path.is_dir() else 0o600), path


def test_nothing_is_left_over_after_saves(store: TinyStore) -> None:
    kept = store.add(review("a1"))
    for stage in (Stage.CALLING, Stage.CLOSED, Stage.CALLING, Stage.CLOSED, Stage.CLOSED):
        kept = store.save(kept.model_copy(update={"stage": stage}))
    names = sorted(p.name for p in store.folder.rglob("a1*"))
    assert names == ["a1.json", "a1.json.previous"]
    assert list(store.folder.rglob("*.tmp")) == []


def test_erasing_removes_every_copy(store: TinyStore) -> None:
    path = twice_saved(store)
    path.write_bytes(b"damaged")
    kept = store.save(store.get("a1"))
    assert len(list(store.folder.rglob("*a1*"))) == 3  # the file, the one before, the damaged one
    store.save(kept.model_copy(update={"stage": Stage.CLOSED}))
    store.delete("a1")
    assert list(store.folder.rglob("*a1*")) == []
    assert (store.folder / "index.terms").read_bytes() == b""


# Damage


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_damaged_file_gives_the_version_before_and_says_so(
    data: st.DataObject, tmp_path: Path
) -> None:
    shutil.rmtree(tmp_path / "data", ignore_errors=True)
    store = TinyStore(tmp_path / "data")
    path = twice_saved(store)
    raw = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(raw) - 1))
    if data.draw(st.booleans()):
        del raw[at:]
    else:
        raw[at] ^= data.draw(st.integers(1, 255))
    path.write_bytes(raw)

    back = store.get("a1")
    assert back.why == "one"
    assert ids(store.due(NOON)) == ["a1"]
    assert len(store.notices) == 1
    assert str(path) in store.notices[0]

    saved = store.save(back.model_copy(update={"why": "three"}))
    assert TinyStore(store.folder).get("a1") == saved
    [aside] = path.parent.glob("*.damaged-*")
    assert aside.read_bytes() == raw  # nothing is lost to a human


def test_a_lost_file_is_recovered_from_its_previous_version(store: TinyStore) -> None:
    path = twice_saved(store)
    path.unlink()
    assert store.get("a1").why == "one"
    assert ids(store.open()) == ["a1"]
    store.save(store.get("a1"))
    assert path.exists()


def test_whoever_holds_the_damaged_version_cannot_save_over_the_recovered_one(
    store: TinyStore,
) -> None:
    path = twice_saved(store)
    held = store.get("a1")
    path.write_bytes(b"")
    recovered = store.get("a1")
    assert recovered.version > held.version
    with pytest.raises(Exception, match="version"):
        store.save(held)


def test_a_recovered_review_asks_the_backend_before_it_sends(store: TinyStore) -> None:
    done = effect("done", status=EffectStatus.DONE)
    twice_saved(store, effects=(effect("ask"), done)).write_bytes(b"")
    assert [e.status for e in store.get("a1").effects] == ["attempted", "done"]


def test_damage_without_an_earlier_version_names_the_file_and_blocks_no_other(
    store: TinyStore,
) -> None:
    store.add(review("a1", due_at=NOON))
    store.add(review("b1", due_at=NOON))
    path = store.folder / "open" / "a1.json"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(NeedsHuman, match=r"a1\.json.*backup"):
        store.get("a1")
    with pytest.raises(NeedsHuman):
        store.save(review("a1", version=1))
    assert ids(store.due(NOON)) == ["b1"]
    assert ids(store.open()) == ["b1"]
    assert any(str(path) in notice for notice in store.notices)


def test_a_file_put_back_from_a_backup_is_seen_at_once(store: TinyStore) -> None:
    store.add(review("a1", due_at=NOON))
    path = store.folder / "open" / "a1.json"
    whole = path.read_bytes()
    path.write_bytes(b"{")
    assert store.due(NOON) == []
    path.write_bytes(whole)
    assert ids(store.due(NOON)) == ["a1"]


def test_what_is_not_ours_is_left_alone_and_named_once(store: TinyStore) -> None:
    store.add(review("a1", due_at=NOON))
    folder = store.folder / "open"
    (folder / "notes.txt").write_text("mine")
    (folder / "other.json").write_text('{"a": 1}')
    (folder / "folder.json").mkdir()
    shutil.copy(folder / "a1.json", folder / "copy of a1.json")
    for _ in range(2):
        assert ids(store.due(NOON)) == ["a1"]
    for name in ("notes.txt", "other.json", "folder.json", "copy of a1.json"):
        assert sum(name in notice for notice in store.notices) == 1, name
        assert (folder / name).exists()


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(BadInput, match="data"):
        TinyStore(tmp_path / "data").add(review("a1"))


# Between the places


def test_a_review_found_in_both_places_counts_where_its_version_is_higher(
    store: TinyStore,
) -> None:
    path = twice_saved(store)
    old = path.read_bytes()
    store.save(store.get("a1").model_copy(update={"stage": Stage.CLOSED}))
    path.write_bytes(old)  # as a crash before the last step of the move leaves it

    fresh = TinyStore(store.folder)
    assert fresh.get("a1").stage is Stage.CLOSED
    assert (ids(fresh.due(NOON)), ids(fresh.open()), ids(fresh.closed())) == ([], [], ["a1"])
    assert not path.exists()


def test_a_review_on_the_move_is_never_out_of_sight(store: TinyStore) -> None:
    kept = store.add(review("a1", tokens=(token("word"),)))
    other = TinyStore(store.folder)
    stop = threading.Event()
    seen: list[object] = []

    def look() -> None:
        while not stop.is_set():
            try:
                seen.append(other.get("a1").version)
            except NotFound as err:
                seen.append(err)

    thread = threading.Thread(target=look)
    thread.start()
    for turn in range(150):
        stage = Stage.CLOSED if turn % 2 else Stage.CALLING
        kept = store.save(kept.model_copy(update={"stage": stage}))
    stop.set()
    thread.join()
    assert [each for each in seen if not isinstance(each, int)] == []
    assert seen == sorted(seen)  # type: ignore[type-var]


def test_a_review_that_moves_between_two_looks_is_found(
    store: TinyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = store.add(review("a1"))
    other = TinyStore(store.folder)
    find, moves = Kind.find, [Stage.CLOSED]

    def find_then_move(kind: Kind[Review], path: Path) -> object:
        found = find(kind, path)
        if moves and "closed" in path.parts:
            other.save(kept.model_copy(update={"stage": moves.pop()}))
        return found

    monkeypatch.setattr(Kind, "find", find_then_move)
    assert store.get("a1").stage is Stage.CLOSED
    assert store.notices == []


def test_a_review_that_moves_back_between_two_looks_is_given_as_it_stands(
    store: TinyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = store.add(review("a1"))
    kept = store.save(kept.model_copy(update={"stage": Stage.CLOSED}))
    other = TinyStore(store.folder)
    find, moves = Kind.find, [Stage.CLOSED, Stage.CALLING]

    def find_then_move(kind: Kind[Review], path: Path) -> object:
        nonlocal kept
        found = find(kind, path)
        if "closed" in path.parts:  # reopened and closed again before the next look
            stages, moves[:] = moves[::-1], []
            for stage in stages:
                kept = other.save(kept.model_copy(update={"stage": stage}))
        return found

    monkeypatch.setattr(Kind, "find", find_then_move)
    assert store.get("a1").version == kept.version == 4


def test_two_saves_within_a_tick_of_the_file_systems_clock_are_told_apart(
    store: TinyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    tick = time.time_ns()
    monkeypatch.setattr(disk, "signature", lambda _: (tick, tick, 1, 1))
    other = TinyStore(store.folder)
    kept = store.add(review("a1", due_at=NOON))
    assert other.due(NOON) == [kept]
    kept = store.save(kept)
    assert other.due(NOON) == [kept]


# The index of closed reviews


def closed_with(store: TinyStore, *words: str) -> Path:
    """Keep one closed review per word and return the index."""
    for word in words:
        store.add(review(word, stage=Stage.CLOSED, tokens=(token("t" + word),)))
    return store.folder / "index.terms"


@pytest.mark.parametrize("harm", ["gone", "torn", "cut", "flipped", "empty"])
def test_a_harmed_index_hides_no_closed_review(store: TinyStore, harm: str) -> None:
    index = closed_with(store, "a", "b", "c")
    raw = index.read_bytes()
    lines = raw.splitlines(keepends=True)
    harmed = {
        "gone": None,
        "torn": raw[:-5],
        "cut": b"".join(lines[1:]),
        "flipped": raw.replace(lines[1][3:9], b"zzzzzz"),
        "empty": b"",
    }[harm]
    if harmed is None:
        index.unlink()
    else:
        index.write_bytes(harmed)
    fresh = TinyStore(store.folder)
    assert ids(fresh.find(frozenset({"t" + word})) for word in "abc") == ["a", "b", "c"]
    assert bool(fresh.notices) == (harm == "flipped")


def test_a_damaged_closed_review_hides_no_other(store: TinyStore) -> None:
    closed_with(store, "a", "b").unlink()
    [path] = (store.folder / "closed").rglob("a.json")
    path.write_bytes(b"")
    fresh = TinyStore(store.folder)
    assert ids([fresh.find(frozenset({"tb"}))]) == ["b"]
    assert any(str(path) in notice for notice in fresh.notices)


def test_mending_the_index_keeps_the_line_of_a_review_about_to_be_closed(store: TinyStore) -> None:
    index = closed_with(store, "a")
    about = line_of(review("b", tokens=(token("tb"),)))
    index.write_bytes(b"@damaged line\n" + about + index.read_bytes())
    fresh = TinyStore(store.folder)
    assert fresh.find(frozenset({"other"})) is None
    assert about in index.read_bytes()
    assert b"damaged" not in index.read_bytes()


def test_the_index_may_name_too_much_but_is_not_believed(store: TinyStore) -> None:
    index = closed_with(store, "a", "b")
    kept = store.get("a")
    store.save(kept.model_copy(update={"tokens": ()}))
    assert b"@a " in index.read_bytes()
    assert store.find(frozenset({"ta"})) is None


def test_the_index_has_one_line_for_a_review_saved_again_and_again(store: TinyStore) -> None:
    index = closed_with(store, "a")
    for _ in range(3):
        store.save(store.get("a"))
    assert index.read_bytes().count(b"\n") == 1


# Older and newer records


def test_a_record_of_an_older_schema_is_migrated_when_read(
    store: TinyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reason_to_why(kind: str, fields: dict[str, object]) -> dict[str, object]:
        assert kind == "review"
        return {**{k: v for k, v in fields.items() if k != "reason"}, "why": fields["reason"]}

    monkeypatch.setitem(migrations.STEPS, 0, reason_to_why)
    path = twice_saved(store)
    rewrite(path, schema=0, swap=("why", "reason"))
    back = store.get("a1")
    assert (back.why, back.schema_number) == ("two", 1)
    store.save(back)
    with TinyDB(path, access_mode="r") as db:
        assert db.table("record").all()[0]["schema"] == 1


def test_a_record_of_a_newer_debrief_is_left_alone(store: TinyStore) -> None:
    path = twice_saved(store)
    rewrite(path, schema=99, swap=("why", "why"))
    raw = path.read_bytes()
    with pytest.raises(BadInput, match=r"a1\.json.*newer"):
        store.get("a1")
    with pytest.raises(BadInput, match="newer"):
        store.save(review("a1", version=2))
    assert path.read_bytes() == raw


def test_a_gap_in_the_migrations_needs_a_human() -> None:
    steps = {1: lambda _, fields: fields, 3: lambda _, fields: fields}
    with pytest.raises(NeedsHuman, match="2 to 3"):
        migrations.upgrade("review", {}, 1, target=4, steps=steps)


def test_migrations_run_in_order() -> None:
    steps = {n: lambda _, f, n=n: {**f, "ran": [*f["ran"], n]} for n in (2, 1, 3)}
    done = migrations.upgrade("review", {"ran": [], "schema_number": 1}, 1, target=4, steps=steps)
    assert done == {"ran": [1, 2, 3], "schema_number": 4}


def rewrite(path: Path, schema: int, swap: tuple[str, str]) -> None:
    """Make the record look as if another Debrief had written it."""
    from store.records import decode, encode

    tables = decode(path.read_bytes())
    assert tables is not None
    fields = json.loads(tables["record"]["1"]["data"])
    fields[swap[1]] = fields.pop(swap[0])
    tables["record"]["1"].update(schema=schema, data=json.dumps(fields).encode())
    path.write_bytes(encode(tables))


def test_a_store_whose_folder_goes_is_not_begun_anew(tmp_path: Path) -> None:
    store = TinyStore(tmp_path / "records")
    kept = store.add(review("a1"))
    store.save_cursor("box", "17")
    (tmp_path / "records").rename(tmp_path / "away")
    for touch in (
        lambda: store.cursor("box"),
        lambda: store.claim("inbox"),
        lambda: store.add(review("b1")),
        lambda: store.save_cursor("box", "18"),
        lambda: store.save_inbound(Inbound(key="m", received_at=NOON)),
    ):
        with pytest.raises(TryLater, match=r"has gone|no longer the folder"):
            touch()
    assert not (tmp_path / "records").exists()
    (tmp_path / "away").rename(tmp_path / "records")
    assert (store.cursor("box"), store.get("a1")) == ("17", kept)
    assert store.claim("inbox") is not None


def test_an_empty_folder_in_the_stores_place_is_not_the_store(tmp_path: Path) -> None:
    """As a disk that is no longer mounted leaves one."""
    store = TinyStore(tmp_path / "records")
    store.save_cursor("box", "17")
    (tmp_path / "records").rename(tmp_path / "away")
    (tmp_path / "records").mkdir()
    for touch in (lambda: store.cursor("box"), lambda: store.claim("inbox")):
        with pytest.raises(TryLater, match="no longer the folder"):
            touch()


@pytest.mark.parametrize("target", ["nowhere", "x1.json"], ids=["to nowhere", "to itself"])
def test_a_link_that_leads_nowhere_hides_no_other_review(tmp_path: Path, target: str) -> None:
    store = TinyStore(tmp_path)
    store.add(review("a1", due_at=NOON, tokens=(token("word"),)))
    (tmp_path / "open" / "x1.json").symlink_to(tmp_path / "open" / target)
    for looking in (store, TinyStore(tmp_path)):
        assert ids(looking.open()) == ["a1"]
        assert ids(looking.due(NOON)) == ["a1"]
        assert ids([looking.find(frozenset({"word"}))]) == ["a1"]


def test_a_review_that_moves_away_during_a_look_hides_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, other = TinyStore(tmp_path), TinyStore(tmp_path)
    store.add(review("a1", due_at=NOON, tokens=(token("word"),)))
    leaving = store.add(review("b1", due_at=NOON))
    listing = os.scandir

    def then_closed(folder: Path) -> object:
        entries = list(listing(folder))
        monkeypatch.setattr(os, "scandir", listing)
        store.save(leaving.model_copy(update={"stage": Stage.CLOSED}))
        return contextlib.nullcontext(entries)

    monkeypatch.setattr(os, "scandir", then_closed)
    assert ids([other.find(frozenset({"word"}))]) == ["a1"]
