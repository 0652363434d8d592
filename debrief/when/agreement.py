"""Tell a yes to the call from the same words said of something else: "Sure." and "a sure thing"."""

from __future__ import annotations

from collections.abc import Sequence

from debrief.when.groups import Chunk, Statement
from debrief.when.tokens import Token

WEAK = "WEAK_ACCEPT"  # a yes if nothing else is said beside it
SURE = "SURE_ACCEPT"
MOST_FOREIGN = 4  # unknown words in a whole reply that is taken for a yes
MOST_BESIDE = 4  # empty words beside a "sure"
# Single words that say yes to the time by themselves, wherever they stand.
OF_THE_TIME = {"works", "suits", "passt", "klappt", "serve-me"}
# Words that are a yes only where they begin: "Done." but "we are done", "a deal".
OFTEN_NOUNS = {
    "deal",
    "done",
    "noted",
    "certo",
    "feito",
    "hecho",
    "listo",
    "vale",
    "dale",
    "certain",
}
OFTEN_NOUNS |= {"notiert", "eingetragen", "angenommen", "zusage", "hate", "agendado", "registado"}
# Several words that say no more than "sure".
WEAK_PHRASES = {
    *("of course", "by all means", "go ahead", "all good", "aye aye", "happy to help"),
    *("na klar", "aber klar", "alles klar", "sehr gerne", "sehr gut", "mit vergnugen"),
    *("bien sur", "d'accord", "tres bien", "tout a fait", "avec plaisir", "bien recu"),
    *("por supuesto", "desde luego", "muy bien", "de acuerdo", "de acuerdo con", "con gusto"),
    *("como no", "goed idee", "zeker weten", "helemaal goed", "met plezier", "graag gedaan"),
    *("com certeza", "muito bem", "tudo bem", "tudo certo", "de acordo", "de acordo com"),
    *("com gosto", "com prazer", "sem problemas", "sin problema", "d'accord pour"),
}


def with_agreement(meant: set[str], token: Token, before: Token) -> set[str]:
    """Add to what a token means how surely it agrees to the call; "a good deal" does not at all."""
    if token.text in OFTEN_NOUNS and before.kind in {"FILLER", "WORD", "COUNT", "PAST"}:
        return meant - {"ACCEPT"}
    alone = " " not in token.text and token.text not in OF_THE_TIME
    return meant | {WEAK if alone or token.text in WEAK_PHRASES else SURE}


def weigh_agreement(chunk: Chunk) -> None:
    """Take back a "sure" or "of course" that stands among words about something else."""
    says = chunk.says
    if WEAK not in says or SURE in says or says & {"TALK", "OPTION"} or chunk.groups:
        return
    much = chunk.known > MOST_BESIDE and "YES" not in says
    if much or chunk.foreign > 1 or (chunk.foreign and chunk.known):
        says.discard("ACCEPT")


def agrees(read: Sequence[Statement]) -> bool:
    """Tell whether the words of a whole reply agree to the proposed time."""
    if not any("ACCEPT" in part.says for part in read):
        return False
    told = any({"ACCEPT", "PAST"} <= part.says for part in read)
    sure = any(SURE in part.says for part in read)
    but = sum(part.foreign for part in read if part.lead == "BUT" and "TALK" not in part.says)
    chosen = any("CHOSEN" in part.says for part in read) and not sure
    dangling = any({"DANGLING", "NOT_BEFORE"} <= part.says for part in read)
    if told or chosen or dangling:
        return False
    return but <= sure and sum(part.foreign for part in read) <= MOST_FOREIGN
