"""When two names of a firm are one, in measuring how well mail is read."""

import pytest

from tests.evaluate import _same_firm


@pytest.mark.parametrize(
    ("got", "want"),
    [
        ("Carril", "Carril, Unipessoal, Lda."),
        ("Insulana", "Insulana Sistemas"),
        ("Quill (product of Bannerman)", "Quill"),
        ("Salveo / Datacime", "groupement Salveo / Datacime"),
        ("Ploeg & Zn", "Ploeg & Zn."),
        (None, None),
    ],
)
def test_a_firm_is_the_same_without_what_it_is_as_well_known_without(got, want):
    assert _same_firm(got, want)
    assert _same_firm(want, got)


@pytest.mark.parametrize(
    ("got", "want"),
    [
        ("Lane Data", "Cheddar Lane Data"),
        ("Land", "Land & Fruit Bank"),
        ("S.A. de C.V.", "Andamio, S.A. de C.V."),
        ("Apu Sistemas", "Apu Software"),
        (None, "Quill"),
    ],
)
def test_another_firm_or_half_a_name_is_not(got, want):
    assert not _same_firm(got, want)
