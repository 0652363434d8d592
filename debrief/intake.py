"""Intake: what becomes of each message in the watched mailbox, taken in once and told of.

A message is known by its key. It is noted as received before anything is done about it, and what
became of it is noted last: what breaks off in between is done again, and the review's own record
says whether it has taken the message in.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from debrief import inbox
from debrief.backends.base import Incoming
from debrief.chapters import hearing
from debrief.errors import NotFound, SignInNeeded, TryLater
from debrief.funnel_report import Report, preview_of, read_report
from debrief.limits import MOST_HOPS, SENDERS, Limit
from debrief.model import Inbound, InboundStatus, Review, short_hash
from debrief.planning import changed, errand_review, marked, planned_mail
from debrief.reading.authentication import certain
from debrief.reading.kinds import absence_until, bounced, is_auto_reply
from debrief.reading.message import Message, parse_message
from debrief.reading.reading import Reading, read_message
from debrief.same_deal import same_deal
from debrief.scene import Decision, Heard, HeardFile, Scene
from debrief.team import Team, fold_address

if TYPE_CHECKING:
    from debrief.desk import Desk
    from store.base import Store

MOST_TRIES = 3  # of one message before a human reads it
TOGETHER = 10  # messages noted as received together: the first does not wait for the hundredth
TOO_MANY = "more messages of this sender than"
EFFECT_HEADER = "X-Debrief-Effect"

log = logging.getLogger("debrief")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message as it came, and what is known of it."""

    entry: Inbound
    incoming: Incoming
    message: Message

    @property
    def new(self) -> bool:
        """Whether it has not been dealt with before."""
        return self.entry.status is InboundStatus.RECEIVED


class Intake:
    """Takes in mail at a desk: reads it, finds its review, and lets the chapter concerned hear it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @property
    def store(self) -> Store:
        """The desk's records."""
        return self.desk.store

    @property
    def team(self) -> Team:
        """The desk's team."""
        return self.desk.team

    def has_mail(self) -> bool:
        """Tell whether there is something new to take in; changes nothing."""
        mailbox = self.desk.backend.mailbox
        batch = mailbox.fetch(self.store.cursor(self.team.manager.email), 1)
        return bool(batch.messages or self.store.waiting_inbound())

    def take_in_mail(self) -> list[Inbound]:
        """Take in all new mail, each message once; return what became of each."""
        if self.desk.paused:
            return []
        done: list[Inbound] = []
        with self.desk.claimed("inbox") as mine, self.desk.many_hands():
            if mine:
                done += self._take_up_waiting()
            while mine:
                cursor = self.store.cursor(self.team.manager.email)
                batch = self.desk.backend.mailbox.fetch(cursor)
                done += self._take_in_all(batch.messages)
                if batch.cursor != cursor:
                    self.store.save_cursor(self.team.manager.email, batch.cursor)
                if not batch.messages:
                    break
        return done

    def _take_up_waiting(self) -> list[Inbound]:
        """Take up what was received and broke off; the mailbox may no longer hold it."""
        kept = [(entry, self.store.raw(entry.key)) for entry in self.store.waiting_inbound()]
        return self._take_in_all(
            [
                Incoming(entry.backend_id, raw, entry.received_at, entry.authenticated)
                for entry, raw in kept
                if raw is not None
            ]
        )

    def take_in(self, incoming: Incoming) -> Inbound:
        """Take in one message; return what became of it."""
        return self._take_in_all([incoming])[0]

    def _take_in_all(self, messages: Sequence[Incoming]) -> list[Inbound]:
        """Take in messages one by one; what became of them is noted together, at the end."""
        known: dict[str, Inbound] = {}
        ended: dict[str, Inbound] = {}
        trouble: list[BaseException] = []
        try:
            for at in range(0, len(messages), TOGETHER):
                self._take_in_few(messages[at : at + TOGETHER], known, ended)
        except (TryLater, SignInNeeded) as err:
            trouble.append(err)
        faults = self.desk.unfinished()
        trouble += faults.values()
        noted = self._note([e for e in ended.values() if e.review_id not in faults])
        for fault in trouble:
            raise fault
        return [*known.values(), *noted]

    def _take_in_few(
        self, messages: Sequence[Incoming], known: dict[str, Inbound], ended: dict[str, Inbound]
    ) -> None:
        """Note messages as received together, and handle each that was not dealt with before."""
        arrivals = {a.entry.key: a for a in map(self._arrival, messages)}
        new = {key: a for key, a in arrivals.items() if a.new and key not in ended}
        known |= {key: a.entry for key, a in arrivals.items() if not a.new}
        raws = {key: arrival.incoming.raw for key, arrival in new.items()}
        received = self.store.save_all_inbound([_tried(a.entry) for a in new.values()], raws)
        for entry in received:
            ended[entry.key] = self._handled(entry, new[entry.key])

    def _arrival(self, incoming: Incoming) -> Arrival:
        """Take a message apart, and see whether it is known."""
        message = parse_message(incoming.raw)
        key = message_key(message, incoming.raw)
        entry = self.store.inbound(key) or Inbound(
            key=key,
            received_at=incoming.received_at,
            subject=message.subject[:300],
            sender=(message.sender.email or "") if message.sender else "",
            backend_id=incoming.id,
            authenticated=incoming.authenticated,
        )
        return Arrival(entry, incoming, message)

    def _handled(self, entry: Inbound, arrival: Arrival) -> Inbound:
        """Handle a message; a failing one is tried three times, then set aside for a human."""
        while True:
            try:
                return self._handle(entry, arrival.message, arrival.incoming)
            except (TryLater, SignInNeeded):
                raise
            except Exception as err:  # a mistake of ours must not stop the rest, nor lose this
                log.warning("message %s: %s: %s", entry.key, type(err).__name__, err)
                if entry.attempts >= MOST_TRIES:
                    why = f"handling it failed {entry.attempts} times: {err}"[:500]
                    return entry.model_copy(update={"status": InboundStatus.SET_ASIDE, "why": why})
            entry = self.store.save_inbound(_tried(entry))

    def _note(self, ended: Sequence[Inbound]) -> list[Inbound]:
        """File messages and note what became of them: last, for what broke off is repeated whole."""
        for entry in ended:
            if entry.status is InboundStatus.SET_ASIDE:
                self.desk.backend.mailbox.file(entry.backend_id, "set_aside")
                if not self._was_asked(entry):
                    self._tell_set_aside(entry)
            elif entry.status is not InboundStatus.LEFT_ALONE:
                self.desk.backend.mailbox.file(entry.backend_id, "handled")
        return self.store.save_all_inbound(ended)

    def _handle(self, entry: Inbound, message: Message, incoming: Incoming) -> Inbound:
        def end(status: str, why: str, review: Review | None = None) -> Inbound:
            return entry.model_copy(
                update={
                    "status": InboundStatus(status),
                    "why": why,
                    "review_id": review.id if review else None,
                }
            )

        if self._is_our_own(message):
            return end("left_alone", "sent by Debrief itself")
        reading = read_message(
            incoming.raw,
            self.team,
            vouched=incoming.authenticated,
            second_reader=self.desk.second_reader,
            message=message,
        )
        if reading.error is not None:
            return end("set_aside", f"it could not be read: {reading.error}")
        if inbox.hops(message) > MOST_HOPS:
            return end("set_aside", "it has gone round and round between mail servers")
        heard, words = self._heard(entry, message, reading)
        terms = inbox.names_of(message, words, heard.answer.uid if heard.answer else None)
        if heard.bounce and heard.bounce.original_message_id:
            terms |= {heard.bounce.original_message_id}
        review = self.store.find(terms) if terms else None
        if (review is not None or reading.kind == "loss_notification") and self._too_many(entry):
            return end("set_aside", f"{TOO_MANY} {self.desk.policy.sender_messages_a_day} today")
        if review is not None and not self._only_source(review, message, words, heard):
            return self._hear(end, review, message, words, heard)
        if reading.kind == "loss_notification" and reading.verdict != "not_a_loss":
            return self._loss(end, reading, heard)
        asked = self._requested(message, heard)
        if self.team.person(heard.sender) and heard.trusted and (heard.files or asked):
            is_manager = heard.sender == self.team.manager.email
            report = read_report(
                heard, self.team, self.desk.clock(), is_manager=is_manager, tables=asked
            )
            if report.funnels or (asked and report.problems):
                self.desk.save_funnels(report.funnels)
                self._show_funnels(report, heard)
                return end("answered", f"funnels of {len(report.funnels)} reps taken over")
        if asked and reading.forward is not None:
            return self._loss(end, replace(reading, verdict="unsure"), heard)
        if not heard.trusted and self._wants_something(message, heard):
            if self._too_many(entry):
                return end(
                    "set_aside", f"{TOO_MANY} {self.desk.policy.sender_messages_a_day} today"
                )
            return end("set_aside", self._why_unproved(heard))
        return end("left_alone", reading.why or "no loss of ours")

    def _too_many(self, entry: Inbound) -> bool:
        """Count a message that will do something; tell whether its sender has sent too many."""
        limit = Limit(self.store, SENDERS, self.desk.policy.sender_messages_a_day)
        if limit.reached(entry.sender, self.desk.clock()):
            return True
        if entry.attempts <= 1:  # a message that is tried again is one message
            limit.count(entry.sender, self.desk.clock())
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
            sent = self.desk.performer.text_of(review, effect)
            text = inbox.with_context(message, sent)
            heard = replace(heard, purpose=effect.purpose, sent_text=sent, text=text)
        result: list[Decision] = []

        def decide(current: Review, scene: Scene) -> Decision:
            if heard.key in current.handled:
                result[:] = [_decided_before(current, heard.key)]
                return result[0]
            if heard.answer is not None and heard.answer.attendee == heard.sender:
                self.desk.backend.calendar.note_answer(heard.answer)  # while nobody else moves it
            chapter = self.desk.chapter(inbox.chapter_for(current, heard, self.team))
            decision: Decision = chapter.hear(current, scene, heard)
            kept = changed(decision.review, handled=(*decision.review.handled, heard.key))
            if decision.outcome != "handled":
                kept = marked(kept, f"{decision.outcome}/{heard.key}", heard.at)
            decision = replace(decision, review=kept)
            result[:] = [decision]
            return decision

        self.desk.decide(review.id, decide)
        return end(result[0].outcome, result[0].why, review)

    def _loss(self, end: Callable[..., Inbound], reading: Reading, heard: Heard) -> Inbound:
        """Open a review, or add to the one of the same deal."""
        if reading.authenticated is False:
            return end("set_aside", "the sender could not be verified")
        now = self.desk.clock()
        requested = reading.message is not None and self._requested(reading.message, heard)
        scene = self.desk.scene()
        fresh = hearing.new_review(reading, heard, scene, requested=requested)
        known = [*self.store.open(), *self._recently_closed(now)]
        if (taken := next((r for r in known if heard.key in r.handled), None)) is not None:
            if taken.id != fresh.id:
                return end("handled", "added to the review of the same deal", taken)
            return end("answered", reading.why, self.desk.advance_review(taken.id))
        for review in known:
            if review.facts.company or review.facts.customer_email:
                same = same_deal(review, fresh.facts, heard.at, self.desk.policy.same_deal_days)
                if same:
                    self.desk.decide(
                        review.id,
                        lambda r, s: hearing.merge(r, reading, heard, s, requested=requested),
                    )
                    return end("handled", "added to the review of the same deal", review)
        fresh = hearing.beside(fresh, known, now)
        return end("answered", reading.why, self.desk.open_review(changed(fresh, due_at=now)))

    def _heard(
        self, entry: Inbound, message: Message, reading: Reading
    ) -> tuple[Heard, frozenset[str]]:
        sender = fold_address(message.sender.email or "") if message.sender else ""
        bounce = bounced(message)
        at = self.desk.clock()
        trusted = certain(reading.authenticated, entry.authenticated, self.team.authserv_id)
        refuted = trusted is False
        if trusted is None:
            trusted = self.desk.backend.mailbox.trusts_delivery or not self.team.is_ours(sender)
        answer = inbox.answer_in(message, sender or None)
        words = inbox.words_in(message.text)
        heard = Heard(
            key=entry.key,
            at=at,
            sender=sender,
            subject=message.subject,
            text=reading.reply_text,
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
        latest = heard.at - timedelta(days=self.desk.policy.request_days)
        if heard.written_at is None or heard.written_at < latest:
            return False
        to = {fold_address(a.email) for a in (*message.to, *message.cc) if a.email}
        return self.team.debrief_address in to or to == {self.team.manager.email}

    def _wants_something(self, message: Message, heard: Heard) -> bool:
        """Tell whether a mail in the name of one of ours is to the debrief address."""
        to = {fold_address(a.email) for a in (*message.to, *message.cc) if a.email}
        return self.team.person(heard.sender) is not None and self.team.debrief_address in to

    def _recently_closed(self, now: datetime) -> list[Review]:
        days = self.desk.policy.same_deal_days
        return list(self.store.closed(since=now - timedelta(days=days)))

    def _show_funnels(self, report: Report, heard: Heard) -> None:
        """Answer a pipeline report with how it was read; once, whatever breaks off in between."""
        sender = self.team.person(heard.sender) or self.team.manager
        errand = errand_review(f"f-{short_hash('funnels', heard.key)}", self.desk.clock())
        errand = planned_mail(
            errand,
            self.desk.scene(),
            "funnel_worksheets",
            "funnel_preview",
            sender,
            preview_of(report, self.team),
            in_reply_to=heard.message_id,
        )
        self.desk.open_review(errand)

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

        self.desk.decide(review.id, decide)

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
        return any(e.purpose == purpose for e in self.desk.store.get(entry.review_id).effects)

    def _tell_set_aside(self, entry: Inbound) -> None:
        """Tell the manager once; the errand's own record carries the mail."""
        about = entry.key
        if entry.why.startswith(TOO_MANY):  # one word a day on each sender is enough
            about = f"{entry.sender} {self.desk.clock():%Y-%m-%d}"
        errand = errand_review(f"e-{short_hash('errand', about)}", self.desk.clock())
        context = {
            "from_email": entry.sender or "(no sender)",
            "subject": entry.subject or "(no subject)",
            "why": entry.why,
            "how": f"debrief retry {entry.key}",
        }
        errand = planned_mail(
            errand, self.desk.scene(), "watch_inbox", "set_aside", self.team.manager, context
        )
        self.desk.open_review(errand)


def _tried(entry: Inbound) -> Inbound:
    return entry.model_copy(update={"attempts": entry.attempts + 1})


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
