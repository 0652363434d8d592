"""The telephone number that somebody asks to be called on."""

from __future__ import annotations

import re

from debrief.lexicon import QUOTED, fold
from debrief.when.tokens import without_signature

MOST = 4000  # characters looked at
_NUMBER = re.compile(r"(?<![\w+])(?:\+|\()?\d[\d\s().\-/]{6,20}\d(?!\w)")
_TELEPHONE = re.compile(
    r"\b(?:call|ring|phone|dial|reach|mobile?|cell|tel|telephone|number|anrufen|ruf\w*|erreich\w*|"
    r"handy|mobil\w*|telefon\w*|nummer|durchwahl|appel\w*|joindre|portable|numero|llam\w*|movil|"
    r"celular|bel\w*|bereik\w*|lig(?:ar|ue|uem)|telemovel)\b"
)


def number_given(text: str) -> str | None:
    """Return the number they give in their words, above the signature; None without one.

    A number without a country counts only where the line speaks of calling.
    """
    own = "\n".join(line for line in text[:MOST].splitlines() if not QUOTED.match(line))
    for line in without_signature(own).splitlines():
        for match in _NUMBER.finditer(line):
            number = match[0].strip(" .-/")
            digits = sum(character.isdigit() for character in number)
            plain = number.startswith(("+", "00")) or _TELEPHONE.search(fold(line))
            if 8 <= digits <= 15 and plain and not re.search(r"\b(?:19|20)\d\d\b", number):
                return " ".join(number.split())
    return None
