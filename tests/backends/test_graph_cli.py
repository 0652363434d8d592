"""Microsoft 365 from the command line, in processes of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.backends.graph_login import CLIENT
from tests.backends.graph_world import TEAM, GraphWorld, graph_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[GraphWorld]:
    with graph_world(tmp_path) as made:
        yield made


def configured(world: GraphWorld, sign_in: str) -> Path:
    """Write debrief.toml and team.json as an administrator does."""
    data = world.folder / "data"
    (data / "team.json").write_text(json.dumps(TEAM.model_dump(mode="json")))
    (data / "debrief.toml").write_text(
        '[office]\nbackend = "graph"\n\n[graph]\ntenant = "harbour.example"\n'
        f'client_id = "{CLIENT}"\nsign_in = "{sign_in}"\n'
        f'endpoint = "{world.server.url}"\nlogin = "{world.login.url}"\n'
    )
    return data


def debrief(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "debrief.cli", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_the_manager_signs_in_and_everything_checks_out(world: GraphWorld):
    data = configured(world, "person")
    before = debrief("check", "--data", data)
    assert before.returncode == 1
    assert "debrief sign-in" in before.stdout
    signed = debrief("sign-in", "--data", data)
    assert signed.returncode == 0, signed.stderr
    assert "https://login.example/device" in signed.stdout
    after = debrief("check", "--data", data)
    assert after.returncode == 0, after.stdout
    assert "Everything is there" in after.stdout


def test_an_application_checks_out_without_anybody(world: GraphWorld):
    data = configured(world, "application")
    checked = debrief("check", "--data", data)
    assert checked.returncode == 0, checked.stdout
    refused = debrief("sign-in", "--data", data)
    assert refused.returncode == 1
    assert "nobody has to sign in" in refused.stderr


def test_a_permission_that_is_missing_is_named(world: GraphWorld):
    data = configured(world, "application")
    world.server.forbidden = ["/mailFolders"]
    checked = debrief("check", "--data", data)
    assert checked.returncode == 1
    assert "docs/graph.md" in checked.stdout
    assert "Traceback" not in checked.stdout + checked.stderr
