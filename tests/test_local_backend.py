"""The embedded office: a Maildir and calendar that other programs may use at the same time."""

from __future__ import annotations

import mailbox
import os
import resource
import stat
import threading
from datetime import UTC, datetime
from email.utils import parseaddr
from pathlib import Path

import pytest

from debrief.backends import local
from debrief.backends.base import Backend, Outgoing
from debrief.backends.local import Office, local_backend
from debrief.backends.maildir import SETTLED_NS, UidList
from debrief.calendars.invitation import Invitee, Meeting
from debrief.calendars.standing import read_standing
from debrief.console.office_work import print_status
from debrief.demo.cast import minor_loss
from debrief.errors import Doubtful, Refused, TryLater
from tests.world import World

OWNER = "ines@harbour.example"
GUEST = "ann@customer.example"
NOON = datetime(2026, 9, 14, 12, tzinfo=UTC)


@pytest.fixture
def backend(tmp_path: Path) -> Backend:
    return local_backend(tmp_path, OWNER, clock=lambda: NOON)


def put(folder: Path, name: str, where: str = "new", address: str = OWNER) -> Path:
    path = folder / address / "Maildir" / where / name
    path.write_bytes(f"From: a@b.example\r\nSubject: {name}\r\n\r\nhello\r\n".encode())
    return path


def names(backend: Backend, cursor: str | None = None, limit: int = 100) -> tuple[list[str], str]:
    batch = backend.mailbox.fetch(cursor, limit)
    return [m.id.partition("/")[2] for m in batch.messages], batch.cursor


def mail(key: str = "r-1/customer_call/call/ann/1", to: str = GUEST) -> Outgoing:
    return Outgoing(key, ("Ines", OWNER), (("Ann", to),), "Subject", "text\n", "<p>text</p>")


def meeting(sequence: int = 0, hour: int = 14) -> Meeting:
    start = NOON.replace(hour=hour)
    return Meeting(
        uid="call-1@harbour.example",
        sequence=sequence,
        start=start,
        end=start.replace(minute=30),
        summary="Call",
        description="",
        organizer=Invitee("Ines", OWNER, partstat="ACCEPTED"),
        invitees=(Invitee("Ann", GUEST),),
        key="r-1/customer_call/call/ann/1",
    )


def test_what_is_sent_opens_in_any_maildir_program(backend: Backend, tmp_path: Path):
    backend.mailbox.send(mail())
    (got,) = mailbox.Maildir(tmp_path / GUEST / "Maildir", create=False)
    assert got["Subject"] == "Subject"
    sent = mailbox.Maildir(tmp_path / OWNER / "Maildir", create=False).get_folder("Sent")
    assert [m.get_flags() for m in sent] == ["S"]


def test_only_the_owner_may_look(backend: Backend, tmp_path: Path):
    backend.mailbox.send(mail())
    backend.calendar.invite(meeting(), mail())
    paths = list((tmp_path / GUEST).rglob("*"))
    assert paths
    for path in paths:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode & 0o077 == 0, path


def test_only_the_owner_may_see_who_is_in_the_office(tmp_path: Path):
    office = Office(tmp_path / "srv" / "office", lambda: NOON)
    office.open_for(GUEST)
    for path in ((tmp_path / "srv"), *(tmp_path / "srv").rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_large_mails_are_fetched_a_few_at_a_time(
    backend: Backend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(local, "MOST_BYTES", 250)
    for n in range(7):
        Office(tmp_path, lambda: NOON).deliver(b"x" * 100, OWNER, f"m{n}.large")
    sizes: list[int] = []
    cursor = None
    while (batch := backend.mailbox.fetch(cursor)).messages:
        sizes.append(len(batch.messages))
        cursor = batch.cursor
    assert sizes == [3, 3, 1]


def test_a_repeated_send_delivers_once(backend: Backend, tmp_path: Path):
    for _ in range(3):
        backend.mailbox.send(mail())
    assert len(mailbox.Maildir(tmp_path / GUEST / "Maildir", create=False)) == 1
    assert backend.mailbox.sent(mail().key) is not None


def test_a_message_is_given_once_whatever_other_programs_do_to_it(backend: Backend, tmp_path: Path):
    path = put(tmp_path, "1.a")
    found, cursor = names(backend)
    path.rename(tmp_path / OWNER / "Maildir" / "cur" / "1.a:2,RS")
    assert found == ["1.a"]
    assert names(backend, cursor)[0] == []


def test_a_message_renamed_between_listing_and_reading_is_read(backend: Backend, tmp_path: Path):
    numbering = UidList(tmp_path / OWNER / "Maildir")
    path = put(tmp_path, "1.a")
    numbering.read()
    path.rename(tmp_path / OWNER / "Maildir" / "cur" / "1.a:2,FS")
    assert names(backend)[0] == ["1.a"]


def test_deleted_messages_do_not_hide_the_ones_behind_them(backend: Backend, tmp_path: Path):
    for number in range(10):
        put(tmp_path, f"{number}.a")
    found, cursor = names(backend, limit=1)
    for number in range(1, 9):
        (tmp_path / OWNER / "Maildir" / "new" / f"{number}.a").unlink()
    assert (found, names(backend, cursor, 1)[0]) == (["0.a"], ["9.a"])


@pytest.mark.parametrize(
    "owner", ["sales=emea@harbour.example", "a|b@harbour.example", "50%@h.example"]
)
def test_an_address_may_hold_the_signs_of_a_cursor(tmp_path: Path, owner: str):
    backend = local_backend(tmp_path, owner, (f"debrief+{owner}",), clock=lambda: NOON)
    put(tmp_path, "1.a", address=owner)
    put(tmp_path, "1.b", address=f"debrief+{owner}")
    found, cursor = names(backend)
    assert sorted(found) == ["1.a", "1.b"]
    assert names(backend, cursor) == ([], cursor)


def test_a_message_that_a_listing_misses_is_not_taken_for_deleted(
    backend: Backend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    box = tmp_path / OWNER / "Maildir"
    path = put(tmp_path, "1.a:2,RS", "cur")
    assert UidList(box).read().names == ("1.a",)
    listing = os.scandir
    renamed: list[Path] = []

    def missing(folder: Path) -> object:
        """As readdir may: a file renamed while it is listed is seen under neither name."""
        if Path(folder) == box / "cur" and not renamed:
            renamed.append(path.rename(box / "cur" / "1.a:2,FRS"))
            return listing(box / "tmp")
        return listing(folder)

    reader = local_backend(tmp_path, OWNER, clock=lambda: NOON)
    monkeypatch.setattr(os, "scandir", missing)
    os.utime(box / "cur", (0, 0))
    assert names(reader)[0] == ["1.a"]
    assert renamed


def test_a_sent_mail_is_found_wherever_its_owner_has_filed_it(backend: Backend, tmp_path: Path):
    backend.mailbox.send(mail())
    box = tmp_path / OWNER / "Maildir"
    filed = box / ".Archive 2026" / "cur"
    filed.mkdir(parents=True)
    for path in (box / ".Sent" / "cur").iterdir():
        path.rename(filed / path.name)
    assert backend.mailbox.sent(mail().key) is not None
    assert backend.mailbox.sent("r-1/customer_call/call/ann/2") is None


@pytest.mark.parametrize("damage", ["gone", "empty", "cut", "garbled"])
def test_a_lost_or_damaged_list_gives_every_message_again(
    backend: Backend, tmp_path: Path, damage: str
):
    for number in range(5):
        put(tmp_path, f"{number}.a")
    _, cursor = names(backend)
    path = tmp_path / OWNER / "Maildir" / "debrief-uidlist"
    data = path.read_bytes()
    path.unlink()
    if damage != "gone":
        path.write_bytes({"empty": b"", "cut": data[:-9], "garbled": b"\xff" + data}[damage])
    put(tmp_path, "9.late")
    assert names(local_backend(tmp_path, OWNER), cursor)[0] == [
        *(f"{n}.a" for n in range(5)),
        "9.late",
    ]


def test_two_workers_number_alike(tmp_path: Path):
    box = tmp_path / OWNER / "Maildir"
    Office(tmp_path).open_for(OWNER)
    lists = [UidList(box), UidList(box)]

    def work(which: int) -> None:
        for number in range(20):
            put(tmp_path, f"{which}-{number}")
            lists[which].read()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert lists[0].read() == lists[1].read()
    assert len(set(lists[0].read().names)) == 40


def test_nothing_new_costs_no_listing(tmp_path: Path):
    Office(tmp_path).open_for(OWNER)
    box = tmp_path / OWNER / "Maildir"
    put(tmp_path, "1.a")
    long_ago = 1_700_000_000_000_000_000 - SETTLED_NS
    for part in ("new", "cur"):
        os.utime(box / part, ns=(long_ago, long_ago))
    numbers = UidList(box)
    first = numbers.read()
    assert numbers.read() is first
    put(tmp_path, "2.a")
    assert numbers.read().names == ("1.a", "2.a")


def test_addresses_differing_in_case_are_one_person(tmp_path: Path):
    office = Office(tmp_path)
    assert office.person("Ines@Harbour.example") == office.person(OWNER)


@pytest.mark.parametrize(
    "address",
    ["../../x@y.example", "x/../../y@z.example", ".x@y.example", "x\0@y.example", "x", "", "@y.example",
     "x@y.example\n", "a b@y.example"],
)  # fmt: skip
def test_no_address_leads_out_of_the_office(tmp_path: Path, address: str):
    office = Office(tmp_path / "office")
    try:
        found = office.person(address)
    except Refused:
        return
    assert found.parent == tmp_path / "office"
    assert found.name.isprintable()


@pytest.mark.parametrize("address", ["o'brien+tag@y.example", "müller@y.example", "a%b@y.example"])
def test_odd_addresses_are_delivered_to(tmp_path: Path, address: str):
    assert Office(tmp_path).deliver(b"Subject: x\r\n\r\n", address, "1.a")


def test_an_address_too_long_for_the_disk_is_refused(tmp_path: Path):
    with pytest.raises(Refused, match="too long"):
        Office(tmp_path).open_for("x" * 300 + "@y.example")


def test_a_full_disk_leaves_doubt_and_no_half_mail(backend: Backend, tmp_path: Path):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(Doubtful, match="cannot be written"):
            backend.mailbox.send(mail())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert backend.mailbox.sent(mail().key) is None
    assert [p for p in (tmp_path / GUEST / "Maildir").rglob("*") if p.is_file()] == []
    backend.mailbox.send(mail())
    assert len(mailbox.Maildir(tmp_path / GUEST / "Maildir", create=False)) == 1


def test_a_mailbox_that_cannot_be_read_is_named(backend: Backend, tmp_path: Path):
    (tmp_path / OWNER / "Maildir" / "new").rmdir()
    with pytest.raises(TryLater, match="Maildir/new: the mailbox cannot be read"):
        backend.mailbox.fetch(None)


def test_a_mail_that_cannot_be_read_is_set_aside_and_the_rest_go_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    broken = Path("/proc/self/mem")  # reading it is an error of the disk, whoever reads
    if not broken.exists():
        pytest.skip("this system has no file that cannot be read")
    world = World(tmp_path)
    box = world.office.person(world.debrief_address) / "Maildir"
    lost = box / "new" / "1.lost.office"
    lost.symlink_to(broken)
    world.won()
    world.loss()
    assert len(world.mails(world.manager, "receipt")) == 1
    assert world.inbound()["(not known)"] == "set_aside"
    assert "cannot be read" in world.text(world.manager, "set_aside")
    print_status(world.data, None, None)
    told = capsys.readouterr().out
    assert "1.lost.office cannot be read (Input/output error); mend its rights or disk" in told
    assert "debrief retry" not in told
    lost.unlink()
    minor = minor_loss(world.cast, world.clock.now)
    sender = parseaddr(str(minor["From"]))[1]
    lost.write_bytes(minor.as_bytes())
    world.settle()
    assert any(entry.sender == sender for entry in world.desk.store.all_inbound())
    assert len(world.mails(world.manager, "set_aside")) == 1


def test_the_newer_sequence_wins_and_a_cancelled_event_is_marked(backend: Backend, tmp_path: Path):
    office = Office(tmp_path)
    backend.calendar.invite(meeting(1, 15), mail("r-1/customer_call/call/ann/2"))
    backend.calendar.invite(meeting(0, 14), mail())
    for who in (OWNER, GUEST):
        standing = read_standing(office.get_event(who, meeting().uid) or b"")
        assert standing is not None
        assert (standing.sequence, standing.start.hour) == (1, 15)


def test_a_calendar_that_cannot_be_read_is_unknown_and_not_free(backend: Backend, tmp_path: Path):
    (tmp_path / OWNER / "calendar" / "x.ics").mkdir()
    people = [(OWNER, "UTC"), ("nobody@harbour.example", "UTC")]
    busy = backend.calendar.busy(people, NOON, NOON.replace(hour=18))
    assert list(busy.values()) == [None, None]


def test_setting_aside_twice_keeps_one_copy_and_the_original(backend: Backend, tmp_path: Path):
    put(tmp_path, "1.a")
    for _ in range(2):
        backend.mailbox.file(f"{OWNER}/1.a", "set_aside")
    aside = mailbox.Maildir(tmp_path / OWNER / "Maildir", create=False).get_folder("Set aside")
    assert len(aside) == 1
    assert names(backend)[0] == ["1.a"]
