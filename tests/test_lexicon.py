"""The small words of letters: how they end and who signs them."""

from __future__ import annotations

import pytest

from debrief.lexicon import ends_letter, is_closing, is_signed


@pytest.mark.parametrize(
    "line",
    [
        "Gruß Jürgen",
        "VG Sabine",
        "lg sabine",
        "Viele Grüße Sabine",
        "Viele Grüße, Sabine",
        "Viele Grüße aus Oldenburg",
        "Danke und Gruß Sabine",
        "Cordialement Hélène",
        "Best regards Sabine",
        "Best, Nadia",
        "Saludos Jürgen",
        "Groeten Jan de Vries",
        "Cumprimentos João",
    ],
)
def test_a_formula_with_a_name_behind_it_signs_a_letter_with_or_without_a_comma(line: str) -> None:
    assert is_signed(line)
    assert ends_letter(line)


@pytest.mark.parametrize(
    "line",
    [
        "Best service",
        "Best Service",
        "Best Price ever",
        "Dank SAP",
        "Danke Freitag",
        "Danke Donnerstag passt",
        "Thanks, yes",
        "Merci Oui",
        "Thanks Go",
        "Best regards go",
        "Gracias Jürgen pero no",
        "Thanks for nothing",
        "Thanks Monday",
    ],
)
def test_words_that_say_something_sign_no_letter(line: str) -> None:
    assert not is_signed(line)


def test_two_formulas_are_one_closing() -> None:
    assert is_closing("Vielen Dank und viele Grüße")
