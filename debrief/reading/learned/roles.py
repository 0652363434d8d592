"""Which words of a mail name the winner, the deal, the customer's company and person.

What stands around and inside such words was learned from labelled mail (``python -m
benchmarks.train_roles`` writes ``roles.bin``). The score of a run of words is the sum of what speaks
for its beginning, its end, every word in it, and the run as a whole; so all runs of a mail are
weighed in time linear in its length.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import add, sub

from debrief.reading.learned.role_traits import (
    Excerpt,
    Hints,
    Run,
    beginnings,
    counted,
    endings,
    insides,
    layout_of,
    ordinary_part,
    spans_of,
    wholes,
)
from debrief.reading.learned.role_weights import ByRole, Weights, by_role, weights
from debrief.reading.learned.tags import RIVAL, ROLES, Tagged
from debrief.reading.mail.subject_line import bare_subject
from debrief.reading.people import Sides
from debrief.reading.quoting.turns import Turn
from debrief.reading.verdicts.clauses import sentences
from debrief.reading.verdicts.parts import voice_of
from debrief.reading.verdicts.signals import Voice
from debrief.reading.verdicts.verdict import Verdict
from debrief.reading.wording import fold, words_in

MOST_WORDS = 700  # of one mail
MOST_FOUND = 6  # runs kept for a role
MOST_DEALS = 12  # runs kept for what a deal may be called
NOBODY = -6.0  # the least a score counts where it is asked whether anybody won
MARGIN = 3.0  # a run that starts this far behind the best is not looked at further


def excerpts_of(
    turns: Sequence[Turn], verdict: Verdict, sides: Sides, tags: Tagged
) -> list[Excerpt]:
    """Return the sentences of a mail, the deciding turn's first with their tags, and the subject."""
    at, news = verdict.place_in(turns), verdict.news
    order = sorted(range(len(turns)), key=lambda index: (index != at, index))
    found: list[Excerpt] = []
    left = MOST_WORDS
    for index in order:
        turn = turns[index]
        parts = sentences(turn.text)
        where = _place(turn, index - at, sides)
        here = news if index == at else None
        place = next((k for k, part in enumerate(parts) if here and part.text == here.text), None)
        for number, part in enumerate(parts):
            if left <= 0:
                break
            left -= len(part.words)
            rows = tags.get(part.text, ()) if index == at else ()
            found.append(Excerpt(part, where + _step(number, len(parts), place), rows))
        if index == at:
            found += [
                Excerpt(part, "subject", tags.get(part.text, ()))
                for part in sentences(bare_subject(turn.subject))
            ]
    return found


def _place(turn: Turn, distance: int, sides: Sides) -> str:
    voice = voice_of(turn, sides)
    who = {Voice.CUSTOMER: "c", Voice.OURS: "o"}.get(voice, "b")
    return who + ("=" if distance == 0 else "<" if distance < 0 else ">")


def _step(number: int, size: int, news: int | None) -> str:
    """Return where a sentence stands from the news, or from the end of its turn."""
    if news is not None and abs(number - news) <= 2:
        return str(number - news)
    return "e" if number >= size - 4 else "s" if number == 0 else "m"


def hints_of(
    turns: Sequence[Turn], verdict: Verdict, sides: Sides, found: dict[str, str | None]
) -> Hints:
    """Return what is known of a mail beforehand; ``found`` is what the rules found, by role."""
    people = [a for turn in turns for a in (turn.sender, *turn.to, *turn.cc) if a is not None]
    outside = [a for a in people if not sides.ours(a.email)]
    labels = {
        fold(label) for a in outside for label in (a.email or "").partition("@")[2].split(".")[:-1]
    }
    return Hints(
        {role: " ".join(words_in(text)) for role, text in found.items() if text and words_in(text)},
        sides.names,
        frozenset(word for a in outside for word in words_in(a.name or "")),
        "\n".join(sorted(labels - {"example", "com", "co", "org", "net"})),
        frozenset(words_in(verdict.turn.subject if verdict.turn else "")),
    )  # fmt: skip


def numbers_of(
    found: Sequence[Spotted], hints: Hints, verdict: Verdict, criterion: float
) -> dict[str, float]:
    """Return the named numbers by which is judged whether the likeliest winner is one.

    ``criterion`` is how surely the reason lies in the offer (log odds), as it does where somebody won.
    """
    first = found[0].score if found else NOBODY
    second = found[1].score if len(found) > 1 else NOBODY
    plain, ruled = (found[0].run.plain if found else ""), hints.found.get("rival")
    part = found[0].ordinary if found else "all"
    names = {signal.name for signal in verdict.signals}
    numbers = {
        "score": max(first, NOBODY),
        "ahead": min(first - second, 6.0),
        "no decision": verdict.no_decision,
        "as by rule": ruled is not None and ruled == plain,
        "not by rule": ruled is None,
        "ordinary": part == "all",
        "partly ordinary": part == "some",
        "chosen": bool(names & {"chosen", "named"}),
        "named": any(signal.rival for signal in verdict.signals),
        "criterion": max(-6.0, min(6.0, criterion)),
        "tag": _tag_of(found[0].run) if found else NOBODY,
        "person": bool(plain) and set(plain.split()) <= hints.people,
        "in the deal": bool(plain) and plain in hints.found.get("deal", ""),
        "in the company": bool(plain) and plain in hints.found.get("company", ""),
    }
    return {name: float(value) for name, value in numbers.items()}


def _tag_of(run: Run) -> float:
    """Return the log odds of the likeliest of a run's words to be the winner's name, within bounds."""
    rows = run.excerpt.tags[run.first : run.last + 1]
    return max(NOBODY, min(-NOBODY, max((row[RIVAL] for row in rows), default=NOBODY)))


def is_named(numbers: dict[str, float], doubt: float = 0.0) -> bool:
    """Tell by these numbers whether the likeliest winner is one; ``doubt`` (log odds) speaks against it."""
    named = weights().named
    return named.get("", 0.0) + sum(named.get(n, 0.0) * v for n, v in numbers.items()) > doubt


@dataclass(frozen=True, slots=True)
class Spotted:
    """A run that may have a role, by how much it is likelier than that no run has it, and how ordinary it is."""

    run: Run
    score: float
    ordinary: str


def spotted(
    excerpts: Sequence[Excerpt], hints: Hints, roles: Iterable[str] = ROLES
) -> dict[str, list[Spotted]]:
    """Return for each role the runs that most likely have it, the likeliest first, each wording once."""
    counts, known = counted(excerpts), weights()
    searches = [_Search(role, known) for role in roles]
    heads: list[Spotted] = []
    for excerpt in excerpts:
        if excerpt.words:
            weighed = _Weighed(excerpt, hints, counts, known)
            _weigh(weighed, searches)
            if excerpt.kind == "subject":
                heads += _segments(weighed, known)
    found = {
        search.role: [
            Spotted(run, score * known.scale, ordinary)
            for run, score, ordinary in search.likeliest()
        ]
        for search in searches
    }
    return {**found, "subject": heads}


def _segments(excerpt: _Weighed, known: Weights) -> Iterator[Spotted]:
    """Yield the parts of a subject between its marks, as what the deal may be called."""
    walls, at = excerpt.layout.walls, ROLES.index("deal")
    starts = [0, *(place for place, wall in enumerate(walls) if wall and place)]
    for first, end in zip(starts, [*starts[1:], len(walls)], strict=True):
        run, _, row = excerpt.whole(first, end - 1)
        score = excerpt.heads[at][first] + excerpt.tails[at][end - 1] + row[at] - known.none[at]
        yield Spotted(run, score * known.scale, ordinary_part(excerpt.layout, first, end - 1))


class _Weighed:
    """An excerpt with what a run's first word and its last word add to its score, by role."""

    def __init__(
        self, excerpt: Excerpt, hints: Hints, counts: dict[str, int], known: Weights
    ) -> None:
        self.excerpt, self.hints, self.counts = excerpt, hints, counts
        self.layout = layout_of(excerpt, hints)
        self.sums = sums = known.sums
        begin = map(sums.of, beginnings(excerpt, self.layout))
        end = map(sums.of, endings(excerpt, self.layout))
        inside = [0, *accumulate(map(sums.of, insides(excerpt, self.layout)))]
        self.heads = list(zip(*map(by_role, map(sub, begin, inside)), strict=True))
        self.tails = list(zip(*map(by_role, map(add, end, inside[1:])), strict=True))
        self._wholes: dict[tuple[int, int], tuple[Run, str, ByRole]] = {}

    def whole(self, first: int, last: int) -> tuple[Run, str, ByRole]:
        """Return a run, its words as compared, and what speaks for it as a whole."""
        known = self._wholes.get((first, last))
        if known is None:
            run = Run(self.excerpt, first, last)
            traits = wholes(run, self.layout, self.hints, self.counts)
            known = run, run.plain, by_role(self.sums.of(traits))
            self._wholes[first, last] = known
        return known


def _weigh(excerpt: _Weighed, searches: Iterable[_Search]) -> None:
    """Let every search that may find something in an excerpt look at its runs."""
    spans = list(spans_of(excerpt.excerpt, excerpt.layout))
    names = [span for span in spans if span[2]]
    for search in searches:
        if search.role == "deal":
            search.look(excerpt, spans)
        elif excerpt.excerpt.kind[0] != "b":
            search.look(excerpt, names)


class _Search:
    """The search for the runs of one role: each wording once, with its best score."""

    def __init__(self, role: str, known: Weights) -> None:
        self.role, self.at = role, ROLES.index(role)
        self.none, self.margin = known.none[self.at], MARGIN / known.scale
        self.best = (
            -self.margin if role == "rival" else 0.0
        )  # of the others only likely ones are asked for
        self.held: dict[str, tuple[Run, float, str]] = {}

    def look(self, excerpt: _Weighed, spans: Iterable[tuple[int, int, bool]]) -> None:
        """Hold the runs that do not start too far behind the best one."""
        heads = [head - self.none for head in excerpt.heads[self.at]]
        tails = excerpt.tails[self.at]
        for first, last, _ in spans:
            score = heads[first] + tails[last]
            if score < self.best - self.margin:
                continue
            run, plain, row = excerpt.whole(first, last)
            score += row[self.at]
            held = self.held.get(plain)
            if held is None or score > held[1]:
                ordinary = ordinary_part(excerpt.layout, first, last)
                self.held[plain] = run, score, ordinary
                self.best = max(self.best, score)

    def likeliest(self) -> list[tuple[Run, float, str]]:
        """Return what was found, the likeliest first."""
        most = MOST_DEALS if self.role == "deal" else MOST_FOUND
        return sorted(self.held.values(), key=lambda held: -held[1])[:most]
