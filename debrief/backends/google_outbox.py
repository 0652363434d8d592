"""What became of each mail at Gmail: its draft, and the message that the draft turned into.

Gmail can neither search for a header of ours nor keep our Message-ID, but a draft's id is a token
that sends once: sent, it is gone. So the id is written down here before the draft is sent, and
after a doubt the draft itself tells whether it went out. Only a hash of the key is kept, and
ids: nothing here is about a person. Losing the file loses nothing but speed (see `google_mail`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from debrief.errors import TryLater
from debrief.model import short_hash

_TABLE = """
CREATE TABLE IF NOT EXISTS outbox (
    key TEXT PRIMARY KEY,
    begun REAL NOT NULL,  -- when the draft was about to be made
    draft TEXT,
    thread TEXT,
    tried REAL,           -- when it was last about to be sent
    message TEXT,         -- Gmail's id of the message that went out
    sent REAL,
    message_id TEXT,      -- what its Message-ID became
    swept REAL            -- when its draft was taken away, never sent
) WITHOUT ROWID
"""
_THREADS = "CREATE INDEX IF NOT EXISTS outbox_message_id ON outbox (message_id)"
BUSY_SECONDS = 10.0
WAIT_SECONDS = 120.0  # for another process that is sending


@dataclass(frozen=True, slots=True)
class Entry:
    """One mail's way so far; moments are aware UTC."""

    begun: datetime
    draft: str | None = None
    thread: str | None = None
    tried: datetime | None = None
    message: str | None = None
    sent: datetime | None = None
    message_id: str | None = None


class Outbox:
    """The file ``google/outbox.sqlite3`` in the data directory; several processes may share it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "outbox.sqlite3"

    def get(self, key: str) -> Entry | None:
        """Return the mail's entry."""
        columns = "begun, draft, thread, tried, message, sent, message_id"
        with self._open() as table:
            row = table.execute(
                f"SELECT {columns} FROM outbox WHERE key = ?",  # noqa: S608 - our own names
                (_name(key),),
            ).fetchone()
        if row is None:
            return None
        begun, draft, thread, tried, message, sent, message_id = row
        moment = _moment(begun)
        assert moment is not None
        return Entry(moment, draft, thread, _moment(tried), message, _moment(sent), message_id)

    def begin(self, key: str, at: datetime) -> None:
        """Note that a draft is about to be made."""
        with self._open() as table:
            table.execute(
                "INSERT OR IGNORE INTO outbox (key, begun) VALUES (?, ?)",
                (_name(key), at.timestamp()),
            )

    def drafted(self, key: str, draft: str, thread: str | None) -> None:
        """Note the draft's id; only now may it be sent."""
        self._set(key, "draft = ?, thread = ?, swept = NULL", draft, thread)

    def trying(self, key: str, at: datetime) -> None:
        """Note that the draft is about to be sent."""
        self._set(key, "tried = ?", at.timestamp())

    def went_out(self, key: str, message: str, thread: str | None, at: datetime) -> None:
        """Note the message that the draft became."""
        self._set(key, "message = ?, thread = ?, sent = ?", message, thread, at.timestamp())

    def became(self, key: str, message_id: str) -> None:
        """Note the Message-ID under which it went out."""
        self._set(key, "message_id = ?", message_id)

    def left_over(self, before: datetime) -> list[str]:
        """Return the drafts that nobody tried to send since then."""
        with self._open() as table:
            rows = table.execute(
                "SELECT draft FROM outbox WHERE draft IS NOT NULL AND message IS NULL"
                " AND swept IS NULL AND COALESCE(tried, begun) < ?",
                (before.timestamp(),),
            ).fetchall()
        return [str(row[0]) for row in rows]

    def swept(self, draft: str, at: datetime) -> None:
        """Note that a draft is among the manager's drafts no longer."""
        with self._open() as table:
            table.execute("UPDATE outbox SET swept = ? WHERE draft = ?", (at.timestamp(), draft))

    def forget(self, key: str) -> None:
        """Forget a mail that never went out."""
        with self._open() as table:
            table.execute("DELETE FROM outbox WHERE key = ?", (_name(key),))

    def thread_of(self, message_id: str) -> str | None:
        """Return the thread of a mail of ours by the Message-ID that it became."""
        with self._open() as table:
            row = table.execute(
                "SELECT thread FROM outbox WHERE message_id = ?", (message_id,)
            ).fetchone()
        return row[0] if row else None

    def _set(self, key: str, what: str, *values: object) -> None:
        with self._open() as table:
            table.execute(
                f"UPDATE outbox SET {what} WHERE key = ?",  # noqa: S608 - our own words
                (*values, _name(key)),
            )

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Keep other processes of this machine from sending meanwhile; raises `TryLater`."""
        lock = FileLock(self.path.with_name("sending.lock"), timeout=WAIT_SECONDS)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock.acquire()
        except Timeout as err:
            raise TryLater("another process of Debrief is sending; trying again later") from err
        except OSError as err:
            why = f"{self.path.parent}: cannot be used ({err}); mend its rights or disk"
            raise TryLater(why) from err
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Open the file for one change, which is on disk when this ends."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            table = sqlite3.connect(self.path, timeout=BUSY_SECONDS)
            try:
                with table:
                    table.execute(_TABLE)
                    table.execute(_THREADS)
                    yield table
            finally:
                table.close()
        except (sqlite3.Error, OSError) as err:
            why = f"{self.path}: cannot be used ({err}); mend its rights or disk"
            raise TryLater(why) from err


def _name(key: str) -> str:
    return short_hash("outbox", key, length=32)


def _moment(stamp: float | None) -> datetime | None:
    return None if stamp is None else datetime.fromtimestamp(stamp, UTC)
