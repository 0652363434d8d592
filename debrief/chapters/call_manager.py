"""What the manager's word does to a call: a time of their own, a choice, a go."""

from __future__ import annotations

from debrief.answers.commands import after_yes, read_commands
from debrief.answers.rep_absence import cannot_come
from debrief.chapters.call_afterwards import LATE_YES, may_reopen, reopened
from debrief.chapters.call_by_hand import confirmed
from debrief.chapters.call_event import (
    NAME,
    invite,
    invite_again,
    move,
    nobody_told,
    restated,
    stands,
    tell,
    withdrawn,
)
from debrief.chapters.call_others import THEIR_TIME, may_agree
from debrief.chapters.call_silence import is_quiet, kept_quiet, speaking_again, write_instead
from debrief.chapters.call_slots import find_call, unseen_rep
from debrief.chapters.call_times import accepted
from debrief.chapters.planning import asked_back, changed, marked, noted, unmarked
from debrief.chapters.scene import Decision, Heard, Scene
from debrief.lexicon import fold
from debrief.model import Review, Slot, Stage
from debrief.timing import workdays
from debrief.when.reply import ANOTHER
from debrief.when.words import read_times

PATIENCE = 2  # working days that a time of the manager's is waited for
_YOU_LEAD = (
    "You lead the call, so nothing was changed. Reply with another time, such as "
    "`Friday 11:00`, or `stop` to call it off. If somebody else is to hold it, pass them "
    "the questions, and reply with their notes under the numbers 1 to 5 afterwards."
)


def manager_says(review: Review, scene: Scene, heard: Heard) -> Decision:
    """The manager's choice (wait, alone) or a time of their own."""
    commands = read_commands(
        heard.text, review.facts, currency=scene.team.major_deal_threshold.currency
    )
    if (again := reopened(review, scene, heard, commands)) is not None:
        return Decision(again, outcome="answered", why="the customer would talk after all")
    if commands.write and review.facts.customer_email and review.stage is Stage.CALLING:
        return Decision(_in_writing(review, scene), outcome="answered")
    not_booked = review.call.state in ("choosing", "finding")
    if not_booked and (commands.wait or commands.alone):
        chosen = invite_again(review, scene, with_rep=not commands.alone)
        return Decision(chosen, outcome="answered")
    if commands.alone and review.call.state == "booked" and review.call.slot:
        return Decision(_without_rep(review, scene, review.call.slot), outcome="answered")
    said = read_times(heard.text, heard.said_at, scene.team.manager.time_zone)
    said = said.from_now(scene.now)
    none_named = said.only_refuses(heard.said_at) and not ANOTHER.search(fold(heard.text))
    named = said.kind in ("windows", "accept") and not none_named and said.windows
    if named and review.stage is Stage.CALLING:
        windows = tuple(Slot(start=a, end=b) for a, b in said.windows)
        return Decision(_at_their_time(review, scene, windows), outcome="answered")
    if review.call.state == "booked" and (none_named or cannot_come(heard.text)):
        review = tell(review, scene, "manager_cannot", _YOU_LEAD, needs_reply=True)
        return Decision(review, outcome="answered")
    if commands.go and (there := confirmed(review, scene)) is not None:
        review = tell(there, scene, "moved", "It is where you put it.", needs_reply=False)
        return Decision(review, outcome="answered")
    for_them = _says_yes_for_them(review, heard)
    if for_them and may_agree(review):
        return Decision(accepted(speaking_again(review), scene), outcome="answered")
    if commands.go and is_quiet(review) and not for_them:
        review = noted(speaking_again(review), scene.now, NAME, "The reminders go on")
        return Decision(review, outcome="answered", why="the reminders go on")
    review, lines = kept_quiet(review, scene), [heard.text.strip()]
    review = asked_back(review, scene, NAME, scene.team.manager, heard, lines, _expected(review))
    return Decision(review, outcome="answered")


def _in_writing(review: Review, scene: Scene) -> Review:
    """Send the questions in writing instead of a call, unless they are out or it is over."""
    if review.call.state not in ("written", "over"):
        return write_instead(review, scene)
    if review.call.state == "written":
        return tell(review, scene, "written", "They are out already; nothing more is sent.")
    return review


def _without_rep(review: Review, scene: Scene, slot: Slot) -> Review:
    """Take the rep off a booked call; its time stays."""
    call = review.call.model_copy(update={"with_rep": False})
    review = changed(review, call=call)
    if nobody_told(review):
        review = move(review, scene, slot, call.alternatives)
        heard_of = "The customer has not heard from us yet; the invitation names you alone."
    else:
        review = restated(review, scene)
        heard_of = "The customer reads so in the updated invitation; the time stays."
    return tell(review, scene, "alone", heard_of)


def _at_their_time(review: Review, scene: Scene, windows: tuple[Slot, ...]) -> Review:
    """Look for the call within the times that the manager named."""
    review = speaking_again(review)
    found = find_call(review, scene, with_rep=review.call.with_rep, windows=windows, theirs=False)
    if found or nobody_told(review):  # a correction may have it found anew
        update = {"ours": windows, "windows": ()}
        review = changed(review, call=review.call.model_copy(update=update))
    return _as_the_manager_says(review, scene, found)


def _says_yes_for_them(review: Review, heard: Heard) -> bool:
    """Tell whether the manager says no more than yes to what somebody wrote in the customer's place."""
    effect = review.effect(heard.effect)
    asked = effect is not None and effect.context.get("event") in (
        "colleague_answers",
        "guest_writes",
    )
    return asked and after_yes(heard.text) == ""


def _expected(review: Review) -> str:
    """Return what the manager may answer as things stand."""
    if review.stage is not Stage.CALLING:
        more = (
            "`go` or a time such as `Thursday 15:00` to invite them, "
            if LATE_YES in review.marks and may_reopen(review)
            else ""
        )
        return f"{more}notes under the numbers 1 to 5, `stop`, or a fact such as `amount: 120k`"
    choice = "`wait`, `alone`, " if review.call.state in ("choosing", "finding") else ""
    more = ". No reminder goes out meanwhile; `go` sends them" if is_quiet(review) else ""
    if review.call.state == "booked" and review.call.with_rep:
        choice = "`alone`, "
    return (
        f"a time such as `Thursday 15:00`, {choice}`write` (the questions go out in "
        "writing), `stop`, notes under the numbers 1 to 5, or a fact such as `amount: 120k`"
        f"{more}"
    )


def _as_the_manager_says(
    review: Review, scene: Scene, found: tuple[Slot, tuple[Slot, ...]] | None
) -> Review:
    """Move the call to the manager's time; an invitation that nobody has had yet goes out with it."""
    if found is None:
        following = (
            "The time you named does not suit: one of us is busy then, it lies outside the "
            "customer's hours, or it is too soon for an invitation. Please name another time."
        )
        unseen = unseen_rep(review, scene)
        if unseen is not None:
            following += (
                f" I cannot see the calendar of {unseen.name}, so name the hour that you two agreed "
                "on, such as `Thursday 15:00`, or reply `alone`."
            )
        if nobody_told(review):
            following += (
                " Nobody is invited before; without an answer in two business days, the earliest "
                "time that suits is taken."
            )
            call = review.call.model_copy(update={"state": "finding"})
            again = workdays.add_workdays(scene.now, PATIENCE, scene.hours(scene.team.manager))
            review = marked(changed(withdrawn(review), call=call), "find_again", again)
        return tell(review, scene, "no_slot", following, needs_reply=True)
    review = unmarked(review, "paused")
    if nobody_told(review) and stands(review):
        review = invite(withdrawn(review), scene, found)
        following = (
            "The customer has not heard from us yet; the invitation goes out with this time."
        )
        return tell(review, scene, "moved", following)
    if not stands(review):
        return invite(review, scene, found)
    theirs = review.marks.get(THEIR_TIME) == found[0].start
    if theirs:  # somebody who answers for the customer named it
        review = unmarked(review, THEIR_TIME)
        review = move(review, scene, *found, reason="you proposed", accepted=True)
        return tell(
            review, scene, "moved", "It is the time named for them, so it counts as agreed."
        )
    review = move(review, scene, *found)
    return tell(review, scene, "moved", "It is the time you named; the customer is asked anew.")
