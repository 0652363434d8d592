"""Whom a record names as the owner of its deal: by name, address or login."""

from __future__ import annotations

import re
from collections.abc import Iterable

from debrief.reading.mail.addresses import EMAIL
from debrief.reading.people import Sides
from debrief.reading.wording import fold
from debrief.team import Person

_MOMENT = re.compile(  # at which it was touched
    r"(?:[\s,(]+(?:on|at|am|um|le|el|em|op|à|a las|às|om|den))?[\s,(]+(?:\d{1,2}[:./h-]\d.*|\d{4}-\d.*|\d{1,2}\.? [^\W\d]{3,}.*)$"
)

_BESIDE = re.compile(r"\||\s[·•]\s")  # between the owner and what else a line shows
_INITIALS = re.compile(
    r"^[A-Z]{2,3} ?\((?=[^()]{4,}$)|(?<=\w{3}) ?\([A-Z]{2,3}$"
)  # beside the name: "FD (Fraser Dalgleish)"


def owner_name(owner: str) -> str:
    """Return an owner as they are called, without address and moment."""
    first = _BESIDE.split(owner.lstrip(" ·•"))[0]
    name = _MOMENT.sub("", EMAIL.sub("", first)).strip(" ()<>,")
    return _INITIALS.sub("", name).strip(" ()")


def owner_of(owner: str, sides: Sides) -> Person | None:
    """Return who of the team this is, or None where it is nobody or might be two."""
    if sides.team is None:
        return None
    mail = EMAIL.search(owner)
    found = sides.team.person(mail[0]) if mail else None
    name = owner_name(owner)
    if found is not None or not name:
        return found
    return sides.by_name(name) or _by_login(name, sides.team.people())


def _by_login(name: str, people: Iterable[Person]) -> Person | None:
    login = "".join(re.findall(r"[^\W_]", fold(name)))
    hits = [person for person in people if login in _logins(person.name)]
    return hits[0] if len(hits) == 1 else None


def _logins(name: str) -> frozenset[str]:
    """Return how systems shorten a name: its last part, with the first or its initial before or behind it."""
    parts = [re.sub(r"\W", "", part) for part in fold(name).split()]
    first, ends = parts[0], (parts[-1], "".join(parts[1:]))
    return frozenset(
        f"{before}{end}{behind}"
        for end in ends
        for before, behind in (("", ""), (first, ""), (first[:1], ""), ("", first), ("", first[:1]))
    ) | {first}
