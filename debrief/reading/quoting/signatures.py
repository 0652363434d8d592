"""What mail programs, phones and companies add below what a person wrote."""

from __future__ import annotations

import re

from debrief.lexicon import is_closing
from debrief.reading.mail.addresses import Address
from debrief.reading.mail.lines import fenced
from debrief.reading.mail.phrases import (
    DEVICE,
    DEVICE_LINE,
    DISCLAIMER,
    EXCUSE,
    GET_ONLY,
    LEGAL,
    ON_PAPER,
    POSTSCRIPT,
    SENT_FROM,
    fold_phrase,
)
from debrief.reading.quoting.own_signature import (
    before_own_signature,
    is_firm,
    without_pictures,
)

MOST_WORDS_OF_A_NAME = 5  # titles among them
MAX_SIGNATURE = 20  # lines; more than that below a dash line is prose
_DASH_NAME = re.compile(r"[-–—]{1,2}\s?[A-ZÀ-ÞА-Я][\w'’.-]{0,20}(?:\s[\w'’.-]{1,20}){0,2}$")
_ANY_APP = ("sent from", "sent via", "typed on", "tapped on", "written on my")
_CONTACT = re.compile(r"\+?\(?\d[\d\s()/.-]{6,20}\d|www\.\w|https?://|[\w.+-]@[\w-]+\.\w", re.I)
_STOPS = (".", "!", "?", ":", "。", "！", "？")
_LINK = re.compile(r"<?\[?https?://[^\s>\]]{1,500}[>\]]?")
_FOOTER = re.compile(
    r"mailing list|unsubscribe|list-?info|google groups|you received this|abmelden|désabonner|"
    r"to view this discussion|to post to this group|sourceforge|reply to this email directly",
    re.I,
)
_BANNER = re.compile(
    r"\W{0,6}(?:caution|external|warning|achtung|attention|extern|security notice|notice)\b.{0,400}?"
    r"(?:outside|external|außerhalb|extern|externe|unknown sender)",
    re.I | re.S,
)


def strip_signature(text: str, writer: Address | None = None) -> str:
    """Return text without signature, phone line, small print and list footer.

    A signature is known by the line that sets it apart, or by the writer's own name.

    Sign-offs stay ("Best, Jane", also above telephone and post), as the person may have written them.
    When nothing else would be left, the text is returned as it is.
    """
    lines = text.strip().split("\n")
    lines = _without_banner(lines)
    kept = _before_signature(without_pictures(lines))
    kept = _before_small_print(kept)
    kept = _before_phone_line(kept)
    kept = _before_contact_block(kept)
    kept = _with_name(lines, before_own_signature(kept, writer))
    while kept and not kept[-1].strip():
        kept.pop()
    if len(kept) > 1 and _DASH_NAME.match(kept[-1].strip()) and not kept[-1].startswith("- "):
        kept.pop()
    cleaned = "\n".join(kept).strip()
    if cleaned or _is_delimiter(lines[0]) or _is_phone_line(lines[0]):
        return cleaned
    return text.strip()


def without_phone_line(text: str) -> str:
    """Return the text without the line that a phone's mail program put under it."""
    return "\n".join(_before_phone_line(text.split("\n"))).strip()


def _is_delimiter(line: str) -> bool:
    return line.rstrip() in ("--", "—", "-- ", "__") or line.strip() in ("-- \xa0", "--\xa0")


def _is_phone_line(line: str) -> bool:
    text = _LINK.sub(" ", line[:400]).strip(" \t*_<>[]-–")
    folded = fold_phrase(text)
    excused = EXCUSE.search(folded)
    if excused is not None:
        folded = text = folded[: excused.start()]
    words = text.split()
    if not 5 < len(text) < 120 or not words:
        return False
    prose = text.endswith((".", "!", "?")) or "," in text
    named = DEVICE.search(folded) is not None or folded.startswith(_ANY_APP)
    if SENT_FROM.match(folded) is not None and named:
        near = DEVICE.search(folded[:40]) is not None and len(words) < 16
        if len(words) < 8 or not prose or near:
            return True
    return len(words) < 12 and _names_a_device(folded)


def _names_a_device(folded: str) -> bool:
    """Tell "Sent from my iPhone" in any language by its build: little beside device and verb."""
    if DEVICE.search(folded) is None or DEVICE_LINE.match(folded) is None:
        return False
    return "outlook" in folded or GET_ONLY.match(folded) is None


def _without_banner(lines: list[str]) -> list[str]:
    """Drop the warning that a mail gateway puts on top of mail from outside."""
    stop = next((i for i, line in enumerate(lines) if not line.strip()), 0)
    if not 0 < stop < 6 or stop + 1 >= len(lines):
        return lines
    paragraph = " ".join(lines[:stop])
    if len(paragraph) < 700 and _BANNER.match(paragraph):
        return lines[stop + 1 :]
    return lines


def _before_signature(lines: list[str]) -> list[str]:
    """Cut at the last delimiter line that leaves no prose below it; a postscript stays."""
    below = 0
    cut = len(lines)
    code = fenced(lines)
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if _is_delimiter(line) and below <= MAX_SIGNATURE and index not in code:
            if _divides(lines[index + 1 : cut]):
                break
            cut = index
        elif _is_rule(line) and below <= 12 and _FOOTER.search(" ".join(lines[index:])[:3000]):
            cut = index
        below += bool(line.strip())
        if below > MAX_SIGNATURE:
            break
    above = "\n".join(lines[:cut]).rstrip().split("\n") if cut < len(lines) else lines
    return above + _postscript(lines[cut:])


def _divides(below: list[str]) -> bool:
    """Tell whether a delimiter parts two topics: a blank line and a written sentence follow."""
    if not below or below[0].strip():
        return False
    paragraphs = _paragraphs(below)
    if not paragraphs or not _is_sentence(paragraphs[0]):
        return False
    text = paragraphs[0]
    return not (_is_phone_line(text) or _is_small_print(text) or _FOOTER.search(text[:3000]))


def _postscript(below: list[str]) -> list[str]:
    """Return what stands below a signature from "PS" on."""
    for index in range(2, len(below)):
        if not below[index - 1].strip() and POSTSCRIPT.match(below[index]):
            rest = below[index:]
            ends = (at for at, line in enumerate(rest) if _is_delimiter(line))
            return ["", *rest[: next(ends, len(rest))]]
    return []


def written_below(text: str) -> str:
    """Return the sentences below a signature with which the text begins, "" if there are none."""
    lines = text.strip().split("\n")
    if not _is_delimiter(lines[0]) or len(lines) < 2 or not lines[1].strip():
        return ""
    blank = next((at for at, line in enumerate(lines) if not line.strip()), len(lines))
    rest = "\n".join(lines[blank:]).strip()
    paragraphs = _paragraphs(lines[blank:])
    if not paragraphs or not _is_sentence(paragraphs[0]) or _is_small_print(paragraphs[0]):
        return ""
    if _FOOTER.search(rest[:3000]) or _is_phone_line(paragraphs[0]):
        return ""
    return strip_signature(rest)


def _paragraphs(lines: list[str]) -> list[str]:
    text = "\n".join(line.strip() for line in lines)
    return [" ".join(part.split()) for part in re.split(r"\n{2,}", text) if part.strip()]


def _is_sentence(text: str) -> bool:
    """Tell a sentence from a name, a title or an address, most words of which are capitals."""
    words = text.split()
    if not text.endswith(_STOPS):
        return False
    if len(words) < 4:
        return not text.isascii() and text.lower() == text.upper() and len(text) > 9
    return 2 * sum(word[:1].isupper() or word[:1].isdigit() for word in words) <= len(words)


def _is_rule(line: str) -> bool:
    text = line.strip()
    return len(text) >= 3 and not text.strip("_-=*~")


def _before_phone_line(lines: list[str]) -> list[str]:
    last = len(lines)
    seen = 0
    for index in range(len(lines) - 1, -1, -1):
        if not lines[index].strip():
            continue
        seen += 1
        if _is_phone_line(lines[index]):
            last = index
        elif seen > 3:
            break
    return lines[:last]


def _before_contact_block(lines: list[str]) -> list[str]:
    """Cut at a sign-off that has a name and how to reach its bearer below it, and nothing else."""
    filled = [index for index, line in enumerate(lines) if line.strip()]
    for place in range(max(1, len(filled) - MAX_SIGNATURE - 1), len(filled)):
        index = filled[place]
        below = [lines[at].strip() for at in filled[place + 1 :]]
        if not is_closing(lines[index]):
            continue
        short = 1 < len(below) <= MAX_SIGNATURE and all(len(line) < 90 for line in below)
        named = short and len(below[0].split()) <= 5 and below[0][:1].isupper()
        if named and any(map(_CONTACT.search, below)) and not any(map(_prose, below)):
            return lines[: index + 1]
    return lines


def _with_name(lines: list[str], kept: list[str]) -> list[str]:
    """Return what was kept with the name below its sign-off, where the name stands by itself and begins no block."""
    filled = [index for index, line in enumerate(lines) if line.strip()]
    last = sum(bool(line.strip()) for line in kept)
    if not 0 < last < len(filled) or not is_closing(lines[filled[last - 1]]):
        return kept
    at, name = filled[last], lines[filled[last]].strip()
    alone = at + 1 == len(lines) or not lines[at + 1].strip()
    if not (alone or at == filled[last - 1] + 1) or not _is_bare_name(name):
        return kept
    return lines[: at + 1]


def _is_bare_name(line: str) -> bool:
    words = line.split()
    return (
        len(words) <= MOST_WORDS_OF_A_NAME
        and not any(mark in line for mark in "|•·@/:[<")
        and not any(char.isdigit() for char in line)
        and not _is_delimiter(line)
        and not _is_rule(line)
        and not _is_phone_line(line)
        and words[-1][0].isalpha()
        and words[-1][0] == words[-1][0].upper()
    )


def _prose(line: str) -> bool:
    return len(line.split()) > 3 and line.endswith((".", "!", "?", ":")) and not is_firm(line[-12:])


def _before_small_print(lines: list[str]) -> list[str]:
    """Cut the legal paragraphs at the end."""
    starts = [
        i for i, line in enumerate(lines) if line.strip() and (i == 0 or not lines[i - 1].strip())
    ]
    cut = len(lines)
    for position, index in enumerate(reversed(starts[1:])):
        if position > 8:
            break
        paragraph = " ".join(lines[index:cut])
        if _is_small_print(paragraph):
            cut = index
        elif position > 3:
            break
    return lines[:cut]


def _is_small_print(paragraph: str) -> bool:
    text = fold_phrase(paragraph[:600]).lstrip(" *_-=[(#>|")
    if DISCLAIMER.match(text) is None:
        return False
    if ON_PAPER.search(text):
        return len(paragraph) > 20
    return (
        len(paragraph) > (60 if paragraph.isascii() else 25)
        and len(set(LEGAL.findall(fold_phrase(paragraph[:1500])))) > 1
    )
