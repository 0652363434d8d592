"""What each word is tagged with, by its place in what is said."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debrief.reading.learned import tagger
from debrief.reading.learned.passage import Passage
from debrief.reading.learned.tags import CRITERION, DEAL, GROUND, TAGS, stretches
from debrief.reading.learned.tags import likeliest as likeliest_of
from debrief.reading.verdicts.clauses import sentences
from debrief.reading.verdicts.signals import Voice
from tests.reading.test_verdict import verdict

OURS = frozenset(("larkspur", "ben"))
RIVAL = TAGS.index("rival")


def tagged(text, subject="", voice=Voice.CUSTOMER, middle=0):
    body, heads = sentences(text), sentences(subject)
    return body, tagger.tagged(Passage(body, heads, voice, OURS, middle))


def likeliest(text, tag, subject=""):
    """Return the word that is likeliest tagged so, of the whole text."""
    _, tags = tagged(text, subject)
    words = {part.text: part.words for part in (*sentences(text), *sentences(subject))}
    scores = [(row[tag], words[part][at]) for part, rows in tags.items() for at, row in enumerate(rows)]  # fmt: skip
    return max(scores)[1]


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for the visit. We gave the order to Brenntag this morning. Marion sends regards.",
        "Danke für den Besuch in Köln. Der Zuschlag ging an Brenntag.",
        "Merci pour la visite. Nous avons signé avec Brenntag hier, Paul vous salue.",
        "Gracias por la visita a Vigo. Al final firmamos con Brenntag.",
        "Bedankt voor het bezoek. We zijn met Brenntag in zee gegaan.",
        "Obrigado pela visita ao Porto. Fechámos com a Brenntag.",
    ],
)
def test_who_won_is_told_by_the_place_of_the_name(text):
    assert likeliest(text, RIVAL) == "brenntag"


def test_what_is_for_sale_is_told_without_a_word_for_an_offer():
    text = "We looked at your route planning software for weeks. In the end we chose Brenntag."
    assert likeliest(text, DEAL) in ("route", "planning", "software")


def test_the_subject_has_tags_as_well():
    (head,) = sentences("Route planning software")
    _, tags = tagged("We chose Brenntag.", "Route planning software")
    assert len(tags[head.text]) == len(head.words)


def test_the_sentence_that_says_why_stands_out():
    body, tags = tagged(
        "Thank you for the demo on Monday. We chose Brenntag. "
        "Their spare parts arrive within a day and yours take a week. Kind regards, Marion"
    )
    means = [np.mean([row[GROUND] for row in tags[part.text]]) for part in body]
    assert int(np.argmax(means)) == 2
    best = [max(row[CRITERION] for row in tags[part.text]) for part in body]
    assert int(np.argmax(best)) == 2


def test_a_turn_too_long_has_tags_around_the_sentence_that_matters():
    body = sentences(" ".join(f"Sentence number {at} tells of nothing much here." for at in range(200)))  # fmt: skip
    tags = tagger.tagged(Passage(body, (), Voice.CUSTOMER, OURS, 120))
    assert body[120].text in tags
    assert body[0].text not in tags


def test_a_sentence_too_long_has_tags_for_its_first_words():
    text = " ".join(f"word{at}" for at in range(400))
    (part,), tags = tagged(text)
    assert 20 < len(tags[part.text]) < len(part.words)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_has_at_most_one_row_a_word(text, subject):
    body, heads = sentences(text), sentences(subject)
    tags = tagger.tagged(Passage(body, heads, Voice.OURS, OURS))
    known = {part.text: part for part in (*body, *heads)}
    for part, rows in tags.items():
        assert len(rows) <= len(known[part].words)
        assert all(len(row) == len(TAGS) and np.isfinite(row).all() for row in rows)


@given(st.lists(st.integers(-5, 5), max_size=30), st.integers(-2, 2))
def test_stretches_are_apart_and_hold_what_they_add_up_to(values, least):
    rows = [[float(value)] for value in values]
    found = list(stretches(rows, 0, least))
    last = -1
    for total, first, end in found:
        assert last < first <= end
        assert total == sum(values[at] - least for at in range(first, end + 1)) > 0
        assert values[first] > least
        assert values[end] > least
        last = end
    best = max(
        (sum(v - least for v in values[a : b + 1]) for a in range(len(values)) for b in range(a, len(values))),
        default=0,
    )  # fmt: skip
    assert max((total for total, *_ in found), default=0) == max(best, 0)


def test_a_processor_that_must_be_careful_tags_the_same():
    passage = Passage(sentences("In the end we chose Brenntag for the service."), (), Voice.CUSTOMER, OURS)  # fmt: skip
    numbers, where = tagger.words_at(passage)
    with np.load(Path(tagger.__file__).with_name("tagger.npz")) as kept:
        careful = tagger.unpacked({name: kept[name] for name in kept.files}, exact=True)
    (fast,), (slow,) = (
        net.odds(numbers, list(where.values())) for net in (tagger.weights(), careful)
    )
    assert np.allclose(fast, slow, atol=1e-3)


def test_every_word_is_made_of_pieces_in_their_order():
    passage = Passage(sentences("Wir haben uns für Brenntag entschieden. Danke, Marion"), sentences("Angebot"), Voice.CUSTOMER, OURS)  # fmt: skip
    numbers, where = tagger.words_at(passage)
    for part in (*passage.heads, *passage.body):
        words = where[part.text]
        assert len(words) == len(part.words)
        assert all(0 < first < last < len(numbers) for first, last in words)
        assert all(one[1] <= two[0] for one, two in pairwise(words))


def test_a_name_is_as_likely_as_its_likeliest_word_and_unknown_where_it_was_not_read():
    (part,) = sentences("We chose Brenntag Nord over you.")
    rows = [[float(at)] * len(TAGS) for at in range(len(part.words))]
    assert likeliest_of("Brenntag Nord", [part], {part.text: rows}, RIVAL) == 3.0
    assert likeliest_of("Brenntag Nord", [part], {part.text: rows[:3]}, RIVAL) is None
    assert likeliest_of("Oakvane", [part], {part.text: rows}, RIVAL) is None
    assert likeliest_of("", [part], {part.text: rows}, RIVAL) is None


def test_a_thing_that_the_tags_know_for_none_is_not_told_as_the_winner():
    text = "Morning Ben\n\nSorry no, not going with yours on the TOCs. Ops preferred the other make, the one without reagents.\n\nGareth"
    assert verdict(text).facts.competitor is None
