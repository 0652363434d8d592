"""A number to be called on is found in what somebody writes, not in their signature or a date."""

from __future__ import annotations

import pytest

from debrief.answers.given_numbers import number_given


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Yes. My mobile is +44 7700 900123, call any time.", "+44 7700 900123"),
        ("call me on 07700 900123", "07700 900123"),
        ("Gern, jederzeit unter 0049 171 5551234.", "0049 171 5551234"),
        ("Sie erreichen mich unter 0171/5551234", "0171/5551234"),
        ("Appelez-moi au 06 12 34 56 78.", "06 12 34 56 78"),
        ("Mi móvil es 600 123 456", "600 123 456"),
        ("Bel me op 06-12345678", "06-12345678"),
        ("Pode ligar para 912 345 678", "912 345 678"),
        ("Yes, on 14.09.2026 14:00 please", None),
        ("Our order 4711 0815 22 is unrelated", None),
        ("Fine.\n\nBest regards\nHelen Park\nTel. +44 1632 960118", None),
        ("> call me on 07700 900123", None),
    ],
)
def test_a_number_to_be_called_on_is_found(text: str, number: str | None):
    assert number_given(text) == number
