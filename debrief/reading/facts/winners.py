"""Who won, where no rule knows the wording: the one proper name in the sentences that tell of the loss."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from debrief.reading.facts.proper_names import name_at
from debrief.reading.learned.experience import is_known
from debrief.reading.legal_forms import FORM
from debrief.reading.people import Sides
from debrief.reading.verdicts.clauses import Sentence
from debrief.reading.verdicts.impression import Told
from debrief.reading.verdicts.signals import Voice
from debrief.reading.wording import word_set, words_in, words_of_names

LIKELY = 0.5  # chance of telling a loss from which a sentence is searched
MOST_SENTENCES = 3
_ENOUGH = 1.3

_TO = word_set(
    "to with for toward towards at an fur bei mit chez avec con voor met bij aan com para pela pelo auf gegen by durch von par por door"
)
_ON = word_set(
    "than als que dan from of over on is was are went sur vers naar na em den die der das el la le o a"
)
_DOES = word_set(
    """has had have was were is offers offered includes included came comes won wins gets got takes took undercut beat bid brings threw edged scored already
    hat hatte bietet bot war ist lag bringt bekommt erhalt gewinnt macht konnte kann
    a avait est etait propose offre apporte remporte l'emporte inclut
    ha tiene tenia fue es era ofrece ofrecio gano incluye gana trae se
    heeft had was is biedt bood krijgt won levert kan
    tem tinha foi e era oferece ofereceu ganhou inclui traz fechou"""
)
_COMMON = word_set(
    """sap erp crm cfo ceo cio cto coo it hr excel access power bi microsoft office linkedin google teams sharepoint outlook kpi rfp rfq itt api soc gdpr dsgvo eu usa uk
    board committee council chairman director manager friday monday tuesday wednesday thursday saturday sunday christmas easter
    vorstand beirat gremium geschaftsfuhrung einkauf montag dienstag mittwoch donnerstag freitag preis angebot auftrag zuschlag vertrag vorhaben projekt system losung anbieter herr frau
    lundi mardi mercredi jeudi vendredi directeur lunes martes miercoles jueves viernes maandag dinsdag woensdag donderdag vrijdag segunda terca quarta quinta sexta
    yours your thanks hello dear who what which"""
)
_WINS = word_set(
    """undercut beat won wins got gets took takes threw edged scored offered offers snatched has have came bids bid underbid
    bietet bot gewinnt bekommt erhalt nimmt unterboten remporte l'emporte propose offre gana gano ofrece ofrecio gagne wint krijgt kreeg biedt ganhou levou oferece ofereceu"""
) - word_set("has have")
_FIRM = re.compile(rf"\b{FORM}\b")
_GERMAN = re.compile(
    r"\b(?:und|der|die|das|wir|sie|ist|nicht|mit|für|den|haben|ein|eine)\b", re.IGNORECASE
)


def is_german(text: str) -> bool:
    """Tell whether the text is German, so that a capital says nothing about a word."""
    return len(_GERMAN.findall(text[:2_000])) * 12 > len(text[:2_000].split())


def rival_told(
    said: Iterable[Told],
    voice: Voice | None,
    sides: Sides,
    not_these: Iterable[str | None],
    german: bool = False,
) -> str | None:
    """Return the most likely winner; None where no name stands out.

    ``german`` is set where nouns have capitals: there a name needs a word in front that leads to it.
    """
    taken = words_of_names(not_these) | sides.names
    doing = _WINS if voice is Voice.OURS else _DOES
    scored: dict[str, float] = {}
    likely = sorted((each for each in said if each.chances[0] >= LIKELY), key=lambda t: -t.loss)
    for each in likely[:MOST_SENTENCES]:
        for name, first, size in _names(each.sentence, taken):
            score = _score(each.sentence, name, first, size, german, doing)
            scored[name] = max(scored.get(name, 0.0), score + each.chances[0] * 0.5)
    best = max(scored, key=lambda name: scored[name], default=None)
    return best if best is not None and scored[best] >= _ENOUGH else None


def _names(sentence: Sentence, taken: set[str]) -> Iterator[tuple[str, int, int]]:
    index = 0
    while index < len(sentence.words):
        name = name_at(sentence, index, skip=0)
        if name is None:
            index += 1
            continue
        size = len(re.findall(r"[^\W_]+", name))
        words = set(words_in(name))
        if not words & (taken | _COMMON) and len(name) > 2:
            yield name, index, size
        index += size


def _score(
    sentence: Sentence, name: str, first: int, size: int, german: bool, doing: frozenset[str]
) -> float:
    before = sentence.words[first - 1] if first else ""
    following = sentence.words[first + size] if first + size < len(sentence.words) else ""
    firm = _FIRM.search(name) is not None
    score = 0.3 * (size > 1) + 0.8 * firm
    if before in _TO:
        score += 1.4
    elif before in _ON and not german:
        score += 0.6
    if following in doing:
        score += 1.0
    if any(char.isupper() for char in name[1:].partition(" ")[0]) and not name.isupper():
        score += 0.8  # "EduMetrix"
    if german and before not in _TO and not firm:
        score -= 0.6
    if size == 1 and is_known(sentence.words[first]):
        score -= 0.8  # a word that occurs in other people's sentences is hardly a name
    return score
