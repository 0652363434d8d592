"""Read days: "Thursday", "next week", "26.11.", "the 3rd of December", "bis Freitag", "12/3"."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta

from debrief.when.calendar import FAR, Calendar, Days
from debrief.when.clocks import LIMITS, LOOSE, PARTS, Clock, Doubt, Row
from debrief.when.months import Named, month_of_day, named_months
from debrief.when.tokens import Token

INCLUSIVE = frozenset(
    {"by", "until", "till", "bis", "hasta", "ate", "tot", "jusqu'a", "jusqu'au", "d'ici"}
    | {"uiterlijk"}
)
# before a bare number: a day of the month
DAY_ARTICLES = {"dia", "el", "del", "le", "du", "au", "den", "dem", "the"}
FROM_THE, TO_THE = {"del", "du", "do", "vom", "desde el"}, {"al", "au", "ao", "bis", "bis zum"}
MERE_OF = {"de", "von", "van"}  # "l'apres-midi de jeudi": no beginning
ONE_DAY, WEEK = timedelta(days=1), timedelta(days=7)
REACH = timedelta(days=14)  # how far "from Tuesday on" goes
WEEK_PARTS = {"EARLY": (0, 1), "MID": (1, 3), "LATE": (3, 4)}

Found = tuple[Days, Clock | None, int]  # days, a part of the day in the same word, what is next


class DayReader(Row):
    """Reads the days of one statement."""

    def __init__(
        self, tokens: Sequence[Token], calendar: Calendar, months: Sequence[Named] = ()
    ) -> None:
        super().__init__(tokens)
        self.calendar = calendar
        self.months = months  # named anywhere in the reply
        self.named = named_months(tokens, calendar)
        self.ahead = self._names_next_week()  # the week plain weekdays are in

    def days(self, at: int) -> Found | None:
        """Return the days named here, a part of the day in the same word, and what comes next."""
        token = self.token(at)
        limit = next((name for name in LIMITS if token.means(name) is not None), None)
        if token.means("BETWEEN") is not None:
            return self._between(at)
        ranged_days = self._day_range(self._behind(at) if limit == "FROM" else at)
        if ranged_days is not None and limit in {"FROM", None}:
            return ranged_days
        if limit:
            if (found := self._plain_days(self._behind(at))) is None:
                return None
            days, clock, after = found
            if limit == "FROM" and token.text in MERE_OF and not self._means_to(after):
                return found
            ranged = limit == "FROM" and self.token(after).means("TO") is not None
            if ranged and (last := self._plain_days(self.skip(after + 1))) is not None:
                return (days[0], last[0][1]), None, last[2]
            return self._limited(limit, token.text, days), clock, after
        return self._plain_days(at)

    def _day_range(self, at: int) -> Found | None:
        """Read "16 to 20 November", whose month stands once, behind the second day."""
        first = self.token(at)
        number = first.numbers[0]
        if first.kind not in {"NUMBER", "DATE"} or first.numbers[1] > 2 or not 1 <= number <= 31:
            return None
        if first.kind == "DATE" and first.numbers[1]:
            return None
        if self.token(at + 1).kind != "DASH" and not self._means_to(at + 1):
            return self._bare_range(at)
        if (bare := self._bare_range(at)) is not None:
            return bare
        second = self.skip(at + 2)
        last = self._written(second)
        if last is None or not self._month_behind(second) or last[0].day <= number:
            return None
        return (last[0].replace(day=number), last[0]), None, last[1]

    def _bare_range(self, at: int) -> Found | None:
        """Read "del 16 al 20", "du 16 au 20", "vom 16. bis 20." whose month is not said."""
        first, joint, last = (self.token(at + step) for step in range(3))
        if self.token(at - 1).text not in FROM_THE or joint.text not in TO_THE:
            return None
        if last.kind not in {"NUMBER", "DATE"} or last.numbers[1] > 2 or self._month_behind(at + 2):
            return None
        if not first.numbers[0] < last.numbers[0] <= 31 or self.token(at + 3).means("CLOCK"):
            return None
        return (self._bare_day(at), self._bare_day(at + 2)), None, at + 3

    def _month_behind(self, at: int) -> bool:
        look = at + 1
        while self.token(look).kind in LOOSE or self.token(look).text in {"de", "of", "du"}:
            look += 1
        return self.token(look).means("MONTH") is not None

    def _between(self, at: int) -> Found | None:
        """Read "between Tuesday and Thursday"."""
        first = self._plain_days(self._behind(at))
        if first is None or self.token(first[2]).means("AND") is None:
            return None
        last = self._plain_days(self._behind(first[2]))
        if last is None or last[0][1] < first[0][0]:
            return None
        return (first[0][0], last[0][1]), None, last[2]

    def _means_to(self, at: int) -> bool:
        return self.token(at).means("TO") is not None

    def _behind(self, at: int) -> int:
        """Return the next position that is no filler."""
        at += 1
        while self.token(at).kind == "FILLER":
            at += 1
        return at

    def _limited(self, limit: str, word: str, days: Days) -> Days:
        today, far = self.calendar.today, self.calendar.today + REACH
        if limit in {"FROM", "NOT_BEFORE"}:
            return days[0], max(days[1], far, days[0] + WEEK)
        if limit == "AFTER":
            return days[1] + ONE_DAY, max(days[1] + WEEK, far)
        inclusive = limit in {"NOT_AFTER", "UNTIL"} or word.split()[0] in INCLUSIVE
        return today, days[1] if inclusive else days[0] - ONE_DAY

    def _plain_days(self, at: int) -> Found | None:
        token = self.token(at)
        if (number := token.means("DAY")) is not None:
            return self._weekday(int(number), at)
        if (number := token.means("AHEAD")) is not None and not self.is_morning(at):
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

    def _own_part(self, token: Token) -> Clock | None:
        part = token.means("PART")
        return Clock(*PARTS[part], part=True) if part and token.kind in {"DAY", "AHEAD"} else None

    def _weekday(self, number: int, at: int) -> Found:
        part = self._own_part(self.token(at))
        look = self.skip(at + 1)
        if (written := self._written(look)) is not None and not part:
            if written[0].weekday() != number:
                raise Doubt("the weekday and the date do not agree")
            return (written[0], written[0]), None, written[1]
        if self._is_day_number(number, look):
            day = self._bare_day(look)
            return (day, day), None, look + 1
        ahead, after = self._which_week(at)
        day = self.calendar.weekday(number, ahead)
        weeks, today = self.token(at).means("WEEKS_IN"), self.calendar.today
        if weeks and number == today.weekday():
            day = today  # on a Monday, "Monday in two weeks" counts from today
        day += int(weeks or self.token(at).means("WEEKS_ON") or 0) * WEEK
        until = self._until_weekday(after)
        if until is not None and not part:
            last = day + timedelta(days=(until[0] - number) % 7)
            return (day, last), None, until[1]
        return (day, day), part, after

    def _until_weekday(self, at: int) -> tuple[int, int] | None:
        token = self.token(at)
        if token.kind == "DASH" or token.means("TO") is not None:
            other = self.skip(at + 1)
            if (number := self.token(other).means("DAY")) is not None:
                return int(number), self._which_week(other)[1]
        return None

    def _which_week(self, at: int) -> tuple[int | None, int]:
        """Return how many calendar weeks ahead a weekday is meant (None: not said)."""
        before = self.token(at - 1)
        if before.kind == "NEXT":
            return 1, at + 1
        if before.kind == "THIS":
            return None, at + 1
        look = self._behind(at)
        if self.token(look).text in MERE_OF:
            look = self._behind(look)
        following = self.token(look)
        if following.kind == "NEXT":
            return 1, look + (2 if self.token(look + 1).kind == "WEEK" else 1)
        if (weeks := following.means("NEXT_WEEK")) is not None:
            return int(weeks), look + 1
        while self.token(look).kind == "IN" or self.token(look).text in {"of", "der", "da", "du"}:
            look = self._behind(look)
        if (numbered := self._numbered_week(look)) is not None:
            return numbered
        following = self.token(look)
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
        clock = any(after.means(kind) is not None for kind in ("AM", "PM", "CLOCK"))
        if after.kind == "DASH" or clock:
            return False
        day = self._bare_day(at)
        agrees = day.weekday() == weekday and day - self.calendar.today < timedelta(days=45)
        if self._begins_range(at) and not (agrees and self.calendar.numbered):
            return False
        if after.means("AT") is not None and self.token(at + 2).kind == "TIME":
            return agrees
        proposed = self.calendar.is_proposed_hour(token.numbers[0], weekday)
        if proposed and not (agrees and self.calendar.numbered) and after.kind != "TIME":
            return False
        hour = token.numbers[0] <= 18 and not (agrees and self.calendar.numbered)
        if agrees == hour:
            raise Doubt(f"“{token.text}” may be an hour or a day of the month")
        return agrees

    def _begins_range(self, at: int) -> bool:
        """Tell whether "10 to 12" is meant; "mercredi 18 à 14h30" is a day and its time."""
        until, end = self.token(at + 1), self.token(at + 2)
        if until.means("TO") is None:
            return False
        earlier = end.kind == "TIME" and end.numbers[0] <= self.token(at).numbers[0]
        return not (earlier and until.means("AT") is not None)

    def _week(self, at: int) -> tuple[Days, int] | None:
        """Read "next week", "Ende nächster Woche", "fin de semaine prochaine"."""
        if (found := self._weekday_of_next_week(at) or self._rest_of_next_week(at)) is not None:
            return found
        edge, look = "", at
        if self.token(at).kind in WEEK_PARTS:
            edge, look = self.token(at).kind, self.past_fillers(at + 1)
        kinds = self.kinds(look)
        if (ahead := self._next_week(look)) is not None:
            return self._part_of_week(ahead[0], edge), ahead[1]
        if kinds == ["THIS", "WEEK"]:
            return self._part_of_week(0, edge), look + 2
        if kinds[0] == "WEEK":
            if (day := self._written(self._past_articles(look + 1))) is not None:  # "the week of"
                return (day[0], day[0] + timedelta(days=6 - day[0].weekday())), day[1]
            of = self.token(look + 2)
            if (
                self.token(look + 1).text in MERE_OF
                and of.kind == "NUMBER"
                and self._is_first_of(look + 2)
            ):
                first = self._bare_day(look + 2)  # "na semana de 23"
                return (first, first + timedelta(days=6 - first.weekday())), look + 3
            if (number := self.token(look + 1)).kind == "NUMBER" and number.numbers[1] <= 2:
                return self.calendar.numbered_week(number.numbers[0]), look + 2
            return (self._part_of_week(0, edge), look + 1) if edge else None
        if (month := self._whole_month(at, look, edge)) is not None:
            return month
        if not edge and kinds in (["NEXT", "MONTHS"], ["MONTHS", "NEXT"]):
            return self._month_edge("", following=True), look + 2
        named = kinds[0] in {"THIS", "NEXT"}
        if edge and kinds[named] == "MONTHS":
            return self._month_edge(edge, kinds[0] == "NEXT"), look + 1 + named
        return None

    def _is_first_of(self, at: int) -> bool:
        """Tell whether the number is the day a week begins with: "na semana de 23"."""
        number = self.token(at).numbers
        ranged = self._means_to(at + 1) or self.token(at + 1).kind == "DASH"
        return number[1] <= 2 and 1 <= number[0] <= 31 and not ranged

    def _past_articles(self, at: int) -> int:
        """Return the first position from here that is no filler and no "dia" before a number."""
        while self.token(at).kind in {"FILLER", "AT"} or self.token(at).text in {
            "dia",
            "of",
            "vom",
            *MERE_OF,
        }:
            at += 1
        return at

    def _weekday_of_next_week(self, at: int) -> tuple[Days, int] | None:
        """Read "next week Tuesday" as that Tuesday alone."""
        if self.ahead and (found := self._next_week(at)) is not None:
            weekday = self.skip(found[1])
            if self.token(weekday).kind == "DAY":
                days, _, after = self._weekday(int(self.token(weekday).value), weekday)
                return days, after
        return None

    def _is_limit(self, at: int) -> bool:
        return any(self.token(at).means(name) is not None for name in LIMITS)

    def _rest_of_next_week(self, at: int) -> tuple[Days, int] | None:
        """Read "next week from Wednesday on", "nächste Woche bis Mittwoch"."""
        found = self._next_week(at)
        look = self.skip(found[1]) if found else at
        if found is None or not self._is_limit(look) or self.token(look).text in MERE_OF:
            return None
        if self.token(self._behind(look)).kind not in {"DAY", "DATE", "AHEAD", "NUMBER"}:
            return None
        first, last = self.calendar.week(found[0])
        limited = self.days(look)
        if limited is None or limited[0][0] > last or limited[0][1] < first:
            return None
        return (max(first, limited[0][0]), min(last, limited[0][1])), limited[2]

    def _part_of_week(self, ahead: int, edge: str) -> Days:
        first, last = self.calendar.week(ahead)
        if not edge:
            return first, last
        monday = last - timedelta(days=6)
        early, late = WEEK_PARTS[edge]
        return max(first, monday + timedelta(days=early)), monday + timedelta(days=late)

    def _whole_month(self, at: int, look: int, edge: str) -> tuple[Days, int] | None:
        """Read "in December", "early December", "fin novembre"; a bare month says too little."""
        before = self.token(at - 1)
        placed = edge or before.means("IN") is not None or before.text in {"im", "en", "em", "in"}
        name = self.token(look).means("MONTH")
        if name is None or not placed or self.token(look + 1).kind in {"NUMBER", "DATE"}:
            return None
        today = self.calendar.today
        year = today.year + (int(name) < today.month)
        first = date(year, int(name), 1)
        if first - today > FAR:
            return None  # the month is past
        days = self._edge_of(first, edge)
        if days[1] < today:
            raise Doubt("the days are past")
        return (max(days[0], today), days[1]), look + 1

    def _month_edge(self, edge: str, following: bool) -> Days:
        first = self.calendar.today.replace(day=1)
        return self._edge_of(
            (first + timedelta(days=31)).replace(day=1) if following else first, edge
        )

    def _edge_of(self, first: date, edge: str) -> Days:
        """Return the early, middle or late days of the month that begins with ``first``."""
        length = calendar.monthrange(first.year, first.month)[1]
        edges = {"EARLY": (1, 7), "MID": (12, 18), "LATE": (length - 5, length)}
        low, high = edges.get(edge, (1, length))
        return first.replace(day=low), first.replace(day=high)

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
            if self._is_ordinal(at) or self._is_numbered_day(at):
                return self._bare_day(at), at + 1
            return None
        if (month_name := token.means("MONTH")) is not None:
            look = at + 2 if self.token(at + 1).kind == "STOP" else at + 1
            number = self.token(look)
            if number.kind in {"DATE", "NUMBER"} and 1 <= number.numbers[0] <= 31:
                if number.numbers[1] and number.kind == "DATE":
                    return None  # a whole date follows
                year, after = self._year(look + 1)
                return self.calendar.written(number.numbers[0], int(month_name), year), after
        return None

    def _bare_day(self, at: int) -> date:
        """Return the day of the number there, whose month is named apart or not at all."""
        return month_of_day(self, at, self.calendar, self.named, self.months)

    def _is_ordinal(self, at: int) -> bool:
        """Tell whether "the 2nd" is a day: "the 2nd floor" is none."""
        counted = self.token(at - 1).text in {"a", "an", "ein", "un", "une", "una", "um", "uma"}
        return self.token(at).kind == "DATE" and self.token(at + 1).kind != "WORD" and not counted

    def _is_numbered_day(self, at: int) -> bool:
        """Tell whether "dia 27", "el 26", "le 3" names a day of this or the next month."""
        after = self.token(at + 1)
        unit = any(after.means(kind) is not None for kind in ("AM", "PM", "CLOCK", "COUNT", "DAYS"))
        named = self.token(at - 1).text.rpartition(" ")[2] in DAY_ARTICLES
        for back in range(at, max(0, at - 8), -2):  # "el 11, 12 y 13"
            earlier, joint = self.token(back - 2), self.token(back - 1).kind
            if (
                named
                or joint not in {"COMMA", "AND", "OR"}
                or earlier.kind not in {"NUMBER", "DATE"}
            ):
                break
            if not 0 < earlier.numbers[0] < self.token(back).numbers[0]:
                break
            named = self.token(back - 3).text.rpartition(" ")[2] in DAY_ARTICLES
        return named and not unit and after.kind not in {"WORD", "NUMBER", "DASH"}

    def _year(self, at: int) -> tuple[int, int]:
        look = self.skip(at)
        look += self.token(look).text in {"de", "del", "of"}  # "13 de marzo de 2027"
        token = self.token(look)
        if token.kind == "NUMBER" and token.numbers[1] == 4 and 2000 <= token.numbers[0] < 2100:
            return token.numbers[0], look + 1
        return 0, at

    def _names_next_week(self) -> int | None:
        """Return the week ahead that is named beside a weekday; it holds for all of them."""
        for at in range(len(self.tokens)):
            if (found := self._next_week(at)) is not None:
                before = at - 1
                while self.token(before).kind == "FILLER" or self.token(before).text in MERE_OF:
                    before -= 1
                behind = self.skip(found[1])
                behind += self._is_limit(behind)
                if "DAY" in (self.token(before).kind, self.token(behind).kind):
                    return found[0]
        return None

    def _next_week(self, at: int) -> tuple[int, int] | None:
        """Return how many weeks ahead is named here, and what comes next."""
        if (weeks := self.token(at).means("NEXT_WEEK")) is not None:
            return int(weeks), at + 1
        if self.kinds(at) in (["NEXT", "WEEK"], ["WEEK", "NEXT"]):
            return 1, at + 2
        return self._numbered_week(at)

    def _numbered_week(self, at: int) -> tuple[int, int] | None:
        """Return how many weeks ahead "week 39" is, and what comes next; "week 23 March" is none."""
        number = self.token(at + 1)
        if self.token(at).kind != "WEEK" or number.kind != "NUMBER" or number.numbers[1] > 2:
            return None
        if self._written(at + 1) is not None:
            return None
        sunday = self.calendar.numbered_week(number.numbers[0])[1]
        return (sunday - self.calendar.week(0)[1]).days // 7, at + 2
