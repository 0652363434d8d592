"""Take a pipeline report (a file or a mail's table) into the reps' funnels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from debrief.chapters.scene import Heard
from debrief.errors import BadInput
from debrief.funnels.funnel import FunnelFile, read_funnel_csv, read_funnel_table, read_funnel_xlsx
from debrief.lexicon import fold
from debrief.model import EndedDeal, Funnel, Opportunity
from debrief.moments import day, money
from debrief.team import Team


def owners_of(team: Team) -> Mapping[str, str]:
    """Return who is meant by an owner's name or address in a report."""
    owners = {p.email: p.email for p in team.reps}
    owners.update({fold(p.name): p.email for p in team.reps})
    first = Counter(fold(p.first_name) for p in team.people())
    for rep in team.reps:
        *given, last = rep.name.split()
        owners.setdefault(fold(" ".join((last, *given))), rep.email)
        if first[fold(rep.first_name)] == 1:  # a list that is kept by hand
            owners.setdefault(fold(rep.first_name), rep.email)
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
        Funnel(
            rep=rep,
            opportunities=rows,
            at=now,
            source=source,
            ended=tuple(
                EndedDeal(name=name, outcome=outcome, seen_at=now)
                for name, outcome in file.ended.get(rep, ())
            ),
        )
        for rep, rows in sorted(file.by_rep.items())
        if team.rep(rep) is not None and rows
    ]


def following(known: Funnel | None, new: Funnel) -> Funnel:
    """Return the new list in the place of the known one; what ended stays known to have ended."""
    if known is None:
        return new
    names = {fold(deal.name) for deal in known.ended}
    ended = (*known.ended, *(deal for deal in new.ended if fold(deal.name) not in names))
    return new.model_copy(update={"version": known.version, "ended": ended})


@dataclass(frozen=True, slots=True)
class Report:
    """What a mail's files or tables told of open deals, and what of it was not understood."""

    funnels: tuple[Funnel, ...] = ()
    columns: dict[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    skipped: int = 0
    foreign: int = 0


def read_report(
    heard: Heard, team: Team, now: datetime, *, is_manager: bool, tables: bool = True
) -> Report:
    """Return the funnels in a mail's files or tables; without any when it is no pipeline report.

    A rep's own report counts for that rep only; ``tables``: also look into the mail's own tables.
    """
    found: dict[str, Funnel] = {}
    read: list[FunnelFile] = []
    problems: list[str] = []
    for file in heard.files:
        if not file.filename.lower().endswith((".csv", ".xlsx", ".xlsm")):
            continue
        try:
            read.append(read_file(file.content, file.filename, team, now.date()))
        except BadInput as err:
            problems.append(str(err))
            continue
        found.update({f.rep: f for f in funnels_of(read[-1], team, now, file.filename)})
    if not found and tables and heard.tables and is_manager:
        with suppress(BadInput):
            read.append(read_funnel_table(heard.tables, today=now.date(), owners=owners_of(team)))
            found.update({f.rep: f for f in funnels_of(read[-1], team, now, "a pipeline mail")})
    mine = tuple(f for f in found.values() if is_manager or f.rep == heard.sender)
    return Report(
        funnels=mine,
        columns={name: head for file in read for name, head in file.columns.items()},
        problems=(*problems, *(p for file in read for p in file.problems)),
        skipped=sum(file.skipped for file in read),
        foreign=sum(file.foreign for file in read) if is_manager else 0,
    )


def preview_of(report: Report, team: Team) -> dict[str, Any]:
    """Return how a report was read, for whoever sent it: what its mail's template needs."""
    names = {p.email: p.name for p in team.reps}
    return {
        "funnels": [
            {
                "rep": names.get(f.rep, f.rep),
                "count": len(f.opportunities),
                "deals": [_line(o) for o in f.opportunities[:SHOWN]],
            }
            for f in report.funnels[:SHOWN_REPS]
        ],
        "more_reps": [
            f"{names.get(f.rep, f.rep)} ({len(f.opportunities)})"
            for f in report.funnels[SHOWN_REPS:]
        ],
        "columns": [[FIELDS.get(name, name), head] for name, head in report.columns.items()],
        "problems": list(report.problems[:SHOWN_PROBLEMS]),
        "more_problems": max(0, len(report.problems) - SHOWN_PROBLEMS),
        "skipped": report.skipped,
        "foreign": report.foreign,
    }


SHOWN = 3  # deals of each rep in the preview
SHOWN_REPS = 60  # with deals of theirs; a mail program cuts a longer mail off
SHOWN_PROBLEMS = 8
FIELDS = {
    "name": "the deal",
    "company": "the company",
    "owner": "the rep",
    "owner_email": "the rep's address",
    "amount": "the amount",
    "currency": "the currency",
    "stage": "the stage",
    "close_date": "the closing date",
    "closed": "whether it is closed",
    "won": "whether it is won",
}


def _line(deal: Opportunity) -> str:
    about = [
        money(deal.amount, deal.currency) if deal.amount is not None else "",
        deal.stage,
        f"closes {day(deal.close_date, weekday=False)}" if deal.close_date else "",
    ]
    return ", ".join(part for part in (deal.name, *about) if part)
