"""Words about a review that came another way than its own mails: in another thread, or passed on by one of ours.

They move nothing by themselves unless they are a rep's clear yes or no to their own call.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from debrief.answers.attendance import says_of_coming, speaks_of_coming
from debrief.answers.free_notes import placed
from debrief.answers.notes import read_notes
from debrief.answers.rep_absence import says_away
from debrief.answers.rep_caution import asks_restraint
from debrief.answers.won_after_all import won_after_all
from debrief.chapters import call_event, hearing, rep_word
from debrief.chapters.call_rep import rep_writes
from debrief.chapters.call_silence import is_quiet, kept_quiet
from debrief.chapters.note_taking import offered
from debrief.chapters.planning import dropped, noted
from debrief.chapters.scene import Decision, Heard, Scene
from debrief.lexicon import is_closing, is_greeting, is_signed, words
from debrief.model import Review, Stage
from debrief.moments import both
from debrief.when.words import read_times

NAME = "customer_call"
_WAYS = "Reply with a time, such as `Thursday 15:00`, {alone}or `stop` to call it off."


def rep_writes_elsewhere(
    review: Review, scene: Scene, heard: Heard, thread: str, whole: str, *, sure: bool
) -> Decision:
    """Take a rep's word that names this review in the thread of another one.

    ``whole`` is all that they wrote there; ``sure``: no other review can be meant.
    """
    theirs = sure and heard.sender == review.facts.rep_email
    if theirs and (says_away(heard.text) or says_of_coming(heard.text)):
        decision = rep_writes(review, scene, heard)
        if decision.outcome != "set_aside":
            return decision
    restrains = won_after_all(heard.text) or asks_restraint(heard.text)
    if sure and restrains and not speaks_of_coming(heard.text):
        return hearing.hear(review, scene, heard)
    rep = scene.team.person(heard.sender)
    name = rep.name if rep else heard.sender
    following = f"{name} wrote this about {thread}, and names this deal. Nothing was changed. "
    if review.stage is Stage.CALLING and review.call.state == "booked":
        alone = "`alone` to keep the call without the rep, " if review.call.with_rep else ""
        following += _WAYS.format(alone=alone)
    else:
        following += "`stop` ends the review; without a word from you, all goes on."
    review = call_event.tell(
        review, scene, "rep_elsewhere", following, f"{name}: {whole.strip()}", needs_reply=None
    )
    return Decision(review, outcome="answered", why="a rep's word in another thread")


def customer_passed_on(review: Review, scene: Scene, heard: Heard, letter: str) -> Decision:
    """Take what this review's customer wrote to one of ours, who passes it on.

    While the call is open, the manager decides; after it, the words are offered as notes.
    """
    person = scene.team.person(heard.sender)
    by = person.first_name if person else heard.sender
    if person is not None and person.email == scene.team.manager.email:
        by = "You"
    said = _own(letter, review.facts.customer_name)
    review = noted(
        review, scene.now, NAME, "Words of the customer were passed on by one of the team"
    )
    written = review.call.state == "written" and read_notes(said).numbered
    if review.stage is not Stage.CALLING or written:
        return _as_notes(review, scene, heard, said, by)
    review = kept_quiet(dropped(review, ("chase", "other_times")), scene)
    review = call_event.tell(
        review, scene, "passed_on", _moving(review, scene, heard, said, by), said, needs_reply=None
    )
    return Decision(rep_word.told(review, scene, heard), outcome="answered", why="passed on")


def _moving(review: Review, scene: Scene, heard: Heard, letter: str, by: str) -> str:
    """Say what the manager may reply, with the time that the customer names."""
    said = read_times(letter, heard.said_at, review.call.zone).from_now(scene.now)
    ours = ZoneInfo(scene.team.manager.time_zone)
    lead = f"{by} passed this on, so nothing was changed."
    if said.kind in ("windows", "accept") and said.windows:
        start = said.windows[0][0]
        here = start.astimezone(ours)
        lead += (
            f" They name {both(start, review.call.zone, ours.key)}: "
            f"`{here.day} {here:%B %H:%M}` moves the call there."
        )
    else:
        lead += " A time, such as `Thursday 15:00`, moves the call."
    more = " `write` sends the questions in writing, `stop` ends the review."
    if is_quiet(review):
        more += " No reminder goes out meanwhile; `go` lets them go out again."
    return lead + more


def _as_notes(review: Review, scene: Scene, heard: Heard, said: str, by: str) -> Decision:
    read = read_notes(said)
    answers = read.answers if read.numbered else placed(said, review.facts.competitor).answers
    lead = f"{by} passed on what {review.facts.customer_name or 'the customer'} wrote."
    review = offered(review, scene, heard, answers, said, lead)
    return Decision(rep_word.told(review, scene, heard), outcome="answered", why="offered as notes")


def _own(text: str, name: str | None) -> str:
    """Return a customer's words without greeting and the name below them."""
    lines = [line for line in text.splitlines() if not is_greeting(line)]
    names = frozenset(words(name or ""))
    while lines and (names.issuperset(words(lines[-1])) or is_closing(lines[-1])):
        lines.pop()
    return "\n".join(line for line in lines if not is_signed(line)).strip()
