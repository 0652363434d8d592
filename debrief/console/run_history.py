"""What Prefect keeps of its runs in the data directory: pages, logs and events, in one database."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

PATIENCE = 10.0  # seconds for a server at work to let go of the database


def forget_in_history(file: Path, holds: Callable[[bytes], bool]) -> bool:
    """Delete every row that holds what ``holds`` tells of; tell whether nothing stood in the way.

    What depends on a row goes with it, and the freed space is overwritten.
    """
    if not file.exists():
        return True
    try:
        with closing(sqlite3.connect(file, PATIENCE, isolation_level=None)) as database:
            database.create_function("holds", 1, lambda value: holds(_bytes(value)))
            database.execute("PRAGMA foreign_keys = ON")
            database.execute("PRAGMA secure_delete = ON")
            for table, columns in _tables(database):
                where = " OR ".join(f"holds({column})" for column in columns)
                database.execute(f"DELETE FROM {table} WHERE {where}")  # noqa: S608 - its own names
            database.execute("VACUUM")
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error:
        return False
    return True


def _tables(database: sqlite3.Connection) -> Iterable[tuple[str, list[str]]]:
    names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (name,) in names:
        columns = database.execute(f"PRAGMA table_info({_quoted(name)})").fetchall()
        yield _quoted(name), [_quoted(column[1]) for column in columns]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _bytes(value: object) -> bytes:
    if isinstance(value, bytes):
        return value
    return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else b""
