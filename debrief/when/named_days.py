"""Read days that have a name: "by Thanksgiving", "vor Weihnachten", "après les fêtes", "first week of January".

Each name is a first and a last day. "by" means the first of them, "before" the last working day ahead
of it, and "after" the end of the week that follows: nobody is asked sooner than they said.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import easter

from debrief.lexicon import fold
from debrief.when.periods import MONTH, Period

MOST_WORDS = 9
_PUNCTUATION = " .,;:()[]!*_–—"
_WORD = re.compile(r"\S+")


def _thanksgiving(year: int) -> date:
    return date(year, 11, 22) + timedelta(days=(3 - date(year, 11, 22).weekday()) % 7)


def _one(month: int, day: int) -> Callable[[int], Period]:
    return lambda year: (date(year, month, day), date(year, month, day))


def _behind_thanksgiving(days: int) -> Callable[[int], Period]:
    return lambda year: (
        _thanksgiving(year) + timedelta(days),
        _thanksgiving(year) + timedelta(days),
    )


_NEW = (
    r"(?:new year'?s?|neujahr|neue[ns]? jahr|nouvel an|nouvelle annee|ano nuevo|nuevo ano|ano novo|novo ano|"
    r"nieuw(?:jaar)?|nieuwe jaar)"
)
_XMAS = r"(?:x-?mas|christmas|noel|weihnachten|weihnacht|navidad|kerst(?:mis)?|natal)"
_HOLIDAYS: tuple[tuple[str, Callable[[int], Period]], ...] = (
    (r"thanksgiving(?: day)?|(?:dia de )?accion de gracias", _behind_thanksgiving(0)),
    (r"black friday", _behind_thanksgiving(1)),
    (r"cyber monday", _behind_thanksgiving(4)),
    (
        rf"{_XMAS} eve|heilig(?:er |en )?abend|(?:veille|reveillon) de noel|nochebuena|kerstavond|vespera de natal",
        _one(12, 24),
    ),
    (
        rf"{_XMAS}(?: day)?|(?:jour de|dia de) {_XMAS}|(?:erste[rn]? )?weihnachts(?:feier)?tag|(?:eerste )?kerstdag",
        lambda year: (date(year, 12, 25), date(year, 12, 26)),
    ),
    (
        r"boxing day|st\.? stephen'?s(?: day)?|zweite[rn]? weihnachts(?:feier)?tag|tweede kerstdag",
        _one(12, 26),
    ),
    (
        rf"between (?:the years|{_XMAS} and {_NEW})|zwischen den (?:jahren|feiertagen)|entre (?:o )?{_XMAS} (?:et|y|e) (?:le |o )?{_NEW}|"
        rf"entre les fetes|tussen {_XMAS} en (?:oud en )?{_NEW}",
        lambda year: (date(year, 12, 31), date(year, 12, 31)),
    ),
    (
        r"new year'?s eve|nye|silvester|(?:la )?saint-sylvestre|nochevieja|oudejaars(?:dag|avond)|oud en nieuw|vespera de ano novo",
        _one(12, 31),
    ),
    (rf"{_NEW}(?: day)?|neujahrstag|jahreswechsel|jour de l'an|nieuwjaarsdag", _one(1, 1)),
    (
        r"epiphany|three kings(?: day)?|(?:heilige )?drei ?konige?n?(?:stag)?|epiphanie|(?:dia de )?reyes(?: magos)?|driekoningen|dia de reis",
        _one(1, 6),
    ),
    (r"sinterklaas|pakjesavond", _one(12, 5)),
    (
        r"easter(?: sunday| monday| weekend)?|ostern|paques|semana santa|pascua|pasen|pascoa",
        lambda year: (easter(year), easter(year) + timedelta(days=1)),
    ),
    (
        r"(?:(?:christmas|xmas|winter|year-end) )?(?:holidays?|break)|festive season|(?:weihnachts)?(?:feiertagen?|ferien)|weihnachtspause|"
        r"fetes(?: de fin d'annee)?|fiestas|navidades|vacaciones de navidad|feestdagen|kerst(?:vakantie|reces|dagen)|festas(?: de fim de ano)?",
        lambda year: (date(year, 12, 24), date(year + 1, 1, 1)),
    ),
)
_YEARS_END = 11  # the month from which "the holidays" are those at the year's end
_NAME = "|".join(f"(?P<n{n}>{names})" for n, (names, _) in enumerate(_HOLIDAYS))
_AFTER = (
    r"(?:right |shortly |sometime )?after|following|over|during|nach|uber|wahrend|apres|pendant|despues del?|tras|pasad[oa]s|durante|"
    r"tijdens|na(?! (?:pascoa|vespera))|depois d[eoa]s?|apos"
)
_BEFORE = r"(?:just |well )?(?:before|ahead of|prior to)|(?:noch |kurz )?vor|avant|antes d(?:el?|[oa]s?)|voor"
_BY = (
    r"not (?:due )?(?:before|until)|nicht vor|pas avant|no antes d(?:el?|[oa]s?)|niet voor|nao antes d[eoa]s?|by|until|till|til|no later than|not later than|at the latest|latest|due|bis(?: zu[mr]?)?|spatestens(?: zu[mr]?| bis)?|d'ici(?: au?)?|jusqu'aux?|jusqu'a|"
    r"hasta|a mas tardar(?: en)?|uiterlijk(?: met)?|tot|tegen|ate(?: [oa]s?)?"
)
_AT = r"on|at|for|in|around|this|over|zu[mr]?|am|an|um|pour|au|a|para|por|en|op|met|rond|om|no|na|em|pelo"
_ARTICLE = r"(?:the|this|den|dem|der|die|das|le|la|les|el|los|las|de|het|o|a|os|as) |l'"
_HOLIDAY = re.compile(
    rf"(?:(?P<after>{_AFTER}) |(?P<before>{_BEFORE}) |(?P<by>{_BY}) |(?P<at>{_AT}) )?(?:{_ARTICLE})?(?:{_NAME})(?: (?P<year>20\d\d))?"
)
_IN_NEW_YEAR = re.compile(
    r"(?:early |sometime )?in the new year|(?:anfang |zu beginn )?(?:des neuen jahres|im neuen jahr)|a la rentree de janvier|"
    r"(?:a )?principios de ano|in het nieuwe jaar|(?:no )?inicio do ano"
)
# People and companies are called so, too.
_ALSO_A_NAME = re.compile(r"(?:noel|natal|navidad|pascua|reyes|break|holidays|fiestas|festas)")
_MONTHS = "|".join(MONTH)
_NTH = {
    **dict.fromkeys(["first", "1st", "erste", "premiere", "primera", "eerste", "primeira"], 1),
    **dict.fromkeys(["second", "2nd", "zweite", "deuxieme", "segunda", "tweede"], 2),
    **dict.fromkeys(["third", "3rd", "dritte", "troisieme", "tercera", "derde", "terceira"], 3),
    **dict.fromkeys(["last", "letzte", "derniere", "ultima", "laatste"], -1),
}
_WEEK_OF_MONTH = re.compile(
    rf"(?:(?:{_BY}|{_AT}|{_AFTER}|{_BEFORE}) ){{0,3}}(?:{_ARTICLE})?(?P<nth>{'|'.join(_NTH)})[rn]? (?:full |working )?"
    rf"(?:(?:week|woche|semaine|semana|week) (?:of|in|im|de|en|van|em|d')? ?(?P<month>{_MONTHS})|(?P<compound>{_MONTHS})woche)"
    rf"(?: (?:de )?(?P<year>20\d\d))?"
)


def named_day(text: str, today: date) -> date | None:
    """Return the day that the whole text means by a name; None for other words."""
    plain = " ".join(fold(text).strip(_PUNCTUATION).split())
    if _IN_NEW_YEAR.fullmatch(plain):
        return _rolled_back(date(today.year + 1, 1, 31))
    if (week := _WEEK_OF_MONTH.fullmatch(plain)) is not None:
        return _friday_of(week, today)
    found = _HOLIDAY.fullmatch(plain)
    return None if found is None else _meant(found, today)


def names_a_day(text: str) -> bool:
    """Tell whether the text names holidays, as words of time or not."""
    return re.search(rf"(?<!\w)(?:{_NAME})(?!\w)", fold(text)) is not None


def find_named_day(text: str, today: date) -> tuple[int, int, date] | None:
    """Return where the last day with a name stands in the text, its lead included, and the day.

    What merely names a thing ("the Christmas card", "call Noel") is no day.
    """
    if not _ANY.search(fold(text)):
        return None
    words = list(_WORD.finditer(text[:2_000]))
    for end in range(len(words), 0, -1):
        for start in range(max(0, end - MOST_WORDS), end):
            piece = text[words[start].start() : words[end - 1].end()]
            day = named_day(piece, today)
            if day is not None and _stands_alone(text, words[start].start(), piece, end, words):
                return words[start].start(), words[end - 1].end(), day
    return None


_ANY = re.compile(
    rf"{'|'.join(names for names, _ in _HOLIDAYS)}|we?ek|woche|sema|new|neue|nieuw|ano"
)


def _stands_alone(text: str, start: int, piece: str, end: int, words: list[re.Match[str]]) -> bool:
    """Tell whether the words are said as a time: led to as one, or alone at the end of what is said."""
    found = _HOLIDAY.fullmatch(" ".join(fold(piece).strip(_PUNCTUATION).split()))
    if found is None or found["after"] or found["before"] or found["by"]:
        return True
    closed = end == len(words) or piece[-1] in ".,;:)!–—"
    if found["at"]:
        return closed
    parted = not text[:start].strip() or text[:start].rstrip()[-1] in ".,;:(–—-"
    return closed and (parted or not _ALSO_A_NAME.fullmatch(found[0]))


def is_new_year(name: str) -> bool:
    """Tell whether the whole folded text names the new year, whose first day is meant by it alone."""
    return re.fullmatch(rf"{_NEW}(?: day)?", name) is not None


def last_day(name: str, today: date) -> date | None:
    """Return the last day of the holidays that the whole folded text names."""
    found = _HOLIDAY.fullmatch(name)
    if found is None or any(found[lead] for lead in ("after", "before", "by", "at")):
        return None
    span = _span(found, today)
    return span[1] if span else None


def _span(found: re.Match[str], today: date) -> Period | None:
    """Return the named days: of the year that is said, else those that are not over yet."""
    number = next(n for n in range(len(_HOLIDAYS)) if found[f"n{n}"])
    days = _HOLIDAYS[number][1]
    if number == len(_HOLIDAYS) - 1 and 1 < today.month < _YEARS_END:
        return None
    if found["year"]:
        return days(int(found["year"]))
    years = (today.year - 1, today.year, today.year + 1)
    return next((days(year) for year in years if days(year)[1] >= today), None)


def _meant(found: re.Match[str], today: date) -> date | None:
    span = _span(found, today)
    if span is None:
        return None
    first, last = span
    if found["after"]:
        if date(last.year, 12, 24) <= last:  # nobody is back before the new year
            last = date(last.year + 1, 1, 1)
        return _rolled_back(last + timedelta(days=7))
    several = last - first > timedelta(days=1)
    if found["before"] or several:
        first = _rolled_back(first - timedelta(days=1))
        first = first - timedelta(days=1) if (first.month, first.day) == (12, 25) else first
    return max(first, today)


def _friday_of(found: re.Match[str], today: date) -> date | None:
    """Return the Friday of a month's nth week: the first is that whose Wednesday is the month's first."""
    month, nth = MONTH[found["month"] or found["compound"]], _NTH[found["nth"]]
    year = int(found["year"] or today.year)
    day = _nth_friday(year, month, nth)
    if day < today and not found["year"]:
        day = _nth_friday(year + 1, month, nth)
    return day if day >= today else None


def _nth_friday(year: int, month: int, nth: int) -> date:
    first = date(year, month, 1)
    if nth < 0:
        after = date(year + month // 12, month % 12 + 1, 1)
        wednesday = after - timedelta(days=(after.weekday() - 2 - 1) % 7 + 1)
    else:
        wednesday = first + timedelta(days=(2 - first.weekday()) % 7 + 7 * (nth - 1))
    return wednesday + timedelta(days=2)


def _rolled_back(day: date) -> date:
    """Return the day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))
