"""Who the customer's person is, what they are called, and where they can be written to."""

import time

import pytest

from debrief.reading.facts.assistants import principal_of
from debrief.reading.facts.contact_points import contact_named
from debrief.reading.facts.contacts import beside
from debrief.reading.facts.customer import decider
from debrief.reading.facts.domain_names import apart
from debrief.reading.facts.go_betweens import is_go_between
from debrief.reading.facts.signed_names import is_firms, signature, signed_name
from debrief.reading.machines import is_by_machine
from debrief.reading.mail.addresses import Address
from debrief.reading.mail.message import Message
from debrief.reading.people import sides_of
from debrief.reading.quoting.turns import Turn
from debrief.reading.verdicts.listed_deals import heading_over
from tests import corpus
from tests.reading.test_verdict import BEN, DANA, verdict

TEAM = corpus.team()
SIDES = sides_of(Message(), (), TEAM)


def turn(text, sender="Pat Quill <pat@quillfoods.example>", subject="planning", forwarded=False):
    name, _, email = sender.rpartition(" <")
    return Turn(Address(name or None, email.strip("<>")), (), (), subject, None, text, forwarded)


PORTALS = [
    (
        "eBid Gate <no-reply@ebidgate.example>",
        "Contracting authority: Marlow Transit\nYour tender was not successful.\nContact for debrief: Ms Erin Castell, e.castell@marlowtransit.example\nThis is an automated message.",
    ),
    (
        "Vergabeportal Süd <nicht-antworten@vergabesued.example>",
        "Ihr Angebot konnte nicht berücksichtigt werden.\nAnsprechpartnerin: Erin Castell, e.castell@marlowtransit.example\nDiese Nachricht wurde automatisch erzeugt.",
    ),
    (
        "Plateforme Marchés <notification@marches-plus.example>",
        "Votre offre n'a pas été retenue.\nContact : Mme Erin Castell (e.castell@marlowtransit.example)\nCe message est automatique.",
    ),
    (
        "Portal de Compras <avisos@portalcompras.example>",
        "Su oferta no ha sido seleccionada.\nPersona de contacto: Erin Castell, e.castell@marlowtransit.example\nNo responda a este mensaje.",
    ),
    (
        "Inkoopportaal <noreply@inkoopportaal.example>",
        "Uw inschrijving is afgewezen, de opdracht is aan een andere partij gegund.\nContactpersoon ..... Erin Castell (e.castell@marlowtransit.example)\nDit bericht is automatisch verstuurd.",
    ),
    (
        "Plataforma Concursos <notificacoes@concursos.example>",
        "A vossa proposta não foi selecionada.\nResponsável: Dra. Erin Castell, e.castell@marlowtransit.example\nMensagem automática.",
    ),
]


@pytest.mark.parametrize(("sender", "body"), PORTALS, ids=["en", "de", "fr", "es", "nl", "pt"])
def test_a_portal_names_whom_to_ask_and_is_nobody_itself(sender, body):
    assert is_by_machine(turn(body, sender))
    found = contact_named(body, SIDES)
    assert found is not None
    assert "Erin Castell" in (found.name or "")
    assert found.email == "e.castell@marlowtransit.example"
    facts = verdict(body, sender=sender).facts
    assert facts.customer_email in (None, "e.castell@marlowtransit.example")
    assert facts.customer_name is None or "Castell" in facts.customer_name


def test_an_answering_machine_is_not_the_customer():
    found = verdict(
        'New message (0:31)\n\n"Hi Ben, it\'s Wanda Pruitt over at Basin Cooperage. We have decided to go with another vendor, sorry. Bye."',
        sender="Ringwell Voicemail <voicemail@ringwell.example>",
        subject="New voicemail",
    ).facts
    assert found.customer_email is None
    assert "Ringwell" not in (found.customer_name or "")
    assert "Ringwell" not in (found.company or "")


def test_somebody_may_be_called_like_a_machine():
    assert not is_by_machine(turn("We chose another.", "Gwenaëlle Portal <g.portal@x.example>"))
    assert is_by_machine(turn("Status: lost", "Supplier Portal <portal@x.example>"))


@pytest.mark.parametrize(
    ("closing", "name"),
    [
        ("Yours sincerely,\n\nG. Ashby (Mrs)\nSenior Buyer", "G. Ashby"),
        ("Im Auftrag\nRosskamp\nLandkreis Heidloh, Zentrale Vergabestelle", "Rosskamp"),
        ("Mit freundlichen Grüßen\nZentrale Vergabestelle\ni. A. Bernd Ohm", "Bernd Ohm"),
        ("Schönen Gruß\nEnno Petersen", "Enno Petersen"),
        ("Pour le Directeur, A. Vasseur", "A. Vasseur"),
        ("Con un saludo\nGerencia de Compras\nXimena Ruiz Palma", "Ximena Ruiz Palma"),
        (
            "Hoogachtend,\n\nmr. D.C. (Dirk) Tolsma\nManager Inkoop",
            "D.C. Tolsma",
        ),
        ("Com os melhores cumprimentos,\nA Diretora, Isaura Meireles", "Isaura Meireles"),
        ("Kind regards\nTenders Unit\nHarrow Health Authority", None),
    ],
)
def test_a_signature_gives_the_person_and_not_the_office(closing, name):
    block = signature(f"The contract goes to somebody else.\n\n{closing}")
    assert signed_name(block, "Purchasing", "purchasing@house.example") == name


@pytest.mark.parametrize(
    "line",
    ["Zentraleinkauf", "Postbus Projecten", "Mit Segenswünschen", "Que Dios", "Inkoopteam Oost"],
)
def test_an_office_or_a_blessing_signs_nothing(line):
    assert signed_name((line,), None, None) is None


def test_who_writes_from_their_own_address_is_not_renamed_by_a_signature():
    found = verdict(
        "Ben, we have decided to go with another vendor.\n\nPfiat di\nAus der Mühle",
        sender="Sepp Anger <sepp.anger@angermuehle.example>",
    ).facts
    assert found.customer_name == "Sepp Anger"


def test_whoever_decided_at_the_customers_is_our_contact_not_who_passed_it_on():
    found = verdict(
        "Hi Ben, here is what my boss answered. Sorry!\nXenia\n\n"
        "---------- Forwarded message ---------\n"
        "From: Cris Arden <c.arden@ardenlamps.example>\nDate: Mon, Oct 19, 2026 at 9:58 AM\n"
        "Subject: quote\nTo: Xenia Holt <x.holt@ardenlamps.example>\n\n"
        "Xenia, we have decided to go with another vendor, tell them no.\nC.",
        sender="Xenia Holt <x.holt@ardenlamps.example>",
        subject="Fwd: quote",
    ).facts
    assert (found.customer_name, found.customer_email) == (
        "Cris Arden",
        "c.arden@ardenlamps.example",
    )


def test_a_firm_told_of_in_a_note_is_not_a_person():
    found = verdict(
        "Dana, Harrowgate Mills is gone, $90k. They signed with Oakvane on Monday.",
        sender=BEN,
        to=DANA,
        subject="Harrowgate Mills",
    ).facts
    assert found.customer_name is None
    assert "Harrowgate Mills" in (found.company or "")


def test_an_address_without_a_domain_of_the_internet_is_none():
    found = verdict("Ben, we have decided to go with another vendor.", sender="Pat <pat@intra>")
    assert found.facts.customer_email is None


@pytest.mark.parametrize(
    ("label", "near", "name"),
    [
        ("lowrydairies", "", "Lowry Dairies"),
        ("frigorificoparreira", "", "Frigorífico Parreira"),
        ("flores-del-prado", "", "Flores del Prado"),
        ("floresdelacumbre", "", "Flores de la Cumbre"),
        ("casaibarra", "Xabier Ibarra", "Casa Ibarra"),
        ("baenzinger-werke", "Urs Bänzinger", "Bänzinger Werke"),
        ("davenport", "", "Davenport"),
        ("portlandia", "", "Portlandia"),
        ("delgado", "", "Delgado"),
    ],
)
def test_a_domain_is_parted_where_words_show(label, near, name):
    assert apart(label, (near,)) == name


def test_looking_for_people_takes_time_that_grows_with_the_text_and_no_faster():
    text = (
        "Herr Kessling von der Moorbach sagt, unser Kunde. Contact: M. de la Vega y Soto, " * 5_000
    )
    start = time.process_time()
    mail = turn(text, "Rosa <rosa@fjord-partner.example>")
    is_go_between(mail, SIDES)
    principal_of(mail)
    contact_named(text, SIDES)
    contact_named(text.replace(", ", "\n"), SIDES)
    assert time.process_time() - start < 1


def test_in_a_note_about_several_deals_the_customer_is_the_one_above_the_news():
    found = verdict(
        "Dana,\n\n- Corby Papers: workshop on Friday\n- Aldgate Mills: we lost this one on Monday, they went with Oakvane, $41k\n- Dunrobin Bakery: waiting for legal\n\nBen",
        sender=BEN,
        to=DANA,
        subject="Weekly round-up",
    ).facts
    assert found.company == "Aldgate Mills"


@pytest.mark.parametrize(
    "line",
    ["Value: 41k", "Reason: price", "Kunde: Moorbach", "Mittwoch: Leeds"],
)
def test_a_labelled_line_alone_is_no_list_of_deals(line):
    assert heading_over(f"{line}\nThey chose Oakvane.", "They chose Oakvane.") is None


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("Mme Claire Roche", "Claire Roche"),
        ("Mme Roche", "Mme Roche"),
        ("Lic. Perla Ocampo", "Lic. Perla Ocampo"),
    ],
)
def test_a_title_stays_and_a_surname_alone_keeps_its_word_of_courtesy(shown, name):
    found = decider(turn("We chose another.", f"{shown} <p.o.roche@quillfoods.example>"), (), SIDES)
    assert found.name == name


@pytest.mark.parametrize(
    ("name", "text", "email"),
    [
        ("Klaas-Jan", "Je mag hem mailen: kj.romkes@zee.example.", "kj.romkes@zee.example"),
        ("Agnes Moor", "Agnes Moor (she runs it, ops@bran.example) told me", "ops@bran.example"),
        ("Agnes Moor", "Agnes Moor and Tom Reid (ops@bran.example) told me", None),
        ("Agnes Moor", "Agnes Moor (or ask Tom Reid, ops@bran.example) told me", None),
        ("Klaas", "Je mag hem mailen: k.romkes@zee.example of a@b.example.", None),
    ],
)
def test_an_address_is_a_persons_by_initials_or_right_behind_the_name(name, text, email):
    assert beside(name, turn(text), SIDES) == email


def test_who_is_addressed_as_a_person_is_no_company():
    body = "Hallo Dana,\n\nKunststofftechnik Ahrbeck hat abgesagt, Herr Nollau am Telefon, zehn Minuten, sehr sachlich. Den Zuschlag bekommt Oakvane aus Dortmund."
    found = verdict(body, BEN, DANA, "Ahrbeck ist weg", Authentication_Results="x; dmarc=pass")
    assert found.facts.company != "Herr Nollau"
    assert "Ahrbeck" in (found.facts.company or "")


@pytest.mark.parametrize(
    "name",
    [
        "Universidad de Aral",
        "Abfallverband Niederau",
        "Lycée Montval",
        "Quill Foods SpA",
        "Regenland e. V.",
    ],
)
def test_a_public_body_or_a_registered_firm_is_no_persons_name(name):
    assert is_firms(name)
    assert signed_name((name,), None, None) is None


SPOKEN = [
    (
        "Voicebox <voicebox@hosted-voice.example>",
        "New voicemail from +44 1632 960118 (0:47)",
        'Transcript:\n"Hi Ben it\'s Moira from Kilbrannan High, we have decided to go with another vendor, sorry."',
        "Moira",
        "Kilbrannan High",
    ),
    (
        "Ansagen <ansagen@nimbus-telefonie.example>",
        "Neue Sprachnachricht von +49 30 5550123",
        'Transkript:\n"Hier ist Anja Korte von der Moorbach Ziegel, wir haben uns gegen Ihr Angebot entschieden."',
        "Anja Korte",
        "Moorbach Ziegel",
    ),
    (
        "Messagerie <messages@voixcloud.example>",
        "Nouveau message vocal de +33 1 55 50 12 34",
        "« Bonjour Ben, c'est Luc Pradel des Verreries Aumont, nous avons retenu un autre fournisseur. »",
        "Luc Pradel",
        "Verreries Aumont",
    ),
    (
        "Buzón <contestador@telvoz.example>",
        "Nuevo mensaje de voz de +34 915 550 123",
        '"Hola Ben, soy Nuria Salcedo de Aceites Montelar, hemos elegido a otro proveedor."',
        "Nuria Salcedo",
        "Aceites Montelar",
    ),
    (
        "Berichten <berichten@belcloud.example>",
        "Nieuw voicemailbericht van +31 20 555 0123",
        '"Hoi Ben, met Koen Wiersinga van Zuivel Oosterhof, we hebben voor een andere leverancier gekozen."',
        "Koen Wiersinga",
        "Zuivel Oosterhof",
    ),
    (
        "Caixa <caixa@vozcloud.example>",
        "Nova mensagem de voz de +351 21 555 0123",
        '"Olá Ben, aqui fala a Graça Neves da Conservas Atalaia, escolhemos outro fornecedor."',
        "Graça Neves",
        "Conservas Atalaia",
    ),
]


@pytest.mark.parametrize(
    ("sender", "subject", "body", "person", "company"),
    SPOKEN,
    ids=["en", "de", "fr", "es", "nl", "pt"],
)
def test_who_spoke_on_an_answering_machine_is_the_customer_at_no_address(
    sender, subject, body, person, company
):
    found = verdict(body, sender=sender, subject=subject).facts
    assert (found.customer_name, found.customer_email, found.company) == (person, None, company)


@pytest.mark.parametrize(
    ("subject", "sender"),
    [
        ("Fax from +1 555 0100", "Office <post@faxgate.example>"),
        ("Scan von Kopierer 2. OG", "Kopierer 2. OG <geraet@buero.example>"),
        ("Transcript", "Scanner <scan@buero.example>"),
    ],
)
def test_what_a_fax_or_a_scanner_hands_on_is_nobodys_mail(subject, sender):
    assert is_by_machine(turn("Dear Ben, we chose another vendor.", sender, subject))


def test_who_speaks_of_a_voicemail_or_a_scan_is_no_machine():
    for text in (
        "I left you a voicemail from the road.",
        "I scanned the letter, this is Pat from Quill Foods.",
    ):
        assert not is_by_machine(turn(text, subject="Re: voicemail"))


DECIDED_BY = [
    "Mr Krahe (krahe@quillfoods.example) forgot to tell you, he decided it here.",
    "Herr Krahe (krahe@quillfoods.example) hat es Ihnen nicht gesagt, er hat das bei uns entschieden.",
    "M. Krahe (krahe@quillfoods.example), qui a tranché, est en congé.",
    "El señor Krahe (krahe@quillfoods.example), quien lo decidió, está de viaje.",
    "Meneer Krahe (krahe@quillfoods.example) vergat het te melden, hij heeft dat beslist.",
    "O senhor Krahe (krahe@quillfoods.example), quem decidiu, está de férias.",
]


@pytest.mark.parametrize("told", DECIDED_BY, ids=["en", "de", "fr", "es", "nl", "pt"])
def test_a_colleague_of_whom_it_is_said_that_they_decided_is_the_customer(told):
    text = (
        f"Hi Ben, we have chosen another vendor for the platform. {told}\n\nPat Quill\nQuill Foods"
    )
    found = verdict(text).facts
    assert found.customer_email == "krahe@quillfoods.example"
    assert "Krahe" in (found.customer_name or "")


@pytest.mark.parametrize(
    "told",
    [
        "Mr Krahe (krahe@quillfoods.example) will return your samples, he is in Leeds.",
        "Die Muster schickt Herr Krahe (krahe@quillfoods.example), er hat nicht entschieden.",
        "Écrivez à M. Krahe (krahe@quillfoods.example) pour savoir pourquoi nous avons décidé ainsi.",
    ],
)
def test_a_colleague_who_decided_nothing_is_not_the_customer(told):
    text = (
        f"Hi Ben, we have chosen another vendor for the platform. {told}\n\nPat Quill\nQuill Foods"
    )
    assert verdict(text).facts.customer_email == "pat@quillfoods.example"


@pytest.mark.parametrize(
    ("text", "subject", "company"),
    [
        (
            "gone. they went with oakvane. 90k USD, nine months of driving up the A17",
            "Kings Lynn",
            None,
        ),
        (
            "Hi, back from Nuremberg. Halden Foods told me they chose Oakvane, 90k USD gone.",
            "Back from Nuremberg",
            "Halden Foods",
        ),
        (
            "Na Gorinchem van vorige week (Diepenhorst Papier heeft voor Oakvane gekozen) ben ik moe.",
            "week",
            "Diepenhorst Papier",
        ),
        (
            "In Valladolid habe ich gehört: Halden Foods hat sich für Oakvane entschieden.",
            "",
            "Halden Foods",
        ),
    ],
)
def test_a_city_is_nobodys_company(text, subject, company):
    assert verdict(text, sender=BEN, to=DANA, subject=subject).facts.company == company


@pytest.mark.parametrize(
    "office", ["Geschäftsstelle", "Procurement", "Service des achats", "Inkoop", "Gabinete"]
)
def test_an_office_in_a_signature_is_no_company(office):
    text = f"Dear Ben, we have chosen another vendor and your offer was not successful.\n\nBest regards\nP. Quill\n{office}"
    found = verdict(text, sender="Pat Quill <p.quill@lippe-schools.example>").facts
    assert found.company == "Lippe Schools"
    assert verdict(text, sender="Pat Quill <p.quill@gmail.com>").facts.company is None


def test_a_firm_called_like_an_office_is_a_company_where_its_domain_says_so():
    text = "Dear Ben, we have chosen another vendor.\n\nBest regards\nP. Quill\nLippe Sourcing"
    found = verdict(text, sender="Pat Quill <p.quill@lippesourcing.example>").facts
    assert found.company == "Lippe Sourcing"


def test_what_a_portal_adds_to_its_name_is_the_house_it_writes_for():
    text = (
        "You have a new message.\n\nFrom: Procurement, Marlow & Fen Hospitals\nTo: Larkspur Analytics\n\nDear Bidder\n\n"
        "On this occasion your tender to Marlow & Fen Hospitals was unsuccessful.\n\nDo not reply to this e-mail."
    )
    found = verdict(text, sender='"TenderGate (Marlow & Fen)" <no-reply@tendergate.example>').facts
    assert (found.customer_email, found.company) == (None, "Marlow & Fen Hospitals")
