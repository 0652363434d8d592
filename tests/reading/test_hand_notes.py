"""Short notes that a manager or a rep types, nothing forwarded: the verdict and every fact, in six languages."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from debrief.reading.reading import read_message
from debrief.reading.verdicts.clauses import sentences
from debrief.reading.verdicts.outright import Outright, beaten, outright
from debrief.reading.verdicts.review_wishes import review_wished
from tests import corpus, evaluate
from tests.corpus import rehearsal

NOBODY: frozenset[str] = frozenset()


@cache
def _score() -> evaluate.Score:
    return evaluate.measure("by hand", evaluate.hand_cases(), corpus.team(), evaluate.read_once)


def read(text: str, writer: str = "Dana Whitfield", subject: str = "") -> dict[str, Any]:
    team = corpus.team()
    person = next(each for each in team.people() if each.name == writer)
    sender = f"{person.name} <{person.email}>"
    raw = rehearsal.mail("note", sender, team.manager.email, "", subject, text)
    return read_message(raw, team).as_contract("note")


def found_in(text: str) -> Outright | None:
    sentence = sentences(text)[0]
    return outright(sentence, sentence.all("LOST")[0], NOBODY, text == text.lower())


def wished_in(text: str) -> str | None:
    return review_wished(sentences(text)[0], NOBODY, text == text.lower())


def test_every_such_note_of_a_loss_is_understood_and_no_other_is_taken_for_one():
    score = _score()
    assert not score.misses
    assert not score.alarms


@pytest.mark.parametrize(
    "fact",
    ["company", "amount", "currency", "competitor", "rep_email", "customer_name", "customer_email", "reason_given", "priorities"],
)  # fmt: skip
def test_their_facts_are_read_off_and_none_is_invented(fact):
    right, asked = _score().facts[fact]
    assert right / asked >= 0.96, [line for line in _score().wrong if f": {fact} " in line]


@pytest.mark.parametrize(
    ("text", "lost", "rival"),
    [
        ("We lost Acme (50k) to Peakline.", "Acme", "Peakline"),
        ("Globex, lost last week to Initech", "Globex", "Initech"),
        ("lost quill foods to oakvane, 95k", "quill foods", "oakvane"),
        ("Haben Acme an Peakline verloren, 60.000 EUR", "Acme", "Peakline"),
        ("An Gridmind haben wir leider Stadtwerke Neuss verloren", "Stadtwerke Neuss", "Gridmind"),
        ("haben acme an peakline verloren, 60k", "acme", "peakline"),
        ("Contre Peakline, nous avons perdu Acme : 85 000 CHF.", "Acme", "Peakline"),
        ("Perdimos Acme con Peakline, 50.000 €", "Acme", "Peakline"),
        ("Van Peakline verloren we Acme: 85.000 EUR.", "Acme", "Peakline"),
        ("Perdemos a Acme para a Peakline (R$ 50 mil)", "Acme", "Peakline"),
    ],
)
def test_who_was_lost_and_to_whom_is_told_outright_in_any_order(text, lost, rival):
    assert found_in(text) == Outright(lost, rival)


@pytest.mark.parametrize(
    "text",
    [
        "We lost the contract to Peakline.",
        "We lost Acme, thanks to Priya.",
        "Perdimos el contrato con Acme, Peakline era más barato.",
        "De opdracht van Acme is verloren, Peakline was goedkoper.",
        "Acme verloren, bitte an Frau Kern wenden.",
        "En el CRM pone que perdimos 130.000 € frente a Maquinética.",
        "Wir haben eine Woche an Peakline verloren.",
        "We lost Acme.",
    ],
)
def test_what_names_only_one_of_the_two_is_not_told_outright(text):
    assert found_in(text) is None


@pytest.mark.parametrize(
    ("text", "lost", "rival"),
    [
        ("Peakline beat us at Silverlake, 200k", "Silverlake", "Peakline"),
        ("Peakline nous a battus chez Verney", "Verney", "Peakline"),
        ("Peakline heeft ons verslagen bij Hoekstra", "Hoekstra", "Peakline"),
        ("A Peakline ganhou-nos na Sodimar", "Sodimar", "Peakline"),
    ],
)
def test_who_beat_us_at_whose_house(text, lost, rival):
    assert beaten(sentences(text)[0], NOBODY) == Outright(lost, rival)


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("please debrief the Globex loss", "Globex"),
        ("please debrief the globex loss", "globex"),
        ("Can you set up a post-mortem on the lost Cobalt deal?", "Cobalt"),
        ("bitte den verlorenen Deal Petersen aufarbeiten", "Petersen"),
        ("peux-tu faire le débrief de la perte Delmas ?", "Delmas"),
        ("por favor, haz el debrief de la pérdida de Solana", "Solana"),
        ("graag een debrief van het verlies bij Bosman", "Bosman"),
        ("por favor, faz o debrief da perda da Gomes", "Gomes"),
    ],
)
def test_one_of_us_wishes_a_loss_to_be_reviewed(text, lost):
    assert wished_in(text) == lost


@pytest.mark.parametrize(
    "text",
    [
        "Please join the Globex loss debrief on Thursday at 3",
        "Please review the profit and loss statement of Globex",
        "Please review the Globex contract before Friday",
        "We debriefed the Globex loss yesterday",
        "please review the loss figures",
        "Bitte das Protokoll zum Verlust bei Globex auswerten",
        "Merci de relire le contrat Globex",
    ],
)
def test_a_meeting_a_figure_or_what_is_done_is_no_such_wish(text):
    assert wished_in(text) is None


@pytest.mark.parametrize("text", ["globex lost", "Acme is verloren.", "Acme, c'est perdu."])
def test_a_name_and_the_word_lost_are_a_loss(text):
    assert read(text)["verdict"] == "loss"


@pytest.mark.parametrize(
    "text", ["keys lost", "all hope lost", "Schlüssel verloren", "maleta perdida"]
)
def test_a_thing_and_the_word_lost_are_none(text):
    assert read(text)["verdict"] != "loss"


def test_a_bare_sum_of_the_managers_is_in_the_managers_money_unless_the_rep_lives_elsewhere():
    assert read("We lost Acme (50k) to Peakline.")["currency"] == "USD"
    assert read("We lost Acme (50k) to Peakline.", "Ben Adler")["currency"] == "USD"
    assert read("We lost Acme (50k) to Peakline.", "Joost van Rijn")["currency"] == "EUR"
    assert read("We lost Acme (50k) to Peakline, rep Joost")["currency"] is None


def test_whoever_is_called_the_rep_is_not_the_customers_person():
    told = read("Globex, 90k USD, lost to Initech, rep Priya, contact bob@globex.example")
    assert told["customer_name"] is None
    assert told["customer_email"] == "bob@globex.example"


def test_a_rep_is_known_by_whose_deal_it_is_called():
    told = read("Petersen ging an Routenwerk, 95.000 Euro, Ingrids Deal")
    assert told["rep_email"] == "ingrid.solberg@larkspur.example"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Orbis Health said no this morning, $45,000, no budget.", "no budget"),
        ("Le dossier Lacroix est perdu, 22 000 EUR, Peakline était moins cher.", "Peakline était moins cher"),
        ("Acme lost to Peakline, 45k, contact price@acme.example", None),
    ],
)  # fmt: skip
def test_a_few_words_in_passing_may_be_the_reason(text, reason):
    assert read(text)["reason_given"] == reason


@pytest.mark.parametrize(
    ("subject", "text"),
    [("Lost deal: Harwell", "80k, Peakline won."), ("", "PERDIDO - Harwell - 91.000 EUR - Gridmind - m.doyen@harwell.example"), ("Harwell perdu", "50 000 EUR. Peakline."), ("", "harwell lost"), ("", "Lost Harwell :( Peakline were cheaper")],
)  # fmt: skip
def test_what_announces_the_loss_is_no_part_of_the_deals_name(subject, text):
    assert read(text, subject=subject)["deal"].lower() == "harwell"


@pytest.mark.parametrize(
    "text",
    [
        "Gridmind lost the Kerrigan account to us",
        "Gridmind hat Kerner Stahl an uns verloren",
        "Gridmind a perdu Acier Kern à notre profit",
        "Gridmind perdió Aceros Kern contra nosotros",
        "Gridmind heeft Kern Staal aan ons verloren",
        "A Gridmind perdeu a Aços Kern para nós",
    ],
)
def test_what_others_lost_to_us_is_won(text):
    assert read(text)["verdict"] == "not_a_loss"


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("kerrigan steel went with gridmind, we lost, 91k", "kerrigan steel"),
        ("acme ist weg, peakline hat den auftrag, 40.000 eur", "acme"),
        ("perdimos leiva, 45 mil dólares", "leiva"),
        ("we lost ibm to oakvane, 200k", "ibm"),
        ("they went with gridmind, we lost, 91k", None),
        ("A Gráfica Vidal fica com o fornecedor atual, 28.000 €", "Gráfica Vidal"),
    ],
)
def test_whose_deal_it_was_is_read_in_small_letters_too_and_never_the_winners(text, company):
    told = read(text, "Mateo Fuentes")
    assert told["company"] == company
    assert told["competitor"] != company or company is None


@pytest.mark.parametrize(
    "text",
    [
        "Had we lost Acme to Peakline, the bonus would be gone",
        "Ohne dich hätten wir Acme an Peakline verloren",
        "Sans toi on aurait perdu Acme face à Peakline",
        "Sin ti habríamos perdido Acme contra Peakline",
        "Zonder jou hadden we Acme aan Peakline verloren",
        "Sem ti teríamos perdido a Acme para a Peakline",
    ],
)
def test_a_loss_that_would_have_been_is_none(text):
    assert read(text, "Aisha Rahman")["verdict"] == "not_a_loss"


def test_one_of_ours_who_lost_to_another_played_a_game():
    assert read("Ben lost to Aisha at table tennis")["verdict"] != "loss"


@pytest.mark.parametrize(
    ("text", "rival"),
    [
        ("We lost Acme to Van Dalen, 50k", "Van Dalen"),
        ("Acme verloren aan De Wit, 50k", "De Wit"),
        ("Van Peakline verloren we Acme: 85.000 EUR.", "Peakline"),
    ],
)
def test_a_particle_with_a_capital_is_a_part_of_the_winners_name(text, rival):
    assert read(text)["competitor"] == rival
