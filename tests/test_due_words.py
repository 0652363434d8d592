"""Days in a promise as people shorten them, and what stays of the promise."""

from __future__ import annotations

from datetime import date

import pytest

from debrief.funnels.typed_list import read_funnel_reply
from debrief.model import Opportunity
from debrief.when.due_date import split_due
from debrief.worksheets.worksheet import read_worksheet

MONDAY = date(2026, 9, 14)
PRACTICES = {1: "one", 2: "two", 3: "three", 4: "four"}
ROWS = (Opportunity(name="Jever"), Opportunity(name="Husum"))


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("bis Fr", "2026-09-18"),
        ("bis Mo", "2026-09-21"),
        ("Di", "2026-09-15"),
        ("am Mi", "2026-09-16"),
        ("bis zum 30.", "2026-09-30"),
        ("bis Wochenende", "2026-09-18"),
        ("d'ici lun", "2026-09-21"),
        ("para el vie", "2026-09-18"),
        ("op di", "2026-09-15"),
        ("até sex", "2026-09-18"),
        ("antes de fin de mes", "2026-09-30"),
        ("antes do fim do mês", "2026-09-30"),
        ("by Fri", "2026-09-18"),
    ],
)
def test_a_day_cut_short_is_read_behind_the_word_that_leads_it_in(text: str, due: str) -> None:
    assert split_due(text, MONDAY) == ("", date.fromisoformat(due))


@pytest.mark.parametrize(
    "text",
    [
        "So machen wir das",
        "so schnell wie möglich",
        "presentar el mar",
        "bis so weit",
        "Mi proposal",
    ],
)
def test_a_short_word_elsewhere_is_no_day(text: str) -> None:
    assert split_due(text, MONDAY) == (text, None)


@pytest.mark.parametrize(
    ("text", "action", "due"),
    [
        (
            "1: P1 nehme Uwe aus der Technik mit bis Fr",
            "nehme Uwe aus der Technik mit",
            "2026-09-18",
        ),
        ("1: P1 nehme Uwe mit, 30.9.", "nehme Uwe mit", "2026-09-30"),
        ("1: mit Uwe hinfahren (P1) bis 30.9.", "mit Uwe hinfahren", "2026-09-30"),
        ("1: mit P1 den CFO anrufen bis Fr", "den CFO anrufen", "2026-09-18"),
        ("1: P1 Uwe anrufen morgen früh", "Uwe anrufen", "2026-09-15"),
    ],
)
def test_a_verb_keeps_both_its_halves(text: str, action: str, due: str) -> None:
    (promise,) = read_worksheet(text, rows=ROWS, practices=PRACTICES, today=MONDAY).commitments
    assert (promise.action, promise.due) == (action, date.fromisoformat(due))


def test_two_practices_joined_by_a_short_und_have_one_day() -> None:
    made = read_worksheet(
        "2: P2 u. P4 bis 1.10.", rows=ROWS, practices=PRACTICES, today=MONDAY
    ).commitments
    assert [(c.practice, c.action, c.due) for c in made] == [
        (2, "", date(2026, 10, 1)),
        (4, "", date(2026, 10, 1)),
    ]


@pytest.mark.parametrize(
    "words", ["nix", "passt nix", "keine Praxis passt", "niks", "rien ne convient"]
)
def test_none_applies_in_plain_words(words: str) -> None:
    read = read_worksheet(f"2: {words}", rows=ROWS, practices=PRACTICES, today=MONDAY)
    assert read.none_for == (2,)


@pytest.mark.parametrize(
    "text",
    [
        "Ich hab gerade keine offenen Deals",
        "I have no open deals at the moment",
        "Je n'ai pas d'affaires en cours",
        "No tengo oportunidades abiertas",
        "Ik heb geen open deals",
        "Não tenho negócios abertos",
    ],
)
def test_a_sentence_that_there_are_no_deals_lists_none(text: str) -> None:
    assert read_funnel_reply(text) == ()
