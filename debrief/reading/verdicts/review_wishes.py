"""One of us wishes a lost deal to be reviewed: "please debrief the Globex loss", "bitte den Verlust bei Acme aufarbeiten"."""

from __future__ import annotations

import re

from debrief.reading.learned.role_weights import is_ordinary
from debrief.reading.verdicts.clauses import Sentence
from debrief.reading.verdicts.outright import names_in
from debrief.reading.wording import fold

_REVIEW = re.compile(
    r"\b(?:de-?brief\w*|post-?mortems?|(?:loss )?reviews?|retro(?:spective)?|lessons learned"
    r"|nachbesprech\w*|nachbereit\w*|aufarbeit\w*|aufzuarbeiten|auswert\w*|manoverkritik|retour d'experience|bilan|analys\w*|analis\w*"
    r"|revision|revis[aeo]\w*|evaluatie|evalueer|evalueren|nabesprek\w*|nabespreken|balanco|rever)\b"
)
_LOSS = re.compile(
    r"(?<!\bor )(?<!\band )(?<!\bdata )(?<!\bweight )(?<!\bpower )(?<!\bheat )\b(?:loss|lost|verlust|verlusts|verloren\w*|niederlage|perte|perdue?|echec|perdida|perdido|derrota|verlies|nederlaag|perda)\b"
    r"(?! (?:figures?|rates?|ratios?|reports?|statements?|numbers?|analysis|prevention|adjust\w*|of (?:data|time|power|weight)|de (?:donnees|temps|poids|datos|tiempo|dados|tempo)|van (?:tijd|gegevens)))"
)
_WISH = re.compile(
    r"\b(?:please|pls|plz|can you|could you|would you|let's|let us|i(?:'d| would) like|i want|we need|we should"
    r"|bitte|kannst du|konnen sie|konntest du|lass uns|ich mochte|merci de|s'il (?:te|vous) plait|svp|stp|peux-tu|pouvez-vous|pourrais-tu|pourriez-vous|je veux|je voudrais|il faut"
    r"|por favor|puedes|podrias|puede|quiero|hay que|graag|alsjeblieft|kun je|kunt u|wil je|ik wil|podes|pode|podias|poderia|quero)\b"
    r"|\A\W*(?:start|set up|run|do|launch|open|begin|organi[sz]e|plan|schedule|debrief|review|starte?|mach|eroffne|lance[rz]?|demarre|fais|organise|inicia|lanza|haz|abre|organiza|doe|maak|plan|regel|faz|abre|comeca)\b"
)
# A meeting that is already there, its papers, or a review that was held: nothing to begin with.
_HELD = re.compile(
    r"\b(?:join|attend|accept|prepare|bring|read|find|see|attached|slides?|notes|minutes|invit\w*|agenda|calendar|reschedule|move|cancel|postpone"
    r"|teilnehmen|kommt|vorbereiten|protokoll|folien|anbei|einlad\w*|verschieb\w*|particip\w*|assist\w*|prepar\w*|ci-joint|compte rendu|reporte\w*|acta|adjunt\w*|aplaza\w*"
    r"|deelnemen|aanwezig|voorbereid\w*|bijlage|verslag|verzet\w*|ata|anexo|adia\w*)\b"
)


def review_wished(sentence: Sentence, own: frozenset[str], plain: bool) -> str | None:
    """Return whose loss one of us wishes to be reviewed; None where nobody wishes that."""
    if not sentence.has("LOSS", "LOST"):
        return None
    told = fold(sentence.text)
    loss = _LOSS.search(told)
    if loss is None or not _WISH.search(told) or _HELD.search(told):
        return None
    if not _REVIEW.search(told) or sentence.has("NEG", "MEETING", "SPAN", "THING"):
        return None
    if plain:
        return _beside(told, loss)
    names = [name for _, name in names_in(sentence, own) if not _is_about(name)]
    return names[0] if len(names) == 1 else None


def _is_about(name: str) -> bool:
    """Tell whether a capital only begins a sentence or a noun of the wish itself."""
    words = fold(name).split()
    if len(words) == 1 and is_ordinary(words[0]):
        return True
    return all(any(w.fullmatch(word) for w in (_REVIEW, _LOSS, _WISH)) for word in words)


_BESIDE = (
    re.compile(r"(?:(?P<before>[\w&'-]+) )?\Z"),
    re.compile(
        r" (?:deal |of |with |at |de |du |da |do |del |con |com |chez |bei |van |bij |den |d')*(?P<behind>[\w&-]+)"
    ),
)


def _beside(told: str, loss: re.Match[str]) -> str | None:
    """Return the word next to the loss that is no ordinary one, in a note without capitals."""
    before, behind = _BESIDE[0].search(told[: loss.start()]), _BESIDE[1].match(told, loss.end())
    words = (behind["behind"] if behind else None, before["before"] if before else None)
    return next((word for word in words if word and len(word) > 2 and not is_ordinary(word)), None)
