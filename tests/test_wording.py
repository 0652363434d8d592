"""Wording that sounds like blame is noticed, kind wording is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debrief.wording import check_wording


@pytest.mark.parametrize("text", [
    "It was your fault", "You should have called earlier", "Who is to blame?", "He messed up the demo", "No excuses!",
    "why didn't you ask?", "Das war deine Schuld", "Er hat versagt", "C'est ta faute", "Es culpa tuya", "Dat is een mislukking",
    "Foi um falhanço",
])  # fmt: skip
def test_blame_is_noticed_with_a_kinder_way(text: str) -> None:
    remarks = check_wording(text)
    assert remarks
    assert all(remark.suggestion for remark in remarks)


@pytest.mark.parametrize("text", [
    "What can we do differently next time?", "By default the call takes 30 minutes.", "Faultless work",
    "The customer was open and kind.", "Was können wir lernen?", "Was lernen wir daraus? Der Luis fragt.", "",
])  # fmt: skip
def test_kind_words_are_left_alone(text: str) -> None:
    assert check_wording(text) == ()


def test_a_remark_names_its_line() -> None:
    assert [r.line for r in check_wording("fine\n\nyour fault\nfine")] == [3]


@given(st.text(max_size=300))
def test_no_text_makes_the_check_fail(text: str) -> None:
    assert all(remark.word for remark in check_wording(text))
