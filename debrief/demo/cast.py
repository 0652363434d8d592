"""Who plays in the demo: an invented team, its deals, and the raw mails that start it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from typing import Any

from debrief.model import Opportunity, short_hash

COMPANY = "Brightwater Instruments"
DOMAIN = "brightwater.example"
MANAGER = ("Nadia Ferrant", "America/Chicago", "US")
REPS = (
    ("Owen Castellane", "America/New_York", "US"),
    ("Marguerite Lindqvist", "America/Chicago", "US"),
    ("Theo Abernathy", "America/Chicago", "US"),
    ("Imani Okonjo", "America/New_York", "US"),
    ("Felix Brandauer", "Europe/London", "GB"),
    ("Saoirse Kinnane", "Europe/London", "GB"),
    ("Ravi Melwani", "America/Denver", "US"),
)
COMPETITORS = ("Halvorsen Metrics", "Corvane", "Tellurix", "Peakline Systems")
CUSTOMERS = (
    ("Eleanor Whitcombe", "Pemberton Ceramics", "pemberton-ceramics.example", "Europe/London"),
    ("Gareth Ellwood", "Ashdown Mills", "ashdown-mills.example", "Europe/London"),
    ("Philippa Rowntree", "Carrick Fisheries", "carrick-fisheries.example", "Europe/London"),
)
PRIORITIES = (
    ("calibration on site within a day", "a reading that survives steam cleaning", "one dashboard"),
    ("spare sensors held in this country", "a start before the spring shutdown", "simple training"),
    ("proof from a plant like ours", "alarms on the shift leader's phone", "clear yearly price"),
)
DEALS = ("kiln monitoring", "line sensors", "cold store probes", "boiler retrofit", "lab refresh")
FUNNEL_NAMES = (
    "Norvale Dairy",
    "Quarry Lane Foods",
    "Stonebridge Paper",
    "Umber Glassworks",
    "Vantry Textiles",
    "Westerby Brewing",
    "Yarrow Pharma",
    "Zephyr Coatings",
    "Larkfield Water",
    "Mossgate Timber",
)


def address(name: str, domain: str = DOMAIN) -> str:
    """Return the usual address of a person."""
    return ".".join(name.lower().split()) + "@" + domain


@dataclass(frozen=True, slots=True)
class Deal:
    """The major deal that is lost."""

    customer: str
    company: str
    domain: str
    zone: str
    title: str
    amount: int
    competitor: str
    priorities: tuple[str, str, str]
    rep: str

    @property
    def email(self) -> str:
        """The customer's address."""
        return address(self.customer, self.domain)


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody and everything, fixed by the seed."""

    team: dict[str, Any]
    deal: Deal
    start: datetime
    minor: tuple[str, str, int]  # rep, company, amount

    @property
    def manager(self) -> str:
        """The manager's address."""
        return str(self.team["manager"]["email"])


def make_cast(seed: int) -> Cast:
    """Return the cast of a seed: names, zones, amounts and the first Monday differ."""
    draw = random.Random(seed)  # noqa: S311 - a play, not a secret
    customer, company, domain, zone = draw.choice(CUSTOMERS)
    reps = list(REPS)
    draw.shuffle(reps)
    deal = Deal(
        customer=customer,
        company=company,
        domain=domain,
        zone=zone,
        title=f"{company.split()[0]} {draw.choice(DEALS)}",
        amount=draw.randrange(120, 480) * 1000,
        competitor=draw.choice(COMPETITORS),
        priorities=draw.choice(PRIORITIES),
        rep=reps[0][0],
    )
    monday = datetime(2026, 9, 14, tzinfo=UTC) + timedelta(weeks=draw.randrange(4))
    return Cast(
        team={
            "company": {"name": COMPANY, "domain": DOMAIN},
            "manager": _person(*MANAGER),
            "reps": [_person(*rep) for rep in reps],
            "major_deal_threshold": {"amount": 50_000, "currency": "USD"},
            "debrief_address": f"debrief@{DOMAIN}",
        },
        deal=deal,
        start=monday + timedelta(hours=13, minutes=30),  # Monday morning in Chicago
        minor=(reps[1][0], "Tollgate Bakery", draw.randrange(6, 30) * 1000),
    )


def _person(name: str, zone: str, country: str) -> dict[str, str]:
    return {"name": name, "email": address(name), "time_zone": zone, "country": country}


def funnel_csv(cast: Cast, seed: int, today: date) -> bytes:
    """Return the team's pipeline as a CRM exports it; the last rep has none."""
    draw = random.Random(seed + 1)  # noqa: S311 - a play, not a secret
    lines = [
        "Opportunity Name,Account Name,Opportunity Owner,Amount,Amount Currency,Stage,Close Date"
    ]
    for person in cast.team["reps"][:-1]:
        for company in draw.sample(FUNNEL_NAMES, 3):
            close = today + timedelta(days=draw.randrange(30, 120))
            lines.append(
                f"{company} {draw.choice(DEALS)},{company},{person['name']},"
                f"{draw.randrange(15, 300) * 1000},USD,Proposal,{close:%Y-%m-%d}"
            )
    lines.append(
        f"Old Harbour refit,Old Harbour,{cast.team['reps'][0]['name']},9000,USD,Closed Won,2026-01-15"
    )
    return ("\r\n".join(lines) + "\r\n").encode()


def last_rep_list(seed: int) -> tuple[Opportunity, ...]:
    """Return what the rep without a CRM entry lists in a reply."""
    draw = random.Random(seed + 2)  # noqa: S311 - a play, not a secret
    return tuple(Opportunity(name=n) for n in draw.sample(FUNNEL_NAMES, 2))


def forwarded_loss(cast: Cast, at: datetime) -> EmailMessage:
    """The manager's forward of the customer's mail, as Outlook for Windows writes it."""
    deal = cast.deal
    sent = at - timedelta(minutes=41)
    one, two, three = deal.priorities
    body = (
        f"Dear {deal.rep.split()[0]},\n\n"
        f"Thank you for the work you and your colleagues put into the {deal.title} proposal "
        f"(USD {deal.amount:,}). I am sorry to say that we have decided to go with "
        f"{deal.competitor}.\n\n"
        "It was a close decision. Three things mattered most to us:\n"
        f"1. {one}\n2. {two}\n3. {three}\n\n"
        f"On the first of these {deal.competitor} were simply further along. We appreciated how "
        "patiently your team answered every question.\n\n"
        f"Kind regards,\n{deal.customer}\nOperations Director\n{deal.company}\n"
        "Tel. +44 1632 960 118\n"
    )
    head = (
        ("From:", f"{deal.customer} <{deal.email}>"),
        ("Sent:", f"{sent:%d %B %Y %H:%M}"),
        ("To:", f"{deal.rep} <{address(deal.rep)}>"),
        ("Cc:", f"{MANAGER[0]} <{cast.manager}>"),
        ("Subject:", f"{deal.title}: our decision"),
    )
    note = "One for a debrief, please."
    block = "\n".join(f"{name} {value}" for name, value in head)
    text = f"{note}\n\n{MANAGER[0].split()[0]}\n\n{block}\n\n{body}"
    line = '<p class="MsoNormal">{}</p>'
    html = (
        '<html><body lang="EN-US"><div class="WordSection1">'
        + "".join(line.format(escape(part) or "&nbsp;") for part in (note, "", "Nadia", ""))
        + '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in">'
        + '<p class="MsoNormal">'
        + "<br>".join(f"<b>{name}</b> {escape(value)}" for name, value in head)
        + "</p></div>"
        + "".join(line.format(escape(part) or "&nbsp;") for part in ("", *body.split("\n")))
        + "</div></body></html>"
    )
    message = _mail(
        cast.manager, MANAGER[0], f"debrief@{DOMAIN}", f"FW: {deal.title}: our decision", at
    )
    message["X-Mailer"] = "Microsoft Outlook 16.0"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    return message


def crm_alert(cast: Cast, at: datetime) -> EmailMessage:
    """A CRM's alert for the same deal."""
    deal = cast.deal
    rows = (
        ("Opportunity Name", deal.title),
        ("Account Name", deal.company),
        ("Opportunity Owner", deal.rep),
        ("Amount", f"USD {deal.amount:,}.00"),
        ("Stage", "Closed Lost"),
        ("Primary Contact", f"{deal.customer} ({deal.email})"),
        ("Main Competitor", deal.competitor),
    )
    table = "".join(f"<tr><th>{n}</th><td>{escape(v)}</td></tr>" for n, v in rows)
    message = _mail(
        "noreply@crm.example", "Sales CRM", cast.manager, f"Opportunity closed: {deal.title}", at
    )
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(
        f"<html><body><p>An opportunity of your team was closed.</p><table>{table}</table></body></html>",
        subtype="html",
        cte="quoted-printable",
    )
    return message


def minor_loss(cast: Cast, at: datetime) -> EmailMessage:
    """A rep's own note from a phone about a small deal."""
    rep, company, amount = cast.minor
    message = _mail(address(rep), rep, cast.manager, f"{company.split()[0]} - lost", at)
    message.set_content(
        f"Hi Nadia,\n\nwe lost {company}, {amount // 1000}k USD. They went with Corvane, cheaper by "
        "a third. Small one, but you should know.\n\nSent from my iPhone\n"
    )
    return message


def won_deal(cast: Cast, at: datetime) -> EmailMessage:
    """Good news that must be left alone."""
    rep = cast.team["reps"][2]["name"]
    message = _mail(address(rep), rep, cast.manager, "We won Larkfield!", at)
    message.set_content(
        "Nadia,\n\nLarkfield Water signed this morning, USD 92,000, start in January. They told "
        "Tellurix that they had decided to go with another vendor, and that vendor is us.\n\n"
        f"{rep.split()[0]}\n"
    )
    return message


def _mail(sender: str, name: str, to: str, subject: str, at: datetime) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = f"{name} <{sender}>"
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = format_datetime(at)
    stamp = short_hash(sender, subject, at.isoformat(), length=20)
    message["Message-ID"] = f"<{stamp}@{sender.partition('@')[2]}>"
    return message
