"""Which order a clause gives: go, stop, wait, alone, write, review; in six languages.

"yes" and "no" are kept apart from "go" and "stop": they are weaker where more is said beside them.
"""

from __future__ import annotations

import re

from debrief.answers.hesitation import INSTEAD, NO_IDEA
from debrief.lexicon import SENTENCE_END, fold, listed, word_list
from debrief.lexicon import words as word_forms

KINDS = ("hold", "write", "alone", "wait", "review", "stop", "go", "no", "yes")
PHRASES: dict[str, frozenset[str]] = {
    "go": listed(
        "go, go ahead, go for it, let's go, lets go, start, start it, begin, proceed, do it, "
        "launch,"
        "let's do this, lets do this, do this, go on, yes go, please start, confirmed, approved, "
        "let's do it, lets do it, green light,"
        "los, los geht's, los gehts, leg los, legen sie los, starten, starte, bitte starten, mach "
        "das,"
        "kannst loslegen, loslegen, mach los, weitermachen, freigabe, anfangen,"
        "vas-y, vas y, allez-y, allez y, on y va, lance, lancez, demarrer, demarrez, commencer,"
        "commencez, c'est parti, feu vert,"
        "adelante, empieza, empezar, comienza, comenzar, proceder, procede, inicia, iniciar, "
        "dale, arranca,"
        "start maar, ga maar, ga je gang, ga door, beginnen, begin maar, doe maar, vooruit, "
        "akkoord start,"
        "avancar, avance, pode avancar, comecar, comece, em frente, vamos, vai, prossiga, inicie"
    ),
    "yes": listed(
        "sure thing, yes, y, yep, yeah, yup, ok, okay, sure, agreed, absolutely, of course, "
        "correct, that's right,"
        "ja, jawohl, jep, einverstanden, passt, klar, stimmt, gerne, natürlich, in ordnung, passt so, stimmt so,"
        "gut so, passt schon, passt alles, alles richtig, schaut gut aus, richtig so, genau, genau so,"
        "oui, d'accord, daccord, bien sûr, ouais, entendu, c'est bon, c'est ça, ça me va, tout est bon,"
        "sí, si, vale, claro, de acuerdo, por supuesto, me parece bien, todo correcto, está todo bien,"
        "akkoord, prima, is goed, jazeker, natuurlijk, ziet er goed uit, ziet er prima uit, klopt, klopt zo, klopt allemaal,"
        "sim, certo, claro que sim, concordo, com certeza, está bom, está certo, tudo certo, parece bem, por mim tudo bem"
    ),
    "stop": listed(
        "stop, stop it, stop this, cancel, cancel it, cancel this, abort, quit, halt, leave it, "
        "drop it,"
        "no need, forget it, call it off, do nothing, not a loss, no review, never mind, nevermind,"
        "we won it, we won it after all, we won after all, we have won it, we've won it, we won the "
        "deal, it's not lost, it is not lost, we did not lose it, we didn't lose it, won after all,"
        "doch gewonnen, wir haben doch gewonnen, wir haben gewonnen, doch nicht verloren,"
        "on a gagné, nous avons gagné, finalement gagné, lo ganamos, hemos ganado, toch gewonnen,"
        "we hebben gewonnen, acabámos por ganhar, afinal ganhámos,"
        "stopp, stoppen, abbrechen, abbruch, lass es, lassen sie es, nicht nötig, kein review,"
        "arrête, arrêtez, arrêter, annuler, annule, annulez, stopper, laisse tomber, abandonner,"
        "parar, para, pare, detener, detén, cancelar, cancela, cancele, anular, déjalo,"
        "vergiss es, vergessen sie es, vergesst es, lass gut sein, lassen wir es, lassen wir das, lass mal, nicht weiterverfolgen,"
        "nicht weiter verfolgen, oubliez, oublie, olvídalo, olvídelo, vergeet het, vergeet maar, esqueça, esqueça isso,"
        "stoppen, annuleren, annuleer, stop maar, laat maar, afbreken,"
        "parar, pare, cancele, deixa, deixe, esquece"
    ),
    "no": listed("no, nope, nein, non, nee, nao, não, no thanks, no thank you, nein danke, non "
                 "merci,"
                 "nee dank je, nee bedankt, no gracias, não obrigado, não obrigada"),
    "wait": listed(
        "wait, i'll wait, we'll wait, i will wait, let's wait, lets wait, wait for,"
        "warten, warte, wir warten, ich warte, abwarten, warten auf,"
        "attendre, attends, attendez, attendons, on attend, j'attends, attendre,"
        "esperar, espera, espere, esperamos, espero, wachten, wacht, we wachten, ik wacht, "
        "wachten op,"
        "aguardar, aguarde, esperamos, esperar por"
    ),
    "hold": listed(
        "hold, hold on, hold it, hold off, hold that, hold this, please hold, not yet, not now, "
        "later, pause, hang on, one moment, just a moment, a moment, stand by, wait a moment, wait "
        "a minute, wait a bit, "
        "don't send, don't send it, don't send yet, don't send it yet, don't send anything, don't "
        "send anything yet, do not send, do not send it, do not send yet, do not send anything, do "
        "not send anything yet, not to be sent, send nothing, don't write yet, "
        "moment, moment mal, einen moment, noch nicht, jetzt nicht, später, warte mal, warte noch, "
        "warten sie, warten sie noch, nicht senden, noch nicht senden, nichts senden, noch nichts "
        "senden, nicht schicken, noch nicht schicken, nicht abschicken, noch nicht abschicken, nicht "
        "verschicken, noch nicht verschicken, nichts schicken, nicht anschreiben, noch nicht "
        "anschreiben, zurückhalten, "
        "pas encore, pas maintenant, plus tard, un instant, un moment, patientez, ne rien envoyer, "
        "n'envoyez rien, n'envoie rien, ne pas envoyer, n'envoyez pas, n'envoie pas, ne l'envoyez "
        "pas, n'envoyez pas encore, "
        "aún no, todavía no, ahora no, más tarde, un momento, no enviar, no enviar nada, no envíes, "
        "no envíes nada, no lo envíes, no envíe, no envíe nada, no lo envíe, no enviar todavía, "
        "nog niet, nu niet, wacht even, even wachten, wacht nog, niet versturen, nog niet "
        "versturen, niet sturen, nog niet sturen, niet verzenden, nog niet verzenden, niets sturen, "
        "niets versturen, "
        "ainda não, agora não, mais tarde, um momento, não enviar, não enviar nada, não enviar "
        "ainda, não envie, não envie nada, não envie ainda, não envies, não envies nada"
    ),
    "alone": listed(
        "alone, go alone, i'll go alone, i go alone, i will go alone, on my own, by myself, just "
        "me, only me,"
        "i'll do it by myself, i'll do it myself, i will do it myself, i'll take it myself, do it by myself, "
        "do it myself, i'll call myself, ich mache es selbst, ich mach es selbst, mache ich selbst, ich mache das "
        "allein, je le fais moi-même, je m'en occupe seul, lo hago yo, lo hago yo solo, lo hago yo mismo, "
        "lo hago yo misma, ik doe het zelf, ik doe het alleen, eu faço sozinho, eu faço sozinha, faço eu,"
        "i'll do it alone, i'll take it alone, without the rep, me alone, solo,"
        "allein, alleine, ich allein, nur ich, ich mache es allein, ohne ihn, ohne sie,"
        "seul, seule, moi seul, j'y vais seul, j'y vais seule, sans lui, sans elle, tout seul,"
        "sola, voy solo, voy sola, yo solo, yo sola, sin él, sin ella,"
        "alleen, ik alleen, ik ga alleen, zonder hem, zonder haar,"
        "sozinho, sozinha, vou sozinho, vou sozinha, só eu, sem ele, sem ela"
    ),
    "write": listed(
        "write, write to her, write to him, write to them, in writing, by email, by mail, "
        "send the questions, send it in writing, in written form, schriftlich, schreiben, schreib ihr, "
        "schreib ihm, schreiben sie ihr, per mail, per e-mail, par écrit, par mail, écris-lui, "
        "écrivez-lui, por escrito, por correo, escríbele, escríbale, schriftelijk, schrijf haar, "
        "schrijf hem, op schrift, por email, por e-mail, escreva-lhe"
    ),
    "review": listed(
        "review, review it, review anyway, review it anyway, review this, review this one, "
        "debrief it,"
        "debrief anyway, do it anyway, go anyway, do the review, start the review anyway, anyway,"
        "trotzdem, trotzdem prüfen, trotzdem besprechen, trotzdem machen, review trotzdem, dennoch,"
        "quand même, faire quand même, revue quand même, igualmente, de todos modos, revisar,"
        "revisar de todos modos, toch, toch doen, toch bespreken, mesmo assim, rever mesmo assim, "
        "rever"
    ),
}  # fmt: skip
_WRITE = re.compile(
    r"(?:please |bitte |por favor |graag )?(?:send|write|e-?mail|mail|schick\w*|sende\w*|schreib\w*|schrijf|ecri\w+|escrib\w+|escrev\w+|mailen|envo\w+|"
    r"envi\w+|mand\w+|stuur\w*|zend)(?:-(?:lui|leur|lhe|lhes|les))?"
    r"(?: (?:it|them|her|him|sie|le|les|haar|hem|hun|lhe|lhes))?(?: (?:ihr|ihm|ihnen))?"
    r"(?: (?:lieber|doch|bitte|plutot|mejor|liever|maar)){0,4}"
    r"(?: (?:the|our|these|die|diese|les|nos|las|de|onze|as))?(?: (?:five|5|funf|cinq|cinco|vijf))?"
    r" (?:questions?|fragen|preguntas|vragen|perguntas)"
    r"(?: (?:to|a|an|aan) \w+)?"
    r"(?: (?:in writing|(?:by|via|per|par|por) (?:e-?mail|mail|correo|ecrit|escrito)|schriftlich|schriftelijk))?"
    r"(?: (?:please|instead|now|then|bitte|dann|stattdessen|lieber|svp|plutot|por favor|mejor|graag|liever|antes)){0,4}"
)
_CALL = (
    r"(?:(?:the|our|this|den|das|die|dieses|diesen|unser\w*|le|la|les|notre|el|nuestra|de|het|dit|ons|onze|a|o|esta|este|cet|"
    r"cette|ce|nossa) |l')?(?:call|meeting|appointment|invitation|termin|gesprach|anruf|telefonat|einladung|rendez-vous|rdv|"
    r"appel|reunion|entretien|echange|llamada|cita|invitacion|conversacion|afspraak|gesprek|belafspraak|uitnodiging|chamada|"
    r"reuniao|conversa|ligacao|convite)"
)
_ASKED = (
    r"(?:please|pls|just|then|now|bitte|doch|lieber|dann|jetzt|wieder|mal|can you|could you|kannst du|konntest du|konnen sie|"
    r"s'il (?:te|vous) plait|svp|plutot|pouvez-vous|peux-tu|por favor|mejor|puedes|puede|graag|maar|even|kun je|kunt u|aub|"
    r"alsjeblieft|alstublieft|pode|podes)"
)
_THEM = r"(?:ihr|ihm|ihnen|sie|haar|hem|het|es)"
# "Sag den Termin ab", "annulez le rendez-vous", "desmarca a chamada": the call is not to be.
_CANCEL = re.compile(
    rf"(?:{_ASKED} ){{0,4}}(?:"
    rf"(?:{_CALL} )?(?:{_ASKED} ){{0,4}}(?:cancel|call off|absagen|abblasen|storno|stornier\w+|canceln|afzeggen|afbellen|annul\w+|"
    rf"cancel(?:a|e|ar|en|o)|anul(?:a|e|ar|en)|desmarc\w+|decommand\w+|niet door laten gaan)(?: {_CALL})?"
    rf"|sag\w*(?: sie| {_THEM}| {_ASKED}){{0,4}}(?: {_CALL})?(?: {_ASKED}){{0,4}} ab"
    rf"|(?:zeg|bel|blaas)(?: {_THEM}| {_ASKED}){{0,4}}(?: {_CALL})?(?: {_ASKED}){{0,4}} af"
    rf")(?: {_ASKED}){{0,4}}"
)
_ON_OWN = (
    r"(?:allein|alleine|alone|by myself|on my own|(?:tout )?seule?|sol[oa]|sozinh[oa]|alleen|"
    r"(?:without|ohne|sans|sin|zonder|sem) \w+(?: \w+)?)"
)
_ALONE = re.compile(
    rf"(?:i'll|i will|ich|je|j'|yo|ik|eu)? ?(?:do|take|mach|mache|mach's|fuhre|fais|m'en (?:occupe|charge)|(?:lo )?hago|"
    rf"(?:lo )?llevo|doe|faco)(?: (?:it|this|the call|es|das|dies|den call|den termin|das gesprach|ca|cela|l'appel|esto|"
    rf"la llamada|het|dit|dat|het gesprek|isso|isto|a chamada))?(?: (?:dann|lieber|then|plutot|mejor|dan|liever))?"
    rf" {_ON_OWN}|je le fais {_ON_OWN}|j'y vais {_ON_OWN}"
    rf"|(?:das |dies |den call |den termin |das gesprach )?(?:mach|mache|fuhre|ubernehme) ich (?:(?:es|das|dies) )?(?:dann |lieber )?{_ON_OWN}"
    rf"|(?:dat |dit |het gesprek )?doe ik (?:(?:het|dat|dit) )?(?:dan |liever )?{_ON_OWN}"
    rf"|(?:ya )?(?:(?:lo|la) )?(?:hago|llevo|voy|llamo) yo {_ON_OWN}|yo (?:lo |la )?(?:hago|llevo|voy|llamo) {_ON_OWN}"
    rf"|(?:faco|vou|ligo) eu {_ON_OWN}|eu (?:vou|ligo) {_ON_OWN}"
)
# Words that may stand beside a command without changing its meaning.
_FILLER = frozenset(
    fold(w)
    for w in word_list(
        "please pls kindly just then now today right away asap thanks thank you thx many very "
        "much with this that it one the a an and so well let's us we you i can may could should "
        "will want to for me her him them on of review debrief call meeting customer contact "
        "book looks look good fine great all is are everything as is hi hello hey again sounds "
        "perfect bitte dann jetzt gleich danke dir ihnen euch vielen dank mit das es dem der die den und so nun "
        "sie du ich wir kann kannst können gut alles sieht aus doch mal hallo termin kunden "
        "gespräch damit merci svp s'il te vous plaît plait alors maintenant donc avec ça ca cela "
        "le la les et tu je nous on peux pouvez bien tout est bonjour por favor gracias ahora ya "
        "con esto eso lo el la los y entonces puede puedes todo está bien hola graag dan nu met "
        "dit dat het de en je jij u kun kunt mag alles goed dank hoi alsjeblieft alstublieft por "
        "favor obrigado obrigada agora já com isso isto o os e então pode tudo está bem olá"
    )
)
# "Yes, lost" to "did we lose this one?".
_LOST = frozenset(
    fold(w)
    for w in word_list(
        "lost lose loss we've verloren haben perdu perdue avons perdido perdida hemos perdemos"
    )
)
# Words beside which "go" is not go.
_LIMITS = frozenset(
    fold(w)
    for w in word_list(
        "if unless but not don't dont do-not never until till before after when once first only "
        "wait hold except without however although yet later maybe perhaps cannot can't "
        "shouldn't wouldn't rather wenn falls aber nicht kein keine nie bis vor nach erst nur "
        "warte warten ohne sobald vielleicht später noch jedoch sofern si mais ne pas jamais "
        "jusqu'à avant après quand seulement attends attendre sauf sans peut-être pero no nunca "
        "hasta antes después cuando sólo solo espera esperar salvo sin quizás cuando als maar "
        "niet nooit tot voor na pas alleen wacht wachten behalve zonder misschien later se mas "
        "não nao nunca até antes depois quando só apenas espere esperar exceto sem talvez"
    )
)
HOLD = re.compile(
    r"^(?:please )?(?:hold(?: off| on| it)?|not (?:now|yet)|later|pause|hang on)\b|\bhold off\b|"
    r"^(?:noch nicht|jetzt nicht|spater|pas (?:maintenant|encore)|plus tard|ahora no|todavia no|"
    r"mas tarde|"
    r"nog niet|nu niet|agora nao|ainda nao|mais tarde)\b"
)
_STARTS = frozenset(p for p in PHRASES["go"] if " " not in p and len(p) > 1)
_DOUBT = ("doubt", "zweifel", "doute", "duda", "twijfel", "duvida")
_FOREIGN_FILLER = frozenset(["si", "na", "se", "for", "voor", "no"])
STRONG_LIMITS = re.compile(
    r"\b(?:but|if|provided|assuming|as soon as|wenn|falls|sobald|sofern|si|als|zodra|mits|se|caso|unless|don'?t|do not|not yet|hold (?:on|off)|wait until|until|before you|"
    r"except|aber|nur wenn|erst wenn|nicht|mais|seulement si|ne .{1,20} pas|pas encore|pero|"
    r"solo si|"
    r"todavia no|maar|alleen als|niet|nog niet|mas|so se|nao|ainda nao)\b"
)


def order_of(clause: str) -> str | None:
    """Return the clause's command, "filler" for mere politeness, None for prose."""
    if not clause:
        return "filler"
    if _WRITE.fullmatch(clause):
        return "write"
    if _CANCEL.fullmatch(clause):
        return "stop"
    if _ALONE.fullmatch(clause):
        return "alone"
    for kind in KINDS:
        if clause in PHRASES[kind]:
            return kind
    words = clause.split()
    if len(words) > 14:
        return None
    if len(set(words)) == 1 and len(words) > 1:
        return order_of(words[0])
    while len(words) > 1 and words[0] in (
        "we",
        "i",
        "can",
        "could",
        "will",
        "i'll",
        "we'll",
        "let's",
        "wir",
        "ich",
        "on",
    ):
        words = words[1:]
    if words[0] in ("wait", "warten", "attendre", "esperar", "wachten") and len(words) <= 4:
        return "wait" if not _LIMITS.intersection(words[1:]) else None
    if words[0] in ("without", "ohne", "sans", "sin", "zonder", "sem") and len(words) <= 3:
        return None if words[-1] in _DOUBT else "alone"
    return _with_filler(words) or ("filler" if (_FILLER | _LOST).issuperset(words) else None)


def _with_filler(words: list[str]) -> str | None:
    """Find the longest command phrase such that only filler stands around it."""
    for kind in KINDS:
        for size in (5, 4, 3, 2, 1):
            for start in range(len(words) - size + 1):
                if " ".join(words[start : start + size]) not in PHRASES[kind]:
                    continue
                around = words[:start] + words[start + size :]
                others = set(around)
                if kind in ("go", "yes"):
                    others -= PHRASES["yes"] | PHRASES["go"] | _LOST
                if all(w in _FILLER and w not in _LIMITS - _FOREIGN_FILLER for w in others):
                    return kind
    return None


def holds_back(line: str) -> bool:
    """Tell whether a line that is not understood holds a word of restraint, such as "before"."""
    return not _LIMITS.isdisjoint(word_forms(line))


def order_inside(folded: str) -> str | None:
    """Return the command a sentence may hold although it says more."""
    words = folded.split()
    if len(words) > 25:
        return None
    first = words[0] if words else ""
    purpose = (
        first == "para" and words[1:2] and words[1] not in ("esto", "todo", "ya", "isso", "tudo")
    )
    for kind in ("stop", "go"):
        for phrase in PHRASES[kind] - ({"para"} if purpose else set()):
            if first == phrase.split()[0] and folded.startswith(phrase + " "):
                return kind
            if len(phrase.split()) > 1 and f" {phrase} " in f" {folded} ":
                return kind
    bare_words = {w.strip(".,!?") for w in words}
    if bare_words & _STARTS and (bare_words & _LIMITS or folded.endswith("?")):
        return "go"
    joined = f" {folded} "
    if re.search(
        r" (?:don't|dont|do not|never|nicht|pas|no|niet|nao) (?:\w+ )?"
        r"(?:go|start\w*|proceed|contact\w*|call|book|invite|losl?e?g?e?n?|lance\w*|vas-y) ",
        joined,
    ):
        return "stop"
    return None


_ASIDE = re.compile(
    r"\b(?:let me know|tell me|call me|ping me|shout|reach out|write me|just ask|sag bescheid|sagt bescheid|"
    r"melde? (?:dich|sie sich|euch)|dis[- ]moi|dites[- ]moi|avis[ae]\w*|dime|digame|laat (?:het )?(?:me )?weten|"
    r"avis[ae]\w*|diga-me)\b[^.!?;]*"
)


def is_limited(folded: str) -> bool:
    """Tell whether a condition or a restriction stands in it; "let me know if …" is none."""
    return STRONG_LIMITS.search(_ASIDE.sub("", folded)) is not None


_IGNORANT = re.compile(rf"\b(?:{NO_IDEA}|not sure (?:what|who|how))\b")


def admits_ignorance(line: str) -> bool:
    """Tell whether a line says no more than that its writer does not know a fact."""
    return _IGNORANT.search(fold(line)) is not None


_REACHING = re.compile(
    r"\b(?:contact|call|ring|phone|e-?mail|mail|write|talk|speak|tell|invite|send|forward|bother|approach|start|go|"
    r"treat|debrief|"
    r"review|log|record|(?:an)?ruf|kontakt|(?:an)?schreib|meld|send|schick|sprech|red|appel|telephon|ecri|envo[iy]|"
    r"parle|derang|llam|escrib|contact|envi|habl|molest|bel|schrijf|stuur|spreek|praat|benader|lig|contat|escrev|"
    r"fal|incomod)"
)
_NOT_LOST = re.compile(
    r"\b(?:not|no|never|\w+n'?t|kein\w*|nicht|pas|geen|niet|nao)\b.{0,20}"
    r"\b(?:lost|loss|verloren|verlust|perdue?|perte|perdid[oa]|perdida|verlies|perda)\b"
)
_INSTEAD = re.compile(rf"\b{INSTEAD}\b")
_MILD = frozenset(["so", "se", "si", "na", "no"])  # in many a sentence that restrains nothing
_POLITE = re.compile(
    r"^(?:hi|hello|please|pls|bitte|(?:can|could|would|will) (?:you|we)|kannst|konntest|konnen|konnten|peux|peut|pouvez|"
    r"pourr\w+|puede\w*|podria\w*|podemos|kun|kunt|kan|wil|pode\w*|poderia\w*)\b"
)
_SHORT = 6  # words: what restrains in so few is about what is to be done


def restrains(sentence: str) -> bool:
    """Tell whether a sentence holds back from reaching somebody, or from calling it lost."""
    folded = fold(sentence)
    if HOLD.search(folded) or _NOT_LOST.search(folded) or _INSTEAD.search(folded):
        return True
    return holds_back(sentence) and _REACHING.search(folded) is not None


_NEVER = re.compile(
    r"\b(?:not|never|no|nicht|kein\w*|nie|pas|jamais|nunca|niet|geen|nooit|nao)\b|n't\b|\bdont\b"
)


def forbids(text: str) -> bool:
    """Tell whether a sentence says that somebody is not to be reached: "don't write to her before Friday"."""
    sentences = (fold(s) for line in text.splitlines() for s in SENTENCE_END.split(line))
    return any(_NEVER.search(s) and _REACHING.search(s) for s in sentences)


def restrains_in_short(sentence: str) -> bool:
    """Tell whether a short sentence restrains or asks, whatever it is about; a polite request does not."""
    folded = fold(sentence).strip()
    if folded.endswith("?") and not _POLITE.search(folded):
        return True
    return len(folded.split()) <= _SHORT and not (_LIMITS - _MILD).isdisjoint(word_forms(sentence))


def is_about_reaching(sentence: str) -> bool:
    """Tell whether a sentence may say when or how somebody is to be reached."""
    folded = fold(sentence)
    return len(folded.split()) <= _SHORT or _REACHING.search(folded) is not None
