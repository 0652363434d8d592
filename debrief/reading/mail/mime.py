"""The parts of a message: one pass over the bytes, any damage survived (RFC 2045–2049)."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from debrief.reading.mail.addresses import decode_base64, decode_header, parse_parameters

MAX_DEPTH = 60  # of nested multiparts; deeper ones are read as text
MAX_PARTS = 2000
MAX_HEADER_BYTES = 1_000_000
MAX_HEADERS = 5000
MAX_VALUE = 100_000  # characters of one header kept

_FIELD = re.compile(rb"[!-9;-~]{1,120}[ \t]*:")
_DELIMITER = re.compile(rb"(?:^|\n)--([^\n]{1,1000})")


@dataclass(slots=True)
class Part:
    """One leaf of the tree: its headers and where its body stands in the message."""

    headers: tuple[tuple[str, str], ...]  # raw values, unfolded only
    body: bytes
    content_type: str
    parameters: dict[str, str]
    path: tuple[str, ...]  # types of the multiparts around it, outermost first
    branch: tuple[int, ...]  # position in each of them
    defects: list[str] = field(default_factory=list)

    def header(self, name: str) -> str:
        """Return the first raw value of a header, empty when absent."""
        return first_value(self.headers, name)

    @property
    def disposition(self) -> str:
        """Return ``inline``, ``attachment`` or what else is stated."""
        return parse_parameters(self.header("content-disposition"))[0]

    @property
    def filename(self) -> str | None:
        """Return the stated file name, decoded, without folders."""
        stated = parse_parameters(self.header("content-disposition"))[1].get("filename")
        name = decode_header(stated or self.parameters.get("name") or "")
        name = re.split(r"[\\/]", name)[-1].strip()
        return name[:255] or None

    def content(self) -> bytes:
        """Return the body with its transfer encoding undone, as far as it goes."""
        encoding = self.header("content-transfer-encoding").strip(" \t\"';").lower()
        if encoding == "base64":
            return decode_base64(_without_trailer(self.body))
        if encoding == "quoted-printable":
            return quopri.decodestring(self.body)
        if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
            return _uudecode(self.body)
        return self.body


def first_value(headers: tuple[tuple[str, str], ...], name: str) -> str:
    """Return the first value of a header (name in lower case), empty when absent."""
    return next((value for key, value in headers if key.lower() == name), "")


def normalise(raw: bytes) -> tuple[bytes, list[str]]:
    """Return the bytes with a mark taken off and CR-only line ends mended, and the defects."""
    defects: list[str] = []
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raw = raw.decode("utf-16", "replace").encode("utf-8", "replace")
        defects.append("the whole message is UTF-16")
    elif raw[:3] == b"\xef\xbb\xbf":
        raw = raw[3:]
        defects.append("byte order mark before the headers")
    head = raw[:4000]
    lone = head.count(b"\r") - head.count(b"\r\n")
    if lone > head.count(b"\n"):
        raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        defects.append("lines end with CR only")
    return raw.lstrip(b"\r\n"), defects


def split_headers(
    raw: bytes, start: int, end: int
) -> tuple[tuple[tuple[str, str], ...], int, bool]:
    """Return the headers at ``start``, where the body begins, and whether they were whole."""
    out: list[tuple[str, str]] = []
    lines: list[bytes] = []
    position, whole = start, True
    limit = min(end, start + MAX_HEADER_BYTES)
    while position < limit:
        stop = raw.find(b"\n", position, end)
        stop = end if stop < 0 else stop
        line = raw[position:stop].rstrip(b"\r")
        if not line.strip(b" \t"):
            position = min(stop + 1, end)
            break
        if line[:1] in b" \t" and lines:
            lines.append(line)
        elif _FIELD.match(line):
            _store(lines, out)
            lines = [line]
        elif line.startswith((b"From ", b">From ")) and not out and not lines:
            pass
        elif _FIELD.match(raw, stop + 1, min(end, stop + 200)) and lines:
            whole = False
            lines.append(b" " + line)  # a folded line that lost its indent
        else:
            whole = False
            break
        position = min(stop + 1, end)
    _store(lines, out)
    return tuple(out), position, whole


def _store(lines: list[bytes], out: list[tuple[str, str]]) -> None:
    if not lines or len(out) >= MAX_HEADERS:
        return
    line = b"\n".join(lines)[: MAX_VALUE * 2].replace(b"\0", b"")
    name, _, value = line.partition(b":")
    text = value.decode("utf-8", "surrogateescape")
    if not value.isascii():
        text = _eight_bit(value)
    out.append((name.strip().decode("ascii", "replace"), text.strip()[:MAX_VALUE]))


def _eight_bit(value: bytes) -> str:
    """Decode a header with raw 8-bit letters: UTF-8 (RFC 6532), else Windows-1252."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("cp1252", "replace")


@dataclass(slots=True)
class _Level:
    boundary: bytes
    kind: str
    count: int = 0


class _Walk:
    """The state of one pass: open multiparts, and the part being read."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.levels: list[_Level] = []
        self.parts: list[Part] = []
        self.defects: list[str] = []
        self.current: Part | None = None
        self.start = 0

    def open(self, position: int, top: tuple[tuple[str, str], ...] | None = None) -> None:
        """Read the headers of a part and step into it."""
        headers, body, _ = (
            split_headers(self.raw, position, len(self.raw))
            if top is None
            else (top, position, True)
        )
        kind, parameters = parse_parameters(first_value(headers, "content-type"))
        digest = bool(self.levels) and self.levels[-1].kind == "multipart/digest"
        if "/" not in kind:
            kind = "message/rfc822" if digest and not kind else "text/plain"
        boundary = parameters.get("boundary", "").rstrip().encode("utf-8", "surrogateescape")
        if kind.startswith("multipart/"):
            if not boundary:
                boundary = self._guessed_boundary(body)
                self.defects.append("multipart without a boundary")
            if boundary and len(self.levels) < MAX_DEPTH:
                self.levels.append(_Level(boundary, kind))
                self.current, self.start = None, body
                return
            self.defects.append("multipart that cannot be taken apart")
            kind = "text/plain"
        path = tuple(level.kind for level in self.levels)
        branch = tuple(level.count for level in self.levels)
        self.current = Part(headers, b"", kind, parameters, path, branch)
        self.start = body

    def close(self, end: int) -> None:
        """End the part being read before the delimiter at ``end``."""
        if self.current is not None and len(self.parts) < MAX_PARTS:
            body = self.raw[self.start : max(self.start, end)]
            self.current.body = body.removesuffix(b"\r") if self.levels else body
            self.parts.append(self.current)
        self.current = None

    def _guessed_boundary(self, position: int) -> bytes:
        found = re.compile(rb"(?:^|\n)--([^\s][^\r\n]{0,200})\r?\n[Cc]ontent-").search(
            self.raw, max(0, position - 1)
        )
        return found[1].rstrip() if found else b""

    def match(self, line: bytes) -> tuple[int, bool] | None:
        """Return which open level a delimiter line belongs to and whether it closes it."""
        line = line.rstrip()
        for index in range(len(self.levels) - 1, -1, -1):
            boundary = self.levels[index].boundary
            if line == boundary:
                return index, False
            if line == boundary + b"--":
                return index, True
        return None


def split_parts(raw: bytes) -> tuple[tuple[tuple[str, str], ...], list[Part], list[str]]:
    """Return a message's headers, its leaf parts in order, and what was wrong with it."""
    raw, defects = normalise(raw)
    headers, body, whole = split_headers(raw, 0, len(raw))
    if not whole:
        defects.append("damaged line among the headers")
    walk = _Walk(raw)
    walk.open(body, headers)
    if not walk.levels:
        walk.close(len(raw))
        return headers, walk.parts, defects + walk.defects
    for line, start, end in _delimiters(raw, body):
        _delimit(walk, line, start, end)
        if not walk.levels or len(walk.parts) >= MAX_PARTS:
            break
    else:
        if walk.current is not None or walk.levels:
            walk.defects.append("multipart is not closed")
    walk.close(len(raw))
    if not walk.parts and body < len(raw):
        walk.defects.append("multipart without parts: read as text")
        walk.parts.append(Part((), raw[body:], "text/plain", {}, (), ()))
    return headers, walk.parts, defects + walk.defects


def _delimiters(raw: bytes, position: int) -> Iterator[tuple[bytes, int, int]]:
    for found in _DELIMITER.finditer(raw, max(0, position - 1)):
        yield found[1], found.start(), found.end()


def _delimit(walk: _Walk, line: bytes, start: int, end: int) -> None:
    hit = walk.match(line)
    if hit is None or start < walk.start - 1:
        return
    index, closing = hit
    walk.close(start)
    del walk.levels[index + 1 :]
    if closing:
        walk.levels.pop()
        walk.current = None
        walk.start = end
        return
    walk.levels[index].count += 1
    walk.open(min(end + 1, len(walk.raw)))


def _without_trailer(body: bytes) -> bytes:
    """Cut what lists append in clear text below a base64 body."""
    padding = body.find(b"=")
    if padding >= 0 and body[padding:].strip(b"=\r\n \t"):
        return body[:padding] + b"=" * (2 if body[padding : padding + 2] == b"==" else 1)
    return body


def _uudecode(body: bytes) -> bytes:
    import binascii

    out: list[bytes] = []
    inside = False
    for line in body.split(b"\n"):
        line = line.rstrip(b"\r")
        if line.startswith(b"begin "):
            inside = True
        elif line == b"end":
            break
        elif inside and line:
            try:
                out.append(binascii.a2b_uu(line))
            except binascii.Error:
                continue
    return b"".join(out)
