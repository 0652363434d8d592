"""A customer who still bargains, and has decided nothing: what sounds like a no is one for this price."""

from __future__ import annotations

import re
from dataclasses import dataclass

from debrief.reading.wording import fold

MOST_LOOKED_AT = 6_000  # characters of a turn

_FIGURE = r"(?:number|price|figure|quote|offer|total|discount|preis|zahl|betrag|angebot|rabatt|prix|chiffre|devis|tarif|montant|precio|cifra|numero|oferta|importe|prijs|bedrag|getal|offerte|korting|preco|valor|proposta)"
_BEFORE_DAY = r"(?:before|by|until|till|bis|vor|avant|d['’]ici|jusqu['’]a|antes (?:de|do)|hasta|para|voor|tot|ate)"
# "Then we sign", and to nobody else; "for 31 I'd sign tomorrow".
_PROMISES = (
    r"\b(?:and|then) (?:i|we)(?:['’]ll| will) (?:sign|do it|take it|go with you|buy|place the order|commit)\b(?! (?:\w+ ){0,2}?(?:with|from|to|at) (?!you\b))",
    r"\bdann (?:machen wir das|unterschreib\w* (?:ich|wir)|sind wir uns einig|konnen wir (?:das )?(?:machen|unterschreiben))",
    r"\b(?:et|alors) (?:je|on|nous) (?:signe|signons|signerai|signerons)\b(?! avec)",
    r"\b(?:y|entonces) (?:firmo|firmamos|cerramos|cierro)(?: (?:hoy|manana|el|esta|ya mismo|con ustedes|con vosotros)|[.,!]|\W*$)",
    r"\bdan (?:teken ik|tekenen we|tekenen wij|doen we het|is de opdracht van jullie)\b(?! (?:\w+ ){0,2}?met (?!jullie|u\b|je\b))",
    r"\b(?:e|entao) (?:assino|assinamos|fechamos|fecho)(?: (?:hoje|amanha|na hora|convosco|com voces)|[.,!]|\W*$)",
    r"\b(?:for|at|fur|bei|pour|a|por|voor|bij) [£$€]? ?\d[\d.,]*(?: ?(?:k|grand|mille|mil|tausend|duizend|€|£|eur|euros?))? (?:i|we|i['’]d|we['’]d|i['’]ll|we['’]ll|i would|we would|i will|we will)? ?(?:sign|unterschreib\w*|signe|signons|firmo|firmamos|teken|tekenen|assino|assinamos)\b(?! (?:\w+ ){0,2}?(?:with|mit|bei|avec|chez|con|met|com) (?!you|ihnen|euch|vous|usted|vosotros|jullie|u\b|voce|convosco))",
)
# "Or we go with them."
_THREATS = (
    r"\b(?:or|otherwise|stay where you are and) (?:you(?:['’]ll| will) (?:lose|be out)|(?:i|we)(?:['’]ll| will|['’]m|['’]re) (?:sign(?:ing)?|go(?:ing)?|have to go|buy(?:ing)?) (?:with|to|from))",
    r"\bsonst (?:gehen|gehe|nehmen|nehme|unterschreib\w*|bestell\w*) (?:ich|wir)\b",
    r"\bsinon,? (?:je|nous|on) (?:signe|signons|prends|prenons|vais|allons|va|passe|passons)\b",
    r"\bo me (?:haces|hacen|hace|dejas|dejan|deja|bajas|bajan) [^.!?\n]{1,40} o (?:me voy|nos vamos|firmo|firmamos)\b",
    r"\bde lo contrario\b",
    r"\banders (?:ga ik|gaan we|gaan wij|teken ik|tekenen we)\b",
    r"\bcaso contrario\b",
    r"\bsenao (?:vou|vamos|fecho|fechamos|assino)\b",
)
# "Either something happens to that number before Thursday or …", "if I have no plan by Friday, I take their offer",
# "should you send no better offer, we would have to decline".
_CONDITIONS = (
    rf"\b(?:either|entweder|soit|ou bien|ou|o bien|o|of|ofwel)\b[^.!?\n]{{0,50}}\b{_FIGURE}\b[^.!?\n]{{0,40}}\b{_BEFORE_DAY} [^.!?\n]{{0,40}},? (?:or|oder|soit|ou|o|of|ofwel)\b",
    rf"\b(?:either|entweder|soit|ou|o|of)\b[^.!?\n]{{0,20}}\b{_BEFORE_DAY} [^.!?\n]{{0,40}}\b{_FIGURE}\b[^.!?\n]{{0,40}},? (?:or|oder|soit|ou|o|of)\b",
    rf"\b(?:unless|sofern|sauf si|a moins que|a menos que|salvo que|tenzij|a nao ser que)\b[^.!?\n]{{0,40}}\b{_FIGURE}\b",
    r"\b(?:if|wenn|falls|si|als|se)\b[^.!?\n]{0,50}\b(?:not|no|don['’]t|kein\w*|nicht|pas|sin|geen|niet|nao|sem)\b[^.!?\n]{0,110}?,? (?:(?:i|we)(?:['’]ll| will)? (?:take|accept|sign)|(?:nehm|unterschreib|beauftrag)\w* (?:ich|wir)|(?:j['’]|je |nous |on )(?:accepte|prend|sign)\w*|(?:acepto|aceptamos|firmo|firmamos)|(?:neem|teken|nemen|tekenen) (?:ik|we|wij)|(?:aceito|aceitamos|assino|assinamos))\b",
    r"\b(?:should you (?:not|be unable)|(?:if|unless) you (?:can|cannot|can['’]t|do not|don['’]t|are unable)|(?:sollten|falls|wenn|soweit) (?:sie|ihr)|si vous (?:ne|n['’]etes)|si no (?:pudiera\w*|puede\w*|logra\w*)|(?:mocht|als) (?:u|jullie|je)|(?:caso|se) nao (?:poss\w+|pude\w+|consig\w+|apresent\w+))\b[^.!?\n]{3,120}?,? (?:we (?:would|will|shall) have to|we(?:['’]d|['’]ll) have to|mussten wir|mussen wir|wurden wir|nous (?:serions|serons|devrons|devrions)|entenderiamos|tendriamos que|tendremos que|(?:zouden|moeten|zullen) we|teriamos de|teremos de|teriamos que|teremos que)\b",
    r"\bsi vous (?:n['’]etes pas capables?|ne (?:descendez|pouvez pas|faites pas))",
    r"\bsi no (?:baja|bajan|llegan|llegas|pueden|puede)\b",
    r"\bse nao (?:baixar\w*|conseguir\w*|chegar\w*)",
)
# "Get it down to 31", "we need your best price", "at that price you lose".
_BETTER_PRICE = (
    r"\b(?:get|bring) (?:me|us|it) (?:down )?to [£$€]?\d",
    r"\bmeet (?:us|me) at [£$€]?\d",
    r"\b(?:need|want|send (?:me|us)|waiting for) your (?:best|last|final|lowest) (?:price|number|offer|figure)\b",
    r"\b(?:brauch\w*|schick\w*|nenn\w*) (?:\w+ ){0,3}(?:besten|letzten) preis\b",
    r"\bbestes angebot bis\b",
    r"\b(?:il (?:nous|me) faut|on attend|envoyez-(?:nous|moi)) votre (?:meilleur|dernier) prix",
    r"\b(?:necesito|necesitamos|mandadme|mandame|esperamos) (?:tu|su|vuestro|el) mejor precio",
    r"\b(?:stuur|geef|noem) (?:\w+ ){0,2}(?:beste|laatste|scherpste) prijs\b",
    r"\b(?:preciso|precisamos|manda|mande|mandem)(?:-me|-nos)? (?:do |o )?(?:seu|teu|vosso) melhor preco",
    r"\bkommen sie (?:mir|uns)\b[^.!?\n]{0,40}\bentgegen\b",
    r"\bat (?:that|this) price (?:you|we)(?:['’]ll| will| would)? (?:lose|have to pass)",
    r"\ba ce (?:tarif|prix)-la vous (?:perdez|perdrez)",
    r"\ba ese precio (?:lo )?(?:pierde|perdeis|perdera)",
    r"\bvoor die prijs (?:verlies|verliest|verliezen)",
    r"\ba esse preco (?:perde|perdem)",
)
# "You have until Friday to give me a reason", "a reason not to sign".
_DEADLINES = (
    r"\b(?:you have|you['’]ve(?: got)?) (?:until|till) [^.!?\n]{1,30} to (?:give|convince|find|come|match|beat|move|change|show|do)\b",
    r"\b(?:sie|ihr|du) (?:haben|habt|hast) (?:noch )?bis [^.!?\n]{1,30}\b(?:grund|zeit|nachzu\w+|uberzeug\w+)\b",
    r"\bbis [^.!?\n]{1,25} (?:haben sie|habt ihr|hast du) (?:noch )?zeit\b",
    r"\b(?:vous avez|tu as) jusqu['’](?:a|au) [^.!?\n]{1,30} pour (?:me|nous)\b",
    r"\b(?:tiene|tienes|teneis|tienen) hasta [^.!?\n]{1,30} para (?:dar\w+|convencer\w+|mejorar\w*|bajar\w*|encontrar)\b",
    r"\b(?:je hebt|jullie hebben|u hebt|u heeft) (?:nog )?tot [^.!?\n]{1,30} om\b",
    r"\b(?:tem|tens|tendes|voces tem) ate [^.!?\n]{1,30} para (?:me|nos|baixar|melhorar|encontrar|dar\w*)\b",
    r"\breason (?:not to (?:sign|use|go)|to wait)\b",
    r"\bgrund\b[^.!?\n]{0,30}\bnicht zu (?:unterschreiben|benutzen|unterzeichnen|nutzen)\b",
    r"\braison de ne pas (?:signer|m['’]en servir)\b",
    r"\b(?:motivo|razon) para no (?:firmar\w*|usar\w*)\b",
    r"\breden (?:\w+ )?(?:om )?niet te (?:tekenen|gebruiken)\b",
    r"\brazao para (?:nao|a nao) (?:assinar|usar)\b",
)
# "If this is your last word", "look at it once more".
_LAST_WORDS = (
    r"\b(?:if|wenn|falls|si|als|se) (?:this|that|das|dies|c['’]est|esta|este|eso|dit|dat|essa|esta|e)\b(?: \w+){0,3} (?:last word|final offer|best offer|letzte wort|letztes wort|letztes angebot|dernier mot|derniere offre|ultima palabra|ultima oferta|laatste woord|laatste bod|ultima palavra)\b",
    r"\b(?:have another look|look (?:at (?:it|that|this) )?(?:again|once more)|sharpen your pencil|schauen s(?:ie|['’])? (?:\w+ ){0,2}noch (?:ein)?mal|rechnen s(?:ie|['’])? (?:\w+ ){0,2}noch (?:ein)?mal|revoyez (?:votre|la|ca)|regardez encore|revis[ae]n?lo|dele otra vuelta|kijk er nog eens|reken (?:het )?nog eens|veja (?:la )?outra vez|reveja[mn]? (?:o|a|isso))\b",
)
# A pen that lies beside another's contract, and has signed nothing yet.
_PENS = (
    r"\bpen (?:is )?(?:in (?:my|his|her|their|our) hands?|out|ready|at the ready|uncapped)\b(?! (?:all|last))",
    r"\b(?:fuller|stift|kuli|kugelschreiber)\b[^.!?\n]{0,15}\b(?:daneben|in der hand|bereit|gezuckt)\b",
    r"\bstylo (?:a la main|a cote|en main|en l['’]air)\b",
    r"\b(?:boli|boligrafo|pluma) (?:en (?:la|mi) mano|al lado|preparado)\b",
    r"\bpen (?:ligt |lig )?(?:ernaast|in de hand|klaar|in mijn hand)\b",
    r"\bcaneta (?:na mao|ao lado|pronta)\b",
)
# "I am giving you one last chance", "is that the best you can do?"
_CHANCES = (
    r"\bgiv(?:e|ing) you (?:one|a|the) (?:last|final) chance\b",
    r"\bletzte chance (?:geben|fur sie|fur euch)\b",
    r"\b(?:donner|laisser) une derniere chance\b",
    r"\b(?:dar|doy|damos) (?:\w+ )?(?:una |uma |la |a )?ultima (?:chance|oportunidad|oportunidade)\b",
    r"\b(?:geef|geven) (?:je|jullie|u) (?:nog )?een laatste kans\b",
    r"\b(?:the|your) best you can (?:do|offer|manage)\b",
    r"\bdas beste,? (?:was|das) (?:sie|ihr|du) (?:machen|bieten|tun)\b",
    r"\b(?:le|au) mieux que vous (?:pouvez|puissiez)\b",
    r"\blo mejor que (?:puedes?|pueden|podeis)\b",
    r"\bhet beste (?:wat|dat) (?:je|jullie|u) (?:kan|kunt|kunnen)\b",
    r"\bo melhor que (?:consegue|conseguem|pode|podem)\b",
)
# "I'd rather work with you."
_PREFERENCES = (
    r"\bwant to (?:work|stay|go) with you\b(?! but)",
    r"\bi(?:['’]d| would) (?:rather|prefer to) (?:work|go|stay) with you\b(?! but)",
    r"\b(?:will|wurde|mochte) (?:\w+ )?(?:lieber |gern(?:e)? )?mit (?:ihnen|euch|dir) (?:arbeiten|weitermachen)\b",
    r"\b(?:wurde|mochte) lieber mit (?:ihnen|euch|dir) (?:arbeiten|machen)\b",
    r"\bje (?:prefere|prefererais) (?:travailler|continuer) avec vous\b",
    r"\bprefiero (?:trabajar|seguir) con (?:vosotros|ustedes|usted)\b",
    r"\bik werk (?:het )?liever(?: samen)? met (?:jullie|jou|u)\b",
    r"\bprefiro (?:trabalhar|continuar|ficar) (?:convosco|com voces|consigo)\b",
)
_BARGAIN = re.compile(
    "|".join(
        (
            *_PROMISES,
            *_THREATS,
            *_CONDITIONS,
            *_BETTER_PRICE,
            *_DEADLINES,
            *_LAST_WORDS,
            *_PENS,
            *_CHANCES,
            *_PREFERENCES,
        )
    )
)  # folded

# That the price should stand till then, or come by then.
_REQUESTS = r"(?:(?:can|could|will|would) you|please|confirm|k(?:oe|o)nn\w*|bitte|bestatig\w*|(?:pouvez|pourriez)-vous|peux-tu|merci de|confirme[rz]?|puede[ns]?|podria\w*|podeis|kunnen|kunt|kun|wil\w*|graag|bevestig\w*|pode[m]?|poderia\w*|consegue\w*)"
_PRICE = r"(?:prices?|quot(?:e|ation)s?|offers?|rates?|preis\w*|angebot\w*|konditionen|prix|offre|devis|tarifs?|precios?|ofertas?|presupuesto|prijs|prijzen|offerte|aanbieding|precos?|propostas?|orcamento)"
_KEEP = r"(?:hold|keep|honou?r|guarantee|maintenir|garantir|tenir|mantener\w*|respetar\w*|garantizar\w*|vasthouden|handhaven|manter)"
_STANDS = r"(?:holds?|stands?|stays?|remains?|valid|good|gilt|gelten|gultig|halten|bestehen|valables?|tien(?:t|nent)|valid[oa]s?|vigentes?|mantiene\w*|geldig|geldt|vasthouden|mantem\w*)"
_TILL = r"(?:until|till|through|bis|jusqu|hasta|tot|ate)"
_PRICE_HELD = re.compile(
    rf"\b{_REQUESTS}\b[^.!?\n]{{0,40}}\b(?:{_KEEP} (?:\w+ ){{0,2}}?{_PRICE}|{_PRICE}(?: [\w-]+){{0,2}} {_STANDS}|{_PRICE}(?= {_TILL}\b))\b[^.!?\n]{{0,40}}\b{_TILL}\b"
)  # folded

# Not about this deal any more.
_ANOTHER_TIME = re.compile(
    r"\b(?:next time|in (?:the )?future|nachstes mal|prochaine fois|proxima vez|proxima|volgende keer)\b"
)


@dataclass(frozen=True, slots=True)
class Bargain:
    """What in a turn bargains: how often its price, and whether for how long the price stands."""

    times: int = 0  # something is promised for a better price, or threatened for the one they have
    holds: bool = False  # the price is to hold till some day

    def __bool__(self) -> bool:
        """Tell whether anything does."""
        return self.times > 0 or self.holds

    @property
    def plain(self) -> bool:
        """Whether it is no slip of the tongue: said twice, or what nobody asks who has decided for another."""
        return self.times > 1 or self.holds


def bargain_in(text: str) -> Bargain:
    """Return what in a turn bargains for this deal."""
    plain = fold(text[:MOST_LOOKED_AT])
    said = [each for each in re.split(r"[.!?\n]", plain) if not _ANOTHER_TIME.search(each)]
    times = sum(len(_BARGAIN.findall(each)) for each in said)
    return Bargain(times, holds=any(map(_PRICE_HELD.search, said)))
