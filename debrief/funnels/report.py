"""Take a pipeline report (a file or a mail's table) into the reps' funnels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from debrief.chapters.scene import Heard
from debrief.errors import BadInput
from debrief.funnels.funnel import (
    read_funnel_csv,
    read_funnel_table,
    read_funnel_xlsx,
    tables_in_text,
    together,
)
from debrief.funnels.owners import owners_of
from debrief.funnels.spreadsheet import is_workbook
from debrief.funnels.table import FunnelFile, Understood
from debrief.lexicon import fold
from debrief.model import EndedDeal, Funnel, Opportunity
from debrief.moments import day, money
from debrief.reading.mail.charsets import decode
from debrief.reading.mail.html_text import read_html
from debrief.team import Team


def read_file(data: bytes, name: str, team: Team, today: date) -> FunnelFile:
    """Read a file of open deals by what it holds; raise `BadInput` naming file, place and remedy."""
    owners = owners_of(team)
    if (what := _other_kind(data, name)) is not None:
        raise BadInput(f"{name}: is {what}{_INSTEAD}")
    if is_workbook(data) or name.lower().endswith((".xlsx", ".xlsm")):
        return read_funnel_xlsx(data, name=name, today=today, owners=owners)
    if re.match(rb"\s*<(?:!doctype|html|table|meta|head)", data[:200].lower()):
        page = read_html(decode(data)[0])  # what many systems call an Excel export
        return read_funnel_table(page.tables, name=name, today=today, owners=owners)
    return read_funnel_csv(data, name=name, today=today, owners=owners)


_LISTS = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".numbers")
_INSTEAD = ", which I cannot read; send the list as XLSX or CSV, or paste the table into the mail"
_LOGO = re.compile(
    r"(?i)(?:image\d{3}|outlook-\w+|\w*logo\w*)\.(?:png|jpe?g|gif)$"
)  # of a signature
_KINDS = {  # by how a file begins; by its name's ending where nothing else tells
    b"\xd0\xcf\x11\xe0": "an old Excel file (.xls)",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"RIFF": "a picture",
}
_ENDINGS = {
    ".pdf": "a PDF", ".ods": "an OpenDocument sheet", ".numbers": "a Numbers sheet", ".xlsb": "a binary Excel file",
    ".zip": "a packed file", ".docx": "a text document", ".doc": "a text document", ".pptx": "a presentation",
    ".png": "a picture", ".jpg": "a picture", ".jpeg": "a picture", ".heic": "a picture", ".gif": "a picture",
}  # fmt: skip
_SPEAKS_OF_DEALS = re.compile(
    r"\b(?:pipeline|forecast|funnel|(?:open|our|my|list of) (?:deals?|opps?|opportunities)|deal ?list|"
    r"offene[nr]? (?:deals?|chancen|angebote|verkaufschancen|projekte|opportunities)|"
    r"affaires (?:en cours|ouvertes)|opportunites (?:en cours|ouvertes)|oportunidades (?:abiertas|em aberto|abertas)|negocios (?:abiertos|em aberto|abertos)|"
    r"(?:open|openstaande|lopende) (?:kansen|verkoopkansen))(?:\b|_)"
)  # folded


def _other_kind(data: bytes, name: str) -> str | None:
    """Return what a file is that no list of deals can be read from."""
    begins = next((what for head, what in _KINDS.items() if data.startswith(head)), None)
    if begins is None and data.startswith(b"PK\x03\x04") and b"opendocument" in data[:200]:
        begins = _ENDINGS[".ods"]
    if begins is not None or is_workbook(data):
        return begins
    return next((what for end, what in _ENDINGS.items() if name.lower().endswith(end)), None)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Understood):
    """What a mail's files or tables told of open deals, and what of it was not understood."""

    funnels: tuple[Funnel, ...] = ()


def read_report(
    heard: Heard, team: Team, now: datetime, *, is_manager: bool, tables: bool = True
) -> Report:
    """Return the funnels in a mail's files or tables; without any when it is no pipeline report.

    A rep's own report counts for that rep only, and a list that names no owners is theirs;
    ``tables``: also look into the mail's own tables.
    """
    read, problems = _files_read(heard, team, now.date())
    if not read and tables:
        table = _own_table(heard, team, now.date())
        if table is not None and (
            not is_manager or table.names_owners or _DATED & {*table.columns}
        ):
            read.append(("the mail", table))  # else rather bidders and their prices
    if not is_manager:
        read = [(name, _own(file, heard.sender)) for name, file in read]
    whole = together(read)
    found = funnels_of(whole, team, now, ", ".join(name for name, _ in read))
    if not found and read and not problems and "" not in whole.by_rep:
        problems = [_why_none(read, whole, is_manager=is_manager)]
    return Report(
        funnels=tuple(found),
        columns=whole.columns,
        problems=(*problems, *_of_nobody(whole, bool(found)), *whole.problems),
        skipped=whole.skipped,
        foreign=whole.foreign if is_manager else 0,
        unowned=whole.unowned,
        unused=whole.unused,
    )


_DATED = frozenset(["stage", "close_date"])


def _own_table(heard: Heard, team: Team, today: date) -> FunnelFile | None:
    """Return the mail's own table of deals: as it was laid out, or else as its text shows it."""
    for tables in (heard.tables, [*tables_in_text(heard.text)]):
        with suppress(BadInput):
            return read_funnel_table(tables, today=today, owners=owners_of(team))
    return None


def _files_read(
    heard: Heard, team: Team, today: date
) -> tuple[list[tuple[str, FunnelFile]], list[str]]:
    """Return what was read of each file, and why the others could not be."""
    read: list[tuple[str, FunnelFile]] = []
    problems: list[str] = []
    for file in heard.files:
        listed = file.filename.lower().endswith(_LISTS) or is_workbook(file.content)
        if not listed:
            continue
        try:
            read.append((file.filename, read_file(file.content, file.filename, team, today)))
        except BadInput as err:
            problems.append(str(err))
    return read, problems


def unread_files(heard: Heard) -> dict[str, str]:
    """Return the files of a mail that nothing can be read from, each with what it is; no logos."""
    kinds = {file.filename: _other_kind(file.content, file.filename) for file in heard.files}
    return {
        name: what for name, what in kinds.items() if what is not None and not _LOGO.match(name)
    }


def no_lists(heard: Heard) -> tuple[str, ...]:
    """Return why the files that are no lists say nothing, where a mail speaks of open deals."""
    files = unread_files(heard)
    if not _SPEAKS_OF_DEALS.search(fold(f"{heard.subject} {' '.join(files)} {heard.text[:2_000]}")):
        return ()
    return tuple(
        f"{name}: is {what}{_INSTEAD}"
        for name, what in files.items()
        if not name.lower().endswith(_LISTS)
    )


def _own(file: FunnelFile, rep: str) -> FunnelFile:
    """Return what a rep's own file tells of the rep's own deals."""
    mine = file.by_rep.get(rep, ()) + file.by_rep.get("", ())
    ended = {rep: file.ended[rep]} if rep in file.ended else {}
    return replace(file, by_rep={rep: mine} if mine else {}, ended=ended)


def _why_none(
    read: Sequence[tuple[str, FunnelFile]], whole: FunnelFile, *, is_manager: bool
) -> str:
    """Return why a list that was read gives nobody a deal."""
    name = read[0][0]
    if not is_manager and (whole.foreign or whole.unowned or whole.problems):
        return f"{name}: none of its open deals is yours by the owner it names"
    if whole.skipped:
        return f"{name}: lists no open deal, only {whole.skipped} closed"
    if whole.foreign or whole.unowned:
        return f"{name}: names nobody of the team as an owner"
    return f"{name}: has headings, and no deal below them"


def _of_nobody(whole: FunnelFile, others: bool) -> list[str]:
    """Return what to do about deals of which nothing tells whose they are."""
    count = len(whole.by_rep.get("", ()))
    if not count:
        return []
    what = f"{count} {'other ' if others else ''}deals do" if count > 1 else "1 deal does"
    return [
        f"{what} not say whose {'they are' if count > 1 else 'it is'}; add a column Owner with the rep's name or address"
    ]


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
        "unowned": report.unowned,
        "unused": list(report.unused[:SHOWN_UNUSED]),
    }


SHOWN = 3  # deals of each rep in the preview
SHOWN_REPS = 60  # with deals of theirs; a mail program cuts a longer mail off
SHOWN_PROBLEMS = 8
SHOWN_UNUSED = 12  # headings
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
    named = deal.name if deal.company in deal.name else f"{deal.name} – {deal.company}"
    about = [
        money(deal.amount, deal.currency) if deal.amount is not None else "",
        deal.stage,
        f"closes {day(deal.close_date, weekday=False)}" if deal.close_date else "",
    ]
    return ", ".join(part for part in (named, *about) if part)
