"""Decide what one reply, read in one language, says about the proposed call."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from debrief.when.agreement import SURE, agrees
from debrief.when.answer import (
    HORIZON,
    Kind,
    TimeAnswer,
    Window,
    as_utc,
    each,
    joined,
    lasting,
    local,
    without,
)
from debrief.when.calendar import Calendar, Days
from debrief.when.clocks import DAY_MINUTES, Clock, Doubt
from debrief.when.groups import (
    Group,
    Statement,
    borrow_refused,
    is_timed,
    with_general_clocks,
    within_wider,
)
from debrief.when.signs import (
    check_anything,
    check_general,
    check_near,
    check_refusal,
    check_spans,
    check_unknown,
    doubt_signs,
    hopeful,
    near_refused,
    settled,
    taken_clocks,
    trusted,
)
from debrief.when.statements import statements
from debrief.when.tokens import Token, tokens

SHORTEST = timedelta(minutes=15)  # of the proposed time, when a day is agreed to
BARE_NO = {"no", "nein", "non", "nee", "nee hoor", "nao"}
MINUTES_OF_DAY = 24 * 60
WEEK = timedelta(days=6)  # from its first day to its last
ANOTHER = re.compile(r"\b(?:other|otr[oa]s?|autres?|ander\w*|outr[oa]s?|rest\w*)\b")
NO_TIME = "They want something else, but name no time."
NOTHING = "Nothing about a time was understood."
NOT_THEN = "The proposed time does not suit them."
# "Leider passt der Termin nicht": this time, in whatever order; "die Zeit habe ich nicht" is another matter.
THIS_TIME = re.compile(
    r"\b(?:de[rnm]|die|das|dies\w*|cet|cette|ce|l[ea]|el|es[ae]|est[ae]|dat|deze|dit|het|[oa]|ess[ae]|the|that|this) "
    r"(?:vor\w+ |voor\w+ |pro\w+ )?(?:termin|zeit|uhrzeit|zeitpunkt|horaire|heure|creneau|date|rendez-vous|hora|horario|"
    r"fecha|cita|tijd|tijdstip|moment|momento|afspraak|time|slot)\b"
)
OWNED = re.compile(r"\b(?:ha[bt]\w*|heb\w*|have|ai|avons|tengo|tenemos|tenho|temos)\b")
MOST_REFUSING = 12  # words


class Reply:
    """One reply read in one language."""

    def __init__(
        self,
        text: str,
        language: str,
        now: datetime,
        offers: tuple[datetime, ...],
        duration: timedelta,
        month_first: bool,
    ) -> None:
        self.now = now
        self.reach = now + HORIZON  # how far "any time" goes
        self.anything = False  # every day suits, but for what is said against some
        self.offers = offers
        self.doubtful = False  # whether naming the proposed time may only ask about it
        self.duration = duration
        self.tokens: Sequence[Token] = tokens(text, language)
        days = tuple(moment.date() for moment in offers)
        numbered = language in {"fr", "es", "pt"}
        hours = tuple(moment.hour for moment in offers)
        first = month_first and language == "en"
        self.calendar = Calendar(now.date(), first, days, hours, numbered)

    def answer(self) -> TimeAnswer:
        """Decide what the reply says, the gravest meaning first; may raise `Doubt`."""
        read = settled(statements(self.tokens, self.calendar))
        says: set[str] = set().union(*(part.says for part in read))
        if "AUTO" in says and says & {"AWAY", "BACK", "UNTIL"}:
            return TimeAnswer("unclear", why="It looks like a notice of absence.")
        return self._whole(read) or self._times(read) or self._feeling(read)

    def _whole(self, read: Sequence[Statement]) -> TimeAnswer | None:
        says: set[str] = set().union(*(part.says for part in read))
        named = any(group.days or group.clocks for part in read for group in part.groups)
        if "NEVER" in says:
            if named:
                return TimeAnswer("unclear", why="They ask not to be contacted, but name a time.")
            return TimeAnswer("never", why="They ask not to be contacted again.")
        softly = any("SOFT_NO" in part.says and not part.groups for part in read)
        if "DECLINE" in says or softly or self._bare_no():
            told = {"PAST", "CHOSEN"}
            offered = any(hopeful(part) for part in read if not part.says & told)
            if offered or says & {"OPTION", "OTHERS", "OTHER", "SHIFT", "IF"}:
                return TimeAnswer("unclear", why="They decline, but name a time as well.")
            if SURE in says:
                return TimeAnswer("unclear", why="They decline, and agree to something as well.")
            return TimeAnswer("decline", why="They do not want the call.")
        open_ = says & {
            "ACCEPT",
            "QUESTION",
            "TALK",
            "OPTION",
            "OTHERS",
            "OTHER",
            "SHIFT",
            "PROMISE",
        }
        if "CHOSEN" in says and not named and not open_:
            return TimeAnswer("decline", why="They have decided, and say no more.")
        return None

    def _bare_no(self) -> bool:
        spoken = [token.text for token in self.tokens if token.kind not in {"STOP", "COMMA"}]
        return len(spoken) == 1 and spoken[0] in BARE_NO

    def _times(self, read: Sequence[Statement]) -> TimeAnswer | None:
        """Return the times offered, None when there are none; may raise `Doubt`."""
        parts = trusted(read)
        if option := self._option(parts):
            return option
        doubt_signs(parts)
        check_general(parts)
        asked = any("QUESTION" in part.says for part in parts)
        self.doubtful = asked and any("PAST" in part.says for part in read)
        self.anything = any("ANY" in part.says for part in parts)
        wanted, against, taken = self._sorted(parts)
        check_unknown(parts, wanted)
        if against and not (wanted or self.anything):
            check_refusal(parts)
            self._check_refused(against)
        if self.anything and not wanted:
            check_anything(parts, taken)
        if not wanted and not against and not self.anything:
            return None
        return self._weighed(parts, wanted, against, taken)

    def _sorted(self, parts: Sequence[Statement]) -> tuple[list[Group], list[Group], list[Group]]:
        """Return the groups that are offered, refused, and had by something else."""
        groups = [replace(g) for part in parts for g in part.groups if not g.past]
        if not self.anything:
            self._place(groups)
        groups = [_from_then_on(group) if group.back else group for group in groups]
        wanted = within_wider([g for g in groups if not (g.against or g.taken or g.leaving)])
        against = [g for g in groups if g.against and not self._is_past(g)]
        taken = [group for group in groups if group.taken or group.leaving]
        check_spans(taken, wanted)
        self._check_past(wanted)
        return with_general_clocks(wanted), against, taken

    def _weighed(
        self,
        parts: Sequence[Statement],
        wanted: list[Group],
        against: list[Group],
        taken: list[Group],
    ) -> TimeAnswer | None:
        """Return the windows that the groups leave, or that they agree to the proposed time."""
        against = [
            self._every_week(group) if group.weekly and (self.anything or group.every) else group
            for group in against
        ]
        wanted = [self._every_week(group) if group.every else group for group in wanted]
        wanted = self._of_list(parts, self._at_same_time(parts, wanted))
        if any("SHIFT" in part.says for part in parts) and any(not g.clocks for g in wanted):
            return self._shifted_on(wanted)
        borrow_refused(wanted, against)
        away = [g for part in parts if "AWAY" in part.says for g in part.groups if g.against]
        self.reach = max([self.now, *(end for g in away for _, end in self._windows(g))]) + HORIZON
        excluded = [window for group in against for window in self._windows(group)]
        if against and not wanted and not excluded:
            return None
        chosen = self._chosen(wanted, taken)
        if not wanted:
            later = any("THEREAFTER" in part.says for part in parts)
            chosen = [(max([self.now, *(end for _, end in excluded if later)]), self.reach)]
        if self._admits_offer(parts, wanted, chosen):
            return TimeAnswer("accept", self._offer(), why="The proposed time suits them.")
        answer = self._offered(chosen, excluded)
        return replace(answer, anytime=self.anything and self._wishes_nothing(parts))

    def _wishes_nothing(self, parts: Sequence[Statement]) -> bool:
        """Tell whether "any time" is all they say: not "any other time", nor "but earlier"."""
        says: set[str] = set().union(*(part.says for part in parts))
        others = any(t.means("ANY") is not None and ANOTHER.search(t.text) for t in self.tokens)
        return not others and not says & {"OTHER", "OTHERS", "SHIFT", "IF", "THAT_NO", "SAME"}

    def _chosen(self, wanted: Sequence[Group], taken: Sequence[Group]) -> list[Window]:
        """Return the windows offered, without those that something else has."""
        exact = [w for g in wanted if is_timed(g) for w in self._windows(g)]
        wide = [w for g in wanted if not is_timed(g) for w in self._windows(g)]
        busy = joined(map(as_utc, self._taken(taken, wanted, room=True)))
        close = joined(map(as_utc, self._taken(taken, wanted, room=False)))
        return [
            *without(joined(map(as_utc, wide)), busy),
            *(w for w in map(as_utc, exact) if not any(a <= w[0] < b for a, b in close)),
        ]

    def _place(self, groups: Sequence[Group]) -> None:
        """Give a time without a day the day it belongs to; raise `Doubt` where that is open."""
        days = [span for group in groups for span in group.days]
        named: list[tuple[date, date]] = []
        for group in groups:
            if group.same_day:
                if group.days and self.offers:
                    group.days = self._same_weekday(group.days)
                else:
                    group.days = list(
                        named or ([(self.offers[0].date(),) * 2] if self.offers else named)
                    )
                if not group.days:
                    raise Doubt("it is not known which day is meant")
            if group.days:
                named = group.days
        offering = any(g.days for g in groups if not (g.against or g.taken or g.leaving))
        near_refused(groups)
        if offering:
            check_near(groups)
        if offering or not days:
            return
        for earlier, group in pairwise(groups):
            lonely = group.clocks and not group.days and not group.against and not group.taken
            if lonely and earlier.days and earlier.clocks:
                group.days = list(earlier.days)
            elif lonely and not all(clock.part for clock in group.clocks):
                raise Doubt("a time is named without a day")

    def _check_refused(self, against: Sequence[Group]) -> None:
        """Raise `Doubt` where another minute than the proposed one is refused: "out at 2:15"."""
        proposed = {start.hour * 60 + start.minute for start in self.offers}
        for group in against:
            if not group.days and any(c.exact and c.start not in proposed for c in group.clocks):
                raise Doubt("a time is refused that was not proposed")

    def _is_past(self, group: Group) -> bool:
        """Tell whether a refusal names past days alone: "the invoice of 3/11 is wrong"."""
        return bool(group.days) and all(last < self.now.date() for _, last in group.days)

    def _check_past(self, wanted: Sequence[Group]) -> None:
        today = self.now.date()
        if any(last < today for group in wanted for _, last in group.days):
            raise Doubt("the day is past")

    def _taken(
        self, taken: Sequence[Group], wanted: Sequence[Group], *, room: bool
    ) -> list[Window]:
        """Return what other things have of the days wanted, with or without room around."""
        days = [span for group in wanted for span in group.days]
        found = []
        for group in taken:
            clocks = taken_clocks(group) if room else group.clocks or [Clock(0, DAY_MINUTES)]
            if group.leaving:
                clocks = [Clock(group.clocks[0].start, DAY_MINUTES)]
            spans = group.days or days
            for span in spans:
                for day in each(span):
                    found += [self._window(day, clock) for clock in clocks]
        return found

    def _at_same_time(self, parts: Sequence[Statement], wanted: list[Group]) -> list[Group]:
        """Take "same time on Thursday" at the proposed time of day."""
        if not any("SAME" in part.says for part in parts):
            return wanted
        if not self.offers:
            raise Doubt("it is not known which time is meant")
        clock = self._clock_of(self.offers[0])
        return [
            replace(group, days=self._same_weekday(group.days), clocks=group.clocks or [clock])
            for group in wanted
        ]

    def _same_weekday(self, days: Sequence[Days]) -> list[Days]:
        """Return the proposed time's weekday in a week that is named; may raise `Doubt`."""
        offered = self.offers[0].date()
        found = []
        for first, last in days:
            if last - first > WEEK or (last > first and first <= offered):
                raise Doubt("it is not known which day is meant")
            weeks = [
                (day, day) for day in each((first, last)) if day.weekday() == offered.weekday()
            ]
            found += weeks if last > first else [(first, last)]
        return found

    def _clock_of(self, start: datetime) -> Clock:
        minute = start.hour * 60 + start.minute
        return Clock(minute, minute, exact=True)

    def _of_list(self, parts: Sequence[Statement], wanted: list[Group]) -> list[Group]:
        """Take "the Tuesday one" for the time that was offered on it; may raise `Doubt`."""
        if not any("LISTED" in part.says for part in parts):
            return wanted
        found = []
        for group in wanted:
            on_it = [s for s in self.offers if (s.date(), s.date()) in group.days]
            if not group.clocks and len(on_it) != len(group.days):
                raise Doubt("it is not known which one is meant")
            found += (
                [group]
                if group.clocks
                else [
                    replace(group, days=[(s.date(), s.date())], clocks=[self._clock_of(s)])
                    for s in on_it
                ]
            )
        return found

    def _offer(self) -> tuple[Window, ...]:
        return tuple(lasting(start, self.duration) for start in self.offers[:1])

    def _admits_offer(
        self, parts: Sequence[Statement], wanted: Sequence[Group], chosen: Sequence[Window]
    ) -> bool:
        """Tell whether "Wednesday works" answers a proposal for Wednesday at ten."""
        heard = [
            p for p in parts if p.groups or not ("NO" in p.says and p.says & {"OTHER", "OTHERS"})
        ]
        says: set[str] = set().union(*(part.says for part in heard))
        if not self.offers or not says & {"YES", "ACCEPT"}:
            return False
        if says & {"QUESTION", "OTHER", "NO", "THAT_NO", "IF", "OTHERS", "SHIFT", "LOOSE"}:
            return False
        start = self.offers[0]
        days = {day for group in wanted for day in group.days}
        length = min(self.duration, SHORTEST)  # "but only until 14:20"
        inside = any(a <= start and start + length <= b for a, b in chosen)
        return inside and days == {(start.date(), start.date())}

    def _option(self, parts: Sequence[Statement]) -> TimeAnswer | None:
        chosen = {part.option for part in parts if part.option}
        others = any("OTHERS" in part.says for part in parts)
        other_one = any("OTHER_ONE" in part.says for part in parts)
        if not chosen and not others and not other_one:
            return None
        told = [p for p in parts if p.option or p.says & {"OTHERS", "OTHER_ONE"}]
        refused = any(
            part.says & {"NO", "THAT_NO", "EXCEPT", "IF"}
            and not any(group.against for group in part.groups)
            for part in told
        )
        against = [w for p in parts for g in p.groups if g.against for w in self._windows(g)]
        offers = [lasting(start, self.duration) for start in self.offers]
        free = [
            offer for offer in offers if without([offer], joined(map(as_utc, against))) == [offer]
        ]
        of_others = any("OF_OTHERS" in part.says for part in parts)
        others &= not of_others
        if others and len(free) == len(offers):
            free = free[1:]  # other than the proposed one
        if other_one:
            left = [offer for offer in free if offer != offers[0]]
            free = left if len(left) == 1 else []
        if chosen:
            free = [offer for number, offer in enumerate(offers, 1) if {number} == chosen]
        if others and any(part.foreign for part in told):
            refused = True  # "the first of the other two"
        if refused or (chosen and others) or not free or any(hopeful(part) for part in parts):
            return TimeAnswer("unclear", why="It is not certain which of the times is meant.")
        numbers = [str(offers.index(offer) + 1) for offer in free]
        kind: Kind = "accept" if numbers == ["1"] else "windows"
        why = f"They chose {' or '.join(numbers)}."
        counted = min(chosen) if chosen and not of_others else 0
        return TimeAnswer(kind, tuple(joined(free)), why=why, counted=counted)

    def _offered(self, chosen: list[Window], excluded: list[Window]) -> TimeAnswer:
        start = self.now.astimezone(self.now.tzinfo)
        future = [(max(begin, start), end) for begin, end in chosen if end > start]
        away = tuple(joined(map(as_utc, excluded)))
        windows = tuple(without(joined(map(as_utc, future)), away))
        if not windows or (self.doubtful and windows == self._offer()):
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
            for day in each(span)
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
        return replace(group, days=days)

    def _window(self, day: date, clock: Clock) -> Window:
        start = local(day, clock.start, self.now.tzinfo)
        if clock.exact:
            return lasting(start, self.duration)
        return start, local(day, clock.end, self.now.tzinfo)

    def _shifted(self) -> TimeAnswer:
        """Take "half an hour later" from the proposed time, "a week later" at its hour."""
        minutes = {found for token in self.shifts() for found in [int(token.value)]}
        if len(minutes) > 1:
            raise Doubt("two other times are named")
        days, rest = divmod(minutes.pop(), MINUTES_OF_DAY)
        first = self.offers[0] + timedelta(days=days)  # the same hour of the clock
        start = lasting(first, self.duration)[0] + timedelta(minutes=rest)
        return self._offered([(start, start + self.duration)], [])

    def _shifted_on(self, wanted: Sequence[Group]) -> TimeAnswer:
        """Take "tomorrow, an hour later" where that is the day proposed; may raise `Doubt`."""
        days = {day for group in wanted for day in group.days}
        if not self.offers or days != {(self.offers[0].date(),) * 2}:
            raise Doubt("it is not known which time is meant")
        return self._shifted()

    def shifts(self) -> list[Token]:
        """Return the tokens that say how much later or earlier."""
        from debrief.when.phrases import with_phrases

        return [token for token in with_phrases(self.tokens) if token.kind == "SHIFT"]

    def _feeling(self, read: Sequence[Statement]) -> TimeAnswer:
        says: set[str] = set().union(*(part.says for part in read))
        refused = "THAT_NO" in says or ("NO" in says and self._refuses_time(read))
        if refused and "OTHER" not in says and "SHIFT" not in says and self.offers:
            left = self._offered([(self.now, self.now + HORIZON)], list(self._offer()))
            return TimeAnswer("windows", left.windows, left.excluded, NOT_THEN)
        if "PROMISE" in says:
            return TimeAnswer("unclear", why="They will answer later.")
        if "SHIFT" in says and self.offers and "IF" not in says:
            return self._shifted()
        if says & {"OTHER", "SHIFT"} and not any(part.foreign > 8 for part in read):
            return TimeAnswer("other", why="They ask for another time, but name none.")
        if says & {"THAT_NO", "NO", "QUESTION", "EXCEPT", "AWAY", "IF", "LOOSE", "FIGURE"}:
            return TimeAnswer("unclear", why=NO_TIME)
        if says <= {"YES", "TALK"} and "YES" in says and sum(part.words for part in read) <= 2:
            says.add("ACCEPT")  # "Fine."
        if "ACCEPT" in says and (refusal := self._why_no_yes(read)):
            return TimeAnswer("unclear", why=refusal)
        if "ACCEPT" in says and agrees(read):
            return TimeAnswer("accept", self._offer(), why="They agree to the proposed time.")
        return TimeAnswer("unclear", why=NOTHING)

    def _refuses_time(self, read: Sequence[Statement]) -> bool:
        """Tell whether the words say no more than that the time does not suit."""
        said = " ".join(token.text for token in self.tokens)
        known = not any(part.foreign for part in read) and len(said.split()) <= MOST_REFUSING
        return known and THIS_TIME.search(said) is not None and OWNED.search(said) is None

    def _why_no_yes(self, read: Sequence[Statement]) -> str:
        """Return why a yes cannot be one: they must leave, or something else has a time."""
        groups = [group for part in read for group in part.groups]
        leaving = [group.clocks[0].start for group in groups if group.leaving]
        begin = [start.hour * 60 + start.minute for start in self.offers[:1]]
        if leaving and begin and min(leaving) <= begin[0]:
            return "They must leave before the call."
        if any(group.taken and not group.week for group in groups):
            return "They agree, but something else has a time."
        return ""


def _from_then_on(group: Group) -> Group:
    days = [(first, max(last, first + HORIZON)) for first, last in group.days]
    return replace(group, days=days, against=False)
