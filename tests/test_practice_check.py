"""After a while a practice is asked about again; it stays, changes or goes as the manager says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from debrief.model import Draft, Practice, PracticeBook
from debrief.practices.check import MOST_AT_ONCE, due_for_check, read_check, split_book
from tests.world import World

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


def book(*ages: int) -> PracticeBook:
    return PracticeBook(
        practices=tuple(
            Practice(
                number=n,
                text=f"Practice number {n} in words.",
                review_id="r",
                approved_at=NOW - timedelta(days=age),
            )
            for n, age in enumerate(ages, 1)
        )
    )


def test_only_what_nobody_looked_at_for_so_long_is_asked_about_oldest_first():
    asked = due_for_check(book(200, 10, 400, 180), NOW, 180)
    assert [p.number for p in asked] == [3, 1, 4]
    assert due_for_check(book(*[300] * 20), NOW, 180)[-1].number == MOST_AT_ONCE


def test_a_look_counts_like_a_new_approval_and_the_retired_are_left_in_peace():
    checked = read_check(
        "yes",
        [1],
        book(400),
        NOW,
    ).book
    assert due_for_check(checked, NOW + timedelta(days=100), 180) == ()
    assert len(due_for_check(checked, NOW + timedelta(days=200), 180)) == 1
    gone = read_check("retire 1", [1], book(400), NOW).book
    assert due_for_check(gone, NOW + timedelta(days=400), 180) == ()


@pytest.mark.parametrize(
    ("text", "kept", "retired", "reworded"),
    [
        ("yes", (1, 2, 3), (), ()),
        ("keep P1, retire P2", (1,), (2,), ()),
        ("retire 2", (), (2,), ()),
        ("keep 2", (2,), (), ()),
        ("2: yes", (2,), (), ()),
        ("drop P2 and P3", (), (2, 3), ()),
        ("P1: Bring two references.\nkeep 2", (2,), (), (1,)),
        ("behalten 1, streichen 3", (1,), (3,), ()),
        ("keep all but 3", (1, 2), (3,), ()),
    ],
)
def test_an_answer_is_read_as_people_write_it(text, kept, retired, reworded):
    check = read_check(text, [1, 2, 3], book(400, 400, 400), NOW)
    assert (check.kept, check.retired, check.reworded) == (kept, retired, reworded)
    assert check.doubts == ()


def test_any_practice_of_the_book_may_be_retired_by_its_number():
    check = read_check("retire P4", [1], book(400, 400, 400, 5), NOW)
    assert check.retired == (4,)
    assert check.book.get(4).status == "retired"
    assert len(check.book.practices) == 4  # the number is never given again


def test_what_is_not_understood_decides_nothing():
    check = read_check("perhaps 2 or 3?", [1, 2, 3], book(400, 400, 400), NOW)
    assert check.retired == () and check.reworded == ()
    assert check.book.approved() == book(400, 400, 400).approved() or check.kept == ()


def test_the_monthly_page_asks_and_a_reply_decides(tmp_path):
    world = World(tmp_path, policy="practice_check_days = 5\n")
    world.funnels()
    world.shared_out()
    world.pass_time(days=30)
    number = world.desk.store.book().approved()[0].number
    told = " ".join(world.text(world.manager, "monthly").split())
    assert "Still true?" in told
    assert f"retire P{number} take it out of the book" in told
    world.reply(world.manager, f"retire P{number}", "monthly")
    assert world.desk.store.book().get(number).status == "retired"
    assert f"Retired: P{number}" in world.text(world.manager, "practices_checked")
    world.reply(world.manager, "thanks!", "practices_checked")
    assert "set_aside" not in world.inbound().values()


def test_nobody_but_the_manager_decides_on_the_book(tmp_path):
    world = World(tmp_path, policy="practice_check_days = 5\n")
    world.funnels()
    world.shared_out()
    world.pass_time(days=30)
    before = world.desk.store.book()
    mail = world.mails(world.manager, "monthly")[-1]
    forged = world._answer_to(mail, world.reps[0], "Re: page", None)
    forged.set_content("retire P1")
    world.post(forged, world.reps[0], world.manager)
    world.settle()
    assert world.desk.store.book() == before


@pytest.mark.parametrize(
    ("text", "of_book", "of_drafts", "unclear"),
    [
        ("retire P4", "retire P4", "", ()),
        ("retire P1", "retire P1", "", ()),
        ("yes, but drop P4", "drop P4", "yes", ()),
        ("yes but drop P4", "drop P4", "yes", ()),
        ("P3 and P4 contradict each other, drop P3. Yes to all.", "drop P3", "Yes to all.", ()),
        ("P4: Send it, and early", "P4: Send it, and early", "", ()),
        ("merge P3 and P4", "merge P3 and P4", "", ()),
        ("2 replaces P4", "retire P4", "2: yes", ()),
        ("2 ersetzt P4, 1 ok", "retire P4", "2: yes, 1 ok", ()),
        ("P4 streichen", "P4 streichen", "", ()),
        ("supprime P4", "supprime P4", "", ()),
        ("drop P1", "", "", ("drop 1",)),
        ("P2: shorter", "", "", ("2: shorter",)),
        # of drafts alone
        ("1 is P4", "", "1 is P4", ()),
        ("drop 2", "", "drop 2", ()),
        ("1: Send the plan P4 sends, but drop the price", "", None, ()),
        ("drop P9", "", "drop P9", ()),
        ("> retire P4", "", "> retire P4", ()),
    ],
)
def test_an_answer_to_drafts_names_practices_of_the_book_by_their_p(
    text, of_book, of_drafts, unclear
):
    drafts = [Draft(number=n, text="Do it", words="", origin="winner") for n in (1, 2)]
    said = split_book(text, drafts, book(1, 1, 1, 1))
    assert said.book == of_book
    assert said.drafts == (text if of_drafts is None else of_drafts)
    assert tuple(d.nearest for d in said.unclear) == unclear


@pytest.mark.parametrize(
    ("answer", "retired", "second"),
    [("retire P1", 1, None), ("P1: Bring two references", None, "Bring two references")],
)
def test_a_published_practice_is_retired_or_reworded_by_its_number_in_reply_to_any_list(
    world: World, answer, retired, second
):
    older = book(30).practices[0]
    world.desk.store.save_book(PracticeBook(practices=(older,)))
    world.learned()
    before = world.desk.store.book()
    world.reply(world.manager, answer, "practices_decided")
    after = world.desk.store.book()
    assert [p.number for p in after.practices if p.status == "retired"] == [1] * bool(retired)
    assert after.get(1).text == (second or older.text)
    assert after.practices[1:] == before.practices[1:]
    told = world.text(world.manager, "practices_checked")
    assert "Retired: P1" in told if retired else "P1 now reads" in told


def test_a_number_that_may_be_a_draft_or_a_practice_changes_neither(world: World):
    world.desk.store.save_book(PracticeBook(practices=book(30).practices))
    world.noted()
    before = world.desk.store.book()
    world.reply(world.manager, "drop P1", "practice_drafts")
    assert world.desk.store.book() == before
    assert [d.status for d in world.review.drafts] == ["draft", "draft"]
    assert "drop 1" in world.text(world.manager, "practice_drafts")


@pytest.mark.parametrize(
    ("purpose", "words"),
    [("practices_decided", "oops"), ("practices_checked", "mach das rückgängig")],
)
def test_a_retirement_is_taken_back_at_a_word(world: World, purpose: str, words: str):
    world.shared_out()
    before = world.desk.store.book().get(1)
    world.reply(world.manager, "retire P1", "practices_decided")
    assert world.desk.store.book().get(1).status == "retired"
    world.reply(world.manager, words, purpose)
    assert world.desk.store.book().get(1) == before
    assert "Kept as it is: P1" in world.text(world.manager, "practices_checked")


def test_a_new_wording_is_taken_back_at_a_word(world: World):
    world.shared_out()
    before = world.desk.store.book().get(1).text
    world.reply(world.manager, "P1: something else", "practices_decided")
    told = world.mails(world.manager, "practices_checked")
    world.reply(world.manager, "oops", "practices_checked" if told else "practices_decided")
    assert world.desk.store.book().get(1).text == before


def test_what_took_nothing_out_of_the_book_is_not_undone_there(world: World):
    world.shared_out()
    before = world.desk.store.book()
    world.reply(world.manager, "oops", "practices_decided")
    assert world.desk.store.book() == before
