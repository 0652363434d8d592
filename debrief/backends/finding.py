"""What `debrief check` finds out: one line each, with its remedy in plain words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from debrief.errors import DebriefError

VOUCHING = "who wrote a mail"  # the finding of who vouches for senders


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; ``good`` None is worth knowing and nothing to mend."""

    name: str
    good: bool | None
    said: str
    proposes: str = ""  # a setting's value that a person may say yes to

    def __str__(self) -> str:
        """Return the line that is printed."""
        word = {True: "ok", False: "MEND", None: "note"}[self.good]
        return f"{word:<5} {self.name}: {self.said}"


def tried(name: str, do: Callable[[], str]) -> Finding:
    """Do something and tell how it went; the error's own words are the remedy."""
    try:
        return Finding(name, True, do())
    except DebriefError as err:
        return Finding(name, False, _without(name, str(err)))


def _without(name: str, said: str) -> str:
    """Return an error without the place that its line's name tells already."""
    place, mark, rest = said.partition(": ")
    return rest if mark and name.endswith(place) else said
