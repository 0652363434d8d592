"""Read in a rep's own words on which days they are away: ill, on holiday, "that day"."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from debrief.answers.attendance import says_of_coming
from debrief.answers.hesitation import APOLOGY, BUT, IF, PERHAPS, REGRET
from debrief.lexicon import (
    QUOTED,
    bare,
    fold,
    is_closing,
    is_friendly,
    is_greeting,
    said,
    without_frills,
)
from debrief.reading.absence import return_date
from debrief.when.words import read_date, read_times

MOST = 400  # characters; more is a letter, and for a human to read
SHORT = 4  # words beside a yes; more may ask for something
_I_AM = (
    r"(?:\bi(?:'m| am|'ll be| will be|'m still| am still)|\bim|\bich (?:bin|habe|hab|werde)|"
    r"\bbin(?: ich)?|\bhabe ich|\bje (?:suis|serai)|\bj'ai|\bestoy|\bestare|\btengo|\bik (?:ben|heb)|"
    r"\bben ik|\bestou|\bestarei|\bvou estar)\s+"
)
AWAY = (
    r"(?:on (?:holiday|holidays|vacation|leave|annual leave|parental leave|sick leave|pto)|off sick|"
    r"sick|ill|unwell|out sick|out of (?:the )?office|away|off work|(?:a )?day off|in hospital|"
    r"im urlaub|urlaub|in urlaub|krank(?:geschrieben|gemeldet)?|abwesend|verreist|"
    r"nicht (?:im buro|im haus)|im krankenhaus|"
    r"en (?:vacances|conges?|conge maladie|arret(?: maladie| de travail)?|deplacement)|malade|"
    r"absente?|souffrante?|hospitalisee?|"
    r"de (?:vacaciones|baja|viaje|permiso|ferias|baixa|folga)|enferm[oa]|ausente|mal[oa] en cama|"
    r"(?:op|met) vakantie|ziek|afwezig|met verlof|ziek gemeld|"
    r"doente|em viagem|em ferias)"
)
_ABSENT = re.compile(rf"(?:{_I_AM}(?P<between>(?:\w\S*\s+){{0,5}}?)|(?:^|[.,;:!] )){AWAY}\b")
_SORRY = re.compile(rf"\b(?:{APOLOGY}(?: dafur)?|{REGRET})\b[,!.]*")
_NOT = re.compile(r"\b(?:not|no longer|nicht|kein\w*|plus|pas|no|ya no|niet|geen|nao|was|were)\b")
_DOUBT = re.compile(rf"\b(?:{PERHAPS}|{BUT}|{IF})\b")
_WHOLE_DAY = re.compile(
    r"\b(?:(?:on )?that day|all day|the whole day|an (?:dem|diesem) tag|den ganzen tag|ce jour(?:-la)?|"
    r"toute la journee|(?:ese|aquel) dia|todo el dia|die dag|de hele dag|nesse dia|o dia todo)\b"
)
UNTIL = re.compile(
    r"\b(?:until|till|til|through|bis|jusqu\S*|hasta|tot|ate|t/m)\b|\b(?:a|d)u \d+ au \d+|"
    r"\bfrom \S+ to \S+"
)
BACK = re.compile(
    r"\b(?:back|return(?:ing)?|zuruck|wieder da|ab wieder|de retour|vuelvo|regreso|de vuelta|terug|"
    r"volto|regresso)\b"
)
_THROUGH = re.compile(r"\b(?:through|einschlie|inklusive|inclus\w*|en met|t/m)\b")
_THIS_WEEK = re.compile(
    r"\b(?:(?:this|all|the whole|rest of the) week|(?:diese|die ganze|ganze) woche|cette semaine|"
    r"toute la semaine|(?:esta|toda la) semana|(?:deze|de hele) week|(?:esta|toda a) semana)\b"
)
_NEXT_WEEK = re.compile(
    r"\b(?:next week|(?:nachste|kommende) woche|la semaine prochaine|la proxima semana|"
    r"la semana que viene|volgende week|(?:na )?proxima semana|a semana que vem)\b"
)


def says_away(text: str) -> bool:
    """Tell whether somebody clearly says of themselves that they are away."""
    plain = _plain(text)
    found = _ABSENT.search(plain)
    if found is None or len(plain) > MOST or _DOUBT.search(plain):
        return False
    return not _NOT.search(found["between"] or "")


def cannot_come(text: str) -> bool:
    """Tell whether somebody clearly says that they cannot come, away or not."""
    return says_away(text) or says_of_coming(text) == "declined"


def says_more(text: str, partstat: str, now: datetime) -> bool:
    """Tell whether words beside a calendar answer say more than the answer does by itself."""
    lines = [_SORRY.sub(" ", fold(line)) for line in said(text)]
    if "?" in text or read_times(text, now, "UTC").kind in ("windows", "other"):
        return True
    if all(is_friendly(line) for line in lines):
        return False
    if partstat == "declined":
        return not cannot_come(text)
    return len(without_frills(text)) > SHORT or any(c.isdigit() for c in text)


def means_whole_day(text: str) -> bool:
    """Tell whether the words speak of a whole day: "I can't that day"."""
    return _WHOLE_DAY.search(_plain(text)) is not None


def days_away(text: str, today: date, asked: date) -> tuple[date, date] | None:
    """Return the first day they are away and the day they are back; None where it is not clear.

    ``asked`` is the day that was proposed to them: it is meant where no other is named. "Until the
    28th" takes the 28th for a day away.
    """
    plain = _plain(text)
    if UNTIL.search(plain) or BACK.search(plain):
        back = return_date(text, datetime.combine(today, time(12), tzinfo=UTC))
        if back is None:
            return None
        whole = not BACK.search(plain) and not _THROUGH.search(plain)
        return min(today, asked), back + timedelta(days=whole)
    monday = today + timedelta(days=7 - today.weekday())
    if _NEXT_WEEK.search(plain):
        return monday, monday + timedelta(days=7)
    if _THIS_WEEK.search(plain):
        return today, monday
    named = None if means_whole_day(text) else read_date(text, today)
    day = named or asked
    return day, day + timedelta(days=1)


def _plain(text: str) -> str:
    lines: list[str] = []
    for raw in text.splitlines()[:40]:
        line = bare(raw)
        if is_closing(line) and lines:
            break
        if line and not QUOTED.match(raw) and not is_greeting(line):
            lines.append(line)
    return fold(" ".join(lines))
