"""What the customer is said to have wished for, enumerated in a sentence."""

import pytest

from debrief.reading.facts.said_criteria import wished_in


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("She had asked for tide tables built in and a rolling monthly fee.", ("tide tables built in", "a rolling monthly fee")),
        ("His wish list since April: drivers in Spanish, both depots, and invoices in pesos.", ("drivers in Spanish", "both depots", "invoices in pesos")),
        ("Herr Wittig wollte Teile binnen eines Tages, weniger Bestand und keine Mietsoftware.", ("Teile binnen eines Tages", "weniger Bestand", "keine Mietsoftware")),
        ("Je voulais des références sérieuses, un moteur rapide, une équipe stable.", ("des références sérieuses", "un moteur rapide", "une équipe stable")),
        ("Habíamos pedido que se viera de noche, que hablara gallego y que no pitara.", ("que se viera de noche", "que hablara gallego", "que no pitara")),
        ("Voor de directeur telden drie zaken: uitlegbare cijfers, een vaste prijs en rust op de vloer.", ("uitlegbare cijfers", "een vaste prijs", "rust op de vloer")),
        ("Meus três pedidos eram entrar antes da safra, fila curta e suporte aos domingos.", ("entrar antes da safra", "fila curta", "suporte aos domingos")),
    ],
)  # fmt: skip
def test_wishes_are_cut_as_they_are_enumerated(text, wishes):
    assert wished_in(text) == wishes


@pytest.mark.parametrize(
    "text",
    [
        "We wanted to thank you, and wish you luck.",
        "He wanted a discount, we could not give it, and so they left.",
        "Ich wollte nur schnell sagen, dass wir uns anders entschieden haben, und danke.",
        "Voulait-il une remise, un délai, un rabais ?",
        "They needed it yesterday.",
    ],
)
def test_a_courtesy_a_question_or_a_single_wish_is_no_list(text):
    assert wished_in(text) == ()


def test_what_we_wanted_is_not_the_customers_wish():
    text = "We wanted fifty up front, a two-year term and a named sponsor."
    assert wished_in(text, by_us=True) == ()
    assert len(wished_in(text)) == 3
