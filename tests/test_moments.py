from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debrief.moments import (
    TONGUES,
    as_moment,
    both,
    city,
    day,
    money,
    number,
    offset,
    place,
    span,
    stamp,
    twelve_hour,
    when,
)

START = "2026-11-26T14:00:00+00:00"
END = "2026-11-26T14:30:00+00:00"
MOMENTS = st.integers(946_684_800, 3_786_912_000).map(lambda s: datetime.fromtimestamp(s, UTC))
ZONES = st.sampled_from(
    ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "UTC", "America/St_Johns"]
)


def test_a_moment_names_day_hours_place_and_offset() -> None:
    assert when(START, "Europe/Berlin", end=END) == (
        "Thursday 26 November 2026, 15:00–15:30 (Berlin time, UTC+1)"
    )


def test_people_who_write_pm_get_pm() -> None:
    assert when("2026-11-26T20:00:00Z", "America/New_York", end="2026-11-26T20:30:00Z") == (
        "Thursday 26 November 2026, 3:00–3:30 pm (New York time, UTC−5)"
    )


@pytest.mark.parametrize(
    ("zone", "printed"),
    [
        ("America/Los_Angeles", "11:45 am–12:15 pm"),
        ("Europe/London", "19:45–20:15"),
        ("America/Mexico_City", "13:45–14:15"),
    ],
)
def test_noon_is_crossed_with_both_halves_named(zone: str, printed: str) -> None:
    assert span("2026-11-26T19:45:00Z", "2026-11-26T20:15:00Z", zone) == printed


@pytest.mark.parametrize(
    ("utc", "printed"), [("05:00", "12:00 am"), ("17:00", "12:00 pm"), ("18:05", "1:05 pm")]
)
def test_midnight_and_noon_are_twelve(utc: str, printed: str) -> None:
    assert span(f"2026-11-26T{utc}:00Z", None, "America/New_York") == printed


def test_a_stretch_over_midnight_names_the_second_day() -> None:
    text = span("2026-11-26T22:30:00Z", "2026-11-26T23:30:00Z", "Europe/Berlin")
    assert text == "23:30–00:30 (Friday 27 November)"


def test_the_year_is_left_out_only_when_now_is_in_it() -> None:
    assert "2026" not in when(START, "UTC", now="2026-02-01T00:00:00Z")
    assert "2026" in when(START, "UTC", now="2025-12-31T00:00:00Z")
    assert "2026" in when(START, "UTC")


def test_the_year_is_judged_on_the_printed_clock() -> None:
    # Already 2027 in Auckland, still 2026 in UTC.
    assert "2027" in when("2026-12-31T12:00:00Z", "Pacific/Auckland", now="2026-12-30T12:00:00Z")


def test_two_clocks_print_two_times_and_the_second_day_where_it_differs() -> None:
    assert both(START, "Europe/Berlin", "America/New_York", end=END) == (
        "Thursday 26 November 2026, 15:00–15:30 (Berlin time, UTC+1)"
        " = 9:00–9:30 am (New York time, UTC−5)"
    )
    assert "= Friday 27 November, 1:00 am (Sydney time, UTC+11)" in both(
        START, "Europe/Berlin", "Australia/Sydney"
    )


def test_clocks_that_agree_print_one_time_naming_both_places() -> None:
    assert both(START, "Europe/Berlin", "Europe/Paris") == (
        "Thursday 26 November 2026, 15:00 (Berlin and Paris time, UTC+1)"
    )
    assert both(START, "Europe/Berlin", "Europe/Berlin") == when(START, "Europe/Berlin")


@pytest.mark.parametrize(
    ("zone", "printed"),
    [
        ("UTC", "UTC"),
        ("Europe/London", "UTC"),
        ("Asia/Kolkata", "UTC+5:30"),
        ("America/St_Johns", "UTC−3:30"),
    ],
)
def test_offsets_are_written_with_a_true_minus_and_minutes(zone: str, printed: str) -> None:
    assert offset(as_moment(START), zone) == printed


def test_summer_time_shows_in_the_offset() -> None:
    assert offset(as_moment("2026-07-01T12:00:00Z"), "Europe/Berlin") == "UTC+2"


def test_zones_named_after_offsets_have_no_city() -> None:
    assert city("Etc/GMT+5") == ""
    assert when(START, "UTC") == "Thursday 26 November 2026, 14:00 (UTC)"
    assert city("America/Argentina/Buenos_Aires") == "Buenos Aires"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        when("2026-11-26T14:00:00", "UTC")


@given(MOMENTS, ZONES)
def test_the_printed_wall_clock_is_the_zone_s(moment: datetime, zone: str) -> None:
    local = moment.astimezone(ZoneInfo(zone))
    text = when(moment, zone)
    assert text.startswith(f"{TONGUES['en'].weekdays[local.weekday()]} {local.day} ")
    hour = local.hour % 12 or 12 if twelve_hour(zone) else local.hour
    assert f"{hour}:{local.minute:02}" in text


@given(MOMENTS, ZONES, ZONES, st.integers(5, 600), st.sampled_from(sorted(TONGUES)))
def test_two_clocks_never_fail_and_stay_on_one_line(
    moment: datetime, first: str, second: str, minutes: int, language: str
) -> None:
    end = moment + timedelta(minutes=minutes)
    text = both(moment, first, second, end=end, language=language)
    assert "\n" not in text
    assert offset(moment, first) in text
    assert offset(moment, second) in text


def test_every_zone_of_the_machine_prints() -> None:
    for zone in available_timezones() - {"localtime"}:
        assert when(START, zone).startswith(("Thursday 26", "Friday 27"))


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("de", "Donnerstag, 26. November 2026, 15:00–15:30 Uhr (Zeit in Berlin, UTC+1)"),
        ("fr", "jeudi 26 novembre 2026, 15:00–15:30 (heure de Berlin, UTC+1)"),
        ("es", "jueves 26 de noviembre de 2026, 15:00–15:30 h (hora de Berlín, UTC+1)"),
        ("nl", "donderdag 26 november 2026, 15:00–15:30 uur (tijd in Berlijn, UTC+1)"),
        ("pt", "quinta-feira, 26 de novembro de 2026, 15:00–15:30 (horário de Berlim, UTC+1)"),
        ("xx", "Thursday 26 November 2026, 15:00–15:30 (Berlin time, UTC+1)"),
    ],
)
def test_other_languages_write_their_own_dates(language: str, printed: str) -> None:
    assert when(START, "Europe/Berlin", end=END, language=language) == printed


def test_every_language_has_seven_days_and_twelve_months() -> None:
    for words in TONGUES.values():
        assert (len(words.weekdays), len(words.months)) == (7, 12)


def test_a_date_prints_from_a_date_a_moment_or_text() -> None:
    expected = "Thursday 26 November 2026"
    assert day(date(2026, 11, 26)) == expected
    assert day("2026-11-26") == expected
    assert day("2026-11-26", weekday=False) == "26 November 2026"
    assert day("2026-11-26", "de", weekday=False) == "26. November 2026"
    assert day(datetime(2026, 11, 26, 9, tzinfo=UTC)) == expected


def test_lists_of_mails_get_a_short_stamp() -> None:
    assert stamp(START, "Europe/Berlin") == "Thu 26 Nov, 15:00"
    assert stamp(START, "America/Chicago", end=END) == "Thu 26 Nov, 8:00–8:30 am"


@pytest.mark.parametrize(
    ("amount", "currency", "language", "printed"),
    [
        (186_000, "EUR", "en", "EUR 186,000"),
        (1250.5, "USD", "en", "USD 1,250.50"),
        (186_000, "EUR", "de", "EUR 186.000"),
        (1250.5, "EUR", "de", "EUR 1.250,50"),
        (186_000, None, "en", "186,000"),
        (None, "EUR", "en", ""),
    ],
)
def test_money_names_its_currency(
    amount: float | None, currency: str | None, language: str, printed: str
) -> None:
    assert money(amount, currency, language) == printed


@given(st.integers(0, 10**12))
def test_whole_numbers_keep_all_their_digits(value: int) -> None:
    assert number(value).replace(",", "") == str(value)


@pytest.mark.parametrize(
    ("language", "zone", "said"),
    [
        ("fr", "Europe/London", "heure de Londres, UTC"),
        ("fr", "Europe/Athens", "heure d'Athènes, UTC+2"),
        ("fr", "Africa/Cairo", "heure du Caire, UTC+2"),
        ("es", "America/New_York", "hora de Nueva York, UTC−5"),
        ("de", "Europe/Vienna", "Zeit in Wien, UTC+1"),
        ("nl", "Europe/Paris", "tijd in Parijs, UTC+1"),
        ("pt", "Europe/Berlin", "horário de Berlim, UTC+1"),
        ("en", "America/Sao_Paulo", "São Paulo time, UTC−3"),
        ("de", "America/Boise", "Zeit in Boise, UTC−7"),
    ],
)
def test_a_city_has_the_name_of_the_readers_language(language: str, zone: str, said: str) -> None:
    assert place("2026-11-26T15:00:00+00:00", zone, language) == said


def test_every_named_city_is_a_zones_and_named_in_every_language() -> None:
    from debrief.timing.city_names import LANGUAGES, _names

    cities = {name.rpartition("/")[2] for name in available_timezones()}
    for name, written in _names().items():
        assert len(written) == len(LANGUAGES)
        assert name in cities
