"""Learn which words of a mail belong to a name or a reason: ``python -m benchmarks.train_tagger``.

Writes ``tagger.npz``: the layers and the net of `debrief.reading.learned.tagger`, learned from the facts that the
corpus's authors state of their mails. Each mail is read under other firms' names as well, and in small letters
(`benchmarks.renamed`), so that what stands around a name counts. The layers start as the encoder's own second
step. It is to be learned again whenever the encoder's first step was; PyTorch is needed, and half an hour on two
cores, as for the folds. The trainings that build on tags are not to see those of a net that knows the very mail:
for them ``--folds`` keeps `FOLDS` further nets in ``build``, each taught without a part of the mails
(`benchmarks.unseen`). ``--without AUTHOR ...`` writes nothing and tells how well that author's mails are read by
what the others taught.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from benchmarks.judged import judged
from benchmarks.renamed import FIRMS, Firms, Renamed, renamed
from benchmarks.source_model import taught
from benchmarks.train_encoder import Layer
from benchmarks.train_roles import LABELS, bare, fits
from benchmarks.unseen import FOLDS, fold_of, net_without, written
from benchmarks.weights_file import in_whole_numbers, left_out
from debrief.reading.facts.money import amounts, bare_amounts
from debrief.reading.facts.number_words import in_figures
from debrief.reading.facts.told_sums import LARGE, unmarked
from debrief.reading.learned import encoder, tagger
from debrief.reading.learned.encoder import STEP, WIDE
from debrief.reading.learned.passage import Passage
from debrief.reading.learned.tags import TAGS
from debrief.reading.verdicts.clauses import Sentence
from debrief.reading.verdicts.verdict import passage_of
from debrief.team import Team
from tests import corpus
from tests.corpus import mailboxes, stated

WEIGHTS = Path(__file__).parents[1] / "debrief" / "reading" / "learned" / "tagger.npz"
LONGEST = {"criterion": 14}  # words of what is marked
NAME = 9  # words of a name
HALF = 0.5  # how well words must stand for what is wanted
HIDDEN = 256  # numbers between the two steps of the net
DROPPED = 0.3  # of what the net looks at, while it learns
EPOCHS, BATCH, RATE, RATE_LAYERS, DECAY = 3, 16, 1e-3, 1.5e-4, 1e-2
WARM = 0.1  # share of the steps in which the rates grow
NEAR = 512  # mails drawn together, of which those of like length are read at once
OFTEN = 2  # times that the mails of a whole mailbox are read
UNKNOWN = -1.0  # marks a word of which its author does not tell
# How often a mail is read as it is, with other firms' names, and with such in small letters.
AS_WRITTEN, RENAMED, IN_SMALL = 0.5, 0.35, 0.15
PARTS = ("q", "k", "v", "ao", "fi", "fo", "aln", "oln")  # of a layer


@dataclass(frozen=True)
class Mail:
    """What tells of a loss: its pieces, which of them make each word, and which tags each has (`UNKNOWN` for some)."""

    name: str
    state: np.ndarray  # of its pieces, after the encoder's first step
    numbers: tuple[int, ...]
    words: list[tagger.Words]  # by sentence
    tags: list[np.ndarray]
    often: int = 1
    others: tuple[Mail, ...] = ()  # the same with other names, and with such in small letters


def mail_of(case: corpus.Case, team: Team, by_fold: Sequence[Firms] = ()) -> Mail | None:
    """Return a mail to learn from, under other names of its fold too; None where no turn tells of a loss."""
    firms = by_fold[fold_of(case.name)] if by_fold else None
    heard = judged(case.raw, team)
    passage = passage_of(heard.verdict, heard.turns, heard.sides) if heard else None
    if passage is None:
        return None
    found = _tagged(case, passage, firms)
    if firms is None or not found.words:
        return found if found.words else None
    chance = random.Random(case.name)  # noqa: S311 - a choice, no secret
    others = renamed(passage, case.expected, firms, chance)
    in_small = renamed(passage, case.expected, firms, chance, in_small=True)
    return replace(found, others=(_renamed(case, others, firms), _renamed(case, in_small, firms)))


def _renamed(case: corpus.Case, found: Renamed, firms: Firms) -> Mail:
    return _tagged(replace(case, expected=found.expected), found.passage, firms)


def _tagged(case: corpus.Case, passage: Passage, firms: Firms | None) -> Mail:
    """Return a passage with the tags of its words."""
    numbers, where = tagger.words_at(passage)
    known = {part.text: part for part in (*passage.body, *passage.heads)}
    sentences, words = [known[text] for text in where], list(where.values())
    tags = [np.full((len(each), len(TAGS)), UNKNOWN) for each in words]
    for at, tag in enumerate(TAGS):
        marks = marks_of(case, tag, sentences, firms)
        for whole, mark in zip(tags, marks or (), strict=False):
            whole[:, at] = mark[: len(whole)]
    state = encoder.state_at(numbers, STEP).astype(np.float16)
    often = OFTEN if case.kind == mailboxes.KIND else 1
    return Mail(case.name, state, numbers, words, tags, often)


def marks_of(
    case: corpus.Case, tag: str, sentences: list[Sentence], firms: Firms | None
) -> list[np.ndarray] | None:
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
    if stands in corpus.NOBODY:
        return [np.zeros(len(each.words)) for each in sentences]
    if not stands:
        return None
    wanted = stands.split("|") if tag == "criterion" else [stands]
    found = [_marked(sentences, bare(each), LONGEST.get(tag, NAME)) for each in wanted]
    given = [marks for marks in found if marks is not None]
    if given and firms is not None and tag in FIRMS:
        own = {bare(word) for word in firms.own_words(stands)}
        given.append([_own_words(each, own) for each in sentences])
    return [np.maximum.reduce(each) for each in zip(*given, strict=True)] if given else None


def _own_words(sentence: Sentence, own: set[str]) -> np.ndarray:
    """Return which words of a sentence are of a name, by their capitals too where it has such."""
    small = sentence.text.islower()
    marks = [word in own and (small or sentence.original(at)[0].isupper()) for at, word in enumerate(sentence.words)]  # fmt: skip
    return np.array(marks, float)


def _priced(sentences: list[Sentence], stands: str | None) -> list[np.ndarray] | None:
    """Return the words of the sum that a deal was worth; None where it is not told or written otherwise."""
    if stands == "none":
        return [np.zeros(len(each.words)) for each in sentences]
    if not stands:
        return None
    worth = float(stands.split()[0])
    marks = []
    for each in sentences:
        written = _places(each, worth)
        marks.append(np.array([float(any(a < last and first < b for a, b in written)) for first, last in each.spans]))  # fmt: skip
    return marks if any(each.any() for each in marks) else None


def _places(sentence: Sentence, worth: float) -> list[tuple[int, int]]:
    """Return where a sentence writes a sum: with its currency or thousands, in short, or in words."""
    text = sentence.text
    for sums in ((*amounts(text), *bare_amounts(text)), unmarked(text)):
        found = [(each.first, each.last) for each in sums if each.value == worth]
        if found:
            return found
    if all(each.value != worth for each in bare_amounts(in_figures(text))):
        return []
    large = zip(sentence.words, sentence.spans, strict=False)
    return [span for word, span in large if LARGE.search(word)]


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


class Words(nn.Module):
    """The layers and the net, as `debrief.reading.learned.tagger` works them out."""

    middle: torch.Tensor
    spread: torch.Tensor

    def __init__(self) -> None:
        super().__init__()
        kept = taught(WEIGHTS.with_name("encoder.npz")).arrays
        self.layers = nn.ModuleList(Layer(kept, STEP + at) for at in range(STEP))
        self.first = nn.Linear((3 + len(tagger.NEIGHBOURS)) * WIDE, HIDDEN)
        self.second = nn.Linear(HIDDEN, len(TAGS))
        self.register_buffer("middle", torch.zeros(2 * WIDE))
        self.register_buffer("spread", torch.ones(2 * WIDE))

    def forward(self, batch: Batch) -> torch.Tensor:
        """Return the log odds of every tag for all words of a batch."""
        rows = self.meant(batch)
        rows = (rows - self.middle) / self.spread
        deepest = torch.cat([rows[:, WIDE:], torch.zeros(1, WIDE)])  # the last row is nobody's
        beside = [deepest[each] for each in batch.beside]
        whole = _middle_of(rows[:, WIDE:], batch.sentence)[batch.sentence]
        looked = functional.dropout(torch.cat([rows, *beside, whole], 1), DROPPED, self.training)
        inner = functional.dropout(functional.relu(self.first(looked)), DROPPED, self.training)
        found: torch.Tensor = self.second(inner)
        return found

    def meant(self, batch: Batch) -> torch.Tensor:
        """Return the numbers of every word before and behind the layers."""
        state = batch.state
        with torch.autocast("cpu", dtype=torch.bfloat16):
            for layer in self.layers:
                state = layer(state, batch.shut)
        both = torch.cat([batch.state, state.float()], -1).flatten(0, 1)
        return _middle_of(both[batch.piece], batch.word)


def _middle_of(rows: torch.Tensor, of: torch.Tensor) -> torch.Tensor:
    """Return the mean of the rows that belong to each."""
    size = int(of.max()) + 1
    total = torch.zeros(size, rows.shape[1]).index_add(0, of, rows)
    return total / torch.zeros(size).index_add(0, of, torch.ones(len(of)))[:, None]


@dataclass
class Batch:
    """Mails read together: their states, which pieces make which word, which words which sentence, and the tags."""

    state: torch.Tensor
    shut: torch.Tensor  # far below nought where there is no piece
    piece: torch.Tensor
    word: torch.Tensor
    sentence: torch.Tensor
    beside: list[torch.Tensor]  # by `tagger.NEIGHBOURS`; -1 for none
    tags: torch.Tensor


def batch_of(mails: Sequence[Mail]) -> Batch:
    """Return some mails as they are read together."""
    longest = max(len(mail.state) for mail in mails)
    state = torch.zeros(len(mails), longest, WIDE)
    shut = torch.full((len(mails), 1, 1, longest), -1e9)
    piece: list[int] = []
    word: list[int] = []
    sentence: list[int] = []
    beside: list[list[int]] = [[] for _ in tagger.NEIGHBOURS]
    done = sentences = 0
    for row, mail in enumerate(mails):
        state[row, : len(mail.state)] = torch.tensor(mail.state.astype(np.float32))
        shut[row, ..., : len(mail.state)] = 0.0
        for words in mail.words:
            for at, (first, last) in enumerate(words):
                piece += range(row * longest + first, row * longest + last)
                word += [done + at] * (last - first)
                for by, found in zip(tagger.NEIGHBOURS, beside, strict=True):
                    found.append(done + at - by if 0 <= at - by < len(words) else -1)
            sentence += [sentences] * len(words)
            done, sentences = done + len(words), sentences + 1
    tags = torch.tensor(np.concatenate([part for mail in mails for part in mail.tags])).float()
    return Batch(
        state, shut, torch.tensor(piece), torch.tensor(word), torch.tensor(sentence),
        [torch.tensor(each) for each in beside], tags,
    )  # fmt: skip


def batches(mails: Sequence[Mail], chance: random.Random) -> list[list[Mail]]:
    """Return the mails by like length, in an order of chance."""
    order = [_drawn(mail, chance) for mail in mails for _ in range(mail.often)]
    chance.shuffle(order)
    near = [order[at : at + NEAR] for at in range(0, len(order), NEAR)]
    rows = [sorted(each, key=lambda mail: len(mail.state)) for each in near]
    found = [row[at : at + BATCH] for row in rows for at in range(0, len(row), BATCH)]
    chance.shuffle(found)
    return found


def _drawn(mail: Mail, chance: random.Random) -> Mail:
    """Return a mail as it is or as another reading of it, by chance."""
    shares = (AS_WRITTEN, RENAMED, IN_SMALL)
    readings = [each for each in (mail, *mail.others) if each.words]
    return chance.choices(readings, shares[: len(readings)])[0]


def learn(mails: Sequence[Mail], epochs: int = EPOCHS) -> Words:
    """Return the net that these mails teach."""
    torch.manual_seed(0)
    chance = random.Random(0)  # noqa: S311 - an order, no secret
    net = Words()
    with torch.no_grad():
        rows = torch.cat([net.eval().meant(batch_of(each)) for each in batches(mails, chance)[:20]])
        net.middle, net.spread = rows.mean(0), rows.std(0) + 1e-3
    layers = list(net.layers.parameters())
    heads = [*net.first.parameters(), *net.second.parameters()]
    optimiser = torch.optim.AdamW([{"params": heads}, {"params": layers}], weight_decay=DECAY)
    steps = epochs * len(batches(mails, chance))
    pace = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, [RATE, RATE_LAYERS], total_steps=steps + 1, pct_start=WARM
    )
    net.train()
    for epoch in range(epochs):
        lost = 0.0
        for at, row in enumerate(batches(mails, chance), 1):
            batch = batch_of(row)
            known, right = (batch.tags >= 0).float(), (batch.tags > 0).float()
            missed = functional.binary_cross_entropy_with_logits(
                net(batch), right, reduction="none"
            )
            loss = (missed * known).sum() / len(known)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(layers, 1.0)
            optimiser.step()
            pace.step()
            lost += loss.item()
            if at % 50 == 0:
                print(f"{epoch + 1}: {at}/{steps // epochs} {lost / 50:.3f}", flush=True)
                lost = 0.0
    net.eval()
    return net


def arrays_of(net: Words) -> dict[str, np.ndarray]:
    """Return what the file holds: the layers in whole numbers with a scale a row, the rest in halves."""
    found: dict[str, np.ndarray] = {}
    for at, layer in enumerate(net.layers):
        for part in PARTS:
            made = getattr(layer, part)
            name, weight = f"l{at}.{part}", made.weight.detach().numpy()
            found[f"{name}.bias"] = made.bias.detach().numpy()
            if weight.ndim == 2:
                weight, found[f"{name}.scale"] = in_whole_numbers(weight)
            found[f"{name}.weight"] = weight
    first, second = net.first, net.second
    small = {
        "middle": net.middle, "spread": net.spread, "first": first.weight.T, "first_offset": first.bias,
        "second": second.weight.T, "second_offset": second.bias,
    }  # fmt: skip
    return found | {name: part.detach().numpy().astype(np.float16) for name, part in small.items()}


def keep(net: Words, path: Path) -> None:
    """Write a net down."""
    path.parent.mkdir(exist_ok=True)
    np.savez_compressed(path, allow_pickle=False, **arrays_of(net))
    print(f"{path.name}: {path.stat().st_size:,} bytes", flush=True)


def labelled(authors: Iterable[str], team: Team, by_fold: Sequence[Firms] = ()) -> Iterator[Mail]:
    """Yield the mails of some authors to learn from, under other names too, telling how far it is."""
    for author in authors:
        losses = [case for case in written(author) if case.loss]
        found = [mail for case in losses if (mail := mail_of(case, team, by_fold)) is not None]
        print(f"{author}: {len(found)} mails", file=sys.stderr, flush=True)
        yield from found


def firms_of(authors: Iterable[str]) -> tuple[Firms, ...]:
    """Return the firms that the mails of some authors tell of by fold, so that no net hears a name it must not know."""
    told: list[list[Mapping[str, str]]] = [[] for _ in range(FOLDS)]
    for case in (case for author in authors for case in written(author) if case.loss):
        told[fold_of(case.name)].append(case.expected)
    return tuple(map(Firms.of, told))


def report(mails: Sequence[Mail], net: Words) -> str:
    """Return in how many mails the likeliest word has the tag, and how unlikely the right tags are on average."""
    used = tagger.unpacked(arrays_of(net), exact=not encoder.adds_whole())
    scores = [np.concatenate(used.odds(mail.numbers, mail.words)) for mail in mails]
    wants = [np.concatenate(mail.tags) for mail in mails]
    told = []
    for at, tag in enumerate(TAGS):
        pairs = [(s[:, at], w[:, at]) for s, w in zip(scores, wants, strict=True) if w[0, at] >= 0]
        given = [(score, want) for score, want in pairs if want.any()]
        hits = sum(bool(want[score.argmax()]) for score, want in given)
        missed = [
            np.logaddexp(0, np.where(want > 0, -score, score)).mean() for score, want in pairs
        ]
        if given:
            told.append(f"{tag} {100 * hits / len(given):.1f} % ({1000 * np.mean(missed):.1f})")
    return ", ".join(told)


def main(arguments: list[str]) -> int:
    """Learn, then write the file or tell how well others are read."""
    team, without = corpus.team(), left_out(arguments)
    authors = [each for each in (*corpus.LEARNED_FROM, mailboxes.KIND) if each not in without]
    mails = list(labelled(authors, team, firms_of(authors)))
    if "--folds" in arguments:
        for at in range(FOLDS):
            folded = learn([mail for mail in mails if fold_of(mail.name) != at], EPOCHS - 1)
            keep(folded, net_without(at))
            print(report([mail for mail in mails if fold_of(mail.name) == at], folded), flush=True)
        return 0
    net = learn(mails)
    if not without:
        keep(net, WEIGHTS)
    for author in without or corpus.KEPT_APART:
        if apart := list(labelled([author], team)):
            print(author, report(apart, net), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
