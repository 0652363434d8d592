"""HTML mail to plain text that keeps what mail readers show: lines, quotes, rows of tables.

One pass over the tags with our own small scanner: linear in time, no limit on damage.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from debrief.reading.wording import word_set

Table = tuple[tuple[str, ...], ...]

MAX_HTML = 8_000_000  # characters read; more is not written by people
MAX_NESTING = 60  # tables and quotes inside each other
MAX_CELLS = 20_000
RULE = "_" * 32  # what Outlook prints for a horizontal rule

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})([^<>]{0,20000})>|<[!?][^<>]{0,20000}>")
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]{1,40})\s{0,20}=\s{0,20}("[^"]*"|'[^']*'|[^\s"'>]+)""")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_SPACE_KEPT = re.compile(r"[ \t]+")
_BLOCKS = word_set("""address article aside body center dd details div dl dt fieldset figcaption figure footer form h1
    h2 h3 h4 h5 h6 header html li main nav ol p pre section summary table tbody tfoot thead tr
    ul blockquote caption""")
_SPACED = frozenset(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre", "dl"]
)
_SKIPPED = frozenset(
    ["head", "style", "script", "title", "xml", "object", "noframes", "select", "svg", "template"]
)
_VOID = word_set("area base br col embed hr img input link meta param source track wbr")
_ZERO_WIDTH = str.maketrans(dict.fromkeys("\u200b\u2060\ufeff\u00ad\u034f", None))
_LONE_JOINER = re.compile(r"(?<!\w)\u200c+|\u200c+(?!\w)")  # within Persian words it is spelling
_NO_MARGIN = re.compile(r"margin(?:-top|-bottom)?\s?:\s?0|margin-bottom\s?:\s?\.?0")
_PAINTED = frozenset(["span", "font", "p", "div", "td", "b", "i", "u", "strong", "em", "li"])
_COLOUR = re.compile(
    r"(?<![\w-])color\s{0,3}[:=]\s{0,3}[\"']?([a-z]{3,20}|#[0-9a-f]{3,8}|rgb\([^()]{1,40}\))"
)
_HIDDEN = re.compile(r"display\s?:\s?none|mso-hide\s?:\s?all|max-height\s?:\s?0(?:px)?\s?(?:;|$)")
_INDENT = re.compile(r"border\s?:\s?(?:none|0)|margin\s?:\s?0(?:px)? 0(?:px)? 0(?:px)? 40px")


@dataclass(frozen=True, slots=True)
class HtmlText:
    """The text of an HTML body and its tables (single-cell layout tables left out)."""

    text: str
    tables: tuple[Table, ...]


@dataclass(slots=True)
class _Frame:
    """Where text goes at the moment: the page, or one cell of a table."""

    lines: list[tuple[int, str]] = field(default_factory=list)
    rows: list[list[list[tuple[int, str]]]] = field(default_factory=list)
    is_table: bool = False


def read_html(source: str) -> HtmlText:
    """Return text and tables of an HTML body; never raises."""
    reader = _Reader()
    reader.feed(source[:MAX_HTML])
    return HtmlText(reader.finish(), tuple(reader.tables))


def read_colours(source: str) -> list[tuple[str, str]]:
    """Return the lines of an HTML body, top to bottom, each with the colour of its text.

    The colour is as written in the mail, in lower case; empty when none or several are set.
    """
    reader = _Reader(painting=True)
    reader.feed(source[:MAX_HTML])
    reader.finish()
    return reader.painted


def html_to_text(source: str) -> str:
    """Return the text of an HTML body, quotes marked with ``>``."""
    return read_html(source).text


class _Reader:
    def __init__(self, painting: bool = False) -> None:
        self.painting = painting
        self.painted: list[tuple[str, str]] = []
        self.colours: list[tuple[str, str]] = []  # open elements with the colour inside them
        self.brushes: dict[str, int] = {}  # characters of the current line per colour
        self.frames: list[_Frame] = [_Frame()]
        self.tables: list[Table] = []
        self.inline: list[str] = []
        self.depth = 0  # of quotes
        self.quotes: list[bool] = []  # per open blockquote: does it quote, or only indent
        self.lists: list[int] = []  # next number of each open list, 0 for bullets
        self.pre = 0
        self.skipping = ""  # name of the element whose content is not text
        self.skip_depth = 0
        self.link = ""
        self.link_start = 0
        self.in_link = False
        self.cells = 0
        self._loose = False  # the open paragraph has margins

    def feed(self, source: str) -> None:
        """Scan tags and text in turn."""
        position = 0
        comment_left = "<!--" in source
        while True:
            found = _TAG.search(source, position)
            stop = found.start() if found else len(source)
            if comment_left:
                begin = source.find("<!--", position, stop + 4)
                if 0 <= begin <= stop:
                    self.text(source[position:begin])
                    end = source.find("-->", begin + 4)
                    if end < 0:
                        comment_left = False
                        position = begin + 4
                    else:
                        position = end + 3
                    continue
            if stop > position:
                self.text(source[position:stop])
            if found is None:
                return
            position = found.end()
            if found[2]:
                attributes = found[3]
                if attributes.count('"') % 2 and '"' in attributes:
                    end = source.find('">', position, position + 3000)
                    if end >= 0:
                        attributes, position = attributes + source[position : end + 1], end + 2
                self.tag(found[2].lower(), bool(found[1]), attributes)

    def text(self, chunk: str) -> None:
        """Add text between tags."""
        if self.skipping or not chunk:
            return
        if self.painting and not self.in_link:
            colour = self.colours[-1][1] if self.colours else ""
            size = len(chunk.replace("&nbsp;", "").strip())
            self.brushes[colour] = self.brushes.get(colour, 0) + size
        if "&" in chunk:
            chunk = html.unescape(chunk)
        if not chunk.isascii():
            chunk = chunk.translate(_ZERO_WIDTH)
            chunk = _LONE_JOINER.sub("", chunk) if "\u200c" in chunk else chunk
        if not self.pre:
            self.inline.append(_SPACE.sub(" ", chunk))
            return
        first, *rest = chunk.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self.inline.append(first)
        for line in rest:
            self.line()
            self.inline.append(line)

    def tag(self, name: str, closing: bool, attributes: str) -> None:
        """Act on one tag."""
        if self.skipping:
            self._skip(name, closing, attributes)
            return
        if not closing and self._hides(name, attributes):
            return
        if self.painting and name in _PAINTED:
            self._paint(name, closing, attributes)
        if name == "br":
            self.line()
        elif name == "hr":
            self.end_line()
            self._put(RULE)
        elif name == "a":
            self._anchor(closing, attributes)
        elif name == "img":
            self._image(attributes)
        elif name in ("td", "th"):
            self._cell(closing)
        elif name in _BLOCKS:
            self._block(name, closing, attributes)

    def _paint(self, name: str, closing: bool, attributes: str) -> None:
        """Keep track of the colour that text has at the moment."""
        if name in _BLOCKS:
            self.end_line()
        if not closing:
            found = _COLOUR.search(attributes.lower())
            inherited = self.colours[-1][1] if self.colours else ""
            if len(self.colours) < 500:
                self.colours.append((name, found[1].strip() if found else inherited))
            return
        for index in range(len(self.colours) - 1, max(-1, len(self.colours) - 20), -1):
            if self.colours[index][0] == name:
                del self.colours[index:]
                return

    def _hides(self, name: str, attributes: str) -> bool:
        hidden = name in _SKIPPED
        if not hidden and "style" in attributes and name not in _VOID and len(attributes) > 12:
            hidden = bool(_HIDDEN.search(attributes.lower()))
        if hidden and not attributes.endswith("/"):
            self.skipping, self.skip_depth = name, 1
        return hidden

    def _skip(self, name: str, closing: bool, attributes: str) -> None:
        if name == "body" and not closing:
            self.skipping = ""  # a head that was never closed
        elif name == self.skipping and not attributes.endswith("/"):
            self.skip_depth += -1 if closing else 1
            if self.skip_depth <= 0 or self.skipping in ("head", "style", "script", "title"):
                self.skipping = "" if closing else self.skipping

    def line(self) -> None:
        """End the current line, also an empty one."""
        text = "".join(self.inline)
        self.inline.clear()
        if not self.pre:
            text = _SPACE_KEPT.sub(" ", text).strip(" ")
        shown = text.replace("\xa0", " ").rstrip()
        if self.painting:
            best = max(self.brushes, key=self.brushes.__getitem__, default="")
            whole = self.brushes.get(best, 0) * 5 >= sum(self.brushes.values()) * 4
            self.painted.append((shown, best if whole else ""))
            self.brushes = {}
        self._put(shown)

    def end_line(self) -> None:
        """End the current line if anything stands on it."""
        if self.inline and "".join(self.inline).strip(" "):
            self.line()
        else:
            self.inline.clear()

    def _put(self, text: str) -> None:
        self.frames[-1].lines.append((self.depth, text))

    def _blank(self) -> None:
        lines = self.frames[-1].lines
        if lines and lines[-1][1].strip():
            lines.append((min(self.depth, lines[-1][0]), ""))

    def _block(self, name: str, closing: bool, attributes: str) -> None:
        self.end_line()
        special = _SPECIAL.get(name)
        if special is not None and closing:
            special(self, closing, attributes)
        if name in _SPACED and self._is_spaced(name, closing, attributes):
            self._blank()
        if name == "p":
            self._loose = not closing and not _tight(attributes)
        if special is not None and not closing:
            special(self, closing, attributes)

    def _is_spaced(self, name: str, closing: bool, attributes: str) -> bool:
        """Tell whether a blank line is shown here; paragraphs may have no margin."""
        if name != "p":
            return True
        return self._loose if closing else not _tight(attributes)

    def _quote(self, closing: bool, attributes: str) -> None:
        if closing:
            if self.quotes and self.quotes.pop():
                self.depth -= 1
        else:
            quotes = len(self.quotes) < MAX_NESTING and is_quote(attributes)
            self.quotes.append(quotes)
            self.depth += quotes

    def _list(self, closing: bool, attributes: str, number: int = 0) -> None:
        if not closing:
            self.lists.append(number)
        elif self.lists:
            self.lists.pop()

    def _item(self, closing: bool, attributes: str) -> None:
        if closing or not self.lists:
            return
        number = self.lists[-1]
        self.lists[-1] += 1 if number else 0
        self.inline.append(f"{number}. " if number else "- ")

    def _preformatted(self, closing: bool, attributes: str) -> None:
        self.pre = max(0, self.pre + (-1 if closing else 1))

    def _anchor(self, closing: bool, attributes: str) -> None:
        self.in_link = not closing
        if closing:
            shown = "".join(self.inline[self.link_start :])
            if self.link and "@" not in shown and shown.strip():
                self.inline.append(f" <{self.link}>")
            self.link = ""
            return
        target = _attributes(attributes).get("href", "")
        is_mail = target.lower().startswith("mailto:")
        self.link = html.unescape(target[7:].split("?", 1)[0])[:250] if is_mail else ""
        self.link_start = len(self.inline)

    def _image(self, attributes: str) -> None:
        alt = html.unescape(_attributes(attributes).get("alt", "")) if "alt" in attributes else ""
        if alt and len(alt) <= 4 and not alt.isascii():
            self.inline.append(alt)  # an emoji shown as a picture

    def _table(self, closing: bool, attributes: str) -> None:
        if closing:
            self._close_table()
        elif len(self.frames) < MAX_NESTING:
            self.frames.append(_Frame(is_table=True))

    def _row(self, closing: bool, attributes: str) -> None:
        if closing:
            return
        self._close_cell()
        if self.frames[-1].is_table:
            self.frames[-1].rows.append([])

    def _cell(self, closing: bool) -> None:
        self.end_line()
        self._close_cell()
        table = self.frames[-1]
        if closing or not table.is_table or len(self.frames) >= MAX_NESTING:
            return
        self.cells += 1
        if self.cells > MAX_CELLS:
            return
        if not table.rows:
            table.rows.append([])
        cell = _Frame()
        table.rows[-1].append(cell.lines)
        self.frames.append(cell)

    def _close_cell(self) -> None:
        """Step out of a cell into its table; the page itself is never left."""
        if len(self.frames) > 1 and not self.frames[-1].is_table:
            self.end_line()
            self.frames.pop()

    def _close_table(self) -> None:
        self.end_line()
        self._close_cell()
        if len(self.frames) < 2 or not self.frames[-1].is_table:
            return
        table = self.frames.pop()
        rows = [row for row in table.rows if row]
        shown = tuple(tuple(_cell_text(cell) for cell in row) for row in rows)
        if any(sum(1 for text in row if text) > 1 for row in shown):
            self.tables.append(tuple(row for row in shown if any(row)))
        target = self.frames[-1].lines
        target.extend(table.lines)
        for row in rows:
            target.extend(_row_lines(row))

    def finish(self) -> str:
        """Close what is open and return the text."""
        self.end_line()
        while len(self.frames) > 1:
            if self.frames[-1].is_table:
                self._close_table()
            else:
                self._close_cell()
        return _join(self.frames[0].lines)


_Handler = Callable[[_Reader, bool, str], None]
_SPECIAL: dict[str, _Handler] = {
    "blockquote": _Reader._quote,
    "ul": _Reader._list,
    "ol": lambda reader, closing, attributes: reader._list(closing, attributes, 1),
    "li": _Reader._item,
    "pre": _Reader._preformatted,
    "table": _Reader._table,
    "tr": _Reader._row,
}


def is_quote(attributes: str) -> bool:
    """Tell whether a blockquote quotes a mail; editors also use it to indent."""
    lowered = attributes.lower()
    if "cite" in lowered or "quote" in lowered or "border-left" in lowered:
        return True
    return not _INDENT.search(lowered)


def _tight(attributes: str) -> bool:
    lowered = attributes.lower()
    return "msonormal" in lowered or "msoplaintext" in lowered or bool(_NO_MARGIN.search(lowered))


def _attributes(text: str) -> dict[str, str]:
    return {key.lower(): value.strip("\"'") for key, value in _ATTRIBUTE.findall(text[:5000])}


def _cell_text(lines: list[tuple[int, str]]) -> str:
    return " ".join(text.strip() for _, text in lines if text.strip())


def _row_lines(row: list[list[tuple[int, str]]]) -> list[tuple[int, str]]:
    """Put the cells of a data row on one line; stack the cells of a layout row."""
    filled = [[line for line in cell if line[1].strip()] for cell in row]
    filled = [cell for cell in filled if cell]
    if len(filled) > 1 and all(len(cell) == 1 for cell in filled):
        texts = [cell[0][1].strip() for cell in filled]
        if sum(map(len, texts)) < 400:
            return [(filled[0][0][0], "\t".join(texts))]
    return [line for cell in row for line in cell]


def _join(lines: list[tuple[int, str]]) -> str:
    while lines and not lines[-1][1].strip():
        lines.pop()
    out: list[str] = []
    blank = 0
    for depth, text in lines:
        blank = blank + 1 if not text.strip() else 0
        if blank > 2 or (blank and not out):
            continue
        mark = ">" * depth
        out.append(f"{mark} {text}".rstrip() if mark else text)
    return "\n".join(out).strip("\n")
