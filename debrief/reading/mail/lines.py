"""The lines of a mail body: how deep each is quoted, and what it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from debrief.reading.mail.phrases import (
    END_LINES,
    FORWARD_LINES,
    FORWARD_STEMS,
    LABELS,
    MAX_LABEL,
    ORIGINAL_LINES,
    fold_phrase,
    without_marks,
)

_DECORATION = " \t-_=*~#<>+.:：‐‑‒–—─―━|•[]·\"'«»＝－ー^\\/&8"
_RULED = re.compile(r"[ \t]{0,40}[-_=*~#<>+‐‑‒–—─―━|•·－＝ー]{2,}")
_STEMS = re.compile("|".join(map(re.escape, FORWARD_STEMS)))
_ONLY_RULE = re.compile(r"[ \t]{0,40}(?:[-‐‑‒–—─―━－][ ]?){5,}$|[ \t]{0,40}[_=*~]{5,}$")
_RUN_TOGETHER = re.compile(r"\s{0,40}(-{3,20} ?[^-:]{3,60} ?-{3,20})\s+(\S.{0,4000})$")
QUOTE_MARKS = frozenset(">＞")
_MARKS = re.compile(r"(?: ?[>＞]){0,100}+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its quote depth, its text without the marks, and as it stood."""

    depth: int
    text: str
    raw: str

    @property
    def blank(self) -> bool:
        """Tell whether nothing is written on it."""
        return not self.text


def split_lines(text: str) -> list[Line]:
    """Return the lines of a body, quote marks counted and taken off.

    A line ``> wrote:`` that closes an address broken over lines is no quotation.
    """
    lines = [read_line(raw) for whole in text.split("\n") for raw in _parted(whole)]
    for index in range(1, len(lines)):
        line, above = lines[index], lines[index - 1]
        if line.depth == 1 and "@" in above.text and _closes_address(line.text, above):
            lines[index] = Line(0, line.raw.strip(), line.raw)
    return lines


def _parted(raw: str) -> list[str]:
    """Part a separator and the headers that Yahoo runs together on its line.

    ``----- Forwarded message ----- From: Jane <jane@…>To: …Subject: …`` becomes lines.
    """
    found = _RUN_TOGETHER.match(raw) if raw.lstrip()[:3] == "---" and len(raw) < 5000 else None
    if found is None or separator_kind(found[1]) not in ("forward", "original"):
        return [raw]
    cuts = [(0, "from")] if _label_before(found[2], found[2].find(":"))[0] == "from" else []
    place = found[2].find(":") if cuts else -1
    while place >= 0 and len(cuts) < 8 and cuts[-1][1] != "subject":
        place = found[2].find(":", place + 1)
        name, size = _label_before(found[2], place)
        if name in ("to", "cc", "date", "subject") and name not in {known for _, known in cuts}:
            cuts.append((place - size, name))
    if len(cuts) < 3:
        return [raw]
    ends = [*(start for start, _ in cuts[1:]), len(found[2])]
    headers = [found[2][cut[0] : end].strip() for cut, end in zip(cuts, ends, strict=True)]
    return [found[1], *headers, ""]


def _label_before(text: str, colon: int) -> tuple[str | None, int]:
    """Return the header that the longest label right before a colon names, and its length."""
    for size in range(min(MAX_LABEL, colon), 0, -1):
        label = text[colon - size : colon].lstrip()
        if label and not label[0].islower() and (name := LABELS.get(fold_phrase(label))):
            return name, len(label)
    return None, 0


def _closes_address(text: str, above: Line) -> bool:
    if above.depth or ">" in above.text or len(text) > 60 or above.text.endswith((":", "：")):
        return False
    return text.rstrip("* ").endswith((":", "："))


def read_line(raw: str) -> Line:
    """Return one line with its ``>`` marks counted; at most one space between marks.

    They may be of full width, as in Japanese mails.
    """
    found = _MARKS.match(raw)
    end = found.end() if found else 0
    return Line(end - raw.count(" ", 0, end), raw[end:].strip(), raw)


def unquote(line: Line, levels: int) -> str:
    """Return the raw line with up to ``levels`` quote marks taken off."""
    rest = line.raw
    for _ in range(levels):
        stripped = rest.lstrip(" ")
        if stripped[:1] not in QUOTE_MARKS:
            break
        rest = stripped[1:]
    return rest.removeprefix(" ") if levels else rest


def fenced(texts: Sequence[str]) -> set[int]:
    """Return the lines between two fences of three backticks, as people set code apart."""
    fences = [at for at, text in enumerate(texts) if text.lstrip()[:3] == "```"]
    pairs = zip(fences[::2], fences[1::2], strict=False)
    return {at for first, last in pairs for at in range(first, last + 1)}


_ABOVE = re.compile(
    r"(?:reply|respon[ds]e?|answer|type|write|comment)\b.{0,40}\babove this line|above this line.{0,30}\breply|"
    r"(?:antwort|schreiben).{0,40}(?:über|oberhalb) diese[rn]? (?:linie|zeile)"
)
_ABOVE_THIS = re.compile(
    r"au-dessus de (?:cette|la) ligne|(?:encima de|sobre|arriba de) esta línea|sopra (?:a )?(?:questa|la) (?:linea|riga)|"
    r"acima d(?:esta|a) linha|boven deze (?:lijn|regel)|ovanför (?:den här|denna) (?:raden|linjen)|over denne (?:linje|linjen)|"
    r"tämän (?:rivin|viivan) yläpuolelle|powyżej tej (?:linii|kreski)|nad (?:tento řádek|tuto čáru|tento riadok)|выше этой (?:линии|строки|черты)"
)
_TO_WRITE = re.compile(
    r"(?:veuillez |merci de |s'il vous plaît,? |por favor,? |per favore,? |si prega di |gelieve |svara?|svar|vastaa|kirjoita|"
    r"odpowied|napisz|odpověz|napiš|ответ|пишите)|(?:répond|écri[rv]|respond|contest|escrib|rispond|scriv|escrev|antwoord|beantwoord|reageer|schrijf|typ)"
)
_LINES = ("lin", "zeile", "ligne", "lín", "riga", "lijn", "regel", "raden", "rivin", "viivan", "kreski", "řádek", "čáru", "riadok", "линии", "строки", "черты")  # fmt: skip


def _asks_above(core: str, ruled: bool) -> bool:
    """Tell "Please reply above this line"; where nothing is drawn it begins with the request."""
    if not any(word in core for word in _LINES) or not (ruled or len(core) < 80):
        return False
    if _ABOVE.search(core):
        return True
    return bool(_ABOVE_THIS.search(core)) and (ruled or bool(_TO_WRITE.match(core)))


def separator_kind(text: str) -> str | None:
    """Return what a line between mails announces.

    ``forward``, ``original`` (replies and forwards have it), ``end``, ``rule`` (only
    drawn), ``unknown`` (drawn on both sides, wording not known) or None.
    """
    if not text or len(text) > 300:
        return None
    text = without_marks(text)
    if _ONLY_RULE.match(text):
        return "rule"
    core = fold_phrase(text.strip(_DECORATION))
    if not core:
        return "rule" if len(text.strip()) >= 5 else None
    ruled = _RULED.match(text) is not None
    if not ruled and len(core) > 80:
        return None
    return _known_separator(core, text, ruled)


def _known_separator(core: str, text: str, ruled: bool) -> str | None:
    bare = core.rstrip(" .:")
    colon = text.rstrip(" *_>").endswith((":", "：", "；"))
    if _asks_above(core, ruled):
        return "original"
    if bare in END_LINES and ruled:
        return "end"
    if bare in FORWARD_LINES:
        return "forward" if ruled or colon or len(bare.split()) > 1 or not bare.isascii() else None
    if bare in ORIGINAL_LINES and (ruled or colon):
        return "original"
    if ruled:
        head = " ".join(core.split()[:4])
        for size in (4, 3, 2):
            if " ".join(head.split()[:size]) in FORWARD_LINES:
                return "forward"  # "Forwarded by X on 9/10", "Forwarded message from X"
        if len(core) <= 60 and text.rstrip()[-1:] in _DECORATION:
            return "forward" if _STEMS.search(core) else "unknown"
    short = len(core) <= 60 and len(core.split()) <= 7
    if not ruled and colon and short and not any(map(str.isdigit, core)) and _STEMS.search(core):
        return "forward?"
    return None
