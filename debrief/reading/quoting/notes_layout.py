"""The four layouts Lotus Notes prints above a quoted mail that are no plain header lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from debrief.reading.mail.lines import Line
from debrief.reading.mail.phrases import LABELS, fold_phrase
from debrief.reading.quoting.dates import looks_dated

MAX_LAYOUT = 24  # lines one such block may have
MIN_LABEL_COLUMN = 40  # labels without colons stand far to the right
_COLUMNS = re.compile(
    r"[ \t]{3,}(?:(\S.{0,60}?)[ \t]{2,})?([^\W\d_]{2,10})\s?:(?:[ \t]+(\S.{0,300}))?\s*$"
)
_BOX_LABEL = re.compile(
    r"[ \t]{0,4}\|[ \t]{0,40}([^\W\d_][^|\n]{0,20}?)[ \t]{0,40}:?[ \t]{0,40}\|[ \t]*$"
)
_BOX_VALUE = re.compile(r"[ \t]{1,8}\|(.{0,400}?)\|[ \t]*$")
_BOX_RULE = re.compile(r"[ \t]{0,4}\|-{3,200}>[ \t]*$|[ \t]{1,8}>-{3,400}\|[ \t]*$")
_BESIDE = re.compile(r"\s*(\S.{0,80}?)(?:\s{2,}(\S.{0,200}))?$")
_LEFT = re.compile(r"[ \t]{3,}(\S.{0,60}?)\s*$")


@dataclass(frozen=True, slots=True)
class NotesLayout:
    """A block of lines ``start`` to ``end`` (exclusive) and the fields it prints."""

    start: int
    end: int
    fields: dict[str, str]


def notes_layout_at(lines: Sequence[Line], position: int, floor: int) -> NotesLayout | None:
    """Return the layout whose first "To", or first rule, stands at ``position``, or None."""
    text = lines[position].text
    if text.startswith("|-") and _BOX_RULE.match(lines[position].raw):
        return _boxed(lines, position)
    if len(text) < 14 and LABELS.get(fold_phrase(text)) == "to":
        return _stacked(lines, position, floor)
    if lines[position].raw[:3].isspace() and ":" in text:
        return _columns(lines, position, floor)
    if lines[position].raw[:1].isspace() and _names(lines[position].raw, "to"):
        return _three_columns(lines, position, floor)
    return None


def _stacked(lines: Sequence[Line], position: int, floor: int) -> NotesLayout | None:
    """Read a name line, a date line, then labels and values on lines of their own."""
    above = [i for i in range(max(floor, position - 5), position) if not lines[i].blank]
    if len(above) < 2 or not looks_dated(lines[above[-1]].text[:40]):
        return None
    name = lines[above[-2]].text
    if len(name) > 120 or len(lines[above[-1]].text) > 50:
        return None
    fields = {"from": name, "date": lines[above[-1]].text}
    last = ""
    for index in range(position, min(len(lines), position + MAX_LAYOUT)):
        text = lines[index].text
        label = LABELS.get(fold_phrase(text)) if len(text) < 16 else None
        if label in ("to", "cc", "bcc", "subject") and label not in fields:
            fields[label] = ""
            last = label
        elif text and last == "subject":
            fields["subject"] = text
            return NotesLayout(above[-2], index + 1, fields)
        elif text and last:
            fields[last] = f"{fields[last]} {text}".strip()
    return None


def _boxed(lines: Sequence[Line], position: int) -> NotesLayout | None:
    """Read labels and values that each stand in a box drawn with strokes."""
    fields: dict[str, str] = {}
    label = None
    end = position
    for index in range(position, min(len(lines), position + 3 * MAX_LAYOUT)):
        raw = lines[index].raw
        named = _BOX_LABEL.match(raw)
        value = _BOX_VALUE.match(raw)
        if named and (known := LABELS.get(fold_phrase(named[1]))):
            label = known
        elif value and label:
            fields[label] = f"{fields.get(label, '')} {value[1].strip()}".strip()
        elif raw.strip() and not _BOX_RULE.match(raw):
            break
        if raw.strip():
            end = index + 1
    return NotesLayout(position, end, fields) if {"from", "date"} <= fields.keys() else None


def _columns(lines: Sequence[Line], position: int, floor: int) -> NotesLayout | None:
    """Read sender and date in a left column, To/cc/Subject in a right one."""
    fields: dict[str, str] = {}
    left: list[str] = []
    start = position
    while start > max(floor, position - 4) and _LEFT.match(lines[start - 1].raw):
        start -= 1
        left.insert(0, lines[start].text)
    end = position
    while end < min(len(lines), position + MAX_LAYOUT):
        found = _COLUMNS.match(lines[end].raw)
        label = LABELS.get(fold_phrase(found[2])) if found else None
        if found is None or label is None:
            break
        left.append((found[1] or "").strip())
        fields.setdefault(label, (found[3] or "").strip())
        end += 1
    dated = [text for text in left if text and looks_dated(text)]
    names = [text for text in left if text and text not in dated and not text.startswith("Sent by")]
    if not names or not dated or not {"to", "subject"} <= fields.keys():
        return None
    fields["from"], fields["date"] = " ".join(names[:2]), dated[0]
    return NotesLayout(start, end, fields)


def _label_at_end(raw: str) -> tuple[str, str] | None:
    """Return (what stands before it, field) of a line that ends with a label far to the right."""
    before, _, word = raw.rstrip()[:400].rpartition("  ")
    label = LABELS.get(fold_phrase(word)) if before and len(word) < 16 else None
    return None if label is None or len(before) < MIN_LABEL_COLUMN else (before.strip(), label)


def _names(raw: str, field: str) -> bool:
    found = _label_at_end(raw)
    return found is not None and found[1] == field


def _three_columns(lines: Sequence[Line], position: int, floor: int) -> NotesLayout | None:
    """Read sender and date on the left, labels without colons on the right, values between them."""
    start = position
    while start > max(floor, position - 4) and _LEFT.match(lines[start - 1].raw):
        start -= 1
    edge = len(lines[start].raw) - len(lines[start].raw.lstrip())
    left: list[str] = []
    fields: dict[str, str] = {}
    last = ""
    end = start
    while end < min(len(lines), position + MAX_LAYOUT):
        raw = lines[end].raw.rstrip()[:400]
        if not raw and fields.get("subject"):
            break
        found = _label_at_end(raw)
        if found is not None:
            left.append(found[0])
            last = found[1]
            fields.setdefault(last, "")
        elif raw and len(raw) - len(raw.lstrip()) > edge + 9:
            fields[last] = f"{fields.get(last, '')} {raw.strip()}".strip()
        elif raw:
            beside = _BESIDE.match(raw)
            if beside is None or len(raw) - len(raw.lstrip()) < edge:
                break
            left.append(beside[1])
            if beside[2]:
                fields[last] = f"{fields.get(last, '')} {beside[2]}".strip()
        end += 1
    left = [text for text in left if text]
    dated = next((at for at, text in enumerate(left) if looks_dated(text)), 0)
    if not dated or not fields.get("subject") or "to" not in fields:
        return None
    fields["from"] = " ".join(left[:dated]).replace(" >", ">")
    fields["date"] = " ".join(left[dated:])
    return NotesLayout(start, end, fields)
