"""A passage under other names says the same of other firms."""

from __future__ import annotations

import random

import pytest

from benchmarks.renamed import Firms, renamed
from debrief.reading.learned.passage import Passage
from debrief.reading.verdicts.clauses import sentences
from debrief.reading.verdicts.signals import Voice

TOLD = [
    {"rival": "Oakvane Software", "company": "Quill Foods"},
    {"rival": "none", "company": "Sorrel Software"},
    {"rival": "Birch Software"},
]
TEXT = "Quill Foods signed with Oakvane Software. Oakvane were cheaper, says Quill."


def passage() -> Passage:
    return Passage(sentences(TEXT), sentences("Quill Foods"), Voice.OURS, frozenset(), 1)


def said(found: Passage) -> str:
    return " ".join(part.text.strip() for part in found.body)


@pytest.mark.parametrize("seed", range(8))
def test_every_name_of_a_firm_becomes_the_same_other_one(seed: int):
    made = renamed(passage(), TOLD[0], Firms.of(TOLD), random.Random(seed))
    rival, company = made.expected["rival"], made.expected["company"]
    short, known = rival.split()[0], company.split()[0]
    assert (
        said(made.passage) == f"{company} signed with {rival}. {short} were cheaper, says {known}."
    )
    assert made.passage.heads[0].text.strip() == company
    assert {rival, company} <= {
        "Oakvane Software",
        "Birch Software",
        "Quill Foods",
        "Sorrel Software",
    }


def test_in_small_letters_no_name_shows():
    made = renamed(passage(), TOLD[0], Firms.of(TOLD), random.Random(1), in_small=True)
    assert said(made.passage).islower()
    assert made.expected["rival"] in ("Oakvane Software", "Birch Software")


def test_words_that_many_firms_share_are_no_names():
    firms = Firms.of(TOLD)
    assert firms.own_words("Oakvane Software") == ["Oakvane"]
    assert firms.names["rival"] == ("Birch Software", "Oakvane Software")
