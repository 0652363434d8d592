"""The manager's Gmail mailbox: taking in by history, waiting, labels.

Terminology
  history id  a moment of the mailbox; `history.list` gives what was added after it
  horizon     how far back mail is taken in when there is no history to go by
  labels      Gmail's folders; a message may bear several

The cursor is ``history:ID:SECONDS`` (SECONDS: when that id was read, so that an expired history is
made up for from there), or ``listing:ID:PLACE:HORIZON`` while older mail is being listed. Ids of
a listing are kept in memory; after a restart in its middle it starts anew, which repeats and
loses nothing. Taken in is whatever was received, also what a filter archived; not what lies in
Spam or Trash. What the manager sent is taken in only where it came back to the inbox or went to
the debrief address: Gmail keeps one message for both, and vouches itself for who wrote it.
"""

from __future__ import annotations

import base64
import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from typing import Any

from debrief.backends.base import Batch, Incoming, Outgoing, Receipt
from debrief.backends.google_auth import GoogleSettings
from debrief.backends.google_calendar import own_uid
from debrief.backends.google_sending import Sending
from debrief.backends.google_wire import NotThere, call
from debrief.backends.server_uid import with_our_uid
from debrief.calendars.answers import CalendarAnswer, read_answer
from debrief.errors import Refused
from debrief.reading.mail.message import parse_message
from debrief.team import fold_address

LABELS = {"handled": "Debrief/Handled", "set_aside": "Debrief/Set aside"}
PARENT = "Debrief"
SHOWN = {"labelListVisibility": "labelShow", "messageListVisibility": "show"}
NEVER = frozenset({"DRAFT", "SPAM", "TRASH", "CHAT"})
PAGE = 100  # ids of one page of a listing
HISTORY_PAGE = 500
READERS = 4  # messages read at the same time
OVERLAP = timedelta(days=1)  # looked back beyond the last look after a history was lost

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class _Place:
    """A cursor, taken apart."""

    history: str
    seen: int = 0  # seconds: when this history id was the newest
    listed: int | None = None  # how many of a listing were given; None: no listing
    horizon: int = 0  # seconds

    def __str__(self) -> str:
        if self.listed is None:
            return f"history:{self.history}:{self.seen}"
        return f"listing:{self.history}:{self.listed}:{self.horizon}"


class GoogleMailbox:
    """The manager's mailbox at Gmail; see the module."""

    trusts_delivery = False

    def __init__(
        self,
        gmail: Any,  # noqa: ANN401 - built from Google's discovery document
        owner: str,
        watched: Sequence[str],
        sending: Sending,
        settings: GoogleSettings,
        clock: Clock,
        confirms: Callable[[CalendarAnswer], bool],
    ) -> None:
        self.users = gmail.users()
        self.owner = fold_address(owner)
        self.watched = frozenset(map(fold_address, watched))
        self.sending = sending
        self.settings = settings
        self.clock = clock
        self.confirms = confirms
        self._listing: tuple[str, tuple[str, ...]] = ("", ())
        self._newest: str | None = None
        self._polled = float("-inf")
        self._labels: dict[str, str] = {}

    def fetch(self, cursor: str | None, limit: int = 100) -> Batch:
        """Return messages after the cursor, oldest first."""
        place = _read(cursor)
        if place is None:
            place = self._begin(self.clock() - timedelta(days=self.settings.look_back_days))
        if place.listed is not None:
            return self._older(place, limit)
        try:
            return self._newer(place, limit)
        except NotThere:  # the history has expired: at least a week, as Google says
            since = datetime.fromtimestamp(place.seen, UTC) - OVERLAP
            return self._older(self._begin(since), limit)

    def wait(self, seconds: float) -> bool:
        """Ask now and then whether the mailbox changed; Gmail's push would need Cloud Pub/Sub."""
        end = time.monotonic() + seconds
        while (now := time.monotonic()) < end:
            due = self._polled + self.settings.poll_seconds
            time.sleep(max(0.0, min(due, end) - now))
            if due <= end and self._changed():
                return True
        return False

    def send(self, mail: Outgoing) -> Receipt:
        """Send one mail, once for its key."""
        return self.sending.send(mail)

    def sent(self, key: str) -> Receipt | None:
        """Return the receipt of the mail of this key if it went out."""
        return self.sending.sent(key)

    def file(self, message_id: str, folder: str) -> None:
        """Mark a message with our label; it stays where its owner expects it."""
        for attempt in (1, 2):
            try:
                call(
                    self.users.messages().modify(
                        userId="me", id=message_id, body=self._mark(folder)
                    )
                )
                return
            except NotThere:
                return
            except Refused:  # somebody removed our label: look again, once
                self._labels = {}
                if attempt == 2:
                    raise

    # -- what came since -----------------------------------------------------------------------

    def _newer(self, place: _Place, limit: int) -> Batch:
        """Return what was added after a history id; raises `NotThere` when it has expired."""
        found: list[Incoming] = []
        wanted: list[str] = []
        history = place.history
        for history, ids in self._changes(place.history):
            wanted += ids
            if len(found) + len(wanted) >= limit:
                found += self._all(wanted, found)
                wanted = []
                if len(found) >= limit:
                    return Batch(_sorted(found), str(self._at(history, place)))
        found += self._all(wanted, found)
        self._newest = history
        return Batch(_sorted(found), str(self._at(history, place)))

    def _changes(self, start: str) -> Iterator[tuple[str, list[str]]]:
        """Yield history ids, each with the messages added there; last the mailbox's own."""
        token, newest, last = None, start, start
        while True:
            page = call(
                self.users.history().list(
                    userId="me",
                    startHistoryId=start,
                    historyTypes=["messageAdded", "labelAdded"],
                    maxResults=HISTORY_PAGE,
                    pageToken=token,
                )
            )
            newest = newest if token else str(page["historyId"])
            for record in page.get("history", []):
                last = str(record["id"])
                yield last, _added(record)
            token = page.get("nextPageToken")
            if not token:
                yield max(newest, last, key=int), []
                return

    def _at(self, history: str, place: _Place) -> _Place:
        if history == place.history:
            return place
        return _Place(history, seen=int(self.clock().timestamp()))

    # -- what was there before -------------------------------------------------------------------

    def _begin(self, horizon: datetime) -> _Place:
        """Remember the present moment, then list what is younger than the horizon."""
        newest = str(call(self.users.getProfile(userId="me"))["historyId"])
        self._newest = newest
        stamp = max(0, int(horizon.timestamp()))
        self._listing = (newest, self._listed(stamp))
        return _Place(newest, listed=0, horizon=stamp)

    def _older(self, place: _Place, limit: int) -> Batch:
        if self._listing[0] != place.history:  # we were restarted in the middle
            place = self._begin(datetime.fromtimestamp(place.horizon, UTC))
        ids = self._listing[1]
        found: list[Incoming] = []
        listed = place.listed or 0
        while listed < len(ids) and len(found) < limit:
            wanted = ids[listed : listed + limit - len(found)]
            found += self._all(wanted, found)
            listed += len(wanted)
        if listed < len(ids):
            after = _Place(place.history, listed=listed, horizon=place.horizon)
        else:
            after = _Place(place.history, seen=int(self.clock().timestamp()))
        return Batch(_sorted(found), str(after))

    def _listed(self, horizon: int) -> tuple[str, ...]:
        """Return the ids of all messages younger than the horizon, oldest first.

        Labels, not a search: what has just come is not in the search index yet.
        """
        ids: list[str] = []
        token = None
        while True:
            page = call(self.users.messages().list(userId="me", maxResults=PAGE, pageToken=token))
            fresh = [str(m["id"]) for m in page.get("messages", [])]
            token = page.get("nextPageToken")
            if fresh and self._stamp(fresh[-1]) < horizon:
                older = bisect_left(fresh, True, key=lambda i: self._stamp(i) < horizon)
                fresh, token = fresh[:older], None
            ids += fresh
            if not token:
                return tuple(reversed(ids))

    def _stamp(self, message: str) -> float:
        """Return when a message came; one that is gone meanwhile counts as new."""
        try:
            found = call(self.users.messages().get(userId="me", id=message, format="minimal"))
        except NotThere:
            return float("inf")
        return int(found["internalDate"]) / 1000

    # -- one message -----------------------------------------------------------------------------

    def _all(self, ids: Iterable[str], found: Sequence[Incoming]) -> list[Incoming]:
        """Read these messages, each once, without those that are none of ours to take in."""
        known = {message.id for message in found}
        wanted = [i for i in dict.fromkeys(ids) if i not in known]
        if len(wanted) < 2:
            return [m for m in map(self._message, wanted) if m is not None]
        with ThreadPoolExecutor(READERS) as readers:
            return [m for m in readers.map(self._message, wanted) if m is not None]

    def _message(self, message: str) -> Incoming | None:
        try:
            found = call(self.users.messages().get(userId="me", id=message, format="raw"))
        except NotThere:  # its owner deleted it
            return None
        labels = frozenset(found.get("labelIds", []))
        if labels & NEVER:
            return None
        raw = with_our_uid(base64.urlsafe_b64decode(found["raw"] + "=="), own_uid)
        head = BytesHeaderParser().parsebytes(raw)
        vouched = None
        if "SENT" in labels:
            if "INBOX" not in labels and not self.watched & _addresses(head, "To", "Cc"):
                return None
            vouched = _addresses(head, "From") == {self.owner} or None
        elif b"text/calendar" in raw.lower():
            vouched = self._answered(raw, _addresses(head, "From")) or None
        self.sending.saw(str(head["Message-ID"] or ""), str(found.get("threadId", "")))
        came = datetime.fromtimestamp(int(found["internalDate"]) / 1000, UTC)
        return Incoming(message, raw, came, vouched)

    def _answered(self, raw: bytes, senders: set[str]) -> bool:
        """Tell whether this is an invitee's answer that Google Calendar knows of as well."""
        calendar = parse_message(raw).calendar
        answer = read_answer(calendar) if calendar else None
        return answer is not None and {answer.attendee} == senders and self.confirms(answer)

    # -- small parts -------------------------------------------------------------------------------

    def _changed(self) -> bool:
        self._polled = time.monotonic()
        newest = str(call(self.users.getProfile(userId="me"))["historyId"])
        before, self._newest = self._newest, newest
        return before is not None and before != newest

    def _mark(self, folder: str) -> dict[str, list[str]]:
        other = next(name for name in LABELS if name != folder)
        labels = self._our_labels()
        return {"addLabelIds": [labels[folder]], "removeLabelIds": [labels[other]]}

    def _our_labels(self) -> dict[str, str]:
        """Return the ids of our labels, made where they are missing."""
        if not self._labels:
            there = self._labels_there()
            for name in (PARENT, *LABELS.values()):
                if name not in there:
                    body = {"name": name, **SHOWN}
                    there[name] = call(self.users.labels().create(userId="me", body=body))["id"]
            self._labels = {folder: there[name] for folder, name in LABELS.items()}
        return self._labels

    def _labels_there(self) -> dict[str, str]:
        found = call(self.users.labels().list(userId="me"))
        return {str(label["name"]): str(label["id"]) for label in found.get("labels", [])}


def _read(cursor: str | None) -> _Place | None:
    """Take a cursor apart; None for what is none of ours."""
    kind, *parts = (cursor or "").split(":")
    if not parts or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    if kind == "history" and len(parts) == 2:
        return _Place(parts[0], seen=int(parts[1]))
    if kind == "listing" and len(parts) == 3:
        return _Place(parts[0], listed=int(parts[1]), horizon=int(parts[2]))
    return None


def _added(record: Any) -> list[str]:  # noqa: ANN401 - a history record
    """Return the ids of messages that a history record added or moved to the inbox."""
    added = [item["message"] for item in record.get("messagesAdded", [])]
    added += [
        item["message"]
        for item in record.get("labelsAdded", [])
        if "INBOX" in item.get("labelIds", [])
    ]
    return [str(m["id"]) for m in added if not NEVER & set(m.get("labelIds", []))]


def _addresses(head: Message, *names: str) -> set[str]:
    values = [str(value) for name in names for value in head.get_all(name, [])]
    return {fold_address(address) for _, address in getaddresses(values) if address}


def _sorted(found: list[Incoming]) -> tuple[Incoming, ...]:
    return tuple(sorted(found, key=lambda m: m.received_at))
