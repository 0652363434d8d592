"""What a turn tells by the encoder's numbers for the whole of it, along a line learned for each question.

Short news of a deal won is much like that of one lost, and of "please find the drawings attached" the
encoder, taught on news and on what sounds like it, knows little. A line through its numbers tells each
apart: ``direction.npz`` by ``benchmarks.train_direction``, ``everyday.npz`` by ``benchmarks.train_everyday``.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

import numpy as np

from debrief.reading.learned.encoder import DEPTH, Matrix, encoder, pieces_of, state_at
from debrief.reading.learned.passage import Passage


def won(passage: Passage) -> float:
    """Return the log odds that a turn tells of a deal won, if of one won or lost."""
    return _along("direction.npz", passage)


def everyday(passage: Passage) -> float:
    """Return the log odds that a turn tells of everyday things rather than of a lost deal."""
    return _along("everyday.npz", passage)


def meant(passage: Passage) -> Matrix:
    """Return what a turn means as a whole: 768 numbers."""
    numbers, _ = pieces_of(encoder().words, passage)
    return encoder().together(DEPTH, state_at(tuple(numbers), DEPTH))[0]


def _along(name: str, passage: Passage) -> float:
    line, offset = _line(name)
    return float(meant(passage) @ line) + offset


@cache
def _line(name: str) -> tuple[Matrix, float]:
    """Return what each of the numbers speaks for, and what every turn starts with; read once."""
    with as_file(files("debrief.reading.learned").joinpath(name)) as path, np.load(path) as kept:
        return kept["line"].astype(np.float32), float(kept["offset"])
