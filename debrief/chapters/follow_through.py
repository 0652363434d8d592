"""Chapter 7, follow-through: done? did it help? spirits, reconnecting, and the end of a review."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from debrief import workdays
from debrief.chapters.funnel_worksheets import commitment_rows
from debrief.model import Commitment, Review, Stage, Worksheet
from debrief.moments import day
from debrief.planning import changed, count_of, marked, noted, planned_mail
from debrief.scene import Decision, Heard, Scene
from debrief.team import Person
from debrief.worksheet import Followup, read_followup

NAME = "follow_through"
TIPS = (
    "Say what was done well, in front of the deal's facts and not of the result.",
    "Ask for their view before you give yours, and let the first answer stand.",
    "Look at their next live deal together within the week.",
)


def wake(review: Review, scene: Scene) -> datetime | None:
    """The spirits note comes the morning after the start; then each commitment's date."""
    moments: list[datetime] = []
    if review.confirmed and not review.over and "spirits" not in review.marks:
        moments.append(_next_morning(review, scene))
    if review.stage is Stage.FOLLOWING:
        if review.reconnect_on and "reconnect" not in review.marks:
            moments.append(scene.now)
        open_ones = [(w, c) for w in review.worksheets for c in w.commitments if c.state == "open"]
        if not open_ones:
            moments.append(scene.now)
        moments.extend(_due(c, w, scene) for w, c in open_ones)
    return min(moments, default=None)


def advance(review: Review, scene: Scene) -> Decision:
    """Take every step that is due."""
    if review.confirmed and not review.over and "spirits" not in review.marks:
        if _next_morning(review, scene) <= scene.now:
            review = _spirits(review, scene)
    if review.stage is not Stage.FOLLOWING:
        return Decision(review)
    if review.reconnect_on and "reconnect" not in review.marks:
        review = _reconnect(review, scene, review.reconnect_on)
    for sheet in review.worksheets:
        due = [
            c for c in sheet.commitments if c.state == "open" and _due(c, sheet, scene) <= scene.now
        ]
        if due:
            review = _ask(review, scene, sheet, due)
    if not any(c.state == "open" for w in review.worksheets for c in w.commitments):
        review = noted(review, scene.now, NAME, "Every commitment is followed up: closed")
        review = changed(review, stage=Stage.CLOSED, closed_at=scene.now)
    return Decision(review)


def hear(review: Review, scene: Scene, heard: Heard) -> Decision:
    """Take the rep's word: done? did it help?"""
    rep = scene.team.rep(heard.sender)
    sheet = next((w for w in review.worksheets if rep and w.rep == rep.email), None)
    if rep is None or sheet is None:
        return Decision(review, outcome="set_aside", why="no commitment of this sender")
    asked = [c for c in sheet.commitments if c.asked and c.state in ("open", "not_done")]
    if not asked:
        return Decision(review, why="everything asked was answered before")
    updated, unclear = _answers(heard.text, asked, scene)
    numbers = {c.number: c for c in updated}
    sheet = sheet.model_copy(
        update={"commitments": tuple(numbers.get(c.number, c) for c in sheet.commitments)}
    )
    sheets = tuple(sheet if w.rep == sheet.rep else w for w in review.worksheets)
    review = changed(review, worksheets=sheets)
    review = noted(review, scene.now, NAME, f"{rep.name} answered on {len(updated)} commitments")
    review = planned_mail(
        review,
        scene,
        NAME,
        "commitment_noted",
        rep,
        {"rows": commitment_rows(tuple(updated), scene), "unclear": unclear},
        generation=count_of(review, "commitment_noted", rep.email) + 1,
        in_reply_to=heard.message_id,
    )
    return Decision(review, outcome="answered")


def _answers(
    text: str, asked: list[Commitment], scene: Scene
) -> tuple[list[Commitment], list[dict[str, object]]]:
    """Read one answer for all, or one line a number."""
    updated: list[Commitment] = []
    unclear: list[dict[str, object]] = []
    by_number = {c.number: c for c in asked}
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    numbered = [(line.partition(":"), line) for line in lines if line[:1].isdigit()]
    if len(asked) == 1 or not numbered:
        answer = read_followup(text)
        for c in asked:
            _apply(c, answer, text, scene, updated, unclear)
        return updated, unclear
    for (head, _, rest), line in numbered:
        digits = "".join(ch for ch in head if ch.isdigit())
        commitment = by_number.get(int(digits)) if digits and len(digits) < 4 else None
        if commitment is None:
            unclear.append({"line": line, "question": "Which of them is this?"})
        else:
            _apply(commitment, read_followup(rest or line), line, scene, updated, unclear)
    return updated, unclear


def _apply(
    commitment: Commitment,
    answer: Followup,
    line: str,
    scene: Scene,
    updated: list[Commitment],
    unclear: list[dict[str, object]],
) -> None:
    if answer.done is None and answer.helped is None:
        unclear.append({"line": line.strip()[:300], "question": "Is it done? Did it help?"})
        return
    done = answer.done is not False
    updated.append(
        commitment.model_copy(
            update={
                "state": "done" if done else "not_done",
                "helped": answer.helped,
                "answered_at": scene.now,
            }
        )
    )


def _due(commitment: Commitment, sheet: Worksheet, scene: Scene) -> datetime:
    """First on the promised date, once more two days later, then only the manager hears."""
    hours = scene.hours(scene.team.person(sheet.rep))
    policy = scene.policy
    if commitment.asked_at is not None:
        days = policy.followup_again_days
        return workdays.add_workdays(commitment.asked_at, days, hours)
    if commitment.due is not None:
        return workdays.next_working_moment(_at_nine(commitment.due, hours.zone), hours)
    since = sheet.answered_at or sheet.sent_at or scene.now
    return workdays.add_workdays(since, policy.followup_days, hours)


def _ask(review: Review, scene: Scene, sheet: Worksheet, due: list[Commitment]) -> Review:
    rep = scene.team.rep(sheet.rep)
    if rep is None:
        return review
    late = [c for c in due if c.asked >= 2]
    fresh = [c for c in due if c.asked < 2]
    numbers = {
        **{c.number: c.model_copy(update={"state": "not_done"}) for c in late},
        **{
            c.number: c.model_copy(update={"asked": c.asked + 1, "asked_at": scene.now})
            for c in fresh
        },
    }
    commitments = tuple(numbers.get(c.number, c) for c in sheet.commitments)
    updated = sheet.model_copy(update={"commitments": commitments})
    sheets = tuple(updated if w.rep == sheet.rep else w for w in review.worksheets)
    review = changed(review, worksheets=sheets)
    if late:
        review = _tell_overdue(review, scene, rep, late)
    if not fresh:
        return review
    again = all(c.asked for c in fresh)
    return planned_mail(
        review,
        scene,
        NAME,
        "commitment_due",
        rep,
        {"rows": commitment_rows(tuple(fresh), scene), "again": again},
        generation=count_of(review, "commitment_due", rep.email) + 1,
    )


def _tell_overdue(review: Review, scene: Scene, rep: Person, late: list[Commitment]) -> Review:
    rows = [{"rep": rep.name, **row} for row in commitment_rows(tuple(late), scene)]
    return planned_mail(
        review,
        scene,
        NAME,
        "commitments_overdue",
        scene.team.manager,
        {"rows": rows},
        generation=count_of(review, "commitments_overdue") + 1,
    )


def _spirits(review: Review, scene: Scene) -> Review:
    review = marked(review, "spirits", scene.now)
    rep = scene.team.rep(review.facts.rep_email)
    if rep is None:
        return review
    return planned_mail(
        review,
        scene,
        NAME,
        "spirits_note",
        scene.team.manager,
        {"rep_name": rep.name, "strength": _strength(review), "tips": list(TIPS)},
    )


PRAISE = ("thank", "impressed", "appreciat", "enjoy", "patien", "professional", "liked", "pleasure")


def _strength(review: Review) -> str | None:
    """Return a sentence of the customer's that speaks well of our work, in their words."""
    for line in review.source.text.replace("\n", " ").split(". "):
        sentence = line.strip(" .\t>")
        if 20 <= len(sentence) <= 240 and any(word in sentence.lower() for word in PRAISE):
            return sentence + "."
    return None


def _reconnect(review: Review, scene: Scene, on: date) -> Review:
    """Remind manager and rep on the day the customer named."""
    review = marked(review, "reconnect", scene.now)
    zone = scene.team.manager.time_zone
    at = workdays.next_working_moment(_at_nine(on, zone), scene.hours(scene.team.manager))
    rep = scene.team.rep(review.facts.rep_email)
    review = noted(review, scene.now, NAME, f"Reconnect on {day(at.date())}")
    return planned_mail(
        review,
        scene,
        NAME,
        "reconnect",
        scene.team.manager,
        {"on": on.isoformat(), "words": review.notes.answers.get("5", "")},
        not_before=at,
        cc=(rep.email,) if rep else (),
    )


def _next_morning(review: Review, scene: Scene) -> datetime:
    hours = scene.hours(scene.team.manager)
    zone = ZoneInfo(hours.zone)
    tomorrow = review.created_at.astimezone(zone).date() + timedelta(days=1)
    return workdays.next_working_moment(_at_nine(tomorrow, hours.zone), hours)


def _at_nine(on: date, zone: str) -> datetime:
    return datetime.combine(on, time(9), tzinfo=ZoneInfo(zone)).astimezone(UTC)
