"""Header values to text, and address lists to addresses (RFC 5322, 2047, 2231, 6532)."""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from debrief.reading.mail.charsets import clean, decode

MAX_ADDRESSES = 2000  # of one header; more than any honest mail has
MAX_PERSON = 2000  # characters of one name and address
_WORD = re.compile(r"=\?([^?\s]{0,60})\?([bBqQ])\?([^?]{0,4000})\?=")
_EMAIL = re.compile(r"[^\s<>\[\]()\"',;:]{1,200}@[^\s<>\[\]()\"',;:@]{1,200}")
# An address as it stands in a text.
EMAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9][\w-]{0,62}(?:\.[A-Za-z0-9][\w-]{0,62}){1,6}"
)
_BARE = re.compile(r"[^\s<>\[\](),;]{1,250}@[^\s<>\[\](),;@]{1,250}")


@dataclass(frozen=True, slots=True)
class Address:
    """A mail address with its display name; either may be unknown."""

    name: str | None
    email: str | None


def decode_words(value: str) -> str:
    """Return header text with its encoded words (RFC 2047) decoded, also broken ones."""
    if "=?" not in value:
        return value
    out: list[str] = []
    pending: list[tuple[str, bytes]] = []
    end = 0
    for found in _WORD.finditer(value):
        between = value[end : found.start()]
        if between.strip() or not pending:
            _flush(pending, out)
            out.append(between)
        charset, how, text = found.groups()
        charset = charset.split("*", 1)[0]  # RFC 2231 language suffix
        data = _unpack(how, text)
        if pending and pending[-1][0].lower() == charset.lower():
            pending[-1] = (charset, pending[-1][1] + data)
        else:
            pending.append((charset, data))
        end = found.end()
    _flush(pending, out)
    out.append(value[end:])
    return "".join(out)


def _flush(pending: list[tuple[str, bytes]], out: list[str]) -> None:
    out.extend(decode(data, charset)[0] for charset, data in pending)
    pending.clear()


def _unpack(how: str, text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    if how in "qQ":
        return quopri.decodestring(raw.replace(b"\n", b""), header=True)
    return decode_base64(raw)


def decode_base64(raw: bytes) -> bytes:
    """Return what can be decoded of base64: foreign bytes skipped, a cut end padded."""
    try:
        return binascii.a2b_base64(raw)
    except binascii.Error:
        kept = re.sub(rb"[^A-Za-z0-9+/]", b"", raw.split(b"=", 1)[0])
        kept = kept[: len(kept) - 1] if len(kept) % 4 == 1 else kept
        return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))


def unfold(value: str) -> str:
    """Return a header value on one line, runs of folding white space made one space."""
    if "\n" in value:
        value = " ".join(line.strip(" \t") for line in value.split("\n"))
    return value.strip()


def decode_header(value: str) -> str:
    """Return a header value as people read it: unfolded, decoded, without control characters."""
    text = clean(decode_words(unfold(value)))
    if not text.isprintable():
        text = re.sub(r"[\x00-\x1f\x7f]+", " ", text)
    return text.strip()


def parse_addresses(value: str) -> tuple[Address, ...]:
    """Return the addresses of a header such as To, groups flattened; linear in its length."""
    value = unfold(value)
    if not value:
        return ()
    out: list[Address] = []
    carried = ""
    for piece in _split_list(value):
        piece = f"{carried}, {piece}" if carried else piece
        carried = ""
        if "@" not in piece and "<" not in piece and '"' not in piece and len(piece) < 200:
            carried = piece  # "Doe, Jane <jane@…>": the comma was part of an unquoted name
            continue
        address = parse_address(piece)
        if address is not None:
            out.append(address)
        if len(out) >= MAX_ADDRESSES:
            break
    if carried:
        address = parse_address(carried)
        out.extend([address] if address is not None else [])
    return tuple(out)


def parse_address(text: str) -> Address | None:
    """Return one address written as "Name <a@b>", "a@b (Name)" or a bare address or name."""
    text = text[:MAX_PERSON].strip().strip(",;").strip()
    if not text:
        return None
    name, email = "", ""
    opened = text.rfind("<")
    if opened >= 0:
        inside = text[opened + 1 :].split(">", 1)[0]
        email = _find_email(inside)
        name = text[:opened]
        if not name.strip():
            name = text[opened + 1 :].partition(">")[2]
    if not email:
        bare = _BARE.search(text)
        if bare:
            email = bare[0].strip("'\".:")
            email = "" if email.endswith("@") else email
            rest = (
                text[: bare.start()].rstrip(" ([") + " " + text[bare.end() :].lstrip(" )]")
            ).strip()
            name = rest if opened < 0 else name
        elif opened < 0:
            name = text
    shown = clean_name(name)
    if shown and email and shown.lower() == email.lower():
        shown = ""
    return Address(shown or None, email or None) if shown or email else None


def clean_name(name: str) -> str:
    """Return a display name without quotes, comments' brackets and encoded words."""
    name = name.strip()
    if name.startswith("(") and name.endswith(")"):
        name = name[1:-1]
    name = re.sub(r"\\(.)", r"\1", name.replace('"', " ") if '\\"' not in name else name.strip('"'))
    text = decode_header(" ".join(name.split()))
    for quote in ('""', "''", "‘’", "“”", "„“"):
        if len(text) > 1 and text[0] == quote[0] and text[-1] == quote[1]:
            text = text[1:-1].strip()
    return text


def _find_email(text: str) -> str:
    text = text.strip().removeprefix("mailto:").strip()
    if text.startswith("@") and ":" in text:  # obsolete source route
        text = text.rpartition(":")[2]
    quoted = re.fullmatch(r'"[^"]{1,100}"@\S{1,200}', text)
    if quoted:
        return text
    found = _EMAIL.search(text)
    email = found[0].rstrip(".") if found else ""
    return "" if email.endswith("@") else email


def _split_list(value: str) -> Iterator[str]:
    """Split at commas and semicolons outside quotes, brackets and comments."""
    start, depth, quoted, angled = 0, 0, False, False
    closing = value.count('"')
    for found in re.finditer(r'\\.|[",;<>():]', value):
        mark = found[0]
        if len(mark) == 2:
            continue
        if mark == '"':
            closing -= 1
            quoted = not quoted and closing > 0  # a lone quote opens nothing
        elif quoted:
            continue
        elif mark == "(":
            depth += 1
        elif mark == ")":
            depth = max(0, depth - 1)
        elif mark in "<>":
            angled = mark == "<"
        elif depth or (angled and mark != ";"):
            continue
        elif mark == ":":
            if "@" not in value[start : found.start()]:
                start = found.end()  # the name of a group
        else:
            if value[start : found.start()].strip():
                yield value[start : found.start()]
            start, angled = found.end(), False
    if value[start:].strip():
        yield value[start:]


def parse_parameters(value: str) -> tuple[str, dict[str, str]]:
    """Return the main value (lower case) and parameters of a header such as Content-Type."""
    value = unfold(value)[:8000]
    if "  " in value:
        value = re.sub(r"\s{2,}", " ", value)
    main, _, rest = value.partition(";")
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for found in re.finditer(r';?\s*([^\s=;"]{1,60})\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)', rest):
        key, text = found[1].lower(), found[2].strip()
        if text.startswith('"'):
            text = re.sub(r"\\(.)", r"\1", text[1:].removesuffix('"'))
        base, star, tail = key.partition("*")
        if not star:
            plain.setdefault(key, text)
            continue
        index = tail.rstrip("*")
        number = int(index) if index.isascii() and index.isdigit() and len(index) < 4 else 0
        pieces.setdefault(base, {})[number] = (text, key.endswith("*"))
    for base, parts in pieces.items():
        plain[base] = _join_pieces(parts)
    return main.strip().lower(), plain


def _join_pieces(parts: dict[int, tuple[str, bool]]) -> str:
    """Join a parameter given in pieces, percent-encoded or not (RFC 2231)."""
    charset = ""
    raw = b""
    for position, number in enumerate(sorted(parts)):
        text, encoded = parts[number]
        if encoded and position == 0 and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        raw += unquote_to_bytes(text) if encoded else text.encode("utf-8", "replace")
    return decode(raw, charset or None)[0]
