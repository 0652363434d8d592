"""The world that a decision may look at, as records and calendars show it at one moment."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import b32encode
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from debrief.chapters import other_deals
from debrief.chapters.scene import Busy, Scene
from debrief.engine.calendar_change import calendar_since
from debrief.model import Call, Review, Slot
from debrief.team import Person

if TYPE_CHECKING:
    from debrief.engine.desk import Desk


class Scenes:
    """Shows a desk's chapters the world."""

    def __init__(self, desk: Desk, which_calendar: Callable[[], str]) -> None:
        self.desk = desk
        self._which_calendar = which_calendar
        self._calendar_known: tuple[str | None, datetime | None] = None, None
        self._secret: bytes | None = None

    def now(self) -> Scene:
        """Return the world at this moment."""
        return Scene(
            team=self.desk.team,
            now=self.desk.clock(),
            policy=self.desk.policy,
            book=self.desk.store.book(),
            token=self._token,
            free_busy=self._free_busy,
            standing=self.desk.backend.calendar.standing,
            calendar_since=self._calendar_since(),
            funnel=self.desk.store.funnel,
            holds=self._holds,
            calls_beside=self._calls_beside,
            asked_before=self._asked_before,
            others=self._others,
            server_invites=self.desk.backend.capabilities.server_invites,
        )

    def _calendar_since(self) -> datetime | None:
        """Return since when the calendar is this one: it may become another one at any time."""
        which = self._which_calendar()
        if which != self._calendar_known[0]:
            self._calendar_known = which, calendar_since(self.desk.store, which, self.desk.clock())
        return self._calendar_known[1]

    def alone(self, held: ExitStack) -> Scene:
        """Return the world for one decision.

        From its first look at what is free until ``held`` ends, no other worker looks: two that took
        the same hour would see it too late.
        """
        scene, claimed = self.now(), False

        def claim() -> None:
            nonlocal claimed
            if not claimed:
                held.enter_context(self.desk.claimed("calendar", wait=True))
                claimed = True

        def free_busy(
            people: Sequence[Person], start: datetime, end: datetime, ignoring: str | None
        ) -> Busy:
            claim()
            return scene.free_busy(people, start, end, ignoring)

        def holds(ignoring: str | None) -> tuple[Slot, ...]:
            claim()
            return scene.holds(ignoring)

        known: dict[str, tuple[Review, ...]] = {}

        def others(review: Review) -> tuple[Review, ...]:
            if review.id not in known:  # a team of two hundred asks for each
                known[review.id] = scene.others(review)
            return known[review.id]

        return replace(scene, free_busy=free_busy, holds=holds, others=others)

    def _free_busy(
        self, people: Sequence[Person], start: datetime, end: datetime, ignoring: str | None
    ) -> Busy:
        asked = [(p.email, p.time_zone) for p in people]
        return self.desk.backend.calendar.busy(asked, start, end, ignoring)

    def _holds(self, ignoring: str | None) -> tuple[Slot, ...]:
        """Return times that reviews have decided on and that may not stand in calendars yet."""
        return tuple(
            slot
            for review in self.desk.store.open()
            for uid, slot in (
                (review.call.uid, review.call.slot),
                (review.meeting.uid, review.meeting.slot),
            )
            if slot is not None and uid != ignoring and any(e.open for e in review.effects)
        )

    def recently_closed(self) -> list[Review]:
        """Return the closed reviews that further mail may still be about."""
        since = self.desk.clock() - timedelta(days=self.desk.policy.same_deal_days)
        return list(self.desk.store.closed(since=since))

    def _calls_beside(self, review: Review) -> tuple[Call, ...]:
        """Return the calls of other reviews that are open, as they stand."""
        return tuple(other.call for other in self.desk.store.open() if other.id != review.id)

    def _asked_before(self, review: Review) -> Review | None:
        """Return another review, not long ago, in which the same customer is asked for a call."""
        lately = other_deals.asked_in(review, (*self.desk.store.open(), *self.recently_closed()))
        if lately is not None or review.facts.customer_email is None:
            return lately
        since = self.desk.clock() - timedelta(days=self.desk.policy.ask_again_days)
        person = review.facts.customer_email
        before = (
            r for r in self.desk.store.closed(since=since) if r.facts.customer_email == person
        )
        return other_deals.asked_in(
            review, sorted(before, key=lambda r: r.created_at, reverse=True)
        )

    def _others(self, review: Review) -> tuple[Review, ...]:
        """Return the other reviews that are open or ended lately, the oldest first."""
        since = self.desk.clock() - timedelta(days=self.desk.policy.same_deal_days)
        known = (*self.desk.store.open(), *self.desk.store.closed(since=since))
        found = (r for r in known if r.id != review.id and not r.errand)
        return tuple(sorted(found, key=lambda r: (r.created_at, r.id)))

    def _token(self, review_id: str, person: str, purpose: str) -> str:
        """Return the reply word: unguessable, and the same every time it is asked for."""
        if self._secret is None:
            fresh = secrets.token_hex(32)
            known = self.desk.store.change_setting("secret", lambda kept: kept or fresh)
            self._secret = bytes.fromhex(known)
        text = "\0".join((review_id, person, purpose)).encode()
        digest = hmac.new(self._secret, text, hashlib.sha256).digest()
        return b32encode(digest).decode()[:16]
