"""Prove that a backend does what Debrief needs: read, send, see calendars, vouch for senders.

What every backend must do is tried here through the two Protocols alone. What only one of them
can tell about itself (its permissions, its settings) its module yields from
``findings(site, backend)``, where it has such a function.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib import import_module
from secrets import token_hex

from debrief.backends.base import Backend, Incoming, Outgoing, Receipt
from debrief.backends.finding import VOUCHING, Finding, tried
from debrief.backends.registry import BACKENDS, Site, open_backend
from debrief.calendars.busy import BusyTimes
from debrief.engine.inbox import key_in
from debrief.engine.vouching import vouching
from debrief.errors import BadInput, DebriefError, TryLater
from debrief.reading.mail.message import Message, parse_message

PATIENCE = 60.0  # seconds until a mail to oneself must be there
DAYS = 14
MOST_LOOKED_AT = 100  # mails that tell which host vouches for senders


def prove(
    name: str, site: Site, *, send: bool = False, patience: float = PATIENCE
) -> Iterator[Finding]:
    """Yield what was found, in the order it was tried; ``send`` mails once to the manager.

    Nobody else is written to and no event is made.
    """
    opened: list[Backend] = []

    def open_it() -> str:
        opened.append(open_backend(name, site))
        return name

    first = tried("backend", open_it)
    module = import_module(BACKENDS[name])
    own = list(_guarded(name, lambda: module.findings(site))) if hasattr(module, "findings") else []
    if not opened:
        yield from () if any(finding.good is False for finding in own) else (first,)
        yield from own
        return
    yield first
    backend = opened[0]
    unproven = [f for f in own if send and f.name == VOUCHING]  # the mail tells more of it
    yield from (f for f in own if f not in unproven)
    yield tried("mailbox", lambda: _read(backend))
    yield from _guarded("calendars", lambda: _calendars(site, backend))
    if send:
        sent = list(_guarded("sending", lambda: _sent(site, backend, patience)))
        yield from sent
        yield from () if any(f.name == VOUCHING for f in sent) else unproven
    else:
        yield from _not_sent(name)
    for limit in backend.capabilities.limits:
        yield Finding("limit", None, limit)


def _guarded(name: str, find: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """Yield findings; an error among them is one, too."""
    try:
        yield from find()
    except DebriefError as err:
        yield Finding(name, False, str(err))


def _read(backend: Backend) -> str:
    count = len(backend.mailbox.fetch(None, 1).messages)
    return "can be read" if count else "can be read; nothing is in it yet"


def _calendars(site: Site, backend: Backend) -> Iterator[Finding]:
    now = site.clock()
    people = [(p.email, p.time_zone) for p in site.team.people()]
    busy = backend.calendar.busy(people, now, now + timedelta(days=DAYS))
    owner = site.team.manager.email
    yield _own(backend, busy.get(owner))
    unknown = [a for a, _ in people if a != owner and busy.get(a) is None]
    known = len(people) - 1 - len(unknown)
    if not unknown:
        yield Finding("free times of the reps", True, f"all {known} can be seen")
    else:
        can = backend.capabilities.free_busy_of_others
        what = f"{', '.join(unknown[:5])}{' and others' if len(unknown) > 5 else ''}"
        advice = "let them share at least free/busy, or mend their addresses in team.json"
        if not can:
            advice = "this server does not tell them: unknown is never taken as free"
        yield Finding("free times of the reps", False if can else None, f"not {what}; {advice}")


def _own(backend: Backend, times: BusyTimes | None) -> Finding:
    name = "your free times"
    if times is not None:
        return Finding(name, True, f"{len(times.busy)} busy spans in the next {DAYS} days")
    if not backend.capabilities.free_busy_of_owner:
        return Finding(name, None, "no calendar is connected: times are asked of you")
    return Finding(name, False, "your own calendar cannot be read; mend its rights")


def _not_sent(name: str) -> Iterator[Finding]:
    if name != "embedded":
        yield Finding("sending", None, "not tried; `debrief check --send` mails you once")


def _sent(site: Site, backend: Backend, patience: float) -> Iterator[Finding]:
    """Mail the manager once and look at what came back."""
    key = f"check/{token_hex(8)}"
    cursor = _end(backend)
    receipts: list[Receipt] = []

    def send() -> str:
        receipts.append(backend.mailbox.send(_mail(site, key)))
        return "a mail to yourself went out"

    yield tried("sending", send)
    if not receipts:
        return

    def find() -> str:
        found = backend.mailbox.sent(key)
        if found is None:
            raise BadInput("the mail that just went out is not found by its key; is Sent writable?")
        return "what went out is found again by its key"

    yield tried("finding what was sent", find)
    came = _arrived(backend, cursor, key, patience)
    if came is None:
        yield Finding(
            "receiving", False, f"the mail to yourself did not come within {patience:.0f} s; "
            "is the watched folder the right one?"
        )  # fmt: skip
        return
    yield Finding("receiving", True, "the mail to yourself came back")
    message = parse_message(came.raw)
    ours = (receipts[0].message_id or "").strip("<> ")
    same = (message.message_id or "").strip("<> ") == ours
    said = "reaches people as it was written" if same else "is replaced on the way"
    told = "" if same else "; replies are found by their reply word"
    yield Finding("Message-ID", True if same else None, said + told)
    yield vouching(site.team, backend, came, _others(backend, key))


def _mail(site: Site, key: str) -> Outgoing:
    me = (site.team.manager.name, site.team.manager.email)
    words = "This is `debrief check` mailing you, to see that it can. Nothing is to be done.\n"
    return Outgoing(key, me, (me,), "Debrief can mail you", words, f"<p>{words}</p>")


def _others(backend: Backend, key: str) -> Iterator[Message]:
    """Yield some mails that others wrote."""
    for incoming in backend.mailbox.fetch(None, MOST_LOOKED_AT).messages:
        message = parse_message(incoming.raw)
        if not key_in(message):
            yield message


def _end(backend: Backend) -> str:
    """Return the cursor behind everything that is there."""
    cursor = backend.mailbox.fetch(None).cursor
    while True:
        batch = backend.mailbox.fetch(cursor)
        if not batch.messages:
            return batch.cursor
        cursor = batch.cursor


def _arrived(backend: Backend, cursor: str, key: str, patience: float) -> Incoming | None:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            batch = backend.mailbox.fetch(cursor)
        except TryLater:
            time.sleep(1.0)
            continue
        cursor = batch.cursor
        for incoming in batch.messages:
            if key_in(parse_message(incoming.raw)) == key:
                return incoming
        time.sleep(0.2)
    return None
