"""The name to greet somebody with, as far as a full name tells it."""

from __future__ import annotations

import re
from functools import lru_cache

from debrief import plaintext
from debrief.reading.facts.person_words import PARTICLES, without_courtesy
from debrief.reading.wording import word_set

_SUFFIXES = re.compile(
    r"(ph\.?d|mba|m\.?d|jr|sr|sen|jun|i{1,3}|cpa|esq|inc|ltd|llc|gmbh|ag|plc|co)\.?", re.I
)
_NO_PERSON = word_set("team purchasing procurement office support info sales tenders einkauf")


@lru_cache(maxsize=2_000)
def first_name(name: str) -> str:
    """Return the name to greet with: "Okafor, Renata" and "Dr. Renata Okafor" give "Renata".

    "" for what is no person's name; the whole name where the first one is only an initial, or where
    only a surname is known ("Frau Semmler").
    """
    last, _, first = plaintext.one_line(name).partition(",")
    first = "" if _SUFFIXES.fullmatch(first.strip()) else first.strip()
    given = first or last.strip()
    full = without_courtesy(given)
    words = full.split()
    if not words or "@" in full or _NO_PERSON & {word.lower() for word in words}:
        return ""
    names = [words[0], *(word for word in words[1:] if not _SUFFIXES.fullmatch(word))]
    if full != given and (len(names) == 1 or re.fullmatch(PARTICLES, names[0])):
        return given
    if len(words[0].rstrip(".")) < 2:
        return full
    return next((word for word in words if not word.isupper()), words[0])  # BRIGHT Joanna
