"""Learn which words of a mail belong to a name or a reason: ``python -m benchmarks.train_tagger``.

Writes ``tagger.npz``: the net of `debrief.reading.tagger`, learned from the facts that the corpus's authors state
of their mails. It is to be learned again whenever the encoder was; PyTorch is needed. The trainings that
build on tags are not to see those of a net that knows the very mail: for them `FOLDS` further nets
are kept in ``build``, each taught without a part of the mails (`benchmarks.unseen`). ``--without AUTHOR ...`` writes nothing
and tells how well that author's mails are read by what the others taught.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from benchmarks.judged import judged
from benchmarks.train_roles import LABELS, bare, fits
from benchmarks.unseen import FOLDS, fold_of, net_without, written
from benchmarks.weights_file import left_out
from debrief.reading import tagger
from debrief.reading.clauses import Sentence
from debrief.reading.money import amounts, bare_amounts
from debrief.reading.parts import heads_of
from debrief.reading.tags import TAGS
from debrief.team import Team
from tests import corpus
from tests.corpus import mailboxes, stated

WEIGHTS = Path(__file__).parents[1] / "debrief" / "reading" / "tagger.npz"
LONGEST = {"criterion": 14}  # words of what is marked
NAME = 9  # words of a name
HALF = 0.5  # how well words must stand for what is wanted
HIDDEN = 256  # numbers between the two steps of the net
DROPPED = 0.3  # of what it looks at, while it learns
EPOCHS, BATCH, RATE, DECAY = 5, 2_048, 2e-3, 1e-2
UNKNOWN = -1.0  # marks a word of which its author does not tell


@dataclass(frozen=True)
class Mail:
    """The words of what tells of a loss, by what each means, and which tags each has (`UNKNOWN` for some)."""

    name: str
    sentences: list[Sentence]
    meant: list[np.ndarray]
    tags: list[np.ndarray]


def mail_of(case: corpus.Case, team: Team) -> Mail | None:
    """Return a mail to learn from; None where no turn was read as telling of a loss."""
    heard = judged(case.raw, team)
    if heard is None:
        return None
    verdict, own = heard.verdict, heard.sides.names
    turn, voice = verdict.turn, verdict.voice
    if turn is None or voice is None:
        return None
    heads = heads_of(turn, heard.turns)
    found = tagger.meant(verdict.parsed, heads, voice, own, tagger.middle_of(verdict))
    known = {part.text: part for part in (*verdict.parsed, *heads)}
    sentences = [known[text] for text in found]
    meant = list(found.values())
    tags = [np.full((len(rows), len(TAGS)), UNKNOWN) for rows in meant]
    for at, tag in enumerate(TAGS):
        marks = marks_of(case, tag, sentences)
        for whole, mark in zip(tags, marks or (), strict=False):
            whole[:, at] = mark[: len(whole)]
    return Mail(case.name, sentences, meant, tags)


def marks_of(case: corpus.Case, tag: str, sentences: list[Sentence]) -> list[np.ndarray] | None:
    """Return which words of the sentences have a tag; None where the author does not tell."""
    if tag == "ground":
        quotes = stated.quotes().get(case.name)
        if not quotes:
            return None
        held = [any(stated.holds(each.text, quote) for quote in quotes) for each in sentences]
        return [np.full(len(each.words), float(one)) for each, one in zip(sentences, held, strict=True)] if any(held) else None  # fmt: skip
    if tag == "amount":
        return _priced(sentences, case.expected.get("amount"))
    stands = case.expected.get("wants" if tag == "criterion" else LABELS[tag])
    if stands in ("none", "none-or-null"):
        return [np.zeros(len(each.words)) for each in sentences]
    if not stands:
        return None
    wanted = stands.split("|") if tag == "criterion" else [stands]
    found = [_marked(sentences, bare(each), LONGEST.get(tag, NAME)) for each in wanted]
    given = [marks for marks in found if marks is not None]
    return [np.maximum.reduce(each) for each in zip(*given, strict=True)] if given else None


def _priced(sentences: list[Sentence], stands: str | None) -> list[np.ndarray] | None:
    """Return the words of the sum that a deal was worth; None where it is not told or written otherwise."""
    if stands == "none":
        return [np.zeros(len(each.words)) for each in sentences]
    if not stands:
        return None
    worth = float(stands.split()[0])
    marks = []
    for each in sentences:
        sums = [*amounts(each.text, None, None), *bare_amounts(each.text)]
        written = [(sum_.first, sum_.last) for sum_ in sums if sum_.value == worth]
        if not written:  # "we were at 214", in thousands
            found = re.finditer(r"(?<![\d.,])\d{2,3}(?![\d.,]*\d)", each.text)
            written = [match.span() for match in found if float(match[0]) * 1e3 == worth]
        spans = ((first, last) for first, last in each.spans)
        marks.append(np.array([float(any(a < last and first < b for a, b in written)) for first, last in spans]))  # fmt: skip
    return marks if any(each.any() for each in marks) else None


def _marked(sentences: list[Sentence], wanted: str, longest: int) -> list[np.ndarray] | None:
    """Return the words that best stand for some others, wherever they do; None where none do well."""
    runs = [
        (fits(" ".join(each.words[first:last]), wanted), at, first, last)
        for at, each in enumerate(sentences)
        for first in range(len(each.words))
        for last in range(first + 1, min(first + longest, len(each.words)) + 1)
    ]
    best = max((score for score, *_ in runs), default=0.0)
    if best < HALF:
        return None
    marks = [np.zeros(len(each.words)) for each in sentences]
    for score, at, first, last in runs:
        if score == best:
            marks[at][first:last] = 1.0
    return marks


def learn(mails: Sequence[Mail]) -> tagger.Net:
    """Return the net that these mails teach."""
    torch.manual_seed(0)
    rows = [part for mail in mails for part in mail.meant if len(part)]
    every = np.concatenate(rows)
    middle, spread = every.mean(axis=0), every.std(axis=0) + 1e-3
    looked = np.concatenate([tagger.seen((part - middle) / spread).astype(np.float16) for part in rows])  # fmt: skip
    given = torch.tensor(looked)
    wants = torch.tensor(np.concatenate([part for mail in mails for part in mail.tags]))
    known, right = (wants >= 0).float(), (wants > 0).float()
    steps = nn.ModuleList([nn.Linear(given.shape[1], HIDDEN), nn.Linear(HIDDEN, len(TAGS))])
    optimiser = torch.optim.AdamW(steps.parameters(), lr=RATE, weight_decay=DECAY)
    batches = len(given) // BATCH
    pace = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=EPOCHS * batches + 1)
    for _ in range(EPOCHS):
        for rows_ in torch.randperm(len(given))[: batches * BATCH].split(BATCH):
            inner = functional.relu(steps[0](functional.dropout(given[rows_].float(), DROPPED)))
            odds = steps[1](functional.dropout(inner, DROPPED))
            missed = functional.binary_cross_entropy_with_logits(odds, right[rows_], reduction="none")  # fmt: skip
            optimiser.zero_grad()
            ((missed * known[rows_]).sum() / BATCH).backward()
            optimiser.step()
            pace.step()
    first, second = steps
    weights = (first.weight.T, first.bias, second.weight.T, second.bias)
    small = [part.detach().numpy().astype(np.float16).astype(np.float32) for part in weights]
    return tagger.Net(middle, spread, *small)


def keep(net: tagger.Net, path: Path) -> None:
    """Write a net down, in halves of numbers."""
    path.parent.mkdir(exist_ok=True)
    arrays = {part.name: getattr(net, part.name) for part in fields(net)}
    np.savez_compressed(path, allow_pickle=False, **{n: a.astype(np.float16) for n, a in arrays.items()})  # fmt: skip
    print(f"{path.name}: {path.stat().st_size:,} bytes", flush=True)


def labelled(authors: Iterable[str], team: Team) -> Iterator[Mail]:
    """Yield the mails of some authors to learn from, telling how far it is."""
    for author in authors:
        losses = [case for case in written(author) if case.loss]
        found = [mail for case in losses if (mail := mail_of(case, team)) is not None]
        print(f"{author}: {len(found)} mails", file=sys.stderr, flush=True)
        yield from found


def report(mails: Iterable[Mail], net: tagger.Net) -> str:
    """Return how likely the words with each tag are told from those without (area under the curve)."""
    pairs = [(rows, tags) for mail in mails for rows, tags in zip(mail.meant, mail.tags, strict=True) if len(rows)]  # fmt: skip
    scores = np.concatenate(net.odds([rows for rows, _ in pairs]))
    wants = np.concatenate([tags for _, tags in pairs])
    told = []
    for at, tag in enumerate(TAGS):
        right, wrong = (np.sort(scores[wants[:, at] == value, at]) for value in (1.0, 0.0))
        share = np.searchsorted(wrong, right).mean() / len(wrong) if len(right) else float("nan")
        told.append(f"{tag} {100 * share:.1f} % (on average {right.mean():.1f})")
    return ", ".join(told)


def main(arguments: list[str]) -> int:
    """Learn, then write the file or tell how well others are read."""
    team, without = corpus.team(), left_out(arguments)
    authors = [each for each in (*corpus.LEARNED_FROM, mailboxes.KIND) if each not in without]
    mails = list(labelled(authors, team))
    net = learn(mails)
    for author in without:
        print(author, report(labelled([author], team), net))
    if not without:
        keep(net, WEIGHTS)
        for at in range(FOLDS):
            others = [mail for mail in mails if fold_of(mail.name) != at]
            folded = learn(others)
            keep(folded, net_without(at))
            print(report([mail for mail in mails if fold_of(mail.name) == at], folded), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
