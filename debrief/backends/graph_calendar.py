"""The manager's calendar in Microsoft 365, over Microsoft Graph.

Exchange makes up an event's UID and mails the invitees itself, so the event carries three
properties of ours: our UID, the key of what was done last, and our SEQUENCE. They are written in
the same request as the change they tell of; after a doubt the key tells whether it came through.
A creation also carries ``transactionId``, by which Graph itself refuses a second one.

A cancelled event leaves the calendar, so the key of a cancellation is written onto a note in
Deleted Items, where the event went.

https://learn.microsoft.com/graph/api/resources/event
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from debrief.backends.base import Outgoing, Receipt
from debrief.backends.graph_busy import Schedules, graph_time, read_time
from debrief.backends.graph_http import GraphClient, quoted
from debrief.backends.graph_inbox import addresses_of, moment
from debrief.backends.graph_mail import KEY, LOOKS, OWN, carries
from debrief.backends.meeting_block import with_meeting_block
from debrief.busy import BusyTimes
from debrief.calendar_answer import CalendarAnswer
from debrief.errors import Doubtful, Refused, TryLater
from debrief.invitation import Meeting
from debrief.standing import Standing

UID = OWN + "DebriefUid"
SEQUENCE = OWN + "DebriefSequence"
CANCELLED = OWN + "DebriefCancelled"
# Exchange's own SEQUENCE ([MS-OXOCAL] 2.2.1.1, PidLidAppointmentSequence): a person's moves count.
SERVER_SEQUENCE = "Integer {00062002-0000-0000-C000-000000000046} Id 0x8201"
TEAMS = "teamsForBusiness"
_PARTSTATS = {
    "accepted": "ACCEPTED",
    "declined": "DECLINED",
    "tentativelyAccepted": "TENTATIVE",
    "organizer": "ACCEPTED",
}

Event = Mapping[str, Any]


class GraphCalendar:
    """The organiser's calendar, and the free/busy of whoever shares it with them."""

    def __init__(
        self,
        client: GraphClient,
        user: str,
        clock: Callable[[], datetime],
        *,
        online: bool,
        hours: bool,
    ) -> None:
        self._client = client
        self._home = f"/users/{quote(user)}"
        self._schedules = Schedules(client, user, hours)
        self._clock = clock
        self._online = online
        self._teams: bool | None = None
        self._uids: dict[str, str] = {}

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
        event = self._find(UID, meeting.uid)
        if event is not None and not _older(event, meeting):
            return _receipt(event)
        begun = self._clock()
        if event is None:
            event = self._create(meeting, mail)
        else:
            event = self._update(event, meeting, mail)
        return Receipt(self._request_id(meeting, event), begun)

    def cancel(self, meeting: Meeting, mail: Outgoing) -> Receipt:
        """Cancel the event; Exchange tells the invitees. What is gone was told by its removal."""
        if (known := self._cancelled(meeting.key)) is not None:
            return known
        event = self._find(UID, meeting.uid)
        if event is not None:
            path = f"{self._event(event)}/cancel"
            self._client.post(path, {"Comment": mail.text.strip()}, wanted=(404,))
        try:
            return self._note_cancelled(meeting)
        except TryLater as err:
            raise Doubtful(f"cancelled, but not yet noted: {err}") from err

    def invited(self, key: str) -> Receipt | None:
        """Return the receipt when an event, or the note of a cancellation, carries the key."""
        event = self._find(KEY, key)
        return _receipt(event) if event is not None else self._cancelled(key)

    def standing(self, uid: str) -> Standing | None:
        """Return the event as it stands; None when it is gone."""
        event = self._find(UID, uid)
        return _standing(event, uid) if event is not None else None

    def note_answer(self, answer: CalendarAnswer) -> None:
        """Do nothing: Exchange notes answers itself."""

    def own_uid(self, server_uid: str) -> str | None:
        """Return our UID of an event that Exchange calls otherwise; None when it is not ours."""
        if server_uid not in self._uids:
            found = self._events(f"iCalUId eq {quoted(server_uid)}")
            known = next((uid for event in found if (uid := _property(event, UID))), None)
            if known is None:
                return None
            self._uids[server_uid] = known
        return self._uids[server_uid]

    # -- events ------------------------------------------------------------------------------

    def _find(self, name: str, value: str) -> Event | None:
        return next(iter(self._events(carries(name, value))), None)

    def _events(self, condition: str) -> list[Event]:
        names = (UID, KEY, SEQUENCE, SERVER_SEQUENCE)
        wanted = " or ".join(f"id eq {quoted(name)}" for name in names)
        params = {
            "$filter": condition,
            "$expand": f"singleValueExtendedProperties($filter={wanted})",
        }
        return list(self._client.get(f"{self._home}/events", params).values)

    def _create(self, meeting: Meeting, mail: Outgoing) -> Event:
        body = {
            **_written(meeting, mail.html),
            "transactionId": str(uuid5(NAMESPACE_URL, f"debrief:{meeting.key}")),
            "responseRequested": True,
            "allowNewTimeProposals": True,
        }
        if self._online and self._offers_teams():
            body |= {"isOnlineMeeting": True, "onlineMeetingProvider": TEAMS}
        answer = self._client.post(f"{self._home}/events", body, wanted=(400, 409))
        if answer.status == 201:
            return answer.body
        if answer.code != "ErrorDuplicateTransactionId":
            said = (answer.body.get("error") or {}).get("message")
            raise Refused(f"Microsoft 365 does not make the event: {answer.code} ({said})")
        event = self._find(KEY, meeting.key)
        if event is None:
            raise Refused("the event was made and has been removed since; it is not made again")
        return event

    def _update(self, event: Event, meeting: Meeting, mail: Outgoing) -> Event:
        link = _link(event)
        old = str((event.get("body") or {}).get("content") or "")
        words = with_meeting_block(mail.html, old, link) if link else mail.html
        answer = self._client.patch(self._event(event), _written(meeting, words), wanted=(404,))
        if answer.status == 404:
            raise TryLater("the event was removed while it was being moved")
        return answer.body

    def _event(self, event: Event) -> str:
        return f"{self._home}/events/{quote(str(event['id']), safe='')}"

    def _offers_teams(self) -> bool:
        if self._teams is None:
            params = {"$select": "allowedOnlineMeetingProviders"}
            body = self._client.get(f"{self._home}/calendar", params).body
            self._teams = TEAMS in (body.get("allowedOnlineMeetingProviders") or ())
        return self._teams

    def _request_id(self, meeting: Meeting, event: Event) -> str | None:
        """Return the Message-ID of the request that Exchange mailed, where it shows in Sent.

        Best effort: a reply to the invitation that quotes nothing is matched by it.
        """
        path = f"{self._home}/mailFolders/sentitems/messages"
        params = {
            "$orderby": "sentDateTime desc",
            "$top": "10",
            "$select": "subject,internetMessageId,sentDateTime,toRecipients",
        }
        changed = moment(str(event.get("lastModifiedDateTime")))
        invitees = {invitee.email.lower() for invitee in meeting.invitees}
        for pause in LOOKS[:3]:
            time.sleep(pause)
            try:
                sent = self._client.get(path, params).values
            except (TryLater, Refused):
                return None
            for message in sent:
                if (
                    str(message.get("@odata.type")).endswith(".eventMessageRequest")
                    and message.get("subject") == meeting.summary
                    and moment(str(message.get("sentDateTime"))) >= changed.replace(microsecond=0)
                    and addresses_of(message.get("toRecipients") or ()) & invitees
                ):
                    return str(message.get("internetMessageId"))
        return None

    # -- cancellations -----------------------------------------------------------------------

    def _cancelled(self, key: str) -> Receipt | None:
        params = {"$filter": carries(CANCELLED, key), "$select": "createdDateTime"}
        found = self._client.get(f"{self._home}/messages", params).values
        return Receipt(None, moment(str(found[0].get("createdDateTime")))) if found else None

    def _note_cancelled(self, meeting: Meeting) -> Receipt:
        note = {
            "subject": f"Cancelled by Debrief: {meeting.summary}",
            "isRead": True,
            "singleValueExtendedProperties": [{"id": CANCELLED, "value": meeting.key}],
        }
        self._client.post(f"{self._home}/mailFolders/deleteditems/messages", note)
        return Receipt(None, self._clock())


def _written(meeting: Meeting, html: str) -> dict[str, Any]:
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
            for person in meeting.invitees
        ],
        "singleValueExtendedProperties": [
            {"id": UID, "value": meeting.uid},
            {"id": KEY, "value": meeting.key},
            {"id": SEQUENCE, "value": str(meeting.sequence)},
        ],
    }
    if meeting.location:
        body["location"] = {"displayName": meeting.location}
    return body


def _as_html(text: str) -> str:
    return f"<pre>{escape(text)}</pre>"


def _older(event: Event, meeting: Meeting) -> bool:
    """Tell whether the event is an earlier state than the meeting: then it is to be updated."""
    if _property(event, KEY) == meeting.key:
        return False
    return _number(_property(event, SEQUENCE)) < meeting.sequence


def _standing(event: Event, uid: str) -> Standing:
    start, end = read_time(event.get("start")), read_time(event.get("end"))
    if start is None or end is None:
        raise TryLater("Microsoft 365 gives the event's time in a zone that is not known")
    attendees = [(_who(a), a) for a in event.get("attendees") or () if _who(a)]
    return Standing(
        uid,
        start,
        end,
        max(_number(_property(event, SEQUENCE)), _number(_property(event, SERVER_SEQUENCE))),
        bool(event.get("isCancelled")),
        {who: _partstat(attendee) for who, attendee in attendees},
        {who: slot for who, attendee in attendees if (slot := _proposal(attendee)) is not None},
        _link(event),
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


def _link(event: Event) -> str | None:
    found = (event.get("onlineMeeting") or {}).get("joinUrl") or event.get("onlineMeetingUrl")
    return str(found) if found else None


def _property(event: Event, name: str) -> str | None:
    """Return one of the expanded properties; Graph may write a set's id in another case."""
    for item in event.get("singleValueExtendedProperties") or ():
        if str(item.get("id")).casefold() == name.casefold():
            return str(item.get("value"))
    return None


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isdigit() else 0


def _receipt(event: Event) -> Receipt:
    return Receipt(None, moment(str(event.get("lastModifiedDateTime"))))
