"""Chapter 4, what was learned: notes by reply, draft practices, approval, the book, sharing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from debrief import workdays
from debrief.chapters import customer_call
from debrief.chapters.question_script import question_rows
from debrief.model import Draft, Notes, PracticeBook, Review, Stage
from debrief.notes import read_notes, reconnect_date
from debrief.planning import changed, count_of, iso, marked, noted, planned_mail
from debrief.practices import approve_into, drafts_from, near_duplicates, read_approval
from debrief.questions import questions_for
from debrief.scene import Decision, Heard, Scene

NAME = "best_practices"
WITHOUT_CUSTOMER = ("silent", "declined", "unreachable")
REP_FIRST = timedelta(hours=2)  # the account rep sees the summary before the team does


def wake(review: Review, scene: Scene) -> datetime | None:
    """Notes are asked for after the call, drafts follow them, approval is asked for twice."""
    hours = scene.hours(scene.team.manager)
    if review.stage is Stage.LISTENING:
        if "notes_asked" not in review.marks:
            return _ask_at(review, scene)
        if review.notes.at is None:
            return workdays.add_workdays(
                review.marks["notes_asked"], _patience(review, scene), hours
            )
        return _drafts_at(review, scene)
    if review.stage is Stage.LEARNING:
        asked = review.marks.get("approval_asked")
        if asked is None or not _waiting(review):
            return scene.now
        days = scene.policy.approval_days
        if "approval_again" in review.marks:
            days = scene.policy.approval_gives_up_days
        return workdays.add_workdays(asked, days, hours)
    return None


def advance(review: Review, scene: Scene) -> Decision:
    """Take the step that is due."""
    due = wake(review, scene)
    if due is None or due > scene.now:
        return Decision(review)
    if review.stage is Stage.LISTENING:
        if "notes_asked" not in review.marks:
            return Decision(_ask_notes(review, scene))
        if review.notes.at is None:
            return Decision(_no_notes(review, scene))
        return Decision(_draft(review, scene))
    if not _waiting(review):
        return Decision(_leave(review, scene))
    if "approval_again" not in review.marks:
        review = marked(review, "approval_again", scene.now)
        return Decision(_show_drafts(review, scene, again=True))
    review = noted(review, scene.now, NAME, "Drafts stay drafts: no answer from the manager")
    return Decision(_leave(review, scene))


def hear(review: Review, scene: Scene, heard: Heard) -> Decision:
    """Take the manager's notes, or the approval of drafts."""
    if heard.purpose.startswith("practice_drafts") and review.drafts:
        return _approve(review, scene, heard)
    return Decision(_take_notes(review, scene, heard), outcome="answered")


# -- notes -----------------------------------------------------------------------------------


def _ask_at(review: Review, scene: Scene) -> datetime:
    slot = review.call.slot
    if review.call.outcome is not None or slot is None:
        return scene.now
    return slot.end + timedelta(minutes=scene.policy.notes_after_minutes)


def _ask_notes(review: Review, scene: Scene) -> Review:
    review = marked(review, "notes_asked", scene.now)
    review = noted(review, scene.now, NAME, "The manager was asked for notes")
    if review.call.outcome == "answered in writing" and review.notes.answers:
        return _read_back(review, scene, ())
    return _notes_request(review, scene, again=False, missing=())


def _notes_request(review: Review, scene: Scene, *, again: bool, missing: Iterable[int]) -> Review:
    slot = review.call.slot
    return planned_mail(
        review,
        scene,
        NAME,
        "notes_request",
        scene.team.manager,
        {
            "questions": question_rows(review),
            "start": iso(slot.start) if slot else None,
            "again": again,
            "missing": list(missing),
            "no_call": review.call.outcome in WITHOUT_CUSTOMER,
        },
        generation=count_of(review, "notes_request") + 1,
    )


def _take_notes(review: Review, scene: Scene, heard: Heard) -> Review:
    before = review.notes
    reading = read_notes(heard.text, earlier=before)
    if reading.no_show and not reading.answers:
        if review.stage is Stage.LISTENING and review.call.outcome is None:
            marks = {k: v for k, v in review.marks.items() if k != "notes_asked"}
            return customer_call.no_show(changed(review, marks=marks), scene)
        return review
    if reading.answers == before.answers and not reading.opinion:
        return planned_mail(
            review,
            scene,
            NAME,
            "not_understood",
            scene.team.manager,
            {
                "lines": [{"line": t[:300], "nearest": None} for t in reading.unplaced[:5]],
                "expected": "your notes under the numbers 1 to 5, or `they did not come`",
            },
            generation=count_of(review, "not_understood") + 1,
            in_reply_to=heard.message_id,
        )
    notes = Notes(
        answers=dict(reading.answers),
        opinion=reading.opinion or before.opinion,
        at=before.at or scene.now,
        asked_missing=before.asked_missing or bool(reading.missing),
    )
    review = changed(review, notes=notes)
    call = review.call
    if call.outcome is None and review.stage in (Stage.CALLING, Stage.LISTENING):
        call = call.model_copy(update={"outcome": "held", "outcome_at": scene.now, "state": "over"})
        review = changed(review, call=call, stage=Stage.LISTENING)
        review = noted(review, scene.now, NAME, "Outcome: held")
    review = marked(review, "notes_asked", review.marks.get("notes_asked", scene.now))
    review = noted(review, scene.now, NAME, f"Notes: {len(notes.answers)} of 5 answers")
    on = reconnect_date(notes.answers.get("5", ""), scene.now.date())
    if on is not None and on > scene.now.date():
        review = changed(review, reconnect_on=on)
    missing = reading.missing if not before.asked_missing else ()
    return _read_back(review, scene, reading.unplaced, missing)


def _read_back(
    review: Review, scene: Scene, unplaced: Iterable[str], missing: Iterable[int] = ()
) -> Review:
    texts = {str(q.number): q.text for q in questions_for(review.facts)}
    answers = [
        {
            "number": int(n),
            "question": texts.get(n, ""),
            "text": text,
            "rep_text": review.rep_view.answers.get(n),
        }
        for n, text in sorted(review.notes.answers.items())
    ]
    return planned_mail(
        review,
        scene,
        NAME,
        "notes_readback",
        scene.team.manager,
        {
            "answers": answers,
            "missing": list(missing),
            "opinion": review.notes.opinion,
            "unplaced": list(unplaced),
        },
        generation=count_of(review, "notes_readback") + 1,
    )


def _patience(review: Review, scene: Scene) -> int:
    if "notes_again" in review.marks:
        return scene.policy.approval_gives_up_days
    return scene.policy.approval_days


def _no_notes(review: Review, scene: Scene) -> Review:
    if "notes_again" not in review.marks:
        review = marked(review, "notes_again", scene.now)
        return _notes_request(review, scene, again=True, missing=())
    outcome = review.call.outcome or "held"
    call = review.call.model_copy(update={"outcome": outcome, "state": "over"})
    review = noted(review, scene.now, NAME, "No notes came: the review ends with its outcome")
    return changed(review, call=call, stage=Stage.CLOSED, closed_at=scene.now)


# -- practices -------------------------------------------------------------------------------


def _drafts_at(review: Review, scene: Scene) -> datetime:
    at = review.notes.at or scene.now
    complete = all(str(n) in review.notes.answers for n in range(1, 6))
    if complete or review.call.outcome in (*WITHOUT_CUSTOMER, "answered in writing"):
        return at
    return workdays.add_workdays(
        at, scene.policy.missing_notes_days, scene.hours(scene.team.manager)
    )


def _draft(review: Review, scene: Scene) -> Review:
    drafts = drafts_from(review.notes, review.facts)
    review = changed(review, stage=Stage.LEARNING, drafts=drafts)
    review = noted(review, scene.now, NAME, f"{len(drafts)} draft practices")
    review = marked(review, "approval_asked", scene.now)
    return _show_drafts(review, scene) if drafts else _leave(review, scene)


def show_group_drafts(review: Review, scene: Scene) -> Review:
    """Show the manager what the groups added."""
    marks = {k: v for k, v in review.marks.items() if k != "approval_again"}
    review = marked(changed(review, marks=marks), "approval_asked", scene.now)
    return _show_drafts(review, scene, from_groups=True)


def show_again(review: Review, scene: Scene) -> Review:
    """Show the open drafts once more."""
    return _show_drafts(review, scene, again=True, from_groups=review.stage is Stage.MEETING)


def _show_drafts(
    review: Review,
    scene: Scene,
    *,
    again: bool = False,
    changes: Iterable[str] = (),
    doubts: Iterable[dict[str, object]] = (),
    from_groups: bool = False,
) -> Review:
    rows = [_draft_row(d, scene.book) for d in review.drafts if d.status == "draft"]
    if not rows and not changes:
        return review
    return planned_mail(
        review,
        scene,
        NAME,
        "practice_drafts",
        scene.team.manager,
        {
            "drafts": rows,
            "changed": list(changes),
            "doubts": list(doubts),
            "from_groups": from_groups,
            "again": again,
        },
        generation=count_of(review, "practice_drafts") + 1,
    )


def _draft_row(draft: Draft, book: PracticeBook) -> dict[str, object]:
    similar = [{"number": p.number, "text": p.text} for p in near_duplicates(draft.text, book)]
    return {
        "number": draft.number,
        "text": draft.text,
        "words": draft.words,
        "origin": draft.origin,
        "similar": similar,
    }


def _approve(review: Review, scene: Scene, heard: Heard) -> Decision:
    """Take over the answer; approved drafts get their numbers in the book."""
    approval = read_approval(heard.text, review.drafts)
    doubts: list[dict[str, object]] = [
        {"line": d.line, "nearest": d.nearest} for d in approval.not_understood
    ]
    credit = "the groups" if review.stage is Stage.MEETING else ""
    book, drafts = approve_into(
        scene.book,
        approval.drafts,
        review_id=review.id,
        company=review.facts.company or "",
        now=scene.now,
        credit=credit,
    )
    review = changed(review, drafts=drafts)
    taken = [d for d in drafts if d.status == "approved"]
    review = noted(review, scene.now, NAME, f"{len(taken)} practices approved so far")
    if _waiting(review) or doubts:
        changes = [f"{n} approved" for n in approval.approved]
        changes += [f"{n} dropped" for n in approval.dropped]
        review = _show_drafts(review, scene, changes=changes, doubts=doubts)
    return Decision(review, book=book if book != scene.book else None, outcome="answered")


def _waiting(review: Review) -> bool:
    return any(d.status == "draft" for d in review.drafts)


def _leave(review: Review, scene: Scene) -> Review:
    """Show the account rep the summary first, then share with the team, then the meeting."""
    rep = scene.team.rep(review.facts.rep_email)
    rows = shared_rows(review, scene.book, from_groups=False)
    if rep is not None and review.notes.answers:
        review = planned_mail(
            review,
            scene,
            NAME,
            "summary_preview",
            rep,
            {
                "answers": answer_rows(review),
                "practices": rows,
                "meeting_start": None,
            },
        )
    review = share(review, scene, rows, "call", not_before=scene.now + REP_FIRST)
    return changed(review, stage=Stage.MEETING)


def share(
    review: Review,
    scene: Scene,
    rows: list[dict[str, object]],
    source: str,
    *,
    not_before: datetime | None = None,
) -> Review:
    """Send approved practices to the whole team, one mail a person, once a source."""
    if not rows:
        return review
    slot = review.meeting.slot
    for person in scene.team.reps:
        review = planned_mail(
            review,
            scene,
            NAME,
            "practices_shared",
            person,
            {
                "practices": rows,
                "source": source,
                "lesson": lesson(review),
                "meeting_start": iso(slot.start) if slot and source == "call" else None,
            },
            purpose=f"practices_shared_{source}",
            not_before=workdays.next_working_moment(not_before or scene.now, scene.hours(person)),
        )
    return noted(review, scene.now, NAME, f"{len(rows)} practices shared with the team")


def shared_rows(
    review: Review, book: PracticeBook, *, from_groups: bool
) -> list[dict[str, object]]:
    """Return this review's approved practices as templates take them."""
    numbers = {
        d.book_number
        for d in review.drafts
        if d.status == "approved" and d.origin.startswith("group") == from_groups
    }
    return [
        {"number": p.number, "text": p.text, "words": p.words, "credit": p.credit}
        for p in book.approved()
        if p.number in numbers
    ]


def answer_rows(review: Review) -> list[dict[str, object]]:
    """Return the customer's answers with their questions, as templates take them."""
    texts = {str(q.number): q.text for q in questions_for(review.facts)}
    return [
        {"number": int(n), "question": texts.get(n, ""), "text": text, "rep_text": None}
        for n, text in sorted(review.notes.answers.items())
    ]


def lesson(review: Review) -> str:
    """Return the one sentence that sums up what the customer said."""
    words = review.notes.answers.get("4") or review.notes.answers.get("3") or ""
    first = words.strip().split("\n")[0]
    return first if len(first) <= 240 else first[:237].rsplit(" ", 1)[0] + " …"
