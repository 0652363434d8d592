"""What a reply says about the proposed call, and the arithmetic of its windows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from debrief.when.calendar import Days
from debrief.when.clocks import DAY_MINUTES

HORIZON = timedelta(days=14)  # how far "any time" reaches
Kind = Literal["accept", "decline", "windows", "other", "unclear", "never"]
Window = tuple[datetime, datetime]  # aware UTC, from (included) to (excluded)


@dataclass(frozen=True, slots=True)
class TimeAnswer:
    """What a reply says about the proposed call.

    ``accept``: the proposed time, which is then the only window if it is known. ``decline``: no
    call. ``never``: no contact at all. ``other``: some other time, without naming one.
    ``windows``: other times, in order, without the ``excluded`` ones; a time named to the minute
    is a window of the call's length. ``unclear``: a person must read it. ``why`` is one plain
    sentence. ``anytime``: the windows are no wish, any time within them suits as well.
    ``counted``: they said no more than "the second one".
    """

    kind: Kind
    windows: tuple[Window, ...] = ()
    excluded: tuple[Window, ...] = ()
    why: str = ""
    anytime: bool = False
    counted: int = 0

    def admits(self, start: datetime, end: datetime) -> bool:
        """Tell whether any time suits, this one too: "any time works", "any time but Monday"."""
        return self.anytime and self.holds(start, end)

    def holds(self, start: datetime, end: datetime) -> bool:
        """Tell whether a time lies within one that was named."""
        return any(a <= start and end <= b for a, b in self.windows)

    def only_refuses(self, said_at: datetime) -> bool:
        """Tell whether times are refused and none is named: "not today", whose rest is all that is left."""
        if not self.excluded or self.anytime or self.kind != "windows":
            return False
        return max(end for _, end in self.windows) >= said_at + HORIZON

    def from_now(self, now: datetime) -> TimeAnswer:
        """Return what is left of an answer that was written some time ago: a wish may be past."""
        if self.kind != "windows" or any(end > now for _, end in self.windows):
            return self
        return TimeAnswer("unclear", excluded=self.excluded, why="The time they named is past.")


def joined(windows: Iterable[Window]) -> list[Window]:
    """Sort the windows and put together those that touch."""
    found: list[Window] = []
    for start, end in sorted(windows):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def without(windows: Iterable[Window], excluded: Sequence[Window]) -> list[Window]:
    """Cut the (sorted) excluded windows out of every window."""
    left: list[Window] = []
    for start, end in windows:
        for begin, finish in excluded:
            if begin < end and finish > start:
                if start < begin:
                    left.append((start, begin))
                start = finish
        if start < end:
            left.append((start, end))
    return left


def each(span: Days) -> Iterable[date]:
    """Yield the days of a span, sixty at most."""
    for ahead in range(min((span[1] - span[0]).days, 60) + 1):
        yield span[0] + timedelta(days=ahead)


def local(day: date, minute: int, zone: object) -> datetime:
    """Return the moment so many minutes of the clock after local midnight."""
    assert isinstance(zone, ZoneInfo)
    return datetime.combine(
        day + timedelta(days=minute // DAY_MINUTES),
        time(minute % DAY_MINUTES // 60, minute % 60),
        tzinfo=zone,
    )


def as_utc(window: Window) -> Window:
    """Return the window in UTC."""
    return window[0].astimezone(UTC), window[1].astimezone(UTC)


def lasting(start: datetime, duration: timedelta) -> Window:
    """Return the window of this length from the moment on, in UTC."""
    return start.astimezone(UTC), start.astimezone(UTC) + duration
