"""Each message is taken in once, and none is lost, whatever becomes of its kept copy."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from debrief.console.office_work import dismiss, print_status, take_up_again
from debrief.console.status import by_urgency, waits_for
from debrief.demo.cast import forwarded_loss
from debrief.engine.intake import MOST_ENDS, message_key
from debrief.engine.sorting import Sorting
from debrief.errors import BadInput, SignInNeeded, TryLater
from debrief.model import Inbound, InboundStatus, Stage
from debrief.reading.mail.message import parse_message
from tests.faulty import Crash
from tests.world import World


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def received_and_broken_off(world: World) -> tuple[Path, str]:
    """Let a loss be noted as received and nothing more; return its kept bytes and its key."""
    world.post(forwarded_loss(world.cast, world.clock.now), world.manager, world.debrief_address)
    [incoming] = world.desk.backend.mailbox.fetch(None).messages
    message = parse_message(incoming.raw)
    key = message_key(message, incoming.raw)
    entry = Inbound(
        key=key, received_at=incoming.received_at, subject=message.subject, backend_id=incoming.id
    )
    world.desk.store.save_all_inbound([entry], {key: incoming.raw})
    [kept] = (world.data / "records" / "raw").rglob("*.eml")
    return kept, key


DAMAGES: dict[str, Callable[[Path], object]] = {
    "cut": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "zeroed": lambda path: path.write_bytes(b"\0" * path.stat().st_size),
    "emptied": lambda path: path.write_bytes(b""),
    "gone": lambda path: path.unlink(),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_received_mail_whose_copy_is_damaged_is_put_before_a_human(world: World, damage: str):
    kept, key = received_and_broken_off(world)
    DAMAGES[damage](kept)
    [mail] = (world.office.person(world.debrief_address) / "Maildir" / "new").iterdir()
    mail.unlink()
    world.settle()
    assert world.desk.store.waiting_inbound() == []
    entry = world.desk.store.inbound(key)
    assert entry is not None
    assert (entry.status, "damaged or gone" in entry.why) == (InboundStatus.SET_ASIDE, True)
    assert len(world.mails(world.manager, "set_aside")) == 1
    with pytest.raises(BadInput, match="forward it again"):
        take_up_again(world.data, key)


def test_the_status_tells_an_invitation_that_has_not_gone_out_from_one_that_waits_for_an_answer(
    world: World, capsys: pytest.CaptureFixture[str]
):
    world.loss()
    print_status(world.data, None, None)
    told = capsys.readouterr().out
    assert "to go out" in told and "answer to the call" not in told
    world.pass_time(minutes=20)
    print_status(world.data, None, None)
    assert "answer to the call on " in capsys.readouterr().out


def test_the_status_names_deal_contact_and_what_needs_the_manager_first(
    world: World, capsys: pytest.CaptureFixture[str]
):
    world.booked()
    print_status(world.data, None, None)
    told = capsys.readouterr().out
    assert f"({world.cast.deal.customer})" in told
    assert "UTC" not in told
    assert "waits for: the call on " in told
    open_call = world.review.call.model_copy(update={"answer": None})
    unanswered = world.review.model_copy(update={"call": open_call})
    awaited = waits_for(unanswered, "America/Chicago")
    assert awaited.startswith(f"{world.cast.deal.customer}'s answer to the call on ")
    asked = world.review.model_copy(update={"stage": Stage.ASKING, "id": "asked"})
    assert [r.id for r in by_urgency([world.review, asked])] == ["asked", world.review.id]
    assert waits_for(asked, "America/Chicago").startswith("your go since ")


def test_a_dismissed_mail_leaves_the_status(world: World, capsys: pytest.CaptureFixture[str]):
    kept, key = received_and_broken_off(world)
    kept.unlink()
    [mail] = (world.office.person(world.debrief_address) / "Maildir" / "new").iterdir()
    mail.unlink()
    world.settle()
    print_status(world.data, None, None)
    assert f"debrief dismiss {key}" in capsys.readouterr().out
    dismiss(world.data, key)
    capsys.readouterr()
    print_status(world.data, None, None)
    assert "SET ASIDE" not in capsys.readouterr().out
    with pytest.raises(BadInput, match="debrief status"):
        dismiss(world.data, key)


def test_a_dismissed_mail_leaves_the_folder_of_what_was_set_aside(world: World):
    world.booked()
    words = "What was it that we quoted them?"
    world.reply(world.rep, words, "call", sender="office@brightwater.example")
    aside = world.office.person(world.manager) / "Maildir" / ".Set aside"
    [entry] = [e for e in world.desk.store.all_inbound() if e.status is InboundStatus.SET_ASIDE]
    assert len([*aside.glob("*/*.*")]) == 1
    dismiss(world.data, entry.key)
    assert [*aside.glob("*/*.*")] == []
    assert (aside.parent / "new" / entry.backend_id.partition("/")[2]).exists()


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_copy_is_replaced_while_the_mailbox_still_holds_the_mail(
    world: World, damage: str
):
    kept, key = received_and_broken_off(world)
    whole = kept.read_bytes()
    DAMAGES[damage](kept)
    world.settle()
    assert world.review.handled == (key,)
    assert world.desk.store.raw(key) == whole
    assert len(world.mails(world.manager, "receipt")) == 1


def key_of(*lines: str) -> str:
    raw = "\r\n".join(("From: ines@harbour.example", *lines, "", "yes", "")).encode()
    return message_key(parse_message(raw), raw)


def test_two_short_answers_without_a_message_id_are_two_messages():
    monday = "Date: Mon, 14 Sep 2026 12:00:00 +0000"
    assert key_of(monday) != key_of(monday.replace("12:00", "12:01"))
    assert key_of(monday, "In-Reply-To: <a@x>") != key_of(monday, "In-Reply-To: <b@x>")
    assert key_of(monday) == key_of(monday, "Received: by another.example")
    named = "Message-ID: <one@x>"
    assert key_of(named, monday) == key_of(named, monday.replace("12:00", "12:01"))


def ends_the_process(world: World, monkeypatch: pytest.MonkeyPatch, subject: str) -> None:
    """Let whoever handles mail of this subject end as when the memory is out."""
    sort = Sorting.sort

    def sorting(self: Sorting, entry: Inbound, *rest: Any) -> Inbound:
        if entry.subject == subject:
            raise Crash(subject)
        return sort(self, entry, *rest)

    monkeypatch.setattr(Sorting, "sort", sorting)


def post_plain(world: World, subject: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = world.rep, world.manager, subject
    mail["Message-ID"] = f"<{subject.replace(' ', '-')}@mail.example>"
    mail.set_content("The canteen is closed on Friday.")
    world.post(mail, world.rep, world.manager)


def starts_until_at_rest(world: World) -> int:
    """Start anew after each end; return how often that was needed."""
    for number in range(2 * MOST_ENDS):
        try:
            world.open().take_in_mail()
        except Crash:
            continue
        return number
    raise AssertionError("one mail keeps everything waiting")


def test_a_mail_that_ends_the_process_is_set_aside_and_the_others_are_taken_in(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    subjects = [f"notice {number}" for number in range(12)]
    for subject in subjects:
        post_plain(world, subject)
    world.post(forwarded_loss(world.cast, world.clock.now), world.manager, world.debrief_address)
    ends_the_process(world, monkeypatch, "notice 5")
    assert starts_until_at_rest(world) == MOST_ENDS
    world.settle()
    became = world.inbound()
    assert became.pop("notice 5") == "set_aside"
    assert "set_aside" not in became.values()
    assert world.desk.store.waiting_inbound() == []
    assert world.review.source
    assert len(world.mails(world.manager, "set_aside")) == 1
    assert f"ended {MOST_ENDS} times" in world.text(world.manager, "set_aside")


def test_two_mails_that_end_the_process_are_both_set_aside_and_nothing_else(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    for subject in ("one", "deadly", "two", "deadly", "three"):
        post_plain(world, subject)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = world.rep, world.manager, "deadly"
    mail["Message-ID"] = "<another@mail.example>"
    mail.set_content("Another one.")
    world.post(mail, world.rep, world.manager)
    ends_the_process(world, monkeypatch, "deadly")
    starts_until_at_rest(world)
    world.settle()
    assert {s for s, status in world.inbound().items() if status == "set_aside"} == {"deadly"}
    assert len(world.mails(world.manager, "set_aside")) == 2


@pytest.mark.parametrize("error", [TryLater("busy"), SignInNeeded("expired")])
def test_a_mail_is_never_set_aside_because_a_server_was_away_for_long(
    world: World, monkeypatch: pytest.MonkeyPatch, error: Exception
):
    post_plain(world, "notice")
    world.post(forwarded_loss(world.cast, world.clock.now), world.manager, world.debrief_address)
    with monkeypatch.context() as patched:
        patched.setattr(Sorting, "sort", lambda *_: _raise(error))
        for _ in range(8):
            with pytest.raises(type(error)):
                world.desk.take_in_mail()
    world.settle()
    assert "set_aside" not in world.inbound().values()
    assert world.review.source


def test_what_was_set_aside_for_ending_the_process_can_be_taken_up_again(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    post_plain(world, "deadly")
    with monkeypatch.context() as patched:
        ends_the_process(world, patched, "deadly")
        starts_until_at_rest(world)
    [entry] = [e for e in world.desk.store.all_inbound() if e.subject == "deadly"]
    take_up_again(world.data, entry.key)
    assert world.inbound()["deadly"] == "left_alone"


def _raise(error: Exception) -> None:
    raise error


def private_mail(world: World) -> Inbound:
    """Let a private mail come in that is none of ours; return what became of it."""
    mail = EmailMessage()
    mail["From"] = "The clinic <clinic@hospital.example>"
    mail["To"] = world.manager
    mail["Subject"] = "Your results of 3 October"
    mail["Message-ID"] = "<results@hospital.example>"
    mail.set_content("Please call us.")
    world.post(mail, "clinic@hospital.example", world.manager)
    world.settle()
    [entry] = [e for e in world.desk.store.all_inbound() if e.subject == str(mail["Subject"])]
    return entry


def test_of_a_mail_that_is_left_alone_no_copy_is_kept(world: World):
    entry = private_mail(world)
    assert entry.status is InboundStatus.LEFT_ALONE
    assert world.desk.store.raw(entry.key) is None


def test_of_a_mail_that_is_dealt_with_a_copy_is_kept(world: World):
    world.loss()
    [entry] = [e for e in world.desk.store.all_inbound() if e.review_id == world.review.id]
    assert world.desk.store.raw(entry.key) is not None


def test_a_private_mail_names_nobody_in_the_log_of_a_flow(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    from flows import watch_inbox

    lines: list[str] = []
    log = SimpleNamespace(info=lambda text, *args: lines.append(text % args))
    monkeypatch.setattr(watch_inbox, "get_run_logger", lambda: log)
    monkeypatch.setattr(world, "settle", lambda: watch_inbox.take_in_mail.fn(world.desk))
    entry = private_mail(world)
    assert lines == [f"left_alone: message {entry.key}"]
