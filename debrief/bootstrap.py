"""The one place that wires everything together; called, never run at import."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path

from debrief.backends import registry
from debrief.backends.base import Backend
from debrief.backends.local import utc_now
from debrief.backends.which_calendar import which_calendar
from debrief.config import FILE, Config, load_config
from debrief.credentials import Credentials
from debrief.engine.desk import Desk
from debrief.engine.installation import HELD
from debrief.errors import BadInput
from debrief.funnels.table import FunnelFile
from debrief.rendering import Renderer
from debrief.team import Team
from store import disk
from store.base import Store

_PASSWORD = re.compile(r"://[^/@]*:[^/@]|\bpassword\s*=", re.I)  # within a connection string
MOVED = "the records were moved into PostgreSQL"  # why their files are held
Clock = Callable[[], datetime]


def open_desk(config: Config, clock: Clock = utc_now) -> Desk:
    """Return the desk of the configured team; makes the embedded office where it is missing."""
    team = config.team()
    return Desk(
        team=team,
        policy=config.policy,
        store=open_store(config),
        backend=open_backend(config, team, clock),
        renderer=Renderer(team, config.own_templates),
        clock=clock,
        second_reader=config.second_reader,
        read_crm=_crm_reader(config, team) if config.crm else None,
        which_calendar=partial(which_calendar, config.backend, site_of(config, team, clock)),
        where=f"{config.data} on {platform.node() or 'this machine'}",
        clock_is_set=clock is not utc_now,
    )


def _crm_reader(config: Config, team: Team) -> Callable[[date], FunnelFile]:
    from debrief.crm.deals import read_pipeline

    return partial(read_pipeline, config.crm, Credentials(config.data), team)


def open_desk_in(data: str | None) -> Desk:
    """Return the desk of a data directory (None: the default one), as flows call it."""
    return open_desk(load_config(Path(data) if data else None))


def open_store(config: Config) -> Store:
    """Return the configured store."""
    if config.dsn:
        from store.postgres import PostgresStore

        _guard_password(config.data / FILE, config.dsn)
        password = Credentials(config.data).get("postgres_password")
        return PostgresStore(config.dsn, password=password)
    from store.tiny import TinyStore

    return TinyStore(files_of(config))


def files_of(config: Config) -> Path:
    """Return the folder of the embedded store."""
    return config.data / "records"


def holds_records(config: Config) -> bool:
    """Tell whether the embedded store holds reviews or messages."""
    return any(disk.names(files_of(config) / part) for part in ("open", "closed", "inbound"))


def hidden_records(config: Config) -> str:
    """Say which records in files are not used because the settings name a database; else empty."""
    from store.tiny import TinyStore

    if not config.dsn or not holds_records(config):
        return ""
    if (TinyStore(files_of(config)).setting(HELD) or "").startswith(MOVED):
        return ""
    return (
        f"{files_of(config)} holds records that are not used: [store] dsn names PostgreSQL. To go on "
        "with them there: debrief move-records. To go on with the files, take dsn out of debrief.toml; to begin "
        "anew, move them away"
    )


def records_place(config: Config) -> str:
    """Return where the records are, for people to read."""
    return "PostgreSQL ([store] dsn)" if config.dsn else str(config.data)


def _guard_password(path: Path, dsn: str) -> None:
    """Refuse a configuration that shows a password to others, as credentials are refused."""
    told = disk.stat(path)
    if os.name == "posix" and told and told.st_mode & 0o077 and _PASSWORD.search(dsn):
        raise BadInput(
            f"{path}: others may read it, and [store] dsn holds a password; run: chmod 600 {path} "
            "(or put the password into credentials/postgres_password)"
        )


def open_backend(config: Config, team: Team, clock: Clock) -> Backend:
    """Return the configured backend."""
    return registry.open_backend(config.backend, site_of(config, team, clock))


def site_of(config: Config, team: Team, clock: Clock = utc_now) -> registry.Site:
    """Return what the configured backend is opened with."""
    return registry.Site(
        team=team,
        office=config.office,
        data=config.data,
        sections=config.sections,
        credentials=Credentials(config.data),
        clock=clock,
    )
