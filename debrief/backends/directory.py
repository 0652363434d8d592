"""Who else works here: what a backend knows of colleagues, so that reps need not be typed.

A backend that has a directory gives ``open_directory(site)`` in its module; what it asks for is
asked for when somebody looks for reps and at no other time. Errors are those of `debrief.errors`:
`CannotDo` where this backend knows no such thing, `Refused` where the account may not ask,
`BadInput` for a group that is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from debrief.errors import BadInput
from debrief.team import ADDRESS, fold_address

DEEPEST = 5  # groups within groups


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody whom the directory knows: a name ("" where it says none) and an address."""

    name: str
    email: str


class Directory(Protocol):
    """What one backend knows of colleagues."""

    what: str  # whom `colleagues` gives, in words: "the people who report to you"

    def colleagues(self) -> list[Colleague]:
        """Return who may be a rep, likeliest first."""
        ...

    def members(self, group: str) -> list[Colleague]:
        """Return everybody in the group of this address, groups within it included."""
        ...


def distinct(found: Iterable[Colleague]) -> list[Colleague]:
    """Return each address once, folded, the first name that is known; what is none left out."""
    kept: dict[str, Colleague] = {}
    for one in found:
        email = fold_address(one.email)
        if not ADDRESS.fullmatch(email):
            continue
        before = kept.get(email)
        if before is None or not before.name:
            kept[email] = Colleague(" ".join(one.name.split()), email)
    return list(kept.values())


def expanded(
    group: str, members: Callable[[str], tuple[list[Colleague], list[str]]]
) -> list[Colleague]:
    """Return everybody in a group and in the groups within it; ``members`` gives both of one.

    Raises `BadInput` for a group in which nobody is.
    """
    found: list[Colleague] = []
    seen: set[str] = set()
    level = [group]
    for _ in range(DEEPEST):
        level = [name for name in level if name not in seen]
        seen.update(level)
        inner: list[str] = []
        for name in level:
            people, groups = members(name)
            found += people
            inner += groups
        level = inner
    if not found:
        raise BadInput(f"the group {group} has no members that could be seen; check its address")
    return distinct(found)
