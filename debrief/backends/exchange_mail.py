"""The manager's mailbox on Exchange: synchronised, and sent from by way of drafts.

A mail is saved as a draft that carries our key in a property, then sent with its copy in Sent.
Whoever finds the key first (in Drafts, on its way, in Sent) therefore knows what became of it,
and a second send of one key sends nothing.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

from exchangelib import Message
from exchangelib.errors import (
    ErrorInternalServerTransientError,
    ErrorInvalidSyncStateData,
    ErrorServerBusy,
    ErrorTimeoutExpired,
)
from exchangelib.services import SendItem

from debrief.backends.base import Batch, Incoming, Outgoing, Receipt
from debrief.backends.exchange_items import GONE, Sync, found_by_key, items_by_id, key_mark, paths
from debrief.backends.exchange_push import Notifications
from debrief.backends.mime import build_mail, mail_bytes, message_id_for
from debrief.errors import DebriefError, TryLater

if TYPE_CHECKING:
    from debrief.backends.exchange import Exchange

PAGE = 200  # changes asked for at once; Exchange gives at most 512
MOST_BYTES = 20_000_000  # of mail fetched into one batch, unless one mail is larger
CATEGORIES = {"handled": "Debrief: handled", "set_aside": "Debrief: set aside"}
READ_BACK = (0.0, 0.2, 0.5, 1.0, 2.0)  # seconds between looks for the copy in Sent
PASSING = (ErrorServerBusy, ErrorTimeoutExpired, ErrorInternalServerTransientError)
_AUTHENTICATED = "X-MS-Exchange-Organization-AuthAs"
_MECHANISM = "X-MS-Exchange-Organization-AuthMechanism"
_SECURED_OUTSIDE = "10"  # a relay that Exchange was told to trust: it may claim any sender


@dataclass(frozen=True, slots=True)
class Place:
    """Where reading stands: the server's sync state, and what it named and we have not read yet.

    ``since``: at the first look ever, older mail is left alone; until its end is reached.
    """

    state: str | None = None
    waiting: tuple[tuple[str, int], ...] = ()  # id, size in bytes
    since: datetime | None = field(default=None)

    def written(self) -> str:
        """Return the cursor."""
        since = self.since.isoformat() if self.since else None
        return json.dumps([self.state, self.waiting, since], separators=(",", ":"))


def read_place(cursor: str | None, since: datetime) -> Place:
    """Read a cursor; one that is not ours starts at the beginning, as losing mail is worse."""
    if cursor is None:
        return Place(since=since)
    try:
        state, waiting, after = json.loads(cursor)
        ids = tuple((str(one), int(size)) for one, size in waiting)
        return Place(state, ids, datetime.fromisoformat(after) if after else None)
    except (ValueError, TypeError):
        return Place()


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
                    place, at_end = _synchronised(account, place)
                found, place = _read(account, place, limit)
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
            if category not in (item.categories or ()):
                item.categories = [*(item.categories or ()), category]
                try:
                    item.save(update_fields=["categories"])
                except GONE:
                    return

    # -- sending -----------------------------------------------------------------------------

    def send(self, mail: Outgoing) -> Receipt:
        """Send the draft of this key, made if it is not there; what went out is not repeated."""
        found = self._of_key(mail.key)
        if (receipt := self._receipt(found)) is not None:
            return receipt
        draft = next(iter(found), None) or self._drafted(mail)
        with self.server.asked("send a mail", acting=True) as account:
            sent = SendItem(account=account).call([draft], saved_item_folder=account.sent)
            _raise_any(sent)
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
                debrief_automatic="auto-replied" if mail.answers else "auto-generated",
            )
            return draft.save()

    def _of_key(self, key: str) -> list[Any]:
        """Return every message that carries the key, but for drafts that were thrown away.

        The folders are looked through in the order in which a mail moves, so that none slips by.
        """
        with self.server.asked("look for a mail") as account:
            folders = [account.drafts, account.outbox, account.sent, account.trash]
            found = _raise_any(found_by_key(account, folders, key))
            deleted = account.trash.id
        return [m for m in found if not (m.is_draft and m.parent_folder_id.id == deleted)]

    def _receipt(self, found: Sequence[Any]) -> Receipt | None:
        """Return what went out; raise `TryLater` for what is on its way."""
        gone = next((m for m in found if not m.is_draft), None)
        if gone is not None:
            return Receipt(gone.message_id, _utc(gone.datetime_sent) or self.clock())
        if any(m.is_submitted for m in found):
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


def _synchronised(account: Any, place: Place) -> tuple[Place, bool]:  # noqa: ANN401
    """Return the place with the next page of new messages, and whether it was the last page."""
    sync = Sync(account=account)
    try:
        changes = list(
            sync.call(
                folder=account.inbox,
                shape="IdOnly",
                additional_fields=paths("datetime_received", "size"),
                sync_state=place.state,
                ignore=None,
                max_changes_returned=PAGE,
                sync_scope=None,
            )
        )
    except ErrorInvalidSyncStateData:
        if place.state is None:
            raise
        return Place(), False
    _raise_any(changes)
    at_end = bool(sync.includes_last_item_in_range)
    new = [item for kind, item in changes if kind == Sync.CREATE]
    if place.since is not None:
        new = [item for item in new if _received(item) >= place.since]
    if place.state is None:
        new.reverse()  # a first look names the newest first
    new.sort(key=_received)  # to the second: what came within one keeps its order
    ids = tuple((item.id, item.size or 0) for item in new)
    return Place(sync.sync_state, ids, None if at_end else place.since), at_end


def _read(account: Any, place: Place, limit: int) -> tuple[list[Incoming], Place]:  # noqa: ANN401
    """Return the next messages of those waiting, within limits of number and size."""
    number, size = 0, 0
    for _, one in place.waiting[:limit]:
        size += one
        if number and size > MOST_BYTES:
            break
        number += 1
    ids = [one for one, _ in place.waiting[:number]]
    rest = replace(place, waiting=place.waiting[number:])
    if not ids:
        return [], rest
    items = items_by_id(account, ids, "mime_content", "headers", "datetime_received")
    found = [_incoming(account, one, item) for one, item in zip(ids, items, strict=True)]
    return [message for message in found if message is not None], rest


def _incoming(account: Any, one: str, item: Any) -> Incoming | None:  # noqa: ANN401
    """Return the message; None when its owner moved or deleted it meanwhile."""
    if isinstance(item, GONE):
        return None
    if isinstance(item, PASSING):
        raise item
    if isinstance(item, Exception) or not item.mime_content:
        return _rebuilt(account, one, item)
    raw = with_trace(item.mime_content, item.headers or ())
    return Incoming(one, raw, _received(item), is_internal(item.headers or ()))


def with_trace(raw: bytes, headers: Iterable[Any]) -> bytes:
    """Return the mail with the headers that transport gave it.

    Exchange keeps no mail as it came; where it writes one anew from its properties, what the mail
    hosts on its way had written is missing. It is put back as a whole, in its own order: a line
    that stood below a Received must not come to stand above it.
    """
    present = set(message_from_bytes(raw.split(b"\r\n\r\n", 1)[0] + b"\r\n\r\n"))
    known = {name.lower() for name in present}
    if known & {"received", "authentication-results"}:
        return raw
    lines = [
        f"{header.name}: {_line(header.value)}\r\n".encode()
        for header in headers
        if header.name.lower() not in known and header.name.isascii() and header.name.isprintable()
    ]
    return b"".join(lines) + raw


def _rebuilt(account: Any, one: str, why: Any) -> Incoming | None:  # noqa: ANN401
    """Return a message that Exchange cannot write as a mail, from its fields: none is dropped."""
    names = ("subject", "author", "message_id", "text_body", "datetime_received")
    (item,) = items_by_id(account, [one], *names)
    if isinstance(item, GONE):
        return None
    if isinstance(item, PASSING):
        raise item
    broken = isinstance(item, Exception)
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = "A message that Exchange cannot give out" if broken else _line(item.subject)
    if not broken and item.author is not None and item.author.email_address:
        mail["From"] = _line(item.author.email_address)
    if not broken and item.message_id:
        mail["Message-ID"] = _line(item.message_id)
    received = datetime.now(UTC) if broken else _received(item)
    mail["Date"] = format_datetime(received)
    mail.set_content((None if broken else item.text_body) or f"Exchange said: {why}")
    return Incoming(one, mail.as_bytes(), received)


def is_internal(headers: Iterable[Any]) -> bool | None:
    """Tell whether Exchange itself signed the sender in; None is no statement.

    Exchange takes these headers off whatever comes from outside (header firewall). A relay that
    was declared secured elsewhere is stamped Internal too, and may write any sender.
    """
    said: dict[str, list[str]] = {}
    for header in headers:
        said.setdefault(header.name.lower(), []).append((header.value or "").strip())
    if said.get(_AUTHENTICATED.lower()) != ["Internal"]:
        return None
    return None if _SECURED_OUTSIDE in said.get(_MECHANISM.lower(), []) else True


def _received(item: Any) -> datetime:  # noqa: ANN401
    return _utc(item.datetime_received) or datetime.now(UTC)


def _utc(moment: Any) -> datetime | None:  # noqa: ANN401
    """Return exchangelib's moment as a plain one in UTC."""
    return None if moment is None else datetime.fromtimestamp(moment.timestamp(), UTC)


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def _raise_any(results: Iterable[Any]) -> list[Any]:
    """Return the results; raise the first that is an error."""
    found = list(results)
    for one in found:
        if isinstance(one, Exception):
            raise one
    return found
