"""Learn to tell everyday mail from news of a lost deal: ``python -m benchmarks.train_everyday``.

Writes ``everyday.npz``: a line through the encoder's numbers for a whole turn, learned from the mails in
``tests/corpus/everyday_learned.tsv``, from plain sentences and from mails of losses. To be learned again
whenever the encoder was. ``--check`` writes nothing and tells whether the file is the one they give.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from zlib import crc32

from benchmarks.whole_turn import line_between
from tests import corpus
from tests.corpus import everyday_mail, mailboxes, rehearsal, spoken

MOST_LINES = 500  # of each kind of sentence
ONE_IN = 3  # of the mails of losses


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


if __name__ == "__main__":
    sys.exit(line_between(learned_from(), "everyday.npz", sys.argv[1:]))
