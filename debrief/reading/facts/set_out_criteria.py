"""Criteria that a mail sets out: with weights or points, in a list under a heading, after a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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
    r"\b(?:criteri\w*|criteres?|kriteri\w*|zuschlagskriteri\w*|weight\w*|gewicht\w*|scored?s?|wegings\w*|punkte|puntos?|pontos|pontuacao|punten|notes? (?:obten|techn|attrib|final|global|sur)\w*|evaluat\w+|bewertung|wertung)\b"
)
# Sums, and bidders by those legal forms that are no words besides ("as", "co", "kg").
_TOTAL = re.compile(
    r"^(?:total|sum|summe|gesamt\w*|somme|totaal|overall|scores?|notes?|points?|punkte|value|by|deal|lost.*|rank|rang)\b|\b(?:ltd|inc|llc|gmbh|ag|b\.?v|s\.?l|s\.?a|lda|systems)\b"
)
_LIST_ITEM = re.compile(r"^[ \t>]*(?:\(?\d{1,2}[.)]|[-*•–])[ \t]+(\S.{2,160})$", re.MULTILINE)
# "(i) emission figures, (ii) working offline and (iii) …", after a word for what was asked.
_INLINE = re.compile(
    r"\((?P<mark>i{1,3}|iv|v|[a-e]|[1-6])\)\s*(?P<item>[^()\n]{3,90}?)(?=[\s,;.]*(?:and|und|et|y|e|en)?\s*\((?:i{1,3}|iv|v|[a-e]|[1-6])\)|[.;\n]|$)"
)
_ASKED_FOR = re.compile(
    r"\b(?:asked (?:to|for|that)|criteri\w+|criteres?|kriteri\w+|requirements?|wanted|needs?|conditions?|anforderung\w*|bedingung\w*|wichtig|vorgabe\w*|exig\w+|attentes?|importait|requisitos?|pedia\w*|pidio|condiciones|eisen|voorwaarden|belangrijk|condicoes|pedi\w+)\b[^.\n]{0,80}$"
)
_HEADING = re.compile(
    r"^[^\n]*\b(?:mattered|what (?:settled|decided|did|tipped|swung|counted)|priorit\w+|criteri\w+|decisive|deciding|factors?|requirements|most important|came down to|lost (?:ground|points|marks|out|us)|where (?:you|we) (?:lost|fell short)|needs?|why|reasons?|"
    r"mass?geblich|entscheidend|ausschlaggebend|wichtig\w*|kriteri\w+|gr[uo]nde?|decisifs?|determinants?|criteres?|priorites?|raisons?|peso|pesaron|criterios?|prioridades|motivos?|razones|doorslag\w*|belangrijk\w*|redenen|decisiv[oa]s?|determinantes?|pesou|pesaram)\b[^\n]*:[ \t]*$",
    re.MULTILINE,
)
_NUMBERS = {
    word: number
    for number, words in (
        (2, "two zwei deux dos twee duas dois"),
        (3, "three drei trois tres drie"),
        (4, "four vier quatre cuatro quatro"),
        (5, "five funf cinq cinco vijf"),
    )
    for word in words.split()
}
_TWO_OR_MORE = "|".join(_NUMBERS)
_THINGS = (
    "things|points|requirements|conditions|wishes|needs|dinge|punkte|anforderungen|bedingungen|wunsche|forderungen|choses|points|conditions|exigences|attentes|"
    "cosas|puntos|condiciones|requisitos|atributos|dingen|punten|eisen|voorwaarden|wensen|coisas|pontos|condicoes|exigencias"
)
_MATTERED = (
    r"what (?:we |they |he |she )?(?:mattered|counted|needed|wanted|asked for)|wichtig (?:war|waren|gewesen|ist)|(?:entscheidend|ausschlaggebend|massgeblich|doorslaggevend) (?:war|waren|was)|decisive (?:was|were)|determinantes? (?:fueron|foram|etaient|ont ete)|es ging (?:uns|ihnen|ihm|ihr) um|"
    r"ce qui (?:nous |leur )?(?:importait|comptait)|lo que (?:mas )?(?:nos |les )?(?:importaba|contaba|pesaba|buscabamos|pediamos|pedian)|"
    r"wat (?:voor )?(?:ons |hen )?(?:telde|woog)|o que (?:mais )?(?:nos |lhes )?(?:importava|pesava|contava)"
)
_AFTER_COLON = re.compile(
    r"\b(?:priorit\w+|(?:award |decision |evaluation |zuschlags|gunnings)?criteri\w+|criteres?|kriterien|zuschlagskriterien|deciding factors?|key requirements|must[- ]haves?|pflichtkriterien"
    rf"|(?P<number>{_TWO_OR_MORE}) (?:\w+ )?(?:{_THINGS})|(?:{_MATTERED}))\b[^:\n.]{{0,40}}:[ \t]*(?P<list>[^\n]{{4,260}})"
)
_WEIGHT = re.compile(
    r"[\s(]*\d{1,3}(?:[.,]\d{1,2})?\s?(?:%|percent|prozent|points?|pts|punkte|punten|puntos|pontos)?\)?\s*$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?:first|second|erstens|zweitens|premier|primero|ten eerste|primeiro)\w*\b")
# As `_SPLIT`, but an "and" parts only the last item.
_LAST = re.compile(
    r"\s*[,;|]\s*(?:and |und |et |y |en |e )?|\s(?:and|und|et|y|en|e|sowie)\s(?=(?:(?!\s(?:and|und|et|y|en|e|sowie)\s)[^,;])*$)"
)
_SPLIT = re.compile(r"\s*[,;|]\s*(?:and |und |et |y |en |e )?|\s(?:and|und|et|y|en|sowie)\s")


def set_out_in(text: str) -> tuple[str, ...]:
    """Return the criteria that a text sets out; empty if it sets out none."""
    text = text[:LONGEST_TEXT]
    folded = fold(text)
    named = _named(text, folded)
    if len(named) > 1:
        return named
    return _scored(text, folded) or _listed(text, folded) or _inline(text, folded) or named


def _scored(text: str, folded: str) -> tuple[str, ...]:
    """Return what has weights, or points for two bidders, two or more of them."""
    told = _CRITERIA.search(folded) is not None
    shared = weighed_in(text, told)
    if shared or not told:
        return shared
    for pattern in (_WEIGHTED, _OUT_OF, _POINTS):
        names = [
            " ".join(match[1].split()).strip(" .:/-–\"'“”„«»") for match in pattern.finditer(text)
        ]
        kept = [n for n in names if n and not _TOTAL.search(fold(n)) and len(n.split()) <= 6]
        if len(kept) >= 2:
            return tuple(dict.fromkeys(kept))[:MOST]
    return ()


def lists_in(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the items of every list of two or more that stand line below line behind a colon."""
    items: list[str] = []
    led = False
    for line in (*text[:LONGEST_TEXT].split("\n"), "."):
        found = _LIST_ITEM.fullmatch(line)
        if found and (items or led):
            items.append(" ".join(found[1].split()).strip(" .;,"))
        elif line.strip():
            if len(items) > 1:
                yield tuple(items)
            items, led = [], line.rstrip().endswith(":")


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


def _inline(text: str, folded: str) -> tuple[str, ...]:
    """Return the items numbered within a sentence that says that they were asked for."""
    items: dict[str, str] = {}
    for match in _INLINE.finditer(text):
        if not items and not _ASKED_FOR.search(folded[: match.start()]):
            return ()
        if match["mark"] in items:
            break  # what follows speaks of the items
        items[match["mark"]] = match["item"].strip(" .,;:")
    return tuple(items.values())[:MOST] if len(items) > 1 else ()


def _named(text: str, folded: str) -> tuple[str, ...]:
    """Return what is enumerated after "criteria:"."""
    match = _AFTER_COLON.search(folded)
    if match is None:
        return ()
    start, end = match.span("list")
    stop = re.search(r"[.!?](?:\s|$)", text[start:end])
    listed = text[start : start + stop.start()] if stop else text[start:end]
    if match["number"]:
        return _so_many(listed, _NUMBERS[match["number"]])
    return _items(_SPLIT, listed)


def _so_many(listed: str, number: int) -> tuple[str, ...]:
    """Return the items of an enumeration if they are as many as was said."""
    found = next((i for s in (_SPLIT, _LAST) if len(i := _items(s, listed)) == number), ())
    return () if any(_ORDINAL.match(fold(item)) for item in found) else found


def _items(split: re.Pattern[str], listed: str) -> tuple[str, ...]:
    pieces = [_WEIGHT.sub("", piece).strip(" .;:,-\"'“”„«»") for piece in split.split(listed)]
    return tuple(piece for piece in pieces if 2 < len(piece) < 90)[:MOST]


ALL = 100
LONGEST_NAME = 62  # characters of a criterion
_SHARE = r"(?<![\w.,])(?P<share>\d{1,2})(?:[ \u00a0]?(?:%|percent|prozent|pour cent|por ciento|por cento|procent|points?|pts|punkte|punten|puntos|pontos))?"
_AND = r"(?:and|und|et|y|e|en)"
_BEHIND = re.compile(rf"{_SHARE}\)?(?![\d.,]*\d)[ \t]*(?=[,;/|.)\n]|\s{_AND}\s|$)", re.IGNORECASE)
_BEFORE = re.compile(
    rf"{_SHARE} (?:on |for |für |auf |pour |para |voor |op )?(?P<name>[^\W\d_][^\d\n,;:/()|]{{2,60}}?)(?:\s?\([^)\n]*\))?(?=[,;/|.\n]|\s{_AND}\s\d|$)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[\d\n,;:/()|]")
_JOINS = re.compile(rf"[\s,;/|.):*•–-]*(?:{_AND}\s+)?", re.IGNORECASE)
_SHARED_BY = re.compile(
    rf"^(?:.{{6,}}\s(?:on|by|nach|sur|sobre|op|em)\s|{_AND}\s)(?=\w)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Share:
    """A criterion with its share, and from where to where both stand."""

    name: str
    share: int
    start: int
    end: int


def weighed_in(text: str, told: bool) -> tuple[str, ...]:
    """Return what stands in a row with shares that are a hundred together.

    ``told`` is set where the text speaks of criteria; else only three or more count, shares behind their names.
    """
    names = _row(text, _behind(text), 2 if told else 3)
    return names or (_row(text, _before(text), 2) if told else ())


def _row(text: str, shares: Iterator[Share], least: int) -> tuple[str, ...]:
    row: list[Share] = []
    for share in shares:
        if row and not _JOINS.fullmatch(text, row[-1].end, share.start):
            row = []
        row.append(share)
        while sum(each.share for each in row) > ALL:
            row.pop(0)
        if len(row) >= least and sum(each.share for each in row) == ALL:
            return tuple(_SHARED_BY.sub("", each.name).rstrip(" /") for each in row)[:MOST]
    return ()


def _behind(text: str) -> Iterator[Share]:
    """Yield the shares that stand behind their names."""
    for match in _BEHIND.finditer(text):
        start = max(0, match.start() - LONGEST_NAME)
        head = text[start : match.start()].rstrip(" \t(:=–-")
        cut = max((part.end() for part in _PARTS.finditer(head)), default=0)
        name = head[cut:].lstrip(" \t*•–-\"'“„«")
        if len(name) > 2 and name[0].isalpha() and (cut or not start):
            first = start + len(head) - len(name)
            yield Share(" ".join(name.split()), int(match["share"]), first, match.end())


def _before(text: str) -> Iterator[Share]:
    """Yield the shares that stand before their names."""
    for match in _BEFORE.finditer(text):
        name = " ".join(match["name"].split())
        yield Share(name, int(match["share"]), match.start(), match.end())
