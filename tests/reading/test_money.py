"""Amounts in the notations people use, and which deals are major."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debrief.reading.facts.money import USD_BOUNDS, amounts, bare_amounts, is_major, scaled_amounts
from debrief.reading.facts.number_words import in_figures
from debrief.reading.facts.told_sums import unmarked
from debrief.team import Money


@pytest.mark.parametrize(
    ("written", "value", "currency"),
    [
        ("$164.5k", 164_500, "USD"),
        ("61 300 € HT", 61_300, "EUR"),
        ("61\u202f300,50 €", 61_300.5, "EUR"),
        ("EUR 240.000,00", 240_000, "EUR"),
        ("£1.2m", 1_200_000, "GBP"),
        ("CHF 98'500.-", 98_500, "CHF"),
        ("1,5 Mio. Euro", 1_500_000, "EUR"),
        ("240 T€", 240_000, "EUR"),
        ("TEUR 120", 120_000, "EUR"),
        ("value: 27.9 kGBP", 27_900, "GBP"),
        ("kEUR 27,9", 27_900, "EUR"),
        ("85 K€", 85_000, "EUR"),
        ("R$ 1.250.000,00", 1_250_000, "BRL"),
        ("310k EUR", 310_000, "EUR"),
        ("USD 1,212,000.00", 1_212_000, "USD"),
        ("$2,350,000 MXN", 2_350_000, "MXN"),
        ("120 mil euros", 120_000, "EUR"),
        ("€1.500", 1_500, "EUR"),
        ("€1.50", 1.5, "EUR"),
        ("1.4 million dollars", 1_400_000, "USD"),
        ("SEK 2 450 000", 2_450_000, "SEK"),
        ("38k", 38_000, None),
        ("44 mille", 44_000, None),
        ("46 T€", 46_000, "EUR"),
        ("27k5", 27_500, None),
        ("$1,840,000.00 M.N. más IVA", 1_840_000, "MXN"),
        ("$1,840,000.00 MN", 1_840_000, "MXN"),
        ("$1.8 M", 1_800_000, "USD"),
        ("412 000 $ CA", 412_000, "CAD"),
        ("42 000 piastres", 42_000, "CAD"),
        ("Q 1,102,500.00", 1_102_500, "GTQ"),
        ("R2.4m", 2_400_000, "ZAR"),
        ("171m naira", 171_000_000, "NGN"),
        ("₦171m", 171_000_000, "NGN"),
        ("17,500 dolaritos", 17_500, "USD"),
        ("U$S 118.000", 118_000, "USD"),
        ("S/ 120,000", 120_000, "PEN"),
        ("RD$ 1,200,000", 1_200_000, "DOP"),
        ("12,5 millions FCFA", 12_500_000, "XOF"),
        ("Kz 1.200.000,00", 1_200_000, "AOA"),
        ("38'000 francs", 38_000, "CHF"),
        ("Rs.500,000", 500_000, "INR"),
    ],
)
def test_every_usual_notation_is_read(written, value, currency):
    found = amounts(f"so it was {written}, they said")
    assert [(amount.value, amount.currency) for amount in found] == [(value, currency)]


def test_pesos_and_crowns_take_the_currency_of_the_reps_country():
    assert amounts("4,8 millones de pesos", zone="America/Mexico_City")[0].currency == "MXN"
    assert amounts("4,8 millones de pesos", zone="America/Bogota")[0].currency == "COP"
    assert amounts("450 000 kr", zone="Europe/Oslo")[0].currency == "NOK"
    assert amounts("450 000 kr")[0].currency is None


def test_a_dollar_sign_means_the_teams_own_dollar():
    assert amounts("$5,000", home="CAD")[0].currency == "CAD"
    assert amounts("$5,000", home="EUR")[0].currency == "USD"


@pytest.mark.parametrize(
    "text",
    [
        "Q4 2026",
        "R 12",
        "AO-2026-K-11",
        "07.12.2026",
        "12 handhelds",
        "at 10:15 on 2026-10-06",
        "45 %",
        "RFP 26-114",
        "room 300",
        "v3.2",
        "-25C",
    ],
)
def test_other_numbers_are_no_money(text):
    assert amounts(text) == ()


@given(
    st.integers(min_value=1_000, max_value=999_999_999),
    st.sampled_from(["plain", "comma", "dot", "space", "apostrophe"]),
)
def test_thousands_may_be_marked_in_any_way(value, style):
    mark = {"plain": "", "comma": ",", "dot": ".", "space": " ", "apostrophe": "'"}[style]
    written = f"{value:,}".replace(",", mark)
    assert amounts(f"EUR {written} net")[0].value == value


@given(st.integers(min_value=1, max_value=9_999_999), st.integers(min_value=0, max_value=99))
def test_decimals_after_both_marks_are_told_from_thousands(whole, cents):
    german = f"{whole:,}".replace(",", ".") + f",{cents:02d} EUR"
    english = f"EUR {whole:,}.{cents:02d}"
    assert amounts(german)[0].value == amounts(english)[0].value == round(whole + cents / 100, 2)


@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(text):
    for amount in amounts(text):
        assert amount.value > 0
        assert 0 <= amount.first < amount.last <= len(text)


USD_100K = Money(amount=100_000, currency="USD")


@pytest.mark.parametrize(
    ("amount", "currency", "major"),
    [
        (100_000, "USD", True),
        (99_999.99, "USD", False),
        (148_000, "GBP", True),
        (61_300, "EUR", False),
        (85_000, "EUR", None),
        (4_800_000, "MXN", True),
        (None, "USD", None),
        (50_000, None, None),
        (50_000, "XAU", None),
    ],
)
def test_major_is_decided_only_where_no_plausible_rate_changes_it(amount, currency, major):
    assert is_major(amount, currency, USD_100K) is major


def test_neighbours_money_is_weighed_against_each_other_and_not_by_way_of_the_dollar():
    pounds = Money(amount=75_000, currency="GBP")
    assert is_major(96_000, "EUR", pounds) is True
    assert is_major(70_000, "EUR", pounds) is False
    assert is_major(86_000, "EUR", pounds) is None


@pytest.mark.parametrize(
    ("amount", "currency", "major"),
    [(60_000, "EUR", True), (44_000, "EUR", False), (50_000, "EUR", None), (260_000, "BRL", False)],
)
def test_canadian_dollars_are_weighed_against_others_directly(amount, currency, major):
    assert is_major(amount, currency, Money(amount=80_000, currency="CAD")) is major


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("€45k/yr", 45_000),
        ("$1.2m/year", 1_200_000),
        ("R$ 1,9 milhão/ano", 1_900_000),
        ("60 grand/yr", 60_000),
        ("our sixty-odd grand", 60_000),
        ("our 60-odd k", 60_000),
    ],
)
def test_a_scale_stands_before_a_stroke_and_behind_odd(text, value):
    assert [each.value for each in amounts(in_figures(text))] == [value]


def test_a_scale_that_counts_other_things_as_well_is_a_sum_only_for_who_asks():
    assert [each.value for each in scaled_amounts("Era 2,6 milhões por ano, o maior.")] == [2.6e6]
    assert scaled_amounts("2,6 milhões de reais, 38k, 1.2 Mio EUR, $4 million, 5 m") == ()


@given(st.sampled_from(sorted(USD_BOUNDS)), st.floats(min_value=1, max_value=1e9))
def test_a_larger_deal_is_never_less_major(currency, amount):
    order = {False: 0, None: 1, True: 2}
    assert (
        order[is_major(amount, currency, USD_100K)]
        <= order[is_major(amount * 2, currency, USD_100K)]
    )


PHONES = [
    "+1 (312) 555-0000", "+44 (0)113 496 1000", "+44 7700 900 000", "Direct 113 496 000", "(312) 555-0100",
    "M: 07700 900 000", "Tel. 089 / 123 456-000", "Tél : 01 45 67 89 00", "+351 210 000 000", "0171 555 000",
]  # fmt: skip


@pytest.mark.parametrize("phone", PHONES)
def test_a_telephone_number_is_no_sum(phone):
    signed = f"Kind regards\nPat Quill\nQuill Foods\n{phone}\nwww.quill.example"
    assert not amounts(signed)
    assert not bare_amounts(signed)
    assert not any(unmarked(signed))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("+120 000 000 €", 120e6),
        ("(2025) 140 000 €", 140e3),
        ("direct 113.000 EUR", 113e3),
        ("mobile 120 000 EUR in all", 120e3),
    ],
)
def test_a_sum_is_no_telephone_number(text, value):
    assert [each.value for each in amounts(text)] == [value]


@pytest.mark.parametrize("text", ["1" * 40_000, "€1" * 20_000, "0 " * 20_000, "+1" * 20_000])
def test_a_run_of_digits_takes_time_that_grows_with_it_and_no_faster(text):
    start = time.process_time()
    amounts(text)
    bare_amounts(text)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "text", ["les 33k. Ils partent", "we could try 33k", "33k. Try again", "Mad 33k", "33k cop"]
)
def test_a_word_that_is_spelled_like_a_currency_is_none(text):
    [found] = amounts(text)
    assert (found.value, found.currency) == (33_000, None)


@pytest.mark.parametrize(
    ("text", "currency"), [("33k TRY", "TRY"), ("ILS 33,000", "ILS"), ("33k Euro", "EUR")]
)
def test_a_code_in_capitals_is_one(text, currency):
    assert amounts(text)[0].currency == currency


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("26tsd 400 euro plus schulung", 26400, "EUR"),
        ("son 26 mil 400 euros", 26400, "EUR"),
        ("We signed on Thursday with another company. Your 640 000\nzł was fine", 640000, "PLN"),
        (
            "We had budgeted for it in the spring of this year, namely €\n22,750 in all",
            22750,
            "EUR",
        ),
    ],
)
def test_what_follows_a_scale_or_stands_in_the_next_line_belongs_to_a_sum(text, value, currency):
    assert [(each.value, each.currency) for each in amounts(text)] == [(value, currency)]


@pytest.mark.parametrize(
    "text", ["Quantity: 12\nEUR 22,750.00", "We need 15k 300 times over, EUR 22,750"]
)
def test_a_number_of_another_line_or_thing_is_no_part_of_a_sum(text):
    assert amounts(text)[-1].value == 22750
