"""Mails that tell of losses, as customers, managers and sales systems write them."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

from tests.world import World


def customers_mail(world: World, text: str, subject: str = "Your proposal") -> EmailMessage:
    """The customer writes to the rep directly, the manager on copy."""
    mail = EmailMessage(policy=SMTP)
    deal = world.cast.deal
    mail["From"] = f"{deal.customer} <{deal.email}>"
    mail["To"] = world.rep
    mail["Cc"] = world.manager
    mail["Subject"] = subject
    mail["Date"] = format_datetime(world.clock.now)
    mail["Message-ID"] = "<from-the-customer@pemberton-ceramics.example>"
    mail.set_content(text)
    return mail


def regret(world: World, amount: str = "USD 240,000") -> str:
    deal = world.cast.deal
    return (
        f"Dear {deal.rep.split()[0]},\n\nthank you for your proposal ({amount}). We have decided to "
        f"go with {deal.competitor}; their support for steam cleaning settled it.\n\n"
        f"Kind regards,\n{deal.customer}\n{deal.company}\n"
    )


def arrive(world: World, mail: EmailMessage, sender: str | None = None) -> None:
    world.post(mail, sender or world.customer, world.manager)
    world.settle()


def receipt(world: World) -> dict[str, Any]:
    """Return what the latest receipt of the only review tells."""
    (review,) = world.reviews()
    return [e.context for e in review.effects if e.template == "receipt"][-1]


def forward(world: World, text: str, subject: str = "Fwd: our decision") -> None:
    """Let the manager forward a mail to the debrief address, and settle."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = world.manager, world.debrief_address, subject
    mail["Date"] = format_datetime(world.clock.now)
    mail["Message-ID"] = f"<forward-{len(world.inbound())}@brightwater.example>"
    mail.set_content(text)
    world.post(mail, world.manager, world.debrief_address)
    world.settle()


def noted_forward(
    world: World, note: str, sent: str = "14 September 2026 08:11", amount: str = "USD 240,000"
) -> None:
    """Let the manager forward the customer's mail with a note above it."""
    deal = world.cast.deal
    block = (
        f"From: {deal.customer} <{deal.email}>\nSent: {sent}\n"
        f"To: {deal.rep} <{world.rep}>\nSubject: Your proposal\n\n"
    )
    rule = "________________________________\n"
    forward(world, f"{note}\n\n{rule}{block}{regret(world, amount)}", "FW: Your proposal")


def lost_mail(number: int) -> EmailMessage:
    """A customer's no, one of several."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = f"Jo Reid{number} <jo@site{number}.example>"
    mail["To"], mail["Subject"] = "sales@brightwater.example", f"Decision on line {number}"
    mail["Date"] = "Fri, 11 Sep 2026 10:00:00 +0000"
    mail.set_content(
        f"Hi team,\n\nthank you for the line {number} sensors proposal (USD {number + 60},000). "
        "We have decided to go with Corvane.\n\nBest regards,\nJo Reid\n"
    )
    return mail


def passed_on(number: int, to: str = "sales@brightwater.example") -> str:
    """A customer's no as a mail program quotes it in a forward."""
    lost = lost_mail(number)
    return (
        f"\n---------- Forwarded message ---------\nFrom: {lost['From']}\n"
        f"Date: Fri, 11 Sep 2026 at 10:00\nSubject: {lost['Subject']}\nTo: {to}\n\n"
        f"{lost.get_content()}\n"
    )


def with_attached(world: World, note: str, *numbers: int) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = world.manager, world.debrief_address, "Losses"
    mail["Date"] = format_datetime(world.clock.now)
    mail["Message-ID"] = "<several@brightwater.example>"
    mail.set_content(note)
    for number in numbers:
        mail.add_attachment(lost_mail(number))
    return mail


def crm_alert_of(world: World, deal: str, amount: str, rep: str | None = None) -> None:
    """A sales system tells of a lost deal of the same company."""
    rows = (
        ("Opportunity Name", deal),
        ("Account Name", f"{world.cast.deal.company} Ltd."),
        ("Opportunity Owner", rep or world.cast.deal.rep),
        ("Amount", amount),
        ("Stage", "Closed Lost"),
    )
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = "Sales CRM <noreply@crm.example>", world.manager
    mail["Subject"], mail["Date"] = f"Opportunity closed: {deal}", format_datetime(world.clock.now)
    mail["Message-ID"] = f"<alert-{len(world.inbound())}@crm.example>"
    mail.set_content("\n".join(f"{name}: {value}" for name, value in rows))
    world.post(mail, "noreply@crm.example", world.manager)
    world.settle()
