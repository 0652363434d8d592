"""Learn to tell everyday mail of customers from news of a lost deal: ``python -m benchmarks.train_everyday``.

Writes ``everyday.npz``: a line through the encoder's numbers for a whole turn, learned from the mails in
``tests/corpus/everyday_learned.tsv``, from plain sentences and from mails of losses. To be learned again whenever the encoder was. ``--check`` writes nothing and tells
whether the file is the one they give.
"""

from __future__ import annotations

import io
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import numpy as np

from benchmarks.line import learn
from benchmarks.train_direction import meant
from benchmarks.weights_file import keep
from tests import corpus
from tests.corpus import everyday_mail, mailboxes, rehearsal, spoken

WEIGHTS = Path(__file__).parents[1] / "debrief" / "reading" / "learned" / "everyday.npz"
MOST_LINES = 500  # of each kind of sentence
ONE_IN = 3  # of the mails of losses
PULL = 100.0  # pulls every weight towards nought


def learned_from() -> Iterator[tuple[bytes, bool]]:
    """Yield the mails to learn from and whether each is of everyday things."""
    for case in everyday_mail.mails(learned=True):
        yield case.raw, True
    for case in everyday_mail.passed_on():
        yield case.raw, True
    chance, lines = random.Random(8), list(spoken.lines())  # noqa: S311 - an order, no secret
    for label, everyday in (("business", True), ("loss", False)):
        for voice in ("customer", "ours"):
            said = [each for each in lines if (each.label, each.voice) == (label, voice)]
            for at, line in enumerate(chance.sample(said, min(MOST_LINES, len(said)))):
                yield rehearsal.note(f"{label}-{at}", line.text, voice == "ours"), everyday
    losses = [case for author in corpus.LEARNED_FROM for case in corpus.written(author)]
    for case in (*losses, *mailboxes.learned_from(mailboxes.TAUGHT)):
        if case.loss and crc32(case.name.encode()) % ONE_IN == 0:
            yield case.raw, False


def main(arguments: list[str]) -> int:
    """Learn, then write the file or compare it."""
    team = corpus.team()
    given = [(row, kind) for raw, kind in learned_from() if (row := meant(raw, team)) is not None]
    rows, kinds = np.array([row for row, _ in given]), np.array([kind for _, kind in given])
    line, offset = learn(rows, kinds, PULL)
    file = io.BytesIO()
    np.savez(file, line=line.astype(np.float32), offset=np.float32(offset))
    right = ((rows @ line + offset > 0) == kinds).mean()
    print(f"{100 * right:.1f} % of {len(kinds)} right")
    return keep(file.getvalue(), WEIGHTS, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
