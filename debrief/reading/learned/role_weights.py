"""The weights by which words are given their roles: read from ``roles.bin``, summed by the name of a trait.

What a trait speaks for is one small whole number a role. The numbers of all roles lie side by side in
one larger whole number, so that the traits of a word are added up for all roles at once.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from debrief.reading.learned.lanes import Lanes
from debrief.reading.learned.package import Held, in_package, opened
from debrief.reading.learned.tags import ROLES

MOST_KNOWN = 200_000  # names of traits kept with their sums
IN_PIECES = frozenset("lfier")  # how traits begin that are a word in a place
_LANES = Lanes(len(ROLES))

ByRole = tuple[int, ...]  # one whole number a role


def numbers_of_trait(name: str) -> tuple[int, ...]:
    """Return the numbers that stand for a trait; a word in a place has some for its beginning and its end."""
    if name[1:2] != "=" or len(name) < 6 or name[0] not in IN_PIECES:
        return (_number(name),)
    kind, word = name[0], name[2:]
    return (
        _number(name),
        _number(f"{kind}<{word[:4]}"),
        _number(f"{kind}>{word[-3:]}"),
        _number(f"{kind}>{word[-5:]}"),
    )


def _number(text: str) -> int:
    return crc32(text.encode("utf-8", "surrogatepass"))


class Sums(dict[str, int]):
    """What each trait speaks for, all roles in one number, found when it is first met."""

    def __init__(self, rows: dict[int, int]) -> None:
        super().__init__()
        self.rows = rows

    def __missing__(self, name: str) -> int:
        rows = self.rows
        if name[1:2] != "=":  # it stands for itself
            total = rows.get(_number(name), 0)
        else:
            total = sum([rows[number] for number in numbers_of_trait(name) if number in rows])
        if len(self) < MOST_KNOWN:
            self[name] = total
        return total

    def of(self, names: list[str]) -> int:
        """Return what traits speak for together, all roles in one number."""
        return sum(map(self.__getitem__, names))


def by_role(total: int) -> ByRole:
    """Return what is kept for all roles in one number, role by role."""
    return _LANES.unpacked(total)


@dataclass(frozen=True, slots=True)
class Weights:
    """What each trait speaks for, in units of ``scale``, and what finding none starts with, by role."""

    sums: Sums
    scale: float
    none: tuple[float, ...]
    named: dict[str, float]
    ordinary: frozenset[int]


_held = Held(lambda: unpacked(in_package("roles.bin")))


def use_weights(learned: Weights | None) -> None:
    """Go by these weights from now on, or by those in the package again; for learning only."""
    _held.use(learned)
    is_ordinary.cache_clear()


def weights() -> Weights:
    """Return the weights in use."""
    return _held.get()


def unpacked(raw: bytes) -> Weights:
    """Return the weights in a file."""
    head, body = opened(raw)
    number, roles = head["traits"], len(ROLES)
    keys = struct.unpack(f"<{number}I", body[: 4 * number])
    small, rest = body[4 * number : (4 + roles) * number], (4 + roles) * number
    ordinary = struct.unpack_from(f"<{head['ordinary']}I", body, rest)
    rows = dict(zip(keys, _LANES.packed(small), strict=True))
    scale = head["scale"]
    none = tuple(each / scale for each in head["none"])
    return Weights(Sums(rows), scale, none, head["named"], frozenset(ordinary))


@lru_cache(maxsize=60_000)
def is_ordinary(word: str) -> bool:
    """Tell whether a folded word occurs without a capital in the mails learned from, as no name does."""
    return _number(word) in weights().ordinary
