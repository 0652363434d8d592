"""Notifications from Exchange: one streaming subscription, held open by a thread of its own.

They are a hint only. A proxy that holds answers back, or a server without streaming, makes mail
come a little later and nothing else. The thread ends when nobody has waited for some minutes.
"""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any

from exchangelib.properties import StatusEvent

from debrief.errors import DebriefError

if TYPE_CHECKING:
    from debrief.backends.exchange import Exchange

EVENTS = ("NewMailEvent", "CreatedEvent", "MovedEvent")
MINUTES = 10  # for which the server holds one answer open; it allows 30
FORGOTTEN = 300.0  # seconds without a wait after which nobody is listening any more
PAUSES = (1.0, 5.0, 20.0, 60.0)  # seconds before another try; the last one repeats

log = logging.getLogger("debrief")


class Notifications:
    """Tells that something may have come into the inbox."""

    def __init__(self, server: Exchange) -> None:
        self.server = server
        self._came = Event()
        self._asked_at = 0.0
        self._thread: Thread | None = None
        self._lock = Lock()

    def wait(self, seconds: float) -> bool:
        """Wait for a notification; True when one came since the last wait."""
        self._asked_at = time.monotonic()
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._listen, name="exchange-push", daemon=True)
                self._thread.start()
        came = self._came.wait(seconds)
        self._came.clear()
        return came

    def _listen(self) -> None:
        failures = 0
        while time.monotonic() - self._asked_at < FORGOTTEN:
            try:
                self._stream()
                failures = 0
            except DebriefError as err:
                pause = PAUSES[min(failures, len(PAUSES) - 1)]
                failures += 1
                log.info("no notifications from Exchange for %s s: %s", pause, err)
                time.sleep(pause)

    def _stream(self) -> None:
        """Subscribe and listen until the server ends the answer."""
        with self.server.asked("notify of new mail") as account:
            inbox = account.inbox
            subscription = inbox.subscribe_to_streaming(event_types=EVENTS)
            self._came.set()  # what came before the subscription was not told
            try:
                for notification in inbox.get_streaming_events(subscription, MINUTES):
                    if _tells_something(notification):
                        self._came.set()
                    if time.monotonic() - self._asked_at > FORGOTTEN:
                        return
            finally:
                with suppress(Exception):
                    inbox.unsubscribe(subscription)


def _tells_something(notification: Any) -> bool:  # noqa: ANN401 - exchangelib carries no types
    return any(not isinstance(event, StatusEvent) for event in notification.events or ())
