"""Why the customer decided so and what mattered: learned, in six languages, from own wording."""

import pytest

from benchmarks import train_grounds
from debrief.reading.facts.criterion_phrase import price_in
from debrief.reading.facts.fact_record import FIELDS
from debrief.reading.facts.reasons import LONGEST, lists_points
from debrief.reading.facts.set_out_criteria import set_out_in
from debrief.reading.learned import grounds
from debrief.reading.mail.message import parse_message
from debrief.reading.verdicts.clauses import sentences
from tests import corpus
from tests.corpus import stated
from tests.reading.test_verdict import verdict

TEAM = corpus.team()
SAID = [
    (
        "Thank you for the visit. We have decided to go with Oakvane. Their software reads our label printers directly. All the best for the new year.",
        "label printers",
    ),
    (
        "Vielen Dank für den Termin. Wir haben uns für die Firma Lindwerk entschieden. Ausschlaggebend war die Anbindung an unsere Kassen. Alles Gute für Sie.",
        "Anbindung an unsere Kassen",
    ),
    (
        "Merci pour votre visite. Nous avons choisi la société Ormelis. Leur délai de livraison était deux fois plus court. Bonne continuation.",
        "délai de livraison",
    ),
    (
        "Gracias por la visita. Hemos decidido trabajar con Lumarex. Ellos dan soporte los fines de semana y vosotros no. Mucha suerte.",
        "soporte los fines de semana",
    ),
    (
        "Bedankt voor het bezoek. Wij hebben gekozen voor Vlietwerk. De doorslag gaf de koppeling met onze weegbrug. Veel succes verder.",
        "koppeling met onze weegbrug",
    ),
    (
        "Obrigado pela visita. Decidimos avançar com a Lumarex. Pesou o prazo de instalação de três semanas. Boa sorte para o resto.",
        "prazo de instalação",
    ),
]


@pytest.mark.parametrize(("body", "words"), SAID, ids=["en", "de", "fr", "es", "nl", "pt"])
def test_the_reason_is_the_sentence_that_gives_it(body, words):
    found = verdict(body).facts
    assert words in (found.reason_given or "")
    assert len(found.reason_given or "") <= LONGEST


@pytest.mark.parametrize(("body", "words"), SAID, ids=["en", "de", "fr", "es", "nl", "pt"])
def test_what_the_offer_lost_by_is_what_mattered(body, words):
    found = verdict(body).facts
    assert any(
        words.split()[0] in each or words.split()[-1] in each for each in found.priorities
    ), found.priorities


@pytest.mark.parametrize(
    "row",
    [
        "Criterion Max Larkspur Corvane Security 300 180 240 Staff 200 40 120 Approach 300 275 210",
        "Valeur technique (50 %) : 39,5",
    ],
)
def test_a_table_of_points_is_no_reason(row):
    assert lists_points(row)
    assert not lists_points("They offered 24 months at 1,200 a month, we asked for three years.")


def test_a_reason_that_lies_with_the_customer_is_no_criterion():
    found = verdict(
        "We will not be going ahead with your proposal. Head office has frozen all spending until further notice."
    ).facts
    assert "frozen all spending" in (found.reason_given or "")
    assert found.priorities == ()
    assert "priorities" in found.missing


@pytest.mark.parametrize(
    ("text", "criteria"),
    [
        ("Award criteria: price 60 %, quality 40 %.", ("price", "quality")),
        ("Zuschlagskriterien (Preis 70 %, Service 30 %)", ("Preis", "Service")),
        ("Critères : valeur technique 55 %, prix 45 %.", ("valeur technique", "prix")),
        (
            "Your scores (winner in brackets):\n\nMethod (50%) 36.5 (41.0)\nPrice (50%) 29.1 (38.7)\nTotal 65.6 (79.7)",
            ("Method", "Price"),
        ),
        ("What decided it:\n\n- offline use\n- one invoice\n", ("offline use", "one invoice")),
        ("The cake was 20 % sugar, 30 % butter.", ()),
    ],
)
def test_criteria_that_are_set_out_are_taken_as_they_stand(text, criteria):
    assert set_out_in(text) == criteria


@pytest.mark.parametrize(
    ("clause", "word"),
    [
        ("they came in a lot cheaper", "cheaper"),
        ("they have cheaper support", "cheaper support"),
        ("Ficou mais barato", "mais barato"),
        ("leur tarif était plus bas", "tarif"),
        ("Sie waren uns zu teuer", "Preis"),
        ("vous étiez trop cher", "prix"),
        ("the price was not the issue", None),
        ("Ihr Preis war fair", None),
        ("they read our printers", None),
    ],
)
def test_a_price_is_told_as_written_and_one_too_high_by_its_name(clause, word):
    assert price_in(clause) == word


def test_every_fact_without_a_value_is_missing_by_name():
    found = verdict("We have decided to go with another vendor.").facts
    assert set(found.missing) <= set(FIELDS)
    assert "priorities" in found.missing


def test_the_same_sentences_give_the_same_weights():
    some = train_grounds.composed(TEAM)[::40]
    one = train_grounds.pack(*train_grounds.learn(some), {"": 0.0})
    assert one == train_grounds.pack(*train_grounds.learn(some), {"": 0.0})
    assert len(train_grounds.WEIGHTS.read_bytes()) < 1_200_000


def test_the_packed_weights_give_the_learned_scores():
    some = train_grounds.composed(TEAM)[::40]
    keys, weights = train_grounds.learn(some)
    rows = dict(zip(keys, weights[:-1], strict=True))
    sentence = sentences("Their offer was a third cheaper than yours.")[0]
    try:
        grounds.use_weights(train_grounds.pack(keys, weights, {"": 0.0}))
        got = grounds.odds(sentence, (), frozenset())
    finally:
        grounds.use_weights(None)
    want = [
        weights[-1][at]
        + sum(
            rows[t][at] * share
            for t, share in grounds.shares(sentence, (), frozenset())
            if t in rows
        )
        for at in (0, 1)
    ]
    assert got == pytest.approx(want, abs=0.3)


def test_every_quotation_stands_in_its_mail():
    mails = {case.name: case for case in train_grounds.labelled()}
    strange = []
    for name, quotes in stated.quotes().items():
        case = mails.get(name)
        if case is None:
            continue
        body = " ".join(parse_message(case.raw).text.split())
        strange += [
            name for quote in quotes if quote[:25] not in body and quote.strip("|")[:25] not in body
        ]
    assert len(strange) <= len(mails) // 20, strange
