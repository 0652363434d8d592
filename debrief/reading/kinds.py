"""What kind of mail it is, as far as headers, parts and fixed wording settle it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from debrief.reading.absence import ABSENT, AUTO_SUBJECT, return_date
from debrief.reading.mail.message import Message, parse_message
from debrief.reading.mail.phrases import fold_phrase
from debrief.reading.mail.subjects import announcement, without_prefixes
from debrief.reading.quoting.forwarded import split_forward
from debrief.reading.quoting.replies import new_text

Kind = Literal["loss_notification", "reply", "calendar_response", "auto_reply", "bounce", "other"]

_METHOD = re.compile(r"^METHOD[^:\n]{0,60}:\s?([A-Z-]{1,30})", re.I | re.M)
_ANSWERS = frozenset({"REPLY", "COUNTER", "REFRESH"})
_TNEF_ANSWER = re.compile(rb"IPM\.(?:Schedule\.Meeting\.Resp|Microsoft Schedule\.MtgResp)", re.I)
_DAEMON = re.compile(
    r"(?:mailer-daemon|postmaster|mail-daemon|mailerdaemon|maildelivery|bounces?)\b", re.I
)
_FAILURE = re.compile(
    r"undeliver|unzustellbar|delivery (?:status notification|failure|has failed|incomplete|report|problem)|mail delivery (?:failed|system|failure)|"
    r"failure notice|returned mail|mail system error|could ?n[o']t be delivered|non (?:remis|distribu)|nicht zugestellt|zustellung|no se puede entregar|"
    r"no se ha podido entregar|impossibile recapitare|mancato recapito|não foi possível entregar|onbestelbaar|kan inte leverera|недоставлен|不能投递|配信不能|"
    r"returned to sender|message not delivered|address not found|nondeliverable|échec de la remise|mensaje no entregado"
)
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_SMTP_CODE = re.compile(r"(?<!\d)([45]\d\d)[ -]")
_RECIPIENT = re.compile(r"<?([^\s<>()\[\],;:\"]{1,200}@[^\s<>()\[\],;:\"]{1,200})>?")


@dataclass(frozen=True, slots=True)
class Bounce:
    """A delivery report (RFC 3464): believe it only if it names a mail we sent to that person."""

    recipient: str | None
    status: str | None
    action: str | None
    original_message_id: str | None
    permanent: bool


def mechanical_kind(message: Message, answers: bool | None = None) -> Kind | None:
    """Return the kind where the mechanics settle it, else None.

    A subject alone settles nothing: people write "Out of office" by hand. ``answers`` tells whether
    anything was newly written and nothing forwarded, where that is known already.
    """
    if _answers_invitation(message):
        return "calendar_response"
    if is_bounce(message):
        return "bounce"
    if is_auto_reply(message):
        return "auto_reply"
    if not _is_reply(message):
        return None
    if answers is None:
        answers = split_forward(message) is None and bool(new_text(message))
    return "reply" if answers else None


def is_automatic(message: Message) -> bool:
    """Tell whether a program sent it by itself (RFC 3834); such mail is never answered."""
    submitted = _word(message.header("Auto-Submitted"))
    if submitted and submitted != "no":
        return True
    if (message.header("Return-Path") or "x").strip() == "<>":
        return True
    if message.content_type == "multipart/report":
        return True
    return _auto_reply_header(message)


def calendar_method(message: Message) -> str | None:
    """Return the iTIP method (RFC 5546), also where it stands only inside the part."""
    if message.calendar is None:
        return None
    found = _METHOD.search(message.calendar[:20_000].replace("\n ", ""))
    return found[1].upper() if found else None


def _answers_invitation(message: Message) -> bool:
    if calendar_method(message) in _ANSWERS:
        return True
    if "calendarmessage" in (message.header("Content-Class") or "") and message.calendar is None:
        return True
    for attachment in message.attachments:
        named = (attachment.filename or "").lower() == "winmail.dat"
        if named or attachment.content_type.endswith("ms-tnef"):
            return _TNEF_ANSWER.search(attachment.content[:200_000]) is not None
    return False


def _word(value: str | None) -> str:
    return re.split(r"[\s;(]", (value or "").strip().lower(), maxsplit=1)[0]


def _auto_reply_header(message: Message) -> bool:
    for name in (
        "X-Autoreply",
        "X-Autorespond",
        "X-AutoReply-From",
        "X-Mail-Autoreply",
        "X-Autoreply-From",
    ):
        value = message.header(name)
        if value is not None and _word(value) not in ("no", "false", "0"):
            return True
    return _word(message.header("Precedence")) in ("auto_reply", "auto-reply")


def is_auto_reply(message: Message) -> bool:
    """Tell whether it is an absence note or another automatic answer."""
    submitted = _word(message.header("Auto-Submitted"))
    if submitted == "auto-replied" or _auto_reply_header(message):
        return True
    if message.parameters.get("report-type", "").lower() == "disposition-notification":
        return True
    subject = AUTO_SUBJECT.match(fold_phrase(without_prefixes(message.subject)[:200]))
    absent = ABSENT.search(fold_phrase(message.text[:1500]))
    if submitted not in ("", "no") or (message.header("Return-Path") or "x").strip() == "<>":
        return subject is not None or absent is not None
    if subject is None or absent is None or len(message.text) > 3000:
        return False
    rest = fold_phrase(without_prefixes(message.subject)[:200])[subject.end() :]
    return rest.lstrip().startswith((":", "：")) and "\n>" not in message.text


def _is_reply(message: Message) -> bool:
    if message.in_reply_to or message.references:
        return True
    return announcement(message.subject) == "reply"


def is_bounce(message: Message) -> bool:
    """Tell whether a mail server reports on a delivery."""
    report = message.parameters.get("report-type", "").lower()
    if message.content_type == "multipart/report" and report in (
        "delivery-status",
        "multipart/delivery-status",
        "",
    ):
        return report != "" or _status_part(message) is not None
    if message.header("X-Failed-Recipients"):
        return True
    sender = (message.sender.email or message.sender.name or "") if message.sender else ""
    daemon = _DAEMON.match(sender) is not None or not sender
    nobody = (message.header("Return-Path") or "x").strip() == "<>"
    if daemon and _status_part(message) is not None:
        return True
    if not (daemon or nobody):
        return False
    return _FAILURE.search(fold_phrase(message.subject[:300])) is not None or (
        daemon and _FAILURE.search(fold_phrase(message.text[:600])) is not None
    )


def _status_part(message: Message) -> str | None:
    for attachment in message.attachments:
        if attachment.content_type in ("message/delivery-status", "message/global-delivery-status"):
            return attachment.content[:100_000].decode("utf-8", "replace").replace("\r\n", "\n")
    return None


def bounced(message: Message) -> Bounce | None:
    """Return what a delivery report says, or None when it is none."""
    if not is_bounce(message):
        return None
    fields = _fields(_status_part(message) or "")
    text = message.text[:8000]
    recipient = _recipient(fields, message, text)
    status = _first(_STATUS, fields.get("status", "")) or _first(_STATUS, text)
    action = (
        fields.get("action", "").split()[0].lower() if fields.get("action", "").split() else None
    )
    code = _first(_SMTP_CODE, fields.get("diagnostic-code", "")) or _first(_SMTP_CODE, text)
    return Bounce(
        recipient, status, action, _original_id(message), _permanent(status, action, code)
    )


def _permanent(status: str | None, action: str | None, code: str | None) -> bool:
    if action in ("delayed", "delivered", "relayed", "expanded"):
        return False
    if status is not None:
        return status.startswith("5")
    return code is None or code.startswith("5")


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return found[1] if found else None


def _fields(text: str) -> dict[str, str]:
    """Return the fields of the first recipient in a status part, unfolded."""
    out: dict[str, str] = {}
    for line in re.sub(r"\n[ \t]+", " ", text).split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            out.setdefault(name.strip().lower(), value.strip())
    return out


def _recipient(fields: dict[str, str], message: Message, text: str) -> str | None:
    for name in ("original-recipient", "final-recipient"):
        found = _first(_RECIPIENT, fields.get(name, "").rpartition(";")[2])
        if found:
            return found.lower()
    found = _first(_RECIPIENT, message.header("X-Failed-Recipients") or "") or _first(
        _RECIPIENT, text
    )
    return found.strip("'\".").lower() if found else None


def _original_id(message: Message) -> str | None:
    for attachment in message.attachments:
        if attachment.content_type in ("message/rfc822", "text/rfc822-headers", "message/global"):
            return parse_message(attachment.content[:200_000]).message_id
    found = re.search(
        r"^[> ]{0,4}Message-ID:\s{0,5}<([^<>\s]{1,900})>", message.text[:200_000], re.I | re.M
    )
    if found:
        return found[1]
    ids = (*message.in_reply_to, *message.references)
    return ids[-1] if ids else None


def absence_until(message: Message, now: datetime) -> date | None:
    """Return the day of return stated in an absence note, where it is clear."""
    return return_date(f"{message.text[:4000]};\n{message.subject[:300]}", now)
