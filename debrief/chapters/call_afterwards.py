"""What a customer writes once the call is over: a late yes, or one more answer. Nothing is done before the manager says so."""

from __future__ import annotations

from debrief.answers.commands import Commands
from debrief.answers.free_notes import placed
from debrief.answers.notes import read_notes
from debrief.chapters.answered_times import read_answer
from debrief.chapters.call_event import NAME, invite, tell
from debrief.chapters.call_silence import QUIET_MARK
from debrief.chapters.call_slots import find_call
from debrief.chapters.planning import changed, marked, noted, unmarked
from debrief.chapters.scene import Heard, Scene
from debrief.model import Notes, Review, Slot, Stage
from debrief.moments import both
from debrief.when.words import TimeAnswer, read_times

LATE_YES = "late_yes"  # the customer would talk after all; the manager was asked
OVER_WITHOUT = ("silent", "declined", "unreachable")
_NOTES_OF = ("notes_asked", "notes_again", "notes_promised")
_BY_HAND = (
    "The team has learned from this deal already, so I book nothing by myself: agree with them on a time in "
    "your own calendar, and reply here with what they say under the numbers 1 to 5. It is added to the notes."
)


def may_reopen(review: Review) -> bool:
    """Tell whether a call that ended without the customer may still be held: nothing was learned without them yet."""
    early = review.stage in (Stage.LISTENING, Stage.CLOSED) and "learned" not in review.marks
    return review.call.outcome in OVER_WITHOUT and early


def writes_afterwards(review: Review, scene: Scene, heard: Heard) -> Review:
    """Show the manager what was written, and the way on."""
    said = read_answer(review, scene, heard)
    willing = said.kind in ("accept", "windows", "other")
    if willing and review.call.outcome in OVER_WITHOUT:
        return late_yes(review, scene, heard.text, said)
    answers = read_notes(heard.text, earlier=Notes()).answers
    answers = answers or placed(heard.text, review.facts.competitor).answers
    following = "If it belongs to the notes, reply with its number, such as `4: what they said`."
    if answers:
        numbers = " and ".join(answers)
        following = (
            f"Reply `add to {numbers}` to have it added to the notes under {numbers}. {following}"
        )
        notes = review.notes.model_copy(update={"proposed": answers})
        review = changed(review, notes=notes)
    return tell(review, scene, "wrote_again", following, heard.text, needs_reply=None)


def late_yes(review: Review, scene: Scene, words: str, said: TimeAnswer | None = None) -> Review:
    """Ask the manager whether a customer who would talk after all is invited."""
    if not may_reopen(review):
        return tell(review, scene, "late_yes", _BY_HAND, words, needs_reply=None)
    windows = tuple(Slot(start=a, end=b) for a, b in said.windows if b > scene.now) if said else ()
    call = review.call.model_copy(update={"windows": windows, "ours": (), "not_before": None})
    review = marked(changed(review, call=call), LATE_YES, scene.now)
    found = find_call(review, scene, with_rep=review.call.with_rep, windows=windows)
    if found is None:
        following = (
            "Nothing was sent, and I found no time then that suits both of you. Reply with a time, such as "
            "`Thursday 15:00`, to invite them."
        )
        return tell(review, scene, "late_yes", following, words, needs_reply=True)
    when = both(found[0].start, review.call.zone, scene.team.manager.time_zone)
    following = (
        f"Nothing was sent. Reply `go` to invite them for {when}, or with a time of your own, such as "
        "`Thursday 15:00`. `stop` ends it."
    )
    return tell(review, scene, "late_yes", following, words, needs_reply=True)


def reopened(review: Review, scene: Scene, heard: Heard, commands: Commands) -> Review | None:
    """Invite the customer who would talk after all, as the manager says; None where they do not say it."""
    if LATE_YES not in review.marks or not may_reopen(review):
        return None
    said = read_times(heard.text, heard.said_at, scene.team.manager.time_zone)
    named = said.from_now(scene.now).windows
    windows = tuple(Slot(start=a, end=b) for a, b in named)
    if not windows and not commands.go:
        return None
    found = find_call(
        review,
        scene,
        with_rep=review.call.with_rep,
        windows=windows or review.call.windows,
        theirs=not windows,
    )
    if found is None:
        following = (
            "The time does not suit: one of you is busy then, it lies outside the customer's hours, or it is "
            "too soon for an invitation. Nothing was sent; please name another time."
        )
        return tell(review, scene, "late_yes", following, needs_reply=True)
    update = {"outcome": None, "outcome_at": None, "waiting_since": scene.now, "ours": windows}
    review = unmarked(review, *_NOTES_OF, LATE_YES, QUIET_MARK, "paused", "grace", "script")
    call = review.call.model_copy(update=update)
    review = changed(review, stage=Stage.CALLING, closed_at=None, call=call)
    review = noted(review, scene.now, NAME, "Opened again: the customer would talk after all")
    review = invite(review, scene, (found[0], ()))
    agreed = any(w.start <= found[0].start and found[0].end <= w.end for w in call.windows)
    answer = "accepted" if agreed else "tentative"  # they asked for it: nobody chases them
    review = changed(review, call=review.call.model_copy(update={"answer": answer}))
    return tell(review, scene, "booked", "You get the questions again an hour before.")
