"""A rep's own list of open deals, in answer to the question for it: files, a table, or deals typed in."""

from __future__ import annotations

import re
from datetime import date
from zoneinfo import ZoneInfo

from debrief.chapters.planning import asked_back, noted
from debrief.chapters.scene import Decision, Heard, Scene
from debrief.chapters.worksheet_sending import OWN_LIST, funnel_of, send_one, without_deals
from debrief.chapters.worksheet_status import NAME
from debrief.funnels.report import read_report, unread_files
from debrief.funnels.typed_list import read_funnel_reply
from debrief.lexicon import beyond_thanks, fold
from debrief.model import Review
from debrief.team import Person

ANSWERED: dict[str, object] = {"asked_at": None, "asked_by": ""}


def take_list(review: Review, scene: Scene, heard: Heard, rep: Person) -> Decision:
    """Take a rep's own list over: from files, a table in the mail, or deals typed in."""
    report = read_report(heard, scene.team, scene.now, is_manager=False)
    rows = report.funnels[0].opportunities if report.funnels else ()
    none = _has_no_deals(heard.text)
    if not rows and not report.problems and not none:
        rows = read_funnel_reply(heard.text, today=workdays_today(scene, rep))
    if not rows and not report.problems and (none or heard.text.strip() == ""):
        return _no_deals(review, scene, rep)
    if not rows:
        files = [f"{name} is {what}, which I cannot read." for name, what in _others(heard)]
        why = [*report.problems, *files] or ["I found no deal in it."]
        return Decision(
            asked_back(review, scene, NAME, rep, heard, why, _A_LIST), outcome="answered"
        )
    told = {"opportunities": rows, "at": scene.now, "source": OWN_LIST, **ANSWERED}
    funnel = funnel_of(scene, rep).model_copy(update=told)
    review = noted(review, scene.now, NAME, f"{rep.name} sent a list of {len(rows)} deals")
    review = send_one(review, scene, rep, rows, report.problems)
    return Decision(review, funnels=(funnel,), outcome="answered")


_A_LIST = "one line a deal, such as: Northwind, renewal, 40k, proposal; a pasted table, or a CSV or XLSX file"


def _others(heard: Heard) -> list[tuple[str, str]]:
    lists = (".csv", ".xlsx", ".xls", ".ods")  # told with the report's own problems
    return [(n, w) for n, w in unread_files(heard).items() if not n.lower().endswith(lists)]


_NO_DEALS = re.compile(
    r"(?:sorry,? )?(?:none|nothing|no (?:open )?(?:deals?|opportunit\w+)|(?:i|we) (?:currently )?"
    r"(?:have|'ve got) (?:none|nothing|no)|keine?|nichts|aucune?|rien|ninguna?|nada|geen|nenhuma?)"
    r"\b"
)


def _has_no_deals(text: str) -> bool:
    lines = beyond_thanks(text)
    return len(lines) in (1, 2) and len(lines[0]) < 80 and bool(_NO_DEALS.match(fold(lines[0])))


def _no_deals(review: Review, scene: Scene, rep: Person) -> Decision:
    """No open deals is an answer: nothing is asked of this rep any more."""
    sheet = next(w for w in review.worksheets if w.rep == rep.email)
    funnel, told = funnel_of(scene, rep), {"at": scene.now, "source": OWN_LIST, **ANSWERED}
    funnels = () if funnel.opportunities else (funnel.model_copy(update=told),)
    review = without_deals(review, scene, sheet, rep)
    return Decision(review, funnels=funnels, why="no open deals")


def workdays_today(scene: Scene, rep: Person) -> date:
    """Return today's date where the rep is."""
    return scene.now.astimezone(ZoneInfo(rep.time_zone)).date()
