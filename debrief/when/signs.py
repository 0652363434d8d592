"""Settle what statements mean to each other: corrections, reasons, departures, other things' times.

A reply is not a list of times. "Sorry, I mean Friday" takes back what came before; "my flight
lands at 3, so after 4" gives a reason and a time. What cannot be settled is a `Doubt`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from debrief.when.clocks import DAY_MINUTES, Clock, Doubt
from debrief.when.groups import (
    AGAINST,
    OPEN,
    SETTLED,
    WEEK_SPAN,
    Group,
    Statement,
    days_in,
    from_then_on,
    is_timed,
)
from debrief.when.leftovers import LOOSE

WIDE = {"YES", "ANY", "QUESTION", "ACCEPT", "NO", "THAT_NO", "EXCEPT", "AWAY", "BACK"}
MOST_FOREIGN, MOST_FOREIGN_WITH_SENSE, MOST_FOREIGN_WITH_TALK = 0, 1, 0
LOOSE_ANYWHERE = LOOSE - {"EARLY", "LATE", "MID", "LATER"}
MOST_UNKNOWN, MOST_UNKNOWN_WITHOUT_DAY = 5, 0  # in a whole reply
BEFORE_TAKEN, BEHIND_TAKEN = 60, 120  # minutes kept free around a time that something else has


def settled(read: Sequence[Statement]) -> list[Statement]:
    """Return the statements with what is taken back removed and asides marked as taken."""
    for number, part in enumerate(read):
        if part.lead in {"CORRECTION", "APOLOGY"}:
            _correct(read[:number], part)
        if part.lead == "REASON":
            _set_aside(part)
        if part.lead == "SO" and number:
            _set_aside(read[number - 1])
        if number:
            _go_on(read[number - 1], part)
    return list(read)


def _go_on(earlier: Statement, part: Statement) -> None:
    """Let "I'm on a train until 3 on Wednesday. Call after that" begin where that time ends."""
    busy = [
        g for g in earlier.groups if g.against or g.taken or (g.clocks and not g.clocks[0].start)
    ]
    found = from_then_on(busy[-1:], part.says, part.groups)
    if found and not any(group.clocks for group in hopeful(earlier) if group not in busy):
        part.groups += found
        part.says |= {"YES"}
        busy[-1].against = True


def hopeful(part: Statement) -> list[Group]:
    """Return the groups of a statement that may offer a time."""
    return [g for g in part.groups if not (g.against or g.taken or g.leaving or g.past)]


def _set_aside(part: Statement) -> None:
    """Mark the times of a reason: they belong to something else, unless they are offered."""
    for group in hopeful(part):
        group.taken = not group.said & SETTLED or part.foreign > 1


def _correct(earlier: Sequence[Statement], part: Statement) -> None:
    """Put the corrected time in the place of the one named just before."""
    before = [statement for statement in earlier if hopeful(statement)]
    if not before or (part.lead == "APOLOGY" and not part.groups):
        return
    if part.lead == "APOLOGY" and not hopeful(part):
        if any(group.opaque for group in part.groups):
            raise Doubt("it is not certain what is taken back")
        return
    old, new = hopeful(before[-1]), hopeful(part)
    plain = part.lead == "CORRECTION" or not (part.foreign or part.says & AGAINST)
    if len(before) > 1 or len(old) != 1 or len(new) != 1 or not plain:
        raise Doubt("it is not certain what is taken back")
    new[0].days = new[0].days or list(old[0].days)
    new[0].clocks = new[0].clocks or list(old[0].clocks)
    before[-1].groups.remove(old[0])


def trusted(read: Sequence[Statement]) -> list[Statement]:
    """Return the statements that are about the call; nothing else is allowed to name a time.

    One that is not understood counts as a time that is taken, if another offers days plainly.
    """
    told = [part for part in read if not _tells_what_was(part)]
    opaque = [part for part in told if _is_opaque(part)]
    plain = [part for part in told if part not in opaque]
    for part in plain:
        refused = part.says & {"NO", "THAT_NO"} and not any(g.against for g in part.groups)
        if refused and part.foreign > 1 and part.groups:
            raise Doubt("it is not clear what does not suit")
    _check_understood(opaque, plain)
    for group in [group for part in opaque for group in hopeful(part)]:
        group.taken = group.opaque = True
    _check_opaque(told)
    return told


def _check_understood(opaque: Sequence[Statement], plain: Sequence[Statement]) -> None:
    """Raise `Doubt` when what was not understood names times and nothing else offers any."""
    if any("SHIFT" in part.says for part in plain):
        opaque = [part for part in opaque if any(g.days for g in part.groups)]
    offered = [group for part in plain for group in hopeful(part)]
    dayless = not any(group.days for part in opaque for group in part.groups)
    if opaque and not any(g.days or (dayless and _is_plain(g)) for g in offered):
        raise Doubt("a time is named among words that were not understood")


def _check_opaque(read: Sequence[Statement]) -> None:
    """Raise `Doubt` where what was not understood may belong to a time that is offered."""
    offered = [group for part in read for group in hopeful(part)]
    for part in read:
        near = hopeful(part)
        for group in part.groups:
            open_ = not all(g.days for g in near or offered)
            timed = is_timed(group) and all(_is_plain(g) for g in offered if not g.days)
            if group.days and timed:  # "Wednesday at 2 I eat. At 4 I am free"
                open_ = False
            if not group.days:  # "at 14 I fetch the children. At 16 I am free"
                open_ = bool(near) or not all(map(_is_plain, offered))
            if group.opaque and open_ and offered and part.lead != "REASON":
                raise Doubt("a time is named among words that were not understood")


def _is_minute_of_limit(group: Group) -> bool:
    """Tell whether "no later than Friday 12 o'clock" was read as noon of every day until then."""
    limited = bool(group.said & {"LIMITED", "DENIED"}) and is_timed(group)
    return limited and any(first < last for first, last in group.days)


def _ends_only(group: Group) -> bool:
    """Tell whether "until Thursday" stands without a word that offers the days before it."""
    limited = "LIMITED" in group.said and not group.said & {"BEGINS", "TALK", *SETTLED}
    return limited and not group.clocks


def _is_plain(group: Group) -> bool:
    """Tell whether a group offers minutes by name."""
    return bool(group.clocks) and bool(group.said & SETTLED)


def _tells_what_was(part: Statement) -> bool:
    return "PROMISE" in part.says or bool(part.says & {"PAST", "CHOSEN"} and not part.says & OPEN)


def _is_opaque(part: Statement) -> bool:
    """Tell whether a statement names times among more unknown words than can be relied upon."""
    if not hopeful(part) and not any(group.against for group in part.groups):
        return False
    if any("THEREAFTER" in group.said for group in hopeful(part)):
        return len(hopeful(part)) > 1  # "on a train until 3, call after that"
    if part.spoken & WIDE:
        return part.foreign > MOST_FOREIGN_WITH_SENSE
    return part.foreign > (MOST_FOREIGN_WITH_TALK if "TALK" in part.spoken else MOST_FOREIGN)


def doubt_signs(read: Sequence[Statement]) -> None:
    """Raise `Doubt` for what forbids taking the offered times at their word."""
    offered = any(map(hopeful, read))
    against = any(group.against for part in read for group in part.groups)
    for part in read:
        for why in _doubts(part):
            raise Doubt(why)
        if offered and any(map(_is_odd_exception, part.groups)):
            raise Doubt("an exception was not understood")
        named = part.groups or "YES" in part.says or offered
        if "FIGURE" in part.says and named:
            raise Doubt("a number was not understood")
        if _is_bare_but(part) and not against:
            raise Doubt("it is not said whether the day behind “but” suits")
    _check_sentences(read)
    _check_weeks(read)


def _doubts(part: Statement) -> Iterator[str]:
    """Yield what makes the times of one statement uncertain."""
    offered = hopeful(part)
    said: set[str] = set().union(*(group.said for group in offered))
    if part.groups and "IF" in part.says:
        yield "a condition is named"
    exact = bool(offered) and all(map(is_timed, offered))
    dangling = part.groups and "DANGLING" in part.says and not exact
    if dangling or "BETWEEN" in said:
        yield "a limit is named that was not understood"
    loose = part.groups and "LOOSE" in part.says and part.says & LOOSE_ANYWHERE
    if loose or "LOOSE" in said:
        yield "a part of the time was not understood"
    if "OTHER" in part.says and not part.says & {"OR", "AND"} and days_in(offered) > 1:
        yield "it is not certain from which day to which it is to be moved"
    if part.foreign and any(not group.clocks for group in offered):
        yield "a day is named among words that were not understood"
    if any(map(_is_minute_of_limit, offered)):
        yield "a limit is named that was not understood"
    if any(map(_ends_only, offered)):
        yield "only a last day is named"
    if offered and "VAGUE" in part.says:
        yield "another time is pointed at"
    if "THIRD" in said:
        yield "somebody else's time may be meant"


def _is_odd_exception(group: Group) -> bool:
    """Tell whether an exception names what somebody does, or a minute of a day."""
    odd = "HAVE" in group.said or any(clock.exact for clock in group.clocks)
    return "EXCEPT" in group.said and bool(group.days) and odd


def _is_bare_but(part: Statement) -> bool:
    """Tell whether nothing but a day stands behind "but"."""
    plain = not part.spoken and not part.foreign and bool(hopeful(part))
    return part.lead == "BUT" and plain and not any(g.clocks or g.same_day for g in part.groups)


def _check_sentences(read: Sequence[Statement]) -> None:
    """Raise `Doubt` for limits, promises and silences beside the times of a sentence."""
    offering = [part for part in read if hopeful(part)]
    vague = {part.sentence for part in offering if not all(map(is_timed, hopeful(part)))}
    if any("DANGLING" in part.says and part.sentence in vague for part in read):
        raise Doubt("a limit is named that was not understood")
    sure = any(part.spoken & SETTLED for part in offering)
    if sure and any(not part.spoken and part.known > 1 for part in offering):
        raise Doubt("it is not said whether all the times named suit")
    conditions = {part.sentence for part in read if "IF" in part.says}
    if any(part.sentence in conditions for part in offering):
        raise Doubt("a condition is named")
    promises = {part.sentence for part in read if "PROMISE" in part.says}
    if any(part.sentence in promises for part in offering):
        raise Doubt("they will confirm it later")


def _check_weeks(read: Sequence[Statement]) -> None:
    """Raise `Doubt` for a weekday outside the week that was named before it."""
    span: tuple[date, date] | None = None
    for part in read:
        groups = hopeful(part)
        plain = [first for g in groups if g.weekly and not g.every for first, _ in g.days]
        if span and any(not span[0] <= day <= span[1] for day in plain):
            raise Doubt("it is not certain which week is meant")
        span = next((g.days[0] for g in groups if g.week and not g.clocks), span)


def check_refusal(read: Sequence[Statement]) -> None:
    """Raise `Doubt` where what is left by a refusal alone cannot be told."""
    for part in read:
        if part.unknown or any(group.taken for group in part.groups):
            raise Doubt("a day is refused among words that were not understood")
        limited = "BEGINS" in part.says and not part.says & {"AWAY", "BACK"}
        if limited and any(group.against for group in part.groups):
            raise Doubt("it is not said whether the limit is refused")
        if "IF" in part.says or (not part.groups and part.says & SETTLED):
            raise Doubt("a day is refused, and something else is agreed to")


def taken_clocks(group: Group) -> list[Clock]:
    """Return the time that is not free around what something else has."""
    clocks = group.clocks or [Clock(0, DAY_MINUTES)]
    return [
        Clock(max(0, c.start - BEFORE_TAKEN), min(DAY_MINUTES, c.end + BEHIND_TAKEN))
        if c.exact
        else c
        for c in clocks
    ]


def check_spans(taken: Iterable[Group], wanted: Iterable[Group]) -> None:
    """Raise `Doubt` when an offered weekday without a date lies in weeks that an aside names.

    So too when words not understood name a date or hour within the days offered: taken or preferred?
    """
    spans = [(a, b) for g in taken for a, b in g.days if (b - a).days >= WEEK_SPAN]
    plain = [day for group in wanted if group.weekly for day, _ in group.days]
    if any(first <= day <= last for day in plain for first, last in spans):
        raise Doubt("it is not certain which week is meant")
    wide = [(a, b) for g in wanted for a, b in g.days if (b - a).days >= WEEK_SPAN]
    dated = [g for g in taken if g.opaque and (is_timed(g) or not g.weekly)]
    exact = [day for g in dated for day, _ in g.days]
    if any(first <= day <= last for day in exact for first, last in wide):
        raise Doubt("it is not said whether a time named within the days offered suits")


def check_general(parts: Sequence[Statement]) -> None:
    """Raise `Doubt` for a refusal whose days are not named."""
    refusing = [part for part in parts if part.says & {"NO", "THAT_NO"}]
    named = any(group.days for part in parts for group in part.groups)
    if not named and any("DAYS" in part.says for part in refusing):
        raise Doubt("it is not known for which day a time is named")
    if any("ANY" in part.says and not part.groups for part in refusing):
        raise Doubt("it is not said until when nothing suits")


def check_anything(parts: Sequence[Statement], taken: Sequence[Group]) -> None:
    """Raise `Doubt` for "any time" beside what was not understood."""
    if taken or any(part.foreign > 1 or part.says & {"IF", "FIGURE"} for part in parts):
        raise Doubt("any time is spoken of among words that were not understood")


def near_refused(groups: Sequence[Group]) -> None:
    """Give "at 4 I am free" the day of the hour just before it that is taken or refused."""
    for earlier, group in pairwise(groups):
        refused = (earlier.against or earlier.taken) and is_timed(earlier) and earlier.days
        free = not (group.against or group.taken or group.leaving) and group.said & SETTLED
        if refused and free and group.clocks and not group.days and not group.same_day:
            group.days = list(earlier.days)


def check_near(groups: Sequence[Group]) -> None:
    """Raise `Doubt` when the day named just before a time alone is not one that is offered."""
    near: Group | None = None
    for group in groups:
        refused = group.against or group.taken or group.leaving
        alone = group.clocks and not group.days and not refused
        if alone and near and all(clock.exact for clock in group.clocks):
            raise Doubt("a time is named without a day")
        if group.days:
            near = group if refused else None


def check_unknown(read: Sequence[Statement], wanted: Sequence[Group]) -> None:
    """Raise `Doubt` for a time without its day, or for many times, among unknown words."""
    unknown = sum(part.unknown for part in read)
    sentences = {part.sentence for part in read if part.groups}
    if sum(part.unknown for part in read if part.sentence in sentences) > MOST_UNKNOWN:
        raise Doubt("too much else was not understood")
    dayless = [group for group in wanted if not group.days and not group.said & SETTLED]
    open_ = any(not group.days for group in wanted)
    near = open_ and any(part.unknown and any(not g.days for g in hopeful(part)) for part in read)
    if near or (unknown > MOST_UNKNOWN_WITHOUT_DAY and dayless):
        raise Doubt("a time is named without a day among words that were not understood")
