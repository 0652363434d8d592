"""Duplicates: a further notification of a deal is merged into the review that there is of it."""

from __future__ import annotations

from typing import Any

from debrief.chapters import call_silence, loss_wishes
from debrief.chapters.corrected_facts import as_shown, is_major_deal
from debrief.chapters.customer_language import with_language
from debrief.chapters.hearing import held_back, take_note
from debrief.chapters.notification import customers_words, facts_of
from debrief.chapters.planning import changed, count_of, noted, planned_mail, with_facts
from debrief.chapters.receipt import HELD_MARK, NAME, settle
from debrief.chapters.scene import Decision, Heard, Scene
from debrief.model import Facts, Review, Stage
from debrief.reading.facts.fact_record import FIELDS
from debrief.reading.reading import Reading


def merge(
    review: Review, reading: Reading, heard: Heard, scene: Scene, *, requested: bool = False
) -> Decision:
    """Take a further notification of the same deal into its review: missing facts are filled.

    ``requested``: the manager forwards it for review, which starts what was only asked about.
    """
    if heard.key in review.handled:
        return Decision(review, outcome="handled", why="taken in before")
    extra = facts_of(reading)
    values = review.facts.model_dump()
    another = review.facts.customer_email and extra.customer_email != review.facts.customer_email
    added = [
        name
        for name in FIELDS
        if not values[name]
        and getattr(extra, name)
        and not (name == "amount" and not extra.currency)
        and not (name == "customer_name" and another)
    ]
    facts = review.facts.model_copy(update={name: getattr(extra, name) for name in added})
    also = (*review.also, heard.message_id) if heard.message_id else review.also
    review = with_facts(review, facts)
    review = changed(review, also=also, handled=(*review.handled, heard.key))
    if review.source.customer_message_id is None and heard.sender == facts.customer_email:
        source = review.source.model_copy(update={"customer_message_id": heard.message_id})
        review = changed(review, source=source)
    if not review.source.customer_text and (theirs := customers_words(reading, heard, facts)):
        review = changed(review, source=review.source.model_copy(update={"customer_text": theirs}))
    if review.stage is Stage.ASKING:
        review = with_language(review, scene)
    review = noted(review, scene.now, NAME, f"A second notification was added: {heard.subject}")
    review = planned_mail(
        review,
        scene,
        NAME,
        "merged",
        scene.team.manager,
        {
            "other_sender": heard.sender,
            "other_subject": heard.subject,
            "added": [[name, as_shown(getattr(facts, name))] for name in added],
            "differs": _differing(facts, extra),
            "stopped": review.stage is Stage.STOPPED,
            "logged": review.stage is Stage.LOGGED,
        },
        generation=count_of(review, "merged") + 1,
        in_reply_to=review.source.message_id,
    )
    review, wished = _with_new_wishes(review, reading, scene)
    asked_for = requested and not review.source.requested and HELD_MARK not in review.marks
    if asked_for:
        source = review.source.model_copy(update={"requested": True})
        verdict = "loss" if reading.verdict == "loss" else review.verdict
        review = changed(review, source=source, verdict=verdict)
    changes: list[list[str]] = []
    doubts: list[dict[str, Any]] = []
    unread: tuple[str, ...] = ()
    if requested:
        above = reading.forward is not None
        review, changes, doubts, unread = take_note(
            review, heard.text, scene, above=above, shared=heard.shared
        )
    starting = review.stage is Stage.ASKING and review.source.requested and (added or asked_for)
    if starting or changes or doubts or wished:
        review = changed(review, major=is_major_deal(review.facts, scene.team))
        held = bool(doubts) or wished
        review = settle(review, scene, changes=changes, doubts=doubts, held=held, unread=unread)
    return Decision(review, outcome="handled", why="added to the review of the same deal")


def _with_new_wishes(review: Review, reading: Reading, scene: Scene) -> tuple[Review, bool]:
    """Take up what a further notification says of how the customer would be reached; tell whether it holds.

    What has not gone out waits for `go`, and no reminder goes out.
    """
    review, wishes = loss_wishes.with_wishes(review, reading, scene)
    if wishes.holds:
        review = call_silence.kept_quiet(held_back(review), scene)
    return review, wishes.holds and not review.over


def _differing(ours: Facts, theirs: Facts) -> list[list[str]]:
    """Return the facts that another notification tells otherwise: name, what is kept, what it says."""
    found = []
    for name in ("amount", "currency", "rep_email", "competitor"):
        kept, said = getattr(ours, name), getattr(theirs, name)
        if kept and said and kept != said and not (name == "currency" and theirs.amount is None):
            found.append([name, as_shown(kept), as_shown(said)])
    return found
