"""Days and clock times that belong together, and how neighbours share them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import pairwise

from debrief.when.calendar import Days
from debrief.when.clocks import DAY_MINUTES, Clock, Doubt, both, met, opposite

AGAINST = {"NO", "THAT_NO", "EXCEPT", "SOFT_NO", "AWAY"}
SETTLED = {"YES", "ANY", "QUESTION", "ACCEPT"}  # with one of these a time is offered
OPEN = {"YES", "ANY", "QUESTION", "TALK"}  # what was is told; one of these speaks of what will be
WEEK_SPAN = 2  # days between first and last of what is more than a day or two


@dataclass(slots=True)
class Group:
    """Days with the clock times that belong to them; either may be empty."""

    days: list[Days] = field(default_factory=list)
    clocks: list[Clock] = field(default_factory=list)
    against: bool = False
    back: bool = False  # the first day after an absence
    weekly: bool = False  # a weekday without a date
    every: bool = False  # said of all such weekdays: "Mondays"
    past: bool = False  # tells what was
    week: bool = False  # days of one week, named as such
    clock_first: bool = False  # "after 2 on Wednesday or Thursday" holds for both
    opaque: bool = False  # named among words that were not understood
    taken: bool = False  # a time that something else has: "I have a dentist at 3"
    leaving: bool = False  # the time at which they must go
    same_day: bool = False  # the day spoken of before
    said: frozenset[str] = frozenset()  # what is said in the same half-sentence


@dataclass(slots=True)
class Chunk:
    """What stands between two commas: its groups, what it says, unknown and empty words."""

    groups: list[Group] = field(default_factory=list)
    says: set[str] = field(default_factory=set)
    foreign: int = 0
    known: int = 0  # words without a meaning of their own


@dataclass(slots=True)
class Statement:
    """One sentence or half-sentence: its groups, what it says, and how much of it is foreign."""

    groups: list[Group] = field(default_factory=list)
    says: set[str] = field(default_factory=set)
    option: int | None = None
    foreign: int = 0  # unknown words where times are named
    unknown: int = 0  # unknown words in all of it
    spoken: set[str] = field(default_factory=set)  # what is said where the times are named
    lead: str = ""  # the word that began it: BUT, SO, REASON, CORRECTION
    sentence: int = 0
    known: int = 0  # words without a meaning of their own
    words: int = 0  # tokens that are no mere punctuation


def days_in(groups: list[Group]) -> int:
    """Return how many days or spans the groups name."""
    return sum(len(group.days) for group in groups)


def attach(groups: list[Group], more: list[Group]) -> None:
    """Append groups; a weekday parted from its date, or a time from its day, becomes one."""
    for group in more:
        last = groups[-1] if groups else None
        if last and last.days and not group.days and not last.clocks:
            last.clocks += group.clocks
        elif last and _is_hour_of_part(last, group):
            last.clocks = [both(last.clocks[0], clock) for clock in group.clocks]
        elif last and _is_apposition(last, group):
            last.days, last.weekly, last.clocks = group.days, False, last.clocks or group.clocks
        elif last and last.clocks and not last.days:
            last.days += group.days
            last.clocks = met(last.clocks, group.clocks)
        else:
            groups.append(group)


def _is_hour_of_part(last: Group, group: Group) -> bool:
    """Tell whether "Friday afternoon, 2 or 3" names hours of that afternoon."""
    part = len(last.clocks) == 1 and last.clocks[0].part and bool(last.days)
    return part and not group.days and bool(group.clocks) and all(c.exact for c in group.clocks)


def _is_apposition(last: Group, group: Group) -> bool:
    """Tell whether "Thursday, the 19th" names one day twice."""
    if not (last.weekly and len(last.days) == 1 == len(group.days)) or group.weekly or group.week:
        return False
    (first, end), (again, until) = last.days[0], group.days[0]
    return first == end and again == until and first.weekday() == again.weekday()


def without_wider(groups: list[Group]) -> list[Group]:
    """Leave out "early December" beside "Wednesday the 2nd", which lies in it."""
    hopeful = [group for group in groups if group.days and not group.against]
    wide = [
        group
        for group in hopeful
        if any(
            other is not group
            and not other.week
            and group.clocks in ([], other.clocks)
            and _inside(other.days, group.days)
            for other in hopeful
        )
    ]
    return [group for group in groups if not any(group is other for other in wide)]


def _inside(days: list[Days], spans: list[Days]) -> bool:
    wider = all((b - a).days >= WEEK_SPAN for a, b in spans)
    return wider and all(any(a <= c and d <= b for a, b in spans) for c, d in days)


def within_week(groups: list[Group]) -> list[Group]:
    """Look for the weekdays of "the week of the 16th, Tuesday or Wednesday" in that week."""
    spans = [group for group in groups if group.week and not (group.against or group.taken)]
    plain = [group for group in groups if group.weekly and not group.against]
    if len(spans) != 1 or not plain:
        return groups
    first, last = spans[0].days[0]
    monday = first - timedelta(days=first.weekday())
    for group in plain:
        group.days = [
            (monday + timedelta(days=a.weekday()), monday + timedelta(days=b.weekday()))
            for a, b in group.days
        ]
        group.clocks = group.clocks or list(spans[0].clocks)
    inside = all(day[0] >= first for group in plain for day in group.days)
    if not inside or last < first:
        raise Doubt("the weekday and the week do not agree")
    return [group for group in groups if group is not spans[0]]


def borrow_days(groups: list[Group], wanted: list[Group]) -> None:
    """Let "Thursday except between 11 and 1" leave out an hour of that Thursday."""
    days = [span for group in wanted if not group.against for span in group.days]
    for group in groups:
        if group.clocks and not group.days:
            group.days = list(days)


def share(groups: list[Group]) -> None:
    """Let "Tuesday or Thursday after 2" hold for both days: the careful reading."""
    for earlier, later in zip(reversed(groups[:-1]), reversed(groups[1:]), strict=True):
        if earlier.days and not earlier.clocks and later.days and later.clocks:
            earlier.clocks = list(later.clocks)
    for earlier, later in pairwise(groups):
        if earlier.clock_first and later.days and not later.clocks:
            later.clocks, later.clock_first = list(earlier.clocks), True


def narrowed(groups: list[Group]) -> list[Group]:
    """Leave out "Thursday" where "Thursday at 3" is named as well."""
    timed = {span for group in groups if group.clocks for span in group.days}
    return [g for g in groups if g.clocks or not g.days or not set(g.days) <= timed]


def within_wider(groups: list[Group]) -> list[Group]:
    """Leave out next week where "Tuesday afternoon" of it is named in another sentence."""
    return without_wider(narrowed(groups))


def with_general_clocks(groups: list[Group]) -> list[Group]:
    """Apply clock times that stand alone ("after 3 please") to all the days named."""
    days = [group for group in groups if group.days]
    alone = [clock for group in groups if not group.days for clock in group.clocks]
    if not days or not alone:
        return groups
    if len(alone) > 1 and any(group.clocks for group in days):
        raise Doubt("it is not said which time belongs to which day")
    return [
        replace(group, clocks=[both(clock, alone[0]) for clock in group.clocks] or alone)
        for group in days
    ]


def borrow_refused(wanted: list[Group], against: list[Group]) -> None:
    """Give "not before ten" the days named, and "but the afternoon is open" the day refused."""
    days = [span for group in wanted for span in group.days]
    for group in against:
        group.days = group.days or list(days)
    refused = [span for group in against if group.clocks for span in group.days]
    for group in wanted:
        if not days and any(clock.part for clock in group.clocks):
            group.days = list(refused)


def close_limits(parts: list[list[Group]]) -> None:
    """Let "not before ten and not after four" be one span of the day."""
    named = [(groups, group) for groups in parts for group in groups]
    for (_, first), (groups, group) in pairwise(named):
        single = len(first.clocks) == 1 == len(group.clocks) and not group.days
        if single and opposite(first.clocks[0], group.clocks[0]):
            first.clocks = [both(first.clocks[0], group.clocks[0])]
            groups.remove(group)


def from_then_on(groups: list[Group], says: set[str], named: list[Group]) -> list[Group]:
    """Return the time behind what is taken: "in a meeting until 3, free after that"."""
    free = "THEREAFTER" in says and says & {*SETTLED, "TALK"} and not says & AGAINST and not named
    if not free or not groups or not groups[-1].clocks:
        return []
    begin = Clock(max(clock.end for clock in groups[-1].clocks), DAY_MINUTES)
    return [Group(list(groups[-1].days), [begin], said=frozenset(says | {"YES"}))]


def is_timed(group: Group) -> bool:
    """Tell whether a group names minutes and no spans."""
    return bool(group.clocks) and all(clock.exact for clock in group.clocks)
