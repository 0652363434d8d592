"""Learn how likely nobody won a lost deal: ``python -m benchmarks.train_nobody`` writes ``nobody.json``.

Learned from the mails that ``tests/corpus/nobody.tsv`` calls *nobody* or *unnamed* (somebody won who is not
named), from what whole mailboxes tell of that, and from every few of those that name a winner. ``--check``
writes nothing and tells whether the file is the one they give. To be run again after ``train_grounds`` and
``train_roles``, whose scores it weighs.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import numpy as np

from benchmarks.judged import judged
from benchmarks.line import learn
from benchmarks.unseen import unseen, written
from benchmarks.weights_file import keep, left_out
from debrief.reading.facts.facts import numbers_for_nobody
from debrief.team import Team
from tests import corpus
from tests.corpus import mailboxes

WEIGHTS = Path(__file__).parents[1] / "debrief" / "reading" / "learned" / "nobody.json"
LABELS = Path(corpus.__file__).parent / "nobody.tsv"
ONE_IN = 7  # of the mails that name a winner
# What a mail counts in which somebody won, beside one in which nobody did.
UNNAMED, NAMED = 2.5, 0.25
PULL = 1.0  # pulls the weights towards nought


def labels() -> dict[str, bool]:
    """Return by the name of a mail whether nobody won."""
    rows = (line.split("\t") for line in LABELS.read_text(encoding="utf-8").splitlines())
    return {name: label == "nobody" for name, label in rows}


def labelled(authors: tuple[str, ...], without: list[str]) -> Iterator[tuple[corpus.Case, bool, float]]:  # fmt: skip
    """Yield the mails to learn from, whether nobody won, and what they count."""
    known = labels()
    for author in authors:
        for case in written(author) if author not in without else ():
            if told := case.expected.get("nobody"):  # of a whole mailbox
                yield case, told == "yes", 1.0 if told == "yes" else UNNAMED
            elif case.name in known:
                yield case, known[case.name], 1.0 if known[case.name] else UNNAMED
            elif _is_named(case) and crc32(case.name.encode()) % ONE_IN == 0:
                yield case, False, NAMED


def _is_named(case: corpus.Case) -> bool:
    """Tell whether a mail tells of a loss and who won."""
    return case.loss and case.expected.get("rival") not in (None, *corpus.NOBODY)


def numbers(case: corpus.Case, team: Team) -> dict[str, float]:
    """Return the numbers of a mail."""
    heard = judged(case.raw, team)
    return numbers_for_nobody(heard) if heard is not None else {}


def weights_of(tables: list[dict[str, float]], right: list[bool], much: list[float]) -> dict[str, float]:  # fmt: skip
    """Return the weights that make these mails likeliest."""
    names = sorted(tables[0])
    rows = np.array([[table[name] for name in names] for table in tables])
    line, start = learn(rows, np.array(right), PULL, np.array(much))
    made = {name: round(float(weight), 4) for name, weight in zip(names, line, strict=True)}
    return {"": round(start, 4), **made}


def main(arguments: list[str]) -> int:
    """Learn, then write the file or compare it."""
    team, without = corpus.team(), left_out(arguments)
    cases = list(labelled((*corpus.LEARNED_FROM, mailboxes.KIND), without))
    tables = [numbers(case, team) for case in unseen(case for case, _, _ in cases)]
    made = weights_of(tables, [right for _, right, _ in cases], [weight for _, _, weight in cases])
    if without:
        _show(made, tuple(without), team)
        return 0
    return keep((json.dumps(made, indent=1) + "\n").encode(), WEIGHTS, arguments)


def _show(made: dict[str, float], authors: tuple[str, ...], team: Team) -> None:
    """Print for how many mails of some authors these weights tell whether nobody won."""
    for kind in (True, False):
        cases = [case for case, right, weight in labelled(authors, []) if right == kind and weight != NAMED]  # fmt: skip
        scores = [made[""] + sum(made[n] * v for n, v in numbers(c, team).items()) for c in cases]
        print("nobody" if kind else "unnamed", sum((s > 0) == kind for s in scores), len(scores))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
