"""How a manager's notes are read, in whatever form they come."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debrief.answers.notes import read_notes, reconnect_date
from debrief.model import Notes

TODAY = date(2026, 11, 23)
QUESTIONS = (
    "What did Acme do well that led you to choose them?",
    "How did we compare on the priorities that mattered to you: speed, price and support?",
    "Which of your needs did we understand less well than they did?",
    "What one or two things would you recommend so that we get better?",
    "Will we have a chance to win your business in the future?",
)
FIVE = {
    "1": "fast answers",
    "2": "price was fine",
    "3": "none",
    "4": "call the CFO",
    "5": "in a year",
}

FORMS = {
    "dots": "1. fast answers\n2. price was fine\n3. none\n4. call the CFO\n5. in a year",
    "brackets": "1) fast answers\n2) price was fine\n3) none\n4) call the CFO\n5) in a year",
    "both brackets": "(1) fast answers\n(2) price was fine\n(3) none\n(4) call the CFO\n(5) in a year",
    "q": "Q1: fast answers\nQ2: price was fine\nQ3: none\nQ4: call the CFO\nQ5: in a year",
    "words": "Question 1: fast answers\nQuestion 2: price was fine\nquestion 3 none\nQuestion 4 - call the CFO\nQuestion 5: in a year",
    "german": "Frage 1: fast answers\nFrage 2: price was fine\nFrage 3: none\nFrage 4: call the CFO\nFrage 5: in a year",
    "colons": "1: fast answers\n2: price was fine\n3: none\n4: call the CFO\n5: in a year",
    "dashes": "1 - fast answers\n2 - price was fine\n3 - none\n4 - call the CFO\n5 - in a year",
    "one line": "1. fast answers 2. price was fine 3. none 4. call the CFO 5. in a year",
    "heads": "1.\nfast answers\n\n2.\nprice was fine\n\n3.\nnone\n\n4.\ncall the CFO\n\n5.\nin a year",
    "paragraphs": "fast answers\n\nprice was fine\n\nnone\n\ncall the CFO\n\nin a year",
    "bullets": "- fast answers\n- price was fine\n- none\n- call the CFO\n- in a year",
    "lines": "fast answers\nprice was fine\nnone\ncall the CFO\nin a year",
    "out of order": "5. in a year\n4. call the CFO\n3. none\n2. price was fine\n1. fast answers",
    "keycaps": "1️⃣ fast answers\n2️⃣ price was fine\n3️⃣ none\n4️⃣ call the CFO\n5️⃣ in a year",
    "circled": "① fast answers\n② price was fine\n③ none\n④ call the CFO\n⑤ in a year",
    "bold": "*1.* fast answers\n*2.* price was fine\n*3.* none\n*4.* call the CFO\n*5.* in a year",
    "ordinals": "First: fast answers\nSecond: price was fine\nThird: none\nFourth: call the CFO\nFifth: in a year",
    "bare": "1 fast answers\n2 price was fine\n3 none\n4 call the CFO\n5 in a year",
    "hash": "#1 fast answers\n#2 price was fine\n#3 none\n#4 call the CFO\n#5 in a year",
    "number words": "Question one: fast answers\nQuestion two: price was fine\nQuestion three: none\nQuestion four: call the CFO\nQuestion five: in a year",
    "letter": "Hi,\n\n1. fast answers\n2. price was fine\n3. none\n4. call the CFO\n5. in a year\n\nThanks\nMaria",
    "inline quoted": "\n".join(f"> {n}. {q}\n{a}" for n, q, a in zip("12345", QUESTIONS, FIVE.values(), strict=True)),
    "inline quoted, no numbers": "\n".join(f"> {q}\n\n{a}\n" for q, a in zip(QUESTIONS, FIVE.values(), strict=True)),
    "inline unquoted": "\n".join(f"{n}. {q}\n{a}" for n, q, a in zip("12345", QUESTIONS, FIVE.values(), strict=True)),
    "after the question": "\n".join(f"{n}. {q} {a}" for n, q, a in zip("12345", QUESTIONS, FIVE.values(), strict=True)),
    "in the quotation": "\n".join(f"> {n}. {q} {a}" for n, q, a in zip("12345", QUESTIONS, FIVE.values(), strict=True)),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_five_answers_are_read_in_any_form(form: str) -> None:
    reading = read_notes(FORMS[form], questions=QUESTIONS)
    assert reading.answers == FIVE
    assert reading.missing == ()
    assert reading.unplaced == ()


@pytest.mark.parametrize(
    "form", [f for f in FORMS if f not in ("inline quoted, no numbers", "in the quotation")]
)
def test_the_questions_wording_need_not_be_known_where_they_are_numbered(form: str) -> None:
    assert read_notes(FORMS[form]).answers == FIVE


def test_an_answer_may_have_several_lines_and_paragraphs() -> None:
    reading = read_notes("1. fast\nand kind\n\nalso cheap\n2. fine")
    assert reading.answers == {"1": "fast\nand kind\n\nalso cheap", "2": "fine"}
    assert reading.missing == (3, 4, 5)


def test_numbers_inside_an_answer_do_not_part_it() -> None:
    reading = read_notes(
        "1. 3 people told us\n3-4 weeks was too long\n1.5 million was the budget\n2. fine"
    )
    assert (
        reading.answers["1"]
        == "3 people told us\n3-4 weeks was too long\n1.5 million was the budget"
    )
    assert reading.answers["2"] == "fine"


def test_two_numbers_may_share_an_answer() -> None:
    assert read_notes("1 and 2: speed").answers == {"1": "speed", "2": "speed"}


def test_a_number_given_anew_replaces_only_that_answer() -> None:
    earlier = Notes(answers=FIVE, opinion="tough one")
    reading = read_notes("2: price was too high", earlier=earlier)
    assert reading.answers == FIVE | {"2": "price was too high"}
    assert reading.placed == (2,)
    assert reading.opinion == "tough one"


def test_the_one_answer_still_missing_needs_no_number() -> None:
    earlier = Notes(answers={k: v for k, v in FIVE.items() if k != "5"}, asked_missing=True)
    assert (
        read_notes("Yes, in a year\n\nThanks\nMaria", earlier=earlier).answers["5"]
        == "Yes, in a year"
    )


@pytest.mark.parametrize("label", [
    "me:", "Me:", "my view:", "My opinion:", "own opinion:", "(me:", "ich:", "meine Meinung:", "eigene Meinung:",
    "moi :", "mon avis :", "yo:", "mi opinión:", "ik:", "mijn mening:", "eu:", "minha opinião:", "IMHO:",
])  # fmt: skip
def test_our_own_view_is_kept_apart_from_the_customers_words(label: str) -> None:
    reading = read_notes(f"1. fast\n{label} I think they were lucky\n2. fine")
    assert reading.answers == {"1": "fast", "2": "fine"}
    assert reading.opinion == "I think they were lucky"


def test_an_opinion_in_brackets_takes_only_its_brackets() -> None:
    reading = read_notes("3. (my view: he was vague) night shift")
    assert (reading.answers, reading.opinion) == ({"3": "night shift"}, "he was vague")


@pytest.mark.parametrize("text", [
    "They did not show up", "They didn't show up.", "no show", "No-show :(", "She never joined the call", "nobody came",
    "He didn't dial in, sorry", "Hi, the customer did not show up. Thanks", "Der Kunde ist nicht erschienen",
    "Sie kam nicht", "Niemand ist gekommen, niemand war da", "Elle n'est pas venue", "Il ne s'est pas présenté",
    "No se presentó", "El cliente no apareció", "Ze is niet komen opdagen", "Hij kwam niet", "Não apareceu", "O cliente não compareceu",
])  # fmt: skip
def test_a_customer_who_did_not_come_is_noticed(text: str) -> None:
    reading = read_notes(text)
    assert reading.no_show
    assert reading.answers == {}


@pytest.mark.parametrize("text", [
    "1. They said our demo team did not show up\n2. fine", "We did not show up in time, they told me",
    "Our rep never joined", "3. No one came to the second demo", "All went well",
])  # fmt: skip
def test_the_same_words_about_us_or_inside_an_answer_are_no_absence(text: str) -> None:
    assert not read_notes(text).no_show


def test_an_answer_of_a_dash_is_still_missing_and_nothing_is_an_answer() -> None:
    reading = read_notes("1. fast\n2. -\n3. nothing\n4. ?\n5. no")
    assert reading.missing == (2, 4)
    assert reading.answers["3"] == "nothing"


def test_text_without_a_place_comes_back() -> None:
    reading = read_notes("The call was good, she was very open.\n\n1. fast answers")
    assert reading.unplaced == ("The call was good, she was very open.",)
    assert reading.answers == {"1": "fast answers"}


@pytest.mark.parametrize(
    "closing",
    ["Mit freundlichen Grüßen", "Atentamente,", "Yours sincerely", "Um abraço,", "Vennlig hilsen"],
)
def test_the_name_under_a_closing_formula_is_no_answer(closing: str) -> None:
    reading = read_notes(f"{FORMS['dots']}\n\n{closing}\nMaria Lund\nEinkauf")
    assert reading.answers == FIVE
    assert not reading.unplaced


def test_greeting_and_signature_are_neither_answers_nor_unplaced() -> None:
    reading = read_notes("Hi there,\n\n1. fast\n\nBest regards\nMaria Lopez\nSales Director")
    assert reading.answers == {"1": "fast"}
    assert reading.unplaced == ()


WORDS = st.sampled_from(["qwelt", "brimso", "tarkov", "zundel", "vexil"])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(
    st.sampled_from(["1. ", "2) ", "Q3: ", "me: ", "", "\n", "- ", "(4) ", "5 - ", "my view: ", "Frage 2: "]), WORDS),
    max_size=12))  # fmt: skip
def test_no_word_is_ever_dropped(parts: list[tuple[str, str]]) -> None:
    reading = read_notes("\n".join(head + word for head, word in parts), questions=QUESTIONS)
    kept = "\n".join(
        [*reading.answers.values(), reading.opinion, *reading.unplaced, *reading.signature]
    )
    for _, word in parts:
        assert kept.count(word) >= sum(w == word for _, w in parts)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    reading = read_notes(text, questions=QUESTIONS)
    assert set(reading.answers) <= {"1", "2", "3", "4", "5"}
    assert set(reading.missing) == {n for n in range(1, 6) if str(n) not in reading.answers}
    reconnect_date(text, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "1. a " * 50_000,
        "1.\n" * 50_000,
        "did not " * 30_000,
        "> 1. what " * 20_000,
        "in " * 100_000,
    ],
)
def test_hostile_lengths_are_read_in_bounded_time(text: str) -> None:
    started = time.process_time()
    read_notes(text, questions=QUESTIONS)
    reconnect_date(text, TODAY)
    assert time.process_time() - started < 3


@pytest.mark.parametrize(("answer", "day"), [
    ("nach dem Sommer", "2027-09-01"), ("après l'été", "2027-09-01"), ("después del verano", "2027-09-01"),
    ("end of Q1 2027", "2027-03-25"), ("Ende Q1 2027", "2027-03-25"), ("fin du T1 2027", "2027-03-25"),
    ("Ja, in 2027 ein Projekt. Rufen Sie mich im Februar an.", "2027-02-01"),
    ("Yes, in half a year", "2027-05-24"), ("in a year", "2027-11-23"), ("in two years", "2028-11-23"),
    ("in 6 months", "2027-05-24"), ("in 6-9 months", "2027-05-24"), ("Talk to us again in three months.", "2027-02-23"),
    ("next spring", "2027-03-01"), ("in the spring of 2028", "2028-03-01"), ("Q3 2027", "2027-07-01"),
    ("maybe in the third quarter of 2027", "2027-07-01"), ("Q1", "2027-01-01"), ("H2 2027", "2027-07-01"),
    ("when the lease comes up in March", "2027-03-01"), ("in May 2027", "2027-05-03"), ("next year", "2027-01-01"),
    ("next year in June", "2027-06-01"), ("early 2028", "2028-01-03"), ("mid 2027", "2027-06-01"),
    ("2027-09-01", "2027-09-01"), ("on 12 May 2027", "2027-05-12"), ("nächstes Jahr", "2027-01-01"),
    ("in einem halben Jahr", "2027-05-24"), ("im März", "2027-03-01"), ("im Frühjahr", "2027-03-01"),
    ("dans six mois", "2027-05-24"), ("l'année prochaine", "2027-01-01"), ("au printemps 2027", "2027-03-01"),
    ("en seis meses", "2027-05-24"), ("el próximo año", "2027-01-01"), ("volgend jaar", "2027-01-01"),
    ("over een half jaar", "2027-05-24"), ("no ano que vem", "2027-01-01"), ("daqui a seis meses", "2027-05-24"),
    ("Contract ends in December 2028. Call us in January 2028.", "2028-01-03"),
])  # fmt: skip
def test_the_day_to_reconnect_is_found(answer: str, day: str) -> None:
    assert reconnect_date(answer, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize("answer", [
    "", "no", "Never again", "we may talk again", "maybe", "Possibly, if they fail", "since March it is settled",
    "Not before things change", "either Q2 or Q4 2027", "We march on", "in 2019", "2020-01-01", "the fall of prices",
])  # fmt: skip
def test_no_clear_day_gives_none(answer: str) -> None:
    assert reconnect_date(answer, TODAY) is None


@given(
    st.sampled_from(["in {} months", "in {} weeks", "in {} Wochen", "dans {} mois"]),
    st.integers(1, 36),
)
def test_a_span_always_lies_ahead_on_a_working_day(form: str, count: int) -> None:
    day = reconnect_date(form.format(count), TODAY)
    assert day is not None
    assert day > TODAY
    assert day.weekday() < 5


@pytest.mark.parametrize(
    ("text", "number", "answer"),
    [
        ("looks right, but 2 should be: behind on calibration", "2", "behind on calibration"),
        ("2 should be behind on calibration", "2", "behind on calibration"),
        ("stimmt, aber 2 sollte lauten: zu spät", "2", "zu spät"),
        ("oui mais 2: trop tard", "2", "trop tard"),
        ("add to 4: a checklist", "4", "call the CFO\na checklist"),
        ("4: also a checklist", "4", "call the CFO\nalso a checklist"),
    ],
)
def test_answers_are_corrected_and_added_to_in_words(text: str, number: str, answer: str) -> None:
    reading = read_notes(text, earlier=Notes(answers=FIVE))
    assert reading.answers == FIVE | {number: answer}


@pytest.mark.parametrize(
    "text", ["3: -", "delete 3", "3: delete", "please drop answer 3", "3 löschen"]
)
def test_an_answer_is_taken_back(text: str) -> None:
    reading = read_notes(text, earlier=Notes(answers=FIVE))
    assert "3" not in reading.answers and len(reading.answers) == 4
    assert reading.withdrawn == (3,)


def test_a_line_from_the_phone_is_cut_at_its_bare_numbers() -> None:
    line = "1 they were faster 2 ok 3 the steam thing 4 bring reference 5 maybe 2028"
    assert read_notes(line).answers["4"] == "bring reference"
    assert read_notes("1. fast\n2. ok\nBest, Nadia").answers["2"] == "ok"
