"""Put together what several words say as one: "halb elf", "the week after", "jeudi en huit"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from debrief.when.tokens import SPLIT_OFF, Token

TIMED = {"NUMBER", "TIME", "COUNT", "DATE", "DAY", "PART", "AHEAD", "MONTH", "AT"}
MINUTES = {5, 10, 20, 25}  # "zehn nach neun", "las nueve y diez"
PASSED = {"nach", "over", "past", "after"}
THAN = {"over", "than", "instead of", "rather than", "als", "statt", "anstatt", "que", "plutot que"}
THAN |= {"em vez de", "em vez da", "em vez do", "em vez das", "ao inves de"}
THAN |= {"au lieu de", "en vez de", "en lugar de", "dan", "boven", "in plaats van", "do que"}
ALSO_OTHERWISE = {"que", "dan", "als", "over", "boven"}  # these compare only like with like
NOT = {"not", "nicht", "pas", "no", "niet", "nao"}
MISSED = {"could", "would", "hatte", "ware"}
DONE = {"done", "made", "managed", "been", "worked", "suited", "gekonnt", "gepasst", "gegangen"}
ENDING = {"YES", "NO", "END", "STOP", "COMMA", "FROM", "QUESTION"}
ONE = {"eine", "une", "una", "een", "uma"}
DELAYS = {
    "push it back",
    "push back",
    "push this back",
    "push it back by",
    "delay it",
    "delay it by",
}
PART_OF = {"FROM", "WORD", "FRACTION", "NUMBER", "COUNT"}  # of a span that is not said whole
LOOSE = {"COMMA", "STOP", "FILLER"}
ORDINALS = {
    1: "first former 1st erste erster ersten erstere premier premiere primero primera eerste primeiro primeira",
    2: "second 2nd zweite zweiter zweiten deuxieme seconde segundo segunda tweede",
    3: "last latter 3rd third letzte letzter letzten letztere dernier derniere ultimo ultima laatste",
}
NTH = {word: number for number, words in ORDINALS.items() for word in words.split()}
OF_THE = {"of", "the", "your", "der", "von", "den", "des", "de", "d", "les", "deux", "las", "los"}
OF_THE |= {"van", "das", "dos", "as", "os", "two", "zwei", "beiden", "twee", "duas", "dois", "die"}
THE_OTHERS = ("other", "alternativ", "ander", "autre", "otra", "otro", "outra", "outro")
ALTERNATIVE = ("alternativ", "alternatief")
OTHERS = {"other", "others", "andere", "anderen", "autres", "otras", "otros", "outras", "outros"}
TIMES_NOUNS = {"time", "day", "zeit", "tag", "heure", "jour", "hora", "dia", "tijd", "dag"}
WEEKS = {"NEXT", "NEXT_WEEK", "WEEK", "MONTHS"}
YOUR_CLOCK = {
    *("your end", "your side", "over there", "for you", "where you are", "chez vous", "chez toi"),
    *("pour vous", "de votre cote", "bei ihnen", "bei euch", "bei dir", "bij u", "bij jullie"),
    *("bij jou", "alli", "alla", "de su lado", "con ustedes", "ai", "do seu lado", "do vosso lado"),
}
Read = tuple[Token, int]  # the one token for several, and where they end


def with_phrases(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens with spoken times, distances and relative weeks resolved."""
    for rule in (
        _nth_other,
        _nth_alternative,
        _this_time,
        _your_clock,
        _preferred,
        _spent,
        _missed,
        _shift,
        _fraction,
        _minutes,
        _spoken_hour,
        _hour_minutes,
        _figures_day,
        _on_week,
    ):
        tokens = _applied(rule, tokens)
    return _with_weeks(tokens)


def _applied(
    rule: Callable[[Sequence[Token], int], Read | None], tokens: Sequence[Token]
) -> list[Token]:
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        token, at = rule(tokens, at) or (tokens[at], at + 1)
        found.append(token)
    return found


def _token(tokens: Sequence[Token], at: int) -> Token:
    return tokens[at] if 0 <= at < len(tokens) else Token("END")


def _kind(tokens: Sequence[Token], at: int) -> str:
    return _token(tokens, at).kind


def _count(token: Token) -> int | None:
    """Return the small number that a word or figure says."""
    if token.kind == "NUMBER" and token.numbers[1] <= 2:
        return token.numbers[0]
    count = token.means("COUNT")
    return int(count) if count is not None else None


def _nth_other(tokens: Sequence[Token], at: int) -> Read | None:
    """Read "the second of the other times", "la segunda de las otras"."""
    number = NTH.get(tokens[at].text.rpartition(" ")[2])
    look = at + 1
    while set(_token(tokens, look).text.split()) <= OF_THE and look < min(at + 5, len(tokens)):
        look += 1
    others = _token(tokens, look)
    listed = others.kind == "OTHERS" or others.text in OTHERS
    listed |= others.kind == "OTHER" and others.text.startswith(THE_OTHERS)
    if number is None or look == at + 1 or not listed:
        return None
    after = look + 1
    after += others.text in OTHERS and _kind(tokens, after) in {"FILLER", "WORD", "SLOT", "COUNT"}
    option = str(min(number + 1, 3))  # the proposed time is the first
    meanings = (("OPTION", option), ("OF_OTHERS", ""))
    return Token("OPTION", option, text=tokens[at].text, meanings=meanings), after


def _nth_alternative(tokens: Sequence[Token], at: int) -> Read | None:
    """Read "die zweite Alternative", "alternative 2", "la 1. alternativa": of the times offered besides ours."""
    first, second = _token(tokens, at), _token(tokens, at + 1)
    if first.text.startswith(ALTERNATIVE) and second.kind == "NUMBER":
        number, after = second.numbers[0], at + 2
    else:
        number = NTH.get(first.text.rpartition(" ")[2]) or (
            first.numbers[0] if first.kind in {"NUMBER", "DATE"} and not first.numbers[2] else 0
        )
        behind = at + 1 + (second.kind == "STOP")
        if not _token(tokens, behind).text.startswith(ALTERNATIVE):
            return None
        after = behind + 1
    if number not in (1, 2):
        return None
    option = str(number + 1)  # the proposed time is the first
    meanings = (("OPTION", option), ("OF_OTHERS", ""))
    return Token("OPTION", option, text=first.text, meanings=meanings), after


def _this_time(tokens: Sequence[Token], at: int) -> Read | None:
    """Read "this time next week" and "this day next month" as the same of the proposed time."""
    noun, behind = _token(tokens, at + 1), _token(tokens, at + 2)
    if tokens[at].means("THIS") is None or noun.text not in TIMES_NOUNS or behind.kind not in WEEKS:
        return None
    kind = "SAME_DAY" if noun.text in {"day", "tag", "jour", "dia", "dag"} else "SAME"
    return Token(kind, text=f"{tokens[at].text} {noun.text}", meanings=((kind, ""),)), at + 2


def _your_clock(tokens: Sequence[Token], at: int) -> Read | None:
    """Read "15h chez vous", "3pm your end": an hour by a clock that we must not take for theirs."""
    if not {_kind(tokens, at - 1), _kind(tokens, at - 2)} & {"TIME", "CLOCK", "PM", "AM"}:
        return None
    for after in range(at + 1, min(at + 4, len(tokens)) + 1):
        text = " ".join(token.text for token in tokens[at:after])
        if text in YOUR_CLOCK:
            return Token("YOURS", text=text, meanings=(("YOURS", ""),)), after
    return None


def _preferred(tokens: Sequence[Token], at: int) -> Read | None:
    """Leave out what is less liked: "15 Uhr lieber als 14 Uhr", "Thursday instead of Wednesday"."""
    if tokens[at].text in NOT and _kind(tokens, at - 1) == "COMMA":
        return _denied_hour(tokens, at)
    if tokens[at].text not in THAN:
        return None
    behind = at + 1
    while _kind(tokens, behind) in {"FILLER", "AT", "FROM"}:
        behind += 1
    before = at - 1
    while before >= 0 and tokens[before].kind in {"YES", "FILLER", "CLOCK", "PM", "AM"}:
        before -= 1
    rejected, liked = _kind(tokens, behind), _kind(tokens, before)
    alike = rejected in {"DAY", "AHEAD", "PART"} and liked in {"DAY", "AHEAD", "PART"}
    hour = rejected in {"TIME", "NUMBER", "COUNT"} and liked in {"TIME", "NUMBER", "DAY", "AHEAD"}
    hour &= {rejected, liked} <= {"TIME", "NUMBER"} or tokens[at].text not in ALSO_OTHERWISE
    plainly = tokens[at].text not in ALSO_OTHERWISE and rejected in TIMED
    if not alike and not hour and not plainly:
        return None
    behind += 1
    while _kind(tokens, behind) in {"CLOCK", "PM", "AM"}:
        behind += 1
    return Token("FILLER", text=tokens[at].text), behind


def _denied_hour(tokens: Sequence[Token], at: int) -> Read | None:
    """Leave out the hour of "14:30 Thursday, not 2"."""
    behind = at + 1
    while _kind(tokens, behind) in {"FILLER", "AT"}:
        behind += 1
    denied, after = _token(tokens, behind), behind + 1
    if denied.kind not in {"NUMBER", "TIME"} or denied.numbers[0] > 24:
        return None
    while _kind(tokens, after) in {"CLOCK", "PM", "AM"}:
        after += 1
    if _kind(tokens, after) not in {"END", "STOP", "COMMA", "FILLER", "QUESTION"}:
        return None
    if not any(token.kind == "TIME" for token in tokens[max(0, at - 6) : at]):
        return None
    return Token("FILLER", text=tokens[at].text), after


def _spent(tokens: Sequence[Token], at: int) -> Read | None:
    """Read "last Tuesday", "mardi dernier": a day that is no more."""
    for day, last in ((at + 1, at), (at, at + 1)):
        named = _token(tokens, day).means("DAY") is not None
        if named and _kind(tokens, last) == "LAST" and _token(tokens, day).kind == "DAY":
            if last > day and _kind(tokens, last + 1) in {"WEEK", "MONTHS"}:
                return None
            return Token("PAST", text=tokens[day].text, meanings=(("PAST", ""),)), at + 2
    return None


def _missed(tokens: Sequence[Token], at: int) -> Read | None:
    """Read "I could have done Tuesday", "Dienstag hätte gepasst": it is too late for that."""
    if not MISSED.intersection(tokens[at].text.split()):
        return None
    for look in range(at + 1, min(at + 5, len(tokens))):
        if _kind(tokens, look) in {"COMMA", "STOP", "BUT"}:
            return None
        plain = tokens[at].text.endswith("ould") and _token(tokens, look - 1).text != "have"
        if _token(tokens, look).text in DONE and not plain:
            return Token("PAST", text=tokens[at].text, meanings=(("PAST", ""),)), at + 1
    return None


def _shift(tokens: Sequence[Token], at: int) -> Read | None:
    """Read "two hours later", "push it back an hour": so long after the proposed time."""
    if tokens[at].text in DELAYS and (put := _span(tokens, at + 1)) is not None:
        minutes = str(put[0])
        return Token("SHIFT", minutes, text=tokens[at].text, meanings=(("SHIFT", minutes),)), put[1]
    span = _span(tokens, at)
    if span is None:
        return None
    if _token(tokens, at).means("SPAN") is not None and _kind(tokens, at - 1) in PART_OF:
        return None  # "a quarter of an hour later"
    if _kind(tokens, at - 1) == "OR" and _count(_token(tokens, at - 2)) is not None:
        return None  # "two or three hours later"
    after = _token(tokens, span[1])
    sign = (
        1 if after.means("LATER") is not None else -1 if after.means("EARLIER") is not None else 0
    )
    if not sign:
        return None
    minutes = str(sign * span[0])
    return Token("SHIFT", minutes, text=after.text, meanings=(("SHIFT", minutes),)), span[1] + 1


def _span(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Return how many minutes "two hours" or "a week" last, and where the words end."""
    count, look = _count(_token(tokens, at)), at
    if count is not None:
        look += 1
    unit = _token(tokens, look).means("SPAN")
    if unit is None and count is not None:
        unit = {"WEEK": "10080", "DAYS": "1440"}.get(_kind(tokens, look))
    if count is None and _kind(tokens, at) == "WEEK" and _token(tokens, at - 1).text in ONE:
        unit = "10080"
    return None if unit is None else ((count or 1) * int(unit), look + 1)


def _fraction(tokens: Sequence[Token], at: int) -> Read | None:
    """Read "halb elf" as 10:30 and "viertel vor zehn" as 9:45; "viertel zehn" stays: two meanings."""
    return _ahead_of_hour(tokens, at) or _behind_hour(tokens, at)


def _ahead_of_hour(tokens: Sequence[Token], at: int) -> Read | None:
    minutes = tokens[at].means("PAST_HOUR")
    if minutes is None or at + 1 >= len(tokens):
        return None
    return _shifted(tokens[at + 1], int(minutes), tokens[at].text, at + 2)


def _behind_hour(tokens: Sequence[Token], at: int) -> Read | None:
    clock = at + 1 + (_token(tokens, at + 1).means("CLOCK") is not None)
    minutes = _token(tokens, clock).means("PAST_COUNT")
    if minutes is None:
        return None
    return _shifted(tokens[at], int(minutes), tokens[clock].text, clock + 1)


def _minutes(tokens: Sequence[Token], at: int) -> Read | None:
    """Read "zehn nach neun", "fünf vor halb drei", "a las nueve y diez"."""
    count, joint, hour = (_token(tokens, at + step) for step in range(3))
    spoken = _count(count) if count.kind == "COUNT" else None
    if spoken in MINUTES and joint.text in PASSED | SPLIT_OFF:
        sign = 1 if joint.text in PASSED else -1
        if hour.kind == "TIME" and hour.text.startswith(("halb", "half")):
            return _moved(hour, sign * spoken, at + 3)
        return _shifted(hour, sign * spoken, f"{count.text} {joint.text}", at + 3)
    named = _token(tokens, at - 1).means("AT") is not None and joint.text in {"y", "e"}
    if joint.text == "to" and _token(tokens, at - 1).text == "at" and _count(count) in MINUTES:
        return Token("FRACTION", text=f"{count.text} to"), at + 3  # "at 10 to 3": or a span
    after = _count(hour) if hour.kind == "COUNT" else None
    if named and after in MINUTES and _count(count) is not None:
        return _shifted(count, after, joint.text, at + 3)
    return None


def _spoken_hour(tokens: Sequence[Token], at: int) -> Read | None:
    """Read "neuf heures", "drei Uhr": an hour in words with the clock named."""
    count = tokens[at].means("COUNT")
    half = next((h for h in ("AM", "PM") if _token(tokens, at + 1).means(h) is not None), "")
    if count is not None and tokens[at].kind == "COUNT" and half and 1 <= int(count) <= 12:
        hour = int(count) % 12 + (12 if half == "PM" else 0)
        return Token("TIME", "", (hour, 0, 1), tokens[at].text), at + 2
    if count is None or tokens[at].kind != "COUNT" or _token(tokens, at + 1).means("CLOCK") is None:
        return None
    near = [token for token in tokens[max(0, at - 4) : at] if token.means("BETWEEN") is not None]
    if int(count) == 1 and not near and _token(tokens, at - 1).means("AT") is None:
        return None  # "une heure" may be how long
    return Token("TIME", "", (int(count), 0, 0), tokens[at].text), at + 2


def _hour_minutes(tokens: Sequence[Token], at: int) -> Read | None:
    """Read "14 Uhr 30", "quatorze heures trente", "nine thirty"."""
    hour, behind = _token(tokens, at), _token(tokens, at + 1)
    minutes = _count(behind)
    if minutes is None or not 5 <= minutes <= 59 or minutes % 5 or _is_noun(tokens, at + 2):
        return None
    full = hour.kind == "TIME" and not hour.numbers[1] and not set(hour.text) & set(":.-")
    if full and (behind.kind == "COUNT" or len(behind.text) == 2):
        return Token("TIME", "", (hour.numbers[0], minutes, hour.numbers[2]), hour.text), at + 2
    spoken = hour.means("COUNT") if hour.kind == "COUNT" and behind.kind == "COUNT" else None
    if spoken is not None and 1 < int(spoken) <= 12 and minutes in {15, 30, 45}:
        return Token("TIME", "", (int(spoken), minutes, 0), hour.text), at + 2
    return None


def _is_noun(tokens: Sequence[Token], at: int) -> bool:
    return _kind(tokens, at) in {"WORD", "SPAN", "DAYS", "WEEK", "MONTHS", "MONTH"}


def _figures_day(tokens: Sequence[Token], at: int) -> Read | None:
    """Read "24-11 om 9.15 uur" as a day: no clock strikes 24-11, and a time stands behind."""
    first, dash, second = (_token(tokens, at + step) for step in range(3))
    if [first.kind, dash.kind, second.kind] != ["NUMBER", "DASH", "NUMBER"]:
        return None
    day, month = first.numbers[0], second.numbers[0]
    timed = _token(tokens, at + 3).means("AT") is not None or _kind(tokens, at + 3) == "TIME"
    if not 1 <= day <= 31 or not 1 <= month <= 12 or max(first.numbers[1], second.numbers[1]) > 2:
        return None
    if day <= month or not (timed or day > 24) or _kind(tokens, at - 1) in {"MONTH", "DASH"}:
        return None
    return Token("DATE", "", (day, month, 0), f"{first.text}-{second.text}"), at + 3


def _on_week(tokens: Sequence[Token], at: int) -> Read | None:
    """Read "jeudi en huit", "Thursday week", "a week on Monday", "two weeks from today"."""
    day, on = _token(tokens, at), _token(tokens, at + 1)
    if (weeks := on.means("WEEK_ON")) is not None and day.kind in {"DAY", "AHEAD"}:
        return _weeks_on(day, int(weeks), at + 2)
    if day.kind in {"DAY", "AHEAD"} and on.means("IN") is not None:  # "Donnerstag in einer Woche"
        weeks_ahead = _weeks_in(tokens, at + 1)
        if weeks_ahead is not None:
            return _weeks_on(day, weeks_ahead, at + 4, "WEEKS_IN")
    if day.means("IN") is not None and _kind(tokens, at + 2) == "DAYS":  # "in 14 Tagen am Freitag"
        behind = next(
            (n for n in range(at + 3, at + 6) if _kind(tokens, n) not in {"FILLER", "COMMA"}),
            at + 3,
        )
        weeks_ahead, named = _weeks_in(tokens, at), _token(tokens, behind)
        if weeks_ahead is not None and named.kind == "DAY":
            return _weeks_on(named, weeks_ahead, behind + 1, "WEEKS_IN")
    count = _count(day)
    if count is None or _kind(tokens, at + 1) != "WEEK":
        return None
    look = at + 2
    while _token(tokens, look).text in {"on", "from", "after", "vanaf", "nach", "ab", "de", "a"}:
        look += 1
    named = _token(tokens, look)
    if look == at + 2 or named.kind not in {"DAY", "AHEAD"}:
        return None
    return _weeks_on(named, count, look + 1)


def _weeks_in(tokens: Sequence[Token], at: int) -> int | None:
    """Return the weeks of "in two weeks"; beside a weekday "in 8 days" is one, "in 14 days" are two."""
    number, unit = _token(tokens, at + 1), _kind(tokens, at + 2)
    count = _count(number)
    if count is None and number.kind == "NUMBER" and number.numbers[1] <= 2:
        count = number.numbers[0]
    if count is None or unit not in {"WEEK", "DAYS"}:
        return None
    if unit == "WEEK":
        return count
    return round(count / 7) if 6 < count < 100 else None


def _weeks_on(day: Token, weeks: int, after: int, counted: str = "WEEKS_ON") -> Read | None:
    if (ahead := day.means("AHEAD")) is not None:
        days = str(int(ahead) + 7 * weeks)
        return Token("AHEAD", days, text=day.text, meanings=(("AHEAD", days),)), after
    meanings = (("DAY", day.means("DAY") or ""), (counted, str(weeks)))
    return Token("DAY", meanings[0][1], text=day.text, meanings=meanings), after


def _with_weeks(tokens: Sequence[Token]) -> list[Token]:
    """Count "the following week" and "the Monday after" on from the week named before."""
    found: list[Token] = []
    ahead = 0
    for at, token in enumerate(tokens):
        relative = token.kind == "WEEK_AFTER" or _stands_alone(tokens, at)
        if relative and _kind(tokens, at + 1) == "WORD":
            pass  # "the week after Thanksgiving"
        elif relative or _is_next_one(tokens, at, ahead):
            ahead += 1
            token = replace(token, kind="NEXT_WEEK", meanings=(("NEXT_WEEK", str(ahead)),))
        elif (weeks := token.means("NEXT_WEEK")) is not None:
            ahead = int(weeks)
        elif token.kind == "NEXT" and "WEEK" in (_kind(tokens, at - 1), _kind(tokens, at + 1)):
            ahead = 1
        found.append(token)
    return found


def _is_next_one(tokens: Sequence[Token], at: int, ahead: int) -> bool:
    """Tell whether "the next" says the next week: "esta semana no, la próxima sí"."""
    if tokens[at].kind != "NEXT" or _kind(tokens, at + 1) not in ENDING | {"ANY"}:
        return False
    if ahead:
        return _kind(tokens, at - 1) != "WEEK"  # "next week I'm away, the following is fine"
    kinds = [token.kind for token in tokens[max(0, at - 10) : at]]
    return "THIS" in kinds and "WEEK" in kinds


def _stands_alone(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether "after" says "the week after" of the weekday before it."""
    if tokens[at].text not in {"after", "after that"} or _kind(tokens, at - 1) != "DAY":
        return False
    following = next((t.kind for t in tokens[at + 1 :] if t.kind != "FILLER"), "")
    return following not in TIMED and following != "WORD"


def _shifted(hour: Token, minutes: int, spoken: str, after: int) -> Read | None:
    """Return the time that many minutes from a full hour; None when there is no full hour."""
    value = _full_hour(hour)
    if value is None:
        return None
    total = (value * 60 + minutes) % (24 * 60)
    sure = int(value > 12 or (hour.kind == "TIME" and bool(hour.numbers[2])))
    if total < 60 and not sure:
        total += 12 * 60  # "halb eins" is half past twelve
    text = f"{spoken} {hour.text}"
    return Token("TIME", "", (total // 60, total % 60, sure), text), after


def _moved(time: Token, minutes: int, after: int) -> Read:
    total = time.numbers[0] * 60 + time.numbers[1] + minutes
    return Token("TIME", "", (total // 60, total % 60, time.numbers[2]), time.text), after


def _full_hour(token: Token) -> int | None:
    count = token.means("COUNT")
    if count is not None:
        return int(count)
    if token.kind == "NUMBER" and 1 <= token.numbers[0] <= 24 and token.numbers[1] <= 2:
        return token.numbers[0]
    if token.kind == "TIME" and not token.numbers[1]:
        return token.numbers[0]
    return None
