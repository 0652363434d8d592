"""Slots: the sweep must agree with a slow search that tries every quarter-hour."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debrief.timing.slot_reasons import explain
from debrief.timing.slots import Attendee, SlotRequest, SlotResult, alternatives, find_slots
from debrief.timing.workdays import Hours, common_intervals, day_intervals

MONDAY = int(datetime(2026, 3, 23, tzinfo=UTC).timestamp())  # Europe changes its clocks on the 29th
HOUR, DAY, QUARTER = 3600, 86400, 900
BERLIN = Hours("Europe/Berlin")
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Adelaide")


def moment(day: int, hour: float) -> int:
    """Return an instant in UTC seconds, days counted from the Monday."""
    return MONDAY + day * DAY + int(hour * HOUR)


def person(key, busy=(), **more) -> Attendee:
    hours = more.pop("hours", (BERLIN,))
    return Attendee(key, hours, None if busy is None else tuple(busy), **more)


def request(*people, **more) -> SlotRequest:
    settings = {"duration": 30 * 60, "earliest": MONDAY, "latest": MONDAY + 5 * DAY}
    return SlotRequest(people, **(settings | more))


def state_at(request: SlotRequest, who: Attendee, start: int) -> str:
    end, pad = start + request.duration, request.buffer
    for hours in who.hours:
        work = common_intervals((hours,), request.earliest, request.latest)
        if not any(begin <= start and end <= finish for begin, finish in work):
            return "missing"

    def clash(intervals) -> bool:
        return any(a < b and start < b + pad and end > a - pad for a, b in intervals)

    if clash(request.holds) or clash(who.busy or ()):
        return "missing"
    if who.busy is None:
        return "unknown"
    return "soft" if clash(who.tentative) else "free"


def quality_at(request: SlotRequest, start: int) -> tuple[int, int, int, int] | None:
    states = [(who, state_at(request, who, start)) for who in request.people]
    required = [state for who, state in states if who.required]
    if required.count("missing") > len(required) - request.needed:
        return None
    if all(state == "missing" for _, state in states):
        return None
    unsure = ("missing", "unknown")
    return (
        sum(state in unsure for state in required),
        required.count("missing"),
        sum(state in unsure for who, state in states if not who.required),
        sum(state == "soft" for _, state in states),
    )


def slow_search(request: SlotRequest) -> list[int]:
    first = -(-request.earliest // request.step) * request.step
    starts = range(first, request.latest, request.step)
    ranked = sorted((q, s) for s in starts if (q := quality_at(request, s)) is not None)
    chosen: list[int] = []
    for _, start in ranked:
        if len(chosen) < request.count and all(abs(start - c) >= request.duration for c in chosen):
            chosen.append(start)
    return chosen


minutes = st.integers(0, 3 * 24 * 60)


@st.composite
def intervals(draw):
    found = []
    for _ in range(draw(st.integers(0, 6))):
        start = MONDAY + 60 * draw(minutes)
        found.append((start, start + 60 * draw(st.integers(0, 300))))
    return tuple(found)


@st.composite
def requests(draw):
    people = []
    for number in range(draw(st.integers(1, 4))):
        zone = draw(st.sampled_from(ZONES))
        hours = tuple(Hours(z) for z in {zone, draw(st.sampled_from((zone, ZONES[0])))})
        people.append(
            Attendee(
                f"p{number}",
                hours,
                draw(st.none() | intervals()) if number else draw(intervals()),
                tentative=draw(intervals()),
                required=draw(st.booleans()),
            )
        )
    return SlotRequest(
        tuple(people),
        duration=60 * draw(st.sampled_from((15, 30, 50, 60, 90))),
        earliest=MONDAY + 60 * draw(st.integers(0, 600)),
        latest=MONDAY + 3 * DAY,
        buffer=60 * draw(st.sampled_from((0, 10, 15))),
        count=draw(st.integers(1, 4)),
        quorum=draw(st.sampled_from((None, 0.0, 0.4, 0.5, 1.0))),
        holds=draw(intervals()),
    )


@settings(max_examples=120, deadline=None)
@given(requests())
def test_the_sweep_finds_what_trying_every_quarter_hour_finds(wanted):
    assert [slot.start for slot in find_slots(wanted).slots] == slow_search(wanted)


@settings(max_examples=60, deadline=None)
@given(requests())
def test_every_slot_names_exactly_those_who_are_not_surely_there(wanted):
    for slot in find_slots(wanted).slots:
        states = {who.key: state_at(wanted, who, slot.start) for who in wanted.people}
        for names, state in (
            (slot.missing, "missing"),
            (slot.unknown, "unknown"),
            (slot.tentative, "soft"),
        ):
            assert set(names) == {key for key, found in states.items() if found == state}
        sure = all(states[who.key] in {"free", "soft"} for who in wanted.people if who.required)
        assert slot.complete == sure
        assert slot.end - slot.start == wanted.duration


@settings(max_examples=60, deadline=None)
@given(requests())
def test_alternatives_never_overlap_and_are_as_certain_as_the_best(wanted):
    result = find_slots(wanted)
    others = alternatives(result, 3)
    if result.best is None:
        assert others == ()
        return
    everything = (result.best, *others)
    local = [datetime.fromtimestamp(slot.start, wanted.zone) for slot in everything]
    halves = [(when.date(), when.hour >= 12) for when in local]
    assert len(set(halves)) == len(halves)
    starts = sorted(slot.start for slot in everything)
    assert all(b - a >= wanted.duration for a, b in pairwise(starts))
    if result.best.complete:
        assert all(slot.complete for slot in others)


@settings(max_examples=40, deadline=None)
@given(requests(), st.randoms(use_true_random=False))
def test_the_order_of_people_and_calendar_entries_does_not_matter(wanted, random):
    shuffled = list(wanted.people[1:])
    random.shuffle(shuffled)
    again = SlotRequest(
        (wanted.people[0], *shuffled),
        wanted.duration,
        wanted.earliest,
        wanted.latest,
        wanted.buffer,
        count=wanted.count,
        quorum=wanted.quorum,
        holds=tuple(reversed(wanted.holds)),
    )
    ours, theirs = find_slots(wanted).slots, find_slots(again).slots
    assert [slot.start for slot in ours] == [slot.start for slot in theirs]


def test_the_earliest_free_time_of_both_is_taken():
    manager = person("ana", [(moment(0, 8), moment(0, 10))])
    rep = person("bo", [(moment(0, 10), moment(0, 10.5))])
    assert find_slots(request(manager, rep)).best.start == moment(0, 10.5)


def test_lunch_is_kept_free_for_everybody():
    morning = person("ana", [(moment(0, 0), moment(0, 10.75))])
    assert find_slots(request(morning)).best.start == moment(0, 12)  # 13:00 in Berlin


def test_a_buffer_keeps_its_distance_from_meetings_but_not_from_the_working_day():
    busy = person("ana", [(moment(0, 9), moment(0, 10))])
    starts = [slot.start for slot in find_slots(request(busy, buffer=900)).slots]
    assert starts[:2] == [moment(0, 8), moment(0, 10.25)]


def test_what_another_review_holds_is_not_offered_again():
    held = request(person("ana"), holds=((moment(0, 8), moment(0, 9)),))
    assert find_slots(held).best.start == moment(0, 9)


def test_an_unknown_calendar_is_never_taken_for_a_free_one():
    early_but_unknown = Hours("Europe/Berlin", end=time(10), lunch=None)
    unsure = person("bo", None, required=True)
    result = find_slots(request(person("ana"), unsure))
    assert not result.best.complete
    assert result.best.unknown == ("bo",)
    assert find_slots(
        request(person("ana"), person("cy", hours=(early_but_unknown,)))
    ).best.complete


def test_with_a_quorum_the_fully_known_time_comes_before_the_unknown_one():
    always = person("ana")
    hidden = person("bo", None, hours=(Hours("Europe/Berlin", end=time(10), lunch=None),))
    late = person("cy", hours=(Hours("Europe/Berlin", start=time(14), lunch=None),))
    result = find_slots(request(always, hidden, late, quorum=0.6, count=1))
    assert result.best.missing == ("bo",)
    assert result.best.unknown == ()


def test_without_a_quorum_nobody_required_is_left_out():
    never = person("bo", [(MONDAY, MONDAY + 5 * DAY)])
    assert find_slots(request(person("ana"), never)).best is None
    assert find_slots(request(person("ana"), never, quorum=0.5)).best.missing == ("bo",)


def test_optional_people_are_worth_waiting_for_and_soft_conflicts_worth_avoiding():
    guest = person("bo", [(moment(0, 0), moment(1, 0))], required=False)
    assert find_slots(request(person("ana"), guest)).best.start == moment(1, 8)
    soft = person("ana", tentative=((moment(0, 8), moment(0, 9)),))
    assert find_slots(request(soft)).best.start == moment(0, 9)


def test_notice_is_counted_in_the_persons_own_working_time():
    friday = moment(4, 15)  # 16:00 in Berlin
    slow = person("ana", notice=4 * HOUR)
    result = find_slots(request(slow, earliest=friday, latest=friday + 7 * DAY))
    # 1.5 h on Friday, then Monday from 9:00 (summer time by then) 2.5 h: 11:30 in Berlin.
    assert result.best.start == moment(7, 9.5)


def test_every_zone_the_customer_may_be_in_must_suit():
    customer = person("cy", hours=(Hours("America/New_York"), Hours("America/Los_Angeles")))
    slot = find_slots(request(customer)).best
    assert slot.starts_at().hour == 17  # after New York's lunch, when Los Angeles is at ten
    for zone in customer.hours:
        day = date(2026, 3, 23)
        assert any(a <= slot.start and slot.end <= b for a, b in day_intervals(zone, day))


def test_people_who_met_early_before_are_spared_on_the_same_day():
    west = Hours("America/New_York", lunch=None)
    team = (person("ana"), person("bo", hours=(west,)))
    plain = find_slots(request(*team)).best
    assert "bo" in plain.unsocial
    fair = find_slots(request(*team, unsocial={"bo": 3})).best
    assert fair.start > plain.start
    assert fair.starts_at().date() == plain.starts_at().date()
    assert "bo" not in fair.unsocial


def test_two_people_of_one_name_stay_two_people():
    both = request(person("a1", name="Kim"), person("a2", name="Kim"))
    assert find_slots(both).best.complete
    with pytest.raises(ValueError, match="same key"):
        request(person("a1"), person("a1"))


def test_the_explanation_names_the_time_and_who_stood_in_the_way():
    ana = person("ana", name="Ana Ruiz")
    bo = person("bo", [(moment(0, 0), moment(0, 23))], name="Bo Lindt")
    wanted = request(ana, bo)
    lines = explain(wanted, find_slots(wanted))
    assert lines[0] == "Tuesday 24 March, 09:00: everybody is free."
    assert lines[1] == "Monday 23 March: Bo Lindt is busy."
    assert len(lines) == 2


def test_a_person_with_two_reasons_is_named_once():
    early = Hours("Europe/Berlin", end=time(10), lunch=None)
    busy = person("bo", [(moment(0, 0), moment(1, 0))], hours=(early,), name="Bo")
    wanted = request(person("ana"), busy)
    assert explain(wanted, find_slots(wanted))[1] == (
        "Monday 23 March: Bo is outside working hours or is busy."
    )


def test_when_nothing_suits_the_explanation_says_why():
    wanted = request(person("ana"), person("bo", [(MONDAY, MONDAY + 9 * DAY)]))
    result = find_slots(wanted)
    assert result == SlotResult(wanted, ())
    assert explain(wanted, result)[0] == "There is no time that suits."
    assert "bo is busy" in explain(wanted, result)[1]
