"""The watched mailbox over IMAP: what is new, what it is filed under, and the hint of new mail.

New mail is found by UID alone (RFC 9051, 2.3.1.1): UIDs only ever grow, and UIDNEXT tells in one
round trip that there is none. CONDSTORE and QRESYNC (RFC 7162) tell of changed flags and deleted
messages, of which nothing here depends, so they are not asked for.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from queue import LifoQueue
from typing import Any

from imapclient import FLAGGED
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from debrief.backends.base import Batch, Incoming, Outgoing, Receipt
from debrief.backends.imap_connection import Client, Connection
from debrief.backends.imap_folders import (
    make_folder,
    message_id_of,
    move,
    remove_copies,
    select_watched,
)
from debrief.backends.imap_idle import Watcher
from debrief.backends.imap_outbox import Outbox
from debrief.backends.imap_settings import ImapSettings
from debrief.backends.mime import build_mail

MOST_BYTES = 24_000_000  # of one batch, unless one message alone is larger
WINDOW = 20_000  # UIDs looked through in one go, and twice as many after each that finds none
HANDLED = "DebriefHandled"
ASIDE = "DebriefSetAside"

Clock = Callable[[], datetime]
Place = tuple[int, int, tuple[int, ...]]  # UIDVALIDITY, the last UID taken, and those not to be had
LATE_SECONDS = 60.0  # between two tries of what a server did not give
MOST_LATE = 50  # messages of a folder that the server does not give and that are asked for again


class ImapMailbox:
    """The manager's mailbox, and the debrief address's where it is one of its own."""

    trusts_delivery = False

    def __init__(
        self,
        accounts: Sequence[Connection],
        watchers: Sequence[Watcher],
        settings: ImapSettings,
        outboxes: Sequence[Outbox],
        clock: Clock,
    ) -> None:
        self.accounts = {connection.sign_in.user: connection for connection in accounts}
        self.watchers = tuple(watchers)
        self.settings = settings
        self.outbox = outboxes[0]
        self.at_once = len(outboxes)
        self._free: LifoQueue[Outbox] = LifoQueue()
        for outbox in reversed(outboxes):  # whoever sends alone always finds the first one
            self._free.put(outbox)
        self.clock = clock
        self._asked_late = float("-inf")

    def fetch(self, cursor: str | None, limit: int = 100) -> Batch:
        """Return messages after the cursor, oldest first within each folder."""
        places = _places(cursor)
        found: list[Incoming] = []
        for user, connection in self.accounts.items():
            for folder in self.settings.folders if user == self._owner else ("INBOX",):
                box = f"{user} {folder}"
                if len(found) < limit:
                    messages, places[box] = self._fetch(
                        connection, box, folder, places.get(box), limit - len(found)
                    )
                    found += messages
        found.sort(key=lambda message: message.received_at)
        kept = {box: (validity, last, *late) for box, (validity, last, late) in places.items()}
        return Batch(tuple(found), json.dumps(kept, sort_keys=True))

    def _fetch(
        self, connection: Connection, box: str, folder: str, place: Place | None, limit: int
    ) -> tuple[list[Incoming], Place]:
        def take(client: Client) -> tuple[list[Incoming], Place]:
            state = select_watched(client, connection.where, folder)
            validity, following = int(state[b"UIDVALIDITY"]), int(state[b"UIDNEXT"])
            name, late = f"{box} {validity}", tuple[int, ...]()
            if place is not None and place[0] == validity:
                _, last, late = place
            else:
                last = self._begin(client, following)
            asked = late if self._asks_again() else ()
            found = [m for uid in asked for m in _read(client, name, [uid]) if not m.unreadable]
            uids, last = _choose(client, last, following, limit)
            found += (fresh := _read(client, name, uids))
            had = {_parts(m.id)[3] for m in found if not m.unreadable}
            missing = [_parts(m.id)[3] for m in fresh if m.unreadable]
            there = set(client.search(["UID", ",".join(map(str, asked))]) if asked else late)
            still = [uid for uid in late if uid in there - had]
            return found, (validity, last, tuple((still + missing)[:MOST_LATE]))

        return connection.run(take)

    def _asks_again(self) -> bool:
        """Tell whether it is time to ask for what the server did not give."""
        if time.monotonic() - self._asked_late < LATE_SECONDS:
            return False
        self._asked_late = time.monotonic()
        return True

    def _begin(self, client: Client, following: int) -> int:
        """Return the UID before the first one to take: a mailbox may hold many years."""
        since = (self.clock() - timedelta(days=self.settings.look_back_days)).date()
        recent = client.search(["SINCE", since])
        return min(recent) - 1 if recent else following - 1

    def wait(self, seconds: float) -> bool:
        """Wait for the server to tell of new mail (IDLE, RFC 2177), as long as it can."""
        if not self.watchers:
            return False
        first, *others = self.watchers
        hints = [watcher.look(0.0) for watcher in others]
        return first.look(0.0 if any(hints) else seconds) or any(hints)

    def send(self, mail: Outgoing) -> Receipt:
        """Send one mail; its copy is in Sent afterwards."""
        return self.send_built(mail, build_mail(mail, self.clock()))

    def send_built(self, mail: Outgoing, message: EmailMessage) -> Receipt:
        """Send a message that is already built, by whichever outbox is free."""
        outbox = self._free.get()
        try:
            return outbox.send(mail, message)
        finally:
            self._free.put(outbox)

    def sent(self, key: str) -> Receipt | None:
        """Look for the mail of this key; raises `Refused` when only a human can know."""
        outbox = self._free.get()
        try:
            return outbox.sent(key)
        finally:
            self._free.put(outbox)

    def file(self, message_id: str, folder: str) -> None:
        """Mark a message: a keyword and, where the settings name one, a folder of its own.

        What is set aside is copied and flagged, so that it stays in the inbox and stands out; once
        it is handled, flag and copy go.
        """
        user, box, validity, uid = _parts(message_id)
        connection = self.accounts.get(user)
        if connection is None:
            return

        def mark(client: Client) -> None:
            client.within(box, lambda state: self._file(client, state, validity, uid, folder))

        connection.run(mark)

    def _file(
        self, client: Client, state: Mapping[bytes, Any], validity: int, uid: int, folder: str
    ) -> None:
        if int(state[b"UIDVALIDITY"]) != validity:
            return
        keywords = b"\\*" in state.get(b"PERMANENTFLAGS", ())
        if folder == "set_aside":
            self._set_aside(client, uid, keywords)
            return
        copied = self._no_longer_aside(client, uid)
        if keywords:
            client.add_flags([uid], [HANDLED], silent=True)
        if self.settings.handled and client.get_flags([uid]):  # its owner may have deleted it
            move(client, [uid], make_folder(client, self.settings.handled))
        if copied:
            remove_copies(client, make_folder(client, self.settings.set_aside), copied)

    def _no_longer_aside(self, client: Client, uid: int) -> str | None:
        """Take our flag off a message that was set aside; return its Message-ID, None for others."""
        if ASIDE.encode() not in client.get_flags([uid]).get(uid, ()):
            return None
        client.remove_flags([uid], [FLAGGED, ASIDE], silent=True)
        return message_id_of(client, uid)

    def _set_aside(self, client: Client, uid: int, keywords: bool) -> None:
        flags = client.get_flags([uid]).get(uid)
        if flags is None:
            return
        if ASIDE.encode() not in flags and FLAGGED not in flags:
            client.copy([uid], make_folder(client, self.settings.set_aside))
        client.add_flags([uid], [FLAGGED, *([ASIDE] if keywords else [])], silent=True)

    @property
    def _owner(self) -> str:
        return next(iter(self.accounts))


def _choose(client: Client, last: int, following: int, limit: int) -> tuple[list[int], int]:
    """Return the next UIDs to read and the last UID looked at; bounded by number and size."""
    found: list[int] = []
    window = WINDOW
    while not found and last + 1 < following:
        end = min(last + window, following - 1)
        found = sorted(client.search(["UID", f"{last + 1}:{end}"]))
        last, window = (last if found else end), window * 2
    if not found:
        return [], last
    tried = found[:limit]
    sizes = client.fetch(tried, ["RFC822.SIZE"])
    chosen: list[int] = []
    size = 0
    for uid in tried:
        size += int(sizes.get(uid, {}).get(b"RFC822.SIZE", 0))
        if chosen and size > MOST_BYTES:
            return chosen, chosen[-1]
        chosen.append(uid)
    return chosen, end if len(found) <= limit else chosen[-1]


def _read(client: Client, box: str, uids: list[int]) -> list[Incoming]:
    """Return messages; one that the server does not give, while it gives others, as unreadable."""
    try:
        return list(_given(client, box, uids))
    except IMAPClientAbortError:
        raise
    except IMAPClientError as err:
        if len(uids) > 1:
            return [message for uid in uids for message in _read(client, box, [uid])]
        (uid,) = uids
        others = client.search(["NOT", "UID", str(uid)])
        if not others:
            raise
        client.fetch([others[-1]], ["BODY.PEEK[]<0.64>"])  # raises where it gives none of them
        data: Any = client.fetch([uid], ["INTERNALDATE"]).get(uid)
        if data is None:
            return []
        why = f"the mail server does not give it ({err})"
        at = data[b"INTERNALDATE"].astimezone(UTC)
        return [Incoming(f"{box} {uid}", b"", at, unreadable=why)]


def _given(client: Client, box: str, uids: list[int]) -> Iterator[Incoming]:
    if not uids:
        return
    got = client.fetch(uids, ["BODY.PEEK[]", "INTERNALDATE"])
    for uid in uids:
        data: Any = got.get(uid)
        if data is not None and b"BODY[]" in data:  # else its owner deleted it just now
            at = data[b"INTERNALDATE"].astimezone(UTC)
            yield Incoming(f"{box} {uid}", bytes(data[b"BODY[]"]), at)


def _places(cursor: str | None) -> dict[str, Place]:
    """Read a cursor; what cannot be read is the beginning."""
    try:
        read = json.loads(cursor or "{}")
        return {
            str(box): (int(place[0]), int(place[1]), tuple(map(int, place[2:])))
            for box, place in read.items()
        }
    except (ValueError, TypeError, AttributeError, IndexError):
        return {}


def _parts(message_id: str) -> tuple[str, str, int, int]:
    """Take a message's name apart: user, folder, UIDVALIDITY, UID."""
    user, _, rest = message_id.partition(" ")
    folder, validity, uid = rest.rsplit(" ", 2) if rest.count(" ") >= 2 else ("", "0", "0")
    return user, folder, int(validity), int(uid)
