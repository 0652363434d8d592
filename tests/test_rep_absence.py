"""When a rep says that they are away, the days are read from their words."""

from __future__ import annotations

from datetime import date

import pytest

from debrief.answers.rep_absence import days_away, says_away
from tests.world import World, utc

TODAY, ASKED = date(2026, 9, 14), date(2026, 9, 15)  # a Monday and the day after


@pytest.mark.parametrize(
    ("text", "first", "back"),
    [
        ("I am on holiday that day", "2026-09-15", "2026-09-16"),
        ("I'm on holiday until 28 September", "2026-09-14", "2026-09-29"),
        ("I'm off sick this week, sorry", "2026-09-14", "2026-09-21"),
        ("I'm on leave, back on 21 September.", "2026-09-14", "2026-09-21"),
        ("I will be away next week.", "2026-09-21", "2026-09-28"),
        ("Ich bin diese Woche krank", "2026-09-14", "2026-09-21"),
        ("Bin im Urlaub.", "2026-09-15", "2026-09-16"),
        ("Ich habe bis 25. September Urlaub.", "2026-09-14", "2026-09-26"),
        ("Je suis malade cette semaine.", "2026-09-14", "2026-09-21"),
        ("Je serai en congés jusqu'au 25 septembre.", "2026-09-14", "2026-09-26"),
        ("Estoy de vacaciones hasta el 25 de septiembre.", "2026-09-14", "2026-09-26"),
        ("Estoy enferma ese día", "2026-09-15", "2026-09-16"),
        ("Ik ben ziek.", "2026-09-15", "2026-09-16"),
        ("Ik ben tot 25 september op vakantie", "2026-09-14", "2026-09-26"),
        ("Estou de férias até 25 de setembro.", "2026-09-14", "2026-09-26"),
        ("Estou doente nesse dia.", "2026-09-15", "2026-09-16"),
    ],
)
def test_the_days_away_are_read(text: str, first: str, back: str):
    assert says_away(text)
    assert days_away(text, TODAY, ASKED) == (date.fromisoformat(first), date.fromisoformat(back))


@pytest.mark.parametrize(
    "text",
    [
        "I'm not on holiday that day",
        "Helen is on holiday until Friday",
        "I might be on holiday that day",
        "I'm on holiday but can join by phone",
        "> I am on holiday",
        "1: they came with a ready plan",
        "Ich bin nicht krank.",
        "",
    ],
)
def test_what_is_no_clear_absence_is_none(text: str):
    assert not says_away(text)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("on holiday till 21 Sept, Theo can take it", "`rep: Theo Abernathy`"),
        ("Please do it without me", "`alone` keeps it"),
        ("bitte ohne mich", "`alone` keeps it"),
    ],
)
def test_a_no_that_leaves_the_call_to_others_moves_nothing(world: World, words: str, answer: str):
    world.booked()
    before, heard = world.review.call.slot, len(world.mails(world.customer))
    world.answer(world.rep, "DECLINED", comment=words)
    assert world.review.call.slot == before
    assert len(world.mails(world.customer)) == heard
    told = " ".join(world.text(world.manager, "call_update").split())
    assert answer.replace("`", '"') in told


def test_an_absence_beside_the_button_moves_the_call_to_after_it(world: World):
    world.booked()
    world.answer(world.rep, "DECLINED", comment="on holiday till 21 Sept")
    slot = world.review.call.slot
    assert slot is not None
    assert slot.start >= utc("2026-09-22 00:00")


@pytest.mark.parametrize(
    ("partstat", "words", "read"),
    [
        ("ACCEPTED", "will be 10 min late, start without me", True),
        ("TENTATIVE", "might be late", True),
        ("ACCEPTED", "ok, looking forward", False),
    ],
)
def test_what_a_rep_writes_beside_a_yes_is_the_managers_to_read(
    world: World, partstat: str, words: str, read: bool
):
    world.booked()
    known = len(world.mails(world.manager, "call_update"))
    world.answer(world.rep, partstat, comment=words)
    assert (len(world.mails(world.manager, "call_update")) > known) is read


@pytest.mark.parametrize(
    "words",
    [
        "Eleanor called me, she wants it on Thursday at 3",
        "I'd rather not be on this call",
        "Could Theo join us too?",
    ],
)
@pytest.mark.parametrize("purpose", ["role_card", "call"])
def test_what_a_rep_writes_about_the_call_reaches_the_manager(
    world: World, words: str, purpose: str
):
    world.booked()
    world.reply(world.rep, words, purpose)
    told = " ".join(world.text(world.manager, "call_update").split())
    assert words in told
    assert "Better to wait" not in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("I am out of the office until 21 September.", True),
        ("Ich bin bis 21. September nicht im Büro.", True),
        ("I am out of the office today, back on 15 September.", False),
        ("Thank you for your mail. I read mail twice a day.", False),
    ],
)
def test_an_absence_note_that_reaches_past_the_call_is_told_once(
    world: World, words: str, told: bool
):
    world.booked()
    slot, known = world.review.call.slot, len(world.mails(world.manager, "call_update"))
    for _ in range(2):
        world.reply(
            world.rep, words, "call", headers={"Auto-Submitted": "auto-replied"}, quote=False
        )
    assert len(world.mails(world.manager, "call_update")) == known + told
    assert world.review.call.slot == slot
    if told:
        assert "rep: name" in world.text(world.manager, "call_update")


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("can we do Friday 10am instead?", "18 September 09:00"),
        ("Freitag 10 Uhr ginge auch, lieber?", "18 September 09:00"),
        ("Friday would be better for me", "18 September"),
        ("plutôt vendredi après 10h ?", "18 September after 09:00"),
        ("no puedo ese día, mejor el viernes", "18 September"),
        ("kan het ook vrijdag?", "18 September"),
        ("não posso, pode ser sexta?", "18 September"),
        ("could we make it an hour later?", "15 September 10:00"),
    ],
)
def test_a_time_that_a_rep_would_rather_have_is_offered_to_the_manager(
    world: World, words: str, order: str
):
    world.booked()
    before = world.review.call
    world.reply(world.rep, words, "role_card")
    told = " ".join(world.text(world.manager, "call_update").split())
    assert f'Reply "{order}" to move it' in told and "Better to wait" not in told
    assert world.review.call.slot == before.slot and world.mails(world.rep, "word_passed_on")
    world.reply(world.manager, order, "call_update")
    slot = world.review.call.slot
    assert slot is not None and slot != before.slot
    assert slot.start.day == (15 if order.startswith("15") else 18)


@pytest.mark.parametrize(
    "words",
    ["please don't write to her before Friday", "Bitte ruf sie nicht vor Freitag an"],
)
def test_a_day_before_which_nobody_is_to_be_reached_is_no_other_time(world: World, words: str):
    world.booked()
    world.reply(world.rep, words, "role_card")
    assert "Better to wait" in world.text(world.manager, "call_update")


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("I can't make it on Tuesday", (16, 18)),
        ("je ne serai pas là mardi", (16, 18)),
        ("I can't make it, Friday works", (18, 18)),
        ("ik kan dan niet, vrijdag wel", (18, 18)),
        ("Da kann ich nicht, Donnerstag geht", (17, 17)),
    ],
)
def test_a_no_is_heard_with_the_days_that_it_names(world: World, words: str, days: tuple[int, int]):
    world.booked()
    world.reply(world.rep, words, "role_card")
    slot = world.review.call.slot
    assert slot is not None and days[0] <= slot.start.day <= days[1]


def test_a_rep_who_could_only_when_nobody_else_can_is_put_before_the_manager(world: World):
    world.booked()
    before = world.review.call.slot
    world.reply(world.rep, "I can't make it, Saturday works", "role_card")
    assert world.review.call.slot == before
    told = " ".join(world.text(world.manager, "call_update").split())
    assert "no other time when they could" in told


def test_a_rep_who_proposes_a_time_by_button_gets_that_one(world: World):
    world.booked()
    world.counter(world.rep, utc("2026-09-17 15:00"))
    slot = world.review.call.slot
    assert slot is not None and slot.start == utc("2026-09-17 15:00")
