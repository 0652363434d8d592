"""The configuration file ``debrief.toml`` in the data directory, and where things lie."""

from __future__ import annotations

import difflib
import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from debrief.answers.wrong_values import in_section, is_web_address
from debrief.backends.registry import BACKENDS, PROVING_HOSTS
from debrief.errors import BadInput
from debrief.policy import Policy
from debrief.reading.second_reader import EndpointReader
from debrief.team import MOST_TOLD, Team, load_team
from debrief.team_file import as_json
from store import disk

FILE = "debrief.toml"
DATA_VARIABLE = "DEBRIEF_DATA"
SECTIONS = {
    "team": ("file",),
    "office": ("backend", "folder"),
    "templates": ("folder",),
    "store": ("dsn",),
    "crm": ("kind", "url", "consumer_key", "currencies"),
    "policy": tuple(Policy.model_fields),
    "second_reader": ("url", "model", "key_variable", "timeout_seconds"),
}
NO_TEXTS = ("currencies", "timeout_seconds", *Policy.model_fields)  # all others are
BACKEND_SECTIONS = ("imap", "smtp", "caldav", "google", "exchange", "graph")  # theirs to read


@dataclass(frozen=True, slots=True)
class Config:
    """Where everything is; paths are absolute."""

    data: Path
    team_file: Path
    office: Path
    backend: str = "embedded"
    own_templates: Path | None = None
    dsn: str | None = None
    policy: Policy = field(default_factory=Policy)
    second_reader: EndpointReader | None = None
    sections: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # of the backend
    crm: Mapping[str, Any] = field(default_factory=dict)  # empty: funnels come by file or mail

    def state_on_disk(self) -> tuple[bytes | None, ...]:
        """Return what its files hold now, to tell whether somebody has changed them."""
        return tuple(disk.read(path) for path in (self.data / FILE, self.team_file))

    def team(self) -> Team:
        """Read the team file."""
        return read_team(self.team_file, self.backend)


def read_team(path: Path, backend: str) -> Team:
    """Read a team file; where the backend's own host is known, that one vouches for senders."""
    team = load_team(path)
    host = PROVING_HOSTS.get(backend)
    return team if team.authserv_id or not host else team.model_copy(update={"authserv_id": host})


def data_folder(given: Path | None) -> Path:
    """Return the data directory: as given, or $DEBRIEF_DATA, or ``debrief-data`` here."""
    if given is not None:
        return given.expanduser().resolve()
    return Path(os.environ.get(DATA_VARIABLE) or "debrief-data").expanduser().resolve()


def load_config(
    data: Path | None, *, office: Path | None = None, team: Path | None = None
) -> Config:
    """Read ``debrief.toml``; what is given on the command line wins over it.

    Raises `BadInput` naming the file, the setting and the remedy.
    """
    folder = data_folder(data)
    path = folder / FILE
    table: dict[str, Any] = {}
    if path.exists():
        table = _read(path)
    elif team is None:
        raise BadInput(
            f"{path}: is not there; run `debrief init` first, or put it and team.json back"
        )
    settings = {section: _section(path, table, section) for section in SECTIONS}
    backend = str(settings["office"].get("backend", "embedded"))
    if backend not in BACKENDS:
        raise BadInput(f"{path}, office.backend: {backend!r} is unknown; use {', '.join(BACKENDS)}")
    sections = {n: _from_here(folder, _open_section(path, table, n)) for n in BACKEND_SECTIONS}
    templates = settings["templates"].get("folder")
    if backend == "embedded" and office is None:
        _not_left_behind(path, str(settings["office"].get("folder", "")))
    return Config(
        data=folder,
        team_file=(team or folder / str(settings["team"].get("file", "team.json"))).resolve(),
        office=(office or folder / str(settings["office"].get("folder", "office"))).resolve(),
        backend=backend,
        own_templates=(folder / str(templates)).resolve() if templates else None,
        dsn=settings["store"].get("dsn"),
        policy=_policy(path, settings["policy"]),
        second_reader=_second_reader(path, settings["second_reader"]),
        sections=sections,
        crm=settings["crm"],
    )


def _from_here(folder: Path, values: dict[str, Any]) -> dict[str, Any]:
    """Return a section whose file of a certificate authority is found from the data directory."""
    file = values.get("ca_file")
    return {**values, "ca_file": str(folder / file)} if isinstance(file, str) else values


def _not_left_behind(path: Path, office: str) -> None:
    """Refuse an office elsewhere that is gone while one lies here: the data folder was moved."""
    elsewhere = Path(office)
    here = path.parent / elsewhere.name
    if elsewhere.is_absolute() and not elsewhere.exists() and here.is_dir():
        raise BadInput(
            f"{path}, office.folder: {office} is not there, but {here} is; "
            f'write folder = "{elsewhere.name}", which is looked for beside this file'
        )


def write_config(
    data: Path,
    office: Path,
    team: dict[str, Any],
    *,
    backend: str = "embedded",
    sections: Mapping[str, Mapping[str, Any]] | None = None,
) -> Path:
    """Write a first ``debrief.toml`` and ``team.json``; never over an existing one."""
    path = data / FILE
    if path.exists():
        raise BadInput(f"{path}: is there already; edit it, or choose another --data folder")
    disk.make_folder(data)
    disk.replace(data / "team.json", as_json(team))
    written = (
        "# Debrief: where things are. Paths are relative to this file.\n"
        '[team]\nfile = "team.json"\n\n'
        f'[office]\nbackend = "{backend}"\nfolder = {json.dumps(_within(data, office))}\n\n'
        f"{_written(sections or {})}"
        "# Your own wording: put templates of the same names into this folder.\n"
        '# [templates]\n# folder = "templates"\n\n'
        "# How patient Debrief is; debrief/policy.py lists every setting with its default.\n"
        "# [policy]\n# call_minutes = 30\n"
    )
    disk.replace(
        path, written.encode()
    )  # whole or not at all: half of it would mean another office
    return path


def _within(data: Path, folder: Path) -> str:
    """Return a folder as ``debrief.toml`` names it: inside the data directory it moves with it.

    A relative one is taken as named there already.
    """
    if not folder.is_absolute():
        return folder.as_posix()
    data, folder = data.resolve(), folder.resolve()
    return (folder.relative_to(data) if folder.is_relative_to(data) else folder).as_posix()


def _written(sections: Mapping[str, Mapping[str, Any]]) -> str:
    """Return sections as TOML; a JSON text is a TOML text."""
    return "".join(
        f"[{name}]\n" + "".join(f"{k} = {json.dumps(v)}\n" for k, v in values.items()) + "\n"
        for name, values in sections.items()
    )


def settle_config(data: Path | None, office: Path | None, team: Path | None) -> Config:
    """Return the configuration, written from the command line's options where there is none yet.

    Options that say what ``debrief.toml`` says already change nothing.
    """
    folder = data_folder(data)
    if team is not None and not (folder / FILE).exists():
        load_team(team)
        write_config(
            folder, (office or folder / "office").resolve(), json.loads(team.read_text("utf-8"))
        )
    written = load_config(data)
    same_office = office is None or office.expanduser().resolve() == written.office
    if same_office and (team is None or read_team(team, written.backend) == written.team()):
        return written
    return load_config(data, office=office, team=team)


def _read(path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as err:
        raise BadInput(f"{path}: cannot be read ({err}); mend its rights or encoding") from err
    except tomllib.TOMLDecodeError as err:
        raise BadInput(f"{path}: {err}; mend the TOML there") from err
    known = (*SECTIONS, *BACKEND_SECTIONS)
    for name in table:
        if name not in known:
            raise BadInput(f"{path}: [{name}] is unknown{_hint(name, known)}")
    return table


def _section(path: Path, table: dict[str, Any], section: str) -> dict[str, Any]:
    values = _open_section(path, table, section)
    for name, value in values.items():
        where = f"{path}, {section}.{name}"
        if name not in SECTIONS[section]:
            raise BadInput(f"{where}: is unknown{_hint(name, SECTIONS[section])}")
        if name not in NO_TEXTS and not isinstance(value, str):
            raise BadInput(f'{where}: must be a text, written in "..."')
        if name not in NO_TEXTS and not value.strip():
            raise BadInput(f"{where}: is empty; fill it in, or take the line out")
    return values


def _open_section(path: Path, table: dict[str, Any], section: str) -> dict[str, Any]:
    values = table.get(section, {})
    if not isinstance(values, dict):
        raise BadInput(f"{path}: {section} must be a section, written [{section}]")
    return values


def _policy(path: Path, values: dict[str, Any]) -> Policy:
    from pydantic import ValidationError

    try:
        return Policy.model_validate(values)
    except ValidationError as err:
        wrong = [f"{path}, {said}" for said in in_section(err, Policy, "policy")]
        raise BadInput("\n".join(wrong[:MOST_TOLD])) from err


def _second_reader(path: Path, values: dict[str, Any]) -> EndpointReader | None:
    """Return the endpoint of a second opinion on mail; None where the section is not there."""
    if not values:
        return None
    url, model = str(values.get("url", "")), str(values.get("model", ""))
    if not is_web_address(url) or not model:
        raise BadInput(f"{path}, second_reader: give url (https://…/chat/completions) and model")
    timeout = values.get("timeout_seconds", 20)
    if isinstance(timeout, bool) or not isinstance(timeout, int | float) or not 0 < timeout <= 120:
        raise BadInput(f"{path}, second_reader.timeout_seconds: must be a number up to 120")
    variable = values.get("key_variable")
    key = os.environ.get(str(variable)) if variable else None
    if variable and not key:
        raise BadInput(
            f"{path}, second_reader.key_variable: ${variable} is not set; export it before starting"
        )
    return EndpointReader(url, model, key, float(timeout))


def _hint(name: str, known: Any) -> str:  # noqa: ANN401 - any collection of names
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(known)}"
