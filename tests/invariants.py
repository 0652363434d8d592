"""The promises as code: each yields, in words, where the office and the records break it.

What a promise says of one review rests on that review, its mails and its events alone. It is
looked at again when one of these has changed; else what was found then still holds.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from pathlib import Path

from debrief.backends.base import EFFECT_HEADER
from debrief.backends.local import Office
from debrief.calendars.standing import Standing, read_standing
from debrief.engine.intake import message_key
from debrief.model import Effect, EffectKind, EffectStatus, InboundStatus, Review, Stage
from debrief.reading.mail.message import parse_message
from debrief.team import Team, fold_address
from store.base import Store

Stamp = tuple[int, int, int]
TICK_NS = 100_000_000  # two changes in one tick of the file system's clock look like one
NO_EVENT: tuple[Stamp, None] = ((0, 0, 0), None)
SILENT_ENDS = ("declined", "silent", "unreachable")


@dataclass(frozen=True, slots=True)
class Seen:
    """One mail in somebody's inbox."""

    who: str
    key: str  # of the effect; "" when it is not ours
    at: datetime
    path: Path


@dataclass(slots=True)
class Watch:
    """Looks at one office and its records again and again, and remembers what must not shrink."""

    office: Office
    store: Store
    team: Team
    seen: dict[str, Seen] = field(default_factory=dict)
    mails: dict[str, list[Seen]] = field(default_factory=dict)  # by review
    times: Counter[tuple[str, str]] = field(default_factory=Counter)  # of an effect, for whom
    events: dict[str, tuple[Stamp, Standing | None]] = field(default_factory=dict)  # by file
    stirred: set[str] = field(default_factory=set)  # reviews with new mails, files of events
    found: dict[str, tuple[Review, list[str]]] = field(default_factory=dict)  # by review
    folders: dict[str, int] = field(default_factory=dict)  # when each was changed last
    fallen: list[str] = field(default_factory=list)

    def broken(self, *, at_rest: bool = False) -> list[str]:
        """Return every promise that is broken now; ``at_rest``: nothing is under way any more."""
        self._look()
        reviews = {r.id: r for r in (*self.store.open(), *self.store.closed())}
        found = [
            *self._notices(),
            *self.twice_mailed(),
            *self.fallen,
            *self.unknown_mails(reviews),
            *(line for review in reviews.values() for line in self._broken_in(review)),
        ]
        self.stirred.clear()
        if at_rest:
            found += [*self.every_message_ended(), *nothing_in_doubt(reviews)]
        return found

    def _broken_in(self, review: Review) -> list[str]:
        """Return what is broken in a review, looked at anew if anything about it has changed."""
        known = self.found.get(review.id)
        if known is not None and known[0] == review and not self._stirred(review):
            return known[1]
        found = [
            *self.two_events(review),
            *self.left_with_a_call(review),
            *self.office_against_records(review),
            *self.records_against_office(review),
            *self.customers_left_in_peace(review),
            *invitations_in_the_past(review),
            *groups_are_whole(review, self.team),
        ]
        self.found[review.id] = review, found
        return found

    def _stirred(self, review: Review) -> bool:
        files = {f"{e.event.uid}.ics" for e in review.effects if e.event}
        return review.id in self.stirred or not files.isdisjoint(self.stirred)

    # -- what is there -----------------------------------------------------------------------

    def _look(self) -> None:
        for who in os.listdir(self.office.folder):
            home = f"{self.office.folder}/{who}"
            if not os.path.isdir(f"{home}/calendar"):  # made last; a worker died over it
                continue
            for part in ("new", "cur"):
                for entry in self._changed(f"{home}/Maildir/{part}"):
                    name = f"{who}/{entry.name.partition(':')[0]}"
                    if name not in self.seen:
                        self._note(name, _mail(who, Path(entry.path)))
            for entry in self._changed(f"{home}/calendar"):
                if entry.name.endswith(".ics"):
                    self._event(who, entry)

    def _note(self, name: str, mail: Seen) -> None:
        self.seen[name] = mail
        if mail.key:
            self.times[mail.who, mail.key] += 1
            review_id = mail.key.split("/")[0]
            self.mails.setdefault(review_id, []).append(mail)
            self.stirred.add(review_id)

    def _changed(self, folder: str) -> Iterator[os.DirEntry[str]]:
        """Yield what is in the folder, nothing if it is as it was well after its last change."""
        changed = os.stat(folder).st_mtime_ns
        if self.folders.get(folder) == changed:
            return
        if time.time_ns() - changed > TICK_NS:
            self.folders[folder] = changed
        yield from os.scandir(folder)

    def _event(self, who: str, entry: os.DirEntry[str]) -> None:
        status = entry.stat()
        stamp = (status.st_ino, status.st_mtime_ns, status.st_ctime_ns)
        before = self.events.get(f"{who}/{entry.name}")
        if before is not None and before[0] == stamp:
            return
        standing = read_standing(Path(entry.path).read_bytes())
        if before and before[1] and standing and standing.sequence < before[1].sequence:
            self.fallen.append(f"{who}: SEQUENCE of {standing.uid} fell")
        if standing is not None and f"{standing.uid}.ics" != entry.name:
            self.fallen.append(f"{entry.path} holds the event {standing.uid}")
        self.events[f"{who}/{entry.name}"] = (stamp, standing)
        self.stirred.add(entry.name)

    def _standing(self, who: str, uid: str) -> Standing | None:
        """Return the event as it was last seen in a person's calendar."""
        return self.events.get(f"{fold_address(who)}/{uid}.ics", NO_EVENT)[1]

    def _notices(self) -> Iterator[str]:
        for notice in getattr(self.store, "notices", ()):
            yield f"a record was damaged: {notice}"

    # -- mail --------------------------------------------------------------------------------

    def twice_mailed(self) -> Iterator[str]:
        """No two mails of one effect for one recipient."""
        for (who, key), times in self.times.items():
            if times > 1:
                yield f"{who} got {key} {times} times"

    def unknown_mails(self, reviews: Mapping[str, Review]) -> Iterator[str]:
        """Whatever lies in the office is of a review that there is."""
        for review_id, mails in self.mails.items():
            if review_id not in reviews:
                yield from (f"{mail.who} got {mail.key}, which no record knows" for mail in mails)

    def office_against_records(self, review: Review) -> Iterator[str]:
        """Whatever lies in the office is known to have gone out, or to be in doubt."""
        effects = {e.key: e for e in review.effects}
        for mail in self.mails.get(review.id, ()):
            effect = effects.get(mail.key)
            if effect is None:
                yield f"{mail.who} got {mail.key}, which no record knows"
            elif effect.status is EffectStatus.PLANNED or not effect.attempts:
                yield f"{mail.who} got {mail.key}, which the record calls {effect.status.value}"

    def records_against_office(self, review: Review) -> Iterator[str]:
        """What the record calls done lies with everybody it was for."""
        for effect in review.effects:
            if effect.status is EffectStatus.DONE:
                for who in (*effect.to, *effect.cc):
                    if (who, effect.key) not in self.times:
                        yield f"{effect.key} is done, but {who} never got it"
                if effect.event is not None:
                    yield from self._calendar_lacks(effect)

    def _calendar_lacks(self, effect: Effect) -> Iterator[str]:
        assert effect.event is not None
        for who in (*effect.event.required, *effect.event.optional):
            standing = self._standing(who, effect.event.uid)
            if standing is None or standing.sequence < effect.event.sequence:
                yield f"{effect.key} is done, but the calendar of {who} does not show it"

    # -- meetings ----------------------------------------------------------------------------

    def two_events(self, review: Review) -> Iterator[str]:
        """One review has at most one call that stands in the manager's calendar."""
        uids = {e.event.uid for e in review.effects if e.event and e.purpose == "call"}
        if any(e.open for e in review.effects if e.event):
            return  # the cancellation of the other one is on its way
        standing = [self._standing(self.team.manager.email, uid) for uid in uids]
        live = [s.uid for s in standing if s is not None and not s.cancelled]
        if len(live) > 1:
            yield f"{review.id} has two calls in the calendar: {', '.join(sorted(live))}"

    def left_with_a_call(self, review: Review) -> Iterator[str]:
        """A call stands in nobody's calendar who is not, or no longer, asked to it."""
        calls = [e for e in review.effects if e.purpose in ("call", "uninvited")]
        if any(e.open or e.in_doubt for e in calls):
            return
        for uid in {e.event.uid for e in calls if e.event}:
            last = review.effect_for_event(uid)
            for who in {a for e in calls if e.event and e.event.uid == uid for a in e.to}:
                standing = self._standing(who, uid)
                asked = last is not None and last.kind is EffectKind.INVITE and who in last.to
                ours = self.team.rep(who) is not None
                if ours and standing is not None and not standing.cancelled and not asked:
                    yield f"{review.id}: {who} keeps a call that they are not asked to"

    # -- the customer ------------------------------------------------------------------------

    def customers_left_in_peace(self, review: Review) -> Iterator[str]:
        """Nobody is contacted on a guess, after a no or a stop, or more often than promised."""
        sent = self._to_customers(review)
        if sent and not review.confirmed and "held" not in review.marks:
            yield f"{review.id}: {sent[0][0].who} was contacted before anybody said go"
        yield from self._after_the_end(review, sent)
        yield from _too_often(review, [effect for _, effect in sent])

    def _to_customers(self, review: Review) -> list[tuple[Seen, Effect]]:
        effects = {e.key: e for e in review.effects}
        return [
            (mail, effects[mail.key])
            for mail in self.mails.get(review.id, ())
            if mail.key in effects and self.team.person(mail.who) is None
        ]

    def _after_the_end(self, review: Review, sent: list[tuple[Seen, Effect]]) -> Iterator[str]:
        ends = []
        if review.stage is Stage.STOPPED and review.closed_at:
            ends.append(("stopped", review.closed_at))
        if review.call.outcome in SILENT_ENDS and review.call.outcome_at:
            ends.append((review.call.outcome or "", review.call.outcome_at))
        for what, end in ends:
            for mail, effect in sent:
                if mail.at > end and effect.kind is not EffectKind.CANCEL:
                    yield f"{review.id}: {mail.who} got {effect.purpose} after it was {what}"

    # -- inbound -----------------------------------------------------------------------------

    def every_message_ended(self) -> Iterator[str]:
        """Every message in the watched inboxes has ended as exactly one of four."""
        entries = {entry.key: entry for entry in self.store.all_inbound()}
        for entry in entries.values():
            if entry.status is InboundStatus.RECEIVED:
                yield f"“{entry.subject}” of {entry.sender} is still only received"
        watched = {self.team.manager.email, self.team.debrief_address}
        for mail in self.seen.values():
            if mail.who in watched and mail.path.exists():
                raw = mail.path.read_bytes()
                if message_key(parse_message(raw), raw) not in entries:
                    yield f"{mail.path.name} of {mail.who} was never taken in"


def _mail(who: str, path: Path) -> Seen:
    head = path.read_bytes().partition(b"\r\n\r\n")[0]
    key = str(BytesHeaderParser().parsebytes(head)[EFFECT_HEADER] or "").strip()
    at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return Seen(who, key, at, path)


def _too_often(review: Review, effects: list[Effect]) -> Iterator[str]:
    """One invitation for each address, two chases, the questions once, thanks once."""
    first = Counter(
        e.to[0] for e in effects if e.kind is EffectKind.INVITE and e.event and not e.event.sequence
    )
    cancelled = Counter(e.to[0] for e in effects if e.kind is EffectKind.CANCEL)
    for who, times in first.items():
        if times > 1 + cancelled[who]:
            yield f"{review.id}: {who} was invited {times} times"
    limits = {"chase": 2, "written_questions": 1, "thanks": 1}
    for template, most in limits.items():
        times = sum(e.template == template for e in effects)
        if times > most:
            yield f"{review.id}: the customer got {times} mails “{template}”"


def invitations_in_the_past(review: Review) -> Iterator[str]:
    """No invitation goes out for a time that has passed."""
    for effect in review.effects:
        event = effect.event
        if (
            effect.kind is EffectKind.INVITE
            and effect.done_at
            and event
            and event.start <= effect.done_at
        ):
            yield f"{effect.key} invited for a time that had passed"


def groups_are_whole(review: Review, team: Team) -> Iterator[str]:
    """Every rep who comes to a meeting is in exactly one of its groups."""
    meeting = review.meeting
    if not meeting.groups:
        return
    members = Counter(a for group in meeting.groups for a in group)
    for who, times in members.items():
        if times > 1 or team.rep(who) is None:
            yield f"{review.id}: {who} is in {times} groups"
    for who in meeting.attendees:
        if who not in meeting.declined and who not in members:
            yield f"{review.id}: {who} comes to the meeting but is in no group"


def nothing_in_doubt(reviews: Mapping[str, Review]) -> Iterator[str]:
    """When all is quiet, no effect that is due is left half done."""
    for review in reviews.values():
        for effect in review.effects:
            if effect.status is EffectStatus.ATTEMPTED:
                yield f"{effect.key} is still in doubt: {effect.error}"
