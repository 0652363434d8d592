"""Whatever one of ours writes to the debrief address gets an answer; machines and strangers get none."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import pytest

from tests.world import World


def write(world: World, sender: str, subject: str, text: str, **headers: str) -> None:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, world.debrief_address, subject
    mail["Date"] = format_datetime(world.clock.now)
    mail["Message-ID"] = f"<{subject.replace(' ', '-')}-{len(text)}@{sender.partition('@')[2]}>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    world.post(mail, sender, world.debrief_address)
    world.settle()


def test_a_question_to_the_debrief_address_gets_the_short_help(world: World):
    write(world, world.rep, "help", "What can you do?")
    assert "What I can do with a mail" in world.text(world.rep, "help")
    assert world.inbound() == {"help": "answered"}


def test_the_managers_help_names_the_way_to_pause_to_the_status_and_to_the_team_file(world: World):
    write(world, world.manager, "December", "Please don't send the team anything until Jan 3")
    told = " ".join(world.text(world.manager, "help").split())
    for way in ("debrief pause", "debrief status", "team file"):
        assert way in told


def test_an_empty_forward_is_asked_about(world: World):
    write(world, world.manager, "Fwd: Our decision", "")
    assert "without any text" in " ".join(world.text(world.manager, "help").split())


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated"},
        {"X_Autoreply": "yes"},
    ],
)
def test_what_a_machine_sent_gets_no_help(world: World, headers: dict[str, str]):
    write(world, world.rep, "help", "What can you do?", **headers)
    assert world.mails(world.rep, "help") == []


def test_a_stranger_gets_no_help(world: World):
    world.office.open_for("stranger@elsewhere.example")
    write(world, "stranger@elsewhere.example", "help", "What can you do?")
    assert world.mails("stranger@elsewhere.example") == []


def test_help_that_is_answered_again_and_again_comes_to_an_end(world: World):
    write(world, world.rep, "help", "What can you do?")
    for number in range(8):
        world.reply(world.rep, f"I do not understand {'!' * number}", "help")
        write(world, world.rep, f"Re: What I can do {number}", "I do not understand")
    assert len(world.mails(world.rep, "help")) <= 3
