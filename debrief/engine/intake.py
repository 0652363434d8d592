"""Intake: what becomes of each message in the watched mailbox, taken in once and told of.

A message is known by its key. It is noted as received before anything is done about it, and what
became of it is noted last: what breaks off in between is done again, and the review's own record
says whether it has taken the message in.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from debrief.backends.base import Batch, Incoming
from debrief.engine import confirming, earlier_life, set_aside
from debrief.engine.sorting import Sorting
from debrief.engine.spool import Spool
from debrief.engine.trouble import MAIL
from debrief.errors import DebriefError, SignInNeeded, TryLater
from debrief.model import Inbound, InboundStatus, short_hash
from debrief.reading.mail.message import Message, parse_message
from debrief.team import Team

if TYPE_CHECKING:
    from debrief.engine.desk import Desk
    from store.base import Store

MOST_TRIES = 3  # of one message before a human reads it
MOST_ENDS = 20  # of the process while it handles one: a machine that is switched off is no fault of the mail's
TOGETHER = 10  # messages noted as received together: the first does not wait for the hundredth

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
    """Takes in mail at a desk: each message once, whatever breaks off in between."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._sorting = Sorting(desk)
        self.progress: Callable[[int], None] = lambda count: None  # is told how many more
        self.read_up = False  # the last taking in came to the end of the mail

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

    def reads_up(self) -> bool:
        """Take in all new mail; tell whether none is left: only then is it known what is overdue.

        False, too, while another worker takes it in, and while everything is held back.
        """
        self.take_in_mail()
        return self.read_up

    def take_in_mail(self) -> list[Inbound]:
        """Take in all new mail, each message once; return what became of each."""
        self.read_up = False
        if not self.desk.begin_work():
            return []
        with self.desk.troubles.noted(MAIL):
            return self._take_in_mail()

    def _take_in_mail(self) -> list[Inbound]:
        done: list[Inbound] = []
        with (
            self.desk.taking_in(),
            self.desk.claimed("inbox") as mine,
            self._tries_counted(mine),
            self.desk.many_hands(),
            Spool() as spool,
        ):
            if mine:
                self._notice_beginning()
                mine = not self.desk.guard.keeps_back(spool)
            if mine:
                self.desk.filing.begin()
                done += self._take_up_waiting()
            while mine and (batch := self.desk.guard.next_mail(spool)) is not None:
                done += self._take_in_batch(batch)
                if not batch.messages:
                    done += self._set_lost_aside()
                    self.read_up = True
                    break
        return done

    def _take_in_batch(self, batch: Batch) -> list[Inbound]:
        """Take in what was read at once, and let the cursor pass it."""
        self._sorting.own_mail.notice_later_life(batch.messages)
        done = self._take_in_all(batch.messages)
        mailbox = self.team.manager.email
        if batch.cursor != self.store.cursor(mailbox):
            self.store.save_cursor(mailbox, batch.cursor)
        return done

    @contextmanager
    def _tries_counted(self, mine: bool) -> Iterator[None]:
        """Count a try that ended in order as the first: only what ends the process counts further."""
        try:
            yield
        except Exception:
            if mine:
                with suppress(DebriefError):  # the records may be what is away
                    again = [e for e in self.store.waiting_inbound() if e.attempts > 1]
                    self.store.save_all_inbound([_tried(e, 1) for e in again])
            raise

    def _notice_beginning(self) -> None:
        """Remember when a mailbox is read for the first time: what lies there may be done with."""
        mailbox = self.team.manager.email
        if self.store.cursor(mailbox) is None:
            earlier_life.begin(self.store, self.desk.clock(), mailbox)

    def _take_up_waiting(self) -> list[Inbound]:
        """Take up what was received and broke off; the mailbox may no longer hold it.

        Each by itself: should one of them end the process again, that is no try of the others.
        """
        done: list[Inbound] = []
        for entry in self.store.waiting_inbound():
            incoming = kept_mail(self.store, entry)
            if incoming is not None:
                done += self._take_in_all([incoming])
        return done

    def _set_lost_aside(self) -> list[Inbound]:
        """Set aside what waits though neither the mailbox nor a whole copy holds it any more."""
        why = "its kept copy is damaged or gone, and the mailbox no longer holds it as new"
        lost = [e for e in self.store.waiting_inbound() if kept_mail(self.store, e) is None]
        return self._note([_set_aside(entry, why) for entry in lost])

    def take_in(self, incoming: Incoming) -> Inbound:
        """Take in one message; return what became of it. What it made due waits while other mail is unread."""
        with self.desk.taking_in():
            [ended] = self._take_in_all([incoming])
            self.read_up = not self.has_mail()
            return ended

    def _take_in_all(self, messages: Sequence[Incoming]) -> list[Inbound]:
        """Take in messages one by one; what became of them is noted together, at the end."""
        known: dict[str, Inbound] = {}
        ended: dict[str, Inbound] = {}
        trouble: list[BaseException] = []
        try:
            for at in range(0, len(messages), TOGETHER):
                few = messages[at : at + TOGETHER]
                self._take_in_few(few, known, ended)
                self.progress(len(few))
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
        for arrival in new.values():
            if arrival.entry.version and kept_mail(self.store, arrival.entry) is None:
                self.store.drop_raw(arrival.entry.key)  # damaged: what came now is whole
        raws = {key: arrival.incoming.raw for key, arrival in new.items()}
        received = self.store.save_all_inbound(
            [_tried(a.entry, a.entry.attempts + 1) for a in new.values()], raws
        )
        for entry in received:
            ended[entry.key] = self._handled(entry, new[entry.key])

    def _arrival(self, incoming: Incoming) -> Arrival:
        """Take a message apart, and see whether it is known."""
        message = parse_message(incoming.raw)
        key = message_key(message, incoming.raw)
        if incoming.unreadable:
            key = short_hash("unreadable", incoming.id, length=24)
        entry = self.store.inbound(key) or Inbound(
            key=key,
            received_at=incoming.received_at,
            subject="(not known)" if incoming.unreadable else message.subject[:300],
            sender=(message.sender.email or "") if message.sender else "",
            backend_id=incoming.id,
            authenticated=incoming.authenticated,
        )
        return Arrival(entry, incoming, message)

    def _handled(self, entry: Inbound, arrival: Arrival) -> Inbound:
        """Handle a message; a failing one is tried three times, then set aside for a human."""
        if why := arrival.incoming.unreadable:
            return _set_aside(entry, why)
        if entry.attempts > MOST_ENDS:
            return _set_aside(entry, f"Debrief ended {MOST_ENDS} times while handling it")
        while True:
            try:
                with self.desk.working_on_what_came(entry.received_at):
                    return self._sorting.sort(entry, arrival.message, arrival.incoming)
            except (TryLater, SignInNeeded):
                raise
            except Exception as err:  # a mistake of ours must not stop the rest, nor lose this
                log.warning("message %s: %s: %s", entry.key, type(err).__name__, err)
                if entry.attempts >= MOST_TRIES:
                    return _set_aside(entry, f"handling it failed {entry.attempts} times: {err}")
            entry = self.store.save_inbound(_tried(entry, entry.attempts + 1))

    def _note(self, ended: Sequence[Inbound]) -> list[Inbound]:
        """File messages and note what became of them: last, for what broke off is repeated whole."""
        for entry in ended:
            if entry.status is InboundStatus.SET_ASIDE:
                self.desk.filing.put(entry.backend_id, "set_aside")
                if not self._was_asked(entry):
                    self._tell_set_aside(entry)
            elif entry.status is not InboundStatus.LEFT_ALONE:
                self.desk.filing.put(entry.backend_id, "handled")
        noted = self.store.save_all_inbound(ended)
        for entry in noted:
            if entry.status is InboundStatus.LEFT_ALONE:  # none of ours, and still in the mailbox
                self.store.drop_raw(entry.key)
        return noted

    def _was_asked(self, entry: Inbound) -> bool:
        """Tell whether the manager was asked about this message: then no second mail is needed."""
        if entry.review_id is None:
            return False
        purpose = confirming.confirmation_of(entry.key)
        return any(e.purpose == purpose for e in self.desk.store.get(entry.review_id).effects)

    def _tell_set_aside(self, entry: Inbound) -> None:
        """Tell the manager once; the errand's own record carries the mail."""
        about = entry.key
        if entry.why.startswith(set_aside.TOO_MANY):  # one word a day on each sender is enough
            about = f"{entry.sender} {self.desk.clock():%Y-%m-%d}"
        how = way_on(self.store, entry)
        set_aside.tell(self.desk, short_hash("errand", about), entry, entry.why, how)


def _tried(entry: Inbound, times: int) -> Inbound:
    return entry.model_copy(update={"attempts": times})


def _set_aside(entry: Inbound, why: str) -> Inbound:
    return entry.model_copy(update={"status": InboundStatus.SET_ASIDE, "why": why[:500]})


def kept_mail(store: Store, entry: Inbound) -> Incoming | None:
    """Return a message from the bytes that were kept of it; None when they are gone or damaged."""
    raw = store.raw(entry.key)
    if raw is None or message_key(parse_message(raw), raw) != entry.key:
        return None
    return Incoming(entry.backend_id, raw, entry.received_at, entry.authenticated)


def way_on(store: Store, entry: Inbound) -> str:
    """Return how a message that was set aside is taken up again."""
    if kept_mail(store, entry) is None:
        return "let it be sent again; one that could not be read is taken in as soon as it can be"
    return f"debrief retry {entry.key}"


def message_key(message: Message, raw: bytes) -> str:
    """Return what makes a message the same at every delivery: its id, sender and body.

    The transport's own headers change from delivery to delivery and do not count. Without an id
    two answers of one word are told apart by when they were written and by what they answer.
    """
    named = message.message_id or " ".join((message.header("Date") or "", *message.in_reply_to))
    body = raw.partition(b"\r\n\r\n")[2] or raw.partition(b"\n\n")[2]
    sender = (message.sender.email or "") if message.sender else ""
    digest = hashlib.sha256(body).hexdigest()
    return short_hash(named.strip(), sender, message.subject, digest, length=24)
