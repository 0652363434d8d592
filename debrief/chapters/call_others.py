"""What a call hears of those it did not ask: a mail server, somebody who is not invited."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from debrief.answers.addressees import bears_name
from debrief.answers.contact_wishes import asks_for_no_contact
from debrief.answers.loss_wishes import sentences_of
from debrief.answers.notes import read_notes
from debrief.answers.written_wish import Successor
from debrief.chapters.answered_times import names_minute, read_answer
from debrief.chapters.call_event import tell
from debrief.chapters.call_silence import is_quiet, kept_quiet
from debrief.chapters.planning import changed, marked, unmarked
from debrief.chapters.scene import Decision, Heard, Scene
from debrief.model import Review, Stage

THEIR_TIME = (
    "their_time"  # the mark: when somebody who answers for the customer would have the call
)


def bounced(review: Review, scene: Scene, heard: Heard) -> Review:
    """An address that is refused for good waits for the right one; what is only late changes nothing."""
    bounce = heard.bounce
    if (
        bounce is None
        or not bounce.permanent
        or review.stage is not Stage.CALLING
        or review.call.state == "unreached"
        or (bounce.recipient or "").lower() != (review.facts.customer_email or "")
    ):
        return review
    call = review.call.model_copy(update={"state": "unreached", "waiting_since": scene.now})
    review = changed(review, call=call)
    return tell(
        review,
        scene,
        "bounced",
        "Reply with the right address, such as `customer_email: name@company.example`.",
        needs_reply=True,
    )


def stranger(review: Review, scene: Scene, heard: Heard) -> Review:
    """Put what somebody wrote who is not invited before the manager."""
    words = heard.answer.comment if heard.answer else heard.text
    ours = scene.team.rep(heard.sender)
    return tell(
        review,
        scene,
        "team_writes" if ours else "forwarded",
        f"{ours.name if ours else heard.sender or 'Somebody'} is not invited; nothing was changed.",
        words[:500] or None,
        needs_reply=None if ours else True,
    )


def in_their_place(review: Review, scene: Scene, heard: Heard, name: str) -> Decision:
    """Put before the manager what a colleague, an assistant or an adviser answers for the customer.

    ``name`` is how they call themselves; it counts where their address bears it.
    """
    review = kept_quiet(review, scene)
    new = Successor(heard.sender, name if _is_name(name, heard.sender) else "")
    at = _named_time(review, scene, heard)
    agree = "`yes` counts the time as agreed, " if may_agree(review, at) else ""
    review = marked(review, THEIR_TIME, at) if at else unmarked(review, THEIR_TIME)
    following = (
        f"{new.name or new.email} is not invited, so nothing was changed. In reply, {agree}{_moving(at, scene)} moves the call, "
        f"`{new.beside}` has them on the call as well, `{new.command}` invites them instead, and `stop` ends the review."
    )
    if any(map(asks_for_no_contact, sentences_of(heard.text))):
        following = "They ask that nobody be contacted. `stop` ends the review and takes the call off the calendar."
    if is_quiet(review):
        following += " No reminder goes out meanwhile; `go` sends them."
    words = heard.text.strip() or heard.subject
    review = tell(review, scene, "colleague_answers", following, words[:500], needs_reply=None)
    return Decision(review, outcome="answered", why="somebody else answers for the customer")


def may_agree(review: Review, at: datetime | None) -> bool:
    """Tell whether somebody may have agreed for the customer to a time that is not agreed on yet."""
    call = review.call
    return call.state == "booked" and call.answer is None and at is None


def company_told(review: Review, scene: Scene, wish: Successor, words: str) -> Review:
    """Tell the manager whom the customer would have on the call beside themselves; nobody is invited on a guess."""
    who = review.facts.customer_name or "They"
    following = (
        f"Reply `{wish.beside}` to invite them as well; the time stays."
        if wish.email
        else f"{who} gives no address. Reply `join: name <address>` once you know it, or let {who} pass the invitation on."
    )
    if is_quiet(review):
        following += " No reminder goes out meanwhile; `go` sends them."
    return tell(review, scene, "company", following, words[:500], needs_reply=None)


def is_before_call(review: Review, heard: Heard) -> bool:
    """Tell whether words are of a call that is still to come, and no notes of one."""
    slot = review.call.slot
    to_come = slot is None or heard.at < slot.start
    return to_come and review.call.outcome is None and not read_notes(heard.text).numbered


def _is_name(name: str, address: str) -> bool:
    plain = re.fullmatch(r"[^\W\d_][\w'’. -]{1,60}", name) is not None
    return plain and bears_name(address.partition("@")[0], name)


def _named_time(review: Review, scene: Scene, heard: Heard) -> datetime | None:
    """Return the minute still to come that was named, if one was."""
    said = read_answer(review, scene, heard)
    if not said.windows or not names_minute(said, scene) or said.windows[0][0] <= scene.now:
        return None
    return said.windows[0][0]


def _moving(at: datetime | None, scene: Scene) -> str:
    """Return the manager's answer that moves the call there, or an example of one."""
    if at is None:
        return "a time, such as `Thursday 15:00`,"
    start = at.astimezone(ZoneInfo(scene.team.manager.time_zone))
    return f"`{start.day} {start:%B %H:%M}` (the time that they name, on your clock)"
