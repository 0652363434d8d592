"""The reason a mail gives: the clause that carries it, whether in a word, behind a label or in a letter."""

import pytest

from debrief.reading.facts.criterion_phrase import is_no_matter, phrase_of, price_in
from debrief.reading.facts.reasons import shortened
from debrief.reading.facts.said_criteria import named_in
from debrief.reading.facts.set_out_criteria import lists_in
from tests.reading.test_verdict import BEN, DANA, verdict

NOTES = [
    ("We lost Alderby Foods to Tallowmere. Price. 40k.", "Price"),
    ("Lost Alderby Foods to Tallowmere. Budget. €12k.", "Budget"),
    ("Alderby Foods haben wir an Lindwerk verloren. Grund: Preis. 12 T€.", "Preis"),
    ("On a perdu Laiteries Alderby face à Ormelis. Raison : délai de livraison trop long. 20 k€.", "délai de livraison trop long"),
    ("Perdimos Alderby contra Lumarex. Motivo: precio del mantenimiento.", "precio del mantenimiento"),
    ("We zijn Alderby kwijt aan Vlietwerk. Reden: te duur.", "te duur"),
    ("Perdemos a Alderby para a Lumarex. Preço.", "Preço"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "reason"), NOTES)
def test_a_word_or_a_labelled_clause_in_a_note_is_the_reason(body, reason):
    assert verdict(body, sender=BEN, to=DANA).facts.reason_given == reason


@pytest.mark.parametrize(
    "body",
    [
        "Thank you for your proposal of 4 May. We have decided to go with another supplier. We hope to stay in touch.",
        "Vielen Dank für Ihr Angebot. Leider konnten wir es nicht berücksichtigen. Wir bitten um Ihr Verständnis und wünschen Ihnen alles Gute.",
        "Merci pour votre offre. Nous avons retenu un autre prestataire. Nous vous souhaitons une bonne continuation.",
    ],
)
def test_a_courtesy_is_no_reason(body):
    assert verdict(body).facts.reason_given is None


@pytest.mark.parametrize(
    ("sentence", "clause"),
    [
        ("They chose Tallowmere because the depot in Leeds runs on it already.", "the depot in Leeds runs on it already"),
        ("She told me that their trainers come to the night shift as well.", "their trainers come to the night shift as well"),
        ("Reason given: no certified link to our till.", "no certified link to our till"),
        ("Hi Ben, the switch would cost us the whole season.", "the switch would cost us the whole season"),
        ("But the tablets froze twice in the cold store.", "the tablets froze twice in the cold store"),
        ("En octobre, leur équipe était déjà sur place.", "En octobre, leur équipe était déjà sur place"),
        ("Dat argument gaf de doorslag.", "Dat argument gaf de doorslag"),
    ],
)  # fmt: skip
def test_a_reason_stands_without_what_only_leads_up_to_it(sentence, clause):
    assert shortened(sentence, frozenset()) == clause


def test_a_long_reason_begins_neither_in_brackets_nor_within_a_number():
    text = (
        "The committee went through the offers once more (yours stood at $384,000 against $341,000 over "
        "the five years) and in a year like this one it could not justify the difference between them, "
        "although the scores were level"
    )
    found = shortened(text, frozenset())
    assert not found[0].isdigit()
    assert found.count("(") == found.count(")")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Decision was on delivery and farm references.", ("delivery and farm references",)),
        ("The difference was in cost and in the number of farm references.", ("cost and in the number of farm references",)),
        ("Le pregunté qué pesó más y dijo enseguida: recambios en un día y garantía larga.", ("recambios en un día y garantía larga",)),
        ("We compared three vendors on cost, hosting and training.", ("cost, hosting and training",)),
        ("Ease of use on the night shift was most important to him.", ("Ease of use on the night shift",)),
        ("Foram determinantes, por esta ordem, a garantia e o prazo.", ("a garantia e o prazo",)),
    ],
)  # fmt: skip
def test_what_mattered_is_cut_out_without_its_frame(text, told):
    assert named_in(text) == told


@pytest.mark.parametrize(
    ("body", "phrases"),
    [
        ("We decided to go with Vlietwerk. Zij waren goedkoper en hebben een loods in Gent.", {"goedkoper", "loods in Gent"}),
        ("Hi Ben, we have decided to go with Tallowmere. They have cheaper support and a trainer who speaks Polish.", {"cheaper support", "trainer who speaks Polish"}),
        ("Hola Mateo, hemos decidido trabajar con otra empresa. Elegimos a Lumarex por soporte local.", {"soporte local"}),
        ("Hi Ben, we have decided to go with Tallowmere. Three matters were heavier for us:\n\n- labels that survive the freezer\n- training at night\n- one invoice\n", {"labels that survive the freezer", "training at night", "one invoice"}),
    ],
)  # fmt: skip
def test_every_thing_that_mattered_is_a_phrase_by_itself(body, phrases):
    assert set(verdict(body).facts.priorities) == phrases


def test_the_lines_of_a_list_are_its_items():
    text = "It came to this:\n 1. short lead times\n 2. Danish help\n\nRegards\n- Jo\n"
    assert list(lists_in(text)) == [("short lead times", "Danish help")]


def test_a_price_that_was_no_matter_is_no_phrase():
    assert is_no_matter("price was not the issue")
    assert not is_no_matter("their price was lower than yours")
    assert price_in("the total was too expensive for us") == "price"


def test_a_winner_alone_names_nothing():
    assert phrase_of("ils prennent Ormelis", "Ormelis") is None
    assert phrase_of("on a perdu Alderby face à Ormelis", "Ormelis") is None


def test_the_reason_of_a_status_is_no_stage():
    body = (
        "Topic: Planning\nAccount: Alderby Foods\nOwner: Ben Adler\nEst. revenue: £12,000\n"
        "Status: Lost\nStatus reason: Price too high\nCompetitor: Tallowmere"
    )
    found = verdict(
        body, sender="CRM <noreply@cloud-crm.example>", to=DANA, Subject="Opportunity changed"
    ).facts
    assert found.reason_given == "Price too high"


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("Die Wertung setzte sich wie bekanntgemacht aus Preis (40 %), Energiebedarf (35 %) sowie Entstördienst (25 %) zusammen. Den Ausschlag gab der Energiebedarf, für den Sie 0,19 kWh garantiert haben.", "Den Ausschlag gab der Energiebedarf"),
        ("Rappel des critères : valeur technique 50 % (dont nuisances sonores), prix 40 %, délai 10 %. Votre mémoire n'apportait pas d'engagement chiffré sur la continuité de traitement.", "Votre mémoire n'apportait pas d'engagement chiffré"),
        ("G1 Plan van aanpak - u: ruim voldoende, winnaar: uitstekend. De beoordelaars misten een terugvalscenario voor de eerste loonrun. G2 Gebruikersgemak - u: goed, winnaar: goed.", "De beoordelaars misten een terugvalscenario"),
        ("The criteria were price (60%), migration (25%) and support (15%). It did not show how a hold is kept when the file is moved, which was the central point.", "It did not show how a hold is kept"),
    ],
)  # fmt: skip
def test_what_decided_comes_before_what_was_to_be_compared(told, reason):
    found = verdict(f"Dear Ben,\n\nThe contract is awarded to Oakvane Ltd. {told}\n\nPat")
    assert reason in (found.facts.reason_given or ""), found.facts.reason_given


@pytest.mark.parametrize(
    "told",
    [
        "A remoção de cor e a reutilização da água foram consideradas equivalentes nas duas propostas.",
        "Service and training were rated equal in both offers.",
        "Service und Schulung wurden als gleichwertig bewertet.",
    ],
)
def test_what_was_found_alike_is_no_reason(told):
    body = f"Dear Ben,\n\nThe contract is awarded to Oakvane Ltd. {told}\n\nPat"
    assert told.rstrip(".") not in (verdict(body).facts.reason_given or "")
