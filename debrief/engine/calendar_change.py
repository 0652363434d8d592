"""Notice that the calendar is another one than before: another manager, server or folder.

What was put into the old one does not stand in the new one, and nobody removed it.
"""

from __future__ import annotations

from datetime import datetime

from debrief.engine.limits import Settings

KEPT = "calendar"  # the setting: since when, and which one


def calendar_since(settings: Settings, which: str, now: datetime) -> datetime | None:
    """Return since when the calendar is this one; None where no other was known before."""
    since, _, known = (settings.setting(KEPT) or "").partition(" ")
    if known != which:
        since = now.isoformat() if known else ""
        settings.save_setting(KEPT, f"{since} {which}")
    return datetime.fromisoformat(since) if since else None
