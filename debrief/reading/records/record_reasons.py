"""Why a deal was lost, by the fields that a system's record has for it: a code, a note, a comment."""

from __future__ import annotations

import re

from debrief.reading.facts.criteria import each_once, whole
from debrief.reading.facts.criterion_phrase import (
    clauses_of,
    is_praise,
    listed,
    phrase_of,
    price_in,
)
from debrief.reading.facts.reasons import LONGEST, shortened
from debrief.reading.facts.said_criteria import named_in
from debrief.reading.learned.grounds import clause_odds
from debrief.reading.records.crm import Record
from debrief.reading.verdicts.clauses import first_of, sentences
from debrief.reading.wording import fold

CODE = 5  # words; what is no longer may be one of a list's codes
SURE = -1.2  # log odds from which a clause of a note names something that our offer was compared on
_ONLY_LOST = re.compile(
    r"(?:went|gone|chose|lost|losing) (?:with|to|against)? ?(?:a |another |other )?(?:competit\w+|vendor)?\W*|out-?sold|competition|competitor|other|misc\w*|closed|unknown|overtroefd|concurren\w+|wettbewerb\w*|sonstiges?|autre|otros?|anders|outro|lost|verloren|perdu\w*|perdid\w*"
)


def _fields(record: Record) -> list[str]:
    """Return what the record says of the reason, field by field."""
    found: list[str] = []
    for name in ("reason", "further reason", "details", "further details"):
        for text in (record.get(name) or "").split("\n"):
            plain = text.strip(" \"'“”«»„")
            if plain and plain not in found:
                found.append(plain)
    return found


def reason_in(record: Record, own: frozenset[str]) -> str | None:
    """Return the reason a record gives: its code with the fullest of its notes; None without either."""
    fields = _fields(record)
    if not fields:
        return None
    note = max(fields[1:], key=len, default=None)
    code = fields[0]
    if note is None or len(code.split()) > max(CODE, len(note.split())):
        return code
    note = shortened(note, own)
    if _says_only_that(code, record) or fold(code) in fold(note):
        return note
    return f"{code.rstrip(' .')}: {note}"[:LONGEST]


def _says_only_that(code: str, record: Record) -> bool:
    """Tell whether a code says no more than that somebody else won."""
    plain = fold(code)
    rival = fold(record.get("competitor") or "")
    if rival:
        plain = plain.replace(rival, "competitor")
    return len(code.split()) <= CODE and (
        _ONLY_LOST.fullmatch(plain.strip(" .")) is not None
        or re.fullmatch(r"(?:went|gone|chose) (?:with |for )?\w+\W*", plain) is not None
    )


def criteria_in_record(
    record: Record, own: frozenset[str], rival: str | None, idle: bool
) -> tuple[str, ...]:
    """Return what mattered by the notes of a record; where nobody won only what they name outright."""
    texts = [part.text for text in _fields(record) for part in sentences(text)]
    named = [
        phrase for text in texts for found in named_in(text) for phrase in listed(found, rival)
    ]
    if idle or len(named) > 1:
        return each_once(named)
    meant = [
        phrase
        for text in texts
        if not named_in(text) and not _says_only_that(text, record)
        for clause in clauses_of(text)
        if not is_praise(clause) and _names_criterion(clause, own)
        if (phrase := price_in(clause) or phrase_of(clause, rival)) is not None
    ]
    return whole(each_once([*named, *meant]))


def _names_criterion(clause: str, own: frozenset[str]) -> bool:
    if first_of(clause) is None:
        return False
    return price_in(clause) is not None or clause_odds(clause, own).criterion > SURE
