"""Read an amount of money as people and spreadsheets write it: "120k", "120.000 €", "£1.2m"."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from debrief.lexicon import fold, word_list

CURRENCIES = frozenset(
    word_list(
        "AED ARS AUD BDT BGN BHD BRL CAD CHF CLP CNY COP CRC CZK DKK EGP EUR GBP GEL GHS HKD HRK "
        "HUF IDR ILS INR ISK JOD JPY KES KRW KWD KZT LKR MAD MXN MYR NGN NOK NZD OMR PEN PHP PKR "
        "PLN QAR RON RSD RUB SAR SEK SGD THB TND TRY TWD TZS UAH UGX USD UYU UZS VND XAF XOF ZAR"
    )
)
_DOLLARS = frozenset(["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP"])
_CROWNS = frozenset(["SEK", "NOK", "DKK", "ISK"])
_SIGNS = {
    "us$": "USD", "usd$": "USD", "c$": "CAD", "ca$": "CAD", "a$": "AUD", "au$": "AUD", "nz$": "NZD",
    "s$": "SGD", "hk$": "HKD", "r$": "BRL", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "zł": "PLN",
    "zl": "PLN", "kč": "CZK", "kc": "CZK", "₩": "KRW", "₺": "TRY", "₪": "ILS", "fr": "CHF", "fr.": "CHF",
    "sfr": "CHF", "sfr.": "CHF", "euro": "EUR", "euros": "EUR", "eur.": "EUR", "pounds": "GBP", "pound": "GBP",
    "quid": "GBP", "pfund": "GBP", "livres": "GBP", "libras": "GBP", "pond": "GBP", "reais": "BRL",
    "real": "BRL", "francs": "CHF", "franken": "CHF", "francos": "CHF", "yen": "JPY", "rupees": "INR",
    "zloty": "PLN",
}  # fmt: skip
_SCALE = {
    "k": 10**3, "tsd": 10**3, "tsd.": 10**3, "t": 10**3, "thousand": 10**3, "tausend": 10**3, "mille": 10**3,
    "mil": 10**3, "duizend": 10**3, "m": 10**6, "mm": 10**6, "mn": 10**6, "mio": 10**6, "mio.": 10**6,
    "mln": 10**6, "mln.": 10**6, "million": 10**6, "millions": 10**6, "millionen": 10**6, "milhao": 10**6,
    "milhoes": 10**6, "millon": 10**6, "millones": 10**6, "miljoen": 10**6, "lakh": 10**5, "lakhs": 10**5,
    "crore": 10**7, "crores": 10**7, "bn": 10**9, "billion": 10**9, "mrd": 10**9, "mrd.": 10**9,
    "milliarden": 10**9, "milliard": 10**9, "milliards": 10**9, "miljard": 10**9,
}  # fmt: skip
_LEAD = re.compile(
    r"^(?:(?:about|around|approx\.?|approximately|roughly|circa|ca\.?|c\.|etwa|rund|ungefahr|"
    r"environ|"
    r"aproximadamente|aprox\.?|alrededor de|unos|ongeveer|rond|cerca de|actually|a total of|"
    r"exactly|"
    r"genau|insgesamt|it'?s|de|of|~|≈)\s*)+"
)
_TAIL = re.compile(
    r"[\s,]*(?:\(?(?:in total|total|acv|tcv|arr|per year|per annum|p\.?\s?a\.?|a year|yearly|"
    r"annually|/ ?year|"
    r"/ ?yr|pro jahr|im jahr|jahrlich|gesamt|par an|al ano|por ano|anuales|per jaar|net|netto|"
    r"excl\.? vat|"
    r"ht|roughly|or so|not \d[\d.,' ]*\w?)\)?)?[.!]?$"
)
_NUMBER = re.compile(r"\d[\d.,' \u00a0\u202f]*")
_SIGN = r"us\$|usd\$|ca?\$|au?\$|nz\$|hk\$|[sr]\$|[$€£¥₹₩₺₪]|[a-z]{2,6}\.?|zł|kč"
_SHAPE = re.compile(
    rf"^(?P<before>{_SIGN})?\s*(?P<number>\d[\d.,' ]*?)\s*"
    rf"(?P<scale>k|tsd\.?|t|mm|mn|mio\.?|mln\.?|m|bn|mrd\.?|lakhs?|crores?|[a-z]{{3,9}})?(?![a-z])"
    rf"\.?\s*(?:de |di |of )?"
    rf"(?P<after>us\$|[$€£¥₹₩₺₪]|us dollars?|[a-z]{{2,8}}\.?)?$"
)


def read_currency(text: str, default: str | None = None) -> str | None:
    """Return the ISO 4217 code for a code, sign or word; ``default`` decides what "$" or "kr" is."""
    sign = fold(text).rstrip(".,")
    if sign.upper() in CURRENCIES:
        return sign.upper()
    if sign in (
        "$",
        "dollar",
        "dollars",
        "dolares",
        "dollars us",
        "us dollars",
        "us dollar",
        "bucks",
    ):
        plain = sign not in ("us dollars", "us dollar")
        return default if plain and default in _DOLLARS else "USD"
    if sign in ("kr", "kronor", "kroner", "kronen"):
        return default if default in _CROWNS else None
    return _SIGNS.get(sign) or _SIGNS.get(text.strip().lower())


def read_number(text: str, *, scaled: bool = False) -> Decimal | None:
    """Return a number in either decimal convention, None where it can be read two ways.

    A single separator before exactly three digits groups thousands ("120.000"), unless a scale
    word follows ("1.250 m"), where nobody can tell.
    """
    digits = re.sub(r"[' \u00a0\u202f]", "", text.strip())
    marks = [c for c in digits if c in ".,"]
    if not re.fullmatch(r"\d+(?:[.,]\d+)*[.,]?", digits) or len(digits) > 24:
        return None
    digits = digits.rstrip(".,")
    marks = [c for c in digits if c in ".,"]
    try:
        if not marks:
            return Decimal(digits)
        if len(set(marks)) == 2:
            return _both_marks(digits)
        head, _, tail = digits.rpartition(marks[-1])
        if len(marks) == 1 and (len(tail) != 3 or len(head) > 3 or head == "0"):
            return Decimal(f"{head}.{tail}")
        if len(marks) == 1 and scaled:
            return None
        return _grouped(digits, marks[-1])
    except InvalidOperation:
        return None


def _both_marks(digits: str) -> Decimal | None:
    decimal = "." if digits.rfind(".") > digits.rfind(",") else ","
    head, _, tail = digits.rpartition(decimal)
    if decimal in head:
        return None
    whole = _grouped(head, "," if decimal == "." else ".")
    return None if whole is None else Decimal(f"{whole}.{tail}")


def _grouped(digits: str, mark: str) -> Decimal | None:
    first, *groups = digits.split(mark)
    indian = len(groups) > 1 and len(groups[-1]) == 3 and all(len(g) == 2 for g in groups[:-1])
    if len(first) > 3 or not (indian or all(len(g) == 3 for g in groups)):
        return None
    return Decimal(first + "".join(groups))


def read_amount(text: str, default: str | None = None) -> tuple[float, str | None] | None:
    """Return (amount, ISO currency or None when none is written), or None when not certain.

    Zero, negative amounts, ranges and amounts per month are not certain.
    """
    if len(text) > 200:
        return None
    plain = fold(text).replace("\u00a0", " ").strip(' .!"()*')
    plain = re.sub(r"(?<=\d)[,.](?:-{1,2}|[–—=])(?=\D|$)", "", plain)  # "€ 120.000,-"
    plain = re.sub(r"\b([tkm])(eur|€|chf|usd|gbp)", r"\1 \2", _LEAD.sub("", plain)).strip()
    return _shaped(plain, default) or _shaped(_TAIL.sub("", plain).strip(), default)


def _shaped(plain: str, default: str | None) -> tuple[float, str | None] | None:
    match = _SHAPE.match(plain)
    if match is None:
        return None
    scale, after = match["scale"] or "", match["after"] or ""
    if scale and scale not in _SCALE:
        if after:
            return None
        scale, after = "", scale
    number = read_number(match["number"], scaled=bool(scale))
    signs = [read_currency(sign, default) for sign in (match["before"] or "", after) if sign]
    if number is None or number <= 0 or None in signs or len(set(signs)) > 1:
        return None
    value = float(number * _SCALE.get(scale, 1))
    return (value, signs[0] if signs else None) if value < 1e15 else None


def amounts_in(text: str) -> tuple[str, ...]:
    """Return the stretches of a text that look like an amount, for reading free lists."""
    pattern = re.compile(
        r"(?:(?:us|ca|au|nz)?[$€£¥₹]|\b(?-i:[A-Z]{3})\b)\s?"
        r"\d[\d.,' ]*\d?\s?(?:k|mm?|mio|mln|bn)?\b\.?"
        r"|\b\d[\d.,']*\s?(?:k|mio\.?|mln\.?|m|million|tsd\.?)\b\s?(?:[€£$]|\b(?-i:[A-Z]{3})\b)?"
        r"|\b\d[\d.,' ]*\s?(?:[€£$]|\bEUR\b|\bUSD\b|\bGBP\b|\bCHF\b)",
        re.IGNORECASE,
    )
    return tuple(m.group().strip() for m in pattern.finditer(text[:2000]))
