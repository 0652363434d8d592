"""Find the reps: offered from the directory, picked by the manager, or named by options.

Nothing is written here: what was picked and confirmed is returned as the team file holds it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from debrief.answers.fact_values import BadValue, read_zone
from debrief.backends import registry
from debrief.backends.directory import Colleague, Directory
from debrief.backends.registry import Site
from debrief.console.asking import ask_freely, at_terminal, yes
from debrief.errors import BadInput, CannotDo, DebriefError, SignInNeeded
from debrief.team import ADDRESS, Team, fold_address
from debrief.timing.places import country_of_zone

PERSON = re.compile(r"\s*([^<>]{1,120}?)\s*<([^<>\s]{3,200})>\s*([\w/+ -]{0,60})\s*")
UNMARKED = re.compile(
    r"\s*([^<>@\"]{0,120}?)\s*([^<>()\s@]{1,100}@[^<>()\s]{3,100})\s*([\w/+ -]{0,60})\s*"
)
MOST_SHOWN = 40  # of those offered at once; a word narrows them
FORM = "'Jane Doe <jane@company.example> Europe/Berlin'"
HOW = (
    "Numbers pick (1, 3-5), a word narrows the list, addresses with commas add anybody else, "
    "Enter ends"
)

Person = dict[str, Any]  # as the team file holds it


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the options say: addresses with commas, a group's address, or nothing."""

    reps: str | None = None
    group: str | None = None
    sign_in: bool = False  # for looking into the directory


def find_reps(backend: str, site: Site, wanted: Wanted) -> list[Person]:
    """Return who was picked and confirmed, without those who are in the team already.

    Options decide without a question, unless somebody sits at the terminal. Raises `BadInput` that
    names the remedy where nobody can be asked or found.
    """
    known = {p.email for p in site.team.people()}
    zone = site.team.manager.time_zone
    if wanted.reps:
        return [p for p in named(wanted.reps, zone) if p["email"] not in known]
    if wanted.group:
        directory = _opened(backend, site, wanted.sign_in)
        found = _asked(lambda: directory.members(str(wanted.group)), backend, site)
        people = [c for c in found if c.email not in known]
        return _confirmed(ours(people, site.team), people, site.team)
    if not at_terminal():
        raise BadInput(f"--rep: give each as {FORM}, or --reps with addresses, or --group")
    return _picked(backend, site, wanted, known)


def offered(backend: str, site: Site, wanted: Wanted) -> list[Colleague]:
    """Return those of the own company whom the directory knows and the team has not."""
    known = {p.email for p in site.team.people()}
    directory = _opened(backend, site, wanted.sign_in)
    found = _asked(directory.colleagues, backend, site)
    return ours([c for c in found if c.email not in known], site.team)


def ours(found: Sequence[Colleague], team: Team) -> list[Colleague]:
    """Return those of the own company: a group may hold customers, whom we never take for reps."""
    return [one for one in found if team.is_ours(one.email)]


def named(text: str, zone: str) -> list[Person]:
    """Read addresses with commas between them; a name before one and a zone after it are taken.

    Raises `BadInput` naming the one that is none.
    """
    people = [person_of(part, zone, "--reps") for part in re.split(r"[,;\n]", text) if part.strip()]
    if not people:
        raise BadInput("--reps: is empty; write it as ann@company.example,ben@company.example")
    return list({p["email"]: p for p in people}.values())


def person_of(text: str, zone: str, where: str) -> Person:
    """Read one person, as a bare address or with name and zone."""
    found = PERSON.fullmatch(text) or UNMARKED.fullmatch(text)
    if found is None or not ADDRESS.fullmatch(found[2]):
        raise BadInput(f"{where} {text.strip()!r}: write it as {FORM}")
    email = fold_address(found[2])
    zone = zone_named(found[3], where) if found[3].strip() else zone
    return _placed({"name": found[1] or name_of(email), "email": email, "time_zone": zone})


def zone_named(text: str, where: str) -> str:
    """Return the time zone of a name or of a city that names one: "Berlin"."""
    try:
        return read_zone(text)
    except BadValue as err:
        meant = (err.nearest or "").removeprefix("zone: ")
    raise BadInput(f"{where} {text.strip()!r}: is no time zone that I know; write it as {meant}")


def _placed(person: Person) -> Person:
    """Add the country that the zone tells, for its public holidays; the file may say another."""
    country = country_of_zone(person["time_zone"])
    return {**person, "country": country} if country else person


def name_of(email: str) -> str:
    """Return the name that an address tells: "Ben Adler" of ben.adler@…"""
    parts = [p for p in re.split(r"[._+-]+", email.partition("@")[0]) if p and not p.isdigit()]
    return " ".join(part.capitalize() for part in parts) or email


def as_person(one: Colleague, zone: str) -> Person:
    """Return a colleague as the team file holds people."""
    return _placed({"name": one.name or name_of(one.email), "email": one.email, "time_zone": zone})


def numbers(answer: str, most: int) -> list[int] | None:
    """Read "1, 3-5" or "all"; None where it says something else, `BadInput` for one too high."""
    if answer.strip().lower() in ("all", "*"):
        return list(range(1, most + 1))
    if not re.fullmatch(r"[\d\s,;-]{1,400}", answer):
        return None
    found: list[int] = []
    for low, high in re.findall(r"(\d{1,5})(?:\s*-\s*(\d{1,5}))?", answer):
        found += range(int(low), int(high or low) + 1)
    if not found or min(found) < 1 or max(found) > most:
        raise BadInput(f"{answer.strip()}: there are numbers 1 to {most}")
    return found


def narrowed(found: Sequence[Colleague], word: str) -> list[Colleague]:
    """Return those whose name or address holds the word."""
    return [one for one in found if word.casefold() in f"{one.name} {one.email}".casefold()]


def _opened(backend: str, site: Site, sign_in: bool) -> Directory:
    if sign_in:
        registry.sign_in_to_directory(backend, site, print)
    try:
        return registry.open_directory(backend, site)
    except SignInNeeded:
        if not yes("Looking for reps needs a sign-in of its own, to read the directory. Now?"):
            raise
    registry.sign_in_to_directory(backend, site, print)
    return registry.open_directory(backend, site)


def _asked(ask_it: Callable[[], list[Colleague]], backend: str, site: Site) -> list[Colleague]:
    """Ask the directory; where it wants a sign-in, offer that once."""
    try:
        return ask_it()
    except SignInNeeded:
        if not yes("The directory wants a sign-in of its own. Now?"):
            raise
    registry.sign_in_to_directory(backend, site, print)
    return ask_it()


def _picked(backend: str, site: Site, wanted: Wanted, known: Collection[str]) -> list[Person]:
    """Let the manager pick until they confirm."""
    zone = site.team.manager.time_zone
    found = _what_there_is(backend, site, wanted)
    picked: dict[str, Person] = {}
    shown = found
    while True:
        _show(shown)
        answer = ask_freely(HOW if found else f"A rep's address, or {FORM}; empty ends")
        try:
            picks = numbers(answer, len(shown)) if answer and found else None
            if picks is not None:
                people = [as_person(shown[n - 1], zone) for n in picks]
            elif "@" in answer:
                people = named(answer, zone)
            elif answer:
                shown = narrowed(found, answer) or found
                if not narrowed(found, answer):
                    print(f"{answer!r} is none of these and no address; write one as {FORM}")
                continue
            elif picked and _right(list(picked.values())):
                return list(picked.values())
            else:
                if picked and yes("Begin anew?"):
                    picked = {}
                elif not picked and not yes("Nobody is picked. Go on looking?"):
                    raise BadInput("no reps were picked; nothing is written")
                continue
        except BadInput as err:
            if not answer:
                raise
            print(err)
            continue
        if there := [p["email"] for p in people if p["email"] in known]:
            print(f"Not taken, in the team already: {', '.join(there)}")
        picked |= {p["email"]: p for p in people if p["email"] not in known}
        shown = [one for one in found if one.email not in picked]
        print(f"{len(picked)} picked: {', '.join(p['name'] for p in picked.values())}")


def _what_there_is(backend: str, site: Site, wanted: Wanted) -> list[Colleague]:
    try:
        found = offered(backend, site, wanted)
        print(f"These are {registry.open_directory(backend, site).what}:")
        return found
    except CannotDo:
        print(f"With {backend!r} there is no directory to look in: name the reps here.")
        return []
    except DebriefError as err:
        print(f"The directory could not be asked ({err}).")
    group = ask_freely("A group whose members are the reps (its address; Enter: none)")
    if not group:
        return []
    try:
        return ours(registry.open_directory(backend, site).members(group), site.team)
    except DebriefError as err:
        print(err)
        return []


def _show(found: Sequence[Colleague]) -> None:
    for number, one in enumerate(found[:MOST_SHOWN], 1):
        print(f"{number:4}  {one.name or name_of(one.email)} <{one.email}>")
    if len(found) > MOST_SHOWN:
        print(f"      and {len(found) - MOST_SHOWN} more: a word narrows the list")


def _right(people: Sequence[Person]) -> bool:
    for person in people:
        print(f"      {person['name']} <{person['email']}> {person['time_zone']}")
    return yes(f"Are these {len(people)} the reps?")


def _confirmed(inside: Sequence[Colleague], found: Sequence[Colleague], team: Team) -> list[Person]:
    """Return a group's members as people, after a yes where somebody can be asked."""
    left = [one.email for one in found if one not in inside]
    if left:
        print(
            f"Left out, not of {team.company.domain}: {', '.join(left)}; if they are yours, name "
            "them with --reps"
        )
    if not inside:
        raise BadInput("nobody of your company is new in that group; nothing is written")
    people = [as_person(one, team.manager.time_zone) for one in inside]
    if at_terminal() and not _right(people):
        raise BadInput("not confirmed; nothing is written")
    return people
