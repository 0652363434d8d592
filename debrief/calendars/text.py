"""Read and write the lines of iCalendar text (RFC 5545, chapter 3.1).

A *content line* is one property, unfolded; a *block* is the content lines of one component.
Reading forgives what real clients get wrong; writing is strict, and no value that is written can
end its line, its parameter or its component.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import quote, unquote

from debrief.errors import BadInput

FOLD_OCTETS = 75  # RFC 5545, 3.1: without the line break

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
_BREAK = re.compile(r"\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_LINE = re.compile(r"\r\n|\r|\n")
_FOLD = re.compile(r"(?:\r\n|\r|\n)[ \t]")
_NAME = re.compile(r"\s*([A-Za-z0-9-]+)\s*(?=[;:])")
_PARAMETER = re.compile(r';\s*([A-Za-z0-9-]+)\s*=((?:"[^"]*"|[^";:])*)')
_TOKEN = re.compile(r"[A-Za-z0-9-]+")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_CARET = re.compile(r"\^(['^n])")  # RFC 6868


class Property(NamedTuple):
    """One content line taken apart: names in upper case, parameters without their quotes."""

    name: str
    parameters: Mapping[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value as TEXT, unescaped (RFC 5545, 3.3.11)."""
        return _ESCAPE.sub(lambda m: "\n" if m[1] in "nN" else m[1], self.value)

    @property
    def address(self) -> str | None:
        """The value as a mail address in lower case, or None if it is none."""
        value = self.value.strip().strip("<>")
        # "MAILTO:" in any case, "mailto:mailto:" and a bare address are all seen in the wild.
        value = re.sub(r"^(?:mailto:\s*)+", "", value, flags=re.IGNORECASE).partition("?")[0]
        value = unquote(value).strip().strip("<>").lower()
        return value if re.fullmatch(r"[^\s@]+@[^\s@]+", value) else None


def content_lines(text: str) -> list[str]:
    """Unfold a calendar text into its content lines, whatever its line breaks."""
    return [line for line in _LINE.split(_FOLD.sub("", text.lstrip("\ufeff"))) if line]


def read_property(line: str) -> Property | None:
    """Take a content line apart; None if it is none."""
    start = _NAME.match(line)
    if start is None:
        return None
    at = start.end()
    parameters: dict[str, str] = {}
    while found := _PARAMETER.match(line, at):
        parameters[found[1].upper()] = _parameter(found[2])
        at = found.end()
    value = _mended(line[at:], parameters)
    return None if value is None else Property(start[1].upper(), parameters, value)


def _mended(rest: str, parameters: dict[str, str]) -> str | None:
    """Return the value in what follows the parameters, where colons stand unquoted in them too."""
    mail = rest.lower().rfind(":mailto:")
    if mail > 0:  # a colon or quote in a name: what follows the last "mailto:" is the address
        for found in _PARAMETER.finditer(rest, 0, mail):
            parameters.setdefault(found[1].upper(), _parameter(found[2]))
        return rest[mail + 1 :]
    if not rest.startswith(":"):
        return None
    if rest.startswith("://") and "TZID" in parameters:  # tzone://Microsoft/Utc
        path, _, value = rest.rpartition(":")
        parameters["TZID"] += path
        return value
    return rest[1:]


def with_parameters(line: str, changes: Mapping[str, str | None]) -> str:
    """Return a content line with parameters set, or dropped where None; the rest stays."""
    start = _NAME.match(line)
    if start is None:
        return line
    at = start.end()
    kept: list[str] = []
    while found := _PARAMETER.match(line, at):
        if found[1].upper() not in changes:
            kept.append(found[0])
        at = found.end()
    for name, text in changes.items():
        if text is not None:
            kept.append(f";{name}={text if _TOKEN.fullmatch(text) else quoted(text)}")
    return line[: start.end()] + "".join(kept) + line[at:]


def read_properties(block: Iterable[str]) -> dict[str, list[Property]]:
    """Return the properties of a block by name, each in the order written."""
    found: dict[str, list[Property]] = {}
    for line in block:
        if (item := read_property(line)) is not None:
            found.setdefault(item.name, []).append(item)
    return found


def property_name(line: str) -> str:
    """Return the name a content line starts with, in upper case, or an empty text."""
    found = _NAME.match(line)
    return found[1].upper() if found else ""


def components(lines: Iterable[str], name: str) -> Iterator[list[str]]:
    """Yield each component of that name: its lines without BEGIN, END and nested components."""
    block: list[str] | None = None
    nested = 0
    for line in lines:
        mark = line.strip().upper()
        if block is None:
            block = [] if mark == f"BEGIN:{name}" else None
        elif mark == f"END:{name}" and not nested:
            yield block
            block = None
        elif mark.startswith("BEGIN:"):
            nested += 1
        elif mark.startswith("END:"):
            nested = max(0, nested - 1)
        elif not nested:
            block.append(line)


def whole_components(lines: Iterable[str], name: str) -> Iterator[list[str]]:
    """Yield each component of that name as it stands: BEGIN, END and what is nested included."""
    block: list[str] | None = None
    for line in lines:
        mark = line.strip().upper()
        if mark == f"BEGIN:{name}":
            block = []
        if block is None:
            continue
        block.append(line)
        if mark == f"END:{name}":
            yield block
            block = None


def escaped(text: str) -> str:
    """Write a TEXT value (RFC 5545, 3.3.11): breaks become `\\n`, other control characters go."""
    text = _CONTROL.sub("", _BREAK.sub("\n", text))
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text


def quoted(text: str) -> str:
    """Write a parameter value in quotes (RFC 5545, 3.2).

    Double quotes become apostrophes, since few clients know the RFC 6868 escape for them, and
    backslashes slashes, since some take them for an escape.
    """
    plain = _CARET.sub(r"^^\1", one_line(text).replace('"', "'").replace("\\", "/"))
    return f'"{plain}"'


def mailto(address: str) -> str:
    """Write a mail address as a URI (RFC 6068)."""
    return "mailto:" + quote(address.strip(), safe="@!$'*+-._~")


def one_line(text: str) -> str:
    """Reduce a text to one line: white space collapsed, control characters gone."""
    return " ".join(_CONTROL.sub("", _BREAK.sub(" ", text)).split())


def utc_time(moment: datetime) -> str:
    """Write an aware time in UTC (RFC 5545, 3.3.5, form 2); raise `BadInput` for a naive one."""
    if moment.utcoffset() is None:
        raise BadInput("a calendar time needs a time zone; pass an aware datetime")
    moment = moment.astimezone(UTC)
    return f"{moment.year:04}{moment:%m%dT%H%M%SZ}"


def write_lines(lines: Iterable[str]) -> bytes:
    """Encode content lines: folded at 75 octets, ended by CRLF, free of control characters."""
    return b"".join(_folded(_CONTROL.sub("", _BREAK.sub(" ", line))) for line in lines)


def _parameter(written: str) -> str:
    """Return a parameter's value without quotes and RFC 6868 escapes."""
    plain = written.replace('"', "").strip()
    return _CARET.sub(lambda m: {"n": "\n", "'": '"', "^": "^"}[m[1]], plain)


def _folded(line: str) -> bytes:
    """Fold one line, never inside a character."""
    rest = line.encode("utf-8", "replace")
    parts: list[bytes] = []
    room = FOLD_OCTETS
    while len(rest) > room:
        cut = room
        while rest[cut] & 0xC0 == 0x80:  # a continuation byte: step back to the character's start
            cut -= 1
        parts.append(rest[:cut])
        rest = rest[cut:]
        room = FOLD_OCTETS - 1  # the blank that marks a continuation counts
    return b"\r\n ".join([*parts, rest]) + b"\r\n"
