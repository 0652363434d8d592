"""Tell a clock that cannot be right: a machine may boot with a wrong date, a year ahead or in 1970.

The moment of the last work is kept in the records. A clock that is behind it by more than an hour is
wrong, or was wrong then. One that is ahead of it by more than a week must be borne out by the mail
server, whose dates are another machine's: by a new mail of the last week. Until then nothing is
read, decided or sent.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from debrief.errors import TryLater

if TYPE_CHECKING:
    from debrief.engine.desk import Desk

LAST_WORK = "last_work"  # the setting
KEPT_EVERY = timedelta(minutes=10)
BEHIND = timedelta(hours=1)
AHEAD = timedelta(days=7)
NO_MAIL = f"no new mail is of the last {AHEAD.days} days"
LOOK_SECONDS = 60.0  # between two looks for a mail that bears the clock out


class ClockWatch:
    """Watches a desk's clock; one that is set by hand (``trusted``) is never doubted."""

    def __init__(self, desk: Desk, *, trusted: bool) -> None:
        self._desk = desk
        self._trusted = trusted
        self._fine_at: datetime | None = None
        self._looked_at = float("-inf")
        self._unproven = NO_MAIL

    def doubt(self) -> str | None:
        """Return why the clock cannot be believed, with the remedy; None when it can."""
        now = self._desk.clock()
        if self._trusted or self._is_fine(now):
            return None
        kept = self._desk.store.setting(LAST_WORK)
        return self._why(now, datetime.fromisoformat(kept)) if kept else None

    def keep_moment(self) -> bool:
        """Keep this moment as that of the last work; False, and nothing is kept, where it is in doubt."""
        now = self._desk.clock()
        if self._trusted or self._is_fine(now):
            return True
        if self.doubt() is not None:
            return False
        self.believe(now)
        return True

    def _is_fine(self, now: datetime) -> bool:
        return self._fine_at is not None and timedelta() <= now - self._fine_at < KEPT_EVERY

    def believe(self, now: datetime) -> None:
        """Take this for the right time."""
        self._desk.store.save_setting(LAST_WORK, now.isoformat())
        self._fine_at = now

    def _why(self, now: datetime, last: datetime) -> str | None:
        said = f"the clock says {now:%Y-%m-%d %H:%M} UTC"
        if now < last - BEHIND:
            return (
                f"{said}, but the last work was at {last:%Y-%m-%d %H:%M}. Set the clock right; where it "
                "is right and was wrong then: debrief take-over"
            )
        if now <= last + AHEAD:
            return None
        if self._borne_out(now):
            return None
        return (
            f"{said}, the last work was at {last:%Y-%m-%d %H:%M}, and {self._unproven}. Set the clock "
            "right; where it is right, mail yourself anything"
        )

    def _borne_out(self, now: datetime) -> bool:
        """Tell whether the mail server dates a new mail near this moment."""
        if time.monotonic() - self._looked_at < LOOK_SECONDS:
            return False
        self._looked_at, self._unproven = time.monotonic(), NO_MAIL
        try:
            return self._mail_bears_out(now)
        except TryLater as err:  # a wrong clock alone makes certificates look expired
            self._unproven = f"the mail server cannot be asked for its date ({err})"
            return False

    def _mail_bears_out(self, now: datetime) -> bool:
        mailbox = self._desk.backend.mailbox
        cursor = self._desk.store.cursor(self._desk.team.manager.email)
        while (batch := mailbox.fetch(cursor)).messages:
            if any(abs(now - each.received_at) < AHEAD for each in batch.messages):
                return True
            if batch.cursor == cursor:
                break
            cursor = batch.cursor
        return False
