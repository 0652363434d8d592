"""The lot of a notice that we bid for: "LOT 2 - Vulnerability management", "Lote: 3 (carros)"."""

from __future__ import annotations

import re
from collections.abc import Collection

from debrief.reading.wording import words_in

LONGEST = 8_000  # characters of a notice
_LOT = re.compile(
    r"^[ \t>*•-]*(?:(?:los|lot|lote|perceel|kavel|package)[ \t]*:[ \t]*)?"
    r"(?P<lot>(?:(?:los|lot|lote|perceel|kavel|package)[ \t]*:?[ \t]*(?:n(?:[°º.]|o\.?|r\.?){0,3}[ \t]*)?)?\d{1,3}[ \t]*(?:[:–—-][ \t]*[^\W\d][^\n]{3,80}|\([^\W\d][^)\n]{3,80}\)))[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_NAMED = re.compile(r"(?:los|lot|lote|perceel|kavel|package)\b", re.IGNORECASE)


def lot_in(text: str, ours: Collection[str]) -> str | None:
    """Return the lot that a notice is about, of several the one in which we are named.

    ``ours`` holds the words of our names, folded.
    """
    text = text[:LONGEST]
    found = [each for each in _LOT.finditer(text) if _NAMED.search(each[0])]
    ends = [*(each.start() for each in found[1:]), len(text)]
    if len(found) > 1:
        sections = zip(found, ends, strict=True)
        found = [
            m for m, end in sections if not set(words_in(text[m.end() : end])).isdisjoint(ours)
        ]
    return " ".join(found[0]["lot"].split()) if len(found) == 1 else None
