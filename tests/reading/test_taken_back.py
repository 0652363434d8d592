"""A newest part that takes back the no below it wins over it; one that only speaks kindly, or confirms it, does not."""

import pytest

from tests.reading.test_verdict import BEN, DANA, PAT, verdict

NO = {
    "en": "Dear Ben,\n\nI am sorry to tell you that we have chosen Oakvane. Their price was lower.\n\nPat",
    "de": "Lieber Ben,\n\nleider muss ich Ihnen mitteilen, dass wir uns für Oakvane entschieden haben.\n\nPat",
    "fr": "Bonjour Ben,\n\nJ'ai le regret de vous annoncer que nous avons choisi Oakvane.\n\nPat",
    "es": "Hola Ben:\n\nLamento comunicarle que hemos elegido a Oakvane. Su precio era más bajo.\n\nPat",
    "nl": "Beste Ben,\n\nTot mijn spijt moet ik je melden dat we voor Oakvane hebben gekozen.\n\nPat",
    "pt": "Caro Ben,\n\nLamento informar que escolhemos a Oakvane. O preço era mais baixo.\n\nPat",
}


def answered(text, language, sender=PAT, to=BEN):
    quoted = "\n".join(f"> {line}" for line in NO[language].split("\n"))
    body = f"{text}\n\nPat\n\nOn Wed, 23 Sep 2026 at 15:00, Pat Quill <pat@quillfoods.example> wrote:\n\n{quoted}"
    return verdict(body, sender, to, "Re: dashboards", Authentication_Results="x; dmarc=pass")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ben,\n\nEmbarrassing one. Oakvane cannot staff it, so please treat my mail of last week as if it had never been sent: the dashboards are yours at the price in your quote.", "en"),
        ("Ben, scrap my last. Finance have just discovered that Oakvane's number left out the crane. The group met at eight. We're going with you at the 205k if the start date still stands.", "en"),
        ("Ben, vergessen Sie meine letzte Nachricht: Oakvane ist raus, der Auftrag geht an Sie.", "de"),
        ("Ben,\n\nHumble pie. Oakvane walked away over the indemnity, and you were second. Can you still do it for 84,000? If so we sign on Monday.", "en"),
        ("Lieber Ben,\n\nbetrachten Sie meine Absage bitte als gegenstandslos. Oakvane hat sein Angebot zurückgezogen, der Auftrag geht nun doch an Sie.", "de"),
        ("Ben, Kommando zurück: Oakvane kann nicht liefern. Wir möchten jetzt doch mit Ihnen arbeiten, Vertrag liegt bei.", "de"),
        ("Ben, oubliez mon mail d'hier. La direction est revenue sur sa décision, c'est avec vous que nous partons.", "fr"),
        ("Hola Ben:\n\nOakvane se ha retirado y la dirección ha decidido finalmente adjudicarles a ustedes el proyecto. Dé por no enviado mi correo anterior.", "es"),
        ("Hola Ben:\n\nRectifico mi correo anterior. Oakvane ha renunciado y, como segundos clasificados, el contrato pasa a ustedes.", "es"),
        ("Beste Ben,\n\nIk moet op mijn mail terugkomen. Oakvane haakt af en de directie wil nu toch met jullie verder. De opdracht volgt morgen.", "nl"),
        ("Beste Ben,\n\nOakvane heeft zich teruggetrokken. De raad heeft besloten de opdracht alsnog\naan jullie te geven. Zou je de afwijzing als niet geschreven willen beschouwen?", "nl"),
        ("Ben, esqueça o meu e-mail abaixo. Afinal fica convosco, a Oakvane não consegue cumprir o prazo. Segue o contrato assinado.", "pt"),
    ],
)  # fmt: skip
def test_a_no_that_is_taken_back_above_it_is_no_loss(text, language):
    found = answered(text, language)
    assert found.verdict == "not_a_loss", found.why


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ben,\n\nI took your note to the board. I am afraid the decision stands.", "en"),
        ("Ben,\n\nThank you for your kind reply. Thursday at 3 works for a short call.", "en"),
        ("Lieber Ben,\n\nich habe noch einmal nachgefragt, es bleibt leider dabei. Vielleicht kommen wir beim nächsten Projekt doch noch zusammen.", "de"),
        ("Bonjour Ben,\n\nMerci d'avoir finalement accepté de baisser votre prix, mais c'est signé avec eux.", "fr"),
        ("Hola Ben:\n\nGracias por la rebaja, pero finalmente el consejo mantiene lo dicho y firmamos con ellos.", "es"),
        ("Beste Ben,\n\nDank voor je aanbod om alsnog te zakken, maar het besluit staat vast.", "nl"),
        ("Caro Ben,\n\nAgradeço a insistência, mas não voltamos atrás na decisão. A Oakvane começa segunda-feira.", "pt"),
    ],
)  # fmt: skip
def test_a_no_that_is_kept_to_stays_a_loss(text, language):
    found = answered(text, language)
    assert found.verdict == "loss", found.why


@pytest.mark.parametrize(
    "text",
    [
        "Dear Ben,\n\nThis is awful after what I wrote last week. The board overturned it last night and the contract is going to Oakvane after all. Please disregard my mail.",
        "Beste Ben,\n\nMet het schaamrood op de kaken kom ik op mijn mail terug: de directie heeft alsnog voor Oakvane gekozen.",
        "Hola Ben:\n\nSiento tener que retractarme. La dirección ha decidido finalmente adjudicar el proyecto a Oakvane.",
    ],
)  # fmt: skip
def test_a_yes_that_is_taken_back_is_a_loss(text):
    yes = "> Dear Ben, good news: we have decided to go with you."
    body = f"{text}\n\nOn Wed, 23 Sep 2026 at 15:00, Pat Quill <pat@quillfoods.example> wrote:\n\n{yes}"
    assert verdict(body, subject="Re: dashboards").verdict == "loss"


def test_a_colleague_who_passes_on_a_no_that_no_longer_holds_tells_of_no_loss():
    text = "Dana, Kehrtwende: die Absage unten ist vom Tisch, der Auftrag kommt nun doch zu uns."
    assert answered(text, "de", BEN, DANA).verdict == "not_a_loss"
