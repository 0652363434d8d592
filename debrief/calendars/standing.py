"""Read how one of our own events stands in a calendar now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from debrief.calendars.events import Found, first_time
from debrief.calendars.text import components, content_lines, read_properties
from debrief.calendars.times import own_zones, read_duration

NO_TIME = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True)
class Standing:
    """An event as it stands in the organiser's calendar; times are aware UTC.

    ``proposals`` are new times that attendees asked for, where the server keeps them;
    ``link`` is where to join online. ``unclear``: it is there, but nobody can tell its moments
    (a whole day, a floating time, an unknown zone), so start and end say nothing.
    """

    uid: str
    start: datetime
    end: datetime
    sequence: int
    cancelled: bool = False
    partstats: Mapping[str, str] = field(default_factory=dict)  # address -> PARTSTAT
    proposals: Mapping[str, tuple[datetime, datetime]] = field(default_factory=dict)
    link: str | None = None
    unclear: bool = False


def standing_in(ics: bytes | None, uid: str) -> Standing | None:
    """Read the event of this UID; a file that cannot be read holds it still."""
    if ics is None:
        return None
    return read_standing(ics) or Standing(uid, NO_TIME, NO_TIME, 0, unclear=True)


def read_standing(ics: bytes) -> Standing | None:
    """Read the first event of a calendar file; None when it has no UID."""
    lines = content_lines(ics.decode("utf-8", "replace"))
    event = next((read_properties(block) for block in components(lines, "VEVENT")), None)
    if not event or "UID" not in event:
        return None
    start, end = _moments(event, own_zones(lines))
    unclear = start is None or end is None
    sequence = event["SEQUENCE"][0].value.strip() if "SEQUENCE" in event else "0"
    status = event["STATUS"][0].value.strip().upper() if "STATUS" in event else ""
    partstats = {
        item.address: item.parameters.get("PARTSTAT", "NEEDS-ACTION").upper()
        for item in event.get("ATTENDEE", [])
        if item.address and "DELEGATED-FROM" not in item.parameters
    }
    return Standing(
        event["UID"][0].text.strip(),
        start if start and not unclear else NO_TIME,
        end if end and not unclear else NO_TIME,
        int(sequence) if sequence.isdigit() else 0,
        status == "CANCELLED",
        partstats,
        unclear=unclear,
    )


def _moments(event: Found, zones: Mapping[str, tzinfo]) -> tuple[datetime | None, datetime | None]:
    """Return start and end, whose length may stand in the end's place."""
    times = (first_time(event, name, zones) for name in ("DTSTART", "DTEND"))
    start, end = (time.moment if time else None for time in times)
    lengths = (read_duration(item.value) for item in event.get("DURATION", []))
    length = next((found for found in lengths if found is not None), None)
    if end is None and start is not None and length is not None and "DTEND" not in event:
        end = start + length
    return start, end
