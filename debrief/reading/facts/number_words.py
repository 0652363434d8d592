"""Numbers written out in words, put into figures: "septante-cinq mille euros" becomes "75,000 euros"."""

from __future__ import annotations

import re
from functools import lru_cache

# A thousand or a million after a word, in the languages by which the words before it are told apart.
_LARGE = re.compile(
    r"(?P<en>[a-z][ -](?:thousand|grand|million)\b)|(?P<fr>[a-zà-ÿ][ -](?:mille|millions?)\b)|(?P<de>[a-zäöü]tausend|[a-zäöü] (?:tausend|millionen)\b)"
    r"|(?P<nl>[a-zë]duizend|[a-z] (?:duizend|miljoen)\b)|(?P<es>[a-zñáéíóú] (?:mil|millón|millones)\b)|(?P<pt>[a-zãé] (?:milhão|milhões)\b)",
    re.IGNORECASE,
)
_PORTUGUESE = re.compile(
    r"\b(?:dois|duas|três|quatro|sete|oito|nove|dez|onze|doze|treze|quinze|dezasseis|dezesseis|dezassete|dezessete|dezoito|dezanove|dezenove|vinte|trinta|quarenta|cinquenta|sessenta|setenta|oitenta|noventa|cem|cento|duzentos|trezentos|quatrocentos|quinhentos) (?:e [a-zê]+ )?mil\b",
    re.IGNORECASE,
)
_WORDS = (
    "thousand",
    "grand",
    "million",
    "mille",
    "tausend",
    "duizend",
    "miljoen",
    " mil",
    "millón",
    "milhão",
)
# "58 (thousand, I mean)"
_ASIDE = re.compile(
    r"(?<![\w.,])(\d[\d.,]{0,6}) \((thousand|grand|tausend|mille|mil|duizend|million|millionen|millones|milhões|miljoen)\b",
    re.IGNORECASE,
)
_HALVES = re.compile(r"\b(?:anderthalb|anderhalve?|demi-?|meio|medio|half)\b", re.IGNORECASE)
# Parts of a million, and a million and a half, by what they come to.
_PARTS = {
    250_000: r"(?:a )?quarter(?: of a)?[ -]million|(?:eine )?viertelmillion|un quart de million|(?:un )?cuarto de mill[oó]n|(?:een )?kwart miljoen|(?:um )?quarto de milhão",
    500_000: r"half(?: a)?[ -]million|(?:eine )?halbe million|(?:un )?demi[ -]million|medio mill[oó]n|(?:een )?half miljoen|meio milhão",
    750_000: r"three[ -]quarters of a million|(?:eine )?dreiviertelmillion|trois quarts de million|tres cuartos de mill[oó]n|driekwart miljoen",
    1_500_000: r"(?:a|one) million and a half|one and a half million|anderthalb millionen|eineinhalb millionen|un million et demi|(?:un )?mill[oó]n y medio|anderhalf miljoen|(?:um )?milhão e meio",
}
_PART = re.compile(
    "|".join(rf"(?P<at{value}>\b(?:{words})\b)" for value, words in _PARTS.items()), re.IGNORECASE
)
_BROKEN = re.compile(
    r"(\d[.,]\d{1,3}) 1 million\b"
)  # "1.2 1 million": how the library puts "1.2 million"
# "Eighteen and a half thousand"; the library knows no halves.
_AND_A_HALF = re.compile(
    r"\b(?P<many>[a-z]+(?:[ -][a-z]+){0,5}) and a half (?P<large>thousand|grand|million)\b",
    re.IGNORECASE,
)
# "37 en een half duizend"
_FIGURE_AND_A_HALF = re.compile(
    r"(?<![\d.,])(\d{1,3})(?: and a half| en een half| ?einhalb| y medio| et demi| e meio)[ -]?(thousand|grand|tausend|duizend|mille|mil|million(?:en)?|miljoen)\b",
    re.IGNORECASE,
)
# "Sixty-odd grand", "60-odd k".
_ODD = re.compile(r"(?<=\w)[ -]odd[ -](?=(?:thousand|grand|million|k)\b)", re.IGNORECASE)
_ABOUT = re.compile(r"\bun[oa]s (?=\w)", re.IGNORECASE)  # which the library takes for one
_FIGURE = re.compile(r"(?<![\d.,])\d{4,10}(?![\d.,]?\d)")
# A Dutch "ton" of money is 100,000 euros; one of goods is weighed, so that money must be spoken of around it.
_TON = re.compile(
    r"\b(?P<many>anderhalve|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen)(?P<half>[ -]?en[ -]een[ -]halve)? ton(?: euro\b|(?= (?:die|dat|was|waren|is|zijn|weg|omzet|kwijt|waard|per jaar|voor)\b))"
    r"(?=[^.!?\n]{0,60}\b(?:vroeg|vroegen|vraagt|omzet|waard|kostte|betalen|offerte|bod|deal|order|contract|budget|forecast|weg|kwijt|jaar)\b|[.,])",
    re.IGNORECASE,
)
_TONS = dict(
    zip(
        ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"],
        range(1, 10),
        strict=True,
    )
)
_LONGEST = 2_000  # characters of a line that are looked at


def in_figures(text: str) -> str:
    """Return the text with the large numbers that it writes out in words as figures ("41,000")."""
    plain = text.lower()
    if "odd" in plain:
        text = _ODD.sub(" ", text)
    if " ton" in plain:
        text = _TON.sub(_tons_of_euros, text)
    if not any(word in plain for word in _WORDS):
        return text
    text = _ASIDE.sub(r"\1 \2 (", text)
    text = _FIGURE_AND_A_HALF.sub(r"\1.5 \2", _AND_A_HALF.sub(_with_half, text))
    text = _PART.sub(lambda match: f"{int((match.lastgroup or '')[2:]):,}", text)
    return "\n".join(
        _line_in_figures(line[:_LONGEST]) + line[_LONGEST:] for line in text.split("\n")
    )


def _tons_of_euros(match: re.Match[str]) -> str:
    many = match["many"].lower().replace("é", "e")
    tons = 1.5 if many == "anderhalve" else _TONS[many] + (0.5 if match["half"] else 0.0)
    return f"{tons * 100_000:,.0f} euro"


def _with_half(match: re.Match[str]) -> str:
    from text_to_num import text2num  # only where number words stand

    words = match["many"].split()
    for at in range(len(words)):  # "say eighteen": the word before may be none of the number
        if words[at].lower() in ("a", "an", "and", "zero"):
            continue
        try:
            number = text2num(" ".join(words[at:]).lower(), "en")
        except ValueError:
            continue
        large = 1_000_000 if match["large"].lower() == "million" else 1_000
        return " ".join([*words[:at], f"{number * large + large // 2:,}"])
    return match[0]


@lru_cache(maxsize=64)
def _line_in_figures(line: str) -> str:
    from text_to_num import alpha2digit  # only where number words stand

    if _HALVES.search(line):
        return line
    for language in sorted({_language(match, line) for match in _LARGE.finditer(line)}):
        line = _ABOUT.sub("", line) if language == "es" else line
        line = _marked(alpha2digit(line, language), set(_FIGURE.findall(line)))
    return _BROKEN.sub(r"\1 million", line)


def _marked(line: str, known: set[str]) -> str:
    """Return a line with its thousands marked, but for the figures that were in it before."""
    return _FIGURE.sub(lambda match: match[0] if match[0] in known else _written(match[0]), line)


def _written(figure: str) -> str:
    return {"1000": "mille", "1000000": "1 million"}.get(figure) or f"{int(figure):,}"


def _language(match: re.Match[str], line: str) -> str:
    language = match.lastgroup or "en"
    return "pt" if language == "es" and _PORTUGUESE.search(line) else language
