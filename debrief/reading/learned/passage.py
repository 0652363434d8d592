"""A turn of a mail as the encoder reads it."""

from __future__ import annotations

from dataclasses import dataclass

from debrief.reading.verdicts.clauses import Sentence
from debrief.reading.verdicts.signals import Voice


@dataclass(frozen=True, slots=True)
class Passage:
    """What a turn says under a subject of its own, and in whose voice."""

    body: tuple[Sentence, ...]
    heads: tuple[Sentence, ...]
    voice: Voice
    own: frozenset[str]  # the folded names of our company and our people
    middle: int = 0  # the sentence of the body that matters most, where there is no room for all
