"""Split a team into groups of three or four, mixed anew at every meeting.

Rule for the sizes: as many groups of four as possible, the rest of three. One person works with
the manager, two are a pair, five are three and two: these numbers have no split into 3 and 4.

What counts, heaviest first: two people whose clocks differ by more than ``NEAR_HOURS`` are kept
apart (each further hour weighs as much as having met before); two who have worked together are
kept apart; between equally fresh splits, the one with the nearest clocks is taken. So a team on
two continents keeps to its continents, and a team within Europe is mixed freely.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

Groups = tuple[tuple[str, ...], ...]

NEAR_HOURS = 3.0  # a difference that ordinary working days bridge without effort
REPEAT_COST = 1000  # of two people who have met once; each further meeting adds a little
AGAIN_COST = 100
HOUR_COST = 5  # of one hour between near clocks: only ever decides between equals
SEARCH = 400_000  # exchanges looked at before the search is content with what it has
PATIENCE = 300  # steps without anything better before it stops


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


def rule_for(n: int) -> str:
    """Say in one sentence, for the manager, how `n` people are split."""
    if n <= 0:
        return "There is nobody to put into groups."
    if n == 1:
        return "One person works alone with the manager."
    if n == 2:
        return "Two people work as a pair."
    if n == 5:
        return "Five people cannot be split into threes and fours, so they work as three and two."
    sizes = sizes_for(n)
    fours, threes = sizes.count(4), sizes.count(3)
    parts = [_counted(fours, "four")] * (fours > 0) + [_counted(threes, "three")] * (threes > 0)
    return f"{_word(n)} people work in {' and '.join(parts)}."


def split_into_groups(
    people: Sequence[str],
    *,
    past_pairs: Mapping[frozenset[str], int] | None = None,
    zones: Mapping[str, float] | None = None,
    seed: int = 0,
) -> Groups:
    """Put every person into exactly one group, with as few old acquaintances as can be found.

    ``past_pairs`` counts how often two people have been in one group; ``zones`` gives UTC offsets
    in hours (a person without one has no wish). Sizes follow `sizes_for`. The same arguments give
    the same groups; another ``seed`` gives other, equally good ones. Raises ValueError when
    somebody is listed twice.
    """
    if len(set(people)) != len(people):
        raise ValueError("somebody is listed twice")
    sizes = sizes_for(len(people))
    if len(sizes) < 2:
        return (tuple(people),) if people else ()
    order = list(people)
    random.Random(seed).shuffle(order)  # noqa: S311 - mixing colleagues is not cryptography
    table = _Table(_costs(order, past_pairs or {}, zones or {}), sizes)
    table.search()
    return tuple(tuple(order[i] for i in group) for group in table.groups())


def pairs_in(groups: Iterable[Collection[str]]) -> list[frozenset[str]]:
    """Return who has now met whom, to be added to ``past_pairs`` after the meeting."""
    return [frozenset(pair) for group in groups for pair in combinations(sorted(group), 2)]


def rebalance(groups: Groups, gone: Collection[str]) -> Groups:
    """Mend the groups after late declines, moving as few people as possible.

    The sizes are again of 3 and 4 (or the stated rule for 1, 2 and 5 people). The order of groups
    and of people within them stays; empty groups disappear.
    """
    left = [[person for person in group if person not in gone] for group in groups]
    left = [group for group in left if group]
    n = sum(map(len, left))
    if all(len(group) in (3, 4) for group in left):
        return tuple(map(tuple, left))
    ranked = sorted(range(len(left)), key=lambda i: (-len(left[i]), i))
    options = [_dealt(sizes, ranked) for sizes in _possible_sizes(n) if len(sizes) <= len(left)]
    goal = min(
        options, key=lambda goal: sum(max(0, len(g) - t) for g, t in zip(left, goal, strict=True))
    )
    movers = [person for group, size in zip(left, goal, strict=True) for person in group[size:]]
    mended = [group[:size] for group, size in zip(left, goal, strict=True)]
    for group, size in zip(mended, goal, strict=True):
        while len(group) < size:
            group.append(movers.pop(0))
    return tuple(tuple(group) for group in mended if group)


def _possible_sizes(n: int) -> list[tuple[int, ...]]:
    """Return every allowed choice of sizes for `n` people, larger sizes first."""
    if n in (1, 2, 5):
        return [sizes_for(n)]
    return [(4,) * (n - 3 * k) + (3,) * (4 * k - n) for k in range(-(-n // 4), n // 3 + 1)]


def _dealt(sizes: tuple[int, ...], ranked: Sequence[int]) -> list[int]:
    """Give the largest sizes to the groups that are largest now, and nothing to the rest."""
    goal = [0] * len(ranked)
    for size, group in zip(sizes, ranked, strict=False):
        goal[group] = size
    return goal


def _costs(
    people: Sequence[str], past: Mapping[frozenset[str], int], zones: Mapping[str, float]
) -> list[list[int]]:
    """Return the symmetric matrix of what it costs to put two people into one group."""
    number = {person: i for i, person in enumerate(people)}
    costs = [[0] * len(people) for _ in people]
    for i, j in combinations(range(len(people)), 2):
        costs[i][j] = costs[j][i] = _distance(zones.get(people[i]), zones.get(people[j]))
    for pair, times in past.items():
        if times > 0 and len(pair) == 2 and all(person in number for person in pair):
            i, j = (number[person] for person in pair)
            costs[i][j] += REPEAT_COST + AGAIN_COST * (times - 1)
            costs[j][i] = costs[i][j]
    return costs


def _distance(one: float | None, other: float | None) -> int:
    if one is None or other is None:
        return 0
    hours = abs(one - other) % 24
    hours = min(hours, 24 - hours)
    return round(hours * HOUR_COST + max(0.0, hours - NEAR_HOURS) * REPEAT_COST)


class _Table:
    """A split that is improved by exchanging two people at a time (tabu search).

    ``pull[i][g]`` is what person `i` would cost in group `g`, so that one exchange is judged by
    six look-ups; whoever was just moved stays for a few steps, so that the search leaves
    dead ends.
    """

    def __init__(self, costs: list[list[int]], sizes: Sequence[int]) -> None:
        self.costs = costs
        self.sizes = sizes
        self.home = [0] * len(costs)
        self.pull = [[0] * len(sizes) for _ in costs]
        self._seat_everybody()

    def groups(self) -> list[list[int]]:
        """Return the numbers of the people in each group."""
        groups: list[list[int]] = [[] for _ in self.sizes]
        for person, group in enumerate(self.home):
            groups[group].append(person)
        return groups

    def total(self) -> int:
        """Return the cost of the whole split, each pair counted twice."""
        return sum(row[group] for row, group in zip(self.pull, self.home, strict=True))

    def search(self) -> None:
        """Exchange people until nothing costs anything or the patience is used up."""
        n = len(self.home)
        now = best = self.total()
        kept, idle, looked, step = list(self.home), 0, 0, 0
        tabu = [0] * n
        while best and idle < PATIENCE and looked < SEARCH:
            step += 1
            unhappy = [i for i in range(n) if self.pull[i][self.home[i]]]
            looked += len(unhappy) * n
            move = self._best_exchange(unhappy, tabu, step, best - now)
            if move is None:
                break
            gain, i, j = move
            self._exchange(i, j)
            tabu[i] = tabu[j] = step + 4 + (i + j + step) % 7
            now += 2 * gain
            idle += 1
            if now < best:
                best, kept, idle = now, list(self.home), 0
        self.home = kept

    def _best_exchange(
        self, unhappy: Sequence[int], tabu: Sequence[int], step: int, wanted: int
    ) -> tuple[int, int, int] | None:
        """Return (change of cost, person, person); resting people only if a new best results."""
        home, pull, costs = self.home, self.pull, self.costs
        best: tuple[int, int, int] | None = None
        low = 1 << 60
        for i in unhappy:
            a, mine, row = home[i], pull[i], costs[i]
            stay, resting = mine[a], tabu[i] > step
            for j, b in enumerate(home):
                if a == b:
                    continue
                other = pull[j]
                change = mine[b] - stay + other[a] - other[b] - 2 * row[j]
                if change < low and (not (resting or tabu[j] > step) or 2 * change < wanted):
                    low, best = change, (change, i, j)
        return best

    def _exchange(self, i: int, j: int) -> None:
        a, b = self.home[i], self.home[j]
        for row, left, came in zip(self.pull, self.costs[i], self.costs[j], strict=True):
            row[a] += came - left
            row[b] += left - came
        self.home[i], self.home[j] = b, a

    def _seat_everybody(self) -> None:
        """Seat one after the other where they cost least, fullest table last."""
        room = list(self.sizes)
        for person in range(len(self.home)):
            open_groups = [g for g in range(len(room)) if room[g]]
            group = min(open_groups, key=lambda g: (self.pull[person][g], -room[g]))
            room[group] -= 1
            self.home[person] = group
            for row, cost in zip(self.pull, self.costs[person], strict=True):
                row[group] += cost


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
