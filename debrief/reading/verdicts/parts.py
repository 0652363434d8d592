"""The sentences that a turn of a mail is judged by, and in whose voice they are heard."""

from __future__ import annotations

import re

from debrief.reading.mail.addresses import Address
from debrief.reading.mail.phrases import DISCLAIMER, LEGAL, fold_phrase
from debrief.reading.mail.subject_line import bare_subject, is_reply
from debrief.reading.people import Sides
from debrief.reading.quoting.signatures import strip_signature
from debrief.reading.quoting.turns import Turn
from debrief.reading.verdicts.clauses import Sentence, sentences
from debrief.reading.verdicts.signals import Voice
from debrief.reading.wording import fold

LONGEST = 200  # characters of what a subject runs on into
_ONE_WORD = re.compile(r"[^\W\d_A-ZÀ-Þ]+")


def voice_of(turn: Turn, sides: Sides) -> Voice:
    """Return whose voice a turn is heard in."""
    if not sides.speaks_for_us(turn):
        return Voice.CUSTOMER
    to_others = [address for address in turn.to if not sides.ours(address.email)]
    if to_others and not any(sides.ours(address.email) for address in turn.to):
        return Voice.OUTBOUND
    return Voice.OURS


def only_points(text: str) -> bool:
    """Tell whether a note says no more than whose the mail below it is: "fyi from Ana"."""
    return _POINTER.fullmatch(text.strip()) is not None


_POINTER = re.compile(
    r"(?:(?i:fyi|f\.y\.i\.?|for your information|see below|below|zur (?:info|kenntnis|information)|z\. ?k\.|"
    r"pour (?:info|information)|para (?:tu|su|sua) (?:información|informação)|ter (?:info|informatie|kennisgeving)),? )?"
    r"(?:(?i:a )?(?i:mail|message|note|nachricht|message|mensaje|bericht|mensagem) )?"
    r"(?i:from|von|vom|de|da|do|van)\s+[A-ZÀ-Þ][\w'’-]*(?:\s+[A-ZÀ-Þ][\w'’-]*)?\W*"
)


def parts_judged(turn: Turn, turns: tuple[Turn, ...]) -> tuple[Sentence, ...]:
    """Return the sentences a turn is judged by: its text's, then those of a subject of its own."""
    return body_of(turn) + heads_judged(turn, turns)


def body_of(turn: Turn, *, signed: bool = True) -> tuple[Sentence, ...]:
    """Return the sentences of a turn's text, with its signature or without.

    Those that answer for nothing a mail may carry are left out: they sound like a refusal.
    """
    text = turn.text if signed else strip_signature(turn.text, Address(turn.name, turn.email))
    return tuple(part for part in sentences(text) if not _disclaims(part))


_LIABLE = re.compile(
    r"\b(?:liab|responsib|haftung|haften|haftet|verantwortung|responsab|aansprakelijk|verantwoordelijk)\w*"
)
_CARRIED = re.compile(
    r"\b(?:virus\w*|viren|computerviren|malware)\b|\b(?:damages?|loss|schaden|dommages?|altere|danos?|schade|accuracy)\b[^.!?]*"
    r"\b(?:e-?mail|message|nachricht|attachments?|anhang\w*|messagerie|courriel|pieces? jointes?|mensajes?|correos?|bericht|bijlagen?|mensage(?:m|ns)|anexos?)\b|\bau titre de ce (?:message|courriel|mail)\b"
)  # folded


def _disclaims(part: Sentence) -> bool:
    """Tell "we do not accept liability for viruses" from words about a deal."""
    if part.has("YOU", "YOUR", "OFFER", "COMPETITOR", "CHOOSE"):
        return False
    plain = " ".join(fold(part.text).split())
    return _LIABLE.search(plain) is not None and _CARRIED.search(plain) is not None


def is_small_print(part: Sentence) -> bool:
    """Tell whether a sentence speaks of secrecy, recipients and errors, as small print does."""
    plain = fold_phrase(part.text)
    found = len(set(LEGAL.findall(plain)))
    return found > 1 or (found == 1 and DISCLAIMER.match(plain) is not None)


def heads_judged(turn: Turn, turns: tuple[Turn, ...]) -> tuple[Sentence, ...]:
    """Return the sentences of a subject of the turn's own."""
    return own_heads(turn, heads_of(turn, turns))


def heads_of(turn: Turn, turns: tuple[Turn, ...]) -> tuple[Sentence, ...]:
    """Return the subject's words, unless somebody else wrote them."""
    passed_on = turn is turns[0] and any(other.forwarded for other in turns)
    return () if passed_on else sentences(_run_on(bare_subject(turn.subject), turn.text))


def _run_on(subject: str, text: str) -> str:
    """Return the subject, with what it runs on into where it is but the word "lost" ("lost", "my voice.")."""
    body = text.lstrip()
    if not (_ONE_WORD.fullmatch(subject) and body[:1].islower()):
        return subject
    if not any(part.has("LOST") for part in sentences(subject)):
        return subject
    return f"{subject} {sentences(body[:LONGEST])[0].text}"


def own_heads(turn: Turn, heads: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Return the subject's words unless an answer took the subject over from the mail before."""
    return () if is_reply(turn.subject) else heads


def is_plain(text: str) -> bool:
    """Tell whether a note was typed without capital letters, a phone's closing line aside."""
    typed = _DEVICE.sub("", text[:600])
    return typed == typed.lower()


_DEVICE = re.compile(
    r"^(?:sent from|gesendet von|envoyé (?:de|depuis)|enviado desde|verzonden (?:vanaf|met)|enviado do|inviato da)[^\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
