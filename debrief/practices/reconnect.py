"""Find the day on which to speak to the customer again, from the answer to question five."""

from __future__ import annotations

import re
from datetime import date, timedelta

from debrief.lexicon import fold
from debrief.when.due_date import read_when
from debrief.when.periods import periods

_TALK = re.compile(
    r"\b(?:talk|speak|call|contact|reach|touch|meet|again|back|ring|follow|check|melden|sprechen|"
    r"anruf\w*|"
    r"wieder|kontakt|rappel\w*|contact\w*|reparl\w*|revoir|llam\w*|habl\w*|contact\w*|volver|"
    r"bel\w*|"
    r"spreken|praten|ligar|falar|contat\w*|contact\w*|conversar)\b"
)


_EXACT = re.compile(r"\b\d{4}-\d\d?-\d\d?\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")


def reconnect_date(answer5: str, today: date) -> date | None:
    """Return the day to speak again, or None when the answer names none or several.

    A month, quarter or season stands for its first working day; "in half a year" is counted from
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
    days |= {_workday(first) for first, _ in periods(rest, today)}
    return {day for day in days if day > today}


def _workday(day: date) -> date:
    """Return the day, or the Monday after a weekend."""
    return day + timedelta(days=(7 - day.weekday()) if day.weekday() > 4 else 0)
