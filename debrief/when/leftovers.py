"""Tell what a word left over by the reading may still have meant: the signs of a misreading."""

from __future__ import annotations

from debrief.when.days import DayReader
from debrief.when.tokens import SPLIT_OFF, Token

LOOSE = {"NEXT", "WEEK", "MONTHS", "MONTH", "PART", "DAY", "AHEAD", "NEXT_WEEK", "WEEK_AFTER"}
LOOSE |= {"EARLY", "LATE", "MID", "PM", "WEEK_ON", "LATER"}
DANGLING = {"AFTER", "BEFORE", "NOT_BEFORE", "NOT_AFTER", "BETWEEN"}
UNKNOWN = {"WORD", "NUMBER", "TIME", "DATE"}
TIMED = {"TIME", "PART", "NUMBER"}
NAMED = {"DAY", "AHEAD", "DATE", "WEEK", "NEXT_WEEK", "THIS", "MONTH", "MONTHS"}
PLAIN_CONDITION = {"DAY", "AHEAD", "TIME", "DATE", "NOT_BEFORE", "NOT_AFTER", "AFTER", "BEFORE"}
LOOSE_COUNT = {"END", "STOP", "COMMA", "CLOCK", "AM", "PM", "OR", "TO", "DASH", "PART", "DAY"}
LOOSE_COUNT |= {"AHEAD", "NUMBER", "COUNT", "TIME", "QUESTION", "PAST_COUNT"}
COUNTED = {"WORD", "NUMBER", "SPAN", "IN", "HAVE"}  # what may stand behind a number that is no hour
BEGINNING = {"ab", "from", "vanaf", "desde", "des", "a partir de", "a partir do", "a partir da"}
THE = {"the", "die", "der", "den", "les", "las", "los", "de", "os", "as", "beiden", "all"}
OF = {"of", "von", "van", "de", "in", "en", "im", "na", "no"}  # "3 of us": no hour
SUBJECTS = {"i", "i'm", "we", "ich", "wir", "bin", "habe", "je", "j'ai", "nous", "on", "ik", "wij"}
SUBJECTS |= {"estoy", "tengo", "estou", "tenho", "ben", "heb"}
LONGEST_SHORT = 4  # letters of an unknown word that may be a weekday cut short
WEEKDAYS = (
    *("monday", "tuesday", "wednesday", "thursday", "friday"),
    *("montag", "dienstag", "mittwoch", "donnerstag", "freitag"),
    *("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag"),
)


def leftover(row: DayReader, at: int, *, timed: bool) -> set[str] | None:
    """Return what a token says that belongs to no day and no clock time; None when that is plain.

    FIGURE: a number that may be a time. LOOSE: a part of a day's name. DANGLING, BETWEEN: a limit
    without its time. IF: a condition. LISTED: "the Tuesday one". ``timed``: a time stands before it in the same chunk.
    """
    token, behind = row.token(at), row.token(at + 1)
    kind = token.kind
    if kind in UNKNOWN:
        return {"FIGURE"} if _may_be_time(row, at) else set()
    if kind == "IF":
        plain = row.token(row.past_fillers(at + 1)).kind in PLAIN_CONDITION
        return set() if plain else {"IF"}
    if token.means("IF") is not None and token.means("YES") is not None:  # Spanish "si"
        condition = row.token(row.past_fillers(at + 1)).kind == "WORD"
        return {"IF"} if condition else {"YES", "ACCEPT"}
    if kind == "AT" and behind.kind in {"NUMBER", "COUNT"}:
        return {"FIGURE"} if row.days(at + 1) is None else set()  # "say 10 November"
    if kind == "COUNT":
        listed = token.text == "one" and row.token(at - 1).kind in {"DAY", "AHEAD"}
        return {"FIGURE"} if _is_loose_count(row, at) else {"LISTED"} if listed else set()
    if kind == "FROM" and token.text in BEGINNING:
        apart = token.text == "ab" and behind.kind in {"END", "STOP", "COMMA", "AND"}
        return set() if apart else {"DANGLING"}  # "ich hole die Kinder ab"
    if kind == "TO" and (behind.kind in TIMED or (behind.kind in NAMED and _is_until(token))):
        return {"DANGLING"}
    if kind == "MONTH" and token.means("COUNT") is not None and behind.kind in {"SPAN", "WORD"}:
        return {"COUNT"}  # "dez minutos"
    if kind in LOOSE:
        return set() if _is_read_behind(row, at) else {"LOOSE", *(n for n, _ in token.meanings)}
    return _limit(row, at, timed) if kind in DANGLING else None


def _is_until(token: Token) -> bool:
    return token.text.split()[0] in {"hasta", "till", "until", "til", "ate", "tot", "bis"}


def _limit(row: DayReader, at: int, timed: bool) -> set[str]:
    token, behind = row.token(at), row.token(at + 1)
    if token.kind == "BEFORE" and token.text in SPLIT_OFF and behind.kind == "END":
        return {"YES"}
    if token.kind == "AFTER" and behind.kind in {"END", "STOP", "COMMA"}:
        return {"THEREAFTER"}  # "happy to talk after"
    begins = row.token(at - 1).kind in {"COMMA", "BUT"} and behind.kind == "FILLER"
    if begins and behind.text in SUBJECTS and token.kind in {"AFTER", "BEFORE"}:
        return {"THEREAFTER" if token.kind == "AFTER" else "EARLIER"}  # "après je suis pris"
    if token.kind in {"NOT_BEFORE", "NOT_AFTER"}:
        return {"DANGLING", token.kind}
    return {"DANGLING"} if token.kind != "BETWEEN" or timed else {"BETWEEN"}


def _is_read_behind(row: DayReader, at: int) -> bool:
    """Tell whether "next" or "week" belongs to the day that follows."""
    behind = row.past_fillers(at + 1)
    if row.token(at).kind in {"EARLY", "MID", "LATE"}:
        return row.token(behind).kind == "WORD"  # "in the middle of the migration"
    if row.token(at).kind not in {"NEXT", "WEEK"}:
        return False
    named = row.token(behind).kind == "DAY"
    if row.token(at).kind == "NEXT":
        return named or row.token(at + 1).kind in {"WORD", "YES", "TALK"}  # "the next opening"
    return named or (row.token(at).kind == "WEEK" and row.days(behind) is not None)


def _is_loose_count(row: DayReader, at: int) -> bool:
    """Tell whether a number in words may be a time that was not read."""
    token, before, behind = (row.token(at + step) for step in (0, -1, 1))
    if int(token.means("COUNT") or 0) < 2 or before.text in THE:
        return False
    return behind.kind in LOOSE_COUNT


def _may_be_time(row: DayReader, at: int) -> bool:
    """Tell whether an unknown word or figure may be a time: no room number, no "30 minutes"."""
    before, token, after = (row.token(at + step) for step in (-1, 0, 1))
    if token.kind == "WORD":
        timed = after.kind == "TIME" and after.value != "."  # no room number
        short = len(token.text) <= LONGEST_SHORT and timed  # "thd 11:00"
        return short or token.text.startswith(WEEKDAYS)  # "Donnerstagstermin"
    if after.means("AM") is not None or after.means("PM") is not None:
        return True
    small = token.kind != "NUMBER" or token.numbers[1] <= 2
    counts = after.kind in COUNTED or after.text in OF
    return small and not counts and before.kind not in {"NUMBER", "WORD"}


def is_unknown(token: Token) -> bool:
    """Tell whether a token left over counts as an unknown word."""
    return token.kind in UNKNOWN
