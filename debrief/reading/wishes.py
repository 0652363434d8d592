"""What a customer says to have wished for, two things or more in one sentence: "she wanted A, B and C"."""

from __future__ import annotations

import re

from debrief.reading.criteria import is_dutch
from debrief.reading.wording import fold

MOST = 6
LONGEST_TEXT = 12_000
LONGEST = 95  # characters of a wish
MOST_WORDS = 14
LEAST_OF_TWO = 6  # words of two wishes together
_LIST = r"(?:(?:two|three|four|zwei|drei|vier|deux|trois|quatre|dos|tres|cuatro|twee|drie|vier|duas|dois|quatro) \w+(?: \w+)?)?"
_NOUN = r"wish ?list|wishes|needs|priorities|asks|requests|requirements|must-haves|wants|wunsche|wunschliste|anforderungen|prioritaten|bedingungen|voeux|souhaits|besoins|exigences|priorites|demandes|attentes|deseos|pedidos|exigencias|prioridades|requisitos|necesidades|condiciones|wensen|eisen|prioriteiten|voorwaarden|necessidades|condicoes"
_IS = r"(?:were|was|are|have been|waren|war|sind|etaient|sont|eran|son|fueron|zijn|foram|eram|sao)"
_VERB = (
    # what was wanted stands behind; in the past, for what is wanted now is hardly of this decision
    r"wanted|had (?:also )?asked for|asked for|(?:was|were|been) (?:looking for|after)|needed|hoped for|wished for|insisted on|cared about|longed for"
    r"|wollten?|wollte ich|verlangten?|forderten?|suchten?|brauchten?|erbeten|gewunscht|erwarteten?|wunschten? sich|gefordert|(?:ging|geht) es(?: (?:vor allem|immer))? um|wichtig (?:war|waren)"
    r"|voulait|voulais|voulions|voulaient|demandait|demandions|demandaient|(?:avait|avions|avaient|avais) (?:demande|ecrit noir sur blanc)|cherchait|cherchions|exigeait|exigions|exigeaient|souhaitait|souhaitions|(?:avait|avions|avaient) besoin"
    r"|querian?|queriamos|pedian?|pediamos|habia(?:n|mos)? pedido|buscaban?|buscabamos|exigian?|exigiamos|necesitaban?|necesitabamos|insistio(?: \w+)? en|pidio|pidieron|esperaban?|(?:nos |les |le )?importaban?"
    r"|wilden?|wou|vroeg(?:en)?(?: om)?|zocht(?:en)?|eisten?|telden?|verlangden?|ging het(?: \w+)? om|gevraagd"
    r"|queriam?|queriamos|pediam?|pediamos|tinha(?:m|mos)? pedido|procuravam?|procuravamos|exigiam?|precisavam?|precisavamos|pretendiam?|contaram|importavam?"
)
_CUE = re.compile(
    rf"(?:\b(?:{_NOUN})(?: (?:since|from|in|de|of|von|desde|van)[^.,:;]{{1,25}})? ?(?:{_IS}|:)|\b(?:{_VERB})\b(?: (?:unbedingt|immer|simply|always|only|really|also|above all|surtout|siempre|sempre|vooral|altijd|dabei|obendrein|a partida))?)[:,]? ?{_LIST} ?[:,]? ?"
)
_STOP = re.compile(
    r"[.!?;\n]|\s[–—-]\s|: |,? (?:but|aber|mais|pero|maar|mas|weil|because|since|porque|omdat|parce que|denn|so|wobei|whereas|while|which|and that|und das|et ca|und ihr|and you|y ustedes|en jullie|e voces|none of which|all of which)\b"
)
_AND = r"\s*,\s*(?:(?:and|und|et|y|{0}|e|pis|sowie|dann|then|ainda|plus)\s)?(?:then\s|also\s|obendrein\s)?|\s(?:and|und|et|{0}|e|sowie|as well as)\s|\sy\s(?!a\b)"
_ITEM, _ITEM_DUTCH = re.compile(_AND.format("und")), re.compile(_AND.format("en"))
_HEAD = re.compile(r"^(?:[^,]{0,40}\b(?:was|were|war|waren|era|eran|eram)|um|de)\s+(?=\S)")
_CLAUSE = re.compile(
    r"(?:we|they|he|she|you|it|i|there|this|that was|that is|wir|sie|er|ihr|ich|es|da|das (?:war|ist|hat)|dies|nous|vous|ils?|elles?|on|je|tu|c'est|c'etait|ca|yo|nosotros|ustedes|ellos|ella|eso|esto|wij|we|zij|ze|hij|jullie|u|ik|dat (?:was|is)|nos|voces|eles|ele|ela|isso|isto|eu)(?:['’]\w+)? \w+|(?:but|aber|mais|pero|maar|mas|omdat|because|weil|porque|car|parce|so|from|uns|ist|in dem es|no que|ya|(?:die|das|der) \w+ste) |.*n['’]t$"
)
_COURTESY = re.compile(
    r"(?:\w+ ){0,3}(?:sagen|say|dire|decir|zeggen|dizer|danken|thank|melden)\b|(?:to )?(?:let|tell|thank|say|inform|give you|share|write|send|call|hear|explain|apologi[sz]e|wait|meet|know|be honest|ihnen|euch|dir|vous|te |lhe|les? |usted|je |u |me |mich|mir|hablar con usted|falar)"
)
_OURS = re.compile(r"\b(?:we|i|wir|ich|nous|on|je|wij|we|ik|nos|nosotros|larkspur)(?: \w+)? \Z")
_OUR_FORMS = re.compile(r"(?:amos|iamos|ions|imos)\b")


def wished_in(text: str, by_us: bool = False) -> tuple[str, ...]:
    """Return what a text enumerates as wished for, as written; empty where it is less than two things.

    ``by_us`` is set where one of us writes: then what "we" wanted is not the customer's wish.
    """
    text = text[:LONGEST_TEXT]
    folded = fold(text)
    best: tuple[str, ...] = ()
    for cue in _CUE.finditer(folded):
        if by_us and (_OURS.search(folded[: cue.start()][-24:]) or _OUR_FORMS.search(cue[0])):
            continue
        stop = _STOP.search(folded, cue.end())
        end = stop.start() if stop else len(text)
        if end - cue.end() < 6 or (stop and stop[0] == "?"):
            continue
        found = _items(text[cue.end() : end])
        if len(found) > len(best):
            best = found
    return best


def _items(listed: str) -> tuple[str, ...]:
    """Return the things of an enumeration up to the first that is a sentence of its own."""
    line = " ".join(listed.split())
    items: list[str] = []
    for piece in (_ITEM_DUTCH if is_dutch(line) else _ITEM).split(_HEAD.sub("", line)):
        bare = piece.strip(" .,;:-–\"'“”„«»()")
        plain = fold(bare)
        if not 3 <= len(bare) <= LONGEST or len(bare.split()) > MOST_WORDS:
            break
        if _CLAUSE.match(plain) or _COURTESY.match(plain):
            break
        items.append(bare)
    told = [len(item.split()) for item in items]
    enough = len(items) > 2 or (len(items) == 2 and min(told) > 1 and sum(told) >= LEAST_OF_TWO)
    return tuple(items[:MOST]) if enough else ()
