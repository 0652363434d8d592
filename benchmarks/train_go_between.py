"""Learn who tells of another house's decision: ``python -m benchmarks.train_go_between`` writes ``go_between.npz``.

Learned from the losses of which the corpus tells the customer's address or company, written from outside: whose
domain is another house's, a go-between wrote. What the tagger's numbers for the whole tell is learned first and
counts as it does in mails that it was not learned from. To be run again after ``train_tagger`` and ``train_roles``.
``--check`` writes nothing and tells whether the file is the one they give.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np

from benchmarks.judged import judged
from benchmarks.line import learn
from benchmarks.unseen import unseen, written
from benchmarks.weights_file import keep
from debrief.reading.facts.customer import is_spelled_out
from debrief.reading.facts.facts import numbers_for_go_between
from debrief.reading.judged import Judged
from debrief.reading.learned import tagger
from debrief.reading.people import domain
from debrief.reading.verdicts.verdict import passage_of
from debrief.team import Team
from tests import corpus
from tests.corpus import mailboxes

WEIGHTS = Path(__file__).parents[1] / "debrief" / "reading" / "learned" / "go_between.npz"
PARTS = 5  # of the mails: what one part counts, the others teach
PULL_LINE, PULL = 100.0, 3.0  # pull every weight towards nought


@dataclass(frozen=True)
class Told:
    """A mail from outside: what it means as a whole, its named numbers, and whether a go-between wrote it."""

    name: str
    meant: np.ndarray
    numbers: dict[str, float]
    between: bool


def cases() -> list[corpus.Case]:
    """Return the losses to learn from."""
    authors = (*corpus.LEARNED_FROM, mailboxes.KIND)
    return [case for author in authors for case in written(author) if case.loss]


def asked(case: corpus.Case, heard: Judged) -> bool | None:
    """Return whether the writer of a mail is of another house than the customer; None where nobody tells."""
    turn = heard.verdict.turn
    if turn is None or not turn.email:
        return None
    email, company = case.expected.get("email", "none"), case.expected.get("company")
    if "@" in email:
        return domain(email) != domain(turn.email)
    return not is_spelled_out(turn.email, (company,)) if company else None


def learned_from(team: Team) -> Iterator[Told]:
    """Yield the mails; the numbers by tags of a net that does not know them, what they mean by the one in use."""
    found = []
    for case in unseen(cases()):
        heard = judged(case.raw, team)
        between = asked(case, heard) if heard is not None else None
        if heard is None or between is None:
            continue
        numbers = numbers_for_go_between(heard)
        if numbers is not None:
            found.append((case.name, heard, numbers, between))
    for name, heard, numbers, between in found:
        passage = passage_of(heard.verdict, heard.turns, heard.sides)
        if passage is not None:
            yield Told(name, tagger.meant(passage), numbers, between)


def main(arguments: list[str]) -> int:
    """Learn, then write the file or compare it."""
    mails = list(learned_from(corpus.team()))
    right = np.array([each.between for each in mails])
    rows = np.array([each.meant for each in mails])
    part = np.array([crc32(each.name.encode()) % PARTS for each in mails])
    told = np.zeros(len(mails))
    for at in range(PARTS):
        line, offset = learn(rows[part != at], right[part != at], PULL_LINE)
        told[part == at] = rows[part == at] @ line + offset
    names = sorted(mails[0].numbers)
    table = np.array([[each.numbers[name] for name in names] for each in mails])
    weights, offset = learn(np.column_stack([table, told]), right, PULL)
    line, start = learn(rows, right, PULL_LINE)
    file = io.BytesIO()
    np.savez(
        file,
        names=np.array(names),
        weights=weights[:-1].astype(np.float32),
        line=(weights[-1] * line).astype(np.float32),
        offset=np.float32(offset + weights[-1] * start),
    )
    found = np.column_stack([table, told]) @ weights + offset > 0
    print(
        f"{(found & right).sum()} of {right.sum()}"
        f" go-betweens, and {(found & ~right).sum()} of {(~right).sum()} customers taken for one"
    )
    return keep(file.getvalue(), WEIGHTS, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
