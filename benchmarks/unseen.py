"""Mails to learn from, each read with tags by a net that was taught without it.

A net is surer of the mails it knows than of any other; who learns what its tags are worth must not see that.
``python -m benchmarks.train_tagger --folds`` keeps such nets in ``build``.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from debrief.reading import tagger
from tests import corpus
from tests.corpus import mailboxes

FOLDS = 3


def net_without(fold: int) -> Path:
    """Return where the net is kept that was taught without the mails of this fold."""
    return Path(__file__).parents[1] / "build" / f"tagger-{fold}.npz"


def fold_of(name: str) -> int:
    """Return the fold of the mail of this name."""
    return zlib.crc32(name.encode()) % FOLDS


def unseen(cases: Iterable[corpus.Case]) -> Iterator[corpus.Case]:
    """Yield the cases in their order, each while a net is in use that does not know it."""
    paths = [net_without(fold) for fold in range(FOLDS)]
    if not all(path.exists() for path in paths):
        raise SystemExit(
            "run python -m benchmarks.train_tagger --folds first: it keeps nets for the others"
        )
    nets = [tagger.read(path) for path in paths]
    try:
        for case in cases:
            tagger.use_weights(nets[fold_of(case.name)])
            yield case
    finally:
        tagger.use_weights(None)


def written(author: str) -> Iterable[corpus.Case]:
    """Return the mails of an author, or those of the whole mailboxes whose facts are learned from."""
    if author == mailboxes.KIND:
        return mailboxes.learned_from(mailboxes.TAUGHT)
    return corpus.written(author)
