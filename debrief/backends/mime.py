"""Build the bytes of a mail or an iMIP invitation (RFC 5322, 6047) from an `Outgoing`."""

from __future__ import annotations

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from debrief.backends.base import Mailer, Outgoing
from debrief.errors import BadInput
from debrief.model import short_hash

EFFECT_HEADER = "X-Debrief-Effect"
POLICY = SMTP.clone(max_line_length=78, cte_type="7bit")  # any server may carry it unchanged


def message_id_for(key: str, domain: str) -> str:
    """Return the Message-ID of the effect: the same at every try."""
    return f"<{short_hash('message', key, length=24)}@{domain}>"


def bracketed(message_id: str) -> str:
    """Return a Message-ID as headers carry it; ours are kept without the angle brackets."""
    return f"<{message_id.strip().strip('<>')}>"


def build_mail(
    mail: Outgoing, date: datetime, *, calendar: bytes | None = None, method: str = "REQUEST"
) -> EmailMessage:
    """Return the whole message; ``calendar`` makes it an invitation that shows buttons.

    The calendar part is the last alternative, as every large client wants it (RFC 6047, 2.4).
    """
    domain = mail.sender[1].rpartition("@")[2]
    message = EmailMessage(policy=POLICY)
    message["Date"] = format_datetime(date)
    message["From"] = _address(mail.sender)
    message["To"] = [_address(person) for person in mail.to]
    if mail.cc:
        message["Cc"] = [_address(person) for person in mail.cc]
    if mail.reply_to:
        message["Reply-To"] = _address(mail.reply_to)
    message["Subject"] = " ".join(mail.subject.split())
    message["Message-ID"] = message_id_for(mail.key, domain)
    if mail.in_reply_to:
        chain = dict.fromkeys(bracketed(i) for i in (*mail.references, mail.in_reply_to))
        message["In-Reply-To"] = bracketed(mail.in_reply_to)
        message["References"] = " ".join(chain)
    message[EFFECT_HEADER] = mail.key
    message["Auto-Submitted"] = "auto-replied" if mail.answers else "auto-generated"
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    if calendar is not None:
        message.attach(_calendar_part(calendar, method))
    for file in mail.files:
        kind, _, subtype = file.content_type.partition("/")
        message.add_attachment(file.content, maintype=kind, subtype=subtype, filename=file.filename)
    return message


def mail_bytes(message: EmailMessage) -> bytes:
    """Return the message as it goes over the wire, CRLF lines."""
    return message.as_bytes(policy=POLICY)


def _calendar_part(calendar: bytes, method: str) -> EmailMessage:
    part = EmailMessage(policy=POLICY)
    part.set_content(calendar.decode("utf-8"), subtype="calendar", cte="base64")
    part.set_param("method", method)
    del part["MIME-Version"]  # it belongs to the whole message alone
    return part


def _address(person: Mailer) -> Address:
    name, email = person
    local, _, domain = email.rpartition("@")
    try:
        clean = " ".join("".join(c if c.isprintable() else " " for c in name).split())
        return Address(display_name=clean, username=local, domain=domain)
    except ValueError as err:
        raise BadInput(
            f"{email!r} is not a mail address; write it as name@company.example"
        ) from err
