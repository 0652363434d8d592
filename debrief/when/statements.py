"""Turn a reply's tokens into statements: which days and times, and for or against them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from debrief.when.agreement import weigh_agreement, with_agreement
from debrief.when.calendar import Calendar, Days
from debrief.when.clocks import DAY_MINUTES, Clock, ClockReader, Doubt, both, opposite
from debrief.when.days import DayReader
from debrief.when.groups import (
    AGAINST,
    OPEN,
    SETTLED,
    Chunk,
    Group,
    Statement,
    attach,
    borrow_days,
    close_limits,
    days_in,
    from_then_on,
    is_timed,
    share,
    within_week,
    without_wider,
)
from debrief.when.leftovers import is_unknown, leftover
from debrief.when.months import Named, named_months
from debrief.when.parts import parts_of
from debrief.when.phrases import with_phrases
from debrief.when.tokens import Token

JUDGING = {"YES", "NO", "THAT_NO", "EXCEPT", "ACCEPT", "SOFT_NO", "AWAY", "BACK", "ANY", "QUESTION"}
JUDGING |= {"PAST", "HAVE", "LEAVE", "HERE", "NEED", "OPAQUE", "DENIED"}
APPROVING = {"YES", "ACCEPT", "ANY", "QUESTION", "PAST"}  # these hold for the whole sentence
SILENT = {"FILLER", "DASH", "STOP", "IN", "CLOCK", "AND"}
APART = {"HERE", "HAVE", "LEAVE", "NEED", "OPAQUE"}  # what follows is another matter
PLEASE = {"please", "bitte", "favor", "svp", "alstublieft", "graag", "pls"}
TIME_NOUNS = {"time", "zeit", "temps", "tiempo", "tijd", "tempo"}  # "heb ik tijd"
ONLY = {"only", "nur", "alleen", "slechts", "enkel", "seulement", "uniquement", "solo"}
ONLY |= {"solamente", "unicamente", "apenas", "somente"}
DOES = {"does", "do", "would", "will", "can"}
ENDS = {"END", "STOP", "COMMA", "QUESTION", "BUT"}
ALSO = {"too", "also", "likewise", "auch", "ebenfalls", "ebenso", "aussi", "egalement"}
ALSO |= {"tambien", "ook", "eveneens", "tambem", "igualmente"}
WEEKS = {"WEEK", "NEXT_WEEK"}
PERIODS = {"WEEK", "MONTH", "MONTHS", "DAYS", "DAY", "AHEAD", "PART", "NEXT_WEEK"}
PLURAL = {"los", "as", "aos", "nas"}  # articles of weekdays meant as habits: "los lunes"
SEE_YOU = {"bis", "tot", "hasta", "ate"}  # "bis Donnerstag!" is a farewell as well as a limit


def statements(tokens: Sequence[Token], calendar: Calendar) -> list[Statement]:
    """Read every statement; raise `Doubt` where the words can be read in two ways."""
    read = []
    spoken = with_phrases(tokens)
    months = named_months(spoken, calendar)
    for part in parts_of(spoken):
        statement = _Reader(part.tokens, calendar, months).read()
        statement.lead, statement.sentence = part.lead, part.sentence
        read.append(statement)
    return read


class _Reader:
    """Reads one statement from left to right."""

    def __init__(self, tokens: list[Token], calendar: Calendar, months: Sequence[Named]) -> None:
        self.tokens = tokens
        self.calendar = calendar
        self.statement = Statement()
        self.chunks = [Chunk()]
        self.days = DayReader(tokens, calendar, months)
        self.clocks = ClockReader(tokens, calendar.spoken_hours())

    def read(self) -> Statement:
        """Return the statement with every group marked for or against."""
        position = 0
        while position < len(self.tokens):
            position = self._item(position)
        for chunk in self.chunks:
            _complete(chunk)
        timed = [c.foreign for c in self.chunks if c.groups and "HERE" not in c.says]
        self.statement.unknown = sum(chunk.foreign for chunk in self.chunks)
        foreign = timed or [chunk.foreign for chunk in self.chunks]
        self.statement.foreign = sum(foreign)  # a name after a comma is no matter
        self.statement.known = sum(chunk.known for chunk in self.chunks)
        self.statement.words = sum(token.kind not in {"COMMA", "STOP"} for token in self.tokens)
        heard = [chunk.says for chunk in self.chunks if chunk.groups]
        self._judge()
        told = [group for chunk in self.chunks for group in chunk.groups if not group.past]
        self.statement.groups = without_wider(within_week(told))
        self.statement.says = set().union(*(chunk.says for chunk in self.chunks))
        self.statement.spoken = set().union(*heard) | (self.statement.says & APPROVING)
        return self.statement

    def _item(self, at: int) -> int:
        if (days := self.days.days(at)) is not None:
            if not self._is_farewell(at, days[2]):
                self._note_limit(at)
                self._add_days(days[0], days[1])
                self._note_weekday(at, days[2])
            return days[2]
        if (clock := self.clocks.clock(at)) is not None:
            self._add_clock(clock[0], clock[1], at)
            if any(self.tokens[at].means(kind) is not None for kind in ("NOT_BEFORE", "NOT_AFTER")):
                self.chunks[-1].says.add("DENIED")
            return clock[1]
        self._marker(self.tokens[at], at)
        return at + 1

    def _note_limit(self, at: int) -> None:
        """Note "not before Monday", which judges for itself, and "from Monday"."""
        token = self.tokens[at]
        if any(token.means(kind) is not None for kind in ("NOT_BEFORE", "NOT_AFTER")):
            self.chunks[-1].says.add("DENIED")
        elif token.kind in {"FROM", "AFTER", "BEFORE"}:
            self.chunks[-1].says |= {"LIMITED"} | ({"BEGINS"} if token.kind != "BEFORE" else set())

    def _is_farewell(self, at: int, after: int) -> bool:
        """Tell whether "bis Donnerstag" only says goodbye: it ends the statement by itself."""
        chunk = self.chunks[-1]
        lonely = not chunk.groups and not chunk.says and after >= len(self.tokens)
        return lonely and self.tokens[at].text.split()[0] in SEE_YOU and not self.calendar.due

    def _marker(self, token: Token, at: int) -> None:
        """Take in what a token says that is neither a day nor a clock time."""
        chunk, kind = self.chunks[-1], token.kind
        if kind in {"COMMA", "COLON"} or (kind == "AND" and chunk.groups):
            self.chunks.append(Chunk(says={kind} & {"AND", "COLON"}))
        elif kind == "EXCEPT" and chunk.groups:
            self.chunks.append(Chunk(says={"EXCEPT", "LEADING"}))
        elif kind in {"FRACTION", "PAST_HOUR", "PAST_COUNT", "YOURS"}:
            raise Doubt(f"“{token.text}” can be read in two ways")
        elif kind == "FILLER":
            chunk.known += 1
            if token.text in DOES and chunk.groups and self.days.token(at + 1).kind in ENDS:
                chunk.says.add("YES")  # "the 12th doesn't work, the 13th does"
            chunk.says |= {"PLEASE"} if token.text in PLEASE else set()
            chunk.says |= {"TIME"} if token.text in TIME_NOUNS else set()
            chunk.says |= {"ALSO"} if token.text in ALSO else set()
            chunk.says |= {"ONLY"} if token.text in ONLY else set()
        elif kind == "SAME_DAY":
            alone = chunk.groups and not chunk.groups[-1].days
            group = chunk.groups.pop() if alone else Group()
            group.same_day = True
            chunk.groups.append(group)
        elif (left := leftover(self.days, at, timed=bool(chunk.groups))) is not None:
            chunk.foreign += is_unknown(token)
            chunk.says |= left
        elif kind == "OPTION":
            self._choose(token, at)
        elif kind not in SILENT:
            meant = {kind, *(name for name, _ in token.meanings)}
            if "ACCEPT" in meant:
                meant = with_agreement(meant, token, self.days.token(at - 1))
            chunk.says |= meant
            if meant & AGAINST and not chunk.groups:
                chunk.says.add("LEADING")

    def _choose(self, token: Token, at: int) -> None:
        if self.days.token(self.days.past_fillers(at + 1)).kind in PERIODS:
            raise Doubt(f"“{token.text}” of what is not certain")
        self.statement.option = int(token.value)
        self.chunks[-1].says |= {name for name, _ in token.meanings}

    def _note_weekday(self, at: int, after: int) -> None:
        """Note whether a plain weekday was named, and whether all of them were meant."""
        group = self.chunks[-1].groups[-1]
        named = self.tokens[at:after]
        kinds = {token.kind for token in named}
        group.week = bool(kinds & WEEKS) and "DAY" not in kinds
        group.weekly = kinds <= {"DAY", "FILLER"}
        every = any(token.means("EVERY") is not None for token in named)
        group.every = group.weekly and (every or self.tokens[at - 1 if at else 0].text in PLURAL)

    def _add_days(self, days: Days, clock: Clock | None) -> None:
        groups = self.chunks[-1].groups
        if not groups or groups[-1].days:
            groups.append(Group())
        groups[-1].days.append(days)
        if clock:
            groups[-1].clocks.append(clock)

    def _add_clock(self, clock: Clock, after: int, at: int) -> None:
        groups = self.chunks[-1].groups
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
        """Mark every group for or against, and what else becomes of it."""
        returning = any("BACK" in chunk.says for chunk in self.chunks)
        self._join()
        self._go_on()
        for chunk in self.chunks:
            refused = chunk.says & {"NO", "THAT_NO"} and chunk.says & {"YES", "ACCEPT"}
            if refused and days_in(chunk.groups) > 1:
                raise Doubt("it is not certain which day is refused")
            for group in chunk.groups:
                _mark(group, chunk.says, returning)
        for earlier, chunk in pairwise(self.chunks):
            if all(group.against for group in chunk.groups):
                borrow_days(chunk.groups, earlier.groups)
            self._go_on_refusing(earlier, chunk)

    def _go_on_refusing(self, earlier: Chunk, chunk: Chunk) -> None:
        """Let "not Monday, Tuesday or Friday" refuse them all; raise `Doubt` without the "or"."""
        told = chunk.says & {
            *SETTLED,
            *AGAINST,
            "HERE",
            "LEAVE",
            "BACK",
            "DENIED",
            "OPAQUE",
            "ONLY",
        }
        if told or not any(group.against for group in earlier.groups) or not chunk.groups:
            return
        if not days_in(chunk.groups) and any("ANY" in c.says for c in self.chunks):
            return  # "any day but Thursday, before 12"
        listed = chunk.says & {"OR", "AND"}
        if not listed or any(group.clocks for group in chunk.groups):
            raise Doubt("it is not said whether the later times suit")
        for group in chunk.groups:
            group.against = True

    def _is_opaque(self, number: int) -> bool:
        """Tell whether times stand among unknown words: "Wednesday, I'm at the Smithson site"."""
        chunk = self.chunks[number]
        if not chunk.groups or chunk.says & (JUDGING | {"TALK", "PROMISE"}):
            return False
        if chunk.foreign or number + 1 == len(self.chunks):
            return bool(chunk.foreign)
        then = self.chunks[number + 1]
        if {"PLEASE", "EARLIER"} & (chunk.says | then.says):
            return False
        longer = then.known > 1 or "COLON" in then.says
        told = then.foreign and longer and not then.groups and not then.says & JUDGING
        return bool(told) and not any(group.clocks for group in chunk.groups)

    def _go_on(self) -> None:
        """Let "busy from 9 to 12, free after that" begin where the time refused ends."""
        for earlier, chunk in pairwise(self.chunks):
            if earlier.says & {*AGAINST, "HAVE", "OPAQUE"}:
                chunk.groups += from_then_on(earlier.groups, chunk.says, chunk.groups)

    def _join(self) -> None:
        """Put together what a comma parted: weekday and date, day and time; words look ahead."""
        joined: list[Chunk] = []
        carried: Chunk | None = None
        opaque = [self._is_opaque(number) for number in range(len(self.chunks))]
        for chunk, unread in zip(self.chunks, opaque, strict=True):
            chunk.says |= {"OPAQUE"} if unread else set()
            if carried and _is_busy_until(carried, chunk):
                _free(carried, chunk, joined)
                carried = None
            if joined and not carried:
                _carry_on(joined[-1], chunk)
            if carried and chunk.groups and chunk.says & {"LEADING", "BACK"}:  # "not Friday"
                joined.append(carried)
                carried = None
            if carried and (_asks_for(carried, chunk) or _refuses_other_part(carried, chunk)):
                joined.append(carried)
                carried = None
            if carried and "ELSE" in chunk.says and not days_in(carried.groups):
                carried.says.add("OPAQUE")  # "my lunch is 12 to 1, otherwise Thursday"
                joined.append(carried)
                carried = None
            if carried and "LIMITED" in carried.says and not chunk.groups and chunk.says & AGAINST:
                raise Doubt("it is not said whether the limit is refused")
            if carried:
                _add_clocks(carried, chunk)
                attach(carried.groups, chunk.groups)
                chunk, carried = Chunk(carried.groups, carried.says | chunk.says), None
            if chunk.groups and not chunk.says & JUDGING:
                carried = chunk
            else:
                joined.append(chunk)
        if carried:
            if joined and joined[-1].groups and not joined[-1].says & (AGAINST | APART):
                attach(joined[-1].groups, carried.groups)
                joined[-1].says |= carried.says
            else:
                joined.append(carried)
        self.chunks = joined
        close_limits([chunk.groups for chunk in joined])
        for chunk in self.chunks:
            share(chunk.groups)


def _asks_for(carried: Chunk, chunk: Chunk) -> bool:
    """Tell whether "next week please, this week is impossible" refuses the latter alone."""
    refused = chunk.groups and chunk.says & AGAINST and not chunk.says & {"AND", "OR"}
    if not refused or "PLEASE" in carried.says:
        return bool(refused)
    weeks = [group.week for part in (carried, chunk) for group in part.groups]
    if all(weeks) and len(weeks) == 2:
        raise Doubt("it is not certain which week is refused")
    return False


def _refuses_other_part(carried: Chunk, chunk: Chunk) -> bool:
    """Tell whether "Wednesday morning I'm in, in the afternoon not" refuses its own time alone."""
    named = [clock for group in carried.groups for clock in group.clocks]
    refused = [clock for group in chunk.groups for clock in group.clocks]
    if not chunk.says & AGAINST or days_in(chunk.groups) or not (named and refused):
        return False
    return all(a.end <= b.start or b.end <= a.start for a in named for b in refused)


def _carry_on(earlier: Chunk, chunk: Chunk) -> None:
    """Let "I have meetings Wednesday and Thursday" be said of both, and "bad, Thursday too"."""
    if not chunk.groups or chunk.says & JUDGING or chunk.foreign:
        return
    if "ALSO" in chunk.says:
        chunk.says |= earlier.says & {*AGAINST, "YES"}
    if chunk.says & {"AND", "OR"} and earlier.groups and not earlier.says & SETTLED:
        chunk.says |= earlier.says & APART


def _add_clocks(chunk: Chunk, more: Chunk) -> None:
    """Let "Thursday from 8 to 10 and after 3" name two times of that day."""
    last = chunk.groups[-1]
    alone = more.groups and not any(group.days for group in more.groups)
    if "AND" in more.says and alone and last.days and last.clocks:
        last.clocks += [clock for group in more.groups for clock in group.clocks]
        more.groups.clear()


def _is_busy_until(chunk: Chunk, then: Chunk) -> bool:
    """Tell whether "in a meeting until 3, free after that" is said."""
    clocks = [clock for group in chunk.groups for clock in group.clocks]
    until = bool(clocks) and all(clock.start == 0 and not clock.part for clock in clocks)
    after = {"THEREAFTER"} <= then.says and then.says & SETTLED and not then.groups
    return until and bool(after)


def _free(chunk: Chunk, then: Chunk, joined: list[Chunk]) -> None:
    """Let the time behind "until 3" be what is offered."""
    group = chunk.groups[-1]
    then.groups.append(Group(list(group.days), [Clock(group.clocks[-1].end, DAY_MINUTES)]))
    chunk.says.add("NO")
    joined.append(chunk)


def _complete(chunk: Chunk) -> None:
    """Add and take away what words of a chunk say to each other."""
    says = chunk.says
    weigh_agreement(chunk)
    if ("ALWAYS" in says and "YES" in says) or ("ALL" in says and "EXCEPT" in says):
        says.add("ANY")
    if says & {"EARLIER", "THEREAFTER"} and not chunk.groups:
        says -= {*AGAINST, "HAVE"}  # "before that nothing works" adds nothing
    if "HAVE" in says and says & {"SPAN", "TIME"} and not says & AGAINST:
        says.add("YES")  # "I have 30 minutes"
    if "LEAVE" in says and chunk.groups and not says & SETTLED:
        says -= AGAINST  # "I have to be away at 3"


def _mark(group: Group, says: set[str], returning: bool) -> None:
    """Mark a group by what is said in its chunk."""
    group.said = frozenset(says)
    group.back = "BACK" in says
    away = returning and not says & {"BACK", "YES", "ACCEPT"}
    group.against = bool(says & AGAINST) or away
    group.past = "PAST" in says and not says & OPEN
    here = "HERE" in says and not says & SETTLED
    group.past |= here and group.week
    leaves = "LEAVE" in says and bool(group.clocks) and not says & SETTLED
    group.leaving = leaves and is_timed(group)
    group.opaque = "OPAQUE" in says or here or (leaves and not group.leaving)
    group.taken = "HAVE" in says and not says & (SETTLED | AGAINST | {"BACK"})
    group.taken |= group.opaque or ("NEED" in says and not says & {"QUESTION", "ANY"})
    group.every |= group.weekly and "EXCEPT" in says
