"""A company is called as its signature writes it, and not by the first word of that."""

from __future__ import annotations

import pytest

from debrief.reading.facts.whole_company import as_signed


@pytest.mark.parametrize(
    ("found", "line"),
    [
        ("Laiterie", "Laiterie de l'Ouest"), ("Fromageries", "Les Fromageries d'Auvergne"),
        ("Aciéries", "Aciéries du Nord"), ("Moulins", "Moulins de la Loire"), ("Lácteos", "Lácteos del Norte S.A."),
        ("Bodegas", "Bodegas de la Rioja"), ("Lacticínios", "Lacticínios do Vouga, Lda"),
        ("Cerâmica", "Cerâmica de São João"), ("Van den Berg", "Van den Berg Bakkerijen B.V."),
        ("Bakkerijen B.V.", "Van den Berg Bakkerijen B.V."), ("Füchschen", "Brauerei im Füchschen"),
        ("Petersen", "Gebr. Petersen oHG"),
    ],
)  # fmt: skip
def test_a_name_goes_on_behind_its_small_words(found: str, line: str):
    assert as_signed(found, f"Bonjour,\n\nmerci.\n\nClaire Morel\n{line}\n44000 Nantes\n") == line


@pytest.mark.parametrize(
    ("found", "line"),
    [
        ("Molkerei Nord", "Einkauf der Molkerei Nord"), ("Laiterie", "Directrice des achats de la Laiterie"),
        ("Vega", "Vega de noche es mejor que de día"), ("Laiterie", "Laiterie, 44000 Nantes"),
        ("Molkerei", "Anna Schmidt Molkerei"), ("Laiterie", "Marie Dupont Laiterie de l'Ouest"),
        ("Laiterie", "La Laiterie de notre région"), ("Vega", "We chose Vega of Lyon."),
        ("Molkerei Nord", "Molkerei Nord AG"),
    ],
)  # fmt: skip
def test_what_else_stands_on_a_line_is_no_part_of_the_name(found: str, line: str):
    assert as_signed(found, f"Bonjour,\n{line}\n") == found
