"""Check wording for blame: a list of words that hurt or accuse, each with a kinder way to say it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from debrief.lexicon import fold

_SUGGESTIONS = {
    # English
    "blame": "look for what we can learn",
    "blamed": "look for what we can learn",
    "fault": "what happened",
    "faulty": "not yet right",
    "failed": "did not yet succeed",
    "failure": "lost deal",
    "fail": "not succeed",
    "fiasco": "hard loss",
    "disaster": "hard loss",
    "guilty": "involved",
    "mistake": "something to do differently",
    "mistakes": "things to do differently",
    "screwed up": "would do differently now",
    "messed up": "would do differently now",
    "blew it": "lost it this time",
    "botched": "would do differently now",
    "incompetent": "(leave it out)",
    "lazy": "(leave it out)",
    "stupid": "(leave it out)",
    "useless": "(leave it out)",
    "loser": "(leave it out)",
    "losers": "(leave it out)",
    "worst": "hardest",
    "underperformer": "(leave it out)",
    "underperforming": "having a hard time",
    "poor performance": "a hard quarter",
    "should have known": "know now",
    "should have": "can next time",
    "why didn't you": "what would have helped you to",
    "why did you": "what led to",
    "careless": "(say what happened)",
    "excuse": "reason",
    "excuses": "reasons",
    "negligent": "(say what happened)",
    "embarrassing": "hard",
    "ranking of reps": "(no ranking of people)",
    "leaderboard": "(no ranking of people)",
    "last chance": "next step",
    # German
    "schuld": "was geschehen ist",
    "schuldig": "beteiligt",
    "versagt": "diesmal nicht gewonnen",
    "versagen": "verlorenes Geschäft",
    "fehlschlag": "verlorenes Geschäft",
    "unfähig": "(weglassen)",
    "faul": "(weglassen)",
    "vermasselt": "würden es jetzt anders machen",
    "hätte wissen müssen": "wissen wir jetzt",
    "ausrede": "Grund",
    # French
    "faute": "ce qui s'est passé",
    "coupable": "concerné",
    "échec": "affaire perdue",
    "incompétent": "(à retirer)",
    "paresseux": "(à retirer)",
    "raté": "pas gagné cette fois",
    # Spanish
    "culpa": "lo que pasó",
    "culpable": "implicado",
    "fracaso": "venta perdida",
    "fracasó": "esta vez no ganó",
    "incompetente": "(quitarlo)",
    "vago": "(quitarlo)",
    # Dutch
    "schuldige": "betrokkene",
    "mislukking": "verloren deal",
    "gefaald": "deze keer niet gewonnen",
    "lui": "(weglaten)",
    "prutser": "(weglaten)",
    # Portuguese
    "fracassou": "desta vez não ganhou",
    "culpado": "envolvido",
    "preguiçoso": "(retirar)",
    "falhanço": "venda perdida",
}
_FOLDED = {fold(term): (term, hint) for term, hint in _SUGGESTIONS.items()}
_PATTERN = re.compile(
    r"(?<![\w'])(?:"
    + "|".join(sorted(map(re.escape, _FOLDED), key=len, reverse=True))
    + r")(?![\w'])"
)


@dataclass(frozen=True, slots=True)
class Remark:
    """A word that may hurt, as written, and what to say instead."""

    word: str
    suggestion: str
    line: int  # counted from 1


def check_wording(text: str) -> tuple[Remark, ...]:
    """Return what in the text sounds like blame or ranking, in order; () when it is kind."""
    remarks = []
    for number, line in enumerate(text.splitlines(), 1):
        for match in _PATTERN.finditer(fold(line)):
            remarks.append(Remark(match.group(), _FOLDED[match.group()][1], number))
    return tuple(remarks)
