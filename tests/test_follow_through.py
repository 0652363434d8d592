"""Chapter 7: done? did it help? spirits, and the monthly page right to the figure."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from debrief.model import Commitment, Stage
from debrief.reports.monthly import monthly_context
from tests.world import World


def commitments(world: World, rep: str) -> list[Commitment]:
    return [c for w in world.review.worksheets if w.rep == rep for c in w.commitments]


def promised(world: World, text: str = "1: P1 call their CFO by {due}") -> tuple[str, date]:
    """Let one rep promise something for ten days later, and the others say that none applies."""
    world.funnels()
    world.shared_out()
    due = (world.clock.now + timedelta(days=10)).date()
    while due.weekday() > 2:
        due += timedelta(days=1)
    rep = world.reps[1]
    for other in world.reps:
        if other != rep:
            world.reply(other, "none apply", "worksheet")
    world.reply(rep, text.format(due=due.isoformat()), "worksheet")
    return rep, due


def asked(world: World, rep: str) -> list:
    return [e for e in world.review.effects if e.purpose == "commitment_due" and rep in e.to]


def test_the_rep_is_asked_on_the_promised_morning_where_they_are(world: World):
    rep, due = promised(world)
    world.pass_time(days=18)
    zone = next(p.time_zone for p in world.desk.team.reps if p.email == rep)
    first = asked(world, rep)[0].done_at.astimezone(ZoneInfo(zone))
    assert (first.date(), first.hour) == (due, 9)


@pytest.mark.parametrize(
    ("word", "state", "helped"),
    [
        ("done, helped", "done", "yes"),
        ("Yes!", "done", None),
        ("done, no", "done", "no"),
        ("done, too early", "done", "too early"),
        ("drop it", "dropped", None),
    ],
)
def test_a_word_is_enough_and_the_review_closes(world: World, word, state, helped):
    rep, _ = promised(world)
    while not asked(world, rep):
        world.pass_time(days=1)
    world.reply(rep, word, "commitment_due")
    (commitment,) = commitments(world, rep)
    assert (commitment.state, commitment.helped) == (state, helped)
    assert world.review.stage is Stage.CLOSED
    world.pass_time(days=10)
    assert len(asked(world, rep)) == 1
    assert world.mails(world.manager, "commitments_overdue") == []


def test_not_yet_with_a_new_date_is_asked_again_on_that_date(world: World):
    rep, due = promised(world)
    while not asked(world, rep):
        world.pass_time(days=1)
    later = due + timedelta(days=14)
    world.reply(rep, f"not yet, by {later.isoformat()}", "commitment_due")
    (commitment,) = commitments(world, rep)
    assert (commitment.state, commitment.due) == ("open", later)
    world.pass_time(days=15)
    assert [e.done_at.date() for e in asked(world, rep)] == [due, later]
    assert world.mails(world.manager, "commitments_overdue") == []


def followed(world: World) -> str:
    """Let a rep promise something and be asked after it."""
    rep, _ = promised(world)
    while not asked(world, rep):
        world.pass_time(days=1)
    return rep


@pytest.mark.parametrize("word", ["not yet", "no", "half done"])
def test_what_is_not_done_keeps_its_day_and_is_asked_after_two_days_later(world: World, word: str):
    rep = followed(world)
    world.pass_time(days=1)
    world.reply(rep, word, "commitment_due")
    noted = world.text(rep, "commitment_noted")
    assert "not done yet" in noted
    assert "new date" not in noted
    assert commitments(world, rep)[0].state == "open"
    before = len(asked(world, rep))
    world.pass_time(days=1)
    assert len(asked(world, rep)) == before
    world.reply(rep, "by Friday", "commitment_noted")
    assert commitments(world, rep)[0].due > world.clock.now.date()
    assert "new date Friday" in world.text(rep, "commitment_noted")


@pytest.mark.parametrize(
    "word", ["Friday", "next week", "nächste Woche", "d'ici vendredi", "in two weeks"]
)
def test_a_mere_day_is_a_new_date(world: World, word: str):
    rep = followed(world)
    world.reply(rep, word, "commitment_due")
    (commitment,) = commitments(world, rep)
    assert commitment.state == "open"
    assert commitment.due > world.clock.now.date()


@pytest.mark.parametrize(
    "word", ["deal is lost", "not my deal any more", "drop it", "stop asking me"]
)
def test_a_promise_can_be_let_go_and_taken_up_again(world: World, word: str):
    rep = followed(world)
    world.reply(rep, word, "commitment_due")
    assert commitments(world, rep)[0].state == "dropped"
    assert "not asked about again" in world.text(rep, "commitment_noted")
    world.reply(rep, "Sorry, wrong deal. Not yet, by Friday", "commitment_noted")
    assert commitments(world, rep)[0].state == "open"
    assert world.review.stage is Stage.FOLLOWING


@pytest.mark.parametrize(
    ("word", "state", "helped"),
    [
        ("Sorry, I mixed that up: not done yet, by Friday", "open", None),
        ("no, not done yet", "open", None),
        ("it did not help after all", "done", "no"),
        ("the deal is lost", "dropped", "yes"),
    ],
)
def test_second_thoughts_on_what_was_noted_are_taken(world: World, word, state, helped):
    rep = followed(world)
    world.reply(rep, "done, helped", "commitment_due")
    before = len(world.mails(rep))
    world.reply(rep, word, "commitment_noted")
    (commitment,) = commitments(world, rep)
    assert (commitment.state, commitment.helped) == (state, helped)
    assert len(world.mails(rep)) == before + 1


def test_a_no_to_what_was_noted_is_asked_back(world: World):
    rep = followed(world)
    world.reply(rep, "done, helped", "commitment_due")
    world.pass_time(minutes=3)
    world.reply(rep, "no that is wrong", "commitment_noted")
    assert commitments(world, rep)[0].state == "done"
    assert "How is it, then?" in world.text(rep, "commitment_noted")


def test_what_says_more_than_how_it_went_is_read_by_the_manager(world: World):
    rep = followed(world)
    world.reply(rep, "done, helped", "commitment_due")
    world.pass_time(minutes=3)
    text = "Their new plant manager used to work with us, by the way."
    world.reply(rep, text, "commitment_noted")
    assert len(world.mails(world.manager, "set_aside")) == 1
    assert text in " ".join(world.text(world.manager, "set_aside").split())


@pytest.mark.parametrize(
    "word", ["yes", "ok, thanks", "👍", "Perfect!", "stimmt, danke", "oui, merci"]
)
def test_agreeing_to_what_was_noted_changes_nothing_and_disturbs_nobody(world: World, word: str):
    rep = followed(world)
    world.reply(rep, "done, too early", "commitment_due")
    before = commitments(world, rep), len(world.mails(rep)), len(world.mails(world.manager))
    world.reply(rep, word, "commitment_noted")
    assert (
        commitments(world, rep),
        len(world.mails(rep)),
        len(world.mails(world.manager)),
    ) == before


def test_a_thumb_answers_how_did_it_go(world: World):
    rep = followed(world)
    world.reply(rep, "👍", "commitment_due")
    assert commitments(world, rep)[0].state == "done"
    assert world.mails(rep, "commitment_noted")


def test_what_is_overdue_goes_softly_to_the_rep_once_more_then_to_the_manager_only(world: World):
    rep, _ = promised(world)
    world.pass_time(days=30)
    assert len(asked(world, rep)) == 2
    assert [e.context["again"] for e in asked(world, rep)] == [False, True]
    assert len(world.mails(world.manager, "commitments_overdue")) == 1
    assert all(not world.mails(r, "commitments_overdue") for r in world.reps)
    assert world.review.stage is Stage.CLOSED


def test_two_rows_answered_without_a_number_are_asked_back(world: World):
    rep, _ = promised(world, "1: P1 call their CFO by {due}\n2: P2 visit them by {due}")
    while not asked(world, rep):
        world.pass_time(days=1)
    world.reply(rep, "done", "commitment_due")
    assert {c.state for c in commitments(world, rep)} == {"open"}
    assert "Which" in world.text(rep, "commitment_noted")
    world.reply(rep, "1: done, helped\n2: not yet", "commitment_due")
    assert [(c.state, c.helped) for c in commitments(world, rep)] == [
        ("done", "yes"),
        ("open", None),
    ]


def test_a_promise_without_a_date_is_asked_about_all_the_same(world: World):
    rep, _ = promised(world, "1: P1 call their CFO")
    assert commitments(world, rep)[0].due is None
    world.pass_time(days=20)
    assert asked(world, rep)


def test_a_promise_without_a_date_is_never_past_its_day(world: World):
    rep, _ = promised(world, "1: P1 call their CFO\n2: P2 visit them")
    world.pass_time(days=40)
    assert len(asked(world, rep)) == 2
    told = " ".join(world.text(world.manager, "commitments_overdue").split())
    assert (
        "No word yet on 2 commitments"
        in world.mails(world.manager, "commitments_overdue")[0]["Subject"]
    )
    assert "no day was named" in told and "Past the day" not in told


def test_what_several_reps_left_unanswered_is_told_in_one_mail(world: World):
    rep, due = promised(world)
    zone, other = next(p.time_zone for p in world.desk.team.reps if p.email == rep), world.reps[2]
    reps = tuple(
        p.model_copy(update={"time_zone": zone}) if p.email == other else p
        for p in world.desk.team.reps
    )
    world.desk.team = world.desk.team.model_copy(update={"reps": reps})
    world.reply(other, f"1: P1 visit them by {due.isoformat()}", "worksheet")
    world.pass_time(days=30)
    (mail,) = world.mails(world.manager, "commitments_overdue")
    assert mail["Subject"].startswith("2 commitments are past the day")


def test_not_due_yet_with_a_holiday_is_a_new_date(world: World):
    rep = followed(world)
    today = world.clock.now.date()
    world.reply(rep, "not due yet, I said before xmas", "commitment_due")
    (commitment,) = commitments(world, rep)
    assert commitment.state == "open"
    assert commitment.due == date(today.year, 12, 24)


def test_a_promise_is_followed_on_its_date_although_others_are_still_silent(world: World):
    world.funnels()
    world.shared_out()
    rep = world.reps[1]
    due = (world.clock.now + timedelta(days=1)).date()
    while due.weekday() > 4:
        due += timedelta(days=1)
    world.reply(rep, f"1: P1 call their CFO by {due.isoformat()}", "worksheet")
    world.pass_time(days=(due - world.clock.now.date()).days + 1)
    assert world.review.stage is Stage.WORKSHEETS
    assert len(asked(world, rep)) == 1


def test_a_review_in_which_nothing_was_promised_closes(world: World):
    world.funnels()
    world.shared_out()
    for rep in world.reps:
        world.reply(rep, "none apply", "worksheet")
    assert world.review.stage is Stage.CLOSED


def test_the_spirits_note_holds_the_customers_praise_of_us_and_nobody_else_gets_it(world: World):
    world.loss()
    world.pass_time(days=2)
    assert len(world.mails(world.manager, "spirits_note")) == 1
    text = " ".join(world.text(world.manager, "spirits_note").split())
    assert "patiently your team answered every question" in text
    assert (
        world.cast.deal.competitor not in text.split("What often helps")[0].split("true to say")[1]
    )
    assert all(not world.mails(rep, "spirits_note") for rep in world.reps)


def test_losses_of_one_day_are_one_note_and_a_rep_hit_twice_stands_in_it_once(world: World):
    first = world.loss()
    update = {"id": "r-second", "version": 0, "effects": (), "tokens": (), "handled": ()}
    world.desk.store.add(first.model_copy(update=update))
    world.pass_time(days=2)
    (note,) = world.mails(world.manager, "spirits_note")
    assert "2 losses on one day" in world.text(world.manager, "spirits_note")
    name = next(p.name for p in world.desk.team.reps if p.email == world.rep)
    assert note["Subject"].count(name) == 1


def test_a_loss_that_is_confirmed_late_has_its_own_note(world: World):
    first = world.loss()
    world.pass_time(days=2)
    update = {"id": "r-second", "version": 0, "effects": (), "tokens": (), "handled": ()}
    update |= {"marks": {}, "due_at": world.clock.now}
    world.desk.store.add(first.model_copy(update=update))
    world.pass_time(days=1)
    assert len(world.mails(world.manager, "spirits_note")) == 2


def test_no_kind_note_goes_out_without_anything_to_say(world: World):
    review = world.loss()
    source = review.source.model_copy(update={"text": "We have chosen somebody else."})
    world.desk.store.save(review.model_copy(update={"source": source}))
    world.pass_time(days=2)
    assert world.mails(world.manager, "spirits_note") == []


def test_the_monthly_page_is_right_to_the_figure(world: World):
    rep, _ = promised(world)
    while not asked(world, rep):
        world.pass_time(days=1)
    world.reply(rep, "done, helped", "commitment_due")
    review, book = world.review, world.desk.store.book()
    opened, told = f"{review.created_at:%Y-%m}", f"{world.clock.now:%Y-%m}"
    assert told > opened
    assert monthly_context(world.reviews(), book, opened)["practices"][0]["applied"] == 0
    page = monthly_context(world.reviews(), book, told)
    (row,) = page["reviews"]
    done = {e.purpose: e.done_at for e in reversed(review.effects) if e.done_at}
    days = (review.call.slot.start - done["call"]).total_seconds() / 86400
    assert row["days"]["ask_to_call"] == round(days, 1)
    assert (page["n"], page["earlier"], page["answers"]) == (0, 1, 1)
    (practice,) = page["practices"]
    assert (practice["number"], practice["applied"], practice["helped"]) == (1, 1, 1)
    people = [p.name for p in world.desk.team.reps]
    assert not any(name in str(page["practices"]) for name in people)
    assert monthly_context(world.reviews(), book, "2020-01")["n"] == 0


def test_a_meeting_that_is_only_planned_is_no_step_taken(world: World):
    world.learned()
    month = f"{world.review.created_at:%Y-%m}"
    page = monthly_context(world.reviews(), world.desk.store.book(), month)
    assert page["reviews"][0]["days"]["practice_to_meeting"] is None
