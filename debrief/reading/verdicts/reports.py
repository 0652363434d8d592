"""Reports of many deals: listed in rows, sorted by where they stand, or summed up in a period's figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from debrief.reading.mail.html_text import Table
from debrief.reading.records.crm_fields import LONGEST, is_of_changes
from debrief.reading.records.crm_labels import field_of
from debrief.reading.records.placings import BIDDER
from debrief.reading.wording import fold

MANY = 3  # kinds of words by which a report of a period is known
MOST_LOOKED_AT = 6_000  # characters of a turn


def rows_listed(tables: Iterable[Table], text: str) -> int:
    """Return how many deals a mail lists; more than one makes it a report."""
    head = text[:LONGEST]
    return max([_listed_in_text(head), _repeated(head), *map(_listed, tables)])


_LOT = re.compile(r"lots?|los|lose|lotes?|perce(?:el|len)")
_STAGE_WORD = re.compile(
    r"\b(?:lost|won|proposal|negotiation|discovery|qualif\w+|commit|verbal|demo|verloren|gewonnen|angebot|verhandlung|perdue?|gagnée?|négociation|perdid[oa]|ganad[oa]|negociaci[oó]n|ganh[oa]|negociação|onderhandeling)\b",
    re.IGNORECASE,
)


def _listed_in_text(text: str) -> int:
    """Return how many deals a table set with blanks lists: lines of four columns with an amount and a stage."""
    rows = 0
    for line in text.split("\n"):
        cells = [cell for cell in re.split(r"\t| {2,}|\s\|\s", line.strip()) if cell.strip()]
        if len(cells) >= 4 and re.search(r"\d", line) and _STAGE_WORD.search(line):
            rows += 1
    return rows if rows >= 3 else 0


def _repeated(text: str) -> int:
    """Return how many deals a text lists one below the other, each of another customer with its own outcome."""
    customers: dict[str, set[str]] = {}
    outcomes: dict[str, int] = {}
    for line in text.split("\n"):
        label, colon, value = line.strip("*>•|- \t\r").partition(":")
        if not colon or not 2 <= len(label) <= 36 or not value.strip():
            continue
        name = field_of(label)
        if name == "company":
            customers.setdefault(fold(label), set()).add(fold(value).strip())
        elif name in ("winner", "stage"):
            outcomes[fold(label)] = outcomes.get(fold(label), 0) + 1
    rows = min(max(map(len, customers.values()), default=0), max(outcomes.values(), default=0))
    return rows if rows >= 2 else 0


def _listed(table: Table) -> int:
    """Return how many deals a table lists: the rows below a heading that hold a stage."""
    if len(table) < 3 or len(table[0]) < 3:
        return 0
    names = {field_of(cell) for cell in table[0]}
    if "stage" not in names and _LOT.fullmatch(fold(table[0][0]).strip()):
        return 0  # the lots of one offer
    if is_of_changes(table[0]) or _is_of_bidders(table[0], names):
        return 0  # one deal's changes, or who bid for it
    if not names & {"stage", "deal", "company"}:
        return 0
    return sum(1 for row in table[1:] if len(row) >= 3)


def _is_of_bidders(heading: Sequence[str], names: set[str | None]) -> bool:
    """Tell whether a table lists who bid; beside customers or deals, it is their competitors that it names."""
    at = next((at for at, cell in enumerate(heading) if BIDDER.match(fold(cell))), None)
    return at == 0 or (at is not None and not names & {"company", "deal"})


# Where deals of a report stand, as headings or cells of it say: won, lost, open, delayed.
_STANDINGS = (
    r"(?:closed[- ])?won|wins?|gewonnen|gagnee?s?|signee?s?|ganad[oa]s?|ganh[oa]s?|fechad[oa]s?",
    r"(?:closed[- ])?lost|loss(?:es)?|verloren|perdue?s?|(?:cerrad[oa]s |fechad[oa]s )?perdid[oa]s?",
    r"open|in progress|ongoing|pipeline|commit|best case|upside|(?:still )?in play|offen|in arbeit|laufend|en cours|abiert[oa]s?|en curso|en marcha|openstaand|lopend|em aberto|em curso|em andamento|abert[oa]s?",
    r"slipp(?:ed|ing)|delayed|pushed|pulled|parked|on hold|verschoben|reportee?s?|decalee?s?|aplazad[oa]s?|retrasad[oa]s?|uitgesteld|verschoven|adiad[oa]s?",
)
_EDGE = r"[^\w\n]{0,8}"  # signs around a heading or in a cell
_HEADINGS = tuple(
    re.compile(
        rf"^{_EDGE}(?:\d{{1,2}}[.)] ?)?(?:(?:deals?|opps|opportunit(?:y|ies)|affaires?|negocios?|projekte?|auftrage?) )?(?:{words})(?: (?:deals?|business|(?:this|since last|last) (?:week|wk|month|quarter)|diese (?:woche|n monat)|cette semaine|ce mois|esta semana|este mes|deze week|deze maand))?"
        rf"{_EDGE}(?:\([^()\n]{{0,60}}\){_EDGE})?$",
        re.MULTILINE,
    )
    for words in _STANDINGS
)  # folded
_CELLS = tuple(
    re.compile(rf"{_EDGE}(?:{words}){_EDGE}(?:\([^()]{{0,60}}\){_EDGE})?") for words in _STANDINGS
)
# "Quill: lost (58), you had the mail", one deal a line.
_SAID = re.compile(r"^[^\n:]{2,60}? ?: (?P<said>[^\n]{2,})$", re.MULTILINE)
_BEGINS = tuple(re.compile(rf"{_EDGE}(?:{words})\b") for words in _STANDINGS)
_GAP = re.compile(r"\t|\||\s{3,}")  # between columns
# Rows of something else than a deal: lots, days, what a record says of itself.
_NO_DEAL = re.compile(
    r"\W*(?:\d|lots?\b|los\b|lote\b|perceel\b|stage|status|state|phase|etape|etapa|fase|forecast|old|new|previous|current|alt|neu|ancien|nouve|anterior|nuev|nov[ao]|vorig|huidig|platform|licen|support|training)"
)
LISTS = 3  # headings of different kinds by which such a report is known, or rows of two


def is_sorted(text: str) -> bool:
    """Tell whether a text lists deals by where they stand, under headings or in a column."""
    plain = fold(text[:MOST_LOOKED_AT])
    if sum(each.search(plain) is not None for each in _HEADINGS) >= LISTS:
        return True
    told = [match["said"] for match in _SAID.finditer(plain)]
    if len(told) > LISTS and all(any(map(_BEGINS[kind].match, told)) for kind in (0, 1)):
        return True
    rows = [_GAP.split(line.strip()) for line in plain.split("\n") if _GAP.search(line.strip())]
    deals = [row for row in rows if len(row) > 1 and not _NO_DEAL.match(row[0])]
    kinds = [kind for row in deals if (kind := _standing(row)) is not None]
    return len(kinds) >= LISTS and 0 in kinds and 1 in kinds


def _standing(row: list[str]) -> int | None:
    """Return by its number which standing a row's cells name."""
    found = (at for at, each in enumerate(_CELLS) if any(map(each.fullmatch, row[1:])))
    return next(found, None)


# What a report of a week, a month or a quarter holds; each alone occurs in the news of a loss as well.
_REPORTS = tuple(
    map(
        re.compile,
        (
            r"\b(?:qtd|ytd|mtd|(?:year|quarter|month)[- ]to[- ]date)\b",
            r"\b(?:win|hit)[- ]?rate\b|\babschlussquote\b|\bgewinnquote\b|\btaux de (?:transformation|reussite|conversion|gain)\b|\btasa de (?:cierre|conversion|exito)\b|\bslagingspercentage\b|\btaxa de (?:conversao|fecho|ganho)\b",
            r"\bpipeline\b|\bfunnel\b|\bembudo\b|\btrichter\b|\bfunil\b",
            r"\bforecast\b|\bprognose\b|\bprevisionnel\b|\bprevision(?:es)?\b|\bcommit\b",
            r"\broll-?up\b|\b(?:weekly|monthly|quarterly) (?:report|numbers|update)\b|\b(?:wochen|monats|quartals)bericht\b|\bbilan (?:du mois|de la semaine|mensuel)\b|\binforme (?:del mes|mensual|semanal)\b|\b(?:week|maand|kwartaal)rapport\b|\brelatorio (?:do mes|mensal|semanal)\b",
            r"\bclosed[- ]won\b[^\n]*\bclosed[- ]lost\b|\bwon\b[^\n]{0,40}\blost\b[^\n]{0,60}\d",
        ),
    )
)  # folded


def is_report(text: str) -> bool:
    """Tell whether a text gives the figures of a week, a month or a quarter."""
    plain = fold(text[:MOST_LOOKED_AT])
    return sum(part.search(plain) is not None for part in _REPORTS) >= MANY
