"""Each message is taken in once, and none is lost, whatever becomes of its kept copy."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace

import pytest

from debrief.demo.cast import forwarded_loss
from debrief.errors import BadInput
from debrief.intake import message_key
from debrief.model import Inbound, InboundStatus
from debrief.office_work import dismiss, print_status, take_up_again
from debrief.reading.message import parse_message
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
