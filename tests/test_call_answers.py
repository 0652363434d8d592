"""Every answer in every state has one defined effect: the table of docs/answers.md, played.

Each function of ``CASES`` is one row: it brings the call into the state, lets the answer come, and
says what must hold. The last test holds the rows of the document against them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

import pytest

from debrief.calendars.invitation import Invitee, Meeting, counter_ics, event_ics, reply_ics
from debrief.calendars.standing import Standing, read_standing
from debrief.demo.cast import forwarded_loss
from debrief.errors import DebriefError, Doubtful, Refused
from debrief.model import Slot, Stage
from tests.calls import (
    WISH,
    absent,
    accepted,
    booked,
    busy,
    events,
    sequences,
    with_comment,
    written,
)
from tests.test_inbox import bounce
from tests.world import World, no_effect_twice, utc

NIGHT = utc("2026-09-16 02:00")
Case = Callable[[World], None]
CASES: dict[tuple[str, str], Case] = {}


def row(answer: str, state: str) -> Callable[[Case], Case]:
    def kept(case: Case) -> Case:
        CASES[answer, state] = case
        return case

    return kept


def declined(world: World) -> None:
    booked(world)
    world.answer(world.customer, "DECLINED")
    assert world.review.call.outcome == "declined"


def standing_of(ics: bytes) -> Standing:
    standing = read_standing(ics)
    assert standing is not None
    return standing


# -- accept, maybe, decline by button --------------------------------------------------------


@row("accept", "booked")
def _(world: World) -> None:
    booked(world)
    world.answer(world.customer, "ACCEPTED")
    assert accepted(world) and events(world) == ["accepted"]
    world.pass_time(days=1)
    assert world.mails(world.customer, "chase") == []


@row("accept", "older time")
def _(world: World) -> None:
    booked(world)
    world.answer(world.rep, "DECLINED")
    world.answer_to(world.customer, 0, "ACCEPTED")
    assert not accepted(world)


@row("accept", "declined before")
def _(world: World) -> None:
    declined(world)
    mails = len(world.mails(world.customer))
    world.answer_to(world.customer, 0, "ACCEPTED")
    assert events(world)[-1] == "declined"  # the cancellation has raised the SEQUENCE since
    mail, ics = world.invitations(world.customer)[-1]
    answer = ics.replace(b"METHOD:CANCEL", b"METHOD:REQUEST")
    world._calendar_reply(
        world.customer, mail, reply_ics(answer, world.customer, "ACCEPTED", world.clock.now)
    )
    assert events(world)[-1] == "late_yes"
    assert len(world.mails(world.customer)) == mails


@row("maybe", "booked")
def _(world: World) -> None:
    booked(world)
    world.answer(world.customer, "TENTATIVE")
    assert world.review.call.answer == "tentative" and events(world) == ["tentative"]
    assert sequences(world, world.customer) == [0]


@row("maybe, with a time in the comment", "booked")
def _(world: World) -> None:
    booked(world)
    world.answer(world.customer, "TENTATIVE", "Wednesday after 2:30pm would be easier.")
    assert accepted(world) and world.review.call.slot.start >= utc("2026-09-16 13:30")
    assert sequences(world, world.customer) == [0, 1]


@row("decline", "booked")
def _(world: World) -> None:
    declined(world)
    assert events(world) == ["declined"]
    assert b"METHOD:CANCEL" in world.invitations(world.rep)[-1][1]
    count = len(world.mails(world.customer))
    world.pass_time(days=30)
    assert len(world.mails(world.customer)) == count


@row("decline, with a time in the comment", "booked")
def _(world: World) -> None:
    booked(world)
    world.answer(world.customer, "DECLINED", "Not then. Thursday afternoon is fine.")
    assert accepted(world) and world.review.call.slot.start >= utc("2026-09-17 11:00")
    assert sequences(world, world.customer) == [0, 1]


@row("decline, asking for another time", "booked")
def _(world: World) -> None:
    booked(world)
    world.answer(world.customer, "DECLINED", "Could we find another time?")
    assert world.review.stage is Stage.CALLING and events(world) == ["other_wanted"]
    assert len(world.mails(world.customer, "other_times")) == 1


@row("decline", "older time")
def _(world: World) -> None:
    booked(world)
    world.answer(world.rep, "DECLINED")
    world.answer_to(world.customer, 0, "DECLINED")
    assert world.review.stage is Stage.CALLING and world.review.call.outcome is None


@row("decline, refusing any call in the comment", "older time")
def _(world: World) -> None:
    booked(world)
    world.answer(world.rep, "DECLINED")
    with_comment(world, 0, "DECLINED", "No thank you, we are not interested in a call.")
    assert world.review.call.outcome == "declined"


# -- another time proposed -------------------------------------------------------------------


@row("counter, a time that suits", "booked")
def _(world: World) -> None:
    booked(world)
    world.counter(world.customer, WISH)
    assert accepted(world) and world.review.call.slot.start == WISH
    assert sequences(world, world.customer) == [0, 1] and events(world) == ["moved"]


@row("counter, a time that does not suit", "booked")
def _(world: World) -> None:
    booked(world)
    world.counter(world.customer, NIGHT)
    assert sequences(world, world.customer) == [0]
    assert len(world.mails(world.customer, "other_times")) == 1


@row("counter", "older time")
def _(world: World) -> None:
    booked(world)
    mail, ics = world.invitations(world.customer)[0]
    world.answer(world.rep, "DECLINED")
    slot = world.review.call.slot
    stale = counter_ics(ics, world.customer, WISH, WISH + timedelta(minutes=30), world.clock.now)
    world._calendar_reply(world.customer, mail, stale)
    assert world.review.call.slot == slot


@row("counter", "questions in writing")
def _(world: World) -> None:
    written(world)
    wish = world.clock.now.replace(hour=14, minute=0, second=0) + timedelta(days=1)
    wish += timedelta(days=(7 - wish.weekday()) % 7)
    world.counter(world.customer, wish)
    assert world.review.call.slot.start == wish and accepted(world)


@row("counter", "declined before")
def _(world: World) -> None:
    declined(world)
    mail, ics = world.invitations(world.customer)[-1]
    late = counter_ics(
        ics.replace(b"METHOD:CANCEL", b"METHOD:REQUEST"),
        world.customer,
        WISH,
        WISH + timedelta(minutes=30),
        world.clock.now,
    )
    world._calendar_reply(world.customer, mail, late)
    assert events(world)[-1] == "late_yes" and world.review.stage is Stage.LISTENING


# -- in words --------------------------------------------------------------------------------


@row("yes in words", "booked")
def _(world: World) -> None:
    booked(world)
    world.reply(world.customer, "Yes, that works for me.")
    assert accepted(world) and events(world) == ["accepted"]


@row("a time in words that suits", "booked")
def _(world: World) -> None:
    booked(world)
    world.reply(world.customer, "Thursday after 3 works.")
    assert accepted(world) and world.review.call.slot.start >= utc("2026-09-17 14:00")
    assert sequences(world, world.customer) == [0, 1]


@row("the very minute named in words", "booked")
def _(world: World) -> None:
    booked(world)
    world.reply(world.customer, "Wednesday at 3:30pm would be good.")
    assert accepted(world) and world.review.call.slot.start == WISH
    assert world.mails(world.customer, "other_times") == []


@row("a time in words that does not suit", "booked")
def _(world: World) -> None:
    booked(world)
    busy(world, world.manager, utc("2026-09-17 00:00"), utc("2026-09-18 00:00"))
    world.reply(world.customer, "Thursday after 3 works.")
    assert sequences(world, world.customer) == [0]
    assert "Thursday after 3" in world.text(world.customer, "other_times")


@row("days that do not suit, in words", "booked")
def _(world: World) -> None:
    booked(world)
    day = f"{world.review.call.slot.start:%A}"
    world.reply(world.customer, f"Any time but {day}.")
    assert f"{world.review.call.slot.start:%A}" != day and accepted(world)


@row("our time refused, in words", "booked")
def _(world: World) -> None:
    booked(world)
    world.reply(world.customer, "That time doesn't work for me.")
    assert events(world) == ["other_wanted"] and not accepted(world)
    assert sequences(world, world.customer) == [0]


@row("another time wanted, in words", "booked")
def _(world: World) -> None:
    booked(world)
    world.reply(world.customer, "Could we find another time?")
    assert events(world) == ["other_wanted"] and sequences(world, world.customer) == [0]
    assert "does not work on our side" not in world.text(world.customer, "other_times")


@row("no in words", "booked")
def _(world: World) -> None:
    booked(world)
    world.reply(world.customer, "Nein danke, kein Interesse.")
    assert world.review.call.outcome == "declined"
    assert b"METHOD:CANCEL" in world.invitations(world.customer)[-1][1]


@row("asking to be removed, in words", "booked")
def _(world: World) -> None:
    booked(world)
    world.reply(world.customer, "Could you please delete my personal data? Thank you.")
    assert world.review.call.outcome == "declined" and events(world) == ["declined"]
    told = " ".join(world.text(world.manager, "call_update").split())
    assert f"debrief erase {world.customer}" in told


@row("words that are not understood", "booked")
def _(world: World) -> None:
    booked(world)
    world.reply(world.customer, "Whenever the moon is full and the auditors have left.")
    assert events(world) == ["unclear"] and sequences(world, world.customer) == [0]
    world.pass_time(days=14)
    assert world.mails(world.customer, "chase") == []  # a human has it


@row("answers to the questions, in words", "booked")
def _(world: World) -> None:
    booked(world)
    world.reply(
        world.customer, "1. They knew our plant.\n2. You were level.\n4. Bring a reference."
    )
    assert world.review.call.outcome == "answered in writing"
    assert b"METHOD:CANCEL" in world.invitations(world.rep)[-1][1]


@row("answers to the questions, in words", "questions in writing")
def _(world: World) -> None:
    written(world)
    world.reply(world.customer, "They simply knew our plant better.", "written_questions")
    assert world.review.call.outcome == "answered in writing"


def test_who_answers_in_writing_is_reminded_of_when_they_said(world: World):
    written(world)
    world.reply(
        world.customer,
        "1. They knew our plant.\n2. You were level.\n5. Yes, call me in February 2027.",
        "written_questions",
    )
    assert str(world.review.reconnect_on) == "2027-02-01"
    thanks = world.mails(world.customer, "thanks")[-1].get_body(("plain",)).get_content()
    assert "may be in touch again" in " ".join(thanks.split())


@row("answers promised, in words", "questions in writing")
def _(world: World) -> None:
    written(world)
    for words in ("Will do by Friday", "Ich antworte nächste Woche", "Give me until Thursday"):
        world.reply(world.customer, words, "written_questions")
        assert events(world)[-1] == "promised"
        assert world.review.call.state == "written" and not world.review.notes.answers


@row("words that are not understood", "questions in writing")
def _(world: World) -> None:
    written(world)
    heard = len(world.mails(world.customer))
    for words in (
        "Who are you?",
        "Who gave you my address?",
        "See attached",
        "ok",
        "Sorry, I have no time for this",
        "We could talk in March again",
    ):
        world.reply(world.customer, words, "written_questions")
        assert events(world)[-1] == "unclear"
    world.pass_time(days=5)
    assert world.review.call.state == "written" and len(world.mails(world.customer)) == heard
    world.reply(world.manager, "1: they were faster\n4: call earlier", "call_update")
    assert world.review.call.outcome == "answered in writing"
    assert world.review.notes.answers == {"1": "they were faster", "4": "call earlier"}


@row("a time in words that suits", "questions in writing")
def _(world: World) -> None:
    written(world)
    world.reply(world.customer, "Next week, any afternoon works.", "written_questions")
    assert world.review.call.state == "booked" and accepted(world)
    assert world.review.call.slot.start > world.clock.now


@row("no in words", "questions in writing")
def _(world: World) -> None:
    written(world)
    world.reply(world.customer, "No thank you.", "written_questions")
    assert world.review.call.outcome == "declined"


def test_a_call_that_nobody_agreed_to_was_not_held(world: World):
    booked(world)
    world.reply(world.customer, "who are you?")
    world.pass_time(days=30)
    assert world.review.stage is Stage.CLOSED and world.review.call.outcome == "silent"


def test_alone_is_understood_below_the_question_script(world: World):
    booked(world)
    world.reply(world.manager, "alone", "question_script")
    assert not world.review.call.with_rep


# -- outside the thread ----------------------------------------------------------------------


def apart(world: World, text: str, subject: str = "Hello", ics: bytes | None = None) -> None:
    """Let the customer write a mail that answers none of ours."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = world.customer, world.manager, subject
    mail["Date"] = format_datetime(world.clock.now)
    mail["Message-ID"] = f"<apart-{len(world.inbound())}@{world.customer.partition('@')[2]}>"
    mail.set_content(text)
    if ics is not None:
        mail.add_alternative(ics.decode(), subtype="calendar", params={"method": "REQUEST"})
    world.post(mail, world.customer, world.manager)
    world.settle()


def nothing_more_goes_out(world: World) -> bool:
    heard = len(world.mails(world.customer))
    world.pass_time(days=4)
    return len(world.mails(world.customer)) == heard


@row("a mail of its own, refusing any contact", "booked")
def _(world: World) -> None:
    booked(world)
    apart(world, "Please do not call me, I have no time for this.", "no call please")
    assert world.review.call.outcome == "declined"
    assert b"METHOD:CANCEL" in world.invitations(world.customer)[-1][1]


@row("a mail of its own, about anything else", "booked")
def _(world: World) -> None:
    booked(world)
    slot = world.review.call.slot
    for words in (
        "About our call: Thursday at 10 works better for me.",
        "Good news: they fell through, we would like to order from you after all.",
        "Could you send me the invoice of last year again?",
    ):
        apart(world, words)
        assert events(world)[-1] == "wrote_apart"
        told = [
            str(mail.get_body(("plain",))) for mail in world.mails(world.manager, "call_update")
        ]
        assert any(words[:30] in text for text in told)
    assert world.review.call.slot == slot and nothing_more_goes_out(world)
    world.reply(world.manager, "go", "call_update")
    world.pass_time(days=4)
    assert "Chase 1" in " ".join(h.what for h in world.review.history)


@row("an invitation of their own", "booked")
def _(world: World) -> None:
    booked(world)
    us = Invitee("us", world.manager)
    them = Invitee("them", world.customer)
    theirs = Meeting(
        "theirs-1@northgate.example", 0, WISH, WISH + timedelta(minutes=30), "A call", "", them,
        (us,), key="none",
    )  # fmt: skip
    apart(world, "Invitation", "A call", event_ics(theirs, world.clock.now))
    assert events(world)[-1] == "invited_us"
    text = " ".join(world.text(world.manager, "call_update").split())
    offered = re.search(r"Reply [\"`](\d+ \w+ \d\d:\d\d)", text)
    assert offered is not None, text
    world.reply(world.manager, offered[1], "call_update")
    assert world.review.call.slot is not None and world.review.call.slot.start == WISH


@row("words of somebody else in the thread", "booked")
def _(world: World) -> None:
    booked(world)
    words = "No thanks, please do not contact us again"
    world.reply(world.customer, words, sender="h.park@elsewhere.example")
    assert nothing_more_goes_out(world)
    assert events(world)[-1] == "colleague_answers"
    told = " ".join(world.text(world.manager, "call_update").split())
    assert words in told and "No reminder goes out meanwhile" in told


# -- absence, bounce, silence, no-show, somebody else ----------------------------------------

# -- in writing instead, somebody else, peace ------------------------------------------------

WRITING = [
    "I'd rather you sent me the questions by email, I have no time for a call.",
    "Schicken Sie mir die Fragen bitte schriftlich.",
    "Pouvez-vous m'envoyer les questions par écrit ?",
    "Prefiero que me envíe las preguntas por correo.",
    "Stuur me de vragen liever per mail.",
    "Prefiro que me envie as perguntas por escrito.",
]


def in_writing(world: World) -> None:
    assert world.review.call.state == "written" and events(world)[-1].startswith("written")
    assert b"METHOD:CANCEL" in world.invitations(world.customer)[-1][1]
    told = " ".join(world.text(world.customer, "call").split())
    said = ("in writing instead", "schriftlich", "par écrit", "por escrito", "schriftelijk")
    assert any(each in told for each in said), told
    assert len(world.mails(world.customer, "written_questions")) == 1
    world.pass_time(days=20)
    assert world.mails(world.customer, "chase") == []
    assert len(world.mails(world.customer, "written_questions")) == 1
    assert world.review.call.outcome == "silent"


@row("the questions wanted in writing, in words", "booked")
def _(world: World) -> None:
    booked(world)
    world.reply(world.customer, WRITING[0], "call")
    assert "no time for a call" in world.text(world.manager, "call_update")
    in_writing(world)


@row("the questions wanted in writing, in words", "accepted")
def _(world: World) -> None:
    world.booked()
    world.reply(world.customer, WRITING[0], "call")
    in_writing(world)


@row("the manager replies `write`", "booked")
def _(world: World) -> None:
    booked(world)
    world.reply(world.manager, "write", "question_script")
    in_writing(world)


@row("the manager replies `write`", "before the invitation")
def _(world: World) -> None:
    world.loss()
    world.reply(world.manager, "yes, send her the questions by email", "receipt")
    assert world.invitations(world.customer) == [] and world.invitations(world.rep) == []
    assert len(world.mails(world.customer, "written_questions")) == 1
    world.pass_time(minutes=30)
    world.reply(world.manager, "write", "call_update")
    assert len(world.mails(world.customer)) == 1


@row("a time in words that suits", "questions wanted in writing")
def _(world: World) -> None:
    booked(world)
    uid = world.review.call.uid
    world.reply(world.customer, WRITING[0], "call")
    world.reply(world.customer, "On second thoughts, Thursday at 3pm works.", "written_questions")
    assert accepted(world) and world.review.call.state == "booked"
    assert world.review.call.uid != uid and sorted(sequences(world, world.customer)) == [0, 0, 1]


@row("somebody else named in their place", "booked")
def _(world: World) -> None:
    booked(world)
    new = "tom.reid@" + world.customer.partition("@")[2]
    world.office.open_for(new)
    words = f"I have left the company. Please contact Tom Reid {new}."
    world.reply(world.customer, words, "call")
    assert events(world) == ["successor"] and world.mails(new) == []
    assert f"email: Tom Reid <{new}>" in " ".join(world.text(world.manager, "call_update").split())
    world.reply(world.manager, f"email: Tom Reid <{new}>", "call_update")
    world.pass_time(minutes=20)
    assert world.review.facts.customer_name == "Tom Reid"
    assert len(world.invitations(new)) == 1


@row('"stop", and no more', "booked")
def _(world: World) -> None:
    booked(world)
    world.reply(world.customer, "Stop.", "call")
    assert events(world) == ["declined"] and world.review.call.outcome == "declined"
    count = len(world.mails(world.customer))
    world.pass_time(days=30)
    assert len(world.mails(world.customer)) == count


@pytest.mark.parametrize("words", WRITING[1:])
def test_the_questions_are_sent_in_writing_to_whoever_asks_in_any_language(
    world: World, words: str
):
    booked(world)
    world.reply(world.customer, words, "call")
    in_writing(world)


@row("out of office, with a date", "booked")
def _(world: World) -> None:
    booked(world)
    absent(world)
    assert world.review.call.slot.start >= utc("2026-09-24 00:00")
    assert sequences(world, world.customer) == [0, 1] and events(world) == ["out_of_office"]
    assert "on our side" not in world.text(world.customer, "call")  # it was their absence
    world.until(utc("2026-09-24 06:00"))
    assert world.mails(world.customer, "chase") == []


@row("out of office, for months", "booked")
def _(world: World) -> None:
    booked(world)
    absent(world, "I am on parental leave until April 2027.")
    assert events(world) == ["away_long"] and sequences(world, world.customer) == [0]


@row("out of office, without a date", "booked")
def _(world: World) -> None:
    booked(world)
    slot = world.review.call.slot
    absent(world, "I am out of the office and will answer when I am back.")
    assert world.review.call.slot == slot and not accepted(world)


@row("out of office, with a date", "accepted")
def _(world: World) -> None:
    world.booked()
    absent(world)
    assert accepted(world) and sequences(world, world.customer) == [0]


@row("out of office, with a date", "questions in writing")
def _(world: World) -> None:
    written(world)
    count = len(world.mails(world.customer))
    absent(world, "I am out of the office until 12 October 2026.")
    assert world.review.call.state == "written" and len(world.mails(world.customer)) == count


@row("bounce", "booked")
def _(world: World) -> None:
    booked(world)
    mail, _ = world.invitations(world.customer)[0]
    for _ in range(2):
        sender = "mailer-daemon@mail.example"
        report = bounce(world, mail, world.customer, sender)
        world.office.post(report, [world.manager], sender=sender)
        world.settle()
    assert events(world) == ["bounced"] and world.review.call.state == "unreached"
    world.pass_time(days=12)
    assert world.review.call.outcome == "unreachable"
    assert b"METHOD:CANCEL" in world.invitations(world.rep)[-1][1]
    assert len([e for e in world.review.effects if e.kind == "cancel"]) == 1


@row("silence", "booked")
def _(world: World) -> None:
    booked(world)
    world.pass_time(days=60)
    chases = [e for e in world.review.effects if e.template == "chase"]
    assert len(chases) == 2 and world.review.call.outcome == "silent"
    assert len(world.mails(world.customer, "written_questions")) == 1


@row("no-show", "accepted")
def _(world: World) -> None:
    world.booked()
    world.until(world.review.call.slot.end + timedelta(minutes=15))
    world.reply(world.manager, "They did not show up.", "notes_request")
    assert world.review.stage is Stage.CALLING and world.review.call.slot.start > world.clock.now
    assert len(world.invitations(world.customer)) == 2


def test_whoever_missed_a_call_they_had_agreed_to_reads_of_that_and_no_first_request(world: World):
    world.booked()
    world.until(world.review.call.slot.end + timedelta(minutes=15))
    world.reply(world.manager, "They did not show up.", "notes_request")
    assert "missed each other" in world.text(world.customer, "call")
    assert events(world)[-1] == "no_show"


def test_the_notes_request_after_a_no_says_that_they_said_no(world: World):
    declined(world)
    text = " ".join(world.text(world.manager, "notes_request").split())
    assert "would rather not talk" in text and "did not answer" not in text


@row("accept by somebody who was not invited", "booked")
def _(world: World) -> None:
    booked(world)
    mail, ics = world.invitations(world.customer)[-1]
    colleague = "colleague@" + world.customer.partition("@")[2]
    world._calendar_reply(colleague, mail, reply_ics(ics, colleague, "ACCEPTED", world.clock.now))
    assert not accepted(world) and events(world) == ["forwarded"]


@row("delegated", "booked")
def _(world: World) -> None:
    booked(world)
    world.answer(world.customer, "DELEGATED")
    assert not accepted(world) and events(world) == ["forwarded"]


@row("any time suits, in words", "booked")
def _(world: World) -> None:
    booked(world)
    slot = world.review.call.slot
    words = "Happy to help, but please call me on my mobile +44 7700 900123 at any time."
    world.reply(world.customer, words, "call")
    assert accepted(world) and world.review.call.slot == slot
    assert sequences(world, world.customer) == [0] and events(world) == ["accepted"]
    assert "+44 7700 900123" in world.text(world.manager, "call_update")
    world.until(slot.start - timedelta(minutes=50))
    assert "+44 7700 900123" in world.text(world.manager, "question_script_soon")


# -- our own side ----------------------------------------------------------------------------


@row("the rep declines", "booked")
def _(world: World) -> None:
    booked(world)
    before = world.review.call.slot
    world.answer(world.rep, "DECLINED")
    assert world.review.call.slot != before and events(world) == ["rep_declined"]
    assert sequences(world, world.customer) == [0, 1]


@row("the rep cannot come, in words", "booked")
def _(world: World) -> None:
    booked(world)
    before = world.review.call.slot
    world.reply(world.rep, "I can't make it then, I am at the dentist.", "role_card")
    assert world.review.call.slot != before and events(world) == ["rep_declined"]
    assert "dentist" in world.text(world.manager, "call_update")
    assert world.mails(world.rep, "not_understood") == []
    assert sequences(world, world.customer) == [0, 1]


@row("the rep cannot come, and names when they could", "booked")
def _(world: World) -> None:
    booked(world)
    world.reply(world.rep, "I can't make it, Friday works.", "role_card")
    slot = world.review.call.slot
    assert slot is not None and slot.start.day == 18 and events(world) == ["rep_declined"]


@row("the rep would rather have another time, in words", "booked")
def _(world: World) -> None:
    booked(world)
    before = world.review.call.slot
    world.reply(world.rep, "Can we do Friday 10am instead?", "role_card")
    assert world.review.call.slot == before and events(world) == ["rep_says"]


@row("the rep is away, in words", "booked")
def _(world: World) -> None:
    booked(world)
    before = world.review.call.slot
    world.reply(world.rep, "I am on holiday that day", "call")
    slot = world.review.call.slot
    assert slot.start.date() > before.start.date() and events(world) == ["rep_declined"]
    assert sequences(world, world.customer) == [0, 1]
    assert "I am on holiday that day" in world.text(world.manager, "call_update")


@row("the rep accepts", "booked")
def _(world: World) -> None:
    booked(world)
    world.answer(world.rep, "ACCEPTED")
    assert world.review.call.rep_answer == "accepted" and events(world) == []


@row("the manager names a time in words", "booked")
def _(world: World) -> None:
    booked(world)
    world.counter(world.customer, NIGHT)
    world.reply(world.manager, "Wednesday 9:30am", "call_update")
    assert world.review.call.slot.start == WISH and not accepted(world)
    assert sequences(world, world.customer) == [0, 1]


@row("the manager names a time in words", "on its way")
def _(world: World) -> None:
    world.loss()
    world.reply(world.manager, "Could we make it Wednesday at 9:30am instead?", "receipt")
    assert world.review.call.slot.start == WISH and world.mails(world.customer) == []
    world.pass_time(minutes=20)
    assert sequences(world, world.customer) == sequences(world, world.rep) == [0]
    assert len(world.mails(world.customer)) == 1
    standing = standing_of(world.invitations(world.customer)[0][1])
    assert standing.start == WISH and standing.uid == world.review.call.uid


@row("the manager cannot come, in words", "booked")
def _(world: World) -> None:
    booked(world)
    slot = world.review.call.slot
    world.reply(world.manager, "I can't make it, Ann should do it alone", "question_script")
    assert world.review.call.slot == slot and events(world) == ["manager_cannot"]
    said = world.text(world.manager, "call_update")
    assert "Friday 11:00" in said and "stop" in said and "1 to 5" in said


@row("the manager names a time in words", "questions in writing")
def _(world: World) -> None:
    written(world)
    before = sequences(world, world.customer)
    world.reply(world.manager, "Wednesday 9:30am", "call_update")
    assert sequences(world, world.customer) == [*before, before[-1] + 1]
    assert world.review.call.state == "booked"
    assert len({standing_of(ics).uid for _, ics in world.invitations(world.customer)}) == 1


@row("the manager names a time in words", "unreached")
def _(world: World) -> None:
    booked(world)
    mail, _ = world.invitations(world.customer)[0]
    sender = "mailer-daemon@mail.example"
    world.office.post(bounce(world, mail, world.customer, sender), [world.manager], sender=sender)
    world.settle()
    assert world.review.call.state == "unreached"
    world.reply(world.manager, "Wednesday 9:30am", "call_update")
    assert sequences(world, world.rep) == [0, 1] and world.review.call.state == "booked"
    assert len({standing_of(ics).uid for _, ics in world.invitations(world.rep)}) == 1


@row("the manager names a time in words", "removed before")
def _(world: World) -> None:
    booked(world)
    uid = world.review.call.uid
    world.office.event_file(world.manager, uid).unlink()
    world.pass_time(hours=2)
    assert world.review.call.state == "unreached"
    world.reply(world.manager, "Wednesday 9:30am", "call_update")
    assert world.review.call.state == "booked" and world.review.call.uid != uid
    latest = standing_of(world.invitations(world.customer)[-1][1])
    assert latest.uid == world.review.call.uid and latest.sequence == 0


@row("the manager moves the event", "accepted")
def _(world: World) -> None:
    world.booked()
    slot = world.review.call.slot
    day = timedelta(days=1)
    ics = world.office.get_event(world.manager, world.review.call.uid)
    for old, new in ((slot.start, slot.start + day), (slot.end, slot.end + day)):
        ics = ics.replace(f"{old:%Y%m%dT%H%M%SZ}".encode(), f"{new:%Y%m%dT%H%M%SZ}".encode())
    world.office.put_event(world.manager, world.review.call.uid, ics)
    world.pass_time(hours=2)
    assert world.review.call.slot == Slot(start=slot.start + day, end=slot.end + day)
    assert sequences(world, world.customer) == [0, 1] and not accepted(world)


@row("the manager moves the event to where it may not be meant", "booked")
def _(world: World) -> None:
    booked(world)
    slot = world.review.call.slot
    days = timedelta(days=5 - slot.start.weekday())  # Saturday
    ics = world.office.get_event(world.manager, world.review.call.uid)
    for old in (slot.start, slot.end):
        new = f"{old + days:%Y%m%dT%H%M%SZ}".encode()
        ics = ics.replace(f"{old:%Y%m%dT%H%M%SZ}".encode(), new)
    world.office.put_event(world.manager, world.review.call.uid, ics)
    world.pass_time(hours=2)
    assert world.review.call.slot == slot and events(world) == ["by_hand"]
    world.reply(world.manager, "go", "call_update")
    assert world.review.call.slot.start == slot.start + days


@row("the manager deletes the event", "booked")
def _(world: World) -> None:
    booked(world)
    world.office.event_file(world.manager, world.review.call.uid).unlink()
    world.pass_time(hours=2)
    assert b"METHOD:CANCEL" in world.invitations(world.customer)[-1][1]
    assert events(world) == ["cancelled"]


@row("something else appears in our calendars", "booked")
def _(world: World) -> None:
    booked(world)
    slot = world.review.call.slot
    busy(world, world.rep, slot.start, slot.end)
    world.pass_time(hours=2)
    assert world.review.call.slot != slot and events(world) == ["moved"]
    assert sequences(world, world.customer) == [0, 1]


@row("something else appears again", "moved by us")
def _(world: World) -> None:
    booked(world)
    for _ in range(3):
        slot = world.review.call.slot
        busy(world, world.rep, slot.start, slot.end)
        world.pass_time(hours=1, minutes=1)
    assert events(world) == ["moved", "conflict"]
    assert sequences(world, world.customer) == [0, 1]


@row("accept, with words that say something else", "booked")
def _(world: World) -> None:
    booked(world)
    with_comment(world, -1, "ACCEPTED", "but please at 4:30 pm instead")
    assert events(world) == ["unclear"] and not accepted(world)
    assert sequences(world, world.customer) == [0] and "paused" in world.review.marks


@row("decline, with a colleague named or a far day", "booked")
def _(world: World) -> None:
    booked(world)
    with_comment(
        world, -1, "DECLINED", "Anna Wood (anna.wood@pemberton-ceramics.example) will take this"
    )
    assert events(world) == ["successor"] and world.review.call.outcome is None
    told = " ".join(world.text(world.manager, "call_update").split())
    assert "email: Anna Wood <anna.wood@" in told


@row("something else appears, and no other time is left", "booked")
def _(world: World) -> None:
    booked(world)
    slot = world.review.call.slot
    busy(world, world.rep, world.clock.now, world.clock.now + timedelta(days=60))
    world.pass_time(hours=4)
    assert world.review.call.slot == slot and events(world) == ["conflict"]


@row("another review wants the same time", "booked")
def _(world: World) -> None:
    mail = forwarded_loss(world.cast, world.clock.now)
    first, second = mail.get_body(("plain",)), forwarded_loss(world.cast, world.clock.now)
    assert first is not None
    text = str(first.get_content()).replace("Pemberton", "Ashdown").replace("pemberton", "ashdown")
    second.replace_header("Subject", "FW: Ashdown boiler retrofit: our decision")
    second.replace_header("Message-ID", "<another-loss@brightwater.example>")
    second.clear_content()
    second.set_content(
        text.replace("Eleanor Whitcombe", "Ruth Calloway").replace(
            "eleanor.whitcombe", "ruth.calloway"
        )
    )
    for loss in (mail, second):
        world.post(loss, world.manager, world.debrief_address)
    world.settle()
    world.pass_time(minutes=20)
    slots = [review.call.slot for review in world.reviews()]
    assert len(slots) == 2 and all(slots)
    one, other = sorted(slots, key=lambda slot: slot.start)
    assert one.end <= other.start


@pytest.mark.parametrize("case", CASES, ids=" / ".join)
def test_every_answer_has_its_one_effect(world: World, case: tuple[str, str]):
    CASES[case](world)
    no_effect_twice(world)
    for review in world.reviews():
        ics = world.office.get_event(world.manager, review.call.uid or "")
        standing = read_standing(ics) if ics else None
        if review.call.state == "booked" and review.call.slot and standing is not None:
            assert (standing.start, standing.end) == (review.call.slot.start, review.call.slot.end)


def test_the_document_names_every_row_and_no_other():
    text = (Path(__file__).parents[1] / "docs" / "answers.md").read_text("utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$", text, re.MULTILINE)
    named = {(answer.strip(), state.strip()) for answer, state in rows}
    assert named - {("answer", "state"), ("---", "---")} == set(CASES)


@pytest.mark.parametrize("fault", [Refused("no right to write"), Doubtful("the answer was lost")])
def test_an_answer_counts_where_the_calendar_cannot_show_it(
    world: World, monkeypatch: pytest.MonkeyPatch, fault: DebriefError
):
    def note_answer(answer: object) -> None:
        raise fault

    world.loss()
    world.pass_time(minutes=20)
    monkeypatch.setattr(world.desk.backend.calendar, "note_answer", note_answer)
    world.answer(world.customer, "ACCEPTED")
    assert world.review.call.answer == "accepted"
    assert "set_aside" not in world.inbound().values()
    world.pass_time(days=5)
    assert not world.mails(world.customer, "chase")
    assert world.mails(world.manager, "notes_request")
