"""Whose deal it is: an owner as lists write it, "Becker, Tom", "T. Becker", "TB" or an address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from debrief.answers.addressees import UMLAUTS
from debrief.lexicon import fold
from debrief.reading.facts.person_words import without_courtesy
from debrief.team import Person, Team

_ADDRESS = re.compile(r"<?[^\s<>,;()]+@[^\s<>,;()]+>?")
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")  # "Tom Becker (12)", "Tom Becker (Sales)"


def owners_of(team: Team) -> Mapping[str, str]:
    """Return which rep is meant by each way to write an owner; what fits two people fits nobody."""
    named = {**_meant(team, _short), **_meant(team, _in_full)}
    reps = {p.email: p.email for p in team.reps}
    return {form: email for form, email in named.items() if email in reps} | reps


def _meant(team: Team, forms: Callable[[Person], Iterator[str]]) -> dict[str, str]:
    meant: dict[str, set[str]] = {}
    for person in team.people():
        for form in forms(person):
            meant.setdefault(form, set()).add(person.email)
    return {form: emails.pop() if len(emails) == 1 else "" for form, emails in meant.items()}


def _in_full(person: Person) -> Iterator[str]:
    for *given, last in _spelt(person):
        yield " ".join((*given, last))
        yield " ".join((last, *given))


def _short(person: Person) -> Iterator[str]:
    yield owner_key(person.email.partition("@")[0])
    for *given, last in _spelt(person):
        yield last
        for first in given[:1]:
            yield from (first, f"{first} {last}", f"{last} {first}", f"{first} {last[0]}")
            yield from (f"{first[0]} {last}", f"{last} {first[0]}", f"{first[0]}{last}")
            yield from (f"{first[0]}{last[0]}", "".join(name[0] for name in (*given, last)))
            yield " ".join((*(name[0] for name in given), last))


def _spelt(person: Person) -> Iterator[list[str]]:
    for name in {person.name, person.name.casefold().translate(UMLAUTS)}:
        if words := owner_key(name).split():
            yield words


def owner_in(text: str, owners: Mapping[str, str]) -> str | None:
    """Return the rep whom an owner's cell, or a heading above their deals, means."""
    address = _ADDRESS.search(text)
    keys = [address[0].strip("<>").lower()] if address else []
    return next((owners[k] for k in (*keys, owner_key(text)) if k in owners), None)


def owner_key(text: str) -> str:
    """Return a name as it is compared: without address, title, dots and what stands in brackets."""
    bare = without_courtesy(_ASIDE.sub("", _ADDRESS.sub(" ", text)).strip())
    last, _, first = bare.partition(",")
    return " ".join(fold(f"{first} {last}").replace(".", " ").replace("'", "").split())
