"""The command line, as a shell sees it: output, exit status, and no word too many."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from debrief.config import load_config, write_config
from debrief.console.setting_up import Given, init_data
from debrief.credentials import Credentials
from debrief.crm.deals import see_library
from debrief.demo.cast import make_cast
from debrief.errors import BadInput, CannotDo
from debrief.model import Practice, PracticeBook
from debrief.policy import Policy
from tests.command_line import Done, debrief, debrief_process, fails
from tests.faulty import Crash, DyingDisk, dying
from tests.losses import customers_mail, passed_on, regret
from tests.test_team import team
from tests.world import World


@pytest.fixture
def data(world: World) -> Path:
    """A data directory with one review that waits for the manager."""
    world.post(customers_mail(world, regret(world)), world.customer, world.manager)
    world.settle()
    return world.data


def test_help_imports_neither_prefect_nor_a_vendors_library():
    code = (
        "import sys; sys.argv = ['debrief', '--help']\n"
        "from debrief.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'prefect', 'exchangelib', 'googleapiclient', 'openpyxl', 'icalendar', 'fastapi'}\n"
        "sys.exit(f'imported {heavy & set(sys.modules)}' if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert b"Commands" in done.stdout


def test_read_keeps_the_order_and_goes_on_behind_a_file_that_cannot_be_read(tmp_path: Path):
    (tmp_path / "a.eml").write_bytes(
        "From: J\u00f6rg <j@x.example>\r\n\r\nGr\u00fc\u00dfe".encode()
    )
    (tmp_path / "folder.eml").mkdir()
    (tmp_path / "empty.eml").write_bytes(b"")
    files = [tmp_path / n for n in ("none.eml", "a.eml", "folder.eml", "empty.eml")]
    done = debrief_process("read", "--json", *files, LANG="C")
    rows = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert [row["id"] for row in rows] == ["none", "a", "folder", "empty"]
    assert ["error" in row for row in rows] == [True, False, True, False]
    assert rows[1]["reply_text"] == "Gr\u00fc\u00dfe"
    assert (done.returncode, done.stderr) == (1, b"")


def test_read_takes_a_team_and_all_keys_are_there(tmp_path: Path):
    (tmp_path / "team.json").write_text(json.dumps(team()))
    (tmp_path / "a.eml").write_bytes(b"From: a@b.example\r\nSubject: hi\r\n\r\nhello\r\n")
    done = debrief("read", "--json", "--team", tmp_path / "team.json", tmp_path / "a.eml")
    row = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, b"")
    assert {"id", "kind", "loss", "verdict", "missing", "forward", "reply_text"} <= set(row)


def test_read_shows_each_of_several_mails_passed_on_in_one(tmp_path: Path):
    cast = make_cast(1)
    (tmp_path / "team.json").write_text(json.dumps(cast.team))
    head = f"From: {cast.manager}\nTo: {cast.manager}\nSubject: Fwd: losses\n\nboth lost\n"
    (tmp_path / "a.eml").write_text(head + passed_on(1) + passed_on(2))
    done = debrief("read", "--team", tmp_path / "team.json", tmp_path / "a.eml")
    assert (done.returncode, done.stderr) == (0, b"")
    for number in (1, 2):
        _, _, told = done.stdout.decode().partition(f"mail {number} of 2 in it: a lost deal")
        assert f"<jo@site{number}.example>" in told


def test_a_reader_that_closes_early_hears_no_complaint(tmp_path: Path):
    (tmp_path / "a.eml").write_bytes(b"From: a@b.example\r\n\r\n" + b"hello " * 3000)
    command = (
        f"{sys.executable} -m debrief.cli read --json {f'{tmp_path}/a.eml ' * 40} | head -c 10"
    )
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
    assert done.stderr == b""


@pytest.mark.parametrize("change", ["time_zone", "email"])
def test_a_team_file_with_an_error_is_named_and_nothing_is_read(tmp_path: Path, change: str):
    wrong = team()
    wrong["reps"][0][change] = "nonsense"
    path = tmp_path / "team.json"
    path.write_text(json.dumps(wrong))
    done = debrief("read", "--json", "--team", path, tmp_path / "a.eml")
    fails(done, str(path), "reps, entry 1", change)
    assert done.stdout == b""


@pytest.mark.parametrize("named", ["option", "environment"])
def test_read_knows_the_team_of_the_data_directory(tmp_path: Path, named: str):
    folder = tmp_path / "data"
    assert init(folder).returncode == 0
    (folder / "team.json").write_text("{}")
    more = ("--data", folder) if named == "option" else ()
    env = {} if named == "option" else {"DEBRIEF_DATA": str(folder)}
    done = debrief("read", tmp_path / "a.eml", *more, **env)
    fails(done, str(folder / "team.json"))


def test_restore_without_settings_asks_for_no_options_that_it_has_not(tmp_path: Path):
    done = debrief("restore", tmp_path / "x.tar.gz", "--data", tmp_path / "bare")
    fails(done, "debrief init", "put it and team.json back")


def init(folder: Path, *more: str) -> Done:
    return debrief(
        "init", "--data", folder, "--company", "Harbour", "--manager",
        "Ines Valk <ines@harbour.example>", "--zone", "Europe/Amsterdam", "--rep",
        "Tom Reed <tom@harbour.example> Europe/London", *more,
    )  # fmt: skip


def test_init_says_which_folder_cannot_be_made(tmp_path: Path):
    (tmp_path / "file").write_text("")
    fails(init(tmp_path / "file" / "data"), str(tmp_path / "file"))


def test_init_then_check_and_init_again_overwrites_nothing(tmp_path: Path):
    folder = tmp_path / "data"
    assert init(folder).returncode == 0
    done = debrief_process("check", "--data", folder)
    assert done.returncode == 0, done.stdout
    assert f"debrief run --data {folder}".encode() in done.stdout
    before = (folder / "team.json").read_bytes()
    fails(init(folder, "--threshold", "1 EUR"), "is there already")
    assert (folder / "team.json").read_bytes() == before


def test_a_mail_can_be_put_into_the_office_as_soon_as_it_is_set_up(tmp_path: Path):
    for folder, more in ((tmp_path / "a", ()), (tmp_path / "b", ("--office", tmp_path / "o"))):
        assert init(folder, *map(str, more)).returncode == 0
        office = Path(more[1]) if more else folder / "office"
        assert (office / "ines@harbour.example" / "Maildir" / "new").is_dir()


def test_the_demo_replaces_no_folder_of_a_real_team(tmp_path: Path):
    init(tmp_path / "real")
    (tmp_path / "real" / "records").mkdir()
    fails(
        debrief("demo", "--office", tmp_path / "office", "--data", tmp_path / "real"),
        "is not empty; choose another folder",
    )
    assert (tmp_path / "real" / "records").is_dir()


def test_settings_are_written_whole_or_not_at_all(tmp_path: Path):
    whole = tmp_path / "whole"
    write_config(whole, tmp_path / "office", make_cast(1).team, backend="imap")

    def written(at: int) -> DyingDisk:
        shutil.rmtree(tmp_path / "data", ignore_errors=True)
        with dying(DyingDisk(tmp_path / "data", at)) as disk, suppress(Crash):
            write_config(tmp_path / "data", tmp_path / "office", make_cast(1).team, backend="imap")
        return disk

    points = 1
    while written(points).dead:
        path = tmp_path / "data" / "debrief.toml"
        assert not path.exists() or path.read_text() == (whole / "debrief.toml").read_text()
        points += 1
    assert points > 5


def test_init_knows_the_public_holidays_that_the_zones_tell_of(tmp_path: Path):
    assert init(tmp_path / "data", "--rep", "Ono <ono@harbour.example> Asia/Tokyo").returncode == 0
    team = json.loads((tmp_path / "data" / "team.json").read_text())
    people = [team["manager"], *team["reps"]]
    assert [p["country"] for p in people] == ["NL", "GB", "JP"]


def test_init_for_google_believes_only_gmails_own_proof_of_a_sender(tmp_path: Path):
    assert init(tmp_path / "data", "--backend", "google").returncode == 0
    team = json.loads((tmp_path / "data" / "team.json").read_text())
    assert team["authserv_id"] == "mx.google.com"


def test_init_asks_again_for_what_it_cannot_read(tmp_path: Path, monkeypatch):
    typed = iter([
        "Harbour", "ines at harbour", "Ines Valk ines@harbour.example", "Brelin", "Berlin", "post",
        "", "plenty", "100k", "EUR", "tom@harbour.example London", "", "y",
    ])  # fmt: skip
    monkeypatch.setattr("debrief.console.asking.at_terminal", lambda: True)
    monkeypatch.setattr("debrief.console.setting_up.at_terminal", lambda: True)
    monkeypatch.setattr("debrief.console.finding_reps.at_terminal", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: next(typed))
    init_data(tmp_path / "data", None, Given())
    team = json.loads((tmp_path / "data" / "team.json").read_text())
    assert (team["manager"]["name"], team["manager"]["time_zone"]) == ("Ines Valk", "Europe/Berlin")
    assert team["major_deal_threshold"] == {"amount": 100_000.0, "currency": "EUR"}
    assert [(p["name"], p["time_zone"]) for p in team["reps"]] == [("Tom", "Europe/London")]


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("call_minutes = 0", "a whole number from 10 to 240"),
        ("call_minutes = -30", "such as 30"),
        ("call_minutes = true", "a whole number"),
        ('call_minutes = "half an hour"', "without quotes"),
        ("call_minutes = 30.5", "a whole number"),
        ("sender_messages_a_day = 0", "from 1"),
        ("external_mails_a_day = -1", "from 1"),
        ("raw_days = -3", "from 1"),
        ("search_days = 0", "from 1"),
        ("quorum = 7.0", "a number from 0.1 to 1"),
        ("chase_days = [5, 2]", "the first of chase_days (5) must be less than the second (2)"),
        ("chase_days = [2]", "two whole numbers from 1 to 90, without quotes, such as [2, 5]"),
        ("chase_days = [2, true]", "two whole numbers"),
        ("written_days = 5", "must be less than written_days (5)"),
        ("notice_hours = 16\nsearch_days = 2", "notice_hours (16) must be less than"),
    ],
)
def test_a_policy_that_makes_no_sense_is_refused_with_what_to_write(
    tmp_path: Path, setting: str, words: str
):
    init(tmp_path)
    path = tmp_path / "debrief.toml"
    path.write_text(f"{path.read_text()}\n[policy]\n{setting}\n")
    done = debrief("check", "--data", tmp_path)
    fails(done, str(path), "policy", words)
    assert "Input should" not in done.stdout.decode()


def test_every_default_of_the_policy_is_within_its_own_bounds():
    assert Policy.model_validate(Policy().model_dump()) == Policy()
    assert Policy(quorum=1).quorum == 1


def test_a_moved_data_folder_takes_its_office_along(tmp_path: Path):
    init(tmp_path / "one")
    (tmp_path / "one").rename(tmp_path / "two")
    assert load_config(tmp_path / "two").office == tmp_path / "two" / "office"
    assert debrief("check", "--data", tmp_path / "two").returncode == 0
    assert not (tmp_path / "one").exists()


def test_an_office_left_behind_by_a_move_is_told_of_not_made_anew(tmp_path: Path):
    init(tmp_path / "one", "--office", tmp_path / "elsewhere")
    (tmp_path / "elsewhere").rename(tmp_path / "one" / "elsewhere")
    fails(debrief("check", "--data", tmp_path / "one"), "office.folder", 'folder = "elsewhere"')
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("thanks.j2", "{% extends layout %}{% block body %}{{ to.first }", "thanks.j2, line 1"),
        ("thanks.j2", "", "write the blocks subject and body"),
        ("thanks.j2", "{% extends layout %}{% block body %}Hi{% endblock %}", "subject and body"),
        ("thanks.j2", "Thank you, {{ to.first }}.", "{% extends layout %}"),
        ("thank.j2", "{% extends layout %}", "did you mean thanks.j2?"),
        (
            "thanks.j2",
            "{% extends layout %}{% block subject %}Hi{% endblock %}{% block body %}{{ custmer }}{% endblock %}",
            "'custmer' is not told",
        ),
        (
            "de/thanks.j2",
            "{% extends layout %}{% block subject %}Hi{% endblock %}{% block body %}{{ custmer }}{% endblock %}",
            "de/thanks.j2: 'custmer'",
        ),
        (
            "thanks.j2",
            "{% extends layout %}{% block subject %}Hi{% endblock %}{% block body %}{{ 1 | shout }}{% endblock %}",
            "shout",
        ),
    ],
)
def test_check_reads_a_team_s_own_templates(tmp_path: Path, name: str, text: str, words: str):
    init(tmp_path)
    path = tmp_path / "debrief.toml"
    path.write_text(f'{path.read_text()}\n[templates]\nfolder = "own"\n')
    (tmp_path / "own" / "de").mkdir(parents=True)
    good = "{% extends layout %}{% block subject %}Hi{% endblock %}{% block body %}{{ to.first }}{{ deal.title }}{% endblock %}"
    (tmp_path / "own" / "receipt.j2").write_text(good)
    done = debrief("check", "--data", tmp_path)
    assert done.returncode == 0 and b", 1 in your own words" in done.stdout
    (tmp_path / "own" / name).write_text(text)
    fails(debrief("check", "--data", tmp_path), "MEND  templates", words)


@pytest.mark.parametrize(
    ("kind", "words"), [("salesforc", ("salesforc", "hubspot")), ("", ("crm.kind", "empty"))]
)
def test_check_knows_the_crms(tmp_path: Path, kind: str, words: tuple[str, ...]):
    init(tmp_path)
    path = tmp_path / "debrief.toml"
    path.write_text(f'{path.read_text()}\n[crm]\nkind = "{kind}"\n')
    fails(debrief("check", "--data", tmp_path), "MEND", *words)


def test_check_sees_that_a_crm_s_library_is_not_there(monkeypatch):
    monkeypatch.setattr("debrief.crm.deals.find_spec", lambda _: None)
    with pytest.raises(CannotDo, match="pip install"):
        see_library("hubspot")


@pytest.mark.parametrize(
    ("change", "words", "status"),
    [
        (lambda t: t["manager"].update(timezone="Asia/Tokyo"), "manager, timezone", 1),
        (lambda t: t["reps"][0].update(timezone="Asia/Tokyo"), "did you mean 'time_zone'?", 1),
        (lambda t: t["reps"][0].update(phone="1"), "note  team: reps, entry 1, phone", 0),
        (lambda t: t.update(debrief_address="tom@harbour.example"), "is a rep's own", 1),
    ],
)
def test_check_tells_what_in_a_team_file_counts_for_nothing(tmp_path, change, words, status):
    init(tmp_path)
    path = tmp_path / "team.json"
    team = json.loads(path.read_text())
    change(team)
    path.write_text(json.dumps(team))
    done = debrief("check", "--data", tmp_path)
    assert done.returncode == status
    assert words in done.stdout.decode()


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("[store]\ndsn = 5", ("store.dsn", "must be a text")),
        ('[store]\ndsn = ""', ("store.dsn", "is empty")),
        ("[templates]\nfolder = true", ("templates.folder", "must be a text")),
        ('[crm]\nkind = ["hubspot"]', ("crm.kind", "must be a text")),
        ('[second_reader]\nurl = "https://[bad"\nmodel = "m"', ("second_reader", "https://")),
        ("[imp]", ("[imp]", "did you mean 'imap'?")),
        ("[mail]", ("[mail]", "caldav", "exchange")),
    ],
)
def test_a_setting_that_cannot_be_is_named(tmp_path: Path, settings: str, words: tuple[str, ...]):
    init(tmp_path)
    path = tmp_path / "debrief.toml"
    path.write_text(f"{path.read_text()}\n{settings}\n")
    fails(debrief("check", "--data", tmp_path), str(path), *words)


@pytest.mark.parametrize(
    ("option", "words"),
    [(("--zone", "Brelin"), "Europe/Berlin"), (("--threshold", "100k"), "100k EUR")],
)
def test_a_wrong_option_of_init_is_said_plainly(tmp_path: Path, option, words):
    fails(init(tmp_path / "data", *option), option[0], words)


def test_a_threshold_is_read_without_a_space_before_its_currency(tmp_path: Path):
    assert init(tmp_path, "--threshold", "100kEUR").returncode == 0
    team = json.loads((tmp_path / "team.json").read_text())
    assert team["major_deal_threshold"] == {"amount": 100_000.0, "currency": "EUR"}


def test_a_broken_off_init_says_how_to_go_on(tmp_path: Path, monkeypatch):
    def closed(question: str) -> str:
        if "time zone" in question:
            raise EOFError
        return "Ines Valk <ines@harbour.example>"

    for place in ("asking", "setting_up", "finding_reps"):
        monkeypatch.setattr(f"debrief.console.{place}.at_terminal", lambda: True)
    monkeypatch.setattr("builtins.input", closed)
    with pytest.raises(BadInput, match=r"--manager 'Ines Valk <ines@harbour\.example>'"):
        init_data(tmp_path / "data", None, Given())


def test_ctrl_c_in_init_says_how_to_go_on(tmp_path: Path, monkeypatch):
    typed = iter(["Harbour & Sons", "Ines Valk <ines@harbour.example>", KeyboardInterrupt])

    def read(_: str) -> str:
        answer = next(typed)
        if isinstance(answer, str):
            return answer
        raise answer

    for place in ("asking", "setting_up", "finding_reps"):
        monkeypatch.setattr(f"debrief.console.{place}.at_terminal", lambda: True)
    monkeypatch.setattr("builtins.input", read)
    with pytest.raises(BadInput, match=r"--data '[^']+sp ace' --company 'Harbour & Sons' --man"):
        init_data(tmp_path / "sp ace", None, Given())


def test_init_says_what_it_does_not_take(tmp_path: Path, monkeypatch, capsys):
    typed = iter([
        "Harbour", "ines@harbour.example", "Berlin", "imap", "https://localhost", "mail.example", "",
        "cal.x/dav", "none", "100k EUR", "n", "frobnicate", "ines@harbour.example",
        "tom@harbour.example", "", "y", "n",
    ])  # fmt: skip
    for place in ("asking", "setting_up", "finding_reps"):
        monkeypatch.setattr(f"debrief.console.{place}.at_terminal", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: next(typed))
    monkeypatch.setattr("debrief.console.trying.getpass", lambda _: "x")
    monkeypatch.setattr("debrief.console.finding_reps.offered", lambda *_: [])
    monkeypatch.setattr("debrief.console.finding_reps.registry.open_directory", lambda *_: Nobody())
    assert init_data(tmp_path / "data", None, Given()) == 0
    said = capsys.readouterr().out
    for words in (
        "'https://localhost' is no name of a server", "write it as https://", "'frobnicate' is none of",
        "in the team already: ines@harbour.example",
    ):  # fmt: skip
        assert words in said


class Nobody:
    """A directory that knows nobody."""

    what = "people of nowhere"


def test_init_without_a_terminal_names_all_that_is_missing_at_once(tmp_path: Path):
    ended = debrief("init", "--data", tmp_path / "x")
    fails(ended, "nobody can be asked", "--company", "--manager", "--zone", "--rep")
    ended = debrief(
        "init", "--data", tmp_path / "x", "--company", "Harbour", "--reps", "a@x.example"
    )
    fails(ended, "--manager", "--zone")
    assert b"--company" not in ended.stderr and b"--rep" not in ended.stderr
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("retry", "nothing-of-the-kind"), ("no review or message", "debrief status")),
        (("audit", "nope"), ("no such review", "debrief status")),
        (("report", "--month", "2026-13"), ("2026-13",)),
        (("report", "--month", "soon"), ("soon", "2026-11")),
        (("practices", "--format", "pdf"), ("md or csv",)),
        (("funnel", "none.csv"), ("none.csv", "cannot be read")),
        (("restore", "none.tar.gz"), ("records",)),
    ],
)
def test_a_wrong_argument_is_said_plainly(
    data: Path, arguments: tuple[str, ...], words: tuple[str, ...]
):
    fails(debrief(*arguments, "--data", data), *words)


def test_a_funnel_file_with_wrong_columns_is_named(data: Path, tmp_path: Path):
    path = tmp_path / "pipe.csv"
    path.write_text("colour,shape\nred,round\n")
    fails(debrief("funnel", path, "--data", data), "pipe.csv", "Opportunity Name")


@pytest.mark.parametrize("encoding", ["plain", "base64", "base64 first"])
def test_erase_proves_itself_also_within_encoded_mail(world: World, encoding: str):
    mail = customers_mail(world, regret(world))
    if encoding != "plain":
        body = base64.encodebytes(f"{regret(world)}\n{world.customer}\n".encode())
        head = f"From: rep@x.example\r\nTo: {world.manager}\r\nSubject: FW\r\n"
        coded = "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        world.office.post(head.encode() + coded.encode() + body, [world.manager])
        if encoding == "base64 first":  # then it opens the review, and the customer's mail joins it
            world.settle()
    world.post(mail, world.customer, world.manager)
    world.settle()
    review = world.review
    practice = Practice(
        number=1, text="Meet them early", review_id=review.id, company="Pemberton Ceramics",
        words="their own words", approved_at=world.clock.now,
    )  # fmt: skip
    world.desk.store.save_book(PracticeBook(practices=(practice,)))
    done = debrief("erase", world.customer, "--yes", "--data", world.data)
    assert done.returncode == 0, done.stdout
    assert b"0 files of Debrief's still name" in done.stdout
    (kept,) = world.open().store.book().practices
    assert (kept.text, kept.words, kept.company) == ("Meet them early", "", "")
    for path in (world.data / "records").rglob("*"):
        assert not path.is_file() or b"their own words" not in path.read_bytes()


def test_erase_asks_first_and_without_a_terminal_removes_nothing(data: Path, world: World):
    fails(debrief_process("erase", world.customer, "--data", data), "--yes")
    assert world.open().store.get(world.review.id)


def test_a_backup_brings_everything_back(data: Path, tmp_path: Path, world: World):
    target = tmp_path / "b.tar.gz"
    assert debrief("backup", target, "--data", data).returncode == 0
    fails(debrief("backup", target, "--data", data), "exists already")
    fails(debrief("restore", target, "--data", data), "not empty")
    (data / "records").rename(tmp_path / "away")
    assert debrief("restore", target, "--data", data).returncode == 0
    assert world.open().store.get(world.review.id) == world.review


def test_to_resume_what_was_not_paused_says_so(data: Path):
    assert b"Nothing was paused" in debrief("pause", "--resume", "--data", data).stdout


def test_pause_status_and_resume(data: Path):
    assert debrief("pause", "--data", data).returncode == 0
    assert b"PAUSED" in debrief("status", "--data", data).stdout
    assert debrief("pause", "--resume", "--data", data).returncode == 0
    assert b"PAUSED" not in debrief("status", "--data", data).stdout


def test_audit_lists_what_was_sent(data: Path, world: World):
    said = debrief("audit", "--data", data).stdout.decode()
    assert f"{world.manager}  {world.review.id}/watch_inbox/receipt" in said


@pytest.mark.skipif(os.name != "posix", reason="rights as on POSIX")
@pytest.mark.parametrize("dsn", ["postgresql://app:TOPsecret@h/db", "host=h password=TOPsecret"])
def test_a_password_in_a_configuration_that_others_may_read_is_refused(world: World, dsn: str):
    path = world.data / "debrief.toml"
    path.write_text(path.read_text() + f'\n[store]\ndsn = "{dsn}"\n')
    path.chmod(0o644)
    done = debrief("status", "--data", world.data)
    fails(done, f"chmod 600 {path}", "credentials/postgres_password")
    assert b"TOPsecret" not in done.stdout + done.stderr


@pytest.mark.skipif(os.name != "posix", reason="rights as on POSIX")
def test_what_is_written_of_customers_is_for_its_writer_alone(world: World, tmp_path: Path):
    world.loss()
    before = os.umask(0o022)
    try:
        debrief("export", world.customer, "--data", world.data, "-o", tmp_path / "held.json")
        debrief("report", "--csv", "--data", world.data, "-o", tmp_path / "page.html")
        Credentials(tmp_path / "new" / "data").put("imap_password", "secret")
    finally:
        os.umask(before)
    files = [tmp_path / "held.json", *tmp_path.glob("page*")]
    assert len(files) >= 5
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    folders = [tmp_path / "new", *(tmp_path / "new").rglob("*")]
    assert {path.stat().st_mode & 0o077 for path in folders} == {0}
