"""What comes in place of notes: none were taken, somebody else has them, they follow, no call was held."""

from __future__ import annotations

import re
from datetime import date

from debrief.answers.free_notes import own_lines, question_of, sentences
from debrief.answers.hesitation import APOLOGY, REGRET
from debrief.lexicon import fold, fold_in_place, said
from debrief.when.due_date import split_due

MOST_WORDS = 30  # more than that is a report
FEW_WORDS = 8
_NOTES = r"(?:(?:the|my|all|our|his|her|die|meine|les|mes|las|sus|mis|de|mijn|as|suas|minhas) )*(?:notes|notizen|notas|notities|aantekeningen|anotacoes)"
_NONE = re.compile(
    rf"(?:(?:{APOLOGY}|{REGRET}),? )?(?:i (?:have|took|made)(?: got)? )?(?:there are )?"
    r"(?:no notes|keine notizen|pas de notes|aucune note|sin notas|no hay notas|no tengo notas|"
    r"geen notities|geen aantekeningen|sem notas|nao tenho notas)(?: taken| sorry| at all)?"
)
_HAS = (
    r"(?:has|had|took|takes|made|wrote|is (?:writing|sending|typing)|(?:will|can|should|wants to|is going to) (?:send|share|mail|write|give|forward|pass|do|bring|type)|sends|shares|"
    r"hat|macht|schreibt|schickt|sendet|wird|kann|a|prend|envoie|enverra|va|tiene|tomo|envia\w*|manda\w*|heeft|maakt|stuurt|zal|gaat|tem|tomou|vai)"
)
_ELSEWHERE = re.compile(
    rf"(?:(?:{APOLOGY}|{REGRET}),? )?(?P<who>[^\W\d_][\w'-]*(?: [^\W\d_][\w'-]*)?) {_HAS} (?:[\w']+ ){{0,3}}?{_NOTES}\b.*"
    rf"|(?:(?:please|bitte|svp|por favor|graag) )?(?:ask|frag\w*|demand\w*|pregunt\w*|vraag|pergunt\w*) (?P<asked>[^\W\d_][\w'-]*) (?:for|nach|para|por|om|pelas) {_NOTES}\b.*"
)
_US = frozenset(
    [
        "i",
        "we",
        "you",
        "they",
        "she",
        "he",
        "it",
        "who",
        "nobody",
        "someone",
        "somebody",
        "ich",
        "wir",
        "du",
        "ihr",
        "sie",
        "er",
        "man",
        "je",
        "nous",
        "vous",
        "on",
        "tu",
        "elle",
        "il",
        "yo",
        "nosotros",
        "ik",
        "wij",
        "jij",
        "hij",
        "ze",
        "zij",
        "eu",
        "nos",
        "voce",
        "ela",
        "ele",
    ]
)
_OTHERS_DEED = re.compile(
    r"(?:and |but |then |und |et |y |en |e )?(?:she|he|they|it|the customer|sie|er|der kunde|elle|ils?|ella|ellos|zij|ze|hij|ela|eles?)\b"
)
_FOLLOWS = re.compile(
    r"\b(?:i(?:'ll| will| can| shall| owe| have to| need to|'m going to| am going to)|let me|will (?:send|write|do|mail|type|follow|reply|answer|share|add|come back|fill)|"
    r"sending|to follow|notes?|ich|schick\w*|send\w*|schreib\w*|reiche|nachreichen|liefere|folg\w+|notizen|komme|kommen wir|melde|mache|trage|je|j'\w+|envoi\w*|enverr\w+|ecri\w+|suiv\w+|"
    r"mando|mandare|envio|enviare|te paso|les paso|hago|lo hare|me pongo|escribo|notas|ik|stuur\w*|schrijf\w*|volg\w+|notities|eu|escrevo|enviarei|seguem|faco|trato)\b"
)
_LATER = re.compile(
    r"\b(?:later|follow|tomorrow|tmrw|tonight|soon|asap|eod|afterwards|this (?:afternoon|evening)|next week|(?:in|within) (?:a|an|one|two|\d+) (?:minutes?|hours?|days?)|"
    r"when i|once i|as soon as i|spater|morgen|heute (?:abend|nachmittag)|bald|nachher|nachste woche|sobald ich|plus tard|demain|ce soir|bientot|des que je|"
    r"tout a l'heure|mas tarde|manana|luego|esta (?:noche|tarde)|pronto|en cuanto|straks|vanavond|binnenkort|zodra ik|mais tarde|amanha|logo|hoje a noite|depois)\b"
)
_BUSY = re.compile(
    r"\b(?:no time|not now|not yet|in (?:a|another) (?:meeting|call)|in meetings|on the (?:road|train|plane|phone|move)|driving|busy|travelling|traveling|boarding|"
    r"keine zeit|unterwegs|im (?:termin|auto|meeting|zug)|noch nicht|pas (?:le )?temps|pas encore|en (?:reunion|route|voiture|train|deplacement|una reunion)|"
    r"sin tiempo|no tengo tiempo|todavia no|aun no|conduciendo|geen tijd|onderweg|in (?:overleg|vergadering|de auto)|nog niet|sem tempo|nao tenho tempo|"
    r"em reuniao|dirigindo|a conduzir|ainda nao)\b"
)
_CALL = r"(?:(?:the|this|our|my|der|das|dem|den|die|l'|le|la|el|het|de|a|o) ?)*(?:call|meeting|conversation|appointment|anruf|gesprach|termin|telefonat|appel|reunion|rendez-vous|entretien|llamada|cita|gesprek|afspraak|chamada|reuniao|ligacao|it)"
_NOT_HELD = re.compile(
    rf"\b(?:(?:i|we|ich|wir) (?:\w+ )?(?:missed|forgot|verpasst\w*|vergessen) {_CALL}|i (?:did not|didn't|could not|couldn't|can't|cannot) (?:make|join|get to|attend|dial in\w*|come|do|take) ?(?:it )?(?:in |to |into )?(?:{_CALL})?"
    rf"|{_CALL} (?:did not|didn't|never|has not|hasn't) (?:take place|happen\w*|taken place)|(?:there was|we had|had) no (?:call|meeting)|no call (?:yet|took place|happened)"
    rf"|(?:has|have|had|was|were|been|got|be|asked|wants?|wanted|needs?|needed|we|they|she|he|i)(?: to| be| been)? (?:moved?|postponed?|rescheduled?|rebook(?:ed)?|cancel(?:l?ed)?|put off|pushed back|delayed?)\b"
    rf"|(?:can|could|please|let's|shall) (?:you |we |i )*(?:rebook|reschedule|postpone|move)"
    rf"|{_CALL} (?:ist|wurde|hat|fiel|fand) (?:\w+ )?(?:nicht stattgefunden|ausgefallen|verschoben|abgesagt|aus|nicht statt)|(?:verschieben|verschoben|ausgefallen|abgesagt|verpasst)"
    r"|n'a pas eu lieu|a ete (?:reporte|annule|decale)e?|(?:reporter|decaler|deplacer)|j'ai (?:manque|rate)|no (?:tuvo lugar|se hizo|hubo (?:llamada|reunion))|(?:aplazar|aplazado|aplazada|cancelado|cancelada|posponer)"
    r"|ging niet door|(?:verzet|verzetten|uitgesteld|afgezegd|gemist)|nao (?:aconteceu|houve)|(?:adiar|adiada|adiado|cancelada|remarcar|perdi a))\b"
)
_ANOTHER = re.compile(
    r"(?:please )?(?:offer|find|propose|send|book|set|try|suggest)?(?: (?:them|her|him|us))? ?(?:another|a new|a different|other|new) (?:time|times|date|slot|call|appointment)s?(?: please)?"
    r"|(?:please )?(?:rebook|reschedule)(?: (?:it|the call|please))*"
    r"|(?:bitte )?(?:einen )?(?:anderen|neuen) termin(?: (?:anbieten|vorschlagen|suchen))?|(?:proposez |propose )?(?:un )?autre (?:rendez-vous|moment|creneau)"
    r"|(?:ofrece |ofrecer |propon )?otr[ao] (?:hora|cita|momento|fecha)|(?:een )?(?:ander|nieuw) (?:moment|tijdstip)(?: voorstellen)?|(?:propor |oferecer )?outr[ao] (?:hora|horario|data|momento)"
)


def no_notes(text: str) -> bool:
    """Tell whether nobody took any notes."""
    return _NONE.fullmatch(_only(text)) is not None


def who_has_them(text: str) -> str | None:
    """Return who has the notes: "Ann" in "Ann has the notes"."""
    own = " ".join(" ".join(own_lines(text)).strip(" .!?,").split())
    found = _ELSEWHERE.fullmatch(fold_in_place(own))
    if found is None or _US.intersection((found["who"] or found["asked"]).split()):
        return None
    who = own[slice(*found.span("who" if found["who"] else "asked"))]
    return who.title() if who.islower() else who


def wants_another_time(text: str) -> bool:
    """Tell whether the customer is to be offered another time."""
    return _ANOTHER.fullmatch(_only(text)) is not None


def says_no_call(text: str) -> bool:
    """Tell whether a short text reads as if the call was not held as booked; to be asked back."""
    only = _only(text)
    return len(only.split()) <= MOST_WORDS and _NOT_HELD.search(only) is not None


def comes_later(text: str, today: date) -> tuple[bool, date | None]:
    """Tell whether notes are only announced, and for which day, where one is named."""
    own = _own(text)
    parts = [fold(part).strip(" .!,;") for part in sentences(own)]
    later = [_is_later(part, today) for part in parts]
    others = [part for part, is_later in zip(parts, later, strict=True) if not is_later]
    if len(own.split()) > MOST_WORDS or not any(later) or any(map(_tells, others)):
        return False, None
    return True, split_due(own, today)[1]


_WAIT = re.compile(
    r"(?:please )?(?:stop|wait|hold(?: on)?|pause|not yet|not now|let me think(?: about it)?|warte[nt]?|halt|noch nicht|moment|attends|attendez|pas encore|"
    r"espera|espere|todavia no|aun no|wacht(?: even)?|nog niet|ainda nao)(?: please| bitte)?"
)
_LOOKS = re.compile(
    r"\b(?:i(?:'ll| will| want to| need to| have to)|let me|ich|je|ik|eu|lo|los|vou)\b.*\b(?:look\w*|read\w*|check\w*|think\w*|see|review|schau\w*|les\w*|seh\w*|regard\w*|"
    r"li[st]\w*|mir\w*|leo|bekijk\w*|kijk\w*|vejo|ver)\b"
)


def postpones(text: str, today: date) -> bool:
    """Tell whether a short answer decides nothing yet: "not yet", "I'll look at it tomorrow"."""
    only = _only(text)
    if len(only.split()) > FEW_WORDS * 2 or re.search(r"\d", only):
        return False
    named = _LATER.search(only) or split_due(only, today)[1] is not None
    looks = bool(_LOOKS.search(only) and named)
    return _WAIT.fullmatch(only) is not None or looks or comes_later(text, today)[0]


def without_announcements(text: str, today: date) -> str:
    """Return the text without the sentences that only announce more."""
    own = sentences(" ".join(own_lines(text)))
    return " ".join(s for s in own if not _is_later(fold(s).strip(" .!,;"), today))


def _is_later(sentence: str, today: date) -> bool:
    count = len(sentence.split())
    if _OTHERS_DEED.match(sentence):
        return False
    if _BUSY.search(sentence) and count <= FEW_WORDS:
        return True
    named = _LATER.search(sentence) or split_due(sentence, today)[1] is not None
    return bool(named) and (count <= 3 or _FOLLOWS.search(sentence) is not None)


def _tells(sentence: str) -> bool:
    return question_of(sentence) is not None or len(sentence.split()) > FEW_WORDS


def _own(text: str) -> str:
    """Return the lines between greeting and signature; a "morgen" with nothing behind it is the day, no greeting."""
    lines = own_lines(text) or [line for line in said(text) if fold(line) == "morgen"]
    return " ".join(lines)


def _only(text: str) -> str:
    return fold(_own(text)).strip(" .!?,")
