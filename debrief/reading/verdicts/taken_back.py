"""Whether somebody takes back what they wrote before: the no is void, the rival is out, it comes to us after all."""

from __future__ import annotations

import re

from debrief.reading.wording import fold

MOST_LOOKED_AT = 3_000  # characters; who takes something back says so at once

_MAIL = r"(?:(?:e-?)?mail|message|letter|note|rejection|refusal|regrets?|what (?:i|we)|nachricht|schreiben|brief|absage|ablehnung|was ich|courrier|courriel|refus|lettre|ce que|correo|mensaje|negativa|carta|rechazo|lo que|bericht|afwijzing|wat ik|mensagem|recusa|o que)"
_FORGET = r"(?<!don't )(?<!don’t )(?<!not )(?<!never )(?:disregard|ignore|forget|scrap|bin|delete|tear up|withdraw|retract|vergessen sie|vergesst|vergiss|ignorier\w*|zerreiss\w*|oublie[rz]?|ignorez|dechir\w+|olvid[ea]\w*|ignor[ea]n?|rectifico|retir[oe]|vergeet|negeer|verscheur\w*|esqueca\w*|ignorem|desconsider\w*|rasgue)"
_NOT_SENT = r"(?:void|withdrawn|off the table|obsolete|never (?:been )?(?:sent|written)|in the bin|gegenstandslos|hinfallig|vom tisch|ungeschehen|uberholt|nicht geschrieben|nie geschrieben|papierkorb|nul(?:le)? et non avenue?|caduque?|pas ecrite?|sin efecto|no (?:enviad|escrit|recibid)[oa]|papelera|van tafel|ingetrokken|niet (?:geschreven|verzonden|verstuurd)|prullenbak|sem efeito|nao escrit[oa]|nao enviad[oa])"
# The older mail, or the no in it, counts no more.
_VOID = re.compile(
    rf"\b{_FORGET}\b(?: [\w'’-]+){{0,5}}? {_MAIL}\b|\b{_MAIL}\b[^.!?]{{0,50}}? {_NOT_SENT}\b|\b{_NOT_SENT}\b(?: \w+){{0,2}} {_MAIL}\b"
    rf"|\b(?:take|nehme\w*|trek\w*|reprend\w*) (?:\w+ ){{0,3}}?{_MAIL}\b[^.!?]{{0,20}}\b(?:back|zuruck|in|terug)\b|\bscrap (?:that|this|it|the below)\b|\bignore the below\b"
    rf"|\b{_FORGET} (?:my|our|mein\w*|unser\w*|m[ao]n|notre|mi|nuestr[ao]|mijn|onze?|(?:o )?meu|a minha|(?:o )?nosso|a nossa) (?:last|previous|earlier|letzt\w+|vorig\w+|derni\w+|precedente?|ultim[oa]|anterior|vorige|laatste)\b"
    r"|\bchanged (?:our|my|their|his|her) minds?\b|\b(?:reversed|overturned)\b|\bkommando zuruck\b|\banders uberlegt\b|\bumentschieden\b|\bkehrtwende\b|\brevenue?s? sur (?:sa|leur|notre|ma|la) decision\b|\bchange d['’]avis\b"
    r"|\bcambi(?:o|ado|amos) de (?:opinion|idea|parecer)\b|\bdonde dije digo\b|\bvan gedachten veranderd\b|\bkom(?:en)?\b[^.!?]{0,20}\bterug op (?:mijn|onze|ons)\b|\bop (?:mijn|onze|ons) (?:mail|afwijzing|bericht|brief|besluit) terug\w*|\bmud(?:amos|ou|aram|ei) de ideias?\b|(?<!nao )\bvolt[oae]\w* atras\b"
)  # folded
# It comes to us after all.
_AFTER_ALL = re.compile(
    r"\b(?:after all|doch|finalement|au final|al final|finalmente|alsnog|toch|afinal|no fim de contas)\b"
)
_YOURS = re.compile(
    r"\b(?:(?:to|with|for) you|yours|you (?:get|have|are)|sie (?:machen|rucken|bekommen|erhalten|sind)|(?:an|zu|mit|bei|fur) (?:sie|ihnen|euch|dir|dich)|(?:avec|a|chez) vous|vous (?:confier|attribuer|retenir|revient|etes)|you were|son ustedes|como segundos|(?:con|a|para) (?:ustedes|usted|vosotr[oa]s)|(?:adjudicar|confiar|encargar)(?:l[eo]s|os|selo)|se l[oa]s? (?:damos|quedan)"
    r"|(?:met|aan|voor|naar|bij) (?:jullie|u|jou|je)|jullie (?:krijgen|zijn|hebben|waren)|(?:a|com|para) (?:voces|vos|si)|convosco|consigo|(?:adjudicar|entregar|confiar)-(?:vos|lhes?))\b"
)  # folded; a customer's words
_OURS = re.compile(
    r"\b(?:(?:to|with|for) us|ours|we(?:['’]ve| have| ve)? (?:got|get|won|have|landed)|(?:an|zu|mit|bei|fur) uns|wir (?:haben|bekommen|kriegen|machen)|(?:avec|a|chez|pour) nous|(?:on|nous) (?:l['’]a|l['’]avons)|(?:con|a|para) nosotr[oa]s|nos (?:l[oa]|dan|eligen|quedamos)"
    r"|(?:met|aan|voor|naar|bij) ons|(?:we|wij) (?:krijgen|hebben|doen)|(?:a|para) nos|con?nosco|e nosso|ficamos)\b"
)  # folded; a colleague's words
_ORDER = re.compile(
    r"\b(?:contract|order|job|project|business|award|auftrag|zuschlag|vertrag|projekt|marche|contrat|commande|projet|contrato|proyecto|pedido|adjudicacion|opdracht|in zee|projeto|encomenda|adjudicacao|second|zweite\w*|nach|deuxieme|segund[oa]s?|tweede)\b"
)  # folded
# Who was to get it does not.
_OUT = re.compile(
    r"\b(?:pulled out|(?:are|is) out\b|missed the deadline|withdrawn|withdrew|walked away|walked off|dropped out|backed out|bowed out|fell through|fallen through|fell over|gone under|(?:cannot|can['’]t|couldn['’]t|could not) (?:staff|deliver|supply|do it|meet)"
    r"|zuruckgezogen|abgesprungen|zieht sich zuruck|springt ab|muss(?:te)? passen|ist raus|ausgefallen|kann (?:\w+ )?nicht (?:liefern|leisten|halten)|(?:s['’]est|se sont|s['’]etait) (?:retire|desiste|retracte)\w*|se (?:retire|desiste)|fait faux bond|jett?e(?:nt)? l['’]eponge|renonce|n['’]est pas en mesure"
    r"|se ha(?:n)? (?:retirado|echado atras|descolgado|caido)|se (?:retira|retiro|cayo|echo atras)|ha renunciado|renuncia|no (?:llega|llegaba|puede\w*|podia) (?:a la fecha|cumplir|entregar|suministrar)|haakt(?:e|en)? af|afgehaakt|teruggetrokken|trekt zich terug|kan (?:\w+ ){0,3}niet (?:leveren|stellen|waarmaken|aan)|valt af|afgevallen"
    r"|desisti(?:u|ram)|recu(?:ou|aram)|retirou-se|nao consegue\w* (?:cumprir|entregar|fornecer)|falh(?:ou|aram)|fica de fora)\b"
)  # folded
_STOP = re.compile(r"[.!?] ")
# Nothing is taken back.
_STANDS = re.compile(
    r"\b(?:decision (?:stands|is final)|stand by (?:our|my|the) decision|bleibt (?:\w+ )?(?:bei|dabei)|entscheidung (?:steht|ist endgultig)|decision (?:\w+ )?(?:definitive|reste|maintenue?)|(?:mantiene|mantenemos) l[oa]|decision es firme|besluit (?:staat|blijft)|beslissing (?:staat|blijft)|decisao (?:mantem-se|e definitiva))\b"
)  # folded


def taken_back(text: str, ours: bool) -> int:
    """Return in how many ways a text takes back an older no; ``ours`` tells that a colleague wrote it."""
    plain = " ".join(fold(text[:MOST_LOOKED_AT]).split())
    if _STANDS.search(plain):
        return 0
    won = _OURS if ours else _YOURS
    given = [said for said in _STOP.split(plain) if won.search(said)]
    found = (
        bool(_VOID.search(plain)) + bool(_OUT.search(plain)) + any(map(_AFTER_ALL.search, given))
    )
    ordered = given if found > 1 else [said for said in given if _ORDER.search(said)]
    return found + (found > 0 and bool(ordered))
