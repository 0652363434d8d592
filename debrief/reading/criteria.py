"""What mattered to the customer in the choice, as short phrases in the mail's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from debrief.reading.clauses import sentences
from debrief.reading.criterion_cues import is_circumstance, named_in
from debrief.reading.criterion_phrase import is_praise, phrase_of
from debrief.reading.grounds import Ground, odds
from debrief.reading.wording import fold

MOST = 6  # phrases returned
MOST_WORDS = 7  # of an item in a list; where one is longer, "and" does not part them
SURE = -2.0  # log odds from which a sentence names a criterion
FAR_BEHIND = 4.5  # by how much less a sentence may say why that says in so many words what mattered
NAMED_SURE = -4.6  # log odds from which such a sentence is taken to name a criterion
NAMING = -0.5  # the least by which such a sentence may say why
LEAST = -1.8  # log odds from which the likeliest clause of such a sentence is told
CLEAR = -1.0  # log odds from which others are told as well
NEAR = 1.5  # by how much less likely these may be
BEHIND = 2.0  # by how much less a further sentence may say why, to be looked at as well

_BREAK = re.compile(
    r"[,;:()\"“”„«»]+\s*|\s[–—-]\s|\s(?=(?:because|since|whereas|while|although|but|weil|w[aä]hrend|aber|sondern|parce que|car|mais|tandis que|porque|pero|mientras|omdat|terwijl|maar|mas|enquanto|pois)\s)"
)
_COMMA = re.compile(r"\s*[,;]\s*(?:(?:and|und|et|y|e)\s)?")
_AND = r"\s*[,;]\s*(?:(?:{0})\s)?|\s(?:{0})\s(?!(?:so|the like|co)\b)"
_SPLIT = re.compile(_AND.format("and|und|sowie|et|y|e|plus|as well as|&"), re.IGNORECASE)
_SPLIT_DUTCH = re.compile(_AND.format("en|&"), re.IGNORECASE)
_DUTCH = re.compile(r"\b(?:het|een|voor|met|van|niet|wij|ze|zij|hun|jullie|aan|op|zijn|bij)\b")
_ROMANCE = re.compile(r"\b(?:la|le|les|el|los|las|du|des|un|une|una|que|qu|con|por|pour)\b")
_JOINT = re.compile(r"\s(?:and|und|sowie|et|y|e|plus|as well as)\s", re.IGNORECASE)
_JOINT_DUTCH = re.compile(r"\sen\s", re.IGNORECASE)


def is_dutch(text: str) -> bool:
    """Tell whether an "en" in a text joins two things, as it does in Dutch alone."""
    folded = fold(text)
    return " en " in folded and bool(_DUTCH.search(folded)) and not _ROMANCE.search(folded)


def clauses_of(text: str) -> Iterator[str]:
    """Yield the clauses of a sentence; what an "and" joins is parted where both sides can stand alone."""
    for piece in _BREAK.split(text):
        if not piece or not piece.strip():
            continue
        halves = (_JOINT_DUTCH if is_dutch(piece) else _JOINT).split(piece)
        if len(halves) > 1 and all(len(half.split()) >= 3 for half in halves):
            yield from halves
        else:
            yield piece


def criteria_in(
    grounds: Sequence[Ground], own: frozenset[str], rival: str | None, idle: bool = False
) -> tuple[str, ...]:
    """Return the phrases that name what mattered, of the sentences that say why; empty if none does.

    What a sentence says in so many words to have mattered goes before what its clauses are about;
    ``idle`` is set where nobody won: there nothing else was compared.
    """
    best = max((each.score for each in grounds), default=0.0)
    named = [
        phrase
        for each in grounds
        if _may_name(each, best)
        for text in named_in(each.text)
        for phrase in listed(text, rival)
    ]
    meant = [each for each in grounds if _may_mean(each, best) and not named_in(each.text)]
    kept = [] if idle or len(named) > 1 else _meant_in(meant, own, rival)
    return each_once([*named, *kept])


def _may_name(each: Ground, best: float) -> bool:
    """Tell whether a sentence is to be believed where it says in so many words what mattered."""
    return each.score > max(best - FAR_BEHIND, NAMING) and each.criterion > NAMED_SURE


def _may_mean(each: Ground, best: float) -> bool:
    """Tell whether a sentence says why, and by something that our offer was compared on."""
    clearly = min(max(each.criterion + 1.0, 0.0), 2.0)
    return each.score > 0 and each.criterion >= SURE and each.score + clearly >= best - BEHIND


def _meant_in(meant: Sequence[Ground], own: frozenset[str], rival: str | None) -> list[str]:
    """Return what the likeliest clauses of these sentences are about."""
    found = [
        (_odds(clause, own), clause)
        for each in meant
        for clause in clauses_of(each.text)
        if not is_praise(clause)
    ]
    most = max((score for score, _ in found), default=0.0)
    return [
        phrase
        for score, clause in found
        if score >= max(min(most, CLEAR), LEAST)
        and score > most - NEAR
        and (phrase := price_in(clause) or phrase_of(clause, rival)) is not None
    ]


def listed(text: str, rival: str | None) -> list[str]:
    """Return the items of what was said to have mattered, each cut to its phrase."""
    split = _SPLIT_DUTCH if is_dutch(text) else _SPLIT
    pieces = [piece for piece in split.split(text) if piece and piece.strip()]
    if max((len(piece.split()) for piece in pieces), default=0) > MOST_WORDS:
        pieces = _COMMA.split(text)
    phrases = ((_cheap(piece) or phrase_of(piece, rival)) for piece in pieces)
    return [phrase for phrase in phrases if phrase is not None and not is_circumstance(phrase)]


def _cheap(piece: str) -> str | None:
    """Return the word for price where an item is nothing but that."""
    return price_in(piece) if len(piece.split()) <= 3 else None


def each_once(phrases: Sequence[str]) -> tuple[str, ...]:
    """Return the phrases without those that others hold, at most as many as are of use."""
    kept: list[str] = []
    for phrase in phrases:
        plain = fold(phrase)
        if any(plain in fold(other) for other in kept):
            continue
        kept = [other for other in kept if fold(other) not in plain]
        kept.append(phrase)
    return tuple(kept[:MOST])


def surest(grounds: Sequence[Ground]) -> float:
    """Return how surely the sentence that says why names a criterion (log odds; nought without one)."""
    best = max(grounds, key=lambda each: each.score, default=None)
    return best.criterion if best is not None else 0.0


def _odds(clause: str, own: frozenset[str]) -> float:
    part = next(iter(sentences(clause)), None)
    return odds(part, (), own)[1] if part is not None else -9.0


_PRICE = {
    "price": r"cheap\w*|undercut\w*|too (?:expensive|dear|pricey|costly)|pric(?:e|es|ing)|less expensive|lower (?:bid|offer|quote|cost)|lowest bid\w*|half the (?:price|money|cost)|(?:highest|lowest) of \d+ bids|discount\w*|for free|at no (?:extra )?c(?:ost|harge)",
    "Preis": r"(?:zu |so )?teuer\w*|g[uü]nstiger\w*|billiger\w*|preis\w*|wirtschaftlichste\w*|kosten(?:los|frei)|rabatt",
    "prix": r"moins chere?s?|trop chere?s?|prix|tarifs?|gratuit\w*",
    "precio": r"(?:mas )?barat[oa]s?|(?:muy |demasiado |mas )car[oa]s?|precios?|gratis|por debajo de",
    "prijs": r"goedkoper|te duur|duurder|prijs\w*|prijzen|korting",
    "preço": r"(?:mais )?baratos?|(?:achou |muito |mais )car[oa]s?|precos?|desconto",
}
_PRICES = {word: re.compile(rf"\b(?:{terms})\b") for word, terms in _PRICE.items()}
_NOT_IT = re.compile(
    r"\b(?:not|never|nicht|n'[ae]|pas|no|nunca|niet|nao|fair|fine|reasonable|angemessen|correcte?s?|prima|netjes|justo)\b"
)


def price_in(clause: str) -> str | None:
    """Return the word for price in the language of a clause that finds the price too high; else None."""
    folded = fold(clause)
    if _NOT_IT.search(folded):
        return None
    return next((word for word, pattern in _PRICES.items() if pattern.search(folded)), None)
