"""Subject prefixes: what "Re:", "Fwd:" and their like in other languages say."""

from __future__ import annotations

import re
from typing import Literal

from debrief.reading.mail.phrases import FORWARD_PREFIXES, REPLY_PREFIXES, fold_phrase

_PREFIX = re.compile(
    r"[^\w\[(]{0,6}(?:(?:ext|extern[aeo]?l?|esterno|spam)\s?[:：]\s?)?(?:\[[^\[\]]{1,60}\]\s{0,3})?"
    r"([^\W\d_][^:：\[\]()]{0,24}?)(?:\s?[\[(]\d{1,3}[\])]|\^?\d{1,3})?\s?[:：]{1,2}\s?",
    re.IGNORECASE,
)
Announcement = Literal["reply", "forward"]


def first_prefix(subject: str) -> tuple[Announcement | None, str]:
    """Return what the first prefix says and the subject without it."""
    found = _PREFIX.match(subject)
    if found is None:
        bracketed = re.match(r"\s{0,5}\[(?:fwd?|fw|wg|tr)\s?:\s?(.{0,900})\]\s*$", subject, re.I)
        return ("forward", bracketed[1]) if bracketed else (None, subject)
    word = fold_phrase(found[1]).rstrip(" .")
    if word in REPLY_PREFIXES:
        return "reply", subject[found.end() :]
    if word in FORWARD_PREFIXES:
        return "forward", subject[found.end() :]
    return None, subject


def announcement(subject: str) -> Announcement | None:
    """Tell whether a subject announces a reply or a forward."""
    return first_prefix(subject)[0]


def without_prefixes(subject: str) -> str:
    """Return the subject without any of its prefixes."""
    for _ in range(12):
        kind, rest = first_prefix(subject)
        if kind is None:
            break
        subject = rest
    return subject.strip()
