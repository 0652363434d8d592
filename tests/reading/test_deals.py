"""What a lost deal is called: by the words of a mail that name it, else by whose it was."""

from __future__ import annotations

import pytest

from debrief.reading.facts.deal_candidates import Candidates
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
