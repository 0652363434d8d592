"""Words that blame are pointed at, with a suggestion, and never changed."""

from __future__ import annotations

import time

import pytest

from debrief.practices.blameless import MOST, Name, blaming_words, name_parts
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
    began = time.process_time()
    found = blaming_words("it was his fault and she never calls. lazy! " * 5000)
    assert time.process_time() - began < 1
    assert 1 <= len(found) <= MOST


def test_the_managers_notes_are_read_back_unchanged_with_the_hint(world: World):
    text = "1. They were quick.\n4. Owen should have known better.\n5. No."
    world.noted(text)
    told = world.text(world.manager, "notes_readback")
    assert "should have known better" in told
    assert "perhaps what we know now" in " ".join(told.split())
    assert "neither the team nor the account rep reads it like this" in " ".join(told.split())
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
    assert not any("lazy" in p.text for p in world.desk.store.book().approved())
    world.reply(world.manager, "1: yes", "practice_drafts")
    assert any("lazy" in p.text for p in world.desk.store.book().approved())


HARSH = (
    "1: Their rep listened. {name} did not call back for two weeks.\n2: worse\n3: none\n"
    "4: Replace {name} as our contact\n5: only if {name} is gone"
)


@pytest.fixture
def told(world: World) -> World:
    """Notes that name the account rep, and a bare yes to their drafts."""
    name = world.desk.team.rep(world.rep).first_name
    world.noted(HARSH.format(name=name))
    world.pass_time(minutes=5)
    world.reply(world.manager, "yes", "practice_drafts")
    world.pass_time(minutes=5)
    return world


def team_mail(world: World) -> str:
    """Return all that the reps got of the lesson."""
    kinds = ("summary_preview", "practices_shared_call", "practices_shared_later", "meeting")
    texts = [
        " ".join(str(mail.get_body(("plain",)).get_content()).split())
        for who in world.reps
        for kind in kinds
        for mail in world.mails(who, kind)
    ]
    return "\n".join(texts)


def test_a_bare_yes_never_names_one_of_us_before_the_team(told: World):
    name = told.desk.team.rep(told.rep).first_name
    assert [p.text for p in told.desk.store.book().approved()] == ["Listen."]
    told.pass_time(days=14)
    texts = team_mail(told)
    assert "Listen." in texts and "worse" in texts
    for words in ("Replace", "is gone", "two weeks"):
        assert words not in texts
    assert f"{name} did not" not in texts


def test_the_manager_reads_what_is_kept_back_and_may_share_it_or_put_it_another_way(told: World):
    context = next(e for e in told.review.effects if e.purpose == "notes_readback").context
    assert context["withheld"] == [1, 4, 5]
    told.reply(told.manager, "5: only with another contact", "notes_readback")
    assert told.review.notes.withheld == ("1", "4")
    told.reply(told.manager, "share 1", "notes_readback")
    assert told.review.notes.withheld == ("4",)
    told.reply(told.manager, "1: Their rep was there.", "notes_readback")
    told.reply(told.manager, "1: Their rep was rude.", "notes_readback")
    assert told.review.notes.withheld == ("1", "4")


def test_a_yes_of_its_own_takes_what_names_somebody(told: World):
    told.reply(told.manager, "1: yes", "practice_drafts")
    assert any("Replace" in p.text for p in told.desk.store.book().approved())
    assert all("two weeks" not in p.words for p in told.desk.store.book().approved())


def test_names_are_found_however_they_are_typed_and_words_are_no_names():
    names = name_parts(["Imani Okafor", "Will May"], theirs="Jane Okafor")
    assert names == (Name("Imani"), Name("Will"), Name("May", given=False))
    assert blaming_words("imani never answered us, and imani's tone", names)
    assert blaming_words("Then Will forgot the reference", names)
    assert not blaming_words("Will be decided in may. May we see it? It will take a day.", names)


@pytest.mark.parametrize(
    "text",
    [
        "They answered within a day. Owen took a week for the quote",
        "owen took a week for the quote",
        "Owen: a week for the quote.",
        "Will took a week for the quote.",
        "Rose didn't call back.",
        "Will hat das Angebot zu spät geschickt.",
        "Rose n'a pas rappelé.",
        "Rose tardó una semana.",
        "Rose vergat de offerte.",
        "Rose esqueceu a proposta.",
    ],
)
def test_a_name_that_is_a_word_too_is_noticed_at_a_sentences_start(text):
    assert blaming_words(text, name_parts(["Owen Castellane", "Will May", "Rose Marsh"]))


@pytest.mark.parametrize(
    "text",
    [
        "Will be decided in spring.",
        "Price was too high. Best price wins.",
        "Rose prices by 3%.",
        "May we see a reference?",
        "Max 5 days of delay.",
        "Bill us monthly.",
    ],
)
def test_words_that_somebody_is_called_by_are_left_alone(text):
    ours = name_parts(["Will May", "Rose Price", "Max Best", "Bill Marsh"])
    assert blaming_words(text, ours) == ()
