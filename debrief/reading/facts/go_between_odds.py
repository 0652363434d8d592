"""How likely it is that somebody from outside tells what another house decided, and not their own.

A line through the tagger's numbers for the whole of the turn, and a few named numbers of who else is named in
it: both were learned by ``python -m benchmarks.train_go_between``, which writes ``go_between.npz``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np

from debrief.reading.facts.go_betweens import acts_for_others
from debrief.reading.facts.names import Names, others_than_writer
from debrief.reading.facts.signed_names import is_legal
from debrief.reading.learned.encoder import Matrix
from debrief.reading.learned.passage import Passage
from debrief.reading.learned.roles import Spotted
from debrief.reading.learned.tagger import meant
from debrief.reading.machines import is_by_machine
from debrief.reading.people import is_public, is_role
from debrief.reading.verdicts.signals import Voice

FAR = 6.0  # log odds by which one's own house is ahead of any other where no other is told of
LEAST, MOST = -6.0, 8.0  # log odds beyond which certainty no longer counts


@dataclass(frozen=True, slots=True)
class Weights:
    """What each named number, and each of the tagger's, speaks for (log odds); and what every turn starts with."""

    named: dict[str, float]
    line: Matrix
    offset: float


def numbers_of(names: Names) -> dict[str, float] | None:
    """Return the named numbers by which is judged whether a mail from outside tells of another house than its writer's.

    None where nobody asks: one of us writes, a machine, a mailbox of many, or a domain that tells no house. No firm
    that may have won counts as another house, nor one whose name has a word of the writer's or of their domain.
    """
    turn, spotted = names.mail.turn, names.spotted
    if names.mail.verdict.voice is not Voice.CUSTOMER or names.second_hand or not turn.email:
        return None
    if is_public(turn.email) or is_role(turn.email) or is_by_machine(turn):
        return None
    won = {each.run.plain for each in spotted["rival"][:1]}
    firms, people = spotted["company"], spotted["person"]
    theirs = [
        e
        for e in others_than_writer(firms, turn)
        if not is_legal(e.run.text) and e.run.plain not in won
    ]
    told_of = others_than_writer(people, turn)
    house, own_house = _best(theirs), _best(each for each in firms if each not in theirs)
    person, writer = _best(told_of), _best(each for each in people if each not in told_of)
    return {
        "house": house,
        "house ahead": house - own_house,
        "person": person,
        "person ahead": person - writer,
        "trade": float(acts_for_others(turn.email)),
    }


def is_of_own_house(numbers: Mapping[str, float]) -> bool:
    """Tell whether the writer and their house are by far the likeliest named, so that a site of theirs is no other house."""
    return numbers["house ahead"] < -FAR and numbers["person ahead"] < -FAR / 2


def _best(found: Iterable[Spotted]) -> float:
    return max(LEAST, min(MOST, max((each.score for each in found), default=LEAST)))


def odds(numbers: Mapping[str, float], passage: Passage) -> float:
    """Return the log odds that a turn from outside tells of another house's decision."""
    known = weights()
    told = sum(known.named[name] * value for name, value in numbers.items())
    return known.offset + float(meant(passage) @ known.line) + told


@cache
def weights() -> Weights:
    """Return the weights, read once."""
    with (
        as_file(files("debrief.reading.learned").joinpath("go_between.npz")) as path,
        np.load(path) as kept,
    ):
        named = dict(zip(kept["names"].tolist(), kept["weights"].tolist(), strict=True))
        return Weights(named, kept["line"].astype(np.float32), float(kept["offset"]))
