"""A small world for tests: an office, a desk, a clock that is set, and people who answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from functools import lru_cache
from pathlib import Path

from debrief.backends.local import Office
from debrief.bootstrap import open_desk
from debrief.calendars.invitation import counter_ics, reply_ics
from debrief.config import load_config, write_config
from debrief.demo.cast import Cast, crm_alert, forwarded_loss, make_cast, minor_loss, won_deal
from debrief.demo.people import READING
from debrief.demo.play import SimulatedClock
from debrief.engine.desk import Desk
from debrief.model import Funnel, Opportunity, Review
from tests.stages import Marks, marks, played_once

EFFECT = "X-Debrief-Effect"


class World:
    """One team with one lost deal, driven step by step."""

    def __init__(self, folder: Path, seed: int = 1, policy: str = "") -> None:
        self.cast: Cast = make_cast(seed)
        self.clock = SimulatedClock(self.cast.start)
        self.folder = folder
        self.data = folder / "data"
        path = write_config(self.data, (folder / "office").resolve(), self.cast.team)
        if policy:
            path.write_text(path.read_text() + "\n[policy]\n" + policy)
        self.office = Office((folder / "office").resolve(), self.clock)
        self.office.open_for(self.customer)
        self.desk: Desk = self.open()
        self.answers = 0  # that people wrote
        self.as_made: Marks | None = None

    def untouched(self) -> bool:
        """Tell whether this world may copy a stage: it was said to, and nothing happened in it yet."""
        return self.as_made is not None and self.as_made == marks(self)

    def open(self) -> Desk:
        """Open the desk anew, as after a restart."""
        self.desk = open_desk(load_config(self.data), self.clock)
        return self.desk

    # -- who ---------------------------------------------------------------------------------

    @property
    def customer(self) -> str:
        return self.cast.deal.email

    @property
    def manager(self) -> str:
        return self.cast.manager

    @property
    def rep(self) -> str:
        name = self.cast.deal.rep
        return next(str(p["email"]) for p in self.cast.team["reps"] if p["name"] == name)

    @property
    def reps(self) -> list[str]:
        return [str(p["email"]) for p in self.cast.team["reps"]]

    # -- time --------------------------------------------------------------------------------

    def settle(self) -> None:
        """Do everything that is due at this moment."""
        for _ in range(20):
            if not self.desk.cycle() and not self.desk.has_mail():
                return
        raise AssertionError("the desk does not come to rest")

    def pass_time(self, **length: float) -> None:
        """Let time pass, stopping whenever something falls due."""
        end = self.clock.now + timedelta(**length)
        self.settle()
        while True:
            due = self.desk.next_due()
            if due is None or due > end:
                break
            self.clock.now = max(due, self.clock.now + timedelta(seconds=1))
            self.settle()
        self.clock.now = end
        self.settle()

    def until(self, moment: datetime) -> None:
        """Let time pass until a moment."""
        self.pass_time(seconds=max(0.0, (moment - self.clock.now).total_seconds()))

    # -- mail --------------------------------------------------------------------------------

    def loss(self) -> Review:
        """Let the manager forward the loss, and settle."""
        self.post(forwarded_loss(self.cast, self.clock.now), self.manager, self.debrief_address)
        self.settle()
        return self.review

    @property
    def debrief_address(self) -> str:
        return str(self.cast.team["debrief_address"])

    def crm(self) -> None:
        self.post(crm_alert(self.cast, self.clock.now), "noreply@crm.example", self.manager)

    def minor(self) -> None:
        mail = minor_loss(self.cast, self.clock.now)
        self.post(mail, parseaddr(str(mail["From"]))[1], self.manager)

    def won(self) -> None:
        mail = won_deal(self.cast, self.clock.now)
        self.post(mail, parseaddr(str(mail["From"]))[1], self.manager)

    def post(self, mail: EmailMessage, sender: str, to: str, *, verified: bool = True) -> None:
        self.office.post(mail.as_bytes(), [to], sender=sender if verified else None)

    def reply(
        self,
        who: str,
        text: str,
        purpose: str = "",
        *,
        headers: dict[str, str] | None = None,
        verified: bool = True,
        sender: str | None = None,
        quote: bool = True,
    ) -> None:
        """Let somebody answer the latest mail (of this purpose) that they got, and settle."""
        mail = self.mails(who, purpose)[-1]
        message = self._answer_to(mail, sender or who, f"Re: {mail['Subject']}", headers)
        body = mail.get_body(("plain",))
        quoted = (
            "\n".join(f"> {line}" for line in str(body.get_content()).splitlines()) if body else ""
        )
        message.set_content(f"{text}\n\nOn Monday, somebody wrote:\n{quoted}\n" if quote else text)
        self.post(message, sender or who, self.manager, verified=verified)
        self.settle()

    def answer(self, who: str, partstat: str = "ACCEPTED", comment: str = "") -> None:
        """Let somebody answer the latest invitation they got, and settle."""
        mail, ics = self.invitations(who)[-1]
        self._calendar_reply(who, mail, reply_ics(ics, who, partstat, self.clock.now, comment))

    def counter(self, who: str, start: datetime, minutes: int = 30, comment: str = "") -> None:
        """Let somebody propose another time, and settle."""
        mail, ics = self.invitations(who)[-1]
        end = start + timedelta(minutes=minutes)
        self._calendar_reply(who, mail, counter_ics(ics, who, start, end, self.clock.now, comment))

    def answer_to(self, who: str, number: int, partstat: str) -> None:
        """Let somebody answer an earlier invitation (by its place), and settle."""
        mail, ics = self.invitations(who)[number]
        self._calendar_reply(who, mail, reply_ics(ics, who, partstat, self.clock.now))

    def _calendar_reply(self, who: str, mail: EmailMessage, part: bytes) -> None:
        message = self._answer_to(mail, who, f"Answer: {mail['Subject']}", None)
        message.set_content("An answer.")
        method = "COUNTER" if b"METHOD:COUNTER" in part else "REPLY"
        message.add_alternative(part.decode(), subtype="calendar", params={"method": method})
        self.post(message, who, self.manager)
        self.settle()

    def _answer_to(
        self, mail: EmailMessage, who: str, subject: str, headers: dict[str, str] | None
    ) -> EmailMessage:
        self.answers += 1
        message = EmailMessage(policy=SMTP)
        message["From"] = who
        message["To"] = self.manager
        message["Subject"] = " ".join(subject.split())
        message["Date"] = format_datetime(self.clock.now)
        message["Message-ID"] = f"<answer-{self.answers}@{who.partition('@')[2]}>"
        message["In-Reply-To"] = str(mail["Message-ID"])
        message["References"] = str(mail["Message-ID"])
        for name, value in (headers or {}).items():
            message[name] = value
        return message

    # -- the way to a chapter ------------------------------------------------------------------

    NOTES = (
        "1. They knew our plant.\n2. You were level.\n3. Steam cleaning.\n"
        "4. Bring a reference from a plant like ours.\n5. Perhaps, in a few years."
    )

    @played_once
    def booked(self) -> None:
        """Forward the loss and let the customer agree to the call."""
        self.loss()
        self.pass_time(minutes=20)
        self.answer(self.customer, "ACCEPTED")

    @played_once
    def called(self) -> None:
        """Let the call pass; the manager is asked for notes."""
        self.booked()
        slot = self.review.call.slot
        assert slot is not None
        self.until(slot.end + timedelta(minutes=11))

    @played_once
    def noted(self, text: str = NOTES) -> None:
        """Let the manager answer with notes; drafts wait for approval."""
        self.called()
        self.reply(self.manager, text, "notes_request")

    @played_once
    def learned(self, text: str = NOTES, answer: str = "yes") -> None:
        """Let the manager approve, and the team meeting be booked."""
        self.noted(text)
        self.reply(self.manager, answer, "practice_drafts")
        self.pass_time(days=1)

    @played_once
    def met(self) -> None:
        """Let the meeting begin; the group sheets are out."""
        self.learned()
        slot = self.review.meeting.slot
        assert slot is not None
        self.until(slot.start)

    @played_once
    def shared_out(self) -> None:
        """Let the sheets stay empty; the worksheets go out."""
        self.met()
        self.pass_time(days=4)

    def funnels(self, *without: str) -> None:
        """Give everybody two open deals of their own, but for these."""
        for email in self.reps:
            if email not in without:
                name = email.partition("@")[0]
                deals = (Opportunity(name=f"{name} one"), Opportunity(name=f"{name} two"))
                known = self.desk.store.funnel(email)
                version = known.version if known else 0
                funnel = Funnel(rep=email, opportunities=deals, version=version)
                self.desk.store.save_funnel(funnel)

    # -- looking -----------------------------------------------------------------------------

    @property
    def review(self) -> Review:
        """The one review of the lost deal."""
        found = [r for r in self.reviews() if r.major is not False]
        assert len(found) == 1, [r.facts for r in found]
        return found[0]

    def reviews(self) -> list[Review]:
        both = [*self.desk.store.open(), *self.desk.store.closed()]
        return [r for r in both if not r.errand]

    def mails(self, who: str, purpose: str = "", folder: str = "") -> list[EmailMessage]:
        """Return somebody's mails of a purpose, oldest first."""
        box = self.office.person(who) / "Maildir" / folder
        paths = [p for part in ("new", "cur") for p in (box / part).glob("*")]
        # Two mails of one simulated moment lie in the order in which they were written.
        paths.sort(key=lambda p: (p.stat().st_mtime_ns, p.stat().st_ctime_ns))
        mails = [parsed(p.read_bytes()) for p in paths]
        if not purpose:
            return [m for m in mails if m[EFFECT]]
        return [m for m in mails if str(m[EFFECT] or "").split("/")[2:3] == [purpose]]

    def invitations(self, who: str) -> list[tuple[EmailMessage, bytes]]:
        """Return the invitations, updates and cancellations somebody got, oldest first."""
        found = []
        for mail in self.mails(who):
            for part in mail.walk():
                if part.get_content_type() == "text/calendar":
                    found.append((mail, part.get_payload(decode=True)))
        return found

    def text(self, who: str, purpose: str) -> str:
        """Return the plain text of somebody's latest mail of a purpose."""
        body = self.mails(who, purpose)[-1].get_body(("plain",))
        return str(body.get_content()) if body else ""

    def inbound(self) -> dict[str, str]:
        """Return what became of each message that was not our own, by subject."""
        entries = [e for e in self.desk.store.all_inbound() if e.why != "sent by Debrief itself"]
        return {e.subject: e.status.value for e in entries}


@lru_cache(maxsize=500)
def parsed(raw: bytes) -> EmailMessage:
    """Return a mail for looking at; a test asks for the mails of a mailbox again and again."""
    return message_from_bytes(raw, policy=READING)


def no_effect_twice(world: World) -> None:
    """Assert the first promise: no two mails of one effect for one recipient, no UID twice."""
    for home in world.office.folder.iterdir():
        keys: list[str] = []
        for part in ("new", "cur"):
            for path in (home / "Maildir" / part).glob("*"):
                key = BytesHeaderParser(policy=READING).parsebytes(path.read_bytes())[EFFECT]
                if key:
                    keys.append(str(key))
        assert len(keys) == len(set(keys)), f"{home.name} got an effect twice"


def utc(text: str) -> datetime:
    """Return a moment from "2026-09-14 15:00" (UTC)."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def as_json(review: Review) -> str:
    """Return a review as text, for comparing."""
    return json.dumps(review.model_dump(mode="json"), sort_keys=True)


Step = Callable[[World], None]
