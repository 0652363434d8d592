"""Hands that perform the effects of different reviews at once, while the desk decides on others.

Whoever decides does so alone and in order; only sending and noting that it was sent overlap. Each
review is in one hand, which holds its claim.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, wait
from queue import SimpleQueue
from threading import Thread

Work = Callable[[], None]


class Crew:
    """As many hands as the backend serves at a time; none keeps the process from ending."""

    def __init__(self, hands: int) -> None:
        self._given: SimpleQueue[tuple[Work, Future[None]] | None] = SimpleQueue()
        self._work: dict[str, list[Future[None]]] = {}
        self._hands = [Thread(target=self._hand, daemon=True) for _ in range(hands)]
        for hand in self._hands:
            hand.start()

    def give(self, review_id: str, work: Work) -> None:
        """Have some work done on a review, after whatever is under way on it."""
        self.wait_for(review_id)
        done: Future[None] = Future()
        self._work.setdefault(review_id, []).append(done)
        self._given.put((work, done))

    def wait_for(self, review_id: str) -> None:
        """Wait until no hand is on this review."""
        wait(self._work.get(review_id, ()))

    def finish(self) -> dict[str, BaseException]:
        """Wait until all is done; return what went wrong first, by review."""
        work, self._work = self._work, {}
        found: dict[str, BaseException] = {}
        for name, pieces in work.items():
            for piece in pieces:
                if (fault := piece.exception()) is not None:  # waits for it
                    found.setdefault(name, fault)
        return found

    def close(self) -> None:
        """Let the hands go, once they have finished."""
        for _ in self._hands:
            self._given.put(None)
        for hand in self._hands:
            hand.join()

    def _hand(self) -> None:
        while (given := self._given.get()) is not None:
            work, done = given
            try:
                work()
            except BaseException as err:  # handed to whoever asks what went wrong
                done.set_exception(err)
            else:
                done.set_result(None)
