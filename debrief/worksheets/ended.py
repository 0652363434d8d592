"""How a rep says that a deal is over, or no longer theirs: nothing can be promised for it."""

from __future__ import annotations

import re

from debrief.lexicon import word_list

_FILLING = frozenset(
    word_list(
        "this that the it it's we we've i i've one deal is was has have been got already just now "
        "unfortunately sadly sorry finally closed marked as status stage das ist war wurde haben hat "
        "wir ich es den der leider schon bereits gerade jetzt nun inzwischen auftrag ce c'est est a "
        "ete on l'a l'avons nous avons j'ai deja malheureusement affaire l'affaire lo la se ha hemos "
        "he sido esta ya por desgracia el trato het zijn hebben wij al helaas deze foi ja infelizmente "
        "o negocio"
    )
)
_OUTCOMES = dict.fromkeys(
    word_list(
        "won signed gewonnen unterschrieben gagne gagnee signe signee ganado ganada ganamos firmado "
        "firmada getekend ganho ganhamos assinado"
    ),
    "won",
) | dict.fromkeys(
    word_list(
        "lost dead gone cancelled canceled closed verloren geplatzt gestorben abgesagt perdu perdue "
        "annule annulee mort morte perdido perdida perdimos cancelado cancelada cerrado cerrada "
        "afgeblazen geannuleerd fechado fechada perdemos"
    ),
    "lost",
)
_AFTER = frozenset(
    word_list(
        "to it against last yesterday today on in this earlier already since deal an gegen letzte "
        "letzten gestern heute seit contre hier depuis au aux contra ayer frente desde aan van "
        "gisteren vorige ontem para haben wurde worden"
    )
)
_MINE = (
    r"(?:mine|my (?:deal|account|customer|client)|meine?[rs]?|a moi|mon|ma|mi[ao]?|mij|mijn|meus?|"
    r"minhas?)"
)
_NOT_MINE = re.compile(
    rf"\b(?:not|isn't|isnt|no longer|nicht(?: mehr)?|kein(?:er|e)? von|n'est (?:plus|pas)|plus|"
    rf"ya no es|no es|niet(?: meer)?(?: van)?|nao e(?: mais)?)\s{_MINE}\b"
    r"|^(?:is |it's |it is )?(?:now )?(?:belongs to|went to|with|handed (?:over )?to|moved to|"
    r"gehort|ubergeben an|ging an|passee? a|pertenece a|overgedragen aan|passou para) [^\d,]+$"
    r"|\b(?:has|took|takes|owns|hat|a|heeft|tiene)\s+(?:it|this one|that one|den|ihn|es|hem)"
    r"(?: (?:now|over|ubernommen|overgenomen))?$"
)


def ending(plain: str) -> str:
    """Return how a deal is over for this rep: "won", "lost" or "not yours"; "" when it is not.

    ``plain`` is the folded statement without the deal's name.
    """
    text = plain.strip(" .!,:;-")
    if not text or "?" in text:
        return ""
    parts = [part.strip() for part in re.split(r"[,;.]", text)]
    if any(_NOT_MINE.search(part) for part in parts):
        return "not yours"
    return _outcome(parts[0].split())


def _outcome(said: list[str]) -> str:
    """Read "closed won last week", "leider verloren": filling words, the outcome, when or to whom."""
    start = next((n for n, word in enumerate(said) if word not in _FILLING), len(said))
    place = start if start < len(said) and said[start] in _OUTCOMES else start - 1
    if place < 0 or said[place] not in _OUTCOMES:
        return ""
    rest = said[place + 1 :]
    return _OUTCOMES[said[place]] if not rest or rest[0] in _AFTER else ""
