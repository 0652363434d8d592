"""Filing: each message put where its owner sees what became of it, by a mail server that may refuse.

It is a courtesy: what became of a message stands in the records. A server that will not (a full
mailbox, a folder without rights) holds up nothing else; it is asked again every hour for a day.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from pydantic import AwareDatetime

from debrief.engine.trouble import FILING
from debrief.team import Frozen

if TYPE_CHECKING:
    from debrief.engine.desk import Desk

KEPT = "unfiled"  # the setting
EVERY = timedelta(hours=1)
MOST_TRIES = 24  # of one message
MOST_REFUSED = 3  # in one go: a server that hangs is not waited for a hundred times

log = logging.getLogger("debrief")


class Unfiled(Frozen):
    """What a mail server has refused to file, and when it is asked again."""

    again_at: AwareDatetime
    left: dict[str, tuple[str, int]]  # by the message's name: the folder, and tries so far


class Filing:
    """Files a desk's messages; what is refused is kept for later."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._refused = 0

    def begin(self) -> None:
        """Begin a round: file what was refused an hour ago."""
        self._refused = 0
        kept = self._kept()
        if kept is None or self._desk.clock() < kept.again_at:
            return
        self._desk.store.save_setting(KEPT, None)
        for message_id, (folder, tries) in kept.left.items():
            self.put(message_id, folder, tries)
        if self._kept() is None:
            self._desk.troubles.ends(FILING)

    def put(self, message_id: str, folder: str, tries: int = 0) -> None:
        """Put a message into a folder, at once or later."""
        if self._refused < MOST_REFUSED:
            try:
                self._desk.backend.mailbox.file(message_id, folder)
            except Exception as err:  # whatever it is, the message was dealt with
                log.warning("%s: not filed: %s", message_id, err)
                self._refused += 1
                self._desk.troubles.begins(FILING, err)
            else:
                return
        if tries + 1 < MOST_TRIES:
            self._keep(message_id, folder, tries + 1)

    def _keep(self, message_id: str, folder: str, tries: int) -> None:
        again = self._desk.clock() + EVERY

        def add(kept: str | None) -> str:
            known = Unfiled.model_validate_json(kept) if kept else None
            left = known.left if known else {}
            fresh = Unfiled(again_at=known.again_at if known else again, left={})
            fields = {"left": {**left, message_id: (folder, tries)}}
            return fresh.model_copy(update=fields).model_dump_json()

        self._desk.store.change_setting(KEPT, add)

    def _kept(self) -> Unfiled | None:
        kept = self._desk.store.setting(KEPT)
        return Unfiled.model_validate_json(kept) if kept else None
