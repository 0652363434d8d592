from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debrief.model import Facts
from debrief.practices.questions import (
    REMINDERS,
    WRITTEN,
    as_context,
    customers_facts,
    opening_for,
    questions_for,
    rep_questions_for,
    written_questions_for,
)
from tests.template_contexts import FACTS, MANAGER

NO_DECISION = FACTS.model_copy(update={"no_decision": True, "competitor": None})
WORDS = st.none() | st.text(min_size=1, max_size=30)
ANY_FACTS = st.builds(
    Facts,
    customer_name=WORDS,
    deal=WORDS,
    competitor=WORDS,
    no_decision=st.booleans(),
    priorities=st.lists(st.text(max_size=30), max_size=5).map(tuple),
)


@pytest.mark.parametrize("ask", [questions_for, rep_questions_for, written_questions_for])
def test_there_are_always_five_in_order(ask) -> None:
    for facts in (FACTS, NO_DECISION, Facts()):
        assert [question.number for question in ask(facts)] == [1, 2, 3, 4, 5]


@given(ANY_FACTS)
def test_every_question_asks_and_none_says_none(facts: Facts) -> None:
    for ask in (questions_for, rep_questions_for, written_questions_for):
        for question in ask(facts):
            assert question.text.endswith("?")
            without_data = ask(facts.model_copy(update={"competitor": None, "priorities": ()}))
            assert "None" not in without_data[question.number - 1].text


def test_the_winner_is_named_in_the_first_question() -> None:
    assert "Cormorant Systems" in questions_for(FACTS)[0].text


def test_an_unknown_winner_is_not_invented() -> None:
    text = questions_for(FACTS.model_copy(update={"competitor": None}))[0].text
    assert text == "What did the company you chose do well that led you to choose them?"


def test_no_decision_asks_about_staying_and_names_no_winner() -> None:
    for question in (*questions_for(NO_DECISION), *rep_questions_for(NO_DECISION)):
        assert "choose them" not in question.text
        assert "winner" not in question.text
    assert "staying with what you have" in questions_for(NO_DECISION)[0].text


def test_the_second_question_lists_this_customer_s_priorities() -> None:
    text = questions_for(FACTS)[1].text
    assert "a switch without downtime, price over five years and support at night?" in text


def test_priorities_lose_their_own_full_stops_and_line_ends() -> None:
    facts = FACTS.model_copy(update={"priorities": ("price.", " support\nat night;", "  ")})
    assert questions_for(facts)[1].text.endswith(": price and support at night?")


def test_without_priorities_the_second_question_still_asks_for_them() -> None:
    text = questions_for(FACTS.model_copy(update={"priorities": ()}))[1].text
    assert "two or three priorities" in text


def test_the_rep_is_asked_for_their_own_view_of_the_same_five() -> None:
    asked = rep_questions_for(FACTS)
    assert "do you think" in asked[0].text
    assert "support at night" in asked[1].text


def test_a_customer_who_writes_sees_no_hint_for_the_asker() -> None:
    assert not any(question.hint for question in written_questions_for(FACTS))
    assert all(question.hint for question in questions_for(FACTS))


def test_the_opening_thanks_and_does_not_sell() -> None:
    opening = opening_for(FACTS, MANAGER)
    assert opening.startswith("Hello Joanna Bright, this is Marta Lindqvist. Thank you")
    assert "not calling to change it" in opening
    assert "None" not in opening_for(Facts(), MANAGER)


def test_the_reminders_say_listen_and_neither_sell_nor_defend() -> None:
    together = " ".join(REMINDERS)
    assert "Listen" in together
    assert "Do not sell, and do not defend" in together


def test_a_record_keeps_number_text_and_hint() -> None:
    assert as_context(questions_for(FACTS))[0].keys() == {"number", "text", "hint"}


@pytest.mark.parametrize("language", WRITTEN)
def test_the_written_five_exist_in_the_customer_s_language(language: str) -> None:
    texts = [question.text for question in written_questions_for(FACTS, language)]
    assert len(texts) == 5
    assert "Cormorant Systems" in texts[0]
    assert "support at night" in texts[1]
    assert texts != [question.text for question in written_questions_for(FACTS)]
    for facts in (FACTS, NO_DECISION, Facts()):
        asked = " ".join(question.text for question in written_questions_for(facts, language))
        assert "{" not in asked
        assert "None" not in asked


def test_a_language_we_do_not_have_is_asked_in_english() -> None:
    assert written_questions_for(FACTS, "fi") == written_questions_for(FACTS)


def test_braces_in_a_priority_are_only_text() -> None:
    facts = FACTS.model_copy(update={"priorities": ("{winner}", "{0}")})
    assert "{0}" in written_questions_for(facts, "de")[1].text


def test_a_winner_whom_the_customer_never_named_is_left_out_of_what_the_customer_reads():
    facts = Facts(competitor="Corvane")
    assert customers_facts(facts, "We chose CORVANE.").competitor == "Corvane"
    unnamed = customers_facts(facts, "We chose somebody else.")
    for language in ("en", "de", "fr", "es", "nl", "pt"):
        told = [q.text for q in written_questions_for(unnamed, language)]
        assert not any("Corvane" in text for text in told)
    assert facts.competitor == "Corvane"  # the manager's script still names it
