"""Read what a person writes about time: "Thursday after 3 works", "any time but Monday".

Forgiving in form, strict in meaning: what is not understood is ``unclear`` and never a guess.
How loose words are taken:
  Thursday        the whole local day (the caller keeps to business hours), the next one that is
                  not today; when a proposed time is on such a day, that one
  next Thursday   Thursday of the next calendar week (Monday to Sunday)
  3, 3:30         from one to six the afternoon, unless am or 24-hour form says otherwise
  morning         8 to 12; noon 12 to 13; afternoon 12 to 18; evening 17 to 21
  Friday 10       ten o'clock; when the tenth is a Friday too, unclear
  12/3            the month first in North America, else the day first
Languages: English, German, French, Spanish, Dutch, Portuguese.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from debrief.when_clocks import DAY_MINUTES, Clock, Doubt, both
from debrief.when_days import Calendar, Days
from debrief.when_statements import OPEN, Group, Statement, statements
from debrief.when_tokens import Token, clock_zone, language_of, tokens, without_signature, zones_in

Kind = Literal["accept", "decline", "windows", "other", "unclear", "never"]
Window = tuple[datetime, datetime]  # aware UTC, from (included) to (excluded)

HORIZON = timedelta(days=14)  # how far "any time" reaches
MOST_FOREIGN, MOST_FOREIGN_WITH_SENSE = 0, 8  # unknown words in a statement still relied upon
SENSE = {"YES", "NO", "THAT_NO", "EXCEPT", "ACCEPT", "ANY", "QUESTION", "TALK", "AWAY", "BACK"}
MONTH_FIRST_ZONES = ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles")


@dataclass(frozen=True, slots=True)
class TimeAnswer:
    """What a reply says about the proposed call.

    ``accept``: the proposed time, which is then the only window if it is known. ``decline``: no
    call. ``never``: no contact at all. ``other``: some other time, without naming one. ``windows``: other times, in order, without the
    ``excluded`` ones; a time named to the minute is a window of the call's length. ``unclear``: a
    person must read it. ``why`` is one plain sentence.
    """

    kind: Kind
    windows: tuple[Window, ...] = ()
    excluded: tuple[Window, ...] = ()
    why: str = ""


def read_times(
    text: str,
    now: datetime,
    zone: str,
    *,
    proposed: tuple[datetime, ...] = (),
    language: str | None = None,
    duration: timedelta = timedelta(minutes=30),
) -> TimeAnswer:
    """Read a plain-text reply to a proposed call.

    ``zone`` is the writer's zone, used unless they name another ("3pm CET"). ``proposed`` holds
    the time that was offered, then the alternatives, as aware datetimes. ``language`` is one of
    en, de, fr, es, nl, pt; None finds it out. Quoted text must be gone. Linear in the length.
    """
    named, rest = zones_in(without_signature(text))
    if len(named) > 1:
        return TimeAnswer("unclear", why="Two time zones are named.")
    try:
        clock = clock_zone(named.pop()) if named else ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        return TimeAnswer("unclear", why="The time zone named is not known.")
    offers = tuple(moment.astimezone(clock) for moment in proposed)
    answer = TimeAnswer("unclear", why="Nothing about a time was understood.")
    for tongue in (language,) if language else language_of(rest):
        reply = _Reply(rest, tongue, now.astimezone(clock), offers, duration, zone)
        try:
            answer = reply.answer()
        except Doubt as doubt:
            return TimeAnswer("unclear", why=f"Not certain: {doubt}.")
        if answer.kind != "unclear":
            break
    return answer


def read_date(
    text: str, today: date, *, language: str | None = None, month_first: bool | None = None
) -> date | None:
    """Return the day named as a due date; of a span its last day, weekends moved to Friday.

    Understands "by Friday", "end of next week", "bis Freitag", "fin de mois", "12/3", "in two
    weeks". None when no day, or more than one, is named. Without ``month_first`` the nearer
    reading of "12/3" is taken: what was understood is read back to the writer.
    """
    for tongue in (language,) if language else language_of(text):
        context = Calendar(today, month_first, due=True)
        try:
            read = statements(tokens(text, tongue), context)
        except Doubt:
            return None
        spans = [days for part in read for group in part.groups for days in group.days]
        if len(set(spans)) == 1:
            return _due(spans[0], today)
    return None


def _due(days: Days, today: date) -> date:
    last = days[1]
    if last - days[0] >= timedelta(days=4) and last.weekday() > 4:
        last -= timedelta(days=last.weekday() - 4)
    return max(last, today)


class _Reply:
    """One reply read in one language."""

    def __init__(
        self,
        text: str,
        language: str,
        now: datetime,
        offers: tuple[datetime, ...],
        duration: timedelta,
        zone: str,
    ) -> None:
        self.now = now
        self.reach = now + HORIZON  # how far "any time" goes
        self.anything = False  # every day suits, but for what is said against some
        self.offers = offers
        self.duration = duration
        self.tokens: Sequence[Token] = tokens(text, language)
        days = tuple(moment.date() for moment in offers)
        month_first = language == "en" and zone.startswith(MONTH_FIRST_ZONES)
        self.calendar = Calendar(now.date(), month_first, days)

    def answer(self) -> TimeAnswer:
        """Decide what the reply says, the gravest meaning first; may raise `Doubt`."""
        read = statements(self.tokens, self.calendar)
        return self._whole(read) or self._times(read) or self._feeling(read)

    def _whole(self, read: Sequence[Statement]) -> TimeAnswer | None:
        says = set().union(*(part.says for part in read))
        named = any(group.days or group.clocks for part in read for group in part.groups)
        if "NEVER" in says:
            if named:
                return TimeAnswer("unclear", why="They ask not to be contacted, but name a time.")
            return TimeAnswer("never", why="They ask not to be contacted again.")
        softly = any("SOFT_NO" in part.says and not part.groups for part in read)
        if "DECLINE" in says or softly or self._bare_no():
            hopeful = any(not group.against for part in read for group in part.groups)
            if hopeful or "OPTION" in says:
                return TimeAnswer("unclear", why="They decline, but name a time as well.")
            return TimeAnswer("decline", why="They do not want the call.")
        return None

    def _bare_no(self) -> bool:
        spoken = [token.text for token in self.tokens if token.kind not in {"STOP", "COMMA"}]
        return len(spoken) == 1 and spoken[0] in {"no", "nein", "non", "nee", "nao"}

    def _times(self, read: Sequence[Statement]) -> TimeAnswer | None:
        trusted = [part for part in read if self._trusted(part)]
        if option := self._option(trusted):
            return option
        groups = [group for part in trusted for group in part.groups]
        groups = [_from_then_on(group) if group.back else group for group in groups]
        if any("DANGLING" in part.says and part.groups for part in trusted):
            raise Doubt("a limit is named that was not understood")
        if groups and any("FIGURE" in p.says and (p.groups or "YES" in p.says) for p in trusted):
            raise Doubt("a number was not understood")
        if any("ANY" in p.says and p.says & {"NO", "THAT_NO"} and not p.groups for p in trusted):
            raise Doubt("it is not said until when nothing suits")
        wanted = _with_general_clocks([group for group in groups if not group.against])
        against = [group for group in groups if group.against]
        anything = any("ANY" in part.says for part in trusted)
        if not wanted and not anything and any(p.foreign > 1 and p.groups for p in trusted):
            raise Doubt("a day is refused among words that were not understood")
        if not wanted and not against and not anything:
            return None
        against = [
            self._every_week(group) if group.weekly and (anything or group.every) else group
            for group in against
        ]
        wanted = [self._every_week(group) if group.every else group for group in wanted]
        wanted = self._at_same_time(trusted, wanted)
        _borrow_days(wanted, against)
        self.anything = anything
        away = [g for part in trusted if "AWAY" in part.says for g in part.groups if g.against]
        self.reach = max([self.now, *(end for g in away for _, end in self._windows(g))]) + HORIZON
        excluded = [window for group in against for window in self._windows(group)]
        if against and not wanted and not excluded:
            return None
        chosen = [window for group in wanted for window in self._windows(group)]
        if not wanted:
            chosen = [(self.now, self.reach)]
        if self._admits_offer(trusted, wanted, chosen):
            return TimeAnswer("accept", self._offer(), why="The proposed time suits them.")
        return self._offered(chosen, excluded)

    def _at_same_time(self, trusted: Sequence[Statement], wanted: list[Group]) -> list[Group]:
        """Take "same time on Thursday" at the proposed time of day."""
        if not any("SAME" in part.says for part in trusted):
            return wanted
        if not self.offers:
            raise Doubt("it is not known which time is meant")
        local = self.offers[0]
        minute = local.hour * 60 + local.minute
        return [
            replace(group, clocks=group.clocks or [Clock(minute, minute, exact=True)])
            for group in wanted
        ]

    def _offer(self) -> tuple[Window, ...]:
        return tuple(_utc(start, start + self.duration) for start in self.offers[:1])

    def _admits_offer(
        self, trusted: Sequence[Statement], wanted: Sequence[Group], chosen: Sequence[Window]
    ) -> bool:
        """Tell whether "Wednesday works" answers a proposal for Wednesday at ten."""
        says = set().union(*(part.says for part in trusted))
        if not self.offers or not says & {"YES", "ACCEPT"} or says & {"QUESTION", "OTHER", "NO"}:
            return False
        start = self.offers[0]
        days = {day for group in wanted for day in group.days}
        inside = any(a <= start and start + self.duration <= b for a, b in chosen)
        return inside and days == {(start.date(), start.date())}

    def _trusted(self, part: Statement) -> bool:
        """Tell whether a statement is about the call: nothing else is allowed to name a time."""
        if "PROMISE" in part.says or ("PAST" in part.says and not part.says & OPEN):
            return False
        limit = MOST_FOREIGN_WITH_SENSE if part.spoken & SENSE else MOST_FOREIGN
        refused = part.says & {"NO", "THAT_NO"} and not any(g.against for g in part.groups)
        if refused and part.foreign > 1 and part.groups:
            raise Doubt("it is not clear what does not suit")
        if part.foreign > limit and part.groups:
            raise Doubt("a time is named among words that were not understood")
        return True

    def _option(self, trusted: Sequence[Statement]) -> TimeAnswer | None:
        chosen = {part.option for part in trusted if part.option}
        refused = any(part.option and part.says & {"NO", "THAT_NO", "EXCEPT"} for part in trusted)
        if not chosen:
            return None
        number = min(chosen)
        if len(chosen) > 1 or refused or number > len(self.offers):
            return TimeAnswer(
                "unclear", why="It is not certain which of the offered times is meant."
            )
        start = self.offers[number - 1]
        window = _utc(start, start + self.duration)
        return TimeAnswer(
            "accept" if number == 1 else "windows", (window,), why=f"They chose offer {number}."
        )

    def _offered(self, chosen: list[Window], excluded: list[Window]) -> TimeAnswer:
        start = self.now.astimezone(UTC)
        future = [(max(begin, start), end) for begin, end in map(_as_utc, chosen) if end > start]
        away = tuple(_joined(map(_as_utc, excluded)))
        windows = tuple(_without(_joined(future), away))
        if not windows:
            return TimeAnswer(
                "unclear", excluded=away, why="No time is left that is still to come."
            )
        if self.offers and windows == self._offer():
            return TimeAnswer("accept", windows, why="They named the proposed time.")
        return TimeAnswer("windows", windows, away, why="They named times.")

    def _windows(self, group: Group) -> list[Window]:
        """Return the local windows of a group; a clock time alone belongs to the proposed day."""
        days = group.days
        general = self.anything or any(clock.part for clock in group.clocks)
        if not days and self.offers and not general:
            days = [(self.offers[0].date(), self.offers[0].date())]
        if not days:
            if any(clock.exact for clock in group.clocks):
                raise Doubt("a time is named without a day")
            days = [(self.now.date(), self.reach.date())]
        return [
            self._window(day, clock)
            for span in days
            for day in _each(span)
            for clock in group.clocks or [Clock(0, DAY_MINUTES)]
        ]

    def _every_week(self, group: Group) -> Group:
        """Widen "any time but Monday" to every Monday within reach, today included."""
        today = self.now.date()
        days = [
            (first + timedelta(weeks=n), last + timedelta(weeks=n))
            for first, last in group.days
            for n in range(-1, 3)
            if first + timedelta(weeks=n) >= today
        ]
        return Group(days, group.clocks, group.against)

    def _window(self, day: date, clock: Clock) -> Window:
        start = _at(day, clock.start, self.now.tzinfo)
        if clock.exact:
            return start, (start.astimezone(UTC) + self.duration).astimezone(self.now.tzinfo)
        return start, _at(day, clock.end, self.now.tzinfo)

    def _shifted(self) -> TimeAnswer:
        """Take "half an hour later" from the proposed time."""
        minutes = {found for token in self.tokens if (found := token.means("SHIFT")) is not None}
        if len(minutes) > 1:
            raise Doubt("two other times are named")
        start = self.offers[0].astimezone(UTC) + timedelta(minutes=int(minutes.pop()))
        return self._offered([(start, start + self.duration)], [])

    def _feeling(self, read: Sequence[Statement]) -> TimeAnswer:
        says = set().union(*(part.says for part in read))
        if "THAT_NO" in says and "OTHER" not in says and self.offers:
            left = self._offered([(self.now, self.now + HORIZON)], list(self._offer()))
            why = "The proposed time does not suit them."
            return TimeAnswer("windows", left.windows, left.excluded, why)
        if "PROMISE" in says and "ACCEPT" not in says:
            return TimeAnswer("unclear", why="They will answer later.")
        if "SHIFT" in says and self.offers:
            return self._shifted()
        if says & {"OTHER", "SHIFT"} and not any(
            part.foreign > MOST_FOREIGN_WITH_SENSE for part in read
        ):
            return TimeAnswer("other", why="They ask for another time, but name none.")
        if says & {"THAT_NO", "NO", "QUESTION", "EXCEPT", "AWAY"}:
            return TimeAnswer("unclear", why="They want something else, but name no time.")
        foreign = sum(part.foreign for part in read)
        if "ACCEPT" in says and foreign <= MOST_FOREIGN_WITH_SENSE:
            return TimeAnswer("accept", self._offer(), why="They agree to the proposed time.")
        return TimeAnswer("unclear", why="Nothing about a time was understood.")


def _with_general_clocks(groups: list[Group]) -> list[Group]:
    """Apply clock times that stand alone ("after 3 please") to all the days named."""
    days = [group for group in groups if group.days]
    alone = [clock for group in groups if not group.days for clock in group.clocks]
    if not days or not alone:
        return groups
    if len(alone) > 1 and any(group.clocks for group in days):
        raise Doubt("it is not said which time belongs to which day")
    return [
        Group(group.days, [both(clock, alone[0]) for clock in group.clocks] or alone)
        for group in days
    ]


def _borrow_days(wanted: list[Group], against: list[Group]) -> None:
    """Give "not before ten" the days named, and "but the afternoon is open" the day refused."""
    days = [span for group in wanted for span in group.days]
    for group in against:
        group.days = group.days or list(days)
    refused = [span for group in against if group.clocks for span in group.days]
    for group in wanted:
        if not days and any(clock.part for clock in group.clocks):
            group.days = list(refused)


def _from_then_on(group: Group) -> Group:
    days = [(first, max(last, first + HORIZON)) for first, last in group.days]
    return Group(days, group.clocks, against=False)


def _joined(windows: Iterable[Window]) -> list[Window]:
    """Sort the windows and put together those that touch."""
    joined: list[Window] = []
    for start, end in sorted(windows):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _without(windows: Iterable[Window], excluded: Sequence[Window]) -> list[Window]:
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


def _each(span: Days) -> Iterable[date]:
    for ahead in range(min((span[1] - span[0]).days, 60) + 1):
        yield span[0] + timedelta(days=ahead)


def _at(day: date, minute: int, zone: object) -> datetime:
    assert isinstance(zone, ZoneInfo)
    return datetime.combine(
        day + timedelta(days=minute // DAY_MINUTES),
        time(minute % DAY_MINUTES // 60, minute % 60),
        tzinfo=zone,
    )


def _as_utc(window: Window) -> Window:
    return window[0].astimezone(UTC), window[1].astimezone(UTC)


def _utc(start: datetime, end: datetime) -> Window:
    return start.astimezone(UTC), (start.astimezone(UTC) + (end - start))
