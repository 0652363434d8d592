"""A stateful stand-in for Google Calendar, as its reference and its error guide describe it.

Kept: ids are chosen by the client and never free again (409), deleted events stay readable and
deleting again is 410, etags (412), `sendUpdates` decides who is told, private extended properties
are found by `events.list`, `syncToken` expires (410), free/busy answers for each calendar apart.
Not kept: recurrence, rooms, calendars other than primary ones.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from debrief.calendars.busy import merged

Answer = tuple[int, dict[str, str], Any]
ID = re.compile(r"[a-v0-9]{5,1024}")
PATH = re.compile(r"/calendar/v3/calendars/([^/]+)/events(?:/([^/]+))?")
PARTSTATS = {"ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "tentative"}
LONGEST_SPAN = timedelta(days=93)


class Refusal(Exception):
    """An error answer."""

    def __init__(self, status: int, reason: str, message: str, domain: str = "global") -> None:
        super().__init__(message)
        errors = [{"domain": domain, "reason": reason, "message": message}]
        self.status = status
        self.body = {"error": {"errors": errors, "code": status, "message": message}}


@dataclass
class CalendarServer:
    """All primary calendars of one organisation; ``owner`` is who asks."""

    owner: str
    people: set[str]  # whose calendars the owner may see busy times of
    clock: Callable[[], datetime]
    time_zone: str = "Europe/Berlin"
    meet: bool = True
    events: dict[str, dict[str, Any]] = field(default_factory=dict)  # the owner's
    own: dict[str, list[tuple[int, int]]] = field(default_factory=dict)  # others' appointments
    told: Counter[tuple[str, str]] = field(default_factory=Counter)  # (address, event id)
    tell: Callable[[str, dict[str, Any], str], None] = lambda *_: None
    oldest_token: int = 0
    _changes: count[int] = field(default_factory=lambda: count(1))

    def handle(
        self,
        verb: str,
        path: str,
        query: dict[str, list[str]],
        headers: dict[str, str],
        body: bytes,
    ) -> Answer:
        """Answer one request."""
        given = json.loads(body) if body else {}
        try:
            if path == "/calendar/v3/freeBusy":
                return 200, {}, self._free_busy(given)
            found = PATH.fullmatch(path)
            if found is None or unquote(found[1]) not in ("primary", self.owner):
                raise Refusal(404, "notFound", "Not Found")
            if found[2] is None:
                made = self._insert(given, query) if verb == "POST" else self._list(query)
                return 200, {}, made
            return self._one(verb, unquote(found[2]), given, query, headers)
        except Refusal as err:
            return err.status, {}, err.body

    def _one(
        self,
        verb: str,
        event_id: str,
        given: Any,
        query: dict[str, list[str]],
        headers: dict[str, str],
    ) -> Answer:
        event = self.events.get(event_id)
        if event is None:
            raise Refusal(404, "notFound", "Not Found")
        if verb == "GET":
            return 200, {"ETag": event["etag"]}, event
        if verb == "DELETE" and event["status"] == "cancelled":
            raise Refusal(410, "deleted", "Resource has been deleted")
        if headers.get("if-match", event["etag"]) != event["etag"]:
            raise Refusal(412, "conditionNotMet", "Precondition Failed")
        if verb == "DELETE":
            self._touch(event, status="cancelled", sequence=event["sequence"] + 1)
            self._notify(event, query, "CANCEL")
            return 204, {}, None
        return 200, {}, self._patch(event, given, query)

    # -- what the API does -----------------------------------------------------------------------

    def _insert(self, given: Any, query: dict[str, list[str]]) -> dict[str, Any]:
        event_id = given.get("id", "")
        if not ID.fullmatch(event_id):
            raise Refusal(400, "invalid", "Invalid resource id value.")
        if "iCalUID" in given:
            raise Refusal(400, "invalid", "Only one of id and iCalUID may be given.")
        if event_id in self.events:
            raise Refusal(409, "duplicate", "The requested identifier already exists.")
        conference = self._conference(given.pop("conferenceData", None), query)
        now = _stamp(self.clock())
        event = {
            "kind": "calendar#event",
            "status": "confirmed",
            "htmlLink": f"https://www.google.com/calendar/event?eid={event_id}",
            "created": now,
            "creator": {"email": self.owner, "self": True},
            "organizer": {"email": self.owner, "self": True},
            "iCalUID": f"{event_id}@google.com",
            "sequence": 0,
            "reminders": {"useDefault": True},
            "eventType": "default",
            **given,
            **conference,
            "attendees": self._attendees(given.get("attendees", [])),
        }
        self._check(event)
        self.events[event_id] = self._touch(event)
        self._notify(event, query, "REQUEST")
        return event

    def _patch(self, event: dict[str, Any], given: Any, query: dict[str, list[str]]) -> Any:
        sequence = given.pop("sequence", event["sequence"])
        if sequence < event["sequence"]:
            raise Refusal(
                400, "invalid", "Invalid sequence value. The specified sequence number is below "
                "the current sequence number of the resource."
            )  # fmt: skip
        moved = any(given.get(n, event[n]) != event[n] for n in ("start", "end"))
        if moved and sequence == event["sequence"]:
            sequence += 1
        private = given.pop("extendedProperties", {}).get("private", {})
        properties = event.setdefault("extendedProperties", {}).setdefault("private", {})
        properties.update(private)
        if "attendees" in given:
            given["attendees"] = self._attendees(given["attendees"])
        self._check({**event, **given})
        self._touch(event, **given, sequence=sequence)
        self._notify(event, query, "REQUEST")
        return event

    def _list(self, query: dict[str, list[str]]) -> Any:
        token = query.get("syncToken", [None])[0]
        if token is not None and int(token) < self.oldest_token:
            raise Refusal(410, "fullSyncRequired", "Sync token is no longer valid.", "calendar")
        deleted = query.get("showDeleted") == ["true"] or token is not None
        wanted = [
            event
            for event in self.events.values()
            if (deleted or event["status"] != "cancelled")
            and (token is None or int(event["etag"].strip('"')) > int(token))
            and _bears(event, query.get("privateExtendedProperty", []))
            and _overlaps(event, query)
        ]
        # A page may be empty though more follow.
        empty = "privateExtendedProperty" in query and "pageToken" not in query
        first = int(query.get("pageToken", ["0"])[0])
        size = int(query.get("maxResults", ["250"])[0])
        page = {
            "kind": "calendar#events",
            "etag": '"p"',
            "summary": self.owner,
            "updated": _stamp(self.clock()),
            "timeZone": self.time_zone,
            "accessRole": "owner",
            "defaultReminders": [],
            "items": [] if empty else wanted[first : first + size],
        }
        if empty:
            return {**page, "nextPageToken": "0"}
        if first + size < len(wanted):
            return {**page, "nextPageToken": str(first + size)}
        return {**page, "nextSyncToken": str(next(self._changes))}

    def _free_busy(self, given: Any) -> Any:
        start, end = _moment(given["timeMin"]), _moment(given["timeMax"])
        if end <= start:
            raise Refusal(400, "timeRangeEmpty", "The specified time range is empty.", "calendar")
        if end - start > LONGEST_SPAN:
            raise Refusal(
                400, "timeRangeTooLong", "The requested time range is too long.", "calendar"
            )
        names = [item["id"] for item in given["items"]]
        calendars = {n: self._busy_of(n, start, end, len(names)) for n in names}
        return {
            "kind": "calendar#freeBusy",
            "timeMin": _stamp(start),
            "timeMax": _stamp(end),
            "calendars": calendars,
        }

    def _busy_of(self, name: str, start: datetime, end: datetime, asked: int) -> Any:
        if asked > 50:
            error = {"domain": "calendar", "reason": "tooManyCalendarsRequested"}
            return {"errors": [error], "busy": []}
        if name not in self.people | {self.owner}:
            return {"errors": [{"domain": "global", "reason": "notFound"}], "busy": []}
        spans = [*self.own.get(name, [])]
        for event in self.events.values():
            if self._takes_time(event, name):
                spans.append((_point(event["start"]), _point(event["end"])))
        low, high = start.timestamp(), end.timestamp()
        inside = [(max(a, int(low)), min(b, int(high))) for a, b in spans if a < high and b > low]
        return {
            "busy": [{"start": _stamp(_at(a)), "end": _stamp(_at(b))} for a, b in merged(inside)]
        }

    def _takes_time(self, event: dict[str, Any], name: str) -> bool:
        if event["status"] == "cancelled" or event.get("transparency") == "transparent":
            return False
        answers = {a["email"]: a["responseStatus"] for a in event["attendees"]}
        return answers.get(name, "accepted" if name == self.owner else "declined") != "declined"

    # -- what people do --------------------------------------------------------------------------

    def event(self, event_id: str) -> dict[str, Any]:
        """Return the event of this id."""
        return self.events[event_id]

    def answer(self, event_id: str, attendee: str, partstat: str) -> None:
        """Let an attendee answer: Google keeps it with the event."""
        event = self.events[event_id]
        for person in event["attendees"]:
            if person["email"] == attendee:
                person["responseStatus"] = PARTSTATS[partstat]
        self._touch(event)

    def move(self, event_id: str, start: datetime, end: datetime) -> None:
        """Let the owner drag the event to another time."""
        event = self.events[event_id]
        self._touch(
            event,
            start={**event["start"], "dateTime": start.isoformat()},
            end={**event["end"], "dateTime": end.isoformat()},
            sequence=event["sequence"] + 1,
        )

    def delete(self, event_id: str) -> None:
        """Let the owner delete the event, telling nobody."""
        self._touch(self.events[event_id], status="cancelled")

    def book(self, address: str, start: datetime, end: datetime) -> None:
        """Give somebody an appointment of their own."""
        if address != self.owner:
            span = (int(start.timestamp()), int(end.timestamp()))
            self.own.setdefault(address, []).append(span)
            return
        number = next(self._changes)
        times = {"start": {"dateTime": start.isoformat()}, "end": {"dateTime": end.isoformat()}}
        self._insert({"id": f"dentist{number}", "summary": "Dentist", **times}, {})

    # -- small parts -----------------------------------------------------------------------------

    def _attendees(self, given: list[dict[str, Any]]) -> list[dict[str, Any]]:
        marks = {"self": True, "organizer": True}
        return [
            {"responseStatus": "needsAction", **person, **(marks if person["email"] == self.owner else {})}
            for person in given
        ]  # fmt: skip

    def _conference(self, given: Any, query: dict[str, list[str]]) -> dict[str, Any]:
        if given is None or query.get("conferenceDataVersion", ["0"]) == ["0"]:
            return {}
        if not self.meet:
            raise Refusal(400, "invalid", "Invalid conference type value.")
        request = given["createRequest"]
        link = f"https://meet.google.com/{request['requestId'][:10]}"
        return {
            "hangoutLink": link,
            "conferenceData": {
                "createRequest": {**request, "status": {"statusCode": "success"}},
                "entryPoints": [{"entryPointType": "video", "uri": link}],
                "conferenceId": request["requestId"][:10],
            },
        }

    def _check(self, event: dict[str, Any]) -> None:
        if _point(event["end"]) <= _point(event["start"]):
            raise Refusal(400, "timeRangeEmpty", "The specified time range is empty.", "calendar")
        for person in event["attendees"]:
            if "@" not in person["email"]:
                raise Refusal(400, "invalid", "Invalid attendee email.")

    def _touch(self, event: dict[str, Any], **changes: Any) -> dict[str, Any]:
        event.update(changes)
        event["updated"] = _stamp(self.clock())
        event["etag"] = f'"{next(self._changes)}"'
        return event

    def _notify(self, event: dict[str, Any], query: dict[str, list[str]], method: str) -> None:
        if query.get("sendUpdates", ["none"]) != ["all"]:
            return
        for person in event["attendees"]:
            if person["email"] != self.owner:
                self.told[(person["email"], event["id"])] += 1
                self.tell(person["email"], event, method)


def _bears(event: dict[str, Any], wanted: list[str]) -> bool:
    private = event.get("extendedProperties", {}).get("private", {})
    return all(private.get(w.partition("=")[0]) == w.partition("=")[2] for w in wanted)


def _overlaps(event: dict[str, Any], query: dict[str, list[str]]) -> bool:
    low, high = query.get("timeMin"), query.get("timeMax")
    after = low is None or _point(event["end"]) > _moment(low[0]).timestamp()
    return after and (high is None or _point(event["start"]) < _moment(high[0]).timestamp())


def _point(moment: dict[str, str]) -> int:
    if "date" in moment:
        day = datetime.fromisoformat(moment["date"])
        return int(day.replace(tzinfo=ZoneInfo("Europe/Berlin")).timestamp())
    return int(_moment(moment["dateTime"]).timestamp())


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def _at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
