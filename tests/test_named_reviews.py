"""Which of several reviews a text names, as people write it; and what names none."""

from __future__ import annotations

import time

import pytest

from debrief.answers.named_reviews import KnownReviews
from debrief.demo.cast import make_cast
from debrief.model import Facts, Review, Source, Stage
from debrief.team import Team
from tests.world import utc

NOW = utc("2026-11-09 14:30")


def a_review(name: str, customer: str, company: str, deal: str) -> Review:
    facts = Facts(customer_name=customer, company=company, deal=deal)
    source = Source(received_at=NOW)
    return Review(id=name, stage=Stage.CALLING, created_at=NOW, facts=facts, source=source)


KNOWN = KnownReviews.of(
    [
        a_review("kiln", "Eleanor Whitcombe", "Pemberton Ceramics Ltd", "kiln monitoring"),
        a_review("lab", "Pat Rowntree", "Pemberton Ceramics", "lab refresh"),
        a_review("ashdown", "Greg Ellwood", "Ashdown Mills", "line sensors"),
        a_review("bank", "Will May", "First National Bank", "branch meters"),
        a_review("bau", "Jörg Müller", "Größe Bau GmbH", "Halle 7"),
        a_review("owen", "Owen Price", "Harrow Bricks", "boiler retrofit"),
    ],
    Team.model_validate(make_cast(1).team),
)


def named(text: str) -> list[set[str]]:
    return [set(ids) for ids in KNOWN.meant_by(text)]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("move ashdown to Thursday", "ashdown"),
        ("Greg's at 2 is fine", "ashdown"),
        ("GREG ELLWOOD called", "ashdown"),
        ("the line sensors deal", "ashdown"),
        ("der Ashdown-Termin", "ashdown"),
        ("Ashdowns Termin am Freitag", "ashdown"),
        ("the Pemberton kiln call", "kiln"),
        ("Pemberton lab refresh: 120k", "lab"),
        ("Eleanor from Pemberton", "kiln"),
        ("I can't make the Pemberton call", "kiln lab"),
        ("ask First National Bank again", "bank"),
        ("Größe Bau: 90k", "bau"),
        ("Herrn Müller passt Freitag", "bau"),
        ("harrow wants a call", "owen"),
    ],
)
def test_a_review_is_named_as_people_write_it(text: str, ids: str):
    assert named(text) == [set(ids.split())]


@pytest.mark.parametrize(
    "text",
    [
        "first thing Thursday",
        "Will do, thanks",
        "may be Friday, will tell you",
        "a national holiday on Thursday",
        "Owen comes along",  # one of ours bears that name
        "email: greg.ellwood@ashdown.example",
        "monitoring and sensors mattered to them",
        "go",
        "",
    ],
)
def test_what_names_no_review_is_taken_for_none(text: str):
    assert named(text) == []


def portions(text: str, thread: str = "owen", *, asks: bool = True) -> list[tuple[str, str, bool]]:
    cut = KNOWN.portions(text, thread, lambda sentence: asks)
    return [(" ".join(sorted(p.ids)), p.text.strip(), p.addressed) for p in cut]


@pytest.mark.parametrize(
    "line",
    [
        "Ashdown: amount 110k",
        "also for Ashdown (Greg): amount 110k",
        "und für Ashdown: amount 110k",
        "pour Greg : amount 110k",
        "para la llamada con Greg: amount 110k",
        "voor Ashdown - amount 110k",
        "para a chamada com Greg: amount 110k",
        "amount 110k for Ashdown",
        "Ashdown (Will, by phone): amount 110k",
    ],
)
def test_a_line_that_says_whose_it_is_goes_there_without_the_name(line: str):
    assert portions(line) == [("ashdown", "amount 110k", True)]


def test_what_follows_a_name_in_the_same_breath_goes_with_it():
    text = "I can't make the Ashdown call. Thursday please.\n\nHere all is fine."
    assert portions(text) == [
        ("ashdown", "I can't make the Ashdown call. Thursday please.", False),
        ("", "Here all is fine.", False),
    ]


def test_a_heading_holds_until_the_next():
    text = "Ashdown\n1. price\n\n2. fine\nHarrow:\n1. support"
    assert portions(text) == [
        ("ashdown", "1. price\n\n2. fine", True),
        ("", "1. support", False),
    ]


def test_a_name_in_passing_that_asks_for_nothing_turns_nothing_away():
    text = "Ashdown told them the same. reason: price"
    assert portions(text, asks=False) == [("", text, False)]


def test_a_name_in_front_of_a_fact_that_it_is_the_value_of_is_no_heading():
    assert portions("competitor: Ashdown", asks=False) == [("", "competitor: Ashdown", False)]


@pytest.mark.parametrize(
    "text",
    [
        "Ashdown " + "a" * 380 + "1",
        "Ashdown " * 20_000,
        "Ashdown" + " (" * 190,
        "Ashdown" + " call" * 60 + " 1",
        "Ashdown. " * 10_000,
        "x" * 200_000,
    ],
)
def test_hostile_lengths_are_cut_in_bounded_time(text: str):
    started = time.process_time()
    portions(text)
    assert time.process_time() - started < 5
