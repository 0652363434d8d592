"""Turn a reply's tokens into statements: which days and times, and for or against them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import pairwise

from debrief.when_clocks import Clock, ClockReader, Doubt, both, met, opposite
from debrief.when_days import Calendar, DayReader, Days
from debrief.when_phrases import with_phrases
from debrief.when_tokens import Token

JUDGING = {"YES", "NO", "THAT_NO", "EXCEPT", "ACCEPT", "SOFT_NO", "AWAY", "BACK", "ANY", "QUESTION"}
JUDGING |= {"PAST"}
APPROVING = {"YES", "ACCEPT", "ANY", "QUESTION", "PAST"}  # these hold for the whole sentence
OPEN = {"YES", "ANY", "QUESTION", "TALK"}  # what was is told; one of these speaks of what will be
AGAINST = {"NO", "THAT_NO", "EXCEPT", "SOFT_NO", "AWAY"}
DANGLING = {"AFTER", "BEFORE", "NOT_BEFORE", "NOT_AFTER", "BETWEEN"}
SILENT = {"FILLER", "DASH", "COLON", "STOP"}
WEEKS = {"WEEK", "NEXT_WEEK"}
PLURAL = {"los", "as", "aos", "nas"}  # articles of weekdays meant as habits: "los lunes"
SEE_YOU = {"bis", "tot", "hasta", "ate"}  # "bis Donnerstag!" is a farewell as well as a limit


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


@dataclass(slots=True)
class Statement:
    """One sentence or half-sentence: its groups, what it says, and how much of it is foreign."""

    groups: list[Group] = field(default_factory=list)
    says: set[str] = field(default_factory=set)
    option: int | None = None
    foreign: int = 0
    spoken: set[str] = field(default_factory=set)  # what is said where the times are named


def statements(tokens: Sequence[Token], calendar: Calendar) -> list[Statement]:
    """Read every statement; raise `Doubt` where the words can be read in two ways."""
    return [_Reader(list(part), calendar).read() for part in _parts(with_phrases(tokens))]


def _parts(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Cut at sentence ends and at "but"; a stop inside a date ("Do. 26. Nov.") cuts nothing."""
    part: list[Token] = []
    anything = False
    for number, token in enumerate(tokens):
        anything = (anything or token.kind == "ANY") and token.kind != "STOP"
        if anything and token.kind == "BUT" and _next_kind(tokens, number) == "DAY":
            token = replace(token, kind="EXCEPT", meanings=(("EXCEPT", ""),))
        ends = token.kind == "STOP" and not _is_abbreviation(tokens, number)
        if not ends and token.kind != "BUT":
            part.append(token)
        if part and (ends or token.kind in {"BUT", "QUESTION"}):
            yield part
            part = []
    if part:
        yield part


def _next_kind(tokens: Sequence[Token], at: int) -> str:
    """Return the kind of the next token that is no filler."""
    return next((token.kind for token in tokens[at + 1 : at + 4] if token.kind != "FILLER"), "")


def _is_abbreviation(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a full stop stands inside a date: "Do. 26. Nov. 10 Uhr"."""
    if tokens[at].text != "." or not 0 < at < len(tokens) - 1:
        return False
    follows = {"DATE", "NUMBER", "MONTH", "TIME", "COMMA"}
    return tokens[at - 1].kind in {"DAY", "MONTH", "NUMBER"} and tokens[at + 1].kind in follows


class _Reader:
    """Reads one statement from left to right."""

    def __init__(self, tokens: list[Token], calendar: Calendar) -> None:
        self.tokens = tokens
        self.calendar = calendar
        self.statement = Statement()
        self.chunks: list[tuple[list[Group], set[str]]] = [([], set())]
        self.foreign = [0]  # unknown words in each chunk
        self.days = DayReader(tokens, calendar)
        self.clocks = ClockReader(tokens)

    def read(self) -> Statement:
        """Return the statement with every group marked for or against."""
        position = 0
        while position < len(self.tokens):
            position = self._item(position)
        timed = [n for (groups, _), n in zip(self.chunks, self.foreign, strict=True) if groups]
        self.statement.foreign = sum(timed or self.foreign)  # a name after a comma is no matter
        heard = [says for groups, says in self.chunks if groups]
        self._judge()
        groups = [group for groups, _ in self.chunks for group in groups]
        self.statement.groups = _within_week([group for group in groups if not group.past])
        self.statement.says = set().union(*(says for _, says in self.chunks))
        self.statement.spoken = set().union(*heard) | (self.statement.says & APPROVING)
        return self.statement

    def _item(self, at: int) -> int:
        if (days := self.days.days(at)) is not None:
            if not self._is_farewell(at, days[2]):
                self._add_days(days[0], days[1])
                self._note_weekday(at, days[2])
            return days[2]
        if (clock := self.clocks.clock(at)) is not None:
            self._add_clock(clock[0], clock[1], at)
            return clock[1]
        self._marker(self.tokens[at], at)
        return at + 1

    def _is_farewell(self, at: int, after: int) -> bool:
        """Tell whether "bis Donnerstag" only says goodbye: it ends the statement by itself."""
        groups, says = self.chunks[-1]
        lonely = not groups and not says and after >= len(self.tokens)
        return lonely and self.tokens[at].text.split()[0] in SEE_YOU and not self.calendar.due

    def _marker(self, token: Token, at: int) -> None:
        groups, says = self.chunks[-1]
        kind = token.kind
        if kind == "COMMA" or (kind == "AND" and groups):
            self.chunks.append(([], set()))
            self.foreign.append(0)
        elif kind == "OPTION":
            self.statement.option = int(token.value)
            says.add(kind)
        elif kind in {"WORD", "NUMBER", "TIME", "DATE"}:
            self.foreign[-1] += 1
            if kind != "WORD" and self._may_be_time(at):
                says.add("FIGURE")
        elif kind in {"FRACTION", "PAST_HOUR", "PAST_COUNT", "YOURS"}:
            raise Doubt(f"“{token.text}” can be read in two ways")
        elif kind == "AFTER" and self.days.token(at + 1).kind in {"END", "STOP", "COMMA"}:
            says.add("THEREAFTER")  # "happy to talk after"
        elif kind in DANGLING:
            says.add("DANGLING")
        elif kind == "EXCEPT" and groups:
            self.chunks.append(([], {"EXCEPT", "LEADING"}))
            self.foreign.append(0)
        elif kind not in SILENT:
            meant = {name for name, _ in token.meanings}
            says |= meant | ({"LEADING"} if meant & AGAINST and not groups else set())
            if kind == "QUESTION":
                says.add(kind)

    def _may_be_time(self, at: int) -> bool:
        """Tell whether a figure left over may be a time: no phone number, no "30 minutes"."""
        before, token, after = (self.days.token(at + step) for step in (-1, 0, 1))
        if after.means("AM") is not None or after.means("PM") is not None:
            return True
        small = token.kind != "NUMBER" or token.numbers[1] <= 2
        return small and after.kind not in {"WORD", "NUMBER"} and before.kind != "NUMBER"

    def _note_weekday(self, at: int, after: int) -> None:
        """Note whether a plain weekday was named, and whether all of them were meant."""
        group = self.chunks[-1][0][-1]
        named = self.tokens[at:after]
        kinds = {token.kind for token in named}
        group.week = bool(kinds & WEEKS) and "DAY" not in kinds
        group.weekly = kinds <= {"DAY", "FILLER"}
        every = any(token.means("EVERY") is not None for token in named)
        group.every = group.weekly and (every or self.tokens[at - 1 if at else 0].text in PLURAL)

    def _add_days(self, days: Days, clock: Clock | None) -> None:
        groups = self.chunks[-1][0]
        if not groups or groups[-1].days:
            groups.append(Group())
        groups[-1].days.append(days)
        if clock:
            groups[-1].clocks.append(clock)

    def _add_clock(self, clock: Clock, after: int, at: int) -> None:
        groups = self.chunks[-1][0]
        ahead = self.days.days(self.days.past_fillers(after))
        if not groups or (ahead is not None and groups[-1].days and groups[-1].clocks):
            groups.append(Group())
        clocks = groups[-1].clocks
        groups[-1].clock_first |= not groups[-1].days
        apart = self.clocks.token(at - 1).kind in {"OR", "AND", "COMMA"}
        if clocks and (not apart or opposite(clocks[-1], clock)):
            clocks[-1] = both(clocks[-1], clock)
        else:
            clocks.append(clock)

    def _judge(self) -> None:
        returning = any("BACK" in says for _, says in self.chunks)
        self._join()
        for number, (groups, says) in enumerate(self.chunks):
            for group in groups:
                group.against = bool(says & AGAINST)
                group.back = "BACK" in says
                group.against |= returning and not says & {"BACK", "YES", "ACCEPT"}
                group.past = "PAST" in says and not says & OPEN
                group.every |= group.weekly and "EXCEPT" in says
            if number and all(group.against for group in groups):
                _borrow_days(groups, self.chunks[number - 1][0])
            silent = not says & {"YES", "ACCEPT", "QUESTION", "ANY", *AGAINST}
            if number and silent and any(g.against for g in self.chunks[number - 1][0]):
                if not any(group.days for group in groups) and self._has_any():
                    continue  # "any day but Thursday, before 12"
                if any(group.clocks for group in groups):
                    raise Doubt("it is not said whether the later times suit")
                for group in groups:
                    group.against = True

    def _has_any(self) -> bool:
        return any("ANY" in says for _, says in self.chunks)

    def _join(self) -> None:
        """Put together what a comma parted: weekday and date, day and time; words look ahead."""
        joined: list[tuple[list[Group], set[str]]] = []
        carried: tuple[list[Group], set[str]] | None = None
        for groups, says in self.chunks:
            if carried and groups and "LEADING" in says:  # "Thursday, not Friday"
                joined.append(carried)
                carried = None
            if carried:
                _attach(carried[0], groups)
                groups, says, carried = carried[0], carried[1] | says, None
            if groups and not says & JUDGING:
                carried = (groups, says)
            else:
                joined.append((groups, says))
        if carried:
            if joined and joined[-1][0] and not joined[-1][1] & AGAINST:
                _attach(joined[-1][0], carried[0])
                joined[-1][1].update(carried[1])
            else:
                joined.append(carried)
        self.chunks = joined
        for groups, _ in self.chunks:
            _share(groups)


def _attach(groups: list[Group], more: list[Group]) -> None:
    """Append groups; a weekday parted from its date, or a time from its day, becomes one."""
    for group in more:
        last = groups[-1] if groups else None
        if last and last.days and not group.days and not last.clocks:
            last.clocks += group.clocks
        elif last and last.clocks and not last.days:
            last.days += group.days
            last.clocks = met(last.clocks, group.clocks)
        else:
            groups.append(group)


def _within_week(groups: list[Group]) -> list[Group]:
    """Look for the weekdays of "the week of the 16th, Tuesday or Wednesday" in that week."""
    spans = [group for group in groups if group.week and not group.against]
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


def _borrow_days(groups: list[Group], wanted: list[Group]) -> None:
    """Let "Thursday except between 11 and 1" leave out an hour of that Thursday."""
    days = [span for group in wanted if not group.against for span in group.days]
    for group in groups:
        if group.clocks and not group.days:
            group.days = list(days)


def _share(groups: list[Group]) -> None:
    """Let "Tuesday or Thursday after 2" hold for both days: the careful reading."""
    for earlier, later in zip(reversed(groups[:-1]), reversed(groups[1:]), strict=True):
        if earlier.days and not earlier.clocks and later.days and later.clocks:
            earlier.clocks = list(later.clocks)
    for earlier, later in pairwise(groups):
        if earlier.clock_first and later.days and not later.clocks:
            later.clocks, later.clock_first = list(earlier.clocks), True
