"""Shelves of records: where each record's file stands, who may replace it, which copy counts."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic

from debrief.errors import BadInput, Conflict, DebriefError, NeedsHuman, NotFound, TryLater
from debrief.model import SCHEMA
from store import disk
from store.records import Kind, Standing, T
from store.text import clean

_PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
_PATIENCE = 30.0  # seconds; a record's lock is held for about a millisecond


def digest(text: str, length: int = 32) -> str:
    """Return a name for the text that any file system takes (hex)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def file_name(name: str) -> str:
    """Return the record's file name without suffix: its own name where every file system,
    also one that folds case, can keep it apart from others; else a hash."""
    return name if _PLAIN.fullmatch(name) else "=" + digest(name)


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of records; ``sharded`` into 256 folders for what grows for ever."""

    folder: Path
    sharded: bool = False

    def path(self, name: str) -> Path:
        """Return where the record of this name stands."""
        return _path(self, name)

    def folders(self) -> list[Path]:
        """Return the folders in which records may stand."""
        if not self.sharded:
            return [self.folder]
        return [self.folder / name for name in sorted(disk.names(self.folder)) if len(name) == 2]


@functools.lru_cache(maxsize=4096)
def _path(place: Place, name: str) -> Path:
    folder = place.folder / digest(name, 2) if place.sharded else place.folder
    return folder / f"{file_name(name)}.json"


class Locks:
    """Short locks between threads and processes; a killed process lets go of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextlib.contextmanager
    def hold(self, group: str, name: str = "") -> Iterator[None]:
        """Hold the lock of the record; raise `TryLater` after half a minute. Not reentrant.

        256 lock files per group serve any number of records.
        """
        path = self._folder / f"{group}-{digest(name, 2)}.lock"
        with disk.explained(path):
            try:
                lock = disk.lock(path, _PATIENCE)
            except TimeoutError as err:
                raise TryLater(
                    f"{path}: another process has held this lock for {_PATIENCE:.0f} seconds; "
                    "see that no debrief process hangs.",
                    retry_after=60,
                ) from err
        try:
            yield
        finally:
            lock()

    @contextlib.contextmanager
    def hold_all(self, group: str, names: Iterable[str]) -> Iterator[None]:
        """Hold the locks of several records, always taken in the same order."""
        with contextlib.ExitStack() as held:
            for name in dict(sorted((digest(name, 2), name) for name in names)).values():
                held.enter_context(self.hold(group, name))
            yield

    def claim(self, name: str) -> Claim | None:
        """Take the work lock of this name without waiting; None when it is taken."""
        path = self._folder / f"claim-{file_name(name)}.lock"
        with disk.explained(path), contextlib.suppress(TimeoutError):
            return Claim(disk.lock(path, patience=0.0))
        return None


class Claim:
    """A held work lock; the ``with`` block's end, `release` or the process's end gives it back."""

    def __init__(self, give_back: Callable[[], None]) -> None:
        self._give_back: Callable[[], None] | None = give_back

    def release(self) -> None:
        """Give the lock back; safe to repeat."""
        give_back, self._give_back = self._give_back, None
        if give_back is not None:
            give_back()

    __del__ = release  # whoever forgets a claim lets go of it

    def __enter__(self) -> Claim:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


class Shelf(Generic[T]):
    """The records of one kind; each stands in one of the shelf's places.

    A record moves by being written in the new place before it leaves the old one, so a crash
    leaves it in both, never in none. Then the whole copy counts before a recovered one, the
    higher version before the lower; the next save or look removes the other.
    """

    def __init__(
        self,
        kind: Kind[T],
        name_of: Callable[[T], str],
        locks: Locks,
        *places: Place,
        place_of: Callable[[T], int] = lambda _: 0,
    ) -> None:
        self.kind: Kind[T] = kind
        self.places = places
        self._name_of: Callable[[T], str] = name_of
        self._locks = locks
        self._place_of: Callable[[T], int] = place_of

    def get(self, name: str) -> T | None:
        """Return the record; None when there is none; raise `NeedsHuman` when it is damaged."""
        name = clean(name)
        copies = self._copies(self._paths(name))
        if not copies and len(self.places) == 1:
            return None  # it has nowhere else to be
        if not copies or copies[0].recovered or not self._still(copies[0]):
            copies = self._surely(name)  # gone, damaged, or just on the move
        return self.kind.value(copies[0]) if copies else None

    def save(self, value: T, new: bool | None = None) -> T:
        """Replace the record if ``value.version`` is the stored one (0: none); return the next.

        ``new`` True or False demands that it is absent or present. Raise `Conflict`, `NotFound`.
        """
        with self._locks.hold(self.kind.name, clean(self._name_of(value))):
            return self._save_held(value, new)

    def save_all(self, values: Sequence[T], besides: Callable[[], None]) -> list[T]:
        """Save different records like `save`, all durable at the end, or none on a `Conflict`.

        What ``besides`` writes becomes durable with them.
        """
        names = [clean(self._name_of(value)) for value in values]
        with self._locks.hold_all(self.kind.name, names), disk.together():
            besides()
            return [self._save_held(value, None) for value in values]

    def _save_held(self, value: T, new: bool | None) -> T:
        name = clean(self._name_of(value))
        paths = self._paths(name)
        copies = self._copies(paths)
        self._tell(copies)
        stored = copies[0].version if copies else 0
        if new is True and copies:
            raise Conflict(f"{self.kind.name} {name} exists already; read it instead.")
        if new is False and not copies:
            raise NotFound(f"{self.kind.name} {name} is not there; it may have been erased.")
        if stored != value.version:
            raise Conflict(
                f"{self.kind.name} {name} is at version {stored}, not {value.version}; "
                "read it again and decide anew."
            )
        if copies and copies[0].schema != SCHEMA:
            self.kind.value(copies[0])  # raises for one that only a newer Debrief reads
        saved = value.model_copy(update={"version": stored + 1})
        target = paths[self._place_of(saved)]
        here = next((copy for copy in copies if copy.path == target), None)
        saved = self.kind.store(saved, target, here)
        for copy in copies:
            if copy is not here:
                disk.afterwards(functools.partial(_hand_over, copy, target))
        return saved

    def drop(self, name: str) -> bool:
        """Remove every trace of the record, durably; tell whether there was one."""
        name = clean(name)
        with self._locks.hold(self.kind.name, name):
            erased = [self._erase(path) for path in self._paths(name)]
            return any(erased)

    def read(self, path: Path) -> T | None:
        """Return the record in this file of ours; None unless it stands there by right.

        Raise `NeedsHuman` when it is damaged.
        """
        standing = self.kind.find(path)
        if standing is None:
            return None
        value = self.kind.value(standing)
        name = self._name_of(value)
        paths = self._paths(name)
        if path not in paths:
            self.kind.notice(f"{path}: is a copy of {self.kind.name} {name}; it is left alone.")
            return None
        if standing.recovered or any(disk.stat(other) for other in paths if other != path):
            copies = self._surely(name)
            return self.kind.value(copies[0]) if copies and copies[0].path == path else None
        return value

    def paths(self, folder: Path) -> Iterator[Path]:
        """Yield the record files in one folder."""
        for name in sorted(self.ours(folder, disk.names(folder))):
            yield folder / name

    def ours(self, folder: Path, names: Iterable[str]) -> set[str]:
        """Return which names in a folder are records; put what does not belong there on notice."""
        found: set[str] = set()
        for name in names:
            if name.startswith("."):
                continue
            if name.endswith(".json"):
                found.add(name)
            elif name.endswith(".json.previous"):
                found.add(name.removesuffix(".previous"))
            elif ".json.damaged-" not in name:
                self.kind.notice(f"{folder / name}: is no record of Debrief's; it is left alone.")
        return found

    def read_or_tell(self, path: Path, tell: Callable[[str], None] | None = None) -> T | None:
        """Return the record like `read`; put what is wrong with it on notice, and ``tell``, instead."""
        try:
            return self.read(path)
        except DebriefError as err:
            self.kind.notice(str(err))
            if tell is not None:
                tell(str(err))
            return None

    def all_in(self, place: Place) -> Iterator[T]:
        """Yield every record in the place; a damaged one is put on notice and left out."""
        for folder in place.folders():
            for path in self.paths(folder):
                value = self.read_or_tell(path)
                if value is not None:
                    yield value

    def all(self) -> Iterator[T]:
        """Yield every record like `all_in`, wherever it stands."""
        for place in self.places:
            yield from self.all_in(place)

    def see_all_whole(self) -> None:
        """Raise `NeedsHuman` naming the first record that cannot be read."""
        for place in self.places:
            for folder in place.folders():
                for path in self.paths(folder):
                    self.read(path)

    def _surely(self, name: str) -> list[Standing]:
        """Return the record's one copy, read while nobody moves it; remove what a crash left."""
        try:
            with self._locks.hold(self.kind.name, name):
                copies = self._copies(self._paths(name))
                self._tell(copies)
                for copy in copies[1:]:
                    _hand_over(copy, copies[0].path)
        except BadInput:  # a read-only disk can still be read
            copies = self._copies(self._paths(name))
            self._tell(copies)
        return copies[:1]

    def _paths(self, name: str) -> list[Path]:
        return [place.path(name) for place in self.places]

    def _copies(self, paths: list[Path]) -> list[Standing]:
        """Return the copies of the record, the one that counts first."""
        copies: list[Standing] = []
        trouble: NeedsHuman | None = None
        for path in reversed(paths):
            try:
                copy = self.kind.find(path)
            except NeedsHuman as err:
                trouble = err
                continue
            if copy is not None:
                copies.append(copy)
        if trouble is not None:
            if not copies:
                raise trouble
            self.kind.notice(str(trouble))
        return sorted(copies, key=lambda copy: (copy.recovered, -copy.version))

    def _still(self, copy: Standing) -> bool:
        """Tell whether the copy stood where it was read while the places after it were looked at:
        else it may have moved there and on again, and an earlier version would be given."""
        if copy.path.parent == self.places[0].folder:  # looked at last
            return True
        try:
            again = self.kind.find(copy.path)
        except NeedsHuman:
            return False
        return again is not None and not again.recovered and again.version == copy.version

    def _tell(self, copies: list[Standing]) -> None:
        for copy in copies:
            if copy.recovered:
                self.kind.notice(
                    f"{copy.path}: was damaged or gone, so the {self.kind.name}'s previous version "
                    "is used; its last step is looked at again before anything is sent."
                )

    def _erase(self, path: Path) -> bool:
        """Remove the file, its previous version first, so that it cannot be recovered by half."""
        there = disk.remove(path.with_name(path.name + ".previous"), durable=True)
        for name in disk.names(path.parent):
            if name.startswith((f"{path.name}.damaged-", f".{path.name}")):
                disk.remove(path.parent / name)
        return disk.remove(path, durable=True) or there


def _hand_over(copy: Standing, target: Path) -> None:
    """Let the copy of a record that now stands at ``target`` be the previous version there."""
    earlier = copy.path.with_name(copy.path.name + ".previous")
    before = target.with_name(target.name + ".previous")
    if copy.recovered:
        disk.set_aside(copy.path, target.with_name(target.name + ".damaged-moved"))
        disk.set_aside(earlier, before)
    else:
        disk.remove(earlier)
        disk.set_aside(copy.path, before)
