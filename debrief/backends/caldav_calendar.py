"""A calendar on a CalDAV server: found by itself, with free/busy and scheduling as it offers.

Who invites is decided once, so that nobody is invited twice: a server that schedules by itself
(RFC 6638, calendar-auto-schedule) gets the event and tells everybody; whom it reports it could
not reach is mailed by us. Any other server gets the event marked SCHEDULE-AGENT=CLIENT, and we
mail everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urljoin

from debrief.backends.base import Outgoing, Receipt
from debrief.backends.dav import CAL, DAV, XML, Dav, Resource, path_of
from debrief.backends.event_shelf import DavShelf, effect_in, time_query, unreached, written_at
from debrief.backends.mailed_calendar import MailedCalendar, place
from debrief.backends.mime import build_mail
from debrief.calendars.busy import BusyTimes, Intervals, read_busy
from debrief.calendars.invitation import Meeting, cancel_ics, event_ics, request_ics
from debrief.calendars.standing import read_standing
from debrief.calendars.text import utc_time
from debrief.errors import BadInput, CannotDo, Refused
from debrief.team import fold_address

MOST_ASKED = 50  # people in one free/busy request

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Rooms:
    """Where things are on the server."""

    calendar: str
    calendars: tuple[str, ...]  # every one whose events make the owner busy
    outbox: str | None
    schedules: bool


def discover(dav: Dav) -> Rooms:
    """Find principal, home and calendars (RFC 6764, 4791, 6638); raise `BadInput` without them."""
    principal = principal_of(dav)
    (about, *_) = dav.find(
        principal, "C:calendar-home-set", "C:schedule-outbox-URL", "C:schedule-inbox-URL"
    ) or [Resource(principal)]
    homes = about.hrefs(f"{CAL}calendar-home-set")
    if not homes:
        raise BadInput(f"{dav.settings.url}: no calendars are offered there; mend caldav.url")
    home = dav.absolute(homes[0])
    found = _calendars(dav, home) or [_made(dav, home)]
    outbox = about.hrefs(f"{CAL}schedule-outbox-URL")
    chosen = _chosen(dav, found, about)
    offers = dav.request("OPTIONS", chosen).headers.get("DAV", "")
    schedules = "calendar-auto-schedule" in offers and dav.settings.scheduling != "mail"
    if dav.settings.scheduling == "server" and not schedules:
        raise CannotDo("caldav.scheduling: this server does not invite by itself; use 'auto'")
    busy = tuple(r.href for r in found if not _transparent(r))
    return Rooms(chosen, busy or (chosen,), outbox[0] if outbox else None, schedules)


def principal_of(dav: Dav) -> str:
    """Return where the one who is signed in stands (RFC 5397)."""
    for url in (dav.settings.url, urljoin(dav.settings.url, "/.well-known/caldav")):
        for resource in dav.find(url, "D:current-user-principal"):
            hrefs = resource.hrefs(f"{DAV}current-user-principal")
            if hrefs:
                return dav.absolute(hrefs[0])
    return dav.settings.url  # a server without discovery: the address must be the principal's


def _calendars(dav: Dav, home: str) -> list[Resource]:
    names = ("D:resourcetype", "D:displayname", "C:supported-calendar-component-set",
             "C:schedule-calendar-transp")  # fmt: skip
    return [r for r in dav.find(home, *names, depth=1) if _holds_events(r)]


def _holds_events(resource: Resource) -> bool:
    kind = resource.properties.get(f"{DAV}resourcetype")
    if kind is None or kind.find(f"{CAL}calendar") is None:
        return False
    parts = resource.properties.get(f"{CAL}supported-calendar-component-set")
    return parts is None or any(p.get("name") == "VEVENT" for p in parts.iter(f"{CAL}comp"))


def _transparent(resource: Resource) -> bool:
    found = resource.properties.get(f"{CAL}schedule-calendar-transp")
    return found is not None and found.find(f"{CAL}transparent") is not None


def _made(dav: Dav, home: str) -> Resource:
    place = urljoin(home if home.endswith("/") else f"{home}/", "calendar/")
    answer = dav.request("MKCALENDAR", place, acts=True)
    if answer.status_code not in (200, 201, 405):
        raise Refused(f"{home}: has no calendar and lets none be made; make one by hand")
    return Resource(place)


def _chosen(dav: Dav, found: list[Resource], about: Resource) -> str:
    wanted = dav.settings.calendar
    if wanted:
        for resource in found:
            named = resource.text(f"{DAV}displayname") == wanted
            if named or path_of(resource.href).rstrip("/") == path_of(wanted).rstrip("/"):
                return dav.absolute(resource.href)
        names = ", ".join(r.text(f"{DAV}displayname") or r.href for r in found)
        raise BadInput(f"caldav.calendar: {wanted!r} is not there; there are {names}")
    inbox = about.hrefs(f"{CAL}schedule-inbox-URL")
    for resource in dav.find(inbox[0], "C:schedule-default-calendar-URL") if inbox else []:
        hrefs = resource.hrefs(f"{CAL}schedule-default-calendar-URL")
        if hrefs:
            return dav.absolute(hrefs[0])
    return dav.absolute(found[0].href)


class DavFreeBusy:
    """Busy times: of the owner from all their calendars, of others as the server lets us."""

    def __init__(self, dav: Dav, rooms: Rooms, shelf: DavShelf, owner: str, clock: Clock) -> None:
        self.dav = dav
        self.rooms = rooms
        self.shelf = shelf
        self.owner = owner
        self.clock = clock
        self.others = {fold_address(a): url for a, url in dav.settings.others.items()}

    def busy(
        self,
        people: Sequence[tuple[str, str]],
        start: datetime,
        end: datetime,
        ignoring: str | None = None,
    ) -> Mapping[str, BusyTimes | None]:
        """Return each person's busy times; whoever cannot be read is unknown."""
        found: dict[str, BusyTimes | None] = {}
        asked: list[tuple[str, str]] = []
        for address, zone in people:
            places = self._readable(address)
            if places:
                found[address] = self._read(places, (address, zone), start, end, ignoring)
            else:
                asked.append((address, zone))
        for first in range(0, len(asked), MOST_ASKED):
            found |= self._ask(asked[first : first + MOST_ASKED], start, end)
        own = self._own_event(ignoring) if ignoring and asked else None
        if own is not None:  # the server counts it as theirs, too, and tells no UIDs
            for address, _ in asked:
                found[address] = _without(found[address], own)
        return found

    def _own_event(self, uid: str) -> tuple[int, int] | None:
        held = self.shelf.read(uid)
        standing = read_standing(held.ics) if held else None
        if standing is None or standing.unclear:
            return None
        return int(standing.start.timestamp()), int(standing.end.timestamp())

    def _readable(self, address: str) -> tuple[str, ...]:
        if fold_address(address) == self.owner:
            return self.rooms.calendars
        url = self.others.get(fold_address(address))
        return (url,) if url else ()

    def _read(
        self,
        places: Sequence[str],
        who: tuple[str, str],
        start: datetime,
        end: datetime,
        ignoring: str | None,
    ) -> BusyTimes | None:
        texts: list[bytes] = []
        for url in places:
            try:
                headers = {"Depth": "1", "Content-Type": XML}
                answer = self.dav.request("REPORT", url, time_query(start, end), headers)
                if answer.status_code != 207:
                    return None
                found = self.dav.tree(answer).iter(f"{CAL}calendar-data")
                texts += [(node.text or "").encode() for node in found]
            except (Refused, BadInput):
                return None  # no rights to this calendar: unknown, and no reason to stop
        times = read_busy(texts, start, end, who[0], who[1], [ignoring] if ignoring else ())
        return None if times.unreadable else times

    def _ask(
        self, people: Sequence[tuple[str, str]], start: datetime, end: datetime
    ) -> dict[str, BusyTimes | None]:
        """Ask the scheduling outbox (RFC 6638, 5)."""
        unknown: dict[str, BusyTimes | None] = {address: None for address, _ in people}
        if self.rooms.outbox is None or not people:
            return unknown
        body = _freebusy_request(self.owner, people, start, end, self.clock())
        try:
            answer = self.dav.request(
                "POST", self.rooms.outbox, body, {"Content-Type": "text/calendar; charset=utf-8"}
            )
        except Refused:
            return unknown
        if answer.status_code != 200:
            return unknown
        zones = dict(people)
        for node in self.dav.tree(answer).iter(f"{CAL}response"):
            recipient = node.find(f"{CAL}recipient")
            who = "".join(recipient.itertext()) if recipient is not None else ""
            address = fold_address(who).removeprefix("mailto:")
            status = node.findtext(f"{CAL}request-status") or ""
            text = node.findtext(f"{CAL}calendar-data") or ""
            known = next((a for a in zones if fold_address(a) == address), None)
            if known is not None and status.startswith("2") and "VFREEBUSY" in text:
                times = read_busy([text.encode()], start, end, known, zones[known])
                unknown[known] = None if times.unreadable else times
        return unknown


class ScheduledCalendar(MailedCalendar):
    """The server invites; whom it cannot reach gets our mail."""

    def invite(self, meeting: Meeting, mail: Outgoing) -> Receipt:
        """Write the event; the server tells everybody by itself."""
        return self._place(meeting, mail, request_ics(meeting, self.clock()), "REQUEST")

    def cancel(self, meeting: Meeting, mail: Outgoing) -> Receipt:
        """Mark the event cancelled; where it is deleted, the server has told everybody."""
        return self._place(meeting, mail, cancel_ics(meeting, self.clock()), "CANCEL")

    def invited(self, key: str) -> Receipt | None:
        """Look for an event that this effect wrote, and for our mail to those not reached."""
        for ics in self.shelf.recent(self.clock()):
            if effect_in(ics) == key:
                return self._receipt(ics) if not unreached(ics) else self.post.sent(key)
        return None

    def _place(self, meeting: Meeting, mail: Outgoing, part: bytes, method: str) -> Receipt:
        words = replace(meeting, description=mail.text)
        if not place(self.shelf, meeting, event_ics(words, self.clock())):
            return Receipt(None, self.clock())
        held = self.shelf.read(meeting.uid)
        missed = unreached(held.ics) if held else frozenset()
        people = tuple(p for p in (*mail.to, *mail.cc) if fold_address(p[1]) in missed)
        if not people:
            return self._receipt(held.ics) if held else Receipt(None, self.clock())
        alone = replace(mail, to=people, cc=())
        message = build_mail(alone, self.clock(), calendar=part, method=method)
        return self.post.send_built(alone, message)

    def _receipt(self, ics: bytes) -> Receipt:
        """Return when the event was written; the server told everybody then."""
        now, second = self.clock(), timedelta(seconds=1)
        return Receipt(None, min((written_at(ics) or now) + second, now))


def _freebusy_request(
    owner: str,
    people: Sequence[tuple[str, str]],
    start: datetime,
    end: datetime,
    now: datetime,
) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Debrief//Debrief//EN", "METHOD:REQUEST"]
    lines += [
        "BEGIN:VFREEBUSY",
        f"UID:freebusy-{utc_time(now)}@debrief",
        f"DTSTAMP:{utc_time(now)}",
    ]
    lines += [f"DTSTART:{utc_time(start)}", f"DTEND:{utc_time(end)}"]
    lines += [f"ORGANIZER:mailto:{owner}", *(f"ATTENDEE:mailto:{a}" for a, _ in people)]
    return "\r\n".join([*lines, "END:VFREEBUSY", "END:VCALENDAR", ""]).encode()


def _without(times: BusyTimes | None, span: tuple[int, int]) -> BusyTimes | None:
    """Return busy times without one event of ours."""
    if times is None:
        return None
    return replace(times, busy=_cut(times.busy, span), tentative=_cut(times.tentative, span))


def _cut(spans: Intervals, gap: tuple[int, int]) -> Intervals:
    pieces = [piece for a, b in spans for piece in ((a, min(b, gap[0])), (max(a, gap[1]), b))]
    return tuple(piece for piece in pieces if piece[0] < piece[1])
