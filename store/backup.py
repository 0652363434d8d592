"""Backup and restore of the embedded store: one archive, taken while the store may be at work.

Each file is whole at any moment, so a copy taken file by file holds whole records. Folders are
read in such an order that nothing in the backup knows more than what it leads to: a cursor is
never ahead of the messages, a message never ahead of its review. What moves between two folders
meanwhile is found in one of the looks, of which there are more while something moves; the higher
version counts.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import shutil
import tarfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from debrief.errors import BadInput
from store import disk
from store.records import decode

_ORDER = (
    "cursors",
    "settings",
    "inbound/waiting",
    "inbound/done",
    "inbound/waiting",
    "raw",
    "funnels",
    "open",
    "closed",
    "open",
    "",
)
MOST_LOOKS = 20  # at reviews, while some move between two folders
_MARK = "debrief-backup"  # the first member: only what bears it is restored


def backup(folder: Path, target: Path) -> int:
    """Write the store's files to ``target`` (a tar.gz, mode 0600); return how many.

    Raise `BadInput` when there is no store, ``target`` exists or its folder does not; a partial archive never stands
    under its name.
    """
    if not folder.is_dir():
        raise BadInput(f"{folder}: there is no store to back up; give the data folder.")
    if target.exists():
        raise BadInput(f"{target}: exists already; give the backup another name.")
    if not target.absolute().parent.is_dir():
        raise BadInput(
            f"{target.absolute().parent}: is no folder; make it, or choose another place."
        )
    partial = target.with_name(f".{target.name}.tmp")
    with disk.explained(target):
        fd = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(fd, "wb") as out:
                count = _pack(folder, out)
                out.flush()
                os.fsync(out.fileno())
            os.replace(partial, target)
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(partial)
        disk.sync_folder(target.absolute().parent)
    return count


def restore(
    archive: Path, folder: Path, before_use: Callable[[Path], None] = lambda _: None
) -> int:
    """Unpack a backup into ``folder``, absent or empty until then; return how many files.

    ``before_use`` is given the unpacked store before anybody can take it for the folder's.

    Raise `BadInput` when the folder holds anything or the archive is not a whole backup; the
    folder then stays as it was.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(f"{folder}: is not empty; move it away, or restore into another folder.")
    partial = folder.with_name(f".{folder.name}.restoring")
    with disk.explained(folder):
        shutil.rmtree(partial, ignore_errors=True)
        disk.make_folder(partial.absolute())
        try:
            count = _unpack(archive, partial)
            before_use(partial)
            os.sync()
            os.replace(partial, folder)
        except (tarfile.TarError, gzip.BadGzipFile, EOFError, zlib.error) as err:
            raise BadInput(
                f"{archive}: is not a whole backup of Debrief's ({err}); take another one."
            ) from err
        finally:
            shutil.rmtree(partial, ignore_errors=True)
        disk.sync_folder(folder.absolute().parent)
    return count


def _pack(folder: Path, out: io.BufferedWriter) -> int:
    packed: dict[str, bytes] = {}
    with tarfile.open(fileobj=out, mode="w:gz", compresslevel=3) as tar:
        _put(tar, _MARK, b"1\n")
        gone = sum(_pack_part(folder, part, tar, packed) for part in _ORDER)
        for _ in range(MOST_LOOKS):
            if not gone:
                break
            gone = sum(_pack_part(folder, part, tar, packed) for part in ("closed", "open"))
    return len(packed)


def _pack_part(folder: Path, part: str, tar: tarfile.TarFile, packed: dict[str, bytes]) -> int:
    """Pack what is new in a part of the store; return how many files went while they were looked at."""
    gone = 0
    for path in _files(folder / part, deep=part != ""):
        name = path.relative_to(folder).as_posix()
        raw = disk.read(path)
        if raw is None:
            gone += 1
        elif packed.get(name) != _digest(raw):
            packed[name] = _digest(raw)
            _put(tar, name, raw)
    return gone


def _files(folder: Path, deep: bool) -> Iterator[Path]:
    """Yield what belongs into a backup: a version before only where the newest is wanting."""
    for name in sorted(disk.names(folder)):
        path = folder / name
        if name.startswith("."):
            continue
        if path.is_dir():
            if deep:
                yield from _files(path, deep)
        elif not name.endswith(".previous") or _is_wanting(path.with_suffix("")):
            yield path


def _is_wanting(path: Path) -> bool:
    raw = disk.read(path)
    return raw is None or decode(raw) is None


def _digest(raw: bytes) -> bytes:
    return zlib.crc32(raw).to_bytes(4, "big") + len(raw).to_bytes(8, "big")


def _put(tar: tarfile.TarFile, name: str, raw: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(raw), 0o600
    tar.addfile(member, io.BytesIO(raw))


def _unpack(archive: Path, folder: Path) -> int:
    count = 0
    if not archive.is_file():
        raise BadInput(f"{archive}: there is no such file; give the path of a backup.")
    with gzip.open(archive) as stream, tarfile.open(fileobj=stream, mode="r|") as tar:
        for number, member in enumerate(tar):
            if number == 0 and member.name != _MARK:
                raise BadInput(f"{archive}: is not a backup of Debrief's; give one that is.")
            name = PurePosixPath(member.name)
            content = tar.extractfile(member) if member.isreg() else None
            if content is None or name.is_absolute() or ".." in name.parts:
                raise BadInput(f"{archive}: holds {member.name!r}, which no backup of ours does.")
            if number:
                _write(folder / name, content.read())
                count = number
        while stream.read(1 << 20):  # to the checksum at the end
            pass
    return count


def _write(path: Path, raw: bytes) -> None:
    disk.make_folder(path.parent)
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(fd, "wb") as out:
        out.write(raw)
