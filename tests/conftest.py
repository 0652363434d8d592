"""Fixtures that several tests use."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.simulate import fine_clock
from tests.stages import marks
from tests.world import World, no_effect_twice

pytest_plugins = ["tests.table_plugin"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that hold slow tests: two workers that share the files then end together."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture
def world(tmp_path: Path, request: pytest.FixtureRequest):
    """A fresh world; at the end the first promise is checked."""
    with fine_clock():
        made = World(tmp_path)
        if "monkeypatch" not in request.fixturenames:  # else it may be that all is not as usual
            made.as_made = marks(made)
        yield made
        no_effect_twice(made)
