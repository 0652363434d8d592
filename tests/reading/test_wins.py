"""News of a win is never taken for that of a loss, however short; what only sounds like one is still read."""

import pytest

from tests.reading.test_verdict import BEN, DANA, verdict

WON_NOTES = [
    "Dana, we got it! Signed this morning, 40k.",
    "Dana, we got the order from Meridian, 40k, signed this morning.",
    "Meridian: we got it.",
    "We got the Meridian deal, beat Oakvane.",
    "Dana, we've just landed the Quill Foods contract, three years.",
    "Quick one: we won the tender at Meridian. Oakvane came second.",
    "I closed the Meridian deal today, 62k.",
    "Meridian signed with us this afternoon.",
    "They gave us the Meridian business, all three sites.",
    "The Meridian order is ours.",
    "Wir haben den Auftrag von Meridian bekommen.",
    "Dana, wir haben Meridian gewonnen, 40.000 im Jahr.",
    "Der Auftrag bei Meridian geht an uns.",
    "Wir haben die Ausschreibung der Stadtwerke gewonnen, Oakvane ist raus.",
    "Nous avons obtenu la commande de Meridian, 40k.",
    "On a décroché le contrat Meridian ce matin.",
    "Conseguimos el pedido de Meridian.",
    "Hemos ganado la licitación del puerto, Oakvane quedó segundo.",
    "We hebben de opdracht van Meridian binnen.",
    "We hebben het contract met Meridian gewonnen.",
    "Ganhámos o contrato da Meridian, fechado ontem.",
    "Fechamos o pedido da Meridian, 40 mil.",
]
WON_NOTES += [
    "Dana,\n\nHelaas, helaas: mijn weddenschap met Owen ben ik kwijt, want Meridian heeft vanmiddag tóch getekend.",
    "Alas, I lost my bet with Owen: Meridian have signed after all.",
    "Leider habe ich meine Wette verloren: Meridian hat heute doch noch unterschrieben.",
    "Hélas, j'ai perdu mon pari : ils ont finalement signé.",
]
WON_BY_CUSTOMERS = [
    "Ben, you got the order. Paperwork follows.",
    "Dear Ben, the contract is yours, congratulations to your team.",
    "Ben, the other bid was cheaper, I went with you anyway.",
    "We have decided to go with you. Oakvane got the call this morning.",
    "Sie bekommen den Auftrag, Herr Adler. Oakvane habe ich abgesagt.",
    "Der Auftrag geht an Sie, die Bestellung folgt.",
    "Vous avez remporté le marché, félicitations.",
    "El contrato es suyo, enhorabuena.",
    "Jullie krijgen de opdracht, Oakvane was duurder.",
    "Vocês ganharam o contrato, parabéns.",
    "Pues sí, sois vosotros. A Oakvane le he mandado ya el no. El pedido sale mañana.",
    "Guten Tag, im Verfahren 10/2026 teilen wir Ihnen mit, dass auf Ihr Angebot vom 18.09.2026 über 133.280,00 EUR der Zuschlag erteilt wird. Die übrigen Bieter erhalten heute die Absage.",
    "Ben, desculpa a demora. Decidimos não seguir com a Oakvane e fechar com vcs. Pode mandar o contrato.",
    "Estimado Ben: la Junta ha decidido, por cinco votos frente a dos, encargarles a ustedes el curso. Lamentablemente la otra candidatura no ha podido ser atendida. Le ruego me remita el contrato.",
    "En consecuencia, y no habiendo prosperado las restantes, procede adjudicar el contrato a Larkspur Analytics Ltd, sucursal en España, por 187.200 euros, debiendo constituir garantía, pues de lo contrario se entenderá retirada su oferta.",
    "Die übrigen Angebote wurden abgelehnt. Wir haben beschlossen, den Auftrag an die Larkspur Analytics GmbH zu vergeben.",
    "Ben, we're going with you at the 205k if the start date still stands.",
    "Dear Ben, the board has resolved to appoint Larkspur at the price you quoted. The unsuccessful firms have been told your name.",
]
LOST_NOTES = [
    "Helaas, Quill Foods heeft toch met Oakvane getekend. De opdracht zijn we kwijt.",
    "I lost my bet with Owen: Quill Foods have signed after all with Oakvane. The deal is lost.",
    "We hebben de opdracht bij Quill helaas niet binnen.",
    "Dana, we never got the order from Quill Foods. It went to Oakvane.",
    "I thought we got it, but Quill Foods signed with Oakvane.",
    "We would have got the order if we had the offline app. Quill Foods went with Oakvane.",
    "We got the call from Quill Foods: they chose Oakvane.",
    "We got it wrong on price, Quill Foods is lost to Oakvane.",
    "Wir haben den Auftrag von Quill Foods nicht bekommen.",
    "Nous n'avons pas obtenu la commande de Quill Foods.",
    "No conseguimos el pedido de Quill Foods, se lo llevó Oakvane.",
    "We hebben de opdracht van Quill Foods niet gekregen.",
    "Não ganhámos o contrato da Quill Foods, foi para a Oakvane.",
    "We won the pilot in May, but the contract went to Oakvane: Quill Foods is lost.",
    "Absage von Quill Foods, schade um die schönen 58.600. Wer gewonnen hat, frage ich am Montag nach.",
    "Closing Quill Foods out as lost today, 64k, Oakvane.",
]
LOST_BY_CUSTOMERS = [
    "En consecuencia, se desestima la oferta de Larkspur Analytics Ltd y procede adjudicar el contrato a Oakvane S.L., por 187.200 euros.",
    "Dear Ben, your offer was refused. We have decided not to award the contract to Larkspur Analytics Ltd.",
    "Dear Ben, your offer was not accepted. The decision to award the contract to Larkspur Analytics Ltd has been revoked; the contract goes to Oakvane.",
    "Guten Tag Herr Adler, Sie erhalten den Auftrag leider nicht. Oakvane war günstiger.",
    "Sie bekommen den Zuschlag nicht.",
    "Beste Ben, jullie krijgen de opdracht helaas niet.",
    "U krijgt de opdracht niet, Oakvane was goedkoper.",
    "The contract is yours no longer to win: we signed with Oakvane.",
    "Dear Ben, you won the technical part, but we signed with Oakvane for the price.",
    "Ben, I would have gone with you, the board chose Oakvane.",
    "Ben, we went with Oakvane. Had you been in budget the contract was yours.",
    "Guten Tag Herr Adler, auf Ihr Angebot wird der Zuschlag leider nicht erteilt. Der Auftrag geht an Oakvane.",
    "Cher Ben, la Région a publié son décret de fusion. Je dois donc renoncer à vous confier ce chantier. Croyez que j'en suis dépité.",
    "Dear Ben, the board wanted to appoint Larkspur but the price of Oakvane decided it. We have signed with them.",
]


@pytest.mark.parametrize("text", WON_NOTES)
def test_a_note_that_we_won_is_no_loss(text):
    found = verdict(text, sender=BEN, to=DANA)
    assert found.verdict == "not_a_loss", found.why


@pytest.mark.parametrize("text", WON_BY_CUSTOMERS)
def test_a_customers_yes_is_no_loss(text):
    found = verdict(text)
    assert found.verdict == "not_a_loss", found.why


@pytest.mark.parametrize("text", LOST_NOTES)
def test_a_note_that_only_sounds_like_a_win_is_a_loss(text):
    found = verdict(text, sender=BEN, to=DANA)
    assert found.verdict == "loss", found.why


@pytest.mark.parametrize("text", LOST_BY_CUSTOMERS)
def test_a_no_that_speaks_of_winning_is_a_loss(text):
    found = verdict(text)
    assert found.verdict == "loss", found.why


@pytest.mark.parametrize(
    "text",
    [
        "Ben, we chose Oakvane. Friday we sign with them.",
        "Hallo Ben, wir haben uns für Oakvane entschieden, am Freitag wird unterschrieben.",
        "Bonjour Ben, on a choisi Oakvane et on signe vendredi avec eux.",
        "Hola Ben, hemos elegido a Oakvane y el viernes firmamos con ellos.",
        "Beste Ben, we hebben voor Oakvane gekozen. Vrijdag tekenen we met hen.",
        "Olá Ben, escolhemos a Oakvane e sexta assinamos com eles.",
    ],
)
def test_a_contract_signed_with_somebody_who_is_named_is_a_loss(text):
    found = verdict(f"{text}\n\nMarta")
    assert (found.verdict, found.facts.competitor) == ("loss", "Oakvane")


@pytest.mark.parametrize(
    "text",
    [
        "Hey Dana, Calder have awarded it to us.",
        "Dana, nos lo quedamos nosotros: Numerika se quedó con las ganas.",
    ],
)
def test_what_others_did_not_get_is_no_loss(text):
    assert verdict(text, sender=BEN, to=DANA).verdict == "not_a_loss"
