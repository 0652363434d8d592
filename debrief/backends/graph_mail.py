"""The manager's mailbox in Microsoft 365, over Microsoft Graph.

A mail goes out in three steps, so that it can be found again after any of them: a draft made from
our own bytes, the effect's key written onto it as a property of its own, then sent. A draft from
MIME keeps all that JSON cannot say: In-Reply-To and References (Graph takes only ``x-`` headers),
Auto-Submitted, both alternatives, attachments. The draft's immutable id is the sent copy's too.

https://learn.microsoft.com/graph/outlook-immutable-id,
https://learn.microsoft.com/graph/api/user-post-messages
"""

from __future__ import annotations

import time
from base64 import b64encode
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from typing import Any
from urllib.parse import quote

from debrief.backends.base import Batch, Incoming, Outgoing, Receipt
from debrief.backends.graph_events import KEY, carries
from debrief.backends.graph_http import GraphClient, quoted
from debrief.backends.graph_inbox import Inbox, Place, is_gone, moment, read_places, write_places
from debrief.backends.mime import bracketed, build_mail, mail_bytes, message_id_for
from debrief.backends.server_uid import with_our_uid
from debrief.errors import Doubtful, TryLater

CATEGORIES = {"handled": "Debrief: handled", "set_aside": "Debrief: for you to read"}
LOOKS = (0.0, 0.3, 0.7, 1.5)  # seconds between looks for what Exchange files a moment later
_SHOWN = "isDraft,parentFolderId,internetMessageId,sentDateTime"
_MARK = "X-MS-Exchange-Organization-AuthAs"
_MECHANISM = "X-MS-Exchange-Organization-AuthMechanism"
_SECURED_OUTSIDE = "10"  # a relay that Exchange was told to trust: it may claim any sender

Clock = Callable[[], datetime]


class GraphMailbox:
    """The manager's mailbox, and the debrief address's where that is a mailbox of its own."""

    trusts_delivery = False

    def __init__(
        self,
        client: GraphClient,
        user: str,
        watched: Sequence[str],
        *,
        clock: Clock,
        own_uid: Callable[[str], str | None],
        domains: Collection[str],
        days_back: int,
    ) -> None:
        self._client = client
        self._home = f"/users/{quote(user)}"
        self._inboxes = {a: Inbox(client, a, days_back) for a in dict.fromkeys((user, *watched))}
        self._clock = clock
        self._own_uid = own_uid
        self._domains = frozenset(domains)
        self._outbox: str | None = None

    def fetch(self, cursor: str | None, limit: int = 100) -> Batch:
        """Return messages after the cursor, oldest first; an outdated cursor starts anew."""
        places = read_places(cursor)
        found: list[Incoming] = []
        for address, inbox in self._inboxes.items():
            place = places.get(address, Place())
            messages, places[address] = inbox.fetch(place, limit, self._clock())
            found += [self._incoming(address, m.id, m.raw, m.received_at) for m in messages]
        found.sort(key=lambda m: (m.received_at, m.id))
        return Batch(tuple(found), write_places(places))

    def wait(self, seconds: float) -> bool:
        """Wait; Graph pushes only to a public address, so there never is a hint."""
        time.sleep(seconds)
        return False

    def send(self, mail: Outgoing) -> Receipt:
        """Send one mail; a second time, or after any doubt, what is there already is taken up."""
        known = self._marked(mail.key)
        if (receipt := self._gone_out(known)) is not None:
            return receipt
        draft = next((m for m in known if m.get("isDraft")), None) or self._draft(mail)
        name = str(draft["id"])
        answer = self._client.post(f"{self._message(name)}/send", wanted=(404,))
        receipt = self._sent_copy(name, mail.key)
        if receipt is not None:
            return receipt
        if is_gone(answer):
            raise Doubtful("the draft is gone and no sent copy of it was found yet")
        message_id = draft.get("internetMessageId")
        return Receipt(str(message_id) if message_id else None, self._clock())

    def sent(self, key: str) -> Receipt | None:
        """Look for the key on every message of the mailbox but drafts.

        Raises `TryLater` while the mail is on its way out.
        """
        return self._gone_out(self._marked(key))

    def file(self, message_id: str, folder: str) -> None:
        """Put a category onto the message: its owner finds it where they expect it."""
        address, _, name = message_id.partition("/")
        category = CATEGORIES.get(folder, f"Debrief: {folder}")
        path = f"/users/{quote(address)}/messages/{quote(name, safe='')}"
        answer = self._client.get(path, {"$select": "categories"}, wanted=(400, 404))
        if answer.status != 200:
            return
        present = list(answer.body.get("categories") or ())
        wanted = [*(c for c in present if c not in CATEGORIES.values()), category]
        if wanted != present:
            etag = answer.body.get("@odata.etag")
            body = {"categories": wanted}
            self._client.patch(path, body, etag=etag, wanted=(404,))

    # -- small parts -------------------------------------------------------------------------

    def _incoming(self, address: str, name: str, raw: bytes, at: datetime) -> Incoming:
        raw = with_our_uid(raw, self._own_uid)
        return Incoming(f"{address}/{name}", raw, at, internal_mark(raw, self._domains))

    def _draft(self, mail: Outgoing) -> Mapping[str, Any]:
        """Return the draft of this mail, made and marked; nothing is sent by this."""
        try:
            draft = self._lost_draft(mail) or self._made(mail)
            mark = {"singleValueExtendedProperties": [{"id": KEY, "value": mail.key}]}
            self._client.patch(self._message(str(draft["id"])), mark)
        except Doubtful as err:
            raise TryLater(f"nothing was sent: {err}") from err
        return draft

    def _made(self, mail: Outgoing) -> Mapping[str, Any]:
        mime = b64encode(mail_bytes(build_mail(mail, self._clock())))
        return self._client.post(f"{self._home}/messages", mime=mime).body

    def _lost_draft(self, mail: Outgoing) -> Mapping[str, Any] | None:
        """Return the draft of an earlier try that broke off before its key was written."""
        message_id = bracketed(message_id_for(mail.key, mail.sender[1].rpartition("@")[2]))
        params = {"$filter": f"internetMessageId eq {quoted(message_id)}", "$select": _SHOWN}
        found = self._client.get(f"{self._home}/messages", params).values
        return next((m for m in found if m.get("isDraft")), None)

    def _marked(self, key: str) -> list[Mapping[str, Any]]:
        params = {"$filter": carries(KEY, key), "$select": _SHOWN}
        return self._client.get(f"{self._home}/messages", params).values

    def _gone_out(self, known: Sequence[Mapping[str, Any]]) -> Receipt | None:
        if any(m.get("parentFolderId") == self._outbox_id() for m in known):
            raise TryLater("the mail is on its way out; it is looked for again")
        out = next((m for m in known if not m.get("isDraft")), None)
        return _receipt(out) if out is not None else None

    def _outbox_id(self) -> str:
        if self._outbox is None:
            path = f"{self._home}/mailFolders/outbox"
            self._outbox = str(self._client.get(path, {"$select": "id"}).body["id"])
        return self._outbox

    def _sent_copy(self, name: str, key: str) -> Receipt | None:
        """Return what the draft became, as soon as Exchange shows it."""
        for pause in LOOKS:
            time.sleep(pause)
            try:
                answer = self._client.get(
                    self._message(name), {"$select": _SHOWN}, wanted=(400, 404)
                )
                if answer.status == 200 and not answer.body.get("isDraft"):
                    return _receipt(answer.body)
                if is_gone(answer) and (receipt := self.sent(key)) is not None:
                    return receipt
            except TryLater as err:
                raise Doubtful(f"sent, not yet seen in Sent: {err}", err.retry_after) from err
        return None

    def _message(self, name: str) -> str:
        return f"{self._home}/messages/{quote(name, safe='')}"


def internal_mark(raw: bytes, domains: Collection[str]) -> bool | None:
    """Return True when Exchange itself vouches that one of ours wrote this, else None.

    Exchange strips ``X-MS-Exchange-Organization-`` headers from what comes from outside, so the
    mark counts in a message read from the mailbox through the API, and nowhere else.
    """
    headers = BytesHeaderParser().parsebytes(raw[:200_000])
    marks = [str(value).strip().lower() for value in headers.get_all(_MARK, [])]
    writers = getaddresses([str(value) for value in headers.get_all("From", [])])
    ways = [str(value).strip() for value in headers.get_all(_MECHANISM, [])]
    if marks != ["internal"] or len(writers) != 1 or _SECURED_OUTSIDE in ways:
        return None
    return True if writers[0][1].rpartition("@")[2].lower() in domains else None


def _receipt(message: Mapping[str, Any]) -> Receipt:
    message_id = message.get("internetMessageId")
    return Receipt(
        str(message_id) if message_id else None, moment(str(message.get("sentDateTime")))
    )
