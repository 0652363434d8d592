"""Learn what speaks for a wording's being what a deal is called: ``python -m benchmarks.train_deals``.

Writes ``deals.json``, learned from the mails of authors from whom the words of deals' names were not
(`benchmarks.train_roles`), so that what is known of words counts as much as in mail never seen. A mail
whose author states no name teaches when none is good. The same corpora give the same file. ``--check``
writes nothing and tells whether the file is the one they give; ``--folds`` writes nothing either and
tells how well each author's mails are named by what the others taught.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.judged import judged
from benchmarks.line import descend
from benchmarks.train_roles import NAMES_DEALS
from benchmarks.unseen import unseen, written
from benchmarks.weights_file import keep
from debrief.reading.facts import deals
from debrief.reading.facts.deal_candidates import Mail, candidates
from debrief.reading.facts.deal_traits import scene_of, traits
from debrief.reading.facts.facts import deal_told
from debrief.reading.wording import words_in
from debrief.team import Team
from tests import corpus
from tests.corpus import mailboxes
from tests.evaluate import same_text

AUTHORS = (*(each for each in corpus.LEARNED_FROM if each not in NAMES_DEALS), mailboxes.KIND)
WEIGHTS = Path(__file__).parents[1] / "debrief" / "reading" / "learned" / "deals.json"
SILENT = 0.25  # how much a mail counts whose author states no name
WHOLE = 3.0  # how much a mail of a whole mailbox counts that states one
PULL = 1.0  # pulls every weight towards nought
STEP, STEPS = 0.05, 300
RAREST = 5  # mails a trait must occur in
FOLDS = 5
EXACT = 0.7  # of how well a wording fits, what its being the very words counts


@dataclass(frozen=True)
class Example:
    """A mail's wordings by their traits, how well each is its name, and which name its author states."""

    mail: Mail
    author: str
    wanted: str | None
    traits: list[dict[str, float]]  # the last one stands for none of them
    right: np.ndarray


def told(case: corpus.Case, team: Team) -> Mail | None:
    """Return a mail as it is when its deal is to be named; None where it is not read as a loss."""
    heard = judged(case.raw, team)
    if heard is None or heard.verdict.label != "loss":
        return None
    mail = deal_told(heard)
    return None if mail is None or (mail.field and mail.recorded) else mail


def example(mail: Mail, author: str, wanted: str | None) -> Example:
    """Return a mail as it is learned from."""
    found, scene = candidates(mail), scene_of(mail)
    fits = [fit(each.text, wanted) for each in found] + [fit(deals.without_name(mail), wanted)]
    own = set(words_in(mail.found.company or ""))
    if wanted is None:
        fits = [float(set(each.words) <= own) for each in found] + [1.0]
    return Example(
        mail, author, wanted,
        [*(traits(each, scene) for each in found), {deals.NAMELESS: 1.0}], np.array(fits),
    )  # fmt: skip


def fit(text: str | None, wanted: str | None) -> float:
    """Return how well a wording is the name that an author states."""
    if not text or not wanted or not same_text(text, wanted):
        return 0.0
    one, two = (set(words_in(each)) for each in (text, wanted))
    return 1.0 - EXACT + EXACT * 2 * len(one & two) / (len(one) + len(two))


def learn(examples: Sequence[Example]) -> dict[str, float]:
    """Return the weights by which a right wording comes out above all others of its mail."""
    taught = [each for each in examples if each.right.any()]
    names = _names(taught)
    table = np.array([[row.get(n, 0.0) for n in names] for each in taught for row in each.traits])
    spread = table.std(axis=0) + 1e-6
    table /= spread
    sizes = [len(each.traits) for each in taught]
    owner, starts = np.repeat(np.arange(len(taught)), sizes), np.cumsum([0, *sizes[:-1]])
    right = np.concatenate([each.right / each.right.max() for each in taught])
    counts = np.array([_count(each) for each in taught])[owner]

    def slope_of(weights: np.ndarray) -> np.ndarray:
        scores = (table * weights).sum(axis=1)
        chances = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        chances /= np.add.reduceat(chances, starts)[owner]
        among = chances * right
        among /= np.add.reduceat(among, starts)[owner]
        slope = (table * ((chances - among) * counts)[:, None]).sum(axis=0) + PULL * weights
        return np.asarray(slope)

    weights = descend(slope_of, len(names), STEP, STEPS)
    return {n: round(float(w), 2) for n, w in zip(names, weights / spread, strict=True)}


def _count(each: Example) -> float:
    if each.wanted is None:
        return SILENT
    return WHOLE if each.author == mailboxes.KIND else 1.0


def _names(examples: Iterable[Example]) -> list[str]:
    seen: dict[str, int] = {}
    for each in examples:
        for name in {name for row in each.traits for name in row}:
            seen[name] = seen.get(name, 0) + 1
    return sorted(name for name, number in seen.items() if number >= RAREST)


def labelled(team: Team) -> list[Example]:
    """Return the mails to learn from, in a fixed order."""
    cases = [(author, case) for author in AUTHORS for case in written(author) if case.loss]
    return [
        example(mail, author, case.expected.get("deal"))
        for (author, _), case in zip(cases, unseen(case for _, case in cases), strict=True)
        if (mail := told(case, team)) is not None
    ]


def named(each: Example, known: Mapping[str, float]) -> tuple[bool, bool]:
    """Tell whether a mail's deal is called as its author states, and whether it was given a name at all."""
    best = deals.ranked(each.mail, known)
    name = deals.chosen(each.mail, best, known)
    nameless = not best or best[0][1] < known[deals.NAMELESS]
    return each.wanted is not None and same_text(name, each.wanted), not nameless


def folds(examples: Sequence[Example]) -> None:
    """Print how well mails are named by what the other authors taught."""
    right = stated = silent = given = 0
    for at in range(FOLDS):
        known = learn([each for each in examples if AUTHORS.index(each.author) % FOLDS != at])
        for each in examples:
            if AUTHORS.index(each.author) % FOLDS == at:
                good, named_ = named(each, known)
                right, stated = right + good, stated + (each.wanted is not None)
                silent, given = silent + (each.wanted is None), given + (named_ and not each.wanted)
    print(f"named as stated: {right} of {stated}; a name where none is stated: {given} of {silent}")


def main(arguments: list[str]) -> int:
    """Learn, then write the file or compare it."""
    examples = labelled(corpus.team())
    if "--folds" in arguments:
        folds(examples)
        return 0
    made = json.dumps(learn(examples), indent=1, sort_keys=True) + "\n"
    return keep(made.encode(), WEIGHTS, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
