"""Amounts of money in running text, in the notations people use, and when one is major."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from debrief.team import Money

_SYMBOLS = {
    "us$": "USD", "usd": "USD", "$": "$", "eur": "EUR", "€": "EUR", "euro": "EUR", "euros": "EUR", "teur": "EUR",
    "gbp": "GBP", "£": "GBP", "pounds": "GBP", "pound": "GBP", "sterling": "GBP", "quid": "GBP",
    "chf": "CHF", "sfr": "CHF", "fr.": "CHF", "franken": "CHF", "cad": "CAD", "ca$": "CAD", "c$": "CAD", "cdn": "CAD",
    "aud": "AUD", "a$": "AUD", "au$": "AUD", "nzd": "NZD", "nz$": "NZD", "sgd": "SGD", "s$": "SGD", "hk$": "HKD", "hkd": "HKD",
    "r$": "BRL", "brl": "BRL", "reais": "BRL", "mxn": "MXN", "mx$": "MXN", "mxp": "MXN", "pesos": "pesos", "peso": "pesos",
    "jpy": "JPY", "¥": "JPY", "yen": "JPY", "cny": "CNY", "rmb": "CNY", "inr": "INR", "₹": "INR", "rs.": "INR", "rupees": "INR",
    "sek": "SEK", "nok": "NOK", "dkk": "DKK", "kr": "kr", "kronor": "SEK", "kroner": "kr", "pln": "PLN", "zł": "PLN", "zl": "PLN",
    "czk": "CZK", "kč": "CZK", "huf": "HUF", "ron": "RON", "try": "TRY", "₺": "TRY", "zar": "ZAR", "ils": "ILS", "₪": "ILS",
    "krw": "KRW", "₩": "KRW", "aed": "AED", "sar": "SAR", "ars": "ARS", "cop": "COP", "clp": "CLP", "pen": "PEN",
    "dollars": "$", "dollar": "$", "bucks": "$", "us dollars": "USD", "dólares": "USD", "dolares": "USD", "dollari": "USD",
    "libras": "GBP", "francs suisses": "CHF",
}  # fmt: skip
_SCALES = {
    "k": 1e3, "tsd": 1e3, "tausend": 1e3, "thousand": 1e3, "grand": 1e3, "mil": 1e3, "mille": 1e3, "duizend": 1e3, "mila": 1e3,
    "m": 1e6, "mm": 1e6, "mn": 1e6, "mln": 1e6, "mio": 1e6, "million": 1e6, "millions": 1e6, "millionen": 1e6, "millón": 1e6,
    "millon": 1e6, "millones": 1e6, "mdp": 1e6, "milhão": 1e6, "milhões": 1e6, "milhoes": 1e6, "mi": 1e6, "miljoen": 1e6, "milione": 1e6, "milioni": 1e6,
    "bn": 1e9, "billion": 1e9, "mrd": 1e9, "milliarden": 1e9, "milliards": 1e9, "lakh": 1e5, "lakhs": 1e5, "crore": 1e7,
}  # fmt: skip
_CODE = "|".join(sorted((re.escape(key) for key in _SYMBOLS), key=len, reverse=True))
_SCALE = "|".join(sorted((re.escape(key) for key in _SCALES), key=len, reverse=True))
_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)*"
_AMOUNT = re.compile(
    rf"(?<![\w.,])(?:(?P<before>{_CODE})[ \u00a0]?)?(?<![\w])(?P<number>{_NUMBER})(?:,[-–—]+)?"
    rf"(?:[ \u00a0\u202f-]?(?P<scale>{_SCALE})\b\.?)?(?:[ \u00a0\u202f]?(?:de |d')?(?P<after>{_CODE})(?!\w))?",
    re.IGNORECASE,
)
_FROM_DIGIT = re.compile(r"\d[^\n]*")
_LONGEST_CODE = max(map(len, _SYMBOLS))
_GLUED = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)?)[ \u00a0\u202f]?(?P<scale>k|m|t|K|M|T)(?P<after>€|£|\$|EUR\b)"
)
LOCAL = {
    "America/Mexico_City": "MXN", "America/Monterrey": "MXN", "America/Bogota": "COP", "America/Santiago": "CLP",
    "America/Argentina/Buenos_Aires": "ARS", "America/Montevideo": "UYU", "Europe/Stockholm": "SEK", "Europe/Oslo": "NOK",
    "Europe/Copenhagen": "DKK", "Asia/Manila": "PHP",
}  # fmt: skip
DOLLARS = frozenset(("USD", "CAD", "AUD", "NZD", "SGD", "HKD"))

# Rough bounds of one unit in US dollars, wide on purpose: the rate of no particular day, only the
# range outside which it is not plausible. Inside it the question "major?" stays open.
USD_BOUNDS = {
    "USD": (1.0, 1.0), "EUR": (0.95, 1.30), "GBP": (1.10, 1.50), "CHF": (0.95, 1.40), "CAD": (0.65, 0.85), "AUD": (0.58, 0.80),
    "NZD": (0.53, 0.75), "SGD": (0.68, 0.85), "HKD": (0.125, 0.130), "JPY": (0.006, 0.0105), "CNY": (0.13, 0.165),
    "INR": (0.0105, 0.0145), "SEK": (0.085, 0.125), "NOK": (0.085, 0.125), "DKK": (0.127, 0.175), "PLN": (0.21, 0.32),
    "CZK": (0.038, 0.056), "HUF": (0.0024, 0.0036), "RON": (0.19, 0.26), "TRY": (0.018, 0.045), "ZAR": (0.048, 0.072),
    "ILS": (0.24, 0.36), "BRL": (0.155, 0.24), "MXN": (0.045, 0.065), "KRW": (0.00064, 0.00090), "AED": (0.27, 0.275),
    "SAR": (0.264, 0.268), "COP": (0.00020, 0.00032), "CLP": (0.0009, 0.0014), "PEN": (0.24, 0.32), "ARS": (0.0005, 0.0013),
}  # fmt: skip


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

    ``home`` (ISO 4217) is what a bare "$" means when it is a kind of dollar, ``zone`` (IANA) tells
    which pesos or crowns are meant. A bare "38k" comes without a currency; a bare number does not
    come at all.
    """
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
    glued = {amount.first for amount in found if amount.currency}
    kept = [amount for amount in found if amount.currency or amount.first not in glued]
    return tuple(sorted(kept, key=lambda amount: amount.first))


def _numbered(text: str) -> Iterator[tuple[int, int]]:
    """Yield the part of every line in which an amount can stand: from just before its first digit on."""
    for match in _FROM_DIGIT.finditer(text):
        line = text.rfind("\n", 0, match.start()) + 1
        yield max(line, match.start() - _LONGEST_CODE - 1), match.end()


def _amount(match: re.Match[str], home: str | None, zone: str | None) -> Amount | None:
    code = match["before"] or match["after"]
    if match["before"] == "$" and match["after"]:
        code = match["after"]
    scale = (match["scale"] or "").lower()
    if not code and scale == "mdp":
        code = "pesos"  # "millones de pesos"
    if not code and scale not in _SCALED_ALONE:
        return None
    value = _number(match["number"], bool(scale))
    if (code or "").lower() == "teur":
        value *= 1e3
    value *= _SCALES.get(scale, 1.0)
    if value <= 0 or value >= 1e13:
        return None
    return Amount(round(value, 2), _currency(code, home, zone), match.start(), match.end())


_SCALED_ALONE = frozenset(("k", "grand", "mil", "tsd", "tausend", "mio", "mln"))


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
    meant = _SYMBOLS.get((code or "").lower())
    if meant == "$":
        return home if home in DOLLARS else "USD"
    if meant in ("pesos", "kr"):
        local = LOCAL.get(zone or "")
        return local or (
            "MXN" if meant == "pesos" and (zone or "").startswith("America/Mex") else None
        )
    return meant


def is_major(amount: float | None, currency: str | None, threshold: Money) -> bool | None:
    """Tell whether the deal reaches the threshold; None where a plausible rate could change it."""
    if amount is None:
        return None
    if currency == threshold.currency:
        return amount >= threshold.amount
    deal, limit = USD_BOUNDS.get(currency or ""), USD_BOUNDS.get(threshold.currency)
    if deal is None or limit is None:
        return None
    if amount * deal[0] >= threshold.amount * limit[1]:
        return True
    return False if amount * deal[1] < threshold.amount * limit[0] else None
