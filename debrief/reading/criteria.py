"""What mattered to the customer in the choice, as short phrases in the mail's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from debrief.reading.clauses import sentences
from debrief.reading.grounds import Ground, odds
from debrief.reading.wording import fold

MOST = 6  # phrases returned
LONGEST = 90  # characters of one phrase
SURE = -2.0  # log odds from which a sentence names a criterion
BEHIND = 2.0  # by how much less a further sentence may say why, to be looked at as well

_BREAK = re.compile(
    r"[,;:()\"“”„«»]+\s*|\s[–—-]\s|\s(?=(?:because|since|whereas|while|although|but|weil|w[aä]hrend|aber|sondern|parce que|car|mais|tandis que|porque|pero|mientras|omdat|terwijl|maar|mas|enquanto|pois)\s)"
)
_JOINT = re.compile(r"\s(?:and|und|sowie|et|y|e|en|plus|as well as)\s", re.IGNORECASE)


def clauses_of(text: str) -> Iterator[str]:
    """Yield the clauses of a sentence; what an "and" joins is parted where both sides can stand alone."""
    for piece in _BREAK.split(text):
        if not piece or not piece.strip():
            continue
        halves = _JOINT.split(piece)
        if len(halves) > 1 and all(len(half.split()) >= 3 for half in halves):
            yield from halves
        else:
            yield piece


def criteria_in(
    grounds: Sequence[Ground], own: frozenset[str], rival: str | None
) -> tuple[str, ...]:
    """Return the clauses that name what mattered, of the sentences that say why; empty if none does."""
    best = max((each.score for each in grounds), default=0.0)
    found: list[tuple[float, str]] = []
    for each in grounds:
        if each.score < best - BEHIND or each.score <= 0 or each.criterion < SURE:
            continue
        found += [(_odds(clause, own), clause) for clause in clauses_of(each.text)]
    most = max((score for score, _ in found), default=0.0)
    kept = [
        price_in(clause) or _bare(clause, rival)
        for score, clause in found
        if score >= max(most - 1.5, -1.0)
    ]
    return tuple(dict.fromkeys(phrase[:LONGEST] for phrase in kept if len(phrase) > 2))[:MOST]


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
    "prijs": r"goedkoper|te duur|duurder|prijs|prijzen|korting",
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


_LEADING = re.compile(
    r"^\W*(?:(?:because|since|as|while|but|and|that|which|who|also|plus|they|it|we|you|he|she|weil|dass|da|aber|und|die|sie|wir|parce que|car|mais|et|que|qui|dont|ils|nous|porque|pero|y|que|ellos|omdat|dat|die|maar|en|ze|zij|mas|e|eles|pois)\b\W*)+",
    re.IGNORECASE,
)


def _bare(clause: str, rival: str | None) -> str:
    """Return a clause without the little words in front and without the winner's name."""
    text = " ".join(clause.split())
    if rival:
        text = re.sub(rf"\b{re.escape(rival)}\b(?:['’]s)?\s*", "", text)
    return _LEADING.sub("", text).strip(" .;,:-–\"'“”„«»()")
