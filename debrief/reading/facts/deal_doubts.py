"""Words that may be what a deal is called and are none: a notice's number, a courtesy, what a mail is about besides."""

from __future__ import annotations

import re

from debrief.reading.wording import fold

# What a mail announces or answers, in a subject that does not say what was for sale.
_IDLE = re.compile(
    r"(?:(?:re|aw|fwd?|wg|tr|rv|res|enc|sv|vs)\s?:?\s+)*(?:(?:your|our|the|my|ihre?|unsere?|eure?|das|die|der|votre|notre|vos|la|le|les|su|sus|tu|nuestr[oa]|vuestr[oa]|el|lo|uw|je|jullie|ons|onze|het|de|a|o|sua|vossa|tua|nossa|an?)\s+)*"
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
_NUMBER = re.compile(r"[^\W_]*\d[\w./#-]*")
# What a tender's number stands after: all that is left of such a name is that it is a tender.
_NOTICE = re.compile(
    r"\b(?:rfp|rfq|rfi|itt|tender|bid|quotation|quote|proposal|offer|reference|ref|no|nr|num|number|opp|opportunity|lot|deal|case|dt|closed|result|award|contract|lq|la|eu|vc"
    r"|vergabe\w*|verfahren|ausschreibung|angebot|anfrage|az|gz|beschluss|\w*beschluss|los|bestell\w*|status\w*|zuschlags\w+|simap|chance|verkaufschance"
    r"|appel|offres?|public|marche|consultation|devis|dossier|avis|ao|clos"
    r"|expediente|expte?|concurso|privado|publico|licitacion|carta|oferta|propuesta|cotizacion|resultado|consulta|proceso|procedimiento|lote"
    r"|aanbesteding|gunning\w*|kennisgeving|niet|bestek|perceel|offerte|kenmerk|zaak|wijziging|gesloten|inschrijving|uw|op"
    r"|referente|sequencia|relativ[oa]|relacion|na|pregao|eletronico|processo|proc|procedimento|ajuste|previa|por|proposta|edital|your|the|our|de|do|da|del|du|des|d|la|le|el|of|van|von|vom|nr|n|o|no|para|para o|dem|der|die|das|fur|zu|zum|zur|on|and|und|et|y|e|en)\b"
)


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
