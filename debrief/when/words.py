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

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from debrief.when.answer import TimeAnswer
from debrief.when.calendar import Calendar, Days
from debrief.when.clocks import Doubt
from debrief.when.reply import NO_TIME, NOTHING, Reply
from debrief.when.statements import statements
from debrief.when.tokens import language_of, tokens, without_abbreviations, without_signature
from debrief.when.zones import clock_zone, other_clock, zones_in

MONTH_FIRST_ZONES = ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles")

__all__ = ["TimeAnswer", "read_date", "read_times"]


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
    named = zones_in(without_abbreviations(without_signature(text)))
    if named.unknown or len(named.names) > 1:
        why = "The time zone named is not known." if named.unknown else "Two time zones are named."
        return TimeAnswer("unclear", why=why)
    named = named.at_home()
    try:
        clock = clock_zone(next(iter(named.names))) if named.names else ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        return TimeAnswer("unclear", why="The time zone named is not known.")
    offers = tuple(moment.astimezone(clock) for moment in proposed)
    answer = TimeAnswer("unclear", why=NOTHING)
    month_first = zone.startswith(MONTH_FIRST_ZONES)
    for tongue in (language,) if language else language_of(named.text):
        reply = Reply(named.text, tongue, now.astimezone(clock), offers, duration, month_first)
        try:
            answer = reply.answer()
        except Doubt as doubt:
            return TimeAnswer("unclear", why=f"Not certain: {doubt}.")
        if answer.kind != "unclear" or answer.why not in (NOTHING, NO_TIME):
            break
    if answer.kind == "windows" and not named.names and other_clock(named.places, clock, now):
        return TimeAnswer("unclear", why="They are where the clock is another.")
    return answer


def read_date(
    text: str, today: date, *, language: str | None = None, month_first: bool | None = None
) -> date | None:
    """Return the day named as a due date; of a span its last day, weekends moved to Friday.

    Understands "by Friday", "end of next week", "bis Freitag", "fin de mois", "12/3", "in two
    weeks". None when no day, or more than one, is named. Without ``month_first`` the nearer
    reading of "12/3" is taken: what was understood is read back to the writer.
    """
    span = read_days(text, today, language=language, month_first=month_first)
    return _due(span, today) if span else None


def read_days(
    text: str, today: date, *, language: str | None = None, month_first: bool | None = None
) -> Days | None:
    """Return the first and the last day of the one day or span that the text names."""
    for tongue in (language,) if language else language_of(text):
        context = Calendar(today, month_first, due=True)
        try:
            read = statements(tokens(text, tongue), context)
        except Doubt:
            return None
        spans = [days for part in read for group in part.groups for days in group.days]
        if len(set(spans)) == 1:
            return spans[0]
    return None


def _due(days: Days, today: date) -> date:
    last = days[1]
    if last - days[0] >= timedelta(days=4) and last.weekday() > 4:
        last -= timedelta(days=last.weekday() - 4)
    return last if days[1] < today else max(last, today)
