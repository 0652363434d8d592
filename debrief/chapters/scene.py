"""What a chapter may know besides the review, what it hears, and what it decides.

A chapter is three pure functions over these values:
    wake(review, scene) -> datetime | None    when it next wants to act; not after now: at once
    advance(review, scene) -> Decision        do what time has made due; safe to repeat
    hear(review, scene, heard) -> Decision    take in one message that concerns it
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from debrief.calendars.answers import CalendarAnswer
from debrief.calendars.busy import BusyTimes
from debrief.calendars.standing import Standing
from debrief.model import Call, Effect, Funnel, PracticeBook, Review, Slot
from debrief.policy import Policy
from debrief.reading.kinds import Bounce
from debrief.team import Person, Team
from debrief.timing.workdays import Hours

Busy = Mapping[str, BusyTimes | None]


@dataclass(frozen=True, slots=True)
class Scene:
    """The world at one moment, as far as a decision may look at it.

    ``token`` makes the unguessable word for (review id, person, purpose), the same every time.
    ``free_busy(people, start, end, uid of an event not to count)`` and ``standing(uid)`` read the
    backend's calendars; ``holds(uid not to count)`` tells what other reviews have decided on,
    ``calls_beside(review)`` their calls, and ``asked_before(review)`` finds another one whose
    customer, the same, has heard or will hear from us.
    ``others(review)`` are the team's other reviews, open or ended lately: people are asked once for all.
    """

    team: Team
    now: datetime
    policy: Policy
    book: PracticeBook
    token: Callable[[str, str, str], str]
    free_busy: Callable[[Sequence[Person], datetime, datetime, str | None], Busy]
    standing: Callable[[str], Standing | None]
    funnel: Callable[[str], Funnel | None]
    holds: Callable[[str | None], tuple[Slot, ...]]
    calls_beside: Callable[[Review], tuple[Call, ...]]
    asked_before: Callable[[Review], Review | None]  # another review whose customer is this one's
    others: Callable[[Review], tuple[Review, ...]]  # the others, oldest first
    calendar_since: datetime | None = None  # before it another calendar was ours; None: always this
    server_invites: bool = False  # the calendar's server tells invitees of what people change

    def lies_elsewhere(self, effect: Effect) -> bool:
        """Tell whether an event went into another calendar than today's, so that nobody removed it here."""
        since = self.calendar_since
        return since is not None and effect.done_at is not None and effect.done_at < since

    def hours(self, person: Person | None) -> Hours:
        """Return the working hours of one of ours."""
        who = person or self.team.manager
        return Hours(who.time_zone, country=who.country, subdivision=who.subdivision)


@dataclass(frozen=True, slots=True)
class HeardFile:
    """A file that came with a message."""

    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Heard:
    """One inbound message, read."""

    key: str
    at: datetime
    sender: str  # address, folded; "" when there is none
    subject: str
    text: str  # what the sender newly wrote; quoted lines stay where answers stand between them
    kind: str
    message_id: str | None = None
    purpose: str = ""  # of our mail that it answers; "" when unknown
    effect: str = ""  # the key of our mail that it answers; "" when unknown
    trusted: bool = True  # the sender is who the mail says
    refuted: bool = False  # the sender is not, as somebody who must know says
    answer: CalendarAnswer | None = None
    bounce: Bounce | None = None
    away_until: date | None = None
    files: tuple[HeardFile, ...] = ()
    shared: bool = False  # its text stands above several mails, and this is one of them
    tables: tuple[tuple[tuple[str, ...], ...], ...] = ()
    written_at: datetime | None = None  # as the sender's program says; None: it says nothing
    apart: bool = False  # it answers no mail of ours, and may be about something else
    sent_text: str | None = None  # the text of our mail that it answers

    @property
    def said_at(self) -> datetime:
        """Return when it was written: what "tomorrow" counts from."""
        return min(self.written_at or self.at, self.at)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a chapter decided; the book and funnels are saved before the review.

    ``outcome`` is what became of the message heard, if there was one.
    """

    review: Review
    book: PracticeBook | None = None
    funnels: tuple[Funnel, ...] = ()
    outcome: str = "handled"  # handled, answered, set_aside
    why: str = ""
