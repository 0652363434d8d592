"""Everyday mails of customers, kept apart from learning: nothing about an offer is decided in them."""

import pytest

from debrief.reading.reading import read_message
from tests import corpus
from tests.corpus import everyday_mail, rehearsal


def test_everyday_mail_of_customers_is_hardly_ever_taken_for_a_loss():
    cases, team = everyday_mail.mails(learned=False), corpus.team()
    called = [case.name for case in cases if read_message(case.raw, team).verdict == "loss"]
    assert len(cases) > 300
    assert len(called) <= len(cases) * 0.02, called


def test_an_offices_own_mail_is_seldom_taken_for_a_loss():
    cases, team = everyday_mail.office(), corpus.team()
    called = [case.name for case in cases if read_message(case.raw, team).verdict == "loss"]
    assert len(cases) > 1_100
    assert len(called) <= len(cases) * 0.04, called


def test_a_signature_below_three_words_of_thanks_is_no_refusal():
    signed = "Helen Marsh\nHead of IT | Greatoak Ltd\nRegistered in England No. 01234567"
    for words in ("Got it, thanks.", "Please find attached the signed NDA.", "Merci, bien reçu."):
        raw = (
            "From: Helen Marsh <helen.marsh@greatoak.example>\n"
            "To: Ben Adler <ben.adler@larkspur.example>\nSubject: Re: Drawings\n"
            f"Content-Type: text/plain; charset=utf-8\n\n{words}\n\n{signed}\n"
        )
        assert read_message(raw.encode(), corpus.team()).verdict == "not_a_loss", words


def test_everyday_mail_of_colleagues_is_hardly_ever_asked_about():
    called = [
        at
        for at, subject, text in everyday_mail.rows(learned=False)
        if at % 4 == 0
        and read_message(
            rehearsal.note(f"everyday-{at}", text, True, subject), corpus.team()
        ).verdict
        != "not_a_loss"
    ]
    assert len(called) <= 4, called


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Bridge tournament", "We lost to Settlements, by two tricks. Rematch in May."),
        ("Re: Kicker", "5:1 verloren gegen die Buchhaltung. Revanche am Freitag."),
        ("poule", "Alles verloren dit weekend."),
        ("Supplier review", "Award goes to Novasack for two years plus one; Pelleo was too slow."),
        (
            "Choix du prestataire de nettoyage",
            "Le lot 1 est attribué à Onet, le lot 2 à une entreprise de Vitrolles.",
        ),
        (
            "RE: proveedor de palets",
            "Nos quedamos con Maderas Tormes; a los otros les he dicho que no.",
        ),
        (
            "Lieferantenauswahl Kartonagen",
            "Wir haben uns für Wellpack entschieden, die anderen haben eine Absage.",
        ),
    ],
)
def test_games_and_our_own_purchases_are_no_loss(subject, text):
    raw = rehearsal.note("office", text, True, subject)
    assert read_message(raw, corpus.team()).verdict == "not_a_loss"


def test_a_customers_choice_of_a_supplier_passed_on_is_a_loss():
    raw = rehearsal.note(
        "office",
        "From: Pat Quill <pat@quillfoods.example>\nSent: Monday\nTo: Ben Adler\nSubject: Supplier selection\n\n"
        "Dear Ben, we have decided to go with Oakvane. Your offer was too high.\n\nPat",
        True,
        "FW: Supplier selection",
    )
    assert read_message(raw, corpus.team()).verdict == "loss"
