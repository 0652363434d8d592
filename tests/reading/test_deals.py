"""What a lost deal is called: by the words of a mail that name it, else by whose it was."""

from __future__ import annotations

import pytest

from debrief.reading.facts.deal_candidates import Candidates, phrases_in
from debrief.reading.facts.lots import lot_in
from debrief.reading.facts.offer_words import number_in, offer_in
from debrief.reading.reading import read_message
from tests import corpus


def deal(subject: str, text: str, sender: str = "Ruth Vane <ruth.vane@tallowbrook.example>") -> str:
    """Return what the deal of a mail to a rep is called."""
    raw = f"From: {sender}\nTo: sofia.marques@larkspur.example\nSubject: {subject}\n\n{text}\n"
    found = read_message(raw.encode(), corpus.team()).facts
    assert found.deal is not None
    return found.deal


def test_a_deal_is_called_by_what_was_for_sale_and_not_by_what_the_subject_announces():
    name = deal(
        "A word before the weekend",
        "Dear Sofia,\n\nThank you for the offer for the kiln monitoring system. Our board has decided "
        "in favour of Ovenmark, who were cheaper.\n\nKind regards,\nRuth Vane\nTallowbrook Potteries",
    )
    assert "kiln monitoring" in name


@pytest.mark.parametrize(
    ("subject", "text", "idle"),
    [
        ("Following up", "Dear Sofia,\n\nThe management has decided to go with another supplier. We will not be taking up your quote.\n\nRuth Vane\nTallowbrook Potteries", ("management", "following")),
        ("Dank", "Liebe Sofia,\n\ndie Geschäftsführung hat sich für einen anderen Anbieter entschieden. Ihr Angebot nehmen wir daher nicht an.\n\nRuth Vane\nTallowbrook Keramik", ("geschäftsführung", "dank")),
        ("Even dit", "Beste Sofia,\n\nBedankt voor de moeite. We hebben voor een andere leverancier gekozen, uw voorstel nemen we niet aan.\n\nRuth Vane\nTallowbrook Keramiek", ("moeite",)),
    ],
)  # fmt: skip
def test_a_deal_without_a_name_is_called_by_whose_it_was(subject, text, idle):
    name = deal(subject, text).lower()
    assert "tallowbrook" in name
    assert not any(word in name for word in idle)


def test_a_record_calls_its_deal_itself():
    name = deal(
        "Opportunity closed",
        "Opportunity Name: Tallowbrook kiln boards\nAccount Name: Tallowbrook Potteries\n"
        "Stage: Closed Lost\nAmount: EUR 48,000\nCompetitor: Ovenmark",
        "CRM <crm@larkspur.example>",
    )
    assert name == "Tallowbrook kiln boards"


def test_a_name_is_given_with_the_number_of_the_tender_in_the_subject():
    name = deal(
        "RFP 26-204 result",
        "Dear bidder,\n\nThank you for your proposal for the kiln monitoring system. The contract has "
        "been awarded to Ovenmark.\n\nRuth Vane\nTallowbrook Potteries",
    )
    assert "26-204" in name


@pytest.mark.parametrize(
    ("subject", "text", "offer"),
    [
        ("Sad news", "We read your proposal of 9 October with care.", "proposal of 9 October"),
        ("Re: quote Q-5512", "It is a no, I fear.", "quote Q-5512"),
        ("Helaas", "We hebben uw voorstel besproken.", "voorstel"),
        ("Réponse", "Nous n'avons pas retenu votre devis.", "devis"),
        ("Kiln", "They went elsewhere.", None),
    ],
)
def test_the_mails_own_word_for_the_offer_is_found_with_its_number_or_date(subject, text, offer):
    assert offer_in(subject, "", text) == offer


@pytest.mark.parametrize(
    ("subject", "number"),
    [("RFP 26-204 result", "RFP 26-204"), ("re TB-4410", "TB-4410"), ("Notes of 12/11", None), ("Plan 2026-27", None)],
)  # fmt: skip
def test_a_tenders_number_is_told_from_a_date(subject, number):
    assert number_in(subject) == number


def test_a_deal_is_never_called_by_who_won_it():
    name = deal(
        "Ovenmark",
        "Dear Sofia,\n\nWe have chosen Ovenmark. Ovenmark it is, since Ovenmark was cheaper.\n\nRuth Vane\nTallowbrook Potteries",
    )
    assert "ovenmark" not in name.lower()


def test_a_wording_cut_off_within_brackets_ends_before_them():
    held = Candidates()
    held.add("scanner intraoral (3", "subject")
    assert [each.text for each in held.found.values()] == ["scanner intraoral"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Yvonne's £31,500 for the web app tests has turned into slates.", "web app tests"),
        ("We're going another way on the red team piece.", "red team piece"),
        ("Ilse has chosen Keukenier for the central kitchen.", "central kitchen"),
        ("Thanks for the trouble they took over the harbour control job.", "harbour control job"),
        ("Wir haben uns bei der Spülküche anders entschieden.", "Spülküche"),
        ("Die 12.000 Euro für die Pumpenwache waren fair.", "Pumpenwache"),
        ("Mme Lacombe a préféré confier la laverie à la maison d'à côté.", "laverie"),
        ("vos 24 500 € pour la campagne d'intrusion, c'était un forfait", "campagne d'intrusion"),
        ("Decidimos adjudicar los hornos a otra casa.", "hornos"),
        (
            "Voor de bierkoeling hebben we voor Frigola gekozen, voor de vaatwas een ander.",
            "vaatwas",
        ),
        ("Resolveu entregar a lavandaria à casa do lado.", "lavandaria"),
    ],
)
def test_what_a_sum_was_for_or_another_was_chosen_for_may_be_the_name(text, what):
    assert any(phrase.startswith(what) for phrase in phrases_in(text))


@pytest.mark.parametrize(
    "text", ["We have decided.", "I paid £4 for the parking, sorry.", "Das ist für uns anders."]
)
def test_nothing_is_sold_in_words_that_only_sound_like_it(text):
    assert set(phrases_in(text)) <= {"parking"}


LOTS = "LOT 1 - Awareness training\nAwarded to: Brightside\n\nLOT 2 - Vulnerability management\nAwarded to: Halberd\n{}\n"


def test_of_several_lots_the_one_that_names_us_is_the_deal():
    ours = frozenset(("larkspur",))
    assert (
        lot_in(LOTS.format("Score of Larkspur: 84.6"), ours) == "LOT 2 - Vulnerability management"
    )
    assert lot_in(LOTS.format(""), ours) is None


@pytest.mark.parametrize(
    ("line", "lot"),
    [
        ("Lot n° 2 : Trains de repassage", "Lot n° 2 : Trains de repassage"),
        ("  Los:             Los 7 - Spültechnik", "Los 7 - Spültechnik"),
        ("Lote: 3 (carros de retermalización)", "3 (carros de retermalización)"),
        ("Perceel 4 – Vaatwas", "Perceel 4 – Vaatwas"),
        ("The lot of them: 3 - gone", None),
        ("Lot 2: 4.500", None),
        ("2 - Price (40 %)", None),
    ],
)
def test_a_lot_is_known_by_its_line(line, lot):
    assert lot_in(f"Notice\n{line}\nScore: 71", frozenset()) == lot


@pytest.mark.parametrize("tail", ["of", "de la", "für die", "voor", "e"])
def test_a_name_ends_before_words_that_only_lead_on(tail):
    held = Candidates()
    held.add(f"kiln monitoring {tail}", "run")
    assert [each.text for each in held.found.values()] == ["kiln monitoring"]


def test_a_customer_without_a_deals_name_is_told_apart_by_what_the_subject_says():
    name = deal(
        "gary / pen tests",
        "Hi Sofia, we won't be going ahead with you, Blackfell got it. Sorry.\n\nRuth Vane\nTallowbrook Potteries",
    )
    assert "pen tests" in name
