"""Amounts of money in running text, in the notations people use, and when one is major."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from debrief.reading.facts.currencies import (
    CAD_BOUNDS,
    CROWNS,
    DOLLARS,
    EUR_BOUNDS,
    LETTERS,
    PESOS,
    SYMBOLS,
    THOUSANDS_OF,
    USD_BOUNDS,
    WORDS,
    currency_in,
)
from debrief.team import Money

_SCALES = {
    "k": 1e3, "tsd": 1e3, "tausend": 1e3, "thousand": 1e3, "grand": 1e3, "mil": 1e3, "mille": 1e3, "duizend": 1e3, "mila": 1e3,
    "m": 1e6, "mm": 1e6, "mn": 1e6, "mln": 1e6, "mio": 1e6, "million": 1e6, "millions": 1e6, "millionen": 1e6, "millón": 1e6,
    "millon": 1e6, "millones": 1e6, "mdp": 1e6, "milhão": 1e6, "milhões": 1e6, "milhoes": 1e6, "mi": 1e6, "miljoen": 1e6, "milione": 1e6, "milioni": 1e6, "mill": 1e6,
    "bn": 1e9, "billion": 1e9, "mrd": 1e9, "milliarden": 1e9, "milliards": 1e9, "ton": 1e5, "lakh": 1e5, "lakhs": 1e5, "crore": 1e7,
}  # fmt: skip
_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?!\d)(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)*"


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


_CODE, _SCALE = _any_of(SYMBOLS), _any_of(_SCALES)
_WRAPPED = re.compile(
    rf"(?<=\d)[ ]?\n(?=(?:{_CODE})(?!\w| ?\d))|(?<=[$€£])\n(?=\d)", re.IGNORECASE
)  # where a line ends between a number and its currency
_WRAPPED_FROM = 40  # characters of a line that may have been wrapped
_AMOUNT = re.compile(
    rf"(?<!\d)(?<!\d[.,])(?P<number>{_NUMBER})(?:[,.][-–—]+)?"
    rf"(?:[ \u00a0\u202f-]?(?P<scale>{_SCALE})(?!\w|-\w|\.[ \u00a0]?[nN]\b)\.?)?"
    rf"(?:(?<=[a-z])[ \u00a0](?P<rest>\d{{3}})(?=[ \u00a0]?(?:{_CODE})(?!\w)))?"
    rf"(?:[ \u00a0\u202f]?(?:de |d'|d’)?(?P<after>{_CODE})(?!\w))?",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?<![\w.,])(?P<code>[^\W\d_]*[$€£¥₹₺₪₩₡₲₦₱₵¢]?[sS]?(?:/\.?|\.)?)[ \u00a0]?\Z"
)
_SIGNS = "$€£¥₹₺₪₩₡₲₦₱₵"
_LARGE = re.compile(r"\d{1,3}(?:[.,' ]\d{3})+")  # what a mere letter may stand before
_FROM_DIGIT = re.compile(r"\d[^\n]*")
_LONGEST_CODE = max(map(len, SYMBOLS))
_GLUED = re.compile(
    r"(?<!\d)(?P<number>\d+(?:[.,]\d+)?)[ \u00a0\u202f]?(?P<scale>k|m|t|K|M|T)(?P<after>€|£|\$|EUR\b)"
)
_HALF = re.compile(r"(?<![\w.,])(?P<whole>\d{1,3})k(?P<hundreds>\d)(?!\w)")  # "27k5"

_GAP = r"[ \u00a0()./-]{0,3}"
_NO_MORE = (
    r"(?![ .,]?\d)(?![ \u00a0]?(?:[€£$]|R\$|EUR|USD|GBP|CHF|BRL|[Ee]uros?|dollars?|k\b|mil\b))"
)
# +44 113 496 1000, (312) 555-0100, 0171 555 000, Direct 113 496 000
_PHONE = re.compile(
    rf"(?:(?:\+|(?<!\d)00)[1-9](?:{_GAP}\d){{7,14}}"
    rf"|\(\+?\d{{1,5}}\)(?:[ ./-]{{0,2}}\d){{7,14}}"
    rf"|(?<![\w.,/+-])0\d(?:[ \u00a0./-]{{0,2}}\d){{6,13}}"
    rf"|\b(?:tel\w{{0,5}}|tél\w{{0,7}}|phone|fon|fax|mob(?:il\w{{0,3}})?|cell|celular|m[óo]vil|telem[óo]vel|handy|gsm|portable|direct|durchwahl|whatsapp|ligne directe)\W{{0,4}}\d(?:{_GAP}\d){{6,14}}"
    rf"|^[TMDFPC]\s?[.:]?\s?\d(?:{_GAP}\d){{7,14}}){_NO_MORE}",
    re.IGNORECASE | re.MULTILINE,
)
_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=32)
def without_phones(text: str) -> str:
    """Return a text of the same length without the digits of telephone numbers, which are no sums."""
    return _PHONE.sub(lambda match: _DIGIT.sub("_", match[0]), text)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its currency (ISO 4217, or None when none was written) and its place."""

    value: float
    currency: str | None
    first: int
    last: int


@lru_cache(maxsize=32)
def amounts(text: str, home: str | None = None, zone: str | None = None) -> tuple[Amount, ...]:
    """Return the amounts of money of a text in its order.

    ``home`` (ISO 4217) is what a bare "$" means when it is a kind of dollar, unless dollars are used
    in ``zone`` (IANA), which also tells what pesos or crowns are meant. A bare "38k" comes without a currency; a bare number does not
    come at all.
    """
    text = _WRAPPED.sub(_unwrapped, without_phones(text))
    pieces = tuple(_numbered(text))
    found = [
        amount
        for first, last in pieces
        for match in _AMOUNT.finditer(text, first, last)
        if (amount := _amount(match, home, zone))
    ]
    taken = {amount.first for amount in found if amount.currency}
    for match in (m for first, last in pieces for m in _GLUED.finditer(text, first, last)):
        if match.start() not in taken:
            scale = 1e6 if match["scale"] in "mM" else 1e3
            value = _number(match["number"], True) * scale
            found.append(
                Amount(value, _currency(match["after"], home, zone), match.start(), match.end())
            )
    for match in (m for first, last in pieces for m in _HALF.finditer(text, first, last)):
        value = 1e3 * int(match["whole"]) + 100 * int(match["hundreds"])
        found.append(Amount(value, None, match.start(), match.end()))
    glued = {amount.first for amount in found if amount.currency}
    kept = [amount for amount in found if amount.currency or amount.first not in glued]
    return tuple(sorted(kept, key=lambda amount: amount.first))


def _unwrapped(match: re.Match[str]) -> str:
    """Return blanks for the end of a line that was wrapped, else what stands there."""
    line = match.start() - match.string.rfind("\n", 0, match.start()) - 1
    return " " * len(match[0]) if line >= _WRAPPED_FROM else match[0]


def _numbered(text: str) -> Iterator[tuple[int, int]]:
    """Yield the part of every line in which an amount can stand: from just before its first digit on."""
    for match in _FROM_DIGIT.finditer(text):
        line = text.rfind("\n", 0, match.start()) + 1
        yield max(line, match.start() - _LONGEST_CODE - 1), match.end()


def _code_before(match: re.Match[str]) -> tuple[str, int]:
    """Return what is written for a currency right before a number, and where it begins."""
    text, first = match.string, match.start()
    found = _BEFORE.search(text, max(0, first - _LONGEST_CODE), first)
    word = found["code"] if found and not _is_word(found["code"]) else ""
    if found and word and (word.lower() in SYMBOLS or _is_letter(word, match)):
        return word, found.start()
    sign = text[first - 1 : first] if first else ""
    gap = 1 if sign in (" ", "\u00a0") else 0
    sign = text[first - 1 - gap : first - gap] if first > gap else ""
    return (sign, first - 1 - gap) if sign and sign in _SIGNS else ("", first)


def _is_word(code: str) -> bool:
    return code.lower() in WORDS and not code.isupper()


def _is_letter(word: str, match: re.Match[str]) -> bool:
    return word in LETTERS and bool(match["scale"] or _LARGE.match(match["number"]))


def _amount(match: re.Match[str], home: str | None, zone: str | None) -> Amount | None:
    before, first = _code_before(match)
    joined = match.string[match.start() - 1 : match.start()] if match.start() else " "
    if not before and (joined.isalnum() or joined in "_.,"):
        return None
    after = None if _is_word(match["after"] or "") else match["after"]
    code = before or after
    if before == "$" and after:
        code = after
    scale = (match["scale"] or "").lower()
    if not code and scale == "mdp":
        code = "pesos"  # "millones de pesos"
    if not code and scale not in _SCALED_ALONE:
        return None
    value = _number(match["number"], bool(scale))
    if scale in ("mn", "m") and before == "$" and value >= MEXICAN:
        code, scale = "mxn", ""  # "$1,840,000.00 MN": moneda nacional
    if (code or "").lower() in THOUSANDS_OF:
        value *= 1e3
    value *= _SCALES.get(scale, 1.0)
    if match["rest"]:
        if _SCALES.get(scale) != 1e3 or value < 1e3 or value % 1e3:
            return None  # "1 million 200 euros"
        value += int(match["rest"])  # "26 mil 400 euros"
    millions = _MILLIONS.search(match.string, max(0, first - _LONGEST_MILLIONS), first)
    if millions and scale in _THOUSAND and value < 1e6:
        value, first = value + 1e6 * int(millions[1]), millions.start()
    if value <= 0 or value >= 1e13:
        return None
    currency = _currency(code, home, zone)
    if code == "$" and value >= PESOS_FROM and (local := currency_in(zone)) in PESOS:
        currency = local
    if currency in DOLLARS and _CANADIAN.match(match.string, match.end()):
        currency = "CAD"
    last = match.end() if after else match.end("scale" if match["scale"] else "number")
    return Amount(round(value, 2), currency, first, last)


_CANADIAN = re.compile(r"[ \u00a0](?:canadian|cdn|canadiens?)\b", re.IGNORECASE)
# What stands before "980 mil" in "1 milhão e 980 mil".
_MILLIONS = re.compile(
    r"(?<![\d.,])(\d{1,3}) (?:milh(?:ão|ões)|mill[oó]n(?:es)?|millions?|millionen|miljoen)(?: (?:e|y|et|und|and|en))? \Z",
    re.IGNORECASE,
)
_LONGEST_MILLIONS = 20  # characters
_THOUSAND = frozenset(("mil", "mille", "duizend", "tausend", "thousand"))
PESOS_FROM = 3_000_000  # from which "$" means pesos where the account rep's country has them
MEXICAN = 100_000  # dollars of which nobody says "million"
_SCALED_ALONE = frozenset(
    ("k", "grand", "mil", "mille", "duizend", "tsd", "tausend", "thousand", "mio", "mln")
)


_SCALED_ELSE = frozenset(_SCALES) - _SCALED_ALONE - {"m"}  # metres


_BARE = re.compile(
    r"(?<![\w.,/:+#-])(?<!\d[ \u00a0\u202f'’])(?P<number>\d{1,3}(?:(?P<mark>[.,'’ \u00a0\u202f])\d{3})(?:(?P=mark)\d{3})*(?:,[-–—]{1,2}|(?!(?P=mark))[.,]\d{2}(?!\d))?)"
    r"(?![\w/:]|[.,'’-]\d|[ \u00a0\u202f]\d)"
)


def bare_amounts(text: str) -> tuple[Amount, ...]:
    """Return the numbers of a text that mark their thousands and name no currency ("39.900")."""
    text = without_phones(text)
    return tuple(
        Amount(_number(match["number"].rstrip(",-–—"), False), None, match.start(), match.end())
        for first, last in _numbered(text)
        for match in _BARE.finditer(text, first, last)
    )


def scaled_amounts(text: str) -> tuple[Amount, ...]:
    """Return the numbers of a text with a word for their scale that counts other things as well ("2,6 milhões")."""
    text = without_phones(text)
    return tuple(
        Amount(round(_number(match["number"], True) * _SCALES[match["scale"].lower()], 2), None, *match.span())
        for first, last in _numbered(text)
        for match in _AMOUNT.finditer(text, first, last)
        if (match["scale"] or "").lower() in _SCALED_ELSE and not match["after"] and not _code_before(match)[0]
    )  # fmt: skip


def _number(written: str, scaled: bool) -> float:
    """Read a number whose thousands and decimals may be marked either way."""
    digits = re.sub(r"[ \u00a0\u202f'’]", "", written)
    dots, commas = digits.count("."), digits.count(",")
    if dots and commas:
        decimal = max(digits.rfind("."), digits.rfind(","))
        whole = re.sub(r"[.,]", "", digits[:decimal])
        return float(f"{whole}.{digits[decimal + 1 :]}")
    mark = "." if dots else ","
    if dots + commas == 0:
        return float(digits)
    if dots + commas > 1 or (
        len(digits.rpartition(mark)[2]) == 3 and not scaled and not digits.startswith("0")
    ):
        return float(digits.replace(mark, ""))
    return float(digits.replace(mark, "."))


def _currency(code: str | None, home: str | None, zone: str | None) -> str | None:
    meant = LETTERS.get(code or "") or SYMBOLS.get((code or "").lower())
    if meant == "$":
        local = currency_in(zone)
        return next((money for money in (local, home) if money in DOLLARS), "USD")
    if meant in ("pesos", "kr"):
        local = currency_in(zone)
        return local if local in (PESOS if meant == "pesos" else CROWNS) else None
    return meant


def is_major(amount: float | None, currency: str | None, threshold: Money) -> bool | None:
    """Tell whether the deal reaches the threshold; None where a plausible rate could change it."""
    if amount is None:
        return None
    if currency == threshold.currency:
        return amount >= threshold.amount
    for bounds in (USD_BOUNDS, EUR_BOUNDS, CAD_BOUNDS):
        deal, limit = bounds.get(currency or ""), bounds.get(threshold.currency)
        if deal is None or limit is None:
            continue
        if amount * deal[0] >= threshold.amount * limit[1]:
            return True
        if amount * deal[1] < threshold.amount * limit[0]:
            return False
    return None
