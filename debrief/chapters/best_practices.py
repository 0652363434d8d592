"""Chapter 4, what was learned: notes by reply, draft practices, approval, the book, sharing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from debrief.answers.second_thoughts import takes_back
from debrief.chapters.draft_answers import hear_answer, to_be_shared
from debrief.chapters.drafts import NAME, as_notes_hold, is_waiting, show_drafts
from debrief.chapters.note_taking import (
    PROMISED,
    WITHOUT_CUSTOMER,
    notes_due,
    notes_overdue,
    take_notes,
)
from debrief.chapters.our_mails import CHECK_MAIL, DRAFTS_MAIL
from debrief.chapters.planning import changed, count_of, marked, noted, planned_mail
from debrief.chapters.practice_checking import question_published, still_true, taken_back
from debrief.chapters.practice_sharing import (
    answer_rows,
    names_of_ours,
    share,
    shared_rows,
    unshared,
)
from debrief.chapters.scene import Decision, Heard, Scene
from debrief.lexicon import fold
from debrief.model import Draft, Review, Stage
from debrief.practices.practices import drafts_from
from debrief.timing import workdays

REP_FIRST = timedelta(hours=2)  # the account rep sees the summary before the team does


def wake(review: Review, scene: Scene) -> datetime | None:
    """Notes are asked for after the call, drafts follow them, approval is asked for twice."""
    hours = scene.hours(scene.team.manager)
    if review.stage is Stage.LISTENING:
        if "notes_asked" not in review.marks or review.notes.at is None:
            return notes_due(review, scene)
        return _drafts_at(review, scene)
    if review.stage is Stage.LEARNING:
        asked = review.marks.get("approval_asked")
        if asked is None or not is_waiting(review):
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
        if "notes_asked" not in review.marks or review.notes.at is None:
            return Decision(notes_overdue(review, scene))
        return Decision(_draft(review, scene))
    if not is_waiting(review):
        return Decision(_leave(review, scene))
    if "approval_again" not in review.marks:
        review = marked(review, "approval_again", scene.now)
        return Decision(show_drafts(review, scene, again=True))
    review = noted(review, scene.now, NAME, "Drafts stay drafts: no answer from the manager")
    return Decision(_leave(review, scene))


def hear(review: Review, scene: Scene, heard: Heard) -> Decision:
    """Take the manager's notes, or the approval of drafts."""
    of_book = heard.purpose in (*CHECK_MAIL, *DRAFTS_MAIL) and takes_back(heard.text)
    if of_book and (undone := taken_back(review, scene, heard)) is not None:
        return _told_anew(undone, scene)
    if heard.purpose in CHECK_MAIL:
        return still_true(review, scene, heard)
    if heard.purpose in DRAFTS_MAIL and review.drafts:
        return hear_answer(review, scene, heard)
    taken = take_notes(review, scene, heard)
    if taken.notes.answers != review.notes.answers:
        taken = question_published(review, _more_drafts(taken, scene), scene)
    return Decision(taken, outcome="answered")


def _told_anew(undone: Decision, scene: Scene) -> Decision:
    """Share with the team what is in force again and what they were to hear of already."""
    review, book = undone.review, undone.book
    if book is None or is_waiting(review) or to_be_shared(review):
        return undone
    shared = share(review, replace(scene, book=book), unshared(review, book), "later")
    return replace(undone, review=shared)


def _more_drafts(review: Review, scene: Scene) -> Review:
    """What later notes recommend becomes drafts as well; a draft of words since corrected is dropped."""
    if "learned" not in review.marks and review.stage is not Stage.LEARNING:
        return review
    review = changed(review, drafts=tuple(as_notes_hold(d, review) for d in review.drafts))
    known = {fold(t) for d in review.drafts for t in (d.text, d.words)}
    number = max((d.number for d in review.drafts), default=0)
    more = [d for d in _drafts_of(review, scene) if not {fold(d.text), fold(d.words)} & known]
    if not more:
        return review
    new = (d.model_copy(update={"number": n}) for n, d in enumerate(more, number + 1))
    return show_drafts(changed(review, drafts=(*review.drafts, *new)), scene)


def _drafts_at(review: Review, scene: Scene) -> datetime:
    at = review.notes.at or scene.now
    if PROMISED in review.marks:
        return review.marks[PROMISED]
    complete = "1" in review.notes.answers and "4" in review.notes.answers  # what drafts come of
    if complete or review.call.outcome in (*WITHOUT_CUSTOMER, "answered in writing"):
        return at
    return workdays.add_workdays(
        at, scene.policy.missing_notes_days, scene.hours(scene.team.manager)
    )


def _drafts_of(review: Review, scene: Scene) -> tuple[Draft, ...]:
    ours = tuple(name.text for name in names_of_ours(review, scene.team))
    return drafts_from(review.notes, review.facts, ours, review.source.language)


def _draft(review: Review, scene: Scene) -> Review:
    drafts = _drafts_of(review, scene)
    review = changed(review, stage=Stage.LEARNING, drafts=drafts)
    review = noted(review, scene.now, NAME, f"{len(drafts)} draft practices")
    review = marked(review, "approval_asked", scene.now)
    return show_drafts(review, scene) if drafts else _leave(review, scene)


def _leave(review: Review, scene: Scene) -> Review:
    """Show the account rep the summary first, then share with the team, then the meeting."""
    rep = scene.team.rep(review.facts.rep_email)
    rows = shared_rows(review, scene.book, from_groups=False)
    seen = scene.now
    told = any(e.purpose == "summary_preview" and e.status != "dropped" for e in review.effects)
    if rep is not None and review.notes.answers and not told:
        seen = workdays.next_working_moment(scene.now, scene.hours(rep))
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
            not_before=seen,
            generation=count_of(review, "summary_preview") + 1,
        )
    review = share(review, scene, rows, "call", not_before=seen + REP_FIRST)
    return changed(marked(review, "learned", seen), stage=Stage.MEETING)
