"""One mailbox belongs to one installation: two at work on it would invite a customer twice.

An installation is one set of records: a data folder, or a database that several workers share. Its id
goes out in every mail. Whoever finds a recent mail of another one in the mailbox holds everything
back and tells the manager, until a person says `debrief take-over`. Records that lie elsewhere than
before (`Store.place`) were moved, restored or copied: they go on under a new id and say so in a mail, at which whoever
still works on the old ones holds everything back; until that had time to happen, nothing goes to a customer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from pydantic import AwareDatetime

from debrief.backends.base import INSTALLATION_HEADER, Batch, Incoming
from debrief.engine import earlier_life
from debrief.engine.inbox import key_in
from debrief.engine.limits import Settings
from debrief.engine.spool import Spool
from debrief.errors import CannotDo, NotFound, Refused
from debrief.model import Review, parts_of_key, short_hash
from debrief.reading.mail.authentication import authenticated, proved
from debrief.reading.mail.message import Message, head_of, parse_message
from debrief.team import Frozen, fold_address

if TYPE_CHECKING:
    from debrief.engine.desk import Desk
    from store.base import Store

KEPT = "installation"  # the setting that holds what is known of this one
HELD = "held"  # the setting that says which other one was seen
TOLD = "another_installation"  # the mail that tells of another one; it is no sign of life
ANNOUNCED = "installation"  # the mail by which an installation claims the mailbox
NOTICES = (TOLD, ANNOUNCED)
SETTLING = timedelta(minutes=5)  # until all others have seen that mail
LIVELY = timedelta(days=40)  # within these an installation sends at least the monthly page
ALONE = timedelta(seconds=10)  # from a receipt, which others see, to the first word to a customer


WAY_ON = (
    "Nothing is sent and no mail is taken in. End the other one for good, then: debrief take-over"
)


class Installation(Frozen):
    """What an installation knows of itself."""

    id: str
    place: tuple[str, ...] = ()
    since: AwareDatetime  # what others sent before does not count
    earlier: dict[str, AwareDatetime] = {}  # ids it had, and until when
    announced_at: AwareDatetime | None = None

    @property
    def announcement(self) -> str:
        """The errand that carries its claim to the mailbox."""
        moment = self.announced_at.isoformat() if self.announced_at else ""
        return f"e-{short_hash('installation', self.id, moment)}"

    def lies_elsewhere(self, place: tuple[str, ...]) -> bool:
        """Tell whether its records now lie where nothing is as it was."""
        return bool(self.place and place) and not set(self.place) & set(place)

    def at(self, place: tuple[str, ...], now: datetime) -> Installation:
        """Return it as it goes on elsewhere from now on, under a new id that it announces."""
        earlier = {**self.earlier, self.id: now}
        fields = {"id": uuid4().hex, "place": place, "earlier": earlier, "announced_at": now}
        return self.model_copy(update=fields)

    def counts(self, other: str, at: datetime, *, announces: bool) -> bool:
        """Tell whether a mail of another installation shows that it is at work beside this one."""
        if other == self.id:
            return False
        since = self.earlier.get(other, self.since)
        return at > (since if announces else since + SETTLING)


def known(settings: Settings) -> Installation | None:
    """Return what is known of this installation; None before its first start."""
    kept = settings.setting(KEPT)
    return Installation.model_validate_json(kept) if kept else None


def id_in(settings: Settings) -> str | None:
    """Return the id that this installation's mails carry."""
    this = known(settings)
    return this.id if this else None


def quiet_until(
    store: Store, review: Review, now: datetime, *, sends_once: bool
) -> datetime | None:
    """Return until when nothing of a review may go to a customer; None when it may now."""
    moments = [review.created_at if sends_once else review.created_at + ALONE]
    this = known(store)
    if this is not None and this.announced_at is not None:
        moments.append(_settled_at(store, this, now))
    return max(moments) if max(moments) > now else None


def _settled_at(store: Store, this: Installation, now: datetime) -> datetime:
    moment = this.announced_at or now
    try:
        (effect,) = store.get(this.announcement).effects
    except NotFound:
        return moment + SETTLING
    return (now if effect.open else effect.done_at or moment) + SETTLING


class Guard:
    """Sees at a desk that no other installation works on its mailbox; ``where`` tells people of this one."""

    def __init__(self, desk: Desk, where: str) -> None:
        self._desk = desk
        self.where = where

    @property
    def held(self) -> str | None:
        """Why everything is held back, if it is."""
        return self._desk.store.setting(HELD)

    def keeps_back(self, spool: Spool | None = None) -> bool:
        """Look through all new mail, and keep it in a spool; tell whether nothing may be done now.

        Whoever is about to send anything passes here first.
        """
        if not self._desk.begin_work() or not self._settle():
            return True
        for batch in self._new_mail():
            if self._sees_another(batch.messages):
                return True
            if spool is not None:
                spool.keep(batch)
        return False

    def next_mail(self, spool: Spool) -> Batch | None:
        """Return the next new mail, from the spool while there is any; None: nothing may be done now."""
        batch = spool.take()
        if batch is None:
            batch = self._desk.backend.mailbox.fetch(self._cursor())
            if self._sees_another(batch.messages):
                return None
        return batch

    def _sees_another(self, messages: Iterable[Incoming]) -> bool:
        """Tell whether these show another installation at work, and if so hold everything back."""
        this = known(self._desk.store)
        if this is None:
            return False
        for incoming in messages:
            head = head_of(incoming.raw)
            if INSTALLATION_HEADER.lower().encode() not in head.lower():
                continue
            message = parse_message(head)
            if self._is_anothers(this, incoming, message):
                self._hold(incoming, message)
                return True
        return False

    def take_over(self) -> None:
        """Go on as the only one, from now on; whoever else works on the mailbox is told to hold."""
        desk, now = self._desk, self._desk.clock()
        with desk.claimed("inbox", wait=True), desk.claimed(KEPT, wait=True):
            this = known(desk.store) or _begun(desk.store, now)
            self._go_on(this.model_copy(update={"since": now, "earlier": {}, "announced_at": now}))
            desk.store.save_setting(HELD, None)
        self._announce()

    def _settle(self) -> bool:
        """See that these records know where they lie; False while another worker sees to it."""
        store = self._desk.store
        this, place = known(store), store.place()
        if this is None or this.lies_elsewhere(place):
            with self._desk.claimed(KEPT) as mine:
                if not mine:
                    return False
                self._begin_or_go_on()
        elif place and place != this.place:
            store.save_setting(KEPT, this.model_copy(update={"place": place}).model_dump_json())
        self._announce()
        return True

    def _begin_or_go_on(self) -> None:
        store, now = self._desk.store, self._desk.clock()
        this, place = known(store), store.place()
        if this is None:
            store.save_setting(KEPT, _begun(store, now).model_dump_json())
        elif this.lies_elsewhere(place):
            self._go_on(this.at(place, now))

    def _go_on(self, this: Installation) -> None:
        """Take what went out until now as done by an earlier life, which the mailbox knows of."""
        earlier_life.begin(self._desk.store, self._desk.clock())
        self._desk.store.save_setting(KEPT, this.model_dump_json())

    def _announce(self) -> None:
        """Claim the mailbox by a mail, once for each time that these records went on anew."""
        this = known(self._desk.store)
        if this is None or this.announced_at is None:
            return
        try:
            self._desk.store.get(this.announcement)
        except NotFound:
            self._tell(this.announcement, ANNOUNCED, {})

    def _new_mail(self) -> Iterator[Batch]:
        mailbox, cursor = self._desk.backend.mailbox, self._cursor()
        while (batch := mailbox.fetch(cursor)).messages:
            yield batch
            if batch.cursor == cursor:
                return
            cursor = batch.cursor

    def _cursor(self) -> str | None:
        return self._desk.store.cursor(self._desk.team.manager.email)

    def _is_anothers(self, this: Installation, incoming: Incoming, message: Message) -> bool:
        key = key_in(message)
        other = (message.header(INSTALLATION_HEADER) or "").strip()
        at = min(incoming.received_at, message.date or incoming.received_at)
        announces = parts_of_key(key).purpose == ANNOUNCED
        return (
            bool(key and other)
            and this.counts(other, at, announces=announces)
            and self._was_sent_from_here(key, incoming, message)
        )

    def _was_sent_from_here(self, key: str, incoming: Incoming, message: Message) -> bool:
        """Tell whether a mail went out from this mailbox: a header alone proves nothing.

        Where nobody can know what went out, it counts unless its sender is refuted.
        """
        team, backend = self._desk.team, self._desk.backend
        sender = fold_address(message.sender.email or "") if message.sender else ""
        stated = authenticated(message, team.authserv_id)
        if sender != team.manager.email or proved(incoming.authenticated, stated) is False:
            return False
        try:
            receipt = backend.mailbox.sent(key)
        except (Refused, CannotDo):
            return True
        if receipt is None:
            return not backend.capabilities.certain_send
        return (receipt.message_id or "").strip("<> ") == message.message_id

    def _hold(self, incoming: Incoming, message: Message) -> None:
        """Tell the manager of the other one and hold everything back, in this order."""
        at, other = incoming.received_at, (message.header(INSTALLATION_HEADER) or "").strip()
        errand = f"e-{short_hash('another installation', other)}"
        self._tell(errand, TOLD, {"at": at.isoformat()})
        why = f"another Debrief works on this mailbox; a mail of it came {at:%Y-%m-%d %H:%M} UTC"
        self._desk.store.save_setting(HELD, why)

    def _tell(self, errand: str, template: str, context: dict[str, str]) -> None:
        told = {"where": self.where, **context}
        self._desk.run_errand(errand, "watch_inbox", template, self._desk.team.manager, told)


def _begun(store: Store, now: datetime) -> Installation:
    return Installation(id=uuid4().hex, place=store.place(), since=now - LIVELY)
