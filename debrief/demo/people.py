"""The people of the demo: they read their mail, answer invitations and reply as people do."""

from __future__ import annotations

import heapq
import random
import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import SMTP, default
from email.utils import format_datetime, getaddresses, parseaddr
from typing import Protocol
from zoneinfo import ZoneInfo

from debrief.backends.base import EFFECT_HEADER
from debrief.backends.mime import HEADERS
from debrief.calendars.invitation import counter_ics, reply_ics
from debrief.calendars.standing import read_standing
from debrief.demo.cast import Cast, address, last_rep_list
from debrief.model import parts_of_key, short_hash

READING = default.clone(header_factory=HEADERS)
WRITING = SMTP.clone(header_factory=HEADERS)
ANSWERS = (
    "They had run their system in two plants like ours and brought the shift leader along.",
    "On the first priority they were ahead; on the others you were level.",
    "You never met our maintenance team. They decide more than it looks.",
    "Bring a reference from a plant like ours to the second meeting. Ask who has to live with it "
    "every day and meet them early.",
    "Yes. The second line is due next spring, do call us then.",
)
REP_VIEW = (
    "They were cheaper, I think.",
    "We were ahead on support.",
    "I did not know about the steam cleaning.",
    "A better discount earlier.",
    "Yes, I would think so.",
)
GROUP_ITEMS = (
    ("Ask for a walk through the plant before writing the proposal.",),
    (
        "Send the one-page reference the day after the first meeting.",
        "Agree in writing who decides, and by when.",
    ),
    ("Show the alarm on a phone in the first demonstration.",),
)


@dataclass(order=True)
class Action:
    """Something a person will do."""

    at: datetime
    order: int
    do: Callable[[], None] = field(compare=False)


class Town(Protocol):
    """Where people live: their mail and calendars, on disk or on servers."""

    clock: Callable[[], datetime]

    def letters(self, seen: Container[str]) -> Iterator[tuple[str, str, bytes]]:
        """Yield who got a mail, the mail's own name, and the mail; those seen are left out."""
        ...

    def post(self, raw: bytes, recipients: Iterable[str], sender: str) -> None:
        """Deliver what a person wrote."""
        ...

    def put_event(self, address: str, uid: str, ics: bytes) -> None:
        """Write a person's copy of an event."""
        ...

    def get_event(self, address: str, uid: str) -> bytes | None:
        """Return a person's copy of an event."""
        ...


class People:
    """Everybody outside Debrief; ``habits`` are drawn from the seed."""

    def __init__(self, cast: Cast, office: Town, seed: int) -> None:
        self.cast = cast
        self.office = office
        self.seed = seed
        self.draw = random.Random(seed + 7)  # noqa: S311 - a play, not a secret
        self.actions: list[Action] = []
        self.seen: set[str] = set()
        self.countered = False
        self.reps: list[str] = [str(p["email"]) for p in cast.team["reps"]]
        self.decliner = self.reps[2] if seed % 3 == 0 else None
        account = address(cast.deal.rep)
        others = [r for r in self.reps if r != account]
        self.habits = dict(
            zip(others, ("phone", "inline", "nonsense", "never", "phone", "none"), strict=False)
        )
        self.habits[account] = "phone"

    def next_at(self) -> datetime | None:
        """Return when somebody will next do something."""
        return self.actions[0].at if self.actions else None

    def act(self, now: datetime) -> bool:
        """Do what is due; tell whether anything was."""
        acted = False
        while self.actions and self.actions[0].at <= now:
            heapq.heappop(self.actions).do()
            acted = True
        return acted

    def later(self, delay: timedelta, do: Callable[[], None]) -> None:
        """Plan an action."""
        at = self.office.clock() + delay
        heapq.heappush(self.actions, Action(at, len(self.seen) * 1000 + len(self.actions), do))

    def look(self) -> None:
        """Let everybody read their new mail."""
        for who, name, raw in self.office.letters(self.seen):
            self.seen.add(name)
            self._read(who, message_from_bytes(raw, policy=READING))

    def _read(self, who: str, mail: EmailMessage) -> None:
        purpose = parts_of_key(str(mail.get(EFFECT_HEADER, ""))).purpose
        calendar = _calendar(mail)
        if calendar is not None and who != self.cast.manager:
            self._invited(who, mail, calendar)
        elif who == self.cast.manager:
            self._manager(mail, purpose)
        elif who in self.reps:
            self._rep(who, mail, purpose)

    def _invited(self, who: str, mail: EmailMessage, ics: bytes) -> None:
        if b"METHOD:REQUEST" not in ics:
            return
        standing = read_standing(ics)
        if standing is None:
            return
        if who == self.cast.deal.email and not self.countered:
            self.countered = True
            self.later(timedelta(hours=2), lambda: self._propose(who, mail, ics, standing.start))
            return
        partstat = "ACCEPTED"
        if who == self.decliner and "Team:" in str(mail["Subject"]) + ics.decode():
            partstat = "DECLINED"
        delay = timedelta(minutes=self.draw.randrange(20, 200))
        self.later(delay, lambda: self._answer_event(who, mail, ics, partstat))

    def _propose(self, who: str, mail: EmailMessage, ics: bytes, start: datetime) -> None:
        """The customer proposes another time: in their calendar program, or in words."""
        zone = ZoneInfo(self.cast.deal.zone)
        day = start.astimezone(zone).date() + timedelta(days=1)
        while day.weekday() > 3:
            day += timedelta(days=1)
        wish = datetime.combine(day, time(15, 30), tzinfo=zone).astimezone(UTC)
        if self.seed % 2:
            part = counter_ics(
                ics, who, wish, wish + timedelta(minutes=30), self.office.clock(), "Better for me."
            )
            self._send(
                who, [self.cast.manager], f"New Time Proposed: {mail['Subject']}", "", mail, part
            )
        else:
            self._reply(
                who,
                mail,
                f"Thank you. {day:%A} after 3 would suit me better.\n\n{self.cast.deal.customer}",
            )

    def _answer_event(self, who: str, mail: EmailMessage, ics: bytes, partstat: str) -> None:
        standing = read_standing(ics)
        own = self.office.get_event(who, standing.uid) if standing else None
        kept = read_standing(own) if own else None
        if standing is None or kept is None or kept.sequence != standing.sequence:
            return  # it was moved meanwhile: the newer invitation is answered
        part = reply_ics(ics, who, partstat, self.office.clock())
        words = {"ACCEPTED": "Accepted", "DECLINED": "Declined"}[partstat]
        self._send(who, [self.cast.manager], f"{words}: {mail['Subject']}", "", mail, part)

    def _manager(self, mail: EmailMessage, purpose: str) -> None:
        if purpose == "notes_request":
            text = _inline(_text(mail), dict(enumerate(ANSWERS, 1)))
            self.later(
                timedelta(minutes=25),
                lambda: self._reply(self.cast.manager, mail, text, quote=False),
            )
        elif purpose == "practice_drafts":
            again = "2" in _text(mail) and self.seed % 2 == 0 and "group" not in _text(mail).lower()
            text = "yes, but drop 2" if again else "yes"
            self.later(timedelta(hours=1), lambda: self._reply(self.cast.manager, mail, text))
        elif purpose == "rep_unavailable":
            self.later(timedelta(hours=1), lambda: self._reply(self.cast.manager, mail, "wait"))

    def _rep(self, who: str, mail: EmailMessage, purpose: str) -> None:
        text = _text(mail)
        reply: str | None = None
        if purpose == "role_card":
            reply = "\n".join(f"{n}. {line}" for n, line in enumerate(REP_VIEW, 1))
        elif purpose == "group_sheet":
            first = [parseaddr(a)[1] for a in [str(mail["To"])]]
            if who in first:
                number = (
                    int(key_group[1]) if (key_group := re.search(r"[Gg]roup (\d)", text)) else 0
                )
                reply = "\n".join(f"- {i}" for i in GROUP_ITEMS[number % len(GROUP_ITEMS)])
        elif purpose == "funnel_request":
            reply = "\n".join(o.name for o in last_rep_list(self.seed))
        elif purpose == "worksheet":
            reply = self._worksheet(who, text)
        elif purpose == "commitment_due":
            reply = "Done, and it helped."
        if reply is not None:
            inline = reply.startswith(">") or "\n>" in reply
            delay = timedelta(hours=self.draw.randrange(2, 9))
            self.later(delay, lambda: self._reply(who, mail, reply, quote=not inline))

    def _worksheet(self, who: str, text: str) -> str | None:
        numbers = list(dict.fromkeys(re.findall(r"\bP(\d+)\b", text))) or ["1"]
        habit = self.habits.get(who, "phone")
        if habit == "phone":
            return f"1: P{numbers[0]} bring the reference by Friday\n2: P{numbers[-1]} meet their shift leader next week"
        if habit == "inline":
            return _under_rows(
                text,
                {
                    1: f"P{numbers[0]}, ask for a plant walk by Friday",
                    3: f"P{numbers[-1]} send one-pager",
                },
            )
        if habit == "nonsense":
            return "the usual, you know which one, soonish"
        if habit == "none":
            return "None of these applies at the moment."
        return None

    def _reply(self, who: str, mail: EmailMessage, text: str, *, quote: bool = True) -> None:
        subject = str(mail["Subject"])
        subject = subject if subject.lower().startswith("re:") else f"Re: {subject}"
        to = [parseaddr(str(mail.get("Reply-To") or mail["From"]))[1]]
        if quote:
            quoted = "\n".join(f"> {line}" for line in _text(mail).splitlines())
            text = f"{text}\n\nOn {self.office.clock():%a, %d %b %Y at %H:%M}, {mail['From']} wrote:\n{quoted}\n"
        self._send(who, to, subject, text, mail, None)

    def _send(
        self,
        who: str,
        to: Iterable[str],
        subject: str,
        text: str,
        mail: Message,
        ics: bytes | None,
    ) -> None:
        now = self.office.clock()
        message = EmailMessage(policy=WRITING)
        message["From"] = f"{self._name(who)} <{who}>"
        message["To"] = ", ".join(to)
        message["Subject"] = " ".join(subject.split())
        message["Date"] = format_datetime(now)
        message["Message-ID"] = (
            f"<{short_hash(who, subject, now.isoformat(), length=20)}@{who.partition('@')[2]}>"
        )
        message["In-Reply-To"] = str(mail["Message-ID"])
        message["References"] = str(mail["Message-ID"])
        message.set_content(text or subject, cte="quoted-printable")
        if ics is not None:
            method = "COUNTER" if b"METHOD:COUNTER" in ics else "REPLY"
            message.add_alternative(ics.decode(), subtype="calendar", params={"method": method})
            self._note_own(who, ics)
        recipients = [a for _, a in getaddresses([str(message["To"])])]
        self.office.post(message.as_bytes(), recipients, sender=who)

    def _note_own(self, who: str, ics: bytes) -> None:
        """A calendar program notes its owner's answer in its own copy, too."""
        from debrief.calendars.answers import apply_answer, read_answer

        answer = read_answer(ics, sender=who)
        own = self.office.get_event(who, answer.uid) if answer else None
        if answer is not None and own is not None:
            self.office.put_event(who, answer.uid, apply_answer(own, answer))

    def _name(self, who: str) -> str:
        people = [self.cast.team["manager"], *self.cast.team["reps"]]
        names = {str(p["email"]): str(p["name"]) for p in people}
        return names.get(who, self.cast.deal.customer if who == self.cast.deal.email else who)


def _text(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    return str(part.get_content()) if part is not None else ""


def _calendar(mail: EmailMessage) -> bytes | None:
    for part in mail.walk():
        if part.get_content_type() == "text/calendar":
            payload = part.get_payload(decode=True)
            return payload if isinstance(payload, bytes) else None
    return None


def _inline(text: str, answers: dict[int, str]) -> str:
    """Quote a mail and write each answer under its numbered question."""
    lines: list[str] = []
    pending: str | None = None
    for line in text.splitlines():
        numbered = re.match(r"\s*(\d)[.)]\s", line)
        if pending is not None and (numbered or not line.strip()):
            lines += [pending, ""]
            pending = None
        lines.append(f"> {line}")
        if numbered and int(numbered[1]) in answers:
            pending = answers.pop(int(numbered[1]))
    return "\n".join([*lines, *([pending] if pending else [])]) + "\n"


def _under_rows(text: str, answers: dict[int, str]) -> str:
    """Quote a worksheet and write under the rows, as people do in the table."""
    return _inline(text, answers)
