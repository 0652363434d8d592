"""Opens the Google backend as `debrief run` does, with a token that the front knows."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from debrief.backends.base import Backend
from debrief.backends.google_auth import SCOPES, TOKEN
from debrief.backends.registry import Site
from debrief.backends.registry import open_backend as open_any
from debrief.credentials import Credentials
from debrief.team import check_team
from tests.backends.google.front import Front

OWNER = "ines@harbour.example"
COLLEAGUE = "ben@harbour.example"
TEAM = {
    "company": {"name": "Harbour", "domain": "harbour.example"},
    "manager": {"name": "Ines", "email": OWNER, "time_zone": "Europe/Berlin"},
    "reps": [{"name": "Ben", "email": COLLEAGUE, "time_zone": "Europe/Berlin"}],
    "major_deal_threshold": {"amount": 100000, "currency": "EUR"},
}


def signed_in(front: Front, token: str = "good", **more: str) -> str:
    """Return the secret that a sign-in leaves; nothing in it leads outside."""
    return json.dumps(
        {
            "token": token,
            "refresh_token": "refresh",
            "client_id": "client",
            "client_secret": "not-so-secret",
            "scopes": list(SCOPES),
            "expiry": "2099-01-01T00:00:00Z",
            "token_uri": f"{front.url}/oauth2/token",
            **more,
        }
    )


def site(
    folder: Path,
    front: Front,
    *,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    **settings: Any,
) -> Site:
    """Return the site of a data directory."""
    section = {"endpoint": front.url, "poll_seconds": 0.1, "timeout_seconds": 1.0, **settings}
    return Site(
        team=check_team({**TEAM, "debrief_address": "debrief@harbour.example"}, folder / "team"),
        office=folder / "office",
        data=folder / "data",
        sections={"google": section},
        credentials=Credentials(folder / "data"),
        clock=clock,
    )


def open_google(folder: Path, front: Front, **settings: Any) -> Backend:
    """Open the backend; the same folder again is the same Debrief after a restart."""
    made = site(folder, front, **settings)
    if made.credentials.get(TOKEN) is None:
        made.credentials.put(TOKEN, signed_in(front))
    return open_any("google", made)
