"""Who the customer's person is where somebody else writes: a partner, an assistant, a portal, an office."""

import time

import pytest

from debrief.reading.addresses import Address
from debrief.reading.assistants import principal_of
from debrief.reading.contact_points import contact_named
from debrief.reading.customer import decider
from debrief.reading.domain_names import apart
from debrief.reading.go_betweens import is_go_between
from debrief.reading.listed_deals import heading_over
from debrief.reading.machines import is_by_machine
from debrief.reading.message import Message
from debrief.reading.people import sides_of
from debrief.reading.signed_names import signature, signed_name
from debrief.reading.turns import Turn
from tests import corpus
from tests.reading.test_verdict import BEN, DANA, verdict

TEAM = corpus.team()
SIDES = sides_of(Message(), (), TEAM)


def turn(text, sender="Pat Quill <pat@quillfoods.example>", subject="planning", forwarded=False):
    name, _, email = sender.rpartition(" <")
    return Turn(Address(name or None, email.strip("<>")), (), (), subject, None, text, forwarded)


PARTNERS = [
    (
        "Rosa Lindqvist <rosa@fjordresell.example>",
        "Ben, as your reseller on this one I got the call. Tamworth Glass has decided to go with another vendor, our joint offer came in second. Mr. Oscar Bellamy was sorry about it.\n\nRosa Lindqvist\nFjord Resell",
        "Tamworth Glass",
        "Bellamy",
    ),
    (
        "Heiner Vogt <vogt@vogt-systemhaus.example>",
        "Hallo Ben, als dein Partner muss ich dir leider sagen: Die Moorbach Ziegel haben sich gegen unser gemeinsames Angebot entschieden. Herr Kessling hat mir gestern abgesagt, sie haben einen anderen Anbieter gewählt.\n\nGruß\nHeiner",
        "Moorbach Ziegel",
        "Kessling",
    ),
    (
        "Lise Corbin <lise@corbin-integration.example>",
        "Bonjour Ben, point partenaire. Notre offre commune n'a pas été retenue par les Verreries Aumont, M. Pradel me l'a dit ce matin. Ils ont choisi un autre fournisseur.\n\nLise",
        "Verreries Aumont",
        "Pradel",
    ),
    (
        "Nuria Salcedo <nuria@salcedointegradores.example>",
        "Hola Ben, te cuento lo de nuestro cliente Aceites Montelar: han elegido a otro proveedor. Don Braulio Cifuentes me llamó ayer, nuestra oferta conjunta quedó segunda por precio.\n\nNuria",
        "Aceites Montelar",
        "Braulio Cifuentes",
    ),
    (
        "Koen Draaisma <koen@draaisma-partners.example>",
        "Hoi Ben, slecht nieuws van je partner. Meneer Wiersinga van Zuivel Oosterhof heeft gekozen voor een andere leverancier, ons gezamenlijke bod was te duur.\n\nKoen",
        "Zuivel Oosterhof",
        "Wiersinga",
    ),
    (
        "Duarte Lage <duarte@lagerevenda.example>",
        "Ben, boa tarde. Como revenda de vocês fiquei a saber: a Conservas Atalaia escolheu outro fornecedor, a nossa proposta conjunta ficou em segundo. A dona Graça Neves pede desculpa.\n\nDuarte",
        "Conservas Atalaia",
        "Graça Neves",
    ),
]


@pytest.mark.parametrize(
    ("sender", "body", "company", "person"), PARTNERS, ids=["en", "de", "fr", "es", "nl", "pt"]
)
def test_a_partner_is_never_the_customer(sender, body, company, person):
    reading = verdict(body, sender=sender, subject=company)
    found = reading.facts
    assert reading.verdict == "loss"
    assert found.customer_email is None
    assert "customer_email" in found.missing
    assert company in (found.company or "")
    assert person in (found.customer_name or "")


def test_a_partner_who_gives_the_clients_address_gives_the_customer():
    found = verdict(
        "Ben, our joint bid did not make it, they have decided to go with another vendor. If you want to ask why: Oscar Bellamy, o.bellamy@tamworthglass.example.\n\nRosa",
        sender="Rosa Lindqvist <rosa@fjordresell.example>",
        subject="Tamworth Glass",
    ).facts
    assert found.customer_email == "o.bellamy@tamworthglass.example"
    assert "Oscar Bellamy" in (found.customer_name or "")
    assert "Tamworth Glass" in (found.company or "")


COPIED = [
    (
        "Edda Strand <estrand@strandadvisory.example>",
        "c.bello@cathcartferries.example",
        "Dear Ben, I write on behalf of Cathcart Ferries, whose engineer Mr Clement Bello is copied. They have placed the order with Brightkeel.",
        "Clement Bello",
    ),
    (
        "Heino Kellmer <h.kellmer@kellmer-auswahl.example>",
        "a.braendle@schwarzwalduhren.example",
        "Hallo Ben, mein Auftraggeber, Herr Anselm Brändle von der Schwarzwald Uhren, hat sich gegen euer Angebot und für Taktwerk entschieden.",
        "Anselm Brändle",
    ),
    (
        "Lia Bastos <lbastos@bastosassociados.example>",
        "rui.penedo@vidreiradoliz.example",
        "Olá Ben, na qualidade de consultora da Vidreira do Liz informo que a escolha foi a Calorimetria Ibérica. O Eng.º Rui Penedo, em cópia, assinou ontem.",
        "Rui Penedo",
    ),
]


@pytest.mark.parametrize(("sender", "copied", "body", "person"), COPIED, ids=["en", "de", "pt"])
def test_a_consultant_writes_for_the_client_who_is_on_copy(sender, copied, body, person):
    found = verdict(body, sender=sender, Cc=copied).facts
    assert found.customer_email == copied
    assert person in (found.customer_name or "")


def test_somebody_on_copy_at_another_house_is_not_the_client_of_who_writes_for_themselves():
    found = verdict(
        "Hi Ben, we at Quill Foods have decided to go with Oakvane for the planning platform.\n\nPat Quill\nQuill Foods",
        Cc="lena@strandadvisory.example",
    ).facts
    assert found.customer_email == "pat@quillfoods.example"


def test_nobody_of_the_house_that_won_is_ever_the_customer():
    found = verdict(
        "Hallo Ben, im Namen unseres Teams danke. Wir haben uns gegen Ihr Angebot entschieden und für Taktwerk, Frau Lind liest mit.\n\nPat Quill\nQuill Foods",
        Cc="lind@taktwerk.example",
    ).facts
    assert found.competitor == "Taktwerk"
    assert found.customer_email != "lind@taktwerk.example"


def test_a_mail_about_another_house_than_its_writers_is_a_go_betweens():
    found = verdict(
        "Olá Ben, o seu Arlindo Prates, presidente da Cooperativa Boa União, me recebeu na varanda. Eles não vão com a gente, assinaram com a Carnix.\n\nWellington",
        sender="Wellington Prado <wellington@canalsul.example>",
        subject="Cooperativa Boa União",
    ).facts
    assert found.customer_email is None
    assert found.company == "Cooperativa Boa União"
    assert "Arlindo" in (found.customer_name or "")


@pytest.mark.parametrize(
    ("sender", "subject", "text", "company", "person"),
    [
        (
            "Gus Tolland <gus@tollandfixings.example>",
            "Fenwick Row",
            "Morning Ben, had it from Fenwick Homes' own buyer, a Marjorie Pell, at eight today. Fenwick Homes have put the "
            "whole job with Oakvane, so you and me both wasted a summer. What were you in at, 90 or so? Next one we go in "
            "as one price.\n\nGus",
            "Fenwick Homes",
            "Marjorie Pell",
        ),
        (
            "Rainer Dorsch <r.dorsch@dorschsysteme.example>",
            "Stadtwerke Ahlen",
            "Hallo Ben, Frau Kessel von den Stadtwerken hat eben angerufen: die Stadtwerke Ahlen nehmen Oakvane, und zwar "
            "Software und Montage aus einer Hand. Damit sind wir beide raus. Schade um die drei Termine.\n\nRainer",
            "Stadtwerke Ahlen",
            "Kessel",
        ),
    ],
)
def test_a_go_between_is_known_without_a_word_that_says_so(sender, subject, text, company, person):
    found = verdict(text, sender=sender, subject=subject).facts
    assert found.customer_email is None
    assert found.company == company
    assert person in (found.customer_name or "")


def test_who_names_another_house_beside_their_own_is_still_the_customer():
    text = (
        "Ben, we have chosen Oakvane for the plant. Ridley Foods, who run the same line, spoke well of them, and their "
        "Mr Amos showed us round. Sorry.\n\nPat Quill\nQuill Foods"
    )
    found = verdict(text).facts
    assert (found.customer_email, found.company) == ("pat@quillfoods.example", "Quill Foods")


def test_whose_trade_is_to_act_for_others_needs_to_say_less():
    text = "Beste Ben, bij Brouwerij Den Oever is de keuze gemaakt en die viel niet op jullie, ze nemen Taktwerk.\n\nKoen Matthijs"
    found = verdict(text, sender="Koen Matthijs <koen@matthijs-advies.example>").facts
    assert (found.customer_email, found.company) == (None, "Brouwerij Den Oever")
    for_itself = "Beste Ben, wij hebben gekozen en de keuze viel niet op jullie, wij nemen Taktwerk.\n\nKoen Matthijs"
    found = verdict(for_itself, sender="Koen Matthijs <koen@matthijs-advies.example>").facts
    assert found.customer_email == "koen@matthijs-advies.example"


@pytest.mark.parametrize(
    ("sender", "text"),
    [
        (
            "Neil Hart <neil@hart-reviews.example>",
            "As the independent adviser on the selection I send each bidder a note. Skelby Ltd has appointed Cairn.",
        ),
        (
            "Waldo Mamani <w@altiplano-ti.example>",
            "Cumplo en informarle, como socio implementador, el desenlace con Minera Illampu.",
        ),
        (
            "Anne Duchamp <a@duchamp-achats.example>",
            "En ma qualité de conseil du Groupe Thélis, j'adresse à chaque candidat un retour.",
        ),
        (
            "Anouk Riet <a@riet.example>",
            "Ik begeleidde de selectie bij Hofstee Wonen en doe de terugkoppeling.",
        ),
        (
            "Rui Cereja <rui@cereja.example>",
            "Saiu a decisão dos Bombeiros de Alva e perdemos juntos: 74.500 € de proposta conjunta.",
        ),
    ],
)
def test_who_led_the_choice_or_sold_with_us_is_a_go_between(sender, text):
    assert is_go_between(turn(text, sender=sender), SIDES)


@pytest.mark.parametrize(
    "text",
    [
        "Our independent adviser told us to go with another vendor.",
        "Somos socios de la cooperativa y hemos elegido a otro proveedor.",
        "Notre conseil d'administration a retenu une autre offre.",
        "Wij begeleiden onze klanten liever zelf en kiezen voor een ander.",
    ],
)
def test_a_house_that_has_advisers_or_members_writes_for_itself(text):
    assert not is_go_between(turn(text), SIDES)


def test_who_signs_as_our_partner_is_a_go_between():
    told = "J'ai vu M. Tazi ce matin, son choix est fait.\n\nRachid\nAtlas, revendeur agréé {}"
    ours, theirs = TEAM.company.name.split()[0], "Quentil"
    sender = "Rachid <rachid@atlas-maroc.example>"
    assert is_go_between(turn(told.format(ours), sender), SIDES)
    assert not is_go_between(turn(told.format(theirs), sender), SIDES)


def test_what_a_partner_passes_on_is_the_clients_own_word():
    found = verdict(
        "Ben, straight from the client, sorry.\nRosa\n\n"
        "---------- Forwarded message ---------\n"
        "From: Oscar Bellamy <o.bellamy@tamworthglass.example>\nDate: Mon, Oct 19, 2026 at 9:58 AM\n"
        "Subject: planning\nTo: Rosa Lindqvist <rosa@fjordresell.example>\n\n"
        "Rosa, we have decided to go with another vendor. Please tell Larkspur that their offer was not chosen.\n\nOscar Bellamy\nTamworth Glass",
        sender="Rosa Lindqvist <rosa@fjordresell.example>",
        subject="Fwd: planning",
    ).facts
    assert found.customer_email == "o.bellamy@tamworthglass.example"


@pytest.mark.parametrize(
    "text",
    [
        "We have chosen another vendor for our client reporting.",
        "Our customers did not like the look of it, so we decided to stay with what we have.",
        "Wir haben uns für einen anderen Partner entschieden.",
        "Nos clients préfèrent l'ancien outil, nous avons choisi un autre prestataire.",
        "Nuestros clientes mandan: hemos elegido a otro proveedor.",
        "Onze klanten vonden het niets, we kiezen een andere leverancier.",
        "Os nossos clientes não gostaram, escolhemos outro parceiro.",
    ],
)
def test_a_customer_who_speaks_of_clients_and_partners_is_the_customer(text):
    assert not is_go_between(turn(text), SIDES)


def test_our_own_note_above_tells_that_the_forwarded_mail_is_a_partners():
    mail = turn("They will do it in their ERP.", "Rosa <rosa@fjord.example>", forwarded=True)
    assert is_go_between(mail, SIDES, "Came via our implementation partner.")
    assert not is_go_between(mail, SIDES, "Bad news, see below.")


ASSISTANTS = [
    "Dear Mr Adler, Sir Edmund Farley is abroad and has asked me to let you know that we have decided to go with another vendor.\n\nKind regards\nMolly Pike\nPersonal Assistant",
    "Sehr geehrter Herr Adler, Herr Dr. Farley lässt Ihnen ausrichten, dass wir uns für einen anderen Anbieter entschieden haben.\n\nMit freundlichen Grüßen\nMolly Pike\nSekretariat",
    "Monsieur, Monsieur Farley, en déplacement, me charge de vous dire que nous avons choisi un autre prestataire.\n\nCordialement\nMolly Pike\nAssistante de direction",
    "Estimado señor Adler: don Edmundo Farley me pide que le diga que hemos elegido a otro proveedor.\n\nAtentamente\nMolly Pike\nSecretaria",
    "Geachte heer Adler, de heer Farley heeft mij gevraagd u te melden dat we hebben gekozen voor een andere leverancier.\n\nMet vriendelijke groet\nMolly Pike\nDirectiesecretaresse",
    "Exmo. Senhor, encarregou-me o Senhor Dr. Farley de informar que escolhemos outro fornecedor.\n\nCom os melhores cumprimentos\nMolly Pike\nSecretária",
    "Hello Ben, on behalf of Mr. Farley: we have decided to go with another vendor.\n\nMolly Pike\nOffice Manager",
]
LANGUAGES = ["en", "de", "fr", "es", "nl", "pt", "office manager"]


@pytest.mark.parametrize("body", ASSISTANTS, ids=LANGUAGES)
def test_an_assistants_own_address_is_not_the_bosss(body):
    reading = verdict(body, sender="Molly Pike <molly.pike@farleymills.example>")
    assert reading.verdict == "loss"
    assert "Farley" in (reading.facts.customer_name or "")
    assert reading.facts.customer_email is None
    assert "Farley" in (reading.facts.company or "")


@pytest.mark.parametrize("body", ASSISTANTS, ids=LANGUAGES)
def test_the_bosss_address_is_taken_where_the_mail_holds_it(body):
    found = verdict(
        body,
        sender="Molly Pike <molly.pike@farleymills.example>",
        Cc="E. Farley <e.farley@farleymills.example>",
    ).facts
    assert found.customer_email == "e.farley@farleymills.example"


def test_a_boss_whose_own_mailbox_the_assistant_uses_keeps_it():
    found = verdict(
        "Dear Ben, Mr. Farley has asked me to tell you that we chose another vendor.\n\nMolly Pike\nAssistant",
        sender="Molly Pike <farley@farleymills.example>",
    ).facts
    assert found.customer_email == "farley@farleymills.example"


@pytest.mark.parametrize(
    ("sender", "subject", "name"),
    [
        ("Sekretariat Dr. Haverkamp <sekretariat@haverkamp.example>", "x", "Dr. Haverkamp"),
        ("Lena Ott <l.ott@haverkamp.example>", "Im Auftrag von Herrn Haverkamp", "Herr Haverkamp"),
        ("Office of Sir Rex Dunmore <office@dunmore.example>", "x", "Sir Rex Dunmore"),
        ("Odile (pour M. Bressac) <odile@bressac.example>", "x", "M. Bressac"),
        (
            "Inés Mora <asistencia@olivares.example>",
            "Recado de don Lope Olivares",
            "don Lope Olivares",
        ),
        ("Ria Smit <secretariaat@vanloon.example>", "Namens de heer Van Loon", "de heer Van Loon"),
        (
            "Ana Reis <secretaria@tojal.example>",
            "A pedido do presidente, Sr. Vasco Tojal",
            "Sr. Vasco Tojal",
        ),
    ],
)
def test_sender_and_subject_tell_for_whom_somebody_writes(sender, subject, name):
    assert principal_of(turn("We decided otherwise.", sender, subject)) == name


@pytest.mark.parametrize(
    "text",
    [
        "On behalf of the whole team I thank you for the visit.",
        "Mr. Adler has asked me to send you the file.",  # one of ours
        "The board has asked me to let you know that we decided otherwise.",
        "Im Namen der Stadt danken wir Ihnen.",
    ],
)
def test_nobody_stands_behind_who_writes_for_themselves(text):
    assert principal_of(turn(text), SIDES.names) is None


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


def test_an_assistants_mailbox_writes_for_the_first_who_is_told_of():
    told = turn(
        "Sehr geehrter Herr Adler,\n\nHerr Aebischer dankt Ihnen für die Offerte und verzichtet auf die Beschaffung.\n\ni. A. Heidi Nyffen",
        "Büro der Geschäftsleitung <office@schokolade.example>",
    )
    assert principal_of(told, SIDES.names) == "Herr Aebischer"
