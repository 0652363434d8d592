from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from debrief.plaintext import WIDTH, columns, pairs, quoted, tidy, width_of, wrapped

TEXT = st.text(max_size=400)


@given(TEXT)
def test_wrapping_loses_no_word_and_changes_no_order(text: str) -> None:
    assert wrapped(text).split() == text.split()


@given(TEXT, st.integers(10, 76))
def test_no_line_is_wider_than_asked_unless_one_word_is(text: str, width: int) -> None:
    for line in wrapped(text, width).split("\n"):
        assert width_of(line) <= width or not line.replace(":", "x").split()[1:] or ":" in line


@given(TEXT)
def test_whatever_is_quoted_stands_behind_a_mark(text: str) -> None:
    for line in quoted(text).splitlines():
        assert line.startswith(">")


def test_a_quotation_keeps_the_writer_s_lines_and_single_blank_ones() -> None:
    assert quoted("one\r\ntwo\n\n\nthree") == "> one\n> two\n>\n> three"


def test_a_long_address_is_never_cut() -> None:
    url = "https://meet.fenwright.example/" + "a" * 90
    assert url in wrapped(f"join here {url} please").split("\n")


def test_wide_characters_count_two_columns_and_marks_none() -> None:
    assert width_of("議事録") == 6
    assert width_of("e\N{COMBINING ACUTE ACCENT}") == 1


def test_values_stand_under_each_other() -> None:
    assert pairs([["Deal", "Gate"], ["Amount", "EUR 5"]]) == "Deal:    Gate\nAmount:  EUR 5"


def test_a_long_value_goes_on_under_its_column() -> None:
    lines = pairs([["Reason", "word " * 30]]).split("\n")
    assert len(lines) > 1
    assert all(line.startswith(" " * 9) for line in lines[1:])


def test_a_label_too_long_for_the_column_stands_above_its_value() -> None:
    label = "a very long label that leaves no room at all"
    assert pairs([[label, "value"], ["b", "c"]]).split("\n")[0] == label + ":"


def test_a_value_with_line_ends_stays_in_its_row() -> None:
    assert pairs([["Deal", "Gate\nRef: FORGED"]]) == "Deal:  Gate Ref: FORGED"


def test_a_table_that_fits_is_aligned() -> None:
    assert columns(["Reason", "n"], [["price", 2], ["size", 11]]) == (
        "Reason  n\n------  --\nprice   2\nsize    11"
    )


def test_a_table_too_wide_wraps_its_widest_column() -> None:
    text = columns(["Practice", "n"], [["word " * 40, 1]])
    assert max(map(width_of, text.split("\n"))) <= WIDTH
    assert text.count("word") == 40


def test_a_table_that_cannot_fit_is_stacked() -> None:
    head = [f"column {n}" for n in range(9)]
    text = columns(head, [["some longer value"] * 9])
    assert text.split("\n")[0].startswith("column 0:")
    assert text.count("some longer value") == 9


def test_an_empty_table_prints_its_head() -> None:
    assert columns(["A", "B"], []).startswith("A  B")


@given(st.text(alphabet="a \n", max_size=200))
def test_tidy_text_has_no_blank_runs_and_no_loose_ends(text: str) -> None:
    tidied = tidy(text)
    assert "\n\n\n" not in tidied
    assert tidied.endswith("\n")
    assert all(line == line.rstrip() for line in tidied.split("\n"))
