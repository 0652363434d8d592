"""The manager's calendar on Exchange, which mails invitees itself and keeps their answers.

An event carries our UID, our SEQUENCE and the keys of all its invitations as properties, so that
what was asked for once is recognised. A cancellation is announced on the event before it is sent:
found in Deleted Items with that mark it has happened, found in the calendar it has not.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from exchangelib import Attendee, CalendarItem, EWSDateTime, HTMLBody, Mailbox, Q
from exchangelib.folders import FolderCollection
from exchangelib.items import (
    SEND_AND_SAVE_COPY,
    SEND_TO_ALL_AND_SAVE_COPY,
    SEND_TO_NONE,
    CancelCalendarItem,
    MeetingCancellation,
    MeetingRequest,
)
from exchangelib.properties import ReferenceItemId
from exchangelib.services import CreateItem

from debrief.backends.base import Outgoing, Receipt
from debrief.backends.exchange_busy import busy_times
from debrief.backends.exchange_items import (
    GONE,
    MOST_KEYS,
    READ_BACK,
    key_mark,
    messages_of,
    raise_any,
    utc,
)
from debrief.backends.meeting_block import with_meeting_block
from debrief.calendars.answers import CalendarAnswer
from debrief.calendars.busy import BusyTimes
from debrief.calendars.invitation import Invitee, Meeting
from debrief.calendars.standing import Standing
from debrief.errors import DebriefError, Refused
from debrief.team import fold_address

if TYPE_CHECKING:
    from debrief.backends.exchange import Exchange
    from debrief.backends.exchange_mail import ExchangeMailbox

PARTSTATS = {
    "Accept": "ACCEPTED",
    "Decline": "DECLINED",
    "Tentative": "TENTATIVE",
}
REMINDER = 15  # minutes before the start
_FIELDS = (
    *("body", "start", "end", "is_cancelled", "meeting_request_was_sent", "last_modified_time"),
    *("required_attendees", "optional_attendees", "parent_folder_id"),
    *("debrief_uid", "debrief_keys", "debrief_sequence", "debrief_calling_off", "debrief_link"),
    *("debrief_meeting", "debrief_at"),
)


class ExchangeCalendar:
    """The organiser's calendar, and the free/busy of everybody in the organisation."""

    def __init__(
        self, server: Exchange, mailbox: ExchangeMailbox, clock: Callable[[], datetime]
    ) -> None:
        self.server = server
        self.mailbox = mailbox
        self.clock = clock

    def busy(
        self,
        people: Sequence[tuple[str, str]],
        start: datetime,
        end: datetime,
        ignoring: str | None = None,
    ) -> Mapping[str, BusyTimes | None]:
        """Ask the server for free/busy; whom it says nothing of is unknown."""
        moved = self.standing(ignoring) if ignoring else None
        addresses = [address for address, _ in people]
        return busy_times(self.server, addresses, start, end, moved)

    def invite(self, meeting: Meeting, mail: Outgoing) -> Receipt:
        """Create or update the event; Exchange tells the invitees, once for each key."""
        found = self._of_uid(meeting.uid)
        if found is None:
            return self._create(meeting, mail)
        told = key_mark(mail.key) in _keys(found) and found.meeting_request_was_sent
        if told or (found.debrief_sequence or 0) > meeting.sequence:
            return self._receipt(found, MeetingRequest)
        return self._update(found, meeting, mail)

    def cancel(self, meeting: Meeting, mail: Outgoing) -> Receipt:
        """Call the event off with our words; of one deleted by hand, people are told by mail."""
        found = self._of_uid(meeting.uid)
        if found is None:
            known = self.invited(mail.key) or self._called_off_by_hand(meeting.uid)
            return known or self.mailbox.send(mail)
        if found.is_cancelled:
            return self._receipt(found, MeetingCancellation)
        mark = key_mark(mail.key)
        if found.debrief_calling_off != mark:
            self._announce(found, mark)
        with self.server.asked("cancel a meeting", acting=True) as account:
            cancellation = CancelCalendarItem(
                account=account,
                reference_item_id=ReferenceItemId(id=found.id, changekey=found.changekey),
                new_body=HTMLBody(mail.html),
            )
            answer = CreateItem(account=account).call(
                items=[cancellation],
                folder=account.sent,
                message_disposition=SEND_AND_SAVE_COPY,
                send_meeting_invitations=SEND_TO_NONE,
            )
            raise_any(answer)
        return Receipt(self._message_id(found, MeetingCancellation, 1), self.clock())

    def invited(self, key: str) -> Receipt | None:
        """Look for the key on events, those in Deleted Items too."""
        mark = key_mark(key)
        with self.server.asked("look for a meeting") as account:
            calendar = account.calendar.id
            found = _events(account, debrief_keys__contains=mark)
        for item in found:
            stands = item.parent_folder_id.id == calendar and not item.is_cancelled
            cancels = item.debrief_calling_off == mark
            if cancels and not stands:
                return self._receipt(item, MeetingCancellation)
            if not cancels and item.meeting_request_was_sent:
                return self._receipt(item, MeetingRequest)
        return self.mailbox.sent(key) if not found else None

    def standing(self, uid: str) -> Standing | None:
        """Return the event with answers and proposals; None when it is gone."""
        item = self._of_uid(uid)
        if item is None:
            return None
        people = _attendees(item)
        return Standing(
            uid=uid,
            start=_moment(item.start),
            end=_moment(item.end),
            sequence=item.debrief_sequence or 0,
            cancelled=bool(item.is_cancelled),
            partstats={a: PARTSTATS.get(p.response_type, "NEEDS-ACTION") for a, p in people},
            proposals={
                a: (_moment(p.proposed_start), _moment(p.proposed_end))
                for a, p in people
                if p.proposed_start and p.proposed_end
            },
            link=item.debrief_link or None,
        )

    def note_answer(self, answer: CalendarAnswer) -> None:
        """Do nothing: Exchange notes answers itself as they arrive."""

    def _create(self, meeting: Meeting, mail: Outgoing) -> Receipt:
        with self.server.asked("invite to a meeting", acting=True) as account:
            item = CalendarItem(
                account=account,
                folder=account.calendar,
                uid=meeting.uid,
                is_response_requested=True,
                allow_new_time_proposal=True,
                reminder_is_set=True,
                reminder_minutes_before_start=REMINDER,
                **_content(meeting, mail.html),
                **_invited(meeting),
                **_marks(meeting, mail, (), self.clock()),
            )
            item.save(send_meeting_invitations=SEND_TO_ALL_AND_SAVE_COPY)
        return self._told(meeting.uid)

    def _update(self, item: Any, meeting: Meeting, mail: Outgoing) -> Receipt:  # noqa: ANN401
        """Move the event; an attendee list that has not changed is left as Exchange keeps it."""
        link, words = item.debrief_link or "", mail.html
        if link.startswith("https://"):
            words = with_meeting_block(words, str(item.body or ""), link)
        marks = _marks(meeting, mail, _keys(item), self.clock())
        changes = {**_content(meeting, words), **marks}
        if {a for a, _ in _attendees(item)} != {fold_address(i.email) for i in _guests(meeting)}:
            changes |= _invited(meeting)
        for name, value in changes.items():
            setattr(item, name, value)
        with self.server.asked("move a meeting", acting=True):
            item.save(
                update_fields=list(changes), send_meeting_invitations=SEND_TO_ALL_AND_SAVE_COPY
            )
        return self._told(meeting.uid)

    def _told(self, uid: str) -> Receipt:
        """Return what an invitation that has just gone out became."""
        message_id = None
        with suppress(DebriefError):  # it is out: not knowing its name is no reason to doubt that
            item = self._of_uid(uid)
            message_id = item and self._message_id(item, MeetingRequest, len(_keys(item)))
        return Receipt(message_id, self.clock())

    def _receipt(self, item: Any, kind: type[Any]) -> Receipt:  # noqa: ANN401
        """Return what became of an invitation, or of a cancellation, the last change of an event."""
        at = utc(item.last_modified_time) or self.clock()
        if kind is MeetingRequest and item.debrief_at:
            at = datetime.fromisoformat(item.debrief_at)
        return Receipt(self._message_id(item, kind), at)

    def _message_id(self, item: Any, kind: type[Any], wanted: int = 0) -> str | None:  # noqa: ANN401
        """Return the Message-ID of the newest copy in Sent, once there are as many as wanted.

        A plain answer to the invitation names it, and is known by that.
        """
        copies: list[Any] = []
        for pause in READ_BACK if item.debrief_meeting else ():
            time.sleep(pause)
            with suppress(DebriefError), self.server.asked("look for an invitation") as account:
                query = Q(debrief_meeting=item.debrief_meeting)
                sent = messages_of(account, [account.sent], query, "message_id", "datetime_sent")
                copies = [m for m in sent if isinstance(m, kind) and m.datetime_sent]
            if len(copies) >= wanted:
                break
        newest = max(copies, key=lambda m: m.datetime_sent, default=None)
        return newest.message_id if newest is not None else None

    def _announce(self, item: Any, mark: str) -> None:  # noqa: ANN401
        """Write onto the event that its cancellation begins; nobody is told yet."""
        item.debrief_calling_off = mark
        item.debrief_keys = _with_key(_keys(item), mark)
        with self.server.asked("prepare a cancellation"):
            item.save(
                update_fields=["debrief_calling_off", "debrief_keys"],
                send_meeting_invitations=SEND_TO_NONE,
            )

    def _of_uid(self, uid: str) -> Any | None:  # noqa: ANN401
        """Return the event as it stands in the calendar."""
        with self.server.asked("read the calendar") as account:
            query = account.calendar.filter(debrief_uid=key_mark(uid)).only(*_FIELDS)
            found = [i for i in query if not isinstance(i, GONE)]
            return max(raise_any(found), key=lambda i: i.debrief_sequence or 0, default=None)

    def _called_off_by_hand(self, uid: str) -> Receipt | None:
        """Tell whether its owner deleted the event in such a way that Exchange told everybody."""
        with self.server.asked("read the calendar") as account:
            found = _events(account, debrief_uid=key_mark(uid))
        told = next((item for item in found if item.is_cancelled), None)
        return Receipt(None, utc(told.last_modified_time) or self.clock()) if told else None


def _events(account: Any, **having: str) -> list[Any]:  # noqa: ANN401
    """Return events of ours in the calendar and in Deleted Items."""
    folders = FolderCollection(account=account, folders=[account.calendar, account.trash])
    found = folders.filter(**having).only(*_FIELDS)
    return raise_any(i for i in found if not isinstance(i, GONE))


def _content(meeting: Meeting, words: str) -> dict[str, Any]:
    """Return what the event says; a place that its owner chose is not taken away."""
    place = meeting.location or meeting.url
    return {
        "subject": meeting.summary,
        "body": HTMLBody(words),
        "start": EWSDateTime.from_datetime(meeting.start.astimezone(UTC)),
        "end": EWSDateTime.from_datetime(meeting.end.astimezone(UTC)),
        **({"location": place} if place else {}),
    }


def _marks(meeting: Meeting, mail: Outgoing, keys: Sequence[str], now: datetime) -> dict[str, Any]:
    return {
        "debrief_uid": key_mark(meeting.uid),
        "debrief_keys": _with_key(keys, key_mark(mail.key)),
        "debrief_sequence": meeting.sequence,
        "debrief_at": now.isoformat(),
    }


def _with_key(keys: Sequence[str], mark: str) -> str:
    return " ".join([*(k for k in keys if k != mark), mark][-MOST_KEYS:])


def _keys(item: Any) -> tuple[str, ...]:  # noqa: ANN401
    return tuple((item.debrief_keys or "").split())


def _guests(meeting: Meeting) -> list[Invitee]:
    own = fold_address(meeting.organizer.email)
    guests = [i for i in meeting.invitees if fold_address(i.email) != own]
    if not guests:
        raise Refused("an invitation needs somebody to invite")
    return guests


def _invited(meeting: Meeting) -> dict[str, Any]:
    guests = _guests(meeting)
    return {
        "required_attendees": [_attendee(i) for i in guests if i.required],
        "optional_attendees": [_attendee(i) for i in guests if not i.required],
    }


def _attendee(person: Invitee) -> Attendee:
    return Attendee(mailbox=Mailbox(name=person.name, email_address=person.email))


def _attendees(item: Any) -> list[tuple[str, Any]]:  # noqa: ANN401
    """Return those who were invited; some servers list the organizer among them."""
    people = (*(item.required_attendees or ()), *(item.optional_attendees or ()))
    guests = [p for p in people if p.response_type != "Organizer" and p.mailbox.email_address]
    return [(fold_address(p.mailbox.email_address), p) for p in guests]


def _moment(value: Any) -> datetime:  # noqa: ANN401
    return datetime.fromtimestamp(value.timestamp(), UTC)
