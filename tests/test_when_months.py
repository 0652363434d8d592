"""Days within a month that is named apart, and examples within a wide window."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from debrief.when.words import TimeAnswer, read_date, read_times

DUBLIN = ZoneInfo("Europe/Dublin")
NOW = datetime(2026, 10, 14, 9, 30, tzinfo=DUBLIN)  # a Wednesday


def read(text: str) -> TimeAnswer:
    return read_times(text, NOW, "Europe/Dublin")


def windows(text: str) -> list[str]:
    """Write the windows as "12-03 09:00 12-03 09:30"."""
    local = [[moment.astimezone(DUBLIN) for moment in window] for window in read(text).windows]
    return [f"{start:%m-%d %H:%M} {end:%m-%d %H:%M}" for start, end in local]


@pytest.mark.parametrize(
    "text",
    [
        "in November, e.g. 10 November at 11",
        "in November (e.g. the 10th at 11am)",
        "in November, for example on the 10th at 11",
        "in November, say 10 November at 11",
        "in November, i.e. 10 November at 11",
        "im November, z. B. am 10. November um 11 Uhr",
        "im November, z.B. am 10. um 11 Uhr",
        "im November, zum Beispiel am 10. um 11 Uhr",
        "im November, bspw. am 10. November um 11 Uhr",
        "en novembre, par exemple le 10 novembre à 11h",
        "en novembre, p. ex. le 10 à 11h",
        "en noviembre, p. ej. el 10 de noviembre a las 11",
        "en noviembre, por ejemplo el 10 a las 11",
        "in november, bijvoorbeeld 10 november om 11 uur",
        "in november, bv. 10 november om 11 uur",
        "in november, bijv. op de 10e om 11 uur",
        "em novembro, por exemplo no dia 10 de novembro às 11h",
        "em novembro, p. ex. dia 10 às 11h",
    ],
)
def test_an_example_within_a_month_is_offered(text):
    assert windows(text) == ["11-10 11:00 11-10 11:30"]


@pytest.mark.parametrize(
    "text",
    [
        "any time in December, preferably the 3rd at 9am",
        "in December, ideally on the 3rd at 9",
        "Jederzeit im Dezember, am liebsten am 3. um 9",
        "im Dezember, am liebsten am 3. um 9 Uhr",
        "n'importe quand en décembre, de préférence le 3 à 9h",
        "en décembre, idéalement le 3 à 9h",
        "en diciembre, preferiblemente el 3 a las 9",
        "cuando quiera en diciembre, idealmente el 3 a las 9",
        "in december, bij voorkeur de 3e om 9 uur",
        "in december kan altijd, liefst de 3e om 9 uur",
        "em dezembro, de preferência no dia 3 às 9h",
        "em dezembro a qualquer hora, idealmente no dia 3 às 9h",
        "the 3rd in December at 9am",
        "early December, ideally the 3rd at 9",
    ],
)
def test_a_bare_day_belongs_to_the_month_beside_it(text):
    assert windows(text) == ["12-03 09:00 12-03 09:30"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the 3rd of December or the 10th", ["12-03 00:00 12-04 00:00", "12-10 00:00 12-11 00:00"]),
        ("the 10th or 12th of November", ["11-10 00:00 11-11 00:00", "11-12 00:00 11-13 00:00"]),
        ("en décembre, du 16 au 18", ["12-16 00:00 12-19 00:00"]),
        ("en diciembre, del 16 al 18", ["12-16 00:00 12-19 00:00"]),
        ("In December, not the 3rd", ["12-01 00:00 12-03 00:00", "12-04 00:00 01-01 00:00"]),
        (
            "I'm away until 5 November, the 20th at 9am works.",
            ["11-20 09:00 11-20 09:30"],
        ),
        ("I was ill in September; the 20th at 9 works.", ["10-20 09:00 10-20 09:30"]),
        ("28 October or the 3rd", ["10-28 00:00 10-29 00:00", "11-03 00:00 11-04 00:00"]),
    ],
)
def test_a_month_holds_for_the_days_that_follow_it(text, expected):
    assert windows(text) == expected


@pytest.mark.parametrize(
    "text", ["nächsten Monat, am liebsten am 20. um 9", "next month, the 20th at 9"]
)
def test_next_month_is_a_named_month(text):
    assert windows(text) == ["11-20 09:00 11-20 09:30"]


@pytest.mark.parametrize(
    "text",
    [
        "in November or December, ideally the 3rd at 9",
        "28 November or the 3rd",
        "December is full, the 3rd at 9?",
        "I'm away until 5 November. The 20th at 9am.",
        "I'm out until the end of November, the 3rd at 9 works",
        "in November, the 31st at 9",
        "In December I'm away, the 20th at 9 would work",
        "in November works. Grobble 10 November at 11",
    ],
)
def test_a_day_of_no_certain_month_is_asked_back(text):
    assert read(text).kind == "unclear"


def test_the_month_of_a_report_is_not_that_of_its_due_date():
    assert read_date("the December report by the 3rd", NOW.date()) == date(2026, 11, 3)
    assert read_date("send it by the 20th", NOW.date()) == date(2026, 10, 20)
