"""A yes to the call is told from the same words said of something else."""

from __future__ import annotations

import pytest

from tests.test_when_signs import read, starts


@pytest.mark.parametrize(
    "text",
    [
        "No worries about the deal, honestly.",
        "We are done with this topic.",
        "Of course we looked at the price first.",
        "Bien sûr que nous avons regardé le prix.",
        "D'accord avec vous sur le prix, mais c'est décidé.",
        "Claro que miramos el precio.",
        "Vale la pena mirar otras cosas.",
        "Natuurlijk hebben we naar de prijs gekeken.",
        "Zeker een mooi product, maar niet voor ons.",
        "Claro que vimos o preço.",
        "Feito o balanço, ficamos com outra coisa.",
    ],
)
def test_a_word_of_agreement_about_something_else_is_no_yes(text):
    assert read(text).kind == "unclear"


@pytest.mark.parametrize(
    "text",
    [
        "Sure.",
        "Of course!",
        "Yes, Susan.",
        "Natürlich, bis morgen.",
        "Claro, hablamos mañana.",
        "Ça marche, mais 20 minutes maximum.",
        "Nee hoor, dat kan.",
        "Tudo bem, até amanhã.",
        "Pode ser, mas só tenho dez minutos.",
    ],
)
def test_a_plain_yes_stays_a_yes(text):
    assert read(text).kind == "accept"


@pytest.mark.parametrize("text", ["Ik ben weg tot morgen twaalf uur.", "Estou fora até amanhã."])
def test_a_farewell_is_one_only_by_itself(text):
    assert read(text).kind != "accept"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We went with someone else.", "decline"),
        ("Wir haben uns anders entschieden.", "decline"),
        ("We went with someone else, but happy to talk. Friday at 9?", "windows"),
        ("No need to apologise, see you tomorrow.", "accept"),
    ],
)
def test_having_chosen_another_refuses_no_call_that_is_agreed_to(text, expected):
    assert read(text).kind == expected


def test_a_yes_holds_where_something_begins_only_after_the_call():
    assert starts("Works for me, at least until 4. Wednesday at 2, then.") == ["11 14:00"]
