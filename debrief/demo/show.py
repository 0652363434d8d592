"""What a person sees of the demo: progress chapter by chapter, then one page to click through."""

from __future__ import annotations

import json
import shutil
import textwrap
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from debrief.backends.local import Office
from debrief.calendars.standing import read_standing
from debrief.demo.cast import COMPANY, DOMAIN, make_cast
from debrief.demo.play import Outcome, play
from debrief.engine.desk import Progress
from debrief.errors import BadInput
from debrief.model import InboundStatus

TITLES = {
    "watch_inbox": "1 Hear of the loss",
    "customer_call": "2 The customer call",
    "question_script": "3 The question script",
    "best_practices": "4 What was learned",
    "team_meeting": "5 The team meeting",
    "funnel_worksheets": "6 The funnel worksheets",
    "follow_through": "7 Follow-through",
}
EFFECT = "X-Debrief-Effect"
OWN = "sent by Debrief itself"
INDENT = 20  # of a step's words, behind its time


def show(office: Path, data: Path, seed: int, *, keep: bool, backend: str = "embedded") -> int:
    """Play, tell, and write the page; return the exit status: 0 only if all chapters were reached."""
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    earlier = [folder for folder in (office, data) if _is_earlier(folder, keep)]
    for folder in earlier:
        shutil.rmtree(folder, ignore_errors=not folder.exists())  # one may lie in the other
    console.print("[bold]Debrief[/bold]: a lost deal, from the first mail to the last answer.")
    console.print("[dim]A simulated clock, an invented team; nothing leaves this machine.[/dim]")
    cast = make_cast(seed)
    teller = _Teller(console, str(cast.team["manager"]["time_zone"]), cast.deal.company)
    outcome, ran_on = _played(backend, office, data, seed, teller)
    usual = office.parent == data.parent and (office.name, data.name) == ("office", "data")
    page = (office.parent if usual else data) / "index.html"
    write_page(outcome, office, data, page)
    _ending(console, outcome, page)
    if ran_on:
        console.print(f"Played on {_escaped(ran_on)}")
    return 0 if not outcome.missed else 1


def _played(
    backend: str, office: Path, data: Path, seed: int, teller: _Teller
) -> tuple[Outcome, str]:
    """Play in the embedded office or elsewhere; return what came of it and on what it ran."""
    if backend == "embedded":
        return play(office, data, seed, teller.tell), ""
    from debrief.demo.elsewhere import open_elsewhere

    entered, plays = open_elsewhere(backend, seed, office, data)
    with entered as house:
        teller.console.print(f"[dim]{_escaped(house.ran_on)}[/dim]")
        outcome = plays.play_on(house, teller.tell)
        plays.keep_managers_side(house, outcome)
        return outcome, house.ran_on


def _is_earlier(folder: Path, keep: bool) -> bool:
    """Tell whether there is an earlier demo to remove; `BadInput` for what is not one."""
    if not folder.exists() or not any(folder.iterdir()):
        return False
    if keep or not _is_demos(folder):
        raise BadInput(f"{folder}: is not empty; choose another folder or remove it first")
    return True


def _is_demos(folder: Path) -> bool:
    """Tell whether a folder is a demo's office, or its data: a real team's have another team file."""
    if (folder / f"debrief@{DOMAIN}").is_dir():
        return True
    try:
        team = json.loads((folder / "team.json").read_text(encoding="utf-8"))
        return bool(team["company"] == {"name": COMPANY, "domain": DOMAIN})
    except (OSError, ValueError, LookupError, TypeError):
        return False


class _Teller:
    """Prints one line a step, under its chapter's heading, in the manager's time."""

    def __init__(self, console: Any, zone: str, deal: str) -> None:  # noqa: ANN401 - rich, late
        self.console = console
        self.chapter = ""
        self.zone = ZoneInfo(zone)
        self.deal = deal

    def tell(self, step: Progress) -> None:
        """Print a step; another deal than the story's is named."""
        if step.chapter != self.chapter:
            self.chapter = step.chapter
            self.console.print(f"\n[bold]{TITLES[step.chapter]}[/bold]")
        at = step.at.astimezone(self.zone)
        deal = step.review.facts.company or step.review.source.subject
        what = step.what if deal == self.deal else f"{step.what} ({deal})"
        width = max(40, self.console.width - INDENT)
        first, *rest = textwrap.wrap(what, width) or [""]
        self.console.print(f"  [dim]{at:%a %d %b %H:%M}[/dim]  {_escaped(first)}")
        for line in rest:
            self.console.print(" " * INDENT + _escaped(line))


def _escaped(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def _ending(console: Any, outcome: Outcome, page: Path) -> None:  # noqa: ANN401 - rich
    sent = sum(1 for r in outcome.reviews for e in r.effects if e.status == "done")
    practices = len(outcome.desk.store.book().approved())
    promises = [c for r in outcome.reviews for w in r.worksheets for c in w.commitments]
    kept = sum(c.state == "done" for c in promises)
    console.print()
    if outcome.missed:
        console.print(f"[bold red]Not reached:[/bold red] {', '.join(outcome.missed)}")
    console.print(
        f"[bold]{outcome.days:.0f} days[/bold], {sent} mails and invitations, {practices} practices "
        f"in the book, {kept} of {len(promises)} commitments done."
    )
    for entry in outcome.desk.store.all_inbound():
        if entry.status is InboundStatus.LEFT_ALONE and entry.why != OWN:
            console.print(f"Left alone: “{_escaped(entry.subject)}”. {_escaped(entry.why)}")
    city = outcome.desk.team.manager.time_zone.rpartition("/")[2].replace("_", " ")
    console.print(f"Times are the manager's ({city}). Open this page to see everybody's mailbox:")
    console.print(f"  [bold]{page}[/bold]")


def write_page(outcome: Outcome, office_folder: Path, data: Path, page: Path) -> None:
    """Write ``index.html``: each mailbox and calendar as its owner sees it, and the timeline."""
    office = Office(office_folder)
    team = outcome.desk.team
    cast = outcome.cast
    people = [
        (cast.deal.customer, cast.deal.email, f"Customer, {cast.deal.company}", cast.deal.zone),
        (team.manager.name, team.manager.email, "Manager", team.manager.time_zone),
        *(
            (p.name, p.email, "Account rep" if p.name == cast.deal.rep else "Rep", p.time_zone)
            for p in team.reps
        ),
    ]
    context = {
        "title": f"The {cast.deal.company} debrief",
        "people": [
            {
                "name": name,
                "email": email,
                "role": role,
                "zone": zone,
                "mails": _mails(office, email),
                "events": _events(office, email, {e: n for n, e, _, _ in people}),
            }
            for name, email, role, zone in people
        ],
        "timeline": [
            {
                "at": line.at.isoformat(),
                "chapter": TITLES[line.chapter],
                "what": f"{line.what} ({review.facts.company})"
                if review.facts.company != cast.deal.company
                else line.what,
            }
            for at, review, line in sorted(
                ((h.at, r, h) for r in outcome.reviews for h in r.history),
                key=lambda item: item[0],
            )
        ],
        "story_zone": team.manager.time_zone,
        "zone_note": f"{team.manager.first_name}'s",
        "office": str(office_folder),
        "data": str(data),
    }
    renderer = outcome.desk.performer.renderer
    page.write_text(renderer.page("demo_index", context), encoding="utf-8")


def _mails(office: Office, email: str) -> list[dict[str, Any]]:
    box = office.person(email) / "Maildir"
    found = [
        (path, "Inbox" if folder == "" else "Sent")
        for folder in ("", ".Sent")
        for part in ("new", "cur")
        for path in (box / folder / part).glob("*")
    ]
    rows = [_mail(path, folder) for path, folder in found]
    # What Debrief sends its manager lies in Sent as well as in the inbox: once is enough to see.
    rows = [row for row in rows if row["folder"] != "Sent" or email not in str(row["to"])]
    return sorted(rows, key=lambda row: str(row["at"]))


def _mail(path: Path, folder: str) -> dict[str, Any]:
    mail = message_from_bytes(path.read_bytes(), policy=default)
    at: datetime = mail["Date"].datetime
    return {
        "at": at.isoformat(),
        "sender": str(mail["From"]),
        "to": str(mail["To"]),
        "subject": str(mail["Subject"]),
        "html": _part(mail, "html"),
        "text": _part(mail, "plain"),
        "folder": folder,
        "answer": mail[EFFECT] is None and mail["In-Reply-To"] is not None,
    }


def _part(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    return str(part.get_content()) if part is not None else ""


def _events(office: Office, email: str, names: dict[str, str]) -> list[dict[str, Any]]:
    rows = []
    for ics in office.events(email) or []:
        standing = read_standing(ics)
        if standing is None or b"RRULE" in ics:
            continue
        own = standing.partstats.get(email, "").lower().replace("needs-action", "to answer")
        others = sorted(names.get(a, a) for a in standing.partstats)
        rows.append(
            {
                "start": standing.start.isoformat(),
                "end": standing.end.isoformat(),
                "summary": _summary(ics),
                "status": "cancelled" if standing.cancelled else own if len(others) > 1 else "",
                "attendees": others if len(others) > 1 else [],
            }
        )
    last = max((str(row["start"]) for row in rows if row["attendees"]), default="")
    return sorted(
        (row for row in rows if str(row["start"]) <= last), key=lambda row: str(row["start"])
    )


def _summary(ics: bytes) -> str:
    from debrief.calendars.text import components, content_lines, read_properties

    lines = content_lines(ics.decode("utf-8", "replace"))
    event = next((read_properties(block) for block in components(lines, "VEVENT")), {})
    return event["SUMMARY"][0].text if "SUMMARY" in event else ""
