"""A real PostgreSQL server, started once from Debian's package and thrown away."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.database import Server, binaries


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """Yield the server; skip when PostgreSQL is not installed."""
    pytest.importorskip("psycopg", reason="psycopg is not installed (extra: postgres)")
    programs = binaries()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    user = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="debrief-postgres-"))
    if user:
        shutil.chown(folder, user)
    server = Server(programs, folder, user)
    try:
        server.create()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
