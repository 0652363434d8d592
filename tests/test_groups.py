"""Groups: everybody in exactly one, the right sizes, few old acquaintances."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debrief.groups.groups import PLANNED, pairs_in, rebalance, split_into_groups
from debrief.groups.rounds import planned_rounds
from debrief.groups.sizes import rule_for, sizes_for


def names(n: int) -> list[str]:
    return [f"p{i:03}" for i in range(n)]


def meetings(n: int, count: int) -> tuple[int, int]:
    """Return (pairs that met, pairs that met for the first time) over some meetings."""
    past: Counter[frozenset[str]] = Counter()
    total = 0
    for seed in range(count):
        pairs = pairs_in(split_into_groups(names(n), past_pairs=past, seed=seed))
        total += len(pairs)
        past.update(pairs)
    return total, len(past)


@pytest.mark.parametrize("n", range(201))
def test_every_team_has_groups_of_three_and_four_or_the_stated_rule(n):
    groups = split_into_groups(names(n))
    assert sorted(person for group in groups for person in group) == names(n)
    stated = {0: [], 1: [1], 2: [2], 5: [3, 2]}
    sizes = [len(group) for group in groups]
    assert sizes == stated[n] if n in stated else set(sizes) <= {3, 4}
    planned = n in PLANNED  # rounds that hold more threes, so that a year repeats nobody
    assert planned or tuple(sizes) == sizes_for(n)
    assert rule_for(n, sizes).count(".") == 1


@settings(max_examples=50, deadline=None)
@given(
    st.integers(6, 40),
    st.integers(0, 5),
    st.dictionaries(st.frozensets(st.sampled_from(names(45)), max_size=3), st.integers(-1, 9)),
)
def test_any_history_even_of_people_who_left_gives_a_full_split(n, seed, past):
    groups = split_into_groups(names(n), past_pairs=past, seed=seed)
    assert sorted(person for group in groups for person in group) == names(n)
    assert groups == split_into_groups(names(n), past_pairs=past, seed=seed)


def test_another_seed_mixes_differently():
    assert split_into_groups(names(24), seed=1) != split_into_groups(names(24), seed=2)


LONELY = {34: 3, 35: 2, 38: 2}  # the last column's few have met everybody before the twelfth time


@pytest.mark.parametrize("n", range(6, 91))
def test_a_year_of_meetings_repeats_hardly_more_pairs_than_must_repeat(n):
    total, met = meetings(n, 12)
    needed = max(0, total - n * (n - 1) // 2)  # there are no more new pairs than that
    assert total - met <= 1.1 * needed + LONELY.get(n, 0)


@settings(max_examples=15, deadline=None)
@given(st.integers(33, 63), st.data())
def test_who_is_away_or_new_leaves_the_timetable_useful(n, data):
    past: Counter[frozenset[str]] = Counter()
    for _ in range(4):
        away = data.draw(st.sets(st.sampled_from(names(n)), max_size=2))
        people = sorted({*names(n), *data.draw(st.sets(st.just("new")))} - away)
        groups = split_into_groups(people, past_pairs=past)
        assert sorted(person for group in groups for person in group) == people
        assert {len(group) for group in groups} <= {3, 4}
        past.update(pairs_in(groups))
    assert sum(past.values()) - len(past) <= 8


@pytest.mark.parametrize("n", range(33, 69))
def test_no_two_people_meet_twice_in_the_planned_rounds(n):
    *rounds, last = planned_rounds(names(n))
    pairs = [pair for groups in (*rounds, last) for pair in pairs_in(groups)]
    assert len(pairs) == len(set(pairs))
    assert all(len(group) in (3, 4) for groups in rounds for group in groups)
    assert all(sorted(p for g in groups for p in g) == names(n) for groups in (*rounds, last))


def test_a_team_on_two_continents_is_not_mixed_by_the_timetable():
    zones = {person: (1.0 if i % 2 else -8.0) for i, person in enumerate(names(40))}
    groups = split_into_groups(names(40), zones=zones)
    assert all(len({zones[person] for person in group}) == 1 for group in groups)


@pytest.mark.parametrize("n", [64, 100, 200])
def test_a_large_team_meets_new_people_all_year(n):
    total, met = meetings(n, 12)
    assert total == met


def test_the_first_three_meetings_of_sixteen_people_repeat_nobody():
    total, met = meetings(16, 3)
    assert total == met


def test_two_hundred_people_are_split_in_less_than_a_second_even_after_years():
    past: Counter[frozenset[str]] = Counter()
    for seed in range(30):
        begin = time.process_time()
        past.update(pairs_in(split_into_groups(names(200), past_pairs=past, seed=seed)))
        assert time.process_time() - begin < 1


def test_two_continents_keep_to_themselves_and_one_is_mixed_freely():
    people = names(16)
    zones = {person: (1.0 if i % 2 else -8.0) for i, person in enumerate(people)}
    groups = split_into_groups(people, zones=zones)
    past = dict.fromkeys(pairs_in(groups), 1)
    again = split_into_groups(people, zones=zones, past_pairs=past)
    for group in (*groups, *again):
        assert len({zones[person] for person in group}) == 1
    near = {person: float(i % 2) for i, person in enumerate(people)}
    assert not set(pairs_in(split_into_groups(people, zones=near, past_pairs=past))) & set(past)


def test_without_a_history_even_near_zones_stay_together():
    people = names(12)
    zones = {person: (0.0, 1.0, 2.0)[i % 3] for i, person in enumerate(people)}
    groups = split_into_groups(people, zones=zones)
    assert all(len({zones[person] for person in group}) == 1 for group in groups)


def test_clocks_on_both_sides_of_the_date_line_are_near():
    zones = dict(zip(names(8), [12.0, -11.0] * 2 + [1.0, 2.0] * 2, strict=True))
    groups = split_into_groups(names(8), zones=zones)
    assert sorted(map(sorted, groups)) == [names(8)[:4], names(8)[4:]]


@given(st.integers(1, 60), st.data())
def test_after_declines_the_sizes_are_right_again_and_as_few_as_possible_move(n, data):
    groups = split_into_groups(names(n))
    gone = data.draw(st.sets(st.sampled_from(names(n))))
    mended = rebalance(groups, gone)
    left = n - len(gone)
    assert sorted(p for group in mended for p in group) == sorted(set(names(n)) - gone)
    sizes = sorted((len(group) for group in mended), reverse=True)
    assert tuple(sizes) == sizes_for(left) or set(sizes) <= {3, 4}
    assert _moved(groups, mended, gone) == _fewest_moves(groups, gone, sizes)


def _moved(groups, mended, gone) -> int:
    """Count who no longer sits with the largest part of their old group that stayed."""
    old = {person: number for number, group in enumerate(groups) for person in group}
    stayed: Counter[int] = Counter()
    for group in mended:
        number, size = Counter(old[person] for person in group).most_common(1)[0]
        stayed[number] = max(stayed[number], size)
    return sum(len(group) for group in mended) - sum(stayed.values())


def _fewest_moves(groups, gone, sizes) -> int:
    """The obvious bound: place the largest remainders into the largest groups."""
    rest = sorted((sum(person not in gone for person in group) for group in groups), reverse=True)
    return sum(sizes) - sum(min(a, b) for a, b in zip(rest, sizes, strict=False))


def test_groups_that_are_still_large_enough_are_left_alone():
    groups = (("a", "b", "c", "d"), ("e", "f", "g"))
    assert rebalance(groups, {"d"}) == (("a", "b", "c"), ("e", "f", "g"))
    assert rebalance((("a", "b", "c", "d"), ("e", "f", "g", "h")), {"g", "h"}) == (
        ("a", "b", "c"),
        ("e", "f", "d"),
    )
    assert rebalance(groups, set("abcdefg")) == ()


def test_the_rule_is_said_in_one_sentence():
    assert rule_for(10) == "Ten people work in one group of four and two groups of three."
    assert rule_for(5).startswith("Five people cannot be split")
    assert rule_for(40) == "40 people work in ten groups of four."
    assert all(rule_for(n).count(".") == 1 for n in range(201))
    real = [len(group) for group in split_into_groups(names(40))]
    assert rule_for(40, real) == "40 people work in seven groups of four and four groups of three."


def test_nobody_may_be_listed_twice():
    with pytest.raises(ValueError, match="twice"):
        split_into_groups(["a", "b", "c", "a"])
