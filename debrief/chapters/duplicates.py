"""Duplicates: a further notification of a deal is merged into the review that there is of it."""

from __future__ import annotations

from dataclasses import replace

from debrief.chapters import call_silence, loss_wishes
from debrief.chapters.corrected_facts import as_shown, is_major_deal
from debrief.chapters.customer_language import with_language
from debrief.chapters.hearing import held_back, take_note
from debrief.chapters.notification import customers_words, facts_of
from debrief.chapters.planning import changed, count_of, noted, planned_mail, with_facts
from debrief.chapters.receipt import HELD_MARK, NAME, NOTHING_HEEDED, settle
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
    added = _lacking(review.facts, extra)
    review = with_facts(
        review, review.facts.model_copy(update={name: getattr(extra, name) for name in added})
    )
    review = _with_source(review, reading, heard)
    if review.stage is Stage.ASKING:
        review = with_language(review, scene)
    review = noted(review, scene.now, NAME, f"A second notification was added: {heard.subject}")
    review = _tell_merged(review, scene, heard, added, extra)
    review, wished = _with_new_wishes(review, reading, scene)
    asked_for = requested and not review.source.requested and HELD_MARK not in review.marks
    if asked_for:
        source = review.source.model_copy(update={"requested": True})
        verdict = "loss" if reading.verdict == "loss" else review.verdict
        review = changed(review, source=source, verdict=verdict)
    heeded = NOTHING_HEEDED
    if requested:
        above = reading.forward is not None
        review, heeded = take_note(review, heard.text, scene, above=above, shared=heard.shared)
    starting = review.stage is Stage.ASKING and review.source.requested and (added or asked_for)
    if starting or heeded.changes or heeded.doubts or wished:
        review = changed(review, major=is_major_deal(review.facts, scene.team))
        held = bool(heeded.doubts) or wished
        review = settle(review, scene, replace(heeded, held=held))
    return Decision(review, outcome="handled", why="added to the review of the same deal")


def _lacking(facts: Facts, extra: Facts) -> list[str]:
    """Return the names of the facts that a review lacks and a further notification tells.

    Not a sum without its currency, nor the name of somebody else than its customer.
    """
    another = facts.customer_email and extra.customer_email != facts.customer_email
    left = {"customer_name"} if another else set()
    if not extra.currency:
        left.add("amount")
    known = facts.model_dump()
    return [n for n in FIELDS if not known[n] and getattr(extra, n) and n not in left]


def _with_source(review: Review, reading: Reading, heard: Heard) -> Review:
    """Return the review with what a further notification is, and what of the customer it passes on."""
    also = (*review.also, heard.message_id) if heard.message_id else review.also
    source, facts = review.source, review.facts
    if source.customer_message_id is None and heard.sender == facts.customer_email:
        source = source.model_copy(update={"customer_message_id": heard.message_id})
    if not source.customer_text and (theirs := customers_words(reading, heard, facts)):
        source = source.model_copy(update={"customer_text": theirs})
    return changed(review, also=also, handled=(*review.handled, heard.key), source=source)


def _tell_merged(
    review: Review, scene: Scene, heard: Heard, added: list[str], extra: Facts
) -> Review:
    """Tell the manager what the further notification added, and where it differs."""
    facts = review.facts
    context = {
        "other_sender": heard.sender,
        "other_subject": heard.subject,
        "added": [[name, as_shown(getattr(facts, name))] for name in added],
        "differs": _differing(facts, extra),
        "stopped": review.stage is Stage.STOPPED,
        "logged": review.stage is Stage.LOGGED,
    }
    return planned_mail(
        review,
        scene,
        NAME,
        "merged",
        scene.team.manager,
        context,
        generation=count_of(review, "merged") + 1,
        in_reply_to=review.source.message_id,
    )


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
