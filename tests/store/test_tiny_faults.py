"""The embedded store through crashes: at every system call, by kill -9, and on a failing disk."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from debrief.errors import BadInput, Conflict, DebriefError, NotFound, TryLater
from debrief.model import Inbound, InboundStatus, Review, Stage
from store import disk
from store.tiny import TinyStore
from tests.store.store_contract import NOON, ids, review, token

# What the store asks of the disk; `close` always works, as it does when a process dies.
CHANGING = {"open", "write", "fsync", "replace", "link", "unlink", "mkdir", "ftruncate"}
CALLS = CHANGING | {"read", "listdir", "stat", "fstat", "lseek"}


class Killed(BaseException):
    """The process ends here; nothing of ours may act on it."""


class FaultyOs:
    """The module `os` until its ``at``-th call, which fails in ``how``'s way."""

    def __init__(self, at: int, how: Callable[[str, int], BaseException | None]) -> None:
        self._at = at
        self._how = how
        self.count = 0

    def __getattr__(self, name: str) -> object:
        real = getattr(os, name)
        if name not in CALLS:
            return real

        def call(*args: object, **kwargs: object) -> object:
            self.count += 1
            trouble = self._how(name, self.count - self._at)
            if trouble is not None:
                if name == "write":
                    real(args[0], bytes(args[1])[: len(bytes(args[1])) // 2])  # type: ignore[call-overload]
                raise trouble
            return real(*args, **kwargs)

        return call


def killed(_: str, after: int) -> BaseException | None:
    """Die at the call and stay dead."""
    return Killed() if after >= 0 else None


def once(number: int) -> Callable[[str, int], BaseException | None]:
    """Fail one call only."""
    return lambda _, after: OSError(number, os.strerror(number)) if after == 0 else None


def from_then_on(number: int) -> Callable[[str, int], BaseException | None]:
    """Fail every change from the call on, as a full or read-only disk does."""
    return lambda name, after: (
        OSError(number, os.strerror(number)) if after >= 0 and name in CHANGING else None
    )


def start(folder: Path) -> tuple[TinyStore, Review]:
    """Return a store whose review a1 stands at version 2, with a closed one beside it."""
    store = TinyStore(folder)
    store.add(review("c1", stage=Stage.CLOSED, tokens=(token("closed"),)))
    kept = store.add(review("a1", why="one", due_at=NOON, tokens=(token("word"),)))
    return store, store.save(kept.model_copy(update={"why": "old"}))


def change(store: TinyStore, kept: Review) -> None:
    store.save(kept.model_copy(update={"why": "new"}))


def close(store: TinyStore, kept: Review) -> None:
    store.save(kept.model_copy(update={"why": "new", "stage": Stage.CLOSED}))


def reopen(store: TinyStore, kept: Review) -> None:
    held = store.get("a1")
    store.save(held.model_copy(update={"why": "new", "stage": Stage.CALLING}))


def after_closing(folder: Path) -> tuple[TinyStore, Review]:
    """Return a store whose review a1 is closed."""
    store, kept = start(folder)
    return store, store.save(kept.model_copy(update={"stage": Stage.CLOSED}))


def each_fault(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    how: Callable[[str, int], BaseException | None],
    begin: Callable[[Path], tuple[TinyStore, Review]],
    act: Callable[[TinyStore, Review], None],
) -> list[tuple[int, BaseException | None, Path]]:
    """Run ``act`` once for each of its system calls, that call failing; return what came of it."""
    outcomes: list[tuple[int, BaseException | None, Path]] = []
    at = 1
    while True:
        folder = tmp_path / str(at)
        store, kept = begin(folder)
        faulty = FaultyOs(at, how)
        raised: BaseException | None = None
        with monkeypatch.context() as patch:
            patch.setattr(disk, "os", faulty)
            try:
                act(store, kept)
            except (DebriefError, Killed) as err:
                raised = err
        if faulty.count < at:
            return outcomes
        outcomes.append((at, raised, folder))
        at += 1


WAYS = {
    "killed": killed,
    "an input/output error": once(errno.EIO),
    "a full disk": from_then_on(errno.ENOSPC),
    "a read-only disk": from_then_on(errno.EROFS),
    "no hard links": lambda name, _: OSError(errno.EPERM, "no links") if name == "link" else None,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("begin", "act"), [(start, change), (start, close), (after_closing, reopen)]
)
def test_a_save_that_breaks_off_anywhere_leaves_the_old_or_the_new_review(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    way: str,
    begin: Callable[[Path], tuple[TinyStore, Review]],
    act: Callable[[TinyStore, Review], None],
) -> None:
    outcomes = each_fault(tmp_path, monkeypatch, WAYS[way], begin, act)
    assert len(outcomes) > 10
    stood = set()
    for at, raised, folder in outcomes:
        fresh = TinyStore(folder)
        found = fresh.get("a1")
        stood.add(found.why)
        assert found.why in ("old", "new"), at
        if raised is None:
            assert found.why == "new", at
        is_open, is_closed = "a1" in ids(fresh.open()), "a1" in ids(fresh.closed())
        assert is_open is not is_closed, at
        assert fresh.find(frozenset({"word"})) == found, at
        assert ids([fresh.find(frozenset({"closed"}))]) == ["c1"], at
        assert fresh.notices == [], at
        saved = fresh.save(found.model_copy(update={"why": "after"}))
        assert TinyStore(folder).get("a1") == saved, at
    if way != "no hard links":
        assert stood == {"old", "new"}
        assert all(raised is not None for _, raised, _ in outcomes if way == "killed")


@pytest.mark.parametrize("way", WAYS)
def test_an_add_that_breaks_off_anywhere_adds_all_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    def begin(folder: Path) -> tuple[TinyStore, Review]:
        return TinyStore(folder), review("a1", tokens=(token("word"),))

    for at, raised, folder in each_fault(
        tmp_path, monkeypatch, WAYS[way], begin, lambda store, kept: (store.add(kept), None)[1]
    ):
        fresh = TinyStore(folder)
        try:
            assert fresh.get("a1").tokens == (token("word"),), at
        except NotFound:
            assert raised is not None, at
            assert fresh.add(review("a1")).version == 1
        with pytest.raises(Conflict):
            fresh.add(review("a1"))


@pytest.mark.parametrize("way", WAYS)
def test_an_erasure_that_breaks_off_anywhere_can_be_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    def erase(store: TinyStore, _: Review) -> None:
        store.delete("a1")

    for at, raised, folder in each_fault(tmp_path, monkeypatch, WAYS[way], after_closing, erase):
        fresh = TinyStore(folder)
        if raised is not None:
            fresh.delete("a1")
        assert list(folder.rglob("*a1*")) == [], at
        assert fresh.find(frozenset({"word"})) is None, at
        assert ids([fresh.find(frozenset({"closed"}))]) == ["c1"], at


@pytest.mark.parametrize("way", WAYS)
def test_a_message_dealt_with_is_waiting_or_done_never_both_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    def begin(folder: Path) -> tuple[TinyStore, Review]:
        store = TinyStore(folder)
        store.save_inbound(Inbound(key="m", received_at=NOON))
        return store, review("a1")

    def handle(store: TinyStore, _: Review) -> None:
        entry = store.inbound("m")
        assert entry is not None
        store.keep_raw("m", b"raw" * 1000)
        store.save_inbound(entry.model_copy(update={"status": InboundStatus.HANDLED}))

    for at, _, folder in each_fault(tmp_path, monkeypatch, WAYS[way], begin, handle):
        fresh = TinyStore(folder)
        [entry] = fresh.all_inbound()
        assert fresh.inbound("m") == entry, at
        waiting = entry.status is InboundStatus.RECEIVED
        assert [e.key for e in fresh.waiting_inbound()] == (["m"] if waiting else []), at
        assert fresh.raw("m") in (None, b"raw" * 1000), at


@pytest.mark.parametrize("way", WAYS)
def test_messages_noted_together_are_each_noted_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    def begin(folder: Path) -> tuple[TinyStore, Review]:
        store = TinyStore(folder)
        store.save_all_inbound([Inbound(key=f"m{n}", received_at=NOON) for n in range(2)])
        return store, review("a1")

    def handle(store: TinyStore, _: Review) -> None:
        ended = {"status": InboundStatus.HANDLED}
        known = [e.model_copy(update=ended) for e in store.waiting_inbound()]
        new = Inbound(key="new", received_at=NOON)
        store.save_all_inbound([*known, new], {"new": b"raw" * 1000})

    for at, raised, folder in each_fault(tmp_path, monkeypatch, WAYS[way], begin, handle):
        fresh = TinyStore(folder)
        entries = {e.key: e for e in fresh.all_inbound()}
        assert {"m0", "m1"} <= entries.keys() <= {"m0", "m1", "new"}, at
        assert raised is not None or len(entries) == 3, at
        assert all(fresh.inbound(key) == entry for key, entry in entries.items()), at
        waiting = {e.key for e in fresh.waiting_inbound()}
        assert waiting == {k for k, e in entries.items() if e.status.value == "received"}, at
        raw = fresh.raw("new")
        assert raw in (None, b"raw" * 1000), at
        assert raw is not None or "new" not in entries, at


@pytest.mark.parametrize(
    ("number", "kind", "remedy"),
    [
        (errno.ENOSPC, TryLater, "free some space"),
        (errno.EDQUOT, TryLater, "free some space"),
        (errno.EROFS, BadInput, "access"),
        (errno.EACCES, BadInput, "access"),
        (errno.EIO, TryLater, "health"),
    ],
)
def test_what_the_disk_refuses_names_the_file_and_the_remedy(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    kind: type[DebriefError],
    remedy: str,
) -> None:
    store, kept = start(tmp_path / "data")
    failing = FaultyOs(0, lambda name, _: OSError(number, "") if name == "fsync" else None)
    monkeypatch.setattr(disk, "os", failing)
    with pytest.raises(kind, match=rf"a1\.json.*{remedy}"):
        store.save(kept)


def test_bytes_are_on_the_disk_before_their_name_and_the_name_before_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    monkeypatch.setattr(disk, "os", FaultyOs(0, lambda name, _: calls.append(name)))
    disk.replace(tmp_path / "a", b"1")
    assert calls == ["open", "write", "fsync", "replace", "open", "fsync"]


def saving(folder: Path, told: int) -> None:
    """Save a1 without end, moving it to and fro; tell each version once it is safe."""
    store = TinyStore(folder)
    kept = store.get("a1")
    while True:
        stage = Stage.CLOSED if kept.version % 3 == 0 else Stage.CALLING
        marks = "x" * (kept.version * 997 % 20_000)
        kept = store.save(kept.model_copy(update={"stage": stage, "why": marks}))
        os.write(told, b"%d\n" % kept.version)


def test_kill_9_at_any_moment_loses_no_save_that_was_told(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    start(folder)
    chance = random.Random(7)
    moved = 0
    for _ in range(60):
        told, tell = os.pipe()
        child = os.fork()
        if child == 0:
            saving(folder, tell)
        os.close(tell)
        first = os.read(told, 16)  # it has begun
        time.sleep(chance.uniform(0, 0.04))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(told, "rb") as pipe:
            lines = (first + pipe.read()).split(b"\n")[:-1]
        last = int(lines[-1])

        fresh = TinyStore(folder)
        found = fresh.get("a1")
        assert found.version in (last, last + 1)
        assert found.why == "x" * ((found.version - 1) * 997 % 20_000)
        assert fresh.find(frozenset({"word"})) == found
        assert len(ids(fresh.open())) + len(ids(fresh.closed())) == 2
        assert fresh.notices == []
        moved += len(lines)
    assert moved > 60
    shutil.rmtree(folder)
