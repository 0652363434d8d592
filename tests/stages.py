"""Stages of a world that many tests begin with: each is played once, and copied to whoever wants it next.

A copy is what a restart would find: the folder, byte by byte, with the dates of its files; the note of where
it lies is renewed. A world whose folder, clock, desk or people are no longer as they were made plays the
stage itself.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

from debrief.engine.installation import KEPT, known

if TYPE_CHECKING:
    from tests.world import World

SETTINGS = Path("data/debrief.toml")  # names the folder: each world keeps its own
_KEPT: dict[tuple[str, ...], Kept] = {}


@dataclass(frozen=True, slots=True)
class Kept:
    """A world as it stood at the end of a stage."""

    now: datetime
    answers: int
    files: dict[Path, tuple[bytes, int, int]]  # with their rights and dates
    folders: dict[Path, int]  # with their dates, the inner ones first


def played_once(stage: Callable[..., None]) -> Callable[..., None]:
    """Let a stage be copied from the first world that played it."""

    @wraps(stage)
    def reach(world: World, *said: str) -> None:
        key = (stage.__name__, *said, repr(world.cast))
        untouched = world.untouched()
        if untouched and key in _KEPT:
            _copy(_KEPT[key], world)
            return
        stage(world, *said)
        if untouched:
            _KEPT[key] = _kept(world)

    return reach


@dataclass(frozen=True, slots=True)
class Marks:
    """What is another as soon as anything happened in a world."""

    held: list[tuple[str, int]]
    files: list[tuple[Path, int]]
    now: datetime
    alive: list[object] = field(compare=False)  # so that nothing else comes to lie in their place


def marks(world: World) -> Marks:
    """Return what a world is known by now."""
    parts = (world, world.desk, world.desk.store, world.desk.backend, world.office)
    held = [
        (name, value)
        for part in parts
        for name, value in getattr(part, "__dict__", {}).items()
        if name != "as_made"
    ]
    files = [(path, path.stat().st_ctime_ns) for path in sorted(world.folder.rglob("*"))]
    at = [(name, id(value)) for name, value in held]
    return Marks(at, files, world.clock.now, [value for _, value in held])


def _kept(world: World) -> Kept:
    files, folders, later = {}, {}, Counter[tuple[Path, int]]()
    told = [(path, path.stat()) for path in world.folder.rglob("*")]
    told.sort(key=lambda each: (each[1].st_mtime_ns, each[1].st_ctime_ns))
    for path, stat in reversed(told):
        inner, at = path.relative_to(world.folder), stat.st_mtime_ns
        if path.is_dir():
            folders[inner] = at
        elif inner != SETTINGS:
            # Copies are made so fast that only their dates tell in which order mails of one moment came.
            files[inner] = (path.read_bytes(), stat.st_mode & 0o777, at - later[path.parent, at])
            later[path.parent, at] += 1
    inwards = sorted(folders, key=lambda inner: -len(inner.parts))
    return Kept(world.clock.now, world.answers, files, {f: folders[f] for f in inwards})


def _copy(kept: Kept, world: World) -> None:
    shutil.rmtree(world.folder / "office")
    shutil.rmtree(world.folder / "data" / "records", ignore_errors=True)
    for inner in reversed(kept.folders):
        (world.folder / inner).mkdir(mode=0o700, exist_ok=True)
    for inner, (content, rights, at) in kept.files.items():
        path = world.folder / inner
        path.write_bytes(content)
        path.chmod(rights)
        os.utime(path, ns=(at, at))
    for inner, at in kept.folders.items():
        os.utime(world.folder / inner, ns=(at, at))
    world.clock.now, world.answers = kept.now, kept.answers
    store = world.open().store
    this = known(store)
    if (
        this is not None
    ):  # else it would be taken for a copy beside which the original may be at work
        here = this.model_copy(update={"place": store.place()})
        store.save_setting(KEPT, here.model_dump_json())
