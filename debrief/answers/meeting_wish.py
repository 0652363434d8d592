"""Read what the manager wants of the team meeting: keep it, move it, call it off."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from debrief.answers.hesitation import BUT, IF
from debrief.lexicon import NO, YES, listed, plain_words, words
from debrief.model import Slot
from debrief.when.words import read_times

HOUR = timedelta(hours=1)
MOST_WORDS = 8  # of an order to call the meeting off; more may hold a condition
_ENDS = re.compile(
    r"\b(?:stop\w*|review|abbruch|abbrech\w*|arret\w*|detener|deten|parar|pare|afbreken|won|gewonnen|"
    r"gagne|ganamos|ganado|ganhar|ganhamos)\b"
)
_OFF = re.compile(
    r"\b(?:cancel\w*|call(?:ed)? (?:\w+ ){0,3}off|skip (?:it|this|the meeting)|drop (?:it|this|the meeting)|"
    r"no meeting|forget it|absag\w*|abgesagt|sag\w* (?:\w+ ){0,3}ab|abblas\w*|ausfallen|annul\w*|supprim\w*|"
    r"anul\w*|desconvoc\w*|suspend\w*|afzeg\w*|afgelast\w*|zeg (?:\w+ ){0,3}af|gaat niet door)\b"
)
_NOT = re.compile(
    r"\b(?:not|don't|never|nicht|nichts|ne|pas|no (?:lo|la|cancel\w*|anul\w*)|niet(?! door)|nao|"
    rf"{BUT}|{IF})\b"
)
_MOVE = re.compile(
    r"\b(?:move|another|other time|later|postpone\w*|resched\w*|verschieb\w*|anderer?n? termin|deplac\w*|report\w*|"
    r"autre|aplaz\w*|mover|otr[ao]|verplaats\w*|verzet\w*|ander(?:e|s)?|adiar|adi[ae]|mudar|outr[ao])\b"
)
_AGAIN = re.compile(
    r"\b(?:(?:re-?book|re-?instate|restore|undo)\w*|(?:book|schedul\w*|invite|set|put|call) (?:\w+ ){0,4}(?:again|back)|"
    r"(?:neu|wieder|nochmals?|noch einmal|erneut) (?:\w+ )?(?:ansetz\w*|buch\w*|einlad\w*|plan\w*|einstell\w*)|"
    r"(?:setz\w*|buch\w*|lad\w*|plan\w*) (?:\w+ ){0,3}(?:neu|wieder|nochmals?|noch einmal|erneut)|findet doch statt|"
    r"ruckgangig\w*|re(?:planifi|programm)\w*|remet\w*|retabli\w*|(?:planif\w*|reserv\w*) (?:\w+ ){0,3}(?:a|de) nouveau|"
    r"(?:its|an?) own (?:meeting|hour)|own meeting|separate meeting|eigene[nsr]? (?:termin|meeting|treffen|besprechung)|reunion a part|"
    r"reunion (?:propia|aparte)|eigen (?:vergadering|meeting|overleg)|reuniao (?:propria|a parte)|"
    r"re(?:agend|program|convoc)\w*|(?:vuelv\w*|volver) a (?:agend|program|convoc|reserv|pon)\w*|"
    r"(?:agend\w*|program\w*|reserv\w*|convoc\w*) (?:\w+ ){0,3}(?:de nuevo|otra vez)|"
    r"opnieuw (?:\w+ )?(?:\w*plan\w*|boek\w*)|(?:boek\w*|plan\w*) (?:\w+ ){0,3}(?:opnieuw|weer)|gaat toch door|"
    r"(?:marc\w*|agend\w*|reserv\w*) (?:\w+ ){0,3}(?:de novo|novamente|outra vez)|remarc\w*)\b"
)
_AGAINST = re.compile(r"[👎❌✗✘🚫]")
_ELSEWHERE = re.compile(
    r"\b(?:another|other|different|later|postpone\w*|ander\w*|spater|autre|plus tard|otr[ao]|mas tarde|later|outr[ao])\b"
)
_STAYS = listed(
    "keep, keeps, leave, leaves, stay, stays, bleibt, bleiben, lass, lassen, behalten, beibehalten, garde, gardons,"
    "garder, maintenir, maintenons, conserver, laisse, laissez, mantener, mantenlo, dejalo, dejarlo, queda, houden,"
    "behouden, laat, laten, blijft, manter, mantem, deixa, deixe, fica"
)
_AROUND = listed(
    "it, as, is, that, this, the, time, meeting, go, ahead, with, those, who, can, come, need, no, change, let's, lets,"
    "we, so, on, all, right, then, es, wie, dabei, so, trotzdem, der, termin, le, la, comme, ca, asi, se, zo, staan, het,"
    "assim"
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to become of the meeting: keep, move, off, again or unclear; where it may be moved to.

    ``yes`` is an assent that names nothing. ``elsewhere``: not where it is, nor where it was offered.
    """

    kind: str
    windows: tuple[Slot, ...] = ()
    elsewhere: bool = False


_MEETINGS = r"(?:team ?)?(?:meetings?|termine?|treffen|besprechung(?:en)?|sitzung(?:en)?|reunion(?:es|s)?|vergadering(?:en)?|overleg|reunia?o(?:es)?)"
_FURTHER = (
    r"(?:extra|separate|additional|further|other|another|second|new|more|own|zusatzliche[nrs]?|weitere[nrs]?|extra|eigene[nrs]?|autre|de plus|"
    r"supplementaire|otra|mas|adicional|aparte|andere?|aparte?|nieuwe?|outra|mais)"
)
_NO_FURTHER = re.compile(
    rf"\b(?:(?:no|not|without|kein\w*|nicht noch|ohne|pas d[e']|pas|sans|sin|geen|zonder|nao|sem|nenhuma)(?: (?:an?|eine?n?|une?|uma?|yet))? "
    rf"(?:{_FURTHER} {_MEETINGS}|{_MEETINGS} {_FURTHER}|{_MEETINGS} for (?:this|that|it)\b)|"
    rf"(?:take|bring|put|move|discuss|cover|do) (?:this|it|that|them)(?: one)? (?:in|into|to|at|with) (?:the |our |[\w']+s )?(?:\w+ )?{_MEETINGS}|"
    rf"(?:one|same) {_MEETINGS} for (?:both|all|the two)|(?:nehm\w*|nimm) (?:es|das|sie) (?:mit )?in (?:die|das|den) .*{_MEETINGS}|"
    rf"(?:une seule|la meme) {_MEETINGS} pour|(?:una sola|la misma) {_MEETINGS} para|(?:een|dezelfde) {_MEETINGS} voor (?:beide|alle)|"
    rf"(?:uma so|a mesma) {_MEETINGS} para)"
)
_NO_WISH = re.compile(r"\s*(?:>|\+|#?\d{1,3}\s*[:=.)])")  # quoted, or the wording of a practice
_JOINT = re.compile(
    r"[\s,;–-]+(?:(?:but|and|aber|und|mais|et|pero|y|maar|en|mas|e)\s*)?$", re.IGNORECASE
)


# "The team meeting" is the meeting.
_TEAMS = re.compile(
    r"\bteam[ -]?(?=meeting|call|treffen|besprechung|sitzung|overleg|vergadering)|\b(?:d'equipe|de equipo|(?:da|de) equip[ae])\b"
)


def split_no_meeting(text: str) -> tuple[str, bool]:
    """Return a reply without "no extra meeting, take it into tomorrow's", and whether it says so."""
    kept, found = [], False
    for line in text.splitlines():
        for sentence in re.split(r"(?<=[.!;])\s+", line):
            plain = plain_words(sentence)
            other = _NO_WISH.match(sentence) or "?" in sentence
            wish = None if other else _NO_FURTHER.search(plain)
            if wish is None:
                kept.append(sentence)
                continue
            found = True
            before = " ".join(sentence.split()[: len(plain[: wish.start()].split())])
            kept.append(_JOINT.sub("", before))
    return ("\n".join(part for part in kept if part.strip()), True) if found else (text, False)


def ends_review(text: str) -> bool:
    """Tell whether an order to stop is about the review, not about its meeting alone."""
    return _ENDS.search(plain_words(text)) is not None


def read_wish(text: str, now: datetime, zone: str, slot: Slot | None) -> Wish:
    """Return what the manager's words want of the meeting in this slot; what is unclear is asked."""
    plain = " ".join(_TEAMS.sub(" ", plain_words(text)).strip(" .!,").split())
    said = words(plain)
    known = _STAYS | _AROUND | YES
    if _AGAINST.search(text):
        return Wish("unclear")
    if plain in YES or (plain not in NO and all(w in known for w in said)):
        return Wish("yes" if _STAYS.isdisjoint(said) else "keep")
    proposed = (slot.start,) if slot else ()
    length = slot.end - slot.start if slot else HOUR
    read = read_times(plain, now, zone, proposed=proposed, duration=length)
    windows = tuple(Slot(start=a, end=b) for a, b in read.windows)
    if _OFF.search(plain):
        times = windows or read.excluded or len(said) > MOST_WORDS or "," in plain
        doubtful = times or _NOT.search(plain) or plain.endswith("?")
        return Wish("unclear" if doubtful else "off")
    named = read.kind == "accept" and any(c.isdigit() for c in plain)  # the very time it has
    if windows and (read.kind == "windows" or named):
        return Wish("move", windows)
    if _AGAIN.search(plain) and not _NOT.search(plain) and not plain.endswith("?"):
        return Wish("again")
    if read.kind == "accept":
        return Wish("yes")
    if read.kind == "other" or (_MOVE.search(plain) and not _NOT.search(plain)):
        return Wish("move", elsewhere=_ELSEWHERE.search(plain) is not None)
    return Wish("unclear")
