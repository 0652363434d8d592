"""What the deployments of prefect.yaml cost while there is nothing to do: server and worker, by hand.

Not part of `make bench`: it deploys all chapters to a Prefect server of its own and lets their
schedules run. Each look is a flow run in a process of its own, whether there is mail or not.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

from benchmarks.idle_bench import own_cast, read, size_of
from debrief.config import write_config
from tests.servers import free_port, listening, wait_for

ROOT = Path(__file__).resolve().parent.parent
SECONDS = float(os.environ.get("IDLE_SECONDS", "240"))
LOOKS = 60 + 3 * 12 + 4 + 2 * 2  # runs in an hour, as prefect.yaml schedules them


def rows() -> Iterator[tuple[str, str]]:
    """Yield each measurement."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        home, data, port = Path(name) / "prefect", Path(name) / "data", free_port()
        write_config(data, data / "office", own_cast(0).team)
        environment = {
            **os.environ, "PREFECT_HOME": str(home), "DEBRIEF_DATA": str(data), "DO_NOT_TRACK": "1",
            "PREFECT_API_URL": f"http://127.0.0.1:{port}/api", "PREFECT_CLI_PROMPT": "false",
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        }  # fmt: skip
        begin = Begin(environment, Path(name), stack)
        server = begin("server", "start", "--host", "127.0.0.1", "--port", str(port))
        wait_for(lambda: listening(port), "Prefect's server", seconds=90)
        begin.whole("work-pool", "create", "debrief", "--type", "process")
        begin.whole("deploy", "--all")
        worker = begin("worker", "start", "--pool", "debrief")
        time.sleep(60)
        before = read(server, home), read(worker, home), size_of(home), runs_in(home)
        time.sleep(SECONDS)
        after = read(server, home), read(worker, home), size_of(home), runs_in(home)
    done = after[3] - before[3]
    used = sum(a.cpu - b.cpu for a, b in zip(after[:2], before[:2], strict=True))
    yield f"flow runs that found nothing, in {SECONDS:.0f} s", str(done)
    yield (
        "server, worker and the runs: share of one core",
        f"{used / SECONDS:.2%}",
    )
    yield (
        "server and worker: memory between runs",
        f"{(after[0].memory + after[1].memory) / 1e6:.0f} MB",
    )
    if done:
        each = (after[2] - before[2]) / done
        yield "Prefect's database, for each run", f"{each / 1024:.1f} KB"
        yield f"Prefect's database, in an hour ({LOOKS} runs)", f"{each * LOOKS / 1e6:.1f} MB"


class Begin:
    """Starts `prefect` with these words and stops it in the end."""

    def __init__(self, environment: dict[str, str], folder: Path, stack: ExitStack) -> None:
        self.environment = environment
        self.log = stack.enter_context((folder / "prefect.log").open("wb"))
        self.stack = stack

    def __call__(self, *words: str) -> int:
        """Start it and let it run; return its process id."""
        process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "prefect", *words],
            cwd=ROOT, env=self.environment, stdout=self.log, stderr=self.log,
        )  # fmt: skip
        self.stack.callback(process.wait, 30)
        self.stack.callback(process.terminate)
        return process.pid

    def whole(self, *words: str) -> None:
        """Let it do one thing to its end."""
        subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "prefect", *words],
            cwd=ROOT, env=self.environment, stdout=self.log, stderr=self.log, check=True,
        )  # fmt: skip


def runs_in(home: Path) -> int:
    """Return how many flow runs have ended."""
    with closing(sqlite3.connect(home / "prefect.db")) as base:
        query = "select count(*) from flow_run where state_type = 'COMPLETED'"
        return int(base.execute(query).fetchone()[0])
