"""What of a customer's priorities is put to them in a question."""

import pytest

from debrief.model import Facts
from debrief.practices.asked_priorities import as_asked
from debrief.practices.questions import questions_for


@pytest.mark.parametrize(
    "text",
    [
        "price",
        "a switch without downtime",
        "calibration on site within a day",
        "on-site calibration",
        "in-house support",
        "as-built drawings",
        "mit-gelieferte Schulung",
        "Reaktionszeit von vier Stunden",
        "délai de livraison",
        "soporte en valenciano",
        "kennis in huis",
        "presença em Portugal",
    ],
)
def test_a_thing_to_compare_is_asked_about_in_their_words(text):
    assert as_asked((text,)) == (text,)


@pytest.mark.parametrize(
    "text",
    [
        "I can't argue with the people",
        "delivery date was six weeks earlier and they had a local service team, which?",
        "Three things mattered most to us:",
        "Energiekosten muss ich jeden Euro zweimal umdrehen",
        "que los temporeros ficharan con huella en el campo",
        'what does it cost" and "who do I ring when it',
        "clocks that survive salt (your",
        "Blenden links und",
        "",
    ],
)
def test_half_a_sentence_is_nothing_to_compare(text):
    assert as_asked((text,)) == ()
    second = questions_for(Facts(priorities=(text,)))[1].text
    assert "priorities that mattered most" in second


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("integration with our SAP", "integration with your SAP"),
        ("Anbindung an unsere Buchhaltung", "Anbindung an Ihre Buchhaltung"),
        ("lien avec notre paie", "lien avec votre paie"),
        ("koppeling met onze salarissen", "koppeling met uw salarissen"),
        ("ligação com a nossa folha", "ligação com a sua folha"),
        ("enlace con nuestras nóminas", "enlace con sus nóminas"),
    ],
)
def test_what_is_theirs_is_called_theirs(text, asked):
    assert as_asked((text,)) == (asked,)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("a reading that survives steam cleaning", True),
        ("a tool that is easy to clean", True),
        ("une solution qui tient la charge", True),
        ("the feeling that we were too late", False),
        ("the fact that price was high", False),
    ],
)
def test_a_thing_with_what_it_does_can_be_asked_about(text: str, asked: bool) -> None:
    assert bool(as_asked((text,))) is asked


@pytest.mark.parametrize(
    "text",
    [
        "a price below your ridiculous, greedy offer",
        "not being lied to by an arrogant salesman",
        "Ehrlichkeit statt Ihrer Ausreden",
        "un prix sans vos mensonges",
    ],
)
def test_anger_is_not_quoted_back(text: str) -> None:
    assert as_asked((text,)) == ()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("decisivo fue el plazo de entrega y servicio local", ("el plazo de entrega y servicio local",)),
        ("Ausschlaggebend waren kurze Lieferzeiten", ("kurze Lieferzeiten",)),
        ("décisif était le prix", ("le prix",)), ("doorslaggevend was de levertijd", ("de levertijd",)),
        ("decisivo foi o prazo", ("o prazo",)), ("Most important for us was the service", ("the service",)),
        (
            "die kürzere Lieferzeit und der Service vor Ort innerhalb von 24 Stunden",
            ("die kürzere Lieferzeit", "der Service vor Ort innerhalb von 24 Stunden"),
        ),
        (
            "a delivery time of two weeks or less and a technician who speaks our language on the phone every day",
            (),
        ),
    ],
)  # fmt: skip
def test_the_frame_is_left_and_what_is_too_long_is_parted(text: str, asked: tuple[str, ...]):
    assert as_asked((text,)) == asked
