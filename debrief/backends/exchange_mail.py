"""The manager's mailbox on Exchange: synchronised, and sent from by way of drafts.

A mail is saved as a draft that carries our key in a property, then sent with its copy in Sent.
Whoever finds the key first (in Drafts, on its way, in Sent) therefore knows what became of it,
and a second send of one key sends nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from exchangelib import Message, Q
from exchangelib.services import SendItem

from debrief.backends.base import Batch, Outgoing, Receipt
from debrief.backends.exchange_inbox import read_place, read_waiting, synchronised
from debrief.backends.exchange_items import (
    GONE,
    READ_BACK,
    items_by_id,
    key_mark,
    messages_of,
    raise_any,
    utc,
)
from debrief.backends.exchange_push import Notifications
from debrief.backends.mime import build_mail, mail_bytes, message_id_for
from debrief.errors import DebriefError, TryLater

if TYPE_CHECKING:
    from debrief.backends.exchange import Exchange

CATEGORIES = {"handled": "Debrief: handled", "set_aside": "Debrief: set aside"}
_FIELDS = ("message_id", "is_draft", "is_submitted", "datetime_sent", "parent_folder_id")


class ExchangeMailbox:
    """The inbox, and sending in its owner's name."""

    trusts_delivery = False

    def __init__(self, server: Exchange, clock: Callable[[], datetime]) -> None:
        self.server = server
        self.clock = clock
        self._notifications = Notifications(server) if server.settings.push else None

    # -- taking in ---------------------------------------------------------------------------

    def fetch(self, cursor: str | None, limit: int = 100) -> Batch:
        """Return messages after the cursor, oldest first within what the server names at once."""
        since = self.clock() - timedelta(days=self.server.settings.look_back_days)
        place = read_place(cursor, since)
        with self.server.asked("read the inbox") as account:
            at_end = False
            while True:
                if not place.waiting:
                    if at_end:
                        return Batch((), place.written())
                    place, at_end = synchronised(account, place)
                found, place = read_waiting(account, place, limit)
                if found:
                    return Batch(tuple(found), place.written())

    def wait(self, seconds: float) -> bool:
        """Wait for the server's notification of new mail."""
        if self._notifications is None:
            time.sleep(seconds)
            return False
        return self._notifications.wait(seconds)

    def file(self, message_id: str, folder: str) -> None:
        """Give the message a category and leave it where its owner expects it."""
        category = CATEGORIES.get(folder, folder)
        with self.server.asked("mark a message") as account:
            (item,) = items_by_id(account, [message_id], "categories")
            if isinstance(item, GONE):
                return
            if isinstance(item, Exception):
                raise item
            others = [c for c in item.categories or () if c not in CATEGORIES.values()]
            if [*others, category] != list(item.categories or ()):
                item.categories = [*others, category]
                try:
                    item.save(update_fields=["categories"])
                except GONE:
                    return

    # -- sending -----------------------------------------------------------------------------

    def send(self, mail: Outgoing) -> Receipt:
        """Send the draft of this key, made if it is not there; what went out is not repeated."""
        mails = self._of_key(mail.key)
        if (receipt := self._receipt(mails)) is not None:
            return receipt
        draft = next(iter(mails), None) or self._drafted(mail)
        with self.server.asked("send a mail", acting=True) as account:
            sent = SendItem(account=account).call([draft], saved_item_folder=account.sent)
            raise_any(sent)
        domain = mail.sender[1].rpartition("@")[2]
        return self._read_back(mail.key, draft.message_id or message_id_for(mail.key, domain))

    def sent(self, key: str) -> Receipt | None:
        """Look in Sent, and in Deleted Items where somebody may have put the copy."""
        return self._receipt(self._of_key(key))

    def _drafted(self, mail: Outgoing) -> Any:  # noqa: ANN401 - exchangelib carries no types
        """Save the mail as a draft; nobody is told of anything yet."""
        raw = mail_bytes(build_mail(mail, self.clock()))
        with self.server.asked("save a draft") as account:
            draft = Message(
                account=account,
                folder=account.drafts,
                mime_content=raw,
                debrief_key=key_mark(mail.key),
                debrief_header=mail.key,
                debrief_installation=mail.installation,
                debrief_automatic="auto-replied" if mail.answers else "auto-generated",
            )
            return draft.save()

    def _of_key(self, key: str) -> list[Any]:
        """Return every message that carries the key, but for drafts that were thrown away.

        The folders are looked through in the order in which a mail moves, so that none slips by.
        """
        with self.server.asked("look for a mail") as account:
            folders = [account.drafts, account.outbox, account.sent, account.trash]
            mails = messages_of(account, folders, Q(debrief_key=key_mark(key)), *_FIELDS)
            deleted = account.trash.id
        return [m for m in mails if not (m.is_draft and m.parent_folder_id.id == deleted)]

    def _receipt(self, mails: Sequence[Any]) -> Receipt | None:
        """Return what went out; raise `TryLater` for what is on its way."""
        gone = next((m for m in mails if not m.is_draft), None)
        if gone is not None:
            return Receipt(gone.message_id, utc(gone.datetime_sent) or self.clock())
        if any(m.is_submitted for m in mails):
            raise TryLater("Exchange is still sending this mail", retry_after=30)
        return None

    def _read_back(self, key: str, known: str) -> Receipt:
        """Return the Message-ID that it became; the copy in Sent comes a moment later."""
        for pause in READ_BACK:
            time.sleep(pause)
            try:
                receipt = self.sent(key)
            except DebriefError:
                continue  # the mail is out: not knowing its name is no reason to doubt that
            if receipt is not None:
                return receipt
        return Receipt(known, self.clock())
