"""The customer's zone: the strongest evidence wins, and doubt means hours that suit all."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debrief.timing.places import cities, country_zones, states, telephone_prefixes
from debrief.timing.workdays import common_intervals, is_workday
from debrief.timing.zones import hours_for, infer_zone, zone_of_tzid

OURS = "Europe/Berlin"


def guess(**evidence):
    return infer_zone(**({"fallback": OURS} | evidence))


def test_each_kind_of_evidence_beats_the_weaker_ones():
    evidence = {
        "stated": "Tokyo",
        "tzids": ("Europe/Rome",),
        "text": "Regards\nJo\nTel. +1 415 555 0132",
        "email": "jo@customer.co.uk",
        "date_offset_minutes": 330,
    }
    expected = ["Asia/Tokyo", "Europe/Rome", "America/Los_Angeles", "Europe/London"]
    for zone in [*expected, "Asia/Kolkata"]:
        assert guess(**evidence).zone == zone
        evidence.pop(next(iter(evidence)))
    assert guess().zone == OURS


def test_only_words_calendar_and_signature_make_us_sure():
    assert guess(stated="CET").sure
    assert guess(tzids=("Europe/Rome",)).sure
    assert guess(text="Best\nJo\n+44 20 7946 0958").sure
    assert not guess(email="jo@customer.de").sure
    assert not guess(date_offset_minutes=330).sure
    assert not guess().sure


def test_the_source_is_a_phrase_for_the_manager():
    assert guess(text="Gruß\nEva\nTel +49 89 1234567").source == (
        "the phone number +49 in the signature"
    )
    assert guess(email="a@b.fr").source == "the ending .fr of their mail address"
    assert guess(date_offset_minutes=-480).source.endswith("(UTC-8)")


@pytest.mark.parametrize(
    ("signature", "zone"),
    [
        ("Acme Inc, 12 Main St, Chicago, IL 60601", "America/Chicago"),
        ("Austin, TX 78701", "America/Chicago"),
        ("Vancouver, BC V6B 1A1", "America/Vancouver"),
        ("Perth WA 6000", "Australia/Perth"),
        ("80331 München", "Europe/Berlin"),
        ("D-10115 Berlin", "Europe/Berlin"),
        ("Keizersgracht 1, 1015 CJ Amsterdam", "Europe/Amsterdam"),
        ("75008 Paris, France", "Europe/Paris"),
        ("London EC1A 1BB", "Europe/London"),
        ("Mumbai | India", "Asia/Kolkata"),
        ("Office: (415) 555-0132", "America/Los_Angeles"),
        ("M: +61 2 9876 5432", "Australia/Sydney"),
        ("T 0041 44 123 45 67", "Europe/Zurich"),
        ("Tel.: +44 (0)20 7946 0958", "Europe/London"),
        ("Tel: +7 701 123 4567", "Asia/Almaty"),
        ("Cel: +55 (92) 3215-1234", "America/Manaus"),
    ],
)
def test_an_address_or_number_in_the_signature_names_the_zone(signature, zone):
    found = guess(text=f"Thank you for the talks.\n\nBest regards,\nKim Doe\n{signature}")
    assert (found.zone, found.sure) == (zone, True)


SIGNED = "Thank you for the talks.\n\nBest wishes\nHelen Park\nHead of Logistics\n{}\n"


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("Dublin", "Europe/Dublin"),
        ("Porto", "Europe/Lisbon"),
        ("Lyon", "Europe/Paris"),
        ("LEEDS", "Europe/London"),
        ("Northgate Foods Ltd, Leeds", "Europe/London"),
        ("Northgate S.A. de C.V., Monterrey", "America/Mexico_City"),
        ("Northgate Inc., Birmingham, AL", "America/Chicago"),
        ("Northgate Foods | Zwolle", "Europe/Amsterdam"),
        ("Perth\nAustralia", "Australia/Perth"),
        ("Perth\n+44 1738 555 014", "Europe/London"),
        ("Dublin\n+1 614 555 0144", "America/New_York"),
        ("Leeds Fittings Ltd\n+1 416 555 0144", "America/Toronto"),
        ("Northgate Foods Ltd, Leeds\n+1 416 555 0144", "America/Toronto"),
        ("Calle Mayor 3, 24001 León, España", "Europe/Madrid"),
    ],
)
def test_a_city_below_the_name_says_where_the_customer_is(line, zone):
    assert guess(text=SIGNED.format(line)).zone == zone


@pytest.mark.parametrize(
    "line",
    ["Perth", "Birmingham", "Córdoba", "Santiago", "Valencia", "León", "Mobile", "Reading",
     "Leeds Fittings Ltd", "Head of Nice Things", "See you in\nLyon."],
)  # fmt: skip
def test_a_city_that_may_be_another_or_none_says_nothing(line):
    assert guess(text=SIGNED.format(line)).source.startswith("nothing")


@pytest.mark.parametrize(
    ("email", "zone"),
    [
        ("jo@customer.com.au", "Australia/Perth"),
        ("jo@customer.co.uk", "Europe/London"),
        ("jo@customer.de", "Europe/Berlin"),
    ],
)
def test_the_domain_tells_which_city_of_a_name_is_meant(email, zone):
    assert guess(text=SIGNED.format("Perth"), email=email).zone == zone


def test_the_language_tells_a_city_from_one_where_another_is_spoken():
    said = "Vielen Dank für das Angebot, das wir mit der Leitung und den Kollegen geprüft haben."
    signature = "Mit freundlichen Grüßen\nEva Brandt\nEinkauf\nHeidelberg"
    assert guess(text=f"{said}\n\n{signature}", fallback="Asia/Tokyo").zone == "Europe/Berlin"


@pytest.mark.parametrize(
    "text",
    [
        "We chose a vendor from Paris, sorry.\nBest\nPaul",
        "Thanks, London was nice.\nBest,\nParis",
        "Invoice 4711 of 2026-11-23, 415 555 units",
        "Best\nJo\nOrder no. 00123456789",
        "",
    ],
)
def test_a_city_or_number_in_the_talk_is_no_evidence(text):
    assert guess(text=text).source.startswith("nothing")


def test_two_numbers_on_different_clocks_leave_both_possible():
    found = guess(text="Best\nJo\nTel +44 20 7946 0958\nMobile +1 212 555 0100")
    assert set(found.zones) == {"Europe/London", "America/New_York"}
    assert not found.sure
    assert found.country is None


def test_two_countries_on_one_clock_are_no_contradiction():
    found = guess(text="Best\nJo\nTel +49 89 1234567\nMobile +43 660 1234567")
    assert len(found.zones) == 1
    assert found.sure


@pytest.mark.parametrize(
    ("tzid", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("/citadel.org/20210210_1/America/New_York", "America/New_York"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("Eastern Standard Time", "America/New_York"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Amsterdam"),
        ("Customized Time Zone", None),
        ("GMT+0200", None),
        ("UTC", None),
        ("Etc/GMT-2", None),
        ("../../etc/passwd", None),
        ("", None),
    ],
)
def test_a_calendars_zone_name_is_understood_or_left_alone(tzid, zone):
    assert zone_of_tzid(tzid) == zone


def test_outlooks_zone_name_takes_its_country_from_elsewhere_or_has_none():
    outlook = ("W. Europe Standard Time",)
    assert guess(tzids=outlook).country is None
    assert guess(tzids=outlook, email="a@b.it").country == "IT"
    assert guess(tzids=outlook, text="Best\nJo\n+43 1 234 5678").country == "AT"
    assert guess(tzids=("Europe/Berlin",)).country == "DE"


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("I'm in New York", "America/New_York"),
        ("Pacific time", "America/Los_Angeles"),
        ("Eastern", "America/New_York"),
        ("PST", "America/Los_Angeles"),
        ("Deutschland", "Europe/Berlin"),
        ("  europe/berlin ", "Europe/Berlin"),
        ("MEZ", "Europe/Berlin"),
    ],
)
def test_what_people_say_about_their_zone_is_understood(words, zone):
    assert guess(stated=words, fallback="Asia/Tokyo").zone == zone


def test_words_that_name_no_place_are_ignored():
    assert guess(stated="whenever you like").zone == OURS
    assert guess(stated="in my time zone", email="a@b.jp").zone == "Asia/Tokyo"


def test_a_domain_sold_to_the_whole_world_is_no_evidence():
    for domain in ("startup.io", "shop.co", "firm.ai", "mail.example", "company.com", "plain"):
        assert guess(email=f"jo@{domain}").zone == OURS
    assert guess(email=None).zone == OURS


def test_the_date_header_counts_only_where_our_own_clock_could_not_show_it():
    assert guess(date_offset_minutes=60).source.startswith("nothing")  # Berlin in winter
    assert guess(date_offset_minutes=120).source.startswith("nothing")  # Berlin in summer
    assert guess(date_offset_minutes=0).source.startswith("nothing")  # any server
    assert "America/Denver" in guess(date_offset_minutes=-420).zones
    assert guess(date_offset_minutes=37).source.startswith("nothing")


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("country", sorted(c for c, z in country_zones().items() if len(z) > 1))
def test_every_wide_country_keeps_time_to_meet_that_suits_all_its_zones(country, month):
    ending = "uk" if country == "GB" else country.lower()
    found = guess(email=f"a@b.{ending}")
    if found.country is None:
        return  # its ending is sold to everybody
    start = int(datetime(2026, month, 1, tzinfo=UTC).timestamp())
    shared = common_intervals(hours_for(found), start, start + 14 * 86400)
    assert max(end - begin for begin, end in shared) >= 3600
    for begin, end in shared:
        for zone in found.zones:
            first = datetime.fromtimestamp(begin, ZoneInfo(zone))
            last = datetime.fromtimestamp(end, ZoneInfo(zone))
            assert 9 <= first.hour <= last.hour <= 17


def test_sunday_is_a_working_day_in_israel_and_not_in_the_emirates():
    assert 6 in hours_for(guess(email="a@b.il"))[0].weekdays
    assert 4 not in hours_for(guess(email="a@b.il"))[0].weekdays
    assert 4 in hours_for(guess(email="a@b.ae"))[0].weekdays


def test_lunch_is_spared_when_the_zone_is_certain():
    assert hours_for(guess(email="a@b.de"))[0].lunch is not None
    assert hours_for(guess(email="a@b.us"))[0].lunch is None


def test_every_place_in_the_tables_has_a_clock():
    tables = [country_zones().values(), *(table.values() for table in states().values())]
    tables += [[zones for _, zones in table().values()] for table in (cities, telephone_prefixes)]
    for zones in {zone for table in tables for group in table for zone in group}:
        assert ZoneInfo(zones).key == zones


@given(st.text(max_size=400))
def test_no_text_breaks_the_reading_of_a_signature(text):
    found = guess(text=text, stated=text[:40], tzids=(text[:30],), email=text[:30])
    assert found.zone in found.zones


def test_a_very_long_mail_is_read_in_no_time():
    import time

    begin = time.process_time()
    guess(text=("+49 (" * 40_000) + "\n" + "1 " * 100_000)
    assert time.process_time() - begin < 1


@pytest.mark.parametrize("code", ["800", "833", "888"])
def test_a_toll_free_number_tells_the_country_and_no_single_zone(code: str):
    found = guess(text=f"Best\nHelen Park\nNorthgate Inc\n+1 {code} 496 0000\n")
    assert found.country == "US" and found.known and not found.sure
    assert {"America/New_York", "America/Los_Angeles"} <= set(found.zones)


def test_a_holiday_of_a_large_part_of_the_country_is_one_for_a_customer():
    found = guess(text="Viele Grüße\nHelen Park\nNorthgate GmbH, München\n+49 89 4960000\n")
    assert all(not is_workday(date(2027, 1, 6), hours) for hours in hours_for(found))
    assert all(is_workday(date(2027, 3, 8), hours) for hours in hours_for(found))  # in two of 16
