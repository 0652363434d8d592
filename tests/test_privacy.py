"""What is held on a person can be shown and removed; raw mail is forgotten in time."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from debrief.console.privacy import NOTHING_HELD, erase_customer
from debrief.engine.personal_data import forget_raw, held_on, traces
from debrief.model import InboundStatus
from tests.command_line import debrief, fails
from tests.faulty import Crash, DyingDisk, dying
from tests.world import World


def raw_files(world: World) -> list[Path]:
    return list((world.data / "records" / "raw").rglob("*.eml"))


def test_a_mails_own_bytes_are_kept_thirty_days_and_no_longer(world: World):
    world.loss()
    assert (
        len(raw_files(world)) == 1
    )  # the forward; our receipt in the manager's inbox is left alone
    world.pass_time(days=29)
    entries = len(list(world.desk.store.all_inbound()))
    first = {p.name for p in raw_files(world)}
    world.pass_time(days=3)
    left = {p.name for p in raw_files(world)}
    assert len(first - left) >= 1
    assert len(list(world.desk.store.all_inbound())) >= entries  # what became of it is still known


def test_how_long_is_a_setting(tmp_path: Path):
    world = World(tmp_path, policy="raw_days = 3\n")
    world.loss()
    world.pass_time(days=2)
    assert raw_files(world)
    before = {p.name for p in raw_files(world)}
    world.pass_time(days=6)
    assert not before & {p.name for p in raw_files(world)}


def test_what_is_still_being_worked_on_is_not_forgotten(world: World):
    world.loss()
    store = world.desk.store
    entry = next(e for e in store.all_inbound() if store.raw(e.key))
    store.save_inbound(entry.model_copy(update={"status": InboundStatus.RECEIVED}))
    forget_raw(store, world.clock.now + timedelta(days=400), 30)
    assert store.raw(entry.key) is not None
    assert len(raw_files(world)) == 1


def test_a_forgotten_mail_cannot_be_taken_up_again_and_the_command_says_why(tmp_path: Path):
    world = World(tmp_path, policy="raw_days = 1\n")
    world.loss()
    entry = next(iter(world.desk.store.all_inbound()))
    world.pass_time(days=3)
    fails(debrief("retry", entry.key, "--data", world.data), "no longer kept", "forward it again")


def test_a_customer_is_shown_all_we_hold_and_nobody_elses_words(world: World):
    world.learned()
    done = debrief("export", world.customer.upper(), "--data", world.data)
    assert done.returncode == 0, done.stderr
    held = json.loads(done.stdout)
    (review,) = held["reviews"]
    assert review["facts"]["customer_email"] == world.customer
    assert review["notes"]["answers"]["4"].startswith("Bring a reference")
    assert {row["what"] for row in held["sent"]} == {"call"}
    assert held["practices"][0]["words"]
    assert any(m["sender"] == world.customer for m in held["messages"])
    assert any(world.cast.deal.company in str(m["mail"]) for m in held["messages"])
    told = json.dumps(review)
    assert "rep_view" not in told
    assert "worksheets" not in told


def test_a_rep_is_shown_their_own_and_no_other_reps_worksheet(world: World):
    world.funnels()
    world.shared_out()
    rep, other = world.reps[1], world.reps[2]
    world.reply(rep, "1: P1 call their CFO by Friday", "worksheet")
    world.reply(other, "2: P1 visit their plant by Friday", "worksheet")
    held = held_on(rep, world.desk.store)
    (review,) = held["reviews"]
    assert [c["action"] for w in review["worksheets"] for c in w["commitments"]]
    assert "visit their plant" not in json.dumps(review)
    assert held["open_deals"]["opportunities"]
    assert held["work_shared_with"]
    assert world.customer not in json.dumps(review)


def test_a_stranger_is_shown_that_nothing_is_held(world: World):
    world.loss()
    held = held_on("nobody@elsewhere.example", world.desk.store)
    assert not any(held[name] for name in ("reviews", "sent", "messages", "practices"))


def test_the_export_can_go_into_a_file(world: World, tmp_path: Path):
    world.loss()
    target = tmp_path / "held.json"
    debrief("export", world.customer, "--data", world.data, "-o", target)
    assert len(json.loads(target.read_text())["reviews"]) == 1
    away = tmp_path / "no" / "such.json"
    fails(debrief("export", world.customer, "--data", world.data, "-o", away), "cannot be written")


def test_erasing_leaves_neither_address_nor_name_not_even_on_old_monthly_pages(world: World):
    world.funnels()
    world.shared_out()
    world.pass_time(days=40)
    errands = [r for r in world.desk.store.closed() if r.id.startswith("m-")]
    assert any(world.cast.deal.company in r.model_dump_json() for r in errands)
    done = debrief("erase", world.customer, "--yes", "--data", world.data)
    assert done.returncode == 0, done.stdout
    for needle in (world.customer, world.cast.deal.customer.lower()):
        assert list(traces(world.data / "records", needle)) == []
    world.open()
    kept = [r for r in world.desk.store.closed() if r.id.startswith("m-")]
    assert len(kept) == len(errands)  # that a page went out stays known
    assert debrief("audit", "--data", world.data).returncode == 0
    again = debrief("erase", world.customer, "--yes", "--data", world.data)
    assert b"0 reviews, 0 messages held" in again.stdout
    assert again.returncode == NOTHING_HELD


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ("foo", 1, "is no mail address"),
        ("foo@typo.example", NOTHING_HELD, "Nothing of foo@typo.example is here"),
    ],
)
def test_an_address_that_names_nobody_is_no_proof(world: World, typed: str, status: int, said: str):
    done = debrief("erase", typed, "--yes", "--data", world.data)
    assert (done.returncode, said in (done.stdout + done.stderr).decode()) == (status, True)


def test_one_of_the_team_is_not_erased_as_a_customer(world: World):
    world.loss()
    fails(debrief("erase", world.rep, "--yes", "--data", world.data), "one of the team")


@pytest.mark.parametrize("form", ["plain", "escaped"])
def test_a_name_with_accents_is_found_however_the_record_writes_it(tmp_path: Path, form: str):
    text = json.dumps({"name": "José Núñez"}, ensure_ascii=form == "escaped")
    (tmp_path / "r.json").write_text(text, encoding="utf-8")
    assert len(list(traces(tmp_path, "josé núñez"))) == 1


def test_an_erasure_that_breaks_off_anywhere_is_completed_by_the_next(world: World):
    world.loss()
    world.crm()
    world.settle()
    whole = world.folder / "whole"
    shutil.copytree(world.data, whole)

    def erased(at: int | None) -> DyingDisk:
        shutil.rmtree(world.data)
        shutil.copytree(whole, world.data)
        with dying(DyingDisk(world.data, at)) as disk, suppress(Crash):
            erase_customer(world.data, world.customer, yes=True)
        return disk

    points = erased(None).count
    assert points > 20
    for at in range(1, points + 1):
        erased(at)
        assert erase_customer(world.data, world.customer, yes=True) in (0, NOTHING_HELD)
        for needle in (world.customer, world.cast.deal.customer.lower()):
            left = list(traces(world.data / "records", needle))
            assert left == [], f"broken off at {at} of {points}"


def test_what_is_erased_before_it_was_handled_waits_no_longer(world: World):
    world.loss()
    [entry] = [e for e in world.desk.store.all_inbound() if e.subject.startswith("FW")]
    entry = world.desk.store.save_inbound(
        entry.model_copy(update={"status": InboundStatus.RECEIVED})
    )
    assert erase_customer(world.data, world.customer, yes=True) == 0
    world.open()
    assert world.desk.store.waiting_inbound() == []
    assert not world.desk.has_mail()


def test_our_own_mail_about_a_moved_call_is_erased_with_its_bytes(world: World):
    world.booked()
    world.reply(world.customer, "Monday at 3 pm works better", "call")
    world.pass_time(hours=1)
    world.reply(world.manager, "yes", quote=True)
    company = world.cast.deal.company.lower()
    records = world.data / "records"
    assert list(traces(records / "inbound", company))
    assert erase_customer(world.data, world.customer, yes=True) == 0
    for part in ("inbound", "raw"):
        assert list(traces(records / part, company)) == []


def history(data: Path, *texts: str) -> Path:
    """A database of the kind that Prefect keeps: a run, and what hangs on it."""
    (data / "prefect").mkdir()
    file = data / "prefect" / "prefect.db"
    database = sqlite3.connect(file)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("CREATE TABLE flow_run (id TEXT PRIMARY KEY, name TEXT)")
    reference = "run TEXT REFERENCES flow_run (id) ON DELETE CASCADE"
    database.execute(f"CREATE TABLE log (message TEXT, {reference})")
    database.execute("CREATE TABLE artifact (data JSON, number INTEGER)")
    database.execute("INSERT INTO flow_run VALUES ('a', 'customer call')")
    for text in texts:
        database.execute("INSERT INTO log VALUES (?, 'a')", (text,))
        database.execute("INSERT INTO artifact VALUES (?, 1)", (json.dumps({"said": text}),))
    database.commit()
    database.close()
    return file


def test_what_prefect_keeps_in_the_data_directory_is_erased_too(world: World):
    world.loss()
    file = history(world.data, f"to {world.customer.upper()}", "to somebody.else@x.example")
    assert erase_customer(world.data, world.customer, yes=True) == 0
    database = sqlite3.connect(file)
    for table in ("log", "artifact"):
        assert len(database.execute(f"SELECT * FROM {table}").fetchall()) == 1
    assert len(database.execute("SELECT * FROM flow_run").fetchall()) == 1
    database.close()
    assert list(traces(world.data, world.customer)) == []


def test_a_history_that_cannot_be_cleaned_is_told_and_cleaned_by_the_next(
    world: World, capsys: pytest.CaptureFixture[str]
):
    world.loss()
    file = history(world.data, f"to {world.customer}")
    whole = file.read_bytes()
    file.write_bytes(b"no database: " + world.customer.encode())
    assert erase_customer(world.data, world.customer, yes=True) == 1
    said = capsys.readouterr().out
    assert f"still there: {file}" in said
    assert "Stop `debrief run`" in said
    file.write_bytes(whole)
    assert erase_customer(world.data, world.customer, yes=True) == 0


def test_what_is_beyond_reach_is_named_each_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    world = World(tmp_path)
    inside = world.data / "office"
    world.booked()
    review = world.review
    assert review.call.uid is not None
    shutil.copytree(tmp_path / "office", inside)
    path = world.data / "debrief.toml"
    path.write_text(path.read_text().replace(str(tmp_path / "office"), str(inside)))
    monkeypatch.setenv("PREFECT_API_URL", "http://prefect.seller.example/api")
    assert erase_customer(world.data, world.customer, yes=True) == 0
    said = capsys.readouterr().out
    assert review.call.uid in said
    assert "prefect.seller.example" in said
    assert review.id.lower() in said
    boxes = [line for line in said.splitlines() if "office's mailboxes" in line]
    assert boxes
    assert len(boxes) == len(set(boxes))
    assert "0 files of Debrief's" in said


def test_a_guest_of_a_call_is_shown_what_is_held_and_erased_by_name_as_well(world: World) -> None:
    tom = "tom.hart@pemberton-ceramics.example"
    world.loss()
    world.reply(world.manager, f"join: Tom Hart <{tom}>", "receipt")
    [review] = held_on(tom, world.desk.store)["reviews"]
    assert review["guest_of_the_call"] == "Tom Hart"
    with suppress(Crash):
        erase_customer(world.data, tom, yes=True)
    assert not list(traces(world.data, "tom hart"))
