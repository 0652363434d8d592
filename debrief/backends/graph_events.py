"""Find our events in Microsoft 365 and read them.

Exchange makes up an event's UID, so the event carries four properties of ours: our UID, the key
of what was done last, when that was, and our SEQUENCE.

https://learn.microsoft.com/graph/api/singlevaluelegacyextendedproperty-get
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

from debrief.backends.graph_busy import read_time
from debrief.backends.graph_http import GraphClient, quoted
from debrief.backends.graph_inbox import addresses_of
from debrief.calendars.standing import Standing
from debrief.errors import TryLater

# Our own set of properties; the names in it are the application's, whatever other programs do.
OWN = "String {0d4a1b1e-51c7-4c0f-9a52-6b7f3d8e2c94} Name "
KEY = OWN + "DebriefEffect"
UID = OWN + "DebriefUid"
SEQUENCE = OWN + "DebriefSequence"
AT = OWN + "DebriefAt"
# Exchange's own SEQUENCE ([MS-OXOCAL] 2.2.1.1, PidLidAppointmentSequence): a person's moves count.
SERVER_SEQUENCE = "Integer {00062002-0000-0000-C000-000000000046} Id 0x8201"
_PARTSTATS = {
    "accepted": "ACCEPTED",
    "declined": "DECLINED",
    "tentativelyAccepted": "TENTATIVE",
    "organizer": "ACCEPTED",
}

Event = Mapping[str, Any]


class Events:
    """The events in one person's calendar."""

    def __init__(self, client: GraphClient, user: str) -> None:
        self.path = f"/users/{quote(user)}/events"
        self._client = client
        self._uids: dict[str, str] = {}

    def find(self, name: str, value: str) -> Event | None:
        """Return the event whose property of ours has this value."""
        return next(iter(self._where(carries(name, value))), None)

    def own_uid(self, server_uid: str) -> str | None:
        """Return our UID of an event that Exchange calls otherwise; None when it is not ours."""
        if server_uid not in self._uids:
            found = self._where(f"iCalUId eq {quoted(server_uid)}")
            known = next((uid for event in found if (uid := property_of(event, UID))), None)
            if known is None:
                return None
            self._uids[server_uid] = known
        return self._uids[server_uid]

    def path_of(self, event: Event) -> str:
        """Return where an event is."""
        return f"{self.path}/{quote(str(event['id']), safe='')}"

    def _where(self, condition: str) -> list[Event]:
        names = (UID, KEY, SEQUENCE, AT, SERVER_SEQUENCE)
        wanted = " or ".join(f"id eq {quoted(name)}" for name in names)
        params = {
            "$filter": condition,
            "$expand": f"singleValueExtendedProperties($filter={wanted})",
        }
        return list(self._client.get(self.path, params).values)


def carries(name: str, value: str) -> str:
    """Return the filter for items whose property of this name has this value."""
    return (
        f"singleValueExtendedProperties/Any(ep: ep/id eq {quoted(name)} "
        f"and ep/value eq {quoted(value)})"
    )


def standing_of(event: Event, uid: str) -> Standing:
    """Return an event as it stands, under our UID; raise `TryLater` for times nobody can read."""
    start, end = read_time(event.get("start")), read_time(event.get("end"))
    if start is None or end is None:
        raise TryLater("Microsoft 365 gives the event's time in a zone that is not known")
    attendees = [(_who(a), a) for a in event.get("attendees") or () if _who(a)]
    return Standing(
        uid,
        start,
        end,
        max(
            number_of(property_of(event, SEQUENCE)), number_of(property_of(event, SERVER_SEQUENCE))
        ),
        bool(event.get("isCancelled")),
        {who: _partstat(attendee) for who, attendee in attendees},
        {who: slot for who, attendee in attendees if (slot := _proposal(attendee)) is not None},
        link_of(event),
    )


def _who(attendee: Event) -> str:
    return next(iter(addresses_of([attendee])), "")


def _partstat(attendee: Event) -> str:
    response = str((attendee.get("status") or {}).get("response") or "none")
    return _PARTSTATS.get(response, "NEEDS-ACTION")


def _proposal(attendee: Event) -> tuple[datetime, datetime] | None:
    slot = attendee.get("proposedNewTime") or {}
    start, end = read_time(slot.get("start")), read_time(slot.get("end"))
    return (start, end) if start is not None and end is not None else None


def link_of(event: Event) -> str | None:
    """Return where to join online."""
    found = (event.get("onlineMeeting") or {}).get("joinUrl") or event.get("onlineMeetingUrl")
    return str(found) if found else None


def property_of(event: Event, name: str) -> str | None:
    """Return one of the expanded properties; Graph may write a set's id in another case."""
    for item in event.get("singleValueExtendedProperties") or ():
        if str(item.get("id")).casefold() == name.casefold():
            return str(item.get("value"))
    return None


def number_of(text: str | None) -> int:
    """Return the number that a property holds; 0 for none."""
    return int(text) if text is not None and text.isdigit() else 0
