"""A mail as Debrief sees it: one `Message` from any bytes whatsoever.

`parse_message` never raises. What is wrong with a mail is named in ``defects``; what can
still be read of it is read. Time and memory are linear in the size of the mail.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

from debrief.reading.mail.addresses import Address, decode_header, parse_addresses, parse_parameters
from debrief.reading.mail.charsets import clean, decode
from debrief.reading.mail.html_text import HtmlText, Table, read_html
from debrief.reading.mail.mime import Part, split_parts

__all__ = ["Address", "Attachment", "Message", "head_of", "parse_message", "unflow"]

RUN_TOGETHER = 4  # line ends of a page, none of which its plain alternative has
MAX_TEXT = 4_000_000  # characters of a part decoded
MOST_READ = 500_000  # characters of the body's text kept: a book; a page of quotes in quotes prints as many times its size
MOST_SUBJECT = 2_000  # characters; a header line holds 998 at most (RFC 5322, 2.1.1)
MOST_BLANK = 400  # characters of white space at a stretch that are kept: no more tell anything
_ID = re.compile(r"<([^<>\s]{1,900})>")
_HTML_META = re.compile(rb"charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_:.-]{1,40})", re.I)
_ENRICHED = re.compile(r"</?[A-Za-z][A-Za-z-]{0,40}>")
_STUB = re.compile(
    r"(?i)\b(?:html|browser|e-?mail (?:client|program|reader)|mime|webversion|online ansehen)\b"
)
YEARS = range(1970, 2201)  # in which a mail may have been written


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file sent along, or a whole mail (``message/rfc822``) as its bytes."""

    filename: str | None
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """A mail, decoded. Text has LF newlines, quotes marked with ``>``, no NUL, no surrogate."""

    headers: tuple[tuple[str, str], ...] = ()
    sender: Address | None = None
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    subject: str = ""
    date: datetime | None = None
    message_id: str | None = None
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    text: str = ""
    html: str | None = None
    tables: tuple[Table, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    calendar: str | None = None
    defects: tuple[str, ...] = ()
    senders: int = 0  # how many From addresses there are; anything but 1 proves nothing
    content_type: str = "text/plain"  # of the whole mail, without parameters
    parameters: dict[str, str] = field(default_factory=dict)  # of that content type

    def header(self, name: str) -> str | None:
        """Return the first value of a header, whatever the case of its name."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


def head_of(raw: bytes) -> bytes:
    """Return a mail's headers as they came."""
    return re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0]


def parse_message(raw: bytes) -> Message:
    """Return the message in these bytes; never raises, linear in their number."""
    headers, parts, defects = split_parts(raw)
    first: dict[str, str] = {}
    for key, value in headers:
        first.setdefault(key.lower(), value)
    body = _Body(defects)
    for part in parts:
        body.take(part)
    text, html_source, page = body.choose()
    froms = [value for key, value in headers if key.lower() == "from"]
    senders = parse_addresses(froms[0]) if froms else ()
    kind, parameters = _whole_type(first.get("content-type", ""))
    return Message(
        headers=tuple((key, decode_header(value)) for key, value in headers),
        sender=senders[0] if senders else None,
        reply_to=parse_addresses(first.get("reply-to", "")),
        to=parse_addresses(first.get("to", "")),
        cc=parse_addresses(first.get("cc", "")),
        subject=decode_header(first.get("subject", ""))[:MOST_SUBJECT],
        date=parse_date_header(first.get("date", "")),
        message_id=next(iter(_ids(first.get("message-id", ""))), None),
        in_reply_to=_ids(first.get("in-reply-to", "")),
        references=_ids(first.get("references", "")),
        text=text,
        html=html_source,
        tables=page.tables if page else (),
        attachments=tuple(body.attachments),
        calendar=body.calendar,
        defects=tuple(dict.fromkeys(defects)),
        senders=len(senders) if len(froms) < 2 else len(senders) + len(froms) - 1,
        content_type=kind,
        parameters=parameters,
    )


def _whole_type(value: str) -> tuple[str, dict[str, str]]:
    kind, parameters = parse_parameters(value)
    return kind or "text/plain", parameters


def _ids(value: str) -> tuple[str, ...]:
    """Return message ids without their angle brackets, in order, each once."""
    found = _ID.findall(value[:60_000])
    if not found and "@" in value:
        found = [word for word in value.split() if "@" in word and len(word) < 900]
    return tuple(dict.fromkeys(found))


def parse_date_header(value: str) -> datetime | None:
    """Return an RFC 5322 date, aware; a missing zone counts as UTC. None when unreadable or of no year of mail."""
    try:
        fields = parsedate_tz(value[:120])
        if fields is None or fields[0] not in YEARS:
            return None
        offset = fields[9]
        zone = timezone(timedelta(seconds=offset)) if offset else UTC
        return datetime(*fields[:6], tzinfo=zone)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


_METHOD_LINE = re.compile(r"^METHOD:", re.IGNORECASE | re.MULTILINE)
_BEGIN = re.compile(r"BEGIN:VCALENDAR[ \t]*\n", re.IGNORECASE)


def _with_method(calendar: str, method: str) -> str:
    """Return the calendar with the method that only its MIME header names (RFC 6047, 2.4)."""
    if not method.isalpha() or _METHOD_LINE.search(calendar):
        return calendar
    return _BEGIN.sub(lambda match: f"{match[0]}METHOD:{method.upper()}\n", calendar, count=1)


class _Body:
    """Collects the parts of a mail and decides which text is its body."""

    def __init__(self, defects: list[str]) -> None:
        self.defects = defects
        self.plain: list[tuple[Part, str]] = []
        self.pages: list[tuple[Part, str]] = []
        self.attachments: list[Attachment] = []
        self.calendar: str | None = None

    def take(self, part: Part) -> None:
        """Sort one leaf in: text, HTML, calendar, or a file."""
        kind, name = part.content_type, part.filename
        if kind == "text/calendar" or (name or "").lower().endswith(".ics"):
            self._take_calendar(part)
            if kind == "text/calendar" and not name:
                return
        elif kind in _WRAPPED:
            self.defects.append(_WRAPPED[kind])
        text_like = kind in ("text/plain", "text/html", "text/enriched", "text/richtext")
        filed = part.disposition == "attachment" or (
            name is not None and bool(self.plain or self.pages)
        )
        if text_like and not (filed and (name is not None or self.plain or self.pages)):
            self._take_text(part)
            return
        self.attachments.append(Attachment(name, kind, part.content()))

    def _take_calendar(self, part: Part) -> None:
        if self.calendar is None:
            text = self._decoded(part)
            if "BEGIN:VCALENDAR" in text[:2000].upper():
                self.calendar = _with_method(text, part.parameters.get("method", ""))

    def _decoded(self, part: Part) -> str:
        raw = part.content()[: MAX_TEXT * 2]
        label = part.parameters.get("charset")
        if label is None and part.content_type == "text/html":
            meta = _HTML_META.search(raw[:2048])
            label = meta[1].decode("ascii") if meta else None
        text, right = decode(raw, label)
        if not right and label is not None:
            self.defects.append("the charset label is wrong or unknown")
        return tidy(text[:MAX_TEXT])

    def _take_text(self, part: Part) -> None:
        text = self._decoded(part)
        if part.content_type == "text/html":
            self.pages.append((part, text))
            return
        if part.content_type in ("text/enriched", "text/richtext"):
            text = _ENRICHED.sub("", text.replace("<<", "<\x00")).replace("<\x00", "<")
        elif "-----BEGIN PGP " in text:
            text = self._without_pgp(text)
        elif part.parameters.get("format", "").lower() == "flowed":
            text = unflow(text, part.parameters.get("delsp", "").lower() == "yes")
        self.plain.append((part, text))

    def _without_pgp(self, text: str) -> str:
        """Take the armour off clear-signed text (RFC 9580, 7); name what is encrypted."""
        if "-----BEGIN PGP MESSAGE-----" in text:
            self.defects.append("encrypted (PGP): the content cannot be read")
            return text
        head, begin, rest = text.partition("-----BEGIN PGP SIGNED MESSAGE-----")
        if not begin:
            return text
        _, _, rest = rest.partition("\n\n")
        signed, _, after = rest.partition("\n-----BEGIN PGP SIGNATURE-----")
        _, _, after = after.partition("-----END PGP SIGNATURE-----")
        plain = "\n".join(line.removeprefix("- ") for line in signed.split("\n"))
        return f"{head}{plain}{after}".strip("\n")

    def choose(self) -> tuple[str, str | None, HtmlText | None]:
        """Return the body's text, its HTML source, and that HTML read."""
        if not self.pages:
            plain = "\n".join(text for _, text in self.plain)
            return plain.strip("\n")[:MOST_READ], None, None
        source = "\n".join(text for _, text in self.pages)
        page = read_html(source)
        outside = [text for part, text in self.plain if not _has_twin(part, self.pages)]
        twins = [text for part, text in self.plain if _has_twin(part, self.pages)]
        main = "\n".join(twins)
        if not is_good(main, page.text):
            main = page.text
        chosen = "\n".join([main, *outside]).strip("\n")
        return chosen[:MOST_READ], source, page


_WRAPPED = {
    "application/pkcs7-mime": "encrypted or opaquely signed (S/MIME): the content cannot be read",
    "application/x-pkcs7-mime": "encrypted or opaquely signed (S/MIME): the content cannot be read",
    "application/pgp-encrypted": "encrypted (PGP): the content cannot be read",
    "application/ms-tnef": "the content may be in winmail.dat (TNEF)",
}


def _has_twin(part: Part, pages: list[tuple[Part, str]]) -> bool:
    """Tell whether a plain part has an HTML alternative."""
    for level, kind in enumerate(part.path):
        if kind == "multipart/alternative":
            stem = part.branch[:level]
            return any(
                len(page.path) > level and page.path[level] == kind and page.branch[:level] == stem
                for page, _ in pages
            )
    return False


def is_good(plain: str, page: str) -> bool:
    """Tell whether the plain alternative is worth reading beside the HTML's text."""
    if not plain.strip():
        return False
    short = len(plain) * 6 < len(page)
    if short and (len(page) > 600 or _STUB.search(plain)):
        return False
    return "<html" not in plain[:300].lower() and not _is_run_together(plain, page)


def _is_run_together(plain: str, page: str) -> bool:
    """Tell whether the plain alternative holds the lines of the page as one, as Samsung's program writes it."""
    if "\n" in plain.strip() or page.count("\n") < RUN_TOGETHER:
        return False
    return len("".join(page.split())) <= 1.25 * len("".join(plain.split()))


_BLANK = re.compile(rf"(?<!\s)\s{{{MOST_BLANK + 1},}}")


def tidy(text: str) -> str:
    """Return text with LF newlines and without NUL, surrogates, invisible marks and endless blanks."""
    text = clean(text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        for old, new in (("\u2028", "\n"), ("\u2029", "\n\n"), ("\x85", "\n"), ("\ufeff", "")):
            if old in text:
                text = text.replace(old, new)
    if "\x0c" in text or "\x0b" in text:
        text = text.replace("\x0c", "\n").replace("\x0b", "\n")
    return _BLANK.sub(lambda run: run[0][:MOST_BLANK], text)


def unflow(text: str, delsp: bool = False) -> str:
    """Return format=flowed text with its paragraphs joined (RFC 3676)."""
    out: list[str] = []
    open_depth = -1
    for line in text.split("\n"):
        bare = line.lstrip(">")
        depth = len(line) - len(bare)
        bare = bare[1:] if bare.startswith(" ") else bare
        signature = bare in ("-- ", "--")
        if open_depth == depth and not signature and out:
            out[-1] += bare
        else:
            out.append(f"{'>' * depth} {bare}" if depth else bare)
        if bare.endswith(" ") and not signature:
            open_depth = depth
            if delsp:
                out[-1] = out[-1][:-1]
        else:
            open_depth = -1
    return "\n".join(out)
