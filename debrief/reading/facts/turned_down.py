"""Who bid and did not win either, by the words around their name: "X was told the same", "weder Sie noch X"."""

from __future__ import annotations

import re
from collections.abc import Container

from debrief.reading.wording import fold, words_in

_FURTHEST = 90  # characters before and behind a name in which such words stand
_US = r"you|yours|your|us|ours|ihnen|euch|sie|ihr|wir|uns|vous|nous|votre|le votre|ustedes|usted|vosotros|la suya|la vuestra|tu|u|jullie|ons|wij|voces|voce|nos|vossa|a sua|a vossa"
_OURS = re.compile(rf"{_US}|our|my|ihre?|unser\w*|tuas?|suas?|nossas?")
_OUT = (
    r"told (?:\w+ ){0,3}the same|(?:sent|given|received|got|heard) (?:\w+ ){0,2}the same|the same (?:answer|letter|message|news|mail|call)|(?:been )?stood down|disqualified|eliminated|ruled out|rejected|turned down|declined|withdrawn|withdrew|dropped(?: out)?|excluded|unsuccessful|(?:a distant |only )?third\b|came (?:in )?(?:last|third)"
    r"|nicht (?:beauftragt|genommen|berucksichtigt|zum zug|gewahlt)|ausgeschieden|ausgeschlossen|abgelehnt|zuruckgezogen|leer ausgegangen|(?:heute )?(?:dasselbe|das gleiche|dieses schreiben|diese nachricht|die gleiche|dieselbe)"
    r"|ecarte\w*|elimine\w*|econduit\w*|disqualifie\w*|exclue?s?|retiree?s?|pas (?:ete )?retenue?s?|(?:droit (?:au|a la) |la |le )memes? (?:discours|reponse|lettre|courrier|message|chose|nouvelle)"
    r"|descartad\w*|eliminad\w*|excluid\w*|desestimad\w*|rechazad\w*|retir(?:o|ad\w+)|(?:muy )?(?:lejos|fuera)|archivad\w*|lo mismo|la misma (?:respuesta|carta|noticia)|igual de \w+|tercer[oa]"
    r"|afgevallen|afgewezen|uitgesloten|afgehaakt|teruggetrokken|dezelfde (?:boodschap|brief|kennisgeving|mededeling|antwoord|mail)|hetzelfde (?:bericht|antwoord|nieuws|te horen)?|geworden niet"
    r"|rejeitad\w*|desclassificad\w*|afastad\w*|desistiu|pelo caminho|a mesma (?:resposta|carta|noticia)|o mesmo"
)
_LINK = (
    r"was|were|is|are|had|has|have|been|also|too|already|itself|themselves|both|got|received|hears?|wurden?|ist|sind|war|waren|hat|haben|auch|ebenfalls|genauso|bereits|bekam\w*|bekommt|erhielt\w*|erhalt\w*"
    r"|a|ont|est|sont|ete|eu|aussi|egalement|recoit|recevra|recu|n'a|fue|fueron|ha|han|sido|tambien|se|quedo|quedan?|antes|recibio|recibe|muy|zijn|werd|werden|ook|eveneens|kreeg|krijgt|kregen|ontving\w*|ontvang\w*|foi|foram|ficou|ficaram|tambem|recebeu|recebe\w*|heute|hoy|hoje|vandaag|d['’]ailleurs|ubrigens|trouwens|incidentally"
)
# Behind a name: an aside, then that they are out as well.
_BEHIND = re.compile(
    rf"(?:['’]s)?(?:,? ?\([^()]*\))?(?:, (?:die|der|das|qui|que|who|which|la|el|le|o|a|de|the) [^,.;:]{{1,50}},)?(?:[ ,]+(?:{_LINK})\b){{1,6}}[ ,]+(?:{_OUT})"
)
_ENDS = r"(?=\s*(?:[.,;:!?)]|$|(?:either|neither|non plus)\b))"
# Behind a name: that it is not they who won.
_NOT_BEHIND = re.compile(
    r"(?:,[^,.;:]{1,50},)?,? ?(?:"
    r"(?:didn['’]t|did not|hasn['’]t|haven['’]t|won['’]t) (?:get|got|win|won|make)(?: it| the (?:deal|order|job|business|work|contract))?(?: either)?"
    r"|went home (?:with nothing|empty)[^.;:]{0,20}?|(?:are|is) getting (?:this|the) same[^.;:]{0,30}?"
    r"|(?:(?:have|has|both|all|just|also|now) ){0,3}(?:said|says|say) no(?: to us)?|turned us down"  # the customer
    r"|(?:hat|haben)(?: (?:uns|beide|auch|heute|jetzt)){0,2} (?:abgesagt|nein gesagt)|(?:nous )?(?:a|ont)(?: (?:tous|toutes)(?: les)? deux)? dit non"
    r"|(?:nos )?(?:ha|han) dicho que no|(?:zegt|zeggen|zei|zeiden)(?: \w+){0,2} nee|(?:disse|disseram)(?:-nos)? que nao"
    r"|(?:ist|sind|war|waren|wurden?) es (?:\w+ ){0,3}nicht(?: geworden)?"
    r"|(?:l['’])?(?:n['’](?:a|ont)|ne l['’](?:a|ont)) (?:pas|rien) (?:eu|emporte|gagne|obtenu)"
    r"|no (?:se )?l[oa] (?:ha|han) (?:llevado|ganado|conseguido)|no se l[oa] llev(?:o|aron)|tampoco"
    r"|niet geworden|(?:is|zijn|werd|werden) het (?:\w+ ){0,2}niet(?: geworden)?"
    rf"|nao (?:foi|foram|levou|levaram|ganhou|ganharam)|tambem nao){_ENDS}"
)
# Before a name: that neither they nor we are meant.
_BEFORE = re.compile(
    r"(?:"
    r"\b(?:neither|not|no)\b.{0,60}\bnor (?:\w+ ){0,4}"
    r"|\bweder\b.{0,60}\bnoch (?:\w+ ){0,4}"
    r"|\b(?:noch|niet)\b.{0,60}\b(?:noch|en (?:ook )?niet) (?:\w+ ){0,5}"
    r"|\bni (?:\w+[ '’]){0,6}\bni (?:\w+[ '’]){0,5}|\bni (?:vous|toi|a ustedes|con ustedes|ustedes|vosotros) ni (?:\w+[ '’]){0,5}"
    r"|\bnem\b.{0,60}\bnem (?:\w+ ){0,6}"
    rf"|\b(?:{_US})\b[^.;:]{{0,20}}\b(?:and also|e tambem|y tambien|et aussi|et egalement|und auch|en ook|and likewise)(?: (?:with|to|com|con|avec|mit|met|a|an|aan))?(?: \w+){{0,2}} "
    r"|\b(?:dicho|dije|digo|dit|ecrit|gesagt|geschrieben|gezegd|geschreven|disse|escrevi|told|said|wrote)[^.;:]{0,12} (?:the same|lo mismo|la meme chose|dasselbe|das gleiche|hetzelfde|o mesmo)(?: \w+){0,4} "
    r"|\b(?:comme (?:celui|celle|ceux|les [\d .]+)|bem assim [ao]|como (?:la|el|a|o)|igual que (?:la|el)|net als (?:die|dat)|just like the one|as was the one|and so was the one) (?:de|d'|da|do|von|van|from|of)(?: \w+){0,2} "
    r"|\b(?:die|the|deux|two|both|les|los|otros|outros|andere|beide|autres|other) (?:\w+ )?(?:mitbewerber|competitors|concurrents|competidores|concorrentes|concurrenten|mitbieter|losers|eliminados|eliminated|unterlegenen)(?: (?:son|sind|sont|are|zijn|sao|were))?[,:]? (?:\w+ (?:und|and|et|y|en|e) )?"
    r"|\bbeating us and [^.;]{0,50}"
    r"|\b(?:decided|decision|voted|opted|ruled|came down|entscheidung|decidido|decidimos|votado|votamos|decide|vote) (?:\w+ ){0,2}(?:against|gegen|contre|en contra de|contra) "
    r")\Z"
)
# "It was not X", "no es la de X": nothing else of theirs, and behind it the clause ends.
_NOT = re.compile(
    r"\b(?:it|this|they|that)(?: is|['’]s| was|['’]re| are| were)(?: (?:not|definitely not|certainly not|n['’]t)|n['’]t) (?:even )?\Z"
    r"|\b(?:no (?:es|fue|era|son|ha sido|han sido)|nao (?:e|foi|sao|era)|ce n['’](?:est|etait) pas|c['’]est pas|es (?:ist|war|wurde) (?:\w+ )?nicht|het (?:is|was|werd) (?:\w+ )?niet)(?: (?:la|el|los|de|del|das?|dos?|les?|a|o|die|der|het)){0,3} (?:l['’])?\Z"
    r"|\b(?:nao e|nao foi|no es|no fue|ce n['’]est)[^.;:]{1,40} (?:nem|ni|noch) (?:(?:a|o|la|el|de|da|do) ){0,2}\Z"
)
_CLAUSE_ENDS = re.compile(r"\s*(?:[.,;:!?)]|$|(?:nem|ni|noch|nor|either|who|qui|que)\b)")
# "Not Palisade either", "Auch nicht Palisade": behind the name nothing but that.
_NOT_THEY = re.compile(r"(?:^|[.!?;,:] |\b(?:and|but) )not (?:even )?\Z")
_EITHER = re.compile(r" either\b")
_WORD = re.compile(r"\w{4,}")  # shorter ones are words of a language as well
_NEITHER = re.compile(r"\b(?:weder|neither|ni) \Z")
_NOR = re.compile(r"(?!['’]s)[^.;:,]{0,30}? (?:noch|nor|ni)\b")
_AND = re.compile(r" (?:and|und|et|y|e|en) ((?:[A-ZÀ-Þ][\w&.'’-]*)(?: [A-ZÀ-Þ][\w&.'’-]*){0,2})")
_AGAINST = re.compile(r"\b(?:gegen|tegen) (?:\w+ )?\Z")  # and behind it, decided
_DECIDED = re.compile(r" (?:\w+ ){0,2}(?:entsch\w+|gestimmt|gekozen|besloten|gestemd)\b")
_TOO = re.compile(r"(?:^|[,;:] |\b)(?:auch|also|egalement|tambien|tampoco|ook|tambem|pas davantage|pas plus)\b[^.;:]{0,50}\Z")  # fmt: skip
_TOO_OUT = re.compile(
    r"[^.;:]{0,60}\b(?:abgelehnt|abgesagt|nicht (?:genommen|beauftragt|berucksichtigt)|rejected|turned down|declined|refus\w+|ecart\w+|descart\w+|rechaz\w+|archivad\w+|calabazas|afgewezen|rejeit\w+|depose|dieses schreiben|this letter|quedan? fuera)\b"
)


def is_turned_down(text: str, first: int, last: int, own: Container[str] = ()) -> bool:
    """Tell whether a sentence says that whoever is named from ``first`` to ``last`` did not win either.

    ``own`` holds our own names, folded.
    """
    folded = fold(text)
    before = _WORD.sub(
        lambda word: "us" if word[0] in own else word[0], folded[max(0, first - _FURTHEST) : first]
    )
    if _BEFORE.search(before) or (_NOT.search(before) and _CLAUSE_ENDS.match(folded, last)):
        return True
    if _NEITHER.search(before) and _NOR.match(folded, last):
        return True
    if _AGAINST.search(before) and _DECIDED.match(folded, last):
        return True
    if _NOT_THEY.search(before) and _EITHER.match(folded, last):
        return True
    if any(_is_out(folded, end) for end in (last, _after_another(text, last, own)) if end):
        return True
    return bool(_TOO.search(before) and _TOO_OUT.match(folded, last, last + _FURTHEST))


def _is_out(folded: str, end: int) -> bool:
    return bool(_BEHIND.match(folded, end) or _NOT_BEHIND.match(folded, end))


def _after_another(text: str, last: int, own: Container[str]) -> int | None:
    """Return where a second name ends that is joined to the one before ("Ostrey and Quellin"), none of us."""
    found = _AND.match(text, last)
    if found is None or any(word in own or _OURS.fullmatch(word) for word in words_in(found[1])):
        return None
    return found.end(1)
