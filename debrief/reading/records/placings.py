"""Who came out first among those who bid, as a portal's table lists them, one bidder a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from debrief.reading.mail.html_text import Table
from debrief.reading.records.award_tables import is_us, tables_in
from debrief.reading.wording import fold

BIDDER = re.compile(
    r"\W*(?:bidder|tenderer|supplier|soumissionnaire|candidat|bieter|anbieter|licitador|oferente|proveedor|licitante|proponente|fornecedor|concorrente|inschrijver|aanbieder|leverancier)"
)  # folded; heads the column of those who bid
_RANK = re.compile(
    r"\W*(?:rank(?:ing)?|rang|platz|platzierung|place|classement|ordre|orden|puesto|posicion|clasificacion|ordem|posicao|lugar|classificacao|plaats|positie|rangorde)\W*"
)  # folded
_FIRST = re.compile(r"\W*0?1\W?\s?(?:st|er|ere|[oae])?\W*")
AWARDED = re.compile(
    r"\W*(?:(?:contract )?award(?:ed)?|successful|winner|winning (?:bid|bidder|tender|tenderer|score|offer|supplier)|selected|chosen|recommended(?: for award)?"
    r"|zuschlag(?: erteilt| erhalt| vorgesehen)?|bezuschlagt|zuschlagsempfanger|bestbieter|gewinner|ausgewahlt"
    r"|attributaire(?: pressenti)?|attribue|retenue?|laureat"
    r"|adjudicatari[oa](?: propuest[oa])?|adjudicad[oa]|propuest[oa] como adjudicatari[oa]|ganador|seleccionad[oa]"
    r"|(?:voorlopig |voorgenomen )?gegund|gunning|winnaar|gekozen|vencedora?)\W*"
)  # folded; a whole cell
# A standing that may change yet: of an auction, or before all was looked at.
_FOR_NOW = re.compile(
    r"\b(?:auction|auktion|encheres?|subasta|veiling|leilao|interim|so far|zwischenstand|derzeit\w*|actuellement|por ahora|tussenstand|por enquanto|provis[io]\w+|vorlaufig\w*|voorlopig\w*)\b"
)  # folded


@dataclass(frozen=True, slots=True)
class Placing:
    """Who is first where we are among those listed: another by name, or we."""

    first: str
    ours: bool
    awarded: bool  # the table says so, and not only by its order


def placing(tables: Iterable[Table], text: str, own: str) -> Placing | None:
    """Return who a table of bidders puts first; None where none lists us, or several are first."""
    if not own:
        return None
    set_out = tuple(tables_in(text))
    listed = filter(None, map(_numbered, set_out)) if _TO_FIRST.search(fold(text)) else ()
    found = (_placed(table, text, own) for table in (*tables, *set_out))
    told = (_first_listed(table, own) for table in listed)
    return next(filter(None, chain(found, told)), None)


# To whom it is awarded, by where they stand in the list: "adjudicar el contrato a la primera clasificada".
_TO_FIRST = re.compile(
    r"\b(?:award\w*|contract|let)\b[^.;\n]{0,60}\bto (?:the )?(?:first|top|highest|best)[- ](?:ranked|placed|scor\w+)\b"
    r"|\b(?:zuschlag|auftrag|vergabe)\b[^.;\n]{0,60}\b(?:erst(?:platzierte|gereihte)\w*|best(?:platzierte|bieter)\w*|(?:erste[rn]?|platz 1) der (?:rang|reihen)\w+)\b"
    r"|\b(?:attribu\w+|confi\w+)\b[^.;\n]{0,80}\b(?:classee?|arrivee?) (?:en )?(?:premiere?|1re|1er|tete)\b|\b(?:attribu\w+|confi\w+)\b[^.;\n]{0,60}\b(?:au|a la) premiere? (?:classee?|du classement)\b"
    r"|\badjudic\w+\b[^.;\n]{0,80}\b(?:(?:a la |al )?primer[ao]? (?:clasificad[oa]|licitador\w*)|clasificad[oa] en primer lugar)\b"
    r"|\b(?:gun\w+|gegund)\b[^.;\n]{0,60}\b(?:als eerste (?:geeindigd\w*|gerangschikt\w*)|(?:de )?nummer (?:1|een)|eerst(?:geplaatste|gerangschikte))\b"
    r"|\badjudic\w+\b[^.;\n]{0,80}\b(?:primeir[oa] classificad[oa]|(?:classificad[oa]|ordenad[oa]) em (?:1\.?o|primeiro) lugar)\b"
)  # folded
_PLACE = re.compile(r"(\d{1,2})(?:\.?[º°ª]|[.)])?(?:\s+(?P<name>\S.*))?")


def _numbered(table: Table) -> list[str] | None:
    """Return the names in a list numbered from one on; None where it is no such list."""
    names: list[str] = []
    for at, row in enumerate(table, 1):
        place = _PLACE.fullmatch(row[0])
        if place is None or int(place[1]) != at:
            return None
        names.append(place["name"] or row[1])
    return names


def _first_listed(names: Sequence[str], own: str) -> Placing | None:
    """Return who stands first in a list of those who bid, if we do, too."""
    if not any(is_us(name, own) for name in names):
        return None
    return Placing(names[0].strip(), is_us(names[0], own), awarded=True)


def _placed(table: Table, text: str, own: str) -> Placing | None:
    head, *rows = table
    if len(rows) < 2 or not any(BIDDER.match(p) or _RANK.fullmatch(p) for p in map(fold, head)):
        return None
    column = next((at for row in rows for at, cell in enumerate(row) if is_us(cell, own)), None)
    rows = [row for row in rows if column is not None and len(row) > column]
    awarded = [row for row in rows if any(AWARDED.fullmatch(fold(cell)) for cell in row)]
    first = awarded or ([] if _FOR_NOW.search(fold(text)) else _ranked_first(head, rows))
    if column is None or len(first) != 1 or not any(is_us(row[column], own) for row in rows):
        return None
    name = first[0][column].strip()
    return Placing(name, is_us(name, own), bool(awarded)) if name else None


def _ranked_first(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    at = next((at for at, cell in enumerate(head) if _RANK.fullmatch(fold(cell))), None)
    return (
        []
        if at is None
        else [row for row in rows if len(row) > at and _FIRST.fullmatch(fold(row[at]))]
    )
