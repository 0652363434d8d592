"""Sending with a trace: where a mail stands can be told after a crash at any moment.

Before a mail goes out, its copy lies in the folder *Debrief sending*. The copy is flagged just
before the server is given what cannot be taken back, and moved to Sent when the server has taken
it. So a mail in Sent went out; one that is nowhere, or in *Debrief sending* without the flag, did
not; one there with the flag is in doubt, which plain SMTP cannot resolve. We choose not to send
such a mail again: a customer who gets the same words twice is worse off than one whose manager is
asked. The one proof left is taken where there is one: a mail to the manager that lies in their
inbox has gone out, and so has one that a server which keeps Sent itself has put there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from typing import TypeVar

from imapclient import FLAGGED, SEEN

from debrief.backends.base import Outgoing, Receipt
from debrief.backends.imap_connection import Client, Connection
from debrief.backends.imap_folders import (
    Copy,
    find_copies,
    make_folder,
    move,
    remove,
    sent_folder,
)
from debrief.backends.imap_settings import ImapSettings
from debrief.backends.mime import mail_bytes, message_id_for
from debrief.backends.smtp import SmtpSender
from debrief.errors import DebriefError, Doubtful, Refused, TryLater

Clock = Callable[[], datetime]
T = TypeVar("T")
_APPENDUID = re.compile(rb"APPENDUID \d+ (\d+)")


@dataclass(slots=True)
class Outbox:
    """What goes out in the owner's name, one mail at a time; several share what they have sent."""

    connection: Connection
    smtp: SmtpSender
    settings: ImapSettings
    owner: str
    clock: Clock
    keeps_sent: bool = False
    taken: set[str] = field(default_factory=set)  # keys the server took and Sent does not show
    _sending: str = ""
    _sent: str = ""

    def send(self, mail: Outgoing, message: EmailMessage) -> Receipt:
        """Send one mail unless it went out before."""
        known, left = self._look(mail.key)
        if known is not None:
            return known
        raw = mail_bytes(message)
        message_id = str(message["Message-ID"])
        uid = self._ask(self._preparing(mail.key, message_id, raw, left))
        everybody = [address for _, address in (*mail.to, *mail.cc)]
        try:
            self.smtp.deliver(self.owner, everybody, raw, lambda: self._flag(uid, on=True))
        except (TryLater, Refused):
            with suppress(DebriefError):  # else it looks doubtful, which asks a human too many
                self._flag(uid, on=False)
            raise
        self.taken.add(mail.key)
        self._settle(mail.key, message_id, [uid])
        return Receipt(message_id, self.clock())

    def sent(self, key: str) -> Receipt | None:
        """Return the receipt of what went out, None for what did not.

        Raises `Refused`, saying how to decide it, for what nobody but its recipient can know.
        """
        return self._look(key)[0]

    def _ask(self, do: Callable[[Client], T]) -> T:
        """Do something at the mail server; after a fault our folders are looked for, or made, anew:
        people rename and delete them."""
        try:
            return self.connection.run(do)
        except DebriefError:
            self._sending = self._sent = ""
            raise

    def _look(self, key: str) -> tuple[Receipt | None, list[Copy]]:
        """Return the receipt, or the copies that an earlier try left before it went."""
        message_id = message_id_for(key, self.owner.rpartition("@")[2])
        copies = self._ask(lambda c: find_copies(c, self.sent_name(c), key, message_id))
        if copies:
            return _receipt(copies[0]), []
        waiting = self._ask(lambda c: self._waiting(c, key, message_id))
        if key in self.taken:
            if waiting:  # else its folder was renamed or emptied since
                with suppress(Doubtful):  # it went out, wherever its copy stays
                    self._settle(key, message_id, [copy.uid for copy in waiting])
            return Receipt(message_id, self.clock()), []
        if not any(FLAGGED in copy.flags for copy in waiting):
            return None, waiting
        if not self._arrived(key, message_id):
            raise Refused(
                f"nobody can tell whether this mail went out: the mail server's answer was lost. "
                f"Its copy is in the folder {self.settings.sending!r}: if the mail did arrive, "
                f"move the copy to Sent, else delete it; then run debrief retry"
            )
        self._settle(key, message_id, [copy.uid for copy in waiting])
        return _receipt(waiting[0]), []

    def sent_name(self, client: Client) -> str:
        """Return the name of Sent."""
        self._sent = self._sent or self.settings.sent or sent_folder(client)
        return self._sent

    def _sending_name(self, client: Client) -> str:
        self._sending = self._sending or make_folder(client, self.settings.sending)
        return self._sending

    def _waiting(self, client: Client, key: str, message_id: str) -> list[Copy]:
        return find_copies(client, self._sending_name(client), key, message_id)

    def _preparing(
        self, key: str, message_id: str, raw: bytes, left: list[Copy]
    ) -> Callable[[Client], int]:
        """Return what puts the copy there; repeated, it first takes away what its own first try left."""
        known: list[list[Copy]] = [left]

        def prepare(client: Client) -> int:
            there = known.pop() if known else self._waiting(client, key, message_id)
            return self._prepare(client, key, message_id, raw, there)

        return prepare

    def _prepare(
        self, client: Client, key: str, message_id: str, raw: bytes, left: list[Copy]
    ) -> int:
        """Put the copy there in place of what an earlier try left; return its UID."""
        if left:
            client.select_folder(self._sending_name(client))
            remove(client, [copy.uid for copy in left])
        answer = client.append(self._sending_name(client), raw, (SEEN,), self.clock())
        told = _APPENDUID.search(answer if isinstance(answer, bytes) else b"")
        if told is not None:  # UIDPLUS (RFC 4315)
            return int(told[1])
        (copy, *_) = self._waiting(client, key, message_id)
        return copy.uid

    def _flag(self, uid: int, *, on: bool) -> None:
        def store(client: Client) -> None:
            client.enter(self._sending_name(client))
            change = client.add_flags if on else client.remove_flags
            if uid in change([uid], [FLAGGED]):
                return
            client.select_folder(self._sending_name(client))  # what is new may not have been seen
            change([uid], [FLAGGED])
            if uid not in client.get_flags([uid]):
                raise TryLater(f"{self.connection.where}: the copy in {self._sending!r} is gone")

        self._ask(store)

    def _arrived(self, key: str, message_id: str) -> bool:
        """Tell whether the mail lies in the owner's own inbox."""
        return bool(self._ask(lambda c: find_copies(c, "INBOX", key, message_id)))

    def _settle(self, key: str, message_id: str, uids: list[int]) -> None:
        """Move the copy to Sent; a fault here leaves a doubt that the next look resolves.

        Its flag goes last: a copy without one, that is not in Sent, would be sent again.
        """

        def settle(client: Client) -> None:
            sent = self.sent_name(client)
            kept = self.keeps_sent and find_copies(client, sent, key, message_id)
            client.enter(self._sending_name(client))
            if kept:
                remove(client, uids)
                return
            move(client, uids[:1], sent)
            for copy in find_copies(client, sent, key, message_id):
                client.remove_flags([copy.uid], [FLAGGED], silent=True)

        try:
            self._ask(settle)
        except DebriefError as err:
            raise Doubtful(f"the mail went out, but Sent could not be written ({err})") from err
        self.taken.discard(key)


def _receipt(copy: Copy) -> Receipt:
    return Receipt(copy.message_id, copy.at)
