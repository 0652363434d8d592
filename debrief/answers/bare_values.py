"""A fact that was asked for, answered in few words: "80k", an address, a name, "amount 80k, rep Jo"."""

from __future__ import annotations

import re
from collections.abc import Collection

from debrief.amounts import read_amount
from debrief.answers.addressees import bears_name
from debrief.answers.commands import read_commands, states_fact
from debrief.answers.fact_values import LABELS
from debrief.lexicon import QUOTED, bare, fold, is_closing, is_greeting, is_pleasantry, is_signed
from debrief.model import Facts
from debrief.team import ADDRESS, Person, Team, fold_address

_NAME = re.compile(r"[^\W\d_][\w'’.&-]*(?: [^\W\d_][\w'’.&-]*){0,3}")
_NUMBERING = re.compile(r"^\(?\d{1,2}[.)]\s+(?=\S)")
_NAMES = ("customer_name", "company", "competitor")  # what a name alone may be
_LABEL = {"customer_name": "customer", "company": "company", "competitor": "competitor"}
_MOST_WORDS = 8  # of a line that may hold a value
LEAST = 1000  # a smaller number without a currency may be a time, a count, a year's end


def with_labels(text: str, missing: Collection[str], team: Team) -> str:
    """Return a reply in which a bare value has the label of the missing fact that it gives.

    What stands beside it, apart by a comma or a stroke, becomes a line of its own.
    """
    lines, first, closed = [], True, False
    for raw in text.splitlines():
        line = _NUMBERING.sub("", bare(raw))
        closed = closed or is_closing(line) or (not first and is_signed(line))
        plain = not line or is_greeting(line) or is_pleasantry(line) or QUOTED.match(raw)
        if closed or plain:
            lines.append(raw)
            continue
        whole = _labelled(line, missing, team, name=first)
        numbered = line != bare(raw)
        lines += (
            [whole]
            if whole
            else _parts(line, missing, team, name=first) or ([line] if numbered else [raw])
        )
        first = False
    return "\n".join(lines)


def _parts(line: str, missing: Collection[str], team: Team, *, name: bool) -> list[str]:
    """Return the parts of a line of which at least one is a value; none where it states facts itself."""
    parts = [p for p in re.split(r"[,;]\s+|\s+/\s+", line) if p]
    labelled = [_labelled(p, missing, team, name=name) for p in parts]
    if not any(labelled) or (states_fact(line) and not all(labelled)):
        return []
    return [label or part for label, part in zip(labelled, parts, strict=True)]


def suggested(line: str, missing: Collection[str], team: Team) -> str | None:
    """Return the missing fact that a line of a reply may mean, as it is written with its label."""
    if "rep_email" in missing:
        named = reps_named(line, team)
        if len(named) == 1:
            return f"rep: {named[0].name}"
    value = bare(line).strip(" .!")
    alone = _NAME.fullmatch(value) and value[:1].isupper() and not _is_order(value)
    return f"competitor: {value}" if alone and "competitor" in missing else None


def may_hold_value(line: str, missing: Collection[str], team: Team) -> bool:
    """Tell whether a line may answer a question for facts; one word that fits none is a signature."""
    size = len(line.split())
    return 1 < size <= _MOST_WORDS or suggested(line, missing, team) is not None


def find_rep(team: Team, named: str) -> Person | None:
    """Return the rep meant by an address, a name, or an unambiguous part of one with initials."""
    word = fold_address(named)
    parts = [p for p in re.split(r"[\s.]+", fold(word)) if p]
    exact = [p for p in team.reps if word in (p.email, p.name.casefold())]
    found = exact or [p for p in team.reps if parts and _abbreviates(parts, fold(p.name).split())]
    return found[0] if len(found) == 1 else None


def reps_named(text: str, team: Team) -> list[Person]:
    """Return the reps whom a text names, each by a word of the name."""
    found = (find_rep(team, word) for word in re.findall(r"[\w-]+", text))
    return list({rep.email: rep for rep in found if rep}.values())


def _abbreviates(parts: list[str], name: list[str]) -> bool:
    """Tell whether one part is a word of the name and the others begin those beside it."""
    places = range(len(name) - len(parts) + 1)
    return any(
        any(p == n for p, n in zip(parts, name[at:], strict=False))
        and all(n.startswith(p) for p, n in zip(parts, name[at:], strict=False))
        for at in places
    )


def _labelled(line: str, missing: Collection[str], team: Team, *, name: bool) -> str | None:
    value = line.strip(" .!")
    address = ADDRESS.search(value)
    if address is not None:
        return _person(value, address.group(), missing, team)
    if "amount" in missing and _is_sum(_behind_label(value, "amount")):
        return f"amount: {_behind_label(value, 'amount')}"
    if "rep_email" in missing and (rep := find_rep(team, _behind_label(value, "rep_email"))):
        return f"rep: {rep.email}"
    return _named(value, missing, team) if name else None


def _behind_label(value: str, field: str) -> str:
    """Return what stands behind a fact's label without a colon, as in "amount 80k"; else all of it."""
    label, _, rest = value.partition(" ")
    return rest.strip() if rest and LABELS.get(fold(label).strip(":")) == field else value


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
    rest = value.replace(address, " ").strip(" <>()[],;-–\"'")
    if rest and not _is_owner(rest, address):
        return None
    if team.rep(fold_address(address)) is not None:
        return f"rep: {address}" if "rep_email" in missing else None
    if "customer_email" not in missing or team.is_ours(fold_address(address)):
        return None
    return f"customer: {rest} <{address}>" if rest else f"email: {address}"


def _is_owner(words: str, address: str) -> bool:
    """Tell whether words beside an address are a name: a label or a verb is none."""
    if not _NAME.fullmatch(words) or states_fact(f"{words}: {address}"):
        return False
    parts = words.split()
    known = bears_name(address.partition("@")[0], words)
    return known or (len(parts) > 1 and all(part[:1].isupper() for part in parts))


def _named(value: str, missing: Collection[str], team: Team) -> str | None:
    """Read a name where only one of the missing facts is one."""
    if not _NAME.fullmatch(value) or not value[:1].isupper() or _is_order(value):
        return None
    wanted = [field for field in _NAMES if field in missing]
    words = value.split()  # of two words or more: "Perhaps" is no name
    few = len(wanted) == 1 and len(words) > 1 and all(word[:1].isupper() for word in words)
    ours = any(find_rep(team, word) for word in words)
    return f"{_LABEL[wanted[0]]}: {value}" if few and not ours else None


def _is_order(value: str) -> bool:
    read = read_commands(value, Facts(), currency="EUR")
    return bool(
        read.go or read.stop or read.wait or read.alone or read.review_anyway or read.not_understood
    )
