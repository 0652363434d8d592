"""Chapter 4, what was learned: notes by reply, draft practices, approval, the book, sharing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from debrief.answers.instead_of_notes import postpones
from debrief.answers.meeting_wish import split_no_meeting
from debrief.answers.second_thoughts import takes_back, without_start
from debrief.chapters.note_taking import (
    PROMISED,
    WITHOUT_CUSTOMER,
    notes_due,
    notes_overdue,
    take_notes,
)
from debrief.chapters.our_mails import CHECK_MAIL, DRAFTS_MAIL
from debrief.chapters.planning import (
    asked_back,
    changed,
    count_of,
    dropped,
    iso,
    marked,
    noted,
    planned_mail,
    unmarked,
)
from debrief.chapters.practice_checking import (
    ANSWERS,
    decide_on_book,
    holds,
    question_published,
    still_true,
    taken_back,
)
from debrief.chapters.practice_sharing import (
    answer_rows,
    as_in_book,
    names_of_ours,
    share,
    shared_rows,
    unheard,
    unshared,
)
from debrief.chapters.scene import Decision, Heard, Scene
from debrief.chapters.shared_meeting import no_further
from debrief.lexicon import Doubt, fold, is_pleasantry, said
from debrief.model import Draft, PracticeBook, Review, Stage
from debrief.practices.blameless import Name, blaming_words, hint_rows
from debrief.practices.check import split_book
from debrief.practices.practices import (
    Approval,
    approve_into,
    drafts_from,
    edit,
    near_drafts,
    near_duplicates,
    read_approval,
    retire,
    with_drafts_back,
)
from debrief.timing import workdays

NAME = "best_practices"
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
        if "notes_asked" not in review.marks or review.notes.at is None:
            return Decision(notes_overdue(review, scene))
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
    of_book = heard.purpose in (*CHECK_MAIL, *DRAFTS_MAIL) and takes_back(heard.text)
    if of_book and (undone := taken_back(review, scene, heard)) is not None:
        return _told_anew(undone, scene)
    if heard.purpose in CHECK_MAIL:
        return still_true(review, scene, heard)
    if heard.purpose in DRAFTS_MAIL and review.drafts:
        return _decide(review, scene, heard)
    taken = take_notes(review, scene, heard)
    if taken.notes.answers != review.notes.answers:
        taken = question_published(review, _more_drafts(taken, scene), scene)
    return Decision(taken, outcome="answered")


def _told_anew(undone: Decision, scene: Scene) -> Decision:
    """Share with the team what is in force again and what they were to hear of already."""
    review, book = undone.review, undone.book
    if book is None or _waiting(review) or _to_be_shared(review):
        return undone
    shared = share(review, replace(scene, book=book), unshared(review, book), "later")
    return replace(undone, review=shared)


def _more_drafts(review: Review, scene: Scene) -> Review:
    """What later notes recommend becomes drafts as well; a draft of words since corrected is dropped."""
    if "learned" not in review.marks and review.stage is not Stage.LEARNING:
        return review
    review = changed(review, drafts=tuple(_kept(d, review) for d in review.drafts))
    known = {fold(t) for d in review.drafts for t in (d.text, d.words)}
    number = max((d.number for d in review.drafts), default=0)
    more = [d for d in _drafts_of(review, scene) if not {fold(d.text), fold(d.words)} & known]
    if not more:
        return review
    new = (d.model_copy(update={"number": n}) for n, d in enumerate(more, number + 1))
    return _show_drafts(changed(review, drafts=(*review.drafts, *new)), scene)


# -- practices -------------------------------------------------------------------------------


def _kept(draft: Draft, review: Review) -> Draft:
    """Return an open draft dropped where the notes hold the words that it comes of no more."""
    if draft.status != "draft" or holds(review.notes, draft):
        return draft
    return draft.model_copy(update={"status": "dropped"})


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
    return _show_drafts(review, scene) if drafts else _leave(review, scene)


def show_group_drafts(review: Review, scene: Scene) -> Review:
    """Show the manager what the groups added."""
    review = marked(unmarked(review, "approval_again"), "approval_asked", scene.now)
    return _show_drafts(review, scene, from_groups=True)


def show_again(review: Review, scene: Scene) -> Review:
    """Show the open drafts once more."""
    from_groups = review.stage is Stage.MEETING or review.meeting_beside
    return _show_drafts(review, scene, again=True, from_groups=from_groups)


def _show_drafts(
    review: Review,
    scene: Scene,
    *,
    again: bool = False,
    changes: Iterable[str] = (),
    doubts: Iterable[dict[str, object]] = (),
    from_groups: bool = False,
) -> Review:
    names = names_of_ours(review, scene.team)
    waiting = [d for d in review.drafts if d.status == "draft"]
    rows = [_draft_row(d, review.drafts, scene.book, names) for d in waiting]
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


def _draft_row(
    draft: Draft, drafts: tuple[Draft, ...], book: PracticeBook, names: tuple[Name, ...]
) -> dict[str, object]:
    similar = [{"number": p.number, "text": p.text} for p in near_duplicates(draft.text, book)]
    return {
        "number": draft.number,
        "text": draft.text,
        "words": draft.words,
        "origin": draft.origin,
        "similar": similar,
        "near": list(near_drafts(draft, drafts)),
        "hints": hint_rows(draft.text, names),
    }


def _held(before: Draft | None, after: Draft, approval: Approval, names: tuple[Name, ...]) -> bool:
    """Whether a wording that blames or names somebody waits: a new one is shown once more first,
    and one that was shown wants a yes of its own.
    """
    if after.status != "approved" or not blaming_words(after.text, names):
        return False
    if before is None or fold(before.text) != fold(after.text):
        return True
    return before.status != "approved" and after.number not in approval.named


def _quotable(draft: Draft, review: Review, names: tuple[Name, ...]) -> Draft:
    """Return the draft without words of the customer that the team is not to read."""
    answer = ANSWERS.get(draft.origin, "")
    harsh = answer not in review.notes.shared and blaming_words(draft.words, names)
    return draft.model_copy(update={"words": ""}) if harsh else draft


def _decide(review: Review, scene: Scene, heard: Heard) -> Decision:
    """Take over the answer: first what it says of the book, then what it says of the drafts."""
    said_of = split_book(heard.text, review.drafts, scene.book)
    book = None
    if said_of.book:
        review, book = decide_on_book(review, scene, heard, said_of.book)
        scene = replace(scene, book=book)
        if not said_of.unclear and all(map(is_pleasantry, said(said_of.drafts))):
            return Decision(review, book=book, outcome="answered")
    heard = replace(heard, text=said_of.drafts)
    done = _approve(review, scene, heard, said_of.unclear)
    return replace(done, book=done.book or book)


def _approve(review: Review, scene: Scene, heard: Heard, unclear: Iterable[Doubt] = ()) -> Decision:
    """Take over the answer; approved drafts get their numbers in the book."""
    if takes_back(heard.text):
        return _taken_back(review, scene, heard)
    today = scene.now.astimezone(ZoneInfo(scene.team.manager.time_zone)).date()
    if _waiting(review) and postpones(heard.text, today):
        return Decision(_put_off(review, scene, heard), outcome="answered")
    text, no_meeting = split_no_meeting(heard.text)
    if no_meeting:
        review = no_further(review, scene)
        if not text.strip():
            if _waiting(review):
                review = _show_drafts(review, scene, changes=["No meeting of its own is booked."])
            return Decision(review, outcome="answered", why="no meeting of its own")
    approval = read_approval(without_start(text), review.drafts)
    before = review.drafts
    doubts: list[dict[str, object]] = [
        {"line": d.line, "nearest": d.nearest} for d in (*unclear, *approval.not_understood)
    ]
    unknown = [
        d for d in approval.drafts if d.book_number and scene.book.get(d.book_number) is None
    ]
    wholesale = _withdrawn_at_once(review, approval)
    if wholesale:
        one_by_one = f"drop {' and '.join(str(d.number) for d in wholesale)}"
        doubts.append({"line": heard.text.strip()[:300], "nearest": one_by_one})
    doubts += [{"line": f"{d.number} is P{d.book_number}", "nearest": "yes"} for d in unknown]
    known = {d.number: d for d in review.drafts}
    names = names_of_ours(review, scene.team)
    harsh = [d for d in approval.drafts if _held(known.get(d.number), d, approval, names)]
    wanted = tuple(
        known[d.number]
        if d.number in {w.number for w in wholesale}
        else d.model_copy(update={"status": "draft", "book_number": None})
        if d in unknown or d in harsh
        else d
        for d in approval.drafts
    )
    book, numbered = approve_into(
        _amended(scene.book, review, wanted),
        [_quotable(d, review, names) for d in wanted],
        review_id=review.id,
        company=review.facts.company or "",
        now=scene.now,
    )
    drafts = tuple(
        d.model_copy(update={"words": w.words}) for d, w in zip(numbered, wanted, strict=True)
    )
    last = before if drafts != before else review.drafts_before
    review = as_in_book(changed(review, drafts=drafts, drafts_before=last), book)
    taken = [d for d in drafts if d.status == "approved"]
    review = noted(review, scene.now, NAME, f"{len(taken)} practices approved so far")
    thanks = drafts == before and all(is_pleasantry(x) for x in said(heard.text))
    if _waiting(review) and (doubts or not thanks):
        changes = _changes(before, drafts, approval)
        review = _show_drafts(review, scene, changes=changes, doubts=doubts)
    elif not thanks and not (doubts and drafts == before):
        review = _tell_decided(review, scene, book)
    if doubts and not _waiting(review):
        review = _doubted(review, scene, heard, doubts)
    if not _waiting(review) and not _to_be_shared(review):
        review = share(review, replace(scene, book=book), unshared(review, book), "later")
    return Decision(review, book=book if book != scene.book else None, outcome="answered")


def _withdrawn_at_once(review: Review, approval: Approval) -> list[Draft]:
    """Return what the team has and a mere "drop all" would take away: that wants its numbers named."""
    if _waiting(review) or unheard(review):
        return []
    had = {d.number for d in review.drafts if d.status == "approved"}
    return [
        d
        for d in approval.drafts
        if d.status == "dropped" and d.number in had and d.number not in approval.named
    ]


def _taken_back(review: Review, scene: Scene, heard: Heard) -> Decision:
    """Undo the manager's last answer as long as nobody has heard of it; else say what can be done."""
    known = {d.number: d for d in review.drafts_before}
    drafts = tuple(
        _kept(known.get(d.number, d), review)
        for d in review.drafts
        if d.number in known or d.origin != "manager"
    )
    waiting = any(d.status == "draft" for d in drafts)
    if known and waiting and (_to_be_shared(review) or unheard(review)):
        book = with_drafts_back(scene.book, review.id, review.drafts, drafts)
        review = _learning_again(review, scene)
        review = as_in_book(changed(review, drafts=drafts, drafts_before=()), book)
        review = noted(review, scene.now, NAME, "The last answer was taken back")
        taken = ["Your last answer counts no more."]
        review = _show_drafts(review, replace(scene, book=book), changes=taken)
        return Decision(review, book=book if book != scene.book else None, outcome="answered")
    if _waiting(review):
        expected = "what becomes of the drafts, such as `yes` or `drop 1`; no answer of yours is there to take back"
        review = asked_back(
            review, scene, NAME, scene.team.manager, heard, said(heard.text), expected
        )
    else:
        review = _tell_decided(review, scene, scene.book, taken_back=False)
    return Decision(review, outcome="answered")


def _learning_again(review: Review, scene: Scene) -> Review:
    """Let the team hear of nothing before the drafts are decided on anew."""
    if review.stage is not Stage.MEETING or review.meeting.state != "none":
        return review
    review = dropped(review, ("practices_shared_call", "summary_preview"))
    review = changed(unmarked(review, "learned", "approval_again"), stage=Stage.LEARNING)
    return marked(review, "approval_asked", scene.now)


def _put_off(review: Review, scene: Scene, heard: Heard) -> Review:
    """Let the drafts wait, and ask once more."""
    again = None
    if review.stage is Stage.LEARNING:
        review = marked(unmarked(review, "approval_again"), "approval_asked", scene.now)
        hours = scene.hours(scene.team.manager)
        again = iso(workdays.add_workdays(scene.now, scene.policy.approval_days, hours))
    return planned_mail(
        review,
        scene,
        NAME,
        "drafts_wait",
        scene.team.manager,
        {"again": again},
        generation=count_of(review, "drafts_wait") + 1,
        in_reply_to=heard.message_id,
    )


def _changes(before: Iterable[Draft], after: Iterable[Draft], approval: Approval) -> list[str]:
    """Say of each draft that the answer changed what became of it."""
    old, into = {d.number: d for d in before}, {b: a for a, b in approval.merged}
    told = []
    for draft in after:
        was = old.get(draft.number)
        if was is not None and was.text != draft.text:
            told.append(f"{draft.number} is now: {draft.text}")
        elif was is None or was.status != draft.status:
            gone = f"is in {into[draft.number]} now" if draft.number in into else "dropped"
            told.append(f"{draft.number} {gone if draft.status == 'dropped' else draft.status}")
    return told


def _doubted(review: Review, scene: Scene, heard: Heard, doubts: list[dict[str, object]]) -> Review:
    """Ask back what was not read when no draft is open any more."""
    expected = "what becomes of a practice by its number in the book, such as `retire P1` or `P1: better wording`"
    if review.meeting.state == "booked":
        expected += "; or `move the meeting to Friday 15:00` and `cancel the meeting`"
    return asked_back(review, scene, NAME, scene.team.manager, heard, doubts, expected)


def _tell_decided(
    review: Review, scene: Scene, book: PracticeBook, *, taken_back: bool | None = None
) -> Review:
    """Tell the manager what is published now, and what was left out."""
    rep = scene.team.rep(review.facts.rep_email)
    rows = [r for g in (False, True) for r in shared_rows(review, book, from_groups=g)]
    return planned_mail(
        review,
        scene,
        NAME,
        "practices_decided",
        scene.team.manager,
        {
            "published": [{"number": r["number"], "text": r["text"]} for r in rows],
            "taken_back": taken_back,
            "left_out": [
                {"number": d.number, "text": d.text}
                for d in review.drafts
                if d.status == "dropped" and d.book_number is None
            ],
            "withdrawn": [
                {"number": p.number, "text": p.text}
                for d in review.drafts
                if d.status == "dropped"
                and (p := book.get(d.book_number or 0)) is not None
                and p.status == "retired"
            ],
            "rep_first": bool(
                rep is not None and review.notes.answers and review.stage is Stage.LEARNING
            ),
        },
        generation=count_of(review, "practices_decided") + 1,
    )


def _amended(book: PracticeBook, review: Review, drafts: Iterable[Draft]) -> PracticeBook:
    """Follow the manager's second thoughts on practices that this review brought into the book."""
    before = {d.number: d for d in review.drafts}
    for draft in drafts:
        number = draft.book_number
        old = before.get(draft.number)
        practice = book.get(number) if number is not None else None
        if practice is None or old is None or practice.review_id != review.id:
            continue
        if draft.status == "dropped":
            book = retire(book, practice.number)
        elif draft.text != old.text:
            book = edit(book, practice.number, draft.text)
    return book


def _to_be_shared(review: Review) -> bool:
    """Whether what is approved now goes out with a step that is still to come."""
    if review.stage is Stage.MEETING or review.meeting_beside:
        return review.meeting.state == "approving"
    return review.stage in (Stage.LISTENING, Stage.LEARNING)


def _waiting(review: Review) -> bool:
    return any(d.status == "draft" for d in review.drafts)


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
