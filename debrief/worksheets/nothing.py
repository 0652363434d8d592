"""How a rep says that no practice applies, in their own words."""

from __future__ import annotations

import re

from debrief.answers.hesitation import APOLOGY, REGRET
from debrief.lexicon import NO, NOTHING, fold, listed

NONE_APPLY = listed(
    "none of these applies, none of them applies, none of these applies at the moment, none apply this time,"
    "none of these apply at the moment, none of these apply right now, none of them apply at the moment,"
    "none apply, none applies, no practice applies, none of them apply, none of these apply, "
    "nothing applies,"
    "does not apply, doesn't apply, not applicable, nothing here, nothing this time, nothing for "
    "me, no match,"
    "nothing for now, none for now, none this time, none of the practices apply, nothing fits, "
    "none fit, none fits,"
    "no changes, not relevant, x, na, skip, pass, no action, nothing to add, nothing from me,"
    "passt nix, passt nichts, keine praxis passt, past niks, niets past, niks past, rien ne convient, rien ne va,"
    "nichts passt, passt nicht, keine passt, trifft nicht zu, nichts davon, keine davon, nicht "
    "anwendbar, fehlanzeige,"
    "keine trifft zu, passt hier nicht, aucune ne s'applique, rien ne s'applique, aucune "
    "pratique, ne s'applique pas,"
    "rien pour moi, rien a signaler, ninguna aplica, ninguna se aplica, no aplica, nada aplica, "
    "nada por ahora,"
    "ninguna practica, geen van toepassing, niet van toepassing, niets van toepassing, geen enkele,"
    "geen van deze, nenhuma se aplica, nenhuma aplica, não se aplica, nada se aplica, nada por "
    "agora"
)
_WHO = (
    r"(?:none|nothing|no practices?|keine (?:praxis|praktik|methode)|keine[rs]?|nichts|nix|aucune?|rien|ningun[ao]?|nada|geen praktijk|geen|niets|niks|"
    r"geen enkele|nenhuma?)"
)
_OF = (
    r"(?: (?:of (?:the|these|those|them|my)(?: practices| ones| deals)?|really|von (?:den|diesen)(?: praktiken)?|"
    r"davon|d'entre elles|des pratiques|de (?:ces|estas|las|les|deze|destas)(?: pratiques| practicas)?|"
    r"van (?:de|deze)(?: praktijken)?|hiervan|delas))*"
)
_DO = (
    r"(?: (?:do|does|really|seem to|seems to|would|wirklich|ne|se|me|ca|pour|para|voor|me)){0,2}"
    r"(?: (?:fit|fits|apply|applies|work|works|match|matches|help|helps|suit|suits|relevant|passt|passen|hilft|"
    r"trifft zu|convient|conviennent|s'applique|correspond|aplican?|encajan?|sirven?|past|passen|"
    r"van toepassing|geldt|encaixam?|servem?))?"
)
_WHERE = (
    r"(?: (?:here|there|for (?:me|us)|to my deals|with my deals|for my deals|from me|bei mir|fur mich|pour moi|"
    r"para mi|voor mij|para mim|aqui|hier|ici))?"
)
_WHEN = (
    r"(?: (?:right now|just now|now|at the moment|at present|currently|this (?:time|round|week|month|quarter)|"
    r"for (?:now|the moment)|yet|today|gerade|derzeit|zurzeit|im moment|aktuell|diesmal|momentan|"
    r"en ce moment|pour (?:le moment|l'instant)|actuellement|cette fois|por (?:ahora|agora|el momento)|"
    r"de momento|en este momento|esta vez|nu|op dit moment|momenteel|deze keer|voorlopig|no momento|"
    r"desta vez))?"
)
_ADDED = rf"(?:,? (?:{APOLOGY}|{REGRET}|thanks|thank you|danke|merci|gracias|bedankt|obrigad[oa]))*"
_TO_BE_HONEST = r"(?:,? (?:tbh|honestly|to be honest|ehrlich gesagt|franchement|la verdad|eerlijk gezegd|sinceramente))?"
_SAYS_NONE = re.compile(
    rf"(?:(?:nope|no|nein|non|nee|nao|{APOLOGY}|{REGRET}),? )?{_WHO}{_OF}{_DO}{_WHERE}"
    rf"{_WHEN}{_WHERE}(?: {REGRET})?{_TO_BE_HONEST}{_ADDED}"
)


# "don't think any of these fit tbh": a denial of any, instead of none.
_DENIES_ANY = re.compile(
    r"(?:i |we |ich |wir |je |yo |ik |eu )?(?:(?:do not|don'?t|can'?t|cannot) (?:really )?(?:think|see|believe|feel)|"
    r"glaube nicht|denke nicht|(?:ne )?(?:pense|crois|vois) pas|no (?:creo|veo)|denk niet|geloof niet|zie niet|nao (?:acho|vejo))"
    r"(?:,? (?:that|dass|que|dat))?(?: (?:any(?:thing)?|one|either)|(?: (?:etwas|eine[rs]?|irgendwas))| (?:l'une?|quelque chose)|"
    r" (?:alguna|ninguna|algo)| (?:iets|een)| (?:alguma|nenhuma))"
    rf"{_OF}(?: (?:davon|von denen|d'elles|de ellas|ervan|delas))?(?: (?:that|will|would))?{_DO}{_WHERE}{_WHEN}{_WHERE}"
    rf"{_TO_BE_HONEST}"
)
_CLAUSE = re.compile(
    r"[,;.!]\s*|\s+[-–—]+\s+|\s+(?:so|because|as|since|also|weil|da|donc|car|asi que|porque|dus|omdat|want|entao)\s+"
)
_THEREFORE = re.compile(
    r"\s(?:so|also|deshalb|donc|asi que|dus|entao|por isso)\s+(?P<rest>[^,;.]+)$"
)


def says_none(plain: str) -> bool:
    """Tell whether a folded statement says that nothing applies, and nothing else."""
    text = plain.strip(" .!")
    known = text in NOTHING or text in NONE_APPLY or text in NO
    if known or len(text) > 120:
        return known
    return (_SAYS_NONE.fullmatch(text) or _DENIES_ANY.fullmatch(text)) is not None


def none_for_a_reason(plain: str, *, dated: bool) -> bool:
    """Tell whether a folded statement says none and why: "n/a too early", "moved to Q1 so nothing there".

    ``dated``: a day stands in it, which may be that of a promise.
    """
    if len(plain) > 120 or "?" in plain:
        return False
    if (therefore := _THEREFORE.search(plain)) is not None:
        return says_none(therefore["rest"])
    if dated:
        return False
    clauses = [c.strip() for c in _CLAUSE.split(plain) if c.strip()]
    sure = any(says_none(c) and c not in NO for c in (clauses[:1] + clauses[-1:]))
    return (
        sure or re.match(r"(?:n/a|n/d|nvt|n\.v\.t)\b\W*(?:[^\W\d_]+\W*){0,5}$", plain) is not None
    )


_NO_MORE = re.compile(
    r"\b(?:stop|no more|do not|don't|take me off|remove me|unsubscribe|keine|nicht mehr|hor(?:t)? auf|"
    r"arretez|ne m'envoyez plus|plus de|no me envies|dejen? de|no mas|stuur|geen|niet meer|pare|nao me)\b"
    r".{0,30}\b(?:send\w*|mails?|e-?mails?|list|these|this|messages?|schick\w*|nachrichten|courriels?|"
    r"correos?|enviar\w*|mensajes?|berichten|sturen|mensagens)\b|^\W*(?:please )?stop\W*$|\bunsubscribe\b"
)


def wants_no_more(text: str) -> bool:
    """Tell whether somebody asks not to be written to: "please stop sending me these"."""
    return len(text) <= 200 and _NO_MORE.search(fold(text)) is not None
