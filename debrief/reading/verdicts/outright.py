"""A loss told outright in a note of ours: who was lost, and to whom, in whatever order the words stand.

"We lost Acme to Peakline", "Haben Acme an Peakline verloren", "Contra Peakline perdimos Acme": the verb says
which small words lead to the winner, and what bears a name besides is what was lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from debrief.reading.facts.person_words import is_titled
from debrief.reading.facts.proper_names import is_plain_name, name_at
from debrief.reading.learned.role_weights import is_ordinary
from debrief.reading.verdicts.clauses import Mark, Sentence
from debrief.reading.verdicts.signals import is_own
from debrief.reading.wording import fold, word_set

_ARTICLES = r"(?:the|den|dem|der|die|das|le|la|les|l|el|los|las|de|het|o|a|os|as|ao|aos)"
_GERMAN_OR_DUTCH = r"an|gegen|zugunsten(?: von)?|aan|tegen|naar|ten gunste van"
_FRENCH = r"contre|face (?:a|au|aux)|devant|au profit (?:de|du|des|d)"
_IBERIAN = r"contra|ante|frente al?|a manos de|a favor d[aeo]s?|em favor d[aeo]s?"
# What leads to the winner, by the verb; "con Peakline" and "van Peakline" only where nothing plainer does.
_TO = {
    "lost": r"(?<!according )(?<!thanks )(?<!spoke )(?<!talked )(?<!back )to|against|in favou?r of",
    "verloren": _GERMAN_OR_DUTCH,
    "kwijt": _GERMAN_OR_DUTCH,
    "kwijtgeraakt": _GERMAN_OR_DUTCH,
    "perdu": _FRENCH,
    "perdue": _FRENCH,
    "perdimos": _IBERIAN,
    "hemos": _IBERIAN,
    "perdi": _IBERIAN + "|para",
    "perdido": _IBERIAN + "|para",
    "perdida": _IBERIAN + "|para",
    "perdemos": _IBERIAN + "|para",
}
_MAYBE_TO = r"con|com|van"
_ENDS_WITH = {
    words: re.compile(rf"(?:\A|[^\w'’])(?:{words})[ '’](?:{_ARTICLES}[ '’]){{0,2}}\Z")
    for words in {*_TO.values(), _MAYBE_TO}
}
# Words around the names that belong to none, a sentence's first with its capital among them.
_SMALL = word_set(
    """por favor please review debrief debriefing bitte nachbesprechung aufarbeitung revision nabespreking merci
    we i ve have has had just also lost the a an to deal account customer client today yesterday sadly update against by for at on in of
    haben habe hat hab wir ich leider heute gestern den die das der an gegen bei aus von kunde kunden auftrag projekt konto
    on nous avons j ai a le la les l affaire client dossier aujourd'hui hier helas contre chez face de du perdu perdue
    hemos nos el los las contra con en na no cliente cuenta negocio hoy ayer perdimos perdi perdido perdida
    we ik wij hebben zijn het een van aan tegen bij helaas klant opdracht gisteren vandaag verloren kwijt
    perdemos o os as para em com conta negocio hoje ontem"""
)
FURTHEST = 9  # words between the verb and what was lost
LONGEST = 4  # words of a name in a note without capitals
_ENDS = re.compile(r"[,;:.()\n–—-]|\s-\s")


# "Acme lost", "Acme is verloren", "Acme, c'est perdu": what may stand between the two.
_IS = word_set("is are was were has been it its ist es c est e foi esta ha sido werd got")
_AT = re.compile(
    rf"(?:\A|[^\w'’])(?:at|in|bei|chez|en|bij|na|no|nas|nos|em) (?:{_ARTICLES}[ '’])?\Z"
)


@dataclass(frozen=True, slots=True)
class Outright:
    """Who was lost and who won, as one sentence gives both."""

    lost: str
    rival: str | None = None

    @property
    def is_named(self) -> bool:
        """Tell whether neither is made of ordinary words, as in a note without capitals anything may be."""
        return not any(is_ordinary(word) for word in fold(f"{self.lost} {self.rival}").split())


def outright(
    sentence: Sentence, mark: Mark, own: frozenset[str], plain: bool = False
) -> Outright | None:
    """Return who was lost and to whom; None where the sentence does not name both, and each once.

    ``mark`` is the word for losing, ``own`` our own names, ``plain`` is set for notes without capitals.
    """
    leading = _TO.get(sentence.words[mark.first])
    if leading is None:
        return None
    named = list(_typed(sentence, mark, leading) if plain else names_in(sentence, own))
    near = [(at, name) for at, name in named if abs(at - mark.first) <= FURTHEST]
    for words in (leading, _MAYBE_TO):
        rivals = [(at, name) for at, name in near if _leads(sentence, at, words)]
        lost = [(at, name) for at, name in near if not _leads(sentence, at, words)]
        if len(rivals) != 1 or not lost or is_titled(rivals[0][1]):
            continue
        (won_at, rival), (lost_at, name) = rivals[0], lost[0]
        if words == _MAYBE_TO and lost_at > won_at > 1:
            continue  # "perdimos el contrato con Acme, Peakline era más barato"
        return Outright(name, rival) if fold(name) != fold(rival) else None
    return None


def beaten(sentence: Sentence, own: frozenset[str]) -> Outright | None:
    """Return at whose house whom we were beaten by ("Peakline beat us at Silverlake"); None where it is not so plain."""
    at_whose: list[str] = []
    others: list[str] = []
    for first, name in names_in(sentence, own):
        before = fold(sentence.text[: sentence.spans[first][0]])
        (at_whose if _AT.search(before) else others).append(name)
    return Outright(at_whose[0], others[0]) if len(at_whose) == len(others) == 1 else None


def bare(sentence: Sentence, mark: Mark, own: frozenset[str], plain: bool) -> str | None:
    """Return who is lost where a sentence says but that ("Acme lost.", "Acme, c'est perdu"), a sum aside.

    German writes every noun with a capital, so that "Schal verloren" is none.
    """
    first = mark.first
    while first and sentence.words[first - 1] in _IS:
        first -= 1
    german = sentence.words[mark.first] == "verloren" and first == mark.first
    rest = sentence.words[mark.last + 1 :]
    if not first or german or not all(word[0].isdigit() or word in _MONEY for word in rest):
        return None
    name = name_at(sentence, 0, skip=1)
    if plain and name is None:
        name = _text(sentence, 0, first - 1) if _run(sentence, 0) == first - 1 else None
    whole = name is not None and fold(sentence.text[: sentence.spans[first - 1][1]]).endswith(
        fold(name)
    )
    if not whole or name is None or is_own(name, own) or all(map(is_ordinary, fold(name).split())):
        return None
    return name


_MONEY = word_set("k m eur euro euros usd gbp chf dollars pounds mio tsd mil r today yesterday")


def _leads(sentence: Sentence, at: int, words: str) -> bool:
    """Tell whether one of these words leads to the name that begins here."""
    before = fold(sentence.text[: sentence.spans[at][0]])
    return _ENDS_WITH[words].search(before) is not None


def names_in(sentence: Sentence, own: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Yield every name but ours with its first word, without what only a sentence begins with."""
    at = 0
    while at < len(sentence.words):
        name = None if sentence.words[at] in _SMALL else name_at(sentence, at, skip=0)
        if name is None:
            at += 1
            continue
        if not is_own(name, own) and not _is_word(sentence, at, name):
            yield at, name
        end = sentence.spans[at][0] + len(name)
        while at < len(sentence.words) and sentence.spans[at][0] < end:
            at += 1


def _is_word(sentence: Sentence, at: int, name: str) -> bool:
    """Tell whether a single capital word is none's name: "CRM", or a noun that plays a part ("Woche", "Euro")."""
    if " " in name:
        return False
    known = any(each.first <= at <= each.last for each in sentence.all(*sentence.marks))
    return known or fold(name) in _MONEY or (name.isupper() and is_ordinary(fold(name)))


def _typed(sentence: Sentence, mark: Mark, leading: str) -> Iterator[tuple[int, str]]:
    """Yield what stands where the names must in a note without capitals: behind the leading word, and beside the verb."""
    leads = [
        at for at in range(1, len(sentence.words))
        if sentence.words[at] not in _SMALL and (_leads(sentence, at, leading) or _leads(sentence, at, _MAYBE_TO))
    ]  # fmt: skip
    if len(leads) != 1:
        return
    last = _run(sentence, leads[0])
    cue = leads[0] - 1
    while cue > 0 and sentence.words[cue - 1] in _SMALL:
        cue -= 1
    first = mark.last + 1 if mark.last < cue else 0
    while first < len(sentence.words) and sentence.words[first] in _SMALL:
        first += 1
    if first >= leads[0]:  # "bosman verloren aan oakvane"
        first = 0
    run = _run(sentence, first)
    if run >= first and run < leads[0] and last >= leads[0]:
        yield first, _text(sentence, first, run)
        yield leads[0], _text(sentence, leads[0], last)


def _run(sentence: Sentence, first: int) -> int:
    """Return the last of the words from here on that may be one name in small letters."""
    last = first - 1
    while last + 1 < min(len(sentence.words), first + LONGEST):
        begin = sentence.spans[max(last, first)][1 if last >= first else 0]
        gap = sentence.text[begin : sentence.spans[last + 1][0]]
        word = sentence.words[last + 1]
        short = 1 < len(word) < 4 and word.isalpha() and not is_ordinary(word)  # "ibm"
        if _ENDS.search(gap) or word in _SMALL or _is_verb(sentence, last + 1):
            break
        if not (short or is_plain_name(word)):
            break
        last += 1
    return last


def _is_verb(sentence: Sentence, at: int) -> bool:
    return any(mark.first <= at <= mark.last for mark in sentence.all("LOST"))


def _text(sentence: Sentence, first: int, last: int) -> str:
    return sentence.text[sentence.spans[first][0] : sentence.spans[last][1]]
