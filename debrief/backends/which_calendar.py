"""Name the calendar that the settings lead to, so that another one in its place is noticed.

An event that does not stand in another calendar was not removed by anybody.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from debrief.backends.calendar_rooms import mark_in
from debrief.backends.maildir import make_private, write_whole
from debrief.backends.registry import Site
from debrief.errors import TryLater

MARK = ".calendar"  # the file in a folder of events that tells it from any other
SECTIONS = {"imap": "caldav"}  # where a backend's calendar is set, if not in its own section
TELLING = ("url", "server", "endpoint", "tenant", "user", "mailbox", "calendar")


def which_calendar(backend: str, site: Site) -> str:
    """Name it: a folder by a mark in it, which goes along wherever it is moved."""
    section = site.section(SECTIONS.get(backend, backend))
    owner = site.team.manager.email
    if backend == "embedded":
        return _mark(site.office / owner / "calendar")
    if backend == "imap" and not section:
        return _mark(site.data / "calendar")
    told = {name: value for name, value in section.items() if name in TELLING}
    if backend == "imap" and (mark := mark_in(site.data)):
        told["mark"] = mark
    return json.dumps([backend, owner, told], sort_keys=True, default=str)


def _mark(folder: Path) -> str:
    """Return the folder's mark; a folder that was lost and made anew has another."""
    path = folder / MARK
    try:
        if not path.exists():
            make_private(folder)
            temporary = folder / f"{MARK}.{uuid4().hex}.tmp"
            write_whole(temporary, path, uuid4().hex.encode(), datetime.now(UTC))
        return path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as err:
        raise TryLater(
            f"{path}: cannot be read or written ({err}); mend its rights or disk"
        ) from err
