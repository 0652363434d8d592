"""Bidders who did not win either are never the winner."""

import pytest

from debrief.reading.facts.turned_down import is_turned_down

OURS = frozenset(("brackenlab", "larkspur"))
NEITHER = [
    ("They gave it to the outfit from Cork. Not us. Not Ostrey either.", "Ostrey"),
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
    ("It wasn't Ostrey, if that is any comfort.", "Ostrey"),
    ("It was not Ostrey, who pulled out in May.", "Ostrey"),
    ("Ostrey didn't get it either.", "Ostrey"),
    ("Ostrey and Quellin went home with nothing as well.", "Ostrey"),
    ("Neither Ostrey nor we were asked again.", "Ostrey"),
    ("Wir haben uns gestern gegen Ostrey entschieden.", "Ostrey"),
    ("Ostrey ist es übrigens nicht geworden.", "Ostrey"),
    ("No es la de Ostrey, por si ayuda.", "Ostrey"),
    ("Ni Ostrey ni nous, elle a signé ailleurs.", "Ostrey"),
    ("Vos concurrents Ostrey et Quellin ont d'ailleurs été écartés.", "Ostrey"),
    ("Não é a Ostrey nem a Quellin, garantiu ele.", "Ostrey"),
    ("Não é a Quellin nem a Ostrey, garantiu ele.", "Ostrey"),
    ("Het is Ostrey niet geworden, en wij ook niet.", "Ostrey"),
]
WON = [
    ("Wir haben gegen Ostrey verloren.", "Ostrey"),
    ("We lost it against Ostrey, on price.", "Ostrey"),
    ("It was Ostrey, not the lot from Leeds.", "Ostrey"),
    ("Han ido con Ostrey, no es la más barata.", "Ostrey"),
    ("Ostrey got it and we did not.", "Ostrey"),
    ("C'est Ostrey qui a gagné, pas nous.", "Ostrey"),
    ("They signed with Ostrey and the other two were turned down.", "Ostrey"),
    ("They chose Ostrey and Brackenlab was turned down.", "Ostrey"),
    ("Ha ganado Ostrey y las demás fueron descartadas.", "Ostrey"),
    ("We kozen Ostrey en de rest is afgevallen.", "Ostrey"),
    ("The board went with Ostrey and you didn't make it.", "Ostrey"),
    ("Ostrey didn't win it on price but on service.", "Ostrey"),
    ("A Ostrey não foi a mais barata, mas ficou com o contrato.", "Ostrey"),
    ("Bei Ostrey war es nicht nur der Preis, der uns überzeugt hat.", "Ostrey"),
    ("Ostrey tampoco era la más barata, pero se lo ha llevado", "Ostrey"),
    ("Ostrey n'a pas gagné sur le prix mais sur le service", "Ostrey"),
    ("Ostrey went home with the contract", "Ostrey"),
    ("Es wird Ostrey und Sie sind es leider nicht geworden", "Ostrey"),
    ("It was not Ostrey's price that decided it but their service.", "Ostrey"),
    ("No es Ostrey la más barata, pero es la elegida", "Ostrey"),
    ("Neither Ostrey's price nor its size mattered, we simply trusted them", "Ostrey"),
    ("We told you the same last week: Ostrey it is.", "Ostrey"),
    ("We chose Ostrey and your bid was turned down.", "Ostrey"),
    ("Ostrey hat auch die Schnittstelle, Ihr Angebot haben wir abgelehnt.", "Ostrey"),
    ("Ce n'est ni le prix ni l'équipe, Ostrey est plus proche.", "Ostrey"),
    ("El consejo eligió a Ostrey, también por el precio.", "Ostrey"),
]


@pytest.mark.parametrize(("sentence", "name"), NEITHER)
def test_who_lost_beside_us_is_known_by_the_words_around_the_name(sentence, name):
    at = sentence.index(name)
    assert is_turned_down(sentence, at, at + len(name), OURS)


@pytest.mark.parametrize(("sentence", "name"), WON)
def test_a_winner_near_such_words_stays_the_winner(sentence, name):
    at = sentence.index(name)
    assert not is_turned_down(sentence, at, at + len(name), OURS)
