"""One word said over and over, in whatever reader looks for it: what nobody writes takes no time to refuse."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest

from debrief.answers.followup import read_followup
from debrief.answers.orders import order_of
from debrief.answers.second_thoughts import would_skip
from debrief.reading.facts.criterion_phrase import phrase_of
from debrief.reading.facts.deal_doubts import is_idle
from debrief.reading.facts.lots import lot_in
from debrief.reading.facts.said_criteria import named_in
from debrief.when.named_days import named_day

TODAY = date(2026, 10, 9)
ENDLESS: dict[str, tuple[Callable[[str], object], str]] = {
    "now? then? then?": (order_of, "send questions" + " then" * 30 + " x"),
    "we can we can": (read_followup, "we we can " * 28 + "x"),
    "after after": (lambda text: named_day(text, TODAY), "na " * 30 + "x"),
    "we we or": (would_skip, "or " + "we " * 30 + "x"),
    "already already": (phrase_of, "también ya " * 30 + "x"),
    "clearly clearly": (phrase_of, "la rapidez was " + "claramente " * 30 + "x"),
    "for us for us": (named_in, "der Preis gabe" + " fur uns" * 30 + " x"),
    "fwd fwd": (is_idle, "fwd  " * 30 + "x"),
    "a a a": (is_idle, "a " * 30 + "x"),
    "no. no. no.": (lambda text: lot_in(text, ()), "los n" + ".r" * 30 + "x"),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_a_word_without_end_is_refused_at_once(name: str) -> None:
    read, text = ENDLESS[name]
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 1
