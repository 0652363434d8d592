"""Partners, resellers and consultants who tell us what their client decided: none of them is the customer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from debrief.reading.facts.customer import is_spelled_out
from debrief.reading.facts.shared_sales import sells_with_us, signs_as_dealer
from debrief.reading.mail.addresses import Address
from debrief.reading.people import Sides, domain, is_public, is_robot, is_role
from debrief.reading.quoting.turns import Turn
from debrief.reading.wording import fold

SIGNED = 160  # characters at the end of a mail that hold the writer's trade
MOST_SIGNED = 7  # words of such a line
NAMED_WITHIN = 90  # characters in which a house is named for which somebody says to write
LOOKED_AT = 4_000  # characters of a mail in which its writer says on whose side they stand
# "My client", in the languages read; matched against folded text.
OUR_CLIENT = (
    r"\b(?:(?:my|our) (?:client|customer|principal)"
    r"|(?:unser|mein)\w* (?:kund(?:e|en|in)|mandant(?:en|in)?|auftraggeber(?:in|s)?|bauherr(?:n|in|schaft)?)"
    r"|(?:mon|ma|notre) (?:client|cliente|mandant|maitre d['’]ouvrage)|(?:mi|nuestr[oa]) client[ea]"
    r"|(?:mijn|onze) (?:opdrachtgever|klant|client)|(?:meu|minha|noss[oa]) cliente)\b"
)
_SAYS_SO = re.compile(
    rf"\b(?:on behalf of|im (?:auftrag|namen)|namens|au nom de|pour le compte de|(?:en nombre|por cuenta|por encargo) de|in opdracht van|em nome d[eoa]) (?=\w){OUR_CLIENT}|"
    # together with us we offered
    r"\b(?:our|the) joint (?:bid|offer|price|proposal|response|quote|tender)|\byour (?:bid|offer|proposal|quote) through us\b|\bpartner(?:ship)? update\b|\bco-?sell\b|"
    r"\b(?:unser\w*|de[mrns]) gemeinsame[mnrs]? (?:angebot|gebot|bewerbung|offerte|\d)|\bpartnerlage\b|\bpartnervertrieb\b|\bpartner-?update\b|"
    r"\b(?:notre|la) (?:reponse|offre|proposition|prix) (?:commune?|conjointe?)\b|\bprix commun\b|\bpoint partenaires?\b|\b\d[\d .]{0,15}k? ?(?:€|euros)? conjoints\b|"
    r"\b(?:nuestra|la) (?:oferta|propuesta) (?:conjunta|comun)\b|\bnovedades del canal\b|"
    r"\b(?:ons|onze|het) ge(?:zamenlijke?|meenschappelijke?) (?:bod|offerte|aanbod|prijs)\b|\bofferte van ons samen\b|\bpartner(?:update|kamp)\b|"
    r"\b(?:proposta|oferta|concurso) conjunt[ao]\b|\bgiro dos parceiros\b|\bretorno d[oe] canal\b|\bportal de parceiros\b|\bperdemos juntos\b|"
    # what they offered with us
    r"\b(?:quoted|offered|bid|sold) (?:\w+ ){0,2}through us\b|"
    # as what they speak
    r"\bas (?:your|a|the) (?:\w+ )?(?:reseller|partner|distributor|integrator|var)\b|\bwe resold\b|\bas reseller\b|"
    r"\bals (?:ihr|euer|dein)e?n? (?:\w+ )?(?:partner(?:in)?|wiederverkaufer(?:in)?|handler(?:in)?|integrator|systemhaus)\b|"
    r"\ben tant qu(?:e |['’])(?:ton |votre )?(?:\w+ )?(?:partenaire|integrateur|revendeur|distributeur|integratrice|revendeuse)\b|\bvotre (?:revendeur|integrateur|distributeur)\b|"
    r"\bcomo (?:su|tu|vuestr[oa]) (?:\w+ )?(?:partner|soci[oa]|distribuidora?|integradora?|revendedora?|canal)\b|"
    r"\bals (?:je|jullie|uw) (?:\w+ )?(?:partner|reseller|wederverkoper|distributeur|dealer)\b|\b(?:van )?(?:je|jullie|uw) partner uit\b|"
    r"\bcomo (?:revenda|(?:vosso|seu|teu|vossa|sua) (?:revendedora?|parceir[oa]|distribuidora?|integradora?))\b|\bsou o seu revendedor\b|"
    # as whoever led the choice, or speaks for the house that chose
    r"\b(?:the|an|your) independent (?:adviser|advisor|consultant) (?:on|to|for|in) (?:the|this|their)\b|\b(?:i|we) (?:ran|led|managed|moderated) (?:the|this|their) (?:\w+ ){0,3}(?:selection|tender|procurement) (?:for|at)\b|"
    r"\bich habe (?:die|das) (?:\w+ )?(?:auswahl\w*|ausschreibung) (?:bei|fur) |\b(?:ich|wir) (?:begleite|begleiten|begleitete|begleiteten) (?:die|das) (?:\w+ )?(?:auswahl\w*|ausschreibung|verfahren)\b|"
    r"\ben (?:ma|notre) qualite de conseil\b|\bconseil d(?:e la|u|es|e l'|e l’) [^.,\n]{3,40}, je\b|\b(?:mon|ma) client(?:e)? (?:avait|a|est|etait|m'a)\b|"
    r"\b(?:como|informe del?|reporte del?) soci[oa](?: (?:implementador|integrador|comercial)a?)?\b(?! de)|"
    r"\b(?:ik|wij|we) begeleidden? de selectie\b|\b(?:eu|nos) (?:conduzi|conduzimos|acompanhei) (?:o|a) (?:selecao|processo) d[aeo]\b|"
    # whose licence and whose work
    r"\b(?:your|deine|eure|ihre|ta|votre|vos|tes|tu|tus|sus?|je|jouw|jullie|uw|tua|vossa|sua|vuestras?) (?:licen[cs]es?|lizenz(?:en)?|licencias?|licenca|licencas|licenties?|lisenties)\b[^.\n]{0,40}\b(?:my|mine|meine?n?|mes|mon|mis?|mijn|meu|minha|mi|our services?)\b|"
    r"\b(?:my|meine|ma|mi|mijn|a minha|minha) (?:commission|provision|comision|provisie|commissie|comissao)\b|\bprovision hatte ich\b|"
    # and for whom
    r"\b(?:info )?end-?(?:customer|client|kunde|kund|klant)\w*\b|\bnuestro cliente\b|\bclient final\b|\bcliente final\b"
)
_DECIDED = (
    r"(?:,? [^,.\n]{3,50},| at| from| in|,)? ?(?:[\w&’'.-]+ ){0,4}?"
    r"(?:has|have|had|is|was|will|did|decided|chose|went|opted|told|asked|informed|wants|hat|haben|ist|wird|entschied|mochte|teilt|a|ont|est|va|souhaite|ha|han|esta|quiere|decidio|eligio|heeft|hebben|wil|kiest|koos|decidiu|escolheu|optou|vai|foi)\b"
)
_CLIENT_DECIDED = re.compile(
    rf"(?:{OUR_CLIENT}(?! \w+(?:s|ing|ion)\b)|\b(?:der|die) (?:kund(?:e|in)|mandant(?:in)?|auftraggeber(?:in)?)\b){_DECIDED}"
)
_TRADE = re.compile(
    r"partner|resell|resale|integrat|integrad|consult|advis|advies|conseil|selectie|parceir|asesor|represent|avocat|advoc?a|beratung|systemhaus|implement|automatisat|automatis|revend|distrib|\bvar\b|solucion|loesung|solutions|procure|sourcing|broker|makler|\bedv|dealer|wederverkop"
    r"|vergabe|einkauf(?!s(?:park|zentr|cent|galer|pass|welt))|beschaffung|\b(?:central-?)?(?:de-?)?compras|\b(?:centrale-?)?(?:d-?)?achats|inkoop|aankoop|aprovisionament|dienstleistungszentr|shared-?serv"
)
_PARTNER = re.compile(
    r"\bpartner|\bpartenaire|\bparceir|\bsoci[oa]\b|\baliad|resell|revend|wiederverkauf|wederverkop|distribu"
)
_FOR_OTHERS = re.compile(
    r"\b(?:the|my|our) client\b|\bpartner\b|\bresell|\bje les ai\b|\bkunde\b|\bmandant|\bendkund|\bclient\b|\bcliente\b|\bklant\b|\bopdrachtgever\b|\bcommission\b|\bcomision\b|\bcomissao\b|\bprovision\b|\brevenda\b|\bparceir|\bpartenaire|\bsoci[oa]\b|\bfui el que los\b|\bofrecimos juntos|"
    r"\bwe offered together|\bon behalf of (?!the (?:team|board|committee))|\bim auftrag\b|\bpour le compte\b|\ben nombre de\b|\bnamens\b|\bem nome\b|\b(?:our|unsere[nm]?|notre|nuestra|onze|nossa) (?:gemeinsamen?|joint|commune|conjunta)\b|\b(?:our|unser|notre|nuestra|ons|onze|nossa) (?:bid|proposal|offer|quote|price|angebot|gebot|offre|proposition|oferta|propuesta|bod|offerte|proposta)\b|\b(?:with|mit|avec|con|met|com) (?:us both|uns beiden|nous deux|nosotros|ons in zee|nos dois)\b|\bmet ons\b|\bfor the (?:pair|two) of us\b|\bfur uns beide\b|\bpour nous deux\b|\bpara (?:los|nosotros) dos\b|\bvoor ons (?:beide|allebei)\b|\bpara nos dois\b|\bvoces \+|\byou \+|\bvous \+|\bihr \+"
)
# In whose name somebody writes who is not of the house, or has led its choice.
_ACTS_FOR = re.compile(
    r"\b(?:acting|act|advis\w+|mandated|retained|instructed) (?:for|by)\b|\b(?:as|in my (?:role|capacity) as) (?:\w+ )?(?:adviser|advisor|consultant) (?:to|of|for)\b|"
    r"\bon behalf of\b|\bauftraggeber|\bim namen\b|\bbeauftragt (?:von|durch)\b|\bals berater(?:in)?\b|\b(?:insolvenz|nachlass)verwalter|"
    r"\bmandatee? par\b|\bau nom de\b|\bmaitrise d'ouvrage\b|\ben qualite de (?:conseil|consultant)|"
    r"\ben representacion\b|\ba nombre de\b|\bapoderad[oa]\b|\bmi mandante\b|\bpor (?:cuenta|encargo) de\b|\ben (?:mi )?(?:calidad|caracter) de (?:asesor|consultor|apoderad)|"
    r"\baliados? comercial|\benquanto (?:vosso|seu|teu) (?:revend|parceir|distrib)|\bnamens\b|\bem nome d|\ben nombre d|\bals (?:adviseur|consultant)\b|\bin opdracht van\b|\b(?:na|em) qualidade de (?:consultor|advogad|mandatari|assessor)|\bem representacao\b"
)
_OURS = re.compile(OUR_CLIENT)
_SENTENCE_END = re.compile(r"(?<=\w{4})[.!?]\s")
_PASSED_ON = re.compile(
    r"\b(?:via|from|through|by) (?:our|the|a|an|my) (?:\w+ )?(?:partner|reseller|distributor|integrator|consultant|broker)\b|\bthey resold us\b|\bresells? us\b|"
    r"\b(?:von|vom|uber) (?:unser\w+|dem|einem) (?:\w+ )?(?:partner|wiederverkaufer|handler|integrator|berater)\b|"
    r"\b(?:via|par|de) (?:notre|le) (?:\w+ )?(?:partenaire|revendeur|integrateur|distributeur|consultant)\b|"
    r"\b(?:de|por|via) (?:nuestr[oa]|el) (?:\w+ )?(?:partner|socio|distribuidor|integrador|revendedor|consultor)\b|"
    r"\b(?:via|van) (?:onze|de) (?:\w+ )?(?:partner|wederverkoper|distributeur|reseller|adviseur)\b|"
    r"\b(?:do|pelo|via|da|pela) (?:noss[oa] )?(?:parceir[oa]|revendedora?|revenda|distribuidora?|integradora?|consultora?)\b"
)


@lru_cache(maxsize=16)
def is_go_between(turn: Turn, sides: Sides, note: str = "") -> bool:
    """Tell whether somebody from outside writes of a client's decision, and not of their own house's.

    ``note`` is what one of us wrote above who passed the mail on.
    """
    if not turn.email or sides.ours(turn.email) or is_robot(turn.sender):
        return False
    if turn.forwarded and note and _PASSED_ON.search(fold(note[:LOOKED_AT])):
        return True
    text = fold(f"{turn.subject}\n{turn.text[:LOOKED_AT]}")
    if _SAYS_SO.search(text) or _CLIENT_DECIDED.search(text) or sells_with_us(text):
        return True
    if _is_our_partner(turn, sides):
        return True
    copied = client_on_copy(turn, sides)
    if copied is not None and _acts_for(copied.email or "", turn):
        return True
    return acts_for_others(turn.email) and _FOR_OTHERS.search(text) is not None


def acts_for_others(email: str) -> bool:
    """Tell whether a house's domain bears the trade of those who sell, choose or speak for others."""
    return not is_public(email) and _TRADE.search(fold(domain(email))) is not None


def client_on_copy(turn: Turn, sides: Sides) -> Address | None:
    """Return who is on copy at the one other house outside that the mail names by its domain's name."""
    own = domain(turn.email)
    others = [
        address
        for address in (*turn.to, *turn.cc)
        if address.email
        and not sides.ours(address.email)
        and not is_public(address.email)
        and domain(address.email) != own
    ]
    if len({domain(address.email) for address in others}) != 1:
        return None
    if not is_spelled_out(others[0].email or "", (turn.subject, turn.text[:LOOKED_AT])):
        return None
    return next((each for each in others if not is_role(each.email)), others[0])


def _acts_for(email: str, turn: Turn) -> bool:
    """Tell whether somebody says to write for the house of an address, or for a client and that the mail is about it."""
    text = turn.text[:LOOKED_AT]
    plain = fold(text)
    for match in _ACTS_FOR.finditer(plain):
        told = _SENTENCE_END.split(text[match.start() : match.end() + NAMED_WITHIN], maxsplit=1)[0]
        if is_spelled_out(email, (told,)):
            return True
    return _OURS.search(plain) is not None and is_spelled_out(email, (turn.subject,))


def _is_our_partner(turn: Turn, sides: Sides) -> bool:
    """Tell whether the signature calls its writer a partner or reseller of ours, or a dealer in nobody's goods."""
    own = sides.own_word
    return any(
        signs_as_dealer(line) or (bool(own) and own in line and _PARTNER.search(line) is not None)
        for line in fold(turn.text[-SIGNED:]).split("\n")
        if len(line.split()) <= MOST_SIGNED
    )


def client_turn(turn: Turn, turns: Sequence[Turn], sides: Sides) -> Turn | None:
    """Return the older turn of a client that a go-between passes on, written at another domain."""
    older = turns[turns.index(turn) + 1 :] if turn in turns else ()
    for each in older:
        if not each.email or sides.ours(each.email) or is_robot(each.sender):
            continue
        if domain(each.email) != domain(turn.email):
            return each
    return None
