"""Criteria that a mail sets out: with weights or points, in a list under a heading, after a colon."""

from __future__ import annotations

import re

from debrief.reading.wording import fold

MOST = 6
LONGEST_TEXT = 20_000
_WEIGHTED = re.compile(
    r"(?:^|[,;(:.\n]|\b(?:and|und|et|y|en|e)\b)\s*([^\W\d_][^\d\n,;:()%.]{2,48}?)\s*[(:=–-]?\s*\(?\d{1,3}(?:[.,]\d)?\s?(?:%|percent|prozent|pour cent|por ciento|por cento|procent)",
    re.IGNORECASE | re.MULTILINE,
)
_POINTS = re.compile(
    r"^[ \t>*•-]*([^\W\d_][^\d\n:;|(]{2,40}?)[ \t]*(?::[^\d\n]{0,20}|\(\d{1,3} ?%?\)[ \t:|]*|[ \t|]+)\d{1,3}(?:[.,]\d{1,2})?\b(?![.,]\d)[^\d\n]{1,24}\d{1,3}(?:[.,]\d{1,2})?\b[^\n€$£]{0,20}$",
    re.MULTILINE,
)
_OUT_OF = re.compile(
    r"(?:^|[,;(:.\n]|\b(?:and|und|et|y|en|e)\b)\s*([^\W\d_][^\d\n,;:()%.]{2,48}?)[ :]+\d{1,3}(?:[.,]\d{1,2})?\s?(?:/|out of|von|sur|de|van)\s?\d{1,3}\b",
    re.IGNORECASE | re.MULTILINE,
)
_CRITERIA = re.compile(
    r"\b(?:criteri\w*|criteres?|kriteri\w*|zuschlagskriteri\w*|weight\w*|gewicht\w*|scores?|punkte|puntos?|pontos|pontuacao|punten|notes? (?:obten|techn|attrib|final|global|sur)\w*|evaluat\w+|bewertung|wertung)\b"
)
_TOTAL = re.compile(
    r"^(?:total|sum|summe|gesamt\w*|somme|totaal|overall|scores?|notes?|points?|punkte|larkspur|value|by|deal|lost.*|rank|rang)\b|\b(?:ltd|inc|llc|gmbh|ag|b\.?v|s\.?l|s\.?a|lda|systems)\b"
)
_LIST_ITEM = re.compile(r"^[ \t>]*(?:\(?\d{1,2}[.)]|[-*•–])[ \t]+(\S.{2,160})$", re.MULTILINE)
_HEADING = re.compile(
    r"^[^\n]*\b(?:mattered|what (?:settled|decided|did|tipped|swung|counted)|priorit\w+|criteri\w+|decisive|deciding|factors?|requirements|most important|came down to|lost (?:ground|points|marks|out|us)|where (?:you|we) (?:lost|fell short)|needs?|why|reasons?|"
    r"mass?geblich|entscheidend|ausschlaggebend|wichtig\w*|kriteri\w+|gr[uo]nde?|decisifs?|determinants?|criteres?|priorites?|raisons?|peso|pesaron|criterios?|prioridades|motivos?|razones|doorslag\w*|belangrijk\w*|redenen|decisiv[oa]s?|determinantes?|pesou|pesaram)\b[^\n]*:[ \t]*$",
    re.MULTILINE,
)
_AFTER_COLON = re.compile(
    r"\b(?:priorit\w+|(?:award |decision |evaluation |zuschlags|gunnings)?criteri\w+|criteres?|kriterien|zuschlagskriterien|deciding factors?|key requirements|must[- ]haves?|pflichtkriterien)\b[^:\n.]{0,40}:[ \t]*([^\n]{4,200})"
)
_WEIGHT = re.compile(
    r"[\s(]*\d{1,3}(?:[.,]\d{1,2})?\s?(?:%|percent|prozent|points?|pts|punkte|punten|puntos|pontos)?\)?\s*$",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*[,;|]\s*(?:and |und |et |y |en |e )?|\s(?:and|und|et|y|en|sowie)\s")


def set_out_in(text: str) -> tuple[str, ...]:
    """Return the criteria that a text sets out; empty if it sets out none."""
    text = text[:LONGEST_TEXT]
    folded = fold(text)
    named = _named(text, folded)
    if len(named) > 1:
        return named
    return _scored(text, folded) or _listed(text, folded) or named


def _scored(text: str, folded: str) -> tuple[str, ...]:
    """Return what has weights, or points for two bidders, two or more of them."""
    if not _CRITERIA.search(folded):
        return ()
    for pattern in (_WEIGHTED, _OUT_OF, _POINTS):
        names = [
            " ".join(match[1].split()).strip(" .:-–\"'“”„«»") for match in pattern.finditer(text)
        ]
        kept = [n for n in names if n and not _TOTAL.search(fold(n)) and len(n.split()) <= 6]
        if len(kept) >= 2:
            return tuple(dict.fromkeys(kept))[:MOST]
    return ()


def _listed(text: str, folded: str) -> tuple[str, ...]:
    """Return the items of the list that begins within three lines of a heading."""
    for heading in _HEADING.finditer(folded):
        first = _LIST_ITEM.search(text, heading.end())
        if first is None or text.count("\n", heading.end(), first.start()) > 3:
            continue
        items = [match[1].strip(" .;") for match in _LIST_ITEM.finditer(text, first.start())]
        if len(items) >= 2:
            return tuple(items[:MOST])
    return ()


def _named(text: str, folded: str) -> tuple[str, ...]:
    """Return what is enumerated after "criteria:"."""
    match = _AFTER_COLON.search(folded)
    if match is None:
        return ()
    start, end = match.span(1)
    stop = re.search(r"[.!?](?:\s|$)", text[start:end])
    listed = text[start : start + stop.start()] if stop else text[start:end]
    pieces = [_WEIGHT.sub("", piece).strip(" .;:,-\"'“”„«»") for piece in _SPLIT.split(listed)]
    return tuple(piece for piece in pieces if 2 < len(piece) < 90)[:MOST]
