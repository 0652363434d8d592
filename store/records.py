"""One record in one small TinyDB file: checksummed, replaced atomically, previous version kept.

The file is ordinary JSON that any TinyDB opens: table ``record`` holds one document
``{kind, schema, version, data}``, where ``data`` is the record; table ``check`` holds the SHA-256
of all bytes before it.
Beside ``NAME.json`` stand ``NAME.json.previous`` (the version before) and, after damage,
``NAME.json.damaged-…`` (what was found, for a human).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document

from debrief.errors import NeedsHuman
from debrief.model import SCHEMA, Funnel, Inbound, PracticeBook, Review
from store import disk, migrations
from store.base import Word
from store.text import as_json, remember

Notice = Callable[[str], None]
Tables = dict[str, dict[str, Any]]


T = TypeVar("T", Review, PracticeBook, Funnel, Inbound, Word)

_HEAD = re.compile(rb'\{"record":\{"1":\{"kind":"([a-z]+)","schema":(\d+),"version":(\d+),"data":')
_FORM = b'{"record":{"1":{"kind":"%s","schema":%d,"version":%d,"data":'
_CHECK = b',"check":{"1":{"sha256":"%s"}}}'
_CHECK_LENGTH = len(_CHECK % (b"0" * 64))


def encode(tables: Tables) -> bytes:
    """Return the file's bytes for TinyDB's tables; ``data`` is JSON (UTF-8) already."""
    doc = tables["record"]["1"]
    head = _FORM % (doc["kind"].encode(), doc["schema"], doc["version"])
    body = b"".join((head, doc["data"], b"}}"))
    return body + _CHECK % hashlib.sha256(body).hexdigest().encode()


def decode(raw: bytes, whole: bytes | None = None) -> Tables | None:
    """Return TinyDB's tables from the file's bytes; None unless every byte is as written.

    ``whole`` are bytes known to be so: what equals them needs no summing up.
    """
    body, check = raw[:-_CHECK_LENGTH], raw[-_CHECK_LENGTH:]
    head = _HEAD.match(body)
    if head is None:
        return None
    if raw != whole and check != _CHECK % hashlib.sha256(body).hexdigest().encode():
        return None
    data = body[head.end() : -len(b"}}")]
    doc = {"kind": head[1].decode(), "schema": int(head[2]), "version": int(head[3]), "data": data}
    return {"record": {"1": doc}}


_MOST_WHOLE = 64
_whole: dict[str, bytes] = {}  # what was last written or found whole, by where it stands


def _remember(path: Path, raw: bytes) -> None:
    if len(_whole) >= _MOST_WHOLE:
        _whole.clear()
    _whole[str(path)] = raw


class RecordStorage(Storage):
    """A TinyDB storage for one record's file; opened for one read or one locked replacement."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.recovered = False  # what `read` gave is the version before a damaged one
        self._damaged: bytes | None = None
        self._tables: Tables | None = None
        self._known = False

    @property
    def previous(self) -> Path:
        """Where the version before stands."""
        return self.path.with_name(self.path.name + ".previous")

    def read(self) -> Tables | None:
        """Return the tables, of the previous version if this one is damaged, None if absent.

        Raise `NeedsHuman` when neither can be read.
        """
        if not self._known:
            self._tables = self._load()
            self._known = True
        return self._tables

    def write(self, data: Tables) -> None:
        """Replace the file in one durable step; keep what was there as the previous version."""
        self.read()
        if self._damaged is not None:
            name = f"{self.path.name}.damaged-{hashlib.sha256(self._damaged).hexdigest()[:8]}"
            disk.set_aside(self.path, self.path.with_name(name))
        raw = encode(data)
        disk.replace(self.path, raw, None if self.recovered else self.previous)
        _remember(self.path, raw)
        self._known = False

    def _load(self) -> Tables | None:
        raw = disk.read(self.path)
        tables = decode(raw, _whole.get(str(self.path))) if raw is not None else None
        if raw is not None and tables is not None:
            _remember(self.path, raw)
            return tables
        earlier = disk.read(self.previous)
        if raw is None and earlier is None:
            return None
        tables = decode(earlier) if earlier is not None else None
        if tables is None:
            raise NeedsHuman(
                f"{self.path}: the record is damaged and no earlier version of it is whole; "
                "put the file back from a backup, or move it away to go on without it."
            )
        self.recovered, self._damaged = True, raw
        return tables


@dataclass(frozen=True, slots=True)
class Standing:
    """A copy of a record on the disk, not yet made a value."""

    storage: RecordStorage
    version: int
    schema: int
    data: bytes

    @property
    def path(self) -> Path:
        """Where it stands."""
        return self.storage.path

    @property
    def recovered(self) -> bool:
        """Whether it is the version before one that was damaged."""
        return self.storage.recovered


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """A class of records: its name in the files, and how it is read and written."""

    name: str
    model: type[T]
    notice: Notice
    doubt: Callable[[T], T] = lambda value: value  # what to think of a recovered one

    def find(self, path: Path) -> Standing | None:
        """Return the copy at ``path``; None when there is none; raise `NeedsHuman`."""
        storage = RecordStorage(path)
        tables = storage.read()
        if tables is None:
            return None
        doc = tables["record"]["1"]  # as `decode` gives it: a TinyDB would only copy it
        if doc["kind"] != self.name:
            raise NeedsHuman(f"{path}: is a {doc['kind']}, not a {self.name}; move it away.")
        # The damaged version may still be in somebody's hands: a recovered one skips its number.
        version = doc["version"] + (2 if storage.recovered else 0)
        return Standing(storage, version, doc["schema"], doc["data"])

    def value(self, standing: Standing) -> T:
        """Return the record of a copy; raise `NeedsHuman` or `BadInput` naming the file."""
        value = migrations.revive(
            self.name, self.model, standing.schema, standing.data, str(standing.path)
        )
        if standing.recovered:
            value = self.doubt(value).model_copy(update={"version": standing.version})
        return value

    def store(self, value: T, path: Path, standing: Standing | None) -> T:
        """Write the record to ``path``, where ``standing`` was read under the lock still held.

        Return it as stored.
        """
        value, data = as_json(value)
        doc = {"kind": self.name, "schema": SCHEMA, "version": value.version, "data": data}
        storage = standing.storage if standing else RecordStorage(path)
        with TinyDB(storage=lambda: storage) as db:
            table = db.table("record")
            if standing:
                table.update(doc, doc_ids=[1])
            else:
                table.insert(Document(doc, doc_id=1))
        remember(value, data, str(path))
        return value
