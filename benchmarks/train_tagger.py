"""Learn which words of a mail belong to a name or a reason: ``python -m benchmarks.train_tagger``.

Writes ``tagger.npz``: a line through the encoder's numbers for each of `tags.TAGS`, learned from the facts
that the corpus's authors state of their mails. It is to be learned again whenever the encoder was.
``--without AUTHOR ...`` writes nothing and tells how well that author's mails are read by what the others
taught.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from benchmarks.judged import judged
from benchmarks.train_roles import LABELS, bare, fits
from benchmarks.weights_file import left_out
from debrief.reading import tagger
from debrief.reading.clauses import Sentence
from debrief.reading.parts import heads_of
from debrief.reading.tags import TAGS
from debrief.team import Team
from tests import corpus
from tests.corpus import stated

WEIGHTS = Path(__file__).parents[1] / "debrief" / "reading" / "tagger.npz"
LONGEST = {"criterion": 14}  # words of what is marked
NAME = 9  # words of a name
HALF = 0.5  # how well words must stand for what is wanted
PULL = 30.0  # pulls every weight towards nought
STEPS = 80
UNKNOWN = -1.0  # marks a word of which its author does not tell


@dataclass(frozen=True)
class Mail:
    """The words of what tells of a loss, by what each means, and which tags each has (`UNKNOWN` for some)."""

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
    return Mail(sentences, meant, tags)


def marks_of(case: corpus.Case, tag: str, sentences: list[Sentence]) -> list[np.ndarray] | None:
    """Return which words of the sentences have a tag; None where the author does not tell."""
    if tag == "ground":
        quotes = stated.quotes().get(case.name)
        if not quotes:
            return None
        held = [any(stated.holds(each.text, quote) for quote in quotes) for each in sentences]
        return [np.full(len(each.words), float(one)) for each, one in zip(sentences, held, strict=True)] if any(held) else None  # fmt: skip
    stands = case.expected.get("wants" if tag == "criterion" else LABELS[tag])
    if stands in ("none", "none-or-null"):
        return [np.zeros(len(each.words)) for each in sentences]
    if not stands:
        return None
    wanted = stands.split("|") if tag == "criterion" else [stands]
    found = [_marked(sentences, bare(each), LONGEST.get(tag, NAME)) for each in wanted]
    given = [marks for marks in found if marks is not None]
    return [np.maximum.reduce(each) for each in zip(*given, strict=True)] if given else None


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


def learn(mails: Iterable[Mail]) -> tuple[np.ndarray, np.ndarray]:
    """Return the lines, by number and tag, and what every word starts with."""
    given = list(mails)
    table = np.concatenate([rows for mail in given for rows in mail.meant]).astype(np.float32)
    wants = np.concatenate([rows for mail in given for rows in mail.tags]).astype(np.float32)
    known, signs = (wants >= 0).astype(np.float32), np.where(wants > 0, 1, -1).astype(np.float32)
    middle, spread = table.mean(axis=0), table.std(axis=0) + 1e-3
    table -= middle
    table /= spread
    shape = (table.shape[1] + 1, len(TAGS))

    def missed(flat: np.ndarray) -> tuple[float, np.ndarray]:
        lines = flat.reshape(shape).astype(np.float32)
        margin = signs * (table @ lines[:-1] + lines[-1])
        slope = -signs * known / (1 + np.exp(np.minimum(margin, 30.0)))
        pull = np.append(PULL * lines[:-1], np.zeros((1, shape[1])), axis=0)
        whole = (np.logaddexp(0, -margin) * known).sum(dtype=float) + (pull * lines).sum() / 2
        steps = np.append(table.T @ slope, slope.sum(axis=0)[None], axis=0) + pull
        return float(whole), steps.ravel().astype(float)

    best = minimize(missed, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": STEPS})  # fmt: skip
    lines = best.x.reshape(shape)
    scaled = lines[:-1] / spread[:, None]
    return scaled, lines[-1] - middle @ scaled


def labelled(authors: Iterable[str], team: Team) -> Iterator[Mail]:
    """Yield the mails of some authors to learn from, telling how far it is."""
    for author in authors:
        losses = [case for case in corpus.written(author) if case.loss]
        found = [mail for case in losses if (mail := mail_of(case, team)) is not None]
        print(f"{author}: {len(found)} mails", file=sys.stderr, flush=True)
        yield from found


def report(mails: Iterable[Mail], lines: np.ndarray, offset: np.ndarray) -> str:
    """Return how likely the words with each tag are told from those without (area under the curve)."""
    given = list(mails)
    scores = np.concatenate([rows @ lines + offset for mail in given for rows in mail.meant])
    wants = np.concatenate([rows for mail in given for rows in mail.tags])
    told = []
    for at, tag in enumerate(TAGS):
        right, wrong = (np.sort(scores[wants[:, at] == value, at]) for value in (1.0, 0.0))
        share = np.searchsorted(wrong, right).mean() / len(wrong) if len(right) else float("nan")
        told.append(f"{tag} {100 * share:.1f} % (on average {right.mean():.1f})")
    return ", ".join(told)


def main(arguments: list[str]) -> int:
    """Learn, then write the file or tell how well others are read."""
    team, without = corpus.team(), left_out(arguments)
    mails = list(labelled([each for each in corpus.LEARNED_FROM if each not in without], team))
    lines, offset = learn(mails)
    for author in without:
        print(author, report(labelled([author], team), lines, offset))
    if not without:
        file = io.BytesIO()
        np.savez(file, lines=lines.astype(np.float32), offset=offset.astype(np.float32))
        WEIGHTS.write_bytes(file.getvalue())
        print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size:,} bytes")
        print(report(mails, lines, offset))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
