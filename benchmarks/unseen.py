"""Mails to learn from, each read by weights that were taught without its author.

Weights are surer of the mails they know than of any other; who learns what they are worth must not see that.
``python -m benchmarks.train_tagger --folds`` and ``python -m benchmarks.train_roles`` keep such weights in ``build``.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from debrief.reading.learned import role_weights, tagger
from tests import corpus
from tests.corpus import mailboxes

FOLDS = 3
BUILD = Path(__file__).parents[1] / "build"


def net_without(fold: int) -> Path:
    """Return where the net is kept that was taught without the mails of this fold."""
    return BUILD / f"tagger-{fold}.npz"


def roles_without(fold: int) -> Path:
    """Return where the roles' weights are kept that were taught without the mails of this fold."""
    return BUILD / f"roles-{fold}.bin"


def fold_of(name: str) -> int:
    """Return the fold of the mail of this name: its author's, whose other mails tell of the same things."""
    return (zlib.crc32(name.partition("-")[0].encode()) >> 16) % FOLDS


def untagged(cases: Iterable[corpus.Case]) -> Iterator[corpus.Case]:
    """Yield the cases in their order, each while a net is in use that does not know it."""
    nets = [tagger.read(path) for path in _kept("train_tagger --folds", net_without)]
    try:
        for case in cases:
            tagger.use_weights(nets[fold_of(case.name)])
            yield case
    finally:
        tagger.use_weights(None)


def unseen(cases: Iterable[corpus.Case]) -> Iterator[corpus.Case]:
    """Yield the cases in their order, each while neither the net nor the roles in use know it."""
    kept = [
        role_weights.unpacked(path.read_bytes()) for path in _kept("train_roles", roles_without)
    ]
    try:
        for case in untagged(cases):
            role_weights.use_weights(kept[fold_of(case.name)])
            yield case
    finally:
        role_weights.use_weights(None)


def _kept(trainer: str, path_of: Callable[[int], Path]) -> list[Path]:
    paths = [path_of(fold) for fold in range(FOLDS)]
    if not all(path.exists() for path in paths):
        raise SystemExit(
            f"run python -m benchmarks.{trainer} first: it keeps weights for the others"
        )
    return paths


def written(author: str) -> Iterable[corpus.Case]:
    """Return the mails of an author, or those of the whole mailboxes whose facts are learned from."""
    if author == mailboxes.KIND:
        return mailboxes.learned_from(mailboxes.TAUGHT)
    return corpus.written(author)
