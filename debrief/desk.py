"""The desk: takes in mail, lets chapters decide, saves, and performs; the shell around the rest.

Every step may be repeated at any moment: a message is known by its key, a review's record says
which messages it has taken in, and effects are performed once. A crash between any two steps is
healed by the next run.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from base64 import b32encode
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from types import ModuleType
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from debrief import inbox, workdays
from debrief.backends.base import Backend, Incoming
from debrief.chapters import (
    best_practices,
    customer_call,
    follow_through,
    funnel_worksheets,
    hearing,
    question_script,
    team_meeting,
)
from debrief.effects import Performer
from debrief.errors import BadInput, Conflict, DebriefError, NotFound, SignInNeeded, TryLater
from debrief.funnel import FunnelFile
from debrief.funnel_report import Report, following, funnels_of, preview_of, read_report
from debrief.limits import MOST_HOPS, OUTSIDE, SENDERS, Limit
from debrief.model import (
    Effect,
    Facts,
    Funnel,
    Happened,
    Inbound,
    InboundStatus,
    Review,
    Slot,
    Source,
    Stage,
    short_hash,
)
from debrief.monthly import month_span, monthly_context, under_way
from debrief.personal_data import forget_raw
from debrief.planning import changed, marked, planned_mail
from debrief.policy import Policy
from debrief.reading.authentication import certain
from debrief.reading.kinds import absence_until, bounced, is_auto_reply
from debrief.reading.message import Message, parse_message
from debrief.reading.reading import Reading, read_message
from debrief.reading.replies import new_text
from debrief.reading.second_reader import SecondReader
from debrief.rendering import Renderer
from debrief.same_deal import same_deal
from debrief.scene import Busy, Decision, Heard, HeardFile, Scene
from debrief.team import Person, Team, fold_address
from store.base import Store

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

CHAPTERS: Mapping[str, ModuleType] = {
    "watch_inbox": hearing,
    "customer_call": customer_call,
    "question_script": question_script,
    "best_practices": best_practices,
    "team_meeting": team_meeting,
    "funnel_worksheets": funnel_worksheets,
    "follow_through": follow_through,
}
MOST_TRIES = 3  # of one message before a human reads it
MOST_ROUNDS = 50  # of one review in one go; more is a mistake in a chapter
MOST_CONFLICTS = 8
TOO_MANY = "more messages of this sender than"
LONGEST_REVIEW = timedelta(days=200)  # older ones have nothing for this month, or very rarely
EFFECT_HEADER = "X-Debrief-Effect"

log = logging.getLogger("debrief")


@dataclass(frozen=True, slots=True)
class Progress:
    """One thing that happened, for whoever shows progress."""

    at: datetime
    review: Review
    chapter: str
    what: str


class Desk:
    """One team's work: everything wired together by `debrief.bootstrap`."""

    def __init__(
        self,
        *,
        team: Team,
        policy: Policy,
        store: Store,
        backend: Backend,
        renderer: Renderer,
        clock: Callable[[], datetime],
        second_reader: SecondReader | None = None,
        pipeline: Callable[[date], FunnelFile] | None = None,
    ) -> None:
        self.second_reader = second_reader
        self.team = team
        self.policy = policy
        self.store = store
        self.backend = backend
        self.clock = clock
        self.pipeline = pipeline  # the CRM's open deals, where one is connected
        self.performer = Performer(team, store, backend, renderer)
        self.watchers: list[Callable[[Progress], None]] = []
        self._secret: bytes | None = None

    # -- mail --------------------------------------------------------------------------------

    def has_mail(self) -> bool:
        """Tell whether there is something new to take in; changes nothing."""
        mailbox = self.backend.mailbox
        batch = mailbox.fetch(self.store.cursor(self.team.manager.email), 1)
        return bool(batch.messages or self.store.waiting_inbound())

    def take_in_mail(self) -> list[Inbound]:
        """Take in all new mail, each message once; return what became of each."""
        if self.paused:
            return []
        done: list[Inbound] = []
        with self._claimed("inbox") as mine:
            if mine:
                done += self._take_up_waiting()
            while mine:
                cursor = self.store.cursor(self.team.manager.email)
                batch = self.backend.mailbox.fetch(cursor)
                done += [self.take_in(message) for message in batch.messages]
                if batch.cursor != cursor:
                    self.store.save_cursor(self.team.manager.email, batch.cursor)
                if not batch.messages:
                    break
        return done

    def _take_up_waiting(self) -> list[Inbound]:
        """Take up what was received and broke off; the mailbox may no longer hold it."""
        kept = [(entry, self.store.raw(entry.key)) for entry in self.store.waiting_inbound()]
        return [
            self.take_in(Incoming(entry.backend_id, raw, entry.received_at, entry.authenticated))
            for entry, raw in kept
            if raw is not None
        ]

    def take_in(self, incoming: Incoming) -> Inbound:
        """Take in one message; a failing one is tried three times, then set aside for a human."""
        reading = read_message(
            incoming.raw,
            self.team,
            vouched=incoming.authenticated,
            second_reader=self.second_reader,
        )
        message = reading.message or parse_message(incoming.raw)
        key = message_key(message, incoming.raw)
        entry = self.store.inbound(key)
        if entry is not None and entry.status is not InboundStatus.RECEIVED:
            return entry
        entry = entry or Inbound(
            key=key,
            received_at=incoming.received_at,
            subject=message.subject[:300],
            sender=(message.sender.email or "") if message.sender else "",
            backend_id=incoming.id,
            authenticated=incoming.authenticated,
        )
        self.store.keep_raw(key, incoming.raw)
        while True:
            entry = self.store.save_inbound(
                entry.model_copy(update={"attempts": entry.attempts + 1})
            )
            try:
                ended = self._handle(entry, message, reading)
                break
            except (TryLater, SignInNeeded):
                raise
            except Exception as err:  # a mistake of ours must not stop the rest, nor lose this
                log.warning("message %s: %s: %s", key, type(err).__name__, err)
                if entry.attempts >= MOST_TRIES:
                    why = f"handling it failed {entry.attempts} times: {err}"
                    ended = entry.model_copy(
                        update={"status": InboundStatus.SET_ASIDE, "why": why[:500]}
                    )
                    break
        if ended.status is InboundStatus.SET_ASIDE:
            self.backend.mailbox.file(ended.backend_id, "set_aside")
            if not self._was_asked(ended):
                self._tell_set_aside(ended)
        elif ended.status is not InboundStatus.LEFT_ALONE:
            self.backend.mailbox.file(ended.backend_id, "handled")
        return self.store.save_inbound(ended)  # last: what broke off before it is repeated whole

    def _handle(self, entry: Inbound, message: Message, reading: Reading) -> Inbound:
        def end(status: str, why: str, review: Review | None = None) -> Inbound:
            return entry.model_copy(
                update={
                    "status": InboundStatus(status),
                    "why": why,
                    "review_id": review.id if review else None,
                }
            )

        if reading.error is not None:
            return end("set_aside", f"it could not be read: {reading.error}")
        if self._is_our_own(message):
            return end("left_alone", "sent by Debrief itself")
        if inbox.hops(message) > MOST_HOPS:
            return end("set_aside", "it has gone round and round between mail servers")
        heard, words = self._heard(entry, message, reading)
        terms = inbox.names_of(message, words, heard.answer.uid if heard.answer else None)
        if heard.bounce and heard.bounce.original_message_id:
            terms |= {heard.bounce.original_message_id}
        review = self.store.find(terms) if terms else None
        if (review is not None or reading.kind == "loss_notification") and self._too_many(entry):
            return end("set_aside", f"{TOO_MANY} {self.policy.sender_messages_a_day} today")
        if review is not None and not self._only_source(review, message, words, heard):
            return self._hear(end, review, message, words, heard)
        if reading.kind == "loss_notification" and reading.verdict != "not_a_loss":
            return self._loss(end, reading, heard)
        asked = self._requested(message, heard)
        if self.team.person(heard.sender) and heard.trusted and (heard.files or asked):
            is_manager = heard.sender == self.team.manager.email
            report = read_report(
                heard, self.team, self.clock(), is_manager=is_manager, tables=asked
            )
            if report.funnels or (asked and report.problems):
                self._save_funnels(report.funnels)
                self._show_funnels(report, heard)
                return end("answered", f"funnels of {len(report.funnels)} reps taken over")
        if asked and reading.forward is not None:
            return self._loss(end, replace(reading, verdict="unsure"), heard)
        return end("left_alone", reading.why or "no loss of ours")

    def _too_many(self, entry: Inbound) -> bool:
        """Count a message that will do something; tell whether its sender has sent too many."""
        limit = Limit(self.store, SENDERS, self.policy.sender_messages_a_day)
        if limit.reached(entry.sender, self.clock()):
            return True
        if entry.attempts <= 1:  # a message that is tried again is one message
            limit.count(entry.sender, self.clock())
        return False

    def _hear(
        self,
        end: Callable[..., Inbound],
        review: Review,
        message: Message,
        words: frozenset[str],
        heard: Heard,
    ) -> Inbound:
        """Let the chapter concerned hear a message of a known review."""
        ours = self.team.person(heard.sender) is not None
        effect = inbox.answered_effect(review, message, words, heard.sender)
        answered = effect.purpose if effect else ""
        if heard.kind == "auto_reply" and ours:
            return end("left_alone", "an automatic answer of one of ours", review)
        by_word = inbox.confirms_by_word(effect, words, heard)
        if not heard.trusted and heard.kind != "bounce" and not by_word:
            if ours and inbox.is_command(effect, heard):
                self._ask_confirmation(review, heard, answered, self._why_unproved(heard))
            return end("set_aside", self._why_unproved(heard), review)
        if ours and heard.answer is None and inbox.older_than_stop(review, heard):
            why = "it was written before your stop"
            self._ask_confirmation(review, heard, answered, why)
            return end("set_aside", "it was written before the stop", review)
        if heard.bounce is not None and not inbox.believable(review, heard.bounce, words):
            return end(
                "set_aside", "a delivery report on a mail that we did not send there", review
            )
        stranger = not ours and heard.sender != review.facts.customer_email
        if stranger and heard.answer is None and heard.kind != "bounce":
            return end("set_aside", "the sender is no part of this review", review)
        if effect is not None and effect.template == "confirm_command":
            meant = inbox.confirmed(heard.text)
            if meant is False:
                return end("handled", "it was not theirs: nothing is done", review)
            if meant:
                heard = inbox.as_confirmed(heard, effect)
        elif effect is not None:
            sent = self.performer.text_of(review, effect)
            text = inbox.with_context(message, sent)
            heard = replace(heard, purpose=effect.purpose, sent_text=sent, text=text)
        result: list[Decision] = []

        def decide(current: Review, scene: Scene) -> Decision:
            if heard.key in current.handled:
                result[:] = [_decided_before(current, heard.key)]
                return result[0]
            if heard.answer is not None and heard.answer.attendee == heard.sender:
                self.backend.calendar.note_answer(heard.answer)  # while nobody else moves it
            chapter = CHAPTERS[inbox.chapter_for(current, heard, self.team)]
            decision: Decision = chapter.hear(current, scene, heard)
            kept = changed(decision.review, handled=(*decision.review.handled, heard.key))
            if decision.outcome != "handled":
                kept = marked(kept, f"{decision.outcome}/{heard.key}", heard.at)
            decision = replace(decision, review=kept)
            result[:] = [decision]
            return decision

        self._decide(review.id, decide, "watch_inbox")
        return end(result[0].outcome, result[0].why, review)

    def _loss(self, end: Callable[..., Inbound], reading: Reading, heard: Heard) -> Inbound:
        """Open a review, or add to the one of the same deal."""
        if reading.authenticated is False:
            return end("set_aside", "the sender could not be verified")
        now = self.clock()
        requested = reading.message is not None and self._requested(reading.message, heard)
        scene = self.scene()
        fresh = hearing.new_review(reading, heard, scene, requested=requested)
        known = [*self.store.open(), *self._recently_closed(now)]
        if (taken := next((r for r in known if heard.key in r.handled), None)) is not None:
            return self._loss_again(end, taken, fresh, reading)
        for review in known:
            if review.facts.company or review.facts.customer_email:
                same = same_deal(review, fresh.facts, heard.at, self.policy.same_deal_days)
                if same:
                    self._decide(
                        review.id,
                        lambda r, s: hearing.merge(r, reading, heard, s, requested=requested),
                        "watch_inbox",
                    )
                    return end("handled", "added to the review of the same deal", review)
        try:
            review = self.store.add(changed(fresh, due_at=now))
            self._tell_watchers((), review)
        except Conflict:
            review = self.store.get(fresh.id)
        return self._loss_again(end, review, fresh, reading)

    def _loss_again(
        self, end: Callable[..., Inbound], review: Review, fresh: Review, reading: Reading
    ) -> Inbound:
        """Go on with the review that holds the notification, whatever its facts have become."""
        if review.id != fresh.id:
            return end("handled", "added to the review of the same deal", review)
        return end("answered", reading.why, self.advance_review(review.id))

    # -- chapters ----------------------------------------------------------------------------

    def advance(self, chapter: str | None = None) -> int:
        """Advance every review that is due, in one chapter or in all; return how many changed."""
        if self.paused:
            return 0
        changed_reviews = 0
        faults: list[Exception] = []
        for review in self.store.due(self.clock()):
            try:
                after = self.advance_review(review.id, chapter)
            except Exception as err:  # one review's fault must not keep the others waiting
                log.warning("review %s: %s: %s", review.id, type(err).__name__, err)
                faults.append(err)
                continue
            changed_reviews += after.version != review.version
        if chapter in (None, "follow_through"):
            changed_reviews += self.send_monthly()
            self._once_a_day()
        self._tell_held_back()
        if faults:
            raise faults[0]
        return changed_reviews

    def due_in(self, chapter: str) -> list[Review]:
        """Return the reviews in which this chapter, or a planned effect of it, is due now."""
        now = self.clock()
        scene = self.scene()
        found = []
        for review in self.store.due(now):
            moment = CHAPTERS[chapter].wake(review, scene)
            effects = any(e.chapter == chapter and e.open for e in review.effects)
            if effects or (moment is not None and moment <= now):
                found.append(review)
        return found

    def advance_review(self, review_id: str, chapter: str | None = None) -> Review:
        """Let the due chapters decide until nothing is due, and perform what they planned."""
        with self._claimed(f"review-{review_id}") as mine:
            review = self.store.get(review_id)
            if not mine or self.paused:
                return review
            review = self.performer.perform_due(review, self.scene())
            for _ in range(MOST_ROUNDS):
                name = self._due_chapter(review, chapter)
                if name is None:
                    break
                module = CHAPTERS[name]
                before = review
                review = self._decide_held(review_id, module.advance, name)
                if _same(before, review):
                    log.warning("review %s: %s was due but did nothing", review_id, name)
                    break
            return self._settle_due(review)

    def _settle_due(self, review: Review) -> Review:
        """See that the record says truly when somebody should look again."""
        if review.over:
            return review
        due = self._due_at(review, self.scene())
        if due != review.due_at:
            review = self.store.save(changed(review, due_at=due))
        return review

    def _due_chapter(self, review: Review, only: str | None) -> str | None:
        scene = self.scene()
        for name, module in CHAPTERS.items():
            if only is not None and name != only:
                continue
            moment = module.wake(review, scene)
            if moment is not None and moment <= scene.now:
                return name
        return None

    def _decide(
        self, review_id: str, decide: Callable[[Review, Scene], Decision], chapter: str
    ) -> Review:
        with self._claimed(f"review-{review_id}", wait=True):
            review = self._decide_held(review_id, decide, chapter)
        return self.advance_review(review.id)

    def _decide_held(
        self, review_id: str, decide: Callable[[Review, Scene], Decision], chapter: str
    ) -> Review:
        """Decide on the newest record, save, perform; decide anew when somebody saved first."""
        for _ in range(MOST_CONFLICTS):
            before = self.store.get(review_id)
            scene = self.scene()
            decision = decide(before, scene)
            review = changed(decision.review, due_at=self._due_at(decision.review, scene))
            try:
                if decision.book is not None and decision.book != scene.book:
                    self.store.save_book(decision.book)
                for funnel in decision.funnels:
                    self.store.save_funnel(funnel)
                if review != before:
                    review = self.store.save(review)
            except Conflict:
                continue
            self._tell_watchers(before.history, review)
            return self.performer.perform_due(review, self.scene())
        raise TryLater(f"review {review_id} is being changed by others; it is tried again")

    def _tell_watchers(self, before: tuple[Happened, ...], review: Review) -> None:
        for line in review.history[len(before) :]:
            for watcher in self.watchers:
                watcher(Progress(line.at, review, line.chapter, line.what))

    def _due_at(self, review: Review, scene: Scene) -> datetime | None:
        if review.over:
            return None
        moments = (module.wake(review, scene) for module in CHAPTERS.values())
        return min((m for m in moments if m is not None), default=None)

    def cycle(self) -> int:
        """Take in mail and advance everything once; return how much happened."""
        taken = len(self.take_in_mail())
        return taken + self.advance()

    def next_due(self) -> datetime | None:
        """Return when something next falls due by itself."""
        moments = [self.store.next_due()]
        if not self.paused and self._month_is_told():
            moments.append(self._month_ends())
        return min((m for m in moments if m is not None), default=None)

    def send_monthly(self) -> int:
        """On the first working morning of a month, mail last month's page; once."""
        now = self.clock()
        first = self._month_now(now)
        if now < workdays.next_working_moment(first, self.scene().hours(self.team.manager)):
            return 0
        month = f"{first - timedelta(days=1):%Y-%m}"
        errand_id = f"m-{month}"
        if self.store.setting("monthly") == month:
            return 0
        context = self.monthly(month)
        if (context["reviews"] or context["answers"] or context["checks"]) and not self.paused:
            errand = planned_mail(
                errand_review(errand_id, now),
                self.scene(),
                "follow_through",
                "monthly",
                self.team.manager,
                context,
                attach=("plots",),
            )
            with suppress(Conflict):
                self.store.add(errand)
            self.advance_review(errand_id)
        self.store.save_setting("monthly", month)
        return 1

    def _once_a_day(self) -> None:
        """Delete mails that have been kept long enough, and look at the CRM."""
        today = f"{self.clock():%Y-%m-%d}"
        if self.store.setting("daily") == today:
            return
        forget_raw(self.store, self.clock(), self.policy.raw_days)
        if self.pipeline is not None:
            try:
                self.refresh_pipeline()
            except DebriefError as err:  # a CRM that is away keeps nothing else waiting
                log.warning("the CRM's open deals: %s", err)
                self.store.save_setting("pipeline_trouble", str(err)[:300])
        self.store.save_setting("daily", today)

    def refresh_pipeline(self) -> FunnelFile:
        """Take over the open deals that the connected CRM shows; raises what its reader raises."""
        if self.pipeline is None:
            raise BadInput("no CRM is connected; name a file, or add [crm] to debrief.toml")
        now = self.clock()
        read = self.pipeline(now.date())
        self._save_funnels(funnels_of(read, self.team, now, "the CRM"))
        self.store.save_setting("pipeline_trouble", None)
        return read

    def _month_now(self, now: datetime | None = None) -> datetime:
        """Return the first moment of this month, where the manager is."""
        zone = ZoneInfo(self.team.manager.time_zone)
        local = (now or self.clock()).astimezone(zone)
        return local.replace(day=1, hour=9, minute=0, second=0, microsecond=0).astimezone(UTC)

    def _month_ends(self) -> datetime:
        following = self._month_now(self._month_now() + timedelta(days=32))
        return workdays.next_working_moment(following, self.scene().hours(self.team.manager))

    def monthly(self, month: str) -> dict[str, Any]:
        """Return the figures of a month ("2026-11") as the manager's page takes them."""
        reviews = [*self.store.open(), *self.store.closed()]
        return monthly_context(
            reviews,
            self.store.book(),
            month,
            self.team.manager.time_zone,
            self.policy.practice_check_days,
            [f for p in self.team.reps if (f := self.store.funnel(p.email)) is not None],
        )

    def _month_is_told(self) -> bool:
        """Tell whether this month has something for its page so far."""
        first = self._month_now()
        span = month_span(f"{first:%Y-%m}", self.team.manager.time_zone)
        since = self.store.closed(since=span.start - LONGEST_REVIEW)
        return any(under_way(r, span) for reviews in (self.store.open(), since) for r in reviews)

    # -- the world a decision may look at ----------------------------------------------------

    def scene(self) -> Scene:
        """Return the world at this moment."""
        return Scene(
            team=self.team,
            now=self.clock(),
            policy=self.policy,
            book=self.store.book(),
            token=self._token,
            free_busy=self._free_busy,
            standing=self.backend.calendar.standing,
            funnel=self.store.funnel,
            holds=self._holds,
            server_invites=self.backend.capabilities.server_invites,
        )

    @property
    def paused(self) -> bool:
        """Whether the manager has paused everything."""
        return self.store.setting("paused") is not None

    def _free_busy(
        self, people: Sequence[Person], start: datetime, end: datetime, ignoring: str | None
    ) -> Busy:
        asked = [(p.email, p.time_zone) for p in people]
        return self.backend.calendar.busy(asked, start, end, ignoring)

    def _holds(self, ignoring: str | None) -> tuple[Slot, ...]:
        """Return times that reviews have decided on and that may not stand in calendars yet."""
        return tuple(
            slot
            for review in self.store.open()
            for uid, slot in (
                (review.call.uid, review.call.slot),
                (review.meeting.uid, review.meeting.slot),
            )
            if slot is not None and uid != ignoring and any(e.open for e in review.effects)
        )

    def _token(self, review_id: str, person: str, purpose: str) -> str:
        """Return the reply word: unguessable, and the same every time it is asked for."""
        if self._secret is None:
            known = self.store.setting("secret")
            if known is None:
                self.store.save_setting("secret", secrets.token_hex(32))
                known = self.store.setting("secret") or ""
            self._secret = bytes.fromhex(known)
        text = "\0".join((review_id, person, purpose)).encode()
        digest = hmac.new(self._secret, text, hashlib.sha256).digest()
        return b32encode(digest).decode()[:16]

    def _claimed(self, name: str, *, wait: bool = False) -> AbstractContextManager[Any]:
        claim = self.store.claim(name)
        if claim is None and wait:
            raise TryLater(f"{name} is held by another worker; it is tried again")
        return _Held(claim)

    # -- small parts -------------------------------------------------------------------------

    def _heard(
        self, entry: Inbound, message: Message, reading: Reading
    ) -> tuple[Heard, frozenset[str]]:
        sender = fold_address(message.sender.email or "") if message.sender else ""
        bounce = bounced(message)
        at = self.clock()
        trusted = certain(reading.authenticated, entry.authenticated, self.team.authserv_id)
        refuted = trusted is False
        if trusted is None:
            trusted = self.backend.mailbox.trusts_delivery or not self.team.is_ours(sender)
        answer = inbox.answer_in(message, sender or None)
        words = inbox.words_in(message.text)
        heard = Heard(
            key=entry.key,
            at=at,
            sender=sender,
            subject=message.subject,
            text=new_text(message),
            kind=inbox.kind_of(message, reading.kind, bounce),
            message_id=message.message_id,
            trusted=trusted,
            refuted=refuted,
            answer=answer,
            bounce=bounce,
            away_until=absence_until(message, at) if is_auto_reply(message) else None,
            files=tuple(
                HeardFile(a.filename or "", a.content_type, a.content) for a in message.attachments
            ),
            tables=message.tables,
            written_at=message.date,
        )
        return heard, words

    def _is_our_own(self, message: Message) -> bool:
        key = message.header(EFFECT_HEADER) or ""
        if key.count("/") != 4:
            return False
        try:
            review = self.store.get(key.split("/")[0])
        except NotFound:
            return False
        return inbox.is_ours(review, key, message, self.team.manager.email)

    def _only_source(
        self, review: Review, message: Message, words: frozenset[str], heard: Heard
    ) -> bool:
        """A mail in the thread of the loss notification that answers none of ours is new mail.

        The customer's mails in that thread still belong to the review.
        """
        if heard.sender == review.facts.customer_email or heard.answer or heard.bounce:
            return False
        if words & {t.word for t in review.tokens}:
            return False
        ours = {e.message_id for e in review.effects if e.message_id}
        return not ours & {*message.in_reply_to, *message.references}

    def _requested(self, message: Message, heard: Heard) -> bool:
        """A mail of the manager's to the debrief address or to themselves asks for a review.

        Not one that was written long ago: whoever has an old forward could send it again.
        """
        if heard.sender != self.team.manager.email or not heard.trusted:
            return False
        latest = heard.at - timedelta(days=self.policy.request_days)
        if heard.written_at is None or heard.written_at < latest:
            return False
        to = {fold_address(a.email) for a in (*message.to, *message.cc) if a.email}
        return self.team.debrief_address in to or to == {self.team.manager.email}

    def _recently_closed(self, now: datetime) -> list[Review]:
        days = self.policy.same_deal_days
        return list(self.store.closed(since=now - timedelta(days=days)))

    def _save_funnels(self, report: Sequence[Funnel]) -> None:
        for funnel in report:
            self.store.save_funnel(following(self.store.funnel(funnel.rep), funnel))

    def _show_funnels(self, report: Report, heard: Heard) -> None:
        """Answer a pipeline report with how it was read; once, whatever breaks off in between."""
        sender = self.team.person(heard.sender) or self.team.manager
        errand = errand_review(f"f-{short_hash('funnels', heard.key)}", self.clock())
        errand = planned_mail(
            errand,
            self.scene(),
            "funnel_worksheets",
            "funnel_preview",
            sender,
            preview_of(report, self.team),
            in_reply_to=heard.message_id,
        )
        with suppress(Conflict):
            self.store.add(errand)
        self.advance_review(errand.id)

    def _ask_confirmation(
        self,
        review: Review,
        heard: Heard,
        answered: str,
        why: str,
    ) -> None:
        """Fail closed: tell the manager of a command that could not be verified."""

        def decide(current: Review, scene: Scene) -> Decision:
            return Decision(
                planned_mail(
                    current,
                    scene,
                    "watch_inbox",
                    "confirm_command",
                    self.team.manager,
                    {
                        "what": heard.text.strip()[: inbox.MOST_SHOWN],
                        "from_email": heard.sender,
                        "why": why,
                        "answered": answered,
                    },
                    purpose=inbox.confirmation_of(heard.key),
                )
            )

        self._decide(review.id, decide, "watch_inbox")

    def _why_unproved(self, heard: Heard) -> str:
        """Return why nobody vouches for a sender, with the remedy where there is one."""
        if heard.refuted:
            return "its sender was refuted by the mail host"
        if self.team.authserv_id is None:
            return (
                "its sender could not be verified: the team file does not name your mail host; "
                "`debrief check --send` finds it"
            )
        return "its sender could not be verified"

    def _was_asked(self, entry: Inbound) -> bool:
        """Tell whether the manager was asked about this message: then no second mail is needed."""
        if entry.review_id is None:
            return False
        purpose = inbox.confirmation_of(entry.key)
        return any(e.purpose == purpose for e in self.store.get(entry.review_id).effects)

    def _tell_set_aside(self, entry: Inbound) -> None:
        """Tell the manager once; the errand's own record carries the mail."""
        about = entry.key
        if entry.why.startswith(TOO_MANY):  # one word a day on each sender is enough
            about = f"{entry.sender} {self.clock():%Y-%m-%d}"
        errand = errand_review(f"e-{short_hash('errand', about)}", self.clock())
        context = {
            "from_email": entry.sender or "(no sender)",
            "subject": entry.subject or "(no subject)",
            "why": entry.why,
            "how": f"debrief retry {entry.key}",
        }
        errand = planned_mail(
            errand, self.scene(), "watch_inbox", "set_aside", self.team.manager, context
        )
        try:
            self.store.add(errand)
        except Conflict:
            return
        self.advance_review(errand.id)

    def _tell_held_back(self) -> None:
        """Tell the manager once a day that mail to customers waits for the next."""
        now = self.clock()
        limit = Limit(self.store, OUTSIDE, self.policy.external_mails_a_day)
        if not limit.reached(OUTSIDE, now) or not limit.reached("held", now, most=1):
            return
        errand = planned_mail(
            errand_review(f"e-{short_hash('held', f'{now:%Y-%m-%d}')}", now),
            self.scene(),
            "watch_inbox",
            "held_back",
            self.team.manager,
            {"most": self.policy.external_mails_a_day},
        )
        with suppress(Conflict):
            self.store.add(errand)
            self.advance_review(errand.id)


def errand_review(review_id: str, now: datetime) -> Review:
    """Return a record for mail that belongs to no deal: a notice, the monthly page."""
    return Review(
        id=review_id,
        stage=Stage.CLOSED,
        created_at=now,
        closed_at=now,
        facts=Facts(),
        source=Source(received_at=now),
        errand=True,
    )


def message_key(message: Message, raw: bytes) -> str:
    """Return what makes a message the same at every delivery: its id, sender and body.

    The transport's own headers change from delivery to delivery and do not count.
    """
    body = raw.partition(b"\r\n\r\n")[2] or raw.partition(b"\n\n")[2]
    sender = (message.sender.email or "") if message.sender else ""
    digest = hashlib.sha256(body).hexdigest()
    return short_hash(message.message_id or "", sender, message.subject, digest, length=24)


def _decided_before(review: Review, key: str) -> Decision:
    """Return what was decided on a message that the review has taken in already."""
    marks = (name for name in ("answered", "set_aside") if f"{name}/{key}" in review.marks)
    return Decision(review, outcome=next(marks, "handled"), why="taken in before a break")


def effects_of(review: Review) -> tuple[Effect, ...]:
    """Return what went out in a review, oldest first."""
    done = [e for e in review.effects if e.done_at is not None]
    return tuple(sorted(done, key=lambda e: (e.done_at or review.created_at, e.key)))


def _same(before: Review, after: Review) -> bool:
    ignore = {"version", "due_at"}
    return before.model_dump(exclude=ignore) == after.model_dump(exclude=ignore)


class _Held:
    """A claim as a context: true when it is ours."""

    def __init__(self, claim: object | None) -> None:
        self._claim = claim

    def __enter__(self) -> bool:
        if self._claim is None:
            return False
        self._claim.__enter__()  # type: ignore[attr-defined]
        return True

    def __exit__(self, *exc: object) -> None:
        if self._claim is not None:
            self._claim.__exit__(*exc)  # type: ignore[attr-defined]
