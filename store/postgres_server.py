"""The connection to PostgreSQL: one for each thread, its faults told as ours, and locks of a session."""

from __future__ import annotations

import contextlib
import hashlib
import re
import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from debrief.errors import BadInput, CannotDo, TryLater

if TYPE_CHECKING:
    import psycopg

Row = tuple[Any, ...]

UNREADABLE = (
    "[store] dsn, the PostgreSQL connection string, cannot be read; write it as "
    "postgresql://user@host/database, with @ : / ? # % in a password as %40 %3A %2F %3F %23 %25; or "
    "leave the password out of it and put it into credentials/postgres_password."
)


class PostgresServer:
    """One schema of a PostgreSQL database, asked over one connection per thread.

    ``dsn`` is a libpq connection string or URL, with or without the ``password``; ``schema`` (a
    plain name) is created when absent, and its ``tables`` are brought up to date.
    """

    def __init__(self, dsn: str, schema: str, password: str | None, tables: Sequence[str]) -> None:
        self._psycopg = _psycopg()
        self._dsn = _plain_dsn(dsn, self._psycopg)
        self._password = {"password": password} if password else {}
        self.schema = schema
        self._local = threading.local()
        with self.asking() as connection:
            self._prepare(connection, tables)

    def close(self) -> None:
        """Close this thread's connection; the next call opens another."""
        connection = getattr(self._local, "connection", None)
        if connection is not None:
            self._local.connection = None
            connection.close()

    def rows(self, query: str, values: Row) -> list[Row]:
        """Return what one query finds."""
        with self.asking() as connection:
            return connection.execute(query.encode(), values).fetchall()

    def run(self, query: str, values: Row) -> int:
        """Run one statement, which is one transaction; return how many rows it touched."""
        with self.asking() as connection:
            return connection.execute(query.encode(), values).rowcount

    @contextlib.contextmanager
    def asking(self) -> Iterator[psycopg.Connection[Row]]:
        """Give this thread's connection; after a fault of it, the next call opens another."""
        with self._told():
            connection = getattr(self._local, "connection", None)
            if connection is None or connection.closed:
                connection = self._local.connection = self._connect()
            yield connection

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Turn PostgreSQL's errors into ours."""
        error = self._psycopg.errors
        try:
            yield
        except (error.InsufficientPrivilege, error.ReadOnlySqlTransaction) as err:
            raise BadInput(
                f"PostgreSQL: {_line(err)}; give this user the right to create and change tables "
                f"in the schema {self.schema}."
            ) from err
        except (error.OperationalError, error.InterfaceError) as err:
            self.close()
            raise TryLater(
                f"PostgreSQL: {_line(err)}; {_remedy(str(err))}. "
                "Debrief goes by what the database holds and tries again."
            ) from err

    def _connect(self) -> psycopg.Connection[Row]:
        connection: psycopg.Connection[Row] = self._psycopg.connect(
            self._dsn,
            autocommit=True,
            connect_timeout=10,
            keepalives_idle=30,
            keepalives_interval=10,
            keepalives_count=3,
            application_name="debrief",
            **self._password,
        )
        connection.execute(
            "SELECT set_config('search_path', quote_ident(%s), false)", (self.schema,)
        )
        return connection

    def _prepare(self, connection: psycopg.Connection[Row], tables: Sequence[str]) -> None:
        """Create the schema and bring its tables up to date, once, whoever comes first."""
        from psycopg import sql

        with connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (self.schema,))
            row = connection.execute("SELECT to_regclass('layout')").fetchone()
            if row is None or row[0] is None:
                name = sql.Identifier(self.schema)
                connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(name))
                connection.execute("CREATE TABLE layout (number integer NOT NULL)")
                connection.execute("INSERT INTO layout VALUES (0)")
            [(number,)] = connection.execute("SELECT number FROM layout").fetchall()
            if number > len(tables):
                raise BadInput(
                    f"The schema {self.schema} was made by a newer Debrief; install that version."
                )
            for step in tables[number:]:
                connection.execute(step.encode())
            if number < len(tables):
                connection.execute("UPDATE layout SET number = %s", (len(tables),))

    def claim(self, name: str) -> PostgresClaim | None:
        """Take the named work lock without waiting; None when another worker holds it.

        The lock lives as long as a connection of its own: a killed worker's ends with its process. On one that
        several share, a session could take its own lock twice, and a broken connection would end them all.
        """
        number = hashlib.sha256(f"{self.schema}\0{name}".encode("utf-8", "surrogatepass")).digest()
        key = int.from_bytes(number[:8], "big", signed=True)
        with self._told():
            connection = self._connect()
            row = connection.execute("SELECT pg_try_advisory_lock(%s)", (key,)).fetchone()
        if row is not None and row[0]:
            return PostgresClaim(connection)
        connection.close()
        return None


class PostgresClaim:
    """A held work lock; the ``with`` block's end, `release` or the process's end gives it back."""

    def __init__(self, connection: psycopg.Connection[Row]) -> None:
        self._connection = connection

    def release(self) -> None:
        """Give the lock back before this returns; safe to repeat.

        The server notices a closed connection only a moment later.
        """
        if not self._connection.closed:
            with contextlib.suppress(_psycopg().Error):  # a broken connection has let go of it
                self._connection.execute("SELECT pg_advisory_unlock_all()")
        self._connection.close()

    def __enter__(self) -> PostgresClaim:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def __del__(self) -> None:
        self._connection.close()


def _plain_dsn(dsn: str, psycopg: Any) -> str:  # noqa: ANN401 - a module
    """Return a connection string as libpq reads it; other tools name a driver behind the scheme.

    Raise `BadInput` where libpq would take part of a password for the host, port or database: its
    errors name those.
    """
    scheme, sign, rest = dsn.strip().partition("://")
    if sign and "=" not in scheme:
        dsn = f"{scheme.partition('+')[0]}://{rest}"
    try:
        parts = psycopg.conninfo.conninfo_to_dict(dsn)
    except psycopg.ProgrammingError:
        raise BadInput(UNREADABLE) from None  # its text repeats the string, password and all
    ports = str(parts.get("port", "")).replace(",", "")
    names = f"{parts.get('host', '')}{parts.get('dbname', '')}"
    if (ports and not ports.isdigit()) or (sign and "@" in names.lstrip("@")):
        raise BadInput(UNREADABLE)
    return dsn


def _psycopg() -> Any:  # noqa: ANN401 - a module
    try:
        import psycopg
    except ImportError as err:
        raise CannotDo(
            "The PostgreSQL store needs psycopg; install it with: pip install 'debrief[postgres]'"
        ) from err
    return psycopg


def _remedy(said: str) -> str:
    """Return what is to be done about a connection that did not come about, or broke."""
    if re.search(r'database "[^"]*" does not exist', said):
        return "make it with `createdb`, or mend the database's name in the address of the records"
    if "No space left on device" in said:
        return "free some space on the database's disk"
    if re.search(r'role "[^"]*" does not exist|password authentication failed', said):
        return "mend user and password in the address of the records"
    return "see that the server runs and takes this connection"


def _line(err: Exception) -> str:
    """Return the first line of what PostgreSQL said."""
    return (str(err).splitlines() or [type(err).__name__])[0]
