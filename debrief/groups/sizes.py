"""How many people a group has, and the rule in one sentence.

As many groups of four as possible, the rest of three. One person works with the manager, two are a
pair, five are three and two: these numbers have no split into 3 and 4.
"""

from __future__ import annotations

from collections.abc import Sequence


def sizes_for(n: int) -> tuple[int, ...]:
    """Return the group sizes for `n` people, larger first."""
    if n <= 0:
        return ()
    if n in (1, 2):
        return (n,)
    if n == 5:
        return (3, 2)
    threes = -n % 4
    return (4,) * ((n - 3 * threes) // 4) + (3,) * threes


def rule_for(n: int, sizes: Sequence[int] = ()) -> str:
    """Say in one sentence, for the manager, how `n` people are split.

    ``sizes`` are those of the groups as they are; without them, those of `sizes_for`.
    """
    if n <= 0:
        return "There is nobody to put into groups."
    if n == 1:
        return "One person works alone with the manager."
    if n == 2:
        return "Two people work as a pair."
    if n == 5:
        return "Five people cannot be split into threes and fours, so they work as three and two."
    real = tuple(sizes) or sizes_for(n)
    fours, threes = real.count(4), real.count(3)
    parts = [_counted(fours, "four")] * (fours > 0) + [_counted(threes, "three")] * (threes > 0)
    return f"{_word(n)} people work in {' and '.join(parts)}."


_NUMBERS = [
    "No",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
]


def _word(n: int) -> str:
    return _NUMBERS[n] if n < len(_NUMBERS) else str(n)


def _counted(groups: int, size: str) -> str:
    return f"{_word(groups).lower()} group{'s' * (groups != 1)} of {size}"
