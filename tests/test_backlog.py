"""After a long stop the backlog is worked off: progress is shown, and no customer is written to at night."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest

from debrief.calendars.invitation import counter_ics
from debrief.console.office_work import take_up_again
from debrief.engine.desk import Desk
from debrief.engine.intake import kept_mail
from debrief.engine.running import Loop, Plainly
from debrief.model import InboundStatus
from tests.world import World, no_effect_twice, utc

FRIDAY, NIGHT, MONDAY = utc("2026-09-18 15:30"), utc("2026-09-20 02:10"), utc("2026-09-21 08:00")


def stopped_until(world: World, moment: datetime) -> None:
    """Let the machine be off until a moment."""
    world.clock.now = moment
    world.open()
    world.settle()


def sent_to_customer(world: World) -> list[datetime]:
    effects = [e for r in world.reviews() for e in r.effects if world.customer in e.to]
    return [e.done_at for e in effects if e.done_at is not None]


def answer(world: World, text: str) -> None:
    """Let the customer answer while the machine is off."""
    mail = world.mails(world.customer)[-1]
    message = world._answer_to(mail, world.customer, "Re: a call", None)
    message.set_content(text)
    world.post(message, world.customer, world.manager)


@pytest.mark.parametrize(
    "text", ["Tuesday 22 September after 3 pm works better for me.", "No thank you.", "ACCEPTED"]
)
def test_an_answer_of_friday_is_not_answered_at_sunday_night(world: World, text: str):
    world.settle()
    world.until(FRIDAY.replace(hour=9))
    world.loss()
    world.until(FRIDAY.replace(hour=10))
    before = sent_to_customer(world)
    assert before
    answer(world, text)
    stopped_until(world, NIGHT)
    called_off = text.startswith("No")
    late = [at for at in sent_to_customer(world) if at not in before]
    assert bool(late) == called_off  # a cancellation never waits: nobody is to wait for a call
    world.until(MONDAY.replace(minute=30))
    assert all(at == before[0] or at >= MONDAY or called_off for at in sent_to_customer(world))
    if text.startswith("Tue"):
        assert any(at >= MONDAY for at in sent_to_customer(world))
        assert world.review.call.slot is not None
        assert world.review.call.slot.start.date() == utc("2026-09-22 00:00").date()


def test_a_request_of_friday_invites_on_monday(world: World):
    world.settle()
    world.until(FRIDAY)
    mail_loss(world)
    stopped_until(world, NIGHT)
    world.pass_time(hours=8)
    assert not sent_to_customer(world)
    world.until(MONDAY.replace(hour=9))
    [at] = sent_to_customer(world)
    slot = world.review.call.slot
    assert at >= MONDAY
    assert slot is not None
    assert (slot.start - at).total_seconds() >= 4 * 3600


def mail_loss(world: World) -> None:
    from debrief.demo.cast import forwarded_loss

    mail = forwarded_loss(world.cast, world.clock.now)
    world.post(mail, world.manager, world.debrief_address)


def test_an_invitation_that_was_to_go_out_on_friday_goes_on_monday_for_a_time_that_leaves_notice(
    world: World,
):
    world.settle()
    world.until(FRIDAY)
    world.loss()
    assert not sent_to_customer(world)
    stopped_until(world, NIGHT)
    assert not sent_to_customer(world)
    world.until(MONDAY.replace(hour=9))
    [at] = sent_to_customer(world)
    slot = world.review.call.slot
    assert slot is not None
    assert at >= MONDAY
    assert (slot.start - at).total_seconds() >= 4 * 3600


def test_a_prompt_answer_goes_out_at_any_hour(world: World):
    world.settle()
    world.until(FRIDAY.replace(hour=9))
    world.loss()
    world.until(NIGHT)
    world.reply(world.customer, "Tuesday 22 September after 3 pm works better for me.")
    assert max(sent_to_customer(world)) == NIGHT


def test_progress_is_shown_while_much_mail_is_taken_in(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("debrief.engine.running.PROGRESS_SECONDS", 0.0)
    for number in range(35):
        mail = EmailMessage()
        mail["From"], mail["To"] = "news@letters.example", world.manager
        mail["Subject"], mail["Message-ID"] = f"News {number}", f"<n{number}@letters.example>"
        mail.set_content("Our weekly news.")
        world.post(mail, "news@letters.example", world.manager)
    said: list[str] = []
    Loop(world.desk, Plainly(world.desk), threading.Event(), said.append).turn(hint=True)
    told = [line.split()[2] for line in said if "so far" in line]
    assert told == ["10", "20", "30", "35"]
    assert "35 new messages taken in" in said[-1]


@pytest.mark.parametrize("hours", [24 + 1 / 3, 72], ids=["shortly before the call", "after it"])
def test_an_invitation_that_a_stop_held_up_goes_out_as_the_first_word_with_a_time_of_its_own(
    world: World, hours: float
) -> None:
    world.loss()
    stopped_until(world, world.clock.now + timedelta(hours=hours))
    subjects = [str(m["Subject"]) for m in world.mails(world.customer)]
    assert subjects == ["A short call, so that we can learn from your decision"]
    call = world.review.call
    assert call.slot is not None and call.slot.start >= world.clock.now + timedelta(hours=4)
    assert call.chases == 0
    told = [str(m["Subject"]).strip() for m in world.mails(world.manager)]
    assert not any(s.startswith(("Not sent", "A friendly note", "In one hour")) for s in told)
    no_effect_twice(world)


def test_an_invitation_held_up_into_the_night_waits_for_the_customers_morning(world: World) -> None:
    world.loss()
    stopped_until(world, world.clock.now + timedelta(days=2, hours=13))  # 3:30 in London
    assert not world.mails(world.customer)
    world.pass_time(hours=8)
    assert len(world.mails(world.customer)) == 1


AWAKE = [
    lambda desk: desk.cycle(),
    lambda desk: desk.advance(),  # the machine woke between two looks at the mailbox
    lambda desk: [desk.advance_review(r.id) for r in desk.to_advance("customer_call")],
]


def write(world: World, who: str, purpose: str, text: str) -> None:
    """Let somebody answer a mail while the machine is asleep."""
    message = world._answer_to(world.mails(who, purpose)[-1], who, "Re: the call", None)
    message.set_content(text)
    world.post(message, who, world.manager)


@pytest.mark.parametrize("wake", AWAKE)
def test_a_customer_who_answered_while_the_machine_slept_is_not_reminded(
    world: World, wake: Callable[[Desk], object]
):
    world.loss()
    world.pass_time(minutes=20)
    had = len(world.mails(world.customer))
    world.clock.now += timedelta(minutes=30)
    write(
        world, world.rep, "role_card", "1. Price, I think."
    )  # heard first, and the review goes on
    world.clock.now += timedelta(hours=1)
    answer(world, "Friday after 3 would suit me better.")
    world.clock.now += timedelta(days=2)
    wake(world.desk)
    world.settle()
    assert world.review.call.chases == 0
    [heard] = [m["Subject"] for m in world.mails(world.customer)[had:]]
    assert heard != "Would a short call suit you?"
    assert world.review.call.slot.start.date() == utc("2026-09-18 00:00").date()


@pytest.mark.parametrize("wake", AWAKE)
def test_a_stop_written_while_the_machine_slept_counts_before_the_invitation_that_waited(
    world: World, wake: Callable[[Desk], object]
):
    world.loss()
    world.clock.now += timedelta(minutes=1)
    world.crm()  # heard first, and added to the review
    write(world, world.manager, "receipt", "stop")
    world.clock.now += timedelta(minutes=50)
    wake(world.desk)
    world.settle()
    assert world.mails(world.customer) == []
    assert world.review.stage == "stopped"


def test_a_time_that_had_passed_before_their_answer_was_read_is_told_as_that(world: World):
    world.loss()
    world.pass_time(minutes=20)
    world.clock.now += timedelta(hours=1)
    mail, ics = world.invitations(world.customer)[-1]
    wish = utc("2026-09-16 14:00")
    end, said = wish + timedelta(minutes=30), "Better for me."
    part = counter_ics(ics, world.customer, wish, end, world.clock.now, said)
    message = world._answer_to(mail, world.customer, "New time", None)
    message.set_content(said)
    message.add_alternative(part.decode(), subtype="calendar", params={"method": "COUNTER"})
    world.post(message, world.customer, world.manager)
    stopped_until(world, utc("2026-09-17 09:00"))
    text = world.text(world.customer, "other_times")
    assert "I saw your answer too late for that time" in text
    assert "does not work on our side" not in text
    told = world.text(world.manager, "call_update")
    assert "I read their answer too late for the time they named" in told
    assert "When" not in told  # the time that stood is past as well


def test_a_stop_that_lies_unread_counts_before_what_is_taken_up_again(world: World):
    world.loss()
    world.crm()
    world.desk.take_in_mail()
    crm = next(e for e in world.desk.store.all_inbound() if e.sender.startswith("noreply"))
    kept = kept_mail(world.desk.store, crm)
    assert kept is not None
    write(world, world.manager, "receipt", "stop")
    world.clock.now += timedelta(minutes=40)
    world.desk.store.save(world.review.model_copy(update={"handled": ()}))
    again = {"status": InboundStatus.RECEIVED, "attempts": 0}
    world.desk.store.save_inbound(crm.model_copy(update=again))
    assert world.desk.take_in(kept).status is InboundStatus.HANDLED
    assert world.mails(world.customer) == []
    world.settle()
    assert world.mails(world.customer) == []
    assert world.review.stage == "stopped"


def test_a_stop_that_lies_unread_counts_before_a_sending_that_is_taken_up_again(world: World):
    world.loss()
    write(world, world.manager, "receipt", "stop")
    take_up_again(world.data, world.review.id)
    assert world.mails(world.customer) == []
    assert world.review.stage == "stopped"
