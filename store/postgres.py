"""The shared store: the same records in PostgreSQL (14 or later), for workers on several machines.

Needs the optional extra ``postgres`` (psycopg 3). A team has a schema of its own; records stand
as JSON beside the columns that are searched: version, due moment, terms. The JSON is of type
``json``, not ``jsonb``: the latter sorts the keys of maps, and a mail's words come from them in
order. Claims are advisory locks of a session, so a pooler in front must pool by session.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from debrief.errors import BadInput, Conflict, NotFound
from debrief.model import SCHEMA, Funnel, Inbound, InboundStatus, PracticeBook, Review
from debrief.team import fold_address
from store.base import Word, best_named, due_moment
from store.migrations import revive
from store.postgres_server import PostgresClaim, PostgresServer, Row
from store.text import as_json, clean

T = TypeVar("T", PracticeBook, Funnel, Word)
_PAGE = 500  # records fetched at a time
_DAWN = datetime(1, 1, 2, tzinfo=UTC)  # before any record

# Numbered like the records' migrations: a step is never changed once released.
_TABLES = (
    """
    CREATE TABLE review (
        id text COLLATE "C" PRIMARY KEY, version integer NOT NULL, schema integer NOT NULL,
        over boolean NOT NULL, created_at timestamptz NOT NULL, due_at timestamptz,
        terms text[] NOT NULL, record json NOT NULL);
    CREATE INDEX review_terms ON review USING gin (terms);
    CREATE INDEX review_due ON review (due_at) WHERE due_at IS NOT NULL;
    CREATE INDEX review_age ON review (over, created_at, id);
    CREATE TABLE inbound (
        key text COLLATE "C" PRIMARY KEY, version integer NOT NULL, schema integer NOT NULL,
        waiting boolean NOT NULL, received_at timestamptz NOT NULL, record json NOT NULL);
    CREATE INDEX inbound_waiting ON inbound (received_at, key) WHERE waiting;
    CREATE INDEX inbound_age ON inbound (received_at, key);
    CREATE TABLE document (
        kind text NOT NULL, name text COLLATE "C" NOT NULL, version integer NOT NULL,
        schema integer NOT NULL, record json NOT NULL, PRIMARY KEY (kind, name));
    CREATE TABLE raw (key text COLLATE "C" PRIMARY KEY, bytes bytea NOT NULL);
    """,
)


class PostgresStore:
    """A `store.base.Store` in one schema of a PostgreSQL database; one connection per thread.

    ``dsn``, ``schema`` and ``password`` are as `PostgresServer` takes them.
    """

    claims_last = False  # the server's end, or that of a connection, ends them

    def __init__(self, dsn: str, schema: str = "debrief", password: str | None = None) -> None:
        self.schema = schema
        self._server = PostgresServer(dsn, schema, password, _TABLES)

    def close(self) -> None:
        """Close this thread's connection; the next call opens another."""
        self._server.close()

    @contextlib.contextmanager
    def at_once(self) -> Iterator[None]:
        """Within, all that this thread saves becomes durable in one step at the end, or not at all."""
        with self._server.asking() as connection, connection.transaction():
            yield

    # Reviews

    def add(self, review: Review) -> Review:
        """Keep a new review as version 1; raise `Conflict` when its id exists already."""
        review, columns = _review_row(review.model_copy(update={"version": 1}))
        done = self._server.run(
            "INSERT INTO review (version, schema, over, created_at, due_at, terms, record, id)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s::json, %s) ON CONFLICT DO NOTHING",
            columns,
        )
        if not done:
            raise Conflict(f"review {review.id} exists already; read it instead.")
        return review

    def get(self, review_id: str) -> Review:
        """Return the review; raise `NotFound`."""
        found = self._reviews("WHERE id = %s", (clean(review_id),))
        if not found:
            raise NotFound(f"There is no review {review_id}; `debrief status` lists them.")
        return found[0]

    def save(self, review: Review) -> Review:
        """Replace the review if its stored version is ``review.version``; else `Conflict`.

        Raise `NotFound` for one that was erased.
        """
        expected = review.version
        review, columns = _review_row(review.model_copy(update={"version": expected + 1}))
        done = self._server.run(
            "UPDATE review SET version = %s, schema = %s, over = %s, created_at = %s, due_at = %s,"
            " terms = %s, record = %s::json WHERE id = %s AND version = %s AND schema <= %s",
            (*columns, expected, SCHEMA),
        )
        if not done:
            stored = self.get(review.id)
            raise _conflict("review", review.id, stored.version, expected)
        return review

    def delete(self, review_id: str) -> bool:
        """Remove a review for good; tell whether it was there."""
        return self._server.run("DELETE FROM review WHERE id = %s", (clean(review_id),)) > 0

    def open(self) -> Iterator[Review]:
        """Yield the reviews that are not over, oldest first."""
        return self._by_age(over=False)

    def closed(self, since: datetime | None = None) -> Iterator[Review]:
        """Yield the reviews that are over, oldest first; those created at ``since`` or later."""
        return self._by_age(over=True, since=since)

    def unreadable(self) -> tuple[str, ...]:
        """Return nothing: whoever looks at a review here that cannot be read is told at once."""
        return ()

    def due(self, now: datetime) -> list[Review]:
        """Return what is due at ``now`` (see `store.base.due_moment`), soonest first.

        A review that another worker is saving at this instant is left to it.
        """
        return self._reviews(
            "WHERE due_at <= %s ORDER BY due_at, id FOR UPDATE SKIP LOCKED", (now,)
        )

    def next_due(self) -> datetime | None:
        """Return the earliest moment at which `due` will answer something."""
        [(moment,)] = self._server.rows("SELECT min(due_at) FROM review", ())
        return moment.astimezone(UTC) if moment else None

    def find(self, terms: frozenset[str]) -> Review | None:
        """Return the review that bears most of these terms; an open one before a closed one."""
        wanted = frozenset(map(clean, terms))
        return best_named(self._reviews("WHERE terms && %s", (sorted(wanted),)), wanted)

    # The other records

    def book(self) -> PracticeBook:
        """Return the practice book; an empty one of version 0 at first."""
        return self._document("book", "book", PracticeBook) or PracticeBook()

    def save_book(self, book: PracticeBook) -> PracticeBook:
        """Replace the book if its stored version is ``book.version``; else `Conflict`."""
        return self._save_document("book", "book", book)

    def funnel(self, rep: str) -> Funnel | None:
        """Return what we know of a rep's open opportunities."""
        return self._document("funnel", fold_address(rep), Funnel)

    def save_funnel(self, funnel: Funnel) -> Funnel:
        """Replace the rep's funnel if its stored version is ``funnel.version``; else `Conflict`."""
        return self._save_document("funnel", fold_address(funnel.rep), funnel)

    def all_funnels(self) -> Iterator[Funnel]:
        """Yield every rep's funnel."""
        yield from self._documents("funnel", Funnel)

    def inbound(self, key: str) -> Inbound | None:
        """Return what became of the message of this key."""
        found = self._inbound("WHERE key = %s", (clean(key),))
        return found[0] if found else None

    def save_inbound(self, inbound: Inbound) -> Inbound:
        """Replace the entry if its stored version is ``inbound.version``; else `Conflict`."""
        expected = inbound.version
        inbound, text = as_json(inbound.model_copy(update={"version": expected + 1}))
        waiting = inbound.status is InboundStatus.RECEIVED
        row = (expected + 1, SCHEMA, waiting, inbound.received_at, text.decode(), inbound.key)
        if expected:
            done = self._server.run(
                "UPDATE inbound SET version = %s, schema = %s, waiting = %s, received_at = %s,"
                " record = %s::json WHERE key = %s AND version = %s AND schema <= %s",
                (*row, expected, SCHEMA),
            )
        else:
            done = self._server.run(
                "INSERT INTO inbound (version, schema, waiting, received_at, record, key)"
                " VALUES (%s, %s, %s, %s, %s::json, %s) ON CONFLICT DO NOTHING",
                row,
            )
        if not done:
            stored = self.inbound(inbound.key)
            raise _conflict("inbound", inbound.key, stored.version if stored else 0, expected)
        return inbound

    def save_all_inbound(
        self, entries: Sequence[Inbound], raws: Mapping[str, bytes] | None = None
    ) -> list[Inbound]:
        """Save entries of different messages, and keep bytes by key, in one transaction."""
        with self._server.asking() as connection, connection.transaction():
            for key, raw in (raws or {}).items():
                self.keep_raw(key, raw)
            return [self.save_inbound(entry) for entry in entries]

    def waiting_inbound(self) -> list[Inbound]:
        """Return the entries that are still only received, oldest first."""
        return self._inbound("WHERE waiting ORDER BY received_at, key", ())

    def all_inbound(self) -> Iterator[Inbound]:
        """Yield every inbound entry, oldest first."""
        after: Row = (_DAWN, "")
        while page := self._inbound(
            "WHERE (received_at, key) > (%s, %s) ORDER BY received_at, key LIMIT %s",
            (*after, _PAGE),
        ):
            yield from page
            after = (page[-1].received_at, page[-1].key)

    def drop_inbound(self, key: str) -> bool:
        """Remove an entry for good; tell whether it was there."""
        return self._server.run("DELETE FROM inbound WHERE key = %s", (clean(key),)) > 0

    def keep_raw(self, key: str, raw: bytes) -> None:
        """Keep a message's bytes for a human; repeating it changes nothing."""
        self._server.run(
            "INSERT INTO raw VALUES (%s, %s) ON CONFLICT DO NOTHING", (clean(key), raw)
        )

    def raw(self, key: str) -> bytes | None:
        """Return the kept bytes."""
        rows = self._server.rows("SELECT bytes FROM raw WHERE key = %s", (clean(key),))
        return bytes(rows[0][0]) if rows else None

    def drop_raw(self, key: str) -> bool:
        """Remove the kept bytes; tell whether they were there."""
        return self._server.run("DELETE FROM raw WHERE key = %s", (clean(key),)) > 0

    def cursor(self, mailbox: str) -> str | None:
        """Return where reading this mailbox got to."""
        word = self._document("cursors", mailbox, Word)
        return word.value if word else None

    def save_cursor(self, mailbox: str, cursor: str) -> None:
        """Remember where reading this mailbox got to; the last word counts."""
        self._save_word("cursors", mailbox, cursor)

    def setting(self, name: str) -> str | None:
        """Return a small team-wide setting, such as whether work is paused."""
        word = self._document("settings", name, Word)
        return word.value if word else None

    def save_setting(self, name: str, value: str | None) -> None:
        """Set or, with None, remove a team-wide setting; the last word counts."""
        if value is None:
            self._server.run(
                "DELETE FROM document WHERE kind = 'settings' AND name = %s", (clean(name),)
            )
        else:
            self._save_word("settings", name, value)

    def words(self, group: str) -> dict[str, str]:
        """Return all "cursors" or all "settings" by name."""
        return {word.name: word.value for word in self._documents(group, Word)}

    def change_setting(self, name: str, change: Callable[[str | None], str]) -> str:
        """Set a team-wide setting by what it is, and return it; no save of another comes between."""
        while True:
            word = self._document("settings", name, Word)
            value = change(word.value if word else None)
            if word is not None and word.value == value:
                return value
            fresh = Word(name=name, value=value, version=word.version if word else 0)
            with contextlib.suppress(Conflict):
                self._save_document("settings", name, fresh)
                return value

    def place(self) -> tuple[str, ...]:
        """Return which cluster, database and schema this is; () where this user may not ask."""
        try:
            rows = self._server.rows(
                "SELECT system_identifier::text, oid::text FROM pg_control_system(), pg_database"
                " WHERE datname = current_database()",
                (),
            )
        except BadInput:
            return ()
        return tuple(f"{' '.join(row)} {self.schema}" for row in rows)

    def claim(self, name: str) -> PostgresClaim | None:
        """Take the named work lock without waiting; None when another worker holds it."""
        return self._server.claim(name)

    # Underneath

    def _by_age(self, over: bool, since: datetime | None = None) -> Iterator[Review]:
        after: Row = (since or _DAWN, "")
        while page := self._reviews(
            "WHERE over = %s AND (created_at, id) > (%s, %s) ORDER BY created_at, id LIMIT %s",
            (over, *after, _PAGE),
        ):
            yield from page
            after = (page[-1].created_at, page[-1].id)

    def _reviews(self, where: str, values: Row) -> list[Review]:
        rows = self._server.rows(f"SELECT id, schema, record::text FROM review {where}", values)  # noqa: S608 - ours
        return [revive("review", Review, row[1], row[2], f"review {row[0]}") for row in rows]

    def _inbound(self, where: str, values: Row) -> list[Inbound]:
        rows = self._server.rows(f"SELECT key, schema, record::text FROM inbound {where}", values)  # noqa: S608 - ours
        return [revive("inbound", Inbound, row[1], row[2], f"message {row[0]}") for row in rows]

    def _document(self, kind: str, name: str, model: type[T]) -> T | None:
        rows = self._server.rows(
            "SELECT schema, record::text, version FROM document WHERE kind = %s AND name = %s",
            (kind, clean(name)),
        )
        if not rows:
            return None
        schema, text, version = rows[0]
        found = revive(kind, model, schema, text, f"{kind} {name}")
        return found.model_copy(update={"version": version})  # a word's is told by the row alone

    def _documents(self, kind: str, model: type[T]) -> list[T]:
        rows = self._server.rows(
            "SELECT name, schema, record::text FROM document WHERE kind = %s ORDER BY name", (kind,)
        )
        return [revive(kind, model, row[1], row[2], f"{kind} {row[0]}") for row in rows]

    def _save_document(self, kind: str, name: str, value: T) -> T:
        expected = value.version
        value, text = as_json(value.model_copy(update={"version": expected + 1}))
        row: Row = (expected + 1, SCHEMA, text.decode(), kind, clean(name))
        if expected:
            done = self._server.run(
                "UPDATE document SET version = %s, schema = %s, record = %s::json"
                " WHERE kind = %s AND name = %s AND version = %s AND schema <= %s",
                (*row, expected, SCHEMA),
            )
        else:
            done = self._server.run(
                "INSERT INTO document (version, schema, record, kind, name)"
                " VALUES (%s, %s, %s::json, %s, %s) ON CONFLICT DO NOTHING",
                row,
            )
        if not done:
            stored = self._document(kind, name, type(value))
            raise _conflict(kind, name, stored.version if stored else 0, expected)
        return value

    def _save_word(self, kind: str, name: str, value: str) -> None:
        word, text = as_json(Word(name=name, value=value))
        self._server.run(
            "INSERT INTO document (version, schema, record, kind, name)"
            " VALUES (1, %s, %s::json, %s, %s) ON CONFLICT (kind, name) DO UPDATE"
            " SET version = document.version + 1, schema = EXCLUDED.schema,"
            " record = EXCLUDED.record",
            (SCHEMA, text.decode(), kind, word.name),
        )


def _review_row(review: Review) -> tuple[Review, Row]:
    """Return the review as it will come back, and its columns, the id last."""
    review, text = as_json(review)
    due, terms = due_moment(review), sorted(review.terms())
    return review, (
        review.version,
        SCHEMA,
        review.over,
        review.created_at,
        due,
        terms,
        text.decode(),
        review.id,
    )


def _conflict(kind: str, name: str, stored: int, expected: int) -> Conflict:
    return Conflict(
        f"{kind} {name} is at version {stored}, not {expected}; read it again and decide anew."
    )
