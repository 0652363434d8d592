"""How likely it is that somebody from outside tells what another house decided, and not their own.

A line through the tagger's numbers for the whole of the turn, and a few named numbers of who else is named in
it: both were learned by ``python -m benchmarks.train_go_between``, which writes ``go_between.npz``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np

from debrief.reading.encoder import Matrix
from debrief.reading.passage import Passage
from debrief.reading.tagger import meant


@dataclass(frozen=True, slots=True)
class Weights:
    """What each named number, and each of the tagger's, speaks for (log odds); and what every turn starts with."""

    named: dict[str, float]
    line: Matrix
    offset: float


def odds(numbers: Mapping[str, float], passage: Passage) -> float:
    """Return the log odds that a turn from outside tells of another house's decision."""
    known = weights()
    told = sum(known.named[name] * value for name, value in numbers.items())
    return known.offset + float(meant(passage) @ known.line) + told


@cache
def weights() -> Weights:
    """Return the weights, read once."""
    with (
        as_file(files("debrief.reading").joinpath("go_between.npz")) as path,
        np.load(path) as kept,
    ):
        named = dict(zip(kept["names"].tolist(), kept["weights"].tolist(), strict=True))
        return Weights(named, kept["line"].astype(np.float32), float(kept["offset"]))
