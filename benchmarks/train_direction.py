"""Learn to tell news of a deal won from that of one lost: ``python -m benchmarks.train_direction``.

Writes ``direction.npz``: a line through the encoder's numbers for a whole turn, learned from the short news in
``tests/corpus/sentences`` and from some of the mails of losses. To be learned again whenever the encoder was.
``--check`` writes nothing and tells whether the file is the one they give.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from zlib import crc32

from benchmarks.whole_turn import line_between
from tests import corpus
from tests.corpus import rehearsal, spoken

MOST_OLDER, MOST_PATTERNS = (
    900,
    200,
)  # of the sentences of a loss beside those written with the wins
ONE_IN = 4  # of the mails of losses


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


if __name__ == "__main__":
    sys.exit(line_between(learned_from(), "direction.npz", sys.argv[1:]))
