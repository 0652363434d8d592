"""Take a pipeline report (a file or a mail's table) into the reps' funnels."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from debrief.errors import BadInput
from debrief.funnel import FunnelFile, read_funnel_csv, read_funnel_table, read_funnel_xlsx
from debrief.lexicon import fold
from debrief.model import Funnel
from debrief.scene import Heard
from debrief.team import Team


def owners_of(team: Team) -> Mapping[str, str]:
    """Return who is meant by an owner's name or address in a report."""
    owners = {p.email: p.email for p in team.reps}
    owners.update({fold(p.name): p.email for p in team.reps})
    return owners


def read_file(data: bytes, name: str, team: Team, today: date) -> FunnelFile:
    """Read a CSV or XLSX funnel; raise `BadInput` naming file, line or cell and the remedy."""
    owners = owners_of(team)
    if name.lower().endswith((".xlsx", ".xlsm")):
        return read_funnel_xlsx(data, name=name, today=today, owners=owners)
    return read_funnel_csv(data, name=name, today=today, owners=owners)


def funnels_of(file: FunnelFile, team: Team, now: datetime, source: str) -> list[Funnel]:
    """Return the funnels of the team's own reps in a file."""
    return [
        Funnel(rep=rep, opportunities=rows, at=now, source=source)
        for rep, rows in sorted(file.by_rep.items())
        if team.rep(rep) is not None and rows
    ]


def read_report(heard: Heard, team: Team, now: datetime, *, is_manager: bool) -> list[Funnel]:
    """Return the funnels in a mail's files or tables; empty when it is no pipeline report.

    A rep's own report counts for that rep only.
    """
    found: dict[str, Funnel] = {}
    for file in heard.files:
        if not file.filename.lower().endswith((".csv", ".xlsx", ".xlsm")):
            continue
        try:
            read = read_file(file.content, file.filename, team, now.date())
        except BadInput:
            continue
        found.update({f.rep: f for f in funnels_of(read, team, now, file.filename)})
    if not found and heard.tables and is_manager:
        try:
            read = read_funnel_table(heard.tables, today=now.date(), owners=owners_of(team))
            found.update({f.rep: f for f in funnels_of(read, team, now, "a pipeline mail")})
        except BadInput:
            return []
    return [f for f in found.values() if is_manager or f.rep == heard.sender]
