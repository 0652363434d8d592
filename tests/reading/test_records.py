"""Records as systems mail them: layouts, stages in six languages, owners, and what only looks like a loss."""

from __future__ import annotations

import pytest

from debrief.reading.mail.message import parse_message
from debrief.reading.people import Sides
from debrief.reading.reading import read_message
from debrief.reading.records.crm import Record, read_record
from debrief.reading.records.record_owners import owner_name, owner_of
from tests import corpus

TEAM = corpus.team()
SIDES = Sides(TEAM, frozenset(), frozenset())


def mail(body: str, subject: str = "Update", sender: str = "robot@crm.larkspur.example") -> bytes:
    return (
        f"From: {sender}\r\nTo: Dana Whitfield <dana.whitfield@larkspur.example>\r\n"
        f"Subject: {subject}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}\n"
    ).encode()


def record(body: str, subject: str = "Update"):
    return read_record(parse_message(mail(body, subject)), body)


@pytest.mark.parametrize(
    ("body", "field", "value"),
    [
        ("Account ........ Quill Foods\nOwner ....: Ben Adler", "company", "Quill Foods"),
        ("Owner: Ben Adler | Amount: EUR 9,000 | Stage: Lost", "amount", "EUR 9,000"),
        ('acct="Quill Foods" owner=badler cur=lost', "company", "Quill Foods"),
        ("Field | Old value | New value\nStage | Proposal | Closed Lost", "stage", "Closed Lost"),
        ("Feld\tAlter Wert\tNeuer Wert\nPhase\tAngebot\tVerloren", "stage", "Verloren"),
        ("opp_id,name,account,stage,owner\n7,Rota,\"Quill, Ltd\",closed_lost,Ben", "company", "Quill, Ltd"),
        ("deal      Rota\nstate     OFFERED -> DEAD\ntaken by  Kubika (extended 1 yr)", "winner", "Kubika (extended 1 yr)"),
        ("deal      Rota\nsaid      nobody changes horses", "reason", "nobody changes horses"),
        ("deal      Rota\nwanted    fixed fee, same faces", "priorities", "fixed fee, same faces"),
        ("Chance: Rota\nGeholt von: Kubika", "winner", "Kubika"),
        ("Affaire : Rota\nPris par : Kubika", "winner", "Kubika"),
        ("Stage: Closed\nOutcome: Lost", "stage", "Lost"),
        ("Volume (net)\t9,000\nAmount (net): 9,000 EUR", "amount", "9,000 EUR"),
        ("Van kolom: Offerte\nNaar kolom: Verloren", "column", "Verloren"),
        ("To: Dana\nFrom: Ben\nStage: Lost", "stage", "Lost"),
        ("CUST   Quill A/S, Århus\nSUBJ   Rota\nSTAT   40 (negotiation)  ==>  91 (lost/competitor)\nCOMP   Kubika", "competitor", "Kubika"),
        ("COMP   Quill A/S\nSTAT   91 (lost)", "company", "Quill A/S"),
        ("Account=Quill Foods Ltd\nowner=badler\namount=9000 EUR", "company", "Quill Foods Ltd"),
        ("Deal name\nRota\n\nLoss reason\nToo slow\n\nOwned by\nBen Adler", "reason", "Too slow"),
        ("Field\tPrevious value\tCurrent value\nDeal stage\tLost\tNegotiation", "stage", "Negotiation"),
        ("Phase (alt): Geschlossen/Verloren\nPhase (neu): Verhandlung", "stage", "Verhandlung"),
        ("Affaire : Rota\nConcurrent principal : Kubika", "competitor", "Kubika"),
        ('{"deal": "Rota", "organization": "Quill Foods", "value": "9000", "status": "lost"}', "company", "Quill Foods"),
        ("Pouvoir adjudicateur : Syndicat du Bocage\nStatut : Rejetée", "company", "Syndicat du Bocage"),
        ("Owner         : badler\nStage         : Offer  ->  LOST\nCompetitor    : Oakvane", "competitor", "Oakvane"),
        ("Devis : D-7\nStatut : Refusé\nMotif du refus : Budget gelé", "reason", "Budget gelé"),
        ("Negocio: Rota\nMotivo de cierre perdido: Precio", "reason", "Precio"),
        ("Deal: Rota\nWhat he cared about: same faces", "priorities", "same faces"),
        ("Deal: Rota\nWichtig für den Kunden: Edelstahl", "priorities", "Edelstahl"),
        ("Kans: Rota\nWensen klant: één aannemer", "priorities", "één aannemer"),
        ("Affaire : Rota\nAttentes client : garantie", "priorities", "garantie"),
        ("Negocio: Rota\nLo que pedía el cliente: plazo", "priorities", "plazo"),
        ("Negócio: Rota\nO que o cliente valorizava: prazo", "priorities", "prazo"),
        ("Vorgang: Rota\nKundenanforderungen: Fernwartung", "priorities", "Fernwartung"),
        ("Deal: Rota\nNote from Callum D.: half the price", "details", "half the price"),
        ("Deal: Rota\nOwner comment: they asked in March", "details", "they asked in March"),
        ("Negócio: Rota\nNota do proprietário: cortaram 18%", "details", "cortaram 18%"),
        ("Thema\tRota\nPotenzieller Kunde\tQuill Foods", "deal", "Rota"),
        ("Stage: Lost\nAccount: Quill Foods\nOwner: Ben Adler\n\n> « Ils restent chez leur fournisseur maison. »", "details", "Ils restent chez leur fournisseur maison."),
        ("- Organization: Quill Foods\n- Deal value: $71,900", "amount", "$71,900"),
    ],
)  # fmt: skip
def test_a_field_is_read_however_its_label_and_value_are_set(body, field, value):
    assert record(body).get(field) == value


@pytest.mark.parametrize(
    "written",
    [
        "not entered",
        "(non renseigné)",
        "keine Angabe",
        "niet ingevuld",
        "sin datos",
        "não informado",
        "undisclosed",
        "[inconnu]",
        "nicht genannt",
        "?",
    ],
)
def test_a_field_that_says_that_nothing_was_entered_is_empty(written):
    assert Record({"competitor": written}).get("competitor") is None
    assert Record({"competitor": "Notentered Ltd"}).get("competitor") == "Notentered Ltd"


@pytest.mark.parametrize(
    "stage",
    ["Closed Lost", "9. Perdue", "Propuesta -> No concretado", "Não ganho", "not won", "6-verloren",
     "EN COURS --> SANS SUITE", "Rechazada por el cliente", "PROPOSTA DESCLASSIFICADA", "Recusada",
     "Angebot abgelehnt", "Afgewezen", "Closed-Lost to Competition", "from Proposal to Lost"],
)  # fmt: skip
def test_a_stage_tells_of_a_loss(stage):
    found = record(f"Deal: Rota\nOwner: Ben Adler\nStage: {stage}")
    assert found.lost
    assert not found.won
    assert not found.open


@pytest.mark.parametrize(
    "stage",
    ["Closed Won", "Gagnée", "GANHO", "Lost -> Negotiation", "Verloren -> Offen", "On hold",
     "Reportée (T2)", "Akzeptiert", "Successful", "Aceita", "Contract sent", "Em disputa", "Angebotsphase", "Eingegangen", "Proposal/Price Quote",
     "Appointment scheduled",
     "Angebot überarbeiten", "Proposta enviada", "Perdida en marzo, reabierta"],
)  # fmt: skip
def test_a_stage_tells_of_no_loss(stage):
    found = record(f"Deal: Rota\nOwner: Ben Adler\nStage: {stage}")
    assert not found.lost
    assert found.won or found.open


@pytest.mark.parametrize(
    ("body", "subject"),
    [
        ("Stage: Closed Lost\nReason: Duplicate of OPP-5477\nOwner: Ben Adler", "Closed Lost"),
        ("Deal: Rota\nOwner: Ben Adler\nWinner: Larkspur Analytics", "Result"),
        ("Deal: Rota\nOwner: Kim Other\nStage: Lost\nAmount: 9", "Lost"),
        ("Ben Adler marked the deal Rota as WON.\nOwner: Ben Adler\nValue: 9,000", "Deal won"),
        ("Status alt: verloren\nStatus neu: Gewonnen\nKunde: Quill\nBetreuer: Adler", "Status"),
        (
            "Deal: Rota\nAccount: Quill\nOwner: Ben Adler\nOld stage: Closed Lost\nNew stage: Negotiation",
            "Opportunity moved back from Closed Lost",
        ),
        (
            "Deal: Rota\nOwner: Ben Adler\nStage: Contract sent",
            "Task reminder: keep the deal from being lost",
        ),
        (
            "Deal: Rota\nOwner: Ben Adler\nStage: Negotiation\nAccount: Quill",
            "Validation error: Closed Lost reason missing",
        ),
        (
            "Project: Rota, lot 2\nBuyer: Quill\nResult: Successful\nAwarded supplier: Larkspur Analytics",
            "Notification of award",
        ),
        (
            "Event: Rota\nBuyer: Quill\nEvent status: Open for bidding\nReason: Price sheet incomplete",
            "Quill: your bid has been rejected",
        ),
        (
            "Buyer: Quill\nWinner: Kubika\nValue: 9,000\n\nBuyer: Rowan\nWinner: Optidat\nValue: 7,000",
            "New contract award notices",
        ),
    ],
)
def test_what_looks_like_a_loss_and_is_none(body, subject):
    assert read_message(mail(body, subject), TEAM).verdict == "not_a_loss"


@pytest.mark.parametrize(
    ("body", "subject"),
    [
        ("Tracking number: PN44\nContact: Ben Adler\nStatus: Lost in transit\nReason: Label", "Lost"),
        ("Sendungsnummer: 0034\nEmpfänger: Quill\nStatus: Abgelehnt\nGrund: Annahme verweigert", "Status"),
        ("Candidate: Oona Pratt\nRecruiter: Ben Adler\nStage: Offer -> Rejected\nReason: Competitor", "Update"),
        ("Candidat : Paul Meunier\nResponsable : Claire Delacourt\nStatut : Refusée", "Candidature"),
        ("Mitarbeiter: Ingrid Solberg\nStatus: Abgelehnt\nGrund: Frist", "Abwesenheitsantrag abgelehnt"),
        ("Rechnung: RE-7\nKunde: Quill\nBetrag: CHF 9'000\nStatus: Abgelehnt\nVerantwortlich: Ingrid Solberg",
         "Zahlung abgelehnt"),
        ("Customer: Quill\nInvoice: INV-7\nAmount: GBP 900\nStatus: Rejected", "Invoice INV-7 rejected"),
        ("Report: Dinner\nSubmitter: Ben Adler\nAmount: USD 41\nStatus: Rejected", "Report rejected"),
        ("Deal registration: DR-1\nEnd customer: Quill\nStatus: Rejected\nReason: Known", "Deal registration"),
        ("Case number: 0019\nAccount: Quill\nStatus: Closed - Customer lost\nReason: No answer", "Case closed"),
        ("Name: Paul Meunier\nHiring manager: Ben Adler\nStatus: Offer declined\nReason: Pay", "Offer declined"),
        ("Invitee: Petra Lind\nCompany: Quill\nStatus: Declined\nReason: Sick", "Meeting canceled"),
        ("Item: Key card 114\nOwner: Ben Adler\nStatus: Lost\nValue: USD 25", "Key card lost"),
    ],
)  # fmt: skip
def test_a_record_of_something_else_than_a_deal_tells_of_no_loss(body, subject):
    assert read_message(mail(body, subject), TEAM).verdict == "not_a_loss"


@pytest.mark.parametrize(
    "body",
    [
        "Opportunity: Invoice scanning\nOwner: Ben Adler\nInvoice: none yet\nStage: Closed Lost",
        "Candidate: Larkspur Analytics\nAuthority: Quill Borough\nResult: Unsuccessful\nOwner: Ben Adler",
        "Entidade adjudicante: Hospital da Ribeira\nResultado: Excluída, sem sucesso\nAdjudicatário: Pulso, Lda.\n"
        "Responsável: Dr. Élio Parreira",
    ],
)
def test_a_deal_may_have_a_field_that_other_things_have(body):
    assert read_message(mail(body), TEAM).verdict == "loss"


@pytest.mark.parametrize(
    "body",
    [
        "Deal: Rota\nOwner: Ben Adler\nWon by: Brenntag\nAmount: EUR 9,000",
        "Deal: Rota\nOwner: badler\nProbability: 60 % -> 0 %\nAmount: EUR 9,000",
        "Deal: Rota\nClosed by: Ben Adler on 19/11/2026 16:41\nStage: Lost\nAmount: EUR 9,000",
        '{"deal": "Rota", "organization": "Quill", "owner": "Ben Adler", "value": "9000", "status": "lost"}',
    ],
)
def test_a_loss_told_without_the_word_or_the_owner(body):
    reading = read_message(mail(body), TEAM)
    assert reading.verdict == "loss"
    assert reading.facts.rep_email == "ben.adler@larkspur.example"


@pytest.mark.parametrize(
    "written",
    ["Ben Adler", "Adler, Ben", "B. Adler", "badler", "adler", "adler_b", "ben.adler", "Ben",
     "Ben Adler 10/22/2025 11:08 PM", "Ben Adler | £228,000.00", "Ben Adler le 17/11/2026 à 09:12", "ben.adler@larkspur.example"],
)  # fmt: skip
def test_an_owner_is_known_in_every_way_a_system_writes_them(written):
    found = owner_of(written, SIDES)
    assert found is not None
    assert found.name == "Ben Adler"


@pytest.mark.parametrize("written", ["Kim Other", "kother", "Sales EMEA", "kim@larkspur.example"])
def test_an_owner_of_another_team_is_nobody_of_ours(written):
    assert owner_of(written, SIDES) is None
    assert owner_name("Kim Other on 19/11/2026 16:41") == "Kim Other"


def record_in(html):
    message = parse_message(mail(html).replace(b"text/plain", b"text/html"))
    return read_record(message, message.text)


def test_the_lots_of_an_offer_in_a_table_are_no_report_of_many_deals():
    html = (
        "<table><tr><td>Lot</td><td>Quantité</td><td>Votre offre HT</td></tr><tr><td>1 - tracteurs</td><td>57</td><td>34 200 €</td></tr>"
        "<tr><td>2 - remorques</td><td>140</td><td>88 600 €</td></tr><tr><td>Total</td><td>197</td><td>122 800 €</td></tr></table>"
    )
    assert record_in(html).rows == 0


def test_a_column_names_what_the_deal_is_about():
    html = (
        "<table><tr><td>N.º</td><td>Cliente</td><td>Asunto</td><td>Fase</td></tr>"
        "<tr><td>OP-7</td><td>Quill SL</td><td>Títulos oficiales</td><td>Perdida</td></tr></table>"
    )
    assert record_in(html).get("deal") == "Títulos oficiales"


@pytest.mark.parametrize("heading", ["Lot", "Los negocios"])
def test_deals_listed_by_their_stage_are_a_report_whatever_they_are_called(heading):
    rows = "".join(f"<tr><td>{n}</td><td>Quill {n}</td><td>Perdida</td></tr>" for n in "ABC")
    html = f"<table><tr><td>{heading}</td><td>Cliente</td><td>Etapa</td></tr>{rows}</table>"
    assert record_in(html).rows == 3


def test_bidders_in_a_table_are_no_report_of_many_deals():
    html = (
        "<table><tr><td>Soumissionnaire</td><td>Note</td><td>Statut</td></tr>"
        "<tr><td>Kubika</td><td>86</td><td>Attributaire</td></tr>"
        "<tr><td>Larkspur Analytics</td><td>79</td><td>Non retenu</td></tr></table>"
    )
    assert record_in(html).rows == 0


@pytest.mark.parametrize(
    "text",
    ["ab" + " " * 20_000, "old" + "|" * 20_000, "stage " + "|" * 20_000, "stage " + "." * 20_000,
     "stage " + "->" * 10_000, "deal " * 5_000, "stage\n" * 4_000, "a=" * 10_000, '"a": ' * 5_000, "winner:x\n" * 2_000,
     "stage: a / b: " * 1_500, "deal,company,owner," * 1_000 + "\n" + "x," * 3_000],
)  # fmt: skip
def test_hostile_lines_are_read_in_a_breath(text):
    assert not record(text).lost


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Reminder: activity due today", "Activity: Call\nDeal: Rota\nDeal status: Lost (12 Apr)"),
        (
            "Rappel : affaire perdue",
            "Affaire : Rota\nStatut : Perdue (mars)\nTâche : rappeler M. Sorel",
        ),
        (
            "Tarefa: retomar",
            "Negociação: Rota\nSituação: Perdida em 08/2025\nTarefa: retomar contato",
        ),
    ],
)
def test_what_is_to_be_done_about_a_deal_lost_before_is_no_news(subject, body):
    assert record(body, subject).reminds
    assert read_message(mail(f"{body}\nOwner: Ben Adler", subject), TEAM).verdict == "not_a_loss"
    assert not record(body, "Deal updated").reminds


def test_a_person_who_names_an_invoice_may_still_say_no():
    body = (
        "Hi Dana,\n\nThank you for your proposal. We have decided to go with Brenntag instead.\n\n"
        "Invoice number: 4711\nStatus: paid\n"
    )
    raw = mail(body, "Our decision on your proposal", "Pat Quill <pat.quill@quillfoods.example>")
    assert read_message(raw, TEAM).verdict == "loss"


def test_a_deal_about_invoices_is_a_deal():
    body = "Account: Quill Foods\nOwner: Ben Adler\nStage: Closed Lost\nAmount: EUR 9,000"
    assert read_message(mail(body, "Closed Lost: Invoice analytics"), TEAM).verdict == "loss"


@pytest.mark.parametrize(
    ("sender", "body"),
    [
        (
            "Leveranciersportaal Scheldepomp <portaal@scheldepomp.example>",
            "Firma: Larkspur Analytics\nRFP: 7102 Onderhoudsplanning pompen\nUitslag: niet weerhouden",
        ),
        (
            "Portal de Proveedores Scheldepomp <portal@scheldepomp.example>",
            "Proveedor: LARKSPUR ANALYTICS\nProceso: PR-551 Analítica de bombas\nEstado: NO ADJUDICADO",
        ),
    ],
)
def test_a_house_that_writes_by_its_own_portal_is_the_customer_and_we_never_are(sender, body):
    raw = f"From: {sender}\nTo: joost.vanrijn@larkspur.example\nSubject: RFP 7102\n\n{body}\n"
    found = read_message(raw.encode(), TEAM).facts
    assert found is not None
    assert found.company == "Scheldepomp"


def test_a_deal_announced_as_lost_is_lost_whatever_stage_it_was_in():
    told = (
        "Deal marked as LOST by Ben Adler\n\nTitle: Rota\nStage: Proposal (12 days)\nValue: $9,000"
    )
    assert record(told, "[Pipe] LOST: Quill Foods").lost
    assert record(told, "Weekly digest").lost
    again = "Ben Adler reopened a deal that was lost in May\n\nTitle: Rota\nStage: Proposal"
    assert not record(again, "Deal reopened: Quill Foods").lost


@pytest.mark.parametrize("stage", ["Contract verstuurd", "Quote sent", "Devis envoyé", "DRAFT"])
def test_what_has_only_been_sent_or_drafted_is_open(stage):
    assert record(f"Deal: Rota\nAccount: Quill Foods\nOwner: Ben Adler\nStage: {stage}").open


@pytest.mark.parametrize(
    ("body", "name", "email"),
    [
        ("Deal: Rota\nOwner: badler\nStage: Closed Lost\nBuyer: Ann Lee (COO) <ann.lee@quill.example>", "Ann Lee", "ann.lee@quill.example"),
        ("Deal: Rota\nOwner: badler\nStage: Closed Lost\nContact: Renee Castle\nrcb@quill.example", "Renee Castle", "rcb@quill.example"),
    ],
)  # fmt: skip
def test_a_person_is_read_with_the_address_beside_or_below(body, name, email):
    facts = read_message(mail(body), TEAM).facts
    assert (facts.customer_name, facts.customer_email) == (name, email)


def test_an_alert_for_which_nothing_vouches_is_not_believed():
    body = mail("Deal: Rota\nOwner: badler\nStage: Closed Lost\nAmount: EUR 9,000", sender="Pipe <no-reply@pipe-alerts.example>")  # fmt: skip
    assert read_message(body, TEAM).verdict == "loss"
    looked = "Authentication-Results: mx.larkspur.example; spf=pass smtp.mailfrom={}; dkim=none; dmarc=none header.from=pipe-alerts.example\r\n"  # fmt: skip
    forged = looked.format("www-data@vps.example").encode() + body
    assert read_message(forged, TEAM).verdict == "not_a_loss"
    assert (
        read_message(looked.format("pipe-alerts.example").encode() + body, TEAM).verdict == "loss"
    )


def test_a_post_between_a_name_and_its_address_is_nobodys_name():
    found = read_message(
        mail(
            "Kim moved Hopewell to Closed Lost.\nAmount: $156,750\nAssociated with Hopewell Glass Co.\n"
            "Nadine Brophy, Chief Financial Officer, nbrophy@hopewellglass.example\n",
            "Ben Adler moved Hopewell Glass to Closed Lost",
        ),
        TEAM,
    ).facts
    assert found.customer_name == "Nadine Brophy"
    assert found.customer_email == "nbrophy@hopewellglass.example"


def test_a_deal_that_was_moved_to_lost_for_a_reason_is_lost_whatever_the_comment_says():
    body = (
        "Ben Adler moved a deal to Lost\n\nPalladrome Cinemas x3\nno value · Palladrome Cinemas Group\n\nLost reason: Other\n"
        "Competitor: –\nComment: “rang, they've gone elsewhere, wouldn't say who. ask me friday”\n\nOpen deal\n"
    )
    subject = 'Ben Adler moved "Palladrome Cinemas x3" to Lost'
    found = read_message(mail(body, subject, "no-reply@mail.salesloom.example"), TEAM)
    assert found.why.startswith("The sales system reports")


@pytest.mark.parametrize(
    ("label", "written", "worth"),
    [
        ("Amount (EUR)", "104,300.00", (104300.0, "EUR")),
        ("Betrag (in TEUR)", "104,3", (104300.0, "EUR")),
        ("Montant (k€)", "104,3", (104300.0, "EUR")),
        ("Amount (converted)", "104,300.00", (104300.0, None)),
        ("Amount (EUR)", "GBP 90,000", (90000.0, "GBP")),
    ],
)
def test_a_figure_has_the_unit_that_its_label_gives(label, written, worth):
    body = f"Opportunity: Rota planner\nAccount: Quill Foods\nStage: Closed Lost\nOwner: Ben Adler\n{label}: {written}\n"
    facts = read_message(mail(body), TEAM).facts
    assert (facts.amount, facts.currency) == worth


@pytest.mark.parametrize(
    "label", ["Anforderungen", "What is new", "Important", "Note", "Requirements", "Customer since"]
)
def test_a_label_that_only_sounds_like_what_mattered_is_none(label):
    assert record(f"Deal: Rota\n{label}: same faces").get("priorities") is None


@pytest.mark.parametrize("written", ["N/C", "não informado", "k. A.", "non communiqué", "onbekend"])
def test_a_winner_that_nobody_told_is_none(written):
    body = f"Deal: Rota\nOrganization: Quill Foods\nStage: Closed Lost\nLost to: {written}\nReason: too slow"
    assert read_message(mail(body, "Deal lost"), TEAM, vouched=True).facts.competitor is None


def test_who_represents_an_authority_is_not_its_name():
    body = (
        "Pouvoir adjudicateur représenté par : Mme Yolaine Dubreuil, présidente\nStatut : Rejetée"
    )
    assert record(body).get("company") is None


def test_the_value_of_a_deal_is_not_its_name():
    assert record("- Organization: Quill Foods\n- Deal value: $71,900").get("deal") is None


@pytest.mark.parametrize(
    ("reason", "winner"),
    [
        ("went with rental (Oakvane)", "Oakvane"),
        ("Paquete con otro proveedor: Oakvane", "Oakvane"),
        ("Price: Oakvane 9 % under us and nobody looked further", "Oakvane"),
        ("1.4 ct/word apart. Oakvane undercut with less", "Oakvane"),
        ("Price (Germany)", None),
    ],
)
def test_a_reason_may_name_the_winner(reason, winner):
    body = f"Deal: Rota\nOrganization: Quill Foods\nStage: Closed Lost\nLost reason: {reason}\nClose date: 30/10/2026"
    assert read_message(mail(body, "Deal lost"), TEAM, vouched=True).facts.competitor == winner
