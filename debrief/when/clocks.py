"""Read clock times: "after 3", "10-12", "15h30", "late morning", "a las 3 de la tarde"."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from debrief.when.tokens import Token

DAY_MINUTES = 24 * 60
NOON = 12 * 60
PARTS = {
    "morning": (8 * 60, NOON),
    "noon": (NOON, 13 * 60),
    "afternoon": (NOON, 18 * 60),
    "evening": (17 * 60, 21 * 60),
    "first": (8 * 60, 10 * 60),
    "last": (16 * 60, 18 * 60),
}
LIMITS = ("AFTER", "BEFORE", "FROM", "UNTIL", "NOT_BEFORE", "NOT_AFTER")
BEFORE_HOUR = {"END", "STOP", "COMMA", "BUT", "ACCEPT", "YES", "NO"}
IS = {"is", "ist", "est", "es", "e", "would", "war", "ware", "are", "it"}
AT_HOUR = {"um", "om", "a las", "as"}  # a number in words behind it is an hour
SPOKEN_TO = {"to", "til", "till", "until", "bis", "tot"}
LATER_THAN = {"later than", "spater als", "plus tard que", "mas tarde de", "mas tarde que"}
LATER_THAN |= {"mas tarde de las", "later dan", "mais tarde que", "mais tarde do que"}
STRICTLY = 15  # minutes after eleven that are "later than 11"
TO_NOON = ("a ", "al ", "ao ")
NOUNS = {"WORD", "WEEK", "DAYS", "MONTH", "MONTHS", "SPAN", "DASH", "NUMBER"}
LOOSE = {"COMMA", "STOP", "FILLER"}  # what may stand between a weekday and its date

Minute = tuple[int, bool, int]  # minute of the day, whether am or pm is certain, what comes next


class Doubt(Exception):
    """The words contradict each other or can be read in two ways."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Minutes after local midnight, from and to; ``exact`` when one minute was named."""

    start: int
    end: int
    exact: bool = False
    part: bool = False  # a part of the day rather than a clock time


def _ends_of_runs(tokens: Sequence[Token], kinds: frozenset[str]) -> list[int]:
    """Return, for every position, the first one from there that is of no such kind."""
    ends: list[int] = []
    end = len(tokens)
    for at in range(len(tokens) - 1, -1, -1):
        end = end if tokens[at].kind in kinds else at
        ends.append(end)
    return ends[::-1]


class Row:
    """The tokens of one statement; positions beyond its ends are empty tokens."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.dated = any(token.kind in {"DAY", "AHEAD"} for token in tokens)
        self._past_fillers = _ends_of_runs(tokens, frozenset({"FILLER", "AT"}))

    def token(self, position: int) -> Token:
        """Return the token there."""
        return self.tokens[position] if 0 <= position < len(self.tokens) else Token("END")

    def kinds(self, at: int) -> list[str]:
        """Return the kinds of two neighbouring tokens."""
        return [self.token(at).kind, self.token(at + 1).kind]

    def skip(self, at: int) -> int:
        """Return the first position from here that is no comma, stop or filler."""
        while self.token(at).kind in LOOSE:
            at += 1
        return at

    def past_fillers(self, at: int) -> int:
        """Return the first position from here that is no filler and no "at"."""
        return self._past_fillers[at] if 0 <= at < len(self._past_fillers) else at

    def is_morning(self, at: int) -> bool:
        """Tell whether "morgen" stands for the morning: directly behind a weekday."""
        return self.token(at).text == "morgen" and self.token(at - 1).kind == "DAY"


class ClockReader(Row):
    """Reads the clock times of one statement; ``hours`` are those of the proposed time."""

    def __init__(self, tokens: Sequence[Token], hours: frozenset[int] = frozenset()) -> None:
        super().__init__(tokens)
        self.proposed_hours = hours

    def clock(self, at: int) -> tuple[Clock, int] | None:
        """Return the time that begins at this position, and where it ends."""
        token = self.token(at)
        limit = next((k for k in (*LIMITS, "BETWEEN", "AT") if token.means(k) is not None), None)
        if limit in {"AFTER", "BEFORE"} and token.means("AT") is not None:
            limit = "AT"
        start = self.past_fillers(at + 1) if limit else at
        if limit == "AT" and token.means("YES") is not None and start > at + 1:
            return None  # "disons le 24"
        if limit == "AT" and self._is_dated(start):
            return None  # "say 10 November"
        if limit not in {"BETWEEN", "FROM"} and self.token(start).means("PART") == "noon":
            return self._part(at, start, limit)
        first = self._minute(start, loose=bool(limit) or self._is_hour(at))
        if first is None:
            return self._part(at, start, limit)
        minute, sure, after = first
        if (second := self._range_end(after, limit)) is not None:
            return self._range(first, second)
        minute, after = self._with_part(minute, sure, after)
        onward = self.token(after).kind == "ONWARD"
        if onward or limit in {"AFTER", "FROM", "NOT_BEFORE"}:
            later = STRICTLY if token.text in LATER_THAN else 0
            return Clock(minute + later, DAY_MINUTES), after + onward
        if limit in {"BEFORE", "UNTIL", "NOT_AFTER"}:
            return Clock(0, minute), after
        if limit == "BETWEEN":
            raise Doubt("only one end of the time is given")
        return Clock(minute, minute, exact=True), after

    def _is_dated(self, at: int) -> bool:
        """Tell whether the number is the day of the month behind it, which has no other."""
        month = self.token(at).kind == "NUMBER" and self.token(at + 1).kind == "MONTH"
        other = self.token(at + 2 + (self.token(at + 2).kind == "STOP"))
        return month and not (other.kind in {"NUMBER", "DATE"} and 0 < other.numbers[0] <= 31)

    def _is_hour(self, at: int) -> bool:
        """Tell whether a bare number is an hour: behind a day, or before "-5pm"."""
        if self.token(at - 1).kind in {"DAY", "AHEAD"}:
            return self.token(at + 1).kind != "WORD"
        if self.token(at + 1).kind in {"DAY", "AHEAD"} and self.token(at - 1).kind != "MONTH":
            return 1 <= self.token(at).numbers[0] <= 18  # "2 today"
        if self.token(at - 1).kind == "COMMA" and self._follows_day(at):
            return True  # "Friday it is, 10 works"
        if self._is_judged(at) or self._is_of_part(at):
            return True
        if self.kinds(at + 1) == ["DASH", "TIME"] or self._second_hour(at):
            return True
        return self._is_range(at) or self._is_choice(at) or self._is_spoken_range(at)

    def _is_judged(self, at: int) -> bool:
        """Tell whether a number is an hour because it is agreed to or refused: "2 is too late"."""
        before, hour, behind = self.token(at - 1), self.token(at), self.token(at + 1)
        if hour.kind != "NUMBER" or before.kind not in BEFORE_HOUR or hour.numbers[1] > 2:
            return False
        number = hour.numbers[0]
        if before.text.endswith("make it"):
            return 1 <= number <= 18 and behind.kind not in NOUNS
        it = behind.text == "it" and self.token(at + 2).text in IS  # "10 it is"
        if behind.text in IS:
            behind = self.token(at + 2)
        judged = it or behind.kind in {"YES", "NO", "ACCEPT", "THAT_NO"}
        return judged and (7 <= number <= 18 or number in self.proposed_hours)

    def _is_of_part(self, at: int) -> bool:
        """Tell whether a number in words is an hour: "três da tarde"."""
        part = self.token(at + 1)
        spoken = self.token(at).means("COUNT") is not None and self.token(at).kind == "COUNT"
        return spoken and part.kind == "PART" and " " in part.text

    def _is_spoken_range(self, at: int) -> bool:
        """Tell whether "8 to noon" are hours."""
        joint, end, behind = (self.token(at + step) for step in (1, 2, 3))
        ends = end.kind in {"NUMBER", "TIME"} or end.means("PART") == "noon"
        small = self.token(at).numbers[1] <= 2 and 1 <= self.token(at).numbers[0] <= 24
        return joint.text in SPOKEN_TO and ends and small and behind.kind not in NOUNS

    def _follows_day(self, at: int) -> bool:
        """Tell whether a number that stands alone behind a comma belongs to the day before."""
        number, behind = self.token(at).numbers[0], self.token(at + 1).kind
        named = any(token.kind in {"DAY", "AHEAD"} for token in self.tokens[max(0, at - 8) : at])
        alone = behind in {"CLOCK", "END", "STOP", "COMMA", "YES", "QUESTION", "OR"}
        return named and alone and 7 <= number <= 18

    def _is_range(self, at: int) -> bool:
        """Tell whether "10-11" are hours: two numbers of a clock and no noun behind them."""
        if self.kinds(at + 1) != ["DASH", "NUMBER"] or self.token(at - 1).kind == "DASH":
            return False
        first, second, behind = self.token(at), self.token(at + 2), self.token(at + 3)
        small = first.numbers[1] <= 2 and first.numbers[0] <= 24 and first.numbers[0] != 0
        later = second.numbers[0] <= 24 or self._figures(at + 2, loose=True) is not None
        return small and later and behind.kind not in NOUNS

    def _is_choice(self, at: int) -> bool:
        """Tell whether the number is one hour of "either 9 or 4 work on Thursday"."""
        if self.token(at + 1).kind != "OR" or self.token(at + 2).kind != "NUMBER":
            return False
        numbers = [self.token(at), self.token(at + 2)]
        clock = all(token.numbers[1] <= 2 and 1 <= token.numbers[0] <= 18 for token in numbers)
        return clock and self.dated and self.token(at + 3).kind not in {*NOUNS, "FILLER"}

    def _second_hour(self, at: int) -> bool:
        """Tell whether a bare number is the other hour of "at 11 or 2"."""
        before, behind = self.token(at - 2), self.token(at + 1).kind
        named = before.kind == "TIME" or (
            before.kind == "NUMBER"
            and (self.token(at - 3).means("AT") is not None or self._is_choice(at - 2))
        )
        return named and self.token(at - 1).kind == "OR" and behind not in {"WORD", "MONTH"}

    def _half_day(self, at: int) -> str | None:
        """Return the part of the day that "Thursday pm" means."""
        named = {"am": "morning", "pm": "afternoon"}.get(self.token(at).text)
        return named if self.token(at - 1).kind in {"DAY", "AHEAD"} else None

    def _figures(self, at: int, loose: bool) -> int | None:
        """Return the minute of "0900" or, where a time is expected, "1430"; never a year."""
        token = self.token(at)
        value, digits, _ = token.numbers
        if token.kind == "NUMBER" and digits == 3 and self.token(at - 1).kind == "DASH":
            hour, minute = divmod(value, 100)  # "9-930"
            return hour * 60 + minute if hour >= 7 and minute in {15, 30, 45} else None
        hour, minute = divmod(value, 100)
        expected = value < 1000 or (loose and not 1900 <= value < 2100)
        if token.kind != "NUMBER" or digits != 4 or hour > 23 or minute > 59 or not expected:
            return None
        return hour * 60 + minute

    def _minute(self, at: int, loose: bool) -> Minute | None:
        """Return (minute of the day, whether am or pm is certain, what comes next)."""
        token = self.token(at)
        if (figures := self._figures(at, loose)) is not None:
            return figures, True, at + 1 + (self.token(at + 1).means("CLOCK") is not None)
        if loose and token.means("PART") == "noon" and token.kind == "PART":
            return NOON, True, at + 1
        hour, minute, sure = token.numbers
        if token.kind == "NUMBER":
            behind = self.token(at + 1).kind
            if not loose or token.numbers[1] > 2 or behind in {"NUMBER", "SPAN"}:
                return None
            minute, sure = 0, 0
        elif (count := token.means("COUNT")) is not None and loose and self._is_count_hour(at):
            hour, minute, sure = int(count), 0, 0
        elif token.kind != "TIME" or (token.value == "." and not (loose or self._has_unit(at))):
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

    def _has_unit(self, at: int) -> bool:
        """Tell whether "Uhr", "uur" or "am" stands behind "15.30"."""
        return any(self.token(at + 1).means(unit) is not None for unit in ("CLOCK", "AM", "PM"))

    def _is_count_hour(self, at: int) -> bool:
        """Tell whether a number in words is an hour: not "two things", and "one" only if bare."""
        token, behind = self.token(at), self.token(at + 1).kind
        named = behind == "WORD" and self.token(at - 1).text in AT_HOUR  # "um elf telefoniere ich"
        if behind in {"WORD", "SPAN", "WEEK", "DAYS", "MONTHS"} and not named:
            return False
        if token.text == "one" and self.token(at - 1).kind in {"DAY", "AHEAD"}:
            return self.token(at + 1).means("CLOCK") is not None  # "the Tuesday one" is no hour
        return int(token.means("COUNT") or 0) > 1 or token.text in {"eins", "one", "una", "uma"}

    def _range_end(self, at: int, limit: str | None) -> Minute | None:
        token = self.token(at)
        noon = token.means("PART") == "noon" and token.text.startswith(TO_NOON)
        if noon and limit in {"FROM", None}:  # "de 9h à midi", "das 9 ao meio-dia"
            return NOON, True, at + 1
        joins = token.kind == "DASH" or token.means("TO") is not None
        joins = joins or (limit == "BETWEEN" and token.means("AND") is not None)
        return self._minute(self.past_fillers(at + 1), loose=True) if joins else None

    def _range(self, first: Minute, second: Minute) -> tuple[Clock, int]:
        start, end = first[0], second[0]
        if not second[1]:
            end = _business(end)
        if not first[1]:
            later = start + NOON
            start = later if second[1] and start < NOON and later < end else _business(start)
        if end <= start and not second[1] and end < NOON:
            end += NOON
        if end <= start:
            raise Doubt("the time ends before it begins")
        return Clock(start, end), second[2]

    def _with_part(self, minute: int, sure: bool, after: int) -> tuple[int, int]:
        """Apply "3 in the afternoon", or else the rule for bare hours."""
        look = self.past_fillers(after)
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
            edge, start = self.token(start).kind, self.past_fillers(start + 1)
        token = self.token(start)
        if edge and not limit and token.kind == "DAY":  # "early Friday"
            return Clock(*PARTS["first" if edge == "EARLY" else "last"], part=True), start
        name = token.means("PART") or self._half_day(start)
        if name is None and self.is_morning(start):
            name = "morning"
        if name is None or (token.kind not in {"PART", "AM", "PM"} and not self.is_morning(start)):
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


def _business(minute: int) -> int:
    """Read a bare hour the way business people mean it: one to six is the afternoon."""
    return minute + 12 * 60 if 60 <= minute < 7 * 60 else minute


def opposite(one: Clock, other: Clock) -> bool:
    """Tell whether "after" meets "before": together they are one span."""
    after, before = sorted((one, other), key=lambda clock: -clock.end)
    return after.end == DAY_MINUTES > before.end and before.start == 0 < after.start


def met(clocks: list[Clock], more: list[Clock]) -> list[Clock]:
    """Join clock times of the same days: "after 10" with "before 12" is one span."""
    if len(clocks) == len(more) == 1 and opposite(clocks[0], more[0]):
        return [both(clocks[0], more[0])]
    if len(clocks) == len(more) == 1 and clocks[0].part != more[0].part:
        with suppress(Doubt):  # "in the afternoon, from four on"
            return [both(clocks[0], more[0])]
    return clocks + more


def both(one: Clock, other: Clock) -> Clock:
    """Return what "Thursday morning after 10" and "evening at 8" leave."""
    if one.exact and not other.exact:
        one, other = other, one
    for shift in (0, 12 * 60) if other.exact else (0,):
        start, end = max(one.start, other.start + shift), min(one.end, other.end + shift)
        if start < end or (start == end and other.exact and start == other.start + shift):
            return Clock(start, end, other.exact, not other.exact and (one.part or other.part))
    raise Doubt("the times do not go together")
