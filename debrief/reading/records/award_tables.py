"""What a table of bidders says: who came out first, and on which criteria; in HTML or set with blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from debrief.reading.mail.html_text import Table
from debrief.reading.wording import first_word, fold

LONGEST = 12_000  # characters of a text that are looked at
MOST = 6  # criteria returned
MOST_COLUMNS = 9
_CELLS = re.compile(r"\t+|\s*\|\s*| {2,}|\s?\.{3,}\s?:?|\s?·{3,}\s?")
_WEIGHTED = re.compile(r"\(\s*\d{1,3}\s*(?:%|points?|pts)?\s*\)")
_FIRST = re.compile(
    r"\s*(?:1|1st|1\.|first|awarded|winner|recommended|successful)\s*", re.IGNORECASE
)
_US = re.compile(
    r"^(?:your? (?:score|bid|offer|proposal|points)|you|yours|sie|ihr angebot|ihre punkte|vous|votre offre|votre note|ustedes|su oferta|u|uw (?:score|inschrijving|offerte)|jullie|voces|v\. ?exas?\.?|a? ?vossa proposta)$"
)
TOTAL = re.compile(
    r"\W*(?:(?:weighted |overall |grand |final )?(?:total|score|sum)|gesamt\w*|summe|punkte gesamt|somme|note (?:globale|finale)|puntuacion(?: total)?|suma|totaal\w*|eindscore|pontuacao(?: total)?|media(?: ponderada)?|classificacao final|nf|gesamtpunktzahl|resultat\w*|ergebnis|schnitt|durchschnitt|punkte|punten|puntos|pontos|points?|votes?|stimmen|stemmen|votos|voix|moyenne|gemiddelde?|average)\b"
)
_RANK = re.compile(r"\W*(?:rank|rang|place|platz|posicion|positie|plaats|posicao|class)\w*\W*$")
_NO_NAME = re.compile(
    r"\W*(?:highest|hochste[rs]?|hoogste|la plus haute|best|beste[rs]?|meilleure?|mejor|melhor|comments?|remarks?|notes?|reasons?|kommentar\w*|bemerkung\w*|begrundung\w*|commentaires?|observations?|comentarios?|observacio\w*|observac\w*|opmerking\w*|toelichting|weight\w*|gew(?:icht\w*)?|pond\w*|poids|pesos?|weging\w*|max\w*|\w*[ck]rite\w*|\w*bieter|ute|points?|punkte|available|quesito\w*|threshold|mittel\w*|average|median|rank|rang|punten|puntos|pontos|event|(?:the )?(?:winn\w+|preferred|successful|gewinner\w*|gagnant\w*|vencedor\w*|ganador\w*|adjudicatari[oa]|bestbieter\w*|winnaar|attributaire|bestplatzierte\w*|erstplatzierte\w*)(?: (?:score|bid|bidder|tenderer|offer|supplier|vendor|contractor|angebot|punkte))?|(?:note|nota) (?:de l['’])?(?:attributaire|laureat|adjudicatari[oa])|(?:note|points|punkte|puntuacion|pontuacao|nota) d\w+ (?:l['’])?(?:attributaire|gagnant\w*|adjudicatari[oa]|vencedor\w*|ganador\w*|bestbieter\w*)|difference|diff|current\b.*|huidige\b.*|ist-?stand|(?:bidder|bieter|tenderer|vendor|supplier|anbieter|soumissionnaire|candidat|licitador|licitante|oferente|concorrente|inschrijver|offre|oferta|option|anbod)[ .]{0,2}(?:[a-z]|\d+|[ivx]+)?)\W*$"
)
# Whoever came out first, not by name: "Most adv.", "Bestes Angebot".
_BEST = re.compile(
    r"\W*(?:most|economically most|best|highest|top|mas|mais|la plus|le plus|wirtschaftlichst\w*|economisch meest|mejor|melhor|beste\w*|meilleure?) (?:adv\w*|advantageous|(?:scor|rank)\w*|bid|offer|tender|\w*angebot|vantajos\w*|ventajos\w*|avantageu\w*|voordelig\w*|oferta|proposta|offre|inschrijving|bod)\W*$"
)
_CHOSEN = re.compile(r"\((?:gekozen|gewahlt|chosen|awarded|selected|winner|retenue?|attributaire|adjudicatari[oa]|elegid[oa]|gunning|vencedor\w*|adjudicad[oa])\)")  # fmt: skip
_NUMBER = re.compile(r"(?<![\w.,])\d{1,4}(?:[.,]\d{1,3})?(?!\d)")
_MONEY = re.compile(r"[$€£]|\b(?:EUR|USD|GBP|CHF)\b")
_ASIDE = re.compile(r"\s*\([^()]*\)\s*")
_SCORE_AFTER = re.compile(r"\s+\d{1,4}(?:[.,]\d{1,3})?\s*%?$")  # "Vantaro 35"
_ORDINAL = re.compile(r"^\s*\d{1,2}(?:\.?[º°ª]|\.|\)|e|er|st|nd|rd|th)?\s+(?=\S)")


def award_table(tables: Sequence[Table], own: str, text: str = "") -> tuple[str | None, tuple[str, ...]]:  # fmt: skip
    """Return who came out first in a table of bidders that names us, and the criteria; of a text's tables too."""
    for table in (*tables, *tables_in(text)):
        if len(table) < 2:
            continue
        winner, criteria = _ranked(table, own)
        if winner is None:
            winner, named = _side_by_side(table, own)
            criteria = criteria or named
        winner = winner or _one_below_the_other(table, own)
        if winner or criteria:
            return winner, criteria
    return None, ()


def tables_in(text: str) -> Iterator[Table]:
    """Yield the tables that a text sets with blanks, tabs, bars or dots: lines of as many cells as the next."""
    rows: list[tuple[str, ...]] = []
    for line in (*text[:LONGEST].split("\n"), ""):
        bare = line.strip(" \t\r|>*")
        cells = tuple(cell.strip() for cell in _CELLS.split(bare)) if bare else ()
        if 2 <= len(cells) <= MOST_COLUMNS:
            rows.append(cells)
        elif bare:
            yield from _evened(rows)
            rows = []
    yield from _evened(rows)


def _evened(rows: list[tuple[str, ...]]) -> Iterator[Table]:
    """Yield the rows as a table; a heading that leaves its first cell empty is given one."""
    if len(rows) < 2:
        return
    width = max(len(row) for row in rows[1:])
    head = ("", *rows[0]) if len(rows[0]) == width - 1 and len(rows) > 2 else rows[0]
    yield (head, *(_with_label(row, width) for row in rows[1:]))


def _with_label(row: tuple[str, ...], width: int) -> tuple[str, ...]:
    """Return a row of nothing but figures with an empty label before them: it is the sum of those above."""
    figures = len(row) == width - 1 and all(_value(cell) is not None for cell in row)
    return ("", *row) if figures else row


def _ranked(table: Table, own: str) -> tuple[str | None, tuple[str, ...]]:
    """Return who ranks first by a column that says so, and the weighted criteria in the heading."""
    row = next((row for row in table[1:] if any(fold(own) in fold(cell) for cell in row)), None)
    if row is None or len(table) < 3:
        return None, ()
    column = next(index for index, cell in enumerate(row) if fold(own) in fold(cell))
    others = [other for other in table[1:] if other is not row and len(other) > column]
    first = next((o for o in others if any(_FIRST.fullmatch(cell) for cell in o)), None)
    weights = tuple(cell for cell in table[0] if _WEIGHTED.search(cell))
    return (first[column].strip() if first else None), weights


def is_us(cell: str, own: str) -> bool:
    """Tell whether a cell names us, or what we offered."""
    plain = fold(_ORDINAL.sub("", cell)).strip(" .:*")
    first = first_word(own)
    return (bool(first) and plain.startswith(first)) or _US.match(plain) is not None


def _name(cell: str) -> str | None:
    """Return the firm that a cell names; None where it names a weight, a criterion or nobody."""
    if _MONEY.search(cell):
        return None
    name = _ORDINAL.sub("", _ASIDE.sub(" ", cell)).strip(' .:*-–|"“”„')
    name = _SCORE_AFTER.sub("", name)
    label, _, named = name.partition(":")
    if named.strip() and _NO_NAME.match(fold(label)):
        name = named.strip()  # "Attributaire : Localia Santé"
    aside = _ASIDE.search(cell)
    if aside is not None and name[:1].isalpha() and _NO_NAME.match(fold(name)):
        return _name(aside[0].strip(" ()"))  # "Attributaire (Localia Santé)"
    plain = fold(name)
    if not name or not name[0].isalpha() or not name[0].isupper() or len(name.split()) > 7:
        return None
    return None if any(each.match(plain) for each in (_NO_NAME, _BEST, TOTAL)) else name


def _value(cell: str) -> float | None:
    found = _NUMBER.findall(cell) if not _MONEY.search(cell) else []
    return float(found[0].replace(",", ".")) if found else None


def _side_by_side(table: Table, own: str) -> tuple[str | None, tuple[str, ...]]:
    """Return whose column has the highest total beside ours, and the criteria in the first column."""
    head = table[0]
    ours = next((at for at, cell in enumerate(head) if at and is_us(cell, own)), None)
    if ours is None:
        return None, ()
    names = {
        at: name for at, cell in enumerate(head) if at and at != ours and (name := _name(cell))
    }
    rows = [_aligned(row, head) for row in table[1:]]
    rows = [row for row in rows if len(row) == len(head)]
    told = any(_BEST.match(fold(cell)) for cell in head)
    if not (names or told) or len(rows) < 2:
        return None, ()
    total = next((row for row in rows if not row[0].strip() or TOTAL.match(fold(row[0]))), None)
    named = [_ASIDE.sub(" ", row[0]).strip(" .:") for row in rows if row is not total]
    criteria = tuple(label for label in named if len(label) > 1 and label[0].isalpha())[:MOST]
    criteria = criteria if len(criteria) > 1 else ()
    if len(names) == 1:
        return next(iter(names.values())), criteria
    if not names or total is None:
        return None, criteria
    scores = {at: score for at in names if (score := _value(total[at])) is not None}
    mine, best = _value(total[ours]), max(scores, key=lambda at: scores[at], default=None)
    won = best is not None and mine is not None and scores[best] > mine
    return (names[best] if best is not None and won else None), criteria


def _aligned(row: tuple[str, ...], head: tuple[str, ...]) -> tuple[str, ...]:
    """Return a row of sums, which has no weight, with an empty cell where the others have theirs."""
    weight = next((at for at, cell in enumerate(head) if at and _NO_NAME.match(fold(cell))), None)
    short = len(row) == len(head) - 1 and weight is not None and TOTAL.match(fold(row[0]))
    return (*row[:weight], "", *row[weight:]) if short else row


def _one_below_the_other(table: Table, own: str) -> str | None:
    """Return whose row has the highest total, where ours is one of the rows."""
    mine = next((row for row in table if any(is_us(cell, own) for cell in row[:2])), None)
    if mine is None:
        return None
    column = next(at for at, cell in enumerate(mine[:2]) if is_us(cell, own))
    rows = [
        row for row in table if row is not mine and len(row) == len(mine) and _name(row[column])
    ]
    chosen = next((row for row in rows if any(_CHOSEN.search(fold(cell)) for cell in row)), None)
    if chosen is not None:
        return _name(chosen[column])
    head = table[0]
    totals = [
        at for at, cell in enumerate(head) if len(head) == len(mine) and TOTAL.match(fold(cell))
    ]
    at = totals[-1] if totals else len(mine) - 1 if len(mine) == 2 else None
    if at is None or at == column or (own_score := _value(mine[at])) is None:
        return None
    scored = [(score, row) for row in rows if (score := _value(row[at])) is not None]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return (
        _name(best[1][column])
        if best is not None and best[0] > own_score and best[0] <= 1_000
        else None
    )
