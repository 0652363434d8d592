"""Send through Gmail so that a mail goes out once: draft, its id written down, draft sent.

A draft sends once: when it is sent it is gone and a message in Sent has taken its place. After a
doubt the draft is asked for. Still there: it did not go out, and sending it again is safe. Gone:
the message lies in the draft's thread, and bears our header (Gmail keeps headers it does not
know) or our Message-ID. Neither search nor the order of listings is relied upon. Where the outbox
was lost, what was sent in the last `LOOK_BACK` is read header by header.
"""

from __future__ import annotations

import base64
import logging
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

from debrief.backends.base import EFFECT_HEADER, Outgoing, Receipt
from debrief.backends.google_outbox import Entry, Outbox
from debrief.backends.google_wire import NotThere, call
from debrief.backends.mime import (
    bracketed,
    build_mail,
    mail_bytes,
    message_id_for,
)
from debrief.errors import DebriefError, Doubtful, Refused

LOOK_BACK = timedelta(days=14)  # far longer than an effect is tried
SETTLING = timedelta(minutes=10)  # until a draft that is gone and no message was thrown away
GIVEN_UP = timedelta(days=5)  # an effect is tried for about three
SWEEP_EVERY = timedelta(hours=1)
KNOWN_THREADS = 2000
PAGE = 100
# Gmail keeps a Message-ID that it replaced under the third name.
HEADERS = (EFFECT_HEADER, "Message-ID", "X-Google-Original-Message-ID")

Clock = Callable[[], datetime]

log = logging.getLogger("debrief")


@dataclass(frozen=True, slots=True)
class _Copy:
    """The headers of a message in Sent that tell whose it is."""

    message: str
    thread: str
    at: datetime
    key: str
    message_id: str | None
    ids: frozenset[str]  # the Message-ID, as it is and as it was given

    def is_of(self, key: str, message_id: str) -> bool:
        """Tell whether this is the mail of the key."""
        return self.key == key or (not self.key and message_id in self.ids)


class Sending:
    """Sends in the owner's name; `Outbox` remembers how far each mail came."""

    def __init__(self, gmail: Any, owner: str, outbox: Outbox, clock: Clock) -> None:  # noqa: ANN401
        self.users = gmail.users()
        self.domain = owner.rpartition("@")[2]
        self.outbox = outbox
        self.clock = clock
        self._copies: dict[str, _Copy] = {}  # by Gmail's id; what is sent never changes
        self._swept: datetime | None = None
        self._threads: OrderedDict[str, str] = OrderedDict()

    def send(self, mail: Outgoing, message: EmailMessage | None = None) -> Receipt:
        """Send the mail of this key, built already or not; what went out is not sent again."""
        raw = mail_bytes(message or build_mail(mail, self.clock()))
        with self.outbox.at_work():
            self._sweep()
            entry = self.outbox.get(mail.key)
            if entry is not None and entry.message is not None:
                return self._receipt(mail.key, entry)
            for _ in range(2):
                entry = self.outbox.get(mail.key)
                if entry is None or entry.draft is None:
                    self._draft(mail, raw, begun=entry.begun if entry else None)
                receipt = self._send_draft(mail.key)
                if receipt is not None:
                    return receipt
        raise Doubtful("its drafts vanish before they are sent; looking again later")

    def sent(self, key: str) -> Receipt | None:
        """Return the receipt if it went out; raise `Doubtful` while Gmail cannot tell."""
        entry = self.outbox.get(key)
        if entry is not None and entry.message is not None:
            return self._receipt(key, entry)
        if entry is None or entry.draft is None:
            copy = self._among_sent(key, self.clock() - LOOK_BACK)
            return None if copy is None else self._found(key, copy)
        try:
            call(self.users.drafts().get(userId="me", id=entry.draft, format="minimal"))
        except NotThere:
            return self._look_for(key, entry)
        return None

    def saw(self, message_id: str, thread: str) -> None:
        """Remember the thread of a received mail, for an answer to it."""
        self._threads[bracketed(message_id)] = thread
        while len(self._threads) > KNOWN_THREADS:
            self._threads.popitem(last=False)

    # -- the draft -------------------------------------------------------------------------------

    def _draft(self, mail: Outgoing, raw: bytes, *, begun: datetime | None) -> None:
        """Make the draft and write its id down; one begun before is taken up again."""
        self.outbox.begin(mail.key, self.clock())
        found = self._stray_draft(mail.key, begun - SETTLING) if begun else None
        draft = found or self._new_draft(raw, self._thread_of(mail.in_reply_to))
        self.outbox.drafted(mail.key, str(draft["id"]), draft.get("message", {}).get("threadId"))

    def _new_draft(self, raw: bytes, thread: str | None) -> Any:  # noqa: ANN401
        message = {"raw": base64.urlsafe_b64encode(raw).decode("ascii")}
        inside = {**message, "threadId": thread} if thread else message
        try:
            return call(self.users.drafts().create(userId="me", body={"message": inside}))
        except NotThere:
            if not thread:
                raise
            return self._new_draft(raw, None)  # the thread is gone; the headers still name it

    def _stray_draft(self, key: str, since: datetime) -> Any:  # noqa: ANN401
        """Return a draft of this key whose making was not answered; the newest come first."""
        for draft in self._pages(self.users.drafts(), "drafts", {}):
            try:
                copy = self._copy(str(draft["message"]["id"]))
            except NotThere:
                continue
            if self._is_of(copy, key):
                return draft
            if copy.at < since:
                return None
        return None

    def _send_draft(self, key: str) -> Receipt | None:
        """Send the draft; None when somebody threw it away long ago."""
        entry = self.outbox.get(key)
        assert entry is not None
        self.outbox.trying(key, self.clock())
        body = {"id": entry.draft}
        try:
            sent = call(self.users.drafts().send(userId="me", body=body), acts=True)
        except NotThere:  # sent by an earlier try, or thrown away by hand
            return self._look_for(key, entry)
        except Refused:
            self._discard(key, entry)
            raise
        self.outbox.went_out(key, str(sent["id"]), sent.get("threadId"), self.clock())
        return self._receipt(key, self.outbox.get(key) or entry)

    def _discard(self, key: str, entry: Entry) -> None:
        """Take away the draft of a mail that Gmail will never send, if that is possible."""
        self.outbox.forget(key)
        try:
            call(self.users.drafts().delete(userId="me", id=entry.draft))
        except DebriefError:
            return  # it stays among the manager's drafts, which harms nobody

    def _sweep(self) -> None:
        """Take drafts away that were given up, lest the manager sends one by mistake."""
        now = self.clock()
        if self._swept is not None and now - self._swept < SWEEP_EVERY:
            return
        self._swept = now
        for draft in self.outbox.left_over(now - GIVEN_UP):
            try:
                call(self.users.drafts().delete(userId="me", id=draft))
            except NotThere:
                log.info("a draft that was given up is gone already")  # sent after all, perhaps
            except DebriefError as err:
                log.info("a draft that was given up stays for now: %s", err)
                continue
            self.outbox.swept(draft, now)

    # -- what went out ---------------------------------------------------------------------------

    def _look_for(self, key: str, entry: Entry) -> Receipt | None:
        """Find the message that a vanished draft became."""
        copy = self._in_thread(key, entry.thread) or self._among_sent(key, entry.begun - SETTLING)
        if copy is not None:
            return self._found(key, copy)
        if self.clock() - (entry.tried or entry.begun) < SETTLING:
            raise Doubtful("Gmail shows neither the draft nor a copy in Sent; looking again later")
        self.outbox.forget(key)  # somebody threw the draft away: it never went out
        return None

    def _found(self, key: str, copy: _Copy) -> Receipt:
        self.outbox.begin(key, copy.at)
        self.outbox.went_out(key, copy.message, copy.thread, copy.at)
        if copy.message_id:
            self.outbox.became(key, copy.message_id)
        return Receipt(copy.message_id, copy.at)

    def _receipt(self, key: str, entry: Entry) -> Receipt:
        """Read back what the Message-ID became; Gmail gives its own."""
        assert entry.message is not None
        assert entry.sent is not None
        message_id = entry.message_id
        if message_id is None:
            try:
                message_id = self._copy(entry.message).message_id
            except NotThere:  # deleted from Sent already
                return Receipt(None, entry.sent)
            except DebriefError as err:
                raise Doubtful(f"it went out; its Message-ID could not be read ({err})") from err
            if message_id:
                self.outbox.became(key, message_id)
        return Receipt(message_id, entry.sent)

    def _in_thread(self, key: str, thread: str | None) -> _Copy | None:
        if thread is None:
            return None
        try:
            found = call(self.users.threads().get(userId="me", id=thread, format="minimal"))
        except NotThere:
            return None
        for message in found.get("messages", []):
            if "SENT" in message.get("labelIds", []):
                copy = self._copy(str(message["id"]))
                if self._is_of(copy, key):
                    return copy
        return None

    def _among_sent(self, key: str, since: datetime) -> _Copy | None:
        """Read what was sent since then, newest first; each message is read once."""
        for message in self._pages(self.users.messages(), "messages", {"labelIds": ["SENT"]}):
            try:
                copy = self._copy(str(message["id"]))
            except NotThere:
                continue
            if self._is_of(copy, key):
                return copy
            if copy.at < since:
                return None
        return None

    def _copy(self, message: str) -> _Copy:
        """Read the headers of one message; raises `NotThere`."""
        if message not in self._copies:
            found = call(
                self.users.messages().get(
                    userId="me", id=message, format="metadata", metadataHeaders=list(HEADERS)
                )
            )
            copy = _read_copy(found)
            if "DRAFT" in found.get("labelIds", []):
                return copy
            self._copies[message] = copy
        return self._copies[message]

    # -- small parts -----------------------------------------------------------------------------

    def _is_of(self, copy: _Copy, key: str) -> bool:
        return copy.is_of(key, message_id_for(key, self.domain))

    def _thread_of(self, message_id: str | None) -> str | None:
        """Return the thread of the mail that is answered; Gmail also reads References itself."""
        if not message_id:
            return None
        name = bracketed(message_id)
        known = self._threads.get(name) or self.outbox.thread_of(name)
        if known:
            return known
        asked = self.users.messages().list(
            userId="me", q=f"rfc822msgid:{name.strip('<>')}", maxResults=1
        )
        found = call(asked).get("messages", [])
        return str(found[0]["threadId"]) if found else None

    def _pages(self, of: Any, name: str, asked: dict[str, Any]) -> Iterator[Any]:  # noqa: ANN401
        token = None
        while True:
            page = call(of.list(userId="me", maxResults=PAGE, pageToken=token, **asked))
            yield from page.get(name, [])
            token = page.get("nextPageToken")
            if not token:
                return


def _read_copy(found: Any) -> _Copy:  # noqa: ANN401 - a message as Gmail gives it
    heads = {
        str(h["name"]).lower(): str(h["value"]).strip()
        for h in found.get("payload", {}).get("headers", [])
    }
    effect, own, original = (heads.get(name.lower(), "") for name in HEADERS)
    at = datetime.fromtimestamp(int(found["internalDate"]) / 1000, UTC)
    ids = frozenset(i for i in (own, original) if i)
    return _Copy(found["id"], found.get("threadId", ""), at, effect, own or None, ids)
