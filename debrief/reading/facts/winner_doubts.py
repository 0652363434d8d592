"""What speaks against a name as the winner's, by the words right before it: a place, a person, a thing."""

from __future__ import annotations

import re

from debrief.reading.legal_forms import FORM
from debrief.reading.wording import fold

_FIRM = r"empresa|compania|firma|firm|company|agency|agentur|boite|societe|cabinet|vecinos?|vizinhos?|voisins?|nachbarn|buren|competitor|vendor|supplier|provider|outfit|shop|anbieter|lieferant|mitbewerber|wettbewerber|proveedor|fornecedor|fournisseur|prestataire|leverancier|partij|bedrijf|clubje|consultora|consultoria|consultant|start-?up|bureau|buro|kanzlei"
# "§" is a French "à", which folded would be the article of Portuguese ("outro fornecedor, a Medecusto").
# "an agency from Poland", "une petite boîte de Dax", "l'équipe IT, à Clermont".
_PLACE = re.compile(
    rf"\b(?:{_FIRM})s?(?: \w+)?,? (?:from|in|near|out of|aus|de|d'|da|do|du|§|van|uit|en|em) (?:the )?$"
    r"|\b(?:aus|uit|near|based in|con sede en|ansassig in|gevestigd in|installee? §|base §|consultant §|bureaux? §|visita a|folks in|people in)\s$"
    r"|\b(?:equipe|equipo|team|groupe|grupo)(?: \w+){0,3},? (?:§|en) $"
    r"|\b(?:sors|sortie?|reviens) de (?:chez )?$|\b(?:helft|ochtend|middag|dag|langs|geweest) bij $"
    r"|\b(?:plant|factory|warehouse|depot|branch|werk|niederlassung|standort|usine|entrepot|succursale|planta|fabrica|bodega|almacen|sucursal|sede|filial|vestiging|fabriek|magazijn|armazem)s? (?:in|at|de|d'|do|da|du|§|en|em|van|von|te) $"
    r"|\b(?:i|we|ich|wir|je|yo) (?:went|drove|flew|fuhr\w*|fui|fuimos) (?:\w+ )?(?:to|nach|a)\s$"
)
# Whom somebody spoke to, or who signs, buys and decides at the customer's.
_PERSON = re.compile(
    r"\b(?:jase|parle|discute|dejeune|dine|passe [\w ]{2,14}|gesprochen|telefoniert|sprach|gesproken|gestaan|gebeld|gegeten|habl\w+|comi|reuni\w*|almoc\w+|falei|spoke|talked|chatted|lunch|coffee|sat down)(?: \w+){0,2} (?:avec|mit|met|con|com|with|to)\s$"
    r"|\b(?:preguntale a|pregunta a|frag|fragt|ask|vraag|demande a|pergunta a|libros de|schrift van|heures avec|horas con)\s$"
)
_TITLED = re.compile(
    r"\b(?:gerent[ea]|director[a]?|directrice|directeur|geschaftsfuhrer\w*|leiter\w*|manager|controller|cfo|ceo|cio|coo|owner|inhaber\w*|eigenaar|duen[oa]|encargad[oa]|jef[ea]|responsable|president[ea]?|voorzitter|einkaufer\w*|acheteu\w+|inkoper)(?: \w+){0,2}, $"
    r"|\b(?:sr|sra|dr|dra|don|dona|doc?teur|herr|herrn|frau|mr|mrs|ms|mme|madame|monsieur|mevrouw|meneer|mevr|dhr|ing|inge)\.? $"
)
_LABEL = re.compile(
    r"^\W*(?:\d+\W+)?(?:signatair\w*|ansprechpartner\w*|kontakt\w*|contact\w*|decision maker|buyer|comprador\w*|compradora|entidad (?:compradora|contratante|convocante)|entreprise|entidade (?:compradora|adjudicante|contratante)|client\w*|kunde|klant|cliente|organisme|auftraggeber\w*|acheteur|behorde)\s?:\s*$"
)
# One word after these is a thing, whatever its capital: "die alte Hotline", "etwas Digitales".
_THING = re.compile(
    r"\b(?:jede[rsnm]?|alte[nrms]?|etwas|keine?[rsnm]?|every|each|any|chaque|cada|elke|iedere?)\s$"
)
_CHANGED_TO = re.compile(r"(?:→|->|=>|»)\s*$")
_FURTHEST = 70  # characters before a name in which such words stand


def is_doubtful(name: str, text: str, first: int) -> bool:
    """Tell whether the words before a name (it begins at ``first``) make it anything but the winner."""
    before = text[max(0, first - _FURTHEST) : first]
    if name.islower() or _CHANGED_TO.search(before):
        return True
    plain = fold(re.sub(r"(?<!\w)à(?!\w)", "§", before))
    if _LABEL.search(plain.rpartition("\n")[2]) or any(
        doubt.search(plain) for doubt in (_PLACE, _PERSON, _TITLED)
    ):
        return True
    return " " not in name and _THING.search(plain) is not None


# A capital after "a" is an adjective where a word for a firm follows: in English alone those have one.
_ONE = re.compile(r"\b(?:a|an|another|some|that|this) $")
_FIRM_FOLLOWS = re.compile(rf" (?:\w+ )?(?:{_FIRM}|crowd|lot|gang|house|group|maker)s?\b")


def says_of_whom(before: str, after: str) -> bool:
    """Tell whether a word only says of which country or kind a firm is ("a Danish crowd"), by what is around it."""
    return bool(_ONE.search(fold(before[-12:])) and _FIRM_FOLLOWS.match(fold(after[:40])))


_TITLE = re.compile(
    r"^(?:Messrs\.?|Firma|the firm|die Firma|(?:la )?[Ss]ociété(?: coopérative)?|la empresa|a empresa|(?:Best)?[Bb]ieter(?:in)?|Unternehmen|Attributaire|Adjudicatario|Inschrijver|Bidder|Tenderer|Wettbewerber|Mitbewerber|Konkurrent|Competitor|Concurrent|Competidor|Concorrente)\s*:?\s+"
)
_ENDED = re.compile(
    rf"^(.*?\b{FORM}\.)\s+\S+$|^(.+ {FORM}(?<! Co))\s+[A-ZÀ-Þ][a-zà-ÿ]+$"
    r"|^(.*?[\wÀ-ÿ]{4})\.\s+[A-ZÀ-Þ][a-zà-ÿ]+ .*$"
)
# What follows a name without a comma and is no part of it: "we awarded it to Nuvora Friday", "attribué à Vestalia / Lot 3".
_RUN_ON = re.compile(
    r"\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Diens|Donners|Frei|Sams)tag|Mittwoch|Lot|Los|Lote|Perceel|Kavel)$"
)
_MORE = re.compile(rf"[–/][A-ZÀ-Þ][\w’'-]+|\+(?!\w)| – [A-ZÀ-Þ]\w+, {FORM}\b\.?")


def tidied(name: str, after: str) -> str:
    """Return a winner's name without a title, a word of the next sentence, or what was cut off it."""
    more = _MORE.match(after)
    if more:
        name += more[0]
    name = _TITLE.sub("", name)
    ended = _ENDED.match(name)
    return _RUN_ON.sub("", next(filter(None, ended.groups()), name) if ended else name)
