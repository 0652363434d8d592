"""A customer is written to in their own language: their words, else what tells of it, else the manager's word."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from debrief.answers.commands import read_commands
from debrief.chapters.customer_language import with_language
from debrief.language import language_of
from debrief.model import Facts
from tests.losses import arrive, customers_mail, regret
from tests.world import World

SHORT = [
    ("en", "Hi Jo, sorry, but we have decided for Vega. Thanks, Ana"),
    ("de", "Hallo Herr Weiß, leider Absage, haben uns für Endreß entschieden. Gruß A. Schäfer"),
    ("fr", "Bonjour Luc, malheureusement nous avons choisi Vega."),
    ("es", "Hola Jürgen, al final nos hemos decidido por Vega."),
    ("nl", "Beste Jürgen, helaas hebben we voor Vega gekozen."),
    ("pt", "Caro Jürgen, infelizmente escolhemos a Vega."),
]


@pytest.mark.parametrize(("language", "text"), SHORT)
def test_a_short_refusal_tells_its_language(language: str, text: str):
    assert language_of(text, "") == language


@pytest.mark.parametrize(
    "text", ["Dr. Annette Schäfer, Molkerei Nord AG", "Jean du Pont", "Ja, passt.", "Vega, 185.000"]
)
def test_names_and_a_word_tell_none(text: str):
    assert language_of(text, "") == ""


ENGLISH = "We lost the order to Vega. Please have a look at this one."
GERMAN = "wir haben leider den Auftrag verloren, Ansprechpartnerin ist Frau Schäfer"


@pytest.mark.parametrize(
    ("told", "email", "country", "language"),
    [
        (GERMAN, "a@molkerei.example", "DE", "de"),
        (GERMAN, "a@molkerei.de", "DE", "de"),
        (ENGLISH, "a@molkerei.de", "DE", "de"),  # English is written about anybody
        ("Closed lost", "a@molkerei.example", "DE", "de"),
        ("Closed lost", "a@laiterie.fr", "DE", "fr"),
        ("Closed lost", "a@bakkerij.nl", "DE", "nl"),
        ("Closed lost", "a@lacteos.es", "DE", "es"),
        ("Closed lost", "a@leite.pt", "DE", "pt"),
        (GERMAN, "a@laiterie.fr", "DE", "fr"),  # our language about somebody abroad
        (GERMAN, "a@dairy.co.uk", "DE", "en"),
        (ENGLISH, "a@laiterie.fr", "US", "en"),
        ("Closed lost", "a@dairy.example", "US", "en"),
        ("Closed lost", "a@brasserie.be", "FR", "fr"),  # two are spoken there, one of them is ours
        ("Closed lost", "a@brasserie.be", "DE", "en"),
    ],
)
def test_without_words_of_theirs_what_tells_most_decides(
    world: World, told: str, email: str, country: str, language: str
):
    arrive(world, customers_mail(world, regret(world)))
    review, scene = world.review, world.desk.scene()
    source = review.source.model_copy(update={"text": told, "customer_text": "", "subject": ""})
    facts = review.facts.model_copy(update={"customer_email": email})
    manager = scene.team.manager.model_copy(update={"country": country})
    scene = replace(scene, team=scene.team.model_copy(update={"manager": manager}))
    chosen = with_language(review.model_copy(update={"source": source, "facts": facts}), scene)
    assert chosen.source.language == language


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("language: German", "de"), ("Sprache: Deutsch", "de"), ("langue : français", "fr"), ("idioma: alemán", "de"),
        ("taal: Nederlands", "nl"), ("idioma: português", "pt"), ("Kannst du das auf Deutsch schicken?", "de"),
        ("In German please", "de"), ("en français svp", "fr"), ("Por favor en español", "es"),
        ("Graag in het Nederlands", "nl"), ("em português por favor", "pt"), ("Go. Bitte auf Deutsch.", "de"),
        ("Bitte nicht auf Englisch, sondern auf Deutsch", "de"),
    ],
)  # fmt: skip
def test_the_manager_names_the_language(line: str, language: str):
    assert _changes(line) == {"language": language}


@pytest.mark.parametrize(
    "line",
    [
        "Habe ihr gestern auf Englisch geschrieben", "pas en anglais", "our office in German town", "Sprache: Klingonisch",
        "Our documentation was not in German",
    ],
)  # fmt: skip
def test_other_words_of_languages_change_nothing(line: str):
    assert _changes(line) == {}


def _changes(line: str) -> dict[str, Any]:
    return read_commands(line, Facts(), currency="EUR").changes


def test_the_receipt_shows_the_language_and_the_managers_word_changes_it(world: World):
    world.loss()
    assert "is written to in English (their own words)" in _flat(world, world.manager, "receipt")
    world.reply(world.manager, "Sprache: Deutsch", "receipt")
    assert "is written to in German (your word)" in _flat(world, world.manager, "receipt")
    world.pass_time(minutes=40)
    assert "Guten Tag" in _flat(world, world.customer)


def test_who_answers_in_another_language_is_answered_in_it(world: World):
    world.loss()
    world.pass_time(minutes=40)
    assert "Hello" in _flat(world, world.customer)
    words = "Guten Tag, das ist mir leider zu kurzfristig. Wie wäre es mit Donnerstag um 15 Uhr?"
    world.reply(world.customer, words)
    assert "Guten Tag" in _flat(world, world.customer)
    assert world.review.source.language == "de"


def test_a_word_that_tells_no_language_changes_none(world: World):
    world.loss()
    world.pass_time(minutes=40)
    world.reply(world.customer, "OK, passt.")
    assert world.review.source.language == "en"


def _flat(world: World, who: str, purpose: str = "") -> str:
    return " ".join(world.text(who, purpose).split())


def test_the_question_script_brings_the_questions_in_the_customers_language(world: World):
    world.loss()
    world.reply(world.manager, "language: French", "receipt")
    world.pass_time(minutes=40)
    said = _flat(world, world.manager, "question_script")
    assert "In French" in said and "une chance de travailler avec vous" in said


def test_an_english_script_has_each_question_once(world: World):
    world.loss()
    world.pass_time(minutes=40)
    assert "In English" not in _flat(world, world.manager, "question_script")
