"""The records: a review with its effects, the practice book, funnels, and inbound mail.

Terminology: a *review* is one lost deal's case; an *effect* is a mail or meeting that goes out;
a *practice* is draft, approved or retired; a *commitment* is opportunity x practice x date.
All moments are aware UTC. Values are frozen: a decision returns a new review.
"""

from __future__ import annotations

import hashlib
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from pydantic import AwareDatetime, JsonValue

from debrief.team import Frozen

Day = date  # the type, where a field is itself named date

LONGEST_NAME = 80  # of a recipient in an effect's key: keys stay on one header line

SCHEMA = 1  # the record's form; the store migrates older ones in numbered steps


class Stage(StrEnum):
    """Where a review stands; each but the last three is one chapter's business."""

    ASKING = "asking"  # the receipt is out; the manager has to say go or give a fact
    CALLING = "calling"  # the customer call is being booked, chased or awaited
    LISTENING = "listening"  # the conversation is over; its notes are wanted
    LEARNING = "learning"  # draft practices wait for the manager's approval
    MEETING = "meeting"  # the team meeting is being booked, awaited or shared out
    WORKSHEETS = "worksheets"  # worksheets are with the reps
    FOLLOWING = "following"  # commitments are followed through
    CLOSED = "closed"
    LOGGED = "logged"  # minor: recorded, no customer contact
    STOPPED = "stopped"  # the manager said stop


OVER = frozenset({Stage.CLOSED, Stage.LOGGED, Stage.STOPPED})


class Facts(Frozen):
    """What a review knows of its deal: read off the loss notification, then asked for and corrected.

    None means missing, never guessed. What one mail states is `debrief.reading.facts.fact_record.Facts`.
    """

    customer_name: str | None = None
    customer_email: str | None = None
    company: str | None = None
    deal: str | None = None
    amount: float | None = None
    currency: str | None = None
    rep_email: str | None = None
    competitor: str | None = None
    no_decision: bool = False  # nobody won: a competitor is not missing
    priorities: tuple[str, ...] = ()
    priorities_stated: bool = False  # typed by the manager, and asked about as they stand
    reason_given: str | None = None
    date: Day | None = None

    @property
    def title(self) -> str | None:
        """Return whose deal it was and what it is called, the customer's name said once."""
        if self.company and self.deal and self.company.casefold() in self.deal.casefold():
            return self.deal
        return " – ".join(part for part in (self.company, self.deal) if part) or None


class Source(Frozen):
    """The mail that told us of the loss, enough to answer in its thread."""

    message_id: str | None = None
    subject: str = ""
    sender: str | None = None
    received_at: AwareDatetime
    requested: bool = False  # the manager forwarded it to the debrief address: a request
    references: tuple[str, ...] = ()
    customer_message_id: str | None = None  # set when the customer's own mail reached us directly
    text: str = ""  # the relevant body, for zone inference and the archive
    language: str = "en"  # in which the customer is written to
    language_from: str = ""  # what spoke for it, in words
    customer_text: str = ""  # what the customer wrote themselves; "" when others told us
    note: str = (
        ""  # what the manager wrote above the mail that they forwarded, or all of their own mail
    )
    wishes: tuple[str, ...] = ()  # sentences on whether, when and how they would be reached
    forwarded: bool = True  # the note stands above somebody else's mail
    shared: bool = False  # the note stands above other mails as well
    also_to: tuple[str, ...] = ()  # colleagues of no part in the team who got the same mail


class EffectKind(StrEnum):
    """What goes out."""

    MAIL = "mail"
    INVITE = "invite"  # create or update an event; the backend invites
    CANCEL = "cancel"


class EffectStatus(StrEnum):
    """An effect's life: planned (saved with the decision), attempted, then done or failed."""

    PLANNED = "planned"
    ATTEMPTED = "attempted"
    DONE = "done"
    FAILED = "failed"  # permanent; the manager is told
    DROPPED = "dropped"  # withdrawn before it was attempted


class Event(Frozen):
    """A meeting as it is to stand in calendars."""

    uid: str
    sequence: int
    start: AwareDatetime
    end: AwareDatetime
    summary: str
    required: tuple[str, ...]  # addresses; the organiser is the manager
    optional: tuple[str, ...] = ()
    names: dict[str, str] = {}  # address -> display name, for people who are not of the team


class Effect(Frozen):
    """One mail or meeting that goes out exactly once, named by its key.

    ``key`` = review/chapter/purpose/recipient/generation, stable for ever. A mail's words come
    from ``template`` and ``context`` when it is performed.
    """

    key: str
    kind: EffectKind
    status: EffectStatus = EffectStatus.PLANNED
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    names: dict[str, str] = {}
    template: str
    context: dict[str, JsonValue] = {}
    event: Event | None = None
    uninvites: Event | None = None  # the meeting that the reader of this mail is no longer asked to
    in_reply_to: str | None = None
    subject: str | None = None  # overrides the template's, to stay in a thread
    token: str | None = None  # what a reply to this mail carries back
    attach: tuple[str, ...] = ()  # names of generated attachments: "worksheet", "book"
    not_before: AwareDatetime | None = None
    attempts: int = 0
    facts_number: int = 0  # how many times the facts had changed when it was last attempted
    attempted_at: AwareDatetime | None = None  # while nobody knows how the attempt ended
    next_try_at: AwareDatetime | None = None
    message_id: str | None = None  # as the backend recorded it
    done_at: AwareDatetime | None = None
    error: str | None = None
    in_doubt: bool = False  # given up, and it may have gone out all the same

    @property
    def chapter(self) -> str:
        """The chapter that planned it."""
        return parts_of_key(self.key).chapter

    @property
    def purpose(self) -> str:
        """What it is for, within its chapter."""
        return parts_of_key(self.key).purpose

    @property
    def open(self) -> bool:
        """Whether it still has to be performed."""
        return self.status in (EffectStatus.PLANNED, EffectStatus.ATTEMPTED)


class Token(Frozen):
    """An unguessable word in a mail; a reply counts only with its word *and* its person."""

    word: str
    person: str  # address
    purpose: str  # "review", "notes", "worksheet", ...


class Slot(Frozen):
    """A stretch of time."""

    start: AwareDatetime
    end: AwareDatetime


class Call(Frozen):
    """The customer call: where it stands and how it ended."""

    state: str = "none"  # none finding choosing unreached booked written over
    generation: int = 0  # of the invitation; a new one only when the first was cancelled
    sequence: int = 0
    uid: str | None = None
    slot: Slot | None = None
    alternatives: tuple[Slot, ...] = ()
    zone: str = "UTC"
    zone_source: str = ""
    with_rep: bool = True
    waiting_since: AwareDatetime | None = None  # since when the customer owes an answer
    answer: str | None = None  # accepted, tentative, declined
    rep_answer: str | None = None
    phone: str | None = None  # that the customer gave to be called on
    not_before: AwareDatetime | None = None  # absence or a wish of the customer
    windows: tuple[Slot, ...] = ()  # times the customer named
    ours: tuple[Slot, ...] = ()  # times the manager named before the invitation
    excluded: tuple[Slot, ...] = ()
    guests: dict[str, str] = {}  # whom the manager had invited besides: name by address
    left_out: tuple[str, ...] = ()  # who of them was ever taken off it again by a word
    chases: int = 0
    moves: int = 0
    outcome: str | None = None  # held, answered in writing, declined, silent, unreachable
    outcome_at: AwareDatetime | None = None


class Notes(Frozen):
    """Answers to the five questions, by number as text ("1".."5")."""

    answers: dict[str, str] = {}
    opinion: str = ""  # the manager's own view, kept apart from the customer's words
    at: AwareDatetime | None = None
    asked_missing: bool = False
    proposed: dict[str, str] = {}  # read from free text, and not yet the manager's word
    withheld: tuple[str, ...] = ()  # numbers of answers that the team does not read as they are
    shared: tuple[str, ...] = ()  # numbers of answers that the manager passes on all the same


class Draft(Frozen):
    """A practice before it has a number in the book."""

    number: int  # within its review
    text: str
    words: str  # the customer's own words it comes from
    origin: str  # "recommendation", "winner", "group 2"
    status: str = "draft"  # draft, approved, dropped
    book_number: int | None = None


class SheetReply(Frozen):
    """What one group or absentee added."""

    group: int  # 0 for an absentee
    by: str
    items: tuple[str, ...]
    at: AwareDatetime


class TeamMeeting(Frozen):
    """The team meeting: slot, groups and what came back."""

    state: str = "none"  # none finding booked held approving shared
    uid: str | None = None
    sequence: int = 0
    slot: Slot | None = None
    attendees: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()  # addresses who cannot come
    declined: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    replies: tuple[SheetReply, ...] = ()
    shared_at: AwareDatetime | None = None


class Opportunity(Frozen):
    """One open deal in a rep's funnel."""

    name: str
    company: str = ""
    amount: float | None = None
    currency: str | None = None
    stage: str = ""
    close_date: date | None = None


class EndedDeal(Frozen):
    """A deal that a later report showed as won or lost, and when we first saw it."""

    name: str
    outcome: str  # won, lost
    seen_at: AwareDatetime


class Funnel(Frozen):
    """A rep's open opportunities, and when and where we had them from."""

    rep: str
    ended: tuple[EndedDeal, ...] = ()
    opportunities: tuple[Opportunity, ...] = ()
    at: AwareDatetime | None = None
    source: str = ""
    asked_at: AwareDatetime | None = None  # when the rep was asked; None: answered since
    asked_by: str = ""  # the review that asked
    version: int = 0


class Commitment(Frozen):
    """What a rep said they would do: opportunity x practice x date."""

    number: int  # within its worksheet
    opportunity: str
    practice: int | None  # the number in the book
    action: str
    due: date | None = None
    asked: int = 0  # times asked whether it is done
    asked_at: AwareDatetime | None = None
    state: str = "open"  # open, done, not_done, dropped
    helped: str | None = None  # yes, no, too early
    answered_at: AwareDatetime | None = None
    made_at: AwareDatetime | None = None  # when the rep first promised it
    done_at: AwareDatetime | None = None  # when the rep first said that it is done
    helped_at: AwareDatetime | None = None  # when the rep said whether it helped


class Worksheet(Frozen):
    """One rep's worksheet in one review."""

    rep: str
    state: str = "new"  # asked_funnel, awaited (by another review), sent, answered, unread, silent
    rows: tuple[Opportunity, ...] = ()
    practices: tuple[int, ...] = ()
    sent_at: AwareDatetime | None = None
    reminders: int = 0
    reminded_at: AwareDatetime | None = None  # when the latest reminder was due to go out
    quiet_until: date | None = None  # the day they are back, where they said that they are away
    answered_at: AwareDatetime | None = None
    commitments: tuple[Commitment, ...] = ()
    unclear: tuple[str, ...] = ()  # lines of the last reply that were asked about
    nothing: bool = False  # the rep said that none applies
    ended: tuple[str, ...] = ()  # deals that the last reply took off the funnel
    before: Worksheet | None = None  # as it was before the rep's last reply


class Happened(Frozen):
    """One line of a review's timeline."""

    at: AwareDatetime
    chapter: str
    what: str


class Review(Frozen):
    """One lost deal's case; saved whole, in one atomic write."""

    id: str
    schema_number: int = SCHEMA
    version: int = 0  # set by the store at each save
    stage: Stage
    created_at: AwareDatetime
    facts: Facts
    earlier_facts: tuple[Facts, ...] = ()  # as they were before each correction, oldest first
    source: Source
    verdict: str = "loss"
    confidence: float = 1.0
    why: str = ""
    major: bool | None = None
    confirmed: bool = False  # the manager said go, or asked for the review
    stopped_at: Stage | None = None  # where a stopped review stood, for a later go
    also: tuple[str, ...] = ()  # Message-IDs of further notifications of the same deal
    call: Call = Call()
    notes: Notes = Notes()
    rep_view: Notes = Notes()
    drafts: tuple[Draft, ...] = ()
    drafts_before: tuple[Draft, ...] = ()  # as they were before the manager's last answer
    meeting: TeamMeeting = TeamMeeting()
    worksheets: tuple[Worksheet, ...] = ()
    reconnect_on: date | None = None
    marks: dict[str, AwareDatetime] = {}  # moments of one-time steps, by name
    tokens: tuple[Token, ...] = ()
    effects: tuple[Effect, ...] = ()
    handled: tuple[str, ...] = ()  # keys of inbound mail already taken in
    history: tuple[Happened, ...] = ()
    due_at: AwareDatetime | None = (
        None  # when a chapter wants to look again; None: only mail wakes it
    )
    closed_at: AwareDatetime | None = None
    covered_by: str | None = None  # the review of the same customer in whose call it is covered
    covers: tuple[str, ...] = ()  # other deals of the customer that the call is about as well
    errand: bool = False  # no deal: a record that carries a notice or the monthly page

    @property
    def over(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.stage in OVER

    @property
    def meeting_beside(self) -> bool:
        """Whether a team meeting that was booked again is under way beside the worksheets."""
        meeting = self.meeting
        if self.stage not in (Stage.WORKSHEETS, Stage.FOLLOWING):
            return False
        return meeting.uid is not None and meeting.state != "shared"

    @property
    def meeting_called_off(self) -> bool:
        """Whether the team meeting was called off, and the review went on without it."""
        meeting = self.meeting
        over = meeting.uid is not None and meeting.state == "shared" and meeting.slot is None
        return over and self.stage in (Stage.WORKSHEETS, Stage.FOLLOWING, Stage.CLOSED)

    def effect(self, key: str) -> Effect | None:
        """Return the effect of this key."""
        return next((e for e in self.effects if e.key == key), None)

    def facts_of(self, effect: Effect) -> Facts:
        """Return the facts an effect was sent with, corrected since or not."""
        return (*self.earlier_facts, self.facts)[effect.facts_number :][0]

    def effect_for_event(self, uid: str) -> Effect | None:
        """Return the latest invitation, update or cancellation of this event, if not withdrawn."""
        found = [
            e
            for e in self.effects
            if e.event and e.event.uid == uid and e.status is not EffectStatus.DROPPED
        ]
        return max(found, key=lambda e: e.event.sequence if e.event else 0, default=None)

    def known_in_calendars(self, uid: str) -> Effect | None:
        """Return the latest state of this event that was sent, though a later one may have failed.

        None while one is on its way, or where none stands.
        """
        last = self.effect_for_event(uid)
        sent = [
            e
            for e in self.effects
            if e.event and e.event.uid == uid and e.status is EffectStatus.DONE
        ]
        if last is None or last.open or not sent:
            return None
        known = max(sent, key=lambda e: e.event.sequence if e.event else 0)
        return None if known.kind is EffectKind.CANCEL and known != last else known

    def worksheet_of(self, rep: str) -> Worksheet | None:
        """Return the worksheet of the rep with this address."""
        return next((w for w in self.worksheets if w.rep == rep), None)

    def open_effects(self) -> tuple[Effect, ...]:
        """Return the effects that still have to be performed, oldest first."""
        return tuple(e for e in self.effects if e.open)

    def terms(self) -> frozenset[str]:
        """Return what a mail may carry that names this review: Message-IDs, tokens, event UIDs."""
        found: set[str] = {t.word for t in self.tokens}
        found.update(i for i in (self.source.message_id, *self.also) if i)
        for effect in self.effects:
            if effect.message_id:
                found.add(effect.message_id)
            if effect.event:
                found.add(effect.event.uid)
        return frozenset(found)


class Practice(Frozen):
    """One numbered practice of the book; its number never changes meaning."""

    number: int
    text: str
    status: str = "approved"  # approved, retired
    review_id: str
    company: str = ""
    words: str = ""
    credit: str = ""  # "group 2": to groups, never to persons
    approved_at: AwareDatetime
    checked_at: AwareDatetime | None = None  # when the manager last said that it still holds
    version: int = 1
    earlier: tuple[str, ...] = ()


class PracticeBook(Frozen):
    """The team's practices."""

    practices: tuple[Practice, ...] = ()
    version: int = 0
    past_pairs: dict[str, int] = {}  # "a|b review" -> 1: who shared a group, and in which review

    def approved(self) -> tuple[Practice, ...]:
        """Return what is in force, by number."""
        return tuple(p for p in self.practices if p.status == "approved")

    def get(self, number: int) -> Practice | None:
        """Return the practice of this number."""
        return next((p for p in self.practices if p.number == number), None)


class InboundStatus(StrEnum):
    """Every inbound message ends as exactly one of the last four."""

    RECEIVED = "received"
    HANDLED = "handled"
    ANSWERED = "answered"
    SET_ASIDE = "set_aside"
    LEFT_ALONE = "left_alone"  # read, not ours to act on; stays where it is


OWN_MAIL = "sent by Debrief itself"  # why such a message is left alone


class Inbound(Frozen):
    """What became of one message in the watched mailbox."""

    key: str
    received_at: AwareDatetime
    status: InboundStatus = InboundStatus.RECEIVED
    review_id: str | None = None
    subject: str = ""
    sender: str = ""
    why: str = ""
    attempts: int = 0
    backend_id: str = ""  # how the backend names it, to file it or read it again
    authenticated: bool | None = None  # what the backend itself knows of the sender
    version: int = 0


def short_hash(*parts: str, length: int = 10) -> str:
    """Return a stable short name for the parts (hex)."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:length]


def effect_key(review_id: str, chapter: str, purpose: str, whom: str, generation: int = 1) -> str:
    """Return the stable key of an effect; a very long recipient is named by its hash."""
    if len(whom) > LONGEST_NAME:
        whom = short_hash(whom, length=24)
    return f"{review_id}/{chapter}/{purpose}/{whom}/{generation}"


class KeyParts(NamedTuple):
    """What an effect's key is made of; all are empty where a text is no such key."""

    review: str = ""
    chapter: str = ""
    purpose: str = ""
    whom: str = ""  # an address, in which a stroke may stand, or the name of a meeting
    generation: str = ""


def parts_of_key(key: str) -> KeyParts:
    """Return what an effect's key is made of."""
    head, _, generation = key.rpartition("/")
    match head.split("/", 3):
        case [review, chapter, purpose, whom]:
            return KeyParts(review, chapter, purpose, whom, generation)
    return KeyParts()
