"""What sounds like a lost deal and is none: a price bargained for, a refusal to sponsor, a made-up case."""

from __future__ import annotations

import re

from debrief.reading.wording import fold

MOST_LOOKED_AT = 6_000  # characters of a turn
BEGINNING = 250  # characters in which a mail says that it is an exercise

# What a customer promises for a better price, or threatens for the one they have.
_FIGURE = r"(?:number|price|figure|quote|offer|total|discount|preis|zahl|betrag|angebot|rabatt|prix|chiffre|devis|tarif|montant|precio|cifra|numero|oferta|importe|prijs|bedrag|getal|offerte|korting|preco|valor|proposta)"
_BEFORE_DAY = r"(?:before|by|until|till|bis|vor|avant|d['’]ici|jusqu['’]a|antes (?:de|do)|hasta|para|voor|tot|ate)"
_BARGAIN = re.compile(
    r"\b(?:and|then) (?:i|we)(?:['’]ll| will) (?:sign|do it|take it|go with you|buy|place the order|commit)\b(?! (?:\w+ ){0,2}?(?:with|from|to|at) (?!you\b))|\b(?:get|bring) (?:me|us|it) (?:down )?to [£$€]?\d|\bmeet (?:us|me) at [£$€]?\d"
    r"|\b(?:or|otherwise|stay where you are and) (?:you(?:['’]ll| will) (?:lose|be out)|(?:i|we)(?:['’]ll| will|['’]m|['’]re) (?:sign(?:ing)?|go(?:ing)?|have to go|buy(?:ing)?) (?:with|to|from))"
    r"|\b(?:need|want|send (?:me|us)|waiting for) your (?:best|last|final|lowest) (?:price|number|offer|figure)\b|\bat (?:that|this) price (?:you|we)(?:['’]ll| will| would)? (?:lose|have to pass)"
    # "either something happens to that number before Thursday or …"
    rf"|\b(?:either|entweder|soit|ou bien|ou|o bien|o|of|ofwel)\b[^.!?\n]{{0,50}}\b{_FIGURE}\b[^.!?\n]{{0,40}}\b{_BEFORE_DAY} [^.!?\n]{{0,40}},? (?:or|oder|soit|ou|o|of|ofwel)\b"
    rf"|\b(?:either|entweder|soit|ou|o|of)\b[^.!?\n]{{0,20}}\b{_BEFORE_DAY} [^.!?\n]{{0,40}}\b{_FIGURE}\b[^.!?\n]{{0,40}},? (?:or|oder|soit|ou|o|of)\b"
    rf"|\b(?:unless|sofern|sauf si|a moins que|a menos que|salvo que|tenzij|a nao ser que)\b[^.!?\n]{{0,40}}\b{_FIGURE}\b"
    # "if I have no plan by Friday, I take their offer"
    rf"|\b(?:if|wenn|falls|si|als|se)\b[^.!?\n]{{0,50}}\b(?:not|no|don['’]t|kein\w*|nicht|pas|sin|geen|niet|nao|sem)\b[^.!?\n]{{0,110}}?,? (?:(?:i|we)(?:['’]ll| will)? (?:take|accept|sign)|(?:nehm|unterschreib|beauftrag)\w* (?:ich|wir)|(?:j['’]|je |nous |on )(?:accepte|prend|sign)\w*|(?:acepto|aceptamos|firmo|firmamos)|(?:neem|teken|nemen|tekenen) (?:ik|we|wij)|(?:aceito|aceitamos|assino|assinamos))\b"
    rf"|\b(?:will|wurde|mochte) (?:\w+ )?(?:lieber |gern(?:e)? )?mit (?:ihnen|euch|dir) (?:arbeiten|weitermachen)\b|\bwant to (?:work|stay|go) with you\b(?! but)"
    # "for 31 I'd sign tomorrow"
    r"|\b(?:for|at|fur|bei|pour|a|por|voor|bij) [£$€]? ?\d[\d.,]*(?: ?(?:k|grand|mille|mil|tausend|duizend|€|£|eur|euros?))? (?:i|we|i['’]d|we['’]d|i['’]ll|we['’]ll|i would|we would|i will|we will)? ?(?:sign|unterschreib\w*|signe|signons|firmo|firmamos|teken|tekenen|assino|assinamos)\b(?! (?:\w+ ){0,2}?(?:with|mit|bei|avec|chez|con|met|com) (?!you|ihnen|euch|vous|usted|vosotros|jullie|u\b|voce|convosco))"
    # "You have until Friday to give me a reason", "a reason not to sign"
    r"|\b(?:you have|you['’]ve(?: got)?) (?:until|till) [^.!?\n]{1,30} to (?:give|convince|find|come|match|beat|move|change|show|do)\b|\breason (?:not to (?:sign|use|go)|to wait)\b"
    r"|\b(?:sie|ihr|du) (?:haben|habt|hast) (?:noch )?bis [^.!?\n]{1,30}\b(?:grund|zeit|nachzu\w+|uberzeug\w+)\b|\bbis [^.!?\n]{1,25} (?:haben sie|habt ihr|hast du) (?:noch )?zeit\b|\bgrund\b[^.!?\n]{0,30}\bnicht zu (?:unterschreiben|benutzen|unterzeichnen|nutzen)\b"
    r"|\b(?:vous avez|tu as) jusqu['’](?:a|au) [^.!?\n]{1,30} pour (?:me|nous)\b|\braison de ne pas (?:signer|m['’]en servir)\b"
    r"|\b(?:tiene|tienes|teneis|tienen) hasta [^.!?\n]{1,30} para (?:dar\w+|convencer\w+|mejorar\w*|bajar\w*|encontrar)\b|\b(?:motivo|razon) para no (?:firmar\w*|usar\w*)\b"
    r"|\b(?:je hebt|jullie hebben|u hebt|u heeft) (?:nog )?tot [^.!?\n]{1,30} om\b|\breden (?:\w+ )?(?:om )?niet te (?:tekenen|gebruiken)\b"
    r"|\b(?:tem|tens|tendes|voces tem) ate [^.!?\n]{1,30} para (?:me|nos|baixar|melhorar|encontrar|dar\w*)\b|\brazao para (?:nao|a nao) (?:assinar|usar)\b"
    # "If this is your last word", "look at it once more"
    r"|\b(?:if|wenn|falls|si|als|se) (?:this|that|das|dies|c['’]est|esta|este|eso|dit|dat|essa|esta|e)\b(?: \w+){0,3} (?:last word|final offer|best offer|letzte wort|letztes wort|letztes angebot|dernier mot|derniere offre|ultima palabra|ultima oferta|laatste woord|laatste bod|ultima palavra)\b"
    r"|\b(?:have another look|look (?:at (?:it|that|this) )?(?:again|once more)|sharpen your pencil|schauen s(?:ie|['’])? (?:\w+ ){0,2}noch (?:ein)?mal|rechnen s(?:ie|['’])? (?:\w+ ){0,2}noch (?:ein)?mal|revoyez (?:votre|la|ca)|regardez encore|revis[ae]n?lo|dele otra vuelta|kijk er nog eens|reken (?:het )?nog eens|veja (?:la )?outra vez|reveja[mn]? (?:o|a|isso))\b"
    # a pen that lies beside another's contract, and has signed nothing yet
    r"|\bpen (?:is )?(?:in (?:my|his|her|their|our) hands?|out|ready|at the ready|uncapped)\b(?! (?:all|last))|\b(?:fuller|stift|kuli|kugelschreiber)\b[^.!?\n]{0,15}\b(?:daneben|in der hand|bereit|gezuckt)\b|\bstylo (?:a la main|a cote|en main|en l['’]air)\b|\b(?:boli|boligrafo|pluma) (?:en (?:la|mi) mano|al lado|preparado)\b|\bpen (?:ligt |lig )?(?:ernaast|in de hand|klaar|in mijn hand)\b|\bcaneta (?:na mao|ao lado|pronta)\b"
    r"|\bgiv(?:e|ing) you (?:one|a|the) (?:last|final) chance\b|\bletzte chance (?:geben|fur sie|fur euch)\b|\b(?:donner|laisser) une derniere chance\b|\b(?:dar|doy|damos) (?:\w+ )?(?:una |uma |la |a )?ultima (?:chance|oportunidad|oportunidade)\b|\b(?:geef|geven) (?:je|jullie|u) (?:nog )?een laatste kans\b"
    r"|\b(?:the|your) best you can (?:do|offer|manage)\b|\bdas beste,? (?:was|das) (?:sie|ihr|du) (?:machen|bieten|tun)\b|\b(?:le|au) mieux que vous (?:pouvez|puissiez)\b|\blo mejor que (?:puedes?|pueden|podeis)\b|\bhet beste (?:wat|dat) (?:je|jullie|u) (?:kan|kunt|kunnen)\b|\bo melhor que (?:consegue|conseguem|pode|podem)\b"
    r"|\bi(?:['’]d| would) (?:rather|prefer to) (?:work|go|stay) with you\b(?! but)|\b(?:wurde|mochte) lieber mit (?:ihnen|euch|dir) (?:arbeiten|machen)\b|\bje (?:prefere|prefererais) (?:travailler|continuer) avec vous\b|\bprefiero (?:trabajar|seguir) con (?:vosotros|ustedes|usted)\b|\bik werk (?:het )?liever(?: samen)? met (?:jullie|jou|u)\b|\bprefiro (?:trabalhar|continuar|ficar) (?:convosco|com voces|consigo)\b"
    r"|\b(?:brauch\w*|schick\w*|nenn\w*) (?:\w+ ){0,3}(?:besten|letzten) preis\b|\bbestes angebot bis\b"
    r"|\b(?:il (?:nous|me) faut|on attend|envoyez-(?:nous|moi)) votre (?:meilleur|dernier) prix|\ba ce (?:tarif|prix)-la vous (?:perdez|perdrez)|\b(?:necesito|necesitamos|mandadme|mandame|esperamos) (?:tu|su|vuestro|el) mejor precio|\ba ese precio (?:lo )?(?:pierde|perdeis|perdera)"
    r"|\b(?:stuur|geef|noem) (?:\w+ ){0,2}(?:beste|laatste|scherpste) prijs\b|\bvoor die prijs (?:verlies|verliest|verliezen)|\b(?:preciso|precisamos|manda|mande|mandem)(?:-me|-nos)? (?:do |o )?(?:seu|teu|vosso) melhor preco|\ba esse preco (?:perde|perdem)"
    r"|\bdann (?:machen wir das|unterschreib\w* (?:ich|wir)|sind wir uns einig|konnen wir (?:das )?(?:machen|unterschreiben))|\bkommen sie (?:mir|uns)\b[^.!?\n]{0,40}\bentgegen\b|\bsonst (?:gehen|gehe|nehmen|nehme|unterschreib\w*|bestell\w*) (?:ich|wir)\b"
    r"|\bo me (?:haces|hacen|hace|dejas|dejan|deja|bajas|bajan) [^.!?\n]{1,40} o (?:me voy|nos vamos|firmo|firmamos)\b"
    # "should you send no better offer, we would have to decline"
    r"|\b(?:should you (?:not|be unable)|(?:if|unless) you (?:can|cannot|can['’]t|do not|don['’]t|are unable)|(?:sollten|falls|wenn|soweit) (?:sie|ihr)|si vous (?:ne|n['’]etes)|si no (?:pudiera\w*|puede\w*|logra\w*)|(?:mocht|als) (?:u|jullie|je)|(?:caso|se) nao (?:poss\w+|pude\w+|consig\w+|apresent\w+))\b[^.!?\n]{3,120}?,? (?:we (?:would|will|shall) have to|we(?:['’]d|['’]ll) have to|mussten wir|mussen wir|wurden wir|nous (?:serions|serons|devrons|devrions)|entenderiamos|tendriamos que|tendremos que|(?:zouden|moeten|zullen) we|teriamos de|teremos de|teriamos que|teremos que)\b"
    r"|\b(?:et|alors) (?:je|on|nous) (?:signe|signons|signerai|signerons)\b(?! avec)|\bsinon,? (?:je|nous|on) (?:signe|signons|prends|prenons|vais|allons|va|passe|passons)\b|\bsi vous (?:n['’]etes pas capables?|ne (?:descendez|pouvez pas|faites pas))"
    r"|\b(?:y|entonces) (?:firmo|firmamos|cerramos|cierro)(?: (?:hoy|manana|el|esta|ya mismo|con ustedes|con vosotros)|[.,!]|\W*$)|\bde lo contrario\b|\bsi no (?:baja|bajan|llegan|llegas|pueden|puede)\b"
    r"|\bdan (?:teken ik|tekenen we|tekenen wij|doen we het|is de opdracht van jullie)\b(?! (?:\w+ ){0,2}?met (?!jullie|u\b|je\b))|\banders (?:ga ik|gaan we|gaan wij|teken ik|tekenen we)\b"
    r"|\b(?:e|entao) (?:assino|assinamos|fechamos|fecho)(?: (?:hoje|amanha|na hora|convosco|com voces)|[.,!]|\W*$)|\bcaso contrario\b|\bse nao (?:baixar\w*|conseguir\w*|chegar\w*)|\bsenao (?:vou|vamos|fecho|fechamos|assino)\b"
)  # folded


# That the price should stand till then, or come by then, which nobody asks who has decided for another.
_ASKS = r"(?:(?:can|could|will|would) you|please|confirm|k(?:oe|o)nn\w*|bitte|bestatig\w*|(?:pouvez|pourriez)-vous|peux-tu|merci de|confirme[rz]?|puede[ns]?|podria\w*|podeis|kunnen|kunt|kun|wil\w*|graag|bevestig\w*|pode[m]?|poderia\w*|consegue\w*)"
_OFFERED = r"(?:prices?|quot(?:e|ation)s?|offers?|rates?|preis\w*|angebot\w*|konditionen|prix|offre|devis|tarifs?|precios?|ofertas?|presupuesto|prijs|prijzen|offerte|aanbieding|precos?|propostas?|orcamento)"
_KEEP = r"(?:hold|keep|honou?r|guarantee|maintenir|garantir|tenir|mantener\w*|respetar\w*|garantizar\w*|vasthouden|handhaven|manter)"
_STANDS = r"(?:holds?|stands?|stays?|remains?|valid|good|gilt|gelten|gultig|halten|bestehen|valables?|tien(?:t|nent)|valid[oa]s?|vigentes?|mantiene\w*|geldig|geldt|vasthouden|mantem\w*)"
_TILL = r"(?:until|till|through|bis|jusqu|hasta|tot|ate)"
_PRICE_HELD = re.compile(
    rf"\b{_ASKS}\b[^.!?\n]{{0,40}}\b(?:{_KEEP} (?:\w+ ){{0,2}}?{_OFFERED}|{_OFFERED}(?: [\w-]+){{0,2}} {_STANDS}|{_OFFERED}(?= {_TILL}\b))\b[^.!?\n]{{0,40}}\b{_TILL}\b"
)  # folded


# Not about this deal any more.
_ANOTHER_TIME = re.compile(
    r"\b(?:next time|in (?:the )?future|nachstes mal|prochaine fois|proxima vez|proxima|volgende keer)\b"
)


def bargains(text: str) -> int:
    """Return how often a customer promises something for a better price, or threatens for the one they have.

    That a price should hold till some day counts twice.
    """
    plain = fold(text[:MOST_LOOKED_AT])
    said = [each for each in re.split(r"[.!?\n]", plain) if not _ANOTHER_TIME.search(each)]
    held = any(map(_PRICE_HELD.search, said))
    return sum(len(_BARGAIN.findall(each)) for each in said) + 2 * held


_INVITED = re.compile(
    r"\b(?:invit\w+|eingeladen|uitgenodigd|nodig\w* uit|convid\w+)\b[^.!?]{0,60}\b(?:(?:second|next|final|further|last) round|"
    r"(?:zweiten?|nachsten?|letzten?) runde|(?:second|deuxieme|dernier) tour|(?:segunda|proxima|ultima) (?:ronda|fase|vuelta)|(?:tweede|volgende|laatste) ronde)\b"
)  # folded


def invites_further(text: str) -> bool:
    """Tell whether somebody is invited to the next round: nothing is decided yet."""
    return _INVITED.search(fold(text)) is not None


_OLDEST = r"(?:oldest|longest[- ]standing|altesten?|plus ancien(?:ne)?s?|mas antigu[oa]|oudste|mais antig[oa])"
_CUSTOMER = r"(?:customers?|clients?|accounts?|kunden?|kundin|cliente?s?|klant)"
_OLDEST_LOST = re.compile(
    rf"\b(?:lost|losing|perdu|perdido|perdimos|perdemos|perdi)(?: \w+){{0,3}} (?:{_OLDEST} {_CUSTOMER}|{_CUSTOMER} {_OLDEST})\b"
    rf"|\b{_OLDEST} {_CUSTOMER}(?: \w+){{0,3}} (?:verloren|kwijt)\b"
)  # folded


def loses_oldest_customer(text: str) -> bool:
    """Tell whether a sentence says that the oldest customer left, with whom no new deal was lost."""
    return _OLDEST_LOST.search(fold(text)) is not None


# "They rang to say who they are going with. Us."
_WHO_WON = re.compile(
    r"\b(?:who|whom|wer|wen|wem|qui|quien|quienes|wie|quem)\b[^.!?:;]{0,120}[.!?:;…]+ ?[\"'“”»)]* ?(?:(?:yes|ja|oui|si|sim|well|tja),? )?"
    r"(?:us|we did|we are|it['’]?s us|it is us|wir|uns|wir sind['’]?s|das sind wir|nous|c['’]est nous|a nosotr[oa]s|nosotr[oa]s|somos nosotr[oa]s|wij|ons|wij zijn het|nos|somos nos|a nos)(?:[.!…]+(?= |$)|$)"
)  # folded


def answers_us(text: str) -> bool:
    """Tell whether one of us asks who was chosen and answers that it is us."""
    return _WHO_WON.search(" ".join(fold(text[:MOST_LOOKED_AT]).split())) is not None


# "It is down to us and Salariq": whoever else is out, we are not.
_STILL_IN = re.compile(
    r"\b(?:it['’]s|it is|now it['’]s|that leaves|this leaves|which leaves|leaves|leaving)(?: now| only| just| down to| between){0,2} (?:us and|[\w&-]+ and us\b)|\b(?:only|just) (?:us and [\w&-]+|[\w&-]+ and us) (?:are )?(?:left|remain)"
    r"|\b(?:sind|bleiben|stehen)(?: jetzt| nun)?(?: nur noch| nur)? wir und\b|\bnur noch wir und\b|\b(?:il (?:ne )?)?reste(?: plus que)? nous et\b|\bplus que nous et\b"
    r"|\bquedamos (?:solo |ya solo )?nosotr[oa]s y\b|\bblijven(?: nu)?(?: alleen)? wij en\b|\balleen wij en [\w&-]+ (?:zijn )?(?:nog )?over\b|\b(?:restamos|ficamos|sobramos)(?: so)? nos e\b"
)  # folded
_OUR_HR = re.compile(
    r"^\W*(?:[\w ,&|/-]{0,30}\b)?(?:human resources|hr(?: (?:manager|department|team|business partner))?|talent (?:acquisition|team)|people (?:&|and) culture|personal(?:abteilung|wesen|leitung)|ressources humaines|drh|recursos humanos|rr\.? ?hh\.?|personeelszaken|p&o|recursos humanos)\W*$",
    re.MULTILINE,
)  # folded
SIGNED_WITHIN = 200  # characters at the end of a mail in which its writer's post stands


def is_still_open(text: str) -> bool:
    """Tell whether one of us says who is left to choose from: us and another."""
    return _STILL_IN.search(" ".join(fold(text[:MOST_LOOKED_AT]).split())) is not None


def is_by_our_hr(text: str) -> bool:
    """Tell whether a mail of ours is signed by those who hire: whoever turned us down was an applicant."""
    return _OUR_HR.search(fold(text.rstrip()[-SIGNED_WITHIN:])) is not None


_GATHERING = re.compile(
    r"conf\b|conf[ \d]|conference|\bsummit\b|symposium|\bcongress\b|\bjournal\b|kongress|congreso|congresso|\bcongres\b|hackathon|meetup|awards? (?:show|night|gala)"
    r"|sponsor|patrocin|mecenat|call for (?:papers|speakers)"
)  # folded; of the subject and the sender's address
_CASE = r"(?:letters?|e-?mails?|cases?|scenarios?|brief|fall|szenario|lettre|courriel|cas|carta|correo|caso|casus)"
# What a case of a training asks, where words of a training stand beside it.
_ASKED_OF_LEARNERS = re.compile(
    r"\bwhat would you (?:have done|do) differently|\bo que (?:voce|voces) (?:teria|teriam|faria|fariam)|\bwas hatten sie (?:anders|besser)|\bqu['’]auriez-vous fait|\bque (?:habrias|habriais) hecho|\bwat had (?:je|jij|jullie|u) anders"
    # "each of you gets a letter to answer", and somebody plays the customer
    rf"|\b(?:each of you|everybody|everyone|jede[rs]? (?:von (?:euch|ihnen))?|chacune?|cada (?:un[ao]?|um[a]?)|ieder(?:een)?|elke?)\b[^.!?]{{0,30}}\b(?:gets?|receives?|(?:be|er)(?:kommt|halt)|recoit|recevra|recibe|recibira|krijgt|ontvangt|recebe|recebera)\b[^.!?]{{0,20}}\b{_CASE}\b"
    rf"|\b{_CASE} to (?:answer|reply to|discuss|work on|practi[sc]e)\b|\b{_CASE} (?:zum|zur) (?:beantwort\w+|uben|besprech\w+)|\b{_CASE} a (?:repondre|traiter|discuter|contestar|responder|analizar|analisar)\b|\b{_CASE} om te (?:beantwoorden|oefenen|bespreken)\b"
    r"|\b(?:play|plays|playing) the (?:buyer|customer|client)\b|\bspiel\w* (?:den|die) (?:kund\w+|einkauf\w*)|\bjoue\w* (?:le role du|le|la) (?:client|acheteur)|\b(?:hace|hara|haga) de (?:client|comprador)|\bspee?lt? de (?:klant|inkoper)|\bfa(?:z|ra) de (?:client|comprador)"
)  # folded
_TEACHING = re.compile(
    r"\bmodul[eo]?\b|\btrilha\b|\baula\b|\bcourse\b|\blesson\b|\btrainings?\b|\bkurs\b|\bschulung|\bformation\b|\bcurso\b|\bcursus\b|\be-?learning\b|\bcertificad|\bworkshop\b|\btaller\b|\batelier\b|\boficina de (?:vendas|formacao)\b"
)  # folded
_MADE_UP = re.compile(
    r"\brole[- ]?play|\brollenspiel|\brollenspel|\bjeux? de role|\bjuegos? de rol|\bfictional\b|\bfictitious\b|\bfiktiv|\bfictif|\bfictici[oa]|\bfictieve?\b(?! (?:korting|aftrek|inschrijf|prijs|meerprijs|bedrag|toeslag))"
    r"|\bverzonnen\b|\b(?:frei )?erfunden|\bmade[- ]up (?:case|deal|customer|mail|email|example)|\b(?:practice|training|sample|mock) (?:case|email|scenario|deal)\b"
    r"|\b(?:it['’]s|it is|this is|(?:all|everything) (?:is )?|which is) made up\b|\bas if it had (?:just|really) (?:arrived|come in)\b|\bals (?:ware|sei) (?:sie|er|es) (?:gerade|eben|soeben|echt) (?:\w+ )?(?:gekommen|eingegangen)|\bcomme si(?: \w+)? (?:venait|venez) d['’]arriver"
    r"|\bc['’]est (?:du tout )?invente|\binventee? de toutes pieces|\b(?:es|esta|me lo he|la he) inventad[oa]|\bcomo si (?:acabara|acabase|tivesse acabado) de (?:llegar|chegar)|\b(?:e|foi) inventad[oa]\b|\balsof (?:hij|ze|het|die) net (?:is )?binnen"
    r"|\bubungs(?:fall|beispiel|mail)|\bcas (?:pratique|d'ecole)|\bcaso practico|\bcaso pratico|\boefen(?:casus|mail|geval)|\bsimulacro\b|\bejercicio de (?:venta|practica)"
)  # folded; of the subject and the beginning


def is_exercise(subject: str, text: str) -> bool:
    """Tell whether a mail says at its beginning that its case is made up, or to learn from."""
    said = fold(f"{subject} {text[: 2 * BEGINNING]}")
    taught = _ASKED_OF_LEARNERS.search(said) and _TEACHING.search(said)
    return bool(taught or _MADE_UP.search(fold(f"{subject} {text[:BEGINNING]}")))


def is_of_gathering(subject: str, address: str) -> bool:
    """Tell whether a mail is of a conference, an award or a sponsorship, by its subject and its sender."""
    return any(_GATHERING.search(fold(each)) for each in (subject, address))
