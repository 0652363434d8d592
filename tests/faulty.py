"""A backend that fails in every way a real one does, and a disk that dies in mid-write.

What goes wrong is decided by a seed and the number of the call, so that a history can be played
again, and played again with some of its faults left out.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import default
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from debrief.backends.base import EFFECT_HEADER, Backend, Batch, Capabilities, Outgoing, Receipt
from debrief.backends.local import LocalCalendar, LocalMailbox, Office
from debrief.backends.mime import mail_bytes
from debrief.calendars.answers import CalendarAnswer
from debrief.calendars.busy import BusyTimes
from debrief.calendars.invitation import Meeting
from debrief.calendars.standing import Standing
from debrief.engine.desk import Desk
from debrief.errors import Doubtful, TryLater


class Crash(BaseException):
    """The process ends here; nothing of ours may act on it."""


# What may befall a call, and how often in a thousand.
SENDING = {
    "refuses for now": 25,  # nothing was done
    "throttles": 10,  # nothing was done, come back later
    "times out": 25,  # nothing was done, but nobody knows
    "loses its answer": 40,  # it was done, but nobody knows
    "dies before": 10,
    "dies after": 30,
}
READING = {"refuses for now": 8, "dies before": 3}
FETCHING = {**READING, "repeats": 30, "shuffles": 30}
STORING = {"dies before": 1}
WORDS: Mapping[str, Mapping[str, int]] = {
    "send": SENDING,
    "invite": SENDING,
    "cancel": SENDING,
    "fetch": FETCHING,
    "store": STORING,
}


@dataclass(slots=True)
class Fate:
    """Decides what befalls each call; ``spared`` are the numbers of faults left out."""

    seed: int
    rate: float = 1.0
    spared: frozenset[int] = frozenset()
    calls: int = 0
    struck: list[tuple[int, str]] = field(default_factory=list)

    def of(self, operation: str) -> str | None:
        """Return what befalls this call, or None when it goes well."""
        self.calls += 1
        draw = random.Random(f"{self.seed}/{self.calls}").random() * 1000
        for fault, often in WORDS.get(operation, READING).items():
            draw -= often * self.rate
            if draw < 0:
                return self._strikes(f"{operation} {fault}", fault)
        return None

    def chance(self, what: str, share: float) -> bool:
        """Tell whether something else of the kind happens now."""
        self.calls += 1
        hit = random.Random(f"{self.seed}/{self.calls}").random() < share * self.rate
        return hit and self._strikes(what, what) is not None

    def number(self, below: int) -> int:
        """Return a number that goes with this moment."""
        return random.Random(f"{self.seed}/{self.calls}/n").randrange(below)

    def _strikes(self, what: str, fault: str) -> str | None:
        if self.calls in self.spared:
            return None
        self.struck.append((self.calls, what))
        return fault


@dataclass(slots=True)
class Faulty:
    """Wraps calls in their fate; ``between`` lets another worker have its turn before each."""

    fate: Fate
    between: Callable[[], None] = lambda: None

    def call(self, operation: str, do: Callable[[], Any]) -> Any:
        """Do it as fate wills."""
        self.between()
        fault = self.fate.of(operation)
        if fault == "dies before":
            raise Crash(operation)
        if fault == "refuses for now":
            raise TryLater(f"{operation}: the server is busy")
        if fault == "throttles":
            raise TryLater(f"{operation}: too many requests", retry_after=1800.0)
        if fault == "times out":
            raise Doubtful(f"{operation}: no answer within a minute")
        result = do()
        if fault == "loses its answer":
            raise Doubtful(f"{operation}: the connection broke")
        if fault == "dies after":
            raise Crash(operation)
        return result


class ServerMailbox(LocalMailbox):
    """A mail server: it accepts a message for everybody at once, and every time it is asked."""

    def send_built(self, mail: Outgoing, message: EmailMessage) -> Receipt:
        at = self.office.clock()
        raw = mail_bytes(message)
        for _, address in dict.fromkeys((*mail.to, *mail.cc)):
            self.office.post(raw, [address])
        self.office.keep_sent(raw, self.owner, uuid4().hex, at)
        return Receipt(str(message["Message-ID"]), at)

    def sent(self, key: str) -> Receipt | None:
        box = self.office.person(self.owner) / "Maildir" / ".Sent" / "cur"
        for path in box.iterdir():
            headers = sent_headers(path)
            if headers[0] == key:  # at the moment it was sent, not at that of the question
                at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                return Receipt(headers[1], at)
        return None


class ForgetfulMailbox(ServerMailbox):
    """Plain SMTP without a Sent folder: once it has a mail, nobody can ask it."""

    def sent(self, key: str) -> Receipt | None:
        return None


class TellsNothing(LocalCalendar):
    """The office's calendar on a server that cannot be asked what it has sent.

    ``broken``: the line breaks before the answer; ``arrives`` tells whether it does so after the
    sending.
    """

    arrives: bool = True
    broken: bool = True

    def invite(self, meeting: Meeting, mail: Outgoing) -> Receipt:
        return self._tried(super().invite, meeting, mail)

    def cancel(self, meeting: Meeting, mail: Outgoing) -> Receipt:
        return self._tried(super().cancel, meeting, mail)

    def _tried(
        self, do: Callable[[Meeting, Outgoing], Receipt], meeting: Meeting, mail: Outgoing
    ) -> Receipt:
        receipt = do(meeting, mail) if self.arrives or not self.broken else None
        if self.broken or receipt is None:
            raise Doubtful("the line broke")
        return receipt

    def invited(self, key: str) -> Receipt | None:
        return None


def told_nothing(desk: Desk, *, arrives: bool = True) -> TellsNothing:
    """Let the desk work with a calendar that tells nothing, for as long as it is ``broken``."""
    backend = desk.performer.backend
    mailbox: Any = backend.mailbox
    calendar = TellsNothing(mailbox.office, mailbox.owner, mailbox)
    calendar.arrives = arrives
    can = Capabilities(certain_send=False)
    backend = replace(backend, calendar=calendar, capabilities=can)
    desk.performer = replace(desk.performer, backend=backend)
    return calendar


@cache
def sent_headers(path: Path) -> tuple[str, str]:
    """Return the effect's key and the Message-ID of a mail that will never change."""
    with path.open("rb") as stream:
        headers = BytesHeaderParser(policy=default).parse(stream)
    return str(headers[EFFECT_HEADER] or "").strip(), str(headers["Message-ID"] or "").strip()


@dataclass(slots=True)
class FaultyMailbox:
    """A mailbox whose every call has its fate."""

    inner: LocalMailbox
    faulty: Faulty
    trusts_delivery: bool = True

    def fetch(self, cursor: str | None, limit: int = 100) -> Batch:
        fate = self.faulty.fate
        batch: Batch = self.faulty.call("fetch", lambda: self.inner.fetch(cursor, limit))
        last = fate.struck[-1] if fate.struck else (0, "")
        if last[0] != fate.calls:
            return batch
        messages = list(batch.messages)
        if last[1] == "fetch repeats":
            messages += messages[:2]
        if last[1] == "fetch shuffles":
            random.Random(fate.calls).shuffle(messages)
        return Batch(tuple(messages), batch.cursor)

    def wait(self, seconds: float) -> bool:
        return False  # every hint is lost

    def send(self, mail: Outgoing) -> Receipt:
        return self.faulty.call("send", lambda: self.inner.send(mail))  # type: ignore[no-any-return]

    def sent(self, key: str) -> Receipt | None:
        return self.faulty.call("sent", lambda: self.inner.sent(key))  # type: ignore[no-any-return]

    def file(self, message_id: str, folder: str) -> None:
        self.faulty.call("file", lambda: self.inner.file(message_id, folder))


@dataclass(slots=True)
class FaultyCalendar:
    """A calendar whose every call has its fate."""

    inner: LocalCalendar
    faulty: Faulty

    def busy(
        self,
        people: Sequence[tuple[str, str]],
        start: datetime,
        end: datetime,
        ignoring: str | None = None,
    ) -> Mapping[str, BusyTimes | None]:
        return self.faulty.call(  # type: ignore[no-any-return]
            "busy", lambda: self.inner.busy(people, start, end, ignoring)
        )

    def invite(self, meeting: Meeting, mail: Outgoing) -> Receipt:
        return self.faulty.call("invite", lambda: self.inner.invite(meeting, mail))  # type: ignore[no-any-return]

    def cancel(self, meeting: Meeting, mail: Outgoing) -> Receipt:
        return self.faulty.call("cancel", lambda: self.inner.cancel(meeting, mail))  # type: ignore[no-any-return]

    def invited(self, key: str) -> Receipt | None:
        return self.faulty.call("invited", lambda: self.inner.invited(key))  # type: ignore[no-any-return]

    def standing(self, uid: str) -> Standing | None:
        return self.faulty.call("standing", lambda: self.inner.standing(uid))  # type: ignore[no-any-return]

    def note_answer(self, answer: CalendarAnswer) -> None:
        self.faulty.call("note_answer", lambda: self.inner.note_answer(answer))


def faulty_backend(
    office: Office, owner: str, watched: Sequence[str], faulty: Faulty, *, server: str = "embedded"
) -> Backend:
    """Return the office as a backend that fails, of one of the kinds of `SERVERS`."""
    mailbox = SERVERS[server](office, owner, watched)
    calendar = LocalCalendar(office, owner, mailbox)
    return Backend(
        "faulty",
        FaultyMailbox(mailbox, faulty),
        FaultyCalendar(calendar, faulty),
        Capabilities(certain_send=server != "forgetful"),
    )


SERVERS: Mapping[str, type[LocalMailbox]] = {
    "embedded": LocalMailbox,
    "server": ServerMailbox,
    "forgetful": ForgetfulMailbox,
}


class FaultyStore:
    """The store with a fate before each save: another worker's turn, or the end."""

    SAVES = ("add", "save", "save_book", "save_funnel", "save_inbound", "save_all_inbound",
             "save_cursor")  # fmt: skip

    def __init__(self, inner: Any, faulty: Faulty) -> None:
        self.inner = inner
        self._faulty = faulty

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.inner, name)
        if name not in self.SAVES:
            return method
        return lambda *args: self._faulty.call("store", lambda: method(*args))


def make_faulty(desk: Desk, backend: Backend, faulty: Faulty) -> Desk:
    """Return the desk working through a faulty backend and store."""
    store: Any = FaultyStore(desk.store, faulty)
    return Desk(
        team=desk.team,
        policy=desk.policy,
        store=store,
        backend=backend,
        renderer=desk.performer.renderer,
        clock=desk.clock,
    )


CHANGES = ("open", "write", "fsync", "replace", "link", "unlink", "mkdir", "utime", "ftruncate")


@dataclass(slots=True)
class DyingDisk:
    """Counts what is asked of the disk below a folder, and dies at the call numbered ``at``.

    It stays dead: no cleaning up after the end can change the disk. Locks are given back, as
    they are when a process dies. A write that is cut off leaves its first half.
    """

    folder: Path
    at: int | None = None
    count: int = 0
    _ours: dict[int, str] = field(default_factory=dict)

    @property
    def dead(self) -> bool:
        """Whether it has died."""
        return self.at is not None and self.count >= self.at

    def boundary(self, name: str, args: tuple[Any, ...]) -> bool:
        """Tell whether this call is one of ours; raise when it is the last."""
        if not self._concerns(name, args):
            return False
        self.count += 1
        if self.dead:
            if name == "write" and self.count == self.at:
                real_write(args[0], bytes(args[1])[: len(args[1]) // 2])
            raise Crash(f"{name} {args[0]}")
        return True

    def opened(self, fd: int, path: object) -> None:
        """Remember whose file a descriptor stands for; numbers come back."""
        self._ours.pop(fd, None)
        if str(path).startswith(str(self.folder)):
            self._ours[fd] = str(path)

    def _concerns(self, name: str, args: tuple[Any, ...]) -> bool:
        if isinstance(args[0], int):
            return args[0] in self._ours  # a mail server's own files do not die with us
        path = os.fspath(args[0])
        if name == "open" and not args[1] & os.O_CREAT:
            return False
        if name == "mkdir" and os.path.isdir(path):
            return False  # nothing will change
        return str(path).startswith(str(self.folder)) and not str(path).endswith(".lock")


real_write = os.write


@contextmanager
def dying(disk: DyingDisk) -> Iterator[DyingDisk]:
    """Let this process work on the dying disk; what it syncs is taken as safe at once."""
    real = {name: getattr(os, name) for name in CHANGES}

    def watched(name: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            disk.boundary(name, args)
            done = None if name == "fsync" else real[name](*args, **kwargs)
            if name == "open":
                disk.opened(done, args[0])
            return done

        return call

    for name in CHANGES:
        setattr(os, name, watched(name))
    try:
        yield disk
    finally:
        for name, function in real.items():
            setattr(os, name, function)


@contextmanager
def no_power_loss() -> Iterator[None]:
    """Skip every fsync: only processes die here, not machines."""
    real = os.fsync
    os.fsync = lambda fd: None
    try:
        yield
    finally:
        os.fsync = real
