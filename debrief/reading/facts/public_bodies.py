"""What public bodies are called, and the one that a text names or for which a portal writes.

A label shows it, or a line that is its name and nothing else, or what ties it to a place.
"""

from __future__ import annotations

import re

from debrief.reading.wording import fold

# What a body's name begins with, and what it ends in; folded.
BODY = (
    r"syndicat|centre hospitalier|hopital|hopitaux|chu|chru|sdis|communaute|agglomeration|metropole|departement|conseil (?:regional|departemental)|region|universite|lycee|mairie|ville|commune|ministere|office public|chambre"
    r"|hospital|servicio|consejeria|xunta|generalitat|gobierno|universidad|instituto|cabildo|mancomunidad|consorcio|ayuntamiento|diputacion|concello|ajuntament"
    r"|municipio|camara municipal|prefeitura|secretaria|universidade|fundacao|servicos? (?:municipa\w+|intermunicipa\w+)|agrupamento"
    r"|(?:landes)?(?:haupt)?stadt|landkreis|universitat\w*|hochschule|klinik(?:um|en)|landes(?:amt|betrieb)|bundes(?:amt|anstalt)|\w*verband|studierendenwerk"
    r"|gemeinde|kreis|stadtwerke|camara|municipalidad|comune"
    r"|gemeente|provincie|waterschap|hogeschool|universiteit|veiligheidsregio|omgevingsdienst|ministerie|university|ministry|city|county|borough"
)
_ENDED = re.compile(r"(?:[ '’][A-ZÀ-Þ][\w.-]*| gGmbH| e\.? ?[VG]\.?)$")
BODY_END = r"council|trust|authority|agency|hospitals?|university|fire and rescue service|police"
_LONGEST = 10  # words of a name
_MOST_TEXT = 12_000  # characters that are looked at
_BODY = re.compile(rf"(?:{BODY}) \S.*|.*\S (?:{BODY_END})")  # folded, of a whole line
_SHOWN = re.compile(
    r"^[ \t*|-]*(?P<label>[^:,\n]{2,40}?)[ \t]*[:|][ \t]*(?P<value>[^\n]{3,120}?)[ \t]*$",
    re.MULTILINE,
)
# Labels (folded) of nothing but the body itself.
_LABEL = re.compile(
    r"contracting (?:body|authority|entity)|awarding authority|vergabestelle|auftraggeber(?:in)?|pouvoir adjudicateur|organo(?: de contratacion)?|entidad (?:convocante|contratante|adjudicadora)|aanbestedende dienst|opdrachtgever|entidade (?:adjudicante|contratante)|orgao"
)
# "… pour le compte de la Communauté d'Orvel.", "La Présidente du Conseil régional de Loire, par délégation"
_FOR = re.compile(
    r"\b(?:pour le compte|on behalf|im Auftrag|en nombre|por cuenta|em nome|namens|[Pp]résidente?|[Dd]irect(?:eur|rice)|[Mm]aire|through|via) ?"
    r"(?:de la|de l['’]|du|des|of the|of|der|des|del?|da|do|the|het)? ?(?P<name>[A-ZÀ-Þ][^.,;:()\n]{4,90}?)(?= e[Tt]ender| portal|[.,;:()\n]|$)"
)
# In running text: with what ties it to a place.
_TOLD = re.compile(
    r"\b(?:(?:Ayuntamiento|Diputación|Gobierno|Concello|Municipalidad|Universidad) del?|Communauté d['’]agglomération d[eu]s?|Syndicat (?:mixte|intercommunal|des eaux) d[eu]s?|[Dd]épartement d[eu]s?|Ministry of|Prefeitura (?:Municipal )?d[eoa]|Bundesanstalt für|Zweckverband|Câmara Municipal d[eoa]s?|Município d[eoa]s?|Landkreis|Stadt|Gemeinde|Kreis|Gemeente|Waterschap|Provincie|Ville de|Commune de|Métropole|Comune di|Ajuntament de|City of|County of|Town of|State of)"
    r"(?: (?:de |da |do |la |las |los |el |am |an der |sur )?[A-ZÀ-Þ][\w’'-]{1,40}){1,4}"
)
# An office within the body, a number, a sentence.
_PART = re.compile(
    r"\d|[.!?]$|\b(?:contratacion|compras|achats|marches publics|procurement|vergabe\w*|has|have|will|a|hat|wird|heeft|ha|intends)\b"
)
_OFFICE = re.compile(r"^.* on behalf of (?:the )?|^(?:gerencia|presidencia|direccion|junta|direction|presidence) (?:general )?(?:de la|del?|du) |(?<=\w), .*$")  # fmt: skip


def public_body(text: str) -> str | None:
    """Return the public body that a portal's text shows as the buyer, without an office within it."""
    text = text[:_MOST_TEXT]
    shown = [(fold(match["label"]), match["value"]) for match in _SHOWN.finditer(text)]
    labelled = (without_office(value) for label, value in shown if _LABEL.fullmatch(label))
    named = (name for name in labelled if not re.search(r"\d", name))
    lines = (without_office(line.strip(" \t*|")) for line in text.split("\n") if ":" not in line)
    others = (without_office(value) for _, value in shown)
    told = (match["name"] for match in _FOR.finditer(text))
    return next(named, None) or next(filter(_is_body, (*lines, *others, *told)), None)


def told_body(text: str) -> str | None:
    """Return the first public body that a running text names by its place."""
    found = _TOLD.search(text)
    return found[0] if found else None


def without_office(name: str) -> str:
    """Return the public body of "Gerencia de la Mancomunidad" or "Landeshauptstadt Merzburg, Amt für Hochbau"; else the name."""
    office = next(_OFFICE.finditer(fold(name)), None)
    if office is None:
        return name
    body = name[office.end() :] if office.start() == 0 else name[: office.start()]
    return body if _is_body(body) else name


def _is_body(name: str) -> bool:
    plain = fold(name)
    words = name.split()
    if not 2 <= len(words) <= _LONGEST or not (name[0].isupper() and _ENDED.search(name)):
        return False
    return bool(_BODY.fullmatch(plain)) and not _PART.search(plain)
