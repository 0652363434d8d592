"""Starts the npm package `emulate`: a Gmail that we did not write, with many empty mailboxes.

Installed by tests/install_servers.sh outside the repository; without it the tests that need it
are skipped by name.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
import requests

HOME = Path(os.environ.get("DEBRIEF_TEST_SERVERS") or Path.home() / ".cache" / "debrief-tests")
MODULES = HOME / "emulate" / "node_modules"
NODE = MODULES / "node" / "bin" / "node"
PROGRAM = MODULES / "emulate" / "dist" / "index.js"
BOXES = 400  # mailboxes at hand; each test takes the next one
TOKENS = 8  # of each, taken in turn: the emulator allows 5,000 requests an hour for each
_next = count()
_turns = count()


class Emulator:
    """One running emulator."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.session = requests.Session()

    def new_box(self) -> str:
        """Return the name of a mailbox that nobody used yet."""
        return f"box{next(_next)}"

    def ask(
        self,
        verb: str,
        path: str,
        box: str | None,
        body: bytes = b"",
        kind: str = "application/json",
    ) -> requests.Response:
        """Send one request, in the name of a mailbox or of nobody."""
        headers = {"Content-Type": kind}
        if box:
            headers["Authorization"] = f"Bearer {box}-{next(_turns) % TOKENS}"
        return self.session.request(
            verb, self.url + path, data=body, headers=headers, timeout=30, allow_redirects=False
        )


@contextmanager
def emulator(folder: Path) -> Iterator[Emulator]:
    """Run the emulator on a free port; skips the test where it is not installed."""
    if not (NODE.exists() and PROGRAM.exists()):
        pytest.skip("the Google emulator is not installed; run tests/install_servers.sh")
    numbers = range(BOXES)
    seed = {
        "tokens": {
            f"box{n}-{turn}": {"login": f"box{n}@boxes.example", "scopes": []}
            for n in numbers
            for turn in range(TOKENS)
        },
        "google": {"users": [{"email": f"box{n}@boxes.example", "name": "Box"} for n in numbers]},
    }
    (folder / "seed.json").write_text(json.dumps(seed))
    port = _free_port()
    command = [NODE, PROGRAM, "start", "--service", "google", "--port", str(port)]
    with (folder / "emulator.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--seed", folder / "seed.json"], stdout=log, stderr=log, cwd=folder
        )
    try:
        _wait_for(port, process)
        yield Emulator(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait(10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the Google emulator did not start")
