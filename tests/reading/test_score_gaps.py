"""Where we were behind, by the points in a table of bidders."""

import pytest

from debrief.reading.records.score_gaps import told_gaps
from tests.reading.test_verdict import verdict

US = "Larkspur Analytics"
RANKED = (
    ("Rank", "Offeror", "Technical (60)", "Cost (40)", "Total", "Price offered"),
    ("1", "Oakvane Ltd", "51.5", "38.2", "89.7", "1,094,300 USD"),
    ("2", "Larkspur Analytics", "53.0", "33.4", "86.4", "1,250,000 USD"),
)
SIDE_BY_SIDE = (
    ("Criterion", "Available", "You", "Successful"),
    ("Cost", "400", "388", "400"),
    ("Shadow reduction", "350", "262", "331"),
    ("Sustainability", "250", "230", "190"),
    ("Total", "1000", "880", "921"),
)


@pytest.mark.parametrize(
    ("table", "winner", "gaps"),
    [
        (RANKED, "Oakvane", "Cost: 33.4 vs. 38.2"),
        (SIDE_BY_SIDE, None, "Shadow reduction: 262 vs. 331; Cost: 388 vs. 400"),
        (
            (("Kriterium", "Larkspur", "Oakvane"), ("Wartung (40)", "22", "37"), ("Preis (60)", "60", "51,5")),
            "Oakvane",
            "Wartung: 22 vs. 37",
        ),
    ],
)  # fmt: skip
def test_the_criteria_in_which_we_were_behind_are_told_the_worst_first(table, winner, gaps):
    assert told_gaps((table,), "", US, winner) == gaps


@pytest.mark.parametrize(
    ("table", "winner"),
    [
        (RANKED, None),  # who of them won is not known
        (RANKED, "Birchline"),
        ((("Item", "Us", "Oakvane"), ("Price per year", "$58k", "$61k")), "Oakvane"),
        ((("Item", "Larkspur", "Oakvane"), ("Tendered sum", "1380000", "1273000")), "Oakvane"),
        ((("Kriterium", "Larkspur", "Oakvane"), ("Summe", "80", "90")), "Oakvane"),
        (((),), "Oakvane"),
    ],
)
def test_prices_totals_and_tables_without_the_winner_tell_none(table, winner):
    assert told_gaps((table,), "", US, winner) is None


def test_a_notice_that_gives_points_alone_gives_its_reason():
    rows = "\n".join("\t".join(row) for row in RANKED)
    notice = "Dear Offeror:\n\nWe regret to inform you that your proposal was not selected for award.\n\n{}\n\nPurchasing Division\n"
    facts = verdict(notice.format(rows), subject="RFP 26-114").facts
    assert facts.competitor == "Oakvane Ltd"
    assert facts.reason_given == "Cost: 33.4 vs. 38.2"
