"""Read coarse times: "in half a year", "next spring", "Q3 2027", "KW 49", "end of the month".

Each is a period, a first and a last day; the caller decides which end counts. Exact days and
weekdays are `debrief.when.words`' business.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from debrief.lexicon import fold

Period = tuple[date, date]  # first and last day

_MONTHS = {
    1: "january jan januar janner janvier enero januari janeiro",
    2: "february feb februar fevrier febrero februari fevereiro",
    3: "march marz maerz mars marzo maart marco",
    4: "april apr avril abril",
    5: "may mai mayo mei maio",
    6: "june jun juni juin junio junho",
    7: "july jul juli juillet julio julho",
    8: "august aug aout agosto augustus",
    9: "september sept sep septembre septiembre setembro",
    10: "october oct oktober okt octobre octubre outubro",
    11: "november nov novembre noviembre novembro",
    12: "december dec dezember dez decembre diciembre dezembro",
}
MONTH = {word: number for number, text in _MONTHS.items() for word in text.split()}
_SEASONS = {
    3: "spring fruhjahr fruhling printemps primavera voorjaar lente",
    6: "summer sommer ete verano zomer verao",
    9: "autumn fall herbst automne otono herfst najaar outono",
    12: "winter hiver invierno inverno",
}
_SEASON = {word: number for number, text in _SEASONS.items() for word in text.split()}
MONTHS = tuple(sorted(MONTH, key=len, reverse=True))  # their names, folded
SEASONS = tuple(sorted(_SEASON, key=len, reverse=True))
_COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "nine": 9,
    "twelve": 12, "eighteen": 18, "couple of": 2, "a couple of": 2, "half a": 0.5, "ein": 1, "eine": 1,
    "einem": 1, "einer": 1, "zwei": 2, "drei": 3, "vier": 4, "funf": 5, "sechs": 6, "neun": 9, "zwolf": 12,
    "einem halben": 0.5, "half an": 0.5, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5,
    "neuf": 9, "douze": 12, "una": 1, "uno": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6,
    "nueve": 9, "doce": 12, "medio": 0.5, "een": 1, "twee": 2, "drie": 3, "vijf": 5, "zes": 6, "negen": 9,
    "twaalf": 12, "een half": 0.5, "half": 0.5, "um": 1, "uma": 1, "dois": 2, "duas": 2, "quatro": 4, "nove": 9,
    "doze": 12, "meio": 0.5, "another": 1, "about a": 1, "about six": 6,
}  # fmt: skip
_UNIT = {
    "day": 1, "days": 1, "tag": 1, "tagen": 1, "jour": 1, "jours": 1, "dia": 1, "dias": 1, "dag": 1,
    "dagen": 1, "week": 7, "weeks": 7, "woche": 7, "wochen": 7, "semaine": 7, "semaines": 7, "semana": 7,
    "semanas": 7, "weken": 7, "month": 30, "months": 30, "monat": 30, "monaten": 30, "monate": 30, "mois": 30,
    "mes": 30, "meses": 30, "maand": 30, "maanden": 30, "quarter": 91, "quarters": 91, "quartal": 91,
    "year": 365, "years": 365, "jahr": 365, "jahren": 365, "jahre": 365, "an": 365, "ans": 365, "annee": 365,
    "ano": 365, "anos": 365, "jaar": 365, "jaren": 365,
}  # fmt: skip
_COUNT = "|".join(sorted(map(re.escape, _COUNTS), key=len, reverse=True))
_UNITS = "|".join(sorted(_UNIT, key=len, reverse=True))
_SPAN = re.compile(
    rf"\b(?:in|after|within|dans|d'ici|apres|en|dentro de|de aqui a|tras|over|na|nach|daqui a|em|"
    rf"dentro|binnen|another|give us)\s+(?:about |around |roughly |another |some |etwa |rund |"
    rf"ungefahr |"
    rf"environ |unos |ongeveer |cerca de )?(?P<count>\d{{1,2}}|{_COUNT})(?:\s*(?:-|to|or|bis|a|o|"
    rf"ou|of|oder)\s*"
    rf"(?:\d{{1,2}}|{_COUNT}))?\s+(?P<unit>{_UNITS})\b"
)
_HALF_YEAR = re.compile(
    r"\b(?:half a year|half year|halben jahr|halbes jahr|halfjaar|half jaar|medio ano|meio ano|"
    r"six mois|semestre)\b"
)
_NEXT = r"(?:next|coming|following|nachste[nrs]?|kommende[nrs]?|prochaine?|proximo|proxima|volgend[e]?|komend[e]?|que vem|que viene)"
_YEAR = r"(?P<year>20\d\d)"
_QUARTER = re.compile(
    rf"\b(?:[qt](?P<q>[1-4])|(?P<w>first|second|third|fourth|1st|2nd|3rd|4th|erste[ns]?|zweite[ns]?|"
    rf"dritte[ns]?|"
    rf"vierte[ns]?|premier|deuxieme|troisieme|quatrieme|primer|segundo|tercer|cuarto|primeiro|"
    rf"terceiro|quarto|"
    rf"eerste|tweede|derde|vierde|[1-4]\.) (?:quarter|quartal|trimestre|kwartaal))"
    rf"(?:\s*(?:of|/|,|'|de|van|do|del)?\s*{_YEAR})?"
)
_ORDINAL = {
    "first": 1, "1st": 1, "erste": 1, "premier": 1, "primer": 1, "primeiro": 1, "eerste": 1, "1.": 1,
    "second": 2, "2nd": 2, "zweite": 2, "deuxieme": 2, "segundo": 2, "tweede": 2, "2.": 2,
    "third": 3, "3rd": 3, "dritte": 3, "troisieme": 3, "tercer": 3, "terceiro": 3, "derde": 3, "3.": 3,
    "fourth": 4, "4th": 4, "vierte": 4, "quatrieme": 4, "cuarto": 4, "quarto": 4, "vierde": 4, "4.": 4,
}  # fmt: skip
_HALF = re.compile(
    rf"\b(?:h(?P<h>[12])|(?P<w>first|second|erste[ns]?|zweite[ns]?|eerste|tweede) (?:half|halfte|"
    rf"halbjahr|helft))"
    rf"(?:\s*(?:of|/|van)?\s*(?:the year\s*)?{_YEAR})?"
)
_SEASONAL = re.compile(
    rf"\b(?P<next>{_NEXT} )?(?P<season>{'|'.join(_SEASON)})(?P<after> {_NEXT})?(?:\s+(?:of |de |"
    rf"van )?{_YEAR})?\b"
)
_MONTHLY = re.compile(
    rf"(?:\b(?P<lead>in|by|next|early|late|mid|end of|until|till|from|this|of|around|before|after|"
    rf"im|ende|anfang|mitte|ab|"
    rf"bis|en|fin|debut|mi|a partir de|desde|hasta|finales de|principios de|eind|begin|vanaf|em|"
    rf"ate|no|nachste[nr]?)[ -])?"
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of |de )?)?\b(?P<month>{'|'.join(MONTH)})"
    rf"\b\.?"
    rf"(?P<next> {_NEXT}(?: year| jahr| jaar)?)?(?:,?\s+(?:of |de |del |do )?{_YEAR})?"
)
_PART = re.compile(
    rf"\b(?P<part>early|start of|beginning of|mid|middle of|late|end of|anfang|mitte|ende|debut|"
    rf"mi|fin|"
    rf"principios de|mediados de|finales de|begin|medio|eind|inicio de|meados de|fim de|final de)"
    rf"[ -]"
    rf"(?:the |this |{_NEXT} )?(?P<what>year|jahr(?:es)?|annee|ano|jaar|{_YEAR})"
)
_NEXT_UNIT = re.compile(
    rf"\b(?:{_NEXT} (?P<a>week|month|quarter|year|woche|monat|quartal|jahr|mois|semaine|trimestre|"
    rf"annee|an|semana|mes|"
    rf"ano|maand|kwartaal|jaar)|(?:l'|el |o )?(?P<b>an|annee|semaine|mois|semana|mes|ano)"
    rf" (?:prochaine?|que viene|que vem|proximo))\b"
)
_BARE_YEAR = re.compile(
    rf"\b(?:in|until|till|by|from|bis|ab|en|hasta|tot|em|ate|jusqu'en|before|before the end of)"
    rf"\s+{_YEAR}\b"
)
_WEEK = re.compile(
    r"\b(?:kw|cw|wk|week|calendar week|kalenderwoche|semaine|semana|s)\s?\.?(?P<week>[1-5]?\d)"
    r"\b(?!\s*(?:days|weeks))"
)
_END_OF = re.compile(
    r"\b(?:(?:the )?(?:end of|late|ende|fin|a finales de|finales de|fin de|eind|einde|fim|final)"
    r"(?: of| des| der| du| de la| de| "
    r"van de| van| do| da| del)?(?: the| this| dieses| diesem| cette| ce| este| esta| deze)?"
    r"(?P<next> next| nachsten| naechsten| volgende)? ?(?P<unit>month|monats?|mois|mes|maand|year|"
    r"jahres?|annee|ano|jaar|quarter|"
    r"quartals?|trimestre|kwartaal)(?P<after> prochaine?| proximo)?|(?P<short>eow|eom|eoy|eoq|"
    r"month end|monatsende|year end|jahresende|"
    r"quarter end|quartalsende|maandeinde|jaareinde))\b"
)


def periods(text: str, today: date) -> set[Period]:
    """Return the periods that the text names, today at the earliest and within ten years."""
    found: set[Period] = set()
    rest = fold(text)
    for reader in _READERS:
        rest = reader(rest, today, found, text)
    limit = date(today.year + 10, today.month, 1)
    return {period for period in found if today <= period[1] and period[0] < limit}


def _ends(text: str, today: date, found: set[Period], _: str) -> str:
    """Read "end of the month", "EOM", "Ende des Jahres"."""
    for match in _END_OF.finditer(text):
        word = match["unit"] or match["short"]
        following = bool(match["next"] or match["after"])
        last = _end_of(word, today, following=following)
        found.add((last if word == "eow" else last - timedelta(days=6), last))
    return _END_OF.sub(" ", text)


def _end_of(word: str, today: date, *, following: bool) -> date:
    """Return the last day of this or the following week, month, quarter or year."""
    if word == "eow":
        return today + timedelta(days=(4 - today.weekday()) % 7)
    if word.startswith(("eom", "mo", "mes", "maand")):
        return _month(*_moved(today, int(following)))[1]
    if word.startswith(("eoq", "qu", "tri", "kw")):
        start = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
        return _span(*_moved(start, 3 * following), 3)[1]
    return _span(today.year + following, 1, 12)[1]


def _weeks(text: str, today: date, found: set[Period], _: str) -> str:
    for match in _WEEK.finditer(text):
        for year in (today.year, today.year + 1):
            try:
                monday = date.fromisocalendar(year, int(match["week"]), 1)
            except ValueError:
                continue
            if monday + timedelta(days=4) >= today:
                found.add((monday, monday + timedelta(days=4)))
                break
    return _WEEK.sub(" ", text)


def _spans(text: str, today: date, found: set[Period], _: str) -> str:
    for match in _SPAN.finditer(text):
        raw = match["count"]
        count = float(raw) if raw.isdigit() else float(_COUNTS[raw])
        found.add(_later(today, count, _UNIT[match["unit"]]))
    rest = _SPAN.sub(" ", text)
    if rest == text and _HALF_YEAR.search(text):
        found.add(_later(today, 0.5, 365))
    return _HALF_YEAR.sub(" ", rest)


def _later(today: date, count: float, unit: int) -> Period:
    if unit in (30, 365):
        year, month = _moved(today, round(count * (1 if unit == 30 else 12)))
        day = min(today.day, _month(year, month)[1].day)
        when = date(year, month, day)
    else:
        when = today + timedelta(days=round(count * unit))
    return when, when


def _moved(day: date, months: int) -> tuple[int, int]:
    """Return the year and month so many months after the day's."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return year, month + 1


def _month(year: int, month: int) -> Period:
    return _span(year, month, 1)


def _span(year: int, month: int, count: int) -> Period:
    """Return the first and last day of ``count`` months."""
    after = _moved(date(year, month, 1), count)
    return date(year, month, 1), date(after[0], after[1], 1) - timedelta(days=1)


def _coming(year: str | None, month: int, count: int, today: date) -> Period:
    """Return the period in the year given, else the next one that is not over."""
    if year:
        return _span(int(year), month, count)
    this = _span(today.year, month, count)
    return this if this[1] >= today else _span(today.year + 1, month, count)


def _quarters(text: str, today: date, found: set[Period], _: str) -> str:
    for match in _QUARTER.finditer(text):
        word = match["w"] or ""
        number = int(match["q"] or 0) or _ORDINAL.get(word) or _ORDINAL.get(word.rstrip("ns"), 1)
        found.add(_coming(match["year"], 3 * number - 2, 3, today))
    return _QUARTER.sub(" ", text)


def _halves(text: str, today: date, found: set[Period], _: str) -> str:
    for match in _HALF.finditer(text):
        first = match["h"] == "1" or (match["w"] or "").startswith(("first", "erst", "eerst"))
        found.add(_coming(match["year"], 1 if first else 7, 6, today))
    return _HALF.sub(" ", text)


_EARLY = frozenset(
    ["early", "start of", "beginning of", "anfang", "debut", "principios de", "begin", "inicio de"]
)
_MIDDLE = frozenset(["mid", "middle of", "mitte", "mi", "mediados de", "medio", "meados de"])


def _parts(text: str, today: date, found: set[Period], _: str) -> str:
    """Read "early 2027", "mid next year", "Ende 2027"."""
    for match in _PART.finditer(text):
        month, count = (
            (1, 3) if match["part"] in _EARLY else (6, 2) if match["part"] in _MIDDLE else (11, 2)
        )
        following = re.search(_NEXT, match.group()) is not None
        year = match["year"] or (str(today.year + 1) if following else None)
        found.add(_coming(year, month, count, today))
    return _PART.sub(" ", text)


def _next_units(text: str, today: date, found: set[Period], _: str) -> str:
    for match in _NEXT_UNIT.finditer(text):
        unit = _UNIT.get(match["a"] or match["b"], 91)
        if unit == 7:
            monday = today + timedelta(days=7 - today.weekday())
            found.add((monday, monday + timedelta(days=4)))
        elif unit == 30:
            found.add(_month(*_moved(today, 1)))
        elif unit == 91:
            start = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
            found.add(_span(*_moved(start, 3), 3))
        else:
            found.add(_next_year(text, today))
            text = _MONTHLY.sub(" ", _SEASONAL.sub(" ", text))
    return _NEXT_UNIT.sub(" ", text)


def _next_year(text: str, today: date) -> Period:
    """Return the month or season named beside "next year", else the year."""
    year = today.year + 1
    month, season = _MONTHLY.search(text), _SEASONAL.search(text)
    if month:
        return _month(year, MONTH[month["month"]])
    return _span(year, _SEASON[season["season"]], 3) if season else _span(year, 1, 12)


def _seasons(text: str, today: date, found: set[Period], _: str) -> str:
    for match in _SEASONAL.finditer(text):
        sure = match["next"] or match["year"] or match["after"]
        before = text[: match.start("season")]
        if match["season"] in ("fall", "ete", "summer") and not (
            sure or re.search(r"(?:in|the|this|by|en|l'|cet|after|until|before) ?$", before)
        ):
            continue
        found.add(_coming(match["year"], _SEASON[match["season"]], 3, today))
    return _SEASONAL.sub(" ", text)


_PAST = re.compile(r"\b(?:last|since|letzten?|seit|depuis|desde|sinds|vorig\w*)$")


def _months(text: str, today: date, found: set[Period], sentence: str) -> str:
    for match in _MONTHLY.finditer(text):
        if not _PAST.search(text[: match.start("month")].rstrip()) and _is_month(match, sentence):
            found.add(_month_or_day(match, today))
    return _MONTHLY.sub(" ", text)


def _is_month(match: re.Match[str], sentence: str) -> bool:
    """Tell "in May" and "March" from "may" and "march on"."""
    word = match["month"]
    if match["year"] or match["day"] or match["next"]:
        return True
    lead = match["lead"] not in (None, "this", "no", "en", "mi", "ab", "next") or (
        match["lead"] == "next" and word != "may"
    )
    if word in ("may", "mar", "sep", "dec", "jan", "mai", "mei"):
        return lead
    if word == "march":
        return lead or "March" in sentence
    return (
        lead
        or f"{word.title()} " in f"{sentence} ".replace(",", " ").replace(".", " ")
        or len(word) > 4
    )


def _month_or_day(match: re.Match[str], today: date) -> Period:
    year, number = match["year"], MONTH[match["month"]]
    first, last = _coming(year, number, 1, today)
    if match["day"]:
        day = int(match["day"])
        if not 1 <= day <= last.day:
            return first, last
        exact = first.replace(day=day)
        if not year and exact < today:
            exact = _span(first.year + 1, number, 1)[0].replace(day=min(day, 28))
        return exact, exact
    lead = match["lead"] or ""
    if lead in ("late", "end of", "ende", "fin", "finales de", "eind"):
        return last - timedelta(days=6), last
    if lead in ("mid", "mitte", "mi"):
        return first.replace(day=11), first.replace(day=20)
    if lead in ("early", "anfang", "debut", "principios de", "begin"):
        return first, first.replace(day=10)
    return first, last


def _years(text: str, today: date, found: set[Period], _: str) -> str:
    for match in _BARE_YEAR.finditer(text):
        found.add(_span(int(match["year"]), 1, 12))
    return text


_READERS: tuple[Callable[[str, date, set[Period], str], str], ...] = (
    _spans, _ends, _weeks, _quarters, _halves, _parts, _next_units, _seasons, _months, _years,
)  # fmt: skip
