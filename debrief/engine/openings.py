"""A loss that was heard of: the review that it opens, or the one of the same deal that it adds to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from debrief.chapters import duplicates, notification, other_deals, rep_word
from debrief.chapters.planning import changed
from debrief.chapters.same_deal import same_deal
from debrief.chapters.scene import Decision, Heard, Scene
from debrief.chapters.waiting import answered_before
from debrief.engine import earlier_life, inbox, set_aside
from debrief.engine.earlier_life import FRESH, came_before, of_earlier_life
from debrief.model import Inbound, Review, short_hash
from debrief.reading import several_deals
from debrief.reading.kinds import is_automatic
from debrief.reading.reading import Reading

if TYPE_CHECKING:
    from debrief.engine.desk import Desk


class Openings:
    """Opens the reviews of a desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def take(self, entry: Inbound, reading: Reading, heard: Heard) -> Inbound:
        """Open a review, or add to the one of the same deal."""
        if reading.authenticated is False:
            return inbox.ended(entry, "set_aside", "the sender could not be verified")
        requested = self._starts(entry, reading, heard)
        if requested and reading.message is not None:
            reading = several_deals.doubted_where_several(reading, reading.message, self.desk.team)
        if self.desk.team.person(heard.sender) is not None:
            reading = several_deals.doubted_where_two_names(reading)
        now, scene = self.desk.clock(), self.desk.scene()
        fresh = notification.new_review(reading, heard, scene, requested=requested)
        fresh = of_earlier_life(fresh, entry.received_at, self.desk.store)
        thanks = rep_word.thanked if self._is_thanked(entry, reading, heard) else _unchanged
        known = [*self.desk.store.open(), *self.desk.scenes.recently_closed()]
        if (taken := next((r for r in known if heard.key in r.handled), None)) is not None:
            if taken.id != fresh.id:
                return inbox.ended(entry, "handled", "added to the review of the same deal", taken)
            return self._opened(entry, reading, self.desk.advance_review(taken.id))
        same = self._of_same_deal(known, fresh, heard)
        if same is not None:

            def add(current: Review, scene: Scene) -> Decision:
                added = duplicates.merge(current, reading, heard, scene, requested=requested)
                return replace(added, review=thanks(added.review, scene, heard))

            self.desk.decide(same.id, add)
            return inbox.ended(entry, "handled", "added to the review of the same deal", same)
        fresh = thanks(other_deals.beside(fresh, known, now), scene, heard)
        return self._opened(entry, reading, self.desk.open_review(changed(fresh, due_at=now)))

    def _of_same_deal(self, known: list[Review], fresh: Review, heard: Heard) -> Review | None:
        days = self.desk.policy.same_deal_days
        named = (r for r in known if r.facts.company or r.facts.customer_email)
        return next((r for r in named if same_deal(r, fresh.facts, heard.at, days)), None)

    def _starts(self, entry: Inbound, reading: Reading, heard: Heard) -> bool:
        """Tell whether a review that is asked for may start by itself."""
        message = reading.message
        if message is None or not inbox.requested(message, heard, self.desk.team, self.desk.policy):
            return False
        if inbox.key_in(message) or came_before(self.desk.store, entry.received_at, FRESH):
            return False  # an earlier life may have begun on it: the manager is asked
        return not self.desk.store.unreadable()  # one of those may be about this very deal

    def _is_thanked(self, entry: Inbound, reading: Reading, heard: Heard) -> bool:
        """Tell whether a rep passed the loss on to the debrief address by hand."""
        message = reading.message
        first = heard.key == entry.key  # of several that are passed on in one
        if message is None or is_automatic(message) or not heard.trusted or not first:
            return False
        return inbox.wants_something(message, heard.sender, self.desk.team)

    def _opened(self, entry: Inbound, reading: Reading, review: Review) -> Inbound:
        """Tell the manager of a review whose receipt an earlier life of the records has sent."""
        if answered_before(review):
            about = short_hash("errand", review.id, review.created_at.isoformat())
            how = "answer the receipt of this deal with go"
            set_aside.tell(self.desk, about, entry, earlier_life.WHY, how)
        return inbox.ended(entry, "answered", reading.why, review)


def _unchanged(review: Review, scene: Scene, heard: Heard) -> Review:
    return review
