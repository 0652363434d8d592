"""`debrief init` and `debrief check`: set up, then prove that it works or say what to mend."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from getpass import getpass
from pathlib import Path
from typing import Any

from debrief.backends import registry
from debrief.backends.registry import BACKENDS, PROVING_HOSTS
from debrief.bootstrap import open_store, site_of
from debrief.config import Config, data_folder, load_config, write_config
from debrief.credentials import Credentials
from debrief.errors import BadInput, DebriefError
from debrief.proving import prove
from debrief.team import Team, check_team
from debrief.vouching import name_host

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
    backend: str | None = None,
) -> None:
    """Write the configuration; ask on the terminal for what is not given.

    Passwords are asked for on the terminal alone and kept among the secrets.
    """
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
    name = backend or _ask(f"Which mail and calendar ({', '.join(BACKENDS)})", "embedded")
    if name not in BACKENDS:
        raise BadInput(f"--backend {name!r}: is unknown; use {', '.join(BACKENDS)}")
    if name in PROVING_HOSTS:
        team["authserv_id"] = PROVING_HOSTS[name]
    sections = imap_sections(boss["email"]) if name == "imap" else {}
    path = write_config(
        folder, (office or folder / "office").resolve(), team, backend=name, sections=sections
    )
    if name == "imap" and sys.stdin.isatty():
        Credentials(folder).put("imap_password", getpass(f"The password of {boss['email']}: "))
    print(f"{path}: written. {_next_step(name, folder)}")


def imap_sections(address: str) -> dict[str, dict[str, str]]:
    """Ask where the mail and calendar servers are; the usual names are offered."""
    domain = address.rpartition("@")[2]
    imap = _ask("The IMAP server (TLS)", f"imap.{domain}")
    smtp = _ask("The SMTP server (TLS)", f"smtp.{domain}")
    url = _ask("The CalDAV address (none: no calendar)", "none")
    found = {"imap": {"host": imap}, "smtp": {"host": smtp}}
    return found if url == "none" else {**found, "caldav": {"url": url}}


def _next_step(backend: str, folder: Path) -> str:
    check = f"debrief check --data {folder}"
    if backend == "embedded":
        return f"Next: {check}"
    if backend == "imap":
        return f"Next: docs/imap.md, then {check} --send"
    return f"Next: docs/{backend}.md, then {check} --send"


def check_data(
    data: Path | None,
    office: Path | None,
    team: Path | None,
    *,
    send: bool = False,
    mail_host: str | None = None,
) -> int:
    """Check configuration, team, backend and records; print each finding with its remedy.

    A mail host that is found to vouch for senders is written into the team file when a person says
    yes on the terminal, or gave it as ``mail_host``.
    """
    found: list[str] = []
    if mail_host and not send:
        raise BadInput("--mail-host: is looked for in a mail to yourself; give --send as well")

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
        for finding in prove(config.backend, site_of(config, members), send=send):
            print(finding)
            mended = finding.proposes and _host_named(config, finding.proposes, mail_host)
            found += [finding.name] if finding.good is False and not mended else []
        step("templates", lambda: _templates(config, members))
    print("Everything is there. Start with: debrief run" if not found else "Mend these first.")
    return 1 if found else 0


def _host_named(config: Config, host: str, wanted: str | None) -> bool:
    """Write the mail host that was found, if that is what a person wants; tell whether."""
    if wanted is not None and wanted.strip().lower() != host:
        raise BadInput(f"--mail-host {wanted!r}: your mail carries the word of {host}, not of that")
    if wanted is None and not _yes(f"Is {host} your own mail host, whose word on senders counts?"):
        return False
    name_host(config.team_file, host)
    print(f"{config.team_file}: from now on {host} vouches for senders.")
    return True


def _yes(question: str) -> bool:
    """Ask on the terminal; without one the answer is no."""
    if not sys.stdin.isatty():
        return False
    return input(f"{question} [y/N]: ").strip().lower() in ("y", "yes")


def sign_in(data: Path | None) -> None:
    """Let the manager sign in at the configured backend; may be repeated."""
    config = load_config(data)
    registry.sign_in(config.backend, site_of(config, config.team()), print)
    print("Signed in. Next: debrief check")


def _records(config: Config) -> str:
    store = open_store(config)
    store.save_setting("check", "ok")
    if store.setting("check") != "ok":
        raise BadInput(f"{config.data}: what was written could not be read back; check the disk")
    store.save_setting("check", None)
    return "can be written and read back"


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
