"""What a board or committee chose, how it voted and where we came: from one of us it is the customer's, from a customer their own."""

import pytest

from tests.reading.test_verdict import BEN, DANA, verdict


@pytest.mark.parametrize(
    "note",
    [
        "The board at Quill Foods chose Oakvane.",
        "The committee went with Oakvane in the end.",
        "Der Vorstand hat sich für Oakvane entschieden.",
        "La direction a choisi Oakvane.",
        "La dirección ha elegido a Oakvane.",
        "Het bestuur heeft voor Oakvane gekozen.",
        "A direção escolheu a Oakvane.",
        "The committee voted in favour of Oakvane.",
        "Der Gemeinderat hat 12 zu 8 für Oakvane gestimmt.",
        "Le conseil a voté pour Oakvane, 5 voix contre 2.",
        "El consejo ha votado por Oakvane.",
        "Het bestuur heeft voor Oakvane gestemd.",
        "O conselho votou na Oakvane.",
    ],
)
def test_a_board_that_one_of_us_tells_of_is_the_customers(note):
    found = verdict(note, sender=BEN, to=DANA)
    assert found.verdict == "loss", found.why
    assert found.facts.competitor == "Oakvane"


@pytest.mark.parametrize(
    "note",
    [
        "Our board chose Oakvane as the new CRM.",
        "The committee voted for us, 5 to 2.",
        "Der Rat hat für uns gestimmt.",
        "Le conseil a voté pour nous.",
        "Het bestuur heeft voor ons gestemd.",
        "We voted for the blue logo.",
        "The works council voted for Friday as the day off.",
        "The committee will vote for Oakvane or us on Friday.",
        "Die Geschäftsleitung hat sich für uns entschieden.",
    ],
)
def test_our_own_board_or_a_vote_for_us_is_no_loss(note):
    assert verdict(note, sender=BEN, to=DANA).verdict == "not_a_loss"


@pytest.mark.parametrize(
    "note",
    [
        "Procurement at Quill Foods says we came out on top of five.",
        "We came top at Quill Foods.",
        "Bei Quill Foods sind wir Erster von fünf geworden.",
        "Chez Quill Foods on finit premiers sur cinq !",
        "En Quill Foods hemos quedado primeros de cinco.",
        "Bij Quill Foods zijn we eerste van de vijf geworden.",
        "Na Quill Foods ficámos em primeiro lugar.",
    ],
)
def test_who_comes_first_has_won(note):
    assert verdict(note, sender=BEN, to=DANA).verdict == "not_a_loss"


@pytest.mark.parametrize(
    "note",
    [
        "We came first on price at Quill Foods, but they took Oakvane.",
        "We finished first and they gave it to Oakvane all the same.",
        "En Quill Foods hemos quedado segundos de cinco.",
        "Chez Quill Foods on a fini deuxièmes.",
        "Le comité a voté contre nous.",
    ],
)
def test_second_or_first_in_a_part_only_is_lost(note):
    assert verdict(note, sender=BEN, to=DANA).verdict == "loss"
