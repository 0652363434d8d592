"""Google for tests: the emulator once for all, then for each test a mailbox and a calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from debrief.backends.base import Backend
from tests.backends.google.calendar_server import CalendarServer
from tests.backends.google.emulator import Emulator, emulator
from tests.backends.google.front import Front
from tests.backends.google.gmail import Gmail
from tests.backends.google.hands import GoogleHands
from tests.backends.google.site import COLLEAGUE, OWNER, open_google


@pytest.fixture(scope="session")
def gmail_emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    with emulator(tmp_path_factory.mktemp("emulate")) as running:
        yield running


@pytest.fixture
def calendar_front() -> Iterator[Front]:
    """Google without Gmail, which needs no emulator."""
    yield from _front(None)


@pytest.fixture
def front(gmail_emulator: Emulator) -> Iterator[Front]:
    yield from _front(Gmail(gmail_emulator, OWNER))


def _front(gmail: Gmail | None) -> Iterator[Front]:
    calendar = CalendarServer(OWNER, {OWNER, COLLEAGUE}, lambda: datetime.now(UTC))
    made = Front(calendar, gmail)
    yield made
    made.close()
    assert made.problems == []


@pytest.fixture
def hands(front: Front) -> GoogleHands:
    return GoogleHands(front)


@pytest.fixture
def backend(front: Front, tmp_path: Path) -> Backend:
    return open_google(tmp_path, front)


@pytest.fixture
def calendar_backend(calendar_front: Front, tmp_path: Path) -> Backend:
    return open_google(tmp_path, calendar_front)
