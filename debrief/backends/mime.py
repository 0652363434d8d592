"""Build the bytes of a mail or an iMIP invitation (RFC 5322, 6047) from an `Outgoing`."""

from __future__ import annotations

from datetime import datetime
from email.headerregistry import Address, BaseHeader, HeaderRegistry
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from functools import cache, lru_cache
from typing import Any

from debrief.backends.base import EFFECT_HEADER, INSTALLATION_HEADER, Mailer, Outgoing
from debrief.calendars.invitation import uninvite_ics
from debrief.errors import BadInput
from debrief.model import short_hash

MOST_REFERENCES = 20  # kept of a long thread: the first and the newest (RFC 5322, 3.6.4)
LONGEST_NAME = 120  # characters of a display name: a line of a header holds 998
_VERBATIM = frozenset(
    name.lower() for name in ("In-Reply-To", "References", "Message-ID", EFFECT_HEADER)
)


class _WirePolicy(EmailPolicy):
    """SMTP lines, except that identifiers stay as they are.

    The standard library hides a word longer than the line in an encoded-word (RFC 2047), which
    no mail program looks for in References: the thread would be lost.
    """

    def fold(self, name: str, value: Any) -> str:  # noqa: ANN401 - as the base class has it
        """Fold a header; words of an identifier header are never broken."""
        text = str(value)
        if name.lower() not in _VERBATIM or not text.isascii():
            return str(super().fold(name, value))
        return f"{name}: " + f"{self.linesep} ".join(text.split()) + self.linesep

    def fold_binary(self, name: str, value: Any) -> bytes:  # noqa: ANN401 - as the base class
        """Fold a header into bytes."""
        if name.lower() not in _VERBATIM or not str(value).isascii():
            return super().fold_binary(name, value)
        return self.fold(name, value).encode("ascii")


class _Headers(HeaderRegistry):
    """Takes headers apart, the same text once: the same few come in every mail."""

    def __getitem__(self, name: str) -> type[BaseHeader]:
        """Return the class for headers of a name; the standard library makes a new one each time."""
        kind = self.registry.get(name.lower(), self.default_class)
        return _header_class(kind, self.base_class)

    def __call__(self, name: str, value: Any) -> BaseHeader:  # noqa: ANN401 - as the base class
        return _header(name, value) if type(value) is str else super().__call__(name, value)


@cache
def _header_class(kind: type[BaseHeader], base: type[BaseHeader]) -> type[BaseHeader]:
    return type(f"_{kind.__name__}", (kind, base), {})


HEADERS = _Headers()


@lru_cache(maxsize=500)
def _header(name: str, value: str) -> BaseHeader:
    return HEADERS[name](name, value)


# 7bit and short lines: any server may carry it unchanged.
POLICY = _WirePolicy(linesep="\r\n", max_line_length=78, cte_type="7bit", header_factory=HEADERS)


def message_id_for(key: str, domain: str) -> str:
    """Return the Message-ID of the effect: the same at every try."""
    return f"<{short_hash('message', key, length=24)}@{_ascii_domain(domain)}>"


def bracketed(message_id: str) -> str:
    """Return a Message-ID as headers carry it; ours are kept without the angle brackets."""
    return f"<{message_id.strip().strip('<>')}>"


def build_mail(
    mail: Outgoing, date: datetime, *, calendar: bytes | None = None, method: str = "REQUEST"
) -> EmailMessage:
    """Return the whole message; ``calendar`` makes it an invitation that shows buttons.

    The calendar part is the last alternative, as every large client wants it (RFC 6047, 2.4).
    Raises `BadInput` for an address that no mail can carry.
    """
    message = EmailMessage(policy=POLICY)
    _head(message, mail, date)
    message.set_content(_clean(mail.text), cte="quoted-printable")
    message.add_alternative(_clean(mail.html), subtype="html", cte="quoted-printable")
    if mail.uninvites is not None:
        calendar, method = uninvite_ics(mail.uninvites, date), "CANCEL"
    if calendar is not None:
        message.attach(_calendar_part(calendar, method))
    html = message.get_body(("html",))
    for file in mail.files:
        kind, _, subtype = file.content_type.partition("/")
        name = " ".join(_clean(file.filename).split())
        if file.cid is None or html is None:
            message.add_attachment(file.content, maintype=kind, subtype=subtype, filename=name)
            continue
        html.add_related(
            file.content,
            maintype=kind,
            subtype=subtype,
            cid=f"<{file.cid}>",
            filename=name,
            disposition="inline",
        )
    return message


def mail_bytes(message: EmailMessage) -> bytes:
    """Return the message as it goes over the wire, CRLF lines."""
    return message.as_bytes(policy=POLICY)


def _head(message: EmailMessage, mail: Outgoing, date: datetime) -> None:
    message["Date"] = format_datetime(date)
    message["From"] = _address(mail.sender)
    message["To"] = [_address(person) for person in mail.to]
    if mail.cc:
        message["Cc"] = [_address(person) for person in mail.cc]
    if mail.reply_to:
        message["Reply-To"] = _address(mail.reply_to)
    message["Subject"] = _one_line(mail.subject)
    message["Message-ID"] = message_id_for(mail.key, mail.sender[1].rpartition("@")[2])
    _thread(message, mail)
    message[EFFECT_HEADER] = _one_line(mail.key)
    if mail.installation:
        message[INSTALLATION_HEADER] = mail.installation
    message["Auto-Submitted"] = "auto-replied" if mail.answers else "auto-generated"
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"


def _thread(message: EmailMessage, mail: Outgoing) -> None:
    """Name the mail that is answered; an id that a header cannot carry is left out."""
    answered = mail.in_reply_to
    if not answered or not _carried(answered):
        return
    chain = list(dict.fromkeys(bracketed(i) for i in (*mail.references, answered) if _carried(i)))
    if len(chain) > MOST_REFERENCES:
        chain = [chain[0], *chain[1 - MOST_REFERENCES :]]
    message["In-Reply-To"] = bracketed(answered)
    message["References"] = " ".join(chain)


def _carried(message_id: str) -> bool:
    inner = message_id.strip().strip("<>")
    return inner.isascii() and inner.isprintable() and " " not in inner and 0 < len(inner) < 900


def _calendar_part(calendar: bytes, method: str) -> EmailMessage:
    part = EmailMessage(policy=POLICY)
    part.set_content(calendar.decode("utf-8"), subtype="calendar", cte="base64")
    part.set_param("method", method)
    del part["MIME-Version"]  # it belongs to the whole message alone
    return part


def _address(person: Mailer) -> Address:
    name, email = person
    local, _, domain = email.strip().rpartition("@")
    if len(local) > 1 and local[0] == local[-1] == '"':
        local = local[1:-1].replace('\\"', '"')  # the header puts its own quotes
    try:
        if not local or not domain or any(c.isspace() for c in domain):
            raise ValueError("no address")
        if not local.isascii():
            raise ValueError("only SMTPUTF8 (RFC 6531) could carry it")
        shown = _one_line(name)[:LONGEST_NAME]
        return Address(display_name=shown, username=local, domain=_ascii_domain(domain))
    except ValueError as err:
        raise BadInput(
            f"{email!r} is not a mail address; write it as name@company.example"
        ) from err


def _ascii_domain(domain: str) -> str:
    """Return the domain as headers carry it (RFC 5890); raises `ValueError`."""
    return domain if domain.isascii() else domain.encode("idna").decode("ascii")


def _one_line(text: str) -> str:
    """Return the text on one line, without signs that could end a header."""
    return " ".join("".join(c if c.isprintable() else " " for c in _clean(text)).split())


def _clean(text: str) -> str:
    """Return the text without halves of characters, which no charset can carry."""
    return text.encode("utf-8", "replace").decode("utf-8")
