"""What stands beside a time: lists, limits, what is taken, and what begins behind it."""

from __future__ import annotations

import pytest

from tests.test_when_signs import BERLIN, read, starts


def spans(text: str) -> list[str]:
    return [
        f"{a.astimezone(BERLIN):%d %H:%M}-{b.astimezone(BERLIN):%d %H:%M}"
        for a, b in read(text).windows
    ]


@pytest.mark.parametrize(
    "text",
    [
        "I have meetings Wednesday and Thursday. Friday at 10.",
        "Je suis à Lyon mercredi et jeudi. Vendredi à 10h.",
        "Estoy en Sevilla el miércoles y el jueves. El viernes a las 10.",
        "Wednesday, Thursday: trade fair. Friday at 10.",
        "Morgen ist schlecht, übermorgen auch, am Freitag um 10 geht's.",
    ],
)
def test_what_has_one_day_has_the_next_of_the_list_as_well(text):
    assert starts(text) == ["13 10:00"]


@pytest.mark.parametrize(
    "text",
    [
        "A las 14 recojo a los niños. A las 16 estaré libre.",
        "Um 14 Uhr holen wir unsere Tochter ab. Um 16 Uhr ginge es.",
        "El miércoles a las 14 como con un cliente; a las 16 estoy libre.",
        "Woensdag kan, alleen niet om 14 uur. Wel om 16 uur.",
        "Wednesday at 2 doesn't work, but 4 pm would be fine.",
    ],
)
def test_an_hour_behind_one_that_is_taken_is_of_the_same_day(text):
    assert starts(text) == ["11 16:00"]


@pytest.mark.parametrize(
    "text",
    [
        "I'm on site until 3 on Wednesday but any time after that works.",
        "Je suis dans le train jusqu'à 15h mercredi, appelez après.",
        "Ik zit woensdag tot drie uur in overleg, daarna ben ik vrij.",
        "Até às 15h estou em reunião, depois estou livre.",
    ],
)
def test_what_comes_after_is_free_from_its_end(text):
    assert spans(text) == ["11 15:00-12 00:00"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thursday, not before 10 and not after 4.", ["12 10:00-12 16:00"]),
        ("Donnerstag, aber nicht vor 10 und nicht nach 16 Uhr.", ["12 10:00-12 16:00"]),
        ("Friday afternoon, 2 or 3.", ["13 14:00-13 14:30", "13 15:00-13 15:30"]),
        ("I can make Thursday but it'd need to be later than 11.", ["12 11:15-13 00:00"]),
        ("Pas avant 14h jeudi, et vendredi je ne travaille pas.", ["12 14:00-13 00:00"]),
        (
            "Jueves o viernes, da igual, pero por la tarde.",
            ["12 12:00-12 18:00", "13 12:00-13 18:00"],
        ),
        ("¿Lo dejamos para la semana que viene? El martes por la tarde.", ["17 12:00-17 18:00"]),
    ],
)
def test_limits_hold_together(text, expected):
    assert spans(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The 12th at 11 doesn't work, the 13th at 10 does.", ["13 10:00"]),
        ("Können wir das auf 15.30 Uhr schieben?", ["11 15:30"]),
        ("Could we make it 4 instead of 2?", ["11 16:00"]),
        ("Friday the 13th. Sure, 10 it is.", ["13 10:00"]),
        ("Três da tarde em vez de duas?", ["11 15:00"]),
        ("Demain, un quart d'heure plus tard.", ["11 14:15"]),
        ("Three quarters of an hour later?", ["11 14:45"]),
        ("Eine Woche später gerne.", ["18 14:00"]),
        ("Le budget était de 25 000 euros. Vendredi 10h30.", ["13 10:30"]),
        ("Donnerstag, halb zwölf? Um elf telefoniere ich mit dem Chef.", ["12 11:30"]),
    ],
)
def test_hours_are_read_from_what_is_said_of_them(text, expected):
    assert starts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "I'm free Friday but only if my flight isn't delayed.",
        "Hasta la semana que viene imposible.",
        "Two or three hours later?",
        "Am Freitag habe ich frei.",
    ],
)
def test_what_can_be_read_in_two_ways_is_asked_back(text):
    assert read(text).kind == "unclear"


def test_the_second_option_is_no_day_of_the_month():
    assert starts("The 2nd option, please.") == ["12 11:00"]


@pytest.mark.parametrize(
    "text", ["Nicht aber um 14 Uhr.", "Ich hätte morgen um 10 Zeit, nicht aber um 14 Uhr."]
)
def test_but_behind_a_denial_leaves_out(text):
    assert "11 14:00" not in starts(text)


@pytest.mark.parametrize(
    "text",
    [
        "El miércoles por la mañana estoy, por la tarde no.",
        "Quarta de manhã estou, à tarde não.",
        "Woensdagochtend ben ik er, 's middags niet.",
    ],
)
def test_the_other_half_of_a_day_is_refused_alone(text):
    assert spans(text) == ["11 08:00-11 12:00"]


@pytest.mark.parametrize(
    "text",
    [
        "Na próxima semana estou de férias, na seguinte pode ser qualquer dia.",
        "Volgende week heb ik vakantie, de week erop kan het elke dag.",
    ],
)
def test_the_week_behind_an_absence_is_the_one_after_it(text):
    assert spans(text)[0].startswith(("23 00:00", "22 "))


def test_figures_that_are_no_date_are_no_time():
    assert starts("It was a close call, 60/40 I'd say. Thursday 2:30 pm suits me.") == ["12 14:30"]


def test_what_follows_the_time_offered_takes_nothing_from_it():
    assert spans("Jeudi je peux jusqu'à midi, après je suis pris.") == ["12 00:00-12 12:00"]


def test_a_denied_evil_is_good():
    assert spans("No me viene mal el jueves.") == ["12 00:00-13 00:00"]
