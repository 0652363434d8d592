"""Find the day on which to speak to the customer again, from the answer to question five."""

from __future__ import annotations

import re
from datetime import date, timedelta

from debrief.lexicon import fold
from debrief.when.due_date import read_when
from debrief.when.periods import MONTHS, SEASONS, Period, periods

_TALK = re.compile(
    r"\b(?:talk|speak|call|contact|reach|touch|meet|again|back|ring|follow|check|melden|sprechen|"
    r"(?:an)?ruf\w*|"
    r"wieder|kontakt|rappel\w*|contact\w*|reparl\w*|revoir|llam\w*|habl\w*|contact\w*|volver|"
    r"bel\w*|"
    r"spreken|praten|ligar|falar|contat\w*|contact\w*|conversar)\b"
)


# "After the summer" and "end of Q1" count from the other end; `periods` ends months and years itself.
_THE = r"(?:(?:the|dem|der|den|des|de|do|da|du|del|el|la|le|o|a|van|het|l'|d') ?){0,3}"
_QUARTER = rf"(?:[qt] ?[1-4]|[1-4]\. quartal|{'|'.join(SEASONS)})"
_AFTER = re.compile(
    rf"\b(?:after|nach|apres|despues|tras|na|depois|apos) {_THE}(?:{_QUARTER}|{'|'.join(MONTHS)})\b"
)
_END = re.compile(
    rf"\b(?:end|late|ende|spat\w*|fin|finales?|eind|fim|final) (?:of |in )?{_THE}{_QUARTER}\b"
)
_LAST_WEEK = timedelta(days=6)
_EXACT = re.compile(r"\b\d{4}-\d\d?-\d\d?\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")


def reconnect_date(answer5: str, today: date) -> date | None:
    """Return the day to speak again, or None when the answer names none or several.

    A month, quarter or season stands for its first working day, "after" and "end of" it aside; "in half a year" is counted from
    ``today``. Only days after today and within ten years count. Where several are named, the one
    said together with talking, calling or meeting decides.
    """
    found: set[date] = set()
    near_talk: set[date] = set()
    for sentence in re.split(r"(?<=[.!?;])\s+|\n", answer5[:4000]):
        days = _days(sentence, today)
        found |= days
        if _TALK.search(fold(sentence)):
            near_talk |= days
    for days in (near_talk, found):
        if days:
            return next(iter(days)) if len(days) == 1 else None
    return None


def _days(sentence: str, today: date) -> set[date]:
    """Return the days after today that one sentence names."""
    exact = {read_when(match.group(), today) for match in _EXACT.finditer(sentence)}
    rest = _EXACT.sub(" ", sentence)
    days = {day for day in exact if day is not None}
    plain = fold(rest)
    days |= {_workday(_day_of(period, plain)) for period in periods(rest, today)}
    return {day for day in days if day > today}


def _day_of(period: Period, plain: str) -> date:
    """Return the day on which to speak in a period that a sentence names."""
    first, last = period
    if _AFTER.search(plain):
        return last + timedelta(days=1)
    return last - _LAST_WEEK if _END.search(plain) else first


def _workday(day: date) -> date:
    """Return the day, or the Monday after a weekend."""
    return day + timedelta(days=(7 - day.weekday()) if day.weekday() > 4 else 0)
