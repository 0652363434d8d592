"""A fact that was asked for, answered by nothing but its value: "80k", an address, a name."""

from __future__ import annotations

import re
from collections.abc import Collection

from debrief.amounts import read_amount
from debrief.commands import read_commands
from debrief.lexicon import QUOTED, bare, is_closing, is_greeting, is_pleasantry
from debrief.model import Facts
from debrief.team import ADDRESS, Team, fold_address

_NAME = re.compile(r"[^\W\d_][\w'’.&-]*(?: [^\W\d_][\w'’.&-]*){0,3}")
_NAMES = ("customer_name", "company", "competitor")  # what a name alone may be
_LABEL = {"customer_name": "customer", "company": "company", "competitor": "competitor"}
LEAST = 1000  # a smaller number without a currency may be a time, a count, a year's end


def with_labels(text: str, missing: Collection[str], team: Team) -> str:
    """Return a reply in which a bare value has the label of the missing fact that it gives."""
    lines, first, closed = [], True, False
    for raw in text.splitlines():
        line = bare(raw)
        closed = closed or is_closing(line)
        plain = not line or is_greeting(line) or is_pleasantry(line) or QUOTED.match(raw)
        if closed or plain:
            lines.append(raw)
            continue
        parts = [p for p in re.split(r"[,;]\s+", line) if p]
        labelled = [_labelled(p, missing, team, name=first) for p in parts]
        whole = _labelled(line, missing, team, name=first)
        lines += [whole] if whole else [p for p in labelled if p] if all(labelled) else [raw]
        first = False
    return "\n".join(lines)


def _labelled(line: str, missing: Collection[str], team: Team, *, name: bool) -> str | None:
    value = line.strip(" .!")
    address = ADDRESS.search(value)
    if address is not None:
        return _person(value, address.group(), missing, team)
    if "amount" in missing and _is_sum(value):
        return f"amount: {value}"
    return _named(value, missing, team) if name else None


def _is_sum(value: str) -> bool:
    """Tell whether it is a sum of money: a bare year or a small number may be something else."""
    read = read_amount(value)
    if read is None:
        return False
    amount, currency = read
    scaled = re.search(r"[^\W\d_]", value) is not None
    year = value.isdigit() and len(value) == 4 and value[:2] in ("19", "20")
    return currency is not None or scaled or (amount >= LEAST and not year)


def _person(value: str, address: str, missing: Collection[str], team: Team) -> str | None:
    """Read an address, alone or with the name of its owner."""
    rest = value.replace(address, " ").strip(" <>()[],;:-–\"'")
    if rest and not _NAME.fullmatch(rest):
        return None
    if team.rep(fold_address(address)) is not None:
        return f"rep: {address}" if "rep_email" in missing else None
    if "customer_email" not in missing or team.is_ours(fold_address(address)):
        return None
    return f"customer: {rest} <{address}>" if rest else f"email: {address}"


def _named(value: str, missing: Collection[str], team: Team) -> str | None:
    """Read a name where only one of the missing facts is one."""
    if not _NAME.fullmatch(value) or not value[:1].isupper() or _is_order(value):
        return None
    known = [
        p for p in team.reps if value.casefold() in (p.name.casefold(), *p.name.casefold().split())
    ]
    if known:
        return f"rep: {value}" if "rep_email" in missing and len(known) == 1 else None
    wanted = [field for field in _NAMES if field in missing]
    words = value.split()  # of two words or more: "Perhaps" is no name
    few = len(wanted) == 1 and len(words) > 1 and all(word[:1].isupper() for word in words)
    return f"{_LABEL[wanted[0]]}: {value}" if few else None


def _is_order(value: str) -> bool:
    read = read_commands(value, Facts(), currency="EUR")
    return bool(
        read.go or read.stop or read.wait or read.alone or read.review_anyway or read.not_understood
    )
