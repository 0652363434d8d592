"""Group the lines of a worksheet's reply by the deal they speak of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from debrief.answers.hesitation import APOLOGY
from debrief.lexicon import (
    BULLET,
    DROP,
    NO,
    NOTHING,
    QUOTE_PREFIX,
    QUOTED,
    SENTENCE_END,
    YES,
    ends_letter,
    fold,
    is_closing,
    is_friendly,
    is_greeting,
    is_pleasantry,
    is_signed,
    listed,
    words,
)
from debrief.practices.numbers import mentions
from debrief.when.due_date import speaks_of_time
from debrief.worksheets.cuts import opened, same_as_before, split_at_names, split_at_numbers
from debrief.worksheets.deals import Deals, Found
from debrief.worksheets.nothing import says_none


@dataclass(slots=True)
class Entry:
    """Lines that belong to the same deal or deals."""

    rows: tuple[int, ...]
    lines: list[str] = field(default_factory=list)
    question: str = ""
    inline: bool = False
    open: bool = True
    own: bool = False  # the rep's own line begins it, not one of ours


_GREETING = re.compile(
    r"^(?:hi|hello|hey|dear|hallo|liebe[rs]?|guten (?:tag|morgen)|moin|bonjour|salut|hola|beste|"
    r"dag|"
    r"olá|oi|bom dia|good (?:morning|afternoon))(?: [^\W\d_]+){0,2}\s*[,!.:–-]\s*(?!\d)",
    re.IGNORECASE,
)


_OTHERS = re.compile(
    r"(?i)(?:^|[.,;]\s*|\s+(?:and|und|et|y|en|e)\s+|\s+)(?:(?:the |all |all the |alle |les |los |"
    r"las |de |os |as )?(?:rest|others?|other deals|"
    r"übrigen?|anderen?|autres|resto|demás|otros|otras|overige|outros|outras)\s*[:=–-]?\s*(?:is |"
    r"are |sind |: )?"
    r"(?:none|nothing|n/a|no|nope|keine[rs]?|nichts|nein|rien|aucune?|non|nada|ningun[oa]|geen|"
    r"niets|nenhuma?|not|nicht|niet|pas|não|(?:do(?:es)? not|don'?t|doesn'?t|won'?t|no|não se|ne s')\s?(?:apply|applies|fit|aplican?|aplicam?|appliqu\w+ pas)|"
    r"(?:passt|passen|betrifft es|gilt es) nicht|niet van toepassing)"
    r"|(?:none|nothing|no practices?|nichts|keine|rien|nada|niets|geen) (?:for|on|in|für|pour|"
    r"para|voor) (?:the |all |die |les |los |las |de |os |as )?"
    r"(?:rest|others?|other deals|übrigen?|anderen?|autres|resto|demás|otros|otras|overige|outros|"
    r"outras))\s*[.!]?\s*$"
)
_LABELLED = re.compile(
    r"(?i)^(?P<label>deal|opportunity|account|company|customer|kunde|verkaufschance|affaire|"
    r"oportunidad|klant|"
    r"how|action|what|wie|was|comment|cómo|hoe|como|when|by when|due|date|until|wann|bis wann|"
    r"quand|cuándo|wanneer|quando)"
    r"\s*[:=]\s*(?=\S)"
)
_DEAL_LABEL = listed(
    "deal, opportunity, account, company, customer, kunde, verkaufschance, affaire, oportunidad, "
    "klant"
)


_SMILEY = re.compile(  # between two sentences: "Globex lost :( Acme P1 …"
    r"\s*(?:(?<=\s)[:;][-'’]?[()DP/|]+(?=\s)|[\U0001f600-\U0001f64f\u2639\u263a\ufe0f]+)(?=\s+[^\W\d_])"
)


def _written(raw: str) -> str:
    """Return the line as it was meant: no quote marks, bullets, emphasis, keycaps, wide figures."""
    text = re.sub(r"(\d)\ufe0f?\u20e3", r"\1:", raw)
    if not text.isascii():
        text = "".join(
            unicodedata.normalize("NFKC", c) if c.isdecimal() or c in "：；，．（）＃" else c
            for c in text
        )
    text = _SMILEY.sub(".", text)
    text = re.sub(r"^\s*[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f]+\s*(?=[\w#])", "", text)
    text = re.sub(
        r"^(\s*#?\d{1,3}\s?[:.)-]?\s?[Pp]\d+-\S.*)$", lambda m: m[0].replace("-", " - "), text
    )
    if text.count("/") > 1 and mentions(text) and not re.search(r"\s/|/\s|//", text):
        text = re.sub(r"(?<!\d)/|/(?!\d)", " - ", text)  # "P3/Globex/call their CFO/Friday"
    text = text.replace("\u00a0", " ").replace("\u202f", " ")
    text = BULLET.sub("", QUOTE_PREFIX.sub("", text)).strip().strip("*_`").strip()
    return re.sub(r"^\[[^\W\d_]{2,20}\]\s*", "", text)


class Scan:
    """Walks the lines and groups them by the deal they speak of."""

    def __init__(self, deals: Deals, practices: Mapping[int, str], sent: str | None) -> None:
        self.deals = deals
        self.practices = practices
        self.sent = {_plain(line) for line in (sent or "").splitlines()} - {""}
        self.known = {_plain(text) for text in practices.values()}
        self.entries: list[Entry] = []
        self.loose: list[str] = []
        self.said_none = False
        self.current: Entry | None = None
        self.closed = False
        self.heading = ""
        self.rest_none = False

    def line(self, raw: str) -> None:
        """Place one line."""
        quoted = QUOTED.match(raw) is not None
        line = _written(raw)
        if not line:
            if self.current is not None and not quoted and not self.current.inline:
                self.current.open = False
            return
        if quoted or _plain(line) in self.sent:
            self._context(line)
            return
        line = self._without_opening(_GREETING.sub("", self._beyond_sent(line)))
        if not line:
            return
        if ends_letter(line) or set(line) <= set("-_ "):
            self.closed = len(line) > 1 or self.closed
            self._close()
        elif self._is_signature(line):
            return
        elif not self._is_chatter(line):
            self._own(line)

    def _without_opening(self, line: str) -> str:
        """Return a line without the friendly sentence before its answer: "Sorry so late. 1: P1 …"."""
        opening, *rest = SENTENCE_END.split(line, maxsplit=1)
        plain = fold(opening).strip(" .!;")
        kind = is_friendly(opening) or is_signed(opening.strip(" .!"))
        friendly = _SORRY.match(plain) or (kind and plain not in NOTHING | NO | YES)
        about = mentions(opening) or self.deals.by_name(opening) is not None
        return rest[0] if rest and friendly and not about else line

    def leftover(self, line: str) -> None:
        """Keep a line beyond the bounds as one to ask about."""
        if line.strip():
            self.loose.append(line)

    def _close(self) -> None:
        if self.current is not None:
            self.current.open = False
            self.current.inline = False

    def _is_signature(self, line: str) -> bool:
        """A short line after the closing formula, or a bare name where nothing is being said."""
        if mentions(line) or self._number(line):
            return False
        if self.closed:
            more = re.match(r"(?i)p\.?\s?s\b", line) or "?" in line
            return len(line.split()) <= 6 and not more
        parts = line.rstrip(",.").split()
        named = len(parts) <= 2 and all(p.isalpha() and p.istitle() for p in parts)
        idle = self.current is None or not self.current.open
        plain = fold(line).strip(" .,!")
        known = says_none(plain) or speaks_of_time(line) or plain in YES | DROP
        return named and idle and not known and self.deals.by_name(line) is None

    def _is_chatter(self, line: str) -> bool:
        if is_greeting(line) and not mentions(line):
            return True
        plain = fold(line).strip(" .!,:")
        if _SORRY.match(plain) and not mentions(line):
            return True
        if is_pleasantry(line) and plain not in NOTHING and plain not in NO:
            return True
        head = re.match(r"^(?:here (?:are|is|you go|goes)|see below|my answers?|answers below|"
                        r"hier (?:sind|meine)|"
                        r"voici|aqui (?:van|estan)|hierbij|hier zijn|seguem|please find|"
                        r"find below|mine below|below)\b",
                        plain)  # fmt: skip
        return head is not None and len(plain.split()) <= 9 and not mentions(line)

    def _beyond_sent(self, line: str) -> str:
        """Return what was typed after a line of ours, on the same line."""
        plain = _plain(line)
        for sent in self.sent:
            if len(sent) >= 8 and plain.startswith(sent) and len(plain) > len(sent):
                self._context(sent)
                rest = _after_plain(line, len(sent))
                return rest if rest.strip() else line
        return line

    def _context(self, line: str) -> None:
        """Let a line of ours name the deal that the next lines answer."""
        found = self._row_line(line)
        if found is not None:
            self.current = Entry((found,), inline=True)
            self.entries.append(self.current)
            rest = self.deals.without_row(found, _after_number(line))
            if mentions(rest) and _plain(line) not in self.sent:
                self.current.lines.append(rest)

    def _row_line(self, line: str) -> int | None:
        """Return the row that a printed line shows: its number and its name, or its name alone."""
        number = self.deals.by_number(line)
        name = self.deals.by_name(_after_number(line))
        if number is not None and number.sure and len(number.rows) == 1:
            index = number.rows[0]
            rest = _after_number(line)
            if self.deals.without_row(index, rest) != rest:
                return index
            return None
        if (
            name is not None
            and len(name.rows) == 1
            and self.deals.is_row(name.rows[0], _after_number(line))
        ):
            return name.rows[0]
        return None

    def _number(self, line: str) -> Found | None:
        found = self.deals.by_number(line)
        return found if found is not None and (found.sure or found.rows) else None

    def _own(self, line: str) -> None:
        others = _OTHERS.search(line)
        if others is not None:
            self.rest_none, line = True, line[: others.start()].rstrip(" ,;")
            if not line:
                return
        plain = statement(line)
        if ("|" in line or "\t" in line or _CSV.match(line)) and self._table_row(line):
            return
        none = says_none(plain) and not (plain in NO and self.entries)
        if none and (self.current is None or not self.current.open):
            self.said_none = True
            return
        label = _LABELLED.match(line)
        if label is not None:
            line = line[label.end() :]
            if fold(label["label"]) not in _DEAL_LABEL and self.current is not None:
                self.current.lines.append(f", {line}")
                self.current.open = True
                return
        for segment in split_at_names(line, self.deals):
            for part in split_at_numbers(segment, len(self.deals.rows)):
                self._part(part)

    def _part(self, line: str) -> None:
        if self._is_practice_line(line) or self._is_chatter(line):
            return
        if _HEADING.fullmatch(line) and (self.current is None or not self.current.inline):
            self.heading = line.rstrip(" :")
            return
        everything = re.match(r"^(?:for |bei |pour |para |voor )?(?:all|every|alle|tou(?:s|tes)|"
                              r"tod[oa]s|allemaal)(?: deals?| of them| rows?)?\s*[:–-]\s*",
                              fold(line))  # fmt: skip
        if everything and len(self.deals.rows) > 0:
            self._start(tuple(range(len(self.deals.rows))), line[everything.end() :])
            return
        same = same_as_before(line, self.deals)
        before = " ".join(self.current.lines) if same and self.current else ""
        if same is not None and mentions(before):
            practices = " ".join(f"P{m.number}" for m in mentions(before))
            self._start((same[0],), f"{practices} {same[1]}" if same[1] else before)
            return
        number = self.deals.by_number(line)
        if number is not None and not number.sure and not self._fits(number, line):
            number = None
        if number is not None and (number.rows or number.question):
            self._numbered(number, line)
            return
        inside = self.deals.in_words(line)
        if inside is not None:
            self._start(inside.rows, self.deals.without_words(line))
            return
        applied = self.deals.applied(line)
        if applied is not None:
            named = " ".join(f"P{m.number}" for m in mentions(line[: applied.start]))
            self._start(applied.rows, f"{named} {line[applied.start :]}")
            return
        self._named(line)

    def _fits(self, number: Found, line: str) -> bool:
        """A bare number counts as the deal's when its name or a practice follows it."""
        rest = line[number.start :]
        if number.question:
            return bool(mentions(rest))
        if self.deals.without_row(number.rows[0], rest) != rest or mentions(rest):
            return True
        if not statement(rest) or says_none(statement(rest)):
            return True
        return self.current is None or not self.current.inline

    def _numbered(self, number: Found, line: str) -> None:
        rest = line[number.start :].strip()
        if number.question:
            self._start((), line, question=number.question)
            return
        if len(number.rows) == 1:
            index = number.rows[0]
            name = self.deals.by_name(rest)
            cut = self.deals.without_row(index, rest)
            if name and name.rows and name.rows[0] != index and cut == rest:
                other = self.deals.without_row(name.rows[0], rest)
                if other != rest:
                    labels = f"{self.deals.label(index)} or {self.deals.label(name.rows[0])}"
                    self._start((), line, question=f"Which deal do you mean: {labels}?")
                    return
            rest = cut or ("-" if re.search(r"[-–—]\s*$", line) else "")
            self._start(number.rows, rest, inline=not rest)
            return
        self._start(number.rows, rest)

    def _named(self, line: str) -> None:
        several = self.deals.several(line)
        if several is not None:
            self._start(several.rows, line[several.start :])
            return
        first = opened(line, self.deals)
        name = self.deals.one_of(line) if first is None or first < 0 else Found((first,))
        here = self.current
        joined = here is not None and here.open and bool(here.lines or here.inline)
        if name is not None and (not joined or self._begins_with(name, line) or mentions(line)):
            if name.question and here is not None and here.inline and here.open:
                here.lines.append(line)
            elif name.question:
                self._start((), line, question=name.question)
            else:
                text = _without_lead(line)
                rest = self.deals.without_row(name.rows[0], text)
                if rest == text:
                    rest = self.deals.without_mention(name.rows[0], line)
                    if not mentions(line) and not re.search(r"\d", line):
                        self._loose(line)  # prose in which a deal's word happens to stand
                        return
                self._start(name.rows, rest, inline=not rest)
            return
        if here is not None and here.open and (joined or here.inline):
            here.lines.append(line)
        elif len(self.deals.rows) == 1 and (mentions(line) or fold(line).strip(" .!") in NOTHING):
            self._start((0,), line)
        elif not self._is_heading(line):
            self._loose(line)

    def _begins_with(self, name: Found, line: str) -> bool:
        if name.question:
            first = self.deals.by_name(" ".join(_without_lead(line).split()[:2]))
            return first is not None
        text = _without_lead(line)
        return self.deals.without_row(name.rows[0], text) != text

    def _is_practice_line(self, line: str) -> bool:
        match = re.match(r"^p\s?\d+\s*[:.)–-]?\s*", fold(line))
        return (
            match is not None
            and _plain(line)[match.end() :].strip() in self.known - {""}
            and (self.current is None)
        )

    def _is_heading(self, line: str) -> bool:
        return line.endswith(":") and len(line.split()) <= 6 and not mentions(line)

    def _loose(self, line: str) -> None:
        if self.loose and self._wrapped:
            self.loose[-1] = f"{self.loose[-1]} {line}"
        else:
            self.loose.append(line)
        self._wrapped = True

    _wrapped = False

    def _start(
        self, rows: tuple[int, ...], rest: str, *, question: str = "", inline: bool = False
    ) -> None:
        self._wrapped = False
        self.closed = False
        if self.heading and rest and not mentions(rest) and rows:
            rest = f"{self.heading} {rest}"
        self.current = Entry(rows, [rest] if rest else [], question, inline, own=True)
        self.entries.append(self.current)

    def _table_row(self, line: str) -> bool:
        """Read one row of a table: its deal by number or name, the rest as the answer."""
        marks = r"\||\t" if "|" in line or "\t" in line else ";" if line.count(";") > 1 else ","
        cells = [c.strip() for c in re.split(marks, line)]
        cells = [c for c in cells if c]
        if not cells or all(set(c) <= set("-=+: ") for c in cells):
            return True
        if sum(fold(c).strip(" .:#") in _HEADINGS for c in cells) >= max(2, len(cells) - 1):
            return True
        found = self._row_of(cells)
        if found is None:
            return False
        index, rest = found
        answer = [c for c in rest if not self.deals.is_row(index, c)]
        text = " – ".join(_practice_cell(c, self.practices) for c in answer)
        if answer:
            self._start((index,), text)
            self._close()
        return True

    def _row_of(self, cells: list[str]) -> tuple[int, list[str]] | None:
        first = re.fullmatch(r"#?(\d{1,3})[.):]?", cells[0])
        if first and 1 <= int(first[1]) <= len(self.deals.rows):
            return int(first[1]) - 1, cells[1:]
        number = self.deals.by_number(cells[0])
        if number is not None and number.sure and len(number.rows) == 1 and not mentions(cells[0]):
            return number.rows[0], cells[1:]
        name = self.deals.by_name(cells[0])
        if name is not None and name.rows:
            return name.rows[0], cells[1:]
        return None


_HEADINGS = listed(
    "#, no, nr, n°, number, deal, opportunity, company, account, customer, practice, practices, "
    "how, action, by when, when, due,"
    "date, amount, stage, close date, close, what, by, verkaufschance, kunde, firma, praktik, "
    "praktiken, wie, bis wann,"
    "datum, betrag, phase, affaire, opportunité, client, pratique, comment, quand, pour quand, "
    "montant, oportunidad, cliente, práctica,"
    "cómo, cuándo, para cuándo, importe, kans, klant, praktijk, hoe, wanneer, oportunidade, "
    "prática, como, quando"
)


def _practice_cell(cell: str, practices: Mapping[int, str]) -> str:
    """Return a cell that holds only practice numbers in the written form "P3"."""
    if re.fullmatch(r"#?\d{1,3}(?:\s*(?:,|&|\+|/|and|und)\s*#?\d{1,3})*", cell):
        numbers = [int(n) for n in re.findall(r"\d+", cell)]
        if all(n in practices for n in numbers):
            return ", ".join(f"P{n}" for n in numbers)
    return cell


_I_HAVE = re.compile(
    r"^(?:i've|i have|i|there's|there is|ich habe|habe|j'ai|je n'ai|tengo|no tengo|ik heb|tenho|"
    r"nao tenho)(?: got)?\s+"
)
_FOR_NOW = re.compile(
    r"\s+(?:for|from|to|on|in|fur|pour|para|voor) (?:these|this|this one|those|me|now|my deals|"
    r"mich|diese|moi|mi|mij|mim)$"
)
_SORRY = re.compile(rf"^\s*{APOLOGY}\b.{{0,40}}$")


def statement(line: str) -> str:
    """Return the folded line without greetings and thanks around what it says."""
    plain = _I_HAVE.sub("", _FOR_NOW.sub("", fold(line).strip(" .!")))
    parts = [p for p in re.split(r"[.,!;]", plain) if p.strip(" -") and not _SORRY.match(p)]
    said = [p for p in parts if not (is_pleasantry(p) or is_closing(p)) or p.strip() in NO]
    return ",".join(said).strip(" .!,-")


def _without_lead(line: str) -> str:
    return re.sub(
        r"(?i)^(?:for|bei|pour|para|voor|at|on|with|mit|avec|con|met|com|in|re|the|beim|chez|en|"
        r"bij|na|no)\s+",
        "",
        line.strip(),
    )


_CSV = re.compile(r"(?i)^#?\d{1,3}\s*([;,])\s*p?\s?\d{1,3}\s*\1\s*\S")
_HEADING = re.compile(r"(?i)(?:p\s?\d{1,3}|practice\s+\d{1,3})\s*:")


def _after_number(line: str) -> str:
    return re.sub(r"^\s*#?\d{1,3}\s*[.):–-]?\s*", "", line)


def _plain(line: str) -> str:
    """Return the line as it is compared with what we sent."""
    return " ".join(words(line))


def _after_plain(line: str, length: int) -> str:
    """Return what follows the first ``length`` characters of the line's plain form."""
    seen = ""
    for match in re.finditer(r"\S+", line):
        plain = _plain(match.group())
        if plain:
            seen = f"{seen} {plain}".strip()
        if len(seen) >= length:
            return line[match.end() :].strip()
    return ""
