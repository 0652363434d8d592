"""Find the practices that a text names: P3, practice 3 and 5, or a practice's own words."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass

from debrief.lexicon import fold, words

_WORD = (
    r"(?:best[ -])?practices?|praktik(?:en)?|praxis|pratiques?|bonnes? pratiques?|pr[aá]cticas?|"
    r"praktijk(?:en)?|pr[aá]ticas?|lesson|tip"
)
_PRACTICE = re.compile(
    rf"[(\[]?(?:\bp[\s.#-]?(?P<p>\d{{1,4}})\b|"
    rf"\b(?:{_WORD})\s*[:=]?\s*(?:no\.?|nr\.?|n°|number|nummer|#|p)?\s*(?P<w>\d{{1,4}})\b"
    rf"(?P<more>(?:\s*(?:,|&|\+|/|and|und|et|y|en|e)\s*(?:no\.?|nr\.?|#|"
    rf"p)?\s*\d{{1,4}}\b(?!\s*(?:%|k\b|days|weeks|references)))*))[)\]]?",
    re.IGNORECASE,
)
_AFTER_P = re.compile(
    r"\s*(?:,|&|\+|/|and|und|et|y|en|e)\s*(?:p[\s.#-]?)?(\d{1,4})\b(?=\s*[-–—:,;.)]|\s*$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A practice number as it stands in a text."""

    number: int
    start: int
    end: int


def mentions(text: str, known: Container[int] | None = None) -> list[Mention]:
    """Return the practices named in the text, in order.

    A bare number counts only right at the beginning, before a sign ("3 - call their CFO"), and
    only if it is a ``known`` practice.
    """
    found: list[Mention] = []
    if known is not None:
        bare = re.match(r"\s*#?(\d{1,4})\s*(?:[-–—:,.)]+\s|$)", text)
        if bare and int(bare[1]) in known:
            found.append(Mention(int(bare[1]), 0, bare.end(1)))
    position = 0
    while (match := _PRACTICE.search(text, position)) is not None:
        position = match.end()
        if match["p"]:
            found.append(Mention(int(match["p"]), match.start(), match.end()))
            while (more := _AFTER_P.match(text, position)) is not None:
                found.append(Mention(int(more[1]), position, more.end()))
                position = more.end()
        else:
            for number in [match["w"], *re.findall(r"\d+", match["more"] or "")]:
                found.append(Mention(int(number), match.start(), match.end()))
    return found


def named_practice(text: str, practices: Mapping[int, str]) -> int | None:
    """Return the one practice whose whole wording the text repeats, None when none does."""
    said = set(words(text))
    fits = []
    for number, wording in practices.items():
        own = set(words(wording))
        if len(own) >= 3 and len(own & said) >= 0.9 * len(own):
            fits.append(number)
    return fits[0] if len(fits) == 1 and fold(text) else None
