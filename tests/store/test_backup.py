"""A backup holds everything, also of a store at work; a restore overwrites nothing."""

from __future__ import annotations

import io
import stat
import tarfile
import threading
import time
from pathlib import Path

import pytest

from debrief.errors import BadInput
from debrief.model import Funnel, Inbound, PracticeBook, Stage
from store.backup import backup, restore
from store.tiny import TinyStore
from tests.store.store_contract import NOON, ids, review, token


@pytest.fixture
def store(tmp_path: Path) -> TinyStore:
    store = TinyStore(tmp_path / "data")
    store.add(review("a1", due_at=NOON))
    store.add(review("c1", stage=Stage.CLOSED, tokens=(token("closed"),)))
    store.save_book(PracticeBook())
    store.save_funnel(Funnel(rep="ann@us.example"))
    store.save_inbound(Inbound(key="m", received_at=NOON))
    store.keep_raw("m", b"raw")
    store.save_cursor("box", "17")
    store.save_setting("paused", "yes")
    return store


def test_what_was_backed_up_is_restored(store: TinyStore, tmp_path: Path) -> None:
    count = backup(store.folder, tmp_path / "backup.tar.gz")
    assert restore(tmp_path / "backup.tar.gz", tmp_path / "other") == count
    other = TinyStore(tmp_path / "other")
    assert (ids(other.open()), ids(other.closed())) == (["a1"], ["c1"])
    assert ids([other.find(frozenset({"closed"}))]) == ["c1"]
    assert other.book() == store.book()
    assert other.funnel("ann@us.example") == store.funnel("ann@us.example")
    assert list(other.all_inbound()) == list(store.all_inbound())
    assert (other.raw("m"), other.cursor("box"), other.setting("paused")) == (b"raw", "17", "yes")
    assert other.notices == []
    for path in [tmp_path / "backup.tar.gz", tmp_path / "other", *other.folder.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path


def test_a_damaged_record_is_backed_up_with_its_earlier_version(
    store: TinyStore, tmp_path: Path
) -> None:
    store.save(store.get("a1"))
    (store.folder / "open" / "a1.json").write_bytes(b"damaged")
    backup(store.folder, tmp_path / "b")
    restore(tmp_path / "b", tmp_path / "other")
    assert TinyStore(tmp_path / "other").get("a1").id == "a1"


def test_a_backup_of_a_store_at_work_misses_no_review(store: TinyStore, tmp_path: Path) -> None:
    stop = threading.Event()

    def work() -> None:
        kept = store.get("a1")
        while not stop.is_set():
            stage = Stage.CLOSED if kept.stage is Stage.CALLING else Stage.CALLING
            kept = store.save(kept.model_copy(update={"stage": stage}))
            time.sleep(0.002)  # in memory it would move back and forth within one look

    thread = threading.Thread(target=work)
    thread.start()
    try:
        for number in range(25):
            before = store.get("a1").version
            backup(store.folder, tmp_path / f"{number}.tar.gz")
            restore(tmp_path / f"{number}.tar.gz", tmp_path / str(number))
            restored = TinyStore(tmp_path / str(number))
            assert restored.get("a1").version >= before
            assert len(ids(restored.open())) + len(ids(restored.closed())) == 2
    finally:
        stop.set()
        thread.join()


def test_a_restore_into_a_folder_with_anything_in_it_is_refused(
    store: TinyStore, tmp_path: Path
) -> None:
    backup(store.folder, tmp_path / "b")
    before = sorted(store.folder.rglob("*"))
    with pytest.raises(BadInput, match="not empty"):
        restore(tmp_path / "b", store.folder)
    assert sorted(store.folder.rglob("*")) == before
    (tmp_path / "empty").mkdir()
    assert restore(tmp_path / "b", tmp_path / "empty") > 0


def test_a_backup_overwrites_no_file_and_needs_a_store(store: TinyStore, tmp_path: Path) -> None:
    (tmp_path / "b").write_text("mine")
    with pytest.raises(BadInput, match="exists already"):
        backup(store.folder, tmp_path / "b")
    assert (tmp_path / "b").read_text() == "mine"
    with pytest.raises(BadInput, match="no store"):
        backup(tmp_path / "nowhere", tmp_path / "c")


def test_a_broken_archive_restores_nothing(store: TinyStore, tmp_path: Path) -> None:
    backup(store.folder, tmp_path / "b")
    whole = (tmp_path / "b").read_bytes()
    for number, broken in enumerate(
        [b"", b"not an archive", whole[: len(whole) // 2], whole[:-6], whole[:99] + whole[120:]]
    ):
        (tmp_path / "broken").write_bytes(broken)
        with pytest.raises(BadInput, match="not a"):
            restore(tmp_path / "broken", tmp_path / f"r{number}")
        assert not (tmp_path / f"r{number}").exists()
    with pytest.raises(BadInput, match="no such file"):
        restore(tmp_path / "nowhere", tmp_path / "r")


@pytest.mark.parametrize("name", ["../evil", "/tmp/evil", "a/../../evil", "link"])
def test_an_archive_that_reaches_out_of_its_folder_is_refused(tmp_path: Path, name: str) -> None:
    with tarfile.open(tmp_path / "evil.tar.gz", "w:gz") as tar:
        tar.addfile(tarfile.TarInfo("debrief-backup"))
        member = tarfile.TarInfo(name)
        if name == "link":
            member.type, member.linkname = tarfile.SYMTYPE, "/etc"
        tar.addfile(member, io.BytesIO())
    with pytest.raises(BadInput, match="no backup of ours"):
        restore(tmp_path / "evil.tar.gz", tmp_path / "r")
    assert not (tmp_path / "r").exists()


def test_an_archive_of_something_else_is_refused(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "other.tar.gz", "w:gz") as tar:
        tar.addfile(tarfile.TarInfo("holiday.jpg"))
    with pytest.raises(BadInput, match="not a backup"):
        restore(tmp_path / "other.tar.gz", tmp_path / "r")


def test_a_backup_into_a_folder_that_is_not_there_names_it(
    store: TinyStore, tmp_path: Path
) -> None:
    with pytest.raises(BadInput, match=r"nope: is no folder; make it"):
        backup(store.folder, tmp_path / "nope" / "backup.tar.gz")
