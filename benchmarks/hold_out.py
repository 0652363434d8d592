"""How well is mail read whose author was not learned from? ``python -m benchmarks.train_reader --without [AUTHOR ...]``.

Every author's mails are judged by what all others taught; sentences written after mails of the corpus
are left out as well, and so is the encoder, which all of them taught (`benchmarks.train_encoder --without`
measures it). The rules were written in sight of some authors, so the newest author counts most.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks import train_reader
from benchmarks.weights_file import left_out
from debrief.reading.learned.experience import use_weights
from debrief.reading.reading import read_message
from debrief.reading.verdicts import weighing
from tests import corpus
from tests.corpus import spoken

VERDICTS = ("loss", "unsure", "not_a_loss")


@dataclass
class Table:
    """Counts by the author's class of a mail, whether it is a loss, and the verdict."""

    counts: Counter[tuple[str, bool, str]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def number(self, loss: bool, verdict: str) -> int:
        """Return how many losses, or other mails, had this verdict."""
        return sum(
            n for (_, is_loss, v), n in self.counts.items() if (is_loss, v) == (loss, verdict)
        )

    def line(self, name: str) -> str:
        """Return recall, precision and what was left to a human."""
        hits, alarms = self.number(True, "loss"), self.number(False, "loss")
        losses = sum(n for (_, loss, _), n in self.counts.items() if loss)
        others = sum(n for (_, loss, _), n in self.counts.items() if not loss)
        return (
            f"{name:<10} recall {hits}/{losses} {hits / max(losses, 1):.3f} "
            f"(unsure {self.number(True, 'unsure')})  precision {hits}/{hits + alarms} "
            f"{hits / max(hits + alarms, 1):.3f}  others {others} "
            f"(alarms {alarms}, unsure {self.number(False, 'unsure')})"
        )

    def classes(self) -> str:
        """Return the verdicts by class."""
        kinds = sorted({(kind, loss) for kind, loss, _ in self.counts})
        rows = [f"  {'class':<16}{'loss':>6}{'unsure':>8}{'not':>6}"]
        for kind, loss in kinds:
            numbers = [self.counts[kind, loss, verdict] for verdict in VERDICTS]
            name = f"{kind or 'unnamed'}{' (loss)' if loss else ''}"
            rows.append(f"  {name:<22}{numbers[0]:>4}{numbers[1]:>6}{numbers[2]:>6}")
        return "\n".join(rows)


def judged(cases: list[corpus.Case]) -> Table:
    """Return the verdicts on labelled mails by the weights in use."""
    table, team = Table(), corpus.team()
    for case in cases:
        reading = read_message(case.raw, team)
        table.counts[case.kind, case.loss, reading.verdict] += 1
        if reading.loss != case.loss:
            table.wrong.append(
                f"{case.name} [{case.kind}] {reading.verdict} {reading.confidence}: {reading.why}"
            )
    return table


def without(authors: Sequence[str]) -> dict[str, Table]:
    """Learn from everybody else, then judge these authors' mails."""
    lines = [line for line in spoken.lines() if line.source != train_reader.FROM_MAILS]
    use_weights(train_reader.learned(train_reader.labelled(authors), lines))
    read_whole, weighing.UNLIKELY = weighing.UNLIKELY, math.inf
    try:
        return {author: judged(corpus.written(author)) for author in authors}
    finally:
        use_weights(None)
        weighing.UNLIKELY = read_whole


def main(arguments: list[str]) -> None:
    """Print a table for every author named ("author5+author6" are left out together), or for all."""
    every = Table()
    for group in left_out(arguments) or corpus.LEARNED_FROM:
        for author, table in without(group.split("+")).items():
            every.counts.update(table.counts)
            print(table.line(author), flush=True)
            if "--detail" in arguments:
                print("\n".join(f"  {line}" for line in table.wrong))
    print(every.line("all"))
    print(every.classes())
