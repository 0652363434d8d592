"""What speaks against a name as the winner's, by the words right before it: a place, a person, a thing."""

from __future__ import annotations

import re

from debrief.reading.legal_forms import FORM
from debrief.reading.wording import fold
from debrief.timing.known_cities import cities_called

_FIRM = r"empresa|compania|firma|cooperativ[ae]|cooperatie|genossenschaft|fabrikat|marke|marque|marca|merk|make|brand|firm|company|agency|agentur|boite|societe|cabinet|vecinos?|vizinhos?|voisins?|nachbarn|buren|competitor|vendor|supplier|provider|outfit|shop|anbieter|lieferant|mitbewerber|wettbewerber|proveedor|fornecedor|fournisseur|prestataire|leverancier|partij|bedrijf|clubje|consultora|consultoria|consultant|start-?up|bureau|buro|kanzlei"
# "§" is a French "à", which folded would be the article of Portuguese ("outro fornecedor, a Medecusto").
# "an agency from Poland", "une petite boîte de Dax", "l'équipe IT, à Clermont".
_PLACE = re.compile(
    rf"\b(?:{_FIRM})s?(?: \w+)?,? (?:from|in|near|out of|aus|de|d'|da|do|du|§|van|uit|en|em) (?:the )?$"
    r"|\b(?:aus|uit|near|based in|con sede en|ansassig in|gevestigd in|installee? §|base §|consultant §|bureaux? §|visita a|folks in|people in)\s$"
    r"|\b(?:equipe|equipo|team|groupe|grupo)(?: \w+){0,3},? (?:§|en) $"
    r"|\b(?:sors|sortie?|reviens) de (?:chez )?$|\b(?:helft|ochtend|middag|dag|langs|geweest) bij $"
    r"|\b(?:plant|site|office|workshop|buro|kantoor|hub|factory|warehouse|depot|branch|werk|niederlassung|standort|usine|entrepot|succursale|planta|fabrica|bodega|almacen|sucursal|sede|filial|vestiging|fabriek|magazijn|armazem)s? (?:in|at|de|d'|do|da|du|§|en|em|van|von|te) $"
    r"|\b(?:i|we|ich|wir|je|yo) (?:went|drove|flew|fuhr\w*|fui|fuimos) (?:\w+ )?(?:to|nach|a)\s$"
    r"|\b(?:truck|lorr|driv|drove|relocat|fahrt|gefahren|umgezogen|transport|camion|demenag|vervoer|verhuis)\w*(?: \w+){0,2} (?:to|nach|§|naar) $"
)
# Whom somebody spoke to, or who signs, buys and decides at the customer's.
_PERSON = re.compile(
    r"\b(?:jase|parle|discute|dejeune|dine|passe [\w ]{2,14}|gesprochen|telefoniert|sprach|gesproken|gestaan|gebeld|gegeten|habl\w+|comi|reuni\w*|almoc\w+|falei|spoke|talked|chatted|lunch|coffee|sat down)(?: \w+){0,2} (?:avec|mit|met|con|com|with|to)\s$"
    r"|\b(?:your (?:man|lad|only man|only engineer|chap)|(?:you|they)(?: only| just)? have(?: only| just| got)?|tene?is(?: solo)? a|tiene[ns]?(?: solo)? a|vous n'avez que|(?:ihr|sie) hab(?:t|en) nur|jullie hebben (?:alleen|enkel)|(?:voces|vos) so tem o|vuestr[oa] \w+|votre (?:homme|technicien\w*|monteur)|(?:euer|ihr) (?:monteur|mann|techniker)|jullie (?:man|monteur)|o vosso \w+),? $"
    r"|\b(?:preguntale a|pregunta a|frag|fragt|ask for|ask|vraag|demande a|pergunta a|libros de|schrift van|heures avec|horas con)\s$"
)
_TITLED = re.compile(
    r"\b(?:gerent[ea]|director[a]?|directrice|directeur|geschaftsfuhrer\w*|leiter\w*|manager|controller|cfo|ceo|cio|coo|owner|inhaber\w*|eigenaar|duen[oa]|encargad[oa]|jef[ea]|responsable|president[ea]?|voorzitter|einkaufer\w*|acheteu\w+|inkoper)(?: \w+){0,2}, $"
    r"|\b(?:sr|sra|dr|dra|don|dona|doc?teur|herr|herrn|frau|mr|mrs|ms|mme|madame|monsieur|mevrouw|meneer|mevr|dhr|ing|inge)\.? $"
)
OFFICE_HEAD = (
    r"gerent[ea]|director[ae]?|directrice|directeur|direktor\w*|geschaftsfuhr\w*|leiter\w*|leitung|\w{4,}leiter(?:in)?|head|chief|manager|vorstand\w*|responsable|chef|jef[ea]|bereichsleiter\w*|abteilungsleiter\w*"
    r"|inkoper|einkaufer\w*|acheteu\w+|hoofd|diretora?|chefe|coordinat\w+|coordinad\w+|coordenad\w+|verantwoordelijke|sachbearbeiter\w*|referent\w*"
)
# What somebody is, as it stands below their name, or where a house stands: "Leiter Einkauf", "4 Cloth Hall Yard".
_OFFICE = re.compile(rf"(?:{OFFICE_HEAD})\b")
_ROAD = re.compile(
    r"(?:.*\b)?(?:street|road|lane|yard|avenue|square|quay|court|crescent|terrace|drive|\w*stra(?:ss|ß|s)e|\w*weg|\w*platz|\w*gasse|\w*allee|\w*straat|\w*gracht|\w*plein|\w*laan|\w*kade)$"
)
_HOUSE_NUMBER = re.compile(r"(?<![\w.,])\d{1,4}[a-z]?,? $")
_HOUSE_BEHIND = re.compile(r" \d{1,4}[a-z]?\b(?![.,]?\d)")
_ROAD_FIRST = re.compile(
    r"(?:rue|avenue|boulevard|quai|place|chemin|calle|avenida|avda|plaza|paseo|poligono|rua|praca|largo|travessa|estrada)\b"
)
_LABEL = re.compile(
    r"^\W*(?:\d+\W+)?(?:signatair\w*|ansprechpartner\w*|kontakt\w*|contact\w*|decision maker|buyer|comprador\w*|compradora|entidad (?:compradora|contratante|convocante)|entreprise|entidade (?:compradora|adjudicante|contratante)|client\w*|kunde|klant|cliente|organisme|auftraggeber\w*|acheteur|behorde)\s?:\s*$"
)
# One word after these is a thing, whatever its capital: "die alte Hotline", "etwas Digitales".
_THING = re.compile(
    r"\b(?:jede[rsnm]?|alte[nrms]?|etwas|keine?[rsnm]?|every|each|any|chaque|cada|elke|iedere?)\s$"
)
_CHANGED_TO = re.compile(r"(?:→|->|=>|»)\s*$")
# What our offer is for, which is ours: "his quote for Lanewise", "17.000 Euro für Lanewise-Lizenzen", "StowPath x 12".
_OFFERED = re.compile(
    r"\b(?:(?:your|our|his|her|ihr|unser|euer|dein|sein|votre|notre|son|vuestr[ao]|su|nuestr[ao]|uw|jullie|zijn|haar|onze|vossa|nossa|sua)(?:e[nrms]?)? (?:\w+ )?(?:quote|quotation|offer|proposal|bid|angebot|offerte|devis|offre|oferta|propuesta|presupuesto|proposta|orcamento)"
    r"|\d[\d.,]* ?(?:k|€|£|[$]|eur|euros?|pounds?|dollars?|mille|mil)) (?:for|fur|pour|para|por|voor|over) (?:d'|\w{2,4} )?$"
)
# Whoever is of a department: "Clémence des achats", "Tom from purchasing".
_OF_DEPARTMENT = re.compile(
    r",? (?:from|in|of|aus|vom|des|du|de|d['’]|van|von|da|do|das|dos|del?)(?: (?:the|our|der|dem|la|las|de|het|unser\w+|notre|onze|nossa))? ?"
    r"(?:purchasing|procurement|accounts|finance|accounting|legal|marketing|hr|it|logistics|quality|einkauf|vertrieb|buchhaltung|finanzen|recht|technik|achats|compta(?:bilite)?|juridique|qualite|compras|contabilidad|contabilidade|juridico|inkoop|boekhouding|financien)\b"
)  # folded
_PIECES = re.compile(r" ?[x×] ?\d{1,5}\b")
_LICENCES = re.compile(
    r"\w-?(?:lizenz(?:en)?|licen[cs]es?|licencias?|licenties?|licencas?)$| (?:lizenz(?:en)?|licen[cs]es?|licencias?|licenties?|licencas?)$"
)
_FURTHEST = 70  # characters before a name in which such words stand


def is_doubtful(name: str, text: str, first: int) -> bool:
    """Tell whether the words before a name (it begins at ``first``) make it anything but the winner."""
    before = text[max(0, first - _FURTHEST) : first]
    if name.islower() or _CHANGED_TO.search(before) or _LICENCES.search(fold(name)):
        return True
    plain = _leading(before)
    if _OF_DEPARTMENT.match(fold(text[first + len(name) :][:_FURTHEST])):
        return True
    if _OFFERED.search(plain) or _PIECES.match(text, first + len(name)):
        return True
    if _LABEL.search(plain.rpartition("\n")[2]) or any(
        doubt.search(plain) for doubt in (_PLACE, _PERSON, _TITLED)
    ):
        return True
    return " " not in name and _THING.search(plain) is not None


_KIND = re.compile(
    rf"(?:\w*(?:lieferant|anbieter|dienstleister|handler|hersteller|leverancier)(?:en|n|s)?|{_FIRM})"
)


def is_kind(name: str) -> bool:
    """Tell whether a name only says what kind of firm is meant ("Sägenlieferanten", "Fabrikat")."""
    return _KIND.fullmatch(fold(name)) is not None


def is_office(name: str) -> bool:
    """Tell whether words are what somebody does ("Leiter Einkauf"), and no firm's name."""
    return _OFFICE.match(fold(name)) is not None and not re.search(rf"\b{FORM}\b", name)


def is_address(name: str, before: str = "", after: str = "") -> bool:
    """Tell whether words are a street with its number, by what is around them."""
    plain = fold(name)
    if re.search(rf"\b{FORM}\b", name):
        return False
    if _ROAD_FIRST.match(plain):
        return re.search(r"\d", name + after[:8]) is not None
    number = re.match(r"\d{1,4}[a-z]? ", plain) or _HOUSE_NUMBER.search(fold(before[-8:]))
    return bool(_ROAD.fullmatch(plain) and (number or _HOUSE_BEHIND.match(after)))


# Where somebody is, goes or comes from: behind such a word a city's name is no firm's.
_WHERE = re.compile(
    r"(?:(?<!\w)(?:in|near|from|at|around|outside|via|out of|over in|up in|down in|based in|back from|off to|"
    r"aus|nach|bei|uber|um|§|de|d'|vers|en|desde|hacia|uit|naar|te|em|da|do|a)|[(,|/–—-]) ?$"
)
_OF_THERE = re.compile(
    r" (?:lot|people|crowd|outfit|folks?|boys|gang|mob|guys|chaps|bunch|office|branch|house|firm|company|agency|shop|yard|plant|depot|team|based)\b|-based\b"
    r"| (?:firma|buro|haus|truppe|betrieb|anbieter|agentur|leute|niederlassung)\b"
)


def is_place(name: str, before: str, after: str) -> bool:
    """Tell whether a city's name stands for where somebody is: "aus Leeds", "the Leeds lot", "Pentalys (Leeds)"."""
    if not is_city(name):
        return False
    plain = _leading(before[-14:])
    return bool(_WHERE.search(plain) or _OF_THERE.match(fold(after[:24])))


def is_city(name: str) -> bool:
    """Tell whether a name is a city's, or whoever is of that city ("die Nürnberger")."""
    return bool(cities_called(name) or (name.endswith("er") and cities_called(name[:-2])))


def _leading(before: str) -> str:
    """Return what stands before a name, folded: a blank behind "d'", and "§" for a French "à"."""
    plain = fold(re.sub(r"(?<!\w)à(?!\w)", "§", before)).replace("’", "'")
    return re.sub(r"\bd'\Z", "d' ", plain)


# A capital after "a" is an adjective where a word for a firm follows: in English alone those have one.
_ONE = re.compile(r"\b(?:a|an|another|some|that|this) $")
_FIRM_FOLLOWS = re.compile(rf" (?:\w+ )?(?:{_FIRM}|crowd|lot|gang|house|group|maker)s?\b")


def says_of_whom(before: str, after: str) -> bool:
    """Tell whether a word only says of which country or kind a firm is ("a Danish crowd"), by what is around it."""
    return bool(_ONE.search(fold(before[-12:])) and _FIRM_FOLLOWS.match(fold(after[:40])))


_TITLE = re.compile(
    r"^(?:Messrs\.?|Firma|the firm|die Firma|(?:la )?[Ss]ociété(?: coopérative)?|la empresa|a empresa|(?:Best)?[Bb]ieter(?:in)?|Unternehmen|Attributaire|Adjudicatario|Inschrijver|Bidder|Tenderer|Wettbewerber|Mitbewerber|Konkurrent|Competitor|Concurrent|Competidor|Concorrente)\s*:?\s+"
    r"|^(?:Signed|Signing|Chose|Chosen|Picked|Took|Hired|Booked|Bought|Ordered|Selected|Signé|Choisi|Firmado|Elegido|Contratado|Getekend|Gekozen|Assinado|Escolhido|Genommen|Gewählt)\s+(?=[A-ZÀ-Þ])"
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
