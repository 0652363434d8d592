"""Words about one review that arrive in the thread of another, or in a mail of their own.

They are never done to the wrong customer: what begins with whose it is ("Ashdown: 110k") is taken
there, what names another deal in passing is asked about, with one word to answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from debrief.answers.both_deals import wants_both
from debrief.answers.free_notes import placed
from debrief.answers.named_reviews import KnownReviews, Portion
from debrief.answers.notes import read_notes
from debrief.answers.passing import Passing, may_be_about_a_call
from debrief.chapters import call_event, note_taking, other_deals, our_mails, passed_on
from debrief.chapters.planning import asked_back
from debrief.chapters.scene import Decision, Heard, Scene
from debrief.chapters.worksheet_word import answers_worksheet
from debrief.engine import confirming
from debrief.lexicon import ends_letter, is_greeting, is_pleasantry, listed, words
from debrief.model import Review, Stage
from debrief.reading.quoting.forwarded import Forward
from debrief.reading.reading import Reading
from debrief.team import Team, fold_address

if TYPE_CHECKING:
    from debrief.engine.desk import Desk

Decide = Callable[[Review, Scene, Heard], Decision]
DecideOn = Callable[[Review, Heard, Decide | None], Decision]

MOST_ASKED = 3  # reviews in which it is asked whether words are about them
LEAST_NOTES = 3  # numbered answers that make a mail of its own notes
_CLOCKS = timedelta(hours=12)  # a date without a zone may be of another clock
_NOTES = listed(
    "notes, note, notizen, gesprächsnotizen, gesprächsnotiz, notiz, notas, notities, aantekeningen, gespreksnotities, "
    "anotações, apontamentos, protokoll"
)
# What answers these is about deals, practices and people of its own.
_OF_ITS_OWN = (
    *our_mails.WORKSHEET_MAIL,
    *our_mails.FOLLOW_MAIL,
    *our_mails.DRAFTS_MAIL,
    *our_mails.CHECK_MAIL,
    *our_mails.MEETING_MAIL,
)


class Elsewhere:
    """Finds the review that words belong to, and lets it hear them."""

    def __init__(self, desk: Desk, decide_on: DecideOn) -> None:
        self.desk = desk
        self.decide_on = decide_on

    @property
    def team(self) -> Team:
        """The desk's team."""
        return self.desk.team

    def kept(self, review: Review, heard: Heard) -> Heard | None:
        """Take out of a reply what is about other reviews; return the rest, None where there is none."""
        by_itself = heard.answer is not None or heard.kind in ("auto_reply", "bounce")
        person = self.team.person(heard.sender)
        if by_itself or person is None or heard.purpose in _OF_ITS_OWN:
            return heard
        if self._covered(review, heard):
            return None
        others = [r for r in self.desk.store.open() if r.id != review.id and not r.errand]
        known = KnownReviews.of([review, *others], self.team)
        if not any(review.id not in ids for ids in known.meant_by(heard.text)):
            return heard
        managers = heard.sender == self.team.manager.email
        passing = Passing(known)
        asks = self._passing(review, heard, managers, passing)
        portions = known.portions(heard.text, review.id, asks)
        theirs = [p for p in portions if p.ids]
        if not theirs:
            return heard
        for place, portion in enumerate(theirs):
            part = replace(heard, key=f"{heard.key}-{place}", text=portion.text.strip(), effect="")
            meant = [r for r in others if r.id in portion.ids]
            if managers:
                self._manager(review, meant, portion, part, heard, passing)
            else:
                self._rep(review, meant, portion, part, heard)
        rest = "".join(p.text for p in portions if not p.ids)
        if not managers and not may_be_about_a_call(rest, heard.said_at):
            return None  # the manager reads it all beside what it says of the other
        own = frozenset(words(person.name))
        return replace(heard, text=rest.strip("\n")) if _says_something(rest, own) else None

    def _covered(self, review: Review, heard: Heard) -> bool:
        """Cover a deal in the call about another one of the same customer, as the manager says; tell whether."""
        beside = other_deals.BESIDE_MARK in review.marks and review.stage is Stage.ASKING
        if not beside or heard.sender != self.team.manager.email or not wants_both(heard.text):
            return False
        other = self.desk.scene().asked_before(review)
        if other is None or not other_deals.may_cover(other):
            return False
        self.desk.decide(
            other.id, lambda there, scene: Decision(other_deals.covering(review, there, scene))
        )
        self.decide_on(review, heard, other_deals.covered_in(other))
        return True

    def _passing(
        self, review: Review, heard: Heard, managers: bool, passing: Passing
    ) -> Callable[[str], bool]:
        """Return how it is told whether a sentence that names another review asks for something."""
        numbered = read_notes(heard.text).numbered
        over = review.stage not in (Stage.ASKING, Stage.CALLING, Stage.LOGGED, Stage.STOPPED)
        if numbered or (managers and over):
            return lambda sentence: False  # a customer may speak of another
        asks = passing.asks if managers else may_be_about_a_call
        return lambda sentence: asks(sentence, heard.said_at)

    def _manager(
        self,
        thread: Review,
        meant: list[Review],
        portion: Portion,
        part: Heard,
        whole: Heard,
        passing: Passing,
    ) -> None:
        """Let the other review hear the manager where they say whose it is; else ask."""
        notes = read_notes(part.text)
        if not part.text or not (portion.addressed or passing.asks(part.text, part.said_at)):
            return
        meant = self._fitting(meant, part, passing, numbered=notes.numbered)
        if portion.mixed or len(meant) > MOST_ASKED:
            self.decide_on(thread, part, _ask_apart(part.text, whole))
        elif portion.addressed and len(meant) == 1:
            other = meant[0]
            if notes.numbered and not _waits_for_notes(other, self.desk.clock()):
                lead = f"You wrote this under {_title(thread)}."
                self.decide_on(other, part, _as_notes(notes.answers, lead))
            else:
                self.decide_on(other, replace(part, purpose=_purpose(other)), None)
        else:
            for other in meant:
                order = passing.order_in(part.text, part.said_at)
                ask = _ask_whether(other, order, _title(thread), _purpose(other))
                self.decide_on(other, part, ask)

    def _rep(
        self, thread: Review, meant: list[Review], portion: Portion, part: Heard, whole: Heard
    ) -> None:
        """Put a rep's word before the manager in the thread of the review that it names."""
        own = [r for r in meant if r.facts.rep_email == part.sender] or meant
        calling = [r for r in own if r.stage is Stage.CALLING] or own
        sure = len(calling) == 1 and not portion.mixed
        text = (part.text, whole.text)

        def hear(review: Review, scene: Scene, heard: Heard) -> Decision:
            return passed_on.rep_writes_elsewhere(
                review, scene, heard, _title(thread), text[1], sure=sure
            )

        if text[0]:
            for other in calling[:MOST_ASKED]:
                self.decide_on(other, replace(part, purpose="call_update"), hear)

    def _fitting(
        self, meant: list[Review], part: Heard, passing: Passing, *, numbered: bool
    ) -> list[Review]:
        """Return which of several deals of one customer words may be about, by what each waits for."""
        if len(meant) < 2:
            return meant
        now = self.desk.clock()
        if numbered:
            return [r for r in meant if _waits_for_notes(r, now)] or meant
        commands = passing.commands(part.text)
        if commands.wait or commands.alone or passing.time_in(part.text, now):
            return [r for r in meant if r.stage is Stage.CALLING] or meant
        if commands.go and not commands.changes:
            return [r for r in meant if r.stage is Stage.ASKING] or meant
        return meant

    def passed_on(self, reading: Reading, heard: Heard) -> Review | None:
        """Let a review hear what its customer wrote to one of ours, who forwards it; None: it is no such mail."""
        forward = reading.forward
        if forward is None or not heard.trusted or self.team.person(heard.sender) is None:
            return None
        sender = fold_address(forward.from_email or "")
        asked = [r for r in self._known() if sender and r.facts.customer_email == sender]
        at = self._written(forward, heard)
        asked = [r for r in asked if _is_news(r, forward, at, reading.verdict)]
        if not asked or _tells_of_a_loss(reading):
            return None
        review = self._named(asked, f"{forward.subject or ''}\n{forward.body}")
        heard = replace(heard, written_at=at, purpose="", text=forward.body.strip())

        def hear(review: Review, scene: Scene, heard: Heard) -> Decision:
            return passed_on.customer_passed_on(review, scene, heard, forward.body)

        self.decide_on(review, heard, hear)
        return review

    def notes(self, reading: Reading, heard: Heard) -> Review | None:
        """Offer the manager to file notes that they send in a mail of their own; None: these are none."""
        if reading.forward is not None or not heard.trusted or heard.answer is not None:
            return None
        called = bool(_NOTES.intersection(words(heard.subject)))
        first = next((line for line in heard.text.splitlines() if line.strip()), "")
        called = called or bool(_NOTES.intersection(words(first)))
        known = KnownReviews.of(self._known(), self.team)
        portions = [p for p in known.portions(heard.text, None, lambda line: False) if p.text]
        if not any(p.ids for p in portions):
            text = f"{heard.subject}\n{first}"
            ids = frozenset[str]().union(*known.meant_by(text))
            portions = [Portion(heard.text, ids)]
        offered: Review | None = None
        for place, portion in enumerate(portions):
            answers = _answers(portion.text, called=called)
            waiting = [r for r in known.reviews if _waits_for_notes(r, self.desk.clock())]
            named = [r for r in known.reviews if r.id in portion.ids]
            meant = [r for r in named if r in waiting] or [r for r in named if _told_at(r)]
            if not named and called and len(waiting) == 1:
                meant = waiting
            if not answers or not 0 < len(meant) <= MOST_ASKED:
                continue
            for review in meant:
                part = replace(heard, key=f"{heard.key}-{place}", text=portion.text.strip())
                whose = review.facts.customer_name or _title(review)
                lead = f"You sent this in a mail of its own. Are these the notes on your call with {whose}?"
                self.decide_on(review, part, _as_notes(answers, lead))
                offered = review
        return offered

    def worksheet(self, reading: Reading, heard: Heard) -> Review | None:
        """Take a rep's answer to their worksheet that comes in a mail of its own; None: it is none."""
        told = reading.kind == "loss_notification" and reading.verdict != "not_a_loss"
        if told or reading.forward is not None or not heard.trusted or heard.kind == "auto_reply":
            return None
        for review in reversed(self._known()):
            if answers_worksheet(review, heard):
                self.decide_on(review, heard, None)
                return review
        return None

    def _known(self) -> list[Review]:
        """Return the reviews that people may still write of."""
        closed = (r for r in self.desk.scenes.recently_closed() if r.stage is Stage.CLOSED)
        return [r for r in (*self.desk.store.open(), *closed) if not r.errand]

    def _named(self, reviews: list[Review], text: str) -> Review:
        """Return which of one customer's reviews a text is about: as it names it, else the one that waits."""
        found = KnownReviews.of(reviews, self.team).meant_by(text)
        ids = frozenset[str]().union(*found) if found else frozenset(r.id for r in reviews)
        named = [r for r in reviews if r.id in ids]
        return max(named, key=lambda r: (not r.over, r.stage is Stage.CALLING, r.created_at))

    def _written(self, forward: Forward, heard: Heard) -> datetime | None:
        """Return when a forwarded mail was written; where no zone is printed, by the clock of who forwards it."""
        if forward.date is None or forward.date.tzinfo is not None:
            return forward.date
        person = self.team.person(heard.sender) or self.team.manager
        return forward.date.replace(tzinfo=ZoneInfo(person.time_zone))


def _is_news(review: Review, forward: Forward, at: datetime | None, verdict: str) -> bool:
    """Tell whether a customer's mail is later than our first word to them, and not the one that told of the loss."""
    told, body = _told_at(review), _letters(forward.body)
    if told is None or not body or body in _letters(review.source.text):
        return False
    if at is None or forward.date is None:
        return verdict != "loss"
    vague = forward.date.tzinfo is None and verdict != "loss"
    return told < (at + _CLOCKS if vague else at)


def _letters(text: str) -> str:
    return " ".join(words(text))


def _title(review: Review) -> str:
    return review.facts.title or review.facts.customer_name or review.source.subject


def _told_at(review: Review) -> datetime | None:
    """Return when the customer first heard from us."""
    whom = review.facts.customer_email
    sent = (e.done_at for e in review.effects if whom in e.to and e.done_at)
    return min(sent, default=None)


def _waits_for_notes(review: Review, now: datetime) -> bool:
    """Tell whether the call is over, and its notes are not all there."""
    ended = review.call.slot is not None and review.call.slot.end <= now
    calling = review.stage is Stage.CALLING and ended and not call_event.nobody_told(review)
    return calling or review.stage is Stage.LISTENING


def _purpose(review: Review) -> str:
    """Return the mail of ours that the manager would have answered."""
    if review.stage is Stage.CALLING:
        return "receipt" if call_event.nobody_told(review) else "call_update"
    return {Stage.ASKING: "receipt", Stage.LISTENING: "notes_request"}.get(review.stage, "")


def _says_something(text: str, own: frozenset[str]) -> bool:
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith(">")]
    return any(
        not (is_greeting(x) or ends_letter(x) or is_pleasantry(x)) and not own.issuperset(words(x))
        for x in lines
    )


def _answers(text: str, *, called: bool) -> dict[str, str]:
    """Return the answers that a mail holds: numbered ones, or free ones where it calls itself notes."""
    read = read_notes(text)
    if read.numbered and len(read.placed) >= (1 if called else LEAST_NOTES):
        return read.answers
    return placed(text).answers if called else {}


def _tells_of_a_loss(reading: Reading) -> bool:
    """Tell whether a mail tells of a lost deal with its sum: once more of the one at hand, or of another."""
    return reading.verdict == "loss" and reading.facts.amount is not None


def _as_notes(answers: dict[str, str], lead: str) -> Decide:
    def offer(review: Review, scene: Scene, heard: Heard) -> Decision:
        offered = note_taking.offered(review, scene, heard, answers, heard.text, lead)
        return Decision(offered, outcome="answered", why="offered as notes")

    return offer


def _ask_whether(other: Review, order: str, thread: str, purpose: str) -> Decide:
    """Ask the manager whether words that name this review in passing are about it; ``order`` is then done."""

    def ask(review: Review, scene: Scene, heard: Heard) -> Decision:
        question = confirming.Question(
            f"{heard.key} {other.id}", order, purpose, thread=thread, said=heard.text
        )
        asked = confirming.asked(review, scene, heard.sender, question)
        return Decision(asked, outcome="answered", why="asked whether it is about this deal")

    return ask


def _ask_apart(text: str, whole: Heard) -> Decide:
    """Ask the manager to write what names several reviews one by one."""

    def ask(review: Review, scene: Scene, heard: Heard) -> Decision:
        expected = (
            "a line for each deal that begins with its name, such as `Ashdown: Thursday 15:00`; "
            "nothing was done for any of them"
        )
        asked = asked_back(
            review, scene, "watch_inbox", scene.team.manager, whole, [text], expected
        )
        return Decision(asked, outcome="answered", why="it names several deals")

    return ask
