"""Dates as mail programs print them above a quoted mail, in some forty languages.

A zone that is not printed is not guessed: such a time is naive, the sender's wall clock.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from debrief.reading.mail.phrases import without_marks
from debrief.reading.quoting.day_names import JALALI, MONTHS, SHORT_WEEKDAYS, WEEKDAYS
from debrief.reading.quoting.printed_zones import zone_behind

_AM = 'am|a\\.? ?m\\.?|上午|午前|오전|早上|凌晨|清晨|ص|صباحا|صباحًا|π\\.?μ\\.?|πμ|dop\\.?|dopoledne|de\\.|vorm\\.|fm|ap\\.|öö|pg\\.?|ptgh|p\\.d\\.|قبل از ظهر|ق\\.ظ\\.?|לפנה\\"צ|ก่อนเที่ยง'
_PM = 'pm|p\\.? ?m\\.?|下午|午後|오후|晚上|傍晚|中午|م|مساء|مساءً|μ\\.?μ\\.?|μμ|odp\\.?|odpoledne|du\\.|nachm\\.|em|ip\\.|ös|ptg|m\\.d\\.|بعد از ظهر|ب\\.ظ\\.?|אחה\\"צ|หลังเที่ยง'
_HALF = re.compile(
    rf"(?<!\w)(?:({_AM})|({_PM}))(?!\w)|(上午|午前|오전|凌晨|早上)|(下午|午後|오후|晚上)"
)
_TIME = re.compile(
    r"(?<![\d.:+])(?<!\d-)(\d{1,2})\s?(?:[:：]|\.(?=\d\d(?!\d))|h\s?|[時时点點시]\s?)(\d{2})?(?:\s?[分분])?"
    r"(?:\s?[:.]?(\d{2})\s?[秒초]?)?(?:[.,]\d{1,6})?(?![\d:])"
)
_VIETNAMESE_HALF = re.compile(r"\s?(sa|ch)(?!\w)")
_HOUR_ONLY = re.compile(r"(?<![\d.:/+-])(\d{1,2})\s?(?=[ap]\.?m\b)")
_AMERICAN = re.compile(
    r"(?<!\w)(?:[ecmp][sd]t|(?:eastern|central|mountain|pacific) (?:standard|daylight) time)(?!\w)"
)
_CJK = re.compile(r"(\d{2,4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일号]")
_VIETNAMESE = re.compile(
    r"(\d{1,2})\s?(?:tháng|thg)\s?(\d{1,2})(?:,? ?năm)?,?\s?(\d{4})|(?:tháng|thg)\s?(\d{1,2})\s?(\d{1,2}),?\s?(\d{4})"
)
_NUMERIC = re.compile(r"(?<!\d)(\d{1,4})\s?([./\-‐])\s?(\d{1,2})\s?[./\-‐]\s?(\d{1,4})(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBER = re.compile(r"\d{1,4}")
_MARK = "\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u0e31-\u0e4e'’´"
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_MARK}])*")


def _fold(text: str) -> str:
    text = unicodedata.normalize("NFKC", without_marks(text)).replace("’", "'").replace("İ", "i")
    out = []
    for char in text.casefold():
        digit = unicodedata.decimal(char, None) if char > "\x7f" else None
        out.append(str(digit) if digit is not None else char)
    return "".join(out)


def _month_table() -> dict[str, tuple[int, ...]]:
    exact: dict[str, set[int]] = {}
    short: dict[str, set[int]] = {}
    for number, names in enumerate(MONTHS, 1):
        for name in _fold(names).split():
            exact.setdefault(name, set()).add(number)
            for length in range(3, len(name)):
                short.setdefault(name[:length], set()).add(number)
    for name, numbers in short.items():
        if len(numbers) == 1:
            exact.setdefault(name, numbers)
    return {name: tuple(sorted(numbers)) for name, numbers in exact.items()}


_MONTH_OF = _month_table()
_JALALI_OF = {name: number for number, name in enumerate(map(_fold, JALALI), 1)}
_WEEKDAY_OF: dict[str, set[int]] = {}
for _number, _names in enumerate(WEEKDAYS):
    for _name in _fold(_names).split():
        _WEEKDAY_OF.setdefault(_name, set()).add(_number)
_SHORT_DAY_OF: dict[str, set[int]] = {}
for _number, _names in enumerate(SHORT_WEEKDAYS):
    for _name in _fold(_names).split():
        _SHORT_DAY_OF.setdefault(_name, set()).add(_number)


def parse_printed_date(
    text: str, near: datetime | None = None, english: bool = False
) -> datetime | None:
    """Return the date printed in ``text``: aware if its zone is printed, else naive.

    ``near`` is the date of the mail around it: a reading of 9/10 that would lie in its
    future is not taken. ``english`` says the labels are English (9/10 PM is September).
    """
    folded = _fold(text[:200])
    if not any(char.isdigit() for char in folded):
        return None
    found = _find_date(folded, near, english)
    if found is None:
        return None
    day, rest = found
    clock, rest = _find_time(rest)
    if clock is None:
        return datetime.combine(day, datetime.min.time())
    try:
        return datetime(
            day.year, day.month, day.day, *clock, tzinfo=zone_behind(rest, folded, text)
        )
    except ValueError:
        return None


def looks_dated(text: str) -> bool:
    """Tell cheaply whether a day and a time or year are printed in a line."""
    folded = _fold(text[:300])
    if not any(char.isdigit() for char in folded):
        return False
    return bool(_find_date(folded, None, False)) or bool(_TIME.search(folded))


def is_day_name(folded: str) -> bool:
    """Tell whether a case-folded word names a day of the week."""
    return folded in _WEEKDAY_OF and len(folded) > 1


def is_month_name(folded: str) -> bool:
    """Tell whether a case-folded word names a month."""
    return len(folded) > 1 and bool(_months(folded))


def weekday_of(folded: str) -> int | None:
    """Return the day of the week (Monday is 0) a case-folded word names beyond doubt."""
    days = _WEEKDAY_OF.get(folded, set())
    return next(iter(days)) if len(days) == 1 and len(folded) > 2 else None


def _find_date(folded: str, near: datetime | None, english: bool) -> tuple[date, str] | None:
    found = _CJK.search(folded)
    if found:
        day = _make(int(found[1]), int(found[2]), int(found[3]))
        return (day, _without(folded, found)) if day else None
    vietnamese = _VIETNAMESE.search(folded)
    if vietnamese:
        a, b, year, month, c, other = vietnamese.groups()
        day = _make(int(year), int(b), int(a)) if a else _make(int(other), int(month), int(c))
        return (day, _without(folded, vietnamese)) if day else None
    numeric = _NUMERIC.search(folded)
    if numeric and _YEAR.search(_without(folded, numeric)):  # "6. august 2026 kl. 09.25.00"
        named = _named_day(folded, near)
        if named:
            return named
    if numeric:
        day = _numeric_day(numeric, folded, near, english)
        if day:
            return day, _without(folded, numeric)
    return _named_day(folded, near)


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _make(year: int, month: int, day: int) -> date | None:
    if 0 <= year < 100:
        year += 2000 if year < 70 else 1900
    elif 2400 < year < 2700:
        year -= 543  # the Thai calendar
    elif 1300 < year < 1500:
        return _from_jalali(year, month, day)
    try:
        return date(year, month, day) if 1970 <= year <= 2200 else None
    except ValueError:
        return None


def _numeric_day(
    found: re.Match[str], folded: str, near: datetime | None, english: bool
) -> date | None:
    first, mark, second, third = int(found[1]), found[2], int(found[3]), int(found[4])
    if len(found[1]) > 2:
        return _make(first, second, third)
    if len(found[4]) in (1, 3):
        return None
    by_day, by_month = _make(third, second, first), _make(third, first, second)
    if mark == "." or by_month is None:
        return by_day or by_month
    if by_day is None or by_day == by_month:
        return by_month
    weekdays = _weekdays(folded)
    for one, other in ((by_day, by_month), (by_month, by_day)):
        if one.weekday() in weekdays and other.weekday() not in weekdays:
            return one
    american = (english and _HALF.search(folded)) or _AMERICAN.search(folded)
    month_first = mark == "/" and bool(american)
    likely, other = (by_month, by_day) if month_first else (by_day, by_month)
    return _nearer((likely, other), near)


def _nearer(days: Sequence[date], near: datetime | None) -> date:
    """Return the first day that does not lie after ``near``; one just before it wins."""
    if near is None:
        return days[0]
    latest = near.date() + timedelta(days=1)
    past = [day for day in days if day <= latest]
    fresh = [day for day in past if latest - day <= timedelta(days=5)]
    return (fresh or past or list(days))[0]


def _weekdays(folded: str) -> set[int]:
    out: set[int] = set()
    for word in _WORD.findall(folded):
        out |= _WEEKDAY_OF.get(word, set()) | _SHORT_DAY_OF.get(word, set())
    return out


def _months(word: str) -> tuple[int, ...]:
    if word in _JALALI_OF:
        return (_JALALI_OF[word],)
    months = _MONTH_OF.get(word.removeprefix("d'"))
    if months is None and word[:1] == "ב" and len(word) > 3:
        months = _MONTH_OF.get(word[1:])  # Hebrew "in October"
    if months is None and word.endswith(("'", "׳")):
        months = _MONTH_OF.get(word.rstrip("'׳"))
    return months or ()


def _named_day(folded: str, near: datetime | None) -> tuple[date, str] | None:
    squeezed = re.sub(r"(?<=[ก-๛])\.(?=[ก-๛])", "", folded)
    if "تشرين" in squeezed or "كانون" in squeezed:
        squeezed = _levant(squeezed)
    elif "tháng" in squeezed:
        squeezed = _VIETNAMESE_MONTH.sub(_vietnamese_month, squeezed)
    words = [found for found in _WORD.finditer(squeezed) if _months(found[0])]
    words.sort(
        key=lambda found: (
            found[0] in _WEEKDAY_OF or found[0] in _SHORT_DAY_OF,  # "mar. 6 oct." is a Tuesday
            _DAY_NAME_COMMA.match(squeezed, found.end()) is not None,  # "Sen, 30 Mar" too
        )
    )
    for found in words:
        months = _months(found[0])
        if not _day_beside(squeezed, found):
            continue
        rest = _TIME.sub(" ", squeezed)
        days = list(_candidates(rest, found, squeezed, months, near))
        if days:
            weekdays = _weekdays(squeezed)
            named = [day for day in days if day.weekday() in weekdays]
            dotted = squeezed[: found.start()].rstrip().endswith(".")  # Croatian, not Polish
            return _nearer(named or (days if dotted else days[::-1]), near), _blank_out(
                squeezed, found
            )
    return None


_DAY_NAME_COMMA = re.compile(r"\.?, ?\d{1,2}\b")
_VIETNAMESE_MONTHS = ["một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"]
_VIETNAMESE_MONTH = re.compile(
    r"tháng (mười một|mười hai|" + "|".join(_VIETNAMESE_MONTHS) + r")(?!\w)"
)


def _vietnamese_month(found: re.Match[str]) -> str:
    first, _, second = found[1].partition(" ")
    number = _VIETNAMESE_MONTHS.index(first) + 1
    number += _VIETNAMESE_MONTHS.index(second) + 1 if second else 0
    return MONTHS[number - 1].split()[0]


def _levant(text: str) -> str:
    for name, month in (("تشرين الاول", "october"), ("تشرين الأول", "october"), ("تشرين الثاني", "november"),
                        ("كانون الاول", "december"), ("كانون الأول", "december"), ("كانون الثاني", "january")):  # fmt: skip
        text = text.replace(name, month)
    return text


_BEFORE = re.compile(
    r"(\d{1,4})(?:st|nd|rd|th|er|º|ª|°|\.|,|日|-|/|\s|׳|de|of|da|d'|do|\u200f){0,8}$"
)
_AFTER = re.compile(r"(?:\.|,|-|/|\s|׳|॰|the|de){0,6}(\d{1,4})(?!\d|:)")


def _day_beside(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - 14) : found.start()]
    return bool(_BEFORE.search(before) or _AFTER.match(text[found.end() : found.end() + 12]))


def _candidates(
    rest: str, found: re.Match[str], text: str, months: tuple[int, ...], near: datetime | None
) -> Iterator[date]:
    before = _BEFORE.search(text[max(0, found.start() - 14) : found.start()])
    after = _AFTER.match(text[found.end() : found.end() + 12])
    first = int(before[1]) if before else None
    second = int(after[1]) if after else None
    if first is not None and first <= 31 and len(before[1]) <= 2 if before else False:
        day = first
    elif second is not None and second <= 31:
        day = second
    else:
        return
    year = _year(rest, found, day, second if day == first else None, near)
    for month in months:
        if found[0] in _JALALI_OF and 1300 < year < 1500:
            made = _from_jalali(year, month, day or 1)
        else:
            made = _make(year, month, day or 1)
        if made:
            yield made


def _year(
    rest: str, found: re.Match[str], day: int | None, second: int | None, near: datetime | None
) -> int:
    for number in _NUMBER.findall(rest):
        if len(number) == 4 and 1300 < int(number) < 2700:
            return int(number)
    if second is not None and second < 100 and not (second == day and second > 31):
        return second
    return near.year if near is not None else -1


def _blank_out(text: str, found: re.Match[str]) -> str:
    """Take year, day and month out so that the time can be found in what is left."""
    start = found.start()
    before = _BEFORE.search(text[max(0, start - 14) : start])
    head = text[: start - (len(before[0]) if before else 0)]
    tail = text[found.end() :]
    after = _AFTER.match(tail[:12])
    if after and len(after[1]) <= 4 and not re.match(r"\s?[:h.]\d\d", tail[after.end() :]):
        tail = tail[after.end() :]
    tail = re.sub(r"(?<![\d:.+-])(?:1[39]|2[0-7])\d\d(?![\d:])", " ", tail, count=1)
    head = re.sub(r"(?<![\d:.+-])(?:1[39]|2[0-7])\d\d(?![\d:])", " ", head, count=1)
    return f"{head} {tail}"


def _find_time(text: str) -> tuple[tuple[int, int, int] | None, str]:
    found = _TIME.search(text)
    if found and (found[2] or re.search(r"[h時时点點시]", found[0])):
        hour, minute, second = int(found[1]), int(found[2] or 0), int(found[3] or 0)
        rest = text[found.end() :]
    else:
        found = _HOUR_ONLY.search(text)
        if not found:
            return None, text
        hour, minute, second = int(found[1]), 0, 0
        rest = text[found.end() :]
    half = _HALF.search(text[max(0, found.start() - 8) : found.end() + 8])
    late = _VIETNAMESE_HALF.match(text, found.end())
    if late and hour <= 12:
        hour = hour % 12 + (12 if late[1] == "ch" else 0)
    if half and hour <= 12:
        afternoon = bool(half[2] or half[4])
        if half[0] not in ("中午",) or hour < 11:
            hour = hour % 12 + (12 if afternoon else 0)
    if hour > 23 or minute > 59:
        return None, text
    return (hour, minute, min(second, 59)), rest


def _from_jalali(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian date of a Persian one (2,820-year arithmetic is not needed here)."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    elapsed = (month - 1) * 31 if month <= 7 else 186 + (month - 7) * 30
    since = year - 1
    leaps = sum(1 for y in range(1300, year) if (y * 8 + 29) % 33 < 8)
    origin = date(1921, 3, 21)  # 1 Farvardin 1300
    try:
        return origin + timedelta(days=(since - 1299) * 365 + leaps + elapsed + day - 1)
    except OverflowError:
        return None
