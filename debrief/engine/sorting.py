"""Sorting: where a message belongs, and what is done about it there.

It is heard by the chapter of the review that it answers, opens a review of its own or adds to the one
of the same deal, is taken over as a pipeline report, or is left alone. Whoever cannot be believed is
not heard, and the manager is told (`debrief.engine.set_aside`).
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from debrief.backends.base import Incoming
from debrief.calendars.answers import CalendarAnswer
from debrief.chapters import call_others
from debrief.chapters.call_rep import misses_call, rep_absent
from debrief.chapters.call_silence import kept_quiet, waits_for_them
from debrief.chapters.colleague_word import warned, words_on
from debrief.chapters.planning import changed, marked
from debrief.chapters.scene import Decision, Heard, HeardFile, Scene
from debrief.engine import confirming, helping, inbox, set_aside
from debrief.engine.chapters import CHAPTERS
from debrief.engine.elsewhere import Decide, Elsewhere
from debrief.engine.limits import MOST_HOPS, SENDERS, Limit
from debrief.engine.openings import Openings
from debrief.engine.own_mail import OwnMail, of_another_team
from debrief.errors import DebriefError, SignInNeeded, TryLater
from debrief.model import OWN_MAIL, Effect, Inbound, InboundStatus, Review
from debrief.reading.kinds import Bounce, absence_until, bounced, is_auto_reply
from debrief.reading.mail.authentication import certain
from debrief.reading.mail.message import Message
from debrief.reading.quoting.several import Together, mails_within
from debrief.reading.reading import Reading, read_message
from debrief.reading.verdicts.told_losses import losses_told
from debrief.team import Team, fold_address

if TYPE_CHECKING:
    from debrief.engine.desk import Desk
    from store.base import Store

MOST_WITHIN = 25  # mails that are passed on in one

log = logging.getLogger("debrief")


@dataclass(frozen=True, slots=True)
class _Mail:
    """A message, and what it tells without being read: who sends it, what it answers, and how."""

    entry: Inbound
    incoming: Incoming
    message: Message  # of several that are passed on in one, one
    sender: str
    answer: CalendarAnswer | None
    bounce: Bounce | None
    words: frozenset[str]  # reply words of ours, quoted ones included

    @classmethod
    def of(cls, entry: Inbound, message: Message, incoming: Incoming) -> _Mail:
        """Take in what needs no reading."""
        sender = fold_address(message.sender.email or "") if message.sender else ""
        answer = inbox.answer_in(message, sender or None)
        words = inbox.words_in(message.text)
        return cls(entry, incoming, message, sender, answer, bounced(message), words)

    def ended(self, status: str, why: str, review: Review | None = None) -> Inbound:
        """Return the entry with what became of the message."""
        return inbox.ended(self.entry, status, why, review)


class Sorting:
    """Sorts the mail of a desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.own_mail = OwnMail(desk)
        self._elsewhere = Elsewhere(desk, self._decision_on)
        self._openings = Openings(desk)

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
        if self.own_mail.sent(message):
            return inbox.ended(entry, "left_alone", OWN_MAIL)
        mail = _Mail.of(entry, message, incoming)
        review = self._review_of(mail)
        apart = review is None and not self.team.is_ours(mail.sender)
        if apart:
            review = self._waiting_for(mail.sender)
        if review is None and of_another_team(message, mail.sender, self.team):
            why = "another team's Debrief sent it to its own people"
            return mail.ended("left_alone", why)
        answers = review is not None and not apart and not _only_source(review, mail)
        reading = self._read(mail, answers)
        if reading.error is not None:
            return mail.ended("set_aside", f"it could not be read: {reading.error}")
        if inbox.hops(message) > MOST_HOPS:
            return mail.ended("set_aside", "it has gone round and round between mail servers")
        heard = self._heard(mail, reading)
        news = reading.kind == "loss_notification"
        ours = not answers and self.team.is_ours(mail.sender)
        together = mails_within(message, self.team) or _told(message, reading) if ours else None
        if (review is not None or news or together is not None) and self._too_many(entry):
            return mail.ended("set_aside", self._why_too_many())
        if apart and news:
            review = None  # it tells of a deal, perhaps another
        if review is not None and (answers or apart):
            return self._hear(mail, review, replace(heard, apart=apart))
        known = self._of_a_known(message, reading, heard) if ours else None
        if known is not None:
            return mail.ended("answered", "it is about a deal under review", known)
        if together is not None:
            ended = self._sort_within(mail, together)
            if ended is not None:
                return ended
        if news:
            return self._openings.take(entry, reading, heard)
        return self._take_without_review(mail, reading, heard)

    def _review_of(self, mail: _Mail) -> Review | None:
        """Return the review that a message answers, by what it answers or by a reply word."""
        terms = inbox.names_of(mail.message, mail.words, mail.answer.uid if mail.answer else None)
        if mail.bounce and mail.bounce.original_message_id:
            terms |= {mail.bounce.original_message_id}
        found = self.store.find(terms) if terms else None
        return None if found is not None and helping.is_help(found) else found

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

    def _read(self, mail: _Mail, answers: bool) -> Reading:
        return read_message(
            mail.incoming.raw,
            self.team,
            vouched=mail.incoming.authenticated,
            second_reader=self.desk.second_reader,
            message=mail.message,
            answers=answers,
        )

    def _heard(self, mail: _Mail, reading: Reading) -> Heard:
        at, message = self.desk.clock(), mail.message
        trusted = certain(reading.authenticated, mail.entry.authenticated, self.team.authserv_id)
        refuted = trusted is False
        if trusted is None:
            trusted = self.desk.backend.mailbox.trusts_delivery or not self.team.is_ours(
                mail.sender
            )
        return Heard(
            key=mail.entry.key,
            at=at,
            sender=mail.sender,
            subject=message.subject,
            text=reading.reply_text,
            kind=inbox.kind_of(message, reading.kind, mail.bounce),
            message_id=message.message_id,
            trusted=trusted,
            refuted=refuted,
            answer=mail.answer,
            bounce=mail.bounce,
            away_until=absence_until(message, at) if is_auto_reply(message) else None,
            files=tuple(
                HeardFile(a.filename or "", a.content_type, a.content) for a in message.attachments
            ),
            tables=message.tables,
            written_at=message.date,
        )

    def _too_many(self, entry: Inbound) -> bool:
        """Count a message that will do something; tell whether its sender has sent too many."""
        limit = Limit(self.store, SENDERS, self.desk.policy.sender_messages_a_day)
        if entry.attempts > 1:  # a message that is tried again is one message
            return limit.reached(entry.sender, self.desk.clock())
        return not limit.admit(entry.sender, self.desk.clock())

    def _why_too_many(self) -> str:
        return f"{set_aside.TOO_MANY} {self.desk.policy.sender_messages_a_day} today"

    def _hear(self, mail: _Mail, review: Review, heard: Heard) -> Inbound:
        """Let the chapter concerned hear a message of a known review."""
        if heard.kind == "auto_reply" and self.team.person(heard.sender) is not None:
            return self._hear_absence(mail, review, heard)
        effect = inbox.answered_effect(review, mail.message, mail.words, heard.sender)
        refusal = set_aside.refusal(review, effect, mail.words, heard, self.team)
        if refusal is not None:
            return self._refuse(mail, review, heard, refusal, effect)
        if effect is not None and effect.template == confirming.TEMPLATE:
            return self._hear_confirmation(mail, review, heard, effect)
        if effect is not None:
            sent = self.desk.performer.text_of(review, effect)
            text = inbox.with_context(mail.message, sent)
            heard = replace(
                heard, purpose=effect.purpose, effect=effect.key, sent_text=sent, text=text
            )
        kept = self._elsewhere.kept(review, heard)
        if kept is None:
            return mail.ended("answered", "it is about another deal", review)
        return self._decided(mail, review, kept)

    def _hear_absence(self, mail: _Mail, review: Review, heard: Heard) -> Inbound:
        """Let the call hear of one of ours who is away then; nothing else that a program of theirs sends."""
        if heard.trusted and misses_call(review, self.desk.scene(), heard):
            return self._ended_by(mail, review, self._decision_on(review, heard, by=rep_absent))
        return mail.ended("left_alone", "an automatic answer of one of ours", review)

    def _refuse(
        self,
        mail: _Mail,
        review: Review,
        heard: Heard,
        refusal: set_aside.Refusal,
        effect: Effect | None,
    ) -> Inbound:
        """Set a message aside; while a customer is waited for, a stranger may answer in their place."""
        if refusal.asked:
            answered = effect.purpose if effect else ""
            question = confirming.Question(heard.key, heard.text.strip(), answered, refusal.asked)
            ask = partial(confirming.asked, sender=heard.sender, question=question)
            self.desk.decide(review.id, lambda r, s: Decision(ask(r, s)))
        if not refusal.of_stranger or heard.kind == "auto_reply" or not waits_for_them(review):
            return mail.ended("set_aside", refusal.why, review)
        if self.team.is_ours(heard.sender) or inbox.bears_our_name(mail.message, self.team):
            self.desk.decide(review.id, lambda r, s: Decision(kept_quiet(r, s)))
            return mail.ended("set_aside", set_aside.perhaps_the_manager(heard, self.team), review)
        name = (mail.message.sender.name if mail.message.sender else "") or ""
        by = partial(call_others.in_their_place, name=name)
        return self._ended_by(mail, review, self._decision_on(review, heard, by=by))

    def _hear_confirmation(
        self, mail: _Mail, review: Review, heard: Heard, question: Effect
    ) -> Inbound:
        """Do the command about which the manager was asked, where they say that it was theirs."""
        meant = confirming.confirmed(heard.text)
        if meant is False:
            self._settle(review, question, "the manager said that it was not theirs")
            return mail.ended("handled", "it was not theirs: nothing is done", review)
        ended = self._decided(
            mail, review, confirming.as_confirmed(heard, question) if meant else heard
        )
        if meant:  # other words leave the question open
            self._settle(review, question, "the manager confirmed it, and it was done")
        return ended

    def _settle(self, review: Review, question: Effect, why: str) -> None:
        """Let the message that was set aside for this question wait for nobody any more."""
        for entry in self.store.all_inbound():
            if confirming.waits_for(entry, review, question):
                self.store.save_inbound(
                    entry.model_copy(update={"status": InboundStatus.HANDLED, "why": why})
                )

    def _decided(self, mail: _Mail, review: Review, heard: Heard) -> Inbound:
        """Let the chapter concerned decide, and others read what is said of a colleague."""
        heard = call_others.with_people_ordered(review, heard, self.team)
        decision = self._decision_on(review, heard)
        if heard.sender == review.facts.customer_email and heard.kind != "auto_reply":
            self._pass_on(review, heard)
        return self._ended_by(mail, review, decision)

    def _ended_by(self, mail: _Mail, review: Review, decision: Decision) -> Inbound:
        return mail.ended(decision.outcome, decision.why, review)

    def _note_answer(self, answer: CalendarAnswer) -> None:
        """Write an answer into the organiser's copy; it is heard where the calendar will not take it, too."""
        try:
            self.desk.backend.calendar.note_answer(answer)
        except (TryLater, SignInNeeded):
            raise
        except DebriefError as err:
            log.warning("the calendar does not show an answer: %s", err)

    def _pass_on(self, review: Review, heard: Heard) -> None:
        """Let the manager read what a customer says of a colleague who is asked about another deal."""
        for other in self.store.open():
            quotes = words_on(review, heard.text, other) if other.id != review.id else ()
            if quotes:
                self.desk.decide(other.id, partial(warned, heard=heard, quotes=quotes))

    def _decision_on(self, review: Review, heard: Heard, by: Decide | None = None) -> Decision:
        """Let the chapter, or ``by``, decide on the newest record, once for each message; return what it did."""
        result: list[Decision] = []

        def decide(current: Review, scene: Scene) -> Decision:
            if heard.key in current.handled:
                result[:] = [_decided_before(current, heard.key)]
                return result[0]
            if heard.answer is not None and heard.answer.attendee == heard.sender:
                self._note_answer(heard.answer)  # while nobody else moves it
            chapter = CHAPTERS[inbox.chapter_for(current, heard, self.team)]
            decision = (by or chapter.hear)(current, scene, heard)
            kept = changed(decision.review, handled=(*decision.review.handled, heard.key))
            if decision.outcome != "handled":
                kept = marked(kept, f"{decision.outcome}/{heard.key}", heard.at)
            result[:] = [replace(decision, review=kept)]
            return result[0]

        self.desk.decide(review.id, decide)
        return result[0]

    def _of_a_known(self, message: Message, reading: Reading, heard: Heard) -> Review | None:
        """Return the review that a new mail of one of ours is about: its customer's words, its notes, a worksheet."""
        review = self._elsewhere.passed_on(reading, heard)
        if review is None and inbox.requested(message, heard, self.team, self.desk.policy):
            review = self._elsewhere.notes(reading, heard)
        return review or self._elsewhere.worksheet(reading, heard)

    def _sort_within(self, mail: _Mail, together: Together) -> Inbound | None:
        """Take each of several mails that are passed on in one for a mail of its own; None: none is a loss."""
        if len(together.mails) > MOST_WITHIN:
            why = f"it passes on more than {MOST_WITHIN} mails; forward them in smaller lots"
            return mail.ended("set_aside", why)
        ended = []
        losses = self._losses_within(mail, together)
        for number, (reading, heard) in enumerate(losses):
            subject = (reading.forward.subject if reading.forward else None) or heard.subject
            heard = replace(heard, subject=subject, text=together.note, shared=True)
            if number:
                heard = replace(heard, key=f"{mail.entry.key}-{number}")
            if len(losses) > 1:
                what = "losses that you tell of" if together.told else "mails that you passed on"
                told = f"One of {len(losses)} {what} together; each is answered."
                reading = replace(reading, why=f"{told} {reading.why}")
            ended.append(self._openings.take(mail.entry, reading, heard))
        return ended[0] if ended else None

    def _losses_within(self, mail: _Mail, together: Together) -> list[tuple[Reading, Heard]]:
        """Return what may be a loss of several mails that are passed on in one.

        Only what a mail says itself makes it a loss: nobody knows of which of them the note tells.
        """
        each_alone = [replace(mail, message=message) for message in together.mails]
        read = [(each, self._read(each, answers=False)) for each in each_alone]
        some = any(reading.verdict != "not_a_loss" for _, reading in read)
        if not some and not together.told:
            return []
        losses = []
        for each, reading in read:
            heard = self._heard(each, reading)
            if reading.verdict != "not_a_loss":
                losses.append((reading, heard))
            elif (together.told and some) or (
                (together.told or reading.forward)
                and inbox.requested(each.message, heard, self.team, self.desk.policy)
            ):
                losses.append((replace(reading, verdict="unsure"), heard))
        return losses

    def _take_without_review(self, mail: _Mail, reading: Reading, heard: Heard) -> Inbound:
        """Take up a pipeline report or a request for a review; leave everything else alone."""
        message = mail.message
        asked = inbox.requested(message, heard, self.team, self.desk.policy)
        if self.team.person(heard.sender) and heard.trusted and (heard.files or asked):
            addressed = asked or helping.may_be_helped(self.desk, message, heard)
            taken_over = self.desk.pipeline.hear(heard, tables=asked, addressed=addressed)
            if taken_over is not None:
                return mail.ended("answered", taken_over)
        if asked and reading.forward is not None:
            return self._openings.take(mail.entry, replace(reading, verdict="unsure"), heard)
        if not heard.trusted and inbox.wants_something(message, heard.sender, self.team):
            return self._set_aside(mail, set_aside.unproved(heard, self.team))
        if helping.may_be_helped(self.desk, message, heard):
            helping.help_sender(self.desk, mail.entry, message, heard)
            return mail.ended("answered", "told what can be sent here")
        if set_aside.may_be_ours(message, reading, heard, self.team):
            return self._set_aside(mail, set_aside.unknown_address(heard))
        return mail.ended("left_alone", reading.why or "no loss of ours")

    def _set_aside(self, mail: _Mail, why: str) -> Inbound:
        """Set aside what belongs to no review; beyond so many a day, for that reason."""
        return mail.ended("set_aside", self._why_too_many() if self._too_many(mail.entry) else why)


def _only_source(review: Review, mail: _Mail) -> bool:
    """A mail in the thread of the loss notification that answers none of ours is new mail.

    The customer's mails in that thread still belong to the review.
    """
    if mail.sender == review.facts.customer_email or mail.answer or mail.bounce:
        return False
    if mail.words & {t.word for t in review.tokens}:
        return False
    ours = {e.message_id for e in review.effects if e.message_id}
    return not ours & {*mail.message.in_reply_to, *mail.message.references}


def _told(message: Message, reading: Reading) -> Together | None:
    """Return losses that are told in somebody's own words side by side."""
    mails = losses_told(message) if reading.forward is None else ()
    return Together(message.text, mails, told=True) if mails else None


def _decided_before(review: Review, key: str) -> Decision:
    """Return what was decided on a message that the review has taken in already."""
    marks = (name for name in ("answered", "set_aside") if f"{name}/{key}" in review.marks)
    return Decision(review, outcome=next(marks, "handled"), why="taken in before a break")
