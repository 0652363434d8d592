"""Read "go next Monday", "go, but not before the 12th", "hold it until Friday, then go": on which day a review is to start."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from debrief.answers.orders import PHRASES
from debrief.lexicon import fold
from debrief.when.due_date import is_only_time
from debrief.when.named_days import is_new_year, last_day
from debrief.when.periods import periods
from debrief.when.words import MONTH_FIRST_ZONES, read_days

MOST_CHARS = 120  # of the sentence
MOST_DAYS = 120  # ahead; what is later was hardly meant
_SENTENCE = re.compile(r"(?<=[!?;])\s+|(?<=[^\d\s]\.)\s+")
_GO = "|".join(sorted((re.escape(p) for p in PHRASES["go"]), key=len, reverse=True))
_FILL = (
    r"(?:please|pls|bitte|svp|por favor|graag|alsjeblieft|but|and|und|aber|et|mais|y|pero|en|maar|e|mas|ok|okay|yes|ja|oui|si|sim|then|just|only|dann|nur|alors|entonces|dan|entao|"
    r"can you|could you|would you|kannst du|konnen sie|peux-tu|pouvez-vous|puedes|kun je|podes|though|preferably|ideally|am besten|lieber|"
    r"let's|lets|this one|that one|these|them|her|him|disto|disso|it|this|that|for|fur|pour|para(?! a semana)|voor|with it|with this|the review|es|das|damit|das review|cela|ca|la revue|lo|esto|la revision|het|dit|ermee|de review|isto|isso|a revisao|thanks|thank you|danke|merci|gracias|bedankt|obrigad[oa])"
)
_NOT_BEFORE = r"(?:not (?:before|until|till|earlier than|sooner than)|no (?:earlier|sooner) than|nicht vor|nicht fruher als|pas avant|no antes del?|niet (?:voor|eerder dan)|nao antes d[eoa])"
_FROM = (
    r"(?:from|as of|as from|starting(?: on)?|beginning(?: on)?|on|ab|erst(?: ab| am| im)?|am|im|fruhestens(?: ab| am| im)?|seulement|a partir d[eu]|des|au plus tot|desde|solo(?: a partir de)?|a partir del?|"
    r"pas(?: op| vanaf)?|vanaf|op|a partir d[eoa]|so(?: a partir de)?|em|no|na(?= (?:proxima|segunda|terca|quarta|quinta|sexta)))"
)
_AFTER = r"(?:(?:not until|only|erst|seulement|solo|so|pas) )?(?:after|nach|apres|despues del?|tras|na(?! (?:proxima|segunda|terca|quarta|quinta|sexta))|depois d[eoa]s?|apos)"
_NOT_DURING = (
    r"(?:not (?:over|during|between|in)|nicht (?:uber|wahrend|zwischen)|pas (?:pendant|entre|durant)|no (?:durante|entre|en)|niet (?:over|tijdens|tussen)|"
    r"nao (?:durante|entre|n[oa]s?))"
)
_UNTIL = (
    r"(?:(?:wait|hold(?: on| off)?|pause)(?: it| this| with it)? (?:until|till|til)|(?:warte[nt]?|halte[nt]?)(?: es| sie| damit| noch)* bis(?: zum| zu)?|attend\w* jusqu'(?:a|au)|"
    r"espera\w* hasta|wacht\w*(?: ermee)? tot|aguard\w+ ate)"
)
_ARTICLE = re.compile(
    r"^(?:the|dem|der|den|die|le|la|les|el|los|las|de|het|o|a|os|as|l'|du|des|do|da|del|al) |^l'"
)
_NO_START = re.compile(  # a deadline or a clock time is not a day to start on
    r"^(?:by|before|until|till|bis|vor|avant|antes|hasta|voor|tot|ate|d'ici|jusqu)\b|\d{1,2}(?::\d\d| ?(?:am|pm|uhr|h|uur))\b|\b(?:at|um|a las|om|as) \d"
)


@lru_cache(maxsize=4)
def _whole(orders: str) -> re.Pattern[str]:
    """Return how a sentence is built that says when to do what the orders ask for."""
    return re.compile(
        rf"(?:{_FILL} )*(?:(?P<go>{orders}) (?:{_FILL} )*)?(?:(?:{_UNTIL}|(?P<bound>{_NOT_BEFORE})|(?P<during>{_NOT_DURING})|(?P<after>{_AFTER})|{_FROM}) )?"
        rf"(?P<time>\S.*?)(?: at the earliest| fruhestens| au plus tot| on| an)?(?: (?:{_FILL} )*(?P<late>{orders}))?(?: {_FILL})*"
    )


_YEARS_END = re.compile(  # said behind "between" or "over", which stands before
    r"(?:the )?years|(?:den )?jahren|(?:christmas|xmas) and new year'?s?|weihnachten und neujahr|noel et (?:le )?(?:nouvel an|jour de l'an)|"
    r"navidad y (?:ano nuevo|reyes)|kerst en (?:oud en )?nieuw(?:jaar)?|natal e o ano novo"
)
_IN = re.compile(r"^(?:in|im|en|dans|em|no) ")


def split_start(text: str, now: datetime, zone: str) -> tuple[str, date | None]:
    """Return a reply without the sentence that names the day to start on, and the day.

    The text as it is, and None, where no such day is certain.
    """
    today = now.astimezone(ZoneInfo(zone)).date()
    month_first = zone.startswith(MONTH_FIRST_ZONES)
    days: list[date] = []
    lines: list[str] = []
    for line in text.splitlines():
        kept = []
        for sentence in _SENTENCE.split(line):
            day = None if line.startswith(">") else _day(sentence, today, month_first)
            if day is None:
                kept.append(sentence)
            else:
                days.append(day)
        lines.append(" ".join(kept))
    if len(days) != 1 or not today < days[0] <= today + timedelta(days=MOST_DAYS):
        return text, None
    return "\n".join(lines), days[0]


def _day(sentence: str, today: date, month_first: bool) -> date | None:
    """Return the first day on which it lets the review start."""
    return day_named(sentence, today, month_first=month_first, orders=_GO, asked=True)


def day_named(
    sentence: str, today: date, *, month_first: bool, orders: str, asked: bool = False
) -> date | None:
    """Return the first day on which a sentence lets something begin, where it says no more.

    ``orders`` are the words that ask for it; ``asked``: one of them, or "not before", must stand there.
    """
    if len(sentence) > MOST_CHARS:
        return None
    plain = " ".join(fold(sentence).replace(",", " ").replace("!", " ").split()).strip(" -–:")
    whole = _whole(orders)
    found = whole.fullmatch(plain.removesuffix(".")) or whole.fullmatch(plain)
    if found is None or (asked and not (found["go"] or found["late"] or found["bound"])):
        return None
    if _NO_START.search(found["time"]):
        return None
    after = found["after"] is not None or found["during"] is not None
    name = _ARTICLE.sub("", _IN.sub("", found["time"]))
    if (after or is_new_year(name)) and (last := _holidays_end(name, today)):
        return last + timedelta(days=1)
    begin = len(plain[: found.start("time")].split())  # the reader of days knows accents
    written = sentence.replace(",", " ").replace("!", " ").split()
    written = [word for word in written if fold(word).strip(" -–:")]
    time = " ".join(written[begin : begin + len(found["time"].split())])
    span = _span(time, today, month_first) if is_only_time(_ARTICLE.sub("", time)) else None
    if span is None:
        return None
    return span[1] + timedelta(days=1) if after else span[0]


def _span(time: str, today: date, month_first: bool) -> tuple[date, date] | None:
    """Return the first and the last day of what the whole phrase names."""
    time = time.removesuffix(".")
    bare = _ARTICLE.sub("", time)
    for form in dict.fromkeys((time, f"{time}.", bare, f"{bare}.", f"el {bare}")):
        if (span := read_days(form, today, month_first=month_first)) is not None:
            return span
    named = periods(time, today)
    return next(iter(named)) if len(named) == 1 else None


def _holidays_end(name: str, today: date) -> date | None:
    """Return the last day of holidays that have a name; "the holidays" are those at the year's end."""
    return last_day("the holidays" if _YEARS_END.fullmatch(name) else name, today)
