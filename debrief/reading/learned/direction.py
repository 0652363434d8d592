"""Whether a turn tells rather of a deal won than of one lost, by the encoder's numbers for the whole of it.

Short news of either kind is much alike. One line through those numbers tells them apart, learned from both
by ``benchmarks.train_direction``; ``direction.npz`` holds it.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

import numpy as np

from debrief.reading.learned.encoder import DEPTH, Matrix, encoder, pieces_of, state_at
from debrief.reading.learned.passage import Passage


def won(passage: Passage) -> float:
    """Return the log odds that a turn tells of a deal won, if of either."""
    line, offset = weights()
    return float(meant(passage) @ line) + offset


def meant(passage: Passage) -> Matrix:
    """Return what a turn means as a whole: 768 numbers."""
    numbers, _ = pieces_of(encoder().words, passage)
    return encoder().together(DEPTH, state_at(tuple(numbers), DEPTH))[0]


@cache
def weights() -> tuple[Matrix, float]:
    """Return what each of the numbers speaks for, and what every turn starts with; read once."""
    with (
        as_file(files("debrief.reading.learned").joinpath("direction.npz")) as path,
        np.load(path) as kept,
    ):
        return kept["line"].astype(np.float32), float(kept["offset"])
