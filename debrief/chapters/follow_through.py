"""Chapter 7, follow-through: done? did it help? spirits, reconnecting, and the end of a review."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from debrief import workdays
from debrief.chapters.funnel_worksheets import commitment_rows, workdays_today
from debrief.chapters.reconnecting import reconnect, reconnect_due
from debrief.due_date import read_when, split_due
from debrief.lexicon import fold, is_pleasantry, said
from debrief.model import Commitment, Review, Stage, Worksheet
from debrief.planning import changed, count_of, counted, marked, noted, planned_mail, with_sheet
from debrief.scene import Decision, Heard, Scene
from debrief.team import Person
from debrief.worksheet import Followup, read_followup, read_followups

NAME = "follow_through"
ACTIVE = (Stage.WORKSHEETS, Stage.FOLLOWING)
DROP = frozenset({"drop", "drop it", "dropped", "cancelled", "no longer needed"})
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
    if reconnect_due(review, scene):
        moments.append(scene.now)
    if review.stage in ACTIVE:
        open_ones = [(w, c) for w in review.worksheets for c in w.commitments if c.state == "open"]
        if not open_ones and review.stage is Stage.FOLLOWING:
            moments.append(scene.now)
        moments.extend(_due(c, w, scene) for w, c in open_ones)
    return min(moments, default=None)


def advance(review: Review, scene: Scene) -> Decision:
    """Take every step that is due."""
    morning = review.confirmed and not review.over and "spirits" not in review.marks
    if morning and _next_morning(review, scene) <= scene.now:
        review = _spirits(review, scene)
    if reconnect_due(review, scene):
        review = reconnect(review, scene)
    if review.stage not in ACTIVE:
        return Decision(review)
    for sheet in review.worksheets:
        due = [
            c for c in sheet.commitments if c.state == "open" and _due(c, sheet, scene) <= scene.now
        ]
        if due:
            review = _ask(review, scene, sheet, due)
    still_open = any(c.state == "open" for w in review.worksheets for c in w.commitments)
    if review.stage is Stage.FOLLOWING and not still_open:
        review = noted(review, scene.now, NAME, "Every commitment is followed up: closed")
        review = changed(review, stage=Stage.CLOSED, closed_at=scene.now)
    return Decision(review)


def hear(review: Review, scene: Scene, heard: Heard) -> Decision:
    """Take the rep's word: done? did it help?"""
    if heard.answer is not None:
        return Decision(review, why="an answer to a reminder in the calendar")
    rep = scene.team.rep(heard.sender)
    sheet = next((w for w in review.worksheets if rep and w.rep == rep.email), None)
    if rep is None or sheet is None:
        return Decision(review, outcome="set_aside", why="no commitment of this sender")
    asked = [c for c in sheet.commitments if c.asked and _unanswered(c)]
    if not asked or all(is_pleasantry(line) for line in said(heard.text)):
        return Decision(review, why="everything asked was answered before")
    updated, unclear = _answers(heard.text, asked, scene, workdays_today(scene, rep))
    numbers = {c.number: c for c in updated}
    sheet = sheet.model_copy(
        update={"commitments": tuple(numbers.get(c.number, c) for c in sheet.commitments)}
    )
    sheets = tuple(sheet if w.rep == sheet.rep else w for w in review.worksheets)
    review = changed(review, worksheets=sheets)
    if review.stage is Stage.CLOSED and any(c.state == "open" for c in updated):
        review = changed(review, stage=Stage.FOLLOWING, closed_at=None)
    review = noted(
        review, scene.now, NAME, f"{rep.name} answered on {counted(len(updated), 'commitment')}"
    )
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


def _unanswered(commitment: Commitment) -> bool:
    """Whether a word on it is still wanted; a late "it helped" is welcome too."""
    if commitment.state == "done":
        return commitment.helped in (None, "too early")
    return commitment.state in ("open", "not_done")


def _answers(
    text: str, asked: list[Commitment], scene: Scene, today: date
) -> tuple[list[Commitment], list[dict[str, object]]]:
    """Read one answer for all, or one line a number; what is not certain is asked back."""
    open_ones = [c for c in asked if c.state != "done"] or asked
    if len(open_ones) == 1:
        only = open_ones[0]
        own = "\n".join(said(text))
        read = {only.number: read_followup(re.sub(rf"^#?{only.number}\s*[:.)]\s*", "", own))}
    else:
        read = read_followups(text, max(c.number for c in asked))
    by_number = {c.number: c for c in asked}
    updated: list[Commitment] = []
    unclear: list[dict[str, object]] = []
    for number, answer in read.items():
        commitment = by_number.get(number)
        if commitment is not None:
            after = _answered(commitment, answer, text, scene, today)
            if after is None:
                unclear.append({"line": text.strip()[:300], "question": "Is it done?"})
            else:
                updated.append(after)
    if not read:
        unclear.append({"line": text.strip()[:300], "question": "Which of them is this?"})
    return updated, unclear


def _answered(
    commitment: Commitment, answer: Followup, text: str, scene: Scene, today: date
) -> Commitment | None:
    """Return the commitment after the answer; a new date starts it anew, None: not understood."""
    if answer.done is None and answer.helped is None:
        dropped = DROP.intersection(fold(text).strip(" .!").split("\n"))
        return commitment.model_copy(update={"state": "dropped"}) if dropped else None
    update: dict[str, object] = {"answered_at": scene.now}
    if answer.done is not False:
        update |= {"state": "done", "helped": answer.helped}
        update |= {"done_at": commitment.done_at or scene.now}
        update |= {"helped_at": scene.now if answer.helped in ("yes", "no") else None}
    elif answer.new_date_text:
        new = read_when(answer.new_date_text, today) or split_due(answer.new_date_text, today)[1]
        if new is not None and new > today:
            update |= {"state": "open", "due": new, "asked": 0, "asked_at": None}
    return commitment.model_copy(update=update)


def _due(commitment: Commitment, sheet: Worksheet, scene: Scene) -> datetime:
    """First on the promised date, once more two days later, then only the manager hears."""
    hours = scene.hours(scene.team.person(sheet.rep))
    policy = scene.policy
    if commitment.asked_at is not None:
        days = policy.followup_again_days
        return workdays.add_workdays(commitment.asked_at, days, hours)
    if commitment.due is not None:
        at = workdays.at_nine(commitment.due, hours.zone)
        if sheet.answered_at is not None and sheet.answered_at >= at:  # "today": give them the day
            at = workdays.at_nine(commitment.due + timedelta(days=1), hours.zone)
        return workdays.next_working_moment(at, hours)
    since = sheet.answered_at or sheet.sent_at or scene.now
    return workdays.add_workdays(since, policy.followup_days, hours)


def _ask(review: Review, scene: Scene, sheet: Worksheet, due: list[Commitment]) -> Review:
    rep = scene.team.rep(sheet.rep)
    if rep is None:  # left the team: nobody is asked, and the review can end
        gone = (c.model_copy(update={"state": "dropped"}) for c in due)
        left = {c.number: c for c in gone}
        kept = tuple(left.get(c.number, c) for c in sheet.commitments)
        return with_sheet(review, sheet.model_copy(update={"commitments": kept}))
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
    review = with_sheet(review, updated)
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
        not_before=workdays.next_working_moment(scene.now, scene.hours(rep)),
    )


def _tell_overdue(review: Review, scene: Scene, rep: Person, late: list[Commitment]) -> Review:
    rows = [{"rep": rep.name, **row} for row in commitment_rows(tuple(late), scene)]
    review = noted(review, scene.now, NAME, f"{len(late)} overdue: told to the manager alone")
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


PRAISE = (
    "impress",
    "appreciat",
    "enjoyed",
    "patien",
    "professional",
    "pleasure",
    "grateful",
    "excellent",
    "thorough",
    "responsive",
    "helpful",
    "thank",
)
NO_PRAISE = re.compile(
    r"\b(?:not|never|no|n't|would have|could have|should have|but|although|however|less|better|"
    r"unfortunately|sorry|regret)\b|n't\b"
)


def _strength(review: Review) -> str | None:
    """Return a sentence of the customer's that speaks well of our work, in their words.

    Praise of the winner, and praise with a "but", is none of ours.
    """
    winner = fold(review.facts.competitor or "")
    found: list[tuple[int, str]] = []
    for paragraph in re.split(r"\n\s*\n", review.source.text):
        for part in re.split(r"(?<=[.!?])\s+", " ".join(paragraph.split())):
            sentence, plain = part.strip(" \t>"), fold(part)
            about_us = re.search(r"\byou(?:r|rs)?\b", plain) is not None
            praised = next((n for n, word in enumerate(PRAISE) if word in plain), None)
            theirs = bool(winner) and winner in plain
            if not 20 <= len(sentence) <= 240 or not about_us or theirs or NO_PRAISE.search(plain):
                continue
            if praised is not None:
                found.append((praised == len(PRAISE) - 1, sentence))
    return min(found, key=lambda item: item[0])[1] if found else None


def _next_morning(review: Review, scene: Scene) -> datetime:
    hours = scene.hours(scene.team.manager)
    zone = ZoneInfo(hours.zone)
    tomorrow = review.created_at.astimezone(zone).date() + timedelta(days=1)
    return workdays.next_working_moment(workdays.at_nine(tomorrow, hours.zone), hours)
