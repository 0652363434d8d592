"""People as mail programs print them on From, To and Cc lines above a quoted mail."""

from __future__ import annotations

import re
from collections.abc import Iterable

from debrief.reading.mail.addresses import (
    MAX_ADDRESSES,
    MAX_PERSON,
    Address,
    parse_address,
    parse_addresses,
)
from debrief.reading.mail.phrases import BEHALF, without_marks
from debrief.reading.quoting.dates import looks_dated

MAX_PEOPLE = 200_000  # characters of one To or Cc line
MAILTO = re.compile(r"[<\[(]?\s?mailto:\s?([^\]\s>)]{1,250})\s?[\])>]?", re.I)
_ANGLED = re.compile(r"<([^<>\s]{1,250})<[^<>]{0,300}>+")
_LOTUS = re.compile(r"/[^/@,;<>]{1,40}@[A-Za-z0-9_-]{1,40}(?:,|$)")
PRINTED_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,100}@[\w.-]{1,150}\w")


def read_sender(value: str) -> Address | None:
    """Return the sender printed on a From line, whatever its shape."""
    value = without_marks(value[:MAX_PERSON]).strip(" *;,")
    if not value:
        return None
    value = _principal(value)
    name, on, when = value.rpartition(" on ")
    if on and "@" not in when and looks_dated(when):
        value = name
    value = _one_address(value)
    if not value:
        return None
    address = _printed_address(value)
    if address is None:
        return None
    shown = (address.name or "").strip(" -–,;:*|_>")
    if address.email and shown and PRINTED_EMAIL.fullmatch(shown):
        shown = ""
    return Address(shown or None, address.email) if shown or address.email else None


def _principal(value: str) -> str:
    """Return Y of "X on behalf of Y", and the first of several senders."""
    found = BEHALF.search(value)
    if found is not None:
        before, after = value[: found.start()].strip(), value[found.end() :].strip(" ;,")
        # one word alone ("för", "代表") is also part of names: it must follow an address
        if before and after and (" " in found[0].strip() or "@" in before):
            return after
    first, several, rest = value.partition(">,")
    if not several:
        first, several, rest = value.partition(">;")
    return f"{first}>" if several and "@" in rest and "<" in first else value


def _printed_address(value: str) -> Address | None:
    """Read one person; "Name/UNIT/ORG@DOMAIN" of Lotus Notes is a name, not an address."""
    address = parse_address(value)
    email = address.email if address is not None else None
    if email and "." not in email.rpartition("@")[2] and "<" not in value:
        return Address(value.strip(" ,;\"'") or None, None)
    return address


def _one_address(value: str) -> str:
    """Turn "Name [mailto:a@b]" and "a@b <mailto:a@b>" into "Name <a@b>"."""
    value = _ANGLED.sub(r"<\1>", value)
    mailed = MAILTO.search(value)
    if mailed is None:
        return value
    rest = MAILTO.sub(" ", value).strip()
    if "<" in rest and "@" in rest:
        return rest
    name = PRINTED_EMAIL.sub(" ", rest) if PRINTED_EMAIL.search(rest) else rest
    name = name.replace("<", " ").replace(">", " ").strip()
    return f"{name} <{mailed[1]}>" if name else f"<{mailed[1]}>"


def read_people(value: str) -> tuple[Address, ...]:
    """Return the addressees printed on a To or Cc line."""
    value = without_marks(value[:MAX_PEOPLE]).strip(" *")
    if not value:
        return ()
    value = _ANGLED.sub(r"<\1>", value)
    value = re.sub(r"[<\[(]mailto:([^\]\s>)]{1,250})[\])>]", r"<\1>", value)
    value = re.sub(r"<([^<>\s@]{1,100}@[^<>\s]{1,150})>\s?<\1>", r"<\1>", value)
    if ";" in value:
        return _each(_one_address(piece) for piece in value.split(";"))
    if "/" in value and _LOTUS.search(value):
        return _each(value.split(","))
    return parse_addresses(value.replace("，", ",").replace("、", ","))


def _each(pieces: Iterable[str]) -> tuple[Address, ...]:
    found: list[Address] = []
    for piece in pieces:
        address = _printed_address(piece)
        if address is not None:
            found.append(address)
        if len(found) >= MAX_ADDRESSES:
            break
    return tuple(found)
