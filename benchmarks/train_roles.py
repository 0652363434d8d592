"""Learn which words name the winner, the deal and the customer: ``python -m benchmarks.train_roles``.

Writes ``roles.bin``, learned from the facts that the corpus's authors and whole mailboxes state of their mails. The same
corpora give the same bytes. ``--check`` writes nothing and tells whether the file is the one they
give; weights taught without a third of the mails each are kept in ``build`` (`benchmarks.unseen`). ``--without AUTHOR ...`` writes nothing either and tells how well that author's mails are read by
what the others taught.
"""

from __future__ import annotations

import random
import re
import struct
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

import numpy as np

from benchmarks.judged import judged as as_judged
from benchmarks.line import unscaled
from benchmarks.unseen import FOLDS, fold_of, roles_without, untagged
from benchmarks.weights_file import closed, keep, left_out
from debrief.reading.facts import facts
from debrief.reading.facts.criteria import surest
from debrief.reading.facts.named_winner import undoubted
from debrief.reading.learned import role_traits, role_weights, roles
from debrief.reading.learned.grounds import grounds_of, heard_in
from debrief.reading.learned.role_traits import Excerpt, Hints
from debrief.reading.learned.tagger import tags_of
from debrief.reading.learned.tags import ROLES
from debrief.reading.mail.addresses import Address
from debrief.reading.mail.message import Message
from debrief.reading.people import sides_of
from debrief.reading.quoting.turns import Turn
from debrief.reading.verdicts.clauses import sentences
from debrief.reading.verdicts.impression import Told
from debrief.reading.verdicts.signals import Voice
from debrief.reading.verdicts.verdict import Verdict
from debrief.reading.wording import fold
from debrief.team import Team
from tests import corpus
from tests.corpus import mailboxes, roleplay, spoken, stated

AUTHORS = corpus.LEARNED_FROM
NAMES_DEALS = tuple(
    f"author{number}" for number in (*range(2, 9), 12, *range(27, 38), 40, 41, 54, 58)
)  # others describe them
WEIGHTS = Path(__file__).parents[1] / "debrief" / "reading" / "learned" / "roles.bin"
EPOCHS = 10
RATE = 0.12
DECAY = 2e-3  # pulls every weight a trait uses towards nought
RAREST = 2  # mails a trait must occur in
PULL = 2.0  # pulls the weights of the numbers towards nought
STEP, STEPS = 0.3, 3_000
SMALLEST = 0.01  # weights below are left out
LABELS = {"rival": "rival", "deal": "deal", "company": "company", "person": "name"}
_LEGAL = re.compile(
    r",?\s*\b(?:gmbh|ag|kg|eg|og|se|inc|llc|ltd|limited|plc|lda|ltda|b\.?\s?v|n\.?\s?v|s\.?\s?l\.?\s?u?|s\.?\s?a\.?\s?s?|sas|s\.?\s?p\.?\s?a|corp|co|dac|lp)\.?$"
)


@dataclass(frozen=True)
class Runs:
    """A mail's runs for one role: the traits of each, and which are right; none right means none there."""

    traits: list[np.ndarray]
    right: np.ndarray


@dataclass(frozen=True)
class Spelled:
    """A mail's excerpts, what is known of it beforehand, and what each role's words are; composed ones have no name."""

    name: str
    excerpts: list[Excerpt]
    hints: Hints
    wanted: dict[str, str | None]
    verdict: Verdict
    criterion: float = 0.0


@dataclass(frozen=True)
class Learned:
    """The traits, their weights by role, what finding none starts with, and the ordinary words."""

    keys: list[int]
    weights: np.ndarray
    none: np.ndarray
    ordinary: list[int]

    def packed(self, named: dict[str, float]) -> bytes:
        """Return the file: a head in JSON, then traits, weights as signed bytes and ordinary words, packed."""
        large = np.abs(self.weights)
        kept = [row for row in range(len(self.keys)) if large[row].max() >= SMALLEST]
        scale = float(large[kept].max(initial=1e-6)) / 127
        small = np.rint(self.weights[kept] / scale).astype(np.int8)
        head = {
            "traits": len(kept),
            "scale": scale,
            "none": [round(float(n), 6) for n in self.none],
            "named": named,
            "ordinary": len(self.ordinary),
        }
        body = struct.pack(f"<{len(kept)}I", *(self.keys[row] for row in kept)) + small.tobytes()
        body += struct.pack(f"<{len(self.ordinary)}I", *self.ordinary)
        return closed(head, body)

    def in_use(self) -> role_weights.Weights:
        """Return them as the roles are found by."""
        return role_weights.unpacked(self.packed({}))


def spelled(case: corpus.Case, team: Team) -> Spelled | None:
    """Return what a labelled mail says of each role; None where it is not read as a loss at all."""
    heard = as_judged(case.raw, team)
    if heard is None or heard.verdict.turn is None:
        return None
    turns, verdict, sides = heard.turns, heard.verdict, heard.sides
    found = facts.by_rule(heard)
    hints = roles.hints_of(turns, verdict, sides, found)
    wanted = {role: case.expected.get(label) for role, label in LABELS.items()}
    if wanted["rival"] in corpus.NOBODY:
        wanted["rival"] = None
    silent = {"rival", "company"} if case.kind else {"rival"}  # left out where the mail is silent
    known = {role: text for role, text in wanted.items() if role in silent or text}
    if verdict.voice is Voice.CUSTOMER:
        known.pop("person", None)
    tags = tags_of(turns, verdict, sides)
    grounds = grounds_of(heard_in(turns, verdict, sides, tags), sides, None)
    excerpts = roles.excerpts_of(turns, verdict, sides, tags)
    return Spelled(case.name, excerpts, hints, known, verdict, surest(grounds))


COLLEAGUE = Address("Ben Adler", "ben.adler@larkspur.example")


def composed(team: Team) -> list[Spelled]:
    """Return the mails composed for learning; no rule has looked at them."""
    found = []
    for scene in roleplay.scenes():
        sender = COLLEAGUE if scene.voice == "ours" else Address(None, "somebody@elsewhere.example")
        turn = Turn(sender, (COLLEAGUE,), (), scene.subject, None, scene.text)
        sides = sides_of(Message(), (turn,), team)
        news = sentences(scene.text)[0]
        voice = Voice.OURS if scene.voice == "ours" else Voice.CUSTOMER
        verdict = Verdict(
            "loss", 0.9, "", turn, voice,
            parsed=sentences(scene.text), said=(Told(news, (), (1.0,), 0.0),),
        )  # fmt: skip
        hints = roles.hints_of((turn,), verdict, sides, {})
        wanted = {role: text for role, text in scene.named.items() if text or role == "rival"}
        tags = tags_of((turn,), verdict, sides)
        excerpts = roles.excerpts_of((turn,), verdict, sides, tags)
        found.append(Spelled("", excerpts, hints, wanted, verdict))
    return found


def bare(text: str) -> str:
    """Return a name as compared: folded words, without the legal form."""
    return " ".join(re.findall(r"[^\W_]+", _LEGAL.sub("", fold(text).strip())))


def fits(plain: str, wanted: str) -> float:
    """Return how well a run of folded words stands for what is wanted, one being the same words."""
    if bare(plain) == wanted:
        return 1.0
    one, two = set(plain.split()), set(wanted.split())
    return len(one & two) / len(one | two)


def _numbers(names: Iterable[str]) -> list[int]:
    """Return the numbers that stand for traits."""
    return [number for name in names for number in role_weights.numbers_of_trait(name)]


def told(mail: Spelled, role: str, rows: dict[int, int] | None) -> Runs | None:
    """Return the runs of a mail for a role; with ``rows`` None the traits stay numbers of their own."""
    counts = role_traits.counted(mail.excerpts)
    wanted = mail.wanted[role]
    aim = bare(wanted) if wanted else None
    traits, marks = [], []
    for excerpt in mail.excerpts:
        layout = role_traits.layout_of(excerpt, mail.hints)
        begin, end, inside = (
            [_numbers(names) for names in part(excerpt, layout)]
            for part in (role_traits.beginnings, role_traits.endings, role_traits.insides)
        )
        for run in role_traits.runs_of(excerpt, layout, role):
            numbers = [
                *begin[run.first],
                *end[run.last],
                *_numbers(role_traits.wholes(run, layout, mail.hints, counts)),
            ]
            for at in range(run.first, run.last + 1):
                numbers += inside[at]
            if rows is not None:
                numbers = [rows[trait] for trait in numbers if trait in rows]
            traits.append(np.array(numbers, dtype=np.int64))
            marks.append(fits(run.plain, aim) if aim else 0.0)
    if not traits:
        return None
    right = np.array(marks)
    most = right.max()
    if aim and most < 0.5:
        return None
    return Runs(traits, (right == most) & (right >= 0.5))


def learn(mails: list[Spelled]) -> tuple[list[int], np.ndarray, np.ndarray]:
    """Return the traits, their weights by role, and what finding none starts with."""
    counts: Counter[int] = Counter()
    for mail in mails:
        seen: set[int] = set()
        for excerpt in mail.excerpts:
            layout = role_traits.layout_of(excerpt, mail.hints)
            for part in (role_traits.beginnings, role_traits.endings, role_traits.insides):
                seen.update(trait for names in part(excerpt, layout) for trait in _numbers(names))
        counts.update(seen)
    keys = sorted(trait for trait, number in counts.items() if number >= RAREST)
    keys = sorted({*keys, *_whole_traits(mails)})
    rows = {trait: at for at, trait in enumerate(keys)}
    weights, none = np.zeros((len(keys), len(ROLES))), np.zeros(len(ROLES))
    for at, role in enumerate(ROLES):
        given = [
            t for mail in mails if role in mail.wanted and (t := told(mail, role, rows)) is not None
        ]
        weights[:, at], none[at] = _learn_role(given, len(keys))
    return keys, weights, none


def _whole_traits(mails: list[Spelled]) -> set[int]:
    """Return the traits of whole runs that occur anywhere."""
    found: set[int] = set()
    for mail in mails[::3]:
        counts = role_traits.counted(mail.excerpts)
        for excerpt in mail.excerpts:
            layout = role_traits.layout_of(excerpt, mail.hints)
            for run in role_traits.runs_of(excerpt, layout, "deal"):
                found.update(_numbers(role_traits.wholes(run, layout, mail.hints, counts)))
    return found


def _learn_role(given: list[Runs], size: int) -> tuple[np.ndarray, float]:
    """Return the weights by which a right run comes out above all others of its mail."""
    weights, squares = np.zeros(size + 1), np.full(size + 1, 0.1)  # the last one: finding none
    order, chance = list(range(len(given))), random.Random(7)  # noqa: S311 - an order, no secret
    flat = [(np.concatenate(each.traits), np.repeat(np.arange(len(each.traits)), [len(t) for t in each.traits])) for each in given]  # fmt: skip
    for _ in range(EPOCHS):
        chance.shuffle(order)
        for at in order:
            traits, owner = flat[at]
            scores = np.append(
                np.bincount(owner, weights[traits], len(given[at].traits)), weights[-1]
            )
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            right = np.append(given[at].right, not given[at].right.any())
            among = chances * right
            miss = chances - among / among.sum()
            slope = np.bincount(traits, miss[:-1][owner], size + 1)
            slope[-1] += miss[-1]
            touched = np.unique(traits)
            touched = np.append(touched, size)
            step = slope[touched] + DECAY * weights[touched]
            squares[touched] += step * step
            weights[touched] -= RATE * step / np.sqrt(squares[touched])
    return weights[:-1], float(weights[-1])


def ordinary(mails: Iterable[Spelled]) -> list[int]:
    """Return the numbers of the words that occur without a capital: in a sentence, or in two mails."""
    seen: Counter[str] = Counter()
    for text in (*(line.text for line in spoken.lines()), *(line.text for line in stated.lines())):
        seen.update({fold(word): 2 for word in re.findall(r"[^\W\d_]+", text) if word[0].islower()})
    for mail in mails:
        words = {
            word
            for excerpt in mail.excerpts
            for at, word in enumerate(excerpt.words)
            if excerpt.sentence.original(at)[0].islower()
        }
        seen.update(words)
    return sorted({crc32(word.encode()) for word, number in seen.items() if number > 1})


def weigh(mails: list[Spelled], folded: Sequence[Learned]) -> dict[str, float]:
    """Return weights by which is judged whether somebody won; each of ``folded`` was taught without its fold."""
    numbers: list[tuple[dict[str, float], bool]] = []
    for at, part in enumerate(folded):
        role_weights.use_weights(part.in_use())
        for mail in mails:
            if fold_of(mail.name) != at:
                continue
            found = undoubted(
                roles.spotted(mail.excerpts, mail.hints, ("rival",))["rival"], mail.hints.ours
            )
            wanted = mail.wanted["rival"]
            right = (
                bool(found) and wanted is not None and fits(found[0].run.plain, bare(wanted)) >= 0.5
            )
            if right or wanted is None:
                numbers.append(
                    (roles.numbers_of(found, mail.hints, mail.verdict, mail.criterion), right)
                )
    role_weights.use_weights(None)
    names = sorted(numbers[0][0])
    table = np.array([[each[n] for n in names] for each, _ in numbers])
    wants = np.array([right for _, right in numbers], dtype=float)
    middle, spread = table.mean(axis=0), table.std(axis=0) + 1e-6
    table = np.append((table - middle) / spread, np.ones((len(table), 1)), axis=1)
    weights = np.zeros(len(names) + 1)
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-(table * weights).sum(axis=1)))
        pull = np.append(PULL * weights[:-1], 0.0)
        weights -= STEP * ((table * (chances - wants)[:, None]).sum(axis=0) + pull) / len(wants)
    scaled, start = unscaled(weights, middle, spread)
    found_ = {n: round(float(w), 4) for n, w in zip(names, scaled, strict=True)}
    return {**found_, "": round(start, 4)}


def learned(mails: list[Spelled]) -> Learned:
    """Learn the words."""
    known = ordinary(mails)
    role_weights.use_weights(
        Learned([], np.zeros((0, len(ROLES))), np.zeros(len(ROLES)), known).in_use()
    )
    try:
        return Learned(*learn(mails), known)
    finally:
        role_weights.use_weights(None)


def folds(mails: list[Spelled], more: list[Spelled]) -> list[Learned]:
    """Return for each fold what the mails of the others and ``more`` teach."""
    return [
        learned([mail for mail in mails if fold_of(mail.name) != at] + more) for at in range(FOLDS)
    ]


def labelled(without: Collection[str] = ()) -> list[corpus.Case]:
    """Return the mails to learn from, in a fixed order, but for those of some authors."""
    found = [*corpus.messages(corpus.SETTLED + corpus.FRESH)]  # a list of our own
    for author in AUTHORS:
        if author not in without:
            found += [_named(case, author) for case in corpus.written(author)]
    found += mailboxes.learned_from(mailboxes.TAUGHT)
    return [case for case in found if case.loss]


def _named(case: corpus.Case, author: str) -> corpus.Case:
    """Return the mail without its deal where its author describes deals instead of naming them."""
    if author in NAMES_DEALS:
        return case
    return replace(case, expected={k: v for k, v in case.expected.items() if k != "deal"})


def known(cases: Iterable[corpus.Case], team: Team) -> list[Spelled]:
    """Return what the mails say of each role."""
    return [mail for case in untagged(cases) if (mail := spelled(case, team)) is not None]


def judged(mails: Iterable[Spelled]) -> dict[str, list[int]]:
    """Return for each role how many runs are right, how many the rules have right, and of how many."""
    found = {role: [0, 0, 0] for role in ROLES}
    for mail in mails:
        got = roles.spotted(mail.excerpts, mail.hints)
        for role, wanted in mail.wanted.items():
            text = next((each.run.plain for each in got[role] if each.score > 0), None)
            if role == "rival":
                likely = undoubted(got[role], mail.hints.ours)
                numbers = roles.numbers_of(likely, mail.hints, mail.verdict, mail.criterion)
                text = likely[0].run.plain if likely and roles.is_named(numbers) else None
            ruled = mail.hints.found.get(role)
            found[role][0] += _same(text, wanted)
            found[role][1] += _same(ruled, wanted)
            found[role][2] += 1
    return found


def _same(got: str | None, wanted: str | None) -> bool:
    if not got or not wanted:
        return not got and not wanted
    return fits(got, bare(wanted)) >= 0.5


def main(arguments: list[str]) -> int:
    """Learn, then write the file or compare it."""
    team = corpus.team()
    without = left_out(arguments)
    mails = known(labelled(without), team)
    more = composed(team)
    folded = folds(mails, more)
    named = weigh(mails, folded)
    made = learned(mails + more).packed(named)
    if without:
        role_weights.use_weights(role_weights.unpacked(made))
        for author in without:
            found = judged(known([case for case in corpus.written(author) if case.loss], team))
            print(author, {r: f"{a} (rules {b}) of {n}" for r, (a, b, n) in found.items()})
        return 0
    for at, part in enumerate(folded):
        roles_without(at).write_bytes(part.packed(named))
    return keep(made, WEIGHTS, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
