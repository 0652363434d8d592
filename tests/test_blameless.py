"""Words that blame are pointed at, with a suggestion, and never changed."""

from __future__ import annotations

import time

import pytest

from debrief.blameless import MOST, blaming_words
from tests.world import World


@pytest.mark.parametrize(
    "text",
    [
        "It was Owen's fault that the price came late.",
        "You should have known better.",
        "He never calls back.",
        "Theo dropped the ball on the reference.",
        "She is the weakest rep.",
        "Das war schlampig vorbereitet.",
        "C'est ta faute.",
        "Fue incompetente.",
        "Het was slordig.",
    ],
)
def test_blame_and_ranking_are_noticed_with_something_to_write_instead(text: str):
    (hint, *_) = blaming_words(text)
    assert hint.words in text
    assert len(hint.instead) > 10


@pytest.mark.parametrize(
    "text",
    [
        "Bring a reference from a plant like ours to the second meeting.",
        "They always answered within an hour.",
        "We failed to show how the switch would go.",
        "Keep the default settings in the demo.",
        "Elle lui a montré le plan.",
        "Never send the price before the plan.",
        "",
    ],
)
def test_plain_words_about_the_deal_are_left_alone(text: str):
    assert blaming_words(text) == ()


def test_long_texts_are_read_in_bounded_time_and_give_few_hints():
    began = time.perf_counter()
    found = blaming_words("it was his fault and she never calls. lazy! " * 5000)
    assert time.perf_counter() - began < 1
    assert 1 <= len(found) <= MOST


def test_the_managers_notes_are_read_back_unchanged_with_the_hint(world: World):
    text = "1. They were quick.\n4. Owen should have known better.\n5. No."
    world.noted(text)
    told = world.text(world.manager, "notes_readback")
    assert "should have known better" in told
    assert "perhaps what we know now" in " ".join(told.split())
    assert world.review.notes.answers["4"] == "Owen should have known better."


def test_a_harsh_wording_is_shown_once_more_before_it_can_reach_the_team(world: World):
    world.noted()
    world.pass_time(minutes=5)
    world.reply(world.manager, "1: Do not be lazy about references\n2: yes", "practice_drafts")
    texts = [p.text for p in world.desk.store.book().approved()]
    assert not any("lazy" in text for text in texts)
    assert len(texts) == 1
    shown = " ".join(world.text(world.manager, "practice_drafts").split())
    assert "lazy about references" in shown
    assert "Nothing was changed" in shown
    world.reply(world.manager, "yes", "practice_drafts")
    assert any("lazy" in p.text for p in world.desk.store.book().approved())
