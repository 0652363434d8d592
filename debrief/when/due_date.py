"""Take the date out of a promise: "call their CFO by Friday" is an action and a date."""

from __future__ import annotations

import re
from datetime import date, timedelta

from debrief.lexicon import fold, word_list
from debrief.when.named_days import find_named_day, named_day, names_a_day
from debrief.when.periods import periods

_TOKEN = re.compile(r"\S+")
_LEADS = frozenset(
    fold(word)
    for word in word_list(
        "by until till before on due this next in within latest no later than for the at end of "
        "a bis zum zur am vor spätestens nächste nächsten nächster diese diesen dieser kommende "
        "kommenden ende im in der innerhalb von des einem einer prochain prochaine prochains "
        "avant le la l d'ici au jusqu'au jusqu'à fin pour dans ce cette antes del de el para "
        "hasta a más tardar este esta próximo próxima dentro fin en la voor op uiterlijk tot "
        "deze volgende komende eind einde van de over een binnen até antes do da no na próximo "
        "próxima dia fim em nesta neste daqui os finales mediados principios"
    )
)
# The words of time, whole and folded: "out" (outubro) and "set" need a figure beside them to count.
_TIME_WORDS = frozenset(
    word_list(
        "mon monday mondays tue tues tuesday wed weds wednesday thu thur thurs thursday fri "
        "friday sat saturday sun sunday today tonight tomorrow tmrw tmr tomorow week weeks month "
        "months eow eom eod eoy eoq quarter year end mid early late spring summer autumn winter "
        "fortnight couple two three four five six ten day days noon morning afternoon "
        "evening wk cw kw q1 q2 q3 q4 half jan january feb february mar march apr april may jun "
        "june jul july aug august sep sept september oct october nov november dec december "
        "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag heute morgen "
        "ubermorgen woche wochen monat monats monaten monate ende jahr jahres quartal quartals "
        "tag tage tagen mitte anfang monatsende jahresende wochenende zwei drei vier funf januar "
        "janner februar marz mai juni juli okt oktober dez dezember lundi mardi mercredi jeudi "
        "vendredi samedi dimanche demain apres-demain aujourd'hui semaine semaines mois fin an "
        "ans annee trimestre jour jours quinzaine deux trois quatre janvier fev fevrier mars avr "
        "avril juin juil juillet aout septembre octobre novembre decembre lunes martes miercoles "
        "jueves viernes sabado domingo hoy manana pasado semana semanas mes meses ano anos dia "
        "dias finales mediados principios quincena dos tres cuatro ene enero febrero marzo abr "
        "abril mayo junio julio ago agosto septiembre octubre noviembre dic diciembre maandag "
        "dinsdag woensdag donderdag vrijdag zaterdag zondag vandaag overmorgen weken maand "
        "maanden jaar kwartaal eind einde dag dagen twee drie januari februari maart mei "
        "augustus segunda terca quarta quinta sexta segunda-feira terca-feira quarta-feira "
        "quinta-feira sexta-feira amanha hoje fim duas dois janeiro fevereiro marco maio junho "
        "julho setembro outubro novembro dezembro"
    )
)
_FIGURE = re.compile(
    r"\d{1,4}(?:st|nd|rd|th|e|er|\.|º|o)?|\d{1,4}[./-]\d{1,2}(?:[./-]\d{0,4})?|d'ici|l'an|l'annee"
)


def speaks_of_time(text: str) -> bool:
    """Tell whether a word of the text may be one of time."""
    return names_a_day(text) or any(
        _is_time(fold(word).strip(".,;:()[]!*_")) for word in text.split()
    )


def is_only_time(text: str) -> bool:
    """Tell whether every word of the text may be one of time, or lead to one."""
    words = [fold(word).strip(".,;:()[]!*_") for word in text.split()]
    return bool(words) and all(w in _LEADS | _TRAILING | {"after"} or _is_time(w) for w in words)


def _is_time(word: str) -> bool:
    """Tell whether the folded word may be part of a time."""
    return word in _TIME_WORDS or _FIGURE.fullmatch(word) is not None


_UNTIL = re.compile(
    r"^(?:(?:no later than|at the latest|latest|by|until|till|due|on|spätestens|bis(?: zum| zu)?|"
    r"am|"
    r"d'ici(?: le| au)?|jusqu'au|jusqu'à|au plus tard|a más tardar|hasta(?: el)?|para(?: el)?|el|"
    r"uiterlijk|tot|"
    r"op|até(?: o| a| ao)?)\s+)+(?:(?:the|le|la|el|den|dem|o)\s+)?",
    re.IGNORECASE,
)


def read_when(text: str, today: date) -> date | None:
    """Return the last day of the one time that the whole text names, or None.

    A period ends on its last working day: "next week" is its Friday.
    """
    plain = _in_full(text, today).strip(" .,;:()[]!*_")
    core = _UNTIL.sub("", plain)
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", core)
    if iso:
        try:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        except ValueError:
            return None
    if not plain or len(plain) > 200:
        return None
    if (holiday := named_day(plain, today)) is not None:
        return holiday
    if _FIGURES.fullmatch(core):
        return _in_figures(core, today)
    from debrief.when.words import read_date  # the one reader of days in words

    day = next((d for form in _forms(core, plain) if (d := read_date(form, today))), None)
    if day is not None:
        return day
    named = periods(core, today) or periods(plain, today)
    return _last_working_day(next(iter(named))) if len(named) == 1 else None


_FIGURES = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})")


def _in_figures(text: str, today: date) -> date | None:
    """Read "10/12/2026": the one reading that is possible and not past; None when both are."""
    match = _FIGURES.fullmatch(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    orders = {(second, first)} if match[2] == "." else {(second, first), (first, second)}
    days = set()
    for month, day in orders:
        try:
            days.add(date(year + (2000 if year < 100 else 0), month, day))
        except ValueError:
            continue
    ahead = {day for day in days if day >= today} or days
    return ahead.pop() if len(ahead) == 1 else None


def _forms(core: str, plain: str) -> tuple[str, ...]:
    """Return the forms to try: "4.12" is a day only with its last stop."""
    dotted = (core + ".",) if re.fullmatch(r"\d{1,2}\.\d{1,2}", core) else ()
    return tuple(dict.fromkeys((*dotted, core, plain)))


def _last_working_day(period: tuple[date, date]) -> date:
    first, last = period
    back = last - timedelta(days=max(0, last.weekday() - 4))
    return back if back >= first or first == last else last


_SHORT_DAYS = (  # how each language leads in a day that is cut short, and its days from Monday
    (r"bis(?: zum| spätestens)?|am|spätestens(?: am)?|kommenden|nächsten", "Mo Di Mi Do Fr Sa So",
     "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag"),
    (r"d'ici(?: à)?|avant|jusqu'à|au plus tard", "lun mar mer jeu ven sam dim",
     "lundi mardi mercredi jeudi vendredi samedi dimanche"),
    (r"(?:para|hasta) el|antes del", "lun mar mié jue vie sáb dom",
     "lunes martes miércoles jueves viernes sábado domingo"),
    (r"op|voor|vóór|tot|uiterlijk|tegen", "ma di wo do vr za zo",
     "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"),
    (r"até(?: à)?|antes de", "seg ter qua qui sex sáb dom",
     "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo"),
)  # fmt: skip
_IN_FULL = tuple(
    (
        # "so" written small is no Sunday
        re.compile(
            rf"(?i)(?<![\w'])((?:{leads})\s+)({'|'.join(short.split()).replace('|So', '|(?-i:So)')})\b\.?(?!-)"
        ),
        dict(zip(short.casefold().split(), full.split(), strict=True)),
    )
    for leads, short, full in _SHORT_DAYS
)
_ALONE = re.compile(r"\s*(Mo|Di|Mi|Do|Fr|Sa|So)\.?\s*")
_WEEKEND = re.compile(
    r"(?i)\b(?:bis (?:zum )?|vor dem |zum )wochenende\b|\b(?:by|before) the weekend\b|\b(?:d'ici|avant) le week-?end\b|"
    r"\bantes del fin de semana\b|\bvoor het weekend\b|\b(?:antes do|até ao) fim de semana\b"
)
_BEFORE_THE_END = re.compile(r"(?i)\bantes (?:de|del|do) (?=fin(?:al(?:es)?)? de\b|fim d[eo]\b)")
_DAY_OF_MONTH = re.compile(
    r"(?i)\b(bis (?:spätestens )?zum|am|zum) (\d{1,2})\.(?! ?(?:\d|jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez|kw))"
)


def _in_full(text: str, today: date) -> str:
    """Return the text with "bis Fr", "bis zum 30." and "before the weekend" as days that are read."""
    if alone := _ALONE.fullmatch(text):
        text = f"am {alone[1]}"
    for pattern, days in _IN_FULL:
        text = pattern.sub(lambda m, days=days: m[1] + days[m[2].casefold()], text)  # type: ignore[misc]
    text = _DAY_OF_MONTH.sub(lambda m: f"{m[1]} {m[2]}.{_month_of(int(m[2]), today)}.", text)
    return _BEFORE_THE_END.sub("", _WEEKEND.sub("by Friday", text))


def _month_of(day: int, today: date) -> int:
    return today.month if day >= today.day else today.month % 12 + 1


def split_due(text: str, today: date) -> tuple[str, date | None]:
    """Return the action without its date, and the date; (text, None) when no date is certain."""
    action, due = _split(_in_full(text, today), today)
    return (text, None) if due is None else (action, due)


def _split(text: str, today: date) -> tuple[str, date | None]:
    """Split a text in which days are written in full.

    Windows of up to seven words that hold a word of time are tried, longest first, so that
    "by the end of next week" is taken whole. Linear: at most seven tries per word.
    """
    tokens = list(_TOKEN.finditer(text[:2000]))
    if (named := find_named_day(text, today)) is not None:
        start, end, day = named
        return _without(text, start, end), day
    for index in reversed(range(len(tokens))):
        if not _is_time(fold(tokens[index].group()).strip(".,;:()[]!*_")):
            continue
        if _OF_A_NAME.search(text[: tokens[index].end()]):
            continue  # "the Black Friday offer"
        found = _window(text, tokens, index, today)
        if found is not None:
            return found
    return text, None


_OF_A_NAME = re.compile(r"(?i)\b(?:(?:black|good) friday|(?:cyber|easter) monday)$")


def _window(
    text: str, tokens: list[re.Match[str]], index: int, today: date
) -> tuple[str, date] | None:
    """Try the windows around one word of time, longest first."""
    last = min(index + 4, len(tokens))
    for end in range(last, index, -1):
        for start in range(max(0, index - 4), index + 1):
            if not _worth_trying(tokens, start, end) or not _counts_fit(tokens, start, end):
                continue
            piece = text[tokens[start].start() : tokens[end - 1].end()]
            if _COARSE.fullmatch(fold(piece).strip(" .,;:()")) and start > 0 and end < len(tokens):
                continue  # "check Q1 numbers", "the 2026 roadmap": no promise of a date
            when = read_when(piece, today)
            if when is not None:
                return _without(text, tokens[start].start(), tokens[end - 1].end()), when
    return None


_TRAILING = frozenset(["prochaine", "prochain", "proxima", "proximo", "viene", "vem", "latest"])
_COARSE = re.compile(
    r"(?:the )?(?:q[1-4]|year|quarter|month|half|\d+|janu\w+|febr\w+|mar\w+|april|may|june|july|"
    r"august|sept\w+|"
    r"octo\w+|nove\w+|dece\w+|spring|summer|autumn|winter)(?: 20\d\d)?"
)


def _worth_trying(tokens: list[re.Match[str]], start: int, end: int) -> bool:
    """Every word of a window is a leading word or a word of time, the last one of time."""
    last = fold(tokens[end - 1].group()).strip(".,;:()[]!*_")
    if end - start > 1 and not _is_time(last) and last not in _TRAILING:
        return False
    for token in tokens[start:end]:
        word = fold(token.group()).strip(".,;:()[]!*_")
        if word not in _LEADS and not _is_time(word):
            return False
    return True


_COUNT_WORDS = frozenset(
    word_list(
        "two three four five six ten zwei drei vier funf deux trois quatre dos tres cuatro "
        "twee drie duas dois couple"
    )
)
_MONTH_WORD = re.compile(
    r"(?:jan|feb|fev|mar|apr|avr|abr|may|mai|mei|jun|juin|jul|juil|aug|aou|ago|sep|set|oct|okt|"
    r"out|nov|dec|dez|dic|ene)\w*|kw|cw|wk|week|"
    r"the|le|el|am|den|dem|op|dia|on|by|bis|de"
)
_UNIT_WORD = re.compile(
    r"(?:day|week|month|year|quarter|tag|woche|monat|jahr|jour|semaine|mois|an|dia|semana|mes|ano|"
    r"dag|wek|week|maand|jaar)\w*"
)


def _counts_fit(tokens: list[re.Match[str]], start: int, end: int) -> bool:
    """Refuse windows that swallow a count of something else: "Wed two names", "Fri 3 calls"."""
    said = [fold(t.group()).strip(".,;:()[]!*_") for t in tokens[start:end]]
    for place, word in enumerate(said):
        after = said[place + 1] if place + 1 < len(said) else ""
        before = said[place - 1] if place else ""
        if word in _COUNT_WORDS and not _UNIT_WORD.fullmatch(after) and after != "of":
            return False
        if re.fullmatch(r"\d{1,3}", word) and not (
            _UNIT_WORD.fullmatch(after)
            or _MONTH_WORD.fullmatch(after)
            or _MONTH_WORD.fullmatch(before)
        ):
            raw = tokens[start + place].group()
            if not raw.rstrip(",;:)").endswith("."):
                return False
    return True


_CLOCK = re.compile(
    r"(?i)^\s*,?\s*(?:(?:at|um|à|a las|om|às)\s+\d{1,2}(?:[:.h]\d{0,2})?\s*(?:am|pm|uhr|h|uur)?|"
    r"\d{1,2}(?::\d{2})?\s*(?:am|pm|uhr|h|uur)|\d{1,2}:\d{2}|noon|morning|afternoon|eod|früh|vormittags?|nachmittags?|abends?|mittags?|(?:au )?matin|après-midi|soir|"
    r"(?:por|de) la (?:mañana|tarde)|ochtend|middag|(?:de|à|da) (?:manhã|tarde))(?![\w])"
)


def _without(text: str, start: int, end: int) -> str:
    """Cut the window and the leading words right before it out of the text."""
    before = text[:start].rstrip(" ,;:-–—([")
    after = _CLOCK.sub("", text[end:]).lstrip(" ,;:-–—).]")
    return f"{before} {after}".strip() if after else before.strip()
