"""A calendar on a CalDAV server, with free/busy and scheduling as it offers.

Who invites is decided once, so that nobody is invited twice: a server that schedules by itself
(RFC 6638, calendar-auto-schedule) gets the event and tells everybody; whom it reports it could
not reach is mailed by us. Any other server gets the event marked SCHEDULE-AGENT=CLIENT, and we
mail everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from debrief.backends.base import Outgoing, Receipt
from debrief.backends.calendar_rooms import Rooms, WhereRoomsAre
from debrief.backends.dav import CAL, XML
from debrief.backends.event_shelf import DavShelf, effect_in, time_query, unreached, written_at
from debrief.backends.mailed_calendar import MailedCalendar, place
from debrief.backends.mime import build_mail
from debrief.calendars.busy import BusyTimes, Intervals, read_busy
from debrief.calendars.invitation import Meeting, cancel_ics, event_ics, request_ics
from debrief.calendars.standing import read_standing
from debrief.calendars.text import utc_time
from debrief.errors import BadInput, Refused
from debrief.team import fold_address

MOST_ASKED = 50  # people in one free/busy request

Clock = Callable[[], datetime]


class DavFreeBusy:
    """Busy times: of the owner from all their calendars, of others as the server lets us."""

    def __init__(self, where: WhereRoomsAre, shelf: DavShelf, owner: str, clock: Clock) -> None:
        self.dav = where.dav
        self.where = where
        self.shelf = shelf
        self.owner = owner
        self.clock = clock
        self.others = {fold_address(a): url for a, url in self.dav.settings.others.items()}

    @property
    def rooms(self) -> Rooms:
        """Where things are on the server, as far as is known."""
        return self.where.rooms

    def busy(
        self,
        people: Sequence[tuple[str, str]],
        start: datetime,
        end: datetime,
        ignoring: str | None = None,
    ) -> Mapping[str, BusyTimes | None]:
        """Return each person's busy times; whoever cannot be read is unknown."""
        self.where.keep_up()
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
