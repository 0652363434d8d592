"""Read how one of our own events stands in a calendar now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from debrief.calendar_text import components, content_lines, read_properties
from debrief.calendar_time import own_zones, read_time, to_utc


@dataclass(frozen=True, slots=True)
class Standing:
    """An event as it stands in the organiser's calendar; times are aware UTC.

    ``proposals`` are new times that attendees asked for, where the server keeps them;
    ``link`` is where to join online.
    """

    uid: str
    start: datetime
    end: datetime
    sequence: int
    cancelled: bool = False
    partstats: Mapping[str, str] = field(default_factory=dict)  # address -> PARTSTAT
    proposals: Mapping[str, tuple[datetime, datetime]] = field(default_factory=dict)
    link: str | None = None


def read_standing(ics: bytes) -> Standing | None:
    """Read the first event of a calendar file; None when it has no clear UID and times."""
    lines = content_lines(ics.decode("utf-8", "replace"))
    event = next((read_properties(block) for block in components(lines, "VEVENT")), None)
    if not event or "UID" not in event or "DTSTART" not in event or "DTEND" not in event:
        return None
    zones = own_zones(lines)
    moments: list[datetime] = []
    for name in ("DTSTART", "DTEND"):
        time = read_time(event[name][0], zones)
        if time is None or time.zone is None:
            return None
        moments.append(to_utc(time.wall, time.zone).astimezone(UTC))
    sequence = event["SEQUENCE"][0].value.strip() if "SEQUENCE" in event else "0"
    status = event["STATUS"][0].value.strip().upper() if "STATUS" in event else ""
    partstats = {
        item.address: item.parameters.get("PARTSTAT", "NEEDS-ACTION").upper()
        for item in event.get("ATTENDEE", [])
        if item.address
    }
    return Standing(
        event["UID"][0].text.strip(),
        moments[0],
        moments[1],
        int(sequence) if sequence.isdigit() else 0,
        status == "CANCELLED",
        partstats,
    )
