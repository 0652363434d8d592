"""Printed header blocks: the From/Date/Subject/To lines a mail program puts above a quoted mail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from debrief.reading.mail.addresses import Address
from debrief.reading.mail.lines import Line, separator_kind
from debrief.reading.mail.phrases import (
    LABELS,
    MAX_LABEL,
    ORIGINAL_LINES,
    fold_phrase,
    without_marks,
)
from debrief.reading.quoting.dates import looks_dated, parse_printed_date
from debrief.reading.quoting.notes_layout import notes_layout_at
from debrief.reading.quoting.printed_people import MAILTO, PRINTED_EMAIL, read_people, read_sender

MAX_BLOCK = 600  # lines one block may have: address lists can be long
WRAP_AT = 62  # a line shorter than this was not broken by a mail program
_MAIN = ("from", "date", "to", "subject")
_PRINTED = (*_MAIN, "cc")
_REST_OF_PERSON = re.compile(r"[^\n,;:<>@]{1,60}<[^\s<>@]{1,100}@[^\s<>]{1,150}>\s*(?:,|;|$)")
_TECHNICAL = re.compile(
    r"(?:x-[\w-]{2,40}|return-path|received|mime-version|message-id|delivered-to):", re.I
)
_DATED_LINE = re.compile(
    r"(?:message|mensaje|messaggio|mensagem|nachricht|bericht) (?:du|del|de|do|of|from|vom|van)\s(.{6,60})$",
    re.I,
)
_DATE_BESIDE = re.compile(r"(?<=\s)(\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\s[^\n]{3,30})$")


@dataclass(slots=True)
class HeaderBlock:
    """One block: lines ``start`` (with its separator) to ``end`` (exclusive), and its fields."""

    start: int
    head: int  # the first header line
    end: int
    depth: int
    separator: str | None  # as `separator_kind` names it
    fields: dict[str, str] = field(default_factory=dict)
    english: bool = False
    label: str = ""  # of the first header, case-folded
    attributed: bool = False  # sender and date were taken from lines above the headers

    def sender(self) -> Address | None:
        """Return who wrote the quoted mail; nothing is invented."""
        return read_sender(self.fields.get("from", ""))

    def date(self, near: datetime | None = None) -> datetime | None:
        """Return the printed date."""
        return parse_printed_date(self.fields.get("date", ""), near, self.english)

    def people(self, name: str) -> tuple[Address, ...]:
        """Return the addressees of ``to`` or ``cc``."""
        return read_people(self.fields.get(name, ""))


def read_label(text: str, colonless: bool = False) -> tuple[str, str] | None:
    """Return (field, value) when a line is a printed header, else None."""
    if not text:
        return None
    head = text[: MAX_LABEL + 8]
    cut = head.find(":")
    wide = head.find("：") if not head.isascii() else -1
    if wide >= 0 and (cut < 0 or wide < cut):
        cut = wide
    if cut <= 0:
        return _colonless(text) if colonless else None
    label = fold_phrase(head[:cut].strip(" \t*_|•"))
    name = LABELS.get(label)
    if name is None and label.endswith((" (optional)", " (required)")):
        name = LABELS.get(label.rpartition(" ")[0])
    if name is None:
        return _colonless(text) if colonless else None
    value = text[cut + 1 :]
    if "*" in head[: cut + 2] or value.lstrip().startswith("*"):
        value = value.strip().strip("*")
    return name, without_marks(value).strip()


def _colonless(text: str) -> tuple[str, str] | None:
    """Read "From Jane <jane@…>", as eM Client prints headers."""
    words = text[:200].split(" ")
    for count in (1, 2, 3):
        name = LABELS.get(fold_phrase(" ".join(words[:count])))
        value = " ".join(text.split(" ")[count:]).strip()
        if name in _PRINTED and value:
            return name, value
    return None


def find_blocks(lines: Sequence[Line], expected: str = "") -> Iterator[HeaderBlock]:
    """Yield the header blocks of a body, top to bottom; linear in its length.

    ``expected`` is the outer subject without its prefixes: it tells where a wrapped
    subject ends.
    """
    position, floor = 0, 0
    while position < len(lines):
        block = _notes_block(lines, position, floor)
        if block is None and _may_begin(lines, position, floor):
            block = read_block(lines, position, floor, expected)
            if not _believable(block, expected):
                # a long list that is no block is not read again
                position = block.end if block.end - position > 8 else position + 1
                continue
        if block is None:
            position += 1
            continue
        yield block
        floor = position = max(block.end, position + 1)


def _notes_block(lines: Sequence[Line], position: int, floor: int) -> HeaderBlock | None:
    line = lines[position]
    notes = notes_layout_at(lines, position, floor) if line.text else None
    if notes is None:
        return None
    start, separator = _separator_above(lines, notes.start, floor)
    return HeaderBlock(
        start, notes.start, notes.end, line.depth, separator, notes.fields, english=True
    )


def _may_begin(lines: Sequence[Line], position: int, floor: int) -> bool:
    """Tell cheaply whether a header block may begin with this line."""
    text = lines[position].text
    label = read_label(text)
    if label is None:
        shown = "@" in text and PRINTED_EMAIL.search(text[:400])
        bare = _colonless(text) if shown else None
        return bare is not None and bare[0] == "from" and _announced(lines, position, floor)
    return label[0] == "from" or _has_company(lines, position, label)


def _has_company(lines: Sequence[Line], position: int, label: tuple[str, str]) -> bool:
    """Tell cheaply whether another header follows soon: a lone "To:" is no block."""
    if label[1].endswith((",", ";")):
        return True
    for line in lines[position + 1 : position + 5]:
        other = read_label(line.text)
        if other is not None and other[0] != label[0]:
            return True
    return False


def _announced(lines: Sequence[Line], position: int, floor: int) -> bool:
    above = position - 1
    while above >= floor and position - above < 3 and lines[above].blank:
        above -= 1
    return above >= floor and separator_kind(lines[above].text) in ("forward", "original")


def read_block(lines: Sequence[Line], head: int, floor: int = 0, expected: str = "") -> HeaderBlock:
    """Return what reads like a block whose first header is at ``head``, believable or not."""
    start, separator = _separator_above(lines, _first_technical(lines, head, floor), floor)
    reader = _BlockReader(lines, head, expected, separator in ("forward", "original"))
    end = reader.read()
    fields = reader.fields
    block = HeaderBlock(start, head, end, lines[head].depth, separator, fields)
    block.english = reader.english
    block.label = fold_phrase(lines[head].text[:MAX_LABEL]).partition(":")[0].strip("* ")
    if "from" not in fields:
        _take_lines_above(block, lines, floor)
    elif "date" not in fields:
        _take_date_beside_sender(fields)
        _take_dated_line_above(block, lines, floor)
    return block


def _first_technical(lines: Sequence[Line], head: int, floor: int) -> int:
    """Return where technical headers ("X-Sender:") directly above a block begin."""
    depth = lines[head].depth
    while (
        head > floor and lines[head - 1].depth == depth and _TECHNICAL.match(lines[head - 1].text)
    ):
        head -= 1
    return head


def _separator_above(lines: Sequence[Line], head: int, floor: int) -> tuple[int, str | None]:
    """Return where the separator above a block starts, and its kind."""
    start, kind = head, None
    for _ in range(3):
        above = start - 1
        while above >= floor and start - above <= 4 and lines[above].blank:
            above -= 1
        if above < floor or lines[above].blank or lines[above].depth > lines[head].depth:
            break
        found = separator_kind(lines[above].text)
        if found is None and above == start - 1 and _is_bare_original(lines[above].text):
            found = "original"
        if found is None or found == "end" or (found == "unknown" and kind is not None):
            break
        kind = found if kind in (None, "rule", "unknown") or found == "forward" else kind
        start = above
        if found not in ("rule", "original"):
            break
    return start, "forward" if kind == "forward?" else kind


def _is_bare_original(text: str) -> bool:
    """Tell "Original Message" without any decoration, as BlackBerry prints it."""
    return len(text) < 40 and fold_phrase(text) in ORIGINAL_LINES


class _BlockReader:
    def __init__(self, lines: Sequence[Line], head: int, expected: str, announced: bool) -> None:
        self.lines = lines
        self.position = head
        self.head = head
        self.depth = lines[head].depth
        self.expected = _squeeze(expected)
        self.announced = announced
        self.fields: dict[str, str] = {}
        self.last: str | None = None
        self.spaced = False
        self.stacked = False  # values stand on the line below their labels
        self.english = False

    def read(self) -> int:
        """Read header lines until the body begins; return its first line."""
        stop = min(len(self.lines), self.head + MAX_BLOCK)
        while self.position < stop:
            line = self.lines[self.position]
            if line.blank:
                if not self._step_over_blanks():
                    break
                continue
            if line.depth != self.depth:
                break
            label = read_label(line.text, self.announced)
            if label is not None and self._takes(label, line):
                self._store(label, line)
            elif self.last is not None and self._continues(line, label):
                self.stacked = self.stacked or not self.fields[self.last]
                self.fields[self.last] = (
                    f"{self.fields[self.last]} {without_marks(line.text)}".strip(" *")
                )
            elif not self._unknown_header(line):
                break
            self.position += 1
        return self.position

    def _takes(self, label: tuple[str, str], line: Line) -> bool:
        name, value = label
        if name in self.fields and name != "other":
            return False
        if name == "subject" and line.text[:3].casefold() == "re:" and "from" in self.fields:
            return "subject" not in self.fields and not self._whole()
        if name == "date" and self.fields and not looks_dated(value) and value:
            return not self._whole()
        return True

    def _store(self, label: tuple[str, str], line: Line) -> None:
        name, value = label
        self.fields[name] = value
        self.last = name
        word = line.text[:8].lstrip("*_ ").casefold()
        if word.startswith(("from:", "sent:", "subject:")):
            self.english = True

    def _whole(self) -> bool:
        return "from" in self.fields and ("subject" in self.fields or len(self.fields) >= 3)

    def _step_over_blanks(self) -> bool:
        following = self.position
        while following < len(self.lines) and following - self.position < 3:
            if not self.lines[following].blank:
                break
            following += 1
        if following >= len(self.lines) or self.lines[following].depth != self.depth:
            return False
        label = read_label(self.lines[following].text)
        if label is None or label[0] in self.fields or label[0] == "other":
            return self._value_below(following, label)
        if not self.spaced and self._whole() and not self._rest_is_headers(following):
            return False
        self.spaced = self.spaced or len(self.fields) == 1
        if self._whole() and not self.spaced:
            return False
        self.position = following
        return True

    def _rest_is_headers(self, position: int) -> bool:
        return len(self.fields) == 1 and read_label(self.lines[position].text) is not None

    def _value_below(self, following: int, label: tuple[str, str] | None) -> bool:
        """Step over a blank between an empty "From:" and its value."""
        empty = self.last in ("from", "date") and not self.fields.get(self.last or "")
        if empty and label is None and not self._whole():
            self.position = following
            return True
        return False

    def _continues(self, line: Line, label: tuple[str, str] | None) -> bool:
        last = self.last or ""
        value = self.fields.get(last, "")
        text = line.text
        if label is not None and (label[0] not in self.fields):
            return False
        if last in ("to", "cc", "bcc", "from", "reply_to"):
            return _continues_people(value, text, last, self._above())
        if last == "subject":
            return self._continues_subject(value, line)
        if not value:
            return last == "date" and looks_dated(text)
        indented = line.raw.lstrip("> ")[:1] == "\t" or line.raw.startswith("  ")
        if last == "date":
            return (
                len(text) < 60
                and (indented or self._was_wrapped(text))
                and not looks_dated(text[:12])
            )
        return indented and self._next_is_header()

    def _above(self) -> str:
        return self.lines[self.position - 1].raw

    def _was_wrapped(self, text: str) -> bool:
        """Tell whether the line above was full, so that this one is its rest."""
        above = self._above()
        return len(above) >= WRAP_AT and len(above) + len(text.split(" ", 1)[0]) >= 70

    def _next_is_header(self) -> bool:
        following = self.position + 1
        if following >= len(self.lines):
            return False
        label = read_label(self.lines[following].text)
        return label is not None and label[0] not in self.fields

    def _next_is_blank(self) -> bool:
        following = self.position + 1
        return following >= len(self.lines) or self.lines[following].blank

    def _continues_subject(self, value: str, line: Line) -> bool:
        if self.expected and value:
            have = _squeeze(value)
            if self.expected.endswith(have):
                return False
            if _squeeze(f"{value} {line.text}") in self.expected or self.expected.endswith(
                _squeeze(f"{value} {line.text}")
            ):
                return True
        if not value:
            below = self._next_is_blank() and (self.stacked or not self._whole())
            return self._next_is_header() or below
        indented = line.raw[:1] in " \t" and self.lines[self.head].raw[:1] not in " \t"
        if indented or self._was_wrapped(line.text):
            return self._next_is_header() or self._next_is_blank()
        return self._next_is_header() and len(line.text) < 100 and not self._whole()

    def _unknown_header(self, line: Line) -> bool:
        """Step over a header of unknown wording between two known ones, or a technical one where a mail is announced."""
        if self.announced and _TECHNICAL.match(line.text):
            return True
        head, colon, _ = line.text.partition(":")
        if not colon or len(head) > 24 or not head.strip() or len(head.split()) > 3:
            return False
        return self._next_is_header() and len(self.fields) >= 1 and "subject" not in self.fields


def _continues_people(value: str, text: str, last: str, above: str) -> bool:
    if not value:
        return "@" in text or (
            last != "cc" and len(text) < 120 and not text.endswith((".", "!", "?", ","))
        )
    if value.endswith((",", ";", "，", "；")):
        return len(text) < 400
    if text.startswith(("<", "[mailto", "(mailto")):
        return True
    if "@" in value and "@" not in value.rpartition(",")[2] and _REST_OF_PERSON.match(text):
        return True  # the name above was cut in two
    if "@" in text:
        rest = PRINTED_EMAIL.sub("", MAILTO.sub("", text))
        if text.endswith((",", ";")) or not rest.strip(" <>\"'()[],;"):
            return True
        plain = len(rest.split()) <= 5 * max(1, text.count("@")) and "<" in text and ">" in text
        return plain and len(above) >= 40 and text.rstrip().endswith((">", "]"))
    full = len(above) >= WRAP_AT and last != "from"
    return full and len(text) < 80 and (";" in text or text.endswith((">", "'")))


def _squeeze(text: str) -> str:
    return "".join(text.casefold().split())


def _believable(block: HeaderBlock, expected: str) -> bool:
    """Tell a printed header block from body lines that happen to look like one."""
    fields = block.fields
    count = sum(1 for name in _MAIN if name in fields)
    if "from" not in fields:
        return False
    certain = block.separator in ("forward", "original")
    if certain:
        return count >= 2 or "@" in fields["from"]
    if count < 2 or not fields["from"]:
        return False
    dated = looks_dated(fields.get("date", ""))
    mailed = "@" in fields["from"] or "@" in fields.get("to", "")
    if not mailed and "subject" not in fields and block.separator is None:
        return False  # "From: Aarhus / To: Hamburg / Date: …" is a journey
    if count == 2:
        if expected and mailed and _squeeze(fields.get("subject", "")) == _squeeze(expected):
            return True
        return dated and (mailed or block.separator is not None) and "from" in fields
    return dated or mailed or count == 4 or block.separator is not None


def _take_lines_above(block: HeaderBlock, lines: Sequence[Line], floor: int) -> None:
    """Read Lotus Notes' layouts: "Name <a@b> on date", or a name and a date line, above To:."""
    if not ("to" in block.fields or "subject" in block.fields):
        return
    near = lines[max(floor, block.head - 9) : block.head]
    if not any(char.isdigit() for line in near for char in line.text[-40:]):
        return  # no date is printed there
    above: list[int] = []
    position = block.head - 1
    while position >= floor and block.head - position <= 9 and len(above) < 4:
        text = lines[position].text
        if separator_kind(text) in ("forward", "original", "unknown", "end"):
            break
        if text:
            above.insert(0, position)
        position -= 1
    for index in range(len(above)):
        chosen = above[index:]
        found = _lotus_sender([lines[at].text for at in chosen])
        if found is not None:
            block.fields["from"], block.fields["date"] = found
            start, separator = _separator_above(lines, chosen[0], floor)
            block.start, block.head, block.attributed = start, chosen[0], True
            block.separator = separator or block.separator
            block.english = True
            return


def _take_date_beside_sender(fields: dict[str, str]) -> None:
    """Part "Name on 9/10/2026 10:51 AM" or "Name      9/10/2026 10:51 AM" on a From line."""
    value = fields["from"][:500]
    found = _DATE_BESIDE.search(value)
    if found is None or not looks_dated(found[0]):
        return
    before = value[: found.start()]
    if before.endswith(("  ", "\t", " on ")) and before.strip():
        fields["from"], fields["date"] = before.rstrip().removesuffix(" on"), found[1]


def _take_dated_line_above(block: HeaderBlock, lines: Sequence[Line], floor: int) -> None:
    """Read "Message du 09/10/26 10:51" right above the headers, as Orange prints it."""
    above = block.head - 1
    if "date" in block.fields or above < floor or lines[above].depth != block.depth:
        return
    found = _DATED_LINE.match(without_marks(lines[above].text))
    if found is not None and looks_dated(found[1]):
        block.fields["date"] = found[1]
        separator = block.separator
        block.start, block.separator = _separator_above(lines, above, floor)
        block.separator = block.separator or separator


def _lotus_sender(texts: list[str]) -> tuple[str, str] | None:
    if not 1 <= len(texts) <= 3 or any(len(text) > 200 for text in texts):
        return None
    if any(text.endswith((".", "!", "?")) for text in texts):
        return None
    name, on, when = texts[0].rpartition(" on ")
    if on and looks_dated(when) and name and len(name.split()) < 9:
        return name, when
    if (
        len(texts) > 1
        and looks_dated(texts[1][:40])
        and len(texts[1]) < 40
        and len(texts[0].split()) < 8
    ):
        return texts[0], texts[1]
    if len(texts) == 3 and looks_dated(texts[2][:40]) and len(texts[2]) < 40:
        return texts[0], texts[2]
    return None
