"""Words that may be what a deal is called and are none: a notice's number, a courtesy, what a mail is about besides."""

from __future__ import annotations

import re

from debrief.reading.facts.winner_doubts import OFFICE_HEAD, is_address
from debrief.reading.wording import fold

# What a mail announces or answers, in a subject that does not say what was for sale.
_IDLE = re.compile(
    r"(?:(?:re|aw|fwd?|wg|tr|rv|res|enc|sv|vs)(?:\s?:)?\s+)*(?:(?:your|our|the|my|ihre?|unsere?|eure?|das|die|der|votre|notre|vos|la|le|les|su|sus|tu|nuestr[oa]|vuestr[oa]|el|lo|uw|je|jullie|ons|onze|het|de|o|sua|vossa|tua|nossa|an?)\s+)*"
    r"(?:(?:revised|final|latest|new|updated|last|closing|short|quick|weekly|monthly|kurze|letzte|neue|finale|derniere?|nouvelle|ultima|nueva|laatste|nieuwe|revisada|co-?op)\s+)*"
    r"(?:status\w*|statusmeldung|statusanderung|statuswechsel|sprach(?:nachricht|notiz|memo)\w*|voice ?(?:memo|mail|note)\w*|nachfrage|ruckfrage|ruckmeldung|nachricht|mitteilung|entscheidung|beschluss|vorstandsbeschluss|reisebericht|besuchsbericht|gesprachsnotiz|telefonnotiz|vertragsentwurf|protokoll\w*|rechnung|bestellung|kenntnis|brief|schreiben|antwort|zuschlagsverfugung|anfrage"
    r"|proposal|offer|quotation|quote|bid|decision|update|news|feedback|follow[- ]?up|debrief|notes?|message|letter|reply|answer|question|questions|invoice|contract draft|draft|voicemail|report|outcome|result|results|notice|thing|visit|revenue"
    r"|suite|reponse|lettre|nouvelles?|facture|devis|offre|proposition|decision|resultats?|message|question|part|compte[- ]rendu|debrief|retour|relance"
    r"|propuesta|oferta|cotizacion|respuesta|nota|carta|noticias?|novedades|factura|resultado|proyecto suspendido|version|versao|decision|consulta|minuta|asunto|resumen|informe|mensaje"
    r"|voorstel|offerte|aanbieding|nieuws|bericht|verslag|antwoord|vraag|vraagje|besluit|uitslag|bijlage|factuur|terugkoppeling|wijziging|kennisgeving|doek"
    r"|proposta|orcamento|resposta|noticia|carta|recado|resultado|decisao|retorno|fatura|assunto|conversa|ponto de situacao)"
    r"(?:$|\s+(?:limpia|revidierte?|revisada|suspendid[oa]|v\d+|from|of|to|on|about|von|vom|an|aus|zu[mr]?|de|del|du|des|d|da|do|dos|van|voor|endkunde|clos|gesloten|resultado|deal|em|sobre)\b.*|\s?[,;:(/|–].*|\s-\s.*)"
)
_DIGIT = re.compile(r"\d")
_VERSION = re.compile(r"\bv\d+\b")
FEWEST_DIGITS = 3  # of a tender's or an offer's number
_WORD = re.compile(r"[^\W\d_]{2,}")
_NUMBER = re.compile(r"(?:\b[^\W\d_]{1,4}[-/])?\w*\d[\w./#-]*")
# What a tender's number stands after: all that is left of such a name is that it is a tender.
_NOTICE = re.compile(
    r"\b(?:rfp|rfq|rfi|itt|tender|bid|quotation|quote|proposal|offer|reference|ref|no|nr|num|number|opp|opportunity|lot|deal|case|dt|closed|result|award|contract|lq|la|eu|vc"
    r"|vergabe\w*|verfahren|ausschreibung|angebot|anfrage|az|gz|beschluss|\w*beschluss|los|bestell\w*|status\w*|zuschlags\w+|simap|chance|verkaufschance"
    r"|appel|offres?|public|marche|consultation|devis|dossier|avis|ao|clos"
    r"|expediente|expte?|concurso|privado|publico|licitacion|carta|oferta|propuesta|cotizacion|resultado|consulta|proceso|procedimiento|lote"
    r"|aanbesteding|gunning\w*|kennisgeving|niet|bestek|perceel|offerte|kenmerk|zaak|wijziging|gesloten|inschrijving|uw|op"
    r"|referente|sequencia|relativ[oa]|relacion|na|pregao|eletronico|processo|proc|procedimento|ajuste|previa|por|proposta|edital|your|the|our|de|do|da|del|du|des|d|la|le|el|of|van|von|vom|nr|n|o|no|para|para o|dem|der|die|das|fur|zu|zum|zur|on|and|und|et|y|e|en)\b"
)


_REPORT = r"report|bericht|rapport|informe|relatorio|verslag|protokoll"
_ON_VISIT = r"(?: (?:de|du|del|do|da|of|from|van|vom|zum) (?:the |la |het |de |der )?(?:visit\w*|besuch\w*|bezoek\w*|tecnico|technicien|technician|technikers?|monteurs?))"
# What happens, who meets, what is confessed and how one gets there: never what is for sale.
_HAPPENS = (
    r"announcement|confession|apolog(?:y|ies)|invitation|arrangements|parking|directions to|assembly|christmas party|holidays"
    r"|gestandnis|beichte|ankundigung|einladung|anfahrt|tagesordnung|\w*sitzung|\w*versammlung|weihnachtsfeier|betriebsausflug|urlaub"
    r"|aveu|aveux|annonce|ordre du jour|assemblee(?: generale)?|conges|vacances|confesion|anuncio|invitacion|orden del dia|asamblea|vacaciones"
    r"|bekentenis|aankondiging|uitnodiging|\w*vergadering|vakantie|confissao|convite|ordem de trabalhos|assembleia(?: geral)?|ferias"
    r"|open day|open dag|tag der offenen tur|portes ouvertes|puertas abiertas|dia aberto"
)
_DRAFT = r"scope|draft|entwurf|contract|vertrag|contrat|deck|slides|folien|presentation|prasentation|proposal|offer|angebot|offerte|proposta|propuesta|devis|plan|planning|specs?|sow|nda|msa|projet de contrat"
_ASIDE = re.compile(
    rf"(?:\w+ ){{0,3}}(?:{_HAPPENS})(?: (?:vom|von|of|on|for|du|de|del|da|do|van|op|am|den|the|\d).*)?"
    rf"|(?:\w+ )?(?:{_REPORT}){_ON_VISIT}|(?:besuchs|bezoek|reise|techniker|monteur)\w*(?:bericht|verslag|rapport)|(?:visit|site|trip|technician's) report"
    rf"|(?:{_DRAFT}) v\.? ?\d[\d.]*"
    r"|(?:e-?mail|mail|message|letter|note|nachricht|brief|courrier|lettre|correo|carta|mensaje|mensagem|bericht) (?:from|von|vom|de|du|del|van|da|do) .*"
    r"|(?:planning|terminplan\w*|calendrier|calendario|schedule) (?:(?:des|de|van|der|of|das|dos|for|voor|fur) (?:die |the |de |las |os )?)?(?:livraison|visit|selecti|bezoek|besuch|leverin|lieferung|deliver|reunion|entrega)\w*(?: .*)?"
    r"|(?:\w+ ){0,3}(?:outfit|competitor|vendor|supplier|provider|anbieter|mitbewerber|wettbewerber|lieferant|fournisseur|prestataire|proveedor|leverancier|fornecedor)s?"
    r"|(?:the )?[abmn]\d{1,2}|\d{1,2}[a-z]{0,2}"
    # a measure, a sum that goes on, a group that bids, and what other people have
    r"|\d[\d.,]* ?[\w³²/]+(?: \w+)? (?:per|pro|je|par|por|/) .*|(?:sterling|euros?|pounds|quid|grand|francs|franken)\b.*"
    r"|(?:ute|arge|bietergemeinschaft|groupement|union temporal|joint venture|combinatie|agrupamento) .*|.* (?:des gens(?: d.*)?|of (?:the|those) (?:people|lads|folks)|(?:der|dieser) leute|van (?:de|die) mensen|de (?:la|esa) gente|d(?:as|aquelas) pessoas)"
)
_CLAUSE = re.compile(
    r"\b(?:i|you|we|they|he|she) (?:can|can't|could|will|would|have|had|are|were|did) \w"
)
_OF_SOMEBODY = re.compile(
    rf"(?:{OFFICE_HEAD}|dsi|rssi|ciso|cio|cto|cfo|daf|drh|pa)(?: \w+)? (?:(?:of|de|du|des|der|von|van|da|do|del) |d['’])\w+.*"
)


def is_aside(text: str) -> bool:
    """Tell whether words are an event, a report, a draft, a road, a street, somebody's office or another supplier, and no name of a deal."""
    plain = fold(text).strip()
    told = _ASIDE.fullmatch(plain) or _OF_SOMEBODY.fullmatch(plain)
    return told is not None or is_address(text)


def is_clause(text: str) -> bool:
    """Tell whether words are half a sentence that says what somebody can, will or did ("Oakvane so you can work")."""
    return _CLAUSE.search(fold(text)) is not None


def is_idle(text: str) -> bool:
    """Tell whether words announce or answer something and do not say what was for sale.

    An offer's date or number is as good as a name.
    """
    if _DIGIT.search(text) and _DIGIT.search(_VERSION.sub("", text)):
        return False
    return _IDLE.fullmatch(fold(text).strip()) is not None


def is_number(text: str) -> bool:
    """Tell whether words are a tender's or an offer's number, with nothing about what it is for."""
    folded = fold(text)
    digits = sum(char.isdigit() for char in folded)
    return digits >= FEWEST_DIGITS and not _says_what(folded)


def says_what(text: str) -> bool:
    """Tell whether words can say what was for sale: more than a notice, a number or a courtesy."""
    folded = fold(text)
    return _says_what(folded) and not is_idle(text)


def _says_what(folded: str) -> bool:
    return _WORD.search(_NOTICE.sub(" ", _NUMBER.sub(" ", folded))) is not None
