"""Write the calendar part of invitations, updates, cancellations and answers (iTIP).

Terminology
  meeting   what we ask people to: one event, in UTC, that never recurs
  request   the invitation to a meeting, or its update: same UID, SEQUENCE one higher
  answer    what an attendee sends back: a reply or a counter-proposal

Everything here returns the bytes of a `text/calendar` part (RFC 5545 for the form, RFC 5546 for
which property each method must and must not carry). Text of any origin may be passed in: no
value can end its line, its parameter or its component.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import quote

from debrief.calendars.text import (
    components,
    content_lines,
    escaped,
    mailto,
    one_line,
    property_name,
    quoted,
    read_property,
    utc_time,
    whole_components,
    write_lines,
)
from debrief.errors import BadInput

PRODID = "-//Debrief//Debrief//EN"
EFFECT_PROPERTY = "X-DEBRIEF-EFFECT"

_ANSWERS = frozenset({"ACCEPTED", "DECLINED", "TENTATIVE", "NEEDS-ACTION", "DELEGATED"})
_ADDRESS = re.compile(
    r"[^\s@<>\"\x00-\x1f\x7f-\x9f\ud800-\udfff]+@[^\s@<>\"\x00-\x1f\x7f-\x9f\ud800-\udfff]+"
)
# What an answer repeats of the invitation, unchanged (RFC 5546, 3.2.3 and 3.2.7).
_REPEATED = ("UID", "RECURRENCE-ID", "SEQUENCE", "ORGANIZER", "SUMMARY", "LOCATION")
_TIMES = ("DTSTART", "DTEND", "DURATION")


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody at a meeting; `partstat` is their answer so far (RFC 5545, 3.2.12)."""

    name: str
    email: str
    required: bool = True
    partstat: str = "NEEDS-ACTION"

    def __post_init__(self) -> None:
        if not _ADDRESS.fullmatch(self.email):
            raise BadInput(
                f"{self.email!r} is not a mail address; write it as name@company.example"
            )
        if self.partstat not in _ANSWERS:
            raise BadInput(
                f"{self.partstat!r} is no answer; use one of {', '.join(sorted(_ANSWERS))}"
            )

    @property
    def role(self) -> str:
        """The ROLE parameter (RFC 5545, 3.2.16)."""
        return "REQ-PARTICIPANT" if self.required else "OPT-PARTICIPANT"


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting as its organizer knows it; `start` and `end` are aware, to the second.

    `key` is our effect key; `status` is CONFIRMED or CANCELLED.
    """

    uid: str
    sequence: int
    start: datetime
    end: datetime
    summary: str
    description: str
    organizer: Invitee
    invitees: tuple[Invitee, ...]
    key: str
    location: str = ""
    url: str | None = None
    status: str = "CONFIRMED"

    def __post_init__(self) -> None:
        if not self.uid.strip() or not self.uid.isprintable():
            raise BadInput("a meeting needs a UID of printable characters")
        if self.start.utcoffset() is None or self.end.utcoffset() is None:
            raise BadInput("a meeting's times need a time zone; pass aware datetimes")
        if self.end - self.start < timedelta(seconds=1):
            raise BadInput("a meeting must end after it starts")
        if self.sequence < 0:
            raise BadInput("a meeting's sequence starts at 0")
        if self.status not in {"CONFIRMED", "CANCELLED"}:
            raise BadInput(f"{self.status!r} is no status; use CONFIRMED or CANCELLED")


def moved(meeting: Meeting, start: datetime, end: datetime) -> Meeting:
    """Return the meeting at a new time: one SEQUENCE higher, every answer asked for anew."""
    waiting = tuple(replace(person, partstat="NEEDS-ACTION") for person in meeting.invitees)
    return replace(
        meeting,
        start=start,
        end=end,
        sequence=meeting.sequence + 1,
        invitees=waiting,
        status="CONFIRMED",
    )


def cancelled(meeting: Meeting) -> Meeting:
    """Return the meeting called off, one SEQUENCE higher; a cancelled one comes back as it is."""
    if meeting.status == "CANCELLED":
        return meeting
    return replace(meeting, status="CANCELLED", sequence=meeting.sequence + 1)


def request_ics(meeting: Meeting, stamp: datetime) -> bytes:
    """Write the invitation (METHOD:REQUEST); an update is one with a higher `sequence`.

    `stamp` is the time of writing. Raise `BadInput` for a cancelled meeting or an empty one.
    """
    if meeting.status == "CANCELLED":
        raise BadInput("a cancelled meeting cannot be requested; write its cancellation")
    if not meeting.invitees:
        raise BadInput("an invitation needs somebody to invite")
    return _calendar("REQUEST", _event(meeting, stamp, ask=True))


def cancel_ics(meeting: Meeting, stamp: datetime) -> bytes:
    """Write the cancellation (METHOD:CANCEL) of a meeting, called off here if it is not yet."""
    return _calendar("CANCEL", _event(cancelled(meeting), stamp, ask=False))


def uninvite_ics(meeting: Meeting, stamp: datetime) -> bytes:
    """Write the cancellation for invitees of a meeting that goes on without them.

    It names them alone and has no STATUS, which would call the meeting off (RFC 5546, 3.2.5).
    """
    lines = _event(meeting, stamp, ask=False)
    kept = [x for x in lines if not x.startswith("STATUS:") and ";ROLE=CHAIR;" not in x]
    return _calendar("CANCEL", kept)


def event_ics(meeting: Meeting, stamp: datetime) -> bytes:
    """Write the meeting for storage in a calendar (RFC 4791, 4.1: no METHOD)."""
    return _calendar(None, _event(meeting, stamp, ask=meeting.status == "CONFIRMED"))


def reply_ics(
    invitation: Meeting | bytes | str,
    attendee_email: str,
    partstat: str,
    stamp: datetime,
    comment: str = "",
) -> bytes:
    """Write an attendee's answer (METHOD:REPLY) to an invitation, which may be anybody's.

    Raise `BadInput` when the invitation holds no event or lacks its UID or organizer.
    """
    if partstat not in _ANSWERS:
        raise BadInput(f"{partstat!r} is no answer; use one of {', '.join(sorted(_ANSWERS))}")
    zones, event = _invitation_lines(invitation, stamp)
    kept = [line for line in event if property_name(line) in (*_REPEATED, *_TIMES)]
    kept += [f"DTSTAMP:{utc_time(stamp)}", _answering(event, attendee_email, partstat)]
    kept += _comment(comment)
    return _calendar("REPLY", _block("VEVENT", kept), zones)


def counter_ics(
    invitation: Meeting | bytes | str,
    attendee_email: str,
    start: datetime,
    end: datetime,
    stamp: datetime,
    comment: str = "",
) -> bytes:
    """Write an attendee's proposal of another time (METHOD:COUNTER); both times are aware."""
    if not start < end:
        raise BadInput("a proposed time must end after it starts")
    zones, event = _invitation_lines(invitation, stamp)
    kept = [line for line in event if property_name(line) in _REPEATED]
    kept += [f"DTSTAMP:{utc_time(stamp)}", f"DTSTART:{utc_time(start)}", f"DTEND:{utc_time(end)}"]
    kept += [_answering(event, attendee_email, "TENTATIVE"), *_comment(comment)]
    return _calendar("COUNTER", _block("VEVENT", kept), zones)


def _event(meeting: Meeting, stamp: datetime, *, ask: bool) -> list[str]:
    """Return the event's block; `ask` requests an answer of those who have not given one."""
    organizer = meeting.organizer
    lines = [
        f"UID:{escaped(meeting.uid)}",
        f"DTSTAMP:{utc_time(stamp)}",
        f"DTSTART:{utc_time(meeting.start)}",
        f"DTEND:{utc_time(meeting.end)}",
        f"SEQUENCE:{meeting.sequence}",
        f"STATUS:{meeting.status}",
        f"SUMMARY:{escaped(one_line(meeting.summary))}",
        f"DESCRIPTION:{escaped(meeting.description)}",
        f"ORGANIZER;CN={_shown(organizer)}:{mailto(organizer.email)}",
        _attendee(replace(organizer, partstat="ACCEPTED"), role="CHAIR", ask=False),
    ]
    own = organizer.email.lower()
    lines += [
        _attendee(p, role=p.role, ask=ask and p.partstat == "NEEDS-ACTION")
        for p in meeting.invitees
        if p.email.lower() != own
    ]
    return _block("VEVENT", [*lines, *_place(meeting), f"{EFFECT_PROPERTY}:{escaped(meeting.key)}"])


def _place(meeting: Meeting) -> list[str]:
    """Return where it is, and that it takes time; clients show a join button for a link there."""
    url = quote(one_line(meeting.url or ""), safe=":/?#[]@!$&'()*+,;=-._~%")
    place = one_line(meeting.location) or url
    lines = [f"LOCATION:{escaped(place)}"] if place else []
    if url:
        lines.append(f"URL:{url}")
    busy = "FREE" if meeting.status == "CANCELLED" else "BUSY"
    transparent = "TRANSPARENT" if meeting.status == "CANCELLED" else "OPAQUE"
    return [*lines, f"TRANSP:{transparent}", f"X-MICROSOFT-CDO-BUSYSTATUS:{busy}"]


def _shown(person: Invitee) -> str:
    """Return what a client shows for a person."""
    return quoted(person.name.strip() or person.email)


def _attendee(person: Invitee, *, role: str, ask: bool) -> str:
    """Write one ATTENDEE line."""
    rsvp = ";RSVP=TRUE" if ask else ""
    return (
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE={role};PARTSTAT={person.partstat}{rsvp}"
        f";CN={_shown(person)}:{mailto(person.email)}"
    )


def _answering(event: list[str], email: str, partstat: str) -> str:
    """Write the one ATTENDEE of an answer, with the name the invitation gave them."""
    if not _ADDRESS.fullmatch(email):
        raise BadInput(f"{email!r} is not a mail address; write it as name@company.example")
    uri = mailto(email)
    for line in event:
        item = read_property(line)
        if item is not None and item.name == "ATTENDEE" and item.address == email.strip().lower():
            name = quoted(item.parameters.get("CN") or email)
            return f"ATTENDEE;PARTSTAT={partstat};CN={name}:{uri}"
    return f"ATTENDEE;PARTSTAT={partstat}:{uri}"


def _comment(text: str) -> list[str]:
    return [f"COMMENT:{escaped(text)}"] if text.strip() else []


def _invitation_lines(
    invitation: Meeting | bytes | str, stamp: datetime
) -> tuple[list[str], list[str]]:
    """Return the time-zone blocks of an invitation and the lines of its first event."""
    if isinstance(invitation, Meeting):
        invitation = event_ics(invitation, stamp)
    if isinstance(invitation, bytes):
        invitation = invitation.decode("utf-8", "replace")
    lines = content_lines(invitation)
    event = next(components(lines, "VEVENT"), [])
    if not {"UID", "ORGANIZER"} <= {property_name(line) for line in event}:
        raise BadInput("this is no invitation that can be answered: it lacks its UID or organizer")
    return [line for zone in whole_components(lines, "VTIMEZONE") for line in zone], event


def _block(name: str, lines: list[str]) -> list[str]:
    return [f"BEGIN:{name}", *lines, f"END:{name}"]


def _calendar(method: str | None, event: list[str], zones: Iterable[str] = ()) -> bytes:
    """Wrap an event into a calendar object and write it, folded, with CRLF."""
    head = [f"PRODID:{PRODID}", "VERSION:2.0", "CALSCALE:GREGORIAN"]
    if method is not None:
        head.append(f"METHOD:{method}")
    return write_lines(_block("VCALENDAR", [*head, *zones, *event]))
