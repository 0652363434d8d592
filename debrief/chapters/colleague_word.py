"""What one customer writes of a colleague who is asked about another deal: the manager reads it before anybody goes on."""

from __future__ import annotations

import re

from debrief.answers.contact_wishes import asks_for_no_contact
from debrief.answers.loss_wishes import sentences_of
from debrief.answers.orders import holds_back, restrains
from debrief.answers.rep_absence import AWAY
from debrief.chapters.call_event import nobody_told, tell
from debrief.chapters.call_silence import kept_quiet
from debrief.chapters.hearing import held_back
from debrief.chapters.loss_wishes import MOST_QUOTES, WISH_MARK
from debrief.chapters.planning import changed, marked
from debrief.chapters.receipt import HELD_MARK, START_MARK, settle
from debrief.chapters.same_deal import same_customer
from debrief.chapters.scene import Decision, Heard, Scene
from debrief.lexicon import fold
from debrief.model import Review, Stage

_ASKING = re.compile(
    r"\b(?:ask|bother|disturb|trouble|involve|frag\w*|stor\w*|belastig\w*|demand\w*|derang\w*|preguntar?\w*|molest\w*|vraag|vragen|lastig|pergunt\w*|incomod\w*)\b"
)


def words_on(review: Review, text: str, other: Review) -> tuple[str, ...]:
    """Return the sentences in which a customer speaks against asking the customer of another deal of theirs."""
    name = other.facts.customer_name
    if other.over or not name or other.facts.customer_email == review.facts.customer_email:
        return ()
    if not same_customer(other.facts, review.facts):
        return ()
    names = "|".join(re.escape(fold(part)) for part in name.split() if len(part) > 2)
    named = re.compile(rf"\b(?:{names})\b") if names else None
    return tuple(
        sentence
        for sentence in sentences_of(text)
        if named and named.search(fold(sentence)) and _restrains(sentence)
    )


def warned(review: Review, scene: Scene, heard: Heard, quotes: tuple[str, ...]) -> Decision:
    """Keep their words with the review of the colleague, and let the manager read them."""
    if heard.key in review.handled:
        return Decision(review)
    before = review.source.wishes
    wishes = (*before, *(q for q in quotes if q not in before))[:MOST_QUOTES]
    source = review.source.model_copy(update={"wishes": wishes})
    review = changed(review, source=source, handled=(*review.handled, heard.key))
    silent = nobody_told(review)
    if silent or review.stage is Stage.ASKING:
        if silent or START_MARK in review.marks:
            review = marked(held_back(review), HELD_MARK, scene.now)
        return Decision(settle(marked(review, WISH_MARK, scene.now), scene))
    following = "No reminder goes out meanwhile: `go` lets them go on, `stop` ends the review."
    review = kept_quiet(review, scene)
    return Decision(
        tell(review, scene, "colleague_word", following, " ".join(quotes), needs_reply=True)
    )


def _restrains(sentence: str) -> bool:
    folded = fold(sentence)
    asked = holds_back(sentence) and _ASKING.search(folded) is not None
    away = re.search(rf"\b{AWAY}\b", folded) is not None
    return asked or away or restrains(sentence) or asks_for_no_contact(sentence)
