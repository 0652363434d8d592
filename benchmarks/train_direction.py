"""Learn to tell news of a deal won from that of one lost: ``python -m benchmarks.train_direction``.

Writes ``direction.npz``: a line through the encoder's numbers for a whole turn, learned from the short news in
``tests/corpus/sentences`` and from some of the mails of losses. To be learned again whenever the encoder was.
``--check`` writes nothing and tells whether the file is the one they give.
"""

from __future__ import annotations

import io
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import numpy as np

from benchmarks.judged import judged
from benchmarks.line import learn
from benchmarks.weights_file import keep
from debrief.reading.learned import direction
from debrief.reading.verdicts.verdict import passage_of
from debrief.team import Team
from tests import corpus
from tests.corpus import rehearsal, spoken

WEIGHTS = Path(__file__).parents[1] / "debrief" / "reading" / "learned" / "direction.npz"
MOST_OLDER, MOST_PATTERNS = (
    900,
    200,
)  # of the sentences of a loss beside those written with the wins
ONE_IN = 4  # of the mails of losses
PULL = 100.0  # pulls every weight towards nought


def news() -> list[spoken.Line]:
    """Return the sentences that tell of a deal won, and many that tell of one lost."""
    lines, chance = list(spoken.lines()), random.Random(6)  # noqa: S311 - an order, no secret
    lost = [each for each in lines if each.label == "loss"]
    beside = [each for each in lost if each.source == "blunt2"]
    older = [each for each in lost if each.source not in ("blunt2", "patterns")]
    patterns = [each for each in lost if each.source == "patterns"]
    return [
        *(each for each in lines if each.label == "won"),
        *beside,
        *chance.sample(older, min(MOST_OLDER, len(older))),
        *chance.sample(patterns, min(MOST_PATTERNS, len(patterns))),
    ]


def learned_from() -> Iterator[tuple[bytes, bool]]:
    """Yield the mails to learn from and whether each tells of a win."""
    for at, line in enumerate(news()):
        yield rehearsal.note(f"news-{at}", line.text, line.voice == "ours"), line.label == "won"
    for author in corpus.LEARNED_FROM:
        for case in corpus.written(author):
            if case.loss and crc32(case.name.encode()) % ONE_IN == 0:
                yield case.raw, False


def meant(raw: bytes, team: Team) -> np.ndarray | None:
    """Return what the deciding turn of a mail means as a whole; None for a record."""
    heard = judged(raw, team)
    if heard is None:
        return None
    passage = passage_of(heard.verdict, heard.turns, heard.sides)
    return None if passage is None else direction.meant(passage)


def main(arguments: list[str]) -> int:
    """Learn, then write the file or compare it."""
    team = corpus.team()
    given = [(row, won) for raw, won in learned_from() if (row := meant(raw, team)) is not None]
    rows, won = np.array([row for row, _ in given]), np.array([won for _, won in given])
    line, offset = learn(rows, won, PULL)
    file = io.BytesIO()
    np.savez(file, line=line.astype(np.float32), offset=np.float32(offset))
    right = ((rows @ line + offset > 0) == won).mean()
    print(f"{100 * right:.1f} % of {len(won)} right")
    return keep(file.getvalue(), WEIGHTS, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
