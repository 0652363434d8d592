"""Expand recurrence rules inside a window, in bounded time whatever the rule (RFC 5545, 3.3.10).

All times are wall-clock times of the event's own zone, without `tzinfo`. A rule that cannot be
read, or that would keep a reader busy, raises `Unexpandable`: the caller decides what stands for
it, since an unknown time is not a free one.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping
from datetime import datetime, timedelta

from dateutil.rrule import rrule, rrulestr

from debrief.errors import DebriefError

_PART = re.compile(r"[A-Z0-9,+-]{1,800}")
_PARTS = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYSETPOS", "BYYEARDAY", "BYWEEKNO"}
    | {"BYMONTH", "BYMONTHDAY", "BYDAY", "BYHOUR", "BYMINUTE", "BYSECOND"}
)
_STEPS = {
    "SECONDLY": timedelta(seconds=1),
    "MINUTELY": timedelta(minutes=1),
    "HOURLY": timedelta(hours=1),
    "DAILY": timedelta(days=1),
    "WEEKLY": timedelta(weeks=1),
}
_WITHIN_A_DAY = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
_MOST_A_DAY = 100  # times of day that one rule may name
_MOST_IN_WINDOW = 20_000
_MOST_WALKED = 150_000  # steps of one rule: every day for four centuries
# The Gregorian calendar, weekdays included, repeats every 400 years. Moved close to the last year
# that dates can hold, a rule that never matches is given up after centuries, not millennia.
_CYCLE = 400
_LAST_YEAR = 9999


class Unexpandable(DebriefError):
    """Report a rule that is not expanded: broken, unknown, or too many."""


def read_rule(value: str) -> dict[str, str]:
    """Return the parts of an RRULE value by name; raise `Unexpandable` when one is not known."""
    parts: dict[str, str] = {}
    for part in value.strip().rstrip(";").upper().split(";"):
        name, _, text = (piece.strip() for piece in part.partition("="))
        if name == "RSCALE" and text == "GREGORIAN":  # RFC 7529
            continue
        if name not in _PARTS or name in parts or not _PART.fullmatch(text):
            raise Unexpandable(f"the rule part {part[:40]!r} is not known")
        parts[name] = text
    if parts.get("FREQ") not in {*_STEPS, "MONTHLY", "YEARLY"}:
        raise Unexpandable("the rule has no known frequency")
    if _number(parts, "INTERVAL", 1) < 1 or _number(parts, "COUNT", 1) < 1:
        raise Unexpandable("the rule's numbers must be positive")
    return parts


def expand(
    parts: Mapping[str, str],
    first: datetime,
    until: datetime | None,
    after: datetime,
    before: datetime,
) -> Generator[datetime, None, int]:
    """Yield the starts in [after, before] of a rule read by `read_rule`, in order.

    `until` is the rule's UNTIL as a wall-clock time, inclusive. Return roughly how many steps were
    walked, for a caller's budget. Raise `Unexpandable` for a rule with more starts than anybody's
    calendar holds.
    """
    before = min(before, until or before)
    if before < max(first, after):
        return 0
    if parts["FREQ"] in _WITHIN_A_DAY:
        return (yield from _steps(parts, first, after, before))
    years = max(0, _LAST_YEAR - 50 - before.year) // _CYCLE * _CYCLE
    rule = _rule(parts, first, after, years)
    begin, finish = _shifted(max(after, first), years), _shifted(before, years)
    number = 0
    try:
        for number, start in enumerate(rule):
            if start > finish:
                return number
            if number > _MOST_WALKED:
                raise Unexpandable("the rule has too many times")
            if start >= begin:
                yield _shifted(start, -years)
    except (ValueError, TypeError, IndexError, OverflowError) as err:
        raise Unexpandable("the rule has impossible values") from err
    return number if "COUNT" in parts else _MOST_WALKED  # walked on to the last year


def _steps(
    parts: Mapping[str, str], first: datetime, after: datetime, before: datetime
) -> Generator[datetime, None, int]:
    """Yield the starts of a rule that steps within a day, reckoned rather than walked."""
    if any(name.startswith("BY") for name in parts):
        raise Unexpandable("the rule mixes steps within a day with other conditions")
    step = _STEPS[parts["FREQ"]] * _number(parts, "INTERVAL", 1)
    skipped = max(0, -((first - after) // step))
    last = (before - first) // step
    if "COUNT" in parts:
        last = min(last, _number(parts, "COUNT", 1) - 1)
    if last - skipped > _MOST_IN_WINDOW:
        raise Unexpandable("the rule has too many times")
    for number in range(skipped, last + 1):
        yield first + number * step
    return max(0, last - skipped)


def _rule(parts: Mapping[str, str], first: datetime, after: datetime, years: int) -> rrule:
    """Return a rule that starts shortly before the window, moved by that many years."""
    times = [parts.get(name, "").count(",") + 1 for name in ("BYHOUR", "BYMINUTE", "BYSECOND")]
    if times[0] * times[1] * times[2] > _MOST_A_DAY:
        raise Unexpandable("the rule has too many times of day")
    step = _STEPS.get(parts["FREQ"])
    if step is not None and "COUNT" not in parts:
        step *= _number(parts, "INTERVAL", 1)
        first += max(0, (after - first) // step) * step  # whole steps keep the rule's phase
    text = ";".join(f"{name}={value}" for name, value in parts.items() if name != "UNTIL")
    try:
        rule = rrulestr(text, dtstart=_shifted(first, years))
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, AttributeError) as err:
        raise Unexpandable(f"the rule {text[:80]!r} cannot be read") from err
    if not isinstance(rule, rrule):
        raise Unexpandable(f"{text[:80]!r} is not one rule")
    return rule


def _number(parts: Mapping[str, str], name: str, default: int) -> int:
    text = parts.get(name, str(default))
    if not text.isdigit() or len(text) > 7:
        raise Unexpandable(f"{name}={text[:20]} is no number")
    return int(text)


def _shifted(moment: datetime, years: int) -> datetime:
    return moment.replace(year=moment.year + years)
