"""Chapter 4: notes in any form, drafts from the customer's words, the book, sharing once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest

from debrief.calendars.standing import read_standing
from debrief.model import Stage
from tests.world import World, no_effect_twice


def texts(world: World) -> list[str]:
    return [p.text for p in world.desk.store.book().approved()]


def test_notes_are_asked_for_ten_minutes_after_the_call(world: World):
    world.booked()
    end = world.review.call.slot.end
    world.until(end + timedelta(minutes=9))
    assert world.mails(world.manager, "notes_request") == []
    world.until(end + timedelta(minutes=10))
    assert len(world.mails(world.manager, "notes_request")) == 1


def test_complete_notes_become_drafts_the_same_moment(world: World):
    world.noted()
    assert world.review.stage is Stage.LEARNING
    assert {d.origin for d in world.review.drafts} == {"recommendation", "winner"}
    assert all(d.words in World.NOTES for d in world.review.drafts)


def test_notes_in_two_pieces_are_joined_and_the_missing_asked_for_once(world: World):
    world.called()
    world.reply(world.manager, "1. They knew our plant.\n2. Level.", "notes_request")
    first = world.review.effects[-1]
    assert first.context["missing"] == [3, 4, 5]
    world.reply(world.manager, "3. Steam.\n4. Bring a reference.", "notes_readback")
    assert set(world.review.notes.answers) == {"1", "2", "3", "4"}
    readbacks = [e for e in world.review.effects if e.purpose == "notes_readback"]
    assert [e.context["missing"] for e in readbacks] == [[3, 4, 5], []]


def test_a_correction_replaces_one_answer_and_the_opinion_stays_apart(world: World):
    world.called()
    world.reply(world.manager, World.NOTES + "\n\nMy view: we came late.", "notes_request")
    world.reply(world.manager, "2: You were behind on price.", "notes_readback")
    notes = world.review.notes
    assert notes.answers["2"] == "You were behind on price."
    assert "late" in notes.opinion
    assert all("late" not in a for a in notes.answers.values())
    assert all("late" not in d.text for d in world.review.drafts)


@pytest.mark.parametrize("word", ["Looks right, thanks!", "yes", "Correct.", "Thank you"])
def test_a_nod_to_the_readback_gets_no_further_mail(world: World, word: str):
    world.noted()
    before = len(world.mails(world.manager))
    world.reply(world.manager, word, "notes_readback")
    assert len(world.mails(world.manager)) == before


def test_later_notes_with_a_new_recommendation_become_drafts_too(world: World):
    world.noted()
    world.reply(world.manager, "yes", "practice_drafts")
    before = len(texts(world))
    world.reply(world.manager, "4: Send an engineer to the first visit.", "notes_readback")
    world.reply(world.manager, "yes", "practice_drafts")
    assert len(texts(world)) == before + 1
    assert any("engineer" in t for t in texts(world))
    world.pass_time(days=4)
    told = [world.mails(rep, "practices_shared_later") for rep in world.reps]
    assert all(len(mails) == 1 for mails in told)


def test_a_date_in_answer_five_becomes_a_reminder_on_that_day_and_can_be_corrected(world: World):
    world.noted(World.NOTES.replace("Perhaps, in a few years.", "Yes, call us on 2026-11-18."))
    assert world.review.reconnect_on == date(2026, 11, 18)
    world.reply(world.manager, "5: Yes, but call us on 2026-11-25.", "notes_readback")
    assert world.review.reconnect_on == date(2026, 11, 25)
    world.pass_time(days=80)
    assert len(world.mails(world.manager, "reconnect")) == 1
    assert len(world.mails(world.rep, "reconnect")) == 1
    sent = next(e for e in world.review.effects if e.purpose == "reconnect" and e.done_at)
    assert sent.done_at.date() == date(2026, 11, 25)


def reconnects(world: World, who: str) -> list[datetime]:
    """Return when the reminders that stand in somebody's calendar begin."""
    folder = world.office.person(who) / "calendar"
    found = (read_standing(path.read_bytes()) for path in folder.glob("reconnect-*.ics"))
    return [s.start for s in found if s is not None and not s.cancelled]


def test_the_rep_finds_the_day_to_speak_again_in_the_calendar_and_it_follows_a_correction(
    world: World,
):
    world.noted(World.NOTES.replace("Perhaps, in a few years.", "Yes, call us on 2027-03-15."))
    zone = ZoneInfo(next(p.time_zone for p in world.desk.team.reps if p.email == world.rep))
    (start,) = reconnects(world, world.rep)
    assert start.astimezone(zone) == datetime(2027, 3, 15, 9, tzinfo=zone)
    world.answer(world.rep, "ACCEPTED")
    assert world.review.call.outcome == "held"
    world.reply(world.manager, "5: Yes, but call us on 2027-04-12.", "notes_readback")
    (start,) = reconnects(world, world.rep)
    assert start.astimezone(zone).date() == date(2027, 4, 12)
    world.reply(world.manager, "5: No, they never will.", "notes_readback")
    assert world.review.reconnect_on is None
    assert reconnects(world, world.rep) == []
    assert reconnects(world, world.customer) == []


def test_stopping_takes_the_day_to_speak_again_off_the_calendar(world: World):
    world.noted(World.NOTES.replace("Perhaps, in a few years.", "Yes, call us on 2027-03-15."))
    world.reply(world.manager, "stop", "receipt")
    assert reconnects(world, world.rep) == []


def test_without_any_notes_one_more_request_and_then_the_recorded_end(world: World):
    world.called()
    world.pass_time(days=20)
    requests = world.mails(world.manager, "notes_request")
    assert len(requests) == 2
    assert "questions ." not in world.text(world.manager, "notes_request")
    assert "1" in world.text(world.manager, "notes_request")
    review = world.review
    assert (review.stage, review.call.outcome) == (Stage.CLOSED, "held")
    assert review.call.outcome_at is not None


def test_free_text_after_the_call_is_taken_as_notes_and_read_back(world: World):
    world.called()
    text = (
        "We were level on price and a little slower. They had a local service team. "
        "She said we should bring a reference from a plant like theirs. "
        "There may be a chance next year."
    )
    world.reply(world.manager, text, "notes_request")
    answers = world.review.notes.answers
    assert set(answers) == {"1", "2", "4", "5"}
    assert "local service" in answers["1"] and "reference" in answers["4"]
    assert len(world.mails(world.manager, "notes_readback")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "No time now, will send notes tomorrow",
        "driving, later",
        "Not yet. In a meeting until 5, I'll write it up tomorrow.",
        "Keine Zeit, schicke sie morgen",
        "Pas le temps, je vous les envoie demain",
        "Ahora no tengo tiempo, te mando las notas mañana",
        "Geen tijd, stuur ze morgen",
        "Sem tempo agora, envio amanhã",
    ],
)
def test_announced_notes_are_waited_for_and_asked_for_once_more(world: World, text: str):
    world.called()
    world.reply(world.manager, text, "notes_request")
    assert world.review.notes.answers == {} and world.review.call.outcome is None
    assert "I wait for your notes until" in " ".join(
        world.text(world.manager, "notes_later").split()
    )
    requests = len(world.mails(world.manager, "notes_request"))
    world.pass_time(days=4)
    assert len(world.mails(world.manager, "notes_request")) == requests + 1
    assert world.mails(world.rep, "summary_preview") == []
    world.reply(world.manager, World.NOTES, "notes_later")
    assert len(world.review.notes.answers) == 5


@pytest.mark.parametrize(
    "text",
    [
        "I did not make it to the call",
        "Eleanor asked to move it to Thursday 3pm",
        "We had to cut it short, sorry about that",
        "She didn't want to say anything.",
        "I missed the call, sorry. Can we rebook?",
        "Der Termin wurde leider verschoben",
        "Had a good chat about the weather and football",
        "What am I supposed to write here?",
    ],
)
def test_what_may_be_no_note_is_shown_first_and_nothing_is_recorded(world: World, text: str):
    world.called()
    world.reply(world.manager, text, "notes_request")
    assert world.review.notes.answers == {} and world.review.call.outcome is None
    assert len(world.mails(world.manager, "notes_check")) == 1
    assert " ".join(text.split()[:4]) in " ".join(world.text(world.manager, "notes_check").split())
    world.pass_time(days=3)
    assert world.mails(world.rep, "summary_preview") == []
    assert len(world.mails(world.manager, "notes_request")) == 2


def test_a_yes_makes_free_text_the_customers_words_and_thanks_alone_do_not(world: World):
    world.called()
    text = "Level on the dashboards, behind on calibration and the service plan"
    world.reply(world.manager, text, "notes_request")
    world.reply(world.manager, "Thanks", "notes_check")
    assert world.review.notes.answers == {}
    world.reply(world.manager, "Yes, that's right\n\nBest, Nadia", "notes_check")
    assert world.review.notes.answers == {"2": text}
    assert world.review.call.outcome == "held"


@pytest.mark.parametrize(
    ("answer", "taken"),
    [
        ("👍", {"2": "Level on the dashboards, behind on calibration then"}),
        ("yes, but 2: behind on price", {"2": "behind on price"}),
        ("4: bring a reference", {"4": "bring a reference"}),
    ],
)
def test_answers_to_what_was_shown_first(world: World, answer: str, taken: dict[str, str]):
    world.called()
    world.reply(
        world.manager, "Level on the dashboards, behind on calibration then", "notes_request"
    )
    world.reply(world.manager, answer, "notes_check")
    assert world.review.notes.answers == taken
    world.reply(world.manager, "yes", "notes_readback")
    assert world.review.notes.answers == taken


@pytest.mark.parametrize("word", ["another time", "Please rebook", "they did not show up"])
def test_without_a_call_the_customer_is_offered_another_time(world: World, word: str):
    world.called()
    world.reply(world.manager, "I did not make it to the call", "notes_request")
    world.reply(world.manager, word, "notes_check")
    assert world.review.stage is Stage.CALLING
    assert len(world.mails(world.customer, "call")) > 1 or world.mails(world.customer, "chase")


@pytest.mark.parametrize("text", ["Imani will send you the notes", "Imani schickt dir die Notizen"])
def test_notes_that_a_colleague_sends_are_asked_for_there(world: World, text: str):
    world.called()
    world.reply(world.manager, text, "notes_request")
    assert "ask Imani" in world.text(world.manager, "notes_later")
    assert world.review.notes.answers == {}


def test_no_notes_ends_the_review_kindly_and_later_ones_take_it_up_again(world: World):
    world.called()
    world.reply(world.manager, "no notes", "notes_request")
    assert world.review.stage is Stage.CLOSED and world.review.call.outcome == "held"
    assert "without notes" in world.text(world.manager, "notes_later")
    world.reply(world.manager, World.NOTES, "notes_later")
    assert world.review.stage is not Stage.CLOSED


def test_notes_that_somebody_else_has_are_waited_for(world: World):
    world.called()
    world.reply(world.manager, "Ann has the notes", "notes_request")
    assert "ask Ann" in world.text(world.manager, "notes_later")
    assert world.review.stage is Stage.LISTENING


def test_notes_that_come_after_the_end_take_the_review_up_again(world: World):
    world.called()
    world.pass_time(days=20)
    world.reply(world.manager, World.NOTES, "notes_request")
    assert world.review.stage is Stage.LEARNING
    assert len(world.mails(world.manager, "practice_drafts")) == 1


def test_notes_of_a_silent_customer_are_what_we_know_ourselves(world: World):
    world.loss()
    world.pass_time(days=21)
    assert world.review.call.outcome == "silent"
    world.reply(world.manager, "4. Bring a reference earlier.", "notes_request")
    assert world.review.call.outcome == "silent"
    world.pass_time(days=1)
    assert len(world.mails(world.manager, "practice_drafts")) == 1


@pytest.mark.parametrize(
    ("answer", "approved", "dropped", "waiting"),
    [
        ("yes", 2, 0, 0),
        ("yes but drop 2", 1, 1, 0),
        ("drop 1", 0, 1, 1),
        ("merge 1 and 2", 1, 1, 0),
        ("What is the green one?", 0, 0, 2),
        ("1 is P7", 0, 0, 2),  # there is no P7
    ],
)
def test_every_answer_to_the_drafts(world: World, answer, approved, dropped, waiting):
    world.noted()
    assert len(world.review.drafts) == 2
    world.reply(world.manager, answer, "practice_drafts")
    status = [d.status for d in world.review.drafts]
    counted = (status.count("approved"), status.count("dropped"), status.count("draft"))
    assert counted == (approved, dropped, waiting)
    assert len(texts(world)) == approved
    assert len(world.mails(world.manager, "practice_drafts")) == (2 if waiting else 1)


@pytest.mark.parametrize(
    ("answer", "published", "left_out"),
    [
        ("yes", (1, 2), ()),
        ("yes to 1", (1,), (2,)),
        ("drop all", (), (1, 2)),
        ("yes 2", (1,), (1,)),
    ],
)
def test_the_manager_reads_what_is_published_now(world: World, answer, published, left_out):
    world.noted()
    world.reply(world.manager, answer, "practice_drafts")
    told = next(e for e in world.review.effects if e.purpose == "practices_decided")
    assert tuple(row["number"] for row in told.context["published"]) == published
    assert tuple(row["number"] for row in told.context["left_out"]) == left_out


def test_what_was_left_out_is_taken_in_after_all(world: World):
    world.noted()
    world.reply(world.manager, "yes to 1", "practice_drafts")
    world.reply(world.manager, "2: yes", "practices_decided")
    assert [d.status for d in world.review.drafts] == ["approved", "approved"]
    assert len(texts(world)) == 2
    world.reply(world.manager, "thanks", "practices_decided")
    assert len(world.mails(world.manager, "practices_decided")) == 2


def test_a_better_wording_is_the_practice_and_the_customers_words_stay(world: World):
    world.noted()
    world.reply(world.manager, "1: Bring a reference to the first visit\n2: yes", "practice_drafts")
    book = world.desk.store.book()
    assert book.practices[0].text.startswith("Bring a reference to the first visit")
    assert "plant like ours" in book.practices[0].words
    assert book.practices[0].company == world.cast.deal.company


def test_approving_twice_adds_nothing_and_a_second_thought_is_a_new_version(world: World):
    world.noted()
    world.reply(world.manager, "yes", "practice_drafts")
    once = world.desk.store.book().practices
    world.reply(world.manager, "yes", "practice_drafts")
    assert world.desk.store.book().practices == once
    world.reply(world.manager, "1: Bring two references", "practice_drafts")
    first = world.desk.store.book().get(1)
    assert (first.text.rstrip("."), first.version) == ("Bring two references", 2)
    assert first.earlier == (once[0].text,)
    world.reply(world.manager, "drop 2", "practice_drafts")
    assert [p.status for p in world.desk.store.book().practices] == ["approved", "retired"]
    assert [p.number for p in world.desk.store.book().practices] == [1, 2]


def test_approval_that_never_comes_is_asked_for_once_more_and_nothing_is_shared(world: World):
    world.noted()
    world.pass_time(days=12)
    assert len(world.mails(world.manager, "practice_drafts")) == 2
    assert texts(world) == []
    assert all(not world.mails(rep, "practices_shared_call") for rep in world.reps)
    assert world.review.stage not in (Stage.LISTENING, Stage.LEARNING)


def test_a_late_yes_is_still_shared_with_everybody(world: World):
    world.noted()
    world.pass_time(days=12)
    world.reply(world.manager, "yes", "practice_drafts")
    world.pass_time(days=4)
    assert all(len(world.mails(rep, "practices_shared_later")) == 1 for rep in world.reps)


def test_practices_are_shared_once_with_all_and_the_account_rep_sees_them_first(world: World):
    world.learned()
    assert all(len(world.mails(rep, "practices_shared_call")) == 1 for rep in world.reps)
    when = {e.purpose: e.done_at for e in world.review.effects if e.done_at}
    assert when["summary_preview"] + timedelta(hours=2) <= min(
        e.done_at for e in world.review.effects if e.purpose == "practices_shared_call"
    )
    no_effect_twice(world)


def test_a_call_by_phone_before_the_meeting_takes_the_meeting_out_of_the_calendars(world: World):
    world.booked()
    world.reply(world.manager, World.NOTES, "question_script")
    assert b"METHOD:CANCEL" in world.invitations(world.customer)[-1][1]
    world.pass_time(days=30)
    assert len(world.mails(world.customer, "written_questions")) == 0


TWO = (
    "1. They knew our plant.\n2. Level.\n3. Steam cleaning.\n"
    "4. - Bring a reference from a plant like ours.\n- Answer emails within a day.\n5. No."
)


def plain(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    return " ".join(str(body.get_content()).split()) if body else ""


def test_what_is_changed_before_the_team_has_it_reaches_the_team_changed(world: World):
    world.noted(TWO)
    world.reply(world.manager, "yes", "practice_drafts")
    world.pass_time(minutes=1)
    world.reply(world.manager, "drop 2\n3: Bring two references", "practices_decided")
    world.pass_time(days=1)
    (mail,) = world.mails(world.reps[1], "practices_shared_call")
    assert "P2" not in plain(mail)
    assert "Bring two references" in plain(mail)
    assert "Changed since" not in plain(mail)
    decided = plain(world.mails(world.manager, "practices_decided")[-1])
    assert "Withdrawn" in decided and "P2." in decided


def test_what_is_changed_later_is_told_once_with_the_next_mail_that_carries_practices(
    world: World,
):
    world.funnels()
    world.learned(TWO)
    (first,) = world.mails(world.reps[1], "practices_shared_call")
    assert "P2" in plain(first)
    before = len(world.mails(world.reps[1]))
    world.reply(world.manager, "drop 2\n3: Bring two references", "practices_decided")
    assert len(world.mails(world.reps[1])) == before
    slot = world.review.meeting.slot
    assert slot is not None
    world.until(slot.start)
    world.pass_time(days=4)
    (sheet,) = world.mails(world.reps[1], "worksheet")
    assert "P2 is no longer one of ours." in plain(sheet)
    assert "P3 now reads: Bring two references" in plain(sheet)
    world.pass_time(days=10)
    told = [m for m in world.mails(world.reps[1]) if "no longer one of ours" in plain(m)]
    assert len(told) == 1


@pytest.mark.parametrize(
    "text",
    [
        "later",
        "wait",
        "stop",
        "not yet",
        "I'll look at it tomorrow",
        "Schaue ich mir morgen an",
        "Noch nicht",
    ],
)
def test_drafts_that_are_to_wait_wait_and_are_asked_for_again(world: World, text: str):
    world.noted()
    world.reply(world.manager, text, "practice_drafts")
    assert {d.status for d in world.review.drafts} == {"draft"}
    assert "drafts wait" in world.mails(world.manager, "drafts_wait")[-1]["Subject"]
    shown = len(world.mails(world.manager, "practice_drafts"))
    world.pass_time(days=5)
    assert len(world.mails(world.manager, "practice_drafts")) == shown + 1
    world.reply(world.manager, "👍", "drafts_wait")
    assert {d.status for d in world.review.drafts} == {"approved"}


def test_a_doubt_after_everything_is_decided_shows_no_empty_list_of_drafts(world: World):
    world.noted()
    world.reply(world.manager, "yes", "practice_drafts")
    shown = len(world.mails(world.manager, "practice_drafts"))
    world.reply(world.manager, "hm, the blue one", "practices_decided")
    assert len(world.mails(world.manager, "practice_drafts")) == shown
    assert "hm, the blue one" in world.text(world.manager, "not_understood")


def test_the_list_of_changes_says_what_changed(world: World):
    world.noted(World.NOTES.replace("like ours.", "like ours; answer within a day."))
    assert len(world.review.drafts) == 3
    world.reply(world.manager, "merge 1 and 3", "practice_drafts")
    changed = [e.context["changed"] for e in world.review.effects if e.purpose == "practice_drafts"]
    assert any(line == "3 is in 1 now" for line in changed[-1])
    world.reply(world.manager, "1: Bring a site manager\n\nWhat about 2?", "practice_drafts")
    changed = [e.context["changed"] for e in world.review.effects if e.purpose == "practice_drafts"]
    assert changed[-1] == ["1 is now: Bring a site manager"]


def test_a_corrected_answer_takes_its_old_draft_along(world: World):
    world.noted()
    world.reply(world.manager, "4: Bring two references.", "notes_readback")
    open_drafts = [d.text for d in world.review.drafts if d.status == "draft"]
    assert "Bring two references." in open_drafts
    assert not any("plant like ours" in text for text in open_drafts)


def test_an_addition_in_free_words_is_shown_first_and_the_same_notes_are_read_back(world: World):
    world.noted()
    text = "Also, she said that our sales engineer was excellent."
    world.reply(world.manager, text, "notes_readback")
    assert text not in str(world.review.notes.answers)
    world.reply(world.manager, "yes", "notes_check")
    assert text in world.review.notes.answers["2"]
    known = world.review.notes.answers
    world.reply(world.manager, World.NOTES, "notes_readback")
    assert set(world.review.notes.answers) == set(known)
    assert world.mails(world.manager, "not_understood") == []


def of_reference(world: World):
    return next(p for p in world.desk.store.book().practices if "reference" in p.text)


@pytest.mark.parametrize(
    ("corrected", "says_now"),
    [
        ("4: Answer emails within a day.", "Answer emails within a day."),
        ("delete 4", "no such answer any more"),
    ],
)
def test_a_published_practice_whose_words_are_corrected_is_asked_about_once(
    world: World, corrected: str, says_now: str
):
    world.learned(TWO)
    before = world.desk.store.book()
    world.reply(world.manager, corrected, "notes_readback")
    assert world.desk.store.book() == before
    text = " ".join(world.text(world.manager, "practices_questioned").split())
    assert of_reference(world).text in text
    assert says_now in text
    world.reply(world.manager, "3: Steam cleaning, mostly", "notes_readback")
    assert len(world.mails(world.manager, "practices_questioned")) == 1


@pytest.mark.parametrize(
    ("reply", "status", "text"),
    [
        ("yes", "approved", None),
        ("retire P{n}", "retired", None),
        (
            "P{n}: Bring a reference from their industry",
            "approved",
            "Bring a reference from their industry",
        ),
    ],
)
def test_the_answer_to_a_questioned_practice_is_taken_as_offered(
    world: World, reply: str, status: str, text: str | None
):
    world.learned(TWO)
    asked = of_reference(world)
    world.reply(world.manager, "4: Answer emails within a day.", "notes_readback")
    world.reply(world.manager, reply.format(n=asked.number), "practices_questioned")
    now = world.desk.store.book().get(asked.number)
    assert (now.status, now.text) == (status, text or asked.text)
    others = [p for p in world.desk.store.book().practices if p.number != asked.number]
    assert all(p.status == "approved" for p in others)


def test_words_that_stay_in_the_notes_raise_no_question(world: World):
    world.learned(TWO)
    world.reply(world.manager, "add to 4: Visit us more often.", "notes_readback")
    world.reply(world.manager, "2: Behind on calibration.", "notes_readback")
    assert world.mails(world.manager, "practices_questioned") == []


@pytest.mark.parametrize(
    "word", ["oops", "undo that, please", "Sorry, wrong one", "erreur, désolé"]
)
@pytest.mark.parametrize(
    "answer",
    ["1: yes\nWhat is the green one?", "drop 1", "1: Bring two references", "+ Visit them"],
)
def test_a_second_thought_takes_the_last_answer_to_the_drafts_back(
    world: World, answer: str, word: str
):
    world.noted(TWO)
    before = world.review.drafts
    world.reply(world.manager, "drop 2", "practice_drafts")
    first = world.review.drafts
    assert first != before
    world.pass_time(minutes=1)
    world.reply(world.manager, answer, "practice_drafts")
    assert world.review.drafts != first
    world.pass_time(minutes=1)
    world.reply(world.manager, word, "practice_drafts")
    assert world.review.drafts == first
    assert texts(world) == []
    assert "Your last answer counts no more" in world.text(world.manager, "practice_drafts")
    world.pass_time(minutes=1)
    world.reply(world.manager, "yes", "practice_drafts")
    assert texts(world) == [d.text for d in first if d.status == "draft"]


def test_what_others_have_heard_of_is_not_taken_back_and_the_manager_reads_what_can_be_done(
    world: World,
):
    world.noted()
    world.reply(world.manager, "yes", "practice_drafts")
    world.pass_time(hours=4)
    assert world.mails(world.reps[1], "practices_shared_call")
    world.reply(world.manager, "oops", "practices_decided")
    assert len(texts(world)) == 2
    text = " ".join(world.text(world.manager, "practices_decided").split())
    assert "I do not take it back as a whole" in text
    assert "retire P1" in text
    world.reply(world.manager, "retire P1", "practices_decided")
    assert len(texts(world)) == 1


@pytest.mark.parametrize("word", ["oops", "Sorry, wrong one", "Das war falsch", "foutje"])
def test_a_full_yes_is_taken_back_before_the_team_has_heard(world: World, word: str):
    world.noted(TWO)
    world.reply(world.manager, "yes", "practice_drafts")
    approved = texts(world)
    world.pass_time(minutes=5)
    world.reply(world.manager, word, "practices_decided")
    assert (texts(world), world.review.stage) == ([], Stage.LEARNING)
    world.pass_time(days=1)
    assert not any(world.mails(rep, "practices_shared_call") for rep in world.reps)
    world.reply(world.manager, "1: yes\n3: yes\ndrop 2", "practice_drafts")
    world.pass_time(days=1)
    assert texts(world) == [approved[0], approved[2]]
    for rep in world.reps:
        assert len(world.mails(rep, "practices_shared_call")) == 1
        assert len(world.mails(rep, "summary_preview")) == (rep == world.rep)
    changed = "P2 is no longer one of ours"
    told = [changed in world.text(rep, "practices_shared_call") for rep in world.reps]
    assert told == [rep == world.rep for rep in world.reps]  # who read the summary with it


@pytest.mark.parametrize(
    "words",
    [
        "wait, drop 2",
        "Sorry, drop 2 please",
        "no wait, drop 2",
        "Moment, 2 streichen",
        "oups, supprimer 2",
    ],
)
def test_a_second_thought_on_one_practice_leaves_the_others(world: World, words: str):
    world.noted(TWO)
    world.reply(world.manager, "yes", "practice_drafts")
    approved = texts(world)
    world.pass_time(minutes=5)
    world.reply(world.manager, words, "practices_decided")
    assert texts(world) == [approved[0], approved[2]]


def test_drop_all_is_asked_back_once_the_team_has_the_practices(world: World):
    world.learned()
    had = [p.number for p in world.desk.store.book().approved()]
    world.reply(world.manager, "drop all", "practice_drafts")
    assert [p.number for p in world.desk.store.book().approved()] == had
    told = world.text(world.manager, "not_understood")
    assert "drop 1 and 2" in told
    world.reply(world.manager, "drop 1 and 2", "practice_drafts")
    assert [p.number for p in world.desk.store.book().approved()] == []
