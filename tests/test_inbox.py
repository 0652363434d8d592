"""Who may command: attacks on the embedded office, none obeyed, each seen by a human.

Every test tries to make Debrief act on a word that is not the manager's own. What must hold after
each: the customer hears nothing, no fact changes, and the message is set aside, told to the
manager, or asked about; it never vanishes.
"""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from email.utils import format_datetime
from pathlib import Path

import pytest

from debrief.calendars.invitation import reply_ics
from debrief.engine import inbox
from debrief.engine.confirming import MOST_SHOWN
from debrief.model import InboundStatus, Stage
from debrief.reading.mail.message import parse_message
from tests.losses import arrive, customers_mail, regret
from tests.world import World

STRANGER = "someone@elsewhere.example"
FAILED = "office.debrief.invalid; dmarc=fail header.from=brightwater.example"


@pytest.fixture
def asked(world: World) -> World:
    """A world in which the manager has been asked and nobody has said go."""
    arrive(world, customers_mail(world, regret(world)))
    assert world.review.stage is Stage.ASKING
    return world


@pytest.fixture
def booked(world: World) -> World:
    """A world in which the customer has been invited."""
    world.loss()
    world.pass_time(hours=1)
    assert world.review.call.state == "booked"
    return world


def answer(
    world: World, sender: str, text: str, purpose: str = "receipt", **headers: str
) -> EmailMessage:
    """A reply to the manager's mail of this purpose, from whomever, as a mail program writes it."""
    mail = world.mails(world.manager, purpose)[-1]
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = world.manager
    message["Subject"] = f"Re: {mail['Subject']}"
    message["Date"] = format_datetime(world.clock.now)
    message["Message-ID"] = "<attack-1@elsewhere.example>"
    message["In-Reply-To"] = str(mail["Message-ID"])
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    body = mail.get_body(("plain",))
    assert body is not None
    quoted = "".join(f"> {line}\n" for line in str(body.get_content()).splitlines())
    message.set_content(f"{text}\n\nOn Monday, Debrief wrote:\n{quoted}")
    return message


def deliver(world: World, mail: EmailMessage | bytes, sender: str | None = None) -> None:
    """Put a mail into the manager's inbox; only with ``sender`` does the host vouch for it."""
    raw = mail if isinstance(mail, bytes) else mail.as_bytes()
    world.office.post(raw, [world.manager], sender=sender)
    world.settle()


def nothing_happened(world: World) -> None:
    """Assert that no word was obeyed: neither now nor in the days after."""
    before = world.review.facts
    world.pass_time(days=5)
    assert world.review.stage is Stage.ASKING
    assert world.review.facts == before
    assert world.review.facts.customer_email == world.customer
    assert world.mails(world.customer) == []


def seen_by_a_human(world: World) -> bool:
    """Tell whether the latest message was set aside or put before the manager."""
    own = "sent by Debrief itself"
    last = max(
        (e for e in world.desk.store.all_inbound() if e.why != own), key=lambda e: e.received_at
    )
    purposes = [str(m["X-Debrief-Effect"]) for m in world.mails(world.manager)]
    told = ("set_aside", "call_update", "confirm_command")
    return last.status.value in ("set_aside", "answered") or any(
        word in purpose for word in told for purpose in purposes
    )


# -- who writes ------------------------------------------------------------------------------


def test_a_go_in_the_managers_name_that_fails_dmarc(asked: World):
    mail = answer(asked, asked.manager, "go", Authentication_Results=FAILED)
    deliver(asked, mail)
    assert seen_by_a_human(asked)
    nothing_happened(asked)


def test_a_pass_of_another_domain_vouches_for_nobody(asked: World):
    results = "office.debrief.invalid; dmarc=pass header.from=elsewhere.example"
    deliver(asked, answer(asked, asked.manager, "go", Authentication_Results=results))
    assert seen_by_a_human(asked)
    nothing_happened(asked)


def test_a_pass_written_below_the_hosts_own_fail(asked: World):
    mail = answer(asked, asked.manager, "go")
    forged = "office.debrief.invalid; dmarc=pass header.from=brightwater.example"
    raw = (
        f"Authentication-Results: {FAILED}\r\nReceived: from x.example by office.debrief.invalid;\r\n"
        f"Authentication-Results: {forged}\r\n"
    ).encode() + mail.as_bytes()
    deliver(asked, raw)
    assert seen_by_a_human(asked)
    nothing_happened(asked)


@pytest.mark.parametrize("first", ["manager", "stranger"])
def test_two_from_headers(asked: World, first: str):
    others = {"manager": STRANGER, "stranger": asked.manager}
    start = asked.manager if first == "manager" else STRANGER
    raw = f"From: {others[first]}\r\n".encode() + answer(asked, start, "go").as_bytes()
    deliver(asked, raw, sender=STRANGER)
    assert seen_by_a_human(asked)
    nothing_happened(asked)


def test_two_addresses_in_one_from(asked: World):
    mail = answer(asked, f"{asked.manager}, {STRANGER}", "go")
    deliver(asked, mail, sender=STRANGER)
    assert seen_by_a_human(asked)
    nothing_happened(asked)


@pytest.mark.parametrize(
    "shape",
    ['"{m}" <{s}>', '"{m} via Debrief" <{s}>', "<{s}> ({m})", "=?utf-8?q?{m}?= <{s}>"],
)
def test_the_managers_address_as_a_strangers_display_name(asked: World, shape: str):
    mail = answer(asked, STRANGER, "go")
    raw = mail.as_bytes().replace(
        f"From: {STRANGER}".encode(), f"From: {shape.format(m=asked.manager, s=STRANGER)}".encode()
    )
    deliver(asked, raw, sender=STRANGER)
    assert seen_by_a_human(asked)
    nothing_happened(asked)


@pytest.mark.parametrize(
    "alike",
    [
        "nadia.ferrant@brightwater.example.evil.example",
        "nadia.ferrant@brlghtwater.example",
        "nadia.ferrant+x@brightwater.example",
        "nаdia.ferrant@brightwater.example",
    ],
)
def test_an_address_that_looks_like_the_managers(asked: World, alike: str):
    mail = answer(asked, STRANGER, "go")
    raw = mail.as_bytes().replace(f"From: {STRANGER}".encode(), f"From: {alike}".encode())
    deliver(asked, raw, sender=alike.encode("ascii", "ignore").decode())
    assert seen_by_a_human(asked)
    nothing_happened(asked)


def test_a_sender_header_beside_a_strangers_from(asked: World):
    mail = answer(asked, STRANGER, "go", Sender=asked.manager, Return_Path=f"<{asked.manager}>")
    deliver(asked, mail, sender=STRANGER)
    assert seen_by_a_human(asked)
    nothing_happened(asked)


def test_a_forwarded_receipt_that_an_outsider_answers(asked: World):
    deliver(asked, answer(asked, STRANGER, "go\namount: 1"), sender=STRANGER)
    assert seen_by_a_human(asked)
    nothing_happened(asked)


@pytest.mark.parametrize("number", range(7))
def test_a_reply_word_stolen_by_a_rep(asked: World, number: int):
    thief = asked.reps[number]
    mail = answer(asked, thief, "go\ncustomer_email: elsewhere@thief.example")
    del mail["In-Reply-To"]  # only the word in the quoted footer names the review
    deliver(asked, mail, sender=thief)
    nothing_happened(asked)


def test_the_customer_answering_the_managers_receipt(asked: World):
    deliver(asked, answer(asked, asked.customer, "go\namount: 1"), sender=asked.customer)
    assert asked.review.facts.amount == 240_000
    nothing_happened(asked)


def test_an_old_go_replayed_after_a_stop(asked: World):
    mail = answer(asked, asked.manager, "go")
    deliver(asked, mail, sender=asked.manager)
    asked.reply(asked.manager, "stop", "receipt")
    assert asked.review.stage is Stage.STOPPED
    sent = len(asked.mails(asked.customer))
    deliver(asked, mail, sender=asked.manager)
    asked.pass_time(days=5)
    assert asked.review.stage is Stage.STOPPED
    assert len(asked.mails(asked.customer)) == sent


# -- where it is written ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Let me think about it.\n\n> We should go ahead with it.\n> go\n> That is all they wrote.",
        "Let me think.\n\nOn Mon, Jane <j@x.example> wrote:\n> go ahead\n>> go",
        "Let me think.\n\n________________________________\nFrom: J <j@x.example>\n"
        "Sent: Monday, 14 September 2026 09:00\nTo: N <n@x.example>\nSubject: x\n\ngo\n",
        "I asked them:\n\n> What do you think?\n\nLet me think.\n\n-- \nNadia\ngo",
    ],
)
def test_a_command_inside_quoted_text(asked: World, text: str):
    asked.reply(asked.manager, text, "receipt", quote=False)
    assert seen_by_a_human(asked)
    nothing_happened(asked)


def test_our_own_receipt_quoted_without_marks(asked: World):
    """Outlook quotes without marks, and a receipt holds a line that begins with "go"."""
    asked.reply(asked.manager, "Ask Theo first\nand then go maybe", "receipt")
    mail = asked.mails(asked.manager, "receipt")[-1]
    text = (
        f"Let me think about it.\n\nNadia\n\n{'_' * 32}\nFrom: Debrief <{asked.manager}>\n"
        f"Sent: Monday, 14 September 2026 09:00\nTo: Nadia Ferrant <{asked.manager}>\n"
        f"Subject: {mail['Subject']}\n\n{asked.text(asked.manager, 'receipt')}"
    )
    asked.reply(asked.manager, text, "receipt", quote=False)
    nothing_happened(asked)


def test_a_command_in_an_attachment(asked: World):
    mail = answer(asked, asked.manager, "See the file.")
    mail.add_attachment("go\n", filename="reply.txt")
    mail.add_attachment(answer(asked, asked.manager, "go"))
    deliver(asked, mail, sender=asked.manager)
    assert seen_by_a_human(asked)
    nothing_happened(asked)


def test_a_command_in_the_subject(asked: World):
    mail = answer(asked, asked.manager, "See above.")
    mail.replace_header("Subject", "go")
    deliver(asked, mail, sender=asked.manager)
    assert seen_by_a_human(asked)
    nothing_happened(asked)


def test_a_command_that_no_reader_of_the_mail_sees(asked: World):
    mail = answer(asked, asked.manager, "Let me think.")
    mail.set_content("")
    mail.make_alternative()
    mail.add_alternative(
        '<p>Let me think.</p><div style="display:none">go</div><!-- go --><script>go</script>',
        subtype="html",
    )
    deliver(asked, mail, sender=asked.manager)
    nothing_happened(asked)


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated"},
        {"X_Autoreply": "yes", "Auto_Submitted": "auto-replied (vacation)"},
    ],
)
def test_an_automatic_answer_that_holds_a_go(asked: World, headers: dict[str, str]):
    mail = answer(asked, asked.manager, "go", **headers)
    deliver(asked, mail, sender=asked.manager)
    nothing_happened(asked)


# -- bounces and calendars -------------------------------------------------------------------


def bounce(world: World, original: EmailMessage, recipient: str, sender: str) -> bytes:
    """A delivery report (RFC 3464) that claims that a mail could not be delivered."""
    return (
        (
            f"From: Mail Delivery System <{sender}>\r\nTo: {world.manager}\r\n"
            "Subject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\n"
            "Message-ID: <bounce-1@elsewhere.example>\r\nMIME-Version: 1.0\r\n"
            'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
            "--b\r\n\r\nYour mail could not be delivered. go\r\n\r\n"
            "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x.example\r\n\r\n"
            f"Final-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
            "--b\r\nContent-Type: message/rfc822\r\n\r\n"
        ).encode()
        + original.as_bytes()
        + b"\r\n--b--\r\n"
    )


def test_a_bounce_that_carries_our_mail_and_a_go(asked: World):
    original = answer(asked, asked.manager, "go")
    deliver(asked, bounce(asked, original, asked.manager, "mailer-daemon@x.example"))
    nothing_happened(asked)


def test_a_bounce_of_a_mail_that_never_went_to_the_customer(booked: World):
    """Who knows only a mail of ours to somebody else cannot make the customer unreachable."""
    (script,) = booked.mails(booked.manager, "question_script")[-1:]
    deliver(booked, bounce(booked, script, booked.customer, "mailer-daemon@x.example"))
    assert booked.review.call.state == "booked"


def test_a_true_bounce_is_believed(booked: World):
    mail, _ = booked.invitations(booked.customer)[-1]
    deliver(booked, bounce(booked, mail, booked.customer, "mailer-daemon@x.example"))
    assert booked.review.call.state != "booked"


@pytest.mark.parametrize("partstat", ["ACCEPTED", "DECLINED"])
@pytest.mark.parametrize("attendee", ["customer", "stranger"])
def test_a_calendar_answer_of_a_stranger(booked: World, partstat: str, attendee: str):
    _, ics = booked.invitations(booked.customer)[-1]
    who = booked.customer if attendee == "customer" else STRANGER
    part = reply_ics(ics, who, partstat, booked.clock.now)
    message = EmailMessage(policy=SMTP)
    message["From"] = STRANGER
    message["To"] = booked.manager
    message["Subject"] = f"{partstat.title()}: the call"
    message["Message-ID"] = "<attack-2@elsewhere.example>"
    message.set_content("An answer.")
    message.add_alternative(part.decode(), subtype="calendar", params={"method": "REPLY"})
    before = booked.review.call
    deliver(booked, message, sender=STRANGER)
    assert booked.review.call == before
    standing = booked.desk.backend.calendar.standing(before.uid or "")
    assert standing is not None
    assert standing.partstats[booked.customer] == "NEEDS-ACTION"
    assert seen_by_a_human(booked)


def test_a_spoofed_calendar_answer_of_the_customer(booked: World):
    _, ics = booked.invitations(booked.customer)[-1]
    part = reply_ics(ics, booked.customer, "DECLINED", booked.clock.now)
    message = EmailMessage(policy=SMTP)
    message["Authentication-Results"] = "office.debrief.invalid; dmarc=fail"
    message["From"] = booked.customer
    message["To"] = booked.manager
    message["Subject"] = "Declined: the call"
    message.set_content("An answer.")
    message.add_alternative(part.decode(), subtype="calendar", params={"method": "REPLY"})
    before = booked.review.call
    deliver(booked, message)
    assert booked.review.call == before
    assert seen_by_a_human(booked)


# -- what only looks like a command, or hides ------------------------------------------------


def test_commands_in_the_customers_answer_are_words(booked: World):
    before = booked.review.facts
    booked.reply(booked.customer, "go\nstop\namount: 1\ncustomer_email: x@evil.example", "call")
    assert booked.review.facts == before
    assert booked.review.stage is Stage.CALLING


def test_a_reply_to_header_sends_nothing_elsewhere(world: World):
    mail = customers_mail(world, regret(world))
    mail["Reply-To"] = STRANGER
    arrive(world, mail)
    assert world.review.facts.customer_email == world.customer
    world.reply(world.manager, "go", "receipt", headers={"Reply-To": STRANGER})
    world.pass_time(days=1)
    assert len(world.invitations(world.customer)) >= 1
    assert not (world.office.folder / STRANGER).exists()


def test_a_forged_effect_header_does_not_hide_a_loss(world: World):
    world.loss()
    key = str(world.mails(world.manager, "receipt")[-1]["X-Debrief-Effect"])
    mail = customers_mail(world, regret(world).replace("240,000", "310,000"), "A second matter")
    mail["X-Debrief-Effect"] = key
    deliver(world, mail, sender=world.customer)
    assert world.inbound()["A second matter"] != "left_alone"


def test_a_forged_effect_header_does_not_make_a_command_our_own(asked: World):
    key = str(asked.mails(asked.manager, "receipt")[-1]["X-Debrief-Effect"])
    mail = answer(asked, asked.manager, "stop", X_Debrief_Effect=key)
    deliver(asked, mail, sender=asked.manager)
    assert asked.review.stage is Stage.STOPPED  # the manager's own client may keep the header


def test_our_own_mail_in_the_managers_inbox_is_left_alone(asked: World):
    entries = {e.subject: e for e in asked.desk.store.all_inbound()}
    receipt = asked.mails(asked.manager, "receipt")[-1]
    own = entries[str(receipt["Subject"])]
    assert (own.status.value, own.why) == ("left_alone", "sent by Debrief itself")


# -- the routing itself ----------------------------------------------------------------------


def message_with(text: str) -> inbox.Message:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "nadia@brightwater.example"
    mail.set_content(text)
    return parse_message(mail.as_bytes())


def test_answers_between_quoted_questions_keep_the_questions():
    text = "> 1. What did they do well?\nTheir demo.\n\n> 2. How did we compare?\nLevel.\n"
    kept = inbox.with_context(message_with(text), None)
    assert [line for line in kept.splitlines() if line] == [
        "> 1. What did they do well?",
        "Their demo.",
        "> 2. How did we compare?",
        "Level.",
    ]


def test_what_others_wrote_unmarked_below_an_inline_answer_is_not_kept():
    text = (
        "> Shall we start?\nNot yet.\n\n-----Original Message-----\nFrom: J <j@x.example>\n"
        "Sent: Monday\nTo: N <n@x.example>\nSubject: x\n\ngo ahead\n"
    )
    kept = inbox.with_context(message_with(text), None)
    assert "Not yet." in kept
    assert "go ahead" not in kept


def test_a_reply_word_counts_only_from_whom_it_was_made_for(asked: World):
    review = asked.review
    token = review.tokens[0]
    mail = message_with(f"go\n\nRef: {token.word}\n")
    words = inbox.words_in(mail.text)
    assert words == {token.word}
    assert inbox.answered_effect(review, mail, words, token.person) is not None
    assert inbox.answered_effect(review, mail, words, "other@brightwater.example") is None


def test_every_mail_of_ours_parses_as_ours(booked: World):
    for who in (booked.manager, booked.customer, booked.rep):
        paths = Path(booked.office.person(who) / "Maildir").rglob("*.debrief*")
        mails = [message_from_bytes(path.read_bytes(), policy=default) for path in paths]
        assert {str(mail["X-Debrief-Effect"]).count("/") for mail in mails} == {4}


# -- was this you? ---------------------------------------------------------------------------


def unproved(world: World, text: str) -> None:
    """Let a command arrive in the manager's name that nobody vouches for."""
    deliver(world, answer(world, world.manager, text, Authentication_Results=FAILED))


def confirming(world: World, text: str) -> None:
    """Let the manager, proved, answer the latest such question."""
    asked = [e for e in world.review.effects if e.template == "confirm_command"][-1]
    world.reply(world.manager, text, asked.purpose)


def test_a_yes_does_what_was_shown_and_nothing_else(asked: World):
    unproved(asked, "stop")
    confirming(asked, "yes")
    assert asked.review.stage is Stage.STOPPED


@pytest.mark.parametrize("word", ["yes", "no"])
def test_what_the_manager_answered_for_is_set_aside_no_more(asked: World, word: str):
    unproved(asked, "competitor: Zenith")
    unproved(asked, "amount: 90k")
    confirming(asked, word)
    waiting = [e for e in asked.desk.store.all_inbound() if e.status is InboundStatus.SET_ASIDE]
    assert len(waiting) == 1  # about the other one nothing was said


def test_other_words_than_yes_or_no_leave_the_question_open(asked: World):
    unproved(asked, "amount: 90k")
    confirming(asked, "who would write that?")
    waiting = [e for e in asked.desk.store.all_inbound() if e.status is InboundStatus.SET_ASIDE]
    assert len(waiting) == 1
    assert asked.review.facts.amount != 90_000
    confirming(asked, "yes")
    assert asked.review.facts.amount == 90_000


def test_a_yes_to_a_go_starts(asked: World):
    unproved(asked, "go")
    confirming(asked, "Yes, that was me.")
    assert asked.review.confirmed


def test_a_no_changes_nothing(asked: World):
    unproved(asked, "go")
    confirming(asked, "no")
    nothing_happened(asked)


def test_what_was_not_shown_is_not_confirmed(asked: World):
    unproved(asked, "competitor: Corvane\n" + "\n" * 2 + "x" * MOST_SHOWN + "\ngo")
    confirming(asked, "yes")
    assert not asked.review.confirmed


def test_another_word_than_yes_or_no_is_the_managers_own(asked: World):
    unproved(asked, "go")
    confirming(asked, "stop")
    assert asked.review.stage is Stage.STOPPED


@pytest.mark.parametrize("header", [True, False])
def test_what_another_teams_debrief_writes_to_the_manager_is_no_loss_of_ours(
    world: World, header: bool
):
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "Dana Orrell <dana.orrell@brightwater.example>"
    mail["To"] = world.manager
    mail["Subject"] = "We lost the Acme deal"
    mail["Message-ID"] = "<theirs@brightwater.example>"
    mail["Date"] = format_datetime(world.clock.now)
    if header:
        mail["X-Debrief-Effect"] = f"r-1/team_meeting/meeting/{world.manager}/1"
    rep = world.cast.deal.rep
    mail.set_content(f"{rep} lost the Acme Mills deal (USD 90,000) to Corvane. {rep}, please tell.")
    world.post(mail, "dana.orrell@brightwater.example", world.manager)
    world.settle()
    assert bool(world.reviews()) is not header
    assert bool(world.mails(world.manager, "receipt")) is not header
