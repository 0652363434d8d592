"""What a rep answers to "done? did it help?"."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debrief.followup import read_followup, read_followups


@pytest.mark.parametrize(("text", "done", "helped"), [
    ("done, helped", True, "yes"), ("yes yes", True, "yes"), ("yes, no", True, "no"), ("done", True, None),
    ("Done - too early to say", True, "too early"), ("not yet", False, None), ("no", False, None),
    ("done but it did not help", True, "no"), ("yes it helped a lot", True, "yes"), ("it helped", True, "yes"),
    ("didn't get to it", False, None), ("no time, sorry", False, None), ("Yes.\n\nThanks\nDevon", True, None),
    ("erledigt, hat geholfen", True, "yes"), ("noch nicht", False, None), ("erledigt, zu früh", True, "too early"),
    ("ja, nein", True, "no"), ("fait, utile", True, "yes"), ("pas encore", False, None), ("oui, trop tôt", True, "too early"),
    ("hecho, ayudó", True, "yes"), ("todavía no", False, None), ("gedaan, hielp", True, "yes"),
    ("nog niet", False, None), ("feito, ajudou", True, "yes"), ("ainda não", False, None), ("👍", True, None),
    ("too early", None, "too early"), ("> done?\nyes, helped", True, "yes"),
])  # fmt: skip
def test_a_word_or_two_answer_the_follow_up(
    text: str, done: bool | None, helped: str | None
) -> None:
    reading = read_followup(text)
    assert (reading.done, reading.helped) == (done, helped)
    assert not reading.not_understood


@pytest.mark.parametrize(("text", "when"), [
    ("not yet, next Friday", "next Friday"), ("no, by 4 December", "by 4 December"),
    ("noch nicht, bis Freitag", "bis Freitag"), ("pas encore, d'ici vendredi", "d'ici vendredi"),
])  # fmt: skip
def test_a_new_date_is_kept_in_its_words(text: str, when: str) -> None:
    assert read_followup(text).new_date_text == when


def test_an_answer_that_says_something_else_is_asked_back() -> None:
    reading = read_followup("banana split")
    assert reading.done is None
    assert reading.not_understood


def test_several_rows_are_answered_by_number() -> None:
    found = read_followups("1 done, helped\n2: not yet, next Friday\n3 - yes, no", 3)
    assert [(found[n].done, found[n].helped) for n in (1, 2, 3)] == [
        (True, "yes"),
        (False, None),
        (True, "no"),
    ]
    assert read_followups("all done", 2)[2].done is True
    assert read_followups("done", 2) == {}
    assert read_followups("done", 1)[1].done is True


@given(st.text(max_size=200))
def test_no_text_makes_the_follow_up_fail(text: str) -> None:
    read_followup(text)
    read_followups(text, 3)
