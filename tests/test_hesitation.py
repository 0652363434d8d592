"""Whoever reads replies knows the same words of doubt, regret and restriction."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from debrief.answers.attendance import says_of_coming
from debrief.answers.followup import read_followup
from debrief.answers.meeting_wish import read_wish
from debrief.answers.orders import admits_ignorance
from debrief.answers.rep_absence import says_away
from debrief.answers.second_thoughts import takes_back

NOW = datetime(2026, 9, 14, 13, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "doubt", ["maybe", "possibly", "eventuell", "evtl", "peut-être", "tal vez", "misschien", "se calhar"]
)  # fmt: skip
def test_a_doubt_is_heard_by_all(doubt: str):
    assert says_of_coming(f"Count me in, {doubt}") is None
    assert not says_away(f"I am on holiday that day, {doubt}")


@pytest.mark.parametrize("limit", ["but", "however", "jedoch", "mais", "pero", "maar", "porém"])
def test_a_but_is_heard_by_all(limit: str):
    assert says_of_coming(f"Count me in, {limit} see below") is None
    assert not says_away(f"I am on holiday that day, {limit} see below")
    assert read_wish(f"cancel it {limit} see below", NOW, "Europe/Berlin", None).kind == "unclear"


@pytest.mark.parametrize(
    "ignorance", ["no idea", "don't know", "weiß noch nicht", "je ne sais pas", "no lo sé", "weet ik nog niet", "não sei"]
)  # fmt: skip
def test_that_nothing_is_known_is_heard_by_all(ignorance: str):
    assert admits_ignorance(ignorance)
    assert read_followup(f"done, {ignorance}").helped == "too early"


@pytest.mark.parametrize(
    "sorry", ["so sorry", "entschuldige", "tut mir leid", "désolée", "lo siento", "excuses", "desculpem"]
)  # fmt: skip
def test_an_apology_is_heard_by_all(sorry: str):
    assert takes_back(f"{sorry}, wrong line")
    assert says_away(f"{sorry}, I am on holiday that day")
