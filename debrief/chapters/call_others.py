"""What a call hears of those it did not ask: a mail server, somebody who is not invited."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from debrief.answers.account_rep import with_rep_named
from debrief.answers.addressees import bears_name
from debrief.answers.company import with_company_named
from debrief.answers.contact_wishes import asks_for_no_contact
from debrief.answers.left_out import with_left_out
from debrief.answers.loss_wishes import sentences_of
from debrief.answers.notes import read_notes
from debrief.answers.written_wish import Successor
from debrief.chapters.answered_times import names_minute, read_answer
from debrief.chapters.call_event import is_added, tell
from debrief.chapters.call_silence import is_quiet, kept_quiet
from debrief.chapters.planning import changed, marked, unmarked
from debrief.chapters.scene import Decision, Heard, Scene
from debrief.model import Review, Stage
from debrief.team import Team

THEIR_TIME = (
    "their_time"  # the mark: when somebody who answers for the customer would have the call
)
THEIR_YES = "their_yes"  # the mark: the call's time, to which they may have agreed


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
    """Put what somebody wrote whom the call did not ask before the manager."""
    words = heard.answer.comment if heard.answer else heard.text
    ours = scene.team.rep(heard.sender)
    if is_added(review, heard.sender):
        guest = ours.name if ours else review.call.guests.get(heard.sender, heard.sender)
        following = f"{guest} is on the call as well; nothing was changed."
        return tell(review, scene, "guest_writes", following, words[:500] or None, needs_reply=None)
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
    at = _named_time(review, scene, heard)
    guest = is_added(review, heard.sender)
    review = marked(review, THEIR_TIME, at) if at and not guest else unmarked(review, THEIR_TIME)
    no_contact = any(map(asks_for_no_contact, sentences_of(heard.text)))
    agree = not guest and not no_contact and at is None
    review = _asked_about_yes(review) if agree else unmarked(review, THEIR_YES)
    if no_contact:
        following = "They ask that nobody be contacted. `stop` ends the review and takes the call off the calendar."
    elif guest:
        who = review.call.guests.get(heard.sender, heard.sender)
        following = (
            f"{who} is on the call as well, and nothing was changed. In reply, {_moving(at, scene)} moves the call, and "
            "`stop` ends the review."
        )
    else:
        following = _for_them(review, scene, heard, name, at)
    if is_quiet(review):
        following += " No reminder goes out meanwhile; `go` sends them."
    words = heard.text.strip() or heard.subject
    event = "guest_writes" if guest else "colleague_answers"
    review = tell(review, scene, event, following, words[:500], needs_reply=None)
    return Decision(review, outcome="answered", why="somebody else answers for the customer")


def _for_them(review: Review, scene: Scene, heard: Heard, name: str, at: datetime | None) -> str:
    """Return what the manager may answer to somebody who is not invited."""
    new = Successor(heard.sender, name if _is_name(name, heard.sender) else "")
    agree = "`yes` counts the time as agreed, " if THEIR_YES in review.marks else ""
    return (
        f"{new.name or new.email} is not invited, so nothing was changed. In reply, {agree}{_moving(at, scene)} moves the call, "
        f"`{new.beside}` has them on the call as well, `{new.command}` invites them instead, and `stop` ends the review."
    )


def _asked_about_yes(review: Review) -> Review:
    """Note that the manager may take the call's time, where nobody agreed to it yet, as agreed."""
    call = review.call
    if call.state != "booked" or call.answer is not None or call.slot is None:
        return unmarked(review, THEIR_YES)
    return marked(review, THEIR_YES, call.slot.start)


def may_agree(review: Review) -> bool:
    """Tell whether the call still stands at the time to which somebody may have agreed for the customer."""
    call = review.call
    if call.state != "booked" or call.answer is not None or call.slot is None:
        return False
    return review.marks.get(THEIR_YES) == call.slot.start


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


def with_people_ordered(review: Review, heard: Heard, team: Team) -> Heard:
    """Return a manager's words as the orders that they are: who stands for the account, who else comes to the call."""
    if heard.sender != team.manager.email or review.stage not in (Stage.ASKING, Stage.CALLING):
        return heard
    rep = review.facts.rep_email
    text = with_rep_named(heard.text, team, rep)
    if _is_before_call(review, heard):
        text = with_company_named(text, team, rep)
        text = with_left_out(text, team, review.call.guests, rep)
    return replace(heard, text=text)


def _is_before_call(review: Review, heard: Heard) -> bool:
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
