"""Read in a note that nobody is to be reached for now: "leave her alone", "I'll call her first", "do nothing here"."""

from __future__ import annotations

import re

from debrief.answers.note_start import HANDLE
from debrief.lexicon import fold

_BEGIN = (  # where a clause begins, with what may stand before its verb
    r"(?:^|[,;:(–-] ?)(?:(?:please|pls|bitte|svp|merci d[e']|por favor|graag|just|hier|here|ici|aqui|damit|hold:|"
    r"fyi|zur info|ter info|pour info|laten we|let's|lass(?:t)? uns|on|nous|wir|we|und|and|et|y|en|e|aber|but|mais|pero|maar|mas) )*"
)
_WAIT = re.compile(
    rf"{_BEGIN}(?:wait|wart(?:e[nt]?|et)(?! auf)|attend(?:s|ez|ons)?|espera(?:d|mos)?|espere[mn]?|wacht(?:en)?|aguard\w+)(?= |$|,)(?! for their| auf)"
    r"|\b(?:moment (?:noch|mal|bitte)|momentje|moment(?:o)? por favor)\b"
    r"|\bon attend (?:d'ici|encore|un peu|que|la suite|jeudi|lundi)|\b(?:attends|attendez|patiente[zr]?) un (?:peu|moment|instant)\b"
    r"|\b(?:put|leave|keep|park|let) (?:\w+ ){1,3}(?:on hold|parked|rest|lie|be|sit|for (?:now|a while|later))\b"
    r"|\bpark (?:it|this|that)\b|\bon ice\b"
    r"|\b(?:zuruckstellen|zuruckhalten|zuruckgestellt|stillhalten|liegen ?lassen|ruhen lassen|ruhen|aufschieben|auf eis legen|abwarten|parken)(?: bitte)?(?=$|[,.!]| bis\b)"
    r"|\b(?:mett\w+|mise?|laisse\w*|garde\w*) (?:\w+ ){0,2}(?:en attente|de cote|en suspens|dormir)\b|\b(?:on|nous) ne bouge\w* pas\b|\bne bouge[zr]? pas\b"
    r"|\b(?:dej\w+|pon\w+|pong\w+|queda\w*|manten\w*) (?:\w+ ){0,2}(?:en espera|en pausa|aparcad\w)\b|\baparca\w* (?:esto|este|lo)\b"
    r"|\b(?:deix\w+|pon\w*|poe|fica\w*|mant\w+) (?:\w+ ){0,2}(?:em espera|em pausa|de lado)\b"
    r"|\b(?:laat|laten) (?:\w+ ){0,3}(?:liggen|rusten)\b|\b(?:parkeren|uitstellen|aanhouden|parkeer)\b"
    rf"|\b(?:{HANDLE}|fica\w*|deix\w+|dej\w+|laat|laiss\w*|lassen) (?:\w+ ){{0,2}}(?:later|spater|plus tard|mas (?:tarde|adelante)|mais (?:tarde|adiante))\b"
)
_LEAVE = re.compile(
    r"\bleave (?:her|him|them|it|this|this one|that)(?: \w+)? (?:alone|be|in peace)\b|\bin (?:ruhe|frieden) (?:zu )?lass\w*|\blass\w* (?:\w+ ){1,4}in (?:ruhe|frieden)\b"
    r"|\blaat (?:\w+ ){1,4}met rust\b|\bmet rust (?:te )?laten\b|\blaiss\w*[- ](?:\w+ ){0,3}(?:tranquilles?|en paix|respirer)\b"
    r"|\b(?:dej|deix)\w+(?:-\w+)?(?: \w+){0,3} (?:en paz|em paz|tranquil[ao]s?|sossegad[ao]s?)\b"
)
_NOTHING = r"(?:nothing|nichts|nix|niets|niks|rien|nada)"
_DO = (
    r"(?:do|send|happen|mache?n?|tun?|tut|unternehm\w*|unternimm|veranlass\w*|schick\w*|sende\w*|versende\w*|rausschicken|passier\w*|anleiern|doe|doen|sturen|stuur|versturen|verstuur|ondernemen|gebeur\w*|"
    r"fai[rst]\w*|envoy\w*|envoie\w*|lance\w*|entrepren\w*|hag\w*|hacer|hace[dr]|mand\w*|envi\w*|fac\w*|faz\w*|acontecer)"
)
_DO_NOTHING = re.compile(
    rf"\b{_NOTHING}(?: \w+){{0,3}} {_DO}\b|\b{_DO}(?: \w+){{0,3}} {_NOTHING}\b"
    r"|\b(?:don't|do not|never) (?:do|send|start) anything\b"
    r"|\b(?:no|keine?|geen|aucune?|ninguna|nenhuma|sin|sem|pas d'|pas de )(?: weitere[nr]?| verdere| autre| otra| outra| more| further)? ?"
    r"(?:action|aktion\w*|massnahmen?|actie|accion|acao|nada)\b(?!ist)"
)
_COULD = re.compile(  # what could not be helped
    r"\b(?:could|can't|cannot|konnte\w*|kann|hatte\w*|haben|habe|war|was|were|did|konden|kon|kan|hebben|hadden|a|ai|avons|ont|pu|pouvai\w*|peut|pud\w+|podia\w*|puede|hemos|han|podemos|"
    r"pode|poderia\w*|temos)\b|n'[ay]"
)
_NOT_REACH = re.compile(
    r"\bkein\w* (?:termin|gesprach|anruf|call|treffen|review) (?:aus)?machen\b|\b(?:kein\w*|nicht)(?: \w+){0,3} (?:ansetzen|einplanen|planen|vereinbaren|angesprochen|ansprechen|angehen|kontaktier\w*|anrufen|angerufen|anschreiben|belastig\w*|storen|gestort|behelligen|einladen|anfassen)\b"
    r"|\b(?:geen|niet)(?: \w+){0,3} (?:plannen|inplannen|benader\w*|bellen|mailen|uitnodigen|storen|lastigvallen|oppakken|aanschrijven)\b"
    r"|\b(?:ne |n' ?)(?:\w+ ){0,3}(?:pas|plus|jamais)(?: \w+){0,2} (?:contact|appel|derang|relanc|solicit|sollicit|invit|planifi|programm|organis|interven|touch|boug)\w*"
    r"|\bne (?:la |le |les |l')?(?:contact|appel|derang|relanc|sollicit|invit|planifi|programm|organis|touch)\w*(?: \w+){0,2} (?:pas|plus)\b|\bpas (?:la |le |les |l')?(?:contacter|deranger|relancer|appeler|intervenir)\b"
    r"|\b(?:no|nao)(?: l[aoe]s?| a| o| as| os)? (?:contact\w*|molest\w*|program\w*|organi[cz]\w*|convo[cq]\w*|invit\w*|convid\w*|marc\w*|marqu\w*|agend\w*|incomod\w*|toc\w*|toqu\w*|mex\w*|avis\w*)\b"
)
_FIRST = r"(?:first|erst(?: mal| einmal)?|erstmal|zuerst|zunachst|vorher|davor|eerst|vooraf|d'abord|avant|au prealable|primero|antes|previamente|primeiro)"
_SPEAK = (
    r"(?:call|speak|talk|check|ask|ring|discuss|clarify|meet|ruf\w*|anruf\w*|sprech\w*|sprich\w*|red\w*|klar\w*|abklaren|frag\w*|besprech\w*|abstimm\w*|treff\w*|telefonier\w*|prufen?|"
    r"bel|bellen|spreek|spreken|praat|praten|overleg\w*|vraag|vragen|bespreek|bespreken|afstemm\w*|check\w*|zoek uit|"
    r"(?:l'|la |le |les |vous )?appelle\w*|appeler|(?:en|lui|je|leur) parle|parler|discuter|vois|voir|verifi\w+|consulte\w*|demande|demander|regle\w*|"
    r"llam[oae]\w*|hablo|hablar\w*|consult[oa]\w*|pregunt[oa]\w*|veo|verlo|comento|comentar\w*|aclar\w*|reuni\w+|ligo\w*|ligar\w*|falo|falar\w*|pergunt[oa]\w*|vejo|esclarec\w*)"
)
_FIRST_SPEAK = re.compile(
    rf"\b{_FIRST}(?:[ -]\w+){{0,5}} {_SPEAK}\b|\b{_SPEAK}(?:[ -]\w+){{0,5}} {_FIRST}(?=$|[ ,.;!])"
)
_PAST = re.compile(
    r"\b\w*(?:ó|[^\Wr]é)\b|\b(?:called|asked|spoke)\b"
)  # llamó, parlé: what was done
_MYSELF = re.compile(
    r"\bleave (?:it|this|that|her|him|them|this one) (?:with|to) me\b|\buberlass\w* (?:\w+ ){1,2}mir\b|\blaissez?[- ]moi (?:faire|gerer|m'en)\b|\bdejamel[ao]s?\b|\baan mij over\b|\bdeix\w+ comigo\b"
    r"|\b(?:i'll|i will|i'm|i am|let me|we'll)\b.*\b(?:myself|personally)\b|\bich (?:ruf|mach|nehm|ubernehm|klar|sprech|red|kummer|schreib|treff|erledig|regel)\w*\b.*\b(?:selbst|selber|personlich)\b"
    r"|\b(?:das|die|sie|darum) (?:ruf|mach|nehm|ubernehm|klar|sprech|kummer|regel|erledig)\w* ich\b|\bich ubernehme\b|\bik (?:bel|doe|neem|spreek|regel|schrijf|pak|praat)\b.*\bzelf\b|\b(?:dat|die|deze|dit) (?:doe|regel|neem|pak) ik\b"
    r"|\bje (?:m'en (?:charge|occupe)|l'appelle|lui parle|lui ecris|la vois|le vois)\b|\bje (?:fais|traite|gere|prends)\b.*\b(?:moi-meme|personnellement)\b"
    r"|\b(?:me encargo(?: yo)?|yo me encargo|(?:llamo|hablo|hago|escribo|veo|llevo|gestiono) yo|yo (?:mism[oa] )?(?:la |le |lo |los )?(?:llamo|hablo|hago|escribo|veo))\b"
    r"|\beu (?:propri[oa]|mesm[oa])\b.*\b(?:ligo|falo|trato|faco|escrevo|vejo)\b|\b(?:ligo|falo|trato|faco|escrevo)(?:-\w+)? eu\b|\beu (?:ligo|falo|trato)\b"
)
_SOON_NO = re.compile(
    rf"{_BEGIN}(?:noch nicht|jetzt nicht|vorerst nicht|nog (?:even )?niet|voorlopig niet|pas (?:encore|maintenant|tout de suite)|(?:aun|todavia|ahora|de momento|por ahora) no|(?:ainda|agora|por agora|por enquanto) nao|not yet|not now)(?=$|[ ,.;:!]+(?:please|pls|bitte|svp|aub|graag|por favor)|[,.;:!])"
)
_WAS = re.compile(
    r"\b(?:was|were|had|wanted|war|waren|hatten|wollten?|etai(?:t|ent)|voulai(?:t|ent)|era|eran|estaba\w*|queri\w+|waren|wilden?|hadden|eram|estava\w*)\b"
)


def tells_of_the_past(sentence: str) -> bool:
    """Tell whether a sentence tells how it was: "first they wanted a discount, then silence"."""
    return _WAS.search(fold(sentence)) is not None


def asks_to_wait(sentence: str) -> bool:
    """Tell whether a sentence says that nothing is to be done for now, or by somebody else first.

    What could not be helped ("nothing we could do") and what was done before ("primero llamó") say no such thing.
    """
    folded = " ".join(fold(sentence).split()).strip(" .!")
    present = fold(" ".join(_PAST.sub(" ", sentence.lower()).split())).strip(" .!")
    if any(p.search(folded) for p in (_WAIT, _LEAVE, _NOT_REACH, _MYSELF, _SOON_NO)):
        return True
    nothing = _DO_NOTHING.search(folded)
    return bool(nothing and not _COULD.search(folded)) or bool(_FIRST_SPEAK.search(present))
