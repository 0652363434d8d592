"""The Prefect part: entrypoints, import directions, one journey step through a real flow."""

import ast
import importlib.util
import json
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable, Sequence
from datetime import timedelta
from email.message import EmailMessage
from functools import cache
from pathlib import Path

import pytest
import yaml

from debrief.backends.local import Office
from debrief.bootstrap import open_desk
from debrief.config import Config, load_config, write_config
from debrief.engine.chapters import CHAPTERS
from debrief.engine.desk import Desk
from flows import chapter_run
from tests.world import World

ROOT = Path(__file__).parents[1]
FLOWS = sorted((ROOT / "flows").glob("*.py"))
DEPLOYMENTS = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
TEAM = {
    "company": {"name": "Larkspur Tools", "domain": "larkspur.example"},
    "manager": {
        "name": "Ines Falk",
        "email": "ines.falk@larkspur.example",
        "time_zone": "Europe/Berlin",
    },
    "reps": [
        {
            "name": "Oskar Lind",
            "email": "oskar.lind@larkspur.example",
            "time_zone": "Europe/Berlin",
        },
        {
            "name": "Mara Pohl",
            "email": "mara.pohl@larkspur.example",
            "time_zone": "Europe/Vienna",
        },
    ],
    "major_deal_threshold": {"amount": 50000, "currency": "EUR"},
}


def loss_mail() -> bytes:
    mail = EmailMessage()
    mail["From"] = "Oskar Lind <oskar.lind@larkspur.example>"
    mail["To"] = "Ines Falk <ines.falk@larkspur.example>"
    mail["Subject"] = "We lost Bramwell Foundry"
    mail["Message-ID"] = "<lost-1@larkspur.example>"
    mail["Date"] = "Mon, 05 Oct 2026 09:00:00 +0200"
    mail.set_content(
        "Hi Ines,\n\nwe lost the Bramwell Foundry deal (EUR 120,000) to Copperline today.\n"
        "Contact was Edda Voss, edda.voss@bramwell.example.\n\nOskar\n"
    )
    return mail.as_bytes()


@pytest.fixture
def config(tmp_path: Path) -> Config:
    write_config(tmp_path / "data", Path("office"), TEAM)
    return load_config(tmp_path / "data")


def inbox_of(config: Config, address: str) -> list[bytes]:
    box = config.office / address / "Maildir"
    return [p.read_bytes() for part in ("new", "cur") for p in (box / part).glob("*")]


def python(code: str, *args: str, seconds: float = 120) -> str:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), *args],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


# -- prefect.yaml --------------------------------------------------------------------------------


def test_every_chapter_has_one_deployment_and_no_deployment_is_without_a_chapter():
    assert sorted(d["entrypoint"] for d in DEPLOYMENTS) == sorted(
        f"flows/{chapter}.py:{chapter}" for chapter in CHAPTERS
    )


def test_every_deployment_runs_alone_on_a_schedule_and_says_what_it_does():
    for deployment in DEPLOYMENTS:
        assert deployment["concurrency_limit"]["limit"] == 1
        assert deployment["schedules"]
        assert deployment["description"].endswith(".")


def test_no_path_of_a_machine_stands_in_prefect_yaml():
    text = (ROOT / "prefect.yaml").read_text(encoding="utf-8")
    assert str(ROOT) not in text
    assert "directory:" not in text


def test_every_entrypoint_loads_truly():
    # When an import inside fails, Prefect still returns a flow, with the names missing.
    loaded = json.loads(
        python(
            """
            import json, sys
            from prefect.flows import load_flow_from_entrypoint
            flows = {e: load_flow_from_entrypoint(e) for e in sys.argv[1:]}
            print(json.dumps({e: [f.name, f.fn.__module__] for e, f in flows.items()}))
            """,
            *(d["entrypoint"] for d in DEPLOYMENTS),
        ).splitlines()[-1]
    )
    for entrypoint, (name, module) in loaded.items():
        assert module != "prefect_safe_namespace_loader", entrypoint
        assert name == entrypoint.partition(":")[2].replace("_", " ")


# -- who may import whom -------------------------------------------------------------------------


@cache
def imports_of(path: Path) -> frozenset[str]:
    """Return every module that a file imports, at the top or inside a function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return frozenset(found)


def modules_in(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def reaches(path: Path, package: str) -> bool:
    return any(m == package or m.startswith(f"{package}.") for m in imports_of(path))


def test_only_flows_import_prefect():
    others = [p for f in ("debrief", "store", "templates") for p in modules_in(f)]
    assert [p.name for p in others if reaches(p, "prefect")] == []
    assert any(reaches(p, "prefect") for p in FLOWS)


def test_the_store_knows_the_records_the_errors_and_the_team_and_nothing_else_of_ours():
    allowed = ("debrief.model", "debrief.errors", "debrief.team", "store")
    for path in modules_in("store"):
        for module in imports_of(path):
            if module.split(".")[0] in ("debrief", "store", "flows", "templates"):
                assert module == "debrief" or module.startswith(allowed), (path.name, module)


def test_what_reads_and_decides_reaches_neither_the_shell_nor_the_store():
    rooms = (
        "reading",
        "answers",
        "when",
        "timing",
        "calendars",
        "chapters",
        "practices",
        "groups",
        "worksheets",
    )
    for room in rooms:
        paths = modules_in(f"debrief/{room}")
        assert paths
        for shell in ("debrief.engine", "debrief.console", "debrief.bootstrap", "store"):
            assert [p.name for p in paths if reaches(p, shell)] == [], (room, shell)


def test_flows_are_imported_by_the_loop_and_by_erasing_alone():
    others = [p for f in ("debrief", "store", "templates") for p in modules_in(f)]
    assert [p.name for p in others if reaches(p, "flows")] == ["privacy.py", "running.py"]


def test_importing_debrief_and_the_store_does_not_import_prefect():
    # Prefect takes two seconds to import; a command that does not use it must not pay for it.
    out = python(
        """
        import importlib, pkgutil, sys
        import debrief, store
        for package in (debrief, store):
            for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
                if found.name not in ("debrief.__main__", "store.postgres"):
                    importlib.import_module(found.name)
        print([m for m in sys.modules if m.split(".")[0] in ("prefect", "flows")])
        """
    )
    assert out.strip() == "[]"


def test_a_flow_file_bears_no_name_that_something_else_is_imported_by():
    # Prefect puts flows/ first on sys.path for good: flows/store.py would hide our store.
    for path in FLOWS:
        if path.stem != "__init__":
            assert path.stem not in sys.stdlib_module_names
            assert importlib.util.find_spec(path.stem) is None, path.stem


def test_flow_files_hold_no_classes_because_one_may_be_loaded_under_two_names():
    for path in FLOWS:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert not [n.name for n in ast.walk(tree) if isinstance(n, ast.ClassDef)], path.name


# -- the deployments alone -----------------------------------------------------------------------


@pytest.fixture
def deployed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """Return a team whose chapters run as the deployments run them, without Prefect's server."""

    class AtOnce:
        def with_options(self, **_: object) -> Callable[[Desk, str, str], int]:
            return lambda desk, chapter, key: int(desk.advance_review(key, chapter).version > 0)

    world = World(tmp_path)
    monkeypatch.setattr(chapter_run, "open_desk_in", lambda _: world.desk)
    monkeypatch.setattr(chapter_run, "advance", AtOnce())
    return world


def run_deployments(world: World, days: int, chapters: Sequence[str] = tuple(CHAPTERS)) -> None:
    for _ in range(days):
        world.clock.now += timedelta(days=1)
        world.desk.take_in_mail()
        for chapter in chapters:
            chapter_run.run_chapter(chapter, None)


@pytest.mark.parametrize("chapters", [tuple(CHAPTERS), ("watch_inbox",)])
def test_the_deployments_alone_delete_old_mail_and_send_the_monthly_page_once(
    deployed: World, chapters: tuple[str, ...]
):
    looked: list[str] = []
    deployed.desk.pipeline.look_daily = lambda: looked.append(f"{deployed.clock.now:%Y-%m-%d}")  # type: ignore[method-assign]
    deployed.loss()
    looked.clear()
    first = deployed.clock.now
    run_deployments(deployed, 45, chapters)
    store = deployed.desk.store
    kept = [e for e in store.all_inbound() if store.raw(e.key) is not None]
    assert all((deployed.clock.now - e.received_at).days <= 30 for e in kept)
    assert store.raw(next(iter(store.all_inbound())).key) is None
    assert len(deployed.mails(deployed.manager, "monthly")) == 1
    assert len(looked) == len(set(looked)) == (deployed.clock.now - first).days


def test_two_runs_at_once_keep_house_once(deployed: World):
    deployed.loss()
    deployed.clock.now += timedelta(days=30)
    looked: list[int] = []
    other = open_desk(load_config(deployed.data), deployed.clock)

    def look() -> None:
        looked.append(1)
        assert other.keep_house() == 0  # another run, in the midst of this one

    deployed.desk.pipeline.look_daily = look  # type: ignore[method-assign]
    other.pipeline.look_daily = look  # type: ignore[method-assign]
    chapter_run.run_chapter("follow_through", None)
    other.keep_house()
    assert looked == [1]
    assert len(deployed.mails(deployed.manager, "monthly")) == 1


def test_a_run_goes_on_with_other_reviews_and_the_house_when_one_fails(
    deployed: World, monkeypatch: pytest.MonkeyPatch
):
    deployed.loss()
    deployed.clock.now += timedelta(days=30)
    kept: list[int] = []
    monkeypatch.setattr(deployed.desk, "advance_review", lambda *_: 1 / 0)
    monkeypatch.setattr(deployed.desk, "keep_house", lambda: kept.append(1) or 0)
    with pytest.raises(ZeroDivisionError):
        chapter_run.run_chapter("customer_call", None)
    assert kept == [1]


# -- a real server and a real flow ---------------------------------------------------------------


def test_the_quiet_server_ends_when_its_owner_is_gone():
    server = subprocess.Popen(
        [sys.executable, "-m", "flows.quiet_server"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        assert server.stdin is not None
        assert int(server.stdout.readline()) > 0
        server.stdin.close()  # what the system does for an owner that was killed
        assert server.wait(timeout=10) == 0
    finally:
        server.kill()
        server.wait()


@pytest.mark.slow
def test_a_loss_mail_goes_through_a_real_flow_and_what_ended_long_ago_is_deleted(config: Config):
    a_loss_mail_is_answered(config)
    pages_of_runs_that_ended_long_ago_are_deleted(config)


def a_loss_mail_is_answered(config: Config) -> None:
    manager = config.team().manager.email
    Office(config.office).deliver(loss_mail(), manager, "1.loss.office")
    out = python(
        """
        import sys
        from pathlib import Path
        from debrief.config import load_config
        from debrief.engine.running import run
        run(load_config(Path(sys.argv[1])), prefect=True, once=True)
        """,
        str(config.data),
    )
    assert "Traceback" not in out
    receipts = [raw for raw in inbox_of(config, manager) if b"X-Debrief-Effect:" in raw]
    assert len(receipts) == 1
    with sqlite3.connect(config.data / "prefect" / "prefect.db") as base:
        runs = base.execute("select name, state_type from flow_run").fetchall()
        pages = base.execute("select key, data from artifact").fetchall()
    assert ("watch inbox · Bramwell Foundry", "COMPLETED") in runs
    assert all(state == "COMPLETED" for _, state in runs)
    assert any(key.startswith("review-r-") and "Bramwell Foundry" in data for key, data in pages)


def pages_of_runs_that_ended_long_ago_are_deleted(config: Config) -> None:
    """The history of a private server stays bounded; what is younger stays."""
    path = config.data / "prefect" / "prefect.db"
    with sqlite3.connect(path) as base:
        base.execute("update flow_run set end_time = '2020-01-01 00:00:00'")
        old = {row[0] for row in base.execute("select id from flow_run")}
    python(
        """
        import asyncio, sqlite3, sys, time
        from pathlib import Path
        from flows.quiet_server import prefect_at_hand
        home = Path(sys.argv[1]) / "prefect"
        with prefect_at_hand(home):
            from flows.watch_inbox import watch_inbox
            asyncio.run(watch_inbox(data=sys.argv[1]))
            end = time.monotonic() + 60
            left = 99
            while time.monotonic() < end:
                with sqlite3.connect(home / "prefect.db") as base:
                    old = "select count(*) from flow_run where end_time < '2021-01-01'"
                    left = base.execute(old).fetchone()[0]
                if not left:
                    break
                time.sleep(0.5)
        """,
        str(config.data),
    )
    with sqlite3.connect(path) as base:
        left = {row[0] for row in base.execute("select id from flow_run")}
    assert old
    assert len(left) == 1
    assert not left & old


def test_what_a_shared_server_keeps_of_a_customer_is_erased_there_and_other_teams_runs_stay(
    tmp_path: Path,
):
    for team in ("ours", "theirs"):
        write_config(tmp_path / team, Path("office"), TEAM)
        config = load_config(tmp_path / team)
        Office(config.office).deliver(loss_mail(), config.team().manager.email, "1.loss.office")
    out = python(
        """
        import asyncio, json, sys, time
        from pathlib import Path
        from flows.quiet_server import prefect_at_hand
        folder = Path(sys.argv[1])
        with prefect_at_hand(folder / "shared"):
            from flows.quiet_server import _hand_over_what_waits
            from flows.watch_inbox import watch_inbox
            from prefect.client.orchestration import get_client
            from debrief.console.privacy import erase_customer
            for team in ("ours", "theirs"):
                asyncio.run(watch_inbox(data=str(folder / team)))
            _hand_over_what_waits()
            client = get_client(sync_client=True)
            def held():
                runs = client.read_flow_runs()
                return [
                    sorted(Path(run.parameters["data"]).name for run in runs),
                    len(client.read_artifacts()),
                    sorted({Path(r.parameters["data"]).name for r in runs for log in client.read_logs()
                            if log.flow_run_id == r.id}),
                ]
            end = time.monotonic() + 20
            while len(held()[2]) < 2 and time.monotonic() < end:
                time.sleep(0.5)
            found = [held()]
            status = erase_customer(folder / "ours", "edda.voss@bramwell.example", yes=True)
            found += [held(), status]
            erase_customer(folder / "ours", "edda.voss@bramwell.example", yes=True)
            print("FOUND", json.dumps([*found, held()]))
        """,
        str(tmp_path),
        seconds=240,
    )
    before, after, status, again = json.loads(out.partition("FOUND ")[2])
    assert before == [["ours", "theirs"], 2, ["ours", "theirs"]]
    assert after == again == [["theirs"], 1, ["theirs"]]
    assert status == 0
    assert "1 flow runs with their logs, 1 artifacts" in out
    assert "1 flow runs there name them or the deal, but are of another data directory" in out


def test_the_readme_s_steps_for_a_shared_server_name_what_a_worker_needs():
    text = (ROOT / "README.md").read_text(encoding="utf-8").split("## With Prefect")[1]
    steps = text.split("```sh")[1].split("```")[0]
    order = ("server start", "PREFECT_API_URL=", "DEBRIEF_DATA=", "work-pool", "deploy", "worker")
    assert [steps.index(word) for word in order] == sorted(steps.index(word) for word in order)
