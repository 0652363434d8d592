"""Who is not to be on the call after all, in words: "Theo need not come", "nimm Tom wieder raus", "sans Theo"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from debrief.answers.account_rep import reps_called
from debrief.answers.bare_values import find_rep
from debrief.answers.commands import states_fact
from debrief.answers.company import ASKED, PLAIN
from debrief.answers.orders import order_of
from debrief.lexicon import QUOTED, SENTENCE_END, fold, word_list
from debrief.team import ADDRESS, Team, fold_address

LABEL = "without"
MOST_WORDS = 14  # of a sentence that leaves somebody out
_SHORTEST = 3  # letters of a name that is known however it is written
# Without one of these a sentence leaves nobody out.
_LEAVES = re.compile(
    r"\b(?:without|un-?invit\w+|disinvit\w+|remov\w+|delet\w+|drop\w*|(?:take|leave|cut|keep) (?:\S+ ){0,4}(?:off|out)|off again|not|cannot|"
    r"no (?:need|longer)|ohne|auslad\w+|lad\w* (?:\S+ ){0,4}aus|nicht|entfern\w*|streich\w*|(?:he)?rausnehm\w*|weglass\w*|"
    r"(?:nimm|nehm\w*|lass\w*) (?:\S+ ){0,4}(?:raus|heraus|weg)|sans|pas|plus|retir\w+|enlev\w+|supprim\w+|desinvit\w+|sin|no|ya no|quit\w+|"
    r"elimin\w+|sac(?:a|ar|alo|ala|ale)|zonder|niet|haal\w* (?:\S+ ){0,4}(?:af|eraf|weg)|verwijder\w*|schrap\w*|laat (?:\S+ ){0,4}weg|sem|nao|"
    r"tir(?:a|e|ar)|remov(?:a|er))\b|n't\b"
)
# All that such a sentence says beside whom it names.
_SAYS = PLAIN | frozenset(
    word_list(
        "without uninvite uninvited disinvite remove removed removing delete drop dropped leave off out again not won t don doesn isn can cannot couldn "
        "no longer any more anymore after all need needs needn he she they it actually keep cut for cancel "
        "ohne auslade ausladen lad aus nicht entferne entfernen entfern streiche streichen streich raus heraus wieder rausnehmen herausnehmen weglassen "
        "lass lasst weg mehr braucht muss brauchen doch nun "
        "ne n pas plus sans retire retirer retirez enleve enlever enlevez supprime supprimer supprimez desinvite desinviter finalement besoin qu il "
        "elle sera du de "
        "no ya sin quita quitar quite elimina eliminar elimine saca sacar sacalo retira retirar retire finalmente al final hace falta hay que invites "
        "invite participar estar "
        "zonder niet haal halen er eraf af weer weg verwijder verwijderen schrap schrappen laat hoeft hoeven toch meer uit "
        "nao ja sem tira tirar tire remova remover elimine afinal precisa mais fica"
    )
)


def with_left_out(text: str, team: Team, guests: Mapping[str, str], current: str | None) -> str:
    """Return a manager's reply in which a sentence that leaves somebody out is the line that orders it.

    Known are the guests of the call, by any word of their name, and the reps. Who stands for the account is no guest:
    without them the manager is alone. A question, a condition or anything else that is said beside it is asked about.
    """
    return "\n".join(
        line
        if QUOTED.match(line) or states_fact(line)
        else " ".join(_as_order(s, team, guests, current) for s in SENTENCE_END.split(line))
        for line in text.split("\n")
    )


def left_out(value: str, team: Team, guests: Mapping[str, str]) -> tuple[str, ...]:
    """Return the addresses of the guests who are named behind the label; none where somebody is not one."""
    found: list[str] = []
    for part in re.split(r"[,;]\s*|\s+(?:and|und|et|y|en|e|&)\s+", " ".join(value.split())):
        address, rep = ADDRESS.search(part), find_rep(team, part.strip(" .!"))
        email = fold_address(address.group()) if address else rep.email if rep else None
        named = [email] if email in guests else _called(part, guests)
        if len(named) != 1 or named[0] is None:
            return ()
        found += [named[0]]
    return tuple(dict.fromkeys(found))


def _called(part: str, guests: Mapping[str, str]) -> list[str | None]:
    """Return the guests whose name, or a word of it, stands in a text."""
    said = set(re.findall(r"\w+", fold(part)))
    return [
        email
        for email, name in guests.items()
        if said & {word for word in re.findall(r"\w+", fold(name)) if len(word) >= _SHORTEST}
    ]


def _as_order(sentence: str, team: Team, guests: Mapping[str, str], current: str | None) -> str:
    folded = fold(sentence)
    asked = "?" in sentence and not ASKED.search(folded)
    if asked or len(folded.split()) > MOST_WORDS or not _LEAVES.search(folded):
        return sentence
    reps = {rep.email: rep.name for rep in reps_called(sentence, team) if rep.email != current}
    guest = {email: guests[email] for email in _called(sentence, guests) if email}
    if not guest and order_of(folded.strip(" .!")) != "alone":
        return sentence
    named = reps | guest
    words = set(re.findall(r"[^\W\d_]+", fold(ADDRESS.sub(" ", sentence))))
    names = {w for name in named.values() for w in re.findall(r"[^\W\d_]+", fold(name))}
    if not named or not (_SAYS | names | {"s"}).issuperset(words):
        return sentence
    return f"{LABEL}: {', '.join(dict.fromkeys(named.values()))}"
