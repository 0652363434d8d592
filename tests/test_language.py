"""The language of a customer's mail decides the fixed phrases of our answer, when it is clear."""

from __future__ import annotations

import pytest

from debrief.language import language_of


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Thank you for the proposal. We have decided that this is not for our team."),
        (
            "de",
            "Vielen Dank für das Angebot. Wir haben uns leider nicht für Sie entschieden, die "
            "Lösung des anderen Anbieters ist für uns besser.",
        ),
        (
            "fr",
            "Nous vous remercions pour votre offre. Après réflexion, la direction a retenu une "
            "autre solution qui est plus simple pour les équipes.",
        ),
        (
            "es",
            "Gracias por la propuesta. Lamentamos comunicarle que los responsables han elegido "
            "a otro proveedor, por el precio y por las condiciones, y es una decisión firme.",
        ),
        (
            "nl",
            "Dank voor het voorstel. Wij hebben helaas gekozen voor een andere partij, dat "
            "past beter bij onze mensen en bij het budget van dit jaar.",
        ),
        (
            "pt",
            "Obrigado pela proposta. Infelizmente não foi a escolhida, os colegas preferiram "
            "uma solução que é mais simples para a nossa equipa e com um preço menor.",
        ),
    ],
)
def test_a_clear_text_is_recognised(language: str, text: str):
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", "OK", "Harrowgate Foods QB-2291", "12 34 56"])
def test_what_does_not_settle_it_keeps_the_default(text: str):
    assert language_of(text) == "en"
    assert language_of(text, "de") == "de"
