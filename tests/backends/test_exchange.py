"""Exchange Server keeps the contract of every backend: against a stand-in (see there)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from debrief.backends.base import Backend
from tests.backends import exchange_schema
from tests.backends.contract import BackendContract
from tests.backends.exchange_hands import ExchangeHands, opener
from tests.backends.exchange_server import ExchangeServer
from tests.backends.hands import Hands


@pytest.fixture
def server() -> Iterator[ExchangeServer]:
    """An organisation of two; at the end everything said on both sides was valid."""
    made = ExchangeServer(Hands.owner, Hands.colleague)
    yield made
    made.stop()
    assert made.invalid == []


class TestExchange(BackendContract):
    """With impersonation and a password; the server replaces every Message-ID."""

    @pytest.fixture
    def hands(self, server: ExchangeServer) -> Hands:
        return ExchangeHands(server)

    @pytest.fixture
    def backend(self, server: ExchangeServer, tmp_path: Path) -> Backend:
        return opener(server, tmp_path)()


def test_everything_said_is_checked_with_microsofts_schema():
    if exchange_schema.folder() is None:
        pytest.skip("Microsoft's schema of Exchange Web Services is not beside the project")
    from lxml import etree

    wrong = etree.fromstring(
        f'<m:GetItem xmlns:m="{exchange_schema.MESSAGES}"><m:Odd/></m:GetItem>'
    )
    assert exchange_schema.mistakes(wrong)
