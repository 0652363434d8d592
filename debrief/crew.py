"""Hands that perform the effects of different reviews at once, while the desk decides on others.

Whoever decides does so alone and in order; only sending and noting that it was sent overlap. Each
review is in one hand, which holds its claim.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait


class Crew:
    """As many hands as the backend serves at a time."""

    def __init__(self, hands: int) -> None:
        self._pool = ThreadPoolExecutor(hands, thread_name_prefix="debrief-hand")
        self._work: dict[str, list[Future[None]]] = {}

    def give(self, review_id: str, work: Callable[[], None]) -> None:
        """Have some work done on a review, after whatever is under way on it."""
        self.wait_for(review_id)
        self._work.setdefault(review_id, []).append(self._pool.submit(work))

    def wait_for(self, review_id: str) -> None:
        """Wait until no hand is on this review."""
        wait(self._work.get(review_id, ()))

    def finish(self) -> dict[str, BaseException]:
        """Wait until all is done; return what went wrong first, by review."""
        work, self._work = self._work, {}
        faults = ((name, one.exception()) for name, pieces in work.items() for one in pieces)
        found: dict[str, BaseException] = {}
        for name, fault in faults:  # waits for each
            if fault is not None:
                found.setdefault(name, fault)
        return found

    def close(self) -> None:
        """Let the hands go once they have finished."""
        self._pool.shutdown()
