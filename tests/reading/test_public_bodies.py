"""For which public body a portal writes."""

import pytest

from debrief.reading.facts.public_bodies import public_body, without_office
from tests.reading.test_verdict import verdict

PORTAL = "Plateforme Achats <ne-pas-repondre@achats-ouest.example>"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Acheteur : Centre hospitalier de Montval\n\nVotre offre",
            "Centre hospitalier de Montval",
        ),
        ("Syndicat mixte du lac d'Orvel\nConsultation 12", "Syndicat mixte du lac d'Orvel"),
        ("Contracting body:  University of Medmoor", "University of Medmoor"),
        ("Vergabestelle: Stadt Merz, Amt für Hochbau", "Stadt Merz"),
        ("DIPUTACIÓN DE VALMUERA\nNegociado", "DIPUTACIÓN DE VALMUERA"),
        ("Órgano: Gerencia de la Mancomunidad de Aral", "Mancomunidad de Aral"),
        ("Kliniken Hohenau gGmbH\nEinkauf", "Kliniken Hohenau gGmbH"),
        ("From organisation: Toller Borough Council", "Toller Borough Council"),
        ("Abfallverband Niederau", "Abfallverband Niederau"),
    ],
)
def test_a_label_or_a_line_of_its_own_shows_it(text, name):
    assert public_body(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "The Council intends to award the contract to Oakvane.",
        "Acheteur : Maëlle Kersaint",
        "Servicio de Contratación",
        "Ville",
        "Region 4, lot 2",
        "Stadt und Land haben entschieden.",
        "",
    ],
)
def test_sentences_offices_and_people_are_no_bodies(text):
    assert public_body(text) is None


def test_a_firm_with_a_comma_keeps_it():
    assert without_office("Oakvane Systems, Inc.") == "Oakvane Systems, Inc."


def test_a_portals_letter_is_from_the_body_that_it_shows():
    body = (
        "Madame, Monsieur,\n\nAcheteur : Centre hospitalier de Montval\n\n"
        "J'ai le regret de vous informer que votre offre n'a pas été retenue. "
        "Le marché est attribué à Oakvane.\n\nPar délégation, Maëlle Kersaint\n"
    )
    assert verdict(body, sender=PORTAL).facts.company == "Centre hospitalier de Montval"
