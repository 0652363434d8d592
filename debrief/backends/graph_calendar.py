"""The manager's calendar in Microsoft 365, over Microsoft Graph.

Exchange mails the invitees itself. The properties by which we know our event again
(`graph_events`) are written in the same request as the change they tell of; after a doubt the key
tells whether it came through. A creation also carries ``transactionId``, by which Graph itself
refuses a second one.

https://learn.microsoft.com/graph/api/resources/event
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from debrief.backends.base import Outgoing, Receipt
from debrief.backends.graph_busy import Schedules, graph_time
from debrief.backends.graph_events import (
    AT,
    KEY,
    SEQUENCE,
    UID,
    Event,
    Events,
    link_of,
    number_of,
    property_of,
    standing_of,
)
from debrief.backends.graph_http import GraphClient
from debrief.backends.graph_inbox import moment
from debrief.backends.graph_meeting_mail import MeetingMail, guests_of
from debrief.backends.meeting_block import with_meeting_block
from debrief.calendars.answers import CalendarAnswer
from debrief.calendars.busy import BusyTimes
from debrief.calendars.invitation import Meeting
from debrief.calendars.standing import Standing
from debrief.errors import Doubtful, Refused, TryLater

TEAMS = "teamsForBusiness"


class GraphCalendar:
    """The organiser's calendar, and the free/busy of whoever shares it with them."""

    def __init__(
        self,
        client: GraphClient,
        user: str,
        clock: Callable[[], datetime],
        *,
        events: Events,
        send: Callable[[Outgoing], Receipt],
        online: bool,
        hours: bool,
    ) -> None:
        self._client = client
        self._home = f"/users/{quote(user)}"
        self._schedules = Schedules(client, user, hours)
        self._mails = MeetingMail(client, user)
        self._clock = clock
        self._events = events
        self._send = send
        self._online = online
        self._teams: bool | None = None

    def busy(
        self,
        people: Sequence[tuple[str, str]],
        start: datetime,
        end: datetime,
        ignoring: str | None = None,
    ) -> Mapping[str, BusyTimes | None]:
        """Return each person's busy times; whoever Graph does not tell of is unknown."""
        standing = self.standing(ignoring) if ignoring else None
        ours = (
            (int(standing.start.timestamp()), int(standing.end.timestamp())) if standing else None
        )
        return self._schedules.busy([address for address, _ in people], start, end, ours)

    def invite(self, meeting: Meeting, mail: Outgoing) -> Receipt:
        """Create or update the event; Exchange tells the invitees. The same key acts once."""
        event = self._events.find(UID, meeting.uid)
        if event is not None and not _older(event, meeting):
            return _receipt(event)
        begun = self._clock()
        if event is None:
            event = self._create(meeting, mail)
        else:
            event = self._update(event, meeting, mail)
        changed = moment(str(event.get("lastModifiedDateTime")))
        return Receipt(self._mails.request_id(meeting, changed), begun)

    def cancel(self, meeting: Meeting, mail: Outgoing) -> Receipt:
        """Cancel the event; Exchange tells the invitees.

        Of one that a person removed without a word to anybody, people are told by mail.
        """
        if (known := self._mails.cancelled(meeting.key)) is not None:
            return known
        event, told = self._events.find(UID, meeting.uid), None
        if event is not None and event.get("attendees"):
            path = f"{self._events.path_of(event)}/cancel"
            self._client.post(path, {"Comment": mail.text.strip()}, wanted=(404,))
        elif event is not None:  # nobody to tell: Graph cancels only meetings
            self._client.delete(self._events.path_of(event), wanted=(404,))
        elif guests_of(meeting) and (told := self._mails.told_off(meeting)) is None:
            self._send(mail)
        try:
            self._mails.note_cancelled(meeting)
        except TryLater as err:
            raise Doubtful(f"cancelled, not yet noted: {err}", err.retry_after) from err
        return Receipt(None, told or self._clock())

    def invited(self, key: str) -> Receipt | None:
        """Return the receipt when an event, or the note of a cancellation, carries the key."""
        event = self._events.find(KEY, key)
        return _receipt(event) if event is not None else self._mails.cancelled(key)

    def standing(self, uid: str) -> Standing | None:
        """Return the event as it stands; None when it is gone."""
        event = self._events.find(UID, uid)
        return standing_of(event, uid) if event is not None else None

    def note_answer(self, answer: CalendarAnswer) -> None:
        """Do nothing: Exchange notes answers itself."""

    # -- events ------------------------------------------------------------------------------

    def _create(self, meeting: Meeting, mail: Outgoing) -> Event:
        body = {
            **_written(meeting, mail.html, self._clock()),
            "transactionId": str(uuid5(NAMESPACE_URL, f"debrief:{meeting.key}")),
            "responseRequested": True,
            "allowNewTimeProposals": True,
        }
        if self._online and self._offers_teams():
            body |= {"isOnlineMeeting": True, "onlineMeetingProvider": TEAMS}
        answer = self._client.post(self._events.path, body, wanted=(400, 409))
        if answer.status == 201:
            return answer.body
        if answer.code != "ErrorDuplicateTransactionId":
            said = (answer.body.get("error") or {}).get("message")
            raise Refused(f"Microsoft 365 does not make the event: {answer.code} ({said})")
        event = self._events.find(KEY, meeting.key)
        if event is None:
            raise Refused("the event was made and has been removed since; it is not made again")
        return event

    def _update(self, event: Event, meeting: Meeting, mail: Outgoing) -> Event:
        link = link_of(event)
        old = str((event.get("body") or {}).get("content") or "")
        words = with_meeting_block(mail.html, old, link) if link else mail.html
        written = _written(meeting, words, self._clock())
        answer = self._client.patch(self._events.path_of(event), written, wanted=(404,))
        if answer.status == 404:
            raise TryLater("the event was removed while it was being moved")
        return answer.body

    def _offers_teams(self) -> bool:
        if self._teams is None:
            params = {"$select": "allowedOnlineMeetingProviders"}
            body = self._client.get(f"{self._home}/calendar", params).body
            self._teams = TEAMS in (body.get("allowedOnlineMeetingProviders") or ())
        return self._teams


def _written(meeting: Meeting, html: str, now: datetime) -> dict[str, Any]:
    """Return the event as Graph is told of it, our properties included."""
    body: dict[str, Any] = {
        "subject": meeting.summary,
        "body": {"contentType": "html", "content": html or _as_html(meeting.description)},
        "start": graph_time(meeting.start),
        "end": graph_time(meeting.end),
        "attendees": [
            {
                "emailAddress": {"name": person.name, "address": person.email},
                "type": "required" if person.required else "optional",
            }
            for person in guests_of(meeting)
        ],
        "singleValueExtendedProperties": [
            {"id": UID, "value": meeting.uid},
            {"id": KEY, "value": meeting.key},
            {"id": SEQUENCE, "value": str(meeting.sequence)},
            {"id": AT, "value": now.isoformat()},
        ],
    }
    if meeting.location:
        body["location"] = {"displayName": meeting.location}
    return body


def _as_html(text: str) -> str:
    return f"<pre>{escape(text)}</pre>"


def _older(event: Event, meeting: Meeting) -> bool:
    """Tell whether the event is an earlier state than the meeting: then it is to be updated."""
    return number_of(property_of(event, SEQUENCE)) < meeting.sequence


def _receipt(event: Event) -> Receipt:
    return Receipt(None, moment(property_of(event, AT) or str(event.get("lastModifiedDateTime"))))
