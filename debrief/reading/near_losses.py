"""What sounds like a lost deal and is none yet: a price bargained for, the figures of a period."""

from __future__ import annotations

import re

from debrief.reading.wording import fold

MANY = 3  # kinds of words by which a report is known
MOST_LOOKED_AT = 6_000  # characters of a turn

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
# What a customer promises for a better price, or threatens for the one they have.
_BARGAIN = re.compile(
    r"\b(?:and|then) (?:i|we)(?:['’]ll| will) (?:sign|do it|take it|go with you|buy|place the order|commit)\b(?! (?:\w+ ){0,2}?(?:with|from|to|at) (?!you\b))|\b(?:get|bring) (?:me|us|it) (?:down )?to [£$€]?\d|\bmeet (?:us|me) at [£$€]?\d"
    r"|\b(?:or|otherwise|stay where you are and) (?:you(?:['’]ll| will) (?:lose|be out)|(?:i|we)(?:['’]ll| will|['’]m|['’]re) (?:sign(?:ing)?|go(?:ing)?|have to go|buy(?:ing)?) (?:with|to|from))"
    r"|\b(?:need|want|send (?:me|us)|waiting for) your (?:best|last|final|lowest) (?:price|number|offer|figure)\b|\bat (?:that|this) price (?:you|we)(?:['’]ll| will| would)? (?:lose|have to pass)"
    r"|\bgiv(?:e|ing) you (?:one|a|the) (?:last|final) chance\b|\bletzte chance (?:geben|fur sie|fur euch)\b|\b(?:donner|laisser) une derniere chance\b|\b(?:dar|doy|damos) (?:\w+ )?(?:una |uma |la |a )?ultima (?:chance|oportunidad|oportunidade)\b|\b(?:geef|geven) (?:je|jullie|u) (?:nog )?een laatste kans\b"
    r"|\b(?:the|your) best you can (?:do|offer|manage)\b|\bdas beste,? (?:was|das) (?:sie|ihr|du) (?:machen|bieten|tun)\b|\b(?:le|au) mieux que vous (?:pouvez|puissiez)\b|\blo mejor que (?:puedes?|pueden|podeis)\b|\bhet beste (?:wat|dat) (?:je|jullie|u) (?:kan|kunt|kunnen)\b|\bo melhor que (?:consegue|conseguem|pode|podem)\b"
    r"|\bi(?:['’]d| would) (?:rather|prefer to) (?:work|go|stay) with you\b(?! but)|\b(?:wurde|mochte) lieber mit (?:ihnen|euch|dir) (?:arbeiten|machen)\b|\bje (?:prefere|prefererais) (?:travailler|continuer) avec vous\b|\bprefiero (?:trabajar|seguir) con (?:vosotros|ustedes|usted)\b|\bik werk (?:het )?liever(?: samen)? met (?:jullie|jou|u)\b|\bprefiro (?:trabalhar|continuar|ficar) (?:convosco|com voces|consigo)\b"
    r"|\b(?:brauch\w*|schick\w*|nenn\w*) (?:\w+ ){0,3}(?:besten|letzten) preis\b|\bbestes angebot bis\b"
    r"|\b(?:il (?:nous|me) faut|on attend|envoyez-(?:nous|moi)) votre (?:meilleur|dernier) prix|\ba ce (?:tarif|prix)-la vous (?:perdez|perdrez)|\b(?:necesito|necesitamos|mandadme|mandame|esperamos) (?:tu|su|vuestro|el) mejor precio|\ba ese precio (?:lo )?(?:pierde|perdeis|perdera)"
    r"|\b(?:stuur|geef|noem) (?:\w+ ){0,2}(?:beste|laatste|scherpste) prijs\b|\bvoor die prijs (?:verlies|verliest|verliezen)|\b(?:preciso|precisamos|manda|mande|mandem)(?:-me|-nos)? (?:do |o )?(?:seu|teu|vosso) melhor preco|\ba esse preco (?:perde|perdem)"
    r"|\bdann (?:machen wir das|unterschreib\w* (?:ich|wir)|sind wir uns einig|konnen wir (?:das )?(?:machen|unterschreiben))|\bkommen sie (?:mir|uns)\b[^.!?\n]{0,40}\bentgegen\b|\bsonst (?:gehen|gehe|nehmen|nehme|unterschreib\w*|bestell\w*) (?:ich|wir)\b"
    r"|\b(?:et|alors) (?:je|on|nous) (?:signe|signons|signerai|signerons)\b(?! avec)|\bsinon,? (?:je|nous|on) (?:signe|signons|prends|prenons|vais|allons|va|passe|passons)\b|\bsi vous (?:n['’]etes pas capables?|ne (?:descendez|pouvez pas|faites pas))"
    r"|\b(?:y|entonces) (?:firmo|firmamos|cerramos|cierro)(?: (?:hoy|manana|el|esta|ya mismo|con ustedes|con vosotros)|[.,!]|\W*$)|\bde lo contrario\b|\bsi no (?:baja|bajan|llegan|llegas|pueden|puede)\b"
    r"|\bdan (?:teken ik|tekenen we|tekenen wij|doen we het|is de opdracht van jullie)\b(?! (?:\w+ ){0,2}?met (?!jullie|u\b|je\b))|\banders (?:ga ik|gaan we|gaan wij|teken ik|tekenen we)\b"
    r"|\b(?:e|entao) (?:assino|assinamos|fechamos|fecho)(?: (?:hoje|amanha|na hora|convosco|com voces)|[.,!]|\W*$)|\bcaso contrario\b|\bse nao (?:baixar\w*|conseguir\w*|chegar\w*)|\bsenao (?:vou|vamos|fecho|fechamos|assino)\b"
)  # folded


# Where deals of a report stand, as headings or cells of it say: won, lost, open, delayed.
_STANDINGS = (
    r"(?:closed[- ])?won|wins?|gewonnen|gagnee?s?|signee?s?|ganad[oa]s?|ganh[oa]s?|fechad[oa]s?",
    r"(?:closed[- ])?lost|loss(?:es)?|verloren|perdue?s?|(?:cerrad[oa]s |fechad[oa]s )?perdid[oa]s?",
    r"open|in progress|ongoing|pipeline|(?:still )?in play|offen|in arbeit|laufend|en cours|abiert[oa]s?|en curso|en marcha|openstaand|lopend|em aberto|em curso|em andamento|abert[oa]s?",
    r"slipp(?:ed|ing)|delayed|pushed|on hold|verschoben|reportee?s?|decalee?s?|aplazad[oa]s?|retrasad[oa]s?|uitgesteld|verschoven|adiad[oa]s?",
)
_EDGE = r"[^\w\n]{0,8}"  # signs around a heading or in a cell
_HEADINGS = tuple(
    re.compile(
        rf"^{_EDGE}(?:\d{{1,2}}[.)] ?)?(?:(?:deals?|opps|opportunit(?:y|ies)|affaires?|negocios?|projekte?|auftrage?) )?(?:{words})(?: (?:deals?|business|this (?:week|month|quarter)|diese (?:woche|n monat)|cette semaine|ce mois|esta semana|este mes|deze week|deze maand))?"
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


def is_report(text: str) -> bool:
    """Tell whether a text gives the figures of a week, a month or a quarter."""
    plain = fold(text[:MOST_LOOKED_AT])
    return sum(part.search(plain) is not None for part in _REPORTS) >= MANY


# Not about this deal any more.
_ANOTHER_TIME = re.compile(
    r"\b(?:next time|in (?:the )?future|nachstes mal|prochaine fois|proxima vez|proxima|volgende keer)\b"
)


def bargains(text: str) -> int:
    """Return how often a customer promises something for a better price, or threatens for the one they have."""
    said = re.split(r"[.!?\n]", fold(text[:MOST_LOOKED_AT]))
    return sum(len(_BARGAIN.findall(each)) for each in said if not _ANOTHER_TIME.search(each))
