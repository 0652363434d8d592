"""What asks for the questions in writing, what names somebody else, what wants peace."""

from __future__ import annotations

import pytest

from debrief.answers.commands import read_commands
from debrief.answers.written_wish import Successor, successor_in, wants_peace, wants_writing
from debrief.model import Facts

OWN = "helen.park@northgate.example"
TOM = "tom.reid@northgate.example"


@pytest.mark.parametrize("text", [
    "No call please, but you can email me your questions.", "In writing please.",
    "Ich habe keine Zeit für ein Gespräch, gern aber schriftlich.", "Können Sie mir die Fragen mailen?",
    "Je préfère répondre par écrit.", "Mejor por escrito.", "Liever schriftelijk.", "Melhor por escrito.",
])  # fmt: skip
def test_these_want_the_questions_in_writing(text: str) -> None:
    assert wants_writing(text)


@pytest.mark.parametrize("text", [
    "Sure, and please send me the questions by email beforehand.", "Thank you for your questions.",
    "Please do not send me questions by email.", "Bitte schicken Sie mir keine Fragen.",
    "Please send the invitation by email.", "I cannot answer by email or phone, sorry.", "No thanks.",
])  # fmt: skip
def test_these_do_not(text: str) -> None:
    assert not wants_writing(text)


@pytest.mark.parametrize(
    "text", ["stop", "Stopp.", "Hello,\n\nStop\n\nRegards\nHelen", "unsubscribe", "arrêtez"]
)
def test_these_want_peace(text: str) -> None:
    assert wants_peace(text)


@pytest.mark.parametrize("text", ["Thursday", "not then", "Stop by on Thursday at three", ""])
def test_these_do_not_want_peace(text: str) -> None:
    assert not wants_peace(text)


@pytest.mark.parametrize(("text", "who"), [
    (f"I have left Northgate. Please contact Tom Reid {TOM}.", Successor(TOM, "Tom Reid", left=True)),
    (f"Ich bin nicht mehr zuständig. Bitte wenden Sie sich an Herrn Tom Reid <{TOM}>.", Successor(TOM, "Tom Reid", left=True)),
    (f"Please contact {TOM} instead", Successor(TOM)),
    (f"Helen Park\n{OWN}", None),
    (f"I have left. My old address was {OWN}.", None),
])  # fmt: skip
def test_whom_they_name_in_their_place(text: str, who: Successor | None) -> None:
    assert successor_in(text, OWN) == who


@pytest.mark.parametrize("text", [
    "write", "Write to her", "send her the questions by email", "please send the questions", "schriftlich",
    "Schick ihr die Fragen per Mail", "envoie-lui les questions par écrit", "por escrito", "stuur haar de vragen",
])  # fmt: skip
def test_these_order_the_questions_in_writing(text: str) -> None:
    read = read_commands(text, Facts(), currency="EUR")
    assert read.write and not read.not_understood
