"""The embedded store: a folder of small TinyDB files, one record each, no server.

::

    open/ID.json            reviews that still have something to do
    closed/XX/ID.json       the others; index.terms names them by Message-ID, token, event UID
    inbound/waiting/        messages received and not yet dealt with
    inbound/done/XX/        the others
    book.json  funnels/  cursors/  settings/
    raw/XX/HASH.eml         messages kept for a human
    locks/                  short locks, and the claims of workers
    .identity               tells this folder from an empty one in its place

Every save costs the same whatever the history. Several processes on one machine may share it.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from debrief.errors import BadInput, Conflict, NotFound, TryLater
from debrief.model import EffectStatus, Funnel, Inbound, InboundStatus, PracticeBook, Review
from debrief.team import fold_address
from store import disk
from store.base import Word, best_named, settled
from store.live import Live
from store.records import Kind
from store.shelves import Claim, Locks, Place, Shelf, digest, file_name
from store.terms import TermIndex
from store.text import clean

log = logging.getLogger("debrief.store")

_IDENTITY = ".identity"


class TinyStore:
    """A `store.base.Store` in one folder; safe for several threads' and processes' saves.

    ``notices`` tells in plain lines what was found amiss and how it was dealt with.
    """

    claims_last = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notices: list[str] = []
        disk.make_lasting(folder)
        self._identity = self._identify()
        self._locks = Locks(folder / "locks")
        self._open, self._closed = Place(folder / "open"), Place(folder / "closed", sharded=True)
        self._waiting = Place(folder / "inbound" / "waiting")
        self._dealt_with = Place(folder / "inbound" / "done", sharded=True)
        self._reviews = Shelf(
            Kind("review", Review, self.notice, doubt=_in_doubt),
            lambda review: review.id,
            self._locks,
            self._open,
            self._closed,
            place_of=lambda review: int(settled(review)),
        )
        self._inbound = Shelf(
            Kind("inbound", Inbound, self.notice),
            lambda entry: entry.key,
            self._locks,
            self._waiting,
            self._dealt_with,
            place_of=lambda entry: int(entry.status is not InboundStatus.RECEIVED),
        )
        self._book = Shelf(
            Kind("book", PracticeBook, self.notice), lambda _: "book", self._locks, Place(folder)
        )
        self._funnels = Shelf(
            Kind("funnel", Funnel, self.notice),
            lambda funnel: fold_address(funnel.rep),
            self._locks,
            Place(folder / "funnels"),
        )
        self._words = {
            group: Shelf(
                Kind("word", Word, self.notice),
                lambda word: word.name,
                self._locks,
                Place(folder / group),
            )
            for group in ("cursors", "settings")
        }
        self._live = Live(self._reviews, folder / "open")
        self._index = TermIndex(folder / "index.terms")
        self._index_proven = False

    def notice(self, text: str) -> None:
        """Put a line on record, once."""
        if text not in self.notices:
            self.notices.append(text)
            log.warning(text)

    def add(self, review: Review) -> Review:
        """Keep a new review as version 1; raise `Conflict` when its id exists already."""
        return self._save(review.model_copy(update={"version": 0}), new=True)

    def get(self, review_id: str) -> Review:
        """Return the review; raise `NotFound`, or `NeedsHuman` when it is damaged."""
        review = self._reviews.get(review_id)
        if review is None:
            raise NotFound(f"There is no review {review_id}; `debrief status` lists them.")
        return review

    def save(self, review: Review) -> Review:
        """Replace the review if its stored version is ``review.version``; else `Conflict`.

        A settled review moves to the closed ones. Raise `NotFound` for one that was erased.
        """
        return self._save(review, new=False)

    def delete(self, review_id: str) -> bool:
        """Remove a review and every trace of it, durably; tell whether it was there."""
        there = self._reviews.drop(review_id)
        with self._locks.hold("index"):
            self._index.forget(review_id)
        return there

    def open(self) -> Iterator[Review]:
        """Yield the reviews that are not over, oldest first."""
        yield from _by_age(r for r, _ in self._live.reviews() if not r.over)

    def closed(self, since: datetime | None = None) -> Iterator[Review]:
        """Yield the reviews that are over, oldest first; those created at ``since`` or later."""
        over = {r.id: r for r, _ in self._live.reviews() if r.over}
        if since is None:
            over |= {r.id: r for r in self._reviews.all_in(self._closed)}
        else:
            self._prove_index()
            found = map(self._reviews.get, self._index.since(since))
            over |= {r.id: r for r in found if r is not None and r.over}
        yield from _by_age(r for r in over.values() if since is None or r.created_at >= since)

    def unreadable(self) -> list[str]:
        """Return what is wrong with each open review that is left out because it cannot be read."""
        return self._live.unreadable()

    def due(self, now: datetime) -> list[Review]:
        """Return what is due at ``now`` (see `store.base.due_moment`), soonest first."""
        due = [(at, r) for r, at in self._live.reviews() if at is not None and at <= now]
        return [review for _, review in sorted(due, key=lambda item: (item[0], item[1].id))]

    def next_due(self) -> datetime | None:
        """Return the earliest moment at which `due` will answer something."""
        return min((at for _, at in self._live.reviews() if at is not None), default=None)

    def find(self, terms: frozenset[str]) -> Review | None:
        """Return the review that bears most of these terms; an open one before a closed one."""
        wanted = frozenset(map(clean, terms))
        if not wanted:
            return None
        self._prove_index()
        named = [self._reviews.get(review_id) for review_id in self._index.find(wanted)]
        return best_named([*self._live.naming(wanted), *(r for r in named if r)], wanted)

    def book(self) -> PracticeBook:
        """Return the practice book; an empty one of version 0 at first."""
        return self._book.get("book") or PracticeBook()

    def save_book(self, book: PracticeBook) -> PracticeBook:
        """Replace the book if its stored version is ``book.version``; else `Conflict`."""
        return self._book.save(book)

    def funnel(self, rep: str) -> Funnel | None:
        """Return what we know of a rep's open opportunities."""
        return self._funnels.get(fold_address(rep))

    def save_funnel(self, funnel: Funnel) -> Funnel:
        """Replace the rep's funnel if its stored version is ``funnel.version``; else `Conflict`."""
        return self._funnels.save(funnel)

    def all_funnels(self) -> Iterator[Funnel]:
        """Yield every rep's funnel."""
        yield from sorted(self._funnels.all(), key=lambda funnel: funnel.rep)

    def inbound(self, key: str) -> Inbound | None:
        """Return what became of the message of this key."""
        return self._inbound.get(key)

    def save_inbound(self, inbound: Inbound) -> Inbound:
        """Replace the entry if its stored version is ``inbound.version``; else `Conflict`."""
        return self._inbound.save(inbound)

    def save_all_inbound(
        self, entries: Sequence[Inbound], raws: Mapping[str, bytes] | None = None
    ) -> list[Inbound]:
        """Save entries of different messages, and keep bytes by key, for little more than one."""

        def keep() -> None:
            for key, raw in (raws or {}).items():
                self.keep_raw(key, raw)

        return self._inbound.save_all(entries, keep)

    def waiting_inbound(self) -> list[Inbound]:
        """Return the entries that are still only received, oldest first."""
        return sorted(self._inbound.all_in(self._waiting), key=_by_arrival)

    def all_inbound(self) -> Iterator[Inbound]:
        """Yield every inbound entry, oldest first."""
        entries = [*self._inbound.all_in(self._waiting), *self._inbound.all_in(self._dealt_with)]
        yield from sorted(entries, key=_by_arrival)

    def drop_inbound(self, key: str) -> bool:
        """Remove an entry for good; tell whether it was there."""
        return self._inbound.drop(key)

    def keep_raw(self, key: str, raw: bytes) -> None:
        """Keep a message's bytes for a human; repeating it changes nothing."""
        path = self._raw_path(key)
        if disk.stat(path) is None:
            disk.replace(path, raw)

    def raw(self, key: str) -> bytes | None:
        """Return the kept bytes."""
        return disk.read(self._raw_path(key))

    def drop_raw(self, key: str) -> bool:
        """Remove the kept bytes, durably; tell whether they were there."""
        return disk.remove(self._raw_path(key), durable=True)

    def cursor(self, mailbox: str) -> str | None:
        """Return where reading this mailbox got to; raise `TryLater` when the store has gone."""
        self._see_that_it_is_there()
        return self._word("cursors", mailbox)

    def save_cursor(self, mailbox: str, cursor: str) -> None:
        """Remember where reading this mailbox got to; the last word counts."""
        self._save_word("cursors", mailbox, cursor)

    def setting(self, name: str) -> str | None:
        """Return a small team-wide setting, such as whether work is paused."""
        return self._word("settings", name)

    def save_setting(self, name: str, value: str | None) -> None:
        """Set or, with None, remove a team-wide setting; the last word counts."""
        self._save_word("settings", name, value)

    def words(self, group: str) -> dict[str, str]:
        """Return all "cursors" or all "settings" by name."""
        return {word.name: word.value for word in self._words[group].all()}

    def see_all_whole(self) -> None:
        """Raise `NeedsHuman` naming the first record of any kind that cannot be read."""
        self._book.get("book")
        shelves: tuple[Shelf[Any], ...] = (self._reviews, self._inbound, self._funnels)
        for shelf in (*shelves, *self._words.values()):
            shelf.see_all_whole()

    @property
    def identity(self) -> str:
        """What a copy of the folder has in common with it; empty where it is not known."""
        return (self._identity or b"").decode()

    def change_setting(self, name: str, change: Callable[[str | None], str]) -> str:
        """Set a team-wide setting by what it is, and return it; no save of another comes between."""
        shelf = self._words["settings"]
        while True:
            word = shelf.get(name)
            value = change(word.value if word else None)
            if word is not None and word.value == value:
                return value
            with contextlib.suppress(Conflict):
                shelf.save(Word(name=name, value=value, version=word.version if word else 0))
                return value

    def place(self) -> tuple[str, ...]:
        """Return what a copy of the folder cannot have in common with it; () where it is not known."""
        told = disk.stat(self.folder / _IDENTITY)
        return (f"inode {told.st_ino}", f"changed {told.st_ctime_ns}") if told else ()

    def claim(self, name: str) -> Claim | None:
        """Take the named work lock without waiting; None when another worker holds it.

        Raise `TryLater` when another folder, such as an empty mount point, is in the store's place.
        """
        self._see_that_it_is_there()
        return self._locks.claim(name)

    def _see_that_it_is_there(self) -> None:
        if self._identity is not None and disk.read(self.folder / _IDENTITY) != self._identity:
            raise TryLater(
                f"{self.folder}: is no longer the folder that it was when Debrief started; bring that "
                "one back (is its disk still there?), or start Debrief anew."
            )

    def _identify(self) -> bytes | None:
        """Return what tells this folder from another in its place; None where it cannot be written."""
        path = self.folder / _IDENTITY
        with contextlib.suppress(BadInput, TryLater):
            if not disk.read(path):
                disk.replace(path, uuid4().hex.encode())
            return disk.read(path)
        return None

    def _save(self, review: Review, new: bool) -> Review:
        if settled(review) and not self._indexed(review):
            with self._locks.hold("index"):
                self._index.add([review])
        return self._reviews.save(review, new)

    def _indexed(self, review: Review) -> bool:
        """Tell whether the review stands closed with all its terms, and so in the index."""
        self._prove_index()
        if disk.stat(self._closed.path(review.id)) is None:
            return False
        stored = self._reviews.get(review.id)
        return stored is not None and settled(stored) and review.terms() <= stored.terms()

    def _prove_index(self) -> None:
        """Once in a process's life, see that every closed review can be found."""
        if self._index_proven:
            return
        with self._locks.hold("index"):
            ids = self._index.ids()
            if ids is None:
                self.notice(f"{self._index.path}: was damaged; it was mended from the reviews.")
                self._index.mend(self._unlisted(set()))
            else:
                self._index.add(self._unlisted(ids))
        self._index_proven = True

    def _unlisted(self, ids: set[str]) -> Iterator[Review]:
        """Yield the closed reviews that are not in the index."""
        known = {f"{file_name(review_id)}.json" for review_id in ids}
        for folder in self._closed.folders():
            for path in self._reviews.paths(folder):
                if path.name in known:
                    continue
                review = self._reviews.read_or_tell(path)
                if review is not None:
                    yield review

    def _raw_path(self, key: str) -> Path:
        return self.folder / "raw" / digest(key, 2) / f"{digest(key)}.eml"

    def _word(self, group: str, name: str) -> str | None:
        word = self._words[group].get(name)
        return word.value if word else None

    def _save_word(self, group: str, name: str, value: str | None) -> None:
        shelf = self._words[group]
        while True:
            word = shelf.get(name)
            if value is None:
                shelf.drop(name)
                return
            if word is not None and word.value == value:
                return
            version = word.version if word else 0
            with contextlib.suppress(Conflict):
                shelf.save(Word(name=name, value=value, version=version))
                return


def _by_age(reviews: Iterable[Review]) -> list[Review]:
    return sorted(reviews, key=lambda review: (review.created_at, review.id))


def _by_arrival(entry: Inbound) -> tuple[datetime, str]:
    return entry.received_at, entry.key


def _in_doubt(review: Review) -> Review:
    """Return a recovered review with its planned effects as attempted: the lost version may have
    seen them out, so the backend is asked before any is tried."""
    effects = tuple(
        effect.model_copy(update={"status": EffectStatus.ATTEMPTED})
        if effect.status is EffectStatus.PLANNED
        else effect
        for effect in review.effects
    )
    return review.model_copy(update={"effects": effects})
