"""What a customer wishes in the mail of the loss itself: read, quoted, and respected before the first word."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from debrief.answers.loss_wishes import Wishes, read_wishes
from debrief.model import Stage
from tests.losses import arrive, customers_mail, forward, receipt, regret
from tests.world import World

NOW = datetime(2026, 9, 14, 7, tzinfo=UTC)  # a Monday

NO_CONTACT = """
Please remove me from your list and do not contact me again.
Our decision is final, please refrain from further calls.
Do not call me about it.
We would ask you not to contact us again.
I'd rather not discuss it any further.
No calls, please.
Please don't chase us on this one.
We do not wish to be contacted about this decision.
There is no need for a follow-up call.
I don't have time for a call.
Unfortunately we are unable to provide individual feedback.
Direct contact with staff is not permitted.
No further correspondence will be entered into.
Please stop emailing us.
Members of the panel must not be approached.
She does not want to be called.
Please leave us alone.
I am not available for a debrief.
Under GDPR please delete my personal data.
We kindly request that you don't reach out to my team.
Bitte sehen Sie von weiteren Anrufen ab.
Bitte sehen Sie davon ab, uns anzurufen.
Bitte rufen Sie mich nicht mehr an.
Wir bitten Sie, uns nicht mehr zu kontaktieren.
Bitte keine weiteren Anrufe.
Ein Gespräch dazu möchte ich nicht führen.
Von Rückfragen bitten wir abzusehen.
Ich möchte nicht mehr angerufen werden.
Bitte löschen Sie meine Daten.
Lassen Sie uns bitte in Ruhe.
Wir wünschen keine weitere Kontaktaufnahme.
Bitte verzichten Sie auf weitere Anrufe.
Merci de ne plus me contacter.
Nous vous prions de ne plus nous appeler.
Inutile de nous rappeler.
Je ne souhaite pas en parler.
Veuillez cesser de nous solliciter.
Ne m'appelez pas à ce sujet.
Merci de supprimer mes données.
Nous ne souhaitons pas être relancés.
Por favor, no me llamen más.
Les ruego que no vuelvan a contactarnos.
No deseamos que se nos contacte de nuevo.
Le pedimos que deje de escribirnos.
Prefiero no hablar de ello.
Eviten llamarnos, por favor.
No quiero más llamadas.
Neem alstublieft geen contact meer op.
Bel mij hier niet over.
Wij willen niet meer benaderd worden.
Gelieve ons niet te bellen.
Ik heb geen behoefte aan een gesprek.
Wij verzoeken u ervan af te zien ons te bellen.
Stop met bellen.
Por favor, não me ligue mais.
Pedimos que não voltem a contactar-nos.
Não queremos ser contactados sobre isto.
Prefiro não falar sobre o assunto.
Deixem de nos incomodar.
Sem mais chamadas, por favor.
Evitem ligar para a nossa equipa.
Please note that we will not be taking calls regarding this decision.
I must ask that neither you nor your colleagues call me.
We'd appreciate not being contacted further.
Kindly cease all contact.
Please respect our decision and don't follow up.
I don't think a call would be useful.
We are not interested in further conversations.
There's no point in calling.
Please, no more sales calls.
We'd be grateful if you did not call us about this.
Helen asked not to be contacted.
Please do not try to reach us about this.
I won't be available for calls.
We ask bidders not to get in touch with the evaluation team.
Canvassing of members will disqualify.
Please take us off your mailing list.
Wir möchten darüber nicht mehr sprechen.
Bitte nehmen Sie keinen Kontakt mehr mit uns auf.
Bitte melden Sie sich nicht mehr bei uns.
Sehen Sie bitte von einer Kontaktaufnahme ab.
Wir bitten darum, von telefonischen Nachfragen abzusehen.
Ein Telefonat ist nicht nötig.
Nachfragen sind nicht erwünscht.
Bitte nicht anrufen!
Ich habe keine Zeit für ein Telefonat.
Streichen Sie uns bitte aus Ihrem Verteiler.
Wir können leider keine Auskünfte zur Entscheidung geben.
Wir wollen nicht weiter behelligt werden.
Je vous demande de ne pas me rappeler.
Merci de ne pas insister.
Nous ne donnerons pas suite à vos appels.
Pas d'appel, s'il vous plaît.
Je vous remercie de bien vouloir cesser vos appels.
Nous n'avons pas le temps pour un entretien.
Retirez-nous de votre liste de diffusion.
Je n'ai pas envie d'en discuter.
Merci de respecter ce choix et de ne pas nous relancer.
No hace falta que nos llamen.
Les pedimos que no insistan.
Por favor absténganse de contactar con mi equipo.
No es necesario que me llame.
Bórreme de su lista.
No tengo tiempo para una llamada.
No queremos seguir hablando de este tema.
Gelieve geen contact meer op te nemen.
U hoeft ons hier niet over te bellen.
Ik wil hier niet verder over praten.
Wij stellen verder contact niet op prijs.
Verwijder ons van uw mailinglijst.
Ik heb geen tijd voor een gesprek.
Een gesprek is niet nodig.
Não é necessário ligar-nos.
Agradecemos que não nos contactem mais.
Não tenho tempo para uma chamada.
Peço que não insistam.
Retirem-nos da vossa lista.
Não vale a pena ligar.
Dispensamos qualquer contacto adicional.
""".strip().splitlines()
ANOTHER_WAY = """
Happy to give feedback, but please by email only.
All communication must go through the tender portal.
You can reach me in writing only.
Rückfragen bitte nur schriftlich.
Fragen sind ausschließlich über das Vergabeportal zu stellen.
Je préfère répondre à vos questions par écrit.
Contactez-moi uniquement par e-mail.
Prefiero responder por escrito.
Para consultas, solo por correo electrónico.
Vragen graag uitsluitend per e-mail.
Prefiro responder por escrito.
Contacte-me apenas por email.
I would prefer to answer in writing.
Feedback gladly, but in writing only.
""".strip().splitlines()
BENIGN = """
Please do not hesitate to contact me if you have any questions.
We will contact you again in the future.
We no longer require your services.
Feel free to call me if you would like to discuss this.
Your team did not call us back in time.
We could not reach a decision before the summer.
Nobody from your side contacted us after the demo.
This was not an easy call.
It is not an easy call to make.
There was no follow-up after your presentation.
We will not be taking your offer any further.
We do not see a fit at this time.
We decided not to go ahead with your proposal.
No further action is required on your part.
We had no more questions after your visit.
Please don't be discouraged by this.
We are not in a position to award you the contract.
There is no need to return the samples.
Don't forget to write to us when the new model is out.
We cannot offer you the contract this time.
The decision was not taken lightly.
We are happy to give you feedback.
We received your offer only by email after the deadline.
Future tenders will be published only via the portal.
Your price was not competitive.
We did not discuss this with your rep.
You never wrote to us about the delivery date.
We will remove your offer from our records in a year.
Please confirm receipt by email.
We do not have the budget this year.
Please call off the demo on Friday.
Our call for tenders is closed.
If you do not agree, you may contact the review body.
We have not been able to agree on the price.
Bitte zögern Sie nicht, uns zu kontaktieren.
Scheuen Sie sich nicht, mich anzurufen.
Wir werden uns bei einem neuen Projekt wieder bei Ihnen melden.
Leider können wir Ihr Angebot nicht berücksichtigen.
Nach unserem Gespräch können wir Ihnen den Auftrag leider nicht erteilen.
Ihr Kollege hat uns nicht zurückgerufen.
Wir benötigen Ihre Leistungen nicht mehr.
Für Rückfragen stehe ich Ihnen gerne zur Verfügung.
Dieses Schreiben ist ohne Unterschrift gültig.
Auf dieses Schreiben ist keine Antwort erforderlich.
Die Entscheidung ist uns nicht leicht gefallen.
Sie haben sich nach dem Termin nicht gemeldet.
Bitte senden Sie uns keine Muster mehr.
N'hésitez pas à nous contacter.
Nous ne manquerons pas de vous recontacter.
Votre offre n'a pas été retenue à l'issue de l'appel d'offres.
Nous n'avons plus besoin de vos services.
Vous ne nous avez pas rappelés.
Nous vous recontacterons pour un prochain projet.
Nous ne lancerons pas d'appel d'offres cette année.
No dude en contactarnos.
No deje de llamarnos si tiene preguntas.
Su oferta no ha sido seleccionada.
Ya no necesitamos sus servicios.
Volveremos a contactarle en el futuro.
No nos llamaron después de la visita.
El producto no nos llamó la atención.
Aarzel niet om contact met ons op te nemen.
Wij hebben uw diensten niet langer nodig.
Naar aanleiding van ons gesprek kunnen wij u de opdracht niet gunnen.
Wij nemen in de toekomst graag weer contact met u op.
U hebt ons niet teruggebeld.
Uw aanbieding is niet gekozen.
Não hesite em contactar-nos.
Não deixe de nos ligar se tiver dúvidas.
A sua proposta não foi selecionada.
Já não precisamos dos vossos serviços.
Entraremos em contacto no futuro.
Não nos contactaram depois da demonstração.
Não temos orçamento este ano.
We were not convinced by your answers.
You are welcome to call me any time.
Sorry that it did not work out.
It is with regret that I write to inform you that you have not been successful.
I am writing to let you know that we will not proceed.
We have chosen not to move forward with your company.
I am not able to give you better news.
We won't be renewing the discussion about prices before 2027.
We found your sales calls too frequent and not helpful.
I'm sorry I could not call you personally.
We would not hesitate to approach you again.
You may request a debrief within 15 days.
We will not be in touch before spring.
Not only was the price high, the communication was slow.
Should you not receive an answer, call me.
Without a local contact we could not choose you.
Your product does not integrate with our phone system.
There was no contact person in Leeds.
Your quote did not include a call-out service.
You had no call centre in Spain.
If you require feedback, please do not wait to ask.
We can't thank you enough for the time.
Our decision does not mean we do not value you.
Your system cannot send emails automatically.
We had no time to visit your reference.
Storall's people visited us three times, yours never did.
No offence, but the price was too high.
I do not want you to think badly of us.
This e-mail is confidential; if you are not the intended recipient, please do not copy it.
Leider müssen wir Ihnen mitteilen, dass wir uns nicht für Ihr Angebot entschieden haben.
Wir kommen gerne wieder auf Sie zu.
Sie können mich jederzeit anrufen.
Ihr Ansprechpartner war nicht immer erreichbar.
Es gab keinen festen Ansprechpartner.
Ohne lokalen Ansprechpartner ging es nicht.
Nehmen Sie es bitte nicht persönlich.
Wenn Sie Fragen haben, rufen Sie mich gerne an.
Wir haben kein Budget.
Der Preis war nicht der Grund, rufen Sie mich gern an.
Die Absage fällt mir nicht leicht.
Wir schreiben nächstes Jahr neu aus.
Wir bitten um Verständnis, dass wir nicht alle Angebote annehmen können.
Bitte melden Sie sich gerne wieder.
Malheureusement nous ne pouvons pas retenir votre offre.
Vous pouvez m'appeler si besoin.
Nous n'avons pas trouvé d'accord sur le prix.
Nous reviendrons vers vous.
Nous restons à votre disposition pour échanger.
Le contact avec votre équipe était agréable, mais le prix ne convenait pas.
Lamentamos no poder darle mejores noticias.
No tenemos presupuesto.
Puede llamarme cuando quiera.
Sin embargo, contactaremos con ustedes en el futuro.
No había persona de contacto en Madrid.
Estamos a su disposición para hablar.
Helaas kunnen wij u geen opdracht geven.
U kunt mij altijd bellen.
Wij hebben niet voor u gekozen.
Bel gerust als u vragen hebt.
Er was geen vast contactpersoon.
Wij benaderen u graag bij een volgend project.
Infelizmente não vamos avançar.
Pode ligar-me quando quiser.
Não havia pessoa de contacto em Lisboa.
Não conseguimos chegar a acordo.
Voltaremos a contactá-los.
Sem dúvida falaremos no futuro.
""".strip().splitlines()


def wishes(text: str) -> Wishes:
    return read_wishes(
        text, NOW, "Europe/London", "helen@northgate.example", NOW, timedelta(minutes=30)
    )


@pytest.mark.parametrize("sentence", NO_CONTACT)
def test_whoever_would_not_be_contacted_is_for_a_person(sentence: str):
    assert wishes(f"We went with Storall. {sentence}") == Wishes((sentence,), holds=True)


@pytest.mark.parametrize("sentence", ANOTHER_WAY)
def test_whoever_would_rather_write_is_for_a_person(sentence: str):
    assert wishes(sentence).holds


@pytest.mark.parametrize("sentence", BENIGN)
def test_an_ordinary_regret_holds_nothing(sentence: str):
    assert wishes(sentence) == Wishes()


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("I am on holiday from tomorrow until 28 September; happy to talk after.", 29),
        ("I am away until 25 September but glad to talk then.", 26),
        ("Ich bin ab morgen bis zum 25.9. im Urlaub.", 26),
        ("Ab morgen bin ich im Urlaub, bis 25. September.", 26),
        ("Je suis en congés jusqu'au 25 septembre.", 26),
        ("Estoy de vacaciones hasta el 25 de septiembre.", 26),
        ("Ik ben met vakantie tot 28 september.", 29),
        ("Estou de férias até 25 de setembro.", 26),
    ],
)
def test_an_absence_puts_the_call_off(text: str, back: int):
    found = wishes(text)
    assert (found.back, found.holds, found.quotes) == (date(2026, 9, back), False, (text,))


@pytest.mark.parametrize(
    "text",
    [
        "If you want feedback, call me on Thursday after 3.",
        "Call me on Thursday after 3 if you would like feedback.",
        "Wenn Sie möchten, rufen Sie mich gern am Donnerstag nach 15 Uhr an.",
        "Vous pouvez m'appeler jeudi après 15 heures.",
        "Puede llamarme el jueves a partir de las 15 h.",
        "U kunt mij donderdag na 15 uur bellen.",
        "Pode ligar-me na quinta-feira depois das 15h.",
    ],
)
def test_a_time_that_they_name_is_theirs(text: str):
    found = wishes(text)
    assert [w.start for w in found.windows] == [datetime(2026, 9, 17, 14, tzinfo=UTC)]
    assert not found.holds and found.quotes == (text,)


@pytest.mark.parametrize(
    "text",
    [
        "Please contact us again in spring.",
        "I can talk on Thursday half four.",
        "Call me in January.",
        "Sie erreichen mich am Donnerstag ab 15 Uhr.",
        "I am on leave from tomorrow.",
        "This is my last week here; from Monday Tom Reid (tom.reid@northgate.example) takes over.",
        "Meine Kollegin Anna Wood (anna.wood@northgate.example) übernimmt ab Montag.",
        "I am leaving Northgate, please write to tom.reid@northgate.example instead.",
        "Es mi última semana aquí; me sustituye Ana (ana@northgate.example).",
    ],
)
def test_what_cannot_be_met_by_itself_is_for_a_person(text: str):
    assert wishes(text).holds


@pytest.mark.parametrize(
    "text",
    [
        "We spoke on Thursday about the price.",
        "We will contact you again in the second quarter.",
        "Please send the final invoice by Friday.",
        "Wir melden uns im Januar wieder bei Ihnen.",
    ],
)
def test_a_time_of_something_else_is_no_wish(text: str):
    assert wishes(text) == Wishes()


# -- played ------------------------------------------------------------------------------------


def wished_for(world: World, wish: str) -> str:
    """Return the customer's regret with a wish at its end."""
    return regret(world).replace("settled it.", f"settled it. {wish}")


def passed_on(world: World, wish: str, note: str = "") -> None:
    deal = world.cast.deal
    block = (
        f"From: {deal.customer} <{deal.email}>\nSent: {world.clock.now:%d %B %Y %H:%M}\n"
        f"To: {deal.rep} <{world.rep}>\nSubject: Your proposal\n\n"
    )
    rule = "________________________________\n"
    forward(world, f"{note}\n\n{rule}{block}{wished_for(world, wish)}", "FW: Your proposal")


@pytest.mark.parametrize(
    "wish",
    [
        "Please remove me from your list and do not contact me again.",
        "Happy to give feedback, but please by email only.",
        "Under GDPR please delete my personal data.",
        "Merci de ne plus me contacter.",
    ],
)
def test_a_customer_who_asks_for_no_call_hears_nothing_before_the_manager_says_so(
    world: World, wish: str
):
    passed_on(world, wish)
    world.pass_time(days=3)
    assert world.mails(world.customer) == []
    assert receipt(world)["mode"] == "wish"
    assert wish in " ".join(world.text(world.manager, "receipt").replace("> ", "").split())
    world.reply(world.manager, "go", "receipt")
    assert world.review.stage is Stage.CALLING


def test_the_questions_in_writing_are_offered_instead(world: World):
    passed_on(world, "Feedback gladly, but in writing only.")
    assert "write" in world.text(world.manager, "receipt")
    world.reply(world.manager, "write", "receipt")
    assert world.mails(world.customer, "written_questions")
    assert not world.invitations(world.customer)


def test_a_fact_alone_does_not_start_what_their_words_hold(world: World):
    passed_on(world, "Please do not call me.")
    world.reply(world.manager, "competitor: Tellurix", "receipt")
    world.pass_time(days=2)
    assert world.mails(world.customer) == []


def test_whom_they_name_can_be_invited_in_their_place(world: World):
    passed_on(
        world, "It is my last week; Tom Reid (tom.reid@pemberton-ceramics.example) takes over."
    )
    assert "email: Tom Reid <tom.reid@" in " ".join(world.text(world.manager, "receipt").split())
    new = "tom.reid@pemberton-ceramics.example"
    world.office.open_for(new)
    world.reply(world.manager, f"email: Tom Reid <{new}>\ngo", "receipt")
    world.pass_time(minutes=20)
    assert world.mails(new, "call") and not world.mails(world.customer)


def test_the_call_is_offered_after_their_holiday(world: World):
    back = world.clock.now.date() + timedelta(days=10)
    passed_on(world, f"I am on holiday until {back:%d %B}.")
    world.pass_time(minutes=20)
    slot = world.review.call.slot
    assert slot is not None and slot.start.date() > back
    assert "I am on holiday" in world.text(world.manager, "receipt")


def test_the_call_is_offered_at_the_time_that_they_name(world: World):
    day = world.clock.now + timedelta(days=(3 - world.clock.now.weekday()) % 7 or 7)
    passed_on(world, "If you want feedback, call me on Thursday after 3.")
    world.pass_time(minutes=20)
    slot = world.review.call.slot
    assert slot is not None and slot.start.date() == day.date() and slot.start.hour >= 14


def test_a_mail_that_merely_arrives_is_asked_about_with_their_wish(world: World):
    wish = "Please do not contact me again."
    arrive(world, customers_mail(world, wished_for(world, wish)))
    assert receipt(world)["mode"] == "ask"
    assert wish in world.text(world.manager, "receipt")


def test_a_wish_in_a_second_notification_holds_what_was_about_to_start(world: World):
    passed_on(world, "")
    world.pass_time(minutes=3)
    passed_on(world, "Please do not contact me again.")
    world.pass_time(days=4)
    assert world.mails(world.customer) == []
    assert receipt(world)["mode"] == "wish"


def test_a_wish_in_a_second_notification_keeps_the_reminders_back(world: World):
    passed_on(world, "")
    world.pass_time(minutes=20)
    passed_on(world, "Please do not contact me again.")
    world.pass_time(days=8)
    assert not world.mails(world.customer, "chase")
    assert "Please do not contact me again." in world.text(world.manager, "receipt")
