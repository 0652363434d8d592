"""The plainest ways to say it, short and without decoration, must never be missed."""

from __future__ import annotations

import pytest

from debrief.reading.reading import read_message
from tests.corpus import team

CUSTOMER = """
We have decided to go with Corvane.
We've decided to go with Corvane; their support for steam cleaning settled it.
We decided to go with another vendor.
We went with Corvane in the end.
We have chosen Corvane.
We have chosen another supplier.
After careful consideration we have selected a different vendor for this project.
Unfortunately we will not be moving forward with your proposal.
We regret to inform you that your bid was not successful.
I'm afraid we have awarded the contract to another company.
We are staying with our current provider.
We have signed with Corvane.
We have decided not to proceed with your offer.
The board decided against your proposal.
We won't be going ahead with your solution.
The project has been cancelled, so we will not need your proposal any more.
We will build it in-house instead of buying your product.
Wir haben uns für einen anderen Anbieter entschieden.
Wir haben uns gegen Ihr Angebot entschieden.
Wir haben den Auftrag an Corvane vergeben.
Leider können wir Ihr Angebot nicht berücksichtigen.
Leider müssen wir Ihnen absagen.
Wir bleiben bei unserem bisherigen Anbieter.
Das Projekt wurde gestrichen, Ihr Angebot wird daher nicht mehr benötigt.
Nous avons retenu une autre offre.
Nous avons choisi un autre prestataire.
Nous avons décidé de travailler avec Corvane.
Votre offre n'a malheureusement pas été retenue.
Nous ne donnerons pas suite à votre proposition.
Nous restons chez notre fournisseur actuel.
Hemos decidido trabajar con otro proveedor.
Hemos elegido a Corvane.
Lamentablemente no vamos a seguir adelante con su propuesta.
Su oferta no ha sido seleccionada.
Hemos adjudicado el contrato a otra empresa.
Seguimos con nuestro proveedor actual.
Wij hebben gekozen voor een andere partij.
We hebben besloten om met Corvane verder te gaan.
Helaas gaan we niet verder met jullie voorstel.
De opdracht is aan een andere leverancier gegund.
We blijven bij onze huidige leverancier.
Decidimos avançar com outro fornecedor.
Escolhemos a Corvane.
Infelizmente não vamos avançar com a vossa proposta.
A sua proposta não foi selecionada.
Optámos por outra empresa.
"""
NOTE = """
We lost the Carrick deal, they went with Corvane.
Carrick is lost. They chose Corvane.
Bad news: Carrick signed with Corvane this morning.
Carrick told me today that they are going with someone else.
Lost Carrick to Corvane on price.
Wir haben Carrick verloren, sie gehen mit Corvane.
Carrick hat sich für Corvane entschieden.
On a perdu Carrick, ils ont choisi Corvane.
Hemos perdido Carrick, se van con Corvane.
We zijn Carrick kwijt, ze hebben voor Corvane gekozen.
Perdemos a Carrick, escolheram a Corvane.
"""


def read(sender: str, to: str, words: str) -> tuple[str, float]:
    raw = (
        f"From: {sender}\r\nTo: {to}\r\nSubject: Your proposal\r\n"
        "Date: Mon, 14 Sep 2026 10:00:00 +0000\r\nMessage-ID: <x@carrick.example>\r\n"
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
        f"Content-Transfer-Encoding: 8bit\r\n\r\nBen,\r\n\r\n{words}\r\n\r\nPhil\r\n"
    )
    reading = read_message(raw.encode(), team())
    return reading.verdict, reading.confidence


@pytest.mark.parametrize("words", CUSTOMER.strip().splitlines())
def test_what_a_customer_says_plainly_is_a_loss(words: str):
    customer = "Philippa Rowntree <p.rowntree@carrick.example>"
    verdict, confidence = read(customer, "ben.adler@larkspur.example", words)
    assert (verdict, confidence >= 0.7) == ("loss", True), confidence


@pytest.mark.parametrize("words", NOTE.strip().splitlines())
def test_what_a_rep_says_plainly_is_a_loss(words: str):
    rep = "Ben Adler <ben.adler@larkspur.example>"
    verdict, confidence = read(rep, "dana.whitfield@larkspur.example", words)
    assert (verdict, confidence >= 0.7) == ("loss", True), confidence
