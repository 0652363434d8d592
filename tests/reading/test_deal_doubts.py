"""What a deal is never called alone: a number, a courtesy, what a mail announces."""

import pytest

from debrief.reading.facts.deal_doubts import is_idle, is_number, says_what
from debrief.reading.reading import read_message
from tests import corpus


@pytest.mark.parametrize(
    "text",
    ["Pregão Eletrônico 90.044/2026 - resultado", "RFQ 60221 gesloten", "Carta 2026-771", "OPP-008841", "Vorstandsbeschluss 2026/61", "Your quotation LQ/2026/331", "Appel d'offres 26-1904"],
)  # fmt: skip
def test_a_number_with_the_word_for_a_tender_does_not_say_what_is_for_sale(text):
    assert is_number(text)
    assert not says_what(text)


@pytest.mark.parametrize(
    "text",
    ["Statusänderung", "your co-op proposal", "proposta revisada", "De la part de M. Aubin", "Nota de D. Ezcurra", "Sprachnachricht", "Noticias de Medellín, no tan buenas"],
)  # fmt: skip
def test_what_a_mail_announces_is_not_what_is_for_sale(text):
    assert is_idle(text)


@pytest.mark.parametrize(
    "text",
    ["Votre offre du 9 octobre", "propuesta sucursales", "proposta BI", "Status Goiânia", "offerte planning", "Lot 4 Reporting", "report builder", "RFP 7731 grid outage analytics"],
)  # fmt: skip
def test_a_deal_may_begin_with_such_a_word(text):
    assert not is_idle(text)
    assert not is_number(text)


def test_a_tender_called_by_its_number_is_called_by_what_it_is_for_as_well():
    raw = (
        "From: Compras <compras@prefeitura-serra.example>\nTo: sofia.marques@larkspur.example\n"
        "Subject: Concurso 90.044/2026 - resultado\n\nPrezados Senhores,\n\n"
        "Objeto: plataforma de rotas escolares\n\nComunicamos que a proposta da Larkspur Analytics não foi "
        "selecionada. O contrato foi adjudicado à empresa Rotalinda Sistemas.\n\nAtenciosamente,\nLia Prado\n"
    )
    found = read_message(raw.encode(), corpus.team()).facts
    assert found is not None
    assert "plataforma de rotas escolares" in (found.deal or "")
