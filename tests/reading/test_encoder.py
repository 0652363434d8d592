"""The encoder: how words are cut, what is read where there is no room for all, and what it understands."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debrief.reading.learned import encoder
from debrief.reading.learned.passage import Passage
from debrief.reading.learned.word_pieces import END, START, UNKNOWN, WordPieces
from debrief.reading.verdicts.clauses import sentences
from debrief.reading.verdicts.signals import Voice

OURS = frozenset(("larkspur", "ben"))
SMALL = WordPieces(
    ["", "", "", "", "\u2581we", "\u2581w", "e", "l", "\u2581lo", "st", "s", "t", "\u2581"],
    [0, 0, 0, 0, -1, -3, -3, -3, -2, -2, -4, -4, -5],
)


def gist(text: str, voice: Voice = Voice.CUSTOMER, own: frozenset[str] = OURS, middle: int = 0):
    return encoder.gist(Passage(sentences(text), (), voice, own, middle))


def test_what_one_of_us_wrote_to_others_is_heard_as_a_colleagues():
    text = "We lost the deal to Globex."
    assert gist(text, Voice.OUTBOUND).loss == gist(text, Voice.OURS).loss


def test_a_word_is_cut_the_likeliest_way():
    assert SMALL.numbers("we lost") == [4, 8, 9]
    assert SMALL.numbers("wel") == [4, 7]


def test_an_unknown_letter_stays_one_unknown_piece():
    assert SMALL.numbers("we\u4e16lost")[:2] == [4, UNKNOWN]
    assert SMALL.numbers("") == []


@settings(deadline=None)  # the first one loads the model
@given(st.text(max_size=300))
def test_any_text_is_cut_and_no_letter_is_counted_twice(text):
    words = encoder.encoder().words
    found = words.numbers(text)
    assert all(0 <= number < len(encoder.encoder().meanings) for number in found)
    assert found == words.numbers(text)


@settings(deadline=None)
@given(
    st.lists(st.lists(st.integers(4, 99), max_size=80), max_size=12),
    st.lists(st.integers(4, 99), max_size=60),
    st.data(),
)
def test_what_is_read_fits_and_holds_the_sentence_that_matters(body, head, data):
    middle = data.draw(st.integers(0, max(len(body) - 1, 0)))
    numbers, whose = encoder.layout(body, head, [5, 6], middle)
    assert len(numbers) == len(whose) <= encoder.MOST_PIECES
    assert numbers[0] == START
    assert numbers[-1] == END
    read = [at for at in whose if at >= 0]
    assert read == sorted(read)
    if body and body[middle]:
        assert middle in read
    for at in set(read):
        if at != middle:
            assert read.count(at) == len(body[at])


def test_a_short_mail_is_read_whole():
    body = [[7] * 20, [8] * 30, [9] * 40]
    numbers, _ = encoder.layout(body, [4] * 5, [5], 1)
    assert numbers == [START, 5, *[4] * 5, END, *[7] * 20, *[8] * 30, *[9] * 40, END]


def test_names_of_ours_are_read_as_one_sign():
    (sentence,) = sentences("Dear Ben Larkspur, we chose Brenntag, not LARKSPUR.")
    assert encoder.masked(sentence, OURS) == "Dear @, we chose Brenntag, not @."


@pytest.mark.parametrize(
    ("loss", "other"),
    [
        ("We gave the order to Brenntag this morning.", "We gave the order to you this morning."),
        ("Der Zuschlag ging an Brenntag.", "Der Zuschlag fällt erst im Januar."),
        ("Nous avons signé avec Brenntag hier.", "Nous signons avec vous demain."),
        ("Al final firmamos con Brenntag.", "Al final firmamos con ustedes."),
        ("We zijn met Brenntag in zee gegaan.", "We gaan graag met jullie in zee."),
        ("Fechámos com a Brenntag.", "Fechámos convosco."),
    ],
)
def test_who_was_chosen_decides(loss, other):
    assert gist(loss).loss > gist(other).loss + 0.5


def test_the_same_words_mean_the_same_whoever_we_are():
    one = gist("Larkspur came second.")
    two = gist("Ravenna came second.", own=frozenset(("ravenna",)))
    assert one.loss == pytest.approx(two.loss, abs=1e-4)


def test_chances_add_up_to_one_and_attention_to_no_more():
    found = gist("Thank you for the demo. We went with Brenntag. Kind regards")
    assert sum(found.chances) == pytest.approx(1.0, abs=1e-5)
    assert 0.0 < sum(found.looked) <= 1.0 + 1e-5
    assert len(found.looked) == 3


def test_an_empty_turn_and_a_very_long_one_are_read():
    assert np.isfinite(gist("").loss)
    assert np.isfinite(gist("word " * 50_000, middle=0).loss)
    assert np.isfinite(gist("a" * 50_000).loss)


def test_the_file_is_small():
    assert (
        encoder.files("debrief.reading.learned").joinpath("encoder.npz")
    ).stat().st_size < 25_000_000


def test_it_keeps_to_one_thread_whoever_takes_numpy_first():
    asked = "import debrief, numpy, os; print(os.environ['OPENBLAS_NUM_THREADS'])"
    calm = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    said = subprocess.run([sys.executable, "-c", asked], env=calm, capture_output=True, text=True)
    assert said.stdout.strip() == "1"


def stored() -> dict[str, np.ndarray]:
    with np.load(Path(encoder.__file__).with_name("encoder.npz")) as kept:
        return {name: kept[name] for name in kept.files}


def even(values: np.ndarray, kept: dict[str, np.ndarray], name: str) -> np.ndarray:
    values = values - values.mean(axis=1, keepdims=True)
    values = values / np.sqrt((values**2).mean(axis=1, keepdims=True) + 1e-12)
    return values * kept[f"{name}.weight"] + kept[f"{name}.bias"]


def passed(state: np.ndarray, kept: dict[str, np.ndarray], at: int) -> np.ndarray:
    """Return the state after a layer, as its training defines it, in full precision."""

    def linear(values: np.ndarray, part: str) -> np.ndarray:
        weight = kept[f"l{at}.{part}.weight"] * kept[f"l{at}.{part}.scale"][:, None]
        return values @ weight.T + kept[f"l{at}.{part}.bias"]

    asked, key, value = (
        linear(state, part).reshape(len(state), encoder.HEADS, -1).transpose(1, 0, 2)
        for part in "qkv"
    )
    share = np.exp(asked @ key.transpose(0, 2, 1) / np.sqrt(asked.shape[2]))
    heard = (share / share.sum(axis=2, keepdims=True) @ value).transpose(1, 0, 2)
    state = even(state + linear(heard.reshape(state.shape), "ao"), kept, f"l{at}.aln")
    inner = linear(state, "fi")
    inner = linear(inner * np.clip(0.3 * inner + 0.5, 0, 1), "fo")
    return even(state + inner, kept, f"l{at}.oln")


def numbers_of(text: str) -> tuple[int, ...]:
    words = encoder.encoder().words
    found, _ = encoder.pieces_of(words, Passage(sentences(text), (), Voice.CUSTOMER, OURS))
    return tuple(found)


def test_every_layer_is_worked_out_as_it_was_taught():
    kept, numbers = (
        stored(),
        numbers_of("Wir haben uns f\u00fcr Brenntag entschieden, leider nicht f\u00fcr Sie."),
    )
    for depth in encoder.encoder().answering:
        exact = encoder.state_at(numbers, depth - encoder.STEP)
        for at in range(depth - encoder.STEP, depth):
            exact = passed(exact, kept, at)
        away = np.linalg.norm(encoder.state_at(numbers, depth) - exact)
        assert away < 0.05 * np.linalg.norm(exact)  # what eight bits cost


def test_a_processor_that_must_be_careful_answers_the_same():
    numbers = numbers_of("We went with another supplier in the end.")
    state = encoder.encoder().opening(numbers)
    careful = encoder.unpacked(stored(), exact=True)
    for fast, slow in zip(encoder.encoder().steps, careful.steps, strict=True):
        (first,), (second,) = fast.run(None, {"state": state}), slow.run(None, {"state": state})
        assert np.allclose(first, second, atol=1e-4)
        state = first
