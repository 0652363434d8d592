"""Read the answer to "done? did it help?", given in a word or two.

The answer is cut into clauses. Each tells something (it is done, it helped, it comes later, it is
let go …), and what they tell together is the answer; where they contradict, nothing is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from debrief.answers.hesitation import NO_IDEA, NOT_SURE, PERHAPS
from debrief.lexicon import QUOTED, Doubt, bare, ends_letter, fold, is_greeting, is_pleasantry


@dataclass(frozen=True, slots=True)
class Followup:
    """Whether it is done, whether it helped ("yes", "no", "too early"), and a new date in words.

    ``new_date_text``: where a new date may stand, when it is not done. ``let_go``: it is no longer to be done. ``bare``: a mere yes or no, which says nothing of what
    was answered before.
    """

    done: bool | None = None
    helped: str | None = None
    new_date_text: str = ""
    let_go: bool = False
    bare: bool = False
    not_understood: tuple[Doubt, ...] = ()


_NEG = (
    r"(?:not|never|cannot|no|nothing|hardly|barely|without|"
    r"(?:did|have|has|had|do|does|wo|ca|could|is|was|would|are|were|should)n'?t|nicht|nie|nichts|nix|kaum|kein\w*|ohne|"
    r"pas|jamais|rien|aucun\w*|sans|nunca|nada|ningun\w*|sin|niet|nooit|niets|niks|geen|zonder|"
    r"nao|nenhum\w*|sem|(?<!a )little|wenig|peu|(?<!un )poco|weinig|(?<!um )pouco)"
)
_YET = r"(?:yet|so far|noch|bisher|encore|todavia|aun|nog|ainda)"
_HELP = (
    r"(?:help(?:ed|s|ful)|useful|work(?:ed|s)(?! (?:with|for|at|in|on))|made a difference|difference|effect|impact|(?:of )?use|"
    r"geholfen|hilfreich|nutzlich|genutzt|gebracht|wirkung|funktioniert|geklappt|gewirkt|aide|utile|servi|effet|"
    r"ayud(?:o|ado)|sirvi(?:o|do)|servido|util|funcion(?:o|ado|ou)|efecto|geholpen|hielp|nuttig|werkte|"
    r"effectief|ajud(?:ou|ado)|serviu|efeito)"
)
_NEG_LAST = r"(?:not|nothing|nichts?|nix|rien|pas|nada|niets?|niks)"  # "geholfen hat es nicht", "servi à rien"
_HELPED_NOT = re.compile(
    rf"\b(?:{_NEG}(?: [\w']+){{0,3}} (?:{_HELP}|help|work)|{_HELP} {_NEG}|{_HELP}(?: [\w']+){{1,3}} {_NEG_LAST}$|"
    rf"{_NEG}(?: [\w']+){{0,2}} (?:donne|resulte|opgeleverd|ergeben|bewirkt|resultado)|(?:nao deu|no dio) (?:em |en |ningun )?(?:nada|resultado)|(?:brachte|half) (?:nichts?|kaum|wenig)|"
    rf"{_NEG} (?:really )?change (?:much|anything|a thing)|nichts? (?:viel )?(?:ge|ver)andert|rien change|"
    r"no cambio (?:nada|mucho)|(?:niets|weinig) veranderd|nao mudou (?:nada|muito)|"
    r"useless|pointless|waste of time|nutzlos|zeitverschwendung|inutile|inutil|nutteloos|"
    r"not (?:really|much)|nicht wirklich|pas vraiment|no mucho|niet echt|nao muito|"
    r"went (?:badly|poorly)|(?:lief|ging) schlecht|mal passe|(?:fue|salio|correu) mal|ging slecht)\b"
)
_HELPED = re.compile(
    rf"\b(?:{_HELP}|(?:es|das|sehr) half|half (?:sehr|gut|viel|mir|uns|ihm|ihr)|won (?:it|the deal)|(?:huge|big|great|real|good|enormous) help|"
    r"great result|went (?:very |really |quite )?(?:well|great|fine)|(?:lief|gelaufen|ging) (?:sehr )?gut|"
    r"(?:sehr )?gut gelaufen|bien passe\w*|(?:fue|salio|ha ido) (?:muy )?bien|ging (?:heel )?goed|"
    r"correu (?:muito )?bem|(?:loved|liked|appreciated) it)\b"
)
_TOO_EARLY = re.compile(
    r"\b(?:(?:wird|muss) sich (?:noch |erst )?zeigen|(?:wirkung|ergebnis|resultat) (?:ist )?(?:noch )?offen|moet (?:nog )?blijken|(?:on|nous) verrons?|se vera|"
    r"too (?:early|soon)|early to (?:say|tell)|remains to be seen|wait and see|we(?:'ll| will) see|"
    r"not clear yet|zu fruh|noch (?:unklar|offen ob)|noch nicht absehbar|mal sehen|trop tot|on verra|"
    r"demasiado pronto|muy pronto|aun no se sabe|ya veremos|te vroeg|nog niet duidelijk|"
    r"cedo demais|muito cedo|ainda nao se sabe|a ver vamos)\b"
)
_UNSURE = re.compile(
    rf"\b(?:(?:ob(?:'?s)?|whether|if|of|si|se) (?:[\w']+ ){{0,3}}{_HELP}\b|{NO_IDEA}|{NOT_SURE}|(?:can't|cannot|can not) (?:say|tell)|hard to (?:say|tell)|who knows|unclear|"
    r"schwer zu sagen|unklar|difficile a dire|dificil (?:de )?(?:decir|dizer)|onduidelijk|moeilijk te zeggen)\b"
)
_REPLY = (
    r"(?:answer|reply|response|reaction|feedback|word|news|antwort|reaktion|ruckmeldung|reponse|retour|"
    r"respuesta|noticias|antwoord|reactie|bericht|resposta)"
)
_WAITING = re.compile(
    rf"\b(?:{_NEG}(?: \w+){{0,2}} {_REPLY}|(?:waiting|wait|warte\w*|attends?|attente|esper\w+|wacht\w*|aguard\w+) "
    rf"(?:for|to hear|on|auf|de|d'\w+|una?|su|op|por|pel[ao]|a)\b.*)"
)
# Who or what else a clause may be about: what they moved or did is not the promise.
_OTHERS = re.compile(
    r"(?:(?:and|but|although|though|then|und|aber|dann|et|mais|y|pero|en|maar|e|mas) )*"
    r"(?:they|he|she|(?:the|their|our) (?!whole|rest|call|visit|mail)\w+|sie|er|der|die|ils?|elles?|le|leur|"
    r"ellos|ellas|su|el cliente|la cliente|ze|zij|hij|de klant|hun|eles?|elas?|o cliente)\b"
)
_DEAL = (
    r"(?:deal|opportunity|project|account|customer|client|projekt|auftrag|geschaft|kunde|affaire|projet|"
    r"proyecto|negocio|cliente|oportunidad\w*|opdracht|klant|projeto)"
)
_MEETING = re.compile(
    r"\b(?:meeting|call|appointment|visit|demo|slot|termin|treffen|gesprach|anruf|besuch|rdv|rendez-vous|reunion|"
    r"appel|visite|cita|llamada|visita|afspraak|bezoek|reuniao|chamada)\b"
)
_ANY_MORE = (
    r"(?:any ?more|any longer|no longer|nicht mehr|kein\w* mehr|n'\w+ plus|plus|ya no|niet meer|geen \w+ meer|"
    r"ja nao|nao \w+ mais)"
)
_NEED = (
    r"(?:need(?:ed)?|necessary|relevant|applicable|appl(?:y|ies)|valid|interested|responsible|mine|my|"
    r"brauch\w*|gebraucht|notig|aktuell|mein\w*|zustandig|besoin|necessaire|pertinente?|d'actualite|a moi|mon|"
    r"m'occupe|necesit\w+|necesari[oa]|relevante|mio|mia|mi|nodig|actueel|van mij|mijn|precis\w+|necessari[oa]|"
    rf"meu|minha|{_DEAL})"
)
_LET_GO = re.compile(
    r"^(?:(?:please|just|bitte|let'?s|we can|you can|can you|can we|could we|can i|shall we|it can be|this can be|can be|i|we|this|it) ){0,6}"
    r"(?:drop(?:ped)?|cancel(?:l?ed)?|scrap(?:ped)?|skip(?:ped)?|stop|forget|let (?:it|this|that) go|streich(?:en)?|"
    r"gestrichen|entfallt|vergiss|kann weg|abandonner|annule[er]?|laisse tomber|cancelad[oa]|cancelar|descart\w+|"
    r"olvidalo|schrappen|geschrapt|laat maar|vervallen|vervalt|esquece)"
    r"(?: (?:it|this|that|one|please|now|then|altogether|das|es|bitte|ca|eso|esto|dit|dat|isso))*$|"
    r"^(?:please |bitte )?(?:stop|no more|arrete\w*|hor auf|deja de|stop met|para de) "
    r"(?:ask|send|remind|mail|nachfrag|zu frag|frag|demand|pregunt|vrag|pergunt)\w*.*|"
    rf"\b{_ANY_MORE}\b.*\b{_NEED}\b|\b{_NEED}\b.*\b{_ANY_MORE}\b|"
    r"\b(?:not|nicht|isn'?t|wasn'?t|no es|pas|nao e|niet)(?: \w+){0,2} (?:needed|necessary|relevant|applicable|notig|"
    r"pertinente?|necessaire|necesari[oa]|relevante|nodig|necessari[oa]|my (?:deal|account|customer|opportunity)|mine)\b|"
    r"\b(?:sich erledigt|hinfallig|gegenstandslos|vom tisch|off the table|moot|obsolete?o?|sans objet|hoeft niet)\b|"
    r"\b(?:won'?t|will not|not going to|decided not to) (?:do|be doing)\b(?!.*\b(?:before|until|by|today|this)\b)|"
    r"^(?!i\b|it\b)[\w' ]+ (?:has (?:it|this)(?: now)?|(?:took|taken) (?:it |this )?over|ubernommen|repris|overgenomen)$|"
    r"^(?:no need|nicht notig|pas besoin|(?:ce n'est )?pas la peine|no hace falta|nao e preciso)\b|^n/a$"
)
_LOST = re.compile(
    rf"^(?:closed )?(?:lost|verloren|perdu|perdido|verloren)$|\blost (?:it|them|this|the (?:deal|account|customer))\b|"
    rf"\bclosed lost\b|\b(?:{_DEAL}|it|this) (?:\w+ ){{0,3}}(?:lost|dead|died|fell through|verloren|geplatzt|gestorben|perdue?|tombee? a l'eau|perdid[oa]|kwijt)\b|"
    r"\b(?:(?:went|gone|going|go) (?:with|to|for)|signed with|chose|chosen|bought from) (?:somebody|someone|another (?:one|vendor|"
    r"supplier|company|bidder)|others|(?:a|the|our) (?:different |other )?(?:competit\w+|vendor|supplier)) ?(?:else)?(?: anyway| already| now| instead)?$|"
    r"\bfur (?:jemand|einen) ander\w+ entschieden\b|\b(?:partis?|alles?|signe|choisi) (?:\w+ )?(?:un autre|la concurrence|un concurrent)\b|"
    r"\b(?:fueron|fue|firmaron|firmo|quedaron) con (?:otro|la competencia)\b|\b(?:voor|naar) (?:een ander|de concurrent(?:ie)?) (?:gekozen|gegaan)\b|"
    r"\b(?:foram|fecharam|fechou|ficaram) com (?:outro|a concorrencia)\b|"
    rf"\b(?:{_DEAL}|it|this)\b.*\b(?:cancell?ed|stopped|killed|abgesagt|eingestellt|gestrichen|gestoppt|annulee?|"
    r"abandonnee?|arretee?|cancelad[oa]|geannuleerd|gestopt|stopgezet)\b|"
    r"\b(?:cancell?ed|stopped|killed|dropped|annule|abandonne|cancelaron|cancelo|cancelou|cancelaram|"
    rf"stopten|annuleerden|stoppten|stoppen) (?:\w+ ){{0,2}}{_DEAL}\b"
)
_PERHAPS = re.compile(rf"\b(?:{_NEG}|may|could|almost|{PERHAPS})\b")
_LATER = re.compile(
    r"^(?:(?:try(?:ing)? |will )?again|retry(?:ing)?|nochmal|erneut|de nouveau|otra vez|de nuevo|opnieuw|nog eens|outra vez)\b|"
    r"\b(?:mov(?:e|ed|ing)|bumped|slipped|doing (?:it|this|that)|postpon\w+|delay\w*|reschedul\w+|push(?:ed)? (?:it|this|back|to)|later|soon|shortly|"
    r"more time|on (?:it|track)|ongoing|erst|not (?:\w+ )?(?:before|until)|not due|nicht (?:\w+ )?(?:fallig|vor)|pas (?:\w+ )?(?:du|prevue?)|pas avant|no antes|niet voor|nao antes|working on|in progress|under ?way|(?:planned|scheduled|booked) (?:for|on)|do it|will|'ll|i'll|we'll|going to|have to|has to|need to|to be|must|plan to|"
    r"verschieb\w*|verschoben|verlegt|spater|bald|kommt noch|komt nog|dran|dabei|in arbeit|geplant (?:fur|am)|"
    r"werde\w?|wird|mache?|muss|reporter|reportee?(?= (?:a|au|en)\b)|repouss\w+|decal\w+|plus tard|bientot|"
    r"en cours|prevue? (?:le|pour|en)|(?:le |la )?(?:ferai|fais)|vais|sera|dois|aplaz\w+|pospon\w+|retras\w+|mas tarde|"
    r"en curso|(?:previst|programad)[oa] (?:para|el)|(?:lo )?hare|hago|voy|tengo que|uitstel\w*|uitgesteld|verzet\w*|"
    r"verplaatst|straks|binnenkort|bezig|gepland (?:voor|op)|doe|zal|ga|wordt|moet|adi(?:ar|ado|ei|amos)|mais tarde|"
    r"em breve|em curso|(?:agendad|marcad)[oa] (?:para|em)|vou|faco|farei|tenho (?:de|que))\b"
)
_ASK_AGAIN = re.compile(
    r"\b(?:(?:ask|remind|ping|nudge) me|come back to me|frag(?:e|en sie)? (?:mich|bitte|noch|wieder)|"
    r"erinner(?:e|n sie)? (?:mich|bitte)|nochmal fragen|redemande\w*|rappelle[sz]?-moi|rappelez-moi|me (?:rappeler|redemander|relancer)|"
    r"relance[sz]?-moi|recuerda\w*|recordarme|pregunta(?:me|rme)|volver a preguntar|herinner (?:me|mij)|"
    r"vraag (?:me|mij|het|nog)|lembr[ae]-me|me lembr\w+|pergunt(?:a|e|ar)-me|me pergunt\w+)\b"
)
_MAY_WE = re.compile(
    r"\b(?:(?:can|could|may|shall) (?:we|i|you)|konnen (?:wir|sie)|kann ich|peut-on|on peut|puis-je|pouvez-vous|"
    r"podemos|puedo|puedes|kunnen we|kan ik|kan je|posso|pode)\b"
)
_IT = re.compile(
    r"(?:(?:but|and|aber|und|mais|et|pero|y|maar|en|mas|e) )?(?:it|that|this|das|es|ca|cela|eso|het|dat|isso)\b"
)
_DONE = (
    r"(?:done|finished|completed?|accomplished|did (?:it|this|that|so)|did|erledigt|gemacht|fertig|getan|geschafft|"
    r"abgeschlossen|(?:ist|bin|sind) (?:schon )?durch|faite?s?|termine|acheve|hecho|hecha|listo|lista|terminado|gedaan|klaar|gelukt|afgerond|"
    r"feit[oa]|concluid[oa]|fiz)"
)
_DID = (
    r"(?:called|phoned|sent|emailed|met|visited|spoke|talked|angerufen|geschickt|getroffen|besucht|gesprochen|"
    r"appele|envoye|rencontre|visite|parle|llame|llamado|envie|enviado|visitado|gebeld|gestuurd|bezocht|gesproken|"
    r"liguei|enviei|visitei|falei)"
)
_IS_DONE = re.compile(rf"\b{_DONE}\b|[✓✔✅👍☑]")
_WAS_DONE = re.compile(rf"\b{_DID}\b")
_PARTLY = re.compile(
    r"\b(?:half|halfway|nearly|almost|partly|partially|started|begun|halb|fast|beinahe|teilweise|angefangen|begonnen|"
    r"presque|(?:a )?moitie|en partie|partiellement|commence|casi|a medias|en parte|empezado|bijna|deels|half|"
    r"begonnen|quase|em parte|(?:a )?meio|comecei)\b"
)
_NOT_DONE = re.compile(
    rf"\b(?:not yet|noch nicht|pas encore|todavia no|aun no|nog niet|ainda nao|undone|open|offen|pending|on (?:holiday|vacation|leave|pto)|im urlaub|en (?:vacances|conges)|de vacaciones|op vakantie|de ferias|pendiente|pendente|"
    r"(?:sigue|esta) abiert[oa]|em aberto|still to do|to ?do|busy|swamped|no luck|voice ?mail|picked up|beschaftigt|deborde\w*|ocupad[oa]|forgot\w*|"
    r"vergessen|oublie|olvid\w+|vergeten|esqueci\w*|"
    rf"{_NEG}(?: [\w']+){{0,3}} (?:time|zeit|temps|tiempo|tijd|tempo|do|get|got|happen\w*|manage\w*|start\w*|reach\w*|dazu)|"
    rf"{_NEG}(?: [\w']+){{0,4}} (?:{_DONE}|{_DID})|(?:{_DONE}|{_DID}) (?:not|nicht|pas|niet)|"
    r"(?:did|have|has|could|was|were|do|can)(?: not|n'?t))\b"
)
_FUTURE = re.compile(
    rf"\b(?:will|'ll|i'll|going to|to be|must|should|can|could|have to|has to|need to|hope to|want to|werde\w?|wird|"
    rf"muss|soll\w*|will|sera|vais|va|dois|doit|voy a|va a|tengo que|zal|wordt|moet|ga|vou|vai|tenho) (?:[\w']+ ){{0,4}}"
    rf"(?:{_DONE}|{_DID})\b|"
    rf"\b(?:{_DONE}|{_DID}) (?:[\w']+ ){{0,3}}(?:by|until|next|tomorrow|bis|morgen|nachste\w*|d'ici|demain|"
    rf"(?:semaine )?prochaine?|manana|proxim[oa]|volgende|ate|amanha)\b"
)
_YES = re.compile(r"\b(?:yes|yep|yeah|yup|y|ja|jawohl|jep|oui|ouais|si|sim)\b")
_NO = re.compile(r"\b(?:no|nope|nah|n|nein|non|nee|nao)\b")
_WRONG = re.compile(
    r"\b(?:wrong|incorrect|mixed|mistake|correction|falsch|verwechselt|irrtum|korrektur|faux|trompe\w*|erreur|"
    r"equivoc\w+|error|fout|vergis\w*|errad[oa]|engan\w+)\b"
)
_DATE_LEAD = re.compile(
    r"(?i)\b(?:(?:new date|by|until|on|next|will do(?: it)?(?: by| on)?|moved? (?:\w+ )?to|postponed? (?:\w+ )?to|bis|"
    r"am|nächste\w*|verschoben auf|"
    r"(?<!pas )avant|d'ici|le|reporté au|para|el|hasta|(?<!no )antes del?|aplazado al?|op|(?<!niet )voor|volgende|até|em|"
    r"tomorrow|morgen|demain|mañana|"
    r"amanhã)\b.*|(?:in|within|dans|en|over|binnen|daqui a) \d.*|\d{4}-\d\d-\d\d.*|"
    r"\d{1,2}[./]\d{1,2}\b.*)"
)
_CLAUSE = re.compile(
    r"(?<=[!?;,])\s*|(?<!\d)\.(?=\s|$)\s*|\s+[-–—]+\s+|\s+(?=(?:but|although|though|however|aber|jedoch|mais(?! (?:meu|minha|necess|relev|precis))|pero|maar|mas)\b)|"
    r"\s+(?:and|und|et|y|en|e|&)\s+(?!me\b)",
    re.IGNORECASE,
)


def read_followup(text: str) -> Followup:
    """Read one answer; what it does not say stays None, what is not understood comes back."""
    own = _own_text(text)
    if not fold(own):
        return Followup()
    doubt = (Doubt(own[:2000], "done, helped"),)
    if len(own) > 2000:
        return Followup(not_understood=doubt)
    told = [s for clause in _CLAUSE.split(own) if clause for s in _told(fold(clause))]
    reading = _together(told)
    if reading is None:
        return Followup(not_understood=doubt)
    if reading.done is not False:
        return reading
    later = _DATE_LEAD.search(own)
    return replace(reading, new_date_text=(later.group() if later else own).strip(" .!?"))


def denies(text: str) -> bool:
    """Tell whether the text says that what was read back is wrong."""
    plain = fold(_own_text(text))
    return bool(_WRONG.search(plain) or _NO.match(plain))


def _own_text(text: str) -> str:
    lines: list[str] = []
    for raw in text.splitlines()[:200]:
        line = bare(raw)
        if ends_letter(line) and lines:
            break
        if not QUOTED.match(raw) and line and not is_greeting(line) and not _only_thanks(line):
            lines.append(line if line[-1] in ".!?,;:" else f"{line};")
    return " ".join(lines).rstrip(";")


def _only_thanks(line: str) -> bool:
    return is_pleasantry(line) and not (
        _YES.search(fold(line)) or _NO.search(fold(line)) or _IS_DONE.search(fold(line))
    )


def _told(clause: str) -> list[str]:
    """Return what a clause tells, in order."""
    if "?" in clause:
        if _LET_GO.search(clause.strip(" .!;,:?")):
            return ["let go"]
        wished = _MAY_WE.search(clause) and _LATER.search(clause)
        return ["later"] if wished or _ASK_AGAIN.search(clause) else ["question"]
    clause = clause.strip(" .!;,:")
    if unsure := _UNSURE.search(clause):
        return [*_mere(clause[: unsure.start()]), "unsure"]
    if waiting := _WAITING.search(clause):
        did = _WAS_DONE.search(clause[: waiting.start()])
        return ["did", "waiting"] if did else ["waiting"]
    if _ASK_AGAIN.search(clause):
        return ["later"]
    if _LET_GO.search(clause) or _is_lost(clause):
        return ["let go"]
    helped, rest = _helped(clause)
    return [*_done(rest), *helped]


def _is_lost(clause: str) -> bool:
    """Tell whether a clause says that there is no deal any more; a call that is off is none."""
    return bool(
        _LOST.search(clause) and not _MEETING.search(clause) and not _PERHAPS.search(clause)
    )


def _helped(clause: str) -> tuple[list[str], str]:
    """Return whether a clause says that it helped, and what else it says."""
    for pattern, meaning in (
        (_TOO_EARLY, "too early"),
        (_HELPED_NOT, "no help"),
        (_HELPED, "help"),
    ):
        found = pattern.search(clause)
        if found is None:
            continue
        rest = clause[: found.start()]
        if meaning == "no help" and re.search(rf"\b{_YET}\b", clause):
            meaning = "too early"
        elif meaning == "help" and re.search(rf"\b{_NEG}\b", rest):
            meaning = "no help"
        return [meaning], re.sub(
            r"\b(?:it|did|has|that|es|hat|ca|il|ha|het|heeft|isso)\s*$", "", rest
        )
    return [], clause


def _done(clause: str) -> list[str]:
    """Return whether a clause says that it is done."""
    if _OTHERS.match(clause):
        return ["waiting"] if re.search(rf"\b{_YET}\b", clause) else []
    mere = _mere(clause)
    if _PARTLY.search(clause) and (len(clause.split()) <= 2 or _IS_DONE.search(clause)):
        return ["not done"]
    done = _IS_DONE.search(clause)
    if _NOT_DONE.search(clause) or _FUTURE.search(clause):
        missed = _NOT_DONE.search(clause)
        if done and missed and done.end() <= missed.start() and not _FUTURE.search(clause):
            return ["done", *_mere(clause[done.end() :])]
        idle = _IT.match(clause) and not (done or _WAS_DONE.search(clause))
        return ["it did not"] if idle else ["not done"]
    if done:
        return ["done", *_mere(clause[done.end() :])]
    if _LATER.search(clause):
        return ["later"]
    return ["did"] if _WAS_DONE.search(clause) else mere


def _mere(clause: str) -> list[str]:
    """Return the yes and no of a clause that says little else."""
    found = sorted(
        [(m.start(), "yes") for m in _YES.finditer(clause)]
        + [(m.start(), "no") for m in _NO.finditer(clause)]
    )
    return [word for _, word in found] if len(clause.split()) <= 3 else []


def _together(told: list[str]) -> Followup | None:
    """Return what the clauses tell together, None where that is not certain."""
    state, at = _state(told)
    helped = _help_of(told, at)
    if "let go" in told and state is not True and helped not in ("yes", "no"):
        return Followup(let_go=True)
    if state is None:
        if helped is None or helped == "unsure":
            return None
        return Followup(done=None if helped == "too early" else True, helped=helped)
    if state is False:
        return Followup(done=False, helped=None, bare=set(told) == {"no"})
    helped = "too early" if helped == "unsure" else helped
    return Followup(done=True, helped=helped, bare=set(told) == {"yes"})


def _state(told: list[str]) -> tuple[bool | None, int]:
    """Return whether it is done, and the place in the answer that says so."""
    if "done" in told:
        at = told.index("done")
        return (None, at) if "not done" in told[:at] else (True, at)
    if "not done" in told:
        return False, told.index("not done")
    if "did" in told:
        return True, told.index("did")
    if "it did not" in told and "yes" not in told:
        return False, told.index("it did not")
    if "later" in told:
        return False, told.index("later")
    mere = next((n for n, word in enumerate(told) if word in ("yes", "no")), None)
    if mere is None:
        return None, -1
    return told[mere] == "yes", mere


def _help_of(told: list[str], at: int) -> str | None:
    """Return whether it helped: as said outright, else by what follows the answer to "done?"."""
    meanings = {"help": "yes", "no help": "no", "too early": "too early"}
    for word in told:
        if word in meanings:
            return meanings[word]
    if "unsure" in told or "waiting" in told:
        return "unsure"
    after = {"yes": "yes", "no": "no", "it did not": "no", "not done": "too early"}
    return next((after[word] for word in told[at + 1 :] if word in after), None)


def read_followups(
    text: str, count: int, names: Mapping[str, int] | None = None
) -> dict[int, Followup]:
    """Read answers to several rows: "1 done, helped / 2 not yet, Friday", or "Acme done".

    An answer without any number counts for every row when it is the only one, or says "all".
    """
    own = _own_text("\n".join(f"{line} ;" for line in text.splitlines() if line.strip()))
    found: dict[int, Followup] = {}
    cuts = _by_number(own, count) or _by_name(own, names or {})
    if not cuts:
        whole = read_followup(own.replace(";", " "))
        everything = re.search(
            r"\b(?:all|both|alle|beide|tou[st]e?s?|tod[oa]s|allemaal|ambos)\b", fold(own)
        )
        return dict.fromkeys(range(1, count + 1), whole) if count == 1 or everything else {}
    for index, (_, start, number) in enumerate(cuts):
        stop = cuts[index + 1][0] if index + 1 < len(cuts) else len(own)
        found[number] = read_followup(own[start:stop].strip(" ;,:"))
    return found


def _by_number(own: str, count: int) -> list[tuple[int, int, int]]:
    """Return where each numbered answer begins: the number's place, the answer's, the number."""
    return [
        (m.start(), m.end(), int(m[1]))
        for m in re.finditer(
            r"(?:^|(?<=[;,.\s]))#?(\d{1,2})(?:\s*[:.)=-]+\s*(?!\d)|\s+(?=[^\W\d]))", own
        )
        if 1 <= int(m[1]) <= count
    ]


def _by_name(own: str, names: Mapping[str, int]) -> list[tuple[int, int, int]]:
    """Return where the answer on each named deal begins."""
    found: list[tuple[int, int, int]] = []
    for name, number in names.items():
        match = re.search(
            rf"(?i)(?:^|[;,.!]\s*|\b(?:and|und|et|y|en|e)\s+){re.escape(name)}\b", own
        )
        if match is not None:
            found.append((match.start(), match.end(), number))
    return sorted(found)
