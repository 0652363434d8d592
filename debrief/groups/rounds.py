"""A timetable of groups in which no two people meet twice (a transversal design).

Everybody has a seat in one of four columns of `p` seats, `p` a prime; the last column may be
short. In round `r` the group `g` takes seat ``(g + r * s) mod p`` of each column `s`: two people
of different columns meet in exactly one of the `p` rounds, two of one column never. The round
after these stays within the columns. So groups have three or four people, and more threes than a
split of one evening needs: that is what makes a year without repetition possible.
"""

from __future__ import annotations

from collections.abc import Sequence

from debrief.groups.sizes import sizes_for

Seating = tuple[tuple[str, ...], ...]

PRIMES = (11, 13, 17)
COLUMNS = 4


def planned_rounds(seats: Sequence[str]) -> list[Seating]:
    """Return every round for these people, or nothing when they do not fill three columns.

    Groups of the last round may be too small where the last column is short.
    """
    p = next((p for p in PRIMES if 3 * p <= len(seats) <= COLUMNS * p), 0)
    rounds = [
        tuple(tuple(_taken(seats, p, group, turn)) for group in range(p)) for turn in range(p)
    ]
    columns = [seats[start : start + p] for start in range(0, len(seats), p)] if p else []
    return [*rounds, tuple(part for column in columns for part in _cut(column))] if p else []


def _taken(seats: Sequence[str], p: int, group: int, turn: int) -> list[str]:
    numbers = (column * p + (group + turn * column) % p for column in range(COLUMNS))
    return [seats[number] for number in numbers if number < len(seats)]


def _cut(column: Sequence[str]) -> list[tuple[str, ...]]:
    found, start = [], 0
    for size in sizes_for(len(column)):
        found.append(tuple(column[start : start + size]))
        start += size
    return found
