"""The loop of `debrief run`: take in mail as it comes, do what is due, outlive every fault.

It keeps no state of its own: everything lies in the records, so it may be killed at any moment
and started again. With Prefect the same work goes through the chapters' flows.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from typing import Protocol

from debrief.bootstrap import hidden_records, open_desk
from debrief.config import Config, load_config
from debrief.engine import lateness
from debrief.engine.chapters import CHAPTERS
from debrief.engine.desk import Desk
from debrief.engine.effects import UNDER_WAY
from debrief.engine.installation import WAY_ON
from debrief.engine.trouble import MAIL
from debrief.engine.vouching import REPLACES, nobody_vouches
from debrief.errors import BadInput, SignInNeeded, TryLater

HINT_SECONDS = 1.0  # how long one wait for new mail lasts, and so how late a stop may come
LOOK_SECONDS = 5.0  # a look at the mailbox even without a hint
WAITING_SECONDS = 60.0  # between two looks for mails that could not be sent yet
PROGRESS_SECONDS = 10.0  # of taking in a backlog, between two lines about it
GRACE_SECONDS = 1.5  # what a step under way is given to finish at a stop
FIRST_PAUSE = 2.0
LONGEST_PAUSE = 300.0
LONGEST_HEEDED = 3600.0  # of a pause that a server asks for: a stop must not lie unread for a day
REFUSED_PAUSE = 900.0  # after a sign-in that was good: more tries could lock the account

SECOND = (
    "Note: another `debrief run` works on the same records. Nothing is done twice; one is enough."
)

log = logging.getLogger("debrief")

Say = Callable[[str], None]


class Work(Protocol):
    """Does what is there to do; each call may be repeated at any moment."""

    def take_in(self) -> int:
        """Take in new mail; return how many messages."""
        ...

    def advance(self) -> int:
        """Do what is due; return how many reviews changed."""
        ...


@dataclass(frozen=True, slots=True)
class Plainly:
    """Works at the desk itself."""

    desk: Desk

    def take_in(self) -> int:
        """Take in new mail; return how many messages."""
        return len(self.desk.take_in_mail())

    def advance(self) -> int:
        """Do what is due; return how many reviews changed."""
        return self.desk.advance()


@dataclass(frozen=True, slots=True)
class ThroughFlows:
    """Works through Prefect's flows, one run for a burst of mail or a chapter that is due.

    Prefect shows the work and is not needed for it: once its server is gone, the desk does it.
    """

    desk: Desk
    data: str
    loop: asyncio.Runner
    at_hand: Callable[[], bool]

    def take_in(self) -> int:
        """Take in new mail; return how many messages."""
        if not self.at_hand():
            return Plainly(self.desk).take_in()
        return self._run("watch_inbox")

    def advance(self) -> int:
        """Do what is due; return how many reviews changed."""
        if not self.at_hand():
            return Plainly(self.desk).advance()
        done = sum(self._run(chapter) for chapter in CHAPTERS if self.desk.due_in(chapter))
        return done + self.desk.advance()  # what no chapter of its own called for

    def _run(self, chapter: str) -> int:
        flow = getattr(import_module(f"flows.{chapter}"), chapter)
        return int(self.loop.run(flow(data=self.data)))


@dataclass(slots=True)
class Pause:
    """A pause that doubles at each fault and ends with the first success."""

    seconds: float = 0.0
    until: float = 0.0

    def over(self) -> bool:
        """Tell whether it has passed."""
        return time.monotonic() >= self.until

    def grow(self, at_least: float | None = None) -> float:
        """Begin the next, longer pause; return its length in seconds."""
        self.seconds = min(max(self.seconds * 2, FIRST_PAUSE), LONGEST_PAUSE)
        length = max(self.seconds, min(at_least or 0.0, LONGEST_HEEDED))
        self.until = time.monotonic() + length
        return length

    def end(self) -> None:
        """Forget it."""
        self.seconds = self.until = 0.0


def run(
    config: Config,
    *,
    prefect: bool,
    stop: threading.Event | None = None,
    once: bool = False,
    say: Say = print,
) -> None:
    """Work until ``stop`` is set or SIGINT or SIGTERM comes; with ``once`` until nothing is left.

    Raises `BadInput`, or `SignInNeeded` before the first look at the mailbox, when only a person can
    help; whatever else goes wrong is said once and tried again with growing pauses. Safe to kill and to start again.
    """
    stop = stop or threading.Event()
    failed: list[BaseException] = []

    def work() -> None:
        try:
            _work(config, prefect, stop, once, say)
        except BaseException as err:  # handed to the caller's thread
            failed.append(err)

    # Signals reach the main thread alone, which so stays free to end even when a step hangs.
    worker = threading.Thread(target=work, name="debrief", daemon=True)
    with _signals_set(stop):
        worker.start()
        while worker.is_alive() and not stop.is_set():
            worker.join(0.2)
        worker.join(GRACE_SECONDS)
    if failed:
        raise failed[0]
    if not once:
        say("Stopped. Nothing is lost; `debrief run` goes on from here.")


def _work(config: Config, prefect: bool, stop: threading.Event, once: bool, say: Say) -> None:
    if hidden := hidden_records(config):
        say(f"Note: {hidden}.")
    with _workplace(config, prefect, say) as (desk, work):
        loop = Loop(desk, work, stop, say, config.state_on_disk)
        if once:
            loop.until_nothing_is_left()
            return
        with _alone(desk, say):
            say(f"Watching {desk.team.manager.email}. Ctrl-C ends it.")
            if nobody_vouches(desk.team, desk.backend):
                say(f"Note: {REPLACES}. `debrief check --send` finds it.")
            loop.until_stopped()


@contextmanager
def _alone(desk: Desk, say: Say) -> Iterator[None]:
    """Say so when another `debrief run` works on the same records."""
    with ExitStack() as held:
        try:
            if not held.enter_context(desk.claimed("run")):
                say(SECOND)
        except TryLater as err:  # the records are away: the loop says so and goes on trying
            log.info("not known whether we run alone: %s", err)
        yield


@contextmanager
def _workplace(config: Config, prefect: bool, say: Say) -> Iterator[tuple[Desk, Work]]:
    desk = open_desk(config)
    if not prefect:
        yield desk, Plainly(desk)
        return
    if load_config(config.data) != config:
        raise BadInput("with Prefect the settings must stand in debrief.toml; run `debrief init`")
    from flows.quiet_server import prefect_at_hand

    say("Starting Prefect; the first time takes up to half a minute …")
    with prefect_at_hand(config.data / "prefect", say) as at_hand, asyncio.Runner() as runner:
        import_module("flows.watch_inbox")
        yield desk, ThroughFlows(desk, str(config.data), runner, at_hand)


@dataclass(slots=True)
class Loop:
    """Looks for something to do, does it, waits."""

    desk: Desk
    work: Work
    stop: threading.Event
    say: Say
    settings: Callable[[], object] = lambda: None  # as they are written now
    fault: Pause = field(default_factory=Pause)
    barren: Pause = field(default_factory=Pause)  # something is due, but doing it changes nothing
    looked: float = float("-inf")
    so_far: int = 0  # messages of the taking in that is under way
    said_at: float = 0.0
    last_fault: str = ""
    last_trouble: str | None = None
    last_held: str | None = None
    last_waiting: frozenset[str] = frozenset()
    waiting_seen: float = float("-inf")
    last_doubt: str | None = None
    last_settings: object = None

    def until_stopped(self) -> None:
        """Work until told to stop."""
        hint = True
        while not self.stop.is_set():
            if self.fault.over():
                done = self.turn(hint)
                hint = self._wait_for_hint() or done > 0  # mail may have come meanwhile
            else:
                self.stop.wait(HINT_SECONDS)

    def until_nothing_is_left(self) -> None:
        """Work until there is nothing to do at this moment; faults are the caller's."""
        while not self.stop.is_set() and self._do_what_is_there(look=True):
            pass

    def turn(self, hint: bool) -> int:
        """Do what is there, return how much; a fault that may pass begins a pause."""
        done = 0
        try:
            done = self._do_what_is_there(
                look=hint or time.monotonic() - self.looked >= LOOK_SECONDS
            )
        except BadInput:
            raise
        except SignInNeeded as err:
            if self.looked < 0:  # it was never accepted: only a person can help
                raise
            self._report(str(err), err, self.fault.grow(REFUSED_PAUSE))
        except TryLater as err:
            self._report(str(err), err, self.fault.grow(err.retry_after))
        except Exception as err:
            self._report(f"{type(err).__name__}: {err}", err, self.fault.grow())
        else:
            if self.last_fault:
                self._tell("All is well again.")
            self.fault.end()
            self.last_fault = ""
        return done

    def _do_what_is_there(self, *, look: bool) -> int:
        if self._tell_of_clock():
            return 0
        done = self._work_once(look=look) if self.desk.begin_work() else 0
        self._tell_of_another()
        self._tell_of_crm()
        if done:
            self._tell_of_waiting()
        if look:
            self._tell_of_settings()
        return done

    def _work_once(self, *, look: bool) -> int:
        taken = self._take_in() if look else 0
        if not self.barren.over() or not self._something_is_due():
            return taken
        return taken + self._advance()

    def _tell_of_clock(self) -> bool:
        """Say once that the clock cannot be right; tell whether it is so."""
        doubt = self.desk.clock_watch.doubt()
        if doubt and not self.last_doubt:
            self._tell(f"HELD: {doubt}. Nothing is sent and no mail is taken in until then.")
        elif self.last_doubt and not doubt:
            self._tell("The clock is believed again; going on.")
        self.last_doubt = doubt
        return doubt is not None

    def _something_is_due(self) -> bool:
        due = self.desk.store.next_due()
        return (due is not None and due <= self.desk.clock()) or self.desk.house_is_due()

    def _tell_of_another(self) -> None:
        """Say once that another installation keeps everything back."""
        held = self.desk.guard.held
        if held != self.last_held:
            self._tell(f"HELD: {held}. {WAY_ON}" if held else "Going on as the only one.")
        self.last_held = held

    def _tell_of_waiting(self) -> None:
        """Say once why what was tried could not be sent yet."""
        if time.monotonic() - self.waiting_seen < WAITING_SECONDS:
            return
        self.waiting_seen = time.monotonic()
        waiting = frozenset(
            effect.error
            for review in self.desk.store.open()
            for effect in review.effects
            if effect.open and effect.attempts and effect.error
            if effect.error not in (UNDER_WAY, lateness.HELD)
        )
        for why in sorted(waiting - self.last_waiting):
            self._tell(
                f"Not sent yet: {why.rstrip('.')}. It is tried again; `debrief status` lists it."
            )
        self.last_waiting = waiting

    def _tell_of_settings(self) -> None:
        """Say once that the settings were changed, which count from the next start on."""
        settings = self.settings()
        if self.last_settings not in (None, settings):
            self._tell(
                "debrief.toml or team.json was changed. To work by it: debrief check, then end "
                "`debrief run` and start it again."
            )
        self.last_settings = settings

    def _tell_of_crm(self) -> None:
        """Say once what keeps the CRM's open deals away."""
        trouble = self.desk.pipeline.trouble
        if trouble and trouble != self.last_trouble:
            self._tell(f"CRM: {trouble.rstrip('.')}. It is tried again every day.")
        self.last_trouble = trouble

    def _take_in(self) -> int:
        self.desk.intake.progress = self._tell_progress
        self.so_far, self.said_at = 0, time.monotonic()
        there = self._has_mail()
        self.looked = time.monotonic()  # from here on a sign-in that is refused is another server's
        taken = self.work.take_in() if there else 0
        if taken:
            self._tell(f"{taken} new message{'s' * (taken != 1)} taken in (our own count, too)")
        self.looked = time.monotonic()
        return taken

    def _has_mail(self) -> bool:
        """Look for new mail; a mailbox that cannot be read is noted for `debrief status`."""
        try:
            there = self.desk.has_mail()
        except Exception as err:
            self.desk.troubles.begins(MAIL, err)
            raise
        if not there:
            self.desk.troubles.ends(MAIL)
        return there

    def _tell_progress(self, count: int) -> None:
        """Say from time to time how far a backlog is worked off."""
        self.so_far += count
        if time.monotonic() - self.said_at >= PROGRESS_SECONDS:
            self._tell(f"{self.so_far} message{'s' * (self.so_far != 1)} taken in so far; going on")
            self.said_at = time.monotonic()

    def _advance(self) -> int:
        advanced = self.work.advance()
        if advanced:
            self._tell(f"{advanced} review{'s' * (advanced != 1)} advanced")
            self.barren.end()
        elif self._something_is_due():
            self.barren.grow()
        return advanced

    def _wait_for_hint(self) -> bool:
        """Wait for new mail; a fault here costs only the hint, the next look tells of it."""
        if self.stop.is_set():
            return False
        try:
            return self.desk.backend.mailbox.wait(HINT_SECONDS)
        except Exception as err:
            log.info("waiting for mail failed: %s", err, exc_info=err)
            self.stop.wait(HINT_SECONDS)
            return False

    def _tell(self, what: str) -> None:
        """Say it with the date, the time and the zone, as a log needs it."""
        self.say(f"{self.desk.clock().astimezone():%Y-%m-%d %H:%M:%S%z} {what}")

    def _report(self, what: str, err: Exception, pause: float) -> None:
        """Say a fault once, however often it comes back; its cause goes to the log."""
        if what != self.last_fault:
            self._tell(f"{what.rstrip('.')}. Next try in {pause:.0f} s; nothing is lost.")
            log.info("the fault's cause", exc_info=err)
        self.last_fault = what


@contextmanager
def _signals_set(stop: threading.Event) -> Iterator[None]:
    """Let SIGINT and SIGTERM set ``stop``; only the main thread may do so."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    wanted = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in wanted}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
