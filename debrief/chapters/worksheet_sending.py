"""Sending worksheets: each rep's own open deals, the list asked for where there is none, and reminders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from debrief.chapters.planning import changed, count_of, noted, planned_mail, with_sheet
from debrief.chapters.practice_sharing import changed_since
from debrief.chapters.scene import Scene
from debrief.chapters.shared_worksheets import answered_by, open_elsewhere, promised_elsewhere
from debrief.chapters.worksheet_status import NAME, commitment_rows
from debrief.model import Funnel, Opportunity, Review, Stage, Worksheet
from debrief.moments import money
from debrief.team import Person
from debrief.timing import workdays

MOST_REMINDERS = 2  # of a worksheet
MOST_ROWS = 40  # of one worksheet; more cannot be answered from a phone
MOST_DOUBTS = 5  # of a rep's own list, told with the worksheet
OWN_LIST = "the rep's own list"
MOST_PRACTICES = 10  # printed in the mail; the attached sheet offers the whole book


def send_all(review: Review, scene: Scene) -> Review:
    """Send every rep a worksheet, or ask for the list of open deals that there is none of."""
    if not scene.book.approved():
        review = noted(review, scene.now, NAME, "No approved practice: no worksheets")
        return changed(review, stage=Stage.FOLLOWING)
    for rep in scene.team.reps:
        review = send_one(review, scene, rep, funnel_of(scene, rep).opportunities)
    return noted(review, scene.now, NAME, f"Worksheets sent to {len(scene.team.reps)} reps")


def send_one(
    review: Review,
    scene: Scene,
    rep: Person,
    deals: tuple[Opportunity, ...],
    doubts: Sequence[str] = (),
) -> Review:
    """Send a rep the worksheet of these deals, unless another review's is open.

    ``doubts``: what of the rep's own list was not certain.
    """
    rows = deals[:MOST_ROWS]
    at = workdays.next_working_moment(scene.now, scene.hours(rep))
    numbers = tuple(p.number for p in scene.book.approved())
    before = review.worksheet_of(rep.email)
    shared = bool(rows) and before is None and open_elsewhere(review, scene, rep.email)
    state = _without_list(review, scene, rep) if not rows else "awaited" if shared else "sent"
    sheet = Worksheet(
        rep=rep.email,
        state=state,
        rows=rows,
        practices=numbers,
        sent_at=at,
        nothing=state == "answered",
        answered_at=scene.now if state == "answered" else None,
        commitments=before.commitments if before else (),
    )
    others = tuple(w for w in review.worksheets if w.rep != rep.email)
    review = changed(review, worksheets=(*others, sheet))
    if state == "asked_funnel":
        return planned_mail(
            review, scene, NAME, "funnel_request", rep, {"again": False}, not_before=at
        )
    if shared:
        return noted(review, scene.now, NAME, f"{rep.name} has another review's worksheet")
    if not rows:
        return noted(review, scene.now, NAME, f"{rep.name}: {_WHY_NOT_ASKED[state]}")
    return planned_mail(
        review,
        scene,
        NAME,
        "worksheet",
        rep,
        _shown(review, scene, rep, deals, doubts),
        attach=("worksheet",),
        not_before=at,
        generation=count_of(review, "worksheet", rep.email) + 1,
    )


def _shown(
    review: Review,
    scene: Scene,
    rep: Person,
    deals: tuple[Opportunity, ...],
    doubts: Sequence[str],
) -> dict[str, object]:
    """Return what the worksheet's mail shows: deals, practices, and what was promised elsewhere."""
    rows, practices = deals[:MOST_ROWS], _practices(review, scene)
    return {
        "rows": _rows(rows),
        "practices": practices,
        "more": len(scene.book.approved()) - len(practices),
        "changed": changed_since(review, scene.book, rep.email),
        "example": f"1: P{practices[0]['number']} call their CFO by Friday",
        "has_xlsx": True,
        "doubts": list(doubts[:MOST_DOUBTS]),
        "left_out": len(deals) - len(rows),
        "promised": commitment_rows(promised_elsewhere(review, scene, rep.email), scene.book),
    }


def _without_list(review: Review, scene: Scene, rep: Person) -> str:
    """Return how a worksheet begins without open deals: nobody is asked twice within days."""
    funnel = funnel_of(scene, rep)
    if funnel.source == OWN_LIST and _lately(funnel.at, scene, rep):
        return "answered"  # they have just told what they have, and nothing of it is open
    elsewhere = funnel.asked_by not in ("", review.id)
    return "awaited" if elsewhere and _lately(funnel.asked_at, scene, rep) else "asked_funnel"


_WHY_NOT_ASKED = {
    "answered": "no open deals, as they said lately",
    "awaited": "another review has just asked for the list",
}


def _lately(moment: datetime | None, scene: Scene, rep: Person) -> bool:
    """Tell whether it is no longer ago than a worksheet waits for its answer."""
    days = scene.policy.worksheet_gives_up_days
    return moment is not None and scene.now < workdays.add_workdays(moment, days, scene.hours(rep))


def funnel_of(scene: Scene, rep: Person) -> Funnel:
    """Return what is known of a rep's open deals."""
    return scene.funnel(rep.email) or Funnel(rep=rep.email)


def lists_asked_for(before: Review, review: Review, scene: Scene) -> tuple[Funnel, ...]:
    """Return the funnels of whoever is asked for them now, so that no other review asks as well."""
    asked = [
        (e, rep)
        for e in review.effects[len(before.effects) :]
        if e.purpose == "funnel_request" and (rep := scene.team.rep(e.to[0])) is not None
    ]
    return tuple(
        funnel_of(scene, rep).model_copy(
            update={"asked_at": e.not_before or scene.now, "asked_by": review.id}
        )
        for e, rep in asked
    )


def next_due(sheet: Worksheet, scene: Scene) -> datetime:
    """Return when a worksheet that waits is looked at next."""
    policy = scene.policy
    days = (*policy.worksheet_reminder_days, policy.worksheet_gives_up_days)
    nth = min(sheet.reminders, MOST_REMINDERS)
    hours = scene.hours(scene.team.person(sheet.rep))
    if sheet.state == "awaited":
        return workdays.add_workdays(sheet.reminded_at or sheet.sent_at or scene.now, 1, hours)
    due = workdays.add_workdays(sheet.sent_at or scene.now, days[nth], hours)
    if sheet.quiet_until is not None:
        due = max(due, workdays.at_nine(sheet.quiet_until, hours.zone))
    if nth and sheet.reminded_at is not None:  # also when the last one came late
        after = workdays.add_workdays(sheet.reminded_at, days[nth] - days[nth - 1], hours)
        return max(due, after)
    return due


def remind(review: Review, scene: Scene, sheet: Worksheet) -> Review:
    """Remind whoever said nothing; after the second reminder, let it be."""
    rep = scene.team.rep(sheet.rep)
    if rep is not None and sheet.state == "awaited":
        return _look_again(review, scene, sheet, rep)
    if rep is None or sheet.reminders >= MOST_REMINDERS:
        state = "unread" if sheet.unclear else "silent"
        return with_sheet(review, sheet.model_copy(update={"state": state}))
    nth = sheet.reminders + 1
    at = workdays.next_working_moment(scene.now, scene.hours(rep))  # also when we come late
    review = with_sheet(review, sheet.model_copy(update={"reminders": nth, "reminded_at": at}))
    if sheet.state == "asked_funnel":
        known = scene.funnel(rep.email)
        if known and known.opportunities:
            return send_one(review, scene, rep, known.opportunities)
        if nth == 2:
            return review  # the first reminder promised not to ask again
        return planned_mail(
            review,
            scene,
            NAME,
            "funnel_request",
            rep,
            {"again": True},
            generation=count_of(review, "funnel_request", rep.email) + 1,
            not_before=at,
        )
    return planned_mail(
        review,
        scene,
        NAME,
        "worksheet_reminder",
        rep,
        {
            "nth": nth,
            "rows": _rows(sheet.rows),
            "practices": _practices(review, scene),
        },
        generation=count_of(review, "worksheet_reminder", rep.email) + 1,
        not_before=at,
    )


def _look_again(review: Review, scene: Scene, sheet: Worksheet, rep: Person) -> Review:
    """See whether the list that another review asked for is there, or its worksheet is answered."""
    funnel = funnel_of(scene, rep)
    if sheet.rows or funnel.opportunities:
        if open_elsewhere(review, scene, rep.email):
            return with_sheet(review, sheet.model_copy(update={"reminded_at": scene.now}))
        if answered_by(review, scene, rep.email):
            update = {"state": "answered", "answered_at": scene.now}
            review = noted(review, scene.now, NAME, f"{rep.name} answered another review's sheet")
            return with_sheet(review, sheet.model_copy(update=update))
    if funnel.opportunities:
        return send_one(review, scene, rep, funnel.opportunities)
    if _without_list(review, scene, rep) == "answered":
        return without_deals(review, scene, sheet, rep)
    gone_by = not _lately(sheet.sent_at, scene, rep)
    update = {"state": "silent"} if gone_by else {"reminded_at": scene.now}
    return with_sheet(review, sheet.model_copy(update=update))


def without_deals(review: Review, scene: Scene, sheet: Worksheet, rep: Person) -> Review:
    """A rep without open deals has answered."""
    update = {"state": "answered", "nothing": True, "answered_at": scene.now}
    review = noted(review, scene.now, NAME, f"{rep.name} has no open deals")
    return with_sheet(review, sheet.model_copy(update=update))


def _rows(rows: tuple[Opportunity, ...]) -> list[dict[str, object]]:
    return [
        {
            "number": n,
            "name": o.name,
            "company": o.company,
            "amount_text": money(o.amount, o.currency) if o.amount is not None else "",
            "stage": o.stage,
            "close_date": o.close_date.isoformat() if o.close_date else None,
        }
        for n, o in enumerate(rows, 1)
    ]


def _practices(review: Review, scene: Scene) -> list[dict[str, object]]:
    """Return what this loss taught, then the newest of the others, in the order of the book."""
    own = {d.book_number for d in review.drafts if d.status == "approved"}
    ranked = sorted(scene.book.approved(), key=lambda p: (p.number not in own, -p.number))
    shown = sorted(ranked[:MOST_PRACTICES], key=lambda p: p.number)
    return [{"number": p.number, "text": p.text} for p in shown]
