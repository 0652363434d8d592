"""Notes that go through several deals, each under its customer's name: whose paragraph the news stands in."""

from __future__ import annotations

import re

from debrief.reading.facts.person_words import PARTICLES
from debrief.reading.wording import fold, word_set

LINES = 120  # lines looked at
_HEADING = re.compile(
    r"[\s>*•·–—-]{0,8}(?:\d{1,2}[.)]\s+)?(?P<name>[A-ZÀ-Þ][^:\n.!?,;]{2,48}?)(?:,? ?[(,]?\s?[€£$]?\d[^:\n]{0,24})?\s?:\s+\S"
)
_SMALL = re.compile(PARTICLES + r"|and|und|et|of|&|\+|the|les|los|las")
_LABELS = word_set("""value wert valeur valor waarde amount betrag montant importe bedrag reason grund raison motif motivo reden status state stage phase fase etapa who when what why where root cause customer kunde client cliente klant
    competitor wettbewerber concurrent competidor concurrent note notes notiz nota contact owner deal date next lesson lessons result ergebnis resultat resultado uitslag problem summary fazit from to subject ps nb re fwd update action todo question frage
    wer wann wohin qui quand quien cuando wie waarom porque quem quando salvageable closing outcome winner gewinner price preis prix precio prijs preco pipeline forecast budget""")


def heading_over(text: str, news: str) -> str | None:
    """Return the name at the head of the line or paragraph that the news stands in.

    Only where the text goes through at least two names in this way.
    """
    lines = text.split("\n", LINES)[:LINES]
    heads = [_name_at(line) for line in lines]
    if sum(head is not None for head in heads) < 2:
        return None
    start = " ".join(news.split())[:24]
    for at, line in enumerate(lines):
        if start and start in " ".join(line.split()):
            return _above(lines, heads, at)
    return None


def _above(lines: list[str], heads: list[str | None], at: int) -> str | None:
    while at >= 0 and lines[at].strip():
        if heads[at] is not None:
            return heads[at]
        at -= 1
    return None


def _name_at(line: str) -> str | None:
    match = _HEADING.match(line)
    if match is None:
        return None
    words = match["name"].split()
    capital = [word for word in words if word[0].isupper()]
    if not capital or len(words) > 6 or set(fold(match["name"]).split()) & _LABELS:
        return None
    if any(not word[0].isupper() and not _SMALL.fullmatch(fold(word)) for word in words):
        return None
    return match["name"].strip(" ,")
