"""Plain words by which a deal is ours: "we got the order", "you've got the job", in the languages read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from debrief.reading.verdicts.clauses import Sentence
from debrief.reading.verdicts.signals import Signal, Voice
from debrief.reading.wording import fold

PLAIN_WIN = -4.0  # weight of such a finding
DENIED_WIN = 3.0  # and of one that is denied behind it

_DEAL = (
    r"(?:order|contract|deal|business|job|project|tender|bid|account|po|purchase order|commission)"
)
_AUFTRAG = r"(?:auftrag|zuschlag|vertrag|deal|projekt|ausschreibung|bestellung|los|rahmenvertrag)"
_COMMANDE = (
    r"(?:la commande|le contrat|l['’]?affaire|le marche|le projet|l['’]?appel d['’]offres|le deal)"
)
_PEDIDO = r"(?:el pedido|el contrato|la licitacion|el proyecto|el negocio|la obra|el concurso|la cuenta|la orden)"
_OPDRACHT = (
    r"(?:de opdracht|het contract|de order|de deal|het project|de aanbesteding|de bestelling)"
)
_ENCOMENDA = r"(?:a encomenda|o contrato|o pedido|o projeto|o projecto|o negocio|a licitacao|o concurso|a conta|o pregao)"
_NAMED = r"(?: [\w&'’.-]+){0,3}"
# Where a sentence begins, or what follows a greeting or a yes.
_OPENING = r"(?:^\W*|^(?:[\w' -]{1,30}, )|\b(?:pues|ya|oui|yes|ja|sim),? )"
# "Quill Foods have signed after all": a customer has, where nobody is named with whom.
_WITH = r"(?:with|for|mit|bei|avec|chez|pour|con|para|met|bij|voor|com)"
_SIGNED = rf"(?:(?!\b{_WITH}\b)[^.,;!?]){{0,30}}?"
_AFTER_ALL = (
    rf"\b(?:have|has|they|he|she)(?:['’]ve)? (?:now )?signed after all\b(?! {_WITH})|\b(?:hat|haben) {_SIGNED}\bdoch (?:noch )?unterschrieben\b|\b(?:a|ont) (?:finalement|quand meme) signe\b(?! {_WITH})|\b(?:ha|han) firmado (?:al final|finalmente)\b(?! {_WITH})"
    rf"|\b(?:heeft|hebben) {_SIGNED}\btoch (?:nog )?getekend\b(?! {_WITH})|\bafinal (?:sempre )?(?:assinou|assinaram)\b(?! {_WITH})"
)
# First of all, in the whole and not in a part ("we came first on price").
_FIRST = (
    r"(?:\bwe(?:['’]ve| have)? (?:came|come|finished|ranked|placed|ended up|were (?:ranked|placed))(?: out)?(?: in)? (?:on top|top|first|highest)(?: place)?\b(?! (?:on|in|for|to)\b)"
    r"|\b(?:wir sind|sind wir|wir wurden|wurden wir)(?: [\w.-]+){0,3} (?:erster?|auf platz (?:1|eins))\b|\b(?:on|nous) (?:a fini|avons fini|finit|finissons|termine|terminons|arrive|arrivons|est|sommes) (?:bien )?premiers?\b(?! (?:sur le|sur la|en) )"
    r"|\b(?:hemos quedado|quedamos|hemos sido) (?:los )?primeros\b(?! en )|\b(?:zijn we|we zijn|werden we) (?:de )?eerste (?:van|geworden)\b|\b(?:ficamos|ficou-nos|fomos) (?:em |os )?primeiros?(?: lugar)?\b(?! (?:em|no|na) ))(?![^.!?\n]*\b(?:and|und|et|y|en|e)\b)"
)
_BY_US = re.compile(
    rf"\b(?:we|i)(?:['’]?ve| have| just| finally| actually| only)* (?:got|won|landed|bagged|secured|clinched|closed)(?: the| this| their| a)?{_NAMED} {_DEAL}\b(?! (?:review|call|meeting|desk|lost|wrong|back))"
    r"|\b(?:we|i)(?:['’]?ve| have| just| finally)* (?:got|won|landed|bagged|clinched) (?:it|this one|them)\b(?! (?:wrong|back|down|out|in writing|from|too|all wrong|to|when|that|on))"
    rf"|\b(?:signed|placed|awarded|gave|given)(?: us)? (?:the|our|their|an?) (?:\w+ )?(?:{_DEAL}|agreement|offer|proposal|quote) (?:with|to) us\b|\b(?:awarded|gave|given) us (?:the|their){_NAMED} {_DEAL}\b"
    rf"|\b(?:{_DEAL}) (?:is|was|are) (?:ours|in the bag|won)\b(?! to lose)|\b(?:signed|went|going) with us\b"
    rf"|\bwir haben (?:den|die|das|es|ihn)?{_NAMED} ?(?:{_AUFTRAG}{_NAMED} )?(?:gewonnen|an land gezogen|geholt|in der tasche|in trockenen tuchern)\b"
    rf"|\bwir haben (?:den|die|das){_NAMED} {_AUFTRAG}(?: [\w&'’.,-]+){{0,4}} (?:bekommen|erhalten|ergattert)\b|\b(?:der|die|das) {_AUFTRAG}(?: [\w&'’.-]+){{0,4}} (?:geht|ging|gehort) (?:an )?uns\b"
    rf"|\bwir haben (?:den|die|das){_NAMED} (?:auftrag|zuschlag)\b(?![^.!;\n]{{0,40}}\b(?:nicht|leider|verloren|verpasst|verfehlt|abgelehnt)\b)(?= bei| von| in|\W*$|[.,!;])"
    r"|\bwe(?:['’]ve| have| just)* (?:beat|beaten|saw off|seen off|pipped|edged out) (?!us\b|on\b|by\b|back\b|our\b|the (?:deadline|target|budget))\w+"
    r"|(?P<sure>,? (?:and|et|und|y|en|e) (?:it['’]s us|c['’]est nous|wir sind['’]?s|somos nosotros|wij zijn het|somos nos)(?=\s?[:.,;!(]|$))"
    r"|\b(?:gaan|gaat|ging|gingen) met ons in zee\b|\b(?:kiezen|kozen|gekozen) voor ons\b"
    rf"|\b(?:nous avons|on a)(?: enfin| bien| finalement)? (?:obtenu|decroche|remporte|gagne|eu|signe|emporte) (?:{_COMMANDE}|l['’]?affaire)"
    rf"|\b(?:conseguimos|hemos conseguido|ganamos|hemos ganado|cerramos|hemos cerrado|firmamos|logramos|nos (?:dieron|han dado|adjudicaron|llevamos)) {_PEDIDO}\b(?! (?:con la competencia))"
    rf"|\bwe hebben {_OPDRACHT}(?: [\w&'’.,-]+){{0,4}} (?:binnen|gekregen|gewonnen|binnengehaald|in de wacht gesleept)\b|\b(?:de )?opdracht (?:is|gaat) (?:binnen|voor ons|naar ons)\b"
    rf"|\b(?:ganhamos|conseguimos|fechamos|assinamos|levamos) {_ENCOMENDA}\b|{_AFTER_ALL}|{_FIRST}"
)  # folded; in a note of ours
_BY_THEM = re.compile(
    r"\byours it is\b|"
    r"(?P<sure>\b(?:nehmen|betrachten|verstehen) sie (?:dies\w*|das) (?:\w+ ){0,2}als (?:\w+ )?(?:auftrag|bestellung|zusage)\b|\b(?:take|treat|consider|regard) this (?:\w+ )?as (?:our|an|the|your) (?:\w+ )?(?:order|acceptance|po|purchase order|go-ahead)\b|\bconsiderez (?:ce|cette|le) \w+ comme (?:\w+ )?(?:bon de )?commande\b|\b(?:tome|tomen|considere|consideren|tenga|tengan) (?:este|esta) \w+ como (?:\w+ )?(?:pedido|encargo|orden)\b|\bbeschouw (?:dit|deze) (?:\w+ )?als (?:\w+ )?(?:opdracht|bestelling|order)\b|\b(?:considere|considerem|tome|tomem) (?:este|esta) [\w-]+ como (?:\w+ )?(?:encomenda|pedido|adjudicacao)\b)|"
    rf"\b(?:ihrem|eurem) (?:hause?|unternehmen|betrieb) (?:den|die|das) {_AUFTRAG}\b[^.;!?]{{0,90}}\b(?:erteilt|erteilen|vergeben|zugeschlagen|ubertragen)\b|\b(?:ihrer|eurer) (?:firma|gesellschaft) (?:den|die|das) {_AUFTRAG}\b[^.;!?]{{0,90}}\b(?:erteilt|erteilen|vergeben|zugeschlagen|ubertragen)\b|"
    rf"{_OPENING}it(?:['’]s| is) you(?: guys| lot)?\b(?=[.!]|$)|\byour (?:tender|bid|proposal|offer|quote) (?:has been|was|is) (?:successful|accepted)\b(?! (?:in|on|for|at|by|as)\b)"
    rf"|{_OPENING}(?:ihr seid|sie sind) es(?: geworden)?(?=[.!]|$)|(?<!bezug )\b(?:auf|an) (?:ihr|euer) angebot (?:vom [\d.]+ )?(?:uber [\d.,]+ (?:eur|euro|€),? )?(?:haben wir |wurde |wird |ist |erteilen wir |der |den )+(?:ihnen |euch |hiermit |heute )*(?:(?:den|der) )?zuschlag(?: (?:erteilt|erteilen))?\b|\bentscheidung (?:ist )?(?:zu ihren gunsten|auf (?:sie|euch) gefallen)"
    rf"|{_OPENING}(?:c['’]est|ce sera) (?:bien )?vous(?=[.!]|$)|\bvotre (?:offre|proposition) (?:a ete|est) retenue\b(?! (?:en|parmi|pour|comme|dans)\b)"
    rf"|{_OPENING}(?:sois|son) (?:vosotr[oa]s|ustedes)\b(?=[.!]|$)|\b(?:su|vuestra) (?:oferta|propuesta) (?:ha sido|ha resultado|fue) (?:seleccionada|adjudicataria|elegida|la elegida|ganadora)\b(?! (?:en|finalista|para|como|entre|tecnicamente)\b)"
    r"|\b(?:encargarles|adjudicarles|confiarles|encomendarles|otorgarles) (?:a (?:ustedes|usted) )?(?:el|la|los|las|este|esta)\b|\b(?:confiar|adjudicar|entregar)-(?:vos|lhes)\b|\b(?:ihnen|euch) (?:den|die|das) (?:\w+ ){1,3}zu (?:erteilen|ubertragen|geben)\b|\bvous (?:confier|attribuer) (?:le|la|les|l['’]|ce|cette)|\b(?:u|jullie) (?:de|het) (?:\w+ ){1,3}te (?:gunnen|geven)\b"
    rf"|{_OPENING}jullie zijn het(?: geworden)?(?=[.!]|$)|\buw (?:inschrijving|offerte) is (?:gekozen|gegund)\b(?! als\b)"
    rf"|{_OPENING}(?:sao|foram) (?:voces|vcs)\b(?=[.!]|$)|\b(?:fechamos|(?:vamos|decidimos|optamos por|resolvemos) (?:[^,.;]{{1,40}} e )?(?:fechar|ficar|seguir|avancar)) (?:convosco|com (?:voces|vcs))\b|\b(?:sua|vossa) proposta (?:foi|e) (?:a )?(?:escolhida|vencedora|selecionada|aceite|aprovada)\b(?! (?:em|na|no|para|como|entre)\b)|"
    rf"\b(?:you|your (?:team|company|firm))(?:['’]ve| have)?(?: just)? (?:got|won|have) (?:the|this|our){_NAMED} {_DEAL}\b|\b(?:the|this|our){_NAMED} {_DEAL} is yours\b(?! (?:to lose|no longer|no more))"
    rf"|\bwe(?:['’]re| are)? (?:awarding|giving|placing) (?:you )?(?:the|this|our){_NAMED} {_DEAL} (?:to|with) you\b|\bwe(?:['’]re| are) (?:awarding|giving) you (?:the|this|our)"
    r"|\b(?:i|we)(?: (?:went|signed|are going|am going)|['’](?:re|m) going|(?: have|['’]ve)? (?:decided|chosen) to go) with you\b(?! (?:on|for) (?:lot|part))"
    rf"|\b(?:sie|ihr) (?:bekommen|erhalten|bekommt|erhaltet|haben|habt) (?:den|die|das){_NAMED} {_AUFTRAG}\b|\b(?:der|die|das){_NAMED} {_AUFTRAG} (?:geht|gehort) (?:an )?(?:ihnen|sie|euch|dir|dich)\b"
    rf"|\b(?:vous avez|tu as) (?:obtenu|remporte|gagne|decroche|l['’]affaire|{_COMMANDE})|\b(?:le marche|la commande|le contrat|l['’]affaire) est (?:a|pour) (?:vous|toi)\b"
    rf"|\b(?:{_PEDIDO}) es (?:suyo|suya|vuestro|vuestra|tuyo|tuya)\b|\b(?:les|os|te|le) (?:damos|adjudicamos) {_PEDIDO}"
    rf"|\b(?:jullie|u|je|jij) (?:krijgt|krijgen|hebt|hebben) {_OPDRACHT}\b|\b{_OPDRACHT} is (?:voor jullie|voor u|van jullie)\b"
    rf"|\b{_ENCOMENDA} (?:e|fica) (?:vosso|vossa|seu|sua|de voces|convosco)\b|\bvoces (?:ganharam|levaram) {_ENCOMENDA}"
)  # folded; in a customer's mail
# What makes it no news of a win: denied, supposed, believed, asked or wished for, or before another word for it.
_UNSURE = re.compile(
    r"\b(?:not|never|nobody|without|n['’]t|cannot|if|unless|would|could|should|might|until|once|when|thought|think|believed|hoped|hope|sure|almost|nearly|before|instead|wish|assumed|told them"
    r"|nicht|nie|kein\w*|ohne|wenn|falls|ware|hatten|dachte\w*|glaubte\w*|hoffe\w*|fast|beinahe|sicher"
    r"|ne|n['’]|pas|jamais|sans|si|aurions|aurait|croyai\w*|pensai\w*|esperai\w*|presque"
    r"|no|nunca|sin|hubieramos|creia\w*|pensaba\w*|esperaba\w*|casi"
    r"|niet|nooit|geen|zonder|als|indien|zouden|dacht\w*|hoopte\w*|bijna"
    r"|renonc\w*|renunci\w*|verzicht\w*|afzien|refrain\w*|unable|unfortunately|malheureusement|helas|lamentable\w*|desgraciad\w*|infelizmente|impossible|imposible|impossivel|unmoglich|onmogelijk|apesar|queria\w*|quisera\w*|vontade|gostari\w+|preferi\w+|quis|wanted|liked|voulai\w*|aime\w*|queri\w+|gustaba\w*|wilde\w*|wollte\w*"
    r"|nao|sem|se|caso|teriamos|achava\w*|pensava\w*|esperava\w*|quase)\b|n't\b"
)

# What turns the news round behind it: "you won the technical part, but …".
_YET = re.compile(
    r"\b(?:but|however|although|aber|jedoch|mais|cependant|pero|sin embargo|maar|echter|mas|porem)\b"
)

# What denies it behind it, as German and Dutch do: "Sie erhalten den Auftrag leider nicht".
_DENIED = re.compile(r"\b(?:nicht|nie|niet|nooit|leider|helaas|not|no longer|pas|nunca)\b|n['’]t\b")
_NOT = re.compile(
    r"^\W*(?:\w+ ){0,2}?(?:nicht|niet)\b(?! (?:vor|voor|erst|pas|allein|alleen|nur|slechts)\b)"
)
_CLAUSE_END = re.compile(r"[.,;:!?–]")


_SADLY = re.compile(r",? ?(?:helaas|leider|alas|helas|lamentablemente|infelizmente)\b")
_YES = re.compile(r"\b[Ss]í\b")  # which is an "if" without its accent
# What is denied of another: "we decided not to go with Oakvane and to sign with you".
_OF_ANOTHER = re.compile(
    r"\b(?:not (?:to )?(?:go|proceed|continue) with|gegen|nao (?:seguir|avancar|ficar|fechar) com|no (?:seguir|continuar) con|ne pas (?:retenir|continuer avec)|niet (?:verder )?met)"
    r" (?!you|ihr|ihnen|euch|vous|vos|su |ustedes|vosotros|uw|jullie|u |je |voces|vcs|a vossa|a sua)[\w .&-]{1,30}? (?:and|but|und|sondern|et|mais|y|sino|e|mas|en|maar) "
)


def plain_win(sentence: Sentence, voice: Voice) -> Iterator[Signal]:
    """Yield the finding that a sentence says in so many words that the deal is ours."""
    ours = voice is Voice.OURS
    spoken = sentence.has("WE", "US", "DEAL") if ours else sentence.has("YOU", "YOUR", "WE", "DEAL", "YOU_WON", "CHOOSE", "OFFER")  # fmt: skip
    if sentence.question or voice is Voice.OUTBOUND or not (spoken or sentence.has("WON", "GETS")):
        return
    plain = _OF_ANOTHER.sub("", fold(_YES.sub("ya", sentence.text)))
    found = (_BY_US if ours else _BY_THEM).search(plain)
    # Words as sure as "take this as our order" make good an "als" or "se" that means "if" elsewhere.
    if found is None or (found["sure"] is None and _UNSURE.search(plain, 0, found.end())):
        return
    if _SADLY.match(plain, found.end()):
        return
    behind = _CLAUSE_END.split(plain[found.end() :], maxsplit=1)[0]
    if voice is Voice.CUSTOMER and _NOT.search(behind):
        yield Signal("refused", DENIED_WIN, sentence)  # "Sie bekommen den Zuschlag nicht"
        return
    if _YET.search(plain, found.end()) is None and _DENIED.search(behind) is None:
        yield Signal("won", PLAIN_WIN, sentence)
