"""Where the organiser's copies of our events lie: on a CalDAV server or, without one, on disk."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol
from urllib.parse import quote
from uuid import uuid4
from xml.sax.saxutils import escape

from debrief.backends.calendar_rooms import WhereRoomsAre
from debrief.backends.dav import CAL, DAV, SPACES, Resource, path_of
from debrief.backends.maildir import make_private, write_whole
from debrief.calendars.invitation import EFFECT_PROPERTY
from debrief.calendars.text import (
    Property,
    components,
    content_lines,
    property_name,
    read_properties,
    with_parameters,
    write_lines,
)
from debrief.calendars.times import read_time
from debrief.errors import BadInput, CannotDo, NotFound, Refused, TryLater

BACK = timedelta(days=60)
AHEAD = timedelta(days=200)
OURS = frozenset(
    {"UID", "DTSTAMP", "DTSTART", "DTEND", "DURATION", "SEQUENCE", "STATUS", "SUMMARY",
     "DESCRIPTION", "ORGANIZER", "ATTENDEE", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS",
     "LAST-MODIFIED", "CREATED", "X-ALT-DESC", EFFECT_PROPERTY}
)  # fmt: skip


class Raced(Exception):
    """Somebody changed the event between our reading and our writing."""


@dataclass(frozen=True, slots=True)
class Held:
    """An event as it lies there; ``tag`` names this very state of it."""

    ics: bytes
    place: str
    tag: str | None = None


class Shelf(Protocol):
    """Events by UID."""

    def read(self, uid: str) -> Held | None:
        """Return the event; None when there is none."""
        ...

    def write(self, uid: str, ics: bytes, held: Held | None) -> None:
        """Write the event in place of what was held; raise `Raced` if that is no longer so."""
        ...

    def recent(self, now: datetime) -> Iterator[bytes]:
        """Yield the events of some months around now."""
        ...


class FileShelf:
    """Events in a folder of the data directory, for accounts without a calendar server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, uid: str) -> Held | None:
        """Return the event; None when there is none."""
        path = self.folder / f"{_plain(uid)}.ics"
        return Held(path.read_bytes(), str(path)) if path.exists() else None

    def write(self, uid: str, ics: bytes, held: Held | None) -> None:
        """Write the event whole or not at all."""
        try:
            make_private(self.folder)
            temporary = self.folder / f".{uuid4().hex}.tmp"
            write_whole(temporary, self.folder / f"{_plain(uid)}.ics", ics, datetime.now(UTC))
        except OSError as err:
            raise TryLater(f"{self.folder}: cannot be written ({err.strerror})") from err

    def recent(self, now: datetime) -> Iterator[bytes]:
        """Yield every event."""
        for path in sorted(self.folder.glob("*.ics")):
            yield path.read_bytes()


class DavShelf:
    """Events in one calendar of a CalDAV server, or wherever else in theirs people moved them."""

    def __init__(self, where: WhereRoomsAre) -> None:
        self.dav = where.dav
        self.where = where

    @property
    def calendar(self) -> str:
        """The calendar that new events go into."""
        return f"{self.where.rooms.calendar.rstrip('/')}/"

    def read(self, uid: str) -> Held | None:
        """Return the event, also where a client has stored it under another name or moved it.

        Raises `TryLater` where the calendar itself is gone or may not be read: that removes no event.
        """
        place = self._place(uid)
        try:
            answer = self.dav.request("GET", place)
        except Refused as err:
            raise TryLater(str(err)) from err
        if answer.status_code == 200:
            if not _event(answer.content):  # the page of a sign-in or of a proxy
                raise TryLater(f"{place}: what the calendar server gave for it is no event")
            return Held(answer.content, place, answer.headers.get("ETag"))
        held = _of_uid(self._in_ours(_by_uid(uid)), uid)
        return held or self._in_others(uid, ()) or self._in_added(uid)

    def _in_added(self, uid: str) -> Held | None:
        """Look in calendars that were added lately: a missing event may have been moved there."""
        known = self.where.rooms.calendars
        self.where.keep_up(now=True)
        return self._in_others(uid, known)

    def _place(self, uid: str) -> str:
        return f"{self.calendar}{quote(_plain(uid), safe='@')}.ics"

    def _in_others(self, uid: str, without: Collection[str]) -> Held | None:
        ours = path_of(self.calendar)
        for calendar in self.where.rooms.calendars:
            if f"{path_of(calendar).rstrip('/')}/" == ours or calendar in without:
                continue
            with suppress(NotFound, Refused):  # gone or not to be read, it holds nothing of ours
                if held := _of_uid(self.dav.report(calendar, _by_uid(uid)), uid):
                    return held
        return None

    def _in_ours(self, query: str) -> list[Resource]:
        try:
            return self.dav.report(self.calendar, query)
        except Refused as err:
            raise TryLater(str(err)) from err
        except NotFound as err:
            try:
                self.where.see_what_is_gone()
            except (BadInput, CannotDo, Refused) as why:  # the server may only be on its way back
                raise TryLater(str(why)) from why
            raise TryLater(f"{err}; it is looked for again") from err

    def write(self, uid: str, ics: bytes, held: Held | None) -> None:
        """Write the event; the server compares, so two writers cannot overwrite each other."""
        place = held.place if held else self._place(uid)
        headers = {"Content-Type": "text/calendar; charset=utf-8"}
        if held is None:
            headers["If-None-Match"] = "*"
        elif held.tag:
            headers["If-Match"] = held.tag
        answer = self.dav.request("PUT", place, ics, headers, acts=True)
        if answer.status_code in (404, 409, 410, 412):
            raise Raced(place)
        if answer.status_code == 403 and "no-uid-conflict" in answer.text:
            raise Raced(place)
        if not answer.is_success:  # also 405, and a redirection, which would not carry the event
            raise Refused(
                f"{place}: the calendar server does not let it be written ({answer.status_code}); give "
                f"{self.dav.sign_in.user} the right to write there, or name another calendar in [caldav]"
            )

    def recent(self, now: datetime) -> Iterator[bytes]:
        """Yield the events of some months around now."""
        for resource in self._in_ours(time_query(now - BACK, now + AHEAD)):
            yield resource.text(f"{CAL}calendar-data").encode()


def _of_uid(found: list[Resource], uid: str) -> Held | None:
    for resource in found:
        ics = resource.text(f"{CAL}calendar-data").encode()
        if _uid_in(ics) == uid:
            return Held(ics, resource.href, resource.text(f"{DAV}getetag") or None)
    return None


def time_query(start: datetime, end: datetime) -> str:
    """Return the query for every event that touches a time (RFC 4791, 7.8)."""
    window = (
        f'start="{start.astimezone(UTC):%Y%m%dT%H%M%SZ}" end="{end.astimezone(UTC):%Y%m%dT%H%M%SZ}"'
    )
    return (
        f"<C:calendar-query {SPACES}><D:prop><D:getetag/><C:calendar-data/></D:prop><C:filter>"
        f'<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range {window}/>'
        f"</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"
    )


def effect_in(ics: bytes) -> str | None:
    """Return the key of the effect that wrote an event last."""
    event = _event(ics)
    found = event.get(EFFECT_PROPERTY)
    return found[0].text.strip() if found else None


def written_at(ics: bytes) -> datetime | None:
    """Return the moment at which an event was written (DTSTAMP), to the whole second."""
    found = _event(ics).get("DTSTAMP")
    time = read_time(found[0], {}) if found else None
    return time.wall.replace(tzinfo=UTC) if time is not None and time.zone is UTC else None


def merged(old: bytes, new: bytes) -> bytes:
    """Return our new event with what people added to the old one: place, alarms, categories."""
    before = content_lines(old.decode("utf-8", "replace"))
    event = next(components(before, "VEVENT"), [])
    lines = content_lines(new.decode("utf-8", "replace"))
    ours = {property_name(line) for line in next(components(lines, "VEVENT"), [])} | OURS
    kept = [line for line in event if property_name(line) not in ours]
    alarms = [
        line
        for block in components(before, "VALARM")
        for line in ("BEGIN:VALARM", *block, "END:VALARM")
    ]
    end = lines.index("END:VEVENT")
    return write_lines([*lines[:end], *kept, *alarms, *lines[end:]])


def client_scheduled(ics: bytes) -> bytes:
    """Return the event so that no server invites by itself (RFC 6638, 7.1): we mail."""
    lines = content_lines(ics.decode("utf-8", "replace"))
    return write_lines(
        with_parameters(line, {"SCHEDULE-AGENT": "CLIENT"})
        if property_name(line) == "ATTENDEE"
        else line
        for line in lines
    )


def unreached(ics: bytes) -> frozenset[str]:
    """Return the attendees whom the server says it could not tell (RFC 6638, 3.2.9)."""
    attendees = _event(ics).get("ATTENDEE", [])
    return frozenset(
        item.address
        for item in attendees
        if item.address and item.parameters.get("SCHEDULE-STATUS", "1").startswith(("3", "5"))
    )


def _event(ics: bytes) -> dict[str, list[Property]]:
    lines = content_lines(ics.decode("utf-8", "replace"))
    return next((read_properties(block) for block in components(lines, "VEVENT")), {})


def _uid_in(ics: bytes) -> str | None:
    found = _event(ics).get("UID")
    return found[0].text.strip() if found else None


def _by_uid(uid: str) -> str:
    return (
        f"<C:calendar-query {SPACES}><D:prop><D:getetag/><C:calendar-data/></D:prop><C:filter>"
        f'<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:prop-filter name="UID">'
        f'<C:text-match collation="i;octet">{escape(uid)}</C:text-match></C:prop-filter>'
        f"</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"
    )


def _plain(uid: str) -> str:
    """Return a UID that can be a file's name; ours always can."""
    if not uid or "/" in uid or uid.startswith(".") or not uid.isprintable():
        raise Refused(f"{uid!r} cannot be the name of an event")
    return uid
