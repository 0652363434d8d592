"""Prefect's own server for one `debrief run`: this machine only, quiet, gone with its owner.

Prefect can start a temporary server by itself, but leaves it behind when its owner is killed and
prints while it shuts down. This one is the same program; its standard input is a pipe from the
owner, and it ends the moment that pipe closes, however the owner ended.

Importing this module does not import Prefect: settings must be in place first.
"""

from __future__ import annotations

import os
import shlex
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from http.client import HTTPException
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError

from debrief.errors import TryLater

DRAIN_SECONDS = 1.0
REST_SECONDS = 5.0
NAMED_SECONDS = 5.0
READY_SECONDS = 90.0  # a cold start makes its database first: 9 to 20 s on two busy cores
SEE_WHY = "`PREFECT_HOME={home} prefect server start` shows why; `debrief run --plain` needs none"
QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_CLI_PROMPT": "false",
}
OWN = {"PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1"}
# Pages of runs that ended so long ago are deleted: else a year of them takes half a gigabyte.
KEPT_DAYS = 30
VACUUM = ("schedule_vacuum_tasks", "schedule_orphan_vacuum_tasks")  # Prefect's own functions
FORGETTING = {
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(KEPT_DAYS * 24 * 3600),
}


@contextmanager
def prefect_at_hand(home: Path, say: Callable[[str], None] = print) -> Iterator[Callable[[], bool]]:
    """Have a Prefect server while the context lasts: $PREFECT_API_URL, or one of our own.

    Yields a function that tells whether it is there at this moment.

    ``home`` keeps Prefect's settings and history. To be entered before Prefect is imported, since
    Prefect reads its settings then. Raises `TryLater` when our own does not come up;
    of one that was named and does not answer ``say`` is told.
    """
    os.environ.update({name: os.environ.get(name, value) for name, value in QUIET.items()})
    os.environ.setdefault("PREFECT_HOME", str(home))
    if os.environ.get("PREFECT_API_URL"):
        named = os.environ["PREFECT_API_URL"]
        if why := silent(named):
            say(
                f"PREFECT_API_URL: Prefect's server at {named.rpartition('@')[2]} does not answer "
                f"({why}). Until it does, the work goes on without its pages. Unset the variable for "
                "a server of our own; `debrief run --plain` needs none."
            )
        yield lambda: silent(named) is None
        return
    process, port = _start()
    try:
        os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{port}/api"
        _wait_until_ready(process, port)
        yield lambda: process.poll() is None
    finally:
        if process.poll() is None:
            _hand_over_what_waits()
        os.environ.pop("PREFECT_API_URL", None)
        process.kill()  # its database survives that, and nothing of ours depends on it
        process.wait()


def silent(address: str) -> str | None:
    """Return why no Prefect server answers at the address; None where one does, in whatever words."""
    if not address.startswith(("http://", "https://")):
        return "it is no address of the form http://host:4200/api"
    try:
        with urllib.request.urlopen(f"{address.rstrip('/')}/health", timeout=NAMED_SECONDS):  # noqa: S310 - http only
            return None
    except HTTPError:
        return None  # it asks for a sign-in, which Prefect itself brings
    except (OSError, ValueError, HTTPException) as err:
        why = getattr(err, "reason", None) or err
        return None if isinstance(why, ssl.SSLError) else str(why)  # Prefect has its own settings


def _hand_over_what_waits() -> None:
    """Send what Prefect still holds back: at exit it would look for the server for a minute."""
    if "prefect" in sys.modules:
        from prefect.events.worker import EventsWorker
        from prefect.logging.handlers import APILogWorker

        EventsWorker.drain_all(timeout=DRAIN_SECONDS)
        APILogWorker.drain_all(timeout=DRAIN_SECONDS)


def _start() -> tuple[subprocess.Popen[str], int]:
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.quiet_server"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,  # Ctrl-C is for the owner, which then ends in order
        env={**FORGETTING, **os.environ, **OWN},
    )
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    if not line.isdigit():
        process.wait()
        raise TryLater(
            f"Prefect's server ended with status {process.returncode}; it is tried again"
        )
    return process, int(line)


def _wait_until_ready(process: subprocess.Popen[str], port: int) -> None:
    """The port listens from the start: a request waits in its queue until the server answers."""
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/health", timeout=5):
                return
        except (URLError, TimeoutError, ConnectionError):
            continue
    why = SEE_WHY.format(home=shlex.quote(os.environ["PREFECT_HOME"]))
    raise TryLater(f"Prefect's server did not come up; {why}")


def serve() -> None:
    """Run the server in this process until standard input ends; print its port first."""
    threading.Thread(target=_end_with_owner, daemon=True).start()
    # The protocol is named because asyncio turns Nagle's delay off only then: 40 ms a request.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen(128)
    print(listener.getsockname()[1], flush=True)
    import uvicorn

    _let_it_rest()
    _let_it_forget()
    config = uvicorn.Config(
        "prefect.server.api.server:create_app", factory=True, log_level="critical"
    )
    uvicorn.Server(config).run(sockets=[listener])


def _let_it_rest() -> None:
    """Let Prefect's background worker look for work every few seconds, not eight times in one.

    It has next to none here (what flows report goes another way), and its looking is nearly all
    that an idle server costs. Where a later Prefect has it elsewhere, that costs 1 % of a core.
    """
    try:
        those: Any = import_module("prefect.server.api.background_workers")
        seldom = timedelta(seconds=REST_SECONDS)
        those.Worker = partial(
            those.Worker, minimum_check_interval=seldom, scheduling_resolution=seldom
        )
    except (ImportError, AttributeError):
        return


def _let_it_forget() -> None:
    """Let Prefect delete old runs here, too: a server of this kind otherwise keeps them all."""
    try:
        import_module("prefect.server.services.db_vacuum")
        registry: Any = import_module("prefect.server.services.perpetual_services")
        for service in registry._PERPETUAL_SERVICES:
            if service.function.__name__ in VACUUM:
                service.run_in_ephemeral = True
    except (ImportError, AttributeError):
        return


def _end_with_owner() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    serve()
