"""A list of attacks: spoofed, replayed, forwarded, stolen, look-alike, nested, flooding.

Each tries to make Debrief start a review that the manager was only asked about. After each the
customer has heard nothing, no fact has changed, and a human has seen the message: it was set
aside, or told to the manager. More of them, by what they abuse, are in `test_inbox.py`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from debrief.backends.base import Incoming
from debrief.bootstrap import open_desk
from debrief.calendars.invitation import reply_ics
from debrief.config import load_config
from debrief.demo.cast import forwarded_loss
from debrief.engine.limits import MOST_HOPS, OUTSIDE, Limit
from debrief.model import InboundStatus, Stage
from tests.losses import arrive, customers_mail, regret
from tests.test_inbox import STRANGER, answer, nothing_happened
from tests.world import World

Letter = tuple[EmailMessage | bytes, str | None, bool | None]  # raw, vouched sender, backend's mark
HOST = "office.debrief.invalid"


@pytest.fixture
def asked(world: World) -> World:
    """The manager has been asked; the backend vouches for nobody by itself."""
    arrive(world, customers_mail(world, regret(world)))
    world.desk.backend.mailbox.trusts_delivery = False
    world.desk.team = world.desk.team.model_copy(update={"authserv_id": HOST})
    return world


def go(world: World, sender: str | None = None, text: str = "go", **headers: str) -> EmailMessage:
    return answer(world, sender or world.manager, text, **headers)


def renamed(world: World, shown: str) -> EmailMessage:
    """A stranger who calls himself like the manager."""
    return go(world, f'"{shown}" <{STRANGER}>')


def nested(world: World) -> EmailMessage:
    """A stranger's mail with the manager's genuine go attached whole."""
    outer = go(world, STRANGER, "please see attached")
    outer.add_attachment(go(world))
    return outer


def two_from(world: World) -> bytes:
    raw = go(world, STRANGER).as_bytes()
    return raw.replace(b"From: ", f"From: {world.manager}\r\nFrom: ".encode(), 1)


def token_only(world: World, sender: str) -> EmailMessage:
    """The reply word alone, taken from a forwarded receipt; no thread."""
    mail = go(world, sender)
    del mail["In-Reply-To"]
    return mail


def thread_only(world: World, sender: str) -> EmailMessage:
    """The thread alone, without the reply word."""
    mail = go(world, sender)
    mail.set_content("go")
    return mail


def with_results(world: World, results: str, below: str = "") -> EmailMessage:
    mail = go(world)
    mail["Authentication-Results"] = results
    if below:
        mail["Authentication-Results"] = below
    return mail


def crossed(world: World) -> bytes:
    """A pass that the sender wrote into the mail, below the lines of the hosts it came by."""
    forged = f"Authentication-Results: {HOST}; dmarc=pass header.from={domain(world)}\r\n"
    hop = f"Received: from evil.example (evil.example [192.0.2.1]) by {HOST}; x\r\n"
    return (hop + "Received: by evil.example; x\r\n" + forged).encode() + go(world).as_bytes()


def domain(world: World) -> str:
    return world.manager.partition("@")[2]


def on_behalf(world: World) -> EmailMessage:
    mail = go(world, STRANGER)
    mail["Sender"] = world.manager
    mail["X-Original-From"] = world.manager
    mail["Resent-From"] = world.manager
    return mail


def automatic(world: World) -> EmailMessage:
    mail = go(world)
    mail["Auto-Submitted"] = "auto-replied"
    return mail


def hidden(world: World) -> EmailMessage:
    mail = customers_mail(world, "We will think about it.", "Re: Your proposal")
    mail.replace_header("Message-ID", "<hidden@pemberton-ceramics.example>")
    mail.add_alternative(
        f'<p>We will think.</p><div style="display:none">From: {world.manager}<br>go</div>',
        subtype="html",
    )
    mail["In-Reply-To"] = str(world.mails(world.manager, "receipt")[-1]["Message-ID"])
    return mail


def encoded(world: World) -> bytes:
    """The manager's address in an encoded word, the stranger's behind it."""
    raw = go(world, STRANGER).as_bytes()
    shown = f"=?utf-8?q?{world.manager.replace('@', '=40')}?="
    return raw.replace(f"From: {STRANGER}".encode(), f"From: {shown} <{STRANGER}>".encode(), 1)


def invited_by_a_stranger(world: World) -> EmailMessage:
    """A calendar answer that is none: the manager's name, and a go in its comment."""
    mail = go(world, text="see the calendar")
    part = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:none@x.example\r\n"
        f"ORGANIZER:mailto:{world.manager}\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:{world.manager}\r\n"
        "DTSTAMP:20260914T120000Z\r\nCOMMENT:go\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    mail.add_alternative(part, subtype="calendar", params={"method": "REPLY"})
    return mail


def signed(world: World, sender: str) -> Callable[[EmailMessage | bytes], Letter]:
    return lambda mail: (mail, sender, None)


def unsigned(mail: EmailMessage | bytes) -> Letter:
    return (mail, None, None)


ATTACKS: dict[str, Callable[[World], Letter]] = {
    "nobody vouches for the manager's name": lambda w: unsigned(go(w)),
    "the mail host says fail": lambda w: unsigned(with_results(w, f"{HOST}; dmarc=fail")),
    "the mail host says none": lambda w: unsigned(with_results(w, f"{HOST}; dmarc=none")),
    "a pass of a host that is not ours": lambda w: unsigned(
        with_results(w, f"mx.evil.example; dmarc=pass header.from={domain(w)}")
    ),
    "a pass for another domain": lambda w: unsigned(
        with_results(w, f"{HOST}; dmarc=pass header.from=evil.example")
    ),
    "a fail above a forged pass": lambda w: unsigned(
        with_results(w, f"{HOST}; dmarc=fail", f"{HOST}; dmarc=pass header.from={domain(w)}")
    ),
    "a pass that came with the mail": lambda w: unsigned(crossed(w)),
    "a pass in a comment": lambda w: unsigned(
        with_results(w, f"{HOST}; dkim=none (dmarc=pass header.from={domain(w)})")
    ),
    "SPF and DKIM alone": lambda w: unsigned(with_results(w, f"{HOST}; spf=pass; dkim=pass")),
    "the backend refutes what the header vouches for": lambda w: (
        with_results(w, f"{HOST}; dmarc=pass header.from={domain(w)}"),
        None,
        False,
    ),
    "the header refutes what the backend vouches for": lambda w: (
        with_results(w, f"{HOST}; dmarc=fail header.from={domain(w)}"),
        None,
        True,
    ),
    "two From lines": lambda w: unsigned(two_from(w)),
    "two From lines, one vouched for": lambda w: signed(w, STRANGER)(two_from(w)),
    "two addresses in one From": lambda w: signed(w, w.manager)(go(w, f"{w.manager}, {STRANGER}")),
    "the manager's name with a stranger's address": lambda w: signed(w, STRANGER)(
        renamed(w, "Nadia Ferrant")
    ),
    "the manager's address as a stranger's name": lambda w: signed(w, STRANGER)(
        renamed(w, w.manager)
    ),
    "the manager's address in an encoded word": lambda w: signed(w, STRANGER)(encoded(w)),
    "a domain that looks alike": lambda w: signed(w, w.manager.replace("i", "1", 1))(
        go(w, w.manager.replace("i", "1", 1))
    ),
    "a letter of another alphabet": lambda w: unsigned(go(w, w.manager.replace("a", "а", 1))),
    "a subdomain of ours": lambda w: signed(w, w.manager.replace("@", "@mail."))(
        go(w, w.manager.replace("@", "@mail."))
    ),
    "a plus-address of the manager's": lambda w: signed(w, w.manager.replace("@", "+x@"))(
        go(w, w.manager.replace("@", "+x@"))
    ),
    "Sender, X-Original-From and Resent-From": lambda w: signed(w, STRANGER)(on_behalf(w)),
    "a rep's go with the manager's reply word": lambda w: signed(w, w.rep)(go(w, w.rep)),
    "a rep's go with the reply word alone": lambda w: signed(w, w.rep)(token_only(w, w.rep)),
    "a rep's go in the thread alone": lambda w: signed(w, w.rep)(thread_only(w, w.rep)),
    "a stranger's go from a forwarded receipt": lambda w: signed(w, STRANGER)(go(w, STRANGER)),
    "a stranger's go with the reply word alone": lambda w: signed(w, STRANGER)(
        token_only(w, STRANGER)
    ),
    "the customer's go": lambda w: signed(w, w.customer)(go(w, w.customer, "go\nstop\namount: 1")),
    "a genuine go inside a stranger's mail": lambda w: signed(w, STRANGER)(nested(w)),
    "an automatic answer in the manager's name": lambda w: signed(w, w.manager)(automatic(w)),
    "words that no reader sees": lambda w: signed(w, w.customer)(hidden(w)),
    "a calendar answer with a go in its comment": lambda w: unsigned(invited_by_a_stranger(w)),
}


def deliver(world: World, letter: Letter) -> None:
    """Let the mailbox give this message, vouched for as the attack has it."""
    mail, sender, mark = letter
    raw = mail if isinstance(mail, bytes) else mail.as_bytes()
    stamp = b""
    if sender is not None:
        results = f"{HOST}; dmarc=pass header.from={sender.partition('@')[2]}"
        stamp = f"Authentication-Results: {results}\r\nReceived: by {HOST}; x\r\n".encode()
    world.desk.take_in(Incoming(f"{world.manager}/attack", stamp + raw, world.clock.now, mark))
    world.settle()


def seen(world: World) -> bool:
    """Tell whether a human has seen the message."""
    last = list(world.desk.store.all_inbound())
    aside = any(e.status is InboundStatus.SET_ASIDE for e in last)
    told = [str(m["X-Debrief-Effect"]).split("/")[2] for m in world.mails(world.manager)]
    words = ("set_aside", "call_update", "not_understood")
    return aside or any(t in words or t.startswith("confirm_command") for t in told)


def test_the_list_is_long_enough():
    assert len(ATTACKS) >= 25


@pytest.mark.parametrize("name", ATTACKS)
def test_it_is_not_obeyed_and_a_human_sees_it(asked: World, name: str):
    deliver(asked, ATTACKS[name](asked))
    automatic_or_ours = name.startswith("an automatic")
    assert seen(asked) or automatic_or_ours
    nothing_happened(asked)


def test_what_the_backend_vouches_for_is_obeyed(asked: World):
    deliver(asked, (go(asked), None, True))
    assert asked.review.stage is Stage.CALLING


# -- while nobody has named our mail host ------------------------------------------------------


@pytest.fixture
def unnamed(asked: World) -> World:
    """The team file names no mail host: whose word on senders counts is not known."""
    asked.desk.team = asked.desk.team.model_copy(update={"authserv_id": None})
    return asked


def questions(world: World) -> list[EmailMessage]:
    """The mails that ask the manager whether a command was theirs."""
    mails = world.mails(world.manager)
    return [m for m in mails if "/confirm_command" in str(m["X-Debrief-Effect"])]


def quoting(world: World, text: str, mail: EmailMessage, **headers: str) -> EmailMessage:
    """An answer to a mail as mail programs write it, the original quoted below."""
    purpose = str(mail["X-Debrief-Effect"]).split("/")[2]
    return answer(world, world.manager, text, purpose, **headers)


@pytest.mark.parametrize("host", ["mx.evil.example", HOST])
def test_a_pass_of_whatever_host_is_a_question_first(unnamed: World, host: str):
    passed = f"{host}; dmarc=pass header.from={domain(unnamed)}"
    deliver(unnamed, unsigned(with_results(unnamed, passed)))
    nothing_happened(unnamed)
    assert len(questions(unnamed)) == 1
    assert unnamed.mails(unnamed.manager, "set_aside") == []
    told = unnamed.text(
        unnamed.manager, str(questions(unnamed)[0]["X-Debrief-Effect"]).split("/")[2]
    )
    assert "debrief check --send" in told


def test_a_yes_with_the_questions_own_word_does_it(unnamed: World):
    deliver(unnamed, unsigned(go(unnamed)))
    deliver(unnamed, unsigned(quoting(unnamed, "yes", questions(unnamed)[0])))
    assert unnamed.review.stage is Stage.CALLING
    assert len(questions(unnamed)) == 1


@pytest.mark.parametrize("change", ["no word", "refuted", "a stranger", "a rep", "automatic"])
def test_a_yes_of_anybody_elses_does_not(unnamed: World, change: str):
    deliver(unnamed, unsigned(go(unnamed)))
    yes = quoting(unnamed, "yes", questions(unnamed)[0])
    if change == "no word":
        yes.set_content("yes")
    if change == "refuted":
        yes["Authentication-Results"] = f"{HOST}; dmarc=fail"
    if change in ("a stranger", "a rep"):
        yes.replace_header("From", STRANGER if change == "a stranger" else unnamed.rep)
    if change == "automatic":
        yes["Auto-Submitted"] = "auto-replied"
    deliver(unnamed, unsigned(yes))
    nothing_happened(unnamed)
    assert len(questions(unnamed)) == 1  # no question about the answer to a question


def test_a_forward_is_a_question_first(tmp_path):
    world = World(tmp_path)
    world.desk.backend.mailbox.trusts_delivery = False
    deliver(world, (forwarded_loss(world.cast, world.clock.now), world.manager, None))
    world.pass_time(days=5)
    assert world.review.stage is Stage.ASKING
    assert world.mails(world.customer) == []


@pytest.mark.parametrize("named", [True, False])
def test_whatever_else_goes_to_the_debrief_address_is_not_passed_over(asked: World, named: bool):
    if not named:
        asked.desk.team = asked.desk.team.model_copy(update={"authserv_id": None})
    mail = EmailMessage()
    mail["From"], mail["To"] = asked.manager, asked.debrief_address
    mail["Subject"], mail["Message-ID"] = "Our pipeline", "<pipeline@brightwater.example>"
    mail.set_content("Attached.\n")
    rows = "Opportunity Name,Account Name,Opportunity Owner,Amount\nx,Norvale Dairy,Owen Castellane,1\n"
    mail.add_attachment(rows, subtype="csv", filename="pipeline.csv")
    deliver(asked, unsigned(mail))
    (told,) = asked.mails(asked.manager, "set_aside")
    assert ("debrief check --send" in asked.text(asked.manager, "set_aside")) is not named
    assert "pipeline" in str(told).lower()


def test_what_the_mailbox_itself_vouches_for_needs_no_question(unnamed: World):
    deliver(unnamed, (go(unnamed), None, True))
    assert unnamed.review.stage is Stage.CALLING


# -- replayed ----------------------------------------------------------------------------------


def stopped(world: World) -> EmailMessage:
    """Let the manager say go, then stop; return the go."""
    old = go(world)
    deliver(world, (old, world.manager, None))
    world.pass_time(hours=1)
    world.desk.backend.mailbox.trusts_delivery = True
    world.reply(world.manager, "stop", "receipt")
    assert world.review.stage is Stage.STOPPED
    return old


@pytest.mark.parametrize("change", ["new name", "no date", "same"])
def test_an_old_go_sent_again_after_the_stop_starts_nothing(asked: World, change: str):
    old = stopped(asked)
    heard = len(asked.mails(asked.customer))
    if change != "same":
        old.replace_header("Message-ID", "<again@elsewhere.example>")
    if change == "no date":
        del old["Date"]
    deliver(asked, (old, asked.manager, None))
    asked.pass_time(days=5)
    assert asked.review.stage is Stage.STOPPED
    assert len(asked.mails(asked.customer)) == heard
    if change != "same":
        assert "before your stop" in asked.text(
            asked.manager, str(asked.mails(asked.manager)[-2]["X-Debrief-Effect"]).split("/")[2]
        ) or seen(asked)


def test_a_new_go_after_the_stop_is_obeyed(asked: World):
    stopped(asked)
    asked.pass_time(hours=1)
    deliver(asked, (go(asked), asked.manager, None))
    assert asked.review.stage is Stage.CALLING


def test_an_old_forward_sent_again_asks_instead_of_starting(world: World):
    mail = forwarded_loss(world.cast, world.clock.now - timedelta(days=30))
    world.post(mail, world.manager, world.debrief_address)
    world.settle()
    world.pass_time(days=5)
    assert world.review.stage is Stage.ASKING
    assert world.mails(world.customer) == []


def test_a_declined_call_is_not_revived_by_the_old_acceptance(world: World):
    world.loss()
    world.pass_time(hours=1)
    mail, ics = world.invitations(world.customer)[-1]
    accepted = reply_ics(ics, world.customer, "ACCEPTED", world.clock.now)
    world.answer(world.customer, "DECLINED")
    assert world.review.call.outcome == "declined"
    world._calendar_reply(world.customer, mail, accepted)
    assert world.review.call.outcome == "declined"


# -- flooding and loops ------------------------------------------------------------------------


def test_one_sender_can_trigger_only_so_much_in_a_day(tmp_path):
    world = World(tmp_path, policy="sender_messages_a_day = 3\n")
    sender = "noreply@crm.example"
    for number in range(8):
        mail = customers_mail(world, regret(world).replace("Pemberton", f"Company{number}"))
        mail.replace_header("Message-ID", f"<flood-{number}@crm.example>")
        mail.replace_header("From", f"Sales alerts <{sender}>")
        world.post(mail, sender, world.manager)
    world.settle()
    aside = [e for e in world.desk.store.all_inbound() if e.status is InboundStatus.SET_ASIDE]
    assert len(aside) == 5
    assert len(world.mails(world.manager, "set_aside")) == 1  # one word a day is enough
    world.pass_time(days=1)
    mail.replace_header("Message-ID", "<tomorrow@crm.example>")
    world.post(mail, sender, world.manager)
    world.settle()
    aside = [e for e in world.desk.store.all_inbound() if e.status is InboundStatus.SET_ASIDE]
    assert len(aside) == 5


def test_two_programs_that_answer_each_other_come_to_an_end(tmp_path):
    world = World(tmp_path, policy="sender_messages_a_day = 6\n")
    arrive(world, customers_mail(world, regret(world)))
    sent = 0
    for _ in range(20):  # an auto-responder without any mark, in the manager's own mailbox
        before = len(world.mails(world.manager, "receipt"))
        world.reply(world.manager, f"Thank you for your mail no. {sent}", "receipt")
        sent = len(world.mails(world.manager, "receipt"))
        if sent == before:
            break
    assert sent <= 7


def test_a_mail_that_goes_round_and_round_is_set_aside(asked: World):
    hops = "".join(f"Received: by h{n}.example; x\r\n" for n in range(MOST_HOPS + 1)).encode()
    deliver(asked, (hops + go(asked).as_bytes(), asked.manager, None))
    assert seen(asked)
    nothing_happened(asked)


def test_mail_to_customers_is_held_back_beyond_the_days_limit(tmp_path):
    world = World(tmp_path, policy="external_mails_a_day = 1\n")
    world.loss()
    world.pass_time(hours=1)
    assert len(world.mails(world.customer)) == 1
    start = world.review.call.slot.start + timedelta(days=1)
    world.counter(world.customer, start.replace(hour=13, minute=0))
    assert len(world.mails(world.customer)) == 1
    assert len(world.mails(world.manager, "held_back")) == 1
    held = [e for e in world.review.effects if e.open and e.error]
    assert [e.error for e in held] == ["held back: 1 mails to customers today"]
    world.pass_time(hours=24)
    assert len(world.mails(world.customer)) == 2


def test_two_workers_together_keep_a_days_limit(tmp_path):
    desk = World(tmp_path).desk
    other = open_desk(load_config(tmp_path / "data"), desk.clock)
    setting, turns = desk.store.setting, []
    limits = [Limit(each.store, OUTSIDE, 3) for each in (desk, other)]

    def another_first(change):
        def changing(kept):
            after = change(kept)
            if len(turns) < 2:
                turns.append(1)
                limits[1].admit(OUTSIDE, desk.clock())
            return after

        return changing

    change_setting = desk.store.change_setting
    desk.store.change_setting = lambda name, change: change_setting(name, another_first(change))
    assert [limits[0].admit(OUTSIDE, desk.clock()) for _ in range(3)] == [True, False, False]
    assert sum(json.loads(setting(OUTSIDE))["counts"].values()) == 3


def test_two_workers_that_begin_together_make_the_same_reply_words(tmp_path):
    desk = World(tmp_path).desk
    other = open_desk(load_config(tmp_path / "data"), desk.clock)
    setting, change_setting, words = other.store.setting, other.store.change_setting, []

    def begin_first():
        if not words:
            words.append(desk.scene().token("r-1", "ann@us.example", "notes"))

    def asked(name):
        known = setting(name)
        if name == "secret":
            begin_first()
        return known

    other.store.setting = asked
    other.store.change_setting = lambda name, change: change_setting(
        name, lambda kept: (change(kept), begin_first())[0]
    )
    theirs = other.scene().token("r-1", "ann@us.example", "notes")
    assert words == [theirs]


PRIVATE = "nadia.ferrant@freemail.example"


def from_elsewhere(world: World, to: str, name: str, text: str) -> str:
    """Let somebody who calls themselves so write from a private address; return what became of it."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = f"{name} <{PRIVATE}>"
    mail["To"], mail["Subject"] = to, "Fwd: Our decision"
    mail["Message-ID"] = f"<{abs(hash(text))}@freemail.example>"
    mail.set_content(text)
    world.post(mail, PRIVATE, world.manager)
    world.settle()
    return world.inbound()["Fwd: Our decision"]


FORWARDED = (
    "---------- Forwarded message ---------\n"
    "From: Philippa Rowntree <philippa.rowntree@carrick-fisheries.example>\n"
    "Date: Mon, Sep 14, 2026 at 9:00 AM\nSubject: Our decision\n"
    "To: Nadia Ferrant <nadia.ferrant@brightwater.example>\n\n"
    "Thank you for your offer of $80,000. We have decided to go with Corvane.\n"
)


@pytest.mark.parametrize(
    ("here", "name", "text"),
    [
        (True, "Nadia Ferrant", FORWARDED),
        (True, "Nadia Ferrant", "we lost Ashdown (80k) to Corvane"),
        (False, "Nadia Ferrant", FORWARDED),
    ],
)
def test_what_one_of_ours_may_send_from_a_private_address_is_told_and_starts_nothing(
    world: World, here: bool, name: str, text: str
):
    to = world.debrief_address if here else world.manager
    assert from_elsewhere(world, to, name, text) == "set_aside"
    told = world.text(world.manager, "set_aside")
    assert "send it once more" in " ".join(told.split())
    world.pass_time(days=5)
    assert world.reviews() == []


def test_private_mail_of_a_namesake_is_left_alone(world: World):
    words = "Hi Nadia, funny that we share a name! See you at the fair."
    assert from_elsewhere(world, world.manager, "Nadia Ferrant", words) == "left_alone"
