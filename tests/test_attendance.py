"""A rep who writes that they cannot come is taken at their word, when it is clear."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debrief.answers.attendance import comes_late, says_of_coming
from tests.world import World


@pytest.mark.parametrize(
    "text",
    [
        "I can't come.",
        "Hi Nadia,\n\nsorry, I cannot make it that day.\n\nTheo",
        "Unfortunately I won't be able to join. Have fun!",
        "I have to skip, dentist.",
        "can't make it, sorry",
        "can't do either of these, at a customer thursday all day and friday off",
        "I can't make either of them",
        "I will be on holiday that day",
        "I'm travelling then",
        "Ich kann leider nicht.",
        "Kann nicht dabei sein? Nein: ich bin leider nicht dabei."[31:],
        "Je ne pourrai pas venir, désolée.",
        "No puedo ir, lo siento.",
        "Ik kan er helaas niet bij zijn.",
        "Não posso ir.",
        "Leider kann ich nicht",
        "Leider muss ich absagen",
        "Ich bin am Donnerstag leider verhindert.",
        "Das klappt bei mir leider nicht",
        "Malheureusement je ne peux pas.",
        "No puedo, lo siento",
        "Helaas verhinderd",
        "Helaas kan ik dan niet",
        "Infelizmente não posso",
        "Da bin ich im Urlaub",
        "Kann leider nicht, Kundentermin",
        "Bin an dem Tag beim Kunden",
        "Peux pas, rendez-vous client",
        "Estaré de vacaciones ese día",
        "Kan helaas niet, klantafspraak",
        "Ben dan op vakantie",
        "Estarei de férias nesse dia",
    ],
)
def test_a_clear_no_is_read_as_a_decline(text: str):
    assert says_of_coming(text) == "declined"


@pytest.mark.parametrize(
    "text",
    [
        "I can come after all!",
        "Count me in",
        "Ich bin doch dabei.",
        "bin dabei",
        "I'm in",
        "J'y serai",
        "Estaré ahí",
        "Ik ben erbij",
        "Estarei lá",
    ],
)
def test_a_clear_yes_is_read_as_coming(text: str):
    assert says_of_coming(text) == "accepted"


@pytest.mark.parametrize(
    "text",
    [
        "I can't come unless we move it to Thursday.",
        "Could we move it? I can't make it at 3.",
        "I can only come for the first half hour.",
        "Maybe I can't come, I will tell you tomorrow.",
        "I can't come but Theo can speak for me.",
        "I can't come, or rather: I'll be there.",
        "They can't come to our plant.",
        "What shall I bring?",
        "Leider kann ich nicht sehen, wo das ist.",
        "Theo kann leider nicht kommen.",
        "Bin ich verhindert, sage ich Bescheid.",
        "Ik kan niet vinden waar het is.",
        "Não posso abrir o anexo.",
        "Kann nicht vor 10 Uhr",
        "Kann leider nicht früher",
        "Kann leider nicht sagen, ob ich komme",
        "Komme 10 Minuten später",
        "> I can't come",
        "Call the customer's CFO.",
        "",
    ],
)
def test_a_condition_or_anything_else_is_for_a_human(text: str):
    assert says_of_coming(text) is None


@given(st.text(max_size=300))
def test_no_text_makes_it_fail(text: str):
    assert says_of_coming(text) in (None, "accepted", "declined")


def test_a_reply_in_words_takes_the_rep_out_of_the_groups_and_back_in(world: World):
    world.learned()
    who = world.reps[3]
    world.reply(who, "Sorry, I can't make it that day.", "meeting")
    meeting = world.review.meeting
    assert meeting.declined == (who,)
    assert all(who not in group for group in meeting.groups)
    assert "set_aside" not in world.inbound().values()
    world.reply(who, "I can come after all.", "meeting")
    meeting = world.review.meeting
    assert meeting.declined == ()
    assert any(who in group for group in meeting.groups)


def test_an_unclear_reply_still_waits_for_a_human(world: World):
    world.learned()
    world.reply(world.reps[3], "I can't come unless we move it to Thursday.", "meeting")
    assert world.review.meeting.declined == ()
    assert "unless we move it" in world.text(world.manager, "meeting_choice")


@pytest.mark.parametrize(
    "text",
    [
        "Komme 10 Minuten später",
        "I'll be 10 minutes late",
        "J'aurai 10 minutes de retard",
        "Llego 10 minutos tarde",
        "Ik kom 10 minuten later",
        "Chego 10 minutos atrasado",
    ],
)
def test_some_minutes_late_is_no_wish_for_another_time(text: str):
    assert comes_late(text)
    assert not comes_late("Donnerstag um 10 Uhr wäre besser")
