"""The manager's Google Calendar: events under ids of our own, so that each is made once.

Terminology
  id          spells our UID and a generation; Google makes its own UID of it (``ID@google.com``)
  generation  counts how often an event of one UID was deleted: a deleted id is never free again
  mark        a private property of the event, named by an effect's key: that effect was told;
              beside it stands when

A mark travels in the very request that tells people, so after a doubt it says for certain
whether they were told. Google's server invites, updates and cancels (``sendUpdates=all``), takes
the answers and keeps them with the event. A cancellation is marked first and told by the deletion.
"""

from __future__ import annotations

from base64 import b32hexdecode, b32hexencode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from debrief.backends.base import Outgoing, Receipt
from debrief.backends.google_busy import GoogleBusy, point
from debrief.backends.google_sending import Sending
from debrief.backends.google_wire import Changed, NotThere, Taken, call
from debrief.backends.mime import build_mail
from debrief.calendars.answers import CalendarAnswer
from debrief.calendars.busy import BusyTimes
from debrief.calendars.invitation import Invitee, Meeting, cancel_ics
from debrief.calendars.standing import Standing
from debrief.errors import Doubtful, Refused
from debrief.model import short_hash
from debrief.team import fold_address

PREFIX = "debrief"
AT_GOOGLE = "@google.com"
MOST_GENERATIONS = 20
MOST_ROUNDS = 5  # of reading and changing while others change the event too
SEQUENCE, CANCELLING, AT = "debriefSequence", "debriefCancelling", "At"
PARTSTATS = {
    "needsAction": "NEEDS-ACTION",
    "declined": "DECLINED",
    "tentative": "TENTATIVE",
    "accepted": "ACCEPTED",
}
STATUSES = {partstat: status for status, partstat in PARTSTATS.items()}

Clock = Callable[[], datetime]


class GoogleCalendar:
    """The manager's primary calendar; see the module.

    ``sending`` is for people who were invited to an event that somebody deleted by hand.
    """

    def __init__(
        self,
        calendar: Any,  # noqa: ANN401 - built from Google's discovery document
        owner: str,
        meet: bool,
        sending: Sending,
        clock: Clock,
    ) -> None:
        self.events = calendar.events()
        self.free = GoogleBusy(calendar, owner)
        self.owner = fold_address(owner)
        self.meet = meet
        self.clock = clock
        self.sending = sending

    def busy(
        self,
        people: Sequence[tuple[str, str]],
        start: datetime,
        end: datetime,
        ignoring: str | None = None,
    ) -> Mapping[str, BusyTimes | None]:
        """Ask for everybody's free/busy; None where Google gives an error for a person."""
        event = self._current(ignoring)[1] if ignoring else None
        return self.free.of(people, start, end, event)

    def invite(self, meeting: Meeting, mail: Outgoing) -> Receipt:
        """Create the event or bring it up to date, and let Google tell the invitees."""
        for _ in range(MOST_ROUNDS):
            generation, event = self._current(meeting.uid)
            deleted = event is None and generation > 0
            told = self._marked(meeting.key) if deleted else _told(event, meeting.key)
            if told is not None:
                return told
            if event is not None and _our_sequence(event) > meeting.sequence:
                return Receipt(None, self.clock())  # a later state was told: this one is past
            try:
                if event is None:
                    return self._create(meeting, generation, meet=self.meet)
                return self._update(meeting, event)
            except (Taken, Changed, NotThere):
                continue  # a lost answer, or somebody else at work: look at it again
        raise Doubtful("the event keeps changing while it is being changed; looking again later")

    def cancel(self, meeting: Meeting, mail: Outgoing) -> Receipt:
        """Delete the event and let Google tell the invitees."""
        mark = _mark(meeting.key)
        for _ in range(MOST_ROUNDS):
            generation, event = self._current(meeting.uid)
            if event is None and generation == 0:
                return Receipt(None, self.clock())  # there never was one: nobody was invited
            if event is None:
                told = self._marked(meeting.key)
                return told or self._tell_by_mail(meeting, mail, generation - 1)
            try:
                if _private(event).get(CANCELLING) != mark:
                    event = self._announce(meeting, event, mark)
                self._delete(event)
            except (Changed, NotThere):
                continue  # looked at again: gone and marked means told
            return Receipt(None, self.clock())
        raise Doubtful("the event keeps changing while it is being cancelled; looking again later")

    def invited(self, key: str) -> Receipt | None:
        """Look for the event that bears the key's mark, then among the mails that went out."""
        return self._marked(key) or self.sending.sent(key)

    def standing(self, uid: str) -> Standing | None:
        """Return the event as it stands, the answers included."""
        generation, event = self._current(uid)
        if event is None and generation > 0:
            event = self._get(event_id(uid, generation - 1))
        # Of what was deleted long ago Google promises no more than its id.
        return _standing(uid, event) if event is not None and "start" in event else None

    def note_answer(self, answer: CalendarAnswer) -> None:
        """Do nothing: Google takes the answers itself."""

    def confirms(self, answer: CalendarAnswer) -> bool:
        """Tell whether Google keeps this very answer of a guest with the event.

        What Google Calendar mails in a guest's name need not pass as theirs. The manager's own
        answer proves nothing: they are the organiser.
        """
        guest = answer.attendee
        if answer.method != "REPLY" or guest in (None, self.owner) or answer.partstat is None:
            return False
        standing = self.standing(answer.uid)
        return standing is not None and standing.partstats.get(guest or "") == answer.partstat

    # -- the event ---------------------------------------------------------------------------------

    def _current(self, uid: str) -> tuple[int, Any]:
        """Return the living event, or None and the first generation that is free."""
        for generation in range(MOST_GENERATIONS):
            try:
                event = self._get(event_id(uid, generation))
            except NotThere:
                return generation, None
            if event["status"] != "cancelled":
                return generation, event
        raise Refused(f"the event was deleted {MOST_GENERATIONS} times; book a new meeting")

    def _marked(self, key: str) -> Receipt | None:
        """Look for the event that bears the key's mark, deleted ones included.

        Pages may be empty though more follow, as Google says of `events.list`.
        """
        mark, token = _mark(key), None
        while True:
            request = self.events.list(
                calendarId="primary",
                privateExtendedProperty=f"{mark}=1",
                showDeleted=True,
                pageToken=token,
            )
            page = call(request)
            for event in page.get("items", []):
                if _private(event).get(CANCELLING) != mark or event["status"] == "cancelled":
                    return _receipt(event, mark)
            token = page.get("nextPageToken")
            if not token:
                return None

    def _get(self, event: str) -> Any:  # noqa: ANN401
        return call(self.events.get(calendarId="primary", eventId=event))

    def _create(self, meeting: Meeting, generation: int, *, meet: bool) -> Receipt:
        body = {**_body(meeting, self.clock()), "id": event_id(meeting.uid, generation)}
        if meet:
            body["conferenceData"] = _meet_request(meeting.uid, generation)
        request = self.events.insert(
            calendarId="primary", body=body, sendUpdates="all", conferenceDataVersion=int(meet)
        )
        try:
            call(request, acts=True)
        except (Taken, Changed, NotThere):
            raise
        except Refused as err:
            if not meet or "conference" not in str(err).lower():
                raise
            return self._create(meeting, generation, meet=False)  # Meet is switched off there
        return Receipt(None, self.clock())

    def _update(self, meeting: Meeting, event: Any) -> Receipt:  # noqa: ANN401
        body = _body(meeting, self.clock())
        body["sequence"] = max(meeting.sequence, event.get("sequence", 0))
        request = self.events.patch(
            calendarId="primary", eventId=event["id"], body=body, sendUpdates="all"
        )
        call(_if_unchanged(request, event), acts=True)
        return Receipt(None, self.clock())

    def _announce(self, meeting: Meeting, event: Any, mark: str) -> Any:  # noqa: ANN401
        """Write the words of the cancellation and its mark into the event; tells nobody."""
        body = {
            "description": meeting.description,
            "extendedProperties": {"private": {mark: "1", CANCELLING: mark}},
        }
        request = self.events.patch(
            calendarId="primary", eventId=event["id"], body=body, sendUpdates="none"
        )
        return call(_if_unchanged(request, event))

    def _delete(self, event: Any) -> None:  # noqa: ANN401
        request = self.events.delete(calendarId="primary", eventId=event["id"], sendUpdates="all")
        call(request, acts=True)

    def _tell_by_mail(self, meeting: Meeting, mail: Outgoing, generation: int) -> Receipt:
        """Tell people whose event was deleted by hand: whether they were told is not known."""
        uid = event_id(meeting.uid, generation) + AT_GOOGLE
        part = cancel_ics(replace(meeting, uid=uid), self.clock())
        message = build_mail(mail, self.clock(), calendar=part, method="CANCEL")
        return self.sending.send(mail, message)


def event_id(uid: str, generation: int) -> str:
    """Return Google's id of an event of ours: letters a-v and digits (base32hex, RFC 4648)."""
    spelled = b32hexencode(f"{generation}/{uid}".encode()).decode("ascii")
    return PREFIX + spelled.rstrip("=").lower()


def own_uid(uid: str) -> str | None:
    """Return our UID for the one that Google gave an event of ours; None for any other event."""
    spelled = uid.removesuffix(AT_GOOGLE)
    if spelled == uid or not spelled.startswith(PREFIX):
        return None
    letters = spelled.removeprefix(PREFIX).upper()
    try:
        text = b32hexdecode(letters + "=" * (-len(letters) % 8)).decode("utf-8")
    except ValueError:
        return None
    generation, slash, own = text.partition("/")
    return own if slash and generation.isdigit() else None


def _body(meeting: Meeting, now: datetime) -> dict[str, Any]:
    zone = meeting.start.tzinfo
    name = zone.key if isinstance(zone, ZoneInfo) else "UTC"
    mark = _mark(meeting.key)
    private = {mark: "1", mark + AT: now.isoformat(), SEQUENCE: str(meeting.sequence)}
    body: dict[str, Any] = {
        "summary": meeting.summary,
        "description": meeting.description,
        "start": {"dateTime": meeting.start.isoformat(), "timeZone": name},
        "end": {"dateTime": meeting.end.isoformat(), "timeZone": name},
        "attendees": [
            _attendee(replace(meeting.organizer, partstat="ACCEPTED")),
            *(_attendee(i) for i in meeting.invitees if i.email != meeting.organizer.email),
        ],
        "sequence": meeting.sequence,
        "extendedProperties": {"private": private},
    }
    place = meeting.location or meeting.url
    return {**body, "location": place} if place else body


def _attendee(person: Invitee) -> dict[str, Any]:
    return {
        "email": person.email,
        "displayName": person.name,
        "optional": not person.required,
        "responseStatus": STATUSES.get(person.partstat, "needsAction"),
    }


def _meet_request(uid: str, generation: int) -> dict[str, Any]:
    request_id = short_hash("meet", uid, str(generation), length=32)
    kind = {"type": "hangoutsMeet"}
    return {"createRequest": {"requestId": request_id, "conferenceSolutionKey": kind}}


def _private(event: Any) -> dict[str, str]:  # noqa: ANN401
    found: dict[str, str] = event.get("extendedProperties", {}).get("private", {})
    return found


def _mark(key: str) -> str:
    """Return the name of the key's mark; Google allows 44 characters."""
    return "debrief" + short_hash("event", key, length=32)


def _told(event: Any, key: str) -> Receipt | None:  # noqa: ANN401
    mark = _mark(key)
    return _receipt(event, mark) if event is not None and mark in _private(event) else None


def _receipt(event: Any, mark: str) -> Receipt:  # noqa: ANN401
    """Return when the mark was written; a deleted event changes no more."""
    return Receipt(None, _moment(_private(event).get(mark + AT) or event["updated"]))


def _our_sequence(event: Any) -> int:  # noqa: ANN401
    return int(_private(event).get(SEQUENCE, "0"))


def _if_unchanged(request: Any, event: Any) -> Any:  # noqa: ANN401
    request.headers["If-Match"] = event["etag"]
    return request


def _standing(uid: str, event: Any) -> Standing:  # noqa: ANN401
    partstats = {
        fold_address(a["email"]): PARTSTATS.get(a.get("responseStatus", ""), "NEEDS-ACTION")
        for a in event.get("attendees", [])
        if a.get("email")
    }
    return Standing(
        uid=uid,
        start=datetime.fromtimestamp(point(event["start"], UTC), UTC),
        end=datetime.fromtimestamp(point(event["end"], UTC), UTC),
        sequence=event.get("sequence", 0),
        cancelled=event["status"] == "cancelled",
        partstats=partstats,
        link=_link(event),
    )


def _link(event: Any) -> str | None:  # noqa: ANN401
    points = event.get("conferenceData", {}).get("entryPoints", [])
    video = [p["uri"] for p in points if p.get("entryPointType") == "video"]
    links = [*video, event.get("hangoutLink")]
    return next((str(link) for link in links if link), None)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)
