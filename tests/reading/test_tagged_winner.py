"""The winner by the tags of the words alone, where no capital shows a name."""

from __future__ import annotations

from debrief.reading.facts.tagged_winner import BESIDE, tagged_winner
from debrief.reading.learned.tags import RIVAL, TAGS, Tagged
from debrief.reading.verdicts.clauses import sentences

NONE: frozenset[str] = frozenset()
NOTE = "lost redfern valley to hirebee, 62k. not even mad."


def tagged(text: str, **odds: float) -> Tagged:
    """Return tags as the net would give them: for the words named, and far below nought for others."""
    return {
        part.text: [[odds.get(word, -6.0) if tag == RIVAL else -6.0 for tag in range(len(TAGS))] for word in part.words]
        for part in sentences(text)
    }  # fmt: skip


def test_words_tagged_as_the_winner_are_its_name_in_a_note_without_capitals():
    assert tagged_winner(sentences(NOTE), tagged(NOTE, hirebee=2.5), NONE, NONE) == "hirebee"


def test_words_that_are_less_likely_are_not():
    assert tagged_winner(sentences(NOTE), tagged(NOTE, hirebee=0.4), NONE, NONE) is None
    assert tagged_winner(sentences(NOTE), tagged(NOTE, hirebee=1.5), NONE, NONE, BESIDE) is None


def test_the_customer_is_never_the_winner():
    taken = frozenset(("redfern", "valley"))
    assert (
        tagged_winner(sentences(NOTE), tagged(NOTE, redfern=4.0, valley=4.0), taken, NONE) is None
    )


def test_nobody_by_name_is_no_winner():
    text = "redfern went with another supplier."
    assert (
        tagged_winner(sentences(text), tagged(text, another=3.0, supplier=3.0), NONE, NONE) is None
    )


def test_who_was_turned_down_is_no_winner_whatever_the_tags():
    text = "it was not ostrey, that is all he said."
    assert tagged_winner(sentences(text), tagged(text, ostrey=3.0), NONE, NONE) is None


def test_the_surest_words_are_taken():
    text = "redfern is gone. ostrey was close, hirebee got it."
    odds = {"ostrey": 1.2, "hirebee": 3.1}
    assert tagged_winner(sentences(text), tagged(text, **odds), NONE, NONE) == "hirebee"


def test_where_names_have_capitals_only_words_in_small_letters_are_asked_for():
    text = "Redfern is gone. Ostrey was close, hirebee got it."
    odds = {"ostrey": 3.1, "hirebee": 1.2}
    assert tagged_winner(sentences(text), tagged(text, **odds), NONE, NONE) == "Ostrey"
    found = tagged_winner(sentences(text), tagged(text, **odds), NONE, NONE, in_small=True)
    assert found == "hirebee"


def test_a_name_with_capitals_counts_where_it_is_surely_tagged():
    text = "Redfern is gone. Ostrey has it, sorry."
    held = tagged_winner(sentences(text), tagged(text, ostrey=4.5), NONE, NONE, in_small=True)
    assert held == "Ostrey"
    for doubtful in ("Leeds", "Mr Ostrey"):
        told = text.replace("Ostrey", doubtful)
        odds = {word.lower(): 4.5 for word in doubtful.split()}
        assert (
            tagged_winner(sentences(told), tagged(told, **odds), NONE, NONE, in_small=True) is None
        )


def test_a_sentence_that_is_but_a_name_nobody_knows_names_the_winner():
    text = "redfern is gone. ostreyworks. they were 31k under us."
    assert (
        tagged_winner(sentences(text), tagged(text, ostreyworks=-0.7), NONE, NONE) == "ostreyworks"
    )
    for other in ("sorry", "ostreyworks came"):
        told = text.replace("ostreyworks", other)
        odds = {other.split()[0]: -0.7}
        assert tagged_winner(sentences(told), tagged(told, **odds), NONE, NONE) is None


def test_a_city_typed_in_small_letters_is_a_place_where_a_word_says_so():
    for text, winner in (
        ("c'est delmas qui rafle tout.", "delmas"),
        ("it goes to some shop in leeds.", None),
        ("das macht jetzt einer aus leeds.", None),
    ):
        name = "delmas" if winner else "leeds"
        assert tagged_winner(sentences(text), tagged(text, **{name: 2.5}), NONE, NONE) == winner
