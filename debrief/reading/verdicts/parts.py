"""The sentences that a turn of a mail is judged by, and in whose voice they are heard."""

from __future__ import annotations

import re

from debrief.reading.mail.subject_line import bare_subject, is_reply
from debrief.reading.people import Sides
from debrief.reading.quoting.turns import Turn
from debrief.reading.verdicts.clauses import Sentence, sentences
from debrief.reading.verdicts.signals import Voice

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
    return sentences(turn.text) + heads_judged(turn, turns)


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
