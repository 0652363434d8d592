"""Learn a line through the encoder's numbers for a whole turn, from mails of two kinds."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable
from pathlib import Path

import numpy as np

from benchmarks.judged import judged
from benchmarks.line import learn
from benchmarks.weights_file import keep
from debrief.reading.learned import whole
from debrief.reading.verdicts.verdict import passage_of
from debrief.team import Team
from tests import corpus

LEARNED = Path(__file__).parents[1] / "debrief" / "reading" / "learned"
PULL = 100.0  # pulls every weight towards nought


def line_between(mails: Iterable[tuple[bytes, bool]], name: str, arguments: Collection[str]) -> int:
    """Learn from mails which of the two kinds they are, then write the file or compare it; return the exit status."""
    team = corpus.team()
    given = [(row, kind) for raw, kind in mails if (row := _meant(raw, team)) is not None]
    rows, kinds = np.array([row for row, _ in given]), np.array([kind for _, kind in given])
    line, offset = learn(rows, kinds, PULL)
    file = io.BytesIO()
    np.savez(file, line=line.astype(np.float32), offset=np.float32(offset))
    right = ((rows @ line + offset > 0) == kinds).mean()
    print(f"{100 * right:.1f} % of {len(kinds)} right")
    return keep(file.getvalue(), LEARNED / name, arguments)


def _meant(raw: bytes, team: Team) -> np.ndarray | None:
    """Return what the deciding turn of a mail means as a whole; None for a record."""
    heard = judged(raw, team)
    if heard is None:
        return None
    passage = passage_of(heard.verdict, heard.turns, heard.sides)
    return None if passage is None else whole.meant(passage)
