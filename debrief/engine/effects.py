"""The effect engine: plan -> save -> attempt -> confirm, each effect exactly once.

An effect is saved as *planned* together with the decision that wants it, saved as *attempted*
before the backend hears of it, and *done* with the backend's receipt. The first one that is due
is attempted in the very save that keeps its decision: nothing lies between the two. Found *attempted* after a
crash or a lost answer, the backend is asked for its key first and it is tried again only when it
is not there. What passes is tried again with growing pauses; what never will is *failed*, and
the manager is told.

What backends guarantee (`Capabilities`): with ``certain_send`` an effect that is not found did
not go out, and is tried again; without it nobody can know, so the manager is asked to look and
says by `debrief retry` that it is to go out again. ``server_invites``: the event itself tells
whether its invitees were told. In the embedded office an effect whose copy lies in Sent is
complete, and delivery is idempotent for each recipient: a repeated try completes, never repeats.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from debrief.backends.base import Backend, Receipt
from debrief.chapters.call_event import is_first_call
from debrief.chapters.planning import changed, noted, with_effect
from debrief.chapters.scene import Scene
from debrief.chapters.undelivered import not_sent
from debrief.chapters.waiting import LIVED_MARK
from debrief.engine import installation, lateness
from debrief.engine.earlier_life import as_it_stands, may_be_out
from debrief.engine.leavers import gone, without
from debrief.engine.limits import OUTSIDE, Limit, next_day
from debrief.engine.writing import Writer
from debrief.errors import (
    BadInput,
    CannotDo,
    Conflict,
    DebriefError,
    Doubtful,
    Refused,
    SignInNeeded,
    TryLater,
)
from debrief.model import Effect, EffectKind, EffectStatus, Review, Stage
from debrief.rendering import Rendered, Renderer
from debrief.team import Team
from store.base import Store

PAUSES = (1, 5, 15, 60, 240, 480)  # minutes before the next try; the last one repeats
MOST_ATTEMPTS = 12  # then a human is asked: about three days
UNTIL_SIGNED_IN = 15.0  # minutes at most until a sign-in that was refused is tried again
LONGEST_ATTEMPT = timedelta(minutes=5)  # of which nothing is heard
LONGEST_WAIT = timedelta(minutes=1)  # from its saving to its beginning; then it is saved anew
UNTIL_MENDED = timedelta(minutes=5)  # between two looks whether a review can be read again
UNDER_WAY = "it may still be under way; how it ended is looked for then"
NO_MORE_CONTACT = ("declined", "silent", "unreachable")  # outcomes after which we keep quiet
NOT_KNOWN = (
    "the connection broke while it was being sent, and this server cannot tell whether it went out; "
    "look whether it arrived, and have it sent again only if it did not"
)
NOT_KNOWN_SINCE = (
    "the records are older than the last mail, and this server cannot tell whether it went out since; "
    "look whether it arrived, and have it sent only if it did not"
)
log = logging.getLogger("debrief")


@dataclass(frozen=True, slots=True)
class Begun:
    """An effect that is saved as attempted, and what it says; it is attempted next."""

    key: str
    rendered: Rendered
    doubted: bool = False  # an earlier attempt may have reached some of its recipients


@dataclass(frozen=True, slots=True)
class Performer:
    """Performs what reviews have planned, through one backend."""

    team: Team
    store: Store
    backend: Backend
    renderer: Renderer
    clock: Callable[[], datetime]

    def perform_due(
        self,
        review: Review,
        scene: Scene,
        begun: Begun | None = None,
        waiting: frozenset[str] = frozenset(),
    ) -> Review:
        """Perform every open effect that is due and not ``waiting``, oldest first; return the saved review.

        ``begun`` is what `begin` gave with the review.
        """
        if begun is not None:
            review = self._go_on(review, begun, scene)
        for key in [e.key for e in review.effects if is_due(e, scene.now) and e.key not in waiting]:
            effect = review.effect(key)  # as it stands now: another worker may have performed it
            if effect is not None and is_due(effect, scene.now):
                review = self._perform(review, effect, scene)
        return review

    def begin(
        self, review: Review, scene: Scene, waiting: frozenset[str] = frozenset()
    ) -> tuple[Review, Begun | None]:
        """Save a decision, its first effect that is due at once included as attempted.

        Nothing has gone out yet: after a `Conflict` it may be decided anew.
        """
        due = (e for e in review.effects if is_due(e, scene.now) and e.key not in waiting)
        effect = next(due, None)
        if effect is None or self._in_doubt(review, effect, scene):
            return self._keep(review), None
        return self._begin(review, effect, scene)

    def _in_doubt(self, review: Review, effect: Effect, scene: Scene) -> bool:
        """Tell whether the effect may be out: attempted, or perhaps by an earlier life of the records."""
        if effect.status is EffectStatus.ATTEMPTED:
            return True
        if effect.template in installation.NOTICES and not self._certain(effect):
            return False  # one too many does no harm
        return may_be_out(review, effect, self.store, scene.now)

    def _perform(self, review: Review, effect: Effect, scene: Scene) -> Review:
        if self._in_doubt(review, effect, scene):
            if (until := self._under_way_until(effect)) is not None and until > scene.now:
                return self._save(review, effect, next_try_at=until, error=UNDER_WAY)
            try:
                receipt = self._find(effect)
            except (TryLater, Doubtful, SignInNeeded) as err:  # still in doubt: look again later
                looked = effect.model_copy(update={"attempts": effect.attempts + 1})
                return self._again(review, looked, EffectStatus.ATTEMPTED, err, scene)
            except (Refused, CannotDo, BadInput) as err:
                return self._fail(review, effect, str(err), scene, in_doubt=True)
            except Exception as err:  # a mistake of ours must not look for ever
                looked = effect.model_copy(update={"attempts": effect.attempts + 1})
                return self._mistaken(review, looked, EffectStatus.ATTEMPTED, err, scene)
            if receipt is not None:
                if effect.status is EffectStatus.PLANNED:
                    review, effect = self._as_it_stands(review, effect)
                return self._confirm(review, effect, receipt)
            if _superseded(review, effect):
                return self._save(review, effect, status=EffectStatus.DROPPED)
            if not self._certain(effect):
                if effect.attempts:  # none: a person said it did not go
                    return self._fail(review, effect, NOT_KNOWN, scene, in_doubt=True)
                if effect.status is EffectStatus.PLANNED and LIVED_MARK not in review.marks:
                    return self._fail(review, effect, NOT_KNOWN_SINCE, scene, in_doubt=True)
        doubted = effect.status is EffectStatus.ATTEMPTED and self._certain(effect)
        review, begun = self._begin(review, effect, scene)
        if begun is None:
            return review
        return self._go_on(review, replace(begun, doubted=doubted), scene)

    def _begin(self, review: Review, effect: Effect, scene: Scene) -> tuple[Review, Begun | None]:
        """Save the effect as attempted, or as what becomes of it without an attempt."""
        if leavers := gone(review, effect, self.team):
            effect = without(effect, leavers)
            who = ", ".join(sorted(effect.names.get(a, a) for a in leavers))
            what = f"Not sent to {who}, no longer on the team: {effect.purpose.replace('_', ' ')}"
            review = noted(review, scene.now, effect.chapter, what)
            if not effect.to:
                return self._save(review, effect, status=EffectStatus.DROPPED), None
        unattempted = self._unattempted(review, effect, scene)
        if unattempted is not None:
            return unattempted, None
        try:
            rendered = self._writer.render(effect, review.facts)
        except BadInput as err:
            return self._fail(review, effect, str(err), scene), None
        saved = self._save(
            review,
            effect,
            status=EffectStatus.ATTEMPTED,
            attempts=effect.attempts + 1,
            attempted_at=self.clock(),
            facts_number=len(review.earlier_facts),
        )
        return saved, Begun(effect.key, rendered)

    def _unattempted(self, review: Review, effect: Effect, scene: Scene) -> Review | None:
        """Save what becomes of an effect that may not be attempted now; None where it may."""
        if _superseded(review, effect) or self._unwelcome(review, effect):
            return self._save(review, effect, status=EffectStatus.DROPPED)
        first = is_first_call(review, effect)
        if effect.kind is EffectKind.INVITE and effect.event and effect.event.start <= scene.now:
            if first:  # the chapter looks for another time
                return self._save(review, effect, status=EffectStatus.DROPPED)
            return self._fail(review, effect, "its time had passed before it could be sent", scene)
        if self.leaves_the_team(effect):
            once = self.backend.capabilities.sends_once
            until = installation.quiet_until(self.store, review, scene.now, sends_once=once)
            if until is not None:
                why = "waits until no other Debrief is seen on this mailbox"
                return self._save(review, effect, next_try_at=until, error=why)
            if not _cancels(effect) and lateness.overdue(effect, scene.now):
                at = lateness.at_work(review, scene)
                if at > scene.now:
                    return self._save(review, effect, next_try_at=at, error=lateness.HELD)
                planned = effect.status is EffectStatus.PLANNED and not effect.attempts
                if first and planned:
                    return self._save(review, effect, status=EffectStatus.DROPPED)
        if first and (hidden := self.store.unreadable()):
            at = scene.now + UNTIL_MENDED
            why = f"another review cannot be read, and may have asked them already: {hidden[0]}"
            return self._save(review, effect, next_try_at=at, error=why)
        if self._held_back(review, effect, scene):
            why = f"held back: {scene.policy.external_mails_a_day} mails to customers today"
            return self._save(review, effect, next_try_at=next_day(scene.now), error=why)
        return None

    def _go_on(self, review: Review, begun: Begun, scene: Scene) -> Review:
        """Attempt what is saved as attempted."""
        effect = _the(review, begun.key)
        if self._waited_long(effect):
            review = self._save(review, effect, attempted_at=self.clock())
            effect = _the(review, begun.key)
        try:
            receipt = self._attempt(review, effect, begun.rendered)
        except TryLater as err:
            waits = EffectStatus.ATTEMPTED if begun.doubted else EffectStatus.PLANNED
            return self._again(review, effect, waits, err, scene)
        except (Doubtful, SignInNeeded) as err:
            return self._again(review, effect, effect.status, err, scene)
        except (Refused, CannotDo, BadInput) as err:
            return self._fail(review, effect, str(err), scene, in_doubt=begun.doubted)
        except Exception as err:  # a mistake of ours must not try for ever
            return self._mistaken(review, effect, EffectStatus.ATTEMPTED, err, scene)
        return self._confirm(review, effect, receipt)

    def _as_it_stands(self, review: Review, effect: Effect) -> tuple[Review, Effect]:
        """Take over when a meeting really is, which an earlier life of the records announced."""
        if effect.event is None or effect.kind is not EffectKind.INVITE:
            return review, effect
        standing = self.backend.calendar.standing(effect.event.uid)
        if standing is None or standing.cancelled or standing.unclear:
            return review, effect
        review = as_it_stands(review, effect.key, standing)
        return review, _the(review, effect.key)

    def _under_way_until(self, effect: Effect) -> datetime | None:
        """Return until when another worker may be at an attempt, though its claim is gone."""
        if self.store.claims_last or effect.attempted_at is None:
            return None
        return effect.attempted_at + LONGEST_ATTEMPT

    def _waited_long(self, effect: Effect) -> bool:
        """Tell whether others may soon take an attempt, that only begins now, for one that ended."""
        since = effect.attempted_at
        return (
            since is not None and self.clock() - since > LONGEST_WAIT and not self.store.claims_last
        )

    def _certain(self, effect: Effect) -> bool:
        """Tell whether an effect that the backend does not find cannot have gone out."""
        can = self.backend.capabilities
        return can.certain_send or (can.server_invites and effect.kind is not EffectKind.MAIL)

    def _held_back(self, review: Review, effect: Effect, scene: Scene) -> bool:
        """Count a mail to somebody outside; tell whether the day has seen enough of them.

        A cancellation is never held back: nobody is to wait for a meeting that is off.
        """
        if not self.leaves_the_team(effect) or _cancels(effect) or effect.attempts:
            return False
        limit = Limit(self.store, OUTSIDE, scene.policy.external_mails_a_day)
        if limit.admit(OUTSIDE, scene.now):
            return False
        limit.count("held", scene.now)
        return True

    def _unwelcome(self, review: Review, effect: Effect) -> bool:
        """A mail left in doubt may outlive the customer's no or the manager's stop.

        Whoever is outside the team is then told of a cancellation and of nothing else. Nobody is
        invited to what a stop ended, or to a call that is over or has another one in its place.
        """
        if effect.kind is EffectKind.INVITE and effect.event is not None:
            over = review.call.uid != effect.event.uid or review.call.outcome is not None
            if review.stage is Stage.STOPPED or (effect.purpose == "call" and over):
                return True
        ended = review.stage is Stage.STOPPED or review.call.outcome in NO_MORE_CONTACT
        return ended and self.leaves_the_team(effect) and not _cancels(effect)

    def leaves_the_team(self, effect: Effect) -> bool:
        """Tell whether anybody outside the team gets it."""
        return any(self.team.person(address) is None for address in effect.to)

    def text_of(self, review: Review, effect: Effect) -> str | None:
        """Return the plain text of a mail as it was sent, or None when it cannot be made again.

        What an earlier life of the records sent was made of facts that are no longer known.
        """
        if not effect.attempts:
            return None
        try:
            return self._writer.render(effect, review.facts_of(effect)).text
        except BadInput:
            return None

    @property
    def _writer(self) -> Writer:
        return Writer(self.team, self.store, self.renderer)

    def _find(self, effect: Effect) -> Receipt | None:
        if effect.kind is EffectKind.MAIL:
            return self.backend.mailbox.sent(effect.key)
        return self.backend.calendar.invited(effect.key)

    def _attempt(self, review: Review, effect: Effect, rendered: Rendered) -> Receipt:
        mail = self._writer.mail(review, effect, rendered)
        if effect.kind is EffectKind.MAIL:
            return self.backend.mailbox.send(mail)
        if effect.event is None:
            raise BadInput(f"{effect.key}: an invitation without an event")
        meeting = self._writer.meeting(effect, effect.event, rendered)
        if effect.kind is EffectKind.CANCEL:
            return self.backend.calendar.cancel(meeting, mail)
        return self.backend.calendar.invite(meeting, mail)

    def _confirm(self, review: Review, effect: Effect, receipt: Receipt) -> Review:
        fields: dict[str, object] = {
            "status": EffectStatus.DONE,
            "message_id": receipt.message_id.strip("<> ") if receipt.message_id else None,
            "done_at": receipt.at,
            "error": None,
            "attempted_at": None,
            "next_try_at": None,
        }
        try:
            return self._save(review, effect, **fields)
        except (Conflict, TryLater):  # the store was away for a moment, and our claim with it
            review = self.store.get(review.id)
            return self._save(review, _the(review, effect.key), **fields)

    def _again(
        self, review: Review, effect: Effect, status: EffectStatus, err: DebriefError, scene: Scene
    ) -> Review:
        """Have the effect tried again after a pause; after many tries a human is asked.

        A sign-in that is refused waits for a human anyway, who mends it for all effects at once.
        """
        signed_out = isinstance(err, SignInNeeded)
        if effect.attempts >= MOST_ATTEMPTS and not signed_out:
            why = f"gave up after {effect.attempts} tries: {err}"
            in_doubt = status is EffectStatus.ATTEMPTED
            return self._fail(review, effect, why, scene, in_doubt=in_doubt)
        minutes = float(PAUSES[min(max(effect.attempts - 1, 0), len(PAUSES) - 1)])
        pause = 60.0 * (min(minutes, UNTIL_SIGNED_IN) if signed_out else minutes)
        asked = getattr(err, "retry_after", None) or 0.0
        at = self.clock() + timedelta(seconds=max(pause, asked))
        ended: dict[str, object] = {"attempted_at": None, "next_try_at": at, "error": str(err)}
        return self._save(review, effect, status=status, **ended)

    def _mistaken(
        self, review: Review, effect: Effect, status: EffectStatus, err: Exception, scene: Scene
    ) -> Review:
        """Take an error that nobody foresaw for one that may pass."""
        log.error("%s: %s", effect.key, type(err).__name__, exc_info=err)
        told = TryLater(f"{type(err).__name__}: {err}"[:500])
        return self._again(review, effect, status, told, scene)

    def _fail(
        self, review: Review, effect: Effect, why: str, scene: Scene, *, in_doubt: bool = False
    ) -> Review:
        fields = {
            "status": EffectStatus.FAILED,
            "error": why,
            "in_doubt": in_doubt,
            "attempted_at": None,
        }
        failed = with_effect(review, effect.model_copy(update=fields))
        return self._keep(not_sent(failed, effect.key, scene))

    def _save(self, review: Review, effect: Effect, **fields: object) -> Review:
        return self._keep(with_effect(review, effect.model_copy(update=fields)))

    def _keep(self, review: Review) -> Review:
        """Save the review, which may be a new one; raises `Conflict`."""
        return self.store.save(review) if review.version else self.store.add(review)


def is_due(effect: Effect, now: datetime) -> bool:
    """Tell whether an effect is to be performed at this moment."""
    moments = [m for m in (effect.not_before, effect.next_try_at) if m is not None]
    return effect.open and all(m <= now for m in moments)


def resumed(review: Review, key: str | None = None) -> Review:
    """Return the review with its failed effects, or the one of this key, to be tried anew.

    They are looked for first, in case they went out after all. Where nobody can tell that of one
    that was left in doubt, its key says that a person has looked and it did not go out.
    """

    def again(effect: Effect) -> Effect:
        fields = {
            "status": EffectStatus.ATTEMPTED,
            "attempts": int(effect.in_doubt and key is None),
            "attempted_at": None,
            "next_try_at": None,
            "in_doubt": False,
        }
        return effect.model_copy(update=fields)

    chosen = (e.status is EffectStatus.FAILED and key in (None, e.key) for e in review.effects)
    effects = tuple(again(e) if c else e for e, c in zip(review.effects, chosen, strict=True))
    return changed(review, effects=effects)


def _superseded(review: Review, effect: Effect) -> bool:
    """A later state of the same meeting makes an unsent earlier one pointless, even harmful."""
    if effect.event is None:
        return False
    latest = review.effect_for_event(effect.event.uid)
    return (
        latest is not None
        and latest.event is not None
        and latest.event.sequence > effect.event.sequence
    )


def _cancels(effect: Effect) -> bool:
    """Tell whether an effect takes a meeting off its readers' calendars."""
    return effect.kind is EffectKind.CANCEL or effect.uninvites is not None


def _the(review: Review, key: str) -> Effect:
    effect = review.effect(key)
    if effect is None:
        raise KeyError(key)
    return effect
