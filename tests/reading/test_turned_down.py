"""Bidders who did not win either are never the winner."""

import pytest

from debrief.reading.turned_down import is_turned_down

NEITHER = [
    ("Ostrey were told the same an hour before me.", "Ostrey"),
    ("Nobody gets it, Ostrey had already been stood down.", "Ostrey"),
    ("It will be neither you nor the people at Ostrey.", "Ostrey"),
    ("A small outfit got it, beating us and the two shops from Leeds, Ostrey.", "Ostrey"),
    ("Es bekommt also weder Ihr Haus noch Ostrey den Auftrag.", "Ostrey"),
    ("Auch das Angebot von Ostrey haben wir abgelehnt.", "Ostrey"),
    ("On garde Excel, ni vous ni Ostrey.", "Ostrey"),
    ("Ostrey a eu droit au même discours.", "Ostrey"),
    ("El panel no va, ni con ustedes ni con los de Ostrey.", "Ostrey"),
    ("Un tercer postor, Ostrey, se retiró antes.", "Ostrey"),
    ("Geen pakket dus, Ostrey kreeg dezelfde boodschap.", "Ostrey"),
    ("Encerramos o processo com a Larkspur e também com a Ostrey.", "Ostrey"),
    ("A proposta da concorrente Ostrey foi excluída.", "Ostrey"),
]
WON = [
    ("We told you the same last week: Ostrey it is.", "Ostrey"),
    ("We chose Ostrey and your bid was turned down.", "Ostrey"),
    ("Ostrey hat auch die Schnittstelle, Ihr Angebot haben wir abgelehnt.", "Ostrey"),
    ("Ce n'est ni le prix ni l'équipe, Ostrey est plus proche.", "Ostrey"),
    ("El consejo eligió a Ostrey, también por el precio.", "Ostrey"),
]


@pytest.mark.parametrize(("sentence", "name"), NEITHER)
def test_who_lost_beside_us_is_known_by_the_words_around_the_name(sentence, name):
    at = sentence.index(name)
    assert is_turned_down(sentence, at, at + len(name))


@pytest.mark.parametrize(("sentence", "name"), WON)
def test_a_winner_near_such_words_stays_the_winner(sentence, name):
    at = sentence.index(name)
    assert not is_turned_down(sentence, at, at + len(name))
