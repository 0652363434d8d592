"""Mail of a Debrief's own that comes back into the mailbox: ours, or that of another team of the house."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from debrief.backends.base import EFFECT_HEADER, Incoming
from debrief.engine import earlier_life, inbox
from debrief.errors import CannotDo, NotFound, Refused
from debrief.model import EffectStatus, Review, parts_of_key
from debrief.reading.mail.message import Message, head_of, parse_message
from debrief.team import Team

if TYPE_CHECKING:
    from debrief.engine.desk import Desk


class OwnMail:
    """Knows the mail that a desk has sent."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def sent(self, message: Message) -> bool:
        """Tell whether we sent a mail: the records know it, or it lies among the sent."""
        key = inbox.key_in(message)
        if not parts_of_key(key).review:
            return False
        review = self._review_with(key)
        if review is None:
            return self._lies_among_sent(key, message)
        return inbox.is_ours(review, key, message, self.desk.team.manager.email)

    def notice_later_life(self, messages: Iterable[Incoming]) -> None:
        """Begin the records anew where these hold a mail of ours that they do not know was sent."""
        for incoming in messages:
            head = head_of(incoming.raw)
            if EFFECT_HEADER.lower().encode() not in head.lower():
                continue
            message = parse_message(head)
            if self.sent(message) and not self._is_known_sent(message):
                earlier_life.begin(self.desk.store, self.desk.clock())

    def _review_with(self, key: str) -> Review | None:
        """Return the review that has the effect of this key; None where the records know of none."""
        try:
            review = self.desk.store.get(parts_of_key(key).review)
        except NotFound:
            return None
        return review if review.effect(key) is not None else None

    def _lies_among_sent(self, key: str, message: Message) -> bool:
        if message.sender is None or message.sender.email != self.desk.team.manager.email:
            return False
        try:
            receipt = self.desk.backend.mailbox.sent(key)
        except (Refused, CannotDo):  # nobody can know: a header alone proves nothing
            return False
        known = (receipt.message_id or "").strip("<> ") if receipt else ""
        return bool(known) and known == message.message_id

    def _is_known_sent(self, message: Message) -> bool:
        key = inbox.key_in(message)
        review = self._review_with(key)
        effect = review.effect(key) if review is not None else None
        return effect is not None and effect.status is not EffectStatus.PLANNED


def of_another_team(message: Message, sender: str, team: Team) -> bool:
    """Tell whether the Debrief of another team of the house wrote it: what it tells of is theirs."""
    theirs = team.is_ours(sender) and sender != team.manager.email
    return theirs and bool(parts_of_key(inbox.key_in(message)).review)
