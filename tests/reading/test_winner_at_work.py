"""The winner by who comes to do the work, where no word says who was chosen."""

import pytest

from debrief.reading.facts.winner_at_work import winner_at_work
from tests.reading.test_verdict import verdict


@pytest.mark.parametrize(
    "text",
    [
        "Oakvane's installers want that half-rack from the 23rd.",
        "Oakvane's fitters start on Monday.",
        "Oakvane are starting the installation next week.",
        "PEX is plastic Tom\n\nSo Oakvane have the dialysis RO.",
        "Also bekommt Oakvane den Auftrag.",
        "Oakvane want the slab clear to start setting out.",
        "Would you mind if we gave your drawing to Donnie at Oakvane, since he'll be the one building round it?",
        "Ich gebe Ihre Zeichnung Herrn Voss von Oakvane, der das jetzt baut.",
        "J'ai donné le plan à Luc de chez Oakvane, qui va installer la ligne.",
        "Ik geef de tekening aan Jan van Oakvane, die het nu bouwt.",
        "Le paso el plano a Luis, de Oakvane, que es quien lo monta.",
        "Passo a planta ao Rui da Oakvane, que é quem vai montar.",
        "Die Monteure von Oakvane kommen am Montag.",
        "Oakvane beginnt nächste Woche mit der Montage.",
        "Am Dienstag stehen die Leute von Oakvane in der Halle.",
        "il l'aura, Oakvane démarre la fabrication lundi.",
        "Les poseurs de chez Oakvane arrivent le 3.",
        "Lundi viennent les gens de chez Oakvane monter la nouvelle ligne.",
        "Total, que el lunes vienen los de Oakvane a desmontar lo viejo",
        "Los técnicos de Oakvane empiezan con la instalación en enero.",
        "Oakvane arranca con el montaje el 7.",
        "Maandag komen de monteurs van Oakvane.",
        "Oakvane begint in januari met de plaatsing.",
        "De monteurs van Oakvane staan hier donderdag.",
        "Na segunda vêm cá os da Oakvane montar tudo.",
        "A Oakvane começa a instalação em março.",
        "na cave estão a descarregar 22 máquinas novas da Oakvane, com moedeiro",
        "they were unloading new counters from Oakvane",
        "On installe déjà les fours neufs de Oakvane.",
        "estaban montando las cámaras nuevas de Oakvane",
        "die neuen Spüler von Oakvane wurden gerade abgeladen",
        "de nieuwe ovens van Oakvane worden al geplaatst",
    ],
)
def test_whoever_comes_to_do_the_work_won(text):
    assert winner_at_work(text, ()) == "Oakvane"


@pytest.mark.parametrize(
    "text",
    [
        "Monday starts the installation of our new canteen.",
        "Our engineers start on Monday.",
        "Marjolein wants the quote to look at it again.",
        "So Sarah has the draft.",
        "So we have the order.",
        "Ask Donnie at Leeds, since he'll be the one paying.",
        "Marjolein begins in January.",
        "I am coming to install it on Friday.",
        "Die Leute von der Bank kommen morgen.",
        "Les gens viennent lundi.",
        "The work starts in Leeds.",
        "de monteurs van Rotterdam komen",
        "we install the new ones ourselves",
        "los de Leeds vienen a montar la carpa",
    ],
)
def test_who_is_no_firm_or_only_works_somewhere_did_not(text):
    assert winner_at_work(text, ()) is None


def test_nobody_of_ours_or_the_customers_comes_as_the_winner():
    text = "Oakvane's engineers start on Monday."
    assert winner_at_work(text, ("Oakvane Ltd",)) is None


def test_a_mail_that_only_says_who_comes_names_the_winner():
    text = (
        "Hi Dana,\n\nunfortunately we will not be going ahead with your proposal, the board chose another supplier. "
        "Your two readers are still in the hall, and Oakvane's installers want the space from the 23rd, "
        "so could somebody fetch them?\n\nBest\nJo"
    )
    assert verdict(text).facts.competitor == "Oakvane"


@pytest.mark.parametrize(
    "text",
    [
        "Please redraw the ceiling with the Oakvane arms instead of the Larkspur arms.",
        "Bitte den Plan mit Oakvane statt mit Larkspur zeichnen.",
        "merci de refaire le plan de plafond avec les bras Oakvane à la place des bras Larkspur",
        "Rehaced el plano con los brazos Oakvane en lugar de los de Larkspur.",
        "Graag de tekening met Oakvane in plaats van Larkspur.",
        "Refaçam a planta com os braços Oakvane em vez dos da Larkspur.",
    ],
)
def test_what_stands_instead_of_ours_won(text):
    assert winner_at_work(text, (), "larkspur") == "Oakvane"


def test_what_ours_stands_instead_of_did_not_win():
    assert winner_at_work("Draw it with Larkspur instead of Oakvane.", (), "larkspur") is None
