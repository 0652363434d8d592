"""Where the calendars are on a CalDAV server: found by itself, remembered, and kept up with.

The calendar that our events are in stays ours for as long as the server has it, whatever other ones
people add. When it is gone, another takes its place, and that is noted: what the new one does not
hold was removed by nobody. A seal on it, where the server keeps one, tells it from another that was made anew
under its address.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from uuid import uuid4

from debrief.backends.dav import CAL, DAV, OWN, Dav, Resource, path_of
from debrief.backends.maildir import write_whole
from debrief.errors import BadInput, CannotDo, Refused, TryLater
from debrief.model import short_hash

FILE = "caldav.json"  # in the data directory
KEEP_UP_SECONDS = 3600.0  # calendars that people add count as busy from then on


@dataclass(frozen=True, slots=True)
class Rooms:
    """Where things are on the server."""

    calendar: str
    calendars: tuple[str, ...]  # every one whose events make the owner busy
    outbox: str | None
    schedules: bool
    other: bool = False  # our events went into another one before, or into one that is gone
    seal: str | None = None


def discover(dav: Dav, before: str | None = None) -> Rooms:
    """Find principal, home and calendars (RFC 6764, 4791, 6638); raise `BadInput` without them.

    The calendar of ``before`` is chosen again where the server still has it.
    """
    principal = principal_of(dav)
    (about, *_) = dav.find(
        principal, "C:calendar-home-set", "C:schedule-outbox-URL", "C:schedule-inbox-URL"
    ) or [Resource(principal)]
    homes = about.hrefs(f"{CAL}calendar-home-set")
    if not homes:
        raise BadInput(f"{dav.settings.url}: no calendars are offered there; mend caldav.url")
    home = dav.absolute(homes[0])
    offered = _calendars(dav, home)
    found = offered or [_made(dav, home, before)]
    outbox = about.hrefs(f"{CAL}schedule-outbox-URL")
    kept = next((r for r in offered if before and _same(r.href, before)), None)
    chosen = _chosen(dav, found, about, kept)
    offers = dav.request("OPTIONS", chosen).headers.get("DAV", "")
    schedules = "calendar-auto-schedule" in offers and dav.settings.scheduling != "mail"
    if dav.settings.scheduling == "server" and not schedules:
        raise CannotDo("caldav.scheduling: this server does not invite by itself; use 'auto'")
    busy = tuple(r.href for r in found if not _transparent(r))
    other = before is not None and not _same(chosen, before)
    return Rooms(chosen, busy or (chosen,), outbox[0] if outbox else None, schedules, other)


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


def _made(dav: Dav, home: str, before: str | None) -> Resource:
    """Make a calendar; never where one was deleted: what stood in that one was removed by nobody."""
    inside = home if home.endswith("/") else f"{home}/"
    place = urljoin(inside, "calendar/")
    if before and _same(place, before):
        place = urljoin(inside, "debrief-calendar/")
    answer = dav.request("MKCALENDAR", place, acts=True)
    if answer.status_code not in (200, 201, 405):
        raise Refused(f"{home}: has no calendar and lets none be made; make one by hand")
    return Resource(place)


def _same(one: str, other: str) -> bool:
    return path_of(one).rstrip("/") == path_of(other).rstrip("/")


def _chosen(dav: Dav, found: list[Resource], about: Resource, kept: Resource | None) -> str:
    wanted = dav.settings.calendar
    if wanted:
        for resource in found:
            named = resource.text(f"{DAV}displayname") == wanted
            if named or _same(resource.href, wanted):
                return dav.absolute(resource.href)
        names = ", ".join(r.text(f"{DAV}displayname") or r.href for r in found)
        raise BadInput(f"caldav.calendar: {wanted!r} is not there; there are {names}")
    if kept is not None:
        return dav.absolute(kept.href)
    inbox = about.hrefs(f"{CAL}schedule-inbox-URL")
    for resource in dav.find(inbox[0], "C:schedule-default-calendar-URL") if inbox else []:
        hrefs = resource.hrefs(f"{CAL}schedule-default-calendar-URL")
        if hrefs:
            return dav.absolute(hrefs[0])
    return dav.absolute(found[0].href)


class WhereRoomsAre:
    """What is known of a server's rooms: looked for once and remembered in a file.

    So a command that only reads records works while the server is away.
    """

    def __init__(self, dav: Dav, folder: Path, clock: Callable[[], datetime]) -> None:
        self.dav = dav
        self._path = folder / FILE
        self._clock = clock
        self._about = short_hash(dav.settings.model_dump_json(), dav.sign_in.user)
        self._looked = float("-inf")
        self.rooms = _rooms_in(_kept(self._path), self._about) or self.find()

    def find(self) -> Rooms:
        """Look anew and remember what is there."""
        kept = _kept(self._path)
        before = kept.get("rooms") or {}
        name = kept.get("sealed_as") or (
            "seal" if before.get("seal") else f"seal-{uuid4().hex[:12]}"
        )
        found = discover(self.dav, before.get("calendar"))
        rooms = _sealed(self.dav, found, name, before.get("seal"))
        mark = uuid4().hex if rooms.other else kept.get("mark")
        text = json.dumps(
            {"about": self._about, "rooms": asdict(rooms), "mark": mark, "sealed_as": name}
        )
        try:
            write_whole(self._path.with_suffix(".tmp"), self._path, text.encode(), self._clock())
        except OSError as err:  # unknown to others, another calendar must not be worked with
            why = err.strerror or err
            raise TryLater(
                f"{self._path}: cannot be written ({why}); mend its disk or rights"
            ) from err
        self._looked = time.monotonic()
        self.rooms = rooms
        return rooms

    def keep_up(self, *, now: bool = False) -> None:
        """Look anew, now or where the last look is long ago; where that fails, what is known stays."""
        if now or time.monotonic() - self._looked >= KEEP_UP_SECONDS:
            self._looked = time.monotonic()
            with suppress(BadInput, CannotDo, Refused):
                self.see_what_is_gone()

    def see_what_is_gone(self) -> None:
        """Look anew; raise `TryLater` when our calendar is another one now: decide anew, knowing it."""
        before = self.rooms.calendar
        if self.find().other:
            raise TryLater(
                f"{before} is no longer on the calendar server as it was; meetings go into "
                f"{self.rooms.calendar} from now on, and nobody is told of a cancellation"
            )


def _sealed(dav: Dav, rooms: Rooms, name: str, known: str | None) -> Rooms:
    """Return the rooms with our seal on our calendar, a fresh one where it has none.

    Each installation's seal has a ``name`` of its own: two that share a calendar break no seal of
    the other.
    """
    seal = _seal_on(dav, rooms.calendar, name)
    other = rooms.other or (known is not None and seal != known)
    if seal is None:
        with suppress(Refused, TryLater):
            dav.keep(rooms.calendar, f"B:{name}", uuid4().hex)
            seal = _seal_on(dav, rooms.calendar, name)
    return replace(rooms, seal=seal, other=other)


def _seal_on(dav: Dav, calendar: str, name: str) -> str | None:
    return next((r.text(f"{OWN}{name}") or None for r in dav.find(calendar, f"B:{name}")), None)


def mark_in(folder: Path) -> str | None:
    """Return what tells a calendar from the one before it; None for the first one."""
    return _kept(folder / FILE).get("mark")


def _kept(path: Path) -> dict[str, Any]:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _rooms_in(kept: dict[str, Any], about: str) -> Rooms | None:
    """Return what was found with these very settings; None when it has to be found anew."""
    if kept.get("about") != about:
        return None
    try:
        rooms = kept["rooms"]
        return Rooms(**{**rooms, "calendars": tuple(rooms["calendars"])})
    except (KeyError, TypeError):
        return None
