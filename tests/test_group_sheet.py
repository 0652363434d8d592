"""What groups and absentees add by reply: read, read back, corrected."""

from __future__ import annotations

from datetime import timedelta

import pytest

from debrief.groups.sheet import corrected, read_sheet
from tests.world import World


def test_what_groups_and_absentees_add_is_approved_and_shared_with_credit_to_groups(world: World):
    world.met()
    groups = world.review.meeting.groups
    world.reply(groups[0][-1], "1. Ask for the plant manager\n2. Ask for a tour", "group_sheet")
    world.reply(groups[1][0], "Ask for a tour\nSend a plan before the visit", "group_sheet")
    world.pass_time(days=3)
    world.reply(world.manager, "yes", "practice_drafts")
    added = [p for p in world.desk.store.book().approved() if p.credit]
    assert [p.credit for p in added] == ["group 1", "group 1", "group 2"]
    world.pass_time(days=2)
    assert all(len(world.mails(rep, "practices_shared_groups")) == 1 for rep in world.reps)
    names = [p.name for p in world.desk.team.reps]
    assert not any(n in p.credit for n in names for p in added)


NAMES = frozenset({"Imani", "Okafor", "Theo", "Nadia", "Sam"})


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            "Visit the plant first\nBring an engineer",
            ("Visit the plant first", "Bring an engineer"),
        ),
        ("visit the plant\nbring an engineer", ("visit the plant", "bring an engineer")),
        (
            "Immer einen Techniker mitbringen.\nDen Reinigungsplan erfragen.",
            ("Immer einen Techniker mitbringen.", "Den Reinigungsplan erfragen."),
        ),
        ("Idea 1: visit the plant\nIdea 2: bring it", ("visit the plant", "bring it")),
        ("Theo: ask the buyer\nNadia: send a plan", ("ask the buyer", "send a plan")),
        ("- engineer first\n- checklist\n\nCheers, Theo", ("engineer first", "checklist")),
        ("Ask early who signs\n\nTheo and Nadia", ("Ask early who signs",)),
        (
            "Bring somebody from the customer's own industry to the second visit,\n"
            "and let them talk to the operators\nAsk for the cleaning plan",
            (
                "Bring somebody from the customer's own industry to the second visit, and let "
                "them talk to the operators",
                "Ask for the cleaning plan",
            ),
        ),
        ("We usually bring the engineer along", ("We usually bring the engineer along",)),
        ("Send the price a day sooner", ("Send the price a day sooner",)),
    ],
)
def test_each_line_of_a_sheet_is_an_idea(text: str, items: tuple[str, ...]):
    assert read_sheet(text, NAMES).items == items


@pytest.mark.parametrize(
    "text",
    [
        "We had nothing to add",
        "Nothing from our side, thanks!",
        "no",
        "Wir haben nichts hinzuzufügen",
        "On n'a rien à ajouter",
        "No tenemos nada que añadir",
        "Wij hebben niets toe te voegen",
        "Não temos nada a acrescentar",
        "keine weiteren",
        "Keine weiteren Ideen",
        "Fehlanzeige",
        "pas d'autres idées",
        "no hay más ideas",
        "geen aanvullingen",
        "sem outras ideias",
    ],
)
def test_nothing_to_add_is_an_answer_and_no_idea(text: str):
    reading = read_sheet(text, NAMES)
    assert reading.nothing and not reading.items and not reading.aside


@pytest.mark.parametrize(
    "signed", ["Gruß Jürgen", "Viele Grüße Jürgen", "Cordialement Jürgen", "Saludos Jürgen"]
)
def test_who_signs_a_sheet_is_no_idea(signed: str):
    reading = read_sheet(f"Die Technik früh mitnehmen\n\n{signed}", [*NAMES, "Jürgen"])
    assert reading.items == ("Die Technik früh mitnehmen",)
    assert not reading.personal


@pytest.mark.parametrize(
    "text",
    ["Pas plus de trois pages", "Keine Preise ohne Rückfrage nennen", "Sin precios por correo"],
)
def test_an_idea_may_begin_with_a_no(text: str):
    assert read_sheet(text, NAMES).items == (text,)


@pytest.mark.parametrize("text", ["ok", "done", "👍", "Great session, thanks", "Looks good to me"])
def test_a_friendly_word_on_a_sheet_is_no_idea(text: str):
    reading = read_sheet(text, NAMES)
    assert not (reading.items or reading.aside or reading.nothing or reading.personal)


@pytest.mark.parametrize(
    "text",
    [
        "We will send ours tomorrow",
        "Sorry I missed it",
        "I was not there",
        "still working on it",
        "ich schicke das morgen",
        "Ich war leider nicht dabei",
        "Nous enverrons demain",
        "Je n'ai pas pu venir",
        "No pude asistir",
        "Ik kon er niet bij zijn",
        "Volgt later",
        "Não pude estar",
        "War im Urlaub, kann nichts beitragen",
        "I was on holiday, nothing from me",
    ],
)
def test_what_is_said_of_the_sheet_itself_is_read_back_and_no_idea(text: str):
    assert read_sheet(text, NAMES).aside == (text,)
    assert not read_sheet(text, NAMES).items
    assert read_sheet(f"- {text}", NAMES).items == (text,)


def test_a_line_that_names_a_colleague_is_no_idea_even_with_a_dash():
    for mark in ("", "- ", "1. "):
        reading = read_sheet(f"{mark}Imani should have called them sooner.", NAMES)
        assert reading.personal and not reading.items


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("2: ask the buyer", ("Ask A", "ask the buyer")),
        ("drop 2", ("Ask A",)),
        ("lösche 1", ("Ask B",)),
        ("2: -", ("Ask A",)),
        ("- one more idea", ("Ask A", "Ask B", "one more idea")),
        ("both are right, thanks", ("Ask A", "Ask B")),
    ],
)
def test_a_sheet_that_was_read_back_is_corrected(text: str, items: tuple[str, ...]):
    assert corrected(("Ask A", "Ask B"), text, NAMES).items == items


def test_a_group_reads_what_was_taken_and_corrects_it_in_the_forms_offered(world: World):
    world.met()
    who = world.review.meeting.groups[0][0]
    world.reply(
        who, "Visit the plant first\nBring an engineer\nSorry, more tomorrow", "group_sheet"
    )
    shown = world.text(who, "group_sheet_readback")
    assert "Bring an engineer" in shown and "more tomorrow" in shown
    world.reply(who, "drop 2", "group_sheet_readback")
    world.reply(who, "1: Visit the plant twice", "group_sheet_readback")
    world.reply(who, "- Ask for the plan", "group_sheet_readback")
    world.reply(who, "All good, thanks", "group_sheet_readback")
    (reply,) = world.review.meeting.replies
    assert reply.items == ("Visit the plant twice", "Ask for the plan")
    assert len(world.mails(who, "group_sheet_readback")) == 4


def test_only_an_answer_counts_as_a_groups_sheet(world: World):
    world.met()
    groups, end = world.review.meeting.groups, world.review.meeting.slot.end
    for group in groups[:-1]:
        world.reply(group[0], "We had nothing to add", "group_sheet")
    world.reply(groups[-1][0], "We will send ours tomorrow", "group_sheet")
    world.until(end + timedelta(hours=1))
    assert world.review.meeting.state == "held"
    world.reply(groups[-1][0], "Bring an engineer", "group_sheet")
    world.pass_time(minutes=5)
    assert [d.text for d in world.review.drafts if d.origin.startswith("group")] == [
        "Bring an engineer"
    ]


def test_a_late_sheet_is_not_lost(world: World):
    world.shared_out()
    assert world.review.meeting.state == "shared"
    world.reply(world.reps[1], "Ask for the plant manager", "group_sheet")
    assert "plant manager" in world.text(world.manager, "practice_drafts")
    world.reply(world.manager, "yes", "practice_drafts")
    world.pass_time(days=4)
    assert all(len(world.mails(rep, "practices_shared_later")) == 1 for rep in world.reps)


def test_words_about_the_meeting_are_no_best_practice(world: World):
    world.learned()
    world.reply(world.reps[1], "I have the dentist that day, sorry.", "meeting")
    world.reply(world.reps[2], "Thank you!", "practices_shared_call")
    assert world.review.meeting.replies == ()
    assert "the dentist that day" in world.text(world.manager, "meeting_choice")
