"""The signature that nothing sets apart: the writer's own name, and below it post, firm and telephone.

It is known by the name in the mail's "From". What else stands there must look like a signature, so
that a list which begins with the writer's name stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from debrief.lexicon import is_closing, is_signed
from debrief.reading.legal_forms import FORM
from debrief.reading.mail.addresses import Address
from debrief.reading.mail.phrases import DISCLAIMER, LEGAL, ON_PAPER, POSTSCRIPT, fold_phrase
from debrief.reading.wording import fold, unmarked

LONGEST = 20  # lines
LONGEST_LINE = 100  # characters of a name, a post or an address
MOST_BESIDE = 3  # words before or behind the name: titles and degrees
_WORD = re.compile(r"[^\W\d_]+")
_APART = re.compile(
    r"\s*[|•·,/–—]\s*|\s-\s|\s{2,}|\u3000"
)  # what parts a name from a post in one line
_PICTURE = re.compile(r"\[(?:cid:[^\]\s]{1,200}|image:? ?[^\]]{0,80})\]", re.IGNORECASE)
_RULE = re.compile(r"[-_=*~━─‐]{3,}")
_REACHED = re.compile(
    r"\+?\(?\d[\d\s()/.-]{6,20}\d|www\.\w|https?://|[\w.+-]@[\w-]+\.\w|\b\d{4,6}\b|\b(?:ext|apt|suite|postfach|p\.?o\.? box)\b",
    re.IGNORECASE,
)
_ONLINE = re.compile(r"www\.\w|https?://|[\w.+-]@[\w-]+\.\w", re.IGNORECASE)
_FIRM = re.compile(
    rf"\b(?:{FORM}|(?i:gmbh|ltd|inc|corp|e\. ?v|sp\. ?[zkj]|s\. ?r\. ?o|kft|zrt|d\. ?o\. ?o|a\. ?ş|şti)|a\. ?s|UAB|SIA|OÜ|ООО|ТОВ|ЕООД)(?!\w)"
    r"|(?:株式|有限)会社|公司|주식회사|\(주\)|บริษัท"
)


def without_pictures(lines: Sequence[str]) -> list[str]:
    """Return the lines up to where nothing but the places of pictures follows ("[cid:image001.png@…]")."""
    last = len(lines)
    while last and (not lines[last - 1].strip() or _PICTURE.fullmatch(lines[last - 1].strip())):
        last -= 1
    return list(lines[:last])


def before_own_signature(lines: Sequence[str], writer: Address | None) -> list[str]:
    """Return the lines above the block of the writer's name and post with which a text ends; all if there is none."""
    bearer = _bearer(writer)
    if not bearer:
        return list(lines)
    house = _house(writer)
    filled = [at for at, line in enumerate(lines) if line.strip()][-LONGEST:]
    for at in reversed(filled):
        named = _names(lines[at], bearer) or _is_named_again(lines, at)
        start = _start(lines, at) if named else at
        if not (named or _is_below_sign_off(lines, at, bearer)):
            continue
        if _is_signature(lines, start, at, house, _REACHED if named else _ONLINE):
            return list(lines[:start])
    return list(lines)


def is_own_signature(text: str, writer: Address | None) -> bool:
    """Tell whether a text is nothing but the writer's signature."""
    return not any(line.strip() for line in before_own_signature(text.split("\n"), writer))


def is_house_signature(text: str, writer: Address | None) -> bool:
    """Tell whether a text is a few short lines that name the writer's firm as their address does."""
    lines = [line for line in text.split("\n") if line.strip()]
    few = 0 < len(lines) <= LONGEST // 2 and all(map(_is_short, lines))
    return few and any(_is_of_house(line, _house(writer)) for line in lines)


def is_signed_by(text: str, writer: Address | None) -> bool:
    """Tell whether the last line of a text is the writer's name, or a part of it."""
    last = next((line for line in reversed(text.split("\n")) if line.strip()), "")
    words = [unmarked(word) for word in _WORD.findall(last)]
    return 0 < len(words) <= 4 and set(words) <= set(_bearer(writer))


def _bearer(writer: Address | None) -> tuple[str, ...]:
    """Return the words of the writer's name, from the address where it has no name."""
    if writer is None:
        return ()
    name = writer.name or re.sub(r"[\W\d_]+", " ", (writer.email or "").partition("@")[0])
    words = tuple(word for word in map(unmarked, _WORD.findall(name)) if word not in _TITLES)
    whole = len(words) > 1 or (bool(words) and not words[0].isascii() and len(words[0]) > 1)
    return words if whole else ()


_TITLES = frozenset(
    [
        "dr",
        "prof",
        "lic",
        "ing",
        "ir",
        "drs",
        "dipl",
        "mag",
        "mr",
        "mrs",
        "ms",
        "herr",
        "frau",
        "dott",
        "avv",
        "arq",
        "sr",
        "sra",
    ]
)


def _house(writer: Address | None) -> str:
    domain = (writer.email or "").rpartition("@")[2] if writer else ""
    return unmarked(domain.partition(".")[0]).replace("-", "")


def _names(line: str, bearer: tuple[str, ...]) -> bool:
    """Tell whether a line, or a part set apart in it, is the writer's name with titles; given names may be initials."""
    if len(line) > 2 * LONGEST_LINE or is_signed(line):
        return False
    return any(_is_name(part, bearer) for part in _APART.split(line.strip()) if part)


def _is_name(head: str, bearer: tuple[str, ...]) -> bool:
    words = [word for word in map(unmarked, _WORD.findall(head)) if word not in _TITLES]
    if len(words) == 1 and not words[0].isascii() and words[0] == "".join(bearer):
        return True  # written without a blank, as in Chinese and Japanese
    if not words or ":" in head or len(words) > len(bearer) + MOST_BESIDE:
        return False
    full = [each for each in bearer if each in words]
    initials = {word for word in words if len(word) == 1}
    rest = [each for each in bearer if each not in full]
    return bool(full) and all(each[0] in initials for each in rest) and len(full) >= len(rest)


def _is_named_again(lines: Sequence[str], at: int) -> bool:
    """Tell whether a paragraph begins with the full name of whom the line above it signs with a part of."""
    signed = _sign_off(lines, at)
    here = [unmarked(word) for word in _WORD.findall(lines[at])]
    return bool(signed) and len(here) > len(signed) and here[: len(signed)] == signed


def _is_below_sign_off(lines: Sequence[str], at: int, bearer: tuple[str, ...]) -> bool:
    """Tell whether a paragraph begins below the name with which a letter is signed."""
    signed = _sign_off(lines, at)
    return bool(signed) and (set(signed) <= set(bearer) or is_closing(_two_above(lines, at)[0]))


def _sign_off(lines: Sequence[str], at: int) -> list[str]:
    """Return the words of the name that stands alone in the line above a paragraph, none if it is no name."""
    above = _two_above(lines, at)
    if len(above) < 2 or lines[at - 1].strip() or len(above[1]) > LONGEST_LINE // 3:
        return []
    words = [unmarked(word) for word in _WORD.findall(above[1])]
    return words if len(words) <= 3 and above[1][0].isupper() else []


def _two_above(lines: Sequence[str], at: int) -> list[str]:
    """Return the last two lines above that hold anything, top to bottom."""
    filled = (line.strip() for line in reversed(lines[:at]) if line.strip())
    return list(islice(filled, 2))[::-1]


def _start(lines: Sequence[str], at: int) -> int:
    """Return the line with which the block begins: the name's, or the firm's or a picture's right above it."""
    start = at
    while start and at - start < 2 and _is_short(lines[start - 1]) and not is_closing(lines[start - 1]):  # fmt: skip
        start -= 1
    above = lines[start - 1].strip() if start else ""
    if start < at and above and not _is_frame(above):
        start = at  # they belong to a paragraph
    while start and _is_frame(lines[start - 1].strip()):
        start -= 1
    return start


def _is_frame(line: str) -> bool:
    return _PICTURE.fullmatch(line) is not None or _RULE.fullmatch(line) is not None


def _is_short(line: str) -> bool:
    """Tell whether a line holds something, and no sentence."""
    bare = line.strip()
    sentence = len(bare.split()) > 3 and bare.endswith((".", "!", "?", ":"))
    return 0 < len(bare) <= LONGEST_LINE and (not sentence or is_firm(bare[-12:]))


def _is_signature(
    lines: Sequence[str], start: int, at: int, house: str, reached: re.Pattern[str]
) -> bool:
    """Tell whether what begins there is set apart, tells how to reach the writer or where they work, and no more."""
    above = lines[start - 1].strip() if start else ""
    framed = start < len(lines) and _is_frame(lines[start].strip())
    if above and not (framed or is_closing(above) or is_signed(above)):
        return False
    block, rest = _parted(lines, at)
    if any(not _is_small(part) for part in rest):
        return False
    if len(block) > 1 and not (_is_short(block[1]) or _is_legal(block[1])):
        return False
    parts = [part for part in _APART.split(block[0]) if part]
    if len(block) < 2 and not (len(parts) > 1 or start < at or rest):
        return False
    before = next((line for line in reversed(lines[:start]) if line.strip()), "")
    whole = [*lines[start:at], *block]
    return (
        (is_closing(before) and len(block) > 1)
        or any(map(reached.search, whole))
        or any(map(is_firm, whole))
        or any(map(_is_legal, block[1:]))
        or any(_is_of_house(line, house) for line in (*whole[1:], *parts[2:]))
        or (len(block) > 1 and _is_of_house(block[0], house))
    )


def _parted(lines: Sequence[str], at: int) -> tuple[list[str], list[str]]:
    """Return the lines of the name's paragraph from it on, and the paragraphs below it."""
    text = "\n".join(line.strip() for line in lines[at:]).strip()
    first, *others = re.split(r"\n{2,}", text)
    return first.split("\n"), others


def _is_small(paragraph: str) -> bool:
    """Tell whether a paragraph below a signature still belongs to it: no sentences, but in small print."""
    if POSTSCRIPT.match(paragraph):
        return False
    for line in paragraph.split("\n"):
        if _is_legal(line):
            return True
        if not (_is_short(line) or _is_frame(line)):
            return False
    return True


def is_firm(text: str) -> bool:
    """Tell whether a text names the form in which a firm is registered ("Sp. z o.o.")."""
    return _FIRM.search(text) is not None


def _is_legal(line: str) -> bool:
    folded = fold_phrase(line[:600]).lstrip(" *_-=[(#>|")
    return DISCLAIMER.match(folded) is not None and (
        ON_PAPER.search(folded) is not None or LEGAL.search(folded) is not None
    )


def _is_of_house(line: str, house: str) -> bool:
    """Tell whether a line names the firm whose domain the writer has."""
    words = [word for word in _WORD.findall(fold(line)) if len(word) > 3]
    return len(house) > 3 and any(unmarked(word)[:8] in house for word in words)
