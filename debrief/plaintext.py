"""Lay out the plain-text form of what people read: wrapped paragraphs and aligned columns.

Pure. Widths count what a terminal shows: East Asian wide characters take two columns,
combining marks none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

WIDTH = 76  # columns; room for two levels of "> " in a reply
GAP = 2  # blanks between columns
LABEL = 40  # a label wider than this stands above its value
NARROWEST = 12  # a column narrower than this is unreadable: rows are stacked instead
HEADER = re.compile(r"[^\W\d][\w-]*:(?!//)")


def width_of(text: str) -> int:
    """Return how many columns the text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def one_line(text: object) -> str:
    """Return the text with every run of white space, line ends included, as one blank."""
    return " ".join(str(text).split())


def wrapped(text: object, width: int = WIDTH, first: str = "", rest: str | None = None) -> str:
    """Fill a paragraph softly: a word longer than the line (a URL) is never cut.

    ``first`` starts the first line, ``rest`` the others (as many blanks as ``first`` by default).
    """
    rest = " " * width_of(first) if rest is None else rest
    lines: list[str] = []
    line, used, empty = first, width_of(first), True
    for word in _units(str(text)):
        size = width_of(word)
        if not empty and used + 1 + size > width:
            lines.append(line)
            line, used, empty = rest, width_of(rest), True
        line += word if empty else " " + word
        used += size if empty else size + 1
        empty = False
    if not empty or not lines:
        lines.append(line)
    return "\n".join(line.rstrip() for line in lines)


def _units(text: str) -> list[str]:
    """Split into words, one that looks like a header ("Bcc:") kept with the word before it.

    Wrapping may so never put words of somebody else's where a line of ours would stand.
    """
    units: list[str] = []
    for word in text.split():
        if units and HEADER.match(word):
            units[-1] += " " + word
        else:
            units.append(word)
    return units


def quoted(text: object, prefix: str = "> ") -> str:
    """Put ``prefix`` before every line of somebody's words, wrapped, their own lines kept."""
    paragraphs = re.split(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]", str(text).strip())
    lines: list[str] = []
    for paragraph in paragraphs:
        if paragraph.strip() or (lines and lines[-1] != prefix.rstrip()):
            lines.append(wrapped(paragraph, first=prefix, rest=prefix))
    return "\n".join(lines)


def pad(text: str, width: int) -> str:
    """Fill up with blanks to ``width`` columns."""
    return text + " " * (width - width_of(text))


def pairs(rows: Iterable[Sequence[object]], indent: str = "", colon: str = ":") -> str:
    """Print label and value, the values aligned; long values go on under their column."""
    cells = [(one_line(label) + colon, one_line(value)) for label, value in rows]
    if not cells:
        return ""
    column = min(max(width_of(label) for label, _ in cells), LABEL)
    lines = []
    for label, value in cells:
        hang = indent + " " * (column + GAP)
        if width_of(label) > column:
            lines += [indent + label, wrapped(value, first=hang)]
        else:
            lines.append(wrapped(value, first=indent + pad(label, column + GAP), rest=hang))
    return "\n".join(lines)


def columns(head: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """Print a table as aligned lines; where it does not fit, each row as label and value."""
    heads = [one_line(cell) for cell in head]
    body = [[one_line(cell) for cell in row] for row in rows]
    widths = _fitted([max(map(width_of, column)) for column in zip(heads, *body, strict=True)])
    if widths is None:
        return "\n\n".join(
            pairs([pair for pair in zip(heads, row, strict=True) if pair[1]]) for row in body
        )
    lines = [_row(heads, widths), "  ".join("-" * width for width in widths)]
    return "\n".join(lines + [_row(row, widths) for row in body])


def _fitted(widths: list[int]) -> list[int] | None:
    """Narrow the widest columns until the row fits; None when one would get too narrow."""
    room = WIDTH - GAP * (len(widths) - 1)
    while sum(widths) > room:
        widest = widths.index(max(widths))
        if widths[widest] <= NARROWEST:
            return None
        widths[widest] -= 1
    return widths


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Print one row, its cells wrapped within their columns."""
    parts = [wrapped(cell, width).split("\n") for cell, width in zip(cells, widths, strict=True)]
    height = max(map(len, parts))
    lines = []
    for index in range(height):
        row = [part[index] if index < len(part) else "" for part in parts]
        fitted = [pad(text, width) for text, width in zip(row, widths, strict=True)]
        lines.append((" " * GAP).join(fitted).rstrip())
    return "\n".join(lines)


def tidy(text: str) -> str:
    """Trim line ends and leave at most one blank line in a row; end with one line end."""
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"
