"""What is not the winner's name, whatever its capitals, and how the name is written out."""

import pytest

from debrief.reading.facts.nobody import is_nobody
from debrief.reading.facts.winner_doubts import (
    is_address,
    is_doubtful,
    is_kind,
    is_office,
    is_place,
    tidied,
)
from debrief.reading.facts.winner_phrases import as_winner, is_in_house, winner_by_label
from tests.reading.test_verdict import BEN, DANA, verdict


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They gave it to a small agency from Utrecht.", "Utrecht"),
        ("Il a donné le chantier à une petite boîte de Limoges.", "Limoges"),
        ("C'est parti chez un consultant à Troyes.", "Troyes"),
        ("Le dieron el contrato a una empresa de Toluca.", "Toluca"),
        ("Der Auftrag geht an einen Anbieter aus Meran.", "Meran"),
        ("Hier j'ai jasé longtemps avec Josette.", "Josette"),
        ("Yo la peleé, preguntale a Marisa.", "Marisa"),
        ("Ik heb gisteren nog gesproken met Tom.", "Tom"),
        ("Signataire : Odette Lamarre", "Odette Lamarre"),
        ("Entidad compradora: Puerto Alto", "Puerto Alto"),
        ("Firma prevista → Caduca", "Caduca"),
        ("Ihr Blatt nennt noch die alte Rufnummer", "Rufnummer"),
        ("La gerenta técnica, Lidia Paz, me avisó", "Lidia Paz"),
        ("we stay with the till reports", "till"),
        ("Van con los mismos que equiparon su planta de Celaya.", "Celaya"),
        ("They know them from the plant in Dunmore.", "Dunmore"),
        ("The linen will go on being trucked to Avonmouth.", "Avonmouth"),
        ("Notre site d'Amboise est en ISO 6.", "Amboise"),
        ("Lo hace una cooperativa de Durango.", "Durango"),
        ("Pero en Almería solo tenéis a Paquito.", "Paquito"),
        ("You only have Declan up here.", "Declan"),
        ("Vous n'avez que Maxime dans le coin.", "Maxime"),
        ("Dock B, ask for Len.", "Len"),
        ("I still thought your quote for Lanewise was the neatest.", "Lanewise"),
        ("Zeg hem dat ik zijn offerte voor Lanewise de properste vond.", "Lanewise"),
        ("Warn a bissl über 17.000 Euro für d'Lanewise-Lizenzen.", "Lanewise-Lizenzen"),
        ("Your quote to us, £19,980, StowPath Lite x 12 seats.", "StowPath Lite"),
    ],
)
def test_places_people_and_things_are_no_winners(text, name):
    assert is_doubtful(name, text, text.index(name))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They signed with Oakvane on Friday.", "Oakvane"),
        ("Wir haben die Firma Oakvane beauftragt.", "Oakvane"),
        ("On part avec les gars de Sirotine.", "Sirotine"),
        ("Conoce a la gente de Oakvane.", "Oakvane"),
        ("Entidade vencedora: Maré Funda", "Maré Funda"),
        ("Le marché est confié à Oakvane.", "Oakvane"),
        ("the director chose Oakvane", "Oakvane"),
        ("Decidimos adjudicar a outro fornecedor, a Medecusto.", "Medecusto"),
    ],
)
def test_a_winner_is_not_doubted(text, name):
    assert not is_doubtful(name, text, text.index(name))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mrs Rodda signed with the Leeds lot on Sunday.", "Leeds"),
        ("We went with the people from Leeds.", "Leeds"),
        ("Es wird der Betrieb aus Nürnberg.", "Nürnberg"),
        ("Den Auftrag bekommt eine Nürnberger Firma.", "Nürnberger"),
        ("La commande est partie chez Pentalys (Grenoble).", "Grenoble"),
        ("Un fourneau fait à Roanne.", "Roanne"),
        ("Se lo lleva una de Bilbao.", "Bilbao"),
        ("Het wordt een partij uit Rotterdam.", "Rotterdam"),
        ("Ficou com uma casa do Porto.", "Porto"),
    ],
)
def test_a_city_behind_a_word_for_where_is_a_place(text, name):
    at = text.index(name)
    assert is_place(name, text[:at], text[at + len(name) :])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They went with Delmas in the end.", "Delmas"),
        ("We chose the Oakvane lot.", "Oakvane"),
        ("They signed with Leeds Building Controls.", "Leeds Building Controls"),
    ],
)
def test_a_firm_is_no_place(text, name):
    at = text.index(name)
    assert not is_place(name, text[:at], text[at + len(name) :])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Konrad Albers\nLeiter Informationssicherheit", "Leiter Informationssicherheit"),
        ("Reme\nDirectora de Compras", "Directora de Compras"),
        ("Harrowgate | 4 Cloth Hall Yard, Leeds", "Cloth Hall Yard"),
        ("Büro: Lindenstraße 12, 80331 München", "Lindenstraße"),
        ("Kantoor: Keizersgracht 201", "Keizersgracht"),
    ],
)
def test_what_somebody_does_and_a_street_are_no_firms(text, name):
    at = text.index(name)
    assert is_office(name) or is_address(name, text[:at], text[at + len(name) :])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They went with Copperhead Lane.", "Copperhead Lane"),
        ("2 of them liked Kestrel Yard best.", "Kestrel Yard"),
        ("Gewonnen hat Dossierplein.", "Dossierplein"),
        ("It went to Manager Tools Ltd.", "Manager Tools Ltd"),
    ],
)
def test_a_firm_may_be_called_like_a_street(text, name):
    at = text.index(name)
    assert not is_office(name) and not is_address(name, text[:at], text[at + len(name) :])


def test_the_kind_of_a_firm_is_not_its_name():
    assert all(map(is_kind, ("Sägenlieferanten", "Fabrikat", "Mitbewerber", "Genossenschaft")))
    assert not any(map(is_kind, ("Handlinger", "Firmenich", "Oakvane")))


@pytest.mark.parametrize(
    "value",
    [
        "keiner",
        "None",
        "not disclosed",
        "aucun",
        "ninguno",
        "Nenhum",
        "geen",
        "n.v.t.",
        "unbekannt",
    ],
)
def test_a_record_may_say_that_there_is_no_winner(value):
    assert is_nobody(value)
    assert not is_nobody("Keinath Systeme")


def test_a_name_is_written_out_and_no_more():
    assert tidied("Messrs Harbour Systems", ", and") == "Harbour Systems"
    assert tidied("Kwartet Informatie B.V. U", " bent") == "Kwartet Informatie B.V."
    assert tidied("UTE Limpia", "–Norte. ") == "UTE Limpia–Norte"
    assert tidied("Cutterline", "+\n") == "Cutterline+"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Objet : lot 2\nAdjudicataire : Hydrolune Data, CHF 162'000.–", "Hydrolune Data"),
        ("Oferente adjudicado: DATALTA, S.A. (Q 90,000.00)\nSu oferta: 3", "DATALTA, S.A."),
        ("3. Wert? 70.000\n4. Wer hat gewonnen? Formatik\n5. Warum?", "Formatik"),
        ("Zuschlagsempfängerin: Medifuchs AG, Bern", "Medifuchs AG"),
        ("Who won? Formatik - they were cheaper", "Formatik"),
        ("Who won the cup? Nobody knows.", None),
    ],
)
def test_a_form_names_the_winner_after_a_label(text, name):
    assert winner_by_label(text) == name


@pytest.mark.parametrize(
    ("ours", "said"),
    [
        ("Score of Larkspur: 84.6 (rank 2)", "Awarded to"),
        ("Your score: 84.6", "Awarded to"),
        ("Ihr Angebot: Rang 2", "Zuschlagsempfänger"),
        ("Votre note : 71", "Attributaire"),
        ("Su oferta: 3ª", "Adjudicatario"),
        ("Uw score: 71", "Gegund aan"),
        ("A sua proposta: 2.º lugar", "Adjudicatário"),
    ],
)
def test_of_several_lots_the_one_that_speaks_of_our_tender_names_the_winner(ours, said):
    lots = f"Lot 1\n{said}: Brightside Learning\n\nLot 2\n{said}: Halberd Safety\n{ours}\n"
    assert winner_by_label(lots, "larkspur") == "Halberd Safety"
    other = f"Lot 1\n{said}: Brightside Learning\n{ours}\n\nLot 2\n{said}: Halberd Safety\n"
    assert winner_by_label(other, "larkspur") == "Brightside Learning"


def test_what_a_field_for_the_winner_adds_in_brackets_is_no_part_of_the_name():
    assert as_winner("Fortmark (extended 1 yr)") == "Fortmark"
    assert as_winner("Fortmark (UK) Ltd") == "Fortmark (UK) Ltd"


def test_a_form_that_names_us_or_nobody_names_no_winner():
    note = "We lost Quill Foods, they build it themselves.\n\nWho won? {}\nValue: $120,000"
    for nobody in ("nobody", "not disclosed", "Larkspur Analytics"):
        assert verdict(note.format(nobody), sender=BEN, to=DANA).facts.competitor is None
    told = verdict(
        note.format("Birchline Data").replace(", they build it themselves", ""), sender=BEN, to=DANA
    )
    assert told.facts.competitor == "Birchline Data"


@pytest.mark.parametrize(
    ("name", "tidy"),
    [
        ("Nuvora Friday", "Nuvora"),
        ("Vestalia Lot", "Vestalia"),
        ("Falter Security GmbH Frühester", "Falter Security GmbH"),
        ("MODULA OUEST. Votre offre est", "MODULA OUEST"),
        ("SAS Hydronum", "SAS Hydronum"),
        ("St. Gallen Werke", "St. Gallen Werke"),
        ("Friday Labs", "Friday Labs"),
        ("Signed Nordfeg", "Nordfeg"),
        ("Choisi Nordfeg", "Nordfeg"),
        ("Getekend Nordfeg", "Nordfeg"),
    ],
)
def test_a_name_ends_before_a_weekday_a_lot_or_the_next_sentence_and_begins_behind_a_verb(
    name, tidy
):
    assert tidied(name, "") == tidy


@pytest.mark.parametrize(
    ("name", "text", "theirs"),
    [
        ("SharePoint", "They do it in their own SharePoint with two interns.", True),
        ("Anesthesie", "Onze eigen vakgroep Anesthesie geeft de cursus voortaan zelf.", True),
        ("Logistik", "Unsere Abteilung Logistik macht das selbst.", True),
        ("Formation", "Notre propre service Formation s'en chargera.", True),
        ("Oakvane", "They chose Oakvane, our own department Oakvane or not.", False),
        ("Oakvane", "Their own board preferred Oakvane.", False),
    ],
)
def test_what_is_the_customers_own_has_not_won(name, text, theirs):
    assert is_in_house(name, text) is theirs


@pytest.mark.parametrize(
    ("text", "name", "doubtful"),
    [
        ("Votre prix n'était pas en cause, Clémence des achats vous le dira.", "Clémence", True),
        ("Ask Tom from purchasing, he has the list.", "Tom", True),
        ("Frag Petra aus dem Einkauf.", "Petra", True),
        ("Pregunta a Lola de compras.", "Lola", True),
        ("They signed with Oakvane from Leeds.", "Oakvane", False),
        ("They signed with Oakvane of late.", "Oakvane", False),
    ],
)
def test_whoever_is_of_a_department_has_not_won(text, name, doubtful):
    assert is_doubtful(name, text, text.index(name)) is doubtful
