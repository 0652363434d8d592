"""Records that this Debrief cannot read whole lead to no second word to a customer."""

from __future__ import annotations

from pathlib import Path

import pytest

from debrief.demo.cast import forwarded_loss
from debrief.engine.record_form import KEPT, RecordForm, names
from debrief.errors import BadInput
from tests.command_line import debrief
from tests.world import World


def newer_works(world: World, knows: str) -> None:
    """Let a Debrief that knows more have worked on the records."""
    world.desk.store.save_setting(KEPT, ",".join(sorted({*names(), knows})))


@pytest.mark.parametrize("knows", ["Review.mood", "Stage dreaming", "form 99"])
def test_records_of_a_newer_debrief_are_refused_and_stay_as_they_are(world: World, knows: str):
    world.booked()
    newer_works(world, knows)
    before = {p: p.read_bytes() for p in (world.data / "records").rglob("*.json")}
    world.crm()
    with pytest.raises(BadInput, match=rf"newer Debrief.*{knows}"):
        world.desk.cycle()  # it was at work while the newer one began
    with pytest.raises(BadInput, match="newer Debrief"):
        world.open()
    assert before == {p: p.read_bytes() for p in (world.data / "records").rglob("*.json")}
    for command in ("status", "check"):
        done = debrief(command, "--data", world.data)
        assert done.returncode != 0
        assert b"newer Debrief" in done.stdout + done.stderr


def test_an_update_goes_on_with_older_records_and_says_what_it_writes(world: World):
    world.booked()
    some = sorted(names())[:-3]
    world.desk.store.save_setting(KEPT, ",".join(some))
    world.open()
    assert world.desk.store.setting(KEPT) == ",".join(some)  # nothing was written yet
    world.pass_time(days=1)
    assert world.desk.store.setting(KEPT) == ",".join(sorted(names()))


def test_what_a_record_can_hold_is_told_in_full():
    told = names()
    assert {"Review.call", "Call.outcome", "Commitment.helped", "Worksheet.before"} <= told
    assert {"Stage asking", "InboundStatus set_aside", "form 1", "Practice.number"} <= told


def test_records_without_the_note_are_of_an_earlier_debrief(world: World):
    world.booked()
    world.desk.store.save_setting(KEPT, None)
    RecordForm(world.desk.store).see()


def damaged(world: World) -> dict[Path, bytes]:
    """Damage the review with its earlier version; return what stood there."""
    [path] = (world.data / "records" / "open").glob(f"{world.review.id}.json")
    kept = {p: p.read_bytes() for p in (path, path.with_name(f"{path.name}.previous"))}
    for file in kept:
        file.write_bytes(b"{")
    return kept


def told_again(world: World) -> None:
    """Let the manager forward the loss once more, as a mail of its own."""
    mail = forwarded_loss(world.cast, world.clock.now)
    mail.replace_header("Message-ID", "<once-more@brightwater.example>")
    world.post(mail, world.manager, world.debrief_address)
    world.pass_time(hours=2)


def test_while_a_review_cannot_be_read_nobody_is_asked_for_a_call_who_may_have_been_asked(
    world: World,
):
    world.booked()
    had = len(world.mails(world.customer))
    damaged(world)
    told_again(world)
    assert world.review.stage == "asking"
    world.reply(world.manager, "go", "receipt")
    world.pass_time(hours=2)
    assert len(world.mails(world.customer)) == had
    said = debrief("status", "--data", world.data).stdout
    assert b"UNREAD" in said
    assert b"may have asked them already" in said
    assert b"No reviews yet" not in said
    assert b"MEND" in debrief("check", "--data", world.data).stdout


def test_a_loss_told_again_meanwhile_starts_no_second_call_when_the_review_is_back(world: World):
    world.booked()
    had = len(world.mails(world.customer))
    there = damaged(world)
    told_again(world)
    for path, raw in there.items():
        path.write_bytes(raw)
    world.pass_time(days=1)
    assert world.desk.store.unreadable() == []
    assert len(world.mails(world.customer)) == had
