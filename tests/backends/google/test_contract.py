"""Google keeps the contract of every backend."""

from __future__ import annotations

import pytest

from tests.backends.contract import BackendContract


@pytest.mark.server
class TestGoogle(BackendContract):
    """Gmail by the emulator, Calendar by our stand-in; `conftest` gives the fixtures."""
