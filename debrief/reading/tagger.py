"""How surely each word of a mail belongs to a name or a reason, by what the encoder makes of it in its place.

One line through the encoder's numbers for each of `tags.TAGS`, learned by ``benchmarks.train_tagger`` from what
the corpus's authors state of their mails; ``tagger.npz`` holds them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files

import numpy as np

from debrief.reading.clauses import Sentence
from debrief.reading.encoder import (
    MOST_HEAD,
    VOICES,
    Matrix,
    encoder,
    places_of,
    states,
)
from debrief.reading.impression import clearest
from debrief.reading.parts import heads_of
from debrief.reading.people import Sides
from debrief.reading.signals import Voice
from debrief.reading.tags import Tagged
from debrief.reading.turns import Turn
from debrief.reading.verdict import Verdict


def tags_of(turns: tuple[Turn, ...], verdict: Verdict, sides: Sides) -> Tagged:
    """Return how surely each word of the turn that tells of a loss has each of `tags.TAGS`; empty for a record."""
    turn = verdict.turn
    if turn is None or verdict.voice is None:
        return {}
    heads = heads_of(turn, turns)
    return tagged(verdict.parsed, heads, verdict.voice, sides.names, middle_of(verdict))


def middle_of(verdict: Verdict) -> int:
    """Return which sentence of a turn tells most clearly: the others are read as far as there is room."""
    return clearest(verdict.said[: len(verdict.parsed)])


def tagged(
    body: Sequence[Sentence],
    heads: Sequence[Sentence],
    voice: Voice,
    own: frozenset[str],
    middle: int,
) -> Tagged:
    """Return how surely each word has each of `tags.TAGS` (log odds), for the sentences that are read.

    The arguments are those of `encoder.gist`. Of a sentence that is too long the first words have rows.
    """
    lines, offset = weights()
    found = meant(body, heads, voice, own, middle)
    return {text: (state @ lines + offset).tolist() for text, state in found.items()}


def meant(
    body: Sequence[Sentence],
    heads: Sequence[Sentence],
    voice: Voice,
    own: frozenset[str],
    middle: int,
) -> dict[str, Matrix]:
    """Return what each word means in its place (384 numbers), by the text of its sentence."""
    words = encoder().words
    state, whose = states(body, heads, voice, own, middle)
    found, first, room = {}, 1 + len(words.numbers(VOICES[voice])), MOST_HEAD
    for part in heads:
        places = places_of(part, own, words)[:room]
        found[part.text] = _by_word(part, places, state[first:])
        first, room = first + len(places), room - len(places)
    for at in dict.fromkeys(each for each in whose if each >= 0):
        places = places_of(body[at], own, words)[: whose.count(at)]
        found[body[at].text] = _by_word(body[at], places, state[whose.index(at) :])
    return found


def _by_word(sentence: Sentence, places: list[int], state: Matrix) -> Matrix:
    """Return the middle of what the pieces mean that make each word, as far as there are pieces."""
    starts = sorted(set(places))
    rows = [
        bisect_right(starts, first) - 1
        for first, _ in sentence.spans
        if starts and first <= starts[-1]
    ]
    if not rows:
        return np.empty((0, state.shape[1]), np.float32)
    firsts = [places.index(start) for start in starts]
    found: Matrix = np.add.reduceat(state[: len(places)], firsts, axis=0)
    found /= np.array([[places.count(start)] for start in starts], np.float32)
    return found[rows]


@cache
def weights() -> tuple[Matrix, Matrix]:
    """Return what each of the encoder's numbers speaks for, by tag, and what every word starts with; read once."""
    with as_file(files("debrief.reading").joinpath("tagger.npz")) as path, np.load(path) as kept:
        return kept["lines"].astype(np.float32), kept["offset"].astype(np.float32)
