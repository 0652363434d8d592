"""Split a team into groups of three or four, mixed anew at every meeting.

The sizes are those of `groups.sizes`, or what a planned round has (see `groups.rounds`): for teams
of ``PLANNED`` people a search alone cannot keep old acquaintances apart all year.

What counts, heaviest first: two people whose clocks differ by more than ``NEAR_HOURS`` are kept
apart (each further hour weighs as much as having met before); two who have worked together are
kept apart; between equally fresh splits, the one with the nearest clocks is taken. So a team on
two continents keeps to its continents, and a team within Europe is mixed freely.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

from debrief.groups.rounds import planned_rounds
from debrief.groups.sizes import sizes_for

Groups = tuple[tuple[str, ...], ...]

NEAR_HOURS = 3.0  # a difference that ordinary working days bridge without effort
REPEAT_COST = 1000  # of two people who have met once; each further meeting adds a little
AGAIN_COST = 100
HOUR_COST = 5  # of one hour between near clocks: only ever decides between equals
SEARCH = 400_000  # exchanges looked at before the search is content with what it has
PLANNED = range(33, 64)  # measured: below, the search is at the bound; above, nobody repeats
PATIENCE = 300  # steps without anything better before it stops


def split_into_groups(
    people: Sequence[str],
    *,
    past_pairs: Mapping[frozenset[str], int] | None = None,
    zones: Mapping[str, float] | None = None,
    seed: int = 0,
) -> Groups:
    """Put every person into exactly one group, with as few old acquaintances as can be found.

    ``past_pairs`` counts how often two people have been in one group; ``zones`` gives UTC offsets
    in hours (a person without one has no wish). Sizes are of 3 and 4, or the stated rule. The same
    arguments give the same groups; another ``seed`` gives other, equally good ones. Raises
    ValueError when somebody is listed twice.
    """
    if len(set(people)) != len(people):
        raise ValueError("somebody is listed twice")
    sizes = sizes_for(len(people))
    if len(sizes) < 2:
        return (tuple(people),) if people else ()
    past = past_pairs or {}
    order = list(people)
    mixed = random.Random(seed)  # noqa: S311 - mixing colleagues is not cryptography
    mixed.shuffle(order)
    costs = _costs(order, past, zones or {})
    homes = [_homes(groups, order) for groups in _planned(order, past, mixed)]
    tables = [_Table(costs, home) for home in homes]
    best = min(tables, key=_Table.total, default=None)
    if best is None or best.total():
        starts = [*([best] if best else []), _Table(costs, _seated(costs, sizes))]
        best = min(starts, key=_Table.search)  # the planned one at ties: it keeps later rounds free
    return tuple(tuple(order[i] for i in group) for group in best.groups())


def _planned(
    people: Sequence[str], past: Mapping[frozenset[str], int], mixed: random.Random
) -> list[Groups]:
    """Return the rounds planned for everybody ever seen, and for those here, without the absent."""
    if len(people) not in PLANNED:
        return []
    here = frozenset(people)
    ever = here.union(*past)
    rounds = [*planned_rounds(sorted(ever)), *(planned_rounds(sorted(here)) if ever > here else ())]
    mixed.shuffle(rounds)
    return [rebalance(groups, ever - here) for groups in rounds]


def _homes(groups: Groups, order: Sequence[str]) -> list[int]:
    """Return the number of everybody's group."""
    home = {person: number for number, group in enumerate(groups) for person in group}
    return [home[person] for person in order]


def _seated(costs: list[list[int]], sizes: Sequence[int]) -> list[int]:
    """Seat one after the other where they cost least, fullest table last."""
    room = list(sizes)
    tables: list[list[int]] = [[] for _ in sizes]
    home: list[int] = []
    for row in costs:
        open_groups = [g for g in range(len(room)) if room[g]]
        prices = {g: sum(row[other] for other in tables[g]) for g in open_groups}
        group = min(open_groups, key=lambda g: (prices[g], -room[g]))
        room[group] -= 1
        tables[group].append(len(home))
        home.append(group)
    return home


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

    def __init__(self, costs: list[list[int]], home: list[int]) -> None:
        """Begin with everybody in the group of that number."""
        self.costs = costs
        self.home = home
        self.tables = max(home) + 1
        self.pull = [self._pulled(row) for row in costs]

    def _pulled(self, row: Sequence[int]) -> list[int]:
        pulled = [0] * self.tables
        for group, cost in zip(self.home, row, strict=True):
            pulled[group] += cost
        return pulled

    def groups(self) -> list[list[int]]:
        """Return the numbers of the people in each group."""
        groups: list[list[int]] = [[] for _ in range(self.tables)]
        for person, group in enumerate(self.home):
            groups[group].append(person)
        return groups

    def total(self) -> int:
        """Return the cost of the whole split, each pair counted twice."""
        return sum(row[group] for row, group in zip(self.pull, self.home, strict=True))

    def search(self) -> int:
        """Exchange people until nothing costs anything or the patience is used up.

        Return the cost of the best split seen, which is then the one that stands.
        """
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
        return best

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
