"""A rep's word that speaks against going on: it commands nothing, and is the manager's to decide on."""

from __future__ import annotations

from debrief.answers.account_rep import passes_on
from debrief.answers.notes import read_notes
from debrief.answers.won_after_all import won_after_all
from debrief.chapters import call_event, call_silence
from debrief.chapters.planning import count_of, dropped, noted, planned_mail
from debrief.chapters.scene import Heard, Scene
from debrief.model import Review, Stage
from debrief.team import Team

NAME = "watch_inbox"


def put_before_manager(review: Review, scene: Scene, heard: Heard) -> Review:
    """Quote the rep to the manager, keep reminders back, and tell the rep who decides.

    What no customer has heard of is held by the caller.
    """
    silent = review.stage is Stage.ASKING
    review = call_silence.kept_quiet(dropped(review, ("chase", "other_times")), scene)
    rep = scene.team.rep(heard.sender)
    name = rep.name if rep else heard.sender
    won = won_after_all(heard.text)
    review = noted(
        review, scene.now, NAME, f"{name} {'says it is won' if won else 'advises to wait'}"
    )
    event = "rep_won" if won else "rep_caution"
    following = _following(review, scene, silent=silent)
    quote = f"{name}: {heard.text.strip()}"
    waits = silent or call_silence.is_quiet(review)  # else all goes on without an answer
    review = call_event.tell(
        review, scene, event, following, quote, needs_reply=True if waits else None
    )
    return told(review, scene, heard)


def hands_over(review: Review, team: Team, heard: Heard) -> bool:
    """Tell whether the account rep writes that somebody else may stand for the account."""
    theirs = heard.sender == review.facts.rep_email and heard.answer is None
    if (
        not theirs
        or read_notes(heard.text, earlier=review.rep_view).answers != review.rep_view.answers
    ):
        return False
    return passes_on(heard.text, team, heard.sender)[0]


def passed_on(review: Review, scene: Scene, heard: Heard) -> Review | None:
    """Put before the manager that the account rep would hand over, and to whom; None where they would not."""
    if not hands_over(review, scene.team, heard):
        return None
    new = passes_on(heard.text, scene.team, heard.sender)[1]
    swap = (
        f"`rep: {new.name}` gives the place to {new.first_name}"
        if new
        else "`rep: name` gives the place to somebody else"
    )
    following = f"Nothing was changed. {swap}, `rep: me` leaves you alone with it."
    review = noted(review, scene.now, NAME, "The account rep would hand over")
    review = call_event.tell(
        review, scene, "rep_hands_over", following, heard.text.strip(), needs_reply=None
    )
    return told(review, scene, heard)


def told(review: Review, scene: Scene, heard: Heard) -> Review:
    """Tell a rep whose words are before the manager that they are, and who decides."""
    rep = scene.team.rep(heard.sender)
    if rep is None:
        return review
    return planned_mail(
        review,
        scene,
        NAME,
        "passed_on",
        rep,
        {"loss": False},
        purpose="word_passed_on",
        generation=count_of(review, "word_passed_on", rep.email) + 1,
        in_reply_to=heard.message_id,
    )


def thanked(review: Review, scene: Scene, heard: Heard) -> Review:
    """Tell a rep who passed a loss on that it has arrived and who decides; once for each loss."""
    rep = scene.team.rep(heard.sender)
    if rep is None or count_of(review, "passed_on", rep.email):
        return review
    context = {"loss": True}
    return planned_mail(
        review, scene, NAME, "passed_on", rep, context, in_reply_to=heard.message_id
    )


def _following(review: Review, scene: Scene, *, silent: bool) -> str:
    who = review.facts.customer_name or "the customer"
    if silent:
        return (
            f"{who} has not heard from us, and nothing goes out until you decide: `go` starts the "
            "review, `stop` ends it."
        )
    if call_silence.is_quiet(review):
        return (
            f"{who} has the invitation already. No reminder goes out until you decide: `go` lets "
            "them go on, `stop` ends the review and takes the call off the calendar."
        )
    return f"{who} has heard from us already. `stop` ends the review; without it, all goes on."
