"""Chapter 7, follow-through: done? did it help? spirits, reconnecting, and the end of a review."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from debrief.answers.followup import denies
from debrief.chapters.own_list import workdays_today
from debrief.chapters.planning import (
    changed,
    count_of,
    counted,
    marked,
    noted,
    planned_mail,
    with_sheet,
)
from debrief.chapters.reconnecting import reconnect, reconnect_due
from debrief.chapters.scene import Decision, Heard, Scene
from debrief.chapters.worksheet_status import commitment_rows
from debrief.lexicon import fold, is_only_friendly, is_pleasantry, said, words
from debrief.model import Commitment, Review, Stage, Worksheet
from debrief.team import Person
from debrief.timing import workdays
from debrief.when.due_date import read_when, split_due
from debrief.worksheets.worksheet import Followup, read_followup, read_followups

NAME = "follow_through"
ACTIVE = (Stage.WORKSHEETS, Stage.FOLLOWING)
TO_DO = ("open", "not_done")
SAME_NOTE = timedelta(hours=1)
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
        if not open_ones and review.stage is Stage.FOLLOWING and not review.meeting_beside:
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
    overdue: list[dict[str, object]] = []
    for sheet in review.worksheets:
        due = [
            c for c in sheet.commitments if c.state == "open" and _due(c, sheet, scene) <= scene.now
        ]
        if due:
            review, late = _ask(review, scene, sheet, due)
            overdue += late
    if overdue:
        review = _tell_overdue(review, scene, overdue)
    still_open = any(c.state == "open" for w in review.worksheets for c in w.commitments)
    if review.stage is Stage.FOLLOWING and not still_open and not review.meeting_beside:
        review = noted(review, scene.now, NAME, "Every commitment is followed up: closed")
        review = changed(review, stage=Stage.CLOSED, closed_at=scene.now)
    return Decision(review)


def hear(review: Review, scene: Scene, heard: Heard) -> Decision:
    """Take the rep's word: done? did it help?"""
    if heard.answer is not None:
        return Decision(review, why="an answer to a reminder in the calendar")
    rep = scene.team.rep(heard.sender)
    sheet = review.worksheet_of(rep.email) if rep else None
    if rep is None or sheet is None:
        return Decision(review, outcome="set_aside", why="no commitment of this sender")
    asked = _asked(review, sheet, heard)
    if _needs_no_answer(heard.text, asked):
        return Decision(review, why="a friendly word")
    updated, unclear = _answers(heard.text, asked, scene, workdays_today(scene, rep))
    if not updated and not asked.waiting and not (asked.known and denies(heard.text)):
        return Decision(review, outcome="set_aside", why="a human should read this answer")
    before = {c.number: c.due for c in sheet.commitments}
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
    rows = [
        {**row, "new_date": c.due != before[c.number]}
        for c, row in zip(updated, commitment_rows(tuple(updated), scene.book), strict=True)
    ]
    review = planned_mail(
        review,
        scene,
        NAME,
        "commitment_noted",
        rep,
        {"rows": rows, "unclear": unclear},
        generation=count_of(review, "commitment_noted", rep.email) + 1,
        in_reply_to=heard.message_id,
    )
    return Decision(review, outcome="answered")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What an answer may be about.

    ``known``: all that was ever asked about; ``listed``: what the mail lists that is answered;
    ``read_back``: that mail reads an answer back, and asks nothing.
    """

    known: tuple[Commitment, ...]
    listed: tuple[Commitment, ...]
    read_back: bool

    @property
    def waiting(self) -> tuple[Commitment, ...]:
        """What is listed and still to be done."""
        return tuple(c for c in self.listed if c.state in TO_DO)

    @property
    def only(self) -> Commitment | None:
        """The one that an answer without a number is about."""
        if not self.waiting and any(c.state in TO_DO for c in self.known):
            return None
        found = self.waiting or self.listed
        return found[0] if len(found) == 1 else None


def _asked(review: Review, sheet: Worksheet, heard: Heard) -> _Asked:
    """Return what an answer may be about, by the mail that it answers."""
    effect = review.effect(heard.effect)
    context = effect.context if effect is not None and effect.chapter == NAME else {}
    rows = context.get("rows")
    numbers = {
        row["number"] for row in (rows if isinstance(rows, list) else ()) if isinstance(row, dict)
    }
    known = tuple(c for c in sheet.commitments if c.asked or c.answered_at or c.number in numbers)
    listed = tuple(c for c in known if c.number in numbers)
    unanswered = tuple(c for c in known if c.state in TO_DO)
    read_back = bool(listed) and "unclear" in context and not context["unclear"]
    return _Asked(known, listed or unanswered or known, read_back)


def _needs_no_answer(text: str, asked: _Asked) -> bool:
    """Whether an answer is mere thanks, or agrees to what was read back."""
    if not asked.known or (not asked.read_back and asked.waiting):
        return all(is_pleasantry(line) and words(line) for line in said(text))
    return is_only_friendly(text)


def _answers(
    text: str, asked: _Asked, scene: Scene, today: date
) -> tuple[list[Commitment], list[dict[str, object]]]:
    """Read one answer for all, or one line a number; what is not certain is asked back."""
    only = asked.only
    if only is not None:
        own = "\n".join(said(text))
        read = {only.number: read_followup(re.sub(rf"^#?{only.number}\s*[:.)]\s*", "", own))}
    else:
        highest = max((c.number for c in asked.known), default=0)
        read = read_followups(text, highest, _names(asked.known))
    by_number = {c.number: c for c in asked.known}
    updated: list[Commitment] = []
    unclear: list[dict[str, object]] = []
    for number, answer in read.items():
        commitment = by_number.get(number)
        if commitment is not None:
            after = _answered(commitment, answer, scene, today)
            if after is None:
                question = "Is it done?" if commitment.state in TO_DO else "How is it, then?"
                unclear.append({"line": text.strip()[:300], "question": question})
            else:
                updated.append(after)
    if not read:
        unclear.append({"line": text.strip()[:300], "question": "Which of them is this?"})
    return updated, unclear


def _names(commitments: tuple[Commitment, ...]) -> dict[str, int]:
    """Return what tells each deal from the others: its name, and its first word."""
    names = [(c.opportunity, c.number) for c in commitments]
    names += [(c.opportunity.split()[0], c.number) for c in commitments if c.opportunity.split()]
    held: dict[str, set[int]] = {}
    for name, number in names:
        held.setdefault(fold(name), set()).add(number)
    return {
        name: number for name, number in names if len(name) > 2 and held[fold(name)] == {number}
    }


def _answered(
    commitment: Commitment, answer: Followup, scene: Scene, today: date
) -> Commitment | None:
    """Return the commitment after the answer; a new date starts it anew, None: not understood."""
    settled = commitment.state not in TO_DO
    if settled and answer.bare:
        return None
    update: dict[str, object] = {"answered_at": scene.now}
    if answer.let_go:
        update["state"] = "dropped"
    elif answer.done is False:
        update |= _still_to_do(commitment, _new_day(answer.new_date_text, today), scene)
    elif answer.done or answer.helped:
        helped = answer.helped or commitment.helped
        same = commitment.helped_at if helped == commitment.helped else None
        update |= {"state": "done", "helped": helped}
        update |= {"done_at": commitment.done_at or scene.now}
        update |= {"helped_at": (same or scene.now) if helped in ("yes", "no") else None}
    else:
        own = " ".join(d.line for d in answer.not_understood)
        day = None if settled else _mere_day(own, today)
        if day is None:
            return None
        update |= _still_to_do(commitment, day, scene)
    return commitment.model_copy(update=update)


def _still_to_do(commitment: Commitment, day: date | None, scene: Scene) -> dict[str, object]:
    """Return what changes when it is not done; whoever has just answered is left in peace first."""
    again: dict[str, object] = {"helped": None, "helped_at": None, "done_at": None}
    again |= {"asked_at": scene.now} if commitment.asked else {}
    if day is not None:
        return again | {"state": "open", "due": day, "asked": 0, "asked_at": None}
    return again | ({"state": "open"} if commitment.state not in TO_DO else {})


def _new_day(text: str, today: date) -> date | None:
    day = read_when(text, today) or split_due(text, today)[1]
    return day if day is not None and day > today else None


def _mere_day(text: str, today: date) -> date | None:
    """Return the day to come that a text names and nothing else."""
    rest, day = (text, None) if not text else split_due(text, today)
    merely = is_pleasantry(rest) or _SAID.fullmatch(fold(rest).strip(" .,:!"))
    day = read_when(text, today) or (day if merely else None)
    return day if day is not None and day > today else None


_SAID = re.compile(  # "I said by Boxing Day"
    r"(?:as )?i (?:said|wrote)|(?:wie )?(?:schon )?gesagt|ich sagte|(?:comme )?j'ai dit|(?:como )?(?:ya )?dije|"
    r"(?:zoals )?ik (?:al )?zei|zoals gezegd|(?:como )?(?:eu )?(?:ja )?disse"
)


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


def _ask(
    review: Review, scene: Scene, sheet: Worksheet, due: list[Commitment]
) -> tuple[Review, list[dict[str, object]]]:
    """Ask the rep, and return what was asked about twice in vain."""
    rep = scene.team.rep(sheet.rep)
    if rep is None:  # left the team: nobody is asked, and the review can end
        gone = (c.model_copy(update={"state": "dropped"}) for c in due)
        left = {c.number: c for c in gone}
        kept = tuple(left.get(c.number, c) for c in sheet.commitments)
        return with_sheet(review, sheet.model_copy(update={"commitments": kept})), []
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
    overdue = [{"rep": rep.name, **row} for row in commitment_rows(tuple(late), scene.book)]
    if not fresh:
        return review, overdue
    again = all(c.asked for c in fresh)
    review = planned_mail(
        review,
        scene,
        NAME,
        "commitment_due",
        rep,
        {"rows": commitment_rows(tuple(fresh), scene.book), "again": again},
        generation=count_of(review, "commitment_due", rep.email) + 1,
        not_before=workdays.next_working_moment(scene.now, scene.hours(rep)),
    )
    return review, overdue


def _tell_overdue(review: Review, scene: Scene, rows: list[dict[str, object]]) -> Review:
    """Tell the manager, in one mail, what nobody answered; what has no day is not late."""
    review = noted(review, scene.now, NAME, f"{len(rows)} unanswered: told to the manager alone")
    return planned_mail(
        review,
        scene,
        NAME,
        "commitments_overdue",
        scene.team.manager,
        {
            "rows": [row for row in rows if row["due"]],
            "undated": [row for row in rows if not row["due"]],
        },
        generation=count_of(review, "commitments_overdue") + 1,
    )


def _spirits(review: Review, scene: Scene) -> Review:
    """Write one note a morning for all losses of the day before, where there is something to say."""
    review = marked(review, "spirits", scene.now)
    morning = _next_morning(review, scene)
    lost = [
        r
        for r in (review, *scene.others(review))
        if r.confirmed
        and not r.over
        and _next_morning(r, scene) == morning
        # One that was confirmed late comes after the note on the others.
        and r.marks.get("spirits", scene.now) > scene.now - SAME_NOTE
    ]
    first = min(lost, key=lambda r: (r.created_at, r.id))  # it writes for the others, too
    people = [_a_word_for(rep, lost) for rep in scene.team.reps]
    people = [p for p in people if p["strengths"] or len(p["deals"]) > 1]
    if first.id != review.id or not people:
        return review
    context = {"people": people, "tips": list(TIPS)}
    return planned_mail(review, scene, NAME, "spirits_note", scene.team.manager, context)


def _a_word_for(rep: Person, lost: list[Review]) -> dict[str, Any]:
    """Return what a rep lost, and what of their work the customers praised."""
    theirs = [r for r in lost if r.facts.rep_email == rep.email]
    strengths = dict.fromkeys(s for r in theirs if (s := _strength(r)))
    titles = [r.facts.title or r.facts.company or r.source.subject for r in theirs]
    return {"name": rep.name, "deals": titles, "strengths": list(strengths)}


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
