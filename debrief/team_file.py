"""Change a team file: one thing is written, everything else in it stays as it is."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from debrief.errors import BadInput
from debrief.team import Team, check_team


def name_host(path: Path, host: str) -> None:
    """Write the mail host whose word on senders counts."""
    _rewrite(path, lambda team: team.update(authserv_id=host))


def add_reps(path: Path, people: Sequence[dict[str, Any]]) -> Team:
    """Write more reps behind those who are there; return the team. `BadInput` for one twice."""
    return _rewrite(path, lambda team: team["reps"].extend(people))


def _rewrite(path: Path, change: Callable[[dict[str, Any]], None]) -> Team:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as err:
        raise BadInput(f"{path}: cannot be read ({err}); mend it first") from err
    change(data)
    team = check_team(data, path)
    put_text(path, json.dumps(data, indent=1, ensure_ascii=False) + "\n")
    return team


def put_text(path: Path, text: str) -> None:
    """Write a file that people edit, whole or not at all: half a setting would mean another one."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError as err:
        temporary.unlink(missing_ok=True)
        raise BadInput(f"{path}: cannot be written ({err.strerror}); mend that first") from err
