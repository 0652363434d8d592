"""Which of the open reviews somebody writes of: by the customer's person, the company or the deal.

People write "Pemberton" for Pemberton Ceramics and "Greg" for Greg Ellwood, on the phone without
capitals. What two reviews have in common, such as the company of two deals, names both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from debrief.lexicon import QUOTED, SENTENCE_END, fold, listed, word_list
from debrief.model import Review
from debrief.reading.learned.role_weights import is_ordinary
from debrief.reading.legal_forms import WORDS as LEGAL_FORMS
from debrief.team import Team

_TOKEN = re.compile(r"[^\W_]+")
_LONGEST = 400  # characters of a line that says by its beginning or end whose it is
_SHORTEST = 3  # letters of a name that stands alone
_INSIDE = re.compile(r"[^\W\d_][,;]? $|\($")  # before a word that does not begin a sentence
# Words that companies begin with and that people use every day: such a name is known by its capital.
_EVERYDAY = frozenset(
    word_list(
        "first second third next last new old big great grand general national international global united union "
        "american european german british french north south east west northern southern eastern western central city "
        "data digital direct easy energy express fast food free future green blue red white black golden silver good best "
        "health home house life light open peak power premier prime pro quality quick royal safe secure smart solar star "
        "sun summit tech time top total true water work world bank group the und das der die neue erste gute le la les "
        "premiere nouvelle el los nueva primera de het nieuwe eerste novo nova primeira uma one two three all any our "
        "call meeting deal review notes thursday friday monday tuesday wednesday saturday sunday may march april june"
    )
)
# What may stand around a name that only says whose the line is: "also for Ashdown", "notes, call with Greg".
_AROUND = listed(
    "also, and, for, re, on, about, the, with, to, of, in, at, ok, now, as, well, notes, note, my, call, calls, deal, review, one, regarding, "
    "concerning, your, talk, from, answers, here, are, is, these, this, please, pls, fwd, second, other, customer, und, auch, "
    "fur, zu, zum, zur, bei, mit, von, der, die, das, den, dem, notizen, notiz, gesprach, anruf, termin, betrifft, hier, kunde, et, aussi, pour, "
    "sur, avec, de, du, la, le, les, des, chez, appel, entretien, concernant, compte, rendu, voici, client, y, tambien, para, sobre, con, "
    "del, el, los, las, notas, llamada, reunion, cliente, en, ook, voor, over, met, van, het, notities, aantekeningen, gesprek, "
    "klant, e, tambem, sobre, com, do, da, os, as, chamada, ligacao, conversa, reuniao, um, uma, a, ao, un, une, una, een, ein, eine"
)
_TO_WHOM = (
    r"for|about|on|re|regarding|concerning|with|at|fur|zu|bei|betrifft|pour|sur|chez|concernant|para|sobre|con|en|voor|over|"
    r"bij|met|com"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a text, and the reviews that it may mean."""

    start: int
    end: int
    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Portion:
    """Consecutive words of a reply that are about the same.

    ``ids`` are the reviews they may be about: none for the one that the reply answers. ``addressed``:
    they begin or end with whose they are ("Ashdown: 110k"), rather than naming it in passing; ``mixed``:
    they name the review of the reply as well.
    """

    text: str
    ids: frozenset[str] = frozenset()
    addressed: bool = False
    mixed: bool = False


@dataclass(frozen=True, slots=True)
class KnownReviews:
    """The reviews that somebody may write of."""

    reviews: Sequence[Review]
    team: Team
    keys: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict)
    people: frozenset[str] = frozenset()  # first and last names, which may be words as well

    @classmethod
    def of(cls, reviews: Iterable[Review], team: Team) -> KnownReviews:
        """Take up how each of the reviews may be named."""
        known = tuple(r for r in reviews if not r.errand)
        ours = {t for p in (team.manager, *team.reps) for t in _tokens(p.name)}
        ours |= {*_tokens(team.company.name)}
        keys: dict[tuple[str, ...], frozenset[str]] = {}
        people: set[str] = set()
        for review in known:
            names = _tokens(review.facts.customer_name)
            people.update(names)
            for key in (*_company(review), *_deal(review), *_person(names)):
                if not (len(key) == 1 and key[0] in ours):
                    keys[key] = keys.get(key, frozenset()) | {review.id}
        return cls(known, team, keys, frozenset(people))

    def names_in(self, text: str) -> list[Named]:
        """Return the names in a text in their order, the longest at each place."""
        plain = re.sub(r"\S+", _without_address, text)
        tokens = [(m.start(), m.end(), fold(m[0])) for m in _TOKEN.finditer(plain)]
        longest = max(map(len, self.keys), default=0)
        found: list[Named] = []
        at = 0
        while at < len(tokens):
            for size in range(min(longest, len(tokens) - at), 0, -1):
                ids = self._meant(text, tokens[at : at + size])
                if ids:
                    found.append(Named(tokens[at][0], tokens[at + size - 1][1], ids))
                    at += size - 1
                    break
            at += 1
        return found

    def _meant(self, text: str, part: list[tuple[int, int, str]]) -> frozenset[str]:
        key = tuple(token for _, _, token in part)
        ids = self.keys.get(key, frozenset())
        if not ids and len(key) == 1 and len(key[0]) > _SHORTEST and key[0].endswith("s"):
            key = (key[0][:-1],)  # "Pembertons Termin"
            ids = self.keys.get(key, frozenset())
        if len(key) > 1 or not ids:
            return ids
        start, end, word = part[0][0], part[0][1], key[0]
        everyday = word in _EVERYDAY or (word in self.people and is_ordinary(word))
        if not everyday:
            return ids
        capital = text[start].isupper()
        inside = _INSIDE.search(text[:start][-3:]) or re.match(r"\s*[:(]|['’]s\b", text[end:])
        return ids if capital and inside else frozenset()

    def meant_by(self, text: str) -> list[frozenset[str]]:
        """Return what a text names, one set for each: names that go together narrow each other down."""
        found: list[frozenset[str]] = []
        for named in self.names_in(text):
            for place, ids in enumerate(found):
                if ids & named.ids:
                    found[place] = ids & named.ids
                    break
            else:
                found.append(named.ids)
        told = frozenset(_TOKEN.findall(fold(text)))
        return [self._by_deal(ids, told) for ids in found]

    def _by_deal(self, ids: frozenset[str], told: frozenset[str]) -> frozenset[str]:
        """Return which of several is meant where one word of its deal stands beside: "Pemberton kiln"."""
        if len(ids) == 1:
            return ids
        deals = {r.id: frozenset(_tokens(r.facts.deal)) for r in self.reviews if r.id in ids}
        common = frozenset[str].intersection(*deals.values())
        meant = frozenset(i for i, words in deals.items() if (words - common) & told)
        return meant or ids

    def portions(
        self, text: str, thread: str | None, passing: Callable[[str], bool]
    ) -> list[Portion]:
        """Cut a reply where it turns to another review than the one it answers (``thread``).

        ``passing`` tells whether a sentence that names another in passing may ask for something.
        A heading holds until the next; what follows a sentence, until a blank line, goes with it.
        """
        walk = _Walk(self, thread, passing)
        for line in text.splitlines():
            walk.line(line)
        return walk.portions


class _Walk:
    """Walks the lines of a reply and gives each part of them to a review."""

    def __init__(
        self, known: KnownReviews, thread: str | None, passing: Callable[[str], bool]
    ) -> None:
        self.known, self.thread, self.passing = known, thread, passing
        self.portions: list[Portion] = []
        self.heading = Portion("")
        self.current = Portion("")

    def line(self, line: str) -> None:
        if QUOTED.match(line) or not line.strip():
            self.current = self.heading
            self._put("\n" + line, self.current)
            return
        heading, rest = self._addressed(line)
        if heading is not None and not rest:
            self.heading = self.current = heading
            self._put("", heading)
            return
        if heading is not None:
            self._put("\n" + rest, heading)
            self.current = Portion("", heading.ids)
            return
        for place, sentence in enumerate(SENTENCE_END.split(line)):
            self._sentence(sentence, "\n" if not place else " ")

    def _addressed(self, line: str) -> tuple[Portion | None, str]:
        """Return whose a line is by its beginning or end, and the rest of it."""
        names = self.known.names_in(line) if len(line) <= _LONGEST else []
        if not names:
            return None, line
        ids = self.known.meant_by(line)
        before, last = line[: names[0].start], names[-1].end
        head = re.match(r"[\s)*_]*(?:[:–—]|-\s|$)", _after_others(line[last:]))
        if len(ids) == 1 and head and _only_around(before) and _only_between(line, names):
            return self._portion(ids[0]), _after_others(line[last:])[head.end() :].strip()
        first = names[0]
        early = re.match(r"[\s)*_]*(?:[:–—]|-\s)", _after_others(line[first.end :]))
        if early and _only_around(before):
            rest = _after_others(line[first.end :])[early.end() :].strip()
            return (self._portion(first.ids), rest) if rest else (None, line)
        tail = re.search(rf"\b(?:{_TO_WHOM})\s*$", fold(before))
        if len(ids) == 1 and tail and not line[last:].strip(" .!)") and self.passing(line):
            cut = re.search(r"\S+\s*$", before)
            return self._portion(ids[0]), before[: cut.start() if cut else None].strip()
        return None, line

    def _portion(self, ids: frozenset[str]) -> Portion:
        return Portion("") if self.thread in ids else Portion("", ids, addressed=True)

    def _sentence(self, sentence: str, mark: str) -> None:
        meant = self.known.meant_by(sentence)
        others = [ids for ids in meant if self.thread not in ids]
        if meant and not (self.heading.ids or self.heading.addressed):
            if others and self.passing(sentence):
                ids = frozenset[str]().union(*others)
                self.current = Portion("", ids, mixed=len(meant) > 1)
            elif len(others) < len(meant):
                self.current = Portion("")
        goes_with = meant or self.current == self.heading or self.passing(sentence)
        self._put(mark + sentence, self.current if goes_with else self.heading)

    def _put(self, text: str, to: Portion) -> None:
        last = self.portions[-1] if self.portions else None
        if last and (last.ids, last.addressed, last.mixed) == (to.ids, to.addressed, to.mixed):
            self.portions[-1] = Portion(last.text + text, to.ids, to.addressed, to.mixed)
        elif text.strip():
            self.portions.append(Portion(text, to.ids, to.addressed, to.mixed))


def _after_others(text: str) -> str:
    """Return what follows a name, without words that may stand behind it: "call", "(notes)"."""
    text = re.sub(r"^\s*\([^)]{0,60}\)", "", text)  # "Ashdown (Greg, by phone):"
    found = re.match(r"(?:['’]s\b)?(?:[\s(),*_-]+[^\W\d_]+)*?(?=[\s)*_]*(?:[:–—]|-\s|$))", text)
    if found and _only_around(re.sub(r"^['’]s\b", "", found[0])):
        return text[found.end() :]
    return text


def _without_address(word: re.Match[str]) -> str:
    """Return a word, or as many blanks where it is an address: that is a fact, no name."""
    return " " * len(word[0]) if "@" in word[0] else word[0]


def _only_around(text: str) -> bool:
    return _AROUND.issuperset(fold(t) for t in _TOKEN.findall(text)) and not re.search(
        r"[:;.!?]\s*\S", text
    )


def _only_between(line: str, names: Sequence[Named]) -> bool:
    return all(_only_around(line[left.end : right.start]) for left, right in pairwise(names))


def _tokens(name: str | None) -> tuple[str, ...]:
    return tuple(fold(t) for t in _TOKEN.findall(name or ""))


def _company(review: Review) -> Iterable[tuple[str, ...]]:
    facts = review.facts
    full = tuple(t for t in _tokens(facts.company) if t not in LEGAL_FORMS)
    if full:
        yield full
    telling = [t for t in full if t not in ("the", "der", "die", "das", "la", "le", "el", "de")]
    if telling and len(telling[0]) >= _SHORTEST:
        yield (telling[0],)
    if not full and facts.customer_email:
        yield (_tokens(facts.customer_email.rpartition("@")[2])[0],)


def _deal(review: Review) -> Iterable[tuple[str, ...]]:
    words = _tokens(review.facts.deal)
    company = frozenset(_tokens(review.facts.company))
    own = tuple(t for t in words if t not in company)
    for key in (words, own):
        if len(key) > 1:
            yield key


def _person(names: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    if len(names) > 1:
        yield names
    for name in (*names[:1], *names[-1:]):
        if len(name) >= _SHORTEST:
            yield (name,)
