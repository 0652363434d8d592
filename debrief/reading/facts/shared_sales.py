"""That somebody from outside sold with us, or tells what the client they work for decided, by what they say."""

from __future__ import annotations

import re

# What only a seller says of a customer, and no customer of their own house; all matched against folded text.
_SHARED_CUSTOMER = (
    r"\b(?:our|a) (?:joint|mutual|shared|common) (?:customer|client|prospect)\b"
    r"|\b(?:unser\w*|de[mrns]|ein\w*) gemeinsame[mnrs]? (?:kund\w+|interessent\w*)\b"
    r"|\b(?:notre|nos|ce) (?:client|prospect)s? communs?\b"
    r"|\b(?:nuestr[oa]s?|el|la) (?:client[ea]|prospecto) (?:conjunt[oa]|comun|en comun|compartid[oa])\b"
    r"|\b(?:onze|de) (?:gezamenlijke|gemeenschappelijke|gedeelde) (?:klant|prospect)\b"
    r"|\b(?:noss[oa]|o|a) cliente (?:em comum|comum|conjunt[oa]|partilhad[oa])\b"
)
_SOLD_TOGETHER = (
    r"\bwe(?:'ve| have|'d| had)? (?:(?:both|jointly|together) (?:looked after|courted|nursed|pitched|quoted|bid)|(?:looked after|courted|nursed|pitched|quoted|bid)\b[^.!?\n]{0,30}\b(?:together|jointly))\b"
    r"|\b(?:wir|die wir) (?:zusammen|gemeinsam)\b[^.!?\n]{0,40}\b(?:betreu\w*|beackert|angeboten|umworben)\b"
    r"|\b(?:suivions|demarchions|chiffrions|avons (?:suivi|demarche|chiffre)) (?:ensemble|a deux|tous les deux)\b"
    r"|\b(?:llevabamos|llevamos|ibamos|teniamos|atendiamos) (?:\w+ ){0,2}?a medias\b|\b(?:atendiamos|ofertamos|cotizamos) juntos\b"
    r"|\b(?:die )?(?:wij|we) samen\b[^.!?\n]{0,30}\b(?:aangeboden|geoffreerd|begeleid(?:den)?|bewerkt(?:en)?)\b"
    r"|\b(?:acompanhavamos|seguiamos|propusemos|orcamentamos) (?:juntos|a meias|em conjunto)\b|\btinhamos a meias\b"
)
_THROUGH_US = (
    r"\b(?:you|yours) (?:through|via) (?:me|us)\b|\bover (?:both our heads|my head and yours)\b"
    r"|\b(?:ihr|euch) (?:uber|durch) (?:mich|uns)\b|\b(?:uber|gegen|an) uns (?:zwei|beide[nr]?)\b"
    r"|\b(?:vous|toi) (?:via|a travers|par) (?:moi|nous)\b"
    r"|\b(?:vosotros|ustedes|ti) (?:a traves de|por medio de|via) (?:mi|nosotros)\b"
    r"|\b(?:jullie|jou) (?:via|langs) (?:mij|ons)\b"
    r"|\b(?:voces|vos|ti) (?:atraves de|por meio de|via) (?:mim|nos)\b"
)
_EARNED = (
    r"\bmy (?:sell(?:ing)?|resale) price\b|\bmit meinem (?:nachlass|handlerrabatt|aufschlag)\b|\bmein\w* (?:wiederverkaufspreis|handlerrabatt)\b"
    r"|\bmon prix de revente\b|\bmi precio de (?:re)?venta\b|\bmijn (?:weder)?verkoopprijs\b|\bmeu preco de (?:re)?venda\b"
    r"|\b(?:of which|davon|dont|de los (?:que|cuales)|waarvan|dos quais) \d[\d.,]* ?(?:k|mil)? ?(?:€|eur|euros?)? ?(?:for|fur|pour|para|voor) (?:me|myself|mich|moi|ma pomme|mi|mij|mim)\b"
)
# A planner's or an agent's client; an own customer of ours would say "we".
_CLIENT = r"\b(?:the (?:end[- ])?client|die bauherr(?:schaft|in)|der bauherr|der endkunde|le (?:client|maitre d'ouvrage)|la cliente|el cliente|de (?:eind)?klant|de (?:opdrachtgever|bouwheer)|[oa] cliente|o dono d[ea] obra)"
_DECIDED = (
    r"(?:decided|chosen|chose|gone (?:the other|another|with|for)|went|opted|picked|selected|signed|said no|entschieden|gewahlt|vergeben|unterschrieben|abgesagt|abgelehnt"
    r"|decide|choisi|retenu|tranche|signe|opte|prefere|decidido|elegido|decidio|eligio|optado|firmado|firmo|optou|escolheu|decidiu|assinou|gekozen|kiest|koos|besloten|besliste?|getekend)"
)
_SAYS_SO = re.compile(
    "|".join((_SHARED_CUSTOMER, _SOLD_TOGETHER, _THROUGH_US, _EARNED))
    + rf"|{_CLIENT} (?:[\w']+ ){{0,5}}?{_DECIDED}\b"
)
# The trade in a signature that names nobody's goods ("authorised reseller of Quentil" may be another's).
_SIGNED_AS = re.compile(
    r"\b(?:(?:certified|authori[sz]ed|accredited|value[- ]added) (?:reseller|distributor|partner)|(?:zertifizierter?|autorisierter?) (?:fach)?(?:handler(?:in)?|partner)|fachhandler(?:in)?"
    r"|(?:revendeu(?:r|se)|distributeu?r|partenaire) (?:certifiee?|agreee?|officiel(?:le)?)|(?:distribuidora?|revendedora?|partner) (?:oficial|autorizad[oa]|certificad[oa]|homologad[oa])"
    r"|(?:erkend|gecertificeerd|officieel) (?:dealer|wederverkoper|partner)|revenda (?:autorizada|oficial))\W*$"
)


def sells_with_us(text: str) -> bool:
    """Tell whether folded words say that their writer sold with us, or that their client decided."""
    return _SAYS_SO.search(text) is not None


def signs_as_dealer(line: str) -> bool:
    """Tell whether a folded line of a signature ends in a dealer's trade."""
    return _SIGNED_AS.search(line) is not None
