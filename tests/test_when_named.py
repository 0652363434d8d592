"""Days that have a name, as a rep promises them."""

from __future__ import annotations

from datetime import date

import pytest

from debrief.when.due_date import read_when, split_due

TODAY = date(2026, 11, 18)
CHRISTMAS, BEFORE, BACK = date(2026, 12, 25), date(2026, 12, 24), date(2027, 1, 8)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("by Thanksgiving", date(2026, 11, 26)),
        ("before Thanksgiving", date(2026, 11, 25)),
        ("Black Friday", date(2026, 11, 27)),
        ("by Christmas", CHRISTMAS),
        ("before xmas", BEFORE),
        ("by Boxing Day", date(2026, 12, 26)),
        ("by New Year's Eve", date(2026, 12, 31)),
        ("before the holidays", date(2026, 12, 23)),
        ("after the holidays", BACK),
        ("first week of January", BACK),
        ("the last week of November", date(2026, 11, 27)),
        ("by Easter 2028", date(2028, 4, 16)),
        ("bis Weihnachten", CHRISTMAS),
        ("vor Weihnachten", BEFORE),
        ("an Heiligabend", BEFORE),
        ("nach den Feiertagen", BACK),
        ("nach Neujahr", BACK),
        ("zwischen den Jahren", date(2026, 12, 31)),
        ("in der ersten Januarwoche", BACK),
        ("d'ici Noël", CHRISTMAS),
        ("avant Noël", BEFORE),
        ("après les fêtes", BACK),
        ("première semaine de janvier", BACK),
        ("antes de Navidad", BEFORE),
        ("después de las fiestas", BACK),
        ("para Reyes", date(2027, 1, 6)),
        ("primera semana de enero", BACK),
        ("voor kerst", BEFORE),
        ("na de feestdagen", BACK),
        ("eerste week van januari", BACK),
        ("até o Natal", CHRISTMAS),
        ("antes do Natal", BEFORE),
        ("depois das festas", BACK),
        ("primeira semana de janeiro", BACK),
    ],
)
def test_a_holiday_or_a_week_of_a_month_is_a_date(text: str, day: date):
    assert read_when(text, TODAY) == day
    assert split_due(f"send it {text}", TODAY) == ("send it", day)


def test_not_before_a_holiday_means_the_holiday():
    assert read_when("not before Boxing Day", TODAY) == date(2026, 12, 26)
    assert read_when("nicht vor Weihnachten", TODAY) == CHRISTMAS


@pytest.mark.parametrize(
    "text",
    [
        "call Noel",
        "send a Christmas card",
        "bring the Black Friday offer",
        "the new year campaign",
        "send it to the Natal office",
        "ask for their holiday plan",
    ],
)
def test_what_is_only_called_after_a_holiday_is_no_date(text: str):
    assert split_due(text, TODAY) == (text, None)


def test_a_holiday_that_is_over_is_the_next_years_and_plain_days_win_over_names():
    assert read_when("by Thanksgiving", date(2026, 12, 1)) == date(2027, 11, 25)
    assert split_due("call Noel by Friday", TODAY) == ("call Noel", date(2026, 11, 20))
