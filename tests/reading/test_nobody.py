"""That nobody won: by rule, in a record's fields, and by what was learned; an unnamed winner is somebody."""

import pytest

from debrief.reading.facts.go_betweens import is_go_between
from debrief.reading.facts.nobody import is_nobody, is_recorded
from debrief.reading.facts.winner_doubts import says_of_whom
from debrief.reading.mail.message import Message, parse_message
from debrief.reading.people import sides_of
from debrief.reading.quoting.turns import turns_of
from debrief.reading.reading import read_message
from tests import corpus

TEAM = corpus.team()


def _mail(body: str, sender: str = "Ann Stone <ann.stone@fairholm.example>") -> bytes:
    head = f"From: {sender}\nTo: ben.adler@larkspur.example\nSubject: Your proposal\n"
    return f"{head}MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{body}\n".encode()


@pytest.mark.parametrize(
    "body",
    [
        "Dear Ben,\n\nThe project has been cancelled by the board, so we will not need your proposal.\n\nAnn Stone",
        "Hi Ben,\n\nWe are not going ahead with your offer. We are staying with our spreadsheets, they do the job.\n\nAnn",
        "Guten Tag,\n\nwir werden Ihr Angebot nicht annehmen. Das Budget wurde gestrichen, das Projekt wird nicht umgesetzt.\n\nAnn Stone",
        "Bonjour,\n\nNous ne donnons pas suite à votre offre : le projet est abandonné, faute de budget.\n\nAnn Stone",
        "Hi Ben,\n\nWe are not buying the scanners, neither from you nor from anyone else.\n\nAnn",
        "Guten Tag,\n\nwir kaufen die Scanner nicht, weder bei Ihnen noch bei jemand anderem.\n\nAnn Stone",
        "Bonjour,\n\nNous n'achèterons les scanners ni chez vous ni ailleurs.\n\nAnn Stone",
        "Hola Ben:\n\nLos escáneres no se compran. Ni a vosotros ni a nadie.\n\nAnn Stone",
        "Beste Ben,\n\nWe kopen de scanners niet, niet bij jullie en niet bij een ander.\n\nAnn Stone",
        "Olá Ben,\n\nNão compramos, nem a vocês nem a ninguém.\n\nAnn Stone",
        "Hi Ben,\n\nThey will not be placing the order and stick with paper. So not lost to any other product.\n\nAnn",
    ],
)
def test_where_nobody_won_no_competitor_is_missing(body):
    facts = read_message(_mail(body), TEAM).facts
    assert facts.competitor is None
    assert facts.no_decision
    assert "competitor" not in facts.missing


@pytest.mark.parametrize(
    "body",
    [
        "Dear Ben,\n\nWe have decided to go with another vendor, who was cheaper. Thank you for your proposal.\n\nAnn Stone",
        "Guten Tag,\n\nleider haben wir uns für einen anderen Anbieter entschieden. Ihr Angebot war zu teuer.\n\nAnn Stone",
        "Hola Ben:\n\nDecidimos trabajar con otro proveedor. El precio de su propuesta fue el factor principal.\n\nAnn Stone",
    ],
)
def test_a_winner_who_is_not_named_is_missing(body):
    facts = read_message(_mail(body), TEAM).facts
    assert facts.competitor is None
    assert not facts.no_decision
    assert "competitor" in facts.missing


@pytest.mark.parametrize("winner", ["keiner", "aucun", "sin ganador", "none", "n.v.t."])
def test_a_record_says_that_nobody_won(winner):
    assert is_recorded("price", winner)
    assert is_nobody(winner)


@pytest.mark.parametrize("winner", ["keine Angabe", "not entered", "tbd", "other", "otros", "–"])
def test_a_winner_who_is_not_told_is_nobody_to_name(winner):
    assert is_nobody(winner)
    assert not is_recorded("price", winner)


@pytest.mark.parametrize("winner", ["unknown", "nicht bekannt", "non communiqué", None, "Keinath"])
def test_an_unknown_winner_is_not_nobody(winner):
    assert not is_recorded("price", winner)


def test_a_capital_after_an_article_says_only_of_whom_a_firm_is():
    assert says_of_whom("giving the order to a ", " crowd, Skabstad")
    assert not says_of_whom("giving the order to ", ", who are cheaper")


@pytest.mark.parametrize(
    ("body", "between"),
    [
        (
            "They gave it to Skabstad, the cabinets that we had quoted them through us are off.",
            True,
        ),
        ("It is a pity for the two of us, but we have chosen Skabstad.", False),
    ],
)
def test_who_offered_with_us_is_a_go_between(body, between):
    message = parse_message(_mail(body))
    turns = turns_of(message, ())
    assert is_go_between(turns[0], sides_of(Message(), (), TEAM)) is between
