"""The call as a whole; what each answer does to it is in test_call_answers."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from debrief.backends.base import Outgoing, Receipt
from debrief.backends.local import LocalCalendar
from debrief.bootstrap import open_desk
from debrief.calendars.invitation import Invitee, Meeting, event_ics, reply_ics
from debrief.calendars.standing import read_standing
from debrief.chapters.planning import changed
from debrief.config import load_config
from debrief.engine.effects import resumed
from debrief.errors import DebriefError, Doubtful, Refused, TryLater
from debrief.model import Call, Stage
from tests.calls import booked, events, sequences
from tests.faulty import told_nothing
from tests.world import World, no_effect_twice, utc


def test_one_invitation_goes_to_customer_and_rep_after_the_grace(world: World):
    world.loss()
    assert world.invitations(world.customer) == []
    world.pass_time(minutes=20)
    assert sequences(world, world.customer) == [0]
    assert sequences(world, world.rep) == [0]
    mail, ics = world.invitations(world.customer)[0]
    assert world.manager in str(mail["From"])
    assert b"METHOD:REQUEST" in ics
    assert world.office.get_event(world.customer, world.review.call.uid) is not None


def test_the_slot_lies_in_everybodys_working_hours(world: World):
    booked(world)
    slot = world.review.call.slot
    assert slot is not None
    assert slot.start >= world.cast.start + timedelta(hours=4)
    london = slot.start + timedelta(hours=1)  # British summer time
    assert 9 <= london.hour < 17 and london.weekday() < 5


def test_a_stop_within_the_grace_means_the_customer_never_hears(world: World):
    world.loss()
    world.reply(world.manager, "stop", "receipt")
    world.pass_time(days=20)
    assert world.mails(world.customer) == []
    assert world.review.stage is Stage.STOPPED
    assert len(world.mails(world.manager, "stopped")) == 1


def test_a_stop_after_the_invitation_cancels_it_once(world: World):
    booked(world)
    uid = world.review.call.uid
    world.reply(world.manager, "stop", "receipt")
    world.pass_time(days=20)
    assert sequences(world, world.customer) == [0, 1]
    assert b"METHOD:CANCEL" in world.invitations(world.customer)[-1][1]
    assert b"STATUS:CANCELLED" in world.office.get_event(world.customer, uid)


def test_a_go_after_a_stop_starts_afresh_with_an_event_of_its_own(world: World):
    booked(world)
    first = world.review.call.uid
    world.reply(world.manager, "stop", "receipt")
    world.reply(world.manager, "go", "stopped")
    world.pass_time(minutes=20)
    assert world.review.stage is Stage.CALLING
    assert world.review.call.uid not in (None, first)
    assert sorted(sequences(world, world.customer)) == [0, 0, 1]


class NeverCancels(LocalCalendar):
    """The office's calendar on a day on which no cancellation gets through."""

    error: DebriefError

    def cancel(self, meeting: Meeting, mail: Outgoing) -> Receipt:
        raise self.error


@pytest.mark.parametrize("mended", [False, True])
@pytest.mark.parametrize("error", [Refused("not today"), Doubtful("no answer"), TryLater("busy")])
def test_a_go_after_a_cancellation_that_never_left_moves_the_event_that_stands(
    world: World, error: DebriefError, mended: bool
):
    booked(world)
    first = world.review.call.uid
    able = world.desk.performer
    refusing = NeverCancels(world.office, world.manager, able.backend.mailbox)
    refusing.error = error
    world.desk.performer = replace(able, backend=replace(able.backend, calendar=refusing))
    world.reply(world.manager, "stop", "receipt")
    world.desk.performer = able
    world.reply(world.manager, "go", "stopped")
    world.pass_time(minutes=20)
    assert world.review.call.uid == first
    assert sequences(world, world.customer) == [0, 2]
    assert "I had to move our call" in world.text(world.customer, "call")
    if mended:  # what was refused is not sent later either
        world.desk.store.save(resumed(world.review))
        world.pass_time(minutes=20)
        assert sequences(world, world.customer) == [0, 2]
    world.reply(world.manager, "stop", "receipt")
    world.pass_time(days=1)
    assert sequences(world, world.customer) == [0, 2, 3]
    assert b"STATUS:CANCELLED" in world.office.get_event(world.customer, first)


def doubtfully_booked(world: World, *, arrives: bool) -> None:
    """Book a call whose invitation nobody can tell the fate of; then all works again."""
    able = world.desk.performer
    told_nothing(world.desk, arrives=arrives)
    booked(world)
    world.pass_time(minutes=20)
    assert world.mails(world.manager, "could_not_send")
    world.desk.performer = able


@pytest.mark.parametrize("arrives", [False, True])
def test_an_invitation_of_which_nobody_can_tell_is_never_followed_by_a_second_event(
    world: World, arrives: bool
):
    doubtfully_booked(world, arrives=arrives)
    first = world.review.call.uid
    world.reply(world.manager, "stop", "receipt")
    assert (
        len(world.invitations(world.customer)) == arrives
    )  # nothing is called off that may not be
    world.reply(world.manager, "go", "stopped")
    world.pass_time(minutes=20)
    assert world.review.call.uid == first
    assert sequences(world, world.customer) == [0, 1][not arrives :]
    assert "I had to move our call" not in world.text(world.customer, "call")


def test_an_invitation_that_the_customer_answered_did_arrive_and_is_cancelled_at_a_stop(
    world: World,
):
    doubtfully_booked(world, arrives=True)
    uid = world.review.call.uid
    world.answer(world.customer)
    world.reply(world.manager, "stop", "receipt")
    assert sequences(world, world.customer) == [0, 1]
    assert b"STATUS:CANCELLED" in world.office.get_event(world.customer, uid)
    world.reply(world.manager, "go", "stopped")
    world.pass_time(minutes=20)
    assert world.review.call.uid not in (None, uid)


def test_a_stop_after_a_cancellation_that_had_gone_out_calls_off_what_came_after_it(world: World):
    booked(world)
    able = world.desk.performer
    told_nothing(world.desk, arrives=True)
    world.reply(world.manager, "stop", "receipt")
    world.desk.performer = able
    world.reply(world.manager, "go", "stopped")
    world.pass_time(minutes=20)
    assert sorted(sequences(world, world.customer)) == [0, 1, 2]
    uid = world.review.call.uid
    world.reply(world.manager, "stop", "stopped")
    assert sorted(sequences(world, world.customer)) == [0, 1, 2, 3]
    assert b"STATUS:CANCELLED" in world.office.get_event(world.customer, uid)


class NeverInvites(LocalCalendar):
    """The office's calendar on a day on which no invitation gets through."""

    def invite(self, meeting: Meeting, mail: Outgoing) -> Receipt:
        raise TryLater("busy")


def test_an_invitation_that_was_withdrawn_unsent_leaves_room_for_the_next(world: World):
    doubtfully_booked(world, arrives=False)
    able = world.desk.performer
    world.reply(world.manager, "stop", "receipt")
    assert "Nobody can tell whether the invitation to the call arrived" in " ".join(
        world.text(world.manager, "stopped").split()
    )
    refusing = NeverInvites(world.office, world.manager, able.backend.mailbox)
    world.desk.performer = replace(able, backend=replace(able.backend, calendar=refusing))
    world.reply(world.manager, "go", "stopped")
    world.reply(world.manager, "stop", "stopped")
    world.desk.performer = able
    world.reply(world.manager, "go", "stopped")
    world.pass_time(minutes=20)
    assert sequences(world, world.customer) == [2]


def test_an_accept_is_noted_in_the_managers_calendar_and_told(world: World):
    booked(world)
    world.answer(world.customer, "ACCEPTED")
    standing = read_standing(world.office.get_event(world.manager, world.review.call.uid))
    assert standing.partstats[world.customer] == "ACCEPTED"
    assert events(world) == ["accepted"]
    world.answer(world.customer, "ACCEPTED")
    assert events(world) == ["accepted"]


def test_a_no_ends_all_contact(world: World):
    booked(world)
    world.reply(world.customer, "No thank you, we would rather not.")
    world.pass_time(days=40)
    assert world.review.call.outcome == "declined"
    after = [m for m in world.mails(world.customer) if "call" not in str(m["X-Debrief-Effect"])]
    assert after == []
    assert b"METHOD:CANCEL" in world.invitations(world.customer)[-1][1]
    assert len(world.invitations(world.customer)) == 2


def test_an_answer_to_an_older_time_does_not_accept_the_new_one(world: World):
    booked(world)
    world.counter(world.rep, utc("2026-09-16 14:30"))
    assert sequences(world, world.customer) == [0, 1]
    world.answer_to(world.customer, 0, "ACCEPTED")
    assert world.review.call.answer is None
    world.answer(world.customer, "ACCEPTED")
    assert world.review.call.answer == "accepted"


def test_silence_gets_two_chases_then_the_questions_then_peace(world: World):
    booked(world)
    world.pass_time(days=60)
    chases = [e for e in world.review.effects if e.template == "chase"]
    assert len(chases) == 2
    assert len(world.mails(world.customer, "written_questions")) == 1
    assert world.review.call.outcome == "silent"
    assert len(world.mails(world.customer)) <= 4


def test_answers_in_writing_become_notes_and_thanks(world: World):
    booked(world)
    world.pass_time(days=13)
    world.reply(
        world.customer,
        "1. They knew our plant.\n2. You were level.\n3. Steam cleaning.\n4. Bring a reference.\n5. Yes.",
        "written_questions",
    )
    review = world.review
    assert review.call.outcome == "answered in writing"
    assert review.notes.answers["4"] == "Bring a reference."
    assert len(world.mails(world.customer, "thanks")) == 1


def test_a_corrected_address_cancels_the_wrong_and_invites_the_right(world: World):
    booked(world)
    world.reply(world.manager, "customer_email: director@pemberton-ceramics.example", "receipt")
    world.pass_time(minutes=20)
    assert b"METHOD:CANCEL" in world.invitations(world.customer)[-1][1]
    assert sequences(world, "director@pemberton-ceramics.example") == [0]


def test_nobody_is_greeted_by_the_name_of_whoever_had_the_address_before(world: World):
    booked(world)
    mine, theirs = world.customer, "director@pemberton-ceramics.example"
    first = (world.review.facts.customer_name or "").split()[0]
    world.reply(world.manager, f"customer_email: {theirs}", "receipt")
    world.pass_time(minutes=20)
    assert world.text(mine, "call").startswith(f"Hello {first},")
    assert world.text(theirs, "call").startswith("Hello,")
    assert "customer's name" in world.text(world.manager, "receipt")
    world.reply(world.manager, f"customer: Ada Byron <{theirs}>", "receipt")
    world.reply(world.manager, "customer: Joan Clarke <joan@pemberton-ceramics.example>", "receipt")
    world.pass_time(minutes=20)
    assert world.text(theirs, "call").startswith("Hello,")  # invited so, called off so
    assert world.text("joan@pemberton-ceramics.example", "call").startswith("Hello Joan,")


def test_a_mistyped_address_of_the_same_person_keeps_the_name(world: World):
    booked(world)
    first = (world.review.facts.customer_name or "").split()[0]
    right = world.customer.replace("@", "@mail.")
    world.reply(world.manager, f"customer_email: {right}", "receipt")
    world.pass_time(minutes=20)
    assert world.text(right, "call").startswith(f"Hello {first},")


def test_a_call_by_phone_without_any_answer_can_still_be_noted(world: World):
    booked(world)
    world.reply(world.manager, "1. They knew our plant.\n4. Bring a reference.", "question_script")
    assert world.review.call.outcome == "held"
    assert world.review.notes.answers["1"] == "They knew our plant."


def test_chases_count_from_when_the_invitation_went_out(tmp_path: Path):
    world = World(
        tmp_path, policy="notice_hours = 40\n"
    )  # so that its time does not pass meanwhile
    world.loss()
    world.desk.store.save_setting("paused", "now")
    world.clock.now += timedelta(days=3)
    world.desk.store.save_setting("paused", None)
    world.pass_time(hours=4)
    effects = world.review.effects
    sent = next(e.done_at for e in effects if e.template == "call_invitation" and e.done_at)
    assert world.mails(world.customer, "chase") == []
    world.pass_time(days=7)
    chases = [e.done_at for e in world.review.effects if e.template == "chase" and e.done_at]
    assert chases[0] - sent > timedelta(days=1, hours=12)


def test_two_chases_never_come_one_upon_the_other(world: World):
    world.loss()
    world.pass_time(minutes=20)
    world.desk.store.save_setting("paused", "now")
    world.clock.now += timedelta(days=9)
    world.desk.store.save_setting("paused", None)
    world.pass_time(days=12)
    effects = [e for e in world.review.effects if e.template in ("chase", "written_questions")]
    sent = sorted(e.done_at for e in effects if e.done_at)
    assert len(sent) >= 2
    assert all(later - earlier > timedelta(days=1, hours=12) for earlier, later in pairwise(sent))


def test_an_answer_that_names_the_old_time_is_no_answer_to_the_new_one(world: World):
    world.loss()
    world.pass_time(minutes=20)
    _, old = world.invitations(world.customer)[-1]
    start = world.review.call.slot.start + timedelta(days=1)
    world.counter(world.customer, start.replace(hour=13, minute=0))
    sequence = world.review.call.sequence
    assert sequence == 1
    renumbered = old.replace(b"SEQUENCE:0", b"SEQUENCE:1")  # as servers do by themselves
    part = reply_ics(renumbered, world.customer, "DECLINED", world.clock.now)
    mail, _ = world.invitations(world.customer)[-1]
    world._calendar_reply(world.customer, mail, part)
    assert world.review.call.state == "booked"
    assert world.review.call.outcome is None


def test_a_chase_that_comes_late_waits_for_the_customers_working_time(world: World):
    booked(world)
    world.clock.now = utc("2026-09-19 03:00")  # asleep until Saturday night
    world.settle()
    world.pass_time(days=1)
    assert not [e for e in world.review.effects if e.template == "chase"]
    world.until(utc("2026-09-21 08:05"))  # Monday, nine o'clock in London
    assert len([e for e in world.review.effects if e.template == "chase"]) == 1


def test_a_public_holiday_of_the_customers_is_no_day_of_waiting(world: World):
    world.clock.now = utc("2026-12-23 09:00")
    booked(world)
    world.pass_time(days=10)
    chase = next(e for e in world.review.effects if e.template == "chase")
    assert chase.done_at is not None
    assert f"{chase.done_at:%d.%m.}" == "29.12."  # the 25th and, for the 26th, the 28th are free


def test_an_unclear_answer_that_the_manager_leaves_alone_does_not_hold_the_review_for_ever(
    world: World,
):
    booked(world)
    world.reply(world.customer, "Whenever the moon is full and the auditors have left.")
    world.pass_time(days=60)
    assert len(world.mails(world.manager, "notes_request")) >= 1
    assert world.review.stage is not Stage.CALLING
    assert world.review.call.outcome is not None
    assert [e for e in world.review.effects if e.template == "chase"] == []


def test_a_clear_answer_after_an_unclear_one_counts(world: World):
    booked(world)
    world.reply(world.customer, "Whenever the moon is full and the auditors have left.")
    world.reply(world.customer, "Could we find another time?")
    assert len(world.mails(world.customer, "other_times")) == 1
    world.pass_time(days=4)
    assert [e for e in world.review.effects if e.template == "chase"] != []


NUMBER = "Sure, that works. Please ring my mobile, +44 7700 900123, no video."
REASON = "No thank you. We were contacted three times after we had decided, which was too much."


def test_what_comes_with_a_yes_reaches_the_manager(world: World):
    booked(world)
    world.reply(world.customer, NUMBER)
    told = world.text(world.manager, "call_update")
    assert "+44 7700 900123" in told and "Nothing to do" not in told


def test_what_comes_with_the_accept_button_reaches_the_manager(world: World):
    booked(world)
    world.answer(world.customer, "ACCEPTED", NUMBER)
    assert "+44 7700 900123" in world.text(world.manager, "call_update")


def test_a_bare_yes_leaves_nothing_to_do(world: World):
    booked(world)
    world.reply(world.customer, "Yes, that works for me.")
    world.answer(world.customer, "ACCEPTED")
    assert "Nothing to do for you" in world.text(world.manager, "call_update")


def test_why_somebody_will_not_talk_reaches_the_manager(world: World):
    booked(world)
    world.reply(world.customer, REASON)
    assert world.review.call.outcome == "declined"
    assert "three times" in world.text(world.manager, "call_update")


def test_a_customer_who_writes_after_the_call_is_shown_and_nothing_is_claimed(world: World):
    world.called()
    world.reply(world.customer, "On reflection I would rather you did not use what I said.")
    told = world.text(world.manager, "call_update")
    assert events(world)[-1] == "wrote_again"
    assert "On reflection" in told and "Nothing to do" not in told


def test_the_note_on_a_reminder_names_the_time_that_the_reminder_names(world: World):
    booked(world)
    world.pass_time(days=4)
    assert world.review.call.chases == 1
    effects = [e for e in world.review.effects if e.purpose == "call_update"]
    slot = world.review.call.slot
    assert slot is not None and effects[-1].context["start"] == slot.start.isoformat()


def rep_away(world: World, days: int) -> None:
    me = Invitee(world.rep, world.rep)
    start = world.clock.now
    away = Meeting("away@x", 0, start, start + timedelta(days=days), "Away", "", me, (), key="none")
    world.office.put_event(world.rep, "away@x", event_ics(away, world.clock.now))


def test_who_chose_to_wait_is_not_asked_again_every_day(world: World):
    rep_away(world, 40)
    world.loss()
    world.reply(world.manager, "wait", "rep_unavailable")
    world.pass_time(days=13)
    assert len(world.mails(world.manager, "rep_unavailable")) == 1
    assert events(world) == ["no_slot", "no_slot"]  # at first, and once a week
    told = " ".join(world.text(world.manager, "call_update").split())
    assert "alone" in told and "needed to go on" not in told


def test_who_chose_to_wait_may_still_go_alone(world: World):
    rep_away(world, 40)
    world.loss()
    world.reply(world.manager, "wait", "rep_unavailable")
    world.pass_time(days=1)
    world.reply(world.manager, "alone then", "call_update")
    assert sequences(world, world.customer) == [0] and sequences(world, world.rep) == []
    assert world.mails(world.manager, "not_understood") == []


def test_a_rep_who_gets_time_after_all_is_invited_by_itself(world: World):
    rep_away(world, 40)
    world.loss()
    world.reply(world.manager, "wait", "rep_unavailable")
    world.office.event_file(world.rep, "away@x").unlink()
    world.pass_time(days=2)
    assert sequences(world, world.customer) == sequences(world, world.rep) == [0]


GERMAN = """Bitte aufarbeiten.

Von: Karla Ohm <karla.ohm@feldmann.example>
Gesendet: Montag, 14. September 2026 14:12
An: {rep}
Betreff: Ihr Angebot

Sehr geehrte Damen und Herren,

vielen Dank für Ihr Angebot über 545.000 USD für die Messtechnik in unserem Werk. Nach langer
Beratung haben wir uns für die Firma Kristallbau entschieden, weil die Lieferzeit für uns nicht
zu halten war.

Mit freundlichen Grüßen
Karla Ohm
Einkauf, Feldmann GmbH, Köln
"""


def test_the_title_in_the_calendar_speaks_the_customers_language_like_the_mail(world: World):
    mail = EmailMessage()
    mail["From"], mail["To"] = world.manager, world.debrief_address
    mail["Subject"], mail["Date"] = "WG: Ihr Angebot", format_datetime(world.clock.now)
    mail["Message-ID"] = "<german@brightwater.example>"
    mail.set_content(GERMAN.format(rep=world.rep))
    world.post(mail, world.manager, world.debrief_address)
    world.pass_time(minutes=20)
    invitation, ics = world.invitations("karla.ohm@feldmann.example")[0]
    assert str(invitation["Subject"]).startswith("Ein kurzes Gespräch")
    assert "ein kurzes Gespräch" in ics.decode().replace("\r\n ", "")


def test_whoever_named_a_time_of_their_own_is_offered_no_other_beside_it(world: World):
    world.loss()
    world.pass_time(minutes=20)
    world.counter(world.customer, world.review.call.alternatives[0].start)
    moved = next(e for e in world.review.effects if e.template == "call_moved")
    assert moved.context["alternatives"] == []
    assert "easier" not in world.text(world.customer, "call")


def test_alone_is_offered_only_where_the_reps_calendar_stands_in_the_way(world: World):
    me = Invitee(world.manager, world.manager)
    start, end = world.clock.now - timedelta(days=1), world.clock.now + timedelta(days=60)
    away = Meeting("away@x", 0, start, end, "Holiday", "", me, (), key="none")
    world.office.put_event(world.manager, "away@x", event_ics(away, world.clock.now))
    world.loss()
    world.pass_time(minutes=20)
    assert "alone" not in world.text(world.manager, "call_update")


def rep_unseen(world: World) -> None:
    shutil.rmtree(world.office.person(world.rep) / "calendar")


def test_a_rep_whose_calendar_cannot_be_seen_is_not_called_busy(world: World):
    rep_unseen(world)
    world.loss()
    asked = " ".join(world.text(world.manager, "rep_unavailable").split())
    assert "I cannot see when" in asked and "debrief check" in asked
    assert "has no time" not in asked and "every day" not in asked and "wait" not in asked
    world.reply(world.manager, "wait", "rep_unavailable")
    told = " ".join(world.text(world.manager, "call_update").split())
    assert "I cannot see when" in told and "every day" not in told and "alone" in told


@pytest.mark.parametrize("answered", ["rep_unavailable", "call_update"])
def test_the_managers_minute_counts_for_a_rep_whose_calendar_cannot_be_seen(
    world: World, answered: str
):
    rep_unseen(world)
    world.loss()
    if answered == "call_update":
        world.reply(world.manager, "wait", "rep_unavailable")
    world.reply(world.manager, "Thursday 9:00", answered)
    world.pass_time(days=1)
    assert sequences(world, world.customer) == [0]
    slot = world.review.call.slot
    assert slot is not None and slot.start.weekday() == 3
    latest = world.review.effect_for_event(world.review.call.uid or "")
    assert latest is not None and latest.event is not None and world.rep in latest.event.required


def test_a_day_that_the_manager_names_is_no_word_for_the_hour_of_an_unseen_rep(world: World):
    rep_unseen(world)
    world.loss()
    world.reply(world.manager, "Thursday afternoon", "rep_unavailable")
    assert world.invitations(world.customer) == []
    assert "agreed" in " ".join(world.text(world.manager, "call_update").split())


def test_a_call_that_the_manager_holds_alone_gives_the_rep_no_part_in_it(world: World):
    rep_away(world, 40)
    world.loss()
    world.reply(world.manager, "alone", "rep_unavailable")
    world.pass_time(hours=1)
    mail = world.mails(world.rep, "role_card")[0]
    text = " ".join(world.text(world.rep, "role_card").split())
    assert "part" not in f"{mail['Subject']} {text}" and "Leave the asking" not in text
    assert "not booked" not in text and "on their own" in text
    assert "they came with a ready plan" in text


def two_to_book(world: World) -> tuple[str, str]:
    """Return two reviews of different customers, in which a call is to be booked now."""
    world.loss()
    store, first = world.desk.store, world.review
    receipt = tuple(e for e in first.effects if e.purpose == "receipt")
    first = store.save(changed(first, call=Call(), effects=receipt, due_at=first.created_at))
    other = f"frida.holm@{world.customer.partition('@')[2]}"
    world.office.open_for(other)
    facts = {"customer_name": "Frida Holm", "customer_email": other, "deal": "Another line"}
    second = {
        "id": "r-second",
        "version": 0,
        "facts": first.facts.model_copy(update=facts),
        "effects": (),
        "tokens": (),
        "handled": ("another",),
        "source": first.source.model_copy(update={"message_id": "second@mail.example"}),
        "also": (),
    }
    store.add(first.model_copy(update=second))
    world.clock.now += timedelta(minutes=20)
    return first.id, "r-second"


@pytest.mark.parametrize("moment", ["busy", "save"])
def test_two_workers_never_offer_one_hour_to_two_customers(
    world: World, monkeypatch: pytest.MonkeyPatch, moment: str
):
    first, second = two_to_book(world)
    other = open_desk(load_config(world.data), world.clock)
    place: Any = world.desk.store if moment == "save" else world.desk.backend.calendar
    do, turns = getattr(place, moment), []

    def while_another_works(*args: Any) -> Any:
        done = do(*args) if moment == "busy" else None
        booking = moment == "busy" or (args[0].id == first and args[0].call.slot is not None)
        if booking and not turns:
            turns.append(1)
            with suppress(TryLater):
                other.advance_review(second)
        return done if moment == "busy" else do(*args)

    with monkeypatch.context() as patched:
        patched.setattr(place, moment, while_another_works)
        world.desk.advance_review(first)
    assert turns
    other.advance_review(second)
    slots = [world.desk.store.get(key).call.slot for key in (first, second)]
    assert None not in slots
    earlier, later = sorted((slot for slot in slots if slot), key=lambda slot: slot.start)
    assert earlier.end <= later.start
    world.pass_time(hours=2)
    assert all(world.desk.store.get(key).call.moves == 0 for key in (first, second))


def test_a_rep_who_leaves_the_team_is_freed_and_the_manager_may_name_another(world: World) -> None:
    world.booked()
    left, other = world.rep, world.cast.team["reps"][1]
    customers = len(world.mails(world.customer))
    team = json.loads((world.data / "team.json").read_text())
    team["reps"] = [rep for rep in team["reps"] if rep["email"] != left]
    (world.data / "team.json").write_text(json.dumps(team))
    world.open()
    world.pass_time(hours=3)
    told = [m for m in world.mails(world.manager) if "has left your team" in str(m["Subject"])]
    assert len(told) == 1 and "rep:" in world.text(world.manager, "call_update")
    freed = [m for m in world.mails(left) if "You are free again" in str(m["Subject"])]
    assert len(freed) == 1 and b"METHOD:CANCEL" in world.invitations(left)[-1][1]
    assert len(world.mails(world.customer)) == customers  # their call stands as they know it
    world.reply(world.manager, f"rep: {other['name']}", "call_update")
    world.pass_time(hours=1)
    assert b"METHOD:REQUEST" in world.invitations(str(other["email"]))[-1][1]
    no_effect_twice(world)
