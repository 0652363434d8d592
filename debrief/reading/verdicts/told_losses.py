"""Several losses told in somebody's own words in one mail: "we lost Acme (50k) to X and Globex (80k) to Y"."""

from __future__ import annotations

import re
from dataclasses import replace

from debrief.lexicon import fold, is_closing, is_greeting, is_pleasantry
from debrief.reading.mail.message import Message
from debrief.reading.quoting.signatures import strip_signature

MOST_CHARS = 1000
_AND = r"(?:and|und|et|y|e|en|&)"
_PIECES = re.compile(
    rf"(\s+{_AND}\s+|[;\n]+\s*(?:[-*•]\s*)?|(?<=[^\W\d])[.!]\s+|,\s+(?=(?:{_AND}|we|lost|wir|on|nous|perd\w+)\b))",
    re.IGNORECASE,
)
_LEAD = (
    r"(?:[-*•]\s*)?(?:(?:and|und|et|y|e|en|also|auch|aussi|tambien|também|también|ook|sadly|leider|unfortunately)\s+)*"
    r"(?:(?:we|i|wir|ich|nous|on|wij|we've|have|haben|habe|hebben|avons|a|hemos|also|auch|aussi|ook|just)\s+)*(?:(?:lost|lose|verloren|perdu|perdimos|perdemos|perdido)\s+)?"
)
_NAME = r"[^\W\d_][\w&.'’/-]*(?:\s+[\w&.'’/-]+){0,5}?"
_SUM = r"(?:[a-z]{3}\s?|[€$£]\s?)?\d[\d.,']*\s?(?:k|m|mn|mio\.?|tsd\.?|million|thousand|mil)?(?:\s?(?:[a-z]{3}|[€$£]))?"
_TO = r"(?:to|against|an|gegen|contre|au profit de|face à|con|contra|ante|frente a|aan|tegen|para)"
_LOSS = re.compile(
    rf"{_LEAD}(?:the\s+|den\s+|die\s+|le\s+|la\s+|el\s+|de\s+|a\s+)*(?P<name>{_NAME})(?:\s+(?:deal|order|auftrag|contract|opdracht|pedido))?"
    rf"(?:,?\s*\((?P<within>{_SUM})\)|,?\s+(?:for\s+|über\s+|pour\s+|por\s+|voor\s+)?(?P<beside>{_SUM}),?)?(?:,?\s+{_TO}\s+(?:the\s+|la\s+|a\s+|o\s+)?(?P<winner>{_NAME}))?(?:\s+verloren)?[\s.,!]*",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:lost|loss(?:es)?|verloren|verluste?|perdus?|pertes?|perdimos|perdido|perdidas?|perdemos|perdas?|verliezen)\b"
)
_OPENING = re.compile(r"[^\n:]{0,60}:\s*")
_PAIR = re.compile(
    rf"(?:the )?[^\W\d_][\w'’-]*(?: [A-Z][\w'’-]*)? {_AND} [A-Z][\w'’-]*(?: [A-Z][\w'’-]*)?",
    re.UNICODE,
)


def losses_told(message: Message) -> tuple[Message, ...]:
    """Return a mail for each loss, where all are told by name with an amount or a winner; else nothing.

    What says anything else besides, or may be one name ("Smith and Sons"), is not taken apart.
    """
    text = strip_signature(message.text).strip()
    if len(text) > MOST_CHARS or _TOLD.search(fold(text)) is None:
        return ()
    told = _told(_OPENING.sub("", text, count=1) if _OPENING.match(text) else text)
    if len(told) < 2:
        return ()
    return tuple(replace(message, text=each, html=None, tables=()) for each in told)


def may_be_two(name: str | None) -> bool:
    """Tell whether a deal's name may be that of two: "Acme and Globex"."""
    return name is not None and _PAIR.match(name) is not None


def _told(text: str) -> tuple[str, ...]:
    """Return each loss as one sentence; nothing where a part of the text is none."""
    found: list[str] = []
    kept = ""
    for part in _PIECES.split(text):
        whole = f"{kept}{part}"
        if not whole.strip(" .,;!-\n") or _is_polite(whole):
            kept = ""
            continue
        loss = _LOSS.fullmatch(whole.strip(" ,;\n"))
        if loss is not None and _is_certain(loss):
            found.append(_sentence(loss))
            whole = ""
        kept = whole
    return () if kept.strip(" .,;!-\n") else tuple(found)


def _is_polite(text: str) -> bool:
    line = text.strip()
    return is_greeting(line) or is_closing(line) or is_pleasantry(line)


def _is_certain(loss: re.Match[str]) -> bool:
    """Tell whether it has an amount or a winner, and a name that is one name."""
    words = loss["name"].split()
    alone = re.search(rf"\s{_AND}\s", loss["name"], re.IGNORECASE) is None
    if any(w[0].isupper() for w in words) and words[0][0].islower():  # "won Globex"
        return False
    return alone and bool(loss["within"] or loss["beside"] or loss["winner"])


def _sentence(loss: re.Match[str]) -> str:
    amount = loss["within"] or loss["beside"]
    worth = f" ({amount})" if amount else ""
    winner = f" to {loss['winner'].rstrip('.')}" if loss["winner"] else ""
    return f"We lost the {loss['name']} deal{worth}{winner}."
