"""Who came out first in a table of bidders, and on what."""

import pytest

from debrief.reading.records.award_tables import award_table

US = "Larkspur Analytics"


@pytest.mark.parametrize(
    ("text", "winner", "criteria"),
    [
        (
            "The marks:\n\n               Weight   Larkspur   Tarnbrook   Old Mill BI\nApp              35        21         33           28\nSAP link         25        24         20           17\n                100        77         83           79\n",
            "Tarnbrook",
            ("App", "SAP link"),
        ),
        (
            "Kriterium      Gew.   Larkspur   Tarnbruck   Eigenbau\nAnbindung      60 %   4          9           6\nPreis          40 %   5          6           9\nSumme          4,4    7,8        7,1\n",
            "Tarnbruck",
            ("Anbindung", "Preis"),
        ),
        (
            "Fit (40)      Larkspur 33   Vantaro 35\nSetup (25)    Larkspur 14   Vantaro 22\nPrice (25)    Larkspur 21   Vantaro 18\n",
            "Vantaro",
            ("Setup", "Price"),
        ),
        (
            "Lot 1   Larkspur Ltd   Successful   GBP 64,000\nLot 2   Frostline Ltd   -   71.5 / 80.0\n",
            None,
            (),
        ),
        (
            "Criterion      Weight   Larkspur   Most adv.\nCost             45      38.20      36.05\nEnergy           55      14.00      48.00\nTotal           100      52.20      84.05\n",
            None,
            ("Cost", "Energy"),
        ),
        (
            "   1. Bombeos Trasierra, S.A. ............. 94,10 puntos\n   2. Larkspur Analytics Ltd, suc. España ... 88,75 puntos\n   3. UTE Pozos ............... 61,02 puntos\n",
            "Bombeos Trasierra, S.A",
            (),
        ),
        (
            "Larkspur ......... 38\nMagazijnbeeld .... 45\nhuidige situatie . 22\n",
            "Magazijnbeeld",
            (),
        ),
        (
            "Licitador              Oferta (49)   Memoria (36)   Total\nSistemas Alba S.L.       47,20          29,50       91,70\nLarkspur Analytics       38,85          34,00       77,85\n",
            "Sistemas Alba S.L",
            (),
        ),
        ("Critère      Larkspur   Attributaire : Médiline\nCoût           26        22\nSécurité       17        29\n", "Médiline", ("Coût", "Sécurité")),
        ("Critère      Larkspur   Médiline\nCoût           26        22\nSécurité       17        29\n", "Médiline", ("Coût", "Sécurité")),
    ],
)  # fmt: skip
def test_the_highest_total_beside_ours_wins(text, winner, criteria):
    found = award_table((), US, text)
    assert found[0] == winner
    assert not criteria or found[1] == criteria


@pytest.mark.parametrize(
    "text",
    [
        "Bieter              Preis   Summe\nBieter 1              40      83\nLarkspur Analytics    27      80\n",
        "Tarnbrook Inc.       $214,600.00\nLarkspur Analytics   $239,950.00\nGantry Ltd           $288,000.00\n",
        "Criterion   Your score   Winner\nQuality     30           41\nPrice       31           29\n",
        "Criterion   Available   You   Successful   Comment\nCost   400   388   400   on EUR 239,500\nShadow   350   262   331   Visible with two heads\n",
        "Criterion   Weight   Your score   Highest\nEase   40   27.20   36.80\nPrice   35   24.15   24.80\nTotal   100   71.35   83.10\n",
        "Your seats:   12\nPrice:        400\n",
    ],
)
def test_a_table_that_names_nobody_or_only_prices_tells_no_winner(text):
    assert award_table((), US, text)[0] is None
