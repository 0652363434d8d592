"""What is written when there are no notes, or not yet; and where free sentences belong."""

from __future__ import annotations

from datetime import date

import pytest

from debrief.answers.free_notes import question_of
from debrief.answers.instead_of_notes import comes_later, who_has_them
from debrief.lexicon import fold

MONDAY = date(2026, 9, 14)


@pytest.mark.parametrize(
    "text", ["tomorrow", "morgen", "Morgen!\n\nGruß Sabine", "demain", "mañana", "amanhã"]
)
def test_tomorrow_alone_is_a_day_in_every_language(text: str) -> None:
    assert comes_later(text, MONDAY) == (True, date(2026, 9, 15))


@pytest.mark.parametrize(
    "text",
    [
        "Komme erst Donnerstag dazu",
        "I'll get to it Thursday",
        "Je m'en occupe jeudi",
        "Me pongo el jueves",
    ],
)
def test_notes_are_announced_for_a_day(text: str) -> None:
    assert comes_later(text, MONDAY) == (True, date(2026, 9, 17))


@pytest.mark.parametrize(
    "text", ["Guten Morgen", "Sie kam am Donnerstag dazu", "Morgen\n\n1. Preis"]
)
def test_a_greeting_or_somebody_elses_deed_announces_nothing(text: str) -> None:
    assert not comes_later(text, MONDAY)[0]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Jürgen schickt seine Notizen", "Jürgen"),
        ("José tiene las notas", "José"),
        ("ann has the notes", "Ann"),
        ("Sie schickt die Notizen", None),
    ],
)
def test_who_has_the_notes_keeps_their_name_as_it_is_written(text: str, who: str | None) -> None:
    assert who_has_them(text) == who


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Sie empfiehlt, beim nächsten Mal die Technik mitzubringen.", 4),
        ("She recommends bringing a technician next time.", 4),
        ("Elle recommande de venir la prochaine fois avec un technicien", 4),
        ("She says we should try again next year", 5),
        ("She recommends that we try again next year", 5),
        ("Next time there may be a chance", 5),
    ],
)
def test_what_is_recommended_for_the_next_time_is_a_recommendation(text: str, number: int) -> None:
    assert question_of(fold(text)) == number
