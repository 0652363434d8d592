"""Change a team file: one thing is written, everything else in it stays as it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from debrief.errors import BadInput
from debrief.team import Team, check_team
from store import disk


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
    disk.replace(path, as_json(data))
    return team


def as_json(team: dict[str, Any]) -> bytes:
    """Return a team file's bytes, as people like to edit them."""
    return f"{json.dumps(team, indent=1, ensure_ascii=False)}\n".encode()
