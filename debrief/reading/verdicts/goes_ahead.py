"""What goes ahead although something is refused or somebody leaves: the order without an option, the tender without our friend."""

from __future__ import annotations

import re

from debrief.reading.wording import fold

MOST_LOOKED_AT = 3_000  # characters of a turn
_STOP = re.compile(r"(?<!\bn)(?<!\bnr)(?<!\bpos)[.!?;] |\n[ \t]*\n")

# A part of what was offered that can be left out, beside the whole.
_PART = re.compile(
    r"(?<!\btheir )(?<!\bihr )(?<!\bihre )(?<!\bderen )(?<!\bleur )(?<!\bhun )(?<!\bdeles )\b(?:options?|optional\w*|add-?ons?|modul\w*|modules?|opcion(?:es|al)?|opcao|opcoes|opcional|optionnel\w*|optie|opties|optioneel|zusatz\w*|erweiterung\w*|meerwerk|uitbreiding\w*|variant[e]?s?|ausfuhrung|versio?n(?:en|s)?|version(?:es)?|versie|versao|ampliacion|complemento?"
    r"|(?:(?:line )?items?|position(?:en)?|pos\.?|postes?|posten|partidas?|punto|ponto|onderdeel|artikel) (?:n[ro]?[.°º]? ?)?\d+)\b"
)  # folded
_CLAUSE = re.compile(r"[.!?:;] |\n")
# What a clause is about: a part in its first words, or refused somewhat later.
_FIRST_WORDS = re.compile(r"\W*(?:\w+[ '’-]{1,3}){0,4}?" + _PART.pattern)
_REFUSED_PART = re.compile(
    r"\b(?:not|n['’]t|nicht|kein\w*|gegen|pas|contre|no|contra|niet|geen|tegen|nao)\b(?: [\w'’]+){0,7}? "
    + _PART.pattern
)
_KEPT_ALONE = re.compile(
    rf"\b(?:only|just|nur|lediglich|seulement|uniquement|solo|solamente|unicamente|alleen|slechts|apenas|somente)\b(?: [\w'’]+){{0,3}}? {_PART.pattern}"
)  # folded
# A lot is a deal of its own; in Spanish "los 3 módulos" are none.
LOT = re.compile(
    r"\b(?:lots?|lotes?|lose|perceel|percelen) (?:n[ro]?[.°º]? ?|number |nummer |numero )?\d{1,2}\b|\blos \d{1,2}\b(?![.,]\d| [a-z]+[oae]s\b)"
)  # folded
_MAIN = r"(?:(?:the )?(?:main|core|base|principal) (?:order|contract|part|job|project)|(?:haupt|grund)(?:auftrag|bestellung|vertrag|leistung)s?|(?:le )?(?:contrat|marche) (?:principal|de base)|(?:la )?commande principale|(?:el )?(?:contrato|pedido) principal|(?:het )?hoofdcontract|(?:de )?hoofdopdracht|(?:o )?contrato principal|(?:a )?encomenda principal)"
_REST = re.compile(
    r"\b(?:"
    rf"(?:everything else|the rest|the remainder|all (?:the )?other (?:items|parts|modules)|{_MAIN})\b[^.!?\n]{{0,60}}\b(?:stands?|unchanged|as (?:agreed|quoted|discussed|planned|offered)|goes ahead|go(?:ing)? ahead|proceeds?|confirmed|signed|remains|stays|enclosed|attached)"
    r"|(?:quote|offer|proposal|quotation) (?:again |anew )?without|angebot (?:noch ?mal |neu )?ohne|(?:devis|offre|proposition) sans|(?:presupuesto|oferta|propuesta) sin|offerte zonder|(?:proposta|orcamento) sem"
    r"|(?:order|contract) (?:is|stays|remains) (?:unchanged|as (?:agreed|quoted|discussed))"
    rf"|(?:(?:beim|der|den|im) rest|alles (?:andere|ubrige)|(?:das|im) ubrigen?|{_MAIN})\b[^.!?\n]{{0,60}}\b(?:bleib\w*|wie (?:besprochen|vereinbart|angeboten|abgestimmt|gehabt)|unterschrieben|unterzeichnet|bestell\w+|lauft|beauftrag\w+|liegt bei|anbei|unverandert)"
    rf"|(?:(?:gard\w+|maintenons|confirmons|prenons) (?:bien )?le reste)\b|(?:(?:le|du|au) reste|{_MAIN})\b[^.!?\n]{{0,60}}\b(?:ne (?:bouge|change)|rien ne change|inchange\w*|comme (?:convenu|prevu)|signee?|maintenu\w*|confirme\w*|suit son cours|valide\w*|ci-joint\w*)"
    rf"|(?:mantenemos|seguimos con|confirmamos|mantemos|confirmamos|avancamos com) (?:el|o|todo o|tudo o) (?:resto|restante)\b|(?:(?:todo )?lo demas|el resto|{_MAIN})\b[^.!?\n]{{0,60}}\b(?:sigue|igual|adelante|como (?:acordamos|quedamos|acordado|hablamos|quedo)|se mantiene|firmad[oa]|confirmad[oa]|sin cambios|adjunt[oa])"
    rf"|(?:de rest|al het andere|al het overige|het overige|{_MAIN})\b[^.!?\n]{{0,60}}\b(?:blijft|blijven|door|zoals (?:afgesproken|besproken)|getekend|ongewijzigd|akkoord)"
    rf"|(?:[on]o? (?:resto|restante)|tudo o resto|{_MAIN})\b[^.!?\n]{{0,60}}\b(?:mantem-se|avanc\w+|igual|como (?:combinado|acordado|previsto)|sem alterac\w+|assinad[oa]|confirmad[oa]|segue)"
    r")\b"
)  # folded
# What is kept is another thing than the deal: the work already done for them.
_EXISTING = re.compile(
    r"\b(?:existing|current|maintenance|cooperation|collaboration|relationship|bestehend\w*|laufend\w*|wartung|zusammenarbeit|actuels?|actuelle\w*|actual(?:es)?|mantenimiento|colaboracion|huidige|lopende|onderhoud|samenwerking|atua(?:l|is)|manutencao|colaboracao|parceria|wishes|success|future)\b"
)  # folded
# An order that comes with the mail, or is signed, or to be invoiced.
_ORDER = re.compile(
    r"\b(?:(?:purchase order|order|\bpo|contract) (?:[\w'’-]+ ){0,8}?(?:attached|enclosed|signed)|(?:attached|enclosed|find|here is) (?:[\w'’-]+ ){0,5}?(?:purchase order|order|po|signed contract)|(?:pro-?forma|deposit) invoice"
    r"|(?:bestellung|auftrag|hauptauftrag|vertrag) (?:[\w.,€-]+ ){0,8}?(?:liegt bei|anbei|beigefugt|im anhang|hangt an|unterschrieben|unterzeichnet)|anbei (?:[\w-]+ ){0,4}?(?:bestellung|auftrag)|(?:proforma|anzahlungs)-?rechnung"
    r"|bon de commande|commande (?:[\w-]+ ){0,4}?(?:signee|ci-jointe)|contrat(?: [\w-]+,?){0,4}? (?:est )?signe|facture (?:pro-?forma|d['’]acompte)"
    r"|(?:adjunt\w+|anexo) (?:\w+ ){0,4}?(?:pedido|contrato|orden)|(?:pedido|contrato|orden de compra) (?:\w+ ){0,4}?(?:firmad[oa]|adjunt[oa])|factura (?:pro-?forma|del anticipo|de anticipo)"
    r"|(?:getekende|bijgaand\w*|ondertekende) (?:\w+ ){0,4}?(?:opdracht|order|bestelling|contract)|(?:opdracht|order|bestelling|contract) (?:\w+ ){0,4}?(?:getekend|bijgevoegd|in de bijlage)|(?:bestelbon|opdracht|order|bestelling)(?: [\w.,€]+){0,6} (?:zit in de post|is onderweg|komt eraan|volgt)|handtekeningen (?:zijn |staan )?(?:gezet|eronder|erop)|(?:proforma|voorschot)-?factuur"
    r"|(?:nota de )?encomenda (?:\w+ ){0,4}?(?:assinada|em anexo)|contrato (?:\w+,? ){0,5}?assinado|em anexo (?:\w+ ){0,4}?(?:encomenda|contrato|pedido)|fact?ura pro-?forma)\b"
)  # folded
# With another: "the main contract is signed with Oakvane".
_WITH_ANOTHER = re.compile(
    r"\b(?:with|to|by|mit|avec|chez|con|met|bij|aan|com|au profit de) (?:the |der |la |de |a )?[A-ZÀ-Þ]"
)


def lacks_a_part(text: str) -> bool:
    """Tell whether a customer orders what was offered without an option or a module of it; a lot is a deal by itself."""
    plain = fold(text[:MOST_LOOKED_AT])
    if LOT.search(plain) or _KEPT_ALONE.search(plain):
        return False
    joined = _kept(text)
    rest = any(_REST.search(said) and not _EXISTING.search(said) for said in joined)
    order = any(map(_ORDER.search, joined))
    part = any(map(_FIRST_WORDS.match, _CLAUSE.split(plain))) or bool(_REFUSED_PART.search(plain))
    return part + rest + order >= 2


def _kept(text: str) -> list[str]:
    """Return the sentences that say nothing of another by name, folded."""
    said = _STOP.split(text[:MOST_LOOKED_AT])
    return [" ".join(fold(each).split()) for each in said if not _WITH_ANOTHER.search(each)]


_HERE = r"(?:attached|enclosed|herewith|here(?:['’]s| is| are| comes?)|find|anbei|beigefugt|hiermit|hier (?:ist|kommt)|ci-joint\w*|voici|joins?|adjunt\w+|aqui (?:va|tiene\w*|teneis)|bijgaand\w*|hierbij|in de bijlage|em anexo|segue(?:m)?|aqui (?:vai|tem))"
_NUMBERED = r"(?:(?:purchase order|order|po|bestell\w*|auftrags?\w*|inkoop ?order\w*|bestel\w*|bon de commande|commande|pedido|orden de compra|nota de encomenda|encomenda) ?-?(?:no|nr|number|num|nummer|numero|n[°ºo])?\W{1,3}[a-z]{0,4}-?\d[\d-]{3,})"
_ORDER_GIVEN = re.compile(
    rf"\b{_HERE}\b[^.!?\n]{{0,60}}?\b{_NUMBERED}|\b{_NUMBERED} [^.!?\n]{{0,30}}?\b{_HERE}\b"
)  # folded
_OLD_ORDER = re.compile(
    r"\b(?:cancel\w*|storn\w+|annul\w+|old|earlier|previous|fruher\w*|alte[nr]?|ancien\w*|anterior\w*|eerdere|oude|return\w*|credit|gutschrift|avoir|abono|creditnota|invoice\w*|rechnung\w*|facture\w*|factura\w*|factuur\w*|fatura\w*)\b"
)


def gives_order(text: str) -> bool:
    """Tell whether a customer sends the number of an order with the mail: "please find our PO 4500-77213"."""
    said = [" ".join(fold(each).split()) for each in _STOP.split(text[:MOST_LOOKED_AT])]
    return any(_ORDER_GIVEN.search(each) and not _OLD_ORDER.search(each) for each in said)


# They had gone to another, and are here again.
_BACK = re.compile(
    r"\b(?:they|she|he)(?:['’]re| are|['’]ve come| have come| came| is)(?: \w+)? back\b|\bare back\b"
    r"|\b(?:sind|ist) (?:\w+ )?(?:wieder da|zuruckgekommen|zuruckgekehrt|zuruck)\b|\bwieder bei uns\b|\b(?:est|sont) revenue?s?\b|\b(?:ha|han) vuelto\b|\bvolvieron\b"
    r"|\b(?:zijn|is) (?:\w+ )?(?:terug|teruggekomen|weer terug)\b|\b(?:voltaram|regressaram|estao de volta)\b"
)  # folded


def comes_back(text: str) -> bool:
    """Tell whether one of us tells that a customer who was lost is back with an order."""
    if not _BACK.search(" ".join(fold(text[:MOST_LOOKED_AT]).split())):
        return False
    return any(map(_ORDER.search, _kept(text)))


_CAPITAL = r"[A-ZÀ-Þ][\w'’-]{1,40}"
_PERSON = r"(?:champion\w*|(?:best )?friend|contacts?|contact person|sponsor|ally|advocate|insider|ansprechpartner\w*|fursprecher\w*|kontaktperson|sponsorin|interlocut\w+|alliee?|relais|soutien|valedor\w*|aliad[oa]|contacto|contactpersoon|ingang|entree|pleitbezorger|bondgenoot|aliad[oa]|amig[oa]|freund(?:in)?)"
# Somebody is lost, or gone: the one who spoke for us there.
_LOST_PERSON = re.compile(
    rf"\b(?:lost|perdu|perdido|perdimos|perdemos)\b (?:\w+ ){{0,2}}?{_PERSON}\b|\b{_PERSON}\b (?:\w+ ){{0,4}}?(?:verloren|kwijt|is (?:gone|leaving|off|out)|weg|est parti\w*|se va|part)\b"
)  # folded
_LOST_NAMED = re.compile(
    rf"\b(?:lost|perdu|perdido a|perdimos a|perdemos [oa]|sem [oa]|sin|without|sans|ohne|zonder) {_CAPITAL} (?:at|chez|en|na|no|da|do|bei|bij) {_CAPITAL}"
    rf"|\b{_CAPITAL} (?:bei|bij|von|van) {_CAPITAL} (?:verloren|kwijt)\b|\bkwijt? {_CAPITAL} bij {_CAPITAL}|\b{_CAPITAL} kwijt bij {_CAPITAL}"
)  # as written
_LEAVES = re.compile(
    r"\b(?:leaves|is leaving|she['’]s leaving|he['’]s leaving|resign(?:s|ed|ing)|(?:handed|hands|handing) in (?:her|his|their) notice|quits|moves? on|moving to|is moving|retir(?:es|ing)|last day|maternity|(?:has been|was|got|is) promoted|has left"
    r"|verlasst|wechselt|kundigt|hat gekundigt|hort auf|letzter tag|(?:geht|gehen) (?:zum|zu|in|am|weg|ende)|elternzeit|ruhestand|wird befordert"
    r"|(?:il|elle) part|part (?:le|chez|fin|a la)|quitte|demission\w*|s['’]en va|rejoint|dernier jour|retraite"
    r"|se (?:va|marcha|jubila|retira)|deja (?:la|el)|ficha por|cambia de|ultimo dia|renuncia a su puesto"
    r"|vertrekt|gaat weg|stopt|stapt over|opgezegd|ontslag genomen|laatste dag|met pensioen"
    r"|sai(?: (?:no|na|em|para|da|do|ja)|,)|vai(?:-se)? embora|deixa [oa]|demitiu-se|reforma-se|ultimo dia)\b"
)  # folded
_RUNS_ON = re.compile(
    r"\b(?:(?:process|evaluation|tender|selection|project|deal|bid|rfp|opportunity)\b[^.!?\n]{0,40}\b(?:continues|carries on|goes on|runs on|is (?:still )?(?:on|running|open|alive|going ahead)|closes)|still (?:ahead|in front|first|favourites?|in the (?:race|lead|running|frame))|start (?:again|over|afresh)|(?:offer|proposal|quote|bid)\b[^.!?\n]{0,40}\b(?:(?:now )?(?:sits|hangs|depends|rests)|is now|now lies)"
    r"|(?:prozess|verfahren|ausschreibung|auswahl|projekt|evaluierung)\b[^.!?\n]{0,40}\b(?:lauft|geht weiter|bleibt)|entscheidung (?:fallt|steht)|angebot\b[^.!?\n]{0,60}\b(?:liegt|hangt) (?:jetzt|nun)|noch (?:vorn\w*|im rennen)"
    r"|(?:consultation|processus|procedure|dossier|appel d['’]offres)\b[^.!?\n]{0,40}\b(?:continue|suit son cours|se poursuit)|(?:restons|sommes|reste) (?:toujours )?(?:devant|en tete|en lice|premiers)|offre\b[^.!?\n]{0,60}\b(?:entre les mains|depend)"
    r"|(?:proceso|licitacion|concurso|oferta)\b[^.!?\n]{0,60}\b(?:sigue|siguen|continua|pende|penden|depende|la lleva)|(?:seguimos|estamos) (?:los )?(?:primeros|delante|vivos|por delante)"
    r"|(?:selectie|proces|aanbesteding|traject|offerte)\b[^.!?\n]{0,60}\b(?:loopt|gaat (?:gewoon )?(?:door|verder)|ligt nu)|(?:nog|steeds) (?:voorop|in de race|eerste)"
    r"|(?:processo|concurso|proposta)\b[^.!?\n]{0,60}\b(?:continua|segue|passou para|depende)|continuamos (?:a frente|em primeiro|na corrida))\b"
    r"(?![ ,]+(?:\w+[ ,]+)?(?:with|without|mit|ohne|avec|sans|con|sin|met|zonder|com|sem)\b)"
)  # folded


def tells_of_leaver(text: str) -> bool:
    """Tell whether one of us laments that somebody at the customer leaves, while the deal goes on or nothing is said of it."""
    said = text[:MOST_LOOKED_AT]
    plain = " ".join(fold(said).split())
    lost = _LOST_PERSON.search(plain) or _LOST_NAMED.search(" ".join(said.split()))
    return bool(lost) + bool(_LEAVES.search(plain)) + bool(_RUNS_ON.search(plain)) >= 2
