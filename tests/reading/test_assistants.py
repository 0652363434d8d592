"""Who the customer's person is where an assistant or an office writes."""

import pytest

from debrief.reading.facts.assistants import principal_of
from tests.reading.test_customers import SIDES, turn
from tests.reading.test_verdict import verdict

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


def test_the_bosss_address_is_taken_from_the_header_of_the_mail_that_is_answered():
    quoted = (
        "\n\nVon: Ben Adler <ben.adler@larkspur.example>\nGesendet: Dienstag, 22. September 2026 15:40\n"
        "An: Farley, Edmund <e.farley@farleymills.example>\nCc: Vorzimmer <vorzimmer@farleymills.example>\n"
        "Betreff: Angebot\n\nSehr geehrter Herr Farley,\n\nanbei das Angebot.\n"
    )
    found = verdict(
        ASSISTANTS[1].replace("Dr. Farley", "Dr. Edmund Farley") + quoted,
        sender="Molly Pike <vorzimmer@farleymills.example>",
    ).facts
    assert found.customer_email == "e.farley@farleymills.example"
    assert (found.customer_name or "").endswith("Edmund Farley")


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


def test_an_assistants_mailbox_writes_for_the_first_who_is_told_of():
    told = turn(
        "Sehr geehrter Herr Adler,\n\nHerr Aebischer dankt Ihnen für die Offerte und verzichtet auf die Beschaffung.\n\ni. A. Heidi Nyffen",
        "Büro der Geschäftsleitung <office@schokolade.example>",
    )
    assert principal_of(told, SIDES.names) == "Herr Aebischer"


def test_a_post_or_a_body_is_nobodys_name():
    told = turn(
        "He has signed with Oakvane this week.\n\nTamsin Eade\nEA to the Supply Chain Director",
        "Tamsin Eade <tamsin.eade@peak.example>",
        "on behalf of Rupert Llewellyn / proofer line",
    )
    assert principal_of(told, SIDES.names) == "Rupert Llewellyn"
    told = turn(
        "The Committee asked me to thank you.\n\nPiers Holt\nSecretary",
        "Piers Holt <secretary@club.example>",
    )
    assert principal_of(told, SIDES.names) is None


@pytest.mark.parametrize(
    "thanks",
    [
        "danke ich Ihnen, zugleich im Namen von Frau Landrätin Dr. Ilse Emmerling",
        "danke ich Ihnen, auch im Namen von Frau Dr. Emmerling",
    ],
)
def test_who_thanks_in_anothers_name_as_well_speaks_for_themselves(thanks):
    body = f"Sehr geehrter Herr Adler, für Ihr Angebot {thanks}.\n\nWie Sie wissen, haben wir mehrere geprüft; wir haben uns für einen anderen Anbieter entschieden.\n\nMit freundlichen Grüßen\nPat Quill"
    found = verdict(body).facts
    assert (found.customer_name, found.customer_email) == ("Pat Quill", "pat@quillfoods.example")


def test_a_name_ends_with_its_sentence():
    body = "Sehr geehrter Herr Adler, ich schreibe im Namen von Frau Dr. Emmerling. Wie Sie wissen, haben wir uns für einen anderen Anbieter entschieden.\n\nMolly Pike\nSekretariat"
    found = verdict(body, sender="Molly Pike <molly.pike@farleymills.example>").facts
    assert found.customer_name == "Frau Dr. Emmerling"


@pytest.mark.parametrize(
    "line",
    [
        "Für Ihre Mühe, besonders die beiden Nachtschichten, danke ich Ihnen.",
        "O Senhor Engenheiro pede-me que refira o preço.",
    ],
)
def test_what_is_thanked_for_and_a_bare_title_are_nobody(line):
    body = f"Sehr geehrter Herr Adler, wir haben uns für einen anderen Anbieter entschieden.\n\n{line}\n\nMit freundlichen Grüßen\nPat Quill"
    assert verdict(body).facts.customer_name == "Pat Quill"


def test_a_bosss_dictated_words_make_no_go_between_of_the_assistant():
    found = verdict(
        "Bonjour Ben,\n\nM. Thibault Farley est en déplacement et m'a dicté ceci :\n\n« Dites à Larkspur que c'est non "
        "pour les hottes, on part avec Oakvane. »\n\nSon adresse directe : t.farley@farleymills.example\n\n"
        "Odile Brun\nAssistante de direction, Farleymills",
        sender="Assistante Direction <o.brun@farleymills.example>",
    ).facts
    assert found.customer_email == "t.farley@farleymills.example"
    assert found.company == "Farleymills"
