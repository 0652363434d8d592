"""A reply that says that a deal counted as lost is ours after all."""

from __future__ import annotations

import pytest

from debrief.answers.won_after_all import won_after_all


@pytest.mark.parametrize(
    "text",
    [
        "Doch kein Verlust, wir haben den Auftrag!",
        "wir bekommen den Auftrag doch",
        "Wir haben den Auftrag doch noch bekommen",
        "On a finalement la commande !",
        "Al final nos dan el pedido",
        "we krijgen de opdracht toch",
        "Afinal ficamos com a encomenda",
        "We got the order after all",
        "She said yes, we got the order!",
        "They came back to us and signed!",
        "we got it back!!",
        "We got it after all",
    ],
)
def test_these_say_that_the_deal_is_ours(text: str) -> None:
    assert won_after_all(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kein Verlust",
        "wir haben den Auftrag leider nicht",
        "wir bekommen den Auftrag doch nicht",
        "Vielleicht bekommen wir den Auftrag doch",
        "Wir haben den Auftrag nicht bekommen, doch die Wartung",
        "bekommen wir den Auftrag doch?",
        "she said yes",
        "Eleanor said yes to Tuesday",
        "sie haben zugesagt",
        "elle a dit oui",
        "ha dicho que sí",
        "ze heeft ja gezegd",
        "ela disse que sim",
        "They came back to us",
        "Eleanor came back to us with a yes for Thursday",
        "They changed their mind",
        "She changed her mind about the call",
        "han vuelto con nosotros",
        "we got it, thanks",
    ],
)
def test_these_leave_it_open_or_say_the_opposite(text: str) -> None:
    assert not won_after_all(text)
