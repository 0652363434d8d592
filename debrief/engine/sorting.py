"""Sorting: where a message belongs, and what is done about it there.

It is heard by the chapter of the review that it answers, opens a review of its own or adds to the one
of the same deal, is taken over as a pipeline report, or is left alone. Whoever cannot be believed is
not heard, and the manager is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from debrief.answers.account_rep import with_rep_named
from debrief.answers.company import with_company_named
from debrief.answers.left_out import with_left_out
from debrief.backends.base import EFFECT_HEADER, Incoming
from debrief.calendars.answers import CalendarAnswer
from debrief.chapters import duplicates, notification, other_deals, rep_word
from debrief.chapters.call_others import in_their_place, is_before_call
from debrief.chapters.call_rep import misses_call, rep_absent
from debrief.chapters.call_silence import kept_quiet, waits_for_them
from debrief.chapters.colleague_word import warned, words_on
from debrief.chapters.planning import changed, marked, planned_mail
from debrief.chapters.same_deal import same_deal
from debrief.chapters.scene import Decision, Heard, HeardFile, Scene
from debrief.chapters.waiting import answered_before
from debrief.engine import confirming, earlier_life, inbox
from debrief.engine.earlier_life import FRESH, came_before, of_earlier_life
from debrief.engine.elsewhere import Decide, Elsewhere
from debrief.engine.limits import MOST_HOPS, SENDERS, Limit
from debrief.errors import CannotDo, NotFound, Refused
from debrief.model import (
    OWN_MAIL,
    Effect,
    EffectStatus,
    Inbound,
    InboundStatus,
    Review,
    Stage,
    parts_of_key,
    short_hash,
)
from debrief.reading.kinds import Bounce, absence_until, bounced, is_auto_reply, is_automatic
from debrief.reading.mail.authentication import certain
from debrief.reading.mail.message import Message, head_of, parse_message
from debrief.reading.quoting.forwarded import unwrap
from debrief.reading.quoting.replies import new_text
from debrief.reading.quoting.several import Together, mails_within
from debrief.reading.reading import Reading, read_message
from debrief.reading.verdicts.told_losses import losses_told, may_be_two
from debrief.team import Team, fold_address, untagged

if TYPE_CHECKING:
    from debrief.engine.desk import Desk
    from store.base import Store

HELP = "help"  # the mail that tells what can be sent here
HELPED = "limits-helped"
MOST_HELP = 3  # such mails a day to one person
MOST_WITHIN = 25  # mails that are passed on in one
MOST_LINES = 4  # of a mail that is set aside, shown to the manager
MOST_SHOWN = 300  # characters of these
STRANGER = "the sender is no part of this review"
TOO_MANY = "more messages of this sender than"


@dataclass(frozen=True, slots=True)
class _Said:
    """What a message tells without being read: who sends it, and what a calendar or a mail server answers."""

    sender: str
    answer: CalendarAnswer | None
    bounce: Bounce | None


class Sorting:
    """Sorts the mail of a desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.elsewhere = Elsewhere(desk, self._decision_on)

    @property
    def store(self) -> Store:
        """The desk's records."""
        return self.desk.store

    @property
    def team(self) -> Team:
        """The desk's team."""
        return self.desk.team

    def sort(self, entry: Inbound, message: Message, incoming: Incoming) -> Inbound:
        """Read a message and do what it asks for, once; return what became of it."""
        if self._is_our_own(message):
            return _ended(entry, "left_alone", OWN_MAIL)
        sender = fold_address(message.sender.email or "") if message.sender else ""
        said = _Said(sender, inbox.answer_in(message, sender or None), bounced(message))
        words = inbox.words_in(message.text)
        review = self._review_of(message, words, said)
        apart = review is None and not self.team.is_ours(sender)
        if apart:
            review = self._waiting_for(sender)
        if review is None and self._of_another(message, sender):
            return _ended(entry, "left_alone", "another team's Debrief sent it to its own people")
        answers = (
            review is not None and not apart and not self._only_source(review, message, words, said)
        )
        reading = self._read(incoming, message, answers)
        if reading.error is not None:
            return _ended(entry, "set_aside", f"it could not be read: {reading.error}")
        if inbox.hops(message) > MOST_HOPS:
            why = "it has gone round and round between mail servers"
            return _ended(entry, "set_aside", why)
        heard = self._heard(entry, message, reading, said)
        ours = not answers and self.team.is_ours(sender)
        together = mails_within(message, self.team) or _told(message, reading) if ours else None
        news = together is not None or reading.kind == "loss_notification"
        if (review is not None or news) and self._too_many(entry):
            return _ended(entry, "set_aside", self._why_too_many())
        if apart and reading.kind == "loss_notification" and reading.verdict != "not_a_loss":
            review = None  # it tells of a deal, perhaps another
        if review is not None and (answers or apart):
            return self._hear(entry, review, message, words, replace(heard, apart=apart))
        known = self._of_a_known(message, reading, heard) if ours else None
        if known is not None:
            return _ended(entry, "answered", "it is about a deal under review", known)
        if together is not None:
            ended = self._sort_within(entry, together, incoming, said)
            if ended is not None:
                return ended
        if reading.kind == "loss_notification" and reading.verdict != "not_a_loss":
            return self._loss(entry, reading, heard)
        return self._take_without_review(entry, message, reading, heard)

    def _of_a_known(self, message: Message, reading: Reading, heard: Heard) -> Review | None:
        """Return the review that a new mail of one of ours is about: its customer's words, its notes, a worksheet."""
        review = self.elsewhere.passed_on(reading, heard)
        if review is None and self._requested(message, heard):
            review = self.elsewhere.notes(reading, heard)
        return review or self.elsewhere.worksheet(reading, heard)

    def _read(self, incoming: Incoming, message: Message, answers: bool) -> Reading:
        return read_message(
            incoming.raw,
            self.team,
            vouched=incoming.authenticated,
            second_reader=self.desk.second_reader,
            message=message,
            answers=answers,
        )

    def _sort_within(
        self, entry: Inbound, together: Together, incoming: Incoming, said: _Said
    ) -> Inbound | None:
        """Take each of several mails that are passed on in one for a mail of its own; None: none is a loss.

        Only what a mail says itself makes it a loss: nobody knows of which of them the note tells.
        """
        if len(together.mails) > MOST_WITHIN:
            why = f"it passes on more than {MOST_WITHIN} mails; forward them in smaller lots"
            return _ended(entry, "set_aside", why)
        read = [(each, self._read(incoming, each, answers=False)) for each in together.mails]
        some = any(reading.verdict != "not_a_loss" for _, reading in read)
        if not some and not together.told:
            return None
        losses = []
        for message, reading in read:
            heard = self._heard(entry, message, reading, said)
            if reading.verdict != "not_a_loss":
                losses.append((reading, heard))
            elif (together.told and some) or (
                (together.told or reading.forward) and self._requested(message, heard)
            ):
                losses.append((replace(reading, verdict="unsure"), heard))
        ended = []
        for number, (reading, heard) in enumerate(losses):
            subject = (reading.forward.subject if reading.forward else None) or heard.subject
            heard = replace(heard, subject=subject, text=together.note, shared=True)
            if number:
                heard = replace(heard, key=f"{entry.key}-{number}")
            if len(losses) > 1:
                what = "losses that you tell of" if together.told else "mails that you passed on"
                told = f"One of {len(losses)} {what} together; each is answered."
                reading = replace(reading, why=f"{told} {reading.why}")
            ended.append(self._loss(entry, reading, heard))
        return ended[0] if ended else None

    def _review_of(self, message: Message, words: frozenset[str], said: _Said) -> Review | None:
        """Return the review that a message answers, by what it answers or by a reply word."""
        terms = inbox.names_of(message, words, said.answer.uid if said.answer else None)
        if said.bounce and said.bounce.original_message_id:
            terms |= {said.bounce.original_message_id}
        found = self.store.find(terms) if terms else None
        if found is not None and found.errand and all(e.template == HELP for e in found.effects):
            return None  # what answers our help is new mail
        return found

    def _waiting_for(self, sender: str) -> Review | None:
        """Return the review whose customer was asked and has not had the call yet."""
        return next(
            (
                r
                for r in self.store.open()
                if sender and r.facts.customer_email == sender and waits_for_them(r)
            ),
            None,
        )

    def _take_without_review(
        self, entry: Inbound, message: Message, reading: Reading, heard: Heard
    ) -> Inbound:
        """Take up a pipeline report or a request for a review; leave everything else alone."""
        asked = self._requested(message, heard)
        if self.team.person(heard.sender) and heard.trusted and (heard.files or asked):
            addressed = asked or self._may_be_helped(message, heard)
            taken_over = self.desk.pipeline.hear(heard, tables=asked, addressed=addressed)
            if taken_over is not None:
                return _ended(entry, "answered", taken_over)
        if asked and reading.forward is not None:
            return self._loss(entry, replace(reading, verdict="unsure"), heard)
        if not heard.trusted and self._wants_something(message, heard):
            too_many = self._too_many(entry)
            why = self._why_too_many() if too_many else self._why_unproved(heard)
            return _ended(entry, "set_aside", why)
        if self._may_be_helped(message, heard):
            self._help(entry, message, heard)
            return _ended(entry, "answered", "told what can be sent here")
        if self._from_elsewhere(message, reading, heard):
            why = self._why_too_many() if self._too_many(entry) else self._why_elsewhere(heard)
            return _ended(entry, "set_aside", why)
        return _ended(entry, "left_alone", reading.why or "no loss of ours")

    def _from_elsewhere(self, message: Message, reading: Reading, heard: Heard) -> bool:
        """Tell whether one of ours may have written by hand from an address that is not theirs here.

        It may as well be somebody who only looks like them: nothing is done, and a human is told.
        """
        by_hand = heard.kind not in ("auto_reply", "bounce") and not is_automatic(message)
        if not by_hand or heard.answer is not None or self.team.is_ours(heard.sender):
            return False
        to = {fold_address(a.email) for a in (*message.to, *message.cc) if a.email}
        here = self.team.debrief_address in to - {self.team.manager.email}
        named = inbox.bears_our_name(message, self.team)
        return [here, named, reading.forward is not None].count(True) > 1

    def _why_elsewhere(self, heard: Heard) -> str:
        return (
            f"{heard.sender} is not in the team file, so nobody can tell whether it is one of yours; nothing was done. "
            "If it is, send it once more from the address that stands there"
        )

    def _may_be_helped(self, message: Message, heard: Heard) -> bool:
        """Tell whether one of ours wrote to the debrief address, by hand and not too often today.

        Machines, strangers and what comes back of our own mail are never answered.
        """
        by_itself = heard.kind in ("auto_reply", "bounce") or heard.answer is not None
        if by_itself or is_automatic(message) or inbox.key_in(message):
            return False
        if not heard.trusted or not self._wants_something(message, heard):
            return False
        limit = Limit(self.store, HELPED, MOST_HELP)
        return self.team.debrief_address != self.team.manager.email and not limit.reached(
            heard.sender, self.desk.clock()
        )

    def _help(self, entry: Inbound, message: Message, heard: Heard) -> None:
        """Tell one of ours what Debrief can do with a mail, or that theirs was empty; once for each."""
        person = self.team.person(heard.sender)
        if person is None:
            return
        if entry.attempts <= 1:
            Limit(self.store, HELPED, MOST_HELP).count(heard.sender, self.desk.clock())
        self.desk.run_errand(
            f"e-{short_hash('help', entry.key)}",
            "watch_inbox",
            HELP,
            person,
            {
                "subject": entry.subject,
                "empty": not message.text.strip(),
                "manager": person.email == self.team.manager.email,
                "address": self.team.debrief_address,
            },
            in_reply_to=message.message_id,
        )

    def _too_many(self, entry: Inbound) -> bool:
        """Count a message that will do something; tell whether its sender has sent too many."""
        limit = Limit(self.store, SENDERS, self.desk.policy.sender_messages_a_day)
        if entry.attempts > 1:  # a message that is tried again is one message
            return limit.reached(entry.sender, self.desk.clock())
        return not limit.admit(entry.sender, self.desk.clock())

    def _why_too_many(self) -> str:
        return f"{TOO_MANY} {self.desk.policy.sender_messages_a_day} today"

    def _hear(
        self,
        entry: Inbound,
        review: Review,
        message: Message,
        words: frozenset[str],
        heard: Heard,
    ) -> Inbound:
        """Let the chapter concerned hear a message of a known review."""
        if heard.kind == "auto_reply" and self.team.person(heard.sender) is not None:
            if heard.trusted and misses_call(review, self.desk.scene(), heard):
                decision = self._decision_on(review, heard, by=rep_absent)
                return _ended(entry, decision.outcome, decision.why, review)
            return _ended(entry, "left_alone", "an automatic answer of one of ours", review)
        effect = inbox.answered_effect(review, message, words, heard.sender)
        refusal = self._refusal(review, effect, words, heard)
        if refusal == STRANGER and heard.kind != "auto_reply" and waits_for_them(review):
            if not self.team.is_ours(heard.sender) and not inbox.bears_our_name(message, self.team):
                name = (message.sender.name if message.sender else "") or ""
                by = partial(in_their_place, name=name)
                decision = self._decision_on(review, heard, by=by)
                return _ended(entry, decision.outcome, decision.why, review)
            self.desk.decide(review.id, lambda r, s: Decision(kept_quiet(r, s)))
            refusal = (
                f"the sender, {heard.sender}, is not in the team file; if that is you, reply "
                f"from {self.team.manager.email}, and `go` lets reminders go to the customer again"
            )
        if refusal is not None:
            return _ended(entry, "set_aside", refusal, review)
        if effect is not None and effect.template == confirming.TEMPLATE:
            meant = confirming.confirmed(heard.text)
            if meant is False:
                self._settle(review, effect, "the manager said that it was not theirs")
                return _ended(entry, "handled", "it was not theirs: nothing is done", review)
            if meant:
                heard = confirming.as_confirmed(heard, effect)
        elif effect is not None:
            sent = self.desk.performer.text_of(review, effect)
            text = inbox.with_context(message, sent)
            heard = replace(
                heard, purpose=effect.purpose, effect=effect.key, sent_text=sent, text=text
            )
        if effect is None or effect.template != confirming.TEMPLATE:
            kept = self.elsewhere.kept(review, heard)
            if kept is None:
                return _ended(entry, "answered", "it is about another deal", review)
            heard = kept
        if heard.sender == self.team.manager.email and review.stage in (
            Stage.ASKING,
            Stage.CALLING,
        ):
            current = review.facts.rep_email
            named = with_rep_named(heard.text, self.team, current)
            if is_before_call(review, heard):
                named = with_company_named(named, self.team, current)
                named = with_left_out(named, self.team, review.call.guests, current)
            heard = replace(heard, text=named)
        decision = self._decision_on(review, heard)
        if heard.sender == review.facts.customer_email and heard.kind != "auto_reply":
            self._pass_on(review, heard)
        if effect is not None and effect.template == confirming.TEMPLATE:
            self._settle(review, effect, "the manager confirmed it, and it was done")
        return _ended(entry, decision.outcome, decision.why, review)

    def _pass_on(self, review: Review, heard: Heard) -> None:
        """Let the manager read what a customer says of a colleague who is asked about another deal."""
        for other in self.store.open():
            quotes = words_on(review, heard.text, other) if other.id != review.id else ()
            if quotes:
                self.desk.decide(other.id, partial(warned, heard=heard, quotes=quotes))

    def _settle(self, review: Review, question: Effect, why: str) -> None:
        """Let the message that was set aside for this question wait for nobody any more."""
        for entry in self.store.all_inbound():
            asked = entry.review_id == review.id and entry.status is InboundStatus.SET_ASIDE
            if asked and confirming.confirmation_of(entry.key) == question.purpose:
                self.store.save_inbound(
                    entry.model_copy(update={"status": InboundStatus.HANDLED, "why": why})
                )

    def _refusal(
        self, review: Review, effect: Effect | None, words: frozenset[str], heard: Heard
    ) -> str | None:
        """Return why a message may not be heard, None where it may; a doubtful order is asked about."""
        ours = self.team.person(heard.sender) is not None
        answered = effect.purpose if effect else ""
        by_word = confirming.confirms_by_word(effect, words, heard)
        if not heard.trusted and heard.kind != "bounce" and not by_word:
            why = self._why_unproved(heard)
            if ours and confirming.is_command(effect, heard):
                self._ask_confirmation(review, heard, answered, why)
            return why
        if ours and heard.answer is None and inbox.older_than_stop(review, heard):
            self._ask_confirmation(review, heard, answered, "it was written before your stop")
            return "it was written before the stop"
        if heard.bounce is not None and not inbox.believable(review, heard.bounce, words):
            return "a delivery report on a mail that we did not send there"
        stranger = not ours and heard.sender != review.facts.customer_email
        if stranger and heard.answer is None and heard.kind != "bounce":
            return STRANGER
        return None

    def _decision_on(self, review: Review, heard: Heard, by: Decide | None = None) -> Decision:
        """Let the chapter, or ``by``, decide on the newest record, once for each message; return what it did."""
        result: list[Decision] = []

        def decide(current: Review, scene: Scene) -> Decision:
            if heard.key in current.handled:
                result[:] = [_decided_before(current, heard.key)]
                return result[0]
            if heard.answer is not None and heard.answer.attendee == heard.sender:
                self.desk.backend.calendar.note_answer(heard.answer)  # while nobody else moves it
            chapter = self.desk.chapter(inbox.chapter_for(current, heard, self.team))
            decision: Decision = (by or chapter.hear)(current, scene, heard)
            kept = changed(decision.review, handled=(*decision.review.handled, heard.key))
            if decision.outcome != "handled":
                kept = marked(kept, f"{decision.outcome}/{heard.key}", heard.at)
            result[:] = [replace(decision, review=kept)]
            return result[0]

        self.desk.decide(review.id, decide)
        return result[0]

    def _loss(self, entry: Inbound, reading: Reading, heard: Heard) -> Inbound:
        """Open a review, or add to the one of the same deal."""
        if reading.authenticated is False:
            return _ended(entry, "set_aside", "the sender could not be verified")
        now = self.desk.clock()
        requested = reading.message is not None and self._requested(reading.message, heard)
        scene = self.desk.scene()
        ours = reading.message is not None and inbox.key_in(reading.message)
        if ours or came_before(self.store, entry.received_at, FRESH):
            requested = False  # an earlier life may have begun on it: the manager is asked
        if requested and self.store.unreadable():
            requested = False  # one of those may be about this very deal
        if requested and reading.message is not None:
            reading = doubted_where_several(reading, reading.message, self.team)
        if self.team.person(heard.sender) is not None:
            reading = doubted_where_two_names(reading)
        fresh = notification.new_review(reading, heard, scene, requested=requested)
        fresh = of_earlier_life(fresh, entry.received_at, self.store)
        thanks = self._thanks(entry, reading, heard)
        known = [*self.store.open(), *self.desk.recently_closed()]
        if (taken := next((r for r in known if heard.key in r.handled), None)) is not None:
            if taken.id != fresh.id:
                return _ended(entry, "handled", "added to the review of the same deal", taken)
            return self._opened(entry, reading, self.desk.advance_review(taken.id))
        for review in known:
            if review.facts.company or review.facts.customer_email:
                same = same_deal(review, fresh.facts, heard.at, self.desk.policy.same_deal_days)
                if same:

                    def add(current: Review, scene: Scene) -> Decision:
                        added = duplicates.merge(
                            current, reading, heard, scene, requested=requested
                        )
                        return replace(added, review=thanks(added.review, scene, heard))

                    self.desk.decide(review.id, add)
                    return _ended(entry, "handled", "added to the review of the same deal", review)
        fresh = thanks(other_deals.beside(fresh, known, now), scene, heard)
        return self._opened(entry, reading, self.desk.open_review(changed(fresh, due_at=now)))

    def _thanks(
        self, entry: Inbound, reading: Reading, heard: Heard
    ) -> Callable[[Review, Scene, Heard], Review]:
        """Return how a rep is thanked who passes a loss on to the debrief address by hand."""
        message = reading.message
        by_hand = message is not None and not is_automatic(message) and heard.trusted
        first = heard.key == entry.key  # of several that are passed on in one
        if by_hand and first and message and self._wants_something(message, heard):
            return rep_word.thanked
        return lambda review, scene, heard: review

    def _opened(self, entry: Inbound, reading: Reading, review: Review) -> Inbound:
        """Tell the manager of a review whose receipt an earlier life of the records has sent."""
        if answered_before(review):
            about = short_hash("errand", review.id, review.created_at.isoformat())
            how = "answer the receipt of this deal with go"
            self.tell_set_aside(about, entry, earlier_life.WHY, how)
        return _ended(entry, "answered", reading.why, review)

    def tell_set_aside(self, about: str, entry: Inbound, why: str, how: str) -> None:
        """Tell the manager why a mail was not acted on, and how it is; once for each ``about``."""
        self.desk.run_errand(
            f"e-{about}",
            "watch_inbox",
            "set_aside",
            self.team.manager,
            {
                "from_email": entry.sender or "(no sender)",
                "subject": entry.subject or "(no subject)",
                "why": why,
                "how": how,
                "text": self._first_lines(entry),
            },
        )

    def _first_lines(self, entry: Inbound) -> str:
        """Return how a mail begins, as far as its sender wrote it; "" where it cannot be read."""
        raw = self.store.raw(entry.key)
        try:
            text = new_text(parse_message(raw)) if raw is not None else ""
        except Exception:  # it may be set aside for that very reason
            return ""
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        first = "\n".join(lines[:MOST_LINES])
        more = len(lines) > MOST_LINES or len(first) > MOST_SHOWN
        return f"{first[:MOST_SHOWN]} …" if more else first

    def _heard(self, entry: Inbound, message: Message, reading: Reading, said: _Said) -> Heard:
        at = self.desk.clock()
        trusted = certain(reading.authenticated, entry.authenticated, self.team.authserv_id)
        refuted = trusted is False
        if trusted is None:
            trusted = self.desk.backend.mailbox.trusts_delivery or not self.team.is_ours(
                said.sender
            )
        return Heard(
            key=entry.key,
            at=at,
            sender=said.sender,
            subject=message.subject,
            text=reading.reply_text,
            kind=inbox.kind_of(message, reading.kind, said.bounce),
            message_id=message.message_id,
            trusted=trusted,
            refuted=refuted,
            answer=said.answer,
            bounce=said.bounce,
            away_until=absence_until(message, at) if is_auto_reply(message) else None,
            files=tuple(
                HeardFile(a.filename or "", a.content_type, a.content) for a in message.attachments
            ),
            tables=message.tables,
            written_at=message.date,
        )

    def _is_our_own(self, message: Message) -> bool:
        """Tell whether we sent a mail: the records know it, or it lies among the sent."""
        key = inbox.key_in(message)
        if not parts_of_key(key).review:
            return False
        review = self._review_with(key)
        if review is None:
            return self._lies_among_sent(key, message)
        return inbox.is_ours(review, key, message, self.team.manager.email)

    def _of_another(self, message: Message, sender: str) -> bool:
        """Tell whether the Debrief of another team of the house wrote it: what it tells of is theirs."""
        theirs = self.team.is_ours(sender) and sender != self.team.manager.email
        return theirs and bool(parts_of_key(inbox.key_in(message)).review)

    def _review_with(self, key: str) -> Review | None:
        """Return the review that has the effect of this key; None where the records know of none."""
        try:
            review = self.store.get(parts_of_key(key).review)
        except NotFound:
            return None
        return review if review.effect(key) is not None else None

    def _lies_among_sent(self, key: str, message: Message) -> bool:
        if message.sender is None or message.sender.email != self.team.manager.email:
            return False
        try:
            receipt = self.desk.backend.mailbox.sent(key)
        except (Refused, CannotDo):  # nobody can know: a header alone proves nothing
            return False
        known = (receipt.message_id or "").strip("<> ") if receipt else ""
        return bool(known) and known == message.message_id

    def notice_later_life(self, messages: Iterable[Incoming]) -> None:
        """Begin the records anew where these hold a mail of ours that they do not know was sent."""
        for incoming in messages:
            head = head_of(incoming.raw)
            if EFFECT_HEADER.lower().encode() not in head.lower():
                continue
            message = parse_message(head)
            if self._is_our_own(message) and not self._is_known_sent(message):
                earlier_life.begin(self.store, self.desk.clock())

    def _is_known_sent(self, message: Message) -> bool:
        key = inbox.key_in(message)
        review = self._review_with(key)
        effect = review.effect(key) if review is not None else None
        return effect is not None and effect.status is not EffectStatus.PLANNED

    def _only_source(
        self, review: Review, message: Message, words: frozenset[str], said: _Said
    ) -> bool:
        """A mail in the thread of the loss notification that answers none of ours is new mail.

        The customer's mails in that thread still belong to the review.
        """
        if said.sender == review.facts.customer_email or said.answer or said.bounce:
            return False
        if words & {t.word for t in review.tokens}:
            return False
        ours = {e.message_id for e in review.effects if e.message_id}
        return not ours & {*message.in_reply_to, *message.references}

    def _requested(self, message: Message, heard: Heard) -> bool:
        """A mail of the manager's to the debrief address or to themselves asks for a review.

        Their own plus-addresses are themselves.

        Not one that was written long ago: whoever has an old forward could send it again.
        """
        if heard.sender != self.team.manager.email or not heard.trusted:
            return False
        latest = heard.at - timedelta(days=self.desk.policy.request_days)
        if heard.written_at is None or heard.written_at < latest:
            return False
        to = {fold_address(a.email) for a in (*message.to, *message.cc) if a.email}
        return self.team.debrief_address in to or {*map(untagged, to)} == {
            untagged(self.team.manager.email)
        }

    def _wants_something(self, message: Message, heard: Heard) -> bool:
        """Tell whether a mail in the name of one of ours is to the debrief address."""
        to = {fold_address(a.email) for a in (*message.to, *message.cc) if a.email}
        return self.team.person(heard.sender) is not None and self.team.debrief_address in to

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
                    confirming.TEMPLATE,
                    self.team.manager,
                    {
                        "what": heard.text.strip()[: confirming.MOST_SHOWN],
                        "from_email": heard.sender,
                        "why": why,
                        "answered": answered,
                        "thread": "",
                        "said": "",
                    },
                    purpose=confirming.confirmation_of(heard.key),
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


def doubted_where_several(reading: Reading, message: Message, team: Team) -> Reading:
    """Return a reading as unsure where the mail holds mails of several companies: one is taken up."""
    senders = (forward.from_email or "" for forward in unwrap(message))
    outside = (address for address in senders if "@" in address and not team.is_ours(address))
    companies = dict.fromkeys(address.rpartition("@")[2].lower() for address in outside)
    if len(companies) < 2:
        return reading
    why = (
        f"It holds mails of {' and '.join(companies)}, and one deal is taken up from a mail. "
        f"If the others were lost, too, please forward each by itself. {reading.why}"
    )
    return replace(reading, verdict="unsure", why=why)


def doubted_where_two_names(reading: Reading) -> Reading:
    """Return a reading in somebody's own words as unsure where what it calls the deal may be two."""
    facts = reading.facts
    if reading.forward is not None or not (may_be_two(facts.deal) or may_be_two(facts.company)):
        return reading
    why = (
        "It may tell of two lost deals. If so, please send them anew, one to a line, such as "
        '"We lost the Acme deal (50k) to Peakline"; if it is one, give its name as shown below.'
    )
    facts = replace(facts, deal=None, company=None)
    return replace(reading, verdict="unsure", facts=facts, why=f"{why} {reading.why}")


def _told(message: Message, reading: Reading) -> Together | None:
    """Return losses that are told in somebody's own words side by side."""
    mails = losses_told(message) if reading.forward is None else ()
    return Together(message.text, mails, told=True) if mails else None


def _ended(entry: Inbound, status: str, why: str, review: Review | None = None) -> Inbound:
    """Return the entry with what became of its message."""
    return entry.model_copy(
        update={
            "status": InboundStatus(status),
            "why": why,
            "review_id": review.id if review else None,
        }
    )


def _decided_before(review: Review, key: str) -> Decision:
    """Return what was decided on a message that the review has taken in already."""
    marks = (name for name in ("answered", "set_aside") if f"{name}/{key}" in review.marks)
    return Decision(review, outcome=next(marks, "handled"), why="taken in before a break")
