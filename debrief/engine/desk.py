"""The desk: lets chapters decide, saves, and performs; the shell around the rest.

Every step may be repeated at any moment: a message is taken in once (`debrief.engine.intake`), and
effects are performed once. A crash between any two steps is healed by the next run.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any

from debrief.backends.base import Backend, Incoming
from debrief.chapters.planning import changed, errand_review, planned_mail
from debrief.chapters.scene import Decision, Scene
from debrief.engine.chapters import CHAPTERS, due_at, due_chapter
from debrief.engine.clock_watch import ClockWatch
from debrief.engine.crew import Crew
from debrief.engine.effects import Begun, Performer
from debrief.engine.filing import Filing
from debrief.engine.house import House
from debrief.engine.installation import Guard
from debrief.engine.intake import Intake
from debrief.engine.lateness import is_late, waiting
from debrief.engine.record_form import RecordForm
from debrief.engine.scenes import Scenes
from debrief.engine.trouble import Troubles
from debrief.errors import Conflict, TryLater
from debrief.funnels.pipeline import Pipeline
from debrief.funnels.table import FunnelFile
from debrief.model import Happened, Inbound, Review
from debrief.policy import Policy
from debrief.reading.second_reader import SecondReader
from debrief.rendering import Renderer
from debrief.reports.monthly_page import MonthlyPage
from debrief.team import Person, Team
from store.base import Store

MOST_ROUNDS = 50  # of one review in one go; more is a mistake in a chapter
MOST_CONFLICTS = 8

log = logging.getLogger("debrief")


Decide = Callable[[Review, Scene], Decision]


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
        read_crm: Callable[[date], FunnelFile] | None = None,
        which_calendar: Callable[[], str] = str,
        where: str = "",
        clock_is_set: bool = True,
    ) -> None:
        self.second_reader = second_reader
        self.team = team
        self.policy = policy
        self.store = store
        self.backend = backend
        self.clock = clock
        self.performer = Performer(team, store, backend, renderer, clock)
        self.watchers: list[Callable[[Progress], None]] = []
        self.guard = Guard(self, where)
        self._form = RecordForm(store)
        self._form.see()
        self.scenes = Scenes(self, which_calendar)
        self.clock_watch = ClockWatch(self, trusted=clock_is_set)
        self.troubles = Troubles(self)
        self.filing = Filing(self)
        self.intake = Intake(self)
        self.pipeline = Pipeline(self, read_crm)
        self.monthly_page = MonthlyPage(self)
        self.house = House(self)
        self._crew: Crew | None = None
        self._since: datetime | None = None  # when what is worked on should have been
        self._touched: dict[str, int] | None = None  # reviews that go on when all mail is taken in

    def has_mail(self) -> bool:
        """Tell whether there is something new to take in; changes nothing."""
        return self.intake.has_mail()

    def take_in_mail(self) -> list[Inbound]:
        """Take in all new mail, each message once; return what became of each."""
        return self.intake.take_in_mail()

    def take_in(self, incoming: Incoming) -> Inbound:
        """Take in one message; return what became of it."""
        return self.intake.take_in(incoming)

    def advance(self) -> int:
        """Advance every review that is due, once no mail is unread, and keep house; return how much changed."""
        if not self.intake.reads_up():
            return 0
        due = {review.id: review.version for review in self.store.due(self.clock())}
        return self._advance_all(due, self.keep_house)

    def _advance_all(
        self, reviews: Mapping[str, int], afterwards: Callable[[], int] = lambda: 0
    ) -> int:
        """Advance reviews, known by their versions; return how much changed."""
        changed_reviews = 0
        faults: list[Exception] = []
        for review_id, version in reviews.items():
            try:
                after = self.advance_review(review_id)
            except Exception as err:  # one review's fault must not keep the others waiting
                log.warning("review %s: %s: %s", review_id, type(err).__name__, err)
                faults.append(err)
                continue
            changed_reviews += after.version != version
        changed_reviews += afterwards()
        if faults:
            raise faults[0]
        return changed_reviews

    def keep_house(self) -> int:
        """Do what belongs to no review, once however many workers come; return how many pages went out."""
        return self.house.keep()

    def house_is_due(self) -> bool:
        """Tell whether something that belongs to no review is due; changes nothing."""
        return self.house.is_due()

    def scene(self) -> Scene:
        """Return the world at this moment."""
        return self.scenes.now()

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

    def to_advance(self, chapter: str) -> list[Review]:
        """Return the reviews in which this chapter may go on now."""
        if not self.due_in(chapter) or not self.intake.reads_up():
            return []
        return self.due_in(chapter)

    def advance_review(self, review_id: str, chapter: str | None = None) -> Review:
        """Let the due chapters decide until nothing is due, and perform what they planned.

        While mail is taken in, that waits for its end (see `taking_in`).
        """
        if self._touched is not None:
            review = self.store.get(review_id)
            self._touched[review_id] = review.version
            return review
        with self.troubles.noted(review_id), self._claimed_review(review_id) as mine:
            review = self.store.get(review_id)
            if not mine or not self.begin_work():
                return review
            review = self.performer.perform_due(review, self.scene())
            return self._advance_held(review, chapter)

    def open_review(self, fresh: Review) -> Review:
        """Keep a new review together with the first decision on it, and go on with it.

        One that is there already goes on as it stands. Raises `TryLater` while another worker
        has it.
        """
        with ExitStack() as held:
            held.enter_context(self._claimed_review(fresh.id, wait=True))
            try:
                review, begun = self._save_first(fresh)
            except Conflict:
                held.close()
                return self.advance_review(fresh.id)
            if self.paused:
                return review
            if self._crew is not None and begun and due_chapter(review, self.scene()) is None:
                self._crew.give(review.id, partial(self._by_hand, held.pop_all(), review, begun))
                return review
            return self._advance_held(self.performer.perform_due(review, self.scene(), begun))

    def _by_hand(self, claim: ExitStack, review: Review, begun: Begun) -> None:
        with claim:
            self._settle_due(self.performer.perform_due(review, self.scene(), begun))

    @contextmanager
    def many_hands(self) -> Iterator[None]:
        """Within, mails of new reviews go out at once where the backend serves several.

        Ask `unfinished` whether they did.
        """
        if self.backend.capabilities.at_once == 1:
            yield
            return
        self._crew = Crew(self.backend.capabilities.at_once)
        try:
            yield
        finally:
            self._crew.close()
            self._crew = None

    def unfinished(self) -> dict[str, BaseException]:
        """Wait for the many hands; return what went wrong, by review."""
        return self._crew.finish() if self._crew is not None else {}

    @contextmanager
    def taking_in(self) -> Iterator[None]:
        """Within, messages are decided on and answered; what time alone made due waits for the end of all mail.

        A message further on may be the very answer that is overdue, or a stop.
        """
        self._touched = {}
        try:
            yield
        finally:
            touched, self._touched = self._touched, None
        if self.intake.read_up:
            self._advance_all(touched)

    @contextmanager
    def working_on_what_came(self, at: datetime) -> Iterator[None]:
        """Within, what is decided answers something of this moment."""
        self._since = at
        try:
            yield
        finally:
            self._since = None

    def _save_first(self, fresh: Review) -> tuple[Review, Begun | None]:
        if not self.begin_work():
            return self.store.add(fresh), None
        name = due_chapter(fresh, self.scene())
        return self._save_decision(fresh, CHAPTERS[name].advance if name else _nothing_more)

    def _advance_held(self, review: Review, chapter: str | None = None) -> Review:
        for _ in range(MOST_ROUNDS):
            name = due_chapter(review, self.scene(), chapter)
            if name is None:
                break
            before = review
            review = self._decide_held(review.id, CHAPTERS[name].advance)
            if _same(before, review):
                log.warning("review %s: %s was due but did nothing", review.id, name)
                break
        return self._settle_due(review)

    def _settle_due(self, review: Review) -> Review:
        """See that the record says truly when somebody should look again."""
        if review.over:
            return review
        due = due_at(review, self.scene())
        if due != review.due_at:
            review = self.store.save(changed(review, due_at=due))
        return review

    def decide(self, review_id: str, decide: Decide) -> Review:
        """Let ``decide`` decide on a review, perform what it plans and then what is due.

        Raises `TryLater` while another worker has the review.
        """
        with self._claimed_review(review_id, wait=True):
            review = self._decide_held(review_id, decide)
        return self.advance_review(review.id)

    def _decide_held(self, review_id: str, decide: Decide) -> Review:
        """Decide on the newest record, save, perform; decide anew when somebody saved first."""
        for _ in range(MOST_CONFLICTS):
            before = self.store.get(review_id)
            try:
                review, begun = self._save_decision(before, decide)
            except Conflict:
                continue
            return self.performer.perform_due(review, self.scene(), begun, self._waiting(before))
        raise TryLater(f"review {review_id} is being changed by others; it is tried again")

    def _save_decision(self, before: Review, decide: Decide) -> tuple[Review, Begun | None]:
        """Decide, and save what was decided; nothing has gone out yet. Raises `Conflict`.

        Raises `TryLater` where calendars are looked at while another worker decides by them.
        """
        with ExitStack() as held:
            scene = self.scenes.alone(held)
            decision = decide(before, scene)
            if self._since is not None and is_late(self._since, scene.now):
                leaves = self.performer.leaves_the_team
                late = waiting(before, decision.review, scene, leaves)
                decision = replace(decision, review=late)
            return self._keep_decision(before, decision, scene)

    def _keep_decision(
        self, before: Review, decision: Decision, scene: Scene
    ) -> tuple[Review, Begun | None]:
        review = changed(decision.review, due_at=due_at(decision.review, scene))
        if decision.book is not None and decision.book != scene.book:
            self.store.save_book(decision.book)
        for funnel in decision.funnels:
            self.store.save_funnel(funnel)
        if review == before and before.version:
            return before, None
        review, begun = self.performer.begin(review, scene, self._waiting(before))
        self._tell_watchers(before.history if before.version else (), review)
        return review, begun

    def _waiting(self, before: Review) -> frozenset[str]:
        """Return which effects, planned before a decision, wait until all mail is taken in."""
        if self._touched is None or not before.version:
            return frozenset()
        return frozenset(effect.key for effect in before.open_effects())

    def _tell_watchers(self, before: tuple[Happened, ...], review: Review) -> None:
        """Tell whoever shows progress of the new lines of a review's history."""
        for line in review.history[len(before) :]:
            for watcher in self.watchers:
                watcher(Progress(line.at, review, line.chapter, line.what))

    def cycle(self) -> int:
        """Take in mail and advance everything once; return how much happened."""
        taken = len(self.take_in_mail())
        return taken + self.advance()

    def next_due(self) -> datetime | None:
        """Return when something next falls due by itself."""
        moments = [self.store.next_due()]
        if not self.paused:
            moments.append(self.monthly_page.due())
        return min((m for m in moments if m is not None), default=None)

    @property
    def paused(self) -> bool:
        """Whether everything waits: the manager has paused it, another installation is at work, or
        the clock cannot be right."""
        return self.clock_watch.doubt() is not None or self._held

    @property
    def _held(self) -> bool:
        return self.store.setting("paused") is not None or self.guard.held is not None

    def begin_work(self) -> bool:
        """Begin something at this moment, which is kept as that of the last work; False while everything waits.

        Raises `BadInput` where a newer Debrief has worked on the records.
        """
        self._form.see()
        if not self.clock_watch.keep_moment() or self._held:
            return False
        self._form.keep()
        return True

    def _claimed_review(
        self, review_id: str, *, wait: bool = False
    ) -> AbstractContextManager[bool]:
        if self._crew is not None:
            self._crew.wait_for(review_id)
        return self.claimed(f"review-{review_id}", wait=wait)

    def claimed(self, name: str, *, wait: bool = False) -> AbstractContextManager[bool]:
        """Take the named work lock as a context that tells whether it is ours.

        With ``wait`` one that is not ours raises `TryLater`.
        """
        claim = self.store.claim(name)
        if claim is None and wait:
            raise TryLater(f"{name} is held by another worker; it is tried again")
        return _holding(claim)

    def run_errand(
        self,
        errand_id: str,
        chapter: str,
        template: str,
        to: Person,
        context: Mapping[str, Any],
        *,
        in_reply_to: str | None = None,
        attach: tuple[str, ...] = (),
    ) -> None:
        """Send one mail under a record of its own; once, however often it is asked for."""
        errand = planned_mail(
            errand_review(errand_id, self.clock()),
            self.scene(),
            chapter,
            template,
            to,
            context,
            in_reply_to=in_reply_to,
            attach=attach,
        )
        self.open_review(errand)


def _nothing_more(review: Review, scene: Scene) -> Decision:
    return Decision(review)


def _same(before: Review, after: Review) -> bool:
    return after.model_copy(update={"version": before.version, "due_at": before.due_at}) == before


@contextmanager
def _holding(claim: AbstractContextManager[object] | None) -> Iterator[bool]:
    """Hold a claim as long as the context lasts; true when it is ours."""
    with claim if claim is not None else nullcontext():
        yield claim is not None
