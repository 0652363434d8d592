"""The winner's name by the plain words around it, and refusals that are of somebody else."""

from __future__ import annotations

import pytest

from debrief.reading.facts.named_winner import with_kind
from debrief.reading.facts.winner_phrases import (
    completed,
    winner_by_label,
    winner_by_phrase,
    winner_called,
)
from debrief.reading.reading import read_message
from tests.corpus import team
from tests.corpus.rehearsal import mail

REP, OUTSIDE = "Ben Adler <ben.adler@larkspur.example>", "Pat Quill <pat.quill@quillfoods.example>"


@pytest.mark.parametrize(
    ("text", "winner"),
    [
        ("The contract will be placed with Calloway Datum Ltd.", "Calloway Datum Ltd"),
        ("Tessellate it is, the papers are signed.", "Tessellate"),
        (
            "It's a no. They go for synthetic voices from some lot called Murmuration.",
            "Murmuration",
        ),
        ("Das macht jetzt eine Bude namens Tessellate.", "Tessellate"),
        (
            "Anruf Hr. Tiedtke 18:40.\nKriegt Wittmund Wärmetechnik. Preis war nicht Thema.",
            "Wittmund Wärmetechnik",
        ),
        ("C'est l'offre de Brouwkoel qui a recueilli les voix.", "Brouwkoel"),
        ("Die Bäckerei rechnet ab Jänner über Lohnarche ab.", "Lohnarche"),
        ("A clean integration is a must and only Timora has shown it.", "Timora"),
        ("Alleen Timora kon het laten zien.", "Timora"),
        ("Oakvane was 9 % under us.", "Oakvane"),
        ("We begin from next Tuesday with the rehearsals.", None),
        ("Unterschrieben wurde gestern bei Sudwerk Analytics.", "Sudwerk Analytics"),
        ("À une voix près, c'est la société Orion & Cie qui assurera le pilotage.", "Orion & Cie"),
        ("El comité favoreció a la propuesta de Planeaxis.", "Planeaxis"),
        ("We stay with our bookkeeping vendor, Adinkra Books, for now.", "Adinkra Books"),
        ("We are being bought by Oakhurst Biologics.", None),
        ("I can't go back to Sue with that.", None),
    ],
)
def test_the_winner_is_named_by_plain_words(text: str, winner: str | None):
    assert winner_by_phrase(text, ()) == winner


@pytest.mark.parametrize(
    ("text", "winner"),
    [
        (
            "The people with the green vans got it. Gresham Fleet, they're called, of Kettering.",
            "Gresham Fleet",
        ),
        ("Ein Familienbetrieb hat ihn. Haake Reisen heißt der Laden.", "Haake Reisen"),
        (
            "It's the family firm again. Lisle & Daughters, if you need a name for the box.",
            "Lisle & Daughters",
        ),
        ("Een clubje uit Lemmer. Wouda Techniek heten ze.", "Wouda Techniek"),
        ("My dog barked all night. Rex was his name.", None),
        ("They called twice about Gresham Fleet.", None),
        ("Niemand bekommt ihn. Petra Lang heißt sie.", None),
        ("Sparen heißt die Devise in diesem Jahr.", None),
        ("Patience is the name of the game.", None),
        ("Project Falcon is called off too.", None),
        ("Quill Foods Europe heißt die Firma ab Mai.", None),
    ],
)
def test_a_winner_that_was_described_is_called_by_name_behind_that(text: str, winner: str | None):
    assert winner_called(text) == winner


def test_a_notice_may_call_the_winner_provisional():
    text = "Votre rang : 3e\nAttributaire pressenti : Imprimerie Vautrin (note 91,0)\n"
    assert winner_by_label(text) == "Imprimerie Vautrin"


def test_what_a_firm_is_belongs_to_its_name_wherever_the_mail_says_it():
    assert (
        with_kind("Arnedo", "Entre Grupo Arnedo y vosotros, el consejo eligió a Arnedo.")
        == "Grupo Arnedo"
    )
    assert with_kind("Arnedo", "El grupo eligió a Arnedo.") == "Arnedo"


def test_a_short_word_in_capitals_belongs_to_the_name():
    assert completed("Stremsel", "Wij gaan met Stremsel IT in zee.") == "Stremsel IT"


@pytest.mark.parametrize(
    "text",
    [
        "I have told the other two bidders that they were unsuccessful. Which leaves you.",
        "Our own bid at the harbour was rejected today, so we are licking our wounds.",
    ],
)
def test_a_refusal_of_somebody_else_is_no_loss_of_ours(text: str):
    raw = mail("others", OUTSIDE, REP, "", "news", f"Hi Ben,\n\n{text}\n\nPat")
    assert read_message(raw, team()).verdict == "not_a_loss"


def test_a_record_in_spanish_whose_stage_changed_to_lost_is_a_loss():
    text = "Nombre: Informes\nEmpresa: Olivar Sur\nImporte: 14.900 EUR\nPropietario: Mateo Fuentes\nEtapa: Ganada/Perdida > Perdida\n"
    raw = mail("crm", "CRM <avisos@crm.example>", "dana.whitfield@larkspur.example", "", "Oportunidad", text)  # fmt: skip
    reading = read_message(raw, team())
    assert reading.loss and (reading.facts.company, reading.facts.deal) == (
        "Olivar Sur",
        "Informes",
    )


def test_a_record_whose_stage_is_open_is_no_loss():
    text = "Opportunity: Linen\nAccount: Rose Linen\nStage: Proposal -> Discovery\nAmount: USD 29,000\nLoss Reason: (empty)\nCompetitor: Foldwise\n"
    raw = mail("crm2", "CRM <flow@crm.example>", "dana.whitfield@larkspur.example", "", "Opportunity update", text)  # fmt: skip
    assert read_message(raw, team()).verdict == "not_a_loss"


def test_the_tool_of_the_customers_group_won():
    text = "Lost reason: other\nComment: New owner, everything moves to the group's own TMS (Oxtern) by policy."
    assert winner_by_phrase(text, ()) == "Oxtern"
