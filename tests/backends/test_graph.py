"""Microsoft 365 keeps the contract of every backend, against a stand-in validated by metadata."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from debrief.backends.base import Backend
from tests.backends.contract import BackendContract
from tests.backends.graph_world import GraphWorld, graph_world
from tests.backends.hands import Hands


class TestGraph(BackendContract):
    """Microsoft Graph over real HTTP, at a service of our own."""

    @pytest.fixture
    def world(self, tmp_path: Path) -> Iterator[GraphWorld]:
        with graph_world(tmp_path) as made:
            yield made

    @pytest.fixture
    def hands(self, world: GraphWorld) -> Hands:
        return world.hands

    @pytest.fixture
    def backend(self, world: GraphWorld) -> Backend:
        return world.open(working_hours=False)  # what they add is under test on its own
