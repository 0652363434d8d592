"""One Maildir on disk, shared with whatever mail programs its owner uses.

A message's *base name* is its file name without the flags that clients add behind the colon; it
stays the same when a message is read, flagged or moved from ``new`` to ``cur``.
"""

from __future__ import annotations

import errno
import os
import time
import zlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from filelock import FileLock

PARTS = ("tmp", "new", "cur")
SETTLED_NS = 2_000_000_000  # a folder changed this recently may change unseen within its timestamp
_LIST = "debrief-uidlist"

_OF_ONE_FILE = (errno.EACCES, errno.EPERM, errno.EIO)

Stamp = tuple[int, ...]


class Unreadable(Exception):
    """Tell that one message's file cannot be read, though its folder can."""

    def __init__(self, path: Path, err: OSError) -> None:
        super().__init__(f"{path} cannot be read ({err.strerror}); mend its rights or disk")
        self.arrived = datetime.fromtimestamp(path.stat().st_mtime, UTC)


def make_box(box: Path) -> None:
    """Make the Maildir where it is missing, for its owner's eyes only."""
    for folder in (box, *(box / part for part in PARTS)):
        make_private(folder)


def make_private(folder: Path) -> None:
    """Make the folder and those missing above it, for their owner's eyes only."""
    if not folder.is_dir():
        make_private(folder.parent)
        folder.mkdir(exist_ok=True, mode=0o700)


def holding(box: Path, name: str) -> Path | None:
    """Return the message of this base name in new or cur, whatever its flags."""
    for path in (box / "new" / name, *(box / "cur" / (name + f) for f in ("", ":2,", ":2,S"))):
        if path.exists():  # the usual names first: no listing of a large folder
            return path
    for part in ("cur", "new"):  # some programs flag a message before they move it
        with suppress(FileNotFoundError), os.scandir(box / part) as entries:
            for entry in entries:
                if entry.name.partition(":")[0] == name:
                    return Path(entry.path)
    return None


def write_whole(temporary: Path, final: Path, data: bytes, at: datetime) -> None:
    """Write a file whole or not at all, dated by the given clock."""
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.utime(temporary, (at.timestamp(), at.timestamp()))
        temporary.replace(final)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(final.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder last."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_message(box: Path, name: str) -> tuple[bytes, datetime] | None:
    """Return a message's bytes and arrival; None when its owner moved or deleted it.

    Raises `Unreadable` where its file cannot be read.

    A listing may miss what is renamed meanwhile (POSIX, readdir): only a folder in which nothing
    changes during the look tells that a message is gone.
    """
    while (box / "new").is_dir():
        before = folder_stamp(box)
        while (path := holding(box, name)) is not None:
            with suppress(FileNotFoundError):  # a client renamed it just now: look again
                return _bytes_of(path), datetime.fromtimestamp(path.stat().st_mtime, UTC)
        if folder_stamp(box) == before:
            break
    return None


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as err:
        if err.errno in _OF_ONE_FILE:
            raise Unreadable(path, err) from err
        raise


def folder_stamp(box: Path) -> Stamp:
    """Return what changes whenever a message comes, goes or is renamed."""
    return tuple((box / part).stat().st_mtime_ns for part in ("new", "cur"))


@dataclass(frozen=True, slots=True)
class Numbering:
    """Every message's lasting number: its place in ``names``, from 1, under one ``validity``."""

    validity: str
    names: tuple[str, ...]


class UidList:
    """Gives messages lasting numbers, as IMAP servers do; several processes may number at once.

    A list that is lost or damaged is begun anew under another validity, so that a reader starts
    from the first message again and misses none.
    """

    def __init__(self, box: Path) -> None:
        self.box = box
        self.path = box / _LIST
        self._known: tuple[Stamp, Numbering] | None = None

    def read(self) -> Numbering:
        """Number what is new and return the numbering; quick when nothing has changed."""
        with suppress(FileNotFoundError):
            stamp = (*folder_stamp(self.box), self.path.stat().st_mtime_ns)
            if self._known is not None and self._known[0] == stamp:
                return self._known[1]
        with FileLock(self.box / f"{_LIST}.lock"):
            before = folder_stamp(self.box)
            numbering = self._number()
            stamp = (*before, self.path.stat().st_mtime_ns)
        settled = max(before) < time.time_ns() - SETTLED_NS
        self._known = (stamp, numbering) if settled else None
        return numbering

    def _number(self) -> Numbering:
        known = self._load()
        names = known.names if known else ()
        fresh = _listed(self.box) - set(names)
        if known is not None and not fresh:
            return known
        ordered = sorted(fresh, key=lambda name: (_arrival(self.box, name), name))
        numbering = Numbering(known.validity if known else uuid4().hex, (*names, *ordered))
        body = "".join(f"{name}\n" for name in numbering.names)
        data = f"{numbering.validity} {_checksum(body)}\n{body}".encode(errors="surrogateescape")
        write_whole(self.path.with_suffix(".tmp"), self.path, data, datetime.now(UTC))
        return numbering

    def _load(self) -> Numbering | None:
        try:
            text = self.path.read_bytes().decode(errors="surrogateescape")
        except FileNotFoundError:
            return None
        head, _, body = text.partition("\n")
        validity, _, checksum = head.partition(" ")
        if not validity or checksum != _checksum(body):
            return None
        return Numbering(validity, tuple(body.split("\n")[:-1]))


def _checksum(body: str) -> str:
    return f"{zlib.crc32(body.encode(errors='surrogateescape')):08x}"


def _listed(box: Path) -> set[str]:
    """Return the base names of all messages; a name that breaks a line is not one of mail's."""
    return {
        entry.name.partition(":")[0]
        for part in ("new", "cur")
        for entry in os.scandir(box / part)
        if not entry.name.startswith(".") and "\n" not in entry.name and entry.is_file()
    }


def _arrival(box: Path, name: str) -> int:
    path = holding(box, name)
    with suppress(FileNotFoundError):
        return path.stat().st_mtime_ns if path else 0
    return 0
