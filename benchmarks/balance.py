"""How much the encoder, the sentences and the rules should count: ``python -m benchmarks.balance``.

Prints the shares for `debrief.reading.verdicts.weighing` as a logistic regression finds them over mails that
nothing was learned from, and how many verdicts they would get right.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.line import learn
from debrief.reading.reading import read_message
from debrief.reading.verdicts import weighing
from debrief.team import Team
from tests import corpus
from tests.corpus import rehearsal

PULL = 0.5  # towards nought


@dataclass(frozen=True)
class Weighed:
    """What one turn gave: its whole, its sentences, whether a sale is spoken of; and the mail's label."""

    numbers: tuple[float, float, bool]
    loss: bool
    weight: float


def turns_weighed(cases: Iterable[corpus.Case], team: Team, weight: float) -> Iterator[Weighed]:
    """Yield the likeliest turn of every mail that was read as a whole."""
    seen: list[tuple[float, float, bool]] = []
    plain = weighing.balanced

    def noting(whole: float, learned: float, supported: bool) -> float:
        said = max(-weighing.MOST_SAID, min(weighing.MOST_SAID, learned))
        seen.append((min(whole, weighing.MOST_WHOLE), said, supported))
        return plain(whole, learned, supported)

    weighing.balanced = noting
    try:
        for case in cases:
            seen.clear()
            read_message(case.raw, team)
            if seen:
                yield Weighed(max(seen, key=lambda each: plain(*each)), case.loss, weight)
    finally:
        weighing.balanced = plain


def shares(found: list[Weighed]) -> tuple[float, ...]:
    """Return what each number counts, and the constant."""
    rows, right, much = (
        np.array(column)
        for column in zip(*((each.numbers, each.loss, each.weight) for each in found), strict=True)
    )
    line, start = learn(rows.astype(float), right, PULL, much)
    return (*map(float, line), start)


def prose(texts: list[str]) -> list[corpus.Case]:
    """Return texts as mails of customers and colleagues."""
    chance, made = random.Random(2), []  # noqa: S311 - a choice, no secret
    for at, text in enumerate(texts):
        sender, to = (
            ("Ben Adler <ben.adler@larkspur.example>", "dana.whitfield@larkspur.example")
            if at % 2
            else (
                "Pat Quill <pat.quill@quillfoods.example>",
                chance.choice(("ben.adler@larkspur.example", "aisha.rahman@larkspur.example")),
            )
        )
        raw = rehearsal.mail(f"prose-{at}", sender, to, "", "update", f"Hi,\n\n{text}\n")
        made.append(corpus.Case(f"prose-{at}", raw, False, kind="ordinary"))
    return made


def main(arguments: list[str]) -> int:
    """Print the shares; a file named holds paragraphs of ordinary prose, one a line."""
    team = corpus.team()
    found = [
        each
        for author in corpus.KEPT_APART
        for each in turns_weighed(corpus.written(author), team, 1.0)
    ]
    for path in arguments:
        with open(path, encoding="utf-8") as opened:
            found += turns_weighed(prose(opened.read().splitlines()), team, 0.3)
    whole, sentences, support, constant = shares(found)
    print(
        f"SHARE_WHOLE {whole:.2f}, SHARE_SENTENCES {sentences:.2f}, SUPPORT {support:.2f}, ", end=""
    )
    print(f"BEFOREHAND {constant:.2f}; {len(found)} turns read as a whole")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
