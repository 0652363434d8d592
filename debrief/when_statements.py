"""Turn a reply's tokens into statements: which days and times, and for or against them."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from debrief.when_tokens import Token

DAY_MINUTES = 24 * 60
PARTS = {
    "morning": (8 * 60, 12 * 60),
    "noon": (12 * 60, 13 * 60),
    "afternoon": (12 * 60, 18 * 60),
    "evening": (17 * 60, 21 * 60),
}
INCLUSIVE = frozenset(
    {"by", "until", "till", "bis", "hasta", "ate", "tot", "jusqu'a", "d'ici", "uiterlijk"}
)
FAR = timedelta(days=300)  # a day named without a year is never that far away
LOOSE = {"COMMA", "STOP", "FILLER"}  # what may stand between a weekday and its date
LIMITS = ("AFTER", "BEFORE", "FROM", "UNTIL", "NOT_BEFORE", "NOT_AFTER")

Days = tuple[date, date]  # first and last day, both included


class Doubt(Exception):
    """The words contradict each other or can be read in two ways."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Minutes after local midnight, from and to; ``exact`` when one minute was named."""

    start: int
    end: int
    exact: bool = False
    part: bool = False  # a part of the day rather than a clock time


@dataclass(slots=True)
class Group:
    """Days with the clock times that belong to them; either may be empty."""

    days: list[Days] = field(default_factory=list)
    clocks: list[Clock] = field(default_factory=list)
    against: bool = False


@dataclass(slots=True)
class Statement:
    """One sentence or half-sentence: its groups, what it says, and how much of it is foreign."""

    groups: list[Group] = field(default_factory=list)
    says: set[str] = field(default_factory=set)
    option: int | None = None
    foreign: int = 0
    words: int = 0


@dataclass(frozen=True, slots=True)
class Calendar:
    """What loose dates are understood against: the reader's day and the days proposed."""

    today: date
    month_first: bool | None = None
    proposed: tuple[date, ...] = ()
    due: bool = False  # a date is wanted: "in two weeks" is a day, not a week

    def weekday(self, number: int) -> date:
        """Return the next such day that is not today, or the proposed one."""
        for day in self.proposed:
            if day.weekday() == number and day >= self.today:
                return day
        return self.today + timedelta(days=(number - self.today.weekday() - 1) % 7 + 1)

    def week(self, ahead: int) -> Days:
        """Return Monday and Sunday of a calendar week; of this week only what is left."""
        monday = self.today - timedelta(days=self.today.weekday()) + timedelta(weeks=ahead)
        return max(monday, self.today), monday + timedelta(days=6)

    def written(self, day: int, month: int, year: int) -> date:
        """Return the day with this number, in the nearest future when parts are missing."""
        if month == 0:
            return self._monthless(day)
        try:
            found = date(year or self.today.year, month, day)
            if not year and found < self.today:
                found = date(self.today.year + 1, month, day)
        except ValueError:
            raise Doubt(f"there is no day {day}/{month}") from None
        if not year and found - self.today > FAR:
            raise Doubt("the day is past")
        return found

    def slashed(self, first: int, second: int, year: int) -> date:
        """Return the day of "12/3", whose order depends on who wrote it."""
        if first > 12 or second > 12 or first == second:
            return self.written(
                *((first, second) if first > 12 or second <= 12 else (second, first)), year
            )
        if self.month_first is not None:
            return self.written(*((second, first) if self.month_first else (first, second)), year)
        readings = []
        for day, month in ((first, second), (second, first)):
            try:
                readings.append(self.written(day, month, year))
            except Doubt:
                continue
        if not readings:
            raise Doubt("the day is past")
        return min(readings)

    def _monthless(self, day: int) -> date:
        month = self.today.replace(day=1)
        for _ in range(12):
            length = calendar.monthrange(month.year, month.month)[1]
            if day <= length and month.replace(day=day) >= self.today:
                return month.replace(day=day)
            month = (month + timedelta(days=31)).replace(day=1)
        raise Doubt(f"no month has a day {day}")


def statements(tokens: Sequence[Token], calendar: Calendar) -> list[Statement]:
    """Read every statement; raise `Doubt` where the words can be read in two ways."""
    return [_Reader(list(part), calendar).read() for part in _parts(tokens)]


def _parts(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Cut at sentence ends and at "but"; a stop inside a date ("Do. 26. Nov.") cuts nothing."""
    part: list[Token] = []
    anything = False
    for number, token in enumerate(tokens):
        anything = (anything or token.kind == "ANY") and token.kind != "STOP"
        spoken = next((t for t in tokens[number + 1 : number + 4] if t.kind != "FILLER"), None)
        if anything and token.kind == "BUT" and spoken and spoken.kind == "DAY":
            part.append(
                replace(token, kind="EXCEPT", meanings=(("EXCEPT", ""),))
            )  # "any time but Monday"
            continue
        after = tokens[number + 1] if number + 1 < len(tokens) else None
        inside = (
            token.text == "."
            and part
            and after is not None
            and (part[-1].kind == "DAY" or part[-1].kind == "MONTH" or part[-1].kind == "NUMBER")
            and (after.kind in {"DATE", "NUMBER", "MONTH", "TIME"} or after.kind == "COMMA")
        )
        if (token.kind == "STOP" and not inside) or token.kind == "BUT":
            if part:
                yield part
            part = []
            continue
        part.append(token)
        if token.kind == "QUESTION":
            yield part
            part = []
    if part:
        yield part


class _Reader:
    """Reads one statement from left to right."""

    def __init__(self, tokens: list[Token], calendar: Calendar) -> None:
        self.tokens = tokens
        self.calendar = calendar
        self.statement = Statement()
        self.chunks: list[tuple[list[Group], set[str]]] = [([], set())]
        self.ahead = 1 if self._names_next_week() else None  # the week plain weekdays are in

    def read(self) -> Statement:
        """Return the statement with every group marked for or against."""
        position = 0
        while position < len(self.tokens):
            position = self._item(position)
        self._judge()
        self.statement.groups = [group for groups, _ in self.chunks for group in groups]
        self.statement.says = set().union(*(says for _, says in self.chunks))
        return self.statement

    def token(self, position: int) -> Token:
        """Return the token there; an empty one beyond the end."""
        return self.tokens[position] if 0 <= position < len(self.tokens) else Token("END")

    # --- one item after the other ---

    def _item(self, at: int) -> int:
        token = self.token(at)
        if (days := self._days(at)) is not None:
            self._add_days(*days)
            return days[-1]
        if (clock := self._clock(at)) is not None:
            self._add_clock(clock[0], clock[1], at)
            return clock[1]
        return self._marker(token, at)

    def _marker(self, token: Token, at: int) -> int:
        groups, says = self.chunks[-1]
        kind = token.kind
        if kind == "COMMA" or (kind == "AND" and groups):
            self.chunks.append(([], set()))
        elif kind == "OPTION":
            self.statement.option = int(token.value)
            says.add(kind)
        elif kind in {"WORD", "NUMBER", "TIME", "DATE"}:
            self.statement.foreign += 1
            if kind != "WORD":
                says.add("FIGURE")
        elif kind in {"FRACTION", "YOURS"}:
            raise Doubt(f"“{token.text}” can be read in two ways")
        elif token.means("AFTER") or kind in {
            "AFTER",
            "BEFORE",
            "NOT_BEFORE",
            "NOT_AFTER",
            "BETWEEN",
        }:
            says.add("DANGLING")
        elif kind == "EXCEPT" and groups:
            self.chunks.append(([], {"EXCEPT"}))
        elif kind not in {"FILLER", "DASH", "COLON", "STOP"}:
            says.update(name for name, _ in token.meanings)
            if kind == "QUESTION":
                says.add(kind)
        self.statement.words += kind not in {"COMMA", "STOP", "DASH", "COLON", "QUESTION"}
        return at + 1

    def _add_days(self, days: Days, clock: Clock | None, _next: int) -> None:
        groups = self.chunks[-1][0]
        if not groups or groups[-1].days:
            groups.append(Group())
        groups[-1].days.append(days)
        if clock:
            groups[-1].clocks.append(clock)

    def _add_clock(self, clock: Clock, after: int, at: int) -> None:
        groups = self.chunks[-1][0]
        while self.token(after).kind == "FILLER":
            after += 1
        ahead = self._days(after)
        if not groups or (ahead is not None and groups[-1].days and groups[-1].clocks):
            groups.append(Group())
        clocks = groups[-1].clocks
        apart = self.token(at - 1).kind in {"OR", "AND", "COMMA"}
        if clocks and (not apart or _opposite(clocks[-1], clock)):
            clocks[-1] = both(clocks[-1], clock)
        else:
            clocks.append(clock)

    def _names_next_week(self) -> bool:
        """Tell whether "next week" stands beside a weekday; then it holds for all of them."""
        for at, token in enumerate(self.tokens):
            if (found := self._next_week(at)) is not None:
                before, after = at - 1, found
                while self.token(before).kind == "FILLER":
                    before -= 1
                if token.kind and "DAY" in (
                    self.token(before).kind,
                    self.token(self._skip(after)).kind,
                ):
                    return True
        return False

    def _next_week(self, at: int) -> int | None:
        kinds = [self.token(at).kind, self.token(at + 1).kind]
        return at + 2 if kinds in (["NEXT", "WEEK"], ["WEEK", "NEXT"]) else None

    # --- for or against ---

    def _judge(self) -> None:
        self._join()
        for number, (groups, says) in enumerate(self.chunks):
            against = bool(says & AGAINST)
            for group in groups:
                group.against = against
            if (
                groups
                and not against
                and number
                and not says & {"YES", "ACCEPT", "QUESTION", "ANY"}
            ):
                before = self.chunks[number - 1]
                if any(group.against for group in before[0]):
                    if any(group.clocks for group in groups):
                        raise Doubt("it is not said whether the later times suit")
                    for group in groups:
                        group.against = True

    def _join(self) -> None:
        """Put together what a comma parted: weekday and date, day and time; words look ahead."""
        joined: list[tuple[list[Group], set[str]]] = []
        carried: tuple[list[Group], set[str]] | None = None
        for groups, says in self.chunks:
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

    # --- days ---

    def _days(self, at: int) -> tuple[Days, Clock | None, int] | None:
        """Return the days named here, a part of the day in the same word, and what comes next."""
        token = self.token(at)
        limit = next((name for name in LIMITS if token.means(name) is not None), None)
        if limit:
            start = at + 1
            while self.token(start).kind == "FILLER":
                start += 1
            if (found := self._plain_days(start)) is None:
                return None
            days, clock, after = found
            ranged = limit == "FROM" and self.token(after).means("TO") is not None
            if ranged and (last := self._plain_days(self._skip(after + 1))) is not None:
                return (days[0], last[0][1]), None, last[2]
            return self._limited(limit, token.text, days), clock, after
        return self._plain_days(at)

    def _limited(self, limit: str, word: str, days: Days) -> Days:
        today, far = self.calendar.today, self.calendar.today + timedelta(days=14)
        one = timedelta(days=1)
        if limit in {"FROM", "NOT_BEFORE"}:
            return days[0], max(days[1], far)
        if limit == "AFTER":
            return days[1] + one, max(days[1] + one, far)
        inclusive = limit in {"NOT_AFTER", "UNTIL"} or word.split()[0] in INCLUSIVE
        return today, days[1] if inclusive else days[0] - one

    def _plain_days(self, at: int) -> tuple[Days, Clock | None, int] | None:
        token = self.token(at)
        if (number := token.means("DAY")) is not None:
            return self._weekday(int(number), at)
        if (number := token.means("AHEAD")) is not None and not self._is_part_here(at):
            day = self.calendar.today + timedelta(days=int(number))
            return (day, day), self._own_part(token), at + 1
        if token.kind == "THIS" and (part := self.token(at + 1)).kind == "PART":
            today = self.calendar.today
            return (today, today), Clock(*PARTS[part.value], part=True), at + 2
        for reading in (self._week, self._distance):
            if (found := reading(at)) is not None:
                return found[0], None, found[1]
        if (written := self._written(at)) is not None:
            return (written[0], written[0]), None, written[1]
        return None

    def _is_part_here(self, at: int) -> bool:
        """Tell whether "morgen" stands for the morning: directly behind a weekday."""
        return self.token(at).text == "morgen" and self.token(at - 1).kind == "DAY"

    def _own_part(self, token: Token) -> Clock | None:
        part = token.means("PART")
        return Clock(*PARTS[part], part=True) if part and token.kind in {"DAY", "AHEAD"} else None

    def _weekday(self, number: int, at: int) -> tuple[Days, Clock | None, int]:
        part = self._own_part(self.token(at))
        look = self._skip(at + 1)
        if (written := self._written(look)) is not None and not part:
            if written[0].weekday() != number:
                raise Doubt("the weekday and the date do not agree")
            return (written[0], written[0]), None, written[1]
        if self._is_day_number(number, look):
            day = self.calendar.written(self.token(look).numbers[0], 0, 0)
            return (day, day), None, look + 1
        ahead, after = self._which_week(at)
        day = self.calendar.weekday(number)
        if ahead is not None:
            day = self.calendar.today - timedelta(days=self.calendar.today.weekday())
            day += timedelta(days=7 * ahead + number)
            if ahead == 0 and day < self.calendar.today:
                day += timedelta(days=7)
        until = self._until_weekday(after)
        if until is not None and not part:
            last = day + timedelta(days=(until[0] - number) % 7)
            return (day, last), None, until[1]
        return (day, day), part, after

    def _until_weekday(self, at: int) -> tuple[int, int] | None:
        token = self.token(at)
        if token.kind == "DASH" or token.means("TO") is not None:
            other = self._skip(at + 1)
            if (number := self.token(other).means("DAY")) is not None:
                return int(number), other + 1
        return None

    def _which_week(self, at: int) -> tuple[int | None, int]:
        """Return how many calendar weeks ahead a weekday is meant (None: not said)."""
        before = self.token(at - 1)
        if before.kind == "NEXT":
            return 1, at + 1
        if before.kind == "THIS":
            return None, at + 1
        look = at + 1
        while self.token(look).kind == "FILLER" and look < at + 3:
            look += 1
        following = self.token(look)
        if following.kind == "NEXT":
            return 1, look + (2 if self.token(look + 1).kind == "WEEK" else 1)
        if following.kind == "THIS" and self.token(look + 1).kind == "WEEK":
            return 0, look + 2
        if following.kind == "WEEK" and self.token(look + 1).kind == "NEXT":
            return 1, look + 2
        return self.ahead, at + 1

    def _is_day_number(self, weekday: int, at: int) -> bool:
        """Tell whether the number behind a weekday is the day of the month, not the hour."""
        token = self.token(at)
        if token.kind != "NUMBER" or not 1 <= token.numbers[0] <= 31:
            return False
        after = self.token(at + 1)
        if after.kind == "DASH" or any(
            after.means(k) is not None for k in ("AM", "PM", "CLOCK", "TO")
        ):
            return False
        day = self.calendar.written(token.numbers[0], 0, 0)
        agrees = day.weekday() == weekday and day - self.calendar.today < timedelta(days=45)
        hour = token.numbers[0] <= 18
        if agrees == hour:
            raise Doubt(f"“{token.text}” may be an hour or a day of the month")
        return agrees

    def _week(self, at: int) -> tuple[Days, int] | None:
        """Read "next week", "Ende nächster Woche", "fin de semaine prochaine"."""
        edge, look = "", at
        if self.ahead and (after := self._next_week(at)) is not None:
            weekday = self._skip(after)
            if self.token(weekday).kind == "DAY":
                days, _, after = self._weekday(int(self.token(weekday).value), weekday)
                return days, after
        if self.token(at).kind in {"EARLY", "LATE", "MID"}:
            edge, look = self.token(at).kind, self._past_fillers(at + 1)
        kinds = [self.token(look + n).kind for n in range(2)]
        if kinds in (["NEXT", "WEEK"], ["WEEK", "NEXT"]):
            ahead, after = 1, look + 2
        elif kinds == ["THIS", "WEEK"]:
            ahead, after = 0, look + 2
        elif (
            kinds[0] == "WEEK" and (day := self._written(self._past_fillers(look + 1))) is not None
        ):
            return (day[0], day[0] + timedelta(days=6 - day[0].weekday())), day[1]
        elif kinds[0] == "WEEK" and edge:
            ahead, after = 0, look + 1
        elif edge and (
            kinds[0] == "MONTHS" or (kinds[0] in {"THIS", "NEXT"} and kinds[1] == "MONTHS")
        ):
            return self._month_edge(edge, kinds[0] == "NEXT"), look + 1 + (kinds[0] != "MONTHS")
        else:
            return None
        first, last = self.calendar.week(ahead)
        monday = last - timedelta(days=6)
        spans = {"EARLY": (0, 1), "MID": (1, 3), "LATE": (3, 4)}
        if edge:
            early, late = spans[edge]
            first, last = max(first, monday + timedelta(days=early)), monday + timedelta(days=late)
        return (first, last), after

    def _month_edge(self, edge: str, following: bool) -> Days:
        today = self.calendar.today
        month = (today.replace(day=1) + timedelta(days=31)).replace(day=1) if following else today
        length = calendar.monthrange(month.year, month.month)[1]
        first, last = {"EARLY": (1, 7), "MID": (12, 18), "LATE": (length - 5, length)}[edge]
        return month.replace(day=first), month.replace(day=last)

    def _distance(self, at: int) -> tuple[Days, int] | None:
        """Read "in two weeks" (that whole week) and "in 3 days" (that day)."""
        if self.token(at).means("IN") is None:
            return None
        count = self.token(at + 1)
        number = count.means("COUNT") or (count.kind == "NUMBER" and count.text)
        unit = self.token(at + 2).kind
        if not number or unit not in {"DAYS", "WEEK"}:
            return None
        if unit == "WEEK" and not self.calendar.due:
            return self.calendar.week(min(int(number), 99)), at + 3
        length = 7 if unit == "WEEK" else 1
        day = self.calendar.today + timedelta(days=length * min(int(number), 999))
        return (day, day), at + 3

    def _written(self, at: int) -> tuple[date, int] | None:
        """Read a date in figures or with a month's name."""
        token = self.token(at)
        if token.kind == "DATE" and token.numbers[1]:
            day, month, year = token.numbers
            if token.value == "/":
                return self.calendar.slashed(day, month, year), at + 1
            return self.calendar.written(day, month, year), at + 1
        if token.kind in {"DATE", "NUMBER"} and 1 <= token.numbers[0] <= 31:
            look = at + 1
            while self.token(look).kind in LOOSE or self.token(look).text in {"de", "of", "du"}:
                look += 1
            if (month_name := self.token(look).means("MONTH")) is not None:
                year, after = self._year(look + 1)
                return self.calendar.written(token.numbers[0], int(month_name), year), after
            if token.kind == "DATE":
                return self.calendar.written(token.numbers[0], 0, 0), at + 1
            return None
        if (month_name := token.means("MONTH")) is not None:
            look = at + 2 if self.token(at + 1).kind == "STOP" else at + 1
            number = self.token(look)
            if (
                number.kind in {"DATE", "NUMBER"}
                and 1 <= number.numbers[0] <= 31
                and number.value == ""
            ):
                year, after = self._year(look + 1)
                return self.calendar.written(number.numbers[0], int(month_name), year), after
        return None

    def _year(self, at: int) -> tuple[int, int]:
        look = at
        while self.token(look).kind in LOOSE:
            look += 1
        token = self.token(look)
        if token.kind == "NUMBER" and token.numbers[1] == 4 and 2000 <= token.numbers[0] < 2100:
            return token.numbers[0], look + 1
        return 0, at

    # --- clock times ---

    def _clock(self, at: int) -> tuple[Clock, int] | None:
        token = self.token(at)
        limit = next((k for k in (*LIMITS, "BETWEEN", "AT") if token.means(k) is not None), None)
        if limit in {"AFTER", "BEFORE"} and token.means("AT") is not None:
            limit = "AT"
        start = self._past_fillers(at + 1) if limit else at
        after_day = (
            self.token(at - 1).kind in {"DAY", "AHEAD"} and self.token(at + 1).kind != "WORD"
        )
        first = self._minute(start, loose=bool(limit) or after_day)
        if first is None:
            return self._part(at, start, limit)
        minute, sure, after = first
        if (second := self._range_end(after, limit)) is not None:
            return self._range(first, second)
        minute, after = self._with_part(minute, sure, self.token(start), after)
        if limit in {"AFTER", "FROM", "NOT_BEFORE"}:
            return Clock(minute, DAY_MINUTES), after
        if limit in {"BEFORE", "UNTIL", "NOT_AFTER"}:
            return Clock(0, minute), after
        if limit == "BETWEEN":
            raise Doubt("only one end of the time is given")
        return Clock(minute, minute, exact=True), after

    def _minute(self, at: int, loose: bool) -> tuple[int, bool, int] | None:
        """Return (minute of the day, whether am or pm is certain, what comes next)."""
        token = self.token(at)
        hour, minute, sure = token.numbers
        if token.kind == "NUMBER":
            if not loose or token.numbers[1] > 2 or self.token(at + 1).kind == "NUMBER":
                return None
            minute, sure = 0, 0
        elif token.kind == "COUNT" and loose and int(token.value) > 1:
            hour, minute, sure = int(token.value), 0, 0
        elif token.kind != "TIME" or (token.value == "." and not loose):
            return None
        after = at + 1
        if self.token(after).means("PM") is not None or self.token(after).means("AM") is not None:
            hour = hour % 12 + (12 if self.token(after).means("PM") is not None else 0)
            sure, after = 1, after + 1
        elif self.token(after).means("CLOCK") is not None:
            after += 1
        if hour > 24 or (hour == 24 and minute):
            raise Doubt(f"“{token.text}” is no time of day")
        return hour * 60 + minute, bool(sure) or hour > 12 or hour == 0, after

    def _range_end(self, at: int, limit: str | None) -> tuple[int, bool, int] | None:
        token = self.token(at)
        joins = token.kind == "DASH" or token.means("TO") is not None
        joins = joins or (limit == "BETWEEN" and token.means("AND") is not None)
        return self._minute(self._past_fillers(at + 1), loose=True) if joins else None

    def _range(
        self, first: tuple[int, bool, int], second: tuple[int, bool, int]
    ) -> tuple[Clock, int]:
        start, end = first[0], second[0]
        noon = 12 * 60
        if not second[1]:
            end = _business(end)
        if not first[1]:
            later = start + noon
            start = later if second[1] and start < noon and later < end else _business(start)
        if end <= start and not second[1] and end < noon:
            end += noon
        if end <= start:
            raise Doubt("the time ends before it begins")
        return Clock(start, end), second[2]

    def _with_part(self, minute: int, sure: bool, token: Token, after: int) -> tuple[int, int]:
        """Apply "3 in the afternoon", or else the rule for bare hours."""
        look = self._past_fillers(after)
        part = self.token(look).means("PART") if self.token(look).kind == "PART" else None
        if part in {"afternoon", "evening"} and not sure:
            return (minute + 12 * 60 if minute < 12 * 60 else minute), look + 1
        if part == "morning" and minute < 12 * 60:
            return minute, look + 1
        return (minute if sure else _business(minute)), after

    def _part(self, at: int, start: int, limit: str | None) -> tuple[Clock, int] | None:
        """Read "afternoon", "late morning", "before noon", "Donnerstag Morgen"."""
        edge = ""
        if self.token(start).kind in {"EARLY", "LATE"}:
            edge, start = self.token(start).kind, self._past_fillers(start + 1)
        token = self.token(start)
        name = token.means("PART")
        if name is None and self._is_part_here(start):
            name = "morning"
        if name is None or (token.kind != "PART" and not self._is_part_here(start)):
            return None
        first, last = PARTS[name]
        if edge:
            middle = first + (last - first) // 2
            first, last = (first, middle) if edge == "EARLY" else (middle, last)
        if limit in {"AFTER", "NOT_BEFORE"}:
            return Clock(last, DAY_MINUTES), start + 1
        if limit in {"BEFORE", "UNTIL"}:
            return Clock(0, first), start + 1
        return Clock(first, last, part=True), start + 1

    def _skip(self, at: int) -> int:
        while self.token(at).kind in LOOSE:
            at += 1
        return at

    def _past_fillers(self, at: int) -> int:
        while self.token(at).kind == "FILLER" or self.token(at).kind == "AT":
            at += 1
        return at


JUDGING = {"YES", "NO", "THAT_NO", "EXCEPT", "ACCEPT", "SOFT_NO", "AWAY", "BACK", "ANY", "QUESTION"}
AGAINST = {"NO", "THAT_NO", "EXCEPT", "SOFT_NO", "AWAY"}


def _business(minute: int) -> int:
    """Read a bare hour the way business people mean it: one to six is the afternoon."""
    return minute + 12 * 60 if 60 <= minute < 7 * 60 else minute


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


def _share(groups: list[Group]) -> None:
    """Let "Tuesday or Thursday after 2" hold for both days: the careful reading."""
    for earlier, later in zip(reversed(groups[:-1]), reversed(groups[1:]), strict=True):
        if earlier.days and not earlier.clocks and later.days and later.clocks:
            earlier.clocks = list(later.clocks)


def _opposite(one: Clock, other: Clock) -> bool:
    """Tell whether "after" meets "before": together they are one span."""
    after, before = sorted((one, other), key=lambda clock: -clock.end)
    return after.end == DAY_MINUTES > before.end and before.start == 0 < after.start


def met(clocks: list[Clock], more: list[Clock]) -> list[Clock]:
    """Join clock times of the same days: "after 10" with "before 12" is one span."""
    if len(clocks) == len(more) == 1 and _opposite(clocks[0], more[0]):
        return [both(clocks[0], more[0])]
    return clocks + more


def both(one: Clock, other: Clock) -> Clock:
    """Return what "Thursday morning after 10" and "evening at 8" leave."""
    for shift in (0, 12 * 60) if other.exact else (0,):
        start, end = max(one.start, other.start + shift), min(one.end, other.end + shift)
        if start < end or (start == end and other.exact and start == other.start + shift):
            return Clock(start, end, other.exact)
    raise Doubt("the times do not go together")
