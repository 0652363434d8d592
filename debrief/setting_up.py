"""`debrief init` and `debrief check`: set up, then prove that it works or say what to mend."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from debrief.backends import registry
from debrief.backends.local import utc_now
from debrief.bootstrap import open_backend, open_store, site_of
from debrief.config import Config, data_folder, load_config, write_config
from debrief.errors import BadInput, DebriefError
from debrief.team import Team, check_team

PERSON = re.compile(r"\s*([^<>]{1,120}?)\s*<([^<>\s]{3,200})>\s*(\S{0,60})\s*")
MONEY = re.compile(r"\s*([\d.,']{1,20})\s*([A-Za-z]{3})\s*")


def init_data(
    data: Path | None,
    office: Path | None,
    company: str | None,
    manager: str | None,
    zone: str | None,
    reps: list[str],
    threshold: str | None,
) -> None:
    """Write the configuration; ask on the terminal for what is not given."""
    folder = data_folder(data)
    company = company or _ask("Your company's name")
    manager = manager or _ask("The manager, as: Jane Doe <jane@company.example>")
    zone = zone or _ask("The manager's time zone, as: Europe/Berlin")
    if not reps:
        reps = _ask_reps()
    threshold = threshold or _ask("A deal is major from which amount on?", "100000 USD")
    boss = _person(manager, zone, "--manager")
    team = {
        "company": {"name": company, "domain": boss["email"].rpartition("@")[2]},
        "manager": boss,
        "reps": [_person(rep, zone, "--rep") for rep in reps],
        "major_deal_threshold": _money(threshold),
    }
    check_team(team, folder / "team.json")
    path = write_config(folder, (office or folder / "office").resolve(), team)
    print(f"{path}: written. Next: debrief check --data {folder}")


def check_data(data: Path | None, office: Path | None, team: Path | None) -> int:
    """Check configuration, team, office and records; print each finding with its remedy."""
    found: list[str] = []

    def step(name: str, do: Callable[[], str]) -> bool:
        try:
            print(f"ok    {name}: {do()}")
        except DebriefError as err:
            found.append(name)
            print(f"MEND  {name}: {err}")
            return False
        return True

    holder: dict[str, Any] = {}

    def configuration() -> str:
        holder["config"] = load_config(data, office=office, team=team)
        return str(holder["config"].data)

    def people() -> str:
        holder["team"] = holder["config"].team()
        return f"{holder['team'].manager.name} and {len(holder['team'].reps)} reps"

    if step("configuration", configuration) and step("team", people):
        config: Config = holder["config"]
        members: Team = holder["team"]
        step("records", lambda: _records(config))
        step("mailbox and calendar", lambda: _backend(config, members))
        step("templates", lambda: _templates(config, members))
    print("Everything is there. Start with: debrief run" if not found else "Mend these first.")
    return 1 if found else 0


def sign_in(data: Path | None) -> None:
    """Let the manager sign in at the configured backend."""
    config = load_config(data)
    site = site_of(config, config.team(), utc_now)
    registry.sign_in(config.backend, site, print)


def _records(config: Config) -> str:
    store = open_store(config)
    store.save_setting("check", "ok")
    if store.setting("check") != "ok":
        raise BadInput(f"{config.data}: what was written could not be read back; check the disk")
    store.save_setting("check", None)
    return "can be written and read back"


def _backend(config: Config, team: Team) -> str:
    from datetime import timedelta

    backend = open_backend(config, team, utc_now)
    backend.mailbox.fetch(None, 1)
    now = utc_now()
    people = [(p.email, p.time_zone) for p in team.people()]
    busy = backend.calendar.busy(people, now, now + timedelta(days=14))
    unknown = [a for a, times in busy.items() if times is None]
    if unknown:
        raise BadInput(f"the calendars of {', '.join(unknown)} cannot be read; mend or remove them")
    return f"{backend.name} office in {config.office}, {len(busy)} calendars readable"


def _templates(config: Config, team: Team) -> str:
    from debrief.rendering import Renderer

    if config.own_templates is not None and not config.own_templates.is_dir():
        raise BadInput(f"{config.own_templates}: is not a folder; mend templates.folder")
    return f"{len(Renderer(team, config.own_templates).names())} messages"


def _ask(question: str, usual: str = "") -> str:
    if not sys.stdin.isatty():
        if usual:
            return usual
        raise BadInput(f"{question}: not given; see `debrief init --help` for the options")
    hint = f" [{usual}]" if usual else ""
    answer = input(f"{question}{hint}: ").strip() or usual
    return answer or _ask(question, usual)


def _ask_reps() -> list[str]:
    if not sys.stdin.isatty():
        raise BadInput(
            "--rep: give at least one, as 'Jane Doe <jane@company.example> Europe/Berlin'"
        )
    print("The reps, one a line, as: Jane Doe <jane@company.example> Europe/Berlin; empty ends.")
    reps: list[str] = []
    while line := input("rep: ").strip():
        reps.append(line)
    return reps


def _person(text: str, zone: str, where: str) -> dict[str, str]:
    found = PERSON.fullmatch(text)
    if found is None:
        raise BadInput(
            f"{where} {text!r}: write it as 'Jane Doe <jane@company.example> Europe/Berlin'"
        )
    return {"name": found[1], "email": found[2].lower(), "time_zone": found[3] or zone}


def _money(text: str) -> dict[str, Any]:
    found = MONEY.fullmatch(text)
    digits = re.sub(r"[.,'](?=\d{3})", "", found[1]) if found else ""
    if found is None or not re.fullmatch(r"\d+(\.\d+)?", digits):
        raise BadInput(f"--threshold {text!r}: write it as '100000 USD'")
    return {"amount": float(digits), "currency": found[2].upper()}
