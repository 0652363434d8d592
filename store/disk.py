"""Files that a crash leaves whole: every touch of the disk by the embedded store is in here.

A file is replaced by writing a temporary one beside it, fsync, rename, fsync of the folder, so a
reader sees the old bytes or the new ones, never a mixture. Several files replaced `together` share
the waiting: all are written, then all synced, renamed, and each folder synced once. Tests put a
failing `os` in this module's place to prove it for each single call.
"""

from __future__ import annotations

import contextlib
import errno
import mmap
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import filelock

try:
    import fcntl
except ImportError:  # not a POSIX system
    fcntl = None  # type: ignore[assignment]

from debrief.errors import BadInput, DebriefError, TryLater

_BINARY = getattr(os, "O_BINARY", 0)  # Windows would change line ends
_READ = os.O_RDONLY | _BINARY
_FULL = {errno.ENOSPC, errno.EDQUOT}
_FORBIDDEN = {errno.EROFS, errno.EACCES, errno.EPERM}
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EXDEV}


def explain(err: OSError, path: Path) -> DebriefError:
    """Return the error that tells a user what the disk refused and what to do about it."""
    if err.errno in _FULL:
        return TryLater(
            f"{path}: the disk is full; free some space on it. The record stays as it was."
        )
    if err.errno in _FORBIDDEN:
        return BadInput(
            f"{path}: may not be written or read ({err.strerror}); "
            f"give the user that runs debrief read and write access to {path.parent}."
        )
    if err.errno in (errno.ENOTDIR, errno.EISDIR):
        return BadInput(
            f"{path}: there is a file where a folder is needed, or the reverse; move it away."
        )
    return TryLater(
        f"{path}: the disk reported {err.strerror or err!s}; look at its health. "
        "Debrief goes by what is on the disk and tries again."
    )


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn an `OSError` about this path into one of ours."""
    try:
        yield
    except OSError as err:
        raise explain(err, path) from err


def read(path: Path) -> bytes | None:
    """Return the file's bytes; None when there is no such file."""
    try:
        fd = os.open(path, _READ)
        try:
            room = os.fstat(fd).st_size + 1
            data = part = os.read(fd, room)
            while len(part) == room:  # it grew meanwhile
                part = os.read(fd, room)
                data += part
        finally:
            os.close(fd)
        return data
    except FileNotFoundError:
        return None
    except OSError as err:
        raise explain(err, path) from err


def replace(path: Path, data: bytes, previous: Path | None = None) -> None:
    """Put ``data`` at ``path`` in one atomic, durable step; safe to repeat.

    What stood there before stays readable at ``previous``. Raise `TryLater` or `BadInput`, with
    the old file (or, when only the last fsync failed, the new one) whole in its place.
    """
    change = _Change(path, previous)
    group = _now.group
    with explained(path):
        try:
            _write_out(change.temporary, data, durably=group is None)
        except OSError:
            change.drop()
            raise
        if group is not None:
            group.changes.append(change)
            return
        change.put()
        sync_folder(path.parent)


def write_private(path: Path, data: bytes) -> None:
    """Write a file for our eyes only (0600); one that is there keeps its rights."""
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o600)
    try:
        _write_all(fd, data)
    finally:
        os.close(fd)


@contextlib.contextmanager
def together() -> Iterator[None]:
    """Make the replacements within durable at once, at the end; each stays atomic by itself.

    No two may be of the same file. When something fails within, none of them is made.
    """
    if _now.group is not None:
        yield
        return
    group = _now.group = _Group()
    try:
        yield
    except Exception:
        group.drop()
        raise
    finally:
        _now.group = None
    group.put()


def afterwards(step: Callable[[], None]) -> None:
    """Do something now or, within `together`, when all of it is durable."""
    if _now.group is None:
        step()
    else:
        _now.group.steps.append(step)


@dataclass(frozen=True, slots=True)
class _Change:
    """A file written beside the one that it is to replace."""

    path: Path
    previous: Path | None

    @property
    def temporary(self) -> Path:
        return self.path.with_name(f".{self.path.name}.tmp")

    def put(self) -> None:
        try:
            if self.previous is not None:
                _keep(self.path, self.previous)
            os.replace(self.temporary, self.path)
        except OSError:
            self.drop()
            raise

    def drop(self) -> None:
        with contextlib.suppress(OSError):
            os.unlink(self.temporary)


@dataclass(slots=True)
class _Group:
    """What is to become durable together."""

    changes: list[_Change] = field(default_factory=list)
    folders: dict[Path, None] = field(default_factory=dict)
    steps: list[Callable[[], None]] = field(default_factory=list)

    def put(self) -> None:
        try:
            for change in self.changes:
                with explained(change.path):
                    _sync(change.temporary, os.O_RDWR)
            for change in self.changes:
                with explained(change.path):
                    change.put()
                    self.folders[change.path.parent] = None
        except DebriefError:
            self.drop()
            raise
        for folder in self.folders:
            with explained(folder):
                sync_folder(folder)
        for step in self.steps:
            step()

    def drop(self) -> None:
        for change in self.changes:
            change.drop()


class _Now(threading.local):
    group: _Group | None = None


_now = _Now()


def append(path: Path, data: bytes) -> None:
    """Add ``data`` at the file's end, durably; a last line that a crash tore is cut off first."""
    with explained(path):
        make_folder(path.parent)
        fd = os.open(path, os.O_RDWR | os.O_CREAT | _BINARY, 0o600)
        try:
            end = _whole_lines(fd)
            os.ftruncate(fd, end)
            os.lseek(fd, end, os.SEEK_SET)
            _write_all(fd, data)
            os.fsync(fd)
        finally:
            os.close(fd)
        if end == 0:
            sync_folder(path.parent)


def set_aside(path: Path, aside: Path) -> None:
    """Move a damaged file out of the way, keeping its bytes; it may be gone already."""
    with explained(path), contextlib.suppress(FileNotFoundError):
        os.replace(path, aside)


def remove(path: Path, durable: bool = False) -> bool:
    """Remove the file and tell whether it was there; ``durable`` waits for the disk."""
    with explained(path):
        try:
            os.unlink(path)
        except FileNotFoundError:
            return False
        if durable:
            sync_folder(path.parent)
        return True


_lasting: set[Path] = set()


def make_lasting(folder: Path) -> None:
    """Create the folder now and never again by itself: when it has gone, it is brought back.

    One made anew in its place would be empty, and everything done before would be done again.
    """
    _lasting.discard(folder)
    make_folder(folder)
    _lasting.add(folder)


def make_folder(folder: Path) -> None:
    """Create the folder and those above it, for our eyes only (0700)."""
    with explained(folder):
        if os.path.isdir(folder):
            return
        if folder in _lasting:
            raise TryLater(
                f"{folder}: has gone; bring it back (is its disk still there?), or move on without "
                "it by starting Debrief anew."
            )
        if folder.parent != folder:
            make_folder(folder.parent)
        with contextlib.suppress(FileExistsError):
            os.mkdir(folder, 0o700)
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Make renames, creations and removals in the folder durable (POSIX; elsewhere nothing)."""
    if os.name != "posix":
        return
    if _now.group is not None:
        _now.group.folders[folder] = None
        return
    _sync(folder, os.O_RDONLY)


def _sync(path: Path, flags: int) -> None:
    fd = os.open(path, flags)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def lock(path: Path, patience: float) -> Callable[[], None]:
    """Take the file's lock and return what gives it back; raise `TimeoutError`.

    The operating system's own lock (flock, as `filelock` uses it too, at a twentieth of the
    cost) where there is one.
    """
    if fcntl is None:
        portable = filelock.FileLock(path, patience, 0o600, poll_interval=0.002)
        try:
            portable.acquire()
        except filelock.Timeout as err:
            raise TimeoutError(str(err)) from err
        return portable.release
    fd = _open_to_write(path, os.O_RDWR | os.O_CREAT)
    try:
        _wait_for(fd, patience)
    except BaseException:
        os.close(fd)
        raise
    return lambda: os.close(fd)


def _wait_for(fd: int, patience: float) -> None:
    end = time.monotonic() + patience
    while True:
        try:
            return fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise TimeoutError from None
            time.sleep(0.001)


Signature = tuple[int, int, int, int]


def signature(entry: os.stat_result) -> Signature:
    """Return what changes when a file is replaced: times, inode, size."""
    return entry.st_mtime_ns, entry.st_ctime_ns, entry.st_ino, entry.st_size


def names(folder: Path) -> list[str]:
    """Return the names in the folder; none when it does not exist."""
    with explained(folder):
        try:
            return os.listdir(folder)
        except FileNotFoundError:
            return []


def look(folder: Path, suffix: str) -> dict[str, Signature | None]:
    """Return the names in the folder, with the signatures of those of this suffix.

    What goes while it is looked at is left out; what cannot be looked at has no signature.
    """
    found: dict[str, Signature | None] = {}
    with explained(folder):
        try:
            listing = os.scandir(folder)
        except FileNotFoundError:
            return found
        with listing as entries:
            for entry in entries:
                found[entry.name] = None
                if entry.name.endswith(suffix):
                    try:
                        found[entry.name] = signature(entry.stat())
                    except FileNotFoundError:
                        del found[entry.name]
                    except OSError:  # whoever reads it says what is wrong with it
                        continue
    return found


def stat(path: Path) -> os.stat_result | None:
    """Return the file's status; None when there is no such file."""
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None
    except OSError as err:
        raise explain(err, path) from err


def _write_out(path: Path, data: bytes, *, durably: bool = True) -> None:
    fd = _open_to_write(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY)
    try:
        _write_all(fd, data)
        if durably:
            os.fsync(fd)
    finally:
        os.close(fd)


def _open_to_write(path: Path, flags: int) -> int:
    try:
        return os.open(path, flags, 0o600)
    except FileNotFoundError:
        make_folder(path.parent)
        return os.open(path, flags, 0o600)


def _write_all(fd: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def _keep(path: Path, previous: Path) -> None:
    """Let ``previous`` name what ``path`` holds now: a second link, or a copy without links."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(previous)
    try:
        os.link(path, previous)
    except FileNotFoundError:
        return
    except OSError as err:
        if err.errno not in _NO_LINKS:
            raise
        _write_out(previous, read(path) or b"")


def _whole_lines(fd: int) -> int:
    """Return where the last whole line ends."""
    end = os.fstat(fd).st_size
    while end:
        start = max(0, end - 65536)
        os.lseek(fd, start, os.SEEK_SET)
        block = os.read(fd, end - start)
        cut = block.rfind(b"\n")
        if cut >= 0:
            return start + cut + 1
        end = start
    return 0


@contextlib.contextmanager
def mapped(path: Path) -> Iterator[bytes | mmap.mmap]:
    """Give the file's bytes for searching without reading them all; b"" for none."""
    with explained(path):
        try:
            fd = os.open(path, _READ)
        except FileNotFoundError:
            fd = -1
        try:
            size = os.fstat(fd).st_size if fd >= 0 else 0
            text = mmap.mmap(fd, size, access=mmap.ACCESS_READ) if size else b""
        finally:
            if fd >= 0:
                os.close(fd)
    try:
        yield text
    finally:
        if isinstance(text, mmap.mmap):
            text.close()
