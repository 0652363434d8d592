"""Two installations on one mailbox: no customer hears from both."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from errno import ENOSPC
from pathlib import Path
from typing import Any

import pytest

from debrief.backends.base import EFFECT_HEADER, INSTALLATION_HEADER, Batch, Mailbox
from debrief.bootstrap import open_desk
from debrief.config import load_config, write_config
from debrief.console.office_work import print_status, take_over
from debrief.console.setting_up import check_data
from debrief.demo.cast import forwarded_loss
from debrief.engine import earlier_life, spool
from debrief.engine.desk import Desk
from debrief.engine.installation import known
from debrief.engine.running import Loop, Plainly
from debrief.model import InboundStatus
from store.backup import backup, restore
from store.tiny import TinyStore
from tests.faulty import Fate, Faulty, faulty_backend, make_faulty
from tests.plays import imap
from tests.plays.house import Script, script
from tests.servers.harbour import AUTHSERV_ID, harbour_running
from tests.servers.town import write_server_config
from tests.world import EFFECT, World

SERVERS = ["embedded", "server", "forgetful"]


def another(world: World, name: str, server: str) -> Desk:
    """Set up another data folder for the same mailbox."""
    data = world.folder / name
    if not data.exists():
        write_config(data, (world.folder / "office").resolve(), world.cast.team)
    return at(world, data, server)


def at(world: World, data: Path, server: str) -> Desk:
    """Open a data folder, at a mail server that sends whatever it is asked to."""
    calm = Faulty(Fate(0, 0.0))
    backend = faulty_backend(
        world.office, world.manager, (world.debrief_address,), calm, server=server
    )
    return make_faulty(open_desk(load_config(data), world.clock), backend, calm)


def together(world: World | Script, *desks: Desk, **length: float) -> None:
    """Let desks work side by side for a while, a look every few seconds or whenever something is due."""
    end = world.clock.now + timedelta(**length)
    while world.clock.now < end:
        for desk in desks:
            for _ in range(20):
                if not desk.cycle():
                    break
        due = [d for desk in desks if (d := desk.next_due()) is not None and not desk.paused]
        step = max(min([*due, end]) - world.clock.now, timedelta(seconds=5))
        world.clock.now += min(step, timedelta(minutes=10))


def loss(world: World) -> None:
    mail = forwarded_loss(world.cast, world.clock.now)
    world.post(mail, world.manager, world.debrief_address)


def heard(world: World, who: str) -> Counter[str]:
    """Return how often somebody got each mail of ours, by purpose."""
    return Counter(str(mail[EFFECT]).split("/")[2] for mail in world.mails(who))


def hears_once(world: World) -> None:
    """Assert that the customer heard from one installation at most, and got each mail once."""
    mails = world.mails(world.customer)
    assert len({str(mail[EFFECT]) for mail in mails}) == len(mails)
    assert len({str(mail[INSTALLATION_HEADER]) for mail in mails}) <= 1


@pytest.fixture(params=SERVERS)
def server(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class Midst:
    """A mailbox in the midst of whose first such call the other desk works."""

    def __init__(self, inner: Mailbox, operation: str, other: Desk) -> None:
        self._inner = inner
        self._operation = operation
        self._other: Desk | None = other

    def __getattr__(self, name: str) -> Any:
        if name == self._operation and self._other is not None:
            other, self._other = self._other, None
            other.cycle()
        return getattr(self._inner, name)


def in_the_midst(desk: Desk, operation: str, other: Desk) -> None:
    """Let the other one work while this one is in the midst of its first such call."""
    mailbox: Any = Midst(desk.backend.mailbox, operation, other)
    desk.backend = replace(desk.backend, mailbox=mailbox)
    desk.performer = replace(desk.performer, backend=desk.backend)


@pytest.mark.parametrize("grace", [0, 15])
@pytest.mark.parametrize("at_once", [False, True], ids=["by turns", "at once"])
def test_of_two_that_see_the_same_loss_one_goes_on_at_most(
    tmp_path: Path, server: str, at_once: bool, grace: int
):
    world = World(tmp_path)
    one, two = (another(world, name, server) for name in ("one", "two"))
    for desk in (one, two):
        desk.policy = desk.policy.model_copy(update={"grace_minutes": grace})
    together(world, one, two, minutes=1)
    if at_once:
        in_the_midst(one, "send", two)
    loss(world)
    together(world, one, two, days=2)
    hears_once(world)
    assert one.guard.held or two.guard.held
    assert heard(world, world.manager)["another_installation"] >= 1
    if at_once and server != "embedded":  # there a second copy of one mail is never delivered
        assert one.guard.held
        assert two.guard.held


def test_one_that_is_set_up_beside_a_living_one_says_so_and_disturbs_nobody(
    tmp_path: Path, server: str
):
    world = World(tmp_path)
    real = another(world, "real", server)
    together(world, real, minutes=1)
    loss(world)
    together(world, real, days=1)
    trial = another(world, "trial", server)
    before = heard(world, world.customer)
    together(world, real, trial, minutes=30)
    assert trial.guard.held
    assert real.guard.held is None
    assert list(trial.store.all_inbound()) == []
    assert heard(world, world.customer) == before
    assert heard(world, world.manager)["another_installation"] == 1


def test_after_a_trial_long_ago_nothing_is_held(tmp_path: Path):
    world = World(tmp_path)
    trial = another(world, "trial", "server")
    together(world, trial, minutes=1)
    loss(world)
    together(world, trial, minutes=20)
    world.clock.now += timedelta(days=50)
    real = another(world, "real", "server")
    together(world, real, minutes=1)
    assert real.guard.held is None


def test_who_takes_over_goes_on_and_the_other_holds(tmp_path: Path, server: str):
    world = World(tmp_path)
    trial = another(world, "trial", server)
    together(world, trial, minutes=1)
    loss(world)
    together(world, trial, minutes=5)
    real = another(world, "real", server)
    together(world, real, minutes=1)
    assert real.guard.held
    real.guard.take_over()
    together(world, trial, real, days=2)
    assert real.guard.held is None
    assert trial.guard.held
    hears_once(world)
    assert heard(world, world.manager)["installation"] == 1
    trial.guard.take_over()
    together(world, real, trial, days=1)
    assert real.guard.held
    assert trial.guard.held is None
    mails = [str(mail[EFFECT]) for mail in world.mails(world.customer)]
    assert len(set(mails)) == len(mails)


@pytest.mark.parametrize("original", ["at work", "asleep", "goes first"])
def test_a_copy_and_its_original_do_not_both_write_to_a_customer(
    tmp_path: Path, server: str, original: str
):
    world = World(tmp_path)
    one = another(world, "one", server)
    together(world, one, minutes=1)
    loss(world)
    together(world, one, minutes=5)  # the invitation waits
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    two = at(world, tmp_path / "two", server)
    if original == "asleep":
        together(world, two, days=1)
        # Where the server cannot tell, a person is asked what the original has sent.
        assert len(world.invitations(world.customer)) == int(server != "forgetful")
    elif original == "goes first":
        in_the_midst(two, "send", one)
        together(world, one, minutes=20)
    together(world, one, two, days=2)
    assert one.guard.held or two.guard.held
    mails = world.mails(world.customer)
    assert len({str(mail[EFFECT]) for mail in mails}) == len(mails)
    assert heard(world, world.manager)["installation"] == 1


def moved(world: World) -> Path:
    return shutil.copytree(world.folder / "one", world.folder / "two")


def renamed(world: World) -> Path:
    return (world.folder / "one").rename(world.folder / "two")


def restored(world: World) -> Path:
    folder = world.folder / "one"
    backup(folder / "records", world.folder / "b.tar.gz")
    shutil.rmtree(folder / "records")
    now = world.clock()
    restore(
        world.folder / "b.tar.gz", folder / "records",
        lambda place: earlier_life.begin(TinyStore(place), now),
    )  # fmt: skip
    return folder


@pytest.mark.parametrize("move", [moved, renamed, restored])
def test_records_that_were_moved_or_restored_go_on_by_themselves(
    tmp_path: Path, server: str, move: Any
):
    world = World(tmp_path)
    one = another(world, "one", server)
    together(world, one, minutes=1)
    loss(world)
    together(world, one, minutes=5)
    data = move(world)
    two = at(world, data, server)
    together(world, two, days=1)
    assert two.guard.held is None
    # A file restored at once may be given the number of the one that was deleted: then it counts as that one.
    told = {moved: {1}, renamed: {0}, restored: {0, 1}}[move]
    assert heard(world, world.manager)["installation"] in told
    if server != "forgetful":  # there a person is asked what went out since
        assert len(world.invitations(world.customer)) == 1


def test_workers_on_the_same_records_are_one_installation(tmp_path: Path):
    world = World(tmp_path)
    one = another(world, "one", "server")
    two = at(world, tmp_path / "one", "server")
    together(world, one, two, minutes=1)
    loss(world)
    together(world, one, two, days=1)
    assert one.guard.held is None
    hears_once(world)
    assert world.invitations(world.customer)


@pytest.mark.parametrize("key", ["r-0123456789/watch_inbox/receipt/x/1", "known"])
def test_a_forged_mail_of_another_installation_holds_nothing(tmp_path: Path, key: str):
    world = World(tmp_path)
    one = another(world, "one", "server")
    together(world, one, minutes=1)
    loss(world)
    together(world, one, minutes=1)
    mail = forwarded_loss(world.cast, world.clock.now)
    mail[EFFECT_HEADER] = key if key != "known" else str(world.mails(world.manager)[0][EFFECT])
    mail[INSTALLATION_HEADER] = "0123456789abcdef"
    world.post(mail, world.manager, world.manager, verified=False)
    together(world, one, minutes=1)
    assert one.guard.held is None
    assert all(e.status is not InboundStatus.RECEIVED for e in one.store.all_inbound())


def test_whoever_is_held_says_so_everywhere_and_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    world = World(tmp_path)
    real = another(world, "real", "embedded")
    together(world, real, minutes=1)
    loss(world)
    together(world, real, minutes=1)
    trial = another(world, "trial", "embedded")
    said: list[str] = []
    loop = Loop(trial, Plainly(trial), threading.Event(), said.append)
    loop.turn(hint=True)
    loop.turn(hint=True)
    assert len([line for line in said if "HELD" in line and "debrief take-over" in line]) == 1
    data = tmp_path / "trial"
    print_status(data, None, None)
    check_data(data, None, None)
    told = capsys.readouterr().out
    assert "HELD      another Debrief works on this mailbox" in told
    assert "MEND  mailbox of its own: another Debrief" in told
    take_over(data)
    assert trial.guard.held is None
    assert known(trial.store) != known(real.store)


class Counted:
    """A mailbox that counts the messages read from it."""

    def __init__(self, inner: Mailbox) -> None:
        self._inner = inner
        self.read: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def fetch(self, cursor: str | None, limit: int = 100) -> Batch:
        batch = self._inner.fetch(cursor, limit)
        self.read.update(message.id for message in batch.messages)
        return batch


def counted(desk: Desk) -> Counted:
    """Count what this desk reads from now on."""
    mailbox: Any = Counted(desk.backend.mailbox)
    desk.backend = replace(desk.backend, mailbox=mailbox)
    desk.performer = replace(desk.performer, backend=desk.backend)
    return mailbox  # type: ignore[no-any-return]


def lie_there(world: World, number: int) -> None:
    """Let as many mails lie in the mailbox that are none of our business."""
    for day in range(number):
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["Subject"] = "canteen@brightwater.example", f"Lunch of day {day}"
        mail.set_content("There is soup today.")
        world.post(mail, "canteen@brightwater.example", world.manager)


def test_what_lies_in_the_mailbox_at_the_first_start_is_read_once(tmp_path: Path):
    world = World(tmp_path)
    one = another(world, "one", "embedded")
    mailbox = counted(one)
    loss(world)
    lie_there(world, 120)
    one.cycle()
    assert len(list(one.store.all_inbound())) > 120
    assert set(mailbox.read.values()) == {1}


@pytest.mark.parametrize("room", [0, 20_000])
def test_mail_for_which_the_spool_has_no_room_is_read_again_and_taken_in_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
):
    monkeypatch.setattr(spool, "MOST_BYTES", room)
    world = World(tmp_path)
    one = another(world, "one", "embedded")
    mailbox = counted(one)
    lie_there(world, 120)
    loss(world)
    together(world, one, minutes=1)
    assert len(world.mails(world.manager, "receipt")) == 1
    assert len(list(one.store.all_inbound())) == len(mailbox.read)


def test_mail_for_which_the_disk_has_no_room_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def full() -> None:
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    world = World(tmp_path)
    one = another(world, "one", "embedded")
    loss(world)
    together(world, one, minutes=1)
    assert len(world.mails(world.manager, "receipt")) == 1


@pytest.mark.parametrize("room", [0, spool.MOST_BYTES])
def test_nothing_is_sent_before_all_new_mail_was_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
):
    monkeypatch.setattr(spool, "MOST_BYTES", room)
    world = World(tmp_path)
    real = another(world, "real", "embedded")
    together(world, real, minutes=1)
    loss(world)
    lie_there(world, 120)
    together(world, real, minutes=1)
    trial = another(world, "trial", "embedded")
    told = heard(world, world.manager)
    together(world, trial, minutes=1)
    assert trial.guard.held
    assert list(trial.store.all_inbound()) == []
    assert heard(world, world.manager) - told == Counter(another_installation=1)


@pytest.mark.server
@pytest.mark.parametrize("second", ["a trial", "a copy"])
def test_two_on_one_mailbox_of_a_real_server_do_not_both_invite(tmp_path: Path, second: str):
    if lacking := imap.missing():
        pytest.skip(f"it needs {lacking}")
    made = script(1, tmp_path / "office", tmp_path / "one").vouched_by(AUTHSERV_ID)
    cast = made.cast
    with harbour_running() as harbour:
        house = imap.ImapHouse(made, harbour)
        one = open_desk(house.config, made.clock)
        if second == "a trial":
            write_server_config(harbour, cast, tmp_path / "two", made.office)
            two = open_desk(load_config(tmp_path / "two"), made.clock)
            two.cycle()
        one.cycle()
        mail = forwarded_loss(cast, made.clock.now)
        house.town.post(mail.as_bytes(), [str(cast.team["debrief_address"])], cast.manager)
        if second == "a copy":
            together(made, one, minutes=5)
            shutil.copytree(tmp_path / "one", tmp_path / "two")
            two = open_desk(load_config(tmp_path / "two"), made.clock)
        else:
            in_the_midst(one, "send", two)
        together(made, one, two, days=1)
        got = [message_from_bytes(raw)[EFFECT] for raw in harbour.dovecot.mails(cast.deal.email)]
        assert len(got) == len(set(got)) <= 2
        assert one.guard.held
        assert two.guard.held is None  # what it sent was not sent again by the other
