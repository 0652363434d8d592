"""The hint of new mail: one connection that stays in IDLE (RFC 2177) on one folder."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from debrief.backends.imap_connection import BROKEN, Connection
from debrief.errors import DebriefError

RENEWED_SECONDS = 25 * 60.0  # servers end an IDLE after 29 minutes or more
FIRST_PAUSE = 2.0
LONGEST_PAUSE = 120.0
TELLING = (b"EXISTS", b"RECENT")

log = logging.getLogger("debrief")


@dataclass(slots=True)
class Watcher:
    """Watches one folder; it stays in IDLE between two looks, so nothing is overlooked.

    A connection that breaks is opened anew with growing pauses; each new one is itself a hint,
    since mail may have come meanwhile.
    """

    connection: Connection
    folder: str = "INBOX"
    renewed: float = RENEWED_SECONDS
    _since: float | None = None  # in IDLE since; None: not watching
    _offered: bool = True
    _pause: float = 0.0
    _again_at: float = 0.0

    def look(self, seconds: float) -> bool:
        """Wait at most so long; True when mail may have come."""
        end = time.monotonic() + seconds
        if not self._offered or time.monotonic() < self._again_at:
            time.sleep(seconds)
            return False
        try:
            return self._look(end)
        except (DebriefError, IMAPClientError, *BROKEN) as err:
            log.info("watching %s: %s", self.connection.where, err)
            self._broke()
            time.sleep(max(0.0, end - time.monotonic()))
            return False

    def close(self) -> None:
        """Stop watching."""
        self._since = None
        self.connection.close()

    def _look(self, end: float) -> bool:
        if self._since is None:
            return self._begin()
        client = self.connection.client()
        if time.monotonic() - self._since > self.renewed:
            _, told = client.idle_done()
            self._idle(client)
            if _tells(told):
                return True
        while True:
            left = max(0.0, end - time.monotonic())
            told = client.idle_check(timeout=left)
            if _tells(told):
                return True
            if time.monotonic() >= end:
                return False
            if not told or any(len(line) > 1 and line[0] == b"BYE" for line in told):
                raise OSError("the server ended the connection")  # readable, and nothing to read

    def _begin(self) -> bool:
        client = self.connection.client()
        if not client.has_capability("IDLE"):
            self._offered = False
            self.connection.close()
            return False
        client.select_folder(self.folder, readonly=True)
        self._idle(client)
        self._pause = 0.0
        return True

    def _idle(self, client: IMAPClient) -> None:
        client.idle()
        self._since = time.monotonic()

    def _broke(self) -> None:
        self.close()
        self._pause = min(max(self._pause * 2, FIRST_PAUSE), LONGEST_PAUSE)
        self._again_at = time.monotonic() + self._pause


def _tells(told: list[tuple[object, ...]]) -> bool:
    return any(len(line) > 1 and line[1] in TELLING for line in told)
