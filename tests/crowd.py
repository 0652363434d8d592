"""People with bad habits: they decline, counter, fall silent, answer twice, and change their minds."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from itertools import count
from zoneinfo import ZoneInfo

from debrief.backends.base import EFFECT_HEADER
from debrief.backends.local import Office
from debrief.calendars.invitation import counter_ics, reply_ics
from debrief.calendars.standing import read_standing
from debrief.demo.cast import COMPETITORS, PRIORITIES, Cast, Deal
from debrief.demo.people import ANSWERS, WRITING, People

CUSTOMER_HABITS = (
    "accepts",
    "accepts",
    "answers twice",
    "changes their mind",
    "proposes a time",
    "writes a time",
    "declines",
    "says no in words",
    "is silent",
    "is silent",
    "is away",
    "answers in writing",
    "forwards it",
    "is tentative",
)
COMPANIES = (
    ("Eleanor Whitcombe", "Pemberton Ceramics", "pemberton-ceramics.example", "Europe/London"),
    ("Gareth Ellwood", "Ashdown Mills", "ashdown-mills.example", "Europe/London"),
    ("Philippa Rowntree", "Carrick Fisheries", "carrick-fisheries.example", "Europe/London"),
    ("Bernard Holloway", "Dunmore Castings", "dunmore-castings.example", "Europe/London"),
    ("Cecily Ashcombe", "Fenwick Linens", "fenwick-linens.example", "Europe/London"),
    ("Douglas Trevanion", "Harrow Bricks", "harrow-bricks.example", "Europe/London"),
    ("Isobel Kirkbride", "Lanark Oats", "lanark-oats.example", "Europe/London"),
    ("Jonas Pettifer", "Thornbury Glass", "thornbury-glass.example", "Europe/London"),
)


def lost_deals(cast: Cast, seed: int, number: int) -> list[Deal]:
    """Return the deals that are lost in a seed's history."""
    draw = random.Random(seed + 11)
    reps = [str(p["name"]) for p in cast.team["reps"]]
    chosen = draw.sample(COMPANIES, number)
    return [
        Deal(
            customer=customer,
            company=company,
            domain=domain,
            zone=zone,
            title=f"{company.split()[0]} line sensors",
            amount=draw.randrange(120, 480) * 1000,
            competitor=draw.choice(COMPETITORS),
            priorities=draw.choice(PRIORITIES),
            rep=draw.choice(reps),
        )
        for customer, company, domain, zone in chosen
    ]


class Crowd(People):
    """Everybody outside Debrief, with habits drawn from the seed."""

    def __init__(self, cast: Cast, office: Office, seed: int, deals: list[Deal]) -> None:
        super().__init__(cast, office, seed)
        self.deals = {deal.email: deal for deal in deals}
        self.character = {email: self.draw.choice(CUSTOMER_HABITS) for email in self.deals}
        self.invited: dict[str, int] = {}
        self._numbers = count(1)
        self._order = count(1)

    def later(self, delay: timedelta, do: Callable[[], None]) -> None:
        super().later(delay + timedelta(microseconds=next(self._order)), do)

    def soon(self, do: Callable[[], None], hours: int = 30) -> None:
        """Do it some time within the next hours."""
        self.later(timedelta(minutes=self.draw.randrange(5, hours * 60)), do)

    def _read(self, who: str, mail: EmailMessage) -> None:
        deal = self.deals.get(who)
        if deal is not None:
            self.cast = replace(self.cast, deal=deal)
            self._customer(who, mail, deal)
        else:
            super()._read(who, mail)

    # -- the customer ------------------------------------------------------------------------

    def _customer(self, who: str, mail: EmailMessage, deal: Deal) -> None:
        ics = _part(mail)
        purpose = str(mail.get(EFFECT_HEADER, "")).split("/")[2:3]
        if purpose == ["written_questions"] and self.draw.random() < 0.5:
            text = "\n".join(f"{n}. {line}" for n, line in enumerate(ANSWERS, 1))
            self.soon(lambda: self._reply(who, mail, text))
        if ics is None or b"METHOD:REQUEST" not in ics:
            return
        standing = read_standing(ics)
        assert standing is not None
        nth = self.invited[who] = self.invited.get(who, 0) + 1
        habit = self.character[who] if nth == 1 else self.draw.choice(("accepts", "is silent"))
        self._behave(who, mail, ics, habit, standing.start)

    def _behave(
        self, who: str, mail: EmailMessage, ics: bytes, habit: str, start: datetime
    ) -> None:
        def answer(partstat: str) -> Callable[[], None]:
            return lambda: self._answer(who, mail, ics, partstat)

        deal = self.deals[who]
        if habit in ("accepts", "answers twice", "changes their mind"):
            self.soon(answer("ACCEPTED"), 5)
        if habit == "answers twice":
            self.soon(answer("ACCEPTED"))
        if habit == "changes their mind":
            self.soon(answer("DECLINED"))
        if habit == "declines":
            self.soon(answer("DECLINED"))
        if habit == "is tentative":
            self.soon(answer("TENTATIVE"))
        if habit == "proposes a time":
            wish = start + timedelta(days=self.draw.randrange(1, 4), minutes=30)
            end = wish + timedelta(minutes=30)
            self.soon(
                lambda: self._calendar(
                    who, mail, counter_ics(ics, who, wish, end, self.office.clock())
                )
            )
        if habit == "writes a time":
            day = start.astimezone(ZoneInfo(deal.zone)) + timedelta(days=1)
            self.soon(lambda: self._reply(who, mail, f"{day:%A} after 3 would suit me better."))
        if habit == "says no in words":
            self.soon(lambda: self._reply(who, mail, "No thank you, we would rather not."))
        if habit == "answers in writing":
            text = "\n".join(f"{n}. {line}" for n, line in enumerate(ANSWERS, 1))
            self.soon(lambda: self._reply(who, mail, text))
        if habit == "forwards it":
            colleague = f"colleague@{deal.domain}"
            self.soon(lambda: self._stranger(colleague, who, mail, ics))
        if habit == "is away":
            back = self.office.clock() + timedelta(days=9)
            text = f"I am out of the office until {back:%d %B %Y} with no access to mail."
            self.soon(lambda: self._absent(who, mail, text), 1)

    def _answer(self, who: str, mail: EmailMessage, ics: bytes, partstat: str) -> None:
        self._calendar(who, mail, reply_ics(ics, who, partstat, self.office.clock()))

    def _calendar(self, who: str, mail: EmailMessage, part: bytes) -> None:
        self._send(who, [self.cast.manager], f"Re: {mail['Subject']}", "", mail, part)

    def _stranger(self, stranger: str, who: str, mail: EmailMessage, ics: bytes) -> None:
        part = reply_ics(ics, who, "ACCEPTED", self.office.clock())
        text = part.replace(who.encode(), stranger.encode())
        self._calendar(stranger, mail, text)

    def _absent(self, who: str, mail: EmailMessage, text: str) -> None:
        message = EmailMessage(policy=WRITING)
        message["From"], message["To"] = who, self.cast.manager
        message["Subject"] = f"Automatic reply: {mail['Subject']}"
        message["Date"] = format_datetime(self.office.clock())
        message["Message-ID"] = f"<away-{next(self._numbers)}@{who.partition('@')[2]}>"
        message["In-Reply-To"] = message["References"] = str(mail["Message-ID"])
        message["Auto-Submitted"] = "auto-replied"
        message.set_content(text)
        self.office.post(message.as_bytes(), [self.cast.manager], sender=who)

    def _name(self, who: str) -> str:
        return self.deals[who].customer if who in self.deals else super()._name(who)

    # -- ours --------------------------------------------------------------------------------

    def _invited(self, who: str, mail: EmailMessage, ics: bytes) -> None:
        """A rep answers an invitation: most accept, some decline, some never answer."""
        if b"METHOD:REQUEST" not in ics:
            return
        luck = self.draw.random()
        if luck < 0.75:
            partstat = "ACCEPTED" if luck < 0.6 else "DECLINED"
            self.soon(lambda: self._answer_event(who, mail, ics, partstat), 20)

    def _manager(self, mail: EmailMessage, purpose: str) -> None:
        luck = self.draw.random()
        manager = self.cast.manager
        if purpose == "notes_request" and luck < 0.2:
            self.soon(lambda: self._reply(manager, mail, "They did not show up."))
        elif purpose == "practice_drafts" and luck < 0.2:
            return
        elif purpose == "receipt":
            if luck < 0.12:
                self.soon(lambda: self._reply(manager, mail, "stop"), 72)
            elif luck < 0.2:
                self.soon(lambda: self._reply(manager, mail, "competitor: Corvane"), 72)
            elif luck < 0.26:
                rep = self.draw.choice(self.cast.team["reps"])["name"]
                self.soon(lambda: self._reply(manager, mail, f"rep: {rep}"), 72)
            elif luck < 0.29:
                self.soon(lambda: self._reply(manager, mail, "hold on"))
            elif "go" in _plain(mail) and luck < 0.8:
                self.soon(lambda: self._reply(manager, mail, "go"))
        elif purpose == "call_update" and luck < 0.1:
            self.soon(lambda: self._reply(manager, mail, "Tuesday 15:00"))
        else:
            super()._manager(mail, purpose)

    def move_an_event(self, days: int, *, remove: bool = False) -> None:
        """The manager drags a coming call to another day, or deletes it."""
        folder = self.office.person(self.cast.manager) / "calendar"
        for path in sorted(folder.glob("call-*.ics")):
            ics = path.read_bytes()
            standing = read_standing(ics)
            if standing is None or standing.cancelled or standing.start <= self.office.clock():
                continue
            if remove:
                path.unlink()
                return
            for moment in (standing.start, standing.end):
                there = moment + timedelta(days=days)
                ics = ics.replace(_stamp(moment), _stamp(there))
            self.office.put_event(self.cast.manager, standing.uid, ics)
            return


def _stamp(moment: datetime) -> bytes:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}".encode()


def _part(mail: EmailMessage) -> bytes | None:
    for part in mail.walk():
        if part.get_content_type() == "text/calendar":
            payload = part.get_payload(decode=True)
            return payload if isinstance(payload, bytes) else None
    return None


def _plain(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    return str(part.get_content()) if part is not None else ""
