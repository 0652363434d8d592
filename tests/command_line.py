"""The command line, as a shell sees it: output, exit status, and no word too many."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import traceback
from contextlib import redirect_stderr, redirect_stdout
from unittest.mock import patch

from debrief.cli import main

Done = subprocess.CompletedProcess[bytes]


def debrief(*arguments: object, stdin: str = "", **env: str) -> Done:
    """Run a command in this process, which need not load again what every command loads."""
    given = ["debrief", *map(str, arguments)]
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with (
        patch.object(sys, "argv", given),
        patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()))),
        patch.dict(os.environ, env),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        status = _status()
        for stream in (out, err):
            stream.flush()
    return Done(given, status, *(stream.buffer.getvalue() for stream in (out, err)))  # type: ignore[attr-defined]


def _status() -> int:
    """Return the exit status of the command that `sys.argv` names, as the interpreter sets it."""
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def debrief_process(*arguments: object, stdin: str = "", **env: str) -> Done:
    """Run a command in a process of its own, whose language is told by the environment alone."""
    clean = {k: v for k, v in os.environ.items() if k not in ("LANG", "LC_ALL", "PYTHONIOENCODING")}
    return subprocess.run(
        [sys.executable, "-m", "debrief.cli", *map(str, arguments)],
        input=stdin.encode(),
        capture_output=True,
        env={**clean, **env},
        timeout=120,
        check=False,
    )


def fails(done: Done, *words: str) -> None:
    """Assert one plain message, exit status 1, and no traceback."""
    said = (done.stderr + done.stdout).decode()
    assert done.returncode == 1, said
    assert "Traceback" not in said
    for word in words:
        assert word in said
