"""What Exchange mailed about a meeting, and the note that one was cancelled.

A cancelled event leaves the calendar, so the key of a cancellation is written onto a note in
Deleted Items, where the event went.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

from debrief.backends.base import Receipt
from debrief.backends.graph_busy import read_time
from debrief.backends.graph_events import OWN, carries
from debrief.backends.graph_http import GraphClient
from debrief.backends.graph_inbox import addresses_of, moment
from debrief.calendars.invitation import Invitee, Meeting
from debrief.errors import Refused, TryLater
from debrief.team import fold_address

CANCELLED = OWN + "DebriefCancelled"
LOOKS = (0.0, 0.3, 0.7)  # seconds between looks for what Exchange files a moment later
NEWEST = 25  # messages of Sent looked through


class MeetingMail:
    """The mails about meetings in the organiser's mailbox."""

    def __init__(self, client: GraphClient, user: str) -> None:
        self._client = client
        self._home = f"/users/{quote(user)}"

    def request_id(self, meeting: Meeting, since: datetime) -> str | None:
        """Return the Message-ID of the request that Exchange mailed since then, if it shows.

        Best effort: a reply to the invitation that quotes nothing is matched by it.
        """
        since = since.replace(microsecond=0)
        if not guests_of(meeting):
            return None
        for pause in LOOKS:
            time.sleep(pause)
            try:
                sent = self._sent()
            except (TryLater, Refused):
                return None
            for message in sent:
                at = moment(str(message.get("sentDateTime")))
                if _is_about(message, meeting, "meetingRequest") and at >= since:
                    return str(message.get("internetMessageId"))
        return None

    def told_off(self, meeting: Meeting) -> datetime | None:
        """Return when Exchange mailed the cancellation of the meeting; None when it did not."""
        for pause in LOOKS:
            time.sleep(pause)
            for message in self._sent():
                at = read_time(message.get("startDateTime"))
                if _is_about(message, meeting, "meetingCancelled") and at == meeting.start:
                    return moment(str(message.get("sentDateTime")))
        return None

    def cancelled(self, key: str) -> Receipt | None:
        """Return the receipt of a cancellation that was noted."""
        params = {"$filter": carries(CANCELLED, key), "$select": "createdDateTime"}
        found = self._client.get(f"{self._home}/messages", params).values
        return Receipt(None, moment(str(found[0].get("createdDateTime")))) if found else None

    def note_cancelled(self, meeting: Meeting) -> None:
        """Note that a cancellation went out."""
        note = {
            "subject": f"Cancelled by Debrief: {meeting.summary}",
            "isRead": True,
            "singleValueExtendedProperties": [{"id": CANCELLED, "value": meeting.key}],
        }
        self._client.post(f"{self._home}/mailFolders/deleteditems/messages", note)

    def _sent(self) -> list[Mapping[str, Any]]:
        # No $select: what only meeting messages have would need a cast that few services take.
        params = {"$orderby": "sentDateTime desc", "$top": str(NEWEST)}
        return self._client.get(f"{self._home}/mailFolders/sentitems/messages", params).values


def guests_of(meeting: Meeting) -> list[Invitee]:
    """Return whom Exchange is to invite: everybody but the organiser, whose event it is."""
    own = fold_address(meeting.organizer.email)
    return [person for person in meeting.invitees if fold_address(person.email) != own]


def _is_about(message: Mapping[str, Any], meeting: Meeting, kind: str) -> bool:
    """Tell whether a message is of this kind and went to these people; subjects get prefixes."""
    invitees = {fold_address(guest.email) for guest in guests_of(meeting)}
    return (
        message.get("meetingMessageType") == kind
        and str(message.get("subject") or "").endswith(meeting.summary)
        and bool(addresses_of(message.get("toRecipients") or ()) & invitees)
    )
