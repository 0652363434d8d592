"""How currencies are written, which one a country uses, and roughly what a unit is worth."""

from __future__ import annotations

from debrief.timing.places import country_of_zone

# What people write for a currency, in any case; "$", "pesos" and "kr" depend on who writes.
SYMBOLS = {
    "us$": "USD", "usd": "USD", "usd$": "USD", "$us": "USD", "$ us": "USD", "u$s": "USD", "$": "$", "eur": "EUR", "€": "EUR", "euro": "EUR", "euros": "EUR", "teur": "EUR", "keur": "EUR", "kgbp": "GBP", "kusd": "USD", "kchf": "CHF",
    "euretto": "EUR", "eurito": "EUR", "euritos": "EUR", "eurillos": "EUR", "euri": "EUR", "balles": "EUR", "euronen": "EUR", "eurootjes": "EUR",
    "gbp": "GBP", "£": "GBP", "pounds": "GBP", "pound": "GBP", "sterling": "GBP", "quid": "GBP",
    "chf": "CHF", "sfr": "CHF", "sfr.": "CHF", "fr.": "CHF", "franken": "CHF", "stutz": "CHF",
    "cad": "CAD", "ca$": "CAD", "c$": "CAD", "cdn": "CAD", "cdn$": "CAD", "$ ca": "CAD", "$ca": "CAD", "$ can": "CAD", "$can": "CAD", "$ cad": "CAD", "$ cdn": "CAD", "dollars canadiens": "CAD", "piasses": "CAD", "piastres": "CAD", "canadian dollars": "CAD",
    "aud": "AUD", "a$": "AUD", "au$": "AUD", "nzd": "NZD", "nz$": "NZD", "sgd": "SGD", "s$": "SGD", "hk$": "HKD", "hkd": "HKD", "tt$": "TTD", "ttd": "TTD", "j$": "JMD", "jmd": "JMD", "ec$": "XCD", "xcd": "XCD",
    "r$": "BRL", "brl": "BRL", "reais": "BRL", "real brasileiro": "BRL", "mxn": "MXN", "mx$": "MXN", "mxp": "MXN", "m.n.": "MXN", "m.n": "MXN", "pesos m.n.": "MXN", "pesos mexicanos": "MXN", "moneda nacional": "MXN", "pesos": "pesos", "peso": "pesos",
    "jpy": "JPY", "¥": "JPY", "yen": "JPY", "cny": "CNY", "rmb": "CNY", "inr": "INR", "₹": "INR", "rs.": "INR", "rupees": "INR",
    "sek": "SEK", "nok": "NOK", "dkk": "DKK", "kr": "kr", "kronor": "SEK", "kroner": "kr", "pln": "PLN", "zł": "PLN", "zl": "PLN",
    "czk": "CZK", "kč": "CZK", "huf": "HUF", "ron": "RON", "try": "TRY", "₺": "TRY", "zar": "ZAR", "rand": "ZAR", "rands": "ZAR", "ils": "ILS", "₪": "ILS",
    "krw": "KRW", "₩": "KRW", "aed": "AED", "dhs": "AED", "sar": "SAR", "qar": "QAR", "kwd": "KWD", "omr": "OMR", "bhd": "BHD", "egp": "EGP",
    "ars": "ARS", "ar$": "ARS", "pesos argentinos": "ARS", "cop": "COP", "col$": "COP", "cop$": "COP", "pesos colombianos": "COP", "clp": "CLP", "clp$": "CLP", "pesos chilenos": "CLP",
    "pen": "PEN", "s/": "PEN", "s/.": "PEN", "soles": "PEN", "uyu": "UYU", "$u": "UYU", "pesos uruguayos": "UYU", "gtq": "GTQ", "quetzales": "GTQ", "hnl": "HNL", "lempiras": "HNL",
    "nio": "NIO", "córdobas": "NIO", "cordobas": "NIO", "crc": "CRC", "₡": "CRC", "colones": "CRC", "pab": "PAB", "b/.": "PAB", "balboas": "PAB", "dop": "DOP", "rd$": "DOP", "pesos dominicanos": "DOP",
    "bob": "BOB", "bs": "BOB", "bs.": "BOB", "bolivianos": "BOB", "ves": "VES", "bolívares": "VES", "bolivares": "VES", "pyg": "PYG", "₲": "PYG", "gs.": "PYG", "guaraníes": "PYG", "guaranies": "PYG",
    "aoa": "AOA", "kz": "AOA", "kwanzas": "AOA", "mzn": "MZN", "meticais": "MZN", "cve": "CVE", "ngn": "NGN", "₦": "NGN", "naira": "NGN", "nairas": "NGN", "kes": "KES", "ksh": "KES", "kshs": "KES", "ghs": "GHS", "gh₵": "GHS", "gh¢": "GHS", "cedis": "GHS",
    "ugx": "UGX", "tzs": "TZS", "zmw": "ZMW", "bwp": "BWP", "pula": "BWP", "rwf": "RWF", "php": "PHP", "₱": "PHP", "myr": "MYR", "rm": "MYR", "ringgit": "MYR", "pkr": "PKR", "lkr": "LKR", "bdt": "BDT",
    "xof": "XOF", "xaf": "XAF", "fcfa": "XOF", "f cfa": "XOF", "francs cfa": "XOF", "mad": "MAD", "dirhams": "MAD", "tnd": "TND", "dzd": "DZD", "htg": "HTG", "gourdes": "HTG", "xpf": "XPF", "srd": "SRD", "awg": "AWG", "xcg": "XCG",
    "dollars": "$", "dollar": "$", "bucks": "$", "us dollars": "USD", "dólares": "USD", "dolares": "USD", "dolaritos": "USD", "verdes": "USD", "dollari": "USD",
    "libras": "GBP", "francs suisses": "CHF", "francs": "CHF",
}  # fmt: skip
# Letters that stand for a currency only right before a figure, in capitals ("Q 310,000", "R2.4m").
LETTERS = {"Q": "GTQ", "R": "ZAR", "L": "HNL", "MT": "MZN"}

# Codes that are words of a language too, and stand for money in capitals only.
THOUSANDS_OF = frozenset(("teur", "keur", "kgbp", "kusd", "kchf"))
WORDS = frozenset(("ils", "try", "pen", "mad", "cop", "bob", "php", "ron", "sar", "rm", "bs"))

_EURO_LANDS = "AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK"
_LANDS = """US:USD EC:USD SV:USD PR:USD CA:CAD GB:GBP CH:CHF LI:CHF AU:AUD NZ:NZD SG:SGD HK:HKD BR:BRL MX:MXN CO:COP CL:CLP AR:ARS UY:UYU PE:PEN
    GT:GTQ HN:HNL NI:NIO CR:CRC PA:PAB DO:DOP BO:BOB PY:PYG CU:CUP JP:JPY CN:CNY IN:INR SE:SEK NO:NOK DK:DKK PL:PLN CZ:CZK HU:HUF RO:RON TR:TRY
    ZA:ZAR IL:ILS KR:KRW AE:AED SA:SAR PH:PHP MY:MYR NG:NGN KE:KES GH:GHS MA:MAD AO:AOA MZ:MZN IS:ISK"""
_OF_LAND = dict.fromkeys(_EURO_LANDS.split(), "EUR") | {
    land: code for land, _, code in (entry.partition(":") for entry in _LANDS.split())
}
PESOS = frozenset(("MXN", "COP", "CLP", "ARS", "UYU", "DOP", "CUP", "PHP"))
CROWNS = frozenset(("SEK", "NOK", "DKK", "ISK"))
DOLLARS = frozenset(("USD", "CAD", "AUD", "NZD", "SGD", "HKD"))

# Rough bounds of one unit in US dollars, wide on purpose: the rate of no particular day, only the
# range outside which it is not plausible. Inside it the question "major?" stays open.
USD_BOUNDS = {
    "USD": (1.0, 1.0), "EUR": (1.0, 1.27), "GBP": (1.15, 1.45), "CHF": (1.0, 1.37), "CAD": (0.65, 0.85), "AUD": (0.58, 0.80),
    "NZD": (0.53, 0.75), "SGD": (0.68, 0.85), "HKD": (0.125, 0.130), "JPY": (0.006, 0.0105), "CNY": (0.13, 0.165),
    "INR": (0.0105, 0.0145), "SEK": (0.085, 0.125), "NOK": (0.085, 0.125), "DKK": (0.127, 0.175), "PLN": (0.21, 0.32),
    "CZK": (0.038, 0.056), "HUF": (0.0024, 0.0036), "RON": (0.19, 0.26), "TRY": (0.018, 0.045), "ZAR": (0.048, 0.072),
    "ILS": (0.24, 0.36), "BRL": (0.155, 0.24), "MXN": (0.045, 0.065), "KRW": (0.00064, 0.00090), "AED": (0.27, 0.275),
    "SAR": (0.264, 0.268), "COP": (0.00020, 0.00032), "CLP": (0.0009, 0.0014), "PEN": (0.24, 0.32), "ARS": (0.0005, 0.0013),
    "GTQ": (0.12, 0.14), "UYU": (0.021, 0.029), "CRC": (0.0016, 0.0023), "DOP": (0.014, 0.02), "PYG": (0.00011, 0.00017), "PHP": (0.0155, 0.02),
    "NGN": (0.0004, 0.0012), "KES": (0.006, 0.0095), "GHS": (0.05, 0.11), "XOF": (0.00145, 0.0020), "XAF": (0.00145, 0.0020), "MAD": (0.09, 0.12),
    "AOA": (0.0008, 0.0014), "MZN": (0.012, 0.018), "MYR": (0.2, 0.26),
}  # fmt: skip
# The same in euros, for the money of its neighbours: against the dollar they rise and fall with it.
EUR_BOUNDS = {
    "EUR": (1.0, 1.0), "GBP": (1.08, 1.23), "CHF": (0.98, 1.13), "DKK": (0.133, 0.135), "SEK": (0.08, 0.1), "NOK": (0.078, 0.1),
    "PLN": (0.2, 0.25), "CZK": (0.038, 0.044), "HUF": (0.0023, 0.0029), "RON": (0.185, 0.21), "XOF": (0.0015, 0.00155),
    "XAF": (0.0015, 0.00155), "MAD": (0.085, 0.1),
}  # fmt: skip
# And in Canadian dollars, which the two others would bound too widely.
CAD_BOUNDS = {
    "CAD": (1.0, 1.0), "USD": (1.28, 1.48), "EUR": (1.4, 1.75), "GBP": (1.62, 1.97), "CHF": (1.45, 1.85), "AUD": (0.86, 0.98),
    "BRL": (0.21, 0.3), "MXN": (0.064, 0.086),
}  # fmt: skip
NEAR_DOLLAR = 0.5  # US dollars a unit


def currency_in(zone: str | None) -> str | None:
    """Return the currency (ISO 4217) of the country that keeps a zone (IANA)."""
    return _OF_LAND.get(country_of_zone(zone) or "") if zone else None


def is_near_dollar(currency: str | None) -> bool:
    """Tell whether a unit of a currency (ISO 4217) is worth about as much as a US dollar."""
    return USD_BOUNDS.get(currency or "", (0.0, 0.0))[0] >= NEAR_DOLLAR
