"""Who turned whom down, in which words: the verdict on short mails."""

import pytest

from debrief.reading.learned.experience import strangeness
from debrief.reading.reading import read_message
from debrief.reading.verdicts.clauses import sentences
from debrief.reading.verdicts.evidence import find
from debrief.reading.verdicts.signals import Voice
from debrief.reading.verdicts.weighing import LOSS, NOTHING, USUAL, Weight
from tests import corpus

TEAM = corpus.team()
BEN = "Ben Adler <ben.adler@larkspur.example>"
DANA = "Dana Whitfield <dana.whitfield@larkspur.example>"
PAT = "Pat Quill <pat@quillfoods.example>"


def verdict(body, sender=PAT, to=BEN, subject="platform", team=TEAM, **headers):
    lines = [f"From: {sender}", f"To: {to}", f"Subject: {subject}", "Message-ID: <1@x.example>"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    lines += ["Content-Type: text/plain; charset=utf-8", "", body]
    return read_message("\r\n".join(lines).encode(), team)


@pytest.mark.parametrize(
    "note",
    [
        "fyi from Ana",
        "FYI, from Ana Ruiz",
        "zur Info von Ana",
        "pour info de Ana",
        "para su información de Ana",
        "ter info van Ana",
        "mensagem da Ana",
    ],
)
@pytest.mark.parametrize(
    ("words", "loss"),
    [
        (
            "Hi Ben, can you tell Dana that tomorrow is bad after all, Thursday at 3 would be fine. Ana",
            False,
        ),
        (
            "Hi Ben, thank you for your proposal. We have decided to go with another vendor. Ana",
            True,
        ),
    ],
)
def test_a_note_that_says_whose_the_mail_below_is_tells_nothing_itself(note, words, loss):
    body = (
        f"{note}\n\n---------- Forwarded message ---------\nFrom: Ana Ruiz <ana@tarn.example>\n"
        f"Date: Mon, Nov 9, 2026 at 4:40 PM\nSubject: our call\nTo: {BEN}\n\n{words}"
    )
    found = verdict(body, BEN, DANA, "Fwd: our call", Authentication_Results="x; dmarc=pass")
    assert found.loss == loss


RUN_ON = "my voice. completely. doing Monday's call by chat if that's ok, or you talk and i nod\n\nalso badge + laptop bag went missing at O'Hare, IT knows, nothing customer on it\n\nSent from my iPhone"


@pytest.mark.parametrize(
    ("subject", "body", "loss"),
    [
        ("lost", RUN_ON, False),
        ("lost", "another one. Quill Foods went with Oakvane", True),
        ("verloren", "gegangen ist mein Ausweis. Sorry", False),
    ],
)
def test_a_subject_runs_on_into_the_text(subject, body, loss):
    assert verdict(body, BEN, DANA, subject, Authentication_Results="x; dmarc=pass").loss == loss


@pytest.mark.parametrize(
    "body",
    [
        "Hi Ben, thank you for your proposal. We have decided to go with another vendor.",
        "Ben, sorry, we chose Oakvane. Your price was fine.",
        "Dear Mr Adler, we regret that your bid was not successful.",
        "Ben, your proposal will not be taken forward.",
        "Hallo Ben, vielen Dank für Ihr Angebot. Wir haben uns für einen anderen Anbieter entschieden.",
        "Sehr geehrter Herr Adler, leider können wir Ihr Angebot nicht berücksichtigen.",
        "Bonjour Ben, merci pour votre offre. Nous avons choisi un autre prestataire.",
        "Bonjour, votre proposition n'a malheureusement pas été retenue.",
        "Hola Ben, gracias por su propuesta. Hemos elegido a otro proveedor.",
        "Estimado Ben, lamentamos informarle que su oferta no ha sido seleccionada.",
        "Beste Ben, bedankt voor je offerte. We hebben gekozen voor een andere leverancier.",
        "Beste Ben, helaas hebben we uw voorstel niet gekozen.",
        "Olá Ben, obrigado pela proposta. Escolhemos outro fornecedor.",
        "Caro Ben, infelizmente a vossa proposta não foi selecionada.",
        "Buongiorno Ben, grazie per la vostra offerta. Abbiamo scelto un altro fornitore.",
    ],
)
def test_a_customers_no_is_a_loss_in_every_language(body):
    assert verdict(body).verdict == "loss"


@pytest.mark.parametrize(
    "body",
    [
        "We lost Quill Foods to Oakvane. $120k.",
        "lost quill foods to oakvane, 120k",
        "we lost the Quill deal to Oakvane. They were 10% cheaper.",
        "Quill went with Oakvane. $120k gone.",
        "Quill turned us down, Pat called this morning. $120k.",
        "Wir haben Quill verloren, 120.000 Euro.",
        "On a perdu Quill, 120 k€.",
        "Perdimos Quill, 120 mil dólares.",
        "We zijn Quill kwijt, 120.000 euro.",
        "Perdemos a Quill, 120 mil euros.",
    ],
)
def test_a_reps_note_of_defeat_is_a_loss_in_every_language(body):
    assert verdict(body, sender=BEN, to=DANA).verdict == "loss"


@pytest.mark.parametrize(
    "body",
    [
        "If you cannot come down we will have to go with another vendor.",
        "We might go with another vendor. Your proposal is still on the table.",
        "We have not decided against your proposal, the board meets on Monday.",
        "We have decided to go with Larkspur. Your proposal was the best.",
        "We accept your offer.",
        "Did you decide to go with another vendor for the catering?",
        "We would like to go with option B of your proposal.",
        "Your invoice was rejected, the order number is missing.",
    ],
)
def test_threats_conditions_wins_and_other_matters_are_no_loss(body):
    assert verdict(body).verdict != "loss"


@pytest.mark.parametrize(
    "body",
    [
        "I'm afraid we will lose Quill. $120k.",
        "We did not lose Quill, it only moves to January. $120k.",
        "Did we lose Quill?",
        "If we lost Quill, what would your forecast be?",
        "Last year we lost Quill over the price.",
        "We won Quill! Oakvane lost.",
        "The airline lost my bag with the demo phones, $6,000 worth.",
        "We decided to go with another supplier for the coffee.",
    ],
)
def test_fears_questions_history_and_our_own_choices_are_no_loss(body):
    assert verdict(body, sender=BEN, to=DANA).verdict != "loss"


NO = "Thank you for your proposal. We have decided to go with another vendor."


@pytest.mark.parametrize(
    "body",
    [
        "The order for the sweepers went out to Oakvane last week.",
        "Herr Wokurka lässt ausrichten, dass der Auftrag für die Kehrmaschinen letzte Woche an die Firma Oakvane hinausgegangen ist.",
        "Der Auftrag ist an Oakvane gegangen.",
        "L'affaire est partie chez Oakvane.",
        "El contrato de las barredoras se ha ido a Oakvane.",
        "De opdracht voor de veegmachines is naar Oakvane gegaan.",
    ],
)
def test_an_order_that_went_to_another_is_a_loss(body):
    found = verdict(body)
    assert (found.verdict, found.facts.competitor) == ("loss", "Oakvane")


@pytest.mark.parametrize(
    "body",
    [
        "Ihr Auftrag ist heute an die Spedition Kling gegangen, Lieferung morgen.",
        "Your order has gone out to our warehouse in Leeds today.",
        "Der Auftrag ist an unsere Buchhaltung gegangen.",
    ],
)
def test_an_order_on_its_way_is_no_loss(body):
    assert verdict(body, subject="Lieferung 4471").verdict == "not_a_loss"


def test_our_own_refusal_of_a_vendor_is_no_loss():
    assert verdict(NO, sender=DANA, to="Tim <tim@coffee.example>").verdict == "not_a_loss"


def test_a_failed_authentication_is_never_a_loss():
    result = "mx.larkspur.example; spf=fail; dkim=fail; dmarc=fail header.from=quillfoods.example"
    reading = verdict(NO, Authentication_Results=result)
    assert reading.verdict == "not_a_loss"
    assert "authentication" in reading.why


@pytest.mark.parametrize(
    "sender", ["Ben Adler <ben@freemail.example>", "Sales <ben.adler@larkspurr.example>"]
)
def test_a_lookalike_of_ours_is_never_a_loss(sender):
    assert (
        verdict("We lost Quill Foods to Oakvane. $120k.", sender=sender, to=DANA).verdict
        == "not_a_loss"
    )


def test_another_teams_deal_is_no_loss_of_this_team():
    note = "We lost Strathmore to Quantrel. £410k."
    assert (
        verdict(
            note, sender="Keira <keira@larkspur.example>", to="Hamish <hamish@larkspur.example>"
        ).verdict
        == "not_a_loss"
    )


def test_bulk_mail_that_quotes_a_refusal_is_no_loss():
    body = (
        '"We decided to go with another vendor." Eight words no rep wants to read.\n\nUnsubscribe'
    )
    assert verdict(body, List_Unsubscribe="<https://x.example>").verdict == "not_a_loss"


def test_without_a_team_the_same_words_weigh_less():
    weak = "We like Oakvane better. Best, Pat"
    assert verdict(weak, team=None).verdict == "not_a_loss"
    assert verdict(NO, team=None).confidence <= verdict(NO).confidence


def test_mail_between_strangers_is_no_loss_of_ours():
    assert (
        verdict(
            "We lost the Quill deal to Oakvane.", sender="A <a@one.example>", to="B <b@one.example>"
        ).verdict
        != "loss"
    )


def test_a_loss_gives_its_reason_in_the_mails_own_words():
    reading = verdict(NO)
    assert reading.confidence >= LOSS
    assert "another vendor" in reading.why


@pytest.mark.parametrize(
    "body",
    [
        "Routenwerk hat die Spedition Overkamp verloren, an einen Anbieter aus Polen.",
        "Agrimeter is de opdracht bij Veiling Westhoek kwijtgeraakt aan een start-up uit Leuven.",
        "Dana, a Munisoft perdeu o contrato dos hospitais do Norte.",
        "Novapilote a perdu le contrat de la mairie.",
    ],
)
def test_what_somebody_else_lost_is_no_loss_of_ours(body):
    assert not verdict(body, sender=BEN, to=DANA).loss


def test_an_alert_from_our_own_room_at_a_crm_is_believed_only_with_proof():
    body = "Opportunity: Fernhollow\nStage: Closed Lost\nOwner: Ben Adler\nAmount: USD 184,000\nAccount: Fernhollow Foods"
    room = "Cloudpeak <noreply@larkspur.cloudpeak.example>"
    proof = "mx.larkspur.example; dmarc=pass header.from=larkspur.cloudpeak.example"
    proven = verdict(body, sender=room, to=DANA, Authentication_Results=proof)
    assert proven.loss
    assert not verdict(body, sender=room, to=DANA).loss


@pytest.mark.parametrize(
    "people",
    [
        {"to": BEN},
        {"to": DANA, "Cc": BEN},
    ],
)
def test_a_colleague_outside_the_team_who_writes_to_a_rep_tells_of_our_deal(people):
    note = "The lawyer of Quill Foods rang me: they signed with Oakvane instead of us. I close the file."
    told = verdict(note, sender="Lena Orr <lena.orr@larkspur.example>", **people)
    assert told.verdict == "loss"
    assert verdict(note, sender="Lena Orr <lena.orr@larkspur.example>", to=DANA).verdict != "loss"


def test_news_of_another_team_of_which_ours_has_a_copy_is_not_ours():
    note = "Ana, Quill Foods told me that they signed with Oakvane. $640k gone, and I own the miss."
    told = verdict(
        note,
        sender="Lena Orr <lena.orr@larkspur.example>",
        to="Ana Boyd <ana.boyd@larkspur.example>",
        Cc=f"{DANA}, {BEN}",
    )
    assert told.verdict == "not_a_loss"


@pytest.mark.parametrize(
    "subject", ["Role play on Friday", "Rollenspiel am Freitag", "Caso práctico del viernes"]
)
def test_an_exercise_is_no_loss(subject):
    told = "The customer has just called: they have decided to go with another vendor. What do you say?"
    colleague = "Learning <learning@larkspur.example>"
    assert verdict(told, sender=colleague, to=BEN, subject=subject).verdict != "loss"


def test_a_congress_that_turns_a_sponsor_down_is_no_customer():
    told = "Agradecemos su propuesta, que este año no resultó seleccionada."
    assert verdict(told, subject="Su propuesta").verdict == "loss"
    assert verdict(told, subject="Convocatoria de patrocinios").verdict == "not_a_loss"


def test_what_was_learned_is_no_witness_in_words_never_met():
    known = "We talked about it at length and the board feels safer with the others, sorry, Pat."
    strange = "Zwirbel quorx flumbert drax, vollig nubrate the snerg wimbled, quorxing flumbs."
    assert strangeness(sentences(known)) < USUAL < strangeness(sentences(strange))
    assert strangeness(()) == 0.0
    doubted = Weight(3.0, NOTHING, 0.0, False, True, False).among_strangers(0.3)
    believed = Weight(3.0, NOTHING, 0.0, True, True, True).among_strangers(0.3)
    assert doubted.together(3.0) < 0.0 < believed.together(3.0)


PORTAL = "TenderGate <no-reply@tendergate.example>"
UNSUCCESSFUL = "On this occasion your tender for the platform was unsuccessful."


@pytest.mark.parametrize(
    "footer",
    [
        "TenderGate will never ask for your password.",
        "Forgot your password?",
        "Wir fragen niemals nach Ihrem Passwort.",
        "Nous ne vous demanderons jamais votre mot de passe.",
        "Nunca le pediremos su contraseña.",
    ],
)
def test_a_portal_that_never_asks_for_a_password_is_believed(footer):
    assert verdict(f"{UNSUCCESSFUL}\n\n--\n{footer}", sender=PORTAL).verdict == "loss"


@pytest.mark.parametrize(
    "ask",
    [
        "Log in with your password to see the reason.",
        "Your session has expired. Please sign in again.",
        "If you do not verify your account, it will not stay open.",
        "Bitte bestätigen Sie Ihr Passwort.",
    ],
)
def test_an_alert_that_asks_for_a_password_is_forged(ask):
    assert verdict(f"{UNSUCCESSFUL}\n\n{ask}", sender=PORTAL).verdict == "not_a_loss"


@pytest.mark.parametrize(
    "said",
    [
        "I have received your refusal of our offer.",
        "Ihre Absage zu unserem Angebot habe ich erhalten.",
        "Bien reçu votre refus concernant notre offre de broches.",
        "He recibido vuestro rechazo a nuestra oferta.",
        "Uw afwijzing van onze offerte heb ik ontvangen.",
        "Recebi a vossa recusa da nossa proposta.",
    ],
)
def test_a_supplier_whom_we_refused_tells_of_no_loss(said):
    (sentence,) = sentences(said)
    names = [each.name for each in find(sentence, Voice.CUSTOMER, frozenset())]
    assert "we chose" in names
    assert "refused" not in names


def test_a_refusal_of_ours_is_no_loss_as_a_mail():
    body = "Bonjour Madame,\n\nBien reçu votre refus concernant notre offre de broches (18 400 € les vingt). Me permettez-vous de revenir vers votre service achats au printemps ?\n\nPat Quill"
    assert verdict(body, subject="Notre offre de broches").loss is False


FORWARDED_HINT = (
    "\n\n---------- Forwarded message ---------\nFrom: Hal Brandt <hal.brandt@ostrava.example>\n"
    "Date: Wed, Oct 21, 2026 at 9:47 PM\nSubject: Sensors\nTo: Ben Adler <ben.adler@larkspur.example>\n\n\n"
    "Hi Ben,\n\nThe committee liked the people from Uashat, they are from round here.\n\nHal\n"
)


@pytest.mark.parametrize(
    "note",
    [
        "Mark it lost please, and don't call him before Monday.",
        "One for the lost column.",
        "Kannst du auf verloren setzen.",
        "Bitte als verloren buchen.",
        "Mets-le à perdu (44 500).",
        "Tu peux le passer en perdu.",
        "Zet hem maar op verloren.",
        "Ponlo como perdido.",
        "Pode marcar como perdido.",
    ],
)
def test_a_note_that_asks_to_book_the_deal_as_lost_is_a_loss(note):
    found = verdict(note + FORWARDED_HINT, sender=BEN, to=DANA)
    assert found.verdict == "loss", found.why


@pytest.mark.parametrize(
    "note",
    [
        "Please don't put it down as lost yet.",
        "Shall I put it down as lost or keep it in Q1?",
        "If they don't reply by Friday put it down as lost.",
        "Soll ich das auf verloren setzen?",
        "Noch nicht auf verloren setzen, ich rede nochmal mit ihm.",
        "Ne le passe pas en perdu, il rappelle lundi.",
        "S'il ne rappelle pas lundi, passe-le en perdu.",
        "DHL hat das Paket als verloren eingetragen.",
        "He signed yesterday so please don't let finance mark it lost like the last one.",
    ],
)
def test_a_deal_not_yet_booked_as_lost_is_no_loss(note):
    found = verdict(note, sender=BEN, to=DANA)
    assert found.verdict == "not_a_loss", found.why


IN_A_CHAIN = """\
See the middle one, please. The 92,000 USD are gone.

---------- Forwarded message ---------
From: Nadia Cook <n.cook@harleyyard.example>
Date: Thu, Nov 26, 2026 at 12:58 PM
Subject: Re: Re: fitting
To: Ben Ashford <ben.ashford@larkspur.example>

Then the fitting is off, I will tell the hall. Have a nice Advent!

Nadia Cook

On Thu, Nov 26, 2026 at 11:15 AM Hal Ennis <h.ennis@harleyyard.example> wrote:

> Hello both,
>
> Please do no fitting. We have decided against your offer and go with another vendor.
>
> Hal Ennis
> Harley Yard
"""


def test_who_decided_below_is_the_customer_and_not_who_wrote_the_last_word_above():
    found = verdict(IN_A_CHAIN, sender=BEN, to=DANA, subject="Fwd: Re: Re: fitting").facts
    assert (found.customer_name, found.customer_email) == (
        "Hal Ennis",
        "h.ennis@harleyyard.example",
    )


HANDED_ON = """\
See below, I hear it through Holland. It was mine: 78k EUR.

---------- Forwarded message ---------
From: Sjoerd Haan <sjoerd@haanhoreca.example>
Date: Tue, Nov 10, 2026 at 7:50 PM
Subject: Fwd: TR: kitchen
To: Ben Ashford <ben.ashford@larkspur.example>

Ben, dit kreeg ik via via. Dacht dat je het liever van mij hoort dan uit de krant. Groet, Sjoerd

---------- Forwarded message ---------
From: Noor Pijn <noor@chefsconnect.example>
Date: Tue, Nov 10, 2026 at 5:22 PM
Subject: TR: kitchen
To: Sjoerd Haan <sjoerd@haanhoreca.example>

Sjoerd, kijk eens onderaan.

---------- Forwarded message ---------
From: Étienne Vasseur <e.vasseur@domainedelaroche.example>
Date: Mon, Nov 9, 2026 at 10:03 AM
Subject: kitchen
To: Noor Pijn <noor@chefsconnect.example>

Chère Noor, pour répondre à ta question : non, finalement ce ne sera pas Larkspur. Le chef voulait un fourneau fait à la main, il l'aura, Cocimax démarre lundi.

Étienne
Domaine de la Roche
"""


def test_who_hands_on_what_was_handed_to_them_is_not_the_customer():
    found = verdict(HANDED_ON, sender=BEN, to=DANA, subject="Fwd: Fwd: TR: kitchen").facts
    assert found.customer_email == "e.vasseur@domainedelaroche.example"
