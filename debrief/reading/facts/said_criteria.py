"""What a sentence says in so many words to have mattered: "it came down to X", "X gab den Ausschlag".

A cue stands before what mattered or behind it. Patterns are matched on folded text, in which every
character stands in its place, so that what they find is cut out of the text as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from debrief.reading.facts.criterion_phrase import is_dutch
from debrief.reading.wording import fold

_WHO = r"(?:for|to) (?:us|me|them|him|her|the \w+)|fur (?:uns|mich|ihn|sie|den \w+)|pour (?:nous|eux|elle|lui)|para (?:nosotros|ellos|nos|eles|ele|ela|mi)|voor (?:ons|hen|hem|mij)|uns|ihm|ihnen|mir|nos|les|le"
_SMALL = r"in the end|above all|mainly|really|simply|am ende|letztlich|letzten endes|vor allem|dabei|schlie[sß]+lich|nur|auch|finalement|avant tout|surtout|simplement|notamment|al final|sobre todo|principalmente|tambien|mas|uiteindelijk|vooral|ook|no fim|sobretudo|tambem|mais"
_PAD = rf"(?:,? (?:{_WHO}|{_SMALL}))*,?"
_IS = r"(?:was|were|is|are|being|has been|have been|ist|sind|war|waren|est|sont|etait|etaient|fut|a ete|ont ete|c'est|c'etait|fue|fueron|es|son|era|eran|ha sido|zijn|foi|foram|sao|e|:|=)"

# A cue, and behind it what mattered; every language in one list.
_BEFORE = (
    # en
    rf"(?:deciding|decisive|determining|main|key|biggest|real|award|selection) (?:factors?|drivers?|points?|criteri(?:on|a)|issues?|arguments?|considerations?|things?){_PAD} {_IS}",
    r"what (?:\w+ )?(?:tipped|decided|settled|swung|clinched|mattered|counted|convinced|did|made|cost|lost|won)(?: \w+){0,5}? (?:was|were|is)",
    r"(?:came|come|comes|boils|boiled) down to",
    r"(?:was|were|is|are|been) (?:looking for|after|keen on|set on)|(?:set|put) (?:great |more |most )?(?:store|weight|emphasis|value) (?:by|on)",
    r"(?:we|they|he|she|it|customer|client|board|team|committee|buyers?|users?|managers?|cfo|cio|coo|cto|ceo|boss|director|panel|council|who|engineers|people) (?:\w+ly |all |just |had |only |also )?(?:wants?|wanted|need(?:s|ed)?|asked for|insisted on|cared (?:most |mainly )?about|required?|values?|valued|prioriti[sz]ed|prefer(?:red)?|favou?red|liked|demanded)(?: to (?:see|have|get))?",
    r"comfortable with|at ease with|insist(?:s|ed) on|cared (?:most |mainly )?about|(?:prescribes?|prescribed|mandates?|mandated|insists? on)|(?:vetoed|ruled out|excluded|refused|no|any) (?:any |every |all )?(?:vendors?|suppliers?|tools?|bidders?|offers?) without",
    r"(?:because of|due to|on account of|on the strength of|on the grounds of|on grounds of|for reasons of)",
    r"(?:lost|beat|beaten|behind|ahead|weaker|stronger|short|outscored|points|marks|difference|scored? (?:lower|less|higher|better|third|second)|edge|gap|shortfall|way, mainly)(?: (?:us|you|out|\w+ points|points|ground))? (?:on|was on|under|in|lies in|lay in|arose under|came from)(?! (?:the (?:end|shortlist|final)|\d|monday|tuesday|wednesday|thursday|friday|total))",
    r"(?:told|counted|spoke|weighed) against (?:you|us|your \w+|our \w+|them) (?:was|were)|(?:difference|unterschied|ecart|diferencia|verschil|diferenca) (?:was|is|lay|lies|came|war|lag|liegt|etait|est|estaba|estuvo|fue|era|estava|esteve|foi|zat|zit) (?:in|on|down to|bei|beim|sur|dans|en|op|bij|no|na|em)|(?:decision|choice|award) (?:was|is|came|rested|turned) (?:on|down to)",
    r"(?:reviewed|evaluated|assessed|compared|scored|judged|rated|weighed|ranked) (?:\w+ ){1,4}?(?:on|by)(?= [^.;:?!]{3,60}(?:,| and ))",
    # de
    r"(?:^|(?<=[.!?:] ))(?:ohne|sans|zonder|sin|sem|without) (?:die |den |das |le |la |les |l'|du |de |el |los |las |o |a )?",
    rf"(?:ausschlaggebend|entscheidend|mas?sgeblich|wichtig|wichtiger|am wichtigsten|zentral)e?[rs]?(?: (?:punkt|grund|faktor|kriterium|argument))? (?:war|waren|ist|sind){_PAD}",
    rf"den ausschlag gab(?:en)?{_PAD}|(?:punkt|grund|faktor|kriterium|argument) war(?:en)?{_PAD}|gescheitert (?:sind wir |ist es |ist das )?an",
    r"(?:gewunscht|gesucht|gefordert|verlangt) (?:war|waren|wurden?)|(?:wir|sie|er|kunde|kundin|die|vorstand|einkauf|chef|leitung) (?:will(?= (?:die|den|das|dem|ein|kein|jemand))|wollen(?= (?:die|den|das|dem|ein|kein|jemand))|wollten?|brauch(?:en|ten?|te|t)|suchten?|verlangten?|legten? wert auf|bevorzug(?:en|t|te|ten))(?: (?:unbedingt|lieber|vor allem|eben|halt))?",
    r"(?:wegen|aufgrund|dank) (?:der |des |dem |ihre[rs] )?|(?:ging|geht) (?:ihm |ihnen |uns |ihr )?(?:vor allem |am ende |letztlich )?um|(?:abzuge|punktabzug|punkte|schwacher|schlechter|unterlegen|ruckstand|nachteile?)(?: \w+){0,4}? (?:beim|bei|im|in)(?: der| den| dem)?|(?:beim|im|des) kriteriums?",
    # fr
    rf"(?:criteres?|facteurs?|points?|arguments?|elements?)(?: (?:decisifs?|determinants?|principal|principaux|cles?|essentiels?))?{_PAD} {_IS}(?: d'avoir| de| que)?",
    r"ce qui (?:\w+ )?(?:a|nous a|les a|compte|comptait)(?: \w+){0,4}?,? (?:c'est|c'etait|est|etait)",
    r"(?:tenait|tenions|tenaient|tenons|tient) (?:avant tout |surtout |beaucoup |absolument )?(?:a ce que|a|aux?)(?: l'| la| le| les)?",
    r"(?:voulait|voulions|voulaient|cherchait|cherchions|cherchaient|souhaitait|souhaitions|souhaitaient|(?:avait|avions|avaient) besoin de|(?:nous|leur|lui) fallait|exigeait|preferait|prefere|prefere)(?: avoir)?",
    r"(?:en raison|a cause) (?:de la|de l'|des|du|d'|de)|(?:troisieme|deuxieme|seconde?|derniere?|moins bien notee?) (?:sur|pour)(?: le| la| les| l')?|grace (?:a la|a l'|au|aux|a)",
    rf"(?:fueron|foram|resultaron|ont ete) (?:determinantes?|decisiv[oa]s?|clave|decisi(?:f|ve)s?)(?:, por (?:este|esta) ordem?n?,|{_PAD})",
    # es
    rf"(?:criterios?|factor(?:es)?|puntos?|argumentos?)(?: (?:decisiv\w+|determinantes?|principal(?:es)?|claves?))?{_PAD} {_IS}(?: que)?",
    r"lo que (?:\w+ )?(?:peso|decidio|inclino|conto|convencio|importaba|importo|pesaba|gusto)(?: \w+){0,4}? (?:fue|es|era|fueron)(?: que)?",
    rf"\b(?:peso|pesaron|influyo|influyeron|primo|primaron|importaba|valoro|valoraron|valoramos){_PAD}(?: que| el hecho de que)?",
    r"(?:querian?|queriamos|quieren|buscaban?|buscabamos|necesitaban?|necesitabamos|exigian?|pedian?|preferian?|prefieren)(?: (?:a|un|una))?",
    r"(?:por (?:motivos|razones|cuestion|temas?) de|debido a|gracias a|a causa de|(?:diferencia|distancia) (?:esta|estuvo|viene) (?:en|de)|(?:menor|menos|peor)(?: \w+)? puntuacion (?:en|por))",
    # nl
    rf"(?:de )?doorslag (?:gaf|gaven)(?: dat| het feit dat)?{_PAD}|(?:doorslaggevend|beslissend|bepalend|belangrijk|belangrijker|belangrijkste)(?: \w+)?{_PAD} (?:was|waren|is|zijn)(?: dat)?{_PAD}",
    r"(?:wilden?|zochten?|zocht|verlangden?|vroeg om|vroegen om|hechtten? aan)(?: (?:graag|liever|vooral|per se))?|(?:vanwege|wegens|dankzij) (?:de |het |hun )?|(?:ging|gaat) (?:het )?(?:hem |hun |ons )?(?:vooral |uiteindelijk )?om|verschil zit(?: hem)? in|(?:gunnings)?criterium",
    # pt
    rf"(?:criterios?|fator(?:es)?|factor(?:es)?|pontos?|argumentos?)(?: (?:decisiv\w+|determinantes?|principa(?:l|is)))?{_PAD} {_IS}(?: que)?",
    rf"o que (?:\w+ )?(?:pesou|decidiu|contou|convenceu)(?: \w+){{0,3}}? foi|\b(?:pesou|pesaram|contou|contaram|prevaleceu){_PAD}(?: que)?",
    r"(?:queriam?|queriamos|procuravam?|procuravamos|precisavam?|precisavamos|exigiam?|pretendiam?|preferiam?|fazia questao)(?: (?:de|um|uma))?",
    r"(?:por causa d[aeo]s?|devido a[os]?|gracas a[os]?|(?:menor|pior) (?:pontuacao|classificacao) (?:no|na|em)(?: fator| factor| criterio)?)",
)  # fmt: skip

# A cue, and before it in the same clause what mattered.
_BEHIND = (
    r"(?:that |which |what )?(?:really |finally |simply |is what |was what |were what |is the thing that |was the thing that )?(?:made the difference|made up (?:our|their) minds?|tipped (?:it|the (?:balance|scales?))|clinched it|settled it|swung it|sealed it|did it|won the day|carried the (?:day|most weight|vote)|weighed (?:more|most|heavily|in)|mattered (?:most|more|to)|counted (?:most|more)|gave (?:them|it) the edge|outweighed|(?:was|were|is|are) worth more|(?:was|were) (?:most |very |really |more )?important|(?:was|were) the (?:thing|point|one thing) (?:they|he|she|everyone|everybody|people)|weighed \d\d|(?:was|were|is|are|proved)(?: \w+)? (?:decisive|paramount|essential|crucial|(?:the |a )?(?:deciding|decisive|key|main) (?:factor|point|reason|argument|criterion)))",
    r"(?:gaben?|hat|haben|war|waren|ist)(?: (?:uns|fur uns|letztlich|am ende|dann|schlie[sß]+lich|ihnen|ihm|eben|nun mal|einfach|fur \w+(?: \w+)?)){0,4} (?:den ausschlag(?: gegeben)?|ausschlaggebend|entscheidend|mas?sgeblich|(?:sehr |besonders )?wichtig|wichtiger|am wichtigsten|das wichtigste|gewonnen)",
    r"(?:a|ont|avait)(?: (?:vraiment|finalement|surtout|beaucoup|nettement))* (?:fait (?:toute )?la difference|fait pencher la balance|pese|compte|emporte|ete (?:\w+ )?(?:determinante?s?|decisi(?:f|ve)s?))|(?:etait|etaient|est) (?:determinante?s?|decisi(?:f|ve)s?|importante?s?|essentiel\w*|prioritaires?)",
    r"(?:fue|fueron|era|ha sido|resulto|resultaron)(?: \w+)? (?:determinantes?|decisiv[oa]s?|(?:muy |mas )?importantes?|claves?)|(?:inclin(?:o|aron)|hizo inclinar) la balanza|(?:marco|marcaron|hizo|hicieron) la diferencia|(?:nos |les )?peso mas|pesaron mas|pesaban? (?:el |un )?\d\d",
    r"(?:gaf|gaven|was|waren|heeft|woog|wogen)(?: (?:voor ons|uiteindelijk|toch|hier|de|het|bij ons))* (?:doorslag(?: gegeven)?|doorslaggevend|beslissend|(?:heel |erg )?belangrijk|zwaarder|zwaarst)|woog \d\d|telde (?:zwaar|voor \d\d)",
    r"(?:foi|foram|era)(?: \w+)? (?:determinantes?|decisiv[oa]s?|(?:muito |mais )?importantes?)|pesava[m]? \d\d|(?:fez|fizeram) (?:a diferenca|pender a balanca)|(?:pesou|pesaram)(?: mais)?(?= *(?:$|[.,;]))",
)  # fmt: skip

_CUE_BEFORE = re.compile(rf"\b(?:{'|'.join(_BEFORE)})(?: |(?<=')|(?<=[:=]))\s*(?=[\w\"'“„«(])")
_CUE_BEHIND = re.compile(rf" (?:{'|'.join(_BEHIND)})\b")
_MARKED = re.compile(
    r"\b(?:criteri\w*|kriteri\w*|criteres?|fac?tor|section|gunningscriterium|item|punto|ponto)\b(?: (?:n[.ro°º]{0,2} ?)?\d{1,2}(?:\.\d)?)? ?[(\"“„«] ?(?P<x>[^()\"“”„«»\d\n]{4,60}?) ?[)\"”»]"
)
# What it was about, in brackets behind the cue: "waar het om draaide (geen zakken meer sjouwen, een alarm) is …".
_IN_BRACKETS = re.compile(
    r"\b(?:what (?:it was (?:all )?about|mattered|we (?:were after|wanted))(?: (?:for|to) us)?|worum es (?:uns |ihnen |dabei )?ging|was (?:uns|ihnen) wichtig war|ce qui (?:comptait|importait)(?: pour nous)?|lo que (?:nos )?importaba|waar het (?:voor )?(?:ons )?om (?:draaide|ging)|o que (?:nos )?importava)"
    r" ?\((?P<x>[^()\n]{6,140})\)"
)
_ASIDE = re.compile(r"\([^()]*\)")
_END = re.compile(
    r"[.;:!?\n(]|,(?= (?:but|and (?:we|they|you|i)|which|who|so|where|while|because|since|aber|und (?:wir|sie)|weil|da|denn|wo|mais|qui|ce qui|car|et (?:nous|vous)|pero|que|porque|y (?:nosotros|ustedes|vosotros)|maar|want|die|dat|en (?:wij|jullie)|mas|pois|e (?:nos|voces)|and yours?|yours?|not)\b)"
    r"|\s[–—-]\s|\s(?:because|since|whereas|while|although|weil|wahrend|sondern|parce que|car|tandis que|porque|mientras|omdat|terwijl|enquanto|pois|and (?:we|they|you|yours|ours)|et (?:nous|vous|que)|y (?:ustedes|vosotros|nosotros|el de)|en (?:wij|jullie|die van)|mas|und (?:wir|ihre|bei)|e (?:nos|voces|a vossa)|that (?:made|tipped|decided)|than|on (?=n')|nous (?=n')|hoef\w+|hatten wir|hatte|we (?=had|were|did)|no (?=ten)|nao (?=tin))\s"
)
_ASKS = re.compile(r"\b(?:what|which|was|wat|que|ce qui|lo que|o que)\W*$")
_DENIED = re.compile(
    r"\b(?:not|never|no|nothing|hardly|n't|wasn't|isn't|didn't|wouldn't|nicht|kein\w*|nie|weder|pas|jamais|aucune?|rien|nunca|ni|tampoco|niet|geen|nooit|nao|nem|nenhuma?)\b"
)
_COURTESY = re.compile(
    r"(?:to )?(?:let|tell|thank|say|inform|give|share|write|send|call|hear|explain|apologi[sz]e|wait|meet|know|you\b|your?\b|them\b|avoid|mitteilen|sagen|ihnen|dir|vous|te |lhe|usted|je |u )"
)
_POINTS_BACK = re.compile(
    r"(?:that|this|it|which|what|they|he|she|das|dies|es|was|sie|c'est|cela|ca|ce|qui|il|elle|que|eso|esto|lo|dat|dit|het|die|isso|isto|o que)\b(?: \w{1,4})?\W*$"
)


MOST = 6
LONGEST_TEXT = 12_000
LONGEST_WISH = 95  # characters of a wish
MOST_WORDS = 14
LEAST_OF_TWO = 6  # words of two wishes together
_LIST = r"(?:(?:two|three|four|zwei|drei|vier|deux|trois|quatre|dos|tres|cuatro|twee|drie|vier|duas|dois|quatro) \w+(?: \w+)?)?"
_NOUN = r"wish ?list|wishes|needs|priorities|asks|requests|requirements|must-haves|wants|wunsche|wunschliste|anforderungen|prioritaten|bedingungen|voeux|souhaits|besoins|exigences|priorites|demandes|attentes|deseos|pedidos|exigencias|prioridades|requisitos|necesidades|condiciones|wensen|eisen|prioriteiten|voorwaarden|necessidades|condicoes"
_WERE = (
    r"(?:were|was|are|have been|waren|war|sind|etaient|sont|eran|son|fueron|zijn|foram|eram|sao)"
)
_VERB = (
    # what was wanted stands behind; in the past, for what is wanted now is hardly of this decision
    r"wanted|had (?:also )?asked for|asked for|(?:was|were|been) (?:looking for|after)|needed|hoped for|wished for|insisted on|cared about|longed for"
    r"|wollten?|wollte ich|verlangten?|forderten?|suchten?|brauchten?|erbeten|gewunscht|erwarteten?|wunschten? sich|gefordert|(?:ging|geht) es(?: (?:vor allem|immer))? um|wichtig (?:war|waren)"
    r"|voulait|voulais|voulions|voulaient|demandait|demandions|demandaient|(?:avait|avions|avaient|avais) (?:demande|ecrit noir sur blanc)|cherchait|cherchions|exigeait|exigions|exigeaient|souhaitait|souhaitions|(?:avait|avions|avaient) besoin"
    r"|querian?|queriamos|pedian?|pediamos|habia(?:n|mos)? pedido|buscaban?|buscabamos|exigian?|exigiamos|necesitaban?|necesitabamos|insistio(?: \w+)? en|pidio|pidieron|esperaban?|(?:nos |les |le )?importaban?"
    r"|wilden?|wou|vroeg(?:en)?(?: om)?|zocht(?:en)?|eisten?|telden?|verlangden?|ging het(?: \w+)? om|gevraagd"
    r"|queriam?|queriamos|pediam?|pediamos|tinha(?:m|mos)? pedido|procuravam?|procuravamos|exigiam?|precisavam?|precisavamos|pretendiam?|contaram|importavam?"
)
_WISHED = re.compile(
    rf"(?:\b(?:{_NOUN})(?: (?:since|from|in|de|of|von|desde|van)[^.,:;]{{1,25}})? ?(?:{_WERE}|:)|\b(?:{_VERB})\b(?: (?:unbedingt|immer|simply|always|only|really|also|above all|surtout|siempre|sempre|vooral|altijd|dabei|obendrein|a partida))?)[:,]? ?{_LIST} ?[:,]? ?"
)
_WISHES_END = re.compile(
    r"[.!?;\n]|\s[–—-]\s|: |,? (?:but|aber|mais|pero|maar|mas|weil|because|since|porque|omdat|parce que|denn|so|wobei|whereas|while|which|and that|und das|et ca|und ihr|and you|y ustedes|en jullie|e voces|none of which|all of which)\b"
)
_AND = r"\s*,\s*(?:(?:and|und|et|y|{0}|e|pis|sowie|dann|then|ainda|plus)\s)?(?:then\s|also\s|obendrein\s)?|\s(?:and|und|et|{0}|e|sowie|as well as)\s|\sy\s(?!a\b)"
_ITEM, _ITEM_DUTCH = re.compile(_AND.format("und")), re.compile(_AND.format("en"))
_HEAD = re.compile(r"^(?:[^,]{0,40}\b(?:was|were|war|waren|era|eran|eram)|um|de)\s+(?=\S)")
_SPOKEN = re.compile(
    r"(?:we|they|he|she|you|it|i|there|this|that was|that is|wir|sie|er|ihr|ich|es|da|das (?:war|ist|hat)|dies|nous|vous|ils?|elles?|on|je|tu|c'est|c'etait|ca|yo|nosotros|ustedes|ellos|ella|eso|esto|wij|we|zij|ze|hij|jullie|u|ik|dat (?:was|is)|nos|voces|eles|ele|ela|isso|isto|eu)(?:['’]\w+)? \w+|(?:but|aber|mais|pero|maar|mas|omdat|because|weil|porque|car|parce|so|from|uns|ist|in dem es|no que|ya|(?:die|das|der) \w+ste) |.*n['’]t$"
)
_NO_WISH = re.compile(
    r"(?:\w+ ){0,3}(?:sagen|say|dire|decir|zeggen|dizer|danken|thank|melden)\b|(?:to )?(?:let|tell|thank|say|inform|give you|share|write|send|call|hear|explain|apologi[sz]e|wait|meet|know|be honest|ihnen|euch|dir|vous|te |lhe|les? |usted|je |u |me |mich|mir|hablar con usted|falar)"
)
_OURS = re.compile(r"\b(?:we|i|wir|ich|nous|on|je|wij|we|ik|nos|nosotros)(?: \w+)? \Z")
_OUR_FORMS = re.compile(r"(?:amos|iamos|ions|imos)\b")


def named_in(text: str) -> tuple[str, ...]:
    """Return what a sentence says to have mattered, as written; empty where it does not say so."""
    folded = fold(text)
    found = [m.span("x") for each in (_IN_BRACKETS, _MARKED) for m in each.finditer(folded)]
    plain = _ASIDE.sub(lambda aside: " " * len(aside[0]), folded)
    found = found or list(_after_colon(plain)) or list(_behind(plain)) or list(_before(plain))
    cut = (_ASIDE.sub(" ", text[first:last]).strip() for first, last in found)
    return tuple(dict.fromkeys(each for each in cut if each))


def _after_colon(folded: str) -> Iterator[tuple[int, int]]:
    """Yield what stands behind the colon that a cue leads up to ("asked what weighed most he said at once: …")."""
    colon = folded.find(":")
    if colon < 0:
        return
    cue = _CUE_BEFORE.search(folded, 0, colon + 2) or _CUE_BEHIND.search(folded, 0, colon)
    if cue and cue.re is _CUE_BEHIND and not _ASKS.search(folded, 0, cue.start()):
        return
    end = re.compile(r"[.;!?]|$").search(folded, colon + 1)
    last = end.start() if end else len(folded)
    if (
        cue
        and not _is_denied(folded, cue.start(), cue.end())
        and len(folded[colon + 1 : last].split()) > 1
    ):
        yield colon + 1, last


def _before(folded: str) -> Iterator[tuple[int, int]]:
    """Yield what stands behind a cue, up to where another thought begins."""
    reached = 0
    for cue in _CUE_BEFORE.finditer(folded):
        first = cue.end()
        if cue.start() < reached or _is_denied(folded, cue.start(), first):
            continue
        end = _END.search(folded, first)
        last = end.start() if end else len(folded)
        if last - first > 2 and not _COURTESY.match(folded, first):
            yield first, last
            reached = last


def _behind(folded: str) -> Iterator[tuple[int, int]]:
    """Yield what stands in front of a cue, from where its clause begins."""
    for cue in _CUE_BEHIND.finditer(folded):
        last = cue.start()
        ends = [end.end() for end in _END.finditer(folded, 0, last)]
        first = ends[-1] if ends else 0
        if _POINTS_BACK.match(folded, first) or _POINTS_BACK.match(folded[first:last].strip()):
            first, last = (ends[-2] if len(ends) > 1 else 0), (first - 1 if ends else 0)
        if _ASKS.search(folded, first, last):
            continue
        if last - first > 2 and not _is_denied(folded, first, cue.end()):
            yield first, last


def _is_denied(folded: str, first: int, last: int) -> bool:
    """Tell whether the cue is spoken of as not so."""
    return _DENIED.search(folded, max(0, first - 12), last) is not None


def wished_in(text: str, by_us: bool = False) -> tuple[str, ...]:
    """Return what a text enumerates as wished for, as written; empty where it is less than two things.

    ``by_us`` is set where one of us writes: then what "we" wanted is not the customer's wish.
    """
    text = text[:LONGEST_TEXT]
    folded = fold(text)
    best: tuple[str, ...] = ()
    for cue in _WISHED.finditer(folded):
        if by_us and (_OURS.search(folded[: cue.start()][-24:]) or _OUR_FORMS.search(cue[0])):
            continue
        stop = _WISHES_END.search(folded, cue.end())
        end = stop.start() if stop else len(text)
        if end - cue.end() < 6 or (stop and stop[0] == "?"):
            continue
        found = _enumerated(text[cue.end() : end])
        if len(found) > len(best):
            best = found
    return best


def _enumerated(listed: str) -> tuple[str, ...]:
    """Return the things of an enumeration up to the first that is a sentence of its own."""
    line = " ".join(listed.split())
    items: list[str] = []
    for piece in (_ITEM_DUTCH if is_dutch(line) else _ITEM).split(_HEAD.sub("", line)):
        bare = piece.strip(" .,;:-–\"'“”„«»()")
        plain = fold(bare)
        if not 3 <= len(bare) <= LONGEST_WISH or len(bare.split()) > MOST_WORDS:
            break
        if _SPOKEN.match(plain) or _NO_WISH.match(plain):
            break
        items.append(bare)
    told = [len(item.split()) for item in items]
    enough = len(items) > 2 or (len(items) == 2 and min(told) > 1 and sum(told) >= LEAST_OF_TWO)
    return tuple(items[:MOST]) if enough else ()
