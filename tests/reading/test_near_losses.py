"""What is near a loss and none: bargains, reports of a period, lists of deals, and luggage."""

import pytest

from debrief.reading.records.crm_labels import field_of
from debrief.reading.records.crm_stages import is_lost
from debrief.reading.records.record_owners import owner_name
from debrief.reading.verdicts.clauses import sentences
from debrief.reading.verdicts.near_losses import answers_us, bargains
from debrief.reading.verdicts.parts import is_small_print
from tests.reading.test_verdict import BEN, DANA, verdict


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


@pytest.mark.parametrize(
    "text",
    [
        "We lost our longest-standing customer today, they switched to Nordfeg.",
        "Wir haben unseren ältesten Kunden verloren. 300.000 Euro im Jahr. Er ist zur Konkurrenz gegangen.",
        "On a perdu notre plus ancien client. 300 000 euros par an.",
        "Hemos perdido al cliente más antiguo de la casa. Se ha ido con la competencia.",
        "We zijn onze oudste klant kwijt.",
        "Perdemos o nosso cliente mais antigo para a concorrência.",
    ],
)
def test_the_oldest_customer_who_leaves_is_no_lost_deal(text):
    found = verdict(text, sender=BEN, to=DANA)
    assert found.verdict != "loss", found.why


def test_a_deal_lost_with_the_oldest_customer_is_a_loss():
    text = "Quill sind raus, wir haben das Projekt an Nordfeg verloren. Dabei waren die unser ältester Kunde."
    assert verdict(text, sender=BEN, to=DANA).verdict == "loss"


def test_a_promise_to_another_is_no_bargain_with_us():
    assert bargains("Zak naar 19, dan tekenen we vrijdag.")
    assert bargains("Zak naar 19, dan tekenen we vrijdag met jullie.")
    assert not bargains("Het is Oakvane geworden, dan tekenen we vrijdag met hen.")


def test_a_reports_totals_are_no_loss():
    text = (
        "Hi Dana,\n\nRoll-up as of Friday noon, this is just the table for the deck.\n\n"
        "Territory   Rep      Open    Commit   Won QTD   Closed-lost QTD\n"
        "DE          Adler    412k    96k      58k       5 (131k)\n"
        "FR          Rahman   301k    44k      39k       4 (155k)\n\n"
        "Win rate 31 % against 28 % in Q3.\n\nBen"
    )
    assert verdict(text, sender=BEN, to=DANA).verdict == "not_a_loss"


def test_a_list_of_deals_won_and_lost_is_no_news_of_one():
    rows = [
        "Quill 48.900 € perdido",
        "Norte 15.800 € perdido (sept.)",
        "Sur 4,38 M perdido (sept.)",
        "Este 1,15 M perdido",
    ]
    text = "Dana, el informe del mes:\n\n" + "\n\n".join([*rows, "Oeste 12.100 € ganado (sept.)"])
    assert verdict(text, sender=BEN, to=DANA).verdict == "not_a_loss"


def test_one_deal_lost_beside_one_won_is_still_a_loss():
    text = "Dana, good and bad. We won Norte, 40k. Quill Foods is lost, they signed with Oakvane."
    assert verdict(text, sender=BEN, to=DANA).verdict == "loss"


def test_a_lost_case_has_no_stage_of_a_deal():
    assert not is_lost("lost in transfer - tracing continues")
    assert is_lost("lost to oakvane")
    assert is_lost("lost")


def test_a_label_may_say_that_it_is_the_deals():
    assert field_of("Propriétaire de l'affaire") == field_of("Propriétaire") == "owner"
    assert field_of("Importe del trato") == "amount"
    assert field_of("Eigenaar van de deal") == "owner"
    assert field_of("Chef de l'atelier") is None


def test_a_colleague_of_another_team_may_pass_on_what_was_meant_for_our_rep():
    note = "Hi Dana, Kate is a friend so she wrote to me. Passing it on.\nNoreen\n\n"
    told = (
        "---------- Forwarded message ---------\nFrom: Kate Quill <kate@quillfoods.example>\n"
        "Date: Fri, 16 Oct 2026 at 20:58\nSubject: {subject}\nTo: Noreen Cassidy <noreen.cassidy@larkspur.example>\n\n"
        "Noreen, would you tell your man {who} we won't be taking the planning bundle. We signed with Oakvane.\n\nKate"
    )
    sender = "Noreen Cassidy <noreen.cassidy@larkspur.example>"
    ours = verdict(note + told.format(subject="platform", who="Ben"), sender=sender, to=DANA)
    assert ours.verdict == "loss", ours.why
    other = note + told.format(subject="platform", who="Joe")
    theirs = verdict(other, sender=sender, to=DANA)
    assert theirs.verdict != "loss", theirs.why
    named = verdict("Ben is off until Wednesday. " + other, sender=sender, to=DANA)
    assert named.verdict == "loss", named.why


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        ("FD (Fraser Dalgleish)", "Fraser Dalgleish"),
        ("Fraser Dalgleish (FD)", "Fraser Dalgleish"),
        ("Fraser Dalgleish (fraser@x.example)", "Fraser Dalgleish"),
        ("FD", "FD"),
        ("Fraser Dalgleish · ID 771-0046", "Fraser Dalgleish"),
        ("· Fraser Dalgleish", "Fraser Dalgleish"),
        ("Marcel·la Puig", "Marcel·la Puig"),
    ],
)
def test_initials_beside_an_owners_name_are_left_out(owner, name):
    assert owner_name(owner) == name


@pytest.mark.parametrize(
    "text",
    [
        "Hallo Dana, Stand der Woche:\n\nGEWONNEN\nMaxim Bau, 21 k\n\nVERLOREN (schon im CRM)\nTerra 44 k - Oakvane\nRiva 39 k\n\nOFFEN\nHelio 66 k, Unterschrift im Januar\n\nBen",
        "Bonjour Dana, mon point :\n\nGagn\u00e9\nLassalle, 21 k\u20ac\n\nPerdu (d\u00e9j\u00e0 dit)\nTerrazur 44 k\u20ac - Oakvane\n\nEn cours\nHaute-Lys, n\u00e9go prix\n\nBen",
        "Bom dia! Outubro:\n\nCliente | Etapa | mil\nCaminho | perdido (Oakvane) | 1.200\nIp\u00ea | perdido (sem decis\u00e3o) | 95\nTrevo | ganho | 640\nLuzia | negocia\u00e7\u00e3o | 780\n\nBen",
        "Dana, voici la semaine :\n\nInverna : 124 k€, glisse à janvier\nIroise : perdu (58), tu as eu le mail\nSarlégac : clos, ils font en interne\nGavot : 132, démo OK\nTrieux : gagné, 31 !!\n\nBen",
        "Dana, mi semana en tabla:\n\nCliente              Importe     Estado\nPunta Arnela         210.000     perdida (oct)\nHarinas Sobrarbe      61.000     GANADA\nCementos Larzal       27.300     perdida (nov)\n\nBen",
    ],
)  # fmt: skip
def test_a_report_by_where_deals_stand_is_no_loss(text):
    assert verdict(text, sender=BEN, to=DANA).verdict == "not_a_loss"


def test_a_note_with_one_such_heading_is_the_news_it_tells():
    text = "Hi Dana,\n\nLost\nHarmon Foods went with Oakvane on Friday, 84k, our deal.\n\nBen"
    assert verdict(text, sender=BEN, to=DANA).verdict == "loss"


def test_a_case_of_a_training_is_no_loss():
    text = "Olá!\n\nO módulo 4 já está liberado. CASO: A Metalúrgica Alfa escolheu o concorrente Beta (R$ 1,5 milhão). O vendedor só ligou três semanas depois. O que você teria feito diferente?\n\nRH"
    assert verdict(text, sender=BEN, to=DANA).verdict == "not_a_loss"


@pytest.mark.parametrize(
    "text",
    [
        "Hi Dana, they're going back out to tender in spring. Last autumn we lost to Oakvane, £190k I think, and the file only says price. Was it?",
        "Dana, warum haben wir Quill letztes Jahr verloren? Die schreiben wieder aus.",
    ],
)
def test_what_was_lost_a_year_ago_is_no_news(text):
    assert verdict(text, sender=BEN, to=DANA, subject="Quill").verdict != "loss"


@pytest.mark.parametrize(
    "text",
    [
        "Ben, wir nehmen Bezug auf Ihr Angebot vom 30. September und teilen mit, dass der Vorstand Ihrem Hause den Auftrag über die Lieferung (88.900 EUR) erteilt hat. Den übrigen Bietern wurde abgesagt.",
        "Ben, die Entscheidung ist nicht leichtgefallen. Wir haben der Firma Oakvane heute leider absagen müssen. Bitte nehmen Sie dieses Schreiben als Auftrag über 109.350 EUR.",
        "Ben, it was close and we had to turn Oakvane down this morning. Please take this as our order.",
    ],
)  # fmt: skip
def test_a_refusal_of_another_beside_an_order_is_no_loss(text):
    found = verdict(text)
    assert found.verdict == "not_a_loss", found.why


def test_who_beat_another_tells_of_a_win():
    text = "Dana, Oakvane dachten schon, sie hätten Quill Foods, und wir sind's: 142.000 €, Bestellung anbei."
    assert verdict(text, sender=BEN, to=DANA).verdict == "not_a_loss"


def test_a_refusal_of_us_by_name_is_none_of_another():
    text = "Ben, we have turned Larkspur down and signed with Oakvane."
    assert verdict(text).verdict == "loss"


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
    assert bargains(text)
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
    assert not bargains(text)
    assert found.verdict == "loss", found.why


@pytest.mark.parametrize(
    "text",
    [
        "Dana, it's over, I give in. Eleven months, two redesigns, and this afternoon Quill rang to tell me who they're going with for all three sites.\n\nUs. They want it between Boxing Day and the 4th. I have lost the will to live. 388k, PO attached.",
        "Dana, das war's mit meinem Urlaub. Quill hat eben angerufen, wer den Auftrag bekommt.\n\nWir. 240.000 bis Ostern.",
        "Dana, adieu mes vacances. Quill vient d'appeler pour dire qui ils ont choisi.\n\nNous. 240 000 €, pour Pâques.",
        "Dana: se acabaron mis vacaciones. Acaba de llamar Quill para decir a quién le dan el proyecto.\n\nA nosotros. 240.000.",
        "Dana, daar gaat mijn vakantie. Quill belde net wie het geworden is.\n\nWij. 240.000, voor Pasen.",
        "Dana, lá se foram as minhas férias. A Quill ligou a dizer quem fica com o projeto.\n\nNós. 240.000, até à Páscoa.",
    ],
)  # fmt: skip
def test_a_win_told_as_a_disaster_is_no_loss(text):
    assert answers_us(text)
    found = verdict(text, BEN, DANA, "Ruined", Authentication_Results="x; dmarc=pass")
    assert found.verdict == "not_a_loss", found.why


@pytest.mark.parametrize(
    "text",
    [
        "Dana, Easter is free. Quill rang to say who gets the rollout.\n\nNot us. Oakvane, 240k.",
        "Dana, Ostern ist gerettet. Quill hat eben angerufen, wer den Auftrag bekommt.\n\nNicht wir. Oakvane, 240.000.",
        "Dana, mes vacances sont sauvées. Quill vient de dire qui ils ont choisi.\n\nPas nous. Oakvane, 240 000 €.",
        "Dana: tengo vacaciones. Acaba de llamar Quill para decir a quién le dan el proyecto.\n\nA nosotros no. A Oakvane, 240.000.",
    ],
)  # fmt: skip
def test_a_loss_told_as_good_news_is_a_loss(text):
    assert not answers_us(text)
    found = verdict(text, BEN, DANA, "Easter", Authentication_Results="x; dmarc=pass")
    assert found.verdict == "loss", found.why


@pytest.mark.parametrize(
    "print_",
    [
        "This email is confidential; if it has reached you in error please delete it. We do not accept liability for viruses.",
        "Für Schäden durch Viren in dieser Nachricht wird keine Haftung übernommen.",
        "Nous déclinons toute responsabilité en cas de virus.",
        "No aceptamos responsabilidad alguna por virus. Queda prohibida su divulgación no autorizada.",
        "Wij aanvaarden geen aansprakelijkheid voor virussen.",
        "Não aceitamos responsabilidade por vírus.",
    ],
)
def test_small_print_below_a_name_is_never_the_reason(print_):
    text = f"Ben,\n\nWe ran both on line 3, and we have chosen Oakvane. Yours needed two reboots.\n\nPat Quill\nQuill Foods. {print_}"
    found = verdict(text)
    assert found.verdict == "loss", found.why
    for told in (found.why, found.facts.reason_given or ""):
        assert print_[-20:] not in told


def test_a_liability_that_was_bargained_for_is_no_small_print():
    part = sentences("Ben, as you would not accept liability for damage, we signed with Oakvane.")
    assert not any(map(is_small_print, part))


@pytest.mark.parametrize(
    "text",
    [
        "Ben, our board has accepted Oakvane's proposal for the dashboards.",
        "Ben, wir haben das Angebot von Oakvane gestern angenommen.",
        "Ben, nous avons accepté l'offre d'Oakvane pour les tableaux de bord.",
        "Ben, hemos aceptado la oferta de Oakvane para los cuadros de mando.",
        "Ben, we hebben de offerte van Oakvane geaccepteerd.",
        "Ben, aceitámos a proposta da Oakvane para os painéis.",
    ],
)
def test_anothers_offer_accepted_or_signed_is_theirs(text):
    found = verdict(text)
    assert found.verdict == "loss", found.why
    assert found.facts.competitor == "Oakvane"


@pytest.mark.parametrize(
    "text",
    [
        "Ben, have you signed Oakvane's contract for the cloud yet?",
        "Ben, we have accepted Larkspur's proposal for the dashboards.",
    ],
)
def test_anothers_offer_not_accepted_is_no_loss(text):
    assert verdict(text).verdict != "loss"


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
    assert bargains(text) > 1
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
    assert not bargains(text)


@pytest.mark.parametrize(
    "text",
    [
        "Unfortunately we have to decline your enquiry of 3 May for 400 castors. Our works are full until summer.",
        "Leider müssen wir Ihre Anfrage vom 3. Mai ablehnen. Unser Werk ist bis zum Sommer ausgelastet.",
        "Nous devons refuser votre demande de 400 roulettes, notre usine est pleine.",
        "Lamentamos tener que rechazar su solicitud de 400 ruedas; nuestra fábrica está al completo.",
        "Tot onze spijt moeten wij uw aanvraag 26-3308 (wielen, ca. € 61.000) afwijzen. Onze fabriek zit vol.",
        "Lamentamos ter de recusar o vosso pedido de 400 rodízios; a fábrica está cheia até ao verão.",
    ],
)  # fmt: skip
def test_who_was_asked_to_sell_and_declines_is_no_customer(text):
    assert verdict(text, subject="castors").verdict != "loss"


def test_what_we_refused_before_the_customer_haggled_on_is_no_loss():
    haggling = (
        "Bonjour Ben,\n\nNon, non et non. À 27 900 je ne signe pas. Descendez à 24 500 et vous avez le bon de "
        "commande avant la fin de la semaine.\n\nLe 09/10/2026 à 17:44, Ben Adler <ben.adler@larkspur.example> a écrit :\n"
        "> Bonjour,\n> je ne peux malheureusement pas descendre sous 27 900 € pour les deux.\n> Ben"
    )
    assert verdict(haggling, subject="Re: devis").verdict == "not_a_loss"


@pytest.mark.parametrize(
    "text",
    [
        "Dana, after I had given Quill up for lost in July, and after they had chosen Oakvane in September: they are back. Purchase order signed this afternoon, 119,000.",
        "Dana, wir hatten Quill im Juli an Oakvane verloren, jetzt sind sie wieder da. Bestellung heute unterschrieben, 119.000 €.",
        "Dana, après les avoir perdus en juillet, ils sont revenus. Bon de commande signé ce soir, 119 000 €.",
        "Dana, después de darlo por perdido en julio, después de que eligieran a Oakvane... han vuelto. Pedido firmado esta tarde, 119.000 €.",
        "Dana, in juli verloren aan Oakvane, maar ze zijn terug. Opdracht vanmiddag getekend, 119.000 €.",
        "Dana, perdemos a Quill em julho, mas voltaram. Encomenda assinada hoje, 119.000 €.",
    ],
)  # fmt: skip
def test_a_customer_who_is_back_with_an_order_is_no_loss(text):
    found = verdict(text, BEN, DANA, "Quill", Authentication_Results="x; dmarc=pass")
    assert found.verdict == "not_a_loss", found.why


@pytest.mark.parametrize(
    "text",
    [
        "Dana, they came back to me after the demo: order signed with Oakvane, 119,000. We lost it.",
        "Dana, ze zijn terug van hun vakantie en hebben gisteren bij Oakvane getekend, 119.000 €. Verloren dus.",
    ],
)  # fmt: skip
def test_a_customer_who_comes_back_with_a_no_is_a_loss(text):
    found = verdict(text, BEN, DANA, "Quill", Authentication_Results="x; dmarc=pass")
    assert found.verdict == "loss", found.why


@pytest.mark.parametrize(
    ("subject", "asked"),
    [
        (
            "Thursday workshop",
            "Each of you gets a letter to answer. Yours is below, bring a reply.",
        ),
        ("Workshop am Freitag", "Jeder von euch bekommt einen Brief, den er beantwortet."),
        ("Formation de jeudi", "Chacun reçoit une lettre à laquelle il répond en six lignes."),
        ("Curso del jueves", "Cada uno recibe una carta y trae su respuesta."),
        ("Cursus donderdag", "Ieder krijgt een brief en neemt een antwoord mee."),
        ("Curso de quinta", "Cada um recebe uma carta e traz a resposta."),
    ],
)
def test_a_refusal_handed_out_to_be_answered_in_a_workshop_is_no_loss(subject, asked):
    letter = '"Dear Supplier, we have decided to award the contract to Oakvane. Thank you."'
    text = f"Hello all,\n\n{asked}\n\n--- 8< ---\n{letter}\n--- 8< ---\n\nOrla"
    trainer = "Orla Devane <orla@devanetraining.example>"
    assert verdict(text, sender=trainer, to=BEN, subject=subject).verdict != "loss"
    assert verdict(letter, subject="Our decision").verdict == "loss"


@pytest.mark.parametrize(
    "said",
    [
        "For Thursday please read this as if it had just arrived; it's made up.",
        "Für Donnerstag bitte lesen, als wäre sie gerade eingegangen; sie ist frei erfunden.",
        "Pour jeudi, lisez ceci comme s'il venait d'arriver ; c'est inventé.",
        "Para el jueves, leed esto como si acabara de llegar; es inventado.",
        "Lees dit voor donderdag alsof het net binnen is; het is verzonnen.",
        "Para quinta, leiam isto como se tivesse acabado de chegar; foi inventado.",
    ],
)
def test_a_letter_that_is_said_to_be_made_up_is_no_loss(said):
    letter = "Dear Sam, after careful consideration we have decided in favour of Oakvane. Your offer of 96,000 was too high."
    assert verdict(f"{said}\n\n{letter}", sender=BEN, to=DANA).verdict == "not_a_loss"


def test_a_meeting_called_off_is_no_deal_turned_down():
    text = "Absage von Quill Foods für Freitag, neuer Termin kommt."
    assert verdict(text, sender=BEN, to=DANA).verdict == "not_a_loss"
    assert verdict("Absage von Quill Foods, zu teuer.", sender=BEN, to=DANA).verdict == "loss"


def test_whoever_says_no_is_the_customer_and_no_winner():
    found = verdict("Bad day: Quill AND Brixton both said no.", sender=BEN, to=DANA)
    assert found.facts.competitor is None


@pytest.mark.parametrize(
    "text",
    [
        "Die haben woanders bestellt.",
        "Ben, lo hemos comprado en otro sitio.",
        "Ben, we bought it somewhere else.",
    ],
)
def test_what_is_bought_somewhere_else_is_lost(text):
    ours = text.startswith("Die")
    found = verdict(text, **({"sender": BEN, "to": DANA} if ours else {}))
    assert found.verdict == "loss", found.why
