"""Whether a turn tells of everyday things rather than of a lost deal, by the encoder's numbers for the whole of it.

The encoder was taught on news and on what sounds like it; of "please find the drawings attached" it knows
little. One line through its numbers tells the two apart, learned by ``benchmarks.train_everyday``;
``everyday.npz`` holds it.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

import numpy as np

from debrief.reading.learned.direction import meant
from debrief.reading.learned.encoder import Matrix
from debrief.reading.learned.passage import Passage


def everyday(passage: Passage) -> float:
    """Return the log odds that nothing about an offer is decided in a turn."""
    line, offset = weights()
    return float(meant(passage) @ line) + offset


@cache
def weights() -> tuple[Matrix, float]:
    """Return what each of the numbers speaks for, and what every turn starts with; read once."""
    with (
        as_file(files("debrief.reading.learned").joinpath("everyday.npz")) as path,
        np.load(path) as kept,
    ):
        return kept["line"].astype(np.float32), float(kept["offset"])
