"""What every store promises; two implementations keep it: `store.tiny` and `store.postgres`.

Terminology: a *record* is one whole document (a review, the practice book, a rep's funnel, an
inbound message, a cursor); a *version* counts its saves; a *term* names a review from outside
(Message-ID, token, event UID).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Protocol

from debrief.model import Funnel, Inbound, PracticeBook, Review
from debrief.team import Frozen

AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)  # the moment of an effect that waits for nothing


class Word(Frozen):
    """A named word: a mailbox cursor or a setting."""

    name: str
    value: str
    version: int = 0


def settled(review: Review) -> bool:
    """Tell whether nothing is left to do: the review is over and its last mails are out."""
    return review.over and not review.open_effects()


def due_moment(review: Review) -> datetime | None:
    """Return when the review is due: its ``due_at`` unless it is over, or its first open effect.

    An open effect waits for the later of ``not_before`` and ``next_try_at``; with neither it is
    due at once. None means that only a mail wakes the review.
    """
    moments = [
        max(effect.not_before or AT_ONCE, effect.next_try_at or AT_ONCE)
        for effect in review.open_effects()
    ]
    if review.due_at is not None and not review.over:
        moments.append(review.due_at)
    return min(moments, default=None)


def best_named(reviews: Iterable[Review], terms: frozenset[str]) -> Review | None:
    """Return the review that bears most of the terms; among equals an open one, then the newest."""
    bearing = [review for review in reviews if terms & review.terms()]
    return max(
        bearing,
        key=lambda r: (len(terms & r.terms()), not r.over, r.created_at, r.id),
        default=None,
    )


class Store(Protocol):
    """Durable records; every save is one atomic step that a crash leaves whole or undone."""

    claims_last: bool  # a claim ends with its holder alone, never before

    def add(self, review: Review) -> Review:
        """Keep a new review as version 1; raise `Conflict` when its id exists already."""
        ...

    def get(self, review_id: str) -> Review:
        """Return the review; raise `NotFound`."""
        ...

    def save(self, review: Review) -> Review:
        """Replace the review if its stored version is ``review.version``; else `Conflict`.

        Returns it with its new version. A review that is over moves to the closed ones.
        """
        ...

    def delete(self, review_id: str) -> bool:
        """Remove a review for good; tell whether it was there."""
        ...

    def open(self) -> Iterator[Review]:
        """Yield the reviews that are not over, oldest first."""
        ...

    def closed(self, since: datetime | None = None) -> Iterator[Review]:
        """Yield the reviews that are over, oldest first; quick with ``since``, which leaves out
        those created before it."""
        ...

    def unreadable(self) -> Sequence[str]:
        """Return what is wrong with each open review that is left out because it cannot be read."""
        ...

    def due(self, now: datetime) -> list[Review]:
        """Return open reviews whose ``due_at`` has come, and any review with effects to perform
        now (``not_before`` and ``next_try_at`` passed), soonest first."""
        ...

    def next_due(self) -> datetime | None:
        """Return the earliest moment at which `due` will answer something."""
        ...

    def find(self, terms: frozenset[str]) -> Review | None:
        """Return the review that any of these terms names (see `Review.terms`)."""
        ...

    def book(self) -> PracticeBook:
        """Return the practice book; an empty one of version 0 at first."""
        ...

    def save_book(self, book: PracticeBook) -> PracticeBook:
        """Replace the book if its stored version is ``book.version``; else `Conflict`."""
        ...

    def funnel(self, rep: str) -> Funnel | None:
        """Return what we know of a rep's open opportunities."""
        ...

    def save_funnel(self, funnel: Funnel) -> Funnel:
        """Replace the rep's funnel if its stored version is ``funnel.version``; else `Conflict`."""
        ...

    def all_funnels(self) -> Iterator[Funnel]:
        """Yield every rep's funnel."""
        ...

    def inbound(self, key: str) -> Inbound | None:
        """Return what became of the message of this key."""
        ...

    def save_inbound(self, inbound: Inbound) -> Inbound:
        """Replace the entry if its stored version is ``inbound.version``; else `Conflict`."""
        ...

    def save_all_inbound(
        self, entries: Sequence[Inbound], raws: Mapping[str, bytes] | None = None
    ) -> list[Inbound]:
        """Save entries of different messages like `save_inbound`, all or on `Conflict` none of
        them, and keep bytes by key like `keep_raw`; for little more than one costs.

        A crash may leave some saved and others not.
        """
        ...

    def waiting_inbound(self) -> list[Inbound]:
        """Return the entries that are still only received, oldest first; quick at any history."""
        ...

    def all_inbound(self) -> Iterator[Inbound]:
        """Yield every inbound entry, oldest first."""
        ...

    def drop_inbound(self, key: str) -> bool:
        """Remove an entry for good; tell whether it was there."""
        ...

    def keep_raw(self, key: str, raw: bytes) -> None:
        """Keep a message's bytes for a human; repeating it changes nothing."""
        ...

    def raw(self, key: str) -> bytes | None:
        """Return the kept bytes."""
        ...

    def drop_raw(self, key: str) -> bool:
        """Remove the kept bytes; tell whether they were there."""
        ...

    def cursor(self, mailbox: str) -> str | None:
        """Return where reading this mailbox got to."""
        ...

    def save_cursor(self, mailbox: str, cursor: str) -> None:
        """Remember where reading this mailbox got to."""
        ...

    def setting(self, name: str) -> str | None:
        """Return a small team-wide setting, such as whether work is paused."""
        ...

    def save_setting(self, name: str, value: str | None) -> None:
        """Set or, with None, remove a team-wide setting."""
        ...

    def words(self, group: str) -> dict[str, str]:
        """Return all "cursors" or all "settings" by name."""
        ...

    def change_setting(self, name: str, change: Callable[[str | None], str]) -> str:
        """Set a team-wide setting by what it is, and return it; no save of another comes between.

        ``change`` may be called more than once.
        """
        ...

    def place(self) -> tuple[str, ...]:
        """Return what tells where the records lie, () where nothing does.

        A copy of them has none of it in common; what stays where it is keeps at least one.
        """
        ...

    def claim(self, name: str) -> AbstractContextManager[object] | None:
        """Take the named work lock without waiting; None when another worker holds it.

        The result is a context manager that gives it back; a killed worker's claim ends by
        itself.
        """
        ...
