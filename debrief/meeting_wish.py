"""Read what the manager wants of the team meeting: keep it, move it, call it off."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from debrief.lexicon import NO, YES, plain_words, words
from debrief.model import Slot
from debrief.when_words import read_times

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
    r"\b(?:not|don't|never|nicht|nichts|ne|pas|no (?:lo|la|cancel\w*|anul\w*)|niet(?! door)|nao|but|aber|mais|"
    r"pero|maar|mas|if|unless|wenn|falls|si|als|se)\b"
)
_MOVE = re.compile(
    r"\b(?:move|another|other time|later|postpone\w*|resched\w*|verschieb\w*|anderer?n? termin|deplac\w*|report\w*|"
    r"autre|aplaz\w*|mover|otr[ao]|verplaats\w*|verzet\w*|ander(?:e|s)?|adiar|adi[ae]|mudar|outr[ao])\b"
)
_KEEP = frozenset(
    [
        "keep",
        "keeps",
        "leave",
        "leaves",
        "stay",
        "stays",
        "it",
        "as",
        "is",
        "that",
        "this",
        "the",
        "time",
        "meeting",
        "go",
        "ahead",
        "with",
        "those",
        "who",
        "can",
        "come",
        "need",
        "no",
        "change",
        "let's",
        "lets",
        "we",
        "so",
        "on",
        "all",
        "right",
        "then",
        "bleibt",
        "bleiben",
        "lass",
        "lassen",
        "es",
        "wie",
        "dabei",
        "so",
        "trotzdem",
        "behalten",
        "beibehalten",
        "der",
        "termin",
        "garde",
        "gardons",
        "garder",
        "maintenir",
        "maintenons",
        "on",
        "le",
        "la",
        "comme",
        "ca",
        "laisse",
        "laissez",
        "mantener",
        "mantenlo",
        "dejalo",
        "dejarlo",
        "asi",
        "queda",
        "se",
        "houden",
        "laat",
        "laten",
        "zo",
        "blijft",
        "staan",
        "het",
        "manter",
        "mantem",
        "deixa",
        "deixe",
        "assim",
        "fica",
    ]
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to become of the meeting: keep, move, off or unclear; where it may be moved to."""

    kind: str
    windows: tuple[Slot, ...] = ()


def ends_review(text: str) -> bool:
    """Tell whether an order to stop is about the review, not about its meeting alone."""
    return _ENDS.search(plain_words(text)) is not None


def read_wish(text: str, now: datetime, zone: str, slot: Slot | None) -> Wish:
    """Return what the manager's words want of the meeting in this slot; what is unclear is asked."""
    plain = plain_words(text).strip(" .!,")
    said = words(plain)
    if plain in YES or (plain not in NO and all(w in _KEEP or w in YES for w in said)):
        return Wish("keep")
    proposed = (slot.start,) if slot else ()
    length = slot.end - slot.start if slot else HOUR
    read = read_times(plain, now, zone, proposed=proposed, duration=length)
    windows = tuple(Slot(start=a, end=b) for a, b in read.windows)
    if _OFF.search(plain):
        times = windows or read.excluded or len(said) > MOST_WORDS or "," in plain
        doubtful = times or _NOT.search(plain) or plain.endswith("?")
        return Wish("unclear" if doubtful else "off")
    if read.kind == "windows" and windows:
        return Wish("move", windows)
    if read.kind == "accept":
        return Wish("keep")
    if read.kind == "other" or (_MOVE.search(plain) and not _NOT.search(plain)):
        return Wish("move")
    return Wish("unclear")
