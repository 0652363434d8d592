"""A customer's wish to be forgotten is told from talk of data."""

from __future__ import annotations

import pytest

from debrief.answers.erasure_wish import wants_erasure
from tests.calls import booked, events
from tests.world import World


@pytest.mark.parametrize(
    "text",
    [
        "Please remove my data from your systems and do not contact me again.",
        "Hi, could you please delete my personal data?",
        "Enough. Take me off your list!",
        "Bitte löschen Sie meine Daten.",
        "Ich möchte, dass Sie meine personenbezogenen Daten umgehend löschen.",
        "Merci de supprimer mes données personnelles.",
        "Por favor, borren mis datos.",
        "Verwijder mijn gegevens alstublieft.",
        "Apague os meus dados, por favor.",
        "I make use of my right under Art. 17 GDPR.",
    ],
)
def test_a_wish_to_be_removed_is_seen(text: str):
    assert wants_erasure(text)


@pytest.mark.parametrize(
    "text",
    [
        "You forgot our data sheet, so we went with the others.",
        "We removed the item from the list.",
        "They could delete records faster.",
        "Their tool removes data silos.",
        "We are in room 17, article 17 of the fair catalogue.",
        "Thursday after 3 works, take us through the figures then.",
    ],
)
def test_talk_of_data_is_no_such_wish(text: str):
    assert not wants_erasure(text)


def test_whoever_asks_to_be_removed_is_left_in_peace_and_the_manager_told_what_to_do(world: World):
    booked(world)
    world.reply(world.customer, "Could you please delete my personal data? Thank you.")
    assert world.review.call.outcome == "declined" and events(world) == ["declined"]
    told = world.text(world.manager, "call_update")
    assert "delete my personal data" in told
    assert f"debrief erase {world.customer}" in " ".join(told.split())
    assert "Nothing to do" not in told
    count = len(world.mails(world.customer))
    world.pass_time(days=30)
    assert len(world.mails(world.customer)) == count
