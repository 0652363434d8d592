"""Whoever bargains has decided nothing yet: promises, threats, deadlines, a price to hold."""

import pytest

from debrief.reading.verdicts.bargains import bargain_in
from tests.reading.test_verdict import verdict


@pytest.mark.parametrize(
    "text",
    [
        "Ben, your 23,900 against 17,200 from Oakvane. I liked yours, but I can't show that gap upstairs. Get me to 19 and I'll sign Friday. Stay where you are and you'll lose it.",
        "Ben, bei 41.800 bin ich raus. Kommen Sie mir auf 38 entgegen, dann machen wir das zusammen.",
        "Ben, Oakvane est 20 % moins cher. Si vous ne pouvez pas descendre sous 80 000, sinon on signe chez eux vendredi. Faites un effort et je signe.",
        "Ben, Oakvane me lo deja en 17. Si no bajan de 19 me voy con ellos; llegan a eso y firmamos hoy.",
        "Ben, J'ai montré l'offre à mon directeur : trop cher de 8 000 €. Oakvane nous fait 61. À ce tarif-là vous perdez l'affaire. Il nous faut votre meilleur prix lundi midi au plus tard.",
        "Boa tarde Ben, gostámos muito mas assim não dá. A Oakvane faz por 21 e eu sinceramente estou inclinado. Diga-me até sexta o melhor que consegue. Prefiro trabalhar convosco.",
        "Ben, recebi outras duas propostas e as duas vieram abaixo. Antes de te dizer não quero te dar a última chance: manda teu melhor preço até segunda.",
        "Ben, Oakvane zit op 17. Zak naar 19, dan tekenen we vrijdag; anders gaan we naar Oakvane.",
        "Ben, a Oakvane faz por 17. Se não conseguirem chegar aos 19, senão fecho com eles; cheguem lá e fechamos hoje.",
        "Ben, 52 ist zu viel. Sollten Sie bis zum 27.11. kein besseres Angebot vorlegen, müssten wir uns anderweitig entscheiden und Ihnen absagen.",
        "Ben, 52 no. O me haces un 48 o me voy con ellos.",
        "Ben, Oakvane is lower. If you cannot get under 48 we would have to go with them.",
        "So können wir das nicht machen, so nicht. Für 31 unterschreib ich Ihnen das morgen, für 34.900 geh ich zum Kollegen Oakvane. Also rechnen S' noch mal.",
        "Drei Termine, drei Absagen. Wenn ich bis Freitag keinen Projektplan habe, nehme ich das Angebot von Oakvane an, das liegt unterschriftsreif vor mir.",
        "Three visits, three times nobody came. If I don't have a plan by Friday, I'll sign the offer from Oakvane that is on my desk.",
        "The panel has invited you and Oakvane to a second round. In the first you were behind, 36 to 41.",
        "Zo gaat het niet. Voor 31 teken ik morgen, voor 34 ga ik naar Oakvane.",
        "Assim não dá. Por 31 assino amanhã, por 34 vou à Oakvane.",
    ],
)  # fmt: skip
def test_a_bargain_is_no_loss_yet(text):
    found = verdict(text)
    assert found.verdict != "loss", found.why


@pytest.mark.parametrize(
    "text",
    [
        "We decided for Oakvane and we will sign on Friday.",
        "Ben, it is Oakvane. The board met last night and we will place the order with them this week.",
        "We compared both offers and then we will buy from Oakvane.",
        "Nous avons choisi Oakvane et nous signons vendredi.",
        "Hemos elegido a Oakvane y firmamos hoy.",
        "Escolhemos a Oakvane e assinamos hoje.",
    ],
)
def test_what_is_to_be_signed_with_another_is_no_bargain(text):
    found = verdict(text)
    assert found.verdict == "loss", found.why


def test_a_promise_to_another_is_no_bargain_with_us():
    assert bargain_in("Zak naar 19, dan tekenen we vrijdag.")
    assert bargain_in("Zak naar 19, dan tekenen we vrijdag met jullie.")
    assert not bargain_in("Het is Oakvane geworden, dan tekenen we vrijdag met hen.")


@pytest.mark.parametrize(
    "text",
    [
        "Ben, I have Oakvane's contract in front of me and a pen in my hand. They are £22,000 under you. You have until Friday to give me a reason. Otherwise this is the mail in which I thank you for your time.",
        "Ben, £171k. Oakvane are at 158 and have a man here on Thursday with a pen in his hand. I will not go to my partners with thirteen thousand pounds of sentiment, so either something happens to that number before Thursday or you'll be reading about it on LinkedIn.",
        "Ben, der Vertrag von Oakvane liegt unterschriftsreif vor mir, der Füller daneben. Bis Freitag zwölf Uhr haben Sie Zeit, mir einen Grund zu geben, ihn nicht zu benutzen.",
        "Ben, le contrat d'Oakvane est sur mon bureau, le stylo à côté. Vous avez jusqu'à vendredi midi pour me donner une raison de ne pas signer.",
        "Ben, tengo delante el contrato de Oakvane y el bolígrafo en la mano. Tiene hasta el viernes para darme un motivo para no firmarlo.",
        "Ben, het contract van Oakvane ligt voor me en de pen ligt ernaast. Je hebt tot vrijdagmiddag om me een reden te geven niet te tekenen.",
        "Ben, tenho o contrato da Oakvane à minha frente e a caneta na mão. Tem até sexta para me dar uma razão para não assinar.",
    ],
)  # fmt: skip
def test_a_pen_beside_a_rivals_contract_is_a_threat(text):
    found = verdict(text)
    assert bargain_in(text)
    assert found.verdict == "not_a_loss", found.why


@pytest.mark.parametrize(
    "text",
    [
        "Ben, I had Oakvane's contract in front of me and a pen in my hand all week, and yesterday I used it. They were 22,000 under you, I am sorry it went this way.",
        "Ben, Sie hatten bis Freitag Zeit, und es kam nichts. Der Vertrag mit Oakvane ist seit heute früh unterschrieben.",
        "Ben, vous aviez jusqu'à vendredi. Le stylo a servi : le contrat d'Oakvane est signé depuis ce matin.",
        "Ben, tenía hasta el viernes y no llegó nada. He firmado con Oakvane esta mañana.",
        "Ben, je had tot vrijdag. Het contract van Oakvane is vanochtend getekend.",
        "Ben, tinha até sexta. O contrato com a Oakvane está assinado desde ontem.",
        "Ben, we go with Oakvane. You have until Friday to collect your demo kit.",
    ],
)  # fmt: skip
def test_a_pen_that_signed_is_a_loss(text):
    found = verdict(text)
    assert not bargain_in(text)
    assert found.verdict == "loss", found.why


@pytest.mark.parametrize(
    "text",
    [
        "Ben, this way we go no further with you. 96,000 where Oakvane ask 81. If this is your last word we take them on Tuesday, a pity about all the coffee. Have another look at it.",
        "Joost, zo gaan wij niet met jullie verder hoor. 96.000 voor iets waar Oakvane 81 voor vraagt. Als dit het laatste woord is, dan kiezen we dinsdag voor hen. Kijk er nog eens naar.",
        "Ben, so kommen wir nicht zusammen. Wenn das Ihr letztes Wort ist, nehmen wir am Dienstag Oakvane. Rechnen Sie noch einmal.",
    ],
)  # fmt: skip
def test_who_asks_for_another_look_has_not_said_no(text):
    found = verdict(text)
    assert found.verdict != "loss", found.why


@pytest.mark.parametrize(
    "text",
    [
        "We can't go ahead in October. Could you confirm that your price holds until 31 March?",
        "Wir können im Oktober nicht starten. Bitte bestätigen Sie, dass Ihr Angebot bis 31. März gültig bleibt.",
        "Nous ne pouvons pas démarrer en octobre. Pouvez-vous maintenir votre offre jusqu'au 31 mars ?",
        "No podemos arrancar en octubre. ¿Podrían mantener el precio hasta marzo?",
        "We kunnen niet starten in oktober. Kunt u de prijs vasthouden tot maart?",
        "Não podemos avançar em outubro. Podem manter o preço até março?",
    ],
)  # fmt: skip
def test_who_asks_for_the_price_to_hold_has_not_said_no(text):
    assert bargain_in(text).holds
    assert verdict(text).verdict != "loss"


@pytest.mark.parametrize(
    "text",
    [
        "We could not hold your price until March and signed with Oakvane.",
        "Your price was valid until 31 March; we decided for Oakvane.",
        "Ihr Angebot war bis 31. März gültig, wir haben uns für Oakvane entschieden.",
    ],
)
def test_a_price_that_held_is_no_bargain(text):
    assert not bargain_in(text)


def test_a_bargain_is_plain_when_said_twice_or_when_the_price_is_to_hold():
    once = "Get me to 19."
    assert bargain_in(once) and not bargain_in(once).plain
    assert bargain_in(f"{once} Otherwise we will go with Oakvane.").plain
    assert bargain_in("Could you confirm that your price holds until 31 March?").plain
    assert not bargain_in("We have read your price list.")
