"""What a deal is never called alone: a number, a courtesy, what a mail announces."""

import pytest

from debrief.reading.facts.deal_doubts import is_aside, is_clause, is_idle, is_number, says_what
from debrief.reading.reading import read_message
from tests import corpus
from tests.reading.test_verdict import DANA, verdict

RECORD = """Oferta ........: MW-26-1540
Cliente .......: 004417 CONSERVAS RIA ALTA S.L.
Asunto ........: Desaladora agua de proceso
Importe .......: 164.000,00 EUR
Comercial .....: Ben Adler
Estado ant. ...: 60 NEGOCIACION
Estado nuevo ..: 90 PERDIDA
Adjudicado a ..: OSMOSUR
"""


@pytest.mark.parametrize(
    "text",
    ["Pregão Eletrônico 90.044/2026 - resultado", "RFQ 60221 gesloten", "Carta 2026-771", "OPP-008841", "lot_8811", "Vorstandsbeschluss 2026/61", "Your quotation LQ/2026/331", "Appel d'offres 26-1904"],
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


@pytest.mark.parametrize(
    "text",
    [
        "0.06 kilowatt hours per cubic metre", "sterling and eleven site visits", "UTE Pozos y Caudales", "installation des gens d'Aquilène",
        "A public service announcement", "Gate arrangements 17/9", "Verbandsversammlung vom 24.11.", "Gemeinderatssitzung",
        "obras e uma confissão", "Assemblée générale du 12", "Orden del día", "Uitnodiging", "Convite", "Open dag de 17e",
        "relatório do técnico", "rapport de visite", "informe de visita", "Besuchsbericht", "Bezoekverslag", "visit report",
        "Scope v3", "Contract v2", "Angebot v4", "planning livraisons essai", "Planning selectie Polderhuis", "A17", "11", "30",
        "mail from Strathorran", "Brief von Herrn Dahl", "DSI d'Esquirol", "Directora de Compras", "Leiter der IT",
        "4 Cloth Hall Yard", "student housing outfit", "andere Anbieter", "outro fornecedor",
    ],
)  # fmt: skip
def test_events_reports_drafts_places_and_people_are_no_deals(text):
    assert is_aside(text)


@pytest.mark.parametrize(
    "text",
    [
        "Head office refit", "Manager portal", "visitor management", "report builder", "Berichtswesen", "informes de ventas",
        "planning module", "offerte planning", "plan de cuentas", "invitation to tender 26-118", "M365", "S/4 rollout", "24/7 monitoring",
        "supplier portal", "Lieferantenportal", "control room", "quay cranes", "holiday booking", "mailing", "Scope 3 reporting",
    ],
)  # fmt: skip
def test_a_deal_may_sound_like_them(text):
    assert not is_aside(text)


def test_half_a_sentence_is_no_deal():
    assert is_clause("Vandermeer so you can work")
    assert not is_clause("Will and grace hall")
    assert not is_clause("we@work licences")


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


def test_a_record_called_by_its_number_is_called_by_what_it_says_it_is_about():
    found = verdict(
        RECORD, sender="MERCURIO <mercurio@larkspur.example>", to=DANA, subject="MW-26-1540 PERDIDA"
    )
    assert found.facts.deal == "Desaladora agua de proceso (MW-26-1540)"
    assert found.facts.company == "CONSERVAS RIA ALTA S.L."
