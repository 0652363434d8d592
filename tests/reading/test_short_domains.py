"""Which words of a mail a domain shortens."""

import time

import pytest

from debrief.reading.facts.short_domains import shortened_to


@pytest.mark.parametrize(
    ("label", "text", "name"),
    [
        ("hquiroa", "Dpto. Compras Hospital Quiroa, Lleida", "Hospital Quiroa"),
        ("unimaipo", "el rector de la Universidad del Maipo firmó", "Universidad del Maipo"),
        ("iscre", "Instituto Superior de Ciências da Ria e Estuário", "Instituto Superior de Ciências da Ria e Estuário"),
        ("labocantal", "Anne Roux\nLaboratoires Cantal SAS", "Laboratoires Cantal SAS"),
        ("coopsudcotier", "la Coopérative agricole Sud-Côtier", "Coopérative agricole Sud-Côtier"),
        ("wgkempen", "Watergroep Gewest Kempen", "Watergroep Gewest Kempen"),
        ("tragerregen", "Träger Regenland e. V., Ulm", "Träger Regenland e. V."),
        ("envnorte", "Envases Norte, S.A. de C.V. firmó", "Envases Norte, S.A. de C.V."),
    ],
)  # fmt: skip
def test_the_words_that_a_domain_shortens_are_the_companys_name(label, text, name):
    assert shortened_to(label, text) == name


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("abrasil", "A Bela Vista fica longe"),
        ("mot", "Ministry of Transport"),
        ("greenfold", "Great Offers.\nFold here, Dear Ben"),
        ("hsantel", "write to h@santel.example, Hans"),
    ],
)
def test_words_that_merely_begin_alike_are_not(label, text):
    assert shortened_to(label, text) is None


def test_a_hostile_text_is_searched_in_a_breath():
    start = time.process_time()
    shortened_to("a" * 31 + "b", "Aaaaaaaaa " * 5_000)
    assert time.process_time() - start < 0.5
