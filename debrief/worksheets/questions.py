"""What a rep asks back beside or instead of an answer: it is the manager's to answer."""

from __future__ import annotations

import re

from debrief.answers.hesitation import PERHAPS
from debrief.lexicon import fold
from debrief.practices.numbers import mentions

_SENTENCES = re.compile(r"(?<=[.!?])\s+|\s*;\s+")
_ASKS = re.compile(
    r"^(?:(?:also|and|but|btw|by the way|one question|question|quick one|hi|hey|sorry|ok|und|auch|ubrigens|frage|"
    r"et|aussi|au fait|y|tambien|por cierto|en|ook|trouwens|e|tambem)[\s,:–-]+)*"
    r"(?:what'?s?|which|who'?s?|whose|where|when|why|how|do|does|did|is|are|was|can|could|should|shall|will|would|has|have|any|"
    r"was|welche[rsn]?|wer|wen|wo|wann|warum|wieso|wie|ist|sind|gibt|kann|konnen|soll|muss|haben|hat|darf|"
    r"qu'?est-ce|que|quel(?:le)?s?|qui|ou|quand|pourquoi|comment|combien|est-ce|y a-t-il|peut-on|"
    r"cual(?:es)?|quien|donde|cuando|por que|como|cuanto|hay|puedo|tengo|"
    r"wat|welke|wie|waar|wanneer|waarom|hoe|is|zijn|mag|moet|moeten|kan|kunnen|"
    r"qual|quais|quem|onde|quando|porque|quanto|ha|posso|devo|tenho)\b"
)
_OF_US = re.compile(rf"\b(?:{PERHAPS}|something|etwas|quelque chose|algo|iets)\b")


def asks_us(text: str) -> bool:
    """Tell whether a text asks a real question: "what does P3 mean?", not "maybe P1 for Acme?"."""
    if "?" not in text:
        return False
    plain = fold(text)
    return not _OF_US.search(plain) and any(map(_asks, _SENTENCES.split(text)))


def _asks(sentence: str) -> bool:
    return "?" in sentence and _ASKS.match(fold(sentence).strip(" .,–-")) is not None


def without_question(text: str) -> tuple[str, str]:
    """Return a promise and the question behind it: "P3 call CFO Friday. What's the budget?"."""
    *before, last = _SENTENCES.split(text)
    said = " ".join(before)
    if mentions(said) and not mentions(last) and _asks(last):
        return said, last
    return text, ""
