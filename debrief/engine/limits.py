"""How much may happen in one day, so that no loop and no flood runs on for long.

Two counts are kept as one small record each in the store: messages taken up per sender, and mails
sent to people outside the team. A count belongs to one day (UTC) and begins anew with the next.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Protocol

from debrief.model import short_hash

MOST_HOPS = 40  # Received fields: a mail that has come so far goes round and round (RFC 5321, 6.3)
SENDERS = "limits-senders"
OUTSIDE = "limits-outside"


class Settings(Protocol):
    """Where the counts are kept."""

    def setting(self, name: str) -> str | None:
        """Return a small record."""
        ...

    def save_setting(self, name: str, value: str | None) -> None:
        """Keep a small record."""
        ...

    def change_setting(self, name: str, change: Callable[[str | None], str]) -> str:
        """Keep a small record by what it is, as one step, and return it."""
        ...


@dataclass(frozen=True, slots=True)
class DayCount:
    """What was counted on one day, by name."""

    day: str
    counts: Mapping[str, int] = field(default_factory=dict)

    def of(self, name: str) -> int:
        """Return how often."""
        return self.counts.get(name, 0)

    def more(self, name: str) -> DayCount:
        """Return the count with one more."""
        return DayCount(self.day, {**self.counts, name: self.of(name) + 1})


def read_count(text: str | None, now: datetime) -> DayCount:
    """Read a kept count; one of another day, or one that cannot be read, is begun anew."""
    today = f"{now.astimezone(UTC):%Y-%m-%d}"
    try:
        kept = json.loads(text or "{}")
        if kept["day"] == today:
            return DayCount(today, {str(k): int(v) for k, v in kept["counts"].items()})
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    return DayCount(today)


def next_day(now: datetime) -> datetime:
    """Return when the counts begin anew."""
    tomorrow = now.astimezone(UTC).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(0), tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit of a day."""

    settings: Settings
    name: str
    most: int

    def reached(self, what: str, now: datetime, most: int | None = None) -> bool:
        """Tell whether no more of it may happen today."""
        return self._read(now).of(_folded(what)) >= (self.most if most is None else most)

    def count(self, what: str, now: datetime) -> int:
        """Count one more; return how many there are today."""
        after = self.settings.change_setting(
            self.name, lambda kept: _as_text(read_count(kept, now).more(_folded(what)))
        )
        return read_count(after, now).of(_folded(what))

    def admit(self, what: str, now: datetime) -> bool:
        """Count one more unless the day has seen enough; tell whether it was counted."""
        admitted = False

        def one_more(kept: str | None) -> str:
            nonlocal admitted
            count = read_count(kept, now)
            admitted = count.of(_folded(what)) < self.most
            return _as_text(count.more(_folded(what)) if admitted else count)

        self.settings.change_setting(self.name, one_more)
        return admitted

    def _read(self, now: datetime) -> DayCount:
        return read_count(self.settings.setting(self.name), now)


def _as_text(count: DayCount) -> str:
    return json.dumps({"day": count.day, "counts": dict(count.counts)}, sort_keys=True)


def _folded(what: str) -> str:
    """Return what stands for a name: nobody's address is kept for being counted."""
    return short_hash("limit", what.strip().lower())
