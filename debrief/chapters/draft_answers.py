"""What the manager's answer makes of drafts and of the book: approved, reworded, left out, taken back, put off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from zoneinfo import ZoneInfo

from debrief.answers.instead_of_notes import postpones
from debrief.answers.meeting_wish import split_no_meeting
from debrief.answers.second_thoughts import takes_back, without_start
from debrief.chapters.drafts import NAME, as_notes_hold, is_waiting, show_drafts
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
from debrief.chapters.practice_checking import ANSWERS, decide_on_book
from debrief.chapters.practice_sharing import (
    as_in_book,
    names_of_ours,
    share,
    shared_rows,
    unheard,
    unshared,
)
from debrief.chapters.scene import Decision, Heard, Scene
from debrief.chapters.shared_meeting import no_further
from debrief.lexicon import Doubt, beyond_thanks, fold, said
from debrief.model import Draft, PracticeBook, Review, Stage
from debrief.practices.blameless import Name, blaming_words
from debrief.practices.check import split_book
from debrief.practices.practices import (
    Approval,
    approve_into,
    edit,
    read_approval,
    retire,
    with_drafts_back,
)
from debrief.timing import workdays


def hear_answer(review: Review, scene: Scene, heard: Heard) -> Decision:
    """Take over the answer: first what it says of the book, then what it says of the drafts."""
    said_of = split_book(heard.text, review.drafts, scene.book)
    book = None
    if said_of.book:
        review, book = decide_on_book(review, scene, heard, said_of.book)
        scene = replace(scene, book=book)
        if not said_of.unclear and not beyond_thanks(said_of.drafts):
            return Decision(review, book=book, outcome="answered")
    heard = replace(heard, text=said_of.drafts)
    done = _approve(review, scene, heard, said_of.unclear)
    return replace(done, book=done.book or book)


def _approve(review: Review, scene: Scene, heard: Heard, unclear: Iterable[Doubt] = ()) -> Decision:
    """Take over the answer; approved drafts get their numbers in the book."""
    if takes_back(heard.text):
        return _taken_back(review, scene, heard)
    today = scene.now.astimezone(ZoneInfo(scene.team.manager.time_zone)).date()
    if is_waiting(review) and postpones(heard.text, today):
        return Decision(_put_off(review, scene, heard), outcome="answered")
    text, no_meeting = split_no_meeting(heard.text)
    if no_meeting:
        review = no_further(review, scene)
        if not text.strip():
            if is_waiting(review):
                review = show_drafts(review, scene, changes=["No meeting of its own is booked."])
            return Decision(review, outcome="answered", why="no meeting of its own")
    approval = read_approval(without_start(text), review.drafts)
    doubts: list[dict[str, object]] = [
        {"line": d.line, "nearest": d.nearest} for d in (*unclear, *approval.not_understood)
    ]
    wholesale = _withdrawn_at_once(review, approval)
    if wholesale:
        one_by_one = f"drop {' and '.join(str(d.number) for d in wholesale)}"
        doubts.append({"line": heard.text.strip()[:300], "nearest": one_by_one})
    unknown = [d for d in approval.drafts if d.book_number and not scene.book.get(d.book_number)]
    doubts += [{"line": f"{d.number} is P{d.book_number}", "nearest": "yes"} for d in unknown]
    before = review.drafts
    names = names_of_ours(review, scene.team)
    wanted = _allowed(review, approval, wholesale, unknown, names)
    review, book = _entered(review, scene, wanted, names)
    drafts = review.drafts
    thanks = drafts == before and not beyond_thanks(heard.text)
    if is_waiting(review) and (doubts or not thanks):
        changes = _changes(before, drafts, approval)
        review = show_drafts(review, scene, changes=changes, doubts=doubts)
    elif not thanks and not (doubts and drafts == before):
        review = _tell_decided(review, scene, book)
    if doubts and not is_waiting(review):
        review = _doubted(review, scene, heard, doubts)
    if not is_waiting(review) and not to_be_shared(review):
        review = share(review, replace(scene, book=book), unshared(review, book), "later")
    return Decision(review, book=book if book != scene.book else None, outcome="answered")


def _allowed(
    review: Review,
    approval: Approval,
    wholesale: list[Draft],
    unknown: list[Draft],
    names: tuple[Name, ...],
) -> tuple[Draft, ...]:
    """Return the drafts as decided, but for those to be withdrawn at once, without a place or too harsh."""
    known = {d.number: d for d in review.drafts}
    kept = {d.number for d in wholesale}
    harsh = [d for d in approval.drafts if _held(known.get(d.number), d, approval, names)]
    open_again = {"status": "draft", "book_number": None}
    return tuple(
        known[d.number]
        if d.number in kept
        else d.model_copy(update=open_again)
        if d in unknown or d in harsh
        else d
        for d in approval.drafts
    )


def _entered(
    review: Review, scene: Scene, wanted: tuple[Draft, ...], names: tuple[Name, ...]
) -> tuple[Review, PracticeBook]:
    """Enter approved drafts into the book, which numbers them; their own words stay theirs."""
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
    last = review.drafts if drafts != review.drafts else review.drafts_before
    review = as_in_book(changed(review, drafts=drafts, drafts_before=last), book)
    taken = [d for d in drafts if d.status == "approved"]
    return noted(review, scene.now, NAME, f"{len(taken)} practices approved so far"), book


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


def _withdrawn_at_once(review: Review, approval: Approval) -> list[Draft]:
    """Return what the team has and a mere "drop all" would take away: that wants its numbers named."""
    if is_waiting(review) or unheard(review):
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
        as_notes_hold(known.get(d.number, d), review)
        for d in review.drafts
        if d.number in known or d.origin != "manager"
    )
    waiting = any(d.status == "draft" for d in drafts)
    if known and waiting and (to_be_shared(review) or unheard(review)):
        book = with_drafts_back(scene.book, review.id, review.drafts, drafts)
        review = _learning_again(review, scene)
        review = as_in_book(changed(review, drafts=drafts, drafts_before=()), book)
        review = noted(review, scene.now, NAME, "The last answer was taken back")
        taken = ["Your last answer counts no more."]
        review = show_drafts(review, replace(scene, book=book), changes=taken)
        return Decision(review, book=book if book != scene.book else None, outcome="answered")
    if is_waiting(review):
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


def to_be_shared(review: Review) -> bool:
    """Whether what is approved now goes out with a step that is still to come."""
    if review.stage is Stage.MEETING or review.meeting_beside:
        return review.meeting.state == "approving"
    return review.stage in (Stage.LISTENING, Stage.LEARNING)
