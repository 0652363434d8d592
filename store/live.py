"""What is in ``open/``, kept in memory and checked against the folder at every look.

Other processes replace files too, so each look compares every file's times, inode and size with
those of the copy in memory and reads only what changed.
"""

from __future__ import annotations

import contextlib
import gc
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from debrief.errors import DebriefError
from debrief.model import Review
from store import disk
from store.base import due_moment
from store.shelves import Shelf

# A file replaced twice within one tick of the file system's clock may keep its times, and its
# inode number may come back: what is younger than this is read again at the next look.
_TICK_NS = 100_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the folder: how it looked, and its review unless none can be read from it."""

    signature: disk.Signature
    trusted: bool  # read, and old enough for the signature to tell of any change
    review: Review | None
    why: str = ""  # it cannot be read
    moment: datetime | None = None
    terms: frozenset[str] = frozenset()


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector from walking again and again over what is being read to stay:
    it takes more than half of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Live:
    """The open reviews by file name, with their terms and the moments they are due."""

    def __init__(self, shelf: Shelf[Review], folder: Path) -> None:
        self._shelf = shelf
        self._folder = folder
        self._lock = threading.Lock()
        self._entries: dict[str, Entry] = {}
        self._by_term: dict[str, set[str]] = {}

    def reviews(self) -> list[tuple[Review, datetime | None]]:
        """Return the reviews and the moments they are due, after a look at the folder."""
        with self._lock:
            self._look()
            return [(e.review, e.moment) for e in self._entries.values() if e.review is not None]

    def unreadable(self) -> list[str]:
        """Return what is wrong with each file that no review can be read from."""
        with self._lock:
            self._look()
            return [e.why for e in self._entries.values() if e.why]

    def naming(self, terms: frozenset[str]) -> list[Review]:
        """Return the reviews that bear one of the terms, after a look at the folder."""
        with self._lock:
            self._look()
            names = {name for term in terms for name in self._by_term.get(term, ())}
            return [e.review for e in map(self._entries.__getitem__, names) if e.review is not None]

    def _look(self) -> None:
        signatures = disk.look(self._folder, ".json")
        for name, entry in list(self._entries.items()):
            if not entry.trusted or signatures.get(name) != entry.signature:
                self._forget(name)
        wanted = self._shelf.ours(self._folder, signatures) - self._entries.keys()
        with _uncollected() if len(wanted) > 50 else contextlib.nullcontext():
            for name in wanted:
                self._read(name)

    def _read(self, name: str) -> None:
        path = self._folder / name
        signature = (0, 0, 0, 0)
        with contextlib.suppress(DebriefError):  # the reading tells of it
            status = disk.stat(path)
            signature = disk.signature(status) if status else signature
        trusted = time.time_ns() - max(signature[:2]) > _TICK_NS
        why: list[str] = []
        review = self._shelf.read_or_tell(path, why.append)
        if review is None:
            self._entries[name] = Entry(signature, False, None, "".join(why))
            return
        entry = Entry(signature, trusted, review, moment=due_moment(review), terms=review.terms())
        self._entries[name] = entry
        for term in entry.terms:
            self._by_term.setdefault(term, set()).add(name)

    def _forget(self, name: str) -> None:
        for term in self._entries.pop(name).terms:
            named = self._by_term[term]
            named.discard(name)
            if not named:
                del self._by_term[term]
