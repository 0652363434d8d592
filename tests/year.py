"""A year of a twelve-person team with twenty losses, and a ledger of what was really said and done.

The ledger is kept by the people of the play, and by the mailboxes they hold; it knows nothing of
the records. `tests/test_year.py` compares the pages with it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

from debrief.backends.base import EFFECT_HEADER
from debrief.backends.local import Office
from debrief.bootstrap import open_desk
from debrief.calendars.standing import read_standing
from debrief.config import load_config, write_config
from debrief.demo.cast import Cast, Deal, address, forwarded_loss, make_cast
from debrief.demo.people import READING, People
from debrief.demo.play import SimulatedClock
from debrief.engine.desk import Desk
from debrief.model import Funnel, Opportunity

LOSSES = 20
DAYS = 365
REPS = (
    "Owen Castellane,Marguerite Lindqvist,Theo Abernathy,Imani Okonjo,Felix Brandauer,"
    "Saoirse Kinnane,Ravi Melwani,Hana Petrova,Lucas Fontaine,Amara Osei,Bram Visser,Noor Haddad"
)
NAMES = [
    "Eleanor Whitcombe",
    "Gareth Ellwood",
    "Philippa Rowntree",
    "Bernard Holloway",
    "Cecily Ashcombe",
    "Douglas Trevanion",
    "Isobel Kirkbride",
    "Jonas Pettifer",
    "Rosalind Akers",
    "Tobias Merriweather",
    "Beatrix Lund",
    "Cornelius Dane",
    "Delphine Marsh",
    "Ewan Strachan",
    "Flora Penhale",
    "Gideon Marlow",
    "Honor Blakeney",
    "Ivo Sandring",
    "Juno Wexford",
    "Kit Lorimer",
]
PLACES = [
    "Pemberton Ceramics",
    "Ashdown Mills",
    "Carrick Fisheries",
    "Dunmore Castings",
    "Fenwick Linens",
    "Harrow Bricks",
    "Lanark Oats",
    "Thornbury Glass",
    "Marlow Paper",
    "Sedgemoor Dairy",
    "Tarn Bottling",
    "Uist Salt",
    "Vale Timber",
    "Wharfe Wool",
    "Yoxall Plastics",
    "Zeal Foundry",
    "Alder Foods",
    "Brook Chemicals",
    "Cromer Shipping",
    "Dale Textiles",
]
# What the customer says won it, and what we count it as; by hand, not by the product's words.
WON_BY = (
    ("They had a reference from a plant like ours.", "references and experience"),
    ("Their price was clearly lower over five years.", "price"),
    ("They came to see us twice and knew our shift leader.", "people and relationship"),
    ("Their system survives steam cleaning.", "product fit"),
    ("They answered within a day, much faster than you.", "speed and timing"),
)
REP_SAYS = (
    ("They were cheaper, I think.", "price"),
    ("Price, mostly.", "price"),
    ("They knew their people better than we did.", "people and relationship"),
    ("They had references that we lack.", "references and experience"),
)
ADVICE = (
    "Bring a reference from a plant like ours to the second meeting.",
    "Show the total cost over five years in the first offer.",
    "Meet the maintenance team before you write the proposal.",
    "Let our operators try the alarm on a phone.",
    "Send the answers to our questions within two days.",
    "Put a named engineer into the offer.",
    "Offer a paid pilot on one line.",
    "Bring to the second meeting a reference from a plant like ours.",
    "Explain how the switch would go, week by week.",
    "Agree on the acceptance test before the price.",
)
GROUPS_ADD = (
    "Ask who signs besides our contact.",
    "Walk through the plant before the first offer.",
    "Write a one-page summary after each visit.",
    "Rehearse the demonstration with our own support.",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """One promise as its rep gave it, and what the rep said of it later."""

    company: str  # whose loss the worksheet was about
    practice: int
    at: datetime
    done: datetime | None = None
    helped: str | None = None


@dataclass(slots=True)
class Ledger:
    """What was really said and done, by the people who said and did it."""

    lost: dict[str, datetime] = field(default_factory=dict)  # company -> when it was forwarded
    won_by: dict[str, str] = field(default_factory=dict)  # company -> theme the customer named
    rep_says: dict[str, str] = field(default_factory=dict)
    notes_at: dict[str, datetime] = field(default_factory=dict)
    promises: dict[tuple[str, str], Kept] = field(default_factory=dict)  # (company, deal)


class Crew(People):
    """Everybody around the desk: reliable people, of whom some answer late or in two steps."""

    def __init__(self, cast: Cast, office: Office, seed: int, deals: list[Deal]) -> None:
        super().__init__(cast, office, seed)
        self.deals = {d.email: d for d in deals}
        self.by_company = {d.company: d for d in deals}
        self.ledger = Ledger()
        self.told: dict[tuple[str, str], int] = {}
        self.companies: dict[str, str] = {}  # what an effect's first part stands for

    def _name(self, who: str) -> str:
        return self.deals[who].customer if who in self.deals else super()._name(who)

    def _read(self, who: str, mail: EmailMessage) -> None:
        if who in self.deals:
            self.cast = replace(self.cast, deal=self.deals[who])
            self.countered = True  # nobody proposes another time
        super()._read(who, mail)

    def _company(self, mail: EmailMessage) -> str:
        text = f"{mail['Subject']} {_plain(mail)}".replace("\n", " ")
        return next(c for c in sorted(self.by_company, key=len) if c in " ".join(text.split()))

    def _manager(self, mail: EmailMessage, purpose: str) -> None:
        boss = self.cast.manager
        if purpose == "receipt":
            self.companies.setdefault(str(mail[EFFECT_HEADER]).split("/")[0], self._company(mail))
        elif purpose == "notes_request":
            company = self._company(mail)
            nth = list(self.by_company).index(company)
            said, theme = WON_BY[nth % len(WON_BY)]
            text = f"1. {said}\n2. Level.\n3. Our cleaning.\n4. {ADVICE[nth % len(ADVICE)]}\n5. Perhaps."
            self.ledger.won_by[company] = theme

            def send() -> None:
                self.ledger.notes_at[company] = self.office.clock()
                self._reply(boss, mail, text)

            self.later(timedelta(minutes=25), send)
        elif purpose == "practice_drafts":
            text = _decision(_plain(mail))
            self.later(timedelta(hours=1), lambda: self._reply(boss, mail, text))

    def _rep(self, who: str, mail: EmailMessage, purpose: str) -> None:
        if purpose == "role_card":
            company = self._company(mail)
            nth = list(self.by_company).index(company)
            said, theme = REP_SAYS[nth % len(REP_SAYS)]
            self.ledger.rep_says[company] = theme
            text = f"1. {said}\n2. Level.\n3. Not sure.\n4. Call earlier.\n5. Yes."
            self.later(timedelta(hours=3), lambda: self._reply(who, mail, text))
        elif purpose == "group_sheet" and self.draw.random() < 0.25 and who in str(mail["To"]):
            text = f"- {self.draw.choice(GROUPS_ADD)}"
            self.later(timedelta(hours=5), lambda: self._reply(who, mail, text))
        elif purpose == "worksheet":
            self._sheet(who, mail)
        elif purpose == "commitment_due":
            self._told(who, mail)

    def _sheet(self, who: str, mail: EmailMessage) -> None:
        if self.draw.random() < 0.5:
            text: str = "None of these applies at the moment."
            self.later(timedelta(hours=4), lambda: self._reply(who, mail, text))
            return
        company = self._company(mail)
        numbers = [int(n) for n in re.findall(r"(?m)^P(\d+)\. ", _plain(mail))]
        number = self.draw.choice(numbers)
        due = self.office.clock().date() + timedelta(days=self.draw.randrange(7, 40))

        def promise() -> None:
            now = self.office.clock()
            self.ledger.promises[company, who] = Kept(company, number, now)
            self._reply(who, mail, f"1: P{number} ring their engineer by {due.isoformat()}")

        self.later(timedelta(hours=self.draw.randrange(2, 30)), promise)

    def _told(self, who: str, mail: EmailMessage) -> None:
        """Answer "done? did it help?"; a third of them only when asked once more."""
        company = self._review_company(mail)
        times = self.told[company, who] = self.told.get((company, who), 0) + 1
        if times == 1 and self.draw.random() < 0.3:
            return
        word, helped = self.draw.choice(
            (("done, helped", "yes"), ("done, did not help", "no"), ("done, too early", None))
        )

        def tell() -> None:
            kept = self.ledger.promises[company, who]
            now = self.office.clock()
            self.ledger.promises[company, who] = replace(kept, done=now, helped=helped)
            self._reply(who, mail, word)

        self.later(timedelta(hours=self.draw.randrange(1, 20)), tell)

    def _review_company(self, mail: EmailMessage) -> str:
        return self.companies[str(mail[EFFECT_HEADER]).split("/")[0]]


def _decision(mail: str) -> str:
    """Approve what is new; what the mail calls close to something, take as the same."""
    one_line = " ".join(mail.split())
    same: dict[str, str] = {}
    for words in re.findall(r'reply "(\d+ is P\d+|drop \d+)"', one_line):
        same.setdefault(words.removeprefix("drop ").split()[0], words)
    rest = [n for n in re.findall(r"(?m)^(\d+)\. ", mail) if n not in same]
    yes = [f"yes {' '.join(rest)}"] if rest else []
    return "\n".join([*yes, *same.values()]) if same else "yes"


class Year:
    """The play itself."""

    def __init__(self, folder: Path, seed: int = 1) -> None:
        draw = random.Random(seed)
        cast = make_cast(seed)
        zones = [str(p["time_zone"]) for p in cast.team["reps"]]
        reps = [
            {"name": n, "email": address(n), "time_zone": zones[i % len(zones)], "country": "US"}
            for i, n in enumerate(REPS.split(","))
        ]
        self.cast = replace(cast, team={**cast.team, "reps": reps})
        self.clock = SimulatedClock(datetime(2026, 1, 5, 15, tzinfo=UTC))
        self.end = self.clock.now + timedelta(days=DAYS + 70)
        write_config(folder / "data", folder / "office", self.cast.team)
        self.office = Office(folder / "office", self.clock)
        self.desk: Desk = open_desk(load_config(folder / "data"), self.clock)
        deals = [self._deal(draw, n) for n in range(LOSSES)]
        self.crew = Crew(self.cast, self.office, seed, deals)
        for deal in deals:
            self.office.open_for(deal.email)
        for rep in reps:
            names = [f"{rep['name'].split()[0]} {what}" for what in ("dryer", "kiln")]
            rows = tuple(Opportunity(name=name) for name in names)
            self.desk.store.save_funnel(Funnel(rep=str(rep["email"]), opportunities=rows))
        for number, deal in enumerate(deals):
            self.crew.later(timedelta(days=DAYS / LOSSES * number + 1), self._loss(deal))

    def _deal(self, draw: random.Random, number: int) -> Deal:
        company = PLACES[number]
        return Deal(
            customer=NAMES[number],
            company=company,
            domain="-".join(company.lower().split()) + ".example",
            zone="Europe/London",
            title=f"{company.split()[0]} line sensors",
            amount=draw.randrange(120, 480) * 1000,
            competitor="Corvane",
            priorities=("calibration on site", "a start before spring", "one dashboard"),
            rep=draw.choice(REPS.split(",")),
        )

    def _loss(self, deal: Deal) -> Callable[[], None]:
        def forward() -> None:
            mail = forwarded_loss(replace(self.cast, deal=deal), self.clock.now)
            to = [str(self.cast.team["debrief_address"])]
            self.crew.ledger.lost[deal.company] = self.clock.now
            self.office.post(mail.as_bytes(), to, sender=self.cast.manager)

        return forward

    def run(self) -> None:
        """Let mail, people and time take turns to the end of the year and a little longer."""
        while self.clock.now < self.end:
            self.desk.cycle()
            self.crew.look()
            if self.crew.act(self.clock.now) or self.desk.has_mail():
                continue
            moments = [m for m in (self.desk.next_due(), self.crew.next_at()) if m is not None]
            if not moments:
                return
            self.clock.now = max(min(moments), self.clock.now + timedelta(seconds=1))


def mails(office: Office, who: str) -> list[EmailMessage]:
    """Return everything in somebody's mailbox, oldest first."""
    box = office.person(who) / "Maildir"
    paths = [p for part in ("new", "cur") for p in (box / part).glob("*")]
    paths.sort(key=lambda p: (p.stat().st_mtime_ns, p.stat().st_ctime_ns))
    found = []
    for path in paths:
        mail = message_from_bytes(path.read_bytes(), policy=READING)
        mail["X-Test-Delivered"] = str(path.stat().st_mtime)
        found.append(mail)
    return found


def delivered(mail: EmailMessage) -> datetime:
    """Return when a mail came into the mailbox."""
    return datetime.fromtimestamp(float(mail["X-Test-Delivered"]), UTC)


def starts(office: Office, who: str) -> dict[str, datetime]:
    """Return each event's start as it stands in somebody's calendar, by UID."""
    found = {}
    for path in (office.person(who) / "calendar").glob("*.ics"):
        standing = read_standing(path.read_bytes())
        if standing is not None and not standing.cancelled:
            found[path.stem] = standing.start
    return found


def month_end(month: str, zone: object) -> datetime:
    """Return the first moment after a month."""
    year, number = map(int, month.split("-"))
    year, number = (year + 1, 1) if number == 12 else (year, number + 1)
    return datetime.combine(date(year, number, 1), datetime.min.time(), zone).astimezone(UTC)  # type: ignore[arg-type]


def _plain(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    return str(part.get_content()) if part is not None else ""
