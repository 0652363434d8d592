"""Who won, what the deal is called, who the customer is: learned from the words around them."""

import pytest

from benchmarks import train_roles
from debrief.reading.facts.principal import bearer_of
from debrief.reading.machines import is_machines
from tests import corpus
from tests.reading.test_verdict import BEN, DANA, verdict

TEAM = corpus.team()
WON = [
    "Thanks for the demo. The vote went to Tallowmere, nine to two.",
    "Danke für die Demo. Den Zuschlag erhält die Firma Tallowmere.",
    "Merci pour la démo. Nous avons choisi Tallowmere pour le projet.",
    "Gracias por la demo. Al final firmamos con Tallowmere.",
    "Bedankt voor de demo. We gaan met Tallowmere in zee.",
    "Obrigado pela demo. Fechámos com a Tallowmere.",
]


@pytest.mark.parametrize("body", WON, ids=["en", "de", "fr", "es", "nl", "pt"])
def test_the_winner_is_named_from_what_stands_around_the_name(body):
    assert verdict(body).facts.competitor == "Tallowmere"


def test_nobody_won_where_the_project_ended():
    found = verdict(
        "Bridget from the board has frozen all spending in Leeds. We will not be going ahead with your proposal, nobody gets the project."
    ).facts
    assert found.competitor is None
    assert "competitor" not in found.missing


def test_the_deal_is_what_was_for_sale_where_the_subject_is_idle():
    found = verdict(
        "We have decided to give the inventory analytics to another vendor.",
        Subject="Re: lunch on Thursday",
    ).facts
    assert "inventory analytics" in (found.deal or "")


def test_an_assistant_writes_for_somebody_whose_address_is_on_copy():
    found = verdict(
        "Dear Ben, Mr. Stone has asked me to let you know that we have decided to go with another vendor.\n\nKind regards\nKim Page",
        sender="Kim Page <kim.page@quillfoods.example>",
        Cc="Harvey Stone <h.stone@quillfoods.example>",
    ).facts
    assert (found.customer_name, found.customer_email) == (
        "Harvey Stone",
        "h.stone@quillfoods.example",
    )


def test_a_consultant_writes_for_the_client_whose_address_is_in_the_text():
    found = verdict(
        "Ben, my client Quill Foods has chosen another vendor over your proposal. Harvey Stone (h.stone@quillfoods.example) is open for a debrief.\n\nRegards\nLee Finch\nFinch Advisory",
        sender="Lee Finch <lee@finchadvisory.example>",
    ).facts
    assert found.customer_email == "h.stone@quillfoods.example"
    assert "Harvey Stone" in (found.customer_name or "")


def test_what_a_machine_writes_from_is_nobodys_address():
    assert is_machines("no-reply@portal.example")
    assert is_machines("ne-pas-repondre@achats.example")
    assert is_machines("notificacoes@compras.example")
    assert not is_machines("pat.quill@quillfoods.example")
    assert not is_machines("procurement@quillfoods.example")


def test_an_address_is_borne_by_the_name_it_holds_a_part_of():
    text = (
        "Please write to Harvey Stone, who chaired the panel with Kim Page (h.stone@quill.example)."
    )
    assert bearer_of(text, "h.stone@quill.example") == "Harvey Stone"
    assert bearer_of("Write to office@quill.example", "office@quill.example") is None


def test_a_note_of_ours_names_the_customer_not_the_winner():
    found = verdict(
        "Dana, just off the phone with Olive Marsh at Kestrel Optics. Tallowmere beat us on the planning suite, $80k.",
        sender=BEN,
        to=DANA,
    ).facts
    assert found.competitor == "Tallowmere"
    assert "Kestrel Optics" in (found.company or "")


def test_a_deal_is_not_called_after_who_buys():
    found = verdict(
        "Hi Dana, Northfold Dairy have signed with Oakvane for the yield forecasting. Mrs Tarrant rang me. Northfold Dairy was a long shot.",
        subject="Northfold Dairy",
        sender=BEN,
        to=DANA,
    ).facts
    assert found.company == "Northfold Dairy"
    assert "yield forecasting" in (found.deal or "")


def test_a_person_with_a_courtesy_goes_before_a_house_of_that_name():
    found = verdict(
        "Dana, Hartnell & Daughters went with Oakvane after all. Mrs Hartnell told me at the fair, the warehouse people already know it.",
        subject="Hartnell & Daughters",
        sender=BEN,
        to=DANA,
    ).facts
    assert found.customer_name == "Mrs Hartnell"


def test_composed_mails_name_what_they_say_they_name():
    mails = train_roles.composed(TEAM)
    assert len(mails) > 400
    for mail in mails[::25]:
        rival = mail.wanted["rival"]
        if rival:
            words = " ".join(" ".join(excerpt.words) for excerpt in mail.excerpts)
            assert train_roles.bare(rival).split()[0] in words


def test_the_same_mails_give_the_same_weights():
    some = train_roles.composed(TEAM)[::60]
    assert train_roles.learned(some).packed({}) == train_roles.learned(some).packed({})
    assert len(train_roles.WEIGHTS.read_bytes()) < 1_400_000
