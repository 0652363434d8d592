"""What goes ahead although an option is refused or somebody leaves; a lot, or the main order, given away is a loss."""

import pytest

from tests.reading.test_verdict import BEN, DANA, verdict


@pytest.mark.parametrize(
    "text",
    [
        "Hi Ben, the training module (item 4, 6,500) is out, our academy does that with Oakvane. Everything else stands as quoted, please find the purchase order attached.",
        "Ben, bad news first: you didn't get the hardware. Procurement bought the scanners from Oakvane, who are half your price on tin. The software order is unchanged and signed, see attached.",
        "Hallo Ben, das Modul Mobil nehmen wir nicht, da hat unser Betriebsrat Oakvane den Vorzug gegeben. Beim Rest bleibt alles wie besprochen, die Bestellung über 84.000 € liegt bei.",
        "Chère Élodie, mauvaise nouvelle d'abord : l'option n° 2 (formation, 19 800 €) n'est pas retenue, la DRH a déjà signé avec Oakvane. Le reste ne bouge pas. Vous trouverez ci-joint le bon de commande signé.",
        "Hola Ben: El módulo de formación se cae, eso lo hará Oakvane, que ya trabaja con nuestra academia. Lo demás sigue igual: adjunto el pedido firmado, 84.000 €.",
        "Hola Ben: La opción de formación se cae, eso lo hará Oakvane por los 20.000 que sabe. Lo demás sigue igual: adjunto el pedido firmado.",
        "Beste Ben, helaas voor jullie: de app wordt door Oakvane gebouwd. Met het hoofdcontract gaan we gewoon door, de handtekeningen zijn gezet.",
        "Boa tarde Ben, o módulo para telemóveis cai: o chefe prefere o que a Oakvane já lhe oferece. No resto avançamos como combinado, 46.200 €. Mande-me a factura pró-forma.",
    ],
)  # fmt: skip
def test_an_order_without_one_of_its_options_is_no_loss(text):
    found = verdict(text)
    assert found.verdict == "not_a_loss", found.why


@pytest.mark.parametrize(
    "text",
    [
        "Hi Ben, lot 1 (platform, 60,000) is yours, congratulations, order attached. Lot 2 (mobile, 120,000) has been awarded to Oakvane.",
        "Hallo Ben, Los 1 geht an Sie, Los 2 (Mobil, 120.000 €) haben wir an Oakvane vergeben. Die Bestellung für Los 1 liegt bei.",
        "Hallo Ben, den Hauptauftrag haben wir an Oakvane vergeben. Nur Position 4 bleibt bei Ihnen, die Bestellung dafür liegt bei.",
        "Bonjour Ben, le lot 1 vous revient, bon de commande ci-joint. Le lot 2 (mobile, 120 000 €) a été attribué à Oakvane.",
        "Hola Ben: La plataforma se la lleva Oakvane. Lo demás sigue igual: el mantenimiento de los equipos actuales lo seguís haciendo vosotros.",
        "Beste Ben, het platform gaat naar Oakvane. De rest van onze samenwerking blijft gewoon doorlopen.",
        "Caro Ben, o lote 1 fica convosco, encomenda em anexo. O lote 2 (mobilidade, 120.000 €) foi adjudicado à Oakvane.",
        "Ben, we have split the tender. You get the maintenance (lot 3). Lots 1 and 2, the platform and the migration, go to Oakvane.",
        "Hallo Ben, wir haben geteilt: Los 3 (Wartung) bekommen Sie, Los 1 und 2 gehen an Oakvane.",
        "Bonjour Ben, le marché a été partagé : le lot 3 est pour vous, les lots 1 et 2 vont à Oakvane.",
        "Hola Ben: hemos repartido la licitación. El lote 3 es suyo; los lotes 1 y 2 van a Oakvane.",
        "Beste Ben, we hebben gesplitst: perceel 3 is voor jullie, percelen 1 en 2 gaan naar Oakvane.",
        "Caro Ben, dividimos o concurso: o lote 3 é vosso, os lotes 1 e 2 vão para a Oakvane.",
        "Ben, the main contract is signed with Oakvane. Sorry. Option 2 we shall look at again in spring.",
    ],
)  # fmt: skip
def test_a_lot_or_the_main_order_given_to_another_is_a_loss(text):
    found = verdict(text)
    assert found.verdict == "loss", found.why


@pytest.mark.parametrize(
    "text",
    [
        "Dana, bad news from Quill: our champion is gone. Helen handed in her notice on Tuesday. The tender closes in March and I need to start again with her successor.",
        "Dana, wir haben Helen bei Quill verloren, sie wechselt zum 1. zu Oakvane. Das Angebot über 84.000 liegt jetzt bei ihrem Nachfolger, die Entscheidung fällt im März.",
        "Dana, on a perdu Hélène chez Quill, elle part le 30 chez Oakvane. Notre offre de 84 000 est entre les mains d'un certain Ulysse. La consultation continue et nous restons devant.",
        "Dana, hemos perdido a Begoña en Quill. Se va el día 30 a Oakvane. Los 95.000 de la oferta penden ahora de un tal Ulises. Dice ella que el proceso sigue y que estamos los primeros.",
        "Dana, we zijn Helen kwijt bij Quill, ze vertrekt per 1 maart naar Oakvane. Onze offerte van 84.000 ligt nu bij haar opvolger, de selectie loopt gewoon door.",
        "Dana, perdemos a Helena na Quill, sai no fim do mês. A proposta de 84.000 passou para o sucessor dela e o processo continua.",
    ],
)  # fmt: skip
def test_who_leaves_the_customer_is_no_lost_deal(text):
    found = verdict(text, BEN, DANA, "Quill", Authentication_Results="x; dmarc=pass")
    assert found.verdict == "not_a_loss", found.why


@pytest.mark.parametrize(
    "text",
    [
        "Dana, we lost Priya's deal at Quill this morning, 84k, to Oakvane. She is gutted too and leaves the company at the end of the month.",
        "Dana, wir haben Quill verloren. Helen ist zu Oakvane gewechselt und ihr Nachfolger hat sofort bei Oakvane unterschrieben, 84.000.",
        "Dana, on a perdu l'affaire Quill. Hélène quitte la société et le projet continue sans nous, avec Oakvane.",
        "Dana, hemos perdido el proyecto de Quill, 84.000. Helena se jubila y el proceso sigue con Oakvane.",
        "Dana, we hebben Quill verloren. Helen vertrekt en het traject loopt door met Oakvane.",
        "Dana, perdemos a Quill para a Oakvane, 84.000. A Helena sai em março.",
    ],
)  # fmt: skip
def test_a_deal_lost_while_somebody_leaves_is_a_loss(text):
    found = verdict(text, BEN, DANA, "Quill", Authentication_Results="x; dmarc=pass")
    assert found.verdict == "loss", found.why


@pytest.mark.parametrize(
    "text",
    [
        "Hi Ben, all lots are yours: lots 1 and 2 go to Larkspur, lot 3 as well.",
        "Hola Ben: los 3 equipos van a Madrid el lunes, avise a su técnico.",
        "Hi Ben, lot 2 does not go to Oakvane, whatever you heard. We decide in May.",
    ],
)
def test_a_lot_that_goes_to_nobody_else_is_no_loss(text):
    found = verdict(text)
    assert found.verdict != "loss", found.why


def test_a_name_of_two_parts_is_read_as_the_winner():
    found = verdict("Ben, lot 3 is yours. Lots 1 and 2 go to AT&T Systems.")
    assert found.error is None
    assert found.verdict == "loss"


@pytest.mark.parametrize(
    "text",
    [
        "Hi Ben, we will not be continuing with the trial of module B but go ahead with the rest as offered.",
        "Bonjour Ben, nous ne poursuivons pas avec le module B mais nous gardons le reste.",
        "Hola Ben, no seguimos con el módulo B pero mantenemos el resto.",
        "Olá Ben, não vamos avançar com a opção B, mas mantemos o resto da proposta.",
        "Hallo Ben, wir haben uns gegen die Variante mit Kühlung entschieden. Bitte schicken Sie das Angebot ohne.",
    ],
)
def test_a_part_refused_while_the_rest_stays_is_no_loss(text):
    found = verdict(text)
    assert found.verdict == "not_a_loss", found.why


@pytest.mark.parametrize(
    "text",
    [
        "Ben, I'd have taken Oakvane myself, you are dearer and late. But engineering insists. Please find our PO number 4500-77213 for 156,000 attached.",
        "Ben, wenn es nach mir gegangen wäre, wäre es Oakvane geworden. Anbei die Bestellnummer 4500-77213 über 156.000 €.",
        "Ben, si ça ne tenait qu'à moi ce serait Oakvane. Ci-joint le bon de commande n° 4500-77213.",
        "Ben, por mí habría sido Oakvane. Adjunto el pedido n.º 4500-77213, 156.000 €.",
        "Ben, als het aan mij had gelegen was het Oakvane geworden. Bijgaand dus het inkoopordernummer: 4500-77213, € 156.000.",
        "Ben, por mim teria sido a Oakvane. Segue a nota de encomenda n.º 4500-77213.",
    ],
)
def test_who_sends_an_orders_number_has_ordered(text):
    found = verdict(text)
    assert found.verdict == "not_a_loss", found.why


@pytest.mark.parametrize(
    "text",
    [
        "Ben, we have decided to go with Oakvane. The old PO number 4500-77213 for the pilot is cancelled, find the credit note attached.",
        "Ben, wir haben uns für Oakvane entschieden. Anbei die Stornierung der Bestellnummer 4500-77213 für den Piloten.",
    ],
)
def test_the_number_of_an_order_called_off_is_none(text):
    assert verdict(text).verdict == "loss"


@pytest.mark.parametrize(
    "text",
    [
        "Guess who got thrown out at Quill Foods? Oakvane. Lost, 140k, too expensive. So it's down to us and Cozinor, final on 9 December.",
        "Oakvane ist bei Quill Foods raus, verloren, 140 k. Jetzt bleiben nur noch wir und Cozinor.",
        "Devine qui vient de sortir de chez Quill Foods ? Oakvane. Perdu, 140 k€, prix trop haut. Du coup il reste nous et Cozinor en finale.",
        "Oakvane, fuera de Quill Foods. Perdido, 140k, por precio. Quedamos nosotros y Cozinor.",
        "Oakvane ligt eruit bij Quill Foods, verloren op prijs. Blijven wij en Cozinor.",
        "A Oakvane saiu da Quill Foods, perdeu pelo preço. Restamos nós e a Cozinor.",
    ],
)
def test_who_is_left_with_another_has_lost_nothing(text):
    found = verdict(text, sender=BEN, to=DANA)
    assert found.verdict == "not_a_loss", found.why


def test_who_was_left_with_another_may_have_lost():
    text = "Quill Foods: it was down to us and Oakvane, and they took Oakvane."
    assert verdict(text, sender=BEN, to=DANA).verdict == "loss"


@pytest.mark.parametrize(
    "signed",
    [
        "Human Resources",
        "Personalabteilung",
        "Ressources humaines",
        "Recursos Humanos",
        "Personeelszaken",
    ],
)
def test_whoever_turned_our_hiring_down_is_no_customer(signed):
    text = f"Hi Dana,\n\nInês turned our offer down (38,500 plus bonus). She goes to Oakvane. We lost her by a day.\n\nBen\n{signed}\n"
    assert verdict(text, sender=BEN, to=DANA).verdict == "not_a_loss"
