"""What mattered to a customer: said in so many words, in lists, in a record's notes; never what did not."""

import time

import pytest

from debrief.reading.facts.criteria import whole
from debrief.reading.facts.criterion_phrase import (
    LONGEST,
    is_circumstance,
    is_praise,
    listed,
    named_alone,
    phrase_of,
)
from debrief.reading.facts.domain_names import apart
from debrief.reading.facts.said_criteria import named_in
from debrief.reading.facts.set_out_criteria import set_out_in
from debrief.reading.records.crm import Record
from debrief.reading.records.record_reasons import criteria_in_record, reason_in
from tests.reading.test_verdict import DANA, verdict


def test_half_a_sentence_is_no_priority():
    halves = [
        "partent en 2028",
        "März gesagt",
        "then bought from the people",
        "draaien nog, technische dienst kent ze",
    ]
    kept = (
        "do the fire dampers",
        "one invoice",
        "takes our fleet back",
        "laufen leise",
        "run on batteries",
    )
    assert whole([*halves, *kept]) == kept


NAMED = [
    ("What tipped it was the Danish helpdesk and their mobile app.", ["Danish helpdesk", "mobile app"]),
    ("In the end it came down to offline use.", ["offline use"]),
    ("Waar het voor ons om draaide (geen zakken meer sjouwen, alarm naar de telefoon) is met een karretje opgelost.", ["geen zakken meer sjouwen", "alarm naar de telefoon"]),
    ("Worum es uns ging (kurze Wege, ein Ansprechpartner), haben die anderen auch.", ["kurze Wege", "Ansprechpartner"]),
    ("The label printing made the difference.", ["label printing"]),
    ("Den Ausschlag gab die Anbindung an unsere Waage.", ["Anbindung an unsere Waage"]),
    ("Wir wollten Festpreise, einen Ansprechpartner in Kiel und kurze Wege.", ["Festpreise", "Ansprechpartner in Kiel", "kurze Wege"]),
    ("Abzüge ergaben sich beim Schulungskonzept.", ["Schulungskonzept"]),
    ("Le délai de livraison a fait pencher la balance : six semaines contre dix.", ["délai de livraison"]),
    ("Le facteur décisif a été l'hébergement en France.", ["hébergement en France"]),
    ("Pesó el soporte los fines de semana.", ["soporte los fines de semana"]),
    ("La cercanía de su oficina fue determinante.", ["cercanía de su oficina"]),
    ("De doorslag gaf de koppeling met onze weegbrug.", ["koppeling met onze weegbrug"]),
    ("We zochten een app voor de chauffeurs en hulp in het weekend.", ["app voor de chauffeurs", "hulp in het weekend"]),
    ("Pesou o prazo de instalação.", ["prazo de instalação"]),
    ("A ligação ao nosso armazém foi decisiva.", ["ligação ao nosso armazém"]),
    ("Your offer lost points on data hosting.", ["data hosting"]),
    ("Menor pontuação no fator \"formação inicial\".", ["formação inicial"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "phrases"), NAMED)
def test_what_is_said_in_so_many_words_is_cut_out(text, phrases):
    found = [phrase for part in named_in(text) for phrase in listed(part, None)]
    assert [each.removeprefix("their ") for each in found] == phrases


@pytest.mark.parametrize(
    "text",
    [
        "Price was not the deciding factor.",
        "It never came down to the price.",
        "Der Preis war nicht ausschlaggebend.",
        "Le prix n'a pas été déterminant.",
        "El precio no fue determinante.",
        "De prijs gaf niet de doorslag.",
        "O preço não foi decisivo.",
        "We wanted to thank you for the visit.",
    ],
)
def test_what_is_denied_or_polite_is_not_named(text):
    assert named_in(text) == ()


def test_an_aside_in_brackets_does_not_cut_what_it_stands_in():
    assert named_in("The first-year cost (90k against 165k) made the difference.") == (
        "The first-year cost",
    )


@pytest.mark.parametrize(
    ("clause", "phrase"),
    [
        ("because they have the union rules for all nine states ready to go", "union rules for all nine states"),
        ("Their connector was simply further along than yours", "connector"),
        ("Fehlende Schnittstelle zur Warenwirtschaft", "Schnittstelle zur Warenwirtschaft"),
        ("Falta integración con el almacén", "integración con el almacén"),
        ("Zij leveren de kassakoppeling mee", "kassakoppeling"),
        ("Manque de références agricoles", "références agricoles"),
        ("as it reads our scales", "reads our scales"),
        ("it all", None),
        ("asked me to tell you", None),
        ("10)", None),
    ],
)  # fmt: skip
def test_a_clause_is_cut_to_its_phrase(clause, phrase):
    assert phrase_of(clause) == phrase


def test_a_long_phrase_ends_at_a_word():
    found = phrase_of("scanners " + "that never freeze " * 20)
    assert found is not None
    assert len(found) <= LONGEST
    assert found.rsplit(" ", 1)[-1] in ("that", "never", "freeze", "scanners")


def test_the_winners_name_is_no_part_of_a_phrase():
    assert phrase_of("Tallowmere's offline app", "Tallowmere") == "offline app"


def test_where_our_offer_was_good_is_no_reason():
    assert is_praise("your demo was the best we saw")
    assert is_praise("in which you were first")
    assert not is_praise("their support was better than yours")


def test_how_the_customer_fares_is_a_circumstance():
    assert is_circumstance("budget freeze")
    assert is_circumstance("Umstrukturierung im Werk")
    assert not is_circumstance("offline use")


@pytest.mark.parametrize(
    ("text", "criteria"),
    [
        ("Award criteria: quality 50, price 40, social value 10\n", ("quality", "price", "social value")),
        ("Notes obtenues : valeur technique 38/50, prix 25,40/40, délai 8/10.", ("valeur technique", "prix", "délai")),
        ("Evaluation\nYour total score: 81.5\nSuccessful tenderer's score: 83.0\n", ()),
    ],
)  # fmt: skip
def test_scores_out_of_many_name_their_criteria(text, criteria):
    assert set_out_in(text) == criteria


def record(**fields):
    return Record(fields, lost=True)


SET_OUT = [
    (
        "Gewichtung: Preis 50 / Anbindung der Waagen 30 / Schulung vor Ort 20. Ihre Punkte: 22 / 29 / 18",
        ("Preis", "Anbindung der Waagen", "Schulung vor Ort"),
    ),
    (
        "We scored everybody: 45 points price over five years, 35 support at harvest, 20 references.",
        ("price over five years", "support at harvest", "references"),
    ),
    (
        "Bids were assessed on quality (55%), price (35%) and carbon (10%).",
        ("quality", "price", "carbon"),
    ),
    (
        "Het bestuur wou drie dingen: een server in België, open formaten en een vaste prijs. Dat lukte niet.",
        ("een server in België", "open formaten", "een vaste prijs"),
    ),
    (
        "Teníamos dos condiciones: que el taller viera su línea y el almacén su merma, y que no se cobrara por quintal.",
        ("que el taller viera su línea y el almacén su merma", "que no se cobrara por quintal"),
    ),
    (
        "Ce qui nous importait : la discrétion, le suivi d'une pièce, la sobriété de l'outil.",
        ("la discrétion", "le suivi d'une pièce", "la sobriété de l'outil"),
    ),
    (
        "Bidders were asked to show (i) audited figures, (ii) work offline and (iii) an exit clause. You met (i) and (iii) with ease.",
        ("audited figures", "work offline", "an exit clause"),
    ),
    ("We met on 20 March, 30 people came, and 50 stayed.", ()),
    ("There are two things: first, thank you. Second, goodbye.", ()),
    ("The licence is 60, the rest 40.", ()),
]


@pytest.mark.parametrize(("text", "criteria"), SET_OUT)
def test_criteria_are_read_where_they_are_weighed_counted_or_numbered(text, criteria):
    assert set_out_in(text) == criteria


def test_looking_for_shares_takes_time_that_grows_with_the_text_and_no_faster():
    def spent(size: int) -> float:
        start = time.process_time()
        set_out_in(("price 60, delay 20 (a) weights " * 2_000)[:size])
        return time.process_time() - start

    spent(2_000)
    assert spent(16_000) < 16 * max(spent(4_000), 0.01)


def test_a_records_code_and_note_are_told_together():
    found = reason_in(
        record(reason="Price", details="Their total was a third below ours."), frozenset()
    )
    assert found is not None
    assert found.startswith("Price: Their total was a third below ours")


@pytest.mark.parametrize("code", ["Out-Sold", "Went with Tallowmere", "Lost to competitor", "Overtroefd"])  # fmt: skip
def test_a_code_that_only_says_who_won_gives_way_to_the_note(code):
    fields = record(reason=code, competitor="Tallowmere", details="They wanted one login.")
    assert reason_in(fields, frozenset()) == "They wanted one login"


def test_a_record_without_a_reason_gives_none():
    assert reason_in(record(deal="Planning"), frozenset()) is None
    assert criteria_in_record(record(deal="Planning"), frozenset(), None, False) == ()


def test_a_records_notes_name_what_mattered():
    fields = record(
        reason="Price", details="Customer cared most about running cost and a ready SAP connector."
    )
    assert criteria_in_record(fields, frozenset(), None, False) == (
        "running cost",
        "ready SAP connector",
    )


def test_where_nobody_won_only_what_is_named_outright_mattered():
    fields = record(reason="Project cancelled by the new CFO, all spending frozen")
    assert criteria_in_record(fields, frozenset(), None, True) == ()


def test_an_alert_with_two_notes_is_read_to_its_end():
    body = (
        "Opportunity Name: Fernhill Foods - Planning\nAccount Name: Fernhill Foods Inc.\nStage: Closed Lost\n"
        "Opportunity Owner: Ben Adler\nAmount: USD 184,000.00\nLoss Reason: Went with competitor\n"
        "Comment: They wanted the mobile app offline."
    )
    found = verdict(
        body, sender="CRM <noreply@cloud-crm.example>", to=DANA, Subject="Opportunity Closed Lost"
    ).facts
    assert found.reason_given == "They wanted the mobile app offline"
    assert found.priorities == ("mobile app offline",)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("wabash-castings", "Wabash Castings"),
        ("ironhillcastings", "Ironhill Castings"),
        ("laboratoiresmirabel", "Laboratoires Mirabel"),
        ("kestrel", "Kestrel"),
        ("castings", "Castings"),
        ("silvervalley", "Silver Valley"),
        ("sucreriedehesbaye", "Sucrerie de Hesbaye"),
    ],
)  # fmt: skip
def test_a_domain_is_spelled_in_words(label, name):
    assert apart(label) == name


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Hi Dana, we went with Brenntag. Their union seniority rules come ready to use and yours have to be typed in by hand. Best, Marion", "seniority"),
        ("Hallo Dana, der Auftrag ging an Brenntag. Bei denen läuft alles offline auf dem Stapler, das können eure Geräte noch nicht. Gruß, Marion", "offline"),
    ],
)  # fmt: skip
def test_what_mattered_is_told_where_no_word_announces_it(text, word):
    found = verdict(text).facts
    assert any(word in phrase for phrase in found.priorities), found.priorities


def test_what_was_denied_to_have_mattered_is_not_told():
    found = verdict(
        "Hi Dana, we chose Brenntag. Price was not the deciding factor. Best, Marion"
    ).facts
    assert not any("rice" in phrase for phrase in found.priorities), found.priorities


@pytest.mark.parametrize(
    ("phrase", "named"),
    [
        ("Delivery time and service were", "Delivery time and service"),
        ("Support and training were the deciding factors", "Support and training"),
        ("end, price and references were more important", "price and references"),
        ("Lieferzeit und Service waren für", "Lieferzeit und Service"),
        ("Le délai et le service ont été déterminants", "Le délai et le service"),
        ("El plazo y el servicio fueron decisivos", "El plazo y el servicio"),
        ("Levertijd en service waren voor ons doorslaggevend", "Levertijd en service"),
        ("prazo e o serviço foram determinantes", "prazo e o serviço"),
        ("a reading that is stable under steam", "a reading that is stable under steam"),
        ("dashboards that are easy to share", "dashboards that are easy to share"),
        ("end-to-end tracing", "end-to-end tracing"),
        ("Ist-Aufnahme vor Ort", "Ist-Aufnahme vor Ort"),
    ],
)
def test_what_mattered_is_named_without_what_is_said_of_it(phrase: str, named: str):
    assert named_alone(phrase) == named
