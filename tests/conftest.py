"""Fixtures that several tests use."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.world import World, no_effect_twice

pytest_plugins = ["tests.table_plugin"]


@pytest.fixture
def world(tmp_path: Path):
    """A fresh world; at the end the first promise is checked."""
    made = World(tmp_path)
    yield made
    no_effect_twice(made)
