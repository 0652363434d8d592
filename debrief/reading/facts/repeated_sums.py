"""A sum that is paid several times, as the deal's worth: "£48,600 a year over three years", "4 x € 39.500"."""

from __future__ import annotations

import re
from dataclasses import replace

from debrief.reading.facts import worth_words as words
from debrief.reading.facts.money import Amount
from debrief.reading.wording import fold

DEAREST = 20_000  # of one thing among many
MOST_YEARS = 12  # of a contract
AROUND = 60  # characters before and behind a sum
_NAMED = {
    2: "two zwei deux dos twee dois duas", 3: "three drei trois tres drie", 4: "four vier quatre cuatro quatro",
    5: "five funf cinq cinco vijf", 6: "six sechs seis zes", 7: "seven sieben sept siete zeven sete", 8: "eight acht huit ocho oito",
    9: "nine neun neuf nueve negen nove", 10: "ten zehn dix diez tien dez",
}  # fmt: skip
_NUMBERS = {name: number for number, names in _NAMED.items() for name in names.split()}
_MANY = rf"(?P<many>\d{{1,3}}|{'|'.join(_NUMBERS)})"
_TIMES = r"(?:x|×|\*|times|mal|fois|veces|vezes|keer|maal)"
_YEARLY = (
    r"^ ?(?:eur|euros?|€)?[ ,(]{0,2}(?:(?:/ ?|per |an? |each |pro |im |par |l'|por |al |ao |cada |je )?(?:year|yr|annum|jahr|ano?|jaar)\b|p\.? ?a\b\.?"
    r"|yearly\b|annually\b|jahrlich\b|annuels?\b|anuales?\b|anuais\b|jaarlijks\b)\)?"
)
_YEARS = r"(?:-?years?|jahren?|ans?|anos?|jaar)\b"
_OVER = (
    r"(?:for|over|auf|uber|fur|bei|sur|pendant|pour|durant|durante|por|en|a|em|voor|gedurende|lang)"
)
_EACH_YEAR = re.compile(
    rf"{_YEARLY},? ?(?:(?P<times>{_TIMES} ?)|{_OVER} (?:the |die |los |de |os )?){_MANY}(?(times)\b| {_YEARS})"
)
_YEARLY_AFTER = re.compile(_YEARLY)
_MONEY = r"(?:[$€£]|r\$|usd|eur|gbp|chf)? ?$"
_SO_MANY = re.compile(rf"(?<![\w.,-]){_MANY} ?{_TIMES} ?{_MONEY}")
_YEARS_AT = re.compile(
    rf"(?<![\w.,-]){_MANY} {_YEARS} (?:at|zu(?: je)?|je|a|de|van|met|um|por|pour|for) {_MONEY}"
)


def multiplied(text: str, amount: Amount) -> Amount:
    """Return the price of one as that of all: of a year over the years, of a seat for the seats."""
    before = fold(text[max(0, amount.first - AROUND) : amount.first])
    after = fold(text[amount.last : amount.last + AROUND])
    many = _years(before, after) or _things(before, after, amount.value)
    return replace(amount, value=round(many * amount.value, 2)) if many else amount


def _years(before: str, after: str) -> int | None:
    """Return for how many years a sum is paid, or how many times where a sign says so."""
    match = _EACH_YEAR.match(after) or _SO_MANY.search(before)
    if match is None and _YEARLY_AFTER.match(after):
        match = _YEARS_AT.search(before)
    many = _number(match["many"]) if match else 0
    return many if 1 < many <= MOST_YEARS else None


def _things(before: str, after: str, price: float) -> int | None:
    """Return how many things are bought at a price each."""
    times = words.TIMES.search(before)
    if times is None or price >= DEAREST:
        return None
    counted = words.THING.search(times["what"]) or words.EACH.match(after[:24])
    return _number(times["many"]) if counted else None


def _number(written: str) -> int:
    return _NUMBERS.get(written) or int(re.sub(r"\D", "", written))
