"""Who the customer's person is where a partner, a reseller or a consultant writes."""

import pytest

from debrief.reading.facts.go_betweens import is_go_between
from tests.reading.test_customers import SIDES, TEAM, turn
from tests.reading.test_verdict import verdict

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


@pytest.mark.parametrize(
    "text",
    [
        "Sadly our mutual customer has signed elsewhere.",
        "The client has gone the other way.",
        "It was yours through us, and neither of us has it.",
        "Mrs Rodda signed on Sunday, over my head and yours, below my sell price.",
        "Unser gemeinsamer Kunde hat anders entschieden.",
        "Frau Finke, die wir gemeinsam seit Mai betreut haben, hat unterschrieben.",
        "Die Bauherrschaft hat am Samstag entschieden.",
        "Notre client commun part ailleurs.",
        "Le maître d'ouvrage a finalement tranché.",
        "83 k€ qui s'envolent, dont 12 pour ma pomme.",
        "Los 31.000 que llevábamos a medias, fuera.",
        "Ni a nosotros (a vosotros a través de mí) ni a nadie.",
        "De opdrachtgever heeft gisteren gekozen.",
        "Het was van jullie via mij, en nu van niemand.",
        "O nosso cliente em comum decidiu.",
        "A proposta que seguíamos a meias caiu.",
    ],
)
def test_who_sold_with_us_or_tells_what_a_client_decided_is_a_go_between(text):
    assert is_go_between(turn(text), SIDES)


@pytest.mark.parametrize(
    "text",
    [
        "Between you and me, the board chose another vendor; we worked on this together for months.",
        "The client portal was nicer, the thin client is slow: we chose another vendor.",
        "From now on please send all offers through me.",
        "Wir haben gemeinsam mit der Geschäftsführung entschieden, unser gemeinsames Projekt endet hier.",
        "Le service client nous a fait choisir un autre prestataire : 60 postes, dont 12 pour nous.",
        "Entre tú y yo, hemos decidido juntos ir con otro.",
        "We hebben samen besloten voor een andere leverancier te kiezen.",
        "Decidimos juntos e escolhemos outro fornecedor.",
        "Hemos elegido a otro.\n\nPat Quill\nQuill Motor, distribuidor oficial de Honda",
    ],
)
def test_who_decides_together_or_deals_in_anothers_goods_is_the_customer(text):
    assert not is_go_between(turn(text), SIDES)


def test_a_dealer_in_nobodys_goods_is_a_go_between():
    text = "Lacombe sort de mon bureau, il part ailleurs.\n\nKarim\nInfoporte Services, revendeur certifié"
    assert is_go_between(turn(text, "Karim <karim@infoporte.example>"), SIDES)


def test_nothing_of_a_planners_own_house_is_taken_for_their_clients():
    text = (
        "Grüezi Herr Ashford\n\nDie Bauherrschaft hat am Samstag entschieden, leider nicht für Sie. Herr Regli vom Hotel "
        "Furkablick wollte jemanden aus der Nähe.\n\nUrs Planer\nPlanwerk Uri AG"
    )
    found = verdict(
        text, sender="Urs Planer <planer@planwerk-uri.example>", subject="Hotel Furkablick"
    ).facts
    assert (found.customer_email, found.company) == (None, "Hotel Furkablick")
    assert "Regli" in (found.customer_name or "")


SHARED_OFFICES = [
    (
        "Northern Procurement Hub <tenders@northern-procurement-hub.example>",
        "Dear Mr Adler, we write on behalf of Alderman Trust. Your tender for the platform was not successful, the contract is awarded to Oakvane.\n\nJane Poole\nNorthern Procurement Hub",
        "Alderman Trust",
    ),
    (
        "Zentrale Vergabestelle <vergabe@dienstleistungszentrum-nord.example>",
        "Sehr geehrter Herr Adler, im Auftrag der Stadtwerke Ahlen teilen wir mit, dass Ihr Angebot nicht berücksichtigt wurde. Den Zuschlag erhält Oakvane.\n\nInes Pohl\nDienstleistungszentrum Nord",
        "Stadtwerke Ahlen",
    ),
    (
        "Centrale d'achat <marches@centrale-achats-sud.example>",
        "Bonjour, pour le compte du Lycée Jean Mermoz, nous vous informons que votre offre n'a pas été retenue.\n\nLuc Pradel\nCentrale d'achats du Sud",
        "Lycée Jean Mermoz",
    ),
    (
        "Central de Compras <compras@central-compras.example>",
        "Estimado Ben, en nombre de Aceites Montelar le comunicamos que su oferta no ha sido seleccionada.\n\nNuria Salcedo\nCentral de Compras",
        "Aceites Montelar",
    ),
    (
        "Inkoopcentrum Oost <inkoop@inkoopcentrum-oost.example>",
        "Geachte heer, namens Zorggroep Veluwe delen wij mee dat uw inschrijving is afgewezen, de opdracht is aan Oakvane gegund.\n\nKoen Draaisma\nInkoopcentrum Oost",
        "Zorggroep Veluwe",
    ),
    (
        "Central de Compras <compras@centralcompras.example>",
        "Caro Ben, em nome da Conservas Atalaia comunicamos que a vossa proposta não foi selecionada.\n\nDuarte Lage\nCentral de Compras",
        "Conservas Atalaia",
    ),
]


@pytest.mark.parametrize(
    ("sender", "text", "company"), SHARED_OFFICES, ids=["en", "de", "fr", "es", "nl", "pt"]
)
def test_an_office_that_buys_for_many_is_nobodys_address_nor_name(sender, text, company):
    found = verdict(text, sender=sender).facts
    assert (found.customer_name, found.customer_email, found.company) == (None, None, company)


@pytest.mark.parametrize(
    "sender",
    [
        "Procurement <procurement@quillfoods.example>",
        "Jane Poole <j.poole@einkaufspark-quill.example>",
    ],
)
def test_a_houses_own_buyers_are_the_customer(sender):
    text = "Dear Ben, on behalf of the evaluation committee: your offer was not successful, the contract is awarded to Oakvane.\n\nJane Poole"
    found = verdict(text, sender=sender).facts
    assert found.customer_name == "Jane Poole"
    assert found.customer_email == sender.partition("<")[2].strip(">")


@pytest.mark.parametrize(
    ("said", "company"),
    [
        ("On behalf of our client, Quellgrund Hotels Ltd, we inform you that the contract has been awarded to another bidder.", "Quellgrund Hotels Ltd"),
        ("namens und im Auftrag unseres Bauherrn, der Quellgrund Hotelbetriebs GmbH, teilen wir mit: Die Leistung wird an einen Mitbewerber vergeben.", "Quellgrund Hotelbetriebs GmbH"),
        ("Au nom de notre client, la société Quellgrund SA, nous vous informons que le marché a été attribué à un concurrent.", "Quellgrund SA"),
        ("En nombre de nuestro cliente, Quellgrund S.L., le comunicamos que el contrato se ha adjudicado a otro licitador.", "Quellgrund S.L."),
        ("Namens onze opdrachtgever, Quellgrund BV, delen wij u mee dat de opdracht aan een andere partij is gegund.", "Quellgrund BV"),
        ("Em nome do nosso cliente, Quellgrund Lda, informamos que o contrato foi adjudicado a outro concorrente.", "Quellgrund Lda"),
    ],
)  # fmt: skip
def test_whoever_writes_in_a_clients_name_is_not_the_customer(said, company):
    sender = "Corinna Radebold <info@radebold-planning.example>"
    found = verdict(f"Dear Ben,\n\n{said}\n\nKind regards\nCorinna Radebold\n", sender=sender)
    assert found.verdict == "loss"
    assert (found.facts.company, found.facts.customer_email) == (company, None)
