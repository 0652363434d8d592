"""Labelled sentences: what people say about deals and everything else, one a line.

The files ``sentences/AUTHOR-LANG.tsv`` hold ``class TAB voice TAB text``. Their authors knew the classes
but not the rules. In ``patterns-LANG.tsv``, ``{a|b}`` stands for either.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent / "sentences"
MOST_SPELLINGS = 16
_GROUP = re.compile(r"\{([^{}]*)\}")
MERGED = {"no": "loss", "lost": "loss"}


@dataclass(frozen=True)
class Line:
    """One labelled sentence; ``voice`` is who says it (customer, ours, machine or other)."""

    label: str
    voice: str
    text: str
    weight: float = 1.0
    fold: int = 0  # of the line in the file, the same for all spellings of a pattern
    source: str = ""


def lines(author: str = "*") -> Iterator[Line]:
    """Yield the sentences of one author, or of all."""
    for path in sorted(HERE.glob(f"{author}-*.tsv")):
        for at, row in enumerate(path.read_text(encoding="utf-8").splitlines()):
            cells = row.split("\t")
            if len(cells) == 3 and not row.startswith("#"):
                label, texts = MERGED.get(cells[0], cells[0]), spelled_out(cells[2].strip())
                for text in texts:
                    weight = min(1.0, 6 / len(texts))
                    yield Line(label, cells[1], text, weight, at, path.stem.partition("-")[0])


def spelled_out(pattern: str) -> list[str]:
    """Return some of the sentences that a pattern stands for, always the same ones, at most twelve."""
    pieces = [
        piece.split("|") if at % 2 else [piece] for at, piece in enumerate(_GROUP.split(pattern))
    ]
    number = min(MOST_SPELLINGS, math.prod(len(choices) for choices in pieces))
    chance = random.Random(pattern)
    found = {"".join(chance.choice(choices) for choices in pieces) for _ in range(4 * number)}
    return sorted(text[:1].upper() + text[1:] for text in found)[:number]
