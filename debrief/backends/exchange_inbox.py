"""Read the inbox on Exchange: page by page of its changes, each mail as it was sent.

Exchange keeps no mail as it came; it is written anew when asked for. What cannot be written comes
from its fields, so that none is dropped.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

from exchangelib.errors import (
    ErrorInternalServerTransientError,
    ErrorInvalidSyncStateData,
    ErrorServerBusy,
    ErrorTimeoutExpired,
)

from debrief.backends.base import Incoming
from debrief.backends.exchange_items import GONE, Sync, items_by_id, paths, raise_any, utc

PAGE = 200  # changes asked for at once; Exchange gives at most 512
MOST_BYTES = 20_000_000  # of mail fetched into one batch, unless one mail is larger
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


def synchronised(account: Any, place: Place) -> tuple[Place, bool]:  # noqa: ANN401
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
    raise_any(changes)
    # Some servers promise more and name nothing: exchangelib's own way stops there, too.
    at_end = bool(sync.includes_last_item_in_range) or sync.sync_state == place.state
    new = [item for kind, item in changes if kind == Sync.CREATE]
    if place.since is not None:
        new = [item for item in new if _received(item) >= place.since]
    if place.state is None:
        new.reverse()  # a first look names the newest first
    new.sort(key=_received)  # to the second: what came within one keeps its order
    ids = tuple((item.id, item.size or 0) for item in new)
    return Place(sync.sync_state, ids, None if at_end else place.since), at_end


def read_waiting(account: Any, place: Place, limit: int) -> tuple[list[Incoming], Place]:  # noqa: ANN401
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
    return utc(item.datetime_received) or datetime.now(UTC)


def _line(text: str | None) -> str:
    return " ".join((text or "").split())
